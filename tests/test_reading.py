"""One file -> what it holds, or why it could not be read."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from handleplan_batch import reading as reading_module
from handleplan_batch.catalogue import Catalogue
from handleplan_batch.language import set_language
from handleplan_batch.model import BASE_SHEET, CellRef, ImporterName, Reading, SheetEntry
from handleplan_batch.problems import PROBLEMS, describe
from handleplan_batch.reading import importers, read_file, read_inputs
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value

CATALOGUE = Catalogue()
SAMPLES = Path(__file__).parent.parent / "sample_data"
SURVEY = (
    ("Afdeling", "Er du generet af støj?", "I hvor høj grad er du tryg?"),
    ("Køkken", "Ja", "I høj grad"),
    ("Lager", "Nej", "I ringe grad"),
)
OTHER = (("Navn", "Farve"), ("x", "rød"), ("y", "blå"))


def book(path: Path, **sheets: Sequence[Sequence[Value]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name.startswith(("Skjult", BASE_SHEET)):
            sheet.sheet_state = "veryHidden"
    made.save(path)
    return path


def read(path: Path) -> Reading:
    return read_file(path, f"mappe/{path.name}", Context(CATALOGUE))


def codes(reading: Reading) -> list[tuple[str, str]]:
    assert all(problem.code in PROBLEMS and describe(problem) for problem in reading.problems)
    return [(problem.code, problem.where.sheet) for problem in reading.problems]


def test_every_sheet_is_entered_with_the_hash_of_the_file(tmp_path: Path) -> None:
    path = book(tmp_path / "svar.xlsx", Svar=SURVEY, Flere=SURVEY)
    reading = read(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(entry.sheet, entry.importer, entry.sha256) for entry in reading.sheets] == [
        ("Svar", ImporterName.SURVEY, digest),
        ("Flere", ImporterName.SURVEY, digest),
    ]
    assert {entry.file for entry in reading.sheets} == {"mappe/svar.xlsx"}
    assert len(reading.surveys) == 2


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    reading = read(book(tmp_path / "svar.xlsx", Svar=SURVEY, Skjult=SURVEY))
    assert [entry.sheet for entry in reading.sheets] == ["Svar"]
    assert codes(reading) == [("hidden-sheet", "Skjult")]


def test_our_own_workbook_is_passed_over(tmp_path: Path) -> None:
    reading = read(book(tmp_path / "plan.xlsx", Handleplan=SURVEY, Skjult=OTHER, **{BASE_SHEET: OTHER}))
    assert (codes(reading), reading.sheets, reading.surveys) == ([("passed-over", "")], (), ())


def test_an_unrecognised_sheet_beside_a_recognised_one_is_a_note(tmp_path: Path) -> None:
    reading = read(book(tmp_path / "svar.xlsx", Svar=SURVEY, Noter=OTHER, Tom=()))
    assert codes(reading) == [("unrecognised-sheet", "Noter")]
    assert reading.problems[0].values["count"] == "3"
    assert [(entry.importer, entry.rows_read, entry.rows_rejected) for entry in reading.sheets[1:]] == [
        ("unknown", 3, 3),
        ("unknown", 0, 0),
    ]


def test_a_file_without_a_recognised_sheet_is_an_error(tmp_path: Path) -> None:
    reading = read(book(tmp_path / "andet.xlsx", Noter=OTHER, Tom=()))
    assert codes(reading) == [("unknown-layout", "")]
    assert reading.problems[0].where == CellRef("mappe/andet.xlsx")


def test_a_more_telling_error_takes_the_place_of_the_general_one(tmp_path: Path) -> None:
    matrix = [
        (None, "Ubetydelig", "Mindre alvorlig", "Alvorlig", "Meget alvorlig"),
        ("Usandsynlig", "Papir på gulvet i gangen", "Snuble over ledning", "Fald fra stige i lageret", "Brand"),
        ("Mulig", "Kaffe på tastaturet", "Snit i fingeren", "Klemt hånd ved maskinen", "Påkørt af truck"),
        ("Sandsynlig", "Træt ryg om fredagen", "Våde gulve ved opvasken", "Tunge løft hver dag", "Vold fra borger"),
    ]
    assert codes(read(book(tmp_path / "matrix.xlsx", Matrix=matrix, Noter=OTHER))) == [
        ("matrix-layout", "Matrix"),
        ("unrecognised-sheet", "Noter"),
    ]


@pytest.mark.parametrize(("hidden", "code"), [({}, "empty-file"), ({"Skjult": SURVEY}, "all-hidden")])
def test_a_workbook_with_nothing_to_see_is_empty_or_all_hidden(
    tmp_path: Path, hidden: dict[str, Sequence[Sequence[Value]]], code: str
) -> None:
    assert codes(read(book(tmp_path / "tom.xlsx", Tom=(), **hidden)))[-1] == (code, "")


@pytest.mark.parametrize("code", ["unreadable-file", "empty-file"])
def test_a_bad_file_raises_nothing(tmp_path: Path, code: str) -> None:
    path = tmp_path / "fil.xlsx"
    path.write_bytes({"unreadable-file": b"PK\x03\x04" + bytes(50), "empty-file": b""}[code])
    reading = read(path)
    assert (codes(reading), reading.sheets) == ([(code, "")], ())


def test_a_missing_file_raises_nothing_either(tmp_path: Path) -> None:
    assert codes(read(tmp_path / "væk.xlsx")) == [("unreadable-file", "")]


def test_a_file_that_vanishes_while_it_is_read_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "read_grids", lambda *_given: iter(()))
    assert codes(read(tmp_path / "væk.xlsx")) == [("unreadable-file", "")]


def test_error_cells_are_problems_with_their_cell(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("Afdeling;Er du generet af støj?;Er du stresset?\nKøkken;Ja;#I/T\nLager;Nej;Ja\n", encoding="utf-8")
    (problem,) = read(path).problems
    assert (problem.code, problem.where.a1, problem.values["error"]) == ("error-cell", "C2", "#I/T")


def test_the_result_can_be_sent_between_processes() -> None:
    reading = read(SAMPLES / "apv_survey_2026.xlsx")
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_the_same_file_gives_the_same_result_in_either_language_but_for_the_words() -> None:
    danish = read(SAMPLES / "apv_survey_2026.xlsx")
    set_language("en")
    english = read(SAMPLES / "apv_survey_2026.xlsx")
    assert danish.sheets == english.sheets
    assert [problem.code for problem in danish.problems] == [problem.code for problem in english.problems]
    assert danish.surveys != english.surveys


def test_every_sample_file_is_recognised_without_errors() -> None:
    for path in sorted(SAMPLES.glob("*.xlsx")) + sorted(SAMPLES.glob("*.csv")):
        reading = read(path)
        assert all(entry.importer is not ImporterName.UNKNOWN for entry in reading.sheets), path.name
        assert reading.sheets, path.name


# --- The choice between importers


class Claims:
    """An importer that claims everything."""

    def __init__(self, name: ImporterName, strength: float, used: int = 0) -> None:
        self.name = name
        self.strength = strength
        self.used = used

    def identify(self, _grid: Grid, _context: Context) -> Match | None:
        return Match(self.name, 0, {}, self.strength) if self.strength else None

    def extract(self, grid: Grid, _match: Match, _context: Context) -> Reading:
        return Reading(sheets=(SheetEntry(grid.file, grid.sheet, self.name, 1, 2, rows_used=self.used),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return book(tmp_path / "to.xlsx", Ark=OTHER)


def test_the_strongest_claim_wins(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = (Claims(ImporterName.ABSENCE, 0.5, 2), Claims(ImporterName.INCIDENT, 0.6, 2), Claims(ImporterName.PLAN, 0))
    monkeypatch.setattr(importers, "IMPORTERS", claims)
    assert read(path).sheets[0].importer is ImporterName.INCIDENT


def test_two_equal_claims_are_an_error_that_names_both(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "IMPORTERS", (Claims(ImporterName.INCIDENT, 0.6), Claims(ImporterName.ABSENCE, 0.6)))
    reading = read(path)
    assert codes(reading) == [("ambiguous-layout", "Ark")]
    assert reading.problems[0].values["kinds"] == "absence, incident"
    assert (reading.sheets[0].importer, reading.sheets[0].rows_rejected) == (ImporterName.UNKNOWN, 3)


def test_rows_that_do_not_add_up_are_a_fault_of_the_importer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "IMPORTERS", (Claims(ImporterName.ABSENCE, 0.6, used=1),))
    with pytest.raises(AssertionError, match="1 of 2 rows"):
        read(path)


def export(count: int, numbered: bool = True) -> list[list[Value]]:
    head: list[Value] = [*(["ID", "Starttidspunkt"] if numbered else []), *SURVEY[0]]
    return [
        head,
        *(
            [*([number, f"11-03-2026 08:{number:02}"] if numbered else []), *SURVEY[1 + number % 2]]
            for number in range(1, count + 1)
        ),
    ]


@pytest.mark.parametrize("count", [30, 33], ids=["the same rows", "some that came later"])
def test_answers_that_were_exported_twice_are_counted_once(tmp_path: Path, count: int) -> None:
    book(tmp_path / "APV 2026.xlsx", Svar=export(30))
    book(tmp_path / "APV 2026 (1).xlsx", Ark1=export(count))
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    assert [sum(survey.respondents.values()) for survey in reading.surveys] == [count]
    assert [(entry.rows_used, entry.rows_set_aside) for entry in reading.sheets] == [(count, 0), (0, 30)]
    (problem,) = reading.problems
    assert (problem.code, Path(problem.where.file).name) == ("older-export", "APV 2026.xlsx")


def test_what_a_file_holds_can_be_worked_on_before_the_next_is_read(tmp_path: Path) -> None:
    for number in range(3):
        book(tmp_path / f"{number}.xlsx", Svar=export(10 + number, numbered=False))
    heard: list[str] = []

    def progress(files: Sequence[Path]) -> Iterator[Path]:
        for number, path in enumerate(files):
            assert len(heard) == number
            yield path

    read_inputs([tmp_path], Context(CATALOGUE), progress, heard=lambda one: heard.append(Path(one.sheets[0].file).name))
    assert heard == ["0.xlsx", "1.xlsx", "2.xlsx"]


def test_the_same_answers_without_a_number_may_be_those_of_others(tmp_path: Path) -> None:
    book(tmp_path / "APV 2026.xlsx", Svar=export(30, numbered=False))
    book(tmp_path / "APV 2026 (1).xlsx", Svar=export(33, numbered=False))
    assert len(read_inputs([tmp_path], Context(CATALOGUE)).surveys) == 2


def numbered(numbers: Sequence[Value]) -> list[tuple[Value, ...]]:
    return [
        ("Nr.", "Er du udsat for mobning?", "Er du udsat for vold?"),
        *((number, "Nej", "Nej") for number in numbers),
    ]


@pytest.mark.parametrize(
    ("numbers", "counted"),
    [
        (range(1, 9), 16),
        ([1, 2, 4, 5, 6, 8, 9, 10], 16),
        ([f"Svar {number}" for number in range(1, 9)], 16),
        ([f"{number:02}-03-2026" for number in range(1, 9)], 16),
        ([f"{number:02}-03-2026 08:1{number}" for number in range(1, 9)], 8),
        (range(48213301, 48213309), 8),
        ([17, 29, 113, 240, 241, 560, 777, 901], 8),
        ([f"{'abcdefgh'[number]}{number}f-90{number}c" for number in range(8)], 8),
    ],
    ids=["running", "with gaps", "in words", "days", "moments", "long", "scattered", "ids"],
)
def test_only_what_is_hardly_found_twice_tells_that_the_same_answers_are_those_of_the_same(
    tmp_path: Path, numbers: Sequence[Value], counted: int
) -> None:
    book(tmp_path / "Køkken.xlsx", Svar=numbered(numbers))
    book(tmp_path / "Lager.xlsx", Ark1=numbered(numbers))
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    assert sum(sum(survey.respondents.values()) for survey in reading.surveys) == counted


def test_sheets_of_one_workbook_are_no_exports_of_each_other(tmp_path: Path) -> None:
    same = numbered(range(48213301, 48213309))
    book(tmp_path / "APV.xlsx", Køkken=same, Lager=same)
    assert len(read_inputs([tmp_path], Context(CATALOGUE)).surveys) == 2


def test_sheets_of_different_departments_are_no_exports_of_each_other(tmp_path: Path) -> None:
    for name in ("Køkken", "Lager"):
        book(tmp_path / f"APV {name}.xlsx", **{name: numbered(range(48213301, 48213309))})
    assert len(read_inputs([tmp_path], Context(CATALOGUE)).surveys) == 2


def test_an_export_with_rows_of_its_own_is_not_left_out(tmp_path: Path) -> None:
    rows = export(33)
    book(tmp_path / "APV 2026.xlsx", Svar=rows[:31])
    book(tmp_path / "APV 2026 (1).xlsx", Svar=[rows[0], *rows[3:]])
    assert len(read_inputs([tmp_path], Context(CATALOGUE)).surveys) == 2


def test_sheets_of_two_departments_that_number_their_rows_alike_are_two_surveys(tmp_path: Path) -> None:
    rows = [row[:1] + row[3:] for row in export(8)]
    book(tmp_path / "APV.xlsx", Køkken=rows, Lager=rows)
    assert [sum(survey.respondents.values()) for survey in read(tmp_path / "APV.xlsx").surveys] == [8, 8]
    assert len(read_inputs([tmp_path], Context(CATALOGUE)).surveys) == 2


def answered(start: int, count: int) -> list[tuple[Value, ...]]:
    return [
        (("Ja", "Nej", "Ja", "Nej", "Ja")[n * n % 5], ("Ja", "Nej")[n % 3 % 2]) for n in range(start, start + count)
    ]


ASKED = ("Er du generet af støj?", "Får du den hjælp, du har brug for?")


@pytest.mark.parametrize("name", ["Samlet", "Alle svar", "Data"])
def test_a_sheet_of_all_answers_beside_one_per_department_is_counted_once(tmp_path: Path, name: str) -> None:
    parts = {"Lager": answered(0, 12), "Kontor": answered(12, 15)}
    whole = [row for rows in parts.values() for row in rows]
    book(tmp_path / "APV.xlsx", **{name: [ASKED, *whole]}, **{part: [ASKED, *rows] for part, rows in parts.items()})
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    assert [dict(survey.respondents) for survey in reading.surveys] == [{("Lager",): 12}, {("Kontor",): 15}]
    assert [(entry.rows_used, entry.rows_set_aside) for entry in reading.sheets] == [(0, 27), (12, 0), (15, 0)]
    assert [(problem.code, problem.where.sheet) for problem in reading.problems] == [("survey-of-parts", name)]


def test_a_file_of_all_answers_beside_one_per_department_is_counted_once(tmp_path: Path) -> None:
    book(tmp_path / "APV samlet.xlsx", Data=[ASKED, *answered(0, 27)])
    book(tmp_path / "APV afdeling Lager.xlsx", Data=[ASKED, *answered(0, 12)])
    book(tmp_path / "APV afdeling Kontor.xlsx", Data=[ASKED, *answered(12, 15)])
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    assert sum(sum(survey.respondents.values()) for survey in reading.surveys) == 27
    assert [problem.code for problem in reading.problems] == ["survey-of-parts"]


@pytest.mark.parametrize(
    "others", [[("Ja", "Nej"), ("Nej", "Ja"), ("Ja", "Ja")] * 9, answered(0, 28), [("Ja", "Ja")] * 27]
)
def test_answers_that_are_not_those_of_the_departments_together_are_counted_too(
    tmp_path: Path, others: list[tuple[Value, ...]]
) -> None:
    parts = {"Lager": answered(0, 12), "Kontor": answered(12, 15)}
    book(tmp_path / "APV.xlsx", Data=[ASKED, *others], **{part: [ASKED, *rows] for part, rows in parts.items()})
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    assert sum(sum(survey.respondents.values()) for survey in reading.surveys) == 27 + len(others)


FOUR = ("Slet ikke", "I mindre grad", "I nogen grad", "I høj grad")
FIVE = (*FOUR, "I meget høj grad")
BY_DEPARTMENT: dict[str, list[tuple[str, ...]]] = {
    "Køkken": [("Er du generet af støj?", "Oplever du tidspres?"), *zip(FIVE * 4, FOUR * 5, strict=True)],
    "Lager": [("Er du generet af støj?", "Oplever du tidspres?"), *zip(FOUR * 5, FOUR * 5, strict=True)],
    "Salg": [("Oplever du tidspres?", "Får du hjælp?"), *zip(FOUR * 5, FOUR * 5, strict=True)],
    "Depot": [("Får du hjælp?", "Får du ros?"), *zip(FOUR * 5, FOUR * 5, strict=True)],
}


@pytest.mark.parametrize("in_one_file", [True, False], ids=["sheets", "files"])
@pytest.mark.parametrize("departments", [("Køkken", "Lager", "Salg", "Depot"), ("Depot", "Salg", "Lager", "Køkken")])
def test_an_end_that_nobody_chose_in_a_department_is_known_from_the_others(
    tmp_path: Path, in_one_file: bool, departments: tuple[str, ...]
) -> None:
    if in_one_file:
        book(tmp_path / "APV.xlsx", **{name: BY_DEPARTMENT[name] for name in departments})
    else:
        for place, name in enumerate(departments):
            book(tmp_path / f"{place}.xlsx", **{name: BY_DEPARTMENT[name]})
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    assert {answers.question.scale for survey in reading.surveys for answers in survey.answers} == {"grad-5"}
    assert {survey.where.sheet: survey.answers[0].question.scores for survey in reading.surveys} == {
        "Køkken": (100, 75, 50, 25, 0),
        "Lager": (100, 75, 50, 25),
        "Salg": (100, 75, 50, 25),
        "Depot": (0, 25, 50, 75),
    }
    assert "unchosen-end" not in {problem.code for problem in reading.problems}


def test_four_degrees_stay_a_scale_of_their_own_where_only_other_questions_use_a_fifth_elsewhere(
    tmp_path: Path,
) -> None:
    book(tmp_path / "a.xlsx", Salg=BY_DEPARTMENT["Salg"])
    book(
        tmp_path / "b.xlsx", Lager=[("Er du generet af lugt?", "Er du generet af træk?"), *zip(FIVE, FIVE, strict=True)]
    )
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    (told,) = [problem for problem in reading.problems if problem.code == "unchosen-end"]
    assert told.where.sheet == "Salg"


SCALE = ("Meget enig", "Enig", "Uenig", "Meget uenig")


def of_departments(count: int, *departments: str, asked: int = 4) -> list[tuple[Value, ...]]:
    head = ("Svar-id", "Afdeling", *(f"Jeg har nok {thing}" for thing in ("tid", "ro", "lys", "plads")[:asked]))
    rows: list[tuple[Value, ...]] = [
        (
            48213301 + 7 * number + 1000 * place,
            name,
            *(SCALE[(number * number + one + place) % 4] for one in range(asked)),
        )
        for place, name in enumerate(("Køkken", "Lager", "Kontor"))
        if name in departments
        for number in range(count if name == "Lager" else 12)
    ]
    return [head, *rows]


@pytest.mark.parametrize("count", [1, 3, 4])
def test_the_export_of_a_small_department_beside_that_of_all_is_counted_once(tmp_path: Path, count: int) -> None:
    book(tmp_path / "apv_alle.xlsx", Svar=of_departments(count, "Køkken", "Lager", "Kontor"))
    book(tmp_path / "apv_lager.xlsx", Svar=of_departments(count, "Lager"))
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    assert [survey.respondents[("Lager",)] for survey in reading.surveys] == [count]
    assert [problem.code for problem in reading.problems if problem.code != "personal-columns"] == ["older-export"]


def test_a_department_that_answered_as_it_does_in_the_sheet_of_all_is_counted_once(tmp_path: Path) -> None:
    whole, *parts = (
        [row[1:] for row in of_departments(3, *names)]
        for names in (("Køkken", "Lager", "Kontor"), ("Køkken",), ("Lager",), ("Kontor",))
    )
    book(tmp_path / "apv.xlsx", Alle=whole, Køkken=parts[0], Lager=parts[1], Kontor=parts[2])
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    assert [survey.where.sheet for survey in reading.surveys] == ["Alle"]
    assert [(problem.code, problem.where.sheet) for problem in reading.problems if problem.code != "row-set-aside"] == [
        ("survey-again", "Køkken"),
        ("survey-again", "Lager"),
        ("survey-again", "Kontor"),
    ]


def test_few_questions_that_few_answered_alike_are_no_sign_of_the_same_persons(tmp_path: Path) -> None:
    book(tmp_path / "apv_1.xlsx", Svar=[row[1:] for row in of_departments(2, "Lager", asked=2)])
    book(tmp_path / "apv_2.xlsx", Ark1=[row[1:] for row in of_departments(2, "Lager", asked=2)])
    assert len(read_inputs([tmp_path], Context(CATALOGUE)).surveys) == 2


def test_other_ids_tell_that_it_is_other_persons(tmp_path: Path) -> None:
    rows = of_departments(9, "Lager")
    book(tmp_path / "apv_1.xlsx", Svar=rows)
    book(tmp_path / "apv_2.xlsx", Svar=[rows[0], *((int(str(row[0])) + 500_000, *row[1:]) for row in rows[1:])])
    assert len(read_inputs([tmp_path], Context(CATALOGUE)).surveys) == 2


def on_two_sheets(count: int = 20) -> tuple[list[Sequence[Value]], list[Sequence[Value]]]:
    """Return two sheets with the same respondents, of whom only the first tells the departments."""
    ids = [118000321 + 37 * n for n in range(20)]
    places = ["Lager" if n % 2 else "Køkken" for n in range(20)]
    first = [("Respondent ID", "Afdeling", ASKED[0])]
    first += [(one, place, "Ja" if one % 3 else "Nej") for one, place in zip(ids, places, strict=True)]
    second = [("Respondent ID", ASKED[1]), *[(one, "Ja" if one % 4 else "Nej") for one in reversed(ids[:count])]]
    return first, second


@pytest.mark.parametrize(("count", "turned"), [(20, False), (20, True), (14, False), (14, True)])
def test_more_questions_on_another_sheet_are_joined_to_the_respondents_by_their_ids(
    tmp_path: Path, count: int, turned: bool
) -> None:
    first, second = on_two_sheets(count)
    book(tmp_path / "svar.xlsx", **({"Ark2": second, "Ark1": first} if turned else {"Ark1": first, "Ark2": second}))
    reading = read_inputs([tmp_path], Context(CATALOGUE))
    (survey,) = reading.surveys
    assert survey.respondents == {("Køkken",): 10, ("Lager",): 10}
    asked = {answers.question.text: answers for answers in survey.answers}
    assert asked.keys() == {*ASKED}
    more = asked[ASKED[1]]
    assert more.question.where.sheet == "Ark2"
    ids = {1 if place == "Lager" else 0: [] for place in ("Køkken", "Lager")}
    for number, (one, _place, _answer) in enumerate(first[1:]):
        ids[number % 2].append(one)
    for number, path in enumerate((("Køkken",), ("Lager",))):
        given = dict(zip((*more.question.answers, None), more.counts[path], strict=True))
        answered = {row[0]: row[1] for row in second[1:]}
        assert given == {a: sum(answered.get(one) == a for one in ids[number]) for a in ("Ja", "Nej", None)}
    assert [(one.code, one.where.sheet) for one in reading.problems] == [("joined-sheets", "Ark2")]


def test_sheets_that_tell_the_same_departments_are_joined_as_they_stand(tmp_path: Path) -> None:
    first, second = on_two_sheets()
    places = {row[0]: row[1] for row in first}
    book(tmp_path / "svar.xlsx", Ark1=first, Ark2=[(one, places[one], answer) for one, answer in second])
    (survey,) = read_inputs([tmp_path], Context(CATALOGUE)).surveys
    assert survey.respondents == {("Køkken",): 10, ("Lager",): 10}
    assert len(survey.answers) == 2


def test_respondents_of_two_sheets_with_most_of_the_same_ids_are_told(tmp_path: Path) -> None:
    first, second = on_two_sheets()
    more = [(one + 1, *answers) for one, *answers in second[1:4]]
    book(tmp_path / "svar.xlsx", Ark1=first, Ark2=[*second, *more])
    told = [one for one in read_inputs([tmp_path], Context(CATALOGUE)).problems if one.code == "same-respondents"]
    assert [(one.where.sheet, dict(one.values)) for one in told] == [("Ark2", {"count": "20", "other": "Ark1"})]
    others = [(one + 1, *answers) for one, *answers in second[1:]]
    book(tmp_path / "svar.xlsx", Ark1=first, Ark2=[second[0], *others])
    assert len(read_inputs([tmp_path], Context(CATALOGUE)).surveys) == 2
    assert "same-respondents" not in [one.code for one in read_inputs([tmp_path], Context(CATALOGUE)).problems]


def test_sheets_whose_respondents_are_only_numbered_alike_are_told_unless_they_ask_the_same(tmp_path: Path) -> None:
    first = [("Nr", "Afdeling", ASKED[0]), *[(n, "Lager" if n % 2 else "Køkken", "Ja") for n in range(1, 21)]]
    second = [("Nr", ASKED[1]), *[(n, "Ja" if n % 4 else "Nej") for n in range(1, 21)]]
    again = [("Nr", ASKED[0]), *[(n, "Ja" if n % 4 else "Nej") for n in range(1, 21)]]
    book(tmp_path / "svar.xlsx", Ark1=first, Ark2=second)
    (told,) = [one for one in read_inputs([tmp_path], Context(CATALOGUE)).problems if one.code == "same-numbers"]
    assert (told.where.sheet, dict(told.values)) == ("Ark2", {"count": "20", "other": "Ark1"})
    for other in (again, second[:-1]):
        book(tmp_path / "svar.xlsx", Ark1=first, Ark2=other)
        assert "same-numbers" not in [one.code for one in read_inputs([tmp_path], Context(CATALOGUE)).problems]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_columns_that_all_stand_in_one_are_told_with_how_to_split_them(tmp_path: Path, sign: str) -> None:
    rows = [(sign.join(("Afdeling", *ASKED)),), *[(sign.join(("Lager", "Ja", "Nej")),)] * 8]
    reading = read(book(tmp_path / "svar.xlsx", Ark1=rows))
    assert [(one.code, one.values["sign"]) for one in reading.problems] == [("unsplit-columns", sign)]


def test_missing_values_of_spss_are_told_once_and_read_as_blank(tmp_path: Path) -> None:
    path = tmp_path / "spss.csv"
    path.write_text("\n".join([";".join(ASKED), *["Ja;#NULL!", "#NULL!;Nej", "Nej;Ja"] * 4]), encoding="utf-8")
    reading = read(path)
    assert [(one.code, dict(one.values)) for one in reading.problems] == [("null-cells", {"count": "8"})]
    assert [list(answers.counts.totals) for answers in reading.surveys[0].answers] == [[4, 4, 4]] * 2
