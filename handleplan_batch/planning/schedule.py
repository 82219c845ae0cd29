"""Dates of the plan: urgency, working days, holidays, vacations and the workplace's own calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays

from handleplan_batch.model import Event, Level

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


def _danish_holidays() -> holidays.HolidayBase:
    # "optional" holds the days most workplaces close: 1 May, 5 June, 24 and 31 December.
    return holidays.country_holidays("DK", categories=("public", "optional"))


@dataclass(frozen=True, slots=True)
class Period:
    """When an action starts, is implemented and is followed up, in that order."""

    start: date
    deadline: date
    follow_up: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """Plans on Danish working days from ``as_of`` on, outside the ISO weeks of vacation."""

    as_of: date
    vacation_weeks: tuple[int, ...] = ()
    _holidays: holidays.HolidayBase = field(default_factory=_danish_holidays)

    def period(self, level: Level, weeks: int, given_deadline: date | None = None, lasting: bool = False) -> Period:
        """Return the dates for an action that usually takes ``weeks`` weeks.

        ``lasting``: an action that removes the cause after another has contained the danger; it starts as soon, but is
        given the time it takes, up to three months.

        A deadline that the source gives is kept as it is when it lies ahead; one that is past is replaced, since a plan
        cannot begin with a broken promise. New dates are working days, never before ``as_of``; ``as_of`` itself is
        allowed for what must start today.
        """
        start = self.as_of if level is Level.IMMEDIATE else self.working_day(_START_DAYS[level])
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
        follow_up = self.working_day((deadline - self.as_of).days + _FOLLOW_UP_DAYS[level])
        return Period(start, deadline, follow_up)

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
