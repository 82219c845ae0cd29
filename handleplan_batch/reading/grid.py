"""Any file -> grids of values with their coordinates. The only module that knows file formats.

Workbooks (xlsx, xlsm, xlsb, xls, ods) are read with python-calamine, delimited text with the csv module. What a file
is, its content decides; the extension is not asked. Files that unpack to far more than their size are refused before
a parser sees them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetTypeEnum as SheetType
from python_calamine import SheetVisibleEnum as Visible

from handleplan_batch.errors import SourceError
from handleplan_batch.model import CellRef, Problem

Value = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell may hold. A blank cell and an error cell are None; a text is trimmed (also of no-break blanks) but keeps
its inner line breaks; a number without decimals is an int; a date without a time of day is a date."""

_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"

_MOST_UNPACKED = 1 << 30
"""Bytes a workbook may unpack to, all parts together."""
_LARGE_PART, _MOST_RATIO = 10 << 20, 200
"""A part beyond this many bytes that was packed harder than this is taken for a bomb (text packs about 10 : 1)."""
_MOST_CELLS = 50_000_000
"""Cells between A1 and the last cell: the parser sets aside memory for each, filled or not."""
_BLOCK = 1 << 20

_ERROR_WORDS = {
    *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#FIELD!"),
    *("#NUL!", "#DIVISION/0!", "#VÆRDI!", "#REFERENCE!", "#NAVN?", "#I/T", "#OVERLØB!", "#BEREGN!"),
}
"""Excel's errors as text, in English and Danish, as csv files carry them."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet (or one csv file) as values at their true coordinates."""

    file: str
    """Path as the user gave it."""
    sheet: str
    """Sheet name; empty for delimited text."""
    rows: Sequence[Sequence[Value]]
    """``rows[0][0]`` is A1. Rows may differ in length; a hidden sheet has none."""
    hidden: bool = False
    errors: Mapping[CellRef, str] = field(default_factory=dict)
    """Cells that hold an error of Excel, with the error (``#DIV/0!``)."""
    merged: Sequence[tuple[int, int, int, int]] = ()
    """Merged cells: first row, first column, last row, last column, 0-based and inclusive. Only the first cell of each
    holds a value in ``rows``."""
    fills: Callable[[], Mapping[tuple[int, int], str]] = dict
    """Gives the cells with a fill of their own: 0-based row and column -> colour ``RRGGBB``. Read when called, because
    it is slow and seldom needed; empty for files that carry no colours."""
    problems: tuple[Problem, ...] = ()
    """What a person should know of how the sheet was read."""
    top: int = 0
    """Rows of the sheet above ``rows[0]``, when this is only a part of it."""

    def ref(self, row: int, column: int | None = None) -> CellRef:
        """Return the place of a 0-based row and column (without a column: the row)."""
        return CellRef(self.file, self.sheet, self.top + row + 1, None if column is None else column + 1)

    def part(self, first: int, end: int) -> Grid:
        """Return the rows from ``first`` up to ``end`` as a grid of their own, whose cells keep their places."""
        return replace(
            self,
            rows=self.rows[first:end],
            merged=[
                (top - first, left, bottom - first, right)
                for top, left, bottom, right in self.merged
                if first <= top and bottom < end
            ],
            fills=lambda: {(row - first, column): colour for (row, column), colour in self.fills().items()},
            top=self.top + first,
        )


def read_grids(path: Path, shown: str, passwords: Sequence[str] = ()) -> Iterator[Grid]:
    """Yield the sheets of a file: the hidden ones first, named but not read, then the others in order.

    ``shown`` is the path as the user gave it. Raises :class:`SourceError` only, with the code ``unreadable-file``,
    ``encrypted-file``, ``unsafe-file`` or ``empty-file``.
    """
    del passwords  # to come
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError("unreadable-file") from error
    if not raw.strip(b" \t\r\n\x00"):
        raise SourceError("empty-file")
    if raw.startswith((_OLE2, _ZIP)):
        yield from _workbook(raw, shown)
    else:
        yield _delimited(raw, shown)


# --- Values ----------------------------------------------------------------------------------------------------------


class _Values(dict[object, Value]):
    """Raw value -> the value as the rest of the program sees it, one object per distinct value.

    Answers repeat: looking each cell up keeps one copy of every text. 0 and 1 are never stored, because they are
    equal to False and True and the two kinds must stay apart.
    """

    def __missing__(self, raw: object) -> Value:
        value = self.clean(raw)
        if raw not in (0, 1):
            self[raw] = value
        return value

    def clean(self, raw: object) -> Value:
        if isinstance(raw, str):
            return raw.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip(_BLANKS) or None
        if isinstance(raw, float):
            return int(raw) if raw.is_integer() and abs(raw) < 1e15 else raw
        if isinstance(raw, bool | int | datetime | date | time | timedelta):
            return raw
        return None


class _TextValues(_Values):
    """The same for delimited text, where every cell is text and a plain number becomes one."""

    def __init__(self, delimiter: str) -> None:
        super().__init__()
        self._danish = delimiter == ";"

    def clean(self, raw: object) -> Value:
        text = super().clean(raw)
        if not isinstance(text, str) or not _NUMBER.fullmatch(text):
            return text
        if self._danish and _THOUSANDS.fullmatch(text):
            return text  # 10.000 in a Danish file is ten thousand, in an English one ten: left to the importer
        number = float(text.replace(",", "."))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


_BLANKS = " \t\r\n\f\v\x00\u00a0\u2007\u202f\u200b\u2060\ufeff"
_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")


def _without_error_words(grid: Grid, distinct: Iterable[Value]) -> Grid:
    """Return the grid with texts such as ``#DIV/0!`` blanked and listed."""
    words = {value for value in distinct if isinstance(value, str) and value in _ERROR_WORDS}
    if not words:
        return grid
    errors = dict(grid.errors)
    rows: list[Sequence[Value]] = []
    for number, row in enumerate(grid.rows):
        wrong = {column: str(value) for column, value in enumerate(row) if value in words}
        errors.update({grid.ref(number, column): word for column, word in wrong.items()})
        rows.append([None if column in wrong else value for column, value in enumerate(row)] if wrong else row)
    return replace(grid, rows=rows, errors=errors)


# --- Workbooks -------------------------------------------------------------------------------------------------------


def _workbook(raw: bytes, shown: str) -> Iterator[Grid]:
    if raw.startswith(_OLE2) and "EncryptedPackage".encode("utf-16-le") in raw:
        raise SourceError("encrypted-file")
    archive = _safe_archive(raw) if raw.startswith(_ZIP) else None
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [
            (number, sheet.name, sheet.visible is Visible.Visible)
            for number, sheet in enumerate(workbook.sheets_metadata)
            if sheet.typ is SheetType.WorkSheet
        ]
        parts = _sheet_parts(archive) if archive else []
        for _number, name, visible in sheets:
            if not visible:
                yield Grid(shown, name, (), hidden=True)
        for number, name, visible in sheets:
            if visible:
                grid = Grid(shown, name, ())
                if archive and number < len(parts):
                    grid = replace(grid, errors=_error_cells(archive, parts[number], grid))
                values = _Values()
                rows = _rows(workbook.get_sheet_by_index(number), values)
                yield _without_error_words(replace(grid, rows=rows), values.values())
    except PasswordError as error:
        raise SourceError("encrypted-file") from error
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise SourceError("unreadable-file") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3's, which derives from BaseException and has no module
            raise
        raise SourceError("unreadable-file") from error


def _rows(sheet: CalamineSheet, values: _Values) -> list[tuple[Value, ...]]:
    """Return the rows from A1 on; calamine leaves out blank columns before the first value."""
    if sheet.end is None:
        return []
    look_up = values.__getitem__
    rows = [tuple(map(look_up, row)) for row in sheet.iter_rows()]
    left: tuple[Value, ...] = (None,) * (sheet.end[1] + 1 - len(rows[0]))
    above: list[tuple[Value, ...]] = [()] * (sheet.end[0] + 1 - len(rows))
    return above + ([left + row for row in rows] if left else rows)


def _safe_archive(raw: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SourceError("unreadable-file") from error
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > _MOST_UNPACKED or any(
        part.file_size > _LARGE_PART and part.file_size > _MOST_RATIO * max(part.compress_size, 1) for part in parts
    ):
        raise SourceError("unsafe-file")
    return archive


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the sheets' parts in the order of the workbook; none for other formats than xlsx."""
    try:
        targets = {
            element.get("Id"): element.get("Target", "")
            for element in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        book = ET.fromstring(archive.read("xl/workbook.xml"))
    except (KeyError, ET.ParseError, NotImplementedError):
        return []
    sheets = (element for element in book.iter() if element.tag.endswith("}sheet"))
    ids = (element.get(_RELATION) or element.get(_STRICT_RELATION) for element in sheets)
    paths = (targets.get(relation, "") for relation in ids)
    return [path.lstrip("/") if path.startswith("/") else f"xl/{path}" for path in paths]


_ERROR_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*? t="e"[^>]*>.{0,4096}?<v>([^<]*)</v>', re.DOTALL)
_ROW_NUMBER = re.compile(rb'<row [^>]*?r="(\d+)"')
_FAR_COLUMN = re.compile(rb'<c r="[A-Z]{3}')
_COLUMN = re.compile(rb'<c r="([A-Z]+)')


def _error_cells(archive: zipfile.ZipFile, part: str, grid: Grid) -> Mapping[CellRef, str]:
    """Return the sheet's error cells, which calamine gives as blanks.

    The same pass over the bytes refuses a sheet with a stray value so far out (XFD1048576) that the cells between
    would not fit in memory.
    """
    errors: dict[CellRef, str] = {}
    last_row, far, tail = 0, False, b""
    try:
        for block in _blocks(archive, part):
            text = tail + block
            start = text.rfind(b"<row ")
            if start >= 0 and (number := _ROW_NUMBER.match(text, start)):
                last_row = max(last_row, int(number[1]))
            far = far or _FAR_COLUMN.search(text) is not None
            if b' t="e"' in text:
                for letters, row, error in _ERROR_CELL.findall(text):
                    errors[grid.ref(int(row) - 1, _column(letters) - 1)] = error.decode("utf-8", "replace")
            tail = text[-8192:]
        if last_row * (16_384 if far else 702) > _MOST_CELLS:
            widest = max(
                (_column(letters) for block in _blocks(archive, part) for letters in set(_COLUMN.findall(block))),
                default=0,
            )
            if last_row * widest > _MOST_CELLS:
                raise SourceError("unsafe-file")
    except KeyError:  # a part that is not there: calamine will say so
        return {}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise SourceError("unreadable-file") from error
    return errors


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            yield block


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


# --- Delimited text --------------------------------------------------------------------------------------------------

_DELIMITERS = ";,\t|"
_SAMPLE = 1 << 16


def _delimited(raw: bytes, shown: str) -> Grid:
    text = _decoded(raw)
    if text[:200].lstrip().lower().startswith(("<", "%pdf", "{\\rtf")):
        raise SourceError("unreadable-file")  # a web page or document under another name
    told = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    records = _records(text, delimiter)
    if text.count('"') % 2:  # a quotation mark that is never closed would swallow the rows after it
        as_typed = _records(text, delimiter, quoted=False)
        records = max(records, as_typed, key=_regular)
    values = _TextValues(delimiter)
    look_up = values.__getitem__
    grid = Grid(shown, "", [tuple(map(look_up, record)) for record in records])
    return _without_error_words(grid, values.values())


def _decoded(raw: bytes) -> str:
    """Return the text: UTF-8 or UTF-16 by its mark, else UTF-8 if it is, else what Danish Excel writes (cp1252)."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
    elif b"\x00" in raw[:200]:
        even, odd = raw[:200:2].count(0), raw[1:200:2].count(0)
        if max(even, odd) < len(raw[:200]) / 4:
            raise SourceError("unreadable-file")
        text = raw.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
            if re.search("Ã[¦¸¥†˜]", text):  # æøå that were taken for cp1252 once before
                text = text.encode("cp1252").decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
        except UnicodeEncodeError:
            pass
    odd_signs = sum((sign < " " and sign not in "\t\r\n\f\v") or sign == "\ufffd" for sign in text[:_SAMPLE])
    if odd_signs > len(text[:_SAMPLE]) / 100:
        raise SourceError("unreadable-file")
    return text


def _records(text: str, delimiter: str, *, quoted: bool = True) -> list[list[str]]:
    csv.field_size_limit((1 << 31) - 1)
    lines = io.StringIO(text, newline="")
    try:
        if quoted:
            return list(csv.reader(lines, delimiter=delimiter))
        return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise SourceError("unreadable-file") from error


def _regular(records: list[list[str]]) -> int:
    """Return how many records have the most common width."""
    widths = Counter(len(record) for record in records if len(record) > 1)
    return max(widths.values(), default=0)


def _delimiter(text: str) -> str:
    """Return the sign that cuts most lines, from the header on, into equally many cells.

    Counting is done outside quotation marks. Text in one column, whose commas cut here and there, is not cut: nothing
    then cuts the header.
    """
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best = (False, 0.0, 0, "\x1f")
    for delimiter in _DELIMITERS:
        widths = [len(record) for record in _records(sample, delimiter) if any(record)]
        usual, _count = max(Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if usual < 2:
            continue
        below = widths[widths.index(usual) :]
        share = below.count(usual) / len(below)
        if share >= (0.5 if widths[0] == usual else 0.9):
            best = max(best, (widths[0] == usual, round(share, 1), usual, delimiter))
    return best[-1]
