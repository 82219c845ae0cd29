from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from list_grids import CONTEXT, codes, read, read_sample, rows_of, sheet

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging import judge
from handleplan_batch.language import set_language
from handleplan_batch.model import Polarity, SourceKind
from handleplan_batch.reading import read_file
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.absence import ABSENCE
from handleplan_batch.settings import Settings

HEADERS = ("Afdeling", "Periode", "Antal ansatte", "Sygedage", "Fraværsprocent")


@pytest.mark.parametrize("percent", ["7,2 %", 7.2, "7,2"])
def test_the_percent_is_understood_however_it_is_written(percent: Value) -> None:
    reading = read(ABSENCE, HEADERS, ("Køkken", 2025, 20, 300, percent), ("Lager", 2025, 30, 200, 4.5))
    assert reading.findings[0].score == pytest.approx(7.2)


@pytest.mark.parametrize("percent", ["105 %", 105, -3, "-0,5 %"])
def test_a_percent_below_0_or_above_100_is_named_and_not_used(percent: Value) -> None:
    reading = read(ABSENCE, HEADERS, ("Køkken", 2025, 20, 300, percent), ("Lager", 2025, 30, 200, 4.5))
    assert [finding.score for finding in reading.findings] == [None, 4.5]
    assert codes(reading) == [("bad-number", "E2")]


@pytest.mark.parametrize("percent", [0.072, "0,072"])
def test_a_share_among_percentages_is_named_and_not_used(percent: Value) -> None:
    reading = read(ABSENCE, HEADERS, ("Køkken", 2025, 20, 300, percent), ("Lager", 2025, 30, 200, 4.5))
    assert [finding.score for finding in reading.findings] == [None, 4.5]
    assert codes(reading) == [("unclear-percent", "E2")]


@pytest.mark.parametrize("percent", [0.072, "0,072"])
def test_shares_are_read_as_percent(percent: Value) -> None:
    reading = read(ABSENCE, HEADERS, ("Køkken", 2025, 20, 300, percent), ("Lager", 2025, 30, 200, 0.045))
    assert [finding.score for finding in reading.findings] == [7.2, 4.5]


def test_a_column_that_may_hold_shares_or_percent_is_named_and_not_used() -> None:
    reading = read(ABSENCE, ("Afdeling", "Periode", "Fraværsprocent"), ("Køkken", 2025, 0.9), ("Lager", 2025, 0.5))
    assert rows_of(reading) == (0, 0, 2)
    assert codes(reading) == [("unclear-percent", "C1")]


def test_a_column_of_shares_only_is_read_as_shares() -> None:
    reading = read(ABSENCE, HEADERS, ("Køkken", 2025, 20, 300, 0.5), ("Lager", 2025, 30, 200, 0.04))
    assert [finding.score for finding in reading.findings] == [50, 4]


def test_a_row_holds_department_period_and_employees() -> None:
    (finding,) = read(ABSENCE, HEADERS, ("Køkken", "Q1 2025", 20, 300, 7.2)).findings
    assert (finding.department, finding.exposed, finding.absence_days) == (("Køkken",), 20, 300)
    assert (finding.observed_on, finding.polarity, finding.where.a1) == (date(2025, 3, 31), None, "E2")


def test_month_and_year_in_columns_of_their_own_make_a_period() -> None:
    headers = ("Enhed", "Måned", "År", "Sygefravær %")
    reading = read(ABSENCE, headers, ("A", "februar", 2025, 7.2), ("B", 3, 2025, 4), ("C", None, 2025, 5))
    expected = [date(2025, 2, 28), date(2025, 3, 31), date(2025, 12, 31)]
    assert [finding.observed_on for finding in reading.findings] == expected


def test_a_month_that_means_nothing_leaves_the_year() -> None:
    (finding,) = read(ABSENCE, ("Enhed", "Måned", "År", "Sygefravær %"), ("A", "hele året rundt", 2025, 7.2)).findings
    assert finding.observed_on == date(2025, 12, 31)


def test_a_month_alone_is_a_period() -> None:
    (finding,) = read(ABSENCE, ("Enhed", "Måned", "Sygefravær %"), ("A", "marts 2025", 7.2)).findings
    assert finding.observed_on == date(2025, 3, 31)


def test_child_sickness_and_leave_are_not_counted() -> None:
    headers = ("Afdeling", "Barns sygdom %", "Fraværsprocent", "Barsel %")
    (finding,) = read(ABSENCE, headers, ("Køkken", 1.5, 7.2, 3)).findings
    assert (finding.score, finding.where.a1) == (7.2, "C2")


def test_days_alone_are_kept_as_days() -> None:
    (finding,) = read(ABSENCE, ("Afdeling", "Sygedage"), ("Køkken", "300")).findings
    assert (finding.score, finding.absence_days, finding.where.a1) == (None, 300, "B2")


def test_days_per_employee_are_kept_in_the_text() -> None:
    (finding,) = read(ABSENCE, ("Afdeling", "Periode", "Dage pr. medarbejder"), ("Køkken", 2025, "12,5")).findings
    assert "12,5" in finding.text
    assert finding.absence_days is None


def test_totals_and_rows_without_figures_are_set_aside() -> None:
    reading = read(
        *(
            ABSENCE,
            HEADERS,
            ("Køkken", 2025, 20, 300, 7.2),
            ("Lager", 2025, 9, None, "-"),
            ("I alt", 2025, 29, 300, 7.2),
        )
    )
    assert rows_of(reading) == (1, 2, 0)


def test_figures_of_nobody_are_rejected_and_named() -> None:
    reading = read(ABSENCE, HEADERS, ("Køkken", 2025, 20, 300, 7.2), (None, None, 20, 300, 7.2))
    assert rows_of(reading) == (1, 0, 1)
    assert codes(reading) == [("row-incomplete", "A3")]


def test_the_id_does_not_depend_on_the_language() -> None:
    rows = (HEADERS, ("Køkken", 2025, 20, 300, 7.2))
    danish = read(ABSENCE, *rows).findings[0].id
    set_language("en")
    assert read(ABSENCE, *rows).findings[0].id == danish


def test_the_sample_absence_is_read_whole() -> None:
    reading = read_sample(ABSENCE, "sygefravaer_2025.xlsx")
    assert rows_of(reading) == (13, 0, 0)
    assert all(finding.score and finding.observed_on == date(2025, 12, 31) for finding in reading.findings)


def test_periods_side_by_side_are_a_record_each() -> None:
    reading = read(ABSENCE, ("Sygefravær i %",), ("Afdeling", 2024, 2025), ("Køkken", 5.4, 6.1), ("I alt", 5.4, 6.1))
    assert [(finding.score, finding.observed_on, finding.where.a1) for finding in reading.findings] == [
        *((5.4, date(2024, 12, 31), "B3"), (6.1, date(2025, 12, 31), "C3"))
    ]
    assert rows_of(reading) == (1, 1, 0)


def test_the_column_for_the_whole_year_is_taken_instead_of_its_months() -> None:
    rows = [("Sygefravær 2025",), ("Afdeling", "Jan", "Feb", "Gennemsnit"), ("Køkken", 0.054, 0.061, 0.0575)]
    (finding,) = read(ABSENCE, *rows).findings
    assert (finding.score, finding.observed_on) == (5.75, date(2025, 12, 31))


def test_days_side_by_side_are_days() -> None:
    reading = read(ABSENCE, ("Sygedage 2025",), ("Afdeling", "1. kvartal", "2. kvartal"), ("Køkken", 54, 61))
    assert [finding.absence_days for finding in reading.findings] == [54, 61]
    assert [finding.score for finding in reading.findings] == [None, None]


def test_figures_side_by_side_that_may_be_percent_or_days_are_not_used() -> None:
    reading = read(ABSENCE, ("Sygefravær",), ("Afdeling", 2024, 2025), ("Køkken", 5, 6))
    assert rows_of(reading) == (0, 0, 1)
    assert codes(reading) == [("unclear-percent", "B2")]


def test_the_title_tells_the_year_of_months() -> None:
    reading = read(ABSENCE, ("Sygefravær 2025",), ("Afdeling", "Måned", "Fravær %"), ("Køkken", "Marts", "5,4 %"))
    assert reading.findings[0].observed_on == date(2025, 3, 31)


def test_a_column_for_each_year_is_a_figure_for_each_year() -> None:
    headers = ("Enhed", "Antal ansatte", "Sygefravær 2025", "Sygefravær 2026 (jan-sep)", "Heraf langtid", "Mål")
    reading = read(ABSENCE, headers, ("Køkken", 14, "5,0", "4,4", "1,1", "4,5"), ("Lager", 26, 6.8, 9.4, 5.5, 5.0))
    assert [(one.department, one.score, one.observed_on) for one in reading.findings] == [
        (("Køkken",), 5.0, date(2025, 12, 31)),
        (("Køkken",), 4.4, date(2026, 9, 30)),
        (("Lager",), 6.8, date(2025, 12, 31)),
        (("Lager",), 9.4, date(2026, 9, 30)),
    ]
    assert "2026 (jan-sep)" in reading.findings[1].text


@pytest.mark.parametrize("header", ["Sygefravær i pct. 2025", "Sygefravær i procent 2025", "Sygefravær 2025"])
def test_a_period_is_told_without_the_unit_before_it(header: str) -> None:
    reading = read(ABSENCE, ("Afdeling", header), ("Køkken", 6.2), ("Lager", 5.0))
    assert [finding.text.rpartition("(")[2] for finding in reading.findings] == ["2025)"] * 2


def test_the_header_of_the_only_column_may_tell_the_period() -> None:
    headers = ("Enhed", "Sygefravær i % 2026 (jan-sep)", "Mål")
    (finding,) = read(ABSENCE, headers, ("Køkken", 4.4, 4)).findings
    assert (finding.score, finding.observed_on) == (4.4, date(2026, 9, 30))


def test_months_down_and_departments_across_are_a_figure_for_each() -> None:
    title, headers = ("Sygefravær i % 2026",), ("Måned", "Køkken", "Lager", "I alt")
    rows = (("Januar", "4,5 %", "9,1 %", "6,8 %"), ("Februar", "3,9 %", "8,7 %", "6,1 %"))
    summed = (("Gennemsnit", "4,2 %", "8,9 %", "6,5 %"), ("Mål", "4,0 %", "4,0 %", "4,0 %"))
    reading = read(ABSENCE, title, headers, *rows, *summed)
    assert [(one.department, one.score, one.observed_on) for one in reading.findings] == [
        (("Køkken",), 4.5, date(2026, 1, 31)),
        (("Lager",), 9.1, date(2026, 1, 31)),
        (("Køkken",), 3.9, date(2026, 2, 28)),
        (("Lager",), 8.7, date(2026, 2, 28)),
    ]
    assert rows_of(reading) == (2, 2, 0)


def test_months_down_without_percent_or_days_are_asked_about() -> None:
    reading = read(ABSENCE, ("Sygefravær",), ("Måned", "Køkken", "Lager"), ("jan-26", 4.5, 9.1), ("feb-26", 3.9, 8.7))
    assert rows_of(reading) == (0, 0, 2)
    assert codes(reading) == [("unclear-percent", "B2")]


def test_the_long_absence_beside_the_percent_does_not_make_it_a_survey() -> None:
    headers = ("Afdeling", "Periode", "Sygefraværsprocent", "Heraf langtid", "Mål")
    rows = (("Køkken", "2026 1. kvartal", 0.045, 0.02, 0.04), ("Lager", "2026 1. kvartal", 0.098, 0.06, 0.04))
    reading = read_sheet(Grid("fravær.xlsx", "Ark1", [headers, *rows]), Context(Catalogue()))
    assert [entry.importer for entry in reading.sheets] == [ABSENCE.name]
    assert [finding.score for finding in reading.findings] == [4.5, 9.8]


@pytest.mark.parametrize(
    "headers",
    [("Måned", "Fraværsdage", "Sygedage"), ("Måned", "Sygefravær % kvinder", "Sygefravær % mænd")],
)
def test_what_is_counted_is_no_department(headers: tuple[str, ...]) -> None:
    rows = [("januar 2026", 3.1, 4.2), ("februar 2026", 2.9, 4.4), ("marts 2026", 3.0, 4.0)]
    reading = read_sheet(Grid("fravær.xlsx", "Ark1", [headers, *rows]), Context(Catalogue()))
    assert {finding.department for finding in reading.findings} <= {()}


def test_figures_in_the_first_row_are_no_departments() -> None:
    rows = [("Måned", "Korttid", "Langtid"), ("januar 2026", "3,1 %", "1,2 %"), ("februar 2026", "2,9 %", "1,1 %")]
    reading = read_sheet(Grid("fravær.xlsx", "Ark1", rows), Context(Catalogue()))
    assert {finding.department for finding in reading.findings} <= {()}


PERSONS = ("Medarbejdernr.", "Navn", "Afdeling", "Sygedage 2025", "Sygefravær %")


def test_rows_of_persons_give_the_days_of_each_department_and_nothing_of_one() -> None:
    rows = ((101, "Anne Jensen", "Køkken", 45, 20.1), (102, "Bo Hansen", "Køkken", 3, 1.3), (103, "Ida", "Lager", 0, 0))
    reading = read(ABSENCE, PERSONS, *rows)
    assert [(one.department, one.absence_days, one.exposed, one.score, one.where.a1) for one in reading.findings] == [
        *((("Køkken",), 48, 2, None, "D1"), (("Lager",), 0, 1, None, "D1"))
    ]
    assert rows_of(reading) == (2, 1, 0)
    assert codes(reading) == [("persons-summed", "D1"), ("row-set-aside", "2"), ("personal-columns", "A1")]


def test_each_time_a_person_was_away_is_no_row_of_its_own() -> None:
    headers = ("Medarbejder", "Afdeling", "Fraværstype", "Fra dato", "Til dato", "Antal dage")
    reading = read(
        *(ABSENCE, headers, ("Anne Jensen", "Køkken", "Sygdom", "03-01-2026", "05-01-2026", 3)),
        ("Bo Hansen", "Køkken", "Sygdom", "10-02-2026", "12-03-2026", 23),
        ("Ida Dam", "Lager", "Barsel", "01-05-2026", "31-05-2026", 21),
        ("Ida Dam", "Lager", "Ferie", "01-07-2026", "21-07-2026", 15),
        ("Ida Dam", "Lager", "Xyz", "01-08-2026", "02-08-2026", 2),
    )
    assert [(one.department, one.absence_days, one.exposed, one.observed_on) for one in reading.findings] == [
        (("Køkken",), 26, 2, date(2026, 12, 31))
    ]
    assert rows_of(reading) == (1, 3, 1)
    assert ("unknown-absence", "C6") in codes(reading)


def test_a_percentage_of_each_person_is_named_and_not_used() -> None:
    reading = read(
        ABSENCE, ("Navn", "Afdeling", "Sygefravær %"), ("Anne Jensen", "Køkken", 20), ("Bo Hansen", "Lager", 2)
    )
    assert rows_of(reading) == (0, 0, 2)
    assert ("absence-of-persons", "C1") in codes(reading)


def test_the_name_of_a_department_is_no_persons() -> None:
    reading = read(ABSENCE, ("Afdeling", "Navn", "Sygefravær %"), (101, "Køkken", 5.1), (102, "Lager", 2.5))
    assert [one.score for one in reading.findings] == [5.1, 2.5]


@pytest.mark.parametrize("header", ["Medarbejder", "Navn"])
def test_months_beside_names_make_no_departments_of_persons(header: str) -> None:
    rows = (("Sygefravær i % 2026",), (header, "Jan", "Feb"), ("Anne Jensen", 4.0, 30.5), ("Bo Hansen", 0.0, 2.0))
    reading = read(ABSENCE, *rows)
    assert not reading.findings
    assert ("absence-of-persons", "B2") in codes(reading)


def test_absence_for_other_reasons_than_sickness_is_set_aside_in_tables_of_departments_too() -> None:
    headers = ("Afdeling", "Fraværsårsag", "Fraværsdage")
    rows = (("Køkken", "Egen sygdom", 40), ("Køkken", "Barns sygdom", 9), ("Lager", "Egen sygdom", 12))
    reading = read(ABSENCE, headers, *rows)
    assert [one.absence_days for one in reading.findings] == [40, 12]
    assert rows_of(reading) == (2, 1, 0)


def test_how_many_accidents_there_were_with_absence_is_no_absence() -> None:
    headers = ("Afdeling", "Ulykker m. fravær", "Ulykker u. fravær", "Nærved", "Vold")
    reading = read_sheet(sheet(headers, ("Køkken", 2, 3, 5, 0), ("Lager", 1, 0, 12, 0)), CONTEXT)
    assert {one.source for one in reading.findings} == {SourceKind.INCIDENT}


def test_absence_by_the_month_beside_its_target_is_no_result_of_a_survey() -> None:
    rows = (("Jan", 5.1, 4), ("Feb", 6.2, 4), ("Mar", 7, 4))
    findings = read_sheet(sheet(("Måned", "Sygefravær %", "Mål %"), *rows, name="Køkken"), CONTEXT).findings
    assert [finding.score for finding in findings] == [5.1, 6.2, 7]


@pytest.mark.parametrize(
    "rows",
    [
        (("Afdeling", "Fraværsdage pr. medarbejder 2024", "Fraværsdage pr. medarbejder 2025"), ("Køkken", 16.2, 18.4)),
        (("Sygefravær i dagsværk pr. fuldtidsansat",), ("Enhed", "2024", "2025"), ("Køkken", 16.2, 18.4)),
    ],
    ids=["header", "title"],
)
def test_days_for_each_employee_by_the_year_are_not_the_days_of_all(rows: tuple[tuple[Value, ...], ...]) -> None:
    findings = read_sheet(sheet(*rows, ("Lager", 6.2, 5.4), file="fravær.xlsx"), CONTEXT).findings
    assert [finding.absence_days for finding in findings] == [None] * 4
    assert findings[1].text.replace(",", ".").endswith(": 18.4 (2025)")


def test_the_workplaces_own_target_tells_what_is_high_also_below_and_above_the_mean() -> None:
    rows = (("Køkken", 6.2, 8), ("Lager", 3.2, 3), ("Kontor", 2, None))
    reading = read(ABSENCE, ("Afdeling", "Sygefravær 2025 (%)", "Måltal (%)"), *rows)
    assert [finding.polarity for finding in reading.findings] == [Polarity.NEUTRAL, Polarity.PROBLEM, None]
    assert reading.findings[1].text.endswith(" 3 %")
    judged = judge(reading, CONTEXT.catalogue, Settings()).findings
    high = [one.department for one in judged if one.source is SourceKind.ABSENCE and one.polarity is Polarity.PROBLEM]
    assert high == [("Lager",)]


@pytest.mark.parametrize(
    "rows",
    [
        (("Sygefraværsprocent 2026",), ("Afdeling", "Kort", "Lang", "I alt"), ("Køkken", 2.1, 3, 5.1)),
        (
            ("Sygefravær i pct. 2026 – 12 mdr. rullende",),
            ("Institution", "Kort (1-14 dage)", "Mellem (15-28)", "Langt (29+)", "I alt"),
            ("Køkken", "2,1", "0,5", "2,5", "5,1"),
        ),
    ],
)
def test_short_and_long_absence_under_a_title_are_told_as_both_together(rows: tuple[tuple[Value, ...], ...]) -> None:
    (finding,) = read_sheet(sheet(*rows), CONTEXT).findings
    assert (finding.department, finding.score, finding.observed_on) == (("Køkken",), 5.1, date(2026, 12, 31))


@pytest.mark.parametrize("header", ["Sygefravær (dage)", "Fravær (dage)", "Sygefravær 2025 [dage]", "Fravær, dage"])
def test_days_in_brackets_are_no_percent(header: str) -> None:
    reading = read_sheet(sheet(("Afdeling", "Antal ansatte", header), ("Køkken", 14, 80), ("Lager", 11, 42)), CONTEXT)
    assert [(one.score, one.absence_days) for one in reading.findings] == [(None, 80), (None, 42)]


def test_how_long_the_absence_lasted_is_no_unit() -> None:
    reading = read(ABSENCE, ("Afdeling", "Sygefravær % (over 14 dage)", "Periode"), ("Køkken", 8, 2025))
    assert [one.score for one in reading.findings] == [8]


@pytest.mark.parametrize("header", ["Sygefravær (timer)", "Sygetimer"])
def test_hours_of_absence_are_named_and_not_used(header: str) -> None:
    reading = read_sheet(sheet(("Afdeling", header), ("Køkken", 80), ("Lager", 42), file="fravær.xlsx"), CONTEXT)
    assert rows_of(reading) == (0, 0, 2)
    assert codes(reading) == [("absence-in-hours", "B1")]


def test_hours_beside_days_do_not_matter() -> None:
    reading = read(ABSENCE, ("Afdeling", "Sygefravær (dage)", "Sygefravær (timer)"), ("Køkken", 80, 592))
    assert [one.absence_days for one in reading.findings] == [80]


def refused(*rows: tuple[Value, ...]) -> list[str]:
    reading = read_sheet(sheet(*rows, file="sygefravær.xlsx"), CONTEXT)
    assert [one.score for one in reading.findings] == [None] * len(reading.findings)
    assert all(one.exposed is not None and one.exposed < 3 for one in reading.findings)
    assert sum(rows_of(reading)) == len(rows) - 1
    told = [code for code, _cell in codes(reading)]
    return [code for code in told if code in ("persons-summed", "absence-of-persons", "absence-of-few")]


@pytest.mark.parametrize(
    "header", ["Init", "Init.", "Medarb.", "Kollega", "Hvem", "Løn nr", "Ans.nr.", "Initialer", "Alder", "Diagnose"]
)
def test_what_tells_persons_apart_makes_rows_of_persons(header: str) -> None:
    given = (52, 34, 61) if header == "Alder" else ("AMY", "JBA", "LFR")
    places = ("Køkken", "Køkken", "Lager")
    rows = [(place, one, days) for place, one, days in zip(places, given, (80, 42, 120), strict=True)]
    assert refused(("Afdeling", header, "Sygedage"), *rows) == ["persons-summed"]
    percent = [(place, one, f"{days / 4} %") for place, one, days in rows]
    assert refused(("Afdeling", header, "Fravær %"), *percent) == ["absence-of-persons"]


@pytest.mark.parametrize("header", ["Løbenr.", "Nr", "ID", "Sag", "Stilling", "Note"])
def test_rows_of_the_same_department_at_the_same_time_may_be_of_one_person_each(header: str) -> None:
    rows = (("Køkken", "AMY", 80), ("Køkken", "JBA", 42), ("Lager", "LFR", 120))
    assert refused(("Afdeling", header, "Sygedage"), *rows) == ["absence-of-few"]


@pytest.mark.parametrize(
    "headers", [("Fra", "Til"), ("Startdato", "Slutdato"), ("Sygemeldt", "Raskmeldt"), ("Første sygedag", "Note")]
)
def test_from_when_until_when_is_one_persons_absence(headers: tuple[str, str]) -> None:
    ends = (None, None) if "Note" in headers else ("2026-03-25", "2026-06-30")
    rows = (("Køkken", "2026-01-05", ends[0], 80), ("Lager", "2026-03-02", ends[1], 120))
    assert refused(("Afdeling", *headers, "Sygedage"), *rows) == ["absence-of-persons"]


def test_from_when_until_when_the_figures_are_of_all_is_a_period() -> None:
    rows = (("Køkken", "01-01-2026", "31-03-2026", 80), ("Lager", "01-01-2026", "31-03-2026", 120))
    reading = read(ABSENCE, ("Afdeling", "Fra", "Til", "Sygedage"), *rows)
    assert [one.absence_days for one in reading.findings] == [80, 120]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_names_under_no_header_make_rows_of_persons(place: int) -> None:
    rows: list[list[Value]] = [["Afdeling", "Sygedage"], ["Køkken", 80], ["Køkken", 42], ["Lager", 120]]
    for row, name in zip(rows, (None, "Amina Yusuf", "Jørgen Bay", "Lone Friis"), strict=True):
        row.insert(place, name)
    assert refused(*map(tuple, rows)) == ["persons-summed"]


@pytest.mark.parametrize("header", ["Faggruppe", "Køn", "Stilling"])
def test_groups_that_recur_in_the_departments_are_no_persons(header: str) -> None:
    rows = [(place, group, 4.5) for place in ("Køkken", "Lager") for group in ("Gruppe A", "Gruppe B")]
    reading = read(ABSENCE, ("Afdeling", header, "Sygefravær %"), *rows)
    assert [one.score for one in reading.findings] == [4.5] * 4


def test_groups_with_their_number_of_employees_are_no_persons() -> None:
    rows = (("Køkken", "Kokke", 12, 4.5), ("Køkken", "Assistenter", 14, 3.5))
    reading = read(ABSENCE, ("Afdeling", "Faggruppe", "Antal ansatte", "Sygefravær %"), *rows)
    assert [one.exposed for one in reading.findings] == [12, 14]


def test_when_persons_were_away_is_absence_and_no_calendar_also_with_codes_before_the_kind() -> None:
    headers = ("Lønnummer", "Navn", "Afdeling", "Fraværskode", "Fra", "Til", "Dage")
    rows = (
        (10012, "Hanne Friis", "Børnehaven", "01 Sygdom", "03-01-2026", "07-01-2026", 5),
        (10012, "Hanne Friis", "Børnehaven", "20 Ferie", "13-07-2026", "31-07-2026", 15),
        (10018, "Ida Vang", "Børnehaven", "01 Sygdom", "02-03-2026", "30-04-2026", 42),
        (10019, "Kaj Toft", "Børnehaven", "30 Omsorgsdag", "02-03-2026", "03-03-2026", 2),
    )
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert [finding.absence_days for finding in reading.findings] == [47]
    assert not reading.events
    assert "Hanne" not in repr(reading)


def test_an_export_of_leave_in_english_is_absence_and_no_calendar() -> None:
    headers = ("event_id", "employee_id", "absence_type", "start_date", "end_date", "days", "status", "note")
    rows = (
        ("EV-1", "IN-1", "annual_leave", "2025-02-14", "2025-02-14", 1, "approved", None),
        ("EV-2", "IN-1", "sick_leave", "2025-02-09", "2025-02-13", 5, "approved", None),
        ("EV-3", "IN-2", "sick_leave", "2025-10-06", "2025-10-06", 1, "approved", "booked ahead"),
    )
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert [finding.absence_days for finding in reading.findings] == [6]
    assert not reading.events


def test_hours_of_absence_of_each_employee_are_no_survey_and_are_not_told() -> None:
    headers = ("ID", "Reason for absence", "Month of absence", "Age", "Son", "Pet", "Absenteeism time in hours")
    rows = ((11, 26, 7, 33, 2, 1, 4), (36, 0, 7, 50, 1, 0, 0), (3, 23, 7, 38, 0, 0, 2), (7, 7, 8, 39, 2, 0, 4))
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert rows_of(reading) == (0, 0, 4)
    assert ("absence-of-persons", "G1") in codes(reading)


@pytest.mark.parametrize("figures", [(96, 41, 130.5), (96, 41, 38)])
def test_figures_too_high_for_percent_under_a_header_without_a_unit_are_asked_about(figures: tuple[float, ...]) -> None:
    rows = [(name, 14, figure) for name, figure in zip(("Solsikken", "Myren", "SFO Nord"), figures, strict=True)]
    reading = read(ABSENCE, ("Fraværsstatistik",), ("Afd.", "Ansatte", "Egen sygdom"), *rows)
    assert (reading.findings, codes(reading)) == ((), [("unclear-percent", "C2")])
    told = read(ABSENCE, ("Fraværsdage 2026",), ("Afd.", "Ansatte", "Egen sygdom"), *rows)
    assert tuple(finding.absence_days for finding in told.findings) == figures


def test_a_header_that_tells_percent_goes_before_one_that_tells_no_unit() -> None:
    reading = read(ABSENCE, ("Afd.", "Egen sygdom", "Fraværspct."), ("Myren", 96, 6.1), ("SFO Nord", 41, 3.2))
    assert [finding.score for finding in reading.findings] == [6.1, 3.2]


def test_kinds_of_absence_that_are_no_sickness_are_set_aside_also_where_months_stand_side_by_side() -> None:
    headers = ("Org.enhed", "Fraværstype", "Jan 2026", "Feb 2026")
    rows = [("Skole A", "Sygdom", "5,2 %", "6,1 %"), ("Skole A", "Barns sygdom", "0,4 %", "0,5 %")]
    reading = read(ABSENCE, ("Fraværsstatistik",), headers, *rows)
    assert [finding.score for finding in reading.findings] == [5.2, 6.1]


def test_what_several_departments_come_to_is_no_department() -> None:
    rows = [("Nord", 55, 7.1), ("Syd", 60, "5,1 %"), ("Ældrepleje i alt", 115, "6,1 %"), ("Øst", 40, 4.1)]
    rows += [("Vest", 30, 5.9), ("Dagtilbud, total", 70, 4.9), ("Hovedtotal", 185, 5.6)]
    reading = read(ABSENCE, ("Enhed", "Årsværk", "Fraværsprocent"), *rows)
    assert [finding.department for finding in reading.findings] == [("Nord",), ("Syd",), ("Øst",), ("Vest",)]
    assert rows_of(reading) == (4, 3, 0)


def test_areas_that_are_all_told_as_totals_are_departments() -> None:
    rows = [("Ældrepleje i alt", 115, 6.1), ("Dagtilbud i alt", 70, 4.9), ("Skoler i alt", 70, 4.9)]
    assert len(read(ABSENCE, ("Enhed", "Årsværk", "Fraværsprocent"), *rows).findings) == 3


def test_last_years_percent_beside_this_years_is_of_the_year_before() -> None:
    headers = ("Afdeling", "Periode", "Fraværsprocent", "Fraværsprocent sidste år")
    now, then = read(ABSENCE, headers, ("Drift", "Q3 2026", 8.4, 4.4)).findings
    assert (now.score, now.observed_on, now.polarity) == (8.4, date(2026, 9, 30), None)
    assert (then.score, then.observed_on, then.polarity) == (4.4, date(2025, 9, 30), Polarity.NEUTRAL)
    assert "Q3 2025" in then.text


def test_sickness_absence_among_a_workplaces_key_figures_is_read() -> None:
    rows = [("HR-nøgletal 2025",), ("Nøgletal", 2023, 2024, 2025), ("Ansatte", 120, 124, 131)]
    rows += [("Sygefravær %", 4.8, 5.2, 6.9), ("Gennemsnitsalder", 44, 44, 43)]
    reading = read(ABSENCE, *rows)
    assert [(one.score, one.observed_on.year) for one in reading.findings if one.observed_on] == [
        *((4.8, 2023), (5.2, 2024), (6.9, 2025))
    ]
    assert rows_of(reading) == (1, 2, 0)


def test_kinds_of_sickness_of_one_department_are_added_up() -> None:
    headers = ("Afd.", "Afdelingsnavn", "Fraværsårsag", "Fraværsdage", "Fraværspct.")
    rows = [
        (4711, "Skolen", "Egen sygdom", 210, 1.8),
        (4711, "Skolen", "Barns 1. sygedag", 40, 0.3),
        (4712, "SFO", "Egen sygdom", 190, 4.7),
        (4712, "SFO", "Delvis syg", 12, 0.3),
    ]
    reading = read(ABSENCE, headers, *rows)
    assert [(one.department, one.score, one.absence_days) for one in reading.findings] == [
        (("Skolen",), 1.8, 210.0),
        (("SFO",), 5.0, 202.0),
    ]
    assert rows_of(reading) == (2, 2, 0)


def test_all_sickness_and_a_part_of_it_are_not_added_up() -> None:
    headers = ("Afdeling", "Fraværsårsag", "Fravær %")
    rows = [("SFO", "Sygefravær", 5.2), ("SFO", "Langtidssygdom", 2.1)]
    assert [one.score for one in read(ABSENCE, headers, *rows).findings] == [5.2, 2.1]


def test_the_period_above_an_absence_list_is_its_time() -> None:
    rows = [("SD Løn",), ("Periode: 01.01.2025 - 31.12.2025",), ("Afdeling", "Egen sygdom %"), ("Nord", 6.1)]
    (finding,) = read(ABSENCE, *rows).findings
    assert finding.observed_on == date(2025, 12, 31)


def test_what_short_and_long_absence_come_to_is_the_figure() -> None:
    headers = ("Afdeling", "Kort sygefravær (1-14 dage) %", "Langt sygefravær %", "I alt %", "Dagsværk pr. medarbejder")
    (finding,) = read(ABSENCE, headers, ("Ældre", 3.1, 5.2, 8.3, 18.9)).findings
    assert finding.score == 8.3


def test_persons_side_by_side_are_no_departments() -> None:
    rows = [("Sygefravær i procent 2025",), ("Måned", "Jens Hansen", "Mette Olsen")]
    rows += [("Januar", 4.2, 0), ("Februar", 3.1, 12.5)]
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert not reading.findings
    assert [code for code, _cell in codes(reading)] == ["absence-of-persons"]


def test_persons_under_the_header_of_departments_are_none() -> None:
    headers = ("Afdeling", "Sygefravær %")
    reading = read(ABSENCE, headers, ("Jens Hansen", 4.2), ("Mette Olsen", 3.1), ("Karin Friis", 2.0))
    assert not reading.findings
    assert "absence-of-persons" in [code for code, _cell in codes(reading)]


def test_kinds_of_sickness_of_different_staff_are_not_added_up() -> None:
    headers = ("Afdeling", "Faggruppe", "Fraværsårsag", "Fravær %")
    rows = [("Nord", "Pædagog", "Egen sygdom", 4.2), ("Nord", "Medhjælper", "Delvis syg", 3.1)]
    reading = read(
        ABSENCE, headers, *rows, ("Syd", "Pædagog", "Egen sygdom", 2.2), ("Syd", "Medhjælper", "Egen sygdom", 2)
    )
    assert [one.score for one in reading.findings] == [4.2, 3.1, 2.2, 2.0]


def test_the_mean_age_of_a_department_is_no_persons_age() -> None:
    headers = ("Afdeling", "Antal ansatte", "Sygefravær %", "Gns. alder")
    reading = read(ABSENCE, ("HR-nøgletal 2025",), headers, ("Øst", 54, 0.082, 47), ("Vest", 48, 0.054, 45))
    assert [one.score for one in reading.findings] == [8.2, 5.4]


def test_months_below_one_another_on_a_sheet_for_each_department_are_read(tmp_path: Path) -> None:
    path = tmp_path / "fravær.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, percent in (("Køkken", 3.1), ("Pleje", 7.2)):
            page = book.add_worksheet(name)
            page.write("A1", "Sygefravær 2025")
            page.write_row("A2", ["Måned", "Medarbejdere", "Sygefraværsprocent"])
            for number, month in enumerate(("Januar", "Februar", "Marts"), start=2):
                page.write_row(number, 0, [month, 20, percent])
    reading = read_file(path, path.name, CONTEXT)
    assert {(one.by_sheet, one.score) for one in reading.findings} == {("Køkken", 3.1), ("Pleje", 7.2)}
    assert {one.observed_on for one in reading.findings} == {date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)}


def test_a_new_department_has_nothing_of_the_levels_below_the_one_before() -> None:
    headers = ("Forvaltning", "Område", "Institution", "Ansatte", "Sygefravær (pct.)")
    rows = [("Børn", None, None, 140, "6,8"), (None, "Dagtilbud", None, 62, "7,4")]
    rows += [(None, None, "Solen", 22, "9,1"), (None, "Skoler", None, 79, "6,2"), (None, None, "Byskolen", 40, "5,0")]
    reading = read(ABSENCE, ("Sygefravær 2025",), headers, *rows)
    assert [one.department for one in reading.findings] == [
        ("Børn",),
        ("Børn", "Dagtilbud"),
        ("Børn", "Dagtilbud", "Solen"),
        ("Børn", "Skoler"),
        ("Børn", "Skoler", "Byskolen"),
    ]


def test_days_of_each_month_that_nothing_calls_absence_are_none() -> None:
    rows = [("Måned", "Antal dage", "Stk."), ("Januar", 20, 1000), ("Februar", 19, 1100)]
    assert ABSENCE.identify(sheet(*rows, file="produktion.xlsx"), CONTEXT) is None
    assert ABSENCE.identify(sheet(*rows, file="sygefravær 2025.xlsx"), CONTEXT) is not None


def test_absence_for_each_employee_is_no_percent() -> None:
    headers = ("Afdeling", "Antal medarbejdere", "Fraværsdagsværk", "Mulige dagsværk", "Fravær pr. medarbejder")
    reading = read(ABSENCE, headers, ("Køkken", 12, 180, 2640, 15.0), ("Teknik", 8, 40, 1760, 5.0))
    assert [(finding.score, finding.absence_days) for finding in reading.findings] == [(None, 180), (None, 40)]


def test_absence_for_each_employee_without_a_unit_is_asked_about() -> None:
    reading = read(ABSENCE, ("Afdeling", "Fravær pr. medarbejder"), ("Køkken", 7.5), ("Teknik", 5.0))
    assert [code for code, _cell in codes(reading)] == ["unclear-percent"]
    assert reading.findings == ()


def test_own_illness_beside_other_absence_and_a_total_in_percent_is_the_figure() -> None:
    headers = ("Periode", "Afdeling", "Egen sygdom i %", "Barns sygdom i %", "Arbejdsskade i %", "Total i %")
    rows = (
        (headers),
        ("jan-sep 2026", "Pakkeri", 6.2, 0.8, 1.1, 8.1),
        ("jan-sep 2026", "Slagteri", 7.9, 0.5, 2.0, 10.4),
    )
    reading = read_sheet(sheet(*rows, file="Fravær 2026.xlsx"), CONTEXT)
    assert [finding.score for finding in reading.findings] == [6.2, 7.9]


def test_months_beside_departments_without_a_header_are_absence_where_the_name_says_so() -> None:
    rows = (
        (None, "Jan", "Feb", "Mar", "Gns."),
        ("Produktion", "4,5 %", "6,2 %", "5,1 %", "5,3 %"),
        ("Butik", "2,0 %", "1,5 %", "3,3 %", "2,3 %"),
    )
    reading = read_sheet(sheet(*rows, file="bageri fravær.xlsx"), CONTEXT)
    assert [(finding.department, finding.score) for finding in reading.findings] == [
        (("Produktion",), 5.3),
        (("Butik",), 2.3),
    ]


def test_months_beside_kinds_of_absence_without_a_header_are_no_departments() -> None:
    rows = ((None, "Jan", "Feb"), ("Egen sygdom", "4,5 %", "6,2 %"), ("Barn syg", "2,0 %", "1,5 %"))
    assert read_sheet(sheet(*rows, file="fravær.xlsx"), CONTEXT).findings == ()


def test_how_often_people_are_ill_makes_a_table_of_absence_no_list_of_risks() -> None:
    headers = ("Team", "Sygefravær 12 mdr. (%)", "Antal medarbejdere", "Hyppighed (perioder pr. medarb.)")
    reading = read(ABSENCE, headers, ("Rød", 5.5, 14, 2.1), ("Blå", 3.2, 11, 1.4))
    assert [finding.score for finding in reading.findings] == [5.5, 3.2]


def test_the_whole_firm_beside_its_departments_is_none() -> None:
    rows = (("År", "Hele firmaet", "Produktion"), (2024, "4,4 %", "5,6 %"), (2025, "5,2 %", "6,9 %"))
    reading = read_sheet(sheet(*rows, file="Sygefravær.xlsx"), CONTEXT)
    assert {finding.department for finding in reading.findings} == {(), ("Produktion",)}


def test_short_and_long_absence_with_a_unit_behind_them_have_their_total_as_the_figure() -> None:
    headers = ("Afdeling", "Kort fravær (1-14 dage) %", "Langt fravær (30+ dage) %", "I alt %")
    reading = read_sheet(sheet(headers, ("A", 2.1, 3.0, 5.7), ("B", 1.4, 0.9, 2.5), file="Fravær.xlsx"), CONTEXT)
    assert [finding.score for finding in reading.findings] == [5.7, 2.5]


def test_months_of_no_year_are_named_and_that_is_told() -> None:
    rows = (("Afdeling", "Jan", "Feb"), ("Lager", "4,2 %", "5,1 %"), ("Køkken", "3,0 %", "2,9 %"))
    reading = read(ABSENCE, *rows, file="sygefravær.xlsx")
    assert [finding.text for finding in reading.findings][:2] == ["Sygefravær 4,2 % (Jan)", "Sygefravær 5,1 % (Feb)"]
    assert [problem.code for problem in reading.problems] == ["month-without-year"]


def test_how_many_employees_there_are_in_short_names_no_person() -> None:
    reading = read(
        ABSENCE, ("Afdeling", "Antal medarb.", "Fravær i alt %"), ("Lager", 20, "6,2"), ("Køkken", 12, "3,1")
    )
    assert [finding.exposed for finding in reading.findings] == [20, 12]


def test_a_row_of_the_whole_municipality_beside_its_departments_is_set_aside_as_a_total() -> None:
    reading = read(ABSENCE, ("Afdeling", "Sygefravær %"), ("Hele kommunen", 5.4), ("Skolen", 7.2), ("Rådhuset", 3.0))
    assert [finding.department for finding in reading.findings] == [("Skolen",), ("Rådhuset",)]
    assert reading.sheets[0].rows_set_aside == 1
    alone = read(
        ABSENCE, ("Afdeling", "Sygefravær %", "År"), ("Hele kommunen", 5.4, 2024), ("Hele kommunen", 5.9, 2025)
    )
    assert [finding.department for finding in alone.findings] == [(), ()]


def test_a_column_of_the_whole_municipality_beside_those_of_departments_is_named_and_not_read() -> None:
    rows = (("År", "Hele kommunen", "Skolen", "Rådhuset"), (2024, "5 %", "6 %", "4 %"), (2025, "5 %", "7 %", "3 %"))
    reading = read_sheet(sheet(*rows, file="Sygefravær.xlsx"), CONTEXT)
    assert {finding.department for finding in reading.findings} == {("Skolen",), ("Rådhuset",)}
    assert [problem.code for problem in reading.problems] == ["whole-beside-departments"]


def test_months_under_one_another_with_years_across_are_times_and_no_departments() -> None:
    rows = (
        ("Sygefravær i %",),
        ("Måned", 2025, 2026),
        ("Januar", 5.1, 6.0),
        ("Februar", 5.3, 6.2),
        ("I alt", 5.2, 6.1),
    )
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert {finding.department for finding in reading.findings} == {()}
    assert [finding.observed_on for finding in reading.findings][:2] == [date(2025, 1, 31), date(2026, 1, 31)]
    assert reading.findings[0].text == "Sygefravær 5,1 % (Januar 2025)"


def test_months_down_and_years_across_are_months_of_each_year_and_no_departments() -> None:
    rows = (("Sygefravær i procent",), ("Måned", 2024, 2025), ("Januar", 5.5, 6.9), ("Februar", 5.2, 7.3))
    reading = read_sheet(Grid("a.xlsx", "Ark1", [*rows, ("Gennemsnit", 5.4, 7.1)]), Context(Catalogue()))
    assert [(one.department, one.score, str(one.observed_on)) for one in reading.findings] == [
        ((), 5.5, "2024-01-31"),
        ((), 6.9, "2025-01-31"),
        ((), 5.2, "2024-02-29"),
        ((), 7.3, "2025-02-28"),
    ]
    assert reading.sheets[0].rows_set_aside == 1


def test_absence_by_its_length_alone_is_asked_about() -> None:
    rows = (("Afdeling", "1-3 dage", "4-14 dage", "Over 30 dage"), ("Køkken", 12, 4, 1), ("Pleje", 40, 18, 5))
    reading = read_sheet(sheet(("Sygefravær fordelt på varighed 2025",), *rows), CONTEXT)
    assert reading.findings == ()
    assert codes(reading) == [("absence-by-length", "B2")]
    whole = [(*row, total) for row, total in zip(rows, ("Sygedage i alt", 68, 420), strict=True)]
    reading = read_sheet(sheet(("Sygefravær fordelt på varighed 2025",), *whole), CONTEXT)
    assert [finding.absence_days for finding in reading.findings] == [68, 420]


def test_short_and_long_absence_in_rows_of_their_own_are_added_up_by_month_and_a_goal_is_no_figure() -> None:
    rows = (
        ("Afdeling", "Fraværstype", "Jan", "Feb"),
        ("Køkken", "Kort", "2,1", "2,0"),
        ("Køkken", "Lang", "3,0", "3,2"),
    )
    reading = read_sheet(sheet(("Sygefravær i % – 2026",), *rows), CONTEXT)
    assert [finding.score for finding in reading.findings] == [5.1, 5.2]
    goals = (("Afdeling", 2024, 2025, "Mål 2026"), ("Køkken", "9,2", "10,4", "8,0"), ("Pleje", "13,0", "14,4", "11,0"))
    reading = read_sheet(sheet(("Sygedage pr. medarbejder",), *goals), CONTEXT)
    assert {finding.observed_on for finding in reading.findings} == {date(2024, 12, 31), date(2025, 12, 31)}


def test_years_over_days_and_percent_are_each_told_and_a_mean_of_days_is_of_each_employee() -> None:
    rows = ((None, 2024, None, 2025, None), ("Afdeling", "Dage", "%", "Dage", "%"), ("Køkken", 120, "4,8", 150, "5,9"))
    reading = read_sheet(sheet(("Sygefraværsstatistik",), *rows), CONTEXT)
    assert [(one.score, one.observed_on) for one in reading.findings] == [
        (4.8, date(2024, 12, 31)),
        (5.9, date(2025, 12, 31)),
    ]
    means = (("Afdeling", "Gns. antal sygedage", "Antal medarbejdere"), ("Køkken", "9,1", 12), ("Pleje", "12,3", 40))
    reading = read_sheet(sheet(("Fravær 2026",), *means), CONTEXT)
    assert [one.absence_days for one in reading.findings] == [None, None]


def test_months_under_one_another_beside_short_and_long_absence_are_no_departments() -> None:
    rows = (
        ("Måned", "Kort", "Lang", "I alt"),
        ("Januar 2026", "2,1 %", "3,0 %", "5,1 %"),
        ("Februar 2026", "2,2 %", "3,1 %", "5,3 %"),
    )
    reading = read_sheet(sheet(("Sygefravær",), *rows), CONTEXT)
    assert [(one.department, one.score, one.observed_on) for one in reading.findings] == [
        ((), 5.1, date(2026, 1, 31)),
        ((), 5.3, date(2026, 2, 28)),
    ]


def test_short_and_long_absence_of_departments_in_two_levels_is_that_of_the_lower_ones() -> None:
    headers = ("Forvaltning", "Afdeling", "Kort %", "Lang %", "Total %")
    rows = (("Ældre", "Birk", "2,1", "4,0", "6,1"), ("Ældre", "Lind", "1,1", "2,0", "3,1"))
    reading = read_sheet(Grid("a.xlsx", "Sygefravær 2025", [headers, *rows]), Context(Catalogue()))
    assert [(one.department, one.score) for one in reading.findings] == [
        (("Ældre", "Birk"), 6.1),
        (("Ældre", "Lind"), 3.1),
    ]
