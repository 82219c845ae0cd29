"""Web pages that call themselves spreadsheets, web archives, and the XML of Excel 2003 -> grids.

Many systems "export to Excel" by writing a web page with a table. Nothing is fetched and no entity is resolved.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import lxml.html
from lxml import etree

from handleplan_batch.errors import SourceError
from handleplan_batch.language import _
from handleplan_batch.model import CellRef
from handleplan_batch.reading.grid.text import encoding_of
from handleplan_batch.reading.grid.values import Grid, Size, TextValues, Value, Values

_MOST_MARKUP, _MOST_CELLS = 60 << 20, 800_000
"""The whole tree of a page stands in memory, some ten times the size of the file, and takes long to walk."""
_WIDEST = 16_384
_DEEPEST = 1_048_576
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_NEW_LINE = frozenset({"br", "p", "div", "li"})


def read_page(raw: bytes, shown: str) -> Iterator[Grid]:
    """Yield the tables of a web page, each a grid of its own."""
    try:
        yield from _tables([raw], shown)
    except RecursionError as error:  # tags within tags without end
        raise SourceError("unreadable-file") from error


def read_web_archive(raw: bytes, shown: str) -> Iterator[Grid]:
    """Yield the tables of all pages in a web archive (Excel writes one for each sheet)."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    yield from _tables([page for page in pages if isinstance(page, bytes)], shown)


def _tables(pages: list[bytes], shown: str) -> Iterator[Grid]:
    if sum(map(len, pages)) > _MOST_MARKUP or sum(page.lower().count(b"<td") for page in pages) > _MOST_CELLS:
        raise SourceError("too-large")
    tables = [table for page in pages if page.strip() for table in _tree(page).iter("table")]
    if not tables:
        raise SourceError("not-a-spreadsheet", kind=_("a web page without a table"))
    for number, table in enumerate(tables, 1):
        caption = " ".join("".join(table.xpath("./caption[1]//text()")).split())[:31]
        name = caption or (_("Table {number}").format(number=number) if len(tables) > 1 else "")
        yield _grid(table, Grid(shown, name, ()))


def _tree(page: bytes) -> lxml.html.HtmlElement:
    told = _CHARSET.search(page[:4096])
    encoding = "utf-8"
    try:
        encoding = encoding_of(page)
        if told and encoding not in ("utf-8", "utf-8-sig", "utf-16"):
            encoding = codecs.lookup(told[1].decode("ascii")).name
            encoding = "cp1252" if encoding == "iso8859-1" else encoding  # as every browser takes it
            encoding = "cp1252" if encoding.startswith("utf") else encoding  # and it is no UTF-8
    except LookupError:
        pass
    text = page.decode(encoding, "replace").replace("\x00", "")
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    try:
        return lxml.html.document_fromstring(text.encode(), parser=parser)
    except etree.LxmlError as error:
        raise SourceError("unreadable-file") from error


def _grid(table: lxml.html.HtmlElement, grid: Grid) -> Grid:
    values, size = TextValues(danish=True), Size()
    rows: list[dict[int, Value]] = []
    merged: list[tuple[int, int, int, int]] = []
    taken: dict[int, int] = {}  # column -> first row that is free again
    for tag in table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"):
        row, column = len(rows), 0
        cells: dict[int, Value] = {}
        for cell in tag:
            if cell.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > row:
                column += 1
            across, down = _span(cell, "colspan", 1000), _span(cell, "rowspan", _DEEPEST)
            cells[column] = values[_shown(cell)]
            if across > 1 or down > 1:
                merged.append((row, column, row + down - 1, column + across - 1))
            for place in range(column, column + across):
                taken[place] = row + down
            column += across
            if column > _WIDEST:
                raise SourceError("too-large")
        rows.append(cells)
        size.add(max(cells, default=0) + 1, len(cells))
    last = len(rows) - 1
    return values.applied(
        Grid(
            *(grid.file, grid.sheet, [_row(cells) for cells in rows]),
            merged=[(top, left, min(bottom, last), right) for top, left, bottom, right in merged],
        )
    )


def _span(cell: lxml.html.HtmlElement, name: str, most: int) -> int:
    given = cell.get(name)
    if given is None:
        return 1
    given = given.strip()
    return min(max(int(given), 1), most) if given.isdecimal() and len(given) < 8 else 1


def _shown(cell: lxml.html.HtmlElement) -> object:
    """Return Excel's own number if there is one, else the cell's text with its line breaks, without tables within."""
    number = cell.get("x:num")
    if number:
        with suppress(ValueError):
            return float(number)
    if not len(cell):
        return " ".join((cell.text or "").split())
    parts: list[str] = []
    _gather(cell, parts)
    lines = "".join(parts).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _gather(tag: lxml.html.HtmlElement, parts: list[str]) -> None:
    parts.append((tag.text or "").replace("\n", " ").replace("\r", " "))
    for child in tag:
        if isinstance(child.tag, str) and child.tag not in ("table", "style", "script"):
            if child.tag in _NEW_LINE:
                parts.append("\n")
            _gather(child, parts)
            if child.tag in _NEW_LINE - {"br"}:
                parts.append("\n")
        parts.append((child.tail or "").replace("\n", " ").replace("\r", " "))


def _row(cells: dict[int, Value]) -> tuple[Value, ...]:
    if all(value is None for value in cells.values()):
        return ()
    return tuple(map(cells.get, range(max(cells) + 1)))


# --- Excel 2003 ------------------------------------------------------------------------------------------------------

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def read_spreadsheet_xml(raw: bytes, shown: str) -> Iterator[Grid]:
    """Yield the sheets of a workbook in the XML of Excel 2003, the hidden ones first."""
    if len(raw) > _MOST_MARKUP or raw.count(b"Data>") > _MOST_CELLS:
        raise SourceError("too-large")
    if re.search(rb"<!(DOCTYPE|ENTITY)", raw[:65536].replace(b"\x00", b"")):
        raise SourceError("unsafe-file")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        book = etree.fromstring(raw.lstrip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError("unreadable-file") from error
    sheets = []
    for number, sheet in enumerate(book.iter(f"{_SS}Worksheet"), 1):
        visible = sheet.findtext(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible", "")
        grid = Grid(shown, sheet.get(f"{_SS}Name", str(number)), (), hidden=visible.startswith("Sheet"))
        if grid.hidden:
            yield grid
        else:
            sheets.append((sheet, grid))
    for sheet, grid in sheets:
        yield _spreadsheet(sheet, grid)


def _spreadsheet(sheet: etree._Element, grid: Grid) -> Grid:
    values, size = Values(), Size()
    rows: list[tuple[Value, ...]] = []
    errors: dict[CellRef, str] = {}
    merged: list[tuple[int, int, int, int]] = []
    for tag in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        start = _index(tag, len(rows), _DEEPEST)
        rows += [()] * (start - len(rows))
        column = 0
        cells: dict[int, Value] = {}
        for cell in tag.iterfind(f"{_SS}Cell"):
            column = _index(cell, column, _WIDEST)
            across, down = (_number(cell, name, 0) for name in ("MergeAcross", "MergeDown"))
            if across or down:
                merged.append((start, column, start + down, column + across))
            data = cell.find("{*}Data")
            if data is not None:
                text = "".join(data.itertext())
                if data.get(f"{_SS}Type") == "Error":
                    errors[grid.ref(start, column)] = text
                else:
                    cells[column] = values[_typed(text, data.get(f"{_SS}Type", ""))]
            column += min(across, _WIDEST) + 1
        rows.append(_row(cells))
        size.add(max(cells, default=0) + 1, len(cells))
    return values.applied(Grid(*(grid.file, grid.sheet, rows), errors=errors, merged=merged))


def _index(tag: etree._Element, usual: int, most: int) -> int:
    """Return the 0-based place of a row or cell, which may leap over blank ones."""
    place = max(_number(tag, "Index", usual + 1) - 1, usual)
    if place > most:
        raise SourceError("too-large")
    return place


def _number(tag: etree._Element, name: str, usual: int) -> int:
    """Return a number that an attribute tells; the usual one where it tells none."""
    told = tag.get(f"{_SS}{name}", "").strip()
    return min(int(told), 1 << 31) if told.isdecimal() and len(told) < 20 else usual


def _typed(text: str, kind: str) -> object:
    with suppress(ValueError):
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return text.strip() == "1"
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment.date() if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else moment
    return text
