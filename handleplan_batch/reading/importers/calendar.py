"""A calendar: what happens in the year that a plan should mind (holidays, audits, moves, staff interviews)."""

from __future__ import annotations

from handleplan_batch.model import Event, ImporterName
from handleplan_batch.reading.importers.tabular import Field, Kind, ListImporter, Table


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
            department = () if table.words.says("everybody", row.value("department")) else row.department()
            row.use(Event(name, start[0], last, department, row.where("event", "name")))


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
    unlike=(
        (ImporterName.DISCUSSION, "decision"),
        (ImporterName.DISCUSSION, "goal"),
        (ImporterName.INCIDENT, "description"),
        (ImporterName.INCIDENT, "type"),
        (ImporterName.ABSENCE, "percent"),
        (ImporterName.RISK_ASSESSMENT, "responsible"),
        (ImporterName.INSPECTION, "verdict"),
    ),
)
