"""Delimited text (csv, tsv, "Unicode text") -> a grid."""

from __future__ import annotations

import codecs
import csv
import html
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handleplan_batch.errors import SourceError
from handleplan_batch.model import CellRef, Problem
from handleplan_batch.reading.grid.values import Grid, Size, TextValues, Value

_DELIMITERS = ";,\t|"
_NONE = "\x1f"
"""Stands for the delimiter of text in one column."""
_SAMPLE = 1 << 16
_LONGEST_LINE = 4 << 20
_LONGEST_FIELD = 1 << 20
_FURTHEST, _MOST_TRIES, _MOST_STRAY = 200, 3, 1000
"""How many lines a cell may go over, how many ends are tried, and how many lines at all are given that care, where
quotation marks do not add up."""
_STRAY = "\ue000"
"""Stands for a quotation mark that quotes nothing."""
_TOLD = re.compile(r'"?sep=(.)"?[;,\t]*\r?\n', re.IGNORECASE)
_ENTITY = re.compile(rb"&(?:aelig|oslash|aring|auml|ouml|eacute|#(?:230|248|229|228|246));", re.IGNORECASE)
_IN_WORDS = {
    "cp1252": rb"[A-Za-z][\xe6\xf8\xe5\xe4\xf6][a-z]",
    "mac_roman": rb"[A-Za-z][\xbe\xbf\x8c\x8a\x9a][a-z]",
    "cp850": rb"[A-Za-z][\x91\x9b\x86\x84\x94][a-z]",
}
"""æøåäö inside words, as Windows, an older Mac and DOS write them."""

_MOST_AS_LONG = 0.8
"""Least share of the lines that are as long as the first, where a longer one is a slip."""


def read_text(raw: bytes, shown: str) -> Grid:
    """Return the records of delimited text."""
    encoding = encoding_of(raw)
    raw = _without_entities(raw)
    sample = _opened(raw, encoding).read(_SAMPLE)
    lost = "" if encoding.startswith("utf-8") else "\ufffd"  # in UTF-8 somebody before us lost the letter
    odd_signs = sum((sign < " " and sign not in "\t\r\n\f\v") or sign == lost for sign in sample)
    if odd_signs > len(sample) / 100:
        raise SourceError("unreadable-file")
    told = _TOLD.match(sample)
    start = told.end() if told else 0
    delimiter = told[1] if told else _delimiter(sample)
    if not told and delimiter == _NONE and (unwrapped := _unwrapped(raw, encoding, sample)) is not None:
        raw, encoding = unwrapped.encode(), "utf-8"
        sample = unwrapped[:_SAMPLE]
        delimiter = _delimiter(sample)
    spaced = re.search(re.escape(delimiter) + ' "', sample) is not None  # 1, "a, b"
    grid = Grid(shown, "", ())
    values = TextValues(danish=delimiter == ";")
    try:
        rows = _rows(_reader(_lines(raw, encoding, start), delimiter, strict=True, spaced=spaced), values)
    except csv.Error:
        # Quotation marks that do not add up would swallow the rows after them.
        values = TextValues(danish=delimiter == ";")
        stray: list[int] = []
        lines = _mended(_lines(raw, encoding, start), delimiter, stray)
        try:
            records = _reader(lines, delimiter, spaced=spaced)
            rows = _rows(([cell.replace(_STRAY, '"') for cell in record] for record in records), values)
        except csv.Error as error:
            raise SourceError("unreadable-file") from error
        if stray:
            told_of = Problem("stray-quotes", CellRef(shown), {"count": str(len(stray)), "line": str(stray[0])})
            grid = replace(grid, problems=(told_of,))
    if longer := _longer_than_usual(rows):
        moved = Problem("moved-cells", CellRef(shown, row=longer[0] + 1), {"count": str(len(longer))})
        grid = replace(grid, problems=(*grid.problems, moved))
    return values.applied(replace(grid, rows=rows))


def _longer_than_usual(rows: Sequence[Sequence[Value]]) -> list[int]:
    """Return the rows (0-based) that hold something beyond the last cell of the first one and of nearly all."""
    widths = Counter(map(len, rows))
    del widths[0]
    usual = next((len(row) for row in rows if row), 0)
    if not usual or widths[usual] < _MOST_AS_LONG * widths.total():
        return []
    return [at for at, row in enumerate(rows) if len(row) > usual and any(value is not None for value in row[usual:])]


def _without_entities(raw: bytes) -> bytes:
    """Return text whose letters a web form wrote as ``&oslash;`` as letters; the semicolon would end the cell."""
    if not _ENTITY.search(raw):
        return raw
    encoding = encoding_of(raw)
    text = _opened(raw, encoding).read()
    return re.sub(r"&(?:[a-zA-Z]{2,8}|#\d{2,5});", lambda found: html.unescape(found[0]), text).encode(
        encoding, "replace"
    )


def encoding_of(raw: bytes) -> str:
    """Return how text is encoded: by its mark, else UTF-8 if it is, else what its Danish letters tell."""
    if raw.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in raw[:200]:
        even, odd = raw[:200:2].count(0), raw[1:200:2].count(0)
        if max(even, odd) < len(raw[:200]) / 4:
            raise SourceError("unreadable-file")
        return "utf-16-le" if odd > even else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for place in range(0, len(raw), 1 << 20):
            decoder.decode(raw[place : place + (1 << 20)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        beginning = raw[: 4 << 20]
        return max(_IN_WORDS, key=lambda codec: len(re.findall(_IN_WORDS[codec], beginning)))
    return "utf-8"


def _opened(raw: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(raw), encoding, "replace", newline="")


def _lines(raw: bytes, encoding: str, start: int) -> Iterator[str]:
    stream = _opened(raw, encoding)
    stream.read(start)
    for line in stream:
        if len(line) > _LONGEST_LINE:
            raise SourceError("too-large")
        yield line


def _reader(
    lines: Iterable[str], delimiter: str, *, strict: bool = False, spaced: bool = False
) -> Iterator[Sequence[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    return csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=spaced)


def _rows(records: Iterable[Sequence[str]], values: TextValues) -> list[tuple[Value, ...]]:
    look_up, size = values.__getitem__, Size()
    rows = []
    for record in records:
        row = tuple(map(look_up, record))
        blanks = row.count(None)
        size.add(len(row), len(row) - blanks)
        rows.append(row if blanks < len(row) else ())
    return rows


def _mended(lines: Iterator[str], delimiter: str, stray: list[int]) -> Iterator[str]:
    """Yield the lines, stray quotation marks exchanged; ``stray`` gets the numbers of the lines that had them.

    A cell that goes over several lines is one if its quotation marks open and close where cells do.
    """
    ahead: deque[str] = deque()
    number = 0
    while ahead or (line := next(lines, None)) is not None:
        whole = [ahead.popleft() if ahead else str(line)]
        if '"' not in whole[0]:
            open_ = False
        elif len(stray) >= _MOST_STRAY:
            open_ = whole[0].count('"') % 2 == 1
        else:
            open_ = not _closes(whole, delimiter) and not _completed(whole, ahead, lines, delimiter)
        if open_:
            stray.append(number + 1)
            ahead.extendleft(reversed(whole[1:]))
            whole = [whole[0].replace('"', _STRAY)]
        number += len(whole)
        yield from whole


def _closes(whole: Sequence[str], delimiter: str) -> bool:
    """Tell whether no quotation mark is left open at the end: what comes next is a record of its own."""
    return len(list(_reader([*whole, "\x1e"], delimiter))) > 1


def _completed(whole: list[str], ahead: deque[str], lines: Iterator[str], delimiter: str) -> bool:
    """Add the lines that a record goes over, as far as its quotation marks tell; False if they never close well."""
    marks, tries = whole[0].count('"'), 0
    while len(whole) < _FURTHEST and tries < _MOST_TRIES:
        line = ahead.popleft() if ahead else next(lines, None)
        if line is None:
            break
        whole.append(line)
        marks += line.count('"')
        if '"' in line and marks % 2 == 0:
            tries += 1
            try:
                if len(list(_reader(whole, delimiter, strict=True))) == 1:
                    return True
            except csv.Error:
                continue
    return False


def _unwrapped(raw: bytes, encoding: str, sample: str) -> str | None:
    """Return a table whose lines a program has each put into quotation marks whole, without these; None for another.

    That happens to a file with commas that is opened and saved where semicolons cut. Each line must then hold as many
    cells, and no blank stand behind the commas of the first, as in sentences.
    """
    lines = (sample[: sample.rfind("\n")] if len(sample) == _SAMPLE else sample).splitlines()
    written = [line for line in lines if line.strip()]
    if len(written) < 2 or not all(_WRAPPED.fullmatch(line) for line in written):
        return None
    inner = "\n".join(_without_wrap(line) for line in written)
    delimiter = _delimiter(inner)
    if f"{delimiter} " in written[0]:
        return None
    if len({len(record) for record in _reader(io.StringIO(inner, newline=""), delimiter)}) > 1 or delimiter == _NONE:
        return None
    return "\n".join(map(_without_wrap, _opened(raw, encoding).read().splitlines()))


def _without_wrap(line: str) -> str:
    line = line.strip()
    return line[1:-1].replace('""', '"') if _WRAPPED.fullmatch(line) else line


_WRAPPED = re.compile(r'\s*"(?:[^"]|"")*"\s*')


def _delimiter(sample: str) -> str:
    """Return the sign that cuts most lines, from the header on, into equally many cells.

    Counting is done outside quotation marks. Text in one column, whose commas cut here and there, is not cut: nothing
    then cuts the header.
    """
    if len(sample) == _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best = (False, 0.0, 0, _NONE)
    for delimiter in _DELIMITERS:
        lines = _mended(iter(io.StringIO(sample, newline="")), delimiter, [])
        try:
            widths = [len(record) for record in _reader(lines, delimiter) if any(record)]
        except csv.Error:
            continue
        usual, _count = max(Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if usual < 2:
            continue
        below = widths[widths.index(usual) :]
        share = below.count(usual) / len(below)
        if share >= (0.5 if widths[0] == usual else 0.9):
            best = max(best, (widths[0] == usual, round(share, 1), usual, delimiter))
    return best[-1]
