"""Where the respondents of a survey belong.

Columns say it first; without any, headings between the rows, then the lines above the table, the name of the file and
that of the sheet.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handleplan_batch.model import DepartmentPath, ImporterName, Reading
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import ANY_YEAR, plain, words_of
from handleplan_batch.reading.importers.figures import reader_of
from handleplan_batch.reading.importers.figures.headers import Reader, without_count
from handleplan_batch.reading.importers.figures.title import department_of_sheet, label_and_name, pieces_of
from handleplan_batch.reading.importers.headed import (
    Column,
    HeadedTable,
    Keywords,
    as_answer,
    from_the_top,
    header_words,
    texts_of,
)
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scrub import scrub

_LONGEST = 60
"""Characters of a department's name."""
_SMALLEST_BLOCK = 3
"""Rows of a department whose name stands in the first of them only."""
_Words = Mapping[str, Keywords]


class Names(NamedTuple):
    """What in the name of a file, in the lines above a table and in the sheet's name may be a department's."""

    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Those that are the name of a topic too ("Rengøring")."""


_NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Places:
    """The departments of a survey and which one each row belongs to."""

    paths: Sequence[DepartmentPath]
    of_rows: npt.NDArray[np.int64]
    """Per row the position of its path."""
    by_sheet: bool = False
    """Whether the last label is only the sheet's name."""
    names: Names = _NO_NAMES
    """What may name the department where nothing tells it."""


def places_of(
    grid: Grid, table: HeadedTable, columns: Sequence[Column], headings: Mapping[int, str], context: Context
) -> Places:
    """Return where the rows of a table belong.

    ``columns`` are those of departments; ``headings`` tells the rows of the sheet that name one for those below.
    """
    if columns:
        return _in_columns(grid, table, columns, context)
    words = header_words(context.catalogue)
    if headings:
        of_rows = np.searchsorted(np.array(sorted(headings)), np.array(table.numbers, np.int64))
        return Places([(), *((headings[row],) for row in sorted(headings))], of_rows.astype(np.int64))
    nowhere = np.zeros(len(table.rows), np.int64)
    reader = reader_of(context)
    if told := _told_above(grid, table, reader, words):
        return Places([told], nowhere)
    unit, sheet = _told_by_file(grid, reader, words), department_of_sheet(grid.sheet, reader)
    lines = grid.rows[: table.header.row + 1 - max(1, len(table.header.lines))]
    names = _NO_NAMES if unit else names_in(grid, lines, context)
    return Places([(*unit, *sheet)], nowhere, by_sheet=bool(sheet), names=names)


def names_in(grid: Grid, above: Iterable[Sequence[Value]], context: Context) -> Names:
    """Return what may be a department's name in that of the file and in the lines above a table.

    "APV 2026 – Køkkenet" may tell one; what is called after a time, a kind of list or a person is none. The sheet's
    name is among the topics where it is one.
    """
    lines = [text for texts in map(texts_of, above) if len(texts) == 1 for text in texts.values()]
    words, reader = words_of(context.catalogue), reader_of(context)
    names: dict[str, None] = {}
    topics: dict[str, None] = {}

    def may_be_one(name: str, *, topics: bool) -> bool:
        return (
            len(name) > 1
            and department_of_sheet(name, reader, topics=topics) == (name,)
            and words.period(name, ANY_YEAR) is None
            and not any(words.named(kind, name) for kind in ImporterName)
            and not scrub(name, context.catalogue).removed
        )

    for text in (grid.file_name.rpartition(".")[0].replace("_", " – "), *lines[:_LINES]):
        for name in pieces_of(text, reader):
            if may_be_one(name, topics=True):
                (topics if reader.is_topic(as_words(name)) else names)[name] = None
    sheet = grid.sheet.strip()
    if may_be_one(sheet, topics=True) and not may_be_one(sheet, topics=False):
        topics[sheet] = None
    return Names(tuple(names), tuple(topics))


_LINES = 3
"""Lines above a table that may name the department."""


def departments_of_sheets(reading: Reading, context: Context) -> Reading:
    """Return a file's findings with the names of their sheets, where several are the same list by department.

    That is where they have the same headers, name no department otherwise, and none of them is called after a time, a
    topic, a kind of list or a person.
    """
    alike: dict[object, list[str]] = defaultdict(list)
    for entry in reading.sheets:
        if entry.importer in _BY_DEPARTMENT:
            alike[entry.importer, frozenset(entry.columns.items())].append(entry.sheet)
    sheets = {sheet for same in alike.values() if len(set(same)) == len(same) > 1 for sheet in same}
    named = {finding.where.sheet: bool(finding.titles and finding.titles[1]) for finding in reading.findings}
    if not sheets or not all(named.get(sheet, True) for sheet in sheets):
        return reading
    words, reader = words_of(context.catalogue), reader_of(context)
    if not all(
        department_of_sheet(sheet, reader) == (sheet.strip(),)
        and words.period(sheet, ANY_YEAR) is None
        and not any(words.named(kind, sheet) or plain(sheet) in words.headers(kind) for kind in ImporterName)
        and not scrub(sheet, context.catalogue).removed
        for sheet in sorted(sheets)
    ):
        return reading
    findings = tuple(
        replace(one, by_sheet=one.where.sheet) if one.where.sheet in sheets else one for one in reading.findings
    )
    return replace(reading, findings=findings)


_BY_DEPARTMENT = (
    *(ImporterName.RISK_ASSESSMENT, ImporterName.INSPECTION, ImporterName.INCIDENT, ImporterName.PLAN),
    ImporterName.ABSENCE,
)
"""Lists of which there often is a sheet for each department."""


def _in_columns(grid: Grid, table: HeadedTable, columns: Sequence[Column], context: Context) -> Places:
    """Return the department paths and per row which one it belongs to.

    Numbered columns go from the top down; of others what stands in them tells. A row without any, or whose answer is
    that it will not be told, is under the empty path.
    """
    reader = reader_of(context)
    filled = [_filled_down(column, table, grid) for column in columns]
    order = from_the_top([(one.header, one.values) for one in filled], header_words(context.catalogue))
    levels = [filled[position] for position in order]
    numbered = [re.fullmatch(r"(.*?)\W*(\d+)", as_words(column.header)) for column in levels]
    if len({match[1] for match in numbered if match}) == 1 and all(numbered):  # Niveau 1, Niveau 2
        levels.sort(key=lambda column: int(re.findall(r"\d+", column.header)[-1]))
    spelling = _spelling(levels)
    numbers: dict[DepartmentPath, int] = {}
    codes: dict[tuple[Value, ...], int] = {}
    of_rows = np.empty(len(table.rows), np.int64)
    for row, labels in enumerate(zip(*(column.values for column in levels), strict=True)):
        code = codes.get(labels)
        if code is None:
            named = (as_answer(label) for label in labels if label is not None)
            parts = (part for label in named if not reader.scales.is_off_scale(label) for part in _levels(label))
            parts = (spelling[_as_compared(part)] for part in parts)
            path = tuple(dict.fromkeys(parts))
            code = codes[labels] = numbers.setdefault(path, len(numbers))
        of_rows[row] = code
    return _without_all(Places(list(numbers), of_rows), reader)


def _without_all(places: Places, reader: Reader) -> Places:
    """Return the places where a label beside departments that stands for all of them ("Alle", "Samlet") names none."""
    if len({path[0] for path in places.paths if path}) < 2:
        return places
    paths = [
        () if all(reader.words["whole"].match(_as_compared(part)) for part in path) else path for path in places.paths
    ]
    numbers = {path: number for number, path in enumerate(dict.fromkeys(paths))}
    return Places(list(numbers), np.array([numbers[path] for path in paths], np.int64)[places.of_rows])


def _spelling(columns: Iterable[Column]) -> dict[str, str]:
    """Return name of a department as compared -> as most have spelt it ("Marketing", not "MARKETING")."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for column in columns:
        for value, persons in column.distinct.items():
            for part in _levels(as_answer(value)):
                given[_as_compared(part)][part] += persons
    return {key: spelt.most_common(1)[0][0] for key, spelt in given.items()}


def _as_compared(name: str) -> str:
    return " ".join(name.casefold().split()).strip(" .:")


def _levels(label: str) -> list[str]:
    """Return the levels that one label tells, from the top ("Ældre > Nord > Natholdet")."""
    return [part for part in re.split(r"\s*(?:>|›|→|\\)\s*", label) if part] or [label]


def _filled_down(column: Column, table: HeadedTable, grid: Grid) -> Column:
    """Return a column whose names stand for the rows below them too, where its cells are merged or it is in blocks."""
    if column.filled == len(column.values):
        return column
    merged = [
        (top, bottom) for top, left, bottom, right in grid.merged if left <= column.index <= right and top < bottom
    ]
    at = {number: row for row, number in enumerate(table.numbers)}
    spans = [(at[top], at[top] + bottom - top + 1) for top, bottom in merged if top in at]
    if not spans:
        starts = [row for row, value in enumerate(column.values) if value is not None]
        blocks = [after - before for before, after in zip(starts, [*starts[1:], len(column.values)], strict=True)]
        if len(starts) == len(column.distinct) > 1 and starts[0] == 0 and min(blocks) >= _SMALLEST_BLOCK:
            spans = [(start, start + size) for start, size in zip(starts, blocks, strict=True)]
    values = list(column.values)
    for first, end in spans:
        for row in range(first, min(end, len(values))):
            if table.numbers[row] - table.numbers[first] < end - first and values[row] is None:
                values[row] = values[first]
    return replace(column, values=values)


def headings_in(table: HeadedTable, words: _Words) -> dict[int, str]:
    """Return the rows of a table that are headings of those below -> the department they name.

    They hold one text, in the first column, each its own; the first row is one, and there are several.
    """
    first = min(table.header.texts, default=0)
    given = [row[first] if first < len(row) else None for row in table.rows]
    found: dict[int, str] = {}
    for number, (row, value) in enumerate(zip(table.rows, given, strict=True)):
        if not isinstance(value, str) or len(texts_of(row)) > 1:
            if number == 0:
                return {}
            continue
        name = re.sub(r"\s*\((?:n\s*=\s*)?\d+[^)]*\)$", "", value.strip()).strip(" :")
        if len(name) > _LONGEST or not re.search(r"[^\W\d]", name) or _is_total(name, words):
            return {}
        label, colon, rest = name.partition(":")
        found[number] = rest.strip() if colon and _names_unit(label, words) else name
    if len(found) < 2 or len(table.header.texts) < 3:
        return {}
    ends = [*list(found)[1:], len(table.rows)]
    blocks = all(end - start > 1 for start, end in zip(found, ends, strict=True))
    own = all(given.count(given[number]) == 1 for number in found)
    return found if len(set(found.values())) == len(found) and blocks and own else {}


def _is_total(name: str, words: _Words) -> bool:
    return words["total"].fullmatch(as_words(name)) is not None


def _names_unit(label: str, words: _Words) -> bool:
    said = as_words(label).strip(" .*")
    found = words["department"].search(said) is not None and words["not_department"].search(said) is None
    return found and len(said.split()) <= 2


def _told_above(grid: Grid, table: HeadedTable, reader: Reader, words: _Words) -> DepartmentPath:
    """Return the department that the lines above the table name ("Afdeling: Køkkenet", or in two cells)."""
    for row in grid.rows[: table.header.row + 1 - max(1, len(table.header.lines))]:
        cells = list(texts_of(row).values())
        if len(cells) > 2 and 2 * len(cells) > len(
            table.header.texts
        ):  # as wide as headers are, as the names of columns
            continue
        parts = [part for cell in cells for part in re.split(r"\s[–—-]\s|[|;]|,\s", cell)]
        if len(cells) > 1:
            parts += [f"{label.rstrip(' :')}: {told}" for label, told in pairwise(cells)]
        for part in parts:
            label, name = label_and_name(part)
            told = without_count(name)[0]
            if told and len(told) <= _LONGEST and _names_unit(label, words):
                return () if reader.words["whole"].match(as_words(told)) else (told,)
    return ()


def _told_by_file(grid: Grid, reader: Reader, words: _Words) -> DepartmentPath:
    """Return the department that the name of a file tells ("APV Afdeling Vest 2026.xlsx")."""
    name = " ".join(grid.file_name.rpartition(".")[0].replace("_", " ").split())
    unit = words["unit"].search(name.casefold())
    if unit is None:
        return ()
    rest = re.split(r"\s*[-–,(]\s*|\s+(?=\d{2,})", name[unit.end() :].strip(" ."))[0]
    told = f"{name[unit.start() : unit.end()]} {rest}"
    general = any(reader.words["not_a_department"].match(word) for word in re.findall(r"\w+", rest.casefold()))
    return () if not rest or general or len(rest.split()) > 3 else (told,)
