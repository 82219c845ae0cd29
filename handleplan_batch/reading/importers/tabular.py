"""Lists with headers: where they begin and end, which column is what, and what each row's cells mean.

An importer of a list is a declaration (:class:`ListImporter`): its fields, which of them it cannot do without, and a
function that turns each :class:`Row` into a record or says why not. Everything that real sheets do stays in here: title
lines above, tables that begin in column B, headers in two rows, two columns with the same header, merged cells, rows
that go on below, headings, numbered empty rows, totals, examples, repeated headers, earlier versions, legends below and
matrices to the right.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from math import inf, isclose
from typing import NamedTuple

from handleplan_batch.language import N_, _
from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import (
    CellRef,
    ColumnUse,
    Department,
    DepartmentPath,
    Event,
    Finding,
    ImporterName,
    Polarity,
    Problem,
    Reading,
    SheetEntry,
    SourceKind,
)
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import (
    ANY_YEAR,
    SHORT_YEARS,
    Period,
    Words,
    on_one_line,
    parse_number,
    parse_tally,
    plain,
    words_of,
    year_in,
)
from handleplan_batch.reading.polarity import load_polarity
from handleplan_batch.reading.scrub import Scrubbed, scrub

_PART_NUMBER = re.compile(r"^(?:del |part )?\d{1,2}\s?[.):]\s*(?=\D)")
_HEADER_WITHIN = 40
"""Rows with more than a title from the top among which the header is looked for."""
_HEADER_FAR_DOWN, _SURE_HEADERS = 400, 4
"""Rows in which a header with so many known words is looked for below that (notes and long guides stand above it)."""
_TITLE_ROWS = 6
_LONGEST_TITLE = 80
_SAMPLE = 200
"""Rows below a header that are looked at to tell what a column holds."""
_TO_PERSONS = frozenset({"du", "dig", "din", "dit", "dine", "jeg", "mig", "min", "mit", "you", "your", "my"})
"""Words of a question to somebody, which is no header of a list however much a word of it looks like one."""
DENIALS = frozenset({"ikke", "ej", "ingen", "intet", "uden", "not", "no", "without", "icke", "inte", "inga", "inget"})
"""Words that a header turns round with: «ikke problem» is no problem."""
_MONTH = 31
_LEAST_STRENGTH = 0.4
_LEAST_FIT = 0.3
"""Least certainty (0–1), from header and contents, that a column is a field."""
_LEAST_FIT_AGAIN = 0.55
"""The same for a second column of a field: what stands below must speak for it."""
_LEAST_DISTINCT = 0.6
"""Least share of different texts in a header row; answers repeat themselves, headers seldom do."""
_CERTAIN_FROM = 2.0
"""Weight of matched fields at which strength is one half."""
_UNIT = re.compile(r"\(?(?:\d+\s*[-–]\s*\d+|[A-Za-z]{1,2}|[A-Za-z]\s*[x×*]\s*[A-Za-z])\)?")
"""A range, or a letter, below a header: ``(1-5)``, ``S``, ``SxK``."""
_VERSION = re.compile(r"\b(?:version|ver|v|rev|revision|udgave|edition|issue)\b\.?\s*(?:nr\.?\s*)?(\d+(?:[.,]\d+)?)")
_NUMBERED_THING = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,3}|[A-ZÆØÅ])(?![\w./-])")
"""A thing and the number or letter that it is told from others by: ``Hal 1``, ``Bygning B``."""
_CODE_EQUALS = re.compile(r"\s*(?:[^\W\d_]{1,3}|\d{1,3}(?:\s*[-–]\s*\d{1,3})?)\s*=\s*[^\W\d]")
"""What a code means: ``S = …``, ``1 = …``, ``15-25 = …``."""
_EQUALS = re.compile(r"[^=\d\n]{1,25}=[^=\n]+")
"""What a colour or a code means, where all cells of a row do nothing else: ``Rød = straks``."""
_PRODUCT = re.compile(r"\s*[×*·]\s*|\s+x\s+")
_LINE = re.compile(r"(?:[_.…‗–—-] ?){5,}")
"""A line to write on."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED_NOTE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b")
"""What a lone line at the end says when it tells who wrote the list and when."""
_COUNT = re.compile(r"\s*[^\W\d][^:=\d]{2,40}[:=]\s*\d+(?:[.,]\d+)?\s*")
"""How many there are, in one cell: ``Antal risici: 7``."""
_BRACKETED = re.compile(r"\s*\(\s*([^)]*)\)")
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)")
_MONTHS = 12
_STEPS = range(1, 11)
"""What a step of a scale may be; sums of several, as a rule, and means are none of them."""
_NUMBERED_MONTH = re.compile(r"\s*([^\W\d_]+)\.?[\s-]+'?(\d{1,2})\s*")
_DAY_AND_MONTH = re.compile(r"\s*(?:\d{1,2}\.?\s*([^\W\d_]+)|([^\W\d_]+)\.?\s+\d{1,2})\.?\s*")
_YEARS_LEFT_OUT, _YEARS_OF_A_LIST = 3, 6
"""How far apart the years of a list may be, from one to the next and from the first to the last."""
_NUMBERED_DAY = re.compile(r"\d{1,4}[-./ ]+\d{1,2}[-./ ]+\d{2,4}(?: 00:00:00)?")
"""A day in figures, which is no department's name."""
_WORD = re.compile(r"[^\W\d_]{4}")
"""What no running number holds (``R-12``, ``Nr. 7``)."""
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
_LETTERS = re.compile(r"[^\W\d_]+")
_BY = frozenset({"d", "den", "senest", "inden", "pr", "fra", "by", "til"})
"""Words that a day begins with."""
_TIMES = ("month", "season", "week", "quarter", "half", "part")


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


@dataclass(frozen=True, slots=True, eq=False)
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
    goes_on: bool = False
    """Whether a row that holds nothing but such fields goes on with the row above it."""
    whole: bool = False
    """Whether a list with such a column was written by a program: no blank cell repeats the one above."""


class Reason(Enum):
    """Why rows are rightly not used; completes "{count} rows were not used: {reason}"."""

    PLACEHOLDER = N_("they are numbered but otherwise empty")
    TOTAL = N_("they are totals or means")
    HEADER = N_("they repeat the headers")
    EXAMPLE = N_("they are examples")
    HEADING = N_("they are headings without content")
    CONTINUED = N_("they go on with the row above and were read with it")
    EARLIER = N_("they are an earlier version of the list, and a later one stands in the sheet")
    OUTSIDE = N_("they do not belong to the list (a legend, a matrix or notes beside or below it)")
    NOTHING = N_("they say that there is nothing to report")
    IN_ORDER = N_("they were checked and found in order")
    NOT_ASSESSED = N_("they were not assessed or are not relevant")
    DROPPED = N_("their status says that they were cancelled")
    ARCHIVED = N_("they were archived in the tool that they come from, and nothing says that they are done")
    COUNTS = N_("they count incidents and do not tell of each")
    NO_FIGURES = N_("they hold no figures")
    OTHER_FIGURES = N_("they are key figures of something else")
    SUMMED = N_("they were added up with the others of their department")
    REPEATED = N_("they stand on another sheet of the file too")
    NO_SICKNESS = N_("they are absence of another kind than sickness (such as leave, holiday or a child's illness)")


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
    denied: Callable[[Grid, Match, Context], bool] = field(default=lambda _grid, _match, _context: False)
    """Whether what stands below the headers tells that it is no such list, whatever they say."""
    measured: Callable[[str, str], str] = field(default=lambda name, _header: name)
    """The field that a column is after all, by the field that its header's words told and the header with its unit."""
    shared: bool = False
    """Whether each row under a merged cell is a record of its own, however little it says."""
    layout: Callable[[Grid, Context], Match | None] = field(default=lambda _grid, _context: None)
    """A second chance for sheets of this kind that are no list; their rows are rejected by ``explain``."""
    explain: str = ""
    """Problem code for such a sheet."""

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of the best header row, None when no row has what the layout needs."""
        words = words_of(context.catalogue)
        decision = context.decision
        if decision is not None and decision.header_row is not None:
            index = decision.header_row - 1 - grid.top
            claim = self._claim(grid, index, words, decision) if 0 <= index < len(grid.rows) else None
            return claim or self.layout(grid, context)
        known = words.headers(self.name)
        told = decision is not None and decision.kind == self.name
        likely: list[tuple[int, int]] = []
        for index in _header_rows(grid, known):
            headers = _HeaderRow(grid, index, words, known).texts
            texts = list(headers.values())
            hits = sum(map(known.__contains__, map(plain, texts)))
            if decision is not None:
                named = sum(decision.column(header, column) is not None for column, header in headers.items())
                hits = max(hits, named)
            if len(texts) >= 2 and len(set(texts)) >= _LEAST_DISTINCT * len(texts):
                likely.append((-hits, index))
        if told:  # nothing but the headers tells a row of data that holds one of their words
            likely = [one for one in likely if one[0] == min(likely)[0]]
        claims = [
            match
            for _hits, index in sorted(likely)[:4]
            if (match := self._claim(grid, index, words, decision)) is not None
            and (told or not self.denied(grid, match, context))
        ]
        best = max(claims, key=lambda match: (match.strength, -match.header_row), default=None)
        # Groups of headers are read with the headers below them.
        below = (match for match in claims if best is not None and match.header_row == best.header_row + 1)
        best = next((match for match in below if _HeaderRow(grid, match.header_row, words, known).groups), best)
        # Headers that are repeated further down are the same list: it begins with the first.
        same = [match for match in claims if best is not None and match.columns == best.columns]
        return min(same, key=lambda match: match.header_row, default=best) or self.layout(grid, context)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the records of the list, every row accounted for."""
        if not match.columns:
            return self._rejected(grid)
        table = Table(self, grid, match, context)
        self.read(table)
        return table.reading()

    def __getitem__(self, name: str) -> Field:
        return next((entry for entry in self.fields if entry.name == name), Field(name))

    @property
    def main(self) -> tuple[str, ...]:
        """Fields that make a row worth reading."""
        return self.needs[0]

    def _claim(self, grid: Grid, index: int, words: Words, decision: SheetDecision | None = None) -> Match | None:
        header = _HeaderRow(grid, index, words, words.headers(self.name))
        if decision is None:
            possible = header.fields(self.name, words)  # to look below the headers takes far longer
            if not all(possible.intersection(group) for group in self.needs):
                return None
        headers = _Headers(self, grid, index, header, words)
        columns, total = self._measured(headers), headers.weight
        if decision is not None:
            columns = self._decided(columns, headers.texts, decision)
            if decision.kind == self.name and any(name in columns for name in self.main):
                return Match(self.name, index, columns, 1.0)
        if len(columns) < 2 or not all(any(name in columns for name in group) for group in self.needs):
            return None
        if decision is None and len(columns) == 2 and _goes_on(grid, index):
            return None
        names = named_by(grid, index)
        own = words.named(self.name, *names)
        if headers.of_leavers or (not own and any(words.tells_of_header("leaving", plain(name)) for name in names)):
            return None  # what each said who left is theirs
        if own:
            total += 1.5
        elif any(words.named(kind, *names) for kind in ImporterName):
            total -= 1
        total -= 4 * sum(1 for importer, name in self.unlike if headers.has(importer, name))
        covered = sum(map(len, columns.values())) / max(1, headers.count)
        strength = max(0.0, total) / (max(0.0, total) + _CERTAIN_FROM) * min(1.0, 0.6 + 0.8 * covered)
        if strength < _LEAST_STRENGTH:
            return None
        return Match(self.name, index, columns, round(strength, 6))

    def _measured(self, headers: _Headers) -> Mapping[str, tuple[int, ...]]:
        """Return the columns by field, where a unit that stands in brackets counts too."""
        found: dict[str, tuple[int, ...]] = {}
        for name, places in headers.columns.items():
            for column in places:
                field_name = self.measured(name, headers.texts[column])
                found[field_name] = tuple(sorted((*found.get(field_name, ()), column)))
        return found

    def _decided(
        self, columns: Mapping[str, tuple[int, ...]], headers: Mapping[int, str], decision: SheetDecision
    ) -> dict[str, tuple[int, ...]]:
        """Return the columns with what the user's mapping says of them; it goes before what the headers say."""
        said = {
            column: told.role
            for column, header in headers.items()
            if (told := decision.column(header, column)) is not None and told.role
        }
        decided = set(said.values())
        kept = {
            name: tuple(column for column in places if column not in said)
            for name, places in columns.items()
            if name not in decided
        }
        for column, name in said.items():
            if name in {entry.name for entry in self.fields}:
                kept[name] = tuple(sorted((*kept.get(name, ()), column)))
        return {name: places for name, places in kept.items() if places}

    def _rejected(self, grid: Grid) -> Reading:
        count = sum(any(value is not None for value in row) for row in grid.rows)
        entry = SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, count, rows_rejected=count)
        return Reading(sheets=(entry,), problems=(Problem(self.explain, CellRef(grid.file, grid.sheet)),))


def _header_rows(grid: Grid, known: Mapping[str, tuple[str, ...]]) -> Iterator[int]:
    """Yield the rows that may hold the headers: those at the top, and further down those that look much like it."""
    rows = grid.rows[:_HEADER_FAR_DOWN]
    headers = {value for value in set(chain.from_iterable(rows)) if isinstance(value, str) and plain(value) in known}
    seen = 0
    for index, cells in enumerate(rows):
        if seen < _HEADER_WITHIN:
            seen += _cells_of(tuple(cells)).filled > 1
            yield index
        elif len(headers) >= _SURE_HEADERS and len(headers.intersection(cells)) >= _SURE_HEADERS:
            yield index


def _goes_on(grid: Grid, index: int) -> bool:
    """Whether a row fills the same cells as the two above: it is one of theirs, though its words are known headers."""
    filled = [{column for column, cell in enumerate(row) if cell is not None} for row in grid.rows[: index + 1][-3:]]
    return len(filled) == 3 and filled[0] == filled[1] == filled[2]


class _Cells(NamedTuple):
    """What any importer wants to know of the cells in a row."""

    texts: Mapping[int, str]
    plain: Sequence[str]
    """The texts as they are compared."""
    filled: int

    @property
    def has_figures(self) -> bool:
        """Whether some of them are no texts."""
        return self.filled > len(self.texts)


@lru_cache(maxsize=128)  # a dozen importers look at the same rows in turn
def _cells_of(row: tuple[Value, ...]) -> _Cells:
    texts = {column: cell for column, cell in enumerate(row) if isinstance(cell, str)}
    return _Cells(texts, [plain(cell) for cell in texts.values()], sum(cell is not None for cell in row))


class _HeaderRow:
    """The headers in a row, those of two rows joined: a merged cell above says which group the columns below it are.

    ``Før tiltag`` over ``S``, ``K`` and ``R`` is such a group; a header beside it may stand in the upper row only.
    """

    def __init__(self, grid: Grid, index: int, words: Words, known: Mapping[str, tuple[str, ...]]) -> None:
        cells = _cells_of(tuple(grid.rows[index]))
        own = cells.texts
        self.texts: Mapping[int, str] = own
        self.groups: dict[int, str] = {}
        if cells.has_figures or sum(map(known.__contains__, cells.plain)) < 2 or not index:
            return
        upper = _cells_of(tuple(grid.rows[index - 1])).texts
        if not upper:
            return
        merged = {left: right for top, left, bottom, right in grid.merged if top <= index - 1 <= bottom}
        spans = {column: merged.get(column, column) if merged else self._until(column, upper, own) for column in upper}
        single = [column for column, until in spans.items() if until == column and column in own]
        if sum(plain(upper[column]) in known for column in single) >= 2:
            return  # the headers, with a row of data or of units below them
        alone = {column: cell for column, cell in upper.items() if column not in own}
        over = {column: cell for column, cell in upper.items() if spans[column] > column or column in own}
        telling = any(_says(cell, what, words) for cell in over.values() for what in ("initial", "after"))
        across = any(own.keys() <= set(range(column, until + 1)) for column, until in spans.items())
        named = sum(plain(cell) in known for cell in alone.values())
        groups = sum(until > column for column, until in spans.items() if column in own)
        grouped = groups > 0 and named + groups > 2 and named > 0
        if len(upper) < 2 or (across and not alone) or not (telling or grouped):
            return  # a title, or a row of data under the headers
        self.texts = dict(sorted({**alone, **own}.items()))
        for column, cell in over.items():
            self.groups.update({below: cell for below in range(column, spans[column] + 1) if below in own})

    @cached_property
    def in_full(self) -> Mapping[int, str]:
        """Return the headers on one line, each with the group it belongs to."""
        return {
            column: ": ".join(on_one_line(part) for part in dict.fromkeys((self.groups.get(column, ""), own)) if part)
            for column, own in self.texts.items()
        }

    def fields(self, importer: str, words: Words) -> set[str]:
        """Return all that the headers may stand for, whatever stands below them."""
        joined = (f"{group} {self.texts[column]}" for column, group in self.groups.items())
        said = {*self.in_full.values(), *self.texts.values(), *self.groups.values(), *joined}
        return {name for text in said for name in _candidates(plain(text), importer, words)[0]}

    @staticmethod
    def _until(column: int, upper: Mapping[int, str], own: Mapping[int, str]) -> int:
        """Return the last column that a header stands over when nothing tells which cells are merged."""
        until = column
        while column in own and until + 1 in own and until + 1 not in upper:
            until += 1
        return until


class _Headers:
    """Which column of a header row is which field, by the header and by what stands below it."""

    def __init__(self, importer: ListImporter, grid: Grid, index: int, header: _HeaderRow, words: Words) -> None:
        self._importer, self._words = importer, words
        known = words.headers(importer.name)
        self.texts = header.in_full
        below = self._before_legend(grid.rows[index + 1 : index + 1 + _SAMPLE])
        islands, main = self._islands(grid, index, header.texts, below)
        cells = {column: cell for column, cell in header.texts.items() if column in islands}
        self.count = len(cells)
        self._texts = {plain(cell) for cell in cells.values()}
        leaving = [column for column, cell in cells.items() if words.tells_of_header("leaving", plain(cell))]
        left = [row[column] for row in below for column in leaving if column < len(row) and row[column] is not None]
        self.of_leavers = any(parse_number(value) is None for value in left)  # else how many
        """Whether there is a row for each person that left: why, or when."""
        order = {entry.name: place for place, entry in enumerate(importer.fields)}
        pairs: list[tuple[bool, float, int, float, int, int, str]] = []
        for column, cell in cells.items():
            fields, quality = self._named(cell)
            joined = plain(f"{header.groups[column]} {cell}") if column in header.groups else ""
            group = known.get(plain(header.groups[column]), ()) if joined else ()
            if joined in known and (quality < 1 or len(fields) > 1):
                fields, quality = known[joined], 1.0
            elif self._has_factor(group) and not self._has_factor(fields):
                fields, quality = group, 0.95  # Beskrivelse and Score under Sandsynlighed
            elif not fields and joined:
                fields, quality = _candidates(plain(header.groups[column]), importer.name, words)[0], 0.5
            if not fields:
                continue
            sample = [row[column] for row in below if column < len(row) and row[column] is not None]
            if sample and sum(parse_tally(value) is not None for value in sample) > len(sample) / 2:
                continue  # how many answered what, which is nothing that a list holds
            figures = len(sample) > 1 and all(parse_number(value) is not None for value in sample)
            numeric = any(parse_number(value) is not None for value in sample)
            if not numeric:
                # Where the header may say something else too, what holds no number is none.
                fields = tuple(name for name in fields if self._importer[name].kind is not Kind.NUMBER) or fields
            for name in fields:
                if name in order and not (figures and self._is_words(importer[name], sample)):
                    score = quality * (0.2 + 0.8 * self._fit(sample, importer[name]))
                    # A header that says but one thing is believed whatever stands below it.
                    if score >= _LEAST_FIT or (quality == 1 and len(fields) == 1):
                        pairs.append(
                            (islands[column] != main, -quality, len(fields), -score, column, order[name], name)
                        )
        taken: dict[int, str] = {}
        self.columns: dict[str, tuple[int, ...]] = {}
        self.weight = 0.0
        pairs.sort()
        for _aside, _quality, _alternatives, score, column, _place, name in pairs:
            if column not in taken and name not in self.columns:
                taken[column] = name
                self.columns[name] = (column,)
                self.weight -= score * importer[name].weight
        self._take_again(pairs, {column: plain(cell) for column, cell in cells.items()}, taken, islands)

    def _named(self, header: str) -> tuple[tuple[str, ...], float]:
        """Return the fields that a header may stand for, and how sure that is (0–1).

        What a running number or a reference is of (``Incident ID``) is told elsewhere, and a product in brackets
        (``Risiko (S×K)``) tells that its column is no text.
        """
        fields, quality = _candidates(plain(header), self._importer.name, self._words)
        known = self._words.headers(self._importer.name)
        if quality < 1 and fields and "identity" in known.get(plain(header).rsplit(maxsplit=1)[-1].strip(".,:;"), ()):
            labels = (name for name in fields if self._importer[name].kind is Kind.LABEL and name != "type")
            fields = tuple(name for name in labels if name not in self._importer.main) or ("identity",)
        for bracket in _BRACKETED.findall(header):
            if len(_PRODUCT.split(plain(bracket))) > 1:
                products = _candidates(plain(bracket), self._importer.name, self._words)[0]
                fields = tuple(name for name in fields if name in products) or fields
        return fields, quality

    def _take_again(
        self,
        pairs: Sequence[tuple[bool, float, int, float, int, int, str]],
        headers: Mapping[int, str],
        taken: dict[int, str],
        islands: Mapping[int, int],
    ) -> None:
        """Take the further columns of a field: a score before and after the measures, several levels.

        A second description is none of them, nor is a legend beside the list with a header of the same name.
        """
        named = {headers[column]: name for column, name in taken.items()}
        stretches = {islands[column] for column in taken}
        for _beside, quality, _alternatives, score, column, _place, name in pairs:
            if column in taken or self._importer[name].kind is Kind.PROSE or -score < -quality * _LEAST_FIT_AGAIN:
                continue
            times = [len(self.columns[pair[-1]]) for pair in pairs if pair[4] == column and pair[-1] in self.columns]
            if islands[column] not in stretches or len(self.columns[name]) > min(times):
                continue  # of S after a second L, what has not come again yet
            if named.get(headers[column], name) == name:
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

    def _is_words(self, entry: Field, sample: Sequence[Value]) -> bool:
        """Whether a field says in words, or with a mark, what a row is about, and the cells do not."""
        said = entry.kind is Kind.WORD or (entry.kind is Kind.PROSE and entry.name in self._importer.main)
        if entry.kind is Kind.LABEL and entry.name in self._importer.main:  # "50 %" is nothing that was found
            said = all(isinstance(value, str) and value.rstrip().endswith("%") for value in sample)
        return said and not any(_fits(value, entry, self._importer.name, self._words) for value in sample)

    def _has_factor(self, names: Iterable[str]) -> bool:
        """Whether one of the fields holds the values of a scale that somebody fills in."""
        return any(self._importer[name].kind is Kind.SCALE and self._importer[name].content for name in names)

    def _islands(
        self,
        grid: Grid,
        index: int,
        texts: Mapping[int, str],
        below: Sequence[Sequence[Value]],
    ) -> tuple[Mapping[int, int], int]:
        """Return the list's columns -> which stretch of columns without a gap they belong to, and its main stretch.

        What lies beyond two columns that are blank all the way down is another table, and left out.
        """
        width = max(map(len, below), default=0)
        filled = {
            column for column in range(width) if any(column < len(row) and row[column] is not None for row in below)
        }
        filled |= texts.keys()
        for top, left, _bottom, right in grid.merged:
            if index <= top <= index + len(below):
                filled.update(range(left, right + 1))
        stretch: dict[int, int] = {}
        table: dict[int, int] = {}
        for column in sorted(filled):
            gap = column - max(stretch, default=column)
            last = max(stretch, default=column)
            stretch[column] = stretch.get(last, 0) + (gap > 1)
            table[column] = table.get(last, 0) + (gap > 2)
        headers = [
            column for column, text in texts.items() if _candidates(plain(text), self._importer.name, self._words)[0]
        ]
        own = _most(table[column] for column in headers)
        return (
            {column: stretch[column] for column in texts if table[column] == own},
            _most(stretch[column] for column in headers if table[column] == own),
        )

    def _before_legend(self, rows: Sequence[Sequence[Value]]) -> Sequence[Sequence[Value]]:
        """Return the rows down to the first that begins a legend after a gap."""
        gap = False
        for index, row in enumerate(rows):
            first = next((value for value in row if value is not None), None)
            if gap and "legend" in self._words.meanings("any", "row", first):
                return rows[:index]
            gap = first is None
        return rows


def _most(numbers: Iterable[int]) -> int:
    """Return the number that comes most often, the least of several."""
    counted = Counter(numbers)
    return min(counted, key=lambda number: (-counted[number], number), default=0)


@lru_cache(maxsize=4096, typed=True)  # cells recur; 1 and True are equal
def _fits(value: Value, entry: Field, importer: str, words: Words) -> float:
    """Return how well a filled cell (0–1) is what a field should hold."""
    scale_word = bool(words.meanings(ImporterName.RISK_ASSESSMENT, "scale", value))
    match entry.kind:
        case Kind.PROSE:
            if not isinstance(value, str) or parse_number(plain(value)) is not None:
                return 0.0
            typed = bool(words.meanings(importer, "type", value))
            return 0.3 if scale_word or typed else 1.0
        case Kind.LABEL:
            if not entry.content and "yes" in words.meanings("any", "mark", value):
                return 0.0  # a cross is no running number and no name
            if entry.name == "type" and words.meaning(importer, "type", value) is None:
                return 0.5  # a word, but none of those for it
            if not isinstance(value, str):
                return 0.5
            if value.rstrip().endswith("%"):
                return 0.0
            dated = any(map(str.isdecimal, value)) and words.period(value, ANY_YEAR) is not None
            return 0.5 if dated else 1.0
        case Kind.NUMBER:
            asked = entry.name == "absence_days" and bool(words.meanings("any", "mark", value))  # whether there was any
            return float(asked or parse_number(value) is not None or words.says("missing", value))
        case Kind.DATE:
            # Without a year it is a date all the same, if not one that can be used.
            dated = words.period(value, ANY_YEAR) is not None
            return float(dated or words.meaning("any", "deadline", value) is not None)
        case Kind.SCALE:
            text = value if isinstance(value, str) else ""
            coded = text[:1].isdecimal() or text[-1:].isdecimal() or len(text) == 1 or set(text.upper()) <= {"I", "V"}
            return float(scale_word or coded or parse_number(value) is not None)
        case Kind.WORD:
            known = words.meaning(importer, entry.name, value) or words.meaning("any", "mark", value)
            return float(known is not None or isinstance(value, bool))


@lru_cache(maxsize=10_000)  # headers recur, in the rows of a sheet and in every file of a survey
def _candidates(header: str, importer: str, words: Words) -> tuple[tuple[str, ...], float]:
    """Return the fields of an importer that a header may stand for, and how sure that is (0–1)."""
    known = words.headers(importer)
    header = without_number(header)
    if header in known:
        return known[header], 1.0
    factors = _PRODUCT.split(header)
    if len(factors) > 1 and all(plain(factor) in known for factor in factors):
        return known.get("s x k", ()), 0.95
    parts = [known[plain(part)] for part in header.split("/") if plain(part) in known]
    # Who and when in one column: it is split when read.
    whose = next((part for part in parts if "responsible" in part), None)
    if whose is not None and all({"responsible", "deadline"} & set(part) for part in parts):
        return whose, 0.9
    if parts or header.replace(" ", "") in known:  # "risiko tal" is one word that is written as two
        return (*parts, known.get(header.replace(" ", ""), ()))[0], 0.9
    written_as = header.split()
    spoken = [word.strip(".,:;?()") for word in written_as]
    if len(spoken) > 6 or not _TO_PERSONS.isdisjoint(spoken):
        return (), 0.0
    denied = DENIALS.intersection(spoken)
    by = known.get("deadline", ()) if words.tells_of_header("deadline", header) else ()
    for length in range(len(spoken) - 1, 0, -1):
        for start in range(len(spoken) - length + 1):
            said = spoken[start : start + length]
            written = " ".join(written_as[start : start + length]).strip(".,:;?()")  # "pr." with its full stop
            text = next((text for text in (" ".join(said), written) if text in known), "")
            if len(text) > 3 and denied <= set(said) and "counting" not in words.meanings("any", "header", text):
                return tuple(dict.fromkeys((*_promised(known[text], header, known, words), *by))), 0.6
    return by, 0.6 if by else 0.0


def _promised(
    fields: tuple[str, ...], header: str, known: Mapping[str, tuple[str, ...]], words: Words
) -> tuple[str, ...]:
    """Return the fields of a header; one that says what shall happen ("Skal være løst") tells when, not that it has."""
    if "done" not in fields or not words.tells_of_header("intended", header):
        return fields
    return (*(name for name in fields if name != "done"), *known.get("deadline", ()))


Record = Finding | Department | Event


def _says(text: str, what: str, words: Words) -> bool:
    """Whether a text holds a word of a list for risk assessments: ``initial`` or ``after``."""
    return any(words.meanings(ImporterName.RISK_ASSESSMENT, what, word.strip(".,:;()")) for word in text.split())


class Table:
    """The rows of a list, and the ledger of what became of each."""

    def __init__(self, importer: ListImporter, grid: Grid, match: Match, context: Context) -> None:
        self.importer, self.grid, self.words = importer, grid, words_of(context.catalogue)
        self.catalogue = context.catalogue
        self.beside = tuple(other for other in context.beside if other.sheet != grid.sheet)
        """Other sheets of the file that may explain what stands in the cells."""
        self.header_row, self.columns = match.header_row, match.columns
        self._header = _HeaderRow(grid, match.header_row, self.words, self.words.headers(importer.name))
        self.headers = {name: self.header(columns[0]) for name, columns in match.columns.items()}
        self.plain_headers = {
            column: plain(self._header.texts.get(column) or self._figure_header(column))
            for columns in match.columns.values()
            for column in columns
        }
        self.span = self._extent()
        self._spread = self._spread_down()
        self._banners = {
            top: left for top, left, _bottom, right in grid.merged if 2 * (right - left + 1) >= len(self.span)
        }
        self._used: list[tuple[Record, ...]] = []
        self._checked: dict[tuple[Value, ...], Finding] = {}
        self._problems: list[Problem] = []
        self._told: set[tuple[str, str]] = set()
        self._aside: dict[Reason, list[int]] = {}
        self._rejected = 0
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._month_first: dict[int, bool | None] = {}
        self._days: dict[int, bool | None] = {}
        self._without_year: dict[int, dict[int, tuple[Row, str]]] = {}
        self._scrubbed: dict[tuple[int, str], int] = {}
        self._cleaned: dict[tuple[str, bool], Scrubbed] = {}
        self.titles = self._titles_above(match.header_row)
        """The texts in the rows right above the list."""
        self._rows = self._classify()

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def values(self, column: int) -> list[Value]:
        """Return what a column holds in the rows that are data."""
        return [row.cell(column) for row in self._rows]

    def reassign(self, name: str, columns: tuple[int, ...]) -> None:
        """Let these columns be a field's after all, by what stands in them; without any the field is not there."""
        kept = {
            other: left
            for other, places in self.columns.items()
            if other != name and (left := tuple(column for column in places if column not in columns))
        }
        self.columns = {**kept, name: columns} if columns else kept
        self.headers = {other: self.header(places[0]) for other, places in self.columns.items()}

    def period(self, column: int, value: Value) -> Period | None:
        """Return the first and last day that a cell of a column means, None also where it is not told which day it is.

        The day stands first, unless no date of the column can be read so and some must have the month first.
        """
        if column not in self._month_first:
            self._month_first[column] = self._has_month_first(column)
        order = self._month_first[column]
        if isinstance(value, str) and (said := self._numbered_month(value)) is not None:
            if column not in self._days:
                self._days[column] = self._has_days_after_months(column)
            days = self._days[column]
            return None if days is None else self.words.period(f"{said[1]}. {said[0]}" if days else value, self.year)
        found = _SLASHED.match(value) if isinstance(value, str) and order is not False else None
        if found is not None and order is None and max(int(found[1]), int(found[2])) <= _MONTHS:
            return None
        if found is not None and order and int(found[1]) <= _MONTHS:
            value = f"{found[2]}/{found[1]}/{found[3]}"
        elif order and isinstance(value, date):
            return None  # 3/4 that a Danish Excel took for a day in April, and 2/14 beside it for a text
        return self.words.period(value, self.year)

    def _numbered_month(self, value: Value) -> tuple[str, int] | None:
        """Return the month that a cell names, and the number after it: a day, or the last two digits of a year."""
        found = _NUMBERED_MONTH.fullmatch(value) if isinstance(value, str) else None
        named = found is not None and bool(self.words.meanings("any", "month", found[1]))
        return (found[1], int(found[2])) if found is not None and named else None

    def _has_days_after_months(self, column: int) -> bool | None:
        """Whether numbers after months (``Mar 25``) are days since one is no year, None where they are hardly years."""
        said = [one for value in self.values(column) if (one := self._numbered_month(value)) is not None]
        numbers = sorted({number for _month, number in said})
        if not all(number in SHORT_YEARS for number in numbers):
            return True
        months = [int(self.words.meanings("any", "month", month)[0]) for month, _number in said]
        as_years = [(number, month) for month, (_name, number) in zip(months, said, strict=True)]
        as_days = [(month, number) for number, month in as_years]
        if len(numbers) > 2 and as_days == sorted(as_days) and as_years != sorted(as_years):
            return None
        apart = max((later - earlier for earlier, later in pairwise(numbers)), default=0)
        return None if apart > _YEARS_LEFT_OUT or numbers[-1] - numbers[0] > _YEARS_OF_A_LIST else False

    def _has_month_first(self, column: int) -> bool | None:
        """Whether the dates of a column have the month first (``2/14/2026``), which is told; None when some seem to."""
        cells = [cell for cell in self.values(column) if isinstance(cell, date | str)]
        slashed = [found for cell in cells if isinstance(cell, str) and (found := _SLASHED.match(cell))]
        if not any(int(found[2]) > _MONTHS for found in slashed):
            return False
        days = [int(found[1]) for found in slashed] + [cell.day for cell in cells if isinstance(cell, date)]
        other = (cell for cell in cells if isinstance(cell, str) and not _SLASHED.match(cell))
        if any(day > _MONTHS for day in days) or any(map(self._is_day, other)):
            return None
        self.problem("month-first", self.grid.ref(self.header_row, column), field=self.header(column))
        return True

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
        return _written(cells[column]) if column < len(cells) else ""

    def is_after(self, column: int) -> bool:
        """Whether the header says that the column holds what is left after the measures."""
        return _says(self.header(column), "after", self.words)

    def is_initial(self, column: int) -> bool:
        """Whether the header says that the column holds what was there before the measures."""
        return _says(self.header(column), "initial", self.words)

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
        yield [self.grid.rows[index] for index in self._aside.get(Reason.OUTSIDE, ())]
        yield [row.own[self.span[-1] + 1 :] for row in self._rows]

    @cached_property
    def department_codes(self) -> Set[str]:
        """The numbers of departments whose names stand in a column of their own beside them."""
        columns = self.columns.get("department", ())
        rows = (
            [tuple(map(_written, cells)) for cells in self.grid.rows[self.header_row + 1 :]] if len(columns) > 1 else []
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
        if "date" not in found and self._is_day(self.grid.sheet):
            found["date"] = (self.grid.sheet, CellRef(self.grid.file, self.grid.sheet))
        return found

    def day_in(self, title: str) -> str:
        """Return the day that a title ends with (``Sikkerhedsrundering i køkkenet den 12. marts 2026``)."""
        parts = title.split()
        ends = (" ".join(parts[-count:]) for count in (3, 2, 1))
        return next((end for end in ends if self._is_day(end)), "")

    def _labelled(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the field that a line such as ``Rundering – Afdeling: Lager`` is of, and what it says of it."""
        known = self.words.headers(self.importer.name)
        label, colon, said = text.partition(":")
        names = (label, label.split()[-1]) if colon and label.split() else (label,)
        fields = next((known[plain(name)][:1] for name in names if plain(name) in known), ())
        if said and fields == ("department",) and self._has_topics and self._may_be_section(text):
            return (), ""
        return fields, "" if _LINE.search(said) else " ".join(said.split())

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

    def _is_day(self, text: str) -> bool:
        """Whether a text is a day, or a month at most."""
        found = self.words.period(text)
        return found is not None and (found[1] - found[0]).days < _MONTH

    def problem(self, code: str, where: CellRef, **values: str) -> None:
        """Report something about the sheet, once."""
        problem = Problem(code, where, values)
        if problem not in self._problems[-8:]:  # several findings of a row read the same cells
            self._problems.append(problem)

    def once(self, code: str, row: Row, name: str) -> None:
        """Report a problem with the cells of a field, at the first of them only."""
        if (code, name) not in self._told:
            row.problem(code, name)
        self._told.add((code, name))

    def unread_date(self, row: Row, name: str, column: int) -> None:
        """Report a cell that is no date, but only count it where nothing but the year is missing (``Uge 14``)."""
        value = row.cell(column)
        if self.words.period(value, ANY_YEAR) is None or self._numbered_month(value) is not None:
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

    def reading(self) -> Reading:
        """Return all that was read, with the account of the rows."""
        grid = self.grid
        self._report_years()
        for reason, rows in self._aside.items():
            self.problem("row-set-aside", grid.ref(rows[0]), count=str(len(rows)), reason=_(reason.value))
        if persons := self.columns.get("person"):
            names = ", ".join(f"«{self.header(column)}»" for column in persons)
            self.problem("personal-columns", grid.ref(self.header_row, persons[0]), columns=names)
        if removed := sum(self._scrubbed.values()):
            self.problem("personal-data", CellRef(grid.file, grid.sheet), count=str(removed))
        if not self._used and not self._rejected:
            self.problem("no-rows", CellRef(grid.file, grid.sheet))
        aside = sum(map(len, self._aside.values()))
        entry = SheetEntry(
            file=grid.file,
            sheet=grid.sheet,
            importer=self.importer.name,
            header_row=grid.ref(self.header_row).row,
            rows_read=len(self._used) + aside + self._rejected,
            rows_used=len(self._used),
            rows_set_aside=aside,
            rows_rejected=self._rejected,
            columns={name: self._named_header(name) for name in self.headers if name != "person"},
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
            checked=tuple(self._checked.values()),
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

    def check(self, row: Row, source: SourceKind) -> None:
        """Enter that a row says that all is in order where it was looked; once per department and day."""
        said = (row.cell(column) for name in ("department", "date") for column in self.columns.get(name, ()))
        key = (row.heading, *said)
        if key not in self._checked:
            self._checked[key] = row.checked(source)

    def reject(self) -> None:
        """Enter a row that could not be used; the caller has reported why."""
        self._rejected += 1

    def clean(self, text: str, index: int, *, addresses: bool = True) -> str:
        """Return free text of a row without personal data; what was taken out counts once, however often it is read."""
        if (text, addresses) not in self._cleaned:
            self._cleaned[text, addresses] = scrub(text, self.catalogue, addresses=addresses)
        cleaned, self._scrubbed[index, text] = self._cleaned[text, addresses]
        return cleaned

    # Finding the rows -------------------------------------------------------------------------------------------------

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

    def explains(self, value: Value) -> bool:
        """Whether a text says what the letters or numbers of a scale mean (``S = sandsynlighed: 1 lav, 5 høj``)."""
        if not isinstance(value, str):
            return False
        if _CODE_EQUALS.match(value):
            return True
        name, sign, said = value.replace("=", ":", 1).partition(":")
        fields = self.words.headers(self.importer.name).get(plain(name), ())
        rated = any(self.importer[name].kind is Kind.SCALE or name == "priority" for name in fields)
        return bool(sign) and rated and any(letter.isdecimal() for letter in said)

    def is_banner(self, row: Row) -> bool:
        """Whether the row is one text in a cell merged over half of the table or more."""
        left = self._banners.get(row.index)
        return left is not None and len(row.filled) == 1 and row.own[left : left + 1] == row.filled

    def _classify(self) -> list[Row]:
        blocks = self._blocks()
        every = [row for block in blocks for row in block]
        grouped, headings = self._grouped_columns(every), self._headings(blocks)
        others = {row.index for block in blocks[1:] if self._is_other(block) for row in block}
        others.update(self._notes_at_end(every))
        above: dict[int, Value] = {}
        heading, titles = "", self.titles
        sections: list[tuple[str, list[Row]]] = [(" ".join(titles), [])]
        rows: list[Row] = []
        footer = False
        parts = 0
        for row in every:
            reason = Reason.OUTSIDE if row.index in others else row.no_data()
            if reason is None and footer and len(row.filled) < min(len(one.filled) for one in rows):
                reason = Reason.OUTSIDE  # who signs, below the word for signatures
            if reason is None and (self._is_sum(row, rows) or (parts > 1 and self._is_area_total(row))):
                reason = Reason.TOTAL
            parts = 0 if reason is Reason.TOTAL else parts + (reason is None and not self._is_area_total(row))
            footer = bool(rows) and (reason is Reason.OUTSIDE or (footer and reason is not None))
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
                self.set_aside(row.index, reason)
        return self._latest(sections)

    def _notes_at_end(self, rows: Sequence[Row]) -> Iterator[int]:
        """Yield the last rows that hold a lone text with a date: who wrote the list, and when."""
        for row in reversed(rows):
            lone = len(row.filled) == 1 and isinstance(row.filled[0], str) and len(self.span) > 2
            if not lone or not _DATED_NOTE.search(str(row.filled[0])):
                return
            yield row.index

    def _is_sum(self, row: Row, rows: Sequence[Row]) -> bool:
        """Whether a row holds a word and the sums or means of the figures above, but not what all of them fill."""
        kinds = {column: self.importer[name].kind for name, columns in self.columns.items() for column in columns}
        texts = [value for value in row.filled if isinstance(value, str)]
        figures = {
            column: value
            for column in self.span
            if isinstance(value := row.at(column), int | float) and not isinstance(value, bool)
        }
        if len(rows) < 2 or len(texts) != 1 or not figures or len(texts) + len(figures) < len(row.filled):
            return False
        if all(kinds.get(column) is Kind.SCALE and value in _STEPS for column, value in figures.items()):
            return False  # a risk of its own, whose steps happen to be what those above come to
        left_out = sum(
            row.at(column) is None and all(one.at(column) is not None for one in rows) for column in sorted(kinds)
        )
        if left_out < 2:
            return False
        for column, value in figures.items():
            above = [number for one in rows if (number := parse_number(one.at(column))) is not None]
            total = sum(above)
            if len(above) < 2 or not any(isclose(value, told, abs_tol=0.051) for told in (total, total / len(above))):
                return False
        return True

    def _is_area_total(self, row: Row) -> bool:
        """Whether a row of figures is what several departments above come to (``Ældrepleje i alt``)."""
        texts = [value for value in row.filled if isinstance(value, str) and parse_number(value) is None]
        if len(texts) != 1 or len(row.filled) < 2 or row.value("department") != texts[0]:
            return False
        said = plain(texts[0]).split()
        ends = (" ".join(said[-count:]) for count in (1, 2) if count < len(said))
        return any("total" in self.words.meanings("any", "row", end) for end in ends)

    def _blocks(self) -> list[list[Row]]:
        """Return the rows that are not blank, cut where blank rows stand."""
        blocks: list[list[Row]] = [[]]
        order: Mapping[int, int] = {}
        for index in range(self.header_row + 1, len(self.grid.rows)):
            row = Row(self, index)
            if row.repeats_header and row.repeats_main:
                order = row.other_order
                if order:
                    self.problem("headers-moved", self.grid.ref(index))
                else:
                    self._report_other_headers(row)
            elif order:
                row.reorder(order)
            if row.blank:
                if row.elsewhere:
                    self.set_aside(index, Reason.OUTSIDE)
                if blocks[-1]:
                    blocks.append([])
            elif row.repeats_header and not row.repeats_main:
                blocks.append([row])  # a legend of the factors, under the list's own headers for them
            else:
                blocks[-1].append(row)
        return blocks

    def _report_other_headers(self, row: Row) -> None:
        """Name what stands in a row of repeated headers where the list has others: it is read as what those say."""
        known = self.words.headers(self.importer.name)
        named = {column: name for name, columns in self.columns.items() for column in columns}
        for column, header in self.plain_headers.items():
            said = row.at(column)
            if isinstance(said, str) and plain(said) != header and named[column] not in known.get(plain(said), ()):
                where = self.grid.ref(row.index, column)
                self.problem("headers-differ", where, said=on_one_line(said), field=self.header(column))

    def _goes_on(self, row: Row, rows: Sequence[Row]) -> bool:
        """Whether a row only adds to the record in the row above it."""
        if not rows or rows[-1].last != row.index - 1 or not row.adds:
            return False
        mains = [column for name in self.importer.main for column in self.columns.get(name, ())]
        merged = not self.importer.shared and any(self.merged_from(row.index, column) is not None for column in mains)
        return merged or row.adds_only({entry.name for entry in self.importer.fields if entry.goes_on})

    def _headings(self, blocks: Sequence[Sequence[Row]]) -> frozenset[int]:
        """Return the rows that are a heading over those that follow.

        That is a text across the table, one alone above repeated headers, and, in a list that begins with one, every
        text that stands alone before a full row.
        """
        rows = [row for block in blocks for row in block]
        begins = {block[0].index for block in blocks if block}
        lone = {row.index for row in rows if len(row.filled) == 1 and isinstance(row.filled[0], str)}
        found = {row.index for row in rows if self.is_banner(row)}
        above = [value for value in self.grid.rows[self.header_row - 1] if value is not None] if self.header_row else []
        titled = len(above) == 1 and isinstance(above[0], str)
        for row, following in pairwise(rows):
            if row.index in lone and following.repeats_header:
                named = bool(self.version(str(row.filled[0])))
                if named or titled or row.index in begins or row.index - 1 in found or not row.has_main:
                    found.add(row.index)
        before = {row.index for row, following in pairwise(rows) if row.index in lone and len(following.filled) > 2}
        if rows and rows[0].index in before and len(lone) > 1 and before | found >= lone:
            found |= before
        elif rows and rows[0].index in lone and not {"verdict", "fault"}.isdisjoint(self.columns):
            found |= self._over_points([row for row in rows if row.index in lone], begins)
        return frozenset(found)

    def _over_points(self, alone: Sequence[Row], begins: Set[int]) -> set[int]:
        """Return the rows that are headings in a list of verdicts that begins with one, of those that hold one text.

        Any of them may be a point that was not assessed, so nothing is lost; one that names a department, or begins
        after a gap as the first does, is surely a heading, and the others then are none.
        """
        told = {row.index for row in alone if self.named("department", str(row.filled[0]))}
        after_gap = {row.index for row in alone if row.index in begins}
        points = {row.index for row in alone if row.value("point") is None or str(row.filled[0]).endswith("?")}
        every = {row.index for row in alone}
        joined = any(one + 1 in every for one in every)
        return told or (after_gap if len(after_gap) > 1 else set() if points or joined or len(every) < 2 else every)

    def named(self, name: str, text: str) -> str:
        """Return what a text such as ``Afdeling: Lager`` says of a field."""
        fields, said = self._labelled(text)
        return said if fields == (name,) else ""

    def _titles_above(self, header_row: int) -> tuple[str, ...]:
        """Return the texts in the rows right above the list."""
        above = self.grid.rows[max(0, header_row - _TITLES_WITHIN) : header_row]
        return tuple(value for cells in above for value in cells if isinstance(value, str))

    def version(self, title: str) -> tuple[float, ...]:
        """Return what a title says of the version, comparable: its number, else its date or year; empty without."""
        text = title.casefold()
        if found := _VERSION.search(text):
            return (0.0, float(found[1].replace(",", ".")))
        for part in (text, *text.split(":")):
            if (period := self.words.period(part.strip())) is not None:
                return (1.0, float(period[0].toordinal()))
        years = _YEAR.findall(text)
        return (1.0, float(date(int(years[-1]), 1, 1).toordinal())) if years else ()

    def _numbers(self, title: str) -> Mapping[str, str]:
        """Return word -> the number or letter that a title tells of two things of its name apart by (``Hal 1``).

        The number of a version, a time or of the list itself (``Runde 2``) tells of the same thing at another time.
        """
        return {
            word.casefold(): number
            for word, number in _NUMBERED_THING.findall(title)
            if not _VERSION.search(f"{word.casefold()} 1")
            and self.words.period(f"{word} 1", ANY_YEAR) is None
            and not self.words.named(self.importer.name, word)
        }

    def _latest(self, sections: Sequence[tuple[str, list[Row]]]) -> list[Row]:
        """Return the rows that hold now: of several versions of the list in the sheet, those of the latest only."""
        filled = [_Section(title, self.version(title), self._numbers(title), rows) for title, rows in sections if rows]
        replaced: set[int] = set()
        for later, section in enumerate(filled):
            for earlier, before in enumerate(filled[:later]):
                if earlier not in replaced and before.is_version_of(section):
                    older = bool(section.mark) and before.mark > section.mark
                    replaced.add(later if older else earlier)
        for place in sorted(replaced):
            for row in filled[place].rows:
                self.set_aside(row.index, Reason.EARLIER)
        kept = [row for place, section in enumerate(filled) if place not in replaced for row in section.rows]
        if replaced:
            first, used = filled[min(replaced)].rows[0].index, kept[0].index
            self.problem("several-versions", self.grid.ref(first), row=str(used + 1))
        return kept

    def _grouped_columns(self, rows: Sequence[Row]) -> frozenset[int]:
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

    def _is_other(self, block: Sequence[Row]) -> bool:
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
        if len(mains) > 1 and 2 * sum(_fits(value, Field(""), "", self.words) < 0.5 for value in mains) >= len(mains):
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


class _Section:
    """The rows under one header line, and what tells whether they are another section's at another time."""

    def __init__(self, title: str, mark: tuple[float, ...], numbers: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Take the titles above the header, and the version or date that they tell (see :meth:`Table.version`)."""
        self.title, self.mark, self.rows = title, mark, rows
        self._numbers = numbers
        self._stems = frozenset(re.findall(r"[^\W\d_]{3,}", _VERSION.sub("", title.casefold())))
        self._said = frozenset(row.content for row in rows)

    def is_version_of(self, other: _Section) -> bool:
        """Whether the two are the same list at two times: by their titles, or since they say mostly the same."""
        if any(other._numbers.get(thing, number) != number for thing, number in self._numbers.items()):
            return False
        marked = bool(self.mark and other.mark)
        if not (self.title and other.title) or marked or self._stems == other._stems:
            shared = len(self._said & other._said)
            if shared >= 2 and 2 * shared >= min(len(self._said), len(other._said)):
                return True
        same_title = other._stems <= self._stems or self._stems <= other._stems
        return marked and self.mark != other.mark and self.mark[0] == other.mark[0] and same_title


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
            if isinstance(value, str) and (value.casefold() in unknown or _LINE.fullmatch(value.strip()))
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

    # Reading ----------------------------------------------------------------------------------------------------------

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
        written = _written(self.value(name))
        return self.table.clean(written, self.index) if written else ""

    def place(self) -> str:
        """Return where it is, scrubbed but for the address: whoever is to put it right must find it."""
        written = _written(self.value("place"))
        return self.table.clean(written, self.index, addresses=False) if written else ""

    def line(self, name: str) -> str:
        """Return what the field says on one line, scrubbed of personal data."""
        return " ".join(self.text(name).split())

    def texts(self, name: str) -> list[str]:
        """Return what each column of the field says, scrubbed of personal data."""
        return [self.table.clean(_written(value), self.index) for _column, value in self._filled(name)]

    def label(self, name: str) -> str:
        """Return a name or a category as it stands, on one line."""
        return " ".join(_written(self.value(name)).split())

    def labels(self, name: str) -> tuple[str, ...]:
        """Return what all columns of a field say, each thing once."""
        return tuple(dict.fromkeys(" ".join(_written(value).split()) for _column, value in self._filled(name)))

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
        named = self.table.named("department", self.heading) or " ".join(_written(above).split())
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
        return "" if ":" in told or self.table.version(told) else self.table.clean(told, self.index)

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

    # Deciding ---------------------------------------------------------------------------------------------------------

    def use(self, *records: Record, said: str | None = None) -> None:
        """Enter what the row gave. Findings need no id yet; ``said`` is what they say when the text is not it."""
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
        table.take(records, said, self.where("department") if in_row else table.above["department"][1])

    def _titles(self) -> tuple[str, ...]:
        """Return what names the list where the list itself does not tell its department."""
        table = self.table
        if "department" in table or "department" in table.above or table.named("department", self.heading):
            return ()
        sheet = "" if table.words.meanings("any", "sheet", table.grid.sheet) else table.grid.sheet
        return (self.heading, sheet, file_name(table.grid).rpartition(".")[0], *table.titles)

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
        self.table.check(self, source)
        self.set_aside(Reason.IN_ORDER)

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

    @cached_property
    def filled(self) -> list[Value]:
        """Cells inside the table that hold something; zeros of formulas in an empty form do not count."""
        inside = (self.own[column] for column in self.table.span if column < len(self.own))
        return [value for value in inside if value is not None and value not in (0, False, "")]

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
            for value in self._written_here(entry.name)
        )

    @property
    def content(self) -> tuple[str, ...]:
        """What makes the row the same risk or matter in two versions of a list."""
        main = next((value for name in self.table.importer.main if (value := self.value(name)) is not None), "")
        return (plain(_written(main)), *map(plain, self.department()))

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

    def add(self, name: str, row: Row) -> None:
        """Add what another row says under a field to what this one does."""
        for column in self.table.columns.get(name, ()):
            more = row.own[column] if column < len(row.own) else None
            here = self.cell(column)
            if more is not None and here is None:
                self.put(column, more)
            elif more is not None and self.table.importer[name].kind is Kind.PROSE:
                self.put(column, f"{_written(here)}; {_written(more)}")

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
        scales = {
            column
            for entry in self.table.importer.fields
            if entry.kind is Kind.SCALE
            for column in self.table.columns.get(entry.name, ())
        }
        label = next(
            (value for column in self.table.span if column not in scales and isinstance(value := self.at(column), str)),
            next((value for value in filled if isinstance(value, str)), None),
        )
        told = len(filled) > 1 and all(isinstance(value, str) and _EQUALS.fullmatch(value) for value in filled)
        if told or self._is_for_signing:
            return Reason.OUTSIDE
        if self.index == self.table.header_row + 1 and all(_UNIT.fullmatch(str(value)) for value in filled):
            return Reason.OUTSIDE
        mains = [value for name in self.table.importer.main for _column, value in self._filled(name)]
        for value in (label, *mains):
            inside = _BRACKETED.match(value) if isinstance(value, str) else None
            if "example" in words.meanings("any", "row", inside[1] if inside else value):
                return Reason.EXAMPLE
        if len(filled) == 1 and isinstance(filled[0], str) and _COUNT.fullmatch(filled[0]):
            return Reason.TOTAL
        # "Middel" is a mean, but a priority too.
        ranked = bool(mains) and bool(words.meanings("any", "priority", label))
        if label is not None and "total" in words.meanings("any", "row", label) and not ranked:
            return Reason.TOTAL
        if (
            len(filled) == 2
            and filled[0] is label
            and str(label).rstrip().endswith(":")
            and isinstance(filled[1], int | float)
            and not any(True for column in scales if self.at(column) is not None)
        ):
            return Reason.TOTAL  # "Antal punkter: 12"
        if (not mains or len(filled) == 1) and "legend" in words.meanings("any", "row", label):
            return Reason.OUTSIDE
        if len(filled) == 1 and self.table.explains(label):
            return Reason.OUTSIDE
        if self.only_numbered:
            numbers = [value for _column, value in self._filled("identity")]
            words_only = [value for value in numbers if isinstance(value, str) and _WORD.search(value)]
            if words_only:  # no running number: a heading, or what the colours or the figures mean
                telling = any(character.isdigit() or character in ":=" for character in words_only[0])
                return Reason.OUTSIDE if telling else Reason.HEADING
            return Reason.PLACEHOLDER if numbers or label is None else Reason.HEADING
        return None

    @property
    def _is_for_signing(self) -> bool:
        """Whether the row holds a line to write on, and beside it only what is to be written (``Signatur AMR:``)."""
        whole = self.table.grid.rows[self.index]
        if not any(isinstance(value, str) and ("__" in value or ".." in value or "…" in value) for value in whole):
            return False  # most rows
        if not any(isinstance(value, str) and _LINE.search(value) for value in whole):
            return False
        asked = [_LINE.sub("", str(value)).strip() for value in self.filled]
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


def _written(value: Value) -> str:
    """Return a cell as text: numbers without a trailing .0, dates as they are."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
