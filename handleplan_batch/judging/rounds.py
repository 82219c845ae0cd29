"""Surveys of different years in one run: which answers are today's, and which are those of last time.

The same questions put to the same department at another time are asked again, not asked of more people. Added together
they would make a workplace of twice the people, and of a problem and its solution an average.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.mapping import same_text
from handleplan_batch.model import Problem, Survey

_APART = timedelta(days=60)
"""Between the middle days of two rounds: one is seldom open for more than a month, and the files that are its parts
have their middle days close together."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Surveys by the time they were held."""

    now: tuple[Survey, ...]
    """Those to judge by: of each department the latest."""
    last: tuple[Survey, ...] = ()
    """Those before them, of departments that were asked again."""
    partly: frozenset[str] = frozenset()
    """Departments of which a part was not asked again, so that their two figures are not of the same people."""
    divided: frozenset[tuple[str, str]] = frozenset()
    """File and name of the sheets that hold answers of more than one round, whose rows therefore are of none."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    survey: Survey
    persons: Counter[str]
    """By the department that they named."""
    texts: frozenset[str]
    """Of the questions, so that they can be compared."""

    def puts_the_same_as(self, other: _Asked) -> bool:
        return self.texts == other.texts or 2 * len(self.texts & other.texts) >= max(1, len(self.texts))

    def is_before(self, other: _Asked) -> bool:
        then, later = self.survey.held_on, other.survey.held_on
        return then is not None and later is not None and later - then >= _APART and self.puts_the_same_as(other)


def told_apart(surveys: Sequence[Survey], organisation: Organisation) -> Rounds:
    """Return which of the ``surveys`` are today's and which were held before.

    A department's answers are those of an earlier round when a later survey puts at least half of the questions again:
    to it, to a department above it, or below it to at least half as many people. What was put to a department twice at
    no known time is taken for two parts of one survey, and reported.
    """
    asked = [_asked(one, organisation) for one in surveys]
    problems = list(_undated(asked))
    now: list[Survey] = []
    before: list[Survey] = []
    partly: set[str] = set()
    divided: set[tuple[str, str]] = set()
    for one in asked:
        later = [other for other in asked if one.is_before(other)]
        again = _asked_again(one, later, organisation)
        left = one.persons.keys() - again
        if left or not again:
            now.append(_part(one.survey, left, organisation) if again else one.survey)
        if again:
            newest = max((other.survey for other in later), key=lambda other: (str(other.held_on), str(other.where)))
            told = {"newer": str(newest.where), "month": f"{one.survey.held_on:%m-%Y}"}
            problems.append(Problem("former-survey", one.survey.where, told))
            before.append(_part(one.survey, again, organisation) if left else one.survey)
            if left:
                partly.update(name for part in left for name in (part, *organisation.ancestors(part)))
                divided.add((one.survey.where.file, one.survey.where.sheet))
    last = told_apart(before, organisation) if before else Rounds(())
    return Rounds(tuple(now), last.now, frozenset(partly), frozenset(divided) | last.divided, tuple(problems))


def _asked(survey: Survey, organisation: Organisation) -> _Asked:
    persons: Counter[str] = Counter()
    for path, count in survey.respondents.items():
        persons[organisation.place(path)] += count
    return _Asked(survey, persons, frozenset(same_text(answers.question.text) for answers in survey.answers))


def _asked_again(one: _Asked, later: Sequence[_Asked], organisation: Organisation) -> set[str]:
    """Return the departments of a survey that later ones ask again."""
    if not later:
        return set()
    there: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for other in later:
        there.update(other.persons)
        for name, count in other.persons.items():
            within.update(dict.fromkeys((name, *organisation.ancestors(name)), count))
    return {
        name
        for name, count in one.persons.items()
        if any(there[place] for place in (name, *organisation.ancestors(name))) or 2 * within[name] >= count
    }


def _part(survey: Survey, names: Collection[str], organisation: Organisation) -> Survey:
    """Return what a survey holds of some departments; nothing that is told of all of it together."""
    paths = {path for path in survey.respondents if organisation.place(path) in names}
    return replace(
        survey,
        respondents={path: survey.respondents[path] for path in survey.respondents if path in paths},
        answers=tuple(
            replace(answers, counts={path: counts for path, counts in answers.counts.items() if path in paths})
            for answers in survey.answers
        ),
        comments=tuple(comment for comment in survey.comments if comment.department in paths),
        opposed=(),
        pairs=(),
    )


def _undated(asked: Sequence[_Asked]) -> Iterator[Problem]:
    """Yield where the same is put to a department twice, and nothing tells that it was at two times."""
    first_of: dict[str, _Asked] = {}
    reported: set[str] = set()
    for one in asked:
        for name in one.persons:
            first = first_of.setdefault(name, one)
            if first is one or str(first.survey.where) in reported or not one.texts:
                continue
            if (first.survey.held_on is None or one.survey.held_on is None) and one.puts_the_same_as(first):
                reported.add(str(first.survey.where))
                yield Problem("asked-twice", one.survey.where, {"other": str(first.survey.where)})
