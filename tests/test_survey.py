"""Surveys: roles of the columns, answers counted per department, scrubbed comments, and what is no survey."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import CellRef, Certainty, ImporterName, Problem, Question, Reading, Survey
from handleplan_batch.problems import sentence_of
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value, read_grids
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.codebook import CodebookImporter
from handleplan_batch.reading.importers.surveys import SurveyImporter

CATALOGUE = Catalogue()
SAMPLES = Path(__file__).parent.parent / "sample_data"
GRAD = ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad")
MOMENT = datetime.fromisoformat("2026-10-01T08:00")


def read(*rows: Sequence[Value], directions: dict[str, str] | None = None) -> Reading:
    reading = read_sheet(Grid("svar.xlsx", "Ark1", rows), Context(CATALOGUE, directions or {}))
    (entry,) = reading.sheets
    assert entry.rows_read == entry.rows_used + entry.rows_set_aside + entry.rows_rejected
    return reading


def survey_of(reading: Reading) -> Survey:
    (survey,) = reading.surveys
    return survey


def questions(reading: Reading) -> dict[str, Question]:
    return {answers.question.text: answers.question for answers in survey_of(reading).answers}


def roles(reading: Reading) -> dict[str, str]:
    return dict(reading.sheets[0].columns)


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# --- The sample


def test_the_sample_survey_is_read_whole() -> None:
    (grid,) = read_grids(SAMPLES / "apv_survey_2026.xlsx", "apv_survey_2026.xlsx")
    reading = read_sheet(grid, Context(CATALOGUE))
    (entry,) = reading.sheets
    survey = survey_of(reading)
    assert (entry.importer, entry.header_row, entry.rows_used, entry.respondents) == ("survey", 4, 240, 240)
    assert (len(survey.answers), len(survey.comments), len(survey.respondents)) == (45, 60, 12)
    assert survey.respondents[("Natteam",)] == 22
    assert {answers.question.certainty for answers in survey.answers} == {Certainty.KNOWN}
    assert all(sum(map(sum, answers.counts.values())) == 240 for answers in survey.answers)
    directions = {answers.question.text: (answers.question.scale, answers.question.best) for answers in survey.answers}
    assert directions["Maskiner og værktøj i min afdeling mangler vedligeholdelse."] == ("enig-5", "Helt uenig")
    assert directions["Ledelsen er for lidt synlig i vores hverdag."] == ("enig-5", "Helt uenig")
    assert directions["Hvor ofte har du tid nok til at holde dine pauser?"] == ("frekvens-5", "Altid")


# --- Counting


def test_answers_are_counted_per_department_with_blanks_last() -> None:
    reading = read(
        ("Afdeling", "Er du generet af støj?", "Er du tryg ved dit arbejde?"),
        ("Køkken", "Ja", "Ja"),
        ("Køkken", None, "Nej"),
        ("Lager", "Nej", "Ved ikke"),
        (None, "Ja", None),
    )
    noise, safe = survey_of(reading).answers
    assert noise.question.answers == ("Nej", "Ja")
    assert noise.counts == {("Køkken",): (0, 1, 1), ("Lager",): (1, 0, 0), (): (0, 1, 0)}
    assert safe.question.answers == ("Nej", "Ja", "Ved ikke")
    assert safe.counts[("Lager",)] == (0, 0, 1, 0)
    assert survey_of(reading).respondents == {("Køkken",): 2, ("Lager",): 1, (): 1}


def test_that_nobody_chose_the_end_of_a_wider_scale_is_told() -> None:
    four = ("I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
    reading = read(("Afdeling", "Er du generet af støj?"), *[("Køkken", answer) for answer in four * 3])
    assert questions(reading)["Er du generet af støj?"].scores == (100, 66.666667, 33.333333, 0)
    assert "unchosen-end" in codes(reading)
    reading = read(("Afdeling", "Er du generet af støj?"), *[("Køkken", answer) for answer in GRAD * 3])
    assert "unchosen-end" not in codes(reading)


@pytest.mark.parametrize(
    "below",
    [
        [("Antal ja", 6, 4), ("Antal nej", 6, 8), ("% ja", "50 %", "33 %")],
        [("Min", 0, 0), ("Maks", 1, 1), ("Andel utilfredse", 0.5, 0.25)],
        [(None, None, None), ("Alle køkkener", "50 %", "33 %")],
        [("Sammenlagt", 6, 8), ("Kilde: egne tal",)],
        [(None, 0.5, 0.33)],
    ],
)
def test_rows_below_that_sum_up_are_no_respondents(below: list[Sequence[Value]]) -> None:
    people = [("Køkken" if row % 2 else "Lager", "Ja" if row % 2 else "Nej", "Nej") for row in range(12)]
    reading = read(("Afdeling", "Er du generet af støj?", "Er du stresset?"), *people, *below)
    assert survey_of(reading).respondents == {("Lager",): 6, ("Køkken",): 6}
    assert list(questions(reading)) == ["Er du generet af støj?", "Er du stresset?"]
    assert reading.sheets[0].rows_set_aside == sum(any(value is not None for value in row) for row in below)


def test_the_last_respondents_of_numbers_are_no_sums() -> None:
    people = [("Køkken" if row % 2 else "Lager", 1 + row % 5, 2 + row % 3) for row in range(12)]
    last = [("Antalsværkstedet", 5, 1), ("Lager", 4, 1), ("Natteam", 3, 3)]
    header = (
        "Afdeling",
        "Er du generet af støj? (1 = slet ikke, 5 = meget)",
        "Er du stresset? (1 = aldrig, 5 = altid)",
    )
    assert sum(survey_of(read(header, *people, *last)).respondents.values()) == 15


def test_a_question_of_known_answers_is_never_dropped_for_what_stands_among_them() -> None:
    people = [("Køkken", "Ja" if row % 2 else "Nej", "Ja") for row in range(12)]
    odd = [("Køkken", text, "Nej") for text in ("Tja", "Sig det højt", "Kvart over", "Blå", "Måske i morgen")]
    reading = read(("Afdeling", "Er du generet af støj?", "Er du stresset?"), *people, *odd)
    assert "Er du generet af støj?" in questions(reading)


def test_a_first_row_of_legends_is_no_respondent_and_explains_the_numbers() -> None:
    legend = "1=I meget høj grad; 5=Slet ikke"
    people = [("Køkken", 1 + row % 2, 1) for row in range(12)]
    reading = read(("Afdeling", "Er du generet af støj?", "Er du stresset?"), (None, legend, legend), *people)
    assert survey_of(reading).respondents == {("Køkken",): 12}
    assert questions(reading)["Er du generet af støj?"].best == "5"


def test_what_one_person_wrote_under_a_short_header_is_a_comment() -> None:
    people = [("Køkken", "Ja" if row % 2 else "Nej", "Mug i kælderen" if row == 5 else None) for row in range(12)]
    (comment,) = survey_of(read(("Afdeling", "Er du stresset?", "Andre ting"), *people)).comments
    assert comment.text == "Mug i kælderen"


WRITTEN = ("Larmen er ulidelig", "Der er træk ved port 3", "Vi mangler handsker", "Luften er dårlig", "Gulvet er glat")


@pytest.mark.parametrize("header", ["Kommentar", "Svar", "Fritekst"])
def test_comments_with_what_was_asked_beside_them_are_those_of_a_survey(header: str) -> None:
    rows = [
        ("Køkken" if number < 3 else "Lager", question, text)
        for question in ("Hvad skal forbedres?", "Er der andet?")
        for number, text in enumerate(WRITTEN)
    ]
    reading = read(("Afdeling", "Spørgsmål", header), *rows)
    survey = survey_of(reading)
    assert [comment.text for comment in survey.comments] == [text for _department, _question, text in rows]
    assert not survey.answers
    assert survey.respondents == {("Køkken",): 3, ("Lager",): 2}


@pytest.mark.parametrize(
    "header",
    [
        ("Afdeling", "Kommentar"),
        ("Team", "Åbne svar"),
        ("Afdeling", "Er der andet, du vil sige?"),
        ("department", "employee_text"),
        ("Afdeling", "Feedback"),
    ],
)
def test_a_sheet_of_comments_alone_holds_a_person_a_row(header: tuple[str, str]) -> None:
    survey = survey_of(read(header, *[("Køkken", text) for text in WRITTEN]))
    assert (len(survey.comments), dict(survey.respondents)) == (5, {("Køkken",): 5})


def test_remarks_that_may_be_anybodys_are_not_taken_for_comments_of_a_survey() -> None:
    assert not read(("Dato", "Sted", "Bemærkning"), *[("01-03-2026", "Lager", text) for text in WRITTEN]).surveys
    assert not read(("Afdeling", "Indsats", "Kommentar"), *[("Køkken", text, text) for text in WRITTEN]).surveys


def test_equal_rows_are_different_persons() -> None:
    reading = read(("Afdeling", "Er du generet af støj?", "Er du stresset?"), *[("Køkken", "Ja", "Nej")] * 7)
    assert survey_of(reading).respondents == {("Køkken",): 7}


def test_a_row_without_any_answer_is_no_respondent() -> None:
    reading = read(
        ("ID", "Afdeling", "Er du generet af støj?", "Er du stresset?"),
        (1, "Køkken", "Ja", "Nej"),
        (2, "Lager", None, None),
        (None, None, None, None),
        (3, "Køkken", "Nej", "Nej"),
    )
    (entry,) = reading.sheets
    assert (entry.rows_read, entry.rows_used, entry.rows_set_aside) == (3, 2, 1)
    assert survey_of(reading).respondents == {("Køkken",): 2}
    (problem,) = reading.problems
    assert (problem.code, problem.where.a1, problem.values["count"]) == ("row-set-aside", "3", "1")


def test_totals_below_and_repeated_headers_are_set_aside_and_spoil_no_scale() -> None:
    header = ("Afdeling", "Trivsel (5 er bedst)", "Stress (1 = slet ikke, 5 = i meget høj grad)")
    body = [("Køkken", 4, 2), ("Lager", 5, 1), ("Lager", 3, 3), ("Køkken", 2, 5), ("Køkken", 2, 4)]
    reading = read(header, *body[:3], header, *body[3:], ("Gennemsnit:", 3.2, 3.0))
    (entry,) = reading.sheets
    assert (entry.rows_read, entry.rows_used, entry.rows_set_aside) == (7, 5, 2)
    assert [(p.code, p.where.a1) for p in reading.problems] == [("row-set-aside", "5"), ("row-set-aside", "8")]
    assert {question.scale for question in questions(reading).values()} == {"numeric"}


@pytest.mark.parametrize("header", ["responded", "Har svaret", "Besvaret"])
def test_who_was_invited_and_did_not_answer_is_no_respondent(header: str) -> None:
    rows = [("Køkken", 1, "Ja", 4), ("Køkken", 0, None, None), ("Lager", 1, "Nej", 2), ("Lager", 0, None, None)]
    reading = read(("Afdeling", header, "Er du generet af støj?", "Er du tryg ved dit arbejde?"), *rows * 3)
    assert survey_of(reading).respondents == {("Køkken",): 3, ("Lager",): 3}


def test_a_mark_of_who_answered_drops_nobody_who_did() -> None:
    rows = [("Køkken", "Yes", "Ja"), ("Køkken", "No", "Nej")]
    reading = read(("Afdeling", "Survey_Completed", "Er du generet af støj?"), *rows * 3)
    assert survey_of(reading).respondents == {("Køkken",): 6}


def test_numbers_of_rows_under_no_header_do_not_hide_the_headers() -> None:
    rows = [(number + 1, number % 5 + 1, number * 2 % 5 + 1, number * 3 % 5 + 1) for number in range(12)]
    assert set(questions(read((None, "belong", "effort", "ledelse"), *rows))) == {"belong", "effort", "ledelse"}


def test_the_dates_of_employments_are_not_those_of_answers() -> None:
    days = [MOMENT.replace(year=2015 + number // 6, month=number % 6 * 2 + 1, day=3, hour=0) for number in range(36)]
    rows = [("Køkken", day, ("Ja", "Nej")[number % 2]) for number, day in enumerate(days)]
    for header in ("start_date", "Joining Date", "Tiltrådt", "Hire date"):
        assert "rounds-in-one-sheet" not in codes(read(("Afdeling", header, "Er du generet af støj?"), *rows))


def test_a_department_is_called_as_most_have_spelt_it() -> None:
    names = ("MARKETING", "Marketing", "Marketing", "marketing ", "C+", "C")
    rows = [(name, ("Ja", "Nej")[number % 2]) for number, name in enumerate(names * 2)]
    assert survey_of(read(("Afdeling", "Er du generet af støj?"), *rows)).respondents == {
        ("Marketing",): 8,
        ("C+",): 2,
        ("C",): 2,
    }


def test_levels_make_a_path_from_the_coarsest_down() -> None:
    reading = read(
        ("Team", "Forvaltning", "Er du generet af støj?", "Er du stresset?"),
        ("Hold 1", "Teknik", "Ja", "Nej"),
        ("Hold 2", "Teknik", "Ja", "Nej"),
        ("Hold 3", "Social", "Ja", "Nej"),
        (None, "Social", "Ja", "Nej"),
        ("Social", "Social", "Ja", "Nej"),
    )
    paths = set(survey_of(reading).respondents)
    assert paths == {("Teknik", "Hold 1"), ("Teknik", "Hold 2"), ("Social", "Hold 3"), ("Social",)}
    assert survey_of(reading).respondents[("Social",)] == 2


@pytest.mark.parametrize(
    ("headers", "flipped"),
    [
        (("Skole", "Afdeling"), False),
        (("Institution", "Gruppe"), False),
        (("Gruppe", "Institution"), True),
        (("Afdeling", "Bygning"), False),
        (("Bygning", "Afdeling"), True),
        (("Afdeling", "Sted"), False),
        (("Område", "Enhed"), False),
    ],
)
def test_levels_that_cross_go_by_their_headers_else_from_the_left(headers: tuple[str, str], flipped: bool) -> None:
    pairs = [(place, unit) for place in ("Nord", "Syd", "Vest") for unit in ("SFO", "Undervisning")] * 4
    rows = [(*(pair[::-1] if flipped else pair), "Ja", "Nej") for pair in pairs]
    reading = read((*headers, "Er du generet af støj?", "Er du stresset?"), *rows)
    assert set(survey_of(reading).respondents) == set(pairs)


def test_somebody_who_chose_wrongly_does_not_turn_the_levels_round() -> None:
    teams = [("Hold 1", "Teknik"), ("Hold 2", "Teknik"), ("Hold 3", "Social"), ("Hold 4", "Social")] * 6
    rows = [(*pair, "Ja", "Nej") for pair in [*teams, ("Hold 4", "Teknik")]]
    reading = read(("Enhed", "Område", "Er du generet af støj?", "Er du stresset?"), *rows)
    assert {path[0] for path in survey_of(reading).respondents} == {"Teknik", "Social"}


def test_the_result_can_be_sent_between_processes() -> None:
    reading = read(("Afdeling", "Er du generet af støj?", "Er du stresset?"), ("Køkken", "Ja", "Nej"))
    assert pickle.loads(pickle.dumps(reading)) == reading


# --- Exports of survey tools


def test_microsoft_forms_in_danish() -> None:
    head = ("ID", "Starttidspunkt", "Fuldførelsestidspunkt", "Mail", "Navn", "Hvilken afdeling arbejder du i?")
    reading = read(
        (*head, "Jeg har indflydelse på mit arbejde", "Jeg har indflydelse på mit arbejde2", "Navn2", "Emner", "Uddyb"),
        *(
            (number, MOMENT, MOMENT, "anonymous", "Anonym", afd, "Helt enig", "Uenig", "Per", "Støj;Lys;", text)
            for number, afd, text in ((1, "Køkken", "Ring til mig på 22334455"), (2, "Lager", None))
        ),
    )
    assert roles(reading) == {
        "technical": "ID, Starttidspunkt, Fuldførelsestidspunkt",
        "personal": "Mail, Navn, Navn2",
        "department": "Hvilken afdeling arbejder du i?",
        "choices": "Emner",
        "comment": "Uddyb",
    }
    assert list(questions(reading)) == ["Jeg har indflydelse på mit arbejde", "Jeg har indflydelse på mit arbejde2"]
    (comment,) = survey_of(reading).comments
    assert comment.text == "Ring til mig på [telefonnummer fjernet]"
    assert (comment.department, comment.where.a1) == (("Køkken",), "K2")
    by_code = {problem.code: problem.values for problem in reading.problems}
    assert by_code["personal-columns"]["columns"] == "Mail, Navn, Navn2"
    assert by_code["personal-data"]["count"] == "1"


def test_google_forms_with_grid_headers() -> None:
    reading = read(
        ("Tidsstempel", "Hvor tilfreds er du med [Lyset]", "Hvor tilfreds er du med [Luften]"),
        ("01/02/2026 10.00.00", "Tilfreds", "Meget tilfreds"),
        ("01/02/2026 11.00.00", "Utilfreds", "Tilfreds"),
    )
    assert roles(reading) == {"technical": "Tidsstempel"}
    assert [question.scale for question in questions(reading).values()] == ["tilfreds-5", "tilfreds-5"]


def test_surveymonkey_with_names_of_sub_questions_in_a_second_line() -> None:
    reading = read(
        ("Respondent ID", "Collector ID", "Hvor tilfreds er du med følgende?", None, None, "Andet?"),
        (None, None, "Støj", "Lys", "Luft", "Open-Ended Response"),
        (11, 7, "Tilfreds", "Meget tilfreds", "Utilfreds", "Mere lys i hallen, tak"),
        (12, 7, "Tilfreds", "Tilfreds", "Utilfreds", None),
    )
    assert reading.sheets[0].header_row == 2
    assert list(questions(reading)) == [
        f"Hvor tilfreds er du med følgende? [{name}]" for name in ("Støj", "Lys", "Luft")
    ]
    assert roles(reading)["comment"] == "Andet?"


def test_blank_headers_continue_the_question_to_their_left() -> None:
    reading = read(
        (
            "Hvor enig er du i, at du er tryg?",
            None,
            "Hvad bruger du? Vælg alt",
            None,
            None,
            "Sæt i rækkefølge",
            None,
            None,
        ),
        ("Enig", "Helt enig", "Bil", "Tog", None, 1, 2, 3),
        ("Uenig", "Helt enig", None, "Tog", "Bus", 3, 1, 2),
        ("Enig", "Enig", "Bil", None, "Bus", 2, 3, 1),
    )
    text = "Hvor enig er du i, at du er tryg?"
    assert list(questions(reading)) == [text, f"{text} [2]"]
    assert "Sæt i rækkefølge [3]" in roles(reading)["choices"]
    assert "Hvad bruger du? Vælg alt [2]" in roles(reading)["choices"]


def test_a_number_column_of_the_same_numbers_is_no_ranking_when_rows_repeat_a_place() -> None:
    reading = read(
        ("Hvor presset er du [a]", "Hvor presset er du [b]", "Hvor presset er du [c]", "Er du tryg ved arbejdet?"),
        *((1, 1, 2, "Ja"), (2, 2, 3, "Ja"), (3, 3, 1, "Nej"), (1, 1, 1, "Nej")),
    )
    assert len(questions(reading)) == 4


def test_qualtrics_with_three_header_lines() -> None:
    reading = read(
        ("StartDate", "IPAddress", "Q1", "Q2"),
        ("Start Date", "IP Address", "I have enough time for my work", "I am often stressed"),
        ('{"ImportId":"startDate"}', '{"ImportId":"ip"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2"}'),
        (MOMENT, "1.2.3.4", "Agree", "Disagree"),
        (MOMENT, "1.2.3.5", "Strongly agree", "Neither agree nor disagree"),
    )
    assert (reading.sheets[0].header_row, reading.sheets[0].rows_used) == (3, 2)
    assert questions(reading)["I am often stressed"].scores == (75, 50)


def test_limesurvey_headers_with_codes() -> None:
    reading = read(
        ("id. Response ID", "submitdate. Date submitted", "Q01[SQ001]. I hvor høj grad er du generet af: [Støj]"),
        *((number, MOMENT, answer) for number, answer in enumerate(GRAD)),
    )
    assert roles(reading) == {"technical": "id. Response ID, submitdate. Date submitted"}
    assert [question.theme_id for question in questions(reading).values()] == ["noise"]


def test_group_names_above_the_headers_are_passed_over() -> None:
    reading = read(
        ("Fysisk", None, None, "Psykisk", None, None),
        ("Er du generet af støj?", "Er der lys nok?", "Er luften god?", "Er du stresset?", "Er du tryg?", "Trives du?"),
        ("Ja", "Nej", "Ja", "Ja", "Nej", "Ja"),
        ("Ja", "Ja", "Ja", "Ja", "Nej", "Nej"),
    )
    assert reading.sheets[0].header_row == 2
    assert len(questions(reading)) == 6


def test_a_title_block_above_the_header_is_passed_over() -> None:
    reading = read(
        ("APV 2026", None, None),
        (),
        ("Afdeling", "Er du generet af støj?", "Er du stresset?"),
        ("Køkken", "Ja", "Nej"),
        ("Køkken", "Nej"),
    )
    assert (reading.sheets[0].header_row, reading.sheets[0].rows_used) == (3, 2)


# --- Roles


def column(header: str, *values: Value) -> str:
    """Return the role of a column beside two clear questions."""
    rows = [
        (header, "Er du generet af støj?", "I hvor høj grad er du stresset?"),
        *((value, ("Ja", "Nej")[number % 2], GRAD[number % 5]) for number, value in enumerate(values)),
    ]
    named = {name: role for role, names in roles(read(*rows)).items() for name in names.split(", ")}
    return named.get(header, "question")


@pytest.mark.parametrize(
    ("role", "header", "values"),
    [
        ("personal", "E-mailadresse", ("x", "y")),
        ("personal", "Kontakt", ("a@b.dk", "c@d.dk")),
        ("personal", "Maskine", ("10.0.0.1", "10.0.0.2")),
        ("personal", "EmpID", (1, 2)),
        ("technical", "Besvaret den", (MOMENT, MOMENT)),
        ("technical", "Besvaret den", ("01-02-2026 10.30", "2026-02-01")),
        ("technical", "statoverall_4", (1, 1)),
        ("department", "Org.enhed 2", ("A", "B")),
        ("department", "Dept", ("IT", "HR")),
        ("department", "Afdeling", (101, 102)),
        ("background", "company_size", ("1-5", "6-25")),
        ("background", "TeamSize", (3, 4, 5, 6, 7)),
        ("background", "Alder", ("20-29", "30-39")),
        ("background", "Køn", ("Kvinde", "Mand")),
        ("background", "Er du leder?", ("Ja", "Nej")),
        ("background", "Hvor længe har du været ansat?", ("0-1 år", "2-5 år")),
        ("background", "Hvilken uddannelse har du?", ("Kort", "Lang")),
        ("background", "SleepHours", (7.5, 8.25)),
        ("background", "Foretrukken farve", ("Lilla", "Brun")),
        ("background", "Score i alt", (12, 44)),
        ("background", "organizational_support", (3.47, 2.5, 5.09)),
        ("question", "Ledelse", (1, 3, 5)),
        ("question", "Stilling", ("Helt enig", "Uenig")),
        ("question", "Forandringer bliver forklaret", ("Helt enig", "Uenig", "Enig")),
        ("choices", "Hvilke emner?", ("Støj;Lys;", "Lys;")),
        ("choices", "Diagnoser", ("A|B", "C")),
        ("choices", "Bruger skærm", ("Valgt", "Ikke valgt")),
        ("choices", "haveOT", (True, False)),
        ("comment", "Uddyb gerne", ("For koldt", "For varmt")),
        (
            "comment",
            "Hvad kan blive bedre?",
            ("Mere lys i hallen og ud mod gården", "Vi bør have flere pauser om dagen"),
        ),
    ],
)
def test_header_and_values_decide_what_a_column_is(role: str, header: str, values: tuple[Value, ...]) -> None:
    assert column(header, *values) == role


def column_of_numbers(header: str, *values: Value, title: str = "") -> str:
    """Return the role of a column beside questions with bare numbers from 1 to 5."""
    rows = [
        (header, "Jeg har indflydelse på mit arbejde", "Jeg kan nå mine opgaver", "Svar-ID"),
        *((value, number % 5 + 1, 5 - number % 5, number + 1) for number, value in enumerate(values)),
    ]
    named = {
        name: role
        for role, names in roles(read(*([(title,)] if title else []), *rows)).items()
        for name in names.split(", ")
    }
    return named.get(header, "question")


@pytest.mark.parametrize("title", ["", "Trivselsmåling. Skala: 1 = helt uenig, 5 = helt enig"])
@pytest.mark.parametrize(
    ("header", "role"),
    [
        *[
            (header, "question")
            for header in (
                *("Teamet støtter mig", "Arbejdspladsens fysiske placering", "Team spirit", "Team_Collaboration"),
                *("Location_Satisfaction", "Min leder er synlig", "Min stilling er sikker", "My role is clear"),
                *("Leder giver mig støtte", "Løn og goder", "salary_satisfaction", "Kurser og uddannelse"),
                *("Antal opgaver er passende", "Forslag bliver hørt", "Suggestions_Heard", "Manager_Support"),
            )
        ],
        *[(header, "department") for header in ("Afdeling", "Team", "Dept_Code", "Afdelingsnummer", "Din afdeling")],
        *[
            (header, "background")
            for header in ("Alder", "Uddannelse", "Antal børn", "Number of kids", "education_qual")
        ],
        ("Years_in_current_role", "background"),
    ],
)
def test_numbers_on_the_scale_of_the_others_are_answers_unless_the_header_only_names_a_fact(
    header: str, role: str, title: str
) -> None:
    assert column_of_numbers(header, *(number * 3 % 5 + 1 for number in range(20)), title=title) == role


def test_facts_with_the_numbers_of_the_questions_are_told() -> None:
    rows = [(number + 1, number % 5 + 1, number * 2 % 5 + 1, number * 3 % 5 + 1) for number in range(20)]
    headers = ("Svar-ID", "Nærmeste leder", "Jeg har indflydelse på mit arbejde", "Jeg kan nå mine opgaver")
    reading = read(headers, *rows)
    (told,) = [problem for problem in reading.problems if problem.code == "facts-like-answers"]
    assert told.values["columns"] == "Nærmeste leder"


@pytest.mark.parametrize(
    "asked", ["Angiv, hvor gode dine evner er - Logik", "Hvor stor en del af tiden er du stresset? (i %)"]
)
def test_a_question_answered_from_0_to_100_without_saying_so_is_told(asked: str) -> None:
    rows = [("Køkken", number * 7 % 101, ("Ja", "Nej")[number % 2]) for number in range(20)]
    reading = read(("Afdeling", asked, "Er du generet af støj?"), *rows)
    (told,) = [problem for problem in reading.problems if problem.code == "facts-like-answers"]
    assert told.values["columns"] == asked
    for header in ("Hvor mange timer arbejder du om ugen?", "Hvad er din alder?", "Hvor langt har du til arbejde?"):
        reading = read(("Afdeling", header, "Er du generet af støj?"), *rows)
        assert "facts-like-answers" not in codes(reading)


@pytest.mark.parametrize("other", [("Jeg er generet af støj",), ()])
def test_a_slider_without_ends_is_asked_about_and_not_passed_over(other: tuple[str, ...]) -> None:
    asked = ("Hvor tilfreds er du med din leder?", "Hvor stresset føler du dig?", *other)
    rows = [
        ("Køkken" if number % 2 else "Lager", *(number * step % 101 for step in (7, 11, 13))) for number in range(20)
    ]
    reading = read(("Afdeling", *asked), *(row[: 1 + len(asked)] for row in rows))
    assert questions(reading).keys() == {*asked}
    assert codes(reading) == ["unknown-direction"] * len(asked)


def test_answers_in_percent_cells_are_asked_about_and_not_passed_over() -> None:
    asked = ("Hvor stor en del af tiden er du stresset?", "Jeg har indflydelse")
    rows = [("Køkken" if number % 2 else "Lager", number % 5 / 4, number % 7 / 6) for number in range(20)]
    reading = read(("Afdeling", *asked), *rows)
    assert questions(reading).keys() == {*asked}
    assert codes(reading) == ["unknown-direction"] * 2
    told = questions(read(("Afdeling", *asked), *rows, directions={asked[0].casefold(): "0"}))[asked[0]]
    assert (told.best, told.worst) == ("0", "1")


@pytest.mark.parametrize(("yes", "no"), [(True, False), ("SAND", "FALSK"), ("TRUE", "FALSE")])
def test_true_and_false_are_yes_and_no(yes: Value, no: Value) -> None:
    asked = ("Jeg er generet af støj", "Får du støtte af din leder?")
    rows = [("Køkken", yes if number % 3 else no, yes if number % 2 else no) for number in range(20)]
    found = questions(read(("Afdeling", *asked), *rows))
    assert [(found[text].scale, found[text].best) for text in asked] == [("ja-nej", str(no)), ("ja-nej", str(yes))]


def test_answers_on_a_scale_are_no_comments_whatever_the_header_says() -> None:
    likert = ("Helt uenig", "Uenig", "Hverken/eller", "Enig", "Helt enig")
    rows = [(likert[number * 2 % 5], likert[number % 5]) for number in range(20)]
    reading = read(("Forslag hørt", "Jeg har indflydelse på mit arbejde"), *rows)
    assert set(questions(reading)) == {"Forslag hørt", "Jeg har indflydelse på mit arbejde"}


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Work_Location", ("Remote", "Hybrid", "Onsite")),
        ("Arbejdssted", ("Hjemme", "På kontoret", "Hybrid")),
        ("Lokation", ("Hjemmefra", "Kontor")),
    ],
)
def test_where_one_works_from_day_to_day_is_no_department(header: str, values: tuple[Value, ...]) -> None:
    assert column(header, *values * 4) == "background"


def test_long_names_that_recur_are_departments() -> None:
    names = ("Mount Isa Institute of Further Education", "Barrier Reef Institute of Further Education")
    assert column("Institute", *names * 5) == "department"


def test_names_of_columns_above_the_table_are_no_department() -> None:
    reading = read(
        ("Status", "LocationLatitude", "LocationLongitude", "Q1", "Q2"),
        (
            "Response Type",
            "Location Latitude",
            "Location Longitude",
            "Er du generet af støj?",
            "Er du tryg ved dit arbejde?",
        ),
        ('{"ImportId":"status"}', '{"ImportId":"a"}', '{"ImportId":"b"}', '{"ImportId":"c"}', '{"ImportId":"d"}'),
        *[("IP Address", 55.5, 10.5, "Ja", "Nej"), ("IP Address", 55.6, 10.6, "Nej", "Ja")] * 3,
    )
    assert list(survey_of(reading).respondents) == [()]


def test_a_column_without_header_or_values_is_nothing() -> None:
    reading = read(
        (None, "Er du generet af støj?", "Er du stresset?", None),
        (7, "Ja", "Nej", None),
        (9, "Nej", "Nej", None),
    )
    assert len(questions(reading)) == 2
    assert roles(reading) == {"technical": ""}


# --- Doubts


def test_what_a_person_should_look_at_is_a_problem_at_the_header() -> None:
    reading = read(
        ("Afdeling", "Trivsel", "Er du tryg ved arbejdet?", "Er du glad for arbejdet?", "Kører du i bil?"),
        *(
            ("Køkken", number, "Ved ikke", answer, "Ja")
            for number, answer in ((1, "Helt enig"), (2, "I høj grad"), (5, "Ofte"))
        ),
        ("Køkken", 4, "Ja", "Ofte", "Nej"),
    )
    found = {(problem.code, problem.where.a1) for problem in reading.problems}
    assert found == {
        ("unknown-direction", "B1"),
        ("off-scale-answers", ""),
        ("unknown-scale", "D1"),
        ("unknown-direction", "E1"),
    }


def test_whoever_is_asked_for_a_direction_is_told_why_where_he_is_asked() -> None:
    asked = ("Har alle førere gyldigt kørekort?", "Kører nogen truck uden kort?", "Trivsel")
    rows = [("Lager", *(answer,) * 2, number) for answer, number in (("Ja", 1), ("Nej", 5), ("Ja", 3), ("Nej", 2))]
    reading = read(("Afdeling", *asked), *rows)
    fast, truck, wellbeing = (sentence_of(problem) for problem in reading.problems)
    assert "«Har alle førere gyldigt kørekort?»" in fast
    assert fast.endswith("meget af det er godt.")
    assert truck.endswith("meget af det er skidt.")
    assert "i overskriften" in wellbeing
    older = Problem("unknown-direction", CellRef("svar.xlsx"), {"question": "Trivsel"})  # of a plan made before
    assert sentence_of(older).endswith("er lagt til side.")


@pytest.mark.parametrize("mark", ["x", "Ja", "Y", 1])
def test_a_blank_is_no_where_people_only_tick_what_is_so(mark: Value) -> None:
    asked = ("Er du generet af støj?", "Er der tunge løft?", "Er du stresset?")
    rows = [("Lager", mark, None, None)] * 4 + [("Lager", None, mark, mark)] * 6 + [("Lager", None, None, None)] * 2
    reading = read(("Afdeling", *asked), *rows)
    noise = survey_of(reading).answers[0]
    assert (noise.question.answers, noise.question.best) == (("Nej", "Ja"), "Nej")
    assert noise.counts == {("Lager",): (6, 4, 0)}
    assert codes(reading) == ["row-set-aside", "blank-is-no"]


def test_a_blank_is_no_answer_where_some_wrote_no() -> None:
    asked = ("Er du generet af støj?", "Er der tunge løft?", "Er du stresset?")
    rows = [("Lager", "Ja", None, None)] * 4 + [("Lager", None, "Ja", "Nej")] * 6
    noise, *_others = survey_of(read(("Afdeling", *asked), *rows)).answers
    assert noise.counts == {("Lager",): (4, 6)}


def test_one_and_nought_answer_a_closed_question() -> None:
    asked = ("Er du generet af støj?", "Har du indflydelse på dit arbejde?")
    rows = [("Lager", number % 2, number % 3 % 2) for number in range(12)]
    reading = read(("Afdeling", *asked), *rows)
    noise, influence = questions(reading).values()
    assert (noise.best, influence.best) == ("0", "1")
    assert codes(reading) == ["one-is-yes"]
    rows.append(("Lager", 3, 2))  # so they are numbers of a scale
    assert codes(read(("Afdeling", *asked), *rows)) == ["unknown-direction"] * 2
    assert codes(read(("Afdeling", "Støj", "Indflydelse"), *rows[:-1])) == ["unknown-direction"] * 2


def test_the_settings_give_a_bare_number_its_direction() -> None:
    rows = [("Dept", "Stress", "JobSatisfaction"), *(("A", number, number) for number in (1, 2, 3, 4, 5))]
    asked = read(*rows)
    told = read(*rows, directions={"Stress": "1", "jobsatisfaction": "5"})
    assert codes(asked) == ["unknown-direction", "unknown-direction"]
    assert codes(told) == []
    assert [question.best for question in questions(told).values()] == ["1", "5"]


def test_a_form_that_nobody_has_filled_in_is_a_survey_without_rows() -> None:
    reading = read(("ID", "Er du generet af støj?", "Er der lys nok hos jer?", "Har du tid nok til opgaverne?"))
    assert (reading.sheets[0].importer, reading.sheets[0].rows_read, reading.surveys) == (ImporterName.SURVEY, 0, ())
    assert codes(reading) == ["no-rows"]


# --- What is no survey


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "b")],
        [("Navn", "Farve"), ("x", "rød"), ("y", "blå")],
        [("Vare", "Antal", "Pris"), ("Stol", 3, 250), ("Bord", 1, 900)],
        [("Vare", "Hylde", "Plads"), *(("Stol", number, number) for number in (1, 2, 3, 4, 5))],
        [("Fare", "Sandsynlighed", "Konsekvens"), ("Fald", 3, 4), ("Snit", 2, 2)],
        [("x",), ("y",)],
        [("Emne", "Tilladt i dag?", "Farve"), *(("a", "Ja", number) for number in range(90, 120))],
        [],
    ],
)
def test_other_tables_are_not_claimed(rows: list[tuple[Value, ...]]) -> None:
    assert SurveyImporter().identify(Grid("f", "s", rows), Context(CATALOGUE)) is None


def test_a_risk_list_goes_to_its_own_importer() -> None:
    header = ("Nr.", "Fare", "Sandsynlighed", "Konsekvens", "Risikotal", "Ansvarlig")
    rows = [(number, f"Fald fra stige {number}", 1 + number % 5, 1 + number % 4, 4, "AMR") for number in range(1, 9)]
    assert read(header, *rows).sheets[0].importer is ImporterName.RISK_ASSESSMENT


@pytest.mark.parametrize(
    ("rows", "header_row"),
    [
        ([("variable", "value", "label"), ("s_1", 1, "I høj grad"), ("s_1", 2, "Slet ikke")], 1),
        ([("s_1", 1, "Ja"), ("s_1", 2, "Nej"), ("s_2", 1, "Altid"), ("s_2", 2, "Aldrig")], None),
    ],
)
def test_a_code_book_holds_no_answers(rows: list[tuple[Value, ...]], header_row: int | None) -> None:
    reading = read(*rows)
    (entry,) = reading.sheets
    assert (entry.importer, entry.header_row, entry.rows_used) == (ImporterName.CODEBOOK, header_row, 0)
    assert codes(reading) == ["codebook"]


@pytest.mark.parametrize(
    "rows",
    [
        [("s_1", 1, "Ja"), ("s_1", 1, "Nej"), ("s_2", 1, "Altid"), ("s_2", 2, "Aldrig")],
        [("a", 1, "Ja"), ("b", 2, "Nej"), ("c", 1, "Altid"), ("d", 2, "Aldrig")],
        [("s_1", "x", "Ja"), ("s_1", 2, "Nej"), ("s_2", 1, "Altid"), ("s_2", 2, "Aldrig")],
        [("s_1", 1, "Ja"), ("s_1", 2, "Nej"), ("s_2", 1)],
    ],
)
def test_three_columns_that_name_no_codes_are_no_code_book(rows: list[tuple[Value, ...]]) -> None:
    assert CodebookImporter().identify(Grid("f", "s", rows), Context(CATALOGUE)) is None


# --- Laws

_ANSWERS = st.sampled_from([*GRAD, "Ved ikke", None])
_ROWS = st.lists(
    st.tuples(st.sampled_from(["Køkken", "Lager", None]), _ANSWERS, _ANSWERS, st.sampled_from(["Ja", "Nej", None])),
    min_size=1,
    max_size=30,
)


@settings(deadline=None)
@given(_ROWS)
def test_every_respondent_is_counted_once_in_every_question(rows: list[tuple[Value, ...]]) -> None:
    head = ("Afdeling", "Er du generet af støj?", "I hvor høj grad er du tryg?", "Er du stresset?")
    reading = read(head, *rows, *[("Køkken", answer, answer, "Ja") for answer in GRAD])
    survey = survey_of(reading)
    with_answers = sum(any(value is not None for value in row[1:]) for row in rows) + len(GRAD)
    assert sum(survey.respondents.values()) == with_answers == reading.sheets[0].rows_used
    for answers in survey.answers:
        for path, persons in survey.respondents.items():
            assert sum(answers.counts[path]) == persons


@settings(deadline=None)
@given(_ROWS.filter(lambda rows: len(rows) > 1), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[Value, ...]], shuffler: Random) -> None:
    head = ("Afdeling", "Er du generet af støj?", "I hvor høj grad er du tryg?", "Er du stresset?")
    fixed = [("Køkken", answer, answer, "Ja") for answer in GRAD]
    shuffled = [*rows, *fixed]
    shuffler.shuffle(shuffled)
    first, second = read(head, *rows, *fixed), read(head, *shuffled)
    assert survey_of(first).respondents == survey_of(second).respondents
    assert survey_of(first).answers == survey_of(second).answers


_CELL = st.one_of(
    *(st.none(), st.integers(-3, 99), st.booleans(), st.floats(allow_nan=False), st.dates(), st.text(max_size=9)),
    st.sampled_from(["Afdeling", "Ja", "Nej", "Ofte", "ID", "Total", "variable", "value", "label", "Spørgsmål", "n"]),
    st.sampled_from(
        ["Er du generet af støj?", "Kommentar", '{"ImportId":1}', "a;b;", "5 - Enig", "x@y.dk", "Svar [2]"]
    ),
)


@settings(max_examples=150)
@given(st.lists(st.lists(_CELL, max_size=7), max_size=12))
def test_any_grid_is_accounted_for_row_by_row(rows: list[list[Value]]) -> None:
    grid = Grid("svar.xlsx", "Ark1", [[value if value != "" else None for value in row] for row in rows])
    reading = read_sheet(grid, Context(CATALOGUE))
    filled = sum(any(value not in (None, "") for value in row) for row in rows)
    assert sum(entry.rows_read for entry in reading.sheets) <= filled
    for entry in reading.sheets:  # a sheet may hold several tables
        assert entry.rows_read == entry.rows_used + entry.rows_set_aside + entry.rows_rejected
    assert all(problem.where.file == "svar.xlsx" for problem in reading.problems)


def test_claims_grow_with_the_evidence() -> None:
    def strength(width: int) -> float:
        head = ["Afdeling", *(f"I hvor høj grad er du presset af opgave {number}?" for number in range(width))]
        rows = [("Køkken", *[GRAD[number % 5]] * width) for number in range(6)]
        match = SurveyImporter().identify(Grid("f", "s", [head, *rows]), Context(CATALOGUE))
        return 0.0 if match is None else match.strength

    strengths = [strength(width) for width in (1, 2, 3, 5)]
    assert all(before < after for before, after in pairwise(strengths))
    assert strengths[0] > 0.4


# --- What must not be dropped or quoted


def test_questions_about_violence_are_never_dropped() -> None:
    answers: list[tuple[Value, ...]] = [
        ("Nej", 0, "Kollega", "x"),
        ("Ja, fra borgere;Ja, fra pårørende;", 1, "Borger", None),
    ] * 5
    heads = ("Vold?", "Har du været udsat for seksuel chikane?", "Hvem truede dig med trusler?", "Mobning i afdelingen")
    reading = read(("Er du generet af støj?", *heads), *(("Ja", *row) for row in answers))
    found = questions(reading)
    assert [found[head].scale for head in heads] == ["ja-nej", "ja-nej", "unknown", "unknown"]
    assert found[heads[1]].best == "0"
    assert codes(reading).count("unknown-scale") == 2


def test_comments_on_violence_stay_comments() -> None:
    texts = ("Det skete på gangen en aften", "Jeg blev slået af en borger", "Vi talte om det bagefter hos os")
    reading = read(
        ("Er du generet af støj?", "Er du stresset?", "Beskriv den vold, du har været udsat for"),
        *(("Ja", "Nej", text) for text in texts),
    )
    assert len(survey_of(reading).comments) == 3


def test_a_write_in_is_counted_but_not_quoted() -> None:
    rows = [("Nej",)] * 6 + [("Ja, af Bo",)] * 3 + [("Andet: Bo slog mig",)]
    reading = read(
        ("Afdeling", "Er du stresset?", "Har du været udsat for vold?"), *(("A", "Nej", *row) for row in rows)
    )
    _stress, violence = survey_of(reading).answers
    assert violence.question.answers == ("Nej", "Ja", _("[other answer]"))
    assert violence.counts == {("A",): (6, 3, 1, 0)}
    assert "off-scale-answers" in codes(reading)


def test_an_answer_that_several_gave_and_no_scale_has_is_told_of() -> None:
    given = ["Meget"] * 8 + ["Noget"] * 8 + ["Lidt"] * 5
    for more, count, told in (("Ikke spor", 3, ["3"]), ("Ikke spor", 2, []), ("Ved ikke", 3, []), ("Ingen", 3, [])):
        reading = read(("Afdeling", "Jeg har indflydelse"), *(("A", answer) for answer in [*given, *[more] * count]))
        assert [dict(p.values)["count"] for p in reading.problems if p.code == "stray-answers"] == told


def test_a_comment_that_begins_with_no_is_still_a_comment() -> None:
    texts = ("Nej, det har jeg ikke", "Nej, alt er fint her", "Ja, mere lys i kælderen")
    reading = read(
        ("Er du generet af støj?", "Er du stresset?", "Har du forslag eller kommentarer?"),
        *(("Ja", "Nej", text) for text in texts),
    )
    assert "comment" in roles(reading)
    assert len(survey_of(reading).comments) == 3


def test_the_same_header_twice_is_two_questions() -> None:
    text = "I hvor høj grad er støj et problem?"
    reading = read(("ID", "Afdeling", text, text), *((n, "A", GRAD[n % 5], GRAD[n % 4]) for n in range(8)))
    assert list(questions(reading)) == [text, f"{text} (2)"]


def test_a_wrong_direction_in_the_settings_ends_the_reading() -> None:
    with pytest.raises(SettingsError, match="Er du stresset"):
        read(
            ("Er du generet af støj?", "Er du stresset?"),
            *[("Ja", "Nej")] * 5,
            directions={"Er du stresset?": "Rød"},
        )


# --- Header lines


def test_names_of_groups_that_are_merged_are_put_before_labels_but_not_before_questions() -> None:
    rows = [
        ("Trivsel 2026", None, None, None, None),
        ("Afdeling", "Nærmeste leder", None, "Fysisk arbejdsmiljø", None),
        (None, "Hjælp", "Ros", "Er du generet af støj?", "Er du generet af træk?"),
        *[("Køkken", GRAD[n % 5], GRAD[n % 3], ("Ja", "Nej")[n % 2], "Nej") for n in range(8)],
    ]
    merged = [(0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)]
    reading = read_sheet(Grid("f", "s", rows, merged=merged), Context(CATALOGUE))
    assert list(questions(reading)) == [
        *("Nærmeste leder [Hjælp]", "Nærmeste leder [Ros]", "Er du generet af støj?", "Er du generet af træk?")
    ]
    assert (reading.sheets[0].header_row, roles(reading)) == (3, {"department": "Afdeling"})


@pytest.mark.parametrize("given", [(7.5, 3.2, 10, 0), ("7,5", "3,2", "10", "Ved ikke")])
def test_broken_numbers_between_the_ends_that_a_header_names_are_answers(given: tuple[Value, ...]) -> None:
    header = "Jeg føler mig stresset (0 = slet ikke, 10 = i meget høj grad)"
    question = questions(read(("Afdeling", header), *[("Lager", given[row % 4]) for row in range(20)]))[header]
    scores = dict(zip(question.answers, question.scores, strict=True))
    assert (question.best, question.worst, scores[str(given[0])]) == ("0", "10", 25)


@pytest.mark.parametrize("title", [(), ("APV 2026",)])
@pytest.mark.parametrize("merged", [[], [(0, 2, 0, 3), (0, 4, 0, 6)]])
def test_what_is_asked_of_several_groups_stands_above_blank_cells(
    title: tuple[str, ...], merged: list[tuple[int, int, int, int]]
) -> None:
    stems = (*(title or (None,)), None, "Hvor ofte er du generet af …", None, "Hvor enig er du i, at der mangler …")
    agreed = ("Helt uenig", "Uenig", "Hverken eller", "Enig", "Helt enig")
    often = ("Aldrig", "Sjældent", "Sommetider", "Ofte", "Altid")
    rows = [
        (*stems, None, None, None),
        ("ID", "Dato", "Lys", "Samarbejde", "Ros", "Tid", "Ro", "Afdeling"),
        *[
            (n, f"2026-10-{n + 1:02}", often[n % 5], often[n % 4], *[agreed[n % step] for step in (5, 4, 3)], "Lager")
            for n in range(20)
        ],
    ]
    reading = read_sheet(Grid("f", "s", rows, merged=merged), Context(CATALOGUE))
    assert {text: question.best for text, question in questions(reading).items()} == {
        "Hvor ofte er du generet af … [Lys]": "Aldrig",
        "Hvor ofte er du generet af … [Samarbejde]": "Aldrig",
        "Hvor enig er du i, at der mangler … [Ros]": "Helt uenig",
        "Hvor enig er du i, at der mangler … [Tid]": "Helt uenig",
        "Hvor enig er du i, at der mangler … [Ro]": "Helt uenig",
    }
    assert roles(reading)["department"] == "Afdeling"


@pytest.mark.parametrize("above", [("Afdeling", None), (None, "Afdeling"), ("Afdeling", "Afdeling")])
def test_a_question_repeated_over_each_of_its_items_is_asked_of_them(above: tuple[str | None, str | None]) -> None:
    noise, leader = "Hvor generet er du af støj fra følgende kilder?", "Hvor tilfreds er du med din leders indsats?"
    pleased = ("Meget utilfreds", "Utilfreds", "Tilfreds", "Meget tilfreds")
    reading = read(
        (above[0], noise, noise, leader, leader),
        (above[1], "Maskiner", "Kolleger", "Feedback", "Planlægning"),
        *[("Lager", GRAD[n % 5], GRAD[n % 3], pleased[n % 4], pleased[n % 3]) for n in range(12)],
    )
    assert list(questions(reading)) == [
        *(f"{noise} [Maskiner]", f"{noise} [Kolleger]", f"{leader} [Feedback]", f"{leader} [Planlægning]")
    ]
    assert (reading.sheets[0].respondents, roles(reading)) == (12, {"department": "Afdeling"})


def test_names_of_groups_tell_labels_apart_that_stand_under_several() -> None:
    reading = read(
        (None, "Ledelse", None, None, "Kolleger", None, None),
        ("Afdeling", "Ros", "Hjælp", "Tillid", "Ros", "Hjælp", "Tillid"),
        *[("Køkken", *(GRAD[(n * step) % 5] for step in range(1, 7))) for n in range(9)],
    )
    assert list(questions(reading))[::3] == ["Ledelse [Ros]", "Kolleger [Ros]"]


@pytest.mark.parametrize("upside_down", [False, True])
def test_codes_above_or_below_the_questions_are_passed_over(upside_down: bool) -> None:
    lines: list[tuple[Value, ...]] = [
        ("Q1", "Q2", "Q3"),
        ("Er du generet af støj?", "Er du stresset?", "Trives du her?"),
    ]
    rows = [("Ja", "Nej", "Ja"), ("Nej", "Nej", "Ja"), ("Ja", "Ja", "Nej")] * 3
    reading = read(*(lines[::-1] if upside_down else lines), *rows)
    assert list(questions(reading)) == ["Er du generet af støj?", "Er du stresset?", "Trives du her?"]
    assert reading.sheets[0].rows_used == 9


def test_a_title_block_of_two_columns_is_no_header() -> None:
    reading = read(
        ("Virksomhed:", "Solgården"),
        ("Periode:", "Maj 2026"),
        (),
        ("Afdeling", "Er du generet af støj?", "Er du stresset?", "Trives du her?"),
        *[("Køkken", "Ja", "Nej", "Ja"), ("Lager", "Nej", "Nej", "Ja")] * 3,
    )
    assert (reading.sheets[0].header_row, roles(reading)["department"]) == (4, "Afdeling")


def test_a_note_below_the_table_is_no_respondent() -> None:
    reading = read(
        ("Afdeling", "Er du generet af støj?", "Er du stresset?"),
        *[("Køkken", "Ja", "Nej"), ("Lager", "Nej", "Nej")] * 3,
        (),
        ("Udtrukket af HR",),
    )
    assert survey_of(reading).respondents == {("Køkken",): 3, ("Lager",): 3}
    assert reading.sheets[0].rows_set_aside == 1


# --- Who completed it, examples, empty forms


@pytest.mark.parametrize(
    ("header", "done", "undone"),
    [
        ("statoverall_4", 1, 0),
        ("submitdate. Date submitted", "2026-05-01 10:00:00", None),
        ("Finished", "True", "False"),
        ("Finished", 1, 0),
        ("apv_complete", 2, 0),
        ("Samlet status", "Gennemført", "Nogen svar"),
        ("Status", "Complete", "Partial"),
    ],
)
def test_answers_that_were_not_completed_are_set_aside(header: str, done: Value, undone: Value) -> None:
    reading = read(
        ("Afdeling", header, "Er du generet af støj?", "Er du stresset?"),
        *[("Køkken", done, "Ja", "Nej")] * 4,
        *[("Lager", undone, "Nej", "Nej")] * 2,
    )
    (entry,) = reading.sheets
    assert (entry.rows_used, entry.rows_set_aside) == (4, 2)
    assert survey_of(reading).respondents == {("Køkken",): 4}
    (problem,) = [problem for problem in reading.problems if problem.code == "row-set-aside"]
    assert (problem.where.a1, problem.values["reason"]) == ("6", _("they were not completed"))


def test_a_mark_of_completion_that_nobody_has_says_nothing() -> None:
    reading = read(
        ("submitdate", "Er du generet af støj?", "Er du stresset?"), *[(None, "Ja", "Nej"), (None, "Nej", "Ja")] * 3
    )
    assert reading.sheets[0].rows_used == 6


def test_a_status_of_another_kind_says_nothing() -> None:
    reading = read(
        ("Status", "Er du generet af støj?", "Er du stresset?"),
        *[("Fastansat", "Ja", "Nej"), ("Vikar", "Nej", "Ja")] * 3,
    )
    assert reading.sheets[0].rows_used == 6


def test_previews_of_qualtrics_are_set_aside() -> None:
    reading = read(
        ("Status", "Finished", "Er du generet af støj?", "Er du stresset?"),
        *[("IP Address", "True", "Ja", "Nej")] * 3,
        ("Survey Preview", "True", "Nej", "Nej"),
    )
    assert reading.sheets[0].rows_used == 3
    (problem,) = [problem for problem in reading.problems if problem.code == "row-set-aside"]
    assert problem.values["reason"] == _("they are previews or tests")


def test_what_an_incomplete_answer_said_is_not_counted_anywhere() -> None:
    reading = read(
        ("submitdate", "Er du generet af støj?", "Er du stresset?", "Uddyb gerne"),
        *[(MOMENT, "Ja", "Nej", None)] * 3,
        (None, "Nej", "Ja", "Det er for koldt i hallen"),
    )
    noise, stress = survey_of(reading).answers
    assert (noise.counts, stress.counts) == ({(): (3, 0)}, {(): (3, 0)})
    assert survey_of(reading).comments == ()


def test_an_example_is_no_respondent() -> None:
    reading = read(
        ("Afdeling", "Er du generet af støj?", "Er du stresset?"),
        ("Eksempel", "Ja", "Nej"),
        *[("Køkken", "Ja", "Nej"), ("Lager", "Nej", "Ja")] * 3,
    )
    assert ("Eksempel",) not in survey_of(reading).respondents
    assert reading.sheets[0].rows_set_aside == 1


@pytest.mark.parametrize("filler", [None, 0])
def test_numbered_rows_and_zeros_of_formulas_are_an_empty_form(filler: Value) -> None:
    head = ("Nr.", "Afdeling", "Er du generet af støj?", "Er der lys nok hos jer?", "Har du tid nok til opgaverne?")
    reading = read(head, *[(number, None, *[filler] * 3) for number in range(1, 21)])
    (entry,) = reading.sheets
    assert (entry.importer, entry.rows_used, entry.rows_set_aside) == (ImporterName.SURVEY, 0, 20)
    assert reading.surveys == ()
    assert "no-rows" in codes(reading)


# --- Respondents in columns


def test_respondents_in_columns_are_read_as_if_they_stood_in_rows() -> None:
    reading = read(
        ("Spørgsmål", "R1", "R2", "R3", "R4"),
        ("Afdeling", "Køkken", "Køkken", "Lager", "Lager"),
        ("Er du generet af støj i dit arbejde?", "Ja", "Nej", "Ja", "Ja"),
        ("Har du tid nok til opgaverne?", "Nej", "Nej", "Ja", None),
        ("Har du andet, du vil fortælle os?", None, None, "Gulvet ved døren er meget glat", None),
    )
    survey = survey_of(reading)
    assert survey.respondents == {("Køkken",): 2, ("Lager",): 2}
    noise, time_enough = survey.answers
    assert (noise.question.where.a1, noise.counts[("Lager",)]) == ("A3", (0, 2, 0))
    assert time_enough.counts[("Lager",)] == (0, 1, 1)
    (comment,) = survey.comments
    assert comment.where.a1 == "D5"
    assert codes(reading) == ["transposed-survey"]


def test_a_table_of_questions_by_department_is_not_turned() -> None:
    reading = read(
        ("Spørgsmål", "Køkken", "Lager", "Kontor"),
        ("Er du generet af støj i dit arbejde?", "Ja", "Nej", "Ja"),
        ("Har du tid nok til opgaverne?", "Nej", "Nej", "Ja"),
    )
    assert "transposed-survey" not in codes(reading)


# --- More roles


@pytest.mark.parametrize(
    ("role", "header", "values"),
    [
        ("personal", "Skriv dit navn hvis du vil kontaktes", ("Bo Ibsen", "Ida Holm")),
        ("personal", "Navn og e-mail (frivilligt)", ("Bo, x", "Ida, y")),
        ("personal", "Medarb.nr.", (4001, 4002)),
        ("personal", "Initialer", ("BI", "IH")),
        ("personal", "IP Address", ("192.0.2.1", "192.0.2.2")),
        ("technical", "attribute_3", ("x", "y")),
        ("technical", "groupTime12. Gruppetid", (12.5, 13.5)),
        ("technical", "Tidsstempel", ("01/02/2026 10.30.00", "02/02/2026 11.30.00")),
        ("department", "attribute_1. Afdeling", ("A", "B")),
        ("department", "Lokation", ("Vejle", "Aalborg")),
        ("department", "Org. enhed 4", ("Vejle", "Aalborg")),
        ("department", "Avdelning", ("Nord", "Syd")),
        ("department", "Angiv hvilken enhed du er ansat i", ("A", "B")),
        ("background", "Hvilken afdeling burde få mere hjælp?", ("A", "B")),
        ("background", "Er du mand eller kvinde?", ("Mand", "Kvinde")),
        ("background", "I hvor mange år har du været ansat?", (1, 2, 3, 4)),
        ("background", "Hvor mange timer arbejder du om ugen?", (37, 30, 8)),
        ("background", "Hvad fylder mest lige nu?", ("Støj", "Tempo", "Kulde")),
        ("choices", "Hvad bruger du?", ("Skærm, Headset", "Headset", "Truck, Skærm", "Truck")),
        ("choices", "Problemer [Støj]", (0, 1)),
        ("question", "Er du generet af støj ved din plads?", (0, 1)),
        ("question", "Hvor ofte bliver du forstyrret?", ("Ja, dagligt", "Ja, ugentligt", "Nej", "Nej, aldrig")),
        ("question", "Er du tryg ved din leder?", ("Y", "N")),
        ("comment", "Andre emner [Andet]", ("Vi mangler stikkontakter på gangen", None)),
        (
            "comment",
            "Hvordan er samarbejdet i din afdeling?",
            ("Det går rigtig godt hos os", "Vi taler for lidt sammen"),
        ),
    ],
)
def test_headers_vary_and_are_understood(role: str, header: str, values: tuple[Value, ...]) -> None:
    assert column(header, *values) == role


def test_bare_zeros_and_ones_beside_yes_and_no_in_words_have_no_direction() -> None:
    text = "Er du generet af støj ved din plads?"
    reading = read(("Er du stresset?", text), *[("Ja", 0), ("Nej", 1)] * 4)
    assert questions(reading)[text].certainty is Certainty.UNKNOWN


def test_coded_answers_of_a_survey_tool_are_asked_about() -> None:
    reading = read(
        ("id", "submitdate", "Q1[SQ001]", "Q1[SQ002]"),
        *[(number, MOMENT, f"A{1 + number % 5}", f"A{1 + number % 4}") for number in range(12)],
    )
    assert codes(reading) == ["unknown-scale", "unknown-scale"]


def test_names_of_columns_cut_to_eight_characters_are_still_technical() -> None:
    reading = read(
        ("response", "created", "statc_11", "stato_4", "s_1", "s_2", "s_3"),
        *[(number, MOMENT, 0, 1, 1 + number % 5, 1 + number % 4, 1 + number % 3) for number in range(12)],
    )
    assert roles(reading) == {"technical": "response, created, statc_11, stato_4"}


def test_levels_with_numbers_go_by_their_numbers() -> None:
    reading = read(
        ("Niveau 2", "Niveau 1", "Er du generet af støj?", "Er du stresset?"),
        *[("Køkken", "Nord", "Ja", "Nej"), ("Køkken", "Syd", "Nej", "Nej"), ("Køkken", "Øst", "Nej", "Ja")],
    )
    assert ("Nord", "Køkken") in survey_of(reading).respondents


def test_a_ranking_without_a_common_header_is_no_scale() -> None:
    orders = [(1, 2, 3, 4), (4, 3, 2, 1), (2, 1, 4, 3), (3, 4, 1, 2)]
    reading = read(
        ("Støj", "Lys", "Luft", "Ro", "I hvor høj grad er du stresset?"),
        *((*order, GRAD[order[0]]) for order in orders * 2),
    )
    assert roles(reading)["choices"] == "Støj, Lys, Luft, Ro"


def test_points_that_are_shared_out_are_no_scale() -> None:
    shares = [(50, 30, 20), (0, 0, 100), (5, 5, 90)]
    head = (
        "Fordel 100 point [Løn]",
        "Fordel 100 point [Ro]",
        "Fordel 100 point [Mad]",
        "I hvor høj grad er du stresset?",
    )
    reading = read(head, *((*share, GRAD[n % 5]) for n, share in enumerate(shares * 3)))
    assert roles(reading)["choices"].count("Fordel 100 point") == 3


# --- Questions that go against each other


def test_questions_whose_scores_go_against_each_other_are_named_with_their_correlation() -> None:
    head = ("Er du tryg ved dit arbejde?", "Er du generet af støj?", "Er du stresset?")
    rows = [("Ja", "Ja", "Nej"), ("Nej", "Nej", "Ja"), ("Ja", "Ja", "Nej"), ("Nej", "Ja", "Ja")] * 10
    (first, second) = survey_of(read(head, *rows)).opposed
    assert (first.first.a1, first.second.a1, first.respondents) == ("A1", "B1", 40)
    assert first.correlation == pytest.approx(-0.577, abs=0.001)
    assert (second.first.a1, second.second.a1) == ("B1", "C1")


def test_a_correlation_is_told_among_those_who_answered_both() -> None:
    head = ("Er du tryg ved dit arbejde?", "Er du generet af støj?")
    rows = [("Ja", "Ja"), ("Nej", "Nej")] * 15 + [("Ja", None), (None, "Nej"), ("Ja", "Ved ikke")] * 20
    (opposed,) = survey_of(read(head, *rows)).opposed
    assert (opposed.correlation, opposed.respondents) == (-1, 30)


def test_few_respondents_tell_no_correlation() -> None:
    head = ("Er du tryg ved dit arbejde?", "Er du generet af støj?")
    assert survey_of(read(head, *[("Ja", "Ja"), ("Nej", "Nej")] * 14)).opposed == ()


@settings(max_examples=30)
@given(st.lists(st.tuples(_ANSWERS, _ANSWERS, st.sampled_from(["Ja", "Nej", None])), min_size=40, max_size=80))
def test_correlations_are_those_of_the_scores(rows: list[tuple[Value, ...]]) -> None:
    head = ("I hvor høj grad er du generet af støj?", "I hvor høj grad er du tryg?", "Er du stresset?")
    survey = survey_of(read(head, *rows, *[(answer, answer, "Ja") for answer in GRAD]))
    scores = [dict(zip(a.question.answers, a.question.scores, strict=True)) for a in survey.answers]
    full = [*rows, *[(answer, answer, "Ja") for answer in GRAD]]
    for opposed in survey.opposed:
        left, right = (ref.column - 1 for ref in (opposed.first, opposed.second) if ref.column)
        pairs = [(scores[left].get(row[left]), scores[right].get(row[right])) for row in full]
        both = [(x, y) for x, y in pairs if x is not None and y is not None]
        assert opposed.respondents == len(both)
        assert opposed.correlation == pytest.approx(np.corrcoef(*zip(*both, strict=True))[0, 1], abs=0.001)
        assert opposed.correlation <= -0.3


def test_options_that_are_marked_or_blank_are_choices_but_never_violence() -> None:
    head = ("Q1[1]", "Q1[2]", "Q1[other]", "Har du oplevet [Vold]", "Har du oplevet [Trusler]", "Er du stresset?")
    texts = ("Cykel og bus", "Gåben hele vejen")
    reading = read(
        head,
        *[("Y", None, texts[n % 2], None, "Ja", GRAD[n % 5]) for n in range(6)],
        *[(None, "Y", None, "Ja", None, GRAD[n % 5]) for n in range(6)],
    )
    assert roles(reading)["choices"] == "Q1[1], Q1[2]"
    assert [text for text in questions(reading) if "oplevet" in text] == list(head[3:5])


def test_options_under_their_own_names_are_choices() -> None:
    reading = read(
        ("Respondent ID", "Hvad bruger du?", None, "Køn", "Hvor enig er du?", None),
        (None, "Skærm", "Truck", "Response", "Jeg trives", "Jeg er stresset"),
        *[(n, "Skærm" if n % 2 else None, "Truck" if n % 3 else None, "Mand", "Enig", "Uenig") for n in range(8)],
        (9, "Skærm", None, "Kvinde", "Helt enig", "Enig"),
    )
    assert roles(reading)["choices"] == "Hvad bruger du? [Skærm], Hvad bruger du? [Truck]"
    assert list(questions(reading)) == ["Hvor enig er du? [Jeg trives]", "Hvor enig er du? [Jeg er stresset]"]


# --- An answer a row


def test_answers_in_rows_of_their_own_are_gathered_by_respondent() -> None:
    asked = ("Er du generet af støj i dit arbejde?", "Har du tid nok til opgaverne?", "Er der andet?")
    told = [
        ("Ja", "Nej", "Gulvet ved døren er meget glat"),
        ("Nej", "Ja", None),
        ("Ja", "Ja", None),
        ("Ja", None, None),
    ]
    rows = [
        (person, "Køkken" if person < 2 else "Lager", question, answer)
        for person, answers in enumerate(told)
        for question, answer in zip(asked, answers, strict=True)
    ]
    reading = read(("Respondent", "Afdeling", "Spørgsmål", "Svar"), *rows)
    (entry,) = reading.sheets
    survey = survey_of(reading)
    assert (entry.rows_read, entry.rows_used, entry.rows_set_aside) == (12, 4, 8)
    assert survey.respondents == {("Køkken",): 2, ("Lager",): 2}
    noise, time_enough = survey.answers
    assert (noise.question.text, noise.question.where.a1) == (asked[0], "C2")
    assert time_enough.counts[("Lager",)] == (0, 1, 1)
    (comment,) = survey.comments
    assert (comment.where.a1, comment.department) == ("D4", ("Køkken",))


def test_the_long_form_of_surveyxact_takes_the_value_that_is_there() -> None:
    rows = [
        row
        for person in range(12)
        for row in (
            (person, "s_1", 1 + person % 5, None),
            (person, "s_2", 1 + person % 4, None),
            (person, "s_3", None, "x"),
        )
    ]
    reading = read(("respondent_id", "variableName", "value_single_multiple", "value_string"), *rows)
    assert reading.sheets[0].respondents == 12
    assert list(questions(reading))[:2] == ["s_1", "s_2"]


def test_a_list_with_two_answers_to_one_question_is_not_gathered() -> None:
    rows = [(n % 3, "Støj" if n % 2 else "Lys", ("Ja", "Nej")[n % 2]) for n in range(12)]
    reading = read(("Respondent", "Spørgsmål", "Svar"), *rows)
    assert all(entry.rows_set_aside != 9 for entry in reading.sheets)


def test_a_title_of_two_cells_above_names_of_groups_is_no_header() -> None:
    reading = read(
        ("Trivselsmåling", "2026"),
        (),
        (None, "Ledelse", None, "Kolleger", None),
        ("Afdeling", "Ros", "Hjælp", "Ros", "Hjælp"),
        *[(("Køkken", "Lager")[n % 2], GRAD[n % 5], GRAD[n % 4], GRAD[n % 3], GRAD[(n + 1) % 5]) for n in range(11)],
    )
    assert list(questions(reading)) == ["Ledelse [Ros]", "Ledelse [Hjælp]", "Kolleger [Ros]", "Kolleger [Hjælp]"]


def test_the_mark_of_completion_may_be_one_of_several_of_a_status() -> None:
    reading = read(
        ("Samlet status - Nogen svar", "Samlet status - Gennemført", "Er du generet af støj?", "Er du stresset?"),
        *[("Ikke valgt", "Valgt", "Ja", "Nej")] * 4,
        *[("Valgt", "Ikke valgt", "Nej", "Nej")] * 3,
    )
    assert (reading.sheets[0].rows_used, reading.sheets[0].rows_set_aside) == (4, 3)


def test_how_many_gave_each_answer_is_no_survey() -> None:
    rows = [(answer, number, f"{number} %") for answer, number in zip(GRAD, (13, 15, 18, 17, 11), strict=False)]
    head = ("I hvor høj grad er du tryg?", "Respondenter", "Procent")
    grid = Grid("f", "s", [head, *rows, ("I alt", 74, "100 %")])
    assert SurveyImporter().identify(grid, Context(CATALOGUE)) is None


def test_a_colour_for_each_theme_and_department_is_no_survey() -> None:
    rows = [("Støj", "Grøn", "Rød"), ("Kemi", "Gul", "Gul"), ("Ledelse", "Rød", "Grøn"), ("Løft", "Gul", "Grøn")]
    grid = Grid("f", "s", [("Tema", "Depot 1", "Depot 2"), *rows])
    assert SurveyImporter().identify(grid, Context(CATALOGUE)) is None


def test_a_row_that_repeats_several_like_header_lines_is_counted_once() -> None:
    head = ("#", "%")
    rows = [head, head, head, ("- ikke ok", "- ikke ok"), head, head]
    (entry,) = read_sheet(Grid("f", "s", rows, merged=[(0, 0, 1, 1)]), Context(CATALOGUE)).sheets
    assert (entry.rows_read, entry.rows_used, entry.rows_set_aside) == (3, 1, 2)


# --- What must never happen, as options of one question


def happened(reading: Reading) -> dict[str, tuple[int, ...]]:
    """Question -> how many answered best, worst and not at all."""
    return {
        answers.question.text.rsplit(" – ", 1)[-1]: tuple(
            answers.counts.totals[place]
            for place in (*map(answers.question.answers.index, (answers.question.best, answers.question.worst)), -1)
        )
        for answers in survey_of(reading).answers
        if answers.question.where.option
    }


@pytest.mark.parametrize(
    ("header", "given"),
    [
        ("Hvad har du oplevet på arbejdet det seneste år?", ("Mobning;", "Nej;", "Trusler;Vold;", "Nej;", None)),
        ("Har du været udsat for noget af følgende?", ("Mobning", "Nej, intet", "Trusler, Vold", "Nej, intet", None)),
    ],
)
def test_each_option_that_must_never_happen_is_counted_among_those_who_answered(
    header: str, given: tuple[str | None, ...]
) -> None:
    rows = [("Har du tid nok?", header), *((("Ja", "Nej")[row % 2], given[row % 5]) for row in range(40))]
    reading = read(*rows)
    assert happened(reading) == {"Mobning": (24, 8, 8), "Trusler": (24, 8, 8), "Vold": (24, 8, 8)}
    asked = [answers.question for answers in survey_of(reading).answers]
    assert len({question.where for question in asked}) == len(asked) == 4
    assert all(question.certainty is Certainty.KNOWN for question in asked)


def test_what_somebody_wrote_in_beside_the_options_is_no_question() -> None:
    written = "Mobning;Andet: vold fra ham på kontoret der altid driller;"
    rows = [("Har du tid nok?", "Hvad har du oplevet?")]
    rows += [("Ja", ("Mobning;", "Nej;", written, "Mobning;Vold;")[row % 4]) for row in range(40)]
    assert happened(read(*rows)) == {"Mobning": (10, 30, 0), "Vold": (30, 10, 0)}


def test_boxes_chosen_or_not_under_what_must_never_happen_are_yes_and_no() -> None:
    rows = [("Har du tid nok?", "Udsat for: Trusler om vold", "Udsat for: Intet af dette")]
    rows += [("Ja", ("Valgt", "Ikke valgt")[row % 5 > 0], ("Ikke valgt", "Valgt")[row % 5 > 0]) for row in range(40)]
    question = questions(read(*rows))["Udsat for: Trusler om vold"]
    assert (question.best, question.worst) == ("Ikke valgt", "Valgt")


@pytest.mark.parametrize(
    ("header", "options"),
    [
        ("Hvilke af vores politikker kender du?", "Mobning;Vold og trusler;"),
        ("Hvilke emner skal vi arbejde med?", "Mobning;Forebyggelse af vold;"),
        ("Hvad har du fået undervisning i?", "Vold;Mobning;"),
        ("Jeg får støtte af min leder", "TRUE"),
    ],
)
def test_options_of_what_did_not_happen_to_anybody_are_not_counted(header: str, options: str) -> None:
    rows = [("Har du tid nok?", header), *(("Ja", options if row % 2 else "Mobning;") for row in range(40))]
    assert not happened(read(*rows))


@pytest.mark.parametrize("mark", ["Y", "Ja", "1", ""])
@pytest.mark.parametrize("code", ["", "q7[SQ00{}]. "])
def test_a_blank_beside_options_that_are_ticked_is_one_not_chosen(code: str, mark: str) -> None:
    options = ("Støj", "Træk og kulde", "Mobning", "Nej, intet", "Andet")
    asked = "Er du blevet udsat for noget af følgende?"
    rows: list[tuple[Value, ...]] = [
        ("Har du tid nok?", *(f"{code.format(place)}{asked} [{option}]" for place, option in enumerate(options)))
    ]
    for row in range(40):
        chosen = (row % 4 == 0, row % 5 == 0, row % 4 == 1, row % 4 == 2)
        ticks = [(mark or option) if is_so else None for option, is_so in zip(options, chosen, strict=False)]
        rows.append(("Ja", *ticks, f"noget {row}" if row in (3, 7) else None))
    reading = read(*rows)
    assert set(questions(reading)) == {"Har du tid nok?", f"{code.format(2)}{asked} [Mobning]"}
    (counts,) = (one.counts.totals for one in survey_of(reading).answers if "Mobning" in one.question.text)
    assert list(counts) == [22, 10, 8]


def test_options_with_their_own_name_or_blank_are_known_without_the_question() -> None:
    rows: list[tuple[Value, ...]] = [("Har du tid nok?", "Støj", "Løft: Hvad generer dig?", "Generer - Træk")]
    rows += [("Ja", "Støj" if n % 2 else None, None if n % 3 else "Løft", "Træk" if n % 4 else None) for n in range(12)]
    assert len(roles(read(*rows))["choices"].split(", ")) == 3


@pytest.mark.parametrize("denial", ["Har ikke oplevet vold", "Hverken mobning eller vold", "Aldrig oplevet mobning"])
def test_an_option_that_denies_what_must_never_happen_is_no_harm(denial: str) -> None:
    rows = [("Har du tid nok?", "Har du været udsat for noget af følgende?")]
    rows += [("Ja", ("Mobning;", f"{denial};", "Vold;")[row % 3]) for row in range(30)]
    assert set(happened(read(*rows))) == {"Mobning", "Vold"}


def test_an_option_keeps_the_commas_in_its_brackets() -> None:
    rows = [("Har du tid nok?", "Hvad har du oplevet?")]
    rows += [("Ja", ("Vold (slag, spark), Mobning", "Mobning", "Nej")[row % 3]) for row in range(30)]
    assert happened(read(*rows)) == {"Mobning": (10, 20, 0), "Vold (slag, spark)": (20, 10, 0)}


# --- One row per department

UNITS = ("Lager", "Kontor", "Værksted", "Kantine", "Salg")


@pytest.mark.parametrize(
    "marks", [("Rød", "Gul", "Grøn"), ("Godt", "Middel", "Dårligt"), ("Tilfreds", "Neutral", "Utilfreds")]
)
@pytest.mark.parametrize("beside", [(), ("Antal svar", 12, 30), ("Svarprocent", "70 %", "85 %")])
def test_a_row_of_ratings_per_department_is_told_and_not_taken_for_answers(
    marks: tuple[str, ...], beside: tuple[Value, ...]
) -> None:
    rows = [
        (unit, *beside[1 + number % 2 : 2 + number % 2], marks[number % 3], marks[number % 2], marks[-1 - number % 2])
        for number, unit in enumerate(UNITS)
    ]
    reading = read(("Trivsel 2026",), ("Afdeling", *beside[:1], "Støj", "Ledelse", "Stress"), *rows)
    assert codes(reading) == ["department-ratings"]
    assert not reading.surveys
    assert reading.sheets[0].rows_rejected == 7


def test_a_row_of_numbers_per_department_is_told_too() -> None:
    rows = [(unit, 1 + number, 5 - number, 3) for number, unit in enumerate(UNITS)]
    reading = read(("1 = meget utilfreds, 5 = meget tilfreds",), ("Afdeling", "Støj", "Ledelse", "Lys"), *rows)
    assert codes(reading) == ["department-ratings"]


@pytest.mark.parametrize(
    ("headers", "units"),
    [
        (("Afdeling", "Er du generet af støj?", "Får du den hjælp, du har brug for?"), UNITS),
        (("Afdeling", "Støj", "Ledelse"), (*UNITS, "Lager")),
        (("Starttidspunkt", "Afdeling", "Støj", "Ledelse"), UNITS),
    ],
)
def test_persons_who_each_belong_to_another_department_have_answered_all_the_same(
    headers: tuple[str, ...], units: tuple[str, ...]
) -> None:
    before = (MOMENT,) if len(headers) > 3 else ()
    rows = [(*before, unit, ("Tilfreds", "Utilfreds")[number % 2], "Tilfreds") for number, unit in enumerate(units)]
    assert sum(survey_of(read(headers, *rows)).respondents.values()) == len(units)


def test_ratings_of_departments_are_answers_where_a_person_says_so() -> None:
    grid = Grid("svar.xlsx", "Ark1", [("Afdeling", "Støj", "Ledelse"), *[(unit, "Rød", "Grøn") for unit in UNITS]])
    decision = SheetDecision("svar.xlsx", "Ark1", ImporterName.SURVEY)
    reading = read_sheet(grid, Context(CATALOGUE, decisions=(decision,)))
    assert sum(survey_of(reading).respondents.values()) == len(UNITS)


# --- Headers that only mention a department


@pytest.mark.parametrize(
    "answers", [("Blå", "Lilla", "Sort", "Hvid"), ("Steget", "Uændret", "Faldet"), ("A", "B", "C")]
)
@pytest.mark.parametrize(
    "header", ["Lyset på min arbejdsplads", "Støj på arbejdspladsen", "Samarbejdet i min afdeling"]
)
def test_what_is_said_about_a_department_is_no_department(header: str, answers: Sequence[str]) -> None:
    rows = [(("Køkken", "Lager")[place % 2], "Ja", answers[place % len(answers)]) for place in range(24)]
    reading = read(("Afdeling", "Er du generet af støj?", header), *rows)
    assert set(survey_of(reading).respondents) == {("Køkken",), ("Lager",)}
    assert header in questions(reading)
    assert codes(reading).count("unknown-scale") == 1


@pytest.mark.parametrize(
    "header", ["Sted for hændelsen", "Sted hvor det skete", "Tidligere afdeling", "Ønsket arbejdssted", "Tone i teamet"]
)
def test_places_where_the_respondent_does_not_belong_are_no_departments(header: str) -> None:
    rows = [(("Køkken", "Lager")[place % 2], "Ja", ("Gangen", "Gården")[place % 3 % 2]) for place in range(24)]
    reading = read(("Afdeling", "Er du generet af støj?", header), *rows)
    assert set(survey_of(reading).respondents) == {("Køkken",), ("Lager",)}


@pytest.mark.parametrize(
    "header", ["Stue", "Team", "Vælg dit team i afdelingen", "Navn på afdeling", "Ansat i afdeling"]
)
def test_groups_that_are_called_by_colours_are_departments(header: str) -> None:
    rows = [(("Rød", "Gul", "Grøn")[place % 3], ("Ja", "Nej")[place % 2]) for place in range(24)]
    reading = read((header, "Er du generet af støj?"), *rows)
    assert set(survey_of(reading).respondents) == {("Rød",), ("Gul",), ("Grøn",)}


def test_a_statement_that_is_true_or_false_is_a_question_and_options_are_not() -> None:
    rows = [("Køkken", "Ja", ("Sand", "Falsk")[place % 2], ("Sand", "Falsk")[place % 3 % 2]) for place in range(24)]
    reading = read(("Afdeling", "Er du generet af støj?", "Jeg får støtte af min leder", "Varme"), *rows)
    question = questions(reading)["Jeg får støtte af min leder"]
    assert (question.scale, question.best) == ("ja-nej", "Sand")
    assert "Varme" not in questions(reading)
    assert "unknown-scale" not in codes(reading)


# --- Trials and doubles


@pytest.mark.parametrize("name", ["TEST", "Testafdeling", "Prøve", "asdf", "xxx"])
def test_a_department_that_is_a_trial_is_set_aside_and_one_of_many_is_a_department(name: str) -> None:
    header = ("Afdeling", "Er du generet af støj?")
    rows = [("Lager", ("Ja", "Nej")[place % 2]) for place in range(20)]
    reading = read(header, *rows, (name, "Ja"), (name, "Nej"))
    assert set(survey_of(reading).respondents) == {("Lager",)}
    assert codes(reading) == ["row-set-aside"]
    many = read(header, *rows, *[(name, "Ja")] * 4)
    assert survey_of(many).respondents == {("Lager",): 20, (name,): 4}


@pytest.mark.parametrize(
    ("header", "good", "bad"),
    [
        ("Response Type", "Normal", "Test"),
        ("Respondenttype", "Medarbejder", "Testbesvarelse"),
        ("Status", "Complete", "Partially Complete"),
        ("Svarstatus", "Fuldt besvaret", "Delvist besvaret"),
    ],
)
def test_tests_and_unfinished_answers_are_known_by_the_words_of_the_tools(header: str, good: str, bad: str) -> None:
    rows = [("Lager", (good, bad)[place % 4 == 3], ("Ja", "Nej")[place % 2]) for place in range(20)]
    reading = read(("Afdeling", header, "Er du generet af støj?"), *rows)
    assert survey_of(reading).respondents == {("Lager",): 15}
    assert codes(reading) == ["row-set-aside"]


@pytest.mark.parametrize("header", ["ID", "Respondent-ID", "Svarnr."])
def test_a_row_that_repeats_one_of_the_same_respondent_is_counted_once(header: str) -> None:
    rows = [(100 + place, "Lager", ("Ja", "Nej")[place % 2]) for place in range(20)]
    reading = read((header, "Afdeling", "Er du generet af støj?"), *rows, rows[0], rows[3], rows[3])
    assert survey_of(reading).respondents == {("Lager",): 20}
    assert codes(reading) == ["row-set-aside"]
    changed = read((header, "Afdeling", "Er du generet af støj?"), *rows, (100, "Lager", "Nej"))
    assert survey_of(changed).respondents == {("Lager",): 21}


def test_a_row_that_repeats_the_moment_of_another_is_counted_once_and_one_of_the_same_day_is_not() -> None:
    times = [(f"2026-03-01 08:{place:02}:17", "Lager", ("Ja", "Nej")[place % 2]) for place in range(20)]
    reading = read(("Tidsstempel", "Afdeling", "Er du generet af støj?"), *times, times[4])
    assert survey_of(reading).respondents == {("Lager",): 20}
    days = [(f"2026-03-{place + 1:02}", "Lager", ("Ja", "Nej")[place % 2]) for place in range(20)]
    reading = read(("Tidsstempel", "Afdeling", "Er du generet af støj?"), *days, days[4])
    assert survey_of(reading).respondents == {("Lager",): 21}


def test_a_column_that_only_numbers_the_departments_beside_it_makes_no_level() -> None:
    places = (("0101", "Børnehave"), ("0102", "SFO"), ("0103", "Køkken"))
    rows = [(*places[place % 3], ("Ja", "Nej")[place % 2]) for place in range(24)]
    reading = read(("Afdelingskode", "Afdelingsnavn", "Er du generet af støj?"), *rows)
    assert set(survey_of(reading).respondents) == {("Børnehave",), ("SFO",), ("Køkken",)}


# --- A question above the table that its headers complete


@pytest.mark.parametrize(
    ("stem", "answers", "best"),
    [
        ("Hvor generet er du af følgende? (1 = slet ikke, 5 = meget)", (1, 3, 4, 5), "1"),
        ("Hvor tilfreds er du med følgende? 1 = slet ikke, 5 = meget", (1, 3, 4, 5), "5"),
        (
            "I hvilken grad er du tilfreds med følgende?",
            ("Slet ikke", "I høj grad", "I meget høj grad"),
            "I meget høj grad",
        ),
        ("Har I problemer med følgende?", ("Ja", "Nej"), "Nej"),
        (
            "How satisfied are you with the following?",
            ("Very dissatisfied", "Satisfied", "Very satisfied"),
            "Very satisfied",
        ),
    ],
)
def test_short_headers_are_judged_with_the_question_above_them(
    stem: str, answers: tuple[Value, ...], best: str
) -> None:
    rows = [("Lager", *(answers[(place + shift) % len(answers)] for shift in range(3))) for place in range(24)]
    asked = questions(read((stem,), ("Afdeling", "Støj", "Ledelse", "Lys"), *rows))
    assert {text: question.best for text, question in asked.items()} == {"Støj": best, "Ledelse": best, "Lys": best}


@pytest.mark.parametrize("title", ["Er du stresset? Så ring til os", "Hvad er en APV?", "Er du stresset?"])
def test_a_title_that_asks_of_something_else_directs_no_question(title: str) -> None:
    asked = questions(read((title,), ("Afdeling", "Samarbejde", "Støj", "Ros"), *_YES_OR_NO))
    assert {text: question.best for text, question in asked.items()} == {
        "Samarbejde": "Ja",
        "Støj": "Nej",
        "Ros": "Ja",
    }


def test_what_a_person_decided_of_a_short_header_goes_before_the_question_above() -> None:
    stem, headers = "Har I problemer med følgende?", ("Afdeling", "Støj", "Lys", "Ledelse")
    asked = questions(read((stem,), headers, *_YES_OR_NO, directions={"Støj": "Ja"}))
    assert (asked["Støj"].best, asked["Lys"].best) == ("Ja", "Nej")


_YES_OR_NO = [("Lager", *("Ja", "Nej", "Ja", "Nej")[place % 2 :][:2], ("Ja", "Nej")[place % 2]) for place in range(24)]


def test_comments_whose_words_are_headers_of_a_round_stay_comments() -> None:
    said = ["Larmen er ulidelig", "Der er træk ved port 3", "Lederen råber", "Mangler", "Luften er dårlig", "For varmt"]
    about = ["Støj", "Kulde", "Ledelse", "Udstyr", "Luft", "Kulde"]
    reading = read(("Afdeling", "Tema", "Kommentar"), *zip(["Lager", "Køkken"] * 3, about, said, strict=True))
    assert len(survey_of(reading).comments) == 6


def test_the_order_in_which_items_were_shown_is_no_answer() -> None:
    shown = "Hvor enig er du? - Display Order - Jeg har tid nok"
    reading = read(
        ("Hvor enig er du? - Jeg har tid nok", shown),
        *[(("Helt enig", "Enig", "Uenig")[n % 3], 1 + n % 4) for n in range(12)],
    )
    assert (len(questions(reading)), roles(reading)["technical"]) == (1, shown)


def test_a_question_of_degree_with_0_and_1_alone_is_no_closed_question() -> None:
    rows = [("Køkken", number % 2) for number in range(20)]
    for asked in ("I hvor høj grad er du generet af støj?", "Fra 0 til 10, hvor generet er du af støj?"):
        assert "one-is-yes" not in codes(read(("Afdeling", asked), *rows))
    assert "one-is-yes" in codes(read(("Afdeling", "Er du generet af støj?"), *rows))


@pytest.mark.parametrize("everywhere", ["Alle", "Samlet", "Hele huset"])
def test_who_works_everywhere_belongs_to_no_department_and_is_no_total(everywhere: str) -> None:
    named = [("Køkken", "Lager", everywhere)[number % 3] for number in range(24)]
    rows = [(name, "Ja" if number % 2 else "Nej") for number, name in enumerate(named)]
    reading = read(("Afdeling", "Er du generet af støj på din arbejdsplads?"), *rows)
    assert survey_of(reading).respondents == {("Køkken",): 8, ("Lager",): 8, (): 8}


def test_what_limesurvey_tells_of_the_filling_in_is_no_question() -> None:
    reading = read(
        ("Svar-ID", "Sidste side", "Startsprog", "Er du generet af støj?"),
        *((number, 1 + number % 4, "da", "Ja" if number % 2 else "Nej") for number in range(1, 13)),
    )
    assert list(questions(reading)) == ["Er du generet af støj?"]


# --- Boxes and notes as people write them


def boxes(*header: str) -> Reading:
    people = [
        ("Lager" if number % 2 else "Kontor", *map(int, f"{number % 8:03b}"), number % 4 == 0) for number in range(24)
    ]
    return read(("Afdeling", *header), *((place, *ticks, int(none)) for place, *ticks, none in people))


@pytest.mark.parametrize(
    "stem", ["Hvad generer dig?", "Er du udsat for noget af følgende?", "Hvad belaster dig? (flere svar)"]
)
def test_options_that_are_0_or_1_below_what_is_bad_are_yes_and_no(stem: str) -> None:
    reading = boxes(f"{stem} - Støj", f"{stem} - Træk", f"{stem} - Tidspres", f"{stem} - Intet af dette")
    assert {question.text.rpartition(" - ")[2]: question.best for question in questions(reading).values()} == {
        "Støj": "0",
        "Træk": "0",
        "Tidspres": "0",
    }
    assert codes(reading) == ["one-is-yes"]


def test_options_of_what_somebody_wants_are_not_read_as_what_is_bad() -> None:
    stem = "Hvad skal vi arbejde med i år?"
    reading = boxes(*(f"{stem} - {option}" for option in ("Støj", "Træk", "Tidspres", "Pauser")))
    assert all(question.certainty is Certainty.UNKNOWN for question in questions(reading).values())


def test_who_was_exposed_to_none_of_it_says_nothing_bad() -> None:
    stem = "Hvad har du været udsat for?"
    rows = [("Lager", *("Ja" if number == place else "Nej" for place in range(3))) for number in (0, 1, 2, 2, 2, 2)]
    reading = read(("Afdeling", f"{stem} [Mobning]", f"{stem} [Vold]", f"{stem} [Ingen af delene]"), *rows)
    assert {question.text: question.best for question in questions(reading).values()} == {
        f"{stem} [Mobning]": "Nej",
        f"{stem} [Vold]": "Nej",
    }


def numbers_below(note: str, top: int, *header: str) -> dict[str, Question]:
    rows = [("Lager", *(1 + (number + place) % top for place in range(len(header)))) for number in range(12)]
    return questions(read((note,), ("Afdeling", *header), *rows))


@pytest.mark.parametrize(
    ("note", "top", "most_is_agreeing"),
    [
        ("Svar på en skala fra 1 til 5: 1 Slet ikke – 5 I meget høj grad", 5, True),
        ("1 Aldrig 2 Sjældent 3 Af og til 4 Ofte 5 Altid", 5, True),
        ("Der er svaret på en skala fra 1-6, hvor 6 = meget uenig", 6, False),
        ("Skala 1-5, hvor 5 er helt enig", 5, True),
    ],
)
def test_a_note_that_tells_one_end_or_has_no_signs_explains_the_numbers(
    note: str, top: int, *, most_is_agreeing: bool
) -> None:
    asked = numbers_below(note, top, "Jeg får hjælp af mine kolleger", "Jeg er stresset")
    best = {True: str(top), False: "1"}
    assert asked["Jeg får hjælp af mine kolleger"].best == best[most_is_agreeing]
    assert asked["Jeg er stresset"].best == best[not most_is_agreeing]


def test_a_note_that_5_is_best_leaves_open_what_it_means_to_agree_with_something_bad() -> None:
    asked = numbers_below("Skala 1-5, hvor 5 er bedst", 5, "Jeg får hjælp af mine kolleger", "Jeg er stresset", "Støj")
    assert asked["Jeg får hjælp af mine kolleger"].best == asked["Støj"].best == "5"
    assert asked["Jeg er stresset"].certainty is Certainty.UNKNOWN


@pytest.mark.parametrize("note", ["Besvaret af 12 personer", "Uge 41 til 42: 12 svar", "APV 2026, 3. runde"])
def test_a_note_without_answers_explains_no_numbers(note: str) -> None:
    asked = numbers_below(note, 5, "Jeg får hjælp af mine kolleger", "Jeg er stresset")
    assert all(question.certainty is Certainty.UNKNOWN for question in asked.values())


def test_a_statement_about_the_leader_in_numbers_is_a_question_beside_the_others() -> None:
    asked = numbers_below("1 = Helt enig … 5 = Helt uenig, 6 = Ved ikke", 6, "Jeg er stresset", "Min leder støtter mig")
    assert {text: question.best for text, question in asked.items()} == {
        "Jeg er stresset": "5",
        "Min leder støtter mig": "1",
    }


def test_letters_that_a_line_above_explains_are_answers() -> None:
    note = "HE = helt enig, E = enig, V = hverken/eller, U = uenig, HU = helt uenig, X = ved ikke"
    letters = ("HE", "E", "V", "U", "HU", "X", "e", "HE")
    rows = [("AB"[number % 2], letter, letters[-1 - number]) for number, letter in enumerate(letters)]
    asked = questions(read((note,), ("Afdeling", "Min leder støtter mig", "Jeg er stresset"), *rows))
    assert {text: (question.scale, question.best) for text, question in asked.items()} == {
        "Min leder støtter mig": ("enig-5", "helt enig"),
        "Jeg er stresset": ("enig-5", "helt uenig"),
    }


def test_letters_that_no_line_explains_are_no_answers() -> None:
    rows = [("Lager", "ABC"[number % 3], "Enig" if number % 2 else "Uenig") for number in range(12)]
    reading = read(("A = aften, B = dag, C = nat",), ("Afdeling", "Jeg er på hold", "Jeg er stresset"), *rows)
    assert questions(reading)["Jeg er stresset"].best == "Helt uenig"
    assert "Jeg er på hold" not in {text for text, asked in questions(reading).items() if asked.best}


# --- Respondents in columns, told by numbers or names


RATED = (
    ("Jeg har tid nok til mine opgaver", 4, 2, 5, 3, 1, 4),
    ("Støj generer mig", 1, 5, 3, 2, 4, 5),
    ("Min leder støtter mig", 5, 4, 4, 2, 3, 5),
)


@pytest.mark.parametrize(
    "heads",
    [
        [f"Medarb. {number}" for number in range(1, 7)],
        [f"Skema {number}" for number in range(1, 7)],
        ["Anne", "Bo", "Carl", "Dorte", "Erik", "Ida Holm"],
    ],
)
def test_what_persons_in_columns_answered_with_numbers_is_never_a_department_s_result(heads: list[str]) -> None:
    reading = read(
        ("Skala 1-5, hvor 5 er helt enig",),
        ("Spørgsmål", *heads, "Gennemsnit"),
        *((*row, 3.2) for row in RATED),
    )
    assert reading.summaries == ()
    assert survey_of(reading).respondents == {(): 6}
    noise = questions(reading)["Støj generer mig"]
    assert (noise.best, noise.worst) == ("1", "5")
    assert not any(name in str(reading.surveys) for name in heads)


def test_numbers_under_answers_are_how_many_gave_them_and_no_respondents() -> None:
    reading = read(
        ("Spørgsmål", "Svar 1", "Svar 2", "Svar 3", "Svar 4", "Svar 5"),
        ("Jeg har tid nok til mine opgaver", 2, 3, 4, 1, 5),
        ("Støj generer mig hver dag", 5, 5, 1, 3, 1),
    )
    assert "transposed-survey" not in codes(reading)


def test_what_colleagues_can_do_is_no_survey_of_them() -> None:
    reading = read(
        ("Kursus", "Anne", "Bo", "Carl", "Dorte", "Erik"),
        ("Truckcertifikat", "Ja", "Nej", "Ja", "Ja", "Nej"),
        ("Førstehjælp", "Ja", "Ja", "Ja", "Nej", "Nej"),
        ("Hygiejnekursus", "Nej", "Ja", "Ja", "Nej", "Nej"),
    )
    assert "transposed-survey" not in codes(reading)


@pytest.mark.parametrize(
    ("line", "best"),
    [
        ("Belastning: 1 = lav, 5 = høj", "1"),
        ("Tilfredshed (1-5): 1 = meget lav, 5 = meget høj", "5"),
        ("1 = slet ikke tilfreds, 5 = i meget høj grad tilfreds", "5"),
        ("1 = slet ikke et problem, 5 = i meget høj grad et problem", "1"),
    ],
)
def test_what_numbers_above_the_table_measure_decides_whatever_is_asked_about(line: str, best: str) -> None:
    reading = read(
        (line,),
        ("Afdeling", "Lys", "Støj", "Samarbejde"),
        *[("Køkken", 1 + number % 5, 1 + number % 4, 5 - number % 5) for number in range(10)],
    )
    assert {question.best for question in questions(reading).values()} == {best}


@pytest.mark.parametrize(
    ("answers", "best", "worst"),
    [
        (("Godt", "Middel", "Dårligt"), "Godt", "Dårligt"),
        (("Generer meget", "Generer lidt", "Generer ikke"), "Generer ikke", "Generer meget"),
        (("Fungerer godt", "Kan blive bedre", "Skal forbedres"), "Fungerer godt", "Skal forbedres"),
        (
            ("Slet ikke tilfreds", "I ringe grad tilfreds", "I meget høj grad tilfreds"),
            "I meget høj grad tilfreds",
            "Slet ikke tilfreds",
        ),
    ],
)
def test_answers_that_say_which_of_three_is_best_tell_both_ends(
    answers: tuple[str, ...], best: str, worst: str
) -> None:
    rows = [
        ("Køkken", answers[number % 3], answers[(number + 2) % 3], answers[(number + 1) % 3]) for number in range(12)
    ]
    reading = read(("Afdeling", "Støj", "Lys", "Ledelse"), *rows)
    assert {(one.best, one.worst) for one in questions(reading).values()} == {(best, worst)}


@pytest.mark.parametrize(
    ("line", "answers", "sure"),
    [
        ("Tilfredshed med:", ("Høj", "Middel", "Lav"), {"Lys": "Høj", "Støj": None}),
        ("Risiko for belastning", ("Høj", "Middel", "Lav"), {"Lys": None, "Støj": "Lav"}),
        ("APV 2026", ("Høj", "Middel", "Lav"), {"Lys": "Høj", "Støj": "Lav"}),
        (
            "Hvor ofte oplever du problemer med …",
            ("Altid", "Ofte", "Aldrig"),
            {"Lys": "Aldrig", "Støj": "Aldrig"},
        ),
    ],
)
def test_a_line_above_that_says_what_is_measured_never_turns_the_names_below_it_without_a_word(
    line: str, answers: tuple[str, ...], sure: dict[str, str | None]
) -> None:
    rows = [("Køkken", answers[number % 3], answers[(number + 1) % 3]) for number in range(12)]
    reading = read((line,), ("Afdeling", "Lys", "Støj"), *rows)
    assert {text: question.best for text, question in questions(reading).items()} == sure


def test_answers_in_two_languages_are_read_as_one() -> None:
    reading = read(
        ("Afdeling", "Hvor ofte er du udsat for vold?", "Jeg har tid nok til mine opgaver"),
        *[
            (
                "Køkken",
                ("Altid / Always", "Ofte / Often", "Aldrig / Never")[number % 3],
                ("5 - Helt enig (Strongly agree)", "4 - Enig (Agree)", "1 - Helt uenig (Strongly disagree)")[
                    number % 3
                ],
            )
            for number in range(12)
        ],
    )
    violence, time = questions(reading).values()
    assert (violence.best, violence.worst) == ("Aldrig / Never", "Altid / Always")
    assert time.best == "5 - Helt enig (Strongly agree)"


@pytest.mark.parametrize(
    "line", ["Afdeling: Køkken (12 svar)", "Filter: Afdeling = Køkken", "Filtreret på: Afdeling er Køkken"]
)
def test_the_department_that_a_filter_above_the_answers_names_is_theirs(line: str) -> None:
    rows = [("Ja", "Nej", "Ja")] * 6 + [("Nej", "Ja", "Ja")] * 6
    heads = ("Har du tid nok til dine opgaver?", "Er du generet af støj?", "Får du hjælp af dine kolleger?")
    assert survey_of(read((line,), heads, *rows)).respondents == {("Køkken",): 12}


def test_how_important_something_is_tells_nothing_of_how_it_is() -> None:
    rows = [("Køkkenet", 2, 5, 3, 5), ("Plejen", 3, 4, 2, 4), ("Plejen", 1, 5, 4, 5)] * 3
    heads = ("Afdeling", "Støj - Tilfredshed", "Støj - Vigtighed", "Lys - Tilfredshed", "Hvor vigtigt er lys for dig?")
    reading = read(("Skala 1-5, hvor 5 er bedst",), heads, *rows)
    assert list(questions(reading)) == ["Støj - Tilfredshed", "Lys - Tilfredshed"]
    assert "importance" in codes(reading)


def test_that_a_leader_tells_how_important_work_is_is_a_question() -> None:
    text = "Min leder forklarer, hvor vigtigt mit arbejde er"
    reading = read((text, "Jeg har tid nok"), *[("Enig", "Uenig"), ("Uenig", "Enig"), ("Helt enig", "Enig")] * 3)
    assert text in questions(reading)


@pytest.mark.parametrize(
    ("answers", "best", "worst"),
    [
        (("Godt", "Middel", "Dårligt"), "Godt", "Dårligt"),
        (("Meget tilfreds", "Tilfreds", "Mindre tilfreds", "Utilfreds"), "Meget tilfreds", "Utilfreds"),
        (("Fungerer godt", "Fungerer mindre godt", "Fungerer dårligt"), "Fungerer godt", "Fungerer dårligt"),
    ],
)
def test_both_ends_of_plain_scales_are_told(answers: tuple[str, ...], best: str, worst: str) -> None:
    reading = read(("Støj", "Lys"), *[(answer, answer) for answer in answers * 3])
    assert {(one.best, one.worst) for one in questions(reading).values()} == {(best, worst)}


def test_legends_that_go_on_over_rows_below_the_headers_are_no_respondents() -> None:
    reading = read(
        (None, "Afdeling", "Støj", "Lys"),
        ("Skala", None, "1=god", "1=god"),
        (None, None, "4=dårlig", "4=dårlig"),
        *[(n, "Køkken", 1 + n % 4, 1 + (n + 1) % 4) for n in range(12)],
    )
    assert sum(survey_of(reading).respondents.values()) == 12
    assert {(one.best, one.worst) for one in questions(reading).values()} == {("1", "4")}


def test_satisfaction_told_by_persons_in_a_room_of_their_own_is_a_survey() -> None:
    rows = (
        ("A1", "Meget utilfreds", "Tilfreds", "Utilfreds"),
        ("A2", "Tilfreds", "Tilfreds", "Tilfreds"),
        ("A3", "Utilfreds", "Meget tilfreds", "Tilfreds"),
    )
    reading = read_sheet(Grid("svar.xlsx", "Svar", [("Lokale", "Støj", "Lys", "Luft"), *rows]), Context(Catalogue()))
    assert [entry.importer for entry in reading.sheets] == [ImporterName.SURVEY]


def test_letters_for_rooms_under_the_name_of_a_round_are_no_answers() -> None:
    rows = [
        ("Rundering – A = godt, B = acceptabelt, C = dårligt",),
        ("Rum", "Støj", "Lys"),
        ("R1", "A", "C"),
        ("R2", "C", "B"),
    ]
    reading = read_sheet(Grid("runde.xlsx", "Ark1", rows), Context(Catalogue()))
    assert reading.surveys == ()


LEGEND = ("1 = Slet ikke", "2 = I ringe grad", "3 = Delvist", "4 = I høj grad", "5 = I meget høj grad")
WORDS = tuple(line[4:] for line in LEGEND)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([("Skala:", *LEGEND), ()], []),
        ([tuple(cell for number, word in enumerate(WORDS, 1) for cell in (number, word)), ()], []),
        ([(None, 1, 2, 3, 4, 5), ("Skala", *WORDS), ()], []),
        ([], [(), LEGEND]),
    ],
)
def test_a_legend_in_several_cells_is_neither_the_headers_nor_a_respondent(
    above: list[Sequence[Value]], below: list[Sequence[Value]]
) -> None:
    heads = ("Afdeling", "Er du generet af støj?", "Får du hjælp af dine kolleger?")
    rows = [("Køkken", 1 + n % 5, 1 + (n + 2) % 5) for n in range(12)]
    reading = read(*above, heads, *rows, *below)
    assert [one.best for one in questions(reading).values()] == ["1", "5"]
    assert survey_of(reading).respondents == {("Køkken",): 12}


def test_a_legend_as_the_header_of_an_empty_column_explains_the_numbers() -> None:
    heads = ("Afdeling", "Er du generet af støj?", None, "Forklaring: 1 = I meget høj grad, 5 = Slet ikke")
    reading = read(heads, *[("Køkken", 1 + n % 5) for n in range(12)])
    assert [one.best for one in questions(reading).values()] == ["5"]


@pytest.mark.parametrize(
    ("sheet", "department"),
    [
        ("Trivselsmåling 2026 - Køkken (n=12)", ("Køkken",)),
        ("APV Lager", ("Lager",)),
        ("Svar - mænd", ()),
        ("Rådata 2026", ()),
        ("Efterår 2026", ()),
        ("Ark1 (2)", ()),
        ("Hus 3", ()),
    ],
)
def test_a_department_beside_other_words_in_the_name_of_a_sheet_is_found(
    sheet: str, department: tuple[str, ...]
) -> None:
    rows = [("Er du stresset?", "Har du tid nok?"), *[(answer, "Ofte") for answer in ("Ofte", "Aldrig") * 6]]
    survey = survey_of(read_sheet(Grid("svar.xlsx", sheet, rows), Context(CATALOGUE)))
    assert survey.respondents == {department: 12}


def test_plus_and_minus_are_good_and_bad_unless_what_is_named_is_bad() -> None:
    heads = ("Afdeling", "Samarbejde", "Min leder lytter til mig", "Støj", "Jeg er ofte stresset")
    reading = read(heads, *[("Køkken", sign, sign, sign, sign) for sign in "++-+÷?" * 2])
    assert [one.best for one in questions(reading).values()] == ["+", "+", None, None]
    five = ("++", "+", "+/-", "-", "--") * 2
    reading = read(("Afdeling", "Samarbejde", "Lys"), *[("Køkken", sign, sign) for sign in five])
    assert questions(reading)["Samarbejde"].scores == (0, 25, 50, 75, 100)


@pytest.mark.parametrize("rows", [6, 20])
def test_statements_with_answers_that_nobody_knows_are_asked_about_and_never_left_out_without_a_word(rows: int) -> None:
    heads = ("Afdeling", "Er du tilfreds med dit job?", "Jeg har tid nok", "Min leder støtter mig")
    own = ("Klart", "Tja", "Niks")
    reading = read(heads, *[("Køkken", ("Ja", "Nej")[n % 2], own[n % 3], own[(n + 1) % 3]) for n in range(rows)])
    assert codes(reading).count("unknown-scale") == 2
    assert "background" not in roles(reading)


def test_numbers_between_the_ends_that_the_header_tells_are_asked_about_though_it_asks_how_many() -> None:
    heads = ("Afdeling", "Er du stresset?", "Hvor mange smerter har du i nakken (0-10)?", "Hvor mange år er du ansat?")
    reading = read(heads, *[("Køkken", "Ja", (0, 3, 7, 10)[n % 4], n % 4) for n in range(12)])
    assert codes(reading).count("unknown-direction") == 1
    assert roles(reading)["background"] == "Hvor mange år er du ansat?"


def test_letters_that_a_line_below_the_answers_explains_are_answers() -> None:
    told = ("A = meget tilfreds, B = tilfreds, C = utilfreds, D = meget utilfreds",)
    reading = read(
        ("Afdeling", "Støj", "Lys"), *[("Køkken", "ABCD"[n % 4], "ABCD"[n % 3]) for n in range(12)], (), told
    )
    assert {one.best for one in questions(reading).values()} == {"meget tilfreds"}


@pytest.mark.parametrize(
    "line", ["Meget dårligt 1 - 2 - 3 - 4 - 5 Meget godt", "5 er bedst", "(Meget dårligt) 1 2 3 4 5 (Meget godt)"]
)
def test_the_ends_of_a_scale_are_told_around_its_numbers_or_by_the_best_alone(line: str) -> None:
    reading = read((line,), ("Afdeling", "Lys", "Luft"), *[("Køkken", 1 + n % 5, 1 + n % 4) for n in range(12)])
    assert {one.best for one in questions(reading).values()} == {"5"}


def test_legends_of_groups_above_the_headers_belong_to_each_of_their_questions() -> None:
    groups = (None, "1 = helt uenig, 5 = helt enig", None, "1 = meget tilfreds, 5 = meget utilfreds", None)
    heads = ("Afdeling", "Jeg trives", "Jeg er stresset", "Løn", "Leder")
    reading = read(groups, heads, *[("Køkken", *[1 + n % 5] * 4) for n in range(12)])
    assert [one.best for one in questions(reading).values()] == ["5", "1", "1", "1"]
    assert next(iter(questions(reading))).startswith("Jeg trives")


def test_stars_in_the_header_are_answers() -> None:
    heads = ("Afdeling", "Samarbejde (antal stjerner)", "Støj (antal stjerner)")
    reading = read(heads, *[("Køkken", 1 + n % 5, 1 + n % 4) for n in range(12)])
    assert {one.best for one in questions(reading).values()} == {"5"}


@pytest.mark.parametrize(
    ("line", "star"),
    [
        ("1 = helt uenig, 5 = helt enig. * spørgsmålet er vendt", "*"),
        ("1 = helt uenig, 5 = helt enig. Negative spørgsmål er vendt", ""),
    ],
)
def test_whether_numbers_are_turned_is_asked_where_a_line_says_that_some_are(line: str, star: str) -> None:
    heads = ("Afdeling", "Jeg trives", f"Jeg er stresset{star}")
    rows = [("Køkken", 1 + n % 5, 1 + n % 4) for n in range(12)]
    assert [one.best for one in questions(read((line,), heads, *rows)).values()] == ["5", None]
    told = read((line,), heads, *rows, directions={heads[-1]: "5"})
    assert [one.best for one in questions(told).values()] == ["5", "5"]


def test_a_sheet_that_lists_several_scales_holds_no_respondents() -> None:
    words = ("Meget utilfreds", "Utilfreds", "Hverken eller", "Tilfreds", "Meget tilfreds")
    rows = [(number, grad, words[number]) for number, grad in enumerate(reversed(GRAD))]
    assert not read(("Kode", "Grad", "Tilfredshed"), *rows).surveys


def legends_of(words: Sequence[str]) -> list[str]:
    """Return a scale explained in the ways that people write it, each with the numbers from 1 to 5."""
    low, *_middle, high = words
    full = list(enumerate(words, 1))
    return [
        ", ".join(f"{number} = {word}" for number, word in full),
        " ".join(f"{number} - {word}" for number, word in full),
        " ".join(f"{number} → {word}" for number, word in full),
        ", ".join(f"{word} ({number})" for number, word in full),
        ", ".join(f"{word} = {number}" for number, word in full),
        " / ".join(f"{number} {word}" for number, word in full),
        f"{low} 1 2 3 4 5 {high}",
        f"fra 1 ({low.lower()}) til 5 ({high.lower()})",
        f"5 = {high} … 1 = {low}",
        f"1-5, hvor 5 er {high.lower()}",
    ]


@pytest.mark.parametrize("words", [WORDS, WORDS[::-1], ("Helt enig", "Enig", "Hverken eller", "Uenig", "Helt uenig")])
@pytest.mark.parametrize("form", range(10))
def test_no_way_to_write_a_legend_turns_the_answers(words: Sequence[str], form: int) -> None:
    legend = legends_of(words)[form]
    rises = words[0] in ("Slet ikke", "Helt uenig")
    best = {"Jeg er stresset": "1" if rises else "5", "Jeg har tid nok": "5" if rises else "1"}
    rows = [("Køkken", 1 + n % 5, 1 + (n + 2) % 5) for n in range(15)]
    heads = ("Afdeling", *best)
    around = {
        "above": questions(read((legend,), heads, *rows)),
        "behind a label": questions(read(("Skala:", legend), (), heads, *rows)),
        "below": questions(read(heads, *rows, (), (legend,))),
        "in the headers": questions(read(("Afdeling", *(f"{text} ({legend})" for text in best)), *rows)),
        "before the questions": questions(read(("Afdeling", *(f"{legend}: {text}" for text in best)), *rows)),
    }
    for place, found in around.items():
        told = {text: next(one.best for asked, one in found.items() if text in asked) for text in best}
        assert all(told[text] in (None, best[text]) for text in best), place
        assert place not in ("above", "below") or told == best, place


@pytest.mark.parametrize("line", ["0 = Ja, 1 = Delvist, 2 = Nej", "3 = Helt uenig; 0 = Helt enig"])
def test_0_and_1_are_no_yes_and_no_where_a_legend_says_otherwise(line: str) -> None:
    heads = ("Afdeling", "Er du generet af støj?", "Har du tid nok?")
    reading = read((line,), heads, *[("Køkken", n % 2, n % 3) for n in range(12)])
    assert questions(reading)["Er du generet af støj?"].best not in ("0", "Nej")


def test_answers_of_which_only_the_ends_carry_words_are_respondents_and_no_legend() -> None:
    low, high = "1 (slet ikke)", "5 (i høj grad)"
    stressed, timely = (low, "2", "3", "4", high), (high, "3", "2")
    rows = [("Køkken", stressed[n % 5], timely[n % 3]) for n in range(15)]
    reading = read(("Afdeling", "Jeg er stresset", "Jeg har tid nok"), *rows)
    assert [one.best for one in questions(reading).values()] == [low, high]
    assert survey_of(reading).respondents == {("Køkken",): 15}


def test_numbers_below_a_header_that_may_name_leaders_make_no_organisation() -> None:
    rows = [("Køkken", n % 5 - 2, n % 3 - 1, n % 5 - 2) for n in range(15)]
    reading = read(("Afdeling", "Løn", "Leder", "Samarbejde"), *rows)
    assert not reading.departments
    heads = ("Afdeling", "Hvordan er støjen?", "Hvordan er samarbejdet?", "Hvordan er lyset?")
    reading = read(heads, *[("Køkken", n % 5 - 2, n % 5 - 2, 2 - n % 5) for n in range(15)])
    assert codes(reading).count("unknown-direction") == 3


@pytest.mark.parametrize(
    ("line", "best"), [("1 betyder at det sker hele tiden, og 5 at det slet ikke sker", None), ("APV 2026", "1")]
)
def test_a_line_about_the_numbers_that_is_not_understood_leaves_what_the_question_seems_to_ask_open(
    line: str, best: str | None
) -> None:
    heads = ("Afdeling", "Hvor ofte er du stresset? (1-5)", "Hvor tilfreds er du? (1-5)")
    reading = read((line,), heads, *[("Køkken", 1 + n % 5, 1 + n % 4) for n in range(12)])
    assert questions(reading)["Hvor ofte er du stresset? (1-5)"].best == best


@pytest.mark.parametrize("department", [(), ("Lager",)])
def test_open_questions_that_ask_for_opinions_are_a_survey_and_no_round(department: tuple[str, ...]) -> None:
    heads = (*(["Afdeling"] if department else []), "Hvad er det største problem?", "Hvad fungerer godt?")
    told = [("Der er for meget larm i køkkenet", "Kollegerne hjælper hinanden"), ("Chefen svarer aldrig på mails", "")]
    rows = [(*department, f"{bad} {n}", good and f"{good} {n}") for n, (bad, good) in enumerate(told * 4)]
    reading = read_sheet(Grid("svar.xlsx", "Ark1", [heads, *rows]), Context(CATALOGUE))
    assert [entry.importer for entry in reading.sheets] == [ImporterName.SURVEY]
    assert sum(bool(comment.text) for comment in survey_of(reading).comments) == 12


@pytest.mark.parametrize(
    "answers",
    [
        ("Nej, slet ikke", "Nej, kun delvist", "Ja, for det meste", "Ja, helt"),
        ("Aldrig", "Nej, sjældent", "For det meste", "Ja, altid"),
        ("Nej, slet ikke", "Nej, sjældent", "Både og", "Ja, det meste af tiden", "Ja, helt sikkert"),
        ("Nej", "Nogle gange", "Som regel", "Ja"),
    ],
)
def test_mixed_ways_to_say_yes_and_no_are_scales(answers: Sequence[str]) -> None:
    rows = [("Køkken", answers[n % len(answers)]) for n in range(20)]
    (question,) = questions(read(("Afdeling", "Får du hjælp af dine kolleger?"), *rows)).values()
    assert (question.worst, question.best) == (answers[0], answers[-1])
