"""What the words of a text point to, as learned from invented comments that people have placed (``training/``).

What the listed words of :mod:`theming` say of the text goes in beside its words. A linear model tells themes, tone and
danger; a small network, which sees what words mean together, has its say too, and of themes the greater one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakValueDictionary

import numpy as np

from handleplan_batch.catalogue.learned import Arrays, Features, Table, Vector, stored
from handleplan_batch.model import Polarity

SIGNS = 25
"""Signs that the listed words give of the tone of a text."""
POLARITIES = (Polarity.PROBLEM, Polarity.POSITIVE, Polarity.AMBITION, Polarity.NEUTRAL)
_THEME, _SIDE_THEME, _TONE, _NO_THEME = 0.8, 0.56, 0.4, 0.4
"""Weights of what the listed words say, on the scale of a text of length 1."""
_SIGN = 0.4
"""Weight of a sign of the listed words, on the same scale."""
_CLOSE = 0.1
"""How far the tone that the listed words say may be behind another and still be taken: a complaint in few words, which
they know ("god tone, men alt for travlt"), is not to be taken for praise."""
_PRAISE = 0.2
"""How far praise must be ahead of another tone: a complaint taken for praise is lost, the other way round it is read.
Of writers left out it takes 24 instead of 34 of 1,000 complaints for praise, and 3 of 1,000 more tones are wrong."""
_TONES = slice(-1 - len(POLARITIES), -1)
"""The columns of the tones; the themes are before them, the danger is behind."""
_THEME_SAYS, _TONE_SAYS, _DANGER_SAYS = 2.5, 1.5, 1.0
"""Weights of what the network says, 0 to 1, beside the linear model's -1 to 1; chosen on writers left out."""
_MOST_THEMES = 3
"""Themes that a text is given, at most."""
_AT_ONCE = 500
"""Texts that are judged at a time."""


class Listed(NamedTuple):
    """What the listed words say of a text."""

    theme_ids: tuple[str, ...]
    polarity: Polarity
    acute: bool
    signs: tuple[int, ...] = (0,) * SIGNS
    """How often each tone is met (2 at most), and what else tells of the tone of the text."""


class Judged(NamedTuple):
    """What the models say of a text."""

    themes: tuple[tuple[str, float], ...]
    """Theme id and score of the three with the highest, highest first; from about -1 (no) to 3.5 (yes)."""
    polarity: Polarity
    acute: float
    """From about -1 (no) to 2 (yes)."""
    words: tuple[str, ...]
    """The words that speak most for the first theme, at most two."""


def of_listed(listed: Listed, theme_ids: Sequence[str]) -> Vector:
    """Return what the listed words say as a row of ``len(theme_ids) + 6 + SIGNS`` numbers."""
    row = np.zeros(len(theme_ids) + 6, np.float32)
    for place, theme_id in enumerate(listed.theme_ids):
        if theme_id in theme_ids:
            row[theme_ids.index(theme_id)] = _SIDE_THEME if place else _THEME
    row[len(theme_ids) + POLARITIES.index(listed.polarity)] = _TONE
    row[-2:] = (_THEME * listed.acute, 0 if listed.theme_ids else _NO_THEME)
    return np.concatenate((row, _SIGN * np.array(listed.signs, np.float32)))


@dataclass(frozen=True, slots=True)
class Network:
    """A network with one hidden layer: words, their pieces and neighbours -> units -> themes, tones and danger."""

    table: Table
    """Features × units."""
    weights: Vector
    """Units × columns."""
    offset: Vector

    @classmethod
    def of(cls, arrays: Arrays) -> Network:
        """Return the network in the stored arrays whose names begin with ``units_``."""
        table = {name.removeprefix("units_"): array for name, array in arrays.items() if name.startswith("units_")}
        return cls(Table.of(table), table["weights"], table["columns_offset"])

    def judge(self, texts: Sequence[Features]) -> Vector:
        """Return texts × columns: how likely each theme, each tone (they sum to 1) and a danger is, from 0 to 1."""
        said = np.maximum(self.table.scores(texts)[0], 0) @ self.weights + self.offset
        likely = 1 / (1 + np.exp(-said))
        tones = np.exp(said[:, _TONES] - said[:, _TONES].max(axis=1, keepdims=True))
        likely[:, _TONES] = tones / tones.sum(axis=1, keepdims=True)
        return np.asarray(likely, np.float32)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Learned:
    """What was learned of themes, tones and danger, the columns of the ``table`` in this order."""

    theme_ids: tuple[str, ...]
    table: Table
    of_listed: Vector
    """What the listed words say × columns."""
    network: Network

    @classmethod
    def shipped(cls) -> Learned:
        """Return what ships with the program: what is in use, if any, since it takes much memory."""
        learned = _IN_USE.get("learned")
        if learned is None:
            learned = _IN_USE["learned"] = cls.of(stored("learned"))
        return learned

    @classmethod
    def of(cls, arrays: Arrays) -> Learned:
        """Return what is in stored arrays."""
        theme_ids = tuple(map(str, arrays["theme_ids"]))
        return cls(theme_ids, Table.of(arrays), arrays["of_listed"], Network.of(arrays))

    def judge(self, texts: Sequence[str], listed: Sequence[Listed]) -> list[Judged]:
        """Return themes, tone and danger of each text; ``listed`` is what the lists say of each."""
        judged: list[Judged] = []
        for start in range(0, len(texts), _AT_ONCE):
            judged += self._judge(texts[start : start + _AT_ONCE], listed[start : start + _AT_ONCE])
        return judged

    def _judge(self, texts: Sequence[str], listed: Sequence[Listed]) -> Iterator[Judged]:
        found = [Features.of(text) for text in texts]
        scores, of_words = self.table.scores(found)
        beside = np.array([of_listed(one, self.theme_ids) for one in listed])
        scores += beside @ self.of_listed
        count = len(self.theme_ids)
        says = np.repeat([_THEME_SAYS, _TONE_SAYS, _DANGER_SAYS], [count, len(POLARITIES), 1]).astype(np.float32)
        scores += says * self.network.judge(found)
        scores[:, count + POLARITIES.index(Polarity.POSITIVE)] -= _PRAISE
        for number, one in enumerate(listed):
            scores[number, count + POLARITIES.index(one.polarity)] += _CLOSE
        ranked = np.argsort(-scores[:, :count], kind="stable")[:, :_MOST_THEMES]
        tones = np.argmax(scores[:, _TONES], axis=1)
        spoken = of_words[np.arange(len(of_words)), np.repeat(ranked[:, 0], [len(one.words) for one in found])].tolist()
        start = 0
        for number, (those, _neighbours) in enumerate(found):
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


_IN_USE: WeakValueDictionary[str, Learned] = WeakValueDictionary()
"""Held by those who place texts alone, as they are themselves (:func:`theming.theming_of`)."""
