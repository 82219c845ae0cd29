"""The part of a plan that one department may see."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from handleplan_batch.model import Joint, Plan, RuleCheck, RuleState
from handleplan_batch.states import CLOSED_STATUSES


def parts(plan: Plan, level: int | None = None) -> dict[str, frozenset[str]]:
    """Return per copy the departments whose rows it holds; every row of the plan is in exactly one.

    Without a ``level`` each department that has rows gets a copy of its own; with one (1 = the top) those below it are
    in the copy of their department at that level. In the order of the organisation.
    """
    above = {one.name: (*one.path, one.name) for one in plan.departments}
    order = {name: place for place, name in enumerate([plan.organisation, *above])}
    found: dict[str, set[str]] = {}
    for name in sorted(
        {action.department for action in plan.actions}, key=lambda name: (order.get(name, len(order)), name)
    ):
        path = [one for one in above.get(name, (name,)) if one != plan.organisation]
        holder = name if level is None or len(path) <= level else path[level - 1]
        found.setdefault(holder, set()).add(name)
    return {name: frozenset(names) for name, names in found.items()}


def part_of(plan: Plan, name: str, names: frozenset[str]) -> Plan:
    """Return what the copy of a department holds: the rows, figures and findings of ``names``, nothing of any other."""
    actions = tuple(action for action in plan.actions if action.department in names)
    numbers = {action.id for action in actions}
    challenges = tuple(one for one in plan.challenges if one.department in names)
    cited = {finding_id for one in challenges for finding_id in one.finding_ids}
    findings = tuple(one for one in plan.findings if one.id in cited and _is_within(one.department, names))
    shown = {finding.id for finding in findings}
    return replace(
        plan,
        scope=name,
        sheets=(),
        questions=(),
        problems=(),
        departments=tuple(one for one in plan.departments if one.name in names),
        respondents={key: count for key, count in plan.respondents.items() if key in names},
        measurements=tuple(one for one in plan.measurements if one.department in names),
        findings=findings,
        challenges=tuple(
            replace(
                one,
                finding_ids=tuple(key for key in one.finding_ids if key in shown),
                sub_departments=tuple(sub for sub in one.sub_departments if sub in names),
            )
            for one in challenges
        ),
        actions=actions,
        shortfalls=tuple(one for one in plan.shortfalls if one.action_id in numbers),
        conflicts=(),
        additions=(),
        collected=(),
        own_columns=tuple(
            replace(one, values={number: value for number, value in one.values.items() if number in numbers})
            for one in plan.own_columns
        ),
        marks=tuple(mark for mark in plan.marks if mark.action_id in numbers),
        checks=tuple(_checks(plan, numbers)),
        comparisons=tuple(one for one in plan.comparisons if one.department in names),
        closed=tuple(one for one in plan.closed if one.action.department in names),
        past=(),
        heirs={},
        corrections={},
        hints=(),
        joint=tuple(_joint(plan, names)),
    )


def _joint(plan: Plan, names: Container[str]) -> Iterator[Joint]:
    """Yield what the departments share with others and stands in the copy of the one above them.

    What is sensitive is left out: that a department is among those who share it could tell of a few people.
    """
    for one in sorted(plan.challenges, key=lambda one: one.rank):
        theme = plan.themes.get(one.theme_id)
        if one.department in names or theme is None or theme.sensitive or theme.zero_tolerance:
            continue
        own = [
            action for action in plan.actions if action.challenge_id == one.id and action.status not in CLOSED_STATUSES
        ]
        if own and any(name in names for name in one.sub_departments):
            responsible = dict.fromkeys(action.responsible for action in own if action.responsible)
            yield Joint(one.theme_id, one.department, min(action.priority for action in own), tuple(responsible))


def _checks(plan: Plan, numbers: Container[str]) -> Iterator[RuleCheck]:
    """Yield how the rows with these numbers fare by the rules of rows; others are about what no copy shows."""
    short = {(one.rule, one.action_id) for one in plan.shortfalls}
    for check in plan.checks:
        rows = tuple(number for number in check.rows if number in numbers)
        if rows:
            missed = any((check.rule, number) in short for number in rows)
            yield RuleCheck(check.rule, RuleState.SHORT if missed else RuleState.MET, rows)


def _is_within(path: tuple[str, ...], names: frozenset[str]) -> bool:
    """Whether a finding is the department's own; one of the whole workplace belongs to those who see it all."""
    return bool(path) and path[-1] in names
