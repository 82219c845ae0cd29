"""The csv files of the catalogue as Excel saves them, line by line, with every fault and its place."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from handleplan_batch.language import _
from handleplan_batch.model import CellRef

DELIMITER = ";"
"""What the program writes, and a Danish Excel."""
_DELIMITERS = f"{DELIMITER},\t"
_EXCEL_WOULD_CHANGE = re.compile(r"[=+@-].*|[\d.,:/% -]*\d[\d.,:/% -]*[^\d][\d.,:/% -]*|0\d+|\d{12,}", re.DOTALL)
"""Begins like a formula, or is written like a date, a share or a long number."""
_KEPT_BY = "'"
"""Before a text that Excel would take for a formula or a date; not part of it."""
_TEXT_KEPT = re.compile(r"'(?=[=+@\d.,:/%-])")
_SPOILT = ("#NAVN?", "#NAME?")
"""What Excel makes of a word after an equals sign."""
_BROKEN_LETTERS = re.compile("\ufffd|Ã[\u00a0-\u00bf†˜…‚„¦¸¥]")
"""Danish letters that were lost, or saved as UTF-8 after they had been read as something else."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a knowledge file that must be put right before it can be used."""

    file: str
    """Name of the file."""
    line: int
    """1-based row as Excel counts them; 0 when the whole file is meant."""
    column: str
    """Column with its letter in Excel, or key; empty when the whole line is meant."""
    why: str

    def __str__(self) -> str:
        """Say where and what, in one sentence."""
        if not self.line:
            return _("{file}: {why}").format(file=self.file, why=self.why)
        if not self.column:
            return _("{file}, line {line}: {why}").format(file=self.file, line=self.line, why=self.why)
        return _("{file}, line {line}, {column}: {why}").format(
            file=self.file, line=self.line, column=self.column, why=self.why
        )


class Line(NamedTuple):
    """A row of a file."""

    number: int
    """1-based row as Excel counts them."""
    cells: Mapping[str, str]
    """Column -> trimmed text."""


class Content(NamedTuple):
    """What a csv file holds."""

    lines: tuple[Line, ...]
    places: Mapping[str, str]
    """Column -> what it is called in a fault: its name with its letter."""
    faults: tuple[Fault, ...]


def read_text(path: Path) -> str:
    """Return a file's text whether Excel or Notepad saved it as UTF-8, as Unicode or in the Windows alphabet.

    Raises OSError.
    """
    raw = path.read_bytes()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_lines(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Content:
    """Return the rows of a csv file that must have these ``columns``, in any order and with others beside them.

    Rows and columns without anything in them are passed over. ``optional`` columns are blank where they are missing.
    """
    name = path.name
    try:
        text = read_text(path)
    except OSError:
        return Content((), {}, (Fault(name, 0, "", _("the file cannot be read.")),))
    delimiter = max(_DELIMITERS, key=lambda sign: len(set(columns) & set(_header(text, sign))))
    header = _header(text, delimiter)
    places = {
        column: f"{column} ({CellRef('', column=number).a1})" for number, column in enumerate(header, start=1) if column
    }
    missing = [column for column in columns if column not in header]
    if missing:
        why = _("the columns {columns} are missing.").format(columns=", ".join(missing))
        return Content((), places, (Fault(name, 1, "", why),))
    faults = [
        Fault(name, 1, places[column], _("there are two columns with this name."))
        for column in (*columns, *optional)
        if header.count(column) > 1
    ]
    lines: list[Line] = []
    blank = dict.fromkeys(optional, "")
    positions = [(column, header.index(column)) for column in (*columns, *optional) if column in header]
    odd = any(word in text for word in _SPOILT) or _BROKEN_LETTERS.search(text) is not None
    number = 0
    known: dict[str, str] = {}  # a text that recurs, as a kind or a language does, is held once
    try:
        for number, record in enumerate(_reader(text, delimiter), start=1):
            if number == 1 or not any(map(str.strip, record)):
                continue
            width = len(record)
            raw = ((column, record[place] if place < width else "") for column, place in positions)
            cells = blank | {column: known.setdefault(shown := _cell(cell), shown) for column, cell in raw}
            lines.append(Line(number, cells))
            if odd or any(map(str.strip, record[len(header) :])) or "" in header:
                faults += _faults_of(name, number, record, header)
    except csv.Error:
        why = _("the quotation marks do not add up: a cell begins with one that never ends.")
        faults.append(Fault(name, number + 1, "", why))
    return Content(tuple(lines), places, tuple(faults))


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _header(text: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(_reader(text, delimiter), [])]
    except csv.Error:
        return []


def _cell(raw: str) -> str:
    text = raw.strip()
    if text.startswith(_KEPT_BY) and _TEXT_KEPT.match(text):
        text = text[1:]
    return text.replace("\r\n", "\n") if "\r" in text else text


def _faults_of(name: str, number: int, record: Sequence[str], header: Sequence[str]) -> Iterator[Fault]:
    for position, cell in enumerate(record, start=1):
        letter = CellRef("", column=position).a1
        column = header[position - 1] if position <= len(header) else ""
        place = f"{column} ({letter})" if column else letter
        if not column and cell.strip():
            why = _("something stands beside the columns: a text with the separator in it needs quotation marks.")
            yield Fault(name, number, place, why)
        elif cell.strip() in _SPOILT:
            why = _("Excel has made this an error, because the text began with =. Write ' before it: '=word.")
            yield Fault(name, number, place, why)
        elif _BROKEN_LETTERS.search(cell):
            yield Fault(name, number, place, _("the Danish letters are broken. Save as “CSV UTF-8” in Excel."))


def same_content(path: Path, text: str) -> bool:
    """Whether a file still holds a text, however Excel has saved it in between."""
    try:
        there = read_text(path)
    except OSError:
        return False
    if path.suffix != ".csv":
        return there.splitlines() == text.splitlines()
    return any(_records(there, delimiter) == _records(text, DELIMITER) for delimiter in _DELIMITERS)


def _records(text: str, delimiter: str) -> list[list[str]] | None:
    """Return the rows without the blank cells and rows at their ends."""
    try:
        rows = [[_cell(cell) for cell in record] for record in _reader(text, delimiter)]
    except csv.Error:
        return None
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return [row for row in rows if row]


def excel_safe(name: str, text: str) -> str:
    """Return a csv file's text as a Danish Excel keeps it: with ``;``, and a ``'`` before what it would change.

    ``name`` is the file's; other files than csv are returned as they are.
    """
    if not name.endswith(".csv"):
        return text
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=DELIMITER, lineterminator="\r\n")
    for record in _reader(text, DELIMITER):
        writer.writerow(_KEPT_BY + cell if _EXCEL_WOULD_CHANGE.fullmatch(cell) else cell for cell in record)
    return written.getvalue()
