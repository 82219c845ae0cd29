"""The rules that a lawful and useful plan must meet, by the ids of ``catalogue/law.toml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import (
    Action,
    ChallengeKind,
    Level,
    Plan,
    PreventionLevel,
    ProblemLevel,
    Shortfall,
    SourceKind,
)

_Rule = Mapping[str, Any]


def check_completeness(plan: Plan, catalogue: Catalogue) -> tuple[Shortfall, ...]:
    """Return where the plan falls short, by rule, then by row. A rule that is not in the file is not applied."""
    found: list[Shortfall] = []
    for code, rule in catalogue.rules("law").items():
        if code in _ROW_RULES:
            fits = _ROW_RULES[code](plan)
            found += [
                _shortfall(code, rule, plan.language, action.id) for action in plan.actions if not fits(action, rule)
            ]
        elif code in _PLAN_RULES:
            found += [_shortfall(code, rule, plan.language, "", values) for values in _PLAN_RULES[code](plan, rule)]
    return tuple(found)


def _shortfall(
    code: str, rule: _Rule, language: str, action_id: str, values: Mapping[str, str] | None = None
) -> Shortfall:
    return Shortfall(
        rule=code,
        level=ProblemLevel(rule["level"]),
        action_id=action_id,
        message=rule[language].format(**(values or {})),
        remedy=rule[f"remedy_{language}"],
        basis=rule["basis"],
    )


def _is_described(action: Action, _rule: _Rule) -> bool:
    """Whether the challenge is more than a theme; a goal may be short."""
    return len(action.challenge.strip()) > (0 if action.kind is ChallengeKind.AMBITION else 10)


def _cause_is_examined(plan: Plan) -> Callable[[Action, _Rule], bool]:
    told = {finding.id for finding in plan.findings if finding.cause}
    examined = {challenge.id for challenge in plan.challenges if not told.isdisjoint(challenge.finding_ids)}
    return lambda action, _rule: action.kind is ChallengeKind.AMBITION or action.challenge_id in examined


def _responsible_is_somebody(action: Action, rule: _Rule) -> bool:
    named = action.responsible.strip(" .,").casefold()
    return bool(named) and named not in rule["vague"]


def _is_followed_up(action: Action, _rule: _Rule) -> bool:
    return action.follow_up is not None and (action.deadline is None or action.follow_up > action.deadline)


def _dates_are_in_order(action: Action, _rule: _Rule) -> bool:
    days = [day for day in (action.start, action.deadline, action.follow_up) if day is not None]
    return days == sorted(days)


def _immediate_starts_at_once(plan: Plan) -> Callable[[Action, _Rule], bool]:
    def fits(action: Action, rule: _Rule) -> bool:
        if action.urgency is not Level.IMMEDIATE or action.start is None:
            return action.urgency is not Level.IMMEDIATE
        return bool((action.start - plan.created_on).days <= rule["days"])

    return fits


def _deadline_is_within_reach(plan: Plan) -> Callable[[Action, _Rule], bool]:
    return lambda action, rule: (
        action.deadline is None or (action.deadline - plan.created_on).days <= 365.25 * rule["years"]
    )


def _more_than_instruction(plan: Plan) -> Callable[[Action, _Rule], bool]:
    better = {
        action.challenge_id for action in plan.actions if action.prevention_level is not PreventionLevel.INDIVIDUAL
    }
    return lambda action, _rule: action.challenge_id in better


def _each(fits: Callable[[Action, _Rule], bool]) -> Callable[[Plan], Callable[[Action, _Rule], bool]]:
    """Make a rule of what a row tells without the rest of the plan."""
    return lambda _plan: fits


_ROW_RULES: Mapping[str, Callable[[Plan], Callable[[Action, _Rule], bool]]] = {
    "R01": _each(_is_described),
    "R02": _each(lambda action, _rule: bool(action.nature.strip())),
    "R03": _cause_is_examined,
    "R04": _each(lambda action, _rule: bool(action.action.strip())),
    "R05": _each(_responsible_is_somebody),
    "R06": _each(lambda action, _rule: None not in (action.start, action.deadline)),
    "R07": _each(_is_followed_up),
    "R08": _each(_dates_are_in_order),
    "R09": _immediate_starts_at_once,
    "R10": _deadline_is_within_reach,
    "R15": _more_than_instruction,
    "R16": _each(lambda action, _rule: bool(action.criterion.strip())),
    "R22": _each(lambda action, _rule: bool(action.informed.strip() and action.involved.strip())),
}
"""Rule id -> what, given the plan, tells whether a row meets the rule."""


def _absence_is_considered(plan: Plan, _rule: _Rule) -> Iterator[Mapping[str, str]]:
    said = any(
        finding.source is SourceKind.ABSENCE or finding.theme_id == "sickness_absence" for finding in plan.findings
    )
    asked = any(question.theme_id == "sickness_absence" for question in plan.questions)
    if not said and not asked:
        yield {}


def _goals_are_set(plan: Plan, _rule: _Rule) -> Iterator[Mapping[str, str]]:
    if not any(challenge.kind is ChallengeKind.AMBITION for challenge in plan.challenges):
        yield {}


def _zero_tolerance_has_a_row(plan: Plan, _rule: _Rule) -> Iterator[Mapping[str, str]]:
    acted_on = {action.challenge_id for action in plan.actions}
    planned = {
        finding_id for challenge in plan.challenges if challenge.id in acted_on for finding_id in challenge.finding_ids
    }
    if any(
        finding.id not in planned
        for finding in plan.findings
        if finding.level is not None and finding.theme_id and plan.themes[finding.theme_id].zero_tolerance
    ):
        yield {}


def _nobody_carries_too_much(plan: Plan, rule: _Rule) -> Iterator[Mapping[str, str]]:
    carried = Counter(action.responsible for action in plan.actions)
    for responsible, count in sorted(carried.items()):
        if count > rule["most"]:
            yield {"responsible": responsible, "count": str(count)}


_PLAN_RULES: Mapping[str, Callable[[Plan, _Rule], Iterator[Mapping[str, str]]]] = {
    "R12": _absence_is_considered,
    "R14": _goals_are_set,
    "R18": _zero_tolerance_has_a_row,
    "R23": _nobody_carries_too_much,
}
