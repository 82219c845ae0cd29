"""Forms: labels with what was filled in beside or below them, as printed templates have it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, plain
from handleplan_batch.reading.importers.lists import without_number

_WITHIN, _COLUMNS = 400, 12
"""Rows and columns in which the labels of a form are looked for."""
LONGEST_LABEL = 60
_NUMBER_AT_END = re.compile(r"\s+(?:nr\.?\s*)?\d{1,2}$")
"""That of the block, behind a label (``Problem 2:``)."""


@dataclass(frozen=True, slots=True)
class Label:
    """A cell that names a part of what is told."""

    row: int
    column: int
    name: str
    said: str
    """What the cell itself says after the label (``Ansvarlig: Kim``)."""


def labels_of(grid: Grid, words: Words, importer: str) -> list[Label]:
    """Return the cells that hold nothing but the name of a part, or begin with one and a colon."""
    known = words.headers(importer)
    found: list[Label] = []
    for row, cells in enumerate(grid.rows[:_WITHIN]):
        for column, cell in enumerate(cells[:_COLUMNS]):
            if not isinstance(cell, str):
                continue
            first, colon, rest = cell.partition(":")
            said = "" if "\n" in rest else rest.strip()
            for text, after in ((cell, ""), (first, said)) if colon and (said or not rest) else ((cell, ""),):
                names = known.get(_NUMBER_AT_END.sub("", without_number(plain(text))), ())
                if not names or len(text) > LONGEST_LABEL:
                    continue
                alone = len(cells) == cells.count(None) + 1 and not after and not text.rstrip().endswith(":")
                # The name of a plan is no label of its action («Handlingsplan: Lager»).
                titled = (alone or "action" in names) and bool(words.meanings(importer, "named", cell))
                if not titled:
                    found.append(Label(row, column, names[0], after))
                    break
    labels: list[Label] = []
    often = Counter(label.column for label in found)
    for label in found:
        before = labels[-1] if labels and labels[-1].row == label.row else None
        marked = str(grid.rows[label.row][label.column]).rstrip().endswith(":") or label.said
        # "Udført" beside "Status" is what the label says, not a label.
        if before is None or before.said or marked or often[label.column] > 1:
            labels.append(label)
    return labels


def told_at(grid: Grid, label: Label, block: Sequence[Label], last_row: int) -> Iterator[tuple[int, Value]]:
    """Yield what belongs to a label, with its column: what stands beside it, else below it, down to the next label."""
    if label.said:
        yield label.column, label.said
    next_beside = min(
        (other.column for other in block if other.row == label.row and other.column > label.column), default=None
    )
    next_below = min((other.row for other in block if other.row > label.row), default=last_row)
    beside = slice(label.column + 1, next_beside)
    written = [
        (column, value)
        for row in grid.rows[label.row : next_below]
        for column, value in list(enumerate(row))[beside]
        if value is not None
    ]
    below = [
        (label.column, row[label.column])
        for row in grid.rows[label.row + 1 : next_below]
        if label.column < len(row) and row[label.column] is not None
    ]
    for column, value in written or below:
        # A guiding question of the template is no answer.
        if not (isinstance(value, str) and value.rstrip().endswith("?")):
            yield column, value
