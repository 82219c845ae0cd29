"""The rules of a lawful and useful plan: a plan that meets them all, and what is said of one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from judging_cases import CATALOGUE, DAY, HOUSE, THEMES, evidence, question, rank

from handleplan_batch.judging.findings import Evidence
from handleplan_batch.model import Level, Plan, Polarity, PreventionLevel, ProblemLevel, SourceKind
from handleplan_batch.planning import check_completeness, draft_actions
from handleplan_batch.settings import Settings

GOAL = evidence(
    source=SourceKind.DISCUSSION, theme_id="ppe", polarity=Polarity.AMBITION, level=Level.OBSERVATION, text="Nul skader"
)
ABSENCE = evidence(source=SourceKind.ABSENCE, theme_id="sickness_absence", polarity=Polarity.NEUTRAL, level=None)


def plan_of(*pieces: Evidence, language: str = "da") -> Plan:
    challenges, found = rank(pieces), tuple(piece.finding for piece in pieces)
    return Plan(
        created_on=DAY,
        language=language,
        organisation="Fjordby",
        sheets=(),
        questions=(),
        departments=HOUSE,
        respondents={},
        measurements=(),
        findings=found,
        challenges=challenges,
        actions=draft_actions(challenges, found, HOUSE, (), CATALOGUE, Settings(), DAY, language),
        shortfalls=(),
        problems=(),
        themes=THEMES,
    )


WHOLE = plan_of(evidence(cause="no room", level=Level.IMMEDIATE), GOAL, ABSENCE)


def broken(plan: Plan = WHOLE, **changes: Any) -> list[str]:
    """The rules that a plan does not meet, once its first row is changed."""
    first, *others = plan.actions
    return [
        one.rule for one in check_completeness(replace(plan, actions=(replace(first, **changes), *others)), CATALOGUE)
    ]


def test_a_drafted_plan_with_causes_goals_and_absence_meets_every_rule() -> None:
    assert broken() == []


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("R01", {"challenge": "Støj"}),
        ("R02", {"nature": " "}),
        ("R04", {"action": ""}),
        ("R05", {"responsible": ""}),
        ("R05", {"responsible": "Ledelsen"}),
        ("R05", {"responsible": "Alle."}),
        ("R09", {"start": DAY + timedelta(days=8), "deadline": DAY + timedelta(days=9)}),
        ("R10", {"deadline": DAY + timedelta(days=1100), "follow_up": DAY + timedelta(days=1200)}),
        ("R16", {"criterion": "\n"}),
        ("R22", {"informed": ""}),
        ("R22", {"involved": ""}),
    ],
)
def test_a_row_that_lacks_something_is_named(rule: str, changes: dict[str, Any]) -> None:
    assert broken(**changes) == [rule]


def test_a_follow_up_on_the_day_of_the_deadline_is_no_follow_up() -> None:
    assert broken(follow_up=WHOLE.actions[0].deadline) == ["R07"]


def test_dates_out_of_order_are_named() -> None:
    assert broken(deadline=date(2026, 11, 1)) == ["R08"]


def test_a_cause_that_nobody_told_is_to_be_examined_in_every_row_of_the_challenge() -> None:
    plan = plan_of(evidence(level=Level.IMMEDIATE), GOAL, ABSENCE)
    assert broken(plan) == ["R03"] * 3


def test_a_shortfall_tells_what_is_missing_what_to_do_and_why() -> None:
    plan = plan_of(evidence(level=Level.LOW), GOAL, ABSENCE, language="en")
    (one,) = check_completeness(plan, CATALOGUE)
    assert (one.rule, one.level, one.action_id) == ("R03", ProblemLevel.WARNING, "H-0001")
    assert one.message == "The cause has not been examined yet."
    assert one.remedy
    assert one.basis.startswith("BEK 65/2024")


def test_the_language_of_the_plan_decides() -> None:
    assert check_completeness(plan_of(), CATALOGUE)[0].message == "Sygefraværet er ikke inddraget."


def only_instruction(plan: Plan) -> Plan:
    own = {action.challenge_id for action in plan.actions[:1]}
    return replace(
        plan,
        actions=tuple(
            replace(action, prevention_level=PreventionLevel.INDIVIDUAL) if action.challenge_id in own else action
            for action in plan.actions
        ),
    )


def test_a_challenge_met_by_instruction_alone_is_named() -> None:
    assert broken(only_instruction(WHOLE)) == ["R15"] * 3


def test_instruction_beside_a_better_measure_is_fine() -> None:
    assert broken(prevention_level=PreventionLevel.INDIVIDUAL) == []


def test_a_plan_without_sickness_absence_or_goals_falls_short_as_a_whole() -> None:
    found = check_completeness(plan_of(evidence(cause="no room")), CATALOGUE)
    assert [(one.rule, one.action_id) for one in found] == [("R12", ""), ("R14", "")]


def test_a_question_on_sickness_absence_considers_it() -> None:
    asked = replace(plan_of(evidence(cause="no room"), GOAL), questions=(question(theme_id="sickness_absence"),))
    assert broken(asked) == []


def test_a_note_on_sickness_absence_considers_it() -> None:
    note = evidence(source=SourceKind.DISCUSSION, theme_id="sickness_absence", cause="workload")
    assert broken(plan_of(note, GOAL)) == []


def test_bullying_without_a_row_is_named() -> None:
    bullying = evidence(theme_id="bullying", level=Level.HIGH, cause="x")
    plan = plan_of(bullying, GOAL, ABSENCE)
    assert broken(plan) == []
    without = replace(plan, actions=tuple(row for row in plan.actions if row.theme != THEMES["bullying"].name.da))
    assert [one.rule for one in check_completeness(without, CATALOGUE)] == ["R18"]


def test_a_goal_about_bullying_does_not_stand_in_for_the_case() -> None:
    bullying = evidence(theme_id="bullying", level=Level.HIGH, cause="x")
    goal = replace(GOAL, finding=replace(GOAL.finding, theme_id="bullying", id="goal"))
    plan = plan_of(bullying, goal, ABSENCE)
    without = replace(plan, actions=plan.actions[-1:])
    assert "R18" in [one.rule for one in check_completeness(without, CATALOGUE)]


def test_a_responsible_with_too_many_actions_is_named_with_the_number() -> None:
    many = replace(WHOLE, actions=tuple(replace(WHOLE.actions[0], id=f"H-{number:04}") for number in range(9)))
    (one,) = check_completeness(many, CATALOGUE)
    assert (one.rule, one.level) == ("R23", ProblemLevel.NOTE)
    assert one.message.endswith("er tovholder på 9 indsatser.")


def test_a_rule_that_is_taken_out_of_the_file_is_not_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = {code: rule for code, rule in CATALOGUE.rules("law").items() if code != "R05"}
    monkeypatch.setattr(type(CATALOGUE), "rules", lambda _catalogue, _name: rules)
    assert broken(responsible="") == []
