"""Findings: what the published figures, the comments and the lists each call for, alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from judging_cases import HOUSE, ORGANISATION, RULES, THEMES, ByWord, Counts, house_of, question, rank, record, survey

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging import judge
from handleplan_batch.judging.counts import count_respondents, tally
from handleplan_batch.judging.disclosure import publish
from handleplan_batch.judging.findings import Evidence, Judge
from handleplan_batch.judging.organisation import Organisation, build_organisation
from handleplan_batch.judging.theming import theming_of
from handleplan_batch.language import set_language
from handleplan_batch.model import (
    CellRef,
    Comment,
    Department,
    Finding,
    Level,
    Polarity,
    Question,
    Reading,
    RiskMethod,
    SourceKind,
)
from handleplan_batch.settings import Settings

BULLIED = question("Har du været udsat for mobning?", "bullying", 5)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("da")


def judge_of(organisation: Organisation = ORGANISATION) -> Judge:
    return Judge(organisation, THEMES, ByWord(), RULES, Settings())


def answered(asked: Mapping[Question, Counts], departments: tuple[Department, ...] = HOUSE) -> list[Evidence]:
    """What the answers (no, yes) to questions about problems give."""
    one = survey(asked)
    organisation = build_organisation(departments, [(path, one.where) for path in one.respondents])[0]
    tallies = tally(
        [one],
        {answers.question.where: answers.question for answers in one.answers},
        organisation,
        RULES["survey"]["unfavourable_at_most"],
        RULES["zero_tolerance"]["occurrence"],
    )
    published = publish(tallies, count_respondents([one], organisation), organisation, THEMES, Settings())
    return list(judge_of(organisation).survey(published))


def noise(counts: Counts) -> list[Evidence]:
    return answered({question(): counts})


# Surveys --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("good", "bad", "level"),
    [
        (20, 60, Level.HIGH),
        (8, 12, Level.MEDIUM),
        (60, 30, Level.LOW),
        (90, 10, None),
        (3, 1, None),
    ],
)
def test_a_share_in_the_bad_end_calls_for_a_level_when_chance_cannot_explain_it(
    good: int, bad: int, level: Level | None
) -> None:
    found = noise({("Køkken",): (good, bad)})
    assert [piece.finding.level for piece in found] == ([] if level is None else [level])


def test_a_survey_finding_tells_its_figures_its_question_and_its_cell() -> None:
    (piece,) = noise({("Køkken",): (20, 60)})
    found = piece.finding
    assert (found.respondents, found.unfavourable, found.score) == (80, 0.75, 25.0)
    assert found.question == "Er du generet af støj?"
    assert found.where == question().where
    assert found.text == "75 % answered in the bad end of “Er du generet af støj?” (80 answers, score 25 of 100)"
    assert piece.persons == 60


def test_forty_of_eighty_weigh_more_than_three_angry_of_six() -> None:
    (many,), (few,) = noise({("Køkken",): (40, 40)}), noise({("Køkken",): (3, 3)})
    assert many.finding.level is not None
    assert few.finding.level is not None
    assert (many.finding.level, -many.severity, -many.persons) < (few.finding.level, -few.severity, -few.persons)


@given(st.integers(10, 200), st.data())
def test_one_more_in_the_bad_end_never_makes_a_finding_milder(persons: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(0, persons - 1))
    fewer, more = noise({("Køkken",): (persons - bad, bad)}), noise({("Køkken",): (persons - bad - 1, bad + 1)})
    for before in fewer:
        (after,) = more
        assert (after.finding.level or 9) <= (before.finding.level or 9)
        assert after.severity >= before.severity
        assert after.persons >= before.persons


@given(st.integers(0, 60), st.integers(0, 60), st.integers(2, 30), st.data())
def test_more_persons_with_the_same_answers_never_lower_certainty_or_rank(
    good: int, bad: int, times: int, data: st.DataObject
) -> None:
    assume(good + bad >= 10)
    sizes = st.integers(0, 60)
    others = {(name,): (data.draw(sizes) + 10, data.draw(sizes)) for name in ("Lager", "Kontor")}
    before = answered({question(): {("Køkken",): (good, bad), **others}})
    after = answered({question(): {("Køkken",): (good * times, bad * times), **others}})
    told, told_now = ({one.department: one for one in rank(found)} for found in (before, after))
    if "Køkken" in told:
        assert (told_now["Køkken"].level, -told_now["Køkken"].points) <= (told["Køkken"].level, -told["Køkken"].points)


def test_a_department_is_compared_with_the_rest_of_the_one_above_it_not_with_itself() -> None:
    (piece,) = noise({("Køkken",): (20, 60), ("Lager",): (20, 0)})
    assert piece.below_parent == 75


def test_a_department_that_is_shown_speaks_for_itself_and_the_one_above_keeps_quiet() -> None:
    found = noise({("Køkken",): (10, 30), ("Lager",): (38, 2)})
    assert [piece.finding.department for piece in found] == [("Køkken",)]


def test_small_departments_show_together_what_none_of_them_can_alone() -> None:
    found = noise({("Køkken",): (6, 2), ("Lager",): (6, 2), ("Vaskeri",): (6, 2), ("Kontor",): (18, 0)})
    assert [piece.finding.department for piece in found] == [("Drift",)]


def test_persons_in_no_sub_department_are_heard_through_their_own_department() -> None:
    found = noise({("Drift",): (2, 20), ("Køkken",): (5, 25), ("Lager",): (30, 0)})
    assert {piece.finding.department[0] for piece in found} == {"Køkken", "Drift"}


def test_the_department_above_keeps_quiet_when_those_who_are_hidden_answer_well() -> None:
    found = noise({("Køkken",): (5, 25), ("Lager",): (6, 0), ("Vaskeri",): (4, 0)})
    assert [piece.finding.department for piece in found] == [("Køkken",)]


def test_hidden_departments_are_heard_through_the_one_above() -> None:
    found = noise({("Køkken",): (30, 0), ("Lager",): (1, 4), ("Vaskeri",): (0, 4), ("Kontor",): (19, 0)})
    assert found == []  # eight of 38 are too few to tell from chance
    found = noise({("Køkken",): (12, 0), ("Lager",): (1, 4), ("Vaskeri",): (0, 4), ("Kontor",): (19, 0)})
    assert [piece.finding.department for piece in found] == [("Drift",)]


def test_being_below_the_department_above_is_noted() -> None:
    found = noise({("Køkken",): (10, 30), ("Lager",): (38, 2)})
    assert found[0].below_parent == 70.0


def test_one_text_on_two_scales_is_two_questions() -> None:
    other = replace(question(column=7), scale="frekvens-5")
    found = answered({question(): {("Køkken",): (10, 30)}, other: {("Køkken",): (12, 28)}})
    assert len({piece.finding.id for piece in found}) == 2


def test_one_report_of_bullying_is_a_finding_at_level_two_without_figures() -> None:
    (piece,) = answered({BULLIED: {("Køkken",): (29, 1)}})
    assert (piece.finding.level, piece.finding.unfavourable, piece.occurred) == (Level.HIGH, None, True)


def test_some_reports_of_bullying_are_a_finding_at_level_two() -> None:
    (piece,) = answered({BULLIED: {("Køkken",): (27, 3)}})
    assert (piece.finding.level, piece.finding.unfavourable, piece.occurred) == (Level.HIGH, 0.1, True)
    assert piece.finding.text.startswith("10 % gave another answer than the best to")


def test_many_reports_of_bullying_are_immediate() -> None:
    (piece,) = answered({BULLIED: {("Køkken",): (15, 15)}})
    assert piece.finding.level is Level.IMMEDIATE


def test_no_report_of_bullying_is_no_finding() -> None:
    assert answered({BULLIED: {("Køkken",): (30, 0)}}) == []


def test_reports_in_a_hidden_group_are_told_of_above_without_figures() -> None:
    found = answered({BULLIED: {("Køkken",): (4, 2), ("Lager",): (6, 0), ("Kontor",): (30, 0)}})
    hidden = [piece for piece in found if piece.finding.unfavourable is None]
    assert [piece.finding.department for piece in hidden] == [("Drift",)]
    assert hidden[0].persons == 0
    assert not any(letter.isdigit() for letter in hidden[0].finding.text)


def test_persons_in_no_sub_department_who_report_bullying_are_heard() -> None:
    found = answered({BULLIED: {("Drift",): (17, 3), ("Køkken",): (17, 3)}})
    assert {piece.finding.department[0] for piece in found} == {"Køkken", "Drift"}


def test_a_question_on_guidelines_is_no_report_though_its_theme_must_not_occur() -> None:
    text = "Er der regler mod mobning?"
    guidelines = replace(BULLIED, text=text, scores=(0.0, 100.0), best="Ja", worst="Nej", most_is_best=True)
    assert answered({guidelines: {("Køkken",): (1, 39)}}) == []


# Comments -------------------------------------------------------------------------------------------------------------


def commented(
    *said: tuple[str, str], respondents: Mapping[str, int] | None = None, quotes: bool = False
) -> list[Evidence]:
    """What comments (text, department) give; all departments are large unless told otherwise."""
    organisation = house_of(*{(department,) for _text, department in said})
    comments = [
        Comment(CellRef("data/apv.xlsx", "Ark1", row, 9), (department,), text)
        for row, (text, department) in enumerate(said, start=2)
    ]
    counted = {entry.name: 20 for entry in HOUSE} if respondents is None else respondents
    published = publish((), {CellRef("data/apv.xlsx", "Ark1"): counted}, organisation, THEMES, Settings())
    judge = replace(judge_of(organisation), settings=Settings(quotes=quotes), person_words=frozenset({"jeg", "leder"}))
    return list(judge.comments(comments, published))


def test_comments_are_counted_by_theme_and_never_copied() -> None:
    found = commented(*[("noise er slemt ved bånd tre", "Køkken")] * 3)
    assert [piece.finding.text for piece in found] == ["3 comments on noise and acoustics"]
    assert found[0].finding.where.row is None
    assert not found[0].weak


NOISE = [(f"noise fra maskinen ved port {number}", "Køkken") for number in range(5)]


def quoted(*said: tuple[str, str], respondents: Mapping[str, int] | None = None) -> list[str]:
    found = commented(*said, respondents=respondents, quotes=True)
    return [quote for piece in found for quote in piece.finding.quotes]


def test_comments_are_quoted_only_when_asked_for() -> None:
    assert not any(piece.finding.quotes for piece in commented(*NOISE))
    assert quoted(*NOISE)[0] == "“noise fra maskinen ved port 0” (data/apv.xlsx › Ark1!I2)"
    assert len(quoted(*NOISE)) == 3


def test_nobody_is_quoted_where_few_wrote_about_a_theme_or_few_answered() -> None:
    assert quoted(*NOISE[:4]) == []
    assert quoted(*NOISE, respondents={"Køkken": 9}) == []


@pytest.mark.parametrize(
    "said",
    [
        "bullying er et problem her",
        "noise og bullying i hallen",
        "noise generer mig, siger [navn fjernet]",
        "jeg hører noise hele dagen",
        "noise fra afdelingslederens kontor",
        "noise " * 60,
        "noise i hallen!",
    ],
)
def test_what_is_sensitive_or_tells_of_a_person_is_never_quoted(said: str) -> None:
    assert not any(said[:20] in quote for quote in quoted(*NOISE[:4], *[(said, "Køkken")] * 5))


def test_fewer_comments_than_the_rule_are_too_little_alone() -> None:
    assert all(piece.weak for piece in commented(("noise", "Køkken"), ("noise", "Køkken")))


def test_a_comment_on_two_themes_counts_for_both() -> None:
    assert {piece.finding.theme_id for piece in commented(("noise og lifting", "Køkken"))} == {"noise", "lifting"}


def test_praise_and_wishes_call_for_no_level() -> None:
    found = commented(("noise +", "Køkken"), ("noise ?", "Køkken"))
    assert {piece.finding.text for piece in found} == {
        "1 positive comment on noise and acoustics",
        "1 wish concerning noise and acoustics",
    }
    assert {piece.finding.level for piece in found} == {None}


def test_an_unplaced_comment_is_counted_as_such() -> None:
    (piece,) = commented(("noget helt andet", "Køkken"))
    assert piece.finding.theme_id is None
    assert piece.finding.text == "1 comment has no known theme and should be read"


def test_a_comment_that_says_nothing_is_passed_over() -> None:
    assert commented(("~", "Køkken")) == []


def test_comments_of_a_small_department_are_told_of_above() -> None:
    found = commented(*[("noise", "Køkken")] * 3, respondents={"Køkken": 4, "Lager": 4, "Drift": 4, "Kontor": 20})
    assert [piece.finding.department for piece in found] == [("Drift",)]


def test_comments_at_a_small_workplace_are_not_counted_by_theme() -> None:
    (piece,) = commented(("noise", "Køkken"), ("leadership", "Lager"), respondents={"Køkken": 3, "Lager": 3})
    assert piece.finding.theme_id is None
    assert piece.finding.polarity is Polarity.NEUTRAL
    assert piece.finding.text.startswith("There are comments, but nothing tells that 10 persons or more answered")


def test_bullying_and_danger_are_told_of_at_a_small_workplace_too() -> None:
    found = commented(("bullying", "Køkken"), ("fire_emergency !", "Lager"), respondents={"Køkken": 3, "Lager": 3})
    assert {piece.finding.theme_id: piece.finding.department for piece in found} == {
        "bullying": ("Fjordby",),
        "fire_emergency": ("Fjordby",),
    }


def test_bullying_in_one_comment_is_enough_and_its_number_is_hidden() -> None:
    (piece,) = commented(*[("bullying", "Køkken")] * 4)
    assert piece.finding.level is Level.HIGH
    assert not piece.weak
    assert (piece.persons, piece.finding.occurrences) == (0, 1)
    assert "4" not in piece.finding.text


def test_praise_on_what_must_not_occur_is_no_report() -> None:
    (piece,) = commented(("bullying +", "Køkken"))
    assert not piece.occurred
    assert piece.finding.level is None


def test_an_acute_danger_in_the_surroundings_points_to_its_cell_without_its_words() -> None:
    (piece,) = commented(("fire_emergency ! døren er låst", "Køkken"))
    assert piece.finding.level is Level.IMMEDIATE
    assert piece.finding.where == CellRef("data/apv.xlsx", "Ark1", 2, 9)
    assert "låst" not in piece.finding.text


def test_an_acute_comment_on_two_dangers_is_two_findings() -> None:
    found = commented(("fire_emergency og machinery !", "Køkken"))
    assert len({piece.finding.id for piece in found}) == 2


def test_an_acute_comment_about_persons_does_not_point_to_its_cell() -> None:
    (piece,) = commented(("violence_threats !", "Køkken"))
    assert piece.finding.level is Level.IMMEDIATE
    assert piece.finding.where.row is None


def test_an_id_tells_nothing_of_what_a_comment_says() -> None:
    (one,), (other,) = commented(("machinery ! a", "Køkken")), commented(("machinery ! b", "Køkken"))
    assert one.finding.id == other.finding.id


# Lists ----------------------------------------------------------------------------------------------------------------


def judged(*records: Finding) -> list[Evidence]:
    return list(judge_of(house_of(*{one.department for one in records})).records(records))


def risk(score: float, method: RiskMethod | None = RiskMethod.MATRIX_5, **fields: Any) -> Finding:
    return record("machinery", score=score, method=method, **fields)


@pytest.mark.parametrize(
    ("method", "levels"),
    [
        (RiskMethod.MATRIX_5, {20: 1, 19: 2, 12: 2, 11: 3, 6: 3, 5: 4, 3: 4, 2: 5}),
        (RiskMethod.MATRIX_4, {12: 1, 11: 2, 8: 2, 7: 3, 4: 3, 3: 4, 2: 4, 1: 5}),
        (RiskMethod.MATRIX_3, {9: 1, 6: 2, 4: 3, 3: 3, 2: 4, 1: 5}),
        (RiskMethod.KINNEY, {401: 1, 400: 2, 200: 2, 199: 3, 70: 3, 69: 4, 20: 4, 19: 5}),
        (RiskMethod.FMEA, {500: 1, 499: 2, 200: 2, 199: 3, 100: 3, 99: 4, 40: 4, 39: 5}),
        (RiskMethod.LEVELS_3, {3: 2, 2: 3, 1: 4}),
        (RiskMethod.LEVELS_4, {4: 1, 3: 2, 2: 3, 1: 4}),
        (RiskMethod.LEVELS_5, {5: 1, 4: 2, 3: 3, 2: 4, 1: 5}),
    ],
)
def test_a_risk_score_calls_for_the_level_of_its_method(method: RiskMethod, levels: dict[int, int]) -> None:
    for score, level in levels.items():
        assert judged(risk(score, method))[0].finding.level == level


def test_a_level_in_words_is_told_with_the_number_of_levels() -> None:
    (piece,) = judged(risk(2, RiskMethod.LEVELS_3))
    assert (piece.finding.level, piece.why) == (Level.MEDIUM, "risk level 2 of 3")


def test_a_likely_fatal_risk_is_immediate_whatever_the_product() -> None:
    (piece,) = judged(risk(15, severity=5, likelihood=3))
    assert piece.finding.level is Level.IMMEDIATE
    assert "lasting injury" in piece.why


def test_an_unlikely_fatal_risk_is_not_immediate() -> None:
    assert judged(risk(10, severity=5, likelihood=2))[0].finding.level is Level.MEDIUM


def test_a_score_on_an_unknown_scale_is_judged_by_its_share_and_never_immediate() -> None:
    found = judged(risk(10, None), risk(60, None), risk(100, None))
    assert [piece.finding.level for piece in found] == [Level.LOW, Level.HIGH, Level.HIGH]


def test_risks_without_any_score_above_zero_are_observations() -> None:
    assert judged(risk(0, None))[0].finding.level is Level.OBSERVATION


@given(
    st.sampled_from([method for method in RiskMethod if method is not RiskMethod.GIVEN]),
    st.floats(0, 4000),
    st.floats(0, 4000),
)
def test_a_greater_risk_score_is_never_milder(method: RiskMethod, one: float, other: float) -> None:
    (low,), (high,) = judged(risk(min(one, other), method)), judged(risk(max(one, other), method))
    assert (high.finding.level or 9) <= (low.finding.level or 9)
    assert 0 <= low.severity <= high.severity <= 1


def test_a_listed_matter_without_a_known_theme_goes_to_the_theme_of_its_kind() -> None:
    kinds = {source: judged(record("?¿", source))[0].finding.theme_id for source in SourceKind if source in _LISTS}
    assert kinds == _LISTS


_LISTS = {
    SourceKind.RISK_ASSESSMENT: "accidents",
    SourceKind.INSPECTION: "accidents",
    SourceKind.INCIDENT: "accidents",
    SourceKind.ABSENCE: "sickness_absence",
    SourceKind.DISCUSSION: "osh_organisation",
    SourceKind.PLAN: "osh_organisation",
}


@pytest.mark.parametrize(("priority", "level"), [(None, 3), (1, 4), (2, 3), (3, 2), (4, 2)])
def test_what_an_earlier_plan_left_has_the_level_of_its_priority(priority: float | None, level: int) -> None:
    (piece,) = judged(record("noise", SourceKind.PLAN, severity=priority))
    assert (piece.finding.level, piece.weak, piece.persons) == (level, False, 0)


def test_what_an_earlier_plan_left_tells_its_deadline() -> None:
    (piece,) = judged(record("noise", SourceKind.PLAN, deadline=date(2026, 3, 1)))
    assert "01-03-2026" in piece.why


@pytest.mark.parametrize("theme", ["noise", "violence_threats"])
def test_what_an_earlier_plan_finished_is_evidence_only(theme: str) -> None:
    (piece,) = judged(record(theme, SourceKind.PLAN, solved=True))
    assert (piece.finding.level, piece.weak) == (None, True)


def test_a_standing_condition_of_an_earlier_plan_is_kept_under_watch() -> None:
    (piece,) = judged(record("noise", SourceKind.PLAN, standing=True))
    assert piece.finding.level is Level.LOW


def test_the_source_s_own_subject_helps_to_place_a_matter() -> None:
    assert judged(record("for højt", category="noise"))[0].finding.theme_id == "noise"


def test_of_several_themes_the_one_that_must_not_occur_is_taken() -> None:
    assert judged(record("machinery og violence_threats"))[0].finding.theme_id == "violence_threats"


def test_a_label_becomes_the_one_name_of_the_department() -> None:
    assert judged(record("noise", SourceKind.INSPECTION, "Lageret"))[0].finding.department == ("Lager",)


def test_a_point_of_a_round_is_level_three_and_counts_as_one_observation() -> None:
    (piece,) = judged(record("noise", SourceKind.INSPECTION))
    assert (piece.finding.level, piece.persons) == (Level.MEDIUM, 1)


def test_exposed_persons_are_the_extent() -> None:
    assert judged(risk(12, exposed=14))[0].persons == 14


def test_an_accident_weighs_by_its_days_of_absence() -> None:
    serious, light, near = judged(
        record("machinery", SourceKind.INCIDENT, absence_days=10.5),
        record("machinery", SourceKind.INCIDENT, absence_days=0),
        record("machinery", SourceKind.INCIDENT),
    )
    assert [piece.finding.level for piece in (serious, light, near)] == [Level.HIGH, Level.MEDIUM, Level.LOW]
    assert serious.severity > light.severity > near.severity
    assert serious.why == "accident with 10.5 days of absence, and therefore one level more urgent"


def test_figures_are_written_as_in_the_language() -> None:
    set_language("da")
    assert "10,5" in judged(record("machinery", SourceKind.INCIDENT, absence_days=10.5))[0].why


def test_an_acute_matter_is_immediate_at_full_severity() -> None:
    (piece,) = judged(record("machinery !", SourceKind.INSPECTION))
    assert (piece.finding.level, piece.severity) == (Level.IMMEDIATE, 1.0)


def test_grave_words_do_not_raise_a_risk_that_has_a_level_of_its_own() -> None:
    fields = {"score": 10, "likelihood": 2, "severity": 5, "method": RiskMethod.MATRIX_5}
    scored, ordered, bare = judged(
        record("machinery !", **fields),
        record("machinery ! Påbud fra Arbejdstilsynet", **fields),
        record("machinery !"),
    )
    assert (scored.finding.level, scored.finding.acute) == (Level.MEDIUM, False)
    assert (ordered.finding.level, bare.finding.level) == (Level.IMMEDIATE, Level.IMMEDIATE)


def test_the_hazard_decides_the_theme_of_a_risk_and_the_task_only_where_the_hazard_has_none() -> None:
    told, silent, both = judged(
        record("noise", category="traffic"),
        record("Flaske", category="traffic"),
        record("noise lifting", category="lifting"),
    )
    assert [piece.finding.theme_id for piece in (told, silent, both)] == ["noise", "traffic", "lifting"]


def test_an_order_is_named_only_where_the_text_tells_of_one() -> None:
    order, danger = judged(
        record("machinery ! Arbejdstilsynet har givet påbud om afskærmning", SourceKind.INSPECTION),
        record("machinery ! Her er høreværn påbudt og rygning forbudt", SourceKind.INSPECTION),
    )
    assert (order.why, danger.why) == ("an order from the authority", "acute danger")


def test_a_list_of_hazards_holds_problems_whatever_its_wording() -> None:
    assert judged(record("machinery +"))[0].finding.polarity is Polarity.PROBLEM


def test_the_notes_of_the_discussion_are_read_for_their_tone() -> None:
    praise, wish, problem = judged(
        record("collaboration +", SourceKind.DISCUSSION),
        record("collaboration ?", SourceKind.DISCUSSION),
        record("collaboration", SourceKind.DISCUSSION),
    )
    assert [piece.finding.polarity for piece in (praise, wish, problem)] == [
        *(Polarity.POSITIVE, Polarity.AMBITION, Polarity.PROBLEM),
    ]
    assert [piece.finding.level for piece in (praise, wish, problem)] == [None, Level.OBSERVATION, Level.MEDIUM]


def test_what_the_source_calls_a_goal_is_a_goal_and_never_acute() -> None:
    (piece,) = judged(record("machinery !", SourceKind.DISCUSSION, polarity=Polarity.AMBITION))
    assert (piece.finding.level, piece.finding.acute) == (Level.OBSERVATION, False)


def test_a_standing_condition_is_level_four() -> None:
    (piece,) = judged(record("emotional_demands", SourceKind.DISCUSSION, standing=True, polarity=Polarity.PROBLEM))
    assert piece.finding.level is Level.LOW


def test_what_is_put_right_is_evidence_but_no_open_matter() -> None:
    (piece,) = judged(record("machinery !", SourceKind.INSPECTION, solved=True))
    assert (piece.weak, piece.finding.level, piece.finding.acute, piece.persons) == (True, None, False, 0)


def test_much_risk_left_after_the_measures_is_an_open_matter_still() -> None:
    (piece,) = judged(risk(20, residual=12, solved=True, severity=5, likelihood=4))
    assert (piece.finding.level, piece.finding.score, piece.finding.solved) == (Level.HIGH, 12, False)
    assert piece.why == "risk score 12 of 25, left after what was done"


def test_little_risk_left_after_the_measures_is_done() -> None:
    (piece,) = judged(risk(20, residual=4, solved=True))
    assert piece.weak


@pytest.mark.parametrize("theme_id", [theme.id for theme in THEMES.values() if theme.zero_tolerance])
@pytest.mark.parametrize("source", [source for source in _LISTS if source not in (SourceKind.ABSENCE, SourceKind.PLAN)])
@pytest.mark.parametrize("solved", [False, True])
def test_what_must_not_occur_is_at_least_level_two_though_the_case_is_closed(
    theme_id: str, source: SourceKind, solved: bool
) -> None:
    (piece,) = judged(record(theme_id, source, solved=solved))
    assert (piece.finding.level, piece.weak, piece.occurred) == (Level.HIGH, False, True)


def test_an_incident_that_must_not_occur_is_named_but_not_described() -> None:
    (piece,) = judged(
        record("bullying af Ole", SourceKind.INCIDENT, place="Bænk 3", cause="sagde fra", observed_on=None)
    )
    assert "Ole" not in piece.finding.text
    assert (piece.finding.place, piece.finding.cause) == ("", "")


def judge_of_cases(department: str, house: tuple[Department, ...] = HOUSE) -> Judge:
    organisation, _problems = build_organisation(house, [((department,), CellRef("x"))])
    return replace(judge_of(organisation), case_words=frozenset({"hun", "eleven", "i", "slog"}), case_ends=("lederen",))


@pytest.mark.parametrize("source", [SourceKind.INSPECTION, SourceKind.DISCUSSION, SourceKind.PLAN])
@pytest.mark.parametrize(
    "said",
    [
        "bullying hun græder",
        "bullying af eleven",
        "bullying af [name removed]",
        "bullying beboer slog",
        "bullying I cried",
        "bullying fra afdelingslederen",
    ],
)
def test_a_case_of_one_person_is_named_but_not_described_wherever_it_is_told(source: SourceKind, said: str) -> None:
    found = record(said, source, place="Bænk 3", cause="sagde fra", proposal="Samtale med hende", observed_on=None)
    (piece,) = judge_of_cases("Køkken").records([replace(found, polarity=Polarity.PROBLEM)])
    assert piece.finding.text.startswith("A matter of one or a few persons")
    assert (piece.finding.place, piece.finding.cause, piece.finding.proposal) == ("", "", "")


def test_what_must_not_occur_in_a_small_department_is_not_described() -> None:
    house = (*HOUSE, Department("Arkiv", employees=3))
    (piece,) = judge_of_cases("Arkiv", house).records([record("bullying", SourceKind.INSPECTION, "Arkiv")])
    assert piece.finding.text.startswith("A matter of one or a few persons")


@pytest.mark.parametrize("said", ["violence_threats ingen alarm", "violence_threats i receptionen"])
def test_what_a_round_says_of_violence_in_general_is_told_as_it_is(said: str) -> None:
    (piece,) = judge_of_cases("Køkken").records([record(said, SourceKind.INSPECTION)])
    assert piece.finding.text == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (SourceKind.RISK_ASSESSMENT, "noise – epilepsi hos [name removed]"),
        (SourceKind.INSPECTION, "noise, hun er sygemeldt"),
        (SourceKind.PLAN, "noise: medarbejder med diskusprolaps"),
        (SourceKind.DISCUSSION, "noise, afdelingslederen er sygemeldt"),
    ],
)
def test_what_is_told_of_somebodys_health_is_not_described_whatever_it_is_about(source: SourceKind, said: str) -> None:
    judge = replace(
        judge_of_cases("Køkken"),
        person_words=frozenset({"medarbejder"}),
        health_words=frozenset({"epilepsi", "sygemeldt", "diskusprolaps"}),
    )
    found = record(said, source, progress="Sygemeldt til april", polarity=Polarity.PROBLEM)
    (piece,) = judge.records([found])
    assert piece.finding.text.startswith("A matter of one or a few persons")
    assert not piece.finding.progress


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Afdelingslederen i Køkkenet drikker", False),
        ("Køkkenchefen råber ad de nye", False),
        ("Direktøren lyver for personalet", False),
        ("Souschefen er sygemeldt med stress", False),
        ("Aftenvagten oplever mange slag", True),
        ("Lederne er ikke synlige nok", True),
        ("Børnene drikker af hanen i gangen", True),
    ],
)
def test_a_certain_leader_is_not_pointed_out(said: str, shown: bool) -> None:
    note = record(said, SourceKind.DISCUSSION, polarity=Polarity.PROBLEM)
    (finding,) = judge(Reading(findings=(note,)), Catalogue(), Settings()).findings
    assert (finding.text == said) == shown


def test_health_in_general_is_told_as_it_is() -> None:
    judge = replace(judge_of_cases("Køkken"), health_words=frozenset({"gravid", "hun"}))
    (piece,) = judge.records([record("noise hvis hun er gravid")])
    assert piece.finding.text == "noise hvis hun er gravid"


# Sickness absence -----------------------------------------------------------------------------------------------------


def absence(department: str, percent: float | None, employees: int | None = None) -> Finding:
    return record(f"Sickness absence {percent} %", SourceKind.ABSENCE, department, score=percent, exposed=employees)


def test_absence_well_above_the_mean_of_the_departments_is_a_problem() -> None:
    high, usual = judged(absence("Køkken", 9.0, 40), absence("Lager", 4.0, 60))
    assert (high.finding.polarity, high.finding.level) == (Polarity.PROBLEM, Level.LOW)
    assert high.persons == 40
    assert high.why == "sickness absence 9.0 %, where the mean of the departments is 6.0 %"
    assert usual.finding.polarity is Polarity.NEUTRAL


def test_absence_little_above_the_mean_is_no_problem() -> None:
    assert {piece.finding.polarity for piece in judged(absence("Køkken", 5.0, 40), absence("Lager", 4.0, 60))} == {
        Polarity.NEUTRAL
    }


def test_absence_that_has_risen_much_since_the_year_before_is_a_problem_though_the_mean_is_as_high() -> None:
    def year(department: str, percent: float, day: date) -> Finding:
        return replace(absence(department, percent, 40), observed_on=day)

    last, this = date(2025, 12, 31), date(2026, 12, 31)
    rows = [year("Køkken", 6.1, last), year("Køkken", 8.9, this), year("Lager", 8.0, last), year("Lager", 9.0, this)]
    found = judged(*rows)
    assert [piece.finding.polarity for piece in found] == [Polarity.NEUTRAL, Polarity.PROBLEM, *[Polarity.NEUTRAL] * 2]
    assert found[1].why == "sickness absence 8.9 %, up from 6.1 % the year before"
    months = [*rows, year("Køkken", 6.0, date(2025, 6, 30))]
    assert {piece.finding.polarity for piece in judged(*months)} == {Polarity.NEUTRAL}
    off = {**RULES, "absence": {**RULES["absence"], "ratio_risen": 100}}
    judge = replace(judge_of(house_of(("Køkken",), ("Lager",))), rules=off)
    assert {piece.finding.polarity for piece in judge.records(rows)} == {Polarity.NEUTRAL}


def test_absence_of_a_past_year_calls_for_nothing_where_a_later_year_is_known() -> None:
    def year(department: str, percent: float, day: date) -> Finding:
        return replace(absence(department, percent, 40), observed_on=day)

    last, this = date(2025, 12, 31), date(2026, 12, 31)
    rows = [year("Køkken", 9.0, last), year("Lager", 4.0, last), year("Køkken", 6.0, this), year("Lager", 5.5, this)]
    assert {piece.finding.polarity for piece in judged(*rows)} == {Polarity.NEUTRAL}
    assert judged(*rows[:2])[0].finding.polarity is Polarity.PROBLEM


def test_absence_of_a_department_of_unknown_size_is_told_without_an_extent() -> None:
    unknown = (Department("Fjordby"), Department("Køkken", ("Fjordby",)), Department("Lager", ("Fjordby",)))
    where = CellRef("a.xlsx", "Ark1", 2)
    organisation = build_organisation(unknown, [(("Køkken",), where), (("Lager",), where)])[0]
    high, _usual = judge_of(organisation).records([absence("Køkken", 9.0), absence("Lager", 3.0)])
    assert (high.finding.polarity, high.persons) == (Polarity.PROBLEM, 0)


def test_absence_without_a_percent_is_history_only() -> None:
    assert judged(absence("Køkken", None, 40))[0].finding.polarity is Polarity.NEUTRAL


def test_employees_are_taken_from_the_organisation_when_the_row_does_not_tell() -> None:
    assert judged(absence("Køkken", 9.0), absence("Lager", 4.0))[0].persons == 30


def test_absence_of_a_small_department_is_hidden_and_told_of_above() -> None:
    small, *_others = judged(absence("Køkken", 25.0, 4), absence("Lager", 4.0, 60), absence("Vaskeri", 4.0, 50))
    found = small.finding
    assert (found.department, found.score, found.exposed, found.absence_days) == (("Drift",), None, None, None)
    assert found.text == "Sickness absence (the figure is hidden, since it would tell of a few persons)"
    assert found.polarity is Polarity.NEUTRAL


def test_absence_that_would_give_a_small_department_away_by_subtraction_is_hidden_too() -> None:
    found = judged(
        absence("Drift", 5.0, 64), absence("Køkken", 25.0, 4), absence("Lager", 3.0, 20), absence("Vaskeri", 4.0, 40)
    )
    assert [piece.finding.score for piece in found] == [5.0, None, None, 4.0]


def test_a_hidden_department_does_not_show_in_the_mean_of_the_others() -> None:
    others = [absence("Lager", 9.0, 40), absence("Kontor", 4.0, 60)]
    without = judged(*others)
    shown = judged(absence("Drift", 8.0, 45), absence("Køkken", 60.0, 5), *others)
    assert "60" not in " ".join(piece.why + piece.finding.text for piece in shown)
    assert without[0].why


def _placed(record: Finding) -> str | None:
    judge = Judge(house_of(record.department), THEMES, theming_of(Catalogue()), RULES, Settings())
    return next(judge.records([record])).finding.theme_id


def test_the_task_decides_where_no_word_of_the_hazard_names_what_it_is_about() -> None:
    risk = record("Beboeren er tung og hjælper ikke selv med", category="Forflytning fra seng til stol")
    assert _placed(risk) == "patient_handling"


def test_that_the_group_has_no_time_for_rounds_is_about_its_work() -> None:
    said = record("Arbejdsmiljøgruppen har ikke tid til runderinger", SourceKind.DISCUSSION, category="AMO")
    assert _placed(said) == "osh_organisation"


def test_that_a_record_is_an_accident_says_nothing_of_what_it_is_about() -> None:
    burnt = record("Brændte hånden på damp fra ovnen", SourceKind.INCIDENT, category="Arbejdsulykke")
    assert _placed(burnt) == "accidents"
