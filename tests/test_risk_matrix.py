from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts.books import xlsx
from list_grids import CONTEXT, checked, codes, rows_of, sheet

from handleplan_batch.model import ImporterName, Reading, RiskMethod
from handleplan_batch.reading import read_file, read_inputs
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.risk_matrix import RiskMatrixImporter

MATRIX = RiskMatrixImporter()


def risks(*rows: tuple[Value, ...]) -> list[tuple[object, ...]]:
    return [
        (finding.where.a1, finding.text, finding.likelihood, finding.severity, finding.score)
        for finding in checked(read_sheet(sheet(*rows), CONTEXT)).findings
    ]


def test_each_text_in_a_matrix_is_a_risk_with_the_places_of_its_sides() -> None:
    assert risks(
        (None, "Ubetydelig", "Alvorlig", "Katastrofal"),
        ("Usandsynlig (aldrig)", "Papir slipper op", None, "Huset brænder"),
        ("Mulig", None, "Støj i kontoret", None),
        ("Sandsynlig (ofte)", "Kaffen er kold", "Fald på trappen", "Trussel i receptionen"),
    ) == [
        ("B2", "Papir slipper op", 1, 1, 1),
        ("D2", "Huset brænder", 1, 3, 3),
        ("C3", "Støj i kontoret", 2, 2, 4),
        ("B4", "Kaffen er kold", 3, 1, 3),
        ("C4", "Fald på trappen", 3, 2, 6),
        ("D4", "Trussel i receptionen", 3, 3, 9),
    ]


def test_the_worst_may_stand_at_the_top_and_titles_tell_which_side_is_which() -> None:
    assert risks(
        (None, None, "Sandsynlighed"),
        (None, None, 1, 2, 3),
        ("Konsekvens", 3, "Gasudslip", None, "Fald fra tag"),
        (None, 2, None, "Tunge løft", None),
        (None, 1, "Kold kaffe", None, None),
    ) == [
        ("C3", "Gasudslip", 1, 3, 3),
        ("E3", "Fald fra tag", 3, 3, 9),
        ("D4", "Tunge løft", 2, 2, 4),
        ("C5", "Kold kaffe", 1, 1, 1),
    ]


def test_several_risks_in_a_cell_are_told_apart_and_a_broken_sentence_is_not() -> None:
    found = risks(
        (None, "Ubetydelig", "Katastrofal"),
        ("Usandsynlig", "- Papir mangler\n- Lyset blinker", "Gasudslip; Eksplosion"),
        ("Sandsynlig", "Kaffen er kold", "Vold fra borgere,\nogså om natten"),
    )
    assert [text for _cell, text, *_ in found] == [
        *("Papir mangler", "Lyset blinker", "Gasudslip", "Eksplosion", "Kaffen er kold"),
        "Vold fra borgere, også om natten",
    ]


def test_rows_of_a_label_that_stands_once_are_all_its_own_and_the_legend_is_set_aside() -> None:
    reading = checked(
        read_sheet(
            sheet(
                (None, "Acceptabel", "Tolerabel", "Uacceptabel", "Intolerable, stop"),
                ("Usandsynlig", "Papir mangler", "Lyset blinker", "Server nede", "Brand"),
                (None, "Kold kaffe", "Træk", "Støj", "Gas"),
                ("Sandsynlig", "Kø", "Travlhed", "Løft", "Vold"),
                (),
                (None, None, None, "Mørkere er værre"),
            ),
            CONTEXT,
        )
    )
    assert [finding.severity for finding in reading.findings] == [1, 2, 3, 4] * 3
    assert [finding.likelihood for finding in reading.findings] == [1] * 8 + [2] * 4
    assert {finding.method for finding in reading.findings} == {RiskMethod.MATRIX_4}
    assert rows_of(reading) == (12, 1, 0)
    assert codes(reading) == [("matrix-layout", "A1"), ("row-set-aside", "6")]


@pytest.mark.parametrize(
    "rows",
    [
        [
            (None, "Ubetydelig", "Moderat", "Katastrofal"),
            ("Ofte", 3, 6, 9),
            ("Mulig", 2, 4, 6),
            ("Usandsynlig", 1, 2, 3),
        ],
        [(None, "Lille", "Stor"), ("Usandsynlig", "Lav", "Middel"), ("Meget sandsynlig", "Middel", "Høj")],
        [("Værdi", "Konsekvens"), (1, "Ubetydelig"), (2, "Mindre"), (3, "Alvorlig"), (4, "Kritisk")],
        [
            ("Sandsynlighed", "Ord"),
            (5, "Ofte"),
            (4, "Sandsynlig"),
            (3, "Mulig"),
            (2, "Usandsynlig"),
            (1, "Meget usandsynlig"),
        ],
    ],
    ids=["numbers", "levels", "a legend", "a legend from the worst down"],
)
def test_drawings_and_legends_hold_no_risks(rows: list[tuple[Value, ...]]) -> None:
    reading = checked(read_sheet(sheet(*rows), CONTEXT))
    assert reading.sheets[0].importer == ImporterName.RISK_ASSESSMENT
    assert reading.findings == ()
    assert [problem.code for problem in reading.problems] == ["row-set-aside"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Afdeling", "Hvor ofte støjer det?", "Travlt?"), *[("Køkken", "Sjældent", "Ofte")] * 8],
        [("Nr.", "Ofte", "Sjældent", "Aldrig"), (1, 12, 3, 4), (2, 5, 6, 7), (3, 1, 2, 3)],
        [(None, "Lav", "Høj"), ("Januar", "Lidt travlt", "Meget travlt"), ("Februar", "Stille", "Alt for travlt")],
        [("Nr.", "Svar"), (1, "Ofte"), (2, "Sjældent"), (3, "Ofte"), (4, "Mulig")],
    ],
)
def test_tables_that_are_no_matrix_of_likelihood_and_severity_are_left_alone(rows: list[tuple[Value, ...]]) -> None:
    assert MATRIX.identify(sheet(*rows), CONTEXT) is None


LABELS = st.sampled_from(
    [None, "Ofte", "Usandsynlig", "Mulig", "Alvorlig", "Ubetydelig", "Lav", "Høj", 1, 2, 3, "3 - Stor", "Konsekvens"]
)
CELLS = LABELS | st.text(max_size=20) | st.sampled_from(["Støj;Vold", "a\nB", 0.5, True])


@given(st.lists(LABELS, min_size=2, max_size=5), st.lists(st.tuples(LABELS, CELLS, CELLS, CELLS), max_size=6))
def test_any_matrix_is_read_with_its_account_in_order(top: list[Value], rows: list[tuple[Value, ...]]) -> None:
    grid = sheet((None, *top), *rows)
    match = MATRIX.identify(grid, CONTEXT)
    if match is not None:
        reading: Reading = checked(MATRIX.extract(grid, match, CONTEXT))
        assert all(finding.text and finding.score for finding in reading.findings)


LIKELIHOODS = ((1, "Meget sandsynlig"), (2, "Sandsynlig"), (3, "Usandsynlig"))
SEVERITIES = ((1, "Lille"), (2, "Moderat"), (3, "Stor"))


@pytest.mark.parametrize(
    "legend",
    [
        [("Sandsynlighed",), *LIKELIHOODS, (), ("Konsekvens",), *SEVERITIES],
        [
            ("Sandsynlighed", None, "Konsekvens"),
            *((*one, *other) for one, other in zip(LIKELIHOODS, SEVERITIES, strict=True)),
        ],
    ],
    ids=["below each other", "side by side"],
)
def test_a_legend_on_a_sheet_of_its_own_tells_which_end_of_the_list_is_the_worst(
    tmp_path: Path, legend: list[tuple[object, ...]]
) -> None:
    rows = [("Fare", "Sandsynlighed", "Konsekvens"), ("Støj", 1, 2), ("Fald", 3, 3)]
    xlsx(tmp_path / "risici.xlsx", {"Risici": rows, "Skala": legend})
    reading = read_file(tmp_path / "risici.xlsx", "risici.xlsx", CONTEXT)
    assert [(finding.likelihood, finding.severity) for finding in reading.findings] == [(3, 2), (1, 3)]
    assert [problem.where.a1 for problem in reading.problems if problem.code == "scale-turned"] == ["B1"]


def test_the_legend_of_another_file_does_not_turn_a_list(tmp_path: Path) -> None:
    xlsx(
        tmp_path / "risici.xlsx", {"Risici": [("Fare", "Sandsynlighed", "Konsekvens"), ("Støj", 1, 2), ("Fald", 3, 3)]}
    )
    xlsx(
        tmp_path / "skala.xlsx",
        {"Skala": [("Sandsynlighed",), (1, "Meget sandsynlig"), (2, "Mulig"), (3, "Usandsynlig")]},
    )
    reading = read_inputs([tmp_path], CONTEXT)
    assert [finding.likelihood for finding in reading.findings] == [1, 3]


def test_steps_that_name_their_side_tell_which_it_is() -> None:
    assert risks(
        (None, "Lille konsekvens", "Mellem konsekvens", "Stor konsekvens"),
        ("Stor sandsynlighed", "Støj fra printer", "Tunge løft", None),
        ("Mellem sandsynlighed", None, "Glat gulv", "Vold fra borgere"),
        ("Lille sandsynlighed", "Træk", None, "Brand"),
    ) == [
        ("B2", "Støj fra printer", 3, 1, 3),
        ("C2", "Tunge løft", 3, 2, 6),
        ("C3", "Glat gulv", 2, 2, 4),
        ("D3", "Vold fra borgere", 2, 3, 6),
        ("B4", "Træk", 1, 1, 1),
        ("D4", "Brand", 1, 3, 3),
    ]
