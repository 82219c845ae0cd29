"""Boards: notes in columns that tell what each is (``Plan``, ``I gang``, ``Færdig``; strengths and weaknesses)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handleplan_batch.model import ColumnUse, Finding, ImporterName, Polarity, Reading, SourceKind
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, words_of
from handleplan_batch.reading.importers.lists import Reason, named_by
from handleplan_batch.reading.importers.lists.ledger import Ledger

_HEADER_WITHIN = 10
_SAMPLE = 100
_FEWEST_COLUMNS, _FEWEST_NOTES = 2, 2
_TASKS = frozenset({"open", "begun", "done"})
"""What a column of tasks says of how far they are."""
_POLARITY = {"good": Polarity.POSITIVE, "problem": Polarity.PROBLEM, "wish": Polarity.AMBITION}
_ROLES = {"good": "positive", "problem": "discussion", "wish": "goal"}
"""Kind of column -> the field of a discussion that it is shown as."""


@dataclass(frozen=True, slots=True)
class Board:
    """Where the columns of a board begin."""

    header: int
    """0-based row of the first line of headers; others may stand below it (a SWOT in four fields)."""
    kinds: Mapping[int, str]
    """Column -> what its notes are."""

    def read(self, grid: Grid, context: Context) -> Reading:
        """Return a finding for each note, every row accounted for."""
        words, ledger = words_of(context.catalogue), Ledger(grid, context.catalogue)
        kinds = self.kinds
        file, sheet, *titles = named_by(grid, self.header)
        named = "" if words.meanings("any", "sheet", sheet) else sheet
        ledger.problem("notes-on-board", grid.ref(self.header))
        for index, row in enumerate(grid.rows):
            if index <= self.header or not any(value is not None for value in row):
                continue
            if further := _kinds(row, words, in_parts=True):
                kinds = further
                ledger.set_aside(index, Reason.HEADER)
                continue
            notes = [
                Finding(
                    id="",
                    source=SourceKind.DISCUSSION,
                    where=grid.ref(index, column),
                    text=ledger.clean(text, index),
                    polarity=_POLARITY.get(kinds[column]),
                    begun=kinds[column] == "begun",
                    solved=kinds[column] == "done",
                    titles=(named, file.rpartition(".")[0], *titles),
                )
                for column, text in enumerate(row)
                if isinstance(text, str) and not words.says("none", text)
            ]
            if notes:
                ledger.take(notes, None, grid.ref(index))
            else:
                ledger.set_aside(index, Reason.NOTHING)
        headers = {column: " ".join(str(grid.cell(self.header, column)).split()) for column in self.kinds}
        uses = [
            ColumnUse(column + 1, header, _ROLES.get(self.kinds[column], "action"))
            for column, header in headers.items()
        ]
        return ledger.reading(ImporterName.DISCUSSION, self.header, {}, uses)


def board_in(grid: Grid, words: Words) -> Board | None:
    """Return the board that a sheet is, None for another sheet."""
    for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        if kinds := _kinds(row, words):
            return Board(index, kinds) if _holds_notes(grid.rows[index + 1 :][:_SAMPLE], kinds, words) else None
    return None


def _kinds(row: Sequence[Value], words: Words, *, in_parts: bool = False) -> dict[int, str]:
    """Return column -> what its notes are, none where another cell stands among the headers, or they tell too little.

    How far tasks are takes two different columns; what is to be done takes one for what is good, or it may be about
    what stands beside it (``Problem``, ``Løsning``). ``in_parts``: the row stands below others of a board.
    """
    kinds: dict[int, str] = {}
    for column, cell in enumerate(row):
        if cell is None:
            continue
        told = words.meanings(ImporterName.DISCUSSION, "board", cell)
        if not told:
            return {}
        kinds[column] = told[0]
    said = set(kinds.values())
    known = said <= _TASKS or (said.isdisjoint(_TASKS) and (in_parts or "good" in said))
    return kinds if len(kinds) >= _FEWEST_COLUMNS and known and len(said) > 1 else {}


def _holds_notes(rows: Sequence[Sequence[Value]], kinds: Mapping[int, str], words: Words) -> bool:
    """Whether nothing but notes stands below the headers: texts in their columns, hardly one of a single word again."""
    cells = [(column, cell) for row in rows for column, cell in enumerate(row) if cell is not None]
    if not all(column in kinds and isinstance(cell, str) for column, cell in cells):
        return False
    texts = [str(cell) for _column, cell in cells if not words.meanings(ImporterName.DISCUSSION, "board", cell)]
    marks = any(words.meanings("any", "mark", text) for text in texts)
    long = sum(" " in text.strip() for text in texts)
    return len(set(texts)) >= _FEWEST_NOTES and not marks and len(set(texts)) == len(texts) and 2 * long >= len(texts)
