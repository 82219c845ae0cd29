from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from list_grids import CONTEXT, checked, codes, read, read_sample, rows_of, sheet

from handleplan_batch.language import set_language
from handleplan_batch.model import DepartmentPath, Polarity
from handleplan_batch.reading import read_inputs
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.incident import INCIDENT

HEADERS = ("Dato", "Afdeling", "Hændelsestype", "Beskrivelse", "Fraværsdage")


def test_an_accident_is_read_with_its_days_of_absence() -> None:
    headers = (*HEADERS, "Ulykkessted", "Årsag", "Forebyggende tiltag", "Alvor", "Status")
    row = ("14-01-2026", "Køkken", "Ulykke", "Gled på gulvet", "4 dage", "Opvask", "Vand", "Skrid", "Høj", "Lukket")
    (finding,) = read(INCIDENT, headers, row).findings
    assert (finding.text, finding.where.a1, finding.department) == ("Gled på gulvet", "D2", ("Køkken",))
    assert (finding.category, finding.absence_days, finding.observed_on) == ("Ulykke", 4, date(2026, 1, 14))
    assert (finding.place, finding.cause, finding.proposal) == ("Opvask", "Vand", "Skrid")
    assert (finding.severity, finding.solved) == (3, True)


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        ("Ulykke", 0, 0),
        ("Ulykke", "Ingen", 0),
        ("Ulykke", None, None),
        ("Nærved", 0, None),
        ("Near miss", None, None),
        ("Vold", "1-3 dage", 1),
    ],
)
def test_a_near_miss_has_no_absence_and_none_means_zero(kind: str, days: Value, expected: float | None) -> None:
    reading = read(INCIDENT, HEADERS, ("14-01-2026", "Køkken", kind, "Gled", days))
    assert reading.findings[0].absence_days == expected
    assert not reading.problems


def test_columns_that_identify_persons_are_named_and_never_read() -> None:
    headers = (
        "Navn (tilskadekomne)",
        "Cprnr.",
        "Stillingsbetegnelse",
        "Dato for hændelsen",
        "Hændelsesforløb",
        "Fravær",
    )
    row = ("Per Holm", "010203-1234", "Kok", date(2026, 1, 1), "Faldt. Ring 20 30 40 50, cpr 010203-1234", 2)
    reading = read(INCIDENT, headers, row)
    shown = repr(reading)
    assert "Per Holm" not in shown
    assert "010203" not in shown
    assert "Kok" not in shown
    assert codes(reading) == [("personal-columns", "A1"), ("personal-data", "")]
    assert reading.problems[0].values["columns"] == "«Navn (tilskadekomne)», «Cprnr.», «Stillingsbetegnelse»"
    assert reading.problems[1].values["count"] == "2"


def test_without_a_description_the_other_columns_tell_what_happened() -> None:
    headers = (None, "Activity:", "Cause:", "Location:", "Year:")
    reading = read(INCIDENT, headers, (0, "Lifting", "Struck by", "Onshore", 2016), (1, None, "Fall", "Offshore", 2017))
    first, second = reading.findings
    assert (first.text, first.place, first.cause) == ("Lifting – Struck by", "Onshore", "Struck by")
    assert (first.observed_on, first.where.a1) == (date(2016, 1, 1), "B2")
    assert (second.text, second.where.a1) == ("Fall", "C3")


def test_a_register_of_violence_keeps_its_form_as_category_and_text() -> None:
    reading = read(
        INCIDENT, ("Dato", "Afdeling", "Form for vold", "Antal episoder"), ("1/5-2026", "Natteam", "Trusler", 3)
    )
    (finding,) = reading.findings
    assert (finding.text, finding.category, finding.occurrences) == ("Trusler", "Trusler", 3)


def test_like_incidents_get_ids_of_their_own_that_do_not_depend_on_the_file() -> None:
    rows = [("Activity", "Cause", "Year"), ("Lifting", "Struck by", 2016), ("Lifting", "Struck by", 2016)]
    one = read(INCIDENT, *rows, file="nærved 2016.csv")
    other = read(INCIDENT, ["Nærved"], [], *rows, file="nærved gammel.xlsx")
    assert len({finding.id for finding in one.findings}) == 2
    assert [finding.id for finding in one.findings] == [finding.id for finding in other.findings]


def test_a_row_without_anything_said_is_rejected_and_named() -> None:
    reading = read(INCIDENT, HEADERS, ("14-01-2026", "Køkken", None, None, 3))
    assert rows_of(reading) == (0, 0, 1)
    assert codes(reading) == [("row-incomplete", "D2")]


def test_nothing_to_report_and_cancelled_cases_are_set_aside() -> None:
    headers = (*HEADERS, "Status")
    reading = read(
        INCIDENT,
        headers,
        ("14-01-2026", "Køkken", None, "Ingen", None, None),
        ("15-01-2026", "Køkken", "Ulykke", "Gled", 1, "Annulleret"),
    )
    assert rows_of(reading) == (0, 2, 0)


def test_dates_and_days_that_cannot_be_understood_are_named() -> None:
    reading = read(INCIDENT, HEADERS, ("i foråret", "Køkken", "Ulykke", "Gled", "mange"))
    assert codes(reading) == [("bad-number", "E2"), ("bad-date", "A2")]
    assert rows_of(reading) == (1, 0, 0)


def test_the_sample_register_is_read_whole() -> None:
    reading = read_sample(INCIDENT, "ulykker_naerved_2026.csv")
    assert rows_of(reading) == (14, 0, 0)
    assert not reading.problems
    assert {finding.category for finding in reading.findings} >= {"Ulykke", "Nærved", "Vold"}


@pytest.mark.parametrize(
    ("said", "days"),
    [
        *(("4–6 dage", 4), ("1-3", 1), ("mere end 6 uger", 42), ("5 uger", 35), ("ja, 3 dage", 3), ("> 3 dage", 3)),
        *(("2 måneder", 60), ("Ingen", 0), ("Nej", 0), (12, 12), ("under 1 dag", 0)),
    ],
)
def test_days_of_absence_are_read_from_words(said: str | int, days: float) -> None:
    headers = ("Dato", "Beskrivelse", "Fraværsdage")
    (finding,) = read(INCIDENT, headers, ("1/3-2026", "Gled på en trappe", said)).findings
    assert finding.absence_days == days


def test_a_register_that_only_its_headers_tell_is_read_without_names() -> None:
    headers = ("Navn (tilskadekomne)", "Cprnr.", "Arbejdssted", "Dato for hændelsen", "Beskrivelse af hændelsen")
    reading = read(INCIDENT, headers, ("Per Prøve", "010190-1234", "Køkken", "3/2-26", "Vred om på foden"))
    assert [finding.text for finding in reading.findings] == ["Vred om på foden"]
    assert "Per Prøve" not in repr(reading)
    assert "010190" not in repr(reading)
    assert codes(reading) == [("personal-columns", "A1")]


@pytest.mark.parametrize(
    "rows",
    [
        [("År", "Afdeling", "Type", "Antal"), (2025, "Lager", "Ulykke", 3)],
        [("Uge", "Vagt", "Antal ulykker"), (1, "Nat", 3), (2, "Dag", 2)],
    ],
)
def test_counts_are_no_incidents(rows: list[tuple[Value, ...]]) -> None:
    reading = read_sheet(sheet(*rows, file="ulykker.xlsx"), CONTEXT)
    assert reading.findings == ()
    assert "incident-counts" in [code for code, _cell in codes(reading)]


@pytest.mark.parametrize(
    ("cells", "day"),
    [((2026, 2, 17), date(2026, 2, 17)), ((2026, "marts", None), date(2026, 3, 1)), ((2026, 2, 31), date(2026, 2, 1))],
)
def test_year_month_and_day_in_columns_of_their_own_are_one_day(cells: tuple[Value, ...], day: date) -> None:
    headers = ("År", "Måned", "Dag", "Afdeling", "Hændelse", "Fravær (dage)")
    (finding,) = read(INCIDENT, headers, (*cells, "Syd", "Slog knæet", 2)).findings
    assert finding.observed_on == day


def test_that_somebody_was_hurt_is_no_description() -> None:
    headers = ("Dato", "Sted", "Personskade", "Fraværsdage")
    reading = read(INCIDENT, headers, (date(2026, 1, 5), "Hal", "Ja", 2), (date(2026, 1, 6), "Hal", "Brud", 2))
    assert [finding.text for finding in reading.findings] == ["Brud"]
    assert rows_of(reading) == (1, 0, 1)


def test_a_word_for_the_type_is_no_description() -> None:
    headers = ("Händelsedatum", "Avdelning", "Händelse", "Beskrivning")
    (finding,) = read(INCIDENT, headers, (date(2026, 1, 5), "Syd", "Tillbud", "Halkade på trappan")).findings
    assert (finding.text, finding.category) == ("Halkade på trappan", "Tillbud")


def test_a_register_with_a_column_for_each_kind_of_violence_is_incidents() -> None:
    reading = read_sheet(
        sheet(
            ("Dato", "Kl.", "Sted", "Slag", "Spark", "Bid", "Trusler om vold", "Belastning 1-10", "Politianmeldt"),
            ("01.02.2026", "08:30", "Stue", "x", None, "x", None, 7, "Nej"),
            ("03.02.2026", "21:10", "Gang", None, None, None, "x", 3, "Nej"),
            ("07.02.2026", "10:00", "Bad", None, "x", None, None, 9, "Ja"),
            name="Vold",
        ),
        CONTEXT,
    )
    assert [finding.category for finding in reading.findings] == [
        *("Vold eller trusler: Slag, Bid", "Vold eller trusler: Trusler om vold", "Vold eller trusler: Spark")
    ]
    set_language("en")
    again = read_sheet(sheet(("Dato", "Sted", "Slag", "Bid"), ("01.02.2026", "Stue", "x", "x")), CONTEXT)
    set_language("da")
    same = read_sheet(sheet(("Dato", "Sted", "Slag", "Bid"), ("01.02.2026", "Stue", "x", "x")), CONTEXT)
    assert [finding.id for finding in again.findings] == [finding.id for finding in same.findings] != []


@pytest.mark.parametrize(
    ("header", "value", "days"),
    [
        ("Fravær ud over tilskadekomstdagen", "Ja", 1),
        ("Fravær ud over tilskadekomstdagen", "Nej", 0),
        ("Fravær over 1 dag", "Ja", 1),
        ("Fravær over 3 dage", "Ja", 3),
        ("Fravær over 3 dage", "Nej", None),
        ("Hændelsestype", "Arbejdsulykke med fravær", 1),
        ("Hændelsestype", "Ulykke m. fravær", 1),
        ("Hændelsestype", "Arbejdsulykke uden fravær", 0),
        ("Hændelsestype", "Ulykke", None),
    ],
)
def test_whether_there_was_absence_is_understood_without_a_number(header: str, value: str, days: float | None) -> None:
    reading = read(INCIDENT, ("Dato", "Årsag", "Beskrivelse", header), ("03-01-2026", "Glat gulv", "Fald", value))
    assert [finding.absence_days for finding in reading.findings] == [days]


def test_an_unknown_word_for_the_severity_is_named() -> None:
    headers = ("Dato", "Type", "Beskrivelse", "Alvorlighed")
    reading = read(
        *(INCIDENT, headers, ("03-01-2026", "Ulykke", "Fald", "Potentielt dødelig")),
        ("04-01-2026", "Ulykke", "Klemt", "Meget alvorlig"),
        ("05-01-2026", "Ulykke", "Snit", "Hmm"),
        ("06-01-2026", "Ulykke", "Stød", "Ingen"),
    )
    assert [finding.severity for finding in reading.findings] == [4, 4, None, None]
    assert codes(reading) == [("bad-code", "D4")]


def test_dates_with_the_month_first_are_read_so_in_the_whole_column_and_told() -> None:
    headers = ("Dato", "Type", "Beskrivelse")
    reading = read(
        *(INCIDENT, headers, ("2/14/2026", "Ulykke", "Fald"), ("3/4/2026", "Nærved", "Truck")),
        (date(2026, 5, 6), "Ulykke", "Klemt"),
    )
    assert [finding.observed_on for finding in reading.findings] == [date(2026, 2, 14), date(2026, 3, 4), None]
    assert codes(reading) == [("month-first", "A1"), ("bad-date", "A4")]


def test_dates_of_both_orders_in_a_column_leave_those_unread_that_may_be_either() -> None:
    headers = ("Dato", "Type", "Beskrivelse")
    reading = read(
        *(INCIDENT, headers, ("2/14/2026", "Ulykke", "Fald"), ("3/4/2026", "Nærved", "Truck")),
        ("23/11/2026", "Ulykke", "Klemt"),
    )
    assert [finding.observed_on for finding in reading.findings] == [None, None, date(2026, 11, 23)]
    assert codes(reading) == [("bad-date", "A2"), ("bad-date", "A3")]


def test_a_list_below_another_with_another_last_column_is_read_by_its_own_headers() -> None:
    accidents = (("Ulykker 2026",), ("Dato", "Sted", "Hændelse", "Fraværsdage"), ("03-01-2026", "Lager", "Fald", 2))
    near = (
        ("Nærved 2026",),
        ("Dato", "Sted", "Hændelse", "Forebyggelse"),
        ("04-01-2026", "Lager", "Palle faldt", "Net"),
    )
    reading = read_sheet(sheet(*accidents, (None,), *near), CONTEXT)
    assert [(one.text, one.absence_days, one.proposal) for one in reading.findings] == [
        *(("Fald", 2, ""), ("Palle faldt", None, "Net")),
    ]
    assert not reading.problems


@pytest.mark.parametrize("said", ["Intet fravær", "Ingen fravær", "Uden fravær", "Ingen"])
def test_no_absence_in_words_is_none(said: str) -> None:
    reading = read(INCIDENT, ("Dato", "Hændelse", "Fraværsdage"), (date(2026, 1, 3), "Fald på trappe", said))
    assert (reading.findings[0].absence_days, codes(reading)) == (0, [])


@pytest.mark.parametrize("kind", ["Kursustype", "Type", "Typ", "Training type"])
def test_a_list_of_courses_or_of_other_kinds_tells_of_no_incidents(kind: str) -> None:
    rows = [("Ann", kind_of, "2026-12-01", "Gennemført") for kind_of in ("Truckcertifikat", "Førstehjælp", "Brand")]
    reading = read_sheet(sheet(("Navn", kind, "Udløbsdato", "Status"), *rows), CONTEXT)
    assert reading.findings == ()


def test_the_kinds_of_incidents_alone_make_a_list_of_them() -> None:
    rows = [("2026-03-01", "Lager", "Faldulykke"), ("2026-04-01", "Køkken", "Nærved")]
    assert len(read(INCIDENT, ("Dato", "Afdeling", "Type"), *rows).findings) == 2


def test_a_log_of_violations_is_a_list_of_incidents() -> None:
    rows = [("2026-01-03 19:49:22", f"NO-{worn}", "LOW", "Zone 3") for worn in ("Gloves", "Hardhat", "Vest")]
    reading = read_sheet(sheet(("Timestamp", "Violation", "Severity", "Zone"), *rows), CONTEXT)
    assert [(finding.text, finding.place) for finding in reading.findings] == [
        ("NO-Gloves", "Zone 3"),
        ("NO-Hardhat", "Zone 3"),
        ("NO-Vest", "Zone 3"),
    ]


def test_a_consequence_in_degrees_is_the_severity_and_one_in_words_the_injury() -> None:
    headers = ("Dato", "Beskrivelse", "Skadestype", "Konsekvens", "Fravær")
    (finding,) = read(INCIDENT, headers, ("1/3-2026", "Faldt", "Brud", "Alvorlig", "31 dage")).findings
    assert (finding.severity, finding.absence_days) == (3, 31)
    headers = ("Dato", "Afdeling", "Konsekvens", "Fraværsdage")
    (finding,) = read(INCIDENT, headers, ("1/3-2026", "Lager", "Forstuvet fod ved trappen", 3)).findings
    assert finding.text == "Forstuvet fod ved trappen"


@pytest.mark.parametrize(
    ("kind", "description", "injury", "severity", "lasting"),
    [
        ("Ulykke", "Hånden i savklingen", "Amputation af finger", "Høj", True),
        ("Ulykke", "Ramt af truck", "Død", None, True),
        ("Dødsulykke", "Ramt af truck", None, None, True),
        ("Ulykke", "Fik amputeret en finger", None, None, True),
        ("Ulykke", "Faldt fra stillads", "Brud", "Varigt mén", True),
        ("Ulykke", "Kunne have amputeret en finger", "Rift", "Lav", False),
        ("Ulykke", "Truck i død vinkel", "Blåt mærke", "Lav", False),
        ("Ulykke", "Faldt", "Ikke varigt mén", "Lav", False),
        ("Nærved", "Palle faldt", "Død", "Høj", False),
    ],
)
def test_a_death_and_an_injury_for_life_are_told_by_the_words_of_the_list(
    kind: str, description: str, injury: str | None, severity: str | None, lasting: bool
) -> None:
    headers = ("Dato", "Type", "Beskrivelse", "Skade", "Alvorlighed")
    (finding,) = read(INCIDENT, headers, ("1/3-2026", kind, description, injury, severity)).findings
    assert finding.lasting is lasting


def test_what_a_near_miss_could_have_led_to_did_not_happen() -> None:
    headers = ("Date", "Area", "Hazard_Category", "Event_Type", "Severity", "Potential_Consequence")
    rows = (("2026-04-04", "Bay", "Vehicle", "Near Miss", 5, "Fatal Injury"),)
    assert not any(finding.lasting for finding in read(INCIDENT, headers, *rows).findings)
    headers = ("Date", "Area", "Description", "Event_Type", "Potential severity")
    rows = (("2026-04-04", "Bay", "Load fell", "Accident", "Fatal"),)
    assert not any(finding.lasting for finding in read(INCIDENT, headers, *rows).findings)


def test_a_header_that_stands_above_a_shorter_row_is_no_fault() -> None:
    rows = (("#", "Episode"), ("Dato", "Sted", None), ("x", "Før tiltag", "Anmeldt"), ("Dato", "Afdeling"), (1, 2))
    assert read_sheet(sheet(*rows, file="hændelser.xlsx"), CONTEXT).sheets
    headers = sheet((None, "Før tiltag", "Anmeldt"), ("#", "Episode"))
    assert INCIDENT.identify(headers, CONTEXT) is None or read_sheet(headers, CONTEXT).sheets


def test_a_list_with_months_and_a_name_and_a_code_for_the_department_is_read() -> None:
    headers = ("Løbenr.", "Måned", "Afd.kode", "Afd.navn", "Skadetype", "Fravær (dage)", "Beskrivelse")
    rows = [
        (1, "Jan 2026", 4711, "Rengøring", "Fald", 3, "Gled på vådt gulv"),
        (2, "Feb", 4712, "Park", "Snit", 0, "Snit"),
    ]
    reading = read(INCIDENT, ("Arbejdsskader 2026",), headers, *rows)
    assert [(one.department, one.observed_on, one.absence_days) for one in reading.findings] == [
        (("Rengøring",), date(2026, 1, 1), 3),
        (("Park",), date(2026, 2, 1), 0),
    ]


def test_an_incident_with_a_row_for_each_action_happened_once() -> None:
    headers = ("event_date", "event_type", "description", "root_cause", "action_description", "action_status")
    first = (date(2026, 1, 3), "Near miss", "Truck nearly hit pedestrian", "No walkway")
    rows = [
        (*first, "Barriers", "In progress"),
        (*first, "Toolbox talk", "Completed"),
        (date(2026, 1, 9), "Injury", "Hand caught in press", "No guard", "Interlock", "Completed"),
    ]
    reading = read(INCIDENT, headers, *rows)
    assert [(one.text, one.proposal, one.solved) for one in reading.findings] == [
        ("Truck nearly hit pedestrian", "Barriers; Toolbox talk", False),
        ("Hand caught in press", "Interlock", True),
    ]
    assert rows_of(reading) == (2, 1, 0)


def test_the_same_incident_twice_without_other_actions_happened_twice() -> None:
    headers = ("Dato", "Beskrivelse", "Skade")
    rows = [(date(2026, 1, 3), "Borger slog ud efter medarbejder", "Ingen")] * 2
    assert len(read(INCIDENT, headers, *rows).findings) == 2


def test_a_description_of_a_word_is_told_with_what_was_done() -> None:
    headers = ("Dato", "Afsnit", "Hvad stak man sig på", "Situation", "Anmeldt i EASY")
    reading = read(INCIDENT, headers, (date(2026, 3, 3), "M2", "Kanyle", "Recapping efter injektion", "Ja"))
    assert [one.text for one in reading.findings] == ["Kanyle – Recapping efter injektion"]


def test_words_of_lasting_injury_are_the_greatest_severity() -> None:
    headers = ("Date", "Description", "Potential severity", "Injury")
    reading = read(INCIDENT, headers, (date(2026, 3, 3), "Hand caught in press", "Permanent disability", "Cut"))
    assert [(one.severity, one.lasting) for one in reading.findings] == [(4.0, False)]
    assert not codes(reading)


def test_counts_of_each_kind_by_department_are_incidents_of_that_number() -> None:
    headers = ("Afdeling", "Ulykker med fravær", "Ulykker uden fravær", "Heraf fald", "Nærved-hændelser", "Fraværsdage")
    rows = [("Bosted", 2, 5, 1, 1, 30), ("Dagtilbud", 1, 0, 0, 0, 2), ("I alt", 3, 5, 1, 1, 32)]
    reading = read_sheet(sheet(("Hændelser 2025",), headers, *rows), CONTEXT)
    assert [(*one.department, one.text, one.occurrences, one.absence_days) for one in reading.findings] == [
        ("Bosted", "Ulykker med fravær: 2 (2025)", 2, 1.0),
        ("Bosted", "Ulykker uden fravær: 5 (2025)", 5, 0.0),
        ("Bosted", "Nærved-hændelser: 1 (2025)", 1, None),
        ("Dagtilbud", "Ulykker med fravær: 1 (2025)", 1, 1.0),
    ]
    assert rows_of(reading) == (2, 1, 0)
    assert "incidents-counted" in dict(codes(reading))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [
                ("Antal nærved-hændelser 2025",),
                *(("Afdeling", "Jan", "Feb", "Mar", "I alt"), ("Hal 1", 2, 3, 1, 6), ("Hal 2", 0, 1, 0, 1)),
                ("I alt", 2, 4, 1, 7),
            ],
            [(("Hal 1",), "Nærved-hændelser: 6 (2025)"), (("Hal 2",), "Nærved-hændelser: 1 (2025)")],
        ),
        (
            [
                ("Hændelsestype", 2023, 2024),
                ("Ulykker med fravær", 3, 4),
                ("Heraf på lageret", 2, 2),
                ("Nærved", 12, 20),
            ],
            [((), "Ulykker med fravær: 4 (2024)"), ((), "Nærved: 20 (2024)")],
        ),
        (
            [("Måned", "Antal ulykker", "Antal nærved"), ("Januar", 2, 5), ("Februar", 1, 3), ("Marts", 0, 0)],
            [((), "Ulykker: 3"), ((), "Nærved: 8")],
        ),
        (
            [("Ulykker 2026",), (None, "Jan", "Feb"), ("Ulykker", 1, 2), ("Vold og trusler", 0, 0)],
            [((), "Ulykker: 3 (2026)")],
        ),
        (
            [("År", "Arbejdsulykker", "Nærved", "Fraværsdage"), (2024, 6, 2, 12), (2025, 9, 0, 60)],
            [((), "Arbejdsulykker: 9 (2025)")],
        ),
    ],
)
def test_counts_by_time_are_added_up_for_the_last_year(
    rows: list[tuple[Value, ...]], told: list[tuple[DepartmentPath, str]]
) -> None:
    reading = checked(read_sheet(sheet(*rows), CONTEXT))
    assert [(finding.department, finding.text) for finding in reading.findings] == told
    assert "incidents-counted" in [code for code, _cell in codes(reading)]


def test_counts_of_what_a_list_tells_one_by_one_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "ulykker.csv").write_text(
        "Dato;Afdeling;Type;Beskrivelse;Fraværsdage\n3-2-2026;Lager;Ulykke;Gled på rampen;4\n", encoding="utf-8"
    )
    (tmp_path / "statistik.csv").write_text("År;Ulykker;Nærved\n2025;5;9\n2026;4;12\n", encoding="utf-8")
    reading = read_inputs([tmp_path], CONTEXT)
    assert [finding.text for finding in reading.findings] == ["Nærved: 12 (2026)", "Gled på rampen"]
    told = {problem.code: dict(problem.values) for problem in reading.problems}
    assert told["incidents-told"] == {"count": "1", "file": str(tmp_path / "ulykker.csv")}


def test_a_positive_observation_among_incidents_is_no_problem() -> None:
    headers = ("Dato", "Type", "Beskrivelse", "Skade")
    rows = [
        (date(2026, 1, 2), "Positiv", "Alle bruger gangzonen", None),
        (date(2026, 1, 5), "Nærved", "Truck bremsede", None),
    ]
    assert [one.polarity for one in read(INCIDENT, headers, *rows).findings] == [Polarity.POSITIVE, None]


def test_who_was_hurt_is_no_responsible() -> None:
    rows = [("Dato", "Hvem (initialer)", "Hvad skete der", "Skade", "Opfølgning")]
    reading = read(INCIDENT, *rows, (date(2026, 3, 1), "MKL", "Faldt over kabel", "Hånd", "Samtale"))
    assert [one.responsible for one in reading.findings] == [""]
    assert ("personal-columns", "B1") in codes(reading)


def test_who_does_it_stands_behind_what_is_to_be_done() -> None:
    rows = [("Dato", "Hvad skete der", "Skade", "Tiltag", "Hvem", "Hvornår")]
    reading = read(INCIDENT, *rows, (date(2026, 3, 1), "Faldt over kabel", "Hånd", "Kabelbakke", "Pedel", "1/4-2026"))
    assert [one.responsible for one in reading.findings] == ["Pedel"]


def test_what_only_registers_of_violence_call_so_is_told_as_violence() -> None:
    headers = ("Dato", "Type af indgreb", "Kort beskrivelse", "Afdeling")
    rows = [(date(2025, 2, 1), "Fastholdelse", "Ville forlade huset", "Hus A")]
    assert [one.category for one in read(INCIDENT, headers, *rows).findings] == ["Vold eller trusler: Fastholdelse"]


def test_how_bad_it_could_have_been_is_the_severity_of_a_near_miss() -> None:
    headers = ("Hvor skete det?", "Hvad skete der?", "Hvor slemt kunne det være gået?", "Forslag")
    rows = [("Hal 1", "Kæde knækkede på kran", "Livstruende", "Tjek"), ("Hal 2", "Vand på gulv", "Let skade", "Måtte")]
    assert [one.severity for one in read(INCIDENT, ("Nærved",), headers, *rows).findings] == [4.0, 1.0]


def test_what_somebody_saw_is_what_happened() -> None:
    headers = ("Tidsstempel", "Hvilken afdeling?", "Hvad så du?", "Er det udbedret?")
    reading = read_sheet(
        sheet(headers, (date(2026, 3, 1), "Hal 1", "Truck uden lys", "Nej"), file="nærved.csv"), CONTEXT
    )
    assert [(one.text, one.solved) for one in reading.findings] == [("Truck uden lys", False)]


def test_letters_that_the_header_explains_are_read_as_their_words() -> None:
    headers = ("Dato", "Afsnit", "Type (F=fysisk vold, T=trussel)", "Beskrivelse")
    reading = read(INCIDENT, headers, ("03-01-2026", "P4", "F", "Slået i ansigtet"), ("04-01-2026", "P4", "T", "Råbte"))
    assert [finding.category for finding in reading.findings] == ["fysisk vold", "trussel"]


def test_the_workplaces_that_reports_are_of_are_departments() -> None:
    headers = ("Sagsnummer", "Virksomhed", "Skadesdato", "Skadens art", "Hændelsesbeskrivelse", "Forventet fravær")
    rows = [
        ("1", "Plejecenter Engbo", "04-03-2026", "Forstuvning", "Fik hold i ryggen", "4-6 dage"),
        ("2", "Plejecenter Åsen", "14-05-2026", "Snitsår", "Skar sig på en kniv", "1-3 dage"),
    ]
    reading = read(INCIDENT, headers, *rows)
    assert [finding.department for finding in reading.findings] == [("Plejecenter Engbo",), ("Plejecenter Åsen",)]
    (only,) = read(INCIDENT, headers, rows[0]).findings
    assert only.department == ()


def test_what_could_have_happened_tells_how_bad_a_near_miss_was() -> None:
    headers = ("Hvornår?", "Hvor?", "Hvad skete?", "Hvad kunne være sket?", "Hvad gør vi ved det?")
    reading = read(
        INCIDENT,
        headers,
        ("03-04-2026", "Kran", "Sling knækkede ved løft", "Dødsulykke", "Kontrol"),
        ("04-04-2026", "Skurby", "Snublede over ledning", "Brækket arm", "Ledninger op"),
    )
    assert [finding.severity for finding in reading.findings] == [4, None]
    assert reading.problems == ()


def test_the_authoritys_words_for_how_long_an_absence_is_are_days() -> None:
    headers = ("Ulykkesdato", "Afdeling", "Hændelsesforløb", "Forventet uarbejdsdygtighed")
    told = "Mindst 1 måned, men mindre end 3 måneder"
    (finding,) = read(INCIDENT, headers, ("02-01-2026", "Tømrer", "Faldt fra stige ved montering", told)).findings
    assert finding.absence_days == 30


@pytest.mark.parametrize("closed", ["1/5", "10/5", "10.5.", "ja"])
def test_a_day_without_a_year_under_closed_is_closed(closed: str) -> None:
    headers = ("Nr.", "Sted", "Hændelse", "Type", "Aktion", "Lukket")
    (finding,) = read(INCIDENT, headers, (1, "Trappe", "Pære sprunget på trappe", "Nærved", "Ny pære", closed)).findings
    assert finding.solved


def test_counts_of_the_whole_municipality_beside_those_of_departments_do_not_count_again() -> None:
    headers = ("Afdeling", "Antal arbejdsulykker", "Antal nærved")
    parts = (("Skolen", 7, 4), ("Rådhuset", 2, 1), ("Plejen", 3, 4))
    for whole in (("Hele kommunen", 12, 9), ("Birk Kommune", 12, 9)):
        reading = checked(read_sheet(sheet(headers, whole, *parts), CONTEXT))
        assert sum(finding.occurrences for finding in reading.findings) == 21
        assert reading.sheets[0].rows_set_aside == 1
    shared = checked(read_sheet(sheet(headers, ("Fælles", 1, 0), *parts), CONTEXT))
    assert sum(finding.occurrences for finding in shared.findings) == 22


def test_kinds_under_one_another_with_departments_across_are_counts_of_each_department() -> None:
    reading = checked(
        read_sheet(
            sheet(
                ("Hændelsestype", "Hele kommunen", "Plejecenter Øst", "Rådhuset"),
                ("Arbejdsulykker", 9, 7, 2),
                ("Nærved", 5, 4, 1),
            ),
            CONTEXT,
        )
    )
    told = [(finding.department, finding.category, finding.occurrences) for finding in reading.findings]
    assert told == [
        (("Plejecenter Øst",), "Arbejdsulykker", 7),
        (("Rådhuset",), "Arbejdsulykker", 2),
        (("Plejecenter Øst",), "Nærved", 4),
        (("Rådhuset",), "Nærved", 1),
    ]
    assert [problem.code for problem in reading.problems] == ["incidents-counted", "whole-beside-departments"]


def test_near_misses_from_a_form_are_incidents_with_day_department_and_severity() -> None:
    reading = checked(
        read_sheet(
            sheet(
                ("Id", "Fuldførelsestidspunkt", "Hvor arbejder du?", "Hvad skete der?", "Er der handlet på det?"),
                (1, date(2026, 2, 3), "Lager", "Palle skred fra gaffel", "Nej"),
                (2, date(2026, 2, 5), "Lager", "Spand stod i gangen", "Ja"),
            ),
            CONTEXT,
        )
    )
    told = [(finding.department, finding.observed_on, finding.solved) for finding in reading.findings]
    assert told == [(("Lager",), date(2026, 2, 3), False), (("Lager",), date(2026, 2, 5), True)]


def test_a_list_of_tasks_with_title_and_description_is_no_list_of_incidents() -> None:
    headers = ("Titel", "Beskrivelse", "Kategori", "Prioritet", "Status", "Tildelt til", "Forfaldsdato", "Oprettet")
    rows = (
        ("Træk fra port", "Porten står åben hele dagen", "Indeklima", "Høj", "Åben", "LB", "15-12-2026", "01-03-2026"),
        ("Løse fliser", "Ved indgangen", "Ulykker", "Lav", "Løst", "KN", "15-04-2026", "01-03-2026"),
    )
    reading = checked(read_sheet(sheet(headers, *rows), CONTEXT))
    assert [finding.source.value for finding in reading.findings] == ["risk_assessment", "risk_assessment"]
    assert [finding.text for finding in reading.findings] == [
        "Træk fra port – Porten står åben hele dagen",
        "Løse fliser – Ved indgangen",
    ]


def test_counts_of_all_departments_together_are_set_aside_beside_those_of_each() -> None:
    headers = ("Område", "Ulykker med fravær", "Ulykker uden fravær", "Nærved")
    rows = (("Hele kommunen", 12, 30, 44), ("Ældre", 7, 18, 20), ("Skoler", 3, 8, 14), ("Teknik", 2, 4, 10))
    reading = checked(read_sheet(sheet(headers, *rows, name="Arbejdsulykker"), CONTEXT))
    assert {one.department for one in reading.findings} == {("Ældre",), ("Skoler",), ("Teknik",)}
    assert reading.sheets[0].rows_set_aside == 1
    by_year = (("Ulykker pr. år",), ("Afdeling", 2024, 2025), ("Kommunen samlet", 24, 31), ("Plejen", 14, 26))
    reading = checked(read_sheet(sheet(*by_year, ("Køkken", 10, 5)), CONTEXT))
    assert [(one.department, one.occurrences) for one in reading.findings] == [(("Plejen",), 26), (("Køkken",), 5)]


def test_a_large_department_is_not_taken_for_all_of_them_by_chance() -> None:
    rows = (("Lager", 5, 2), ("Produktion", 3, 1), ("Kontor", 2, 1))
    reading = checked(read_sheet(sheet(("Afdeling", "Antal ulykker", "Antal nærved"), *rows), CONTEXT))
    assert {one.department for one in reading.findings} == {("Lager",), ("Produktion",), ("Kontor",)}


def test_a_kind_of_violence_that_is_counted_as_none_did_not_happen() -> None:
    headers = ("Dato", "Afdeling", "Type", "Antal", "Beskrivelse")
    rows = (("1-1-2026", "Bo 1", "Slag", 4, "Slår ved badning"), ("1-1-2026", "Bo 2", "Spyt", 0, None))
    reading = read(INCIDENT, headers, *rows)
    assert [(one.text, one.occurrences) for one in reading.findings] == [("Slår ved badning", 4)]
    assert rows_of(reading) == (1, 1, 0)


def test_a_near_miss_that_could_have_been_serious_is_told_by_yes() -> None:
    headers = ("Dato", "Afdeling", "Beskrivelse af hændelsen", "Kunne det være blevet alvorligt?")
    rows = (
        ("1-4-2026", "Lager", "Palle faldt ned bag trucken", "Ja"),
        ("2-4-2026", "Lager", "Snublede over kabel", "Nej"),
        ("3-4-2026", "Lager", "Spildt olie", None),
    )
    assert [one.severity for one in read(INCIDENT, headers, *rows).findings] == [3.0, None, None]


def test_kinds_by_month_are_counts_though_some_have_names_of_their_own() -> None:
    rows = (("Vold", 2, 1, 3), ("Trusler", 4, 0, 4), ("Faldulykker", 0, 1, 1), ("Stikskader", 1, 0, 1))
    reading = checked(
        read_sheet(sheet(("Registrerede hændelser 2026",), ("Type", "Jan", "Feb", "I alt"), *rows), CONTEXT)
    )
    assert [(one.category, one.occurrences) for one in reading.findings] == [
        ("Vold", 3),
        ("Trusler", 4),
        ("Faldulykker", 1),
        ("Stikskader", 1),
    ]
    by_year = (("Anmeldte arbejdsskader", 2024, 2025), ("Vold", 7, 9), ("Faldulykker", 2, 4), ("Tunge løft", 2, 1))
    reading = checked(read_sheet(sheet(*by_year), CONTEXT))
    assert [(one.category, one.occurrences) for one in reading.findings] == [
        ("Vold", 9),
        ("Faldulykker", 4),
        ("Tunge løft", 1),
    ]


def test_several_kinds_of_each_department_by_month_are_each_counted() -> None:
    reading = checked(
        read_sheet(
            sheet(
                ("Arbejdsulykker og nærved 2026",),
                ("Afdeling", "Slags", "Januar", "Februar"),
                ("Køkken", "Ulykker", 1, 2),
                (None, "Nærved", 2, 1),
                ("Pleje", "Ulykker", 0, 1),
                (None, "Nærved", 5, 5),
                ("I alt", "Ulykker", 1, 3),
                (None, "Nærved", 7, 6),
            ),
            CONTEXT,
        )
    )
    told = [(*one.department, one.category, one.occurrences) for one in reading.findings]
    assert told == [
        ("Køkken", "Ulykker", 3),
        ("Køkken", "Nærved", 3),
        ("Pleje", "Ulykker", 1),
        ("Pleje", "Nærved", 10),
    ]
    assert rows_of(reading) == (4, 2, 0)


def test_kinds_that_only_the_total_tells_are_counted_too() -> None:
    headers = ("Afdeling", "Vold", "Trusler", "Fald", "I alt")
    rows = (("A1", 3, 5, 1, 9), ("A2", 0, 2, 2, 4))
    reading = checked(read_sheet(sheet(("Antal hændelser 2026",), headers, *rows), CONTEXT))
    assert [(one.category, one.occurrences) for one in reading.findings] == [
        ("Vold", 3),
        ("Trusler", 5),
        ("Fald", 1),
        ("Trusler", 2),
        ("Fald", 2),
    ]
    staff = (("Afdeling", "Vold", "Trusler", "Ansatte", "I alt"), ("A1", 3, 5, 40, 8), ("A2", 0, 2, 12, 2))
    reading = checked(read_sheet(sheet(("Antal hændelser 2026",), *staff), CONTEXT))
    assert {one.category for one in reading.findings} == {"Vold", "Trusler"}


def test_one_kind_by_month_is_counted_beside_its_goal() -> None:
    rows = (("Måned", "Nærved", "Mål"), ("Januar", 4, 10), ("Februar", 12, 10))
    reading = checked(read_sheet(sheet(*rows, name="Nærved 2026"), CONTEXT))
    assert [(one.category, one.occurrences) for one in reading.findings] == [("Nærved", 16)]


def test_kinds_before_departments_by_quarter_are_counts_and_no_single_incidents() -> None:
    headers = ("Type", "Afdeling", "Q1", "Q2", "Q3")
    rows = (("Vold", "A", 1, 2, 3), ("Vold", "B", 0, 0, 1), ("Fald", "A", 1, 0, 0))
    reading = checked(read_sheet(sheet(("Hændelser pr. kvartal 2026",), headers, *rows), CONTEXT))
    assert [(*one.department, one.category, one.occurrences) for one in reading.findings] == [
        ("A", "Vold", 6),
        ("B", "Vold", 1),
        ("A", "Fald", 1),
    ]


def test_figures_of_absence_with_a_deviation_are_no_incidents() -> None:
    headers = ("Afdeling", "Fravær 2025 %", "Måltal %", "Afvigelse")
    grid = sheet(headers, ("Køkken", "6,1", "5,0", "1,1"), ("Pleje", "4,2", "5,0", "-0,8"), name="Fravær")
    assert read_sheet(grid, CONTEXT).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        *("Ingen hændelser i perioden", "I uge 9: 0 hændelser", "Ingen ulykker i maj", "Nul ulykker denne måned"),
        *("Ingen nærved-hændelser registreret i 2. kvartal", "Der er ikke sket noget", "Intet at melde"),
        *("Intet at berette", "Der skete heldigvis ikke noget i juni", "Ingenting", "Vi har ikke haft nogen ulykker"),
    ],
)
def test_a_row_that_says_that_nothing_happened_is_no_incident(text: str) -> None:
    reading = read(INCIDENT, HEADERS[:4], ("1-3-2026", "Lager", None, text), ("2-3-2026", "Lager", None, "Faldt ned"))
    assert [finding.text for finding in reading.findings] == ["Faldt ned"]
    assert rows_of(reading) == (1, 1, 0)


@pytest.mark.parametrize(
    "text", ["Ingen skade, men stigen faldt", "0 hændelser, dog én klage", "Ingen ulykker. Truck ramte reol"]
)
def test_what_stands_beside_that_nothing_happened_is_kept(text: str) -> None:
    (finding,) = read(INCIDENT, HEADERS[:4], ("1-3-2026", "Lager", None, text)).findings
    assert finding.text == text
