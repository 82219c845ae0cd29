"""The documentation says what the program says, and names what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handleplan_batch.cli import handleplan
from handleplan_batch.errors import ExitCode
from handleplan_batch.problems import PROBLEMS
from handleplan_batch.reading import ROLES
from handleplan_batch.settings import documented

ROOT = Path(__file__).parent.parent
PAGES = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md"])


def test_the_generated_pages_are_up_to_date() -> None:
    # in a process of its own: Click keeps the texts of the language it was first asked in
    environment = {**os.environ, "PYTHONUTF8": "1", "HANDLEPLAN_LANG": "da"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_every_problem_has_a_cure_or_is_only_told() -> None:
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    for code, kind in PROBLEMS.items():
        assert page.count(f"| `{code}` |") == 2, code  # in both languages
        assert kind.cure or kind.level.value == "note", code


def test_every_setting_is_explained() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for one in documented():
        assert f"`[{one.section}]`" in page
        assert one.explanation.replace("|", "\\|") in page


def test_the_readme_names_every_command_option_and_exit_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for heading in ("Quick start", "Commands", "Exit codes"):
        assert f"\n## {heading}\n" in readme
    for name, command in handleplan.commands.items():
        below = getattr(command, "commands", {})
        for path in [f"{name} {one}" for one in below] or [name]:
            assert f"`handleplan {path}" in readme, path
        for option in (option for one in (command, *below.values()) for option in one.params):
            longest = max(option.opts, key=len)
            if longest.startswith("--"):
                assert longest in readme or "-o" in option.opts or "-d" in option.opts, (name, longest)
    for code in ExitCode:
        assert f"\n| {code.value} |" in readme, code


def test_every_role_of_a_column_is_named() -> None:
    text = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    for kind, roles in ROLES.items():
        assert all(f"`{role}`" in text for role in roles), kind


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_and_pictures_lead_to_files_that_are_there(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs" / "pictures").glob("*.png"):
        assert picture.stat().st_size < 150_000, picture.name
