"""Figures with their uncertainty."""

from __future__ import annotations

from math import sqrt

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
