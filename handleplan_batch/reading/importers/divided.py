"""An export whose questions stand on several sheets of a file, put together by the respondents' ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handleplan_batch.mapping import same_text
from handleplan_batch.model import (
    AnswerCounts,
    Counts,
    DepartmentPath,
    ImporterName,
    Problem,
    Reading,
    SheetEntry,
    Survey,
)
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.exports import number_of_id
from handleplan_batch.reading.importers.surveys.columns import Role

ReadAgain = Callable[[Grid], Reading]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that holds one survey with an id for each respondent, and nothing else."""

    grid: Grid
    reading: Reading
    entry: SheetEntry
    header: int
    """Index of the lowest header line in the grid."""

    @property
    def survey(self) -> Survey:
        return self.reading.surveys[0]

    @property
    def below(self) -> Sequence[Sequence[Value]]:
        return self.grid.rows[self.header + 1 :]

    def columns(self, role: Role) -> list[int]:
        return [use.column - 1 for use in self.entry.uses if use.role == role.value]

    def ids(self) -> int | None:
        """Return the column of the ids."""
        for column in self.columns(Role.TECHNICAL):
            given = {number_of_id(value) for row in self.below if (value := _cell(row, column)) is not None}
            if self.survey.persons <= given:
                return column
        return None


def joined_by_ids(read: Iterable[tuple[Grid, Reading]], read_again: ReadAgain) -> list[Reading]:
    """Return the readings of a file's sheets, where a sheet that asks more of the same respondents is joined to theirs.

    All who answered there stand on the other sheet with the same id, in the same round, and nothing is asked on both.
    A sheet that does not tell their departments is read once more by ``read_again`` with those of the other. Each
    sheet that was joined has the note ``joined-sheets``. What cannot be put together surely stays as it is.
    """
    readings: list[Reading] = []
    sheets: dict[int, _Sheet] = {}
    for place, (grid, reading) in enumerate(read):
        readings.append(reading)
        if (sheet := _one_survey(grid, reading)) is not None:
            sheets[place] = sheet
    if len(sheets) < 2:
        return readings
    firsts: list[int] = []
    for place in sorted(sheets, key=lambda one: ({*sheets[one].survey.respondents} == {()}, one)):
        sheet = sheets[place]
        for first in firsts:
            whole = sheets[first]
            part = _with_departments(sheet, whole, read_again)
            if part is None or not _asks_more_of_the_same(part.surveys[0], whole.survey):
                continue
            survey = _joined(whole.survey, part.surveys[0])
            sheets[first] = replace(whole, reading=replace(readings[first], surveys=(survey,)))
            readings[first] = sheets[first].reading
            note = Problem("joined-sheets", sheet.survey.where, {"other": whole.entry.sheet})
            readings[place] = replace(part, surveys=(), problems=(*part.problems, note))
            break
        else:
            firsts.append(place)
    return readings


def about_numbers(read: Sequence[tuple[Grid, Reading]]) -> tuple[Problem, ...]:
    """Return a problem for each sheet that numbers its respondents as a sheet before does, and asks other things.

    Numbers that only count (1, 2, 3 …) tell no persons, so that such sheets are neither joined nor told apart.
    """
    problems = []
    before: list[tuple[int, Survey]] = []
    surveys = [(grid, reading) for grid, reading in read if _is_of_numbered(reading)]
    for grid, reading in surveys if len(surveys) > 1 else ():
        (survey,), count = reading.surveys, _highest_number(grid, reading)
        for number, other in before if count else ():
            if number == count and survey.held == other.held and not _texts(survey) & _texts(other):
                told = {"count": str(count), "other": other.where.sheet}
                problems.append(Problem("same-numbers", survey.where, told))
                break
        before.append((count, survey))
    return tuple(problems)


def _is_of_numbered(reading: Reading) -> bool:
    """Whether a sheet is a survey of one place or several that knows no ids of its respondents."""
    return len(reading.surveys) == 1 and not reading.surveys[0].persons and not reading.surveys[0].by_sheet


def _highest_number(grid: Grid, reading: Reading) -> int:
    """Return n where a column numbers the respondents from 1 to n, else 0."""
    (entry,) = reading.sheets
    if entry.header_row is None:
        return 0
    rows = grid.rows[entry.header_row - grid.top :]
    for use in entry.uses:
        if use.role == Role.TECHNICAL.value:
            given = [value for row in rows if (value := _cell(row, use.column - 1)) is not None]
            if len(given) >= _FEWEST and {*given} == {*range(1, len(given) + 1)}:
                return len(given)
    return 0


_FEWEST = 5
"""Respondents from which it is no chance that two sheets number as many of them."""


def _one_survey(grid: Grid, reading: Reading) -> _Sheet | None:
    if len(reading.sheets) != 1 or len(reading.surveys) != 1 or not reading.surveys[0].persons:
        return None
    entry = reading.sheets[0]
    if entry.importer is not ImporterName.SURVEY or entry.header_row is None:
        return None
    return _Sheet(grid, reading, entry, entry.header_row - 1 - grid.top)


def _with_departments(sheet: _Sheet, whole: _Sheet, read_again: ReadAgain) -> Reading | None:
    """Return the reading of a sheet whose respondents have the departments of the other one; None where it has none."""
    own, theirs = sheet.survey, whole.survey
    if not own.persons <= theirs.persons or own.held != theirs.held or _texts(own) & _texts(theirs):
        return None
    if {*own.respondents} != {()} or {*theirs.respondents} == {()}:
        return sheet.reading
    places, ids, own_ids = whole.columns(Role.DEPARTMENT), whole.ids(), sheet.ids()
    if not places or ids is None or own_ids is None:
        return None
    told: dict[Value, list[Value]] = {}
    for row in whole.below:
        if (value := _cell(row, ids)) is not None:
            told[value] = [_cell(row, place) for place in places]
    width = max(map(len, sheet.grid.rows))
    headers = [_cell(whole.grid.rows[whole.header], place) for place in places]
    nothing: list[Value] = [None] * len(places)
    rows = [
        (
            *row,
            *[None] * (width - len(row)),
            *(
                headers
                if at == sheet.header
                else told.get(_cell(row, own_ids), nothing)
                if at > sheet.header
                else nothing
            ),
        )
        for at, row in enumerate(sheet.grid.rows)
    ]
    again = read_again(replace(sheet.grid, rows=rows))
    found = _one_survey(sheet.grid, again)
    if found is None or _texts(found.survey) != _texts(own):
        return None
    uses = tuple(use for use in found.entry.uses if use.column <= width)
    return replace(again, sheets=(replace(found.entry, uses=uses, columns=sheet.entry.columns),))


def _asks_more_of_the_same(part: Survey, whole: Survey) -> bool:
    """Whether no department has more respondents on a sheet than on the one with all of them."""
    return all(count <= whole.respondents.get(path, 0) for path, count in part.respondents.items())


def _joined(whole: Survey, part: Survey) -> Survey:
    rows = {path: row for row, path in enumerate(whole.respondents)}
    return replace(
        whole,
        answers=(*whole.answers, *(_of_all(answers, whole, rows) for answers in part.answers)),
        comments=(*whole.comments, *part.comments),
        opposed=(*whole.opposed, *part.opposed),
        pairs=(*whole.pairs, *part.pairs),
    )


def _of_all(answers: AnswerCounts, whole: Survey, rows: Mapping[DepartmentPath, int]) -> AnswerCounts:
    """Return the answers with a blank for each who is not on the sheet where they were given."""
    numbers: list[int] = []
    for path, persons in whole.respondents.items():
        counts = list(answers.counts.get(path, [0] * (len(answers.question.answers) + 1)))
        counts[-1] += persons - sum(counts)
        numbers += counts
    return replace(answers, counts=Counts(rows, numbers))


def _texts(survey: Survey) -> frozenset[str]:
    return frozenset(same_text(answers.question.text) for answers in survey.answers)


def _cell(row: Sequence[Value], column: int) -> Value:
    return row[column] if column < len(row) else None
