"""What the records of an older Excel workbook (xls) tell beside its values."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from handleplan_batch.reading.grid.scanned import Place, Scanned
from handleplan_batch.reading.grid.values import ERROR_CODES

_BEGIN, _END, _SHEET, _FORMULA, _ERROR = 0x809, 0x0A, 0x85, 0x06, 0x205


class XlsScan:
    """Knows a workbook's sheets by their number. No sheet of this format is too large."""

    def __init__(self, raw: bytes) -> None:
        with olefile.OleFileIO(io.BytesIO(raw)) as ole:
            self._stream: bytes = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
        self._starts = [
            struct.unpack_from("<I", body)[0] for record, body in self._records(0) if record == _SHEET and len(body) > 4
        ]

    def sheet(self, number: int) -> Scanned:
        """Return the cells of a sheet that hold an error, typed or computed."""
        errors: dict[Place, str] = {}
        if number < len(self._starts):
            for record, body in self._records(self._starts[number]):
                code = None
                if record == _ERROR and len(body) >= 8 and body[7]:
                    code = body[6]
                elif record == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
                    code = body[8]
                if code is not None:
                    row, column = struct.unpack_from("<HH", body)
                    errors[row, column] = ERROR_CODES.get(code, "#N/A")
        return Scanned(errors)

    def _records(self, place: int) -> Iterator[tuple[int, bytes]]:
        """Yield the records from one beginning to its end, those of charts in between left out."""
        depth = 0
        while place + 4 <= len(self._stream):
            record, size = struct.unpack_from("<HH", self._stream, place)
            depth += (record == _BEGIN) - (record == _END)
            if depth == 0:
                return
            if depth == 1:
                yield record, self._stream[place + 4 : place + 4 + size]
            place += 4 + size
