"""Finds the words of a list in Danish text: prefixes, whole words, phrases, compounds and inflections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LEAST_TAIL, _LEAST_FRONT, _LONGEST_ENDING = 4, 3, 4
"""Letters of a keyword that stands last in a compound ("kontorstøjen"), of what is before it and after it."""

WORD = re.compile(r"\w+(?:'\w+)*")
_SYNCOPE = re.compile(r"(?<=[^\Waeiouyæøåäö])e(?=[lr]$)")
"""The e that an inflected word loses: kørsel, kørslen; skulder, skuldre."""


class Entry(NamedTuple):
    """A word to find."""

    word: str
    whole: bool
    anywhere: bool
    kind: str
    """``theme``, ``exception``, ``acute`` or a kind of ``wording.csv``."""
    label: str
    """The theme id, or the place in the acute rules."""
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


class Finder:
    """Finds every word of a list in one walk over a text; compiled once.

    A plain entry is found at the start of a word, ``=`` as a whole word, ``*`` anywhere in one; several words match
    literally. A theme's plain keyword is also found last in a compound, within bounds, and when it has lost its e.
    """

    def __init__(self, entries: Iterable[Entry], not_before: frozenset[str]) -> None:
        self._not_before = not_before
        self._at_start: dict[str, list[Entry]] = {}
        self._inside: dict[str, list[Entry]] = {}
        for entry in dict.fromkeys(entries):
            word = entry.word
            forms = [entry]
            if len(word) > _LEAST_TAIL and not entry.whole and _SYNCOPE.search(word):
                forms.append(entry._replace(word=_SYNCOPE.sub("", word) + "e"))
            for form in forms:
                self._at_start.setdefault(form.word[:3], []).append(form)
                tail = form.kind == "theme" and not form.whole and len(word) >= _LEAST_TAIL and word.isalpha()
                if form.anywhere or tail:
                    self._inside.setdefault(form.word[:3], []).append(form)

    def find(self, text: str) -> Iterator[Hit]:
        """Yield what is found in a text that :func:`normal` has made, overlapping hits too."""
        for match in WORD.finditer(text):
            at, end = match.span()
            starts = self._at_start
            for entry in (*starts.get(text[at : at + 3], ()), *starts.get(text[at : at + 2], ())):
                if text.startswith(entry.word, at):
                    stop = at + len(entry.word)
                    if not (entry.whole and text[stop : stop + 1].isalnum()):
                        yield Hit(at, stop, entry.kind, entry.label, entry.keyword, at)
            for start in range(at + 1, end - 2):
                for entry in self._inside.get(text[start : start + 3], ()):
                    stop = start + len(entry.word)
                    if text.startswith(entry.word, start) and (
                        entry.anywhere or self._is_compound(text[at:start], end - stop)
                    ):
                        yield Hit(start, stop, entry.kind, entry.label, entry.keyword, at)

    def _is_compound(self, front: str, ending: int) -> bool:
        return len(front) >= _LEAST_FRONT and 0 <= ending <= _LONGEST_ENDING and front not in self._not_before


def marked_entry(kind: str, label: str, marked: str) -> Entry:
    """Return the entry for a word in the keyword syntax."""
    word = normal(marked.strip().lstrip("=*"))
    return Entry(word, marked.strip().startswith("="), marked.strip().startswith("*"), kind, label, word)


def normal(text: str) -> str:
    """Return a text in lower case with single blanks and one kind of apostrophe, as :class:`Finder` wants it."""
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("’", "'").split())


def bare(text: str) -> str:
    """Return a normal text without the marks around it."""
    return normal(text).strip(" .,:;!?-–—/()\"'«»")


def whole_words(text: str, hit: Hit) -> str:
    """Return the words that a hit stands in, as they stand in the text."""
    ending = WORD.match(text, hit.end)
    return text[hit.at : ending.end() if ending and text[hit.end - 1].isalnum() else hit.end]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits that no longer one overlaps, in the order of the text; hits on the same letters all count."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all((hit.start, hit.end) == (other.start, other.end) or not hit.overlaps(other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
