"""What the words of a text point to, as learned from invented comments that people have placed (``training/``).

A linear model over the words of a text, their pieces of three to five letters, and pairs of neighbouring words, hashed
into a table of fixed size (Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning"; pieces of
words as in Bojanowski et al. 2017, "Enriching Word Vectors with Subword Information"). What the listed words of
:mod:`theming` say of the text goes in beside them. The table ships with the program: nothing is fetched, and the same
text always gets the same answer.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handleplan_batch.model import Polarity

BUCKETS = 1 << 17
"""Rows of the table."""
SIGNS = 25
"""Signs that the listed words give of the tone of a text."""
POLARITIES = (Polarity.PROBLEM, Polarity.POSITIVE, Polarity.AMBITION, Polarity.NEUTRAL)
_PIECES = range(3, 6)
"""Letters of a piece of a word, its ends marked."""
_PAIR = 0.7
"""Weight of a pair of neighbouring words; a whole word has 1, its pieces share 1."""
_THEME, _SIDE_THEME, _TONE, _NO_THEME = 0.8, 0.56, 0.4, 0.4
"""Weights of what the listed words say, on the scale of a text of length 1."""
_SIGN = 0.4
"""Weight of a sign of the listed words, on the same scale."""
_CLOSE = 0.2
"""How far the tone that the listed words say may be behind another and still be taken: a complaint in few words, which
they know ("god tone, men alt for travlt"), is not to be taken for praise."""
_PRAISE = 0.2
"""How far praise must be ahead of another tone: a complaint taken for praise is lost, the other way round it is read.
Of writers left out it takes 24 instead of 34 of 1,000 complaints for praise, and 3 of 1,000 more tones are wrong."""
_MOST_THEMES = 3
"""Themes that a text is given, at most."""
_REMEMBERED = 50_000
"""Different words whose part in the answer is kept, at most."""
_WORD = re.compile(r"\w+|\?")

Vector = npt.NDArray[np.float32]


class Listed(NamedTuple):
    """What the listed words say of a text."""

    theme_ids: tuple[str, ...]
    polarity: Polarity
    acute: bool
    signs: tuple[int, ...] = (0,) * SIGNS
    """How often each tone is met (2 at most), and what else tells of the tone of the text."""


class Judged(NamedTuple):
    """What the model says of a text; scores run from about -1 (no) to 1 (yes)."""

    themes: tuple[tuple[str, float], ...]
    """Theme id and score of the three with the highest, highest first."""
    polarity: Polarity
    acute: float
    words: tuple[str, ...]
    """The words that speak most for the first theme, at most two."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower-case, and its question marks."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def of_word(word: str) -> Iterator[tuple[int, float]]:
    """Yield bucket and weight of a word and its pieces."""
    marked = f"<{word}>"
    pieces = {marked[start : start + size] for size in _PIECES for start in range(len(marked) - size + 1)} - {marked}
    yield _bucket(marked), 1.0
    for piece in sorted(pieces):
        yield _bucket(piece), 1 / sqrt(len(pieces) + 1)


def of_pairs(words: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield bucket and weight of each pair of neighbouring words."""
    for before, word in pairwise(words):
        yield _bucket(f"{before} {word}"), _PAIR


def of_listed(listed: Listed, theme_ids: Sequence[str]) -> Vector:
    """Return what the listed words say as a row of ``len(theme_ids) + 6 + SIGNS`` numbers."""
    row = np.zeros(len(theme_ids) + 6, np.float32)
    for place, theme_id in enumerate(listed.theme_ids):
        if theme_id in theme_ids:
            row[theme_ids.index(theme_id)] = _SIDE_THEME if place else _THEME
    row[len(theme_ids) + POLARITIES.index(listed.polarity)] = _TONE
    row[-2:] = (_THEME * listed.acute, 0 if listed.theme_ids else _NO_THEME)
    return np.concatenate((row, _SIGN * np.array(listed.signs, np.float32)))


def _bucket(feature: str) -> int:
    return zlib.crc32(feature.encode()) % BUCKETS


@dataclass(slots=True)
class Learned:
    """The table, and the words that it has met."""

    theme_ids: tuple[str, ...]
    rows: npt.NDArray[np.int8]
    """Buckets × (themes, tones, danger), in units of ``scale``."""
    scale: Vector
    rarity: Vector
    """Per bucket the logarithm of how rare it is."""
    of_listed: Vector
    offset: Vector
    _met: dict[str, tuple[Vector, float]]

    @classmethod
    @cache
    def shipped(cls) -> Learned:
        """Return the table that ships with the program."""
        with as_file(files("handleplan_batch") / "catalogue" / "learned.npz") as path, np.load(path) as stored:
            return cls(
                tuple(str(theme_id) for theme_id in stored["theme_ids"]),
                stored["rows"],
                stored["scale"],
                stored["rarity"].astype(np.float32),
                stored["of_listed"],
                stored["offset"],
                {},
            )

    def judge(self, text: str, listed: Listed) -> Judged:
        """Return themes, tone and danger of a text."""
        words = words_of(text)
        parts = [self._word(word) for word in words]
        vectors = np.array([vector for vector, _square in parts] or [np.zeros_like(self.offset)])
        told, length = vectors.sum(axis=0), sum(square for _vector, square in parts)
        if len(words) > 1:
            vector, square = self._sum(of_pairs(words))
            told, length = told + vector, length + square
        scores = (
            told * self.scale / sqrt(length or 1.0) + of_listed(listed, self.theme_ids) @ self.of_listed + self.offset
        )
        count = len(self.theme_ids)
        scores[count + POLARITIES.index(listed.polarity)] += _CLOSE
        scores[count + POLARITIES.index(Polarity.POSITIVE)] -= _PRAISE
        ranked = np.argsort(-scores[:count], kind="stable")[:_MOST_THEMES].tolist()
        spoken = vectors[:, ranked[0]]
        speaking = (
            [words[place] for place in np.argsort(-spoken, kind="stable").tolist() if spoken[place] > 0]
            if words
            else []
        )
        return Judged(
            tuple((self.theme_ids[number], float(scores[number])) for number in ranked),
            POLARITIES[int(np.argmax(scores[count : count + len(POLARITIES)]))],
            float(scores[-1]),
            tuple(dict.fromkeys(word for word in speaking if word.isalpha()))[:2],
        )

    def _word(self, word: str) -> tuple[Vector, float]:
        met = self._met.get(word)
        if met is None:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            met = self._met[word] = self._sum(of_word(word))
        return met

    def _sum(self, features: Iterable[tuple[int, float]]) -> tuple[Vector, float]:
        """Return what the features add to the scores, and to the square of the text's length."""
        buckets, weights = zip(*features, strict=True)
        rows = list(buckets)
        weighed = np.array(weights, np.float32) * self.rarity[rows]
        return np.asarray(weighed @ self.rows[rows].astype(np.float32), np.float32), float(weighed @ weighed)
