from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from layouts.books import xlsx
from list_grids import CONTEXT, checked, claim, codes, read, read_sample, rows_of, sheet

from handleplan_batch.model import Reading, RiskMethod
from handleplan_batch.reading import read_file
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.risk_assessment import RISK_LIST

HEADERS = ("Fare", "Sandsynlighed", "Konsekvens", "Risikotal")


def scored(*rows: tuple[Value, ...], headers: tuple[str, ...] = HEADERS) -> list[tuple[object, ...]]:
    findings = read(RISK_LIST, headers, *rows).findings
    return [(finding.likelihood, finding.severity, finding.score, finding.method) for finding in findings]


def test_a_5x5_matrix_is_read_with_the_given_score() -> None:
    assert scored(("Støj", 5, 3, 15), ("Fald", 2, 4, 8)) == [
        (5, 3, 15, RiskMethod.MATRIX_5),
        (2, 4, 8, RiskMethod.MATRIX_5),
    ]


def test_a_missing_score_is_the_product_of_the_factors() -> None:
    assert scored(("Støj", 4, 3, None), headers=HEADERS) == [(4, 3, 12, RiskMethod.MATRIX_4)]


@pytest.mark.parametrize(
    ("greatest", "method"), [(3, RiskMethod.MATRIX_3), (4, RiskMethod.MATRIX_4), (5, RiskMethod.MATRIX_5)]
)
def test_the_size_of_the_matrix_follows_the_values(greatest: int, method: RiskMethod) -> None:
    assert scored(("Støj", greatest, 1, None), ("Fald", 1, 2, None))[0][3] is method


def test_the_size_of_the_matrix_follows_the_header_when_the_values_are_low() -> None:
    headers = ("Fare", "Sandsynlighed (1-5)", "Konsekvens (1-5)")
    assert scored(("Støj", 2, 3), ("Fald", 1, 2), headers=headers)[0][3] is RiskMethod.MATRIX_5


def test_the_size_of_the_matrix_follows_a_title_above_the_list() -> None:
    rows = [["Sandsynlighed 1 (usandsynlig) til 4 (ofte)"], [], HEADERS, ["Støj", 2, 3, 6]]
    assert read(RISK_LIST, *rows).findings[0].method is RiskMethod.MATRIX_4


def test_the_size_of_the_matrix_follows_the_scores() -> None:
    assert scored(("Støj", 3, 3, 9), ("Fald", 2, 3, 20))[0][3] is RiskMethod.MATRIX_5


def test_the_size_of_the_matrix_follows_a_matrix_drawn_beside_the_list() -> None:
    reading = read(
        RISK_LIST,
        HEADERS,
        ["Støj", 2, 3, 6],
        [],
        [None, None, None, None, None, None, 4, 8, 12, 16],
        [None, None, None, None, None, None, 1, 2, 3, 4],
    )
    assert reading.findings[0].method is RiskMethod.MATRIX_4
    assert rows_of(reading) == (1, 2, 0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Lav", "Høj"), ("Høj", "Middel")], [(1, 3, 3), (3, 2, 6)]),
        ([("Meget lav", "Meget høj"), ("Høj", "Lav")], [(1, 5, 5), (4, 2, 8)]),
        ([("Usandsynlig", "Ubetydelig"), ("Meget sandsynlig", "Meget alvorlig")], [(1, 1, 1), (4, 4, 16)]),
        ([("Rare", "Major"), ("Almost certain", "Minor")], [(1, 4, 4), (5, 2, 10)]),
        ([("3 - Sandsynlig", "Alvorlig (4)"), ("S2", "K5")], [(3, 4, 12), (2, 5, 10)]),
        ([("A", 2), ("E", 5)], [(1, 2, 2), (5, 5, 25)]),
    ],
)
def test_words_letters_and_numbers_with_words_are_placed_on_the_scale(
    rows: list[tuple[Value, Value]], expected: list[tuple[int, int, int]]
) -> None:
    found = scored(
        *(("Fare nr. " + str(place), *row) for place, row in enumerate(rows)),
        headers=("Fare", "Sandsynlighed", "Konsekvens"),
    )
    assert [row[:3] for row in found] == expected


def test_words_of_no_single_scale_are_placed_by_their_own_scale() -> None:
    rows = [("Støj", "Usandsynlig", 5), ("Fald", "Meget høj", 5), ("Varme", "Lav", 5)]
    assert [row[0] for row in scored(*rows, headers=HEADERS[:3])] == [1, 5, 1]


def test_a_score_in_words_gives_way_to_the_factors() -> None:
    rows = [("Støj", "Høj", "Middel", "Høj"), ("Fald", "Lav", "Høj", "Middel")]
    assert [row[2] for row in scored(*rows, headers=("Fare", "Sandsynlighed", "Konsekvens", "Risiko"))] == [6, 3]


def test_a_colour_alone_is_a_score_of_its_own_scale() -> None:
    reading = read(RISK_LIST, ("Fare", "Farve"), ("Støj", "Rød"), ("Lys", "Grøn"), ("Kulde", "Lilla"))
    assert [(finding.score, finding.method) for finding in reading.findings] == [
        (3, RiskMethod.LEVELS_3),
        (1, RiskMethod.LEVELS_3),
        (None, None),
    ]
    assert ("bad-code", "B4") in codes(reading)


def test_kinney_is_known_by_its_exposure_and_values() -> None:
    headers = ("Fare", "Sandsynlighed (S)", "Eksponering (E)", "Konsekvens (K)", "Risikotal")
    reading = read(RISK_LIST, headers, ("Brand", "0,5", 6, 15, "45"), ("Fald", 3, 10, 15, None))
    first, second = reading.findings
    assert (first.likelihood, first.exposure, first.severity, first.score) == (0.5, 6, 15, 45)
    assert second.score == 450
    assert {first.method, second.method} == {RiskMethod.KINNEY}


def test_kinney_without_an_exposure_column_is_known_by_its_fractions() -> None:
    assert scored(("Brand", 0.5, 15, None), ("Fald", 6, 7, None)) == [
        (0.5, 15, 7.5, RiskMethod.KINNEY),
        (6, 7, 42, RiskMethod.KINNEY),
    ]


def test_the_zero_of_a_formula_without_factors_is_no_score() -> None:
    headers = ("Fare", "Sandsynlighed (S)", "Eksponering (E)", "Konsekvens (K)", "Risikotal")
    reading = read(RISK_LIST, headers, ("Brand", 0.5, 6, 15, 45), ("Fald", None, None, None, 0))
    assert [finding.score for finding in reading.findings] == [45, None]


def test_fmea_is_known_by_its_three_factors_of_up_to_ten() -> None:
    headers = ("Failure mode", "Severity", "Occurrence", "Detection", "RPN")
    reading = read(RISK_LIST, headers, ("Leak", 8, 4, 9, 288), ("Crack", 9, 2, 5, None))
    assert [(finding.score, finding.method) for finding in reading.findings] == [
        (288, RiskMethod.FMEA),
        (90, RiskMethod.FMEA),
    ]


def test_percentages_multiply_as_shares() -> None:
    headers = (
        "Problem",
        "Severity",
        "Likeliness",
        "Detection %",
        "Risk prio w/o detection",
        "MkII risk priority (RPN)",
    )
    reading = read(
        RISK_LIST,
        headers,
        ("Disconnected", 100, 80, 100, 80, 0),
        ("Blocked", 100, 50, 20, 50, 10),
        ("Leak", 50, 40, 9),
    )
    assert [finding.score for finding in reading.findings] == [80, 50, 20]
    assert codes(reading) == [("several-results", "E1")]


def test_several_results_are_named_and_the_one_before_measures_is_used() -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens", "Samlet risiko", "Initial risk")
    reading = read(RISK_LIST, headers, ("Støj", 5, 5, 10, 25))
    assert reading.findings[0].score == 25
    (problem,) = reading.problems
    assert (problem.code, problem.values["used"], problem.values["others"]) == (
        "several-results",
        "Initial risk",
        "«Samlet risiko»",
    )


@pytest.mark.parametrize(
    ("row", "given", "computed"), [(("Fald", 2, 4, 10), "10", "8"), (("Brand", 5, 5, 7), "7", "25")]
)
def test_a_given_score_that_is_not_the_product_is_used_and_reported(
    row: tuple[Value, ...], given: str, computed: str
) -> None:
    reading = read(RISK_LIST, HEADERS, ("Støj", 5, 3, 15), row, ("Lys", 1, 5, 5))
    assert [finding.score for finding in reading.findings] == [15, float(given), 5]
    (problem,) = reading.problems
    assert (problem.code, problem.where.a1, problem.values) == (
        "score-mismatch",
        "D3",
        {"given": given, "computed": computed},
    )


def test_scores_from_a_look_up_matrix_are_not_compared_with_products() -> None:
    reading = read(RISK_LIST, HEADERS, ("Støj", 5, 3, 18), ("Fald", 2, 4, 17), ("Lys", 1, 1, 1))
    assert [finding.score for finding in reading.findings] == [18, 17, 1]
    assert not reading.problems


def test_the_risk_left_after_measures_is_read() -> None:
    reading = read(RISK_LIST, (*HEADERS, "Restrisiko"), ("Støj", 5, 3, 15, "6"), ("Fald", 2, 4, 8, None))
    assert [finding.residual for finding in reading.findings] == [6, None]


def test_the_same_headers_again_are_the_risk_after_measures() -> None:
    headers = ("Fare", "S", "K", "R", "Tiltag", "S", "K", "R")
    (finding,) = read(RISK_LIST, headers, ("Støj", 5, 4, 20, "Kappe", 2, 4, 8)).findings
    assert (finding.likelihood, finding.severity, finding.score, finding.residual) == (5, 4, 20, 8)


def test_factors_after_measures_make_a_residual_score() -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens", "Tiltag", "Sandsynlighed", "Konsekvens")
    (finding,) = read(RISK_LIST, headers, ("Støj", 5, 4, "Kappe", 1, 4)).findings
    assert (finding.score, finding.residual) == (20, 4)


def test_all_that_a_row_says_reaches_the_finding() -> None:
    headers = (
        *("Nr.", "Afdeling", "Sted", "Arbejdsopgave", "Fare", "Årsag", "Antal udsatte", "Sandsynlighed", "Konsekvens"),
        *("Eksisterende foranstaltninger", "Forslag til tiltag", "Ansvarlig", "Frist", "Status", "Dato"),
    )
    row = (1, "Køkken", "Opvask", "Grovopvask", "Støj", "Gammel maskine", 7, 5, 3, "Høreværn", "Kappe", "Ann Bo")
    (finding,) = read(RISK_LIST, headers, (*row, "uge 12 2027", "Udført", date(2026, 9, 1))).findings
    assert finding.where.a1 == "E2"
    assert (finding.text, finding.department, finding.place, finding.category) == (
        *("Støj", ("Køkken",), "Opvask", "Grovopvask"),
    )
    assert (finding.cause, finding.exposed, finding.proposal) == ("Gammel maskine", 7, "Kappe")
    assert (finding.responsible, finding.deadline, finding.solved) == ("Ann Bo", date(2027, 3, 26), True)
    assert finding.observed_on == date(2026, 9, 1)


def test_a_value_outside_the_scale_is_named_and_the_risk_is_kept() -> None:
    headers = ("Fare", "Sandsynlighed (1-5)", "Konsekvens (1-5)")
    reading = read(RISK_LIST, headers, ("Støj", 7, 3), ("Fald", "vildt", 2), ("Lys", 2, 2))
    assert [finding.score for finding in reading.findings] == [None, None, 4]
    assert codes(reading) == [("bad-code", "B2"), ("bad-code", "B3")]
    assert reading.problems[0].values["scale"] == "1-5"


def test_slips_in_a_row_do_not_change_the_scale_of_the_others() -> None:
    reading = read(
        *(RISK_LIST, HEADERS, ("Snit", 3, 4, 12), ("Løft", 4, 5, 20), ("Fald", 9, 9, 81), ("Syre", 3, -1, None)),
        *(("Ilt", 5, 5, 25), ("Damp", 5, 5, 25)),
    )
    assert [(finding.score, finding.method) for finding in reading.findings] == [
        *((12, RiskMethod.MATRIX_5), (20, RiskMethod.MATRIX_5), (81, RiskMethod.GIVEN), (None, None)),
        *((25, RiskMethod.MATRIX_5), (25, RiskMethod.MATRIX_5)),
    ]
    assert codes(reading) == [("bad-code", "B4"), ("bad-code", "C4"), ("bad-code", "C5")]


def test_many_values_outside_a_matrix_are_a_scale_of_their_own() -> None:
    assert scored(("Snit", 3, 4, 12), ("Fald", 9, 9, 81), ("Ilt", 5, 5, 25), ("Damp", 8, 7, 56))[2] == (
        *(5, 5, 25, RiskMethod.GIVEN),
    )


def test_a_slip_above_the_scale_of_both_headers_is_named_and_the_scale_kept() -> None:
    headers = ("Fare", "Sandsynlighed (1-4)", "Konsekvens (1-4)")
    reading = read(RISK_LIST, headers, ("Støj", 4, 3), ("Fald", 5, 2), ("Lys", 2, 2))
    assert [finding.method for finding in reading.findings] == [RiskMethod.MATRIX_4, None, RiskMethod.MATRIX_4]
    assert codes(reading) == [("bad-code", "B3")]


def test_a_row_without_hazard_is_rejected_and_named() -> None:
    reading = read(RISK_LIST, HEADERS, ("Støj", 5, 3, 15), (None, 2, 4, 8))
    assert rows_of(reading) == (1, 0, 1)
    assert codes(reading) == [("row-incomplete", "A3")]


def test_no_hazard_and_cancelled_rows_are_set_aside() -> None:
    reading = read(RISK_LIST, (*HEADERS, "Status"), ("Ingen", 1, 1, 1, None), ("Støj", 5, 3, 15, "Bortfalder"))
    assert rows_of(reading) == (0, 2, 0)


def test_numbered_and_formula_rows_of_an_empty_form_are_no_risks() -> None:
    headers = ("Nr.", *HEADERS)
    reading = read(RISK_LIST, headers, (1, "Støj", 3, 3, 9), (2, None, None, None, 0), (None, None, None, None, 0))
    assert rows_of(reading) == (1, 1, 0)


def test_a_group_of_merged_cells_gives_its_department_to_each_row() -> None:
    headers = ("Afdeling", *HEADERS)
    reading = read(
        *(RISK_LIST, headers, ("Køkken", "Støj", 3, 3, 9), (None, "Fald", 2, 2, 4), ("Lager", "Truck", 3, 1, 3)),
    )
    assert [finding.department for finding in reading.findings] == [("Køkken",), ("Køkken",), ("Lager",)]


def test_a_list_that_repeats_its_departments_means_its_blanks() -> None:
    headers = ("Afdeling", *HEADERS)
    reading = read(
        *(RISK_LIST, headers, ("Køkken", "Støj", 3, 3, 9), ("Køkken", "Fald", 2, 2, 4), (None, "Truck", 3, 1, 3)),
    )
    assert [finding.department for finding in reading.findings] == [("Køkken",), ("Køkken",), ()]


@pytest.mark.parametrize(
    ("file", "method", "scores"),
    [
        ("risikovurdering_koekken_vaerksted.xlsx", RiskMethod.MATRIX_5, 12),
        ("risikovurdering_lager_kinney.xlsx", RiskMethod.KINNEY, 8),
    ],
)
def test_the_sample_risk_assessments_are_read_whole(file: str, method: RiskMethod, scores: int) -> None:
    reading = read_sample(RISK_LIST, file)
    assert [finding.method for finding in reading.findings] == [method] * scores
    assert all(finding.score for finding in reading.findings)
    assert rows_of(reading) == (scores, 0, 0)


# --- Cells that hold more than a number -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Risiko (S x K)", ("S3 K4", "S=2, K=5", "S 1 / K 3"), [(3, 4, 12), (2, 5, 10), (1, 3, 3)]),
        ("Vurdering", ("3x4", "2 × 5 = 10", "1/3"), [(3, 4, 12), (2, 5, 10), (1, 3, 3)]),
        ("K x S", ("3x4", "2x5", "1x3"), [(4, 3, 12), (5, 2, 10), (3, 1, 3)]),
        ("Risk rating", ("S4 L2", "S5 L1", "S1 L3"), [(2, 4, 8), (1, 5, 5), (3, 1, 3)]),
    ],
)
def test_both_factors_in_one_cell_are_taken_apart(
    header: str, cells: tuple[str, ...], expected: list[tuple[int, int, int]]
) -> None:
    found = scored(*((f"Fare {cell}", cell) for cell in cells), headers=("Fare", header))
    assert [row[:3] for row in found] == expected


def test_a_score_stated_beside_its_factors_in_the_cell_is_compared_with_them() -> None:
    reading = read(RISK_LIST, ("Fare", "S x K"), ("Støj", "3 x 4 = 12"), ("Fald", "2 x 4 = 8"), ("Lys", "5 x 5 = 20"))
    assert [finding.score for finding in reading.findings] == [12, 8, 20]
    assert codes(reading) == [("score-mismatch", "B4")]


def test_a_score_with_its_level_in_words_is_the_number() -> None:
    rows = [("Støj", 3, 4, "12 – Høj"), ("Fald", 1, 2, "Lav (2)")]
    assert [row[2] for row in scored(*rows)] == [12, 2]


def test_roman_numerals_are_numbers() -> None:
    rows = [("Støj", "II", "IV"), ("Fald", "III", "I")]
    assert [row[:3] for row in scored(*rows, headers=HEADERS[:3])] == [(2, 4, 8), (3, 1, 3)]


@pytest.mark.parametrize("cells", [("25 %", "75 %"), (25, 75), (0.25, 0.75)])
def test_a_likelihood_in_percent_is_the_same_however_it_is_written(cells: tuple[Value, Value]) -> None:
    rows = [("Støj", cells[0], 4), ("Fald", cells[1], 2)]
    assert scored(*rows, headers=HEADERS[:3]) == [(25, 4, 1, RiskMethod.GIVEN), (75, 2, 1.5, RiskMethod.GIVEN)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("Lav", "Middel", "Høj"), [(1, RiskMethod.LEVELS_3), (2, RiskMethod.LEVELS_3), (3, RiskMethod.LEVELS_3)]),
        (("Grøn", "Orange", "Gul"), [(1, RiskMethod.LEVELS_4), (3, RiskMethod.LEVELS_4), (2, RiskMethod.LEVELS_4)]),
        (
            ("Meget lav", "Høj", "Meget høj"),
            [(1, RiskMethod.LEVELS_5), (4, RiskMethod.LEVELS_5), (5, RiskMethod.LEVELS_5)],
        ),
    ],
)
def test_levels_in_words_alone_are_places_on_their_scale(
    words: tuple[str, ...], expected: list[tuple[int, RiskMethod]]
) -> None:
    found = scored(*((f"Fare {word}", word) for word in words), headers=("Fare", "Risikoniveau"))
    assert [row[2:] for row in found] == expected


def test_a_residual_level_in_words_is_read_on_the_same_scale() -> None:
    reading = read(RISK_LIST, ("Fare", "Risiko", "Tiltag", "Restrisiko"), ("Støj", "Høj", "Kabine", "Lav"))
    assert (reading.findings[0].score, reading.findings[0].residual) == (3, 1)


# --- Which end is the worst -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected", "turned"),
    [
        (
            [
                ("Fare", "Sandsynlighed (1 = højest, 5 = lavest)", "Konsekvens (1 = værst, 5 = mindst)"),
                ("A", 1, 2),
                ("B", 5, 5),
            ],
            [(5, 4), (1, 1)],
            ["B1", "C1"],
        ),
        (
            [("Fare", "Sandsynlighed", "Konsekvens"), ("A", "1 - Meget sandsynlig", 2), ("B", "4 - Usandsynlig", 4)],
            [(4, 2), (1, 4)],
            ["B1"],
        ),
        (
            [
                ("Konsekvens: 1 = katastrofal, 2 = alvorlig, 3 = moderat, 4 = lille",),
                HEADERS[:3],
                ("A", 1, 1),
                ("B", 4, 4),
            ],
            [(1, 4), (4, 1)],
            ["C2"],
        ),
        (
            [("Sandsynlighed: A = meget sandsynlig, E = usandsynlig",), HEADERS[:3], ("A", "A", 2), ("B", "E", 4)],
            [(5, 2), (1, 4)],
            ["B2"],
        ),
        (
            [
                (*HEADERS[:3], None, None, 1, "Katastrofal"),
                ("A", 1, 1, None, None, 2, "Alvorlig"),
                ("B", 4, 5, None, None, 3, "Moderat"),
                (*(None,) * 5, 4, "Mindre"),
                (*(None,) * 5, 5, "Ubetydelig"),
            ],
            [(1, 5), (4, 1)],
            ["C1"],
        ),
        (
            [(*HEADERS[:3], "Farve"), ("A", 1, 1, "Rød"), ("B", 5, 4, "Grøn"), ("C", 3, 3, "Gul"), ("D", 2, 1, "Rød")],
            [(5, 5), (1, 2), (3, 3), (4, 5)],
            ["B1", "C1"],
        ),
    ],
    ids=["header", "cells", "title", "letters", "legend beside", "colours run the other way"],
)
def test_a_scale_on_which_one_is_the_worst_is_turned_round_and_that_is_said(
    rows: list[tuple[Value, ...]], expected: list[tuple[int, int]], turned: list[str]
) -> None:
    reading = read(RISK_LIST, *rows)
    assert [(finding.likelihood, finding.severity) for finding in reading.findings] == expected
    assert [finding.score for finding in reading.findings] == [one * other for one, other in expected]
    assert [cell for code, cell in codes(reading) if code == "scale-turned"] == turned


def test_scores_of_turned_factors_are_not_used() -> None:
    headers = ("Fare", "Sandsynlighed (1 = højest, 5 = lavest)", "Konsekvens (1 = værst, 5 = mindst)", "Risikotal")
    reading = read(RISK_LIST, headers, ("Støj", 1, 1, 1), ("Fald", 4, 5, 20), ("Lys", 2, 2, 4))
    assert [finding.score for finding in reading.findings] == [25, 2, 16]
    assert codes(reading)[-1] == ("scale-turned", "D1")


@pytest.mark.parametrize(
    "title",
    ["1 = lav, 2 = middel, 3 = høj", "Sandsynlighed 1 (usandsynlig) til 5 (ofte)", "5 = værst", "1-4: grøn, 5-9: gul"],
)
def test_a_scale_that_says_it_rises_is_left_alone(title: str) -> None:
    reading = read(RISK_LIST, [title], HEADERS, ("Støj", 3, 3, 9), ("Fald", 1, 2, 2))
    assert [finding.score for finding in reading.findings] == [9, 2]
    assert codes(reading) == []


@pytest.mark.parametrize("header", ["Prioritet", "Risikoklasse", "Vurdering"])
def test_numbers_of_a_class_or_priority_that_may_run_either_way_are_asked_for(header: str) -> None:
    reading = read(RISK_LIST, ("Problem", header, "Løsning"), ("Støj", 1, "Plader"), ("Fald", 3, "Gelænder"))
    assert [(finding.score, finding.method) for finding in reading.findings] == [(None, None), (None, None)]
    assert codes(reading) == [("risk-direction", "B1")]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Prioritet (1 = højest, 3 = lavest)", (1, 3)),
        ("Prioritet", ("A", "C")),
        ("Prioritet", ("1 - Høj", "3 - Lav")),
        ("Prioritet", ("Høj", "Lav")),
    ],
)
def test_a_priority_that_tells_its_direction_is_a_level(header: str, cells: tuple[Value, Value]) -> None:
    reading = read(RISK_LIST, ("Problem", header, "Løsning"), ("Støj", cells[0], "a"), ("Fald", cells[1], "b"))
    assert [finding.score for finding in reading.findings] == [3, 1]


# --- Colours ----------------------------------------------------------------------------------------------------------


def coloured(rows: list[tuple[Value, ...]], fills: dict[tuple[int, int], str]) -> Reading:
    grid = Grid("liste.xlsx", "Ark1", rows, fills=lambda: fills)
    return checked(RISK_LIST.extract(grid, claim(RISK_LIST, grid), CONTEXT))


def test_a_rating_in_colour_alone_is_read_and_said() -> None:
    rows: list[tuple[Value, ...]] = [
        ("Fare", "Vurdering", "Tiltag"),
        *((text, None, "x") for text in ("Støj", "Løft", "Lys", "Kulde")),
    ]
    fills = {(0, 1): "FF0000", (1, 1): "FF0000", (2, 1): "FFC000", (3, 1): "92D050", (4, 1): "D9D9D9"}
    reading = coloured(rows, fills)
    assert [finding.score for finding in reading.findings] == [3, 2, 1, None]
    (problem,) = reading.problems
    assert (problem.code, problem.where.a1, problem.values["count"]) == ("colour-rating", "B2", "3")


def test_orange_and_yellow_in_one_column_are_two_levels() -> None:
    rows: list[tuple[Value, ...]] = [
        ("Fare", "Risiko", "Tiltag"),
        *((f"Fare {place}", None, "x") for place in range(4)),
    ]
    reading = coloured(rows, {(1, 1): "FF0000", (2, 1): "FFC000", (3, 1): "FFFF00", (4, 1): "00B050"})
    assert [(finding.score, finding.method) for finding in reading.findings] == [
        (place, RiskMethod.LEVELS_4) for place in (4, 3, 2, 1)
    ]


def test_coloured_factors_are_multiplied() -> None:
    reading = coloured([HEADERS[:3], ("Støj", None, None)], {(1, 1): "FFC7CE", (1, 2): "FFEB9C"})
    assert (reading.findings[0].likelihood, reading.findings[0].severity, reading.findings[0].score) == (3, 2, 6)


def test_colours_are_not_asked_for_where_the_ratings_are_written() -> None:
    def never() -> dict[tuple[int, int], str]:
        raise AssertionError

    grid = Grid("liste.xlsx", "Ark1", [HEADERS, ("Støj", 3, 3, 9), ("Fald", 2, None, None)], fills=never)
    assert RISK_LIST.extract(grid, claim(RISK_LIST, grid), CONTEXT).findings[0].score == 9


# --- Other methods ----------------------------------------------------------------------------------------------------


def test_the_five_columns_of_hse_are_risks_without_a_score() -> None:
    headers = (
        *("What are the hazards?", "Who might be harmed and how?", "What are you already doing to control the risks?"),
        *("What further action do you need to take to control the risks?", "Who needs to carry out the action?"),
        *("When is the action needed by?", "Done"),
    )
    row = ("Slips and trips", "Staff may fall", "Cleaning", "Better light", "Manager", "01/02/2027", "x")
    (finding,) = read(RISK_LIST, headers, row).findings
    assert (finding.text, finding.score, finding.method) == ("Slips and trips", None, None)
    assert (finding.proposal, finding.responsible, finding.deadline) == ("Better light", "Manager", date(2027, 2, 1))
    assert finding.solved


def test_a_list_of_chemicals_names_product_use_and_hazard_statements() -> None:
    headers = ("Produkt", "Leverandør", "Proces", "H-sætninger", "Eksponering", "Værnemidler", "Substitution mulig?")
    reading = read(
        RISK_LIST,
        headers,
        ("Epoxylim", "Firma", "Limning", "H315, H317", "Daglig, hud", "Handsker", "Nej"),
        ("Acetone", "Firma", "Rens", "H225", "Ugentlig", "Briller", "Ja, med sæbevand"),
    )
    assert [finding.text for finding in reading.findings] == [
        "Epoxylim – Limning (H315, H317)",
        "Acetone – Rens (H225)",
    ]
    assert [finding.proposal for finding in reading.findings] == ["", "Ja, med sæbevand"]
    assert all(finding.category and finding.score is None for finding in reading.findings)
    assert reading.problems == ()


def test_the_parameters_of_a_machine_are_no_factors_and_the_required_level_counts() -> None:
    headers = ("Nr", "Fare", "S", "F", "P", "PLr", "Tiltag")
    reading = read(
        RISK_LIST, headers, (1, "Klemning", "S2", "F1", "P2", "d", "x"), (2, "Snit", "S1", "F2", "P1", "b", "y")
    )
    assert [(finding.score, finding.severity, finding.method) for finding in reading.findings] == [
        (4, None, RiskMethod.LEVELS_5),
        (2, None, RiskMethod.LEVELS_5),
    ]


def test_an_assessment_of_lifts_is_read_by_its_colours_in_words() -> None:
    headers = ("Løft", "Vægt (kg)", "Rækkeafstand", "Vurdering")
    reading = read(RISK_LIST, headers, ("Kasser fra gulv", 22, "underarm", "Rød"), ("Papir", 10, "tæt", "Grøn"))
    assert [finding.score for finding in reading.findings] == [3, 1]


def test_a_column_that_describes_the_consequence_is_not_the_severity() -> None:
    headers = ("Aktivitet", "Fare", "Konsekvens", "Sandsynlighed", "Alvor")
    (finding,) = read(RISK_LIST, headers, ("Skæring", "Snit", "Man kan skære sig dybt", 3, 2)).findings
    assert (finding.likelihood, finding.severity) == (3, 2)


@pytest.mark.parametrize("merged", [True, False])
def test_groups_of_headers_tell_before_from_after(merged: bool) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Nr.", "Fare", "Efter tiltag", None, None, "Tiltag", "Før tiltag", None, None),
        (None, None, "S", "K", "R", None, "S", "K", "R"),
        (1, "Stænk", 2, 5, 10, "Skærm", 4, 5, 20),
        (2, "Støj", 1, 3, 3, "Kabine", 3, 3, 9),
    ]
    spans = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 1, 5), (0, 6, 0, 8)] if merged else []
    grid = Grid("liste.xlsx", "Ark1", rows, merged=spans)
    reading = checked(RISK_LIST.extract(grid, claim(RISK_LIST, grid), CONTEXT))
    assert [(finding.likelihood, finding.score, finding.residual) for finding in reading.findings] == [
        (4, 20, 10),
        (3, 9, 3),
    ]
    assert reading.sheets[0].header_row == 2


def test_descriptions_beside_the_values_of_a_factor_are_told_from_them() -> None:
    rows: list[tuple[Value, ...]] = [
        ("Fare", "Sandsynlighed", None, "Konsekvens", None, "Risiko"),
        (None, "Beskrivelse", "Score", "Beskrivelse", "Score", None),
        ("Fald", "Sker dagligt", 4, "Kan brække ben", 3, 12),
    ]
    (finding,) = read(RISK_LIST, *rows).findings
    assert (finding.text, finding.likelihood, finding.severity, finding.score) == ("Fald", 4, 3, 12)


def test_short_headers_again_are_the_risk_after_measures() -> None:
    headers = ("Hazard", "Risk", "Likelihood", "Severity", "Risk Rating", "Additional controls", "L", "S", "RR")
    (finding,) = read(RISK_LIST, headers, ("Height", "Broken bones", 3, 5, 15, "Scaffold", 1, 5, 5)).findings
    assert (finding.text, finding.score, finding.residual) == ("Height", 15, 5)


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Dato", "Afdeling", "Hændelse", "Skade", "Alvor", "Fraværsdage"),
            ("01-02-2026", "Køkken", "Gled", "Forstuvning", "Stor", 3),
        ],
        [
            ("Dato", "Sted", "Hændelse", "Alvorlighed", "Årsag", "Tiltag"),
            ("01-02-2026", "Køkken", "Gled i olie", "Mindre", "Spild", "Måtte"),
        ],
        [
            ("Dato", "Sted", "Observation", "Prioritet", "Handling", "Status"),
            ("01-02-2026", "Gang", "Kasser", "Høj", "Fjern", "Udført"),
        ],
        [("Punkt", "OK", "Ikke OK", "Bemærkning", "Risiko"), ("Gulve", None, "x", "Huller", "Høj")],
        [
            ("Udfordring", "Indsats", "Ansvarlig", "Frist", "Status", "Prioritet"),
            ("Støj", "Kabine", "Bo", "snarest", "I gang", "Høj"),
        ],
        [("Afdeling", "Er der risiko for vold?", "Er støj et problem?"), *[("Køkken", "Ja", "Nej")] * 6],
    ],
    ids=["accidents", "near misses", "a round", "a checklist", "a plan", "a survey"],
)
def test_look_alikes_are_not_read_as_risks(rows: list[tuple[Value, ...]]) -> None:
    (entry,) = read_sheet(sheet(*rows), CONTEXT).sheets
    assert entry.importer != RISK_LIST.name


def test_a_factor_that_falls_while_the_product_follows_the_level_is_not_turned() -> None:
    headers = ("Fare", "Sandsynlighed (1-5)", "Konsekvens (1-5)", "Risiko")
    reading = read(RISK_LIST, headers, ("Gas", 2, 5, "Høj"), ("Trafik", 3, 4, "Høj"), ("Kulde", 4, 1, "Lav"))
    assert [finding.likelihood for finding in reading.findings] == [2, 3, 4]
    assert codes(reading) == [("level-words-unused", "D1")]


def test_two_crosses_in_a_row_are_no_level() -> None:
    rows = [("Støj", "x", None, None), ("Fald", None, "x", None), ("Lys", None, None, "x"), ("Kulde", "x", None, "x")]
    many = [(f"Fare {number}", "x", None, None) for number in range(4)]
    reading = read_sheet(sheet(("Fare", "Lav", "Middel", "Høj"), *rows, *many), CONTEXT)
    assert [finding.score for finding in reading.findings[:4]] == [1, 2, 3, None]
    assert codes(reading) == [("bad-code", "B5")]


def test_columns_with_more_than_crosses_are_no_level() -> None:
    reading = read_sheet(sheet(("Fare", "Lav", "Middel", "Høj"), ("Støj", 3, 2, 1), ("Fald", 2, 2, 2)), CONTEXT)
    assert reading.findings == ()


def test_a_row_of_sums_is_a_total_whatever_it_is_called() -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens", "Risikotal")
    rows = (("Støj", 3, 3, 9), ("Fald", 2, 5, 10), ("Hele værkstedet", None, None, 19))
    assert rows_of(read(RISK_LIST, headers, *rows)) == (2, 1, 0)


def test_a_score_that_happens_to_be_the_sum_of_those_above_is_a_risk() -> None:
    rows = (("Støj", 2), ("Fald", 3), ("Lys", 5))
    assert rows_of(read(RISK_LIST, ("Fare", "Risikotal"), *rows)) == (3, 0, 0)


@pytest.mark.parametrize("header", ["Emne", "Hvad kan gå galt?", "Hvad så vi på"])
def test_what_is_scored_is_the_hazard_whatever_its_header(header: str) -> None:
    rows = ((header, "Konsekvens", "Sandsynlighed", "KxS"), ("Kold luft", 2, 5, 10), ("Glatte trin", 5, 1, 5))
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert [(finding.text, finding.score) for finding in reading.findings] == [("Kold luft", 10), ("Glatte trin", 5)]


def test_a_legend_that_says_something_of_both_factors_turns_both() -> None:
    legend = ("1 = meget sandsynlig/meget alvorlig, 4 = usandsynlig/ubetydelig",)
    reading = read(RISK_LIST, legend, ("Fare", "Sandsynlighed", "Alvor"), ("Truck", 1, 1), ("Kulde", 4, 3))
    assert [(finding.likelihood, finding.severity) for finding in reading.findings] == [(4, 4), (1, 2)]


def test_factors_that_are_multiplied_are_turned_together() -> None:
    headers = ("Fare", "Sandsynlighed (1 = meget sandsynlig, 4 = usandsynlig)", "Alvor", "Risiko")
    reading = read(RISK_LIST, headers, ("Truck", 1, 1, 1), ("Kulde", 4, 4, 16), ("Støj", 2, 3, 6))
    assert [finding.score for finding in reading.findings] == [16, 1, 6]
    assert codes(reading) == [("scale-turned", column) for column in ("B1", "C1", "D1")]


@pytest.mark.parametrize(("greatest", "method"), [(5, RiskMethod.MATRIX_5), (3, RiskMethod.MATRIX_3)])
def test_sheets_with_the_same_headers_share_a_matrix(tmp_path: Path, greatest: int, method: RiskMethod) -> None:
    sheets = {"Køkken": [HEADERS, ("Damp", 3, 2, 6)], "Lager": [HEADERS, ("Truck", greatest, 2, 2 * greatest)]}
    xlsx(tmp_path / "apv.xlsx", sheets)
    findings = read_file(tmp_path / "apv.xlsx", "apv.xlsx", CONTEXT).findings
    assert {finding.method for finding in findings} == {method}


@pytest.mark.parametrize("gap", [[()], []])
def test_a_legend_under_the_headers_of_the_factors_is_no_part_of_the_list(gap: list[tuple[Value, ...]]) -> None:
    legend = [
        ("Niveau", "Sandsynlighed", "Konsekvens"),
        (1, "Usandsynlig", "Ubetydelig"),
        (2, "Mulig", "Middel"),
        (3, "Ofte", "Katastrofal"),
    ]
    reading = read(RISK_LIST, HEADERS, ("Støj", 3, 3, 9), ("Fald", 2, 3, 6), *gap, *legend)
    assert rows_of(reading) == (2, 4, 0)


@pytest.mark.parametrize("header", ["Hvad gør vi ved det?", "Hvad gør vi?", "Hvad vil vi gøre", "Hvad skal der ske"])
def test_measures_in_everyday_words_are_proposals(header: str) -> None:
    (finding,) = read(RISK_LIST, (*HEADERS, header, "Hvem gør det?"), ("Støj", 3, 3, 9, "Skærm", "Kim")).findings
    assert (finding.proposal, finding.responsible) == ("Skærm", "Kim")


# --- Cells that hold several numbers, signs or words ------------------------------------------------------------------

FACTORS = ("Fare", "Sandsynlighed", "Konsekvens")


@pytest.mark.parametrize(("likelihood", "severity"), [("2\n1", "4\n3"), ("3 / 1", "4 / 4"), ("3→1", "4→4")])
def test_several_numbers_in_a_cell_are_asked_about(likelihood: str, severity: str) -> None:
    reading = read(RISK_LIST, FACTORS, ("Fald", likelihood, severity), ("Støj", 3, 3), ("Snit", 5, 1))
    assert [(finding.score, finding.method) for finding in reading.findings] == [
        *((None, None), (9, RiskMethod.MATRIX_5), (5, RiskMethod.MATRIX_5))
    ]
    assert codes(reading) == [("bad-code", "B2"), ("bad-code", "C2")]


def test_a_column_of_several_numbers_only_does_not_vanish() -> None:
    reading = read(RISK_LIST, FACTORS, ("Fald", "3→1", "4→4"), ("Vold", "5→2", "5→5"))
    assert codes(reading) == [("bad-code", cell) for cell in ("B2", "C2", "B3", "C3")]


def test_a_value_may_be_told_with_the_greatest_there_is() -> None:
    assert [row[:3] for row in scored(("Fald", "4/5", "5/5"), ("Støj", "2/5", "3/5"), headers=FACTORS)] == [
        (4, 5, 20),
        (2, 3, 6),
    ]
    headers = (*FACTORS, "Risikotal")
    assert [row[:3] for row in scored(("Fald", 4, 5, "20/25"), ("Støj", 2, 3, "6/25"), headers=headers)] == [
        (4, 5, 20),
        (2, 3, 6),
    ]


def test_level_words_that_rank_otherwise_than_the_factors_go_before_them_and_that_is_said() -> None:
    rows = [("Fald", 1, 4, "Rød"), ("Støj", 4, 1, "Grøn"), ("Vold", 3, 4, "Rød")]
    reading = read(RISK_LIST, (*FACTORS, "Risiko"), *rows)
    assert [(finding.score, finding.method) for finding in reading.findings] == [
        (score, RiskMethod.LEVELS_3) for score in (3, 1, 3)
    ]
    assert codes(reading) == [("level-words-used", "D1")]


def test_injuries_and_signs_are_levels_of_a_factor() -> None:
    rows = [("Brand", "Lille", "Død"), ("Løft", "Stor", "Varigt mén"), ("Snit", "Stor", "Let skade")]
    assert [row[:3] for row in scored(*rows, headers=FACTORS)] == [(1, 3, 3), (3, 2, 6), (3, 1, 3)]
    assert [row[:3] for row in scored(("Brand", "+", "+++"), ("Løft", "+++", "++"), headers=FACTORS)] == [
        (1, 3, 3),
        (3, 2, 6),
    ]


def test_a_consequence_in_words_of_no_scale_is_named() -> None:
    reading = read(RISK_LIST, FACTORS, ("Brand", 1, "Kulos"), ("Løft", 3, "Ømhed"))
    assert codes(reading) == [("factor-unread", "C1")]


def test_letters_of_which_nothing_tells_the_worst_are_named() -> None:
    headers = ("Fare", "Sandsynlighed (A-E)", "Konsekvens (1-5)")
    reading = read(RISK_LIST, headers, ("Fald", "D", 4), ("Kemi", "E", 5))
    assert codes(reading) == [("letters-assumed", "B1")]
    headers = ("Fare", "Sandsynlighed (A = lav, E = høj)", "Konsekvens (1-5)")
    assert codes(read(RISK_LIST, headers, ("Fald", "D", 4), ("Kemi", "E", 5))) == []


def test_chemicals_without_hazard_statements_are_no_risks_unless_a_risk_is_told() -> None:
    headers = ("Produkt", "Faresætninger", "Risiko", "Afdeling")
    rows = [("Acetone", "H225", "Lav", "Lab"), ("Sæbe", "Ikke mærkningspligtig", "Lav", "Lab")]
    reading = read(RISK_LIST, headers, *rows, ("Vand", "Ingen", None, "Lab"), ("Skum", "Ingen", "Høj", "Lab"))
    assert [finding.text for finding in reading.findings] == ["Acetone (H225)", "Skum (Ingen)"]


def test_headers_that_stand_again_in_another_order_are_followed() -> None:
    first, second = ("Fare", "Sandsynlighed (1-5)", "Konsekvens (1-5)", "Tiltag"), ("Fald", 3, 4, "Rækværk")
    other = ("Fare", "Konsekvens (1-5)", "Sandsynlighed (1-5)", "Tiltag")
    reading = read(RISK_LIST, ("Lager",), first, second, ("Køkken",), other, ("Snit", 2, 5, "Handsker"))
    assert [(one.text, one.likelihood, one.severity) for one in reading.findings] == [("Fald", 3, 4), ("Snit", 5, 2)]
    assert ("headers-moved", "5") in codes(reading)


def test_the_steps_of_a_scale_may_be_boxes_of_which_one_is_ticked() -> None:
    headers = ("Fare", "Lav", "Mellem", "Høj")
    rows = [("Støj", "☐", "☐", "☒"), ("Fald", "☐", "☒", "☐"), ("Gas", "☐", "☐", "☐")]
    reading = read_sheet(sheet([None, "Risiko"], headers, *rows), CONTEXT)
    assert [(finding.text, finding.score) for finding in reading.findings] == [("Støj", 3), ("Fald", 2), ("Gas", None)]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (("Lav", "Middels", "Høy", "Kritisk"), (1, 2, 3, 4)),
        (("Låg", "Medel", "Hög", "Kritisk"), (1, 2, 3, 4)),
        (("Låg", "Måttlig", "Hög", "Mycket hög"), (1, 2, 3, 4)),
        (("Lavt", "Middels", "Høyt", "Svært høyt"), (1, 2, 3, 4)),
        (("Svært lav", "Lav", "Middels", "Høy", "Svært høy"), (1, 2, 3, 4, 5)),
        (("Meget lavt", "Lavt", "Mellem", "Højt", "Meget højt"), (1, 2, 3, 4, 5)),
        (("Osannolik", "Sannolik", "Mycket sannolik"), (1, 2, 3)),
    ],
)
def test_the_steps_of_a_scale_are_kept_apart_in_every_language(words: tuple[str, ...], places: tuple[int, ...]) -> None:
    rows = [(f"Fare {place}", word, word) for place, word in enumerate(words)]
    assert [row[0] for row in scored(*rows, headers=HEADERS[:3])] == list(places)


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        (
            ("Risiko", "Sandsynlighed", "Initial risk"),
            [("Brand", "1%", "64,500,000 CHF"), ("Tyveri", "20%", "300,000 CHF")],
        ),
        (
            ("Risiko", "Konsekvens i kr.", "Risikotal"),
            [("Brand", "64.500.000 kr.", "645.000 kr."), ("Tyveri", "3 mio. kr.", "-")],
        ),
        (("Risiko", "Konsekvens (DKK)", "Risikoniveau"), [("Brand", 645_000, None), ("Tyveri", 300_000, None)]),
        (("Risiko", "Sandsynlighed", "Konsekvens"), [("Brand", 1, 64_500_000), ("Tyveri", 2, 300_000)]),
    ],
)
def test_amounts_of_money_are_no_score_and_that_is_said(
    headers: tuple[str, ...], rows: list[tuple[Value, ...]]
) -> None:
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert [(finding.text, finding.severity, finding.score) for finding in reading.findings] == [
        ("Brand", None, None),
        ("Tyveri", None, None),
    ]
    assert "amount-rating" in {problem.code for problem in reading.problems}


def test_a_scale_that_is_explained_in_money_is_a_scale() -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens (1 = under 10.000 kr., 5 = over 1 mio. kr.)")
    assert scored(("Brand", 2, 5), ("Tyveri", 3, "2 (under 50.000 kr.)"), headers=headers)[1][:3] == (3, 2, 6)


def test_a_step_in_words_is_the_same_before_and_after_the_measures() -> None:
    rows = [
        ("Laser", "Høj", "Lav"),
        ("Skærm", "Meget høj", "Lav"),
        ("Klem", "Lav", "Lav"),
        ("Alarm", "Lav", "Meget lav"),
    ]
    findings = read(RISK_LIST, ("Fare", "Risiko nu", "Restrisiko"), *rows).findings
    assert [(finding.score, finding.residual) for finding in findings] == [(4, 2), (5, 2), (2, 2), (2, 1)]


@pytest.mark.parametrize("header", ["Control", "Kontroller", "Kontroltiltag", "Controls", "Barrierer"])
def test_what_controls_a_risk_today_makes_a_list_of_risks(header: str) -> None:
    (entry,) = read(RISK_LIST, ("Hazard", header), ("Noise", "Ear plugs"), ("Fall", "Rail")).sheets
    assert {use.role for use in entry.uses} == {"hazard", "existing"}


@pytest.mark.parametrize("header", ["Afbødning", "Mitigering", "Mitigation", "Modforanstaltninger", "Avbøtende tiltak"])
def test_what_shall_be_done_about_a_risk_is_its_proposal(header: str) -> None:
    rows = [("Støj", "Høj", "Skærm"), ("Fald", "Lav", "Rækværk")]
    findings = read(RISK_LIST, ("Risiko", "Risikonivå", header), *rows).findings
    assert [(finding.score, finding.proposal) for finding in findings] == [(3, "Skærm"), (1, "Rækværk")]


def test_a_risk_that_is_told_in_words_beside_the_hazard_is_no_score() -> None:
    rows = [("Laser", "Permanent eye damage", "Goggles"), ("Nitrogen", "Asphyxiation", "Oxygen monitor")]
    reading = read(RISK_LIST, ("Hazard", "Risk", "Control"), *rows)
    assert {use.header: use.role for use in reading.sheets[0].uses}["Risk"] == "consequence"


def test_a_column_that_only_says_whether_there_is_a_risk_names_no_hazard() -> None:
    rows = [(1200 + 100 * n, n, f"By {n % 3}", "risk" if n % 2 else "no-risk") for n in range(1, 8)]
    assert RISK_LIST.identify(sheet(("Amount", "Frequency", "Location", "Risk"), *rows), CONTEXT) is None


def test_the_recommended_control_is_what_is_proposed_and_not_how_the_risk_is_treated() -> None:
    headers = ("Hazard", "Likelihood", "Severity", "Treatment", "Recommended controls", "TargetResolutionDate")
    rows = (("Lifting", 4, 5, "Mitigate", "Buy hoists", "2026-11-30"), ("Noise", 1, 2, "Accept", "Keep", None))
    findings = read(RISK_LIST, headers, *rows).findings
    assert [(one.proposal, one.deadline) for one in findings] == [("Buy hoists", date(2026, 11, 30)), ("Keep", None)]


def test_what_is_done_already_and_the_means_of_reduction_are_read_under_other_words() -> None:
    headers = ("Situation", "Hvad kan gå galt", "Sandsynlighed", "Konsekvens", "Nuværende sikring", "Reduktionstiltag")
    (finding,) = read(RISK_LIST, headers, ("Lukkevagt", "Overfald", 2, 3, "Telefon", "Alarm")).findings
    assert (finding.existing, finding.proposal) == ("Telefon", "Alarm")


def test_in_an_explosive_atmosphere_the_source_of_ignition_is_the_hazard() -> None:
    headers = ("Zone", "Antændelseskilde", "Sandsynlighed", "Konsekvens", "Foranstaltninger")
    rows = (("Zone 1", "Statisk elektricitet", 2, 4, "Jording"), ("Zone 20", "Gnist", 1, 4, "Slukning"))
    assert [one.text for one in read(RISK_LIST, headers, *rows).findings] == ["Statisk elektricitet", "Gnist"]


def test_subjects_with_a_cross_under_how_great_the_risk_is_are_risks_and_none_is_none() -> None:
    headers = ("Emne", "Høj risiko", "Mellem risiko", "Lav risiko", "Ingen risiko", "Tiltag")
    rows = (
        ("Trusler", "X", None, None, None, "To sammen"),
        ("Skærmarbejde", None, "X", None, None, "Pauser"),
        ("Maskiner", None, None, None, "X", None),
        ("Kemi", None, None, "X", None, None),
    )
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert [(one.text, one.score) for one in reading.findings] == [("Trusler", 3), ("Skærmarbejde", 2), ("Kemi", 1)]
    assert rows_of(reading) == (3, 1, 0)


def test_the_letter_of_a_crossed_level_is_no_likelihood() -> None:
    headers = ("Fare", "Hvor", "H", "M", "L", "Handling")
    rows = (("Løft", "Bad", "x", None, None, "Lift"), ("Træk", "Hall", None, None, "x", "Lister"))
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert [(one.score, one.place) for one in reading.findings] == [(3, "Bad"), (1, "Hall")]
    assert {use.role for use in reading.sheets[0].uses} == {"hazard", "place", "score", "proposal"}


def test_what_is_remarked_on_a_risk_stands_with_it_and_its_id_stays() -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens", "Bemærkning")
    rows = [("Støj", 5, 3, "Kabinen mangler dør"), ("Fald", 2, 4, "OK"), ("Klor", 1, 2, None)]
    reading = read(RISK_LIST, headers, *rows)
    assert [finding.text for finding in reading.findings] == ["Støj – Kabinen mangler dør", "Fald", "Klor"]
    before = read(RISK_LIST, headers[:3], *(row[:3] for row in rows))
    assert [finding.id for finding in reading.findings] == [finding.id for finding in before.findings]


def test_a_named_assessment_of_situations_by_how_often_and_how_bad_is_a_list_of_risks() -> None:
    headers = ("Situation", "Type", "Hvor ofte sker det?", "Hvor alvorligt er det?", "Yderligere tiltag", "Bosted")
    rows = [("Morgenpleje", "Slag", "Ugentligt", "Alvorligt", "Kursus", "Ager")]
    rows += [("Transport", "Spyt", "Sjældent", "Let", None, "Brinken")]
    title = ("Risikovurdering vold og trusler",)
    grid = sheet(title, headers, *rows)
    reading = read_sheet(grid, CONTEXT)
    assert [(one.text, one.department, one.score, one.proposal) for one in reading.findings] == [
        ("Morgenpleje", ("Ager",), 9, "Kursus"),
        ("Transport", ("Brinken",), 1, ""),
    ]


def test_the_size_that_another_sheet_tells_is_not_named_as_assumed(tmp_path: Path) -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens", "Tiltag")
    kitchen = [headers, ("Varme gryder", 4, 3, "Handsker"), ("Glat gulv", 5, 5, "Sko")]
    laundry = [headers, ("Tunge poser", 3, 3, "Vogn"), ("Dampe", 1, 2, "Udsug")]
    xlsx(tmp_path / "apv.xlsx", {"Køkken": kitchen, "Vaskeri": laundry})
    reading = read_file(tmp_path / "apv.xlsx", "apv.xlsx", CONTEXT)
    assert {finding.method for finding in reading.findings} == {RiskMethod.MATRIX_5}
    assert "scale-assumed" not in {problem.code for problem in reading.problems}


def test_the_risk_areas_of_the_key_indicator_method_are_levels_and_its_points_no_score() -> None:
    headers = ("Afdeling", "Arbejdsopgave", "Tidspoint", "Byrde", "Samlet point", "Risikoområde")
    rows = [("Lager", "Palletering", 6, 4, 54, 4), ("Lager", "Pakning", 4, 1, 12, 2)]
    reading = read_sheet(sheet(("KIM løft, holde, bære",), headers, *rows), CONTEXT)
    assert [(one.text, one.score, one.method) for one in reading.findings] == [
        ("Løft og belastning af kroppen – Palletering", 4, RiskMethod.LEVELS_4),
        ("Løft og belastning af kroppen – Pakning", 2, RiskMethod.LEVELS_4),
    ]
    assert codes(reading) == []


@pytest.mark.parametrize("situation", ["Scenario", "Risikosituation", "Kritisk situation"])
def test_a_situation_beside_a_described_hazard_is_what_the_hazard_is_found_at(situation: str) -> None:
    headers = (situation, "Hazard description", "Likelihood", "Severity")
    rows = [("Kundebesøg", "Kunden bliver truende", 2, 4), ("Vareudlevering", "En chauffør slår", 1, 5)]
    findings = read(RISK_LIST, headers, *rows).findings
    assert [(one.category, one.text) for one in findings] == [row[:2] for row in rows]


def test_areas_of_the_key_indicator_method_are_read_under_another_header() -> None:
    headers = ("Arbejdsopgave", "Nøgleindikator point", "Risikoniveau", "Tiltag")
    rows = [("Pakning", 44, "Væsentligt forøget (område 3)", "Rotation"), ("Kørsel", 12, "Lav (område 1)", None)]
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert [(one.text, one.score, one.method) for one in reading.findings] == [
        ("Pakning", 3.0, RiskMethod.LEVELS_4),
        ("Kørsel", 1.0, RiskMethod.LEVELS_4),
    ]


def test_who_is_exposed_does_not_own_what_somebody_else_is_responsible_for() -> None:
    headers = ("Fare", "Hvem", "Risiko (1-5)", "Tiltag", "Ansvarlig")
    (finding,) = read(RISK_LIST, headers, ("Klor", "Rengøring", 4, "Andet middel", "Leder")).findings
    assert finding.responsible == "Leder"


def test_safeguards_of_a_chemical_that_are_not_there_are_told() -> None:
    headers = ("Produkt", "Faremærkning", "Anvendelse", "Udsugning", "Handsker", "SDS findes", "Åndedrætsværn")
    rows = [
        ("Bremserens", "H222, H336", "Rens", "Nej", "Ja", "Nej", "Halvmaske"),
        ("Lim", "H317", "Lim", "Ja", None, "Ja", None),
    ]
    first, second = read(RISK_LIST, ("Kemisk APV",), headers, *rows).findings
    assert (first.cause, first.existing) == ("Udsugning: Nej; SDS findes: Nej", "Handsker; Åndedrætsværn: Halvmaske")
    assert (second.cause, second.existing) == ("", "Udsugning; SDS findes")


def test_a_class_in_letters_beside_the_factors_is_told_as_unused() -> None:
    headers = ("Fare", "Sandsynlighed (1-5)", "Konsekvens (1-5)", "Risikoklasse")
    rows = [("Fald", 2, 5, "B"), ("Støj", 3, 3, "C"), ("El", 1, 5, "A")]
    assert ("letters-unused", "D1") in codes(read(RISK_LIST, headers, *rows))


def test_machines_one_below_another_are_told_with_their_risks() -> None:
    headers = ("Fare", "S", "K", "R", "Tiltag")
    rows = [("Maskine: Båndsav",), headers, ("Skæring", 2, 5, 10, "Skærm"), ("Støj", 4, 2, 8, "Høreværn"), ()]
    rows += [("Maskine: Søjleboremaskine",), headers, ("Indvikling", 2, 4, 8, "Ingen handsker")]
    reading = read(RISK_LIST, *rows)
    assert [(one.text, one.category) for one in reading.findings] == [
        ("Skæring", "Båndsav"),
        ("Støj", "Båndsav"),
        ("Indvikling", "Søjleboremaskine"),
    ]


def test_lifts_with_the_zone_of_each_are_risks_of_lifting() -> None:
    headers = ("Opgave", "Vægt (kg)", "Antal løft pr. dag", "Zone (rød/gul/grøn)", "Løsning")
    rows = [("Sække med mel", 25, 60, "Rød", "Vakuumløfter"), ("Æsker", 4, 200, "Grøn", None)]
    reading = read_sheet(sheet(("Løftevurdering – lager",), headers, *rows), CONTEXT)
    assert [(one.text, one.score, one.proposal) for one in reading.findings] == [
        ("Løft og belastning af kroppen – Sække med mel", 3.0, "Vakuumløfter"),
        ("Løft og belastning af kroppen – Æsker", 1.0, ""),
    ]


def test_safeguards_under_a_common_header_are_told_by_their_own() -> None:
    groups = (None, None, "Eksisterende foranstaltninger", None, "Vurdering", None)
    headers = ("Produkt", "H-sætninger", "Ventilation", "Handsker", "Risiko", "Tiltag")
    (finding,) = read(RISK_LIST, groups, headers, ("Fortynder", "H225", "Nej", "Ja", "Høj", "Sug")).findings
    assert (finding.cause, finding.existing) == ("Ventilation: Nej", "Handsker")


def test_the_steps_of_one_scale_on_a_sheet_of_their_own_are_no_risks() -> None:
    rows = [("S", "Beskrivelse"), (1, "Usandsynlig"), (2, "Mindre sandsynlig"), (3, "Sandsynlig"), (5, "Sker hver dag")]
    assert read_sheet(sheet(*rows, name="Skala"), CONTEXT).findings == ()
    risks = [("S", "Beskrivelse"), (3, "Fald fra stige"), (5, "Klemning i port")]
    assert len(read_sheet(sheet(*risks, name="Lager"), CONTEXT).findings) == 2


def test_a_date_right_of_who_does_it_is_the_deadline() -> None:
    headers = ("Opgave", "Fare", "Sandsynlighed", "Konsekvens", "Handling", "Ansvarlig", "Dato")
    (finding,) = read(RISK_LIST, headers, ("Vask", "Glat gulv", 2, 3, "Skilte", "Leder", "01-12-2026")).findings
    assert (finding.deadline, finding.observed_on) == (date(2026, 12, 1), None)
    (first,) = read(
        RISK_LIST, ("Dato", *headers[:-1]), ("01-12-2025", "Vask", "Glat gulv", 2, 3, "Skilte", "Bo")
    ).findings
    assert (first.deadline, first.observed_on) == (None, date(2025, 12, 1))


def test_crosses_that_persons_set_under_a_hazard_are_no_hazards() -> None:
    headers = ("Navn", "Støj", "Lys", "Tunge løft", "Værnemidler")
    rows = (
        ("Mona Lund", "x", None, "x", None),
        ("Kaj Berg", None, "x", "x", "x"),
        ("Per Friis", "x", None, None, None),
    )
    assert not read_sheet(sheet(("APV 2026",), headers, *rows), CONTEXT).findings


def test_levels_before_the_measures_are_no_proposals() -> None:
    headers = ("Fare", "S (1-5)", "K (1-5)", "Før tiltag")
    reading = read(RISK_LIST, headers, ("Løft", 4, 4, "Høj"), ("Stik", 2, 5, "Middel"))
    assert [one.proposal for one in reading.findings] == ["", ""]


def test_a_hazard_that_is_said_not_to_be_there_is_none() -> None:
    headers = ("Påvirkning", "Forekommer (ja/nej)", "Risiko", "Forebyggelse")
    rows = (("Høje krav", "Ja", "Høj", "Supervision"), ("Uklare krav", "Nej", None, None))
    reading = checked(read_sheet(sheet(("Psykosocial risikovurdering",), headers, *rows), CONTEXT))
    assert [one.text for one in reading.findings] == ["Høje krav"]
    assert rows_of(reading) == (1, 1, 0)


def test_a_header_that_puts_the_worst_word_right_after_1_is_turned() -> None:
    headers = ("Fare", "Konsekvens (1 Katastrofal - 5 Ubetydelig)", "Sandsynlighed (1 ofte - 5 sjælden)")
    reading = read(RISK_LIST, headers, ("Eksplosion", 1, 5), ("Papirsnit", 5, 1))
    assert [(one.severity, one.likelihood) for one in reading.findings] == [(5.0, 1.0), (1.0, 5.0)]
    assert dict(codes(reading)).keys() >= {"scale-turned"}
    upward = ("Fare", "Konsekvens (1 Ubetydelig til 5 Katastrofal)", "Sandsynlighed (1 sjælden - 5 ofte)")
    reading = read(RISK_LIST, upward, ("Eksplosion", 5, 1), ("Papirsnit", 1, 5))
    assert [(one.severity, one.likelihood) for one in reading.findings] == [(5.0, 1.0), (1.0, 5.0)]


def test_crosses_under_five_words_are_steps_of_five_though_not_all_are_crossed() -> None:
    headers = ("Rum", "Fare", "Ubetydelig", "Mindre", "Moderat", "Alvorlig", "Katastrofal")
    rows = (
        ("Kælder", "Skimmel", None, None, None, "x", None),
        ("Loft", "Løse brædder", None, "x", None, None, None),
        ("Kontor", "Ledninger", "x", None, None, None, None),
    )
    reading = checked(read_sheet(sheet(("Risikovurdering bygning",), headers, *rows), CONTEXT))
    assert [(one.text, one.place, one.score) for one in reading.findings] == [
        ("Skimmel", "Kælder", 4.0),
        ("Løse brædder", "Loft", 2.0),
        ("Ledninger", "Kontor", 1.0),
    ]


def test_a_scale_beside_the_list_with_a_header_of_its_own_turns_it() -> None:
    steps = ("Katastrofal", "Alvorlig", "Moderat", "Mindre", "Ubetydelig")
    rows = (("Syre", 2, 1), ("Glas", 4, 4), (), (), ())
    beside = (
        (*row, *[None] * (4 - len(row)), number, step)
        for row, (number, step) in zip(rows, enumerate(steps, start=1), strict=True)
    )
    reading = read_sheet(sheet(("Fare", "S", "K", None, "K-skala", None), *beside), CONTEXT)
    assert [one.severity for one in reading.findings] == [5.0, 2.0]
    assert "scale-turned" in dict(codes(reading))
