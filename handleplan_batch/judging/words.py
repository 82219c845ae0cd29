"""Finds the words of a list in Danish text: prefixes, whole words, phrases, compounds, inflections and misspellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.distance import OSA

_LEAST_TAIL = {"theme": 4, "saying": 7}
"""Letters of a keyword that stands last in a compound ("kontorstøjen"), at least."""
_LEAST_FRONT, _LONGEST_ENDING = 3, 4
"""Letters of what is before such a keyword in the compound, and after it."""
_LEAST_SYNCOPE = 5
"""Letters of a word that may lose its e."""
_LEAST_MISSPELT = 8
"""Letters of a topic that may be misspelt by one letter; shorter ones resemble too many other words."""
_ENDING = re.compile(r"e?(?:n|ne|r|re|rne|t)?s?")
"""What may follow a misspelt topic: more letters make it another word."""
_PHRASE_KEY = 4
"""Letters after the first word of a phrase that it is looked up by."""
_LONGEST_WORD = 100
"""Letters beyond which something is no word: a damaged file must not hold up the run."""
_REMEMBERED = 50_000
"""Different words whose hits are kept, at most."""
PART = "part"
"""The kind of entries that count only with others."""
TOPICS = frozenset({"theme", "saying"})
"""The kinds of entries that tell what a text is about."""

WORD = re.compile(r"\w+(?:'\w+)*")
MARKS = " .,:;!?-–—/()\"'«»"
"""What may stand around the words of a text."""
_SYNCOPE = re.compile(r"(?<=[^\Waeiouyæøåäö])e(?=[lr]$)")
"""The e that an inflected word loses: kørsel, kørslen; skulder, skuldre."""
_DIGRAPHS = {"ae": "æ", "oe": "ø", "aa": "å"}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_DANISH_LETTER = re.compile("[æøåäö]")
_ON_A = re.compile(r"\w(?:im|em|rm|ram)aets?")
"""How the certain form of a word on -a ends (klimaet, skemaet, firmaet, dramaet): its «ae» is no æ."""


class Entry(NamedTuple):
    """A word to find."""

    word: str
    whole: bool
    anywhere: bool
    kind: str
    """``theme``, ``saying``, ``exception``, ``part`` or a kind of ``wording.csv``."""
    label: str
    """The theme id, or the place in the rules."""
    keyword: str
    """The word as listed, where ``word`` is an inflected form of it."""


class Hit(NamedTuple):
    """A word found in a sentence."""

    start: int
    end: int
    kind: str
    label: str
    keyword: str
    at: int
    """Where the word that holds it starts; before ``start`` when it stands last in a compound."""
    hazard: bool = False
    """Whether it names a burden."""

    def overlaps(self, other: Hit) -> bool:
        """Whether the two share a letter."""
        return self.start < other.end and other.start < self.end


class _Word(NamedTuple):
    """What is found in a word, with places in the word."""

    hits: tuple[Hit, ...]
    parts: tuple[Hit, ...]
    """Those that count only with others."""
    labels: frozenset[str]
    """Of the parts."""
    begun: tuple[int, ...]
    """Letters after it that phrases which it begins are looked up by."""


class Finder:
    """Finds every word of a list in one walk over a text; compiled once, and remembers the words it has met.

    A plain entry is found at the start of a word, ``=`` as a whole word, ``*`` anywhere in one; several words match
    literally. A topic's plain keyword is also found last in a compound, within bounds, and when it has lost its e. A
    long plain entry is found with one letter wrong, when the word holds nothing that is listed and is no right word.
    A ``part`` is found only where all those are that it needs: most words of rules stand alone.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        not_before: frozenset[str],
        not_misspelt: Iterable[str],
        knows: Callable[[str], bool],
        needs: Mapping[str, frozenset[str]],
    ) -> None:
        """Compile the entries.

        ``not_before`` are fronts of no compound, ``not_misspelt`` starts of right words; ``knows`` tells of others
        whether they are right. ``needs`` has for the label of each part the labels that must be in the text.
        """
        self._needs = needs
        self._not_before = not_before
        self._right = tuple(not_misspelt)
        self._knows = knows
        self._at_start: dict[str, list[Entry]] = {}
        self._inside: dict[str, list[Entry]] = {}
        self._phrases: dict[str, list[Entry]] = {}
        self._beginnings: dict[str, tuple[int, ...]] = {}
        """Per first word of a phrase, how many letters after it the phrases are looked up by."""
        self._shortened: dict[str, list[Entry]] = {}
        self._met: dict[str, _Word | None] = {}
        """None for the many words that nothing is found in."""
        self._listed: set[str] = set()
        for entry in dict.fromkeys(entries):
            self._listed.update(word for word in WORD.findall(entry.word) if _DIGRAPH.search(word))
            first = WORD.match(entry.word)
            if first is None:
                continue
            if first.end() < len(entry.word):
                key = entry.word[: first.end() + _PHRASE_KEY]
                self._phrases.setdefault(key, []).append(entry)
                lengths = {*self._beginnings.get(first.group(), ()), len(key) - first.end()}
                self._beginnings[first.group()] = tuple(sorted(lengths))
                continue
            forms = [entry]
            if len(entry.word) >= _LEAST_SYNCOPE and not entry.whole and _SYNCOPE.search(entry.word):
                forms.append(entry._replace(word=_SYNCOPE.sub("", entry.word) + "e"))
            for form in forms:
                self._at_start.setdefault(form.word, []).append(form)
                least = _LEAST_TAIL.get(form.kind)
                if form.anywhere or (least and not form.whole and len(entry.word) >= least and entry.word.isalpha()):
                    self._inside.setdefault(form.word, []).append(form)
            if entry.kind in TOPICS and len(entry.word) >= _LEAST_MISSPELT and not entry.whole:
                for shorter in _without_one(entry.word):
                    self._shortened.setdefault(shorter, []).append(entry)

    def find(self, text: str) -> list[Hit]:
        """Return what is found in a text that :func:`normal` has made, overlapping hits too."""
        found: list[Hit] = []
        parts: list[tuple[int, tuple[Hit, ...]]] = []
        labels: set[str] = set()
        for match in WORD.finditer(text):
            word = match.group()
            if word not in self._met:
                self._meet(word)
            known = self._met[word]
            if known is None:
                continue
            at = match.start()
            if known.hits:
                found += [_moved(hit, at) for hit in known.hits]
            if known.parts:
                parts.append((at, known.parts))
                labels |= known.labels
            for letters in known.begun:
                for entry in self._phrases.get(text[at : match.end() + letters], ()):
                    if not text.startswith(entry.word, at):
                        continue
                    stop = at + len(entry.word)
                    if entry.whole and text[stop : stop + 1].isalnum():
                        continue
                    if entry.kind == PART:
                        parts.append((at, (_hit(entry, 0, len(entry.word)),)))
                        labels.add(entry.label)
                    else:
                        found.append(_hit(entry, at, stop, at))
        together = {label for label in labels if self._needs[label] <= labels}
        if together:
            found += [_moved(hit, at) for at, hits in parts for hit in hits if hit.label in together]
        return found

    def _meet(self, word: str) -> None:
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
        found: list[Hit] = []
        if len(word) <= _LONGEST_WORD:
            found = list(self._in_word(word)) or list(self._misspelt(word))
        parts = tuple(hit for hit in found if hit.kind == PART)
        hits, labels = tuple(hit for hit in found if hit.kind != PART), frozenset(hit.label for hit in parts)
        begun = self._beginnings.get(word, ())
        self._met[word] = _Word(hits, parts, labels, begun) if found or begun else None

    def respelt(self, text: str) -> str:
        """Return the text with æ, ø and å for ae, oe and aa, when it is written without them."""
        if _DANISH_LETTER.search(text) or not _DIGRAPH.search(text):
            return text

        def danish(word: re.Match[str]) -> str:
            if word.group() in self._listed or _ON_A.search(word.group()):
                return word.group()
            return _DIGRAPH.sub(lambda digraph: _DIGRAPHS[digraph.group()], word.group())

        return WORD.sub(danish, text)

    def _in_word(self, word: str) -> Iterator[Hit]:
        for stop in range(1, len(word) + 1):
            for entry in self._at_start.get(word[:stop], ()):
                if stop == len(word) or not entry.whole:
                    yield _hit(entry, 0, stop)
        for start in range(1, len(word) - 2):
            for stop in range(start + 3, len(word) + 1):
                for entry in self._inside.get(word[start:stop], ()):
                    if entry.anywhere or self._is_compound(word[:start], len(word) - stop):
                        yield _hit(entry, start, stop)

    def _misspelt(self, word: str) -> Iterator[Hit]:
        """Yield the longest entries that the word starts with, save for one wrong, missing, double or moved letter."""
        if len(word) < _LEAST_MISSPELT - 1 or not word.isalpha() or word.startswith(self._right) or self._knows(word):
            return
        for stop in range(len(word), _LEAST_MISSPELT - 2, -1):
            front = word[:stop]
            if not _ENDING.fullmatch(word, stop):
                continue
            near = list(self._shortened.get(front, ()))
            for shorter in _without_one(front):
                near += self._shortened.get(shorter, ())
                near += (entry for entry in self._at_start.get(shorter, ()) if len(shorter) >= _LEAST_MISSPELT)
            near = [
                entry
                for entry in dict.fromkeys(near)
                if entry.kind in TOPICS and not entry.whole and OSA.distance(entry.word, front, score_cutoff=1) <= 1
            ]
            if near:
                yield from (_hit(entry, 0, stop) for entry in near)
                return

    def _is_compound(self, front: str, ending: int) -> bool:
        return len(front) >= _LEAST_FRONT and 0 <= ending <= _LONGEST_ENDING and front not in self._not_before


def _hit(entry: Entry, start: int, end: int, at: int = 0) -> Hit:
    return Hit(start, end, entry.kind, entry.label, entry.keyword, at)


def _moved(hit: Hit, at: int) -> Hit:
    return Hit(hit[0] + at, hit[1] + at, hit[2], hit[3], hit[4], at)


def _without_one(word: str) -> Iterator[str]:
    """Yield the word without one of its letters; the first one is always right."""
    return (word[:place] + word[place + 1 :] for place in range(1, len(word)))


def marked_entry(kind: str, label: str, marked: str) -> Entry:
    """Return the entry for a word in the keyword syntax."""
    word = normal(marked.strip().lstrip("=*"))
    return Entry(word, marked.strip().startswith("="), marked.strip().startswith("*"), kind, label, word)


def normal(text: str) -> str:
    """Return a text in lower case with single blanks and one kind of apostrophe, as :class:`Finder` wants it."""
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("’", "'").split())


def bare(text: str) -> str:
    """Return a normal text without the marks around it."""
    return normal(text).strip(MARKS)


def whole_words(text: str, hit: Hit) -> str:
    """Return the words that a hit stands in, as they stand in the text."""
    ending = WORD.match(text, hit.end)
    return text[hit.at : ending.end() if ending and text[hit.end - 1].isalnum() else hit.end]


_START = attrgetter("start")


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits that no longer one overlaps, in the order of the text; hits on the same letters all count."""
    hits = sorted(hits, key=_START)
    if all(hit.end <= after.start for hit, after in pairwise(hits)):
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all((hit.start, hit.end) == (other.start, other.end) or not hit.overlaps(other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=_START)
