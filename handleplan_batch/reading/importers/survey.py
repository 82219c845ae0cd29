"""Surveys: one row per respondent, in the exports of survey tools and in plain sheets.

What a column is, its header and its distinct values decide together. Answers are counted at once, per department, and
never passed on; comments are scrubbed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

import numpy as np
import numpy.typing as npt

from handleplan_batch.language import _
from handleplan_batch.model import (
    AnswerCounts,
    CellRef,
    Certainty,
    ColumnUse,
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
from handleplan_batch.reading.importers.headed import (
    SAMPLE,
    SHORT,
    Column,
    HeadedTable,
    Header,
    as_answer,
    columns_of,
    find_header,
    header_words,
    is_question,
    share_of,
    table_below,
    texts_in,
    texts_of,
)
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import NUMERIC, UNKNOWN, Fit, Scales, load_scales
from handleplan_batch.reading.scrub import scrub

_LEAST_STRENGTH = 0.2
_FEWEST_ROWS = 5
"""Rows that it takes to believe in a survey of bare numbers."""
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
class _Layout:
    """A sheet's columns with what each is."""

    header_row: int
    """0-based, the lowest header line."""
    columns: tuple[Column, ...]
    roles: tuple[Role, ...]
    fits: Mapping[int, Fit | None]
    """Column index -> scale, for the questions."""

    def of(self, *roles: Role) -> tuple[Column, ...]:
        return tuple(column for column, role in zip(self.columns, self.roles, strict=True) if role in roles)


# --- Recognising ------------------------------------------------------------------------------------------------------


class SurveyImporter:
    """Recognises a survey by its shape: columns whose distinct values are the answers of a scale."""

    name = ImporterName.SURVEY

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim; the more of the columns are answers in words, the stronger."""
        header = find_header(grid.rows)
        if header is None:
            return None
        words = header_words(context.catalogue)
        scales = load_scales(context.catalogue, context.directions)
        layout = _layout(table_below(grid, header, words, SAMPLE), scales, words)
        questions = tuple(  # a header on violence alone does not make a survey
            column
            for column in layout.of(Role.QUESTION)
            if layout.fits[column.index] is not None or scales.share_known(scales.labels(column.answers)) >= 0.5
        )
        in_words = [column for column in questions if (fit := layout.fits[column.index]) is None or fit.labelled]
        told = [column for column in in_words if _strong(layout.fits[column.index])]
        about = layout.of(Role.QUESTION, Role.COMMENT, Role.CHOICES, Role.DEPARTMENT, Role.BACKGROUND)
        if not any(column.filled for column in layout.columns):
            asked = [column for column in layout.columns if is_question(column.header)]
            strength = 0.5 if len(asked) >= 3 else 0.0
        elif not questions or (len(questions) == 1 and not (told and is_question(questions[0].header))):
            strength = 0.0
        else:
            evidence = len(told) + 0.7 * (len(in_words) - len(told)) + 0.5 * (len(questions) - len(in_words))
            evidence += 0.5 * len(layout.of(Role.COMMENT, Role.CHOICES, Role.DEPARTMENT))
            asked_share = sum(is_question(column.header) for column in questions) / len(questions)
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
        words = header_words(context.catalogue)
        scales = load_scales(context.catalogue, context.directions)
        header = find_header(grid.rows) or Header(match.header_row, texts_of(grid.rows[match.header_row]), {})
        table = table_below(grid, header, words)
        return _read_survey(grid, table, _layout(table, scales, words), scales)


# --- Header -----------------------------------------------------------------------------------------------------------


# --- Columns ----------------------------------------------------------------------------------------------------------


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


def _layout(table: HeadedTable, scales: Scales, words: Mapping[str, re.Pattern[str]]) -> _Layout:
    """Decide what each column is, from the rows of the table."""
    columns = columns_of(table)
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
    column: Column, labels: frozenset[str], fit: Fit | None, scales: Scales, words: Mapping[str, re.Pattern[str]]
) -> Role:
    """Decide what one column is; the header counts where the values leave it open."""
    head = re.sub(r"\s*\(\d+\)$", "", as_words(column.header)).strip(" :.?*")
    named = re.sub(r"\s*\d+$", "", re.sub(r"^(?:dit|din|your|hvad er dit|what is your)\s+", "", head))
    if not column.filled:
        return Role.BLANK
    if words["personal"].fullmatch(named) or share_of(column.distinct, _identifies) >= 0.5:
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
        or share_of(column.distinct, _is_moment) >= 0.8
        or not head
    ):
        return Role.TECHNICAL
    if _is_choices(column, scales) and not (fit is not None and fit.labelled):
        return Role.CHOICES
    if fit is not None and fit.shown and _is_prose(column, asks_for_words):  # "Nej, ikke ud over at …"
        return Role.COMMENT
    label_like = len(head.split()) <= SHORT or words["asking"].match(head) is not None
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


def _has_options(column: Column) -> bool:
    """Whether the values may be answers to choose from, with write-ins beside them."""
    return len(column.distinct) <= _MOST_ANSWERS + 0.2 * column.filled


def _strong(fit: Fit | None) -> bool:
    """Whether a scale is found in surveys only, not in any list with a yes/no, a status or a level."""
    return (
        fit is not None
        and fit.labelled
        and fit.family not in ("ja-nej", "i-orden", "niveau-3", "problem-4", "smiley-3")
    )


def _is_choices(column: Column, scales: Scales) -> bool:
    texts = texts_in(column)
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


def _is_prose(column: Column, asked_for: bool) -> bool:
    texts = texts_in(column)
    if len(texts) < 0.8 * len(column.distinct) or not texts:
        return False
    words = sum(len(text.split()) for text in texts) / len(texts)
    return (asked_for and (words >= 2 or len(texts) > 0.3 * column.filled)) or (
        words >= 4 and len(texts) > 0.3 * column.filled and (len(texts) > 3 or words >= 6)
    )


def _ranked(columns: Sequence[Column]) -> set[int]:
    """Return the columns of rankings: blocks under one header whose rows hold 1, 2, 3, … in some order."""
    blocks: dict[str, list[Column]] = defaultdict(list)
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


def _identifies(value: Value) -> bool:
    return isinstance(value, str) and (_EMAIL.fullmatch(value) or _ADDRESS.fullmatch(value)) is not None


def _is_moment(value: Value) -> bool:
    return isinstance(value, date | time | timedelta) or (
        isinstance(value, str) and _MOMENT.fullmatch(value) is not None
    )


# --- Accounting -------------------------------------------------------------------------------------------------------


# --- Counting ---------------------------------------------------------------------------------------------------------

_Codes = npt.NDArray[np.int64]


def _read_survey(grid: Grid, table: HeadedTable, layout: _Layout, scales: Scales) -> Reading:
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
        uses=tuple(
            ColumnUse(column.index + 1, column.header, role.value)
            for column, role in zip(layout.columns, layout.roles, strict=True)
            if role is not Role.BLANK
        ),
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


def _answered(columns: Iterable[Column], height: int) -> npt.NDArray[np.bool_]:
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
            path = tuple(dict.fromkeys(as_answer(label) for label in labels if label is not None))
            code = codes[labels] = numbers.setdefault(path, len(numbers))
        places[row] = code
    return list(numbers), places


def _strays(column: Column, fit: Fit) -> bool:
    return any(as_answer(value) not in fit.levels for value in column.distinct)


def _count(
    column: Column,
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
    codes: dict[Value, int] = {value: positions[listed[as_answer(value)]] for value in column.distinct}
    width = len(answers) + 1
    codes[None] = width - 1
    given = np.fromiter(map(codes.__getitem__, column.values), np.int64, len(column.values))
    flat = np.bincount((places * width + given)[answered], minlength=departments * width)
    return flat.reshape(departments, width)


def _comments(
    grid: Grid, table: HeadedTable, layout: _Layout, paths: Sequence[DepartmentPath], places: _Codes
) -> tuple[tuple[Comment, ...], int]:
    """Return the free text, scrubbed, and how many pieces of personal data were taken out."""
    comments, removed = [], 0
    for column in layout.of(Role.COMMENT):
        for row, value in enumerate(column.values):
            if value is not None:
                cleaned = scrub(as_answer(value))
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
