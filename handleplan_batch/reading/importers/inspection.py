"""Safety rounds: checked points with a verdict, or a list of what was seen. Only what is not in order is a finding."""

from __future__ import annotations

from handleplan_batch.language import _
from handleplan_batch.model import Finding, ImporterName, SourceKind
from handleplan_batch.reading.importers.tabular import Field, Kind, ListImporter, Reason, Row, Table

_PRIORITIES = {"1": 1.0, "2": 2.0, "3": 3.0, "4": 3.0}
"""Meaning of a priority word -> severity on a scale of 3; 4 is acute as well."""


def _read(table: Table) -> None:
    for row in table:
        verdict = _verdict(row)
        seen = "observation" if row.value("observation") is not None else "remark"
        says_nothing = row.value(seen) is None or table.words.says("none", row.value(seen))
        if verdict == "ok":
            row.set_aside(Reason.IN_ORDER)
        elif verdict == "not_relevant" or (verdict is None and says_nothing):
            row.set_aside(Reason.NOT_ASSESSED)
        elif row.meaning("status", "status") == "dropped":
            row.set_aside(Reason.DROPPED)
        elif not row.has_main:
            row.reject(next(name for name in table.importer.main if name in table))
        else:
            row.use(_finding(row, None if says_nothing else seen, verdict))


def _verdict(row: Row) -> str | None:
    """Return ``ok``, ``not_ok``, ``solved``, ``not_relevant``, or None when the row does not say."""
    if row.value("not_relevant") is not None and row.meaning("not_relevant", "mark") != "no":
        return "not_relevant"
    if row.value("fault") is not None and not row.table.words.says("none", row.value("fault")):
        return "ok" if row.meaning("fault", "mark") == "no" else "not_ok"
    value = row.value("verdict")
    if value is None:
        return None
    if "fault" in row.table and row.meaning("verdict", "mark") == "yes":
        return "ok"  # crosses in one of several columns
    if _is_cross(value) and not _crosses_are_faults(row.table):
        return "ok"
    found = row.meaning("verdict", "verdict", ImporterName.INSPECTION)
    if found is None:
        row.problem("bad-code", "verdict", scale=_("OK / not OK"))
    return found


def _is_cross(value: object) -> bool:
    """Whether a cell holds a cross and nothing else."""
    return isinstance(value, str) and value.strip().casefold() == "x"


def _crosses_are_faults(table: Table) -> bool:
    """Whether a cross means "not in order": so when the column marks what is in order in another way."""
    values = [value for column in table.columns.get("verdict", ()) for value in table.values(column)]
    return any(value is not None and not _is_cross(value) for value in values)


def _finding(row: Row, seen: str | None, verdict: str | None) -> Finding:
    point, observed = row.text("point"), row.text(seen) if seen else ""
    deadline, deadline_text = row.deadline()
    priority = row.meaning("priority", "priority")
    return Finding(
        id="",
        source=SourceKind.INSPECTION,
        where=row.where(*([seen] if seen else []), "point", "fault", "place"),
        text=" – ".join(part for part in (point, observed) if part) or row.text("place"),
        department=row.department(),
        category=row.label("category"),
        acute=priority == "4",
        severity=_PRIORITIES.get(priority or ""),
        observed_on=row.observed_on("date"),
        place=row.text("place"),
        proposal=row.text("proposal"),
        responsible=row.label("responsible"),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=verdict == "solved" or row.solved,
    )


INSPECTION = ListImporter(
    name=ImporterName.INSPECTION,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("date", Kind.DATE, content=False),
        Field("department", Kind.LABEL, fill=True),
        Field("place", fill=True),
        Field("category", Kind.LABEL, fill=True),
        Field("point", weight=2.5),
        Field("verdict", Kind.WORD, weight=2.5),
        Field("fault", Kind.LABEL, weight=2),
        Field("not_relevant", Kind.LABEL, weight=1.5),
        Field("observation", weight=2),
        Field("remark", weight=0.5),
        Field("priority", Kind.SCALE),
        Field("proposal", weight=0.5),
        Field("responsible", Kind.LABEL),
        Field("deadline", Kind.DATE),
        Field("status", Kind.LABEL, content=False),
        Field("done", Kind.LABEL),
        Field("person", Kind.LABEL, content=False),
    ),
    needs=(
        ("observation", "point", "fault", "remark"),
        ("verdict", "observation", "fault"),
        ("point", "place", "department"),
    ),
    read=_read,
    unlike=(
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
        (ImporterName.RISK_ASSESSMENT, "residual"),
        (ImporterName.INCIDENT, "absence_days"),
        (ImporterName.INCIDENT, "type"),
        (ImporterName.INCIDENT, "body_part"),
        (ImporterName.DISCUSSION, "goal"),
        (ImporterName.DISCUSSION, "last_goal"),
        (ImporterName.DISCUSSION, "achieved"),
    ),
)
