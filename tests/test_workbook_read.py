"""What counts as an edit of a workbook that was handed out, and what does not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from plan_fixture import CREATED, make_plan
from workbook_text import open_workbook, packed_plan, unpacked_plan

from handleplan_batch.errors import OutputError, SourceError
from handleplan_batch.language import set_language
from handleplan_batch.model import BASE_SHEET
from handleplan_batch.workbook import read_copy, was_edited, write_plan
from handleplan_batch.workbook.base import fingerprint, plain_value
from handleplan_batch.workbook.columns import FOLLOW_UP, PLAN, Table

Change = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    set_language("da")
    path = tmp_path_factory.mktemp("plan") / "handleplan.xlsx"
    write_plan(make_plan(), path)
    return path


@pytest.fixture
def path(handed_out: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(handed_out, tmp_path))


def after(path: Path, change: Change) -> bool:
    """Open the workbook, change it, save it, and ask."""
    workbook = open_workbook(path)
    change(workbook)
    workbook.save(path)
    return was_edited(path)


def cell(workbook: Workbook, table: Table, key: str, row: int = 4) -> Any:
    sheet = workbook["Handleplan" if table is PLAN else "Opfølgning"]
    return sheet.cell(row, table.index(key) + 1)


def put(table: Table, key: str, value: object, row: int = 4) -> Change:
    def change(workbook: Workbook) -> None:
        cell(workbook, table, key, row).value = value

    return change


def test_an_untouched_workbook_is_not_edited(path: Path) -> None:
    assert not was_edited(path)


def test_a_mere_save_by_another_program_is_not_an_edit(path: Path) -> None:
    assert not after(path, lambda _workbook: None)


@pytest.mark.parametrize(
    "change",
    [
        put(PLAN, "action", "Noget andet"),
        put(PLAN, "responsible", None),
        put(PLAN, "deadline", date(2027, 1, 4)),
        put(PLAN, "deadline", "snarest"),
        put(FOLLOW_UP, "progress", 0.5),
        put(FOLLOW_UP, "status", "Effekt opnået"),
        put(FOLLOW_UP, "note", "Husk nøglen"),
        put(PLAN, "action", "En ny indsats uden nummer", row=18),
        put(PLAN, "id", "H-0001", row=5),
        put(PLAN, "id", None),
        put(PLAN, "id", "H-9999", row=18),
    ],
)
def test_what_a_person_writes_is_an_edit(path: Path, change: Change) -> None:
    assert after(path, change)


def _new_sheet(workbook: Workbook) -> None:
    workbook.create_sheet("Noter")


def _no_sheet(workbook: Workbook) -> None:
    del workbook["Fund"]


def _renamed(workbook: Workbook) -> None:
    workbook["Opfølgning"].title = "Opfølgning 2"


def _new_column(workbook: Workbook) -> None:
    workbook["Handleplan"].cell(3, len(PLAN.columns) + 1).value = "Budget"


def _beside(workbook: Workbook) -> None:
    workbook["Handleplan"].cell(6, len(PLAN.columns) + 3).value = "se mail"


def _header_gone(workbook: Workbook) -> None:
    workbook["Handleplan"].cell(3, PLAN.index("feedback") + 1).value = None


def _deleted_row(workbook: Workbook) -> None:
    workbook["Handleplan"].delete_rows(6)


def _headers_gone(workbook: Workbook) -> None:
    workbook["Handleplan"].delete_rows(1, 3)


def _elsewhere(workbook: Workbook) -> None:
    workbook["Lovtjek"]["H3"] = "Drøftet 3. maj"


def _changed_elsewhere(workbook: Workbook) -> None:
    workbook["Fund"]["B4"] = "Rettet"


def _note(workbook: Workbook) -> None:
    workbook["Overblik"]["A1"].comment = Comment("Husk det", "AMR")


def _chart_sheet(workbook: Workbook) -> None:
    workbook.create_chartsheet("Diagram").add_chart(BarChart())


@pytest.mark.parametrize(
    "change",
    [
        *(_new_sheet, _no_sheet, _renamed, _new_column, _beside, _header_gone, _deleted_row, _headers_gone),
        *(_elsewhere, _changed_elsewhere, _note, _chart_sheet),
    ],
)
def test_other_rows_columns_sheets_and_notes_are_edits(path: Path, change: Change) -> None:
    assert after(path, change)


def _sort(workbook: Workbook) -> None:
    sheet = workbook["Handleplan"]
    rows = [[(entry.value, entry.data_type) for entry in row] for row in sheet.iter_rows(min_row=4, max_row=17)]
    for number, row in enumerate(reversed(rows), start=4):
        for column, (value, kind) in enumerate(row, start=1):
            entry = sheet.cell(number, column)
            entry.value = value
            entry.data_type = kind  # a text that begins with = stays a text


def _swap_columns(workbook: Workbook) -> None:
    sheet = workbook["Handleplan"]
    left, right = PLAN.index("action") + 1, PLAN.index("iglo") + 1
    for row in range(3, 18):
        one, other = sheet.cell(row, left), sheet.cell(row, right)
        one.value, other.value = other.value, one.value


def _lines_above(workbook: Workbook) -> None:
    workbook["Handleplan"].insert_rows(1, 2)


def _hidden_and_moved(workbook: Workbook) -> None:
    workbook["Fund"].sheet_state = "hidden"
    workbook.move_sheet("Handleplan", -2)


def _other_writing(workbook: Workbook) -> None:
    cell(workbook, FOLLOW_UP, "note").value = ""
    deadline = cell(workbook, PLAN, "deadline")
    deadline.value = deadline.value + timedelta(hours=0)
    text = cell(workbook, PLAN, "action", 12)
    text.value = text.value.replace("\n", "\r\n") + " "


@pytest.mark.parametrize("change", [_sort, _swap_columns, _lines_above, _hidden_and_moved, _other_writing])
def test_order_and_look_are_no_edits(path: Path, change: Change) -> None:
    assert not after(path, change)


@pytest.mark.parametrize("change", [put(PLAN, "rank", 99), put(FOLLOW_UP, "state", "noget")])
def test_a_change_in_a_column_of_the_tool_is_an_edit_too_since_replacing_the_file_would_lose_it(
    path: Path, change: Change
) -> None:
    assert after(path, change)


def test_an_english_workbook_is_understood_by_a_danish_run(tmp_path: Path) -> None:
    set_language("en")
    english = tmp_path / "plan.xlsx"
    write_plan(make_plan("en"), english)
    set_language("da")
    assert not was_edited(english)

    def rewrite(workbook: Workbook) -> None:
        workbook["Action plan"].cell(4, PLAN.index("cause") + 1).value = "Something else"

    assert after(english, rewrite)


# Files that are not ours


def _ordinary(path: Path) -> None:
    Workbook().save(path)


def _strange_base(path: Path) -> None:
    workbook = Workbook()
    workbook.create_sheet(BASE_SHEET)["A1"] = "something else"
    workbook.save(path)


def _unfinished_base(path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.create_sheet(BASE_SHEET)
    sheet.append(["handleplan_batch", "schema", 1])
    workbook.save(path)


def _later_schema(path: Path) -> None:
    workbook = Workbook()
    workbook.create_sheet(BASE_SHEET).append(["handleplan_batch", "schema", 2])
    workbook.save(path)


def _text(path: Path) -> None:
    path.write_text("Ikke en projektmappe", encoding="utf-8")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [_ordinary, _strange_base, _unfinished_base, _later_schema, _text, _folder])
def test_a_file_that_is_not_ours_is_refused_with_its_name(tmp_path: Path, make: Callable[[Path], None]) -> None:
    target = tmp_path / "andet.xlsx"
    make(target)
    with pytest.raises(OutputError, match=r"andet\.xlsx findes i forvejen"):
        was_edited(target)


def test_a_broken_workbook_is_refused(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(OutputError):
        was_edited(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_locked_workbook_is_refused(path: Path) -> None:
    path.chmod(0)
    with pytest.raises(OutputError):
        was_edited(path)


# Comparing values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        ("  ", None),
        (3, 3.0),
        (-0.0, 0),
        (datetime.combine(CREATED, time(12)), CREATED),
        ("en\r\nto", "en \nto"),
        (0.1 + 0.2, 0.3),
    ],
)
def test_the_same_value_written_in_two_ways_is_the_same(one: object, other: object) -> None:
    assert plain_value(one) == plain_value(other)


def test_a_fingerprint_knows_other_values_but_not_another_order() -> None:
    assert fingerprint(["a", None, 2]) == fingerprint([2.0, "a", ""])
    assert fingerprint(["a", 2]) != fingerprint(["a", "2"])
    assert fingerprint(["a", "a"]) != fingerprint(["a"])


def test_a_workbook_that_carries_its_plan_unpacked_as_earlier_ones_did_is_read(path: Path) -> None:
    workbook = open_workbook(path)
    base = workbook[BASE_SHEET]
    base["C1"] = 2
    pieces = [row for row in base.iter_rows(max_col=2) if row[0].value == "plan"]
    text = unpacked_plan(packed_plan(workbook))
    base.delete_rows(pieces[0][0].row, len(pieces))
    first = pieces[0][0].row
    parts = [text[start : start + 16_000] for start in range(0, len(text), 16_000)]
    base.insert_rows(first, len(parts))
    for row, part in enumerate(parts, start=first):
        base.cell(row, 1, "plan")
        base.cell(row, 2, part)
    earlier = path.with_name("earlier.xlsx")
    workbook.save(earlier)
    assert read_copy(earlier).plan == read_copy(path).plan == make_plan()


@pytest.mark.parametrize("harm", ["cut", "other signs", "other bytes"])
def test_a_workbook_whose_packed_plan_is_damaged_is_told_as_another_version(path: Path, harm: str) -> None:
    workbook = open_workbook(path)
    base = workbook[BASE_SHEET]
    piece = next(row[1] for row in base.iter_rows(max_col=2) if row[0].value == "plan")
    text = str(piece.value)
    piece.value = {"cut": text[:-8], "other signs": f"å{text[1:]}", "other bytes": f"AAAA{text[4:]}"}[harm]
    workbook.save(path)
    with pytest.raises(SourceError) as caught:
        read_copy(path)
    assert caught.value.code == "other-version"
