"""What a list says: of all its rows, in its headers and above it, and in the cells of each row.

An importer visits the rows of a :class:`Table` and decides about each; :class:`Row` gives it what the cells mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import cached_property
from math import inf

from handleplan_batch.model import (
    CellRef,
    ColumnUse,
    DepartmentPath,
    Finding,
    ImporterName,
    Polarity,
    Reading,
    SourceKind,
)
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import ANY_YEAR, Period, Words, parse_number, plain, words_of, year_in
from handleplan_batch.reading.importers.lists.days import ColumnDays, is_day, numbered_month
from handleplan_batch.reading.importers.lists.headers import Declaration, HeaderRow, Kind, tells_stage
from handleplan_batch.reading.importers.lists.ledger import PERSON, Ledger, Reason, Record
from handleplan_batch.reading.importers.lists.versions import version
from handleplan_batch.reading.polarity import load_polarity
from handleplan_batch.reading.scrub import names_in

A_LINE = re.compile(r"(?:[_.…‗–—-] ?){5,}")
"""A line to write on."""
_DAY_AND_MONTH = re.compile(r"\s*(?:\d{1,2}\.?\s*([^\W\d_]+)|([^\W\d_]+)\.?\s+\d{1,2})\.?\s*")
_NUMBERED_DAY = re.compile(r"\d{1,4}[-./ ]+\d{1,2}[-./ ]+\d{2,4}(?: 00:00:00)?")
"""A day in figures, which is no department's name."""
_SAID_AT_ONCE = 3
"""Dates of a column without a year that are told together."""
_TITLES_WITHIN = 8
"""Rows above a header that may say which department or version the list is of."""
_SUBJECTS = ("task", "category")
"""Fields that a heading may tell of all rows below it."""
_WHO_AND_WHEN = re.compile(r"\s*[/&+,]\s*|\s+(?:og|and|samt|og\s+evt\.)\s+")
_SIGNED = re.compile(r"[\s,/–-]+(?:sign\.?\s*)?[A-ZÆØÅ]{2,4}\.?$")
"""Initials behind a day."""
_DASHED = re.compile(r"^(\d{1,2})-(\d{1,2})$")
_CUTS = re.compile(r"[\s,;/(–-]+")
_AROUND = " ,;/()–-:"
_NEXT = re.compile(r"\b(?:næste|neste|nästa|next)\b", re.IGNORECASE)
"""What a title says of the time to come."""
_LETTERS = re.compile(r"[^\W\d_]+")
_BY = frozenset({"d", "den", "senest", "inden", "pr", "fra", "by", "til"})
"""Words that a day begins with."""
_TIMES = ("month", "season", "week", "quarter", "half", "part")


class Table:
    """The rows of a list, and the ledger of what became of each."""

    def __init__(self, importer: Declaration, grid: Grid, match: Match, context: Context) -> None:
        """Take the sheet and where its list stands; the rows are told from what else stands there by ``records``."""
        self.importer, self.grid, self.words = importer, grid, words_of(context.catalogue)
        self.today = context.today
        self.beside = tuple(other for other in context.beside if other.sheet != grid.sheet)
        """Other sheets of the file that may explain what stands in the cells."""
        self.header_row, self.columns = match.header_row, match.columns
        self._header = HeaderRow(grid, match.header_row, self.words, self.words.headers(importer.name))
        self.headers = {name: self.header(columns[0]) for name, columns in match.columns.items()}
        self.plain_headers = {
            column: plain(self._header.texts.get(column) or self._figure_header(column))
            for columns in match.columns.values()
            for column in columns
        }
        self.span = self._extent()
        self._spread = self._spread_down()
        self.ledger = Ledger(grid, context.catalogue)
        """What became of each row; importers decide on a :class:`Row`."""
        self._told: set[tuple[str, str]] = set()
        self._days: dict[int, ColumnDays] = {}
        self._without_year: dict[int, dict[int, tuple[Row, str]]] = {}
        above = grid.rows[max(0, match.header_row - _TITLES_WITHIN) : match.header_row]
        self.titles = tuple(value for cells in above for value in cells if isinstance(value, str))
        """The texts in the rows right above the list."""
        self.rows: Sequence[Row] = ()
        """The rows that are records."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def values(self, column: int) -> list[Value]:
        """Return what a column holds in the rows that are data."""
        return [row.cell(column) for row in self.rows]

    def reassign(self, name: str, columns: tuple[int, ...]) -> None:
        """Let these columns be a field's after all, by what stands in them; without any the field is not there."""
        kept = {
            other: left
            for other, places in self.columns.items()
            if other != name and (left := tuple(column for column in places if column not in columns))
        }
        self.columns = {**kept, name: columns} if columns else kept
        self.headers = {other: self.header(places[0]) for other, places in self.columns.items()}

    def take_out(self, column: int) -> None:
        """Let a column be of no field, by what stands in it."""
        for name in [name for name, places in self.columns.items() if column in places]:
            self.reassign(name, tuple(place for place in self.columns[name] if place != column))

    def period(self, column: int, value: Value) -> Period | None:
        """Return the first and last day that a cell of a column means, None also where it is not told which day it is.

        That the month stands first in the column is told.
        """
        if column not in self._days:
            self._days[column] = ColumnDays(self.values(column), self.words, self.year)
            if self._days[column].month_first:
                self.problem("month-first", self.grid.ref(self.header_row, column), field=self.header(column))
        return self._days[column].period(value)

    def header(self, column: int) -> str:
        """Return a column's header on one line, with the group it belongs to."""
        return self._header.in_full.get(column) or self._figure_header(column)

    def _named_header(self, name: str) -> str:
        """Return a field's header, with its cell when another field's column has the same."""
        text, column = self.headers[name], self.columns[name][0]
        same = list(self.headers.values()).count(text) > 1
        return f"{text} ({self.grid.ref(self.header_row, column).a1})" if same else text

    def _figure_header(self, column: int) -> str:
        """Return a header that is no text (2026, a date) as text."""
        cells = self.grid.rows[self.header_row]
        return as_text(cells[column]) if column < len(cells) else ""

    def is_after(self, column: int) -> bool:
        """Whether the header says that the column holds what is left after the measures."""
        return tells_stage(self.header(column), "after", self.words)

    def is_initial(self, column: int) -> bool:
        """Whether the header says that the column holds what was there before the measures."""
        return tells_stage(self.header(column), "initial", self.words)

    def surroundings(self) -> Iterator[Value]:
        """Yield what stands around the list: headers, titles above it, and everything beside and below it."""
        yield from self._header.texts.values()
        yield from self._header.groups.values()
        for block in self.surrounding_blocks():
            for cells in block:
                yield from (value for value in cells if value is not None)

    def surrounding_blocks(self) -> Iterator[list[Sequence[Value]]]:
        """Yield the rows above the header, those below the list, and what stands beside its rows."""
        yield [
            cells for cells in self.grid.rows[: self.header_row] if not set(cells) & set(self._header.groups.values())
        ]
        yield [self.grid.rows[index] for index in self.ledger.rows_aside(Reason.OUTSIDE)]
        yield [row.own[self.span[-1] + 1 :] for row in self.rows]

    @cached_property
    def department_codes(self) -> Set[str]:
        """The numbers of departments whose names stand in a column of their own beside them."""
        columns = self.columns.get("department", ())
        rows = (
            [tuple(map(as_text, cells)) for cells in self.grid.rows[self.header_row + 1 :]] if len(columns) > 1 else []
        )
        held = {column: [cells[column] if column < len(cells) else "" for cells in rows] for column in columns}
        coded = [column for column in columns if all(one.isdecimal() for one in held[column] if one)]
        codes: set[str] = set()
        for column in coded:
            for other in (one for one in columns if one not in coded):
                pairs = {pair for pair in zip(held[column], held[other], strict=True) if all(pair)}
                numbers, names = ({pair[side] for pair in pairs} for side in (0, 1))
                codes |= numbers if len(numbers) == len(names) == len(pairs) else set()
        return codes

    @cached_property
    def tells_when(self) -> bool:
        """Whether the column of who does it tells when too, by its header (``Ansvarlig/frist``)."""
        known = self.words.headers(self.importer.name)
        parts = [known.get(plain(part), ()) for part in _WHO_AND_WHEN.split(self.headers.get("responsible", ""))]
        return len(parts) > 1 and any("deadline" in part for part in parts)

    @cached_property
    def holds_solved(self) -> bool:
        """Whether the sheet is named as the one of what is put right (``Afsluttede``)."""
        return self.names_solved(self.grid.sheet)

    def names_solved(self, name: str) -> bool:
        """Whether a name or a heading is that of what is put right."""
        return "done" in self.words.meanings("any", "sheet", name)

    @cached_property
    def year(self) -> int | None:
        """The one year that the titles above the list tell; else the sheet's name, else the file's."""
        titles = [value for cells in self.grid.rows[: self.header_row + 1] for value in cells]
        for texts in (titles, [self.grid.sheet], [self.grid.file_name]):
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
                fields, said = self._labelled(cell)
                beside = next(
                    ((at, value) for at, value in enumerate(cells) if at > column and value is not None), None
                )
                place, value = (column, said) if said else beside or (column, None)
                is_header = isinstance(value, str) and plain(value) in known
                for name in {"department", "date"}.intersection(fields) if value is not None and not is_header else ():
                    found.setdefault(name, (value, self.grid.ref(index, place)))
                if "date" not in found and self.words.named(self.importer.name, cell) and (day := self.day_in(cell)):
                    found["date"] = (day, self.grid.ref(index, column))
        if "date" not in found and is_day(self.grid.sheet, self.words):
            found["date"] = (self.grid.sheet, CellRef(self.grid.file, self.grid.sheet))
        return found

    def day_in(self, title: str) -> str:
        """Return the day that a title ends with (``Rundering i køkkenet den 12. marts 2026``), not that of the next."""
        parts = _NEXT.split(title)[0].strip(" -–,;(.").split()
        ends = (" ".join(parts[-count:]) for count in (3, 2, 1))
        return next((end for end in ends if is_day(end, self.words)), "")

    def _labelled(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the field that a line such as ``Rundering – Afdeling: Lager`` is of, and what it says of it."""
        known = self.words.headers(self.importer.name)
        label, colon, said = text.partition(":")
        names = (label, label.split()[-1]) if colon and label.split() else (label,)
        fields = next((known[plain(name)][:1] for name in names if plain(name) in known), ())
        if said and fields == ("department",) and self._has_topics and self._may_be_section(text):
            return (), ""
        return fields, "" if A_LINE.search(said) else " ".join(said.split())

    def _may_be_section(self, text: str) -> bool:
        """Whether a line begins with a word for a ward that is one for a section of a form as well (``Afsnit: …``)."""
        return bool(self.words.meanings("any", "section", text.partition(":")[0]))

    @cached_property
    def _has_topics(self) -> bool:
        """Whether most of several such lines name topics (``Afsnit: Indeklima``), so that they are sections."""
        lines = (cell for row in self.grid.rows for cell in row if isinstance(cell, str) and ":" in cell)
        judge = load_polarity(self.words.catalogue).judge
        said = [judge(line.partition(":")[2].strip()) for line in lines if self._may_be_section(line)]
        topics = sum(verdict.theme_id is not None or verdict.good is not None for verdict in said)
        return len(said) > 1 and 2 * topics > len(said)

    # The account of the rows ------------------------------------------------------------------------------------------

    def problem(self, code: str, where: CellRef, **values: str) -> None:
        """Report something about the sheet, once."""
        self.ledger.problem(code, where, **values)

    def reject(self) -> None:
        """Enter a row that could not be used; the caller has reported why."""
        self.ledger.reject()

    def clean(self, text: str, index: int, *, addresses: bool = True) -> str:
        """Return free text of a row without personal data; what was taken out counts once, however often it is read."""
        return self.ledger.clean(text, index, addresses=addresses, names=self._persons_in(index))

    def _persons_in(self, index: int) -> frozenset[str]:
        """Return the names that a row has in columns of persons: what is told of them may call them so."""
        if PERSON not in self.columns:
            return frozenset()
        row = self.grid.rows[index]
        cells = (row[column] for column in self.columns[PERSON] if column < len(row))
        named = (names_in(cell, self.words.catalogue) for cell in cells if isinstance(cell, str))
        return frozenset[str]().union(*named)

    def reading(self) -> Reading:
        """Return all that was read, with the account of the rows."""
        self._report_years()
        headers = {name: self._named_header(name) for name in self.headers if name != PERSON}
        uses = [
            ColumnUse(column + 1, self.header(column), name)
            for name, columns in self.columns.items()
            for column in columns
        ]
        return self.ledger.reading(self.importer.name, self.header_row, headers, uses)

    def once(self, code: str, row: Row, name: str) -> None:
        """Report a problem with the cells of a field, at the first of them only."""
        if (code, name) not in self._told:
            row.problem(code, name)
        self._told.add((code, name))

    def once_at(self, code: str, where: CellRef) -> None:
        """Report a problem of the sheet, at the first cell that has it only."""
        if (code, "") not in self._told:
            self.problem(code, where)
        self._told.add((code, ""))

    def unread_date(self, row: Row, name: str, column: int) -> None:
        """Report a cell that is no date, but only count it where nothing but the year is missing (``Uge 14``)."""
        value = row.cell(column)
        if self.words.period(value, ANY_YEAR) is None or numbered_month(value, self.words) is not None:
            row.problem("bad-date", name)
        else:
            self._without_year.setdefault(column, {})[row.index] = (row, name)

    def _report_years(self) -> None:
        for cells in self._without_year.values():
            first, name = next(iter(cells.values()))
            if len(cells) >= _SAID_AT_ONCE:
                first.problem("no-year", name, count=str(len(cells)))
            else:
                for row, _name in cells.values():
                    row.problem("bad-date", name)

    def _extent(self) -> range:
        """Return the table's columns: the fields, and their neighbours as far as headers stand side by side."""
        matched = sorted(column for columns in self.columns.values() for column in columns)
        first, last = matched[0], matched[-1]
        while first - 1 in self._header.texts:
            first -= 1
        while last + 1 in self._header.texts:
            last += 1
        return range(first, last + 1)

    def _spread_down(self) -> Mapping[tuple[int, int], tuple[int, Value]]:
        """Return the cells that a merge from above covers -> the row it begins in, and what it holds."""
        rows = self.grid.rows
        return {
            (row, left): (top, rows[top][left])
            for top, left, bottom, _right in self.grid.merged
            if self.header_row < top < min(bottom + 1, len(rows)) and left in self.span and left < len(rows[top])
            for row in range(top + 1, min(bottom + 1, len(rows)))
        }

    def merged_from(self, row: int, column: int) -> tuple[int, Value] | None:
        """Return the row where the merge that covers a cell begins, and what it holds; None outside merges."""
        return self._spread.get((row, column))

    def named(self, name: str, text: str) -> str:
        """Return what a text such as ``Afdeling: Lager`` says of a field."""
        fields, said = self._labelled(text)
        return said if fields == (name,) else ""


class Row:
    """One row of a table: typed access to its fields, and the decision on it, which must be made exactly once.

    What cannot be understood in a cell is reported by the method that reads it, and read as blank.
    """

    def __init__(self, table: Table, index: int) -> None:
        self.table, self.index = table, index
        self.last = index
        """The last of the sheet's rows that are part of this one."""
        self.heading = ""
        """The heading that the row stands under."""
        # A mark for "not known" counts as blank.
        unknown = table.words.unknown
        self.own: list[Value] = [
            None
            if isinstance(value, str) and (value.casefold() in unknown or A_LINE.fullmatch(value.strip()))
            else value
            for value in table.grid.rows[index]
        ]
        """What stands in the row itself; a line to write on is blank."""
        self.cells = list(self.own)
        """The same, with what merged cells and groups above say of it."""
        if table.grid.merged:
            for column in table.span:
                if self.cell(column) is None and (spread := table.merged_from(index, column)) is not None:
                    self.put(column, spread[1])

    def cell(self, column: int) -> Value:
        """Return a cell by its 0-based column."""
        return self.cells[column] if column < len(self.cells) else None

    def at(self, column: int) -> Value:
        """Return what stands in the row itself."""
        return self.own[column] if column < len(self.own) else None

    def put(self, column: int, value: Value) -> None:
        """Let a cell say something that stands elsewhere, or is told by its colour."""
        self.cells += [None] * (column + 1 - len(self.cells))
        self.cells[column] = value

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
        written = as_text(self.value(name))
        return self.table.clean(written, self.index) if written else ""

    def place(self) -> str:
        """Return where it is, scrubbed but for the address: whoever is to put it right must find it."""
        written = as_text(self.value("place"))
        return self.table.clean(written, self.index, addresses=False) if written else ""

    def line(self, name: str) -> str:
        """Return what the field says on one line, scrubbed of personal data."""
        return " ".join(self.text(name).split())

    def texts(self, name: str) -> list[str]:
        """Return what each column of the field says, scrubbed of personal data."""
        return [self.table.clean(as_text(value), self.index) for _column, value in self._filled(name)]

    def label(self, name: str) -> str:
        """Return a name or a category as it stands, on one line."""
        return " ".join(as_text(self.value(name)).split())

    def labels(self, name: str) -> tuple[str, ...]:
        """Return what all columns of a field say, each thing once."""
        return tuple(dict.fromkeys(" ".join(as_text(value).split()) for _column, value in self._filled(name)))

    def department(self) -> DepartmentPath:
        """Return the department as the file names it: in the row, over it, or above the list; empty for all of them."""
        words = self.table.words
        labels = self.labels("department")
        if len(labels) > 1 and self.table.department_codes:
            labels = tuple(label for label in labels if label not in self.table.department_codes) or labels
        if dates := [label for label in labels if _NUMBERED_DAY.fullmatch(label) and words.period(label) is not None]:
            self.table.once("date-as-department", self, "department")
            labels = tuple(label for label in labels if label not in dates)
        if said := tuple(label for label in labels if not words.is_everybody(label)):
            return said
        above = self.table.above.get("department", (None,))[0] if labels or "department" not in self.table else None
        named = self.table.named("department", self.heading) or " ".join(as_text(above).split())
        return (named,) if named and not words.is_everybody(named) else ()

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
        column, value = next(self._filled(name), (0, None))
        if value is None:
            return None
        found = self.table.period(column, value)
        if found is None and self.table.words.meaning("any", "deadline", value) is None:
            self.table.unread_date(self, name, column)
        return found

    @property
    def subject(self) -> str:
        """What the heading over the row says it is about; not a department, nor which version the list is.

        A task or a machine may be named after its kind (``Maskine: Båndsav``), also in the line above the headers.
        """
        told = self.heading
        for line in (told,) if told else self.table.titles[::-1]:
            named = next((said for name in _SUBJECTS if (said := self.table.named(name, line))), "")
            if named:
                return self.table.clean(named, self.index)
        return "" if ":" in told or version(told, self.table.words) else self.table.clean(told, self.index)

    def observed_on(self, name: str) -> date | None:
        """Return the (first) day that a cell means; without the column, the day that stands above the list."""
        if name == "date" and name not in self.table:
            told = self.table.day_in(self.heading) or self.table.above.get(name, (None,))[0]
            found = self.table.words.period(told, self.table.year)
        else:
            found = self.period(name)
        return None if found is None else found[0]

    def responsible(self) -> str:
        """Return who is to do it, as it stands; without the day where the column tells that too (``Leder 1/6``)."""
        written = self.label("responsible")
        written = (self.table.named("responsible", written) if ":" in written else "") or written  # "Ansvarlig: BK"
        return _who_and_when(written, self.table.words)[0] if self.table.tells_when else written

    def deadline(self) -> tuple[date | None, str]:
        """Return the last day of the deadline, and its words when it is no plain date (``snarest``, ``uge 12``)."""
        if "deadline" not in self.table and self.table.tells_when:
            when = _who_and_when(self.label("responsible"), self.table.words)[1]
            told = self.table.words.period(when, self.table.year)
            return (None, when) if told is None else (told[1], when if told[0] != told[1] else "")
        found = self.period("deadline")
        value = self.value("deadline")
        if found is not None and isinstance(value, str) and self.table.words.period(value) is None:
            found = self._after_its_date(value, found)
        day = _DAY_AND_MONTH.fullmatch(value) if isinstance(value, str) else None
        named = day is not None and bool(self.table.words.meanings("any", "month", day[1] or day[2]))
        text = str(value).strip() if named else self.text("deadline")  # Jan is a month here, and nobody's name
        return (None, text) if found is None else (found[1], text if found[0] != found[1] else "")

    def _after_its_date(self, value: str, found: Period) -> Period:
        """Return a deadline without a year in the year after the one of the sheet where it had passed on its date."""
        plan = self.table.importer.name is ImporterName.PLAN  # its dates may be those of the follow-up
        begun = None if plan else self.observed_on("date")
        if begun is None or found[1] >= begun:
            return found
        return self.table.words.period(value, found[1].year + 1) or found

    def meaning(self, field_name: str, words: str, importer: str = "any") -> str | None:
        """Return what a cell means by a list of ``cell_words.csv``, None when blank or unknown."""
        value = self.value(field_name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = f"{value:g}"
        return None if value is None else self.table.words.meaning(importer, words, value)

    @property
    def solved(self) -> bool:
        """Whether the columns Status and Udført, or else the heading or the sheet, say that the matter is put right."""
        status, done = self._said_of("status"), self._said_of("done")
        if status == "done" or done == "done":
            return True
        if self.value("done") is not None:
            return done is None and (self.solved_on is not None or self._is_done_on_a_day())
        if status is None and self.table.names_solved(self.heading or next(reversed(self.table.titles), "")):
            return True
        return status is None and self.value("status") is None and self.table.holds_solved

    def _is_done_on_a_day(self) -> bool:
        """Whether a day stands under Udført of which nothing tells the year (``10/5``)."""
        value = self.value("done")
        found = None if self._is_doubted(value) else self.table.words.period(value, ANY_YEAR)
        return found is not None and found[0] == found[1]

    @property
    def polarity(self) -> Polarity | None:
        """Return positive where the source's own kind of the record is praise (``Ros``, ``Safe behaviour``)."""
        kinds = [*self.labels("category"), *self.labels("type")]
        praised = any(self.table.words.meanings("any", "praise", kind) for kind in kinds)
        return Polarity.POSITIVE if praised else None

    @property
    def solved_on(self) -> date | None:
        """Return the day under Udført; it may be one to come, by which it shall be done."""
        column, value = next(self._filled("done"), (0, None))
        if value is None or self._is_doubted(value):
            return None
        found = self.table.period(column, value)
        if found is None and isinstance(value, str):
            found = self.table.period(column, _DASHED.sub(r"\1/\2", _SIGNED.sub("", value.strip())))  # "20-05 MH"
        return None if found is None else found[0]

    def _said_of(self, name: str) -> str | None:
        """Return what a cell says of how far the matter is, ``partly`` when it takes back what it says first."""
        value = self.value(name)
        said = self.meaning(name, "status")
        if name == "done" and said is None:
            said = {"yes": "done", "no": "open"}.get(self.meaning(name, "mark") or "")
        return "partly" if said == "done" and self._is_doubted(value) else said

    def _is_doubted(self, value: Value) -> bool:
        """Whether a cell says that something is left (``Udført, men …``, ``Løst?``)."""
        if not isinstance(value, str):
            return False
        return value.rstrip().endswith("?") or bool(self.table.words.told("any", "left", value))

    def problem(self, code: str, name: str, **values: str) -> None:
        """Report a problem with the cell of a field."""
        self.table.problem(code, self.where(name), field=self.table.headers.get(name, name), **values)

    def use(self, *records: Record, said: str | Sequence[str] | None = None) -> None:
        """Enter what the row gave. Findings need no id yet; ``said`` is what all, or each, say if not the text."""
        table = self.table
        if (day := self.solved_on) is not None:
            records = tuple(
                replace(one, solved_on=day) if isinstance(one, Finding) and one.solved else one for one in records
            )
        if names := self._titles():
            records = tuple(
                replace(one, titles=names) if isinstance(one, Finding) and not one.department else one
                for one in records
            )
        in_row = "department" in table or "department" not in table.above
        table.ledger.take(records, said, self.where("department") if in_row else table.above["department"][1])

    def _titles(self) -> tuple[str, ...]:
        """Return what names the list where the list itself does not tell its department."""
        table = self.table
        if "department" in table or "department" in table.above or table.named("department", self.heading):
            return ()
        sheet = "" if table.words.meanings("any", "sheet", table.grid.sheet) else table.grid.sheet
        return (self.heading, sheet, table.grid.file_name.rpartition(".")[0], *table.titles)

    def checked(self, source: SourceKind) -> Finding:
        """Return where and when it was looked, without anything that was found."""
        column, value = next(self._filled("date"), (0, None))  # a bad date is no matter where there is no fault
        period = None if value is None else self.table.period(column, value)
        department, day = self.department(), None if period is None else period[0]
        return Finding(
            *("", source, self.where(), "", department), observed_on=day, titles=() if department else self._titles()
        )

    def in_order(self, source: SourceKind) -> None:
        """Enter that the row is rightly not used, since all is in order where it was looked."""
        said = (self.cell(column) for name in ("department", "date") for column in self.table.columns.get(name, ()))
        self.table.ledger.check((self.heading, *said), lambda: self.checked(source))
        self.set_aside(Reason.IN_ORDER)

    def set_aside(self, reason: Reason) -> None:
        """Enter that the row is rightly not used."""
        self.table.ledger.set_aside(self.index, reason)

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

    @cached_property
    def filled(self) -> list[Value]:
        """Cells inside the table that hold something; zeros of formulas in an empty form do not count."""
        inside = (self.own[column] for column in self.table.span if column < len(self.own))
        return [value for value in inside if value is not None and value not in (0, False, "")]

    @property
    def has_main(self) -> bool:
        """Whether a field that makes the row worth reading is filled."""
        return any(self.value(name) is not None for name in self.table.importer.main)

    def add(self, name: str, row: Row) -> None:
        """Add what another row says under a field to what this one does."""
        for column in self.table.columns.get(name, ()):
            more = row.own[column] if column < len(row.own) else None
            here = self.cell(column)
            if more is not None and here is None:
                self.put(column, more)
            elif more is not None and self.table.importer[name].kind is Kind.PROSE:
                self.put(column, f"{as_text(here)}; {as_text(more)}")

    def _written_here(self, name: str) -> Iterator[Value]:
        for column in self.table.columns.get(name, ()):
            if column < len(self.own) and self.own[column] is not None:
                yield self.own[column]

    def _filled(self, name: str) -> Iterator[tuple[int, Value]]:
        for column in self.table.columns.get(name, ()):
            value = self.cell(column)
            if value is not None:
                yield column, value


def _who_and_when(written: str, words: Words) -> tuple[str, str]:
    """Return who and when of a cell that tells both (``Leder 1/6-26``, ``AMR, løbende``); without a day all is who.

    The day stands last and is as long as it can be.
    """
    for cut in _CUTS.finditer(written):
        who, when = written[: cut.start()].strip(_AROUND), written[cut.end() :].strip(_AROUND)
        told = [word for word in _LETTERS.findall(when.casefold()) if word not in _BY]
        timed = all(any(words.meanings("any", name, word) for name in _TIMES) for word in told)
        dated = timed and any(map(str.isdecimal, when)) and words.period(when, ANY_YEAR) is not None
        if who and (dated or words.meanings("any", "deadline", when)):
            return who, when
    return written, ""


def as_text(value: Value) -> str:
    """Return a cell as text: numbers without a trailing .0, dates as they are."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
