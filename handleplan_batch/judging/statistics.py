"""Figures with their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

Z_95 = 1.959963984540054
"""Quantile of the normal distribution for a two-sided interval of 95 %."""


def wilson_interval(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval, 0–1, for a share of ``count`` out of ``total`` persons (``total`` above 0).

    The score interval of Wilson (1927), Journal of the American Statistical Association 22:209–212, which stays inside
    0–1 and holds its level for small groups, unlike the textbook interval.
    """
    share, z2 = count / total, Z_95 * Z_95
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z_95 * sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, middle - half), min(1.0, middle + half)


class Pair(NamedTuple):
    """The same share measured twice."""

    before: float
    """0–1."""
    persons_before: int
    now: float
    persons: int


def beyond_chance(pairs: Sequence[Pair], false_discoveries: float) -> list[bool]:
    """Return for each pair whether the share has changed by more than chance explains.

    Two-sided exact test of Fisher (twice the smaller tail), both times as if the smaller number of persons had
    answered: those who answered twice are counted as if they were others, which makes the test careful. Over all
    pairs together the share of changes that are chance is held at ``false_discoveries``: the procedure of Benjamini
    and Hochberg (1995), Journal of the Royal Statistical Society B 57:289–300.
    """
    if not pairs:
        return []
    import numpy as np
    from scipy.stats import false_discovery_control, hypergeom

    persons = np.array([min(pair.persons_before, pair.persons) for pair in pairs])
    before = np.rint(np.array([pair.before for pair in pairs]) * persons)
    now = np.rint(np.array([pair.now for pair in pairs]) * persons)
    tables = hypergeom(2 * persons, before + now, persons)
    tails = np.minimum(tables.cdf(now), tables.sf(now - 1))
    return [bool(p <= false_discoveries) for p in false_discovery_control(np.minimum(1.0, 2 * tails))]
