"""A sheet as the rest of the program sees it, and what a cell's raw value becomes on its way there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from handleplan_batch.errors import SourceError
from handleplan_batch.model import CellRef, Problem

Value = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell may hold. A blank cell and an error cell are None; a text is trimmed (also of no-break blanks) but keeps
its inner line breaks; a number without decimals is an int; a date without a time of day is a date."""

MOST_CELLS = 24_000_000
"""Cells between A1 and the last cell: memory is set aside for each, filled or not."""
MOST_VALUES = 8_000_000
"""Cells that hold something: 100,000 respondents to 80 questions, which take about 15 seconds."""

_MOST_DISTINCT = 1_500_000
"""Texts and numbers that differ; answers repeat, even with a comment and a time from each respondent."""
_BLANKS = " \t\r\n\f\v\x00\u00a0\u2007\u202f\u200b\u2060\ufeff"
_NUMBER = re.compile(r"(?:[+-]?(?:0|[1-9]\d{0,5})|-?[1-9]\d{6,14})(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")

ERROR_CODES = dict(
    zip(
        (0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A, 0x2B),
        ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"),
        strict=True,
    )
)
"""How the binary formats of Excel write its errors."""
_ERROR_WORDS = {
    *ERROR_CODES.values(),
    *("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!"),
    *("#NUL!", "#DIVISION/0!", "#VÆRDI!", "#REFERENCE!", "#NAVN?", "#I/T", "#OVERLØB!", "#BEREGN!", "#FELT!"),
    *("Err:502", "Err:504", "Err:508", "Err:509", "Err:511", "Err:522"),
}
"""Errors of Excel (in English and Danish) and of LibreOffice as text, as csv files carry them."""


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

    @property
    def file_name(self) -> str:
        """The name of the file without its folders."""
        return self.file.replace("\\", "/").rsplit("/", 1)[-1]

    def ref(self, row: int, column: int | None = None) -> CellRef:
        """Return the place of a 0-based row and column (without a column: the row)."""
        return CellRef(self.file, self.sheet, self.top + row + 1, None if column is None else column + 1)

    def cell(self, row: int, column: int) -> Value:
        """Return a cell by its 0-based row and column; None also beyond the end of the row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

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

    def between(self, first: int, end: int) -> Grid:
        """Return the columns from ``first`` up to ``end`` alone; the cells keep their places."""
        return replace(
            self,
            rows=[(*(None for _ in row[:first]), *row[first:end]) for row in self.rows],
            merged=[merge for merge in self.merged if first <= merge[1] and merge[3] < end],
        )


class Values(dict[object, Value]):
    """Raw value -> the value as the rest of the program sees it, one object per distinct value.

    Answers repeat: looking each cell up keeps one copy of every text. 0 and 1 are never stored, because they are
    equal to False and True and the two kinds must stay apart.
    """

    def __init__(self) -> None:
        super().__init__()
        self._errors: set[Value] = set()
        self._repaired = self._lost = 0

    def __missing__(self, raw: object) -> Value:
        value = self.clean(raw)
        if raw not in (0, 1):
            self[raw] = value
            if len(self) > _MOST_DISTINCT:
                raise SourceError("too-large")
        return value

    def clean(self, raw: object) -> Value:
        """Return the value of a raw value that was not met before."""
        if isinstance(raw, str):
            return self._text(raw)
        if isinstance(raw, float):
            return int(raw) if raw.is_integer() and abs(raw) < 1e15 else raw
        if isinstance(raw, bool | int | datetime | date | time | timedelta):
            return raw
        return None

    def _text(self, raw: str) -> str | None:
        text = raw.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip(_BLANKS)
        if not text.isascii():
            if _BROKEN.search(text):
                text = _repaired(text).strip(_BLANKS)
                self._repaired += 1
            self._lost += "\ufffd" in text
            text = unicodedata.normalize("NFC", text)  # a Mac writes å as a and a ring
        if text in _ERROR_WORDS:
            self._errors.add(text)
        return text or None

    def applied(self, grid: Grid) -> Grid:
        """Return the grid these values went into, its words such as ``#DIV/0!`` blanked and listed, oddities told."""
        where = CellRef(grid.file, grid.sheet)
        problems = list(grid.problems)
        if self._repaired:
            problems.append(Problem("letters-repaired", where, {"count": str(self._repaired)}))
        if self._lost:
            problems.append(Problem("letters-lost", where, {"count": str(self._lost)}))
        grid = replace(grid, problems=tuple(problems))
        if not self._errors:
            return grid
        errors = dict(grid.errors)
        rows: list[Sequence[Value]] = []
        for number, row in enumerate(grid.rows):
            wrong = {column: str(value) for column, value in enumerate(row) if value in self._errors}
            errors.update({grid.ref(number, column): word for column, word in wrong.items()})
            rows.append(tuple(None if column in wrong else value for column, value in enumerate(row)) if wrong else row)
        return replace(grid, rows=rows, errors=errors)


class TextValues(Values):
    """The same for delimited text, where every cell is text and a plain number becomes one.

    What begins with a nought, or with a plus and many digits, is a telephone number, a CPR number or a code.
    """

    def __init__(self, *, danish: bool) -> None:
        super().__init__()
        self._danish = danish

    def clean(self, raw: object) -> Value:
        """Return the text, or the number it writes."""
        text = super().clean(raw)
        if not isinstance(text, str) or not _NUMBER.fullmatch(text):
            return text
        if self._danish and _THOUSANDS.fullmatch(text):
            return text  # 10.000 in a Danish file is ten thousand, in an English one ten: left to the importer
        number = float(text.replace(",", "."))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


class Size:
    """Refuses a sheet that would take more memory or time than a computer at work has."""

    def __init__(self) -> None:
        self._cells = self._values = 0

    def add(self, cells: int, values: int) -> None:
        """Count what a row, or a block of them, holds."""
        self._cells += cells
        self._values += values
        if self._cells > MOST_CELLS or not self.fits(self._values):
            raise SourceError("too-large")

    @staticmethod
    def fits(values: int) -> bool:
        """Tell whether so many values are not too many."""
        return values <= MOST_VALUES


# --- Letters that went through the wrong alphabet ---------------------------------------------------------------------


def _alphabet(codec: str) -> dict[str, int]:
    """Return the signs that the bytes beyond ASCII became when UTF-8 was read as ``codec``."""
    signs = {bytes([byte]).decode(codec, "ignore"): byte for byte in range(0x80, 0x100)}
    return {**{chr(byte): byte for byte in range(0x80, 0xA0)}, **signs} if codec == "cp1252" else signs


_ALPHABETS = [_alphabet(codec) for codec in ("cp1252", "mac_roman", "cp850")]


def _broken(alphabet: Mapping[str, int]) -> str:
    """Return a pattern for western letters and typographic marks that were read as ``alphabet``, once or twice."""

    def signs(*bytes_: int) -> str:
        return "[" + "".join(re.escape(sign) for sign, byte in alphabet.items() if sign and byte in bytes_) + "]"

    letter, mark, inner = signs(0xC3), signs(0xC2), signs(*range(0x80, 0xC0))
    marks = signs(0xA0, 0xA7, 0xAB, 0xB0, 0xB2, 0xB3, 0xB4, 0xB7, 0xB8, 0xBB, 0xBD)
    return f"{letter}{signs(0x83)}{mark}{inner}|{letter}{inner}|{mark}{marks}|{signs(0xE2)}{signs(0x80)}{inner}"


_BROKEN = re.compile("|".join(map(_broken, _ALPHABETS)))


def _repaired(text: str) -> str:
    """Return the text with broken letters put right, also those that were broken twice."""
    for _time in range(3):
        mended = _BROKEN.sub(lambda found: _mended(found[0]), text)
        if mended == text:
            break
        text = mended
    return text


def _mended(signs: str) -> str:
    for alphabet in _ALPHABETS:
        if all(sign in alphabet for sign in signs):
            try:
                return bytes(alphabet[sign] for sign in signs).decode("utf-8")
            except UnicodeDecodeError:
                continue
    return signs
