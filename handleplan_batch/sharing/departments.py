"""The part of a plan that one department may see."""

from __future__ import annotations

from dataclasses import replace

from handleplan_batch.model import Plan


def departments_with_rows(plan: Plan) -> tuple[str, ...]:
    """Return the departments that have actions of their own, in the order of the plan's departments."""
    order = [plan.organisation, *(department.name for department in plan.departments)]
    acting = {action.department for action in plan.actions}
    return tuple(name for name in dict.fromkeys([*order, *sorted(acting)]) if name in acting)


def below(plan: Plan, name: str) -> frozenset[str]:
    """Return a department with all those below it; the whole organisation when it is asked for."""
    if name == plan.organisation:
        return frozenset([name, *(one.name for one in plan.departments), *(row.department for row in plan.actions)])
    return frozenset([name, *(one.name for one in plan.departments if name in one.path)])


def part_of(plan: Plan, name: str) -> Plan:
    """Return what a department's copy holds: its own rows, figures and findings, nothing of any other department."""
    names = below(plan, name)
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
    )


def _is_within(path: tuple[str, ...], names: frozenset[str]) -> bool:
    """Whether a finding is the department's own; one of the whole workplace belongs to those who see it all."""
    return bool(path) and path[-1] in names
