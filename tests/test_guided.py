"""``handleplan`` alone: a guided start on a terminal, and the help everywhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from handleplan_batch import guided
from handleplan_batch.__main__ import main
from handleplan_batch.cli import handleplan
from handleplan_batch.workbook import read_copy

SAMPLE = Path(__file__).parent.parent / "sample_data"
pty = pytest.importorskip("pty", reason="a terminal can only be imitated on Unix")


def at_a_terminal(folder: Path, *answers: str, language: str = "da") -> tuple[int, str]:
    """Type ``handleplan`` at a terminal and give each answer when it is asked for; return exit code and screen."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONUTF8": "1", "HANDLEPLAN_LANG": language, "TERM": "dumb", "COLUMNS": "120"}
    environment["PYTHONPATH"] = str(SAMPLE.parent)
    process = subprocess.Popen(
        [sys.executable, "-m", "handleplan_batch"],
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
    )
    os.close(theirs)
    screen, waiting = b"", list(answers)
    asked = 0
    while True:
        try:
            screen += os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        text = screen.decode("utf-8", errors="replace")
        if waiting and text[asked:].rstrip(" ").endswith((":", "]")) and "\n" in text:
            time.sleep(0.05)
            os.write(ours, f"{waiting.pop(0)}\n".encode())
            asked = len(text)
    os.close(ours)
    return process.wait(timeout=60), screen.decode("utf-8", errors="replace").replace("\r\n", "\n")


def test_a_person_at_a_terminal_is_led_from_a_folder_to_the_plan(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "vores apv æøå", ignore=shutil.ignore_patterns("*.py", "*.md"))
    code, screen = at_a_terminal(tmp_path, "1", "n", "j", "n")
    assert code == 0, screen
    plan = tmp_path / "vores apv æøå" / "handleplan.xlsx"
    assert plan.exists()
    assert "vores apv æøå (9 regneark)" in screen
    assert "APV-spørgeskema" in screen
    assert "240 af 240" in screen
    assert str(plan) in screen
    assert "Næste skridt" in screen


def test_a_second_time_the_plan_goes_on_under_a_new_name(tmp_path: Path) -> None:
    (tmp_path / "apv").mkdir()
    shutil.copy(SAMPLE / "rundering_2026.xlsx", tmp_path / "apv")
    assert main(["build", str(tmp_path / "apv"), "-o", str(tmp_path / "apv" / "handleplan.xlsx")]) in (0, 1)
    before = (tmp_path / "apv" / "handleplan.xlsx").read_bytes()
    code, screen = at_a_terminal(tmp_path, "", "", "", "", "n")
    assert code in (0, 1), screen
    assert (tmp_path / "apv" / "handleplan.xlsx").read_bytes() == before
    made = next((tmp_path / "apv").glob("handleplan 2*.xlsx"))
    assert read_copy(made).plan.previous_on is not None


def test_with_nothing_nearby_an_example_is_offered(tmp_path: Path) -> None:
    code, screen = at_a_terminal(tmp_path, "e", "n", "n", language="en")
    assert code == 0, screen
    assert (tmp_path / "apv-sample" / "sample" / "apv_survey_2026.xlsx").exists()
    assert "Welcome to handleplan" in screen
    assert "Next steps" in screen


def test_an_answer_that_cannot_be_meant_is_asked_for_again(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "tavle", ignore=shutil.ignore_patterns("*.py", "*.md", "apv_*"))
    wrong = ("hvor?", "tavel", "tavle/organisation.xlsx")
    code, screen = at_a_terminal(tmp_path, *wrong, f'"{tmp_path / "tavle"}"', "måske", "nej", "nej")
    assert code == 0, screen
    assert "hvor?" in screen
    assert screen.count("Mente du «tavle»?") == 2
    assert not (tmp_path / "tavle" / "handleplan.xlsx").exists()


def test_nobody_is_asked_where_there_is_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(handleplan, [], standalone_mode=False)
    assert result.return_value == 2
    assert "handleplan init" in result.stderr
    assert result.stdout == ""
    assert not list(tmp_path.iterdir())
    piped = subprocess.run(
        [sys.executable, "-m", "handleplan_batch"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SAMPLE.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert piped.returncode == 2
    assert piped.stdout == b""


def test_a_folder_that_init_made_is_offered_first_and_not_its_sub_folders(tmp_path: Path) -> None:
    assert main(["-q", "init", str(tmp_path / "a-klar")]) == 0
    (tmp_path / "b").mkdir()
    for number in range(20):
        (tmp_path / "b" / f"{number}.xlsx").touch()
    (tmp_path / ".skjult").mkdir()
    (tmp_path / ".skjult" / "x.xlsx").touch()
    (tmp_path / "tom").mkdir()
    assert [folder.name for folder, _count in guided._nearby(tmp_path)] == ["a-klar", "b"]
    assert [folder.name for folder, _count in guided._nearby(tmp_path / "a-klar")] == ["a-klar"]
