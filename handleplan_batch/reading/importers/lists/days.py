"""Which day a cell means, where only the other cells of its column tell: the month first, a day or a year behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.cells import SHORT_YEARS, Period, Words

_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)")
_MONTHS = 12
_NUMBERED_MONTH = re.compile(r"\s*([^\W\d_]+)\.?[\s-]+'?(\d{1,2})\s*")
_LONGEST_MONTH = 31
_YEARS_LEFT_OUT, _YEARS_OF_A_LIST = 3, 6
"""How far apart the years of a list may be, from one to the next and from the first to the last."""


def is_day(text: str, words: Words) -> bool:
    """Whether a text is a day, or a month at most."""
    found = words.period(text)
    return found is not None and (found[1] - found[0]).days < _LONGEST_MONTH


def numbered_month(value: Value, words: Words) -> tuple[str, int] | None:
    """Return the month that a cell names, and the number after it: a day, or the last two digits of a year."""
    found = _NUMBERED_MONTH.fullmatch(value) if isinstance(value, str) else None
    named = found is not None and bool(words.meanings("any", "month", found[1]))
    return (found[1], int(found[2])) if found is not None and named else None


class ColumnDays:
    """The days of a column; the day stands before the month, unless no date of the column can be read so."""

    def __init__(self, cells: Sequence[Value], words: Words, year: int | None) -> None:
        """Take what the column holds, and the year of a date that tells none."""
        self._cells, self._words, self._year = cells, words, year

    def period(self, value: Value) -> Period | None:
        """Return the first and last day that a cell means, None also where it is not told which day it is."""
        order = self.month_first
        if isinstance(value, str) and (said := numbered_month(value, self._words)) is not None:
            days = self._days_after_months
            return None if days is None else self._words.period(f"{said[1]}. {said[0]}" if days else value, self._year)
        found = _SLASHED.match(value) if isinstance(value, str) and order is not False else None
        if found is not None and order is None and max(int(found[1]), int(found[2])) <= _MONTHS:
            return None
        if found is not None and order and int(found[1]) <= _MONTHS:
            value = f"{found[2]}/{found[1]}/{found[3]}"
        elif order and isinstance(value, date):
            return None  # 3/4 that a Danish Excel took for a day in April, and 2/14 beside it for a text
        return self._words.period(value, self._year)

    @cached_property
    def month_first(self) -> bool | None:
        """Whether the dates have the month first (``2/14/2026``), None when only some seem to."""
        cells = [cell for cell in self._cells if isinstance(cell, date | str)]
        slashed = [found for cell in cells if isinstance(cell, str) and (found := _SLASHED.match(cell))]
        if not any(int(found[2]) > _MONTHS for found in slashed):
            return False
        days = [int(found[1]) for found in slashed] + [cell.day for cell in cells if isinstance(cell, date)]
        other = (cell for cell in cells if isinstance(cell, str) and not _SLASHED.match(cell))
        return None if any(day > _MONTHS for day in days) or any(is_day(cell, self._words) for cell in other) else True

    @cached_property
    def _days_after_months(self) -> bool | None:
        """Whether numbers after months (``Mar 25``) are days since one is no year, None where they are hardly years."""
        said = [one for value in self._cells if (one := numbered_month(value, self._words)) is not None]
        numbers = sorted({number for _month, number in said})
        if not all(number in SHORT_YEARS for number in numbers):
            return True
        as_days = [(int(self._words.meanings("any", "month", month)[0]), number) for month, number in said]
        as_years = [(number, month) for month, number in as_days]
        if len(numbers) > 2 and as_days == sorted(as_days) and as_years != sorted(as_years):
            return None
        apart = max((later - earlier for earlier, later in pairwise(numbers)), default=0)
        return None if apart > _YEARS_LEFT_OUT or numbers[-1] - numbers[0] > _YEARS_OF_A_LIST else False
