"""The same twice: a survey exported again with what came later, answers and lists whole beside their parts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from handleplan_batch.language import _
from handleplan_batch.model import (
    AnswerCounts,
    CellRef,
    DepartmentPath,
    Finding,
    ImporterName,
    Problem,
    Reading,
    SheetEntry,
    SourceKind,
    Survey,
)
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.cells import Words
from handleplan_batch.reading.importers.headed import Column, as_answer
from handleplan_batch.reading.importers.lists import Reason

_FEWEST = 5
"""Persons from which it is no chance that their answers are those of others together."""
_MARKING = 10
"""Columns that must be the same beside those that identify; all of them would take as long as the counting."""
_LONG = 5
"""Characters from which a number, or a text, is an id that was handed out once."""
_DIGITS = re.compile(r"\d+")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]00:00(?::00)?)?")


def marks_of(
    columns: Sequence[Column], identifying: Collection[Column], departments: Sequence[DepartmentPath | None]
) -> tuple[int, ...]:
    """Return a number for each of the rows with a department (which may be empty), the same wherever the row stands.

    It is made of the first of the row's ``columns`` and the department, which may be named above the rows. Nothing is
    returned unless one of the ``identifying`` columns (an id, the moment it was answered) tells each row from all
    others, also those of other sheets: who only answers the same, under the same running number, may be somebody else.
    """
    rows = [row for row, department in enumerate(departments) if department is not None]
    if not rows or not any(_identify([column.values[row] for row in rows]) for column in identifying):
        return ()
    paths = {department: _number("", "\0".join(department)) for department in {*departments} if department is not None}
    marks = np.array([paths.get(departments[row] or (), 0) for row in rows], dtype=np.uint64)
    for column in [*identifying, *(column for column in columns if column not in identifying)][:_MARKING]:
        numbers = {value: _number(column.header, as_answer(value)) for value in column.distinct}
        marks += np.array([numbers.get(column.values[row], 0) for row in rows], dtype=np.uint64)
    return tuple(marks.tolist())


def persons_of(identifying: Iterable[Column], answered: Sequence[bool]) -> frozenset[int]:
    """Return a number for each id in the first column that tells all who ``answered`` apart, the same on any sheet."""
    for column in identifying:
        ids = [value for value, is_answer in zip(column.values, answered, strict=True) if is_answer]
        if len(ids) >= _FEWEST and _identify(ids):
            return frozenset(map(number_of_id, ids))
    return frozenset()


def number_of_id(value: Value) -> int:
    """Return the number that stands for an id in :attr:`Survey.persons`."""
    return _number("", as_answer(value))


def about_persons(surveys: Sequence[Survey]) -> tuple[Problem, ...]:
    """Return a problem for each sheet of a file where most respondents are those of a sheet before, in one round."""
    problems = []
    before: dict[str, list[Survey]] = {}
    for survey in surveys:
        others = before.setdefault(survey.where.file, [])
        for other in others if survey.persons else ():
            shared = len(survey.persons & other.persons)
            fewest = min(len(survey.persons), len(other.persons))
            if survey.where.sheet != other.where.sheet and survey.held == other.held and shared > _SHARED * fewest:
                told = {"count": str(shared), "other": other.where.sheet}
                problems.append(Problem("same-respondents", survey.where, told))
                break
        others.append(survey)
    return tuple(problems)


_SHARED = 0.5
"""Share of the respondents of two sheets from which it is no slip that they have the same ids."""


def _identify(values: Sequence[Value]) -> bool:
    """Whether each of the values is hardly found elsewhere: no blanks, no days and no numbers that only count."""
    if None in values or len({*values}) < len(values):
        return False
    texts = list(map(as_answer, values))
    if all(_DAY.fullmatch(text) for text in texts):
        return False
    if len({_DIGITS.sub("", text) for text in texts}) > 1:  # no number, nor one with the same words about it
        return min(map(len, texts)) >= _LONG
    numbers = [int("".join(_DIGITS.findall(text)) or 0) for text in texts]
    return max(numbers) >= 10 ** (_LONG - 1) or max(numbers) - min(numbers) >= 2 * len(numbers)


def _number(header: str, answer: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{header}\0{answer}".encode(), digest_size=8).digest())


def without_older_exports(reading: Reading) -> Reading:
    """Return the reading without the surveys whose rows all stand in another file, with a problem for each of them.

    Of two with the same rows the first stays. What is alone in telling a department, by the name of its sheet or file,
    stays too.
    """
    in_sheet = Counter(survey.where for survey in reading.surveys)
    holders_of: dict[int, list[Survey]] = {}
    newer: dict[CellRef, CellRef] = {}
    for survey in sorted(reading.surveys, key=lambda one: -len(one.marks)):
        if survey.by_sheet or not survey.marks or in_sheet[survey.where] > 1:
            continue
        holder = next((one for one in holders_of.get(survey.marks[0], ()) if _holds(one, survey)), None)
        if holder is not None:
            newer[survey.where] = holder.where
        for mark in survey.marks:
            holders_of.setdefault(mark, []).append(survey)
    return _replaced(reading, newer, "older-export", "newer")


def without_wholes(reading: Reading) -> Reading:
    """Return the reading without the surveys that are others together, with a problem for each of them.

    Such a survey knows no departments, and as many gave each answer as in the sheets, or else the files, of the
    departments together; these stay. That few answered everything alike is no sign.
    """
    in_sheet = Counter(survey.where for survey in reading.surveys)
    parted = [survey for survey in reading.surveys if survey.respondents and () not in survey.respondents]
    of_file: dict[str, list[Survey]] = {}
    for survey in parted:
        of_file.setdefault(survey.where.file, []).append(survey)
    told = []
    for survey in reading.surveys:
        if {*survey.respondents} != {()} or in_sheet[survey.where] > 1 or survey.respondents[()] < _FEWEST:
            continue
        for parts in (of_file.get(survey.where.file, []), parted):
            if len(parts) > 1 and _is_sum(survey, parts):
                values = {"count": str(len(parts)), "first": str(parts[0].where)}
                told.append(Problem("survey-of-parts", survey.where, values))
                break
    return _without(reading, frozenset(problem.where for problem in told), told)


def without_copies(reading: Reading) -> Reading:
    """Return the reading without the surveys whose departments stand in another one too, with a problem for each.

    In each of their departments as many gave each answer there, and the answers differ enough for it to be no chance.
    Nothing else tells that it is the same persons; an id or a moment would, and tells also that it is others.
    """
    in_sheet = Counter(survey.where for survey in reading.surveys)
    known = [
        one for one in reading.surveys if one.respondents and () not in one.respondents and in_sheet[one.where] == 1
    ]
    kept: dict[tuple[DepartmentPath, int], list[Survey]] = {}
    again: dict[CellRef, CellRef] = {}
    for survey in sorted(known, key=lambda one: -sum(one.respondents.values())):
        of_first = next(iter(survey.respondents.items()))
        whole = next((one for one in kept.get(of_first, ()) if _repeats(survey, one)), None)
        if whole is not None:
            again[survey.where] = whole.where
            continue
        for place in survey.respondents.items():
            kept.setdefault(place, []).append(survey)
    return _replaced(reading, again, "survey-again", "other")


def _repeats(part: Survey, whole: Survey) -> bool:
    """Whether the answers and comments of a survey's departments are those that they have in another."""
    if part.marks and whole.marks and not {*part.marks} <= {*whole.marks}:
        return False
    if any(whole.respondents.get(path) != count for path, count in part.respondents.items()):
        return False
    texts = Counter((comment.department, comment.text) for comment in part.comments)
    if texts - Counter((comment.department, comment.text) for comment in whole.comments):
        return False
    theirs = {answers.question.text: answers for answers in whole.answers}
    different = 0
    for answers in part.answers:
        if (same := theirs.get(answers.question.text)) is None:
            return False
        for path in part.respondents:
            own = _by_answer(answers, path)
            if own != _by_answer(same, path):
                return False
            different += max(0, len(own) - 1)
    return different >= _DIFFERENT


def _by_answer(answers: AnswerCounts, path: DepartmentPath) -> dict[str, int]:
    """Return answer -> how many of a department gave it, without answers that nobody gave."""
    counted = zip(answers.question.answers, answers.counts.get(path, ()), strict=False)
    return {answer: count for answer, count in counted if count}


def without_counted(reading: Reading, words: Words) -> Reading:
    """Return the reading without the counts of incidents that a list tells one by one, with a note of each sheet.

    A list tells of those of its years, departments and kinds; where it names none, of all.
    """
    sheets = {CellRef(one.where.file, one.where.sheet): one.where for one in reading.problems if one.code == _COUNTED}
    listed = [
        one
        for one in reading.findings
        if one.source is SourceKind.INCIDENT and CellRef(one.where.file, one.where.sheet) not in sheets
    ]
    left_out: dict[CellRef, list[Finding]] = {}
    for finding in reading.findings if sheets and listed else ():
        sheet = CellRef(finding.where.file, finding.where.sheet)
        if sheet in sheets and any(_tells_of(one, finding, words) for one in listed):
            left_out.setdefault(sheet, []).append(finding)
    if not left_out:
        return reading
    again = {finding.where for findings in left_out.values() for finding in findings}
    kept = tuple(one for one in reading.findings if one.where not in again)
    whole = left_out.keys() - {CellRef(one.where.file, one.where.sheet) for one in kept}
    told = [
        Problem("incidents-told", sheets[sheet], {"count": str(len(findings)), "file": listed[0].where.file})
        for sheet, findings in left_out.items()
    ]
    return replace(
        reading,
        sheets=tuple(
            _set_aside(entry) if CellRef(entry.file, entry.sheet) in whole else entry for entry in reading.sheets
        ),
        findings=kept,
        problems=(
            *(
                one
                for one in reading.problems
                if one.code != _COUNTED or CellRef(one.where.file, one.where.sheet) not in whole
            ),
            *told,
        ),
    )


_COUNTED = "incidents-counted"


def _tells_of(incident: Finding, counted: Finding, words: Words) -> bool:
    """Whether an incident is one of those that are counted, as far as year, department and kind are told."""
    kinds = {words.meaning(ImporterName.INCIDENT, "type", one.category) for one in (incident, counted)}
    years = [one.observed_on.year for one in (incident, counted) if one.observed_on is not None]
    departments = [one.department[-1].casefold() for one in (incident, counted) if one.department]
    return len(set(years)) < 2 and len(set(departments)) < 2 and len(kinds - {None}) < 2


def without_repeated(reading: Reading, words: Words) -> Reading:
    """Return the same without what a sheet for all departments tells again of theirs, or they of it.

    It holds exactly what the others do, or is named as their sum and holds nothing else. The one that names the
    departments is kept.
    """
    told: dict[tuple[SourceKind, str], Counter[object]] = {}
    named: set[tuple[SourceKind, str]] = set()
    for one in reading.findings:
        said = (one.text, one.place, one.observed_on, one.absence_days, one.score, one.likelihood, one.severity)
        told.setdefault((one.source, one.where.sheet), Counter())[said] += 1
        if one.department:
            named.add((one.source, one.where.sheet))
    left_out: set[tuple[SourceKind, str]] = set()
    for (source, sheet), own in told.items():
        others = [place for place in told if place[0] is source and place[1] != sheet]
        every = sum((told[place] for place in others), Counter[object]())
        summed = words.is_everybody(sheet) or "total" in words.meanings("any", "row", sheet)
        if len(others) > 1 and (own == every or (summed and own <= every)):
            better = (source, sheet) in named and named.isdisjoint(others)
            left_out.update(others if better and own == every else [(source, sheet)])
    if not left_out:
        return reading
    again = [one for one in reading.findings if (one.source, one.where.sheet) in left_out]
    sheets = {one.where.sheet for one in again} - {
        one.where.sheet for one in reading.findings if (one.source, one.where.sheet) not in left_out
    }
    repeated = [entry for entry in reading.sheets if entry.sheet in sheets and entry.rows_used]
    notes = tuple(
        Problem(
            "row-set-aside",
            CellRef(entry.file, entry.sheet),
            {"count": str(entry.rows_used), "reason": _(Reason.REPEATED.value)},
        )
        for entry in repeated
    )
    return replace(
        reading,
        sheets=tuple(_set_aside(entry) if entry in repeated else entry for entry in reading.sheets),
        findings=tuple(one for one in reading.findings if one.where.sheet not in sheets),
        problems=(*reading.problems, *notes),
    )


def _is_sum(whole: Survey, parts: Sequence[Survey]) -> bool:
    """Whether the answers, and the comments, of a survey are those of others together."""
    if whole.respondents[()] != sum(sum(part.respondents.values()) for part in parts):
        return False
    texts = Counter(comment.text for comment in whole.comments)
    if texts - Counter(comment.text for part in parts for comment in part.comments):
        return False
    given: dict[str, Counter[str]] = {}
    for part in parts:
        for question, counts in _given(part).items():
            given.setdefault(question, Counter()).update(counts)
    own = _given(whole)
    return own == {question: given.get(question) for question in own} and sum(map(len, own.values())) >= _DIFFERENT


_DIFFERENT = 4
"""Different answers, all questions together, from which it is no chance that as many gave each of them."""


def _given(survey: Survey) -> dict[str, Counter[str]]:
    """Return question -> answer -> how many gave it, without answers that nobody gave."""
    found: dict[str, Counter[str]] = {}
    for answers in survey.answers:
        counts = Counter(dict(zip(answers.question.answers, answers.counts.totals, strict=False)))
        found.setdefault(answers.question.text, Counter()).update(+counts)
    return found


def _replaced(reading: Reading, by: Mapping[CellRef, CellRef], code: str, key: str) -> Reading:
    """Return the reading without the surveys that another stands for, with a problem for each that names it."""
    told = [
        Problem(code, survey.where, {key: str(by[survey.where])}) for survey in reading.surveys if survey.where in by
    ]
    return _without(reading, frozenset(by), told)


def _without(reading: Reading, left_out: frozenset[CellRef], told: Sequence[Problem]) -> Reading:
    """Return the reading without the surveys of some sheets, whose rows are then set aside."""
    if not left_out:
        return reading

    def is_left_out(where: CellRef) -> bool:
        return CellRef(where.file, where.sheet) in left_out

    return replace(
        reading,
        sheets=tuple(
            _set_aside(entry) if is_left_out(CellRef(entry.file, entry.sheet)) else entry for entry in reading.sheets
        ),
        surveys=tuple(survey for survey in reading.surveys if not is_left_out(survey.where)),
        problems=(*(one for one in reading.problems if one.code in _OF_ROWS or not is_left_out(one.where)), *told),
    )


def _holds(newer: Survey, older: Survey) -> bool:
    """Whether every row of a survey stands in one of another file."""
    return newer.where.file != older.where.file and {*older.marks} <= {*newer.marks}


_OF_ROWS = frozenset({"row-set-aside"})
"""Problems that account for rows, and not for how the answers are understood."""


def _set_aside(entry: SheetEntry) -> SheetEntry:
    return replace(
        entry,
        rows_used=0,
        rows_set_aside=entry.rows_set_aside + (entry.rows_used or 0),
        respondents=entry.respondents and 0,
    )
