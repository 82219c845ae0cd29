"""Handling nu: what needs a person today, worked out anew from status, dates and the day it is opened."""

from __future__ import annotations

from collections.abc import Callable

from handleplan_batch.labels import LEVELS
from handleplan_batch.language import _
from handleplan_batch.model import Action, Level, ProblemLevel, RuleState
from handleplan_batch.palette import MUTED
from handleplan_batch.states import SOON_DAYS, STATES, STATUSES, danish_date
from handleplan_batch.workbook.columns import (
    ACT_NOW,
    COMPLETENESS,
    FOLLOW_UP,
    PLAN,
    RULE_STATES,
    SHORTFALL_LEVELS,
    label_of,
)
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import STATE_COLOURS, Book, Formula, Page, Value
from handleplan_batch.workbook.sheets.completeness import lines
from handleplan_batch.workbook.sheets.follow_up import STEP, nobody_responsible, why_now

_WIDTHS = [column.width for column in ACT_NOW.columns]
_MOST_ROWS = 18
"""Rows of the list, so that it is one screen and one page."""
_ROW_HEIGHT = 28
"""Two lines. Rows of formulas do not grow by themselves when what they show does."""
_LONGEST = {"action": 88, "challenge": 54}
"""Characters that are shown, in two lines also where the letters are wide; the whole stands in the plan."""
_COUNTER_ROWS = 4
_LIST_ROW = 3 + _COUNTER_ROWS + 3
"""0-based row of the list's headers."""


def draw(book: Book, content: Content) -> None:
    """Write the live counters and the live list of what cannot wait, each line with a link to its row of the plan."""
    plan = content.plan
    page = book.page(_(ACT_NOW.title))
    page.sheet.activate()
    page.title_row(
        _(ACT_NOW.title),
        _("{organisation}. The plan was made on {date}; figures and list follow the day and what you write.").format(
            organisation=plan.covers, date=danish_date(plan.created_on)
        ),
    )
    page.widths(_WIDTHS)
    for place, (counter, text, grave) in enumerate(_counters(content)):
        column, row = divmod(place, _COUNTER_ROWS)
        column *= ACT_NOW.index("responsible")
        _count(book, page, 3 + row, column, counter, text, grave)
    waiting = [action for action in content.actions if why_now(action, content)]
    page.heading(_LIST_ROW - 2, _("What cannot wait"))
    page.write(_LIST_ROW - 1, 0, _more(content, len(waiting)), "note")
    order = sorted(range(len(content.actions)), key=lambda row: (why_now(content.actions[row], content), row))
    shown = [row for row in order if why_now(content.actions[row], content)][:_MOST_ROWS]
    records = [
        _record(number, shown[number - 1] if number <= len(shown) else None, content)
        for number in range(1, _MOST_ROWS + 1)
    ]
    end = page.table(ACT_NOW, records, _WIDTHS, header_row=_LIST_ROW)
    for row in range(_LIST_ROW + 1, end):
        page.height(row, _ROW_HEIGHT)
    _highlights(book, page, _LIST_ROW + 1, end)
    page.print_setup(_WIDTHS, (_LIST_ROW, _LIST_ROW))
    page.sheet.fit_to_pages(1, 1)


def _count(book: Book, page: Page, row: int, column: int, counter: Value, text: str, grave: bool) -> None:
    """Write a counter with what it counts; it is quiet at 0, and a grave one calls out."""
    page.write(row, column, counter, "counter")
    page.write(row, column + 1, text, "beside")
    page.height(row, 20)
    none = {"type": "cell", "criteria": "==", "value": 0, "format": book.change(font_color=MUTED)}
    page.highlight(row, column, row, column, none)
    if grave:
        calls = book.change(font_color=STATE_COLOURS["overdue"][0])
        page.highlight(row, column, row, column, {"type": "cell", "criteria": ">", "value": 0, "format": calls})


def _counters(content: Content) -> list[tuple[Value, str, bool]]:
    """Return each counter with its words, and whether it is grave when it is not 0."""
    rows, actions, states = len(content.actions), content.actions, content.states
    state, now = FOLLOW_UP.span("state", rows), PLAN.span("state", rows)
    own, urgency = PLAN.span("own_priority", rows), PLAN.span("urgency", rows)
    status, judged = FOLLOW_UP.span("status", rows), FOLLOW_UP.span("follow_up", rows)
    closed, immediate = f'"{label_of(STATES, "closed")}"', f'"{label_of(LEVELS, Level.IMMEDIATE)}"'
    done = f'"{label_of(STATUSES, "done")}"'
    open_ones = [action for action, now in zip(actions, states, strict=True) if now != "closed"]
    rules = len(lines(content))
    weight, result = COMPLETENESS.span("level", rules), COMPLETENESS.span("state", rules)
    required = f'"{label_of(SHORTFALL_LEVELS, ProblemLevel.ERROR)}"'
    short = f'"{label_of(RULE_STATES, RuleState.SHORT)}"'
    return [
        (
            Formula(
                f'=COUNTIFS({own},{immediate})+COUNTIFS({urgency},{immediate},{own},"")'
                f'-COUNTIFS({own},{immediate},{now},{closed})-COUNTIFS({urgency},{immediate},{own},"",{now},{closed})',
                sum(action.priority is Level.IMMEDIATE for action in open_ones),
            ),
            _("Immediate actions (urgency 1) that are not closed"),
            True,
        ),
        (
            Formula(f'=COUNTIFS({state},"{label_of(STATES, "overdue")}")', states.count("overdue")),
            _("Overdue actions"),
            True,
        ),
        (nobody_responsible(content), _("Open actions with nobody responsible"), True),
        (
            Formula(
                f'=COUNTIFS({status},{done},{judged},"<="&TODAY())',
                sum(_effect_due(action, content) for action in actions),
            ),
            _("Implemented actions whose effect should be judged by now"),
            False,
        ),
        (
            Formula(f'=COUNTIFS({state},"{label_of(STATES, "due_soon")}")', states.count("due_soon")),
            _("Actions that fall due within {days} days").format(days=SOON_DAYS),
            False,
        ),
        (
            sum(action.draft for action in actions),
            _("Suggestions that nobody had confirmed when the plan was made"),
            False,
        ),
        (
            Formula(
                f"=COUNTIFS({weight},{required},{result},{short})",
                sum(shortfall.level is ProblemLevel.ERROR for shortfall in content.plan.shortfalls),
            ),
            _("Points that must be in order and are not: see the sheet {sheet}").format(sheet=_(COMPLETENESS.title)),
            True,
        ),
    ]


def _effect_due(action: Action, content: Content) -> bool:
    return action.status == "done" and action.follow_up is not None and action.follow_up <= content.plan.created_on


def _more(content: Content, waiting: int) -> Formula:
    """Return the live line above the list: how long it is, and where the rest stands."""
    attention = FOLLOW_UP.span("attention", len(content.actions))
    nothing = _("Nothing needs anybody today.")
    all_shown = _("The gravest first. Click a number to go to its row.")
    rest = _("The {shown} gravest of {count}; filter by {state} on the sheet {sheet} to see all.").format(
        shown=_MOST_ROWS, count="{count}", state=_("State"), sheet=_(FOLLOW_UP.title)
    )
    before, _count_here, after = rest.partition("{count}")
    count = f'COUNTIFS({attention},">0")'
    text = f'=IF({count}=0,"{nothing}",IF({count}<={_MOST_ROWS},"{all_shown}","{before}"&{count}&"{after}"))'
    told = rest.format(count=waiting) if waiting > _MOST_ROWS else all_shown
    return Formula(text, told if waiting else nothing)


def _record(number: int, row: int | None, content: Content) -> dict[str, Value]:
    """Return the list's line of this number, all formulas; ``row`` is the plan's row that stands there now."""
    rows = len(content.actions)
    action = None if row is None else content.actions[row]
    attention = FOLLOW_UP.span("attention", rows)
    line = _LIST_ROW + 1 + number
    place = f"${ACT_NOW.letter('place')}{line}"
    least = f"SMALL({attention},COUNTIFS({attention},0)+{number})"

    def found(key: str) -> str:
        return f"INDEX({FOLLOW_UP.span(key, rows)},{place})"

    def shown(text: str, value: str, style: str = "") -> Formula:
        return Formula(f'=IF({place}=0,"",{text})', value if action else "", style)

    def short(key: str, text: str) -> Formula:
        most, line = _LONGEST[key], f'SUBSTITUTE({found(key)},CHAR(10)," ")'
        text = text.replace("\n", " ")
        cut = f'LEFT({line},{most})&IF(LEN({line})>{most},"…","")'
        return shown(cut, text[:most] + ("…" if len(text) > most else ""))

    target = f"\"#'{_(PLAN.title)}'!A\"&MATCH({found('id')},{PLAN.span('id', rows, first_row=1)},0)"
    level = "" if action is None else label_of(LEVELS, action.priority)
    reason, told = _why(action, content, found)
    return {
        "id": shown(f"IFERROR(HYPERLINK({target},{found('id')}),{found('id')})", action.id if action else "", "link"),
        "urgency": shown(f'{found("urgency")}&""', level),
        "why": shown(reason, told),
        "responsible": shown(f'{found("responsible")}&""', action.responsible if action else ""),
        "action": short("action", action.action if action else ""),
        "challenge": short("challenge", action.challenge if action else ""),
        "department": shown(f'{found("department")}&""', action.department if action else ""),
        "state": shown(f'{found("state")}&""', "" if row is None else label_of(STATES, content.states[row])),
        "place": Formula(f"=IFERROR(MATCH({least},{attention},0),0)", 0 if row is None else row + 1),
    }


def _why(action: Action | None, content: Content, found: Callable[[str], str]) -> tuple[str, str]:
    """Return why an action stands on the list: as the formula's part, and what it gives now."""
    words = (
        (_("Immediate: act at once"), ""),
        (_("Overdue since {date}"), "deadline"),
        (_("Nobody is responsible"), ""),
        (_("The effect was to be judged on {date}"), "follow_up"),
        (_("New since the last plan"), ""),
        (_("Falls due on {date}"), "deadline"),
    )
    choices = []
    for text, key in words:
        before, _date, after = text.partition("{date}")
        day = found(key) if key else ""
        written = f'RIGHT("0"&DAY({day}),2)&"-"&RIGHT("0"&MONTH({day}),2)&"-"&YEAR({day})'
        choices.append(f'"{before}"&{written}&"{after}"' if key else f'"{text}"')
    formula = f"CHOOSE(INT({found('attention')}/{STEP}),{','.join(choices)})"
    if action is None:
        return formula, ""
    text, key = words[why_now(action, content) - 1]
    return formula, text.format(date=danish_date(getattr(action, key))) if key else text


def _highlights(book: Book, page: Page, first: int, end: int) -> None:
    """Colour the levels and states, and leave the rows that nothing stands in blank, without lines."""
    place, last = ACT_NOW.letter("place"), len(ACT_NOW.columns) - 1
    line = {"left": 1, "right": 1, "bottom": 1, "border_color": "#FFFFFF"}
    here = f"${place}{first + 1}=0"
    also_above = f"=AND({here},${place}{first}=0)"
    for criteria, look in ((also_above, line | {"top": 1}), (f"={here}", line)):
        rule = {"type": "formula", "criteria": criteria, "format": book.change(**look), "stop_if_true": True}
        page.highlight(first, 0, end - 1, last, rule)
    page.colour_levels(first, ACT_NOW.index("urgency"), end - 1, LEVELS)
    page.colour_states(first, ACT_NOW.index("state"), end - 1, STATES)
