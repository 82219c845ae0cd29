"""What a paper consists of, from top to bottom; how it looks in Word is the business of ``document``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; those of the first level are what the paper consists of."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    quiet: bool = False
    """Whether it only explains what stands above."""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short texts."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; an empty one is to be filled in by hand or in Word."""

    text: str = ""
    below: str = ""
    """What stands under it in small."""
    score: float | None = None
    """0–100, 100 best, which gives the cell its colour."""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row that is repeated on each page; without heads its first column is its heads."""

    about: str
    """What it shows, for those who cannot see it."""
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """The last cell of a row that is shorter than the others goes on to the edge; a row of one cell is a heading."""
    widths: tuple[float, ...]
    """Per column, in cm; 17 in all."""
    to_fill_in: bool = False
    room: float = 0.0
    """Least height of a row, in cm."""
    narrow: bool = False
    """Whether all but its first column hold short figures, in the middle."""


Block = Heading | Paragraph | Points | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper says, from top to bottom."""

    title: str
    organisation: str
    language: str
    made_on: date
    """Date of the plan."""
    blocks: tuple[Block, ...]
    dense: bool = False
    """Whether each page is full and its own: narrow margins, small letters, and no title above the first."""
