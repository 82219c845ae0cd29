"""What the words of a text point to, as learned from invented comments that people have placed (``training/``).

A linear model over the words of a text, their pieces of three to five letters (Bojanowski et al. 2017, "Enriching Word
Vectors with Subword Information"), pairs of neighbouring words, and the words that a denial reaches (Pang et al. 2002,
"Thumbs up?"), each known by its checksum. What the listed words of :mod:`theming` say of the text goes in beside them.
The table ships with the program: nothing is fetched, and the same text always gets the same answer.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handleplan_batch.model import Polarity

SIGNS = 25
"""Signs that the listed words give of the tone of a text."""
POLARITIES = (Polarity.PROBLEM, Polarity.POSITIVE, Polarity.AMBITION, Polarity.NEUTRAL)
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
"""Different words whose part in the answer is kept, before it is begun anew."""
_AT_ONCE = 500
"""Texts that are judged at a time."""
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


def of_listed(listed: Listed, theme_ids: Sequence[str]) -> Vector:
    """Return what the listed words say as a row of ``len(theme_ids) + 6 + SIGNS`` numbers."""
    row = np.zeros(len(theme_ids) + 6, np.float32)
    for place, theme_id in enumerate(listed.theme_ids):
        if theme_id in theme_ids:
            row[theme_ids.index(theme_id)] = _SIDE_THEME if place else _THEME
    row[len(theme_ids) + POLARITIES.index(listed.polarity)] = _TONE
    row[-2:] = (_THEME * listed.acute, 0 if listed.theme_ids else _NO_THEME)
    return np.concatenate((row, _SIGN * np.array(listed.signs, np.float32)))


def _key(feature: str) -> int:
    return zlib.crc32(feature.encode())


@dataclass(slots=True)
class Learned:
    """The table, and the words that it has met."""

    theme_ids: tuple[str, ...]
    keys: npt.NDArray[np.uint32]
    """The features that are known, in rising order."""
    rows: npt.NDArray[np.int8]
    """Features × (themes, tones, danger), in units of ``scale``."""
    scale: Vector
    rarity: Vector
    """Per feature the logarithm of how rare it is."""
    of_listed: Vector
    offset: Vector
    _met: dict[str, int] = field(default_factory=dict)
    """Words that were met, with their place in ``_vectors``."""
    _vectors: Vector = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """Per word what it adds to the scores, in units of ``scale``, and to the square of the text's length."""

    @classmethod
    @cache
    def shipped(cls) -> Learned:
        """Return the table that ships with the program."""
        with as_file(files("handleplan_batch") / "catalogue" / "learned.npz") as path, np.load(path) as stored:
            return cls(
                tuple(str(theme_id) for theme_id in stored["theme_ids"]),
                stored["keys"],
                stored["rows"],
                stored["scale"],
                stored["rarity"].astype(np.float32),
                stored["of_listed"],
                stored["offset"],
            )

    def knows(self, word: str) -> bool:
        """Whether several of the texts that were learned from hold the word, in small letters: it is no misspelling."""
        key = _key(f"<{word}>")
        place = int(np.searchsorted(self.keys, key))
        return place < len(self.keys) and int(self.keys[place]) == key

    def judge(self, texts: Sequence[str], listed: Sequence[Listed]) -> list[Judged]:
        """Return themes, tone and danger of each text; ``listed`` is what the lists say of each."""
        judged: list[Judged] = []
        for start in range(0, len(texts), _AT_ONCE):
            judged += self._judge(texts[start : start + _AT_ONCE], listed[start : start + _AT_ONCE])
        return judged

    def _judge(self, texts: Sequence[str], listed: Sequence[Listed]) -> Iterator[Judged]:
        found = [words_of(text) for text in texts]
        words = [word for those in found for word in those]
        of_words = self._of_words(words)
        neighbours = [list(of_neighbours(text, those)) for text, those in zip(texts, found, strict=True)]
        told = _sums(of_words, [len(those) for those in found])
        told += _sums(self._weighed(neighbours), [len(those) for those in neighbours])
        length = np.sqrt(np.where(told[:, -1:] > 0, told[:, -1:], 1))
        beside = np.array([of_listed(one, self.theme_ids) for one in listed])
        scores = told[:, :-1] * self.scale / length + beside @ self.of_listed + self.offset
        count = len(self.theme_ids)
        scores[:, count + POLARITIES.index(Polarity.POSITIVE)] -= _PRAISE
        for number, one in enumerate(listed):
            scores[number, count + POLARITIES.index(one.polarity)] += _CLOSE
        ranked = np.argsort(-scores[:, :count], kind="stable")[:, :_MOST_THEMES]
        tones = np.argmax(scores[:, count : count + len(POLARITIES)], axis=1)
        spoken = of_words[np.arange(len(words)), np.repeat(ranked[:, 0], [len(those) for those in found])].tolist()
        start = 0
        for number, those in enumerate(found):
            speaking = sorted(
                (-part, place)
                for place, part in enumerate(spoken[start : start + len(those)])
                if part > 0 and those[place].isalpha()
            )
            start += len(those)
            yield Judged(
                tuple((self.theme_ids[theme], float(scores[number, theme])) for theme in ranked[number].tolist()),
                POLARITIES[tones[number]],
                float(scores[number, -1]),
                tuple(dict.fromkeys(those[place] for _part, place in speaking))[:2],
            )

    def _of_words(self, words: Sequence[str]) -> Vector:
        """Return words × (scores, square of the length)."""
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
        new = list(dict.fromkeys(word for word in words if word not in self._met))
        if new or not self._met:
            features = [list(of_word(word)) for word in new]
            vectors = _sums(self._weighed(features), [len(those) for those in features])
            known = self._vectors[: len(self._met)] if self._met else vectors[:0]
            self._met |= {word: len(known) + place for place, word in enumerate(new)}
            self._vectors = np.concatenate((known, vectors))
        return self._vectors[[self._met[word] for word in words]]

    def _weighed(self, features: Iterable[Iterable[tuple[int, float]]]) -> Vector:
        """Return features × (what each adds to the scores, in units of ``scale``, and to the square of the length)."""
        all_of_them = [feature for those in features for feature in those]
        wanted = np.array([key for key, _weight in all_of_them], np.uint32)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = self.keys[places] == wanted
        weighed = np.array([weight for _key, weight in all_of_them], np.float32) * self.rarity[places] * known
        return np.column_stack((weighed[:, None] * self.rows[places], np.square(weighed)))


def _sums(rows: Vector, counts: Sequence[int]) -> Vector:
    """Return the sum of the first ``counts[0]`` rows, of the next ``counts[1]`` and so on, each in the order of rows.

    The sum of a text depends on no other text.
    """
    sums = np.zeros((len(counts), rows.shape[1]), np.float32)
    some = np.flatnonzero(counts)
    if len(some):
        ends = np.cumsum(counts, dtype=np.intp)
        sums[some] = np.add.reduceat(rows, (ends - np.array(counts, np.intp))[some], axis=0)
    return sums
