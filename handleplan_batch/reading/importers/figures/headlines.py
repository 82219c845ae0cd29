"""Which lines of a sheet are the headers of a table of results, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from handleplan_batch.language import _
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import parse_number
from handleplan_batch.reading.importers.figures.headers import (
    CONTENT,
    Reader,
    Words,
    as_cell,
    is_year,
)
from handleplan_batch.reading.importers.headed import (
    is_question,
)
from handleplan_batch.reading.polarity import is_statement

_HEADER_WITHIN = 30
"""Rows from the top among which the header is looked for."""
_PIVOT_ROWS = 12
_PIVOT_COLUMNS = re.compile(r"kolonnenavne|kolonneetiketter|kolumnetiketter|kolonneoverskrifter|column labels")
_PIVOT_COUNT = re.compile(r"(?:antal af|optælling af|antall av|antal av|count of)\s+(.+)", re.IGNORECASE)


def without_pivot(grid: Grid, reader: Reader) -> Grid:
    """Return the sheet with the question whose answers Excel's pivot table counts told as that.

    What it counts may be the respondents ("Antal af ID"); the question then stands elsewhere.
    """
    for number, row in enumerate(grid.rows[:_PIVOT_ROWS]):
        texts = texts_in_row(row)
        if len(texts) == 2 and any(_PIVOT_COLUMNS.fullmatch(text.casefold().strip()) for text in texts.values()):
            counted = _PIVOT_COUNT.fullmatch(min(texts.items())[1].strip())
            asked = "" if counted is None else counted[1]
            is_asked = is_question(asked) or is_statement(asked) or reader.is_topic(asked)
            if is_asked or counted is not None:
                rows = [*grid.rows]
                rows[number] = (f"{_('Question')}: {asked}",) if is_asked else ()
                return replace(grid, rows=rows)
    return grid


def end_of(grid: Grid, header_row: int, reader: Reader, limit: int) -> int:
    """Return where a table ends: at the lines above the header of another one, whose columns are others.

    No header is looked for from row ``limit`` on.
    """
    hidden = reader.words["hidden"]
    head, above = texts_in_row(grid.rows[header_row]), texts_in_row(grid.rows[header_row - 1]) if header_row else {}
    label = min(head)
    for index in range(header_row + 2, min(limit, len(grid.rows))):
        row = grid.rows[index]
        if not is_head(row, hidden) or not any(isinstance(value, str) for value in row):
            continue
        texts, before = texts_in_row(row), texts_in_row(grid.rows[index - 1])
        below = next((other for other in grid.rows[index + 1 :] if sum(value is not None for value in other) > 1), ())
        if not below or is_head(below, hidden) or not _holds_figures(below, hidden):
            continue
        if texts == head:
            is_other = before != above and any(column > 0 for column in above) and any(column > 0 for column in before)
            is_other |= before != above and only_asks(above) and only_asks(before)
        elif is_question(texts.get(label)) and {**texts, label: ""} == {**head, label: ""}:
            is_other = False  # the header of a block with a question of its own
        else:
            others = [value for column, value in enumerate(row) if column != min(texts) and isinstance(value, str)]
            named = any(reader.kind(text) or reader.is_answer(text) or is_year(text) for text in others)
            is_other = named or texts.get(label) == head[label]  # never numbers alone: 1, 2, 3 are figures
        if is_other:
            first = index
            while first - 1 > header_row and _is_line_above(grid.rows[first - 1], hidden):
                first -= 1
            return first
    return len(grid.rows)


def only_asks(texts: Mapping[int, str]) -> bool:
    """Whether a line holds nothing but a question, without a label: the table below it is about that."""
    return len(texts) == 1 and all(text.endswith("?") and " " in text and ":" not in text for text in texts.values())


def _is_line_above(row: Sequence[Value], hidden: Words) -> bool:
    """Whether a row between two tables is a title, or a header line over the lowest one."""
    filled = [value for value in row if value is not None]
    return bool(filled) and (len(filled) == 1 or is_head(row, hidden)) and not _holds_figures((None, *filled), hidden)


def texts_in_row(row: Sequence[Value]) -> dict[int, str]:
    """Return column -> what stands there, as text."""
    return {index: str(value).strip() for index, value in enumerate(row) if value is not None}


def is_head(row: Sequence[Value], hidden: Words) -> bool:
    """Whether a row may be a header line: several texts, years, or the numbers of a scale in a row."""
    filled = [value for value in row if value is not None]
    numbers = [value for value in filled if isinstance(value, int) and not isinstance(value, bool)]
    answers = [number for number in numbers if not is_year(number)]
    rising = all(after - before == 1 for before, after in pairwise(answers))
    if answers and (len(answers) < 3 or answers[0] not in (0, 1) or not rising):
        return False
    return (
        len(filled) >= 2
        and len(numbers) + sum(isinstance(value, str) for value in filled) == len(filled)
        and not any(
            isinstance(value, str)
            and not is_year(value)
            and as_cell(value, hidden)
            and value.strip() not in "0123456789"
            for value in filled
        )
        and (len(numbers) < len(filled) or all(map(is_year, filled)))
    )


def _holds_figures(row: Sequence[Value], hidden: Words) -> bool:
    return any(cell is not None and cell.number is not None for cell in (as_cell(value, hidden) for value in row[1:]))


def find_header_row(rows: Sequence[Sequence[Value]], reader: Reader) -> int | None:
    """Return the lowest header line: the widest that stands above figures, with at most headings in between.

    A wider one below a header that names results is that of another table.
    """
    hidden = reader.words["hidden"]
    best, widest = None, 1
    first = rows[: _HEADER_WITHIN * 2]
    for index, row in enumerate(first[:_HEADER_WITHIN]):
        if not is_head(row, hidden) or _is_numbered_row(first, index):
            continue
        below = (
            other for other in first[index + 1 :] if sum(value is not None for value in other) > 1
        )  # headings and blank rows passed over
        following = next(below, None)
        width = sum(value is not None for value in row)
        if following is None or not _holds_figures(following, hidden) or width <= widest:
            continue
        # 1, 2, 3 in the first row of figures are no second header line: that has no cell under the label's header.
        if not is_head(following, hidden) or (
            following[0] is not None and sum(v is not None for v in following) == width
        ):
            if best is not None and any(
                _names_results(text, reader) for text in list(texts_in_row(rows[best]).values())[1:]
            ):
                break
            best, widest = index, width
    return best


def _is_numbered_row(rows: Sequence[Sequence[Value]], index: int) -> bool:
    """Whether a line is the one of a list whose running number lies between those above and below it."""
    if not 0 < index < len(rows) - 1:
        return False
    around = zip(*rows[index - 1 : index + 2], strict=False)
    numbers = (tuple(map(parse_number, column)) for column in around)
    return any(above is not None and number == above + 1 and below == above + 2 for above, number, below in numbers)


def _names_results(text: str, reader: Reader) -> bool:
    return reader.kind(text) in CONTENT or reader.is_answer(text)


def groups_above(grid: Grid, header_row: int, hidden: Words, width: int) -> dict[int, str]:
    """Return column -> name of the group above it, from a header line over another; the last goes on to the end."""
    if header_row == 0:
        return {}
    row = grid.rows[header_row - 1]
    texts = texts_in_row(row)
    first = min(
        (min(texts_in_row(cells), default=width) for cells in grid.rows[header_row : header_row + 2]), default=0
    )
    told = {index for index in texts if index > first}
    if not told or not (is_head(row, hidden) or len(texts) == 1):
        return {}
    below = texts_in_row(grid.rows[header_row])
    spans = {first: last for top, first, bottom, last in grid.merged if top <= header_row - 1 <= bottom}
    if len(texts) > len(below) and not spans and not below.keys() <= texts.keys():  # else each column has its own
        return {}
    groups: dict[int, str] = {}
    current = ""
    for index in range(width):
        if index in texts:
            current = texts[index]
            end = spans.get(index, index if spans else width)
        if current and index <= end:
            groups[index] = current
    # A text over a label column is that column's header when it has none below; else it belongs to the title.
    return {index: text for index, text in groups.items() if index in told or index not in texts or index not in below}
