from __future__ import annotations

from datetime import date

import pytest
from list_grids import CONTEXT, checked, claim, codes, read, read_sample, rows_of, sheet

from handleplan_batch.model import ImporterName, RiskMethod
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.risk_assessment import RISK_ASSESSMENT

HEADERS = ("Fare", "Sandsynlighed", "Konsekvens", "Risikotal")


def scored(*rows: tuple[Value, ...], headers: tuple[str, ...] = HEADERS) -> list[tuple[object, ...]]:
    findings = read(RISK_ASSESSMENT, headers, *rows).findings
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
    assert read(RISK_ASSESSMENT, *rows).findings[0].method is RiskMethod.MATRIX_4


def test_the_size_of_the_matrix_follows_the_scores() -> None:
    assert scored(("Støj", 3, 3, 9), ("Fald", 2, 3, 20))[0][3] is RiskMethod.MATRIX_5


def test_the_size_of_the_matrix_follows_a_matrix_drawn_beside_the_list() -> None:
    reading = read(
        RISK_ASSESSMENT,
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
    reading = read(RISK_ASSESSMENT, ("Fare", "Farve"), ("Støj", "Rød"), ("Lys", "Grøn"), ("Kulde", "Lilla"))
    assert [(finding.score, finding.method) for finding in reading.findings] == [
        (3, RiskMethod.GIVEN),
        (1, RiskMethod.GIVEN),
        (None, None),
    ]
    assert ("bad-code", "B4") in codes(reading)


def test_kinney_is_known_by_its_exposure_and_values() -> None:
    headers = ("Fare", "Sandsynlighed (S)", "Eksponering (E)", "Konsekvens (K)", "Risikotal")
    reading = read(RISK_ASSESSMENT, headers, ("Brand", "0,5", 6, 15, "45"), ("Fald", 3, 10, 15, None))
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
    reading = read(RISK_ASSESSMENT, headers, ("Brand", 0.5, 6, 15, 45), ("Fald", None, None, None, 0))
    assert [finding.score for finding in reading.findings] == [45, None]


def test_three_factors_of_up_to_ten_are_a_scale_of_their_own() -> None:
    headers = ("Failure mode", "Severity", "Occurrence", "Detection", "RPN")
    reading = read(RISK_ASSESSMENT, headers, ("Leak", 8, 4, 9, 288), ("Crack", 9, 2, 5, None))
    assert [(finding.score, finding.method) for finding in reading.findings] == [
        (288, RiskMethod.GIVEN),
        (90, RiskMethod.GIVEN),
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
        RISK_ASSESSMENT,
        headers,
        ("Disconnected", 100, 80, 100, 80, 0),
        ("Blocked", 100, 50, 20, 50, 10),
        ("Leak", 50, 40, 9),
    )
    assert [finding.score for finding in reading.findings] == [80, 50, 20]
    assert codes(reading) == [("several-results", "E1")]


def test_several_results_are_named_and_the_one_before_measures_is_used() -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens", "Samlet risiko", "Initial risk")
    reading = read(RISK_ASSESSMENT, headers, ("Støj", 5, 5, 10, 25))
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
    reading = read(RISK_ASSESSMENT, HEADERS, ("Støj", 5, 3, 15), row, ("Lys", 1, 5, 5))
    assert [finding.score for finding in reading.findings] == [15, float(given), 5]
    (problem,) = reading.problems
    assert (problem.code, problem.where.a1, problem.values) == (
        "score-mismatch",
        "D3",
        {"given": given, "computed": computed},
    )


def test_scores_from_a_look_up_matrix_are_not_compared_with_products() -> None:
    reading = read(RISK_ASSESSMENT, HEADERS, ("Støj", 5, 3, 18), ("Fald", 2, 4, 17), ("Lys", 1, 1, 1))
    assert [finding.score for finding in reading.findings] == [18, 17, 1]
    assert not reading.problems


def test_the_risk_left_after_measures_is_read() -> None:
    reading = read(RISK_ASSESSMENT, (*HEADERS, "Restrisiko"), ("Støj", 5, 3, 15, "6"), ("Fald", 2, 4, 8, None))
    assert [finding.residual for finding in reading.findings] == [6, None]


def test_the_same_headers_again_are_the_risk_after_measures() -> None:
    headers = ("Fare", "S", "K", "R", "Tiltag", "S", "K", "R")
    (finding,) = read(RISK_ASSESSMENT, headers, ("Støj", 5, 4, 20, "Kappe", 2, 4, 8)).findings
    assert (finding.likelihood, finding.severity, finding.score, finding.residual) == (5, 4, 20, 8)


def test_factors_after_measures_make_a_residual_score() -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens", "Tiltag", "Sandsynlighed", "Konsekvens")
    (finding,) = read(RISK_ASSESSMENT, headers, ("Støj", 5, 4, "Kappe", 1, 4)).findings
    assert (finding.score, finding.residual) == (20, 4)


def test_all_that_a_row_says_reaches_the_finding() -> None:
    headers = (
        *("Nr.", "Afdeling", "Sted", "Arbejdsopgave", "Fare", "Årsag", "Antal udsatte", "Sandsynlighed", "Konsekvens"),
        *("Eksisterende foranstaltninger", "Forslag til tiltag", "Ansvarlig", "Frist", "Status", "Dato"),
    )
    row = (1, "Køkken", "Opvask", "Grovopvask", "Støj", "Gammel maskine", 7, 5, 3, "Høreværn", "Kappe", "Ann Bo")
    (finding,) = read(RISK_ASSESSMENT, headers, (*row, "uge 12 2027", "Udført", date(2026, 9, 1))).findings
    assert finding.where.a1 == "E2"
    assert (finding.text, finding.department, finding.place, finding.category) == (
        *("Støj", ("Køkken",), "Opvask", "Grovopvask"),
    )
    assert (finding.cause, finding.exposed, finding.proposal) == ("Gammel maskine", 7, "Kappe")
    assert (finding.responsible, finding.deadline, finding.solved) == ("Ann Bo", date(2027, 3, 26), True)
    assert finding.observed_on == date(2026, 9, 1)


def test_a_value_outside_the_scale_is_named_and_the_risk_is_kept() -> None:
    headers = ("Fare", "Sandsynlighed (1-5)", "Konsekvens (1-5)")
    reading = read(RISK_ASSESSMENT, headers, ("Støj", 7, 3), ("Fald", "vildt", 2), ("Lys", 2, 2))
    assert [finding.score for finding in reading.findings] == [None, None, 4]
    assert codes(reading) == [("bad-code", "B2"), ("bad-code", "B3")]
    assert reading.problems[0].values["scale"] == "1-5"


def test_slips_in_a_row_do_not_change_the_scale_of_the_others() -> None:
    reading = read(
        *(RISK_ASSESSMENT, HEADERS, ("Snit", 3, 4, 12), ("Løft", 4, 5, 20), ("Fald", 9, 9, 81), ("Syre", 3, -1, None)),
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
    reading = read(RISK_ASSESSMENT, headers, ("Støj", 4, 3), ("Fald", 5, 2), ("Lys", 2, 2))
    assert [finding.method for finding in reading.findings] == [RiskMethod.MATRIX_4, None, RiskMethod.MATRIX_4]
    assert codes(reading) == [("bad-code", "B3")]


def test_a_row_without_hazard_is_rejected_and_named() -> None:
    reading = read(RISK_ASSESSMENT, HEADERS, ("Støj", 5, 3, 15), (None, 2, 4, 8))
    assert rows_of(reading) == (1, 0, 1)
    assert codes(reading) == [("row-incomplete", "A3")]


def test_no_hazard_and_cancelled_rows_are_set_aside() -> None:
    reading = read(RISK_ASSESSMENT, (*HEADERS, "Status"), ("Ingen", 1, 1, 1, None), ("Støj", 5, 3, 15, "Bortfalder"))
    assert rows_of(reading) == (0, 2, 0)


def test_numbered_and_formula_rows_of_an_empty_form_are_no_risks() -> None:
    headers = ("Nr.", *HEADERS)
    reading = read(
        RISK_ASSESSMENT, headers, (1, "Støj", 3, 3, 9), (2, None, None, None, 0), (None, None, None, None, 0)
    )
    assert rows_of(reading) == (1, 1, 0)


def test_a_group_of_merged_cells_gives_its_department_to_each_row() -> None:
    headers = ("Afdeling", *HEADERS)
    reading = read(
        *(RISK_ASSESSMENT, headers, ("Køkken", "Støj", 3, 3, 9), (None, "Fald", 2, 2, 4), ("Lager", "Truck", 3, 1, 3)),
    )
    assert [finding.department for finding in reading.findings] == [("Køkken",), ("Køkken",), ("Lager",)]


def test_a_list_that_repeats_its_departments_means_its_blanks() -> None:
    headers = ("Afdeling", *HEADERS)
    reading = read(
        *(RISK_ASSESSMENT, headers, ("Køkken", "Støj", 3, 3, 9), ("Køkken", "Fald", 2, 2, 4), (None, "Truck", 3, 1, 3)),
    )
    assert [finding.department for finding in reading.findings] == [("Køkken",), ("Køkken",), ()]


def test_a_matrix_with_texts_in_its_cells_is_named_and_not_read() -> None:
    grid = sheet(
        (None, "Ubetydelig", "Alvorlig", "Katastrofal"),
        ("Usandsynlig (aldrig)", "Papir slipper op", "Serveren er nede en dag", "Huset brænder"),
        (None, "Kaffen slipper op", None, None),
        ("Sandsynlig (ofte)", "Støj i kontoret", "Fald på trappen", "Trussel i receptionen"),
    )
    reading = checked(RISK_ASSESSMENT.extract(grid, claim(RISK_ASSESSMENT, grid), CONTEXT))
    (entry,) = reading.sheets
    assert (entry.importer, entry.rows_read, entry.rows_rejected) == (ImporterName.UNKNOWN, 4, 4)
    assert [problem.code for problem in reading.problems] == ["matrix-layout"]


def test_a_survey_with_answers_in_words_is_no_risk_matrix() -> None:
    answers = ("Sjældent", "Ofte", "Af og til", "Aldrig")
    grid = sheet(("Afdeling", "Hvor ofte støjer det?", "Travlt?", "Hjælp?", "Ro?"), *[("Køkken", *answers)] * 8)
    assert RISK_ASSESSMENT.identify(grid, CONTEXT) is None


@pytest.mark.parametrize(
    ("file", "method", "scores"),
    [
        ("risikovurdering_koekken_vaerksted.xlsx", RiskMethod.MATRIX_5, 12),
        ("risikovurdering_lager_kinney.xlsx", RiskMethod.KINNEY, 8),
    ],
)
def test_the_sample_risk_assessments_are_read_whole(file: str, method: RiskMethod, scores: int) -> None:
    reading = read_sample(RISK_ASSESSMENT, file)
    assert [finding.method for finding in reading.findings] == [method] * scores
    assert all(finding.score for finding in reading.findings)
    assert rows_of(reading) == (scores, 0, 0)
