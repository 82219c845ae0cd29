"""Surveys: one row per respondent, in the exports of survey tools and in plain sheets.

What a column is, its header and its distinct values decide together. Answers are counted at once, per department, and
never passed on; comments are scrubbed. In here:
``columns`` tells what each column is (with what stands ``around`` the table, which rows are ``unfinished``, how
questions with several ``options`` stand, and what one header or value is by itself: ``signs``), ``counting`` makes a
reading of it (with the ``moments`` it was answered at).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from handleplan_batch.model import (
    CellRef,
    ImporterName,
    Problem,
    Reading,
    SheetEntry,
)
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import words_of
from handleplan_batch.reading.importers.figures.headers import Words, figure_words
from handleplan_batch.reading.importers.headed import (
    SAMPLE,
    Column,
    Keywords,
    as_answer,
    filled_rows,
    header_words,
    is_question,
    share_of,
)
from handleplan_batch.reading.importers.legend import is_legend, legends_in
from handleplan_batch.reading.importers.lists import named_by
from handleplan_batch.reading.importers.respondents import Reordered, one_a_row
from handleplan_batch.reading.importers.surveys.columns import (
    Layout,
    Role,
    asks_opinion,
    comments_alone,
    is_coded,
    is_of_its_own,
    layout_of,
)
from handleplan_batch.reading.importers.surveys.counting import read_survey
from handleplan_batch.reading.importers.surveys.options import are_occurring
from handleplan_batch.reading.importers.surveys.signs import addresses
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import SIGNS, Fit, Scales, load_scales

__all__ = ["SurveyImporter"]

_LEAST_STRENGTH = 0.2
_NAMED = 0.9
"""Strength of a claim to columns that are called after respondents: their answers are never departments' results."""
_FEWEST_ROWS = 5
"""Rows that it takes to believe in a survey of bare numbers."""
_FEWEST_RATED = 3
"""Departments with a row each from which it is no chance that no two respondents share one."""


class _Whole(NamedTuple):
    """A sheet with a row per respondent that was looked at to its last row."""

    grid: Grid
    layout: Layout


class SurveyImporter:
    """Recognises a survey by its shape: columns whose distinct values are the answers of a scale."""

    name = ImporterName.SURVEY

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim; the more of the columns are answers in words, the stronger."""
        scales = load_scales(context.catalogue, context.directions)
        ordered = one_a_row(grid, context)
        layout = layout_of(ordered, context, scales, SAMPLE)
        if layout is None or (context.decision is None and _is_none(grid, layout, scales, context)):
            return None
        evidence = _Evidence(layout, scales, header_words(context.catalogue))
        is_told = context.decision is not None and context.decision.kind == self.name
        strength = 1.0 if is_told else evidence.strength(reordered=isinstance(ordered, Reordered))
        if context.decision is None and evidence.is_of_many(figure_words(context.catalogue)):
            return None
        if strength < _LEAST_STRENGTH:
            return None
        if isinstance(ordered, Reordered):  # respondents who are counted or numbered tell it from a checklist
            strength = min(0.99, max(strength + 0.2, _NAMED if ordered.named else 0.0))
        elif evidence.is_asked:
            strength = strength + 0.5 * (0.98 - strength)
        roles: dict[str, tuple[int, ...]] = defaultdict(tuple)
        for column, role in zip(layout.columns, layout.roles, strict=True):
            roles[role.value] += (column.index,)
        whole = _Whole(ordered, layout) if len(ordered.rows) <= SAMPLE else None
        return Match(self.name, layout.table.header.row, dict(roles), round(strength, 4), whole)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the survey, counted, with a problem for every decision that a person should look at.

        A sheet that seems to rate departments, a row each, is rejected with the problem ``department-ratings``.
        """
        scales = load_scales(context.catalogue, context.directions)
        ordered, layout = match.found if isinstance(match.found, _Whole) else _whole(grid, context, scales)
        said = context.decision is not None and context.decision.kind == self.name
        if not said and not isinstance(ordered, Reordered) and _rates_departments(layout, context):
            return _not_of_persons(grid)
        return read_survey(ordered, layout, scales, context)


def _whole(grid: Grid, context: Context, scales: Scales) -> _Whole:
    ordered = one_a_row(grid, context)
    layout = layout_of(ordered, context, scales)
    if layout is None:
        raise AssertionError("the sheet was claimed without a header")
    return _Whole(ordered, layout)


def _is_none(grid: Grid, layout: Layout, scales: Scales, context: Context) -> bool:
    """Whether what seems to be answers is a legend, or told of things and not by persons."""
    exported = bool(layout.of(Role.TECHNICAL, Role.PERSONAL))  # "Maskine" is the computer that the answers came from
    of_things = not exported and any(_tells_things(column, context) for column in layout.columns)
    of_things = of_things or (not exported and _is_of_subjects(grid, layout, context))
    return of_things or is_legend(grid.rows[: SAMPLE + 1], scales) or _lists_scales(layout)


def _lists_scales(layout: Layout) -> bool:
    """Whether each row is a number with its answer on one scale or several, in the order of these: no respondents."""
    filled = [column for column in layout.columns if column.filled]
    numbers = [column for column in filled if set(map(type, column.values)) == {int}]
    others = [column for column in filled if column not in numbers]
    if len(numbers) != 1 or not others or len(numbers[0].values) < _FEWEST_CODES or not _rises(numbers[0].values):
        return False
    for column in others:
        fit = layout.fits.get(column.index)
        levels = (
            [] if fit is None or not fit.labelled else [fit.levels.get(as_answer(value)) for value in column.values]
        )
        if not levels or None in levels or not _rises(levels):
            return False
    return True


def _rises(values: Sequence[Any]) -> bool:
    """Whether numbers rise, or fall, from each to the next."""
    steps = [after > before for before, after in pairwise(values)]
    return len({*values}) == len(values) and len({*steps}) == 1


_FEWEST_CODES = 3
"""Numbers of a scale."""


def _tells_things(column: Column, context: Context) -> bool:
    """Whether each row is about a thing of its own (``Maskine``, ``Produkt``), which answers nothing."""
    named = _NUMBERED.sub("", column.header)
    return _tells_rows_apart(column) and bool(words_of(context.catalogue).meanings("any", "thing", named))


def _is_of_subjects(grid: Grid, layout: Layout, context: Context) -> bool:
    """Whether each row is about a task or a room of its own, and several things are said of it that nobody is asked."""
    questions, words = layout.of(Role.QUESTION), header_words(context.catalogue)
    if len(questions) < 2 or any(is_question(one.header) or addresses(one.header, words) for one in questions):
        return False
    first = next((column for column in layout.columns if column.filled), None)
    said = () if first is None else words_of(context.catalogue).meanings(_ROUND, "subject", first.header)
    answered = any(_strong(layout.fits.get(one.index)) for one in questions)  # by somebody in a room of their own
    titles = named_by(grid, layout.table.header.row) if answered else ()
    answered = answered and not words_of(context.catalogue).named(_ROUND, *titles)
    return first is not None and bool(said) and ("task" in said or not answered) and _tells_rows_apart(first)


_ROUND = ImporterName.INSPECTION


def _tells_rows_apart(column: Column) -> bool:
    return len(column.distinct) >= max(_FEWEST_THINGS, len(column.values)) and column.filled == len(column.values)


_FEWEST_THINGS = 2
_NUMBERED = re.compile(r"[\s-]*(?:nr|nummer|no|id)\.?$", re.IGNORECASE)
"""What a header says of the number of a thing (``Stige nr.``)."""


class _Evidence:
    """What speaks for a sheet being a survey, once it is decided what each column is."""

    def __init__(self, layout: Layout, scales: Scales, words: Mapping[str, Keywords]) -> None:
        self._layout, self._words = layout, words
        questions = tuple(  # a header on violence alone does not make a survey
            column
            for column in layout.of(Role.QUESTION)
            if layout.fits[column.index] is not None
            or scales.share_known(scales.labels(column.answers)) >= 0.5
            or is_of_its_own(column, words)
            or (is_coded(column) and len(layout.of(Role.TECHNICAL)) >= 2)
        )
        self._questions = questions + tuple(c for c in layout.of(Role.CHOICES) if are_occurring(c, words))
        self._in_words = [
            column
            for column in self._questions
            if (fit := layout.fits.get(column.index)) is None
            or fit.labelled
            or column.offered
            or column.index in layout.legends
            or any(legends_in([(column.header,)], scales))
        ]
        self._told = [column for column in self._in_words if _strong(layout.fits.get(column.index))]
        self.is_asked = self._are_asked()
        """Whether the questions are put to the one who answers, in rows of several respondents of a department."""

    def strength(self, *, reordered: bool) -> float:
        """Return the strength (0–1); ``reordered`` is whether the respondents did not stand a row each."""
        layout, questions = self._layout, self._questions
        if layout.untouched:
            return 0.5
        if not layout.of(Role.QUESTION, Role.CHOICES):
            return self._of_comments()
        if not questions or (len(questions) == 1 and not self._may_stand_alone(questions[0])):
            return 0.0
        told, in_words = len(self._told), len(self._in_words)
        asked_share = sum(is_question(column.header) for column in questions) / len(questions)
        if not in_words:  # small numbers alone stand in many tables
            numbered = layout.of(Role.TECHNICAL) and asked_share > 0
            enough = len(questions) >= 3 or layout.of(Role.DEPARTMENT) or numbered or reordered
            if not enough or len(questions[0].values) < _FEWEST_ROWS:
                return 0.0
        evidence = told + 0.7 * (in_words - told) + 0.5 * (len(questions) - in_words)
        evidence += 0.5 * len(layout.of(Role.COMMENT, Role.CHOICES, Role.DEPARTMENT))
        about = layout.of(Role.QUESTION, Role.COMMENT, Role.CHOICES, Role.DEPARTMENT, Role.BACKGROUND)
        return 0.2 + 0.4 * evidence / len(about) + 0.2 * asked_share + 0.18 * min(1.0, told / 5)

    def is_of_many(self, statistics: Mapping[str, Words]) -> bool:
        """Whether each row tells of many: an answer with how many gave it, or a theme with a mark per department."""
        questions, layout = self._questions, self._layout
        others = [column for column in layout.columns if column not in questions and column.filled]
        if not questions or not others:
            return False
        heads = {column.index: as_words(column.header).strip(" :.") for column in others}
        counted = any(statistics[kind].match(head) for head in heads.values() for kind in ("n", "percent"))
        if counted and all(len(column.distinct) == column.filled for column in questions):
            return True
        first = others[0]
        themes = self._words["topic"].search(heads[first.index]) and len(first.distinct) == first.filled >= 3
        first_of_all = first.index < min(column.index for column in questions)
        asked = any(addresses(column.header, self._words) for column in questions)
        return bool(themes) and first_of_all and not asked and not layout.of(Role.DEPARTMENT)

    def _are_asked(self) -> bool:
        """Whether the questions are put to somebody (see :attr:`is_asked`).

        A round looks at the place itself, and has a row for each, or one that says what was looked at.
        """
        questions, departments = self._questions, self._layout.of(Role.DEPARTMENT)
        several = any(2 * len(one.distinct) <= one.filled for one in departments) if departments else True
        if not several or not questions or len(questions[0].values) < _FEWEST_ROWS:
            return False
        if share_of(questions, lambda column: addresses(column.header, self._words)) >= 0.5:
            return True
        put = sum(is_question(column.header) and column.header.rstrip().endswith("?") for column in questions)
        about = self._layout.of(Role.BACKGROUND, Role.COMMENT)
        described = any(2 * len(column.distinct) > len(column.values) for column in about)
        return bool(departments) and put >= max(2, 0.5 * len(questions)) and not described

    def _may_stand_alone(self, question: Column) -> bool:
        """Whether one question makes a survey."""
        told = bool(self._told)
        return (is_question(question.header) and (told or self.is_asked)) or (
            told and addresses(question.header, self._words)
        )

    def _of_comments(self) -> float:
        """Return the strength of the claim to a sheet that holds comments and nothing that was answered otherwise.

        Any list goes before it, but where questions stand beside the comments, or the headers ask for opinions.
        """
        if not comments_alone(self._layout, self._words):
            return 0.0
        if any(asks_opinion(column, self._words) for column in self._layout.columns):
            return 0.9
        return 0.7 if any(share_of(column.distinct, _is_asking) >= 0.5 for column in self._layout.columns) else 0.35


def _is_asking(value: Value) -> bool:
    return isinstance(value, str) and value.rstrip().endswith("?")


def _strong(fit: Fit | None) -> bool:
    """Whether a scale is found in surveys only, not in any list with a yes/no, a status or a level."""
    return (
        fit is not None
        and fit.labelled
        and fit.family not in ("ja-nej", "i-orden", "niveau-3", "problem-4", "smiley-3", SIGNS)
    )


def _rates_departments(layout: Layout, context: Context) -> bool:
    """Whether each row is a department with its ratings ("Rød", "Gul", "Grøn"; 1 to 5) under themes: no answers.

    Whoever answers is asked something, may share a department with others, or is told apart by a moment or an id.
    """
    questions = layout.of(Role.QUESTION)
    told_apart = [one.filled for one in layout.of(Role.DEPARTMENT) if len(one.distinct) == one.filled >= _FEWEST_RATED]
    if not told_apart or sum(any(value is not None for value in row) for row in layout.table.rows) not in told_apart:
        return False
    words, statistics = header_words(context.catalogue), figure_words(context.catalogue)
    if any(is_question(one.header) or addresses(one.header, words) for one in questions) or len(questions) < 2:
        return False
    others = [as_words(one.header).strip(" :.") for one in layout.of(Role.BACKGROUND, Role.TECHNICAL)]
    if any(statistics[kind].match(head) for head in others for kind in ("n", "rate", "invited")):
        return True
    return not layout.of(Role.TECHNICAL, Role.PERSONAL, Role.CHOICES)


def _not_of_persons(grid: Grid) -> Reading:
    rows = filled_rows(grid, -1)
    entry = SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, rows, rows_rejected=rows)
    return Reading(sheets=(entry,), problems=(Problem("department-ratings", CellRef(grid.file, grid.sheet)),))
