"""How many incidents there were, by month or year: of each kind, or of each department.

Of several years the last one counts; the months of it are added up. It is told that they are counted, since the
incidents themselves may be in the folder too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handleplan_batch.model import ColumnUse, Finding, ImporterName, Reading, SourceKind
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import ANY_YEAR, Period, Words, parse_number, words_of, year_in
from handleplan_batch.reading.importers.lists import Reason, named_by
from handleplan_batch.reading.importers.lists.ledger import Ledger

_WHOLE = re.compile(r"\b(?:hele|samlede?|samlet|whole|entire|total|i alt|overall)\b")
"""What the name of all departments together says."""
_MANY_FIGURES, _LARGE = 6, 10
"""Figures of departments that, from such a sum on, come to those of another row by no chance."""
PART = re.compile(r"\s*(?:heraf|deraf|of which|hvoraf|herav|varav)\b")
"""What is counted in another figure already."""
_COUNTED = re.compile(r"\b(?:antal|antall|number of|no\. of|count of)\s+", re.IGNORECASE)
_TIME = re.compile(r"\s*(?:\b(?:pr\.?|per|fordelt på)\s+(?:måned|år|afdeling|month|year|department)\w*|\b20\d\d\b)\s*")
"""What a title says of the table, and not of what is counted."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """A figure of the table."""

    row: int
    column: int
    name: str
    """The kind or the department."""
    period: Period | None
    """When, None when no year is told."""
    number: float


@dataclass(frozen=True, slots=True)
class Counts:
    """Where a table of counts by time stands, and what is what in it."""

    header: int
    """0-based row of the headers."""
    label: int
    """Column of what stands first in each row: a time, a department or a kind."""
    figures: Mapping[int, str]
    """Columns of figures -> their header: a kind where the rows are times, else a time."""
    of_departments: bool = False
    times_down: bool = False

    def read(self, grid: Grid, context: Context) -> Reading:
        """Return a finding for each kind or department that had any, every row accounted for."""
        ledger, words = Ledger(grid, context.catalogue), words_of(context.catalogue)
        ledger.problem("incidents-counted", grid.ref(self.header, min(self.figures)))
        facts = list(self._facts(grid, words))
        wholes_of = self._wholes(facts, words) if self.of_departments else set()
        facts = [fact for fact in facts if fact.row not in wholes_of]
        last = max((fact.period[1].year for fact in facts if fact.period is not None), default=None)
        current = [fact for fact in facts if fact.period is None or fact.period[1].year == last]
        kind = _title(grid, self.header, words) if self.of_departments else ""
        findings: dict[int, list[Finding]] = {}
        for name in dict.fromkeys(fact.name for fact in current):
            counted = [fact for fact in current if fact.name == name and fact.number >= 1]
            if counted:
                finding = _finding(grid, name, kind, counted, words)
                findings.setdefault(counted[-1].row, []).append(finding)
        rows_of = {fact.row for fact in facts}
        added = {fact.row for fact in current if fact.number >= 1}
        for index, row in enumerate(grid.rows):
            if index <= self.header or not any(value is not None for value in row):
                continue
            if index in findings:
                ledger.take(findings[index], None, grid.ref(index, self.label))
            elif index in added:
                ledger.set_aside(index, Reason.ADDED)
            elif index in rows_of:
                is_current = any(fact.row == index for fact in current)
                ledger.set_aside(index, Reason.NOTHING if is_current else Reason.PAST)
            else:
                total = index in wholes_of or _is_total(row, self.label, words)
                ledger.set_aside(index, Reason.TOTAL if total else Reason.OUTSIDE)
        names = {"occurrences": self.figures[min(self.figures)]}
        uses = [ColumnUse(column + 1, header, "occurrences") for column, header in self.figures.items()]
        return ledger.reading(ImporterName.INCIDENT, self.header, names, uses)

    @staticmethod
    def _wholes(facts: Sequence[_Fact], words: Words) -> set[int]:
        counted: dict[int, tuple[str, dict[int, float]]] = {}
        for fact in facts:
            counted.setdefault(fact.row, (fact.name, {}))[1][fact.column] = fact.number
        return wholes(counted, words)

    def _facts(self, grid: Grid, words: Words) -> Iterator[_Fact]:
        year = next((found for text in named_by(grid, self.header)[::-1] if (found := year_in([text]))), None)
        year = year or year_in([value for value in grid.rows[self.header] if isinstance(value, str)])
        for index, row in enumerate(grid.rows):
            label = row[self.label] if self.label < len(row) else None
            if index <= self.header or label is None or _is_total(row, self.label, words):
                continue
            if not self.times_down and PART.match(str(label).casefold()):
                continue
            if self.times_down and words.period(label, ANY_YEAR) is None:
                continue
            for column, header in self.figures.items():
                number = parse_number(row[column]) if column < len(row) else None
                if number is None or number < 0:
                    continue
                time, name = (label, header) if self.times_down else (header, str(label))
                yield _Fact(index, column, " ".join(name.split()), words.period(_as_time(time), year), number)


def wholes(counted: Mapping[int, tuple[str, Mapping[int, float]]], words: Words) -> set[int]:
    """Return the rows that count all departments together, beside rows that count each of them.

    ``counted`` is row -> its department and what is counted in each column. The name tells it, where the row counts no
    fewer than the others; so do figures that are the sums of all others, where they are too many for chance.
    """
    found = set()
    for index, (name, figures) in counted.items():
        others = [other for row, (_name, other) in counted.items() if row != index and any(other.values())]
        sums = {column: sum(other.get(column, 0) for other in others) for column in figures}
        if len(others) < 2 or not any(figures.values()) or any(figures[one] < sums[one] for one in figures):
            continue
        equal = all(figures[column] == sums[column] for column in figures)
        large = len(others) * len(figures) >= _MANY_FIGURES and max(figures.values()) >= _LARGE
        said = _WHOLE.search(name.casefold()) is not None
        if said or (equal and (large or words.is_everybody(name))):
            found.add(index)
    return found


def _as_time(value: Value) -> Value:
    """Return a year that stands as text as the number it is, and everything else as it is."""
    return int(value) if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) == 4 else value


def _is_total(row: Sequence[Value], label: int, words: Words) -> bool:
    return label < len(row) and "total" in words.meanings("any", "row", row[label])


def _finding(grid: Grid, name: str, kind: str, facts: Sequence[_Fact], words: Words) -> Finding:
    """Return how many there were, under the name of the kind; ``kind`` is that of all where departments are counted."""
    number = round(sum(fact.number for fact in facts))
    periods = [fact.period for fact in facts if fact.period is not None]
    what = _COUNTED.sub("", kind or name).strip()
    what = what[:1].upper() + what[1:]
    year = f" ({periods[-1][1].year})" if periods else ""
    told = words.told(ImporterName.INCIDENT, "absence", what)
    return Finding(
        id="",
        source=SourceKind.INCIDENT,
        where=grid.ref(facts[-1].row, facts[-1].column),
        text=f"{what}: {number}{year}",
        department=(name,) if kind else (),
        category=what,
        occurrences=number,
        absence_days={frozenset({"some"}): 1.0, frozenset({"none"}): 0.0}.get(told),
        observed_on=max((period[1] for period in periods), default=None),
    )


def _title(grid: Grid, header: int, words: Words) -> str:
    """Return what of the title, the sheet or the file names the incidents that are counted."""
    file, sheet, *titles = named_by(grid, header)
    names = (*titles[::-1], sheet, file.rpartition(".")[0])
    named = next((name for name in names if words.named(ImporterName.INCIDENT, name)), "")
    return _TIME.sub(" ", named.replace("_", " ")).strip(" -–:,") or sheet
