"""What stands around a survey's answers: legends of their numbers, and the question that short headers complete."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from handleplan_batch.model import (
    Codebook,
)
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.figures.headers import ONE_NUMBER
from handleplan_batch.reading.importers.figures.title import is_stem
from handleplan_batch.reading.importers.headed import (
    Column,
    HeadedTable,
    Header,
    Keywords,
    texts_of,
    without_rows,
)
from handleplan_batch.reading.importers.legend import Legend, is_labelled, legend_of, legends_in, letters_in, told_in
from handleplan_batch.reading.importers.respondents import Reordered
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import Scales, load_scales, measured_by, tells_of_grades, tells_of_turned

_LAST_QUESTION = re.compile(r"[^.?!=:;()\n]+\?(?=\s*(?:$|\(|\d+ ?=))")
_LONGEST_LEGEND = 20
"""Rows at the end of a table among which what explains its numbers is looked for."""


def with_legends_blank(rows: Sequence[Sequence[Value]], scales: Scales) -> Sequence[Sequence[Value]]:
    """Return the rows of a sheet with the legends blank that stand in several cells above a table, as headers do."""
    first = rows[:_LONGEST_LEGEND]
    if not any(
        sum(map(_is_explained, row)) >= _FEWEST_EXPLAINED or is_labelled([cell for cell in row if cell is not None])
        for row in first
    ):
        return rows
    found = {number for numbers, _legend in legends_in(first, scales) for number in numbers}
    return [() if number in found else row for number, row in enumerate(first)] + [*rows[_LONGEST_LEGEND:]]


def _is_explained(value: Value) -> bool:
    """Whether a cell may be a number of a legend, with its word or without."""
    if isinstance(value, str):
        return _EXPLAINED.match(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


_EXPLAINED = re.compile(r"\s*\d{1,2}\s*(?:[=:.)–-]|$)")
_FEWEST_EXPLAINED = 2


def legends_above(grid: Grid, header: Header, scales: Scales) -> list[Legend]:
    """Return the legends that stand above the table."""
    return [legend for _rows, legend in legends_in(_rows_above(grid, header), scales)]


def letters_around(grid: Grid, table: HeadedTable, scales: Scales) -> Mapping[str, str]:
    """Return letter in lower case -> the answer it stands for, as a line tells: "G = godt, D = dårligt".

    It stands above the table, or alone below it.
    """
    return letters_in((*_rows_above(grid, table.header), *(grid.rows[number] for number in table.totals)), scales)


def told_outside(
    grid: Grid,
    numeric: Sequence[Column],
    own: Mapping[int, str],
    around: Sequence[Legend],
    context: Context,
) -> tuple[Mapping[int, str], tuple[Codebook, ...]]:
    """Return column index -> the legend of its numbers, and the sheets whose legends were needed.

    It stands ``around`` the table, or on another sheet of the file; one of a column's ``own`` goes first.
    """
    scales, found = load_scales(context.catalogue, context.directions), list(around)
    books = tuple(book for book in context.codebooks if book.legends and book.where.file == grid.file)
    legends = _legends(numeric, [*found, *(legend for book in books for legend in book.legends)], scales)
    legends |= {column.index: own[column.index] for column in numeric if column.index in own}
    return legends, books if legends and not found else ()


def stem_above(grid: Grid, header: Header, words: Mapping[str, Keywords]) -> str:
    """Return the one question above the table that asks of what its headers name; a legend may stand behind it."""
    lines = (texts for row in _rows_above(grid, header) if len(texts := texts_of(row)) == 1)
    asked = [
        found[0].strip() if (found := _LAST_QUESTION.search(text)) is not None else text.rstrip(" .:…")
        for texts in lines
        for text in texts.values()
        if _LAST_QUESTION.search(text) or is_stem(text)
    ]
    return asked[0] if len(asked) == 1 and words["stem"].search(as_words(asked[0])) else ""


def measured_above(grid: Grid, header: Header) -> bool | None:
    """Return whether what the lines above the table name is good or bad to have much of; None where they do neither."""
    lines = (texts.values() for texts in map(texts_of, _rows_above(grid, header)) if len(texts) < _FEW_CELLS)
    return measured_by((grid.sheet, *chain.from_iterable(lines)))


def graded_above(grid: Grid, header: Header) -> bool:
    """Return whether a line above the table says that its numbers are marks from -3 to 12."""
    return any(tells_of_grades(text) for row in _rows_above(grid, header) for text in texts_of(row).values())


def turned_around(grid: Grid, table: HeadedTable) -> bool:
    """Return whether a line above the table, or alone below it, says that the numbers of some questions are turned."""
    return any(map(tells_of_turned, _lines_around(grid, table)))


def explains_around(grid: Grid, table: HeadedTable) -> bool:
    """Return whether such a line says of a number what it is, in words that are understood or not."""
    return any(ONE_NUMBER.search(line.casefold()) for line in _lines_around(grid, table))


def _lines_around(grid: Grid, table: HeadedTable) -> Iterator[str]:
    below = (grid.rows[number] for number in table.totals)
    for row in (*_rows_above(grid, table.header), *below):
        if len(texts := texts_of(row)) < _FEW_CELLS:
            yield from texts.values()


_FEW_CELLS = 3
"""Cells of a row that is no line of text."""


def _rows_above(grid: Grid, header: Header) -> Sequence[Sequence[Value]]:
    own = grid.rows[: header.row + 1 - max(1, len(header.lines))]
    return [*grid.above, *own] if isinstance(grid, Reordered) else own


def without_legend(grid: Grid, table: HeadedTable, scales: Scales) -> tuple[HeadedTable, tuple[int, ...], list[Legend]]:
    """Return the table without the rows at its end that explain its numbers, those rows, and what they say.

    Only rows that are much narrower than the table are looked at, or that hold nothing else below a blank one.
    """
    width = max(1, len(table.header.texts) - 2)
    first = len(table.rows)
    while (
        first
        and len(table.rows) - first < _LONGEST_LEGEND
        and (len(texts_of(table.rows[first - 1])) <= min(2, width) or _is_apart(table, first - 1))
    ):
        first -= 1
    legends = list(legends_in(table.rows[first:], scales))
    if not legends:
        return table, (), [legend for _rows, legend in legends_in([grid.rows[row] for row in table.totals], scales)]
    start = first + legends[0][0].start
    if start > first and len(texts_of(table.rows[start - 1])) == 1:  # its heading
        start -= 1
    rows = range(start, len(table.rows))
    notes = tuple(table.numbers[row] for row in rows if texts_of(table.rows[row]))
    return without_rows(table, rows), notes, [legend for _rows, legend in legends]


def _is_apart(table: HeadedTable, row: int) -> bool:
    """Whether a row tells several numbers with their words, below a blank row or another such."""
    before = row - 1
    while before and len(told_in(table.rows[before])) > 1:
        before -= 1
    return len(told_in(table.rows[row])) > 1 and not texts_of(table.rows[before])


def without_legends_of_columns(
    table: HeadedTable, scales: Scales
) -> tuple[HeadedTable, tuple[int, ...], dict[int, str]]:
    """Return the table without first rows of legends, those rows, and column index -> the legend that stands there.

    Each row may hold the word of one number only ("1 = god", below it "4 = dårlig"), above answers that are numbers.
    """
    cells = texts_of(table.rows[0]) if table.rows else {}
    found = {column: [legend for _rows, legend in legends_in([(text,)], scales)] for column, text in cells.items()}
    if any("=" in text for text in cells.values()) and not all(found.values()):
        return _without_split_legends(table, scales)
    if not found or not all(found.values()):
        return table, (), {}
    told = {column: _in_words(legend, legend) for column, (legend, *_others) in found.items()}
    return without_rows(table, {0}), (table.numbers[0],), told


def _without_split_legends(table: HeadedTable, scales: Scales) -> tuple[HeadedTable, tuple[int, ...], dict[int, str]]:
    """Return the same where the legend of each column goes on over several rows, beside at most a label of them."""
    whole: dict[int, dict[str, str]] = {}
    height = 0
    for row in table.rows[:_LONGEST_LEGEND]:
        cells = texts_of(row)
        pieces = {column: found for column, text in cells.items() if (found := told_in((text,)))}
        if len(pieces) < 2 or len(pieces) < len(cells) - 1 or (height and pieces.keys() != whole.keys()):
            break
        for column, piece in pieces.items():
            whole.setdefault(column, {}).update(piece)
        height += 1
    below = [row[column] for row in table.rows[height:] for column in whole if column < len(row)]
    if not below or any(isinstance(value, str) for value in below):
        return table, (), {}
    if not all(len(scales.labels(legend.values())) > 1 for legend in whole.values()):
        return table, (), {}
    told = {column: _in_words(legend, legend) for column, legend in whole.items()}
    return without_rows(table, range(height)), tuple(table.numbers[:height]), told


def _in_words(legend: Legend, codes: Iterable[str]) -> str:
    return ", ".join(f"{code} = {legend[code]}" for code in sorted(codes, key=int))


def legends_beside(columns: Sequence[Column], scales: Scales) -> Iterable[tuple[int, Legend | None]]:
    """Yield the columns that hold a legend beside the table, at its top, each number once, or as their header only."""
    for number, column in enumerate(columns):
        if not column.filled and (told := [legend for _rows, legend in legends_in([(column.header,)], scales)]):
            yield column.index, told[0]
        if not 2 <= column.filled == len(column.distinct) <= _LONGEST_LEGEND or column.filled == len(column.values):
            continue
        given = [value for value in column.values if value is not None]
        if (legend := legend_of(given, scales)) is not None:
            yield column.index, legend
        elif number and columns[number - 1].filled == column.filled:
            codes = columns[number - 1]
            pairs = [pair for pair in zip(codes.values, column.values, strict=True) if pair != (None, None)]
            found = [legend for _rows, legend in legends_in(pairs, scales)]
            if len(found) == 1 and len(found[0]) == len(pairs):
                yield from ((codes.index, None), (column.index, found[0]))


def _legends(columns: Sequence[Column], legends: Sequence[Legend], scales: Scales) -> dict[int, str]:
    """Return column index -> the legend of its numbers, where one alone can be.

    It explains every number that was given, or their ends, and it is no wider than the answers of all columns are: a
    legend of another question would turn the answers.
    """
    distinct = list({tuple(sorted(legend.items())): legend for legend in legends}.values())
    able: dict[int, list[int]] = defaultdict(list)
    reached: dict[int, set[int]] = defaultdict(set)
    for number, legend in enumerate(distinct):
        scale = [int(code) for code, word in legend.items() if not scales.is_off_scale(word)]
        for column in columns:
            codes = {int(answer) for answer in column.answers if answer.isdigit() and answer not in legend}
            strange = {answer for answer in column.answers if not answer.isdigit() and not scales.is_off_scale(answer)}
            between = len(scale) == 2 and all(min(scale) < code < max(scale) for code in codes)
            if not strange and (between or not codes):
                able[column.index].append(number)
                reached[number] |= {int(answer) for answer in column.answers if answer.isdigit()}
    told = {}
    for index, numbers in able.items():
        legend = distinct[numbers[0]]
        scale = [int(code) for code, word in legend.items() if not scales.is_off_scale(word)]
        seen = {code for code in reached[numbers[0]] if min(scale) <= code <= max(scale)}
        if len(numbers) == 1 and seen and min(seen) <= min(scale) + 1 and max(seen) >= max(scale) - 1:
            told[index] = _in_words(legend, map(str, scale))
    return told
