"""Lovtjek: every rule of the law and of good practice: what is missing, what to look at oneself, what is met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from handleplan_batch.language import _
from handleplan_batch.model import ProblemLevel, Rule, RuleState, Shortfall
from handleplan_batch.states import danish_date
from handleplan_batch.workbook.columns import COMPLETENESS, RULE_STATES, SHORTFALL_LEVELS, label_of
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Value

_WIDTHS = [column.width for column in COMPLETENESS.columns]

_SAID_ABOVE = ("asks", "message", "remedy", "basis")
"""Texts that the rows of a rule have in common."""


def draw(book: Book, content: Content) -> None:
    """Write a line for each rule, and one for each row or matter that falls short of it, the gravest first."""
    page = book.page(_(COMPLETENESS.title))
    page.title_row(_(COMPLETENESS.title), _introduction(content))
    page.widths(_WIDTHS)
    records = lines(content)
    end = page.table(COMPLETENESS, records or [{"message": _("Nothing is missing.")}], _WIDTHS, said_above=_SAID_ABOVE)
    for key, label, colour in (
        ("level", label_of(SHORTFALL_LEVELS, ProblemLevel.ERROR), "#8C2F2B"),
        ("state", label_of(RULE_STATES, RuleState.SHORT), "#8C2F2B"),
        ("state", label_of(RULE_STATES, RuleState.MET), "#2E6B3A"),
    ):
        column = COMPLETENESS.index(key)
        change = book.change(font_color=colour, bold=True)
        criteria = {"type": "cell", "criteria": "==", "value": f'"{label}"', "format": change}
        page.highlight(COMPLETENESS.header_row, column, end - 1, column, criteria)
    page.sheet.freeze_panes(COMPLETENESS.header_row, 1)
    page.print_setup(_WIDTHS, (COMPLETENESS.header_row - 1, COMPLETENESS.header_row - 1))


def lines(content: Content) -> list[dict[str, Value]]:
    """Return the table's records: what falls short, what people must look at, what is met."""
    return [*_short(content), *_others(content)]


def _introduction(content: Content) -> str:
    text = _("What was missing on the day the plan was made. A row without a number concerns the whole plan.")
    states = Counter(check.state for check in content.plan.checks)
    if not states:
        return text
    return " ".join(
        [
            text,
            _("{count} rules: {met} met, {short} fall short, {by_hand} to check yourselves.").format(
                count=states.total(),
                met=states[RuleState.MET] + states[RuleState.NOTHING],
                short=states[RuleState.SHORT],
                by_hand=states[RuleState.BY_HAND],
            ),
        ]
    )


def _short(content: Content) -> Iterator[dict[str, Value]]:
    rules = {rule.id: rule for rule in content.plan.law}
    levels = list(ProblemLevel)
    alike: dict[tuple[str, str, str], list[Shortfall]] = {}
    for shortfall in sorted(content.plan.shortfalls, key=lambda one: levels.index(one.level)):
        alike.setdefault((shortfall.rule, shortfall.message, shortfall.remedy), []).append(shortfall)
    for group in alike.values():
        # What must be in order is counted row by row on the first sheet.
        together = len(group) > _MOST_ALIKE and group[0].level is not ProblemLevel.ERROR
        for shortfall in group[:1] if together else group:
            rule, message = rules.get(shortfall.rule), shortfall.message
            if together:
                numbers = _numbers([one.action_id for one in group])
                message = _("{message} {count} rows: {numbers}.").format(
                    message=message, count=len(group), numbers=numbers
                )
            yield {
                "rule": shortfall.rule,
                "state": RuleState.SHORT,
                "level": shortfall.level,
                "action_id": None if together else shortfall.action_id,
                "asks": rule.said(rule.asks, content.plan.language) if rule else None,
                "message": message,
                "remedy": shortfall.remedy,
                "rows": len(group) if together else None,
                "basis": _basis(rule) if rule else shortfall.basis,
            }


_MOST_ALIKE = 20
"""Rows that lack the same and have a line each; more share one."""


def _numbers(numbers: Sequence[str]) -> str:
    """Return numbers in order, those that follow one another as the first and the last: ``H-0001–H-0004, H-0007``."""
    runs: list[list[str]] = []
    for number in sorted(numbers):
        follows = runs and number[2:].isdecimal() and runs[-1][-1] == f"H-{int(number[2:]) - 1:04}"
        if follows:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join("–".join(dict.fromkeys((run[0], run[-1]))) for run in runs)


def _others(content: Content) -> Iterator[dict[str, Value]]:
    rules = {rule.id: rule for rule in content.plan.law}
    states = list(RuleState)
    for check in sorted(content.plan.checks, key=lambda one: states.index(one.state)):
        if check.state is RuleState.SHORT:
            continue
        rule = rules[check.rule]
        by_hand = _("This cannot be checked from these files: check it yourselves.")
        yield {
            "rule": rule.id,
            "state": check.state,
            "level": rule.level,
            "asks": rule.said(rule.asks, content.plan.language),
            "message": by_hand if check.state is RuleState.BY_HAND else None,
            "remedy": rule.for_people(check.state, content.plan.language) or None,
            "rows": len(check.rows) or None,
            "basis": _basis(rule),
        }


def _basis(rule: Rule) -> str:
    """Return the basis with since when it holds and when the rule was last compared with it."""
    said = [rule.basis]
    if rule.in_force is not None:
        said.append(_("In force since {date}.").format(date=danish_date(rule.in_force)))
    if rule.checked is not None:
        said.append(_("Compared with the basis on {date}.").format(date=danish_date(rule.checked)))
    return "\n".join(said)
