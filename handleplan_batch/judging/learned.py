"""What the words of a text point to, as learned from invented comments that people have placed (``training/``).

What the listed words of :mod:`theming` say of the text goes in beside its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from handleplan_batch.catalogue.learned import Table, Vector, stored
from handleplan_batch.model import Polarity

SIGNS = 25
"""Signs that the listed words give of the tone of a text."""
POLARITIES = (Polarity.PROBLEM, Polarity.POSITIVE, Polarity.AMBITION, Polarity.NEUTRAL)
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
    """What the model says of a text; scores run from about -1 (no) to 1 (yes)."""

    themes: tuple[tuple[str, float], ...]
    """Theme id and score of the three with the highest, highest first."""
    polarity: Polarity
    acute: float
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
class Learned:
    """What was learned of themes, tones and danger, the columns of the ``table`` in this order."""

    theme_ids: tuple[str, ...]
    table: Table
    of_listed: Vector
    """What the listed words say × columns."""

    @classmethod
    @cache
    def shipped(cls) -> Learned:
        """Return what ships with the program."""
        arrays = stored("learned")
        return cls(tuple(map(str, arrays["theme_ids"])), Table.of(arrays), arrays["of_listed"])

    def judge(self, texts: Sequence[str], listed: Sequence[Listed]) -> list[Judged]:
        """Return themes, tone and danger of each text; ``listed`` is what the lists say of each."""
        judged: list[Judged] = []
        for start in range(0, len(texts), _AT_ONCE):
            judged += self._judge(texts[start : start + _AT_ONCE], listed[start : start + _AT_ONCE])
        return judged

    def _judge(self, texts: Sequence[str], listed: Sequence[Listed]) -> Iterator[Judged]:
        scores, found, of_words = self.table.scores(texts)
        beside = np.array([of_listed(one, self.theme_ids) for one in listed])
        scores += beside @ self.of_listed
        count = len(self.theme_ids)
        scores[:, count + POLARITIES.index(Polarity.POSITIVE)] -= _PRAISE
        for number, one in enumerate(listed):
            scores[number, count + POLARITIES.index(one.polarity)] += _CLOSE
        ranked = np.argsort(-scores[:, :count], kind="stable")[:, :_MOST_THEMES]
        tones = np.argmax(scores[:, count : count + len(POLARITIES)], axis=1)
        spoken = of_words[np.arange(len(of_words)), np.repeat(ranked[:, 0], [len(those) for those in found])].tolist()
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
