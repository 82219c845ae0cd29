"""The rows of a table of results, taken apart into facts; each row is accounted for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handleplan_batch.language import _
from handleplan_batch.model import CellRef, DepartmentPath, Problem
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.figures.headers import (
    CONTENT,
    COUNT,
    FEW,
    OTHERS,
    PERSONS,
    SHARES,
    UNITS,
    Cell,
    Column,
    as_cell,
    ends_in,
    without_count,
)
from handleplan_batch.reading.importers.figures.layout import Layout, names_something, reason_of, value_at, year_of
from handleplan_batch.reading.importers.headed import (
    as_answer,
    header_words,
    is_question,
)
from handleplan_batch.reading.polarity import as_words

_LONGEST = 200
"""Characters up to which a cell is a question; of more only the first line is one."""


@dataclass(slots=True)
class Fact:
    """What a table says of one question in one department at one time."""

    row: int
    """0-based, the first."""
    persons: int | None = None
    rows: set[int] = field(default_factory=set)
    """All rows that tell it: one, or one per answer."""
    numbers: dict[str, float] = field(default_factory=dict)
    """Kind -> number as it stands (shares as percent)."""
    loose: dict[str, float] = field(default_factory=dict)
    """Kind of share -> figure that may be percent or persons."""
    ends: tuple[float, float] | None = None
    answers: dict[bool | None, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    """Percent (True), number (False) or not told (None) -> answer -> figure."""
    high_is_good: bool | None = None
    percent: bool = False
    """Whether what the table calls a mean stands with a percent sign."""
    invited: int | None = None
    """Persons who were asked."""
    beyond: bool = False
    """Whether the shares of the answers were more than all, and are left out."""
    few: bool = False
    """Whether the table hides how many answered, or some of what they answered."""

    @property
    def is_hidden(self) -> bool:
        """Whether there is no figure: the table does not show it, or not of how many it is."""
        if self.few and self.persons is None:
            return True
        return not self.answers and not self.loose and not any(kind in self.numbers for kind in CONTENT)

    def answered(self, told: Mapping[str, float | None], above: tuple[int | None, bool] | None) -> None:
        """Take how many were asked and answered, by kind; None where the table hides it.

        ``above``: how many the heading says answered, and whether it hides that, where the row tells nothing.
        """
        asked, rate = told.get("invited"), told.get("rate")
        self.invited = None if asked is None else int(asked)
        self.few = any(number is None for number in told.values())
        if (number := told.get("n")) is not None:
            self.persons = int(number)
        elif asked is not None and rate is not None and "n" not in told:
            self.persons = round(asked * (rate if rate <= 1 else rate / 100))
        if self.persons is None and not self.few and above is not None:
            self.persons, self.few = above

    def settle(self) -> None:
        """Tell the shares that make up a whole, whether they are percent or persons; forget others without a unit."""
        self.beyond = any(sum(numbers.values()) > 103 for percent, numbers in self.answers.items() if percent)
        if self.beyond:  # several answers each
            self.answers.clear()
        total = sum(self.loose.values())
        if {"favourable", "neutral", "unfavourable"} <= self.loose.keys() and total > 0:
            self.numbers |= {kind: 100 * number / total for kind, number in self.loose.items()}
            if not 98 <= total <= 102 and self.persons is None:
                self.persons = round(total)


_ALL = 100


class Rows:
    """Takes the rows of a table apart into facts, and accounts for each row."""

    def __init__(self, grid: Grid, layout: Layout, limit: int | None = None) -> None:
        """Take no more than ``limit`` rows."""
        self.grid, self.layout, self.limit = grid, layout, limit
        self.facts: dict[tuple[str, str, DepartmentPath], dict[str, Fact]] = {}
        """Heading, question, department -> time -> fact."""
        self.places: dict[str, CellRef] = {}
        """Question -> the cell it stands in first."""
        self.full: dict[str, str] = {}
        """Question -> its text with all lines."""
        self.first = 0
        """The first row that holds figures."""
        self.counted: dict[tuple[DepartmentPath, str], list[tuple[int, int | None]]] = defaultdict(list)
        """Per department and time the rows that tell how many answered, each with the number, None when hidden."""
        self.turnouts: dict[DepartmentPath, tuple[int, dict[str, float]]] = {}
        """The row, and what it tells of persons by kind, of a department that stands without figures of its own."""
        self.persons: dict[DepartmentPath, int] = {}
        """Number of answers told for a department once for all questions."""
        self.few: set[DepartmentPath] = set()
        """Departments of which the table hides for all questions how many answered."""
        self.headings: dict[str, None] = {}
        self.used: set[int] = set()
        """Rows that hold figures; :class:`_Results` moves those that it does not need."""
        self.aside: dict[str, set[int]] = defaultdict(set)
        """Reason -> rows, 0-based."""
        self.rejected: set[int] = set()
        self.remarks: list[tuple[CellRef, DepartmentPath, str]] = []
        """What was said about the rows in free text, with its cell and department."""
        self.noted: set[int] = set()
        """Rows that hold nothing else."""
        self._last: DepartmentPath = ()
        """The department of the last row of figures."""
        self.problems: list[Problem] = []
        self.found = self.repeated = 0
        self.twice: set[tuple[str, str, DepartmentPath]] = set()
        self._counted_groups: set[tuple[object, ...]] = set()
        """Fact, answer and the group of persons of whom it is told, where columns part them."""
        self._answered: tuple[int | None, bool] | None = None
        """How many answered by a line above a block, and whether that is hidden."""
        self._heading = self._heading_of_first_block()
        place, rows = layout.answer or 0, grid.rows[layout.header_row + 1 : layout.end]
        letters = {str(row[place]).casefold() for row in rows if place < len(row)}
        self._in_letters = bool(letters & {"j", "y"})
        """Whether answers stand as letters, among which N is no."""
        self._one_department = not layout.departments and layout.names_are != "department"
        self._department: DepartmentPath | None = None
        self._filled: dict[int, str] = {}
        self._merged = {
            (row, column): (top, left)
            for top, left, bottom, right in grid.merged
            if top < bottom
            for column in (*layout.items, *layout.departments)
            if left <= column <= right
            for row in range(top, min(bottom + 1, len(grid.rows)))
        }

    def _heading_of_first_block(self) -> str:
        """Return the question above, or in, the first header of a table with a block per question."""
        layout = self.layout
        if layout.answer is None or layout.items:
            return ""
        if layout.title.item:
            return layout.title.item
        if is_question(layout.head.get(layout.answer)):
            return layout.head[layout.answer]
        above = ([value for value in row if value is not None] for row in reversed(self.grid.rows[: layout.header_row]))
        for line in (str(line[0]) for line in above if len(line) == 1):
            name, persons, few = without_count(line)
            if not self._is_number_of_answers(line) or (names_something(name) and not self.layout.reader.kind(name)):
                self._answered = self._answered or ((persons, few) if persons is not None or few else None)
                return self._asked(name)
            self._answered = self._answered or (persons, few)
        return self.grid.sheet if is_question(self.grid.sheet) else ""

    def _asked(self, heading: str) -> str:
        """Return a heading without "Spørgsmål:" before it."""
        label, colon, rest = heading.partition(":")
        words = header_words(self.layout.reader.catalogue)
        named = colon and rest.strip() and words["item"].fullmatch(as_words(label).strip())
        return " ".join((rest if named else heading).split())

    def _is_remark(self, heading: str) -> bool:
        """Whether a line in a table whose title names the question is not another question."""
        titled = self.layout.answer is not None and bool(self.layout.title.item)
        return titled and self._asked(heading) == heading and not is_question(heading)

    def _is_number_of_answers(self, line: str) -> bool:
        return bool(COUNT.search(line) or FEW.search(line)) or self.layout.reader.kind(line) in (
            "n",
            "rate",
            "invited",
            "mean",
        )

    def walk(self) -> None:
        """Visit every row below the header."""
        first = self.layout.header_row + 1
        end = self.layout.end
        rows = self.grid.rows[first : end if self.limit is None else min(end, first + self.limit)]
        for number, row in enumerate(rows, start=first):
            filled = {index: value for index, value in enumerate(row) if value is not None}
            if self.used and filled and filled.keys() <= {*self.layout.remarks}:
                self._take_remarks(number, row, self._last)
                self.noted.add(number)
            elif filled:
                self._visit(number, row, filled)
        self.first = min(self.used, default=first)

    def _visit(self, number: int, row: Sequence[Value], filled: Mapping[int, Value]) -> None:
        layout, reader = self.layout, self.layout.reader
        texts = {index: str(value).strip() for index, value in filled.items()}
        if texts == layout.head or self._begins_block(texts):
            self.aside[_("they repeat the headers")].add(number)
            return
        columns = [column for column in layout.figures if column.index in filled]
        cells = {column.index: as_cell(filled[column.index], reader.words["hidden"]) for column in columns}
        is_count = bool(layout.items) and reader.kind(str(value_at(row, layout.items[0]) or "")) in PERSONS
        for column in columns:
            cell = cells[column.index]
            if cell is not None and not (is_count or self._may_be(cell, column)):
                cells[column.index] = None
                place = self.grid.ref(number, column.index)
                self.problems.append(Problem("bad-number", place, {"field": column.header}))
        if not any(cells.values()):
            self._without_figures(number, filled, bool(cells))
            return
        item = ""
        if layout.names_are != "item":
            if not (layout.items or layout.title.item or self._heading) and layout.departments:
                self._take_turnout(number, row, columns, cells)
                self.aside[_("they tell how many answered")].add(number)
                return
            item = self._item(number, row)
            reason = reason_of(item.removeprefix(f"{layout.stem} [").removesuffix("]"), reader)
            if reason and layout.items:
                kind = reader.kind(str(row[layout.items[0]]))
                if kind == "n":
                    self._count_columns(number, row, columns, cells)
                elif kind in ("invited", "rate"):
                    self._take_turnouts(kind, number, row, columns, cells)
            if reason:
                self.aside[reason].add(number)
                return
            if not item:
                self.rejected.add(number)
                self.problems.append(Problem("row-incomplete", self.grid.ref(number), {"field": _("Question")}))
                return
        path = self._path(number, row)
        if path is None:
            labels = [self._label(number, row, index, outer=False) for index in layout.departments]
            persons = any(reader.kind(label) == "group" for label in labels)
            reason = _("they are about groups of persons, such as women or managers, not a department")
            self.aside[reason if persons else _("they are benchmarks or means of departments")].add(number)
            return
        self._take(number, row, item, columns, cells)
        self._take_remarks(number, row, path)

    def _take_remarks(self, number: int, row: Sequence[Value], path: DepartmentPath) -> None:
        """Take what is said about a row, or goes on below it, in free text."""
        self._last = path
        for index in self.layout.remarks:
            if isinstance(text := value_at(row, index), str):
                self.remarks.append((self.grid.ref(number, index), path, text))

    def _begins_block(self, texts: Mapping[int, str]) -> bool:
        """Whether a row is the header of another block, with its question where the first one has its own."""
        layout, place = self.layout, self.layout.answer
        if place is None or not is_question(texts.get(place)) or not is_question(layout.head.get(place)):
            return False
        if {**texts, place: ""} != {**layout.head, place: ""}:
            return False
        self._heading, self._answered = self._asked(texts[place]), None
        return True

    def _may_be(self, cell: Cell, column: Column) -> bool:
        """Whether a figure can be what its column holds: persons are whole ones, shares are no more than all."""
        number, kind = cell.number or 0.0, column.kind or self.layout.title.kind
        if cell.counts and kind not in PERSONS:
            return cell.share is not None and cell.share <= _ALL and kind in (*SHARES, "answer")
        if kind == "n":
            return number >= 0 and number % 1 == 0
        if kind in SHARES and self._is_percent(column, cell):
            return 0 <= number <= 100
        return number >= 0 or kind not in (*SHARES, "answer")

    def _without_figures(self, number: int, filled: Mapping[int, Value], has_texts: bool) -> None:
        """Account for a row without any figure: a heading, a note, or a row that cannot be understood."""
        texts = [value for value in filled.values() if isinstance(value, str)]
        if len(filled) == 1 and texts:
            label, colon, rest = texts[0].partition(":")
            words, said = header_words(self.layout.reader.catalogue), as_words(label).strip()
            if colon and rest.strip() and len(said.split()) <= 3 and words["department"].search(said):
                is_whole = self.layout.reader.words["whole"].match(as_words(rest))
                name, persons, few = without_count(rest.strip())
                self._department = () if is_whole else (name,)
                self._count(self._department, persons, few)
            elif self._is_number_of_answers(texts[0]):
                name, persons, few = without_count(texts[0])
                if names_something(name) and not self.layout.reader.kind(name):
                    self._heading = name
                self._answered = persons, few
            elif not self._is_remark(texts[0]):
                self._heading, self._answered = self._asked(texts[0]), None
                if not self.layout.items:
                    self.places.setdefault(self._heading, self.grid.ref(number, next(iter(filled))))
            self.aside[_("they are headings or notes")].add(number)
        elif has_texts and any(index in filled for index in (*self.layout.items, *self.layout.departments)):
            column = next(column for column in self.layout.figures if column.index in filled)
            self.rejected.add(number)
            where = self.grid.ref(number, column.index)
            if not any(problem.where.row == where.row for problem in self.problems[-1:]):
                self.problems.append(Problem("bad-number", where, {"field": column.header}))
        else:
            self.aside[_("they hold no figures")].add(number)

    def _label(self, number: int, row: Sequence[Value], index: int, outer: bool) -> str:
        """Return what a label column says in a row; what stands once for several rows counts for each of them."""
        value = value_at(row, index)
        if value is None and (number, index) in self._merged:
            top, left = self._merged[number, index]
            value = self.grid.rows[top][left]
        if value is None:
            return self._filled.get(index, "") if outer else ""
        text = str(value)
        if self._filled.get(index) != text:
            for other in (*self.layout.items, *self.layout.departments):
                if other > index:
                    self._filled.pop(other, None)
        self._filled[index] = text
        return text

    def _item(self, number: int, row: Sequence[Value]) -> str:
        """Return the question that a row is about, the heading or the title where the row tells none."""
        layout = self.layout
        if not layout.items:
            text = self._heading if layout.answer is not None else layout.title.item or self._heading
            self.places.setdefault(text, self.grid.ref(number))
            self.full.setdefault(text, text)
            self.headings.setdefault(self._heading)
            return text
        question, *topic = layout.items
        last = max((question, *layout.departments, layout.answer or 0))
        full = self._label(number, row, question, outer=question < last)
        if not full and topic:
            full, question = self._label(number, row, topic[0], outer=False), topic[0]
        first_line = full.split("\n")[0]
        text = " ".join((full if len(full) <= _LONGEST else first_line).split())
        if layout.stem and text:
            text, full = f"{layout.stem} [{text}]", f"{layout.stem} [{full}]"
        self.places.setdefault(text, self.grid.ref(number, question))
        self.full.setdefault(text, full)
        return text

    def _path(self, number: int, row: Sequence[Value], column: Column | None = None) -> DepartmentPath | None:
        """Return the department of a row (and column), None when it is a benchmark or a mean."""
        layout, words = self.layout, self.layout.reader.words
        last = max((*layout.items[:1], *layout.departments, -1 if layout.answer is None else layout.answer))
        labels = [self._label(number, row, index, outer=index < last) for index in layout.departments]
        if column is not None and layout.names_are == "department":
            labels += column.names
        if any(layout.reader.kind(label) in (*OTHERS, "mean") for label in labels if label):
            return None
        counts = [without_count(label) for label in labels]
        path = tuple(
            dict.fromkeys(
                " ".join(label.split()).rstrip(" :")
                for label, _persons, _few in counts
                if label and label != layout.total and not words["whole"].match(as_words(label).strip(" :."))
            )
        )
        if path or (labels and any(labels)):
            for _name, persons, few in counts[-1:]:
                self._count(path, persons, few)
            return path
        return self._department if self._department is not None else layout.title.department or layout.title.sheet

    def _count_columns(
        self, number: int, row: Sequence[Value], columns: Iterable[Column], cells: Mapping[int, Cell | None]
    ) -> None:
        """Take how many answered in each department and time, from a row that tells it for all questions."""
        found: dict[tuple[DepartmentPath, str], set[int | None]] = defaultdict(set)
        for column in columns:
            cell, path = cells[column.index], self._path(number, row, column)
            measures = not column.kind or column.kind in CONTENT or column.kind == "n"
            if cell is not None and path is not None and measures:
                found[path, column.period].add(None if cell.number is None else int(cell.number))
        for key, numbers in found.items():
            if len(numbers) == 1:  # several are numbers of each answer
                self.counted[key].append((number, numbers.pop()))

    def _take_turnout(
        self, number: int, row: Sequence[Value], columns: Iterable[Column], cells: Mapping[int, Cell | None]
    ) -> None:
        """Take how many of a department were asked and answered from a row that tells nothing else."""
        told = {
            column.kind: cell.number
            for column in columns
            if column.kind in ("n", "invited", "rate")
            and (cell := cells[column.index]) is not None
            and cell.number is not None
        }
        path = self._path(number, row)
        if told and path is not None:
            self.turnouts.setdefault(path, (number, told))

    def _take_turnouts(
        self, kind: str, number: int, row: Sequence[Value], columns: Iterable[Column], cells: Mapping[int, Cell | None]
    ) -> None:
        """Take how many of each department were asked, or the share that answered, from a row for all questions."""
        for column in columns:
            cell, path = cells[column.index], self._path(number, row, column)
            if cell is not None and cell.number is not None and path is not None:
                self.turnouts.setdefault(path, (number, {}))[1].setdefault(kind, cell.number)

    def told_turnouts(self) -> Iterator[tuple[int, DepartmentPath, int]]:
        """Yield row, department and how many answered, or were asked where the share that answered is not told."""
        for path, (number, told) in self.turnouts.items():
            asked, rate = told.get("invited"), told.get("rate")
            if (persons := told.get("n")) is None and asked is not None:
                persons = asked if rate is None else round(asked * (rate if rate <= 1 else rate / 100))
            if persons is not None:
                yield number, path, int(persons)

    def answered(self, path: DepartmentPath, time: str, row: int) -> tuple[int | None, bool]:
        """Return how many of a department answered what a row tells, and whether the table hides that.

        Of several rows that tell it, it is the next one below where the first stands below a question, else the last
        one above.
        """
        counts = self.counted.get((path, time)) or self.counted.get((path, ""))
        if not counts:
            return self.persons.get(path), path in self.few
        below = [persons for number, persons in counts if number > row]
        above = [persons for number, persons in counts if number < row]
        is_below = len(counts) > 1 and counts[0][0] > self.first
        persons = below[0] if below and (is_below or not above) else above[-1]
        return persons, persons is None

    def _count(self, path: DepartmentPath, persons: int | None, few: bool) -> None:
        """Take how many a name says have answered."""
        if persons is not None:
            self.persons[path] = persons
        if few:
            self.few.add(path)

    def _take(
        self,
        number: int,
        row: Sequence[Value],
        item: str,
        columns: Iterable[Column],
        cells: Mapping[int, Cell | None],
    ) -> None:
        """Put the figures of a row where they belong."""
        layout = self.layout
        time = "" if layout.period is None else year_of(value_at(row, layout.period))
        if layout.answer is not None:
            self._take_answer(number, row, item, columns, cells, time)
            return
        for_all: dict[str, dict[str, float | None]] = defaultdict(dict)
        direction = None
        ends = None if layout.scale is None or layout.scale >= len(row) else ends_in(str(row[layout.scale]))
        for column in columns:
            cell = cells[column.index]
            if column.kind == "direction" and cell is not None and cell.number in (0, 1):
                direction = cell.number == 1
            if column.kind in PERSONS and not column.names and cell is not None:
                for_all[column.period or time].setdefault(column.kind, cell.number)
        touched: dict[int, Fact] = {}
        now = layout.latest
        for column in layout.figures:
            kind = column.kind or (layout.title.kind or "mean" if column.names or column.period else "")
            about = self._about(item, column)
            if (
                (kind not in (*CONTENT, "neutral", "previous", "change") and not (kind == "n" and column.names))
                or not about
                or (bool(layout.names_are) is not bool(column.names) and kind in CONTENT)
            ):
                continue
            path = self._path(number, row, column)
            if path is None:
                continue
            when = column.period or time or ("" if kind in CONTENT else now)
            key = (self._heading if layout.items else "", about, path)
            fact = self.facts.setdefault(key, {}).get(when)
            if fact is None:
                fact = self.facts[key][when] = Fact(number, rows={number})
                fact.answered(
                    for_all.get(when) or for_all.get(time, {}), self._answered if self._one_department else None
                )
                fact.high_is_good = direction
                self.found += 1
            elif fact.row != number:
                if id(fact) not in touched:
                    self.repeated += 1
                    self.twice.add(key)
                touched[id(fact)] = fact
                continue
            self._put(fact, kind, replace(column, ends=ends or column.ends), cells.get(column.index))
        self.used.add(number)

    def _take_answer(
        self,
        number: int,
        row: Sequence[Value],
        item: str,
        columns: Iterable[Column],
        cells: Mapping[int, Cell | None],
        time: str,
    ) -> None:
        """Put the figures of a row that is about one answer to a question where they belong."""
        layout, place = self.layout, self.layout.answer or 0
        answer = as_answer(row[place]) if place < len(row) and row[place] is not None else ""
        is_total = layout.reader.words["whole"].match(as_words(answer).strip(" :."))
        is_number = layout.reader.kind(answer) == "n" and not (self._in_letters and len(answer) == 1)
        group = tuple(self._label(number, row, index, outer=index < place) for index in layout.groups)
        if not answer or is_total or is_number or any(map(self._is_all, group)):
            reason = _("they tell how many answered") if is_number else _("they are totals or means")
            self.aside[reason].add(number)
        else:
            self.used.add(number)
        for column in columns if answer and not any(map(self._is_all, group)) else ():
            cell, percent = cells[column.index], {"percent": True, "n": False}.get(column.kind, column.percent)
            path, about = self._path(number, row, column), self._about(item, column)
            if path is None or cell is None or (column.kind and column.kind not in UNITS):
                continue
            key = ("" if layout.names_are == "item" else self._heading, about, path)
            fact = self.facts.setdefault(key, {}).setdefault(column.period or time, Fact(number))
            if (is_total or is_number) and not group:
                if not cell.percent and not percent and (cell.number or 1) not in (1, 100):
                    fact.persons = int(cell.number or 0)
            elif cell.number is None:
                fact.few, fact.persons = True, None
                fact.rows.add(number)
            elif not (is_total or is_number):
                shared = False if cell.share is not None else cell.percent or percent
                self._add_answer(key, fact, answer, cell.number, shared, group)
                fact.rows.add(number)
            if fact.persons is None and not fact.few:
                fact.persons, fact.few = (column.persons, False) if column.persons else self._answered or (None, False)

    def _add_answer(
        self,
        key: tuple[str, str, DepartmentPath],
        fact: Fact,
        answer: str,
        number: float,
        percent: bool | None,
        group: tuple[str, ...],
    ) -> None:
        """Add how many gave an answer to a fact; persons of several groups, told apart, are counted together."""
        self.found += 1
        counted = (id(fact), percent, answer, *group)
        before = fact.answers[percent].get(answer)
        if before is not None and (percent is not False or not group or counted in self._counted_groups):
            self.repeated += 1
            self.twice.add(key)
        self._counted_groups.add(counted)
        fact.answers[percent][answer] = number + (before or 0 if group and percent is False else 0)

    def _is_all(self, group: str) -> bool:
        """Whether a label of a column that parts persons stands for all of them."""
        return self.layout.reader.words["whole"].match(as_words(group).strip(" :."))

    def _about(self, item: str, column: Column) -> str:
        """Return the question that a column's figures in a row are about."""
        if self.layout.names_are != "item":
            return item
        about = column.names[0] if column.names else ""
        self.places.setdefault(about, self.grid.ref(self.layout.header_row, column.index))
        self.full.setdefault(about, about)
        self.headings.setdefault(about)
        return about

    def _put(self, fact: Fact, kind: str, column: Column, cell: Cell | None) -> None:
        """Add a cell to a fact."""
        if column.persons is not None and fact.persons is None:
            fact.persons = column.persons
        if column.few or (kind in ("n", "answer") and cell is not None and cell.number is None):
            fact.few, fact.persons = True, None
        if cell is None or cell.number is None:
            return
        if self.layout.fractions is None and kind in SHARES and cell.number and not cell.percent:
            return
        number = cell.number * (
            100 if self.layout.fractions and not cell.percent and kind in (*SHARES, "answer") else 1
        )
        if kind == "answer":
            percent = True if cell.percent or self.layout.fractions else column.percent
            percent = False if cell.share is not None else percent
            fact.answers[percent].setdefault(column.answer, number)
        elif kind == "n":
            fact.persons = int(number)
        elif kind in SHARES and cell.share is not None:
            fact.numbers.setdefault(kind, cell.share)
            fact.persons = fact.persons or cell.persons
        elif kind in SHARES and not self._is_percent(column, cell):
            fact.loose.setdefault(kind, number)
        elif kind not in fact.numbers:
            fact.numbers[kind] = number
            if kind == "mean":
                fact.ends = column.ends
                fact.percent = cell.percent and "mean" in (column.kind, self.layout.title.kind)
            if cell.persons is not None:
                fact.persons = cell.persons

    def _is_percent(self, column: Column, cell: Cell) -> bool:
        """Whether a share is told to be one, and not how many persons."""
        layout = self.layout
        return (
            cell.percent
            or bool(layout.fractions)
            or bool(column.percent)
            or (column.percent is None and layout.title.percent)
        )
