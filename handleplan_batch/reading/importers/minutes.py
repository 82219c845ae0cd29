"""Minutes in which who does what by when stands with what was said: as lines below one another, or in one cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handleplan_batch.model import ImporterName
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, plain, year_in

_NUMBERED = re.compile(r"\s*(?:(?:ad|pkt\.?|punkt)\s*)?(\d{1,2}(?:\.\d{1,2})?)\s*[.):–-]+\s+(?=\S)", re.IGNORECASE)
_TITLES_WITHIN = 3
_FEWEST_HEADINGS, _FEWEST_NOTES = 2, 2
"""Headings with lines below them, and such lines, that make minutes."""
_LONGEST_HEADING = 8
_LABELLED = re.compile(r"(?:^|(?<=[.;,\n]))\s*(?:[-•*–]\s*)?([^\W\d_][^.:;,\n]{2,24}):\s*")
"""A word before a colon (``Ansvarlig: BK. Frist: 1. april 2026``)."""
_SAID = re.compile(r"\n|[.;]\s+(?=[A-ZÆØÅ])")
"""Where it ends who does something, or by when."""
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
    rows[header] = [*[None] * column, *_HEADERS, texts[header]]  # the title tells the year
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


@dataclass(frozen=True, slots=True)
class Labelled:
    """A list of points with what its cells say at labels in columns of their own, right of all others."""

    grid: Grid
    columns: Mapping[str, tuple[int, ...]]
    """Field -> its columns, with those that were added."""


_LABELS = ("decision", "responsible", "deadline")


def labels_in(grid: Grid, header: int, columns: Mapping[str, tuple[int, ...]], words: Words) -> Labelled | None:
    """Return a list in which who does something stands behind what was said (``… Ansvarlig: BK. Frist: 1/5``).

    None where no cell says so, or there are columns for it.
    """
    told = [column for name in ("discussion", "note") for column in columns.get(name, ())]
    missing = [name for name in _LABELS if name not in columns]
    known = words.headers(ImporterName.DISCUSSION)
    if not told or "responsible" not in missing:
        return None
    width = max(map(len, grid.rows))
    rows: list[list[Value]] = [list(row) for row in grid.rows]
    found = False
    for row in rows[header + 1 :]:
        for column in told:
            cell = row[column] if column < len(row) else None
            if not isinstance(cell, str) or ":" not in cell:
                continue
            kept, said = _taken_out(cell, missing, known)
            if said:
                found = True
                row[column] = kept or None
                row.extend([None] * (width + len(missing) - len(row)))
                for name, values in said.items():
                    row[width + missing.index(name)] = "; ".join(values)
    if not found:
        return None
    rows[header] += [None] * (width - len(rows[header]))
    rows[header] += [_HEADERS[_FIELDS.index(name)] for name in missing]
    added = {name: (width + place,) for place, name in enumerate(missing)}
    return Labelled(replace(grid, rows=rows), {**columns, **added})


def _taken_out(
    text: str, names: Sequence[str], known: Mapping[str, Sequence[str]]
) -> tuple[str, Mapping[str, list[str]]]:
    """Return a text without what it says at the labels of fields, and that."""
    labels = [
        (one, name) for one in _LABELLED.finditer(text) if (name := (*known.get(plain(one[1]), ()), "")[0]) in names
    ]
    if not labels:
        return text, {}
    kept, said = text[: labels[0][0].start()], dict[str, list[str]]()
    for (one, name), end in zip(labels, [*(other.start() for other, _name in labels[1:]), len(text)], strict=True):
        value = text[one.end() : end]
        ends = None if name == "decision" else _SAID.search(value.rstrip())
        rest = value[ends.end() :].strip() if ends else ""
        said.setdefault(name, []).append((value[: ends.start()] if ends else value).strip(" .,;\n"))
        kept += f" {rest}" if rest else ""
    return kept.strip(), {name: [value for value in values if value] for name, values in said.items()}
