"""Pages of results as tools show them, and answers counted in two columns, as a table with headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from handleplan_batch.model import Problem
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.figures import reader_of
from handleplan_batch.reading.importers.legend import letters_in
from handleplan_batch.reading.scales import load_scales

_WIDEST = 2
"""Cells of a row: an answer and its number."""
_COUNT = "n"
_MORE = re.compile(r"(?:flere|vis) (?:detaljer|oplysninger)|(?:more )?details", re.IGNORECASE)
_RESPONSES = re.compile(r"\d+ (?:svar|besvarelser|responses)", re.IGNORECASE)
_RATING = re.compile(r"\d+[.,]\d+ (?:gennemsnitlig (?:bedømmelse|vurdering)|average rating)", re.IGNORECASE)
_NUMBER = re.compile(r"^\d{1,3}\.\s+")


def with_counts_headed(grid: Grid, context: Context) -> Grid:
    """Return a sheet of two columns with "n" beside each question that answers with how many gave them follow.

    So Microsoft Forms shows its results, with "12 svar" and "Flere detaljer" between them, and so they are counted.
    """
    if any(len(row) - row.count(None) > _WIDEST for row in grid.rows):
        return grid
    filled = [[value for value in row if value is not None] for row in grid.rows]
    reader, rows = reader_of(context), list(grid.rows)
    kept = [number for number, cells in enumerate(filled) if cells and not _tells_responses(cells)]
    for number, below in pairwise(kept):
        cells = [cell for cell in filled[number] if not (isinstance(cell, str) and _MORE.fullmatch(cell.strip()))]
        answer, *count = filled[below]
        counted = len(count) == 1 and isinstance(count[0], int) and reader.is_answer(str(answer))
        if len(cells) == 1 and counted and isinstance(cells[0], str) and not reader.is_answer(cells[0]):
            at = next(column for column, value in enumerate(rows[below]) if value is not None)
            rows[number] = (*[None] * at, _NUMBER.sub("", cells[0]), _COUNT)
    if rows == grid.rows:
        return grid
    return replace(grid, rows=[() if _tells_responses(cells) else row for cells, row in zip(filled, rows, strict=True)])


def with_letters_told(grid: Grid, context: Context) -> Grid:
    """Return a sheet with the answers in its headers that a line above them explains by their letters ("HE, E, HU")."""
    first = grid.rows[:_FIRST]
    if not any(isinstance(value, str) and value.count("=") + value.count(":") > 1 for row in first for value in row):
        return grid
    told = letters_in(first, load_scales(context.catalogue, context.directions))
    for number, row in enumerate(first):
        meant = [told.get(value.strip().casefold()) if isinstance(value, str) else None for value in row]
        if told and {word for word in meant if word} == {*told.values()}:
            rows = list(grid.rows)
            rows[number] = [word or value for word, value in zip(meant, row, strict=True)]
            return replace(grid, rows=rows)
    return grid


_FIRST = 10
"""Rows among which the headers of answers are looked for."""


def about_ratings(grid: Grid) -> Iterator[Problem]:
    """Yield that means of ratings, as Microsoft Forms shows them, do not tell how many stars there were."""
    told = [
        grid.ref(number, column)
        for number, row in enumerate(grid.rows)
        for column, value in enumerate(row)
        if isinstance(value, str) and _RATING.fullmatch(value.strip())
    ]
    if told:
        yield Problem("unknown-ends", told[0], {"count": str(len(told))})


def _tells_responses(cells: Sequence[Value]) -> bool:
    """Whether a row tells nothing but how many answered."""
    return len(cells) == 1 and isinstance(cells[0], str) and _RESPONSES.fullmatch(cells[0].strip()) is not None
