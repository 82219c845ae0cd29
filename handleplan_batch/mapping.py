"""What a person decided about an input: which kind a sheet is, what its columns mean, which answer is best.

``handleplan check --write-mapping`` writes every decision of the program as such a file; a person corrects it, and
``--mapping`` (or the same sections in ``handleplan.toml``) makes the program obey. An entry that matches nothing is an
error: a decision that silently does not hold is worse than none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.model import (
    UNKNOWN_SCALE,
    CellRef,
    Correction,
    Finding,
    ImporterName,
    Plan,
    Question,
    SheetEntry,
)

SKIP = "skip"
"""The kind of a sheet that is not to be read."""
IGNORE = "ignore"
"""The role of a column that is not to be read."""
BLANK = "blank"
"""The role of a column that holds nothing yet; nothing is decided about it."""

_KINDS = (*(name for name in ImporterName if name is not ImporterName.UNKNOWN), SKIP)

Wrong = Callable[[int, str, str], SettingsError]
"""Makes the error for a line, a key and a reason."""


def same_text(text: str) -> str:
    """Return a text as it is compared: without case, punctuation and line breaks."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split()) or text.strip()


def finding_key(finding: Finding) -> str:
    """Return what tells a finding from others in every run: a hash of its text, of a survey's of the question's."""
    return text_key(finding.question or finding.text)


def corrected(finding: Finding, corrections: Mapping[str, Correction]) -> Finding:
    """Return a finding as a person has corrected it; of a survey's the answers say whether it is a problem."""
    said = corrections.get(finding_key(finding), Correction())
    if said.theme_id:
        finding = replace(finding, theme_id=said.theme_id, theme_reason=_("corrected by a person"))
    return finding if said.polarity is None or finding.question else replace(finding, polarity=said.polarity)


def text_key(text: str) -> str:
    """Return a hash of a text as it is compared."""
    return hashlib.blake2s(same_text(text).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class ColumnDecision:
    """What one column is."""

    header: str
    column: str = ""
    """Its letters, needed only to tell columns with the same header apart."""
    role: str = ""
    """Role in a survey, field of a list, or ``ignore``; empty = as the program decides."""
    best: str = ""
    """The best answer, as it stands in the file."""
    answers: tuple[str, ...] = ()
    """The answers on the scale, from worst to best."""
    theme: str = ""
    """Theme id."""
    place: str = ""
    """File and line of the decision, for messages."""

    def concerns(self, header: str, column: int) -> bool:
        """Whether a column with this header at this 0-based place is meant."""
        if self.column and CellRef("", column=column + 1).a1 != self.column.upper():
            return False
        return same_text(header) == same_text(self.header)


@dataclass(frozen=True, slots=True)
class SheetDecision:
    """What one sheet is."""

    file: str
    """Name of the file, or the end of its path."""
    sheet: str = ""
    """Name of the sheet; empty = every sheet of the file."""
    kind: str = ""
    """An importer's name, ``skip``, or empty = as the program decides."""
    header_row: int | None = None
    """1-based row of the (lowest) header line."""
    columns: tuple[ColumnDecision, ...] = ()
    place: str = ""

    def concerns(self, file: str, sheet: str) -> bool:
        """Whether a sheet of this file is meant."""
        wanted, there = PurePath(self.file.replace("\\", "/")).parts, PurePath(file.replace("\\", "/")).parts
        same = [part.casefold() for part in there[-len(wanted) :]] == [part.casefold() for part in wanted]
        return same and self.sheet.casefold() in ("", sheet.casefold())

    def column(self, header: str, column: int) -> ColumnDecision | None:
        """Return the decision on a column, None when there is none."""
        return next((one for one in self.columns if one.concerns(header, column)), None)


def require_themes(decisions: Iterable[SheetDecision], themes: Collection[str]) -> None:
    """Raise SettingsError for the first decision that names a theme which is not among ``themes`` (ids)."""
    for column in (column for decision in decisions for column in decision.columns):
        if column.theme and column.theme not in themes:
            raise SettingsError(
                _("{place}: “{theme}” is no theme of the catalogue.").format(place=column.place, theme=column.theme)
            )


def require_obeyed(
    decisions: Iterable[SheetDecision],
    sheets: Sequence[SheetEntry],
    questions: Iterable[Question],
    roles: Mapping[ImporterName, Sequence[str]],
) -> None:
    """Raise SettingsError for the first decision that was not obeyed, because nothing is called that or it cannot be.

    ``sheets`` and ``questions`` are what was read; ``roles`` is what columns may be, per kind of sheet.
    """
    asked = {
        (one.where.file, one.where.sheet, one.where.row, one.where.column) for one in questions if not one.where.option
    }
    for decision in decisions:
        found = [entry for entry in sheets if decision.concerns(entry.file, entry.sheet)]
        found = [entry for entry in found if decision.header_row in (None, entry.header_row)] or found[:1]
        if not found:
            raise SettingsError(
                _("{place}: no sheet of the inputs is called {file} {sheet}.").format(
                    place=decision.place, file=decision.file, sheet=decision.sheet
                )
            )
        for column in decision.columns:
            _require_column(decision, column, found, asked, roles)


def _require_column(
    decision: SheetDecision,
    told: ColumnDecision,
    sheets: Iterable[SheetEntry],
    asked: Collection[tuple[str, str, int | None, int | None]],
    roles: Mapping[ImporterName, Sequence[str]],
) -> None:
    found = [(entry, use) for entry in sheets for use in entry.uses if told.concerns(use.header, use.column - 1)]
    if not found:
        raise SettingsError(
            _("{place}: there is no column “{header}” in {file} {sheet}.").format(
                place=told.place, header=told.header, file=decision.file, sheet=decision.sheet
            )
        )
    entry, use = found[0]
    if any(other is entry and again is not use for other, again in found):
        letters = ", ".join(CellRef("", column=again.column).a1 for _other, again in found)
        raise SettingsError(
            _("{place}: the columns {letters} are all called “{header}”; say which with column = “…”.").format(
                place=told.place, letters=letters, header=told.header
            )
        )
    if told.role not in ("", use.role):
        text = _("{place}: the column cannot be read as “{role}” in a sheet of the kind {kind}. It may be: {roles}.")
        allowed = ", ".join((*sorted(roles.get(entry.importer, ())), IGNORE))
        raise SettingsError(text.format(place=told.place, role=told.role, kind=entry.importer, roles=allowed))
    place = (entry.file, entry.sheet, entry.header_row, use.column)
    if (told.best or told.answers or told.theme) and place not in asked:
        raise SettingsError(_("{place}: the column is not a question of a survey.").format(place=told.place))


# --- Reading ----------------------------------------------------------------------------------------------------------

_SHEET_LINE = re.compile(r"\s*\[\[\s*sheet\s*\]\]")
_COLUMN_LINE = re.compile(r"\s*\[\[\s*sheet\s*\.\s*column\s*\]\]")


def parse_sheets(content: object, text: str, file: str, wrong: Wrong) -> tuple[SheetDecision, ...]:
    """Return the decisions of the ``[[sheet]]`` sections of a settings file with this text."""
    if not isinstance(content, list):
        raise wrong(_first_line(text, re.compile(r"\s*\[?\s*sheet\b")), "sheet", _("write it as [[sheet]]"))
    lines = _section_lines(text)
    decisions = []
    for number, section in enumerate(content):
        line, column_lines = lines[number] if number < len(lines) else (1, [])
        decisions.append(_sheet(section, text, line, column_lines, file, wrong))
    return tuple(decisions)


def _section_lines(text: str) -> list[tuple[int, list[int]]]:
    """Return for each ``[[sheet]]`` its 1-based line and those of its ``[[sheet.column]]``."""
    found: list[tuple[int, list[int]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if _SHEET_LINE.match(line):
            found.append((number, []))
        elif _COLUMN_LINE.match(line) and found:
            found[-1][1].append(number)
    return found


def _sheet(
    section: object, text: str, line: int, column_lines: Sequence[int], file: str, wrong: Wrong
) -> SheetDecision:
    if not isinstance(section, dict):
        raise wrong(line, "sheet", _("write it as [[sheet]]"))
    values = _texts(section, ("file", "sheet", "kind"), ("header_row", "column"), text, line, wrong)
    if not values["file"]:
        raise wrong(line, "file", _("the name of the file is missing"))
    if values["kind"] and values["kind"] not in _KINDS:
        raise wrong(_key_line(text, line, "kind"), "kind", _("choose one of {kinds}").format(kinds=", ".join(_KINDS)))
    row = section.get("header_row")
    if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 1):
        raise wrong(_key_line(text, line, "header_row"), "header_row", _("the value must be a row number"))
    columns = section.get("column", [])
    if not isinstance(columns, list):
        raise wrong(line, "column", _("write it as [[sheet.column]]"))
    decided = []
    for number, column in enumerate(columns):
        begins = column_lines[number] if number < len(column_lines) else line
        if not isinstance(column, dict):
            raise wrong(begins, "column", _("write it as [[sheet.column]]"))
        told = _texts(column, ("header", "column", "role", "best", "theme"), ("answers",), text, begins, wrong)
        answers = column.get("answers", [])
        if not isinstance(answers, list) or not all(isinstance(answer, str | int | float) for answer in answers):
            raise wrong(_key_line(text, begins, "answers"), "answers", _("write the answers in [ ], worst first"))
        if not told["header"]:
            raise wrong(begins, "header", _("the header of the column is missing"))
        decided.append(
            ColumnDecision(**told, answers=tuple(map(str, answers)), place=_place(file, begins, told["header"]))
        )
    return SheetDecision(**values, header_row=row, columns=tuple(decided), place=_place(file, line, values["file"]))


def _place(file: str, line: int, key: str) -> str:
    return _("{file}, line {line}, {key}").format(file=file, line=line, key=key)


def _texts(
    section: Mapping[str, Any], names: Sequence[str], others: Sequence[str], text: str, line: int, wrong: Wrong
) -> dict[str, str]:
    for name, value in section.items():
        if name not in names and name not in others:
            raise wrong(_key_line(text, line, name), name, _("this key is not known"))
        if name in names and (isinstance(value, bool) or not isinstance(value, str | int | float)):
            raise wrong(_key_line(text, line, name), name, _("the value must be a text in quotation marks"))
    return {name: str(section.get(name, "")) for name in names}


def _key_line(text: str, begins: int, key: str) -> int:
    """Return the 1-based line of a key in the section that begins at a line."""
    lines = text.splitlines()
    for number in range(begins, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if re.match(rf'\s*"?{re.escape(key)}"?\s*=', lines[number]):
            return number + 1
    return begins


def _first_line(text: str, pattern: re.Pattern[str]) -> int:
    return next((number for number, line in enumerate(text.splitlines(), start=1) if pattern.match(line)), 1)


# --- Writing ----------------------------------------------------------------------------------------------------------


def render_mapping(plan: Plan, labels: Iterable[tuple[str, str]]) -> str:
    """Return the decisions of a run as a commented file that a person can correct.

    ``labels`` are the department names of the inputs with the department that each was taken for.
    """
    import tomlkit

    document = tomlkit.document()
    explained = _(
        "How the inputs were understood. Correct what is wrong, delete what you do not need,\n"
        "and use the file: handleplan build … --mapping FILE. An entry that matches nothing is an error.\n"
        "kind: {kinds}.\n"
        "role: what a column is; ignore leaves it out.\n"
        "best: the best answer for the working environment, as it stands in the file.\n"
        "answers: the answers on the scale, worst first, when the scale is not known.\n"
        "theme: id of a theme of the catalogue."
    ).format(kinds=", ".join(_KINDS))
    for line in explained.split("\n"):
        document.add(tomlkit.comment(line))
    departments = tomlkit.table()
    departments.add(
        tomlkit.comment(_("Name in a file = name in the organisation; several names in [ ] for one that was split."))
    )
    meant: dict[str, set[str]] = {}
    for label, name in labels:
        meant.setdefault(label, set()).add(name)
    for label, names in meant.items():
        if len(names) == 1:  # one that means several departments is told apart by what stands above it
            departments.add(label, next(iter(names)))
    document.add(tomlkit.nl())
    document.add("departments", departments)
    questions = {
        (one.where.file, one.where.sheet, one.where.row, one.where.column): one
        for one in plan.questions
        if not one.where.option
    }
    _add_others(document, plan, questions.values())
    sheets = tomlkit.aot()
    for entry in plan.sheets:
        if entry.rows_read or entry.importer is not ImporterName.UNKNOWN:
            sheets.append(_sheet_table(entry, questions))
    if sheets:
        document.add("sheet", sheets)
    return tomlkit.dumps(document)


def _add_others(document: Any, plan: Plan, questions: Iterable[Question]) -> None:
    """Add the questions that have no column of their own, as in summed-up tables; they are decided by their text."""
    import tomlkit

    headers = {(entry.file, entry.sheet, entry.header_row) for entry in plan.sheets}
    others = [one for one in questions if (one.where.file, one.where.sheet, one.where.row) not in headers]
    for section in ("directions", "themes"):
        table = tomlkit.table()
        for question in others:
            value = question.best if section == "directions" else question.theme_id
            key, text = (json.dumps(part, ensure_ascii=False) for part in (question.text, value or "…"))
            table.add(tomlkit.comment(f"{key} = {text}"))
        if others:
            document.add(section, table)


def _sheet_table(entry: SheetEntry, questions: Mapping[tuple[str, str, int | None, int | None], Question]) -> Any:
    import tomlkit

    table = tomlkit.table()
    table.add("file", entry.file)
    if entry.sheet:
        table.add("sheet", entry.sheet)
    if entry.importer is ImporterName.UNKNOWN:
        table.add(tomlkit.comment(_("Not recognised. Write its kind, or skip to leave it out.")))
        table.add(tomlkit.comment('kind = "skip"'))
        table.add(tomlkit.comment(_("The row with the headers, and what the columns hold, one section for each:")))
        for line in ("header_row = 1", "[[sheet.column]]", 'header = "…"', 'role = "…"'):
            table.add(tomlkit.comment(line))
    else:
        table.add("kind", str(entry.importer))
    if entry.header_row is not None:
        table.add("header_row", entry.header_row)
    columns = tomlkit.aot()
    headers = [same_text(use.header) for use in entry.uses]
    for use in entry.uses:
        if use.role == BLANK:
            continue
        column = tomlkit.table()
        column.add("header", use.header)
        if headers.count(same_text(use.header)) > 1:
            column.add("column", CellRef("", column=use.column).a1)
        column.add("role", use.role)
        question = questions.get((entry.file, entry.sheet, entry.header_row, use.column))
        if question is not None:
            _add_question(column, question)
        columns.append(column)
    if entry.uses:
        table.add("column", columns)
    return table


def _add_question(column: Any, question: Question) -> None:
    import tomlkit

    if question.best is not None:
        column.add("best", question.best)
    else:
        asked = _("Not known which answer is best: {answers}").format(answers=", ".join(question.answers))
        column.add(tomlkit.comment(asked))
        if question.scale != UNKNOWN_SCALE:
            column.add(tomlkit.comment(f'best = "{_("the best answer")}"'))
        else:
            column.add(tomlkit.comment(_("Put the answers in order, the worst first:")))
            column.add(tomlkit.comment(f"answers = {tomlkit.item(list(question.answers)).as_string()}"))
    if question.theme_id is not None:
        column.add("theme", question.theme_id)
    else:
        column.add(tomlkit.comment(f'theme = "{_("a theme of the catalogue")}"'))
    if question.reason:
        column.add(tomlkit.comment(" ".join(question.reason.split())))
