"""Reports of incidents that are filled in as forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from list_grids import CONTEXT, checked, sheet

from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import ImporterName, Reading
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers import read_sheet

DAY = date(2026, 2, 3)


def read(*rows: Sequence[Value], name: str = "Skema") -> Reading:
    return checked(read_sheet(sheet(*rows, name=name), CONTEXT))


def test_a_report_with_labels_beside_the_texts_is_an_incident_in_its_own_cells() -> None:
    reading = read(
        ("Ulykkesrapport",),
        (),
        ("Skadelidte:", "Mona Lund"),
        ("Dato:", DAY),
        ("Afdeling:", "Lager"),
        ("Hændelsesforløb:", "Gled på en våd rampe"),
        ("Årsag:", "Vand fra utæt tag"),
        ("Fravær (dage):", 5),
        ("Tiltag:", "Taget repareres"),
        ("Vejret:", "Regn"),
    )
    (finding,) = reading.findings
    assert (finding.text, finding.where.a1) == ("Gled på en våd rampe", "B6")
    assert (finding.department, finding.observed_on, finding.absence_days) == (("Lager",), DAY, 5)
    assert (finding.cause, finding.proposal) == ("Vand fra utæt tag", "Taget repareres")
    assert finding.department_where is not None
    assert finding.department_where.a1 == "B5"
    assert "Mona" not in repr(reading)
    told = {problem.code: (problem.where.a1, problem.values) for problem in reading.problems}
    assert told["unread-labels"] == ("A10", {"labels": "«Vejret»"})
    assert told["personal-columns"][0] == "A3"


def test_the_title_of_a_report_tells_the_kind() -> None:
    reading = read(
        ("NÆRVED-HÆNDELSE",),
        ("Hvad skete der?", "En palle faldt ned"),
        ("Hvor skete det?", "Gang 3"),
        ("Hvornår?", DAY),
        ("Hvad kan vi gøre for at undgå det?", "Pallestop"),
    )
    (finding,) = reading.findings
    assert (finding.category, finding.place, finding.proposal) == ("NÆRVED-HÆNDELSE", "Gang 3", "Pallestop")


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("Registrering af arbejdsulykke",),
            ("Dato:", "Sted:"),
            (DAY, "Lager"),
            ("Beskrivelse af ulykken",),
            ("Faldt ned fra stigen",),
            ("Årsag",),
            ("Slidt trin",),
        ),
        (
            ("Dato: 3. februar 2026",),
            ("Sted: Lager",),
            ("Hændelse: Faldt ned fra stigen",),
            ("Årsag: Slidt trin",),
        ),
        (
            ("1. Hvad skete der?",),
            ("Faldt ned fra stigen",),
            ("2. Hvornår skete det?",),
            (DAY,),
            ("3. Hvor skete det?",),
            ("Lager",),
            ("4. Hvorfor skete det?",),
            ("Slidt trin",),
        ),
        (
            ("Dato:", DAY, "Sted:", "Lager"),
            ("Beskrivelse:", "Faldt ned fra stigen"),
            ("Årsag:", "Slidt trin"),
        ),
    ],
)
def test_texts_may_stand_below_their_labels_in_the_same_cell_or_in_two_columns(rows: Sequence[Sequence[Value]]) -> None:
    reading = read(*rows, name="Ulykke")
    (finding,) = reading.findings
    assert (finding.text, finding.cause, finding.place) == ("Faldt ned fra stigen", "Slidt trin", "Lager")
    assert finding.observed_on == DAY


def test_several_reports_stand_below_one_another_or_side_by_side() -> None:
    labels = ("Dato:", "Afdeling:", "Hændelse:", "Årsag:")
    reports = [(DAY, "Lager", "Gled på isen", "Ingen salt"), (DAY, "Køkken", "Brændte hånden", "Travlt")]
    below = [row for report in reports for row in (*zip(labels, report, strict=True), ())]
    beside = list(zip(labels, *reports, strict=True))
    empty = [*below, *((label,) for label in labels)]
    for rows in (below, beside, empty):
        reading = read(*rows, name="Ulykker")
        assert [(one.text, one.department) for one in reading.findings] == [
            *(("Gled på isen", ("Lager",)), ("Brændte hånden", ("Køkken",)))
        ]


def test_an_empty_form_holds_no_incident() -> None:
    reading = read(("Ulykkesrapport",), ("Dato:",), ("Afdeling:",), ("Beskrivelse af ulykken:",), ("Årsag:",))
    assert reading.sheets[0].importer is ImporterName.INCIDENT
    assert not reading.findings


def test_a_form_of_a_plan_is_no_report() -> None:
    reading = read(
        ("Problem:", "Støj"),
        ("Årsag:", "Ventilation"),
        ("Løsning:", "Dæmpning"),
        ("Ansvarlig:", "Leder"),
        ("Frist:", DAY),
    )
    assert reading.sheets[0].importer is ImporterName.PLAN


def test_several_labels_may_tell_of_the_cause() -> None:
    reading = read(
        ("Hændelse:", "Finger klemt i presse"),
        ("Dato:", DAY),
        ("Hvorfor 1:", "Skærmen var åben"),
        ("Hvorfor 2:", "Sensoren var slået fra"),
        ("Tiltag:", "Ny sensor"),
    )
    assert [finding.cause for finding in reading.findings] == ["Skærmen var åben\nSensoren var slået fra"]


def test_a_mapping_that_says_where_the_labels_begin_leaves_a_report_one_incident() -> None:
    grid = sheet(
        ("Ulykkesanalyse",),
        ("Hvad skete der?", "Gled på olie"),
        ("Hvornår?", "3. marts 2026"),
        ("Hvor?", "Værksted"),
        ("Hvorfor 1", "Olie på gulv"),
        ("Forebyggelse", "Udskift slanger"),
    )
    told = SheetDecision(grid.file, grid.sheet, ImporterName.INCIDENT, header_row=2)
    (finding,) = checked(read_sheet(grid, replace(CONTEXT, decisions=(told,)))).findings
    assert (finding.text, finding.place, finding.proposal) == ("Gled på olie", "Værksted", "Udskift slanger")
