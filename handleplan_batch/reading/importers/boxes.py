"""Scales whose steps are columns of their own, with a cross in one of them: read as one column of words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from handleplan_batch.model import SheetEntry
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import on_one_line, parse_number

_HEADER_WITHIN = 40
_CROSSES = frozenset({"x", "✓", "✔", "√", "✗", "✘", "☒", "☑", "🗹", "🗷", "⊠", "[x]"})
_UNTICKED = frozenset({"☐", "□", "▢", "⬜", "◻", "◽", "❏", "❑", "❐", "❒", "○", "◯", "⚪", "[]", "()"})


def is_unticked(value: Value) -> bool:
    """Whether a cell holds nothing but a box that is not ticked, as it stands in an empty form."""
    return isinstance(value, str) and "".join(value.split()) in _UNTICKED


def boxes_as_words(grid: Grid, is_step: Callable[[Value], bool], bare: str) -> tuple[Grid, Mapping[int, range]] | None:
    """Return a sheet with every scale of crossed columns as one, and column -> the columns that it stands for.

    ``is_step`` tells the words of a scale; numbers are steps where a header stands over them. A scale without such a
    header is called ``bare``. What was crossed stands in the first of its columns; two crosses in a row stay two words,
    which are no step. None when there are no such columns.
    """
    for index, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        above = grid.rows[index - 1] if index else ()
        stretches = [one for one in _stretches(cells, above, is_step) if _is_crossed(grid.rows[index + 1 :], one)]
        if stretches:
            return _folded(grid, index, stretches, bare), {one.start: one for one in stretches}
    return None


def with_boxes(entry: SheetEntry, boxes: Mapping[int, range]) -> SheetEntry:
    """Return the account of such a sheet with every crossed column used as what they are together."""
    alone = {use.column: range(use.column - 1, use.column) for use in entry.uses}
    uses = [
        replace(use, column=column + 1) for use in entry.uses for column in boxes.get(use.column - 1, alone[use.column])
    ]
    return replace(entry, uses=tuple(uses))


def _stretches(cells: Sequence[Value], above: Sequence[Value], is_step: Callable[[Value], bool]) -> Iterator[range]:
    """Yield the columns of at least two steps side by side; a header above begins a scale anew, and so does a step."""
    start: int | None = None
    for column in range(len(cells) + 1):
        value = cells[column] if column < len(cells) else None
        over = column < len(above) and isinstance(above[column], str)
        number = not isinstance(value, bool) and parse_number(value) is not None
        step = is_step(value) or (number and (over or start is not None))
        again = start is not None and value in cells[start:column]
        if start is not None and (not step or over or again):
            if column - start > 1:
                yield range(start, column)
            start = None
        if step and start is None:
            start = column


def _is_crossed(rows: Sequence[Sequence[Value]], columns: range) -> bool:
    """Whether the columns hold crosses and nothing else, seldom two in a row."""
    crossed = twice = 0
    for row in rows:
        filled = [value for value in row[columns.start : columns.stop] if value is not None and not is_unticked(value)]
        if not all(isinstance(value, str) and value.strip().casefold() in _CROSSES for value in filled):
            return False
        crossed += bool(filled)
        twice += len(filled) > 1
    return crossed > 0 and 4 * twice <= crossed


def _folded(grid: Grid, index: int, stretches: Sequence[range], bare: str) -> Grid:
    rows = [list(row) for row in grid.rows]
    header, above = rows[index], rows[index - 1] if index else []
    boxed = {column for one in stretches for column in one}
    only_steps = all(value is None or column in boxed for column, value in enumerate(header))
    target = above if only_steps and above else header
    target += [None] * (max(boxed) + 1 - len(target))
    for one in stretches:
        steps = [header[column] for column in one]
        over = above[one.start] if one.start < len(above) else None
        name = on_one_line(over) if isinstance(over, str) else bare
        said = [on_one_line(str(step)) for step in steps]
        numbers = all(not isinstance(step, str) for step in steps)
        for step, column in enumerate(one, start=1):
            header[column] = None
            if column < len(above):
                above[column] = None
            target[column] = f"({step})"  # a column without a header would end the list, and this one is none of it
        target[one.start] = f"{name} ({f'{said[0]}-{said[-1]}' if numbers else ' / '.join(said)})"
        for row in rows[index + 1 :]:
            crossed = [
                step
                for column, step in zip(one, steps, strict=True)
                if column < len(row) and row[column] is not None and not is_unticked(row[column])
            ]
            if any(value is not None for value in row[one.start : one.stop]):
                row[one.start : one.stop] = [None] * (min(one.stop, len(row)) - one.start)
                row[one.start] = crossed[0] if len(crossed) == 1 else "+".join(map(str, crossed)) or None
    merged = [merge for merge in grid.merged if not (merge[0] in (index - 1, index) and merge[1] in boxed)]
    return replace(grid, rows=rows, merged=merged)
