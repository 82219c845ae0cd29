"""``handleplan print``: a page for each challenge, laid out as the template, with what people wrote in the workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from plan_fixture import CREATED, KITCHEN, STORE, make_plan
from workbook_text import open_workbook

from handleplan_batch.__main__ import main
from handleplan_batch.language import set_language
from handleplan_batch.sharing import document, plan_pages
from handleplan_batch.sharing.paper import Heading, Table
from handleplan_batch.workbook import write_plan
from handleplan_batch.workbook.columns import PLAN

PARTS = [
    *("1 Udfordring/ambition", "2 Indsats(er)", "3 Ansvarlig", "4 Periode", "5 Forventede forbedringer"),
    "6 Opfølgning på indsatsen",
]


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    set_language("da")
    path = tmp_path / "plan.xlsx"
    write_plan(make_plan(), path)
    return path


def printed(folder: Path, *options: str, language: str = "da") -> Document:
    target = folder / "sider.docx"
    code = main(["--lang", language, "print", str(folder / "plan.xlsx"), "-o", str(target), "--force", *options])
    assert code == 0
    return docx.Document(str(target))


def headings(made: Document) -> list[str]:
    return [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == "Heading 1"]


def words(made: Document) -> str:
    return "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)


def test_each_challenge_begins_a_page_with_the_six_parts_of_the_template(tmp_path: Path, plan_file: Path) -> None:
    del plan_file
    made = printed(tmp_path)
    groups = {action.challenge_id for action in make_plan().actions}
    starts = [one for one in made.paragraphs if one.style.name == "Heading 1"]
    assert len(starts) == len(groups) == len(made.tables)
    assert [one.paragraph_format.page_break_before for one in starts] == [None] + [True] * (len(groups) - 1)
    for table in made.tables:
        parts = [cell.text for row in table.rows for cell in row.cells if cell.paragraphs[0].style.name == "Heading 2"]
        assert list(dict.fromkeys(parts)) == PARTS


def test_the_pages_say_every_word_that_people_can_write_in_the_plan(tmp_path: Path, plan_file: Path) -> None:
    workbook = open_workbook(plan_file)
    sheet = workbook["Handleplan"]
    texts = [column for column in PLAN.user_columns if column.kind in ("text", "long text")]
    for column in texts:
        sheet.cell(PLAN.first_row, PLAN.index(column.key) + 1).value = f"skrevet i {column.key}"
    workbook.save(plan_file)
    made = printed(tmp_path)
    told = words(made) + "\n".join(headings(made))
    assert not [column.key for column in texts if f"skrevet i {column.key}" not in told]


def test_what_the_actions_of_a_challenge_share_is_said_once() -> None:
    set_language("da")
    plan = make_plan()
    first, second = (one for one in plan.actions if one.challenge_id == plan.actions[0].challenge_id)
    paper = plan_pages(replace(plan, actions=(first, replace(second, feedback=first.feedback, action="Noget andet"))))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    rows = {row[0].text: row for row in table.rows}
    assert [cell.text for cell in rows["Feedback"][1:]] == [first.feedback]
    assert [cell.text for cell in rows["Indsats"][1:]] == [first.action, "Noget andet"]


def test_many_actions_of_a_challenge_go_on_in_a_table_below() -> None:
    set_language("da")
    plan = make_plan()
    seven = tuple(replace(plan.actions[0], id=f"H-{number:04}") for number in range(1, 8))
    paper = plan_pages(replace(plan, actions=seven))
    heads = [block.heads[1:] for block in paper.blocks if isinstance(block, Table)]
    assert [len(one) for one in heads] == [3, 3, 1]
    assert len([block for block in paper.blocks if isinstance(block, Heading)]) == 1


def test_a_departments_pages_hold_its_challenges_only(tmp_path: Path, plan_file: Path) -> None:
    del plan_file
    plan = make_plan()
    made = printed(tmp_path, "--department", KITCHEN.upper())
    own = {one.challenge for one in plan.actions if one.department == KITCHEN}
    assert set(headings(made)) == own
    assert STORE not in words(made)


def test_a_department_without_actions_is_named(
    tmp_path: Path, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "sider.docx"
    assert main(["print", str(plan_file), "-o", str(target), "--department", "Månen"]) == 2
    assert "Månen" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize(("language", "tag"), [("da", "da-DK"), ("en", "en-GB")])
def test_the_document_says_its_language_and_its_tables_have_headers_and_a_text(
    tmp_path: Path, plan_file: Path, language: str, tag: str
) -> None:
    del plan_file
    made = printed(tmp_path, language=language)
    assert made.core_properties.language == tag
    for table in made.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_a_document_that_is_there_is_not_replaced_without_force(tmp_path: Path, plan_file: Path) -> None:
    target = tmp_path / "sider.docx"
    target.write_bytes(b"udfyldt")
    assert main(["print", str(plan_file), "-o", str(target)]) == 4
    assert target.read_bytes() == b"udfyldt"


def test_the_same_plan_gives_the_same_bytes() -> None:
    set_language("da")
    assert document(plan_pages(make_plan())) == document(plan_pages(make_plan()))
    assert make_plan().created_on == CREATED


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_word_of_what_is_asked_is_broken(tmp_path: Path, language: str) -> None:
    set_language(language)
    write_plan(make_plan(), tmp_path / "plan.xlsx")
    for table in printed(tmp_path, language=language).tables:
        column = [row.cells[0] for row in table.rows if row.cells[0].paragraphs[0].style.name != "Heading 2"]
        words = {word for cell in column for word in cell.text.split()}
        # A bold letter is 0.57 em wide on average; the size of the letters is in half points.
        size = max(run.font.size.pt for cell in column for run in cell.paragraphs[0].runs)
        room = column[0].width.pt - 2 * 0.18 * 72 / 2.54
        assert max(len(word) for word in words) * size * 0.57 <= room
