"""Lists with headers: where they begin and end, which column is what, and what each row's cells mean.

An importer of a list is a declaration (:class:`ListImporter`): its fields, which of them it cannot do without, and a
function that turns each :class:`Row` into a record or says why not. Everything that real sheets do stays in here: which
row holds the headers (``headers``), which rows below them are records (``records``, ``versions``), what the cells of
those mean (``table``, ``days``), and the account of what became of every row (``ledger``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import CellRef, ImporterName, Problem, Reading, SheetEntry
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, plain, words_of
from handleplan_batch.reading.importers.lists.headers import (
    DENIALS,
    Declaration,
    Field,
    HeaderMatch,
    HeaderRow,
    Kind,
    header_rows,
    named_by,
    without_number,
)
from handleplan_batch.reading.importers.lists.ledger import Reason, content_id
from handleplan_batch.reading.importers.lists.records import records_of
from handleplan_batch.reading.importers.lists.table import Row, Table

__all__ = [
    "DENIALS",
    "Field",
    "Kind",
    "ListImporter",
    "Reason",
    "Row",
    "Table",
    "content_id",
    "named_by",
    "without_number",
]

_LEAST_STRENGTH = 0.4
_LEAST_DISTINCT = 0.6
"""Least share of different texts in a header row; answers repeat themselves, headers seldom do."""
_DAY = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}:\d\d.*)?")
_CERTAIN_FROM = 2.0
"""Weight of matched fields at which strength is one half."""


@dataclass(eq=False, kw_only=True)
class ListImporter(Declaration):
    """An importer of lists with one record a row; ``read`` visits every row of the table and decides about it."""

    read: Callable[[Table], None]
    unlike: tuple[tuple[str, str], ...] = ()
    """``(importer, field)`` whose headers tell that the list is of another kind."""
    denied: Callable[[Grid, Match, Context], bool] = field(default=lambda _grid, _match, _context: False)
    """Whether what stands below the headers tells that it is no such list, whatever they say."""
    measured: Callable[[str, str], str] = field(default=lambda name, _header: name)
    """The field that a column is after all, by the field that its header's words told and the header with its unit."""
    layout: Callable[[Grid, Context], Match | None] = field(default=lambda _grid, _context: None)
    """A second chance for sheets of this kind that are no list; their rows are rejected by ``explain``."""
    explain: str = ""
    """Problem code for such a sheet."""

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of the best header row, None when no row has what the layout needs."""
        words = words_of(context.catalogue)
        decision = context.decision
        if decision is not None and decision.header_row is not None:
            index = decision.header_row - 1 - grid.top
            claim = self._claim(grid, index, words, decision) if 0 <= index < len(grid.rows) else None
            return claim or self.layout(grid, context)
        known = words.headers(self.name)
        told = decision is not None and decision.kind == self.name
        likely: list[tuple[int, int]] = []
        for index in header_rows(grid, known):
            headers = HeaderRow(grid, index, words, known).texts
            texts = list(headers.values())
            hits = sum(map(known.__contains__, map(plain, texts)))
            if decision is not None:
                named = sum(decision.column(header, column) is not None for column, header in headers.items())
                hits = max(hits, named)
            if (
                len(texts) >= 2
                and len(set(texts)) >= _LEAST_DISTINCT * len(texts)
                and not _is_record(grid, index, known)
            ):
                likely.append((-hits, index))
        if told:  # nothing but the headers tells a row of data that holds one of their words
            likely = [one for one in likely if one[0] == min(likely)[0]]
        claims = [
            match
            for _hits, index in sorted(likely)[:4]
            if (match := self._claim(grid, index, words, decision)) is not None
            and (told or not (_is_record(grid, index, known) or self.denied(grid, match, context)))
        ]
        best = max(claims, key=lambda match: (match.strength, -match.header_row), default=None)
        # Groups of headers are read with the headers below them.
        below = (match for match in claims if best is not None and match.header_row == best.header_row + 1)
        best = next((match for match in below if HeaderRow(grid, match.header_row, words, known).groups), best)
        # Headers that are repeated further down are the same list: it begins with the first.
        same = [match for match in claims if best is not None and match.columns == best.columns]
        return min(same, key=lambda match: match.header_row, default=best) or self.layout(grid, context)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the records of the list, every row accounted for."""
        if not match.columns:
            return self._rejected(grid)
        table = Table(self, grid, match, context)
        table.rows = records_of(table)
        self.read(table)
        return table.reading()

    def _claim(self, grid: Grid, index: int, words: Words, decision: SheetDecision | None = None) -> Match | None:
        header = HeaderRow(grid, index, words, words.headers(self.name))
        if decision is None:
            possible = header.fields(self.name, words)  # to look below the headers takes far longer
            if not all(possible.intersection(group) for group in self.needs):
                return None
        headers = HeaderMatch(self, grid, index, header, words)
        columns, total = self._measured(headers), headers.weight
        if decision is not None:
            columns = self._decided(columns, headers.texts, decision)
            if decision.kind == self.name and any(name in columns for name in self.main):
                return Match(self.name, index, columns, 1.0)
        if len(columns) < 2 or not all(any(name in columns for name in group) for group in self.needs):
            return None
        if decision is None and len(columns) == 2 and _goes_on(grid, index):
            return None
        names = named_by(grid, index)
        own = words.named(self.name, *names)
        if headers.of_leavers or (not own and any(words.tells_of_header("leaving", plain(name)) for name in names)):
            return None  # what each said who left is theirs
        if own:
            total += 1.5
        elif any(words.named(kind, *names) for kind in ImporterName):
            total -= 1
        total -= 4 * sum(1 for importer, name in self.unlike if headers.has(importer, name))
        covered = sum(map(len, columns.values())) / max(1, headers.count)
        strength = max(0.0, total) / (max(0.0, total) + _CERTAIN_FROM) * min(1.0, 0.6 + 0.8 * covered)
        if strength < _LEAST_STRENGTH:
            return None
        return Match(self.name, index, columns, round(strength, 6))

    def _measured(self, headers: HeaderMatch) -> Mapping[str, tuple[int, ...]]:
        """Return the columns by field, where a unit that stands in brackets counts too."""
        found: dict[str, tuple[int, ...]] = {}
        for name, places in headers.columns.items():
            for column in places:
                field_name = self.measured(name, headers.texts[column])
                found[field_name] = tuple(sorted((*found.get(field_name, ()), column)))
        return found

    def _decided(
        self, columns: Mapping[str, tuple[int, ...]], headers: Mapping[int, str], decision: SheetDecision
    ) -> dict[str, tuple[int, ...]]:
        """Return the columns with what the user's mapping says of them; it goes before what the headers say."""
        said = {
            column: told.role
            for column, header in headers.items()
            if (told := decision.column(header, column)) is not None and told.role
        }
        decided = set(said.values())
        kept = {
            name: tuple(column for column in places if column not in said)
            for name, places in columns.items()
            if name not in decided
        }
        for column, name in said.items():
            if name in {entry.name for entry in self.fields}:
                kept[name] = tuple(sorted((*kept.get(name, ()), column)))
        return {name: places for name, places in kept.items() if places}

    def _rejected(self, grid: Grid) -> Reading:
        count = sum(any(value is not None for value in row) for row in grid.rows)
        entry = SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, count, rows_rejected=count)
        return Reading(sheets=(entry,), problems=(Problem(self.explain, CellRef(grid.file, grid.sheet)),))


def _is_record(grid: Grid, index: int, known: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a row holds a day, and the row above it headers for all that it holds."""
    filled = [column for column, cell in enumerate(grid.rows[index]) if cell is not None]
    if not index or not any(_is_day(grid.rows[index][column]) for column in filled):
        return False
    above = [grid.cell(index - 1, column) for column in filled]
    headers = [cell for cell in above if isinstance(cell, str)]
    return len(headers) == len(filled) and sum(plain(cell) in known for cell in headers) > 1


def _is_day(value: Value) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value.strip()) is not None)


def _goes_on(grid: Grid, index: int) -> bool:
    """Whether a row fills the same cells as the two above: it is one of theirs, though its words are known headers."""
    filled = [{column for column, cell in enumerate(row) if cell is not None} for row in grid.rows[: index + 1][-3:]]
    return len(filled) == 3 and filled[0] == filled[1] == filled[2]
