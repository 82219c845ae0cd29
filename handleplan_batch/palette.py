"""The colours of what is handed out, the same in Excel and in Word."""

from __future__ import annotations

ACCENT = "#1F5C7A"
INK = "#1B2A33"
MUTED = "#5F6C75"
LINE = "#D5DBDF"
BAR = "#3E7C99"
HEAD = "#DFE5E8"
TOOL = "#F3F5F6"

HEAT = ((20, "#D08A5C"), (60, "#F7F4EE"), (90, "#6BA6C2"))
"""Scores with their fill, from the worst to the best; orange to blue by way of white, for colour-blind readers."""
