"""Sheets with a header row over columns: where the header is, and what stands below it.

What surveys, summed-up results and code books have in common. A title block above is narrower than the header; group
names above and names of sub-questions below are put together with it; rows that repeat the header or sum up are left
out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import ColumnUse, ImporterName, SheetEntry
from handleplan_batch.reading.contract import Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.polarity import as_words

_HEADER_WITHIN = 30
"""Rows from the top among which the header is looked for."""
SAMPLE = 300
"""Rows below the header that are enough to tell what a sheet is."""
SHORT = 4
"""Words up to which a header is a label ("Afdeling"), not a question about the thing."""
_TAIL = 5
"""Rows at the end among which totals and means are looked for."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header line or lines of a sheet."""

    row: int
    """0-based row of the lowest header line."""
    texts: Mapping[int, str]
    """0-based column -> header, of the columns that have one of their own."""
    below: Mapping[int, str]
    """The same from a second header line (SurveyMonkey's names of sub-questions)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its header and its values."""

    index: int
    header: str
    values: Sequence[Value]
    """One per row below the header."""
    distinct: Mapping[Value, None]
    """Without blanks, in order of appearance."""
    filled: int

    @property
    def answers(self) -> dict[str, int]:
        """Distinct answer as it stands -> how many gave it."""
        return dict(Counter(as_answer(value) for value in self.values if value is not None))


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """The rows below a header, without those that repeat it or sum up."""

    header: Header
    rows: Sequence[Sequence[Value]]
    numbers: Sequence[int]
    """0-based row of the sheet, one per row."""
    repeats: Sequence[int] = ()
    totals: Sequence[int] = ()


def find_header(rows: Sequence[Sequence[Value]]) -> Header | None:
    """Return the first row that looks like headers: several different texts, as wide as the table below.

    A title block above is narrower. A second line of group names above, of sub-questions below (SurveyMonkey) and of
    import ids below (Qualtrics) are understood.
    """
    first = [[value for value in row if value is not None] for row in rows[: _HEADER_WITHIN * 2]]
    widest = max(map(len, first), default=0)
    for index, filled in enumerate(first[:_HEADER_WITHIN]):
        texts = [value for value in filled if isinstance(value, str)]
        repeated = sum(not is_question(text) for text in texts) - len({t for t in texts if not is_question(t)})
        if len(filled) < max(2, 0.3 * widest) or len(texts) - repeated < 0.8 * len(filled) or len(set(texts)) < 2:
            continue
        below = rows[index + 1] if index + 1 < len(rows) else ()
        heads = texts_of(rows[index])
        lower = texts_of(below)
        if lower and len(rows) > index + 2 and str(next(iter(rows[index + 2]), "")).startswith('{"ImportId"'):
            return Header(index + 2, lower, {})
        if lower and not _recurs(rows, index + 1) and len(set(lower.values())) >= 0.9 * len(first[index + 1]):
            if 0 in heads and 0 not in lower and len(lower) > len(heads) / 2:
                return Header(index + 1, heads, lower)
            if len(lower) >= 1.3 * len(heads):
                return Header(index + 1, lower, {})
        return Header(index, heads, {})
    return None


def texts_of(row: Sequence[Value]) -> dict[int, str]:
    """Return 0-based column -> what stands there, on one line."""
    return {column: " ".join(str(value).split()) for column, value in enumerate(row) if value is not None}


def _recurs(rows: Sequence[Sequence[Value]], index: int) -> bool:
    """Whether the row's values stand again below them, as answers do and headers do not."""
    below = rows[index + 1 : index + 31]
    cells = [(column, value) for column, value in enumerate(rows[index]) if value is not None]
    again = sum(any(column < len(row) and row[column] == value for row in below) for column, value in cells)
    return again > 0.1 * len(cells) or not all(isinstance(value, str) for _column, value in cells)


def table_below(
    grid: Grid, header: Header, words: Mapping[str, re.Pattern[str]], limit: int | None = None
) -> HeadedTable:
    """Return the table below a header, or its first ``limit`` rows."""
    first = header.row + 1
    rows = grid.rows[first : None if limit is None else first + limit]
    column, text = next(iter(header.texts.items()))
    repeats = [
        number
        for number, row in enumerate(rows)
        if column < len(row) and row[column] == text and texts_of(row) == dict(header.texts)
    ]
    tail = range(max(0, len(rows) - _TAIL), len(rows))
    leading = {number: next((value for value in rows[number] if value is not None), None) for number in tail}
    totals = [
        number
        for number, value in leading.items()
        if isinstance(value, str) and words["total"].fullmatch(as_words(value).strip(" :."))
    ]
    if not repeats and not totals:
        return HeadedTable(header, rows, range(first, first + len(rows)))
    left_out = {*repeats, *totals}
    kept = [number for number in range(len(rows)) if number not in left_out]
    return HeadedTable(
        *(header, [rows[number] for number in kept], [first + number for number in kept]),
        repeats=[first + number for number in repeats],
        totals=[first + number for number in totals],
    )


def columns_of(table: HeadedTable) -> tuple[Column, ...]:
    """Return the columns that have a header or values, with their headers put together."""
    header, rows = table.header, table.rows
    width = max((len(row) for row in rows), default=0)
    width = max([width, *(column + 1 for column in header.texts)])
    if all(len(row) == width for row in rows):
        values: list[Sequence[Value]] = list(zip(*rows, strict=True)) or [()] * width
    else:
        values = [tuple(row[column] if column < len(row) else None for row in rows) for column in range(width)]
    columns: list[Column] = []
    left, repeats = "", 1
    seen: Counter[str] = Counter()
    for index, column in enumerate(values):
        distinct = dict.fromkeys(column)
        distinct.pop(None, None)
        text, below = header.texts.get(index), header.below.get(index)
        if text is not None:
            left, repeats = text, 1
        elif not distinct and below is None:
            continue
        elif left:
            repeats += 1
            text = left if below else f"{left} [{repeats}]"
        opens_group = index + 1 in header.below and index + 1 not in header.texts
        if below and text and (opens_group or repeats > 1):
            text = f"{text} [{below}]"
        if text:
            seen[text] += 1
            text = text if seen[text] == 1 else f"{text} ({seen[text]})"
        filled = len(column) - (column.count(None) if None in column else 0)
        columns.append(Column(index, text or "", column, distinct, filled))
    return tuple(columns)


@lru_cache(maxsize=8)
def header_words(catalogue: Catalogue) -> Mapping[str, re.Pattern[str]]:
    """Return the header words of ``wording.csv`` (kinds ``survey_…``) as patterns.

    Those of columns that are technical or personal must be the whole header; the others may stand in it.
    """
    listed: dict[str, list[str]] = defaultdict(list)
    for row in catalogue.table("wording"):
        if row["kind"].startswith("survey_"):
            listed[row["kind"].removeprefix("survey_")].append(row["word"])
    whole = ("personal", "technical", "variable", "value", "label", "total")
    return {
        kind: _pattern(["=" + word for word in words] if kind in whole else words) for kind, words in listed.items()
    }


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for keywords: ``word`` at a word's beginning, ``=word`` whole, ``*word`` anywhere.

    The text must be in lower case. Of several words the longest is tried first; without words nothing matches.
    """
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        body = re.escape(word.lstrip("=*").casefold())
        parts.append(("" if word.startswith("*") else r"(?<!\w)") + body + (r"(?!\w)" if word.startswith("=") else ""))
    return re.compile("|".join(parts) or r"(?!)")


def texts_in(column: Column) -> list[str]:
    """Return the distinct values that are texts."""
    return [value for value in column.distinct if isinstance(value, str)]


def share_of(values: Iterable[Value], holds: Callable[[Any], bool]) -> float:
    """Return the share 0–1 of the values for which something holds, 0 of none."""
    listed = list(values)
    return sum(map(holds, listed)) / len(listed) if listed else 0.0


def is_figure(value: Value) -> bool:
    """Whether a cell is a number, a share, or a mark for a hidden number."""
    return (isinstance(value, int | float) and not isinstance(value, bool)) or (
        isinstance(value, str) and re.fullmatch(r"[<>]?\s*-?\d+(?:[.,]\d+)?\s*%?|-|\*", value) is not None
    )


def is_question(text: Value) -> bool:
    """Whether a text is as long as a question, not as short as a label."""
    if not isinstance(text, str):
        return False
    words = len(text.split())
    return (words >= SHORT and len(text) >= 25) or (words >= SHORT - 1 and "?" in text)


def as_answer(value: Value) -> str:
    """Return a value as the answer it is told as."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def filled_rows(grid: Grid, header_row: int) -> int:
    """Return how many rows below the header hold anything."""
    return sum(any(value is not None for value in row) for row in grid.rows[header_row + 1 :])


def indices(found: Mapping[str, Sequence[Column]]) -> dict[str, tuple[int, ...]]:
    """Return field -> 0-based columns, as a :class:`Match` holds them."""
    return {name: tuple(column.index for column in columns) for name, columns in found.items()}


def sheet_entry(
    grid: Grid, name: ImporterName, match: Match, rows: int, *, set_aside: int = 0, rejected: int = 0
) -> SheetEntry:
    """Return the account of a sheet without respondents."""
    heads = grid.rows[match.header_row] if match.header_row >= 0 else ()
    columns = {
        name: ", ".join(str(heads[index]) for index in indices if index < len(heads) and heads[index] is not None)
        for name, indices in match.columns.items()
    }
    uses = tuple(
        ColumnUse(index + 1, " ".join(str(heads[index]).split()), name)
        for name, indices in match.columns.items()
        for index in indices
        if index < len(heads) and heads[index] is not None
    )
    header_row = None if match.header_row < 0 else match.header_row + 1
    return SheetEntry(
        *(grid.file, grid.sheet, name, header_row, rows),
        rows_set_aside=set_aside,
        rows_rejected=rejected,
        columns=columns,
        uses=tuple(sorted(uses, key=lambda use: use.column)),
    )
