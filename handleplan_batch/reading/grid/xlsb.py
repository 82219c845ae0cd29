"""What the records of a binary Excel workbook (xlsb) tell beside its values."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from lxml import etree

from handleplan_batch.reading.grid.scanned import Place, Scanned
from handleplan_batch.reading.grid.values import ERROR_CODES, Size

_ROW, _CELL_ERROR, _FORMULA_ERROR, _MERGED, _SHEET = 0, 3, 11, 176, 156
_FILLED = range(2, 12)
"""Records of cells that hold something."""


class XlsbScan:
    """Knows a workbook's sheets by their number."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        self._parts: list[str] = []
        try:
            relations = etree.fromstring(archive.read("xl/_rels/workbook.bin.rels"), parser)
            targets = {tag.get("Id"): tag.get("Target", "") for tag in relations}
            for record, body in _records(archive.read("xl/workbook.bin")):
                if record == _SHEET:
                    (length,) = struct.unpack_from("<I", body, 8)
                    path = targets.get(body[12 : 12 + 2 * length].decode("utf-16-le", "replace"), "")
                    self._parts.append(path.lstrip("/") if path.startswith("/") else f"xl/{path}")
        except (KeyError, struct.error, etree.LxmlError):
            self._parts = []

    def sheet(self, number: int) -> Scanned:
        """Return what the sheet's part tells; refuses a sheet too large before the parser sees it."""
        if number >= len(self._parts) or self._parts[number] not in self._archive.NameToInfo:
            return Scanned()
        errors: dict[Place, str] = {}
        merged: list[tuple[int, int, int, int]] = []
        row = last_column = values = 0
        for record, body in _records(self._archive.read(self._parts[number])):
            if record == _ROW and len(body) >= 4:
                (row,) = struct.unpack_from("<I", body)
            elif record in _FILLED and len(body) >= 8:
                (column,) = struct.unpack_from("<I", body)
                last_column = max(last_column, column)
                values += 1
                if record in (_CELL_ERROR, _FORMULA_ERROR) and len(body) > 8:
                    errors[row, column] = ERROR_CODES.get(body[8], "#N/A")
            elif record == _MERGED and len(body) >= 16:
                first_row, last_row, first_column, last = struct.unpack_from("<4I", body)
                merged.append((first_row, first_column, last_row, last))
        Size().add((row + 1) * (last_column + 1) if values else 0, values)
        return Scanned(errors, merged=merged)


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part: type and content. Ends where the part is cut short."""
    place, end = 0, len(part)
    while place + 1 < end:
        record = part[place]
        place += 1
        if record & 0x80:
            record = record & 0x7F | part[place] << 7
            place += 1
        size = shift = 0
        while place < end:
            byte = part[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield record, part[place : place + size]
        place += size
