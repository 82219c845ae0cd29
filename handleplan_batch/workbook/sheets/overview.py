"""Overblik: key figures, live counts with charts, the most urgent challenges and a heat map of themes by department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from handleplan_batch.labels import HINT_STRENGTHS, LEVELS, PREVENTION_LEVELS, VERDICTS
from handleplan_batch.language import _
from handleplan_batch.model import Measurement, Verdict
from handleplan_batch.palette import HEAT, INK, LINE
from handleplan_batch.states import STATES, STATUSES, danish_date
from handleplan_batch.workbook.columns import FOLLOW_UP, PLAN, column_letter, label_of, labels
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import LEVEL_COLOURS, Book, Formula, Page, Value, text_height
from handleplan_batch.workbook.sheets.follow_up import nobody_responsible

_FIRST_WIDTH, _WIDTH, _COLUMNS = 34.0, 15.4, 11
_CHARTS_ROW, _CHART_ROWS = 7, 17
_SPLIT = 5
"""Column where the second of two charts begins."""
_CHARTED_DEPARTMENTS = 12
_SHOWN_CHALLENGES = 10
_SHOWN_HINTS = 5
_SHOWN_CHANGES = 8
_PAGE_HEIGHT = 640.0
"""Points of rows that a printed page holds below the title, at the scale at which the columns fit it."""
_NAME_WIDTH = _WIDTH + 1.4
"""What a centred name has room for: no indent is kept free beside it."""
_TALLEST_NAME = 120.0
"""Points of a header that stands upright; a longer name is wrapped."""


class _Line(NamedTuple):
    """A row of a table of counts."""

    label: str
    cells: tuple[Value, ...]


def draw(book: Book, content: Content) -> None:
    """Write the overview from top to bottom."""
    plan = content.plan
    page = book.page(_("Overview"))
    page.title_row(
        _("Overview of {organisation}").format(organisation=plan.covers),
        _("The counts follow the sheet {sheet}; the plan was made on {date}.").format(
            sheet=_(FOLLOW_UP.title), date=danish_date(plan.created_on)
        ),
    )
    widths = [_FIRST_WIDTH] + [_WIDTH] * (_COLUMNS - 1)
    page.widths(widths)
    _key_figures(page, content)
    page.heading(_CHARTS_ROW - 1, _("How urgent it is, and how far you are"))
    row = _by_urgency(page, _CHARTS_ROW + _CHART_ROWS + 1, content)
    departments_row = row
    row = _by_department(page, row, content)
    _charts(book, page, departments_row + 1, content)
    hints_row = _joint(page, _top_challenges(page, row, content), content)
    changes_row = _hints(page, hints_row, content)
    row = _since_last(book, page, changes_row, content)
    # What hints there are begin a page; the last one begins with the figures by prevention level unless hints just did.
    further = {hints_row} if changes_row > hints_row else set()
    further |= {row} if row > changes_row or not further else set()
    row = _by_prevention_level(book, page, row, content)
    further |= _heat_map(book, page, row, content)
    page.print_setup(widths, (0, 0), row_breaks=sorted({departments_row} | further))


def _key_figures(page: Page, content: Content) -> None:
    rows, states = len(content.actions), content.states
    state, number = FOLLOW_UP.span("state", rows), FOLLOW_UP.span("id", rows)
    total = f"COUNTA({number})"

    def of_state(code: str) -> Formula:
        return Formula(f"=COUNTIFS({state},{_quoted(STATES, code)})", states.count(code))

    closed = f"COUNTIFS({state},{_quoted(STATES, 'closed')})"
    figures: tuple[tuple[str, Value], ...] = (
        (_("Actions in all"), Formula(f"={total}", rows)),
        (_("Open"), Formula(f"={total}-{closed}", rows - states.count("closed"))),
        (label_of(STATES, "no_responsible"), nobody_responsible(content)),
        *((label_of(STATES, code), of_state(code)) for code in ("overdue", "due_soon", "effect_check", "closed")),
        (_("Challenges"), len(content.plan.challenges)),
        (_("Findings"), len(content.plan.findings)),
    )
    for column, (label, value) in enumerate(figures):
        page.write(3, column, label, "tile_label")
        page.write(4, column, value, "tile")
    page.height(3, 32)
    page.height(4, 30)


def _by_urgency(page: Page, row: int, content: Content) -> int:
    """Write urgency × status; return the first free row."""
    rows = len(content.actions)
    urgency, status = FOLLOW_UP.span("urgency", rows), FOLLOW_UP.span("status", rows)
    page.heading(row, _("Actions by urgency and status"))
    head = row + 1
    lines = []
    for line, level in enumerate(LEVELS, start=head + 1):
        cells = [
            Formula(
                f"=COUNTIFS({urgency},$A{line + 1},{status},{column_letter(column)}${head + 1})",
                sum(action.priority is level and action.status == code for action in content.actions),
            )
            for column, code in enumerate(STATUSES, start=1)
        ]
        lines.append(_Line(label_of(LEVELS, level), (*cells, _sum_across(line, len(cells), cells))))
    end = _counts(page, head, _("How urgent"), (*labels(STATUSES), _("In all")), lines)
    page.colour_levels(head + 1, 0, end - 2, LEVELS)
    return end + 1


def _charts(book: Book, page: Page, head: int, content: Content) -> None:
    """Draw what the table of departments with its headers in this row says: how urgent, and how far."""
    shown = min(len(_departments(content)), _CHARTED_DEPARTMENTS)
    if shown < len(_departments(content)):
        left_out = _("The {count} departments with most actions; the others stand in the table below.")
        page.write(_CHARTS_ROW - 1, 3, left_out.format(count=shown), "note", "middle")
    levels = [(fill, column) for column, (fill, _font) in enumerate(LEVEL_COLOURS.values(), start=1)]
    chart = _bars(book, page, head, shown, levels)
    _finish(chart, _("How urgent, by department"))
    told = _("Bar chart: for each department, how many actions there are of each urgency.")
    _place(page, chart, _CHARTS_ROW, 0, _SPLIT, _CHART_ROWS, told)
    chart = _bars(book, page, head, shown, (("#2F6F8F", 8), ("#C5D9E3", 6), ("#8C2F2B", 7)))
    _finish(chart, _("Progress by department"))
    told = _("Bar chart: for each department, how many actions are closed, on time and overdue.")
    _place(page, chart, _CHARTS_ROW, _SPLIT, _COLUMNS, _CHART_ROWS, told)


def _bars(book: Book, page: Page, head: int, shown: int, parts: Sequence[tuple[str, int]]) -> Any:
    """Return a chart with a bar for each of the first rows of a table, made of the columns with these colours."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for fill, column in parts:
        chart.add_series(
            {
                "name": [page.title, head, column],
                "categories": [page.title, head + 1, 0, head + shown, 0],
                "values": [page.title, head + 1, column, head + shown, column],
                "fill": {"color": fill},
                "border": {"color": "#9AA5AC", "width": 0.5},
                "gap": 50,
            }
        )
    return chart


def _place(page: Page, chart: Any, row: int, first: int, end: int, rows: int, told: str) -> None:
    """Put a chart over whole columns, so that it is as wide as they are on any machine and never cut in print."""
    pixels = [int((_WIDTH if column else _FIRST_WIDTH) * 7 + 5.5) for column in range(first, end)]
    chart.set_size({"width": sum(pixels) - 12, "height": rows * 20 - 6})
    page.chart(row, first, chart, {"description": told, "object_position": 1})


def _departments(content: Content) -> list[str]:
    """Return every department of the plan, those with most actions first."""
    names = [department.name for department in content.plan.departments]
    names += [action.department for action in content.actions]
    unique = list(dict.fromkeys(names))
    held = [action.department for action in content.actions]
    return sorted(unique, key=lambda name: -held.count(name))


def _by_department(page: Page, row: int, content: Content) -> int:
    rows = len(content.actions)
    department, urgency = FOLLOW_UP.span("department", rows), FOLLOW_UP.span("urgency", rows)
    state = FOLLOW_UP.span("state", rows)
    page.heading(row, _("Actions by department"))
    head = row + 1
    lines = []
    for line, name in enumerate(_departments(content), start=head + 1):
        here = f"{department},$A{line + 1}"
        own = [
            (action, now)
            for action, now in zip(content.actions, content.states, strict=True)
            if action.department == name
        ]
        levels: list[Value] = [
            Formula(
                f"=COUNTIFS({here},{urgency},{column_letter(column)}${head + 1})",
                sum(action.priority is level for action, _now in own),
            )
            for column, level in enumerate(LEVELS, start=1)
        ]
        closed = sum(now == "closed" for _action, now in own)
        overdue = sum(now == "overdue" for _action, now in own)
        cells: tuple[Value, ...] = (
            *levels,
            Formula(f"=J{line + 1}-H{line + 1}-I{line + 1}", len(own) - closed - overdue),
            Formula(f"=COUNTIFS({here},{state},{_quoted(STATES, 'overdue')})", overdue),
            Formula(f"=COUNTIFS({here},{state},{_quoted(STATES, 'closed')})", closed),
            Formula(f"=COUNTIFS({here})", len(own)),
            _respondents(name, content),
        )
        lines.append(_Line(name, cells))
    heads = (*labels(LEVELS), _("Open, on time"), label_of(STATES, "overdue"), label_of(STATES, "closed"))
    return _counts(page, head, _("Department"), (*heads, _("In all"), _("Survey answers")), lines, total=False) + 1


def _respondents(name: str, content: Content) -> Value:
    if name not in content.plan.respondents:
        return ""
    count = content.plan.respondents[name]
    return _("hidden") if count is None else count


def _by_prevention_level(book: Book, page: Page, row: int, content: Content) -> int:
    rows = len(content.actions)
    span = PLAN.span("prevention_level", rows)
    page.heading(row, _("Actions by prevention level, best first"))
    head = row + 1
    lines = [
        _Line(
            label_of(PREVENTION_LEVELS, level),
            (
                Formula(
                    f"=COUNTIFS({span},$A{line + 1})",
                    sum(action.prevention_level is level for action in content.actions),
                ),
            ),
        )
        for line, level in enumerate(PREVENTION_LEVELS, start=head + 1)
    ]
    end = _counts(page, head, _("Prevention level"), (_("Actions"),), lines)
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": _("Actions"),
            "categories": [page.title, head + 1, 0, head + len(lines), 0],
            "values": [page.title, head + 1, 1, head + len(lines), 1],
            "fill": {"color": "#4E94B5"},
            "gap": 50,
            "data_labels": {"value": True},
        }
    )
    _finish(chart, _("Actions by prevention level"))
    chart.set_legend({"none": True})
    told = _("Bar chart: how many actions remove the problem at its source, and how many protect people.")
    _place(page, chart, head, 3, _COLUMNS, 11, told)
    return max(end, head + 12) + 1


def _top_challenges(page: Page, row: int, content: Content) -> int:
    rows = len(content.actions)
    rank, state = PLAN.span("rank", rows), PLAN.span("state", rows)
    closed = _quoted(STATES, "closed")
    page.heading(row, _("The most urgent challenges"))
    head = row + 1
    heads = (_("Theme"), _("How urgent"), _("Points"), _("Open actions"), _("Closed actions"))
    for column, text in enumerate(heads):
        page.write(head, column, text, "head", "head_tool")
    page.merged(head, len(heads), len(heads) + 1, _("Department"), "head", "head_tool")
    page.fit(head, ((text, _WIDTH) for text in heads))
    ranked = sorted(content.plan.challenges, key=lambda challenge: challenge.rank)[:_SHOWN_CHALLENGES]
    for line, challenge in enumerate(ranked, start=head + 1):
        own = [
            now for action, now in zip(content.actions, content.states, strict=True) if action.rank == challenge.rank
        ]
        over = own.count("closed")
        name = f"{challenge.rank}. {content.name(challenge)}"
        page.write(line, 0, name, "cell", "middle")
        page.write(line, 1, label_of(LEVELS, challenge.level), "cell", "middle")
        page.write(line, 2, round(challenge.points), "cell", "centre", "middle")
        counted = (("<>", len(own) - over), ("", over))
        for column, (sign, count) in enumerate(counted, start=3):
            condition = f'"{sign}"&{closed}' if sign else closed
            formula = Formula(f"=COUNTIFS({rank},{challenge.rank},{state},{condition})", count)
            page.write(line, column, formula, "cell", "centre", "middle")
        page.merged(line, len(heads), len(heads) + 1, challenge.department, "cell", "middle")
        page.fit(line, ((name, _FIRST_WIDTH), (challenge.department, 2 * _WIDTH)))
    page.colour_levels(head + 1, 1, head + max(len(ranked), 1), LEVELS)
    return head + len(ranked) + 2


def _joint(page: Page, row: int, content: Content) -> int:
    """Write, in a department's copy, what it shares with others and who has it; nothing where nothing is shared."""
    shared = content.plan.joint
    if not shared:
        return row
    page.heading(row, _("Challenges you share with other departments"))
    told = _(
        "Their actions stand in the workbook named under Department. Talk to those responsible if you miss something."
    )
    page.write(row + 1, 0, told, "note")
    head = row + 2
    page.write(head, 0, _("Theme"), "head", "head_tool")
    page.write(head, 1, _("How urgent"), "head", "head_tool")
    page.merged(head, 2, 4, _("Department"), "head", "head_tool")
    page.merged(head, 5, 8, _("Person responsible"), "head", "head_tool")
    for line, one in enumerate(shared, start=head + 1):
        name, owners = content.theme(one.theme_id), "; ".join(one.responsible) or _("Nobody is responsible")
        page.write(line, 0, name, "cell", "middle")
        page.write(line, 1, label_of(LEVELS, one.level), "cell", "middle")
        page.merged(line, 2, 4, one.department, "cell", "middle")
        page.merged(line, 5, 8, owners, "cell", "middle")
        page.fit(line, ((name, _FIRST_WIDTH), (one.department, 3 * _WIDTH), (owners, 4 * _WIDTH)))
    page.colour_levels(head + 1, 1, head + len(shared), LEVELS)
    return head + len(shared) + 2


def _hints(page: Page, row: int, content: Content) -> int:
    """Write what goes with stress, well-being and sickness absence; nothing where nothing is told."""
    shown = [
        hint
        for theme_id in dict.fromkeys(hint.outcome_theme_id for hint in content.plan.hints)
        for hint in [one for one in content.plan.hints if one.outcome_theme_id == theme_id][:_SHOWN_HINTS]
    ]
    if not shown:
        return row
    page.heading(row, _("Hints at causes"))
    told = _(
        "Who answers worse to the first question often answers worse to the second one too, in the whole organisation. "
        "It is a hint and no proof: what leads to what, the figures do not tell."
    )
    page.write(row + 1, 0, told, "note")
    head = row + 2
    heads = (_("Outcome"), _("How closely"), _("Correlation"), _("At least"), _("Answers"), _("Goes with"))
    for column, text in enumerate(heads):
        page.write(head, column, text, "head", "head_tool")
    for line, hint in enumerate(shown, start=head + 1):
        outcome = f"{content.theme(hint.outcome_theme_id)}: {hint.outcome}"
        strength = label_of(HINT_STRENGTHS, hint.strength)
        values: tuple[Value, ...] = (outcome, strength, hint.correlation, hint.low, hint.respondents)
        for column, value in enumerate(values):
            page.write(line, column, value, "cell", *(() if isinstance(value, str) else ("centre",)))
        page.write(line, len(values), f"{content.theme(hint.theme_id)}: {hint.question}", "note")
        page.fit(line, ((outcome, _FIRST_WIDTH), (strength, _WIDTH)))
    return head + len(shown) + 2


def _since_last(book: Book, page: Page, row: int, content: Content) -> int:
    """Write what became of the challenges since the earlier plan, with the figures that moved most; none in a first."""
    plan = content.plan
    if plan.previous_on is None:
        return row
    page.heading(row, _("Since the plan of {date}").format(date=danish_date(plan.previous_on)))
    head = row + 1
    happened = Counter(one.verdict for one in plan.comparisons)
    for column, (verdict, text) in enumerate(zip(VERDICTS, labels(VERDICTS), strict=True)):
        page.write(head, column, text, "tile_label")
        page.write(head + 1, column, happened[verdict], "tile")
    page.height(head + 1, 30)
    figures = [
        one
        for one in plan.comparisons
        if one.score is not None and one.score_before is not None and one.verdict is not Verdict.UNCHANGED
    ]
    figures.sort(key=lambda one: (-abs((one.score or 0) - (one.score_before or 0)), one.challenge_id))
    figures = figures[:_SHOWN_CHANGES]
    if not figures:
        return head + 3
    head += 3
    for column, text in enumerate((_("Theme and department"), _("Score before"), _("Score now"), _("What happened"))):
        page.write(head, column, text, "head", "head_tool")
    for line, one in enumerate(figures, start=head + 1):
        name = f"{content.theme(one.theme_id)}, {one.department}"
        page.write(line, 0, name, "cell", "middle")
        page.write(line, 1, one.score_before, "cell", "whole", "centre", "middle")
        page.write(line, 2, one.score, "cell", "whole", "centre", "middle")
        page.write(line, 3, label_of(VERDICTS, one.verdict), "cell", "middle")
        page.fit(line, ((name, _FIRST_WIDTH),))
    chart = book.workbook.add_chart({"type": "bar"})
    for fill, column in (("#C5D9E3", 1), ("#2F6F8F", 2)):
        chart.add_series(
            {
                "name": [page.title, head, column],
                "categories": [page.title, head + 1, 0, head + len(figures), 0],
                "values": [page.title, head + 1, column, head + len(figures), column],
                "fill": {"color": fill},
                "border": {"color": "#9AA5AC", "width": 0.5},
                "gap": 60,
                "data_labels": {"value": True, "num_format": "0"},
            }
        )
    _finish(chart, _("What has moved most (0–100, 100 is best)"))
    chart.set_x_axis({"min": 0, "max": 100, "visible": False, "major_gridlines": {"visible": False}})
    told = _("Bar chart: the scores that moved most since the last plan, before and now.")
    _place(page, chart, head, 4, _COLUMNS, _CHART_ROWS, told)
    return head + _CHART_ROWS + 1


def _departments_with_figures(content: Content) -> list[str]:
    measured = {entry.department for entry in content.plan.measurements if entry.level == "theme"}
    ordered = [department.name for department in content.plan.departments if department.name in measured]
    return ordered + sorted(measured.difference(ordered))


def _heat_map(book: Book, page: Page, row: int, content: Content) -> set[int]:
    """Write theme scores by department, coloured from orange (worst) to blue (best), with the number of answers.

    Return the rows that begin a page; on each the departments' names stand above the figures.
    """
    page.heading(row, _("Theme scores by department"))
    departments = _departments_with_figures(content)
    if not departments:
        page.write(row + 1, 0, _("There are no survey figures."), "note")
        return set()
    page.write(
        row + 1, 0, _("Score 0–100, 100 is best; the number of answers in brackets. Small groups are hidden."), "note"
    )
    themes = list(dict.fromkeys(entry.key for entry in content.plan.measurements if entry.level == "theme"))
    heights = [text_height(((content.theme(theme), _FIRST_WIDTH),)) for theme in themes]
    begin_pages, head, used, across = {row}, row + 2, 40.0, _COLUMNS - 1
    for first in range(0, len(departments), across):
        names = departments[first : first + across]
        done = 0
        while done < len(themes):
            room = _PAGE_HEIGHT - used - _names_height(names)
            fitting = sum(total <= room for total in accumulate(heights[done:]))
            if not fitting and used:
                begin_pages.add(head)
                used = 0.0
                continue
            shown = themes[done : done + max(fitting, 1)]
            used += _names_height(names) + sum(heights[done : done + len(shown)]) + 15
            done += len(shown)
            head = _heat_block(book, page, head, content, names, shown)
    return begin_pages


def _upright(names: Sequence[str]) -> bool:
    """Whether a word of a name is wider than its column, so that the names must stand upright."""
    return any(text_height(((word, _NAME_WIDTH),)) > text_height(()) for name in names for word in name.split())


def _names_height(names: Sequence[str]) -> float:
    if not _upright(names):
        return text_height([(name, _NAME_WIDTH) for name in names])
    return min(max(len(name) for name in names) * 5.5 + 10, _TALLEST_NAME)


def _heat_block(
    book: Book, page: Page, head: int, content: Content, departments: Sequence[str], themes: Sequence[str]
) -> int:
    """Write themes of the departments that fit beside one another; return the row for the next ones."""
    page.write(head, 0, _("Theme"), "head", "head_tool")
    upright = ("upright",) if _upright(departments) else ()
    for column, name in enumerate(departments, start=1):
        page.write(head, column, name, "head", "head_tool", "heat_head", *upright)
    page.height(head, _names_height(departments))
    figures = {(entry.key, entry.department): entry for entry in content.plan.measurements if entry.level == "theme"}
    for line, theme in enumerate(themes, start=head + 1):
        page.write(line, 0, content.theme(theme), "cell", "middle")
        page.fit(line, ((content.theme(theme), _FIRST_WIDTH),))
        for column, name in enumerate(departments, start=1):
            _heat(book, page, line, column, figures.get((theme, name)))
    scale: dict[str, object] = {"type": "3_color_scale"}
    for end, (score, fill) in zip(("min", "mid", "max"), HEAT, strict=True):
        scale |= {f"{end}_type": "num", f"{end}_value": score, f"{end}_color": fill}
    page.highlight(head + 1, 1, head + len(themes), len(departments), scale)
    return head + len(themes) + 2


def _heat(book: Book, page: Page, row: int, column: int, entry: Measurement | None) -> None:
    if entry is None:
        page.write(row, column, None, "cell")
    elif entry.suppressed or entry.score is None:
        page.write(row, column, _("hidden"), "cell", "note", "centre", "middle")
    else:
        page.write(row, column, round(entry.score, 1), style=book.with_count(entry.respondents or 0))


def _counts(
    page: Page, head: int, corner: str, heads: Sequence[str], lines: Sequence[_Line], total: bool = True
) -> int:
    """Write a table of counts, with a row of sums below; return the first free row."""
    for column, text in enumerate((corner, *heads)):
        page.write(head, column, text, "head", "head_tool")
    page.fit(head, [(text, _WIDTH * 0.85) for text in heads])
    for row, line in enumerate(lines, start=head + 1):
        page.write(row, 0, line.label, "cell", "middle")
        for column, value in enumerate(line.cells, start=1):
            page.write(row, column, value, "cell", "centre", "middle", "counted")
        page.fit(row, ((line.label, _FIRST_WIDTH),))
    end = head + 1 + len(lines)
    if not total:
        return end
    page.write(end, 0, _("In all"), "cell", "total")
    for column in range(1, len(heads) + 1):
        letter = column_letter(column)
        figures = [line.cells[column - 1] for line in lines]
        value = sum(figure.value for figure in figures if isinstance(figure, Formula) and isinstance(figure.value, int))
        page.write(end, column, Formula(f"=SUM({letter}{head + 2}:{letter}{end})", value), "cell", "total", "centre")
    return end + 1


def _sum_across(row: int, count: int, cells: Sequence[Formula]) -> Formula:
    value = sum(cell.value for cell in cells if isinstance(cell.value, int))
    return Formula(f"=SUM(B{row + 1}:{column_letter(count)}{row + 1})", value)


def _finish(chart: Any, title: str) -> None:
    font = {"name": "Calibri", "size": 10, "color": INK}
    chart.set_title({"name": title, "name_font": font | {"size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": LINE}, "major_tick_mark": "none"})
    grid = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    # With the categories from the top down, "high" is where the figures' axis stands below.
    position = {"label_position": "high", "min": 0, "line": {"none": True}}
    chart.set_x_axis({"num_font": font, "major_gridlines": grid, "num_format": "0", **position})
    chart.set_chartarea({"border": {"color": LINE}})


def _quoted(mapping: Any, code: object) -> str:
    return f'"{label_of(mapping, code)}"'
