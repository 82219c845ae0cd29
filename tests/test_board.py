"""Boards: notes in columns, where the column alone tells what a note is."""

from __future__ import annotations

from collections.abc import Sequence

from list_grids import CONTEXT, checked, sheet

from handleplan_batch.model import ImporterName, Polarity, Reading
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers import read_sheet


def read(*rows: Sequence[Value]) -> Reading:
    return checked(read_sheet(sheet(*rows), CONTEXT))


def test_tasks_in_columns_by_how_far_they_are_are_actions_with_that_status() -> None:
    reading = read(
        ("Tavle: Arbejdsmiljø",),
        ("Plan", "I gang", "Færdig"),
        ("Indkøb af borde", "Støjmåling i hallen", "Ny kasse til førstehjælp"),
        ("Kursus i konflikter", None, None),
    )
    assert reading.sheets[0].importer is ImporterName.PLAN
    told = {finding.proposal: (finding.begun, finding.solved) for finding in reading.findings}
    assert told == {
        "Indkøb af borde": (False, False),
        "Støjmåling i hallen": (True, False),
        "Ny kasse til førstehjælp": (False, True),
        "Kursus i konflikter": (False, False),
    }


def test_the_four_fields_of_a_swot_are_points_with_their_tone_also_two_above_two() -> None:
    reading = read(
        ("Styrker", "Svagheder"),
        ("Godt sammenhold", "Støj i rummet"),
        ("Muligheder", "Trusler"),
        ("- Flere hjælpemidler\n- Nyt vagtplansystem", "Mangel på kolleger"),
    )
    assert reading.sheets[0].importer is ImporterName.DISCUSSION
    assert {finding.text: finding.polarity for finding in reading.findings} == {
        "Godt sammenhold": Polarity.POSITIVE,
        "Støj i rummet": Polarity.PROBLEM,
        "Flere hjælpemidler": Polarity.AMBITION,
        "Nyt vagtplansystem": Polarity.AMBITION,
        "Mangel på kolleger": Polarity.PROBLEM,
    }
    assert not any(finding.category for finding in reading.findings)  # "Trusler" is no violence


def test_crosses_under_statuses_and_a_subject_beside_the_notes_are_no_board() -> None:
    crossed = read(("Ikke startet", "I gang", "Færdig"), ("x", None, None), (None, "x", None))
    assert crossed.sheets[0].importer is ImporterName.UNKNOWN
    by_topic = read(("Tema", "Styrker", "Svagheder"), ("Samarbejde", "Vi hjælper hinanden", "For mange møder"))
    assert [(finding.category, finding.polarity) for finding in by_topic.findings] == [
        ("Samarbejde", Polarity.POSITIVE),
        ("Samarbejde", Polarity.PROBLEM),
    ]
