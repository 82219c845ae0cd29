"""Where the figures of a table of results stand, as a record, and what one cell or label of it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handleplan_batch.language import _
from handleplan_batch.model import DepartmentPath
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.figures.headers import (
    CONTENT,
    SHARES,
    YEAR,
    Cell,
    Column,
    Reader,
)
from handleplan_batch.reading.importers.headed import (
    share_of,
)
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import Fit

_SHOWN = {
    "mean": "mean",
    "n": "answered",
    "previous": "previous",
    "answer": "answers",
    "benchmark": "benchmark",
    **dict.fromkeys(SHARES, "share"),
}
_NET_SCORE = re.compile(r"e?-? ?nps\b.*|(?:employee )?net promoter.*")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet's figures stand, and what the text around the table says."""

    header_row: int
    end: int
    """0-based row at which the table ends: the first of another table below, or the end of the sheet."""
    head: Mapping[int, str]
    """0-based column -> header of the lowest line."""
    heads: Sequence[str]
    """Per column all header lines together."""
    items: tuple[int, ...]
    """Columns that tell the question: the question itself, then its theme."""
    departments: tuple[int, ...]
    """Columns that tell the department, from the top down."""
    period: int | None
    scale: int | None
    """The column that tells the ends of each question's scale ("1-5")."""
    figures: tuple[Column, ...]
    fit: Fit | None
    """The scale of the columns that are answers."""
    answer: int | None
    """The column that tells the answer, where each has a row of its own."""
    title: Title
    reader: Reader
    remarks: tuple[int, ...] = ()
    """Columns of free text about what a row tells ("Bemærkninger")."""
    groups: tuple[int, ...] = ()
    """Columns that part those who gave an answer by age, sex or the like; together they are all who gave it."""
    total: str = ""
    """The label of the one total that has the name of the workplace in it: "Skolen i alt"."""
    stem: str = ""
    """The beginning that the questions in the rows share: "I hvor høj grad er du generet af:"."""
    names_are: str = ""
    """What names above columns are: ``department``, ``item``, or empty."""
    fractions: bool | None = False
    """Whether shares stand as 0.25 for 25 %; None when there are only 0 and 1, which may be both."""
    strength: float = 0.0

    @property
    def latest(self) -> str:
        """Return the last time that columns tell of, where all that measure something tell one; it is now."""
        times = {column.period for column in self.figures if column.kind in CONTENT or not column.kind}
        return "" if "" in times else max(times, default="")

    @property
    def fields(self) -> Mapping[str, tuple[int, ...]]:
        """Return field -> columns, for the claim."""
        return {"question": self.items[:1], "figure": tuple(column.index for column in self.figures)}

    @property
    def decided(self) -> Mapping[str, str]:
        """Return field -> headers, for the decisions that are shown."""
        found = {
            "question": [self.heads[index] for index in self.items],
            "department": [self.heads[index] for index in self.departments],
            "period": [] if self.period is None else [self.heads[self.period]],
            "comment": [self.heads[index] for index in self.remarks],
        }
        seen: set[tuple[str, tuple[str, ...], str]] = set()
        for column in self.figures:
            said = (column.kind, column.names, column.period)
            if column.kind in _SHOWN and column.kind != "answer" and said in seen:
                continue  # the first is used
            seen.add(said)
            if column.kind in _SHOWN:
                found.setdefault(_SHOWN[column.kind], []).append(column.header)
            elif not column.kind and self.names_are:
                found["question" if self.names_are == "item" else "department"].append(column.header)
        if self.title.department and not found["department"]:
            found["department"] = [" / ".join(self.title.department)]
        return {field: ", ".join(filter(None, headers)) for field, headers in found.items() if any(headers)}


@dataclass(frozen=True, slots=True)
class Title:
    """What the lines above and below a table, and the sheet's name, say."""

    department: DepartmentPath | None = None
    sheet: DepartmentPath = ()
    """The sheet's name where it may be a department's; ``judging`` knows whether it is one."""
    item: str = ""
    kind: str = ""
    ends: tuple[float, float] | None = None
    high_is_good: bool | None = None
    persons: int | None = None
    period: str = ""
    percent: bool = False
    """Whether a line says that figures are percent."""
    legend: str = ""
    """The lines that explain numbers ("1 = slet ikke, 5 = i meget høj grad")."""
    ends_explained: Mapping[float, str] = field(default_factory=dict)
    """The lines that explain one number only ("5 = mest positiv")."""
    turned: bool = False
    """Whether a line says that the figures of some questions are turned."""
    unclear: bool = False
    """Whether a line says something of high or low figures that is not understood, or two say the opposite."""
    stem: str = ""
    """A question above the table that goes on in its rows."""
    measured: bool | None = None
    """Whether what the lines, or the header above the questions, name is good or bad to have much of."""
    block: DepartmentPath = ()
    """The line right above the header where it may be a department's name."""
    starred: frozenset[bool | None] = frozenset()
    """What a note with a star says of what bears one: whether high is good, None where it only says "turned"."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose header is found, with what stands in its columns below it."""

    grid: Grid
    reader: Reader
    header_row: int
    end: int
    """0-based row at which the table ends."""
    rows: Sequence[Sequence[Value]]
    """The rows below the header that are looked at."""
    head: Mapping[int, str]
    """0-based column -> header of the lowest line."""
    groups: Sequence[Mapping[int, str]]
    """The same of the header lines above that, from the top."""
    heads: Sequence[str]
    """Per column all header lines together."""
    distinct: Sequence[Mapping[Value, None]]
    """Per column the different values below the header."""
    cells: Sequence[Sequence[Cell | None]]
    """The same as figures."""
    figures: frozenset[int]
    """Columns of figures."""

    def said(self, index: int) -> str:
        """Return a header in lower case."""
        return as_words(self.heads[index]).strip(" :.*")

    def about_work(self, index: int) -> float:
        """Return the share 0–1 of a column's values that name something a survey asks about."""
        return share_of(
            self.distinct[index],
            lambda text: isinstance(text, str) and self.reader.is_topic(text) and not reason_of(text, self.reader),
        )


def is_net_score(text: str) -> bool:
    """Whether a text names the share of promoters less that of detractors, from -100 to 100."""
    return _NET_SCORE.fullmatch(as_words(text).strip(" :.")) is not None


def value_at(row: Sequence[Value], index: int) -> Value:
    """Return a cell of a row, None also beyond its end."""
    return row[index] if index < len(row) else None


def or_above(above: Value, value: Value) -> Value:
    """Return a value, or the one above where it is blank."""
    return above if value is None else value


def has_year(value: Value) -> bool:
    """Whether a value names a year."""
    return year_of(value) != ""


def year_of(value: Value) -> str:
    """Return the year that a value names, empty without."""
    found = YEAR.search(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else None
    return found[0] if found else ""


def is_absence(text: str) -> bool:
    """Whether a text speaks of absence."""
    return re.search(r"fravær|absence|sygedag|sygdom|frånvaro", as_words(text)) is not None


def names_something(text: str) -> bool:
    """Whether a text without its number of answers still is a name or a question."""
    return any(letter.isalpha() for letter in text) and not any(letter.isdecimal() for letter in text)


def reason_of(item: str, reader: Reader) -> str:
    """Return why a row of figures is no question (how many answered, a total, a benchmark); empty when it is one."""
    kind = reader.kind(item)
    if kind in ("n", "rate", "invited"):
        return _("they tell how many answered")
    if is_absence(item) or reader.words["count"].match(as_words(item)):
        return _("they are no results of a survey")
    if kind == "benchmark":
        return _("they are benchmarks or means of departments")
    if kind == "mean" or reader.words["whole"].match(as_words(item).strip(" :.")):
        return _("they are totals or means")
    return ""
