"""Surveys: one row per respondent, in the exports of survey tools and in plain sheets.

What a column is, its header and its distinct values decide together. Answers are counted at once, per department, and
never passed on; comments are scrubbed. Two other sheets of survey tools are recognised so that they are not taken for
answers: summed-up results and code books.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import NUMERIC, UNKNOWN, Fit, Scales, load_scales
from handleplan_batch.reading.scrub import scrub

_HEADER_WITHIN = 30
"""Rows from the top among which the header is looked for."""
_SAMPLE = 300
"""Rows below the header that are enough to tell what a sheet is."""
_LEAST_STRENGTH = 0.2
_FEWEST_ROWS = 5
"""Rows that it takes to believe in a survey of bare numbers."""
_SHORT = 4
"""Words up to which a header is a label ("Afdeling"), not a question about the thing."""
_TAIL = 5
"""Rows at the end among which totals and means are looked for."""
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
    def answers(self) -> dict[str, int]:
        """Distinct answer as it stands -> how many gave it."""
        return dict(Counter(_answer(value) for value in self.values if value is not None))


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


# --- Recognising ------------------------------------------------------------------------------------------------------


class SurveyImporter:
    """Recognises a survey by its shape: columns whose distinct values are the answers of a scale."""

    name = ImporterName.SURVEY

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim; the more of the columns are answers in words, the stronger."""
        header = _find_header(grid.rows)
        if header is None:
            return None
        words = _words(context.catalogue)
        scales = load_scales(context.catalogue, context.directions)
        layout = _layout(_table(grid, header, words, _SAMPLE), scales, words)
        questions = tuple(  # a header on violence alone does not make a survey
            column
            for column in layout.of(Role.QUESTION)
            if layout.fits[column.index] is not None or scales.share_known(scales.labels(column.answers)) >= 0.5
        )
        in_words = [column for column in questions if (fit := layout.fits[column.index]) is None or fit.labelled]
        told = [column for column in in_words if _strong(layout.fits[column.index])]
        about = layout.of(Role.QUESTION, Role.COMMENT, Role.CHOICES, Role.DEPARTMENT, Role.BACKGROUND)
        if not any(column.filled for column in layout.columns):
            asked = [column for column in layout.columns if _is_question(column.header)]
            strength = 0.5 if len(asked) >= 3 else 0.0
        elif not questions or (len(questions) == 1 and not (told and _is_question(questions[0].header))):
            strength = 0.0
        else:
            evidence = len(told) + 0.7 * (len(in_words) - len(told)) + 0.5 * (len(questions) - len(in_words))
            evidence += 0.5 * len(layout.of(Role.COMMENT, Role.CHOICES, Role.DEPARTMENT))
            asked_share = sum(_is_question(column.header) for column in questions) / len(questions)
            strength = 0.2 + 0.4 * evidence / len(about) + 0.2 * asked_share + 0.18 * min(1.0, len(told) / 5)
        if questions and not in_words:  # small numbers alone stand in many tables
            enough = len(questions) >= 3 or layout.of(Role.DEPARTMENT)
            if not enough or len(questions[0].values) < _FEWEST_ROWS:
                return None
        if strength < _LEAST_STRENGTH:
            return None
        roles: dict[str, tuple[int, ...]] = defaultdict(tuple)
        for column, role in zip(layout.columns, layout.roles, strict=True):
            roles[role.value] += (column.index,)
        return Match(self.name, layout.header_row, dict(roles), round(strength, 4))

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the survey, counted, with a problem for every decision that a person should look at."""
        words = _words(context.catalogue)
        scales = load_scales(context.catalogue, context.directions)
        header = _find_header(grid.rows) or _Header(match.header_row, _texts_of(grid.rows[match.header_row]), {})
        table = _table(grid, header, words)
        return _read_survey(grid, table, _layout(table, scales, words), scales)


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
        columns = _columns(_table(grid, header, words, _SAMPLE))
        heads = [as_words(column.header) for column in columns]
        items = [
            column
            for column, head in zip(columns, heads, strict=True)
            if len(head.split()) <= _SHORT and words["item"].search(head) and _texts(column)
        ]
        asked = [column for column in columns if _share(_texts(column), _is_question) >= 0.5]
        figures = [column for column in columns if column.filled and _share(column.distinct, _is_figure) >= 0.8]
        statistics = [column for column in figures if words["statistic"].search(as_words(column.header))]
        shares = scales.fit(
            {column.header: 1 for column in figures if scales.share_known(scales.labels([column.header])) == 1}
        )
        fractions = [column for column in figures if any(isinstance(value, float) for value in column.distinct)]
        by_answer = shares is not None and shares.labelled and len(shares.levels) >= 3 and bool(items or asked)
        if (items and len(statistics) >= 2) or by_answer:
            strength = 0.92
        elif (items or asked) and (len(fractions) >= 2 or (asked and len(statistics) >= 2)):
            strength = 0.75
        else:
            return None
        found = {"question": (items or asked)[:1], "figure": figures}
        return Match(self.name, header.row, _indices(found), strength)

    def extract(self, grid: Grid, match: Match, _context: Context) -> Reading:
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
        words = _words(context.catalogue)
        heads = {} if header is None else {column: as_words(text).rstrip(":.") for column, text in header.texts.items()}
        found: dict[str, int] = {}
        for kind in ("variable", "value", "label"):
            hits = [column for column, head in heads.items() if words[kind].fullmatch(head)]
            if hits and hits[0] not in found.values():
                found[kind] = hits[0]
        if header is not None and len(found) == 3 and len(heads) <= 6:
            return Match(self.name, header.row, {kind: (column,) for kind, column in found.items()}, 0.95)
        rows = [row for row in grid.rows[:_SAMPLE] if any(value is not None for value in row)]
        triples = [(row[0], row[1], row[2]) for row in rows if len(row) >= 3 and not any(row[3:])]
        if len(triples) < max(4, len(rows)) or not all(
            isinstance(variable, str) and isinstance(code, int) and label is not None
            for variable, code, label in triples
        ):
            return None
        variables = {variable for variable, _code, _label in triples}
        if len(variables) > len(triples) / 2 or len({triple[:2] for triple in triples}) < len(triples):
            return None
        return Match(self.name, -1, {"variable": (0,), "value": (1,), "label": (2,)}, 0.6)

    def extract(self, grid: Grid, match: Match, _context: Context) -> Reading:
        """Return no answers: every row is set aside, with the note ``codebook``."""
        rows = _filled_rows(grid, match.header_row)
        entry = _entry(grid, self.name, match, rows, set_aside=rows)
        return Reading(sheets=(entry,), problems=(Problem("codebook", CellRef(grid.file, grid.sheet)),))


# --- Header -----------------------------------------------------------------------------------------------------------


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
        texts = [value for value in filled if isinstance(value, str)]
        repeated = sum(not _is_question(text) for text in texts) - len({t for t in texts if not _is_question(t)})
        if len(filled) < max(2, 0.3 * widest) or len(texts) - repeated < 0.8 * len(filled) or len(set(texts)) < 2:
            continue
        below = rows[index + 1] if index + 1 < len(rows) else ()
        heads = _texts_of(rows[index])
        lower = _texts_of(below)
        if lower and len(rows) > index + 2 and str(next(iter(rows[index + 2]), "")).startswith('{"ImportId"'):
            return _Header(index + 2, lower, {})
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


# --- Columns ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below a header, without those that repeat it or sum up."""

    header: _Header
    rows: Sequence[Sequence[Value]]
    numbers: Sequence[int]
    """0-based row of the sheet, one per row."""
    repeats: Sequence[int] = ()
    totals: Sequence[int] = ()


def _table(grid: Grid, header: _Header, words: Mapping[str, re.Pattern[str]], limit: int | None = None) -> _Table:
    """Return the table below a header, or its first ``limit`` rows."""
    first = header.row + 1
    rows = grid.rows[first : None if limit is None else first + limit]
    column, text = next(iter(header.texts.items()))
    repeats = [
        number
        for number, row in enumerate(rows)
        if column < len(row) and row[column] == text and _texts_of(row) == dict(header.texts)
    ]
    tail = range(max(0, len(rows) - _TAIL), len(rows))
    leading = {number: next((value for value in rows[number] if value is not None), None) for number in tail}
    totals = [
        number
        for number, value in leading.items()
        if isinstance(value, str) and words["total"].fullmatch(as_words(value).strip(" :."))
    ]
    if not repeats and not totals:
        return _Table(header, rows, range(first, first + len(rows)))
    left_out = {*repeats, *totals}
    kept = [number for number in range(len(rows)) if number not in left_out]
    return _Table(
        *(header, [rows[number] for number in kept], [first + number for number in kept]),
        repeats=[first + number for number in repeats],
        totals=[first + number for number in totals],
    )


def _columns(table: _Table) -> tuple[_Column, ...]:
    """Return the columns that have a header or values, with their headers put together."""
    header, rows = table.header, table.rows
    width = max((len(row) for row in rows), default=0)
    width = max([width, *(column + 1 for column in header.texts)])
    if all(len(row) == width for row in rows):
        values: list[Sequence[Value]] = list(zip(*rows, strict=True)) or [()] * width
    else:
        values = [tuple(row[column] if column < len(row) else None for row in rows) for column in range(width)]
    columns: list[_Column] = []
    left, repeats = "", 1
    seen: Counter[str] = Counter()
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
        opens_group = index + 1 in header.below and index + 1 not in header.texts
        if below and text and (opens_group or repeats > 1):
            text = f"{text} [{below}]"
        if text:
            seen[text] += 1
            text = text if seen[text] == 1 else f"{text} ({seen[text]})"
        filled = len(column) - (column.count(None) if None in column else 0)
        columns.append(_Column(index, text or "", column, distinct, filled))
    return tuple(columns)


@lru_cache(maxsize=8)
def _words(catalogue: Catalogue) -> Mapping[str, re.Pattern[str]]:
    """Return the header words of ``wording.csv`` (kinds ``survey_…``) as patterns.

    Those of columns that are technical or personal must be the whole header; the others may stand in it.
    """
    listed: dict[str, list[str]] = defaultdict(list)
    for row in catalogue.table("wording"):
        if row["kind"].startswith("survey_"):
            listed[row["kind"].removeprefix("survey_")].append(row["word"])
    whole = ("personal", "technical", "variable", "value", "label", "total")
    return {
        kind: _pattern(["=" + word for word in words] if kind in whole else words) for kind, words in listed.items()
    }


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for keywords: ``word`` at a word's beginning, ``=word`` whole, ``*word`` anywhere.

    The text must be in lower case. Of several words the longest is tried first; without words nothing matches.
    """
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        body = re.escape(word.lstrip("=*").casefold())
        parts.append(("" if word.startswith("*") else r"(?<!\w)") + body + (r"(?!\w)" if word.startswith("=") else ""))
    return re.compile("|".join(parts) or r"(?!)")


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\d{6}-\d{4}")
_MOMENT = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ,].*)?|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
)
_FLAGS = frozenset(
    {
        "valgt",
        "ikke valgt",
        "selected",
        "not selected",
        "checked",
        "unchecked",
        "x",
        "0",
        "1",
        "true",
        "false",
        "sand",
        "falsk",
    }
)


def _layout(table: _Table, scales: Scales, words: Mapping[str, re.Pattern[str]]) -> _Layout:
    """Decide what each column is, from the rows of the table."""
    columns = _columns(table)
    answers = [column.answers if _has_options(column) else dict[str, int]() for column in columns]
    labels = [scales.labels(given) if len(given) <= _MOST_ANSWERS else frozenset[str]() for given in answers]
    others = tuple(dict.fromkeys(labels))
    ranked = _ranked(columns)
    roles: list[Role] = []
    fits: dict[int, Fit | None] = {}
    for column, given, own in zip(columns, answers, labels, strict=True):
        fit = scales.fit(given, others) if given else None
        if words["zero_tolerance"].search(as_words(column.header)):
            fit = scales.yes_no_codes(given) or fit
        role = Role.CHOICES if column.index in ranked else _role(column, own, fit, scales, words)
        roles.append(role)
        if role is Role.QUESTION:
            fits[column.index] = fit
    return _Layout(table.header.row, columns, tuple(roles), fits)


def _role(
    column: _Column, labels: frozenset[str], fit: Fit | None, scales: Scales, words: Mapping[str, re.Pattern[str]]
) -> Role:
    """Decide what one column is; the header counts where the values leave it open."""
    head = re.sub(r"\s*\(\d+\)$", "", as_words(column.header)).strip(" :.?*")
    named = re.sub(r"\s*\d+$", "", re.sub(r"^(?:dit|din|your|hvad er dit|what is your)\s+", "", head))
    if not column.filled:
        return Role.BLANK
    if words["personal"].fullmatch(named) or _share(column.distinct, _identifies) >= 0.5:
        return Role.PERSONAL
    asks_for_words = words["comment"].search(head) is not None
    if words["zero_tolerance"].search(head):  # never dropped: at least a person is told that it was not understood
        fits = fit is not None and fit.family != NUMERIC
        return Role.COMMENT if not fits and _is_prose(column, asks_for_words) else Role.QUESTION
    if (
        words["technical"].fullmatch(head)
        or words["technical"].fullmatch(named)
        or words["technical"].fullmatch(head.partition(".")[0])
        or words["technical_start"].match(head)
        or _share(column.distinct, _is_moment) >= 0.8
        or not head
    ):
        return Role.TECHNICAL
    if _is_choices(column, scales) and not (fit is not None and fit.labelled):
        return Role.CHOICES
    if fit is not None and fit.shown and _is_prose(column, asks_for_words):  # "Nej, ikke ud over at …"
        return Role.COMMENT
    label_like = len(head.split()) <= _SHORT or words["asking"].match(head) is not None
    is_fact = label_like and words["background"].search(head) is not None
    if fit is not None and fit.labelled and (_strong(fit) or not is_fact):
        return Role.QUESTION
    if (
        label_like
        and words["department"].search(head)
        and not words["not_department"].search(head)
        and not (fit is not None and fit.labelled)
    ):
        return Role.DEPARTMENT
    if fit is not None and fit.family == NUMERIC:
        return Role.BACKGROUND if is_fact else Role.QUESTION
    if is_fact:
        return Role.BACKGROUND
    if _is_prose(column, asks_for_words):
        return Role.COMMENT
    known = scales.share_known(labels)
    if 2 <= len(labels) <= 12 and known >= 0.5 and known * len(labels) >= 2:
        return Role.QUESTION
    return Role.BACKGROUND


def _has_options(column: _Column) -> bool:
    """Whether the values may be answers to choose from, with write-ins beside them."""
    return len(column.distinct) <= _MOST_ANSWERS + 0.2 * column.filled


def _strong(fit: Fit | None) -> bool:
    """Whether a scale is found in surveys only, not in any list with a yes/no, a status or a level."""
    return (
        fit is not None
        and fit.labelled
        and fit.family not in ("ja-nej", "i-orden", "niveau-3", "problem-4", "smiley-3")
    )


def _is_choices(column: _Column, scales: Scales) -> bool:
    texts = _texts(column)
    if {str(value).casefold() for value in column.distinct} <= _FLAGS:
        return True
    for sign in ";|":
        joined = [text for text in texts if sign in text]
        pieces = {piece.strip() for text in joined for piece in text.split(sign)} - {""}
        if len(joined) >= max(1, 0.2 * len(texts)) and len(pieces) <= max(_MOST_ANSWERS, len(texts)):
            return all(len(piece.split()) <= 12 for piece in pieces)
    # An option of its own column (SurveyMonkey): the header continues to the left and one text stands in all cells.
    return (
        column.header.endswith("]")
        and len(texts) == len(column.distinct) == 1
        and not scales.share_known(scales.labels(texts))
    )


def _is_prose(column: _Column, asked_for: bool) -> bool:
    texts = _texts(column)
    if len(texts) < 0.8 * len(column.distinct) or not texts:
        return False
    words = sum(len(text.split()) for text in texts) / len(texts)
    return (asked_for and (words >= 2 or len(texts) > 0.3 * column.filled)) or (
        words >= 4 and len(texts) > 0.3 * column.filled and (len(texts) > 3 or words >= 6)
    )


def _ranked(columns: Sequence[_Column]) -> set[int]:
    """Return the columns of rankings: blocks under one header whose rows hold 1, 2, 3, … in some order."""
    blocks: dict[str, list[_Column]] = defaultdict(list)
    for column in columns:
        blocks[re.sub(r"\s*\[[^\]]*\]$", "", column.header)].append(column)
    found: set[int] = set()
    for block in blocks.values():
        size = len(block)
        whole = set(range(1, size + 1))
        if size < 3 or not all(set(column.distinct) == whole for column in block):
            continue
        answered = [set(row) for row in zip(*(column.values for column in block), strict=True) if None not in row]
        if answered and sum(row == whole for row in answered) >= 0.8 * len(answered):
            found.update(column.index for column in block)
    return found


def _texts(column: _Column) -> list[str]:
    return [value for value in column.distinct if isinstance(value, str)]


def _share(values: Iterable[Value], holds: object) -> float:
    listed = list(values)
    return sum(map(holds, listed)) / len(listed) if listed and callable(holds) else 0.0


def _identifies(value: Value) -> bool:
    return isinstance(value, str) and (_EMAIL.fullmatch(value) or _ADDRESS.fullmatch(value)) is not None


def _is_moment(value: Value) -> bool:
    return isinstance(value, date | time | timedelta) or (
        isinstance(value, str) and _MOMENT.fullmatch(value) is not None
    )


def _is_figure(value: Value) -> bool:
    return (isinstance(value, int | float) and not isinstance(value, bool)) or (
        isinstance(value, str) and re.fullmatch(r"[<>]?\s*-?\d+(?:[.,]\d+)?\s*%?|-|\*", value) is not None
    )


def _is_question(text: Value) -> bool:
    if not isinstance(text, str):
        return False
    words = len(text.split())
    return (words >= _SHORT and len(text) >= 25) or (words >= _SHORT - 1 and "?" in text)


def _answer(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


# --- Accounting -------------------------------------------------------------------------------------------------------


def _filled_rows(grid: Grid, header_row: int) -> int:
    return sum(any(value is not None for value in row) for row in grid.rows[header_row + 1 :])


def _indices(found: Mapping[str, Sequence[_Column]]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(column.index for column in columns) for name, columns in found.items()}


def _entry(
    grid: Grid, name: ImporterName, match: Match, rows: int, *, set_aside: int = 0, rejected: int = 0
) -> SheetEntry:
    heads = grid.rows[match.header_row] if match.header_row >= 0 else ()
    columns = {
        name: ", ".join(str(heads[index]) for index in indices if index < len(heads) and heads[index] is not None)
        for name, indices in match.columns.items()
    }
    header_row = None if match.header_row < 0 else match.header_row + 1
    return SheetEntry(
        grid.file, grid.sheet, name, header_row, rows, rows_set_aside=set_aside, rows_rejected=rejected, columns=columns
    )


# --- Counting ---------------------------------------------------------------------------------------------------------

_Codes = npt.NDArray[np.int64]


def _read_survey(grid: Grid, table: _Table, layout: _Layout, scales: Scales) -> Reading:
    """Count the answers and scrub the comments of a survey whose columns are decided."""
    where = CellRef(grid.file, grid.sheet)
    height = len(table.rows)
    answered = _answered(layout.of(Role.QUESTION, Role.CHOICES, Role.COMMENT), height)
    silent = np.flatnonzero(~answered & _answered(layout.columns, height))
    aside = (
        (_("they hold no answers"), [table.numbers[int(index)] for index in silent]),
        (_("they repeat the headers"), table.repeats),
        (_("they are totals or means"), table.totals),
    )
    paths, places = _departments(layout, height)
    persons = np.bincount(places[answered], minlength=len(paths))
    reached = [number for number, count in enumerate(persons) if count]
    counted = []
    for column in layout.of(Role.QUESTION):
        fit = layout.fits[column.index]
        question = scales.question(grid.ref(layout.header_row, column.index), column.header, column.answers, fit)
        listed = {answer: scales.place(answer, fit, question.answers) for answer in column.answers}
        counts = _count(column, question.answers, listed, places, answered, len(paths))
        by_path = {paths[number]: tuple(int(count) for count in counts[number]) for number in reached}
        counted.append((AnswerCounts(question, by_path), fit))
    comments, removed = _comments(grid, table, layout, paths, places)
    survey = Survey(
        where,
        {paths[number]: int(persons[number]) for number in reached},
        tuple(answers for answers, _fit in counted),
        comments,
    )
    used, set_aside = int(answered.sum()), sum(len(rows) for _reason, rows in aside)
    entry = SheetEntry(
        *(grid.file, grid.sheet, ImporterName.SURVEY, layout.header_row + 1, used + set_aside, used, set_aside),
        respondents=used,
        columns=_decided(layout),
    )
    problems = [
        Problem("row-set-aside", grid.ref(rows[0]), {"count": str(len(rows)), "reason": reason})
        for reason, rows in aside
        if rows
    ]
    if personal := layout.of(Role.PERSONAL):
        named = ", ".join(column.header for column in personal)
        problems.append(Problem("personal-columns", where, {"columns": named}))
    if removed:
        problems.append(Problem("personal-data", where, {"count": str(removed)}))
    for answers, _fit in counted:
        problems += _doubts(answers.question)
    if off_scale := sum(
        fit is not None and any(score is None for score in answers.question.scores) and _strays(column, fit)
        for column, (answers, fit) in zip(layout.of(Role.QUESTION), counted, strict=True)
    ):
        problems.append(Problem("off-scale-answers", where, {"count": str(off_scale)}))
    if not entry.rows_read:
        problems.append(Problem("no-rows", where))
    return Reading(sheets=(entry,), surveys=(survey,) if used else (), problems=tuple(problems))


def _answered(columns: Iterable[_Column], height: int) -> npt.NDArray[np.bool_]:
    """Return per row whether any of the columns holds something."""
    filled = np.zeros(height, np.bool_)
    for column in columns:
        if column.filled == height:
            return np.ones(height, np.bool_)
        for row in np.flatnonzero(~filled).tolist():  # few are left after the first columns
            filled[row] = column.values[row] is not None
    return filled


def _departments(layout: _Layout, height: int) -> tuple[list[DepartmentPath], _Codes]:
    """Return the department paths and per row which one it belongs to.

    Of several columns the one with fewest different values is the top level. A row without any is under the empty path.
    """
    levels = sorted(layout.of(Role.DEPARTMENT), key=lambda column: len(column.distinct))
    if not levels:
        return [()], np.zeros(height, np.int64)
    numbers: dict[DepartmentPath, int] = {}
    codes: dict[tuple[Value, ...], int] = {}
    places = np.empty(height, np.int64)
    for row, labels in enumerate(zip(*(column.values for column in levels), strict=True)):
        code = codes.get(labels)
        if code is None:
            path = tuple(dict.fromkeys(_answer(label) for label in labels if label is not None))
            code = codes[labels] = numbers.setdefault(path, len(numbers))
        places[row] = code
    return list(numbers), places


def _strays(column: _Column, fit: Fit) -> bool:
    return any(_answer(value) not in fit.levels for value in column.distinct)


def _count(
    column: _Column,
    answers: tuple[str, ...],
    listed: Mapping[str, str],
    places: _Codes,
    answered: npt.NDArray[np.bool_],
    departments: int,
) -> _Codes:
    """Return departments × (answers, then blanks): how many respondents gave each answer.

    ``listed`` tells which of the answers one that stands in a cell is counted as.
    """
    positions = {answer: number for number, answer in enumerate(answers)}
    codes: dict[Value, int] = {value: positions[listed[_answer(value)]] for value in column.distinct}
    width = len(answers) + 1
    codes[None] = width - 1
    given = np.fromiter(map(codes.__getitem__, column.values), np.int64, len(column.values))
    flat = np.bincount((places * width + given)[answered], minlength=departments * width)
    return flat.reshape(departments, width)


def _comments(
    grid: Grid, table: _Table, layout: _Layout, paths: Sequence[DepartmentPath], places: _Codes
) -> tuple[tuple[Comment, ...], int]:
    """Return the free text, scrubbed, and how many pieces of personal data were taken out."""
    comments, removed = [], 0
    for column in layout.of(Role.COMMENT):
        for row, value in enumerate(column.values):
            if value is not None:
                cleaned = scrub(_answer(value))
                removed += cleaned.removed
                place = grid.ref(table.numbers[row], column.index)
                comments.append(Comment(place, paths[places[row]], cleaned.text))
    return tuple(comments), removed


def _decided(layout: _Layout) -> dict[str, str]:
    """Return role -> headers, for the decisions that are shown."""
    shown = (role for role in Role if role not in (Role.BLANK, Role.QUESTION))
    return {
        role.value: ", ".join(column.header for column in columns) for role in shown if (columns := layout.of(role))
    }


def _doubts(question: Question) -> Iterable[Problem]:
    """Yield what a person should look at in one question."""
    if question.scale == UNKNOWN:
        yield Problem("unknown-scale", question.where, {"question": question.text})
    elif question.certainty is Certainty.UNKNOWN:
        yield Problem("unknown-direction", question.where, {"question": question.text})
