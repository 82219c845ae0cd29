"""The command line, as a user meets it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook
from workbook_text import open_workbook

from handleplan_batch import __main__ as entry
from handleplan_batch import batch
from handleplan_batch.__main__ import main
from handleplan_batch.model import CellRef, Problem
from handleplan_batch.problems import told

SAMPLE = Path(__file__).parent.parent / "sample_data"
DAY = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HANDLEPLAN_LANG", raising=False)


def rounds(path: Path, *rows: tuple[object, ...]) -> Path:
    """A safety round with the given rows."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(("Dato", "Afdeling", "Sted", "Punkt", "Vurdering", "Bemærkning", "Handling", "Ansvarlig", "Frist"))
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


BLOCKED = (
    "12-10-2026",
    "Lager",
    "Hal 2",
    "Flugtveje",
    "Ikke OK",
    "Palle står foran nødudgangen",
    "Flyt pallen",
    "",
    "",
)


def run_apart(*arguments: str, language: str = "") -> subprocess.CompletedProcess[str]:
    """Run in a process of its own, where Click's texts are in the language of the run."""
    environment = {**os.environ, "PYTHONUTF8": "1", "HANDLEPLAN_LANG": language}
    return subprocess.run(
        [sys.executable, "-m", "handleplan_batch", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_build_writes_the_plan_and_ends_with_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(SAMPLE), *DAY]) == 0
    printed = capsys.readouterr().out
    assert Path("handleplan.xlsx").exists()
    assert "9 filer læst" in printed
    assert "Skrevet: handleplan.xlsx" in printed
    read, rest = next(line for line in printed.splitlines() if " rækker = " in line).split(" rækker = ")
    assert int(read) == sum(int(part.split()[0]) for part in rest.split(" + "))


def test_json_on_the_screen_is_alone_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(SAMPLE), "-o", "plan.xlsx", "--json", *DAY]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["schema"] == 1
    assert "Skrevet: plan.xlsx" in captured.err


def test_json_on_the_screen_also_when_an_input_is_bad(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.xlsx").write_bytes(b"\x00\x01")
    assert main(["check", "--json", "-", "bad.xlsx"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert document["problems"][0]["code"] == "unreadable-file"
    assert document["problems"][0]["file"] == "bad.xlsx"


def test_an_input_after_json_is_read_and_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = rounds(tmp_path / "runde.xlsx", BLOCKED)
    before = file.read_bytes()
    assert main(["check", "--json", "runde.xlsx"]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["importer"] == "inspection"
    assert file.read_bytes() == before


def test_a_json_file_is_written_beside_the_plan() -> None:
    assert main(["build", str(SAMPLE), "--json", "plan.json", *DAY]) == 0
    document: dict[str, Any] = json.loads(Path("plan.json").read_text(encoding="utf-8"))
    assert document["created_on"] == "2026-11-23"
    assert {"measurements", "findings", "challenges", "actions"} <= set(document)


def test_check_tells_how_each_question_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SAMPLE / "apv_survey_2026.xlsx")]) == 0
    printed = capsys.readouterr().out
    assert "APV-spørgeskema · overskrift i række 4 · 240 rækker = 240 brugt + 0 lagt til side + 0 afvist" in printed
    (asked,) = [line for line in printed.splitlines() if "Støj og akustik" in line]
    column, _text, *understood = re.split(r"\s{2,}", asked.strip())
    assert (column, understood) == ("D", ["Spørgsmål", "grad-5", "I meget ringe grad", "Kendt", "Støj og akustik"])
    assert not list(Path().iterdir())


def test_check_tells_what_to_do_below_the_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    rounds(Path("runde.xlsx"), ("32-13-2026", *BLOCKED[1:]))
    assert main(["check", "runde.xlsx"]) == 1
    told = capsys.readouterr()
    assert "A2: Cellen er ikke en dato, der kan forstås.\n" in re.sub(r" +\n", "\n", told.out)
    assert "→ Skriv den som 31-12-2026." in told.out
    assert told.err == ""


def test_a_file_that_cannot_be_read_is_shown_with_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    rounds(Path("runde.xlsx"), BLOCKED)
    assert main(["check", "bad.xlsx", "runde.xlsx"]) == 3
    printed = capsys.readouterr().out
    assert "!! Filen kan ikke læses som et regneark." in printed
    assert "Rundering · overskrift i række 1" in printed


def test_columns_that_are_not_used_are_shown_too(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(SAMPLE / "organisation.xlsx")])
    rounds(Path("runde.xlsx"), BLOCKED)
    book = load_workbook("runde.xlsx")
    book.worksheets[0].cell(1, 30, "Vejret den dag")
    book.save("runde.xlsx")
    main(["check", "runde.xlsx"])
    assert re.search(r"AD +Vejret den dag +Ikke brugt", capsys.readouterr().out)


def test_a_mapping_is_written_and_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    rounds(Path("runde.xlsx"), BLOCKED)
    assert main(["check", "runde.xlsx", "--write-mapping", "m.toml"]) == 0
    assert "Skrevet: m.toml" in capsys.readouterr().out
    assert main(["build", "runde.xlsx", "--mapping", "m.toml", "-o", "plan.xlsx", *DAY]) == 0
    text = Path("m.toml").read_text(encoding="utf-8").replace('file = "runde.xlsx"', 'file = "rundr.xlsx"')
    Path("m.toml").write_text(text, encoding="utf-8")
    assert main(["build", "runde.xlsx", "--mapping", "m.toml", "-o", "plan.xlsx", *DAY]) == 5
    line = next(number for number, one in enumerate(text.splitlines(), start=1) if one == "[[sheet]]")
    assert f"m.toml, linje {line}, rundr.xlsx" in capsys.readouterr().err


def encrypted(path: Path, password: str) -> None:
    rounds(path, BLOCKED)
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt(password, file)


def test_an_encrypted_input_is_opened_with_a_password_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    encrypted(Path("runde.xlsx"), "hemmelig kode")
    assert main(["check", "runde.xlsx"]) == 3
    assert "--password-file" in capsys.readouterr().out
    Path("koder.txt").write_text("forkert\nhemmelig kode\n", encoding="utf-8")
    assert main(["check", "runde.xlsx", "--password-file", "koder.txt"]) == 0
    told = capsys.readouterr()
    assert "Rundering" in told.out
    assert "hemmelig" not in told.out + told.err


def test_a_terminal_is_asked_for_a_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    encrypted(Path("runde.xlsx"), "hemmelig kode")
    answers = iter(["forkert", "hemmelig kode"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_arguments, **_options: next(answers))
    assert main(["check", "runde.xlsx"]) == 0
    assert "Rundering" in capsys.readouterr().out


def test_a_person_may_go_on_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    encrypted(Path("runde.xlsx"), "hemmelig kode")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_arguments, **_options: "")
    assert main(["check", "runde.xlsx"]) == 3


def test_a_password_file_that_cannot_be_read_is_exit_code_5() -> None:
    rounds(Path("runde.xlsx"), BLOCKED)
    Path("koder.txt").write_bytes(b"\xff\xfe\xff")
    assert main(["check", "runde.xlsx", "--password-file", "koder.txt"]) == 5


def test_check_writes_its_json_where_it_is_told() -> None:
    assert main(["check", str(SAMPLE), "--json", "check.json", *DAY]) == 0
    assert len(json.loads(Path("check.json").read_text(encoding="utf-8"))["questions"]) == 45


def test_something_for_a_person_is_exit_code_1_and_named_with_its_cell(capsys: pytest.CaptureFixture[str]) -> None:
    rounds(Path("runde.xlsx"), ("32-13-2026", *BLOCKED[1:]))
    assert main(["build", "runde.xlsx", *DAY]) == 1
    assert "runde.xlsx › Sheet!A2" in capsys.readouterr().err


def test_an_unknown_department_is_named_with_its_own_cell(capsys: pytest.CaptureFixture[str]) -> None:
    rounds(Path("runde.xlsx"), ("12-10-2026", "Lagre", *BLOCKED[2:]))
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (("Niveau 1", "Afdeling", "Leder"), ("Fjordby", None, "Kim"), ("Fjordby", "Lager", "Bo")):
        sheet.append(row)
    workbook.save("organisation.xlsx")
    assert main(["build", "runde.xlsx", "organisation.xlsx", *DAY]) == 1
    said = capsys.readouterr().err
    assert "runde.xlsx › Sheet!B2" in said
    assert "«Lager»" in said


def test_nothing_to_plan_is_exit_code_6(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(SAMPLE / "kalender_2026_2027.xlsx"), *DAY]) == 6
    assert "ikke fundet noget" in capsys.readouterr().out
    assert not Path("handleplan.xlsx").exists()


def test_an_empty_folder_is_nothing_to_plan() -> None:
    Path("tom").mkdir()
    assert main(["build", "tom", *DAY]) == 6


def test_wrong_settings_are_exit_code_5_with_line_and_key(capsys: pytest.CaptureFixture[str]) -> None:
    Path("handleplan.toml").write_text("[privacy]\ngeneral_limit = 1\n", encoding="utf-8")
    assert main(["check", str(SAMPLE), "--config", "handleplan.toml"]) == 5
    assert "handleplan.toml, linje 2, general_limit" in capsys.readouterr().err


@pytest.mark.parametrize("target", [("-o", "no/plan.xlsx"), ("--json", "no/plan.json")])
def test_an_output_that_cannot_be_written_is_exit_code_4(
    target: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(SAMPLE), *target, *DAY]) == 4
    assert "findes ikke" in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_a_folder_as_output_is_exit_code_4(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.xlsx").mkdir()
    assert main(["build", str(SAMPLE), "-o", "plan.xlsx", *DAY]) == 4
    assert "er en mappe" in capsys.readouterr().err


def test_a_copy_of_a_file_is_read_once_and_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
    rounds(Path("a/runde.xlsx"), BLOCKED)
    Path("b/kopi.xlsx").write_bytes(Path("a/runde.xlsx").read_bytes())
    assert main(["-v", "check", "a", "b", "--json", "check.json"]) == 0
    assert len(json.loads(Path("check.json").read_text(encoding="utf-8"))["files"]) == 1
    assert "den er en kopi af a" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "--json"],
        ["build", "mangler.xlsx"],
        ["build", str(SAMPLE), "--as-of", "i morgen"],
        ["build", str(SAMPLE), "-o", "plan.csv"],
        ["build", str(SAMPLE), "--as-of", "31-02-2026"],
        ["build", str(SAMPLE), "--json", "plan.txt"],
        ["build", str(SAMPLE), "--ukendt"],
        ["ukendt"],
        ["--lang", "sv", "check", str(SAMPLE)],
    ],
)
def test_wrong_use_is_exit_code_2_and_writes_nothing(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err
    assert not list(Path().iterdir())


def test_the_plan_is_never_written_over_an_input(tmp_path: Path) -> None:
    file = rounds(tmp_path / "runde.xlsx", BLOCKED)
    assert main(["build", "runde.xlsx", "-o", str(file), *DAY]) == 2


@pytest.mark.parametrize("day", ["23-11-2026", "23.11.2026"])
def test_a_date_may_be_written_the_danish_way(day: str) -> None:
    assert main(["build", str(SAMPLE), "--json", "plan.json", "--as-of", day]) == 0
    assert json.loads(Path("plan.json").read_text(encoding="utf-8"))["created_on"] == "2026-11-23"


def test_init_makes_a_folder_and_says_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "apv", "--sample"]) == 0
    printed = capsys.readouterr().out
    assert "Næste skridt" in printed
    assert "handleplan build apv" in printed
    assert main(["init", "apv"]) == 0
    assert "fandtes i forvejen" in capsys.readouterr().err


def test_templates_that_nobody_has_filled_in_are_told_as_that(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-q", "init", "apv", "--lang", "en"]) == 0
    assert main(["check", "apv", "--lang", "en"]) == 0
    assert "Nothing is filled in yet" in capsys.readouterr().out
    assert main(["build", "apv", "--lang", "en"]) == 6
    said = capsys.readouterr().out
    assert "Nothing is filled in yet" in said
    assert "1. Fill in a template" in said


def test_what_belongs_to_the_program_may_stand_after_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    Path("apv").mkdir()
    rounds(Path("apv/runde.xlsx"), BLOCKED)
    assert main(["check", "apv", "-q", *DAY]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", "apv", "--lang", "en", *DAY]) == 0
    assert "1 file read" in capsys.readouterr().out
    assert main(["check", *DAY, "--", "-q"]) == 2


def test_quiet_says_nothing_when_all_is_well_and_verbose_tells_the_notes(capsys: pytest.CaptureFixture[str]) -> None:
    Path("apv").mkdir()
    rounds(Path("apv/runde.xlsx"), BLOCKED)
    Path("apv/brev.docx").write_text("hej", encoding="utf-8")
    assert main(["-q", "build", "apv", *DAY]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["-v", "build", "apv", *DAY]) == 0
    assert "brev.docx" in capsys.readouterr().err


def test_what_is_said_of_many_cells_is_said_once_with_where() -> None:
    problems = [
        *(
            Problem("loose-text", CellRef(file, "Handleplan", row, 2))
            for file in ("a.xlsx", "b.xlsx")
            for row in (1, 7)
        ),
        *(
            Problem("cell-cleared", CellRef("a.xlsx", "Opfølgning", row, 3), {"number": f"H-{row}", "field": field})
            for row, field in ((4, "Mål"), (5, "Mål"), (5, "Status"))
        ),
        Problem("row-placed", CellRef("a.xlsx"), {"number": "H-8", "department": "Lager"}),
        Problem("row-placed", CellRef("a.xlsx"), {"number": "H-9", "department": "Lager"}),
    ]
    lines = list(told(problems))
    assert [line.partition(": ")[0] for line in lines] == [
        "a.xlsx › Handleplan!B1, Handleplan!B7; b.xlsx › Handleplan!B1, Handleplan!B7",
        "a.xlsx › Opfølgning!C4, Opfølgning!C5",
        "a.xlsx › Opfølgning!C5",
        *("a.xlsx", "a.xlsx"),
    ]
    assert lines[1].endswith(": H-4, H-5: «Mål» er tømt.")


def test_what_is_not_carried_on_from_the_plan_of_last_year_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("apv").mkdir()
    rounds(Path("apv/runde.xlsx"), BLOCKED)
    assert main(["-q", "build", "apv", "-o", "sidste.xlsx", *DAY]) == 0
    workbook = open_workbook(Path("sidste.xlsx"))
    workbook["Handleplan"]["AZ1"] = "Husk mødet"
    workbook.save("sidste.xlsx")
    main(["build", "apv", "-o", "ny.xlsx", "--previous", "sidste.xlsx", *DAY])
    assert "sidste.xlsx › Handleplan!AZ1: " in capsys.readouterr().err


def test_a_fault_in_the_program_is_exit_code_70_without_any_cell_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyError("Vicky Vikar har det skidt")

    monkeypatch.setattr(batch, "check", fail)
    assert main(["check", str(SAMPLE)]) == 70
    assert main(["-vv", "check", str(SAMPLE)]) == 70
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "test_cli.py" in said  # where it happened, with -vv
    assert "Vicky" not in said


def test_stopping_the_program_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "check", stop)
    assert main(["check", str(SAMPLE)]) == 130
    assert "Standset" in capsys.readouterr().err


def test_progress_is_shown_only_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(SAMPLE)])
    assert "Læser" not in capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["check", str(SAMPLE)])
    assert "Læser" in capsys.readouterr().err


def test_help_is_danish_by_default_and_english_when_asked_for() -> None:
    assert "Brug: handleplan" in run_apart("--help").stdout
    english = run_apart("--lang", "en", "build", "--help").stdout
    assert "Usage: handleplan build" in english
    assert "Reads the inputs" in english
    assert run_apart("build", "--help", language="en").stdout == english


def test_the_language_may_stand_anywhere_and_holds_for_the_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    from python_calamine import CalamineWorkbook

    assert main(["--lang=en", "build", str(SAMPLE), "-o", "plan.xlsx", *DAY]) == 0
    assert "9 files read" in capsys.readouterr().out
    assert "Action plan" in CalamineWorkbook.from_path("plan.xlsx").sheet_names


def test_help_loads_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from handleplan_batch.__main__ import main; main(['--help']);"
        "heavy = {'pandas', 'numpy', 'xlsxwriter', 'openpyxl', 'python_calamine', 'importlib.metadata', 'zipfile'};"
        "heavy |= {'multiprocessing', 'handleplan_batch.model', 'handleplan_batch.batch'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_look_at_a_plan_loads_nothing_that_only_reading_and_writing_need() -> None:
    assert main(["build", str(SAMPLE), "-o", "plan.xlsx", *DAY]) == 0
    code = (
        "import sys; from handleplan_batch.__main__ import main; main(['status', 'plan.xlsx', *sys.argv[1:]]);"
        "heavy = {'pandas', 'scipy', 'xlsxwriter', 'docx', 'pebble', 'distributed'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code, *DAY], capture_output=True, check=False).returncode == 0


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert "handleplan" in capsys.readouterr().out


def test_an_unknown_language_in_the_environment_falls_back_to_danish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDLEPLAN_LANG", "xx")
    assert entry._chosen_language([]) == "da"
    assert entry._chosen_language(["--lang", "en"]) == "en"
    assert entry._chosen_language(["--lang"]) == "da"


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["biuld", "."], "build"),
        (["build", "--forse", "."], "--force"),
        (["build", "vores-ap"], "Mente du «vores-apv»"),
        (["biuld", "vores-apv"], "Mente du «build»"),
        (["split", "vores-apv/runde.xlsx"], "fx: -d afdelinger"),
        (["check", "vores-apv/runde"], "runde.xlsx"),
        (["check", "vores-apw/runde.xlsx"], "runde.xlsx"),
        (["check", "noget helt andet"], "Der er ledt i"),
        (["vores-apv"], "handleplan build vores-apv"),
        (["catalogue", "chek", "."], "check"),
        (["status", "vores-apv"], "er en mappe"),
    ],
)
def test_what_was_mistyped_is_met_with_what_was_meant(arguments: list[str], meant: str) -> None:
    Path("vores-apv").mkdir()
    rounds(Path("vores-apv/runde.xlsx"), BLOCKED)
    done = run_apart(*arguments)
    assert done.returncode == 2
    assert meant in done.stderr.replace("\\", "/")


@pytest.mark.parametrize("given", ['"apv"', 'apv"', " apv "])
def test_a_path_as_windows_hands_it_over_is_understood(given: str) -> None:
    Path("apv").mkdir()
    rounds(Path("apv/runde.xlsx"), BLOCKED)
    assert main(["-q", "check", given, *DAY]) in (0, 1)


def test_each_command_has_help_with_an_example_and_nothing_in_english() -> None:
    from handleplan_batch.cli import handleplan

    commands = [[name] for name in handleplan.commands]
    commands += [["catalogue", name] for name in handleplan.commands["catalogue"].commands]
    for command in commands:
        shown = run_apart(*command, "--help").stdout
        assert f"\n  handleplan {' '.join(command)} " in shown.partition("Eksempler:")[2], command
        assert not re.search(r"OPTIONS|COMMAND|ARGS|TEXT|INTEGER|FILE\b|DIR\b|FOLDER", shown), command
        assert "..." not in shown, command
    assert "..." not in run_apart("--help").stdout  # no command's line is cut


def test_every_run_ends_with_three_things_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    rounds(Path("runde.xlsx"), BLOCKED)
    assert main(["init", "apv"]) == 0
    runs = [
        ["init", "apv"],
        ["check", "runde.xlsx"],
        ["build", "runde.xlsx", "-o", "plan.xlsx"],
        ["status", "plan.xlsx"],
    ]
    runs += [["split", "plan.xlsx", "-d", "ud"], ["collect", "plan.xlsx", "ud"]]
    runs += [["discussion", "plan.xlsx", "-o", "papir.docx"], ["catalogue", "export", "viden"]]
    capsys.readouterr()
    for run in runs:
        assert main(run) in (0, 1)
        lines = capsys.readouterr().out.splitlines()
        assert lines[-4] == "Næste skridt:", run
        assert [line[:5] for line in lines[-3:]] == ["  1. ", "  2. ", "  3. "], run
    assert main(["-q", "check", "runde.xlsx"]) in (0, 1)
    assert "Næste" not in capsys.readouterr().out


def test_what_to_type_next_can_be_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "vores apv", "--sample"]) == 0
    for _step in range(2):
        steps = [line for line in capsys.readouterr().out.splitlines() if re.match(r"  [123]\. ", line)]
        typed = re.search(r"handleplan (build .*)$", steps[-1])
        assert typed, steps
        assert main([*shlex.split(typed[1]), *DAY, "--force"]) == 0
        assert main(["check", "vores apv"]) == 0


def test_a_console_without_the_letters_is_no_fault() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "HANDLEPLAN_LANG": ""}
    run = [sys.executable, "-m", "handleplan_batch", "check", str(SAMPLE / "apv_survey_2026.xlsx")]
    shown = subprocess.run(run, capture_output=True, env=environment, check=False)
    assert shown.returncode == 0, shown.stderr
    told = subprocess.run([*run, "--json"], capture_output=True, env=environment, check=False)
    assert json.loads(told.stdout.decode("utf-8"))["files"]  # JSON is UTF-8 whatever the console is


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise on Windows")
def test_a_reader_that_has_enough_is_no_fault() -> None:
    command = f'"{sys.executable}" -m handleplan_batch -v check "{SAMPLE}" | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "fejl" not in done.stderr.casefold()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_shell_is_given_what_completes_commands(shell: str) -> None:
    environment = {**os.environ, "_HANDLEPLAN_COMPLETE": f"{shell}_complete", "COMP_WORDS": "handleplan bu"}
    done = subprocess.run(
        [sys.executable, "-m", "handleplan_batch"],
        env={**environment, "COMP_CWORD": "1" if shell != "fish" else "bu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "build" in done.stdout
