"""What a person decided about the inputs is obeyed, and a decision that matches nothing is named with its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from layouts import CASES, cases

from handleplan_batch import batch
from handleplan_batch.batch import Outcome, Sources
from handleplan_batch.errors import OutputError, SettingsError
from handleplan_batch.json_output import check_document, plan_document
from handleplan_batch.model import Certainty, ImporterName, Question
from handleplan_batch.settings import load_settings

DAY = date(2026, 11, 25)
SAMPLE = Path(__file__).parent.parent / "sample_data"
DEGREES = ("I høj grad", "I nogen grad", "I ringe grad")
MOODS = ("Sur", "Sær", "Sød")
SURVEY = (
    ("Afdeling", "Vagt", "Er du generet af støj?", "I hvor høj grad er du tryg?", "Hvordan er stemningen?"),
    *(
        (("Lager", "Køkken")[row % 2], "Dag", ("Nej", "Ja", "Ja")[row % 3], DEGREES[row % 3], MOODS[row % 3])
        for row in range(24)
    ),
)


def book(path: Path, *rows: Sequence[object], name: str = "Ark1") -> Path:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def checked(folder: Path, mapping: str = "") -> Outcome:
    """Return what the workbooks of a folder are understood as, with a mapping beside it."""
    if not mapping:
        return batch.check(Sources([folder], DAY))
    file = folder.parent / "mapping.toml"
    file.write_text(mapping, encoding="utf-8")
    return batch.check(Sources([folder], DAY, mapping_file=file))


def question(outcome: Outcome, text: str) -> Question:
    (found,) = [one for one in outcome.plan.questions if one.text == text]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "apv"
    made.mkdir()
    return made


# --- Obeyed


def test_the_mapping_that_check_writes_changes_nothing(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    assert batch.check(Sources([SAMPLE], DAY), mapping).written == (mapping,)
    without = batch.build(Sources([SAMPLE], DAY), tmp_path / "a.xlsx").plan
    obeyed = batch.build(Sources([SAMPLE], DAY, mapping_file=mapping), tmp_path / "b.xlsx").plan
    expected = plan_document(without)
    for one in expected["questions"]:
        one["reason"] = one["certainty"] = one["theme_certainty"] = ""
    given = plan_document(obeyed)
    for one in given["questions"]:
        one["reason"] = one["certainty"] = one["theme_certainty"] = ""
    assert given == expected
    assert {one.certainty for one in obeyed.questions} == {Certainty.KNOWN}


def test_a_corrected_answer_turns_the_question_round(folder: Path) -> None:
    book(folder / "apv.xlsx", *SURVEY)
    asked = "Er du generet af støj?"
    assert question(checked(folder), asked).best == "Nej"
    mapping = f'[[sheet]]\nfile = "apv.xlsx"\n[[sheet.column]]\nheader = "{asked}"\nbest = "Ja"\ntheme = "lighting"\n'
    turned = question(checked(folder, mapping), asked)
    assert (turned.best, turned.worst, turned.certainty) == ("Ja", "Nej", Certainty.KNOWN)
    assert (turned.theme_id, turned.theme_certainty) == ("lighting", Certainty.KNOWN)


def test_answers_in_order_make_a_scale_of_their_own(folder: Path) -> None:
    book(folder / "apv.xlsx", *SURVEY)
    mapping = (
        '[[sheet]]\nfile = "apv.xlsx"\n[[sheet.column]]\nheader = "Hvordan er stemningen?"\nrole = "question"\n'
        'answers = ["Sur", "Sær", "Sød"]\ntheme = "wellbeing_meaning"\n'
    )
    asked = question(checked(folder, mapping), "Hvordan er stemningen?")
    scored = dict(zip(asked.answers, asked.scores, strict=True))
    assert scored == {"Sur": 0.0, "Sær": 50.0, "Sød": 100.0}
    assert (asked.best, asked.worst, asked.certainty, asked.used) == ("Sød", "Sur", Certainty.KNOWN, True)


def test_the_mapping_that_check_writes_offers_the_answers_of_an_unknown_scale_to_be_put_in_order(folder: Path) -> None:
    heads = ("Afdeling", "Hvordan er stemningen?", "Er du tryg?")
    rows = [("Lager", ("Sær", "Sød", "Sur")[row % 3], ("Ja", "Nej")[row % 2]) for row in range(24)]
    book(folder / "apv.xlsx", heads, *rows)
    target = folder.parent / "mapping.toml"
    batch.check(Sources([folder], DAY), target)
    written = target.read_text(encoding="utf-8")
    (line,) = [line for line in written.splitlines() if line.startswith("# answers = [")]
    target.write_text(written.replace(line, 'answers = ["Sur", "Sær", "Sød"]'), encoding="utf-8")
    asked = question(batch.check(Sources([folder], DAY, mapping_file=target)), heads[1])
    assert (asked.best, asked.worst) == ("Sød", "Sur")


def test_the_role_of_a_column_is_obeyed(folder: Path) -> None:
    book(folder / "apv.xlsx", *SURVEY)
    mapping = (
        '[[sheet]]\nfile = "apv.xlsx"\nsheet = "Ark1"\n'
        '[[sheet.column]]\nheader = "Afdeling"\nrole = "background"\n'
        '[[sheet.column]]\nheader = "Vagt"\nrole = "department"\n'
        '[[sheet.column]]\nheader = "Er du generet af støj?"\nrole = "ignore"\n'
    )
    outcome = checked(folder, mapping)
    (entry,) = outcome.plan.sheets
    assert entry.columns["department"] == "Vagt"
    assert "Afdeling" in entry.columns["background"].split(", ")
    assert "Er du generet af støj?" not in {one.text for one in outcome.plan.questions}
    assert "Dag" in {one.name for one in outcome.plan.departments}


def test_kind_and_header_row_are_obeyed(folder: Path) -> None:
    rows = (
        ("Ting", "Tal", "Mere"),
        ("Hvad", "Hvor slemt", "Hvor tit"),
        ("Fald på trappe", 4, 3),
        ("Glat gulv", 2, 2),
    )
    book(folder / "ukendt.xlsx", *rows)
    assert checked(folder).plan.sheets[0].importer is ImporterName.UNKNOWN
    mapping = (
        '[[sheet]]\nfile = "ukendt.xlsx"\nkind = "risk_assessment"\nheader_row = 2\n'
        '[[sheet.column]]\nheader = "Hvad"\nrole = "hazard"\n'
        '[[sheet.column]]\nheader = "Hvor slemt"\nrole = "severity"\n'
        '[[sheet.column]]\nheader = "Hvor tit"\nrole = "likelihood"\n'
    )
    plan = checked(folder, mapping).plan
    (entry,) = plan.sheets
    assert (entry.importer, entry.header_row, entry.rows_used) == (ImporterName.RISK_ASSESSMENT, 2, 2)
    assert [(one.text, one.score) for one in plan.findings] == [("Fald på trappe", 12.0), ("Glat gulv", 4.0)]


NOTES = (
    ("Type", "Afdeling", "Udsagnet"),
    ("Udfordring", "Alle", "Der er meget støj i hallen"),
    ("Positivt", "Skolen", "Ny modtagelse af nyansatte virker godt"),
)


def test_where_the_kind_is_told_a_row_of_data_is_never_taken_for_the_headers(folder: Path) -> None:
    book(folder / "noter.xlsx", ("Noter",), (), *NOTES)
    told = '[[sheet]]\nfile = "noter.xlsx"\nkind = "discussion"\n'
    outcome = checked(folder, told)
    assert [one.importer for one in outcome.plan.sheets] == [ImporterName.UNKNOWN]
    assert [problem.code for problem in outcome.plan.problems] == ["kind-without-headers"]
    plan = checked(folder, told + '[[sheet.column]]\nheader = "Udsagnet"\nrole = "note"\n').plan
    assert [(one.importer, one.header_row, one.rows_used) for one in plan.sheets] == [(ImporterName.DISCUSSION, 3, 2)]
    assert {one.text for one in plan.findings} == {row[2] for row in NOTES[1:]}


def test_of_a_sheet_that_is_not_recognised_all_that_can_be_said_stands_in_the_mapping(folder: Path) -> None:
    book(folder / "ukendt.xlsx", ("Ting", "Tal", "Mere"), ("Fald på trappe", 4, 3), ("Glat gulv", 2, 2))
    written = folder.parent / "written.toml"
    batch.check(Sources([folder], DAY), written)
    text = written.read_text(encoding="utf-8")
    for line in ("# header_row = 1", "# [[sheet.column]]", '# header = "…"', '# role = "…"'):
        assert line in text.splitlines()


def test_a_column_of_a_list_can_be_left_out_or_given_another_field(folder: Path) -> None:
    rows = (
        ("Fare", "Sandsynlighed", "Konsekvens", "Note", "Ansvarlig"),
        ("Fald på trappe", 4, 3, "Sæt gelænder op", "Kim"),
    )
    book(folder / "risiko.xlsx", *rows)
    mapping = (
        '[[sheet]]\nfile = "risiko.xlsx"\n'
        '[[sheet.column]]\nheader = "Note"\nrole = "proposal"\n'
        '[[sheet.column]]\nheader = "Ansvarlig"\nrole = "ignore"\n'
    )
    (found,) = checked(folder, mapping).plan.findings
    assert (found.proposal, found.responsible) == ("Sæt gelænder op", "")


def test_a_sheet_can_be_left_out(folder: Path) -> None:
    book(folder / "apv.xlsx", *SURVEY)
    outcome = checked(folder, '[[sheet]]\nfile = "apv.xlsx"\nkind = "skip"\n')
    (entry,) = outcome.plan.sheets
    assert (entry.rows_read, entry.rows_set_aside, entry.rows_rejected) == (25, 25, 0)
    assert [problem.code for problem in outcome.plan.problems] == ["skipped-sheet"]


def test_departments_are_renamed_merged_and_split(folder: Path) -> None:
    names = ("Køkken nord", "Køkken syd", "Lageret", "Gammel afdeling")
    book(folder / "apv.xlsx", SURVEY[0], *((names[row % 4], "Dag", "Ja", "I høj grad", "Sur") for row in range(40)))
    book(
        folder / "organisation.xlsx",
        ("Niveau 1", "Afdeling", "Leder"),
        ("Fabrikken", "Køkken", "Bo"),
        ("Fabrikken", "Lager", "Ib"),
        ("Fabrikken", "Kontor", "Eva"),
    )
    mapping = (
        '[departments]\n"Køkken nord" = "Køkken"\n"Køkken syd" = "Køkken"\n"Lageret" = "Lager"\n'
        '"Gammel afdeling" = ["Lager", "Kontor"]\n'
    )
    plan = checked(folder, mapping).plan
    assert [problem.code for problem in plan.problems if problem.code == "unknown-department"] == []
    assert dict(plan.respondents) == {"Fabrikken": 40, "Køkken": 20, "Lager": 10}


def test_the_settings_file_may_hold_the_same_and_the_mapping_goes_first(folder: Path) -> None:
    book(folder / "apv.xlsx", *SURVEY)
    sheet = '[[sheet]]\nfile = "apv.xlsx"\n[[sheet.column]]\nheader = "Er du generet af støj?"\nbest = "{best}"\n'
    (folder / "handleplan.toml").write_text(sheet.format(best="Ja"), encoding="utf-8")
    assert question(checked(folder), "Er du generet af støj?").best == "Ja"
    assert question(checked(folder, sheet.format(best="Nej")), "Er du generet af støj?").best == "Nej"


def test_a_mapping_is_never_written_over(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text("# rettet i hånden\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"mapping\.toml"):
        batch.check(Sources([SAMPLE], DAY), mapping)
    assert mapping.read_text(encoding="utf-8") == "# rettet i hånden\n"


# --- Matching nothing


@pytest.mark.parametrize(
    ("mapping", "place"),
    [
        ('\n[[sheet]]\nfile = "andet.xlsx"\n', "linje 2, andet.xlsx"),
        ('[[sheet]]\nfile = "apv.xlsx"\nsheet = "Ark9"\n', "linje 1, apv.xlsx"),
        (
            '[[sheet]]\nfile = "apv.xlsx"\n\n[[sheet.column]]\nheader = "Er du glad?"\nrole = "ignore"\n',
            "linje 4, Er du glad?",
        ),
        ('[directions]\n"Er du generet af støj?" = "Nej"\n"Er du glad?" = "Ja"\n', "linje 3, Er du glad?"),
        ('[themes]\n"Er du glad?" = "noise"\n', "linje 2, Er du glad?"),
        ('# afdelinger\n[departments]\n"Kontor" = "Lager"\n', "linje 3, Kontor"),
    ],
)
def test_an_entry_that_matches_nothing_is_named_with_its_line(folder: Path, mapping: str, place: str) -> None:
    book(folder / "apv.xlsx", *SURVEY)
    with pytest.raises(SettingsError, match=r"mapping\.toml") as caught:
        checked(folder, mapping)
    assert place in str(caught.value)


def test_a_theme_or_an_answer_that_is_none_is_named_with_its_line(folder: Path) -> None:
    book(folder / "apv.xlsx", *SURVEY)
    begin = '[[sheet]]\nfile = "apv.xlsx"\n[[sheet.column]]\nheader = "Er du generet af støj?"\n'
    for line in ('theme = "støj"\n', 'best = "Måske"\n', 'role = "spørgsmål"\n'):
        with pytest.raises(SettingsError, match=r"mapping\.toml, linje 3, Er du generet af støj"):
            checked(folder, begin + line)


def test_a_role_that_a_sheet_does_not_have_is_answered_with_those_it_has(folder: Path) -> None:
    book(folder / "risiko.xlsx", ("Fare", "S", "K", "Note"), ("Fald på trappe", 4, 3, "a"), ("Glat gulv", 3, 3, "b"))
    with pytest.raises(SettingsError, match=r"product, proposal, rating, .*ignore"):
        checked(folder, '[[sheet]]\nfile = "risiko.xlsx"\n[[sheet.column]]\nheader = "Note"\nrole = "measures"\n')


def test_columns_with_the_same_header_must_be_told_apart(folder: Path) -> None:
    book(
        folder / "risiko.xlsx", ("Fare", "S", "K", "S", "K"), ("Fald på trappe", 4, 3, 2, 3), ("Glat gulv", 3, 3, 1, 3)
    )
    begin = '[[sheet]]\nfile = "risiko.xlsx"\n[[sheet.column]]\nheader = "K"\nrole = "ignore"\n'
    with pytest.raises(SettingsError, match="C, E"):
        checked(folder, begin)
    plan = checked(folder, begin + 'column = "E"\n').plan
    assert [(one.score, one.residual) for one in plan.findings] == [(12.0, 6.0), (9.0, 3.0)]


# --- Written wrongly


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[sheet]\nfile = "a.xlsx"\n', "linje 1, sheet"),
        ('[[sheet]]\nsheet = "Ark1"\n', "linje 1, file"),
        ('[[sheet]]\nfile = "a.xlsx"\nkind = "undersøgelse"\n', "linje 3, kind"),
        ('[[sheet]]\nfile = "a.xlsx"\nheader_row = "fire"\n', "linje 3, header_row"),
        ('[[sheet]]\nfile = "a.xlsx"\nhedder = "x"\n', "linje 3, hedder"),
        (
            '[[sheet]]\nfile = "a.xlsx"\n[[sheet]]\nfile = "b.xlsx"\n[[sheet.column]]\nrole = "ignore"\n',
            "linje 5, header",
        ),
        ('[[sheet]]\nfile = "a.xlsx"\n[[sheet.column]]\nheader = "x"\nanswers = "Ja"\n', "linje 5, answers"),
        ('[[sheet]]\nfile = "a.xlsx"\n[[sheet.column]]\nheader = "x"\nrolle = "y"\n', "linje 5, rolle"),
        ('[departments]\n"a" = [1.5]\n', "linje 2, a"),
    ],
)
def test_a_wrong_line_is_named_with_its_key(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mapping\.toml") as caught:
        load_settings(path)
    assert place in str(caught.value)


# --- Every layout


@pytest.mark.parametrize("name", sorted(cases()))
def test_the_mapping_that_check_writes_for_a_layout_changes_nothing(name: str, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    before = understood(batch.check(Sources([CASES / name], DAY), mapping))
    assert understood(batch.check(Sources([CASES / name], DAY, mapping_file=mapping))) == before


def understood(outcome: Outcome) -> dict[str, Any]:
    """Return the document without how sure it is: what a person has decided is sure."""
    document = check_document(outcome.plan)
    for one in document["questions"]:
        one["reason"] = one["certainty"] = one["theme_certainty"] = ""
    return document
