"""Dates of the plan: urgency, working days, holidays, vacations and the workplace's own calendar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from handleplan_batch.model import Action, Event, Level
from handleplan_batch.states import CLOSED_STATUSES

if TYPE_CHECKING:
    from holidays import HolidayBase

_FOLLOW_UP_DAYS = {Level.IMMEDIATE: 30, Level.HIGH: 60, Level.MEDIUM: 90, Level.LOW: 120, Level.OBSERVATION: 180}
"""Days from implemented to the check of the effect: long enough for an effect to show, short enough to adjust.
After the follow-up rhythm of at most half a year in Aarhus Universitet's and BFA's guidance (domain practice)."""

_START_DAYS = {Level.IMMEDIATE: 0, Level.HIGH: 7, Level.MEDIUM: 21, Level.LOW: 42, Level.OBSERVATION: 56}
"""Days from the plan's date to the start: level 1 today, level 2 within 14 days, level 3 within 30 days."""

_LASTING_DAYS = 90
"""Most days for the lasting solution to what is at level 1 or 2, once the danger is contained."""

_FARTHEST_DAYS = 3653
"""Days, ten years; a deadline beyond is a placeholder (31-12-9999)."""

_LONGEST_DAYS = {Level.IMMEDIATE: 7, Level.HIGH: 30, Level.MEDIUM: 90, Level.LOW: 270, Level.OBSERVATION: 365}
"""Most days from the plan's date to implemented, whatever the measure usually takes. Levels 1–3 after Arbejdstilsynet's
ladder and PROSA's rule that most physical problems can be solved within three months."""


_START_GRACE, _FOLLOW_UP_GRACE = 7, 30
"""Most days that a start, and a follow-up, are moved later so that they do not fall into an event of the calendar."""
_MOST_EARLIER = 14
"""Most days that a date is moved earlier for an event; more would not leave the work the time it takes."""


def _danish_holidays(language: str = "da") -> HolidayBase:
    from holidays import country_holidays

    # "optional" holds the days most workplaces close: 1 May, 5 June, 24 and 31 December.
    named = {"da": "da", "en": "en_US"}[language]
    return country_holidays("DK", categories=("public", "optional"), language=named)


def _never(_day: date) -> bool:
    return False


Person = tuple[str, str]


def person_of(
    responsible: str, department: str, roles: Collection[str], central: Collection[str] = frozenset()
) -> Person:
    """Return whose deadlines an action adds to: a name without its role, or a role (lower-case) in its department.

    A ``central`` one of the ``roles`` (HR) is the same in all departments.
    """
    text = " ".join(responsible.split()).casefold()
    name, _bracket, role = text.removesuffix(")").rpartition(" (")
    if name and role in roles:
        return name, ""
    return text, department if text in roles and text not in central else ""


def week_of(day: date) -> tuple[int, int]:
    """Return the ISO year and week of a day."""
    return day.isocalendar()[:2]


def crowded(
    actions: Iterable[Action], roles: Collection[str], most: int, central: Collection[str] = frozenset()
) -> list[tuple[tuple[int, int], list[str]]]:
    """Return the weeks in which one responsible has more open deadlines than ``most``, with the numbers of the rows."""
    found: dict[tuple[tuple[int, int], Person], list[str]] = {}
    for action in actions:
        if action.deadline and action.responsible.strip() and action.status not in (*CLOSED_STATUSES, "done"):
            person = person_of(action.responsible, action.department, roles, central)
            found.setdefault((week_of(action.deadline), person), []).append(action.id)
    return [(week, sorted(rows)) for (week, _who), rows in sorted(found.items()) if len(rows) > most]


@dataclass(frozen=True, slots=True)
class Period:
    """When an action starts, is implemented and is followed up, in that order."""

    start: date
    deadline: date
    follow_up: date


@dataclass(frozen=True)
class Schedule:
    """Plans on Danish working days from ``as_of`` on, outside the ISO weeks of vacation."""

    as_of: date
    vacation_weeks: tuple[int, ...] = ()
    language: str = "da"
    """Of the names of holidays."""

    @cached_property
    def _holidays(self) -> HolidayBase:
        return _danish_holidays(self.language)

    def period(
        self,
        level: Level,
        weeks: int,
        given_deadline: date | None = None,
        lasting: bool = False,
        busy: Callable[[date], bool] = _never,
        full: Callable[[date], bool] = _never,
    ) -> Period:
        """Return the dates for an action that usually takes ``weeks`` weeks.

        ``lasting``: an action that removes the cause after another has contained the danger; it starts as soon, but is
        given the time it takes, up to three months.

        A deadline that the source gives is kept as it is when it lies ahead; one that is past is replaced, since a plan
        cannot begin with a broken promise. New dates are working days, never before ``as_of``; ``as_of`` itself is
        allowed for what must start today.

        Days that are ``busy`` (an event of the calendar) are avoided where the limits of the level leave room for it;
        a deadline goes beyond weeks that are ``full`` too, but never earlier for that, since the work takes its time.
        What contains a danger at level 1 is never moved later, and what removes it only for events.
        """
        start = self.as_of
        if level is not Level.IMMEDIATE:
            start = self._clear(self.working_day(_START_DAYS[level]), self.as_of, _START_GRACE, busy)
        if given_deadline is not None and 0 <= (given_deadline - self.as_of).days <= _FARTHEST_DAYS:
            # Begun so early that there is time for it before the deadline.
            deadline = given_deadline
            ahead = (deadline - self.as_of).days
            start = min(start, self.working_day(max(0, ahead - 7 * weeks)))
            start = start if start <= deadline else self._latest(ahead)
        else:
            begun = (start - self.as_of).days
            longest = max(_LONGEST_DAYS[level], _LASTING_DAYS) if lasting else _LONGEST_DAYS[level]
            latest = self._latest(min(begun + 7 * weeks, longest))
            deadline = max(latest, start)
            danger = level is Level.IMMEDIATE
            later = 0 if danger and not lasting else max(0, longest - (deadline - self.as_of).days)
            spread = later and not danger
            free = self._first_clear(deadline, later, lambda day: busy(day) or full(day)) if spread else None
            deadline = free or self._clear(deadline, start, later, busy)
        follow_up = self.working_day((deadline - self.as_of).days + _FOLLOW_UP_DAYS[level])
        return Period(start, deadline, self._clear(follow_up, deadline + timedelta(1), _FOLLOW_UP_GRACE, busy))

    def _first_clear(self, day: date, later: int, taken: Callable[[date], bool]) -> date | None:
        days = (day + timedelta(more) for more in range(later + 1))
        return next((one for one in days if self._is_free_for_work(one) and not taken(one)), None)

    def _clear(self, day: date, earliest: date, later: int, busy: Callable[[date], bool]) -> date:
        """Return the nearest free day up to ``later`` days after, else before; the day itself where there is none."""
        if not busy(day):
            return day
        before = (day - timedelta(less) for less in range(1, min(_MOST_EARLIER, (day - earliest).days) + 1))
        earlier = (one for one in before if self._is_free_for_work(one) and not busy(one))
        return self._first_clear(day, later, busy) or next(earlier, day)

    def working_day(self, days: int) -> date:
        """Return the first working day outside the vacations from ``days`` days after ``as_of``.

        Where vacations leave no day within a year they are not minded.
        """
        year = [self.as_of + timedelta(days=days + later) for later in range(366)]
        return next(filter(self._is_free_for_work, year), None) or next(filter(self._is_working_day, year))

    def review(self) -> date:
        """Return the yearly review of a standing condition: a working day about a year ahead."""
        return self.working_day(364)

    def events_in(self, period: Period, department: Sequence[str], events: Iterable[Event]) -> tuple[Event, ...]:
        """Return the events that concern a department (given with its ancestors) from start to follow-up, by date."""
        concerned = [
            event
            for event in events
            if event.start <= period.follow_up
            and event.end >= period.start
            and (not event.department or event.department[-1] in department)
        ]
        return tuple(sorted(concerned, key=lambda event: (event.start, event.name)))

    def vacations_in(self, period: Period) -> tuple[int, ...]:
        """Return the vacation weeks between start and follow-up, in the order they come."""
        days = range(min((period.follow_up - period.start).days, 366) + 1)
        weeks = dict.fromkeys((period.start + timedelta(days=day)).isocalendar().week for day in days)
        return tuple(week for week in weeks if week in self.vacation_weeks)

    def holidays_in(self, period: Period) -> list[tuple[str, tuple[int, ...]]]:
        """Return the holidays on working days between start and follow-up outside the vacations, with their weeks.

        Those with nothing but days off between them are one: "Skærtorsdag – Anden påskedag".
        """
        days = [period.start + timedelta(day) for day in range(min((period.follow_up - period.start).days, 366) + 1)]
        runs: list[list[date]] = []
        last: date | None = None
        for day in days:
            if day.weekday() < 5 and day in self._holidays and day.isocalendar().week not in self.vacation_weeks:
                off = last is not None and all(
                    not self._is_working_day(last + timedelta(one)) for one in range(1, (day - last).days)
                )
                if off:
                    runs[-1].append(day)
                else:
                    runs.append([day])
                last = day
        named = []
        for run in runs:
            names = dict.fromkeys([self._holidays[run[0]], self._holidays[run[-1]]])
            weeks = dict.fromkeys(day.isocalendar().week for day in run)
            named.append((" – ".join(names), tuple(weeks)))
        return named

    def _latest(self, days: int) -> date:
        """Return the last working day up to ``days`` days ahead, so that a limit is kept; else ``as_of``."""
        day = self.as_of + timedelta(days=days)
        while day > self.as_of and not self._is_free_for_work(day):
            day -= timedelta(days=1)
        return day

    def _is_free_for_work(self, day: date) -> bool:
        return self._is_working_day(day) and day.isocalendar().week not in self.vacation_weeks

    def _is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self._holidays
