"""Knowledge files that people export, edit in Excel and give back: what is accepted, and what is said of faults."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handleplan_batch import batch
from handleplan_batch.__main__ import main
from handleplan_batch.batch import Sources
from handleplan_batch.catalogue import SHIPPED, TABLES, Catalogue
from handleplan_batch.catalogue.checking import FILES, faults_in, open_catalogue
from handleplan_batch.errors import OutputError, SettingsError

SAMPLE = Path(__file__).parent.parent / "sample_data"
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "viden"
    batch.export_catalogue(folder, force=False)
    return folder


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    """The knowledge files as they are exported."""
    return Path(shutil.copytree(exported, tmp_path / "viden"))


def change(path: Path, old: str, new: str) -> None:
    """Edit a file as people do in Excel: what was there once is now something else."""
    text = path.read_text(encoding="utf-8-sig")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8-sig", newline="")


def add_line(path: Path, **cells: str) -> None:
    """Write one more line at the end."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file, delimiter=";"))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerow([cells.get(column, "") for column in header])


def said_of(folder: Path) -> str:
    return "\n".join(map(str, faults_in(folder)))


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


# Export ---------------------------------------------------------------------------------------------------------------


def test_everything_is_exported_and_means_the_same(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert faults_in(folder) == ()
    exported, shipped = Catalogue(folder), Catalogue()
    assert {name: exported.table(name) for name in TABLES} == {name: shipped.table(name) for name in TABLES}
    assert exported.law == shipped.law


def test_excel_finds_no_formula_and_no_date_in_what_is_exported(folder: Path) -> None:
    cells = [
        cell
        for path in folder.glob("*.csv")
        for row in rows_of(path.read_text(encoding="utf-8-sig"))
        for cell in row
        if cell[:1] in ("=", "+", "@", "-") or cell in ("12-31", "100 %")
    ]
    assert cells == []


def test_exporting_again_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    batch.export_catalogue(folder, force=False)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_excel_only_saved_again_is_no_edit(folder: Path) -> None:
    roles = folder / "roles.csv"
    roles.write_text(roles.read_text(encoding="utf-8-sig") + ";;\r\n", encoding="cp1252", newline="")
    batch.export_catalogue(folder, force=False)


@pytest.mark.parametrize("file", ["themes.csv", "law.toml"])
def test_an_edited_file_is_not_replaced_unless_told(folder: Path, file: str) -> None:
    change(folder / file, "Støj" if file == "themes.csv" else "R01", "Larm" if file == "themes.csv" else "R99")
    (folder / "roles.csv").unlink()
    with pytest.raises(OutputError, match=file):
        batch.export_catalogue(folder, force=False)
    assert not (folder / "roles.csv").exists()  # all or nothing
    batch.export_catalogue(folder, force=True)
    assert "Larm;" not in (folder / "themes.csv").read_text(encoding="utf-8-sig")


# What Excel saves back ------------------------------------------------------------------------------------------------


@st.composite
def savings(draw: st.DrawFn) -> dict[str, Any]:
    """A way of saving a csv file."""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    return {
        "encoding": encoding,
        "delimiter": "\t" if encoding == "utf-16" else draw(st.sampled_from([";", ",", "\t"])),
        "newline": draw(st.sampled_from(["\r\n", "\n"])),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        "empty_columns": draw(st.integers(0, 3)),
        "empty_rows": draw(st.integers(0, 3)),
        "order": draw(st.randoms(use_true_random=False)),
    }


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["roles", "measures", "themes"]), how=savings())
def test_however_excel_saves_a_file_it_says_the_same(tmp_path: Path, name: str, how: dict[str, Any]) -> None:
    rows = rows_of((SHIPPED / f"{name}.csv").read_text(encoding="utf-8-sig"))
    order = list(range(len(rows[0])))
    how["order"].shuffle(order)
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=how["delimiter"], lineterminator=how["newline"], quoting=how["quoting"])
    for row in rows:
        writer.writerow([*(row[column] for column in order), *[""] * how["empty_columns"]])
    for _row in range(how["empty_rows"]):
        writer.writerow([""] * (len(order) + how["empty_columns"]))
    path = tmp_path / f"{name}.csv"
    path.write_bytes(written.getvalue().encode(how["encoding"], errors="replace"))
    assert faults_in(tmp_path) == ()
    told, shipped = Catalogue(tmp_path).table(name), Catalogue().table(name)
    assert [row.keys() for row in told] == [row.keys() for row in shipped]
    if how["encoding"] != "cp1252":  # which has no letters for all the languages of the lists
        assert told == shipped


def test_stars_that_the_windows_alphabet_lost_are_missed(folder: Path) -> None:
    path = folder / "scales.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_bytes(text.encode("cp1252", errors="replace"))
    found = said_of(folder)
    assert "label (C): et tegn gik tabt" in found
    assert all("tegn gik tabt" in line for line in found.splitlines())


def test_a_line_break_in_a_cell_stays_in_the_cell(folder: Path) -> None:
    change(folder / "roles.csv", "nærmeste leder", '"nærmeste\r\nleder"')
    assert faults_in(folder) == ()
    assert Catalogue(folder).roles["manager"].da == "nærmeste\nleder"


def test_a_line_is_counted_as_excel_counts_rows(folder: Path) -> None:
    change(folder / "roles.csv", "nærmeste leder", '"nærmeste\r\nleder"')
    change(folder / "roles.csv", "managers_manager;", "manager;")
    assert "roles.csv, linje 3" in said_of(folder)


def test_what_is_written_in_danish_only_is_danish_in_an_english_plan_too(folder: Path) -> None:
    change(folder / "roles.csv", "nærmeste leder;the line manager", "nærmeste leder;")
    assert faults_in(folder) == ()
    assert Catalogue(folder).roles["manager"].en == "nærmeste leder"


def test_some_files_are_enough(tmp_path: Path) -> None:
    (tmp_path / "roles.csv").write_text("role;name_da;name_en\nmanager;chef;boss\n", encoding="utf-8")
    (tmp_path / "handleplan.toml").write_text("", encoding="utf-8")
    assert "hr" in said_of(tmp_path)  # a role that the program needs has been taken out
    batch.export_catalogue(tmp_path / "alt", force=False)
    (tmp_path / "alt" / "roles.csv").replace(tmp_path / "roles.csv")
    change(tmp_path / "roles.csv", "nærmeste leder", "afdelingslederen")
    catalogue = open_catalogue(tmp_path)
    assert catalogue.roles["manager"].da == "afdelingslederen"
    assert catalogue.law == Catalogue().law


# Faults ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("measures.csv", "workload-preventive-1;workload;", "workload-preventive-1;arbejde;", "linje 2, theme_id (B)"),
        ("measures.csv", "workload-preventive-1;workload;preventive", "workload-preventive-1;workload;forebyg", "(C)"),
        ("measures.csv", ";manager;managers_manager|", ";manager;direktør|", "informed"),
        ("measures.csv", "workload-preventive-1;", "workload-preventive-2;", "id (A)"),
        ("measures.csv", "id;theme_id", "nummer;theme_id", "kolonnerne id mangler"),
        ("measures.csv", ";*børnehave|", ";*børnehave|x|", "fits (AC): «x» er for kort"),
        ("themes.csv", "https://", "www.", "link"),
        ("themes.csv", "workload;psychosocial;", "workload;psykisk;", "linje 2, area (B)"),
        ("themes.csv", "noise;physical;Støj", ";physical;Støj", "theme_id"),
        ("wording.csv", "text_problem;", "text_problemer;", "text_problemer"),
        ("synonyms.csv", "risk_assessment;identity;Nr.", "risk_assessment;løbenr;Nr.", "linje 2"),
        ("instruments.csv", ";bad;noise", ";dårlig;noise", "polarity (C)"),
        ("instruments.csv", ";bad;noise", ";bad;larm", "larm"),
        ("scales.csv", "ja-nej;0;nej", "ja-nej;nul;nej", "position (B)"),
        ("law.toml", 'level = "error"', 'level = "vigtig"', "R01.level"),
        ("law.toml", "least = 11", 'least = "elleve"', "R01.least"),
        ("law.toml", "least = 11", "mindst = 11", "R01.mindst"),
        ("law.toml", "in_force = 2024-02-01", 'in_force = "1. februar"', "R01.in_force"),
        ("law.toml", 'link = "https://', 'link = "', "R01.link"),
        ("law.toml", 'filled = ["nature"]', 'filled = ["art"]', "R02.filled"),
        ("law.toml", "{days} dage og har", "{dage} dage og har", "{dage}"),
        ("law.toml", "[R01]", "[regel1]", "regel1"),
        ("law.toml", "[R02]", "[R02", "law.toml, linje"),
        ("urgency.toml", "sources = 3", "kilder = 3", "agreement.kilder"),
        ("urgency.toml", "absence = 4", "absence = 9", "level.absence"),
        ("urgency.toml", "some_share = 0.25", 'some_share = "25 %"', "survey.some_share"),
        ("urgency.toml", "bullying = [", "mobning = [", "mobning"),
    ],
)
def test_a_fault_is_named_with_its_place(folder: Path, file: str, old: str, new: str, said: str) -> None:
    change(folder / file, old, new)
    found = said_of(folder)
    assert file in found
    assert said in found


def test_the_programs_own_files_have_no_faults() -> None:
    assert said_of(SHIPPED) == ""


def test_all_faults_are_named_at_once(folder: Path) -> None:
    change(
        folder / "measures.csv", "workload-preventive-1;workload;preventive", "workload-preventive-1;arbejde;forebyg"
    )
    change(folder / "themes.csv", "https://", "www.")
    change(folder / "law.toml", 'level = "error"', 'level = "vigtig"')
    with pytest.raises(SettingsError) as error:
        open_catalogue(folder)
    lines = str(error.value).splitlines()
    assert [line.partition(",")[0] for line in lines] == ["themes.csv", "measures.csv", "measures.csv", "law.toml"]


def test_a_theme_without_measures_is_a_fault(folder: Path) -> None:
    line = next(row for row in Catalogue().table("themes") if row["theme_id"] == "noise")
    add_line(folder / "themes.csv", **{**line, "theme_id": "skov"})
    assert "linje 47, theme_id (A): temaet «skov» har ingen indsats" in said_of(folder)


def test_a_theme_of_the_program_cannot_be_taken_out(folder: Path) -> None:
    path = folder / "themes.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("sickness_absence;")]
    path.write_text("".join(kept), encoding="utf-8-sig", newline="")
    assert "«sickness_absence» mangler" in said_of(folder)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("#NAVN?", "Excel"),
        ("nÃ¦rmeste leder", "CSV UTF-8"),
        ("n\ufffdrmeste leder", "CSV UTF-8"),
        ('"nærmeste leder', "anførselstegn"),
        ("nærmeste leder;the line manager;og så videre", "uden for kolonnerne"),
        ("", "tom"),
    ],
)
def test_what_excel_or_a_slip_spoilt_is_named(folder: Path, cell: str, said: str) -> None:
    change(folder / "roles.csv", "nærmeste leder", cell)
    found = said_of(folder)
    assert said in found
    assert "roles.csv, linje 2" in found


@pytest.mark.parametrize(("name", "said"), [("measure.csv", "measures.csv"), ("Themes.xlsx", "themes.csv")])
def test_a_file_that_would_not_be_read_is_named(folder: Path, name: str, said: str) -> None:
    (folder / name).write_text("x", encoding="utf-8")
    assert name in said_of(folder)
    assert said in said_of(folder)


def test_other_files_may_lie_beside_them(folder: Path) -> None:
    for name in ("handleplan.toml", "svar.xlsx", "noter.txt", "themes - gammel udgave fra 2025.csv", "~$themes.csv"):
        (folder / name).write_text("x", encoding="utf-8")
    assert faults_in(folder) == ()


def test_a_folder_without_knowledge_files_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ingen vidensfiler"):
        open_catalogue(tmp_path)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from(FILES), place=st.floats(0, 1), new=st.sampled_from(['"', ";", "\n", "=", "[", "{", "x", ""])
)
def test_a_slip_anywhere_is_a_named_fault_or_harmless(folder: Path, file: str, place: float, new: str) -> None:
    path = folder / file
    before = path.read_bytes()
    text = before.decode("utf-8-sig")
    at = int(place * (len(text) - 1))
    path.write_text(text[:at] + new + text[at + 1 :], encoding="utf-8-sig", newline="")
    try:
        faults = faults_in(folder)
        assert all(fault.file and fault.why for fault in faults)
        if not faults:
            batch.check_catalogue(folder)
            _ = (Catalogue(folder).law, Catalogue(folder).measures)
    finally:
        path.write_bytes(before)


# On the command line --------------------------------------------------------------------------------------------------


def test_check_says_that_all_is_well_or_what_is_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "check", str(folder)]) == 0
    assert "Ingen fejl" in capsys.readouterr().out
    change(folder / "themes.csv", "https://", "www.")
    change(folder / "law.toml", 'level = "error"', 'level = "vigtig"')
    assert main(["catalogue", "check", str(folder)]) == 5
    said = capsys.readouterr().err
    assert "themes.csv, linje 2" in said
    assert "law.toml, linje" in said
    assert main(["build", str(SAMPLE), "-o", str(folder / "plan.xlsx"), "--catalogue", str(folder)]) == 5
    assert not (folder / "plan.xlsx").exists()


def test_export_refuses_to_lose_edits(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder / "roles.csv", "nærmeste leder", "lederen")
    assert main(["catalogue", "export", str(folder)]) == 4
    assert "roles.csv" in capsys.readouterr().err
    assert main(["catalogue", "export", str(folder), "--force"]) == 0


def test_a_text_is_tried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "try", "Nødudgangen", "er", "spærret"]) == 0
    said = capsys.readouterr().out
    assert "Brand" in said
    assert "Akut: ja" in said
    assert "spærret" in said
    assert main(["catalogue", "try", "ved ikke"]) == 0
    assert "ikke placeret" in capsys.readouterr().out


COMMENTS = [("støj; larm", "noise"), ("", None), ("Ring til mig på 20304050 om støjen", "noise"), ("ved ikke", None)]


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_many_texts_are_tried_in_the_order_of_their_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], delimiter: str, encoding: str
) -> None:
    file = tmp_path / "kommentarer.csv"
    with file.open("w", encoding=encoding, newline="") as handle:
        writer = csv.writer(handle, delimiter=delimiter)
        writer.writerows([["nr", "text"], *([number, text] for number, (text, _theme) in enumerate(COMMENTS))])
    assert main(["catalogue", "try", "--file", str(file), "--column", "text", "--json", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["themes"] for one in told] == [[theme] if theme else [] for _text, theme in COMMENTS]
    assert [one["row"] for one in told] == [2, 3, 4, 5]
    assert set(told[0]) == {"row", "themes", "polarity", "acute", "text", "reasons"}
    assert "20304050" not in told[2]["text"]
    assert told[0]["acute"] is False


def test_a_workbook_of_texts_is_tried_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in (["Kommentarer til APV"], [], ["Nr.", "Din kommentar"], [1, "Der er meget støj ved døren"]):
        book.active.append(row)
    book.save(tmp_path / "svar.xlsx")
    file = str(tmp_path / "svar.xlsx")
    assert main(["catalogue", "try", "--file", file, "--column", "din kommentar"]) == 0
    assert "Støj" in capsys.readouterr().out
    assert main(["catalogue", "try", "--file", file, "--column", "bemærkning"]) == 2
    assert "bemærkning" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_exit_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tom.csv").write_text("", encoding="utf-8")
    asked = ["catalogue", "try", "--file", str(tmp_path / "tom.csv"), "--column", "text"]
    assert main(asked) == 3
    assert "tom.csv" in capsys.readouterr().err
    assert main([*asked, "--json"]) == 3
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    "arguments", [[], ["x", "--file", str(SAMPLE / "ulykker_naerved_2026.csv")], ["x", "--column", "y"]]
)
def test_a_text_or_a_file_with_its_column_is_needed(arguments: list[str]) -> None:
    assert main(["catalogue", "try", *arguments]) == 2


def test_a_rule_of_ones_own_stays_with_the_plan(folder: Path, tmp_path: Path) -> None:
    with (folder / "law.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[L01]\nlevel = "warning"\nbasis = "Vores politik"\nasks_da = "Alle er klædt på."\nda = "Ingen er."\n'
            'remedy_da = "Skriv det."\nfilled = ["preparation"]\n'
        )
    plan = batch.build(Sources([SAMPLE], DAY, catalogue_folder=folder), tmp_path / "plan.xlsx").plan
    assert plan.law[-1].id == "L01"
    assert len(plan.checks) == 26
    following = batch.status(tmp_path / "plan.xlsx", DAY).following
    assert following is not None
    assert following.plan.law == plan.law


def test_a_theme_of_the_programs_own_that_is_renamed_is_told_once_and_not_of_every_row_that_names_it(
    folder: Path,
) -> None:
    change(folder / "themes.csv", "noise;", "larm;")
    assert [(fault.file, fault.line) for fault in faults_in(folder)][:1] == [("themes.csv", 1)]
    assert {fault.file for fault in faults_in(folder)} == {"themes.csv"}


def test_the_same_wrong_word_in_many_lines_is_told_once_with_what_it_is_near(folder: Path) -> None:
    measures = folder / "measures.csv"
    text = measures.read_text(encoding="utf-8-sig")
    measures.write_text(text.replace(";noise;", ";noize;"), encoding="utf-8-sig", newline="")
    told = [fault for fault in faults_in(folder) if fault.file == "measures.csv"]
    assert len(told) == 1
    assert "noise" in told[0].why
    assert "more (" in told[0].why or "mere (" in told[0].why
