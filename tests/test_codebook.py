"""Code books: how they are recognised, what they say, and how data are read with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import CellRef, Codebook, ImporterName, Question, Reading, Variable
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.codebook import CodebookImporter

CATALOGUE = Catalogue()
DEGREES = {"1": "Slet ikke", "2": "I ringe grad", "3": "I nogen grad", "4": "I høj grad", "5": "I meget høj grad"}
NOISE, HELP = "I hvor høj grad er du generet af støj?", "I hvor høj grad får du hjælp af kolleger?"

Rows = Sequence[Sequence[Value]]


def variables(*rows: Sequence[Value]) -> Mapping[str, Variable]:
    """Return what a sheet says when it is read as a code book."""
    reading = read_sheet(Grid("koder.xlsx", "Ark1", rows), Context(CATALOGUE))
    (entry,) = reading.sheets
    assert entry.importer is ImporterName.CODEBOOK
    assert (entry.rows_used, entry.rows_rejected) == (0, 0)
    (codebook,) = reading.codebooks
    return codebook.variables


def book(named: Mapping[str, Variable], file: str = "koder.csv") -> Codebook:
    return Codebook(CellRef(file), named)


def read(rows: Rows, *codebooks: Codebook, file: str = "data.csv") -> Reading:
    return read_sheet(Grid(file, "", rows), Context(CATALOGUE, codebooks=codebooks))


def questions(reading: Reading) -> dict[str, Question]:
    (survey,) = reading.surveys
    return {answers.question.text: answers.question for answers in survey.answers}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def numbers(head: Sequence[str], count: int = 10) -> Rows:
    """Return data: a row per respondent with the codes 1 to 5."""
    return [head, *[[1 + (row + shift) % 5 for shift in range(len(head))] for row in range(count)]]


BOTH = book({"s_1": Variable(NOISE, DEGREES), "s_2": Variable(HELP, DEGREES)})


# --- Forms of code books


def test_a_label_list_names_the_variable_once_for_all_its_codes() -> None:
    found = variables(
        ("Variabel", "Værdi", "Tekst"), ("s_1", 1, "Ja"), (None, 2, "Nej"), ("s_2", 1, "Altid"), (None, 2, "Aldrig")
    )
    assert {name: dict(variable.labels) for name, variable in found.items()} == {
        "s_1": {"1": "Ja", "2": "Nej"},
        "s_2": {"1": "Altid", "2": "Aldrig"},
    }


POINTS = (
    ("Helt enig", 5),
    ("Enig", 4),
    ("Hverken enig eller uenig", 3),
    ("Uenig", 2),
    ("Helt uenig", 1),
    ("Ved ikke", 0),
)


@pytest.mark.parametrize(
    "rows",
    [
        (("Svar", "Point"), *POINTS),
        (("Svar", "Score"), ("Nej", 0), ("Delvist", 50), ("Ja", 100)),
        (
            (
                "Spørgsmål 1-2",
                "1 = I meget høj grad",
                "2 = I høj grad",
                "3 = Delvist",
                "4 = I ringe grad",
                "5 = Slet ikke",
            ),
            ("Spørgsmål 3-4", "1 = Aldrig", "2 = Sjældent", "3 = Sommetider", "4 = Ofte", "5 = Altid"),
        ),
    ],
)
def test_a_sheet_of_answers_with_their_points_holds_no_respondents(rows: Rows) -> None:
    reading = read_sheet(Grid("svar.xlsx", "Skala", rows), Context(CATALOGUE))
    assert reading.sheets[0].importer is ImporterName.CODEBOOK
    assert not reading.surveys
    (codebook,) = reading.codebooks
    assert codebook.legends


def test_numbers_beside_answers_that_go_in_no_steps_are_no_legend() -> None:
    counted = [(answer, number) for (answer, _points), number in zip(POINTS, (40, 12, 9, 3, 2, 1), strict=True)]
    assert not read([("Svar", "Stk."), *counted]).codebooks


def test_a_label_list_without_headers() -> None:
    found = variables(("s_1", 0, "Ved ikke "), ("s_1", 1, "Ja"), ("s_2", 1, "Altid"), ("s_2", 15, "Aldrig"))
    assert found["s_1"].labels == {"0": "Ved ikke", "1": "Ja"}
    assert found["s_2"].labels == {"1": "Altid", "15": "Aldrig"}


def test_the_variable_values_of_spss() -> None:
    found = variables(
        ("Variable Values",), ("Value", None, "Label"), ("s_1", 1, "Ja"), (None, 2, "Nej"), ("s_2", 1, "Ofte")
    )
    assert found["s_1"].labels == {"1": "Ja", "2": "Nej"}


def test_surveyxact_gives_options_a_column_each() -> None:
    found = variables(
        ("questionName", "variableName", "subType", "questionText", "choiceValue", "choiceText"),
        ("s_1", "s_1", "Single", NOISE, 1, "I høj grad"),
        ("s_1", "s_1", "Single", NOISE, 2, "Slet ikke"),
        ("s_2", "s_2_1", "Multiple", "Hvad bør vi se på?", 1, "Lys"),
        ("s_2", "s_2_2", "Multiple", "Hvad bør vi se på?", 2, "Luft"),
        ("s_3", "s_3", "String", "Er der andet?", None, None),
    )
    assert found["s_1"] == Variable(NOISE, {"1": "I høj grad", "2": "Slet ikke"}, kind="single")
    assert found["s_2_2"] == Variable("Hvad bør vi se på?", {}, "Luft", "multiple")
    assert found["s_3"] == Variable("Er der andet?", kind="text")


@pytest.mark.parametrize(
    "packed",
    [
        "1=Slet ikke; 2=I høj grad",
        "1 = Slet ikke\n2 = I høj grad",
        "1, Slet ikke | 2, I høj grad",
        "1: Slet ikke, 2: I høj grad",
        '1="Slet ikke", 2="I høj grad"',
        "1 - Slet ikke; 2 - I høj grad",
    ],
)
def test_all_codes_in_one_cell(packed: str) -> None:
    found = variables(("Variabel", "Spørgsmål", "Koder"), ("a", NOISE, packed), ("b", HELP, packed))
    assert found["a"] == Variable(NOISE, {"1": "Slet ikke", "2": "I høj grad"})


def test_a_column_per_code() -> None:
    found = variables(
        ("Variabel", "Spørgsmål", "1", "2", "3"), ("a", NOISE, "Slet ikke", "Lidt", "Meget"), ("b", HELP, "Ja", "Nej")
    )
    assert found["a"].labels == {"1": "Slet ikke", "2": "Lidt", "3": "Meget"}
    assert found["b"].labels == {"1": "Ja", "2": "Nej"}


def test_blocks_of_a_question_and_its_codes() -> None:
    found = variables(("s_1", NOISE), (1, "Ja"), (2, "Delvist"), (3, "Nej"), (), ("s_2", HELP), (1, "Ja"), (2, "Nej"))
    assert found["s_1"] == Variable(NOISE, {"1": "Ja", "2": "Delvist", "3": "Nej"})
    assert found["s_2"].text == HELP


def test_a_list_of_questions_alone() -> None:
    assert variables(("Variabel", "Spørgsmål"), ("s_1", NOISE), ("s_2", HELP))["s_2"] == Variable(HELP)


def test_a_list_of_types_alone() -> None:
    found = variables(("variableName", "subType"), ("s_1", "Single"), ("s_2", "String"), ("s_3", "Double"))
    assert [variable.kind for variable in found.values()] == ["single", "text", "number"]


def test_a_question_may_name_a_scale_that_stands_elsewhere() -> None:
    found = variables(("Kode", "Spørgsmål", "Skala"), ("a", NOISE, "grad"), ("b", HELP, "grad"))
    assert found["a"] == Variable(NOISE, labels_of="grad")
    assert variables(("Skala", "Værdi", "Tekst"), ("grad", 1, "Slet ikke"), ("grad", 2, "Meget"))["grad"].labels == {
        "1": "Slet ikke",
        "2": "Meget",
    }


def test_the_danish_labels_of_a_form_in_two_languages_count() -> None:
    found = variables(
        ("type", "name", "label::English (en)", "label::Dansk (da)"),
        ("select_one grad", "noise", "Are you bothered by noise?", f"<b>{NOISE}</b>"),
        ("text", "more", "Anything else?", "Er der andet, du vil sige?"),
    )
    assert found["noise"] == Variable(NOISE, kind="single", labels_of="grad")
    assert found["more"] == Variable("Er der andet, du vil sige?", kind="text")


@pytest.mark.parametrize(
    "rows",
    [
        [("Spørgsmål", "Værdi", "Svar"), *[("Støj", 1, "Ja"), ("Støj", 1, "Ja"), ("Støj", 2, "Nej"), ("Lys", 1, "Ja")]],
        [("Nr.", "Spørgsmål", "1", "2", "3"), (1, NOISE, "Ja", "Ja", "Nej"), (2, HELP, "Nej", "Nej", "Nej")],
        [("Navn", "Beskrivelse"), ("Bo", "Arbejder i hallen"), ("Ida", "Arbejder på kontoret")],
        [("Fare", "Type", "Beskrivelse"), ("Fald", "Fysisk", "Glat gulv"), ("Støj", "Fysisk", "Høj lyd fra anlæg")],
        [("Emne", "Spørgsmål"), ("Støj", NOISE), ("Støj", HELP), ("Støj", NOISE)],
        [("a", "b"), (1, 2)],
        [],
    ],
)
def test_other_lists_are_no_code_books(rows: Rows) -> None:
    assert CodebookImporter().identify(Grid("f", "s", rows), Context(CATALOGUE)) is None


def test_a_code_book_says_what_it_explains() -> None:
    rows = [("variable", "value", "label"), ("s_1", 1, "Ja"), ("s_1", 2, "Nej")]
    (problem,) = read(rows).problems
    assert (problem.code, dict(problem.values)) == ("codebook", {"variables": "1", "labels": "2"})


# --- Data read with a code book


def test_data_are_read_with_questions_and_labels() -> None:
    reading = read(numbers(("s_1", "s_2")), BOTH)
    found = questions(reading)
    assert {text: (question.where.a1, question.best) for text, question in found.items()} == {
        NOISE: ("A1", "Slet ikke"),
        HELP: ("B1", "I meget høj grad"),
    }
    assert codes(reading) == ["codebook-used"]


def test_labels_and_questions_may_lie_in_two_code_books() -> None:
    texts = book({"s_1": Variable(NOISE), "s_2": Variable(HELP)}, "spoergsmaal.csv")
    labels = book({"s_1": Variable(labels=DEGREES), "s_2": Variable(labels=DEGREES)}, "labels.csv")
    found = questions(read(numbers(("s_1", "s_2")), texts, labels))
    assert {question.scale for question in found.values()} == {"grad-5"}
    assert list(found) == [NOISE, HELP]


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (("S_1", "s-2"), ("s_1", "s_2")),
        (("G1Q1[SQ001]", "G1Q1[SQ002]"), ("G1Q1_SQ001", "G1Q1_SQ002")),
        (("gruppe/stoej", "gruppe/hjaelp"), ("stoej", "hjaelp")),
        (("stoej_pa", "hjaelp_f"), ("stoej_paa_arbejdet", "hjaelp_fra_kolleger")),
        (("noise_1", "stoet_2"), ("noise_level_1", "stoette_2")),
        (("Q1. Støj", "Q2. Hjælp"), ("Q1", "Q2")),
    ],
)
def test_columns_are_found_under_names_that_are_not_quite_the_same(
    head: tuple[str, str], named: tuple[str, str]
) -> None:
    codebook = book({named[0]: Variable(NOISE, DEGREES), named[1]: Variable(HELP, DEGREES)})
    assert list(questions(read(numbers(head), codebook))) == [NOISE, HELP]


def test_a_cut_name_that_fits_two_variables_is_left_alone() -> None:
    two = {"stoej_paa_gangen": Variable(NOISE, DEGREES), "stoej_paa_kontoret": Variable(HELP, DEGREES)}
    others = {"s_1": Variable(NOISE, DEGREES), "s_2": Variable(HELP, DEGREES)}
    found = questions(read(numbers(("stoej_pa", "s_1", "s_2")), book({**two, **others})))
    assert list(found) == ["stoej_pa", NOISE, HELP]


def test_a_header_line_of_codes_above_the_texts_is_what_the_code_book_knows() -> None:
    rows = numbers(("Støj", "Hjælp", "Lys"), 12)
    found = questions(read([("Q1", "Q2", "Q3"), *rows], book({"Q1": Variable(NOISE, DEGREES), "Q2": Variable(HELP)})))
    assert found[NOISE].where.a1 == "A2"
    assert found[NOISE].scale == "grad-5"


def test_a_code_without_a_label_is_counted_and_said() -> None:
    rows = [*numbers(("s_1", "s_2")), *[(9, 1)] * 4]
    reading = read(rows, BOTH)
    noise = questions(reading)[NOISE]
    assert noise.scale == "grad-5"
    assert noise.scores[noise.answers.index("9")] is None
    told = {problem.code: problem for problem in reading.problems}["code-without-label"]
    assert (told.where.a1, told.values["count"]) == ("A1", "1")


def test_a_zero_that_means_dont_know_is_off_the_scale() -> None:
    labels = {**DEGREES, "0": "Ved ikke"}
    rows = [*numbers(("s_1", "s_2")), (0, 1)]
    codebook = book({"s_1": Variable(NOISE, labels), "s_2": Variable(HELP, labels)})
    noise = questions(read(rows, codebook))[NOISE]
    assert noise.scores[noise.answers.index("Ved ikke")] is None
    assert (noise.best, noise.worst) == ("Slet ikke", "I meget høj grad")


def test_only_the_ends_of_a_scale_may_have_labels() -> None:
    ends = {"1": "Slet ikke", "5": "I meget høj grad"}
    found = questions(read(numbers(("s_1", "s_2")), book({"s_1": Variable(NOISE, ends), "s_2": Variable(HELP, ends)})))
    assert found[NOISE].best == "1 = Slet ikke"
    assert found[HELP].best == "5 = I meget høj grad"
    assert sorted(score or 0 for score in found[HELP].scores) == [0, 25, 50, 75, 100]


def test_answers_that_nobody_gave_tell_which_scale_was_offered() -> None:
    labels = {"1": "Helt enig", "2": "Enig", "3": "Hverken enig eller uenig", "4": "Uenig", "5": "Helt uenig"}
    rows = [("s_1", "s_2"), *[(2, 4)] * 6]
    codebook = book({"s_1": Variable("Jeg er tit stresset", labels), "s_2": Variable("Jeg har tid nok", labels)})
    found = questions(read(rows, codebook))
    assert found["Jeg er tit stresset"].scores[:1] == (25,)
    assert found["Jeg har tid nok"].scores[:1] == (25,)


@pytest.mark.parametrize(
    ("head", "variable"),
    [
        ("emner___2", Variable("Hvad bør vi se på?", {"1": "Lys", "2": "Luft"}, kind="multiple")),
        ("gruppe/emner/2", Variable("Hvad bør vi se på?", {"1": "Lys", "2": "Luft"}, kind="multiple")),
        ("emner_2", Variable("Hvad bør vi se på?", {"1": "Lys", "2": "Luft"}, kind="multiple")),
    ],
)
def test_a_column_per_option_is_named_by_question_and_option(head: str, variable: Variable) -> None:
    rows = [("s_1", "s_2", head), *[(1 + row % 5, 1 + row % 4, row % 2) for row in range(10)]]
    reading = read(rows, BOTH, book({**BOTH.variables, "emner": variable}, "emner.csv"))
    assert reading.sheets[0].columns["choices"] == "Hvad bør vi se på? [Luft]"


def test_several_codes_in_one_cell_are_several_answers() -> None:
    emner = Variable("Hvad bør vi se på?", {"a": "Lys", "b": "Luft"}, kind="multiple")
    rows = [("s_1", "s_2", "emner"), *[(1 + row % 5, 1 + row % 4, ("a", "a b", "b")[row % 3]) for row in range(12)]]
    reading = read(rows, book({**BOTH.variables, "emner": emner}))
    assert reading.sheets[0].columns["choices"] == "Hvad bør vi se på?"


def test_a_code_book_that_fits_few_columns_is_not_used_and_that_is_said() -> None:
    other = book({f"x_{number}": Variable(NOISE, DEGREES) for number in range(9)})
    reading = read(numbers(("s_1", "s_2", "s_3")), other)
    assert list(questions(reading)) == ["s_1", "s_2", "s_3"]
    assert codes(reading).count("codebook-unused") == 1


def test_a_survey_in_words_says_nothing_of_a_code_book_for_something_else() -> None:
    rows = [("Er du generet af støj?", "Er du stresset?"), *[("Ja", "Nej"), ("Nej", "Nej")] * 4]
    assert codes(read(rows, BOTH)) == []


TURNED = dict(zip(DEGREES, reversed(DEGREES.values()), strict=True))


def test_of_two_code_books_that_contradict_the_one_with_the_like_name_counts() -> None:
    first = book({"s_1": Variable(NOISE, DEGREES), "s_2": Variable(HELP, DEGREES)}, "apv_2024_koder.csv")
    second = book({"s_1": Variable(NOISE, TURNED), "s_2": Variable(HELP, TURNED)}, "apv_2026_koder.csv")
    for codebooks in ((first, second), (second, first)):
        reading = read(numbers(("s_1", "s_2")), *codebooks, file="apv_2026_data.csv")
        used = [problem.values["codebook"] for problem in reading.problems if problem.code == "codebook-used"]
        assert used == ["apv_2026_koder.csv"]


def test_two_code_books_that_contradict_with_names_as_like_explain_nothing() -> None:
    first = book({"s_1": Variable(NOISE, DEGREES), "s_2": Variable(HELP, DEGREES)}, "koder1.csv")
    second = book({"s_1": Variable(NOISE, TURNED), "s_2": Variable(HELP, DEGREES)}, "koder2.csv")
    reading = read([("s_1", "s_2", "s_3"), *[(1, 2, 3), (5, 4, 3), (2, 2, 4)] * 3], first, second)
    assert list(questions(reading)) == ["s_1", HELP, "s_3"]
    assert [problem.where.a1 for problem in reading.problems if problem.code == "codebooks-disagree"] == ["A1"]


def test_a_text_that_is_cut_short_contradicts_nothing() -> None:
    short = book({"s_1": Variable(NOISE[:30], DEGREES), "s_2": Variable(HELP[:30], DEGREES)}, "labels.csv")
    whole = book({"s_1": Variable(NOISE), "s_2": Variable(HELP)}, "texts.csv")
    assert list(questions(read(numbers(("s_1", "s_2")), short, whole))) == [NOISE, HELP]


def test_the_code_book_in_the_same_file_counts_before_any_other() -> None:
    own = Codebook(CellRef("data.xlsx", "Koder"), {"s_1": Variable(NOISE, TURNED), "s_2": Variable(HELP, TURNED)})
    reading = read(numbers(("s_1", "s_2")), BOTH, own, file="data.xlsx")
    (used,) = [problem.values["codebook"] for problem in reading.problems if problem.code == "codebook-used"]
    assert used == "data.xlsx › Koder"


def test_a_department_in_codes_gets_its_names() -> None:
    rows = [("afd", "s_1", "s_2"), *[(1 + row % 2, 1 + row % 5, 1 + row % 4) for row in range(10)]]
    departments = {"1": "Sengeafsnit", "2": "Ambulatorium"}
    reading = read(rows, book({**BOTH.variables, "afd": Variable("Afdeling", departments, kind="single")}))
    assert set(reading.surveys[0].respondents) == {("Sengeafsnit",), ("Ambulatorium",)}


# --- Laws


@settings(max_examples=60)
@given(st.permutations(list(DEGREES.values())), st.lists(st.integers(1, 5), min_size=12, max_size=40))
def test_the_order_of_the_codes_never_turns_the_scale(order: list[str], given_codes: list[int]) -> None:
    labels = {str(code): label for code, label in enumerate(order, 1)}
    rows = [("s_1", "s_2"), *[(code, 1 + code % 5) for code in given_codes], *[(code, code) for code in range(1, 6)]]
    codebook = book({"s_1": Variable(NOISE, labels), "s_2": Variable(HELP, labels)})
    found = questions(read(rows, codebook))
    assert (found[NOISE].best, found[NOISE].worst) == ("Slet ikke", "I meget høj grad")
    assert (found[HELP].best, found[HELP].worst) == ("I meget høj grad", "Slet ikke")
    (survey,) = read(rows, codebook).surveys
    counts = dict(zip(found[NOISE].answers, survey.answers[0].counts[()], strict=False))
    assert counts == {label: [*given_codes, 1, 2, 3, 4, 5].count(int(code)) for code, label in labels.items()}


def test_a_scale_that_only_the_code_book_knows_is_asked_about() -> None:
    text = "Mærker du noget til støvet i hallen?"
    own = {"1": "Aldeles intet", "2": "En smule", "3": "En hel del"}
    rows = [("s_1", "s_2", "s_3"), *[(1 + row % 5, 1 + row % 4, 1 + row % 3) for row in range(12)]]
    reading = read(rows, book({**BOTH.variables, "s_3": Variable(text, own)}))
    assert [p.values["question"] for p in reading.problems if p.code == "unknown-scale"] == [text]


@pytest.mark.parametrize("title", ["1 = meget utilfreds, 5 = meget tilfreds", "Skala: 1 = dårligt, 5 = godt"])
@pytest.mark.parametrize("headers", [("Støj", "Ledelse", "Samarbejde"), ("Lys", "Indeklima", "Støj")])
def test_what_explains_the_numbers_below_it_makes_no_code_book_of_their_table(
    title: str, headers: tuple[str, ...]
) -> None:
    rows = [(("Lager", "Kontor")[n % 2], 1 + n % 5, 1 + n * 3 % 5, 5 - n % 5) for n in range(24)]
    reading = read_sheet(Grid("tal.xlsx", "Ark1", [(title,), ("Afdeling", *headers), *rows]), Context(CATALOGUE))
    assert sum(reading.surveys[0].respondents.values()) == len(rows)
    assert {answers.question.best for answers in reading.surveys[0].answers} == {"5"}


def test_a_legend_above_a_table_of_figures_makes_no_code_book() -> None:
    rows: list[tuple[Value, ...]] = [("1 = dårligt, 5 = godt",), ("Hylde", "A", "B"), ("Nord", 1, 2), ("Syd", 4, 5)]
    assert CodebookImporter().identify(Grid("tal.xlsx", "Ark1", rows), Context(CATALOGUE)) is None


def test_questions_are_found_by_the_number_before_their_text_and_in_a_range() -> None:
    named = {"Q1 Hvor arbejder du": Variable("", {}), "Q2": Variable("", DEGREES), "Q3-Q4": Variable("", DEGREES)}
    heads = (f"Q2 {NOISE}", f"Q3: {HELP}", "Q4. Jeg føler mig stresset")
    reading = read(numbers(heads), book(named))
    assert "codebook-used" in codes(reading)
    assert {question.scale for question in questions(reading).values()} == {"grad-5"}


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("header", [(), (("Nr", "Tekst"),)])
def test_names_with_their_questions_and_the_codes_of_all_below_are_a_code_book(as_text: bool, header: Rows) -> None:
    codes_of_all = [(code if as_text else int(code), label) for code, label in DEGREES.items()]
    rows = (*header, ("Q1", NOISE), ("Q2", HELP), ("Q3", "Jeg har tid nok"), (), *codes_of_all)
    reading = read_sheet(Grid("koder.xlsx", "Forklaring", rows), Context(CATALOGUE))
    (codebook,) = reading.codebooks
    assert [variable.text for variable in codebook.variables.values()] == [NOISE, HELP, "Jeg har tid nok"]
    assert codebook.legends == (DEGREES,)


def test_a_scale_whose_numbers_are_stored_as_text_holds_no_respondents() -> None:
    reading = read_sheet(Grid("svar.xlsx", "Skala", tuple(DEGREES.items())), Context(CATALOGUE))
    assert reading.surveys == ()
    assert reading.sheets[0].importer is ImporterName.CODEBOOK


def test_the_points_of_minutes_are_no_code_book() -> None:
    rows = (
        ("Punkt 1", "Godkendelse af dagsorden"),
        ("Punkt 2", "Sygefravær i køkkenet"),
        ("Punkt 3", "Nye ulykker her"),
    )
    assert read_sheet(Grid("referat.xlsx", "Ark1", rows), Context(CATALOGUE)).codebooks == ()
