"""The rules of a lawful and useful plan: a plan that meets them all, and what is said of one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_cases import CATALOGUE, DAY, HOUSE, THEMES, evidence, question, rank

from handleplan_batch.judging.findings import Evidence
from handleplan_batch.model import (
    ActionType,
    CellRef,
    ChallengeKind,
    ClosedAction,
    ColumnUse,
    Comparison,
    ImporterName,
    Lack,
    Level,
    Plan,
    Polarity,
    PreventionLevel,
    ProblemLevel,
    RiskMethod,
    Rule,
    RuleState,
    SheetEntry,
    SourceKind,
    Text,
    Verdict,
)
from handleplan_batch.planning import check_completeness, draft_actions
from handleplan_batch.settings import Settings
from handleplan_batch.sharing.departments import part_of

GOAL = evidence(
    source=SourceKind.DISCUSSION,
    theme_id="ppe",
    polarity=Polarity.AMBITION,
    level=Level.OBSERVATION,
    text="Nul skader",
    observed_on=date(2026, 9, 1),
)
ABSENCE = evidence(source=SourceKind.ABSENCE, theme_id="sickness_absence", polarity=Polarity.NEUTRAL, level=None)
COVERED = tuple(
    question(theme_id=theme_id, text=theme_id)
    for theme_id in ("accidents", "postures", "lighting", "chemicals", "workload")
)
"""A question on each area that must be covered."""
BY_HAND = ["R12", "R13", "R14", "R19"]
"""What such plans tell too little of: absence in figures is no assessment, and nobody tells who took part."""


def plan_of(*pieces: Evidence, language: str = "da") -> Plan:
    challenges, found = rank(pieces), tuple(piece.finding for piece in pieces)
    return Plan(
        created_on=DAY,
        language=language,
        organisation="Fjordby",
        sheets=(),
        questions=COVERED,
        departments=HOUSE,
        respondents={},
        measurements=(),
        findings=found,
        challenges=challenges,
        actions=draft_actions(challenges, found, HOUSE, (), CATALOGUE, Settings(), DAY, language),
        shortfalls=(),
        problems=(),
        themes=THEMES,
        law=CATALOGUE.law,
    )


RISK: dict[str, Any] = {"score": 12.0, "method": RiskMethod.MATRIX_5}
WHOLE = plan_of(evidence(cause="no room", level=Level.IMMEDIATE, **RISK), GOAL, ABSENCE)
CALM = plan_of(evidence(cause="no room", level=Level.LOW, **RISK), GOAL, ABSENCE)
"""The same without urgency: one row a challenge."""


def missing(plan: Plan) -> list[str]:
    """The rules that a plan does not meet."""
    return [one.rule for one in check_completeness(plan).shortfalls]


def said(plan: Plan) -> list[str]:
    """What is said to be missing in it."""
    return [one.message for one in check_completeness(plan).shortfalls]


def with_first(plan: Plan = WHOLE, **changes: Any) -> Plan:
    """The plan with its first row changed."""
    first, *others = plan.actions
    return replace(plan, actions=(replace(first, **changes), *others))


def broken(plan: Plan = WHOLE, **changes: Any) -> list[str]:
    """The rules that a plan does not meet, once its first row is changed."""
    return missing(with_first(plan, **changes))


def state_of(plan: Plan, rule: str) -> RuleState:
    return next(check.state for check in check_completeness(plan).checks if check.rule == rule)


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
        ("R16", {"criterion": "\n", "evaluation": "Ny risikovurdering"}),
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
    plan = plan_of(evidence(level=Level.IMMEDIATE, **RISK), GOAL, ABSENCE)
    assert broken(plan) == ["R03"] * 3


def test_a_shortfall_tells_what_is_missing_what_to_do_and_why() -> None:
    plan = plan_of(evidence(level=Level.LOW, **RISK), GOAL, ABSENCE, language="en")
    (one,) = check_completeness(plan).shortfalls
    assert (one.rule, one.level, one.action_id) == ("R03", ProblemLevel.WARNING, "H-0001")
    assert one.message == "The cause has not been examined yet."
    assert one.remedy
    assert one.basis.startswith("BEK 65/2024")


def test_the_language_of_the_plan_decides() -> None:
    assert said(plan_of())[0] == "Sygefraværet er ikke inddraget."
    assert said(plan_of(language="en"))[0] == "Sickness absence has not been considered."


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
    found = check_completeness(plan_of(evidence(cause="no room", **RISK))).shortfalls
    assert [(one.rule, one.action_id) for one in found] == [("R12", ""), ("R14", "")]


def test_a_question_on_sickness_absence_considers_it() -> None:
    asked = plan_of(evidence(cause="no room", **RISK), GOAL)
    asked = replace(asked, questions=(*COVERED, question(theme_id="sickness_absence")))
    assert broken(asked) == []


def test_a_note_on_sickness_absence_considers_it() -> None:
    note = evidence(source=SourceKind.DISCUSSION, theme_id="sickness_absence", cause="workload")
    assert broken(plan_of(note, GOAL)) == []


def test_bullying_without_a_row_is_named() -> None:
    bullying = evidence(theme_id="bullying", level=Level.HIGH, cause="x")
    plan = plan_of(bullying, GOAL, ABSENCE)
    assert broken(plan) == []
    without = replace(plan, actions=tuple(row for row in plan.actions if row.theme != THEMES["bullying"].name.da))
    assert missing(without) == ["R18"]


def test_a_goal_about_bullying_does_not_stand_in_for_the_case() -> None:
    bullying = evidence(theme_id="bullying", level=Level.HIGH, cause="x")
    goal = replace(GOAL, finding=replace(GOAL.finding, theme_id="bullying", id="goal"))
    plan = plan_of(bullying, goal, ABSENCE)
    without = replace(plan, actions=plan.actions[-1:])
    assert "R18" in missing(without)


def test_a_responsible_with_too_many_actions_is_named_with_the_number() -> None:
    many = replace(WHOLE, actions=tuple(replace(WHOLE.actions[0], id=f"H-{number:04}") for number in range(9)))
    (one,) = check_completeness(many).shortfalls
    assert (one.rule, one.level) == ("R23", ProblemLevel.NOTE)
    assert one.message.endswith("er tovholder på 9 indsatser.")


def test_a_rule_that_is_taken_out_of_the_file_is_not_applied() -> None:
    plan = replace(WHOLE, law=tuple(rule for rule in WHOLE.law if rule.id != "R05"))
    assert broken(plan, responsible="") == []
    assert "R05" not in [check.rule for check in check_completeness(plan).checks]


def test_every_rule_is_accounted_for() -> None:
    checks = check_completeness(WHOLE).checks
    assert [check.rule for check in checks] == [f"R{number:02}" for number in range(1, 26)]
    assert [check.rule for check in checks if check.state is RuleState.BY_HAND] == BY_HAND
    assert [check.rule for check in checks if check.state is RuleState.NOTHING] == ["R21", "R25"]
    assert {check.state for check in checks} == {RuleState.MET, RuleState.BY_HAND, RuleState.NOTHING}


def test_it_is_told_which_rows_were_looked_at() -> None:
    rows = {check.rule: check.rows for check in check_completeness(WHOLE).checks}
    assert rows["R01"] == tuple(action.id for action in WHOLE.actions)
    assert rows["R09"] == tuple(action.id for action in WHOLE.actions if action.urgency is Level.IMMEDIATE)
    assert rows["R12"] == ()


@pytest.mark.parametrize("status", ["effect_reached", "dropped"])
def test_a_closed_row_is_not_looked_at(status: str) -> None:
    assert broken(CALM, status=status, responsible="", note="lukket") == []


@pytest.mark.parametrize(
    ("responsible", "several"),
    [
        ("Hanne Lund og Bo Friis", True),
        ("Hanne / Bo", True),
        ("leder; AMR", True),
        ("Hanne Lund (nærmeste leder)", False),
        ("Leder af køkken og kantine", False),
        ("Sikkerheds- og miljøchef", False),
    ],
)
def test_one_is_responsible_not_several(responsible: str, several: bool) -> None:
    assert broken(responsible=responsible) == (["R05"] if several else [])
    if several:
        (one,) = check_completeness(with_first(responsible=responsible)).shortfalls
        assert one.level is ProblemLevel.WARNING
        assert "Flere deler ansvaret" in one.message


def test_a_cause_that_somebody_wrote_is_a_cause() -> None:
    plan = plan_of(evidence(level=Level.LOW, **RISK), GOAL, ABSENCE)
    assert broken(plan) == ["R03"]
    assert broken(plan, cause="Trucken kører for tæt på gangen") == []
    assert broken(plan, cause="") == ["R03"]
    assert broken(plan, action="Undersøg årsagen sammen med holdet") == []


def test_the_name_of_a_theme_describes_nothing() -> None:
    assert broken(challenge=WHOLE.actions[0].theme) == ["R01"]


def test_an_immediate_matter_needs_something_that_holds_until_it_is_solved() -> None:
    rows = tuple(replace(row, action_type=ActionType.PREVENTIVE, action="Køb ny maskine") for row in WHOLE.actions)
    plan = replace(WHOLE, actions=rows)
    immediate = [row for row in rows if row.urgency is Level.IMMEDIATE]
    assert missing(plan) == ["R09"] * len(immediate)
    assert broken(plan, action="Afspær maskinen, indtil den nye er her") == []


def test_a_deadline_on_a_saturday_is_worth_a_word() -> None:
    saturday = date(2027, 1, 16)
    (one,) = check_completeness(with_first(deadline=saturday, follow_up=date(2027, 3, 1))).shortfalls
    assert (one.rule, one.level) == ("R08", ProblemLevel.NOTE)


def test_areas_that_nothing_covers_are_named() -> None:
    plan = replace(WHOLE, questions=COVERED[1:3])
    assert [message.partition(" er ikke")[0] for message in said(plan)] == [
        "Ulykkesrisici",
        "Kemiske og biologiske forhold",
        "Psykisk arbejdsmiljø",
    ]


def test_an_area_that_was_last_looked_at_four_years_ago_is_not_covered() -> None:
    old = evidence(theme_id="chemicals", cause="x", level=Level.LOW, observed_on=date(2022, 3, 1))
    plan = plan_of(old, GOAL, ABSENCE)
    without = tuple(one for one in COVERED if one.theme_id != "chemicals")
    (message,) = (text for text in said(replace(plan, questions=without)) if "Kemiske" in text)
    assert "01-03-2022" in message
    assert "R11" not in missing(plan)


def test_a_row_that_speaks_of_sickness_absence_considers_it() -> None:
    plan = plan_of(evidence(cause="no room", **RISK), GOAL)
    assert broken(plan) == ["R12"]
    assert broken(plan, challenge="Sygefraværet er gennemgået: intet tyder på arbejdsmiljøet") == []


def notes(text: str) -> Plan:
    """A plan with a goal of last year, read from the third column of the notes."""
    where = CellRef("noter.xlsx", "Ark1", 4, 3)
    sheet = SheetEntry("noter.xlsx", "Ark1", ImporterName.DISCUSSION, 1, 1, 1, uses=(ColumnUse(3, "Mål", "last_goal"),))
    goal = evidence(source=SourceKind.DISCUSSION, text=text, level=Level.LOW, cause="x", where=where)
    return replace(plan_of(goal, GOAL, ABSENCE), sheets=(sheet,))


def test_goals_of_last_year_are_assessed() -> None:
    assert state_of(WHOLE, "R13") is RuleState.BY_HAND
    assert state_of(notes("Færre løft – Delvist – liften kom sent"), "R13") is RuleState.MET
    (message,) = said(notes("Færre løft"))
    assert "Ark1!C4" in message


def test_goals_of_an_earlier_plan_are_assessed_where_it_says_how_far_they_are() -> None:
    def planned(**said: str) -> Plan:
        goal = {"source": SourceKind.PLAN, "text": "Støj", "goal": "Lydniveauet skal ned", **said}
        return plan_of(evidence(cause="x", **RISK), GOAL, ABSENCE, evidence(theme_id="noise", **goal))

    assert state_of(planned(), "R13") is RuleState.SHORT
    assert state_of(planned(progress="I gang"), "R13") is RuleState.MET


def year_after(**changes: Any) -> Plan:
    """A plan that goes on from one with the same goal, whose row is as given."""
    goal = next(challenge for challenge in WHOLE.challenges if challenge.kind is ChallengeKind.AMBITION)
    known = Comparison(goal.id, goal.kind, goal.theme_id, goal.department, Verdict.UNCHANGED, "")
    rows = tuple(replace(row, **changes) if row.challenge_id == goal.id else row for row in WHOLE.actions)
    return replace(WHOLE, actions=rows, previous_on=date(2025, 11, 1), comparisons=(known,))


def test_a_goal_that_goes_on_is_assessed() -> None:
    assert missing(year_after()) == ["R13"]
    assert missing(year_after(effect="partly")) == []
    assert missing(year_after(status="effect_reached")) == []


def test_what_left_the_plan_had_a_reason() -> None:
    plan = year_after(effect="reached")
    assert state_of(plan, "R19") is RuleState.MET
    dropped = ClosedAction(replace(CALM.actions[0], id="H-0099", status="dropped"), "closed", date(2025, 11, 1))
    assert missing(replace(plan, closed=(dropped,))) == ["R19"]
    reasoned = replace(dropped, action=replace(dropped.action, note="Maskinen er solgt"))
    assert missing(replace(plan, closed=(reasoned,))) == []
    long_ago = replace(dropped, plan_date=date(2023, 11, 1))
    assert missing(replace(plan, closed=(long_ago,))) == []


def test_notes_without_a_date_are_worth_a_word() -> None:
    undated = replace(GOAL, finding=replace(GOAL.finding, observed_on=None))
    assert said(plan_of(evidence(cause="x", **RISK), undated, ABSENCE)) == [
        "Noterne fra arbejdsmiljødrøftelsen har ingen dato."
    ]


@pytest.mark.parametrize(
    ("criterion", "met"), [("Bedre trivsel", False), ("Højst 3 klager", True), ("Liften er på plads", True)]
)
def test_a_criterion_can_be_seen_heard_or_measured(criterion: str, met: bool) -> None:
    assert ("R16" not in broken(criterion=criterion)) is met


def test_a_round_is_followed_up_by_a_round() -> None:
    plan = plan_of(evidence(source=SourceKind.INSPECTION, cause="x", level=Level.LOW), GOAL, ABSENCE)
    assert broken(plan) == []
    assert broken(plan, evaluation="Vi mærker efter.", criterion="0 klager") == ["R17"]
    assert broken(plan, evaluation="Ny rundering i maj.", criterion="0 klager") == []


def test_what_an_earlier_plan_left_is_in_this_one() -> None:
    left = evidence(source=SourceKind.PLAN, cause="x", level=Level.LOW)
    plan = plan_of(left, GOAL, ABSENCE)
    assert state_of(WHOLE, "R19") is RuleState.BY_HAND
    assert state_of(plan, "R19") is RuleState.MET
    without = replace(plan, actions=plan.actions[-1:])
    assert "1 indsatser fra en tidligere plan" in " ".join(said(without))


def test_an_action_is_dropped_with_a_reason() -> None:
    (one,) = check_completeness(with_first(CALM, status="dropped")).shortfalls
    assert (one.rule, one.action_id) == ("R19", CALM.actions[0].id)
    assert broken(CALM, status="dropped", effect_reason="Maskinen er solgt") == []


def test_a_description_reveals_nobody() -> None:
    plan = with_first(challenge="Spørg 010180-1234 om løftet", draft=False)
    found = check_completeness(plan, lambda text: "010180" in text).shortfalls
    assert [(one.rule, one.level) for one in found] == [("R20", ProblemLevel.ERROR)]


def test_a_suggestion_to_assess_chemicals_does_not_tell_that_it_is_done() -> None:
    plan = plan_of(evidence(theme_id="chemicals", cause="x", level=Level.LOW), GOAL, ABSENCE)
    assert state_of(plan, "R21") is RuleState.BY_HAND
    confirmed = tuple(replace(row, draft=False) for row in plan.actions)
    assert state_of(replace(plan, actions=confirmed), "R21") is RuleState.MET


def test_a_department_that_is_called_as_a_person_reveals_nobody() -> None:
    def reveals(text: str) -> bool:
        return "Køkken" in text or "Bo " in text

    assert missing(with_first(draft=False)) == []
    assert not check_completeness(with_first(challenge="Støj i Køkken ved opvasken", draft=False), reveals).shortfalls
    found = check_completeness(with_first(challenge="Støj i Køkken, siger Bo i dag", draft=False), reveals).shortfalls
    assert [one.rule for one in found] == ["R20"]


def test_chemicals_point_to_the_chemical_risk_assessment() -> None:
    plan = plan_of(evidence(theme_id="chemicals", cause="x", level=Level.LOW), GOAL, ABSENCE)
    blank = dict.fromkeys(("challenge", "action", "cause", "preparation"), "Luft ud hver morgen")
    assert "R21" in broken(plan, **blank)
    assert "R21" not in broken(plan, **{**blank, "action": "Opdatér den kemiske risikovurdering"})


def test_pregnancy_follows_the_fixed_order() -> None:
    text = "Gravide løfter tunge kasser"
    assert broken(CALM, challenge=text, action="Giv andre opgaver", preparation="Tal sammen") == ["R21"]
    assert broken(CALM, challenge=text, action="Indret lageret med løftebord", preparation="Tal sammen") == []


def test_workers_under_18_are_described_on_their_own() -> None:
    assert broken(challenge="Unge under 18 betjener pressen") == ["R21"]
    rows = (*WHOLE.actions[:-1], replace(WHOLE.actions[-1], theme=THEMES["vulnerable_workers"].name.da))
    assert broken(replace(WHOLE, actions=rows), challenge="Unge under 18 betjener pressen") == []


def test_the_health_and_safety_organisation_takes_part() -> None:
    nobody = {"responsible": "Chefen", "informed": "Alle på holdet", "involved": "Holdet"}
    rows = tuple(replace(row, **nobody) for row in WHOLE.actions)
    assert set(missing(replace(WHOLE, actions=rows))) == {"R22"}
    named = tuple(replace(row, involved="Mette Lund") for row in rows)
    assert missing(replace(WHOLE, actions=named)) == []


def test_a_department_works_on_few_challenges_at_a_time() -> None:
    rows = tuple(replace(WHOLE.actions[0], id=f"H-{n:04}", challenge_id=f"c{n}") for n in range(8))
    found = check_completeness(replace(WHOLE, actions=rows)).shortfalls
    assert [one.message for one in found] == ["Køkken arbejder med 8 udfordringer på én gang."]


def test_a_standing_condition_has_a_day_when_it_is_reviewed_and_needs_no_end() -> None:
    standing = {"kind": ChallengeKind.STANDING, "deadline": None}
    assert broken(**standing) == []
    assert broken(**standing, follow_up=DAY + timedelta(days=800)) == ["R25"]
    assert set(broken(**standing, follow_up=None)) == {"R06", "R07", "R25"}


def test_a_departments_copy_tells_of_its_own_rows_only() -> None:
    plan = check_completeness(
        plan_of(evidence(cause="x"), evidence(department="Lager", level=Level.LOW), GOAL, ABSENCE)
    )
    copy = part_of(plan, "Lager", frozenset({"Lager"}))
    own = {action.id for action in copy.actions}
    assert own
    assert all(set(check.rows) == own for check in copy.checks if check.rule == "R01")
    assert not {"R11", "R12", "R14", "R23"} & {check.rule for check in copy.checks}
    assert {one.rule for one in copy.shortfalls} == {
        check.rule for check in copy.checks if check.state is RuleState.SHORT
    }


TEXTS = st.sampled_from(["", " ", "Støj", "Alle", "a & b", "under 18", "gravid", "=SUM(A1)", "\n", "x" * 40])
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(
    texts=st.fixed_dictionaries(
        dict.fromkeys(
            ("challenge", "nature", "cause", "action", "responsible", "informed", "criterion", "theme"), TEXTS
        )
    ),
    days=st.fixed_dictionaries(dict.fromkeys(("start", "deadline", "follow_up"), DAYS)),
    kind=st.none() | st.sampled_from(ChallengeKind),
    status=st.sampled_from(["not_started", "done", "dropped", "effect_reached"]),
)
def test_whatever_people_write_every_rule_is_accounted_for(
    texts: dict[str, str], days: dict[str, date | None], kind: ChallengeKind | None, status: str
) -> None:
    plan = check_completeness(with_first(kind=kind, status=status, action_type=None, **texts, **days))
    assert [check.rule for check in plan.checks] == [rule.id for rule in plan.law]
    states = {check.rule: check for check in plan.checks}
    assert {one.rule for one in plan.shortfalls} == {
        rule for rule, check in states.items() if check.state is RuleState.SHORT
    }
    for one in plan.shortfalls:
        assert not states[one.rule].rows or one.action_id in states[one.rule].rows


def own(**fields: Any) -> Rule:
    lack = Lack(ProblemLevel.WARNING, Text("Mangler", "Missing"), Text("Skriv det", "Write it"))
    return Rule("L01", ProblemLevel.WARNING, "Vores politik", Text("Vi gør det", "We do it"), {"": lack}, **fields)


def test_a_rule_of_ones_own_is_listed_for_people_to_look_at() -> None:
    assert state_of(replace(WHOLE, law=(own(),)), "L01") is RuleState.BY_HAND


def test_a_rule_of_ones_own_may_ask_for_columns_to_be_filled() -> None:
    plan = replace(WHOLE, law=(own(filled=("preparation",)),))
    assert broken(plan) == []
    assert broken(plan, preparation=" ") == ["L01"]


def test_a_part_that_is_taken_out_of_a_rule_is_not_applied() -> None:
    law = tuple(replace(rule, lacks={"": rule.lacks[""]}) for rule in WHOLE.law)
    plan = replace(WHOLE, law=law)
    assert broken(plan, responsible="Hanne og Bo", deadline=date(2027, 1, 16), follow_up=date(2027, 3, 1)) == []
    assert missing(replace(plan, questions=())) == []


def test_the_numbers_of_a_rule_stand_in_its_texts() -> None:
    rule = next(rule for rule in WHOLE.law if rule.id == "R09")
    assert "14 dage" in replace(rule, limits={"days": 14}).said(rule.asks, "da")
