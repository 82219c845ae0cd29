"""What the parts of a workbook tell about a sheet beside its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Place = tuple[int, int]
"""0-based row and column."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was found out about one sheet."""

    errors: Mapping[Place, str] = field(default_factory=dict)
    """Cells that hold an error."""
    uncomputed: Sequence[Place] = ()
    """Formulas of which the file holds no result, because no spreadsheet program has computed them."""
    struck: Sequence[Place] = ()
    """Cells with a line through all of their text."""
    struck_parts: Sequence[Place] = ()
    """Cells with a line through a part of their text."""
    merged: Sequence[tuple[int, int, int, int]] = ()
    """Merged cells, where calamine does not tell them."""
    fills: Callable[[], Mapping[Place, str]] = dict
