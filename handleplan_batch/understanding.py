"""Tables on the screen: how each sheet was understood and what to do about it, what came back, what needs attention."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby, zip_longest
from pathlib import PurePath

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from handleplan_batch.labels import CERTAINTIES, FIELDS, IMPORTERS, NEEDS, POLARITIES, SCALES
from handleplan_batch.language import _, current_language, ngettext
from handleplan_batch.mapping import IGNORE
from handleplan_batch.model import (
    CellRef,
    Certainty,
    Change,
    Followed,
    FollowUp,
    ImporterName,
    Need,
    Placed,
    Plan,
    Problem,
    ProblemLevel,
    Question,
    RuleState,
    SheetEntry,
    Tally,
    Theme,
)
from handleplan_batch.problems import cure_of, describe, level_of, sentence_of
from handleplan_batch.sharing import by_department, by_responsible, count_needs
from handleplan_batch.states import danish_date
from handleplan_batch.workbook import field_label, shown_value

_WIDTH_ELSEWHERE = 140
"""Characters a line where the output is no terminal."""
_MOST_LISTED = 12
"""Problems of one sheet that are listed; the rest are counted."""
_QUESTION = "question"
_STYLES = {ProblemLevel.ERROR: "bold red", ProblemLevel.WARNING: "yellow", ProblemLevel.NOTE: "dim"}
_SIGNS = {ProblemLevel.ERROR: "!!", ProblemLevel.WARNING: "! ", ProblemLevel.NOTE: "- "}
_CERTAINTY_STYLES = {Certainty.KNOWN: "green", Certainty.INFERRED: "", Certainty.UNKNOWN: "bold yellow"}


def show(plan: Plan, *, whole: bool) -> None:
    """Print what each sheet was recognised as, its columns and questions, its rows, and what a person should do.

    Of many problems on one sheet only the first are listed, unless the ``whole`` is asked for.
    """
    most = None if whole else _MOST_LISTED
    console = _console()
    files = dict.fromkeys([entry.file for entry in plan.sheets] + [problem.where.file for problem in plan.problems])
    for file in files:
        console.print(Text(file, style="bold"))
        entries = [entry for entry in plan.sheets if entry.file == file]
        problems = [problem for problem in plan.problems if problem.where.file == file]
        for place, entry in enumerate(entries):
            rows = _rows_of(entries, place)
            _show_sheet(console, plan, entry, rows)
            _show_problems(console, [one for one in problems if _stands_in(one.where, entry, rows)], most)
        sheets = {entry.sheet for entry in entries}
        _show_problems(console, [one for one in problems if one.where.sheet not in sheets], most)
        console.print()


def show_briefly(plan: Plan) -> None:
    """Print a line for each sheet with what it was recognised as, then what a person should look at."""
    console = _console()
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="bold")
    for title in (_("File"), _("Sheet"), _("Recognised as"), _("Rows used")):
        table.add_column(title, overflow="fold")
    for entry in plan.sheets:
        unknown = entry.importer is ImporterName.UNKNOWN
        if unknown and not entry.rows_read:
            continue
        table.add_row(
            Text(PurePath(entry.file).name),
            Text(entry.sheet),
            Text(_(IMPORTERS[entry.importer]), style="bold red" if unknown else "cyan"),
            Text(_("{used} of {read}").format(used=entry.rows_used, read=entry.rows_read)),
        )
    console.print(table)
    urgent = [problem for problem in plan.problems if level_of(problem) is not ProblemLevel.NOTE]
    for file, problems in groupby(sorted(urgent, key=lambda one: one.where.file), key=lambda one: one.where.file):
        console.print(Text(file, style="bold"))
        _show_problems(console, problems, _MOST_LISTED)


def _rows_of(entries: Sequence[SheetEntry], place: int) -> range:
    """Return the 1-based rows of one table, where several stand below one another on a sheet."""
    entry = entries[place]
    same = [one.header_row or 0 for one in entries if one.sheet == entry.sheet]
    begins = entry.header_row or 0
    return range(0 if begins == min(same) else begins, min((row for row in same if row > begins), default=sys.maxsize))


def _stands_in(where: CellRef, entry: SheetEntry, rows: range) -> bool:
    return (where.file, where.sheet) == (entry.file, entry.sheet) and (where.row or 0) in rows


def _show_sheet(console: Console, plan: Plan, entry: SheetEntry, rows: range) -> None:
    blank = entry.importer is ImporterName.UNKNOWN and not entry.rows_read
    recognised = _("Empty sheet") if blank else _(IMPORTERS[entry.importer])
    account = _("{read} rows = {used} used + {aside} set aside + {rejected} rejected").format(
        read=entry.rows_read, used=entry.rows_used, aside=entry.rows_set_aside, rejected=entry.rows_rejected
    )
    header = "" if entry.header_row is None else _("header in row {row}").format(row=entry.header_row)
    style = "dim" if blank else "bold red" if entry.importer is ImporterName.UNKNOWN else "bold cyan"
    line = Text("  ").append(f"› {entry.sheet} " if entry.sheet else "").append(recognised, style=style)
    console.print(line.append("".join(f" · {part}" for part in (header, account) if part)))
    questions = [question for question in plan.questions if _stands_in(question.where, entry, rows)]
    if entry.uses or questions:
        console.print(Padding(_columns(plan, entry, questions), (0, 0, 0, 4)))


def _columns(plan: Plan, entry: SheetEntry, questions: Sequence[Question]) -> Table:
    """Return a row per column of the sheet, and per question that stands elsewhere (in a summed-up table)."""
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(_("Column"), no_wrap=True)
    table.add_column(_("Header"), ratio=3, overflow="fold")
    table.add_column(_("Is"))
    if questions:
        for title in (_("Scale"), _("Best answer"), _("Certainty"), _("Theme")):
            table.add_column(title, overflow="fold")
    in_header: defaultdict[int | None, list[Question]] = defaultdict(list)
    for question in questions:
        in_header[question.where.column if question.where.row == entry.header_row else None].append(question)
    for use in entry.uses:
        letters = CellRef("", column=use.column).a1
        role = Text(_(FIELDS.get(use.role, use.role)), style="dim" if use.role == IGNORE else "")
        asked = in_header.pop(use.column, [])
        for question in asked:
            table.add_row(Text(letters), Text(question.text), role, *_told(plan, question))
        if not asked:
            table.add_row(Text(letters), Text(use.header), role)
    for question in chain.from_iterable(in_header.values()):
        table.add_row(Text(question.where.a1), Text(question.text), Text(_(FIELDS[_QUESTION])), *_told(plan, question))
    return table


def _told(plan: Plan, question: Question) -> list[Text]:
    theme = plan.themes.get(question.theme_id or "")
    return [
        Text(_(SCALES.get(question.scale, question.scale))),
        Text(question.best or "?", style="" if question.best else "bold yellow"),
        Text(_(CERTAINTIES[question.certainty]), style=_CERTAINTY_STYLES[question.certainty]),
        Text(theme.name.pick(current_language()) if theme else "?", style="" if theme else "bold yellow"),
    ]


def _show_problems(console: Console, problems: Iterable[Problem], most: int | None) -> None:
    """Print what there is to know and to do, the most serious first, at the most so many; a cure once for its kind."""
    order = list(ProblemLevel)
    ranked = sorted(problems, key=lambda problem: (order.index(level_of(problem)), problem.code))
    shown = ranked[:most]
    for problem, following in zip_longest(shown, shown[1:]):
        level = level_of(problem)
        line = Text(f"{_SIGNS[level]} ", style=_STYLES[level])
        if problem.where.a1:
            line.append(f"{problem.where.a1}: ")
        console.print(Padding(line.append(sentence_of(problem)), (0, 0, 0, 4)))
        cure = cure_of(problem)
        if cure and (following is None or cure_of(following) != cure):
            console.print(Padding(Text(f"→ {cure}"), (0, 0, 0, 7)))
    if rest := len(ranked) - len(shown):
        more = ngettext("… and {count} more (see it with -v)", "… and {count} more (see them with -v)", rest)
        console.print(Padding(Text(more.format(count=rest)), (0, 0, 0, 4)))


def show_collected(plan: Plan, changes: Sequence[Change], added: Sequence[str], noted: Sequence[Change]) -> None:
    """Print what a collection took from each workbook, which rows and notes are new, and what waits for a decision."""
    console = _console()
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="bold")
    for title in (_("File"), _("No."), _("Changed")):
        table.add_column(title, overflow="fold")
    places = dict.fromkeys((one.source, one.action_id) for one in changes)
    for source, number in places:
        fields = [field_label(one.field) for one in changes if (one.source, one.action_id) == (source, number)]
        table.add_row(Text(source), Text(number), Text(", ".join(fields)))
    if places:
        console.print(table)
    if added:
        console.print(Text(_("New rows: {numbers}").format(numbers=", ".join(added))))
    if noted:
        cells = dict.fromkeys(f"{one.action_id} ({field_label(one.field)})" for one in noted)
        console.print(Text(_("New notes on cells: {cells}").format(cells=", ".join(cells))))
    for one in plan.conflicts:
        if one.decision:
            continue
        line = _("{number}, {field}: the plan says “{ours}”, {file} says “{theirs}”.").format(
            number=one.action_id,
            field=field_label(one.field),
            ours=_short(shown_value(one.field, one.ours)),
            file=one.source,
            theirs=_short(shown_value(one.field, one.theirs)),
        )
        console.print(Text("! ", style="yellow").append(line, style=""))
    waiting = sum(not one.decision for one in plan.conflicts)
    told = (
        ngettext("{count} field taken in", "{count} fields taken in", len(changes)).format(count=len(changes)),
        ngettext("{count} new row", "{count} new rows", len(added)).format(count=len(added)),
        ngettext("{count} conflict open", "{count} conflicts open", waiting).format(count=waiting),
    )
    console.print(Text(", ".join(told)))


def show_placed(placed: Sequence[Placed], themes: Mapping[str, Theme]) -> None:
    """Print what texts were understood as; a single one line by line, those of a file as a table."""
    console = _console()
    names = [[themes[theme_id].name.pick(current_language()) for theme_id in one.theme_ids] for one in placed]
    if [one.row for one in placed] == [None]:
        ((one, own),) = zip(placed, names, strict=True)
        for title, text in (
            (_("Themes"), ", ".join(own) or _("none: the text is counted and listed as not placed")),
            (_("Tone"), _(POLARITIES[one.polarity])),
            (_("Acute"), _("yes: immediate danger, or an order from the authority") if one.acute else _("no")),
            (_("Words that decided"), ", ".join(one.reasons) or "–"),
        ):
            console.print(Text(f"{title}: ", style="bold").append(text, style="default"))
        return
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="bold")
    for title in (_("Row"), _("Themes"), _("Tone"), _("Acute"), _("Words that decided")):
        table.add_column(title, overflow="fold")
    for one, own in zip(placed, names, strict=True):
        acute = Text(_("yes"), style="bold red") if one.acute else Text("")
        cells = (str(one.row), ", ".join(own) or "–", _(POLARITIES[one.polarity]))
        table.add_row(*map(Text, cells), acute, Text(", ".join(one.reasons)))
    console.print(table)


def show_status(following: FollowUp) -> None:
    """Print what needs attention: actions by their gravest need, then a tally for each responsible and department."""
    console = _console()
    head = _("{name}, as on {date}").format(name=following.plan.covers, date=danish_date(following.day))
    console.print(Text(head, style="bold"))
    open_ones = ngettext("{count} open action", "{count} open actions", len(following.open)).format(
        count=len(following.open)
    )
    attention = following.attention
    figures = [
        open_ones,
        ngettext("{count} closed", "{count} closed", following.closed).format(count=following.closed),
        ngettext("{count} needs attention", "{count} need attention", len(attention)).format(count=len(attention)),
    ]
    console.print(Text(" · ".join(figures)))
    counts = count_needs(attention)
    for need in counts:
        first = [one for one in attention if next(iter(one.needs)) is need]
        heading = Text(f"\n{_need(need, following)}", style=_NEED_STYLES[need]).append(f" ({counts[need]})")
        elsewhere = counts[need] - len(first)
        if elsewhere:
            heading.append(_(", {count} of them listed above").format(count=elsewhere), style="dim")
        console.print(heading)
        if first:
            console.print(Padding(_attention(first), (0, 0, 0, 2)))
    for shortfall in following.shortfalls:
        line = Text(f"! {_('The whole plan')}: ", style=_NEED_STYLES[Need.INCOMPLETE])
        console.print(line.append(f"{shortfall.message} {shortfall.remedy}", style="default"))
    _show_law(console, following.plan)
    for problem in following.loose:
        place = f"{problem.where.sheet} {problem.where.a1}".strip()
        console.print(Text(f"! {place}: ", style=_NEED_STYLES[Need.UNCLEAR]).append(describe(problem), style="default"))
    if counts:
        for title, tallies in (
            (_("Person responsible"), by_responsible(following)),
            (_("Department"), by_department(following)),
        ):
            console.print()
            console.print(_tallies(title, tallies, following))
    elif not following.shortfalls and not following.loose:
        console.print(Text(_("Nothing needs attention."), style="green"))


def _show_law(console: Console, plan: Plan) -> None:
    """Print how the plan fares by the law, and the rules that nobody but people can look at."""
    rules = {rule.id: rule for rule in plan.law}
    states = Counter(check.state for check in plan.checks)
    if not states:
        return
    line = _("Law check: {met} of {count} rules met, {short} fall short, {by_hand} to check yourselves").format(
        met=states[RuleState.MET] + states[RuleState.NOTHING],
        count=states.total(),
        short=states[RuleState.SHORT],
        by_hand=states[RuleState.BY_HAND],
    )
    console.print(Text(f"\n{line}", style="bold"))
    for check in plan.checks:
        if check.state is RuleState.BY_HAND:
            rule = rules[check.rule]
            told = rule.for_people(check.state, plan.language)
            console.print(Text(f"? {rule.id}: ", style="cyan").append(told, style="default"))


_NEED_STYLES = {
    Need.UNCLEAR: "bold magenta",
    Need.OVERDUE: "bold red",
    Need.NO_RESPONSIBLE: "red",
    Need.DUE_SOON: "yellow",
    Need.NO_START: "yellow",
    Need.EFFECT_CHECK: "cyan",
    Need.NOT_UPDATED: "blue",
    Need.INCOMPLETE: "red",
}


def _need(need: Need, following: FollowUp) -> str:
    if need is Need.DUE_SOON:
        return ngettext("Due within {days} day", "Due within {days} days", following.within).format(
            days=following.within
        )
    return _(NEEDS[need])


def _attention(actions: Iterable[Followed]) -> Table:
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="bold", expand=True)
    table.add_column(_("No."), no_wrap=True)
    table.add_column(_("Planned action"), ratio=6, overflow="fold")
    table.add_column(_("Department"), ratio=3, overflow="fold")
    table.add_column(_("Person responsible"), ratio=4, overflow="fold")
    table.add_column(_("Why"), ratio=7, overflow="fold")
    for one in actions:
        why = Text(" · ").join(Text(text, style=_NEED_STYLES[need]) for text, need in one.why.items())
        action = one.action
        texts = (one.number, _short(action.action), action.department, action.responsible or "–")
        table.add_row(*map(Text, texts), why)
    return table


def _tallies(title: str, tallies: Iterable[Tally], following: FollowUp) -> Table:
    """Return a row per name with its open actions and how many there are of each need."""
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(title, overflow="fold")
    table.add_column(_("Open"), justify="right")
    table.add_column(_("Needs attention"), overflow="fold")
    for tally in tallies:
        parts = [
            Text(f"{_need(need, following)}: {count}", style=_NEED_STYLES[need]) for need, count in tally.needs.items()
        ]
        table.add_row(Text(tally.name or _("Nobody responsible")), Text(str(tally.open)), Text(" · ").join(parts))
    return table


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"


_LONGEST_SHOWN = 60


def _console() -> Console:
    width = None if sys.stdout.isatty() else _WIDTH_ELSEWHERE
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width)
