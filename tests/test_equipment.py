"""Lists of what must be inspected, renewed or passed again, and registers of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from list_grids import CONTEXT, checked, sheet

from handleplan_batch.model import ImporterName, Reading
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers import read_sheet

TODAY = replace(CONTEXT, today=date(2026, 11, 2))
NAMES = ("Anne Holm", "Bo Krogh", "Carl Juhl", "Dorte Lind", "Erik Bay")


def read(*rows: Sequence[Value], name: str = "Ark1") -> Reading:
    return checked(read_sheet(sheet(*rows, name=name), TODAY))


def texts(reading: Reading) -> list[str]:
    return [finding.text for finding in reading.findings]


def test_what_was_to_be_inspected_before_today_is_a_finding_and_the_rest_is_in_order() -> None:
    reading = read(
        ("Udstyr", "Placering", "Sidste eftersyn", "Næste eftersyn", "Bemærkninger"),
        ("Truck 1", "Lager", date(2025, 3, 2), date(2026, 3, 2), None),
        ("Port", "Lager", date(2026, 2, 2), date(2027, 2, 2), None),
        ("Stige", "Lager", date(2026, 2, 2), date(2027, 2, 2), "OK"),
        ("Reol", "Lager", date(2026, 2, 2), date(2027, 2, 2), "2 skæve stolper"),
    )
    assert texts(reading) == ["Truck 1 – Næste eftersyn: 02-03-2026 (overskredet)", "Reol – 2 skæve stolper"]
    assert reading.findings[0].observed_on == date(2026, 3, 2)
    assert (reading.sheets[0].rows_used, reading.sheets[0].rows_set_aside) == (2, 2)


@pytest.mark.parametrize(
    ("interval", "overdue"),
    [
        *(("12 mdr.", True), ("24 måneder", False), ("hver 12. måned", True), ("Årligt", True), ("2 år", False)),
        *(("hvert 2. år", False), ("Halvårligt", True), ("52 uger", True), ("14 dage", True)),
    ],
)
def test_an_interval_since_the_last_inspection_tells_when_the_next_is_due(interval: str, overdue: bool) -> None:
    reading = read(
        ("Maskine", "Seneste eftersyn", "Interval"),
        ("Presse", date(2025, 6, 1), interval),
        ("Kran", date(2026, 11, 1), interval),
    )
    assert len(reading.findings) == overdue
    assert reading.sheets[0].rows_rejected == 0


def test_an_interval_in_figures_gets_its_unit_from_the_header() -> None:
    reading = read(
        ("Maskine", "Seneste eftersyn", "Interval (mdr)"),
        ("Presse", date(2025, 6, 1), 12),
        ("Kran", date(2025, 6, 1), 24),
    )
    assert texts(reading) == ["Presse – skulle være gentaget senest 01-06-2026 (overskredet)"]


def test_a_thing_without_any_day_is_asked_about() -> None:
    reading = read(
        ("Maskine", "Sidste eftersyn", "Næste eftersyn"), ("Presse", None, None), ("Kran", None, date(2026, 1, 1))
    )
    assert texts(reading) == ["Kran – Næste eftersyn: 01-01-2026 (overskredet)"]
    assert "row-incomplete" in {problem.code for problem in reading.problems}


def test_without_a_day_of_the_plan_nothing_is_overdue_and_nothing_in_order() -> None:
    grid = sheet(("Udstyr", "Næste eftersyn"), ("Truck", date(2020, 1, 1)), ("Port", date(2030, 1, 1)))
    reading = read_sheet(grid, CONTEXT)
    assert not reading.findings
    assert not reading.checked


def test_expired_certificates_are_findings_that_say_neither_whose_nor_why() -> None:
    reading = read(
        ("Navn", "Afdeling", "Kursus", "Udløber", "Bemærkning"),
        ("Anne Holm", "Lager", "Truckcertifikat", date(2026, 2, 1), "Sygemeldt"),
        ("Bo Krogh", "Lager", "Truckcertifikat", date(2029, 2, 1), "På barsel"),
    )
    (finding,) = reading.findings
    assert finding.text == "Truckcertifikat – Udløber: 01-02-2026 (overskredet)"
    assert finding.department == ("Lager",)
    assert "Anne" not in repr(reading)
    assert "Sygemeldt" not in repr(reading)


def test_certificates_with_a_column_each_are_told_by_their_headers() -> None:
    reading = read(
        ("Navn", "Afdeling", "Førstehjælp udløber", "Truck gyldig til"),
        ("Anne Holm", "Lager", date(2026, 2, 1), date(2026, 3, 1)),
        ("Bo Krogh", "Lager", date(2029, 2, 1), None),
    )
    assert texts(reading) == [
        "Førstehjælp udløber: 01-02-2026 (overskredet)",
        "Truck gyldig til: 01-03-2026 (overskredet)",
    ]


def test_contracts_that_expire_are_no_equipment() -> None:
    reading = read(
        ("Leverandør", "Aftale", "Udløber"),
        ("Ren A/S", "Rengøring", date(2026, 1, 1)),
        ("Kaffe A/S", "Kaffe", date(2027, 1, 1)),
    )
    assert not reading.findings


@pytest.mark.parametrize("thing", ["Maskine", "Udstyr"])
def test_several_checks_of_machines_are_told_with_what_was_checked(thing: str) -> None:
    reading = read(
        (thing, "CE-mærket", "Nødstop virker"), ("Presse", "Ja", "Nej"), ("Kran", "Ja", "Ja"), ("Sav", "Ja", "Ja")
    )
    assert [(finding.text, finding.place) for finding in reading.findings] == [("Nødstop virker", "Presse")]


def test_equipment_in_rooms_is_told_with_the_room() -> None:
    reading = read(("Udstyr", "Stue 1", "Stue 2"), ("Brandslukker", "OK", "Ikke OK"), ("Lift", "OK", "OK"))
    assert [(finding.text, finding.place) for finding in reading.findings] == [("Brandslukker", "Stue 2")]


@pytest.mark.parametrize(
    "headers",
    [
        ("Navn", "Afdeling", "Førstehjælp", "Truckcertifikat", "Forflytning"),
        ("Medarbejder", "Afdeling", "Sikkerhedssko", "Høreværn", "Hjelm"),
        ("Navn", "Afdeling", "Hepatitis A", "Hepatitis B", "Stivkrampe"),
    ],
)
@pytest.mark.parametrize(
    "cells", [("Ja", "Nej", "Ja"), ("x", None, "x"), (date(2024, 3, 1), None, date(2025, 1, 1)), (2024, 2025, None)]
)
def test_a_register_of_persons_is_no_survey(headers: tuple[str, ...], cells: tuple[Value, ...]) -> None:
    rows = [
        (name, ("Lager", "Køkken")[place % 2], *(cells[place % 3 :] + cells[: place % 3]))
        for place, name in enumerate(NAMES)
    ]
    reading = read_sheet(sheet(headers, *rows), TODAY)
    assert [problem.code for problem in reading.problems] == ["person-register"]
    assert not reading.surveys
    (entry,) = reading.sheets
    assert (entry.importer, entry.rows_read, entry.rows_set_aside) == (ImporterName.UNKNOWN, 6, 6)


@pytest.mark.parametrize(
    "rows",
    [
        (("Kompetencematrix",), ("Navn", "Pakkeri", "Truck", "Kedel"), *((name, 1, 3, 2) for name in NAMES)),
        (("Kursus", *NAMES), ("Førstehjælp", "x", None, "x", "x", None), ("Truck", None, "x", None, "x", "x")),
        (
            ("Medarbejder", "Kursus", "Status"),
            *((name, "Truck", ("Gennemført", "Mangler")[place % 2]) for place, name in enumerate(NAMES)),
        ),
        (("Navn", "Mandag", "Tirsdag", "Onsdag"), *((name, "D", "A", "F") for name in NAMES)),
    ],
)
def test_other_registers_of_persons_are_told_to_be_such(rows: Sequence[Sequence[Value]]) -> None:
    assert [problem.code for problem in read_sheet(sheet(*rows), TODAY).problems] == ["person-register"]


@pytest.mark.parametrize(
    "headers",
    [
        ("Navn", "Afdeling", "Jeg er tilfreds med mit arbejde", "Jeg har tid nok", "Vi taler pænt"),
        ("Navn", "Støj", "Lys", "Tunge løft", "Førstehjælp"),
    ],
)
def test_a_survey_with_names_is_one_all_the_same(headers: tuple[str, ...]) -> None:
    rows = [
        (name, *(("Ja", "Nej", "Ja", "Nej")[place % 2 :][: len(headers) - 1] + ("Ja",) * 4)[: len(headers) - 1])
        for place, name in enumerate(NAMES)
    ]
    reading = read_sheet(sheet(headers, *rows), TODAY)
    assert reading.sheets[0].importer is ImporterName.SURVEY


def test_that_a_chemical_was_assessed_does_not_put_it_right() -> None:
    reading = read(
        ("Produktnavn", "Faresætninger", "APV lavet?", "Kan det erstattes?"),
        ("Fortynder", "H225, H319", "x", None),
        ("Lak", "H334, H351", None, "x"),
    )
    assert [(finding.solved, finding.existing, finding.proposal) for finding in reading.findings] == [
        *((False, "APV lavet", ""), (False, "", "Kan det erstattes"))
    ]


def test_an_accident_that_was_reported_and_analysed_is_not_put_right_by_that() -> None:
    headers = ("Dato", "Afdeling", "Hændelse", "Type", "Anmeldelse udført", "Ulykkesanalyse gennemført")
    reading = read(headers, (date(2026, 2, 1), "Lager", "Faldt på rampen", "Ulykke", "Ja", "Ja"))
    assert not reading.findings[0].solved


def test_chemicals_that_are_only_told_to_be_assessed_or_not_are_read() -> None:
    reading = read(
        ("Kemikalie", "APV udfyldt (ja/nej)", "Substitution vurderet"), ("Klor", "Ja", "Ja"), ("Syre", "Nej", "Nej")
    )
    assert [(finding.existing, finding.cause) for finding in reading.findings] == [
        *(("APV udfyldt; Substitution vurderet", ""), ("", "APV udfyldt: Nej; Substitution vurderet: Nej"))
    ]


def test_what_an_inspection_led_to_is_a_finding_where_it_is_no_verdict() -> None:
    headers = ("Eftersyn af", "Firma", "Dato", "Resultat", "Næste")
    rows = (("Porte", "Port A/S", "2 anmærkninger"), ("Kraner", "Kran A/S", "Ingen anmærkninger"))
    reading = read(headers, *((*row[:2], date(2026, 3, 1), row[2], date(2027, 3, 1)) for row in rows))
    assert texts(reading) == ["Eftersyn af: Porte – 2 anmærkninger"]


def test_departments_whose_assessment_or_instructions_are_to_be_renewed_are_told() -> None:
    apv = read(
        ("Afdeling", "Sidste APV", "Næste APV"),
        ("Lager", date(2022, 3, 1), date(2025, 3, 1)),
        ("Kontor", date(2025, 1, 1), date(2028, 1, 1)),
    )
    instructions = read(("Instruks", "Ansvarlig", "Næste revision"), ("Brand", "Leder", date(2024, 1, 1)))
    assert [(one.department, one.text) for one in apv.findings] == [(("Lager",), "Næste APV: 01-03-2025 (overskredet)")]
    assert texts(instructions) == ["Instruks: Brand – Næste revision: 01-01-2024 (overskredet)"]


def test_questions_on_a_round_are_judged_as_such_though_the_next_check_stands_beside() -> None:
    rows = (("Er der rod på gangen?", "Ja", date(2027, 1, 1)), ("Er lyset i orden?", "Ja", date(2027, 1, 1)))
    reading = read(("Kontrolpunkt", "Ja/Nej", "Næste kontrol"), *rows)
    assert texts(reading) == ["Er der rod på gangen?"]


def test_what_was_done_at_the_inspection_is_put_right_and_what_is_left_is_not() -> None:
    headers = ("Udstyr", "Sidste eftersyn", "Næste eftersyn", "Bemærkninger")
    days = (date(2026, 2, 2), date(2027, 2, 2))
    said = (
        "Sensor skiftet",
        "Smurt og justeret",
        "Filter skiftet, men lækker",
        "Ikke smurt",
        "Kæde slidt, lås skiftet",
    )
    reading = read(headers, *((f"Maskine {text}", *days, text) for text in said))
    assert [finding.solved for finding in reading.findings] == [True, True, False, False, False]


def test_parts_of_a_thing_that_are_missing_are_told_though_the_rest_is_in_order() -> None:
    reading = read(
        ("Førstehjælpskasse", "Placering", "Plaster", "Brandgel", "Udløbsdato"),
        ("Kasse 1", "Køkken", "OK", "Mangler", date(2027, 5, 1)),
        ("Kasse 2", "Lager", "OK", "OK", date(2027, 5, 1)),
    )
    assert texts(reading) == ["Førstehjælpskasse: Kasse 1 – Brandgel: Mangler"]


def test_an_inspection_that_is_overdue_in_a_risk_assessment_or_a_plan_is_a_finding_too() -> None:
    risks = read(
        ("Maskine", "Fare", "Sandsynlighed", "Konsekvens", "Tiltag", "Næste eftersyn"),
        ("Boremaskine", "Roterende spindel", 3, 4, "Afskærmning", date(2026, 2, 1)),
        ("Båndsav", "Klinge", 2, 5, "Skubbepind", date(2027, 2, 1)),
    )
    assert texts(risks) == ["Roterende spindel", "Boremaskine – Næste eftersyn: 01-02-2026 (overskredet)", "Klinge"]
    plan = read(
        ("Indsats", "Ansvarlig", "Frist", "Udløber", "Status"),
        ("Ny aftale om vagt", "Kim", date(2026, 12, 1), date(2026, 5, 1), "Udført"),
    )
    assert texts(plan)[1:] == ["Ny aftale om vagt – Udløber: 01-05-2026 (overskredet)"]
    alone = read(("Problem", "Indsats", "Ansvarlig", "Udløber"), ("Støj", "Skærm", "Kim", date(2027, 5, 1)))
    assert [finding.deadline for finding in alone.findings] == [date(2027, 5, 1)]


def test_who_looks_after_a_first_aid_box_does_not_hide_what_it_lacks() -> None:
    reading = read(
        ("Placering", "Plaster", "Øjenskyl", "Udløbsdato", "Kontrolleret af"),
        ("Køkken", "OK", "Mangler", date(2027, 5, 1), "Anne Holm"),
        ("Lager", "Mangler", "OK", date(2027, 5, 1), "Bo Krogh"),
        ("Kontor", "OK", "OK", date(2028, 1, 1), "Anne Holm"),
    )
    assert texts(reading) == ["Køkken – Øjenskyl: Mangler", "Lager – Plaster: Mangler"]
    assert not any(name in repr(reading) for name in NAMES)


def test_days_of_expiry_told_by_the_title_or_in_brackets_are_read_and_a_course_that_is_missing_is_a_finding() -> None:
    rows = (
        ("Navn", "Truck", "Kran"),
        (NAMES[0], date(2025, 5, 1), None),
        (NAMES[1], date(2027, 1, 1), date(2024, 12, 31)),
    )
    titled = read(("Certifikater – gyldige til (dato)",), *rows)
    assert texts(titled) == ["Truck: 01-05-2025 (overskredet)", "Kran: 31-12-2024 (overskredet)"]
    taken = read(("Kursusoversigt",), *rows)
    assert (texts(taken), [problem.code for problem in taken.problems]) == ([], ["person-register"])
    bracketed = read(
        ("Navn", "Førstehjælp gyldig til", "Epoxy (udløber)"),
        (NAMES[0], date(2027, 5, 1), date(2026, 1, 15)),
        (NAMES[1], date(2027, 5, 1), None),
    )
    assert texts(bracketed) == ["Epoxy (udløber): 15-01-2026 (overskredet)"]
    missing = read(
        ("Navn", "Kursus", "Status", "Gyldig til"),
        (NAMES[0], "Truck", "OK", date(2028, 1, 1)),
        (NAMES[1], "Epoxy", "Mangler", None),
    )
    assert texts(missing) == ["Epoxy – Mangler"]
    in_words = read(
        ("Navn", "Truckcertifikat", "Førstehjælp"),
        (NAMES[0], "Udløbet 05/2025", "Gyldig til 1/3 2028"),
        (NAMES[1], "OK", "Mangler"),
    )
    assert [problem.code for problem in in_words.problems] == ["person-register"]
    for one in (titled, taken, bracketed, missing, in_words):
        assert not any(name in repr(one) for name in NAMES)


def test_a_no_to_what_must_be_there_is_a_fault_of_a_machine_that_was_serviced() -> None:
    reading = read(
        ("Maskine", "CE-mærket", "Afskærmning OK", "Har batteri", "Seneste service", "Næste service"),
        ("Båndsav", "Ja", "Ja", "Nej", date(2026, 1, 1), date(2027, 1, 1)),
        ("Presse", "Ja", "Nej", "Nej", date(2026, 5, 1), date(2027, 5, 1)),
    )
    assert texts(reading) == ["Presse – Afskærmning OK: Nej"]


def test_drills_that_are_overdue_are_told_for_each_department() -> None:
    reading = read(
        ("Afdeling", "Sidste øvelse", "Interval", "Næste øvelse"),
        ("Køkken", date(2024, 1, 1), "Årligt", date(2025, 1, 1)),
        ("Pleje", date(2026, 6, 1), "Årligt", date(2027, 6, 1)),
    )
    assert [(*one.department, one.text) for one in reading.findings] == [
        ("Køkken", "Næste øvelse: 01-01-2025 (overskredet)")
    ]


def test_a_birthday_is_no_day_of_expiry() -> None:
    reading = read(
        ("Certifikater gyldige til",),
        ("Navn", "Fødselsdato", "Ansat den", "Truck", "Kran"),
        (NAMES[0], date(1980, 1, 1), date(2010, 1, 1), date(2025, 5, 1), date(2027, 1, 1)),
        (NAMES[1], date(1970, 1, 1), date(2012, 1, 1), date(2027, 5, 1), date(2024, 1, 1)),
    )
    assert texts(reading) == ["Truck: 01-05-2025 (overskredet)", "Kran: 01-01-2024 (overskredet)"]
    assert "1980" not in repr(reading)


@pytest.mark.parametrize(("there", "missing"), [(True, False), ("Ja", "Nej")])
def test_what_a_first_aid_box_lacks_is_a_fault(there: Value, missing: Value) -> None:
    reading = read(
        ("Placering", "Plaster", "Saks", "Øjenskyl", "Næste kontrol"),
        ("Køkken", there, missing, there, date(2027, 3, 1)),
        ("Lager", there, there, there, date(2026, 1, 1)),
        ("Kontor", there, there, there, date(2027, 1, 1)),
        name="Førstehjælpskasser",
    )
    assert [text.casefold() for text in texts(reading)] == [
        "køkken – saks: nej",
        "lager – næste kontrol: 01-01-2026 (overskredet)",
    ]
