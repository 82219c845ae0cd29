"""Lists with headers: where they begin and end, which column is what, and what each row's cells mean.

An importer of a list is a declaration (:class:`ListImporter`): its fields, which of them it cannot do without, and a
function that turns each :class:`Row` into a record or says why not. Everything that real sheets do stays in here: title
lines above, tables that begin in column B, two columns with the same header, merged cells, numbered empty rows, totals,
examples, repeated headers, legends below and matrices to the right.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import pairwise
from math import inf

from handleplan_batch.language import N_, _
from handleplan_batch.model import (
    CellRef,
    ColumnUse,
    Department,
    DepartmentPath,
    Event,
    Finding,
    ImporterName,
    Problem,
    Reading,
    SheetEntry,
)
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import ANY_YEAR, Period, Words, parse_number, plain, words_of, year_in
from handleplan_batch.reading.scrub import scrub

_PART_NUMBER = re.compile(r"^(?:del |part )?\d{1,2}\s?[.):]\s*(?=\D)")
_HEADER_WITHIN = 40
"""Rows from the top among which the header is looked for."""
_TITLE_ROWS = 6
_LONGEST_TITLE = 80
_SAMPLE = 200
"""Rows below a header that are looked at to tell what a column holds."""
_TO_PERSONS = frozenset({"du", "dig", "din", "dit", "dine", "jeg", "mig", "min", "mit", "you", "your", "my"})
"""Words of a question to somebody, which is no header of a list however much a word of it looks like one."""
_MONTH = 31
_LEAST_STRENGTH = 0.4
_LEAST_FIT = 0.3
"""Least certainty (0–1), from header and contents, that a column is a field."""
_LEAST_DISTINCT = 0.6
"""Least share of different texts in a header row; answers repeat themselves, headers seldom do."""
_CERTAIN_FROM = 2.0
"""Weight of matched fields at which strength is one half."""


class Kind(Enum):
    """What a field's cells should hold."""

    PROSE = "prose"
    """What somebody wrote; scrubbed on reading."""
    LABEL = "label"
    """A name or a category; numbers will do."""
    NUMBER = "number"
    DATE = "date"
    SCALE = "scale"
    """A number or a word of a scale."""
    WORD = "word"
    """A word with a meaning in ``catalogue/cell_words.csv``, in the list with the field's name."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a list may have. Its headers stand in ``catalogue/synonyms.csv`` under the same name."""

    name: str
    kind: Kind = Kind.PROSE
    weight: float = 0.5
    """How much the header tells about the kind of list: 3 = found nowhere else, 0.5 = found in every list."""
    fill: bool = False
    """Whether a blank cell repeats the one above when the column is written as groups (merged cells)."""
    content: bool = True
    """Whether the cell is filled in by a person, not a running number or a formula."""


class Reason(Enum):
    """Why rows are rightly not used; completes "{count} rows were not used: {reason}"."""

    PLACEHOLDER = N_("they are numbered but otherwise empty")
    TOTAL = N_("they are totals or means")
    HEADER = N_("they repeat the headers")
    EXAMPLE = N_("they are examples")
    HEADING = N_("they are headings without content")
    OUTSIDE = N_("they do not belong to the list (a legend, a matrix or notes beside or below it)")
    NOTHING = N_("they say that there is nothing to report")
    IN_ORDER = N_("they were checked and found in order")
    NOT_ASSESSED = N_("they were not assessed or are not relevant")
    DROPPED = N_("their status says that they were cancelled")
    COUNTS = N_("they count incidents and do not tell of each")
    NO_FIGURES = N_("they hold no figures")


def file_name(grid: Grid) -> str:
    """Return the name of the file without its folders."""
    return grid.file.replace("\\", "/").rsplit("/", 1)[-1]


def named_by(grid: Grid, header_row: int) -> list[str]:
    """Return what may tell the kind of a list by its name: file, sheet, and the titles above it."""
    above = [value for cells in grid.rows[max(0, header_row - _TITLE_ROWS) : header_row] for value in cells]
    titles = [value for value in above if isinstance(value, str) and len(value) <= _LONGEST_TITLE]
    return [file_name(grid), grid.sheet, *titles]


def without_number(header: str) -> str:
    """Return a header as it is compared, without the number of its part (``2. indsatser``)."""
    return _PART_NUMBER.sub("", header)


def content_id(source: str, *content: str) -> str:
    """Return an id made of what a record says, not of where it stands: the same in the next file and the next run."""
    digest = hashlib.blake2s("\x1f".join((source, *content)).encode(), digest_size=5).hexdigest()
    return f"{source}-{digest}"


@dataclass(eq=False)
class ListImporter:
    """An importer of lists with one record a row; ``read`` visits every row of the table and decides about it."""

    name: ImporterName
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    """Groups of fields; of each group at least one must be there. The first group's fields make a row worth reading."""
    read: Callable[[Table], None]
    unlike: tuple[tuple[str, str], ...] = ()
    """``(importer, field)`` whose headers tell that the list is of another kind."""
    shared: bool = False
    """Whether a cell merged over several rows is said of each of them."""
    layout: Callable[[Grid, Context], Match | None] = field(default=lambda _grid, _context: None)
    """A second chance for sheets of this kind that are no list; their rows are rejected by ``explain``."""
    explain: str = ""
    """Problem code for such a sheet."""

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of the best header row, None when no row has what the layout needs."""
        words = words_of(context.catalogue)
        known = words.headers(self.name)
        likely: list[tuple[int, int]] = []
        for index, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
            hits = sum(1 for cell in cells if isinstance(cell, str) and plain(cell) in known)
            texts = [cell for cell in cells if isinstance(cell, str)]
            if len(texts) >= 2 and len(set(texts)) >= _LEAST_DISTINCT * len(texts):
                likely.append((-hits, index))
        best: Match | None = None
        for _hits, index in sorted(likely)[:4]:
            match = self._claim(grid, index, words)
            if match is not None and (best is None or match.strength > best.strength):
                best = match
        return best or self.layout(grid, context)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the records of the list, every row accounted for."""
        if not match.columns:
            return self._rejected(grid)
        table = Table(self, grid, match, words_of(context.catalogue))
        self.read(table)
        return table.reading()

    def __getitem__(self, name: str) -> Field:
        return next((entry for entry in self.fields if entry.name == name), Field(name))

    @property
    def main(self) -> tuple[str, ...]:
        """Fields that make a row worth reading."""
        return self.needs[0]

    def _claim(self, grid: Grid, index: int, words: Words) -> Match | None:
        headers = _Headers(self, grid, index, words)
        columns, total = headers.columns, headers.weight
        if len(columns) < 2 or not all(any(name in columns for name in group) for group in self.needs):
            return None
        names = named_by(grid, index)
        if words.named(self.name, *names):
            total += 1.5
        elif any(words.named(kind, *names) for kind in ImporterName):
            total -= 1
        total -= 4 * sum(1 for importer, name in self.unlike if headers.has(importer, name))
        covered = sum(map(len, columns.values())) / max(1, headers.count)
        strength = max(0.0, total) / (max(0.0, total) + _CERTAIN_FROM) * min(1.0, 0.6 + 0.8 * covered)
        if strength < _LEAST_STRENGTH:
            return None
        return Match(self.name, index, columns, round(strength, 6))

    def _rejected(self, grid: Grid) -> Reading:
        count = sum(any(value is not None for value in row) for row in grid.rows)
        entry = SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, count, rows_rejected=count)
        return Reading(sheets=(entry,), problems=(Problem(self.explain, CellRef(grid.file, grid.sheet)),))


class _Headers:
    """Which column of a header row is which field, by the header and by what stands below it."""

    def __init__(self, importer: ListImporter, grid: Grid, index: int, words: Words) -> None:
        self._importer, self._words = importer, words
        cells = {column: cell for column, cell in enumerate(grid.rows[index]) if isinstance(cell, str)}
        self.count = len(cells)
        self._texts = {plain(cell) for cell in cells.values()}
        below = self._before_legend(grid.rows[index + 1 : index + 1 + _SAMPLE])
        known = words.headers(importer.name)
        order = {entry.name: place for place, entry in enumerate(importer.fields)}
        pairs: list[tuple[float, int, float, int, int, str]] = []
        for column, cell in cells.items():
            fields, quality = _candidates(plain(cell), known)
            sample = [row[column] for row in below if column < len(row) and row[column] is not None]
            for name in fields:
                if name in order:
                    score = quality * (0.2 + 0.8 * self._fit(sample, importer[name]))
                    # A header that says but one thing is believed whatever stands below it.
                    if score >= _LEAST_FIT or (quality == 1 and len(fields) == 1):
                        pairs.append((-quality, len(fields), -score, column, order[name], name))
        taken: dict[int, str] = {}
        self.columns: dict[str, tuple[int, ...]] = {}
        self.weight = 0.0
        pairs.sort()
        for _quality, _alternatives, score, column, _place, name in pairs:
            if column not in taken and name not in self.columns:
                taken[column] = name
                self.columns[name] = (column,)
                self.weight -= score * importer[name].weight
        named = {plain(cells[column]): name for column, name in taken.items()}
        for _quality, _alternatives, score, column, _place, name in pairs:
            # A score before and after the measures, several levels; but not a second description.
            if column in taken or importer[name].kind is Kind.PROSE or -score < _LEAST_FIT:
                continue
            if named.get(plain(cells[column]), name) == name:
                taken[column] = name
                self.columns[name] = tuple(sorted((*self.columns[name], column)))

    def has(self, importer: str, name: str) -> bool:
        """Whether a header is one of another importer's field, and of nothing here that weighs."""
        mine = {text for text in self._texts if any(self._importer[entry].weight >= 1 for entry in self._own(text))}
        known = self._words.headers(importer)
        return any(name in known.get(text, ()) for text in self._texts - mine)

    def _own(self, text: str) -> Iterator[str]:
        declared = {entry.name for entry in self._importer.fields}
        return (name for name in self._words.headers(self._importer.name).get(text, ()) if name in declared)

    def _fit(self, sample: Sequence[Value], entry: Field) -> float:
        """Return the share 0–1 of cells that are what the field should hold; few cells say little, none say 0.5."""
        good = sum(_fits(value, entry, self._importer.name, self._words) for value in sample)
        return (1 + good) / (2 + len(sample))

    def _before_legend(self, rows: Sequence[Sequence[Value]]) -> Sequence[Sequence[Value]]:
        """Return the rows down to the first that begins a legend after a gap."""
        gap = False
        for index, row in enumerate(rows):
            first = next((value for value in row if value is not None), None)
            if gap and "legend" in self._words.meanings("any", "row", first):
                return rows[:index]
            gap = first is None
        return rows


def _fits(value: Value, entry: Field, importer: str, words: Words) -> float:
    """Return how well a filled cell (0–1) is what a field should hold."""
    scale_word = bool(words.meanings(ImporterName.RISK_ASSESSMENT, "scale", value))
    match entry.kind:
        case Kind.PROSE:
            if not isinstance(value, str) or parse_number(value) is not None:
                return 0.0
            return 0.3 if scale_word else 1.0
        case Kind.LABEL:
            if not entry.content and "yes" in words.meanings("any", "mark", value):
                return 0.0  # a cross is no running number and no name
            return 1.0 if isinstance(value, str) else 0.5
        case Kind.NUMBER:
            return float(parse_number(value) is not None or words.says("missing", value))
        case Kind.DATE:
            # Without a year it is a date all the same, if not one that can be used.
            dated = words.period(value, ANY_YEAR) is not None
            return float(dated or words.meaning("any", "deadline", value) is not None)
        case Kind.SCALE:
            text = value if isinstance(value, str) else ""
            coded = text[:1].isdecimal() or text[-1:].isdecimal() or len(text) == 1
            return float(scale_word or coded or parse_number(value) is not None)
        case Kind.WORD:
            known = words.meaning(importer, entry.name, value) or words.meaning("any", "mark", value)
            return float(known is not None or isinstance(value, bool))


def _candidates(header: str, known: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], float]:
    """Return the fields a header may stand for, and how sure that is (0–1)."""
    header = without_number(header)
    if header in known:
        return known[header], 1.0
    for part in header.split("/"):
        if plain(part) in known:
            return known[plain(part)], 0.9
    words = [word.strip(".,:;?()") for word in header.split()]
    if len(words) > 6 or not _TO_PERSONS.isdisjoint(words):
        return (), 0.0
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            text = " ".join(words[start : start + length])
            if len(text) > 3 and text in known:
                return known[text], 0.6
    return (), 0.0


Record = Finding | Department | Event


class Table:
    """The rows of a list, and the ledger of what became of each."""

    def __init__(self, importer: ListImporter, grid: Grid, match: Match, words: Words) -> None:
        self.importer, self.grid, self.words = importer, grid, words
        self.header_row, self.columns = match.header_row, match.columns
        header = grid.rows[match.header_row]
        self.headers = {name: str(header[columns[0]]).strip() for name, columns in match.columns.items()}
        self.plain_headers = {
            column: plain(str(header[column])) for columns in match.columns.values() for column in columns
        }
        self.span = self._extent(header)
        self._used: list[tuple[Record, ...]] = []
        self._problems: list[Problem] = []
        self._aside: dict[Reason, list[int]] = {}
        self._rejected = 0
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._scrubbed = 0
        self._rows = self._classify()

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def values(self, column: int) -> list[Value]:
        """Return what a column holds in the rows that are data."""
        return [row.cell(column) for row in self._rows]

    def header(self, column: int) -> str:
        """Return a column's header on one line."""
        return " ".join(str(self.grid.rows[self.header_row][column]).split())

    def surroundings(self) -> Iterator[Value]:
        """Yield what stands around the list: headers, titles above it, and everything beside and below it."""
        for cells in self.grid.rows[: self.header_row + 1]:
            yield from (value for value in cells if value is not None)
        for index in self._aside.get(Reason.OUTSIDE, ()):
            yield from (value for value in self.grid.rows[index] if value is not None)
        for row in self._rows:
            yield from (value for column, value in enumerate(row.cells) if column > self.span[-1] and value is not None)

    @cached_property
    def year(self) -> int | None:
        """The one year that the titles above the list tell; else the sheet's name, else the file's."""
        titles = [value for cells in self.grid.rows[: self.header_row + 1] for value in cells]
        for texts in (titles, [self.grid.sheet], [file_name(self.grid)]):
            if any(isinstance(text, date | str) and year_in([text]) for text in texts):
                return year_in(texts)
        return None

    @cached_property
    def above(self) -> Mapping[str, tuple[Value, CellRef]]:
        """What the lines above the list say of all of it: department and date, with the cell."""
        known, found = self.words.headers(self.importer.name), dict[str, tuple[Value, CellRef]]()
        for index, cells in enumerate(self.grid.rows[: self.header_row]):
            for column, cell in enumerate(cells):
                if not isinstance(cell, str):
                    continue
                label, colon, said = cell.partition(":")
                beside = next(
                    ((at, value) for at, value in enumerate(cells) if at > column and value is not None), None
                )
                place, value = (column, said.strip()) if colon and said.strip() else beside or (column, None)
                fields = known.get(plain(label), ())[:1]
                is_header = isinstance(value, str) and plain(value) in known
                for name in {"department", "date"}.intersection(fields) if value is not None and not is_header else ():
                    found.setdefault(name, (value, self.grid.ref(index, place)))
                if "date" not in found and self.words.named(self.importer.name, cell):
                    # "Sikkerhedsrundering i køkkenet den 12. marts 2026"
                    parts = cell.split()
                    ends = (" ".join(parts[-count:]) for count in (3, 2, 1))
                    day = next((end for end in ends if self._is_day(end)), None)
                    if day is not None:
                        found["date"] = (day, self.grid.ref(index, column))
        if "date" not in found and self._is_day(self.grid.sheet):
            found["date"] = (self.grid.sheet, CellRef(self.grid.file, self.grid.sheet))
        return found

    def _is_day(self, text: str) -> bool:
        """Whether a text is a day, or a month at most."""
        found = self.words.period(text)
        return found is not None and (found[1] - found[0]).days < _MONTH

    def problem(self, code: str, where: CellRef, **values: str) -> None:
        """Report something about the sheet, once."""
        problem = Problem(code, where, values)
        if problem not in self._problems[-8:]:  # several findings of a row read the same cells
            self._problems.append(problem)

    def reading(self) -> Reading:
        """Return all that was read, with the account of the rows."""
        grid = self.grid
        for reason, rows in self._aside.items():
            self.problem("row-set-aside", grid.ref(rows[0]), count=str(len(rows)), reason=_(reason.value))
        if persons := self.columns.get("person"):
            names = ", ".join(f"«{self.header(column)}»" for column in persons)
            self.problem("personal-columns", grid.ref(self.header_row, persons[0]), columns=names)
        if self._scrubbed:
            self.problem("personal-data", CellRef(grid.file, grid.sheet), count=str(self._scrubbed))
        if not self._used and not self._rejected:
            self.problem("no-rows", CellRef(grid.file, grid.sheet))
        aside = sum(map(len, self._aside.values()))
        entry = SheetEntry(
            file=grid.file,
            sheet=grid.sheet,
            importer=self.importer.name,
            header_row=self.header_row + 1,
            rows_read=len(self._used) + aside + self._rejected,
            rows_used=len(self._used),
            rows_set_aside=aside,
            rows_rejected=self._rejected,
            columns={name: " ".join(text.split()) for name, text in self.headers.items() if name != "person"},
            uses=tuple(
                sorted(
                    (
                        ColumnUse(column + 1, self.header(column), name)
                        for name, columns in self.columns.items()
                        for column in columns
                    ),
                    key=lambda use: use.column,
                )
            ),
        )
        records = [record for used in self._used for record in used]
        return Reading(
            sheets=(entry,),
            findings=tuple(record for record in records if isinstance(record, Finding)),
            departments=tuple(record for record in records if isinstance(record, Department)),
            events=tuple(record for record in records if isinstance(record, Event)),
            problems=tuple(self._problems),
        )

    # What the rows of the table tell about themselves -----------------------------------------------------------------

    def take(self, records: Iterable[Record], said: str | None, department: CellRef) -> None:
        """Enter a row's records; findings get their ids here, where duplicates are known.

        ``department`` is the cell that names the department, so that an unknown one can be pointed at.
        """
        named: list[Record] = []
        for record in records:
            if isinstance(record, Finding):
                content = (
                    *record.department,
                    record.text if said is None else said,
                    record.place,
                    "" if record.observed_on is None else record.observed_on.isoformat(),
                )
                self._seen[content] += 1
                ordinal = "" if self._seen[content] == 1 else str(self._seen[content])
                identity = content_id(record.source, *content, ordinal)
                named.append(replace(record, id=identity, department_where=department))
            else:
                named.append(record)
        self._used.append(tuple(named))

    def set_aside(self, index: int, reason: Reason) -> None:
        """Enter a row that is rightly not used."""
        self._aside.setdefault(reason, []).append(index)

    def reject(self) -> None:
        """Enter a row that could not be used; the caller has reported why."""
        self._rejected += 1

    def clean(self, text: str) -> str:
        """Return free text without personal data, and count what was taken out."""
        cleaned, removed = scrub(text)
        self._scrubbed += removed
        return cleaned

    # Finding the rows -------------------------------------------------------------------------------------------------

    def _extent(self, header: Sequence[Value]) -> range:
        """Return the table's columns: the fields, and their neighbours as far as headers stand side by side."""
        matched = sorted(column for columns in self.columns.values() for column in columns)
        first, last = matched[0], matched[-1]
        while first > 0 and header[first - 1] is not None:
            first -= 1
        while last + 1 < len(header) and header[last + 1] is not None:
            last += 1
        return range(first, last + 1)

    def _classify(self) -> list[Row]:
        rows: list[Row] = []
        blocks: list[list[Row]] = [[]]
        for index in range(self.header_row + 1, len(self.grid.rows)):
            row = Row(self, index)
            if row.blank:
                if row.elsewhere:
                    self.set_aside(index, Reason.OUTSIDE)
                if blocks[-1]:
                    blocks.append([])
            else:
                blocks[-1].append(row)
        if self.importer.shared:
            self._share_merged(row for block in blocks for row in block)
        above: dict[int, Value] = {}
        grouped = self._grouped_columns(row for block in blocks for row in block)
        for number, block in enumerate(blocks):
            outside = number > 0 and self._is_other(block)
            for row in block:
                reason = Reason.OUTSIDE if outside else row.no_data()
                if not outside:
                    row.fill(above, grouped)
                if reason is None:
                    rows.append(row)
                else:
                    self.set_aside(row.index, reason)
        return rows

    def _share_merged(self, rows: Iterable[Row]) -> None:
        """Repeat what is merged over several rows in each of them that says something of its own."""
        shared = {
            (row, column): self.grid.rows[first][column]
            for first, column, last, _last_column in self.grid.merged
            if first > self.header_row and column < len(self.grid.rows[first])
            for row in range(first + 1, last + 1)
        }
        for row in rows:
            for column in self.span:
                if shared and row.cell(column) is None and shared.get((row.index, column)) is not None:
                    row.put(column, shared[row.index, column])

    def _grouped_columns(self, rows: Iterable[Row]) -> frozenset[int]:
        """Return the columns written as groups: a value stands on the first row of its group only.

        A list whose rows repeat the same value one after the other says what it means on each row, so its blanks are
        blanks; and a single blank in the last row is more like a total than a group.
        """
        names = [entry.name for entry in self.importer.fields if entry.fill]
        fillable = [column for name in names for column in self.columns.get(name, ())]
        cells = list(rows)
        grouped: set[int] = set()
        for column in fillable:
            values = [row.cell(column) for row in cells]
            repeats = any(one is not None and one == other for one, other in pairwise(values))
            if not repeats and None in values[:-1]:
                grouped.add(column)
        return frozenset(grouped)

    def _is_other(self, block: Sequence[Row]) -> bool:
        """Whether rows after a gap are something else than more of the list: a legend, a matrix, notes, signatures."""
        if not block or any(row.repeats_header for row in block[:1]):
            return False
        first = next(value for value in block[0].cells if value is not None)
        if "legend" in self.words.meanings("any", "row", first):
            return True
        if sum(row.displaced_headers for row in block[:1]) >= 2:
            return True
        good = bad = texts = 0
        for row in block:
            texts += row.has_main and len(row.filled) > 1
            for name, value in row.typed():
                if _fits(value, self.importer[name], self.importer.name, self.words) >= 0.5:
                    good += 1
                else:
                    bad += 1
        if bad >= 2 and bad > good:
            return True
        alone = all(len(row.filled) == 1 for row in block)
        return alone and not texts and not any(row.only_numbered or row.has_main for row in block)


class Row:
    """One row of a table: typed access to its fields, and the decision on it, which must be made exactly once.

    What cannot be understood in a cell is reported by the method that reads it, and read as blank.
    """

    def __init__(self, table: Table, index: int) -> None:
        self.table, self.index = table, index
        # A mark for "not known" counts as blank.
        unknown = table.words.unknown
        self.cells: list[Value] = [
            None if isinstance(value, str) and value.casefold() in unknown else value
            for value in table.grid.rows[index]
        ]

    # Reading ----------------------------------------------------------------------------------------------------------

    def cell(self, column: int) -> Value:
        """Return a cell by its 0-based column."""
        return self.cells[column] if column < len(self.cells) else None

    def value(self, name: str) -> Value:
        """Return the first filled cell of a field."""
        return next((value for _column, value in self._filled(name)), None)

    def where(self, *names: str) -> CellRef:
        """Return the first filled cell of the fields, the row when there is none."""
        for name in names:
            for column, _value in self._filled(name):
                return self.table.grid.ref(self.index, column)
        return self.table.grid.ref(self.index)

    def text(self, name: str) -> str:
        """Return what the field says, scrubbed of personal data."""
        written = _written(self.value(name))
        return self.table.clean(written) if written else ""

    def texts(self, name: str) -> list[str]:
        """Return what each column of the field says, scrubbed of personal data."""
        return [self.table.clean(_written(value)) for _column, value in self._filled(name)]

    def label(self, name: str) -> str:
        """Return a name or a category as it stands, on one line."""
        return " ".join(_written(self.value(name)).split())

    def department(self) -> DepartmentPath:
        """Return the department as the file names it, in the row or above the list."""
        if "department" not in self.table and "department" in self.table.above:
            return (" ".join(_written(self.table.above["department"][0]).split()),)
        labels = dict.fromkeys(" ".join(_written(value).split()) for _column, value in self._filled("department"))
        return tuple(labels)

    def number(self, name: str, most: float = inf) -> float | None:
        """Return a number from 0 to ``most``; anything else in the cell is reported as ``bad-number``."""
        value = self.value(name)
        if value is None:
            return None
        number = parse_number(value)
        if number is None or not 0 <= number <= most:
            self.problem("bad-number", name)
            return None
        return number

    def whole(self, name: str) -> int | None:
        """Return a whole number, rounded."""
        number = self.number(name)
        return None if number is None else round(number)

    def period(self, name: str) -> Period | None:
        """Return the first and last day that a cell means; what is no date is reported as ``bad-date``."""
        value = self.value(name)
        if value is None:
            return None
        found = self.table.words.period(value, self.table.year)
        if found is None and self.table.words.meaning("any", "deadline", value) is None:
            self.problem("bad-date", name)
        return found

    def observed_on(self, name: str) -> date | None:
        """Return the (first) day that a cell means; without the column, the day that stands above the list."""
        if name == "date" and name not in self.table:
            found = self.table.words.period(self.table.above.get(name, (None,))[0], self.table.year)
        else:
            found = self.period(name)
        return None if found is None else found[0]

    def deadline(self) -> tuple[date | None, str]:
        """Return the last day of the deadline, and its words when it is no plain date (``snarest``, ``uge 12``)."""
        found = self.period("deadline")
        if found is None:
            return None, self.text("deadline")
        return found[1], self.text("deadline") if found[0] != found[1] else ""

    def meaning(self, field_name: str, words: str, importer: str = "any") -> str | None:
        """Return what a cell means by a list of ``cell_words.csv``, None when blank or unknown."""
        value = self.value(field_name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = f"{value:g}"
        return None if value is None else self.table.words.meaning(importer, words, value)

    @property
    def solved(self) -> bool:
        """Whether the columns Status and Udført say that the matter is put right."""
        if self.meaning("status", "status") == "done":
            return True
        value = self.value("done")
        if value is None:
            return False
        said = self.meaning("done", "status")
        return (
            said == "done"
            or self.meaning("done", "mark") == "yes"
            or (said is None and self.table.words.period(value) is not None)
        )

    def problem(self, code: str, name: str, **values: str) -> None:
        """Report a problem with the cell of a field."""
        self.table.problem(code, self.where(name), field=self.table.headers.get(name, name), **values)

    # Deciding ---------------------------------------------------------------------------------------------------------

    def use(self, *records: Record, said: str | None = None) -> None:
        """Enter what the row gave. Findings need no id yet; ``said`` is what they say when the text is not it."""
        in_row = "department" in self.table or "department" not in self.table.above
        self.table.take(records, said, self.where("department") if in_row else self.table.above["department"][1])

    def set_aside(self, reason: Reason) -> None:
        """Enter that the row is rightly not used."""
        self.table.set_aside(self.index, reason)

    def reject(self, name: str) -> None:
        """Enter and report that the row lacks a field that it cannot do without."""
        column = self.table.columns.get(name, (None,))[0]
        where = self.table.grid.ref(self.index, column)
        self.table.problem("row-incomplete", where, field=self.table.headers.get(name, name))
        self.table.reject()

    def reject_as(self, code: str, name: str) -> None:
        """Enter and report that the row could not be understood because of a field's cell."""
        self.problem(code, name)
        self.table.reject()

    # Before the importer sees it --------------------------------------------------------------------------------------

    @property
    def filled(self) -> list[Value]:
        """Cells inside the table that hold something; zeros of formulas in an empty form do not count."""
        inside = (self.cells[column] for column in self.table.span if column < len(self.cells))
        return [value for value in inside if value is not None and value not in (0, False, "")]

    @property
    def blank(self) -> bool:
        """Whether the table's own columns hold nothing."""
        return not self.filled

    @property
    def elsewhere(self) -> bool:
        """Whether something stands beside the table."""
        return any(value is not None and column not in self.table.span for column, value in enumerate(self.cells))

    @property
    def repeats_header(self) -> bool:
        """Whether the row is the header row once more."""
        same = 0
        for column, header in self.table.plain_headers.items():
            value = self.cell(column)
            same += isinstance(value, str) and plain(value) == header
        return same >= 2

    @property
    def displaced_headers(self) -> int:
        """How many cells are headers of this kind of list, but in another column than the list has them."""
        known = self.table.words.headers(self.table.importer.name)
        return sum(
            1
            for column, value in enumerate(self.cells)
            if isinstance(value, str)
            and any(self.table.importer[name].weight > 1 for name in known.get(plain(value), ()))
            and not any(column in self.table.columns.get(name, ()) for name in known[plain(value)])
        )

    @property
    def has_main(self) -> bool:
        """Whether a field that makes the row worth reading is filled."""
        return any(self.value(name) is not None for name in self.table.importer.main)

    @property
    def only_numbered(self) -> bool:
        """Whether nothing but running numbers, group headings and formulas stands in the row."""
        return not any(
            value not in (0, None)
            for entry in self.table.importer.fields
            if entry.content and (not entry.fill or entry.name in self.table.importer.main)
            for _column, value in self._filled(entry.name)
        )

    def typed(self) -> Iterator[tuple[str, Value]]:
        """Yield the filled cells that should be numbers, dates or scale values."""
        for entry in self.table.importer.fields:
            if entry.kind not in (Kind.PROSE, Kind.LABEL):
                for _column, value in self._filled(entry.name):
                    yield entry.name, value

    def no_data(self) -> Reason | None:
        """Return why the row is no record, None when it is one."""
        filled = self.filled
        if self.repeats_header:
            return Reason.HEADER
        words = self.table.words
        label = next((value for value in filled if isinstance(value, str)), None)
        mains = [value for name in self.table.importer.main for _column, value in self._filled(name)]
        for value in (label, *mains):
            if "example" in words.meanings("any", "row", value):
                return Reason.EXAMPLE
        # "Middel" is a mean, but a priority too.
        ranked = bool(mains) and bool(words.meanings("any", "priority", label))
        if label is not None and "total" in words.meanings("any", "row", label) and not ranked:
            return Reason.TOTAL
        if label is not None and not mains and "legend" in words.meanings("any", "row", label):
            return Reason.OUTSIDE
        if self.only_numbered:
            numbered = any(True for _ in self._filled("identity"))
            return Reason.PLACEHOLDER if numbered or label is None else Reason.HEADING
        return None

    def fill(self, above: dict[int, Value], grouped: frozenset[int]) -> None:
        """Repeat the values above in blank cells of columns that are written as groups, and remember this row's."""
        for column in sorted(grouped):
            value = self.cell(column)
            if value is not None:
                above[column] = value
            elif column in above:
                self.put(column, above[column])

    def put(self, column: int, value: Value) -> None:
        """Enter what stands elsewhere but is said of this row too."""
        self.cells += [None] * (column + 1 - len(self.cells))
        self.cells[column] = value

    def _filled(self, name: str) -> Iterator[tuple[int, Value]]:
        for column in self.table.columns.get(name, ()):
            value = self.cell(column)
            if value is not None:
                yield column, value


def _written(value: Value) -> str:
    """Return a cell as text: numbers without a trailing .0, dates as they are."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
