"""Lists without a column for the department: what their sheet, file, title or headings are named after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from handleplan_batch import batch
from handleplan_batch.model import Plan

ORGANISATION = {
    "Organisation": (
        ("Niveau 1", "Afdeling", "Leder", "Antal ansatte"),
        ("Drift", "Køkken", "Kim Kok", 25),
        ("Drift", "Lager", "Lise Lund", 32),
        ("Drift", "Kontor", "Ole Ord", 14),
    )
}
RISKS = ("Fare", "Sandsynlighed", "Konsekvens", "Tiltag")
INCIDENTS = ("Dato", "Hændelse", "Fraværsdage")
Names = tuple[str, ...]
Sheets = dict[str, tuple[tuple[object, ...], ...]]


def planned(folder: Path, file: str, sheets: Sheets, organisation: Sheets | None = None) -> Plan:
    folder.mkdir(exist_ok=True)
    for name, content in ((file, sheets), ("org.xlsx", ORGANISATION if organisation is None else organisation)):
        if content:
            book = openpyxl.Workbook()
            book.remove(book.worksheets[0])
            for title, rows in content.items():
                sheet = book.create_sheet(title)
                for row in rows:
                    sheet.append(row)
            book.save(folder / name)
    return batch.build(batch.Sources([folder], date(2026, 11, 23)), folder.parent / "plan.xlsx", force=True).plan


def departments(plan: Plan) -> dict[str, str]:
    return {finding.text: finding.department[-1] for finding in plan.findings}


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.problems]


@pytest.mark.parametrize(
    ("file", "sheets"),
    [
        ("Ulykker 2026.xlsx", {"Køkken": (INCIDENTS, ("03-01-2026", "Skoldet hånd", 2))}),
        ("Risikovurdering Køkken.xlsx", {"Ark1": (RISKS, ("Skoldet hånd", 3, 3, "Låg"))}),
        ("rv.xlsx", {"Ark1": (("Risikovurdering i køkkenet 2026",), RISKS, ("Skoldet hånd", 3, 3, "Låg"))}),
        ("rv.xlsx", {"Ark1": (RISKS, ("Køkken",), ("Skoldet hånd", 3, 3, "Låg"), ("Lager",), ("Fald", 3, 4, "Værn"))}),
    ],
)
def test_the_name_of_a_known_department_is_where_a_list_without_one_belongs(
    file: str, sheets: Sheets, tmp_path: Path
) -> None:
    plan = planned(tmp_path / "inputs", file, sheets)
    assert departments(plan)["Skoldet hånd"] == "Køkken"
    assert departments(plan).get("Fald", "Lager") == "Lager"
    assert "department-by-name" in codes(plan)


def test_a_name_with_two_departments_tells_none(tmp_path: Path) -> None:
    sheets = {"Ark1": (RISKS, ("Skoldet hånd", 3, 3, "Låg"))}
    plan = planned(tmp_path / "inputs", "Risikovurdering Køkken og Lager.xlsx", sheets)
    assert departments(plan) == {"Skoldet hånd": "Drift"}


def test_sheets_named_after_no_known_department_are_told(tmp_path: Path) -> None:
    sheets = {name: (INCIDENTS, ("03-01-2026", f"Skoldet i {name}", 2)) for name in ("Vaskeri", "Bageri")}
    plan = planned(tmp_path / "inputs", "Ulykker 2026.xlsx", sheets)
    assert set(departments(plan).values()) == {"Drift"}
    assert "sheets-without-department" in codes(plan)


def test_sheets_of_the_same_list_are_departments_where_none_is_known(tmp_path: Path) -> None:
    sheets = {name: (INCIDENTS, ("03-01-2026", f"Skoldet i {name}", 2)) for name in ("Vaskeri", "Bageri")}
    plan = planned(tmp_path / "inputs", "Ulykker 2026.xlsx", sheets, {})
    assert set(departments(plan).values()) == {"Vaskeri", "Bageri"}
    assert "departments-by-sheet" in codes(plan)


@pytest.mark.parametrize("names", [("Ergonomi", "Indeklima"), ("Januar", "Februar"), ("Jens Hansen", "Mette Olsen")])
def test_sheets_named_after_topics_months_or_persons_are_no_departments(names: Names, tmp_path: Path) -> None:
    sheets = {name: (RISKS, (f"Skoldet hånd {name[0]}", 3, 3, "Låg")) for name in names}
    plan = planned(tmp_path / "inputs", "rv.xlsx", sheets, {})
    assert set(departments(plan).values()) == {"Hele arbejdspladsen"}


@pytest.mark.parametrize("known", [ORGANISATION, {}])
def test_a_sheet_that_repeats_the_others_is_counted_once(known: Sheets, tmp_path: Path) -> None:
    burnt, fallen = ("03-01-2026", "Skoldet hånd", 2), ("05-02-2026", "Faldt over palle", 0)
    sheets = {"Køkken": (INCIDENTS, burnt), "Lager": (INCIDENTS, fallen), "Samlet": (INCIDENTS, burnt, fallen)}
    plan = planned(tmp_path / "inputs", "Ulykker 2026.xlsx", sheets, known)
    assert sorted(finding.text for finding in plan.findings) == ["Faldt over palle", "Skoldet hånd"]
    assert "row-set-aside" in codes(plan)


def test_of_a_sheet_for_all_with_departments_and_one_for_each_the_former_counts(tmp_path: Path) -> None:
    burnt, fallen = ("03-01-2026", "Skoldet hånd", 2), ("05-02-2026", "Faldt over palle", 0)
    every = (("Afdeling", *INCIDENTS), ("Bageri", *burnt), ("Vaskeri", *fallen))
    sheets = {"B": (INCIDENTS, burnt), "V": (INCIDENTS, fallen), "Samlet": every}
    plan = planned(tmp_path / "inputs", "Ulykker 2026.xlsx", sheets, {})
    assert departments(plan) == {"Skoldet hånd": "Bageri", "Faldt over palle": "Vaskeri"}


ROUND = ("Dato", "Sted", "Punkt", "Vurdering", "Bemærkning")


def test_places_that_are_departments_are_where_the_faults_belong(tmp_path: Path) -> None:
    places = ("Køkken", "Lager, reol 4", "Kontor")
    rows = (("03-09-2026", place, "Gulve", "Ikke OK", f"Glat gulv {place}") for place in places)
    plan = planned(tmp_path / "inputs", "runde.xlsx", {"Runde": (ROUND, *rows)})
    found = {finding.place or finding.department[-1]: finding.department[-1] for finding in plan.findings}
    assert found == {"Køkken": "Køkken", "Lager, reol 4": "Lager", "Kontor": "Kontor"}
    assert "departments-by-place" in codes(plan)


def test_places_of_which_some_are_no_departments_are_said_to_be_none(tmp_path: Path) -> None:
    places = ("Køkken", "Trappe 3", "Port 2")
    rows = (("03-09-2026", place, "Gulve", "Ikke OK", f"Glat gulv {place}") for place in places)
    plan = planned(tmp_path / "inputs", "runde.xlsx", {"Runde": (ROUND, *rows)})
    assert set(departments(plan).values()) == {"Drift"}
    assert "places-not-departments" in codes(plan)


QUESTIONS = ("Er du generet af støj?", "Har du indflydelse på dit arbejde?")


def surveyed(folder: Path, files: dict[str, str], organisation: Sheets | None = None) -> Plan:
    """Return the plan of survey exports without a department; ``files`` tells the line above each table."""
    folder.mkdir(exist_ok=True)
    for count, (name, line) in enumerate(files.items(), start=4):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in ([line],) if line else ():
            sheet.append(row)
        sheet.append(QUESTIONS)
        for number in range(12):
            sheet.append(("Ja", "Nej") if number < count else ("Nej", "Ja"))
        book.save(folder / name)
    return planned(folder, "ingen.xlsx", {}, organisation or {})


def respondents(plan: Plan) -> dict[str, int | None]:
    return {one.name: plan.respondents.get(one.name) for one in plan.departments}


@pytest.mark.parametrize(
    "files",
    [
        {"APV 2026 - Køkken.xlsx": "", "APV 2026 - Lager.xlsx": ""},
        {"apv_Køkken.xlsx": "", "apv_Lager.xlsx": ""},
        {"a.xlsx": "APV 2026 – Køkken", "b.xlsx": "APV 2026 – Lager"},
        {"Trivselsmåling Køkken 2026.xlsx": "Besvar venligst", "Trivselsmåling Lager 2026.xlsx": "Besvar venligst"},
    ],
)
def test_what_tells_the_files_of_a_survey_apart_is_the_department(files: dict[str, str], tmp_path: Path) -> None:
    plan = surveyed(tmp_path / "inputs", files)
    assert respondents(plan) == {"Hele arbejdspladsen": 24, "Køkken": 12, "Lager": 12}
    assert "departments-by-file" in codes(plan)
    assert "asked-twice" not in codes(plan)


@pytest.mark.parametrize(
    "files",
    [
        ("APV 2026 del 1.xlsx", "APV 2026 del 2.xlsx"),
        ("APV januar.xlsx", "APV juni.xlsx"),
        ("APV dansk.xlsx", "APV polsk.xlsx"),
        ("APV Jens Hansen.xlsx", "APV Mette Olsen.xlsx"),
    ],
)
def test_files_apart_by_part_time_language_or_person_are_of_no_department(files: Names, tmp_path: Path) -> None:
    plan = surveyed(tmp_path / "inputs", dict.fromkeys(files, ""))
    assert respondents(plan) == {"Hele arbejdspladsen": 24}


@pytest.mark.parametrize(("file", "line"), [("APV 2026 - Køkkenet.xlsx", ""), ("svar.xlsx", "APV 2026 – Køkkenet")])
def test_a_survey_of_a_known_department_is_told_by_its_file_or_title(file: str, line: str, tmp_path: Path) -> None:
    plan = surveyed(tmp_path / "inputs", {file: line}, ORGANISATION)
    assert respondents(plan)["Køkken"] == 12
    assert "department-by-name" in codes(plan)


RESULTS = (
    ("Spørgsmål", "Gennemsnit (1-5, 5 bedst)", "Antal svar"),
    ("Får du hjælp af din leder?", 3.4, 14),
    ("Får du ros af din leder?", 4.0, 14),
)


def summed_up(folder: Path, files: dict[str, Sheets], organisation: Sheets | None = None) -> dict[str, float | None]:
    """Return the score of the first question in each department."""
    for name, content in files.items():
        plan = planned(folder, name, content, organisation or {})
    return {one.department: one.score for one in plan.measurements if one.key == RESULTS[1][0]}


def test_results_belong_to_the_department_that_file_or_title_names(tmp_path: Path) -> None:
    titled = {"Ark1": (("Resultater for Lager",), (), *RESULTS)}
    files: dict[str, Sheets] = {"APV 2026 – Køkkenet.xlsx": {"Resultat": RESULTS}, "tal.xlsx": titled}
    assert summed_up(tmp_path / "inputs", files, ORGANISATION) == {"Køkken": 60, "Lager": 60}


def test_files_of_results_are_told_apart_by_their_names_also_one_called_after_a_topic(tmp_path: Path) -> None:
    files: dict[str, Sheets] = {
        f"APV {name}.xlsx": {"Ark1": (*RESULTS[:2], (RESULTS[2][0], mean, 14))}  # files that are the same count once
        for name, mean in (("Køkken", 3.1), ("Lager", 3.2), ("Rengøring", 3.3))
    }
    assert summed_up(tmp_path / "inputs", files) == {"Køkken": 60, "Lager": 60, "Rengøring": 60}


def test_a_sheet_called_after_a_topic_is_a_department_beside_others_that_are(tmp_path: Path) -> None:
    files: dict[str, Sheets] = {"trivsel.xlsx": dict.fromkeys(("Køkken", "Rengøring", "Administration"), RESULTS)}
    assert summed_up(tmp_path / "inputs", files) == {"Køkken": 60, "Rengøring": 60, "Administration": 60}


def test_results_of_two_years_in_files_called_after_them_are_compared(tmp_path: Path) -> None:
    before = (RESULTS[0], (RESULTS[1][0], 3.0, 14), RESULTS[2])
    files: dict[str, Sheets] = {"Trivsel 2024.xlsx": {"Ark1": before}, "Trivsel 2026.xlsx": {"Ark1": RESULTS}}
    assert summed_up(tmp_path / "inputs", files) == {"Hele arbejdspladsen": 60}
