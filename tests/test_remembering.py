"""What an earlier plan's figures tell beside this year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from attack_years import second_year_breaches, two_years
from test_disclosure import BULLIED, FLAT, QUESTION, THEMES, published, survey_of

from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.remembering import remembered
from handleplan_batch.judging.succession import Succession
from handleplan_batch.model import Measurement, Plan, Problem, Question, Survey
from handleplan_batch.settings import Settings

Counts = Mapping[tuple[str, ...], tuple[int, int, int]]
THEN: Counts = {("A",): (6, 14, 0), ("B",): (9, 12, 0), ("C",): (5, 12, 0)}


def surveyed(counts: Counts, *questions: Question) -> Survey:
    """Return a survey in which all gave the same kind of answers to the questions."""
    first = survey_of(counts, questions[0])
    return replace(first, answers=tuple(survey_of(counts, one).answers[0] for one in questions))


def carried(
    then: Counts,
    now: Counts,
    question: Question = QUESTION,
    tree: Organisation = FLAT,
    limit: int = 5,
    day: date | None = None,
) -> tuple[list[Measurement], tuple[Problem, ...]]:
    """Return the figures of a plan that are carried into the next one, and what is told of them."""
    figures = published(surveyed(then, question)).measurements
    plan = Plan(date(2026, 11, 2), "da", "Alle", (), (), FLAT.departments, {}, figures, (), (), (), (), ())
    after = published(surveyed(now, question), tree).measurements
    kept, problems = remembered(
        *(plan, "plan.xlsx", after, Succession(plan.departments, tree), THEMES, Settings(general_limit=limit), day)
    )
    return [one for one in kept.measurements if one.score is not None], problems


def test_another_survey_is_compared_with_the_first() -> None:
    kept, problems = carried(THEN, {("A",): (12, 7, 0), ("B",): (4, 20, 0), ("C",): (9, 6, 0)})
    assert {one.department for one in kept} == {"Alle", "A", "B", "C"}
    assert problems == ()


def test_the_same_answers_once_more_are_compared_and_nothing_is_said() -> None:
    kept, problems = carried(THEN, THEN)
    assert {one.department for one in kept} == {"Alle", "A", "B", "C"}
    assert problems == ()


@pytest.mark.parametrize("late", [(7, 14, 0), (6, 15, 0), (8, 16, 0), (7, 13, 0)])
def test_a_few_late_or_corrected_answers_are_not_told_by_two_plans_together(late: tuple[int, int, int]) -> None:
    kept, problems = carried(THEN, {**THEN, ("A",): late})
    assert kept == []
    assert [one.code for one in problems] == ["same-answers"]


def test_a_survey_half_a_year_later_is_another_however_alike_the_answers() -> None:
    kept, problems = carried(THEN, {**THEN, ("A",): (7, 14, 0)}, day=date(2027, 11, 1))
    assert len({one.department for one in kept}) == 4
    assert problems == ()


def test_as_many_late_answers_as_the_limit_may_be_told() -> None:
    kept, problems = carried(THEN, {**THEN, ("A",): (9, 17, 0)})
    assert len({one.department for one in kept}) == 4
    assert problems == ()


def test_late_answers_that_are_all_the_best_are_not_told() -> None:
    kept, problems = carried(THEN, {**THEN, ("A",): (6, 19, 0)})
    assert kept == []
    assert problems


def test_a_few_who_were_moved_to_another_department_are_not_found() -> None:
    kept, problems = carried(THEN, {("A",): (6, 11, 0), ("B",): (9, 15, 0), ("C",): (5, 12, 0)})
    assert kept == []
    assert problems


def test_one_who_reports_bullying_late_is_not_found_among_many_late_answers() -> None:
    then: Counts = {("A",): (4, 30, 0), ("B",): (5, 30, 0), ("C",): (6, 30, 0)}
    kept, problems = carried(then, {**then, ("A",): (5, 41, 0)}, BULLIED)
    assert kept == []
    assert problems


def test_the_limits_of_today_hold_for_the_figures_of_last_year_too() -> None:
    now: Counts = {("A",): (12, 7, 0), ("B",): (4, 20, 0), ("C",): (9, 6, 0)}
    kept, _problems = carried({**THEN, ("A",): (3, 6, 0)}, now, limit=10)
    assert {one.department for one in kept} == {"Alle", "B"}  # with C too the nine of A could be worked out


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_the_attacker_with_two_years_plans_finds_nothing(seed: int) -> None:
    assert list(second_year_breaches(*two_years(seed))) == []
