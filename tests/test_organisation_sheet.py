from __future__ import annotations

import pytest
from list_grids import CONTEXT, codes, read, read_sample, rows_of, sheet

from handleplan_batch.model import Department, ImporterName
from handleplan_batch.reading.importers import read_sheet
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


def test_an_evaluation_of_leaders_statement_by_statement_is_no_organisation() -> None:
    headers = ("Leder", "Afdeling", "Udsagn", "Lederens egen vurdering", "Medarbejdernes vurdering", "Antal svar")
    rows = [("Ann", "Køkken", text, 4, 3.1, 12) for text in ("Lytter", "Prioriterer", "Skaber tryghed")]
    assert read_sheet(sheet(headers, *rows), CONTEXT).departments == ()


def test_the_sample_organisation_is_read_whole() -> None:
    reading = read_sample(ORGANISATION, "organisation.xlsx")
    assert rows_of(reading) == (17, 0, 0)
    assert len(reading.departments) == 17
    assert reading.departments[0].path == ()


AGREEING = ("Helt uenig", "Uenig", "Hverken enig eller uenig", "Enig", "Helt enig")


@pytest.mark.parametrize(
    ("headers", "answers"),
    [
        (("Afdeling", "Jeg har nok tid", "Antal ansatte i teamet"), AGREEING),
        (("Afdeling", "Er du generet af støj?", "Antal ansatte"), ("Ja", "Nej")),
    ],
    ids=["a statement", "a question"],
)
def test_departments_that_repeat_beside_answers_are_those_of_respondents(
    headers: tuple[str, ...], answers: tuple[str, ...]
) -> None:
    rows = [(place, answer, size) for size, place in enumerate(("Køkken", "Lager", "Depot")) for answer in answers]
    grid = sheet(headers, *rows)
    assert ORGANISATION.identify(grid, CONTEXT) is None
    reading = read_sheet(grid, CONTEXT)
    assert [(entry.importer, entry.rows_used) for entry in reading.sheets] == [(ImporterName.SURVEY, len(rows))]


@pytest.mark.parametrize("repeated", [1, 2], ids=["each once", "a row for each leader"])
def test_a_fact_about_each_department_is_no_answer(repeated: int) -> None:
    places = [place for place in ("Køkken", "Lager", "Depot", "Salg") for _row in range(repeated)]
    rows = [(place, f"Leder {row}", "Ja" if row % 3 else "Nej", 12) for row, place in enumerate(places)]
    reading = read(ORGANISATION, ("Afdeling", "Leder", "Egen AMR", "Antal ansatte"), *rows)
    assert rows_of(reading) == (len(rows), 0, 0)


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("Dato", "Afdeling", "Hvorfor stopper du?", "Hvordan var samarbejdet med leder?", "Hvad kan gøres bedre?"),
            ("01-03-2026", "Køkken", "Stress", "Dårligt, følte mig chikaneret", "Flere hænder"),
            ("01-04-2026", "Lager", "Nyt job", "Fint", "Løn"),
        ),
        (
            ("Afdeling", "Anciennitet", "Årsag til opsigelse", "Forhold til nærmeste leder", "Kommentar"),
            ("Køkken", "2 år", "Stress", "Konfliktfyldt", "Ville gerne blive"),
            ("Lager", "5 år", "Løn", "Godt", None),
        ),
        (
            ("Afdeling", "Fratrådt", "Årsag til fratrædelse", "Hvad kunne vi have gjort bedre?", "Anbefaler?"),
            ("Køkken", "01-03-2026", "Stress og travlhed", "Flere hænder", "Nej"),
            ("Lager", "01-04-2026", "Nyt job", "Bedre ledelse", "Ja"),
        ),
        (
            ("Afdeling", "Antal ansatte", "Samarbejdet med lederen", "Leder tillid til dig?"),
            ("Køkken", "12", "Skidt", "Nej, aldrig"),
            ("Lager", "9", "Godt", "Det tror jeg"),
        ),
    ],
)
def test_what_people_say_of_leaders_or_when_they_leave_is_no_list(rows: tuple[tuple[str | None, ...], ...]) -> None:
    reading = read_sheet(sheet(*rows, name="Exit"), CONTEXT)
    assert not reading.findings
    assert not any(department.leader for department in reading.departments)


def test_how_many_left_makes_no_difference_to_a_table_of_departments() -> None:
    reading = read(ORGANISATION, ("Afdeling", "Leder", "Antal ansatte", "Opsigelser"), ("Køkken", "Ann Bo", 12, 3))
    assert [department.leader for department in reading.departments] == ["Ann Bo"]
