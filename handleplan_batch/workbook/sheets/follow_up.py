"""Opfølgning: how far each action is, with live look-ups in the plan and a state computed from status and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handleplan_batch.labels import LEVELS
from handleplan_batch.language import _
from handleplan_batch.model import Action
from handleplan_batch.palette import MUTED
from handleplan_batch.states import CLOSED_STATUSES, SOON_DAYS, STATES, STATUSES
from handleplan_batch.workbook.columns import FOLLOW_UP, PLAN, Kind, label_of, with_own_columns
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Formula, Page, Value
from handleplan_batch.workbook.sheets.lists import guard

_WIDTHS = [column.width if column.key != "place" else 0 for column in FOLLOW_UP.columns]
_LOOKED_UP = ("challenge", "action", "department", "urgency", "responsible", "deadline", "follow_up")
_FROZEN = FOLLOW_UP.index("action") + 1


def draw(book: Book, content: Content) -> None:
    """Write the tracking sheet: look-ups and state as formulas, the rest for people to fill in."""
    page = book.page(_(FOLLOW_UP.title))
    page.title_row(
        _(FOLLOW_UP.title),
        _("Fill in under the dark headings. What stands under the light ones comes from the plan and today's date."),
        column=1,
    )
    table = with_own_columns(FOLLOW_UP, content.plan)
    widths = [*_WIDTHS, *(column.width for column in table.columns[len(_WIDTHS) :])]
    page.widths(widths)
    rows = len(content.actions)
    records = [
        {**_record(action, row, content, rows), **content.own_values.get(action.id, {})}
        for row, action in enumerate(content.actions)
    ]
    page.table(table, records, widths, marks=content.plan.marks)
    guard(page, FOLLOW_UP, rows)
    _highlights(book, page, rows)
    page.sheet.ignore_errors({"number_stored_as_text": f"A{FOLLOW_UP.first_row}:AZ{FOLLOW_UP.last_row(rows)}"})
    page.sheet.freeze_panes(FOLLOW_UP.header_row, _FROZEN)
    page.print_setup(widths, (FOLLOW_UP.header_row - 1, FOLLOW_UP.header_row - 1), (FOLLOW_UP.index("status"),))


def nobody_responsible(content: Content) -> Formula:
    """Return the live number of open actions without anybody responsible, overdue ones included."""
    rows = len(content.actions)
    number, responsible, state = (FOLLOW_UP.span(key, rows) for key in ("id", "responsible", "state"))
    open_ones = [action for action, now in zip(content.actions, content.states, strict=True) if now != "closed"]
    return Formula(
        f'=SUMPRODUCT(({number}<>"")*({responsible}="")*({state}<>{_quoted(STATES, "closed")}))',
        sum(not action.responsible for action in open_ones),
    )


def _record(action: Action, row: int, content: Content, rows: int) -> dict[str, Value]:
    record: dict[str, Value] = {
        column.key: getattr(action, column.key) for column in FOLLOW_UP.columns if column.kind is not Kind.FORMULA
    }
    line = FOLLOW_UP.first_row + row
    place = f"${FOLLOW_UP.letter('place')}{line}"
    for key in _LOOKED_UP:
        found = f"INDEX({PLAN.span(key, rows)},{place})"
        value = getattr(action, key)
        shown = label_of(LEVELS, value) if key == "urgency" else value
        text = f'=IF({place}=0,"",IF({found}="","",{found}))'
        record[key] = Formula(text, _serial(shown), "date" if isinstance(value, date) else "")
    where = f"MATCH($A{line},{PLAN.span('id', rows)},0)"
    record["place"] = Formula(f"=IFERROR({where},0)", row + 1)
    record["state"] = Formula(_state_formula(line, place), label_of(STATES, content.states[row]))
    return record


def _serial(value: object) -> str | int:
    """Return a formula's cached value; a date as Excel's day number (1 March 1900 is 61)."""
    return value.toordinal() - 693594 if isinstance(value, date) else str(value)


def _state_formula(line: int, place: str) -> str:
    """Return :func:`~handleplan_batch.states.state_of` as a formula."""
    status, deadline, responsible = (f"${FOLLOW_UP.letter(key)}{line}" for key in ("status", "deadline", "responsible"))
    closed = ",".join(f"{status}={_quoted(STATUSES, code)}" for code in CLOSED_STATUSES)
    adjusting = ",".join(f"{status}={_quoted(STATUSES, code)}" for code in ("in_progress", "effect_not_reached"))
    steps = (
        (f"{place}=0", '""'),
        (f"OR({closed})", _quoted(STATES, "closed")),
        (f"{status}={_quoted(STATUSES, 'done')}", _quoted(STATES, "effect_check")),
        (f"AND(ISNUMBER({deadline}),{deadline}<TODAY())", _quoted(STATES, "overdue")),
        (f'{responsible}=""', _quoted(STATES, "no_responsible")),
        (f"AND(ISNUMBER({deadline}),{deadline}<=TODAY()+{SOON_DAYS})", _quoted(STATES, "due_soon")),
        (f"OR({adjusting})", _quoted(STATES, "in_progress")),
        (f"{status}={_quoted(STATUSES, 'waiting')}", _quoted(STATES, "waiting")),
    )
    formula = _quoted(STATES, "not_started")
    for condition, result in reversed(steps):
        formula = f"IF({condition},{result},{formula})"
    return f"={formula}"


def _quoted(mapping: Mapping[str, str], code: str) -> str:
    return f'"{label_of(mapping, code)}"'


def _highlights(book: Book, page: Page, rows: int) -> None:
    first, last = FOLLOW_UP.first_row - 1, FOLLOW_UP.last_row(rows) - 1
    closed = {
        "type": "formula",
        "criteria": f"=${FOLLOW_UP.letter('state')}{FOLLOW_UP.first_row}={_quoted(STATES, 'closed')}",
        "format": book.change(font_color=MUTED, bg_color="#EEF0F1"),
        "stop_if_true": True,
    }
    page.highlight(first, 0, last, len(FOLLOW_UP.columns) - 1, closed)
    page.colour_levels(first, FOLLOW_UP.index("urgency"), last, LEVELS)
    page.colour_states(first, FOLLOW_UP.index("state"), last, STATES)
    done = FOLLOW_UP.index("progress")
    page.bars(first, done, last, 1)
