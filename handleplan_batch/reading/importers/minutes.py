"""Minutes that are written as lines below one another: headings, what was said, and who does what by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handleplan_batch.model import ImporterName
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, plain, year_in

_NUMBERED = re.compile(r"\s*(?:(?:ad|pkt\.?|punkt)\s*)?(\d{1,2}(?:\.\d{1,2})?)\s*[.):–-]+\s+(?=\S)", re.IGNORECASE)
_TITLES_WITHIN = 3
_FEWEST_HEADINGS, _FEWEST_NOTES = 2, 2
"""Headings with lines below them, and such lines, that make minutes."""
_LONGEST_HEADING = 8
_LABELLED = re.compile(r"(?:^|(?<=[.;,]))\s*([^\W\d_][^.:;,]{2,24}):\s*")
"""A word before a colon (``Ansvarlig: BK. Frist: 1. april 2026``)."""
_HEADERS = ("Referat", "Emne", "Beslutning", "Ansvarlig", "Frist")
_FIELDS = ("discussion", "topic", "decision", "responsible", "deadline")


@dataclass(frozen=True, slots=True)
class Minutes:
    """A sheet of lines put as a list: what was said where it stands, and the rest right of it."""

    grid: Grid
    header: int
    """0-based row, that of the title, which the headers take."""
    column: int

    @property
    def columns(self) -> dict[str, tuple[int, ...]]:
        """Field -> its column."""
        return {name: (self.column + place,) for place, name in enumerate(_FIELDS)}


def minutes_in(grid: Grid, words: Words) -> Minutes | None:
    """Return the minutes that a sheet of lines in one column is, None for another sheet."""
    filled = [(index, [c for c, cell in enumerate(row) if cell is not None]) for index, row in enumerate(grid.rows)]
    lines = [(index, columns[0]) for index, columns in filled if columns]
    if len(lines) < 2 * _FEWEST_HEADINGS or any(len(columns) > 1 for _index, columns in filled):
        return None
    texts = {index: grid.rows[index][column] for index, column in lines}
    if len({column for _index, column in lines}) > 1 or not all(isinstance(text, str) for text in texts.values()):
        return None
    titles = [str(text) for text in list(texts.values())[:_TITLES_WITHIN]]
    if not _is_named(words, [grid.file_name, grid.sheet, *titles]):
        return None
    header, column = lines[0]
    rows: list[list[Value]] = [list(row) for row in grid.rows]
    rows[header] = [*[None] * column, *_HEADERS]
    topic, noted, headings = "", None, set[str]()
    for index, text in list(texts.items())[1:]:
        line = str(text).strip()
        rows[index] = []
        numbered = _NUMBERED.match(line)
        said = line[numbered.end() :] if numbered else line
        head, _colon, rest = (part.strip() for part in said.partition(":"))
        begins = numbered or (index - 1 not in texts and index + 1 in texts)
        if begins and not rest and len(said.split()) <= _LONGEST_HEADING and not said.endswith((".", "!")):
            topic, noted = said.rstrip(" :"), None
            continue
        if numbered:
            topic, said = (head, rest) if rest and len(head.split()) <= _LONGEST_HEADING else ("", said)
        told = _labelled(said, words)
        if told is not None and told.keys().isdisjoint(("discussion", "topic")) and noted is not None:
            for name, value in told.items():
                place = column + _FIELDS.index(name)
                rows[noted][place] = "; ".join(filter(None, (str(rows[noted][place] or ""), value)))
            continue
        if not topic and not numbered:  # who took part, and when
            rows[index] = [*[None] * column, rest or head, head if rest else None]
            continue
        noted = index
        headings.add(topic)
        rows[index] = [*[None] * column, said, topic or None, None, None, None]
    notes = sum(len(row) > column + 1 and row[column + 1] is not None for row in rows[header + 1 :])
    if len(headings - {""}) < _FEWEST_HEADINGS or notes < _FEWEST_NOTES:
        return None
    return Minutes(replace(grid, rows=rows), header, column)


def _is_named(words: Words, names: Sequence[str]) -> bool:
    """Whether names say that a sheet is minutes (``Referat``), or a meeting on a day, and no guide to one."""
    if any("legend" in words.meanings("any", "row", word) for name in names[1:3] for word in name.split()):
        return False
    if any(words.told(ImporterName.DISCUSSION, "minutes", name) for name in names):
        return True
    return any(words.named(ImporterName.DISCUSSION, name) and year_in([name]) for name in names[1:])


def _labelled(line: str, words: Words) -> dict[str, str] | None:
    """Return what a line says at the labels that it consists of, None for one that says something else."""
    known = words.headers(ImporterName.DISCUSSION)
    found = list(_LABELLED.finditer(line))
    names: list[str] = [next(iter(known.get(plain(one[1]), ())), "") for one in found]
    if not found or found[0].start() or any(name not in _FIELDS for name in names):
        return None
    ends: Sequence[int] = [*(one.start() for one in found[1:]), len(line)]
    return {name: line[one.end() : end].strip(" .;,") for name, one, end in zip(names, found, ends, strict=True)}
