"""Registers of persons: who has which course, certificate, vaccine or shoe, with a row or a column for each.

They look like answers, and are none. Nothing of them is read; what such a list is gets told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handleplan_batch.model import CellRef, ImporterName, Problem, Reading, SheetEntry
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, parse_number, words_of
from handleplan_batch.reading.importers.equipment import EQUIPMENT
from handleplan_batch.reading.importers.headed import Keywords, filled_rows, header_words, texts_of
from handleplan_batch.reading.importers.lists import named_by
from handleplan_batch.reading.importers.surveys.signs import addresses, is_moment, is_personal
from handleplan_batch.reading.polarity import as_words

_STRENGTH = 0.975
"""Of a claim, which names both the persons and what they have."""
_HEADER_WITHIN = 12
_SAMPLE = 60
_FEWEST_PERSONS, _FEWEST_KNOWN = 2, 2
_HELD = 0.8
"""Least share of a column's cells that tell whether, when or how well."""
_MOST_LEVELS, _LONGEST_LEVEL = 10, 3
"""The greatest number, and the most words, of a level of skill."""


class RegisterImporter:
    """Recognises registers of persons, so that they are not counted as answers."""

    name = ImporterName.UNKNOWN

    def identify(self, grid: Grid, context: Context, /) -> Match | None:
        """Return the claim to a sheet that names persons, and beside them what each has, can or was taught."""
        words = header_words(context.catalogue)
        for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
            headers = texts_of(row)
            if len(headers) < 2 or any("?" in text or addresses(text, words) for text in headers.values()):
                continue
            if _is_register(grid, index, headers, words, words_of(context.catalogue)):
                return None if EQUIPMENT.identify(grid, context) else Match(self.name, index, {}, _STRENGTH)
        return None

    def extract(self, grid: Grid, _match: Match, _context: Context, /) -> Reading:
        """Return nothing but what the sheet is."""
        rows = filled_rows(grid, -1)
        entry = SheetEntry(grid.file, grid.sheet, self.name, None, rows, rows_set_aside=rows)
        return Reading(sheets=(entry,), problems=(Problem("person-register", CellRef(grid.file, grid.sheet)),))


def _is_register(
    grid: Grid, index: int, headers: Mapping[int, str], words: Mapping[str, Keywords], cell_words: Words
) -> bool:
    said = {column: as_words(text) for column, text in headers.items()}
    first = min(headers)
    across = words["register_subject"].fullmatch(said[first]) is not None
    persons = [column for column, text in said.items() if is_personal(text, words)]
    if not (across or persons):
        return False  # the cells of most sheets need not be looked at
    below = [row for row in grid.rows[index + 1 :][:_SAMPLE] if any(value is not None for value in row)]
    columns = {column: [row[column] for row in below if column < len(row)] for column in headers}
    titled = any(words["register_name"].search(as_words(name)) for name in named_by(grid, index))
    held = [column for column, cells in columns.items() if _is_held(cells, cell_words)]
    if across and first not in held:  # the persons stand across
        known = sum(words["register"].search(as_words(str(cell))) is not None for cell in columns[first])
        return len(held) >= _FEWEST_PERSONS and len(held) == len(headers) - 1 and (titled or 2 * known > len(below))
    subjects = [column for column, text in said.items() if words["register_subject"].fullmatch(text)]
    if persons and subjects and held:  # a row for each course of each
        return not any(column in held for column in subjects)
    others = [text for column, text in said.items() if column not in persons]
    if persons and 2 * sum(words["register_time"].fullmatch(text) is not None for text in others) > len(others):
        return True  # who works when
    named = [column for column in persons if _tells_apart(columns[column])]
    if not named or not held:
        return False
    known = sum(words["register"].search(said[column]) is not None for column in held)
    return titled or (2 * known >= len(held) and known >= min(_FEWEST_KNOWN, len(held)))


def _tells_apart(cells: Sequence[Value]) -> bool:
    """Whether a column has a name of its own for each row."""
    names = [cell for cell in cells if cell is not None]
    return len(names) >= _FEWEST_PERSONS and len(set(names)) >= _HELD * len(names)


def _is_held(cells: Sequence[Value], words: Words) -> bool:
    """Whether cells tell whether somebody has something, since when, or how well, and nothing else."""
    filled = [cell for cell in cells if cell is not None]
    return bool(filled) and sum(map(bool, _held(filled, words))) >= _HELD * len(filled)


def _held(cells: Sequence[Value], words: Words) -> Iterator[bool]:
    for cell in cells:
        number = parse_number(cell)
        if isinstance(cell, bool) or words.meanings("any", "mark", cell) or is_moment(cell):
            yield True
        elif number is not None:
            yield 0 <= number <= _MOST_LEVELS or number in range(1990, 2100)
        else:
            yield words.says("missing", cell) or words.meaning("any", "held", cell) is not None
