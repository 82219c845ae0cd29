"""Surveys: one row per respondent, in the exports of survey tools and in plain sheets.

What a column is, its header and its distinct values decide together. Answers are counted at once, per department, and
never passed on; comments are scrubbed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.mapping import IGNORE, ColumnDecision, SheetDecision, same_text
from handleplan_batch.model import (
    AnswerCounts,
    CellRef,
    Certainty,
    Codebook,
    ColumnUse,
    Comment,
    Counts,
    DepartmentPath,
    ImporterName,
    Opposed,
    Problem,
    Question,
    Reading,
    SheetEntry,
    Survey,
)
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import words_of
from handleplan_batch.reading.importers.codebook import Explanation, explain
from handleplan_batch.reading.importers.exports import marks_of, persons_of
from handleplan_batch.reading.importers.figure_headers import Words, figure_words
from handleplan_batch.reading.importers.headed import (
    CUT,
    SAMPLE,
    SHORT,
    Column,
    HeadedTable,
    Header,
    Keywords,
    as_answer,
    columns_of,
    filled_rows,
    find_header,
    header_words,
    is_question,
    share_of,
    table_below,
    texts_in,
    texts_of,
    without_rows,
)
from handleplan_batch.reading.importers.legend import Legend, is_legend, legend_of, legends_in
from handleplan_batch.reading.importers.likeness import (
    are_points,
    common_scale,
    is_bare_name,
    is_share,
    is_slider,
    speaks_of_work,
)
from handleplan_batch.reading.importers.outcomes import Answers, pairs_with_outcomes
from handleplan_batch.reading.importers.places import headings_in, places_of
from handleplan_batch.reading.importers.respondents import Reordered, one_a_row
from handleplan_batch.reading.importers.tabular import file_name
from handleplan_batch.reading.polarity import as_words, is_statement
from handleplan_batch.reading.scales import (
    NUMERIC,
    UNKNOWN,
    Fit,
    Scales,
    asks_yes_or_no,
    grades,
    load_scales,
    stem_of,
)
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
    IGNORED = IGNORE
    """Left out, as the user's mapping says."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """A sheet's columns with what each is."""

    table: HeadedTable
    columns: tuple[Column, ...]
    roles: tuple[Role, ...]
    fits: Mapping[int, Fit | None]
    """Column index -> scale, for the questions."""
    explanation: Explanation
    decisions: Mapping[int, ColumnDecision]
    """Column index -> what the user's mapping says of it."""
    unfinished: tuple[int, ...] = ()
    """0-based rows of the sheet that were left out of the table because nobody completed them."""
    previews: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    """0-based rows of the sheet below the table that explain its numbers."""
    legends: Mapping[int, str] = field(default_factory=dict)
    """Column index -> what explains the numbers of a question."""
    legend_books: tuple[Codebook, ...] = ()
    """The code books whose legends those are."""
    crossed: tuple[Column, ...] = ()
    """Further columns to put a cross in, read as answers to the question of the first of them."""
    headings: Mapping[int, str] = field(default_factory=dict)
    """0-based row of the sheet -> the department it names for the rows below."""
    doubles: tuple[int, ...] = ()
    """0-based rows of the sheet that repeat an earlier one of the same respondent."""
    stem: str = ""
    """The question above the table that its short headers complete ("Hvor generet er du af følgende?")."""
    alike: tuple[str, ...] = ()
    """Headers of the facts about the respondents whose numbers are like those of answers."""
    ticks: tuple[str, ...] = ()
    """Headers of the questions in which a blank was read as no."""

    def of(self, *roles: Role) -> tuple[Column, ...]:
        return tuple(column for column, role in zip(self.columns, self.roles, strict=True) if role in roles)

    @property
    def untouched(self) -> bool:
        """Whether it is a form that nobody has filled in; zeros of formulas are no answers."""
        answers = self.of(Role.BLANK, Role.QUESTION, Role.CHOICES, Role.COMMENT, Role.BACKGROUND)
        asked = sum(is_question(column.header) for column in answers)
        return asked >= 3 and all(set(column.distinct) <= {0} for column in answers)


class _Whole(NamedTuple):
    """A sheet with a row per respondent that was looked at to its last row."""

    grid: Grid
    layout: _Layout


# --- Recognising ------------------------------------------------------------------------------------------------------


class SurveyImporter:
    """Recognises a survey by its shape: columns whose distinct values are the answers of a scale."""

    name = ImporterName.SURVEY

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim; the more of the columns are answers in words, the stronger."""
        scales = load_scales(context.catalogue, context.directions)
        ordered = one_a_row(grid, context)
        layout = _layout(ordered, context, scales, SAMPLE)
        if layout is None or (context.decision is None and _is_none(grid, layout, scales, context)):
            return None
        words = header_words(context.catalogue)
        questions = tuple(  # a header on violence alone does not make a survey
            column
            for column in layout.of(Role.QUESTION)
            if layout.fits[column.index] is not None
            or scales.share_known(scales.labels(column.answers)) >= 0.5
            or _is_of_its_own(column, words)
            or (_is_coded(column) and len(layout.of(Role.TECHNICAL)) >= 2)
        )
        questions += tuple(column for column in layout.of(Role.CHOICES) if _occurring(column, words)[1])
        in_words = [
            column
            for column in questions
            if (fit := layout.fits.get(column.index)) is None
            or fit.labelled
            or column.offered
            or column.index in layout.legends
            or any(legends_in([(column.header,)], scales))
        ]
        told = [column for column in in_words if _strong(layout.fits.get(column.index))]
        about = layout.of(Role.QUESTION, Role.COMMENT, Role.CHOICES, Role.DEPARTMENT, Role.BACKGROUND)
        asked = _are_asked(questions, layout, words)
        if context.decision is not None and context.decision.kind == self.name:
            strength = 1.0
        elif layout.untouched or not layout.of(Role.QUESTION, Role.CHOICES):
            strength = 0.5 if layout.untouched else _strength_of_comments(layout, words)
        elif not questions or (len(questions) == 1 and not _may_stand_alone(questions[0], bool(told), asked, words)):
            strength = 0.0
        else:
            evidence = len(told) + 0.7 * (len(in_words) - len(told)) + 0.5 * (len(questions) - len(in_words))
            evidence += 0.5 * len(layout.of(Role.COMMENT, Role.CHOICES, Role.DEPARTMENT))
            asked_share = sum(is_question(column.header) for column in questions) / len(questions)
            strength = 0.2 + 0.4 * evidence / len(about) + 0.2 * asked_share + 0.18 * min(1.0, len(told) / 5)
            if not in_words:  # small numbers alone stand in many tables
                numbered = layout.of(Role.TECHNICAL) and asked_share > 0
                enough = len(questions) >= 3 or layout.of(Role.DEPARTMENT) or numbered or isinstance(ordered, Reordered)
                if not enough or len(questions[0].values) < _FEWEST_ROWS:
                    return None
        if context.decision is None and _is_of_many(questions, layout, words, figure_words(context.catalogue)):
            return None
        if strength < _LEAST_STRENGTH:
            return None
        if isinstance(ordered, Reordered):  # respondents who are counted or numbered tell it from a checklist
            strength = min(0.99, strength + 0.2)
        elif asked:
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
        return _read_survey(ordered, layout, scales, context)


def _whole(grid: Grid, context: Context, scales: Scales) -> _Whole:
    ordered = one_a_row(grid, context)
    layout = _layout(ordered, context, scales)
    if layout is None:
        raise AssertionError("the sheet was claimed without a header")
    return _Whole(ordered, layout)


def _may_stand_alone(question: Column, told: bool, asked: bool, words: Mapping[str, Keywords]) -> bool:
    """Whether one question makes a survey; ``told`` is whether its scale is a survey's, ``asked`` as the next tells."""
    return (is_question(question.header) and (told or asked)) or (told and _addresses(question.header, words))


def _are_asked(questions: Sequence[Column], layout: _Layout, words: Mapping[str, Keywords]) -> bool:
    """Whether the questions are put to the one who answers, in rows of several respondents of a department.

    A round looks at the place itself, and has a row for each, or one that says what was looked at.
    """
    departments = layout.of(Role.DEPARTMENT)
    several = any(2 * len(one.distinct) <= one.filled for one in departments) if departments else True
    if not several or not questions or len(questions[0].values) < _FEWEST_ROWS:
        return False
    if share_of(questions, lambda column: _addresses(column.header, words)) >= 0.5:
        return True
    put = sum(is_question(column.header) and column.header.rstrip().endswith("?") for column in questions)
    about = layout.of(Role.BACKGROUND, Role.COMMENT)
    described = any(2 * len(column.distinct) > len(column.values) for column in about)
    return bool(departments) and put >= max(2, 0.5 * len(questions)) and not described


def _rates_departments(layout: _Layout, context: Context) -> bool:
    """Whether each row is a department with its ratings ("Rød", "Gul", "Grøn"; 1 to 5) under themes: no answers.

    Whoever answers is asked something, may share a department with others, or is told apart by a moment or an id.
    """
    questions = layout.of(Role.QUESTION)
    told_apart = [one.filled for one in layout.of(Role.DEPARTMENT) if len(one.distinct) == one.filled >= _FEWEST_RATED]
    if not told_apart or sum(any(map(_is_told, row)) for row in layout.table.rows) not in told_apart:
        return False
    words, statistics = header_words(context.catalogue), figure_words(context.catalogue)
    if any(is_question(one.header) or _addresses(one.header, words) for one in questions) or len(questions) < 2:
        return False
    others = [as_words(one.header).strip(" :.") for one in layout.of(Role.BACKGROUND, Role.TECHNICAL)]
    if any(statistics[kind].match(head) for head in others for kind in ("n", "rate", "invited")):
        return True
    return not layout.of(Role.TECHNICAL, Role.PERSONAL, Role.CHOICES)


_FEWEST_RATED = 3
"""Departments with a row each from which it is no chance that no two respondents share one."""


def _not_of_persons(grid: Grid) -> Reading:
    rows = filled_rows(grid, -1)
    entry = SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, rows, rows_rejected=rows)
    return Reading(sheets=(entry,), problems=(Problem("department-ratings", CellRef(grid.file, grid.sheet)),))


def _addresses(header: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a question is put to somebody: "du", "din", "jeg", or "I" within it."""
    return (
        words["addressing"].search(as_words(header)) is not None or re.search(r"(?<=[a-zæøå] )I\b", header) is not None
    )


# --- Who completed it -------------------------------------------------------------------------------------------------

_PREVIEW_CODES = frozenset({1, 2, 9, 17})
"""Qualtrics' numbers for previews and test answers under Status."""


def _left_out(columns: Sequence[Column], words: Mapping[str, Keywords]) -> tuple[set[int], set[int], set[int]]:
    """Return the rows nobody completed, the previews, and the columns that told.

    The tools say it in ways of their own: SurveyXact's statoverall_4 is 1, LimeSurvey's submitdate is filled in,
    Qualtrics' Finished is true, REDCap's forms are 2, others write a status in words.
    """
    unfinished: set[int] = set()
    previews: set[int] = set()
    telling: set[int] = set()
    of_qualtrics = any(_code_of(name) == "finished" for column in columns for name in column.names)
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
    names = {_code_of(name) for name in column.names}
    if names & {"statoverall_4", "stato_4"}:
        return {None, *column.distinct} - {1}, set()
    if names & {"submitdate", "date submitted"}:
        return {None}, set()
    if len(column.distinct) > _MOST_ANSWERS:
        return set(), set()
    said = {value: as_words(as_answer(value)).strip(" .?") for value in column.distinct}
    if "finished" in names:
        return {None} | {value for value, text in said.items() if text in ("0", "false", "falsk", "no", "nej")}, set()
    if any(_says_completed(name, words) for name in column.names):
        return {None, *said} - {value for value, text in said.items() if text in _MARKS}, set()
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
    if not {*said.values()} <= _NOT | _MARKS or len(said) != 2:
        return set()
    rows = _rows_with(column, {value for value, text in said.items() if text in _NOT})
    filled = [sum(one.values[row] is not None for one in columns) for row in range(len(column.values))]
    most, least = (
        max((filled[row] for row in rows), default=0),
        min((count for row, count in enumerate(filled) if row not in rows), default=0),
    )
    return rows if most < least else set()


_NOT = frozenset({"0", "false", "falsk", "no", "nej", "nei", "n"})


def _of_trials(column: Column, words: Mapping[str, Keywords]) -> set[int]:
    """Return the rows of a department that is none but a trial ("TEST"); one with many rows may be a department."""
    if not _names_department(as_words(column.header).strip(" :.?*"), words):
        return set()
    trials = {value for value in column.distinct if words["trial"].fullmatch(as_words(as_answer(value)).strip(" .:-"))}
    rows = _rows_with(column, trials)
    return rows if len(rows) <= min(_MOST_TRIALS, len(column.values) / 5) else set()


_MOST_TRIALS = 3


def _doubles(table: HeadedTable, columns: Iterable[Column], words: Mapping[str, Keywords]) -> set[int]:
    """Return the rows that repeat an earlier one whole, with the respondent's id or the moment of the answer."""
    for column in columns:
        if column.filled == len(column.distinct) or len(column.distinct) < _FEWEST_TOLD_APART:
            continue
        identity = words["identity"].fullmatch(as_words(column.header).strip(" :.?*")) is not None
        if not all(map(_has_digit, map(as_answer, column.distinct)) if identity else map(_has_time, column.distinct)):
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


_FEWEST_TOLD_APART = 5
"""Different ids or moments from which they are taken for those of the respondents."""


def _has_time(value: Value) -> bool:
    if isinstance(value, datetime):
        return value.time() != time()
    return isinstance(value, str) and ":" in value and _is_moment(value) and len(value) >= len("1-1-26 08:00")


def _is_form_mark(column: Column) -> bool:
    """Whether a column marks a form of REDCap as completed."""
    states = {as_answer(value).casefold() for value in column.distinct}
    named = any(_code_of(name).endswith("_complete") for name in column.names)
    return named and states <= {"0", "1", "2", "incomplete", "unverified", "complete"}


def _says_completed(name: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a header is the mark of completion among those of a status ("Samlet status - Gennemført")."""
    status, found, state = re.sub(r"[\]\[–]", "-", as_words(name)).strip("- ").partition("-")
    told = words["status"].fullmatch(status.strip()) and words["completed"].fullmatch(state.strip())
    return bool(found) and told is not None


_STATES = ("completed", "unfinished", "preview")


def _code_of(name: str) -> str:
    """Return a header's code in lower case: what stands before its text ("submitdate. Date submitted")."""
    return name.partition(". ")[0].casefold().strip()


def _rows_with(column: Column, values: set[Value]) -> set[int]:
    present = values.intersection(column.distinct)
    if column.filled < len(column.values) and None in values:
        present.add(None)
    return {row for row, value in enumerate(column.values) if value in present} if present else set()


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


def _layout(grid: Grid, context: Context, scales: Scales, limit: int | None = None) -> _Layout | None:
    """Decide what each column is, from the sheet's first ``limit`` rows or all; None without headers."""
    header = _header(grid, context.decision)
    if header is None:
        return None
    words = header_words(context.catalogue)
    table = table_below(grid, header, words, limit)
    table, notes, below = _without_legend(grid, table, scales)
    table, above, told_above = _without_legends_of_columns(table, scales)
    headings = headings_in(table, words)
    named = {table.numbers[row]: name for row, name in headings.items()}
    table = without_rows(table, headings.keys())
    columns = columns_of(table)
    unfinished, previews, telling = _left_out(columns, words)
    doubles = _doubles(table, columns, words) - unfinished - previews
    incomplete, tried, repeated = (
        tuple(table.numbers[row] for row in sorted(rows) if any(value is not None for value in table.rows[row]))
        for rows in (unfinished, previews, doubles)
    )
    if unfinished or previews or doubles:
        table = without_rows(table, unfinished | previews | doubles)
        columns = columns_of(table)
    explanation = explain(columns, grid.file, context.codebooks)
    columns, crossed = _without_crosses(explanation.columns, scales)
    columns, ticks = _ticks_as_words(columns, words)
    beside = dict(_legends_beside(columns, scales))
    cut = bool(columns) and max(len(name) for column in columns for name in (*column.names, "")) <= CUT
    technical = (
        telling
        | beside.keys()
        | {column.index for column in columns if cut and any(_is_cut_technical(name, words) for name in column.names)}
    )
    roles, found, decisions = _one_by_one(columns, technical, scales, words, context)
    legends_around = [*_legends_above(grid, header, scales), *below, *filter(None, beside.values())]
    roles, alike = _as_the_others(columns, roles, found, decisions, legends_around, scales, words)
    fits = {column.index: fit for column, fit, role in zip(columns, found, roles, strict=True) if role is Role.QUESTION}
    roles = _without_codes(columns, roles, decisions, words)
    numeric = [column for column in columns if (fit := fits.get(column.index)) is not None and fit.family == NUMERIC]
    legends, used = _told_outside(grid, numeric, told_above, legends_around, context)
    of_sheet = (table, columns, tuple(roles), fits, explanation, decisions, incomplete, tried, (*above, *notes))
    stem = _stem(grid, header, words)
    layout = _Layout(*of_sheet, legends, used, crossed, named, repeated, stem, alike, ticks)
    return replace(layout, roles=alone, fits={}) if (alone := _comments_alone(layout, words)) else layout


def _one_by_one(
    columns: Sequence[Column],
    technical: Collection[int],
    scales: Scales,
    words: Mapping[str, Keywords],
    context: Context,
) -> tuple[list[Role], list[Fit | None], dict[int, ColumnDecision]]:
    """Return per column what it is by itself and its scale; and column index -> what the user's mapping says of it."""
    answers = [_to_fit(column) if _has_options(column) else {} for column in columns]
    labels = [scales.labels(given) if len(given) <= _MOST_ANSWERS else frozenset[str]() for given in answers]
    others = _vocabularies(columns, labels, scales, context)
    placed = _in_blocks(columns, words)
    closed = _closed(columns)
    roles: list[Role] = []
    found: list[Fit | None] = []
    decisions: dict[int, ColumnDecision] = {}
    for column, given, own in zip(columns, answers, labels, strict=True):
        fit = (
            (scales.fit(given, others) if given else None)
            or _points(column, scales, words)
            or scales.between(column.header, column.answers)
            or _true_or_false(column, scales)
        )
        if words["zero_tolerance"].search(as_words(column.header)):
            fit = _of_boxes(column, given, placed, scales, words) or fit
        elif column.index in closed:
            fit = scales.yes_no_codes(given) or fit
        if column.index in technical:
            role = Role.TECHNICAL
        elif column.index in placed and not words["zero_tolerance"].search(as_words(column.header)):
            role = Role.CHOICES
        else:
            role = _role_among(columns, column, _role(column, own, fit, scales, words), fit, words)
        decision = None if context.decision is None else context.decision.column(column.header, column.index)
        if decision is not None:
            decisions[column.index] = decision
            role = _decided_role(decision, role)
            fit = _decided_fit(decision, column, fit, scales)
        roles.append(role)
        found.append(fit)
    return roles, found, decisions


def _closed(columns: Sequence[Column]) -> set[int]:
    """Return the columns whose closed questions are answered with 0 and 1, where no such one has another answer."""
    asked = [column for column in columns if column.distinct and _CLOSED.match(as_words(column.header))]
    alike = all(set(column.distinct) <= {0, 1} for column in asked)
    return {column.index for column in asked if alike and not column.offered}


_CLOSED = re.compile(
    r"(?:er|har|får|kan|bliver|skal|ved|føler|oplever|må|bruger|virker|kender|mangler|sover|når|blir|kjenner|är|känner"
    r"|is|are|do|does|have|has|can)\b.*\?$"
)
"""A question that yes and no answer: it begins with the verb."""


def _as_the_others(
    columns: Sequence[Column],
    roles: Sequence[Role],
    fits: Sequence[Fit | None],
    decisions: Collection[int],
    legends: Sequence[Legend],
    scales: Scales,
    words: Mapping[str, Keywords],
) -> tuple[list[Role], tuple[str, ...]]:
    """Return the roles with columns as questions that are answered as the questions beside them are.

    With them come the headers of the facts whose numbers are like those of answers, which a person may look at.
    """
    asked = (fit for fit, role in zip(fits, roles, strict=True) if role is Role.QUESTION)
    common = common_scale(asked, legends, scales)
    decided, alike = list(roles), []
    for place, (column, role, fit) in enumerate(zip(columns, roles, fits, strict=True)):
        if column.index in decisions:
            continue
        shares = common.holds(fit)
        if shares and _is_asked_too(column, role, fit, scales, words):
            decided[place] = Role.QUESTION
        elif role is Role.BACKGROUND and (
            (shares and fit is not None and not fit.labelled and common.fills(fit)) or are_points(column, words)
        ):
            alike.append(column.header)
    return decided, tuple(alike)


def _of_boxes(
    column: Column, given: Collection[str], placed: Collection[int], scales: Scales, words: Mapping[str, Keywords]
) -> Fit | None:
    """Return yes and no for what must never happen as a box to tick; None where it may be something else."""
    if column.index in placed and words["happened"].search(as_words(column.header)):
        return scales.fit({_("Yes"): 1, _("No"): 1})  # a blank is an option that was not chosen
    return scales.yes_no_codes(given)


def _without_codes(
    columns: Sequence[Column], roles: list[Role], decisions: Collection[int], words: Mapping[str, Keywords]
) -> list[Role]:
    """Return the roles with columns as background that only number the departments another one names, one by one.

    ``decisions`` are the columns of which the user's mapping says what they are.
    """
    places = [place for place, role in enumerate(roles) if role is Role.DEPARTMENT]
    decided = list(roles)
    for place in places if len(places) > 1 else ():
        code = columns[place]
        if (
            code.index not in decisions
            and words["code"].search(as_words(code.header))
            and all(map(_has_digit, map(as_answer, code.distinct)))
        ):
            for name in (columns[other] for other in places if other != place):
                pairs = {*zip(code.values, name.values, strict=True)} - {(None, None)}
                if len(pairs) == len(code.distinct) == len(name.distinct):
                    decided[place] = Role.BACKGROUND
    return decided


def _strength_of_comments(layout: _Layout, words: Mapping[str, Keywords]) -> float:
    """Return the strength of the claim to a sheet that holds comments and nothing that was answered otherwise.

    Any list goes before it, but where questions stand beside the comments.
    """
    if not _comments_alone(layout, words):
        return 0.0
    return 0.7 if any(share_of(column.distinct, _is_asking) >= 0.5 for column in layout.columns) else 0.35


def _is_asking(value: Value) -> bool:
    return isinstance(value, str) and value.rstrip().endswith("?")


def _comments_alone(layout: _Layout, words: Mapping[str, Keywords]) -> tuple[Role, ...]:
    """Return the roles where a sheet holds nothing but comments, and whose they are; empty for another sheet.

    Its headers must say that they are comments, or what was asked stands beside each, or is asked of a person.
    """
    decided: list[Role] = []
    asked = voiced = False
    for column, role in zip(layout.columns, layout.roles, strict=True):
        head = as_words(column.header).strip(" :.?*")
        if (decision := layout.decisions.get(column.index)) is not None and decision.role:
            if role in (Role.QUESTION, Role.CHOICES):
                return ()
            decided.append(role)
            voiced = voiced or role is Role.COMMENT
            continue
        is_item = words["item"].fullmatch(head) is not None
        has_voice = words["voice"].search(head) is not None
        is_told = role is Role.COMMENT or ((has_voice or words["label"].fullmatch(head)) and _is_prose_of(column))
        if is_item or (role is Role.BACKGROUND and (words["topic"].search(head) or words["background"].search(head))):
            decided.append(Role.BACKGROUND)
            asked = asked or is_item
        elif is_told and role in (Role.COMMENT, Role.BACKGROUND, Role.QUESTION):
            decided.append(Role.COMMENT)
            voiced = voiced or has_voice or _addresses(column.header, words)
        elif role in (Role.DEPARTMENT, Role.TECHNICAL, Role.PERSONAL, Role.BLANK, Role.IGNORED):
            decided.append(role)
        else:
            return ()
    return tuple(decided) if Role.COMMENT in decided and (asked or voiced) else ()


def _is_prose_of(column: Column) -> bool:
    return _is_prose(column, asked_for=True, is_open=True)


def _vocabularies(
    columns: Iterable[Column], labels: Iterable[frozenset[str]], scales: Scales, context: Context
) -> tuple[frozenset[str], ...]:
    """Return the different sets of answers that were given, or offered, in a sheet or for its questions elsewhere."""
    offered = {scales.labels(column.offered) for column in columns if column.offered}
    for column in columns:
        if not column.offered:
            offered.update(map(scales.labels, context.elsewhere.get(same_text(column.header), ())))
    return tuple(dict.fromkeys((*labels, *sorted(offered, key=sorted))))


def _legends_above(grid: Grid, header: Header, scales: Scales) -> list[Legend]:
    """Return the legends that stand above the table."""
    above = grid.rows[: header.row + 1 - max(1, len(header.lines))]
    return [legend for _rows, legend in legends_in(above, scales)]


def _is_asked_too(
    column: Column,
    role: Role,
    fit: Fit | None,
    scales: Scales,
    words: Mapping[str, Keywords],
) -> bool:
    """Whether a column on the questions' scale asks, too, though its header has the words of another role."""
    if fit is None or fit.family in _FACTS or column.kind in ("number", "date"):
        return False
    if role is Role.COMMENT:
        return 2 * column.filled > len(column.values)
    if role is Role.DEPARTMENT:
        return not fit.labelled and not is_bare_name(column.header, words)
    return (
        role is Role.BACKGROUND
        and not is_bare_name(column.header, words)
        and speaks_of_work(column.header, words, scales)
    )


def _told_outside(
    grid: Grid,
    numeric: Sequence[Column],
    own: Mapping[int, str],
    around: Sequence[Legend],
    context: Context,
) -> tuple[Mapping[int, str], tuple[Codebook, ...]]:
    """Return column index -> the legend of its numbers, and the sheets whose legends were needed.

    It stands ``around`` the table, or on another sheet of the file; one of a column's ``own`` goes first.
    """
    scales, found = load_scales(context.catalogue, context.directions), list(around)
    books = tuple(book for book in context.codebooks if book.legends and book.where.file == grid.file)
    legends = _legends(numeric, [*found, *(legend for book in books for legend in book.legends)], scales)
    legends |= {column.index: own[column.index] for column in numeric if column.index in own}
    return legends, books if legends and not found else ()


def _stem(grid: Grid, header: Header, words: Mapping[str, Keywords]) -> str:
    """Return the one question above the table that asks of what its headers name; a legend may stand behind it."""
    above = grid.rows[: header.row + 1 - max(1, len(header.lines))]
    lines = (texts for row in above if len(texts := texts_of(row)) == 1)
    asked = [found[0].strip() for texts in lines for text in texts.values() if (found := _LAST_QUESTION.search(text))]
    return asked[0] if len(asked) == 1 and words["stem"].search(as_words(asked[0])) else ""


_LAST_QUESTION = re.compile(r"[^.?!=:;()\n]+\?(?=\s*(?:$|\(|\d+ ?=))")


def _without_legend(
    grid: Grid, table: HeadedTable, scales: Scales
) -> tuple[HeadedTable, tuple[int, ...], list[Legend]]:
    """Return the table without the rows at its end that explain its numbers, those rows, and what they say.

    Only rows that are much narrower than the table are looked at.
    """
    width = max(1, len(table.header.texts) - 2)
    first = len(table.rows)
    while first and len(table.rows) - first < _LONGEST_LEGEND and len(texts_of(table.rows[first - 1])) <= min(2, width):
        first -= 1
    legends = list(legends_in(table.rows[first:], scales))
    if not legends:
        return table, (), [legend for _rows, legend in legends_in([grid.rows[row] for row in table.totals], scales)]
    start = first + legends[0][0].start
    if start > first and len(texts_of(table.rows[start - 1])) == 1:  # its heading
        start -= 1
    rows = range(start, len(table.rows))
    notes = tuple(table.numbers[row] for row in rows if texts_of(table.rows[row]))
    return without_rows(table, rows), notes, [legend for _rows, legend in legends]


def _without_legends_of_columns(
    table: HeadedTable, scales: Scales
) -> tuple[HeadedTable, tuple[int, ...], dict[int, str]]:
    """Return the table without a first row of legends, that row, and column index -> the legend that stands there."""
    cells = texts_of(table.rows[0]) if table.rows else {}
    found = {column: [legend for _rows, legend in legends_in([(text,)], scales)] for column, text in cells.items()}
    if not found or not all(found.values()):
        return table, (), {}
    told = {column: _in_words(legend, legend) for column, (legend, *_others) in found.items()}
    return without_rows(table, {0}), (table.numbers[0],), told


def _in_words(legend: Legend, codes: Iterable[str]) -> str:
    return ", ".join(f"{code} = {legend[code]}" for code in sorted(codes, key=int))


_LONGEST_LEGEND = 20
"""Rows at the end of a table among which what explains its numbers is looked for."""


def _legends_beside(columns: Sequence[Column], scales: Scales) -> Iterable[tuple[int, Legend | None]]:
    """Yield the columns that hold a legend beside the table, at its top, each number once."""
    for number, column in enumerate(columns):
        if not 2 <= column.filled == len(column.distinct) <= _LONGEST_LEGEND or column.filled == len(column.values):
            continue
        given = [value for value in column.values if value is not None]
        if (legend := legend_of(given, scales)) is not None:
            yield column.index, legend
        elif number and columns[number - 1].filled == column.filled:
            codes = columns[number - 1]
            pairs = [pair for pair in zip(codes.values, column.values, strict=True) if any(map(_is_told, pair))]
            found = [legend for _rows, legend in legends_in(pairs, scales)]
            if len(found) == 1 and len(found[0]) == len(pairs):
                yield from ((codes.index, None), (column.index, found[0]))


def _is_told(value: Value) -> bool:
    return value is not None


def _legends(columns: Sequence[Column], legends: Sequence[Legend], scales: Scales) -> dict[int, str]:
    """Return column index -> the legend of its numbers, where one alone can be.

    It explains every number that was given, or their ends, and it is no wider than the answers of all columns are: a
    legend of another question would turn the answers.
    """
    distinct = list({tuple(sorted(legend.items())): legend for legend in legends}.values())
    able: dict[int, list[int]] = defaultdict(list)
    reached: dict[int, set[int]] = defaultdict(set)
    for number, legend in enumerate(distinct):
        scale = [int(code) for code, word in legend.items() if not scales.is_off_scale(word)]
        for column in columns:
            codes = {int(answer) for answer in column.answers if answer.isdigit() and answer not in legend}
            strange = {answer for answer in column.answers if not answer.isdigit() and not scales.is_off_scale(answer)}
            between = len(scale) == 2 and all(min(scale) < code < max(scale) for code in codes)
            if not strange and (between or not codes):
                able[column.index].append(number)
                reached[number] |= {int(answer) for answer in column.answers if answer.isdigit()}
    told = {}
    for index, numbers in able.items():
        legend = distinct[numbers[0]]
        scale = [int(code) for code, word in legend.items() if not scales.is_off_scale(word)]
        seen = {code for code in reached[numbers[0]] if min(scale) <= code <= max(scale)}
        if len(numbers) == 1 and seen and min(seen) <= min(scale) + 1 and max(seen) >= max(scale) - 1:
            told[index] = _in_words(legend, map(str, scale))
    return told


def _header(grid: Grid, decision: SheetDecision | None) -> Header | None:
    """Return the header lines, the lowest of them the one that the user's mapping names."""
    found = find_header(grid.rows, grid.merged)
    row = None if decision is None or decision.header_row is None else decision.header_row - 1 - grid.top
    if row is None or isinstance(grid, Reordered) or (found is not None and found.row == row):
        return found
    if not 0 <= row < len(grid.rows):
        return None
    return Header(row, texts_of(grid.rows[row]), (texts_of(grid.rows[row]),))


def _decided_role(decision: ColumnDecision, role: Role) -> Role:
    known = {one.value for one in Role}
    return Role(decision.role) if decision.role in known else role


def _decided_fit(decision: ColumnDecision, column: Column, fit: Fit | None, scales: Scales) -> Fit | None:
    if not decision.answers:
        return fit
    own = scales.in_order(column.answers, decision.answers)
    if own is None and column.answers:
        raise SettingsError(
            _("{place}: the answers must be at least two different ones that stand in the column.").format(
                place=decision.place
            )
        )
    return own


def _asked(scales: Scales, where: CellRef, column: Column, fit: Fit | None, layout: _Layout) -> Question:
    """Return the question that a column asks, as the user's mapping has it."""
    decision, legend = layout.decisions.get(column.index), layout.legends.get(column.index, "")
    if decision is None:
        question = scales.question(where, column.header, column.answers, fit, legend=legend)
        if not layout.stem or is_question(column.header) or same_text(column.header) in scales.directions:
            return question
        whole = scales.question(where, f"{layout.stem} [{column.header}]", column.answers, fit, legend=legend)
        return question if whole.certainty is Certainty.UNKNOWN else replace(whole, text=column.header)
    try:
        question = scales.question(where, column.header, column.answers, fit, decision.best, legend)
    except SettingsError as error:
        raise SettingsError(f"{decision.place}: {error}") from error
    if decision.answers:
        question = replace(question, certainty=Certainty.KNOWN, reason=_("The mapping puts the answers in order."))
    if not decision.theme:
        return question
    return replace(question, theme_id=decision.theme, theme_certainty=Certainty.KNOWN)


def _is_cut_technical(name: str, words: Mapping[str, Keywords]) -> bool:
    return words["technical_cut"].fullmatch(re.sub(r"_?\d+$", "", name.casefold())) is not None


def _to_fit(column: Column) -> dict[str, int]:
    """Return the answers that a scale must explain: those the code book knows, where there is one."""
    if not column.unlabelled:
        return column.answers
    return {answer: count for answer, count in column.answers.items() if answer not in column.unlabelled}


def _role(
    column: Column, labels: frozenset[str], fit: Fit | None, scales: Scales, words: Mapping[str, Keywords]
) -> Role:
    """Decide what one column is; the header counts where the values leave it open."""
    full = re.sub(r"\s*\(\d+\)$", "", as_words(column.header)).strip(" :.?*")
    head = _CODE_BEFORE.sub("", full)
    named = _bare_name(head, words)
    if not column.filled:
        return Role.BLANK
    if words["personal"].fullmatch(named) or _is_personal(head, words) or share_of(column.distinct, _identifies) >= 0.5:
        return Role.PERSONAL
    asks_for_words = words["comment"].search(head) is not None
    is_prose = _is_prose(column, asked_for=asks_for_words, is_open=words["open"].match(head) is not None)
    if words["zero_tolerance"].search(head):  # never dropped: at least a person is told that it was not understood
        fits = fit is not None and fit.family != NUMERIC
        return Role.COMMENT if not fits and is_prose else Role.QUESTION
    if (
        not head
        or share_of(column.distinct, _is_moment) >= 0.8
        or _is_technical(column, (column.header.casefold().strip(), full, head, named), words)
    ):
        return Role.TECHNICAL
    label_like = len(head.split()) <= SHORT or (
        words["asking"].match(head) is not None and words["statement"].match(head) is None
    )
    is_fact = label_like and words["background"].search(head) is not None
    labelled = fit is not None and fit.labelled
    by_colour = labelled and fit is not None and stem_of(fit.family) == _SMILEYS and not _is_of_faces(column)
    if (
        _names_department(head, words)
        and (not labelled or by_colour)
        and not (is_prose and 2 * len(column.distinct) > column.filled)  # what recurs is the name of a place
        and not _is_flag(column)
        and not any(isinstance(value, float) and not value.is_integer() for value in column.distinct)
    ):
        return Role.BACKGROUND if _is_way_of_working(column, words) else Role.DEPARTMENT
    if not labelled and _is_choices(column, scales, asks_for_words):
        # 0 and 1 under a question of its own is yes and no, which a person must confirm.
        asked = is_question(column.header) and not column.header.endswith("]") and not is_fact
        of_marks = asked and column.kind != "multiple" and set(column.distinct) == {0, 1}
        return Role.QUESTION if of_marks else Role.CHOICES
    explains = fit is not None and bool(fit.shown) and is_prose  # "Nej, ikke ud over at …"
    known = scales.share_known(labels)
    in_words = fit is None and known < 0.5 and len(texts_in(column)) >= 0.5 * len(column.distinct)
    is_rated = labelled and scales.polarity.judge(column.header).good is not None  # "Forandringer bliver forklaret"
    if explains or (asks_for_words and not is_rated and (in_words or not is_question(column.header))):
        return Role.COMMENT
    if fit is not None and labelled and (fit.family not in _FACTS or not is_fact):
        return Role.QUESTION
    if column.kind in ("number", "date") or is_fact:
        return Role.BACKGROUND
    if fit is not None and fit.family == NUMERIC:
        return Role.QUESTION
    if is_prose or (column.kind == "text" and texts_in(column)):
        return Role.COMMENT
    # Answers that a code book lists for a question that asks for no fact are most likely a scale of its own.
    offered = 3 <= len(column.offered) <= 11 and is_question(column.header) and not words["asking"].match(head)
    if (
        (2 <= len(labels) <= 12 and known >= 0.5 and known * len(labels) >= 2)
        or offered
        or (is_question(column.header) and _is_mostly_known(column, scales))
        or _is_coded(column)
        or _is_of_its_own(column, words)
        or _rates_a_theme(column, scales, words)
    ):
        return Role.QUESTION
    several = any(len(text.split()) > 1 for text in texts_in(column))
    told = words["open"].match(head) is not None and is_question(column.header)
    return Role.COMMENT if several and (told or _is_of_few(column)) else Role.BACKGROUND


def _is_of_few(column: Column) -> bool:
    """Whether few filled it in, each with a text of their own: what all are sorted by, nearly all tell."""
    return column.filled == len(texts_in(column)) <= _FEW * len(column.values)


_FEW = 0.3


def _role_among(
    columns: Sequence[Column], column: Column, role: Role, fit: Fit | None, words: Mapping[str, Keywords]
) -> Role:
    """Return the role of a column as the columns beside it, and options of what must never happen, make it."""
    if role is Role.CHOICES and _is_yes_no_of_its_own(column, columns, words):
        return Role.QUESTION
    return Role.CHOICES if role is Role.QUESTION and fit is None and _occurring(column, words)[1] else role


def _is_mostly_known(column: Column, scales: Scales) -> bool:
    """Whether most have given answers of scales, and at least two different ones, whatever else stands there."""
    if len(column.distinct) > _MOST_ANSWERS:
        return False
    known = [count for answer, count in column.answers.items() if scales.share_known(scales.labels([answer])) == 1]
    return len(known) >= 2 and sum(known) >= 0.5 * column.filled


def _is_technical(column: Column, named: tuple[str, str, str, str], words: Mapping[str, Keywords]) -> bool:
    """Whether a column is of the tool or numbers the respondents; ``named``: whole, in words, without code, bare."""
    _header, full, head, _bare = named
    return (
        any(words["technical"].fullmatch(text) for text in (*named, full.partition(".")[0]))
        or words["technical_start"].match(head) is not None
        or words["technical_part"].search(head) is not None
        or (words["person"].fullmatch(head) is not None and _counts(column))
    )


_CODE_BEFORE = re.compile(r"^(?:\(?[^\W\d]{0,12}[ ._-]?\d[\w.]*(?:\[\w+\])?[.):]|[^\W\d]\w*\[\w+\][.:])\s+")
"""The code that some exports put before the question: "Q01[SQ002]. ", "attribute_1. ", "3) "."""


def _is_personal(head: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a header asks for nothing but what identifies a person ("Skriv dit navn og din mail, hvis …")."""
    parts = re.split(r"[/,&+]|\bog\b|\beller\b|\band\b|\bor\b|\boch\b", words["condition"].split(head)[0])
    named = [_bare_name(part.strip(), words) for part in parts if part.strip()]
    return bool(named) and all(words["personal"].fullmatch(name) for name in named)


def _bare_name(head: str, words: Mapping[str, Keywords]) -> str:
    """Return what a header names, without what leads up to it, remarks in brackets and a number at its end."""
    named = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", head)
    while opening := words["opening"].match(named):
        named = named[opening.end() :].lstrip()
    return re.sub(r"\s*\d+$", "", named).strip(" :.")


def _names_department(head: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a header asks where the respondent belongs; a longer question must say so."""
    if not words["department"].search(head) or words["not_department"].search(head):
        return False
    about = _ABOUT.fullmatch(head)
    if about is not None and not any(
        words[kind].search(about[1] or about[2]) for kind in ("department", "asking", "belonging", "naming")
    ):
        return False
    return len(head.split()) <= SHORT or (
        words["asking"].match(head) is not None and words["belonging"].search(head) is not None
    )


def _is_way_of_working(column: Column, words: Mapping[str, Keywords]) -> bool:
    """Whether it is told where one sits from day to day ("Hjemme", "Kontor", "Hybrid"), not where one belongs."""
    told = [as_words(text).strip(" .") for text in texts_in(column)]
    return (
        len(told) == len(column.distinct)
        and all(words["way_of_working"].fullmatch(text) for text in told)
        and len(told) > 1
    )


def _is_of_faces(column: Column) -> bool:
    return not any(character.isalpha() for text in texts_in(column) for character in text)


_SMILEYS = "smiley"
"""Families of faces and colours: groups are called by colours, too ("Rød stue")."""
_ABOUT = re.compile(
    r"(.+?) (?:på|i|ved|hos|in|at|of|på tværs af) (?:(?:min|mit|vores|vår|my|our|the|hele) )?\w+"
    r"|(?:min |vores |our |my )?\w{3,}(?:ens|ets|'s) (.+)"
)
"""Headers that say what it is about a department that is told: "lyset på min arbejdsplads", "afdelingens støj"."""

_FACTS = ("ja-nej", "niveau-3")
"""Families whose answers may also tell facts about the respondent ("Er du leder?")."""


def _is_of_many(
    questions: Sequence[Column], layout: _Layout, words: Mapping[str, Keywords], statistics: Mapping[str, Words]
) -> bool:
    """Whether each row tells of many: an answer with how many gave it, or a theme with a mark per department."""
    others = [column for column in layout.columns if column not in questions and column.filled]
    if not questions or not others:
        return False
    heads = {column.index: as_words(column.header).strip(" :.") for column in others}
    counted = any(statistics[kind].match(head) for head in heads.values() for kind in ("n", "percent"))
    if counted and all(len(column.distinct) == column.filled for column in questions):
        return True
    first = others[0]
    themes = words["topic"].search(heads[first.index]) is not None and len(first.distinct) == first.filled >= 3
    first_of_all = first.index < min(column.index for column in questions)
    asked = any(is_question(column.header) for column in questions)
    return themes and first_of_all and not asked and not layout.of(Role.DEPARTMENT)


def _true_or_false(column: Column, scales: Scales) -> Fit | None:
    """Return yes and no where a whole sentence is said to be true or false; tools write that for options, too."""
    said = {as_answer(value) for value in column.distinct}
    asked = column.header.rstrip().endswith("?") and asks_yes_or_no(column.header)
    return scales.true_or_false(said) if len(said) == 2 and (asked or is_statement(column.header)) else None


def _is_of_its_own(column: Column, words: Mapping[str, Keywords]) -> bool:
    """Whether a column has a scale that is not known: a few answers to what is no fact, or of more and less."""
    texts = texts_in(column)
    if not 2 <= len(texts) == len(column.distinct) <= _MOST_OWN or column.filled < 2 * len(texts) + 2:
        return False
    if words["background"].search(head := as_words(column.header)):
        return False
    degrees = share_of(texts, lambda text: words["degree"].match(as_words(text)) is not None)
    short = is_question(column.header) and all(len(text.split()) <= _SHORT_ANSWER for text in texts)
    told = sum(len(text.split()) for text in texts) >= _TOLD_IN * len(texts) and not any(map(_has_digit, texts))
    asks = not words["asking"].match(head) and not words["nominal"].search(head)
    return degrees >= 0.5 or (asks and (short or told))


def _rates_a_theme(column: Column, scales: Scales, words: Mapping[str, Keywords]) -> bool:
    """Whether a few short answers, on no known scale, tell how what the header names is ("Støj på arbejdspladsen")."""
    texts = texts_in(column)
    if not 2 <= len(texts) == len(column.distinct) <= _MOST_OWN or column.filled < 2 * len(texts) + 2:
        return False
    head = as_words(column.header)
    asks_which = words["asking"].match(head) is not None and not is_statement(column.header)
    if asks_which or words["background"].search(head) or words["nominal"].search(head):
        return False
    if any(len(text.split()) > SHORT for text in texts):
        return False
    verdict = scales.polarity.judge(column.header)
    return verdict.good is not None or verdict.theme_id is not None


def _has_digit(text: str) -> bool:
    return re.search(r"\d", text) is not None


_TOLD_IN = 2.5
"""Words per answer, in the mean, from which the answers to a short header tell how it is."""


_MOST_OWN = 7
_SHORT_ANSWER = 6


def _is_none(grid: Grid, layout: _Layout, scales: Scales, context: Context) -> bool:
    """Whether what seems to be answers is a legend, or told of things and not by persons."""
    exported = bool(layout.of(Role.TECHNICAL, Role.PERSONAL))  # "Maskine" is the computer that the answers came from
    of_things = not exported and any(_tells_things(column, context) for column in layout.columns)
    return of_things or is_legend(grid.rows[: SAMPLE + 1], scales)


def _tells_things(column: Column, context: Context) -> bool:
    """Whether each row is about a thing of its own (``Maskine``, ``Produkt``), which answers nothing."""
    distinct = len(column.distinct) >= max(_FEWEST_THINGS, len(column.values)) and column.filled == len(column.values)
    return distinct and bool(words_of(context.catalogue).meanings("any", "thing", column.header))


_FEWEST_THINGS = 2


def _is_coded(column: Column) -> bool:
    """Whether the answers are codes of one kind that say nothing themselves (LimeSurvey's A1 … A5)."""
    found = [re.fullmatch(r"([A-Z]{1,4})0*(\d{1,2})", text) for text in texts_in(column)]
    prefixes = {match[1] for match in found if match}
    return len(prefixes) == 1 and 2 <= len(found) <= 12 and all(found) and column.filled >= 2 * len(found)


_STEM = re.compile(r"(.+?)\s*(?:\[[^\]]*\]|(?:\s[-–]|:)\s.*|[_.]\d+|\d+)")
"""What the options of one question begin with: "Smerter [Ryg]", "Smerter - Ryg", "s_5_2"."""


def _is_yes_no_of_its_own(column: Column, columns: Sequence[Column], words: Mapping[str, Keywords]) -> bool:
    """Whether 0 and 1 answer a question with a short name, which a person must confirm; an option has others beside."""
    if (
        set(column.distinct) != {0, 1}
        or column.kind == "multiple"
        or any(type(value) is bool for value in column.distinct)
    ):
        return False
    if column.header.endswith("]") or words["background"].search(as_words(column.header)):
        return False
    found = _STEM.fullmatch(column.header)
    stems = [match[1] for other in columns if other is not column and (match := _STEM.fullmatch(other.header))]
    return found is None or found[1] not in stems


def _points(column: Column, scales: Scales, words: Mapping[str, Keywords]) -> Fit | None:
    """Return the scale 0–100 of a slider, or where the header tells that it is one, or 0–1 of percent in cells.

    A person or the header says which end is best.
    """
    if is_share(column, scales):
        shares = [value for value in column.distinct if isinstance(value, int | float)]
        return Fit(NUMERIC, {as_answer(value): float(value) for value in shares}, None, (0.0, 1.0))
    if (marks := grades(column.header, column.distinct)) is not None:
        return marks
    numbers = [value for value in column.distinct if isinstance(value, int | float) and 0 <= value <= _POINTS]
    if len(numbers) < len(column.distinct) or len(numbers) < 3:
        return None
    if not _TO_HUNDRED.search(column.header) and not is_slider(column, words, scales):
        return None
    return Fit(NUMERIC, {as_answer(value): value / _POINTS for value in numbers}, None, (0.0, float(_POINTS)))


_TO_HUNDRED = re.compile(r"(?<![\d.,])[01]\s*(?:%\s*)?(?:[-–—]|til|to|till|og|and|=.*\D)\s*100(?!\d)")


def _without_crosses(columns: Sequence[Column], scales: Scales) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Return the columns with each question whose answers are columns to put a cross in as one, and the others of it.

    Such are the columns of one group whose names are the answers of a scale, marked at most once a row as a rule.
    """
    groups: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        if (found := _OPTION.fullmatch(column.header)) is not None:
            groups[found[1]].append(column)
    joined: dict[int, Column] = {}
    dropped: set[int] = set()
    for header, group in groups.items():
        names = [_OPTION.fullmatch(column.header) for column in group]
        answers = [match[2] for match in names if match]
        given = {answer: max(1, column.filled) for answer, column in zip(answers, group, strict=True)}
        fit = scales.fit(given) if 2 <= len(given) == len(group) else None
        marks = {as_answer(value).casefold() for column in group for value in column.distinct}
        if (
            fit is None
            or not marks
            or not marks <= _CROSSES
            or not all(answer in fit.levels or scales.is_off_scale(answer) for answer in answers)
        ):
            continue
        rows = [
            [answer for answer, value in zip(answers, row, strict=True) if value is not None]
            for row in zip(*(column.values for column in group), strict=True)
        ]
        if sum(len(row) == 1 for row in rows) < 0.8 * sum(map(bool, rows)):
            continue
        values: list[Value] = [_SEVERAL if len(row) > 1 else next(iter(row), None) for row in rows]
        distinct: Counter[Value] = Counter(value for value in values if value is not None)
        joined[group[0].index] = Column(group[0].index, header, values, distinct, distinct.total(), (header,))
        dropped.update(column.index for column in group[1:])
    kept = tuple(joined.get(column.index, column) for column in columns if column.index not in dropped)
    return kept, tuple(column for column in columns if column.index in dropped)


_OPTION = re.compile(r"(.+?) \[([^\]]+)\]")
_SEVERAL = "[x x]"
"""Stands for more than one cross, which is no answer of any scale."""
_CROSSES = frozenset({"x", "1", "✓", "✔", "√", "v", "kryds"})


def _ticks_as_words(
    columns: tuple[Column, ...], words: Mapping[str, Keywords]
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Return the columns with closed questions that are ticked or blank as yes and no, and the headers of these.

    A blank is a no where no such question of the sheet has any other answer. Of rows without any tick nobody can tell
    whether they were answered; they stay blank.
    """
    asked = [
        column
        for column in columns
        if 0 < len(column.distinct) <= _MOST_ANSWERS
        and column.header.rstrip().endswith("?")
        and asks_yes_or_no(column.header)
        and not column.offered
        and not words["comment"].search(as_words(column.header))
    ]
    marks = {as_answer(value).casefold() for column in asked for value in column.distinct}
    cells = sum(len(column.values) for column in asked)
    blanks = cells - sum(column.filled for column in asked)
    least = 2 if marks <= _CROSSES else 3
    if len(asked) < least or len(marks) != 1 or not marks <= _MARKS | _CROSSES or blanks < _FEWEST_BLANK * cells:
        return columns, ()
    ticked = [any(value is not None for value in row) for row in zip(*(column.values for column in asked), strict=True)]
    told = {}
    for column in asked:
        values: list[Value] = [
            _("Yes") if value is not None else _("No") if answered else None
            for value, answered in zip(column.values, ticked, strict=True)
        ]
        given: Counter[Value] = Counter(value for value in values if value is not None)
        told[column.index] = replace(column, values=values, distinct=given, filled=given.total())
    return tuple(told.get(column.index, column) for column in columns), tuple(column.header for column in asked)


_FEWEST_BLANK = 0.2
"""Share of the cells that are blank where people tick what is so."""


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


def _is_choices(column: Column, scales: Scales, asks_for_words: bool) -> bool:
    texts = texts_in(column)
    if _is_flag(column):
        return True
    if any(_is_joined(texts, sign) for sign in (";", "|", ", ")):
        return True
    # An option of its own column (SurveyMonkey): the header continues to the left and one text stands in all cells.
    return (
        column.header.endswith("]")
        and not asks_for_words
        and len(texts) == len(column.distinct) == 1
        and not scales.share_known(scales.labels(texts))
    )


def _occurring(column: Column, words: Mapping[str, Keywords]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what parts the options of a column, and those that name what must never happen, by their case-folded text.

    There are some only where it is asked what happened to a person. An option is offered, or chosen by several, or
    nothing but a word for what must never happen; anything else somebody wrote in.
    """
    texts = texts_in(column)
    signs = (";", "|", "\n", ", ")
    sign = next((sign for sign in signs if _is_joined(texts, sign)), "")
    sign = sign or next((sign for sign in signs if any(sign in text for text in texts)), "\n")
    between = re.compile(re.escape(sign) + r"(?![^()]*\))")
    if not words["happened"].search(as_words(column.header)):
        return between, {}
    chosen: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text, persons in column.answers.items():
        for piece in between.split(text):
            key = piece.strip().casefold()
            chosen[key] += persons
            written.setdefault(key, piece.strip())
    offered = {option.strip().casefold() for option in column.offered}
    return between, {
        key: piece
        for key, piece in written.items()
        if words["zero_tolerance"].search(as_words(piece))
        and key not in _FLAGS
        and not _NO_OPTION.search(key)
        and len(_BRACKETS.sub("", piece).split()) <= _LONGEST_OPTION
        and (
            key in offered
            or chosen[key] >= _FEWEST_CHOSE
            or words["zero_tolerance"].fullmatch(as_words(piece))
            or words["option"].fullmatch(as_words(piece))
        )
    }


_BRACKETS = re.compile(r"\([^()]*\)")
_FEWEST_CHOSE = 3
"""Persons who chose the same words from whom they are no one's own."""
_LONGEST_OPTION = 5
"""Words of an option that names what happened («Trusler på sociale medier»); what a person writes is longer."""
_NO_OPTION = re.compile(
    r"^(?:ja|jeg|yes|andet|other)\b|\b(?:nej|ingen|intet|ikke|aldrig|hverken|uden|no|none|not|never|nei|ikkje|aldri|inte)\b"
)


def _everything_asked(
    grid: Grid, layout: _Layout, scales: Scales, words: Mapping[str, Keywords]
) -> Iterator[tuple[Column, Fit | None, Question]]:
    """Yield the questions with their answers; of those with several answers each option that must never happen.

    Who chose it had it happen; who chose nothing but others did not.
    """
    yes, no = _("Yes"), _("No")
    ticked = {one.index: block for block in _ticked(layout.of(Role.QUESTION, Role.CHOICES), words) for one in block}
    for asked in layout.of(Role.QUESTION):
        fit, block = layout.fits[asked.index], ticked.get(asked.index)
        is_box = block is not None and fit is not None and fit.levels.keys() == {yes, no}
        column = _as_yes_or_no(asked, block, yes, no) if block is not None and is_box else asked
        yield column, fit, _asked(scales, grid.ref(layout.table.header.row, column.index), column, fit, layout)
    for column in layout.of(Role.CHOICES):
        between, options = _occurring(column, words)
        for key, option in sorted(options.items()):
            values: list[Value] = [
                None if value is None else yes if key in map(_as_option, between.split(as_answer(value))) else no
                for value in column.values
            ]
            given: Counter[Value] = Counter(value for value in values if value is not None)
            header = f"{column.header.rstrip(' :')} – {option}"
            one = Column(column.index, header, values, given, given.total(), (header,))
            fit = scales.fit({yes: 1, no: 1})
            where = replace(grid.ref(layout.table.header.row, column.index), option=option)
            question = scales.question(where, header, one.answers, fit, no)
            yield one, fit, replace(question, reason=_("Each option that must never happen is a question of its own."))


def _as_yes_or_no(column: Column, block: Sequence[Column], yes: str, no: str) -> Column:
    """Return a column that is ticked or blank with yes and no.

    Where an option of the block says that nothing happened, only those who chose any of them have answered.
    """
    told = any(_NO_OPTION.search(_as_option(_option_of(one))) for one in block)
    rows = zip(column.values, *(one.values for one in block), strict=True)
    values: list[Value] = [
        yes if value is not None else no if not told or any(map(_is_told, chosen)) else None for value, *chosen in rows
    ]
    given: Counter[Value] = Counter(value for value in values if value is not None)
    return replace(column, values=values, distinct=given, filled=given.total())


def _option_of(column: Column) -> str:
    """Return the option that a column is ticked for, as its header or its own mark names it."""
    found = _OPTION_AT_END.search(column.header)
    return found[0].strip(" []-–") if found else next(iter(column.answers), column.header)


def _as_option(text: str) -> str:
    return text.strip().casefold()


def _is_flag(column: Column) -> bool:
    return {str(value).casefold() for value in column.distinct} <= _FLAGS


def _is_joined(texts: Sequence[str], sign: str) -> bool:
    """Whether the texts are options joined by a sign: the same few pieces come in many combinations.

    Microsoft Forms ends every option with the sign. Sentences that somebody wrote hold it too.
    """
    joined = [text for text in texts if sign in text]
    ended = sign == ";" and bool(joined) and all(text.endswith(sign) for text in joined)
    if len(joined) < max(1 if sign in ";|" else 2, 0.2 * len(texts)):
        return False
    within: dict[str, int] = defaultdict(int)
    for text in texts:
        for piece in {piece.strip() for piece in text.split(sign)} - {""}:
            within[piece] += 1
    if any(len(piece.split()) > 12 for piece in within):
        return False
    again = sum(count > 1 for count in within.values())
    few = len(within) <= (max(_MOST_ANSWERS, len(texts)) if sign in ";|" else min(_MOST_ANSWERS, 1.5 * len(texts)))
    short = sign in ";|" and sum(len(piece.split()) for piece in within) <= _SHORT_PIECES * len(within)
    return few and (ended or short or (again >= 2 and again >= 0.5 * len(within)))


_SHORT_PIECES = 2
"""Words per piece, in the mean, up to which what is joined by semicolons is options also when none recurs."""


def _is_prose(column: Column, *, asked_for: bool, is_open: bool) -> bool:
    """Whether people wrote in their own words; fewer words tell it where the header asks for them or is open."""
    texts = texts_in(column)
    if len(texts) < 0.8 * len(column.distinct) or not texts:
        return False
    words = sum(len(text.split()) for text in texts) / len(texts)
    if (asked_for and words >= 2) or (is_open and words >= 2 and len(texts) > 0.5 * column.filled):
        return True
    return len(texts) > 0.3 * column.filled and (asked_for or (words >= 4 and (len(texts) > 3 or words >= 6)))


def _in_blocks(columns: Sequence[Column], words: Mapping[str, Keywords]) -> set[int]:
    """Return the columns that make one question together.

    They are rankings (1, 2, 3, … in some order), 100 points shared out, and options that are marked or blank.
    """
    found = {
        column.index for block in _ticked(columns, words) for column in block if column.filled < len(column.values)
    }
    for run in (*_asked_together(columns), *_runs(columns)):
        if len(run) < 3 or not all(isinstance(value, int) for column in run for value in column.distinct):
            continue
        rows = [row for row in zip(*(column.values[:SAMPLE] for column in run), strict=True) if None not in row]
        whole = list(range(1, len(run) + 1))
        ranked = sum(sorted(row) == whole for row in rows)
        shared = sum(sum(row) == _POINTS for row in rows)
        if rows and max(ranked, shared) >= 0.8 * len(rows):
            found.update(column.index for column in run)
    return found


def _asked_together(columns: Iterable[Column]) -> Iterable[Sequence[Column]]:
    """Return the columns whose headers are the same but for a code before and the option at the end."""
    blocks: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        blocks[_OPTION_AT_END.sub("", _CODE_BEFORE.sub("", column.header))].append(column)
    return blocks.values()


_OPTION_AT_END = re.compile(r"\s*\[[^\]]*\]$|(?<=[?:)])(?:\s+[-–])?\s+[^?:]+$")


def _ticked(columns: Sequence[Column], words: Mapping[str, Keywords]) -> Iterator[Sequence[Column]]:
    """Yield the columns that are options of one question, each marked or blank; what is written in may stand last.

    A mark is the same for all, or the option's own name; with that, they are known without the question, too.
    """
    named = [column for column in columns if _is_named_in(column)]
    for block in (*_asked_together(columns), named):
        filled = [
            column for column in block if column.distinct and not words["comment"].search(as_words(column.header))
        ]
        if len(filled) > 2 and len(filled[-1].distinct) > 1 and len(texts_in(filled[-1])) == len(filled[-1].distinct):
            filled.pop()
        marks = {as_answer(value).casefold() for column in filled for value in column.distinct}
        alone = len(filled) > 1 and all(len(column.distinct) == 1 for column in filled)
        if alone and (marks <= _MARKS or len(marks) == len(filled)):
            yield filled


def _is_named_in(column: Column) -> bool:
    """Whether the one text of a column, beside blanks, is the option that its header names."""
    texts = texts_in(column)
    if not len(texts) == len(column.distinct) == 1 or column.filled == len(column.values):
        return False
    header, option = (text.strip().casefold() for text in (column.header, texts[0]))
    return header == option or header.endswith((f"- {option}", f"[{option}]")) or header.startswith(f"{option}:")


_POINTS = 100
_MARKS = frozenset({"y", "j", "yes", "ja", "x", "1", "valgt", "selected", "checked", "true", "sand"})


def _runs(columns: Sequence[Column]) -> Iterable[Sequence[Column]]:
    """Yield the columns side by side that hold the numbers of a ranking: as many as the highest number."""
    for start, first in enumerate(columns):
        size = max((value for value in first.distinct if isinstance(value, int)), default=0)
        while size > 0 and start + size <= len(columns) and size <= _MOST_RANKED:
            run = columns[start : start + size]
            highest = max((v for column in run for v in column.distinct if isinstance(v, int)), default=0)
            if highest <= size:
                yield run
                break
            size = highest


_MOST_RANKED = 20


def _counts(column: Column) -> bool:
    """Whether the values number the rows."""
    return len(column.distinct) == column.filled > 1 and all(isinstance(value, int) for value in column.distinct)


def _identifies(value: Value) -> bool:
    return isinstance(value, str) and (_EMAIL.fullmatch(value) or _ADDRESS.fullmatch(value)) is not None


def _is_moment(value: Value) -> bool:
    return isinstance(value, date | time | timedelta) or (
        isinstance(value, str) and _MOMENT.fullmatch(value) is not None
    )


# --- Counting ---------------------------------------------------------------------------------------------------------

_Codes = npt.NDArray[np.int64]


def _read_survey(grid: Grid, layout: _Layout, scales: Scales, context: Context) -> Reading:
    """Count the answers and scrub the comments of a survey whose columns are decided."""
    where, table = CellRef(grid.file, grid.sheet), layout.table
    height = len(table.rows)
    answered = _answered(layout.of(Role.QUESTION, Role.CHOICES, Role.COMMENT), height)
    if layout.untouched:
        answered[:] = False
    silent = np.flatnonzero(~answered & _answered(layout.columns, height))
    aside = (
        (_("they were not completed"), layout.unfinished),
        (_("they are previews or tests"), layout.previews),
        (_("they repeat an earlier row of the same respondent"), layout.doubles),
        (_("they hold no answers"), [table.numbers[int(index)] for index in silent]),
        (_("they are examples"), table.examples),
        (_("they repeat the headers"), table.repeats),
        (_("they are totals, means or notes"), [*table.totals, *layout.notes]),
        (_("they are headings or notes"), tuple(layout.headings)),
    )
    where_from = places_of(grid, table, layout.of(Role.DEPARTMENT), layout.headings, context)
    paths, places = where_from.paths, where_from.of_rows
    persons = _persons(layout, context, places, answered)
    reached = [number for number, count in enumerate(persons) if count]
    rows_of = {paths[number]: row for row, number in enumerate(reached)}
    counted = []
    scored: list[tuple[Question, Answers]] = []
    for column, fit, question in _everything_asked(grid, layout, scales, header_words(context.catalogue)):
        listed = {answer: scales.place(answer, fit, question.answers) for answer in column.answers}
        given = _given(column, question.answers, listed)
        counts = _count(given, len(question.answers) + 1, places, answered, len(paths))
        counted.append(AnswerCounts(question, Counts(rows_of, counts[reached].ravel().tolist())))
        if question.certainty is not Certainty.UNKNOWN:
            scored.append((question, given.astype(np.int32)))
    comments, removed = _comments(grid, layout, paths, places, context)
    held, is_two = _held(grid, layout, context)
    survey = Survey(
        where,
        {paths[number]: int(persons[number]) for number in reached},
        tuple(counted),
        comments,
        _opposed(scored),
        where_from.by_sheet,
        pairs_with_outcomes(scored, context),
        held,
        marks_of(
            [column for column, role in zip(layout.columns, layout.roles, strict=True) if role is not Role.PERSONAL],
            layout.of(Role.TECHNICAL),
            [paths[place] if is_answer else None for place, is_answer in zip(places, answered, strict=True)],
        ),
        persons_of(layout.of(Role.TECHNICAL), answered.tolist()),
        *where_from.names,
    )
    further = grid.further if isinstance(grid, Reordered) else ()
    turned = isinstance(grid, Reordered) and grid.turned
    used, set_aside = int(answered.sum()), sum(len(rows) for _reason, rows in aside) + len(further)
    header_row = None if turned else grid.ref(table.header.row, 0).row
    entry = SheetEntry(
        *(grid.file, grid.sheet, ImporterName.SURVEY, header_row, used + set_aside, used, set_aside),
        respondents=int(persons.sum()),
        columns=_decided(layout),
        uses=_uses(layout),
    )
    problems = [
        Problem("row-set-aside", grid.ref(rows[0]), {"count": str(len(rows)), "reason": reason})
        for reason, rows in aside
        if rows
    ]
    told_of_sheet = (("transposed-survey", turned), ("rounds-in-one-sheet", is_two))
    problems += [Problem(code, where) for code, is_so in told_of_sheet if is_so]
    if further:
        told = {"count": str(len(further)), "reason": _("they hold further answers of respondents already counted")}
        problems.append(Problem("row-set-aside", CellRef(grid.file, grid.sheet, grid.top + further[0] + 1), told))
    problems += _about_codebooks(grid, layout, [answers.question for answers in counted])
    if personal := layout.of(Role.PERSONAL):
        named = ", ".join(column.header for column in personal)
        problems.append(Problem("personal-columns", where, {"columns": named}))
    if layout.alike:
        problems.append(Problem("facts-like-answers", where, {"columns": ", ".join(layout.alike)}))
    if removed:
        problems.append(Problem("personal-data", where, {"count": str(removed)}))
    for answers in counted:
        problems += _doubts(answers.question)
    problems += _about_scales(where, layout, scales, [answers.question for answers in counted])
    if not used:
        problems.append(Problem("no-rows", where))
    return Reading(sheets=(entry,), surveys=(survey,) if used else (), problems=tuple(problems))


def _persons(layout: _Layout, context: Context, places: _Codes, answered: npt.NDArray[np.bool_]) -> _Codes:
    """Return per department how many persons answered: the rows, or as many as wrote about one and the same question.

    Comments with a row each, beside what was asked, may all be of the same few.
    """
    width, words = int(places.max(initial=-1)) + 1, header_words(context.catalogue)
    if not layout.of(Role.QUESTION, Role.CHOICES):
        for column in layout.of(Role.BACKGROUND):
            if words["item"].fullmatch(as_words(column.header).strip(" :.?*")):
                asked = Counter((column.values[row], int(places[row])) for row in np.flatnonzero(answered).tolist())
                most = np.zeros(width, np.int64)
                for (_item, place), count in asked.items():
                    most[place] = max(most[place], count)
                return most
    return np.bincount(places[answered], minlength=width)


_MOST_DAYS = 400
"""Days that the answers to one survey may span; dates of birth or of employment span more."""
_PAUSE = 120
"""Days without an answer, between the answers of several persons, after which it is another round."""
_GROUP = 5
_MOMENTS_LOOKED_AT = 200
_YEAR = re.compile(r"(?<![\d.,])20[0-3]\d(?![.,]?\d)")
_YEAR_HEADER = re.compile(r"(?:år|årstal|måling|målerunde|runde|year|round|wave|survey)", re.IGNORECASE)
_NO_ANSWER = re.compile(
    r"frist|deadline|opret|created|invit|udsend|sent|import|export|ekspo|udtr|fød|birth|ansat|ansæt|tiltr|hire|hiring|hired"
    r"|joining|joined|employ|contract|kontrakt|anställ|tilsett|tilsatt|onboard|enrol|fratr|resign|terminat|leaving",
    re.IGNORECASE,
)
"""Headers of dates on which nobody answered."""
_START = re.compile(r"start(?:ing)?[ -]?(?:date|dato|datum)|startede|started")
"""What tools call the beginning of an answer, with the time of day, and others that of an employment."""
_NUMBER = re.compile(r"\d+")
"""A respondent's number written as text: one like 45123 would be the serial of a day."""
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b(.*)")


def _moments(layout: _Layout, context: Context) -> list[date]:
    """Return the days on which it was answered, in order: those of some of the answers when they are many."""
    words = words_of(context.catalogue)
    for column in reversed(layout.of(Role.TECHNICAL)):  # the end of an answer stands after its beginning
        told = [
            value
            for value in column.values
            if not (value is None or isinstance(value, int | float) or _NUMBER.fullmatch(str(value).strip()))
        ]
        looked_at = told[:: 1 + len(told) // _MOMENTS_LOOKED_AT]
        if not looked_at or _NO_ANSWER.search(column.header):
            continue
        if _START.fullmatch(as_words(column.header)) and not any(map(_has_time, looked_at)):
            continue  # of an employment, as a rule
        days = _slashed(looked_at) or sorted(
            period[0] for one in looked_at if (period := words.period(one)) and period[0] == period[1]
        )
        made_up = (
            len(set(days)) == 1 and len(looked_at) >= _GROUP and not any(isinstance(one, datetime) for one in told)
        )
        if days and 2 * len(days) > len(looked_at) and days[0].year >= _FIRST_YEAR and not made_up:
            return days
    return []


_FIRST_YEAR = 2000
"""Tools write 1980 or 1970 where they hide when it was answered."""


def _slashed(values: Sequence[Value]) -> list[date]:
    """Return days written as 10/1/2026 in order: the month first where a day cannot stand there, or all lie closer."""
    found = [match for one in values if isinstance(one, str) and (match := _SLASHED.match(one))]
    if not found or len(found) < len(values):
        return []
    orders = []
    for month_first in (False, True):
        try:
            days = sorted(
                date(int(one[3]), *((int(one[1]), int(one[2])) if month_first else (int(one[2]), int(one[1]))))
                for one in found
            )
        except ValueError:  # there is no such month
            continue
        orders.append(days)
    return min(orders, key=lambda days: days[-1] - days[0], default=[])


def _held(grid: Grid, layout: _Layout, context: Context) -> tuple[tuple[date, date] | None, bool]:
    """Return the first and last day of the answers, else of the year told; and whether it seems to be two rounds."""
    years = [
        {int(found) for value in column.distinct for found in _YEAR.findall(str(value))}
        for column in layout.columns
        if len(column.distinct) <= _MOST_ANSWERS and _YEAR_HEADER.fullmatch(column.header.strip(" :?"))
    ]
    if any(len(told) > 1 for told in years):
        return None, True
    days = _moments(layout, context)
    if days:
        several = days[_GROUP - 1 : len(days) - _GROUP + 1]
        if any((later - day).days >= _PAUSE for day, later in pairwise(several)):
            return None, True
        return ((days[0], days[-1]) if (days[-1] - days[0]).days <= _MOST_DAYS else None), False
    titles = [str(value) for cells in grid.rows[: layout.table.header.row] for value in cells]
    for texts in (titles, [grid.sheet], [file_name(grid)]):
        found = {int(year) for text in texts for year in _YEAR.findall(text)}
        if len(found) == 1:
            year = found.pop()
            return (date(year, 1, 1), date(year, 12, 31)), False
    return None, False


def _uses(layout: _Layout) -> tuple[ColumnUse, ...]:
    """Return what each column was read as."""
    roles = [*zip(layout.columns, layout.roles, strict=True), *((column, Role.CHOICES) for column in layout.crossed)]
    uses = (ColumnUse(column.index + 1, column.header, role.value) for column, role in roles)
    return tuple(sorted(uses, key=lambda use: use.column))


def _about_codebooks(grid: Grid, layout: _Layout, questions: Iterable[Question]) -> Iterable[Problem]:
    """Yield what the code books explained, and what they did not."""
    where, explanation, row = CellRef(grid.file, grid.sheet), layout.explanation, layout.table.header.row
    for book in (*explanation.used, *(book for book in layout.legend_books if book not in explanation.used)):
        yield Problem("codebook-used", where, {"codebook": str(book.where)})
    if any(question.scale in (NUMERIC, UNKNOWN) for question in questions):  # they were in need of one
        for book in explanation.unused:
            yield Problem("codebook-unused", where, {"codebook": str(book.where)})
    for column in explanation.disputed:
        yield Problem("codebooks-disagree", grid.ref(row, column.index), {"column": column.header})
    for column in layout.columns:
        if column.unlabelled:
            told = {"count": str(len(column.unlabelled)), "question": column.header}
            yield Problem("code-without-label", grid.ref(row, column.index), told)


def _about_scales(where: CellRef, layout: _Layout, scales: Scales, questions: Sequence[Question]) -> Iterable[Problem]:
    """Yield what lies beyond the scales: answers that were given, and one that nobody gave and so may not be there."""
    off_scale = 0
    unchosen: Counter[str] = Counter()
    whole = (question for question in questions if not question.where.option)
    for column, question in zip(layout.of(Role.QUESTION), whole, strict=True):
        fit = layout.fits[column.index]
        if fit is not None:
            off_scale += None in question.scores and _strays(column, fit)
            unchosen[fit.unchosen] += not column.offered
            stray = sum(column.answers[answer] for answer in scales.unknown(fit, column.answers))
            if stray and question.certainty is not Certainty.UNKNOWN:
                yield Problem("stray-answers", question.where, {"count": str(stray), "question": question.text})
    if off_scale:
        yield Problem("off-scale-answers", where, {"count": str(off_scale)})
    for answer, count in unchosen.items():
        if answer and count:
            yield Problem("unchosen-end", where, {"count": str(count), "answer": answer})
    if layout.ticks:
        yield Problem("blank-is-no", where, {"count": str(len(layout.ticks))})
    fits = [layout.fits[column.index] for column in layout.of(Role.QUESTION)]
    if ones := sum(fit is not None and fit.is_of_ones for fit in fits):
        yield Problem("one-is-yes", where, {"count": str(ones)})


_FEWEST_PAIRS = 30
"""Respondents who must have answered both of two questions before their correlation is told."""
_OPPOSED = -0.3
_POINTS_A_SCORE = 25.2
"""Makes whole numbers of the scores of scales with up to eleven steps: their sums are then exact in any order."""
_SMALL = 1 << 18
"""Multiplications up to which a product of matrices is not worth a thread: threads that wait for a busy processor cost
far more than the product."""


def _opposed(scored: Sequence[tuple[Question, Answers]]) -> tuple[Opposed, ...]:
    """Return the pairs of questions whose scores go clearly against each other, among those who answered both."""
    if len(scored) < 2 or len(scored[0][1]) < _FEWEST_PAIRS:
        return ()
    width = len(scored)
    both, products, sums, squares = (np.zeros((width, width)) for _figure in range(4))  # over those who answered both
    everybody = np.stack([_points_of(question)[given] for question, given in scored], axis=1)
    step = max(1, _SMALL // width**2)
    for start in range(0, len(everybody), step):
        points = everybody[start : start + step].astype(np.float64)
        there = (points >= 0).astype(np.float64)
        points *= there
        both += there.T @ there
        products += points.T @ points
        sums += points.T @ there
        squares += (points * points).T @ there
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = squares - sums * sums / both
        correlations = (products - sums * sums.T / both) / np.sqrt(spread * spread.T)
    told = (both >= _FEWEST_PAIRS) & (spread > 0.5) & (spread.T > 0.5)
    return tuple(
        Opposed(
            *(scored[first][0].where, scored[second][0].where),
            max(-1.0, round(float(correlations[first, second]), 3)),
            int(both[first, second]),
        )
        for first, second in np.argwhere(np.triu(told & (correlations <= _OPPOSED), 1)).tolist()
    )


def _points_of(question: Question) -> npt.NDArray[np.int16]:
    """Return per answer its score in whole points, -1 without one; a blank comes last."""
    scores = (*question.scores, None)
    return np.array([-1 if score is None else round(score * _POINTS_A_SCORE) for score in scores], np.int16)


def _answered(columns: Iterable[Column], height: int) -> npt.NDArray[np.bool_]:
    """Return per row whether any of the columns holds something."""
    filled = np.zeros(height, np.bool_)
    for column in columns:
        if column.filled == height:
            return np.ones(height, np.bool_)
        for row in np.flatnonzero(~filled).tolist():  # few are left after the first columns
            filled[row] = column.values[row] is not None
    return filled


def _strays(column: Column, fit: Fit) -> bool:
    return any(as_answer(value) not in fit.levels for value in column.distinct)


def _given(column: Column, answers: tuple[str, ...], listed: Mapping[str, str]) -> _Codes:
    """Return per row the position of the answer that was given, after the last for a blank.

    ``listed`` tells which of the answers one that stands in a cell is counted as.
    """
    positions = {answer: number for number, answer in enumerate(answers)}
    codes: dict[Value, int] = {value: positions[listed[as_answer(value)]] for value in column.distinct}
    codes[None] = len(answers)
    return np.fromiter(map(codes.__getitem__, column.values), np.int64, len(column.values))


def _count(given: _Codes, width: int, places: _Codes, answered: npt.NDArray[np.bool_], departments: int) -> _Codes:
    """Return departments × (answers, then blanks): how many respondents gave each answer."""
    flat = np.bincount((places * width + given)[answered], minlength=departments * width)
    return flat.reshape(departments, width)


def _comments(
    grid: Grid, layout: _Layout, paths: Sequence[DepartmentPath], places: _Codes, context: Context
) -> tuple[tuple[Comment, ...], int]:
    """Return the free text, scrubbed, and how many pieces of personal data were taken out."""
    comments, removed = [], 0
    for column in layout.of(Role.COMMENT):
        for row, value in enumerate(column.values):
            if value is not None:
                cleaned = scrub(as_answer(value), context.catalogue)
                removed += cleaned.removed
                place = grid.ref(layout.table.numbers[row], column.index)
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
        yield Problem("unknown-direction", question.where, {"question": question.text, "reason": question.reason})
