"""The same results whatever the number of workers; a file that ends its reader is one message."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from workbook_text import open_workbook

from handleplan_batch import batch, workers
from handleplan_batch.errors import ExitCode
from handleplan_batch.language import _, current_language, set_language
from handleplan_batch.reading.grid import may_harm
from handleplan_batch.workbook import read_copy
from handleplan_batch.workers import Lost, Workers

DAY = date(2027, 1, 15)
HARMED = Path(__file__).parent / "harmed"


def said(number: int) -> str:
    return f"{number} {_('Theme')}"


def fate(folder: Path, name: str) -> str:
    """Read a file that does something to its reader, and tell how often it has been tried."""
    tries = folder / name
    tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
    if name == "crash" or (name == "bad luck" and len(tries.read_text()) == 1):
        os._exit(6)
    if name == "hang":
        time.sleep(60)
    if name == "large":
        raise MemoryError
    return name


@pytest.mark.parametrize("language", ["da", "en"])
def test_results_come_in_the_order_of_the_items_and_in_the_users_language(language: str) -> None:
    before = current_language()
    set_language(language)
    try:
        alone = list(Workers(1).spread(said, range(20)))
        with Workers(2) as team:
            assert list(team.spread(said, range(20))) == alone
        assert alone[7] == {"da": "7 Tema", "en": "7 Theme"}[language]
    finally:
        set_language(before)


def test_no_items_give_no_results() -> None:
    assert list(Workers(2).spread(said, [])) == []


@pytest.mark.parametrize("count", [1, 2])
def test_an_item_that_ends_its_process_is_lost_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(workers, "LONGEST", 5)
    names = ["one", "crash", "two", "hang", "bad luck", "large", "three"]
    with Workers(count) as team:
        found = list(team.spread(partial(fate, tmp_path), names, guarded=lambda name: name not in ("one", "two")))
    assert found == ["one", Lost.DIED, "two", Lost.LATE, "bad luck", Lost.LARGE, "three"]
    assert {name: len((tmp_path / name).read_text()) for name in names} == {
        **dict.fromkeys(names, 1),
        "crash": 2,
        "bad luck": 2,
    }


def panic(words: str) -> str:
    """Write on the screen as a parser does that panics, and give a result."""
    for stream in (1, 2):
        os.write(stream, words.encode())
    return "done"


def test_what_a_parser_writes_in_its_own_process_is_not_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers(1) as team:
        assert list(team.spread(panic, ["Hanne er syg"], guarded=lambda _item: True)) == ["done"]
    assert capfd.readouterr() == ("", "")


def test_many_returned_workbooks_are_read_like_few(tmp_path: Path) -> None:
    from plan_fixture import make_plan

    from handleplan_batch.workbook import write_plan

    plan = tmp_path / "plan.xlsx"
    write_plan(make_plan(), plan)
    files = batch.split(plan, tmp_path / "ud").written
    broken = [tmp_path / f"{number}.xlsx" for number in range(9)]
    for path in broken:
        path.write_bytes(b"no workbook")
    outcome = batch.collect(plan, [*files, *broken], DAY, dry_run=True)
    assert [problem.where.file for problem in outcome.problems if problem.code == "not-ours"] == list(map(str, broken))


# --- Reading ----------------------------------------------------------------------------------------------------------


def surveys(folder: Path, count: int = 4) -> Path:
    """Write surveys in codes, and the code book that explains them."""
    folder.mkdir()
    questions = ("Q1", "Q2", "Q3")
    for number in range(count):
        rows = [
            f"{one};Afdeling {one % 2};{1 + (one + number) % 5};{1 + one % 5};{5 - one % 5}"
            for one in range(30 + number)
        ]
        text = "\n".join([f"ID;Afdeling;{';'.join(questions)}", *rows])
        (folder / f"svar {number}.csv").write_text(text, encoding="utf-8")
    labels = ["Altid", "Ofte", "Somme tider", "Sjældent", "Aldrig"]
    texts = ["Hvor ofte er du under tidspres?", "Hvor ofte er du generet af støj?", "Hvor ofte får du hjælp?"]
    book = ["Variabel;Spørgsmål;Kode;Etiket"] + [
        f"{name};{text};{code};{label}"
        for name, text in zip(questions, texts, strict=True)
        for code, label in enumerate(labels, 1)
    ]
    (folder / "kodebog.csv").write_text("\n".join(book), encoding="utf-8")
    return folder


def damaging(path: Path) -> Path:
    """Write a workbook on which a process with ``harmed`` on its PYTHONPATH ends."""
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"ends its reader")
    return path


def test_a_build_is_the_same_to_the_byte_with_any_number_of_workers(tmp_path: Path) -> None:
    folder = surveys(tmp_path / "ind")
    plans = []
    for count in (1, 2, 3):
        output, target = tmp_path / f"{count}.xlsx", tmp_path / f"{count}.json"
        outcome = batch.build(batch.Sources([folder], DAY, workers=count), output, target)
        assert any(question.text.startswith("Hvor ofte") for question in outcome.plan.questions)
        plans.append((output.read_bytes(), target.read_bytes()))
    assert plans[0] == plans[1] == plans[2]


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    files = sorted(surveys(tmp_path / "ind").iterdir())
    plans = []
    for number, order in enumerate((files, files[::-1], files[2:] + files[:2])):
        output = tmp_path / f"{number}.xlsx"
        batch.build(batch.Sources(order, DAY, workers=2), output)
        plans.append(output.read_bytes())
    assert plans[0] == plans[1] == plans[2]


def test_what_many_files_ask_alike_is_one_line_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    folder = surveys(tmp_path / "ind", 5)
    other = folder / "andre svar.csv"  # asks one of the questions, elsewhere and on another scale
    rows = [f"{one};Afdeling {one % 2};{('Ja', 'Nej')[one % 2]}" for one in range(30)]
    other.write_text("\n".join(["ID;Afdeling;Hvor ofte er du generet af støj?", *rows]), encoding="utf-8")
    output, target = tmp_path / "plan.xlsx", tmp_path / "plan.json"
    outcome = batch.build(batch.Sources([folder], DAY, workers=1), output, target)
    told = json.loads(target.read_text(encoding="utf-8"))
    asked = {(one["file"], one["cell"], one["text"]) for one in told["questions"]}
    files = sorted(str(path) for path in folder.iterdir() if path.name != "kodebog.csv")
    assert {file for file, _cell, _text in asked} == set(files)
    assert len(asked) == len(told["questions"]) == 5 * 3 + 1
    kept = read_copy(output).plan.questions
    assert kept == outcome.plan.questions
    assert len(kept) < len(asked)
    assert {(where.file, where.a1, one.text) for one in kept for where in one.places} == asked

    lines, sheets = _data_basis(output)
    assert [(line["Fil"], line["Celle"], line["Spurgt i"]) for line in lines.values()] == [
        (str(other), "C1", "1 fil"),
        *((files[1], cell, "5 filer") for cell in ("C1", "D1", "E1")),
    ]
    listed = set()
    for sheet in sheets:
        first, _dash, last = str(sheet["Linjer med spørgsmål"] or "0–-1").partition("–")
        for line in range(int(first), int(last or first) + 1):
            listed.add((sheet["Fil"], lines[line]["Celle"], lines[line]["Spørgsmål"]))
    assert listed == asked
    for sheet in sheets:
        rows_of = [sheet[name] for name in ("Læste rækker", "Brugt", "Lagt til side", "Afvist")]
        assert rows_of[0] == sum(rows_of[1:])


def _data_basis(plan: Path) -> tuple[dict[int, dict[str, Any]], list[dict[str, Any]]]:
    """Return the lines of questions by their number, and the lines of the sheets that were read."""
    sheet = open_workbook(plan)["Datagrundlag"]
    tables = []
    for name in ("tbl_questions", "tbl_files"):
        head, *rows = sheet[sheet.tables[name].ref]
        tables.append([dict(zip((one.value for one in head), (one.value for one in row), strict=True)) for row in rows])
    return {int(line["Linje"]): line for line in tables[0]}, tables[1]


@pytest.mark.parametrize("count", [1, 2])
def test_a_file_that_ends_its_reader_is_one_problem_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HARMED), prepend=os.pathsep)
    folder = surveys(tmp_path / "ind")
    bad = damaging(folder / "skadelig.xls")
    assert may_harm(bad)
    outcome = batch.build(batch.Sources([folder], DAY, workers=count), tmp_path / "plan.xlsx")
    assert outcome.exit_code is ExitCode.INPUT
    assert not outcome.written
    told = [problem for problem in outcome.plan.problems if problem.where.file == str(bad)]
    assert [problem.code for problem in told] == ["reader-stopped"]
    went_on = batch.build(batch.Sources([folder], DAY, workers=count), tmp_path / "plan.xlsx", keep_going=True)
    assert went_on.exit_code is ExitCode.INPUT
    assert went_on.written
    assert len({entry.file for entry in went_on.plan.sheets}) == 5


def test_an_ordinary_file_needs_no_process_of_its_own(tmp_path: Path) -> None:
    import xlsxwriter

    folder = surveys(tmp_path / "ind")
    assert not any(may_harm(path) for path in folder.iterdir())
    often = tmp_path / "often.xlsx"  # many cells, few texts
    with xlsxwriter.Workbook(often) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(5000):
            sheet.write_string(row, 0, "Altid")
    assert not may_harm(often)
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    assert may_harm(tmp_path / "old.xls")
    assert not may_harm(tmp_path / "not there.xlsx")
