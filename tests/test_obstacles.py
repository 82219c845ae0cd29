"""What stands in the way of a file is told as one sentence with what to do."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handleplan_batch import obstacles
from handleplan_batch.__main__ import main
from handleplan_batch.errors import OutputError
from handleplan_batch.language import _
from handleplan_batch.obstacles import Obstacle, code_of, obstacle_of, opened_by
from handleplan_batch.problems import PROBLEMS
from handleplan_batch.replacing import replacing, require_writable

SAMPLE = Path(__file__).parent.parent / "sample_data"
DAY = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HANDLEPLAN_LANG", raising=False)


def denied(number: int = errno.EACCES, winerror: int | None = None) -> OSError:
    """An error as the operating system raises it; ``winerror`` as on Windows."""
    error = OSError(number, "denied")
    if winerror is not None:
        error.winerror = winerror
    return error


def excel_lock(path: Path, name: str) -> Path:
    """The lock file that Excel keeps beside an open workbook."""
    narrow = name.encode("cp1252").ljust(54)
    wide = bytes([len(name), 0]) + name.encode("utf-16-le").ljust(108, b" ")
    lock = path.with_name(f"~${path.name}")
    lock.write_bytes(bytes([len(name)]) + narrow + wide)
    return lock


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (denied(winerror=53), Obstacle.OUT_OF_REACH),
        (denied(errno.EINVAL, 362), Obstacle.OUT_OF_REACH),
        (denied(errno.ETIMEDOUT), Obstacle.OUT_OF_REACH),
        (denied(errno.ESTALE), Obstacle.OUT_OF_REACH),
        (denied(errno.ENOENT, 206), Obstacle.TOO_LONG),
        (denied(errno.ENAMETOOLONG), Obstacle.TOO_LONG),
        (denied(errno.ENOSPC), Obstacle.NO_ROOM),
        (denied(errno.EROFS), Obstacle.READ_ONLY),
        (denied(), Obstacle.NO_ACCESS),
        (denied(winerror=32), Obstacle.NO_ACCESS),
        (denied(errno.ENOENT), Obstacle.OTHER),
    ],
)
def test_an_error_of_the_system_is_understood(tmp_path: Path, error: OSError, meant: Obstacle) -> None:
    assert obstacle_of(tmp_path / "plan.xlsx", error) is meant


def test_who_has_a_workbook_open_is_read_from_the_lock_of_excel(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    assert opened_by(plan) is None
    excel_lock(plan, "Åse Ærø")
    assert opened_by(plan) == "Åse Ærø"
    assert obstacle_of(plan, denied()) is Obstacle.OPEN


def test_who_has_a_document_open_is_read_from_the_lock_of_word_and_libreoffice(tmp_path: Path) -> None:
    paper = tmp_path / "drøftelse.docx"
    excel_lock(tmp_path / "øftelse.docx", "Bo")
    assert opened_by(paper) == "Bo"
    (tmp_path / ".~lock.plan.ods#").write_text(",bo,pc-7,26.11.2026 10:00,file:///home/bo;", encoding="utf-8")
    assert opened_by(tmp_path / "plan.ods") == "bo"


@pytest.mark.parametrize("lock", [b"", b"\x05", b"\x00" * 165, os.urandom(165)])
def test_a_lock_that_tells_no_name_still_tells_that_the_file_is_open(tmp_path: Path, lock: bytes) -> None:
    (tmp_path / "~$plan.xlsx").write_bytes(lock)
    assert opened_by(tmp_path / "plan.xlsx") is not None


def test_a_plan_that_is_open_in_excel_is_said_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-q", "build", str(SAMPLE), "-o", "plan.xlsx", *DAY]) == 0
    excel_lock(Path("plan.xlsx"), "Bente Bæk")
    before = Path("plan.xlsx").read_bytes()
    capsys.readouterr()
    _open_elsewhere(monkeypatch, Path("plan.xlsx"))
    read: list[object] = []
    monkeypatch.setattr("handleplan_batch.batch.read_inputs", lambda *given: read.append(given))
    assert main(["build", str(SAMPLE), "-o", "plan.xlsx", *DAY]) == 4
    said = capsys.readouterr().err
    assert "Bente Bæk har den åben" in said
    assert len(said.splitlines()) == 1
    assert not read
    assert Path("plan.xlsx").read_bytes() == before


def _open_elsewhere(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let a file refuse to be opened for writing, as on Windows when another program has it open."""
    opened = Path.open
    own = path.resolve()

    def refuse(self: Path, mode: str = "r", *arguments: Any, **settings: Any) -> Any:
        if self.resolve() == own and "+" in mode:
            raise denied(winerror=32)
        return opened(self, mode, *arguments, **settings)

    monkeypatch.setattr(Path, "open", refuse)


def test_a_read_only_file_is_said_to_be_so(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_text("old")
    target.chmod(0o444)
    with pytest.raises(OutputError, match="skrivebeskyttet"):
        require_writable(target)
    with pytest.raises(OutputError, match="skrivebeskyttet"), replacing(target):
        pass


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_exit_code_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "arkiv"
    folder.mkdir(mode=0o555)
    assert main(["build", str(SAMPLE), "-o", str(folder / "plan.xlsx"), *DAY]) == 4
    assert "ikke ret til at skrive i mappen" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (denied(), "ikke ret til at skrive i mappen"),
        (denied(errno.EROFS), "skrivebeskyttet"),
        (denied(errno.ENOSPC), "Disken er fuld"),
        (denied(errno.ENOENT, 206), "Stien er på"),
        (denied(errno.ENOENT, 53), "Drevet svarer ikke"),
        (denied(errno.EINVAL), "kunne ikke skrives"),
    ],
)
def test_a_folder_that_cannot_be_written_to_is_exit_code_4_with_one_message(
    error: OSError, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_arguments: object, **_settings: object) -> None:
        raise error

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert main(["build", str(SAMPLE), "-o", "plan.xlsx", *DAY]) == 4
    said = capsys.readouterr().err.strip().splitlines()
    assert told in said[-1]
    assert "plan.xlsx" in said[-1]
    assert not Path("plan.xlsx").exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (denied(winerror=5), "no-access"),
        (denied(errno.ENOENT, 53), "out-of-reach"),
        (denied(errno.EINVAL, 362), "out-of-reach"),
        (denied(errno.ENOENT, 206), "path-too-long"),
    ],
)
def test_an_input_that_cannot_be_reached_is_exit_code_3_and_named(
    error: OSError, code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("apv").mkdir()
    shutil.copy(SAMPLE / "rundering_2026.xlsx", "apv/runde.xlsx")
    shutil.copy(SAMPLE / "organisation.xlsx", "apv/organisation.xlsx")
    _refuse(monkeypatch, "read_bytes", "runde.xlsx", error)
    assert main(["build", "apv", "-o", "plan.xlsx", *DAY]) == 3
    said = capsys.readouterr()
    assert "Fejl og advarsler: 1" in said.out
    told = _(PROBLEMS[code].sentence).partition("{")[0]
    assert told
    assert told in said.err
    assert "apv/runde.xlsx" in said.err.replace("\\", "/")
    assert not Path("plan.xlsx").exists()


def _refuse(monkeypatch: pytest.MonkeyPatch, method: str, name: str, error: OSError) -> None:
    """Let one method of the path with this name fail."""
    real: Callable[..., Any] = getattr(Path, method)

    def refuse(self: Path, *arguments: Any, **settings: Any) -> Any:
        if self.name == name:
            raise error
        return real(self, *arguments, **settings)

    monkeypatch.setattr(Path, method, refuse)


def test_a_sub_folder_that_may_not_be_looked_into_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("apv/lukket").mkdir(parents=True)
    shutil.copy(SAMPLE / "rundering_2026.xlsx", "apv/runde.xlsx")
    _refuse(monkeypatch, "iterdir", "lukket", denied())
    assert main(["build", "apv", "-o", "plan.xlsx", *DAY]) == 3
    assert "lukket" in capsys.readouterr().err


def test_an_input_that_is_not_reached_when_it_is_named_is_exit_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _refuse(monkeypatch, "stat", "apv", denied(errno.ENOENT, 67))
    assert main(["check", "apv"]) == 3
    assert "Drevet svarer ikke" in capsys.readouterr().err


def test_a_plan_that_cannot_be_reached_is_not_called_a_stranger(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-q", "build", str(SAMPLE), "-o", "plan.xlsx", *DAY]) == 0
    _refuse(monkeypatch, "read_bytes", "plan.xlsx", denied(errno.ENOENT, 64))
    assert main(["status", "plan.xlsx"]) == 3
    assert "Drevet svarer ikke" in capsys.readouterr().err


def test_a_drive_that_is_gone_is_told_from_a_file_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "væk.xlsx"
    assert code_of(missing, denied(errno.ENOENT)) == "unreadable-file"
    monkeypatch.setattr(obstacles, "_drive_is_gone", lambda _path: True)
    assert code_of(missing, denied(errno.ENOENT)) == "out-of-reach"


def test_a_path_of_onedrive_with_blanks_and_danish_letters_works(capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path("OneDrive - Fjordbo Kommune", "Arbejdsmiljø æøå & co", "APV 2026 (kopi)")
    folder.mkdir(parents=True)
    shutil.copy(SAMPLE / "rundering_2026.xlsx", folder / "Rundering – efterår.xlsx")
    plan = folder / "Handleplan år 1.xlsx"
    assert main(["build", str(folder), "-o", str(plan), *DAY]) in (0, 1)
    assert main(["split", str(plan), "-d", str(folder / "til afdelinger")]) == 0
    assert main(["collect", str(plan), str(folder / "til afdelinger"), *DAY]) == 0
    assert f'"{plan}"' in capsys.readouterr().out  # what is to be typed next stands in quotation marks


def test_what_fails_while_it_is_read_is_no_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.EIO, "i/o", "Z:/apv/svar.xlsx")

    monkeypatch.setattr("handleplan_batch.batch.check", fail)
    assert main(["check", str(SAMPLE)]) == 3
    assert "svar.xlsx" in capsys.readouterr().err
