"""The colour of a cell as a rating: red, orange, yellow and green, as in traffic lights."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping, Sequence

_LEAST_SATURATION, _LEAST_VALUE = 0.12, 0.3
"""Below these a colour is white, grey or black to the eye."""
_PURE_YELLOW = 52
"""Hue (degrees) from which yellow cannot be taken for orange; Excel's own orange and many a yellow are about 45."""


def traffic_lights(
    fills: Mapping[tuple[int, int], str], columns: Sequence[int], rows: Iterable[int]
) -> Mapping[tuple[int, int], str]:
    """Return cells -> ``red``, ``orange``, ``yellow`` or ``green``; other colours (blue, grey, white) are left out.

    A colour between orange and yellow is orange where the same columns hold a pure yellow too, else yellow.
    """
    hues = {
        (row, column): hue
        for row in rows
        for column in columns
        if (fill := fills.get((row, column))) is not None and (hue := _hue(fill)) is not None
    }
    pure = any(_PURE_YELLOW <= hue < 70 for hue in hues.values())
    named = {cell: _name(hue, pure) for cell, hue in hues.items()}
    return {cell: name for cell, name in named.items() if name}


def _hue(fill: str) -> float | None:
    """Return the hue of RRGGBB in degrees, None for what looks white, grey or black."""
    try:
        red, green, blue = (int(fill[start : start + 2], 16) / 255 for start in (0, 2, 4))
    except ValueError:
        return None
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    return None if saturation < _LEAST_SATURATION or value < _LEAST_VALUE else 360 * hue


def _name(hue: float, pure_yellow: bool) -> str:
    if hue < 18 or hue >= 335:
        return "red"
    if hue < (_PURE_YELLOW if pure_yellow else 41):
        return "orange"
    if hue < 70:
        return "yellow"
    return "green" if hue < 170 else ""
