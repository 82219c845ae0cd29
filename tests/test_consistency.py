"""Questions of one theme that contradict each other are questioned."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from judging_cases import CATALOGUE

from handleplan_batch.judging import judge
from handleplan_batch.judging.consistency import opposed_questions
from handleplan_batch.model import AnswerCounts, CellRef, Certainty, Counts, Opposed, Problem, Question, Reading, Survey
from handleplan_batch.problems import describe
from handleplan_batch.settings import Settings


def asked(column: int, theme_id: str | None = "leadership", certainty: Certainty = Certainty.INFERRED) -> Question:
    scores = (None, None) if certainty is Certainty.UNKNOWN else (100.0, 0.0)
    best, worst = (None, None) if certainty is Certainty.UNKNOWN else ("Ja", "Nej")
    where = CellRef("apv.xlsx", "Svar", 1, column)
    return Question(where, f"Q{column}", "ja-nej", ("Ja", "Nej"), scores, best, worst, certainty, theme_id=theme_id)


def problems(questions: Iterable[Question], *pairs: tuple[int, int, float]) -> tuple[Problem, ...]:
    by_column = {question.where.column: question for question in questions}
    opposed = tuple(
        Opposed(by_column[first].where, by_column[second].where, correlation, 40)
        for first, second, correlation in pairs
    )
    survey = Survey(CellRef("apv.xlsx", "Svar"), {}, (), (), opposed)
    return opposed_questions([survey], {question.where: question for question in by_column.values()})


def told(found: Iterable[Problem]) -> list[tuple[str, str, str]]:
    return [
        (problem.values["question"], problem.values["other"], problem.where.a1) for problem in found if problem.where
    ]


def test_the_less_certain_of_two_is_named_at_its_header() -> None:
    pair = [asked(1), asked(2, certainty=Certainty.KNOWN)]
    assert told(problems(pair, (1, 2, -0.5))) == [("Q1", "Q2", "A1")]
    pair = [asked(1, certainty=Certainty.KNOWN), asked(2)]
    assert told(problems(pair, (1, 2, -0.5))) == [("Q2", "Q1", "B1")]


def test_the_odd_one_out_is_named_once_beside_its_strongest_opposite() -> None:
    four = [asked(1), asked(2), asked(3), asked(4)]
    assert told(problems(four, (1, 2, -0.4), (2, 3, -0.6), (2, 4, -0.5))) == [("Q2", "Q3", "B1")]


def test_questions_of_different_themes_may_go_against_each_other() -> None:
    assert problems([asked(1), asked(2, "noise")], (1, 2, -0.9)) == ()


def test_a_question_that_is_not_used_is_not_questioned() -> None:
    assert problems([asked(1), asked(2, certainty=Certainty.UNKNOWN)], (1, 2, -0.9)) == ()
    assert problems([asked(1, None), asked(2, None)], (1, 2, -0.9)) == ()


@given(st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda pair: pair[0] < pair[1])))
def test_every_opposed_pair_has_one_that_is_named_and_none_is_named_twice(pairs: set[tuple[int, int]]) -> None:
    found = problems([asked(column) for column in range(1, 7)], *((*pair, -0.4) for pair in sorted(pairs)))
    named = [problem.where.column for problem in found if problem.where]
    assert len(named) == len(set(named))
    assert all({first, second} & set(named) for first, second in pairs)


def test_the_judgement_tells_of_it_with_a_cure() -> None:
    pair = [asked(1), asked(2)]
    counts = tuple(AnswerCounts(question, Counts.of({("Lager",): (20, 20, 0)})) for question in pair)
    survey = Survey(
        CellRef("apv.xlsx", "Svar"), {("Lager",): 40}, counts, (), (Opposed(pair[0].where, pair[1].where, -0.7, 40),)
    )
    judged = judge(Reading(surveys=(survey,)), CATALOGUE, Settings())
    (problem,) = [problem for problem in judged.problems if problem.code == "opposed-questions"]
    assert "Q1" in describe(problem)
    assert "[directions]" in describe(problem)
