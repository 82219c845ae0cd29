"""How the inputs were understood, as tables on the screen: one for each sheet, with what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from handleplan_batch.labels import CERTAINTIES, FIELDS, IMPORTERS
from handleplan_batch.language import _, current_language, ngettext
from handleplan_batch.model import (
    CellRef,
    Certainty,
    ImporterName,
    Plan,
    Problem,
    ProblemLevel,
    Question,
    SheetEntry,
)
from handleplan_batch.problems import describe, level_of

_WIDTH_ELSEWHERE = 140
"""Characters a line where the output is no terminal."""
_MOST_LISTED = 12
"""Problems of one sheet that are listed; the rest are counted."""
_STYLES = {ProblemLevel.ERROR: "bold red", ProblemLevel.WARNING: "yellow", ProblemLevel.NOTE: "dim"}
_SIGNS = {ProblemLevel.ERROR: "!!", ProblemLevel.WARNING: "! ", ProblemLevel.NOTE: "- "}
_CERTAINTY_STYLES = {Certainty.KNOWN: "green", Certainty.INFERRED: "", Certainty.UNKNOWN: "bold yellow"}


def show(plan: Plan, *, whole: bool) -> None:
    """Print what each sheet was recognised as, its columns and questions, its rows, and what a person should do.

    Of many problems on one sheet only the first are listed, unless the ``whole`` is asked for.
    """
    most = None if whole else _MOST_LISTED
    width = None if sys.stdout.isatty() else _WIDTH_ELSEWHERE
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width)
    files = dict.fromkeys([entry.file for entry in plan.sheets] + [problem.where.file for problem in plan.problems])
    for file in files:
        console.print(Text(file, style="bold"))
        for entry in plan.sheets:
            if entry.file == file:
                _show_sheet(console, plan, entry, most)
        sheets = {entry.sheet for entry in plan.sheets if entry.file == file}
        others = [one for one in plan.problems if one.where.file == file and one.where.sheet not in sheets]
        _show_problems(console, others, most)
        console.print()


def _show_sheet(console: Console, plan: Plan, entry: SheetEntry, most: int | None) -> None:
    blank = entry.importer is ImporterName.UNKNOWN and not entry.rows_read
    recognised = _("Empty sheet") if blank else _(IMPORTERS[entry.importer])
    rows = _("{read} rows = {used} used + {aside} set aside + {rejected} rejected").format(
        read=entry.rows_read, used=entry.rows_used, aside=entry.rows_set_aside, rejected=entry.rows_rejected
    )
    header = "" if entry.header_row is None else _("header in row {row}").format(row=entry.header_row)
    place = [f"› {entry.sheet}"] if entry.sheet else []
    style = "dim" if blank else "bold red" if entry.importer is ImporterName.UNKNOWN else "bold cyan"
    line = Text("  ").append(" ".join([*place, ""])).append(recognised, style=style)
    console.print(line.append("".join(f" · {part}" for part in (header, rows) if part)))
    questions = {
        question.where.column: question
        for question in plan.questions
        if (question.where.file, question.where.sheet) == (entry.file, entry.sheet)
    }
    if entry.uses or questions:
        console.print(Padding(_columns(plan, entry, questions), (0, 0, 0, 4)))
    problems = [
        problem for problem in plan.problems if (problem.where.file, problem.where.sheet) == (entry.file, entry.sheet)
    ]
    _show_problems(console, problems, most)


def _columns(plan: Plan, entry: SheetEntry, questions: dict[int | None, Question]) -> Table:
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(_("Column"), no_wrap=True)
    table.add_column(_("Header"), ratio=3, overflow="fold")
    table.add_column(_("Is"))
    if questions:
        for title in (_("Scale"), _("Best answer"), _("Certainty"), _("Theme")):
            table.add_column(title, overflow="fold")
    uses = {use.column: use for use in entry.uses}
    for column in sorted({*uses, *(column for column in questions if column is not None)}):
        use, question = uses.get(column), questions.get(column)
        role = use.role if use else "question"
        cells = [
            Text(CellRef("", column=column).a1),
            Text(question.text if question else use.header if use else ""),
            Text(_(FIELDS.get(role, role))),
        ]
        if question is not None:
            theme = plan.themes.get(question.theme_id or "")
            cells += [
                Text(question.scale),
                Text(question.best or "?", style="" if question.best else "bold yellow"),
                Text(_(CERTAINTIES[question.certainty]), style=_CERTAINTY_STYLES[question.certainty]),
                Text(theme.name.pick(current_language()) if theme else "?", style="" if theme else "bold yellow"),
            ]
        table.add_row(*cells)
    return table


def _show_problems(console: Console, problems: Iterable[Problem], most: int | None) -> None:
    """Print what there is to know and to do, the most serious first, at the most so many."""
    order = list(ProblemLevel)
    sorted_problems = sorted(problems, key=lambda problem: order.index(level_of(problem)))
    for problem in sorted_problems[:most]:
        level = level_of(problem)
        line = Text(f"{_SIGNS[level]} ", style=_STYLES[level])
        if problem.where.a1:
            line.append(f"{problem.where.a1}: ")
        console.print(Padding(line.append(describe(problem)), (0, 0, 0, 4)))
    rest = 0 if most is None else len(sorted_problems) - most
    if rest > 0:
        more = ngettext("… and {count} more (see it with -v)", "… and {count} more (see them with -v)", rest)
        console.print(Padding(Text(more.format(count=rest)), (0, 0, 0, 4)))
