"""Surveys: one row per respondent, in the exports of survey tools and in plain sheets.

What a column is, its header and its distinct values decide together. Answers are counted at once, per department, and
never passed on; comments are scrubbed. Two other sheets of survey tools are recognised so that they are not taken for
answers: summed-up results and code books.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.language import _
from handleplan_batch.model import (
    AnswerCounts,
    CellRef,
    Certainty,
    Comment,
    DepartmentPath,
    ImporterName,
    Problem,
    Question,
    Reading,
    SheetEntry,
    Survey,
)
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.polarity import as_words, keyword_pattern
from handleplan_batch.reading.scales import NUMERIC, UNKNOWN, Fit, Scales, load_scales
from handleplan_batch.reading.scrub import scrub

_HEADER_WITHIN = 30
"""Rows from the top among which the header is looked for."""
_SAMPLE = 300
"""Rows below the header that are enough to tell what a sheet is."""
_SHORT = 4
"""Words up to which a header is a label ("Afdeling"), not a question about the thing."""
_MOST_ANSWERS = 30
"""Distinct values up to which a column may be answers to choose from."""


class Role(Enum):
    """What a column of a survey is."""

    BLANK = "blank"
    TECHNICAL = "technical"
    PERSONAL = "personal"
    DEPARTMENT = "department"
    BACKGROUND = "background"
    QUESTION = "question"
    CHOICES = "choices"
    """Several answers in one cell, or an option of such a question."""
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    header: str
    values: Sequence[Value]
    """One per row below the header."""
    distinct: Mapping[Value, None]
    """Without blanks, in order of appearance."""
    filled: int

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_answer(value) for value in self.distinct))


@dataclass(frozen=True, slots=True)
class _Layout:
    """A sheet's columns with what each is."""

    header_row: int
    """0-based, the lowest header line."""
    columns: tuple[_Column, ...]
    roles: tuple[Role, ...]
    fits: Mapping[int, Fit | None]
    """Column index -> scale, for the questions."""

    def of(self, *roles: Role) -> tuple[_Column, ...]:
        return tuple(column for column, role in zip(self.columns, self.roles, strict=True) if role in roles)


# --- Recognising -------------------------------------------------------------------------------------------------------


class SurveyImporter:
    """Recognises a survey by its shape: columns whose distinct values are the answers of a scale."""

    name = ImporterName.SURVEY

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim; the more of the columns are answers in words, the stronger."""
        header = _find_header(grid.rows)
        if header is None:
            return None
        layout = _layout(grid, header, context, _SAMPLE)
        questions = layout.of(Role.QUESTION)
        words = [column for column in questions if (fit := layout.fits[column.index]) is None or fit.labelled]
        told = [column for column in words if _strong(layout.fits[column.index])]
        about = layout.of(Role.QUESTION, Role.COMMENT, Role.CHOICES, Role.DEPARTMENT, Role.BACKGROUND)
        if not any(column.filled for column in layout.columns):
            asked = [column for column in layout.columns if _is_question(column.header)]
            strength = 0.5 if len(asked) >= 3 else 0.0
        elif not questions or (len(questions) == 1 and not (told and _is_question(questions[0].header))):
            strength = 0.0
        else:
            evidence = len(told) + 0.7 * (len(words) - len(told)) + 0.5 * (len(questions) - len(words))
            evidence += 0.5 * len(layout.of(Role.COMMENT, Role.CHOICES, Role.DEPARTMENT))
            asked_share = sum(_is_question(column.header) for column in questions) / len(questions)
            strength = 0.2 + 0.5 * evidence / len(about) + 0.1 * asked_share + 0.18 * min(1.0, len(told) / 5)
        if strength < 0.25:
            return None
        roles: dict[str, tuple[int, ...]] = defaultdict(tuple)
        for column, role in zip(layout.columns, layout.roles, strict=True):
            roles[role.value] += (column.index,)
        return Match(self.name, layout.header_row, roles, round(strength, 4))

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the survey, counted, with a problem for every decision that a person should look at."""
        header = _find_header(grid.rows)
        assert header is not None, match
        layout = _layout(grid, header, context, None)
        scales = load_scales(context.catalogue, context.directions)
        return _Counting(grid, layout, scales).reading()


class SummaryImporter:
    """Recognises results that are already summed up, question by question, which are never respondents."""

    name = ImporterName.SURVEY_SUMMARY

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim for a column of questions beside columns of statistics, answer shares or means."""
        header = _find_header(grid.rows)
        if header is None:
            return None
        words = _words(context.catalogue)
        scales = load_scales(context.catalogue, context.directions)
        columns = _columns(grid, header, _SAMPLE)
        heads = [as_words(column.header) for column in columns]
        items = [
            column
            for column, head in zip(columns, heads, strict=True)
            if len(head.split()) <= _SHORT and words["item"].search(head) and _texts(column)
        ]
        asked = [column for column in columns if _share(_texts(column), _is_question) >= 0.5]
        figures = [column for column in columns if column.filled and _share(column.distinct, _is_figure) >= 0.8]
        statistics = [column for column in figures if words["statistic"].search(as_words(column.header))]
        shares = scales.fit(column.header for column in figures)
        fractions = [column for column in figures if any(isinstance(value, float) for value in column.distinct)]
        if items and len(statistics) >= 2:
            strength = 0.92
        elif len(figures) >= 3 and shares is not None and shares.labelled and (items or asked):
            strength = 0.92
        elif (items or asked) and (len(fractions) >= 2 or (asked and len(statistics) >= 2)):
            strength = 0.75
        else:
            return None
        found = {"question": (items or asked)[:1], "figure": figures}
        return Match(self.name, header.row, _indices(found), strength)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return no answers: every row is rejected, with the problem ``aggregated-table``."""
        rows = _filled_rows(grid, match.header_row)
        entry = _entry(grid, self.name, match, rows, rejected=rows)
        return Reading(sheets=(entry,), problems=(Problem("aggregated-table", CellRef(grid.file, grid.sheet)),))


class CodebookImporter:
    """Recognises lists of codes with their labels (variable, value, label)."""

    name = ImporterName.CODEBOOK

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim for three such headers, or for three such columns without any."""
        header = _find_header(grid.rows)
        if header is None:
            return None
        words = _words(context.catalogue)
        heads = {column: as_words(text).rstrip(":.") for column, text in header.texts.items()}
        found: dict[str, int] = {}
        for kind in ("variable", "value", "label"):
            hits = [column for column, head in heads.items() if words[kind].fullmatch(head)]
            if hits and hits[0] not in found.values():
                found[kind] = hits[0]
        if len(found) == 3 and len(heads) <= 6:
            return Match(self.name, header.row, {kind: (column,) for kind, column in found.items()}, 0.95)
        rows = [row for row in grid.rows[:_SAMPLE] if any(value is not None for value in row)]
        triples = [(row[0], row[1], row[2]) for row in rows if len(row) >= 3 and not any(row[3:])]
        if len(triples) < max(4, len(rows)) or not all(
            isinstance(variable, str) and isinstance(code, int) and label is not None for variable, code, label in triples
        ):
            return None
        variables = {variable for variable, _code, _label in triples}
        if len(variables) > len(triples) / 2 or len({triple[:2] for triple in triples}) < len(triples):
            return None
        return Match(self.name, -1, {"variable": (0,), "value": (1,), "label": (2,)}, 0.6)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return no answers: every row is set aside, with the note ``codebook``."""
        rows = _filled_rows(grid, match.header_row)
        entry = _entry(grid, self.name, match, rows, set_aside=rows)
        return Reading(sheets=(entry,), problems=(Problem("codebook", CellRef(grid.file, grid.sheet)),))


# --- Header ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    """0-based row of the lowest header line."""
    texts: Mapping[int, str]
    """0-based column -> header, of the columns that have one of their own."""
    below: Mapping[int, str]
    """The same from a second header line (SurveyMonkey's names of sub-questions)."""


def _find_header(rows: Sequence[Sequence[Value]]) -> _Header | None:
    """Return the first row that looks like headers: several different texts, as wide as the table below.

    A title block above is narrower. A second line of group names above, of sub-questions below (SurveyMonkey) and of
    import ids below (Qualtrics) are understood.
    """
    first = [[value for value in row if value is not None] for row in rows[: _HEADER_WITHIN * 2]]
    widest = max(map(len, first), default=0)
    for index, filled in enumerate(first[:_HEADER_WITHIN]):
        texts = {value for value in filled if isinstance(value, str)}
        if len(filled) < max(2, 0.3 * widest) or len(texts) < 0.8 * len(filled):
            continue
        below = rows[index + 1] if index + 1 < len(rows) else ()
        heads = _texts_of(rows[index])
        if len(rows) > index + 2 and str(next(iter(rows[index + 2]), "")).startswith('{"ImportId"'):
            return _Header(index + 2, _texts_of(below), {})
        lower = _texts_of(below)
        if lower and not _recurs(rows, index + 1) and len(set(lower.values())) >= 0.9 * len(first[index + 1]):
            if 0 in heads and 0 not in lower and len(lower) > len(heads) / 2:
                return _Header(index + 1, heads, lower)
            if len(lower) >= 1.3 * len(heads):
                return _Header(index + 1, lower, {})
        return _Header(index, heads, {})
    return None


def _texts_of(row: Sequence[Value]) -> dict[int, str]:
    return {column: " ".join(str(value).split()) for column, value in enumerate(row) if value is not None}


def _recurs(rows: Sequence[Sequence[Value]], index: int) -> bool:
    """Whether the row's values stand again below them, as answers do and headers do not."""
    below = rows[index + 1 : index + 31]
    cells = [(column, value) for column, value in enumerate(rows[index]) if value is not None]
    again = sum(any(column < len(row) and row[column] == value for row in below) for column, value in cells)
    return again > 0.1 * len(cells) or not all(isinstance(value, str) for _column, value in cells)


# --- Columns -----------------------------------------------------------------------------------------------------------


def _columns(grid: Grid, header: _Header, limit: int | None) -> tuple[_Column, ...]:
    """Return the columns that have a header or values, with their headers put together."""
    rows = grid.rows[header.row + 1 : None if limit is None else header.row + 1 + limit]
    width = max((len(row) for row in rows), default=0)
    width = max([width, *(column + 1 for column in header.texts)])
    if all(len(row) == width for row in rows):
        values: list[Sequence[Value]] = list(zip(*rows, strict=True)) or [()] * width
    else:
        values = [tuple(row[column] if column < len(row) else None for row in rows) for column in range(width)]
    columns: list[_Column] = []
    left, repeats = "", 1
    for index, column in enumerate(values):
        distinct = dict.fromkeys(column)
        distinct.pop(None, None)
        text, below = header.texts.get(index), header.below.get(index)
        if text is not None:
            left, repeats = text, 1
        elif not distinct and below is None:
            continue
        elif left:
            repeats += 1
            text = left if below else f"{left} [{repeats}]"
        if text and below and header.texts.get(index + 1) is None and index + 1 in header.below or (below and repeats > 1):
            text = f"{text} [{below}]"
        filled = len(column) - (column.count(None) if None in column else 0)
        columns.append(_Column(index, text or "", column, distinct, filled))
    return tuple(columns)
