"""The same results whatever the number of workers; a file that ends its reader is one message."""

from __future__ import annotations

import os
import time
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from handleplan_batch import batch, workers
from handleplan_batch.errors import ExitCode
from handleplan_batch.language import _, current_language, set_language
from handleplan_batch.reading.grid import may_harm
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
    files = batch.split(plan, tmp_path / "ud")
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
        rows = [f"{one};Afdeling {one % 2};{1 + (one + number) % 5};{1 + one % 5};{5 - one % 5}" for one in range(30)]
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
        output, json = tmp_path / f"{count}.xlsx", tmp_path / f"{count}.json"
        outcome = batch.build(batch.Sources([folder], DAY, workers=count), output, json)
        assert any(question.text.startswith("Hvor ofte") for question in outcome.plan.questions)
        plans.append((output.read_bytes(), json.read_bytes()))
    assert plans[0] == plans[1] == plans[2]


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    files = sorted(surveys(tmp_path / "ind").iterdir())
    plans = []
    for number, order in enumerate((files, files[::-1], files[2:] + files[:2])):
        output = tmp_path / f"{number}.xlsx"
        batch.build(batch.Sources(order, DAY, workers=2), output)
        plans.append(output.read_bytes())
    assert plans[0] == plans[1] == plans[2]


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
