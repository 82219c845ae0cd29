"""Which number of a scale of risk is which end: what headers, titles, cells, legends and other sheets say of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations, pairwise
from typing import NamedTuple

from handleplan_batch.model import CellRef, ImporterName
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.cells import Words, parse_number, plain
from handleplan_batch.reading.importers.lists import Table

_RISK = ImporterName.RISK_ASSESSMENT
FACTORS = ("likelihood", "severity", "exposure", "detection")
RATINGS = ("risk_area", "rating", "priority", "performance")
_RESULTS = ("score", *RATINGS)
_SCALED = frozenset({*FACTORS, *_RESULTS})
"""Fields whose cells are places on a scale."""
_FAMILIES = {"likelihood": ("likely", "rare"), "severity": ("harm", "impact")}
LETTERS = "ABCDE"
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_GREATEST = 10
"""The greatest number of a scale that is explained number by number."""
_SIZES = (3, 4, 5)
_LEAST_PAIRS = 2
_HEADING = 60
"""Characters up to which a cell may be the heading of a legend."""
_STATED = re.compile(
    r"(?<![\w.,])(\d{1,2}|[a-e]\b(?=\s*[=:])|(?:i{1,3}|iv|v)\b(?=\s*[=:]))\s*(?:=|:|\ber\b|\bis\b|\bbetyder\b|\bmeans\b|–|-|\()\s*([^\W\d_][^\d;,()\n=]*)"
    r"|(?<!\w)([^\W\d_][^\d;,/()\n=:]{0,60}?)\s{0,4}(?:=|\()\s*(\d{1,2})(?![\d.,]|\s*[-–=:])"
)
_BARE = re.compile(r"(?<![\w.,/–-])(\d{1,2})\s+([^\W\d_][^\d;,()\n=]*)")
"""A number with nothing but a blank before its word (``1 katastrofal – 5 ubetydelig``)."""
_RANGE = re.compile(r"\d\s*[-–]\s*$")
"""What stands before the upper end of a range (``1-5 = lav``): of scores, since factors have no ranges."""
_UPPER = re.compile(r"\s*\d{1,2}\s*[-–]\s*(\d{1,2})\s*$")
_LABELLED = re.compile(r"\s*[^\W\d][^\d:=]{0,20}[:=]\s*\d{1,2}\s")
"""A scale with one of its numbers (``K: 1 død``)."""
_TO_NEXT = re.compile(r"\s*(?:[-–/…]+|\b(?:til|to|og|and))\s*$")
"""What stands between such a word and the next number."""
_SENTENCE = re.compile(r"(?<=[^\W\d][.;|])\s+|\n")
_WORD = re.compile(r"[^\W\d_]{3,}")
_JOIN = re.compile(r"\s*(?:og|and|och|&|/|,|\+)\s*")
_NAMES_SCALE = re.compile(r"\s*(?:\([^\W\d]\w*\)\s*)?[:(=]")
"""What follows the name of a scale that is explained from here on."""
_OF = re.compile(r"\b(?:af|av|of)\s+([^\W\d_]+)", re.IGNORECASE)
_TITLING = frozenset({"score", "rating"})
"""Fields that the title of a whole sheet names too (``Risikovurdering``)."""
_OF_RISKS = frozenset({"hazard", "consequence", "injury"})
"""Fields that are no scales, whose names over a legend do not tell that it is of something else than risk."""
_SLIPS = 0.2
"""Greatest share of a column's numbers that a legend which names the column may leave out."""


class _Told(NamedTuple):
    """What is said of one number."""

    about: frozenset[str]
    """The fields that it is said of; of all when empty."""
    number: float
    place: float | None
    """0 best to 1 worst; None when the words are not understood."""
    sheet: str
    """The other sheet that says it; empty for the sheet itself."""
    legend: tuple[int, int] = (0, 0)
    """Which legend of the sheet it is part of: the row that it begins below, and its column."""
    sure: bool = False
    """Whether a name over it or the words themselves tell what it is about."""


class _Words(NamedTuple):
    """What words say of a number."""

    place: float | None
    """0 best to 1 worst; None when they are not understood."""
    about: frozenset[str]
    """The fields that such words are used of; of all when empty."""
    sure: bool
    """Whether they are used of nothing else: ``dagligt`` is a likelihood, ``høj`` may be anything."""


_STRANGE = _Words(None, frozenset(), sure=False)


class Legends:
    """What is said about which number is which end of a scale: by the sheet itself, else by those beside it."""

    def __init__(self, table: Table) -> None:
        self._table, self._words = table, table.words
        self._known = [table.words.headers(name) for name in dict.fromkeys((table.importer.name, _RISK))]
        self._told: list[_Told] = []
        for block in table.surrounding_blocks():
            self._told += self._read(block, "", frozenset())
        for grid in table.beside:
            named = self._subject(grid.sheet) or frozenset(self._fields(plain(grid.sheet)))
            self._told += self._read(grid.rows, grid.sheet, self._else(named) - {"score"})
        self._heard: set[str] = set()
        """The other sheets that :meth:`of` has answered by."""
        self._foreign: set[tuple[str, tuple[int, int], str]] = set()
        """Sheet, legend and field, where the numbers of the legend are not those under the field."""

    @property
    def size(self) -> int:
        """The greatest number that legends say a likelihood or severity can be; 0 when that is on no matrix.

        What the sheet itself says of all its numbers counts where it tells both ends, or which is the last.
        """
        factors = {"likelihood", "severity"}
        clear = [one for one in self._clear() if one.place is not None]
        greatest = round(max((one.number for one in clear if one.about & factors), default=0))
        if greatest not in _SIZES:
            greatest = _greatest_end([(one.number, one.place) for one in clear if not one.about])
        return greatest if greatest in _SIZES else 0

    def greatest(self, name: str) -> int:
        """Return the greatest number that a legend of this field explains, understood or not; 0 without one."""
        told = (one.number for one in self._clear() if name in one.about and one.number <= _GREATEST)
        return round(max(told, default=0))

    def in_header(self, header: str) -> int:
        """Return the greatest number of the scale that a header explains (``1 = ofte, 5 = aldrig``), 0 without one."""
        return _greatest_end([(number, words.place) for number, words in self._statements(header)])

    def _clear(self) -> Iterator[_Told]:
        return (one for one in self._told if one.sure or not one.sheet)

    def of(self, name: str, header: str, values: Iterable[Value]) -> Sequence[tuple[float, float]]:
        """Return numbers of a column with their place, 0 best to 1 worst, by its header, its cells or a legend.

        Other sheets are asked where the sheet itself is silent; two that contradict each other tell nothing. One that
        does not tell what it is about may be of anything (of priorities, say): it turns no factor.
        """
        values = list(values)
        own = list(self._understood(self._statements(header)))
        texts = {value for value in values if isinstance(value, str)}
        inside = [pair for text in sorted(texts) for pair in self._understood(self._statements(text))]
        if own or len({number for number, _place in inside}) > 1:
            return own or inside
        fitting = self._fitting(name, values)
        here = [(one.number, one.place) for one in fitting if not one.sheet and one.place is not None]
        if direction(here):
            return here
        for sure in (True, False):
            told: dict[str, list[tuple[float, float]]] = {}
            for one in fitting:
                if one.sheet and one.sure is sure and one.place is not None:
                    told.setdefault(one.sheet, []).append((one.number, one.place))
            signs = {sheet: sign for sheet, said in told.items() if (sign := direction(said))}
            ends = {sign > 0 for sign in signs.values()}
            if ends == {True} or (ends == {False} and (sure or not self._is_factor(name))):
                self._heard.update(signs)
                return [pair for sheet in signs for pair in told[sheet]]
            if ends:
                break
        return here

    def _is_factor(self, name: str) -> bool:
        """Whether a field is a factor, or the score of factors, which are turned with it."""
        return name in FACTORS or (name == "score" and any(factor in self._table for factor in FACTORS))

    def _fitting(self, name: str, values: Iterable[Value]) -> Sequence[_Told]:
        """Return what may be said of a field: a legend that ends at 3 is not of a column that holds 4."""
        column = [number for value in values if (number := _code(value)) is not None]
        legends: dict[tuple[str, tuple[int, int]], list[_Told]] = {}
        for one in self._told:
            if name in one.about or not one.about:
                # What stands around the list may be one legend in pieces: over it, beside it and below it.
                legends.setdefault((one.sheet, one.legend if one.sheet else (0, 0)), []).append(one)
        fitting: list[_Told] = []
        for (sheet, legend), said in legends.items():
            numbers = {one.number for one in said}
            named = any(one.sure for one in said)
            beyond = sum(number > max(numbers) for number in column)
            # The bands of a score often leave its last one open ("over 9").
            whole = len(numbers) >= _LEAST_PAIRS and not (named and name in _RESULTS)
            if whole and beyond > (_SLIPS * len(column) if named else 0):
                if not named:
                    self._foreign.add((sheet, legend, name))
                continue
            fitting += said
        return fitting

    def report(self, assumed: Mapping[str, str]) -> None:
        """Name the other sheets that were of use, and those that may explain what was ``assumed``: field -> header."""
        grid = self._table.grid
        for sheet in sorted(self._heard):
            self._table.problem("legend-sheet", CellRef(grid.file, sheet))
        for sheet, names in sorted(self._unheard(assumed.keys()).items()):
            fields = ", ".join(f"«{assumed[name]}»" for name in assumed if name in names)
            self._table.problem("legend-unread", CellRef(grid.file, sheet), fields=fields, sheet=grid.sheet)

    def _unheard(self, names: Set[str]) -> Mapping[str, Set[str]]:
        """Return the other sheets of no use that explain numbers, with those of these fields that they may be of."""
        numbers: dict[str, set[float]] = {}
        fields: dict[str, set[str]] = {}
        for one in self._told:
            maybe = names & one.about if one.about else names
            maybe = {name for name in maybe if (one.sheet, one.legend, name) not in self._foreign}
            if one.sheet and maybe and one.sheet not in self._heard:
                numbers.setdefault(one.sheet, set()).add(one.number)
                fields.setdefault(one.sheet, set()).update(maybe)
        return {
            sheet: fields[sheet]
            for sheet, told in numbers.items()
            if len(told) >= _LEAST_PAIRS and min(told) <= 1 and max(told) <= _GREATEST
        }

    # Reading the rows -------------------------------------------------------------------------------------------------

    def _read(self, rows: Iterable[Sequence[Value]], sheet: str, whole: frozenset[str]) -> Iterable[_Told]:
        """Return what rows say of numbers; a legend most of whose words are used of one factor alone is of that.

        On another sheet one without a name and without such words may be of any.
        """
        told = list(self._statements_in(rows, sheet, whole))
        legends: dict[tuple[tuple[int, int], frozenset[str]], list[bool]] = {}
        for one in told:
            legends.setdefault((one.legend, one.about), []).append(one.sure)
        sure = {legend: 2 * sum(said) > len(said) for legend, said in legends.items()}
        return [
            one._replace(
                sure=sure[one.legend, one.about],
                about=frozenset()
                if sheet and not sure[one.legend, one.about] and one.about <= frozenset(FACTORS)
                else one.about,
            )
            for one in told
        ]

    def _statements_in(self, rows: Iterable[Sequence[Value]], sheet: str, whole: frozenset[str]) -> Iterator[_Told]:
        """Yield what rows say of numbers: in a text, beside their words, or over them.

        ``whole`` is the scale that all is about until a heading names another.
        """
        heads: dict[int, frozenset[str]] = {}
        above: Mapping[int, float] = {}
        begun = 0
        for index, row in enumerate(rows):
            cells = {column: value for column, value in enumerate(row) if value is not None}
            codes = {column: code for column, value in cells.items() if (code := _code(value)) is not None}
            texts = {column: value for column, value in cells.items() if isinstance(value, str) and column not in codes}
            said = {column: list(self._sentences(text)) for column, text in texts.items()}
            begun = index if cells and not codes and not any(said.values()) else begun
            for column, statements in said.items():
                for subject, number, words in statements:
                    yield _told(subject or heads.get(column, whole), number, words, sheet, (begun, column))
            short = {column: text for column, text in texts.items() if not said[column] and len(text) <= _HEADING}
            pairs = list(_beside(short, codes))
            for column, at in pairs:
                words = self._relation(short[column]) or _STRANGE
                if isinstance(cells[at], str) and _UPPER.match(str(cells[at])):
                    words = words._replace(about=frozenset(_RESULTS))
                yield _told(heads.get(at) or heads.get(column, whole), codes[at], words, sheet, (begun, column))
            if codes:
                above = {} if pairs else codes
                continue
            headings = {column: heading for column, text in short.items() if (heading := self._heading(text, sheet))}
            for column in above.keys() & short.keys():
                words = self._relation(short[column]) or _STRANGE
                yield _told(next(iter(headings.values()), whole), above[column], words, sheet, (index, 0))
            if len(headings) == len(cells) == 1:
                heads, whole = {}, next(iter(headings.values())) - _TITLING  # "Risikovurdering" is the title of all
            elif headings:
                heads = headings

    def _sentences(self, text: str) -> Iterator[tuple[frozenset[str], float, _Words]]:
        """Yield what a text says, with the scale that it names before: one text may explain several."""
        subject: frozenset[str] = frozenset()
        for part in self._parts(text):
            # "Risikovurdering. Skala: 1 = …": the first is the title of all.
            subject = self._subject(re.split(r"\d", part)[0]) or subject - _TITLING
            for number, words in self._statements(part):
                yield subject, number, words

    def _parts(self, text: str) -> Iterator[str]:
        """Yield the parts of a text that each explain one scale: sentences, and what follows the name of a scale."""
        for sentence in _SENTENCE.split(text):
            edges = [0]
            for word in _WORD.finditer(sentence):
                names = self._fields(word[0]) & _SCALED and _NAMES_SCALE.match(sentence, word.end())
                if names and any(map(str.isdecimal, sentence[edges[-1] : word.start()])):
                    edges.append(word.start())
            yield from (sentence[start:end] for start, end in pairwise([*edges, len(sentence)]))

    def _statements(self, text: str) -> Iterator[tuple[float, _Words]]:
        """Yield what a text says: ``1 = højest``, ``5 (dagligt)``, ``lav (1)``; without place when not understood."""
        text = text.casefold()
        bare = [(float(one[1]), self._relation(_TO_NEXT.sub("", one[2]))) for one in _BARE.finditer(text)]
        alone = len(bare) == 1 and _LABELLED.match(text) is not None
        if (len(bare) > 1 or alone) and all(said is not None for _number, said in bare):
            yield from ((number, said) for number, said in bare if said is not None)
            return
        for found in _STATED.finditer(text):
            number, phrase = (found[1], found[2]) if found[1] else (found[4], found[3])
            scores = frozenset(_RESULTS) if _RANGE.search(text, 0, found.start()) else frozenset[str]()
            # "1 = meget sandsynlig/meget alvorlig" is said of both.
            parts = dict.fromkeys((phrase, *phrase.split("/"))) if "/" in phrase else (phrase,)
            relations = [said for part in parts if (said := self._relation(part)) is not None]
            for words in relations or (_STRANGE,):
                yield sign(number), words._replace(about=scores or words.about)

    @staticmethod
    def _understood(statements: Iterable[tuple[float, _Words]]) -> Iterator[tuple[float, float]]:
        return ((number, words.place) for number, words in statements if words.place is not None)

    def _relation(self, phrase: str) -> _Words | None:
        """Return the place that a phrase has on its scale, and which factors such words are used of."""
        phrase = phrase.strip(" .,:;-–")
        end = self._words.meaning(_RISK, "end", phrase)
        if end is not None:
            return _Words(float(end == "worst"), frozenset(), sure=False)
        meaning = self._words.meaning(_RISK, "scale", phrase)
        if meaning is None:
            return None
        family, _colon, place = meaning.partition(":")
        position, _slash, size = place.partition("/")
        families = scale_families(phrase, self._words) or {family: (0, 0)}
        factors = {one: {name for name, begins in _FAMILIES.items() if one.startswith(begins)} for one in families}
        about = set[str]().union(*factors.values())
        sure = len(about) == 1 and all(factors.values())
        return _Words((int(position) - 1) / (int(size) - 1), frozenset(about if sure else ()), sure)

    def _fields(self, word: str) -> Set[str]:
        return {field for known in self._known for field in known.get(word.casefold(), ())}

    def _subject(self, text: str) -> frozenset[str]:
        """Return the scales that a text names: before a colon, else first, with those that "og" joins to them.

        What is said of measures (``Effekt af tiltag``) is said of no scale of risk.
        """
        if any("proposal" in self._fields(found[1]) for found in _OF.finditer(text[:_HEADING])):
            return frozenset({"proposal"})
        named = [
            (word.start(), word.end(), self._fields(word[0]) & _SCALED)
            for word in _WORD.finditer(text[:_HEADING])
            if not self._words.meanings(_RISK, "legend", word[0])
        ]
        named = [one for one in named if one[2]]
        at = next((at for at, (_from, end, _fields) in enumerate(named) if _NAMES_SCALE.match(text, end)), 0)
        joined = set(*(fields for _from, _end, fields in named[at : at + 1]))
        for place in (*range(at, 0, -1), *range(at + 1, len(named))):
            before, (start, _end, _fields) = named[place - 1], named[place]
            if not _JOIN.fullmatch(text, before[1], start):
                continue
            joined |= before[2] | named[place][2]
        return frozenset(joined)

    def _heading(self, text: str, sheet: str) -> frozenset[str]:
        """Return what a cell is the heading of; on another sheet also fields that are no scales (``Status``)."""
        if self._words.meanings(_RISK, "legend", text):
            return frozenset()
        return self._subject(text) or (self._else(self._fields(plain(text))) if sheet else frozenset())

    @staticmethod
    def _else(fields: Set[str]) -> frozenset[str]:
        """Return fields where they tell that a legend is not of risk, or of which of its scales."""
        return frozenset(fields if fields & _SCALED else fields - _OF_RISKS)


def _told(named: frozenset[str], number: float, words: _Words, sheet: str, legend: tuple[int, int]) -> _Told:
    """Return what words say of a number; what they are about is what the name over them says.

    Bands are of scores under any name, and "dagligt" is no consequence.
    """
    own = words.about & frozenset(_RESULTS) or (words.sure and named <= frozenset(FACTORS) and not named & words.about)
    about = words.about if own or not named else named
    return _Told(about, number, words.place, sheet, legend, bool(about & _SCALED) and bool(named or own or words.sure))


def _code(value: Value) -> float | None:
    """Return the number that a cell of a legend explains, of a range (``1-5``) its end; of a letter alone its place."""
    if not isinstance(value, str):
        return parse_number(value)
    text = value.strip().rstrip(".:)").upper()
    if (upper := _UPPER.match(text)) is not None:
        return float(upper[1])
    return sign(text) or None if text in ROMAN or len(text) == 1 or text.isdecimal() else None


def _beside(words: Mapping[int, str], codes: Mapping[int, float]) -> Iterator[tuple[int, int]]:
    """Yield the columns of words with that of the number that each explains: the nearest before, else the next.

    A word before several numbers is the side of a matrix.
    """
    for column in words:
        before = [at for at in codes if at < column]
        if before:
            yield column, max(before)
        elif column + 1 in codes and column + 2 not in codes:
            yield column, column + 1


def scale_families(value: Value, words: Words) -> dict[str, tuple[int, int]]:
    """Return family -> place and size of every family of scale words that holds a word, in the catalogue's order."""
    families: dict[str, tuple[int, int]] = {}
    for meaning in words.meanings(_RISK, "scale", value) or _without_factor(value, words):
        name, place = meaning.split(":")
        position, size = place.split("/")
        families[name] = int(position), int(size)
    return families


def _without_factor(value: Value, words: Words) -> tuple[str, ...]:
    """Return what a step means that names the factor after it (``Stor konsekvens``)."""
    said = value.split() if isinstance(value, str) and len(value) <= _HEADING else []
    if len(said) < 2 or set(FACTORS).isdisjoint(words.headers(_RISK).get(said[-1].casefold(), ())):
        return ()
    return words.meanings(_RISK, "scale", " ".join(said[:-1]))


def letter(value: Value) -> int:
    """Return the place of a letter, A = 1 … E = 5 (as in ISO 17776), 0 for anything else."""
    text = str(value).strip().upper()
    return LETTERS.index(text) + 1 if len(text) == 1 and text in LETTERS else 0


def sign(text: str) -> float:
    """Return the place that a number, a letter or a Roman numeral stands for on a scale, 0 for anything else."""
    return float(text) if text.isdecimal() else float(ROMAN.get(text.upper()) or letter(text))


def direction(said: Sequence[tuple[float, float]]) -> float:
    """Return whether places rise (above 0) or fall (below 0) with their numbers; 0 when it cannot be told."""
    if len({number for number, _place in said}) > 1:
        return trend(said)
    number, place = said[0] if said else (0.0, 0.5)
    if 0.3 < place < 0.7 or not (number == 1 or number >= 3):
        return 0.0
    return 1.0 if (place > 0.5) == (number > 1) else -1.0


def trend(pairs: Sequence[tuple[float, float]]) -> float:
    """Return how two values go together, from -1 (one falls as the other rises) to 1; 0 when nothing tells."""
    signs = Counter(
        (one[0] - other[0]) * (one[1] - other[1]) > 0
        for one, other in combinations(sorted(set(pairs)), 2)
        if one[0] != other[0] and one[1] != other[1]
    )
    return (signs[True] - signs[False]) / max(1, signs.total())


def _greatest_end(said: Sequence[tuple[float, float | None]]) -> int:
    """Return the last number of a scale of which both ends are told, or one end in words for it; 0 without."""
    numbers = {number for number, _place in said}
    whole = len(numbers) > 1 and min(numbers) <= 1
    ends = numbers if whole else {number for number, place in said if place in (0, 1) and number > 1}
    return round(max(ends, default=0))


def best_end(said: Sequence[tuple[float, float]]) -> int:
    """Return the number that is said to be the best end of a scale, 0 when none is."""
    return round(max((number for number, place in said if place <= 0.3 and number > 2), default=0))
