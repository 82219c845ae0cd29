"""Handleplan: the six parts of the template, one row per action under its challenge."""

from __future__ import annotations

from itertools import pairwise

from handleplan_batch.labels import LEVELS
from handleplan_batch.language import _
from handleplan_batch.model import Action
from handleplan_batch.palette import ACCENT, MUTED
from handleplan_batch.states import STATES
from handleplan_batch.workbook.columns import FOLLOW_UP, GROUPS, OWN_PRIORITIES, PLAN, Kind, label_of, with_own_columns
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import SUGGESTION, Book, Formula, Page, Value, page_breaks
from handleplan_batch.workbook.sheets.lists import guard

_WIDTHS = [0 if column.folded else column.width for column in PLAN.columns]
"""The widths that are seen and printed."""
_STARTS = [
    position for position, (left, right) in enumerate(pairwise(PLAN.columns), start=1) if left.group != right.group
]
"""Columns where a new part begins."""
_FROZEN = PLAN.index("challenge") + 1
_SAID_ABOVE = ("nature", "cause", "reasons", "sources")
"""Long texts of a challenge that its further rows say as one word, as long as they are the same."""


def draw(book: Book, content: Content) -> None:
    """Write the plan with its group headers, marks of suggestions and drop-downs."""
    page = book.page(_(PLAN.title))
    page.title_row(_("Action plan for {organisation}").format(organisation=content.plan.covers), column=1)
    legend = _(
        "Italic blue text = a suggestion: make it your own. Grey = the same as in the row above.\n"
        "Dark headings = yours to fill in. Light headings = the tool's; a change there is not kept."
    )
    page.merged(0, PLAN.index("nature"), PLAN.index("cause"), legend, "note", "wrap")
    table = with_own_columns(PLAN, content.plan)
    widths = [*_WIDTHS, *(column.width for column in table.columns[len(_WIDTHS) :])]
    page.widths([column.width for column in table.columns])
    _group_headers(page)
    rows = len(content.actions)
    records = [
        {**_record(action, row, content, rows), **content.own_values.get(action.id, {})}
        for row, action in enumerate(content.actions)
    ]
    page.table(table, records, widths, marks=content.plan.marks, one_line=_repeated(content))
    guard(page, PLAN, rows)
    _highlights(book, page, rows)
    page.sheet.ignore_errors({"number_stored_as_text": f"A{PLAN.first_row}:AZ{PLAN.last_row(rows)}"})
    page.sheet.freeze_panes(PLAN.header_row, _FROZEN)
    page.print_setup(widths, (1, PLAN.header_row - 1), [*_STARTS, len(PLAN.columns)], repeated=_FROZEN)


def _repeated(content: Content) -> set[tuple[str, str]]:
    """Return the cells (``Nr.`` and column) that say what the row above says too, and must not make the row tall."""
    return {
        (action.id, key)
        for above, action in pairwise(content.actions)
        for key in _SAID_ABOVE
        if above.challenge_id == action.challenge_id and getattr(above, key) == getattr(action, key)
    }


def _group_headers(page: Page) -> None:
    """Write the parts 1–6 over their columns, again on each printed page, and let each part fold."""
    cuts = sorted({*_STARTS, *page_breaks(_WIDTHS, _STARTS, _FROZEN), len(PLAN.columns)})
    for first, end in pairwise(cuts):
        page.merged(1, first, end - 1, _(GROUPS[PLAN.columns[first].group]), "group")
    page.height(1, 20)
    for column, told in enumerate(PLAN.columns):
        folds = column + 1 < len(PLAN.columns) and PLAN.columns[column + 1].folded and not told.folded
        options: dict[str, object] = {"level": 2, "hidden": True} if told.folded else {"level": int(told.group > 0)}
        if column in _STARTS:
            options = {}
        page.sheet.set_column(column, column, told.width, None, options | ({"collapsed": True} if folds else {}))
    page.sheet.outline_settings(True, False, False, False)


def _record(action: Action, row: int, content: Content, rows: int) -> dict[str, Value]:
    record: dict[str, Value] = {
        column.key: getattr(action, column.key) for column in PLAN.columns if column.kind is not Kind.FORMULA
    }
    place = f"MATCH($A{PLAN.first_row + row},{FOLLOW_UP.span('id', rows)},0)"
    state = label_of(STATES, content.states[row])
    return record | {"state": Formula(f'=IFERROR(INDEX({FOLLOW_UP.span("state", rows)},{place}),"")', state)}


def _drafted(letter: str) -> str:
    """Return what is true of a cell of the first row as long as it holds the suggestion that was handed out.

    The row is found by its number, so sorting and moving columns do not matter. Columns of the tool are not in
    base_labels and stay unmarked.
    """
    here, above = PLAN.first_row, PLAN.first_row - 1
    handed_out = f"INDEX(base_values,MATCH($A{here},base_drafts,0),MATCH({letter}${above},base_labels,0))"
    return f"EXACT({letter}{here},{handed_out})"


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
    letter, start = PLAN.letter("challenge"), PLAN.index("challenge")
    department, theme = PLAN.letter("department"), PLAN.letter("theme")
    same = f"${letter}{here}=${letter}{above},${department}{here}=${department}{above},${theme}{here}=${theme}{above}"
    belongs = f'${letter}{here}<>"",{same}'
    as_above = _("as above")
    for key in _SAID_ABOVE:
        column, own = PLAN.index(key), f"{PLAN.letter(key)}{here}={PLAN.letter(key)}{above}"
        # LibreOffice shows a text of several lines whatever the number format says, so the text itself has the colour
        # of the paper, and the words instead of it one of their own.
        said = book.change(font_color="#FFFFFF", italic=True, num_format=f';;;[Color56]"{as_above}"')
        rule = {"type": "formula", "criteria": f"=AND({belongs},{own})", "format": said, "stop_if_true": True}
        page.highlight(first, column, last, column, rule)
    for key in ("urgency", "challenge", "kind", "department", "theme"):
        column, own = PLAN.index(key), f"{PLAN.letter(key)}{here}={PLAN.letter(key)}{above}"
        told = {"type": "formula", "stop_if_true": True}
        if key in ("challenge", "kind"):  # a suggestion stays in italics, also where it is told once more
            drafted = f"=AND({belongs},{own},{_drafted(PLAN.letter(key))})"
            suggested = book.change(font_color=MUTED, italic=True)
            page.highlight(first, column, last, column, told | {"criteria": drafted, "format": suggested})
        quiet = book.change(font_color=MUTED)
        page.highlight(first, column, last, column, told | {"criteria": f"=AND({belongs},{own})", "format": quiet})
    page.colour_levels(first, PLAN.index("urgency"), last, LEVELS)
    page.colour_levels(first, PLAN.index("own_priority"), last, OWN_PRIORITIES)
    page.colour_states(first, PLAN.index("state"), last, STATES)
    overdue = {
        "type": "formula",
        "criteria": f'=AND(${PLAN.letter("deadline")}{here}<>"",${state}{here}="{label_of(STATES, "overdue")}")',
        "format": book.change(font_color="#8C2F2B", bold=True),
    }
    page.highlight(first, deadline, last, deadline, overdue)
    suggestion = {
        "type": "formula",
        "criteria": f'=AND({letter}{here}<>"",{_drafted(letter)})',
        "format": book.change(italic=True, font_color=SUGGESTION),
    }
    page.highlight(first, start, last, len(PLAN.columns) - 2, suggestion)
    line = {"top": 1, "top_color": ACCENT}
    begins = {"type": "formula", "criteria": f'=AND($A{here}<>"",NOT(AND({same})))', "format": book.change(**line)}
    page.highlight(first, 0, last, PLAN.index("rank"), begins)
