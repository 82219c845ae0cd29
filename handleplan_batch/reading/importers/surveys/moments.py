"""When a survey was answered, and whether in two rounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import words_of
from handleplan_batch.reading.importers.surveys.columns import Layout, Role
from handleplan_batch.reading.importers.surveys.signs import MOST_ANSWERS, has_time
from handleplan_batch.reading.polarity import as_words

_MOST_DAYS = 400
"""Days that the answers to one survey may span; dates of birth or of employment span more."""
_PAUSE = 120
"""Days without an answer, between the answers of several persons, after which it is another round."""
_GROUP = 5
_MOMENTS_LOOKED_AT = 200
_YEAR = re.compile(r"(?<![\d.,])20[0-3]\d(?![.,]?\d)")
_YEAR_HEADER = re.compile(r"(?:år|årstal|måling|målerunde|runde|year|round|wave|survey)", re.IGNORECASE)
_NO_ANSWER = re.compile(
    r"frist|deadline|opret|created|invit|udsend|sent|import|export|ekspo|udtr|fød|birth|ansat|ansæt|tiltr|hire|hiring|hired"
    r"|joining|joined|employ|contract|kontrakt|anställ|tilsett|tilsatt|onboard|enrol|fratr|resign|terminat|leaving",
    re.IGNORECASE,
)
"""Headers of dates on which nobody answered."""
_START = re.compile(r"start(?:ing)?[ -]?(?:date|dato|datum)|startede|started")
"""What tools call the beginning of an answer, with the time of day, and others that of an employment."""
_NUMBER = re.compile(r"\d+")
"""A respondent's number written as text: one like 45123 would be the serial of a day."""
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b(.*)")
_FIRST_YEAR = 2000
"""Tools write 1980 or 1970 where they hide when it was answered."""


def _moments(layout: Layout, context: Context) -> list[date]:
    """Return the days on which it was answered, in order: those of some of the answers when they are many."""
    words = words_of(context.catalogue)
    for column in reversed(layout.of(Role.TECHNICAL)):  # the end of an answer stands after its beginning
        told = [
            value
            for value in column.values
            if not (value is None or isinstance(value, int | float) or _NUMBER.fullmatch(str(value).strip()))
        ]
        looked_at = told[:: 1 + len(told) // _MOMENTS_LOOKED_AT]
        if not looked_at or _NO_ANSWER.search(column.header):
            continue
        if _START.fullmatch(as_words(column.header)) and not any(map(has_time, looked_at)):
            continue  # of an employment, as a rule
        days = _slashed(looked_at) or sorted(
            period[0] for one in looked_at if (period := words.period(one)) and period[0] == period[1]
        )
        made_up = (
            len(set(days)) == 1 and len(looked_at) >= _GROUP and not any(isinstance(one, datetime) for one in told)
        )
        if days and 2 * len(days) > len(looked_at) and days[0].year >= _FIRST_YEAR and not made_up:
            return days
    return []


def _slashed(values: Sequence[Value]) -> list[date]:
    """Return days written as 10/1/2026 in order: the month first where a day cannot stand there, or all lie closer."""
    found = [match for one in values if isinstance(one, str) and (match := _SLASHED.match(one))]
    if not found or len(found) < len(values):
        return []
    orders = []
    for month_first in (False, True):
        try:
            days = sorted(
                date(int(one[3]), *((int(one[1]), int(one[2])) if month_first else (int(one[2]), int(one[1]))))
                for one in found
            )
        except ValueError:  # there is no such month
            continue
        orders.append(days)
    return min(orders, key=lambda days: days[-1] - days[0], default=[])


def held_when(grid: Grid, layout: Layout, context: Context) -> tuple[tuple[date, date] | None, bool]:
    """Return the first and last day of the answers, else of the year told; and whether it seems to be two rounds."""
    years = [
        {int(found) for value in column.distinct for found in _YEAR.findall(str(value))}
        for column in layout.columns
        if len(column.distinct) <= MOST_ANSWERS and _YEAR_HEADER.fullmatch(column.header.strip(" :?"))
    ]
    if any(len(told) > 1 for told in years):
        return None, True
    days = _moments(layout, context)
    if days:
        several = days[_GROUP - 1 : len(days) - _GROUP + 1]
        if any((later - day).days >= _PAUSE for day, later in pairwise(several)):
            return None, True
        return ((days[0], days[-1]) if (days[-1] - days[0]).days <= _MOST_DAYS else None), False
    titles = [str(value) for cells in grid.rows[: layout.table.header.row] for value in cells]
    for texts in (titles, [grid.sheet], [grid.file_name]):
        found = {int(year) for text in texts for year in _YEAR.findall(text)}
        if len(found) == 1:
            year = found.pop()
            return (date(year, 1, 1), date(year, 12, 31)), False
    return None, False
