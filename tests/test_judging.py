"""What was read -> questions with themes, published figures, findings, ranked challenges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from judging_cases import CATALOGUE, HOUSE, THEMES, Counts, question, record, survey

from handleplan_batch.judging import Judgement, judge
from handleplan_batch.model import (
    CellRef,
    Certainty,
    ChallengeKind,
    Event,
    Finding,
    Level,
    Polarity,
    Question,
    Reading,
    RiskMethod,
    SourceKind,
    Survey,
)
from handleplan_batch.settings import Settings

NOISE = question("Er du generet af støj på din arbejdsplads?", None)
BULLIED = question("Har du været udsat for mobning inden for det seneste år?", None, 5)
ODD = question("Kan du lide blå?", None, 6)
APV = survey(
    {
        NOISE: {("Køkken",): (5, 25), ("Lageret",): (28, 2), ("Kontor",): (40, 20)},
        BULLIED: {("Køkken",): (30, 0), ("Lageret",): (26, 4), ("Kontor",): (60, 0)},
    },
    [("Vi har et rigtig godt samarbejde i teamet.", ("Kontor",)), ("ved ikke", ("Køkken",))],
)
RISK = record(
    "Roterende kniv uden afskærmning på grøntsagsmaskinen",
    SourceKind.RISK_ASSESSMENT,
    "Køkken",
    score=20.0,
    likelihood=4.0,
    severity=5.0,
    method=RiskMethod.MATRIX_5,
)
GOAL = record("Sygefraværet skal under 4 %", SourceKind.DISCUSSION, "Fjordby", polarity=Polarity.AMBITION)


def judged(*parts: Reading, settings: Settings | None = None) -> Judgement:
    return judge(sum(parts, Reading(departments=HOUSE)), CATALOGUE, settings or Settings())


@pytest.fixture(scope="module")
def whole() -> Judgement:
    """A survey, a risk, a goal and an event, judged together."""
    event = Event("Flytning", date(2027, 1, 4), date(2027, 1, 8), ("Lageret",), CellRef("data/kalender.xlsx"))
    return judged(Reading(surveys=(APV,), findings=(RISK, GOAL), events=(event,)))


def test_questions_get_their_themes(whole: Judgement) -> None:
    assert [one.theme_id for one in whole.questions] == ["noise", "bullying"]


def test_the_most_urgent_is_the_danger_and_the_goal_comes_last(whole: Judgement) -> None:
    assert (whole.challenges[0].theme_id, whole.challenges[0].level) == ("machinery", Level.IMMEDIATE)
    assert whole.challenges[-1].kind is ChallengeKind.AMBITION
    assert [one.rank for one in whole.challenges] == list(range(1, len(whole.challenges) + 1))


def on_sheet(name: str) -> Survey:
    """A survey whose department is told by nothing but its sheet's name."""
    asked = replace(NOISE, where=CellRef("data/b.xlsx", name, 1, 4))
    return replace(survey({asked: {(name,): (10, 20)}}), where=CellRef("data/b.xlsx", name), by_sheet=True)


def departments_of(*surveys: Survey) -> set[str]:
    return {name for name, count in judge(Reading(surveys=surveys), CATALOGUE, Settings()).respondents.items() if count}


def test_the_name_of_a_sheet_is_a_department_when_other_sheets_ask_the_same() -> None:
    assert {"Bageriet", "Cafeen"} <= departments_of(on_sheet("Bageriet"), on_sheet("Cafeen"))
    assert "Bageriet" not in departments_of(on_sheet("Bageriet"))


def test_the_name_of_a_sheet_is_a_department_when_the_organisation_names_it() -> None:
    assert "Kontor" in {one.department for one in judged(Reading(surveys=(on_sheet("Kontor"),))).measurements}


def test_three_angry_persons_of_six_do_not_outrank_forty_of_eighty() -> None:
    few = survey({NOISE: {("Køkken",): (3, 3), ("Vaskeri",): (40, 0)}})
    light = replace(NOISE, text="Er du generet af dårlig belysning?", where=CellRef("data/b.xlsx", "Ark1", 1, 4))
    many = survey({light: {("Kontor",): (40, 40)}}, file="data/b.xlsx")
    assert [(one.theme_id, one.department) for one in judged(Reading(surveys=(few, many))).challenges] == [
        ("lighting", "Kontor"),
        ("noise", "Køkken"),
    ]


def test_an_imminent_danger_outranks_a_whole_workplace_of_mild_dissatisfaction() -> None:
    texts = ["støj", "dårlig belysning", "træk", "dårlig luft", "tunge løft", "uklare krav"]
    asked: dict[Question, Counts] = {
        replace(NOISE, text=f"Er du generet af {text}?", where=CellRef("data/apv.xlsx", "Ark1", 1, column)): {
            ("Kontor",): (60, 40),
            ("Køkken",): (30, 20),
        }
        for column, text in enumerate(texts, start=2)
    }
    ranked = judged(Reading(surveys=(survey(asked),), findings=(RISK,))).challenges
    assert ranked[0].theme_id == "machinery"
    assert len(ranked) > len(texts)


def test_every_challenge_is_traced_to_findings_that_are_given_on(whole: Judgement) -> None:
    known = {finding.id for finding in whole.findings}
    assert len(known) == len(whole.findings)
    assert all(set(challenge.finding_ids) <= known for challenge in whole.challenges)


def test_findings_go_to_the_one_name_of_a_department(whole: Judgement) -> None:
    bullying = next(one for one in whole.challenges if one.theme_id == "bullying")
    assert (bullying.department, bullying.level) == ("Lager", Level.HIGH)


def test_praise_in_a_comment_protects_and_its_words_are_not_given_on(whole: Judgement) -> None:
    texts = [finding.text for finding in whole.findings]
    assert "1 positiv kommentar om samarbejde, konflikter og kollegial støtte" in [text.casefold() for text in texts]
    assert not any("rigtig godt" in text for text in texts)


def test_events_are_given_on_at_the_one_name_of_their_department(whole: Judgement) -> None:
    assert [event.department for event in whole.events] == [("Lager",)]


def test_an_event_for_everybody_stays_so() -> None:
    assert judged(Reading(events=(Event("Jul", date(2026, 12, 24), date(2026, 12, 26)),))).events[0].department == ()


def test_respondents_are_told_per_department(whole: Judgement) -> None:
    assert whole.respondents == {"Fjordby": 120, "Drift": 60, "Køkken": 30, "Lager": 30, "Kontor": 60}


@pytest.mark.parametrize(("nowhere", "count"), [((6, 6), "12"), ((1, 2), "")])
def test_that_many_named_no_department_is_told(nowhere: tuple[int, int], count: str) -> None:
    counts: Counts = {("Køkken",): (15, 15), ("Lager",): (20, 20), ("Kontor",): (20, 20), (): nowhere}
    problems = judged(Reading(surveys=(survey({NOISE: counts}),))).problems
    told = [problem.values["count"] for problem in problems if problem.code == "without-department"]
    assert told == ([count] if count else [])


def test_who_writes_on_a_sheet_of_comments_is_not_counted_as_another_person() -> None:
    answers = survey({NOISE: {("Køkken",): (6, 6)}})
    of_comments = [
        Survey(CellRef("data/kommentarer.xlsx", name), {("Køkken",): count}, (), ())
        for name, count in (("Godt", 12), ("Skidt", 10))
    ]
    beside = judged(Reading(surveys=(answers, *of_comments)))
    assert beside.respondents["Køkken"] == 12
    assert judged(Reading(surveys=tuple(of_comments))).respondents["Køkken"] == 12


def test_a_question_without_a_theme_is_set_aside_and_reported() -> None:
    judgement = judged(Reading(surveys=(survey({ODD: {("Køkken",): (1, 29)}}),)))
    assert [problem.code for problem in judgement.problems] == ["unknown-theme"]
    assert not judgement.measurements


def test_a_question_whose_direction_is_unknown_is_reported_by_the_reading_only() -> None:
    unknown = replace(ODD, certainty=Certainty.UNKNOWN)
    assert not judged(Reading(surveys=(survey({unknown: {("Køkken",): (1, 29)}}),))).problems


def test_the_settings_give_a_question_its_theme() -> None:
    settings = Settings(themes={ODD.text: "lighting"})
    judgement = judged(Reading(surveys=(survey({ODD: {("Køkken",): (1, 29)}}),)), settings=settings)
    assert [one.theme_id for one in judgement.challenges] == ["lighting"]


def test_nothing_read_is_nothing_to_plan() -> None:
    judgement = judged()
    assert (judgement.challenges, judgement.findings, judgement.problems) == ((), (), ())


def test_a_row_that_stands_in_two_files_is_two_findings_with_ids_of_their_own() -> None:
    again = replace(RISK, where=CellRef("data/kopi.xlsx", "Ark1", 9, 3))
    judgement = judged(Reading(findings=(RISK, again)))
    assert [finding.id for finding in judgement.findings] == [RISK.id, f"{RISK.id}-2"]
    assert len(judgement.challenges[0].finding_ids) == 2


def other_survey() -> Survey:
    asked = replace(NOISE, where=CellRef("data/b.xlsx", "Ark1", 1, 2))
    return survey({asked: {("Vaskeri",): (4, 20)}}, [("Der er for meget støj", ("Vaskeri",))] * 3, "data/b.xlsx")


def test_the_order_of_files_does_not_matter() -> None:
    parts = [
        Reading(surveys=(APV,)),
        Reading(surveys=(other_survey(),)),
        Reading(findings=(RISK, GOAL)),
        Reading(findings=(replace(RISK, where=CellRef("data/kopi.xlsx", "Ark1", 9, 3)),)),
    ]
    outcomes = [judged(*order) for order in permutations(parts)]
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [record(f"Glat gulv {number}", SourceKind.INSPECTION) for number in range(4)]
    outcomes = [judged(Reading(findings=tuple(order))) for order in permutations(rows)]
    assert all(outcome == outcomes[0] for outcome in outcomes)


@pytest.mark.parametrize("theme_id", [theme.id for theme in THEMES.values() if theme.zero_tolerance])
def test_what_must_not_occur_has_a_row_though_one_person_of_a_small_workplace_told_of_it(theme_id: str) -> None:
    asked = replace(BULLIED, theme_id=theme_id, scale="haendelse")
    judgement = judged(Reading(surveys=(survey({asked: {("Køkken",): (5, 1)}}),)))
    assert [(one.theme_id, one.department, one.level) for one in judgement.challenges] == [
        (theme_id, "Fjordby", Level.HIGH)
    ]
    assert all(one.suppressed for one in judgement.measurements)


def test_what_is_to_be_done_on_a_day_to_come_is_open_until_then() -> None:
    where = CellRef("plan.xlsx", "Ark1", 2)
    said = Finding("p-1", SourceKind.PLAN, where, "Der er støj", solved=True, solved_on=date(2027, 6, 1))
    before, after = (
        judge(Reading(findings=(said,)), CATALOGUE, Settings(), day=day).findings[0]
        for day in (date(2026, 11, 23), date(2027, 6, 1))
    )
    assert (before.solved, before.deadline) == (False, date(2027, 6, 1))
    assert after.solved
