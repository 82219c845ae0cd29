"""The organisation: departments with their place in it, leader, health and safety representative and other names."""

from __future__ import annotations

from collections.abc import Iterable

from handleplan_batch.model import Department, ImporterName
from handleplan_batch.reading.importers.tabular import Field, Kind, ListImporter, Row, Table


def _read(table: Table) -> None:
    known: dict[str, tuple[str, ...]] = {}
    described: set[tuple[str, ...]] = set()
    above: tuple[str, ...] = ()
    for row in table:
        place = _place(row, above)
        if not place:
            row.reject("department")
            continue
        above = place[:-1] if row.value("department") is not None else place
        *path, name = place
        if place in described or known.get(name, place) != place:
            row.problem("ambiguous-department", "department", department=name)
        described.add(place)
        row.use(*_missing(path, known), _department(row, name, tuple(path)))
        known.setdefault(name, place)


def _place(row: Row, above: tuple[str, ...]) -> tuple[str, ...]:
    """Return the department's name after those of the levels above it.

    Where levels are written as groups (a name on its first row only), the leading blank cells repeat the row above.
    """
    cells = [row.cell(column) for column in row.table.columns.get("level", ())]
    levels = [" ".join(str(cell).split()) if cell is not None else "" for cell in cells]
    name = row.label("department")
    filled = next((place for place, label in enumerate(levels) if label), len(levels) if name else 0)
    whole = [*above[:filled], *levels[filled:], name]
    labels = [label for label in whole if label]
    if len(labels) > 1 and labels[-1] == labels[-2]:  # the top of a branch under its own name
        labels.pop()
    return tuple(labels)


def _missing(path: Iterable[str], known: dict[str, tuple[str, ...]]) -> list[Department]:
    """Return departments for the levels above that have had no row of their own so far."""
    made: list[Department] = []
    above: tuple[str, ...] = ()
    for name in path:
        if name not in known:
            known[name] = (*above, name)
            made.append(Department(name, above))
        above = (*above, name)
    return made


def _department(row: Row, name: str, path: tuple[str, ...]) -> Department:
    aliases = [alias.strip() for alias in row.label("aliases").split(";")]
    return Department(
        name=name,
        path=path,
        leader=row.label("leader"),
        osh_representative=row.label("osh_representative"),
        employees=row.whole("employees"),
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != name)),
    )


ORGANISATION = ListImporter(
    name=ImporterName.ORGANISATION,
    fields=(
        Field("level", Kind.LABEL, weight=3),
        Field("department", Kind.LABEL, weight=1),
        Field("leader", Kind.LABEL, weight=2),
        Field("osh_representative", Kind.LABEL, weight=3),
        Field("employees", Kind.NUMBER, weight=1),
        Field("aliases", Kind.LABEL, weight=3),
        Field("other", Kind.LABEL),
    ),
    needs=(("department", "level"), ("level", "leader", "osh_representative", "aliases", "employees")),
    read=_read,
    unlike=(
        (ImporterName.ABSENCE, "percent"),
        (ImporterName.ABSENCE, "days"),
        (ImporterName.INCIDENT, "description"),
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
        (ImporterName.INSPECTION, "verdict"),
        (ImporterName.DISCUSSION, "discussion"),
    ),
)
