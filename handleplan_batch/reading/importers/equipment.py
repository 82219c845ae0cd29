"""What must be looked over, renewed or passed again by a day: machines, fire extinguishers, certificates.

A finding is what the day has passed for, and what was remarked or not approved at the last inspection. Of lists of
persons who must renew something nothing is read of who they are, nor what is remarked on them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from handleplan_batch.language import _
from handleplan_batch.model import Finding, ImporterName, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, parse_number, plain, words_of
from handleplan_batch.reading.importers.lists import DENIALS, Field, Kind, ListImporter, Reason, Row, Table, named_by
from handleplan_batch.reading.importers.surveys.signs import is_moment

_ROUND = ImporterName.INSPECTION
_SUBJECTS = ("course", "point", "category", "place")
"""Fields that say what a row is about, the best first."""
_SAYING = ("observation", "remark")
_UNITS = {"day": r"\b(?:dag|dage|days?)\b", "week": r"uge|week|veck|uke", "month": r"måned|mdr|month|mån|\bmd\b"}
_DAYS = {"day": 1, "week": 7}
_WORDS = {
    "halvårlig": 6,
    "kvartal": 3,
    "måned": 1,
    "årlig": 12,
    "annual": 12,
    "yearly": 12,
    "monthly": 1,
    "quarterly": 3,
}
"""How often, in words -> months; the longest word that a cell holds counts."""
_STRANGE = 0.3
"""Share of a column of verdicts that may say something else."""
_PARTS = re.compile(r"[.,;]\s+|\n|\.$")
_SAMPLE = 60
_OK = re.compile(r"\bok\b|\bi orden\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]+)\)\s*$")


def _read(table: Table) -> None:
    of_persons = _is_of_persons(table)
    if of_persons:
        for name in _SAYING:
            table.reassign(name, ())
    kind = _kind(table)
    parts = {} if of_persons else _parts(table)
    for row in table:
        what = next((text for name in _SUBJECTS if (text := row.text(name))), "")
        what = f"{kind}: {what}" if what and kind else what
        due = dict(_due(row))
        overdue = {field: day for field, day in due.items() if table.today is not None and day < table.today}
        said = [text for name in _SAYING if (text := row.text(name)) and not _says_nothing(row, text)]
        verdict = _verdict(row)
        said += [
            f"{header}: {_written(row.cell(column), table, row.index)}"
            for column, header in parts.items()
            if table.words.meaning(_ROUND, "verdict", _as_word(row.cell(column))) == "not_ok"
        ]
        if verdict is None and (result := row.text("verdict")) and not _says_nothing(row, result):
            said.append(result)  # "2 anmærkninger"
        if not (what or said or due):
            row.reject(next((name for name in _SUBJECTS if name in table), "due"))
        elif row.meaning("status", "status") == "dropped":
            row.set_aside(Reason.DROPPED)
        elif overdue or said or verdict == "not_ok":
            passed: list[tuple[str, date | None]] = [*overdue.items()]
            mended = bool(said) and not parts and verdict != "not_ok" and all(_is_mended(text, row) for text in said)
            findings = [_finding(row, what, field, day, said, mended=mended) for field, day in passed or [("", None)]]
            told = [f"{what} {field} {day} {said}" for field, day in passed or [("", None)]]
            row.use(*findings, said=told)  # the words for what is overdue follow the language
        elif verdict == "ok" or (due and table.today is not None):
            row.in_order(SourceKind.INSPECTION)
        elif due or verdict == "not_relevant" or table.words.meaning("any", "deadline", row.value("due")) is not None:
            row.set_aside(Reason.NOT_ASSESSED)
        elif row.value("due") is not None:
            table.reject()  # it has been said that it is no date
        else:
            row.reject("due" if "due" in table else "interval")


def _kind(table: Table) -> str:
    """Return the header over the things where it tells what they are (``Øjenskyl``), and is no word for any thing."""
    header = table.headers.get("point", "")
    known = plain(header) in table.words.headers(_ROUND) or table.words.meanings("any", "thing", header)
    return "" if known else header


def _is_of_persons(table: Table) -> bool:
    """Whether each row is about a person; one who looks after places that all are others stands behind these."""
    if "course" in table or "person" not in table or "point" in table:
        return "course" in table
    places = [value for column in table.columns.get("place", ()) for value in table.values(column)]
    behind = bool(places) and min(table.columns["place"]) < min(table.columns["person"])
    return not behind or len(set(places)) < len(places) or _is_of_courses(table)


def _is_of_courses(table: Table) -> bool:
    """Whether a course, a certificate or the like has to be renewed."""
    named = [table.header(column) for column in table.columns.get("due", ())]
    if "person" in table and "point" not in table:
        named += [table.grid.sheet, *table.titles]
    return "course" in table or any("person" in table.words.told(_ROUND, "again", name) for name in named)


def _due(row: Row) -> Iterator[tuple[str, date]]:
    """Yield by which day something is to be done again, by its header; else how long after it was done last."""
    table = row.table
    columns = [column for column in table.columns.get("due", ()) if row.cell(column) is not None]
    for column in columns:
        found = table.period(column, row.cell(column))
        if found is not None:
            yield table.header(column), found[1]
        elif table.words.meaning("any", "deadline", row.cell(column)) is None and _verdict(row) is None:
            table.unread_date(row, "due", column)
    last, often = row.observed_on("date"), _interval(row.label("interval"), table.headers.get("interval", ""))
    if not columns and last is not None and often is not None:
        months, days = often
        yield table.headers["date"], _later(last, months) + timedelta(days)


def _interval(said: str, header: str) -> tuple[int, int] | None:
    """Return the months and the days after which something is to be done again, None when that is not told."""
    number = parse_number(said) or parse_number(said.split(" ", 1)[0] if said else None)
    text = f"{said} {header}".casefold()
    if number is None:
        told = [(len(word), months) for word, months in _WORDS.items() if word in said.casefold()]
        each = re.search(r"hver(?:t)? (\d+)|every (\d+)", said.casefold())
        if each is None:
            return (max(told)[1], 0) if told else None
        number = float(each[1] or each[2])
    unit = next((unit for unit, pattern in _UNITS.items() if re.search(pattern, text)), "year")
    if unit in _DAYS:
        return 0, round(number * _DAYS[unit])
    if unit == "year" and not re.search(r"år|year", text):
        return None
    return round(number * (12 if unit == "year" else 1)), 0


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _verdict(row: Row) -> str | None:
    """Return what the verdict or the status says: ``ok``, ``not_ok``, ``not_relevant``, None when neither does."""
    said = [row.meaning(name, "verdict", _ROUND) for name in ("verdict", "status")]
    found = next((one for one in said if one in ("not_ok", "not_relevant")), None) or next(filter(None, said), None)
    return "ok" if found == "solved" else found


def _says_nothing(row: Row, text: str) -> bool:
    words = row.table.words
    good = words.meanings(_ROUND, "verdict", text)[:1] in (("ok",), ("solved",))
    return good or words.says("none", text) or bool(words.meanings("any", "mark", text))


def _is_mended(text: str, row: Row) -> bool:
    """Whether all of a remark tells what was done at the inspection (``Filter skiftet``), and nothing what is left."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    done = all("done" in row.table.words.told(_ROUND, "remark", part) for part in parts)
    denied = not DENIALS.isdisjoint(re.findall(r"\w+", text.casefold()))
    return done and not denied and not row.table.words.tells_of_rest(text)


def _parts(table: Table) -> Mapping[int, str]:
    """Return the columns of no field that say of a part whether it is in order (``Plaster: Mangler``), by header.

    A yes or a no is such a word only where the header names what must be there, or be so (``Afskærmning OK``): else it
    may answer whether there is one at all.
    """
    claimed = {column for columns in table.columns.values() for column in columns}
    found = {}
    for column in table.span:
        cells = [_as_word(value) for value in table.values(column) if value is not None]
        needed = bool(table.words.told(_ROUND, "must_have", table.header(column)))
        needed = needed or _OK.search(table.header(column)) is not None
        told = [
            table.words.meaning(_ROUND, "verdict", value)
            for value in cells
            if isinstance(value, str) and (needed or not table.words.meanings("any", "mark", value))
        ]
        if column not in claimed and cells and told.count(None) + len(cells) - len(told) <= _STRANGE * len(cells):
            found[column] = table.clean(table.header(column), table.header_row)
    return found if any(found.values()) else {}


def _as_word(value: Value) -> Value:
    """Return a box that is ticked, or is not, as the word for it."""
    return {True: "ja", False: "nej"}[value] if isinstance(value, bool) else value


def _written(value: Value, table: Table, index: int) -> str:
    return table.clean(str(_as_word(value)), index)


def overdue_beside(row: Row, what: str) -> list[Finding]:
    """Return what a list of something else says is overdue (``Næste eftersyn``): a finding for each such day."""
    today = row.table.today
    columns = row.table.columns.get("due", ())
    told = [(column, row.table.period(column, row.cell(column))) for column in columns if today is not None]
    return [
        replace(
            _finding(row, what, row.table.header(column), period[1], [], mended=False),
            where=where,
            category="",
            proposal="",
        )
        for column, period in told
        if period is not None and today is not None and period[1] < today
        for where in [row.table.grid.ref(row.index, column)]
    ]


def _finding(row: Row, what: str, field: str, day: date | None, said: list[str], *, mended: bool) -> Finding:
    overdue = "" if day is None else _("{field}: {day} (overdue)").format(field=field, day=f"{day:%d-%m-%Y}")
    if day is not None and field == row.table.headers.get("date"):
        overdue = _("to be done again by {day} (overdue)").format(day=f"{day:%d-%m-%Y}")
    verdict = next((row.text(n) for n in ("verdict", "status") if row.meaning(n, "verdict", _ROUND) == "not_ok"), "")
    parts = (what, overdue, *said, verdict if not overdue and not said else "")
    return Finding(
        id="",
        source=SourceKind.INSPECTION,
        where=row.where(*_SUBJECTS, "due"),
        text=" – ".join(filter(None, parts)),
        department=row.department(),
        category=row.line("category") or (_("Training and instruction") if _is_of_courses(row.table) else ""),
        observed_on=day or row.observed_on("date"),
        place=row.place(),
        proposal=row.text("proposal"),
        responsible=row.responsible(),
        solved=(row.solved or mended) and day is None,
    )


class _EquipmentImporter(ListImporter):
    """Lists that tell by when something is to be looked over, passed or renewed again."""

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of a list that says, by its name or its headers, what is done again."""
        claim = super().identify(grid, context)
        words = words_of(context.catalogue)
        if claim is None:
            return self._of_title(grid, words)
        if not ("due" in claim.columns or {"date", "interval"} <= claim.columns.keys()):
            return None
        if _asks(grid, claim):
            return None
        told = [said for said in grid.rows[claim.header_row] if isinstance(said, str)]
        again = any(words.told(_ROUND, "again", said) for said in (*told, *named_by(grid, claim.header_row)))
        known = not {"course", "point"}.isdisjoint(claim.columns)
        if not (again or known or any(words.meanings("any", "thing", said) for said in told)):
            return None
        return replace(_with_subject(_with_days(claim, grid, words), grid, words), found=self)

    def _of_title(self, grid: Grid, words: Words) -> Match | None:
        """Return the claim of persons down and courses across, of which the title says that the days are of expiry."""
        above = [[cell for cell in row if isinstance(cell, str)] for row in grid.rows[:_TITLES_WITHIN]]
        titles = [grid.sheet, *(said[0] for said in above if len(said) == 1)]
        if not any("until" in words.told(_ROUND, "expiry", title) for title in titles):
            return None
        known = words.headers(_ROUND)
        for index, row in enumerate(grid.rows[:_TITLES_WITHIN]):
            headers = {column: cell for column, cell in enumerate(row) if isinstance(cell, str)}
            named = {column: known.get(plain(cell), ()) for column, cell in headers.items()}
            persons = [column for column, fields in named.items() if "person" in fields]
            days = tuple(
                column
                for column, header in headers.items()
                if column not in persons
                and "date" not in named[column]
                and "never" not in words.told(_ROUND, "expiry", header)  # "Ansat den"
                and _holds_days(grid, index, column)
            )
            if len(persons) != 1 or len(days) < _FEWEST_COURSES:
                continue
            units = tuple(column for column, fields in named.items() if fields[:1] == ("department",))[:1]
            columns = {"person": tuple(persons), "due": days, "department": units}
            return Match(_ROUND, index, {name: places for name, places in columns.items() if places}, _TITLED, self)
        return None


_TITLES_WITHIN, _FEWEST_COURSES, _TITLED = 8, 2, 0.98


def _holds_days(grid: Grid, header: int, column: int) -> bool:
    """Whether a column holds days and nothing else."""
    cells = [row[column] for row in grid.rows[header + 1 :][:_SAMPLE] if column < len(row) and row[column] is not None]
    return bool(cells) and all(is_moment(cell) for cell in cells)


def _with_days(claim: Match, grid: Grid, words: Words) -> Match:
    """Return the claim with the columns of days whose header says in brackets that it is until when (``(udløber)``)."""
    known = words.headers(_ROUND)
    taken = {column for places in claim.columns.values() for column in places}
    more = [
        column
        for column, header in enumerate(grid.rows[claim.header_row])
        if isinstance(header, str) and column not in taken and (said := _BRACKETED.search(header)) is not None
        if "due" in known.get(plain(said[1]), ()) and _holds_days(grid, claim.header_row, column)
    ]
    due = claim.columns.get("due", ())
    return replace(claim, columns={**claim.columns, "due": tuple(sorted((*due, *more)))}) if due and more else claim


def _asks(grid: Grid, claim: Match) -> bool:
    """Whether the points are questions, which a yes or a no answers either way."""
    columns = claim.columns.get("point", ()) if "verdict" in claim.columns else ()
    below = grid.rows[claim.header_row + 1 :][:_SAMPLE]
    return any(str(row[column]).rstrip().endswith("?") for row in below for column in columns if column < len(row))


def _with_subject(claim: Match, grid: Grid, words: Words) -> Match:
    """Return the claim with the column that tells the thing, where no header is sure to: it stands before the days.

    It is called what things are (``Maskine``), or it is described, or it has a name, which a person may have too; else
    it is the first column of texts.
    """
    columns = claim.columns
    if not {"course", "point"}.isdisjoint(columns):
        return claim
    headers = {column: said for column, said in enumerate(grid.rows[claim.header_row]) if isinstance(said, str)}
    due = columns.get("due", ())
    of_things = not due or any(words.told(_ROUND, "again", headers.get(column, "")) == {"thing"} for column in due)
    before = [column for column in headers if column < min((*due, *columns.get("date", ())))]
    taken = {column for name, places in columns.items() if name != "category" for column in places}
    below = grid.rows[claim.header_row + 1 :][:_SAMPLE]
    found = (
        *(column for column in before if words.meanings("any", "thing", headers[column])),
        *columns.get("observation", ()),
        *(column for column in columns.get("person", ()) if of_things and column in before),
        *(
            column
            for column in before
            if column not in taken
            and any(
                isinstance(row[column], str) and not words.meanings("any", "mark", row[column])
                for row in below
                if column < len(row)
            )
        ),
    )
    if not found or (found[0] not in columns.get("person", ()) and "person" in columns and not of_things):
        return claim
    kept = {name: left for name, places in columns.items() if (left := tuple(one for one in places if one != found[0]))}
    return replace(claim, columns={**kept, "point": found[:1]})


EQUIPMENT = _EquipmentImporter(
    name=_ROUND,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("date", Kind.DATE, content=False),
        Field("department", Kind.LABEL, fill=True),
        Field("place"),
        Field("category", Kind.LABEL, fill=True),
        Field("course", Kind.LABEL, weight=1.5, fill=True),
        Field("point", weight=1.5),
        Field("due", Kind.DATE, weight=3),
        Field("interval", Kind.LABEL, weight=1.5),
        Field("verdict", Kind.WORD),
        Field("observation", weight=0.5),
        Field("remark"),
        Field("proposal"),
        Field("responsible", Kind.LABEL),
        Field("status", Kind.LABEL),  # "Mangler" says that a course was not passed
        Field("done", Kind.LABEL),
        Field("person", Kind.LABEL, content=False),
    ),
    needs=(("due", "interval"),),
    read=_read,
    unlike=(
        (ImporterName.PLAN, "tool"),
        (ImporterName.PLAN, "action"),
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
        (ImporterName.RISK_ASSESSMENT, "severity"),
        (ImporterName.INCIDENT, "absence_days"),
        (ImporterName.DISCUSSION, "goal"),
        (ImporterName.DISCUSSION, "discussion"),
        (ImporterName.INSPECTION, "fault"),
    ),
)
