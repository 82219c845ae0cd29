"""Out to the departments and back: what people do to a workbook in Excel, and what becomes of it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table as XlTable
from openpyxl.writer.theme import theme_xml
from plan_fixture import CARE, KITCHEN, STORE, make_plan
from workbook_text import open_workbook

from handleplan_batch import batch
from handleplan_batch.encryption import OLE, encrypted
from handleplan_batch.errors import ExitCode, OutputError, PlanError, SourceError, UsageError
from handleplan_batch.language import _, set_language
from handleplan_batch.model import BASE_SHEET, Action, ClosedAction, Plan
from handleplan_batch.problems import describe
from handleplan_batch.workbook import read_copy, was_edited, write_plan
from handleplan_batch.workbook.columns import FOLLOW_UP, PLAN, Table

DAY = date(2027, 1, 15)
MEETING = datetime.combine(date(2027, 1, 2), time())
Change = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan and its copies as they were written, for each test to take its own of."""
    set_language("da")
    folder = tmp_path_factory.mktemp("plan")
    write_plan(make_plan(), folder / "handleplan.xlsx")
    batch.split(folder / "handleplan.xlsx", folder / "ud")
    return folder


@pytest.fixture
def plan_file(handed_out: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(handed_out / "handleplan.xlsx", tmp_path))


@pytest.fixture
def out(handed_out: Path, plan_file: Path) -> Path:
    return Path(shutil.copytree(handed_out / "ud", plan_file.parent / "ud"))


def edit(path: Path, *changes: Change) -> None:
    workbook = open_workbook(path)
    for change in changes:
        change(workbook)
    workbook.save(path)


def sheet_of(workbook: Workbook, table: Table) -> Any:
    return workbook["Handleplan" if table is PLAN else "Opfølgning"]


def put(table: Table, key: str, value: object, row: int = 4) -> Change:
    def change(workbook: Workbook) -> None:
        sheet_of(workbook, table).cell(row, table.index(key) + 1).value = value

    return change


def new_row(**fields: object) -> Change:
    def change(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        taken = (1, PLAN.index("action") + 1)
        row = next(row for row in range(4, 400) if not any(sheet.cell(row, column).value for column in taken))
        for key, value in fields.items():
            sheet.cell(row, PLAN.index(key) + 1).value = value

    return change


def collect(plan_file: Path, *returned: Path, code: ExitCode = ExitCode.DONE) -> batch.Collected:
    outcome = batch.collect(plan_file, returned, DAY, plan_file.parent / "ny.xlsx")
    assert outcome.exit_code is code, outcome.problems
    return outcome


def first(path: Path) -> str:
    return str(open_workbook(path)["Handleplan"]["A4"].value)


def action(plan: Plan, number: str) -> Action:
    return next(action for action in plan.actions if action.id == number)


def codes(outcome: batch.Collected) -> set[str]:
    return {problem.code for problem in outcome.problems}


# --- Out


def test_every_row_goes_out_in_exactly_one_workbook(out: Path) -> None:
    numbers = []
    for path in out.iterdir():
        sheet = open_workbook(path)["Handleplan"]
        numbers += [sheet.cell(row, 1).value for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value]
    assert sorted(numbers) == [row.id for row in sorted(make_plan().actions, key=lambda row: row.id)]


def test_a_departments_workbook_says_nothing_of_another_department(out: Path) -> None:
    plan = make_plan()
    others = [row for row in plan.actions if row.department != KITCHEN]
    told = "\n".join(
        str(cell.value)
        for sheet in open_workbook(out / f"{KITCHEN}.xlsx").worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )
    assert STORE not in told
    assert not [row.id for row in others if row.id in told]
    assert BASE_SHEET in open_workbook(out / f"{KITCHEN}.xlsx").sheetnames


def test_a_departments_workbook_is_called_after_the_department(out: Path) -> None:
    workbook = open_workbook(out / f"{KITCHEN}.xlsx")
    named = (workbook.properties.title, workbook["Handleplan"]["B1"].value, workbook["Overblik"]["A1"].value)
    assert all(KITCHEN in str(title) for title in named)


def test_what_a_department_shares_is_told_with_who_has_it_unless_it_is_sensitive(tmp_path: Path) -> None:
    plan, top = make_plan(), "Hele arbejdspladsen"
    shared = {"c-lift": "Tunge løft", "c-threat": "Vold og trusler om vold"}
    plan = replace(
        plan,
        challenges=tuple(
            replace(one, department=top, sub_departments=(KITCHEN, STORE)) if one.id in shared else one
            for one in plan.challenges
        ),
        actions=tuple(
            replace(one, department=top, responsible="Eva Lund") if one.challenge_id in shared else one
            for one in plan.actions
        ),
    )
    write_plan(plan, tmp_path / "handleplan.xlsx")
    batch.split(tmp_path / "handleplan.xlsx", tmp_path / "ud", mail=True)
    sheet = open_workbook(tmp_path / "ud" / f"{KITCHEN}.xlsx")["Overblik"]
    told = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert ["Tunge løft", "2 Høj", top, "Eva Lund"] in told
    message = message_from_bytes((tmp_path / "ud" / f"{KITCHEN}.eml").read_bytes(), policy=default)
    said = message.get_body().get_content()
    assert f"Tunge løft, {top}: Eva Lund" in said
    assert shared["c-threat"] not in said + str([row for row in told if top in row])


def test_a_workbook_that_somebody_wrote_in_is_not_replaced(plan_file: Path, out: Path) -> None:
    edit(out / f"{KITCHEN}.xlsx", put(PLAN, "responsible", "Kim"))
    with pytest.raises(OutputError, match=KITCHEN):
        batch.split(plan_file, out)


def test_a_workbook_that_was_collected_is_made_anew(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)
    edit(returned, put(PLAN, "responsible", "Kim"))
    batch.collect(plan_file, [out], DAY)
    batch.split(plan_file, out)
    assert action(read_copy(returned).plan, number).responsible == "Kim"
    edit(returned, put(PLAN, "responsible", "Bo"))
    with pytest.raises(OutputError, match=KITCHEN):
        batch.split(plan_file, out)


def test_a_workbook_with_what_could_not_be_collected_is_not_replaced(plan_file: Path, out: Path) -> None:
    edit(out / f"{KITCHEN}.xlsx", put(PLAN, "responsible", "Kim"), put(PLAN, "deadline", "løbende"))
    merged = plan_file.parent / "ny.xlsx"
    batch.collect(plan_file, [out], DAY, merged)
    with pytest.raises(OutputError, match=KITCHEN):
        batch.split(merged, out)


def test_a_protected_workbook_that_is_there_already_is_said_to_be_so(plan_file: Path) -> None:
    batch.split(plan_file, plan_file.parent / "ud", protect=True)
    with pytest.raises(OutputError, match="adgangskode"):
        batch.split(plan_file, plan_file.parent / "ud", protect=True)


def test_an_action_moved_in_the_plan_is_named_with_how_to_move_it(plan_file: Path) -> None:
    edit(plan_file, put(PLAN, "department", "Natholdet"))
    outcome = batch.split(plan_file, plan_file.parent / "ud")
    assert [(one.code, one.values["number"]) for one in outcome.problems] == [("moved-department", first(plan_file))]
    assert (outcome.exit_code, len(outcome.written) > 1) == (ExitCode.NEEDS_A_PERSON, True)


@pytest.mark.parametrize("written", ["50 pct.", "50 procent", "50 %", "50%"])
def test_a_share_is_understood_however_percent_is_written(plan_file: Path, out: Path, written: str) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(path, put(FOLLOW_UP, "progress", written))
    assert action(collect(plan_file, path).plan, first(path)).progress == 0.5


def test_a_department_without_actions_is_named_with_those_that_have_some(plan_file: Path) -> None:
    with pytest.raises(UsageError, match=KITCHEN):
        batch.split(plan_file, plan_file.parent / "ud", ["Hus Nord"])
    with pytest.raises(UsageError, match=f"Mente du «{KITCHEN}»"):
        batch.split(plan_file, plan_file.parent / "ud", ["køken"])


def test_what_the_owner_wrote_in_the_plan_goes_out(plan_file: Path) -> None:
    edit(plan_file, put(PLAN, "responsible", "Kim"))
    batch.split(plan_file, plan_file.parent / "ud")
    values = [row[0].value for path in (plan_file.parent / "ud").iterdir() for row in _column(path, "responsible")]
    assert "Kim" in values


def _column(path: Path, key: str) -> Any:
    place = PLAN.index(key) + 1
    return open_workbook(path)["Handleplan"].iter_rows(min_row=4, min_col=place, max_col=place)


def test_a_protected_workbook_opens_with_its_own_password_only(plan_file: Path) -> None:
    out = plan_file.parent / "ud"
    *files, listed = batch.split(plan_file, out, protect=True).written
    passwords = dict(line.split("\t") for line in listed.read_text(encoding="utf-8-sig").splitlines())
    assert {path.stem for path in files} == set(passwords)
    assert listed.parent == plan_file.parent
    assert not any(path.read_bytes().startswith(b"PK") for path in files)
    outcome = batch.collect(plan_file, [out], DAY, password_file=listed)
    assert (outcome.exit_code, outcome.problems) == (ExitCode.DONE, ())
    (plan_file.parent / "andre.txt").write_text("forkert")
    outcome = batch.collect(plan_file, [out], DAY, password_file=plan_file.parent / "andre.txt")
    assert codes(outcome) == {"wrong-password"}
    assert {problem.where.file for problem in outcome.problems} == {str(path) for path in files}


def test_a_password_of_the_users_own_is_for_all(plan_file: Path) -> None:
    own = plan_file.parent / "kode.txt"
    own.write_text("sommer2027\n", encoding="utf-8")
    files = batch.split(plan_file, plan_file.parent / "ud", protect=True, password_file=own).written
    assert batch.collect(plan_file, files, DAY, password_file=own).exit_code is ExitCode.DONE


def test_a_person_is_asked_for_a_password(plan_file: Path) -> None:
    own = plan_file.parent / "kode.txt"
    own.write_text("sommer2027", encoding="utf-8")
    files = batch.split(plan_file, plan_file.parent / "ud", [KITCHEN], protect=True, password_file=own).written
    assert batch.collect(plan_file, files, DAY, ask=lambda _path: "sommer2027").exit_code is ExitCode.DONE
    assert codes(batch.collect(plan_file, files, DAY, ask=lambda _path: "")) == {"encrypted-file"}


def test_the_page_for_the_staff_names_nobody_and_tells_no_case(plan_file: Path, out: Path) -> None:
    plan = make_plan()
    told = {
        path.stem: "\n".join(
            str(cell.value)
            for row in open_workbook(path)["Det hørte vi, det gør vi"].iter_rows()
            for cell in row
            if cell.value is not None
        )
        for path in out.iterdir()
    }
    for row in plan.actions:
        if row.responsible:
            assert row.responsible not in told[row.department]
    threats = plan.themes["threats"].name.da
    hidden = [row for row in plan.actions if row.theme == threats]
    assert hidden
    for row in hidden:
        assert threats in told[row.department]
        assert row.action not in told[row.department]
    assert "Det hørte vi, det gør vi" not in open_workbook(plan_file).sheetnames


def test_the_page_for_the_staff_leaves_out_the_case_an_action_concerns(tmp_path: Path) -> None:
    plan = make_plan()
    case = "Måtter lægges ud (gælder: Gled og slog hoften; ansvarlig: Mia Holm)"
    rows = tuple(replace(row, action=case) if row.department == STORE else row for row in plan.actions)
    write_plan(replace(plan, actions=rows), tmp_path / "plan.xlsx")
    (path,) = batch.split(tmp_path / "plan.xlsx", tmp_path / "ud", [STORE]).written
    sheet = open_workbook(path)["Det hørte vi, det gør vi"]
    told = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert "Måtter lægges ud" in told
    assert "hoften" not in told
    assert "Mia Holm" not in told


# --- Back


def test_out_and_back_without_edits_changes_nothing(plan_file: Path, out: Path) -> None:
    outcome = collect(plan_file, out)
    assert (outcome.changes, outcome.added, outcome.problems) == ((), (), ())
    assert outcome.plan.actions == make_plan().actions
    assert not was_edited(plan_file.parent / "ny.xlsx")


def test_what_a_department_writes_comes_back(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    number = first(path)
    edit(
        path,
        put(PLAN, "responsible", "Kim  "),
        put(PLAN, "deadline", "31-12-2027"),
        put(PLAN, "kind", "AMBITION"),
        put(FOLLOW_UP, "status", "i gang"),
        put(FOLLOW_UP, "progress", 0.4),
        put(FOLLOW_UP, "note", "Aftalt på mødet\r\n😀 " + "x" * 30_000),
    )
    row = action(collect(plan_file, path).plan, number)
    assert (row.responsible, row.deadline, str(row.kind)) == ("Kim", date(2027, 12, 31), "ambition")
    assert (row.status, row.progress, row.draft) == ("in_progress", 0.4, False)
    assert row.note == "Aftalt på mødet\n😀 " + "x" * 30_000


def test_an_emptied_cell_is_emptied_in_the_plan_and_told(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(path, put(PLAN, "cause", None), put(PLAN, "deadline", None))
    outcome = collect(plan_file, path)
    row = action(outcome.plan, first(path))
    assert (row.cause, row.deadline) == ("", None)
    assert [problem.code for problem in outcome.problems] == ["cell-cleared"] * 2


def test_sorting_moving_and_leaving_out_columns_loses_nothing(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    number = first(path)

    def rearrange(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        header, records = rows[0], [row for row in rows[1:] if row[0]]
        records.reverse()
        order = [*range(1, len(header)), 0]
        order.remove(PLAN.index("cause"))
        sheet.delete_rows(3, sheet.max_row)
        for place, row in enumerate([header, *records], start=6):
            for column, source in enumerate(order, start=2):
                sheet.cell(place, column).value = row[source]

    edit(path, put(PLAN, "responsible", "Kim"), rearrange)
    outcome = collect(plan_file, path)
    assert [(one.action_id, one.field) for one in outcome.changes] == [(number, "responsible")]
    assert action(outcome.plan, number).cause == action(make_plan(), number).cause


def test_what_stands_in_a_cell_merged_down_over_rows_holds_for_each_of_them(plan_file: Path, out: Path) -> None:
    def one_for_two(workbook: Workbook) -> None:
        sheet, place = workbook["Handleplan"], PLAN.index("responsible") + 1
        sheet.cell(4, place).value = "Anne Holm"
        sheet.merge_cells(start_row=4, end_row=sheet.max_row + 3, start_column=place, end_column=place)

    path = out / f"{KITCHEN}.xlsx"
    edit(path, one_for_two)
    outcome = collect(plan_file, path)
    kitchen = {row.responsible for row in outcome.plan.actions if row.department == KITCHEN}
    assert kitchen == {"Anne Holm"}
    assert not outcome.problems
    assert len(outcome.plan.actions) == len(make_plan().actions)


def test_a_column_of_ours_under_another_heading_is_still_ours(plan_file: Path, out: Path) -> None:
    def renamed(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        sheet.cell(3, PLAN.index("action") + 1).value = "Hvad gør vi?"
        sheet.cell(4, PLAN.index("action") + 1).value = "En ny vogn"
        sheet.cell(3, PLAN.index("own_priority") + 1).value = "Egne ord"
        sheet.cell(4, PLAN.index("own_priority") + 1).value = "Vigtigt"

    path = out / f"{KITCHEN}.xlsx"
    edit(path, renamed)
    outcome = collect(plan_file, path)
    assert action(outcome.plan, first(path)).action == "En ny vogn"
    assert own(outcome) == {"Egne ord": {first(path): "Vigtigt"}}


def test_another_heading_with_other_words_below_it_is_ours_where_they_can_be_nothing_else_and_else_named(
    plan_file: Path, out: Path
) -> None:
    def renamed(workbook: Workbook) -> None:
        for table, key, heading, said in (
            (FOLLOW_UP, "status", "Hvor langt er vi?", "I gang"),
            (PLAN, "responsible", "Ansvarlig", "Kim"),
        ):
            sheet, place = sheet_of(workbook, table), table.index(key) + 1
            sheet.cell(3, place).value = heading
            for row in range(4, 9):
                sheet.cell(row, place).value = said

    path = out / f"{KITCHEN}.xlsx"
    edit(path, renamed)
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    (told,) = outcome.problems
    assert (told.code, told.values) == ("heading-changed", {"heading": "Ansvarlig", "column": "Tovholder"})
    kitchen = [row for row in outcome.plan.actions if row.department == KITCHEN]
    assert {row.status for row in kitchen} == {"in_progress"}
    assert "Kim" not in {row.responsible for row in kitchen}


@pytest.mark.parametrize("how", ["sorted", "pushed"])
def test_a_column_that_was_sorted_or_pushed_down_alone_is_named_and_not_taken_in(
    plan_file: Path, out: Path, how: str
) -> None:
    def shifted(workbook: Workbook) -> None:
        sheet, place = workbook["Handleplan"], PLAN.index("action") + 1
        said = [sheet.cell(row, place).value for row in range(4, 9)]
        for row, text in enumerate(sorted(said, reverse=True) if how == "sorted" else ["Noget nyt", *said], start=4):
            sheet.cell(row, place).value = text

    path = out / f"{KITCHEN}.xlsx"
    edit(path, shifted, put(PLAN, "responsible", "Kim"))
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    assert codes(outcome) == {"column-shifted"}
    assert outcome.added == ()
    assert [one.action for one in outcome.plan.actions] == [one.action for one in make_plan().actions]
    assert action(outcome.plan, first(path)).responsible == "Kim"


def test_measures_that_change_places_within_their_challenge_are_taken_in(plan_file: Path, out: Path) -> None:
    def exchanged(workbook: Workbook) -> None:
        sheet, place = workbook["Handleplan"], PLAN.index("action") + 1
        for one, other in ((4, 5), (6, 7)):
            said = sheet.cell(one, place).value, sheet.cell(other, place).value
            sheet.cell(other, place).value, sheet.cell(one, place).value = said

    path = out / f"{KITCHEN}.xlsx"
    edit(path, exchanged, put(FOLLOW_UP, "note", "Bestilt", row=5))
    outcome = collect(plan_file, path)
    assert len([one for one in outcome.changes if one.field == "action"]) == 4
    (told,) = (one.values["numbers"].split(", ") for one in outcome.problems if one.code == "actions-swapped")
    assert len(told) == 4


def test_what_is_written_on_a_copy_of_the_sheet_is_named(plan_file: Path, out: Path) -> None:
    def copied(workbook: Workbook) -> None:
        copy = workbook.copy_worksheet(workbook["Handleplan"])
        copy.title = "Handleplan (2)"
        copy.cell(4, PLAN.index("responsible") + 1).value = "Kim"

    path = out / f"{KITCHEN}.xlsx"
    edit(path, copied)
    (told,) = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON).problems
    assert (told.code, told.where.sheet, told.values["numbers"]) == ("copied-sheet", "Handleplan (2)", first(path))


def test_a_new_row_gets_the_next_number_and_stands_under_its_challenge(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    above = action(make_plan(), first(path))
    edit(path, new_row(challenge=above.challenge, action="Skridsikre måtter", responsible="Lone"))
    outcome = collect(plan_file, path)
    (number,) = outcome.added
    row = action(outcome.plan, number)
    assert number == f"H-{len(make_plan().actions) + 1:04}"
    assert (row.department, row.challenge_id, row.rank) == (KITCHEN, above.challenge_id, above.rank)
    again = batch.collect(plan_file.parent / "ny.xlsx", [path], DAY, plan_file.parent / "ny2.xlsx")
    assert (again.added, again.changes, again.exit_code) == ((), (), ExitCode.DONE)


def inserted_below(row: int, **fields: object) -> Change:
    """Return what Excel does when a row is inserted below another, and then written in."""

    def change(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        sheet.insert_rows(row + 1)
        for key, value in fields.items():
            sheet.cell(row + 1, PLAN.index(key) + 1).value = value

    return change


def test_a_row_inserted_among_others_belongs_to_the_challenge_above_it(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    above = action(make_plan(), first(path))
    edit(path, inserted_below(4, action="Skridsikre måtter", responsible="Lone"), put(PLAN, "challenge", "Gulvet"))
    outcome = collect(plan_file, path)
    row = action(outcome.plan, *outcome.added)
    assert codes(outcome) == {"row-under"}
    assert (row.department, row.challenge, row.challenge_id) == (KITCHEN, "Gulvet", above.challenge_id)
    again = batch.collect(plan_file.parent / "ny.xlsx", [path], DAY, plan_file.parent / "ny2.xlsx")
    assert (again.added, again.changes, again.exit_code) == ((), (), ExitCode.DONE)


def test_a_row_inserted_in_the_plan_is_the_departments_whose_challenge_it_stands_under(plan_file: Path) -> None:
    edit(plan_file, inserted_below(4, action="Skridsikre måtter"))
    above = make_plan().actions[0]
    row = action(
        batch.collect(plan_file, [], DAY, plan_file.parent / "ny.xlsx").plan, f"H-{len(make_plan().actions) + 1:04}"
    )
    assert (row.department, row.challenge_id) == (above.department, above.challenge_id)


def test_new_rows_get_their_numbers_in_the_order_they_stand_in(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    said = ["Vi køber nye knive", "Anden række", "Måtter"]
    edit(path, *(new_row(action=text) for text in said))
    outcome = collect(plan_file, path)
    assert [action(outcome.plan, number).action for number in sorted(outcome.added)] == said


def test_a_row_below_the_last_is_a_challenge_of_its_own_until_it_tells_one(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    above = action(make_plan(), first(path))
    edit(path, new_row(action="Skridsikre måtter"))
    outcome = collect(plan_file, path)
    assert (codes(outcome), action(outcome.plan, *outcome.added).challenge_id) == ({"row-alone"}, "")
    added = max(
        row for row in range(4, 60) if open_workbook(path)["Handleplan"].cell(row, PLAN.index("action") + 1).value
    )
    edit(path, put(PLAN, "challenge", above.challenge, row=added))
    again = batch.collect(plan_file.parent / "ny.xlsx", [path], DAY, plan_file.parent / "ny2.xlsx")
    assert action(again.plan, *outcome.added).challenge_id == above.challenge_id


def test_a_row_that_lost_its_number_is_recognised(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    number = first(path)
    edit(path, put(PLAN, "id", None), put(PLAN, "responsible", "Kim"))
    outcome = collect(plan_file, path)
    assert (action(outcome.plan, number).responsible, outcome.added) == ("Kim", ())
    assert codes(outcome) == {"number-restored"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (put(PLAN, "id", "H-0001", row=5), "number-twice"),
        (put(PLAN, "id", "H-9999"), "number-unknown"),
        (put(PLAN, "deadline", "løbende"), "bad-value"),
        (put(FOLLOW_UP, "status", "næsten færdig"), "bad-value"),
        (put(FOLLOW_UP, "progress", 40), "bad-value"),
        (put(FOLLOW_UP, "progress", "0,25"), "bad-value"),
        (put(FOLLOW_UP, "progress", "1"), "bad-value"),
        (put(FOLLOW_UP, "progress", "150 pct."), "bad-value"),
        (put(PLAN, "department", "Et notat", row=60), "number-missing"),
    ],
)
def test_a_row_that_cannot_be_told_is_set_aside_whole_and_named(
    plan_file: Path, out: Path, change: Change, code: str
) -> None:
    path = out / f"{STORE}.xlsx"
    edit(path, change, put(PLAN, "responsible", "Kim"), put(PLAN, "responsible", "Kim", row=5))
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    told = [problem for problem in outcome.problems if problem.code == code]
    assert told
    assert told[0].where.row
    if code == "number-twice":
        assert action(outcome.plan, first(path)).responsible != "Kim"
    if code == "bad-value":  # the rest of the row is taken in
        assert action(outcome.plan, first(path)).responsible == "Kim"
        assert "allowed" in told[0].values


@pytest.mark.parametrize(
    "written", [datetime.combine(date(1905, 7, 19), time()), "01/03/0027", "1/12/1926", "1-3-2072"]
)
def test_a_date_that_no_plan_can_mean_is_asked_about(plan_file: Path, out: Path, written: object) -> None:
    path = out / f"{STORE}.xlsx"
    before = action(make_plan(), first(path)).deadline
    edit(path, put(PLAN, "deadline", written))
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    assert codes(outcome) == {"bad-value"}
    assert action(outcome.plan, first(path)).deadline == before


def test_an_old_date_that_was_handed_out_stays_without_a_word(tmp_path: Path) -> None:
    plan = make_plan()
    old = replace(plan.actions[0], start=date(2009, 5, 1))
    write_plan(replace(plan, actions=(old, *plan.actions[1:])), tmp_path / "handleplan.xlsx")
    assert not read_copy(tmp_path / "handleplan.xlsx").problems


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Bortfalder", "dropped"),
        ("gennemført", "done"),
        ("Igang", "in_progress"),
        (" i gang ", "in_progress"),
        ("færdig", "done"),
        ("på hold", "waiting"),
        ("virker ikke", "effect_not_reached"),
        ("ikke påbegyndt", "not_started"),
        ("Bortfaldet", "dropped"),
        ("Effect reached", "effect_reached"),
        ("gennemført - afventer effektvurdering", "done"),
        ("Effekt ikke opnået - justeres", "effect_not_reached"),
        ("startet", "in_progress"),
        ("næsten færdig", None),
        ("udført?", None),
        ("Bortfalder (solgt)", None),
        ("gennemført, men virker ikke", None),
        ("ikke færdig", None),
        ("Overskredet", None),
    ],
)
def test_a_status_in_the_workplaces_own_words_is_understood_or_asked_for(
    plan_file: Path, out: Path, written: str, status: str | None
) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(path, put(FOLLOW_UP, "status", written), put(FOLLOW_UP, "note", "Saven er solgt"))
    outcome = collect(plan_file, path, code=ExitCode.DONE if status else ExitCode.NEEDS_A_PERSON)
    row = action(outcome.plan, first(path))
    assert row.note == "Saven er solgt"
    assert row.status == (status or action(make_plan(), row.id).status)
    told = [problem.values["allowed"] for problem in outcome.problems]
    assert bool(told) is (status is None)
    assert all("«Bortfalder (begrundelse)»" in one for one in told)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("15/1 2027", date(2027, 1, 15)),
        ("15.1.2027", date(2027, 1, 15)),
        ("15-01-27", date(2027, 1, 15)),
        ("d. 15. januar 2027", date(2027, 1, 15)),
        ("2027-01-15", date(2027, 1, 15)),
        ("15-01-2027 eller før", None),
        ("uge 12 2027", None),
        ("32-01-27", None),
    ],
)
def test_a_date_that_is_written_as_text_is_read_as_in_the_inputs(
    plan_file: Path, out: Path, written: str, day: date | None
) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(path, put(PLAN, "deadline", written))
    outcome = collect(plan_file, path, code=ExitCode.DONE if day else ExitCode.NEEDS_A_PERSON)
    row = action(outcome.plan, first(path))
    assert row.deadline == (day or action(make_plan(), row.id).deadline)


def follow_row(offset: int = 0, **fields: object) -> Change:
    """Write on a free row of Opfølgning."""

    def change(workbook: Workbook) -> None:
        sheet = workbook["Opfølgning"]
        row = next(row for row in range(4, 400) if sheet.cell(row, 1).value is None) + offset
        for key, value in fields.items():
            sheet.cell(row, FOLLOW_UP.index(key) + 1).value = value

    return change


def test_what_is_said_of_the_one_new_row_is_taken_in_with_it(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(
        path,
        new_row(challenge="Vognen larmer", action="Køb en ny vogn"),
        follow_row(status="I gang", note="Er bestilt"),
    )
    outcome = batch.collect(plan_file, [path], DAY)
    assert (outcome.exit_code, outcome.problems) == (ExitCode.DONE, ())
    (number,) = outcome.added
    row = action(outcome.plan, number)
    assert (row.action, row.status, row.note) == ("Køb en ny vogn", "in_progress", "Er bestilt")
    again = batch.collect(plan_file, [path], DAY)
    assert (again.added, again.changes, again.problems) == ((), (), ())


def test_what_may_be_about_one_of_several_new_rows_waits_for_their_numbers(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(
        path,
        new_row(challenge="Vognen larmer", action="Køb en ny vogn"),
        new_row(challenge="Gulvet støver", action="Mal gulvet"),
        follow_row(note="Er bestilt"),
    )
    outcome = batch.collect(plan_file, [path], DAY)
    assert codes(outcome) == {"number-to-come"}
    assert len(outcome.added) == 2
    assert outcome.written


def test_what_is_said_beside_another_action_is_not_taken_for_the_new_row(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    other = follow_row(action="Ny skridsikker måtte", responsible="Rikke", status="I gang")
    edit(path, new_row(challenge="Vognen larmer", action="Køb en ny vogn"), other)
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    (told,) = outcome.problems
    assert (told.code, told.where.sheet) == ("number-missing", "Opfølgning")
    assert action(outcome.plan, outcome.added[0]).status != "in_progress"


def test_what_is_said_beside_the_words_of_the_new_row_is_taken_in_with_it(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    challenge = "Gulvet i opvasken er glat, når der er vasket, og der er faldet to i den samme uge i foråret"
    edit(path, new_row(challenge=challenge, action="Ny måtte", responsible="Rikke"))
    edit(path, follow_row(challenge=f"{challenge[:80]}…", action="Ny måtte", responsible="Rikke", status="I gang"))
    outcome = collect(plan_file, path)
    row = action(outcome.plan, outcome.added[0])
    assert (row.action, row.status) == ("Ny måtte", "in_progress")


def test_a_new_action_under_the_light_headings_of_the_follow_up_is_named(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(path, follow_row(challenge="Fryseren larmer", action="Nyt gulv", responsible="Bo"), follow_row(3, state="Nyt"))
    told = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON).problems
    assert [(one.code, one.where.sheet) for one in told] == [("number-missing", "Opfølgning")] * 2


def test_a_row_that_lost_its_number_is_not_taken_for_that_of_a_new_action(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(
        path,
        new_row(challenge="Vognen larmer", action="Køb en ny vogn"),
        put(FOLLOW_UP, "id", None),
        put(FOLLOW_UP, "note", "Er bestilt"),
    )
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    assert codes(outcome) == {"number-to-come", "row-missing"}
    assert not action(outcome.plan, outcome.added[0]).note


def test_a_deleted_row_is_kept_and_named(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    number = first(path)
    edit(path, lambda workbook: workbook["Handleplan"].delete_rows(4))
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    assert [problem.values["number"] for problem in outcome.problems] == [number]
    assert action(outcome.plan, number) == action(make_plan(), number)
    assert batch.collect(plan_file, [path], DAY).written  # nobody can end it in a row that is not there


def test_a_row_missing_in_an_old_workbook_and_closed_by_now_is_not_asked_for(plan_file: Path, out: Path) -> None:
    path, plan = out / f"{KITCHEN}.xlsx", make_plan()
    closed = action(plan, first(path))
    edit(path, lambda workbook: workbook["Handleplan"].delete_rows(4), put(FOLLOW_UP, "note", "Er ryddet", row=5))
    left = tuple(one for one in plan.actions if one.id != closed.id)
    write_plan(replace(plan, actions=left, closed=(ClosedAction(closed, "closed", DAY),)), plan_file)
    assert "row-missing" not in codes(collect(plan_file, path))


def test_a_renamed_sheet_is_found_by_its_headings(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"

    def rename(workbook: Workbook) -> None:
        workbook["Handleplan"].title = "Vores plan"

    edit(path, put(PLAN, "responsible", "Kim"), rename)
    outcome = collect(plan_file, path)
    assert [one.field for one in outcome.changes] == ["responsible"]


def test_a_deleted_sheet_leaves_its_fields_alone_and_is_told(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(path, put(PLAN, "responsible", "Kim"), lambda workbook: workbook.remove(workbook["Opfølgning"]))
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    assert codes(outcome) == {"table-missing"}
    assert [one.field for one in outcome.changes] == ["responsible"]


def test_a_formula_counts_by_its_result_and_is_kept_as_words_without_one(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(path, put(PLAN, "responsible", '="Kim "&"Holm"'))
    assert action(collect(plan_file, path).plan, first(path)).responsible == '="Kim "&"Holm"'


def test_formulas_come_along_only_where_they_go_on_meaning_the_same(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    live, bound = "=SUM(B1:B2)", ("=Handleplan!N4", "=SUM(Tabel1[Beløb])", "=Timepris*2", "=Data!A1")

    def budget(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("Budget")
        for row, formula in enumerate((live, *bound), start=3):
            sheet.cell(row, 1).value = formula
        sheet["B1"] = ArrayFormula("B1", "=SUM(C1:C3*2)")
        handleplan = workbook["Handleplan"]
        place = handleplan.max_column + 1
        handleplan.cell(3, place).value = "Dage"
        handleplan.cell(4, place).value = ArrayFormula(handleplan.cell(4, place).coordinate, "=W4:W5-1")

    edit(path, budget)
    outcome = collect(plan_file, path)
    places = [str(one.where).rpartition(" › ")[2] for one in outcome.problems if one.code == "formula-result"]
    assert sorted(places) == ["Budget!A4", "Budget!B1", "Handleplan!AH4"]  # the first of each column
    workbook = open_workbook(plan_file.parent / "ny.xlsx")
    sheet = next(sheet for sheet in workbook.worksheets if sheet.title.startswith("Budget"))
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    words = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert (formulas, sorted(words)) == ([live], sorted((*bound, "=SUM(C1:C3*2)")))
    assert own(outcome) == {"Dage": {first(path): "=W4:W5-1"}}


def test_the_formulas_of_a_copied_sheet_are_not_told_of_as_somebodys(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    edit(path, lambda workbook: [workbook.copy_worksheet(workbook[title]) for title in ("Handleplan", "Opfølgning")])
    assert not collect(plan_file, path).problems


def test_formulas_of_whole_columns_stay_alive_in_the_plan(plan_file: Path, out: Path) -> None:
    counted, bound = '=COUNTIF(Opfølgning!K:K,"I gang")', "=Handleplan!N4"

    def count(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("Tal")
        sheet["A1"], sheet["A2"], sheet["A3"] = counted, bound, "=Budget!A1"
        workbook.create_sheet("Budget")["A1"] = 5

    edit(plan_file, count)
    outcome = collect(plan_file, out)
    assert [str(one.where) for one in outcome.problems] == [f"{plan_file} › Tal!A2"]
    sheet = open_workbook(plan_file.parent / "ny.xlsx")["Tal"]
    assert [sheet.cell(row, 1).data_type for row in (1, 2, 3)] == ["f", "s", "f"]


def test_what_people_added_comes_along(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    number = first(path)

    def add(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        column = sheet.max_column + 1
        sheet.cell(3, column).value, sheet.cell(4, column).value = "Budget", 12_000
        sheet.cell(4, PLAN.index("action") + 1).comment = Comment("Husk døren", "Mia")
        sheet.cell(4, PLAN.index("cause") + 1).fill = PatternFill("solid", fgColor="FFFFFF00")
        notes = workbook.create_sheet("Noter")
        notes["A1"], notes["B2"], notes["C3"] = "Møde", "=1+1", MEETING

    edit(path, add)
    collect(plan_file, path)
    target = plan_file.parent / "ny.xlsx"
    assert not was_edited(target)
    shutil.copyfile(target, plan_file)
    for _time in range(2):  # they also come along the next time
        workbook = open_workbook(plan_file)
        sheet = workbook["Handleplan"]
        row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == number)
        header = [cell.value for cell in sheet[3]]
        assert sheet.cell(row, header.index("Budget") + 1).value == 12_000
        assert "Husk døren" in sheet.cell(row, PLAN.index("action") + 1).comment.text
        assert sheet.cell(row, PLAN.index("cause") + 1).fill.fgColor.rgb == "FFFFFF00"
        (notes,) = [title for title in workbook.sheetnames if title.startswith("Noter")]
        assert (workbook[notes]["A1"].value, workbook[notes]["B2"].value) == ("Møde", "=1+1")
        assert workbook[notes]["C3"].value == MEETING
        batch.collect(plan_file, [path], DAY, plan_file)


def test_a_column_that_somebody_added_goes_out_and_comes_back(plan_file: Path) -> None:
    def add(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        sheet.cell(3, sheet.max_column + 1).value = "Budget"
        for row in range(4, 18):
            sheet.cell(row, sheet.max_column).value = 1000

    edit(plan_file, add)
    out = plan_file.parent / "ud"
    batch.split(plan_file, out)
    path = out / f"{KITCHEN}.xlsx"
    number = first(path)
    edit(path, lambda workbook: setattr(workbook["Handleplan"].cell(4, len(PLAN.columns) + 1), "value", 2000))
    (column,) = collect(plan_file, out).plan.own_columns
    assert (column.header, column.values[number]) == ("Budget", 2000)
    assert set(column.values.values()) == {1000, 2000}


# --- Conflicts


def test_a_conflict_is_decided_on_its_sheet(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    number = first(path)
    sheet = open_workbook(plan_file)["Handleplan"]
    row = next(row for row in range(4, 40) if sheet.cell(row, 1).value == number)
    edit(path, put(PLAN, "responsible", "Kim"))
    edit(plan_file, put(PLAN, "responsible", "Pia", row))
    outcome = collect(plan_file, path, code=ExitCode.NEEDS_A_PERSON)
    assert action(outcome.plan, number).responsible == "Pia"
    target = plan_file.parent / "ny.xlsx"
    values = [cell.value for cell in open_workbook(target)["Konflikter"][4]]
    assert values[:2] == [number, "Tovholder"]
    assert values[3:6] == ["Pia", "Kim", f"{KITCHEN}.xlsx"]
    edit(target, lambda workbook: setattr(workbook["Konflikter"]["G4"], "value", "Den returnerede"))
    decided = batch.collect(target, [path], DAY, plan_file.parent / "ny2.xlsx")
    assert (action(decided.plan, number).responsible, decided.exit_code) == ("Kim", ExitCode.DONE)


def test_without_a_target_the_plan_is_replaced_only_when_nothing_is_open(plan_file: Path, out: Path) -> None:
    path = out / f"{KITCHEN}.xlsx"
    before = plan_file.read_bytes()
    edit(path, put(PLAN, "deadline", "snarest"))
    outcome = batch.collect(plan_file, [path], DAY)
    assert (outcome.written, outcome.exit_code) == ((), ExitCode.NEEDS_A_PERSON)
    assert plan_file.read_bytes() == before
    edit(path, put(PLAN, "deadline", date(2027, 5, 3)))
    outcome = batch.collect(plan_file, [path], DAY)
    assert outcome.exit_code is ExitCode.DONE
    assert outcome.written[1].read_bytes() == before
    assert not was_edited(plan_file)


def test_every_earlier_plan_of_a_day_is_kept(plan_file: Path) -> None:
    before = plan_file.read_bytes()
    kept = [batch.collect(plan_file, [], DAY).written[1] for _time in range(2)]
    assert kept[0] != kept[1]
    assert kept[0].read_bytes() == before


def test_the_passwords_of_earlier_workbooks_are_kept(plan_file: Path) -> None:
    lists = [batch.split(plan_file, plan_file.parent / name, protect=True).written[-1] for name in ("maj", "juni")]
    assert lists[0] != lists[1]
    assert all(path.exists() for path in lists)


def test_a_plan_that_somebody_decided_in_is_not_replaced(plan_file: Path, out: Path) -> None:
    collect(plan_file, out)
    edit(plan_file.parent / "ny.xlsx", put(PLAN, "responsible", "Kim"))
    with pytest.raises(OutputError, match="ny"):
        collect(plan_file, out)


def test_a_dry_run_writes_nothing(plan_file: Path, out: Path) -> None:
    before = plan_file.read_bytes()
    edit(out / f"{KITCHEN}.xlsx", put(PLAN, "responsible", "Kim"))
    outcome = batch.collect(plan_file, [out], DAY, dry_run=True)
    assert (len(outcome.changes), outcome.written) == (1, ())
    assert plan_file.read_bytes() == before


# --- What is no workbook of ours


@pytest.mark.parametrize("content", [b"", b"not a workbook"])
def test_a_file_that_is_not_ours_is_named_and_nothing_is_written(plan_file: Path, content: bytes) -> None:
    stranger = plan_file.parent / "fremmed.xlsx"
    stranger.write_bytes(content)
    outcome = collect(plan_file, stranger, code=ExitCode.INPUT)
    assert (codes(outcome), outcome.written) == ({"not-ours"}, ())
    with pytest.raises(PlanError, match="fremmed"):
        batch.split(stranger, plan_file.parent / "ud")


def test_a_workbook_of_another_plan_is_not_taken_in(plan_file: Path) -> None:
    plan = make_plan()
    other = replace(plan, actions=tuple(replace(row, challenge_id=f"x{row.challenge_id}") for row in plan.actions))
    write_plan(other, plan_file.parent / "anden.xlsx")
    outcome = collect(plan_file, plan_file.parent / "anden.xlsx", code=ExitCode.INPUT)
    assert codes(outcome) == {"other-plan"}


def test_rows_of_the_plan_itself_that_cannot_be_told_stop_the_collection(plan_file: Path, out: Path) -> None:
    edit(plan_file, put(PLAN, "deadline", "løbende"))
    outcome = collect(plan_file, out, code=ExitCode.INPUT)
    assert (codes(outcome), outcome.written) == ({"bad-value"}, ())


# --- Mail, passwords, colours


def test_each_workbook_has_a_draft_of_a_mail_with_it_attached(plan_file: Path) -> None:
    folder = plan_file.parent / "ud"
    written = batch.split(plan_file, folder, mail=True).written
    assert {path.suffix for path in written} == {".xlsx", ".eml"}
    for path in folder.glob("*.eml"):
        message = message_from_bytes(path.read_bytes(), policy=default)
        (attached,) = message.iter_attachments()
        assert attached.get_filename() == f"{path.stem}.xlsx"
        assert attached.get_content() == path.with_suffix(".xlsx").read_bytes()
        assert (message["X-Unsent"], message["To"]) == ("1", None)
        assert path.stem in message.get_body().get_content()


def test_a_draft_never_holds_the_password(plan_file: Path) -> None:
    folder = plan_file.parent / "ud"
    *_files, listed = batch.split(plan_file, folder, protect=True, mail=True).written
    for line in listed.read_text(encoding="utf-8-sig").splitlines():
        _name, password = line.split("\t")
        assert all(password.encode() not in path.read_bytes() for path in folder.glob("*.eml"))


def test_an_encrypted_plan_is_written_back_with_its_password(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, put(PLAN, "responsible", "Pia"))
    plan_file.write_bytes(encrypted(plan_file.read_bytes(), "hemmelig"))
    passwords = plan_file.parent / "koder.txt"
    passwords.write_text("hemmelig\n", encoding="utf-8")
    target = plan_file.parent / "ny.xlsx"
    batch.collect(plan_file, [returned], DAY, target, password_file=passwords)
    with pytest.raises(SourceError):
        read_copy(target)
    assert read_copy(target, ["hemmelig"]).plan.actions


@pytest.mark.parametrize(
    ("colour", "told"),
    [
        (Color(rgb="FFFFC000"), "FFC000"),
        (Color(theme=4), "4F81BD"),
        (Color(theme=4, tint=0.6), "B9CDE5"),
        (Color(theme=1), "000000"),
        (Color(indexed=13), "FFFF00"),
    ],
)
def test_a_colour_comes_along_however_excel_stores_it(plan_file: Path, out: Path, colour: Color, told: str) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)

    def paint(workbook: Workbook) -> None:
        workbook.loaded_theme = theme_xml.encode()
        workbook["Handleplan"].cell(4, PLAN.index("action") + 1).fill = PatternFill("solid", fgColor=colour)

    edit(returned, paint)
    outcome = collect(plan_file, returned)
    assert (number, told) in {(mark.action_id, mark.fill) for mark in outcome.plan.marks}


def test_red_and_bold_letters_come_along_and_those_of_the_tool_are_no_marks(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)
    cell = ("plan", number, "responsible")

    def paint(workbook: Workbook) -> None:
        workbook["Handleplan"].cell(4, PLAN.index("responsible") + 1).font = Font(color="FFFF0000", bold=True)

    assert not read_copy(returned).marks
    edit(returned, paint)
    collect(plan_file, returned)
    for again in (
        plan_file.parent / "ny.xlsx",
        *batch.split(plan_file.parent / "ny.xlsx", plan_file.parent / "ud2").written,
    ):
        marks = {(mark.table, mark.action_id, mark.field): (mark.ink, mark.bold) for mark in read_copy(again).marks}
        assert marks in ({cell: ("FF0000", True)}, {})
    assert read_copy(plan_file.parent / "ny.xlsx").marks


def test_a_comment_with_its_answer_comes_along_without_what_excel_says_of_it(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)

    def comment(workbook: Workbook) -> None:
        said = (
            "[Trådet kommentar]\n\nDin version af Excel gør det muligt at læse denne trådede kommentar; men alle "
            "redigeringer af den fjernes, hvis filen åbnes i en nyere version af Excel. Få mere at vide: "
            "https://go.microsoft.com/fwlink/?linkid=870924\n\nKommentar:\n    Det kan vi ikke nå\nSvar:\n    Så i maj"
        )
        workbook["Handleplan"].cell(4, PLAN.index("action") + 1).comment = Comment(said, "tc={1}")

    edit(returned, comment)
    outcome = collect(plan_file, returned)
    (mark,) = outcome.plan.marks
    assert mark.note == "Det kan vi ikke nå\nSvar:\nSå i maj"
    assert [(one.action_id, one.field) for one in outcome.noted] == [(number, "action")]
    again = batch.collect(plan_file.parent / "ny.xlsx", [returned], DAY, plan_file.parent / "ny2.xlsx")
    assert (again.plan.marks, again.noted) == ((mark,), ())


def test_another_action_than_the_suggested_one_is_named_where_the_rest_is_still_the_suggestions(
    plan_file: Path, out: Path
) -> None:
    path = out / f"{CARE}.xlsx"
    row, number = next(
        (row, one.id)
        for row, one in enumerate((one for one in make_plan().actions if one.department == CARE), start=4)
        if one.draft and one.responsible
    )
    before = action(make_plan(), number).action
    edit(path, put(PLAN, "action", f"{before} Også om natten", row))
    assert not batch.collect(plan_file, [path], DAY, plan_file.parent / "ny.xlsx").problems
    edit(path, put(PLAN, "action", "Vi har selv sat spejle op", row))
    (told,) = batch.collect(plan_file, [path], DAY, plan_file.parent / "ny2.xlsx").problems
    assert (told.code, told.values) == ("measure-replaced", {"numbers": number})
    edit(path, *(put(PLAN, key, text, row) for key, text in (("responsible", "Kim"), ("criterion", "Ingen påkørsler"))))
    edit(path, put(PLAN, "deadline", MEETING, row))
    assert not batch.collect(plan_file, [path], DAY, plan_file.parent / "ny3.xlsx").problems


def test_a_line_through_a_text_comes_along(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)

    def strike(workbook: Workbook) -> None:
        workbook["Handleplan"].cell(4, PLAN.index("action") + 1).font = Font(strike=True)
        cause = workbook["Handleplan"].cell(4, PLAN.index("cause") + 1)
        cause.value = CellRichText(*(TextBlock(InlineFont(strike=True), text) for text in ("helt ", "ud")))

    edit(returned, strike)
    collect(plan_file, returned)
    marks = read_copy(plan_file.parent / "ny.xlsx").plan.marks
    assert {(mark.action_id, mark.field) for mark in marks if mark.struck} == {(number, "action"), (number, "cause")}
    sheet = open_workbook(plan_file.parent / "ny.xlsx")["Handleplan"]
    row = next(row for row in range(4, 99) if sheet.cell(row, 1).value == number)
    assert sheet.cell(row, PLAN.index("action") + 1).font.strike
    assert {mark.field for mark in read_copy(plan_file.parent / "ny.xlsx").marks if mark.struck} == {"action", "cause"}


def test_a_text_of_which_a_part_is_struck_through_is_kept_whole_and_named(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"

    def strike(workbook: Workbook) -> None:
        cell = workbook["Handleplan"].cell(4, PLAN.index("cause") + 1)
        cell.value = CellRichText(TextBlock(InlineFont(strike=True), "gammel tekst"), " ny tekst")

    edit(returned, strike)
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    assert action(outcome.plan, first(returned)).cause == "gammel tekst ny tekst"
    assert [(one.code, one.values["field"]) for one in outcome.problems] == [("struck-part", "Årsag")]
    again = collect(plan_file.parent / "ny.xlsx")  # is named once
    assert any(mark.strikes for mark in again.plan.marks)


def test_red_and_bold_words_of_a_text_come_along_as_long_as_it_says_the_same(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)
    red = TextBlock(InlineFont(color="FFFF0000", b=True), "i morgen ")

    def colour(workbook: Workbook) -> None:
        workbook["Handleplan"].cell(4, PLAN.index("action") + 1).value = CellRichText("Køb måtter ", red, "\nog lys")

    edit(returned, colour)
    assert action(collect(plan_file, returned).plan, number).action == "Køb måtter i morgen\nog lys"

    def pieces(path: Path) -> list[tuple[str, str, bool]]:
        return [(one.text, one.ink, one.bold) for mark in read_copy(path).marks for one in mark.pieces]

    told = [("Køb måtter ", "", False), ("i morgen", "FF0000", True), ("\nog lys", "", False)]
    assert pieces(plan_file.parent / "ny.xlsx") == told
    batch.split(plan_file.parent / "ny.xlsx", plan_file.parent / "igen")
    again = plan_file.parent / "igen" / f"{KITCHEN}.xlsx"
    assert pieces(again) == told
    edit(again, put(PLAN, "action", "Køb måtter"))
    outcome = batch.collect(plan_file.parent / "ny.xlsx", [again], DAY, plan_file.parent / "ny2.xlsx")
    assert not outcome.problems
    assert pieces(plan_file.parent / "ny2.xlsx") == []


# --- What does not stand in a cell as words


@pytest.mark.parametrize(
    ("text", "target", "taken"),
    [
        ("Se billedet", "https://intra.example.dk/sav.jpg", "Se billedet (https://intra.example.dk/sav.jpg)"),
        ("www.example.dk", "http://www.example.dk/", "www.example.dk"),
        ("Kim", "mailto:kim@example.dk", "Kim (kim@example.dk)"),
        ("\\\\drev\\apv\\støj.docx", "file:///\\\\drev\\apv\\st%C3%B8j.docx", "\\\\drev\\apv\\støj.docx"),
        ("Rapport", "Mappe/m%C3%A5ling.pdf", "Rapport (Mappe/måling.pdf)"),
    ],
)
def test_what_a_link_leads_to_is_kept_beside_its_words(
    plan_file: Path, out: Path, text: str, target: str, taken: str
) -> None:
    returned = out / f"{KITCHEN}.xlsx"

    def link(workbook: Workbook) -> None:
        cell = workbook["Handleplan"].cell(4, PLAN.index("mind") + 1)
        cell.value, cell.hyperlink = text, target
        own = workbook["Handleplan"].cell(4, len(PLAN.columns) + 1)
        own.value, own.hyperlink = text, target
        workbook["Handleplan"].cell(3, len(PLAN.columns) + 1).value = "Bilag"

    edit(returned, link)
    plan = collect(plan_file, returned).plan
    assert action(plan, first(returned)).mind == taken
    assert [set(one.values.values()) for one in plan.own_columns] == [{taken}]


def test_a_picture_or_a_text_box_is_named_by_the_cell_it_lies_at(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"

    def chart(workbook: Workbook) -> None:
        workbook["Opfølgning"].add_chart(BarChart(), "K7")

    edit(returned, chart)
    outcome = collect(plan_file, returned)
    assert [(one.code, str(one.where.sheet), one.where.a1) for one in outcome.problems] == [
        ("drawing", "Opfølgning", "K7")
    ]


def test_the_error_of_a_formula_takes_no_words_away(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    before = action(make_plan(), first(returned)).action

    def fail(workbook: Workbook) -> None:
        cell = workbook["Handleplan"].cell(4, PLAN.index("action") + 1)
        cell.value, cell.data_type = "#NAME?", "e"

    edit(returned, fail)
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    assert [(one.code, one.values["field"]) for one in outcome.problems] == [("bad-value", "Indsats")]
    assert "#NAVN?" in describe(outcome.problems[0])
    assert action(outcome.plan, first(returned)).action == before


# --- What is written where the tool writes


def test_a_word_in_a_cell_of_the_tools_is_named(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)
    edit(returned, put(PLAN, "theme", "Indeklima"), put(FOLLOW_UP, "responsible", "Pia"))
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    told = {(one.values["number"], one.values["field"]) for one in outcome.problems if one.code == "tool-cell"}
    assert told == {(number, "Tema"), (number, "Tovholder")}


def test_what_a_new_row_says_under_the_tools_headings_is_named(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    own = {"urgency": "1 Omgående", "sources": "Personalemøde 3/12", "reasons": "To er kommet til skade"}
    edit(returned, new_row(action="Støjskærme", theme="Støj", state="I gang", own_priority="Høj", **own))
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    told = {one.values["field"] for one in outcome.problems if one.code == "tool-cell"}
    assert told == {"Hvor akut", "Kilder", "Begrundelse for prioritet", "Tilstand"}
    assert action(outcome.plan, outcome.added[0]).theme == "Støj"


def test_a_new_row_made_of_a_copied_one_is_taken_in_without_a_word(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    row = {key: read_copy(returned).plan.actions[0] for key in ("department", "theme", "reasons", "sources")}
    copied = {key: getattr(one, key) for key, one in row.items()}
    edit(returned, new_row(action="Endnu en måtte", **copied))
    assert len(collect(plan_file, returned).added) == 1


def test_a_new_row_of_a_department_that_the_plan_does_not_have_is_named_and_kept(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(
        returned,
        put(PLAN, "responsible", "Kim"),
        new_row(challenge="Mørke", action="Nye lamper", department="Natholdet"),
    )
    outcome = batch.collect(plan_file, [returned], DAY)
    (told,) = outcome.problems
    assert (told.code, told.values) == ("row-placed", {"number": outcome.added[0], "department": KITCHEN})
    below = PLAN.first_row + len(read_copy(returned).plan.actions)
    assert (told.where.file, told.where.sheet, told.where.row) == (str(returned), "Handleplan", below)
    assert plan_file in outcome.written


def test_a_row_copied_from_another_departments_workbook_is_named(plan_file: Path, out: Path) -> None:
    theirs = read_copy(out / f"{STORE}.xlsx").plan.actions[0]
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, new_row(challenge=theirs.challenge, action=theirs.action, department=STORE))
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    (told,) = outcome.problems
    assert (told.code, told.values) == ("row-repeated", {"number": outcome.added[0], "other": theirs.id})
    assert codes(collect(plan_file.parent / "ny.xlsx", returned)) == set()


def test_what_the_follow_up_only_shows_is_said_to_be_corrected_in_the_plan(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, put(FOLLOW_UP, "responsible", "Pia"))
    (problem,) = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON).problems
    assert "Ret det på arket Handleplan" in describe(problem)


def test_an_action_that_is_dropped_without_a_reason_is_named_and_taken_in(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, put(FOLLOW_UP, "status", "Bortfalder (begrundelse)"))
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    assert codes(outcome) == {"dropped-without-reason"}
    assert action(outcome.plan, first(returned)).status == "dropped"


@pytest.mark.parametrize("table", [PLAN, FOLLOW_UP])
@pytest.mark.parametrize("written", ["Lukket", "Udført 12/5", "færdig", "2027-05-12"])
def test_what_somebody_writes_over_the_state_or_the_period_is_named(
    plan_file: Path, out: Path, table: Table, written: str
) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, put(table, "state", written), put(FOLLOW_UP, "period", "Uge 12"))
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    told = [(one.code, one.values["field"]) for one in outcome.problems]
    assert sorted(told) == [("tool-cell", "Periode"), ("tool-cell", "Tilstand")]


def test_a_note_on_a_heading_is_named(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"

    def add(workbook: Workbook) -> None:
        for table in (PLAN, FOLLOW_UP):
            sheet_of(workbook, table).cell(3, 5).comment = Comment("Hvad betyder det?", "Mia")

    edit(returned, add)
    told = [(one.code, one.where.a1) for one in collect(plan_file, returned).problems]
    assert told == [("loose-text", "E3")] * 2


@pytest.mark.parametrize("table", [PLAN, FOLLOW_UP])
def test_a_number_is_known_however_it_is_written(plan_file: Path, out: Path, table: Table) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)
    letter, figures = number.split("-")
    key = "responsible" if table is PLAN else "note"
    for written in (number.lower(), f"{letter}{figures} ", f"{letter} {int(figures)}", f"{letter}–{figures}"):
        edit(returned, put(table, "id", written), put(table, key, f"Kim {written.strip()}"))
        outcome = batch.collect(plan_file, [returned], DAY, dry_run=True)
        assert outcome.problems == ()
        assert getattr(action(outcome.plan, number), key) == f"Kim {written.strip()}"


def test_look_ups_that_became_values_are_no_edit(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    kept = action(make_plan(), first(returned))
    edit(
        returned,
        put(PLAN, "responsible", "Pia"),
        put(FOLLOW_UP, "responsible", "Pia"),
        put(FOLLOW_UP, "challenge", kept.challenge),
        put(FOLLOW_UP, "urgency", "2 High"),
        put(FOLLOW_UP, "deadline", kept.deadline),
        put(FOLLOW_UP, "state", "Overskredet"),
    )
    assert not codes(collect(plan_file, returned))


def test_a_sheet_of_the_tools_that_somebody_wrote_on_is_named(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, lambda workbook: workbook["Vejledning"].append(["Vores egen regel"]))
    outcome = collect(plan_file, returned)
    assert [one.where.sheet for one in outcome.problems if one.code == "tool-sheet"] == ["Vejledning"]


# --- What belongs to no row, columns that are called the same, values that Excel changes


def own(outcome: batch.Collected) -> dict[str, dict[str, str | float]]:
    return {one.header: dict(one.values) for one in outcome.plan.own_columns}


def test_columns_of_their_own_that_are_called_the_same_all_come_along(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)

    def add(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        titles = ("Årsag", "Budget", "Budget", None, None)
        for place, title in enumerate(titles, start=len(PLAN.columns) + 1):
            sheet.cell(3, place).value, sheet.cell(4, place).value = title, place * (title != "Årsag")

    edit(returned, add)
    outcome = collect(plan_file, returned)
    place = len(PLAN.columns) + 1
    assert own(outcome) == {
        "Årsag (2)": {number: 0},
        "Budget": {number: place + 1},
        "Budget (2)": {number: place + 2},
        "Uden overskrift": {number: place + 3},
        "Uden overskrift (2)": {number: place + 4},
    }
    again = batch.collect(plan_file.parent / "ny.xlsx", [returned], DAY, dry_run=True)
    assert (again.changes, own(again)) == ((), own(outcome))


def test_a_column_of_their_own_before_ours_of_the_same_name_is_theirs(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)

    def add(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        sheet.insert_cols(2)
        sheet.cell(3, 2).value, sheet.cell(4, 2).value = "Årsag", "Vores egen"

    edit(returned, add)
    outcome = collect(plan_file, returned)
    assert action(outcome.plan, number).cause == action(make_plan(), number).cause
    assert own(outcome) == {"Årsag (2)": {number: "Vores egen"}}


def test_a_conflict_in_a_column_of_their_own_can_be_decided(plan_file: Path) -> None:
    place = len(PLAN.columns) + 1

    def say(value: str) -> Change:
        def change(workbook: Workbook) -> None:
            sheet = workbook["Handleplan"]
            row = next(row for row in range(4, 40) if sheet.cell(row, 1).value == number)
            sheet.cell(3, place).value, sheet.cell(row, place).value = "Budget", value

        return change

    number = next(row.id for row in make_plan().actions if row.department == KITCHEN)
    edit(plan_file, say("1"))
    batch.split(plan_file, plan_file.parent / "ud", [KITCHEN])
    returned = plan_file.parent / "ud" / f"{KITCHEN}.xlsx"
    edit(plan_file, say("2"))
    edit(returned, say("3"))
    collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    target = plan_file.parent / "ny.xlsx"
    edit(target, lambda workbook: setattr(workbook["Konflikter"]["G4"], "value", "Den returnerede"))
    decided = batch.collect(target, [returned], DAY, dry_run=True)
    assert (own(decided)["Budget"][number], decided.exit_code) == ("3", ExitCode.DONE)


def test_words_that_excel_makes_values_of_are_kept_as_words(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, put(PLAN, "cause", True), put(PLAN, "mind", time(12, 30)), put(FOLLOW_UP, "baseline", 0))
    row = action(collect(plan_file, returned).plan, first(returned))
    assert (row.cause, row.mind, row.baseline) == (_("TRUE"), "12:30", "0")


@pytest.mark.parametrize(
    ("value", "number_format", "told"),
    [
        (0.38, "0%", "38 %"),
        (1, "0%", "100 %"),
        (0.125, "0.0%", "12,5 %"),
        (12.5, "General", "12,5"),
        (MEETING, "dd-mm-yyyy", "02-01-2027"),
    ],
)
def test_a_number_or_a_date_in_a_column_for_text_is_kept_as_it_is_shown(
    plan_file: Path, out: Path, value: object, number_format: str, told: str
) -> None:
    def write(workbook: Workbook) -> None:
        cell = workbook["Opfølgning"].cell(4, FOLLOW_UP.index("current") + 1)
        cell.value, cell.number_format = value, number_format

    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, write)
    assert action(collect(plan_file, returned).plan, first(returned)).current == told


def test_what_is_written_where_no_row_is_is_named(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"

    def add(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        sheet.cell(1, 20).value = "Gennemgået på mødet"
        sheet.cell(60, PLAN.index("action") + 1).value = "Nye lamper"
        sheet.cell(60, PLAN.index("action") + 1).comment = Comment("Spørg Bo", "Mia")

    edit(returned, add)
    told = [one.where.row for one in collect(plan_file, returned).problems if one.code == "loose-text"]
    assert told == [1, 60]


def test_what_is_written_above_the_headings_is_named_by_its_cell(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"

    def add(workbook: Workbook) -> None:
        workbook["Handleplan"]["A2"] = "Husk mødet"
        workbook["Opfølgning"]["D2"] = "Husk mødet"
        workbook["Opfølgning"]["M1"] = "Husk mødet"

    edit(returned, add)
    told = [(one.where.sheet, one.where.a1) for one in collect(plan_file, returned).problems]
    assert told == [("Handleplan", "A2"), ("Opfølgning", "M1"), ("Opfølgning", "D2")]


def test_a_title_that_is_gone_is_no_text_of_theirs(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, lambda workbook: setattr(workbook["Opfølgning"]["B1"], "value", None))
    assert collect(plan_file, returned).problems == ()


@pytest.mark.parametrize(("twice", "key"), [(PLAN, "note"), (FOLLOW_UP, "responsible")])
def test_where_a_number_stands_twice_what_else_is_said_of_it_is_named(
    plan_file: Path, out: Path, twice: Table, key: str
) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number, other = first(returned), FOLLOW_UP if twice is PLAN else PLAN
    edit(returned, put(twice, "id", number, row=60), put(other, key, "Kim"))
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    (told,) = [one for one in outcome.problems if one.code == "set-aside-too"]
    assert told.values["number"] == number
    assert (told.where.row, told.where.column) == (4, other.index(key) + 1)


@pytest.mark.parametrize("heading", [None, "Nummer"])
def test_a_sheet_without_its_column_of_numbers_is_told_so(plan_file: Path, out: Path, heading: str | None) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, lambda workbook: setattr(workbook["Handleplan"]["A3"], "value", heading))
    (told,) = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON).problems
    assert (told.code, told.where.a1, told.values["column"]) == ("number-column-missing", "3", "Nr.")


def test_a_row_under_anothers_number_is_not_taken_in(plan_file: Path) -> None:
    def turn(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        rows = [row for row in range(4, 40) if sheet.cell(row, 1).value]
        for row, number in zip(rows, [sheet.cell(row, 1).value for row in reversed(rows)], strict=True):
            sheet.cell(row, 1).value = number

    returned = plan_file.parent / "retur.xlsx"
    shutil.copy(plan_file, returned)
    edit(returned, turn)
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    assert codes(outcome) == {"number-moved"}
    assert outcome.changes == ()
    assert {one.id: one for one in outcome.plan.actions} == {one.id: one for one in make_plan().actions}


def test_a_note_stays_when_its_row_column_or_sheet_is_deleted(plan_file: Path) -> None:
    number = next(row.id for row in make_plan().actions if row.department == KITCHEN)

    def add(workbook: Workbook) -> None:
        for table in (PLAN, FOLLOW_UP):
            sheet = sheet_of(workbook, table)
            row = next(row for row in range(4, 40) if sheet.cell(row, 1).value == number)
            sheet.cell(row, len(table.columns) - 1).comment = Comment(f"Husk {table.key}", "Mia")

    edit(plan_file, add)
    batch.split(plan_file, plan_file.parent / "ud", [KITCHEN])
    returned = plan_file.parent / "ud" / f"{KITCHEN}.xlsx"
    edit(
        returned,
        lambda workbook: workbook["Handleplan"].delete_rows(4, 20),
        lambda workbook: workbook.remove(workbook["Opfølgning"]),
    )
    outcome = collect(plan_file, returned, code=ExitCode.NEEDS_A_PERSON)
    assert {mark.note for mark in outcome.plan.marks} == {"Husk plan", "Husk follow_up"}


def test_a_note_on_a_row_that_lost_its_number_comes_along(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    number = first(returned)
    place = PLAN.index("cause") + 1
    edit(
        returned,
        put(PLAN, "id", None),
        lambda workbook: setattr(workbook["Handleplan"].cell(4, place), "comment", Comment("Spørg Bo", "Mia")),
    )
    assert [(one.action_id, one.note) for one in collect(plan_file, returned).plan.marks] == [(number, "Spørg Bo")]


def test_a_note_on_a_sheet_of_their_own_comes_along(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(
        returned,
        lambda workbook: setattr(workbook.create_sheet("Noter")["B2"], "comment", Comment("Spørg Bo", "Mia")),
    )
    collect(plan_file, returned)
    workbook = open_workbook(plan_file.parent / "ny.xlsx")
    assert "Spørg Bo" in workbook[f"Noter – {KITCHEN}"]["B2"].comment.text


def test_tables_and_merged_cells_of_a_sheet_of_their_own_come_along_and_what_does_not_is_named(
    plan_file: Path, out: Path
) -> None:
    returned = out / f"{KITCHEN}.xlsx"

    def meetings(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("Møder")
        sheet["A1"] = "Møder i året"
        sheet.merge_cells("A1:C1")
        for row in (["Dato", "Emne", "Timer"], ["4. marts", "Støj", 2], ["8. april", "Luft", 3], ["I alt", None, 5]):
            sheet.append(row)
        sheet.add_table(XlTable(displayName="Tabel1", ref="A2:C5", totalsRowCount=1))
        unnamed = workbook.create_sheet("Tal")
        for row in ([2026, 2027], [1, 2]):
            unnamed.append(row)
        unnamed.add_table(XlTable(displayName="Tabel2", ref="A1:B2", headerRowCount=0))
        choices = DataValidation(type="list", formula1='"Ja,Nej"')
        choices.add("D3:D5")
        unnamed.add_data_validation(choices)

    edit(returned, meetings)
    outcome = collect(plan_file, returned)
    (told,) = (one for one in outcome.problems if one.code == "own-sheet")
    assert told.where.sheet == "Tal"
    assert told.values == {"what": "rullelister, tabeller uden almindelige overskrifter"}
    sheet = open_workbook(plan_file.parent / "ny.xlsx")[f"Møder – {KITCHEN}"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    (table,) = sheet.tables.values()
    assert (table.ref, [column.name for column in table.tableColumns]) == ("A2:C4", ["Dato", "Emne", "Timer"])
    assert [cell.value for cell in sheet[5]] == ["I alt", None, 5]


# --- Which file is collected into which


def test_a_workbook_that_does_not_say_when_it_was_saved_is_never_the_latest(out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    edit(returned, put(PLAN, "responsible", "Kim"))
    bare = out / "Google.xlsx"
    with zipfile.ZipFile(returned) as old, zipfile.ZipFile(bare, "w") as new:
        for member in old.infolist():
            if member.filename != "docProps/core.xml":
                new.writestr(member, old.read(member))
    assert read_copy(returned).saved
    assert read_copy(bare).saved == ""


def test_a_departments_workbook_is_not_taken_for_the_plan(plan_file: Path, out: Path) -> None:
    returned = out / f"{KITCHEN}.xlsx"
    for wrong in (
        lambda: batch.collect(returned, [plan_file], DAY),
        lambda: batch.split(returned, plan_file.parent / "igen"),
    ):
        with pytest.raises(PlanError, match=KITCHEN):
            wrong()


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_workbook_saved_in_another_format_is_asked_for_as_xlsx(plan_file: Path, out: Path, kind: str) -> None:
    returned = out / f"{KITCHEN}.{kind}"
    if kind == "ods":
        with zipfile.ZipFile(returned, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", "<office:document-content/>")
    else:
        returned.write_bytes(OLE + bytes(504) + "Root Entry".encode("utf-16-le") + "Workbook".encode("utf-16-le"))
    assert codes(collect(plan_file, returned, code=ExitCode.INPUT)) == {"other-format"}


def test_a_workbook_in_another_format_among_the_returned_is_named(plan_file: Path, out: Path) -> None:
    (out / "Lager.ods").write_bytes(b"PK")
    (out / f"{KITCHEN}.xlsx").rename(out / "KOPI.XLSX")
    edit(out / "KOPI.XLSX", put(PLAN, "responsible", "Kim"))
    outcome = collect(plan_file, out, code=ExitCode.INPUT)
    assert [Path(one.where.file).name for one in outcome.problems if one.code == "not-ours"] == ["Lager.ods"]
    (out / "Lager.ods").unlink()
    assert [one.field for one in collect(plan_file, out).changes] == ["responsible"]


def test_a_reply_that_is_no_workbook_is_named_and_the_others_are_taken_in(plan_file: Path, out: Path) -> None:
    edit(out / f"{KITCHEN}.xlsx", put(PLAN, "responsible", "Kim"))
    replies = ["Lager.csv", "Lager.docx", "Lager.pdf", "Lager.txt", "sub/svar.zip", "Lager.numbers", "svar.eml"]
    (out / "sub").mkdir()
    for name in [*replies, "~$Lager.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store", f"{KITCHEN}.eml"]:
        (out / name).write_bytes(b"svar")
    outcome = batch.collect(plan_file, [out], DAY)
    told = {Path(one.where.file).relative_to(out).as_posix() for one in outcome.problems if one.code == "no-workbook"}
    assert (told, outcome.exit_code) == (set(replies), ExitCode.NEEDS_A_PERSON)
    assert [one.field for one in outcome.changes] == ["responsible"]
    assert plan_file in outcome.written


def test_what_was_made_of_the_plan_is_no_reply(plan_file: Path) -> None:
    plan_file.with_suffix(".ics").write_bytes(b"BEGIN:VCALENDAR")
    batch.split(plan_file, plan_file.parent, protect=True, mail=True)
    listed = next(plan_file.parent.glob("*.txt"))
    outcome = batch.collect(plan_file, [plan_file.parent], DAY, dry_run=True, password_file=listed)
    assert outcome.problems == ()


def test_a_plan_that_holds_what_another_collection_took_in_is_not_replaced(plan_file: Path, out: Path) -> None:
    kitchen, store = out / f"{KITCHEN}.xlsx", out / f"{STORE}.xlsx"
    edit(kitchen, put(PLAN, "responsible", "Kim"))
    edit(store, new_row(action="Nye lamper"))
    collect(plan_file, kitchen)
    with pytest.raises(OutputError, match=KITCHEN):
        collect(plan_file, store)
    collect(plan_file, out)
    with pytest.raises(OutputError, match=STORE):
        collect(plan_file, kitchen)


def test_the_old_plan_is_kept_also_when_it_is_named_as_the_new_one(plan_file: Path, out: Path) -> None:
    before = plan_file.read_bytes()
    edit(out / f"{KITCHEN}.xlsx", put(PLAN, "responsible", "Kim"))
    outcome = batch.collect(plan_file, [out], DAY, plan_file)
    assert outcome.written[1].read_bytes() == before


def test_words_for_an_action_of_a_later_plan_are_told(plan_file: Path, out: Path) -> None:
    edit(out / f"{KITCHEN}.xlsx", new_row(action="Nye lamper"))
    (number,) = collect(plan_file, out / f"{KITCHEN}.xlsx").added
    batch.split(plan_file.parent / "ny.xlsx", plan_file.parent / "igen", [KITCHEN])
    young = plan_file.parent / "igen" / f"{KITCHEN}.xlsx"

    def say(workbook: Workbook) -> None:
        sheet = workbook["Handleplan"]
        row = next(row for row in range(4, 40) if sheet.cell(row, 1).value == number)
        sheet.cell(row, PLAN.index("responsible") + 1).value = "Kim"

    edit(young, say)
    outcome = batch.collect(plan_file, [young], DAY)
    assert outcome.exit_code is ExitCode.NEEDS_A_PERSON
    assert [(one.code, one.values["number"]) for one in outcome.problems] == [("row-unknown", number)]


def test_no_workbook_is_protected_with_a_password_that_cannot_be_listed(
    plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_free", lambda _path: plan_file.parent / "findes ikke" / "koder.txt")
    with pytest.raises(OutputError):
        batch.split(plan_file, plan_file.parent / "ud", protect=True)
    assert not list((plan_file.parent / "ud").iterdir())
