"""A calendar: what happens in the year that a plan should mind (holidays, audits, moves, staff interviews)."""

from __future__ import annotations

from dataclasses import replace

from handleplan_batch.model import Event, ImporterName
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.absence import tells_absence
from handleplan_batch.reading.importers.cells import words_of
from handleplan_batch.reading.importers.lists import Field, Kind, ListImporter, Table, named_by


def _read(table: Table) -> None:
    for row in table:
        name = row.text("event") or row.text("name")
        start, end = row.period("start") or row.period("date"), row.period("end")
        if not name:
            row.reject("event" if "event" in table else "name")
        elif start is None:
            row.reject("start" if "start" in table else "date")
        else:
            last = start[1] if end is None else end[1]
            if last < start[0]:
                row.problem("bad-date", "end")
                last = start[1]
            row.use(Event(name, start[0], last, row.department(), row.where("event", "name")))


def _named(grid: Grid, context: Context) -> Match | None:
    """Claim a calendar that also names who is responsible (an årshjul), when its name says what it is."""
    claim = _YEARLY.identify(grid, context)
    words = words_of(context.catalogue)
    return claim if claim and words.named(CALENDAR.name, *named_by(grid, claim.header_row)) else None


CALENDAR = ListImporter(
    name=ImporterName.CALENDAR,
    fields=(
        Field("event", weight=2),
        Field("name"),
        Field("start", Kind.DATE, weight=3),
        Field("date", Kind.DATE),
        Field("end", Kind.DATE, weight=2),
        Field("department", Kind.LABEL),
        Field("note"),
    ),
    needs=(("event", "name"), ("start", "date")),
    read=_read,
    denied=tells_absence,
    layout=_named,
    unlike=(
        (ImporterName.PLAN, "tool"),
        (ImporterName.DISCUSSION, "decision"),
        (ImporterName.DISCUSSION, "goal"),
        (ImporterName.INCIDENT, "description"),
        (ImporterName.INCIDENT, "type"),
        (ImporterName.ABSENCE, "percent"),
        (ImporterName.RISK_ASSESSMENT, "responsible"),
        (ImporterName.INSPECTION, "verdict"),
    ),
)

_YEARLY = replace(
    CALENDAR,
    unlike=tuple(entry for entry in CALENDAR.unlike if entry[1] != "responsible"),
    layout=lambda _grid, _context: None,
)
