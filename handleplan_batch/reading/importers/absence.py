"""Sickness absence per department and period. Whether it is high, judging tells by comparing."""

from __future__ import annotations

from handleplan_batch.language import _, current_language
from handleplan_batch.model import Finding, ImporterName, SourceKind
from handleplan_batch.reading.importers.cells import Period, parse_number
from handleplan_batch.reading.importers.tabular import Field, Kind, ListImporter, Reason, Row, Table

_SHARE_BELOW = 0.35
"""A number below this is a share: 0.35 % absence is as good as unheard of, and so is 35 %."""


def _read(table: Table) -> None:
    column = table.columns.get("percent", ())[:1]
    plain = [parse_number(value) for place in column for value in table.values(place) if not isinstance(value, str)]
    shares = all(number <= 1 for number in plain if number is not None)
    for row in table:
        percent, days = _percent(row, shares), row.number("days")
        if percent is None and days is None and row.number("days_each") is None:
            row.set_aside(Reason.NO_FIGURES)
        elif not row.department() and row.value("period") is None:
            row.reject("department")
        else:
            # The sentence follows the language of the run; the id must not.
            row.use(_finding(row, percent, days), said=f"{row.label('month')} {row.label('period')} {percent} {days}")


def _percent(row: Row, shares: bool) -> float | None:
    """Return percent of working time: 7.2 for ``7,2 %``, 7.2 and 0.072."""
    number, value = row.number("percent", most=100), row.value("percent")
    if number is None:
        return None
    if isinstance(value, str) and "%" in value:
        return number
    return round(100 * number, 4) if number < _SHARE_BELOW or (shares and number <= 1) else number


def _finding(row: Row, percent: float | None, days: float | None) -> Finding:
    period = _period(row)
    label = " ".join(part for part in (row.label("month"), row.label("period")) if part) or "–"
    if percent is not None:
        text = _("Sickness absence {percent} % ({period})").format(percent=_decimal(percent), period=label)
    elif days is not None:
        text = _("Days of sickness absence: {days} ({period})").format(days=_decimal(days), period=label)
    else:
        each = _decimal(row.number("days_each") or 0)
        text = _("Days of sickness absence for each employee: {days} ({period})").format(days=each, period=label)
    return Finding(
        id="",
        source=SourceKind.ABSENCE,
        where=row.where("percent", "days", "days_each"),
        text=text,
        department=row.department(),
        score=percent,
        exposed=row.whole("employees"),
        absence_days=days,
        observed_on=None if period is None else period[1],
    )


def _period(row: Row) -> Period | None:
    """Return the period; a column for the month and one for the year belong together."""
    month, year = row.label("month"), row.label("period")
    if month and year:
        found = row.table.words.period(f"{month} {year}") or row.table.words.period(f"{month}/{year}")
        if found is not None:
            return found
    return row.period("period") if year else row.period("month")


def _decimal(value: float) -> str:
    return f"{value:g}" if current_language() == "en" else f"{value:g}".replace(".", ",")


ABSENCE = ListImporter(
    name=ImporterName.ABSENCE,
    fields=(
        Field("department", Kind.LABEL, weight=1, fill=True),
        Field("period", Kind.DATE, weight=1),
        Field("month", Kind.LABEL, weight=1),
        Field("employees", Kind.NUMBER, weight=1),
        Field("percent", Kind.NUMBER, weight=3),
        Field("days", Kind.NUMBER, weight=2),
        Field("days_each", Kind.NUMBER, weight=3),
        Field("short_term", Kind.NUMBER, weight=2),
        Field("long_term", Kind.NUMBER, weight=2),
        Field("previous", Kind.NUMBER),
        Field("target", Kind.NUMBER),
        Field("spells", Kind.NUMBER, weight=1),
        Field("excluded", Kind.NUMBER),
        Field("person", Kind.LABEL, weight=-1),
    ),
    needs=(("percent", "days", "days_each"), ("department", "period")),
    read=_read,
    unlike=(
        (ImporterName.INCIDENT, "description"),
        (ImporterName.INCIDENT, "type"),
        (ImporterName.INCIDENT, "body_part"),
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
    ),
)
