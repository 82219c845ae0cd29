"""What a single cell says: header words, words with a meaning, numbers and periods of time, as people write them.

The words stand in ``catalogue/synonyms.csv`` (headers) and ``catalogue/cell_words.csv`` (the rest), in Danish, English
and some Norwegian and Swedish, so that a workplace can add its own.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from math import isfinite

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.reading.grid import Value

ANY_YEAR = 2024
"""For asking whether a cell would be a date if the year were known."""
Period = tuple[date, date]
"""First and last day."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SCALE_AT_END = re.compile(r"[\s:,]+\d+\s*(?:-|–|to|til)\s*\d+$")
_DIVIDED = re.compile(r"([^\W\d_])-[ \t]*\r?\n\s*(?!(?:og|eller|samt|and|or)\b)([^\W\d_])", re.IGNORECASE)
"""A word that is divided at the end of a line; not ``vold- / og trusler``."""
_WITHIN_CODE = re.compile(
    r"(?<=[^\W_])_+(?=[^\s_])|(?<=[a-zæøå])(?=[A-ZÆØÅ][a-zæøå]|ID(?![^\W_]))|(?<=[A-ZÆØÅ])(?=[A-ZÆØÅ][a-zæøå]{2})"
)
"""Where a name without blanks goes on with another word."""
_SEPARATORS = re.compile(r"\s*[,;:(!/=]\s*|\s+[-–]\s+|\.\s+")
_LEFT = re.compile(r"\b(?:men|dog|mangler|skal|bør|snarest|undtagen|bortset|ikke|but|except|needs|should|not)\b")
"""What tells that something is left to do, or is not so."""
_HOW_MANY = re.compile(r"\d\s+\w")
_NUMBER = re.compile(r"(?:ca\.?)?([+-]?\d+(?:[.,]\d+)*)(?:[-–]\d+(?:[.,]\d+)?)?(?:%|[a-zæøå./]{0,12})")
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[ \xa0\u2009\u202f]\d{3})+(?!\d)")
_APART = re.compile(r"\d\s+\d")
_ORDINAL = re.compile(r"\s*\d{1,2}\.\s+[^\W\d_]")
_SHARE = r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|pct\.?|procent|percent)"
_TALLY = re.compile(rf"(\d{{1,6}})\s*[(/;|]\s*{_SHARE}\s*\)?", re.IGNORECASE)
_TALLY_AFTER = re.compile(rf"{_SHARE}\s*[(/;|]\s*(\d{{1,6}})\s*\)?", re.IGNORECASE)
_DATE = re.compile(
    # Not within a longer row of numbers, and not a number of weeks ("uge 1-2-26").
    r"(?<!\d)(?<!\d[-./])(?<!uge )(?<!uger )(?<!uge)(?<!week )(?:"
    r"(?P<iso>\d{4})[-./](?P<iso_month>\d{1,2})[-./](?P<iso_day>\d{1,2})(?!\d)"
    r"|(?P<day>\d{1,2})(?:[-./]\s?(?P<month>\d{1,2})(?:[-./]\s?|\s+)(?P<year>\d{4})(?!\d)"
    r"|[-./]\s?(?P<short_month>\d{1,2})[-./]\s?(?P<short>\d{2})(?!\d|[-./]\d)"
    r"|/(?P<apart_month>\d{1,2})\s+'?(?P<apart>[23]\d)(?!\d|[-./]\d)))"
)
_DAYS = re.compile(
    r"(?<!\d)(?<!\d[-./])(\d{1,2})\.?\s?(?:[-–]|og|til)\s?(\d{1,2})[./]\s?(\d{1,2})(?:[-./]\s?|\s)(\d{4}|\d{2})(?!\d)"
)
"""Days of one month: ``1.-3/6-26``."""
_SPAN = re.compile(
    r"(?<!\d)(?<!uge )(?<!uger )(\d{1,2})[/.](\d{1,2})\.?\s?[-–]\s?"
    r"(\d{1,2})[/.](\d{1,2})(?:(?:[-./]\s?|\s)(\d{4}|\d{2}))?(?![\d-])"
)
"""Two days with at most a year after the last: ``1/5-30/6-2026``."""
_DAY_MONTH = re.compile(r"(\d{1,2})[/.](\d{1,2})\.?")
_LEADING = re.compile(r"(?:(?:senest|inden|d|den|pr|fra|by)\b\.?\s*)+")
_NOT_BEFORE = re.compile(r"(?:tidligst|efter|after|not before)\b")
_TIME = re.compile(
    r"\b(?:kl\.?\s*)\d{1,2}(?:[.:]\d{2})?(?:\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?)?|\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m\b)?"
    r"|(?:(?<=\d{4})|(?<=-\d\d))[ t]+\d{1,2}[.:]\d\d(?:[.:]\d\d)?"
)
_TO = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*|\s+(?:til|to|t\.o\.m\.?)\s+")
_TOGETHER = re.compile(r"(?<=\d\d)-(?=\d{1,2}[./]\d{1,2}[-./]\s?\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})")
_TOKENS = re.compile(r"\d+|[^\W\d_]+")
_YEAR = re.compile(r"(?<!apv )(?<!apv-)(?<![\d.,])(?:19[5-9]\d|20\d\d)(?![\d.,]\d|\d)")
SHORT_YEARS = range(20, 40)
"""Two digits that may be a year after the word for a month or a quarter."""
_ENGLISH_MONTHS = frozenset({"january", "february", "march", "may", "june", "july", "october"})
"""``March 26`` is a day; ``marts 26`` is a year, because in Danish the day comes first."""
_BEFORE = frozenset({"inden", "før", "before"})
_DATED = frozenset({"month", "season", "week", "quarter", "half"})
_MOST_REMEMBERED = 4096
"""Distinct texts whose meaning as a date is remembered; dates repeat."""
_SERIALS = range(20_000, 80_000)
"""Numbers that Excel shows as dates from 1954 to 2119 when the cell is formatted so."""
_SERIAL = re.compile(r"\d{5}")
_YEARS = range(1950, 2100)
_FORMS = {
    "scale": r"\w+:\d/[2-9]",
    "month": r"[1-9]|1[0-2]",
    "season": r"[1-9]|10",
    "part": r"first|middle|last",
    "before": r"\d\d-\d\d",
    "priority": r"[1-4]",
    "rule": r"\d{1,3}",
}
"""What the column ``value`` of ``cell_words.csv`` may hold, where it is more than a name."""


def on_one_line(text: str) -> str:
    """Return a text on one line, words that were divided at the end of a line whole again (``Risiko-`` / ``tal``)."""
    if "\n" in text:
        # Between a capital and a small letter the hyphen is the word's own: CPR-nummer, E-mail.
        text = _DIVIDED.sub(lambda found: f"{found[1]}{'-' * (found[1] < 'a' <= found[2])}{found[2]}", text)
    return " ".join(text.replace("\xad", "").split())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text as it is compared: case folded, single blanks, without units in brackets and closing marks.

    A name that a database gave (``days_lost``, ``DaysLost``, ``IncidentID``) is told apart into its words.
    """
    line = on_one_line(text)
    whole = line.casefold()
    shorter = " ".join(_BRACKETS.sub(" ", line).split())
    if " " not in shorter:
        shorter = _WITHIN_CODE.sub(" ", shorter)
    shorter = shorter.casefold()
    shorter = _SCALE_AT_END.sub("", " ".join(shorter.split()).strip(" :*."))
    return shorter.rstrip(" :*?.") or whole


@lru_cache(maxsize=4096)
def _before_remark(text: str) -> str:
    return _SEPARATORS.split(text, maxsplit=1)[0]


@lru_cache(maxsize=10_000)
def _said_in(name: str) -> frozenset[str]:
    """Return the words of a name, and each two that follow one another."""
    words = _TOKENS.findall(name.casefold())
    return frozenset((*words, *map(" ".join, pairwise(words))))


@lru_cache(maxsize=10_000)
def _is_named(words: Words, importer: str, name: str) -> bool:
    return not _said_in(name).isdisjoint(words.naming(importer))


@lru_cache(maxsize=4096, typed=True)
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
    text = value.casefold()
    if len(parts := text.split()) > 1:
        if _ORDINAL.match(text):  # "2. Sygefravær" is the second, not two of them
            return None
        text = _THOUSANDS.sub(lambda number: "".join(number[0].split()), text)
        if _APART.search(text):  # several numbers in a cell are none
            return None
        parts = text.split()
    # An apostrophe before a number keeps it as text in Excel.
    found = _NUMBER.fullmatch("".join(parts).removeprefix("'"))
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


def parse_tally(value: Value) -> tuple[int, float] | None:
    """Return how many a cell counts, and their share in percent, when it tells both (``12 (60 %)``, ``60 % (12)``)."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if (found := _TALLY.fullmatch(text)) is not None:
        return int(found[1]), float(found[2].replace(",", "."))
    if (found := _TALLY_AFTER.fullmatch(text)) is not None:
        return int(found[2]), float(found[1].replace(",", "."))
    return None


class Words:
    """The header and cell words of a catalogue, ready for looking up. Get one with :func:`words_of`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._periods: dict[tuple[str, int | None], Period | None] = {}
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
            for field in ("month", "part", "season", "week", "quarter", "half", "filler")
            for word, meanings in self._cells.get(("any", field), {}).items()
        }
        self._before = {word: meanings[0] for word, meanings in self._cells.get(("any", "before"), {}).items()}

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
        return known.get(whole) or known.get(_before_remark(whole)) or ()

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
        """Whether a cell holds nothing but a word for ``missing`` (not known) or ``none``.

        What stands behind the word may say something after all (``Ingen bemærkninger – dog mangler skiltet``).
        """
        if what not in self.meanings("any", "cell", value):
            return False
        if what != "none" or not isinstance(value, str):
            return True
        remark = plain(value).removeprefix(_before_remark(plain(value)))
        return not self.tells_of_rest(remark) and _HOW_MANY.search(remark) is None

    @staticmethod
    def tells_of_rest(text: str) -> bool:
        """Whether a remark tells that something is left to do, or is not so (``skiftet, men lækker``)."""
        return _LEFT.search(text.casefold()) is not None

    def is_everybody(self, department: str) -> bool:
        """Whether what stands for a department means all of them (``Alle``), and names none (``Alle på lageret``)."""
        return "everybody" in self._cells.get(("any", "cell"), {}).get(plain(department), ())

    def is_whole(self, label: Value) -> bool:
        """Whether a label means all departments together (``Hele kommunen``), not what they share (``Fælles``)."""
        meanings = self.meanings("any", "cell", label)
        return "everybody" in meanings and "shared" not in meanings

    def tells_of_header(self, what: str, header: str) -> bool:
        """Whether a header as :func:`plain` gives it says something of its column beside what it is.

        ``intended``: it is not done yet (``skal``, ``bør``); ``deadline``: it tells when (``inden``, ``skal være``);
        ``assessing``: that something was assessed, told or taught (``APV``, ``anmeldelse``), not put right;
        ``leaving``: it is about those who left (``fratrådt``); ``relation``: it is about how things are between people
        (``forhold til leder``), and names nobody.
        """
        return what in self.told("any", "header", header)

    def told(self, importer: str, field: str, text: str) -> frozenset[str]:
        """Return every meaning that a list gives the words of a text, and each two of them that follow one another."""
        known = self._cells.get((importer, field), {})
        return frozenset(meaning for said in _said_in(text) for meaning in known.get(said, ()))

    def named(self, importer: str, *names: str) -> bool:
        """Whether the name of a file or a sheet tells the kind of list (``Nærved 2026.xlsx``)."""
        return any(_is_named(self, importer, name) for name in names)

    def naming(self, importer: str) -> Collection[str]:
        """Return the words in a name that tell a kind of list."""
        return self._cells.get((importer, "named"), {}).keys()

    def period(self, value: Value, year: int | None = None) -> Period | None:
        """Return the first and last day that a cell means, None when it is no date or lacks a year.

        Understood: dates and date serials; ``31-12-2026``, ``31.12.26``, ``d. 31/12-26``, ``2026-12-31``; whole
        periods: ``uge 12, 2026`` (Monday to Friday), ``marts 2026``, ``12/2025``, ``ultimo 2025``, ``Q2 2026``,
        ``2. halvår 2026``, 2026; and from one to another: ``1.-3. juni 2026``, ``jan–mar 2026``. ``year`` is the year
        that the surroundings tell for what names none (``31/12``, ``uge 12``, ``medio juni``).
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
        if len(self._periods) > _MOST_REMEMBERED:
            self._periods.clear()
        if (value, year) not in self._periods:
            self._periods[value, year] = self._written(value, year)
        return self._periods[value, year]

    def _written(self, value: str, year: int | None) -> Period | None:
        text = _TOGETHER.sub(" – ", _TIME.sub(" ", value.casefold()).strip())
        if _NOT_BEFORE.match(text):
            return None
        if _SERIAL.fullmatch(text):
            return self.period(int(text))
        try:
            found = self._from_to(text, year) or _numeric(text, year) or self._worded(text, year)
        except (ValueError, OverflowError):  # a day, month, week or year that does not exist
            return None
        return found if found is not None and found[0] <= found[1] else None

    def _from_to(self, text: str, year: int | None) -> Period | None:
        """Return what two dates span; the year may stand after the last only."""
        parts = _TO.split(text)
        last = self.period(parts[1], year) if len(parts) == 2 and all(parts) else None
        first = self.period(parts[0], last[0].year) if last is not None else None
        return (first[0], last[1]) if first is not None and last is not None else None

    def _worded(self, text: str, year: int | None) -> Period | None:
        tokens = _TOKENS.findall(text)
        named = [self._times[token] for token in tokens if token in self._times]
        known = [(field, meaning) for field, meaning in named if field != "filler"]
        strange = [token for token in tokens if not token.isdecimal() and token not in self._times]
        numbers = [int(token) for token in tokens if token.isdecimal()]
        if len(strange) > 2 or any(len(token) > 6 for token in strange):
            return None
        years = [number for number in numbers if number in _YEARS]
        if years:
            year = years[-1]
            numbers.remove(year)
        elif self._ends_with_year(tokens, text):
            year = 2000 + numbers.pop()
        elif not any(field in _DATED for field, _meaning in known):
            return self._before_date(text, year) if year is not None else None
        if year is None:
            return None
        if (before := self._before_date(text, year)) is not None:
            return before
        dated = {field for field, _meaning in known}
        if _BEFORE.intersection(tokens) and "part" not in dated and not ("month" in dated and numbers):
            return None  # "inden maj" may leave May out
        if "jul" in tokens and (strange or len(named) > len(known)):
            return None  # July or Christmas
        return _within(year, numbers, dict(reversed(known)), [int(v) for field, v in known if field == "month"])

    def _before_date(self, text: str, year: int) -> Period | None:
        day = next((day for words, day in self._before.items() if re.search(rf"\b{re.escape(words)}\b", text)), None)
        return None if day is None else (date.fromisoformat(f"{year}-{day}"),) * 2

    def _ends_with_year(self, tokens: list[str], text: str) -> bool:
        """Whether the last number is the last two digits of a year: ``marts 26``, ``Q2 26``, ``u. 12/26``."""
        place = max((index for index, token in enumerate(tokens) if token.isdecimal()), default=0)
        if not place or len(tokens[place]) != 2 or int(tokens[place]) not in SHORT_YEARS:
            return False
        one, two = ("", "", *tokens[:place])[-1], ("", "", *tokens[:place])[-2]
        before = self._times.get(one, ("", ""))[0]
        if before in {"month", "part", "season", "quarter", "half"}:
            return one not in _ENGLISH_MONTHS
        if not one.isdecimal():
            return False
        before = self._times.get(two, ("", ""))[0]
        if before == "week":  # "uge 25/26" may be two weeks, and so may "uge 12-26"
            return bool(re.search(rf"{one}\s?/\s?{tokens[place]}(?!\d)", text)) and int(tokens[place]) != int(one) + 1
        return before in {"quarter", "half"} and int(one) <= 4


def _within(year: int, numbers: list[int], known: Mapping[str, str], months: list[int]) -> Period | None:
    """Return the part of a year that the words and the remaining numbers tell."""
    if "week" in known and numbers:
        return date.fromisocalendar(year, numbers[0], 1), date.fromisocalendar(year, numbers[-1], 5)
    if "quarter" in known and numbers:
        return _months(year, 3 * numbers[0] - 2, 3 * numbers[-1])
    if "half" in known and numbers:
        return _months(year, 6 * numbers[0] - 5, 6 * numbers[-1])
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
    return None if known else _months(year, 1, 12)


def _numeric(text: str, year: int | None) -> Period | None:
    # The day first, always: turned round to fit, half of an American's dates would be right and half wrong.
    if (found := _SPAN.search(text)) and (found[5] or year):
        whole = _year(found[5] or str(year))
        return date(whole, int(found[2]), int(found[1])), date(whole, int(found[4]), int(found[3]))
    if found := _DAYS.search(text):
        whole, month = _year(found[4]), int(found[3])
        return date(whole, month, int(found[1])), date(whole, month, int(found[2]))
    days = [_day(found.groupdict()) for found in _DATE.finditer(text)]
    if days:
        return min(days), max(days)
    bare = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    if found := _MONTH_YEAR.fullmatch(bare):
        return _months(int(found[2]), int(found[1]), int(found[1]))
    if found := _YEAR_MONTH.fullmatch(bare):
        return _months(int(found[1]), int(found[2]), int(found[2]))
    if year is not None and (found := _DAY_MONTH.fullmatch(bare)):
        return (date(year, int(found[2]), int(found[1])),) * 2
    return None


def _day(found: Mapping[str, str | None]) -> date:
    """Return the day of a match of ``_DATE``."""
    year = found["iso"] or found["year"] or found["short"] or found["apart"] or ""
    month = found["iso_month"] or found["month"] or found["short_month"] or found["apart_month"] or ""
    return date(_year(year), int(month), int(found["iso_day"] or found["day"] or ""))


def _year(digits: str) -> int:
    """Return a year written with two or four digits."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 70 else 1900)


def year_in(texts: Sequence[Value]) -> int | None:
    """Return the year that texts name, None when they name none or several."""
    years = {int(found) for text in texts if isinstance(text, str) for found in _YEAR.findall(text.casefold())}
    years |= {text.year for text in texts if isinstance(text, date)}
    return years.pop() if len(years) == 1 else None


def _months(year: int, first: int, last: int) -> Period:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


@lru_cache(maxsize=4)
def words_of(catalogue: Catalogue) -> Words:
    """Return the words of a catalogue, made once."""
    return Words(catalogue)
