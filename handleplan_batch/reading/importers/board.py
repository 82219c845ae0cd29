"""Boards: notes in columns, where the column alone tells what a note is, and a row means nothing.

Two kinds are known: tasks by how far they are (Plan, I gang, Færdig), and what is good, bad and wished for (SWOT, notes
of a meeting).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handleplan_batch.model import ColumnUse, Finding, ImporterName, Polarity, Reading, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, parse_number, plain, words_of
from handleplan_batch.reading.importers.lists import Reason
from handleplan_batch.reading.importers.lists.ledger import Ledger

_STRENGTH = 0.85
_HEADER_WITHIN = 5
_FEWEST, _FEWEST_MEANINGS = 2, 2
"""Columns of a board, and different things that they mean."""
_TELLING = re.compile(r"[^\W\d_]{3}")
"""What no mark, number or code holds."""
_BULLET = re.compile(r"\s*[-•*–]\s*(?=\S)")
_POLARITIES = {"positive": Polarity.POSITIVE, "problem": Polarity.PROBLEM, "wish": Polarity.AMBITION}


@dataclass(frozen=True, slots=True)
class _Board:
    """The rows of headings of a board, each with its columns -> what they mean."""

    headings: Mapping[int, Mapping[int, str]]


class BoardImporter:
    """Recognises the boards of one kind: those that make a plan, or those that are points of a discussion."""

    def __init__(self, name: ImporterName) -> None:
        self.name = name

    def identify(self, grid: Grid, context: Context, /) -> Match | None:
        """Return the claim of a row that holds nothing but the headings of a board, with notes below it alone."""
        words = words_of(context.catalogue)
        for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
            if self._meanings(row, words):
                board = self._board(grid, index, words)
                return None if board is None else Match(self.name, index, {}, _STRENGTH, board)
        return None

    def extract(self, grid: Grid, match: Match, context: Context, /) -> Reading:
        """Return a finding for each note, every row below the headings accounted for."""
        words = words_of(context.catalogue)
        board = match.found if isinstance(match.found, _Board) else self._board(grid, match.header_row, words)
        ledger = Ledger(grid, context.catalogue)
        headings = {} if board is None else board.headings
        below: Mapping[int, str] = {}
        heads: Sequence[Value] = ()
        for index, row in enumerate(grid.rows):
            if index < match.header_row or not any(value is not None for value in row):
                continue
            if index in headings:
                below, heads = headings[index], row
                if index > match.header_row:
                    ledger.set_aside(index, Reason.HEADER)
                continue
            findings = [
                self._finding(grid, index, column, text, meaning, str(heads[column]))
                for column, meaning in below.items()
                if column < len(row) and row[column] is not None
                for note in _notes(str(row[column]))
                if (text := ledger.clean(note, index)) and not words.says("none", text)
            ]
            if findings:
                ledger.take(findings, [f"{one.text} {one.progress}" for one in findings], grid.ref(index))
            else:
                ledger.set_aside(index, Reason.NOTHING)
        first = headings.get(match.header_row, {})
        uses = [
            ColumnUse(column + 1, str(grid.cell(match.header_row, column)), self._role(meaning))
            for column, meaning in first.items()
        ]
        return ledger.reading(self.name, match.header_row, {}, uses)

    def _role(self, meaning: str) -> str:
        if self.name is ImporterName.PLAN:
            return "action"
        return {"positive": "positive", "wish": "goal"}.get(meaning, "note")

    def _meanings(self, row: Sequence[Value], words: Words) -> Mapping[int, str]:
        """Return column -> what its heading means, empty where the row is no row of headings."""
        filled = {column: value for column, value in enumerate(row) if value is not None}
        found: dict[int, str] = {}
        for column, value in filled.items():
            said = words.meanings(self.name, "board", value)
            if not said and self.name is ImporterName.PLAN:
                said = words.meanings("any", "status", value)
            if not said or not isinstance(value, str):
                return {}
            found[column] = said[0]
        return found if len(found) >= _FEWEST and len(set(found.values())) >= _FEWEST_MEANINGS else {}

    def _board(self, grid: Grid, first: int, words: Words) -> _Board | None:
        """Return the board that begins in a row, None where the rest of the sheet is something else."""
        headings: dict[int, Mapping[int, str]] = {}
        below: Mapping[int, str] = {}
        notes = 0
        for index, row in enumerate(grid.rows[first:], start=first):
            if meanings := self._meanings(row, words):
                headings[index] = below = meanings
                continue
            for column, value in enumerate(row):
                if value is None:
                    continue
                if column not in below or not _is_note(value, words):
                    return None
                notes += 1
        return _Board(headings) if notes >= _FEWEST else None

    def _finding(self, grid: Grid, index: int, column: int, text: str, meaning: str, heading: str) -> Finding:
        if self.name is ImporterName.PLAN:
            return Finding(
                id="",
                source=SourceKind.PLAN,
                where=grid.ref(index, column),
                text=text,
                proposal=text,
                progress=" ".join(heading.split()),
                begun=meaning == "partly",
                solved=meaning == "done",
            )
        return Finding(
            id="",
            source=SourceKind.DISCUSSION,
            where=grid.ref(index, column),
            text=text,
            polarity=_POLARITIES[meaning],
        )


def _is_note(value: Value, words: Words) -> bool:
    """Whether a cell says something in words: no cross, number or name of a status."""
    return (
        isinstance(value, str)
        and _TELLING.search(value) is not None
        and parse_number(value) is None
        and not words.meanings("any", "mark", plain(value))
        and not words.meanings("any", "status", value)
    )


def _notes(text: str) -> Iterator[str]:
    """Yield the notes of a cell: one, or each line of a list."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        yield from (_BULLET.sub("", line, count=1).strip() for line in lines)
    else:
        yield _BULLET.sub("", text, count=1).strip() if len(lines) == 1 else text.strip()


BOARD_OF_TASKS = BoardImporter(ImporterName.PLAN)
BOARD_OF_POINTS = BoardImporter(ImporterName.DISCUSSION)
