"""A survey whose columns are decided -> its answers counted per department, comments scrubbed, and what to look at.

The answers themselves go no further than this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.mapping import same_text
from handleplan_batch.model import (
    UNKNOWN_SCALE,
    AnswerCounts,
    CellRef,
    Certainty,
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
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.exports import marks_of, persons_of
from handleplan_batch.reading.importers.headed import (
    Column,
    as_answer,
    header_words,
    is_question,
)
from handleplan_batch.reading.importers.outcomes import Answers, pairs_with_outcomes
from handleplan_batch.reading.importers.places import places_of
from handleplan_batch.reading.importers.respondents import Reordered
from handleplan_batch.reading.importers.surveys.columns import Layout, Role
from handleplan_batch.reading.importers.surveys.moments import held_when
from handleplan_batch.reading.importers.surveys.options import as_yes_or_no, each_occurring, ticked_blocks
from handleplan_batch.reading.scales import NOT_UNDERSTOOD, NUMERIC, Fit, Scales
from handleplan_batch.reading.scrub import scrub

_TURNED = "(vendt)"
"""What marks a question whose numbers are turned."""
_Codes = npt.NDArray[np.int64]
_FEWEST_PAIRS = 30
"""Respondents who must have answered both of two questions before their correlation is told."""
_OPPOSED = -0.3
_POINTS_A_SCORE = 25.2
"""Makes whole numbers of the scores of scales with up to eleven steps: their sums are then exact in any order."""
_SMALL = 1 << 18
"""Multiplications up to which a product of matrices is not worth a thread: threads that wait for a busy processor cost
far more than the product."""


def _asked(scales: Scales, where: CellRef, column: Column, fit: Fit | None, layout: Layout) -> Question:
    """Return the question that a column asks, as the user's mapping has it."""
    decision = layout.decisions.get(column.index)
    legend = layout.legends.get(column.index, NOT_UNDERSTOOD if layout.explained else "")
    if decision is None and column.index in layout.turned:
        told = scales.directions.get(same_text(column.header), "")
        marked = f"{column.header} {_TURNED}"
        question = scales.question(where, marked, column.answers, fit, told, legend, layout.measured)
        return replace(question, text=column.header)
    if decision is None:
        question = scales.question(where, column.header, column.answers, fit, legend=legend, measured=layout.measured)
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


def _everything_asked(
    grid: Grid, layout: Layout, scales: Scales, context: Context
) -> Iterator[tuple[Column, Fit | None, Question]]:
    """Yield the questions with their answers; of those with several answers each option that must never happen."""
    yes, no, words = _("Yes"), _("No"), header_words(context.catalogue)
    row, questions = layout.table.header.row, layout.of(Role.QUESTION, Role.CHOICES)
    ticked = {one.index: block for block in ticked_blocks(questions, words) for one in block}
    for asked in layout.of(Role.QUESTION):
        fit, block = layout.fits[asked.index], ticked.get(asked.index)
        is_box = block is not None and fit is not None and fit.levels.keys() == {yes, no}
        column = as_yes_or_no(asked, block) if block is not None and is_box else asked
        yield column, fit, _asked(scales, grid.ref(row, column.index), column, fit, layout)
    for choices in layout.of(Role.CHOICES):
        for option, column in each_occurring(choices, words):
            fit = scales.fit({yes: 1, no: 1})
            where = replace(grid.ref(row, column.index), option=option)
            question = scales.question(where, column.header, column.answers, fit, no)
            reason = _("Each option that must never happen is a question of its own.")
            yield column, fit, replace(question, reason=reason)


@dataclass(frozen=True, slots=True)
class _Respondents:
    """Who answered, and where they belong."""

    departments: Sequence[DepartmentPath]
    of_rows: _Codes
    """Per row of the table the position of its department."""
    answered: npt.NDArray[np.bool_]
    """Per row of the table whether it holds answers."""


def read_survey(grid: Grid, layout: Layout, scales: Scales, context: Context) -> Reading:
    """Count the answers and scrub the comments of a survey whose columns are decided."""
    where, table = CellRef(grid.file, grid.sheet), layout.table
    height = len(table.rows)
    answered = _answered(layout.of(Role.QUESTION, Role.CHOICES, Role.COMMENT), height)
    if layout.untouched:
        answered[:] = False
    silent = np.flatnonzero(~answered & _answered(layout.columns, height))
    aside = _aside(layout, [table.numbers[int(index)] for index in silent])
    where_from = places_of(grid, table, layout.of(Role.DEPARTMENT), layout.headings, context)
    who = _Respondents(where_from.paths, where_from.of_rows, answered)
    persons = _persons(layout, context, who)
    reached = [number for number, count in enumerate(persons) if count]
    counted, scored = _counted(_everything_asked(grid, layout, scales, context), scales, who, reached)
    comments, removed = _comments(grid, layout, who, context)
    held, is_two = held_when(grid, layout, context)
    survey = Survey(
        where,
        {who.departments[number]: int(persons[number]) for number in reached},
        tuple(counted),
        comments,
        _opposed(scored),
        where_from.by_sheet,
        pairs_with_outcomes(scored, context),
        held,
        _marks(layout, who),
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
    questions = [answers.question for answers in counted]
    told_of_sheet = {"transposed-survey": turned, "rounds-in-one-sheet": is_two}
    problems = [
        *(_set_aside(grid.ref(rows[0]), len(rows), reason) for reason, rows in aside if rows),
        *(Problem(code, where) for code, is_so in told_of_sheet.items() if is_so),
        *_about_further(grid, further),
        *_about_codebooks(grid, layout, questions),
        *_about_persons(where, layout, removed),
        *chain.from_iterable(map(_doubts, questions)),
        *_about_scales(where, layout, scales, questions),
    ]
    if not used:
        problems.append(Problem("no-rows", where))
    return Reading(sheets=(entry,), surveys=(survey,) if used else (), problems=tuple(problems))


def _counted(
    asked: Iterable[tuple[Column, Fit | None, Question]], scales: Scales, who: _Respondents, reached: Sequence[int]
) -> tuple[list[AnswerCounts], list[tuple[Question, Answers]]]:
    """Return the questions with how many gave each answer in the departments ``reached``, and those that have a score.

    With the latter stands which answer each respondent gave; they go no further than the pairs that are told of.
    """
    rows_of = {who.departments[number]: row for row, number in enumerate(reached)}
    counted: list[AnswerCounts] = []
    scored: list[tuple[Question, Answers]] = []
    for column, fit, question in asked:
        listed = {answer: scales.place(answer, fit, question.answers) for answer in column.answers}
        given = _given(column, question.answers, listed)
        counts = _count(given, len(question.answers) + 1, who)
        counted.append(AnswerCounts(question, Counts(rows_of, counts[reached].ravel().tolist())))
        if question.certainty is not Certainty.UNKNOWN:
            scored.append((question, given.astype(np.int32)))
    return counted, scored


def _marks(layout: Layout, who: _Respondents) -> tuple[int, ...]:
    """Return what tells that the same answers stand in another file."""
    columns = [column for column, role in zip(layout.columns, layout.roles, strict=True) if role is not Role.PERSONAL]
    places = [
        who.departments[place] if is_answer else None
        for place, is_answer in zip(who.of_rows, who.answered, strict=True)
    ]
    return marks_of(columns, layout.of(Role.TECHNICAL), places)


def _aside(layout: Layout, silent: Sequence[int]) -> list[tuple[str, Sequence[int]]]:
    """Return why rows of the sheet are rightly not used, and which; the ``silent`` ones hold no answers."""
    table, left_out = layout.table, layout.left_out
    return [
        (_("they were not completed"), left_out.unfinished),
        (_("they are previews or tests"), left_out.previews),
        (_("they repeat an earlier row of the same respondent"), left_out.doubles),
        (_("they hold no answers"), silent),
        (_("they are examples"), table.examples),
        (_("they repeat the headers"), table.repeats),
        (_("they are totals, means or notes"), [*table.totals, *layout.notes]),
        (_("they are headings or notes"), tuple(layout.headings)),
    ]


def _set_aside(where: CellRef, count: int, reason: str) -> Problem:
    return Problem("row-set-aside", where, {"count": str(count), "reason": reason})


def _about_further(grid: Grid, further: Sequence[int]) -> Iterable[Problem]:
    """Yield that rows of a survey with a row per answer tell more of respondents who are counted."""
    if further:
        reason = _("they hold further answers of respondents already counted")
        yield _set_aside(CellRef(grid.file, grid.sheet, grid.top + further[0] + 1), len(further), reason)


def _about_persons(where: CellRef, layout: Layout, removed: int) -> Iterable[Problem]:
    """Yield what was seen of the respondents themselves; ``removed`` is how much was taken out of comments."""
    if personal := layout.of(Role.PERSONAL):
        yield Problem("personal-columns", where, {"columns": ", ".join(column.header for column in personal)})
    if layout.important:
        yield Problem("importance", where, {"columns": ", ".join(layout.important)})
    if layout.alike:
        yield Problem("facts-like-answers", where, {"columns": ", ".join(layout.alike)})
    if removed:
        yield Problem("personal-data", where, {"count": str(removed)})


def _persons(layout: Layout, context: Context, who: _Respondents) -> _Codes:
    """Return per department how many persons answered: the rows, or as many as wrote about one and the same question.

    Comments with a row each, beside what was asked, may all be of the same few.
    """
    places, width, words = who.of_rows, int(who.of_rows.max(initial=-1)) + 1, header_words(context.catalogue)
    if not layout.of(Role.QUESTION, Role.CHOICES):
        for column in layout.of(Role.BACKGROUND):
            if words["item"].fullmatch(column.head):
                rows = np.flatnonzero(who.answered).tolist()
                asked = Counter((column.values[row], int(places[row])) for row in rows)
                most = np.zeros(width, np.int64)
                for (_item, place), count in asked.items():
                    most[place] = max(most[place], count)
                return most
    return np.bincount(places[who.answered], minlength=width)


def _uses(layout: Layout) -> tuple[ColumnUse, ...]:
    """Return what each column was read as."""
    roles = [*zip(layout.columns, layout.roles, strict=True), *((column, Role.CHOICES) for column in layout.crossed)]
    uses = (ColumnUse(column.index + 1, column.header, role.value) for column, role in roles)
    return tuple(sorted(uses, key=lambda use: use.column))


def _about_codebooks(grid: Grid, layout: Layout, questions: Iterable[Question]) -> Iterable[Problem]:
    """Yield what the code books explained, and what they did not."""
    where, explanation, row = CellRef(grid.file, grid.sheet), layout.explanation, layout.table.header.row
    for book in (*explanation.used, *(book for book in layout.legend_books if book not in explanation.used)):
        yield Problem("codebook-used", where, {"codebook": str(book.where)})
    if any(question.scale in (NUMERIC, UNKNOWN_SCALE) for question in questions):  # they were in need of one
        for book in explanation.unused:
            yield Problem("codebook-unused", where, {"codebook": str(book.where)})
    for column in explanation.disputed:
        yield Problem("codebooks-disagree", grid.ref(row, column.index), {"column": column.header})
    for column in layout.columns:
        if column.unlabelled:
            told = {"count": str(len(column.unlabelled)), "question": column.header}
            yield Problem("code-without-label", grid.ref(row, column.index), told)


def _about_scales(where: CellRef, layout: Layout, scales: Scales, questions: Sequence[Question]) -> Iterable[Problem]:
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


def _count(given: _Codes, width: int, who: _Respondents) -> _Codes:
    """Return departments × (answers, then blanks): how many respondents gave each answer."""
    departments = len(who.departments)
    flat = np.bincount((who.of_rows * width + given)[who.answered], minlength=departments * width)
    return flat.reshape(departments, width)


def _comments(grid: Grid, layout: Layout, who: _Respondents, context: Context) -> tuple[tuple[Comment, ...], int]:
    """Return the free text, scrubbed, and how many pieces of personal data were taken out."""
    comments, removed = [], 0
    for column in layout.of(Role.COMMENT):
        for row, value in enumerate(column.values):
            if value is not None:
                cleaned = scrub(as_answer(value), context.catalogue)
                removed += cleaned.removed
                place = grid.ref(layout.table.numbers[row], column.index)
                comments.append(Comment(place, who.departments[who.of_rows[row]], cleaned.text))
    return tuple(comments), removed


def _decided(layout: Layout) -> dict[str, str]:
    """Return role -> headers, for the decisions that are shown."""
    shown = (role for role in Role if role not in (Role.BLANK, Role.QUESTION))
    return {
        role.value: ", ".join(column.header for column in columns) for role in shown if (columns := layout.of(role))
    }


def _doubts(question: Question) -> Iterable[Problem]:
    """Yield what a person should look at in one question."""
    if question.scale == UNKNOWN_SCALE:
        yield Problem("unknown-scale", question.where, {"question": question.text})
    elif question.certainty is Certainty.UNKNOWN:
        yield Problem("unknown-direction", question.where, {"question": question.text, "reason": question.reason})
