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
_STRINGS = "xl/sharedStrings.xml"


class QuickWorksheet(Worksheet):
    """A worksheet that takes cells and formulas in less than half the time of xlsxwriter's own."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()
        """Rows (0-based) whose height is a first guess: they grow when somebody writes more in them."""

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

    def _assemble_xml_file(self) -> None:
        super()._assemble_xml_file()
        self.table.clear()  # the cells are in the part now: those of the next sheet's take their room

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

    def _filename(self, xml_filename: str) -> Any:
        if xml_filename != _STRINGS:
            return super()._filename(xml_filename)
        stream = _Utf8()
        self.filenames.append((stream, xml_filename, True))
        return stream

    def _create_package(self) -> Iterator[Any]:
        """Yield the parts and let go of each, so that they are not all held until the last is compressed."""
        parts = super()._create_package()[::-1]
        self.filenames = []
        while parts:
            yield parts.pop()

    def _write_core_file(self) -> None:
        super()._write_core_file()
        stream = next(stream for stream, name, _binary in self.filenames if name == _CORE)
        end = "</cp:coreProperties>"
        text = stream.getvalue().replace(end, f"<dc:language>{self._language_tag}</dc:language>{end}")
        stream.seek(0)
        stream.write(text)


class _Utf8(io.StringIO):
    """Takes text and holds it as bytes: the texts of a large plan take three times the room as letters."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = io.BytesIO()

    def write(self, text: str) -> int:
        self._bytes.write(text.encode())
        return len(text)

    def getvalue(self) -> Any:
        return self._bytes.getvalue()
