"""The rules that a lawful and useful plan must meet, by the ids of ``catalogue/law.toml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
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

_VAGUE_RESPONSIBLE = frozenset({"alle", "ledelsen", "amo", "everybody", "management"})
"""Words that name nobody in particular (rule R05)."""

_Rule = Mapping[str, Any]


def check_completeness(plan: Plan, catalogue: Catalogue) -> tuple[Shortfall, ...]:
    """Return where the plan falls short, by rule, then by row. A rule that is not in the file is not applied."""
    found: list[Shortfall] = []
    for code, rule in catalogue.rules("law").items():
        if code in _ROW_RULES:
            found += [
                _shortfall(code, rule, plan.language, action.id)
                for action in plan.actions
                if not _ROW_RULES[code](action, plan, rule)
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


def _cause_is_examined(action: Action, plan: Plan, _rule: _Rule) -> bool:
    causes = {
        challenge.id
        for challenge in plan.challenges
        for finding in plan.findings
        if finding.cause and finding.id in challenge.finding_ids
    }
    return action.kind is ChallengeKind.AMBITION or action.challenge_id in causes


def _responsible_is_somebody(action: Action, _plan: Plan, _rule: _Rule) -> bool:
    return bool(action.responsible) and action.responsible.casefold() not in _VAGUE_RESPONSIBLE


def _immediate_starts_at_once(action: Action, plan: Plan, rule: _Rule) -> bool:
    return action.urgency is not Level.IMMEDIATE or (action.start - plan.created_on).days <= rule["days"]


def _deadline_is_within_reach(action: Action, plan: Plan, rule: _Rule) -> bool:
    return action.deadline <= plan.created_on + timedelta(days=365.25 * rule["years"])


def _more_than_instruction(action: Action, plan: Plan, _rule: _Rule) -> bool:
    if action.prevention_level is not PreventionLevel.INDIVIDUAL:
        return True
    return any(
        other.challenge_id == action.challenge_id and other.prevention_level is not PreventionLevel.INDIVIDUAL
        for other in plan.actions
    )


_ROW_RULES: Mapping[str, Callable[[Action, Plan, _Rule], bool]] = {
    "R01": lambda action, _plan, _rule: len(action.challenge) > 10,
    "R02": lambda action, _plan, _rule: bool(action.nature),
    "R03": _cause_is_examined,
    "R04": lambda action, _plan, _rule: bool(action.action),
    "R05": _responsible_is_somebody,
    "R07": lambda action, _plan, _rule: action.follow_up > action.deadline,
    "R08": lambda action, _plan, _rule: action.start <= action.deadline <= action.follow_up,
    "R09": _immediate_starts_at_once,
    "R10": _deadline_is_within_reach,
    "R15": _more_than_instruction,
    "R16": lambda action, _plan, _rule: bool(action.criterion),
    "R22": lambda action, _plan, _rule: bool(action.informed and action.involved),
}


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
    planned = {challenge.theme_id for challenge in plan.challenges}
    occurring = {
        finding.theme_id
        for finding in plan.findings
        if finding.level is not None and finding.theme_id and plan.themes[finding.theme_id].zero_tolerance
    }
    if occurring - planned:
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
