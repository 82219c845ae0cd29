"""Sickness absence per department and period. Whether it is high, judging tells by comparing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from handleplan_batch.language import _, number_text
from handleplan_batch.model import DepartmentPath, Finding, ImporterName, Polarity, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import ANY_YEAR, Period, Words, parse_number, plain, words_of
from handleplan_batch.reading.importers.lists import Field, Kind, ListImporter, Reason, Row, Table, named_by
from handleplan_batch.reading.scrub import scrub

_SHARE_BELOW = 0.35
"""A column whose numbers are all below this holds shares: 0.35 % absence is as good as unheard of, and so is 35 %."""
_MONTH = 27
"""Days from the first to the last of the shortest month."""
_HEADER_WITHIN = 15
_SAMPLE = 60
_UNITS = ("percent", "days", "days_each")
"""What the figures of a department may be."""
_TOO_HIGH = 15
"""No workplace has so many percent absence in half of its departments: such figures are days or hours."""
_PERCENT = re.compile(r"%|pct\b|procent|percent|rate\b|prosent")
_DAYS = re.compile(r"dage\b|dagsværk|\bdays\b|dager\b|dagar\b")
_EACH = re.compile(
    rf"(?:{_DAYS.pattern})\w*\s*(?:pr\b|per\b|for hver|for each|/|i snit|i gennemsnit)[.\s]*"
    r"(?:fuldtids|hel(?:å|aa)rs)?(?:medarb|ans|årsv|fuldtid|stilling|person|employee|fte\b|head|full|staff|anst)"
)
"""Days for each employee, not all of them together."""
_OF_EACH = re.compile(
    r"\b(?:pr|per|for hver)\b[.\s]*(?:fuldtids|hel(?:å|aa)rs)?(?:medarb|ans|årsv|fuldtid|employee|fte\b|anst)"
)
"""The same in a header that does not tell what it counts (``Fravær pr. medarbejder``): never percent."""
_HOURS = re.compile(r"timer\b|\bhours\b|\btim\b|timmar\b")
_LENGTH = re.compile(r"\d+\s*(?:[-–+]\s*\d*\s*)?\w*(?:dage|dagar|dager|days|timer|hours|timmar)\b")
"""How long the absence lasted (``over 30 dage``), not what is counted."""
_YEAR = re.compile(r"\b20\d\d\b")
_ONLY_LENGTH = re.compile(
    rf"\W*(?:(?:over|under|op til|mere end|mindre end|fravær|more than|less than)\W*)*{_LENGTH.pattern}\W*"
)
_CODED = re.compile(r"^\s*\d{1,4}\s*[-–.:)]?\s*(?=[^\W\d])")
"""The number of a kind of absence before its name."""
_MEAN = re.compile(r"\bgns\b|gennemsnit|\bsnit\b|\baverage\b|\bavg\b|\bmean\b|\bmedian\b")
_OF_TIME = re.compile(r"\b(?:pr|per)\b[.\s]*(?:måned|mdr|uge|kvartal|month|week|quarter)")
"""What a mean may be of instead of persons."""
_ABSENT = re.compile(r"syg|fravær|fravaer|absen|sick|sjuk|frånvar|syk")
_UNIT_AT_END = re.compile(r"\s*[(\[]?\s*(?:%|pct\.?|procent|percent)\s*[)\]]?\s*$", re.IGNORECASE)


def _read(table: Table) -> None:
    kinds = _Kinds(table)
    if "measure" in table and "department" not in table:
        _read_key_figures(table)
        return
    named = table.columns.get("department", ())
    if _are_persons([value for column in named for value in table.values(column)], table.words):
        table.reassign("person", named)  # whatever stands over them
    across = [] if named else [table.header(column) for name in _UNITS for column in table.columns.get(name, ())]
    if _are_persons(across, table.words):
        _refuse(table, "absence-of-persons")
    elif (persons := _person_columns(table)) or _has_spells(table):
        _read_persons(table, kinds, persons)
    elif _repeats_departments(table):
        _refuse(table, "absence-of-few")
    elif any(name in table for name in _UNITS):
        _read_figures(table, kinds)
    elif "length" in table:
        _refuse(table, "absence-by-length")
    else:
        _name_hours(table)


def _name_hours(table: Table) -> None:
    """Reject rows that hold hours only, which say nothing without the hours that should have been worked."""
    (hours, *_more) = table.columns["hours"]
    table.problem("absence-in-hours", table.grid.ref(table.header_row, hours), field=table.header(hours))
    for row in table:
        if row.value("hours") is None:
            row.set_aside(Reason.NO_FIGURES)
        else:
            table.reject()


def _read_figures(table: Table, kinds: _Kinds) -> None:
    """Read the figures of departments."""
    header = table.grid.rows[table.header_row]
    for name in _UNITS:
        periods = table.columns.get(name, ())
        across = all(_may_be_department(header[column], table.words) for column in periods)
        if len(periods) > 1 and "department" not in table.columns and across:
            _read_down(table, periods, _unit(table.grid, table.header_row, periods))
            return
        if len(periods) > 1 and all(_named_period(header[column], table.words)[0] for column in periods):
            bare = all(_is_period(header[column], table.words) for column in periods)
            unit = _unit(table.grid, table.header_row, periods) if bare else name
            _read_across(table, periods, unit, kinds)
            return
        if years := _periods_over(table, periods):
            _read_across(table, periods, name, kinds, years)
            return
    _settle_units(table)
    columns = table.columns.get("percent", ())
    scale = {column: None if _is_too_high(table, column) else _scale(table, column) for column in columns}
    if columns and scale[columns[0]] is None:
        where = table.grid.ref(table.header_row, columns[0])
        table.problem("unclear-percent", where, field=table.header(columns[0]))
    if "percent" not in table and "previous" in table:
        table.reassign("previous", ())
    told = {period[1] for row in table if "previous" in table and (period := _period(row)) is not None}
    rows = _without_wholes(table)
    for row in kinds.together(row for row in rows if not kinds.decide(row)):
        percent, days = _percent(row, scale), row.number("days")
        target = None if percent is None else _target(row)
        if percent is None and days is None and row.number("days_each") is None:
            if row.value("percent") is None:
                row.set_aside(Reason.NO_FIGURES)
            else:
                table.reject()  # the cell, or the column, has been named
        elif all(row.value(name) is None for name in ("department", "period", "month")) and not row.department():
            row.reject("department" if "department" in table else "month")
        else:
            # The sentence follows the language of the run; the id must not.
            finding = _finding(row, percent, days, target)
            said = f"{row.label('month')} {row.label('period')} {percent} {days}"
            row.use(finding, *_year_before(row, finding, told), said=said)


def _without_wholes(table: Table) -> list[Row]:
    """Return the rows but those of all departments together, beside rows of each at that time, which are set aside."""
    named: dict[tuple[str, str], int] = {}
    wholes = [row for row in table if row.value("department") is not None and _is_of_all(row)]
    for row in table if wholes else ():
        time = (row.label("month"), row.label("period"))
        named[time] = named.get(time, 0) + bool(row.department())
    summed = {row.index for row in wholes if named[row.label("month"), row.label("period")] > 1}
    for row in wholes:
        if row.index in summed:
            row.set_aside(Reason.TOTAL)
    return [row for row in table if row.index not in summed]


def _is_of_all(row: Row) -> bool:
    return any(map(row.table.words.is_whole, row.labels("department"))) and not row.department()


def _read_key_figures(table: Table) -> None:
    """Read the row of a whole workplace's key figures that is about sickness absence, a record per period."""
    periods = table.columns["percent"]
    for row in table:
        figures = {column: number for column in periods if (number := parse_number(row.cell(column))) is not None}
        if not _is_measure(row.value("measure"), table.words):
            row.set_aside(Reason.OTHER_FIGURES)
        elif not figures:
            row.set_aside(Reason.NO_FIGURES)
        else:
            scale = 1.0 if max(figures.values()) > 1 else 100.0
            findings = []
            for column, number in figures.items():
                label, period = _period_over(table, column, table.grid.cell(table.header_row, column))
                figure = _as_percent(row.cell(column), number, scale)
                findings.append(_figure(row, column, "percent", figure, label, period))
            row.use(*findings, said=" ".join(f"{table.header(one)} {number}" for one, number in figures.items()))


def _is_measure(label: Value, words: Words) -> bool:
    """Whether a row of key figures is called sickness absence in percent."""
    known = words.headers(ImporterName.ABSENCE)
    return isinstance(label, str) and "percent" in known.get(plain(label), ()) and _tells_percent(label)


def _settle_units(table: Table) -> None:
    """Let a header that tells no unit (``Egen sygdom``) yield to one that does; or to the title, for high figures."""
    if "percent" not in table and {"short_term", "long_term"} <= table.columns.keys():
        whole = [one for one in table.span if _is_whole(table.header(one), table.words)]
        if len(whole) == 1 and any(_tells_percent(table.header(one)) for one in (*whole, *table.columns["short_term"])):
            table.reassign("percent", tuple(whole))
    columns = table.columns.get("percent", ())
    telling = tuple(column for column in columns if _tells_percent(table.header(column)))
    if telling:
        table.reassign("percent", telling)
    elif columns and _is_too_high(table, columns[0]):
        if "days" in table or "days_each" in table:
            table.reassign("percent", ())
        elif _DAYS.search(" ".join(named_by(table.grid, table.header_row)).casefold()):
            table.reassign("days_each" if _OF_EACH.search(table.header(columns[0]).casefold()) else "days", columns[:1])


def _is_whole(header: str, words: Words) -> bool:
    """Whether a header says that the column holds what the others come to (``I alt %``)."""
    return "total" in words.meanings("any", "row", _UNIT_AT_END.sub("", header))


def _is_too_high(table: Table, column: int) -> bool:
    """Whether figures under a header that tells no unit cannot be percent."""
    cells = table.values(column)
    if _tells_percent(table.header(column)) or any(map(_has_sign, cells)):
        return False
    if _OF_EACH.search(table.header(column).casefold()):
        return True
    numbers = sorted(number for value in cells if (number := parse_number(value)) is not None)
    return bool(numbers) and (numbers[-1] > 100 or numbers[len(numbers) // 2] > _TOO_HIGH)


def _tells_percent(header: str) -> bool:
    return _PERCENT.search(header.casefold()) is not None


class _Kinds:
    """The column that says what kind of absence a row tells of, where some of it is no sickness (leave, holiday)."""

    def __init__(self, table: Table) -> None:
        self._words = table.words
        found = {self._kind(row.value("kind")) for row in table} if "kind" in table else set()
        self._told = "other" in found and "sick" in found
        self._asked: set[str] = set()

    def decide(self, row: Row) -> bool:
        """Set a row aside that is about no sickness, reject one of which it is not known; whether it was either."""
        kind = self._kind(row.value("kind")) if self._told else "sick"
        if kind == "other":
            row.set_aside(Reason.NO_SICKNESS)
        elif kind is None:
            said = plain(row.label("kind"))
            if said not in self._asked:
                row.problem("unknown-absence", "kind")
            self._asked.add(said)
            row.table.reject()
        return kind != "sick"

    def together(self, rows: Iterable[Row], totals: Sequence[int] = ()) -> Iterator[Row]:
        """Yield the rows, those of one department and time that each tell a part of it (``Delvis syg``) as their sum.

        Where one of them tells all sickness (``Sygefravær``) it is no part of it, and they stay as they are. ``totals``
        are columns of figures that belong to no field.
        """
        parted: dict[tuple[object, ...], list[Row]] = {}
        for row in rows:
            claimed = {column for columns in row.table.columns.values() for column in columns}
            others = (
                value
                for column in row.table.span
                if column not in claimed and isinstance(value := row.cell(column), str)
            )
            parted.setdefault((row.department(), row.label("month"), row.label("period"), *others), []).append(row)
        for parts in parted.values():
            said = [row.label("kind") for row in parts]
            alike = all(self._kind(kind) == "sick" and not self._is_whole(kind) for kind in said)
            if len(parts) < 2 or not alike or len(set(said)) < len(said):
                yield from parts
                continue
            for row in parts[1:]:
                row.set_aside(Reason.SUMMED)
            of_units = (column for name in _UNITS for column in parts[0].table.columns.get(name, ()))
            for column in dict.fromkeys((*of_units, *totals)):
                numbers = [number for row in parts if (number := parse_number(row.cell(column))) is not None]
                if numbers:
                    whole = round(sum(numbers), 4)
                    signed = any(_has_sign(row.cell(column)) for row in parts)
                    parts[0].put(column, f"{whole} %" if signed else whole)
            yield parts[0]

    def _is_whole(self, kind: str) -> bool:
        return bool(self._words.meanings(ImporterName.ABSENCE, "whole", kind))

    def _kind(self, value: Value) -> str | None:
        return _kind_of(value, self._words)


def _kind_of(value: Value, words: Words) -> str | None:
    """Return ``sick`` or ``other``, also behind a code (``01 Sygdom``); None for what is not known."""
    if not isinstance(value, str):
        return None
    name = _CODED.sub("", value)
    if (said := words.meaning(ImporterName.ABSENCE, "kind", name)) is not None:
        return said
    known = words.headers(ImporterName.ABSENCE).get(plain(name), ())
    return "other" if "excluded" in known else "sick" if known else None


def tells_absence(grid: Grid, match: Match, context: Context) -> bool:
    """Whether a list's kinds, or the header over them, say that its rows tell when persons were away and why."""
    words = words_of(context.catalogue)
    known = words.headers(ImporterName.ABSENCE)
    below = grid.rows[match.header_row + 1 :][:_SAMPLE]
    for column, header in enumerate(grid.rows[match.header_row]):
        if not isinstance(header, str) or "kind" not in known.get(plain(header), ()):
            continue
        if words.named(ImporterName.ABSENCE, plain(header)) or plain(header).startswith("fravær"):
            return True
        if any(column < len(row) and _kind_of(row[column], words) == "sick" for row in below):
            return True
    return False


def _person_columns(table: Table) -> tuple[int, ...]:
    """Return the columns that tell persons from one another, where a row is an employee's, or one's each time away.

    One without a header is among them when it holds names.
    """
    claimed = {column for columns in table.columns.values() for column in columns}
    around = range(max(0, table.span.start - 1), table.span.stop + 1)
    unnamed = [column for column in around if column not in claimed and not table.header(column)]
    return tuple(
        column
        for column in sorted((*table.columns.get("person", ()), *unnamed))
        if _names_persons(table.header(column) or None, table.values(column), table.words)
    )


def _has_spells(table: Table) -> bool:
    """Whether a row tells from when (until when) somebody was away: no whole months, and not the same in all rows."""
    starts, ends = table.columns.get("period", ())[:1], table.columns.get("last_day", ())[:1]
    if not ends:  # the first day alone, where the header says that it is one
        starts = tuple(one for one in starts if table.words.meaning(ImporterName.ABSENCE, "who", table.header(one)))
    found = [
        (first[0], last[1])
        for row in table
        for start in starts
        if (first := table.period(start, row.cell(start))) is not None
        for last in [table.period(ends[0], row.cell(ends[0])) if ends else first]
        if last is not None
    ]
    whole = all(first.day == 1 and (last + timedelta(days=1)).day == 1 for first, last in found)
    return not whole and (len(found) == 1 or len({*found}) > 1)


def _repeats_departments(table: Table) -> bool:
    """Whether several rows are of one department at one time, and neither how many employees nor what kind tells why.

    What tells of them in other words (staff groups, men and women) recurs in several departments.
    """
    if "employees" in table or "department" not in table:
        return False
    rows = [
        (row, (row.department(), row.label("period"), row.label("month"), row.label("kind")))
        for row in table
        if row.department()
    ]
    if len({place for _row, place in rows}) == len(rows):
        return False
    claimed = {column for name, columns in table.columns.items() if name != "person" for column in columns}
    kinds = [column for column in table.span if column not in claimed and _is_of_kinds(table, column)]
    told = {(place, *(row.cell(column) for column in kinds)) for row, place in rows}
    return len(told) < len(rows)


def _is_of_kinds(table: Table, column: int) -> bool:
    """Whether a column holds periods, or texts that mostly recur in other departments."""
    found: dict[str, set[DepartmentPath]] = {}
    for row in table:
        if isinstance(value := row.cell(column), str):
            found.setdefault(value, set()).add(row.department())
    recurring = sum(len(departments) > 1 for departments in found.values())
    return bool(found) and (2 * recurring > len(found) or all(_is_period(value, table.words) for value in found))


def _refuse(table: Table, code: str) -> None:
    """Reject all rows for what the plan must not tell."""
    columns = next(table.columns[name] for name in (*_UNITS, "length", "hours") if name in table)
    table.problem(code, table.grid.ref(table.header_row, columns[0]))
    for _row in table:
        table.reject()


def _names_persons(header: Value, cells: Sequence[Value], words: Words) -> bool:
    """Whether a column of the field ``person`` names one on each row.

    ``Navn`` may be that of the department, ``Stilling`` is that of several, and an age in years is one's (``30-39`` is
    not).
    """
    if isinstance(header, str) and _MEAN.search(header.casefold()):
        return False  # "Gns. alder" is that of many
    said = "any" if header is None else words.meaning(ImporterName.ABSENCE, "who", header)
    if said == "age":
        return any(parse_number(cell) is not None for cell in cells)
    if said != "any":
        return said != "group"
    texts = {cell for cell in cells[:_SAMPLE] if isinstance(cell, str)}
    return 2 * sum(scrub(text, words.catalogue).removed > 0 for text in texts) >= max(1, len(texts))


def _are_persons(departments: Iterable[Value], words: Words) -> bool:
    """Whether what should name departments names persons, most of them and several."""
    texts = {text for text in departments if isinstance(text, str)}
    whole = sum(scrub(text, words.catalogue).text.strip() == _("[name removed]") for text in texts)
    return whole > 1 and 2 * whole >= len(texts)


def _read_persons(table: Table, kinds: _Kinds, persons: tuple[int, ...]) -> None:
    """Read rows of single persons: the days of each department and year together, and nothing of one person.

    ``persons`` are the columns that tell them from one another; without any it is not known how many a sum is of.
    """
    days = table.columns.get("days", ())
    if not days or not persons:
        _refuse(table, "absence-of-persons")
        return
    where = table.grid.ref(table.header_row, days[0])
    table.problem("persons-summed", where)
    rows = [row for row in table if not kinds.decide(row)]
    together: dict[tuple[DepartmentPath, int, str], _Together] = {}
    last: dict[tuple[DepartmentPath, int, str], int] = {}
    for row in rows:
        for column in days:
            label, period = _period_over(table, column, table.header(column))
            if not label:
                period = _period(row)
                label = str(period[1].year) if period is not None else "–"
            number = parse_number(row.cell(column))
            if number is None and row.cell(column) is not None and not table.words.says("none", row.cell(column)):
                table.problem("bad-number", table.grid.ref(row.index, column), field=table.header(column))
            year = None if period is None else period[1].replace(month=12, day=31)
            key = (row.department(), column, label)
            together.setdefault(key, _Together(year)).add(number or 0, tuple(row.cell(one) for one in persons))
            last[key] = row.index
    for row in rows:
        found = [
            Finding(
                id="",
                source=SourceKind.ABSENCE,
                where=table.grid.ref(table.header_row, column),
                text=_sentence(None, one.days, label),
                department=department,
                exposed=len(one.persons),  # a sum of few is hidden as a small department's figure is
                absence_days=one.days,
                observed_on=one.year,
            )
            for (department, column, label), one in together.items()
            if last[department, column, label] == row.index
        ]
        if found:
            row.use(*found)
        else:
            row.set_aside(Reason.SUMMED)


@dataclass(slots=True)
class _Together:
    """Days of several persons."""

    year: date | None
    """The last day of the year."""
    days: float = 0
    persons: set[tuple[Value, ...]] = field(default_factory=set)
    """What tells them from one another; never kept beyond the reading of the sheet."""

    def add(self, days: float, person: tuple[Value, ...]) -> None:
        """Count the days of one more row."""
        self.days += days
        self.persons.add(person)


def _periods_over(table: Table, columns: Sequence[int]) -> Mapping[int, Value]:
    """Return the times that stand over several columns of the same unit, one over each group (2025 over Dage and %)."""
    above = table.grid.rows[table.header_row - 1] if table.header_row else ()
    over = {
        column: next((value for value in reversed(above[: column + 1]) if value is not None), None)
        for column in columns
    }
    told = {column: value for column, value in over.items() if _is_period(value, table.words)}
    return told if len(set(told.values())) == len(columns) > 1 else {}


def _read_across(
    table: Table, periods: tuple[int, ...], unit: str | None, kinds: _Kinds, over: Mapping[int, Value] | None = None
) -> None:
    """Read periods side by side: the column for all of them where there is one, else a record per period.

    A month's figure in a small department says little. The year's own figure is taken as given, not worked out here.
    ``over`` are the periods where they stand in the line above the headers.
    """
    header = [
        value if over is None else over.get(column) for column, value in enumerate(table.grid.rows[table.header_row])
    ]
    total = [one for one in table.span if "total" in table.words.meanings("any", "row", header[one])][:1]
    columns = total or periods
    scale = _scale(table, *periods) if unit == "percent" else 1.0
    if unit is None or scale is None:
        table.problem("unclear-percent", table.grid.ref(table.header_row, columns[0]), field=table.header(columns[0]))
    for row in kinds.together((row for row in _without_wholes(table) if not kinds.decide(row)), total):
        figures = {column: number for column in columns if (number := parse_number(row.cell(column))) is not None}
        if not figures:
            row.set_aside(Reason.NO_FIGURES)
        elif unit is None or scale is None:
            table.reject()
        elif not row.department() and row.value("department") is None and "month" not in table:
            row.reject("department")
        else:
            findings = []
            for column, number in figures.items():
                label, period = _period_over(table, column, header[column])
                if month := row.label("month"):  # under one another, with the years across
                    label = f"{month} {label}"
                    period = table.words.period(label)
                if column in total:
                    label, period = str(table.year or "–"), table.words.period(table.year)
                figure = _as_percent(row.cell(column), number, scale) if unit == "percent" else number
                found = _figure(row, column, unit, figure, label, period)
                findings.append(replace(found, exposed=row.whole("employees")))
            row.use(*findings, said=" ".join(f"{table.header(one)} {number}" for one, number in figures.items()))


def _read_down(table: Table, departments: tuple[int, ...], unit: str | None) -> None:
    """Read periods under one another, with a column for each department: a record for each figure."""
    wholes = [column for column in departments if table.words.is_whole(table.header(column))]
    if wholes and len(departments) > len(wholes) + 1:
        named = ", ".join(f"«{table.header(column)}»" for column in wholes)
        table.problem("whole-beside-departments", table.grid.ref(table.header_row, wholes[0]), columns=named)
        departments = tuple(column for column in departments if column not in wholes)
    scale = _scale(table, *departments) if unit == "percent" else 1.0
    if unit is None or scale is None:
        where = table.grid.ref(table.header_row, departments[0])
        table.problem("unclear-percent", where, field=table.header(departments[0]))
    for row in table:
        period = table.words.period(row.value("period"), table.year)
        figures = {column: number for column in departments if (number := parse_number(row.cell(column))) is not None}
        if not figures:
            row.set_aside(Reason.NO_FIGURES)
        elif period is None:
            row.set_aside(Reason.OUTSIDE)  # a target, or a mean
        elif unit is None or scale is None:
            table.reject()
        else:
            findings = []
            for column, number in figures.items():
                figure = _as_percent(row.cell(column), number, scale) if unit == "percent" else number
                found = _figure(row, column, unit, figure, row.label("period"), period)
                name = table.header(column)
                findings.append(replace(found, department=() if table.words.is_everybody(name) else (name,)))
            row.use(*findings, said=f"{row.label('period')} {' '.join(map(str, figures.values()))}")


def _figure(row: Row, column: int, unit: str, figure: float | None, label: str, period: Period | None) -> Finding:
    """Return the record of one figure of a table with several in a row; ``unit`` is the field that it is of."""
    percent = figure if unit == "percent" else None
    days = figure if unit == "days" else None
    return Finding(
        id="",
        source=SourceKind.ABSENCE,
        where=row.table.grid.ref(row.index, column),
        text=_each(figure, label) if unit == "days_each" else _sentence(percent, days, label),
        department=row.department(),
        score=percent,
        absence_days=days,
        observed_on=None if period is None else period[1],
    )


def _measured(name: str, header: str) -> str:
    """Return the field of a column of figures by the unit in its header, also one in brackets (``Fravær (dage)``)."""
    if name not in _UNITS:
        return name
    if _ONLY_LENGTH.fullmatch(header.casefold()):
        return "length"
    said = _LENGTH.sub(" ", header.casefold())
    if _PERCENT.search(said):
        return "percent"
    if _DAYS.search(said):
        each = name == "days_each" or _EACH.search(said) or (_MEAN.search(said) and not _OF_TIME.search(said))
        return "days_each" if each else "days"
    return "hours" if _HOURS.search(said) else name


def _unit(grid: Grid, header_row: int, periods: Sequence[int]) -> str | None:
    """Return whether periods side by side hold ``percent``, ``days`` or ``days_each``, None when nothing tells."""
    rows = grid.rows[header_row + 1 :]
    cells = [row[column] for row in rows for column in periods if column < len(row)]
    if any(isinstance(value, str) and "%" in value for value in cells):
        return "percent"
    said = " ".join(str(text).casefold() for text in named_by(grid, header_row))
    said += " " + " ".join(str(value).casefold() for value in grid.rows[header_row] if value is not None)
    if _PERCENT.search(said):
        return "percent"
    if _DAYS.search(said):
        return "days_each" if _EACH.search(said) else "days"
    numbers = [number for value in cells if (number := parse_number(value)) is not None]
    return "percent" if any(0 < number < _SHARE_BELOW for number in numbers) else None


def _scale(table: Table, *columns: int) -> float | None:
    """Return what bare numbers are multiplied with to be percent: 1, or 100 for shares; None when that is unclear."""
    cells = [value for column in columns for value in table.values(column) if not _has_sign(value)]
    numbers = [number for value in cells if (number := parse_number(value))]
    if max(numbers, default=0.0) > 1:
        return 1.0
    return 100.0 if not numbers or max(numbers) < _SHARE_BELOW or min(numbers) < _SHARE_BELOW / 3 else None


def _has_sign(value: Value) -> bool:
    return isinstance(value, str) and "%" in value


def _as_percent(value: Value, number: float, factor: float | None) -> float | None:
    if _has_sign(value):
        return number
    return None if factor is None else round(factor * number, 4)


def _percent(row: Row, scale: Mapping[int, float | None]) -> float | None:
    """Return percent of working time: 7.2 for ``7,2 %``, and for 7.2 or 0.072 by what the whole column holds."""
    factor = scale[row.table.columns["percent"][0]] if "percent" in row.table else None
    number = None if factor is None else row.number("percent", most=100)
    if number is None:
        return None
    value = row.value("percent")
    if factor == 1 and 0 < number < _SHARE_BELOW and not _has_sign(value):
        row.problem("unclear-percent", "percent")  # a share among percentages, or next to none
        return None
    return _as_percent(value, number, factor)


def _target(row: Row) -> float | None:
    """Return the percent that the workplace wants not to be above, None where it is not told or unclear."""
    number = row.number("target", most=100)
    if number is None:
        return None
    return _as_percent(row.value("target"), number, _scale(row.table, *row.table.columns["target"]))


def _finding(row: Row, percent: float | None, days: float | None, target: float | None) -> Finding:
    period = _period(row)
    label = " ".join(part for part in (row.label("month"), row.label("period")) if part)
    where = row.where("percent", "days", "days_each")
    if not label and where.column is not None:
        header = row.table.grid.cell(row.table.header_row, where.column - 1)
        label, period = _period_over(row.table, where.column - 1, header)
    if not label and row.table.year is not None:  # that of the title
        label, period = str(row.table.year), row.table.words.period(row.table.year)
    if not label and (told := _period_above(row.table)) is not None:
        label, period = told
    label = label or "–"
    text = _sentence(percent, days, label)
    if percent is None and days is None:
        text = _each(row.number("days_each"), label)
    polarity = None
    if percent is not None and target is not None:
        polarity = Polarity.PROBLEM if percent > target else Polarity.NEUTRAL
        text = _("Sickness absence {percent} % ({period}), where the target is {target} %").format(
            percent=_decimal(percent), period=label, target=_decimal(target)
        )
    return Finding(
        id="",
        source=SourceKind.ABSENCE,
        where=where,
        text=text,
        department=row.department(),
        polarity=polarity,
        score=percent,
        exposed=row.whole("employees"),
        absence_days=days,
        observed_on=None if period is None else period[1],
    )


def _year_before(row: Row, finding: Finding, told: Container[date]) -> list[Finding]:
    """Return the figure of the year before that stands beside a year's own, as one of that year.

    ``told`` are the days that rows of the sheet end on; what has a row of its own is not told again.
    """
    day = finding.observed_on
    number = None if day is None or finding.score is None else row.number("previous", most=100)
    if day is None or number is None:
        return []
    column = row.table.columns["previous"][0]
    earlier = _as_percent(row.value("previous"), number, _scale(row.table, column))
    if earlier is None:
        return []
    then = day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
    if then in told:
        return []
    period = row.label("period")
    label = period.replace(str(day.year), str(then.year)) if str(day.year) in period else str(then.year)
    where = row.table.grid.ref(row.index, column)
    was = replace(finding, where=where, text=_sentence(earlier, None, label), score=earlier, observed_on=then)
    return [replace(was, absence_days=None, polarity=Polarity.NEUTRAL)]


def _sentence(percent: float | None, days: float | None, label: str) -> str:
    if percent is not None:
        return _("Sickness absence {percent} % ({period})").format(percent=_decimal(percent), period=label)
    return _("Days of sickness absence: {days} ({period})").format(days=_decimal(days or 0), period=label)


def _each(days: float | None, label: str) -> str:
    return _("Days of sickness absence for each employee: {days} ({period})").format(
        days=_decimal(days or 0), period=label
    )


def _period(row: Row) -> Period | None:
    """Return the period; a column for the month and one for the year belong together."""
    month, year = row.label("month"), row.label("period")
    if month and year:
        found = row.table.words.period(f"{month} {year}") or row.table.words.period(f"{month}/{year}")
        if found is not None:
            return found
    return row.period("period") if year else row.period("month")


def _period_above(table: Table) -> tuple[str, Period] | None:
    """Return the one time of a month or more that a line above tells from day to day (``Periode: 01.01.2025 - …``)."""
    found: dict[Period, str] = {}
    for value in (value for cells in table.grid.rows[: table.header_row] for value in cells):
        said = value.rpartition(": ")[2].strip() if isinstance(value, str) else ""
        period = table.words.period(said) if said else None
        if period is not None and (period[1] - period[0]).days >= _MONTH:
            found[period] = said
    if len(found) != 1:
        return None
    (((first, last), said),) = found.items()
    whole_year = (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year)
    return str(last.year) if whole_year else said, (first, last)


def _decimal(value: float) -> str:
    return number_text(f"{value:g}")


def _across(grid: Grid, context: Context) -> Match | None:
    """Claim tables with periods side by side or under one another, when a name or title says they are about absence."""
    words = words_of(context.catalogue)
    known = words.headers(ImporterName.ABSENCE)
    if key_figures := _key_figures(grid, words):
        return key_figures
    for index, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        if not words.named(ImporterName.ABSENCE, *named_by(grid, index)):
            continue
        periods = [
            column for column, cell in enumerate(cells) if column and _is_period(cell, words) and not _aims(cell, words)
        ]
        if len(periods) < 2:
            match = _down(grid, index, words) or _by_length(grid, index, words)
            if match is not None:
                return match
            continue
        below = [row for row in grid.rows[index + 1 :][:_SAMPLE] if len(row) > periods[0]]
        figures = [row[column] for row in below for column in periods if column < len(row) and row[column] is not None]
        good = sum(parse_number(value) is not None for value in figures)
        if not figures or good < 0.7 * len(figures):
            continue
        columns = {_unit(grid, index, periods) or "percent": tuple(periods)}
        for name in ("department", "employees", "kind"):
            found = [c for c, cell in enumerate(cells) if isinstance(cell, str) and name in known.get(plain(cell), ())]
            if found:
                columns[name] = (found[0],)
        persons = [
            c for c, cell in enumerate(cells) if isinstance(cell, str) and "person" in known.get(plain(cell), ())
        ]
        if named := [c for c in persons if _names_persons(cells[c], [row[c] for row in below if c < len(row)], words)]:
            return Match(ImporterName.ABSENCE, index, {**columns, "person": tuple(named)}, 0.75)
        if "department" not in columns and _are_months([row[0] for row in below if row], words):
            return Match(ImporterName.ABSENCE, index, {**columns, "month": (0,)}, 0.75)
        columns.setdefault("department", (0,))
        place = columns["department"][0]
        if cells[place] is not None or _are_departments([row[place] for row in below if place < len(row)], words):
            return Match(ImporterName.ABSENCE, index, columns, 0.75)
    by_month = _BY_MONTH.identify(grid, context)
    return by_month if by_month is not None and _tells_absence(grid, by_month) else None


def _tells_absence(grid: Grid, match: Match) -> bool:
    """Whether a header, the name or a title says that a list is about absence (``Antal dage`` may be of anything)."""
    headers = [cell for cell in grid.rows[match.header_row] if isinstance(cell, str)]
    return any(_ABSENT.search(text.casefold()) for text in (*headers, *named_by(grid, match.header_row)))


def _key_figures(grid: Grid, words: Words) -> Match | None:
    """Claim a workplace's key figures below one another, years across, when one of them is sickness absence."""
    said = [row for row, cells in enumerate(grid.rows[: _HEADER_WITHIN + _SAMPLE]) if _is_measure(_first(cells), words)]
    if len(said) != 1:
        return None
    label = next(column for column, cell in enumerate(grid.rows[said[0]]) if cell is not None)
    for index in range(said[0] - 1, -1, -1):
        periods = tuple(c for c, cell in enumerate(grid.rows[index]) if c > label and _is_period(cell, words))
        if len(periods) > 1 and all(parse_number(grid.cell(said[0], column)) is not None for column in periods):
            return Match(ImporterName.ABSENCE, index, {"measure": (label,), "percent": periods}, 0.55)
    return None


def _first(cells: Sequence[Value]) -> Value:
    return next((cell for cell in cells if cell is not None), None)


def _down(grid: Grid, index: int, words: Words) -> Match | None:
    """Claim a header row of departments with periods in the column before them."""
    headers = {column: cell for column, cell in enumerate(grid.rows[index]) if isinstance(cell, str)}
    below = grid.rows[index + 1 :][:_SAMPLE]
    first = min(headers, default=0)
    periods = [row for row in below if first < len(row) and _is_period(row[first], words)]
    departments = [
        column
        for column, header in headers.items()
        if column > first
        and _may_be_department(header, words)
        and all(parse_number(row[column]) is not None for row in periods if column < len(row))
    ]
    if len(periods) < 2 or len(departments) < 2:
        return None
    unit = _unit(grid, index, departments) or "percent"
    return Match(ImporterName.ABSENCE, index, {"period": (first,), unit: tuple(departments)}, 0.75)


def _by_length(grid: Grid, index: int, words: Words) -> Match | None:
    """Claim a header row of short and long absence with both together; a title tells what is counted."""
    known = words.headers(ImporterName.ABSENCE)
    headers = {column: cell for column, cell in enumerate(grid.rows[index]) if isinstance(cell, str)}
    lengths: dict[str, tuple[int, ...]] = {
        name: (column,)
        for name in ("short_term", "long_term")
        for column, header in headers.items()
        if name in known.get(plain(_UNIT_AT_END.sub("", header)), ())
    }
    totals = [column for column, header in headers.items() if _is_whole(header, words)]
    first = min(headers, default=0)
    if len(lengths) < 2 or len(totals) != 1 or first in (*totals, *lengths["short_term"], *lengths["long_term"]):
        return None
    cells = [row[totals[0]] for row in grid.rows[index + 1 :][:_SAMPLE] if totals[0] < len(row)]
    unit = _unit(grid, index, totals)
    if unit is None or not any(parse_number(value) is not None for value in cells):
        return None
    named = [row[first] for row in grid.rows[index + 1 :][:_SAMPLE] if first < len(row) and row[first] is not None]
    of_times = bool(named) and all(
        _is_period(cell, words) or "total" in words.meanings("any", "row", cell) for cell in named
    )
    down = "period" if of_times else "department"
    levels = tuple(c for c, header in headers.items() if "department" in known.get(plain(header), ())[:1])
    places = levels if not of_times and first in levels else (first,)
    return Match(ImporterName.ABSENCE, index, {down: places, unit: (totals[0],), **lengths}, 0.75)


def _may_be_department(header: Value, words: Words) -> bool:
    """Whether a header over figures may be the name of a department: no figure, no period, nothing about absence."""
    return (
        isinstance(header, str)
        and parse_number(header.rstrip("% ")) is None
        and _named_period(header, words)[1] is None
        and plain(header) not in words.headers(ImporterName.ABSENCE)
        and not words.named(ImporterName.ABSENCE, header)
        and "total" not in words.meanings("any", "row", header)
    )


def _are_departments(cells: Sequence[Value], words: Words) -> bool:
    """Whether what stands below a blank header may be the names of departments, and no kinds of absence."""
    named = [cell for cell in cells if cell is not None and "total" not in words.meanings("any", "row", cell)]
    return len(named) > 1 and not any(
        parse_number(cell) is not None
        or _is_period(cell, words)
        or words.meaning(ImporterName.ABSENCE, "kind", cell) is not None
        or _ABSENT.search(str(cell).casefold())
        for cell in named
    )


def _are_months(cells: Sequence[Value], words: Words) -> bool:
    """Whether what stands before years is months or other parts of a year, and what sums them up."""
    named = [cell for cell in cells if cell is not None and "total" not in words.meanings("any", "row", cell)]
    return len(named) > 1 and all(
        isinstance(cell, str) and words.period(cell) is None and _is_period(cell, words) for cell in named
    )


def _named_period(header: Value, words: Words, year: int | None = ANY_YEAR) -> tuple[str, Period | None]:
    """Return the period that a header names, also beside what is counted (``Sygefravær 2026 (jan-sep)``)."""
    if not isinstance(header, str):
        return number_text(str(header)), words.period(header, year)
    said = _UNIT_AT_END.sub("", header).split()
    named: tuple[str, Period | None] = ("", None)
    for start in range(len(said)):
        label = " ".join(said[start:])
        period = words.period(label, year)
        if named[1] is not None and period != named[1]:
            break
        if period is not None:  # the fewest words that name it: no "i pct." before the year
            named = label, period
    return named


def _period_over(table: Table, column: int, header: Value) -> tuple[str, Period | None]:
    """Return the period that stands over a column; that nothing tells the year of a month is told."""
    label, period = _named_period(header, table.words, table.year)
    if not label and (label := _named_period(header, table.words)[0]):
        table.once_at("month-without-year", table.grid.ref(table.header_row, column))
    return label, period


def _aims(header: Value, words: Words) -> bool:
    """Whether a header says that its figures are what is wanted, not what was (``Mål 2026``)."""
    known = words.headers(ImporterName.ABSENCE)
    return isinstance(header, str) and "target" in known.get(plain(_YEAR.sub("", header)), ())


def _is_period(cell: Value, words: Words) -> bool:
    return words.period(cell, ANY_YEAR) is not None


def _counts_something_else(grid: Grid, match: Match, context: Context) -> bool:
    """Whether days of each month or department are not said to be days of absence, or are how many accidents."""
    few = match.columns.keys() <= {"department", "period", "month", "days", "employees"}
    return (few and not _tells_absence(grid, match)) or _counts_incidents(grid, match, context)


def _counts_incidents(grid: Grid, match: Match, context: Context) -> bool:
    """Whether what seems to be absence is how many accidents there were (``Ulykker m. fravær``)."""
    words = words_of(context.catalogue)
    headers = [
        str(grid.cell(match.header_row, column))
        for name in ("percent", "days")
        for column in match.columns.get(name, ())
    ]
    known = words.headers(ImporterName.ABSENCE)
    return any(plain(header) not in known and words.named(ImporterName.INCIDENT, header) for header in headers)


ABSENCE = ListImporter(
    name=ImporterName.ABSENCE,
    fields=(
        Field("department", Kind.LABEL, weight=1, fill=True),
        Field("period", Kind.DATE, weight=1),
        Field("month", Kind.LABEL, weight=1),
        Field("last_day", Kind.DATE, weight=0),
        Field("employees", Kind.NUMBER, weight=1),
        Field("percent", Kind.NUMBER, weight=3),
        Field("days", Kind.NUMBER, weight=2),
        Field("days_each", Kind.NUMBER, weight=3),
        Field("hours", Kind.NUMBER, weight=2),
        Field("short_term", Kind.NUMBER, weight=2),
        Field("long_term", Kind.NUMBER, weight=2),
        Field("previous", Kind.NUMBER),
        Field("target", Kind.NUMBER),
        Field("length", Kind.NUMBER, weight=2),  # times or days, by how long it lasted
        Field("spells", Kind.NUMBER, weight=1),
        Field("excluded", Kind.NUMBER),
        Field("measure", Kind.LABEL, weight=0),
        Field("kind", Kind.LABEL),
        Field("person", Kind.LABEL, weight=-1),
    ),
    needs=(("percent", "days", "days_each", "hours", "length"), ("department", "period")),
    read=_read,
    denied=_counts_something_else,
    measured=_measured,
    layout=_across,
    unlike=(
        (ImporterName.INCIDENT, "description"),
        (ImporterName.INCIDENT, "type"),
        (ImporterName.INCIDENT, "body_part"),
        (ImporterName.RISK_ASSESSMENT, "severity"),
    ),
)

_BY_MONTH = replace(ABSENCE, needs=(ABSENCE.main, ("month",)), layout=lambda _grid, _context: None)
"""Figures of each month and of no department, which their headers, or a name, must say are of absence."""
