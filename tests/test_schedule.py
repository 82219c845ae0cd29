"""Dates: urgency, working days, vacations, the sources' own deadlines, the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_fixture import make_plan

from handleplan_batch.model import Event, Level
from handleplan_batch.planning.schedule import Period, Schedule, crowded, person_of

MONDAY = date(2026, 11, 23)
DANISH = holidays.country_holidays("DK", categories=("public", "optional"))
VACATIONS = (28, 29, 30, 52)

days = st.dates(date(2025, 1, 1), date(2032, 12, 31))
levels = st.sampled_from(Level)
weeks = st.integers(0, 30)


def is_working_day(day: date, vacations: tuple[int, ...] = VACATIONS) -> bool:
    return day.weekday() < 5 and day not in DANISH and day.isocalendar().week not in vacations


@given(days, levels, weeks, st.booleans())
def test_dates_are_in_order_on_working_days_from_the_day_of_the_plan_on(
    as_of: date, level: Level, takes: int, lasting: bool
) -> None:
    period = Schedule(as_of, VACATIONS).period(level, takes, lasting=lasting)
    assert as_of <= period.start <= period.deadline < period.follow_up
    assert all(day == as_of or is_working_day(day) for day in (period.start, period.deadline, period.follow_up))


@given(days, weeks)
def test_what_is_immediate_starts_and_is_due_within_a_week(as_of: date, takes: int) -> None:
    period = Schedule(as_of, VACATIONS).period(Level.IMMEDIATE, takes)
    assert period.start == as_of
    assert (period.deadline - as_of).days <= 7


@given(days, weeks)
def test_the_lasting_solution_starts_as_soon_and_is_given_its_time(as_of: date, takes: int) -> None:
    period = Schedule(as_of, VACATIONS).period(Level.IMMEDIATE, takes, lasting=True)
    assert period.start == as_of
    assert (period.deadline - as_of).days <= 90


@given(days, levels, weeks, st.integers(0, 1500), st.booleans())
def test_a_deadline_of_the_source_that_lies_ahead_is_kept(
    as_of: date, level: Level, takes: int, ahead: int, lasting: bool
) -> None:
    deadline = as_of + timedelta(days=ahead)
    period = Schedule(as_of, VACATIONS).period(level, takes, deadline, lasting)
    assert period.deadline == deadline
    assert as_of <= period.start <= deadline < period.follow_up
    assert period.start == as_of or is_working_day(period.start)


@given(days, levels, weeks, st.integers(1, 3000))
def test_a_deadline_that_has_passed_is_replaced(as_of: date, level: Level, takes: int, ago: int) -> None:
    schedule = Schedule(as_of, VACATIONS)
    assert schedule.period(level, takes, as_of - timedelta(days=ago)) == schedule.period(level, takes)


def test_a_placeholder_for_never_is_no_deadline() -> None:
    schedule = Schedule(MONDAY)
    assert schedule.period(Level.LOW, 4, date(9999, 12, 31)) == schedule.period(Level.LOW, 4)


def test_what_has_an_early_deadline_begins_early_enough() -> None:
    period = Schedule(MONDAY).period(Level.MEDIUM, 2, MONDAY + timedelta(days=18))
    assert period.start == MONDAY + timedelta(days=4)


@pytest.mark.parametrize(("level", "most"), [(1, 7), (2, 30), (3, 90), (4, 270), (5, 365)])
def test_no_level_waits_longer_than_its_limit(level: int, most: int) -> None:
    period = Schedule(MONDAY).period(Level(level), 100)
    assert (period.deadline - MONDAY).days <= most


def test_more_urgent_levels_are_due_earlier() -> None:
    due = [Schedule(MONDAY).period(level, 100).deadline for level in Level]
    assert due == sorted(due)


def test_a_measure_that_takes_long_is_due_later() -> None:
    schedule = Schedule(MONDAY)
    assert schedule.period(Level.LOW, 2).deadline < schedule.period(Level.LOW, 12).deadline


def test_danish_holidays_and_closing_days_are_no_working_days() -> None:
    assert Schedule(date(2026, 12, 24)).working_day(0) == date(2026, 12, 28)
    assert Schedule(date(2027, 3, 25)).working_day(0) == date(2027, 3, 30)


def test_vacation_weeks_are_passed_over() -> None:
    assert Schedule(date(2027, 7, 12), VACATIONS).working_day(0) == date(2027, 8, 2)


def test_vacation_in_every_week_is_not_minded() -> None:
    period = Schedule(MONDAY, tuple(range(1, 54))).period(Level.HIGH, 4)
    assert is_working_day(period.follow_up, ())


def test_vacations_in_a_period_come_in_their_order() -> None:
    schedule = Schedule(MONDAY, VACATIONS)
    assert schedule.vacations_in(Period(MONDAY, MONDAY, date(2027, 8, 2))) == (52, 28, 29, 30)
    assert schedule.vacations_in(Period(MONDAY, MONDAY, date(2026, 12, 1))) == ()


def test_a_standing_condition_is_reviewed_in_a_year() -> None:
    assert 364 <= (Schedule(MONDAY, VACATIONS).review() - MONDAY).days <= 395


def event(name: str, start: date, end: date, *department: str) -> Event:
    return Event(name, start, end, department)


def test_events_of_the_period_come_by_date() -> None:
    period = Period(date(2027, 1, 4), date(2027, 2, 1), date(2027, 4, 1))
    inside = event("MUS", date(2027, 2, 1), date(2027, 2, 28))
    over_the_start = event("Flytning", date(2026, 12, 1), date(2027, 1, 4))
    before = event("Jul", date(2026, 12, 24), date(2026, 12, 26))
    after = event("Audit", date(2027, 4, 2), date(2027, 4, 2))
    assert Schedule(MONDAY).events_in(period, ["Køkken"], [inside, after, over_the_start, before]) == (
        over_the_start,
        inside,
    )


def test_events_of_other_departments_are_left_out_and_those_above_are_in() -> None:
    period = Period(date(2027, 1, 4), date(2027, 2, 1), date(2027, 4, 1))
    day = date(2027, 2, 1)
    own, above, other = event("a", day, day, "Køkken"), event("b", day, day, "Drift"), event("c", day, day, "Kontor")
    assert Schedule(MONDAY).events_in(period, ["Køkken", "Drift"], [own, above, other]) == (own, above)


# Events, holidays and weeks that are full -----------------------------------------------------------------------------


@given(days, levels, weeks, st.booleans(), st.integers(0, 200), st.integers(0, 40))
def test_events_and_full_weeks_never_break_the_limits_nor_the_order(
    as_of: date, level: Level, takes: int, lasting: bool, ahead: int, lasts: int
) -> None:
    schedule, first = Schedule(as_of, VACATIONS), as_of + timedelta(ahead)
    plain = schedule.period(level, takes, lasting=lasting)
    period = schedule.period(
        level,
        takes,
        lasting=lasting,
        busy=lambda day: first <= day <= first + timedelta(lasts),
        full=lambda day: day.isocalendar().week % 2 == 0,
    )
    assert as_of <= period.start <= period.deadline < period.follow_up
    assert all(day == as_of or is_working_day(day) for day in (period.start, period.deadline, period.follow_up))
    if level is Level.IMMEDIATE:
        assert period.start == plain.start
        assert period.deadline <= plain.deadline or (lasting and period.deadline > first + timedelta(lasts))
    most = {1: 90 if lasting else 7, 2: 90 if lasting else 30, 3: 90, 4: 270, 5: 365}[level]
    assert period.deadline <= max(plain.deadline, as_of + timedelta(most))


def test_a_deadline_goes_round_an_event() -> None:
    plain = Schedule(MONDAY).period(Level.LOW, 4)
    event = (plain.deadline - timedelta(2), plain.deadline + timedelta(2))
    moved = Schedule(MONDAY).period(Level.LOW, 4, busy=lambda day: event[0] <= day <= event[1])
    assert event[1] < moved.deadline <= event[1] + timedelta(3)


def test_the_lasting_solution_to_a_danger_goes_round_an_event_and_never_waits_for_a_week_with_room() -> None:
    plain = Schedule(MONDAY).period(Level.IMMEDIATE, 8, lasting=True)
    last = plain.deadline + timedelta(4)
    moved = Schedule(MONDAY).period(Level.IMMEDIATE, 8, lasting=True, busy=lambda day: plain.start <= day <= last)
    assert last < moved.deadline <= MONDAY + timedelta(90)
    assert Schedule(MONDAY).period(Level.IMMEDIATE, 8, lasting=True, full=lambda day: day <= last) == plain


def test_a_deadline_goes_to_a_week_with_room_and_stays_where_there_is_none() -> None:
    plain = Schedule(MONDAY).period(Level.LOW, 4)
    taken = plain.deadline.isocalendar().week
    moved = Schedule(MONDAY).period(Level.LOW, 4, full=lambda day: day.isocalendar().week == taken)
    assert moved.deadline > plain.deadline
    assert moved.deadline.isocalendar().week != taken
    assert Schedule(MONDAY).period(Level.LOW, 4, full=lambda _day: True) == plain


def test_holidays_with_nothing_but_days_off_between_them_are_told_as_one_with_their_weeks() -> None:
    period = Period(date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 10))
    assert Schedule(MONDAY).holidays_in(period) == [
        ("Skærtorsdag – Anden påskedag", (12, 13)),
        ("Kristi himmelfartsdag", (18,)),
    ]


def test_the_great_prayer_day_is_a_working_day_since_2024() -> None:
    assert Schedule(date(2027, 4, 23)).working_day(0) == date(2027, 4, 23)


def test_holidays_in_a_vacation_are_not_told_again() -> None:
    period = Period(date(2026, 12, 14), date(2026, 12, 18), date(2027, 1, 15))
    assert Schedule(MONDAY, (52, 53)).holidays_in(period) == []


def test_a_role_after_a_name_makes_nobody_another_person_and_a_role_is_of_its_department() -> None:
    roles = {"nærmeste leder"}
    assert person_of("Kim Lund (nærmeste leder)", "A", roles) == person_of("kim  lund", "B", roles)
    assert person_of("Nærmeste leder", "A", roles) != person_of("Nærmeste leder", "B", roles)


def test_weeks_with_too_many_deadlines_of_one_responsible_are_told_with_their_rows() -> None:
    rows = make_plan().actions[:4]
    due = [
        replace(row, responsible="Kim Lund", deadline=MONDAY, status="in_progress", id=f"H-{number}")
        for number, row in enumerate(rows)
    ]
    assert crowded(due, (), 3) == [((2026, 48), ["H-0", "H-1", "H-2", "H-3"])]
    assert not crowded(due, (), 4)
    assert not crowded([replace(due[0], status="done"), *due[1:]], (), 3)
