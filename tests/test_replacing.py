"""Files are never half written."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from handleplan_batch.errors import OutputError
from handleplan_batch.replacing import alone, replacing


def test_the_new_file_takes_the_place_of_the_old_with_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_text("old")
    target.chmod(0o640)
    with replacing(target) as unfinished:
        assert target.read_text() == "old"
        unfinished.write_text("new")
    assert target.read_text() == "new"
    if sys.platform != "win32":
        assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_text("old")

    def fail() -> None:
        with replacing(target) as unfinished:
            unfinished.write_text("half")
            raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"plan\.xlsx"), replacing(tmp_path / "no" / "plan.xlsx"):
        pass


def test_a_target_that_cannot_be_replaced_is_an_output_error_and_nothing_is_left(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.mkdir()  # stands for a file that another program holds open
    with pytest.raises(OutputError, match=r"plan\.xlsx"), replacing(target) as unfinished:
        unfinished.write_text("new")
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_an_output_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_text("old")

    def fill() -> None:
        with replacing(target) as unfinished:
            unfinished.write_text("half")
            raise OSError(errno.ENOSPC, "no room")

    with pytest.raises(OutputError, match=r"plan\.xlsx"):
        fill()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_text("old")
    target.chmod(0o444)
    with pytest.raises(OutputError, match=r"plan\.xlsx"), replacing(target) as unfinished:
        unfinished.write_text("new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_run_that_is_killed_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_text("old")
    program = (
        "import os, sys; from pathlib import Path; from handleplan_batch.replacing import alone, replacing\n"
        "path = Path(sys.argv[1])\n"
        "with alone(path), replacing(path) as unfinished:\n"
        "    unfinished.write_text('half'); os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(target)], check=False)
    assert done.returncode == 9
    assert target.read_text() == "old"
    with alone(target, seconds=5), replacing(target) as unfinished:  # what the dead run held is free again
        unfinished.write_text("new")
    assert target.read_text() == "new"


def test_a_second_run_on_the_same_file_says_so_and_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    with alone(target), pytest.raises(OutputError, match=r"plan\.xlsx"), alone(target, seconds=0):
        pass
    assert not list(tmp_path.iterdir())
