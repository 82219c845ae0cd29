"""Handling nu: what needs a person today. Counters and states are live; the list itself is made when the plan is."""

from __future__ import annotations

from handleplan_batch.labels import LEVELS
from handleplan_batch.language import _
from handleplan_batch.model import Action, Level, ProblemLevel, RuleState, Verdict
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
from handleplan_batch.workbook.formats import MUTED, Book, Formula, Page, Value
from handleplan_batch.workbook.sheets.completeness import lines
from handleplan_batch.workbook.sheets.follow_up import nobody_responsible

_WIDTHS = [column.width for column in ACT_NOW.columns]
_FRESH = (Verdict.NEW, Verdict.RETURNED)


def draw(book: Book, content: Content) -> None:
    """Write the live counters and the list of what cannot wait, each line with a link to its row of the plan."""
    plan = content.plan
    page = book.page(_(ACT_NOW.title))
    page.sheet.activate()
    page.title_row(
        _(ACT_NOW.title),
        _("{organisation}. The plan was made on {date}.").format(
            organisation=plan.organisation, date=danish_date(plan.created_on)
        ),
    )
    page.widths(_WIDTHS)
    row = 3
    for counter, text in _counters(content):
        page.write(row, 0, counter, "counter")
        page.write(row, 1, text, "beside")
        page.height(row, 20)
        row += 1
    row += 1
    page.heading(row, _("What cannot wait"))
    page.write(
        row + 1,
        0,
        _(
            "The figures above and the states follow the plan from day to day. The list is as on {date}; "
            "click a number to go to its row."
        ).format(date=danish_date(plan.created_on)),
        "note",
    )
    listed = [
        (position, action, why) for position, action in enumerate(content.actions) if (why := _why(action, content))
    ]
    listed.sort(key=lambda entry: (entry[2][0][0], entry[0]))
    records = [_record(position, action, why, content) for position, action, why in listed]
    if not records:
        records = [{"why": _("Nothing needs anybody today.")}]
    end = page.table(ACT_NOW, records, _WIDTHS, header_row=row + 3)
    _highlights(book, page, row + 4, end)
    page.print_setup(_WIDTHS, (row + 3, row + 3))


def _counters(content: Content) -> list[tuple[Value, str]]:
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
        ),
        (
            Formula(f'=COUNTIFS({state},"{label_of(STATES, "overdue")}")', states.count("overdue")),
            _("Overdue actions"),
        ),
        (nobody_responsible(content), _("Open actions with nobody responsible")),
        (
            Formula(
                f'=COUNTIFS({status},{done},{judged},"<="&TODAY())',
                sum(_effect_due(action, content) for action in actions),
            ),
            _("Implemented actions whose effect should be judged by now"),
        ),
        (
            Formula(f'=COUNTIFS({state},"{label_of(STATES, "due_soon")}")', states.count("due_soon")),
            _("Actions that fall due within {days} days").format(days=SOON_DAYS),
        ),
        (
            sum(action.draft for action in actions),
            _("Suggestions that nobody had confirmed when the plan was made"),
        ),
        (
            Formula(
                f"=COUNTIFS({weight},{required},{result},{short})",
                sum(shortfall.level is ProblemLevel.ERROR for shortfall in content.plan.shortfalls),
            ),
            _("Points that must be in order and are not: see the sheet {sheet}").format(sheet=_(COMPLETENESS.title)),
        ),
    ]


def _effect_due(action: Action, content: Content) -> bool:
    return action.status == "done" and action.follow_up is not None and action.follow_up <= content.plan.created_on


def _why(action: Action, content: Content) -> list[tuple[int, str]]:
    """Return why an action needs somebody today, gravest first; empty when it does not."""
    if action.status in ("effect_reached", "dropped"):
        return []
    reasons = [
        (action.priority is Level.IMMEDIATE and action.status != "done", _("Immediate: act at once")),
        (
            action.deadline is not None and action.deadline < content.plan.created_on and action.status != "done",
            _("Overdue since {date}").format(date=danish_date(action.deadline)),
        ),
        (not action.responsible, _("Nobody is responsible")),
        (
            _effect_due(action, content),
            _("The effect was to be judged on {date}").format(date=danish_date(action.follow_up)),
        ),
        (
            action.priority <= Level.HIGH and content.verdicts.get(action.challenge_id) in _FRESH,
            _("New since the last plan"),
        ),
    ]
    return [(order, text) for order, (holds, text) in enumerate(reasons) if holds]


def _record(position: int, action: Action, why: list[tuple[int, str]], content: Content) -> dict[str, Value]:
    rows = len(content.actions)
    numbers, sheet = PLAN.span("id", rows, first_row=1), _(PLAN.title)
    target = f'"#\'{sheet}\'!A"&MATCH("{action.id}",{numbers},0)'
    place = f'MATCH("{action.id}",{FOLLOW_UP.span("id", rows)},0)'
    responsible = f"INDEX({FOLLOW_UP.span('responsible', rows)},{place})"
    state = f"INDEX({FOLLOW_UP.span('state', rows)},{place})"
    return {
        "id": Formula(f'=IFERROR(HYPERLINK({target},"{action.id}"),"{action.id}")', action.id, "link"),
        "urgency": action.priority,
        "why": "\n".join(text for _order, text in why),
        "action": action.action,
        "challenge": action.challenge,
        "department": action.department,
        "responsible": Formula(f'=IFERROR({responsible}&"","")', action.responsible),
        "state": Formula(f'=IFERROR({state}&"","")', label_of(STATES, content.states[position])),
    }


def _highlights(book: Book, page: Page, first: int, end: int) -> None:
    closed = {
        "type": "formula",
        "criteria": f'=${ACT_NOW.letter("state")}{first + 1}="{label_of(STATES, "closed")}"',
        "format": book.change(font_color=MUTED, bg_color="#EEF0F1"),
        "stop_if_true": True,
    }
    page.highlight(first, 0, end - 1, len(ACT_NOW.columns) - 1, closed)
    page.colour_levels(first, ACT_NOW.index("urgency"), end - 1, LEVELS)
    page.colour_states(first, ACT_NOW.index("state"), end - 1, STATES)
