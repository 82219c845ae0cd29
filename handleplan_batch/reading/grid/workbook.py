"""Workbooks of Excel and LibreOffice, read with calamine, and what calamine does not tell about them.

calamine gives the values. Error cells (which it gives as blanks), formulas that nobody has computed, the cells'
colours and whether a sheet fits in memory, a scan of the file's own parts finds out: one for each format.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import olefile
from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetTypeEnum as SheetType
from python_calamine import SheetVisibleEnum as Visible

from handleplan_batch.archives import safe_archive
from handleplan_batch.errors import SourceError
from handleplan_batch.model import CellRef, Problem
from handleplan_batch.reading.grid.kinds import Kind
from handleplan_batch.reading.grid.ods import OdsScan
from handleplan_batch.reading.grid.scanned import Scanned
from handleplan_batch.reading.grid.values import Grid, Value, Values
from handleplan_batch.reading.grid.xls import XlsScan
from handleplan_batch.reading.grid.xlsb import XlsbScan
from handleplan_batch.reading.grid.xlsx import XlsxScan

_MOST_SHEETS = 1000


def read_workbook(raw: bytes, kind: Kind, shown: str) -> Iterator[Grid]:
    """Yield the sheets of a workbook that is not encrypted, the hidden ones first."""
    try:
        yield from _read(raw, kind, shown)
    except PasswordError as error:
        raise SourceError("encrypted-file") from error
    except _DAMAGE as error:
        raise SourceError("unreadable-file") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3's, which derives from BaseException and has no module
            raise
        raise SourceError("unreadable-file") from error


_DAMAGE = (
    *(CalamineError, OSError, ValueError, KeyError, IndexError, EOFError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, etree.LxmlError),
)


def _read(raw: bytes, kind: Kind, shown: str) -> Iterator[Grid]:
    scan = _scan(raw, kind)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    sheets = [
        (number, sheet.name, sheet.visible is Visible.Visible)
        for number, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ is SheetType.WorkSheet
    ]
    if len(sheets) > _MOST_SHEETS:
        raise SourceError("too-large")
    for _number, name, visible in sheets:
        if not visible:
            yield Grid(shown, name, (), hidden=True)
    for number, name, visible in sheets:
        if visible:
            scanned = scan.sheet(number)  # before calamine sets memory aside
            yield _grid(workbook.get_sheet_by_index(number), Grid(shown, name, ()), scanned)


def _scan(raw: bytes, kind: Kind) -> XlsxScan | XlsbScan | OdsScan | XlsScan:
    if kind is Kind.XLS:
        return XlsScan(raw)
    archive = safe_archive(raw)
    if kind is Kind.XLSX:
        return XlsxScan(archive)
    return XlsbScan(archive) if kind is Kind.XLSB else OdsScan(archive)


def _grid(sheet: CalamineSheet, grid: Grid, scanned: Scanned) -> Grid:
    values = Values()
    rows = _rows(sheet, values)
    if scanned.uncomputed:
        first = min(scanned.uncomputed)
        told = Problem("formulas-without-values", grid.ref(*first), {"count": str(len(scanned.uncomputed))})
        grid = replace(grid, problems=(*grid.problems, told))
        rows = _blanked(rows, scanned.uncomputed)
    if scanned.struck:
        told = Problem("struck-cells", grid.ref(*min(scanned.struck)), {"count": str(len(scanned.struck))})
        grid = replace(grid, problems=(*grid.problems, told))
    if scanned.struck_parts:
        cells = sorted(scanned.struck_parts)
        told = Problem("struck-text", grid.ref(*cells[0]), {"count": str(len(cells))})
        grid = replace(grid, problems=(*grid.problems, told))
    merged = scanned.merged or [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    errors: Mapping[CellRef, str] = {grid.ref(*place): error for place, error in sorted(scanned.errors.items())}
    return values.applied(replace(grid, rows=rows, errors=errors, merged=merged, fills=scanned.fills))


def _rows(sheet: CalamineSheet, values: Values) -> list[tuple[Value, ...]]:
    """Return the rows from A1 on; calamine leaves out blank rows and columns before the first value."""
    if sheet.end is None:
        return []
    look_up = values.__getitem__
    rows: list[tuple[Value, ...]] = []
    left: tuple[Value, ...] = ()
    for cells in sheet.iter_rows():
        if not rows:
            left = (None,) * (sheet.end[1] + 1 - len(cells))
        row = tuple(map(look_up, cells))
        # A stray cell far down must not make a million rows of blanks.
        rows.append(() if row.count(None) == len(row) else left + row if left else row)
    return [()] * (sheet.end[0] + 1 - len(rows)) + rows


def _blanked(rows: Sequence[tuple[Value, ...]], places: Sequence[tuple[int, int]]) -> list[tuple[Value, ...]]:
    blank: dict[int, set[int]] = {}
    for row, column in places:
        blank.setdefault(row, set()).add(column)
    return [
        tuple(None if column in blank[number] else value for column, value in enumerate(row))
        if number in blank
        else row
        for number, row in enumerate(rows)
    ]


def has_macros(raw: bytes) -> bool:
    """Tell whether a workbook carries a program."""
    if raw.startswith(b"PK"):
        return any(
            part.filename.casefold().endswith("vbaproject.bin") for part in zipfile.ZipFile(io.BytesIO(raw)).infolist()
        )
    with olefile.OleFileIO(io.BytesIO(raw)) as ole:
        return bool(ole.exists("_VBA_PROJECT_CUR"))
