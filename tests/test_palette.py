"""The colours of what is handed out: readable, and told apart without colour vision and in grey print."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from handleplan_batch.palette import ACCENT, HEAD, HEAT, INK, MUTED, TOOL
from handleplan_batch.workbook.formats import _STYLES, LEVEL_COLOURS, STATE_COLOURS, SUGGESTION

WHITE = "#FFFFFF"
READABLE = 4.5
"""WCAG 2.2, 1.4.3 (AA) for text of any size."""


def linear(colour: str) -> tuple[float, float, float]:
    assert re.fullmatch("#[0-9A-F]{6}", colour), colour
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, 0–100: what is left of a colour in grey print, and about the same for all kinds of colour vision."""
    share = luminance(colour)
    return 116 * share ** (1 / 3) - 16 if share > 0.008856 else 903.3 * share


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        *((font, fill) for fill, font in LEVEL_COLOURS.values()),
        *((font, fill) for fill, font in STATE_COLOURS.values()),
        *((font, fill) for font in (INK, ACCENT, MUTED, SUGGESTION) for fill in (WHITE, TOOL)),
        *((INK, fill) for _score, fill in HEAT),
        (INK, HEAD),
        (WHITE, ACCENT),
        (str(_STYLES["group"]["font_color"]), str(_STYLES["group"]["bg_color"])),
        (MUTED, "#EEF0F1"),
    ],
)
def test_every_text_can_be_read_on_its_colour(font: str, fill: str) -> None:
    assert contrast(font, fill) >= READABLE


@pytest.mark.parametrize("colours", [LEVEL_COLOURS, STATE_COLOURS], ids=["levels", "states"])
def test_what_is_more_urgent_is_darker_also_in_grey(colours: dict[object, tuple[str, str]]) -> None:
    steps = [lightness(fill) for fill, _font in colours.values()]
    assert all(lighter - darker >= 1 for darker, lighter in pairwise(steps))
    assert steps[2] - steps[0] >= 30


def test_the_parts_of_the_progress_chart_differ_in_grey() -> None:
    steps = sorted(map(lightness, ("#2F6F8F", "#C5D9E3", "#8C2F2B")))
    assert all(lighter - darker >= 8 for darker, lighter in pairwise(steps))
