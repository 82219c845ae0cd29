"""The layouts that are known, one module each, and the choice between them.

A new layout is a module with an importer and its place in :data:`IMPORTERS`.
"""

from __future__ import annotations

from handleplan_batch.model import CellRef, ImporterName, Problem, Reading, SheetEntry
from handleplan_batch.reading.contract import Context, Importer, Match
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.absence import ABSENCE
from handleplan_batch.reading.importers.calendar import CALENDAR
from handleplan_batch.reading.importers.codebook import CodebookImporter
from handleplan_batch.reading.importers.discussion import DISCUSSION
from handleplan_batch.reading.importers.incident import INCIDENT
from handleplan_batch.reading.importers.inspection import INSPECTION
from handleplan_batch.reading.importers.organisation import ORGANISATION
from handleplan_batch.reading.importers.plan import PLAN
from handleplan_batch.reading.importers.risk_assessment import RISK_ASSESSMENT
from handleplan_batch.reading.importers.summary import SummaryImporter
from handleplan_batch.reading.importers.survey import SurveyImporter

__all__ = ["IMPORTERS", "Context", "Importer", "Match", "read_sheet"]

IMPORTERS: tuple[Importer, ...] = (
    SurveyImporter(),
    SummaryImporter(),
    CodebookImporter(),
    RISK_ASSESSMENT,
    INSPECTION,
    INCIDENT,
    ABSENCE,
    DISCUSSION,
    PLAN,
    ORGANISATION,
    CALENDAR,
)


def read_sheet(grid: Grid, context: Context) -> Reading:
    """Return what the sheet holds by the importer with the strongest claim.

    Two claims of the same strength are no answer: the sheet is then rejected as ``ambiguous-layout``. A sheet that
    nobody claims is an entry ``unknown`` whose rows are all rejected; the caller knows whether that is an error.
    """
    claims = [(match, importer) for importer in IMPORTERS if (match := importer.identify(grid, context)) is not None]
    if not claims:
        return Reading(sheets=(_rejected(grid),))
    strongest = max(match.strength for match, _ in claims)
    best = [(match, importer) for match, importer in claims if match.strength == strongest]
    if len(best) > 1:
        kinds = ", ".join(sorted(match.importer for match, _ in best))
        where = CellRef(grid.file, grid.sheet)
        return Reading(sheets=(_rejected(grid),), problems=(Problem("ambiguous-layout", where, {"kinds": kinds}),))
    match, importer = best[0]
    return importer.extract(grid, match, context)


def _rejected(grid: Grid) -> SheetEntry:
    rows = sum(any(value is not None for value in row) for row in grid.rows)
    return SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, rows, rows_rejected=rows)
