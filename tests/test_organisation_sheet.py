from __future__ import annotations

from list_grids import codes, read, read_sample, rows_of

from handleplan_batch.model import Department
from handleplan_batch.reading.importers.organisation import ORGANISATION

HEADERS = ("Niveau 1", "Niveau 2", "Afdeling", "Leder", "Arbejdsmiljørepræsentant", "Antal ansatte", "Andre navne")


def test_a_row_is_a_department_with_its_place_and_people() -> None:
    row = ("Fjord", "Drift", "Køkken", "Ann Bo", "Per Holm", 31, "Køkkenet; Kantinen;Køkken")
    reading = read(ORGANISATION, HEADERS, row)
    assert reading.departments[-1] == Department(
        "Køkken", ("Fjord", "Drift"), "Ann Bo", "Per Holm", 31, ("Køkkenet", "Kantinen")
    )


def test_a_row_without_department_describes_the_level_above() -> None:
    reading = read(
        ORGANISATION,
        HEADERS,
        ("Fjord", None, None, "Ib"),
        ("Fjord", "Drift", None, "Bo"),
        ("Fjord", "Drift", "Køkken", "Ann"),
    )
    assert [(entry.name, entry.path, entry.leader) for entry in reading.departments] == [
        ("Fjord", (), "Ib"),
        ("Drift", ("Fjord",), "Bo"),
        ("Køkken", ("Fjord", "Drift"), "Ann"),
    ]


def test_levels_without_a_row_of_their_own_become_departments_once() -> None:
    reading = read(ORGANISATION, HEADERS, ("Fjord", "Drift", "Køkken", "Ann"), ("Fjord", "Drift", "Lager", "Bo"))
    assert [entry.name for entry in reading.departments] == ["Fjord", "Drift", "Køkken", "Lager"]
    assert rows_of(reading) == (2, 0, 0)


def test_a_level_described_further_down_is_not_made_twice() -> None:
    reading = read(ORGANISATION, HEADERS, ("Fjord", "Drift", "Køkken", "Ann"), ("Fjord", "Drift", None, "Bo"))
    assert [entry.name for entry in reading.departments] == ["Fjord", "Køkken", "Drift"]


def test_levels_in_merged_cells_hold_for_the_rows_below() -> None:
    reading = read(
        ORGANISATION,
        HEADERS,
        ("Fjord", "Drift", "Køkken", "Ann"),
        (None, None, "Lager", "Bo"),
        (None, "Stab", "Løn", "Eva"),
    )
    assert [entry.path for entry in reading.departments if entry.leader] == [
        ("Fjord", "Drift"),
        ("Fjord", "Drift"),
        ("Fjord", "Stab"),
    ]


def test_a_blank_level_is_no_level_in_a_list_that_repeats_its_levels() -> None:
    reading = read(
        ORGANISATION,
        HEADERS,
        ("Fjord", "Drift", "Køkken", "Ann"),
        ("Fjord", None, "Lager", "Bo"),
        (None, None, "Havn", "Eva"),
    )
    assert [entry.path for entry in reading.departments if entry.leader] == [("Fjord", "Drift"), ("Fjord",), ()]


def test_the_same_name_twice_is_reported() -> None:
    reading = read(ORGANISATION, HEADERS, ("Fjord", "Drift", "Køkken", "Ann"), ("Fjord", "Stab", "Køkken", "Bo"))
    assert codes(reading) == [("ambiguous-department", "C3")]
    assert reading.problems[0].values["department"] == "Køkken"


def test_a_department_under_its_own_name_is_one_department() -> None:
    reading = read(ORGANISATION, HEADERS, ("Fjord", "Drift", "Drift", "Ann"))
    assert [(entry.name, entry.path) for entry in reading.departments] == [("Fjord", ()), ("Drift", ("Fjord",))]


def test_a_list_of_departments_and_other_names_is_an_organisation() -> None:
    reading = read(ORGANISATION, ("Afdeling", "Andre navne"), ("Køkken", "Kantinen"), ("Lager", None))
    assert [entry.aliases for entry in reading.departments] == [("Kantinen",), ()]


def test_a_number_that_is_none_and_a_row_without_name_are_named() -> None:
    reading = read(ORGANISATION, HEADERS, ("Fjord", None, "Køkken", "Ann", None, "mange"), (None, None, None, "Bo"))
    assert codes(reading) == [("bad-number", "F2"), ("row-incomplete", "C3")]
    assert rows_of(reading) == (1, 0, 1)


def test_the_sample_organisation_is_read_whole() -> None:
    reading = read_sample(ORGANISATION, "organisation.xlsx")
    assert rows_of(reading) == (17, 0, 0)
    assert len(reading.departments) == 17
    assert reading.departments[0].path == ()
