"""The attacker of :mod:`attack` on what does not come from answers: comments, sickness absence, summed-up results.

Comments are counted where a department, with those below it that are not large enough, is a block of its own; the
attacker knows which these are, who could write, and in which order sheets are named. Of absence the least and the most
that a hidden department can have are found by linear programming; it is given away when they are near each other.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from attack import CATALOGUE, Breach, Case, Fact, Unknowns, answers_found, document_of, facts_of, invented
from scipy.optimize import linprog

from handleplan_batch.judging import Judgement, judge
from handleplan_batch.judging.suppression import NOBODY, Group, Rule, heads, shown
from handleplan_batch.model import (
    CellRef,
    Certainty,
    Comment,
    Department,
    Finding,
    Question,
    Reading,
    SourceKind,
    Summary,
    SummaryFigure,
)

SAID = {"noise": "Der er meget støj", "stress": "Jeg er stresset", "bullying": "Jeg bliver mobbet af en kollega"}
"""Theme -> a comment that is placed there, and calls it a problem."""
_NEAR = 0.2
"""Bounds no further apart than this share of the value give it away."""

# Comments -------------------------------------------------------------------------------------------------------------

Written = dict[tuple[str, CellRef, str], int]
"""Department, table and theme -> how many comments."""


def written(case: Case, seed: int) -> Written:
    """Return who wrote about what: few of each, as people do."""
    chance = random.Random(f"comments {seed}")
    found: Written = {}
    for name, table in case.respondents:
        for theme in SAID:
            count = chance.choice([0, 0, 0, 1, 1, 2, 3, 6])
            if count:
                found[name, table, theme] = min(count, case.respondents[name, table])
    return found


def with_comments(case: Case, said: Written) -> Reading:
    """Return what is read of the case when the files hold these comments."""
    reading = case.reading()
    surveys = []
    for survey in reading.surveys:
        table = CellRef(survey.where.file, survey.where.sheet)
        lines = [(name, SAID[theme]) for (name, of, theme), count in said.items() if of == table for _n in range(count)]
        comments = tuple(
            Comment(CellRef(table.file, table.sheet, row, 20), (name,), text)
            for row, (name, text) in enumerate(lines, start=2)
        )
        surveys.append(replace(survey, comments=comments))
    return replace(reading, surveys=tuple(surveys))


def comments_found(case: Case, said: Written, judgement: Judgement) -> Iterator[Breach]:
    """Yield the small groups of which it is certain how many wrote about a theme, and ones or twos if sensitive."""
    people: dict[str, Group] = {}
    for (name, _table), size in case.respondents.items():
        people[name] = people.get(name, NOBODY).joined(Group(size))
    told = {
        one.name for one in judgement.organisation.departments if judgement.respondents.get(one.name, 0) is not None
    }
    limit = max(case.settings.comment_limit, case.settings.general_limit)
    spoken = {one.department[0] for one in judgement.findings if one.source is SourceKind.COMMENT and one.theme_id}
    root = {judgement.organisation.root}
    large = shown(judgement.organisation, people, Rule(limit), told) | (spoken - root)
    block_of = heads(judgement.organisation, large)
    for theme in SAID:
        found = [one for one in judgement.findings if one.source is SourceKind.COMMENT and one.theme_id == theme]
        yield from _of_theme(case, said, theme, found, block_of, limit)


def _of_theme(
    case: Case, said: Written, theme: str, found: Sequence[Finding], block_of: dict[str, str | None], limit: int
) -> Iterator[Breach]:
    keys = list(case.respondents)
    if not keys:
        return
    most = 2 * sum(said.values()) + 2
    unknown = Unknowns([most] * len(keys))

    def row(names: Iterable[str], tables: Iterable[CellRef]) -> np.ndarray:
        inside, of = set(names), set(tables)
        return np.array([float(name in inside and table in of) for name, table in keys])

    unknown.know(row(case.names, case.tables), 0, most * len(keys))
    is_zero, is_sensitive = CATALOGUE.themes[theme].zero_tolerance, CATALOGUE.themes[theme].sensitive
    for head in dict.fromkeys(block_of.values()):
        block = [name for name, of in block_of.items() if of == head]
        here = [one for one in found if one.department == (head or case.names[0],)]
        if head is None and (not is_zero or case.names[0] in block_of.values()):
            continue  # only that there are comments is said
        if not here:
            unknown.know(row(block, case.tables), 0, 0)
        for one in here:
            told = re.match(r"(\d+) ", one.text)
            low, high = (int(told[1]), int(told[1])) if told else (1, most)
            if not told and not is_zero:
                high = case.settings.general_limit - 1
            unknown.know(row(block, case.tables), low, high)
            before = [table for table in case.tables if one.where.file and table.file < one.where.file]
            if one.where.file:
                unknown.know(row(block, [table for table in case.tables if table.file == one.where.file]), 1, most)
                unknown.know(row(block, before), 0, 0)
    for group in case.groups():
        for tables in (case.tables, *((table,) for table in case.tables if len(case.tables) > 1)):
            persons = sum(case.respondents.get((name, table), 0) for name in group for table in tables)
            true = sum(said.get((name, table, theme), 0) for name in group for table in tables)
            secret = persons < limit or is_zero or (is_sensitive and true < 3)
            if true and persons and secret and unknown.is_certain(row(group, tables), true):
                yield Breach(f"comments on {theme}", group, persons, f"{true} comments")


# Sickness absence -----------------------------------------------------------------------------------------------------


def absences(case: Case, seed: int) -> dict[str, tuple[int, float]]:
    """Return per department, with all below it, employees and percent of absence."""
    chance = random.Random(f"absence {seed}")
    own = {}
    for name in case.names:
        size = chance.choice([0, 2, 4, 6, 9, 11, 15, 30, 80]) if not case.children(name) else chance.choice([0, 0, 3])
        own[name] = (size, chance.uniform(0, 12))
    found = {}
    for name in case.names:
        inside = [own[one] for one in case.below(name) if own[one][0]]
        if inside and (chance.random() < 0.9 or name == case.names[0]):
            employees = sum(size for size, _share in inside)
            found[name] = (employees, sum(size * share for size, share in inside) / employees)
    return found


def with_absence(case: Case, told: dict[str, tuple[int, float]]) -> Reading:
    """Return what is read of a sheet with these rows."""
    findings = tuple(
        Finding(
            *(f"absence-{row}", SourceKind.ABSENCE, CellRef("fravær.xlsx", "Ark1", row), f"Sygefravær {percent:.1f} %"),
            department=(name,),
            score=round(percent, 1),
            exposed=employees,
            observed_on=date(2025, 12, 31),
        )
        for row, (name, (employees, percent)) in enumerate(told.items(), start=2)
    )
    return Reading(findings=findings, departments=tuple(Department(path[-1], path[:-1]) for path in case.paths))


def absence_found(case: Case, told: dict[str, tuple[int, float]], judgement: Judgement) -> Iterator[Breach]:
    """Yield the groups below the limit whose absence can be told within narrow bounds."""
    parts = {}
    for name, (employees, percent) in told.items():
        nearest = [one for one in told if one != name and one in case.below(name)]
        nearest = [one for one in nearest if not any(one in case.below(other) - {other} for other in nearest)]
        size = employees - sum(told[one][0] for one in nearest)
        parts[name] = (size, employees * percent - sum(told[one][0] * told[one][1] for one in nearest))
    names = [name for name in parts if parts[name][0] > 0]
    rows, bounds = [], []
    for finding in judgement.findings:
        if finding.source is SourceKind.ABSENCE and finding.score is not None:
            inside = case.below(finding.department[0])
            rows.append([float(name in inside) for name in names])
            employees = told[finding.department[0]][0]
            bounds.append((employees * (finding.score - 0.05), employees * (finding.score + 0.05)))
    if not rows:
        return
    matrix, (low, high) = np.array(rows), np.array(bounds).T
    for group in case.groups():
        size = sum(parts[name][0] for name in names if name in group)
        true = sum(parts[name][1] for name in names if name in group)
        if not 0 < size < case.settings.sensitive_limit or true <= 0:
            continue
        aim = np.array([float(name in group) for name in names])
        ends = [
            linprog(
                sign * aim,
                A_ub=np.vstack([matrix, -matrix]),
                b_ub=np.concatenate([high, -low]),
                bounds=[(0, 100 * parts[name][0]) for name in names],
            ).fun
            for sign in (1, -1)
        ]
        if -ends[1] - ends[0] < _NEAR * true:
            yield Breach("absence", group, size, f"{true / size:.1f} %")


# Summed-up results ----------------------------------------------------------------------------------------------------


def summed_up(seed: int) -> tuple[Case, Reading]:
    """Return an organisation of one table, and its results as somebody summed them up."""
    case = invented(seed)
    table = case.tables[0]
    case = replace(
        case,
        tables=(table,),
        respondents={key: size for key, size in case.respondents.items() if key[1] == table},
        answers={key: counts for key, counts in case.answers.items() if key[1] == table},
    )
    summaries = []
    for column, asked in enumerate(case.questions, start=2):
        labels = tuple(f"{score:g}" for score in asked.scores)
        question = Question(
            *(CellRef("resultater.xlsx", "Ark1", 1, column), asked.text, asked.scale, labels, asked.scores),
            *(labels[-1], labels[0], Certainty.INFERRED),
            theme_id=asked.theme_id,
            most_is_best=False,
        )
        figures = {}
        for name in case.names:
            counts = case.counts(asked, case.below(name))
            persons = int(counts.sum())
            if persons:
                shares = tuple(float(count) / persons for count in counts)
                score = float(counts @ np.array(asked.scores)) / persons
                figures[name,] = SummaryFigure(persons, score, shares=shares)
        if figures:
            summaries.append(Summary(question, figures))
    departments = tuple(Department(path[-1], path[:-1]) for path in case.paths)
    return case, Reading(summaries=tuple(summaries), departments=departments)


def summary_found(case: Case, facts: Sequence[Fact]) -> Iterator[Breach]:
    """Yield the groups whose answers the shown results give away."""
    for asked in case.questions:
        yield from answers_found(case, asked, [fact for fact in facts if fact.question == asked.text])


def in_comments(seed: int) -> list[Breach]:
    """Return what is found in one organisation's comments."""
    case = invented(seed)
    said = written(case, seed)
    return list(comments_found(case, said, judge(with_comments(case, said), CATALOGUE, case.settings)))


def in_absence(seed: int) -> list[Breach]:
    """Return what is found in one organisation's sickness absence."""
    case = invented(seed)
    told = absences(case, seed)
    return list(absence_found(case, told, judge(with_absence(case, told), CATALOGUE, case.settings)))


def in_summaries(seed: int) -> list[Breach]:
    """Return what is found in results that were summed up before they came."""
    case, reading = summed_up(seed)
    document = document_of(judge(reading, CATALOGUE, case.settings))
    return list(summary_found(case, list(facts_of(document, case))))
