"""A spreadsheet -> answer counts, findings, departments, events and problems."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import SourceError
from handleplan_batch.language import _
from handleplan_batch.model import BASE_SHEET, CellRef, ImporterName, Problem, Reading
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, read_grids
from handleplan_batch.reading.importers import read_sheet

_TELLING = frozenset({"ambiguous-layout", "matrix-layout", "aggregated-table"})
"""Errors that say more than "no sheet was recognised"."""


def read_file(path: Path, shown: str, catalogue: Catalogue, directions: Mapping[str, str]) -> Reading:
    """Return what one file holds.

    ``shown`` is the path as the user gave it, ``directions`` question text -> best answer. Pure: the same file gives
    the same result, which can be pickled. A bad file raises nothing; it is a Reading whose problems say why.
    """
    where = CellRef(shown)
    context = Context(catalogue, directions)
    reading = Reading()
    try:
        for grid in read_grids(path, shown):
            if grid.sheet == BASE_SHEET:
                reason = _("it is a plan that this program wrote")
                return Reading(problems=(Problem("passed-over", where, {"reason": reason}),))
            if grid.hidden:
                reading += Reading(problems=(Problem("hidden-sheet", CellRef(shown, grid.sheet)),))
            elif grid.errors or any(value is not None for row in grid.rows for value in row):
                reading += _read_sheet(grid, context)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except SourceError as error:
        return Reading(problems=(Problem(error.code, where, error.values),))
    except OSError:
        return Reading(problems=(Problem("unreadable-file", where),))
    if not reading.sheets:
        return reading + Reading(problems=(Problem("empty-file", where),))
    return _stamped(_judged(reading, where), digest)


def _read_sheet(grid: Grid, context: Context) -> Reading:
    reading = read_sheet(grid, context)
    for entry in reading.sheets:
        accounted = entry.rows_used + entry.rows_set_aside + entry.rows_rejected
        if accounted != entry.rows_read:  # a fault in an importer, never in the data
            raise AssertionError(f"{entry.importer}: {accounted} of {entry.rows_read} rows are accounted for")
    errors = tuple(Problem("error-cell", cell, {"error": error}) for cell, error in grid.errors.items())
    return reading + Reading(problems=errors)


def _judged(reading: Reading, where: CellRef) -> Reading:
    """Say what the sheets that nothing recognised mean for the file: a note, or that the file was not understood."""
    telling = {problem.where.sheet for problem in reading.problems if problem.code in _TELLING}
    unknown = [entry for entry in reading.sheets if entry.importer is ImporterName.UNKNOWN]
    if len(unknown) < len(reading.sheets) or telling:
        notes = tuple(
            Problem("unrecognised-sheet", CellRef(entry.file, entry.sheet), {"count": str(entry.rows_read)})
            for entry in unknown
            if entry.sheet not in telling
        )
        return reading + Reading(problems=notes)
    return reading + Reading(problems=(Problem("unknown-layout", where),))


def _stamped(reading: Reading, digest: str) -> Reading:
    return replace(reading, sheets=tuple(replace(entry, sha256=digest) for entry in reading.sheets))
