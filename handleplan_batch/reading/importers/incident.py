"""Accidents, near misses and violence. Columns that can identify persons are named and never read."""

from __future__ import annotations

from dataclasses import dataclass

from handleplan_batch.model import Finding, ImporterName, SourceKind
from handleplan_batch.reading.importers.cells import parse_number
from handleplan_batch.reading.importers.tabular import Field, Kind, ListImporter, Reason, Row, Table

_TELLING = ("description", "injury", "body_part", "activity", "cause", "type")
"""Columns that say what happened; without a description the others are joined."""


@dataclass(frozen=True, slots=True)
class _What:
    """What happened, and the column that says it."""

    text: str
    column: str


def _read(table: Table) -> None:
    for row in table:
        what = _what(row)
        if not what.text:
            row.reject(next(name for name in _TELLING if name in table))
        elif row.meaning("status", "status") == "dropped":
            row.set_aside(Reason.DROPPED)
        elif table.words.says("none", what.text):
            row.set_aside(Reason.NOTHING)
        else:
            row.use(_finding(row, what))


def _what(row: Row) -> _What:
    described = row.text("description")
    if described:
        return _What(described, "description")
    parts = ("activity", "cause", "injury", "body_part")
    said = {name: row.text(name) for name in parts if row.value(name) is not None}
    if not said:
        return _What(row.text("type"), "type")
    return _What(" – ".join(said.values()), next(iter(said)))


def _finding(row: Row, what: _What) -> Finding:
    deadline, deadline_text = row.deadline()
    return Finding(
        id="",
        source=SourceKind.INCIDENT,
        where=row.where(what.column),
        text=what.text,
        department=row.department(),
        category=row.label("type"),
        occurrences=max(1, row.whole("occurrences") or 1),
        severity=_severity(row),
        absence_days=_absence_days(row),
        observed_on=row.observed_on("date"),
        place=row.text("place"),
        cause=row.text("cause") if what.column != "cause" else "",
        proposal=row.text("proposal"),
        responsible=row.label("responsible"),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=row.solved,
    )


def _absence_days(row: Row) -> float | None:
    """Return days of absence: 0 for "none"; None when not known, and for near misses, which have none."""
    none = row.table.words.says("none", row.value("absence_days")) or row.value("absence_days") is False
    days = 0.0 if none else row.number("absence_days")
    return None if not days and row.meaning("type", "type", ImporterName.INCIDENT) == "near_miss" else days


def _severity(row: Row) -> float | None:
    """Return the severity as a number of the file's own scale, or 1–4 for words (Lav, Middel, Høj, Kritisk)."""
    number = parse_number(row.value("severity"))
    word = row.meaning("severity", "priority")
    return float(word) if number is None and word is not None else number


INCIDENT = ListImporter(
    name=ImporterName.INCIDENT,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("date", Kind.DATE, weight=0.5, content=False),
        Field("department", Kind.LABEL, content=False),
        Field("place", content=False),
        Field("type", Kind.LABEL, weight=2),
        Field("description", weight=1.5),
        Field("activity", weight=1),
        Field("cause", weight=1.5),
        Field("injury", weight=1.5),
        Field("body_part", weight=3),
        Field("severity", Kind.SCALE),
        Field("absence_days", Kind.NUMBER, weight=3),
        Field("occurrences", Kind.NUMBER),
        Field("easy", Kind.LABEL, weight=2),
        Field("proposal", weight=0.5),
        Field("responsible", Kind.LABEL),
        Field("deadline", Kind.DATE),
        Field("status", Kind.LABEL, content=False),
        Field("done", Kind.LABEL),
        Field("person", Kind.LABEL, weight=0.5, content=False),
    ),
    needs=(
        ("description", "type", "cause", "injury", "activity"),
        ("type", "absence_days", "injury", "body_part", "easy", "cause"),
        ("date", "department", "place"),
    ),
    read=_read,
    unlike=(
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
        (ImporterName.RISK_ASSESSMENT, "exposure"),
        (ImporterName.RISK_ASSESSMENT, "residual"),
        (ImporterName.INSPECTION, "verdict"),
        (ImporterName.INSPECTION, "point"),
        (ImporterName.DISCUSSION, "goal"),
        (ImporterName.DISCUSSION, "last_goal"),
        (ImporterName.CALENDAR, "end"),
        (ImporterName.ABSENCE, "percent"),
    ),
)
