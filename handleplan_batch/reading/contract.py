"""What every importer of a layout answers: is this sheet yours, and what does it hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import Codebook, ImporterName, Reading
from handleplan_batch.reading.grid import Grid


@dataclass(frozen=True, slots=True)
class Context:
    """What reading may consult. Can be pickled, like all that goes to a worker."""

    catalogue: Catalogue
    directions: Mapping[str, str] = field(default_factory=dict)
    """Question text -> its best answer, as the user's settings have it."""
    themes: Mapping[str, str] = field(default_factory=dict)
    """Question text -> theme id, likewise."""
    codebooks: tuple[Codebook, ...] = ()
    """What lies beside the file, or in another sheet of it."""
    beside: tuple[Grid, ...] = ()
    """Sheets of the file at hand that hold no data of their own: they may explain what stands in the others."""
    elsewhere: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Question text, as :func:`same_text` gives it -> the answers, each time it was asked, of this and other files."""
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """To try on encrypted files, in order."""
    decisions: tuple[SheetDecision, ...] = ()
    """What the user's mapping says of sheets; of several on one sheet the first counts."""
    decision: SheetDecision | None = None
    """That on the table at hand."""
    today: date | None = None
    """The day of the plan, which tells what is overdue; without it nothing is."""


@dataclass(frozen=True, slots=True)
class Match:
    """An importer's claim to a sheet."""

    importer: ImporterName
    header_row: int
    """0-based row of the (lowest) header line."""
    columns: Mapping[str, tuple[int, ...]]
    """Field -> 0-based columns, left to right."""
    strength: float
    """0–1: the share of what would make this layout certain. The strongest claim wins."""
    found: object = field(default=None, compare=False, repr=False)
    """What the importer worked out of the sheet and its ``extract`` would have to work out again."""


class Importer(Protocol):
    """A layout. ``identify`` looks at no more than it needs; ``extract`` accounts for every row below the header."""

    name: ImporterName

    def identify(self, grid: Grid, context: Context, /) -> Match | None:
        """Return the claim to this sheet, or None."""
        ...

    def extract(self, grid: Grid, match: Match, context: Context, /) -> Reading:
        """Return what the sheet holds, with one :class:`SheetEntry` whose rows add up (``sha256`` is filled later)."""
        ...
