"""The organisation: departments with their place in it, leader, health and safety representative and other names."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from handleplan_batch.model import Department, DepartmentPath, ImporterName
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.cells import plain, words_of
from handleplan_batch.reading.importers.headed import header_words, is_question
from handleplan_batch.reading.importers.lists import Field, Kind, ListImporter, Row, Table
from handleplan_batch.reading.scales import load_scales


def _read(table: Table) -> None:
    places: dict[int, DepartmentPath] = {}
    above: DepartmentPath = ()
    grouped = _written_as_groups(table)
    for row in table:
        place = places[row.index] = _place(row, above if grouped else ())
        above = place[:-1] if row.value("department") is not None else place
    described = set(places.values())
    known: dict[str, DepartmentPath] = {}
    for row in table:
        place = places[row.index]
        if not place:
            row.reject("department")
            continue
        name = place[-1]
        if name in known:
            row.problem("ambiguous-department", "department" if row.value("department") else "level", department=name)
        parents = [place[:depth] for depth in range(1, len(place))]
        missing = [parent for parent in parents if parent not in described and parent[-1] not in known]
        known.update((entry[-1], entry) for entry in (*missing, place))
        row.use(*(Department(parent[-1], parent[:-1]) for parent in missing), _department(row, place))


def _written_as_groups(table: Table) -> bool:
    """Whether the name of a level stands on the first row of its group only, and not on each row."""
    tops = [row.cell(column) for column in table.columns.get("level", ())[:1] for row in table]
    return not any(one is not None and one == other for one, other in pairwise(tops))


def _place(row: Row, above: DepartmentPath) -> DepartmentPath:
    """Return the names from the top level down to the department; leading blank levels are those of the row above."""
    cells = [row.cell(column) for column in row.table.columns.get("level", ())]
    levels = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    name = row.label("department")
    blanks = next((place for place, label in enumerate(levels) if label), len(levels) if name else 0)
    labels = [label for label in (*above[:blanks], *levels[blanks:], name) if label]
    if len(labels) > 1 and labels[-1] == labels[-2]:  # the top of a branch under its own name
        labels.pop()
    return tuple(labels)


def _department(row: Row, place: DepartmentPath) -> Department:
    *path, name = place
    aliases = [alias.strip() for alias in row.label("aliases").split(";")]
    return Department(
        name=name,
        path=tuple(path),
        leader=row.label("leader"),
        osh_representative=row.label("osh_representative"),
        employees=row.whole("employees"),
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != name)),
    )


_FACTS = "ja-nej"
"""The scale of what is also told of departments ("Egen AMR: ja"), unless the header asks."""


def _holds_answers(grid: Grid, match: Match, context: Context) -> bool:
    """Whether it has a row for each respondent: departments that repeat, beside a column of answers on a scale."""
    named = [column for name in ("level", "department") for column in match.columns.get(name, ())]
    rows = [row for row in grid.rows[match.header_row + 1 :] if any(value is not None for value in row)]
    places = Counter(tuple(row[column] if column < len(row) else None for column in named) for row in rows)
    if 2 * sum(count for count in places.values() if count > 1) <= len(rows) or 2 * len(places) > len(rows):
        return False
    scales = load_scales(context.catalogue, context.directions)
    taken = {column for columns in match.columns.values() for column in columns}
    for column, header in enumerate(grid.rows[match.header_row]):
        given = Counter(str(row[column]) for row in rows if column < len(row) and row[column] is not None)
        if column in taken or 2 * given.total() <= len(rows) or len(given) > _MOST_ANSWERS:
            continue
        fit = scales.fit(given)
        if fit is not None and fit.labelled and (fit.family != _FACTS or is_question(header)):
            return True
    return False


def _asks(grid: Grid, match: Match, context: Context) -> bool:
    """Whether it asks: a column holds questions (``Udsagn``), or what seems to name a leader asks about one.

    It may also ask how it goes with one (``Forhold til leder``).
    """
    words = words_of(context.catalogue)
    item = header_words(context.catalogue)["item"]
    if any(isinstance(header, str) and item.fullmatch(plain(header)) for header in grid.rows[match.header_row]):
        return True
    known = words.headers(ImporterName.ORGANISATION)
    for name in ("leader", "osh_representative"):
        for column in match.columns.get(name, ()):
            header = str(grid.cell(match.header_row, column))
            related = words.tells_of_header("relation", plain(header))
            if plain(header) not in known and (related or header.rstrip().endswith("?") or is_question(header)):
                return True
    return False


def _rates_leaders(grid: Grid, match: Match, _context: Context) -> bool:
    """Whether what seems to name leaders holds numbers only: answers about them."""
    for name in ("leader", "osh_representative"):
        for column in match.columns.get(name, ()):
            given = [row[column] for row in grid.rows[match.header_row + 1 :] if column < len(row)]
            told = [str(value) for value in given if value is not None]
            if told and not any(map(str.isalpha, "".join(told))):
                return True
    return False


_MOST_ANSWERS = 12
"""Different answers up to which a column may hold those on a scale."""


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
        Field("person", Kind.LABEL, weight=-3),
    ),
    needs=(("department", "level"), ("level", "leader", "osh_representative", "aliases", "employees")),
    read=_read,
    denied=lambda *sheet: _asks(*sheet) or _rates_leaders(*sheet) or _holds_answers(*sheet),
    unlike=(
        (ImporterName.ABSENCE, "percent"),
        (ImporterName.ABSENCE, "days"),
        (ImporterName.INCIDENT, "description"),
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
        (ImporterName.INSPECTION, "verdict"),
        (ImporterName.DISCUSSION, "goal"),
    ),
)
