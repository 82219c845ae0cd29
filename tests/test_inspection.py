from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from list_grids import CONTEXT, checked, codes, read, read_sample, rows_of, sheet
from openpyxl import Workbook

from handleplan_batch.language import _
from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import ImporterName, Polarity
from handleplan_batch.reading import read_file
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.discussion import DISCUSSION
from handleplan_batch.reading.importers.incident import INCIDENT
from handleplan_batch.reading.importers.inspection import INSPECTION
from handleplan_batch.reading.importers.lists import ListImporter, Reason
from handleplan_batch.reading.importers.risk_assessment import RISK_LIST

HEADERS = ("Sted", "Punkt", "Vurdering", "Bemærkning")


@pytest.mark.parametrize("verdict", ["OK", "I orden", "Ja", "✓", "god", True])
def test_what_is_in_order_is_set_aside_and_counted(verdict: str | bool) -> None:
    reading = read(INSPECTION, HEADERS, ("Hal", "Døre", "Ikke OK", "Bindes"), ("Hal", "Lys", verdict, "Nyt i maj"))
    assert rows_of(reading) == (1, 1, 0)
    (problem,) = reading.problems
    assert (problem.code, problem.where.a1, problem.values["count"]) == ("row-set-aside", "3", "1")


@pytest.mark.parametrize("verdict", ["Ikke OK", "Ikke i orden", "Nej", "Mangler", "✗", "Rød", False])
def test_what_is_not_in_order_is_a_finding(verdict: str | bool) -> None:
    (finding,) = read(INSPECTION, HEADERS, ("Hal", "Døre", verdict, "Binder")).findings
    assert (finding.text, finding.place, finding.where.a1, finding.solved) == ("Døre – Binder", "Hal", "D2", False)


@pytest.mark.parametrize("verdict", ["Ikke relevant", "N/A", None])
def test_what_was_not_assessed_is_set_aside(verdict: str | None) -> None:
    reading = read(INSPECTION, HEADERS, ("Hal", "Døre", "Ikke OK", "Binder"), ("Hal", "Truck", verdict, None))
    assert rows_of(reading) == (1, 1, 0)


def test_a_remark_without_verdict_is_a_finding() -> None:
    (finding,) = read(INSPECTION, HEADERS, ("Hal", "Døre", None, "Binder"), ("Hal", "Lys", "OK", None)).findings
    assert finding.text == "Døre – Binder"


def test_an_unknown_verdict_is_named_and_its_row_kept() -> None:
    reading = read(INSPECTION, HEADERS, ("Hal", "Døre", "Tja", "Binder"), ("Hal", "Lys", "OK", None))
    assert codes(reading) == [("bad-code", "C2"), ("row-set-aside", "3")]
    assert rows_of(reading) == (1, 1, 0)


def test_what_was_solved_on_the_spot_is_a_solved_finding() -> None:
    headers = (*HEADERS, "Status", "Udført")
    reading = read(
        INSPECTION,
        headers,
        ("Hal", "Døre", "Ikke OK", "Binder", "Løst på stedet", None),
        ("Hal", "Lys", "Løst på stedet", "Pære", None, None),
        ("Hal", "Gulv", "Ikke OK", "Hul", None, date(2026, 3, 1)),
        ("Hal", "Port", "Ikke OK", "Slår", None, "x"),
        ("Hal", "Loft", "Ikke OK", "Drypper", "Ikke udført", "nej"),
    )
    assert [finding.solved for finding in reading.findings] == [True, True, True, True, False]


def test_a_list_of_observations_without_verdict_holds_findings_only() -> None:
    headers = ("Dato", "Afdeling", "Område", "Observation", "Handling", "Ansvarlig", "Frist", "Prioritet")
    reading = read(
        INSPECTION,
        headers,
        (date(2026, 1, 2), "Lager", "Port 2", "Kasser i flugtvej", "Ryd op", "Ann Bo", "snarest", "Akut"),
        (date(2026, 1, 2), "Lager", "Port 1", "Mørkt", "Skift pære", "Ann Bo", "1/5-2026", "Lav"),
    )
    first, second = reading.findings
    assert (first.department, first.place, first.observed_on) == (("Lager",), "Port 2", date(2026, 1, 2))
    assert (first.proposal, first.responsible, first.deadline, first.deadline_text) == (
        *("Ryd op", "Ann Bo", None, "snarest"),
    )
    assert (first.acute, first.severity, second.acute, second.severity) == (True, 3, False, 1)
    assert second.deadline == date(2026, 5, 1)


def test_crosses_in_columns_for_yes_no_and_not_relevant_are_told_apart() -> None:
    reading = read(
        INSPECTION,
        ("Punkt", "Ja", "Nej", "Ikke relevant", "Bemærkning"),
        ("Er flugtveje fri?", "x", None, None, None),
        ("Er slukkere efterset?", None, "x", None, "Mangler i kælder"),
        ("Er trucks synet?", None, None, "x", None),
        file="Rundering.xlsx",
    )
    assert [finding.text for finding in reading.findings] == ["Er slukkere efterset? – Mangler i kælder"]
    assert rows_of(reading) == (1, 2, 0)


def test_a_column_for_faults_may_say_that_there_is_none() -> None:
    headers = ("Sted", "Punkt", "Fejl", "Bemærkning")
    reading = read(INSPECTION, headers, ("Hal", "Døre", "nej", None), ("Hal", "Lys", "Pære sprunget", None))
    assert [(finding.text, finding.where.a1) for finding in reading.findings] == [("Lys – Pære sprunget", "B3")]


def test_a_cross_means_in_order_in_a_column_of_crosses_only() -> None:
    headers = ("Sted", "Punkt", "OK", "Observation")
    reading = read(INSPECTION, headers, ("Hal", "Døre", "x", None), ("Hal", "Lys", None, "Pære sprunget"))
    assert [finding.text for finding in reading.findings] == ["Lys – Pære sprunget"]
    assert rows_of(reading) == (1, 1, 0)


def test_a_cross_beside_ticks_means_not_in_order() -> None:
    headers = ("Sted", "Punkt", "OK", "Observation")
    reading = read(INSPECTION, headers, ("Hal", "Døre", "x", "Binder"), ("Hal", "Lys", "✓", None))
    assert [finding.text for finding in reading.findings] == ["Døre – Binder"]


def test_a_fault_that_says_nothing_of_what_is_rejected() -> None:
    reading = read(INSPECTION, HEADERS, ("Hal", None, "Ikke OK", None), ("Hal", "Lys", "Ikke OK", None))
    assert rows_of(reading) == (1, 0, 1)
    assert codes(reading) == [("row-incomplete", "B2")]


def test_a_cancelled_point_is_set_aside() -> None:
    reading = read(INSPECTION, (*HEADERS, "Status"), ("Hal", "Døre", "Ikke OK", "Binder", "Bortfalder"))
    assert rows_of(reading) == (0, 1, 0)


def test_the_sample_round_is_read_whole() -> None:
    reading = read_sample(INSPECTION, "rundering_2026.xlsx")
    used, aside, rejected = rows_of(reading)
    assert (used + aside, rejected) == (20, 0)
    assert sum(finding.solved for finding in reading.findings) == 3
    assert all(finding.department and finding.place and finding.observed_on for finding in reading.findings)


# --- Yes and no -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("point", "answer", "is_fault"),
    [
        *(("Er gulvet rent?", "Ja", False), ("Er gulvet rent?", "Nej", True), ("Er der snublefare?", "Ja", True)),
        *(("Er der snublefare?", "Nej", False), ("Mangler der skilte?", "J", True), ("Flugtveje", "Ja", False)),
    ],
)
def test_whether_a_yes_is_good_depends_on_the_question(point: str, answer: str, is_fault: bool) -> None:
    headers = ("Sted", "Punkt", "Ja/Nej", "Bemærkning")
    reading = read(INSPECTION, headers, ("Hal", "Er der lys?", "Nej", None), ("Hal", point, answer, None))
    assert len(reading.findings) == 1 + is_fault


@pytest.mark.parametrize(("crosses", "is_fault"), [(("x", None), True), ((None, "x"), False)])
def test_crosses_under_yes_and_no_answer_the_question(crosses: tuple[str | None, str | None], is_fault: bool) -> None:
    reading = read(INSPECTION, ("Punkt", "Ja", "Nej", "Sted"), ("Er der snublefare?", *crosses, "Hal"))
    assert bool(reading.findings) is is_fault


def test_a_bare_yes_to_a_hazard_is_asked_about_and_not_guessed() -> None:
    reading = read(INSPECTION, ("Sted", "Punkt", "Ja/Nej"), ("Hal", "Støj", "Ja"), ("Hal", "Er der lys?", "Nej"))
    assert codes(reading) == [("unclear-verdict", "C2")]
    assert rows_of(reading) == (1, 0, 1)


def test_a_header_that_says_in_order_makes_a_yes_good() -> None:
    reading = read(INSPECTION, ("Sted", "Punkt", "OK ja/nej"), ("Hal", "Støj", "Ja"), ("Hal", "Lys", "Nej"))
    assert [finding.text for finding in reading.findings] == ["Lys"]


def test_where_problems_are_asked_for_a_yes_is_one() -> None:
    headers = ("Er der problemer med", "Ja", "Nej", "Hvis ja, beskriv")
    reading = read(INSPECTION, headers, ("Støj", "x", None, "Maskine 4"), ("Flugtveje", None, "x", None))
    assert [finding.text for finding in reading.findings] == ["Støj – Maskine 4"]


def test_a_verdict_that_is_not_understood_rejects_a_row_without_a_remark() -> None:
    reading = read(INSPECTION, HEADERS, ("Hal", "Døre", "Tja", None), ("Hal", "Lys", "OK", None))
    assert rows_of(reading) == (0, 1, 1)
    assert codes(reading)[0] == ("bad-code", "C2")


@pytest.mark.parametrize("smiley", ["☹", "🙁", "😐", "🔴", "❌", "👎"])
def test_signs_are_verdicts(smiley: str) -> None:
    reading = read(INSPECTION, HEADERS, ("Hal", "Døre", smiley, None), ("Hal", "Lys", "🙂", None))
    assert [finding.text for finding in reading.findings] == ["Døre"]


def test_crosses_under_no_are_no_running_numbers() -> None:
    reading = read(
        INSPECTION, ("Item", "Yes", "No", "Location"), ("Exits", "x", None, "Hall"), ("Lamp", None, "x", "Hall")
    )
    assert [finding.text for finding in reading.findings] == ["Lamp"]


# --- Other layouts ----------------------------------------------------------------------------------------------------


def test_a_column_of_verdicts_per_room_gives_a_finding_for_each_fault() -> None:
    headers = ("Tjekpunkt", "Kontor", "Køkken", "Bemærkning")
    reading = read(
        INSPECTION,
        headers,
        ("Lys", "OK", "Ikke OK", "Blinker"),
        ("Gulv", "Ikke OK", "Ikke OK", None),
        ("Loft", "OK", "IR", None),
    )
    assert [(finding.text, finding.place, finding.where.a1) for finding in reading.findings] == [
        *(("Lys – Blinker", "Køkken", "C2"), ("Gulv", "Kontor", "B3"), ("Gulv", "Køkken", "C3"))
    ]
    assert rows_of(reading) == (2, 1, 0)


def test_a_column_of_verdicts_per_point_gives_the_room_as_place() -> None:
    (finding,) = read(INSPECTION, ("Lokale", "Lys", "Luft"), ("101", "OK", "Ikke OK"), ("102", "OK", "OK")).findings
    assert (finding.text, finding.place) == ("Luft", "101")


def test_answers_of_persons_are_no_verdicts_on_rooms() -> None:
    rows = [("Sted", "Er du glad for dit arbejde?", "Er der støj?"), ("Hal", "Ja", "Nej"), ("Hal", "Nej", "Nej")]
    assert INSPECTION.identify(sheet(*rows), CONTEXT) is None


def test_department_and_date_may_stand_above_the_list() -> None:
    title = ("Dato: 12-03-2026", None, "Afdeling:", "Køkken")
    (finding,) = read(INSPECTION, title, HEADERS, ("Hal", "Døre", "Ikke OK", "Binder")).findings
    assert (finding.department, finding.observed_on) == (("Køkken",), date(2026, 3, 12))
    assert finding.department_where is not None
    assert finding.department_where.a1 == "D1"


@pytest.mark.parametrize("title", ["Sikkerhedsrundering den 12. marts 2026", "Rundering 12-03-2026"])
def test_the_title_of_a_round_may_tell_its_day(title: str) -> None:
    (finding,) = read(INSPECTION, (title,), HEADERS, ("Hal", "Døre", "Ikke OK", "Binder")).findings
    assert finding.observed_on == date(2026, 3, 12)


def test_a_list_of_remarks_is_a_round_when_its_name_says_so() -> None:
    rows = [("Lokale", "Bemærkning"), ("Gang", "Kabel på tværs"), ("Toilet", "Ingen bemærkninger")]
    reading = read(INSPECTION, *rows, file="Rundering forår.xlsx")
    assert rows_of(reading) == (1, 1, 0)
    assert INSPECTION.identify(sheet(*rows), CONTEXT) is None


def test_an_ok_with_a_reservation_is_a_fault() -> None:
    reading = read(INSPECTION, HEADERS, ("Hal", "Døre", "OK, men karmen er løs", None), ("Hal", "Lys", "OK", None))
    assert [finding.text for finding in reading.findings] == ["Døre – OK, men karmen er løs"]


def test_a_checklist_may_have_its_verdicts_under_status() -> None:
    headers = ("Tjekpunkt", "Lokale", "Status")
    rows = [("Dør", "Hal", "OK"), ("Lys", "Hal", "Ikke OK"), ("Port", "Hal", "I gang"), ("Loft", "Hal", "Udført")]
    reading = read(INSPECTION, headers, *rows, ("Gulv", "Hal", "Tja"))
    assert [(finding.text, finding.solved) for finding in reading.findings] == [
        *(("Lys", False), ("Port", False), ("Loft", True))
    ]
    assert rows_of(reading) == (3, 1, 1)


def test_crosses_under_rooms_say_nothing_of_what_is_wrong() -> None:
    rows = (("Rundering", None, None), ("Punkt", "Køkken", "Stue"), ("Lys", "x", None), ("Gulv", None, "x"))
    reading = read_sheet(sheet(*rows, file="Rundering.xlsx"), CONTEXT)
    assert (reading.findings, sum(entry.rows_set_aside for entry in reading.sheets)) == ((), 0)


def test_a_checklist_whose_points_are_called_subjects_tells_them() -> None:
    rows = (("Er gulve skridsikre?", "x", None, None), ("Er knive lagt væk?", None, "x", "Ligger i skuffen"))
    (finding,) = read(INSPECTION, ("Emne", "Ja", "Nej", "Kommentar"), *rows, file="Rundering.xlsx").findings
    assert finding.text == "Er knive lagt væk? – Ligger i skuffen"


def test_ok_at_the_end_of_what_was_seen_says_that_it_is_put_right() -> None:
    headers = ("Sted", "Hvad så vi?", "Hvem retter?", "Senest", "OK")
    rows = (("Gang", "Kabel", "Bo", "20/4-2026", None), ("Hal", "Fedt", "Ib", "16/4-2026", "OK"))
    assert [finding.solved for finding in read(INSPECTION, headers, *rows).findings] == [False, True]


def test_a_header_that_denies_is_not_what_it_denies() -> None:
    rows = (("Støj", "x", None, "Ventilator"), ("Lys", None, "x", None))
    reading = read(INSPECTION, ("Punkt", "Problem", "Ikke problem", "Bemærkning"), *rows)
    assert [finding.text for finding in reading.findings] == ["Støj – Ventilator"]
    assert rows_of(reading) == (1, 1, 0)


# --- Headers that say what shall happen -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        *("Skal være løst", "Skal være løst senest", "Udbedres inden", "Skal være udbedret", "Skal være på plads"),
        *(
            "Afsluttes",
            "Bør være løst",
            "Bør løses",
            "Ønskes løst",
            "Forventes løst",
            "Skulle være løst",
            "Skal udbedres",
        ),
        *("Udbedret senest", "Hvornår er det løst?", "Should be fixed", "Must be done", "Skal lukkes den"),
    ],
)
@pytest.mark.parametrize("day", [date(2026, 11, 1), "1/11-26"])
def test_what_shall_be_done_by_a_day_is_open_and_has_a_deadline(header: str, day: date | str) -> None:
    headers = ("Sted", "Punkt", "I orden?", "Hvad så vi", header)
    rows = (("Gang", "Lys", "Nej", "Pære gået", day), ("Hal", "Dør", "Nej", "Binder", "med det samme"))
    first, second = read(INSPECTION, headers, *rows, ("Hal", "Gulv", "Ja", None, None)).findings
    assert (first.solved, first.deadline) == (False, date(2026, 11, 1))
    assert (second.solved, second.deadline_text) == (False, "med det samme")


@pytest.mark.parametrize(
    ("importer", "headers", "cells"),
    [
        (RISK_LIST, ("Fare", "Sandsynlighed", "Konsekvens"), ("Fald fra stige", 3, 4)),
        (INCIDENT, ("Dato", "Hændelse", "Skade"), (date(2026, 3, 1), "Faldt på gulvet", "Håndled")),
        (DISCUSSION, ("Emne", "Beslutning", "Ansvarlig"), ("Støj", "Skærme sættes op", "Leder")),
    ],
)
@pytest.mark.parametrize("header", ["Skal være løst", "Udbedres inden", "Skal være på plads", "Afsluttes"])
def test_every_list_takes_what_shall_be_done_for_a_deadline(
    importer: ListImporter, headers: tuple[str, ...], cells: tuple[Value, ...], header: str
) -> None:
    (finding,) = read(importer, (*headers, header), (*cells, date(2026, 11, 1))).findings
    assert (finding.solved, finding.deadline) == (False, date(2026, 11, 1))


def test_what_has_been_done_is_still_put_right() -> None:
    headers = (*HEADERS, "Løst den")
    (finding,) = read(INSPECTION, headers, ("Hal", "Døre", "Ikke OK", "Binder", date(2026, 3, 1))).findings
    assert finding.solved


# --- What a yes means, and what takes it back -------------------------------------------------------------------------

ASKED = ("Punkt", "Ja/Nej", "Bemærkning", "Ansvarlig", "Frist")
PLAIN = ("Er der lys?", "Ja", None, None, None)


@pytest.mark.parametrize(
    "point",
    [
        *("Ligger der affald på gulvet?", "Ses der slitage på kabler?", "Er der kabler på tværs af gangen?"),
        *("Er der tegn på skimmel?", "Er der lækager?"),
    ],
)
def test_a_yes_to_whether_there_is_a_fault_is_one(point: str) -> None:
    reading = read(INSPECTION, ASKED, (point, "Ja", None, None, None), (point, "Nej", None, None, None), PLAIN)
    assert [finding.text for finding in reading.findings] == [point]
    assert rows_of(reading) == (1, 2, 0)


def test_a_yes_to_whether_there_is_something_unknown_is_asked_about() -> None:
    reading = read(INSPECTION, ASKED, ("Er der blafferter i hallen?", "Ja", None, None, None), PLAIN)
    assert codes(reading)[0] == ("unclear-verdict", "B2")
    assert rows_of(reading) == (0, 1, 1)


@pytest.mark.parametrize(
    "row",
    [
        ("Er der løse ledninger på gulvet?", "Ja", "Skal udbedres", None, None),
        ("Er der løse ledninger på gulvet?", "Ja", "Ved pakkebord 2", "AMR", None),
        ("Er der løse ledninger på gulvet?", "Ja", "Ved pakkebord 2", None, "1/6-2026"),
        ("Står der paller i flugtvejen?", "Ja", "Ved dør 3", "AMR", "1/6-2026"),
        ("Er stiger i orden?", "Ja", "Stige 4 skal kasseres", None, None),
        ("Er stiger i orden?", "OK", "Stige 4 mangler fødder", None, None),
    ],
)
def test_a_remark_that_demands_something_or_who_does_it_is_not_in_order(row: tuple[Value, ...]) -> None:
    reading = read(INSPECTION, ASKED, row, PLAIN)
    assert [finding.text for finding in reading.findings] == [f"{row[0]} – {row[2]}"]
    assert rows_of(reading) == (1, 1, 0)


def test_who_does_it_by_when_beside_ok_is_asked_about_where_nothing_is_said() -> None:
    reading = read(INSPECTION, ASKED, ("Er stiger i orden?", "OK", None, "AMR", "1/6-2026"), PLAIN)
    assert codes(reading)[0] == ("doubted-order", "B2")


@pytest.mark.parametrize("remark", ["Ingen mangler", "Skal ikke udbedres", "Efterset i maj", "Ingen"])
def test_a_remark_that_demands_nothing_leaves_what_is_in_order(remark: str) -> None:
    reading = read(INSPECTION, ASKED, ("Er stiger i orden?", "Ja", remark, None, None), PLAIN)
    assert rows_of(reading) == (0, 2, 0)


def test_a_responsible_person_on_every_row_says_nothing_of_any() -> None:
    rows = (("Er stiger i orden?", "Ja", None, "AMR", None), ("Er der lys?", "Ja", None, "AMR", None))
    assert rows_of(read(INSPECTION, ASKED, *rows)) == (0, 2, 0)


def test_a_demand_beside_rooms_that_are_all_in_order_is_asked_about() -> None:
    rows = (
        ("Lys", "OK", "Ikke OK", "Blinker"),
        ("Gulv", "OK", "OK", "Skal bones"),
        ("Loft", "OK", "OK", "Malet i maj"),
    )
    reading = read(INSPECTION, ("Tjekpunkt", "Kontor", "Køkken", "Bemærkning"), *rows)
    assert codes(reading)[0] == ("doubted-order", "B3")
    assert rows_of(reading) == (1, 1, 1)


# --- All that was written is told -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "bad", "good"),
    [
        (
            ("Lokale", "Forhold", "Vurdering", "Kommentar"),
            ("Hal", "Ventilation", "Rød", "Larmer"),
            ("Hal", "Lys", "Grøn", None),
        ),
        (
            ("Lokale", "Observation", "OK", "Ikke OK", "Kommentar"),
            *(("Hal", "Ventilation", None, "x", "Larmer"), ("Hal", "Lys", "x", None, None)),
        ),
        (
            ("Lokale", "Hvad kiggede vi på", "I orden?", "Hvad så vi"),
            *(("Hal", "Ventilation", "Nej", "Larmer"), ("Hal", "Lys", "Ja", None)),
        ),
    ],
)
def test_the_remark_is_told_beside_what_was_looked_at(
    headers: tuple[str, ...], bad: tuple[Value, ...], good: tuple[Value, ...]
) -> None:
    reading = read(INSPECTION, headers, bad, good)
    assert [finding.text for finding in reading.findings] == ["Ventilation – Larmer"]
    assert rows_of(reading) == (1, 1, 0)


def test_a_point_its_fault_the_observation_and_the_remark_are_all_told() -> None:
    headers = ("Sted", "Punkt", "Fejl", "Observation", "Bemærkning")
    rows = (
        ("Hal", "Lys", "Pære sprunget", "Mørkt ved port 2", "Elektriker ringet op"),
        ("Hal", "Dør", None, None, None),
    )
    assert [finding.text for finding in read(INSPECTION, headers, *rows).findings] == [
        "Lys – Pære sprunget – Mørkt ved port 2 – Elektriker ringet op"
    ]


# --- Numbers as verdicts ----------------------------------------------------------------------------------------------

RATED = (
    ("Lager", "Flugtvej", 1, "Spærret"),
    ("Lager", "Lys", 5, None),
    ("Hal", "Gulv", 4, None),
    ("Hal", "Luft", 2, None),
)


@pytest.mark.parametrize("thing", ["Forhold", "Kontrolpunkt"])
@pytest.mark.parametrize(
    ("header", "beside"),
    [
        ("Karakter (1 = kritisk, 5 = god)", ()),
        ("Vurdering (1 = dårligst, 5 = bedst)", ()),
        ("Score", (("1 = kritisk, 2 = dårlig, 3 = acceptabel, 4 = god, 5 = meget god",),)),
    ],
)
def test_numbers_mean_what_the_header_or_the_title_says(
    thing: str, header: str, beside: tuple[tuple[str, ...], ...]
) -> None:
    reading = read(INSPECTION, *beside, ("Sted", thing, header, "Bemærkning"), *RATED, file="Rundering.xlsx")
    assert [finding.text for finding in reading.findings] == ["Flugtvej – Spærret", "Luft"]
    assert rows_of(reading) == (2, 2, 0)


def test_numbers_may_be_worse_the_higher_they_are() -> None:
    headers = ("Sted", "Forhold", "Karakter (1 = god, 5 = kritisk)", "Bemærkning")
    reading = read(INSPECTION, headers, *RATED, file="Rundering.xlsx")
    # What is graded as good but said to be blocked is told all the same.
    assert [finding.text for finding in reading.findings] == ["Flugtvej – Spærret", "Lys", "Gulv"]


def test_another_sheet_may_explain_the_numbers(tmp_path: Path) -> None:
    book = Workbook()
    round_, legend = book.create_sheet("Runde"), book.create_sheet("Skala")
    for row in (("Sted", "Forhold", "Vurdering", "Bemærkning"), *RATED):
        round_.append(row)
    for text in ("1 = kritisk", "2 = dårlig", "3 = acceptabel", "4 = god", "5 = meget god"):
        legend.append([text])
    book.save(tmp_path / "Rundering.xlsx")
    reading = read_file(tmp_path / "Rundering.xlsx", "Rundering.xlsx", CONTEXT)
    assert [finding.text for finding in reading.findings] == ["Flugtvej – Spærret", "Luft"]


def test_numbers_that_nothing_explains_are_asked_about_and_remarks_kept() -> None:
    headers = ("Sted", "Forhold", "Vurdering (1-5)", "Bemærkning")
    reading = read(INSPECTION, headers, *RATED, file="Rundering.xlsx")
    assert [finding.text for finding in reading.findings] == ["Flugtvej – Spærret"]
    assert rows_of(reading) == (1, 0, 3)
    assert codes(reading) == [("grade-direction", "C1")]


def test_a_round_by_subject_and_comment_is_no_sheet_of_comments() -> None:
    rows = [
        ("Dato", "Område", "Emne", "Status", "Kommentar"),
        ("05-05-2026", "Lager", "Belysning", "Ikke OK", "To lamper over pakkebord 3 er gået ud"),
        ("05-05-2026", "Køkken", "Gulv", "Ikke OK", "Løs flise ved opvasken, folk falder"),
        ("05-05-2026", "Køkken", "Luft", "OK", None),
    ]
    reading = read_sheet(Grid("Rundering.xlsx", "Ark1", rows), CONTEXT)
    assert [entry.importer for entry in reading.sheets] == [INSPECTION.name]
    assert len(reading.findings) == 2


# --- Questions that a yes may answer either way -----------------------------------------------------------------------

QUESTIONS = ("Nr", "Spørgsmål", "Ja/Nej", "Bemærkning")


def test_a_question_that_cannot_be_judged_is_asked_about_where_others_ask_for_faults() -> None:
    rows = [(1, "Er luften tør?", "Ja", None), (2, "Er temperaturen over 25 grader?", "Ja", None)]
    reading = read(INSPECTION, QUESTIONS, *rows, (3, "Er temperaturen over 25 grader?", "Nej", None))
    assert [finding.text for finding in reading.findings] == ["Er luften tør?"]
    assert codes(reading) == [("unclear-verdict", "C3"), ("unclear-verdict", "C4")]


def test_a_question_that_cannot_be_judged_is_named_where_all_others_ask_for_what_is_good() -> None:
    rows = [(1, "Er gulvet rent?", "Ja", None), (2, "Er støjen under 80 dB?", "Ja", None)]
    reading = read(INSPECTION, QUESTIONS, *rows, (3, "Er nødudgange markeret?", "Nej", None))
    assert [finding.text for finding in reading.findings] == ["Er nødudgange markeret?"]
    assert codes(reading) == [("assumed-order", "C3"), ("row-set-aside", "2")]


@pytest.mark.parametrize(
    ("question", "is_good"),
    [
        *(("Opbevares kemikalier utilgængeligt for børn?", True), ("Er trapper uden løse trin?", True)),
        *(("Er uvedkommendes adgang forhindret?", True), ("Er der frit foran nødudgange?", True)),
        *(("Anvendes kemiske produkter uden brugsanvisning?", False), ("Udsættes medarbejdere for dampe?", False)),
        *(("Er afskærmningen fjernet?", False), ("Er der synlige skader på ledninger?", False)),
        *(("Arbejdes der med strakte arme?", False), ("Er maskiner uden afskærmning?", False)),
    ],
)
def test_denials_and_surroundings_turn_a_question(question: str, is_good: bool) -> None:
    answers = ("Nej", "Ja") if is_good else ("Ja", "Nej")
    reading = read(INSPECTION, QUESTIONS, *((at, question, answer, None) for at, answer in enumerate(answers, 1)))
    assert [finding.where.a1 for finding in reading.findings] == ["B2"]


def test_a_room_may_be_called_like_a_verdict() -> None:
    headers = ("Punkt", "Stue 1", "Stue 2", "Bad", "Køkken")
    rows = [("Gulve", "OK", "Ikke OK", "OK", "OK"), ("Nødkald", "OK", "OK", "-", "Ikke OK")]
    reading = read_sheet(sheet(headers, *rows, file="Runde.xlsx"), CONTEXT)
    assert [(finding.text, finding.place) for finding in reading.findings] == [
        *(("Gulve", "Stue 2"), ("Nødkald", "Køkken"))
    ]


# --- Rounds one after the other, and what was put right since ---------------------------------------------------------


@pytest.mark.parametrize(("header", "said"), [("Udbedret", "Ja"), ("Udbedret", "x"), ("Udbedret dato", "01-11-2026")])
def test_a_fault_that_was_put_right_is_solved(header: str, said: str) -> None:
    headers = ("Kontrolpunkt", "Godkendt", "Ikke godkendt", header)
    reading = read(INSPECTION, headers, ("Nøddusch", None, "x", said), ("Slukker", None, "x", None))
    assert [(finding.solved, finding.observed_on) for finding in reading.findings] == [(True, None), (False, None)]


@pytest.mark.parametrize(
    ("times", "file", "observed_on"),
    [
        (("Jan", "Feb", "Mar"), "Brandrunde.xlsx", None),
        (("Jan", "Feb", "Mar"), "Brandrunde 2026.xlsx", date(2026, 3, 1)),
        (("Q1", "Q2", "Q3"), "Brandrunde 2026.xlsx", date(2026, 7, 1)),
        (("12-01-2026", "12-04-2026", "12-07-2026"), "Brandrunde.xlsx", date(2026, 7, 12)),
        ((date(2026, 1, 12), date(2026, 4, 12), date(2026, 7, 12)), "Brandrunde.xlsx", date(2026, 7, 12)),
    ],
)
def test_of_rounds_across_the_latest_verdict_counts(
    times: tuple[Value, ...], file: str, observed_on: date | None
) -> None:
    rows = [("Slukkere", "Ikke OK", "OK", None), ("Flugtveje", "OK", "OK", "Ikke OK"), ("Dør", "OK", "OK", None)]
    reading = read_sheet(sheet(("Kontrolpunkt", *times), *rows, file=file), CONTEXT)
    (finding,) = reading.findings
    assert (finding.text, finding.where.a1, finding.observed_on) == ("Flugtveje", "D3", observed_on)
    assert codes(reading) == [("latest-round", "D1"), ("row-set-aside", "2")]


@pytest.mark.parametrize(
    "headers",
    [
        ("Punkt", "😀", "😐", "☹️", "Bemærkning"),
        ("Punkt", "Opfyldt", "Delvist opfyldt", "Ikke opfyldt", "Bemærkning"),
        ("Punkt", "Sikker adfærd", "Usikker adfærd", "Mangler", "Bemærkning"),
    ],
)
def test_crosses_under_verdicts_of_several_kinds_are_told_apart(headers: tuple[str, ...]) -> None:
    rows = [("Lys", "x", None, None, None), ("Luft", None, None, "x", "Tungt"), ("Støj", None, "x", None, None)]
    reading = read(INSPECTION, headers, *rows)
    assert [finding.text for finding in reading.findings] == ["Luft – Tungt", "Støj"]
    assert rows_of(reading) == (2, 1, 0)


def test_no_problem_is_in_order() -> None:
    reading = read(INSPECTION, ("Punkt", "Problem?", "Beskrivelse"), ("Støj", "Ja", "Printer"), ("Lys", "Nej", None))
    (problem,) = reading.problems
    assert problem.values["reason"] == "de er kontrolleret og i orden"


def test_equipment_with_its_inspections_is_told_by_its_name() -> None:
    headers = ("Udstyr", "Placering", "Sidste eftersyn", "Næste eftersyn", "Ansvarlig", "Status")
    rows = [
        ("Truck", "Lager", "01-02-2026", "01-02-2027", "Per", "OK"),
        ("Reol", "Lager", None, None, "Per", "Mangler"),
    ]
    reading = read(INSPECTION, headers, *rows, ("Port", "Lager", "01-02-2025", "01-02-2026", "Per", "Overskredet"))
    assert [finding.text for finding in reading.findings] == ["Reol – Mangler", "Port – Overskredet"]
    assert all(finding.deadline is None for finding in reading.findings)


def test_letters_over_crosses_mean_what_a_legend_says() -> None:
    legend = ("A = OK, B = Bør forbedres, C = Skal straks udbedres",)
    rows = [("Orden", "x", None, None, None), ("Lys", None, None, "x", "Defekt"), ("Støj", None, "x", None, None)]
    headers = ("Punkt", "A", "B", "C", "Bemærkning")
    reading = read_sheet(sheet(headers, *rows, legend, file="Runde.xlsx"), CONTEXT)
    assert [(finding.text, finding.place) for finding in reading.findings] == [("Lys – Defekt", ""), ("Støj", "")]
    reading = read_sheet(sheet(headers, *rows, file="Runde.xlsx"), CONTEXT)
    assert [code for code, _cell in codes(reading)] == ["unclear-verdict"] * 3


def test_a_list_of_faults_is_no_table_of_results_though_a_row_of_it_stands_above_a_date() -> None:
    headers = ("Nr.", "Fejl/mangel", "Sted", "Udbedret")
    rows = (("1", "Løs ledning", "Hal 1", "x"), ("2", "Defekt lampe", "Hal 2", None), ("3", "Hul", "Hal 3", "Nej"))
    more = (("4", "Knust rude", "Hal 3", "5/11"), ("5", "Løs flise", "Hal 1", "Nej"))
    reading = read_sheet(sheet(headers, *rows, *more), CONTEXT)
    assert [finding.text for finding in reading.findings] == [row[1] for row in (*rows, *more)]
    assert [finding.solved for finding in reading.findings][:3] == [True, False, False]


def test_observations_by_their_category_are_a_round_and_no_answers_of_persons() -> None:
    headers = ("Observation", "Kategori", "Alvorlighed", "Lukket")
    rows = (
        ("Manglende rækværk", "Fald", "Høj", "Nej"),
        ("Rod", "Orden", "Lav", "Ja"),
        ("Ledning", "El", "Mellem", "Nej"),
    )
    findings = read_sheet(sheet(headers, *rows), CONTEXT).findings
    assert [(one.text, one.severity, one.solved) for one in findings] == [
        *(("Manglende rækværk", 3, False), ("Rod", 1, True), ("Ledning", 2, False)),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        ("Dato", "Reaktion", "Emne", "Krav", "Frist", "Status"),
        ("Dato", "Afgørelse", "Arbejdsmiljøproblem", "Beskrivelse", "Frist for efterkommelse", "Status"),
    ],
)
def test_the_reaction_of_the_authority_is_told_with_what_it_is_about(headers: tuple[str, ...]) -> None:
    reading = read(
        INSPECTION,
        headers,
        ("12-05-2026", "Påbud", "Ergonomi", "Løft af borgere", "01-12-2026", "Ikke efterkommet"),
        ("12-05-2026", "Strakspåbud", "Maskine", "Rundsav uden skærm", "12-05-2026", "Efterkommet"),
        ("12-05-2026", "Vejledning", "Psykisk", "Stor arbejdsmængde", None, None),
    )
    assert [(finding.text, finding.solved) for finding in reading.findings] == [
        ("Løft af borgere – Påbud", False),
        ("Rundsav uden skærm – Strakspåbud", True),
        ("Stor arbejdsmængde – Vejledning", False),
    ]


@pytest.mark.parametrize(("ticked", "not_ticked"), [("☒", "☐"), ("☑", "□"), ("[x]", "[ ]"), (True, False)])
def test_a_point_whose_boxes_are_not_ticked_was_not_assessed(ticked: Value, not_ticked: Value) -> None:
    for headers in (("Punkt", "OK", "Ikke OK", "Bemærkning"), ("Kontrolpunkt", "Ja", "Nej", "Bemærkning")):
        reading = read(
            INSPECTION,
            headers,
            ("Er flugtveje fri?", ticked, not_ticked, None),
            ("Er gulvet ryddeligt?", not_ticked, ticked, "Rod ved port"),
            ("Er førstehjælp på plads?", not_ticked, not_ticked, None),
            ("Er lyset i orden?", not_ticked, not_ticked, None),
        )
        assert [finding.text for finding in reading.findings] == ["Er gulvet ryddeligt? – Rod ved port"]
        aside = {problem.values["reason"]: problem.values["count"] for problem in reading.problems}
        assert aside == {_(Reason.IN_ORDER.value): "1", _(Reason.NOT_ASSESSED.value): "2"}


@pytest.mark.parametrize(
    "signing",
    [
        ("Signatur AMR:", "_______________"),
        (None, "Verneombud:", "_____ _____"),
        ("Signatur leder: ________________",),
        (None, None, None, "Dato:", "................"),
    ],
)
def test_a_line_to_sign_on_is_no_fault(signing: tuple[Value, ...]) -> None:
    headers = ("Tema", "Kontrolpunkt", "OK", "Ikke OK", "Bemærkning")
    reading = read(INSPECTION, headers, ("Orden", "Er gulvet ryddeligt?", None, "x", "Rod"), (), signing)
    assert [finding.text for finding in reading.findings] == ["Er gulvet ryddeligt? – Rod"]
    assert rows_of(reading) == (1, 1, 0)


def test_rounds_side_by_side_are_read_below_their_dates_and_not_below_a_row_of_verdicts() -> None:
    reading = read(
        INSPECTION,
        ("Kontrolpunkt", "12-01-2026", "13-04-2026", "14-09-2026", "Bemærkning"),
        ("Flugtveje fri", "OK", "OK", "OK", None),
        ("Brandslukkere efterset", "OK", "OK", "Ikke OK", "Eftersyn mangler"),
        ("Kanter på trapper", "Ikke OK", "OK", "OK", None),
        ("Nødbelysning", "OK", "Ikke OK", "Ikke OK", "To lamper"),
        file="rundering.xlsx",
    )
    assert [(one.text, one.observed_on) for one in reading.findings] == [
        ("Brandslukkere efterset – Eftersyn mangler", date(2026, 9, 14)),
        ("Nødbelysning – To lamper", date(2026, 9, 14)),
    ]


def test_ok_and_not_ok_are_headers_over_cells_that_say_the_same_again() -> None:
    rows = (("Punkt", "OK", "Ikke OK"), ("Lys", "OK", None), ("Gulv", None, "Ikke OK"), ("Dør", "OK", None))
    assert [one.where.a1 for one in read(INSPECTION, *rows).findings] == ["A3"]


def test_orders_that_are_told_by_their_subject_are_read_with_whether_they_are_complied_with() -> None:
    reading = read_sheet(
        sheet(
            ("Sagsnr", "Besøgsdato", "Reaktion", "Emne", "Frist", "Efterkommet", "Ansvarlig"),
            ("1", "12.02.2026", "Strakspåbud", "Båndsav uden skærm", "straks", "Ja, 13.02.2026", "Værkfører"),
            ("2", "12.02.2026", "Påbud med frist", "Støj over 85 dB", "01.12.2026", "Nej", "Chef"),
            ("3", "12.02.2026", "Vejledning", "Ergonomi ved pakkebord", None, None, None),
        ),
        CONTEXT,
    )
    assert [(one.text, one.solved) for one in reading.findings] == [
        ("Båndsav uden skærm – Strakspåbud", True),
        ("Støj over 85 dB – Påbud med frist", False),
        ("Ergonomi ved pakkebord – Vejledning", False),
    ]
    assert {one.observed_on for one in reading.findings} == {date(2026, 2, 12)}


def test_a_row_that_tells_what_the_colours_mean_is_no_fault() -> None:
    reading = read(
        INSPECTION,
        ("Konstateret", "Tiltag", "Ansvarlig", "Frist"),
        ("Glat gulv ved opvask", "Måtter", "Køkkenleder", "15-12-2026"),
        (),
        ("Rød = straks", "Gul = inden 1 måned", "Grøn = OK"),
        file="rundering.xlsx",
    )
    assert [one.text for one in reading.findings] == ["Glat gulv ved opvask"]
    assert rows_of(reading) == (1, 1, 0)


@pytest.mark.parametrize("day", [date(2026, 3, 12), "12-03-2026"])
def test_a_date_where_the_department_should_stand_is_told_and_names_none(day: Value) -> None:
    headers = ("Afdeling", "Punkt", "Vurdering", "Bemærkning")
    reading = read(INSPECTION, headers, (day, "Lys", "Ikke OK", "Rør ude"), (day, "Gulv", "Ikke OK", "Hul"))
    assert [finding.department for finding in reading.findings] == [(), ()]
    assert codes(reading) == [("date-as-department", "A2")]


def test_what_does_not_occur_is_in_order_whatever_is_said_of_it() -> None:
    reading = read(
        INSPECTION,
        ("Påvirkning", "Forekommer (ja/nej)", "Beskrivelse", "Foranstaltning", "Ansvarlig"),
        ("Tunge løft over 12 kg", "Ja", "Børn løftes på puslebord", "Gravide løfter ikke", "Leder"),
        ("Kemiske stoffer", "Nej", "Kun svanemærkede produkter", None, None),
        ("Natarbejde", "Nej", None, None, None),
    )
    assert [one.text for one in reading.findings] == ["Tunge løft over 12 kg – Børn løftes på puslebord"]
    assert rows_of(reading) == (1, 2, 0)


BLOCKS = (
    ("Køkken",),
    ("Er gulvet ryddeligt?", "x"),
    ("Er udsugningen ren?", None, "x", "Filter sidder løst"),
    ("Kontor",),
    ("Er der fri adgang til flugtveje?", None, "x", "Kasser foran dør"),
)


def test_lone_texts_over_crossed_points_are_headings() -> None:
    reading = read(INSPECTION, ("Punkt", "Ja", "Nej", "Bemærkning"), *BLOCKS)
    assert [finding.titles[0] for finding in reading.findings] == ["Køkken", "Kontor"]


def test_headings_that_name_departments_are_told_from_points_that_were_not_assessed() -> None:
    rows = [*((f"Afdeling: {cells[0]}",) if len(cells) == 1 else cells for cells in BLOCKS), ("Lys",), BLOCKS[2]]
    reading = read(INSPECTION, ("Punkt", "Ja", "Nej", "Bemærkning"), *rows)
    assert [finding.department for finding in reading.findings] == [("Køkken",), ("Kontor",), ("Kontor",)]
    after_gaps = (BLOCKS[0], ("Lys",), *BLOCKS[1:3], (), *BLOCKS[3:], ("Lys",), BLOCKS[2])
    reading = read(INSPECTION, ("Punkt", "Ja", "Nej", "Bemærkning"), *after_gaps)
    assert [finding.titles[0] for finding in reading.findings] == ["Køkken", "Kontor", "Kontor"]


def test_a_point_that_was_not_assessed_is_no_heading() -> None:
    rows = [("Lys",), ("Støj", None, "x"), ("Er der orden?",), ("Stole", None, "x", "Defekt")]
    reading = read(INSPECTION, ("Punkt", "OK", "Ikke OK", "Bemærkning"), *rows)
    assert [finding.titles[0] for finding in reading.findings] == ["", ""]


def test_orders_of_the_authority_under_type_are_read_with_what_they_are_about() -> None:
    headers = ("Journalnr.", "Afgørelsesdato", "Type", "Overtrædelse", "Lokation", "Tilbagemeldingsfrist", "Status")
    rows = [
        ("2026-1", "03-02-2026", "Strakspåbud", "Manglende afskærmning", "Værksted", "03-02-2026", "Efterkommet"),
        ("2026-2", "03-02-2026", "Påbud med frist", "Tidspres", "Kontor", "01-06-2027", None),
        ("2026-3", "03-02-2026", "Vejledning", "Rygestop", "Værksted", None, None),
    ]
    reading = read(INSPECTION, ("Afgørelser fra Arbejdstilsynet",), headers, *rows)
    assert [(one.text, one.deadline, one.solved) for one in reading.findings] == [
        ("Manglende afskærmning – Strakspåbud", date(2026, 2, 3), True),
        ("Tidspres – Påbud med frist", date(2027, 6, 1), False),
        ("Rygestop – Vejledning", None, False),
    ]


def test_what_the_problem_is_stands_with_the_question_that_it_answers() -> None:
    headers = ("Nr.", "Spørgsmål", "Ja", "Nej", "Beskriv problemet", "Løsning")
    rows = [
        (1, "Er der problemer med træk?", "x", None, "Ved hoveddøren", "Luftgardin"),
        (2, "Er der problemer med støj?", None, "x", None, None),
    ]
    reading = read(INSPECTION, headers, *rows)
    assert [one.text for one in reading.findings] == ["Er der problemer med træk? – Ved hoveddøren"]


def test_colours_that_are_crossed_are_the_verdicts() -> None:
    headers = ("Område", "Punkt", "Grøn", "Gul", "Rød", "Bemærkning")
    rows = [
        ("Køkken", "Gulv", "x", None, None, None),
        ("Køkken", "Udsugning", None, "x", None, "Trænger til rens"),
        ("Lager", "Reoler", None, None, "x", "Skæve ben"),
    ]
    reading = read(INSPECTION, headers, *rows)
    assert [(one.department, one.text) for one in reading.findings] == [
        (("Køkken",), "Udsugning – Trænger til rens"),
        (("Lager",), "Reoler – Skæve ben"),
    ]
    assert [use.column for use in reading.sheets[0].uses if use.role == "verdict"] == [3, 4, 5]


def test_praise_on_a_round_is_no_problem() -> None:
    headers = ("Observation", "Sted", "Kategori", "Prioritet")
    rows = [("Rod ved nødudgang", "Hal 2", "Flugtveje", "Høj"), ("God orden", "Hal 3", "Ros", None)]
    reading = read(INSPECTION, headers, *rows)
    assert [one.polarity for one in reading.findings] == [None, Polarity.POSITIVE]


def test_what_stands_under_area_is_the_point_where_each_row_has_its_own() -> None:
    headers = ("Område", "😊", "☹", "Kommentar")
    reading = read(INSPECTION, headers, ("Orden", "x", None, None), ("Brandslukkere", None, "x", "Ikke efterset"))
    assert [(one.text, one.department) for one in reading.findings] == [("Brandslukkere – Ikke efterset", ())]


def test_a_round_with_marks_out_of_five_is_no_survey() -> None:
    rows = [("Sikkerhedsrunde – score 1-5 (5 = bedst)",), ("Emne", "Score", "Bemærkning")]
    rows += [("Flugtveje", 5, None), ("Værnemidler", 2, "Ridsede briller"), ("Kemi", 1, None)]
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert reading.sheets[0].importer is ImporterName.INSPECTION
    assert [one.text for one in reading.findings] == ["Værnemidler – Ridsede briller", "Kemi"]


def test_a_room_of_which_one_thing_is_not_relevant_keeps_its_column() -> None:
    rows = [("Rum", "Lys", "Inventar", "Bemærkning"), ("101", "OK", "Ikke OK", None), ("102", "OK", "Ej rel.", None)]
    reading = read(INSPECTION, *rows)
    assert [one.text for one in reading.findings] == ["Inventar"]


def test_what_needs_something_is_not_in_order_though_it_is_ticked() -> None:
    reading = read(INSPECTION, ("Tjekpunkt", "✓", "✗", "Kommentar"), ("Skilt", "✓", None, "Trænger til maling"))
    assert [one.text for one in reading.findings] == ["Skilt – Trænger til maling"]


def test_rounds_in_two_places_below_each_other_both_count() -> None:
    headers = ("Punkt", "OK", "Fejl", "Bemærkning")
    reading = read_sheet(
        sheet(
            ("Runde i hal 1, 3/2-2026",),
            headers,
            ("Døre", "x", None, None),
            ("Gulv", None, "x", "Olie"),
            (),
            ("Runde i hal 2, 4/2-2026",),
            headers,
            ("Døre", None, "x", "Binder"),
            ("Gulv", "x", None, None),
        ),
        CONTEXT,
    )
    assert [(one.text, one.observed_on) for one in reading.findings] == [
        ("Gulv – Olie", date(2026, 2, 3)),
        ("Døre – Binder", date(2026, 2, 4)),
    ]


def test_the_same_round_twice_below_itself_counts_once() -> None:
    headers = ("Punkt", "OK", "Fejl", "Bemærkning")
    rows = [("Døre", "x", None, None), ("Gulv", None, "x", "Olie"), ("Lys", "x", None, None)]
    reading = read_sheet(sheet(("Runde 1",), headers, *rows, (), ("Runde 2",), headers, *rows), CONTEXT)
    assert len(reading.findings) == 1


def test_a_department_told_at_the_end_of_a_title_is_that_of_the_list() -> None:
    reading = read(
        INSPECTION, ("Skyddsrond 2026-02-02 Avdelning: Verkstad",), ("Punkt", "OK", "Fejl"), ("Golv", None, "x")
    )
    assert [(one.department, one.observed_on) for one in reading.findings] == [(("Verkstad",), date(2026, 2, 2))]


def test_a_name_over_a_column_of_a_round_is_no_place() -> None:
    rows = [("Punkt", "Mette Hansen", "Lars Olsen"), ("Stol", "OK", "Ikke OK"), ("Skærm", "OK", "OK")]
    (finding,) = read(INSPECTION, *rows).findings
    assert "Lars" not in finding.place


def test_areas_down_and_rooms_across_are_points_and_places() -> None:
    rows = [("Sikkerhedsrundering",), ("Område", "Kontor", "Lager"), ("Flugtveje", "OK", "Ikke OK")]
    reading = read(INSPECTION, *rows, ("Belysning", "OK", "OK"))
    assert [(one.text, one.place) for one in reading.findings] == [("Flugtveje", "Lager")]


def test_colours_behind_numbers_tell_what_the_numbers_mean() -> None:
    rows = [("Tjekliste rundering",), ("Emne", "Vurdering (1 grøn, 2 gul, 3 rød)", "Kommentar")]
    rows += [("Gulve", 1, None), ("Reoler", 3, None)]
    assert [one.text for one in read(INSPECTION, *rows).findings] == ["Reoler"]


def test_what_is_to_be_there_is_in_order_when_it_is() -> None:
    rows = [("Kontrolpunkt", "Svar"), ("Er der håndsprit?", "Ja"), ("Er der skarpe kanter?", "Ja")]
    reading = read(INSPECTION, *rows)
    assert [one.text for one in reading.findings] == ["Er der skarpe kanter?"]
    assert rows_of(reading) == (1, 1, 0)


def test_a_subject_that_is_not_in_order_by_its_status_is_a_fault_without_a_remark_too() -> None:
    headers = ("Emne", "Status", "Kommentar", "Ansvarlig")
    rows = [
        ("Flugtveje", "OK", None, None),
        ("Kemi", "Ikke OK", "Umærket dunk", "AMR"),
        ("Støj", "Ikke OK", None, None),
    ]
    reading = read_sheet(sheet(("Sikkerhedsrunde",), headers, *rows), CONTEXT)
    assert [one.text for one in reading.findings] == ["Kemi – Umærket dunk", "Støj"]


def test_a_line_to_write_the_department_on_is_none() -> None:
    rows = [("Sikkerhedsrunde, afdeling: ____________",), ("Punkt", "OK", "Ikke OK"), ("Gulv", None, "x")]
    assert [one.department for one in read(INSPECTION, *rows).findings] == [()]


def test_what_stands_in_words_beside_the_verdicts_of_a_room_is_a_fault() -> None:
    rows = [("Indeklimarunde",), ("Lokale", "Temperatur", "Luft", "Støj", "Bemærkninger")]
    rows += [("Kontor 1", "OK", "Ikke OK", "OK", "Tung luft"), ("Kontor 2", "For varmt", "OK", "OK", None)]
    rows += [("Kantine", "OK", "OK", "Meget larm", None)]
    reading = read(INSPECTION, *rows)
    assert [(one.text, one.place) for one in reading.findings] == [
        ("Luft – Tung luft", "Kontor 1"),
        ("Temperatur – For varmt", "Kontor 2"),
        ("Støj – Meget larm", "Kantine"),
    ]


def test_verdicts_that_are_colours_alone_are_read_and_told() -> None:
    rows: list[tuple[Value, ...]] = [("Punkt", "Vurdering", "Kommentar")]
    rows += [("Gulve", None, None), ("Udsugning", None, "Larmer"), ("Løft", None, None)]
    fills = {(1, 1): "00B050", (2, 1): "FFFF00", (3, 1): "FF0000"}
    reading = read_sheet(Grid("runde.xlsx", "Ark1", rows, fills=lambda: fills), CONTEXT)
    assert [one.text for one in reading.findings] == ["Udsugning – Larmer", "Løft"]
    assert ("colour-rating", "B1") in codes(reading)
    striped = {(row, column): fills[row, 1] for row in (1, 2, 3) for column in range(3)}
    reading = read_sheet(Grid("runde.xlsx", "Ark1", rows, fills=lambda: striped), CONTEXT)
    assert [one.text for one in reading.findings] == ["Udsugning – Larmer"]


def test_an_observation_that_ends_with_ok_is_in_order_and_a_signed_day_tells_that_it_is_put_right() -> None:
    headers = ("Nr.", "Lokation", "Observation", "Entreprenør", "Frist", "Rettet (dato/sign.)")
    rows = [("Sikkerhedsrunde", None, None, None, "Dato:", date(2026, 5, 20))]
    reading = read(
        INSPECTION,
        *rows,
        headers,
        (1, "Etage 3", "Rækværk mangler", "Tømrer", "straks", "20-05 MH"),
        (2, "Etage 1", "Kabler på gulv", "El", date(2026, 5, 21), None),
        (3, "Etage 2", "Stillads med skilt, ok", None, None, None),
        (4, "Etage 2", "Skilt ok, men lys mangler", None, None, None),
    )
    assert [(one.text, one.solved, one.responsible) for one in reading.findings] == [
        ("Rækværk mangler", True, "Tømrer"),
        ("Kabler på gulv", False, "El"),
        ("Skilt ok, men lys mangler", False, ""),
    ]
    assert reading.findings[0].solved_on == date(2026, 5, 20)


def test_results_that_are_reactions_of_the_authority_are_its_orders() -> None:
    headers = ("Besøgsdato", "Enhed", "Resultat", "Problem", "Efterkommelsesfrist")
    rows = [(date(2025, 11, 12), "Nord", "Ingen reaktion", None, None)]
    rows += [(date(2025, 11, 13), "Syd", "Rådgivningspåbud", "Psykisk arbejdsmiljø", date(2026, 6, 1))]
    reading = read(INSPECTION, ("Tilsynsbesøg fra Arbejdstilsynet",), headers, *rows)
    assert [(one.text, one.acute) for one in reading.findings] == [("Psykisk arbejdsmiljø – Rådgivningspåbud", True)]
    assert rows_of(reading) == (1, 1, 0)


def test_a_5s_audit_with_points_and_remarks_is_a_round() -> None:
    rows = [("5S audit",), ("0 = ikke opfyldt, 1 = delvist, 2 = opfyldt",)]
    rows += [
        ("Nr", "Område", "Spørgsmål", "Score", "Kommentar"),
        ("1", "Sortér", "Er gulvet rent?", 0, "Olie ved presse"),
    ]
    reading = read(INSPECTION, *rows, ("2", "Standardisér", "Findes tjekliste?", 2, None), file="5S audit.xlsx")
    assert [(one.text, one.category, one.department) for one in reading.findings] == [
        ("Er gulvet rent? – Olie ved presse", "Sortér", ())
    ]


LINES: list[tuple[Value, ...]] = [
    ("Arbejdsmiljørundering den 14. april 2026",),
    ("Udfyldt af: AMR",),
    (),
    ("Køkken",),
    ("Gulvet er glat ved opvasken",),
    ("Brandslukker tilgængelig – OK",),
    (),
    ("Kontor:",),
    ("- Løse ledninger under skrivebordene",),
    ("God belysning",),
    (),
    ("Deltagere: AMR og leder",),
]


def test_a_round_that_is_lines_below_one_another_is_read_with_its_headings_as_places() -> None:
    reading = read(INSPECTION, *LINES)
    assert [(one.text, one.place, one.where.a1, one.polarity) for one in reading.findings] == [
        ("Gulvet er glat ved opvasken", "Køkken", "A5", None),
        ("Løse ledninger under skrivebordene", "Kontor", "A9", None),
        ("God belysning", "Kontor", "A10", Polarity.POSITIVE),
    ]
    assert {one.observed_on for one in reading.findings} == {date(2026, 4, 14)}
    assert rows_of(reading) == (3, 4, 0)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Vejledning til rundering", ["Gå rundt i alle rum", "Skriv ned, hvad I ser", "Tal om det bagefter"]),
        ("Rundering", ["Køkken", "Lager", "Stort kontor"]),
        ("Rundering", ["Køkken den 3. marts kl. 10", "Lager den 4. april kl. 10", "Kontor den 5. maj kl. 10"]),
        ("Rundering", ["Er flugtvejene fri?", "Er gulvene rene?", "Er der lys nok?"]),
        ("Køkkenet", ["Gulvet er glat", "Lyset er dårligt", "Ventilationen larmer"]),
    ],
)
def test_lines_that_tell_of_no_round_are_none(title: str, lines: list[str]) -> None:
    assert INSPECTION.identify(sheet((title,), (), *((line,) for line in lines)), CONTEXT) is None


def test_lines_of_a_round_may_begin_right_below_its_title() -> None:
    lines = ["- Paller foran eltavle", "- Mangler skilt ved nødbruser", "- Truck lader uden opsyn"]
    reading = read(INSPECTION, ("Sikkerhedsrunde uge 12",), *((line,) for line in lines))
    assert [one.text for one in reading.findings] == [line.removeprefix("- ") for line in lines]


def test_an_observation_that_says_nothing_but_that_it_is_in_order_is() -> None:
    headers = ("Hvor", "Hvad så vi", "Hvad gør vi", "Hvem")
    reading = read(INSPECTION, headers, ("Hal", "Benzin ved fyret", "Flyttes", "Bo"), ("Kontor", "I orden", None, None))
    assert [finding.text for finding in reading.findings] == ["Benzin ved fyret"]
    assert rows_of(reading) == (1, 1, 0)


def test_how_many_were_wrong_is_a_fault_and_none_is_in_order() -> None:
    headers = ("Emne", "Rigtigt", "Forkert", "Bemærkning")
    rows = (headers, ("Rækværk", 12, 3, None), ("El", 6, 1, "Tavle uden låge"), ("Orden", 9, 0, "Fint"))
    reading = read_sheet(sheet(*rows, file="Sikkerhedsrunde uge 41.xlsx"), CONTEXT)
    assert [finding.text for finding in reading.findings] == [
        "Rækværk – Forkert: 3",
        "El – Forkert: 1 – Tavle uden låge",
    ]


def test_a_cross_under_good_is_in_order_and_no_text() -> None:
    headers = ("Afd.", "God", "Skal forbedres", "Kommentar")
    rows = (headers, ("Pakkeri", "x", None, "Rigtig flot ryddet"), ("Lager", None, "x", "Paller i gangvej"))
    reading = read_sheet(sheet(*rows, file="Rundtur.xlsx"), CONTEXT)
    assert [finding.text for finding in reading.findings] == ["Paller i gangvej"]


def test_questions_below_a_blank_header_are_points_and_what_stands_across_are_rooms() -> None:
    rows = (
        (None, "Rum 1", "Rum 2", "Rum 3"),
        ("Er brandslukker synlig?", "Ja", "Ja", "Nej"),
        ("Er flugtveje frie?", "Ja", "Nej", "Ja"),
    )
    reading = read_sheet(sheet(*rows, file="Sikkerhedsrundering.xlsx"), CONTEXT)
    assert [(finding.text, finding.place) for finding in reading.findings] == [
        ("Er brandslukker synlig?", "Rum 3"),
        ("Er flugtveje frie?", "Rum 2"),
    ]


def test_subjects_with_a_cross_under_ok_or_problem_are_a_round_whatever_they_are_called() -> None:
    headers = ("Emne", "OK", "Problem", "Hvad er problemet", "Handling", "Frist")
    reading = read_sheet(
        sheet(
            ("Landbrugets APV",),
            headers,
            ("Gyllegas", None, "x", "Ingen gasmåler", "Køb måler", "20-12-2026"),
            ("Dyr", "x", None, None, None, None),
        ),
        CONTEXT,
    )
    assert [(finding.text, finding.proposal) for finding in reading.findings] == [
        ("Gyllegas – Ingen gasmåler", "Køb måler")
    ]


def test_a_section_of_a_form_is_no_department() -> None:
    headers = ("Spørgsmål", "Ja", "Nej", "Beskriv problemet")
    rows = (("Er der træk?", "x", None, "Ved vinduerne"), ("Afsnit: Støj",), ("Er der støj?", "x", None, "Gangen"))
    reading = read_sheet(sheet(("Afsnit: Indeklima",), headers, *rows, file="APV-skema.xlsx"), CONTEXT)
    assert {finding.department for finding in reading.findings} == {()}
    ward = read_sheet(sheet(("Afsnit: P4",), headers, rows[0], rows[2], file="APV-skema.xlsx"), CONTEXT)
    assert {finding.department for finding in ward.findings} == {("P4",)}


def test_the_authoritys_reactions_make_a_list_with_actions_a_visit_and_no_plan() -> None:
    headers = ("Emne", "Reaktion", "Frist", "Hvad gør vi", "Status")
    reading = read(
        INSPECTION,
        headers,
        ("Ventilation i laboratorium", "Strakspåbud", "10-03-2026", "Reparation", "I gang"),
        ("Vold og trusler", "Vejledning", None, "Retningslinje", None),
    )
    assert [finding.acute for finding in reading.findings] == [True, False]


def test_what_is_ok_in_a_list_of_observations_where_others_are_not_is_in_order() -> None:
    headers = ("Nr.", "Område", "Observation", "Status", "Ansvarlig", "Frist")
    reading = read(
        INSPECTION,
        headers,
        (1, "Hal 1", "Defekt rullestol i gang", "Ikke OK", "Drift", "01-12-2026"),
        (2, "Hal 1", "Flugtvejsskilt lyser", "OK", None, None),
    )
    assert [finding.text for finding in reading.findings] == ["Defekt rullestol i gang"]
    assert rows_of(reading) == (1, 1, 0)


def test_each_item_of_a_list_in_a_cell_is_a_finding() -> None:
    seen = "1. Paller i gang\n2. Truck uden lys\n3. God orden i reoler"
    reading = read(INSPECTION, ("Afdeling", "Hvad så vi"), ("Lager", seen), ("Kontor", "Kabler under\nborde"))
    assert [(finding.text, finding.polarity) for finding in reading.findings] == [
        ("Paller i gang", None),
        ("Truck uden lys", None),
        ("God orden i reoler", Polarity.POSITIVE),
        ("Kabler under\nborde", None),
    ]


MACHINES = (
    ("Maskine", "Serienr.", "Brugsanvisning", "Nødstop OK", "Bemærkning"),
    ("Båndsav", "123", "Ja", "Nej", "Knap knækket"),
    ("Drejebænk", "88", "Nej", "Ja", None),
)


def test_machines_with_yes_and_no_are_a_round_and_no_persons() -> None:
    reading = read_sheet(sheet(*MACHINES), CONTEXT)
    assert reading.surveys == ()
    assert [(finding.place, finding.text) for finding in reading.findings] == [
        ("Båndsav", "Nødstop OK – Knap knækket"),
        ("Drejebænk", "Brugsanvisning"),
    ]


def test_products_with_yes_and_no_are_no_persons() -> None:
    headers = ("Produktnavn", "Sikkerhedsdatablad", "Risikovurderet", "Opbevaring")
    rows = (("Grundrens", "Ja", "Nej", "Rum 1"), ("Opvask", "Nej", "Nej", "Køkken"), ("Sprit", "Ja", "Ja", "Skab"))
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert reading.surveys == ()


def test_complaints_with_what_was_done_are_a_round() -> None:
    headers = ("Nr", "Lokale", "Klage", "Handling", "Afsluttet")
    rows = ((1, "2.14", "For koldt om morgenen", "Ny termostat", "Ja"), (2, "3.02", "Lugt af kloak", "Tilkaldt", "Nej"))
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert [(finding.text, finding.solved) for finding in reading.findings] == [
        ("For koldt om morgenen", True),
        ("Lugt af kloak", False),
    ]


def test_the_day_of_the_next_round_in_the_title_is_not_that_of_this_one() -> None:
    title = ("Rundering 12/3 2026 – næste rundering 12/9 2026",)
    reading = read(INSPECTION, title, ("Punkt", "OK", "Ikke OK"), ("Lys", None, "x"), ("Luft", "x", None))
    assert [finding.observed_on for finding in reading.findings] == [date(2026, 3, 12)]


def test_numbered_ladders_answer_no_survey() -> None:
    rows = ((1, "Lager", "Ja", "Nej"), (2, "Butik", "Nej", "Ja"), (3, "Lager", "Ja", "Ja"))
    reading = read_sheet(sheet(("Stige nr.", "Placering", "Trin OK", "Fødder OK"), *rows), CONTEXT)
    assert not reading.surveys


def test_a_yes_to_what_somebody_may_be_exposed_to_is_a_fault() -> None:
    rows = (("Tunge løft", "Ja", None), ("Kemi", "Nej", None), ("Vold", "Ja", "Borgere"))
    reading = read(INSPECTION, ("Påvirkning", "Ja/Nej", "Bemærkning"), *rows)
    assert [finding.text for finding in reading.findings] == ["Tunge løft", "Vold – Borgere"]


def test_what_a_consultant_recommends_is_proposed() -> None:
    headers = ("Område", "Observation", "Anbefaling", "Ansvarlig", "Udført dato")
    reading = read(INSPECTION, headers, ("Lager", "Reoler uden værn", "Montér værn", "Leder", None))
    assert [finding.proposal for finding in reading.findings] == ["Montér værn"]


def test_yes_and_no_under_status_answer_the_question_as_they_do_under_a_verdict() -> None:
    headers = ("Lokation", "Kontrolpunkt", "Status", "Kommentar")
    rows = (("Kælder", "Flugtvej spærret?", "Nej", None), ("Kælder", "Branddør defekt?", "Ja", "Lukker ikke"))
    reading = read(INSPECTION, headers, *rows)
    assert [finding.text for finding in reading.findings] == ["Branddør defekt? – Lukker ikke"]


def test_nothing_to_remark_with_something_behind_it_is_something() -> None:
    headers = ("Lokale", "Observation", "Ansvarlig")
    rows = (
        ("Lager", "Ingen bemærkninger – dog mangler skiltet", "Kim"),
        ("Kontor", "Ingen, men døren binder", "Kim"),
        ("Kantine", "Ingen bemærkninger", None),
        ("Gang", "Alt OK", None),
    )
    reading = read(INSPECTION, headers, *rows)
    assert [finding.place for finding in reading.findings] == ["Lager", "Kontor"]


def test_a_weekday_over_verdicts_and_a_bent_neck_are_no_persons() -> None:
    reading = read(INSPECTION, ("Punkt", "Man", "Tor"), ("Gulv rent", "OK", "Ikke OK"), ("Nødbruser", "OK", "OK"))
    assert [finding.place for finding in reading.findings] == ["Tor"]
    reading = read(INSPECTION, ("Observation", "Lokale", "Handling"), ("Bent nakke ved skærmen", "Kontor", "Løft den"))
    assert [finding.text for finding in reading.findings] == ["Bent nakke ved skærmen"]


def test_grades_of_each_point_in_columns_of_their_own_are_named_as_not_read() -> None:
    headers = ("Område", "Orden", "Flugtveje", "Bemærkninger")
    rows = (("Lager", 2, 1, "Støj fra kompressor"), ("Kontor", 4, 4, None), ("Værksted", 3, 1, "Kasser foran dør"))
    reading = read_sheet(sheet(headers, *rows, file="Runde.xlsx"), CONTEXT)
    (problem,) = (problem for problem in reading.problems if problem.code == "grades-unread")
    assert problem.values == {"columns": "«Orden», «Flugtveje»"}


def test_a_row_with_a_day_below_its_headers_is_no_header_though_it_holds_words_of_headers() -> None:
    headers = ("Dato", "Reaktion", "Emne", "P-enhed", "Frist", "Efterkommet")
    order = ("05-01-2026", "Påbud", "Manglende afskærmning på rundsav", "Værksted", "01-03-2026", "Nej")
    other = ("05-01-2026", "Strakspåbud", "Åben skakt på lageret", "Lager", "05-01-2026", "Ja")
    reading = checked(read_sheet(sheet(headers, order, other), CONTEXT))
    assert [(one.department, one.acute, one.solved) for one in reading.findings] == [
        (("Værksted",), True, False),
        (("Lager",), True, True),
    ]


def test_all_checks_of_a_machine_count_where_only_one_header_is_known() -> None:
    headers = ("Maskine", "CE-mærket", "Afskærmning i orden", "Nødstop virker", "Bemærkninger")
    rows = (("Boremaskine", "Ja", "Ja", "Nej", None), ("Rundsav", "Ja", "Nej", "Ja", "Spaltekniv mangler"))
    reading = checked(read_sheet(sheet(headers, *rows), CONTEXT))
    assert [(one.text, one.place) for one in reading.findings] == [
        ("Nødstop virker", "Boremaskine"),
        ("Afskærmning i orden – Spaltekniv mangler", "Rundsav"),
    ]


def test_a_divided_line_for_minus_says_that_something_is_wrong() -> None:
    rows = (("Sted", "Flugtveje frie", "Branddøre lukkede"), ("Stuen", "√", "√"), ("1. sal", "÷", "√"))
    reading = checked(read_sheet(sheet(*rows, name="Brandrunde"), CONTEXT))
    assert [(one.text, one.place) for one in reading.findings] == [("Flugtveje frie", "1. sal")]


def test_tasks_with_red_yellow_and_green_and_rooms_with_grades_are_rounds_and_no_respondents() -> None:
    tasks = (
        ("Ergonomi – rød/gul/grøn",),
        ("Arbejdsopgave", "Løft", "Vrid", "Gentagelse"),
        ("Pakning", "Rød", "Grøn", "Gul"),
        ("Kontrol", "Grøn", "Grøn", "Gul"),
    )
    reading = checked(read_sheet(sheet(*tasks), CONTEXT))
    assert [(one.place, one.text) for one in reading.findings] == [
        ("Pakning", "Løft – Rød"),
        ("Pakning", "Gentagelse – Gul"),
        ("Kontrol", "Gentagelse – Gul"),
    ]
    rooms = (("Lokale", "Støj", "Lys", "Luft"), ("Møderum", 2, 4, 1), ("Kantine", 5, 4, 5), ("Storrum", 4, 5, 2))
    reading = checked(read_sheet(sheet(("Rundering: karakter 1-5 (5 = bedst)",), *rooms), CONTEXT))
    assert [(one.place, one.text) for one in reading.findings] == [
        ("Møderum", "Støj – 2"),
        ("Møderum", "Luft – 1"),
        ("Storrum", "Luft – 2"),
    ]
    reading = checked(read_sheet(sheet(("Rundering",), *rooms), CONTEXT))
    assert (reading.findings, codes(reading)) == ((), [("grade-direction", "B2")])
    assert rows_of(reading) == (0, 0, 3)


def test_rooms_across_with_ok_or_what_is_wrong_in_words_are_a_round() -> None:
    rows = (("Emne", "Stue 1", "Køkken"), ("Støj", "Højt ved spisning", "ok"), ("Lys", "ok", "Pæren er sprunget"))
    reading = checked(read_sheet(sheet(*rows, name="Rundering"), CONTEXT))
    assert [(one.place, one.text) for one in reading.findings] == [
        ("Stue 1", "Støj – Højt ved spisning"),
        ("Køkken", "Lys – Pæren er sprunget"),
    ]


def test_the_task_beside_a_strain_is_told_as_its_place() -> None:
    headers = ("Opgave", "Belastning", "Farve", "Tiltag")
    reading = checked(read_sheet(sheet(headers, ("Skærmarbejde", "Statisk", "Gul", "Nyt bord")), CONTEXT))
    assert [(one.place, one.text) for one in reading.findings] == [("Skærmarbejde", "Statisk")]


def test_inspections_of_several_years_are_rounds_and_the_fault_beside_them_is_told() -> None:
    headers = ("Stige nr.", "Placering", "Eftersyn 2025", "Eftersyn 2026", "Fejl")
    rows = (("S1", "Lager", "OK", "OK", None), ("S2", "Kontor", "OK", "Ikke OK", "Knækket trin"))
    reading = checked(read_sheet(sheet(("Stigeregister",), headers, *rows), CONTEXT))
    assert [(one.place, one.text) for one in reading.findings] == [("Kontor", "S2 – Knækket trin")]
    assert "latest-round" in dict(codes(reading))


@pytest.mark.parametrize("legend", ["10 = top", "10 = højest", "0 = lavest"])
def test_how_much_a_grade_is_does_not_tell_whether_it_is_good(legend: str) -> None:
    rows = (("Lokale", "Orden", "Flugtveje", "Kommentar"), ("Lager", 4, 10, "Paller"), ("Kontor", 9, 10, None))
    reading = checked(read_sheet(sheet((f"Rundering – point 0-10 ({legend})",), *rows), CONTEXT))
    assert [one.text for one in reading.findings] == ["Paller"]
    assert "grades-unread" in dict(codes(reading))
    headers = ("Punkt", f"Score 0-10 ({legend})", "Bemærkning")
    reading = checked(read_sheet(sheet(("Rundering",), headers, ("Orden", 2, None), ("Lys", 9, None)), CONTEXT))
    assert "grade-direction" in dict(codes(reading))


def test_what_the_problem_is_stands_beside_the_cross() -> None:
    headers = ("Arbejdsmiljøforhold", "Problem? (sæt kryds)", "Problemets art", "Løsning")
    reading = checked(
        read_sheet(sheet(headers, ("Støj", "x", "Ekko i salen", "Plader"), ("Lys", None, None, None)), CONTEXT)
    )
    assert [one.text for one in reading.findings] == ["Støj – Ekko i salen"]


def test_a_task_right_of_the_verdict_is_to_be_done() -> None:
    headers = ("Punkt", "Vurdering", "Opgave", "Ansvarlig")
    reading = checked(
        read_sheet(sheet(headers, ("Gulv", "Ikke OK", "Køb måtte", "BK"), ("Lys", "OK", None, None)), CONTEXT)
    )
    assert [(one.text, one.place, one.proposal) for one in reading.findings] == [("Gulv", "", "Køb måtte")]


def test_painted_cells_under_strains_are_told_by_their_colour() -> None:
    rows = (("Ergonomivurdering",), ("Arbejdsopgave", "Løft", "Vrid"), ("Pakning", None, None), ("Kontrol", None, None))
    fills = {(2, 1): "FF0000", (2, 2): "FFC000", (3, 1): "00B050", (3, 2): "FFFF00"}
    grid = Grid("a.xlsx", "Ark1", rows, fills=lambda: fills)
    reading = checked(read_sheet(grid, CONTEXT))
    assert [(one.place, one.text) for one in reading.findings] == [
        ("Pakning", "Løft – Rød"),
        ("Pakning", "Vrid – Orange"),
        ("Kontrol", "Vrid – Gul"),
    ]


def test_an_entry_of_a_mapping_that_says_nothing_decides_nothing() -> None:
    rows = (("Opgave", "Hårdt", "Tidspres"), ("Løft", "I høj grad", "Delvist"), ("Skærm", "Slet ikke", "I høj grad"))
    grid = sheet(*rows)
    blank = SheetDecision(grid.file, grid.sheet)
    assert read_sheet(grid, replace(CONTEXT, decisions=(blank,))) == read_sheet(grid, CONTEXT)


@pytest.mark.parametrize(("header", "urgent"), [("Prioritet (1 høj - 3 lav)", 1), ("Prioritet (1 = lav, 3 = høj)", 3)])
def test_the_header_tells_which_number_of_a_priority_is_urgent(header: str, urgent: int) -> None:
    rows = (("Løst rækværk", urgent, "BK"), ("Slidt maling", 4 - urgent, "BK"))
    reading = checked(read_sheet(sheet(("Observation", header, "Ansvarlig"), *rows, name="Rundering"), CONTEXT))
    assert [one.severity for one in reading.findings] == [3.0, 1.0]


def test_the_header_tells_what_the_numbers_of_a_status_mean() -> None:
    headers = ("Punkt", "Status (1 = rød, 2 = gul, 3 = grøn)")
    reading = checked(read_sheet(sheet(headers, ("Gulv", 1), ("Lys", 3), name="Rundering"), CONTEXT))
    assert ([one.text for one in reading.findings], rows_of(reading)) == (["Gulv"], (1, 1, 0))


@pytest.mark.parametrize("status", ["Status", "Vurdering", "Rød/gul/grøn", "Farve"])
def test_subjects_with_a_colour_each_are_a_round(status: str) -> None:
    lit = [
        ("Støj", "Rød", "Larm fra udsuget"),
        ("Lys", "Grøn", "Fint"),
        ("Luft", "Gul", "Tung"),
        ("Stole", "Grøn", None),
    ]
    reading = read_sheet(Grid("svar.xlsx", "Ark1", [("Emne", status, "Kommentar"), *lit]), CONTEXT)
    assert [finding.text for finding in reading.findings] == ["Støj – Larm fra udsuget", "Luft – Tung"]


def test_a_plan_with_a_colour_as_its_status_is_a_plan() -> None:
    rows = [("Støj", "Køb skærme", "Lise", "1.2.2027", "Rød"), ("Lys", "Skift rør", "Bo", "1.3.2027", "Grøn")] * 2
    reading = read_sheet(Grid("p.xlsx", "Ark1", [("Emne", "Handling", "Ansvarlig", "Frist", "Status"), *rows]), CONTEXT)
    assert [entry.importer for entry in reading.sheets] == [ImporterName.PLAN]


def test_a_remark_that_a_thing_is_fine_is_no_fault() -> None:
    things = [("Hal", "Kaffemaskine", "Fin"), ("Hal", "Sæbe", "OK"), ("Gang", "Lys", "Ingen anmærkninger")]
    reading = read(
        INSPECTION, ("Lokale", "Hvad så vi", "Bemærkninger"), *things, ("Hal", "Stige", "Et trin er knækket")
    )
    assert [finding.text for finding in reading.findings] == ["Stige – Et trin er knækket"]
    assert rows_of(reading) == (1, 3, 0)


def test_what_was_seen_is_kept_where_remarks_say_only_what_became_of_it() -> None:
    seen = [
        ("Hal", "Der mangler et gitter for remmen på boremaskinen", "OK"),
        ("Hal", "Ledningen er flosset", "Skiftes"),
    ]
    reading = read(INSPECTION, ("Lokale", "Hvad så vi", "Bemærkninger"), *seen)
    assert len(reading.findings) == 2


def test_points_with_remarks_are_a_round_where_the_file_is_called_one() -> None:
    rows = [("Køkken", "Emhætte", "Larmer meget", "Teknik"), ("Gang", "Lys", "Tre rør er gået", "Pedel")]
    grid = Grid("Rundering oktober.xlsx", "Ark1", [("Lokale", "Punkt", "Bemærkning", "Ansvarlig"), *rows])
    reading = read_sheet(grid, CONTEXT)
    assert [finding.text for finding in reading.findings] == ["Emhætte – Larmer meget", "Lys – Tre rør er gået"]
