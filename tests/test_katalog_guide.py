"""docs/katalog.md is done step by step, as a coordinator would, and what it promises comes out."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import pytest

from handleplan_batch.__main__ import main
from handleplan_batch.catalogue import OPTIONAL, TABLES, Catalogue
from handleplan_batch.catalogue.checking import FILES
from handleplan_batch.model import PreventionLevel

GUIDE = (Path(__file__).parent.parent / "docs" / "katalog.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^ *```(\w+) ?(.*)\n((?:.*\n)*?) *```$", re.MULTILINE)
COPIED = "temperature-preventive-2"


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def save(path: Path, rows: list[list[str]]) -> None:
    """Save as a Danish Excel does by default."""
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def edit(folder: Path, where: str, addition: str) -> None:
    """Write something at the end of a cell."""
    file, row_id, column = where.split()
    rows = rows_of(folder / file)
    row = next(row for row in rows if row[0] == row_id)
    row[rows[0].index(column)] += addition
    save(folder / file, rows)


def cells_to_change() -> dict[str, str]:
    table = GUIDE.partition("Ret disse celler i kopien:")[2].partition("3. Gem.")[0]
    return dict(re.findall(r"\| `(\w+)` \| `?([^`|\n]*?)`? *\|$", table, re.MULTILINE))


def test_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "apv2026", "--sample"]) == 0
    folder = tmp_path / "viden"
    said = ""
    for kind, where, content in BLOCK.findall(GUIDE):
        if kind == "sh":
            if "check" in content:
                copy_the_measure(folder)
            code = main(shlex.split(content)[1:])
            said = "".join(capsys.readouterr())
            assert code == 0, said
        elif kind == "edit":
            edit(folder, where, content.strip())
        elif kind == "toml":
            with (folder / where).open("a", encoding="utf-8") as file:
                file.write(content)
        elif not where:
            assert all(line in said for line in content.splitlines()), said
    assert (tmp_path / "handleplan.xlsx").exists()
    catalogue = Catalogue(folder)
    own = next(measure for measure in catalogue.measures["temperature"] if measure.id == "temperature-eget-1")
    assert own.prevention_level is PreventionLevel.ELIMINATE
    assert own.text.en == own.text.da
    assert catalogue.law[-1].id == "L01"


def copy_the_measure(folder: Path) -> None:
    rows = rows_of(folder / "measures.csv")
    row = list(next(row for row in rows if row[0] == COPIED))
    changes = cells_to_change()
    assert set(changes) == {"id", "prevention_level", "responsible", "weeks", "text_da", "text_en", "see_da", "see_en"}
    for column, value in changes.items():
        row[rows[0].index(column)] = value
    save(folder / "measures.csv", [*rows, row])


def test_the_guide_shows_a_fault_as_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "export", str(tmp_path)]) == 0
    rows = rows_of(tmp_path / "measures.csv")
    rows = [*rows, *[[""] * len(rows[0])] * (229 - len(rows)), [*rows[-1]]]
    rows[-1][:2] = ["egen-1", "temperatur"]
    save(tmp_path / "measures.csv", rows)
    capsys.readouterr()
    assert main(["catalogue", "check", str(tmp_path)]) == 5
    shown = next(content for kind, where, content in BLOCK.findall(GUIDE) if where == "fejl")
    assert shown.strip().rstrip(".") in capsys.readouterr().err.replace(str(len(rows)), "230")


def test_the_guide_names_every_file_and_only_columns_that_there_are() -> None:
    assert [file for file in FILES if f"`{file}`" not in GUIDE] == []
    table = GUIDE.partition("De danske tekster skal alle være der.")[2].partition("## 4.")[0]
    named = re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE)))
    assert set(named) <= {*TABLES["measures"], *OPTIONAL["measures"]}
