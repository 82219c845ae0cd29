"""An Excel workbook → what stands in it now, compared with what was handed out.

Columns are matched by their label in either language, rows by ``Nr.``; sorting, filtering, hiding and a mere re-save
by Excel or LibreOffice change nothing.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handleplan_batch.errors import OutputError
from handleplan_batch.language import _
from handleplan_batch.model import BASE_SHEET
from handleplan_batch.workbook.base import Base, Plain, fingerprint, plain_value, read_base
from handleplan_batch.workbook.columns import NUMBER_LABEL, ROUND_TRIP, Column, Table, plain, spellings

if TYPE_CHECKING:
    from openpyxl import Workbook

_HEADER_ROWS = 30
"""Rows searched for the headers, in case somebody put lines above them."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A table as it stands now."""

    headers: tuple[str, ...]
    """Labels as they stand, without blanks."""
    rows: Mapping[str, Mapping[str, Plain]]
    """Per ``Nr.`` the user's fields that have a column, choices as labels."""
    unnumbered: int
    """Rows that hold something but no number, or a number that stands there twice."""
    beside: int
    """Filled cells outside the columns with a header."""


def was_edited(path: Path) -> bool:
    """Return whether a workbook holds something that was not handed out: other words, rows, columns, sheets or notes.

    Another order of rows or columns is no edit.
    Raises OutputError when the file is not a workbook of this program or cannot be read, since replacing it could lose
    somebody's work.
    """
    workbook = _open(path)
    if BASE_SHEET not in workbook.sheetnames:
        raise _not_ours(path)
    base = read_base([list(row) for row in _values(workbook[BASE_SHEET])])
    if base is None:
        raise _not_ours(path)
    visible = [sheet for sheet in workbook.worksheets if sheet.title != BASE_SHEET]
    if {sheet.title for sheet in visible} != set(base.sheets) or workbook.chartsheets:
        return True
    if any(_has_notes(sheet) for sheet in visible):
        return True
    if any(fingerprint(_literals(sheet)) != base.sheets[sheet.title] for sheet in visible):
        return True
    return any(_differs(_read(workbook, table), table, base) for table in ROUND_TRIP)


def _open(path: Path) -> Workbook:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as archive:
            archive.getinfo("xl/workbook.xml")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of parts it does not keep; nothing is saved with it here
            return load_workbook(path)
    except Exception as error:  # openpyxl raises whatever its parser stumbles on; no such file may be replaced
        raise _not_ours(path) from error


def _not_ours(path: Path) -> OutputError:
    return OutputError(
        _(
            "{file} exists already, and is not a workbook of this program or cannot be read. "
            "Choose another name with -o, or use --force to replace it."
        ).format(file=path)
    )


def _values(sheet: Any) -> Iterator[tuple[object, ...]]:
    from openpyxl.utils.escape import unescape

    for row in sheet.iter_rows(values_only=True):
        yield tuple(unescape(value) if isinstance(value, str) else value for value in row)


def _literals(sheet: Any) -> Iterator[object]:
    from openpyxl.utils.escape import unescape

    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and cell.data_type != "f":
                yield unescape(cell.value) if isinstance(cell.value, str) else cell.value


def _has_notes(sheet: Any) -> bool:
    return any(cell.comment is not None for row in sheet.iter_rows() for cell in row)


def _read(workbook: Workbook, table: Table) -> Returned | None:
    """Return a table's contents, None when its sheet or its headers are not there."""
    titles = {plain(title) for title in spellings(table.title)}
    sheet = next((sheet for sheet in workbook.worksheets if plain(sheet.title) in titles), None)
    if sheet is None:
        return None
    grid = list(_values(sheet))
    top = next((number for number, row in enumerate(grid[:_HEADER_ROWS]) if _is_header(row, table)), None)
    if top is None:
        return None
    header, own = grid[top], _columns_of(grid[top], table)
    number = next(position for position, cell in enumerate(header) if _is_label(cell, NUMBER_LABEL))
    rows: dict[str, Mapping[str, Plain]] = {}
    unnumbered = beside = 0
    for row in grid[top + 1 :]:
        values = [plain_value(value) for value in row]
        beside += sum(value is not None and header[position] is None for position, value in enumerate(values))
        fields = {column.key: values[position] for position, column in own.items()}
        if (name := values[number]) is not None and str(name) not in rows:
            rows[str(name)] = fields
        elif any(value is not None for value in fields.values()) or name is not None:
            unnumbered += 1
    labels = tuple(str(cell) for cell in header if cell is not None)
    return Returned(labels, rows, unnumbered, beside)


def _is_label(cell: object, message: str) -> bool:
    return isinstance(cell, str) and plain(cell) in {plain(spelling) for spelling in spellings(message)}


def _is_header(row: tuple[object, ...], table: Table) -> bool:
    return any(_is_label(cell, NUMBER_LABEL) for cell in row) and len(_columns_of(row, table)) >= 2


def _columns_of(header: tuple[object, ...], table: Table) -> dict[int, Column]:
    """Return which positions hold which of the user's columns."""
    known = {plain(spelling): column for column in table.user_columns for spelling in spellings(column.label)}
    return {
        position: known[plain(cell)]
        for position, cell in enumerate(header)
        if isinstance(cell, str) and plain(cell) in known
    }


def _differs(now: Returned | None, table: Table, base: Base) -> bool:
    if now is None or now.unnumbered or now.beside:
        return True
    if {plain(label) for label in now.headers} != {plain(label) for label in base.headers.get(table.key, ())}:
        return True
    keys = {column.key for column in table.user_columns}
    handed_out = {name: {key: fields.get(key) for key in keys} for name, fields in base.rows.items()}
    return handed_out != now.rows
