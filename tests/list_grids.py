"""Build a sheet from rows and read it with one importer, as the tests of the lists do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import Reading
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value, read_grids
from handleplan_batch.reading.importers.absence import ABSENCE
from handleplan_batch.reading.importers.calendar import CALENDAR
from handleplan_batch.reading.importers.discussion import DISCUSSION
from handleplan_batch.reading.importers.incident import INCIDENT
from handleplan_batch.reading.importers.inspection import INSPECTION
from handleplan_batch.reading.importers.lists import ListImporter
from handleplan_batch.reading.importers.organisation import ORGANISATION
from handleplan_batch.reading.importers.plan import PLAN_LIST
from handleplan_batch.reading.importers.risk_assessment import RISK_LIST

CONTEXT = Context(Catalogue())
LISTS = (RISK_LIST, INSPECTION, INCIDENT, ABSENCE, DISCUSSION, PLAN_LIST, ORGANISATION, CALENDAR)
SAMPLES = Path(__file__).parent.parent / "sample_data"


def sheet(*rows: Sequence[Value], file: str = "liste.xlsx", name: str = "Ark1") -> Grid:
    """Return a sheet with these rows, the first in row 1."""
    return Grid(file, name, rows)


def claim(importer: ListImporter, grid: Grid) -> Match:
    """Return the importer's claim, which must be there and stronger than every other list's."""
    claims = {entry.name: match for entry in LISTS if (match := entry.identify(grid, CONTEXT)) is not None}
    assert importer.name in claims, f"claimed by {sorted(claims)}"
    mine = claims.pop(importer.name)
    assert all(match.strength < mine.strength for match in claims.values()), claims
    return mine


def read(importer: ListImporter, *rows: Sequence[Value], file: str = "liste.xlsx") -> Reading:
    """Return what the importer reads from these rows; the account of the rows must add up."""
    grid = sheet(*rows, file=file)
    return checked(importer.extract(grid, claim(importer, grid), CONTEXT))


def read_sample(importer: ListImporter, file: str) -> Reading:
    """Return what the importer reads from the only sheet of a sample file."""
    (grid,) = read_grids(SAMPLES / file, file)
    return checked(importer.extract(grid, claim(importer, grid), CONTEXT))


def checked(reading: Reading) -> Reading:
    """Return the reading after checking that every row is accounted for and every finding has an id of its own."""
    (entry,) = reading.sheets
    assert entry.rows_read == entry.rows_used + entry.rows_set_aside + entry.rows_rejected
    assert len({finding.id for finding in reading.findings}) == len(reading.findings)
    return reading


def rows_of(reading: Reading) -> tuple[int, int, int]:
    """Return how many rows were used, set aside and rejected."""
    (entry,) = reading.sheets
    return entry.rows_used, entry.rows_set_aside, entry.rows_rejected


def codes(reading: Reading) -> list[tuple[str, str]]:
    """Return code and cell of each problem."""
    return [(problem.code, problem.where.a1) for problem in reading.problems]
