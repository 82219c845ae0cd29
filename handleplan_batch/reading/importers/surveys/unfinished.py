"""Which rows of a survey are no respondent's answers: not completed, previews, tests, and what stands there twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.headed import (
    Column,
    HeadedTable,
    Keywords,
    as_answer,
    columns_of,
    without_rows,
)
from handleplan_batch.reading.importers.surveys.signs import (
    MARKS,
    MOST_ANSWERS,
    code_of,
    has_digit,
    has_time,
    names_department,
)
from handleplan_batch.reading.polarity import as_words

_PREVIEW_CODES = frozenset({1, 2, 9, 17})
"""Qualtrics' numbers for previews and test answers under Status."""
_NOT = frozenset({"0", "false", "falsk", "no", "nej", "nei", "n"})
_MOST_TRIALS = 3
_FEWEST_TOLD_APART = 5
"""Different ids or moments from which they are taken for those of the respondents."""
_STATES = ("completed", "unfinished", "preview")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """0-based rows of the sheet that were left out of the table."""

    unfinished: tuple[int, ...]
    """Nobody completed them."""
    previews: tuple[int, ...]
    """Previews and tests."""
    doubles: tuple[int, ...]
    """They repeat an earlier one of the same respondent."""
    telling: frozenset[int]
    """The columns that told."""


def completed(table: HeadedTable, words: Mapping[str, Keywords]) -> tuple[HeadedTable, tuple[Column, ...], LeftOut]:
    """Return the table with nothing but answers of respondents, its columns, and what was left out of it."""
    columns = columns_of(table)
    unfinished, previews, telling = _marked(columns, words)
    doubles = _doubles(table, columns, words) - unfinished - previews

    def numbered(rows: set[int]) -> tuple[int, ...]:
        return tuple(table.numbers[row] for row in sorted(rows) if any(value is not None for value in table.rows[row]))

    left_out = LeftOut(numbered(unfinished), numbered(previews), numbered(doubles), frozenset(telling))
    if unfinished or previews or doubles:
        table = without_rows(table, unfinished | previews | doubles)
        columns = columns_of(table)
    return table, columns, left_out


def _marked(columns: Sequence[Column], words: Mapping[str, Keywords]) -> tuple[set[int], set[int], set[int]]:
    """Return the rows nobody completed, the previews, and the columns that told.

    The tools say it in ways of their own: SurveyXact's statoverall_4 is 1, LimeSurvey's submitdate is filled in,
    Qualtrics' Finished is true, REDCap's forms are 2, others write a status in words.
    """
    unfinished: set[int] = set()
    previews: set[int] = set()
    telling: set[int] = set()
    of_qualtrics = any(code_of(name) == "finished" for column in columns for name in column.names)
    forms = [column for column in columns if _is_form_mark(column)]
    for column in columns:
        bad, test = _marks(column, words, of_qualtrics=of_qualtrics)
        if not bad and not test:
            continue
        telling.add(column.index)
        if not column.distinct.keys() <= bad | test:  # a mark that nobody has says nothing
            unfinished |= _rows_with(column, bad)
            previews |= _rows_with(column, test)
    for column in columns:
        previews |= _of_trials(column, words)
        if column.index not in telling and (silent := _not_responding(column, columns, words)):
            unfinished |= silent
            telling.add(column.index)
    if forms:
        telling.update(column.index for column in forms)
        undone = set.intersection(*(_rows_with(column, {None, 0, "0", "Incomplete"}) for column in forms))
        unfinished |= undone if len(undone) < len(forms[0].values) else set()
    return unfinished - previews, previews, telling


def _marks(column: Column, words: Mapping[str, Keywords], *, of_qualtrics: bool) -> tuple[set[Value], set[Value]]:
    """Return the values that mark an answer as not completed, and those that mark a preview; none in other columns."""
    names = {code_of(name) for name in column.names}
    if names & {"statoverall_4", "stato_4"}:
        return {None, *column.distinct} - {1}, set()
    if names & {"submitdate", "date submitted"}:
        return {None}, set()
    if len(column.distinct) > MOST_ANSWERS:
        return set(), set()
    said = {value: as_words(as_answer(value)).strip(" .?") for value in column.distinct}
    if "finished" in names:
        return {None} | {value for value, text in said.items() if text in ("0", "false", "falsk", "no", "nej")}, set()
    if any(_says_completed(name, words) for name in column.names):
        return {None, *said} - {value for value, text in said.items() if text in MARKS}, set()
    if any(words["status"].fullmatch(as_words(name).strip(" :?")) for name in column.names):
        if of_qualtrics and set(said) <= set(range(32)):
            return set(), {value for value in said if value in _PREVIEW_CODES}
        if all(any(words[kind].fullmatch(text) for kind in _STATES) for text in said.values()):
            unfinished = {value for value, text in said.items() if words["unfinished"].fullmatch(text)}
            return unfinished, {value for value, text in said.items() if words["preview"].fullmatch(text)}
        return set(), {value for value, text in said.items() if words["preview"].fullmatch(text)}
    return set(), set()


def _not_responding(column: Column, columns: Sequence[Column], words: Mapping[str, Keywords]) -> set[int]:
    """Return the rows of those who were invited and did not answer, as a column says; they fill in much less."""
    if not words["responded"].fullmatch(as_words(column.header).strip(" :?")):
        return set()
    said = {value: as_words(as_answer(value)) for value in column.distinct}
    if not {*said.values()} <= _NOT | MARKS or len(said) != 2:
        return set()
    rows = _rows_with(column, {value for value, text in said.items() if text in _NOT})
    filled = [sum(one.values[row] is not None for one in columns) for row in range(len(column.values))]
    most = max((filled[row] for row in rows), default=0)
    least = min((count for row, count in enumerate(filled) if row not in rows), default=0)
    return rows if most < least else set()


def _of_trials(column: Column, words: Mapping[str, Keywords]) -> set[int]:
    """Return the rows of a department that is none but a trial ("TEST"); one with many rows may be a department."""
    if not names_department(column.head, words):
        return set()
    trials = {value for value in column.distinct if words["trial"].fullmatch(as_words(as_answer(value)).strip(" .:-"))}
    rows = _rows_with(column, trials)
    return rows if len(rows) <= min(_MOST_TRIALS, len(column.values) / 5) else set()


def _doubles(table: HeadedTable, columns: Iterable[Column], words: Mapping[str, Keywords]) -> set[int]:
    """Return the rows that repeat an earlier one whole, with the respondent's id or the moment of the answer."""
    for column in columns:
        if column.filled == len(column.distinct) or len(column.distinct) < _FEWEST_TOLD_APART:
            continue
        identity = words["identity"].fullmatch(column.head) is not None
        if not all(map(has_digit, map(as_answer, column.distinct)) if identity else map(has_time, column.distinct)):
            continue
        seen: set[tuple[Value, ...]] = set()
        doubles: set[int] = set()
        for row, value in enumerate(column.values):
            if value is not None:
                told = tuple(table.rows[row])
                (doubles.add(row) if told in seen else seen.add(told))
        if 4 * len(column.distinct) > column.filled and (identity or len(seen) == len(column.distinct)):
            return doubles
    return set()


def _is_form_mark(column: Column) -> bool:
    """Whether a column marks a form of REDCap as completed."""
    states = {as_answer(value).casefold() for value in column.distinct}
    named = any(code_of(name).endswith("_complete") for name in column.names)
    return named and states <= {"0", "1", "2", "incomplete", "unverified", "complete"}


def _says_completed(name: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a header is the mark of completion among those of a status ("Samlet status - Gennemført")."""
    status, found, state = re.sub(r"[\]\[–]", "-", as_words(name)).strip("- ").partition("-")
    told = words["status"].fullmatch(status.strip()) and words["completed"].fullmatch(state.strip())
    return bool(found) and told is not None


def _rows_with(column: Column, values: set[Value]) -> set[int]:
    present = values.intersection(column.distinct)
    if column.filled < len(column.values) and None in values:
        present.add(None)
    return {row for row, value in enumerate(column.values) if value in present} if present else set()
