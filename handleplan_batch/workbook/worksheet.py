"""xlsxwriter's workbook, to the same effect with less work per cell, and with what xlsxwriter has no call for."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell_fast
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

_CALLED = re.compile(r"[\w.]+(?=\()")
"""Names of the functions that a formula calls, and what looks like one in its texts."""
_CORE = "docProps/core.xml"


class QuickWorksheet(Worksheet):
    """A worksheet that takes cells and formulas in less than half the time of xlsxwriter's own."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()
        """Rows (0-based) whose height is a first guess: they grow when somebody writes more in them."""
        self._rows: _Part | None = None

    # Cells are given by row and column here; xlsxwriter's public methods look each time whether it is "A1" instead.
    write_blank = Worksheet._write_blank
    write_number = Worksheet._write_number
    write_string = Worksheet._write_string

    def cell_at(self, row: int, column: int) -> Any:
        """Return what was written in a cell, for :meth:`write_again`."""
        return self.table[row][column]

    def write_again(self, row: int, column: int, cell: Any) -> int:
        """Write what was written in another cell of the sheet, with its format."""
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = cell
        if cell.__class__ is CellStringTuple:
            self.str_table.count += 1
        return 0

    def add_table(
        self, first_row: int, first_col: int, last_row: int, last_col: int, options: dict[str, Any] | None = None
    ) -> int:
        """Add a table without a row of totals; that it overlaps none is for the caller to see to.

        xlsxwriter's own keeps the place of each cell of it to find that out.
        """
        if self._check_dimensions(last_row, last_col, True, True):
            return -1
        code: int = super().add_table(first_row, first_col, first_row + 1, last_col, options)
        if code == 0:
            whole = xl_range(first_row, first_col, last_row, last_col)
            self.tables[-1] |= dict.fromkeys(("range", "a_range", "autofilter"), whole)
        return code

    def join(self, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
        """Merge cells as they are; xlsxwriter's own writes in each of them."""
        self.merge.append([first_row, first_col, last_row, last_col])

    def finish(self) -> None:
        """Turn the rows to the text that they are in the file, a small part of what they take as cells.

        Nothing more may be written in them, and no chart may show them.
        """
        self._rows = self.fh = _Part()
        self._write_rows()

    def _write_rows(self) -> None:
        """Write the rows, and let go of them as cells."""
        if self._rows is None or self.fh is self._rows:
            super()._write_rows()
        else:
            self.fh.append(self._rows)
            self._rows = None
        self.table.clear()

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write the three kinds that nearly all cells are of in one go; xlsxwriter builds each from its attributes."""
        kind, look = cell.__class__, cell.format
        if look is None or kind not in _PLAIN:
            super()._write_cell(row, col, cell)
            return
        start = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{look._get_xf_index()}"'
        if kind is CellStringTuple:
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif kind is CellNumberTuple:
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
        else:
            self.fh.write(f"{start}/>")

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and attributes[0][1] - 1 in self.growing:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    @cached_property
    def _other_names(self) -> dict[str, bool]:
        """Whether xlsxwriter names a function otherwise, for the functions asked about."""
        return {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Ask xlsxwriter once for each function that occurs whether a file must name it otherwise.

        Its own searches each formula for each of thirty functions.
        """
        for name in set(_CALLED.findall(formula)):
            if name not in self._other_names:
                call = f"{name}("
                self._other_names[name] = super()._prepare_formula(call, expand_future_functions) != call
            if self._other_names[name]:
                break
        else:
            if formula[-1:] != "}":
                return formula.removeprefix("=")
        return str(super()._prepare_formula(formula, expand_future_functions))


_PLAIN = frozenset({CellBlankTuple, CellNumberTuple, CellStringTuple})


class _Part(io.StringIO):
    """The text of a part of a workbook, kept as UTF-8: a fourth of what it takes as text on its way."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._waiting = 0
        self._settled = io.BytesIO()

    def write(self, text: str) -> int:
        """Add to the text."""
        self._pieces.append(text)
        self._waiting += len(text)
        if self._waiting > _MOST_WAITING:
            self.settled()
        return len(text)

    def settled(self) -> io.BytesIO:
        """Return all of the text so far, as a file holds it."""
        self._settled.write("".join(self._pieces).encode())
        self._pieces.clear()
        self._waiting = 0
        return self._settled

    def append(self, other: _Part) -> None:
        """Add the text of another part."""
        self.settled().write(other.settled().getbuffer())


_MOST_WAITING = 1 << 16
"""Characters that wait to be turned to bytes."""


class QuickWorkbook(Workbook):
    """A workbook of such worksheets, in a language; made in memory."""

    worksheet_class = QuickWorksheet
    language_tag = "en-GB"

    def _get_packager(self) -> Packager:
        return _Package(self.language_tag)


class _Package(Packager):
    """The parts of a workbook, with its language among its properties."""

    def __init__(self, language_tag: str) -> None:
        super().__init__()
        self.filenames: list[Any] = []
        self._language_tag = language_tag

    def _filename(self, xml_filename: str) -> _Part:
        """Return what the text of a part is written to."""
        part = _Part()
        self.filenames.append((part, xml_filename, False))
        return part

    def _create_package(self) -> Iterator[tuple[Any, str, bool]]:
        """Yield the parts and let go of each, so that they are not all held until the last is compressed."""
        parts = super()._create_package()[::-1]
        self.filenames = []
        while parts:
            part, name, binary = parts.pop()
            yield (part.settled(), name, True) if isinstance(part, _Part) else (part, name, binary)

    def _write_core_file(self) -> None:
        super()._write_core_file()
        core = next(part for part, name, _binary in self.filenames if name == _CORE).settled()
        end = b"</cp:coreProperties>"
        core.seek(-len(end), io.SEEK_END)
        core.write(f"<dc:language>{self._language_tag}</dc:language>".encode() + end)
