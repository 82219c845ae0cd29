"""Reports of incidents as forms: one on each sheet, or several below one another, with a label beside every text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handleplan_batch.model import CellRef, ImporterName, Problem, Reading
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words
from handleplan_batch.reading.importers.forms import LONGEST_LABEL, Label, labels_of, told_at

_INCIDENT = ImporterName.INCIDENT
_TELLING = ("description", "injury", "activity", "type")
"""Parts of a form of which it holds one at least."""
_JOINED = frozenset({"description", "cause", "proposal", "injury"})
"""Parts of which several labels of a form may tell (``Direkte årsag``, ``Bagvedliggende årsag``)."""
_TYPE = "Type"
"""What the column of the kind that the title names is called."""
_LEAST_LABELS = 4
"""Different labels that make a sheet a form."""
_LEAST_ROWS, _MOST_BESIDE = 3, 0.6
"""Rows that begin with a label, and the greatest share of the labels in one row, that tell a form from a list."""


@dataclass(frozen=True, slots=True)
class IncidentForm:
    """The reports of a sheet put as a list: the labels side by side, with a row for each report below them."""

    grid: Grid
    header: int
    """0-based row of the labels."""
    places: Mapping[CellRef, CellRef]
    """A cell of the list -> where it stands in the form."""
    unread: Mapping[str, CellRef]
    """Labels that nobody knows, with something beside or below them -> their cell."""

    def placed(self, reading: Reading) -> Reading:
        """Return what was read from the list, with the cells of the form."""

        def at(where: CellRef) -> CellRef:
            return self.places.get(where, where)

        findings = (
            replace(
                one,
                where=at(one.where),
                department_where=None if one.department_where is None else at(one.department_where),
            )
            for one in reading.findings
        )
        problems = [replace(one, where=at(one.where)) for one in reading.problems]
        if self.unread:
            named = ", ".join(f"«{label}»" for label in self.unread)
            problems.append(Problem("unread-labels", next(iter(self.unread.values())), {"labels": named}))
        sheets = (replace(entry, uses=()) for entry in reading.sheets)
        return replace(reading, findings=tuple(findings), problems=tuple(problems), sheets=tuple(sheets))


def form_of(grid: Grid, words: Words) -> IncidentForm | None:
    """Return the reports of a sheet of labels, one under the other, that tell what happened; None for other sheets."""
    labels = labels_of(grid, words, _INCIDENT)
    names = {label.name for label in labels}
    if len(names) < _LEAST_LABELS or names.isdisjoint(_TELLING):
        return None
    in_rows = Counter(label.row for label in labels)
    first = {row: next(column for column, cell in enumerate(grid.rows[row]) if cell is not None) for row in in_rows}
    begun = {label.row for label in labels if label.column == first[label.row]}
    if len(begun) < _LEAST_ROWS or max(in_rows.values()) > _MOST_BESIDE * len(labels):
        return None
    begins = [label for label in labels if _text(grid, label) == _text(grid, labels[0])]
    headers = list(dict.fromkeys(_text(grid, label) for label in labels))
    header = labels[0].row
    kind = _kind(grid, header, words) if "type" not in names else None
    headers += [_TYPE] * (kind is not None)
    rows: list[Sequence[Value]] = [*grid.rows[:header], headers]
    unread: dict[str, CellRef] = {}
    places = {grid.ref(header, headers.index(_text(grid, one))): grid.ref(one.row, one.column) for one in labels[::-1]}
    ends = [*(label.row for label in begins[1:]), len(grid.rows)]
    for begin, end in zip(begins, ends, strict=True):
        if begin.row == end:  # the same label stands twice side by side
            continue
        block = [label for label in labels if begin.row <= label.row < end]
        others = _unknown(grid, block, end)
        told = {label: list(told_at(grid, label, [*block, *others], end)) for label in (*block, *others)}
        for label in others:
            if told[label]:
                unread.setdefault(_text(grid, label), grid.ref(label.row, label.column))
        for beside in _reports(told.values()):
            said: list[Value] = [None] * len(headers)
            places[grid.ref(len(rows))] = grid.ref(block[0].row)
            parts: dict[str, int] = {}
            for label in block:
                column = headers.index(_text(grid, label))
                cells = [(at, value) for at, value in told[label] if beside is None or at == beside]
                if cells and label.name in _JOINED and (before := parts.get(label.name)) is not None:
                    said[before] = "\n".join(map(str, (said[before], *(value for _at, value in cells))))
                    continue
                said[column] = cells[0][1] if len(cells) == 1 else "\n".join(str(value) for _at, value in cells) or None
                places[grid.ref(len(rows), column)] = grid.ref(label.row, cells[0][0] if cells else label.column)
                if cells:
                    parts.setdefault(label.name, column)
            if kind is not None and any(value is not None for value in said):
                said[-1], places[grid.ref(len(rows), len(headers) - 1)] = kind
            rows.append(said)
    return IncidentForm(replace(grid, rows=rows, merged=(), fills=dict), header, places, unread)


def _reports(told: Iterable[Sequence[tuple[int, Value]]]) -> Sequence[int | None]:
    """Return the columns that hold a report each, side by side; None for one that is told in any column."""
    filled = [Counter(column for column, _value in cells) for cells in told if cells]
    each = Counter(column for columns in filled for column in columns)
    beside = sorted(column for column, count in each.items() if 2 * count > len(filled))
    return beside if len(beside) > 1 else [None]


def _kind(grid: Grid, header: int, words: Words) -> tuple[Value, CellRef] | None:
    """Return the kind of incident that the title names (``Nærved-hændelse``), with its cell."""
    for row, cells in enumerate(grid.rows[:header]):
        alone = len(cells) == cells.count(None) + 1
        for column, cell in enumerate(cells):
            if alone and isinstance(cell, str) and words.meaning(_INCIDENT, "type", cell) is not None:
                return cell, grid.ref(row, column)
    return None


def _unknown(grid: Grid, block: Sequence[Label], end: int) -> list[Label]:
    """Return the other labels of a report, which what belongs to those before them goes no further than."""
    known = {(label.row, label.column) for label in block}
    columns = {label.column for label in block}
    return [
        Label(row, column, "", "")
        for row in range(block[0].row, end)
        for column, cell in enumerate(grid.rows[row])
        if column in columns and (row, column) not in known
        if isinstance(cell, str) and cell.rstrip().endswith((":", "?")) and len(cell) <= LONGEST_LABEL
    ]


def _text(grid: Grid, label: Label) -> str:
    return " ".join(str(grid.rows[label.row][label.column]).partition(":")[0].split())
