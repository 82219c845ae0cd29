"""Which parts of a sheet are earlier versions of a list that stands in another part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date

from handleplan_batch.reading.importers.cells import ANY_YEAR, Words

_VERSION = re.compile(r"\b(?:version|ver|v|rev|revision|udgave|edition|issue)\b\.?\s*(?:nr\.?\s*)?(\d+(?:[.,]\d+)?)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBERED_THING = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,3}|[A-ZÆØÅ])(?![\w./-])")
"""A thing and the number or letter that it is told from others by: ``Hal 1``, ``Bygning B``."""
_STEM = re.compile(r"[^\W\d_]{3,}")


def version(title: str, words: Words) -> tuple[float, ...]:
    """Return what a title says of the version, comparable: its number, else its date or year; empty without."""
    text = title.casefold()
    if found := _VERSION.search(text):
        return (0.0, float(found[1].replace(",", ".")))
    for part in (text, *text.split(":")):
        if (period := words.period(part.strip())) is not None:
            return (1.0, float(period[0].toordinal()))
    years = _YEAR.findall(text)
    return (1.0, float(date(int(years[-1]), 1, 1).toordinal())) if years else ()


class Section:
    """The rows under one header line, and what tells whether they are another section's at another time."""

    def __init__(self, title: str, said: Set[tuple[str, ...]], kind: str, words: Words) -> None:
        """Take the titles above the header, and what the rows say of themselves; ``kind`` is that of the list."""
        self._title, self._said = title, said
        self._mark = version(title, words)
        self._stems = frozenset(_STEM.findall(_VERSION.sub("", title.casefold())))
        # The number of a version, a time or of the list itself ("Runde 2") tells of the same thing at another time.
        self._numbers = {
            word.casefold(): number
            for word, number in _NUMBERED_THING.findall(title)
            if not _VERSION.search(f"{word.casefold()} 1")
            and words.period(f"{word} 1", ANY_YEAR) is None
            and not words.named(kind, word)
        }

    def is_version_of(self, other: Section) -> bool:
        """Whether the two are the same list at two times: by their titles, or since they say mostly the same."""
        if any(other._numbers.get(thing, number) != number for thing, number in self._numbers.items()):
            return False
        marked = bool(self._mark and other._mark)
        if not (self._title and other._title) or marked or self._stems == other._stems:
            shared = len(self._said & other._said)
            if shared >= 2 and 2 * shared >= min(len(self._said), len(other._said)):
                return True
        same_title = other._stems <= self._stems or self._stems <= other._stems
        return marked and self._mark != other._mark and self._mark[0] == other._mark[0] and same_title

    def is_older_than(self, other: Section) -> bool:
        """Whether the titles tell that this is the earlier of two versions."""
        return bool(self._mark) and self._mark < other._mark


def replaced(sections: Sequence[Section]) -> set[int]:
    """Return the places of the sections that another replaces: of two versions the upper, unless its title is later."""
    found: set[int] = set()
    for later, section in enumerate(sections):
        for earlier, before in enumerate(sections[:later]):
            if earlier not in found and before.is_version_of(section):
                found.add(later if section.is_older_than(before) else earlier)
    return found
