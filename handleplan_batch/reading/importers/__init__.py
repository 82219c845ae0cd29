"""The layouts that are known, one module each, and the choice between them.

A new layout is a module with an importer and its place in :data:`IMPORTERS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.mapping import IGNORE, SKIP, SheetDecision
from handleplan_batch.model import CellRef, ColumnUse, ImporterName, Problem, Reading, SheetEntry
from handleplan_batch.reading.contract import Context, Importer, Match
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.absence import ABSENCE
from handleplan_batch.reading.importers.calendar import CALENDAR
from handleplan_batch.reading.importers.codebook import CodebookImporter
from handleplan_batch.reading.importers.discussion import DISCUSSION
from handleplan_batch.reading.importers.headed import texts_of
from handleplan_batch.reading.importers.incident import INCIDENT
from handleplan_batch.reading.importers.inspection import INSPECTION
from handleplan_batch.reading.importers.organisation import ORGANISATION
from handleplan_batch.reading.importers.plan import PLAN
from handleplan_batch.reading.importers.risk_assessment import RISK_ASSESSMENT
from handleplan_batch.reading.importers.risk_matrix import RiskMatrixImporter
from handleplan_batch.reading.importers.summary import SummaryImporter
from handleplan_batch.reading.importers.survey import SurveyImporter

__all__ = ["IMPORTERS", "Context", "Importer", "Match", "read_sheet"]

IMPORTERS: tuple[Importer, ...] = (
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
)

_LEAST_OWN = 0.5
"""Strength from which a block further down a sheet is a table of its own."""
_TITLE_ROWS = 3
"""Rows that may stand above the header in the same block."""
_MOST_TABLES = 12
"""Blocks of a sheet that are looked at: a list with a blank row after every entry is one table all the same."""


def read_sheet(grid: Grid, context: Context) -> Reading:
    """Return what the sheet holds: each of its tables by the importer with the strongest claim.

    The user's decision on the sheet goes before all claims. Two claims of the same strength are no answer: the sheet is
    then rejected as ``ambiguous-layout``. A sheet that nobody claims is an entry ``unknown`` whose rows are all
    rejected; the caller knows whether that is an error. Raises SettingsError for a decision that cannot be obeyed.
    """
    decisions = [one for one in context.decisions if one.concerns(grid.file, grid.sheet)]
    whole = next((one for one in decisions if one.header_row is None), None)
    if whole is not None and whole.kind == SKIP:
        return _skipped(grid)
    reading = Reading()
    for part in [grid] if whole is not None else _tables(grid, context):
        rows = range(part.top + 1, part.top + len(part.rows) + 1)
        decision = whole or next((one for one in decisions if one.header_row in rows), None)
        one = _read_table(part, replace(context, decision=decision))
        one = replace(one, sheets=tuple(_in_sheet(entry, part) for entry in one.sheets))
        if decision is not None:
            _require_obeyed(decision, one, context)
        reading += one
    return reading


def _in_sheet(entry: SheetEntry, part: Grid) -> SheetEntry:
    """Return an importer's account with its place in the whole sheet, and the columns that it did not use."""
    if entry.header_row is None:
        return entry
    used = {use.column for use in entry.uses}
    others = tuple(
        ColumnUse(column + 1, header, IGNORE)
        for column, header in texts_of(part.rows[entry.header_row - 1]).items()
        if column + 1 not in used
    )
    uses = sorted((*entry.uses, *others), key=lambda use: use.column)
    return replace(entry, header_row=entry.header_row + part.top, uses=tuple(uses))


def _require_obeyed(decision: SheetDecision, reading: Reading, context: Context) -> None:
    """Raise SettingsError for what a decision says that was not done: a silent one is worse than none."""
    entry = reading.sheets[0]
    uses = {use.column - 1: use for use in entry.uses}
    headers = {column: use.header for column, use in uses.items()}
    decision.require(headers)
    asked = {answers.question.where.column for survey in reading.surveys for answers in survey.answers}
    for column, header in headers.items():
        told = decision.column(header, column)
        if told is None:
            continue
        if told.role not in ("", uses[column].role):
            raise SettingsError(
                _("{place}: the column cannot be read as “{role}” in a sheet of the kind {kind}.").format(
                    place=told.place, role=told.role, kind=entry.importer
                )
            )
        if (told.best or told.answers or told.theme) and column + 1 not in asked:
            raise SettingsError(_("{place}: the column is not a question of a survey.").format(place=told.place))
        if told.theme and told.theme not in context.catalogue.themes:
            raise SettingsError(
                _("{place}: “{theme}” is no theme of the catalogue.").format(place=told.place, theme=told.theme)
            )


def _read_table(grid: Grid, context: Context) -> Reading:
    best = _strongest(grid, context)
    if not best:
        return Reading(sheets=(_rejected(grid),))
    if len(best) > 1:
        kinds = ", ".join(sorted(match.importer for match, _ in best))
        where = CellRef(grid.file, grid.sheet)
        return Reading(sheets=(_rejected(grid),), problems=(Problem("ambiguous-layout", where, {"kinds": kinds}),))
    match, importer = best[0]
    return importer.extract(grid, match, context)


def _strongest(grid: Grid, context: Context) -> list[tuple[Match, Importer]]:
    """Return the strongest claim to a table, several when they are equal."""
    wanted = "" if context.decision is None else context.decision.kind
    asked = [importer for importer in IMPORTERS if wanted in ("", importer.name)]
    claims = [(match, importer) for importer in asked if (match := importer.identify(grid, context)) is not None]
    strongest = max((match.strength for match, _ in claims), default=0)
    return [(match, importer) for match, importer in claims if match.strength == strongest]


def _tables(grid: Grid, context: Context) -> Iterator[Grid]:
    """Yield the tables of a sheet that stand below one another, as a rule the whole sheet.

    A block between blank rows begins a table of its own when it is claimed alone, by a header at its top, and by
    another importer than the block above: more of the same list, a legend or a matrix stays with the list above, whose
    importer knows what to do with it.
    """
    begin = 0
    blocks = _blocks(grid)
    kind = None
    for first, end in blocks if len(blocks) <= _MOST_TABLES else ():
        own = _kind(grid.part(first, end), context)
        if own is None or own is kind:
            continue
        if kind is not None:
            yield grid.part(begin, first)
            begin = first
        kind = own
    yield grid.part(begin, len(grid.rows)) if begin else grid


def _kind(block: Grid, context: Context) -> ImporterName | None:
    """Return what a block is by itself, None when it has no header of its own near its top."""
    found = _strongest(block, context)
    if len(found) != 1 or found[0][0].strength < _LEAST_OWN or not 0 <= found[0][0].header_row <= _TITLE_ROWS:
        return None
    match = found[0][0]
    header = block.rows[match.header_row]
    cells = [(column, value) for column, value in enumerate(header) if value is not None]
    below = block.rows[match.header_row + 1 :]
    # Answers recur in their column, headers do not.
    again = sum(any(column < len(row) and row[column] == value for row in below) for column, value in cells)
    return match.importer if below and again <= 0.1 * len(cells) else None


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
