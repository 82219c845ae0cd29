"""A calendar: what happens in the year that a plan should mind (holidays, audits, moves, staff interviews)."""

from __future__ import annotations

from handleplan_batch.model import Event, ImporterName
from handleplan_batch.reading.importers.tabular import Field, Kind, ListImporter, Table


def _read(table: Table) -> None:
    for row in table:
        name, start, end = row.text("event"), row.period("start"), row.period("end")
        if not name:
            row.reject("event")
        elif start is None:
            row.reject("start")
        else:
            last = start[1] if end is None else end[1]
            if last < start[0]:
                row.problem("bad-date", "end")
                last = start[1]
            department = () if table.words.says("everybody", row.value("department")) else row.department()
            row.use(Event(name, start[0], last, department, row.where("event")))


CALENDAR = ListImporter(
    name=ImporterName.CALENDAR,
    fields=(
        Field("event", weight=2),
        Field("start", Kind.DATE, weight=3),
        Field("end", Kind.DATE, weight=2),
        Field("department", Kind.LABEL),
        Field("note"),
    ),
    needs=(("event",), ("start",)),
    read=_read,
    unlike=(
        (ImporterName.DISCUSSION, "discussion"),
        (ImporterName.INCIDENT, "description"),
        (ImporterName.INCIDENT, "type"),
        (ImporterName.ABSENCE, "percent"),
        (ImporterName.RISK_ASSESSMENT, "responsible"),
        (ImporterName.INSPECTION, "verdict"),
    ),
)
