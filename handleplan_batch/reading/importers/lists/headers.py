"""Which row of a sheet holds the headers of a list, and which of its columns is which field.

Titles may stand above the headers, they may begin in any column, fill two rows, come twice or say two things; what
stands below them then tells which is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from handleplan_batch.model import ImporterName
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import ANY_YEAR, Words, on_one_line, parse_number, parse_tally, plain

DENIALS = frozenset({"ikke", "ej", "ingen", "intet", "uden", "not", "no", "without", "icke", "inte", "inga", "inget"})
"""Words that a header turns round with: «ikke problem» is no problem."""
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
_LEAST_FIT = 0.3
"""Least certainty (0–1), from header and contents, that a column is a field."""
_LEAST_FIT_AGAIN = 0.55
"""The same for a second column of a field: what stands below must speak for it."""
_LONG_HEADER = 6
"""Words beyond which a header is a sentence, in which a known word may be about anything."""
_PRODUCT = re.compile(r"\s*[×*·]\s*|\s+x\s+")
_BRACKETED = re.compile(r"\(\s*([^)]*)\)")


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


@dataclass(eq=False, kw_only=True)
class Declaration:
    """What a kind of list is declared to hold."""

    name: ImporterName
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    """Groups of fields; of each group at least one must be there. The first group's fields make a row worth reading."""
    shared: bool = False
    """Whether each row under a merged cell is a record of its own, however little it says."""

    def __getitem__(self, name: str) -> Field:
        return next((entry for entry in self.fields if entry.name == name), Field(name))

    @property
    def main(self) -> tuple[str, ...]:
        """Fields that make a row worth reading."""
        return self.needs[0]


def named_by(grid: Grid, header_row: int) -> list[str]:
    """Return what may tell the kind of a list by its name: file, sheet, and the titles above it."""
    above = [value for cells in grid.rows[max(0, header_row - _TITLE_ROWS) : header_row] for value in cells]
    titles = [value for value in above if isinstance(value, str) and len(value) <= _LONGEST_TITLE]
    return [grid.file_name, grid.sheet, *titles]


def without_number(header: str) -> str:
    """Return a header as it is compared, without the number of its part (``2. indsatser``)."""
    return _PART_NUMBER.sub("", header)


def header_rows(grid: Grid, known: Mapping[str, tuple[str, ...]]) -> Iterator[int]:
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


class HeaderRow:
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
        telling = any(tells_stage(cell, what, words) for cell in over.values() for what in ("initial", "after"))
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


class _Option(NamedTuple):
    """A field that a column may be."""

    name: str
    column: int
    place: int
    """That of the field among those declared."""
    stretch: int
    """Which stretch of columns without a gap the column belongs to."""
    aside: bool
    """Whether that is not the main one."""
    quality: float
    """How sure the header is (0–1)."""
    alternatives: int
    """How many fields the header may stand for."""
    score: float
    """How sure the header is with what stands below it (0–1)."""

    @property
    def rank(self) -> tuple[bool, float, int, float, int, int]:
        """The less, the earlier it is taken."""
        return self.aside, -self.quality, self.alternatives, -self.score, self.column, self.place


class HeaderMatch:
    """Which column of a header row is which field, by the header and by what stands below it."""

    columns: dict[str, tuple[int, ...]]
    """Field -> its columns."""
    weight: float
    """What the matched headers weigh together, as evidence for the kind of list."""
    of_leavers: bool
    """Whether there is a row for each person that left: why, or when."""

    def __init__(self, importer: Declaration, grid: Grid, index: int, header: HeaderRow, words: Words) -> None:
        self._importer, self._words, self._header = importer, words, header
        self._known = words.headers(importer.name)
        self.texts = header.in_full
        below = self._before_legend(grid.rows[index + 1 : index + 1 + _SAMPLE])
        self._stretches, self._main = self._divided(grid, index, header.texts, below)
        held = {
            column: [row[column] for row in below if column < len(row) and row[column] is not None]
            for column in header.texts
            if column in self._stretches
        }
        headers = {column: plain(header.texts[column]) for column in held}
        self.count = len(held)
        self._texts = set(headers.values())
        leaving = (column for column, text in headers.items() if words.tells_of_header("leaving", text))
        # A number tells how many left, anything else who.
        self.of_leavers = any(parse_number(value) is None for column in leaving for value in held[column])
        options = [option for column, sample in held.items() for option in self._options(column, sample)]
        options.sort(key=lambda option: option.rank)
        self.columns, self.weight = {}, 0.0
        taken: dict[int, _Option] = {}
        for option in options:
            if option.column not in taken and option.name not in self.columns:
                taken[option.column] = option
                self.columns[option.name] = (option.column,)
                self.weight += option.score * importer[option.name].weight
        self._take_again(options, headers, taken)

    def _options(self, column: int, sample: Sequence[Value]) -> Iterator[_Option]:
        """Yield what a column may be, by its header and the cells below it."""
        stretch = self._stretches[column]
        fields, quality = self._named_in_group(column)
        if not fields:
            return
        if sample and sum(parse_tally(value) is not None for value in sample) > len(sample) / 2:
            return  # how many answered what, which is nothing that a list holds
        numbers = sum(parse_number(value) is not None for value in sample)
        if not numbers:
            # Where the header may say something else too, what holds no number is none.
            fields = tuple(name for name in fields if self._importer[name].kind is not Kind.NUMBER) or fields
        figures = numbers == len(sample) > 1
        for place, entry in enumerate(self._importer.fields):
            if entry.name in fields and not (figures and self._is_words(entry, sample)):
                score = quality * (0.2 + 0.8 * self._fit(sample, entry))
                # A header that says but one thing is believed whatever stands below it.
                if score >= _LEAST_FIT or (quality == 1 and len(fields) == 1):
                    place_of = (column, place, stretch, stretch != self._main)
                    yield _Option(entry.name, *place_of, quality, len(fields), score)

    def _named_in_group(self, column: int) -> tuple[tuple[str, ...], float]:
        """Return the fields that a header may stand for with the group that it belongs to, and how sure that is."""
        text = self._header.texts[column]
        fields, quality = self._named(text)
        if column not in self._header.groups:
            return fields, quality
        group = self._header.groups[column]
        joined, of_group = plain(f"{group} {text}"), self._known.get(plain(group), ())
        if joined in self._known and (quality < 1 or len(fields) > 1):
            return self._known[joined], 1.0
        if self._has_factor(of_group) and not self._has_factor(fields):
            return of_group, 0.95  # Beskrivelse and Score under Sandsynlighed
        return (fields, quality) if fields else (_candidates(plain(group), self._importer.name, self._words)[0], 0.5)

    def _named(self, header: str) -> tuple[tuple[str, ...], float]:
        """Return the fields that a header may stand for, and how sure that is (0–1).

        What a running number or a reference is of (``Incident ID``) is told elsewhere, and a product in brackets
        (``Risiko (S×K)``) tells that its column is no text.
        """
        fields, quality = _candidates(plain(header), self._importer.name, self._words)
        last = plain(header).rpartition(" ")[2].strip(".,:;")
        if quality < 1 and fields and "identity" in self._known.get(last, ()):
            labels = (name for name in fields if self._importer[name].kind is Kind.LABEL and name != "type")
            fields = tuple(name for name in labels if name not in self._importer.main) or ("identity",)
        for bracket in _BRACKETED.findall(header):
            if len(_PRODUCT.split(plain(bracket))) > 1:
                products = _candidates(plain(bracket), self._importer.name, self._words)[0]
                fields = tuple(name for name in fields if name in products) or fields
        return fields, quality

    def _take_again(self, options: Sequence[_Option], headers: Mapping[int, str], taken: dict[int, _Option]) -> None:
        """Take the further columns of a field: a score before and after the measures, several levels.

        A second description is none of them, nor is a legend beside the list with a header of the same name.
        """
        named = {headers[column]: option.name for column, option in taken.items()}
        stretches = {option.stretch for option in taken.values()}
        for option in options:
            name, column = option.name, option.column
            unlike = option.score < option.quality * _LEAST_FIT_AGAIN
            if column in taken or self._importer[name].kind is Kind.PROSE or unlike:
                continue
            others = [one.name for one in options if one.column == column and one.name in self.columns]
            again = len(self.columns[name]) > min(len(self.columns[other]) for other in others)
            if again or option.stretch not in stretches:
                continue  # of S after a second L, what has not come again yet
            if named.get(headers[column], name) == name:
                taken[column] = option
                self.columns[name] = tuple(sorted((*self.columns[name], column)))

    def has(self, importer: str, name: str) -> bool:
        """Whether a header is one of another importer's field, and of nothing here that weighs."""
        heavy = {entry.name for entry in self._importer.fields if entry.weight >= 1}
        mine = {text for text in self._texts if not heavy.isdisjoint(self._known.get(text, ()))}
        known = self._words.headers(importer)
        return any(name in known.get(text, ()) for text in self._texts - mine)

    def _fit(self, sample: Sequence[Value], entry: Field) -> float:
        """Return the share 0–1 of cells that are what the field should hold; few cells say little, none say 0.5."""
        good = sum(fits(value, entry, self._importer.name, self._words) for value in sample)
        return (1 + good) / (2 + len(sample))

    def _is_words(self, entry: Field, sample: Sequence[Value]) -> bool:
        """Whether a field says in words, or with a mark, what a row is about, and the cells do not."""
        said = entry.kind is Kind.WORD or (entry.kind is Kind.PROSE and entry.name in self._importer.main)
        if entry.kind is Kind.LABEL and entry.name in self._importer.main:  # "50 %" is nothing that was found
            said = all(isinstance(value, str) and value.rstrip().endswith("%") for value in sample)
        return said and not any(fits(value, entry, self._importer.name, self._words) for value in sample)

    def _has_factor(self, names: Iterable[str]) -> bool:
        """Whether one of the fields holds the values of a scale that somebody fills in."""
        return any(self._importer[name].kind is Kind.SCALE and self._importer[name].content for name in names)

    def _divided(
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
def fits(value: Value, entry: Field, importer: str, words: Words) -> float:
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
    label, colon, _explained = header.partition(": ")
    if colon and label in known and len(header.split()) > _LONG_HEADER:
        return known[label], 0.95  # "Beskriv problemet: Hvad, hvor, hvornår?"
    written_as = header.split()
    spoken = [word.strip(".,:;?()") for word in written_as]
    if len(spoken) > _LONG_HEADER or not _TO_PERSONS.isdisjoint(spoken):
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
    """Return the fields of a header; one that says what shall happen ("Skal være løst") tells when, not that it has.

    That something was assessed or told (``APV lavet?``, ``Anmeldelse udført``) does not put it right.
    """
    if "done" not in fields:
        return fields
    others = tuple(name for name in fields if name != "done")
    if words.tells_of_header("assessing", header):
        return others
    return (*others, *known.get("deadline", ())) if words.tells_of_header("intended", header) else fields


def tells_stage(text: str, what: str, words: Words) -> bool:
    """Whether a text holds a word of a list for risk assessments: ``initial`` or ``after``."""
    return any(words.meanings(ImporterName.RISK_ASSESSMENT, what, word.strip(".,:;()")) for word in text.split())
