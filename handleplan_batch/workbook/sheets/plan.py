"""Handleplan: the six parts of the template, one row per action under its challenge."""

from __future__ import annotations

from itertools import pairwise

from handleplan_batch.labels import LEVELS
from handleplan_batch.language import _
from handleplan_batch.model import Action
from handleplan_batch.palette import MUTED
from handleplan_batch.states import STATES
from handleplan_batch.workbook.columns import FOLLOW_UP, GROUPS, OWN_PRIORITIES, PLAN, Kind, label_of, with_own_columns
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import SUGGESTION, Book, Formula, Page, Value, page_breaks
from handleplan_batch.workbook.sheets.lists import guard

_WIDTHS = [column.width for column in PLAN.columns]
_STARTS = [
    position for position, (left, right) in enumerate(pairwise(PLAN.columns), start=1) if left.group != right.group
]
"""Columns where a new part begins."""
_FROZEN = PLAN.index("challenge") + 1
_REPEATED = "#8B959C"


def draw(book: Book, content: Content) -> None:
    """Write the plan with its group headers, marks of suggestions and drop-downs."""
    page = book.page(_(PLAN.title))
    page.title_row(_("Action plan for {organisation}").format(organisation=content.plan.organisation), column=1)
    legend = _(
        "Italic blue text = a suggestion: make it your own.\n"
        "Dark headings = yours to fill in. Light headings = the tool's; a change there is not kept."
    )
    page.merged(0, PLAN.index("nature"), PLAN.index("cause"), legend, "note", "wrap")
    table = with_own_columns(PLAN, content.plan)
    widths = [column.width for column in table.columns]
    page.widths(widths)
    _group_headers(page)
    rows = len(content.actions)
    records = [
        {**_record(action, row, content, rows), **content.own_values.get(action.id, {})}
        for row, action in enumerate(content.actions)
    ]
    page.table(table, records, widths, marks=content.plan.marks)
    _lower_repeated_rows(page, content)
    guard(page, PLAN, rows)
    _highlights(book, page, rows)
    page.sheet.ignore_errors({"number_stored_as_text": f"A{PLAN.first_row}:AZ{PLAN.last_row(rows)}"})
    page.sheet.freeze_panes(PLAN.header_row, _FROZEN)
    page.print_setup(widths, (1, PLAN.header_row - 1), [*_STARTS, len(PLAN.columns)])


def _lower_repeated_rows(page: Page, content: Content) -> None:
    """Let the repeated fields of a challenge not make its further rows tall; the first row shows them whole."""
    own = [column for column in PLAN.columns if column.group != 1 and column.kind in (Kind.TEXT, Kind.LONG_TEXT)]
    for row, (above, action) in enumerate(pairwise(content.actions), start=PLAN.first_row):
        if above.challenge_id == action.challenge_id:
            page.fit(row, [(getattr(action, column.key), column.width) for column in own])


def _group_headers(page: Page) -> None:
    """Write the parts 1–6 over their columns, again on each printed page, and let each part fold."""
    cuts = sorted({*_STARTS, *page_breaks(_WIDTHS, _STARTS), len(PLAN.columns)})
    for first, end in pairwise(cuts):
        page.merged(1, first, end - 1, _(GROUPS[PLAN.columns[first].group]), "group")
    page.height(1, 20)
    for first, end in pairwise([*_STARTS, len(PLAN.columns)]):
        for column in range(first + 1, end):
            page.sheet.set_column(column, column, _WIDTHS[column], None, {"level": 1})
    page.sheet.outline_settings(True, False, False, False)


def _record(action: Action, row: int, content: Content, rows: int) -> dict[str, Value]:
    record: dict[str, Value] = {
        column.key: getattr(action, column.key) for column in PLAN.columns if column.kind is not Kind.FORMULA
    }
    place = f"MATCH($A{PLAN.first_row + row},{FOLLOW_UP.span('id', rows)},0)"
    state = label_of(STATES, content.states[row])
    return record | {"state": Formula(f'=IFERROR(INDEX({FOLLOW_UP.span("state", rows)},{place}),"")', state)}


def _highlights(book: Book, page: Page, rows: int) -> None:
    first, last = PLAN.first_row - 1, PLAN.last_row(rows) - 1
    here, above = PLAN.first_row, PLAN.first_row - 1
    state, deadline = PLAN.letter("state"), PLAN.index("deadline")
    closed = {
        "type": "formula",
        "criteria": f'=${state}{here}="{label_of(STATES, "closed")}"',
        "format": book.change(font_color=MUTED, bg_color="#EEF0F1"),
        "stop_if_true": True,
    }
    page.highlight(first, 0, last, len(PLAN.columns) - 1, closed)
    page.colour_levels(first, PLAN.index("urgency"), last, LEVELS)
    page.colour_levels(first, PLAN.index("own_priority"), last, OWN_PRIORITIES)
    page.colour_states(first, PLAN.index("state"), last, STATES)
    letter, start = PLAN.letter("challenge"), PLAN.index("challenge")
    department, theme = PLAN.letter("department"), PLAN.letter("theme")
    same = f"{letter}{here}={letter}{above}"
    belongs = f"${department}{here}=${department}{above},${theme}{here}=${theme}{above}"
    repeated = {
        "type": "formula",
        "criteria": f'=AND({letter}{here}<>"",{same},{belongs})',
        "format": book.change(font_color=_REPEATED),
        "stop_if_true": True,
    }
    page.highlight(first, start, last, PLAN.index("sources"), repeated)
    overdue = {
        "type": "formula",
        "criteria": f'=AND(${PLAN.letter("deadline")}{here}<>"",${state}{here}="{label_of(STATES, "overdue")}")',
        "format": book.change(font_color="#8C2F2B", bold=True),
    }
    page.highlight(first, deadline, last, deadline, overdue)
    # A suggestion is marked as long as the cell still holds what was handed out; the row is found by its number, so
    # sorting and moving columns do not matter. Columns of the tool are not in base_labels and stay unmarked.
    handed_out = f"INDEX(base_values,MATCH($A{here},base_drafts,0),MATCH({letter}${above},base_labels,0))"
    suggestion = {
        "type": "formula",
        "criteria": f'=AND({letter}{here}<>"",EXACT({letter}{here},{handed_out}))',
        "format": book.change(italic=True, font_color=SUGGESTION),
    }
    page.highlight(first, start, last, len(PLAN.columns) - 2, suggestion)
