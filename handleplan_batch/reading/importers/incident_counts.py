"""How many incidents there were, by month or year: of each kind, or of each department.

Of several years the last one counts; the months of it are added up. It is told that they are counted, since the
incidents themselves may be in the folder too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handleplan_batch.model import ColumnUse, Finding, ImporterName, Reading, SourceKind
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import ANY_YEAR, Period, Words, parse_number, words_of, year_in
from handleplan_batch.reading.importers.lists import Reason, named_by
from handleplan_batch.reading.importers.lists.ledger import Ledger

PART = re.compile(r"\s*(?:heraf|deraf|of which|hvoraf|herav|varav)\b")
"""What is counted in another figure already."""
_COUNTED = re.compile(r"\b(?:antal|antall|number of|no\. of|count of)\s+", re.IGNORECASE)
_TIME = re.compile(r"\s*(?:\b(?:pr\.?|per|fordelt på)\s+(?:måned|år|afdeling|month|year|department)\w*|\b20\d\d\b)\s*")
"""What a title says of the table, and not of what is counted."""

_FEWEST_PARTS, _LEAST_SUM = 3, 5
"""Departments with incidents, and incidents of all, from which it is no chance that one line is the sum of the rest."""


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
    department: str = ""
    """That of the column, where departments stand across."""


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
    departments_across: bool = False
    """Whether the columns of figures are departments and the rows kinds, all of one time."""
    kind: int | None = None
    """Column that tells the kind of each row, where a department has several."""

    def read(self, grid: Grid, context: Context) -> Reading:
        """Return a finding for each kind or department that had any, every row accounted for."""
        ledger, words = Ledger(grid, context.catalogue), words_of(context.catalogue)
        ledger.problem("incidents-counted", grid.ref(self.header, min(self.figures)))
        facts = list(self._facts(grid, words))
        wholes: Collection[int] = ()
        if self.of_departments or self.departments_across:
            kinds = {fact.name for fact in facts} if self.kind is not None else {""}
            of_each = ([fact for fact in facts if self.kind is None or fact.name == kind] for kind in kinds)
            wholes = {line for alike in of_each for line in _wholes(alike, words, across=self.departments_across)}
            if self.departments_across and wholes:
                named = ", ".join(f"«{self.figures[column]}»" for column in sorted(wholes))
                ledger.problem("whole-beside-departments", grid.ref(self.header, min(wholes)), columns=named)
            facts = [fact for fact in facts if (fact.column if self.departments_across else fact.row) not in wholes]
        last = max((fact.period[1].year for fact in facts if fact.period is not None), default=None)
        current = [fact for fact in facts if fact.period is None or fact.period[1].year == last]
        kind = _title(grid, self.header, words) if self.of_departments and self.kind is None else ""
        findings: dict[int, list[Finding]] = {}
        for name, department in dict.fromkeys((fact.name, fact.department) for fact in current):
            alike = [fact for fact in current if (fact.name, fact.department) == (name, department)]
            counted = [fact for fact in alike if fact.number >= 1]
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
                total = self._is_total(row, words) or (self.of_departments and index in wholes)
                ledger.set_aside(index, Reason.TOTAL if total else Reason.OUTSIDE)
        names = {"occurrences": self.figures[min(self.figures)]}
        uses = [ColumnUse(column + 1, header, "occurrences") for column, header in self.figures.items()]
        return ledger.reading(ImporterName.INCIDENT, self.header, names, uses)

    def _facts(self, grid: Grid, words: Words) -> Iterator[_Fact]:
        year = next((found for text in named_by(grid, self.header)[::-1] if (found := year_in([text]))), None)
        year = year or year_in([value for value in grid.rows[self.header] if isinstance(value, str)])
        above: Value = None
        for index, row in enumerate(grid.rows):
            label = row[self.label] if self.label < len(row) else None
            if index <= self.header:
                continue
            if self.kind is not None and label is None and any(value is not None for value in row):
                label = above  # written once for all kinds of a department
            above = label
            if label is None or "total" in words.meanings("any", "row", label) or self._is_total(row, words):
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
                if self.kind is not None:
                    name = str(row[self.kind] if self.kind < len(row) and row[self.kind] is not None else "")
                period = words.period(year if self.departments_across else _as_time(time), year)
                department = header if self.departments_across else str(label) if self.kind is not None else ""
                yield _Fact(index, column, " ".join(name.split()), period, number, department)

    def _is_total(self, row: Sequence[Value], words: Words) -> bool:
        labels = (self.label,) if self.kind is None else (self.label, self.kind)
        return any(column < len(row) and "total" in words.meanings("any", "row", row[column]) for column in labels)


def _wholes(facts: Sequence[_Fact], words: Words, *, across: bool) -> Collection[int]:
    """Return the rows, or the columns where departments stand across, that tell of all departments together."""
    lines: dict[int, dict[int, float]] = {}
    labels: dict[int, str] = {}
    for fact in facts:
        line, place = (fact.column, fact.row) if across else (fact.row, fact.column)
        lines.setdefault(line, {})[place] = fact.number
        labels[line] = fact.department or fact.name
    return wholes_among(labels, lines, words)


def wholes_among(labels: Mapping[int, str], figures: Mapping[int, Mapping[int, float]], words: Words) -> frozenset[int]:
    """Return the lines of a table of counts that tell of all departments together, beside those of each.

    Such a line is called so (``Hele kommunen``) and counts no less than the others together; or it is what the others
    come to everywhere, the first or the last of them.
    """
    lines = sorted(figures)
    found = set()
    for line in lines:
        others = [other for other in lines if other != line and other not in found]
        called = words.is_whole(labels[line])
        if len(others) < (1 if called else _FEWEST_PARTS) or not (called or line in (lines[0], lines[-1])):
            continue
        sums = {place: sum(figures[other].get(place, 0) for other in others) for place in figures[line]}
        parts = sum(any(number >= 1 for number in figures[other].values()) for other in others)
        same = parts >= _FEWEST_PARTS and all(sums[place] == number for place, number in figures[line].items())
        if (called and all(sums[place] <= number for place, number in figures[line].items())) or (
            same and sum(sums.values()) >= _LEAST_SUM
        ):
            found.add(line)
    return frozenset(found)


def _as_time(value: Value) -> Value:
    """Return a year that stands as text as the number it is, and everything else as it is."""
    return int(value) if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) == 4 else value


def _finding(grid: Grid, name: str, kind: str, facts: Sequence[_Fact], words: Words) -> Finding:
    """Return how many there were, under the name of the kind; ``kind`` is that of all where departments are counted."""
    number = round(sum(fact.number for fact in facts))
    periods = [fact.period for fact in facts if fact.period is not None]
    department = name if kind else facts[0].department
    what = _COUNTED.sub("", kind or name).strip()
    what = what[:1].upper() + what[1:]
    year = f" ({periods[-1][1].year})" if periods else ""
    told = words.told(ImporterName.INCIDENT, "absence", what)
    return Finding(
        id="",
        source=SourceKind.INCIDENT,
        where=grid.ref(facts[-1].row, facts[-1].column),
        text=f"{what}: {number}{year}",
        department=() if words.is_everybody(department) else (department,) if department else (),
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
