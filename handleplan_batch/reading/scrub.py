"""Personal data out of free text, before anything else sees it.

CPR numbers, e-mail addresses, telephone numbers, links with a user in them, addresses, number plates and persons' names
are replaced by a mark that says what stood there. Nothing is kept of what was removed. Plain numbers, amounts, years,
dates, departments, towns and products stay. Which words are names, and what tells that a word is one, stands in
``catalogue/names.csv``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from handleplan_batch.catalogue import Catalogue, ends_compounds
from handleplan_batch.language import N_, _

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+(?:@|\s?[(\[](?:at|snabel-?a)[)\]]\s?)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?!\w)", re.IGNORECASE
)
_LINK = re.compile(
    # A link with a user in it: login@host, a profile page, or a parameter that names somebody; or @user alone.
    r"\b(?:https?://|www\.)(?=\S*(?:@|/(?:in|people|person|user|users|profile|profil|u)/|[?&;](?:\w*(?:user|id|uid|"
    r"mail|name|cpr|initial)\w*)=|~))[^\s<>\"»]+"
    r"|\b(?:https?://)?(?:[\w-]+\.)*(?:facebook|instagram|linkedin|tiktok|twitter)\.com/[^\s<>\"»]+"
    r"|(?<![\w.+-])@(?!(?:all|alle|channel|everyone|here|home|team)\b)[^\W\d][\w.]{2,}",
    re.IGNORECASE,
)
_CPR = re.compile(
    # Day (plus 60 in a number for the time being), month, year and four digits. No modulus 11: numbers given out since
    # 2007 may fail it. Written together, the same ten digits could be an order number, but removing one costs nothing.
    # Between the four parts may stand what people put there (12.05.79-1234, 12 05 79 1234, 120579/1234).
    r"(?<![\w.,-])(?:[06][1-9]|[1278]\d|[39][01])(?P<gap>[. -]?)(?:0[1-9]|1[0-2])(?P=gap)\d{2}"
    r"(?:\s?[-–/]\s?|\s)?(?:\d{4}|[xX]{4})(?![\w-])"
    r"(?![.,]\d)"
)
_PHONE = re.compile(
    # Danish: eight digits, together or in pairs or fours, with or without +45. The eight digits of a date
    # (20261231, 31-12-2026) stay, and so do weeks in a row, amounts with separators (12.345.678), and the numbers of
    # goods, orders and machines.
    r"(?<![\w.,+/-])(?<!uge )(?<!uger )(?<!week )(?<!weeks )"
    r"(?i:(?<!cvr )(?<!cvr-nr )(?<!cvr-nr\. )(?<!cvr: )(?<!bilag )(?<!sag )(?<!sagsnr )(?<!sagsnr\. )"
    r"(?<!varenr )(?<!varenr\. )(?<!varenummer )(?<!ordre )(?<!ordrenr )(?<!ordrenr\. )(?<!ordrenummer )"
    r"(?<!serienr )(?<!serienr\. )(?<!serienummer )(?<!maskine )(?<!maskinnr )(?<!maskinnr\. ))(?:"
    r"(?:\+|00)45[\s-]?(?:\d[\s.-]?){7}\d"
    r"|\+(?!45)\d{1,3}[\s-]?(?:\d[\s-]?){6,11}\d"
    r"|[1-9]\d(?:[ \u00a0.-]?\d{2}){3}"
    r"|[1-9]\d{3}[ \u00a0-]\d{4}"
    r")(?![\w/-])(?![.,]\d)"
    # After what it is called: eight digits however they stand (203 04 050).
    r"|(?i:(?<=\btlf )|(?<=\btlf\. )|(?<=\btlf: )|(?<=\btlf\.: )|(?<=\btelefon )|(?<=\btelefon: )|(?<=\bmobil )"
    r"|(?<=\bmobil: )|(?<=\bmobilnr )|(?<=\bmobilnr\. ))[1-9](?:[ \u00a0.-]?\d){7}(?![\w/-])"
)
_DATE_TOGETHER = re.compile(
    r"(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})"
)
_DATE_APART = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])[ .-](?:0[1-9]|1[0-2])[ .-](?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[ .-](?:0[1-9]|1[0-2])[ .-](?:0[1-9]|[12]\d|3[01])"
)
_HOURS = re.compile(r"(?:[01]\d|2[0-4])\.[0-5]\d-(?:[01]\d|2[0-4])\.[0-5]\d")
_YEARS = re.compile(r"(?:19|20)\d{2}[ -](?:19|20)\d{2}")
_BORN = re.compile(
    r"(?<!\d)(?=\d)(?:(?<=\bf\. )|(?<=\bfødt )|(?<=\bfødt: )|(?<=\bfødt den )|(?<=\bfødt d\. )|(?<=\bborn )"
    r"|(?<=\bfødselsdag )|(?<=\bfødselsdato )|(?<=\bfødselsdato: ))"
    r"(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)?\d{2}|\d{1,2}\.?\s[^\W\d]{3,9}\s(?:19|20)\d{2}|\d{6})(?!\d)",
    re.IGNORECASE,
)
_PLATE = re.compile(
    # Two letters and five digits (AB 12 345), not a standard or a register (EN 12464); any way after what it is called.
    r"(?<![\w/-])(?!(?:AT|CE|DS|EN|EC|ID|KL|NR|PR|SS|UN|VT)\b|(?:AT|CE|DS|EN|EC|ID|KL|NR|PR|SS|UN|VT)\d)"
    r"(?<!nr\. )(?<!nr )(?i:(?<!type )(?<!model ))[A-HJ-NPR-Z]{2}(?:\d{5}|\s\d{2}\s\d{3}|\s\d{5})(?![\w-])"
    r"|(?i:(?<=\bnummerplade )|(?<=\bnummerpladen )|(?<=\bregistreringsnummer )|(?<=\breg\.nr\. )|(?<=\breg\. nr\. ))"
    r"[A-ZÆØÅa-zæøå]{2}\s?\d{2}\s?\d{2,3}(?!\w)"
)
_NO_STREET = (
    r"(?:adgangs|arbejds|brand|bygge|cykel|flugt|gang|holde|hoved|ind|køre|lager|lege|losse|motor|om|oplags|p-|parkerings"
    r"|rednings|reol|side|sidde|skærm|stå|tavle|tilkørsels|transport|ud)+(?:vej|gade|plads|alle|torv)(?:en|et)?\b"
)
"""What ends as a street does, and is none."""
_STREET = (
    rf"(?:[A-ZÆØÅ][\w.'’-]*\s){{0,3}}?(?!(?i:{_NO_STREET}))[A-ZÆØÅa-zæøå][\w'’-]*?"
    r"(?:vej|vejen|gade|gaden|gyde|stræde|strædet|allé|alle|alléen|plads|pladsen|torv|torvet|vænge|vænget|boulevard)"
    r"|(?:[A-ZÆØÅ][\w.'’-]*\s){0,3}?[A-ZÆØÅ][\w'’-]*?"
    r"(?:parken|toften|bakken|brinken|engen|marken|krogen|ageren|skrænten|lunden|dalen)"
    r"|(?:[A-ZÆØÅ][\w.'’-]*\s){1,3}(?:Vej|Gade|Allé|Alle|Plads|Torv|Stræde|Vænge|Boulevard)"
)
_NUMBER = (
    r"\s\d{1,3}(?:[A-Za-z]|\s[A-H])?(?:-\d{1,3}[A-Za-z]?)?(?![\w-])"
    r"(?!\s(?:gange?|dage?|timer?|uger?|måneder|år|min|minutter|stk|personer|mand|børn|borgere|elever|kg|m|meter|kr)\b)"
    r"(?:,?\s(?:st|kl|\d{1,2})\.?(?:\s?(?:sal|th|tv|mf)\b\.?)+(?:\s?(?:dør|lejl)\.?\s?\d+)?)?"
)


class _Kind(Enum):
    """What a word is, as far as it says so itself."""

    FIRST = auto()
    """A first name and nothing else."""
    FIRST_WORD = auto()
    """A first name that is a word too (Bo, Storm): something else must tell."""
    LAST = auto()
    """A surname and nothing else."""
    LAST_WORD = auto()
    """A surname that is a word or a place too (Holm): a first name or a title must stand before it."""
    UNKNOWN = auto()
    """Any other word with a capital letter."""
    INITIAL = auto()
    """One letter and a full stop."""
    INITIALS = auto()
    """Two to four capital letters."""
    STAYS = auto()
    """No name, though it has a capital letter."""


_NAMES = (_Kind.FIRST, _Kind.FIRST_WORD, _Kind.LAST, _Kind.LAST_WORD)


class Scrubbed(NamedTuple):
    """A text that may be passed on."""

    text: str
    removed: int
    """How many pieces of personal data were replaced by marks."""


def scrub(text: str, catalogue: Catalogue, *, addresses: bool = True) -> Scrubbed:
    """Return the text with personal data replaced by marks; ``addresses`` tells whether those are such data."""
    names, count = _names_of(catalogue), 0
    if "[" in text:
        for sign, mark in _MARKS.items():
            text = text.replace(_(mark), sign)
    kinds = (*_KINDS, names.address) if addresses else _KINDS
    while True:  # what was removed may have hidden what is beside it ("Clas Anr AA00000")
        text, signs = _without_signs(text, kinds)
        text, persons = _without_persons(text, names)
        if not signs + persons:
            break
        count += signs + persons
    for sign in _MARKS.keys() & set(text):
        text = text.replace(sign, _(_MARKS[sign]))
    return Scrubbed(text, count)


def names_in(text: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the words of a cell that names a person, which are names and may be words as well (``Bo Lund``)."""
    kind = _names_of(catalogue).kind
    return frozenset(word for word in _WORD.findall(text) if word[0].isupper() and kind(word)[0] in _NAMES)


def without_names(text: str, names: frozenset[str]) -> Scrubbed:
    """Return a text without the words that are known to be somebody's name in it; ``Bo 2`` is no person."""
    count = 0
    for name in sorted(names):
        text, found = re.subn(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)(?!\s?\d)", _(_MARKS[_NAME]), text)
        count += found
    return Scrubbed(text, count)


def _without_signs(text: str, kinds: Iterable[_Removal]) -> tuple[str, int]:
    """Return the text without what is no name, and how many pieces that was."""
    count = 0
    for pattern, sign, keep in kinds if _SIGN.search(text) else ():

        def replace(found: re.Match[str], sign: str = sign, keep: Callable[[str], bool] = keep) -> str:
            nonlocal count
            if keep(found[0]):
                return found[0]
            count += 1
            return sign

        text = pattern.sub(replace, text)
    return text, count


def _without_persons(text: str, names: _Names) -> tuple[str, int]:
    """Return the text without names, and how many pieces that was."""
    count = 0
    parts = _PART.findall(text) if len(text) > _LONG else [text]
    for place in range(len(parts)):
        while persons := _persons(parts[place], names):  # a name may tell that its neighbour is one
            for start, end in reversed(persons):
                parts[place] = f"{parts[place][:start]}{_NAME}{parts[place][end:]}"
            count += len(persons)
    return "".join(parts), count


def _is_number(found: str) -> bool:
    return any(date.fullmatch(found) for date in (_DATE_TOGETHER, _DATE_APART, _YEARS, _HOURS))


def _is_no_day(found: str) -> bool:
    """Whether ten digits written together are no CPR number: their first four are no day of the year."""
    return found.isdigit() and int(found[:2]) % 60 > monthrange(2000, int(found[2:4]))[1]


def _always(_found: str) -> bool:
    return False


_LINKED, _MAILED, _NUMBERED, _BIRTH, _CALLED, _PLATED, _ADDRESSED, _NAME = map(chr, range(0xFDD0, 0xFDD8))
"""What stands for each mark until the text is done: signs that no text has, so that no mark is read as words."""
_MARKS = {
    _LINKED: N_("[link removed]"),
    _MAILED: N_("[e-mail removed]"),
    _NUMBERED: N_("[CPR number removed]"),
    _BIRTH: N_("[date of birth removed]"),
    _CALLED: N_("[phone number removed]"),
    _PLATED: N_("[number plate removed]"),
    _ADDRESSED: N_("[address removed]"),
    _NAME: N_("[name removed]"),
}
_Removal = tuple[re.Pattern[str], str, Callable[[str], bool]]
"""What to look for, the sign for it, and what of it stays after all."""
_KINDS: tuple[_Removal, ...] = (
    (_LINK, _LINKED, _always),
    (_EMAIL, _MAILED, _always),
    (_CPR, _NUMBERED, _is_no_day),
    (_BORN, _BIRTH, _always),
    (_PHONE, _CALLED, _is_number),
    (_PLATE, _PLATED, _always),
)
_SIGN = re.compile(r"[\d@]|www|://|\.com/|[(\[](?:at|snabel)", re.IGNORECASE)
"""What every piece has that is no name."""


# --- Names ------------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?")
_LONG = 1000
_PART = re.compile(rf"(?s:.{{1,{_LONG}}}(?:[.!?]\s|\n|\Z)|.{{1,{_LONG}}}\s|.{{1,{_LONG}}})")
"""A part of a long text, if possible to the end of a sentence; persons are looked for again and again within it."""
_ENDINGS = ("'s", "’s", "s", "'", "’")
"""What makes a name the owner of something."""
_PARTICLES = frozenset({"af", "al", "bin", "da", "de", "den", "der", "di", "du", "el", "ibn", "la", "le", "van", "von"})
_INFLECTIONS = ("", "n", "en", "et", "len", "a")
"""Endings of one certain person's title; not of several (ledere) and not of what is theirs (lederens)."""
_AND = frozenset({", ", "/", " / ", " & ", " + ", "+", "; ", ";"})
"""What stands between the names of a list."""
_ARTICLES = frozenset({"a", "an", "de", "den", "denne", "det", "dette", "disse", "en", "et", "ett", "the", "this"})
_NOUNS = ("ing", "else", "hed", "skab", "tion", "et", "erne", "nr")
"""How nouns end that somebody wrote with a capital letter."""
_SHOUTED = 5
"""Fewest letters of a name written in capitals among other words; fewer are an abbreviation."""
_LABELS = ("v/", "v/ ", "att. ", "mvh ", "mvh. ", "vh ", "kh ", "hilsen ", "initialer ", "initialerne ", "ref. ")
_FIRM = re.compile(r"\s(?:A/S|ApS|I/S|P/S|AB|AS|GmbH)\b|\s?(?:&|\+|og)\s(?:Co|Sønn?er?|Søn)\b")
_OPENING = frozenset('"“„«»‘[*')
_BEFORE_START = " \t\u00a0\"'“”„«»‘’()[]*"
"""What may stand between the end of a sentence and the next one's first word."""


_DAYS = r"(?:[Mm]an|[Tt]ir|[Oo]ns|[Ff]re|[Ll]ør|[Ss]øn)\.?"
_BESIDE = r"\s?(?:,|/|\+|-|–|&|\.|og|eller|samt|til)?\s?"
_THURSDAY = rf"(?:{_DAYS}{_BESIDE}Tor|Tor\.?{_BESIDE}{_DAYS})"
"""Days of the week in short, one of which is a name too."""
_Read = tuple[_Kind | None, bool]
"""What a word is, and whether it stands as the owner of something."""


def _any_of(texts: Iterable[str]) -> str:
    """Return a pattern for any of the texts, the longest first."""
    return f"(?:{'|'.join(sorted(map(re.escape, texts), key=len, reverse=True)) or '(?!)'})"


class _Names:
    """The words of ``names.csv``, ready to look up."""

    def __init__(self, catalogue: Catalogue) -> None:
        of = catalogue.names
        self.kinds = {
            **dict.fromkeys(of["town"], _Kind.STAYS),
            **dict.fromkeys(of["place_end"], _Kind.STAYS),
            **dict.fromkeys(of["last_word"], _Kind.LAST_WORD),
            **dict.fromkeys(of["last"], _Kind.LAST),
            **dict.fromkeys(of["first_word"], _Kind.FIRST_WORD),
            **dict.fromkeys((*of["first"], *of["first_capital"]), _Kind.FIRST),
            **dict.fromkeys(of["keep"], _Kind.STAYS),
        }
        bare = {name.lower() for name in of["first"] if len(name) > 3}
        self.bare = frozenset(bare | {f"{name}s" for name in bare})
        """First names that are no word even in lower case."""
        self.lower = self.bare.union(name.lower() for name in (*of["first"], *of["first_capital"]))
        """First names that in lower case may be words too."""
        roles = [(role, f"{role}{ending}") for role in of["role"] for ending in _INFLECTIONS]
        self.roles = frozenset(form for _role, form in roles)
        ends = {form for role, form in roles if ends_compounds(role)}
        self.role_ends = {end[-3:]: tuple(form for form in ends if form[-3:] == end[-3:]) for end in ends}
        """By their last letters, as there are many."""
        self.titles, self.verbs = frozenset(of["title"]), frozenset(of["verb"])
        self.labels = frozenset(of["label"])
        self.things, self.place_ends = frozenset(of["thing"]), frozenset(of["place_end"])
        self.before = self.titles | self.things
        """What a name may follow, which is no name itself."""
        phrases = _any_of(name for name in of["keep"] if " " in name)
        self.phrases = re.compile(rf"(?<!\w)(?:{phrases}|{_THURSDAY})(?:['’]?s)?(?!\w)")
        town = rf"(?:DK-?\s?)?[1-9]\d{{3}}\s{_any_of(of['town'])}(?:\s[CKMNSVØ]{{1,2}})?(?![\w-])"
        self.address: _Removal = (
            re.compile(rf"(?<![\w-])(?:(?:{_STREET}){_NUMBER}(?:(?:,\s?|\s){town})?|(?!19|20)\s?{town})"),
            _ADDRESSED,
            _always,
        )

    def kind(self, word: str) -> _Read:
        """Return what a word is, and whether it stands as the owner of something."""
        if found := self.kinds.get(word):
            return found, False
        for ending in _ENDINGS if word[-1] in "s'’" else ():
            if word.endswith(ending) and (found := self.kinds.get(word[: -len(ending)])):
                return found, True
        if "-" in word:
            first, *_between, last = word.split("-")
            if last[:1].islower():
                return _Kind.STAYS, False  # the Ancher-hall: a thing with a person's name
            kinds = {self.kind(first)[0], self.kind(last)[0]}
            owner = self.kind(last)[1]
            if kinds.issubset(_NAMES):
                return (_Kind.FIRST if _Kind.FIRST in kinds else _Kind.LAST), owner
        if word[:1].isupper() and word[1:2].islower():
            before_names = self.is_role(word) or word.lower() in self.before
            return (_Kind.STAYS if before_names else _Kind.UNKNOWN), False
        return (_Kind.INITIALS if word.isupper() and 2 <= len(word) <= 4 else None), False

    def is_role(self, word: str) -> bool:
        """Whether a word says who somebody is, so that a name may follow."""
        word = word.lower()
        last = word.rpartition("-")[2]
        return word in self.roles or last in self.roles or last.endswith(self.role_ends.get(last[-3:], ()))

    def is_surname(self, word: str, before: str) -> bool:
        """Whether a word without a capital letter is a surname after a title (fru nielsen)."""
        return before.lower() in self.titles and self.kinds.get(word.capitalize()) is _Kind.LAST

    def goes_before(self, word: str) -> bool:
        """Whether a name that is in no list may follow a word."""
        return word.lower() in self.titles or self.is_role(word)


@lru_cache(maxsize=4)
def _names_of(catalogue: Catalogue) -> _Names:
    return _Names(catalogue)


_LOWER: _Read = (None, False)


def _persons(text: str, names: _Names) -> list[tuple[int, int]]:
    """Return from where to where persons are named, in order."""
    words = _WORD.findall(text)
    maybe = [
        place
        for place, word in enumerate(words)
        if word[0].isupper() or word in names.lower or (place and names.is_surname(word, words[place - 1]))
    ]
    if not any(_may_be_named(words, place, names) for place in maybe):
        return []  # most texts
    found = list(_Words(text, words, maybe, names).persons())
    if found:
        stays = [match.span() for match in names.phrases.finditer(text)]
        found = [(start, end) for start, end in found if not any(start < last and first < end for first, last in stays)]
    return found


def _may_be_named(words: list[str], place: int, names: _Names) -> bool:
    """Whether a word is worth a look at those around it."""
    word = words[place]
    if not word[0].isupper() or (len(word) > 1 and word.isupper()):
        return True
    kind = names.kind(word)[0]
    may_be = kind is _Kind.UNKNOWN or len(word) == 1  # an initial
    return kind in _NAMES or (may_be and place > 0 and names.goes_before(words[place - 1]))


class _Words:
    """The words of a text, asked about one by one."""

    def __init__(self, text: str, words: list[str], maybe: list[int], names: _Names) -> None:
        self.text, self.words, self.maybe, self.names = text, words, maybe, names
        self.spans = [found.span() for found in _WORD.finditer(text)]
        capitals = [words[place] for place in maybe if words[place][0].isupper()]
        count = len(words)
        self.shouted = sum(len(word) > 1 and word.isupper() for word in capitals) > 0.8 * count
        """Whether the text is written in capitals."""
        self.read = [_LOWER] * count
        for place in maybe:
            self.read[place] = self._read(place)
        known = sum(self.read[place][0] in _NAMES or self.read[place][0] is _Kind.INITIAL for place in maybe)
        self.titled = count - known >= 4 and len(capitals) - known > 0.6 * (count - known)
        """Whether words have a capital letter that are no names, so that one tells nothing."""

    def _read(self, place: int) -> _Read:
        word = self.words[place]
        if not word[0].isupper():
            return _LOWER
        if len(word) == 1 and self.text[self.spans[place][1] :][:1] == ".":
            return _Kind.INITIAL, False
        if word.isupper() and len(word) >= (2 if self.shouted else _SHOUTED - 1):
            kind, owner = self.names.kind(word.title())
            if self.shouted or len(word) >= _SHOUTED:
                return (kind if kind in (_Kind.FIRST, _Kind.LAST) else None), owner
            if kind is _Kind.FIRST and self.names.kind(word)[0] is _Kind.INITIALS:
                return kind, owner  # ULLA from HR
        return self.names.kind(word)

    def persons(self) -> Iterator[tuple[int, int]]:
        """Yield the place of every person's name."""
        stop, initials = 0, -1
        for place in self.maybe:
            kind = self.read[place][0]
            if place < stop or kind is _Kind.STAYS:
                continue
            if kind is None:
                if self._is_lower_case_name(place):
                    stop = place + 1
                    while stop < len(self.words) and self._between(stop) == " " and self._goes_on(stop):
                        stop += 1
                    yield self._span(place, stop)
            elif kind is _Kind.INITIALS:
                follows = place - 1 == initials and self._between(place) in _AND
                if not self.shouted and (follows or self._called(place, " ", " (") or self._labelled(place)):
                    initials = place
                    yield self._span(place, place + 1)
            else:
                stop = self._run(place)
                if not self._is_a_thing(place, stop):
                    start, end = self._named(place, stop)
                    if start < end:
                        yield self._span(start, end)

    def _span(self, start: int, stop: int) -> tuple[int, int]:
        end = self.spans[stop - 1][1]
        if len(self.words[stop - 1]) == 1 and self.text[end : end + 1] == ".":
            end += 1  # Lone H.
        return self.spans[start][0], end

    def _between(self, place: int) -> str:
        """Return what stands between a word and the one before it; one blank for several."""
        if not 0 < place < len(self.words):
            return ""
        gap = self.text[self.spans[place - 1][1] : self.spans[place][0]]
        return " " if gap.isspace() and "\n" not in gap else gap

    def _called(self, place: int, *between: str) -> bool:
        """Whether a title, or what somebody is to the writer, stands just before a word."""
        if not place:
            return False
        gap, before = self._between(place), self.words[place - 1]
        if before.lower() in self.names.titles and not before.isupper():  # HR is a department
            return gap in (" ", ". ")
        return gap in between and self.names.is_role(before)

    def _labelled(self, place: int) -> bool:
        """Whether the word before asks for a person (``Referent: MHK``)."""
        if self._between(place) == ": ":
            return self.words[place - 1].lower() in self.names.labels
        start = self.spans[place][0]
        return self.text[max(0, start - 12) : start].lower().endswith(_LABELS)

    def _is_lower_case_name(self, place: int) -> bool:
        word = self.words[place]
        if place and self._called(place) and self.names.is_surname(word, self.words[place - 1]):
            return True
        if word in self.names.bare:
            return True
        return word in self.names.lower and (self._called(place, " ") or self._labelled(place))

    def _goes_on(self, place: int) -> bool:
        """Whether a word without a capital letter belongs to the name before it (hanne marie hansen)."""
        word = self.words[place]
        return word in self.names.lower or self.names.kinds.get(word.capitalize()) is _Kind.LAST

    def _starts(self, place: int) -> bool:
        """Whether a sentence begins with the word, which then has a capital letter whatever it is."""
        before = self.text[: self.spans[place][0]]
        if before[-1:] in _OPENING:
            return True
        before = before.rstrip(_BEFORE_START)
        return not before or before[-1] in ".!?…:;\n\r•" or (before[-1] in "-–" and before[-2:-1] in ("", " ", "\n"))

    def _run(self, place: int) -> int:
        """Return where the words with capital letters end that begin here and may be one name."""
        stop = place + 1
        while stop < len(self.words) and not self.read[stop - 1][1]:
            word, gap = self.words[stop], self._between(stop)
            initial = len(word) == 1 and word.isupper() and word != "I"
            joined = gap == " " or (gap in (". ", ".") and self.read[stop - 1][0] is _Kind.INITIAL)
            if not joined:
                break
            if word in _PARTICLES and stop + 1 < len(self.words) and self._between(stop + 1) == " ":
                if self.read[stop + 1][0] not in (_Kind.LAST, _Kind.LAST_WORD, _Kind.UNKNOWN):
                    break
                stop += 2
            elif initial or self.read[stop][0] not in (None, _Kind.STAYS, _Kind.INITIALS):
                stop += 1
            else:
                break
        return stop

    def _is_a_thing(self, place: int, stop: int) -> bool:
        """Whether the words around a name tell that a place, a system or a firm is called so."""
        words = self.words
        if place and words[place - 1].lower() in self.names.things and self._between(place) in (" ", ". "):
            return True
        if stop < len(words) and words[stop] in self.names.place_ends and self._between(stop) == " ":
            return True
        if stop < len(words) and self._between(stop) == " " and words[stop].partition("-")[2][:1].islower():
            return words[stop][0].isupper()
        return _FIRM.match(self.text, self.spans[stop - 1][1]) is not None

    def _named(self, place: int, stop: int) -> tuple[int, int]:
        """Return which words of a run are a person's name; an empty range when none is."""
        kinds = [kind for kind, _owner in self.read[place:stop]]
        if self._called(place, " ") and (kinds[0] is not _Kind.UNKNOWN or self._may_be_called_so(place, stop)):
            return place, stop
        if kinds[0] is _Kind.UNKNOWN and self._called(place, ", ", " (") and self._closes(stop):
            return place, stop
        start = place
        begins = self._starts(place)
        while start < stop and self.read[start][0] not in (_Kind.FIRST, _Kind.FIRST_WORD, _Kind.LAST):
            start += 1
        if start == stop:
            initials = [kind is _Kind.INITIAL for kind in kinds[:-1]]
            named = kinds[-1] is _Kind.LAST_WORD and all(initials) and len(initials) > (1 if begins else 0)
            return (place, stop) if named else (stop, stop)  # J.P. Holm
        while start > place and self.read[start - 1][0] is _Kind.INITIAL:
            start -= 1  # O. Jensen
        if start > place and not (begins and start == place + 1) and self.read[start][0] is _Kind.LAST:
            start = place  # somebody Jensen
        kind = self.read[start][0]
        if kind is not _Kind.FIRST_WORD or self._tells(start, stop, begins and start == place):
            return start, min(stop, start + 5)
        later = next((at for at in range(start + 1, stop) if self.read[at][0] in (_Kind.FIRST, _Kind.LAST)), stop)
        return later, stop

    def _may_be_called_so(self, place: int, stop: int) -> bool:
        """Whether an unknown word after a title may be a name: not in a heading, nor a noun, nor before one."""
        word = self.words[place]
        noun = word.endswith(_NOUNS) or (word.endswith("en") and not word.endswith("sen"))
        before_noun = self._between(stop) == " " and self.words[stop][0].isupper()
        return len(self.words) >= 4 and not (self.titled or noun or before_noun)

    def _closes(self, stop: int) -> bool:
        return self.text[self.spans[stop - 1][1] :][:1] in {",", ")", "."}

    def _tells(self, place: int, stop: int, begins: bool) -> bool:
        """Whether something else tells that a word is a name here."""
        others = {kind for kind, _owner in self.read[place + 1 : stop]}
        if others & {_Kind.FIRST, _Kind.LAST, _Kind.LAST_WORD, _Kind.FIRST_WORD}:
            return True
        after = self.words[stop] if stop < len(self.words) else ""
        if after in self.names.verbs and self._between(stop) == " ":
            return True
        if self._labelled(place):
            return True
        for gap, beside in ((stop, stop), (place, place - 1)):
            if self._between(gap) in _AND and self.read[beside][0] is _Kind.FIRST:
                return True
        if after in ("og", "and", "och") and stop + 1 < len(self.words) and self.read[stop + 1][0] is _Kind.FIRST:
            return True
        if place and self.words[place - 1].lower() in _ARTICLES:
            return False
        number = self.text[self.spans[stop - 1][1] :].lstrip()[:1].isdigit()
        return not (begins or self.titled or number)
