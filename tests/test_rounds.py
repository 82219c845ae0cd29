"""Surveys of several years in one run: the latest is judged, and the one before is what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging_cases import CATALOGUE, HOUSE

from handleplan_batch.judging import Judgement, judge
from handleplan_batch.judging.organisation import build_organisation
from handleplan_batch.judging.rounds import told_apart
from handleplan_batch.language import set_language
from handleplan_batch.model import Measurement, Reading, Verdict, joined
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.settings import Settings

NOISE, TIME = "Er du generet af støj?", "Hvor ofte har du ikke tid til alle dine opgaver?"
ANSWERS = {NOISE: ("Ja", "Nej"), TIME: ("Altid", "Aldrig")}
BAD, GOOD = 0, 1
AUTUMN = {year: date(year, 10, 1) for year in (2023, 2024, 2025, 2026)}
Groups = Mapping[str, tuple[int, int]]
"""Per department how many answer badly and well."""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("da")


def survey(
    groups: Groups,
    file: str = "apv.xlsx",
    day: date | None = None,
    title: str = "",
    questions: Sequence[str] = (NOISE, TIME),
    comment: str = "",
) -> Reading:
    """Read a survey: who answers badly does so to every question."""
    head = ["Afdeling", *(["Svartidspunkt"] if day else []), *questions, *(["Bemærkninger"] if comment else [])]
    rows: list[list[Value]] = []
    for department, (bad, good) in groups.items():
        for number, how in enumerate([BAD] * bad + [GOOD] * good):
            moment = [datetime.combine(day, time(9)) + timedelta(number % 9)] if day else []
            answers = [ANSWERS[question][how] for question in questions]
            rows.append([department, *moment, *answers, *([comment] if comment else [])])
    above = [[title], []] if title else []
    return read_sheet(Grid(file, "Svar", [*above, head, *rows]), Context(CATALOGUE))


def judged(*readings: Reading) -> Judgement:
    return judge(joined([Reading(departments=HOUSE), *readings]), CATALOGUE, Settings())


def figure(judgement: Judgement, department: str, question: str = NOISE) -> Measurement:
    return next(one for one in judgement.measurements if (one.key, one.department) == (question, department))


def codes(judgement: Judgement) -> list[str]:
    return [problem.code for problem in judgement.problems]


BEFORE: Groups = {"Køkken": (20, 4), "Lager": (3, 15)}
AFTER: Groups = {"Køkken": (4, 21), "Lager": (3, 14)}


def test_the_latest_answers_are_judged_and_those_before_are_what_they_are_compared_with() -> None:
    judgement = judged(survey(BEFORE, "a.xlsx", AUTUMN[2025]), survey(AFTER, "b.xlsx", AUTUMN[2026]))
    kitchen, store = figure(judgement, "Køkken"), figure(judgement, "Lager")
    assert (kitchen.respondents, kitchen.score, kitchen.verdict) == (25, 84.0, Verdict.BETTER)
    assert kitchen.change == pytest.approx(100 * (21 / 25 - 4 / 24), abs=0.1)
    assert (store.respondents, store.verdict) == (17, Verdict.UNCHANGED)
    assert codes(judgement) == ["former-survey"]
    assert judgement.problems[0].where.file == "a.xlsx"
    assert judgement.problems[0].values["newer"].startswith("b.xlsx")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"file": "apv_2025.xlsx"}, {"file": "apv_2026.xlsx"}),
        ({"file": "APV 2025 eksport.xlsx"}, {"file": "APV 2026 eksport.xlsx"}),
        ({"file": "a.xlsx", "title": "APV 2025"}, {"file": "b.xlsx", "title": "APV 2026"}),
        ({"file": "apv_2025.xlsx"}, {"file": "ny.xlsx", "day": AUTUMN[2026]}),
    ],
)
def test_the_year_may_stand_in_the_name_of_the_file_or_above_the_table(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> None:
    judgement = judged(survey(BEFORE, **first), survey(AFTER, **second))
    assert figure(judgement, "Køkken").respondents == 25
    assert codes(judgement) == ["former-survey"]


def test_files_that_are_parts_of_one_survey_are_added_up() -> None:
    for days, problems in ((5, []), (30, ["asked-twice"])):  # the later, the less certain
        parts = survey(BEFORE, "a.xlsx", AUTUMN[2026]), survey(AFTER, "b.xlsx", AUTUMN[2026] + timedelta(days))
        judgement = judged(*parts)
        assert figure(judgement, "Køkken").respondents == 49
        assert codes(judgement) == problems


def test_papers_of_the_year_belong_to_the_electronic_answers_of_the_year() -> None:
    judgement = judged(survey(BEFORE, "a.xlsx", AUTUMN[2026]), survey(AFTER, "papir 2026.xlsx"))
    assert figure(judgement, "Køkken").respondents == 49
    assert codes(judgement) == []


def test_a_few_answers_later_do_not_take_the_place_of_many() -> None:
    many = survey({"Køkken": (20, 4), "Lager": (18, 3)}, "a.xlsx", AUTUMN[2025])
    late = judged(many, survey({"Køkken": (0, 3), "Fjordby": (2, 6)}, "b.xlsx", AUTUMN[2026]))
    assert (figure(late, "Køkken").respondents, figure(late, "Lager").respondents) == (27, 21)


def test_a_short_survey_of_some_of_the_questions_does_not_take_the_place_of_all_and_is_reported() -> None:
    others = ["Er der støv i luften?", "Er der for varmt?"]
    ANSWERS.update(dict.fromkeys(others, ("Ja", "Nej")))
    judgement = judged(
        survey(BEFORE, "a.xlsx", date(2026, 1, 12), questions=[NOISE, TIME, *others]),
        survey(AFTER, "b.xlsx", date(2026, 6, 1), questions=[NOISE]),
    )
    assert figure(judgement, "Køkken", TIME).respondents == 24
    assert codes(judgement) == ["asked-twice"]


def test_other_questions_to_the_same_departments_are_another_survey() -> None:
    judgement = judged(
        survey(BEFORE, "a.xlsx", AUTUMN[2025], questions=[TIME]),
        survey(AFTER, "b.xlsx", AUTUMN[2026], questions=[NOISE]),
    )
    assert (figure(judgement, "Køkken").respondents, figure(judgement, "Køkken", TIME).respondents) == (25, 24)


def test_a_department_that_was_not_asked_again_keeps_its_answers() -> None:
    only = {"Køkken": AFTER["Køkken"]}
    judgement = judged(survey(BEFORE, "a.xlsx", AUTUMN[2025]), survey(only, "b.xlsx", AUTUMN[2026]))
    assert (figure(judgement, "Køkken").respondents, figure(judgement, "Lager").respondents) == (25, 18)
    assert figure(judgement, "Køkken").change is not None
    assert figure(judgement, "Drift").respondents == 43
    assert figure(judgement, "Drift").change is None  # a part of it has the answers of last time
    assert ("a.xlsx", "Svar") not in judgement.sheets
    assert codes(judgement) == ["partly-former-survey"]
    assert judgement.problems[0].values["departments"] == "Køkken"


def test_what_was_not_asked_last_time_changes_no_figure_of_the_whole() -> None:
    bad: Groups = {"Køkken": (20, 4)}
    judgement = judged(survey(bad, "a.xlsx", AUTUMN[2025]), survey({**bad, "Lager": (1, 39)}, "b.xlsx", AUTUMN[2026]))
    assert figure(judgement, "Køkken").change == 0
    assert figure(judgement, "Fjordby").change is None


def test_answers_of_the_whole_workplace_are_asked_again_by_departments_that_are_most_of_it() -> None:
    whole = survey({"Fjordby": (30, 20)}, "a.xlsx", AUTUMN[2025])
    most = judged(whole, survey(AFTER, "b.xlsx", AUTUMN[2026]))
    assert figure(most, "Fjordby").respondents == 42
    few = judged(whole, survey({"Køkken": (2, 8)}, "b.xlsx", AUTUMN[2026]))
    assert figure(few, "Fjordby").respondents == 60


def test_of_three_years_the_last_two_are_compared() -> None:
    years = [
        survey({"Køkken": (0, 24)}, "a.xlsx", AUTUMN[2024]),
        survey(BEFORE, "b.xlsx", AUTUMN[2025]),
        survey(AFTER, "c.xlsx", AUTUMN[2026]),
    ]
    told = {judged(*order).measurements for order in permutations(years)}
    assert len(told) == 1
    judgement = judged(*years)
    assert figure(judgement, "Køkken").respondents == 25
    assert figure(judgement, "Køkken").verdict is Verdict.BETTER
    assert codes(judgement) == ["former-survey", "former-survey"]


def test_comments_of_last_time_are_no_comments_of_this_year() -> None:
    old = survey(BEFORE, "a.xlsx", AUTUMN[2025], comment="Ventilationen larmer")
    assert not [one for one in judged(old, survey(AFTER, "b.xlsx", AUTUMN[2026])).findings if one.source == "comment"]
    assert [one for one in judged(old).findings if one.source == "comment"]


def test_the_same_question_put_twice_at_no_known_time_is_added_up_and_reported() -> None:
    judgement = judged(survey(BEFORE, "a.xlsx"), survey(AFTER, "b.xlsx"))
    assert figure(judgement, "Køkken").respondents == 49
    assert codes(judgement) == ["asked-twice"]
    apart = judged(survey({"Køkken": (4, 20)}, "a.xlsx"), survey({"Lager": (4, 20)}, "b.xlsx"))
    assert codes(apart) == []


def test_two_files_of_the_same_year_may_be_two_exports_and_are_reported() -> None:
    judgement = judged(survey(BEFORE, "APV 2026.xlsx"), survey(AFTER, "APV 2026 (1).xlsx"))
    assert figure(judgement, "Køkken").respondents == 49
    assert codes(judgement) == ["asked-twice"]


def test_files_with_some_rows_in_common_are_reported_though_they_are_of_the_same_days() -> None:
    first, second = (survey(AFTER, file, AUTUMN[2026]) for file in ("a.xlsx", "b.xlsx"))
    numbered = [
        replace(one, surveys=tuple(replace(held, marks=marks) for held in one.surveys))
        for one, marks in ((first, (1, 2, 3, 4, 5)), (second, (3, 4, 5, 6, 7)))
    ]
    assert codes(judged(first, second)) == []
    assert codes(judged(*numbered)) == ["asked-twice"]


def test_what_is_hidden_of_last_time_is_not_told_by_a_change() -> None:
    few = {"Køkken": (20, 10), "Lager": (3, 0)}
    judgement = judged(survey(few, "a.xlsx", AUTUMN[2025]), survey(AFTER, "b.xlsx", AUTUMN[2026]))
    store = figure(judgement, "Lager")
    assert (store.suppressed, store.change, store.verdict) == (False, None, Verdict.TOO_FEW)


def test_dates_of_birth_or_employment_are_not_when_it_was_answered() -> None:
    head = ["Afdeling", "Ansat siden", NOISE, TIME]
    rows: list[list[Value]] = [
        ["Køkken", date(1990 + number, 5, 4), "Ja" if number % 2 else "Nej", "Altid"] for number in range(20)
    ]
    reading = read_sheet(Grid("a.xlsx", "Svar", [head, *rows]), Context(CATALOGUE))
    assert [one.held for one in reading.surveys] == [None]


def held(moments: Sequence[Value], header: str = "Svartidspunkt", file: str = "a.xlsx") -> Reading:
    rows = [["Køkken", moment, "Ja", "Altid"] for moment in moments]
    grid = Grid(file, "Svar", [["Afdeling", header, NOISE, TIME], *rows])
    return read_sheet(grid, Context(CATALOGUE))


@pytest.mark.parametrize(
    ("moments", "first", "last"),
    [
        ([f"10/{day}/2026 9:12" for day in range(1, 10)], date(2026, 10, 1), date(2026, 10, 9)),
        ([f"10/{day}/2026" for day in (4, 13, 20)], date(2026, 10, 4), date(2026, 10, 20)),
        ([f"{day}/10/2026 09.12" for day in range(1, 10)], date(2026, 10, 1), date(2026, 10, 9)),
        (["2026-10-01T09:12:00Z", "2026-10-05T10:00:00Z"], date(2026, 10, 1), date(2026, 10, 5)),
    ],
)
def test_the_month_may_stand_first(moments: list[Value], first: date, last: date) -> None:
    assert held(moments).surveys[0].held == (first, last)


def test_a_date_on_which_nobody_answered_does_not_tell_the_time() -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    for moments, header in (
        (["1980-01-01"] * 9, "submitdate"),
        (["2024-02-02"] * 9, "Dato"),
        (["2027-12-30", "2027-12-31"], "Svarfrist"),
    ):
        assert held(moments, header, "apv_2025.xlsx").surveys[0].held == year


def test_the_numbers_of_respondents_do_not_tell_the_time() -> None:
    """Of 50,000 respondents one has the number 45,123, which in Excel would be a day."""
    parts = [held([str(first + number) for number in range(9)], "ID", f"{first}.csv") for first in (45_000, 46_000)]
    assert [one.held for part in parts for one in part.surveys] == [None, None]


def test_two_rounds_in_one_sheet_are_reported() -> None:
    stamps = [*(f"2025-10-{day:02}" for day in range(1, 9)), *(f"2026-10-{day:02}" for day in range(1, 9))]
    for reading in (held(stamps), held([2025] * 8 + [2026] * 8, "År")):
        assert "rounds-in-one-sheet" in [problem.code for problem in reading.problems]
    assert "rounds-in-one-sheet" not in [problem.code for problem in held(stamps[:8]).problems]


groups = st.dictionaries(
    st.sampled_from(["Køkken", "Lager", "Vaskeri", "Kontor", "Drift", "Fjordby"]),
    st.tuples(st.integers(0, 9), st.integers(1, 9)),
    min_size=1,
)


@settings(max_examples=25)
@given(st.lists(st.tuples(groups, st.sampled_from([None, *AUTUMN.values()])), min_size=1, max_size=4))
def test_nobody_is_counted_twice_nor_lost_between_the_rounds(held: list[tuple[Groups, date | None]]) -> None:
    readings = [survey(group, f"{number}.xlsx", day) for number, (group, day) in enumerate(held)]
    organisation, _problems = build_organisation(
        HOUSE, [(path, one.where) for reading in readings for one in reading.surveys for path in one.respondents]
    )
    surveys = [one for reading in readings for one in reading.surveys]
    rounds = told_apart(surveys, organisation)
    now = [(one.where.file, path) for one in rounds.now for path in one.respondents]
    last = [(one.where.file, path) for one in rounds.last for path in one.respondents]
    assert len({*now, *last}) == len(now) + len(last)
    everybody = {(one.where.file, path) for one in surveys for path in one.respondents}
    assert {*now, *last} <= everybody
    latest = max((one.held for one in surveys if one.held), default=None)
    kept = {(one.where.file, path) for one in surveys if one.held in (None, latest) for path in one.respondents}
    assert kept <= set(now)
    for one in rounds.now:
        assert all(
            sum(answers.counts[path]) == one.respondents[path] for answers in one.answers for path in answers.counts
        )
