"""What a single cell says: header words, words with a meaning, numbers and periods of time, as people write them.

The words stand in ``catalogue/synonyms.csv`` (headers) and ``catalogue/cell_words.csv`` (the rest), in Danish, English
and some Norwegian and Swedish, so that a workplace can add its own.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from math import isfinite

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.reading.grid import Value

Period = tuple[date, date]
"""First and last day."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SCALE_AT_END = re.compile(r"[\s:,]+\d+\s*(?:-|–|to|til)\s*\d+$")
_SEPARATORS = re.compile(r"\s*[,;:(!/=]\s*|\s+[-–]\s+|\.\s+")
_NUMBER = re.compile(r"(?:ca\.?)?([+-]?\d+(?:[.,]\d+)*)(?:[-–]\d+(?:[.,]\d+)?)?(?:%|[a-zæøå./]{0,12})")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-./]\s?(\d{1,2})[-./]\s?(\d{4}|\d{2})(?!\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})")
_TOKENS = re.compile(r"\d+|[^\W\d_]+")
_SERIALS = range(20_000, 80_000)
"""Numbers that Excel shows as dates from 1954 to 2119 when the cell is formatted so."""
_YEARS = range(1950, 2100)
_FORMS = {
    "scale": r"\w+:\d/[2-9]",
    "month": r"[1-9]|1[0-2]",
    "season": r"[1-9]|10",
    "part": r"first|middle|last",
    "priority": r"[1-4]",
}
"""What the column ``value`` of ``cell_words.csv`` may hold, where it is more than a name."""


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Return a text as it is compared: case folded, single blanks, without units in brackets and closing marks."""
    whole = " ".join(text.casefold().split())
    shorter = _BRACKETS.sub(" ", whole)
    shorter = _SCALE_AT_END.sub("", " ".join(shorter.split()).strip(" :*."))
    return shorter.rstrip(" :*?.") or whole


def parse_number(value: Value) -> float | None:
    """Return a number as it is meant: ``3``, ``"3,5"``, ``"1.234,5"``, ``"7,2 %"`` (7.2), ``"4-6 dage"`` (4).

    None for anything else, also for truth values and dates.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if isfinite(value) else None
    if not isinstance(value, str):
        return None
    found = _NUMBER.fullmatch("".join(value.casefold().split()))
    if found is None:
        return None
    digits = found[1]
    if "," in digits and "." in digits:
        grouping = "." if digits.rindex(",") > digits.rindex(".") else ","
        digits = digits.replace(grouping, "")
    elif re.fullmatch(r"[+-]?[1-9]\d{0,2}(\.\d{3})+", digits):
        digits = digits.replace(".", "")
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None


class Words:
    """The header and cell words of a catalogue, ready for looking up. Get one with :func:`words_of`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._headers: dict[str, dict[str, tuple[str, ...]]] = {}
        for row in catalogue.table("synonyms"):
            known = self._headers.setdefault(row["importer"], {})
            fields = known.get(plain(row["header"]), ())
            if row["field"] not in fields:
                known[plain(row["header"])] = (*fields, row["field"])
        self._cells: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
        for line, row in enumerate(catalogue.table("cell_words"), start=2):
            if not re.fullmatch(_FORMS.get(row["field"], ".+"), row["value"]):
                raise SettingsError(
                    _("{file}, line {line}: “{value}” is not allowed in the column {column}.").format(
                        file="cell_words.csv", line=line, value=row["value"], column="value"
                    )
                )
            meanings = self._cells.setdefault((row["importer"], row["field"]), {})
            meanings[plain(row["word"])] = (*meanings.get(plain(row["word"]), ()), row["value"])
        self.unknown = frozenset(
            word for word, meanings in self._cells.get(("any", "cell"), {}).items() if "missing" in meanings
        )
        """Cells, case folded, that say that something is not known."""
        self._times = {
            word: (field, meanings[0])
            for field in ("month", "part", "season", "week", "quarter")
            for word, meanings in self._cells.get(("any", field), {}).items()
        }

    def headers(self, importer: str) -> Mapping[str, tuple[str, ...]]:
        """Return header (as :func:`plain` gives it) -> the fields of an importer that it may stand for."""
        return self._headers.get(importer, {})

    def meanings(self, importer: str, field: str, value: Value) -> tuple[str, ...]:
        """Return every meaning that the list ``field`` gives a cell; a remark after the word does not matter."""
        known = self._cells.get((importer, field), {})
        if isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            return ()
        whole = plain(value)
        return known.get(whole) or known.get(_SEPARATORS.split(whole, maxsplit=1)[0]) or ()

    def meaning(self, importer: str, field: str, value: Value) -> str | None:
        """Return the first meaning of a cell, also when it only begins with a known word (``Udført af Kim``)."""
        found = self.meanings(importer, field, value)
        if found or not isinstance(value, str):
            return found[0] if found else None
        known = self._cells.get((importer, field), {})
        words = plain(value).split()
        for count in range(min(len(words), 5), 0, -1):
            if (begins := " ".join(words[:count]).rstrip(".,;:!")) in known:
                return known[begins][0]
        return None

    def says(self, what: str, value: Value) -> bool:
        """Whether a cell holds nothing but a word for ``missing`` (not known), ``none`` or ``everybody``."""
        return what in self.meanings("any", "cell", value)

    def named(self, importer: str, *names: str) -> bool:
        """Whether the name of a file or a sheet tells the kind of list (``Nærved 2026.xlsx``)."""
        known = self._cells.get((importer, "named"), {})
        for name in names:
            words = _TOKENS.findall(name.casefold())
            pairs = {" ".join(pair) for pair in pairwise(words)}
            if not known.keys().isdisjoint(pairs.union(words)):
                return True
        return False

    def period(self, value: Value) -> Period | None:
        """Return the first and last day that a cell means, None when it is no date or lacks a year.

        Understood: dates and date serials; ``31-12-2026``, ``31.12.26``, ``31/12-26``, ``2026-12-31``; and whole
        periods: ``uge 12 2026`` (Monday to Friday), ``marts 2026``, ``12/2025``, ``ultimo 2025``, ``Q2 2026``, 2026.
        """
        if isinstance(value, datetime):
            return value.date(), value.date()
        if isinstance(value, date):
            return value, value
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return None
        if not isinstance(value, str):
            if not isfinite(value):
                return None
            if int(value) in _SERIALS:
                day = date(1899, 12, 30) + timedelta(days=int(value))
                return day, day
            return _months(int(value), 1, 12) if value in _YEARS else None
        try:
            return _numeric(value.strip()) or self._worded(value.casefold())
        except ValueError:  # a day, month or week that does not exist
            return None

    def _worded(self, text: str) -> Period | None:
        tokens = _TOKENS.findall(text)
        numbers = [int(token) for token in tokens if token.isdecimal()]
        known = [self._times[token] for token in tokens if token in self._times]
        strange = [token for token in tokens if not token.isdecimal() and token not in self._times]
        if len(strange) > 2 or any(len(token) > 6 for token in strange) or not numbers:
            return None
        years = [number for number in numbers if number in _YEARS]
        if years:
            year = years[-1]
            numbers.remove(year)
        elif known and len(numbers) == 2 and numbers[-1] < 100:
            year = 2000 + numbers.pop()
        else:
            return None
        return _within(year, numbers, dict(reversed(known)), [int(v) for field, v in known if field == "month"])


def _within(year: int, numbers: list[int], known: Mapping[str, str], months: list[int]) -> Period | None:
    """Return the part of a year that the words and the remaining numbers tell."""
    if "week" in known and numbers:
        return date.fromisocalendar(year, numbers[0], 1), date.fromisocalendar(year, numbers[-1], 5)
    if "quarter" in known and numbers:
        return _months(year, 3 * numbers[0] - 2, 3 * numbers[0])
    if months:
        if numbers:
            return date(year, months[0], numbers[0]), date(year, months[-1], numbers[-1])
        first, last = _months(year, months[0], months[-1])
        thirds = {"first": (1, 10), "middle": (11, 20), "last": (21, last.day)}
        if "part" in known and len(months) == 1:
            begins, ends = thirds[known["part"]]
            return first.replace(day=begins), first.replace(day=ends)
        return first, last
    if numbers:
        return None
    if "season" in known:
        return _months(year, int(known["season"]), int(known["season"]) + 2)
    if "part" in known:
        return _months(year, *{"first": (1, 1), "middle": (6, 6), "last": (12, 12)}[known["part"]])
    return _months(year, 1, 12)


def _numeric(text: str) -> Period | None:
    if found := _ISO.match(text):
        day = date(int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY_FIRST.search(text):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        # The day first, always: turned round to fit, half of an American's dates would be right and half wrong.
        day = date(year, int(found[2]), int(found[1]))
    elif found := _MONTH_YEAR.fullmatch(text):
        return _months(int(found[2]), int(found[1]), int(found[1]))
    elif found := _YEAR_MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]), int(found[2]))
    else:
        return None
    return day, day


def _months(year: int, first: int, last: int) -> Period:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


@lru_cache(maxsize=4)
def words_of(catalogue: Catalogue) -> Words:
    """Return the words of a catalogue, made once."""
    return Words(catalogue)
