"""Figures with their uncertainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import atanh, erfc, sqrt, tanh
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
    pairs together the share of changes that are chance is held at ``false_discoveries``.
    """
    if not pairs:
        return []
    import numpy as np
    from scipy.stats import hypergeom

    persons = np.array([min(pair.persons_before, pair.persons) for pair in pairs])
    before = np.rint(np.array([pair.before for pair in pairs]) * persons)
    now = np.rint(np.array([pair.now for pair in pairs]) * persons)
    tables = hypergeom(2 * persons, before + now, persons)
    tails = np.minimum(tables.cdf(now), tables.sf(now - 1))
    return discoveries(np.minimum(1.0, 2 * tails).tolist(), false_discoveries)


def discoveries(chances: Sequence[float], share: float) -> list[bool]:
    """Return for each of many probabilities of mere chance whether it is told, so that at most a ``share`` are chance.

    The procedure of Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289–300. Here, so that
    a run without an earlier plan need not wait for scipy.
    """
    ranked = enumerate(sorted(chances), start=1)
    limit = max((chance for rank, chance in ranked if chance <= share * rank / len(chances)), default=-1.0)
    return [chance <= limit for chance in chances]


class Correlation(NamedTuple):
    """How closely two answers of the same persons go together."""

    value: float
    """Spearman's rank correlation, -1 to 1."""
    low: float
    """95 % interval."""
    high: float
    chance: float
    """Probability of a value as far from 0 where the answers have nothing to do with one another."""


def correlated(counts: Mapping[tuple[float, float], int]) -> Correlation:
    """Return how closely two scores go together, by how many persons (4 or more) have each two; each must vary.

    Spearman's correlation of ranks, equal scores sharing theirs: only the order of the answers counts, not how far they
    are from one another. Its interval is that of Bonett and Wright (2000), Psychometrika 65:23–28. Where the answers
    have nothing to do with one another its variance is just 1 / (n - 1), whatever answers are shared, and it is nearly
    normal for so many persons.
    """
    persons = sum(counts.values())
    first, second = (_ranks(counts, side) for side in (0, 1))
    middle = (persons + 1) / 2
    products = sum(n * (first[a] - middle) * (second[b] - middle) for (a, b), n in sorted(counts.items()))
    spreads = [
        sum(n * (ranks[pair[side]] - middle) ** 2 for pair, n in sorted(counts.items()))
        for side, ranks in enumerate((first, second))
    ]
    value = max(-1.0, min(1.0, products / sqrt(spreads[0] * spreads[1])))
    chance = erfc(abs(value) * sqrt(persons - 1) / sqrt(2))
    if abs(value) > 1 - 1e-9:
        return Correlation(value, value, value, chance)
    half = Z_95 * sqrt((1 + value * value / 2) / (persons - 3))
    return Correlation(value, tanh(atanh(value) - half), tanh(atanh(value) + half), chance)


def _ranks(counts: Mapping[tuple[float, float], int], side: int) -> dict[float, float]:
    """Return per score the rank of those who have it, the mean of theirs; 1 is the lowest."""
    persons: dict[float, int] = {}
    for pair, n in counts.items():
        persons[pair[side]] = persons.get(pair[side], 0) + n
    ranks, below = {}, 0
    for score in sorted(persons):
        ranks[score] = below + (persons[score] + 1) / 2
        below += persons[score]
    return ranks
