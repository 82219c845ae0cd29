from __future__ import annotations

import re
from pathlib import Path

import pytest
from layouts.books import xlsx
from list_grids import CONTEXT, codes, read

from handleplan_batch.model import ImporterName, Reading
from handleplan_batch.reading import read_file
from handleplan_batch.reading.importers.risk_assessment import RISK_LIST

HEADERS = ("Nr", "Fare", "Konsekvens", "Sandsynlighed", "Risiko")
RISKS = [HEADERS, (1, "Fald fra tag", 1, 1, 1), (2, "Papirsår", 4, 4, 16), (3, "Støj", 3, 2, 6)]
TURNED = [(4, 4, 16), (1, 1, 1), (2, 3, 6)]
"""Consequence, likelihood and score of the same when 1 is the worst."""


def workbook(folder: Path, **sheets: list[tuple[object, ...]]) -> Reading:
    xlsx(folder / "risici.xlsx", sheets)
    return read_file(folder / "risici.xlsx", "risici.xlsx", CONTEXT)


def figures(reading: Reading) -> list[tuple[float | None, ...]]:
    return [(finding.severity, finding.likelihood, finding.score) for finding in reading.findings]


@pytest.mark.parametrize(
    "legend",
    [
        [
            ("Konsekvens", "Sandsynlighed"),
            ("1 = død", "1 = dagligt"),
            ("2 = alvorlig", "2 = ugentligt"),
            ("3 = mindre", "3 = årligt"),
            ("4 = ubetydelig", "4 = sjældent"),
        ],
        [
            ("Konsekvens",),
            (1, "Død"),
            (2, "Alvorlig skade"),
            (3, "Mindre skade"),
            (4, "Ubetydelig"),
            (),
            ("Sandsynlighed",),
            (1, "Dagligt"),
            (2, "Ugentligt"),
            (3, "Årligt"),
            (4, "Sjældent"),
        ],
        [
            ("Skala for konsekvens",),
            ("Værdi", "Betydning"),
            (1, "Død eller varig skade"),
            (2, "Alvorlig skade"),
            (3, "Mindre skade"),
            (4, "Ingen skade"),
        ],
        [
            ("Niveau", "Sandsynlighed", "Konsekvens"),
            (1, "Dagligt", "Død"),
            (2, "Ugentligt", "Alvorlig"),
            (3, "Årligt", "Mindre"),
            (4, "Sjældent", "Ubetydelig"),
        ],
        [
            ("Værdi", 1, 2, 3, 4),
            ("Konsekvens", "Død", "Alvorlig", "Mindre", "Ubetydelig"),
            ("Sandsynlighed", "Dagligt", "Ugentligt", "Årligt", "Sjældent"),
        ],
        [("Konsekvens: 1 = død, 4 = ubetydelig. Sandsynlighed: 1 = dagligt, 4 = sjældent",)],
        [("1 = dagligt/død, 4 = sjældent/ubetydelig",)],
        [("Risiko", None), ("1-4", "uacceptabel"), ("5-8", "tåles"), ("9-16", "acceptabel")],
    ],
    ids=["lines", "blocks", "title", "columns", "turned table", "one cell", "all alike", "scores"],
)
def test_a_legend_on_another_sheet_turns_the_scale_and_that_is_said(
    tmp_path: Path, legend: list[tuple[object, ...]]
) -> None:
    reading = workbook(tmp_path, RV=RISKS, Forklaring=legend)
    assert figures(reading) == TURNED
    assert {cell for code, cell in codes(reading) if code == "scale-turned"} == {"C1", "D1", "E1"}
    explaining = next(entry for entry in reading.sheets if entry.sheet == "Forklaring")
    assert (explaining.rows_rejected, explaining.rows_set_aside) == (0, explaining.rows_read)
    assert [problem.where.sheet for problem in reading.problems if problem.code == "legend-sheet"] == ["Forklaring"]


@pytest.mark.parametrize(
    "legend",
    [
        [("Konsekvens",), (1, "Ubetydelig"), (2, "Mindre"), (3, "Alvorlig"), (4, "Død")],
        [("Status",), (1, "Rød"), (2, "Gul"), (3, "Grøn")],
        [("Nr", "Afdeling"), (1, "Lager"), (2, "Køkken")],
        [("Forside",), ("Udfyldt af arbejdsmiljøgruppen",)],
    ],
    ids=["high is worse", "of another column", "departments", "no legend"],
)
def test_other_sheets_that_say_nothing_else_leave_the_scale(tmp_path: Path, legend: list[tuple[object, ...]]) -> None:
    reading = workbook(tmp_path, RV=RISKS, Andet=legend)
    assert figures(reading) == [(1, 1, 1), (4, 4, 16), (3, 2, 6)]
    assert not {"scale-turned", "legend-unread"} & {code for code, _cell in codes(reading)}


def test_a_sheet_that_explains_numbers_in_strange_words_is_named(tmp_path: Path) -> None:
    legend = [("Konsekvens",), (1, "Fredag"), (2, "Lørdag"), (3, "Søndag")]
    reading = workbook(tmp_path, RV=RISKS, Skala=legend)
    assert figures(reading) == [(1, 1, 1), (4, 4, 16), (3, 2, 6)]
    (problem,) = [problem for problem in reading.problems if problem.code == "legend-unread"]
    assert (problem.where.sheet, problem.values) == ("Skala", {"fields": "«Konsekvens»", "sheet": "RV"})


HIGH_IS_WORSE = [
    ("Område", "Fare", "Konsekvens", "Sandsynlighed", "Risiko"),
    ("Lager", "Fald fra tag", 4, 4, 16),
    ("Lager", "Papirsår", 1, 1, 1),
    ("Køkken", "Støj", 2, 3, 6),
]
UP_TO_THREE = [HIGH_IS_WORSE[0], ("Lager", "Fald fra tag", 3, 3, 9), *HIGH_IS_WORSE[2:]]
FALLING = [("1 = høj",), ("2 = middel",), ("3 = lav",)]
AS_WRITTEN = [(4, 4, 16), (1, 1, 1), (2, 3, 6)]


@pytest.mark.parametrize("ranked", ["Prioritet", "Hastegrad", ""])
@pytest.mark.parametrize(
    ("name", "legend"),
    [
        ("Forklaring", [("Prioritet",), *FALLING]),
        ("Forklaring", [("Prioritet",), (1, "Høj"), (2, "Middel"), (3, "Lav")]),
        ("Forklaring", [("Prioritet: 1 = høj, 2 = middel, 3 = lav",)]),
        ("Vejledning", [("Hastegrad",), *FALLING]),
        ("Prioritet", FALLING),
        ("Forklaring", [("Effekt af tiltag",), ("1 = stor",), ("2 = middel",), ("3 = lille",)]),
        ("Forklaring", [("Kontrolhierarki",), ("1 = bedst",), ("2 = middel",), ("3 = dårligst",)]),
        (
            "Lister",
            [
                ("Ansvarlig", "Status", "Vigtighed"),
                ("AMR", "1 = åben", "1 = høj"),
                ("Leder", "2 = i gang", "2 = middel"),
                ("HR", "3 = lukket", "3 = lav"),
            ],
        ),
    ],
)
def test_a_legend_of_something_else_leaves_the_factors(
    tmp_path: Path, ranked: str, name: str, legend: list[tuple[object, ...]]
) -> None:
    ranks = (ranked, 1, 3, 2) if ranked else (None,) * 4
    rows = [(*row, rank) for row, rank in zip(HIGH_IS_WORSE, ranks, strict=True)]
    reading = workbook(tmp_path, RV=rows, **{name: legend})
    assert figures(reading) == AS_WRITTEN
    assert not {"scale-turned", "bad-code", "legend-unread"} & {code for code, _cell in codes(reading)}


@pytest.mark.parametrize(
    ("legend", "unclear"),
    [
        ([("Prioritet",), *FALLING], False),
        ([("Effekt af tiltag",), *FALLING], False),
        (FALLING, True),
        ([("Vigtighed",), *FALLING], True),
        ([("1 = højest, 3 = lavest",)], True),
    ],
    ids=["priorities", "measures", "no heading", "strange heading", "ends alone"],
)
def test_a_legend_that_fits_turns_no_factor_unless_it_says_that_it_is_of_one(
    tmp_path: Path, legend: list[tuple[object, ...]], unclear: bool
) -> None:
    reading = workbook(tmp_path, RV=UP_TO_THREE, Forklaring=legend)
    assert figures(reading) == [(3, 3, 9), *AS_WRITTEN[1:]]
    assert "scale-turned" not in {code for code, _cell in codes(reading)}
    warned = [problem for problem in reading.problems if problem.code == "legend-unread"]
    assert [problem.values["fields"] for problem in warned] == ["«Sandsynlighed», «Konsekvens»"] * unclear


@pytest.mark.parametrize(
    "legend",
    [
        [("Sådan vurderer vi",), ("1 = dagligt/død",), ("2 = ugentligt/alvorlig",), ("4 = sjældent/ubetydelig",)],
        [("Vigtighed", "Konsekvens"), ("1 = lav", "1 = død"), ("3 = middel", "3 = mindre"), ("4 = høj", "4 = bagatel")],
    ],
    ids=["words of the factors", "beside one of something else"],
)
def test_words_or_a_heading_of_a_factor_turn_it(tmp_path: Path, legend: list[tuple[object, ...]]) -> None:
    assert figures(workbook(tmp_path, RV=RISKS, Forklaring=legend))[0][0] == 4


def test_a_legend_that_ends_before_the_values_of_its_column_is_not_followed_but_named(tmp_path: Path) -> None:
    reading = workbook(tmp_path, RV=HIGH_IS_WORSE, Forklaring=[("Konsekvens",), *FALLING])
    assert figures(reading) == AS_WRITTEN
    assert [problem.values["fields"] for problem in reading.problems if problem.code == "legend-unread"] == [
        "«Konsekvens»"
    ]


def test_one_slip_beyond_a_legend_does_not_undo_it(tmp_path: Path) -> None:
    rows = [*RISKS, *((nr, f"Fald {nr}", 2, 2, 4) for nr in range(4, 9)), (9, "Kulde", 7, 1, 7)]
    legend = [("Konsekvens",), ("1 = død",), ("2 = alvorlig",), ("3 = mindre",), ("4 = ubetydelig",)]
    assert figures(workbook(tmp_path, RV=rows, Forklaring=legend))[0][0] == 4


def test_a_header_that_tells_the_worst_end_needs_no_legend(tmp_path: Path) -> None:
    headers = ("Nr", "Fare", "Konsekvens (4 = værst)", "Sandsynlighed (4 = højest)", "Risiko")
    reading = workbook(tmp_path, RV=[headers, *RISKS[1:]], Skala=[(1, "Fredag"), (2, "Lørdag"), (3, "Søndag")])
    assert "legend-unread" not in {code for code, _cell in codes(reading)}


def test_the_sheet_itself_goes_before_another(tmp_path: Path) -> None:
    title = ("Konsekvens og sandsynlighed: 1 = lavest, 4 = højest",)
    reading = workbook(tmp_path, RV=[title, *RISKS], Forklaring=[("1 = højest, 4 = lavest",)])
    assert figures(reading) == [(1, 1, 1), (4, 4, 16), (3, 2, 6)]


def test_two_sheets_that_contradict_each_other_turn_nothing_and_are_named(tmp_path: Path) -> None:
    up, down = [("1 = lavest, 4 = højest",)], [("1 = højest, 4 = lavest",)]
    reading = workbook(tmp_path, RV=RISKS, Op=up, Ned=down)
    assert figures(reading) == [(1, 1, 1), (4, 4, 16), (3, 2, 6)]
    assert sorted(problem.where.sheet for problem in reading.problems if problem.code == "legend-unread") == [
        "Ned",
        "Op",
    ]


def test_the_severity_of_incidents_is_turned_by_a_legend_on_another_sheet(tmp_path: Path) -> None:
    rows = [
        ("Dato", "Hændelse", "Alvor", "Afdeling"),
        ("01-03-2026", "Fald fra stige", 1, "Lager"),
        ("02-03-2026", "Rift i finger", 4, "Lager"),
    ]
    legend = [("Alvor",), ("1 = meget alvorlig",), ("2 = alvorlig",), ("3 = mindre",), ("4 = ubetydelig",)]
    reading = workbook(tmp_path, Log=rows, Koder=legend)
    assert [finding.severity for finding in reading.findings] == [4, 1]
    assert ("scale-turned", "C1") in codes(reading)
    assert {entry.importer for entry in reading.sheets} == {ImporterName.INCIDENT, ImporterName.CODEBOOK}


def test_one_title_explains_both_factors() -> None:
    title = "Konsekvens: A = død, B = alvorlig, C = mindre, D = ubetydelig. Sandsynlighed: 1 = dagligt, 4 = sjældent"
    rows = (("Fare", "Konsekvens", "Sandsynlighed"), ("Fald", "A", 1), ("Papirsår", "D", 4), ("Støj", "C", 2))
    assert figures(read(RISK_LIST, (title,), *rows)) == [(4, 4, 16), (1, 1, 1), (2, 3, 6)]


def test_a_cell_of_a_matrix_is_no_score() -> None:
    rows = (("A", "A", 1, "A1"), ("B", "D", 4, "D4"), ("C", "C", 2, "C2"))
    reading = read(RISK_LIST, ("Fare", "Konsekvens", "Sandsynlighed", "Risiko"), *rows)
    assert [finding.score for finding in reading.findings] == [1, 16, 6]
    alone = read(RISK_LIST, ("Fare", "Risiko"), *((row[0], row[3]) for row in rows))
    assert [finding.score for finding in alone.findings] == [None] * 3
    assert ("matrix-cells", "B1") in codes(alone)


def test_bands_of_scores_that_fall_turn_the_factors_they_are_the_product_of() -> None:
    title = "Risikotal: 1-5 = uacceptabel, 6-12 = tåles, 13-25 = acceptabel"
    reading = read(RISK_LIST, (title,), ("Fare", "S", "K", "Risikotal"), ("Fald", 1, 2, 2), ("Papir", 5, 5, 25))
    assert [finding.score for finding in reading.findings] == [20, 1]
    assert {cell for code, cell in codes(reading) if code == "scale-turned"} == {"B2", "C2", "D2"}


def test_falling_bands_of_scores_that_are_no_product_are_asked_for() -> None:
    title = "Risikotal: 1-5 = uacceptabel, 6-12 = tåles, 13-25 = acceptabel"
    reading = read(RISK_LIST, (title,), ("Fare", "S", "K", "Risikotal"), ("Fald", 1, 2, 7), ("Papir", 5, 5, 24))
    assert ("risk-direction", "D2") in codes(reading)


@pytest.mark.parametrize("sign", ["=", ":"])
def test_one_end_in_the_header_is_enough(sign: str) -> None:
    rows = ((1, "Fald", 1, 1), (2, "Papirsår", 4, 4))
    headers = ("Nr", "Fare", f"Konsekvens (1 {sign} værst)", f"Sandsynlighed (1 {sign} lavest)")
    assert figures(read(RISK_LIST, headers, *rows)) == [(4, 1, 4), (1, 4, 4)]


@pytest.mark.parametrize(
    ("likelihood", "severity", "rows", "expected"),
    [
        ("(1 = ofte, 5 = aldrig)", "(1 = død, 5 = ingen)", [(1, 1), (4, 4)], [25, 4]),
        ("(1 = ofte, 4 = aldrig)", "(1 = død, 4 = ingen)", [(1, 1), (3, 3)], [16, 4]),
        ("(1=lav, 5=høj)", "(1=lav, 5=høj)", [(3, 3), (2, 2)], [9, 4]),
        ("(max 5)", "(max 5)", [(3, 3), (2, 2)], [9, 4]),
    ],
)
def test_a_header_tells_how_far_a_scale_goes_though_no_value_does(
    likelihood: str, severity: str, rows: list[tuple[int, int]], expected: list[float]
) -> None:
    headers = ("Fare", f"Sandsynlighed {likelihood}", f"Konsekvens {severity}")
    reading = read(RISK_LIST, headers, *(("Fald", *row) for row in rows))
    size = re.findall(r"\d", likelihood)[-1]
    assert [(finding.score, str(finding.method)) for finding in reading.findings] == [
        (score, f"{size}x{size}") for score in expected
    ]
    assert {code for code, _cell in codes(reading)} <= {"scale-turned"}


@pytest.mark.parametrize("title", ["1 = meget høj, 4 = lav", "Skala: 1 = høj, 4 = lav"])
def test_words_that_may_be_of_any_scale_turn_every_factor(title: str) -> None:
    reading = read(RISK_LIST, (title,), ("Fare", "Sandsynlighed", "Konsekvens"), ("Fald", 1, 1), ("Vold", 2, 3))
    assert [(finding.likelihood, finding.severity) for finding in reading.findings] == [(4, 4), (3, 2)]
    assert codes(reading) == [("scale-turned", "B2"), ("scale-turned", "C2")]


def test_a_scale_whose_size_nothing_tells_is_named() -> None:
    reading = read(RISK_LIST, ("Fare", "Sandsynlighed", "Konsekvens"), ("Fald", 3, 3), ("Vold", 2, 3))
    assert codes(reading) == [("scale-assumed", "B1")]


SCALE = [
    ("Tal", "Sandsynlighed", "Beskrivelse af sandsynlighed", "Konsekvens", "Beskrivelse af konsekvens"),
    (1, "Usandsynlig", "Sker næsten aldrig", "Ubetydelig", "Lille rift"),
    (2, "Mulig", "Sker af og til", "Moderat", "Fravær"),
    (3, "Sandsynlig", "Sker ofte", "Katastrofal", "Død"),
]


@pytest.mark.parametrize(
    "rows",
    [
        SCALE,
        [SCALE[0], *SCALE[:0:-1]],
        [
            ("Likelihood", "Description", "Severity", "Description"),
            (1, "Once in ten years", 1, "Scratch"),
            (2, "Every year", 2, "First aid"),
            (3, "Every month", 3, "Lost time"),
            (4, "Every day", 4, "Death"),
        ],
        [
            ("Sannsynlighet", "Konsekvens", "Risiko"),
            ("Lav", "Lav", "Akseptabel"),
            ("Lav", "Høy", "Moderat - tiltak nødvendig"),
            ("Høy", "Lav", "Moderat - tiltak nødvendig"),
            ("Høy", "Høy", "Uakseptabel - må reduseres"),
        ],
    ],
    ids=["steps upwards", "steps downwards", "numbers only", "each pair"],
)
def test_a_scale_that_is_described_step_by_step_is_no_list_of_risks(
    tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    assert workbook(tmp_path, Skala=rows).findings == ()
    assert figures(workbook(tmp_path, Risici=RISKS, Skala=rows)) == [(1, 1, 1), (4, 4, 16), (3, 2, 6)]


@pytest.mark.parametrize(
    "rows",
    [
        [("Fare", "Sandsynlighed", "Konsekvens", "Risikotal"), ("Støj", 1, 1, 1), ("Fald", 2, 2, 4), ("Gas", 3, 3, 9)],
        [("Fare", "S", "K"), ("Støj", "Høj", "Høj"), ("Fald", "Mellem", "Mellem"), ("Gas", "Lav", "Lav")],
        [("Fare", "Sandsynlighed", "Konsekvens"), *((f"Fare {s}{k}", s, k) for s in (1, 2) for k in (1, 2))],
    ],
    ids=["products", "words", "all different"],
)
def test_a_short_list_of_risks_is_not_taken_for_their_scale(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    assert len(workbook(tmp_path, Risici=rows).findings) == len(rows) - 1


def test_a_title_that_names_the_assessment_does_not_keep_its_scale_from_the_factors() -> None:
    headers = ("Fare", "Sandsynlighed", "Konsekvens")
    title = ("Risikovurdering. Skala: 1 = meget alvorligt, 5 = ubetydeligt",)
    reading = read(RISK_LIST, title, headers, ("Eksplosion", 5, 1), ("Papirsnit", 1, 5))
    assert [one.severity for one in reading.findings] == [5.0, 1.0]
    below = (("S: 1 ofte",), ("S: 5 aldrig",), ("K: 1 død",), ("K: 5 ingen skade",))
    reading = read(RISK_LIST, ("Fare", "S", "K"), ("Eksplosion", 5, 1), ("Papirsnit", 1, 5), (), *below)
    assert [(one.severity, one.likelihood) for one in reading.findings] == [(5.0, 1.0), (1.0, 5.0)]


def test_five_percent_is_not_the_fifth_step_of_a_likelihood() -> None:
    for header, values in (("Sandsynlighed", ("80 %", "5 %")), ("Sandsynlighed (%)", (80, 5))):
        rows = (("Fald", values[0], 4), ("Brand", values[1], 5))
        reading = read(RISK_LIST, ("Fare", header, "Konsekvens (1-5)"), *rows)
        assert [one.likelihood for one in reading.findings] == [80.0, 5.0]
        assert reading.findings[0].score > reading.findings[1].score
