"""Models over the words of a text, learned from invented texts that people have judged (``training/``).

The features are the words of a text, their pieces of three to five letters (Bojanowski et al. 2017, "Enriching Word
Vectors with Subword Information"), pairs of neighbouring words, and the words that a denial reaches (Pang et al. 2002,
"Thumbs up?"), each known by its checksum. The tables ship with the program: nothing is fetched, and the same text
always gets the same answer.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from itertools import pairwise
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

_PIECES = range(3, 6)
"""Letters of a piece of a word, its ends marked."""
_PAIR = 0.7
"""Weight of a pair of neighbouring words; a whole word has 1, its pieces share 1."""
_DENIED = 0.7
"""Weight of a word that a denial reaches."""
_REACH = 5
"""Words behind a denial that it reaches, within the clause; of those before it three."""
_DENIAL = re.compile(
    r"\b(?:ikke|ikk|ik|ikkje|ej|ingen|intet|aldrig|aldri|uden|hverken|næppe|mangler|savner|slet|inte|inget|not|no|never"
    r"|without)\b"
)
"""Learned with the table: another word here asks for another table."""
_CLAUSE = re.compile(r"[.!?;:,]|\b(?:men|but)\b")
_REMEMBERED = 20_000
"""Different words whose part in the answer is kept, before it is begun anew."""
_WORD = re.compile(r"\w+|\?")

Vector = npt.NDArray[np.float32]


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower-case, and its question marks."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


class Features(NamedTuple):
    """What a text is made of."""

    words: list[str]
    """In their order, lower-case, and question marks."""
    neighbours: list[tuple[int, float]]
    """Keys and weights of what stands beside each other."""

    @classmethod
    def of(cls, text: str) -> Features:
        """Return those of a text."""
        words = words_of(text)
        return cls(words, list(of_neighbours(text, words)))


def of_word(word: str) -> Iterator[tuple[int, float]]:
    """Yield key and weight of a word and its pieces."""
    marked = f"<{word}>"
    pieces = {marked[start : start + size] for size in _PIECES for start in range(len(marked) - size + 1)} - {marked}
    yield _key(marked), 1.0
    for piece in sorted(pieces):
        yield _key(piece), 1 / sqrt(len(pieces) + 1)


def of_neighbours(text: str, words: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield key and weight of each pair of neighbouring ``words`` of the text, and of those that a denial reaches."""
    for before, word in pairwise(words):
        yield _key(f"{before} {word}"), _PAIR
    whole = unicodedata.normalize("NFC", text).lower()
    for clause in _CLAUSE.split(whole) if _DENIAL.search(whole) else ():
        said = _WORD.findall(clause)
        place = next((place for place, word in enumerate(said) if _DENIAL.fullmatch(word)), len(said))
        for word in said[place + 1 : place + 1 + _REACH]:
            yield _key(f"¬ {word}"), _DENIED
        for word in said[max(0, place - 3) : place] if place < len(said) else ():
            yield _key(f"{word} ¬"), _DENIED


def _key(feature: str) -> int:
    return zlib.crc32(feature.encode())


Arrays = Mapping[str, npt.NDArray[Any]]


def stored(name: str) -> Arrays:
    """Return the arrays of a table that ships with the program."""
    with as_file(files("handleplan_batch") / "catalogue" / f"{name}.npz") as path, np.load(path) as arrays:
        return dict(arrays)


@dataclass(slots=True)
class Table:
    """What each feature tells, and the words that were met."""

    keys: npt.NDArray[np.uint32]
    """The features that are known, in rising order."""
    rows: npt.NDArray[np.int8]
    """Features × columns, in units of ``scale``."""
    scale: Vector
    rarity: Vector
    """Per feature the logarithm of how rare it is."""
    offset: Vector
    _met: dict[str, int] = field(default_factory=dict)
    """Words that were met, with their place in ``_vectors``."""
    _vectors: Vector = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """Per word what it adds to the scores, in units of ``scale``, and to the square of the text's length."""

    @classmethod
    def of(cls, arrays: Arrays) -> Table:
        """Return the table in stored arrays of the names of its fields."""
        rarity = arrays["rarity"].astype(np.float32)
        return cls(arrays["keys"], arrays["rows"], arrays["scale"], rarity, arrays["offset"])

    def knows(self, word: str) -> bool:
        """Whether several of the texts that were learned from hold the word, in small letters: it is no misspelling."""
        key = _key(f"<{word}>")
        place = int(np.searchsorted(self.keys, key))
        return place < len(self.keys) and int(self.keys[place]) == key

    def scores(self, texts: Sequence[Features]) -> tuple[Vector, Vector]:
        """Return texts × columns: what the features say of each; the words of all texts in turn × what they add.

        The words' last column is what they add to the square of the length.
        """
        of_words = self._of_words([word for one in texts for word in one.words])
        told = _sums(of_words, [len(one.words) for one in texts])
        told += self._told([one.neighbours for one in texts])
        length = np.sqrt(np.where(told[:, -1:] > 0, told[:, -1:], 1)).astype(np.float32)
        return told[:, :-1] * self.scale / length + self.offset, of_words

    def _of_words(self, words: Sequence[str]) -> Vector:
        """Return words × (scores, square of the length)."""
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
        new = list(dict.fromkeys(word for word in words if word not in self._met))
        if new or not self._met:
            vectors = self._told([list(of_word(word)) for word in new])
            known = self._vectors[: len(self._met)] if self._met else vectors[:0]
            self._met |= {word: len(known) + place for place, word in enumerate(new)}
            self._vectors = np.concatenate((known, vectors))
        return self._vectors[[self._met[word] for word in words]]

    def _told(self, features: Sequence[Sequence[tuple[int, float]]]) -> Vector:
        """Return per text or word what its features add to the scores, in units of ``scale``, and to the square."""
        all_of_them = [feature for those in features for feature in those]
        wanted = np.array([key for key, _weight in all_of_them], np.uint32)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = self.keys[places] == wanted
        of = np.repeat(np.arange(len(features)), [len(those) for those in features])[known]
        places = places[known]
        weighed = np.array([weight for _key, weight in all_of_them], np.float32)[known] * self.rarity[places]
        rows = np.column_stack((weighed[:, None] * self.rows[places], np.square(weighed)))
        return _sums(rows, np.bincount(of, minlength=len(features)))


def _sums(rows: Vector, counts: npt.ArrayLike) -> Vector:
    """Return the sum of the first ``counts[0]`` rows, of the next ``counts[1]`` and so on, each in the order of rows.

    The sum of a text depends on no other text.
    """
    lengths = np.asarray(counts, np.intp)
    sums = np.zeros((len(lengths), rows.shape[1]), np.float32)
    some = np.flatnonzero(lengths)
    if len(some):
        sums[some] = np.add.reduceat(rows, (np.cumsum(lengths) - lengths)[some], axis=0)
    return sums
