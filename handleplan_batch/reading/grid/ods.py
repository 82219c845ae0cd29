"""What the XML of an OpenDocument spreadsheet tells beside its values."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from xml.parsers import expat

from handleplan_batch.errors import SourceError
from handleplan_batch.reading.grid.scanned import Place, Scanned
from handleplan_batch.reading.grid.values import Size

_BLOCK, _LONGEST_ROW = 1 << 20, 32 << 20
_START = re.compile(rb"<table:table(?:-row)?[\s>]")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)", re.DOTALL)
_NUMBER = re.compile(rb'number-(rows|columns)-(repeated|spanned)="(\d{1,7})"')
_ERROR = re.compile(rb'value-type="error"')
_SHOWN = re.compile(rb"<text:p[^>]*>((?:#|Err:)[^<]{1,20})</text:p>")


class OdsScan:
    """Knows a spreadsheet's sheets by their number; reads them all at once, as bytes because they may be millions."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._sheets: list[_Sheet] = []
        for piece in _pieces(archive):
            if not piece.startswith(b"<table:table-row"):
                self._sheets.append(_Sheet())
            elif self._sheets:
                self._sheets[-1].add(piece)

    def sheet(self, number: int) -> Scanned:
        """Return what was found in a sheet."""
        if number >= len(self._sheets):
            return Scanned()
        return Scanned(self._sheets[number].errors, merged=self._sheets[number].merged)


def _pieces(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """Yield the content in pieces that begin with a table or a row; refuse what is no whole XML.

    In that the reader would look for the end of a table for ever.
    """
    rest, whole = b"", expat.ParserCreate()
    with archive.open("content.xml") as stream:
        while True:
            block = stream.read(_BLOCK)
            try:
                whole.Parse(block, not block)
            except (expat.ExpatError, LookupError, ValueError) as error:  # not XML, or in an alphabet that is none
                raise SourceError("unreadable-file") from error
            text = rest + block
            starts = [found.start() for found in _START.finditer(text)]
            for start, end in pairwise(starts):
                yield text[start:end]
            rest = text[starts[-1] :] if starts else text[-64:]
            if len(rest) > _LONGEST_ROW:
                raise SourceError("too-large")
            if not block:
                break
    if starts:
        yield rest


class _Sheet:
    def __init__(self) -> None:
        self.errors: dict[Place, str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self._row = self._width = self._values = 0

    def add(self, row: bytes) -> None:
        """Take in a row, which may stand for many; one of blanks may stand for a million."""
        repeated = 1
        if b"-repeated=" in row or b"-spanned=" in row or b">#" in row or b"Err:" in row or b'"error"' in row:
            values, width, repeated = self._told(row)
        else:
            values, width = row.count(b"value-type="), row.count(b"table-cell ") + row.count(b"table-cell/>")
        if values:
            self._width = max(self._width, width)
            self._values += values * repeated
            # A text of this format stands in memory once for each cell.
            Size().add((self._row + repeated) * self._width, 2 * self._values)
        self._row += repeated

    def _told(self, row: bytes) -> tuple[int, int, int]:
        """Return how many values a row holds, to which column, and for how many rows it stands."""
        repeated = _numbers(row[: row.find(b">")]).get((b"rows", b"repeated"), 1)
        column = values = width = 0
        for attributes, content in _CELL.findall(row):
            numbers = _numbers(attributes)
            times = numbers.get((b"columns", b"repeated"), 1)
            if content or b"value-type=" in attributes:
                values += times
                width = column + times
                shown = _SHOWN.search(content)
                if (_ERROR.search(attributes) or (shown and b"formula=" in attributes)) and times * repeated <= 10_000:
                    error = unescape(shown[1].decode("utf-8", "replace")) if shown else "#N/A"
                    places = ((line, place) for line in range(repeated) for place in range(column, width))
                    self.errors |= {(self._row + line, place): error for line, place in places}
            across, down = numbers.get((b"columns", b"spanned"), 1), numbers.get((b"rows", b"spanned"), 1)
            if across > 1 or down > 1:
                self.merged.append((self._row, column, self._row + down - 1, column + across - 1))
            column += times
        return values, width, repeated


def _numbers(attributes: bytes) -> dict[tuple[bytes, bytes], int]:
    return {(what, how): int(number) for what, how, number in _NUMBER.findall(attributes)}
