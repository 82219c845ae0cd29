"""What the records of an older Excel workbook (xls) tell beside its values."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

import olefile

from handleplan_batch.errors import SourceError
from handleplan_batch.reading.grid.scanned import Place, Scanned
from handleplan_batch.reading.grid.values import ERROR_CODES

_BEGIN, _END, _SHEET, _FORMULA, _ERROR, _STRINGS, _DIMENSIONS = 0x809, 0x0A, 0x85, 0x06, 0x205, 0xFC, 0x200
_FILLED = frozenset({_FORMULA, _ERROR, 0x203, 0x204, 0x27E, 0xBD, 0xBE, 0xD6, 0xFD})
"""Records of cells that the reader sets memory aside for."""
_ROWS, _COLUMNS = 65_536, 256
"""What a sheet of this format holds."""
_LEAST_STRING = 3
"""Bytes a text takes."""


class XlsScan:
    """Knows a workbook's sheets by their number; refuses what claims to be larger than the format can be."""

    def __init__(self, raw: bytes) -> None:
        with olefile.OleFileIO(io.BytesIO(raw)) as ole:
            told = [entry.size for entry in ole.direntries if entry is not None]
            tables = ole.num_dir_sectors, ole.num_fat_sectors, ole.num_mini_fat_sectors, ole.num_difat_sectors
            if max(*told, *(count * ole.sectorsize for count in tables)) > len(raw):
                raise SourceError("unreadable-file")
            starts_of = (entry.isectStart for entry in ole.direntries if entry is not None)
            if any(_goes_round(ole.fat, start) for start in (ole.first_dir_sector, *starts_of)):
                raise SourceError("unreadable-file")
            self._stream: bytes = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
        starts = []
        for record, body in self._records(0):
            if record == _SHEET and len(body) > 4:
                starts.append(struct.unpack_from("<I", body)[0])
            elif record == _STRINGS and _texts_told(body) * _LEAST_STRING > len(self._stream):
                raise SourceError("unreadable-file")  # memory would be set aside for as many as it claims
        self._sheets = [self._scanned(start) for start in starts]

    def sheet(self, number: int) -> Scanned:
        """Return the cells of a sheet that hold an error, typed or computed."""
        return self._sheets[number] if number < len(self._sheets) else Scanned()

    def _scanned(self, start: int) -> Scanned:
        errors: dict[Place, str] = {}
        last_column = 0
        for record, body in self._records(start):
            if record == _DIMENSIONS and not _can_be(body):
                raise SourceError("unreadable-file")
            if record not in _FILLED or len(body) < 4:
                continue
            row, column = struct.unpack_from("<HH", body)
            last_column = max(last_column, column)
            code = None
            if record == _ERROR and len(body) >= 8 and body[7]:
                code = body[6]
            elif record == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
                code = body[8]
            if code is not None:
                errors[row, column] = ERROR_CODES.get(code, "#N/A")
        if last_column >= _COLUMNS:
            raise SourceError("unreadable-file")
        return Scanned(errors)

    def _records(self, place: int) -> Iterator[tuple[int, bytes]]:
        """Yield the records from one beginning to its end, those of charts in between left out."""
        depth = 0
        while place + 4 <= len(self._stream):
            record, size = struct.unpack_from("<HH", self._stream, place)
            depth += (record == _BEGIN) - (record == _END)
            if depth <= 0 and record == _END:
                return
            if depth <= 1:  # 0 where the beginning is missing
                yield record, self._stream[place + 4 : place + 4 + size]
            place += 4 + size


def _texts_told(body: bytes) -> int:
    return int.from_bytes(body[4:8], "little")


def _goes_round(table: Sequence[int], sector: int) -> bool:
    """Whether a chain of sectors comes back to one it has been at: the reader would follow it for ever."""
    steps = 0
    while sector < len(table) and steps <= len(table):
        sector, steps = table[sector], steps + 1
    return steps > len(table)


def _can_be(dimensions: bytes) -> bool:
    """Whether a sheet says that it is as large as a sheet can be, at most."""
    if len(dimensions) == 14:
        first_row, end_row, first, end = struct.unpack_from("<IIHH", dimensions)
        return bool(first_row <= end_row <= _ROWS and first <= end <= _COLUMNS)
    return True
