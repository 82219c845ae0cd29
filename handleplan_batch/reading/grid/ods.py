"""What the XML of an OpenDocument spreadsheet tells beside its values."""

from __future__ import annotations

import zipfile

from lxml import etree

from handleplan_batch.reading.grid.scanned import Place, Scanned
from handleplan_batch.reading.grid.values import Size

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SHEET, _ROW, _CELL, _COVERED = (
    f"{_TABLE}{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell")
)


class OdsScan:
    """Knows a spreadsheet's sheets by their number; reads them all at once."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._sheets: list[_Sheet] = []
        row: list[etree._Element] = []
        with archive.open("content.xml") as stream:
            events = etree.iterparse(
                stream,
                ("start", "end"),
                tag=(_SHEET, _ROW, _CELL, _COVERED),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=True,  # for texts beyond 10 MB; what the file unpacks to is bounded
            )
            for event, tag in events:
                if event == "start":
                    if tag.tag == _SHEET:
                        self._sheets.append(_Sheet())
                elif tag.tag == _ROW:
                    if self._sheets:
                        self._sheets[-1].add(row, _count(tag, "number-rows-repeated"))
                    row = []
                    tag.clear()
                    while tag.getprevious() is not None:
                        del tag.getparent()[0]
                elif tag.tag != _SHEET:
                    row.append(tag)

    def sheet(self, number: int) -> Scanned:
        """Return what was found in a sheet."""
        if number >= len(self._sheets):
            return Scanned()
        return Scanned(self._sheets[number].errors, merged=self._sheets[number].merged)


class _Sheet:
    def __init__(self) -> None:
        self.errors: dict[Place, str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self._row = self._width = self._values = 0

    def add(self, cells: list[etree._Element], repeated: int) -> None:
        """Take in a row that stands ``repeated`` times; a row of blanks may stand a million times."""
        column = values = width = 0
        for cell in cells:
            times = _count(cell, "number-columns-repeated")
            if len(cell) or cell.get(f"{_OFFICE}value-type"):
                values += times
                width = column + times
                error = _error(cell)
                if error and times * repeated <= 10_000:
                    for row in range(self._row, self._row + repeated):
                        self.errors |= {(row, place): error for place in range(column, width)}
            across, down = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if across > 1 or down > 1:
                self.merged.append((self._row, column, self._row + down - 1, column + across - 1))
            column += times
        self._width = max(self._width, width)
        if values:
            self._values += values * repeated
            Size().add((self._row + repeated) * self._width, self._values)
        self._row += repeated


def _count(tag: etree._Element, name: str) -> int:
    given = tag.get(_TABLE + name, "1")
    return int(given) if given.isdigit() else 1


def _error(cell: etree._Element) -> str:
    """Return the error a cell shows; LibreOffice marks it with a kind of its own."""
    kinds = {key: value for key, value in cell.items() if key.endswith("}value-type")}
    shown = "".join(cell.find(f"{_TEXT}p").itertext()) if cell.find(f"{_TEXT}p") is not None else ""
    computed = cell.get(f"{_TABLE}formula") is not None
    if "error" in kinds.values() or (computed and shown.startswith(("#", "Err:")) and shown.endswith(("!", "?", "/A"))):
        return shown or "#N/A"
    return ""
