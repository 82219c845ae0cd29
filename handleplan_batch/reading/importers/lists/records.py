"""Which of the rows below a list's headers are its records, and why the others are none.

Between them stand blank rows, headings, groups written once, headers once more, totals, examples, numbered rows that
nobody filled in and lines that go on with the row above; below them legends, notes and signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import pairwise
from math import isclose

from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.cells import on_one_line, parse_number, plain
from handleplan_batch.reading.importers.lists.headers import Field, Kind, fits
from handleplan_batch.reading.importers.lists.ledger import Reason
from handleplan_batch.reading.importers.lists.table import A_LINE, Row, Table, as_text
from handleplan_batch.reading.importers.lists.versions import Section, replaced, version

_UNIT = re.compile(r"\(?(?:\d+\s*[-–]\s*\d+|[A-Za-z]{1,2}|[A-Za-z]\s*[x×*]\s*[A-Za-z])\)?")
"""A range, or a letter, below a header: ``(1-5)``, ``S``, ``SxK``."""
_CODE_EQUALS = re.compile(r"\s*(?:[^\W\d_]{1,3}|\d{1,3}(?:\s*[-–]\s*\d{1,3})?)\s*=\s*[^\W\d]")
"""What a code means: ``S = …``, ``1 = …``, ``15-25 = …``."""
_EQUALS = re.compile(r"[^=\d\n]{1,25}=[^=\n]+")
"""What a colour or a code means, where all cells of a row do nothing else: ``Rød = straks``."""
_DATED_NOTE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b")
"""What a lone line at the end says when it tells who wrote the list and when."""
_COUNT = re.compile(r"\s*[^\W\d][^:=\d]{2,40}[:=]\s*\d+(?:[.,]\d+)?\s*")
"""How many there are, in one cell: ``Antal risici: 7``."""
_IN_BRACKETS = re.compile(r"\s*\(\s*([^)]*)\)")
_STEPS = range(1, 11)
"""What a step of a scale may be; sums of several, as a rule, and means are none of them."""
_WORD = re.compile(r"[^\W\d_]{4}")
"""What no running number holds (``R-12``, ``Nr. 7``)."""


def records_of(table: Table) -> list[Row]:
    """Return the rows that are records; every other one is entered in the table's account with its reason."""
    return _Sorting(table).records()


class _Sorting:
    """The rows below the headers, looked at together: what one is, those above and below it tell too."""

    def __init__(self, table: Table) -> None:
        self.table, self.grid, self.words = table, table.grid, table.words
        self.importer, self.columns = table.importer, table.columns
        self.header_row, self.span = table.header_row, table.span
        self._kinds = {column: self.importer[name].kind for name, places in self.columns.items() for column in places}
        self._scales = frozenset(column for column, kind in self._kinds.items() if kind is Kind.SCALE)
        self._banners = {
            top: left for top, left, _bottom, right in self.grid.merged if 2 * (right - left + 1) >= len(self.span)
        }

    def records(self) -> list[Row]:
        """Return the rows that are records, in order."""
        blocks = self._blocks()
        every = [row for block in blocks for row in block]
        grouped, headings = self._grouped_columns(every), self._headings(blocks)
        others = {row.index for block in blocks[1:] if self._is_other(block) for row in block}
        others.update(self._notes_at_end(every))
        above: dict[int, Value] = {}
        heading, titles = "", self.table.titles
        sections: list[tuple[str, list[_Candidate]]] = [(" ".join(titles), [])]
        rows: list[_Candidate] = []
        signing = False  # whether the row stands below one that is none, and no record between
        since_total = 0
        for row in every:
            reason = Reason.OUTSIDE if row.index in others else self._no_record(row, rows, since_total, signing=signing)
            counts = reason is None and not self._is_area_total(row)
            since_total = 0 if reason is Reason.TOTAL else since_total + counts
            signing = bool(rows) and (reason is Reason.OUTSIDE or (signing and reason is not None))
            if row.index in headings and reason in (None, Reason.HEADING, Reason.PLACEHOLDER):
                reason, heading = Reason.HEADING, str(row.filled[0])
                titles = (*titles, heading) if rows else titles
            if reason is Reason.HEADER and sections[-1][1]:
                sections.append((" ".join(titles), []))
                above = {}
            if reason is not Reason.OUTSIDE:
                row.fill(above, grouped)
            if reason is None and self._goes_on(row, rows):
                rows[-1].join(row)
                reason = Reason.CONTINUED
            if reason is None:
                row.heading, titles = heading, ()
                rows.append(row)
                sections[-1][1].append(row)
            else:
                self.table.ledger.set_aside(row.index, reason)
        return self._latest([section for section in sections if section[1]])

    def _no_record(
        self, row: _Candidate, above: Sequence[_Candidate], since_total: int, *, signing: bool
    ) -> Reason | None:
        """Return why a row is no record, by itself or by the records ``above`` it.

        ``since_total`` is how many of them stand below the last total.
        """
        reason = row.no_data()
        if reason is not None:
            return reason
        if signing and len(row.filled) < min(len(one.filled) for one in above):
            return Reason.OUTSIDE  # who signs, below the word for signatures
        summed = self._is_sum(row, above) or (since_total > 1 and self._is_area_total(row))
        return Reason.TOTAL if summed else None

    def _latest(self, sections: Sequence[tuple[str, Sequence[_Candidate]]]) -> list[Row]:
        """Return the rows that hold now: of several versions of the list in the sheet, those of the latest only."""
        earlier = replaced(
            [
                Section(title, frozenset(row.content for row in rows), self.importer.name, self.words)
                for title, rows in sections
            ]
        )
        for place in sorted(earlier):
            for row in sections[place][1]:
                self.table.ledger.set_aside(row.index, Reason.EARLIER)
        kept: list[Row] = [row for place, (_title, rows) in enumerate(sections) if place not in earlier for row in rows]
        if earlier:
            first, used = sections[min(earlier)][1][0].index, kept[0].index
            self.table.problem("several-versions", self.grid.ref(first), row=str(used + 1))
        return kept

    def _notes_at_end(self, rows: Sequence[_Candidate]) -> Iterator[int]:
        """Yield the last rows that hold a lone text with a date: who wrote the list, and when."""
        for row in reversed(rows):
            lone = len(row.filled) == 1 and isinstance(row.filled[0], str) and len(self.span) > 2
            if not lone or not _DATED_NOTE.search(str(row.filled[0])):
                return
            yield row.index

    def _is_sum(self, row: _Candidate, rows: Sequence[_Candidate]) -> bool:
        """Whether a row holds a word and the sums or means of the figures above, but not what all of them fill."""
        texts = [value for value in row.filled if isinstance(value, str)]
        figures = {
            column: value
            for column in self.span
            if isinstance(value := row.at(column), int | float) and not isinstance(value, bool)
        }
        if all(column in self.columns.get("identity", ()) for column in figures):
            return False  # the third number is the sum of the first two
        if len(rows) < 2 or len(texts) != 1 or not figures or len(texts) + len(figures) < len(row.filled):
            return False
        if all(self._kinds.get(column) is Kind.SCALE and value in _STEPS for column, value in figures.items()):
            return False  # a risk of its own, whose steps happen to be what those above come to
        left_out = sum(
            row.at(column) is None and all(one.at(column) is not None for one in rows) for column in sorted(self._kinds)
        )
        if left_out < 2:
            return False
        for column, value in figures.items():
            above = [number for one in rows if (number := parse_number(one.at(column))) is not None]
            total = sum(above)
            if len(above) < 2 or not any(isclose(value, told, abs_tol=0.051) for told in (total, total / len(above))):
                return False
        return True

    def _is_area_total(self, row: _Candidate) -> bool:
        """Whether a row of figures is what several departments above come to (``Ældrepleje i alt``)."""
        texts = [value for value in row.filled if isinstance(value, str) and parse_number(value) is None]
        if len(texts) != 1 or len(row.filled) < 2 or row.value("department") != texts[0]:
            return False
        said = plain(texts[0]).split()
        ends = (" ".join(said[-count:]) for count in (1, 2) if count < len(said))
        return any("total" in self.words.meanings("any", "row", end) for end in ends)

    def _blocks(self) -> list[list[_Candidate]]:
        """Return the rows that are not blank, cut where blank rows stand."""
        blocks: list[list[_Candidate]] = [[]]
        order: Mapping[int, int] = {}
        for index in range(self.header_row + 1, len(self.grid.rows)):
            row = _Candidate(self.table, index, self._scales)
            if row.repeats_header and row.repeats_main:
                order = row.other_order
                if order:
                    self.table.problem("headers-moved", self.grid.ref(index))
                else:
                    self._report_other_headers(row)
            elif order:
                row.reorder(order)
            if row.blank:
                if row.elsewhere:
                    self.table.ledger.set_aside(index, Reason.OUTSIDE)
                if blocks[-1]:
                    blocks.append([])
            elif row.repeats_header and not row.repeats_main:
                blocks.append([row])  # a legend of the factors, under the list's own headers for them
            else:
                blocks[-1].append(row)
        return blocks

    def _report_other_headers(self, row: _Candidate) -> None:
        """Name what stands in a row of repeated headers where the list has others: it is read as what those say."""
        known = self.words.headers(self.importer.name)
        named = {column: name for name, columns in self.columns.items() for column in columns}
        for column, header in self.table.plain_headers.items():
            said = row.at(column)
            if isinstance(said, str) and plain(said) != header and named[column] not in known.get(plain(said), ()):
                where = self.grid.ref(row.index, column)
                self.table.problem("headers-differ", where, said=on_one_line(said), field=self.table.header(column))

    def _goes_on(self, row: _Candidate, rows: Sequence[_Candidate]) -> bool:
        """Whether a row only adds to the record in the row above it."""
        if not rows or rows[-1].last != row.index - 1 or not row.adds:
            return False
        mains = [column for name in self.importer.main for column in self.columns.get(name, ())]
        merged = any(self.table.merged_from(row.index, column) is not None for column in mains)
        return (merged and not self.importer.shared) or row.adds_only(
            {entry.name for entry in self.importer.fields if entry.goes_on}
        )

    def _headings(self, blocks: Sequence[Sequence[_Candidate]]) -> frozenset[int]:
        """Return the rows that are a heading over those that follow.

        That is a text across the table, one alone above repeated headers, and, in a list that begins with one, every
        text that stands alone before a full row.
        """
        rows = [row for block in blocks for row in block]
        begins = {block[0].index for block in blocks if block}
        lone = {row.index for row in rows if len(row.filled) == 1 and isinstance(row.filled[0], str)}
        found = {row.index for row in rows if self._is_banner(row)}
        above = [value for value in self.grid.rows[self.header_row - 1] if value is not None] if self.header_row else []
        titled = len(above) == 1 and isinstance(above[0], str)
        for row, following in pairwise(rows):
            if row.index in lone and following.repeats_header:
                named = bool(version(str(row.filled[0]), self.words))
                if named or titled or row.index in begins or row.index - 1 in found or not row.has_main:
                    found.add(row.index)
        before = {row.index for row, following in pairwise(rows) if row.index in lone and len(following.filled) > 2}
        if rows and rows[0].index in before and len(lone) > 1 and before | found >= lone:
            found |= before
        elif rows and rows[0].index in lone and not {"verdict", "fault"}.isdisjoint(self.columns):
            found |= self._over_points([row for row in rows if row.index in lone], begins)
        return frozenset(found)

    def _over_points(self, alone: Sequence[_Candidate], begins: Set[int]) -> set[int]:
        """Return the rows that are headings in a list of verdicts that begins with one, of those that hold one text.

        Any of them may be a point that was not assessed, so nothing is lost; one that names a department, or begins
        after a gap as the first does, is surely a heading, and the others then are none.
        """
        told = {row.index for row in alone if self.table.named("department", str(row.filled[0]))}
        after_gap = {row.index for row in alone if row.index in begins}
        points = {row.index for row in alone if row.value("point") is None or str(row.filled[0]).endswith("?")}
        every = {row.index for row in alone}
        joined = any(one + 1 in every for one in every)
        return told or (after_gap if len(after_gap) > 1 else set() if points or joined or len(every) < 2 else every)

    def _grouped_columns(self, rows: Sequence[_Candidate]) -> frozenset[int]:
        """Return the columns written as groups: a value stands on the first row of its group only.

        A list whose rows repeat the same value one after the other says what it means on each row, so its blanks are
        blanks; and a single blank in the last row is more like a total than a group.
        """
        if any(entry.whole and entry.name in self.columns for entry in self.importer.fields):
            return frozenset()
        names = [entry.name for entry in self.importer.fields if entry.fill]
        fillable = [column for name in names for column in self.columns.get(name, ())]
        cells = [row for row in rows if not row.repeats_header]
        grouped: set[int] = set()
        for column in fillable:
            values = [row.cell(column) for row in cells]
            repeats = any(one is not None and one == other for one, other in pairwise(values))
            if not repeats and None in values[:-1]:
                grouped.add(column)
        return frozenset(grouped)

    def _is_other(self, block: Sequence[_Candidate]) -> bool:
        """Whether rows after a gap are something else than more of the list: a legend, a matrix, notes, signatures."""
        if not block or any(row.repeats_header and row.repeats_main for row in block[:3]):
            return False
        for head in block[: 2 if len(block[0].filled) == 1 else 1]:  # a title may stand alone above who signs
            first = next((value for value in head.cells if value is not None), None)
            if "legend" in self.words.meanings("any", "row", first):
                return True
            if len(head.filled) <= 2 and head is block[0] and self.words.meaning("any", "row", first) == "legend":
                return True
        mains = [
            value for row in block for name in self.importer.main for value in [row.value(name)] if value is not None
        ]
        if len(mains) > 1 and 2 * sum(fits(value, Field(""), "", self.words) < 0.5 for value in mains) >= len(mains):
            return True
        if sum(row.displaced_headers for row in block[:1]) >= 2:
            return True
        good = bad = texts = 0
        for row in block:
            texts += row.has_main and len(row.filled) > 1
            for name, value in row.typed():
                if fits(value, self.importer[name], self.importer.name, self.words) >= 0.5:
                    good += 1
                else:
                    bad += 1
        if bad >= 2 and bad > good:
            return True
        alone = all(len(row.filled) == 1 for row in block)
        return alone and not texts and not any(row.only_numbered or row.has_main for row in block)

    def _is_banner(self, row: _Candidate) -> bool:
        """Whether the row is one text in a cell merged over half of the table or more."""
        left = self._banners.get(row.index)
        return left is not None and len(row.filled) == 1 and row.own[left : left + 1] == row.filled


class _Candidate(Row):
    """A row of which it is not known yet whether it is a record."""

    def __init__(self, table: Table, index: int, scales: Set[int]) -> None:
        """Take a row of the sheet; ``scales`` are the columns that hold values of a scale."""
        super().__init__(table, index)
        self._scales = scales

    @property
    def blank(self) -> bool:
        """Whether the table's own columns hold nothing."""
        return not self.filled

    @property
    def elsewhere(self) -> bool:
        """Whether something stands beside the table."""
        return any(value is not None and column not in self.table.span for column, value in enumerate(self.cells))

    @cached_property
    def repeats_header(self) -> bool:
        """Whether the row is the header row once more."""
        same = 0
        for column, header in self.table.plain_headers.items():
            value = self.cell(column)
            same += isinstance(value, str) and plain(value) == header
        return same >= 2

    @property
    def repeats_main(self) -> bool:
        """Whether no other header stands where the list says what a row is about."""
        headers = self.table.plain_headers
        mains = [column for name in self.table.importer.main for column in self.table.columns.get(name, ())]
        return all(
            value is None or (isinstance(value, str) and plain(value) == headers[column])
            for column in mains
            for value in [self.at(column)]
        )

    @property
    def other_order(self) -> Mapping[int, int]:
        """The columns of the list -> where the row, which repeats all of its headers, has them; empty in its order."""
        headers = self.table.plain_headers
        here = {plain(value): column for column, value in enumerate(self.own) if isinstance(value, str)}
        if len(set(headers.values())) < len(headers) or here.keys() != set(headers.values()):
            return {}
        order = {column: here[header] for column, header in headers.items()}
        return {} if all(column == place for column, place in order.items()) else order

    def reorder(self, order: Mapping[int, int]) -> None:
        """Put the cells of a row under repeated headers into the order that the list began with."""
        own = list(self.own)
        for column, place in order.items():
            value = own[place] if place < len(own) else None
            self.own += [None] * (column + 1 - len(self.own))
            self.own[column] = value
            self.put(column, value)

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
    def only_numbered(self) -> bool:
        """Whether nothing but running numbers, group headings and formulas stands in the row."""
        return not any(
            value not in (0, None)
            for entry in self.table.importer.fields
            if entry.content and (not entry.fill or entry.name in self.table.importer.main)
            for value in self._written_here(entry.name)
        )

    @property
    def content(self) -> tuple[str, ...]:
        """What makes the row the same risk or matter in two versions of a list."""
        main = next((value for name in self.table.importer.main if (value := self.value(name)) is not None), "")
        return (plain(as_text(main)), *map(plain, self.department()))

    @property
    def adds(self) -> bool:
        """Whether the row has neither number nor main field nor values of a scale of its own, but something else."""
        names = [*self.table.importer.main, "identity"]
        names += [entry.name for entry in self.table.importer.fields if entry.kind in (Kind.SCALE, Kind.WORD)]
        return bool(self.filled) and not any(True for name in names for _value in self._written_here(name))

    def adds_only(self, names: set[str]) -> bool:
        """Whether nothing but these fields is filled in the row itself."""
        here = {entry.name for entry in self.table.importer.fields for _value in self._written_here(entry.name)}
        return bool(here) and here <= names

    def join(self, row: Row) -> None:
        """Add what a row below says to this one."""
        for entry in self.table.importer.fields:
            self.add(entry.name, row)
        self.last = row.index

    def typed(self) -> Iterator[tuple[str, Value]]:
        """Yield the filled cells that should be numbers, dates or scale values."""
        for entry in self.table.importer.fields:
            if entry.kind not in (Kind.PROSE, Kind.LABEL):
                for _column, value in self._filled(entry.name):
                    yield entry.name, value

    def no_data(self) -> Reason | None:
        """Return why the row is no record, None when it is one."""
        if self.repeats_header:
            return Reason.HEADER
        if self._is_all_told or self._is_for_signing or self._is_of_units:
            return Reason.OUTSIDE
        label = self._label
        mains = [value for name in self.table.importer.main for _column, value in self._filled(name)]
        if any(map(self._is_example, (label, *mains))):
            return Reason.EXAMPLE
        if self._is_total(label, mains):
            return Reason.TOTAL
        alone = len(self.filled) == 1
        if (not mains or alone) and "legend" in self.table.words.meanings("any", "row", label):
            return Reason.OUTSIDE
        if alone and self._explains(label):
            return Reason.OUTSIDE
        return self._only_numbered(label) if self.only_numbered else None

    @property
    def _label(self) -> Value:
        """The first text that is no value of a scale, else the first text."""
        span = (column for column in self.table.span if column not in self._scales)
        return next(
            (value for column in span if isinstance(value := self.at(column), str)),
            next((value for value in self.filled if isinstance(value, str)), None),
        )

    @property
    def _is_all_told(self) -> bool:
        """Whether all cells say what a colour or a code means."""
        filled = self.filled
        return len(filled) > 1 and all(isinstance(value, str) and _EQUALS.fullmatch(value) for value in filled)

    @property
    def _is_of_units(self) -> bool:
        """Whether the row right below the headers holds ranges or letters for them."""
        below = self.index == self.table.header_row + 1
        return below and all(_UNIT.fullmatch(str(value)) for value in self.filled)

    def _is_example(self, value: Value) -> bool:
        inside = _IN_BRACKETS.match(value) if isinstance(value, str) else None
        return "example" in self.table.words.meanings("any", "row", inside[1] if inside else value)

    def _is_total(self, label: Value, mains: Sequence[Value]) -> bool:
        """Whether a label says that the row sums up, or a lone one tells how many there are."""
        filled, meanings = self.filled, self.table.words.meanings
        if len(filled) == 1 and isinstance(filled[0], str) and _COUNT.fullmatch(filled[0]):
            return True
        ranked = bool(mains) and bool(meanings("any", "priority", label))  # "Middel" is a mean, but a priority too
        if label is not None and "total" in meanings("any", "row", label) and not ranked:
            return True
        return (  # "Antal punkter: 12"
            len(filled) == 2
            and filled[0] is label
            and str(label).rstrip().endswith(":")
            and isinstance(filled[1], int | float)
            and all(self.at(column) is None for column in self._scales)
        )

    def _only_numbered(self, label: Value) -> Reason:
        """Return what a row is that holds but a running number and a label."""
        numbers = [value for _column, value in self._filled("identity")]
        words_only = [value for value in numbers if isinstance(value, str) and _WORD.search(value)]
        if words_only:  # no running number: a heading, or what the colours or the figures mean
            telling = any(character.isdigit() or character in ":=" for character in words_only[0])
            return Reason.OUTSIDE if telling else Reason.HEADING
        return Reason.PLACEHOLDER if numbers or label is None else Reason.HEADING

    @property
    def _is_for_signing(self) -> bool:
        """Whether the row holds a line to write on, and beside it only what is to be written (``Signatur AMR:``)."""
        whole = self.table.grid.rows[self.index]
        if not any(isinstance(value, str) and ("__" in value or ".." in value or "…" in value) for value in whole):
            return False  # most rows
        if not any(isinstance(value, str) and A_LINE.search(value) for value in whole):
            return False
        asked = [A_LINE.sub("", str(value)).strip() for value in self.filled]
        means = self.table.words.meaning
        signed = any(means("any", "row", text) == "legend" for text in asked)
        return signed or (bool(asked) and all(text.endswith(":") for text in asked))

    def fill(self, above: dict[int, Value], grouped: frozenset[int]) -> None:
        """Repeat the values above in blank cells of columns that are written as groups, and remember this row's.

        Where a level of departments begins anew, those below it do too.
        """
        levels = self.table.columns.get("department", ())
        for column in sorted(grouped):
            value = self.cell(column)
            if value is not None:
                above[column] = value
                for lower in levels if column in levels else ():
                    if lower > column:
                        above.pop(lower, None)
            elif column in above:
                self.put(column, above[column])

    def _explains(self, value: Value) -> bool:
        """Whether a text says what the letters or numbers of a scale mean (``S = sandsynlighed: 1 lav, 5 høj``)."""
        if not isinstance(value, str):
            return False
        if _CODE_EQUALS.match(value):
            return True
        name, sign, said = value.replace("=", ":", 1).partition(":")
        fields = self.table.words.headers(self.table.importer.name).get(plain(name), ())
        rated = any(self.table.importer[name].kind is Kind.SCALE or name == "priority" for name in fields)
        return bool(sign) and rated and any(letter.isdecimal() for letter in said)
