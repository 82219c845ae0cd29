"""Opfølgning: how far each action is, with live look-ups in the plan and a state computed from status and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handleplan_batch.labels import LEVELS
from handleplan_batch.language import _
from handleplan_batch.model import Action, Level, Verdict
from handleplan_batch.palette import MUTED
from handleplan_batch.states import CLOSED_STATUSES, SOON_DAYS, STATES, STATUSES
from handleplan_batch.workbook.columns import FOLLOW_UP, PLAN, Kind, label_of, with_own_columns
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import STATE_COLOURS, Book, Formula, Page, Value
from handleplan_batch.workbook.sheets.lists import guard

_WIDTHS = [column.width for column in FOLLOW_UP.columns]
_LOOKED_UP = ("challenge", "action", "department", "urgency", "responsible", "deadline", "follow_up")
_FROZEN = FOLLOW_UP.index("action") + 1
_LONGEST = 80
"""Characters that are shown of a challenge; the whole stands in the plan."""
_BEFORE, _MONTHS = 2, 12
"""Months before this one that the bars show, and months in all."""
_SLOTS = 2 * _MONTHS
"""A character for each half of a month."""
_RUNNING, _RESTING, _OUTSIDE, _TODAY = "█▒·│"
STEP = 1_000_000
"""More than the rows of a sheet, so that why an action needs somebody and its row can be told from one number."""


def draw(book: Book, content: Content) -> None:
    """Write the tracking sheet: look-ups and state as formulas, the rest for people to fill in."""
    page = book.page(_(FOLLOW_UP.title))
    page.title_row(
        _(FOLLOW_UP.title),
        _("Fill in under the dark headings. What stands under the light ones comes from the plan and today's date.")
        + " "
        + _("Period: {running} until implemented, {resting} until followed up, {today} today.").format(
            running=_RUNNING * 2, resting=_RESTING * 2, today=_TODAY
        ),
        column=1,
    )
    _months(page, content.plan.created_on)
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
    # The months of the period bars stand above the headers.
    header_rows = (FOLLOW_UP.header_row - 2, FOLLOW_UP.header_row - 1)
    page.print_setup(widths, header_rows, (FOLLOW_UP.index("status"),), repeated=FOLLOW_UP.index("challenge") + 1)


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
        shown = value
        if key == "urgency":  # what people judge themselves goes before what the tool does
            own = f"INDEX({PLAN.span('own_priority', rows)},{place})"
            shown, found = label_of(LEVELS, action.priority), f'IF({own}="",{found},{own})'
        if key == "challenge":
            shown = value[:_LONGEST] + ("…" if len(value) > _LONGEST else "")
            found = f'LEFT({found},{_LONGEST})&IF(LEN({found})>{_LONGEST},"…","")'
        text = f'=IF({place}=0,"",IF({found}="","",{found}))'
        record[key] = Formula(text, _serial(shown), "date" if isinstance(value, date) else "")
    where = f"MATCH($A{line},{PLAN.span('id', rows)},0)"
    record["place"] = Formula(f"=IFERROR({where},0)", row + 1)
    record["attention"] = _attention(action, row, content)
    record["period"] = _period(action, row, content, rows)
    record["state"] = Formula(_state_formula(line, place), label_of(STATES, content.states[row]))
    return record


def why_now(action: Action, content: Content) -> int:
    """Return why an action needs somebody on the day of the plan, 1 the gravest; 0 when it does not."""
    today = content.plan.created_on
    over = action.status in ("done", *CLOSED_STATUSES)
    reasons = (
        action.priority is Level.IMMEDIATE and not over,
        action.deadline is not None and action.deadline < today and not over,
        not action.responsible and action.status not in CLOSED_STATUSES,
        action.status == "done" and action.follow_up is not None and action.follow_up <= today,
        _is_fresh(action, content) and action.status not in CLOSED_STATUSES,
        action.deadline is not None and 0 <= (action.deadline - today).days <= SOON_DAYS and not over,
    )
    return next((grade for grade, holds in enumerate(reasons, start=1) if holds), 0)


def _is_fresh(action: Action, content: Content) -> bool:
    fresh = content.verdicts.get(action.challenge_id) in (Verdict.NEW, Verdict.RETURNED)
    return fresh and action.urgency <= Level.HIGH


def _attention(action: Action, row: int, content: Content) -> Formula:
    """Return :func:`why_now` with the row in the plan, as a formula, so that the gravest is the least."""
    line = FOLLOW_UP.first_row + row
    keys = ("place", "urgency", "responsible", "follow_up", "status", "state")
    place, urgency, responsible, follow_up, status, state = (f"${FOLLOW_UP.letter(key)}{line}" for key in keys)
    immediate = f'"{label_of(LEVELS, Level.IMMEDIATE)}"'
    done = f"{status}={_quoted(STATUSES, 'done')}"
    reasons = (
        f"AND({status}<>{_quoted(STATUSES, 'done')},{urgency}={immediate})",
        f"{state}={_quoted(STATES, 'overdue')}",
        f'{responsible}=""',
        f"AND({done},ISNUMBER({follow_up}),{follow_up}<=TODAY())",
        "TRUE" if _is_fresh(action, content) else "FALSE",
        f"{state}={_quoted(STATES, 'due_soon')}",
    )
    grade = "0"
    for number, condition in reversed(list(enumerate(reasons, start=1))):
        grade = f"IF({condition},{number * STEP}+{place},{grade})"
    found = why_now(action, content)
    value = found * STEP + row + 1 if found else 0
    return Formula(f"=IF(OR({place}=0,{state}={_quoted(STATES, 'closed')}),0,{grade})", value)


def _months(page: Page, today: date) -> None:
    """Write the months above the bars, and in the hidden column beside them which month is the first."""
    first = f"${FOLLOW_UP.letter('place')}$2"
    months = f'"{_INITIALS * 3}"'
    number = 12 * today.year + today.month - _BEFORE
    place = 2 * ((number - 1) % 12)
    page.write(1, FOLLOW_UP.index("place"), Formula(f"=12*YEAR(TODAY())+MONTH(TODAY())-{_BEFORE}", number))
    text = f"=MID({months},2*MOD({first}-1,12)+1,{_SLOTS})"
    page.write(1, FOLLOW_UP.index("period"), Formula(text, (_INITIALS * 3)[place : place + _SLOTS]), "bar", "axis")


_INITIALS = "J F M A M J J A S O N D "


def _period(action: Action, row: int, content: Content, rows: int) -> Formula:
    """Return a bar of characters from the start to the follow-up, with today in it."""
    line = FOLLOW_UP.first_row + row
    place, deadline, follow_up = (f"${FOLLOW_UP.letter(key)}{line}" for key in ("place", "deadline", "follow_up"))
    start = f"INDEX({PLAN.span('start', rows)},{place})"
    begins = _slot(f'IF({start}="",{deadline},{start})')
    ends, judged = _slot(deadline), _slot(f'IF({follow_up}="",{deadline},{follow_up})')
    bar = f'LEFT(REPT("{_OUTSIDE}",{_SLOTS}),MAX(0,{begins}))&REPT("{_RUNNING}",{_SLOTS})'
    bar = f'LEFT({bar},MAX(0,{ends}+1))&REPT("{_RESTING}",{_SLOTS})'
    bar = f'LEFT(LEFT({bar},MAX(0,{judged}+1))&REPT("{_OUTSIDE}",{_SLOTS}),{_SLOTS})'
    bar = f'REPLACE({bar},{2 * _BEFORE + 1}+(DAY(TODAY())>15),1,"{_TODAY}")'
    return Formula(f'=IF({deadline}="","",IFERROR({bar},""))', _drawn(action, content.plan.created_on), "bar")


def _slot(day: str) -> str:
    """Return the 0-based half month of a day, by the month that the bars begin with."""
    return f"2*(12*YEAR({day})+MONTH({day})-${FOLLOW_UP.letter('place')}$2)+(DAY({day})>15)"


def _drawn(action: Action, today: date) -> str:
    """Return what the formula of the bar gives."""
    if action.deadline is None:
        return ""
    first = 12 * today.year + today.month - _BEFORE

    def slot(day: date) -> int:
        return 2 * (12 * day.year + day.month - first) + (day.day > 15)

    begins = max(0, slot(action.start or action.deadline))
    ends = max(0, slot(action.deadline) + 1)
    judged = max(0, slot(action.follow_up or action.deadline) + 1)
    bar = (_OUTSIDE * _SLOTS)[:begins] + _RUNNING * _SLOTS
    bar = bar[:ends] + _RESTING * _SLOTS
    bar = (bar[:judged] + _OUTSIDE * _SLOTS)[:_SLOTS]
    now = 2 * _BEFORE + (today.day > 15)
    return bar[:now] + _TODAY + bar[now + 1 :]


def _serial(value: object) -> str | int:
    """Return a formula's cached value; a date as Excel's day number (1 March 1900 is 61)."""
    return value.toordinal() - 693594 if isinstance(value, date) else str(value or "")


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
    page.bars(first, FOLLOW_UP.index("progress"), last, 1)
    overdue = {
        "type": "formula",
        "criteria": f"=${FOLLOW_UP.letter('state')}{FOLLOW_UP.first_row}={_quoted(STATES, 'overdue')}",
        "format": book.change(font_color=STATE_COLOURS["overdue"][0], bold=True),
    }
    for key in ("deadline", "period"):
        page.highlight(first, FOLLOW_UP.index(key), last, FOLLOW_UP.index(key), overdue)
