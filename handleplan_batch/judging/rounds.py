"""Surveys of different years in one run: which answers are today's, and which are those of last time.

The same questions put to the same department at another time are asked again, not asked of more people. Added together
they would make a workplace of twice the people, and of a problem and its solution an average. What cannot be told for
sure is added together, and reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.mapping import same_text
from handleplan_batch.model import CellRef, Problem, Survey

_APART = timedelta(days=60)
"""From the last answer of one round to the first of the next; latecomers and the files of one round are closer."""
_NOT_AT_ONCE = timedelta(days=14)
"""From the last answer in one file to the first in another, from which it is asked whether they are one round."""
_SAME_PERSONS = 3
"""Rows that stand in two files, from which it is no chance: some have been counted twice."""
_MOST_YEARS = 6
"""Years between two rounds, at most: an assessment is made every third year (Arbejdsmiljøloven § 15 a), and a number in
a name that is farther off is no year."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Surveys by the time they were held."""

    now: tuple[Survey, ...]
    """Those to judge by: of each department the latest."""
    last: tuple[Survey, ...] = ()
    """Those before them, of departments that were asked again."""
    uneven: frozenset[str] = frozenset()
    """Departments of which only a part was asked both times, so that two figures of them are not of the same people."""
    divided: frozenset[tuple[str, str]] = frozenset()
    """File and name of the sheets that hold answers of more than one round, whose rows therefore are of none."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    survey: Survey
    persons: Counter[str]
    """By the department that they named."""
    within: Counter[str]
    """The same with everything below."""
    texts: frozenset[str]
    """Of the questions, so that they can be compared."""

    def is_before(self, other: _Asked) -> bool:
        """Whether it is an earlier round with the same questionnaire: two thirds of either are the same."""
        mine, others = self.survey.held, other.survey.held
        if mine is None or others is None or others[0].year - mine[1].year > _MOST_YEARS:
            return False
        if others[0] - mine[1] < (timedelta(days=1) if _is_year(mine) and _is_year(others) else _APART):
            return False
        return 3 * len(self.texts & other.texts) >= max(1, 2 * len(self.texts), 2 * len(other.texts))

    def may_be_another_time(self, other: _Asked) -> bool:
        """Whether it puts the same to the same people, but not as is known at the same time."""
        if 2 * len(self.texts & other.texts) < max(1, min(len(self.texts), len(other.texts))):
            return False
        mine, others = self.survey.held, other.survey.held
        in_a_year = mine and others and _is_year(mine) and _is_year(others)  # there is room for two of them
        if mine and others and not in_a_year and max(mine[0], others[0]) - min(mine[1], others[1]) < _NOT_AT_ONCE:
            return False
        both = ((count, other.persons[name]) for name, count in self.persons.items())
        return any(3 * min(pair) >= max(pair) for pair in both)


def _is_year(held: tuple[date, date]) -> bool:
    return (held[0].day, held[0].month, held[1].day, held[1].month) == (1, 1, 31, 12)


def told_apart(surveys: Sequence[Survey], organisation: Organisation) -> Rounds:
    """Return which of the ``surveys`` are today's and which were held before.

    A department's answers are those of an earlier round when later surveys put the same questions again to at least
    half as many people: in it, below it, or in a department above it with all that it asked there.
    """
    asked = [_asked(one, organisation) for one in surveys]
    problems: list[Problem] = []
    now: list[Survey] = []
    before: list[Survey] = []
    uneven: set[str] = set()
    divided: set[tuple[str, str]] = set()
    former: set[int] = set()
    for number, one in enumerate(asked):
        later = [other for other in asked if one.is_before(other)]
        again = _asked_again(one, later, organisation)
        left = one.persons.keys() - again
        if not again:
            now.append(one.survey)
            continue
        former.add(number)
        newest = max(later, key=lambda other: (other.survey.held or (), str(other.survey.where))).survey
        told = {"newer": str(newest.where), "year": str(one.survey.held[1].year if one.survey.held else "")}
        if left:
            now.append(_part(one.survey, left, organisation))
            divided.add((one.survey.where.file, one.survey.where.sheet))
            told["departments"] = ", ".join(sorted(again))
            problems.append(Problem("partly-former-survey", one.survey.where, told))
        else:
            problems.append(Problem("former-survey", one.survey.where, told))
        before.append(_part(one.survey, again, organisation) if left else one.survey)
    rest = [one for number, one in enumerate(asked) if number not in former]
    problems += _doubtful(rest)
    last = told_apart(before, organisation) if before else Rounds(())
    if before:
        there, then = (
            {organisation.place(path) for one in group for path in one.respondents} for group in (now, last.now)
        )
        uneven.update(name for part in there ^ then for name in (part, *organisation.ancestors(part)))
    return Rounds(tuple(now), last.now, frozenset(uneven), frozenset(divided) | last.divided, tuple(problems))


def _asked(survey: Survey, organisation: Organisation) -> _Asked:
    persons: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for path, count in survey.respondents.items():
        name = organisation.place(path)
        persons[name] += count
        within.update(dict.fromkeys((name, *organisation.ancestors(name)), count))
    texts = frozenset(same_text(answers.question.text) for answers in survey.answers)
    return _Asked(survey, persons, within, texts)


def _asked_again(one: _Asked, later: Sequence[_Asked], organisation: Organisation) -> set[str]:
    """Return the departments of a survey that later ones ask again."""
    there: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for other in later:
        there.update(other.persons)
        within.update(other.within)
    return {
        name
        for name, count in one.persons.items()
        if 2 * within[name] >= count
        or any(2 * there[above] >= one.within[above] for above in organisation.ancestors(name) if there[above])
    }


def _part(survey: Survey, names: Collection[str], organisation: Organisation) -> Survey:
    """Return what a survey holds of some departments; nothing that is told of all of it together."""
    paths = {path for path in survey.respondents if organisation.place(path) in names}
    return replace(
        survey,
        respondents={path: survey.respondents[path] for path in survey.respondents if path in paths},
        answers=tuple(
            replace(answers, counts=answers.counts.part(rows))
            for answers in survey.answers
            for rows in [{path: row for path, row in answers.counts.paths.items() if path in paths}]
        ),
        comments=tuple(comment for comment in survey.comments if organisation.place(comment.department) in names),
        opposed=(),
        pairs=(),
    )


def _doubtful(asked: Sequence[_Asked]) -> Iterator[Problem]:
    """Yield where the same is put to as many of a department twice, and nothing tells whether at one time.

    So are surveys that have some rows in common.
    """
    reported: set[CellRef] = set()
    first_with: dict[int, CellRef] = {}
    for one in asked:
        where = one.survey.where
        shared = Counter(first_with[mark] for mark in one.survey.marks if mark in first_with)
        for other, count in shared.most_common(1):
            if count >= _SAME_PERSONS:
                reported.add(where)
                yield Problem("asked-twice", where, {"other": str(other)})
        for mark in one.survey.marks:
            first_with.setdefault(mark, where)
    by_department: dict[str, list[_Asked]] = {}
    for one in asked:
        for name in one.persons:
            by_department.setdefault(name, []).append(one)
    for group in by_department.values():
        for first, one in combinations(group[:_MOST_COMPARED], 2):
            where = one.survey.where
            if where not in reported and first.may_be_another_time(one):
                reported.add(where)
                yield Problem("asked-twice", where, {"other": str(first.survey.where)})


_MOST_COMPARED = 20
"""Surveys of one department that are compared with one another."""
