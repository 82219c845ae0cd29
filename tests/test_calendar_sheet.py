from __future__ import annotations

from datetime import date

from list_grids import codes, read, read_sample, rows_of

from handleplan_batch.reading.importers.calendar import CALENDAR

HEADERS = ("Begivenhed", "Start", "Slut", "Afdeling")


def test_an_event_has_first_and_last_day_and_department() -> None:
    reading = read(CALENDAR, HEADERS, ("Flytning", date(2027, 4, 12), "23-04-2027", "Køkken"))
    (event,) = reading.events
    assert (event.name, event.start, event.end) == ("Flytning", date(2027, 4, 12), date(2027, 4, 23))
    assert (event.department, event.where.a1) == (("Køkken",), "A2")


def test_without_an_end_the_event_lasts_as_long_as_its_start_says() -> None:
    reading = read(CALENDAR, HEADERS, ("Jul", date(2026, 12, 24), None, None), ("Ferie", "uge 28 2027", None, "Alle"))
    assert [(event.start, event.end, event.department) for event in reading.events] == [
        (date(2026, 12, 24), date(2026, 12, 24), ()),
        (date(2027, 7, 12), date(2027, 7, 16), ()),
    ]


def test_an_end_before_the_start_is_named_and_not_used() -> None:
    reading = read(CALENDAR, HEADERS, ("Jul", date(2026, 12, 24), date(2026, 12, 1), None))
    assert reading.events[0].end == date(2026, 12, 24)
    assert codes(reading) == [("bad-date", "C2")]


def test_events_without_name_or_start_are_rejected_and_named() -> None:
    reading = read(CALENDAR, HEADERS, (None, date(2026, 12, 24), None, None), ("Jul", None, date(2026, 12, 24), None))
    assert rows_of(reading) == (0, 0, 2)
    assert codes(reading) == [("row-incomplete", "A2"), ("row-incomplete", "B3")]


def test_plain_words_for_event_and_dates_do_when_there_is_an_end() -> None:
    reading = read(CALENDAR, ("Aktivitet", "Fra", "Til"), ("Revision", "1. marts 2027", "3. marts 2027"))
    assert [(event.name, event.end) for event in reading.events] == [("Revision", date(2027, 3, 3))]


def test_the_sample_calendar_is_read_whole() -> None:
    reading = read_sample(CALENDAR, "kalender_2026_2027.xlsx")
    assert rows_of(reading) == (10, 0, 0)
    assert len(reading.events) == 10


def test_a_yearly_wheel_with_somebody_responsible_is_a_calendar_by_its_name() -> None:
    rows = [("Aktivitet", "Måned", "Ansvarlig"), ("MUS", "Marts", "Ann")]
    (event,) = read(CALENDAR, *rows, file="årshjul 2026.xlsx").events
    assert (event.name, event.start, event.end) == ("MUS", date(2026, 3, 1), date(2026, 3, 31))


def test_whether_an_event_lasts_all_day_is_not_its_name() -> None:
    rows = [("Subject", "Start Date", "End Date", "All day event"), ("Audit", "2026-03-12", "2026-03-12", False)]
    assert [event.name for event in read(CALENDAR, *rows).events] == ["Audit"]
