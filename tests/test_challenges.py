"""Challenges: grouped by theme and department, scored with reasons, ranked by urgency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_cases import RULES, THEMES, evidence, rank

from handleplan_batch.judging.findings import Evidence
from handleplan_batch.language import set_language
from handleplan_batch.model import Challenge, ChallengeKind, Hint, Level, Measurement, Polarity, SourceKind, Verdict


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("da")


def urgency(challenge: Challenge) -> tuple[int, float]:
    """What a rank is made of: greater is less urgent."""
    return challenge.level, -challenge.points


def reason(challenge: Challenge, code: str) -> float:
    return next((one.points for one in challenge.reasons if one.code == code), 0.0)


def said(challenge: Challenge, code: str) -> str:
    return next(one.text for one in challenge.reasons if one.code == code)


# What makes a challenge -----------------------------------------------------------------------------------------------


def test_findings_on_one_theme_in_one_department_are_one_challenge() -> None:
    pieces = [evidence(), evidence(), evidence(department="Lager"), evidence(theme_id="lifting")]
    assert sorted(len(challenge.finding_ids) for challenge in rank(pieces)) == [1, 1, 2]


def test_what_is_too_little_alone_makes_no_challenge_but_supports_one() -> None:
    weak = evidence(weak=True, source=SourceKind.COMMENT)
    assert not rank([weak])
    assert weak.finding.id in rank([weak, evidence()])[0].finding_ids


def test_what_is_not_placed_makes_no_challenge() -> None:
    assert not rank([evidence(theme_id=None)])


def test_the_level_is_the_most_urgent_of_the_findings_never_their_mean() -> None:
    mild = [evidence(level=Level.LOW) for _ in range(20)]
    assert rank([*mild, evidence(level=Level.IMMEDIATE)])[0].level is Level.IMMEDIATE


def test_what_decided_the_level_is_told_before_what_is_most_severe() -> None:
    risk = evidence(level=Level.IMMEDIATE, severity=0.2, why="risk score 450")
    answers = evidence(level=Level.HIGH, severity=0.8, why="65 % in the bad end")
    (challenge,) = rank([answers, risk])
    assert said(challenge, "severity") == "Risk score 450; 65 % in the bad end"
    assert reason(challenge, "severity") == pytest.approx(RULES["points"]["severity"] * 0.8)


def test_the_finding_that_says_most_comes_first() -> None:
    mild, serious = evidence(level=Level.LOW, severity=0.9), evidence(level=Level.HIGH, severity=0.1)
    assert rank([mild, serious])[0].finding_ids == (serious.finding.id, mild.finding.id)


def test_an_id_stays_the_same_when_the_findings_change() -> None:
    assert rank([evidence()])[0].id == rank([evidence(level=Level.HIGH), evidence()])[0].id


# Reasons --------------------------------------------------------------------------------------------------------------


def test_three_sources_that_agree_raise_the_level_one_step() -> None:
    sources = (SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION, SourceKind.SURVEY)
    challenge = rank([evidence(source=source) for source in sources])[0]
    assert challenge.level is Level.HIGH
    assert {one.code for one in challenge.reasons} == {"severity", "extent", "agreement", "step"}


def test_sources_that_agree_never_raise_to_immediate() -> None:
    challenge = rank([evidence(source=source, level=Level.HIGH) for source in SourceKind])[0]
    assert challenge.level is Level.HIGH


def test_comments_and_answers_are_one_source() -> None:
    challenge = rank([evidence(source=SourceKind.SURVEY), evidence(source=SourceKind.COMMENT)])[0]
    assert reason(challenge, "agreement") == 0


def test_an_earlier_plan_is_no_independent_source() -> None:
    sources = (SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION, SourceKind.PLAN)
    challenge = rank([evidence(source=source) for source in sources])[0]
    assert challenge.level is Level.MEDIUM
    assert "step" not in {one.code for one in challenge.reasons}


def test_what_is_put_right_is_no_source_that_agrees() -> None:
    solved = evidence(source=SourceKind.INSPECTION, level=None, solved=True, weak=True)
    challenge = rank([evidence(), solved])[0]
    assert reason(challenge, "agreement") == 0


def test_the_same_persons_are_not_counted_once_for_each_question() -> None:
    asked = [evidence(source=SourceKind.SURVEY, persons=20) for _ in range(5)]
    assert "20 persons" in said(rank(asked)[0], "extent")


def test_absence_of_several_periods_concerns_the_same_persons() -> None:
    months = [evidence(source=SourceKind.ABSENCE, persons=30, theme_id="sickness_absence") for _ in range(12)]
    assert "30 persons" in said(rank(months)[0], "extent")


def test_observations_in_lists_add_up() -> None:
    seen = [evidence(source=SourceKind.INSPECTION, persons=1) for _ in range(4)]
    assert "4 persons or observations" in said(rank(seen)[0], "extent")


def test_persons_of_departments_that_share_a_challenge_are_added() -> None:
    shared = [
        evidence(source=SourceKind.SURVEY, persons=10, department=name) for name in ("Køkken", "Lager", "Vaskeri")
    ]
    assert "30 persons" in said(rank(shared)[0], "extent")
    above = evidence(source=SourceKind.SURVEY, persons=45, department="Drift")
    assert "45 persons" in said(rank([*shared, above])[0], "extent")


def test_a_hidden_number_is_not_guessed_at() -> None:
    challenge = rank([evidence(theme_id="bullying", persons=0, occurred=True, source=SourceKind.SURVEY)])[0]
    assert said(challenge, "extent") == "The number is not shown, to protect those concerned"
    assert said(challenge, "danger") == "Must not occur, whatever the number"


def test_an_unknown_extent_is_said_to_be_unknown() -> None:
    assert said(rank([evidence(persons=0)])[0], "extent") == "How many it concerns is not known"


def test_being_worse_off_than_the_department_above_is_a_reason() -> None:
    challenge = rank([evidence(below_parent=14)])[0]
    assert reason(challenge, "difference") == 3.5
    assert "14 points below" in said(challenge, "difference")


def test_a_difference_of_a_sub_department_says_nothing_of_the_department_it_is_lifted_to() -> None:
    shared = [evidence(below_parent=14, department=name) for name in ("Køkken", "Lager", "Vaskeri")]
    assert reason(rank(shared)[0], "difference") == 0


def test_an_acute_danger_is_a_reason() -> None:
    assert said(rank([evidence(acute=True)])[0], "danger") == "Acute danger"


levels = st.sampled_from(Level)
sources = st.sampled_from(SourceKind)


@st.composite
def pieces(draw: st.DrawFn, /, **fixed: Any) -> Evidence:
    fields: dict[str, Any] = {
        "severity": draw(st.floats(0, 1)),
        "persons": draw(st.floats(0, 500)),
        "level": draw(levels),
        "source": draw(sources),
        "acute": draw(st.booleans()),
        "below_parent": draw(st.floats(0, 60)),
        "weak": draw(st.booleans()),
        "theme_id": draw(st.sampled_from(["noise", "workload", "bullying", "stress"])),
        "department": draw(st.sampled_from(["Køkken", "Lager", "Kontor"])),
        **fixed,
    }
    return evidence(**fields)


one_place = pieces(theme_id="noise", department="Køkken", weak=False)


@st.composite
def any_rules(draw: st.DrawFn) -> Mapping[str, Any]:
    """Rules as a workplace may set them: every switch on or off, any figures that the check lets pass."""
    kinds = ("severity", "extent", "agreement", "difference", "trend", "danger")
    shares = draw(st.lists(st.floats(0, 1), min_size=len(kinds), max_size=len(kinds)))
    most = 100 / max(1.0, sum(shares))
    step = st.fixed_dictionaries({"sources": st.integers(0, 5), "highest": st.integers(1, 5)})
    lift = st.fixed_dictionaries({"departments": st.integers(0, 3), "share": st.floats(0, 1)})
    points = {kind: int(share * most) for kind, share in zip(kinds, shares, strict=True)}
    full = {"extent_full": draw(st.integers(1, 1000)), "difference_full": draw(st.integers(1, 100))}
    rules = {**RULES, "points": {**points, **full}, "agreement": draw(step), "lifting": draw(lift)}
    return rules if draw(st.booleans()) else RULES


@given(any_rules(), st.lists(pieces(), max_size=12))
def test_points_are_the_sum_of_their_reasons_and_stay_within_a_hundred(
    rules: Mapping[str, Any], found: list[Evidence]
) -> None:
    for challenge in rank(found, rules=rules):
        assert 0 <= challenge.points <= 100
        assert challenge.points == pytest.approx(sum(one.points for one in challenge.reasons), abs=0.06)
        assert all(one.points >= 0 and one.text for one in challenge.reasons)


@given(any_rules(), st.lists(one_place, min_size=1, max_size=5), st.floats(0, 1), st.data())
def test_more_severity_never_lowers_the_urgency(
    rules: Mapping[str, Any], found: list[Evidence], more: float, data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(found) - 1))
    worse = list(found)
    worse[which] = replace(found[which], severity=max(found[which].severity, more))
    assert urgency(rank(worse, rules=rules)[0]) <= urgency(rank(found, rules=rules)[0])


@given(any_rules(), st.lists(one_place, min_size=1, max_size=5), levels, st.data())
def test_a_more_urgent_finding_never_lowers_the_urgency(
    rules: Mapping[str, Any], found: list[Evidence], level: Level, data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(found) - 1))
    worse, before = list(found), found[which].finding
    assert before.level is not None
    worse[which] = replace(found[which], finding=replace(before, level=min(before.level, level)))
    assert urgency(rank(worse, rules=rules)[0]) <= urgency(rank(found, rules=rules)[0])


@given(any_rules(), st.lists(one_place, min_size=1, max_size=5), st.floats(0, 500), st.data())
def test_more_persons_never_lower_the_urgency(
    rules: Mapping[str, Any], found: list[Evidence], more: float, data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(found) - 1))
    wider = list(found)
    wider[which] = replace(found[which], persons=found[which].persons + more)
    assert urgency(rank(wider, rules=rules)[0]) <= urgency(rank(found, rules=rules)[0])


@given(any_rules(), st.lists(one_place, min_size=1, max_size=5), one_place)
def test_one_more_finding_never_lowers_the_urgency(
    rules: Mapping[str, Any], found: list[Evidence], another: Evidence
) -> None:
    assert urgency(rank([*found, another], rules=rules)[0]) <= urgency(rank(found, rules=rules)[0])


@given(any_rules(), st.lists(pieces(department="Kontor"), min_size=1, max_size=8), st.floats(0, 1), st.data())
def test_more_severity_never_moves_a_challenge_down_among_the_others(
    rules: Mapping[str, Any], found: list[Evidence], more: float, data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(found) - 1))
    worse = list(found)
    worse[which] = replace(found[which], severity=max(found[which].severity, more))
    before = {challenge.id: challenge.rank for challenge in rank(found, rules=rules)}
    touched = {
        challenge.id for challenge in rank(worse, rules=rules) if found[which].finding.id in challenge.finding_ids
    }
    assert all(
        challenge.rank <= before[challenge.id] for challenge in rank(worse, rules=rules) if challenge.id in touched
    )


@given(any_rules(), st.lists(pieces(), max_size=10), st.data())
def test_the_order_of_findings_does_not_matter(
    rules: Mapping[str, Any], found: list[Evidence], data: st.DataObject
) -> None:
    assert rank(data.draw(st.permutations(found)), rules=rules) == rank(found, rules=rules)


# Ranking --------------------------------------------------------------------------------------------------------------


@given(st.integers(1, 60), st.floats(0, 1000))
def test_an_imminent_danger_outranks_any_amount_of_mild_dissatisfaction(how_many: int, persons: float) -> None:
    mild = [
        evidence(1.0, persons, source=source, level=Level.LOW, theme_id=theme_id, below_parent=50)
        for source in SourceKind
        for theme_id in ["workload", "leadership", "influence"][: 1 + how_many % 3]
        for _ in range(1 + how_many // 20)
    ]
    danger = evidence(0.2, 1, theme_id="fire_emergency", level=Level.IMMEDIATE)
    assert rank([*mild, danger])[0].theme_id == "fire_emergency"


def test_ranks_count_from_one_in_order_of_level_then_points() -> None:
    found = [
        evidence(0.1, theme_id="lighting"),
        evidence(0.9, theme_id="noise"),
        evidence(0.1, theme_id="lifting", level=Level.HIGH),
        evidence(0.9, theme_id="temperature", level=Level.LOW),
    ]
    ranked = rank(found)
    assert [challenge.theme_id for challenge in ranked] == ["lifting", "noise", "lighting", "temperature"]
    assert [challenge.rank for challenge in ranked] == [1, 2, 3, 4]


@given(st.sampled_from([theme.id for theme in THEMES.values() if theme.zero_tolerance]), st.lists(pieces(), max_size=6))
def test_what_must_not_occur_always_has_a_challenge(theme_id: str, others: list[Evidence]) -> None:
    reported = evidence(0.7, 0, theme_id=theme_id, level=Level.HIGH, occurred=True, department="Lager")
    ranked = rank([*others, reported])
    challenge = next(one for one in ranked if reported.finding.id in one.finding_ids)
    assert challenge.level <= Level.HIGH
    assert not challenge.parked


# Lifting --------------------------------------------------------------------------------------------------------------


def test_a_theme_that_most_sub_departments_share_is_lifted_and_names_each_once() -> None:
    shared = [evidence(department=name) for name in ("Køkken", "Lager", "Vaskeri", "Køkken")]
    (challenge,) = rank(shared)
    assert challenge.department == "Drift"
    assert challenge.sub_departments == ("Køkken", "Lager", "Vaskeri")
    assert len(challenge.finding_ids) == 4


def test_two_sub_departments_are_too_few_to_lift() -> None:
    assert {one.department for one in rank([evidence(), evidence(department="Lager")])} == {"Køkken", "Lager"}


def test_a_lifted_theme_joins_what_the_parent_has_itself() -> None:
    shared = [evidence(department=name) for name in ("Køkken", "Lager", "Vaskeri", "Drift")]
    (challenge,) = rank(shared)
    assert challenge.department == "Drift"
    assert challenge.sub_departments == ("Køkken", "Lager", "Vaskeri")


def test_an_immediate_danger_stays_where_it_is() -> None:
    shared = [evidence(department=name) for name in ("Lager", "Vaskeri")]
    danger = evidence(department="Køkken", level=Level.IMMEDIATE)
    assert {one.department for one in rank([*shared, danger])} == {"Køkken", "Lager", "Vaskeri"}


@given(st.lists(pieces(weak=False), max_size=15))
def test_lifting_loses_no_finding_and_repeats_none(found: list[Evidence]) -> None:
    held = [identity for challenge in rank(found) for identity in challenge.finding_ids]
    assert sorted(held) == sorted(piece.finding.id for piece in found)


# Kinds ----------------------------------------------------------------------------------------------------------------


def ambition(text: str = "Sygefraværet er under 4 %", **fields: Any) -> Evidence:
    return evidence(
        0,
        0,
        text=text,
        polarity=Polarity.AMBITION,
        level=Level.OBSERVATION,
        source=SourceKind.DISCUSSION,
        theme_id="sickness_absence",
        **fields,
    )


def test_a_written_goal_is_an_ambition_of_its_own_at_level_five() -> None:
    ranked = rank([ambition(), ambition("Alle er instrueret"), evidence(theme_id="sickness_absence")])
    ambitions = [one for one in ranked if one.kind is ChallengeKind.AMBITION]
    assert [one.level for one in ambitions] == [Level.OBSERVATION] * 2
    assert ranked[0].kind is ChallengeKind.CHALLENGE


def test_the_same_goal_in_two_notes_is_one_ambition() -> None:
    (challenge,) = rank([ambition(), ambition("sygefraværet er  under 4 %")])
    assert len(challenge.finding_ids) == 2


def test_a_wish_in_a_comment_is_no_ambition() -> None:
    wish = ambition()
    assert not rank([replace(wish, finding=replace(wish.finding, source=SourceKind.COMMENT))])


def test_a_standing_condition_is_a_challenge_of_its_own_beside_the_problem() -> None:
    standing = evidence(theme_id="violence_threats", standing=True, source=SourceKind.DISCUSSION)
    problem = evidence(theme_id="violence_threats")
    ranked = rank([standing, problem])
    assert {one.kind for one in ranked} == {ChallengeKind.STANDING, ChallengeKind.CHALLENGE}
    assert len({one.id for one in ranked}) == 2


def test_a_standing_condition_that_works_is_kept_under_watch_too() -> None:
    (challenge,) = rank([evidence(standing=True, polarity=Polarity.POSITIVE)])
    assert challenge.kind is ChallengeKind.STANDING


# Parking --------------------------------------------------------------------------------------------------------------

_THEMES = ["noise", "lighting", "temperature", "lifting", "postures", "screen_work", "traffic", "ppe"]


@given(st.lists(st.sampled_from(Level), min_size=1, max_size=8), st.integers(1, 8))
def test_only_what_is_beyond_the_limit_and_less_urgent_than_high_is_parked(chosen: list[Level], limit: int) -> None:
    found = [evidence(level=level, theme_id=theme_id) for level, theme_id in zip(chosen, _THEMES, strict=False)]
    for challenge in rank(found, per_department=limit):
        assert challenge.parked == (challenge.rank > limit and challenge.level > Level.HIGH)


def test_each_department_has_its_own_limit() -> None:
    found = [evidence(), evidence(department="Kontor"), evidence(theme_id="lifting", severity=0.1)]
    assert {(one.department, one.theme_id) for one in rank(found, per_department=1) if one.parked} == {
        ("Køkken", "lifting")
    }


def test_ambitions_and_standing_conditions_are_never_parked_and_take_no_place() -> None:
    standing = evidence(standing=True, theme_id="lifting")
    found = [evidence(level=Level.LOW), standing, ambition()]
    assert not any(one.parked for one in rank(found, per_department=1))


# Causes and strengths -------------------------------------------------------------------------------------------------


def test_stress_points_to_the_strongest_psychosocial_theme_of_the_department() -> None:
    found = [
        evidence(theme_id="stress"),
        evidence(theme_id="workload", severity=0.9),
        evidence(theme_id="influence", severity=0.2),
        evidence(theme_id="noise", level=Level.HIGH),
        evidence(theme_id="leadership", department="Kontor", level=Level.HIGH),
    ]
    assert next(one for one in rank(found) if one.theme_id == "stress").cause_theme_id == "workload"


def test_a_load_that_goes_with_the_outcome_in_the_answers_is_pointed_to_before_a_more_urgent_one() -> None:
    hint = Hint("Er du stresset?", "stress", "Får du hjælp?", "influence", 200, 0.5, 0.4, 0.6, "clear")
    found = [evidence(theme_id="stress"), evidence(theme_id="workload", severity=0.9), evidence(theme_id="influence")]
    above = evidence(theme_id="influence", department="Fjordby")
    for given_hints, pieces_found, cause in (
        ([], found, "workload"),
        ([hint], found, "influence"),
        ([replace(hint, theme_id="leadership")], found, "workload"),
        ([replace(hint, outcome_theme_id="sickness_absence")], found, "workload"),
        ([hint], [*found[:2], above], "workload"),  # what the department has itself is nearer
    ):
        ranked = rank(pieces_found, hints=given_hints)
        assert next(one for one in ranked if one.theme_id == "stress").cause_theme_id == cause


def test_an_outcome_looks_to_the_departments_above_when_its_own_has_no_cause() -> None:
    found = [evidence(theme_id="stress"), evidence(theme_id="leadership", department="Fjordby")]
    assert next(one for one in rank(found) if one.theme_id == "stress").cause_theme_id == "leadership"


def test_sickness_absence_may_come_from_heavy_work_but_not_from_another_outcome_or_a_fire_exit() -> None:
    found = [
        evidence(theme_id="sickness_absence"),
        evidence(theme_id="stress", level=Level.HIGH),
        evidence(theme_id="fire_emergency", level=Level.IMMEDIATE),
        evidence(theme_id="lifting"),
    ]
    assert next(one for one in rank(found) if one.theme_id == "sickness_absence").cause_theme_id == "lifting"


def test_a_challenge_that_is_no_outcome_points_to_no_cause() -> None:
    found = [evidence(), evidence(theme_id="workload")]
    assert {one.cause_theme_id for one in rank(found)} == {None}


def test_an_outcome_without_a_known_cause_points_nowhere() -> None:
    assert rank([evidence(theme_id="stress")])[0].cause_theme_id is None


def theme_score(theme_id: str, score: float, department: str = "Køkken") -> Measurement:
    return Measurement("theme", theme_id, theme_id, department, 20, score, 0.1, 0.05, 0.2)


def test_strong_themes_and_positive_findings_protect() -> None:
    praise = evidence(polarity=Polarity.POSITIVE, text="Kollegerne hjælper hinanden", theme_id="collaboration")
    (challenge,) = rank([evidence(), praise], [theme_score("influence", 85), theme_score("leadership", 60)])
    assert len(challenge.protective) == 2
    assert challenge.protective[0].endswith("(85 of 100)")
    assert challenge.protective[1] == "Kollegerne hjælper hinanden"


@pytest.mark.parametrize(("theme_id", "protects"), [("noise", True), ("information", False)])
def test_what_comments_praise_protects_against_its_own_theme_only(theme_id: str, protects: bool) -> None:
    praise = evidence(
        polarity=Polarity.POSITIVE, text="2 positive comments", theme_id=theme_id, source=SourceKind.COMMENT
    )
    (challenge,) = rank([evidence(), praise])
    assert bool(challenge.protective) is protects


def test_strengths_of_the_department_above_protect_one_that_has_none() -> None:
    (challenge,) = rank([evidence()], [theme_score("influence", 85, "Drift")])
    assert len(challenge.protective) == 1


@pytest.mark.parametrize("theme_id", ["bullying", "stress", "noise"])
def test_what_must_not_occur_an_outcome_and_a_physical_theme_are_no_strengths(theme_id: str) -> None:
    (challenge,) = rank([evidence(theme_id="lifting")], [theme_score(theme_id, 99)])
    assert not challenge.protective


def test_a_good_word_on_what_must_not_occur_is_no_strength() -> None:
    (challenge,) = rank([evidence(), evidence(theme_id="bullying", polarity=Polarity.POSITIVE)])
    assert not challenge.protective


def test_the_rules_give_a_hundred_points_in_all() -> None:
    assert (
        sum(RULES["points"][kind] for kind in ("severity", "extent", "agreement", "difference", "trend", "danger"))
        == 100
    )


def test_being_worse_than_last_time_beyond_chance_is_a_reason() -> None:
    figure = Measurement("theme", "noise", "noise", "Køkken", 40, 40.0, 0.6, 0.4, 0.8, change=-10.0)
    figures = [replace(figure, verdict=Verdict.WORSE)]
    (challenge,) = rank([evidence(theme_id="noise", department="Køkken")], figures)
    assert reason(challenge, "trend") == 2.5
    assert "10 points worse" in said(challenge, "trend")
    (unchanged,) = rank([evidence(theme_id="noise", department="Køkken")], [replace(figure, verdict=Verdict.UNCHANGED)])
    assert reason(unchanged, "trend") == 0
