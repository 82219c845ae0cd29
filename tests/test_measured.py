"""Measurements of the indoor climate, noise and substances against the limits that the file tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from list_grids import CONTEXT, checked, sheet

from handleplan_batch.model import ImporterName, Reading
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers import read_sheet


def read(*rows: Sequence[Value]) -> Reading:
    return checked(read_sheet(sheet(*rows), CONTEXT))


def texts(reading: Reading) -> list[str]:
    return [finding.text for finding in reading.findings]


def test_a_row_of_limits_tells_what_is_too_much_or_too_little() -> None:
    reading = read(
        ("Indeklimamålinger uge 10, 2026",),
        ("Rum", "Temperatur (°C)", "CO2 (ppm)", "Støj dB(A)", "Lux"),
        ("Grænseværdi", "20-24", "1000", "55", "500"),
        ("Kontor 1", 22.1, 850, 48, 520),
        ("Kontor 2", 25.6, 1450, 55, 310),
    )
    assert texts(reading) == [
        "Kontor 2 – Temperatur (°C): 25,6 (Grænseværdi 20-24)",
        "Kontor 2 – CO2 (ppm): 1450 (Grænseværdi 1000)",
        "Kontor 2 – Lux: 310 (Grænseværdi 500)",
    ]
    assert {finding.place for finding in reading.findings} == {"Kontor 2"}
    assert [finding.where.a1 for finding in reading.findings] == ["B5", "C5", "E5"]
    (entry,) = reading.sheets
    assert (entry.rows_read, entry.rows_used, entry.rows_set_aside) == (3, 1, 2)


def test_a_limit_beside_each_figure_is_that_of_its_row() -> None:
    reading = read(
        ("Lokale", "Parameter", "Måling", "Grænseværdi", "Enhed"),
        ("3A", "CO2", 1650, 1000, "ppm"),
        ("3A", "Temperatur", 23, 25, "°C"),
        ("3B", "Støj", "88", "maks. 85", "dB(A)"),
        ("3B", "Belysning", 300, 500, "lux"),
    )
    assert texts(reading) == [
        "3A – CO2: 1650 ppm (Grænseværdi 1000)",
        "3B – Støj: 88 dB(A) (Grænseværdi maks. 85)",
        "3B – Belysning: 300 lux (Grænseværdi 500)",
    ]


def test_what_is_below_what_can_be_measured_is_in_order() -> None:
    reading = read(
        ("Stof", "Målt (mg/m3)", "Grænseværdi (mg/m3)", "Sted"),
        ("Toluen", "<0,5", 94, "Lakering"),
        ("Benzen", "Ikke påvist", 0.2, "Lakering"),
        ("Træstøv", 1.4, 1, "Snedkeri"),
    )
    assert texts(reading) == ["Snedkeri – Træstøv: 1,4 mg/m3 (Grænseværdi 1)"]
    assert not [problem for problem in reading.problems if problem.code != "row-set-aside"]


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("Støjmåling", "dB(A) (max 85)"),
        ("Støjmåling – grænseværdi 85 dB(A)", "dB(A)"),
        ("Støjmåling", "Støj (grænse 85 dB)"),
    ],
)
def test_the_header_or_the_title_may_tell_the_limit(title: str, header: str) -> None:
    reading = read((title,), ("Målested", header, "Bemærkning"), ("Rundsav", 94, "Uden høreværn"), ("Kontor", 52, None))
    assert [finding.place for finding in reading.findings] == ["Rundsav"]
    assert texts(reading)[0].endswith("Uden høreværn")


def test_a_range_with_its_unit_in_the_header_is_a_limit() -> None:
    reading = read(("Rum", "Temperatur (20-25 °C)"), ("Kontor 1", 26.5), ("Kontor 2", 22), ("Kontor 3", 18))
    assert texts(reading) == ["Kontor 1 – Temperatur (20-25 °C): 26,5", "Kontor 3 – Temperatur (20-25 °C): 18"]


def test_least_and_most_may_stand_in_rows_or_columns_of_their_own() -> None:
    below = read(
        ("Målested", "Lux", "dB"), ("Min", 500, None), ("Maks", None, 55), ("Kontor", 300, 60), ("Hal", 600, 50)
    )
    beside = read(
        ("Rum", "Temperatur (°C)", "Min.", "Maks."), ("Kontor", 18, 20, 25), ("Hal", 26, 20, 25), ("Gang", 21, 20, 25)
    )
    assert texts(below) == ["Kontor – Lux: 300 (Min 500)", "Kontor – dB: 60 (Maks 55)"]
    assert len(beside.findings) == 2


def test_a_column_without_a_limit_is_named() -> None:
    reading = read(
        ("Rum", "CO2 (ppm)", "Luftfugtighed (%)"), ("Grænse", 1000, None), ("Kontor 1", 900, 20), ("Kontor 2", 950, 80)
    )
    assert not reading.findings
    assert {problem.code: problem.values for problem in reading.problems}["no-limit"] == {
        "fields": "«Luftfugtighed (%)»"
    }


def test_measurements_without_any_limit_are_told_and_not_used() -> None:
    reading = read_sheet(sheet(("Rum", "CO2 (ppm)", "Temp."), ("Kontor 1", 850, 22), ("Kontor 2", 1450, 26)), CONTEXT)
    assert [problem.code for problem in reading.problems] == ["measurements-without-limits"]
    assert reading.sheets[0].rows_rejected == 3


def test_a_verdict_on_what_was_measured_is_believed() -> None:
    reading = read(("Rum", "CO2", "Vurdering"), ("Kontor 1", 1400, "Ikke OK"), ("Kontor 2", 800, "OK"))
    assert [(finding.text, finding.place) for finding in reading.findings] == [
        ("Kontor 1 – CO2: 1400 – Ikke OK", "Kontor 1")
    ]


def test_marks_of_departments_and_key_figures_are_no_measurements() -> None:
    marks = read_sheet(
        sheet(("Afdeling", "Støj", "Lys", "Antal svar"), ("Lager", 3.2, 4.1, 20), ("Kontor", 2.1, 3.9, 14)), CONTEXT
    )
    figures = read_sheet(sheet(("KPI", "Resultat", "Grænse"), ("Sygefravær %", 5.2, 4), ("Ulykker", 3, 0)), CONTEXT)
    assert marks.sheets[0].importer is ImporterName.SURVEY_SUMMARY
    assert not figures.findings


def test_what_is_done_about_a_measurement_comes_with_it() -> None:
    reading = read(
        ("Emne", "Måling", "Grænse", "Indsats", "Ansvarlig", "Frist", "Status"),
        ("Støj", "88 dB", "85 dB", "Støjskærm", "Leder", "1-12-2026", "I gang"),
        ("CO2", "1400 ppm", "1000 ppm", "Ventilation", "Pedel", "1-1-2026", "Udført"),
    )
    assert [(one.proposal, one.responsible, one.deadline, one.solved) for one in reading.findings] == [
        ("Støjskærm", "Leder", date(2026, 12, 1), False),
        ("Ventilation", "Pedel", date(2026, 1, 1), True),
    ]


def test_noise_without_a_limit_is_held_against_the_rules_on_noise_and_what_is_below_is_not_called_good() -> None:
    reading = read(("Støjmåling",), ("Målested", "dB(A)"), ("Kompressor", 92), ("Pakkeri", 83), ("Kontor", 48))
    assert texts(reading) == ["Kompressor – dB(A): 92 (højst 85 dB(A), støjbekendtgørelsen)"]
    assert "noise-limit" in [problem.code for problem in reading.problems]
    assert reading.checked == ()
    judged = read(("Målested", "Støj dB(A)", "Vurdering"), ("Kompressor", 92, "OK"), ("Pakkeri", 83, "Ikke OK"))
    assert texts(judged) == ["Pakkeri – Støj dB(A): 83 – Ikke OK"]


def test_what_has_no_limit_beside_noise_is_named() -> None:
    reading = read(("Rum", "CO2 (ppm)", "Støj dB(A)"), ("101", 1450, 45), ("102", 700, 88))
    assert [finding.place for finding in reading.findings] == ["102"]
    assert {problem.code: dict(problem.values) for problem in reading.problems}["no-limit"] == {"fields": "«CO2 (ppm)»"}


def test_what_is_measured_may_stand_down_and_the_rooms_across() -> None:
    reading = read(("Måling", "Rum 1", "Rum 2", "Grænse"), ("CO2 ppm", 900, 1500, 1000), ("Temperatur °C", 22, 27, 26))
    assert [(one.place, one.text) for one in reading.findings] == [
        ("Rum 2", "Rum 2 – CO2 ppm: 1500 (Grænse 1000)"),
        ("Rum 2", "Rum 2 – Temperatur °C: 27 (Grænse 26)"),
    ]


def test_a_verdict_on_a_figure_that_is_not_understood_is_asked_about() -> None:
    reading = read(("Sted", "Lux", "Vurdering"), ("Kontor 1", 220, "For lidt"), ("Kontor 2", 540, "OK"))
    assert texts(reading) == ["Kontor 1 – Lux: 220 – For lidt"]
    reading = read(("Sted", "Lux", "Vurdering"), ("Kontor 1", 220, "Tja"), ("Kontor 2", 540, "OK"))
    assert "unclear-verdict" in [problem.code for problem in reading.problems]
    assert reading.sheets[0].rows_rejected == 1
