"""What of a folder is read, and what is passed over with a word about it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from handleplan_batch.reading.inputs import find_inputs

OUR_NAME = "handleplan_batch"


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def test_a_folder_is_searched_with_its_sub_folders_in_alphabetical_order(tmp_path: Path) -> None:
    made(tmp_path, "b.csv", "A/z.xlsx", "A/å.ODS", "c.xls")
    files, problems = find_inputs([tmp_path])
    assert [str(file.relative_to(tmp_path)) for file in files] == ["A/z.xlsx", "A/å.ODS", "b.csv", "c.xls"]
    assert not problems


def test_lock_files_and_other_kinds_are_passed_over_and_said_so(tmp_path: Path) -> None:
    made(tmp_path, "~$plan.xlsx", "brev.docx", "plan.xlsx")
    files, problems = find_inputs([tmp_path])
    assert [file.name for file in files] == ["plan.xlsx"]
    assert {Path(problem.where.file).name: problem.values["reason"] for problem in problems} == {
        "brev.docx": "ikke et regneark",
        "~$plan.xlsx": "en låsefil fra en åben projektmappe",
    }


@pytest.mark.parametrize(("name", "said"), [("svar.zip", "pak den ud"), ("a.html", ".xlsx"), ("a.mht", ".xlsx")])
def test_what_may_hold_a_table_is_passed_over_with_what_to_do(tmp_path: Path, name: str, said: str) -> None:
    made(tmp_path, name)
    _files, (problem,) = find_inputs([tmp_path])
    assert said in problem.values["reason"]


def test_a_text_document_with_a_table_is_warned_of_unless_it_is_our_own(tmp_path: Path) -> None:
    for name, author, tables in (("plan.docx", "Mette", 1), ("brev.docx", "Mette", 0), ("papir.docx", OUR_NAME, 1)):
        document = Document()
        document.core_properties.last_modified_by = author
        for _number in range(tables):
            document.add_table(1, 1)
        document.save(str(tmp_path / name))
    _files, problems = find_inputs([tmp_path])
    assert {Path(problem.where.file).name: problem.code for problem in problems} == {
        "brev.docx": "passed-over",
        "papir.docx": "passed-over",
        "plan.docx": "text-document",
    }


def test_a_workbook_under_another_name_is_said_to_be_one(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "plan.xlsx")
    (tmp_path / "plan.xlsx").rename(tmp_path / "plan.bak")
    _files, (problem,) = find_inputs([tmp_path])
    assert ".xlsx" in problem.values["reason"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    made(tmp_path, ".git/index.csv", ".hidden.csv", "a.csv")
    files, problems = find_inputs([tmp_path])
    assert [file.name for file in files] == ["a.csv"]
    assert not problems


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    made(tmp_path, "a.csv")
    assert len(find_inputs([tmp_path, tmp_path / "a.csv", tmp_path / "." / "a.csv"])[0]) == 1


def test_a_file_that_the_user_names_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    made(tmp_path, "eksport.dat")
    assert find_inputs([tmp_path / "eksport.dat"])[0] == (tmp_path / "eksport.dat",)
