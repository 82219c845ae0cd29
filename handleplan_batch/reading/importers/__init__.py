"""The layouts that are known, one module each, and the choice between them.

A new layout is a module with an importer and its place in :data:`IMPORTERS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from handleplan_batch.mapping import IGNORE, SKIP, SheetDecision
from handleplan_batch.model import CellRef, ColumnUse, ImporterName, Problem, Reading, SheetEntry
from handleplan_batch.reading.contract import Context, Importer, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.absence import ABSENCE
from handleplan_batch.reading.importers.board import BOARD_OF_POINTS, BOARD_OF_TASKS
from handleplan_batch.reading.importers.calendar import CALENDAR
from handleplan_batch.reading.importers.codebook import CodebookImporter
from handleplan_batch.reading.importers.discussion import DISCUSSION
from handleplan_batch.reading.importers.figures.pages import with_counts_headed
from handleplan_batch.reading.importers.headed import texts_of
from handleplan_batch.reading.importers.incident import INCIDENT
from handleplan_batch.reading.importers.inspection import INSPECTION
from handleplan_batch.reading.importers.organisation import ORGANISATION
from handleplan_batch.reading.importers.plan import PLAN, PLAN_LIST
from handleplan_batch.reading.importers.register import RegisterImporter
from handleplan_batch.reading.importers.risk_assessment import RISK_ASSESSMENT, RISK_LIST
from handleplan_batch.reading.importers.risk_matrix import RiskMatrixImporter
from handleplan_batch.reading.importers.summary import SummaryImporter
from handleplan_batch.reading.importers.surveys import SurveyImporter
from handleplan_batch.reading.importers.surveys.columns import Role

__all__ = ["IMPORTERS", "PLAIN_SURVEY", "ROLES", "Context", "Importer", "Match", "read_sheet"]

IMPORTERS: tuple[Importer, ...] = (  # surveys first: they are the largest, and seldom anything else
    SurveyImporter(),
    SummaryImporter(),
    CodebookImporter(),
    RISK_ASSESSMENT,
    RiskMatrixImporter(),
    INSPECTION,
    INCIDENT,
    ABSENCE,
    DISCUSSION,
    PLAN,
    ORGANISATION,
    CALENDAR,
    BOARD_OF_TASKS,
    BOARD_OF_POINTS,
    RegisterImporter(),
)

_LISTS = (RISK_LIST, INSPECTION, INCIDENT, ABSENCE, DISCUSSION, PLAN_LIST, ORGANISATION, CALENDAR)
ROLES: Mapping[ImporterName, tuple[str, ...]] = {
    ImporterName.SURVEY: tuple(role.value for role in Role if role not in (Role.BLANK, Role.IGNORED)),
    **{one.name: tuple(field.name for field in one.fields) for one in _LISTS},
}
"""What a person may say of a column, per kind of sheet, besides that it is not read."""
_KINDS_OF_LISTS = frozenset(one.name for one in _LISTS)

_LEAST_OWN = 0.5
"""Strength from which a block further down a sheet is a table of its own."""
PLAIN_SURVEY = 0.9
"""Strength from which a sheet is a survey and nobody else is asked: no list claimed one of some 120 such tables."""
_TITLE_ROWS = 3
"""Rows that may stand above the header in the same block."""
_SAMPLE = 200
"""Rows that tell whether a sheet may hold lists side by side."""
_MOST_TABLES = 12
"""Blocks of a sheet that are looked at: a list with a blank row after every entry is one table all the same."""


def read_sheet(grid: Grid, context: Context) -> Reading:
    """Return what the sheet holds: each of its tables by the importer with the strongest claim.

    The user's decision on the sheet goes before all claims. Two claims of the same strength are no answer: the sheet is
    then rejected as ``ambiguous-layout``. A sheet that nobody claims is an entry ``unknown`` whose rows are all
    rejected; the caller knows whether that is an error. Raises SettingsError for a best answer that is none.
    """
    about = [one for one in context.decisions if one.concerns(grid.file, grid.sheet)]
    decisions = [one for one in about if one.kind or one.header_row is not None or one.columns]  # the rest say nothing
    whole = next((one for one in decisions if one.header_row is None), None)
    if whole is not None and whole.kind == SKIP:
        return _skipped(grid)
    grid = with_counts_headed(grid, context)
    reading = Reading()
    parts = (
        [grid] if whole is not None else [part for side in _beside(grid, context) for part in _tables(side, context)]
    )
    for part in parts:
        decision = whole or next((one for one in decisions if _is_about(one, part, parts)), None)
        one = _read_table(part, replace(context, decision=decision))
        one = replace(one, sheets=tuple(_with_others(entry, part) for entry in one.sheets))
        reading += one
    return reading


def _is_about(decision: SheetDecision, part: Grid, parts: Sequence[Grid]) -> bool:
    """Whether a decision with a header row is about this table; of two side by side its columns tell which."""
    if decision.header_row is None or not part.top < decision.header_row <= part.top + len(part.rows):
        return False
    if sum(other.top == part.top for other in parts) == 1:
        return True
    headers = texts_of(part.rows[decision.header_row - 1 - part.top])
    return bool(headers) and all(
        any(one.concerns(header, column) for column, header in headers.items()) for one in decision.columns
    )


def _with_others(entry: SheetEntry, part: Grid) -> SheetEntry:
    """Return an importer's account with the columns that it did not use.

    Where no header was read as one (a form, a matrix), what stands in that row may be anything: answers, names.
    """
    if entry.header_row is None or not entry.uses:
        return entry
    used = {use.column for use in entry.uses}
    at = entry.header_row - 1 - part.top
    unused = {column: header for column, header in texts_of(part.rows[at]).items() if column + 1 not in used}
    below = part.rows[at + 1 :]
    others = tuple(
        ColumnUse(column + 1, header, IGNORE, any(column < len(row) and row[column] is not None for row in below))
        for column, header in unused.items()
    )
    uses = sorted((*entry.uses, *others), key=lambda use: use.column)
    return replace(entry, uses=tuple(uses))


def _read_table(grid: Grid, context: Context) -> Reading:
    best = _strongest(grid, context)
    if not best:
        told = "" if context.decision is None else context.decision.kind
        where = CellRef(grid.file, grid.sheet)
        return Reading(
            sheets=(_rejected(grid),),
            problems=(Problem("kind-without-headers", where, {"kind": told}),) if told else (),
        )
    if len(best) > 1:
        kinds = ", ".join(sorted(match.importer for match, _ in best))
        where = CellRef(grid.file, grid.sheet)
        return Reading(sheets=(_rejected(grid),), problems=(Problem("ambiguous-layout", where, {"kinds": kinds}),))
    match, importer = best[0]
    return importer.extract(grid, match, context)


def _strongest(grid: Grid, context: Context) -> list[tuple[Match, Importer]]:
    """Return the strongest claim to a table, several when they are equal."""
    wanted = "" if context.decision is None else context.decision.kind
    claims: list[tuple[Match, Importer]] = []
    for importer in IMPORTERS:
        match = importer.identify(grid, context) if wanted in ("", importer.name) else None
        if match is not None:
            claims.append((match, importer))
            if importer.name is ImporterName.SURVEY and match.strength >= PLAIN_SURVEY:
                break
    strongest = max((match.strength for match, _ in claims), default=0)
    return [(match, importer) for match, importer in claims if match.strength == strongest]


def _tables(grid: Grid, context: Context) -> Iterator[Grid]:
    """Yield the tables of a sheet that stand below one another, as a rule the whole sheet.

    A block between blank rows begins a table of its own when it is claimed alone, by a header at its top, and by
    another importer than the block above, or with other columns: more of the same list, a legend or a matrix stays with
    the list above, whose importer knows what to do with it.
    """
    begin = 0
    blocks = _blocks(grid)
    above: Match | None = None
    for first, end in blocks if 1 < len(blocks) <= _MOST_TABLES else ():
        own = _own(grid.part(first, end), context)
        if own is None or (above is not None and own.importer is above.importer and not _is_otherwise(own, above)):
            continue
        if above is not None:
            yield grid.part(begin, first)
            begin = first
        above = own
    yield grid.part(begin, len(grid.rows)) if begin else grid


def _is_otherwise(list_below: Match, list_above: Match) -> bool:
    """Whether a column of a list holds something else than the one of the list above that stands over it."""
    if list_below.importer not in _KINDS_OF_LISTS:
        return False
    above = {column: name for name, columns in list_above.columns.items() for column in columns}
    return any(above.get(column, name) != name for name, columns in list_below.columns.items() for column in columns)


def _beside(grid: Grid, context: Context) -> list[Grid]:
    """Return the lists of a sheet that stand side by side, as a rule the whole sheet.

    Blank columns lie between two lists, but also between two parts of one: rows that go on across them. So each side
    must be a list of its own by its headers, and the two must be told apart: by a header that recurs, by their lengths
    (of respondents no sign, since the last ones may have left a part out), or by their kinds across a wide gap. Two
    tables of results always are: each has labels of its own in its rows.
    """
    titles = _titles(grid.rows[:_SAMPLE])
    sample = {column for row in grid.rows[:_SAMPLE] for column, value in enumerate(row) if value is not None} - titles
    if len(_stretches(sample)) < 2:
        return [grid]
    filled = sample | {column for row in grid.rows[_SAMPLE:] for column, value in enumerate(row) if value is not None}
    begins = [0]
    before: _Side | None = None
    end_before = 0
    for first, end in _stretches(filled):
        start = first - 1 if first - 1 in titles else first
        side = _side(grid.between(start, end), context)
        if side is None:
            continue
        if before is not None and before.is_apart_from(side, wide=first - end_before > 1):
            begins.append(start)
        before, end_before = side, end
    ends = [*begins[1:], max(filled) + 1]
    return [grid] if len(begins) < 2 else [grid.between(*side) for side in zip(begins, ends, strict=True)]


def _titles(rows: Sequence[Sequence[Value]]) -> set[int]:
    """Return the columns that hold nothing but the title of the table to the right, which begins in the next one."""
    filled = [[column for column, value in enumerate(row) if value is not None] for row in rows]
    counts = Counter(chain.from_iterable(filled))
    lines = ((title, below) for title, below in pairwise(filled[: _TITLE_ROWS + 1]) if 2 * len(title) <= len(below))
    return {column for title, below in lines for column in title if counts[column] == 1 and column + 1 in below}


@dataclass(frozen=True, slots=True)
class _Side:
    """A stretch of columns that is a list by itself."""

    kind: ImporterName
    last_row: int
    headers: frozenset[str]

    def is_apart_from(self, other: _Side, *, wide: bool) -> bool:
        """Whether the next side is another list."""
        if self.headers & other.headers or (wide and self.kind is not other.kind):
            return True
        if self.kind is other.kind is ImporterName.SURVEY_SUMMARY:
            return True
        return self.last_row != other.last_row and ImporterName.SURVEY not in (self.kind, other.kind)


def _stretches(filled: Iterable[int]) -> list[tuple[int, int]]:
    """Return first column and end of each stretch of columns without a blank one."""
    columns = sorted(filled)
    starts = [column for place, column in enumerate(columns) if not place or column - columns[place - 1] > 1]
    ends = [column + 1 for place, column in enumerate(columns) if column + 1 not in columns[place + 1 : place + 2]]
    return list(zip(starts, ends, strict=True))


def _side(side: Grid, context: Context) -> _Side | None:
    """Return what a stretch of columns is, when it is a list by itself."""
    rows = [index for index, row in enumerate(side.rows) if any(value is not None for value in row)]
    block = side.part(rows[0], len(side.rows))
    kind = _kind(block, context)
    if kind is None:
        return None
    match, importer = _strongest(block, context)[0]
    bare = kind is ImporterName.RISK_ASSESSMENT and not match.columns
    if bare and not importer.extract(block, match, context).findings:
        return None  # what the numbers of the list beside it mean
    if kind is ImporterName.PLAN and match.columns.keys().isdisjoint(("problem", "category", "goal")):
        return None  # the actions of the list beside it
    headers = (value.casefold() for value in block.rows[match.header_row] if isinstance(value, str))
    return _Side(kind, rows[-1], frozenset(headers))


def _kind(block: Grid, context: Context) -> ImporterName | None:
    """Return what a block is by itself, None when it has no header of its own near its top."""
    own = _own(block, context)
    return None if own is None else own.importer


def _own(block: Grid, context: Context) -> Match | None:
    """Return the claim to a block by itself, None when it has no header of its own near its top."""
    found = _strongest(block, context)
    if len(found) != 1 or found[0][0].strength < _LEAST_OWN or not 0 <= found[0][0].header_row <= _TITLE_ROWS:
        return None
    match = found[0][0]
    header = block.rows[match.header_row]
    cells = [(column, value) for column, value in enumerate(header) if value is not None]
    below = block.rows[match.header_row + 1 :]
    # Answers recur in their column, headers do not.
    again = sum(any(column < len(row) and row[column] == value for row in below) for column, value in cells)
    return match if below and again <= 0.1 * len(cells) else None


def _blocks(grid: Grid) -> list[tuple[int, int]]:
    """Return first row and end of each block of rows between blank rows."""
    filled = [any(value is not None for value in row) for row in grid.rows]
    starts = [index for index, full in enumerate(filled) if full and not (index and filled[index - 1])]
    return list(pairwise([*starts, len(filled)]))


def _skipped(grid: Grid) -> Reading:
    rows = _filled(grid)
    entry = SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, rows, rows_set_aside=rows)
    return Reading(sheets=(entry,), problems=(Problem("skipped-sheet", CellRef(grid.file, grid.sheet)),))


def _rejected(grid: Grid) -> SheetEntry:
    rows = _filled(grid)
    return SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, rows, rows_rejected=rows)


def _filled(grid: Grid) -> int:
    return sum(any(value is not None for value in row) for row in grid.rows)
