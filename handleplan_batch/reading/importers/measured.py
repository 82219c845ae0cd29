"""Measurements of the indoor climate, noise, light and substances: a finding where the file's own limit is exceeded.

The limit stands in a column beside the figure, in a row of its own below the headers, in the header, or in the title.
What no limit is told for is neither good nor bad, but noise, for which the law has one; where none is told at all,
nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from handleplan_batch.language import _, number_text
from handleplan_batch.model import CellRef, Finding, ImporterName, Problem, Reading, SheetEntry, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, parse_number, plain, words_of
from handleplan_batch.reading.importers.headed import filled_rows, texts_of
from handleplan_batch.reading.importers.lists import Field, Kind, ListImporter, Reason, Row, Table, named_by
from handleplan_batch.reading.polarity import load_polarity

_ROUND = ImporterName.INSPECTION
_STRENGTH, _WITHOUT_LIMITS = 0.9, 0.45
"""Strength of the claim, and of the one to figures with units for which no limit is told."""
_HEADER_WITHIN, _SAMPLE = 15, 60
_FIGURES = 0.6
"""Least share of a column's filled cells that are numbers."""
_NUMBER = r"(?<![^\W\d_])[-+]?\d+(?:[.,]\d+)*"
"""Not the 3 of mg/m3."""
_BETWEEN = re.compile(rf"({_NUMBER})\s*(?:-|–|til|to)\s*({_NUMBER})")
_LEAST = re.compile(rf"(?:>=?|≥|min(?:imum|dst|\.)?|over|at least|least|fra)\s*:?\s*({_NUMBER})")
_MOST = re.compile(rf"(?:<=?|≤|ma(?:x|ks)(?:imum|imalt|\.)?|under|højst|hojst|op til|at most|up to)\s*:?\s*({_NUMBER})")
_ALONE = re.compile(_NUMBER)
_LOW, _HIGH = re.compile(r"\bmin(?!ut)"), re.compile(r"\bma(?:x|ks)")
"""What a header says of which end of a limit stands below it."""
_TOLD = re.compile(
    r"(?:grænseværdi\w*|grænse|krav|anbefalet|anbefaling|tilladt|aktionsværdi|limit)[^\d<>≤≥]{0,25}?"
    rf"((?:[<>≤≥]=?|max|maks|min|under|over|højst|mindst)?\.?\s*{_NUMBER})"
    rf"|(?=((?:[<>≤≥]=?|\bmax\.?|\bmaks\.?|\bmin\.?|\bhøjst|\bmindst)\s*{_NUMBER}))",
    re.IGNORECASE,
)
"""What tells a limit in a header or a title (``CO2 (max 1000 ppm)``, ``Grænseværdi: 85 dB(A)``)."""
_IN_BRACKETS = re.compile(r"\s*\(((?:[^()]|\([^()]*\))*)\)\s*$")
"""The unit of what is measured, behind its name."""
_FEWEST_HEADERS = 2
_OTHERS = (
    *("department", "place", "date", "verdict", "remark", "proposal", "responsible", "deadline", "status", "done"),
)
"""Fields that stand in such a list as in any other."""
_UNIT = re.compile(r"ppm|°\s?c|db\b|db\(a\)|\blux\b|\blx\b|mg/m|µg/m|bq/m|% ?rh|m/s", re.IGNORECASE)
"""Units that stand in headers of measurements only."""
_DECIBELS = re.compile(r"\bdb\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a figure must not be below or above."""

    least: float = -inf
    most: float = inf
    said: str = ""
    """In the words of the file."""
    by_law: bool = False
    """Whether the file tells none, and the rules on noise do: what is below them is not thereby in order."""

    def called(self, name: str) -> _Limits:
        """Return the same with what the limit is called before it."""
        return replace(self, said=f"{name.strip(' :')} {self.said}") if self.said else self

    def broken_by(self, number: float) -> bool:
        """Whether a figure lies outside."""
        return not self.least <= number <= self.most


def _read(table: Table) -> None:
    limits = _limits_of_columns(table)
    if "limit" not in table:
        _tell_limits(table, limits)
    judge = load_polarity(table.words.catalogue).judge
    for row in table:
        if _tells_limits(row.own, table.words):
            row.set_aside(Reason.OUTSIDE)
            continue
        measured = [(column, value) for column in table.columns["value"] if (value := row.cell(column)) is not None]
        figures = {column: number for column, value in measured if (number := _figure(value)) is not None}
        bad = [column for column, _value in measured if column not in figures and not _is_no_figure(row, column)]
        remark = row.text("remark")
        told = {column: _limits_of(row, limits.get(column, _Limits()), table.header(column)) for column in figures}
        found = [
            (_finding(row, column, told[column], remark), f"{row.text('point')} {table.header(column)} {number:g}")
            for column, number in figures.items()
            if told[column].broken_by(number)
        ]
        verdict = row.meaning("verdict", "verdict", _ROUND) or row.meaning("verdict", "beyond", _ROUND)
        verdict = "not_ok" if verdict == "beyond" else verdict  # "For lidt"
        if not found and verdict == "not_ok":
            found = [(_finding(row, column, _Limits(), remark), f"{number:g}") for column, number in figures.items()]
        if not found and remark and judge(remark).good is False:
            found = [(_finding(row, None, _Limits(), remark), remark)]
        for column in bad:
            table.problem("bad-number", table.grid.ref(row.index, column), field=table.header(column))
        if found:  # figures and what a number looks like follow the language
            row.use(*(finding for finding, _said in found), said=[said for _finding, said in found])
        elif bad:
            table.reject()
        elif verdict is None and row.value("verdict") is not None and not any(one.said for one in told.values()):
            row.reject_as("unclear-verdict", "verdict")
        elif not figures and verdict is None:
            row.set_aside(Reason.NOT_ASSESSED)
        elif verdict == "ok" or any(one.said and not one.by_law for one in told.values()):
            row.in_order(SourceKind.INSPECTION)
        else:
            row.set_aside(Reason.NOT_ASSESSED)


def _tell_limits(table: Table, limits: Mapping[int, _Limits]) -> None:
    """Name the columns of figures for which the file tells no limit."""
    columns = table.columns["value"]
    unlimited = [table.header(column) for column in columns if not limits[column].said]
    if unlimited and "verdict" not in table:
        named = ", ".join(f"«{header}»" for header in unlimited)
        table.problem("no-limit", table.grid.ref(table.header_row, columns[0]), fields=named)
    for column in columns:
        if limits[column].by_law:
            table.problem("noise-limit", table.grid.ref(table.header_row, column), limit=f"{limits[column].most:g}")


def _finding(row: Row, column: int | None, limits: _Limits, remark: str) -> Finding:
    table = row.table
    about, place = row.text("point"), row.place()
    if column is not None and about and not place and len(table.columns["value"]) > 1:
        place = table.clean(table.header(column), row.index, addresses=False)  # rooms across
    measured = ""
    if column is not None:
        value, header = row.cell(column), table.header(column)
        figure = number_text(f"{value:g}") if isinstance(value, int | float) else str(value).strip()
        unit = row.text("unit") or (found[1] if about and (found := _IN_BRACKETS.search(header)) else "")
        measured = f"{about or header}: {' '.join(filter(None, (figure, unit)))}"
        measured += "" if limits.said in header else f" ({limits.said})"
        measured += f" – {row.text('verdict')}" if not limits.said else ""
    deadline, deadline_text = row.deadline()
    return Finding(
        id="",
        source=SourceKind.INSPECTION,
        where=row.where("point", "place") if column is None else table.grid.ref(row.index, column),
        text=" – ".join(filter(None, (place, measured or about, remark))),  # a figure says nothing without its place
        department=row.department(),
        observed_on=row.observed_on("date"),
        place=place,
        proposal=row.text("proposal"),
        responsible=row.responsible(),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=row.solved,
    )


def _figure(value: Value) -> float | None:
    """Return what was measured; of «below 0.02» the bound, which is more than it is."""
    return parse_number(value.lstrip(" <≤~") if isinstance(value, str) else value)


def _is_no_figure(row: Row, column: int) -> bool:
    words = row.table.words
    value = row.cell(column)
    nothing = isinstance(value, str) and not any(map(str.isalnum, value))
    told = words.meaning(_ROUND, "verdict", value) in ("not_relevant", "ok")
    return nothing or told or words.says("none", value) or words.says("missing", value)


# Limits --------------------------------------------------------------------------------------------------------------


def _parsed(text: str, about: str, words: Words) -> _Limits:
    """Return the limits that a text tells; a number alone is the most, or for light the least.

    ``about`` tells what is measured, and may say which end the limit is (``Maks.``).
    """
    said = text.casefold()
    if found := _BETWEEN.search(said):
        return _Limits(_number(found[1]), _number(found[2]), _on_one_line(text))
    least, most = _LEAST.search(said), _MOST.search(said)
    if least or most:
        return _Limits(_number(least[1]) if least else -inf, _number(most[1]) if most else inf, _on_one_line(text))
    found = _ALONE.search(said)
    if found is None:
        return _Limits()
    low = _LOW.search(about.casefold()) or (
        "least" in words.told(_ROUND, "quantity", about) and not _HIGH.search(about.casefold())
    )
    ends = (_number(found[0]), inf) if low else (-inf, _number(found[0]))
    return _Limits(*ends, _on_one_line(text))


def _together(limits: Sequence[_Limits]) -> _Limits:
    """Return the limits that several cells tell of the same figure."""
    told = [one for one in limits if one.said]
    return _Limits(
        max((one.least for one in told), default=-inf),
        min((one.most for one in told), default=inf),
        " / ".join(dict.fromkeys(one.said for one in told)),
    )


def _number(digits: str) -> float:
    return parse_number(digits) or 0.0


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _limits_of(row: Row, of_column: _Limits, header: str) -> _Limits:
    """Return the limits of a figure: those beside it, else those of its column."""
    table = row.table
    about = " ".join((row.label("point"), row.label("unit"), header))
    beside = [
        _parsed(_written(value), f"{about} {table.header(column)}", table.words).called(
            _IN_BRACKETS.sub("", table.header(column))
        )
        for column in table.columns.get("limit", ())
        if (value := row.cell(column)) is not None
    ]
    return _together(beside) if any(one.said for one in beside) else of_column


def _limits_of_columns(table: Table) -> Mapping[int, _Limits]:
    """Return what a row of limits, a header or the title tells of each column of figures."""
    rows = [row for row in table.grid.rows[table.header_row + 1 :] if _tells_limits(row, table.words)]
    found = {}
    for column in table.columns["value"]:
        header = table.header(column)
        told = [
            _parsed(_written(row[column]), f"{header} {_label(row)}", table.words).called(_label(row))
            for row in rows
            if column < len(row) and row[column] is not None
        ]
        titles = [title for title in table.titles if _is_about(title, header)]
        in_words = (_in_words(text, header, table.words) for text in (header, *titles))
        said = next((one for one in in_words if one.said), None)
        found[column] = (
            _together(told) if told else said or ("verdict" not in table and _by_law(table, column)) or _Limits()
        )
    return found


def _by_law(table: Table, column: int) -> _Limits:
    """Return the limit that the rules on noise have, for a column of noise in decibels."""
    header = table.header(column)
    names = " ".join((header, *table.titles, table.grid.sheet))
    limit = max(table.words.told(_ROUND, "rule", header), default=None)
    if limit is None and _DECIBELS.search(header):
        limit = max(table.words.told(_ROUND, "rule", names), default=None)
    units = [value for value in _below(table, "unit") if isinstance(value, str)]
    if limit is None or not any(map(_DECIBELS.search, (names, *units))):
        return _Limits()
    said = _("at most {limit} dB(A), the rules on noise").format(limit=limit)
    return _Limits(most=float(limit), said=said, by_law=True)


def _is_about(title: str, header: str) -> bool:
    """Whether a title names the unit of a column."""
    units = {unit.casefold().replace(" ", "") for unit in _UNIT.findall(title)}
    return not units.isdisjoint(unit.casefold().replace(" ", "") for unit in _UNIT.findall(header))


def _in_words(text: str, header: str, words: Words) -> _Limits:
    """Return the limits that a header or a title tells behind a word for a limit."""
    found = _TOLD.search(text)
    if found is None:  # "Temperatur (20-25 °C)", but no scale
        between = _BETWEEN.search(text)
        return _parsed(text[between.start() :], header, words) if between and _UNIT.search(text) else _Limits()
    limits = _parsed(text[found.start(1 if found[1] else 2) :], header, words)
    said = text[found.start() :].strip(" .:")
    return replace(limits, said=said if said.count(")") <= said.count("(") else said.rstrip(")"))


def _tells_limits(row: Sequence[Value], words: Words) -> bool:
    """Whether a row is one of limits, by what stands first in it."""
    return "limit" in words.told(_ROUND, "limit", _label(row))


def _label(row: Sequence[Value]) -> str:
    return next((value for value in row if isinstance(value, str)), "")


def _written(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


# Columns -------------------------------------------------------------------------------------------------------------


def _columns(grid: Grid, index: int, words: Words) -> dict[str, tuple[int, ...]] | None:
    """Return what the columns below a row of headers are, None where these are not those of measurements."""
    headers = texts_of(grid.rows[index])
    below = grid.rows[index + 1 :][:_SAMPLE]
    known = words.headers(_ROUND)
    limits = tuple(
        column
        for column, text in headers.items()
        if words.told(_ROUND, "limit", text) and not _in_words(text, text, words).said
    )
    named = {column: known.get(plain(text), ()) for column, text in headers.items() if column not in limits}
    quantities = tuple(
        column
        for column, text in headers.items()
        if column not in limits and column != min(headers) and _is_quantity(text, words) and _is_figures(below, column)
    )
    measured = tuple(
        column
        for column, text in headers.items()
        if column not in limits and words.told(_ROUND, "measured", text) and _is_figures(below, column)
    )
    values = quantities
    if limits and not (measured or quantities) and (across := _rooms_across(below, headers, limits, words)):
        return across
    if limits and any(_is_figures(below, column) for column in limits):
        if not (measured or quantities) or not _speaks(grid, index, headers, words):
            return None
        values = (measured or quantities)[:1]
        limits = tuple(column for column in limits if column not in values)
    elif not quantities:
        return None
    else:
        limits = ()
    columns: dict[str, tuple[int, ...]] = {"value": values}
    columns |= {"limit": limits} if limits else {}
    units = [column for column in headers if column not in values and _is_units(below, column)]
    columns |= {"unit": tuple(units[:1])} if units else {}
    for name in _OTHERS:
        others = (column for column in named if column not in (*values, *units))
        found = [column for column in others if name in named[column][:1]]
        columns |= {name: tuple(found[:1])} if found else {}
    for column in columns.get("department", ()) if "place" not in columns else ():
        units_of = [row[column] for row in below if column < len(row) and row[column] is not None]
        if len(set(units_of)) == len(units_of) > 1:  # "Arbejdsplads" is where it was measured
            columns["place"] = columns.pop("department")
    taken = {column for places in columns.values() for column in places}
    free = [column for column in headers if column not in taken and _is_text(below, column)]
    if free and (limits or "place" in columns):
        columns["point"] = tuple(free[:1])
    elif free:
        columns["place"] = tuple(free[:1])
    return columns if not {"place", "point", "department"}.isdisjoint(columns) else None


def _rooms_across(
    below: Sequence[Sequence[Value]], headers: Mapping[int, str], limits: Sequence[int], words: Words
) -> dict[str, tuple[int, ...]] | None:
    """Return the columns of a table with what is measured down and places across, None for another one."""
    first = min(headers)
    measured = [str(row[first]) for row in below if first < len(row) and row[first] is not None]
    places = tuple(column for column in headers if column not in (first, *limits) and _is_figures(below, column))
    others = headers.keys() - {first, *limits, *places}
    if len(places) < _FEWEST_HEADERS or others or not measured:
        return None
    known = all(_is_quantity(text, words) for text in measured)
    return {"value": places, "limit": tuple(limits), "point": (first,)} if known else None


def _is_quantity(text: str, words: Words) -> bool:
    return _UNIT.search(text) is not None or bool(words.told(_ROUND, "quantity", text))


def _speaks(grid: Grid, index: int, headers: Mapping[int, str], words: Words) -> bool:
    """Whether a header, the title or a cell names something that is measured, or its unit."""
    cells = [value for row in grid.rows[index + 1 :][:_SAMPLE] for value in row if isinstance(value, str)]
    return any(_is_quantity(text, words) for text in (*headers.values(), *named_by(grid, index), *cells))


def _is_figures(rows: Sequence[Sequence[Value]], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row) and row[column] is not None]
    return bool(cells) and sum(_figure(cell) is not None for cell in cells) >= _FIGURES * len(cells)


def _is_units(rows: Sequence[Sequence[Value]], column: int) -> bool:
    """Whether a column holds nothing but units."""
    cells = [row[column] for row in rows if column < len(row) and row[column] is not None]
    return bool(cells) and all(isinstance(cell, str) and (cell == "%" or _UNIT.match(cell)) for cell in cells)


def _is_text(rows: Sequence[Sequence[Value]], column: int) -> bool:
    return any(isinstance(row[column], str) for row in rows if column < len(row))


def _below(table: Table, name: str) -> Iterator[Value]:
    """Yield what stands under a field in the first rows."""
    for row in table.grid.rows[table.header_row + 1 :][:_SAMPLE]:
        yield from (row[column] for column in table.columns.get(name, ()) if column < len(row))


class _MeasuredImporter(ListImporter):
    """Lists of measurements; those without any limit are told to be such."""

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of a row of headers over figures with limits, a weak one where no limit is told."""
        words = words_of(context.catalogue)
        for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
            if sum(isinstance(cell, str) for cell in row) < _FEWEST_HEADERS:
                continue
            columns = _columns(grid, index, words)
            if columns is None:
                continue
            match = Match(_ROUND, index, columns, _STRENGTH, self)
            table = Table(self, grid, match, context)
            judged = any(words.meaning(_ROUND, "verdict", value) for value in _below(table, "verdict"))
            if judged or "limit" in columns or any(one.said for one in _limits_of_columns(table).values()):
                return match
            if any(_UNIT.search(table.header(column)) for column in columns["value"]):
                return replace(match, strength=_WITHOUT_LIMITS)
        return None

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return what lies outside its limits, every row accounted for; nothing where no limit is told."""
        if match.strength == _WITHOUT_LIMITS:
            rows = filled_rows(grid, -1)
            entry = SheetEntry(grid.file, grid.sheet, ImporterName.UNKNOWN, None, rows, rows_rejected=rows)
            return Reading(sheets=(entry,), problems=(Problem(self.explain, CellRef(grid.file, grid.sheet)),))
        reading = super().extract(grid, match, context)
        return replace(reading, sheets=tuple(replace(entry, uses=()) for entry in reading.sheets))


MEASURED = _MeasuredImporter(
    name=_ROUND,
    fields=(
        Field("date", Kind.DATE, content=False),
        Field("department", Kind.LABEL, fill=True),
        Field("place", fill=True),
        Field("point"),
        Field("value", Kind.NUMBER),
        Field("limit", Kind.LABEL),
        Field("verdict", Kind.WORD),
        Field("unit", Kind.LABEL, content=False),
        Field("remark"),
        Field("proposal"),
        Field("responsible", Kind.LABEL),
        Field("deadline", Kind.DATE),
        Field("status", Kind.LABEL, content=False),
        Field("done", Kind.LABEL),
    ),
    needs=(("value",),),
    read=_read,
    explain="measurements-without-limits",
)
