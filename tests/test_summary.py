"""Summed-up results become figures with question, department and direction, and never respondents."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging import Judgement, judge
from handleplan_batch.model import (
    CellRef,
    Certainty,
    Department,
    DepartmentPath,
    ImporterName,
    Measurement,
    Reading,
    SummaryFigure,
)
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.summary import SummaryImporter
from handleplan_batch.settings import Settings

CATALOGUE = Catalogue()
NOISE = "I hvor høj grad er du generet af støj?"
VOICE = "Har du indflydelse på, hvordan du løser dine opgaver?"
BULLIED = "Har du været udsat for mobning?"
HELPED = "Får du den hjælp fra din leder, du har brug for?"

Row = tuple[Value, ...]


def read(*rows: Row, sheet: str = "Ark1", directions: dict[str, str] | None = None) -> Reading:
    grid = Grid("trivsel.xlsx", sheet, rows)
    reading = read_sheet(grid, Context(CATALOGUE, directions or {}))
    entry = reading.sheets[0]
    assert entry.rows_read == entry.rows_used + entry.rows_set_aside + entry.rows_rejected
    return reading


def figures(reading: Reading, question: str = VOICE) -> dict[DepartmentPath, SummaryFigure]:
    (found,) = (summary for summary in reading.summaries if summary.question.text == question)
    return dict(found.figures)


def scores(reading: Reading, question: str = VOICE) -> dict[DepartmentPath, float | None]:
    return {path: figure.score for path, figure in figures(reading, question).items()}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def reasons(reading: Reading) -> set[str]:
    return {problem.values["reason"] for problem in reading.problems if problem.code == "row-set-aside"}


def is_summary(*rows: Row, sheet: str = "Ark1") -> bool:
    return SummaryImporter().identify(Grid("f.xlsx", sheet, rows), Context(CATALOGUE)) is not None


# --- Figures and where they stand


def test_a_row_per_question_and_department_gives_mean_number_and_last_time() -> None:
    reading = read(
        ("Spørgsmål", "Afdeling", "Antal svar", "Gennemsnit (1-5)", "Forrige"),
        (VOICE, "Køkken", 12, "3,4", 3.0),
        (VOICE, "I alt", 34, 4.0, 4.2),
    )
    assert {path: (f.respondents, f.score, f.previous) for path, f in figures(reading).items()} == {
        ("Køkken",): (12, 60.0, 50.0),
        (): (34, 75.0, 80.0),
    }
    (entry,) = reading.sheets
    assert (entry.importer, entry.rows_used, entry.respondents) == (ImporterName.SURVEY_SUMMARY, 2, None)
    assert reading.surveys == ()


def test_departments_may_be_columns_and_a_benchmark_is_none() -> None:
    reading = read(
        ("Gennemsnit, skala 1-5",),
        ("Spørgsmål", "Køkken", "Lager", "I alt", "Landsgennemsnit"),
        (VOICE, 3.0, 4.2, 3.8, 3.6),
        (NOISE, 2.0, 4.2, 3.8, 3.6),
    )
    assert scores(reading) == {("Køkken",): 50.0, ("Lager",): 80.0, (): 70.0}
    assert scores(reading, NOISE) == {("Køkken",): 75.0, ("Lager",): 20.0, (): 30.0}


def test_questions_may_be_columns_with_a_row_per_department() -> None:
    reading = read(
        ("Afdeling", "N", "Støj (1-5)", "Indflydelse (1-5)"),
        ("Køkken", 12, 3.4, 2.2),
        ("Lager", 13, 3.1, 2.5),
    )
    assert scores(reading, "Indflydelse") == {("Køkken",): 30.0, ("Lager",): 37.5}
    assert figures(reading, "Støj")["Lager",].respondents == 13


def test_of_years_in_columns_the_last_counts_and_the_one_before_is_last_time() -> None:
    reading = read(("Score 0-100",), ("Spørgsmål", 2020, 2022, 2024), (VOICE, 50, 61, 66), (NOISE, 40, 41, 42))
    (figure,) = figures(reading).values()
    assert (figure.score, figure.previous) == (66.0, 61.0)
    assert {summary.period for summary in reading.summaries} == {"2024"}


def test_four_years_of_one_question_are_one_measurement_with_history() -> None:
    reading = read(
        ("År", "Spørgsmålsformulering", "Antal svarpersoner", "Gennemsnit (1-5)"),
        *((year, VOICE, 2500 + year, mean) for year, mean in ((2018, 2.6), (2020, 2.8), (2022, 3.0), (2024, 3.4))),
    )
    (figure,) = figures(reading).values()
    assert (figure.respondents, figure.score, figure.previous) == (4524, 60.0, 50.0)
    assert (reading.sheets[0].rows_used, reading.sheets[0].rows_set_aside) == (2, 2)


def test_two_header_lines_are_read_together() -> None:
    reading = read(
        ("Spørgsmål", "Lager", None, "Køkken", None),
        (None, "N", "Gns. (1-5)", "N", "Gns. (1-5)"),
        (VOICE, 12, 3.4, 14, 2.2),
    )
    assert {path: (f.respondents, f.score) for path, f in figures(reading).items()} == {
        ("Lager",): (12, 60.0),
        ("Køkken",): (14, 30.0),
    }


def test_a_column_per_answer_with_counts_is_a_distribution() -> None:
    reading = read(
        ("Spørgsmål", "I høj grad", "Delvist", "I ringe grad", "Ved ikke"),
        (VOICE, 10, 6, 4, 3),
    )
    (figure,) = figures(reading).values()
    assert (figure.respondents, figure.score) == (20, 57.5)
    assert reading.summaries[0].question.best == "I meget høj grad"


@pytest.mark.parametrize("scale", [1, 0.01])
def test_percent_per_answer_counts_those_on_the_scale(scale: float) -> None:
    reading = read(
        ("Udsagn", "Helt enig", "Enig", "Hverken eller", "Uenig", "Helt uenig", "Ved ikke", "N"),
        ("Jeg har indflydelse på mit arbejde", *(share * scale for share in (10, 20, 30, 15, 5, 20)), 50),
        ("Jeg har for mange opgaver", *(share * scale for share in (20, 20, 30, 15, 15, 0)), 50),
    )
    (figure,) = figures(reading, "Jeg har indflydelse på mit arbejde").values()
    assert (figure.respondents, figure.score) == (40, 54.6875)
    assert figure.shares == pytest.approx((0.0625, 0.1875, 0.375, 0.25, 0.125, 0))


@pytest.mark.parametrize("cell", ["{n} ({share} %)", "{n} ({share},0%)", "{n} / {share} pct.", "{share} % ({n})"])
@pytest.mark.parametrize("answered", [True, False])
def test_a_number_and_its_percent_in_one_cell_are_answers_and_no_safety_round(cell: str, answered: bool) -> None:
    rows = [(BULLIED, cell.format(n=5, share=25), cell.format(n=15, share=75), 20)]
    rows += [(NOISE, cell.format(n=15, share=75), cell.format(n=5, share=25), 20)]
    count = 4 if answered else 3
    reading = read(("Spørgsmål", "Ja", "Nej", "Antal svar")[:count], *(row[:count] for row in rows))
    assert [entry.importer for entry in reading.sheets] == ["survey_summary"]
    assert (scores(reading, BULLIED), scores(reading, NOISE)) == ({(): 75.0}, {(): 25.0})
    if answered or not cell.startswith("{share}"):
        assert [figure.respondents for figure in figures(reading, NOISE).values()] == [20]


def test_an_answer_may_have_a_row_of_its_own() -> None:
    reading = read(
        ("Spørgsmål", "Svar", "Antal", "Procent"),
        (BULLIED, "Ja", 4, "20 %"),
        (None, "Nej", 16, "80 %"),
        (None, "I alt", 20, "100 %"),
    )
    (figure,) = figures(reading, BULLIED).values()
    assert (figure.respondents, figure.score) == (20, 80.0)
    assert (reading.sheets[0].rows_used, reading.sheets[0].rows_set_aside) == (2, 1)


DEPARTMENTS = ("Køkken", "Lager")
COUNTED = (("Ja", 6), ("Nej", 3), ("Ved ikke", 1))


def test_a_tally_whose_answers_stand_below_the_question_is_counted() -> None:
    reading = read(
        ("Afdeling", BULLIED, "Antal"),
        *[(department, answer, number) for department in DEPARTMENTS for answer, number in COUNTED],
    )
    found = figures(reading, BULLIED)
    assert {path: (f.respondents, round(f.score or 0, 1)) for path, f in found.items()} == {
        ("Køkken",): (9, 33.3),
        ("Lager",): (9, 33.3),
    }
    assert not reading.surveys


def test_a_pivot_tells_a_department_once_and_its_totals_are_no_department() -> None:
    rows: list[Row] = []
    for department in DEPARTMENTS:
        rows += [(department if answer == "Ja" else None, answer, number) for answer, number in COUNTED]
        rows.append((f"{department} Total", None, 10))
    reading = read(("Afdeling", BULLIED, "Antal af ID"), *rows, ("Hovedtotal", None, 20))
    assert {path: f.respondents for path, f in figures(reading, BULLIED).items()} == {("Køkken",): 9, ("Lager",): 9}
    assert reading.sheets[0].rows_set_aside == 3


def test_those_that_a_tally_parts_by_sex_or_age_are_counted_together() -> None:
    reading = read(
        ("Afdeling", "Køn", BULLIED, "Antal svar"),
        *[("Køkken", sex, answer, number) for sex in ("Mand", "Kvinde") for answer, number in COUNTED],
        *[("Køkken", "I alt", answer, 2 * number) for answer, number in COUNTED],
    )
    assert figures(reading, BULLIED)[("Køkken",)].respondents == 18
    assert not codes(reading)[1:]
    assert reading.sheets[0].rows_set_aside == len(COUNTED)


@pytest.mark.parametrize("of_what", [("Skift", "Dag", "Nat"), (HELPED, "Ja", "Nej")])
def test_a_tally_of_combinations_that_cannot_be_put_together_is_asked_for(of_what: tuple[str, str, str]) -> None:
    header, *told = of_what
    reading = read(
        ("Afdeling", header, BULLIED, "Antal"),
        *[(department, one, answer, n) for department in DEPARTMENTS for one in told for answer, n in COUNTED],
    )
    assert codes(reading) == ["aggregated-table"]
    assert reading.sheets[0].rows_rejected == 12
    assert not reading.surveys


@pytest.mark.parametrize("values", [(35, 40), (0.35, 0.4), ("35 %", "40 %"), ("35,0 %", "40,0 %")])
def test_shares_are_read_however_they_are_written(values: tuple[Value, Value]) -> None:
    reading = read(("Spørgsmål", "Andel positive", "Andel negative", "N"), (NOISE, *values, 40), (VOICE, *values, 40))
    (figure,) = figures(reading, NOISE).values()
    assert (figure.score, figure.unfavourable) == (35.0, 0.4)
    assert reading.summaries[0].question.best == "100 %"


def test_the_share_that_agrees_is_good_or_bad_by_the_statement() -> None:
    reading = read(
        ("Udsagn", "% enige", "N"),
        ("Jeg har indflydelse på mit arbejde", 65, 40),
        ("Jeg er stresset", 35, 40),
        ("Vi har en kaffemaskine", 90, 40),
    )
    good, bad, unknown = (next(iter(summary.figures.values())) for summary in reading.summaries)
    assert (good.score, good.unfavourable) == (65.0, None)
    assert (bad.score, bad.unfavourable) == (None, 0.35)
    assert (unknown.score, unknown.unfavourable) == (None, None)
    assert codes(reading) == ["unknown-direction"]


def test_an_index_goes_from_nought_to_a_hundred() -> None:
    reading = read(("Dimension", "Indeks 2026"), ("Arbejdsglæde", 71), ("Samarbejde", 64), ("Stress", 40))
    assert [summary.question.best for summary in reading.summaries] == ["100", "100", None]
    relative = read(("Dimension", "Indeks"), ("Arbejdsglæde", 97), ("Samarbejde", 92))  # 100 may be all together
    assert codes(relative) == ["unknown-ends"]


def test_statistics_and_groups_are_no_departments() -> None:
    header = ("Spørgsmål (% enige)", "Lager", "IT", "Top 2 box", "Egen vurdering")
    reading = read(header, (VOICE, 60, 70, 65, 80), (HELPED, 50, 70, 60, 80))
    assert {path for summary in reading.summaries for path in summary.figures} == {("Lager",), ("IT",)}


def test_headings_are_themes_and_the_title_names_the_department() -> None:
    reading = read(
        ("Afdeling: Lager",),
        ("Svarprocent: 92 % (23/25)",),
        ("Spørgsmål", "Score (0-100)", "Benchmark", "Udvikling"),
        ("Trivsel",),
        (VOICE, 55, 60, -5),
        ("Ledelse",),
        ("Er du tilfreds med din leder?", 70, 71, 2),
    )
    ((path, figure),) = figures(reading).items()
    assert (path, figure.respondents, figure.score, figure.previous) == (("Lager",), 23, 55.0, 60.0)
    assert reading.sheets[0].rows_set_aside == 2


def test_headings_above_the_same_questions_are_departments() -> None:
    rows = [(text, mean, 12) for text, mean in ((VOICE, 3.0), (NOISE, 2.0))]
    reading = read(("Skala 1-5",), ("Spørgsmål", "Score", "N"), ("Lager",), *rows, ("Køkken",), *rows)
    assert set(figures(reading)) == {("Lager",), ("Køkken",)}


def test_levels_of_the_organisation_make_a_path_and_their_totals_its_upper_part() -> None:
    reading = read(
        ("Spørgsmål", "Område", "Afdeling", "Antal svar", "Score (0-100)"),
        (VOICE, "Drift", "Lager", 12, 66),
        (VOICE, "Drift", "I alt", 25, 68),
        (VOICE, "I alt", None, 60, 71),
    )
    assert set(figures(reading)) == {("Drift", "Lager"), ("Drift",), ()}


@pytest.mark.parametrize("once", [True, False])
def test_levels_that_cross_are_read_from_the_left_also_where_the_upper_one_stands_once(once: bool) -> None:
    pairs = [(school, unit) for school in ("Nord", "Syd", "Vest") for unit in ("SFO", "Undervisning")]
    rows = [
        (VOICE if n == 0 or not once else None, s if u == "SFO" or not once else None, u, 12, 3.4)
        for n, (s, u) in enumerate(pairs)
    ]
    reading = read(("Spørgsmål", "Skole", "Afdeling", "Antal svar", "Gennemsnit (1-5)"), *rows)
    assert set(figures(reading)) == set(pairs)


@pytest.mark.parametrize(
    "heads",
    [
        ("Negativ (1-2)", "Neutral (3)", "Positiv (4-5)"),
        ("Negativ 1-2", "Neutral 3", "Positiv 4-5"),
        ("Negative svar (1 og 2)", "Neutrale svar (3)", "Positive svar (4 og 5)"),
        ("Utilfreds (1-2)", "Neutral (3)", "Tilfreds (4-5)"),
        ("Uenig [1+2]", "Hverken/eller [3]", "Enig [4+5]"),
    ],
)
def test_the_numbers_that_an_answer_counts_are_no_department(heads: Row) -> None:
    reading = read(("Afdeling: Lager",), ("Spørgsmål", *heads, "Antal"), (HELPED, "40 %", "20 %", "40 %", 20))
    assert set(figures(reading, HELPED)) == {("Lager",)}
    assert not codes(reading)


@pytest.mark.parametrize("label", ["Afdeling", None, "Enhed"])
@pytest.mark.parametrize("total", [False, True])
@pytest.mark.parametrize("unit", [" %", "%"])
def test_a_table_per_question_with_departments_down_is_read_under_its_own_question(
    label: str | None, total: bool, unit: str
) -> None:
    rows: list[Row] = []
    for question, yes in (("Er du generet af støj?", 40), ("Er lyset godt?", 80), ("Har du ondt i ryggen?", 30)):
        shares = ((yes, 90 - yes, 10, 20), (yes - 10, 110 - yes, 0, 10))
        rows += [(question,), (label, "Ja", "Nej", "Ved ikke", "Antal")]
        rows += [
            (unit_name, *(f"{share}{unit}" for share in told), persons)
            for unit_name, (*told, persons) in zip(("Lager", "Kontor"), shares, strict=True)
        ]
        rows += [("I alt", f"{yes}{unit}", f"{90 - yes}{unit}", f"10{unit}", 30), ()] if total else [()]
    reading = read(*rows)
    assert codes(reading) == ["row-set-aside"] * 4
    assert [summary.question.text for summary in reading.summaries] == [row[0] for row in rows if len(row) == 1]
    for summary in reading.summaries:
        assert set(summary.figures) == {("Lager",), ("Kontor",), *([()] if total else [])}


def test_percent_under_yes_and_no_are_no_verdicts_of_a_round() -> None:
    reading = read(("Afdeling", "Ja", "Nej"), ("Lager", "40 %", "60 %"), ("Kontor", "11 %", "89 %"))
    assert not reading.findings
    assert reading.sheets[0].importer is not ImporterName.INSPECTION


ANSWERED: tuple[Row, ...] = (
    ("Afdeling", "Inviterede", "Besvarelser", "Svarprocent"),
    *(("Lager", 20, 14, "70 %"), ("Produktion", 50, 33, "66 %"), ("Kontor", 10, 9, "90 %"), ("I alt", 80, 56, "70 %")),
)
SHARES: tuple[Row, ...] = (
    ("Spørgsmål", "Lager", "Produktion", "Kontor"),
    *((VOICE, "64 %", "48 %", "78 %"), (NOISE, "50 %", "75 %", "11 %"), (HELPED, "57 %", "42 %", "89 %")),
)


@pytest.mark.parametrize("gap", [4, 5])
@pytest.mark.parametrize("turned", [False, True])
def test_who_answered_and_the_results_beside_are_two_tables(gap: int, turned: bool) -> None:
    results: list[Row] = [(*row, *("",) * (4 - len(row))) for row in (*SHARES, ())]
    left, right = (results, ANSWERED) if turned else (ANSWERED, results)
    above = [""] * 9
    above[0], above[gap] = ("Andel helt enig/enig", "Svar")[:: 1 if turned else -1]
    rows = [tuple(cell or None for cell in (*a, "", *b)) for a, b in zip(left, right, strict=True)]
    reading = read_sheet(Grid("r.xlsx", "Ark1", [tuple(cell or None for cell in above), *rows]), Context(CATALOGUE))
    assert [len(entry.uses) for entry in reading.sheets] == [4, 4]
    assert set(figures(reading)) == {("Lager",), ("Produktion",), ("Kontor",)}
    assert {problem.code for problem in reading.problems} == {"row-set-aside"}


@pytest.mark.parametrize("mark", ["-", "<5", "n<5", "n < 5", "*", "For få svar", "Anonymiseret", "(n<5)", None])
def test_what_the_table_hides_is_hidden(mark: Value) -> None:
    reading = read(
        ("Spørgsmål", "Afdeling", "N", "Gns. (1-5)"),
        (VOICE, "Lager", 12, 3.4),
        (VOICE, "Kantine", 3, mark),
        (VOICE, "Køkken", 14, 2.4),
    )
    assert figures(reading)["Kantine",].hidden
    assert (reading.sheets[0].rows_used, reading.sheets[0].rows_set_aside) == (2, 1)


def test_a_mean_of_nought_on_a_scale_from_one_is_hidden() -> None:
    reading = read(("Spørgsmål", "Afdeling", "Gns. (1-5)"), (VOICE, "Lager", 3.4), (VOICE, "Kantine", 0))
    assert figures(reading)["Kantine",].hidden


def test_totals_benchmarks_and_numbers_of_answers_are_no_questions() -> None:
    reading = read(
        ("Skala 1-5",),
        ("Spørgsmål", "Lager", "Køkken"),
        ("Antal besvarelser", 22, 31),
        (VOICE, 4.2, 3.4),
        ("Gennemsnit", 3.6, 3.4),
        ("Benchmark", 3.5, 3.5),
    )
    assert [summary.question.text for summary in reading.summaries] == [VOICE]
    assert figures(reading)["Køkken",].respondents == 31
    assert reading.sheets[0].rows_set_aside == 3


def test_response_rates_are_no_measurements() -> None:
    reading = read(
        ("Afdeling", "Antal inviterede", "Antal svar", "Svarprocent"),
        ("Køkken", 20, 12, "60 %"),
        ("Lager", 20, 18, "90 %"),
    )
    assert (reading.sheets[0].importer, reading.sheets[0].rows_set_aside) == (ImporterName.SURVEY_SUMMARY, 2)
    assert reading.summaries == ()


def test_two_figures_for_the_same_thing_are_neither_used() -> None:
    reading = read(
        ("Spørgsmål", "Afdeling", "N", "Gns. (1-5)"),
        *((VOICE, name, 12, 3.4) for name in "ABCDEFGH"),
        (VOICE, "A", 14, 2.4),
    )
    assert "figure-twice" in codes(reading)
    assert ("A",) not in figures(reading)
    assert reading.sheets[0].rows_rejected == 2


def test_a_share_beyond_all_and_half_a_person_are_bad_numbers() -> None:
    reading = read(
        ("Spørgsmål", "N", "% positive"), (VOICE, 12.5, 60), (NOISE, 20, 240), ("Er du tilfreds med din leder?", 20, 70)
    )
    assert codes(reading).count("bad-number") == 2
    assert (figures(reading)[()].respondents, figures(reading)[()].score) == (None, 60.0)
    assert figures(reading, NOISE)[()].score is None


# --- Scale and direction


def test_a_mean_on_a_scale_without_ends_is_asked_for() -> None:
    reading = read(("Spørgsmål", "Gennemsnit", "N"), (VOICE, 3.2, 12), (NOISE, 4.2, 12))
    assert [summary.question.certainty for summary in reading.summaries] == [Certainty.UNKNOWN] * 2
    assert codes(reading) == ["unknown-ends"]


def test_means_outside_the_ends_that_are_told_are_not_believed() -> None:
    reading = read(("Skala 1-5",), ("Spørgsmål", "Gennemsnit", "N"), (VOICE, 72, 12))
    assert scores(reading) == {(): None}


def test_the_settings_tell_ends_and_direction() -> None:
    reading = read(("Spørgsmål", "Gennemsnit", "N"), (VOICE, 3.0, 12), directions={VOICE: "5"})
    assert scores(reading) == {(): 50.0}
    assert reading.summaries[0].question.certainty is Certainty.KNOWN


def test_an_index_on_something_bad_may_be_turned_and_is_asked_for() -> None:
    rows: Sequence[Row] = (("Dimension", "N", "Indeks (0-100)"), ("Stress", 20, 30), ("Indflydelse", 20, 60))
    assert scores(read(*rows), "Stress") == {(): None}
    assert scores(read(*rows), "Indflydelse") == {(): 60.0}
    assert scores(read(("Høj score er godt",), *rows), "Stress") == {(): 30.0}
    assert scores(read(("Lav score er godt",), *rows), "Stress") == {(): 70.0}


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("1 = i meget ringe grad, 5 = i meget høj grad", 75.0),
        ("1 = i meget høj grad, 5 = i meget ringe grad", 25.0),
        ("Skala 1-5, hvor 5 er bedst", 75.0),
        ("Skala 1-5, hvor 1 er bedst", 25.0),
        ("1 (dårligst) - 5 (bedst)", 75.0),
        ("1 (bedst) til 5 (dårligst)", 25.0),
    ],
)
def test_a_line_above_the_table_explains_the_numbers(line: str, score: float) -> None:
    reading = read((line,), ("Spørgsmål", "Gennemsnit", "N"), (VOICE, 4, 12))
    assert scores(reading) == {(): score}


def test_a_header_may_explain_the_numbers_too() -> None:
    reading = read(("Spørgsmål", "Gns. (1 = i meget høj grad, 5 = i meget ringe grad)", "N"), (VOICE, 4, 12))
    assert scores(reading) == {(): 25.0}


def test_numbers_explained_in_words_that_are_not_understood_are_not_guessed_about() -> None:
    reading = read(("1 = lyserød, 5 = mintgrøn",), ("Spørgsmål", "Gennemsnit", "N"), (VOICE, 4, 12))
    assert scores(reading) == {(): None}


def test_a_column_may_tell_whether_high_is_good() -> None:
    reading = read(
        ("Spørgsmål", "N", "Gennemsnit (1-5)", "hoej_score_godt"),
        (VOICE, 30, 4, 0),
        ("Får du hjælp af kolleger?", 30, 4, 1),
    )
    assert scores(reading) == {(): 25.0}


# --- What is something else


@pytest.mark.parametrize(
    "rows",
    [
        [("Afdeling", "Er du generet af støj?", "Score"), ("Køkken", "Ja", 3), ("Lager", "Nej", 2)],
        [("Afdeling", "Støj", "Tidspres", "Støtte"), *((name, 3, 4, 2) for name in ("A", "A", "B", "B", "C", "C"))],
        [("Afdeling", "Støj", "Tidspres", "Støtte"), *((name, 3, 4, 2) for name in "ABCDEF")],
        [("ID", "Støj", "Tidspres", "Støtte"), *((number, 3, 4, 2) for number in range(6))],
        [("Afdeling", NOISE, VOICE), *[("Lager", "I høj grad", "I ringe grad")] * 6],
        [("respondent_id", "Spørgsmål", "Svar"), *((n, text, 4) for n in range(6) for text in (NOISE, VOICE))],
        [("Fare", "Sandsynlighed", "Konsekvens", "Score"), ("Støj", 3, 4, 12), ("Fald", 2, 4, 8)],
        [("Tema", "S", "K", "Risikotal"), ("Støj", 3, 4, 12), ("Fald", 2, 4, 8)],
        [("Afdeling", "Antal ansatte", "Sygefravær i %"), ("Lager", 20, 4.5), ("Køkken", 12, 7.1)],
        [("Afdeling", "Sygefravær 2023", "Sygefravær 2024"), ("Lager", 4.4, 4.5), ("Køkken", 3.3, 7.1)],
        [("Afdeling", "Januar", "Februar"), ("Lager", 4.4, 4.5), ("Køkken", 3.3, 12.2)],
        [("Afdeling", "Leder", "Antal ansatte"), ("Lager", "Bo", 20), ("Køkken", "Ib", 12)],
        [("variable", "value", "label"), ("s_1", 1, "I høj grad"), ("s_1", 2, "Slet ikke")],
        [("Spørgsmål", "Ja", "Nej", "Bemærkning"), ("Er flugtveje frie?", "x", None, None)],
        [("Afdeling", "Antal ulykker", "Antal nærved"), ("Lager", 4, 5), ("Køkken", 3, 7)],
    ],
)
def test_other_tables_are_not_taken_for_results(rows: list[Row]) -> None:
    assert not is_summary(*rows)


_CELLS = st.one_of(
    st.none(), st.integers(0, 100), st.floats(0, 5), st.sampled_from(["-", "<5", "25 %", "I alt", "Lager", "x", NOISE])
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([NOISE, VOICE, "I alt", None]), _CELLS, _CELLS, _CELLS), max_size=12))
def test_every_row_is_accounted_for_whatever_it_holds(rows: list[Row]) -> None:
    read(("Spørgsmål", "Afdeling", "N", "Gns. (1-5)"), *rows)
    read(("Spørgsmål", "Lager", "Køkken", "I alt"), (VOICE, 3.1, 2.2, 2.6), *rows)


# --- From figures to measurements


def judged(reading: Reading, *departments: Department) -> Judgement:
    return judge(reading + Reading(departments=departments), CATALOGUE, Settings())


def measured(judgement: Judgement, level: str = "question") -> dict[str, Measurement]:
    return {one.department: one for one in judgement.measurements if one.level == level}


@pytest.mark.parametrize(("counted", "columns"), [("Antal af", "Kolonnenavne"), ("Count of", "Column Labels")])
def test_a_pivot_table_of_the_answers_by_department_tells_the_question_it_counts(counted: str, columns: str) -> None:
    reading = read(
        (f"{counted} Jeg har tid nok til mine opgaver", columns),
        ("Rækkenavne", "Helt enig", "Enig", "Hverken/eller", "Uenig", "Helt uenig", "Hovedtotal"),
        ("Lager", 8, 0, 0, 0, 0, 8),
        ("Køkken", 0, 0, 0, 4, 4, 8),
        ("Hovedtotal", 8, 0, 0, 4, 4, 16),
    )
    assert scores(reading, "Jeg har tid nok til mine opgaver") == {("Lager",): 100, ("Køkken",): 12.5, (): 56.25}


def table(*rows: Row) -> Reading:
    return read(("Spørgsmål", "Afdeling", "N", "Gns. (1-5)", "Forrige"), *((VOICE, *row) for row in rows))


def test_figures_are_published_with_difference_and_change() -> None:
    judgement = judged(table(("Lager", 20, 2.0, 2.4), ("Køkken", 20, 4.0, 4.0), ("I alt", 40, 3.0, 3.2)))
    lager = measured(judgement)["Lager"]
    assert (lager.respondents, lager.score, lager.difference, lager.change) == (20, 25.0, -25.0, -10.0)
    assert (lager.unfavourable, lager.low, lager.suppressed) == (None, None, False)
    assert measured(judgement, "theme")["Lager"].score == 25.0


def test_a_low_mean_is_a_finding_of_middle_urgency_and_no_persons_are_counted() -> None:
    judgement = judged(table(("Lager", 20, 2.0, 2.4), ("Køkken", 20, 4.0, 4.0), ("I alt", 40, 3.0, 3.2)))
    assert [(one.department, one.level) for one in judgement.challenges] == [("Lager", 3)]
    assert judgement.respondents == {}


def test_a_group_below_the_limit_is_hidden() -> None:
    shown = measured(judged(table(("Lager", 4, 2.0, None), ("Køkken", 20, 4.0, None))))
    assert (shown["Lager"].suppressed, shown["Køkken"].suppressed) == (True, False)


def test_what_is_left_of_the_whole_is_never_a_small_group() -> None:
    shown = measured(
        judged(table(("Lager", 12, 2.0, None), ("Køkken", 20, 4.0, None), ("IT", 3, 1.0, None), ("I alt", 35, 3, None)))
    )
    assert [name for name, one in shown.items() if one.suppressed] == ["IT", "Lager"]


@settings(max_examples=30)
@given(
    st.dictionaries(st.sampled_from(["A", "B", "C", "D"]), st.integers(0, 30), min_size=2),
    st.integers(0, 12),
    st.sampled_from([5, 8]),
)
def test_nothing_smaller_than_the_limit_can_be_worked_out(sizes: dict[str, int], others: int, limit: int) -> None:
    whole = sum(sizes.values()) + others
    reading = table(*((name, size, 3.0, None) for name, size in sizes.items()), ("I alt", whole, 3.0, None))
    judgement = judge(reading, CATALOGUE, Settings(general_limit=limit))
    shown = {name: one for name, one in measured(judgement).items() if not one.suppressed}
    told = [one.respondents or 0 for name, one in shown.items() if name in sizes]
    assert all(count >= limit for count in told)
    if judgement.organisation.root in shown and told:
        assert whole - sum(told) == 0 or whole - sum(told) >= limit


def test_a_figure_without_a_number_of_answers_is_shown_but_not_on_a_sensitive_matter() -> None:
    reading = read(
        ("Spørgsmål", "Afdeling", "% ja"),
        (BULLIED, "Lager", 12),
        (BULLIED, "Køkken", 0),
        ("Er du generet af støj?", "Lager", 30),
        ("Er du generet af støj?", "Køkken", 10),
    )
    judgement = judged(reading)
    hidden = {(one.key, one.department) for one in judgement.measurements if one.level == "question" and one.suppressed}
    assert hidden == {(BULLIED, "Lager"), (BULLIED, "Køkken")}
    assert ("bullying", 2) in {(one.theme_id, one.level) for one in judgement.challenges}


def test_one_or_two_reports_of_bullying_are_not_counted_but_told() -> None:
    reading = read(("Spørgsmål", "Afdeling", "N", "% ja"), (BULLIED, "Lager", 20, 10), (BULLIED, "Køkken", 20, 0))
    judgement = judged(reading)
    assert measured(judgement)["Lager"].suppressed
    (challenge,) = judgement.challenges
    assert (challenge.theme_id, challenge.department, challenge.level) == ("bullying", "Lager", 2)


def test_answers_of_persons_win_over_the_same_question_summed_up() -> None:
    persons = read(("Afdeling", VOICE), *[("Lager", "I høj grad")] * 10, *[("Køkken", "I ringe grad")] * 10)
    summed = table(("Lager", 20, 2.0, None), ("Køkken", 20, 4.0, None))
    judgement = judged(persons + summed)
    assert measured(judgement)["Lager"].respondents == 10
    assert [problem.code for problem in judgement.problems] == ["summary-and-survey"]


def test_the_same_question_in_a_later_table_counts_and_the_earlier_is_last_time() -> None:
    def of(year: str, mean: float) -> Reading:
        rows = (("Spørgsmål", "Afdeling", "N", f"Gns. {year} (1-5)"), (VOICE, "Lager", 20, mean))
        return read_sheet(Grid(f"{year}.xlsx", "Ark1", rows), Context(CATALOGUE))

    lager = measured(judged(of("2022", 3.0) + of("2024", 4.0)))["Lager"]
    assert (lager.score, lager.change) == (75.0, 25.0)


def test_a_sheet_name_is_a_department_only_where_something_else_says_so() -> None:
    rows = (("Spørgsmål", "N", "Gns. (1-5)"), (VOICE, 20, 3.0))
    lager, kantine = read(*rows, sheet="Lager"), read(*rows, sheet="Kantinen")
    assert "Lager" not in measured(judged(lager))
    assert "Lager" in measured(judged(lager, Department("Lager"), Department("Køkken")))
    assert {"Lager", "Kantinen"} <= set(measured(judged(lager + kantine)))


def test_figures_stand_at_their_cell() -> None:
    reading = read(("Spørgsmål", "Afdeling", "N", "Gns. (1-5)"), (VOICE, "Lager", 20, 3.0), (VOICE, "IT", 20, 3.0))
    assert reading.summaries[0].question.where == CellRef("trivsel.xlsx", "Ark1", 2, 1)
    assert figures(reading)["IT",].where == CellRef("trivsel.xlsx", "Ark1", 3)


def test_numbers_of_positive_and_negative_answers_are_not_taken_for_percent() -> None:
    rows: Sequence[Row] = (("Spørgsmål", "Positiv", "Neutral", "Negativ"), (VOICE, 20, 10, 10), (NOISE, 4, 10, 6))
    (figure,) = figures(read(*rows)).values()
    assert (figure.respondents, figure.score, figure.unfavourable) == (40, 50.0, 0.25)
    (untold,) = figures(read(("Spørgsmål", "Positive", "N"), (VOICE, 20, 40), (NOISE, 10, 40))).values()
    assert (untold.score, untold.hidden) == (None, False)


def test_percentages_of_which_nothing_says_the_share_are_asked_for() -> None:
    reading = read(("Spørgsmål", "Lager", "Køkken"), (VOICE, "61 %", "72 %"), (NOISE, "45 %", "22 %"))
    assert set(scores(reading).values()) == {None}
    assert codes(reading) == ["unknown-ends"]
    told = read(
        ("Andel i høj grad eller meget høj grad",), ("Spørgsmål", "Lager", "IT"), (VOICE, "61 %", "72 %"), (NOISE, 9, 8)
    )
    assert scores(told) == {("Lager",): 61.0, ("IT",): 72.0}


def test_rows_that_differ_in_something_that_is_not_understood_are_refused() -> None:
    reading = read(
        ("Spørgsmål", "Køn", "N", "Gns. (1-5)"),
        *((text, sex, 20, 3.1) for text in (VOICE, NOISE) for sex in ("Kvinde", "Mand")),
    )
    assert codes(reading) == ["aggregated-table"]
    assert (reading.summaries, reading.sheets[0].rows_rejected) == ((), 4)


# --- Blocks, numbers of answers, and answers of persons


def test_n_is_how_many_answered_and_beside_j_it_is_no() -> None:
    reading = read(("Spørgsmål", "Ja", "Nej", "N"), (VOICE, 9, 4, 13), (NOISE, 3, 10, 13))
    assert [(f.respondents, round(f.score or 0)) for f in figures(reading).values()] == [(13, 69)]
    reading = read(("Spørgsmål", "J", "N"), (VOICE, 9, 4), (NOISE, 3, 10))
    assert [(f.respondents, round(f.score or 0)) for f in figures(reading).values()] == [(13, 69)]


def test_each_block_has_its_question_and_number_of_answers_above_it() -> None:
    reading = read(
        (NOISE,),
        ("n = 24",),
        ("Svarkategori", "%"),
        ("I høj grad", "25 %"),
        ("I ringe grad", "75 %"),
        (),
        (VOICE,),
        ("n = 3",),
        ("Svarkategori", "%"),
        ("Ja", "50 %"),
        ("Nej", "50 %"),
    )
    assert [(f.respondents, f.score) for f in figures(reading, NOISE).values()] == [(24, 62.5)]
    assert [(f.respondents, f.score) for f in figures(reading).values()] == [(3, 50.0)]


def test_blocks_may_have_departments_in_columns() -> None:
    reading = read(
        (f"Spørgsmål: {VOICE}",),
        ("Svar", "Drift", "Lager", "I alt"),
        ("Ja", 7, 2, 9),
        ("Nej", 3, 8, 11),
        (f"Spørgsmål: {BULLIED}",),
        ("Svar", "Drift", "Lager", "I alt"),
        ("Ja", 0, 5, 5),
        ("Nej", 10, 5, 15),
    )
    assert scores(reading) == {("Drift",): 70.0, ("Lager",): 20.0, (): 45.0}
    assert scores(reading, BULLIED) == {("Drift",): 100.0, ("Lager",): 50.0, (): 75.0}


def test_shares_of_several_answers_each_are_not_used() -> None:
    reading = read((VOICE,), ("Svar", "Procent"), ("Ja", "70 %"), ("Nej", "60 %"))
    assert reading.summaries == ()
    assert "beyond-all" in codes(reading)


@pytest.mark.parametrize(
    "rows",
    [
        (("Afdeling", "Spørgsmål", "N", "Gennemsnit (1-5)"), ("Drift", VOICE, "<5", 2.0), ("Lager", VOICE, 12, 3.0)),
        (("Score 0-100 (100 er bedst)",), ("Spørgsmål", "Drift (n<5)", "Lager (n=9)"), (VOICE, 55, 60), (NOISE, 5, 6)),
        (
            ("Spørgsmål", "Afdeling", "Helt enig", "Enig", "Uenig", "Helt uenig"),
            (VOICE, "Drift", 3, "*", "*", 2),
            (VOICE, "Lager", 3, 5, 4, 2),
        ),
        (("Afdeling", "Inviterede", "Svarprocent", "Støj (1-5)"), ("Drift", 10, "<5", 2.4), ("Lager", 12, "90 %", 3.1)),
    ],
)
def test_a_figure_is_hidden_where_the_table_hides_how_many_it_is_of(rows: tuple[Row, ...]) -> None:
    (first, *_others) = read(*rows).summaries
    assert first.figures["Drift",].hidden
    assert not first.figures["Lager",].hidden


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("Afdeling", "Inviterede", "Svarprocent", "Indflydelse (1-5)"), ("Drift", 10, "30 %", 2.4)),
        (("Afdeling", "Antal ansatte", "Indflydelse (1-5)"), ("Drift", 4, 2.4)),
        (("Afdeling", "Inviterede", "Indflydelse (1-5)"), ("Drift (n=3)", 40, 2.4)),
    ],
)
def test_few_asked_or_few_answering_hide_a_figure(header: Row, row: Row) -> None:
    lager = ("Lager", *(40 if value in (4, 10) else value for value in row[1:]))
    published = measured(judged(read(header, row, lager)))
    assert published["Drift"].suppressed
    assert not published["Lager"].suppressed


def test_the_change_since_few_answered_is_not_told() -> None:
    reading = read(
        ("Spørgsmål", "Afdeling", "N 2023", "Score 0-100 2023", "N 2025", "Score 0-100 2025"),
        (VOICE, "Drift", 3, 40, 12, 60),
        (VOICE, "Lager", 12, 40, 12, 60),
    )
    published = measured(judged(reading))
    assert (published["Drift"].change, published["Lager"].change) == (None, 20.0)


def test_what_has_no_year_beside_years_is_of_the_last_one() -> None:
    reading = read(
        ("Indeks 0-100",),
        ("Spørgsmål", "Resultat 2023", "Resultat 2025", "Antal svar", "Udvikling"),
        (VOICE, 60, 55, 80, -5),
    )
    (figure,) = figures(reading).values()
    assert (figure.respondents, figure.score, figure.previous) == (80, 55.0, 60.0)


def test_what_explains_a_statistic_is_no_department() -> None:
    reading = read(("Enhed", "Spørgsmål", "Antal svar", "Index (0-100, 100 er bedst)"), ("Drift", VOICE, 12, 40))
    assert scores(reading) == {("Drift",): 40.0}


def test_what_explains_the_numbers_tells_no_theme() -> None:
    reading = read(
        ("Trivsel 2025 (1 = meget dårligt, 5 = meget godt)",),
        ("Enhed", "Antal svar", "Ledelse", "Indeklima"),
        ("Skolen", 40, 3.8, 2.9),
        ("SFO", 12, 4.4, 4.0),
    )
    assert {summary.question.theme_id for summary in reading.summaries} == {None}


def test_codes_of_persons_with_a_comment_are_no_summary() -> None:
    comments = ("Vi mangler en ekstra vogn til vasketøjet", None, "Gulvet er glat ved døren til gården")
    persons = [("Drift", 100 + row, row % 5 + 1, row % 4 + 1, comments[row % 3]) for row in range(9)]
    assert not is_summary(("organization", "respondentid", "s_4", "s_5", "s_12"), *persons)
    assert not is_summary(("organization", "kode", "s_4", "s_5", "s_12"), *persons)


# --- Several tables, and what is not a department


BEST: Row = ("Skala 1-5, hvor 5 er bedst",)


def test_a_table_with_other_columns_further_down_is_read_by_its_own_header() -> None:
    reading = read(
        ("Afdeling: Lager",),
        BEST,
        ("Spørgsmål", "N", "Gns."),
        (VOICE, 20, 2.0),
        (),
        ("Spørgsmål", "Gns.", "N"),
        (NOISE, 4.0, 30),
        ("Spørgsmål", "Ja", "Nej"),
        (BULLIED, 3, 17),
    )
    assert figures(reading)["Lager",].respondents == 20
    assert scores(reading, NOISE) == {("Lager",): 75.0}
    assert scores(reading, BULLIED) == {("Lager",): 85.0}
    assert (reading.sheets[0].rows_used, reading.sheets[0].rows_set_aside) == (3, 2)


def test_figures_in_a_row_are_no_header_of_another_table() -> None:
    rows = (("Svar", "Drift", "Lager", "IT"), ("Ja", 1, 2, 3), ("Delvist", 4, 5, 6), ("Nej", 1, 2, 3))
    reading = read(("Spørgsmål: " + VOICE,), *rows)
    assert {figure.respondents for figure in figures(reading).values()} == {6, 9, 12}


def test_the_same_header_below_other_names_is_about_these() -> None:
    header: Row = ("Spørgsmål", "Gns. (1-5, 5 er bedst)", "N")
    reading = read(
        (None, "Lager", None),
        header,
        (VOICE, 2.0, 20),
        (HELPED, 3.0, 20),
        (None, "IT", None),
        header,
        (VOICE, 4.0, 30),
        (HELPED, 3.0, 30),
    )
    told = {path: score for one in reading.summaries for path, f in one.figures.items() if (score := f.score) != 50.0}
    assert told == {("Lager",): 25.0, ("IT",): 75.0}


def test_a_name_above_each_table_is_its_department_also_above_the_first() -> None:
    block: tuple[Row, ...] = (("Spørgsmål", "Gns. (1-5)"), (VOICE, 2.0), (NOISE, 2.0))
    reading = read(("Lager (n=20)",), *block, ("IT (n=30)",), *block)
    assert {path: figure.respondents for path, figure in figures(reading).items()} == {("Lager",): 20, ("IT",): 30}


@pytest.mark.parametrize(
    "name",
    ["Kvinder", "Under 30 år", "30-39 år", "Ledere", "Gns. alle skoler", "Bedste afdeling", "Mål", "Selvvurdering"],
)
def test_groups_of_persons_targets_and_the_means_of_others_are_no_departments(name: str) -> None:
    reading = read(BEST, ("Spørgsmål", "Lager", "I alt", name), (VOICE, 2.1, 3.0, 4.2), (NOISE, 2.2, 3.1, 4.3))
    assert set(figures(reading)) == {("Lager",), ()}
    rows = read(("Spørgsmål", "Enhed", "Gns. (1-5)"), (VOICE, "Lager", 2.1), (VOICE, name, 4.2), (NOISE, "Lager", 2.2))
    assert set(figures(rows)) == {("Lager",)}


def test_what_is_ours_counts_beside_others_and_an_earlier_year() -> None:
    reading = read(BEST, ("Spørgsmål", "Os", "Kommunen", "2022"), (VOICE, 2.0, 5.0, 3.0), (NOISE, 2.2, 3.1, 4.3))
    (figure,) = figures(reading).values()
    assert (figure.score, figure.previous) == (25.0, 50.0)


@pytest.mark.parametrize(
    "times",
    [
        ("Jan", "Feb"),
        ("dec-24", "jan-25"),
        ("Før", "Efter"),
        ("Forår 2024", "Efterår 2024"),
        ("1. halvår 2024", "2. halvår 2024"),
        ("Måling 1", "Måling 2"),
        ("2022 (n=40)", "2024 (n=52)"),
    ],
)
def test_times_in_columns_are_no_departments(times: tuple[str, str]) -> None:
    reading = read(BEST, ("Spørgsmål", *times), (VOICE, 3.0, 2.0), (NOISE, 2.2, 3.1))
    ((path, figure),) = figures(reading).items()
    assert (path, figure.score, figure.previous) == ((), 25.0, 50.0)


def test_columns_that_say_the_same_are_refused() -> None:
    assert codes(read(("Spørgsmål", "Score (0-100)", "Score (0-100)"), (VOICE, 61, 44), (NOISE, 50, 70))) == [
        "aggregated-table"
    ]


def test_three_header_lines_keep_years_and_departments_apart() -> None:
    reading = read(
        (None, 2022, None, None, None, 2024, None, None, None),
        (None, "Lager", None, "IT", None, "Lager", None, "IT", None),
        ("Spørgsmål", *("n", "Gns. (1-5)") * 4),
        (VOICE, 10, 3.0, 20, 3.0, 12, 2.0, 22, 4.0),
        (NOISE, 10, 3.0, 20, 3.0, 12, 2.0, 22, 4.0),
    )
    told = {path: (f.respondents, f.score, f.previous) for path, f in figures(reading).items()}
    assert told == {("Lager",): (12, 25.0, 50.0), ("IT",): (22, 75.0, 50.0)}


# --- Numbers of answers


def test_a_total_beside_answers_is_how_many_answered_unless_it_is_all_percent() -> None:
    rows = (("Spørgsmål", "Ja", "Nej", "I alt"), (VOICE, "25 %", "75 %", 40), (NOISE, "50 %", "50 %", 4))
    assert [figure.respondents for one in read(*rows).summaries for figure in one.figures.values()] == [40, 4]
    whole = read(("Spørgsmål", "Ja", "Nej", "I alt"), (VOICE, 25, 75, 100), (NOISE, 50, 50, 100))
    assert [figure.respondents for one in whole.summaries for figure in one.figures.values()] == [None, None]


@pytest.mark.parametrize("number", ["12 svar", "12 ud af 14", "12/14", 12])
def test_the_number_of_answers_may_stand_in_words(number: Value) -> None:
    (figure,) = figures(read(("Spørgsmål", "Besvarelser", "Gns. (1-5)"), (VOICE, number, 3.1))).values()
    assert figure.respondents == 12


def test_a_number_below_each_question_is_that_questions() -> None:
    rows = ((VOICE, 3.1, 2.2), ("n", 12, "<5"), (NOISE, 3.5, 3.3), ("n", 11, 14))
    reading = read(BEST, ("Spørgsmål", "Lager", "IT"), *rows)
    assert [(f.respondents, f.hidden) for f in figures(reading).values()] == [(12, False), (None, True)]
    assert [f.respondents for f in figures(reading, NOISE).values()] == [11, 14]


def test_a_number_above_each_table_counts_until_the_next() -> None:
    rows = (("Antal svar", 12, 20), (VOICE, 3.1, 2.2), ("Antal svar", 11, 19), (NOISE, 3.5, 3.3))
    reading = read(BEST, ("Spørgsmål", "Lager", "IT"), *rows)
    assert [f.respondents for f in figures(reading).values()] == [12, 20]
    assert [f.respondents for f in figures(reading, NOISE).values()] == [11, 19]


def test_a_share_of_1_is_neither_1_nor_100_percent_without_more() -> None:
    untold = figures(read(("Spørgsmål", "Antal svar", "Andel positive"), (VOICE, 40, 1), (NOISE, 40, 0)))
    assert [figure.score for figure in untold.values()] == [None]
    told = figures(read(("Spørgsmål", "Antal svar", "Andel positive"), (VOICE, 40, 1), (NOISE, 40, 0.5)))
    assert [figure.score for figure in told.values()] == [100.0]


def test_fractions_are_shares_also_beside_a_row_of_how_many_answered() -> None:
    title, head = ("Andel positive svar",), ("Spørgsmål", "Lager", "I alt")
    reading = read(title, head, ("n =", 22, 110), (VOICE, 0.31, 0.5), (NOISE, 0.4, 0.25))
    assert [(f.respondents, f.score) for f in figures(reading).values()] == [(22, 31.0), (110, 50.0)]
    assert "bad-number" not in codes(reading)


# --- What the questions are


def test_a_question_that_begins_in_the_header_goes_on_in_the_rows() -> None:
    header = ("Hvor generet er du af … (1 = slet ikke, 5 = i høj grad)", "N", "Gns.")
    reading = read(header, ("Belysning", 20, 2.0), ("Støj", 20, 4.0))
    assert scores(reading, "Hvor generet er du af … [Belysning]") == {(): 75.0}
    titled = read(
        ("I hvor høj grad er du generet af følgende?",),
        ("Emne", "I høj grad", "Delvist", "Slet ikke"),
        ("Lys", 9, 5, 1),
    )
    (one,) = titled.summaries
    assert (one.question.text, one.question.best) == ("I hvor høj grad er du generet af følgende? [Lys]", "Slet ikke")


def test_questions_may_stand_above_answers_in_rows() -> None:
    rows = (("Svar", VOICE, NOISE), ("I høj grad", "25 %", "50 %"), ("I ringe grad", "75 %", "50 %"), ("N", 20, 30))
    reading = read(*rows)
    assert [figure.respondents for figure in figures(reading).values()] == [20]
    assert [figure.respondents for figure in figures(reading, NOISE).values()] == [30]


def test_the_question_of_a_pivot_table_stands_above_it() -> None:
    rows = (("Antal af Svar", "Kolonnenavne"), ("Rækkenavne", "Ja", "Nej", "Hovedtotal"), ("Lager", 5, 15, 20))
    assert scores(read((BULLIED,), *rows, ("Hovedtotal", 10, 40, 50)), BULLIED) == {("Lager",): 75.0, (): 80.0}


@pytest.mark.parametrize("counted", ["Antal af ID", "Antal af Respondent-ID"])
def test_a_pivot_table_that_counts_respondents_is_about_the_statement_above_it_or_its_sheet(counted: str) -> None:
    said = "Jeg har tid nok til mine opgaver"
    head = (("Rækkenavne", "Helt enig", "Enig", "Helt uenig", "Hovedtotal"), ("Lager:", 4, 4, 2, 10))
    above = read((said,), (counted, "Kolonnenavne"), *head)
    assert scores(above, said) == scores(read((counted, "Kolonnenavne"), *head, sheet=said), said) == {("Lager",): 70.0}


def test_a_statement_above_each_table_of_answers_is_what_is_asked() -> None:
    first, second = "Jeg har tid nok til mine opgaver", "Min leder lytter til mig"
    one = ((first,), ("Afdeling", "Helt enig", "Enig", "Helt uenig"), ("Lager", 4, 4, 12))
    other = ((second,), ("Afdeling", "Altid", "Ofte", "Aldrig"), ("Lager", 12, 4, 4))
    reading = read(*one, (), *other)
    assert (scores(reading, first), scores(reading, second)) == ({("Lager",): 35.0}, {("Lager",): 75.0})


def test_a_pivot_table_names_its_means_and_counts_persons() -> None:
    reading = read(BEST, ("Rækkenavne", "Middel af Støj", "Antal af ID"), ("Lager", 2.25, 20), ("Hovedtotal", 3.5, 50))
    assert [(f.respondents, f.score) for f in figures(reading, "Støj").values()] == [(20, 31.25), (50, 62.5)]


def test_each_question_may_have_a_scale_of_its_own() -> None:
    rows = ((VOICE, "1-5", 20, 3.0), (NOISE, "0-10", 20, 2.5), (BULLIED, "1-2", 20, 1.9))
    reading = read(("Spørgsmål", "Skala", "N", "Gns."), *rows)
    assert (scores(reading), scores(reading, NOISE), scores(reading, BULLIED)) == ({(): 50.0}, {(): 75.0}, {(): None})


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("Jo lavere tal, jo bedre", "1"),
        ("Jo lavere score, desto bedre er arbejdsmiljøet.", "1"),
        ("Lave tal er bedst", "1"),
        ("En lav score er god", "1"),
        ("Et lavt gennemsnit er udtryk for et godt arbejdsmiljø", "1"),
        ("Høje tal viser problemer", "1"),
        ("Jo højere score, jo større er problemet; jo højere, jo værre", "1"),
        ("En høj score betyder et dårligt arbejdsmiljø", "1"),
        ("Lower scores are better", "1"),
        ("Låga värden är bäst", "1"),
        ("Lavt = godt", "1"),
        ("Jo højere tal, des bedre", "5"),
        ("Et højt gennemsnit er positivt", "5"),
        ("Lave tal er kritiske", "5"),
        ("Lave tal skal læses omhyggeligt", None),
        ("En lav score er ikke dårlig", None),
        ("Høje tal er gode. Lave tal er bedst", None),
    ],
)
def test_a_line_that_tells_which_figures_are_good_directs_all_and_one_that_is_not_understood_is_asked_about(
    title: str, best: str | None
) -> None:
    rows = ((title,), ("Spørgsmål (skala 1-5)", "Lager", "IT"), (VOICE, 2.5, 3.1), ("Samarbejde", 2.1, 3.3))
    reading = read(*rows)
    assert [summary.question.best for summary in reading.summaries] == [best, best]


@pytest.mark.parametrize(
    "rows",
    [
        (("Udsagn", "N", "Gns. (1-5)"), ("Jeg har for mange opgaver (vendt)", 20, 4.0)),
        (("Negative udsagn er vendt.",), ("Udsagn", "N", "Gns. (1-5)"), ("Jeg har for mange opgaver", 20, 4.0)),
    ],
)
def test_a_turned_question_is_asked_about(rows: tuple[Row, ...]) -> None:
    assert codes(read(*rows)) == ["unknown-direction"]


def test_a_mark_on_each_question_is_no_answer() -> None:
    assert not is_summary(("Spørgsmål", "N", "Gns. (1-5)", "Vendt"), (VOICE, 20, 3.2, "Nej"), (NOISE, 20, 3.0, "Ja"))


def test_marks_that_persons_gave_are_no_means() -> None:
    rows = (("Drift", 3, 4), ("Lager", 4, 1), ("IT", 2, 3))
    assert not is_summary(("Afdeling", "Støj (1-5)", "Indflydelse (1-5)"), *rows)
    assert not is_summary(("Skala 1-5",), ("Spørgsmål", "R1", "R2", "R3"), (VOICE, 3, 4, 2), (NOISE, 1, 1, 5))


def test_answers_counted_without_a_question_are_refused_and_no_persons() -> None:
    rows = (("Svar", "Lager", "I alt"), ("Helt enig", 3, 9), ("Enig", 5, 13), ("Uenig", 4, 8), ("I alt", 12, 30))
    reading = read(*rows)
    assert (codes(reading), reading.surveys) == (["aggregated-table"], ())
    named = read(*rows, sheet="Jeg er tilfreds med mit arbejde")
    assert [figure.respondents for figure in figures(named, "Jeg er tilfreds med mit arbejde").values()] == [12, 30]


def test_a_number_in_brackets_is_how_many_answered_but_a_year_and_the_number_of_a_topic_are_not() -> None:
    reading = read(BEST, ("Spørgsmål", "Lager (20)", "IT (30)"), (VOICE, 3.1, 2.2), (NOISE, 3.5, 3.3))
    assert [figure.respondents for figure in figures(reading).values()] == [20, 30]
    years = read(BEST, ("Spørgsmål", "Lager (2022)", "Lager (2024)"), (VOICE, 3.0, 2.0), (NOISE, 3.5, 3.3))
    assert [(f.respondents, f.score, f.previous) for f in figures(years).values()] == [(None, 25.0, 50.0)]
    topics = read(("Afdeling", "N", "Indflydelse (7)", "Støj (8)"), ("Lager", 20, 3.4, 2.2), ("IT", 30, 3.1, 2.9))
    assert [figure.respondents for figure in figures(topics, "Indflydelse").values()] == [20, 30]


def test_a_report_whose_title_asks_has_its_questions_in_the_columns_all_the_same() -> None:
    rows = (("Afdeling", "N", "Generet af støj – Gns. (1-5)", "Indflydelse – Gns. (1-5)"), ("Lager", 20, 2.0, 3.0))
    reading = read(("Hvordan har vi det på arbejdspladsen?",), *rows, ("IT", 30, 4.0, 3.0))
    assert scores(reading, "Generet af støj") == {("Lager",): 75.0, ("IT",): 25.0}


@pytest.mark.parametrize("persons", [5, 9])
def test_a_legend_beside_the_answers_of_persons_makes_no_summary(persons: int) -> None:
    legend = ("Slet ikke", "I ringe grad", "Delvist", "I høj grad", "I meget høj grad")
    marks = [(1 + number % 5, 1 + number * 2 % 5) for number in range(persons)]
    rows = [
        (*pair, None, *((number + 1, legend[number]) if number < 5 else (None, None)))
        for number, pair in enumerate(marks)
    ]
    assert not is_summary((VOICE, NOISE, None, None, "Betydning"), *rows)
    assert not is_summary(
        ("Afdeling", VOICE, NOISE, None, None, None),
        *((("Lager", "IT")[number % 2], *row) for number, row in enumerate(rows)),
    )


@pytest.mark.parametrize(
    "title",
    [
        "Gennemsnit 1-5 (5 = mest positiv)",
        "Gennemsnit 1-5 (5 = meget positivt)",
        "Skala 1-5, hvor 5 er mest positivt",
        "Score 1-5, hvor 5 er topscore",
        "Skala 1-5 (5 = højeste tilfredshed)",
        "Skala 1-5, hvor 1 er bund",
    ],
)
def test_a_title_that_explains_one_end_of_the_means_directs_a_row_that_only_names_a_burden(title: str) -> None:
    reading = read((title,), ("Spørgsmål", "Lager (n=20)", "IT (n=9)"), ("Støj", 2.0, 4.0), ("Ledelse", 3.0, 3.0))
    assert scores(reading, "Støj") == {("Lager",): 25.0, ("IT",): 75.0}
    assert scores(reading, "Ledelse") == {("Lager",): 50.0, ("IT",): 50.0}


@pytest.mark.parametrize(
    "title", ["Gennemsnit af tilfredshed 1-5", "Scores 1-5. Grøn over 4, rød under 3", "Skala 1-5"]
)
def test_whether_a_mean_of_what_only_names_a_burden_is_good_when_high_is_asked_where_nothing_tells(title: str) -> None:
    reading = read(
        (title,), ("Spørgsmål", "Lager (n=20)", "IT (n=9)"), ("Støj", 2.0, 4.0), ("Generet af støj", 2.0, 4.0)
    )
    assert codes(reading) == ["unknown-direction"]
    assert scores(reading, "Støj") == {("Lager",): None, ("IT",): None}
    assert scores(reading, "Generet af støj") == {("Lager",): 75.0, ("IT",): 25.0}


@pytest.mark.parametrize("header", ["Region Midt", "DK norm", "NFA referencedata", "Sektor"])
def test_the_results_of_others_are_no_department(header: str) -> None:
    reading = read(BEST, ("Spørgsmål", "Lager", header, "IT"), (VOICE, 3.1, 4.2, 2.2), (NOISE, 3.5, 4.0, 3.3))
    assert set(figures(reading)) == {("Lager",), ("IT",)}


@pytest.mark.parametrize("header", ["Forhold", "Parameter", "Faktor"])
def test_results_under_a_word_that_rounds_have_too_are_results(header: str) -> None:
    rows = [(name, department, 2.0, 20) for department in ("Lager", "IT") for name in ("Støj", "Ledelse", "Lys")]
    stem = "Hvor tilfreds er du med følgende?"
    reading = read((f"{stem} (1 = slet ikke, 5 = meget)",), (header, "Afdeling", "Gennemsnit", "Antal"), *rows)
    assert scores(reading, f"{stem} [Støj]") == {("Lager",): 25.0, ("IT",): 25.0}


MEANS: tuple[Row, ...] = (
    ("Spørgsmål (1-5, 5 er bedst)", "Køkken", "Lager", "Kontor", "I alt"),
    (VOICE, 2.4, 1.5, 4.1, 3.2),
    (HELPED, 3.2, 1, 4, 3.4),
)
ASKED_AND_ANSWERED: tuple[Row, ...] = (
    ("Afdeling", "Inviterede", "Antal svar", "Svarprocent"),
    ("Køkken", 15, 12, "80 %"),
    ("Lager", 15, 2, "13 %"),
    ("Kontor", 20, 14, "70 %"),
    ("I alt", 50, 28, "56 %"),
)


def suppressed(judgement: Judgement) -> set[str]:
    return {name for name, one in measured(judgement).items() if one.suppressed}


def test_how_many_answered_on_a_sheet_of_its_own_hides_the_few_and_what_would_tell_of_them() -> None:
    reading = read(*MEANS) + read(*ASKED_AND_ANSWERED, sheet="Svarprocent")
    judgement = judged(reading)
    assert suppressed(judgement) == {"Lager", "Køkken"}
    assert {one.respondents for one in judgement.measurements} == {None}


def test_how_many_were_asked_and_the_share_that_answered_over_the_questions_hide_the_few() -> None:
    rows = (("Svarprocent", "80 %", "20 %", "70 %", "73 %"), ("Antal medarbejdere", 15, 10, 20, 45))
    assert suppressed(judged(read(MEANS[0], *rows, *MEANS[1:]))) == {"Lager", "Køkken"}


def test_the_organisation_tells_of_how_few_a_figure_is() -> None:
    sizes = {"Køkken": 12, "Lager": 2, "Kontor": 14}
    shares = (("Spørgsmål", "Afdeling", "Enig", "Uenig"), *((VOICE, name, "60 %", "40 %") for name in sizes))
    departments = [Department(name, employees=size) for name, size in sizes.items()]
    assert suppressed(judged(read(*shares), *departments)) == {"Lager"}


# --- What is asked about recommending the workplace


def test_promoters_and_detractors_of_departments_are_the_answers_to_one_question() -> None:
    reading = read(
        ("Afdeling", "Antal svar", "Ambassadører", "Passive", "Kritikere", "eNPS"),
        ("Køkken", 20, 10, 6, 4, 30),
        ("Vaskeri", 15, 3, 5, 7, -27),
    )
    assert {path: round(score or 0, 1) for path, score in scores(reading, "eNPS").items()} == {
        ("Køkken",): 65.0,
        ("Vaskeri",): 36.7,
    }
    (summary,) = reading.summaries
    assert (summary.question.best, summary.question.theme_id) == ("Ambassadører", "wellbeing_meaning")


def test_a_net_score_lies_between_minus_a_hundred_and_a_hundred() -> None:
    reading = read(
        ("Afdeling", "eNPS 2026", "eNPS 2025", "Antal besvarelser"), ("Køkken", 30, 22, 20), ("Vaskeri", -26, -6, 15)
    )
    assert {path: (f.score, f.previous) for path, f in figures(reading, "eNPS").items()} == {
        ("Køkken",): (65.0, 61.0),
        ("Vaskeri",): (37.0, 47.0),
    }


def test_a_mean_of_the_answers_under_the_name_of_a_net_score_is_asked_about() -> None:
    reading = read(("Afdeling", "eNPS", "Antal svar"), ("Køkken", 7.8, 20), ("Vaskeri", 6.4, 15))
    assert scores(reading, "eNPS") == {("Køkken",): None, ("Vaskeri",): None}
    assert "unknown-ends" in codes(reading)


@pytest.mark.parametrize(
    "lines",
    [
        (("Tema", "Køkken", "Vaskeri"), (None, "Indeks", "Indeks"), ("Indflydelse", 72, 55), ("Samarbejde", 80, 77)),
        (("Afdeling", "Indflydelse", "Støtte"), (None, "Indeks", "Indeks"), ("Køkken", 72, 80), ("Vaskeri", 55, 77)),
        (
            ("Spørgsmål", "Køkken", None, "Vaskeri", None),
            (None, "Indeks", "Antal svar", "Indeks", "Antal svar"),
            ("Indflydelse", 72, 20, 55, 15),
            ("Samarbejde", 80, 20, 77, 15),
        ),
    ],
)
def test_what_the_figures_are_may_stand_in_a_second_line_of_the_header(lines: tuple[Row, ...]) -> None:
    assert scores(read(*lines), "Indflydelse") == {("Køkken",): 72.0, ("Vaskeri",): 55.0}


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("Tilfredshed pr. afdeling (1-5, hvor 5 er meget tilfreds)", 30.0),
        ("Belastning pr. afdeling (1-5, hvor 5 er høj belastning)", 70.0),
    ],
)
def test_a_title_may_tell_the_ends_and_what_one_of_them_means(title: str, score: float) -> None:
    reading = read((title,), (None, "Lager", "Kontor"), ("Støj", 2.2, 4.0), ("Tunge løft", 3.0, 4.4))
    assert scores(reading, "Støj")[("Lager",)] == pytest.approx(score)


def test_what_a_department_is_called_by_above_the_header_is_no_department() -> None:
    reading = read(
        ("Trivselsmåling medarbejdere", "Skole: Bakkeskolen"),
        ("Udsagn", "Helt enig", "Enig", "Uenig", "Helt uenig"),
        ("Jeg trives på mit arbejde", 12, 10, 4, 4),
        ("Jeg har indflydelse på mit arbejde", 5, 10, 9, 6),
    )
    assert {path for summary in reading.summaries for path in summary.figures} == {("Bakkeskolen",)}


def test_problem_and_no_problem_are_two_answers_to_what_stands_in_the_row() -> None:
    reading = read(("Emne", "Problem", "Ikke problem", "Ikke relevant"), ("Støj", 9, 12, 1), ("Indeklima", 14, 8, None))
    (figure,) = figures(reading, "Støj").values()
    assert (figure.respondents, figure.score) == (21, pytest.approx(100 * 12 / 21))


# --- What was said beside the figures


def said(reading: Reading) -> dict[str, DepartmentPath]:
    return {comment.text: comment.department for survey in reading.surveys for comment in survey.comments}


def test_remarks_beside_the_figures_are_comments_of_those_who_answered() -> None:
    reading = read(
        ("Afdeling", "Spørgsmål", "Ja", "Nej", "Bemærkninger"),
        ("Lager", NOISE, 7, 3, "Kompressoren larmer"),
        (None, None, None, None, "Radioen også"),
        ("Kontor", NOISE, 2, 12, None),
        ("Hele huset", NOISE, 9, 15, None),
    )
    assert said(reading) == {"Kompressoren larmer": ("Lager",), "Radioen også": ("Lager",)}
    assert reading.surveys[0].respondents == {("Lager",): 10, ("Kontor",): 14, (): 0}
    assert reading.sheets[0].rows_used == 4
    assert reading.sheets[0].columns["comment"] == "Bemærkninger"


def test_a_proposal_beside_means_is_a_comment_and_no_list_of_actions() -> None:
    reading = read(
        ("Spørgsmål", "Gennemsnit (1-5, 5 = bedst)", "Antal svar", "Forslag til handling"),
        ("Støj", 2.4, 12, "Flyt kompressoren"),
        ("Lys", 3.9, 12, None),
    )
    assert said(reading) == {"Flyt kompressoren": ()}
    assert scores(reading, "Støj") == {(): 35.0}


def test_a_name_in_a_remark_beside_figures_is_taken_out_and_told() -> None:
    reading = read(
        ("Spørgsmål", "Ja", "Nej", "Kommentar"), ("Er tonen god?", 7, 5, "Jens Hansen råber, ring 22 33 44 55")
    )
    assert "Jens" not in "".join(said(reading))
    assert "personal-data" in codes(reading)


def test_a_danger_told_beside_figures_is_found() -> None:
    reading = read(
        ("Spørgsmål", "Ja", "Nej", "Bemærkninger"),
        ("Er der støj i værkstedet?", 7, 5, None),
        ("Er flugtvejene frie?", 4, 8, "Nødudgangen er låst med kæde"),
    )
    assert any(finding.acute for finding in judge(reading, CATALOGUE, Settings()).findings)


STATED = ("Jeg har tid til mine opgaver", "Jeg er generet af støj")


def test_a_note_with_a_star_is_only_about_what_bears_one() -> None:
    reading = read(
        (None, "Trivsel", "Stress*", "Indflydelse", "Nærvær*"),
        ("Klinik 1", 4.2, 2.1, 3.9, 2.5),
        ("Klinik 2", 3.6, 3.4, 4.1, 3.0),
        ("* omvendt skala: høj = dårligt. Alle 1-5",),
    )
    best = {summary.question.text: summary.question.best for summary in reading.summaries}
    assert best == {"Trivsel": "5", "Stress*": "1", "Indflydelse": "5", "Nærvær*": "1"}


def test_a_note_with_a_star_that_only_says_turned_is_asked_about() -> None:
    reading = read(
        (None, "Trivsel (1-5)", "Nærvær* (1-5)"),
        ("Klinik 1", 4.2, 2.1),
        ("Klinik 2", 3.6, 3.4),
        ("* spørgsmålet er vendt",),
    )
    certainty = {summary.question.text: summary.question.certainty for summary in reading.summaries}
    assert certainty == {"Trivsel": Certainty.KNOWN, "Nærvær*": Certainty.UNKNOWN}


def test_a_share_in_brackets_beside_means_is_a_share() -> None:
    reading = read(
        ("Afdeling", "Svar", "Mobning (% ja)", "Trivsel (1-5)"),
        ("Børnehuset", 21, 5, 4.1),
        ("Skolen", 44, 9, 3.7),
    )
    found = {summary.question.text: summary for summary in reading.summaries}
    assert found["Mobning"].figures[("Skolen",)].unfavourable == pytest.approx(0.09)
    assert found["Trivsel"].figures[("Skolen",)].score == pytest.approx(67.5)
    assert codes(reading) == []


def test_a_title_that_says_which_share_is_shown_tells_what_years_hold() -> None:
    reading = read(("APV 2026 – andel enige i %",), ("Spørgsmål", 2026, 2023), (STATED[0], 52, 61), (STATED[1], 44, 39))
    figure = figures(reading, STATED[0])[()]
    assert (figure.score, figure.previous) == (52, 61)
    assert figures(reading, STATED[1])[()].unfavourable == pytest.approx(0.44)


def test_drivers_of_segments_go_from_0_to_10_and_10_is_best_of_a_burden_too() -> None:
    reading = read(
        ("Segment", "Driver", "Score", "Benchmark"),
        ("Butik Aarhus", "Arbejdsbyrde", 6.2, 7.1),
        ("Butik Vejle", "Arbejdsbyrde", 7.9, 7.1),
        ("Butik Aarhus", "Anerkendelse", 7.3, 7.4),
        ("Butik Vejle", "Anerkendelse", 8.1, 7.4),
    )
    assert scores(reading, "Arbejdsbyrde") == {("Butik Aarhus",): 62, ("Butik Vejle",): 79}


def test_drivers_that_may_go_to_5_are_asked_about() -> None:
    reading = read(("Segment", "Driver", "Score"), ("Nord", "Krav", 3.2), ("Syd", "Krav", 4.1))
    assert "unknown-ends" in codes(reading)


def test_the_year_in_the_name_of_the_file_tells_two_tables_apart() -> None:
    rows = (("Spørgsmål", "Gennemsnit (1-5, 5 bedst)", "Antal svar"), (VOICE, 3.4, 14), (HELPED, 3.4, 14))
    reading = read_sheet(Grid("Trivsel 2024.xlsx", "Ark1", rows), Context(CATALOGUE))
    assert {summary.period for summary in reading.summaries} == {"2024"}


GIVEN = (
    ("Helt enig", 4, 1),
    ("Enig", 4, 1),
    ("Hverken enig eller uenig", 2, 2),
    ("Uenig", 0, 4),
    ("Helt uenig", 0, 4),
)


@pytest.mark.parametrize("header", ["Svar", "Svarmulighed"])
@pytest.mark.parametrize("repeated", [True, False])
def test_answers_in_the_rows_with_a_column_for_each_department_are_results(header: str, *, repeated: bool) -> None:
    asked = ("Min leder lytter til mig", "Jeg er udsat for støj")
    rows = [
        (question if repeated or not place else None, answer, kitchen, care, kitchen + care)
        for question in asked
        for place, (answer, kitchen, care) in enumerate(GIVEN)
    ]
    reading = read(("Spørgsmål", header, "Køkken", "Plejen", "I alt"), *rows)
    told = {path: (figure.respondents, figure.score) for path, figure in figures(reading, asked[0]).items()}
    assert told == {("Køkken",): (10, 80.0), ("Plejen",): (12, 31.25), (): (22, 53.4091)}
    assert scores(reading, asked[1])["Køkken",] == 20.0


def test_responses_over_shares_and_numbers_are_how_many_gave_the_answer() -> None:
    rows = [(answer, f"{kitchen * 10},00%", kitchen) for answer, kitchen, _care in GIVEN]
    reading = read(
        ("Q1. Jeg er udsat for støj",),
        ("Answer Choices", "Responses"),
        *rows,
        (None, "Answered", 10),
        (None, "Skipped", 2),
    )
    ((question, found),) = ((summary.question, summary.figures) for summary in reading.summaries)
    assert question.best == "Helt uenig"
    assert [(figure.respondents, figure.score) for figure in found.values()] == [(10, 20.0)]


@pytest.mark.parametrize("marks", [("IIII", "III", "II", "IIIII I"), ("||||", "|||", "||", "|||| ||")])
def test_tallies_under_answers_are_counted_as_on_paper(marks: tuple[str, ...]) -> None:
    reading = read(
        ("Spørgsmål", "Ja", "Nej"),
        ("Er der for meget støj?", marks[0], marks[1]),
        ("Har du tid nok til dine opgaver?", marks[2], marks[3]),
    )
    noise, time = reading.summaries
    assert (noise.question.best, time.question.best) == ("Nej", "Ja")
    assert (noise.figures[()].respondents, time.figures[()].respondents) == (7, 8)


def test_what_the_numbers_measure_decides_whatever_is_asked_about() -> None:
    reading = read(
        ("Belastning: 1 = lav, 5 = høj",),
        ("Emne", "Køkken", "Plejen"),
        ("Støj", 2.1, 3.4),
        ("Samarbejde", 1.8, 2.2),
    )
    assert [one.question.best for one in reading.summaries] == ["1", "1"]


@pytest.mark.parametrize(
    ("line", "sure"), [("Belastning", {"Støj": "Lav", "Samarbejde": None}), ("Tilfredshed", {"Samarbejde": "Høj"})]
)
def test_a_title_that_says_what_is_measured_never_turns_the_names_below_it(
    line: str, sure: dict[str, str | None]
) -> None:
    reading = read((line,), ("Emne", "Lav", "Middel", "Høj"), ("Støj", 4, 5, 6), ("Samarbejde", 4, 5, 6))
    found = {one.question.text: one.question.best for one in reading.summaries}
    assert found == {"Støj": None, "Samarbejde": None} | sure


def test_the_department_that_a_filter_above_the_results_names_is_theirs() -> None:
    reading = read(
        ("Filter: Afdeling = Køkken",),
        ("Spørgsmål", "Helt enig", "Enig", "Uenig", "Helt uenig"),
        ("Jeg har tid nok til mine opgaver", 3, 8, 9, 3),
    )
    assert [*reading.summaries[0].figures] == [("Køkken",)]


def test_means_of_what_is_bad_below_the_best_number_are_asked_about() -> None:
    reading = read(BEST, ("Udsagn", "Gennemsnit", "N"), ("Jeg er stresset", 3.2, 20), ("Jeg har tid nok", 3.4, 20))
    assert {one.question.text: one.question.best for one in reading.summaries} == {
        "Jeg er stresset": None,
        "Jeg har tid nok": "5",
    }


@pytest.mark.parametrize("above", [[], [("Medarbejdertilfredshed 2026 (skala 1-5, 5 er bedst)",)]])
def test_satisfaction_beside_importance_is_what_is_read_and_the_other_is_said_to_be_left_out(above: list[Row]) -> None:
    heads = ("Emne", "Tilfredshed (1-5)", "Vigtighed (1-5)", "Forskel")
    reading = read(*above, heads, ("Samarbejde", 3.8, 4.5, -0.7), ("Støj", 2.4, 3.9, -1.5), ("Løn", 2.9, 4.1, -1.2))
    assert {one.question.text: one.figures[()].score for one in reading.summaries} == {
        "Samarbejde": pytest.approx(70),
        "Støj": pytest.approx(35),
        "Løn": pytest.approx(47.5),
    }
    assert "importance" in codes(reading)


def test_promoters_are_called_promotorer_too() -> None:
    reading = read(("Afdeling", "Promotorer (9-10)", "Passive (7-8)", "Kritikere (0-6)"), ("Køkken", 2, 4, 4))
    assert scores(reading, "eNPS") == {("Køkken",): 40}


def test_topics_below_no_header_of_their_own_are_questions_where_answers_stand_beside_them() -> None:
    heads = (None, "Meget tilfreds", "Tilfreds", "Hverken eller", "Utilfreds", "Meget utilfreds")
    reading = read(
        ("Køkken (n=24)",), heads, ("Løn", *["20 %"] * 5), ("Ledelse", *["20 %"] * 5), ("Støj", *["20 %"] * 5)
    )
    assert [one.question.text for one in reading.summaries] == ["Løn", "Ledelse", "Støj"]


def test_statements_that_tell_the_ends_of_their_scale_are_no_column_of_scales() -> None:
    rows = [("Jeg er stresset (1-5)", 2.4, 3.4), ("Jeg har tid nok (1-5)", 2.4, 3.4)]
    reading = read(("Spørgsmål", "Køkken", "Lager"), *rows)
    assert [one.question.best for one in reading.summaries] == ["1", "5"]


def test_answers_below_each_question_across_and_departments_in_the_rows_are_results() -> None:
    heads = ("Afdeling", "Ja", "Nej", "Ja", "Nej")
    reading = read((None, NOISE, None, HELPED, None), heads, ("Køkken", 7, 3, 9, 1), ("Lager", 2, 8, 5, 5))
    assert scores(reading, NOISE) == {("Køkken",): pytest.approx(30), ("Lager",): pytest.approx(80)}
    assert scores(reading, HELPED) == {("Køkken",): pytest.approx(90), ("Lager",): pytest.approx(50)}


def test_answers_in_the_rows_below_no_header_and_topics_across_are_results() -> None:
    rows = (("Meget tilfreds", "10 %", "60 %"), ("Tilfreds", "40 %", "40 %"), ("Utilfreds", "50 %", "0 %"))
    reading = read((None, "Støj", "Stress"), *rows, ("Antal svar", 20, 20))
    assert {one.question.text: one.figures[()].respondents for one in reading.summaries} == {"Støj": 20, "Stress": 20}


def test_means_with_their_spread_or_colour_are_means_and_so_many_of_so_many_are_shares() -> None:
    reading = read(BEST, ("Emne", "Gennemsnit"), ("Støj", "3,4 ± 0,6"), ("Samarbejde", "4,2 (grøn)"))
    assert [one.figures[()].score for one in reading.summaries] == [pytest.approx(60), pytest.approx(80)]
    reading = read(("Spørgsmål", "Andel der svarer ja"), (NOISE, "7 af 14"), (HELPED, "9 ud af 12 (75 %)"))
    assert [(one.respondents, one.unfavourable) for one in figures(reading, NOISE).values()] == [(14, 0.5)]
    assert scores(reading, HELPED) == {(): 75}


def test_a_sheet_of_all_is_no_department() -> None:
    rows = (("Spørgsmål", "Ja", "Nej"), (NOISE, 3, 9))
    assert [*read(*rows, sheet="I alt").summaries[0].figures] == [()]


def test_letters_in_the_headers_that_a_line_above_explains_are_answers() -> None:
    told = ("HE = helt enig, E = enig, HV = hverken/eller, U = uenig, HU = helt uenig",)
    reading = read(told, ("Spørgsmål", "HE", "E", "HV", "U", "HU"), ("Jeg er stresset", 1, 2, 3, 4, 5))
    assert [(one.question.best, one.figures[()].respondents) for one in reading.summaries] == [("helt uenig", 15)]


@pytest.mark.parametrize("legend", ["1-5, hvor 5 er slet ikke", "1-5, hvor 1 er i meget høj grad"])
def test_one_end_that_the_header_of_the_means_tells_is_heeded(legend: str) -> None:
    reading = read(("Spørgsmål", f"Gennemsnit ({legend})", "N"), (NOISE, 4, 12), (VOICE, 4, 12))
    assert [one.question.best for one in reading.summaries] in (["5", "1"], [None, None])


@pytest.mark.parametrize(
    "legend",
    ["Slet ikke (1), Delvist (3), I meget høj grad (5)", "1 / Slet ikke / 5 / I meget høj grad", "x = 1, y = 2"],
)
def test_a_line_that_explains_numbers_above_means_is_read_however_it_is_written_or_not_at_all(legend: str) -> None:
    reading = read((legend,), ("Spørgsmål", "Gennemsnit", "N"), (NOISE, 4, 12), (VOICE, 4, 12))
    assert [one.question.best for one in reading.summaries] in (["1", "5"], [None, None])


def test_the_colour_of_each_mean_beside_it_makes_it_no_survey() -> None:
    rows = (("Ledelse", 72, "Grøn"), ("Stress", 41, "Rød"), ("Støj", 55, "Gul"))
    reading = read(("Jo højere, jo bedre",), ("Tema", "Score (0-100)", "Farve"), *rows)
    assert {one.question.text: one.figures[()].score for one in reading.summaries} == {
        "Ledelse": 72,
        "Stress": 41,
        "Støj": 55,
    }


@pytest.mark.parametrize("shares", [(0.1, 0.2, 0.3, 0.4), (2, 4, 6, 8)])
def test_answers_in_the_order_of_their_scale_with_figures_beside_them_are_no_respondents(
    shares: tuple[float, ...],
) -> None:
    answers = ("I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
    reading = read(("Svar", NOISE, HELPED), *[(one, share, share) for one, share in zip(answers, shares, strict=True)])
    assert not reading.surveys
    assert scores(reading, NOISE) == {(): pytest.approx(200 / 3, abs=0.1)}
