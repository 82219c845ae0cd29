"""Datagrundlag: what was read, how it was understood, what was not used, and what is hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from handleplan_batch.labels import FIELDS, SCALES
from handleplan_batch.language import _, ngettext
from handleplan_batch.mapping import IGNORE
from handleplan_batch.model import CellRef, SheetEntry
from handleplan_batch.problems import describe, level_of
from handleplan_batch.workbook.columns import (
    FILES,
    PROBLEMS,
    QUESTIONS,
    SUPPRESSED,
    UNPLACED,
    Table,
)
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Page, Value
from handleplan_batch.workbook.sheets.measurements import subject_of

_WIDTHS = (20, 12, 15, 33, 11, 11, 11, 10, 11, 13, 17, 11, 7)
"""Shared by the stacked tables: the fourth column is the wide one."""
_SHOWN_COLUMNS = 12


def draw(book: Book, content: Content) -> None:
    """Write the stacked tables, each under its heading."""
    plan = content.plan
    page = book.page(_("Data basis"))
    page.title_row(_("Data basis"), _("What the plan rests on: each decision, how sure it is, and what was left out."))
    page.widths(_WIDTHS)
    questions, lines = _questions(content)
    row = _stack(page, 3, FILES, _files(content, lines))
    row = _stack(page, row, QUESTIONS, questions)
    row = _stack(page, row, PROBLEMS, _problems(content))
    row = _limits(page, row, content)
    hidden: list[dict[str, Value]] = [
        {
            "department": entry.department,
            "level": entry.level,
            "theme": "" if entry.level == "theme" else content.theme(entry.theme_id),
            "subject": subject_of(entry, content),
        }
        for entry in plan.measurements
        if entry.suppressed
    ]
    row = _stack(page, row, SUPPRESSED, hidden, ("theme", "subject"))
    _stack(page, row, UNPLACED, _unplaced(content))
    page.print_setup(_WIDTHS, (0, 0))
    page.finish()


def _stack(
    page: Page,
    row: int,
    table: Table,
    records: Sequence[dict[str, Value]],
    said_above: Sequence[str] = (),
) -> int:
    page.heading(row, _(table.title))
    if not records:
        page.write(row + 1, 0, _("None."), "note")
        return row + 3
    return page.table(table, records, _WIDTHS, header_row=row + 1, said_above=said_above) + 1


def _files(content: Content, lines: Mapping[tuple[str, str], Sequence[int]]) -> list[dict[str, Value]]:
    records: list[dict[str, Value]] = []
    for entry in content.plan.sheets:
        decided = [f"{_(FIELDS.get(field, field))}: {', '.join(_headers(entry, field))}" for field in entry.columns]
        more = ["…"] if len(decided) > _SHOWN_COLUMNS else []
        records.append(
            {
                "file": entry.file,
                "sheet": entry.sheet,
                "importer": entry.importer,
                "columns": "; ".join((*decided[:_SHOWN_COLUMNS], *more, *_unused(entry))),
                "header_row": entry.header_row,
                "rows_read": entry.rows_read,
                "rows_used": entry.rows_used,
                "rows_set_aside": entry.rows_set_aside,
                "rows_rejected": entry.rows_rejected,
                "respondents": entry.respondents,
                "sha256": entry.sha256,
                "lines": _spans(lines.get((entry.file, entry.sheet), ())),
            }
        )
    return records


def _headers(entry: SheetEntry, field: str) -> list[str]:
    """Return what was read as a field: its header, and those of further columns, such as one for each year."""
    first = entry.columns[field]
    return [first, *(use.header for use in entry.uses if use.role == field and use.header not in first)]


def _unused(entry: SheetEntry) -> Iterator[str]:
    """Yield one text that names the filled columns that were not used; nothing of what they hold."""
    headers = [use.header for use in entry.uses if use.role == IGNORE and use.filled]
    if headers:
        more = ["…"] if len(headers) > _SHOWN_COLUMNS else []
        yield _("Not used: {columns}").format(columns=", ".join(headers[:_SHOWN_COLUMNS] + more))


def _questions(content: Content) -> tuple[list[dict[str, Value]], dict[tuple[str, str], list[int]]]:
    """Return a line for each question, with the first of the sheets that ask it so; and per sheet its lines.

    Where sheets ask the same in the same cell, and it was understood alike, that is one line.
    """
    found: dict[tuple[Value, ...], dict[CellRef, None]] = {}
    for question in content.plan.questions:
        told = (
            _(SCALES.get(question.scale, question.scale)),
            question.text,
            question.best,
            question.worst,
            question.certainty,
            question.used,
            question.theme_certainty,
            content.theme(question.theme_id),
            question.reason,
        )
        found.setdefault((question.where.a1, *told), {}).update(dict.fromkeys(question.places))
    records: list[dict[str, Value]] = []
    lines: dict[tuple[str, str], list[int]] = {}
    for line, ((_cell, *decided), places) in enumerate(found.items(), start=1):
        first = next(iter(places))
        records.append(
            {
                "file": first.file,
                "cell": "!".join(part for part in (first.sheet, first.a1) if part),
                **dict(zip(_TOLD, decided, strict=True)),
                "asked_in": _counted(places),
                "line": line,
            }
        )
        for where in places:
            lines.setdefault((where.file, where.sheet), []).append(line)
    return records, lines


_TOLD = ("scale", "text", "best", "worst", "certainty", "used", "theme_certainty", "theme", "reason")
"""The columns of what was decided about a question."""


def _counted(places: Collection[CellRef]) -> str:
    files = len({where.file for where in places})
    if files == len(places):
        return ngettext("{count} file", "{count} files", files).format(count=files)
    return ngettext("{count} sheet", "{count} sheets", len(places)).format(count=len(places))


def _spans(lines: Sequence[int]) -> str:
    """Return numbers in rising order as people write them: ``1–80, 83``."""
    runs = [[line for _place, line in run] for _key, run in groupby(enumerate(lines), lambda one: one[1] - one[0])]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _problems(content: Content) -> list[dict[str, Value]]:
    return [
        {
            "file": problem.where.file,
            "sheet": problem.where.sheet,
            "level": level_of(problem),
            "message": describe(problem),
            "cell": problem.where.a1,
            "code": problem.code,
        }
        for problem in content.plan.problems
    ]


def _limits(page: Page, row: int, content: Content) -> int:
    limits = content.plan.limits
    if not limits:
        return row
    page.heading(row, _("Protection of small groups"))
    page.write(
        row + 1,
        0,
        _(
            "Figures are shown for groups of {general} or more, on offensive behaviour, violence and health "
            "{sensitive} or more, and comments {comments} or more."
        ).format(**{name: limits.get(name, 0) for name in ("general", "sensitive", "comments")}),
    )
    if any(finding.quotes for finding in content.plan.findings):
        row += 1
        quoted = _(
            "Comments are quoted where {general} or more wrote about a theme; read them before you share the plan."
        )
        page.write(row + 1, 0, quoted.format(general=limits.get("general", 0)))
    return row + 3


def _unplaced(content: Content) -> list[dict[str, Value]]:
    return [
        {
            "file": finding.where.file,
            "sheet": finding.where.sheet,
            "source": finding.source,
            "text": finding.text,
            "cell": finding.where.a1,
            "department": " / ".join(finding.department),
        }
        for finding in content.plan.findings
        if finding.theme_id is None
    ]
