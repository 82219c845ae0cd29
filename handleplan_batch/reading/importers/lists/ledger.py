"""What became of each row of a list, and what a person is told of it: no row disappears."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.language import N_, _
from handleplan_batch.model import (
    CellRef,
    ColumnUse,
    Department,
    Event,
    Finding,
    ImporterName,
    Problem,
    Reading,
    SheetEntry,
)
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.scrub import Scrubbed, scrub, without_names

PERSON = "person"
"""The field of a column that names persons, of which nothing is read."""
Record = Finding | Department | Event


class Reason(Enum):
    """Why rows are rightly not used; completes "{count} rows were not used: {reason}"."""

    PLACEHOLDER = N_("they are numbered but otherwise empty")
    TOTAL = N_("they are totals or means")
    HEADER = N_("they repeat the headers")
    EXAMPLE = N_("they are examples")
    HEADING = N_("they are headings without content")
    CONTINUED = N_("they go on with the row above and were read with it")
    EARLIER = N_("they are an earlier version of the list, and a later one stands in the sheet")
    OUTSIDE = N_("they do not belong to the list (a legend, a matrix or notes beside or below it)")
    NOTHING = N_("they say that there is nothing to report")
    MEETING = N_("they are about the meeting itself")
    IN_ORDER = N_("they were checked and found in order")
    NOT_ASSESSED = N_("they were not assessed or are not relevant")
    DROPPED = N_("their status says that they were cancelled")
    ARCHIVED = N_("they were archived in the tool that they come from, and nothing says that they are done")
    COUNTS = N_("they count incidents and do not tell of each")
    NO_FIGURES = N_("they hold no figures")
    OTHER_FIGURES = N_("they are key figures of something else")
    SUMMED = N_("they were added up with the others of their department")
    ADDED = N_("they were added up with the others")
    PAST = N_("they are of earlier years than the last")
    REPEATED = N_("they stand on another sheet of the file too")
    NO_SICKNESS = N_("they are absence of another kind than sickness (such as leave, holiday or a child's illness)")


def content_id(source: str, *content: str) -> str:
    """Return an id made of what a record says, not of where it stands: the same in the next file and the next run."""
    digest = hashlib.blake2s("\x1f".join((source, *content)).encode(), digest_size=5).hexdigest()
    return f"{source}-{digest}"


class Ledger:
    """The account of a list's rows: each is used, set aside with a reason, or rejected with a problem."""

    def __init__(self, grid: Grid, catalogue: Catalogue) -> None:
        """Open the account of a sheet."""
        self._grid, self._catalogue = grid, catalogue
        self._used: list[tuple[Record, ...]] = []
        self._checked: dict[tuple[Value, ...], Finding] = {}
        self._problems: list[Problem] = []
        self._aside: dict[Reason, list[int]] = {}
        self._rejected = 0
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._scrubbed: dict[tuple[int, str], int] = {}
        self._cleaned: dict[tuple[str, bool, frozenset[str]], Scrubbed] = {}

    def problem(self, code: str, where: CellRef, **values: str) -> None:
        """Report something about the sheet, once."""
        problem = Problem(code, where, values)
        if problem not in self._problems[-8:]:  # several findings of a row read the same cells
            self._problems.append(problem)

    def take(self, records: Sequence[Record], said: str | Sequence[str] | None, department: CellRef) -> None:
        """Enter a row's records; findings get their ids here, where duplicates are known.

        ``said`` is what all of them say, or each, when it is not the text; ``department`` is the cell that names the
        department, so that an unknown one can be pointed at.
        """
        named: list[Record] = []
        each = [said] * len(records) if isinstance(said, str | None) else said
        for record, own in zip(records, each, strict=True):
            if isinstance(record, Finding):
                content = (
                    *record.department,
                    record.text if own is None else own,
                    record.place,
                    "" if record.observed_on is None else record.observed_on.isoformat(),
                )
                self._seen[content] += 1
                ordinal = "" if self._seen[content] == 1 else str(self._seen[content])
                identity = content_id(record.source, *content, ordinal)
                named.append(replace(record, id=identity, department_where=department))
            else:
                named.append(record)
        self._used.append(tuple(named))

    def set_aside(self, index: int, reason: Reason) -> None:
        """Enter a row that is rightly not used."""
        self._aside.setdefault(reason, []).append(index)

    def rows_aside(self, reason: Reason) -> Sequence[int]:
        """Return the rows that were set aside for a reason."""
        return self._aside.get(reason, ())

    def check(self, place: tuple[Value, ...], checked: Callable[[], Finding]) -> None:
        """Enter that all is in order where it was looked; once for each place and day."""
        if place not in self._checked:
            self._checked[place] = checked()

    def reject(self) -> None:
        """Enter a row that could not be used; the caller has reported why."""
        self._rejected += 1

    def clean(self, text: str, index: int, *, addresses: bool = True, names: frozenset[str] = frozenset()) -> str:
        """Return free text of a row without personal data; what was taken out counts once, however often it is read.

        ``names`` are those of the persons whom the row names.
        """
        said = (text, addresses, names)
        if said not in self._cleaned:
            cleaned, count = scrub(text, self._catalogue, addresses=addresses)
            cleaned, more = without_names(cleaned, names)
            self._cleaned[said] = Scrubbed(cleaned, count + more)
        cleaned, self._scrubbed[index, text] = self._cleaned[said]
        return cleaned

    def reading(
        self, importer: ImporterName, header_row: int, headers: Mapping[str, str], uses: Sequence[ColumnUse]
    ) -> Reading:
        """Return all that was read, with the account of the rows.

        ``headers`` are those of the fields; ``uses`` what each column was read as, field by field.
        """
        grid = self._grid
        for reason, rows in self._aside.items():
            self.problem("row-set-aside", grid.ref(rows[0]), count=str(len(rows)), reason=_(reason.value))
        if personal := [use for use in uses if use.role == PERSON]:
            names = ", ".join(f"«{use.header}»" for use in personal)
            self.problem("personal-columns", grid.ref(header_row, personal[0].column - 1), columns=names)
        if removed := sum(self._scrubbed.values()):
            self.problem("personal-data", CellRef(grid.file, grid.sheet), count=str(removed))
        if not self._used and not self._rejected:
            self.problem("no-rows", CellRef(grid.file, grid.sheet))
        aside = sum(map(len, self._aside.values()))
        entry = SheetEntry(
            file=grid.file,
            sheet=grid.sheet,
            importer=importer,
            header_row=grid.ref(header_row).row,
            rows_read=len(self._used) + aside + self._rejected,
            rows_used=len(self._used),
            rows_set_aside=aside,
            rows_rejected=self._rejected,
            columns=headers,
            uses=tuple(sorted(uses, key=lambda use: use.column)),
        )
        records = [record for used in self._used for record in used]
        return Reading(
            sheets=(entry,),
            findings=tuple(record for record in records if isinstance(record, Finding)),
            departments=tuple(record for record in records if isinstance(record, Department)),
            events=tuple(record for record in records if isinstance(record, Event)),
            checked=tuple(self._checked.values()),
            problems=tuple(self._problems),
        )
