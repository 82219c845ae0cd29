"""The page on security says what the code does, and the lock file holds what the program needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from handleplan_batch import archives, encryption, workers
from handleplan_batch.reading import grid
from handleplan_batch.reading.grid import markup, text, values, workbook
from handleplan_batch.settings import LOWEST_LIMIT, PRESETS, Settings, load_settings

ROOT = Path(__file__).parent.parent
LIMITS = {
    "bytes of a file": (grid._MOST_BYTES,),
    "parts of a workbook": (archives.MOST_PARTS,),
    "bytes that its texts and numbers unpack to": (archives.MOST_UNPACKED,),
    "bytes that its list of texts unpacks to": (archives.MOST_STRINGS,),
    f"packed harder than, in parts beyond {archives.LARGE_PART:,} bytes": (archives.MOST_RATIO, 1),
    "sheets of a workbook": (workbook._MOST_SHEETS,),
    "cells from A1 to the last one of a sheet": (values.MOST_CELLS,),
    "cells of a sheet that hold something": (values.MOST_VALUES,),
    "different values of a sheet": (values._MOST_DISTINCT,),
    "bytes of a web page or of Excel's XML": (markup._MOST_MARKUP,),
    "characters of a line of text, and of one cell of it": (text._LONGEST_LINE, text._LONGEST_FIELD),
    "rounds of hashing behind a password": (encryption._MOST_SPINS,),
    "seconds that a file that may do harm has in its own process": (workers.LONGEST,),
    "bytes of memory that this process has (Linux, Mac)": (workers.MOST_MEMORY,),
}


def rows(page: str) -> dict[str, str]:
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {row[0]: row[1] for row in cells if len(row) > 1}


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    told = rows("security.md")
    for limit, numbers in LIMITS.items():
        assert tuple(int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", told[limit])) == numbers, limit


def test_the_limits_of_groups_on_the_page_are_those_of_the_code() -> None:
    told = rows("privacy.md")
    assert told["almindelige spørgsmål, og hvor mange der har svaret"].startswith(f"{Settings().general_limit} ")
    assert told["krænkelser, vold, stress og sygefravær"].startswith(f"{Settings().sensitive_limit} ")
    assert told["kommentarer, talt efter emne"].startswith(f"{Settings().comment_limit},")
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert f"Intet\ntal under {LOWEST_LIMIT} kan vælges" in page
    assert (PRESETS["au"]["general_limit"], PRESETS["au"]["sensitive_limit"]) == (10, 40)


@pytest.mark.parametrize("key", ["general_limit", "sensitive_limit", "comment_limit"])
def test_a_limit_can_be_raised_and_not_be_lower_than_three(tmp_path: Path, key: str) -> None:
    path = tmp_path / "handleplan.toml"
    path.write_text(f"[privacy]\n{key} = 25\n", encoding="utf-8")
    assert getattr(load_settings(path), key) == 25
    path.write_text(f"[privacy]\n{key} = 2\n", encoding="utf-8")
    with pytest.raises(Exception, match=key):
        load_settings(path)


def test_the_lock_file_holds_every_dependency_with_its_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8")):
        name, _equals, rest = entry.partition("==")
        assert "--hash=sha256:" in rest, name
        locked[name] = rest
    needed = {re.split(r"[><=!~ ;\[]", one)[0] for one in project["dependencies"]}
    assert needed - locked.keys() == set()
