"""The same answers in two files: a survey that was exported twice, the second time with those that came later."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from handleplan_batch.model import CellRef, DepartmentPath, Problem, Reading, SheetEntry
from handleplan_batch.reading.importers.headed import Column, as_answer

_FEWEST = 5
"""Rows from which it is no chance that all of them stand elsewhere too."""


def marks_of(
    columns: Iterable[Column], identifying: Iterable[Column], departments: Sequence[DepartmentPath | None]
) -> tuple[int, ...]:
    """Return a number for each of the rows with a department (which may be empty), the same wherever the row stands.

    It is made of all of the row's ``columns`` and the department, which may be named above the rows. Nothing is
    returned unless one of the ``identifying`` columns (a number, when it was answered) has another value in each row:
    who only answers the same may be somebody else.
    """
    rows = [row for row, department in enumerate(departments) if department is not None]
    if len(rows) < _FEWEST or not any(
        None not in given and len(given) == len(rows)
        for column in identifying
        for given in [{column.values[row] for row in rows}]
    ):
        return ()
    paths = {department: _number("", "\0".join(department)) for department in {*departments} if department is not None}
    marks = np.array([paths.get(departments[row] or (), 0) for row in rows], dtype=np.uint64)
    for column in columns:
        numbers = {value: _number(column.header, as_answer(value)) for value in column.distinct}
        marks += np.array([numbers.get(column.values[row], 0) for row in rows], dtype=np.uint64)
    return tuple(marks.tolist())


def _number(header: str, answer: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{header}\0{answer}".encode(), digest_size=8).digest())


def without_older_exports(reading: Reading) -> Reading:
    """Return the reading without the surveys whose rows all stand in another one, with a problem for each of them.

    Of two with the same rows the first stays.
    """
    holder_of: dict[int, CellRef] = {}
    newer: dict[CellRef, CellRef] = {}
    for survey in sorted(reading.surveys, key=lambda one: -len(one.marks)):
        holders = {holder_of.get(mark) for mark in survey.marks}
        holder = holders.pop() if len(holders) == 1 else None
        if holder is not None:
            newer[survey.where] = holder
        for mark in survey.marks:
            holder_of.setdefault(mark, survey.where)
    if not newer:
        return reading

    def is_older(where: CellRef) -> bool:
        return CellRef(where.file, where.sheet) in newer

    told = [
        Problem("older-export", survey.where, {"newer": str(newer[survey.where])})
        for survey in reading.surveys
        if is_older(survey.where)
    ]
    return replace(
        reading,
        sheets=tuple(
            _set_aside(entry) if is_older(CellRef(entry.file, entry.sheet)) else entry for entry in reading.sheets
        ),
        surveys=tuple(survey for survey in reading.surveys if not is_older(survey.where)),
        problems=(*(one for one in reading.problems if one.code in _OF_ROWS or not is_older(one.where)), *told),
    )


_OF_ROWS = frozenset({"row-set-aside"})
"""Problems that account for rows, and not for how the answers are understood."""


def _set_aside(entry: SheetEntry) -> SheetEntry:
    return replace(entry, rows_used=0, rows_set_aside=entry.rows_set_aside + (entry.rows_used or 0), respondents=0)
