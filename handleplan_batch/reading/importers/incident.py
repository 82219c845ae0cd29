"""Accidents, near misses and violence. Columns that can identify persons are named and never read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handleplan_batch.language import _
from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import CellRef, Finding, ImporterName, Reading, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import ANY_YEAR, Words, parse_number, plain, words_of
from handleplan_batch.reading.importers.discussion import kinds_of_points
from handleplan_batch.reading.importers.incident_counts import PART, Counts, wholes_among
from handleplan_batch.reading.importers.incident_form import IncidentForm, form_of
from handleplan_batch.reading.importers.lists import DENIALS, Field, Kind, ListImporter, Reason, Row, Table, named_by
from handleplan_batch.reading.importers.lists.codes import decode
from handleplan_batch.reading.importers.risk_legends import Legends, best_end, direction

_TELLING = ("description", "injury", "body_part", "activity", "cause", "type")
"""Columns that say what happened; without a description the others are joined."""


@dataclass(frozen=True, slots=True)
class _What:
    """What happened, and the column that says it."""

    text: str
    column: str


_VIOLENT = re.compile(
    r"vold|våld|trus|hot\b|chikan|trakass|mobning|kræn|seksuel|violen|threat|harass|overfald|assault|aggress",
    re.IGNORECASE,
)
"""What says by itself that it is violence, threats or harassment."""
_UNITS = {"uge": 7, "week": 7, "vecka": 7, "veckor": 7, "uke": 7, "mdr": 30, "måned": 30, "month": 30, "mnd": 30}
"""Beginning of a unit of time -> days."""
_DAYS = re.compile(
    r"(?P<less>under|mindre end|less than|<)?[^\d<-]*?(?P<number>\d+(?:[.,]\d+)?)\s*(?:(?:-|–|til|to)\s*\d+)?\s*\+?\s*"
    r"(?P<unit>[^\W\d]*)(?:,?\s*(?:men|but)\b.*|[^\d]*)"
)
_TELLING_WORDS = 3
"""Words from which a description tells one incident from another."""
_COUNTED = re.compile(r"\b(?:antal|antall|number of|no\. of|count of)\b")
_NO_COUNT = re.compile(r"dage|days|dagar|timer|hours|%|pct|procent|frekvens|rate|pr\.|per\b|kr\b|mål\b")
"""What counts something else than incidents."""
_FEWEST_KINDS, _CROSSED_ROWS = 2, 0.9
"""Kinds of incident with a column of their own, and the share of rows with a cross, that make a register of them."""
_LEAST_DISTINCT = 0.8
"""Share of different texts in a row of headers; answers recur."""
_HEADER_WITHIN = 15
_HAPPENED = frozenset(
    {"occurrences", "description", "cause", "injury", "activity", "absence_days", "body_part", "easy"}
)
"""Fields that tell what happened, beside its kind."""
_DESCRIBED = frozenset({"description", "activity"})
"""Those of them that a list of tasks has too (``Titel, Beskrivelse``)."""
_SAMPLE = 60
_TITLED_COUNTS, _FEWEST_TIMES = 0.9, 2
"""Strength of the claim of counts by time that are called incidents, and columns of times that make such a table."""
_FORM = 0.88
"""Strength of the claim of a report with labels."""


def _read(table: Table) -> None:
    if _are_of_departments(table):
        _read_counts(table)
        return
    if _only_counts(table):
        table.problem("incident-counts", CellRef(table.grid.file, table.grid.sheet))
        for row in table:
            row.set_aside(Reason.COUNTS)
        return
    _settle_who(table)
    decode(table, "type", "status", "done")
    turned = _turned(table)
    crossed = _crossed_columns(table.grid, table.header_row, table.words)
    for row in _events(table):
        kinds = _kinds(row, crossed)
        what = _what(row, kinds)
        if not what.text:
            row.reject(next(name for name in _TELLING if name in table))
        elif row.meaning("status", "status") == "dropped":
            row.set_aside(Reason.DROPPED)
        elif _tells_of_none(what.text, table.words) or (what.column == "type" and row.whole("occurrences") == 0):
            row.set_aside(Reason.NOTHING)
        else:
            # The word for violence follows the language of the run; the id must not.
            said = None if what.column != "type" else _headers_crossed(row, crossed) or what.text
            row.use(_finding(row, what, kinds, turned), said=said)


def _tells_of_none(text: str, words: Words) -> bool:
    """Whether a row says that nothing happened, and at most when ("I uge 9: 0 hændelser")."""
    if words.says("none", text):
        return True
    rest = " ".join(_WHEN.sub(" ", plain(text)).split()).strip(" .:")
    told = words.meanings(ImporterName.INCIDENT, "none", rest)
    return bool(told) and rest.replace("-", "").replace(" ", "").isalnum()  # "Ingen skade, men stigen faldt"


_WHEN = re.compile(
    r"\b(?:(?:i|for|denne|dette|den|siden|hele|her|in|this)\s+)*(?:\d\.\s*)?(?:perioden|måned(?:en)?|kvartal(?:et)?"
    r"|halvår(?:et)?|uge(?:n)?|år(?:et)?|sidst|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?|month|year|week)"
    r"\b(?:\s+\d{1,2}\b)?(?:\s+20\d\d\b)?|\bi\s+20\d\d\b|\b(?:registreret|anmeldt|meldt)\b"
)


def _settle_who(table: Table) -> None:
    """Take ``Hvem`` for who was hurt, unless it stands behind what is to be done, or beside when."""
    columns = table.columns.get("responsible", ())
    done = [column for column in table.columns.get("proposal", ()) if column not in columns]
    dated = {column - 1 for name in ("deadline", "done") for column in table.columns.get(name, ())}
    words, known = table.words, table.words.headers(ImporterName.INCIDENT)
    told = {column: plain(table.header(column)) for column in columns}
    hurt = tuple(
        column
        for column, header in told.items()
        if words.meaning(ImporterName.INCIDENT, "either", header) == "person"
        and (header not in known or words.meanings(ImporterName.INCIDENT, "either", header))
        and not any(one < column for one in done)
        and column not in dated
    )
    if hurt:
        table.reassign("person", (*table.columns.get("person", ()), *hurt))


def _events(table: Table) -> Iterator[Row]:
    """Yield the rows, those that tell of one incident once for each thing decided about it (SIF actions) as one.

    They have the same description, day and place, and each another proposal. It is put right when all of them are.
    """
    together: dict[tuple[Value, ...], list[Row]] = {}
    for row in table:
        what = tuple(row.value(name) for name in ("description", "date", "department", "place", "injury"))
        alone = not isinstance(what[0], str) or len(what[0].split()) < _TELLING_WORDS or what[1] is None
        together.setdefault((row.index,) if alone else what, []).append(row)
    for rows in together.values():
        said = [plain(row.text("proposal")) for row in rows]
        if len(rows) == 1 or "" in said or len(set(said)) < len(said):
            yield from rows
            continue
        first, *others = sorted(rows, key=lambda row: row.solved)
        for row in others:
            first.add("proposal", row)
            row.set_aside(Reason.CONTINUED)
        yield first


def _units(grid: Grid, match: Match, words: Words) -> tuple[int, ...]:
    """Return the column of the workplaces (``Virksomhed``) that several reports of an authority are of."""
    taken = {column for columns in match.columns.values() for column in columns}
    for column, header in enumerate(grid.rows[match.header_row]):
        if column not in taken and words.meanings(ImporterName.INCIDENT, "unit", header):
            below = [row[column] for row in grid.rows[match.header_row + 1 :] if column < len(row)]
            if len({value for value in below if isinstance(value, str)}) > 1:
                return (column,)
    return ()


def _only_counts(table: Table) -> bool:
    """Whether rows are counts per year or month and kind, not single incidents."""
    if "occurrences" not in table or not table.columns.keys().isdisjoint(_TELLING[:-1]):
        return False
    dates = (value for column in table.columns.get("date", ()) for value in table.values(column))
    periods = [found for value in dates if (found := table.words.period(value, ANY_YEAR)) is not None]
    return not any(first == last for first, last in periods)


def _are_of_departments(table: Table) -> bool:
    """Whether rows count incidents of a department, each kind in a column of its own."""
    counted = table.columns.get("occurrences", ())
    return table.columns.keys() == {"department", "occurrences"} and any(
        _is_counted(table.header(column), table.words) for column in counted
    )


def _read_counts(table: Table) -> None:
    """Read how many incidents of each kind a department had; parts of others (``heraf med fravær``) are left out."""
    counted = [column for column in table.columns["occurrences"] if not PART.match(table.header(column).casefold())]
    period = table.words.period(table.year)
    table.problem("incidents-counted", table.grid.ref(table.header_row, counted[0]))
    told = {
        row.index: {column: number for column in counted if (number := parse_number(row.cell(column))) is not None}
        for row in table
    }
    labels = {row.index: row.label("department") for row in table}
    wholes = wholes_among(labels, {index: counts for index, counts in told.items() if counts}, table.words)
    for row in table:
        if row.index in wholes:
            row.set_aside(Reason.TOTAL)
            continue
        counts = told[row.index]
        found = [
            Finding(
                id="",
                source=SourceKind.INCIDENT,
                where=table.grid.ref(row.index, column),
                text=_counted_text(table, column, number),
                department=row.department(),
                category=_COUNTED.sub("", table.header(column).casefold()).strip().capitalize(),
                occurrences=round(number),
                absence_days=_days_by_kind(table.header(column), table.words),
                observed_on=None if period is None else period[1],
            )
            for column, number in counts.items()
            if number >= 1
        ]
        if row.value("department") is None:
            row.reject("department")
        elif not counts:
            row.set_aside(Reason.NO_FIGURES)
        elif not found:
            row.set_aside(Reason.NOTHING)
        else:
            row.use(*found)


def _counted_text(table: Table, column: int, number: float) -> str:
    said = f"{table.header(column)}: {number:g}"
    return said if table.year is None else f"{said} ({table.year})"


def _is_counted(header: str, words: Words) -> bool:
    """Whether a header is a kind of incident, and counts neither days nor shares of it."""
    return _is_kind(header, words) and _NO_COUNT.search(header.casefold()) is None


def _crossed_columns(grid: Grid, header_row: int, words: Words) -> tuple[int, ...]:
    """Return the columns that are each a kind of incident, with a cross where it was one (``Slag``, ``Spark``)."""
    below = grid.rows[header_row + 1 : header_row + 1 + _SAMPLE]
    return tuple(
        column
        for column, header in enumerate(grid.rows[header_row])
        if isinstance(header, str)
        and words.meaning(ImporterName.INCIDENT, "type", header) is not None
        and _is_crossed([row[column] for row in below if column < len(row)], words)
    )


def _headers_crossed(row: Row, crossed: Sequence[int]) -> str:
    return ", ".join(row.table.header(column) for column in crossed if row.cell(column) is not None)


def _kinds(row: Row, crossed: Sequence[int]) -> str:
    """Return what the columns with a cross say of the kind of incident."""
    said = _headers_crossed(row, crossed)
    kinds = {row.table.words.meaning(ImporterName.INCIDENT, "type", header) for header in said.split(", ")}
    return _("Violence or threats: {kinds}").format(kinds=said) if "violence" in kinds else said


def _kind(row: Row) -> str:
    """Return the kind of an incident; what only lists of violence call so (``Fastholdelse``) is told to be it."""
    said = row.line("type")
    violent = row.meaning("type", "type", ImporterName.INCIDENT) == "violence"
    return _("Violence or threats: {kinds}").format(kinds=said) if violent and not _VIOLENT.search(said) else said


def _is_crossed(cells: Sequence[Value], words: Words) -> bool:
    """Whether a column holds crosses, and else blanks."""
    filled = [cell for cell in cells if cell is not None]
    return bool(filled) and all(words.meaning("any", "mark", cell) == "yes" for cell in filled)


def _what(row: Row, kinds: str) -> _What:
    described = row.text("description")
    if described:
        doing = row.text("activity") if len(described.split()) < _TELLING_WORDS else ""  # "Skalpel"
        return _What(" – ".join(filter(None, (described, doing))), "description")
    parts = ("activity", "cause", "injury", "body_part")
    said = {
        name: row.text(name)
        for name in parts
        if row.value(name) is not None and not row.meaning(name, "mark")  # "Personskade: ja" tells of none
    }
    if not said:
        return _What(kinds or row.text("type"), "type")
    return _What(" – ".join(said.values()), next(iter(said)))


def _finding(row: Row, what: _What, kinds: str, turned: int) -> Finding:
    deadline, deadline_text = row.deadline()
    return Finding(
        id="",
        source=SourceKind.INCIDENT,
        where=row.where(what.column),
        text=what.text,
        department=row.department(),
        category=kinds or _kind(row),
        polarity=row.polarity,
        occurrences=max(1, row.whole("occurrences") or 1),
        severity=_severity(row, turned),
        absence_days=_absence_days(row),
        lasting=_is_lasting(row),
        observed_on=_put_together(row) or row.observed_on(_dated(row)),
        place=row.text("place"),
        cause=row.text("cause") if what.column != "cause" else "",
        proposal=row.text("proposal"),
        responsible=row.responsible(),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=row.solved,
    )


def _put_together(row: Row) -> date | None:
    """Return the day, or the first of the month, of a year, a month and a day in columns of their own.

    A month alone may hold its year (``Jan 2026``), or the title does.
    """
    year, month, day = (row.label(name) for name in ("date", "month", "day"))
    if month and not year and "reported_on" not in row.table:
        told = row.table.words.period(month, row.table.year)
        return None if told is None else told[0]
    if not month or not (year.isdecimal() and len(year) == 4):
        return None
    found = row.table.words.period(f"{month}/{year}" if month.isdecimal() else f"{month} {year}")
    if found is not None and day.isdecimal() and 1 <= int(day) <= found[1].day:
        return found[0].replace(day=int(day))
    return None if found is None else found[0]


def _dated(row: Row) -> str:
    """Return the field that tells when it happened; the day of the report where there is no other."""
    told = row.value("date") is not None or "reported_on" not in row.table
    return "date" if told else "reported_on"


def _absence_days(row: Row) -> float | None:
    """Return days of absence: 0 for "none"; None when not known, and for near misses, which have none."""
    value = row.value("absence_days")
    days = _days(value)
    if days is None and isinstance(value, bool | str):
        days = _from_yes_or_no(row)
    if days is None and not (isinstance(value, bool | str) and row.meaning("absence_days", "mark") == "no"):
        days = row.number("absence_days")
    if days is None and value is None:
        days = _days_by_kind(row.label("type"), row.table.words)
    return None if not days and row.meaning("type", "type", ImporterName.INCIDENT) == "near_miss" else days


def _days_by_kind(kind: str, words: Words) -> float | None:
    """Return the least days of absence that a kind tells of (``Ulykke med fravær``), None when it does not."""
    said = words.told(ImporterName.INCIDENT, "absence", kind)
    return {frozenset({"some"}): 1.0, frozenset({"none"}): 0.0}.get(said)


def _is_lasting(row: Row) -> bool:
    """Whether the words for what happened say that somebody died or was injured for life.

    What could have happened says nothing of it: a near miss, a severity that is called potential, ``kunne``, ``ikke``.
    """
    words = row.table.words
    if "near_miss" in {words.meaning(ImporterName.INCIDENT, "type", kind) for kind in row.labels("type")}:
        return False
    for name in ("severity", "injury", "type", "description"):
        if "hedged" in _says_lasting(plain(row.table.headers.get(name, "")), words):  # Potential severity
            continue
        for text in row.labels(name):
            said = _says_lasting(text, words)
            if "hedged" not in said and ("anywhere" in said or ("label" in said and name != "description")):
                return True
    return False


def _says_lasting(text: str, words: Words) -> frozenset[str]:
    """Return what the words of a text tell of death and lasting injury: ``anywhere``, ``label``, ``hedged``."""
    said = words.told(ImporterName.INCIDENT, "lasting", text)
    return said if DENIALS.isdisjoint(text.casefold().split()) else said | {"hedged"}


def _from_yes_or_no(row: Row) -> float | None:
    """Return the days that a yes or a no tells at least; the header may say of how many it is asked."""
    words, value = row.table.words, row.value("absence_days")
    told = re.search(r"(\d+)\s*(?:dag|day)", plain(row.table.headers["absence_days"]))
    asked = float(told[1]) if told is not None else 1.0
    none = isinstance(value, str) and words.told(ImporterName.INCIDENT, "absence", value) == {"none"}  # "Intet fravær"
    if none or words.says("none", value) or words.meaning("any", "mark", value) == "no":
        return 0.0 if asked <= 1 else None
    return max(1.0, asked) if words.meanings("any", "mark", value) == ("yes",) else None


def _days(value: Value) -> float | None:
    """Return the days that words tell at least: 4 for ``4–6 dage``, 42 for ``mere end 6 uger``; None when none."""
    found = _DAYS.fullmatch(value.casefold()) if isinstance(value, str) else None
    if found is None:
        return None
    number = float(found["number"].replace(",", "."))
    unit = next((days for word, days in _UNITS.items() if found["unit"].startswith(word)), 1)
    if (
        unit == 1
        and found["unit"]
        and not found["unit"].startswith(("dag", "day", "arbejdsdag", "sygedag", "kalenderdag"))
    ):
        return None
    return 0.0 if found["less"] and unit * number <= 1 else unit * number


def _severity(row: Row, turned: int) -> float | None:
    """Return the severity, high is worse: a number of the file's own scale, or 1–4 for words (Lav … Kritisk).

    ``turned`` is the greatest number of a scale on which 1 is the worst, else 0.
    """
    number = parse_number(row.value("severity"))
    word = row.meaning("severity", "priority")
    if number is not None and turned:
        if number > turned:
            row.problem("bad-number", "severity")
            return None
        return turned + 1 - number
    said = row.value("severity")
    if said is None:
        return _potential(row)
    if number is None and word is None and isinstance(said, str):
        told = _says_lasting(said, row.table.words)
        word = "4" if told and "hedged" not in told else None
        known = row.table.words.told(ImporterName.INCIDENT, "absence", said) or row.table.words.says("none", said)
        if word is None and not known:
            row.problem("bad-code", "severity", scale=_("Low, Medium, High, Critical"))
    return float(word) if number is None and word is not None else number


def _potential(row: Row) -> float | None:
    """Return the severity of what could have happened, where the words for it tell how bad that would have been."""
    said = row.label("potential")
    if _SERIOUS.search(row.table.headers.get("potential", "").casefold()):  # "Kunne det være blevet alvorligt?"
        return 3.0 if row.table.words.meanings("any", "mark", said)[:1] == ("yes",) else None
    told = row.table.words.told(ImporterName.INCIDENT, "lasting", said)
    if told - {"hedged"} and DENIALS.isdisjoint(said.casefold().split()):
        return 4.0
    word = row.meaning("potential", "priority")
    return None if word is None else float(word)


_SERIOUS = re.compile(r"alvorlig|serious")


def _turned(table: Table) -> int:
    """Return the greatest number of the severity's scale when 1 is said to be the worst, else 0; say so."""
    column = next(iter(table.columns.get("severity", ())), None)
    numbers = [] if column is None else [parse_number(value) for value in table.values(column)]
    greatest = max((number for number in numbers if number is not None), default=0)
    if column is None or not greatest:
        return 0
    legends = Legends(table)
    said = legends.of("severity", table.header(column), table.values(column))
    falling = direction(said) < 0
    if falling:
        where = table.grid.ref(table.header_row, column)
        table.problem("scale-turned", where, field=table.header(column))
    legends.report({} if direction(said) else {"severity": table.header(column)})
    return (best_end(said) or legends.greatest("severity") or round(greatest)) if falling else 0


def _otherwise(grid: Grid, context: Context) -> Match | None:
    """Claim lists whose headers speak of an incident, and tables that only count incidents."""
    words = words_of(context.catalogue)
    claim = _TOLD.of_list(grid, context)
    if claim is not None:
        headers = [str(grid.cell(claim.header_row, column)) for columns in claim.columns.values() for column in columns]
        if words.named(ImporterName.INCIDENT, *headers, *named_by(grid, claim.header_row)):
            return claim
    return _crossed(grid, context) or next(
        (found for index in range(_HEADER_WITHIN) if (found := _counts(grid, index, words))), None
    )


def _crossed(grid: Grid, context: Context) -> Match | None:
    """Claim a register with a column for each kind of incident, of which every row has a cross in one.

    Answers have rows without, and a survey no day on which it happened.
    """
    words = words_of(context.catalogue)
    for index, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        texts = [cell for cell in cells if isinstance(cell, str)]
        if len(texts) <= _FEWEST_KINDS or len(set(texts)) < _LEAST_DISTINCT * len(texts):  # no headers, but answers
            continue
        crossed = _crossed_columns(grid, index, words)
        below = [row for row in grid.rows[index + 1 : index + 1 + _SAMPLE] if len(row) > row.count(None) + 1]
        marked = sum(any(column < len(row) and row[column] is not None for column in crossed) for row in below)
        if len(crossed) < _FEWEST_KINDS or marked < _CROSSED_ROWS * len(below):
            continue
        told = SheetDecision(grid.file, grid.sheet, ImporterName.INCIDENT, header_row=grid.ref(index).row)
        if (claim := _DATED.of_list(grid, replace(context, decision=told))) is not None:
            return replace(claim, strength=0.95)
    return None


def _counts(grid: Grid, index: int, words: Words) -> Match | None:
    """Return the claim of a header row over counts: per month or year, per kind, or "antal ulykker"."""
    headers = {
        column: cell for column, cell in enumerate((*grid.rows, [])[min(index, len(grid.rows))]) if cell is not None
    }
    below = grid.rows[index + 1 : index + 1 + _SAMPLE]
    times = [column for column, cell in headers.items() if _is_time(cell, words) and _is_figures(below, column)]
    said = any(
        _COUNTED.search(plain(str(cell)))
        and words.named(ImporterName.INCIDENT, str(cell))
        and _is_figures(below, column)
        for column, cell in headers.items()
    )
    kinds = [
        column
        for column, cell in headers.items()
        if column and _is_kind(cell, words) and _is_figures(below, column) and not _is_time(cell, words)
    ]
    alone = len(kinds) == 1 and _by_time(grid, index, headers, [], kinds, [], named=True, words=words) is not None
    alone = alone and words.named(ImporterName.INCIDENT, *named_by(grid, index))
    if not said and len(kinds) < _FEWEST_KINDS and not alone:
        labels = [row[0] for row in below if row and isinstance(row[0], str)]
        if len(times) < 2 and (of_each := _of_departments_across(grid, index, headers, labels, words)) is not None:
            return Match(ImporterName.INCIDENT, index, {}, _TITLED_COUNTS, of_each)
        named = sum(words.named(ImporterName.INCIDENT, label) for label in labels)
        if len(times) < 2:  # kinds down, and what is counted of each across
            figures = sum(_is_figures(below, column) for column in headers if column)
            of_kinds = len(labels) > 1 and named == len(labels) and figures >= max(2, len(headers) - 1)
            return Match(ImporterName.INCIDENT, index, {}, 0.7) if of_kinds else None
        if not (words.named(ImporterName.INCIDENT, *_names(grid, index, headers)) or 2 * named > len(labels) > 0):
            return None
    known = words.headers(ImporterName.INCIDENT)
    departments = [
        column
        for column, cell in headers.items()
        if isinstance(cell, str)
        and known.get(plain(cell), ())[:1] == ("department",)
        and not _is_figures(below, column)
        and len({row[column] for row in below if column < len(row)}) > 1
    ]
    counted = [
        column
        for column, cell in headers.items()
        if column not in departments
        and isinstance(cell, str)
        and _is_counted(cell, words)
        and _is_figures(below, column)
    ]
    own = [column for column in counted if not PART.match(str(headers[column]).casefold())]
    if len(departments) == 1 and own and not times:
        counted = sorted((*counted, *_with_total(grid, index, headers, own, words)))
        names = [*_names(grid, index, headers), *map(str, headers.values())]
        shares = any(_SHARE.search(name.casefold()) for name in names)  # of those who answered that they were exposed
        titled = len(own) > 1 and not shares and words.named(ImporterName.INCIDENT, *names[: -len(headers)])
        columns = {"department": tuple(departments), "occurrences": tuple(counted)}
        return Match(ImporterName.INCIDENT, index, columns, _TITLED_COUNTS if titled else 0.7)
    named = words.named(ImporterName.INCIDENT, *_names(grid, index, headers))
    found = _by_time(grid, index, headers, times, own, departments, named, words)
    strength = _TITLED_COUNTS if found is not None and named and times else 0.7
    return Match(ImporterName.INCIDENT, index, {}, strength, found)


def _by_time(
    grid: Grid,
    index: int,
    headers: Mapping[int, Value],
    times: Sequence[int],
    kinds: Sequence[int],
    departments: Sequence[int],
    named: bool,
    words: Words,
) -> Counts | None:
    """Return how a table counts by time; None where its rows are nothing that is understood."""
    below = grid.rows[index + 1 : index + 1 + _SAMPLE]
    label = min(headers)
    if label in times and label:  # nothing stands over the labels
        label -= 1
    labels = [row[label] for row in below if label < len(row) and row[label] is not None]
    if label in times or not labels:
        return None
    if kinds and not times and all(_is_time(value, words) for value in labels if not _is_total(value, words)):
        return Counts(index, label, {column: str(headers[column]) for column in kinds}, times_down=True)
    if len(times) < _FEWEST_TIMES or len(departments) > 1:
        return None
    figures = {column: str(headers[column]) for column in times}
    if departments:
        told = _kinds_beside(grid, index, headers, times, departments[0], words)
        return Counts(index, departments[0], figures, of_departments=True, kind=told) if told or named else None
    kinds_down = sum(_tells_kind(value, words) for value in labels if not _is_total(value, words))
    known = words.headers(ImporterName.INCIDENT).get(plain(str(headers.get(label, ""))), ())
    of_kinds = 2 * kinds_down > len(labels) or (named and known[:1] and known[0] in _KINDS_DOWN)
    return Counts(index, label, figures) if of_kinds else None


def _with_total(
    grid: Grid, index: int, headers: Mapping[int, Value], kinds: Sequence[int], words: Words
) -> Sequence[int]:
    """Return the other columns of figures that make up the total with those of known kinds (``Fald``, ``Stik``)."""
    below = [row for row in grid.rows[index + 1 :][:_SAMPLE] if any(parse_number(value) is not None for value in row)]
    figures = [column for column in headers if column not in kinds and _is_figures(below, column)]
    totals = [column for column in figures if _is_total(headers[column], words)]
    others = [column for column in figures if column not in totals]
    if len(totals) != 1 or not others:
        return ()

    def number(row: Sequence[Value], column: int) -> float:
        return (parse_number(row[column]) if column < len(row) else None) or 0.0

    whole = all(sum(number(row, one) for one in (*kinds, *others)) == number(row, totals[0]) for row in below)
    return others if whole else ()


_KINDS_DOWN = frozenset({"type", "injury", "body_part", "cause", "activity"})
"""Fields under whose header stand the kinds that are counted."""
_SHARE = re.compile(r"%|\bpct\b|procent|percent|andel|share|apv")
_ENDING = 6
"""Letters of a word that names incidents, from which another word may stand before it (``Faldulykker``)."""


def _names(grid: Grid, index: int, headers: Mapping[int, Value]) -> list[str]:
    """Return what may name the incidents that a table counts, the header over its labels too."""
    return [*named_by(grid, index), *(str(headers[column]) for column in [min(headers, default=-1)] if column >= 0)]


def _tells_kind(label: Value, words: Words) -> bool:
    """Whether a label is a kind of incident, speaks of one, or is a compound that ends so."""
    endings = tuple(word for word in words.naming(ImporterName.INCIDENT) if len(word) >= _ENDING)
    return _is_kind(label, words) or (isinstance(label, str) and plain(label).rstrip("r").endswith(endings))


def _kinds_beside(
    grid: Grid, index: int, headers: Mapping[int, Value], times: Sequence[int], department: int, words: Words
) -> int | None:
    """Return the column that tells the kind of what is counted in each row of a department."""
    known = words.headers(ImporterName.INCIDENT)
    below = grid.rows[index + 1 : index + 1 + _SAMPLE]
    for column, header in headers.items():
        cells = [row[column] for row in below if column < len(row) and row[column] is not None]
        kinds = [cell for cell in cells if not _is_total(cell, words)]
        if column in (department, *times) or not kinds or not all(isinstance(cell, str) for cell in kinds):
            continue
        told = _KINDS_DOWN.intersection(known.get(plain(str(header)), ()))
        if told or 2 * sum(_tells_kind(cell, words) for cell in kinds) > len(kinds):
            return column
    return None


def _of_departments_across(
    grid: Grid, index: int, headers: Mapping[int, Value], labels: Sequence[str], words: Words
) -> Counts | None:
    """Return how a table counts with kinds in its rows and departments in its columns; None for another table."""
    known = words.headers(ImporterName.INCIDENT)
    below = grid.rows[index + 1 : index + 1 + _SAMPLE]
    kinds = [label for label in labels if not _is_total(label, words)]
    figures = {
        column: str(cell)
        for column, cell in headers.items()
        if column and _is_figures(below, column) and not _is_total(cell, words)
    }
    others = [cell for column, cell in headers.items() if column and column not in figures]
    if len(kinds) < _FEWEST_KINDS or not all(words.named(ImporterName.INCIDENT, label) for label in kinds):
        return None
    if len(figures) < _FEWEST_KINDS or not all(_is_total(cell, words) for cell in others):
        return None
    named = [header for header in figures.values() if _may_be_department(header, known, words)]
    told = any(
        words.is_whole(header) or "department" in known.get(plain(header).split(" ", 1)[0], ()) for header in named
    )
    return Counts(index, 0, figures, departments_across=True) if told and len(named) == len(figures) else None


def _may_be_department(header: str, known: Mapping[str, Sequence[str]], words: Words) -> bool:
    """Whether a header over counts may name a department: no figure of them, no time, and no word for anything else."""
    fields = known.get(plain(header), ())
    return (
        fields[:1] in ((), ("department",))
        and parse_number(header) is None
        and not _COUNTED.search(plain(header))
        and _NO_COUNT.search(header.casefold()) is None
        and not _is_kind(header, words)
    )


def _is_total(value: Value, words: Words) -> bool:
    return "total" in words.meanings("any", "row", value)


def _is_kind(header: Value, words: Words) -> bool:
    """Whether a header is a kind of incident, or speaks of one (``Ulykker med fravær``)."""
    if not isinstance(header, str):
        return False
    kind = words.meanings(ImporterName.INCIDENT, "type", header)
    return bool(kind) or words.named(ImporterName.INCIDENT, header)


def _is_time(header: Value, words: Words) -> bool:
    return words.period(header, ANY_YEAR) is not None


def _is_figures(rows: Sequence[Sequence[Value]], column: int) -> bool:
    """Whether a column holds small numbers and hardly anything else."""
    cells = [row[column] for row in rows if column < len(row) and row[column] is not None]
    figures = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    return bool(figures) and len(figures) >= 0.7 * len(cells)


def _holds_points(grid: Grid, match: Match, context: Context) -> bool:
    """Whether the column Type tells that a list is of points from a discussion; a list of incidents has others."""
    return bool(kinds_of_points(grid, match, words_of(context.catalogue)))


def _is_of_other_kinds(grid: Grid, match: Match, context: Context) -> bool:
    """Whether a list tells of nothing but kinds, none of which is a kind of incident: of courses, expenses, holidays.

    A list of tasks (title, description, who, by when) is none either, where most of its kinds are not of incidents.
    Neither its header nor the names of sheet and file may say that the kinds are of incidents.
    """
    columns = match.columns
    described = "date" not in columns and "responsible" in columns and {"description", "activity"} <= columns.keys()
    if "type" not in columns or not (_HAPPENED - (_DESCRIBED if described else frozenset())).isdisjoint(columns):
        return False
    words, column = words_of(context.catalogue), columns["type"][0]
    headers = [str(grid.cell(match.header_row, one)) for name in columns for one in columns[name]]
    header = str(grid.cell(match.header_row, column))
    told = headers if described else [header]
    if words.named(ImporterName.INCIDENT, *told, *named_by(grid, match.header_row)):
        return False
    below = grid.rows[match.header_row + 1 :][:_SAMPLE]
    cells = [row[column] for row in below if column < len(row) and row[column] is not None]
    kinds = sum(words.meaning(ImporterName.INCIDENT, "type", cell) is not None for cell in cells)
    return bool(cells) and (not kinds or (described and 2 * kinds <= len(cells)))


def _has_kinds_down(grid: Grid, match: Match, context: Context) -> bool:
    """Whether what seems to be the column of departments is one of several that each count for one (``Skole Nord``)."""
    columns = match.columns
    if not {"type", "department"} <= columns.keys() or not _HAPPENED.isdisjoint(columns):
        return False
    below = grid.rows[match.header_row + 1 :][:_SAMPLE]
    words = words_of(context.catalogue)
    times = [column for column, cell in enumerate(grid.rows[match.header_row]) if _is_time(cell, words)]
    figures = columns["department"] if len(times) < _FEWEST_TIMES else times  # "Vold, Skolen, Jan, Feb, Mar"
    if not all(_is_figures(below, column) for column in figures):
        return False
    found = _counts(grid, match.header_row, words)
    return found is not None and isinstance(found.found, Counts)


def _has_figures_for_kinds(grid: Grid, match: Match, _context: Context) -> bool:
    """Whether nothing but the kind tells what happened, and it is a figure (``Afvigelse: 1,1``)."""
    told = match.columns.keys() & {"description", "cause", "injury", "activity", "body_part", "easy"}
    below = grid.rows[match.header_row + 1 :][:_SAMPLE]
    kinds = [row[c] for row in below for c in match.columns.get("type", ()) if c < len(row) and row[c] is not None]
    return not told and bool(kinds) and all(parse_number(kind) is not None for kind in kinds)


def _is_of_something_else(grid: Grid, match: Match, context: Context) -> bool:
    others = (_holds_points, _is_of_other_kinds, _has_kinds_down, _has_figures_for_kinds)
    return any(tells(grid, match, context) for tells in others)


class _IncidentImporter(ListImporter):
    """Lists of incidents; the kind may be told by crosses in columns of their own, the department by the workplace."""

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of the best header row, or of the labels of a form; None when nothing tells of incidents."""
        decision = context.decision
        if decision is not None and decision.header_row is not None and not decision.columns:
            form = self._form(grid, context)  # where a mapping says that its labels begin
            if form is not None and grid.ref(form.header_row).row == decision.header_row:
                return form
        return self.of_list(grid, context) or self._form(grid, context)

    def of_list(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of the best header row."""
        match = super().identify(grid, context)
        if match is None or not match.columns:
            return match
        if "department" not in match.columns and (units := _units(grid, match, words_of(context.catalogue))):
            match = replace(match, columns={**match.columns, "department": units})
        if "type" in match.columns:
            return match
        taken = {column for columns in match.columns.values() for column in columns}
        crossed = _crossed_columns(grid, match.header_row, words_of(context.catalogue))
        kinds = tuple(column for column in crossed if column not in taken)
        return replace(match, columns={**match.columns, "type": kinds}) if kinds else match

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the incidents, every row (of a form: every report) accounted for."""
        if isinstance(match.found, Counts):
            return match.found.read(grid, context)
        if isinstance(match.found, IncidentForm):
            return match.found.placed(super().extract(match.found.grid, match, context))
        return super().extract(grid, match, context)

    def _form(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of reports that are filled in as forms."""
        form = form_of(grid, words_of(context.catalogue))
        if form is None:
            return None
        told = SheetDecision(grid.file, grid.sheet, self.name, header_row=grid.ref(form.header).row)
        claim = super().identify(form.grid, replace(context, decision=told))
        if claim is None or not claim.columns or "description" not in claim.columns:
            return None
        return replace(claim, strength=_FORM, found=form)


INCIDENT = _IncidentImporter(
    name=ImporterName.INCIDENT,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("date", Kind.DATE, weight=0.5, content=False),
        Field("month", Kind.LABEL, weight=0, content=False),
        Field("day", Kind.NUMBER, weight=0, content=False),
        Field("reported_on", Kind.DATE, weight=0.5, content=False),
        Field("department", Kind.LABEL, content=False),
        Field("place", content=False),
        Field("type", Kind.LABEL, weight=2),
        Field("description", weight=1.5),
        Field("activity", weight=1),
        Field("cause", weight=1.5),
        Field("injury", weight=1.5),
        Field("body_part", weight=3),
        Field("severity", Kind.SCALE),
        Field("potential", weight=1),
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
        ("date", "reported_on", "department", "place"),
    ),
    read=_read,
    denied=_is_of_something_else,
    layout=_otherwise,
    explain="incident-counts",
    unlike=(
        (ImporterName.PLAN, "tool"),
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

_TOLD = replace(
    INCIDENT,
    needs=(("description",), ("date", "reported_on", "department", "place")),
    layout=lambda _grid, _context: None,
)
"""A list that only its headers' words or its name tell from other lists."""
_DATED = replace(
    INCIDENT, needs=(("date", "reported_on"), ("department", "place")), layout=lambda _grid, _context: None
)
"""A list of which the kinds, each in a column of its own, tell what it is of."""
