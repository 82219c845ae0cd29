"""The workbook: what stands in it, how it looks, and that every formula holds what recalculation gives."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.escape import unescape
from plan_fixture import CREATED, make_plan
from workbook_text import open_workbook, workbook_text
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from handleplan_batch.errors import OutputError
from handleplan_batch.language import catalogue_of, set_language
from handleplan_batch.model import BASE_SHEET, ColumnUse, Comparison, Plan, Verdict
from handleplan_batch.states import STATES, STATUSES, state_of
from handleplan_batch.workbook import was_edited, write_plan
from handleplan_batch.workbook.base import fingerprint
from handleplan_batch.workbook.columns import FOLLOW_UP, PLAN, ROUND_TRIP, TABLES, Table, describe_columns
from handleplan_batch.workbook.formats import Book, clean, page_breaks, text_height
from handleplan_batch.workbook.worksheet import QuickWorkbook, QuickWorksheet

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parent.parent

SHEETS = {
    "da": [
        *("Handling nu", "Overblik", "Handleplan", "Opfølgning", "Udfordringer", "Målinger", "Fund", "Lovtjek"),
        *("Datagrundlag", "Vejledning", "Lister", BASE_SHEET),
    ],
    "en": [
        *("Act now", "Overview", "Action plan", "Follow-up", "Challenges", "Measurements", "Findings", "Completeness"),
        *("Data basis", "Guide", "Lists", BASE_SHEET),
    ],
}
HANDLEPLAN = [
    *("Nr.", "Rang", "Hvor akut", "Egen prioritet", "Udfordring/ambition", "Type", "Afdeling", "Tema"),
    *("Art, alvor og omfang", "Årsag", "Begrundelse for prioritet", "Kilder", "Indsatstype", "Indsats"),
    *("Forebyggelsesniveau", "IGLO", "Tovholder", "Informeres", "Involveres", "Klædes på", "Igangsættes"),
    *("Implementeret senest", "Følges op", "Vær opmærksom på", "Forventet forbedring", "Succeskriterie"),
    *("Evaluering af effekt", "Utilsigtet effekt", "Feedback", "Videreføres og justeres", "Hvis det ikke virker"),
]
OPFOELGNING = [
    *("Nr.", "Udfordring/ambition", "Indsats", "Afdeling", "Tovholder", "Implementeret senest", "Tilstand", "Status"),
    *("% udført", "Sidst opdateret", "Startværdi", "Mål", "Nuværende værdi", "Effekt vurderet den", "Effekt"),
    *("Begrundelse", "Bemærkning"),
]
GROUPS = [
    *("1 Udfordring/ambition", "2 Indsats(er)", "3 Ansvarlig", "4 Periode", "5 Forventede forbedringer"),
    "6 Opfølgning på indsatsen",
]
OWNED_BY_THE_TOOL = {"Nr.", "Rang", "Hvor akut", "Afdeling", "Tema", "Begrundelse for prioritet", "Kilder"}


def written(folder: Path, language: str = "da", plan: Plan | None = None) -> Path:
    set_language(language)
    path = folder / f"{language}.xlsx"
    write_plan(plan or make_plan(language), path)
    return path


@pytest.fixture(scope="module")
def danish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("workbook"))


def test_filled_columns_that_were_not_used_are_named(danish: Path) -> None:
    cells = [cell.value for row in open_workbook(danish)["Datagrundlag"] for cell in row]
    assert "Ikke brugt: Bemærkninger" in cells


def test_each_column_that_was_read_as_the_same_is_named(tmp_path: Path) -> None:
    plan = make_plan("da")
    uses = (ColumnUse(1, "Sygefravær 2025", "percent"), ColumnUse(2, "Sygefravær 2026", "percent"))
    first, *others = plan.sheets
    sheets = (replace(first, columns={"percent": "Sygefravær 2025"}, uses=uses), *others)
    path = written(tmp_path, plan=replace(plan, sheets=sheets))
    cells = [cell.value for row in open_workbook(path)["Datagrundlag"] for cell in row]
    assert "Procent: Sygefravær 2025, Sygefravær 2026" in cells


def parts(path: Path, pattern: str) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if re.fullmatch(pattern, name)}


# What stands in it


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_workbook_is_as_reviewed(tmp_path: Path, language: str) -> None:
    """Run with UPDATE_GOLDEN=1 to accept a change, and read the difference before committing it."""
    golden = GOLDEN / f"plan_{language}.txt"
    text = workbook_text(written(tmp_path, language))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path).read_bytes()
    assert written(tmp_path).read_bytes() == first


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_sheets_stand_in_order_and_the_first_is_what_to_do_now(tmp_path: Path, language: str) -> None:
    workbook = open_workbook(written(tmp_path, language))
    assert workbook.sheetnames == SHEETS[language]
    assert workbook.active is workbook.worksheets[0]
    states = [sheet.sheet_state for sheet in workbook.worksheets]
    assert states == ["visible"] * 10 + ["hidden", "veryHidden"]


def test_the_properties_tell_title_author_date_and_language(danish: Path, tmp_path: Path) -> None:
    properties = open_workbook(danish).properties
    assert properties.title == "Handleplan: Fælleshuset & Co. <test>"
    assert properties.creator == "handleplan_batch"
    assert properties.created.date() == CREATED
    assert properties.language == "da-DK"
    assert open_workbook(written(tmp_path, "en")).properties.language == "en-GB"


def test_danish_headers_are_those_of_the_contract(danish: Path) -> None:
    workbook = open_workbook(danish)
    plan = [cell.value for cell in workbook["Handleplan"][3]]
    assert [label for label in plan if label in HANDLEPLAN] == HANDLEPLAN
    follow_up = [cell.value for cell in workbook["Opfølgning"][3]]
    assert [label for label in follow_up if label in OPFOELGNING] == OPFOELGNING
    groups = [cell.value for cell in workbook["Handleplan"][2] if cell.value]
    assert list(dict.fromkeys(groups)) == GROUPS


def test_who_owns_a_column_is_as_in_the_contract() -> None:
    danish = catalogue_of("da").gettext
    users = {danish(column.label) for column in PLAN.user_columns}
    assert users == set(HANDLEPLAN) - OWNED_BY_THE_TOOL


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_labels_are_unique_within_a_table(table: Table, language: str) -> None:
    labels = [catalogue_of(language).gettext(column.label).casefold() for column in table.columns]
    assert not [label for label, count in Counter(labels).items() if count > 1]


def test_no_user_column_stands_in_two_tables() -> None:
    keys = Counter(column.key for table in ROUND_TRIP for column in table.user_columns)
    assert set(keys.values()) == {1}


def test_rows_stand_under_their_challenge_with_real_dates_and_words_for_codes(danish: Path) -> None:
    sheet = open_workbook(danish)["Handleplan"]
    header = [cell.value for cell in sheet[3]]
    rows = [dict(zip(header, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)]
    assert [row["Nr."] for row in rows] == [f"H-{number:04}" for number in range(1, 15)]
    assert [row["Rang"] for row in rows] == sorted(row["Rang"] for row in rows)
    first = rows[0]
    assert first["Hvor akut"] == "1 Omgående"
    assert first["Indsatstype"] == "Forebyggende"
    assert first["Implementeret senest"].date() == CREATED + timedelta(days=5)
    assert rows[4]["Egen prioritet"] == "2 Høj"
    assert sheet.cell(4, header.index("Implementeret senest") + 1).number_format == "dd-mm-yyyy"


def test_texts_that_look_like_something_else_stay_texts(danish: Path) -> None:
    workbook = open_workbook(danish)
    cells = [cell for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]
    looks = ("=SUM(A1) er", "+45 12 34 56 78", "-5 grader", '=HYPERLINK("http')
    for look in looks:
        found = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(look)]
        assert found, look
        assert {cell.data_type for cell in found} == {"s"}
    assert not parts(danish, r".*externalLink.*|.*vbaProject.*")
    assert not [name for name, text in parts(danish, r".*\.rels").items() if "External" in text]


def test_hidden_groups_show_no_figures(danish: Path) -> None:
    overview = [cell.value for row in open_workbook(danish)["Overblik"].iter_rows() for cell in row]
    assert overview.count("skjult") == 3
    sheet = open_workbook(danish)["Målinger"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4) if "Vold" in str(row[0].value)]
    assert len(rows) == 2
    for row in rows:
        assert row[5] == "skjult (for få svar)"
        assert {row[4], *row[6:12]} == {None}


def test_a_plan_with_nothing_in_it_is_a_whole_workbook(tmp_path: Path) -> None:
    empty = replace(
        make_plan(),
        **dict.fromkeys(("sheets", "questions", "departments", "measurements", "findings", "challenges"), ()),
        **dict.fromkeys(("actions", "shortfalls", "problems"), ()),
        respondents={},
        limits={},
    )
    path = written(tmp_path, plan=empty)
    assert open_workbook(path, values=True)["Handling nu"]["A10"].value == "Ingenting kræver nogen i dag."
    assert not was_edited(path)


def test_many_departments_stand_in_blocks_that_fit_a_page(tmp_path: Path) -> None:
    plan = make_plan()
    first = plan.measurements[0]
    many = tuple(replace(first, department=f"Afdeling {number:02}") for number in range(13))
    path = written(tmp_path, plan=replace(plan, measurements=many))
    sheet = open_workbook(path)["Overblik"]
    heads = [row for row in sheet.iter_rows(values_only=True) if str(row[1]).startswith("Afdeling ")]
    assert [sum(name is not None for name in row) - 1 for row in heads] == [10, 3]
    assert sheet.max_column == 11
    assert not was_edited(path)


@given(
    st.lists(
        st.one_of(
            st.text(max_size=20),
            st.floats(-1e6, 1e6).map(lambda figure: round(figure, 4)),
            st.floats(0, 1, width=16),
            st.integers(-(10**9), 10**9),
            st.dates(date(1901, 1, 1)),
        ),
        max_size=8,
    )
)
def test_what_was_written_has_the_fingerprint_of_what_is_read(values: list[Any]) -> None:
    stream = BytesIO()
    book = Book(stream)
    page = book.page("Ark")
    for row, value in enumerate(values):
        page.write(row, 0, value, *(("date",) if isinstance(value, date) else ()))
    book.workbook.close()
    sheet = load_workbook(stream).worksheets[0]
    read = [unescape(cell.value) if isinstance(cell.value, str) else cell.value for row in sheet for cell in row]
    assert fingerprint(read) == fingerprint(page.literals)


# How it is built


def test_the_six_lists_are_tables_with_frozen_headers(danish: Path) -> None:
    workbook = open_workbook(danish)
    for name in SHEETS["da"][2:8]:
        sheet = workbook[name]
        assert len(sheet.tables) == 1, name
        table = next(iter(sheet.tables.values()))
        assert table.autoFilter is not None
        assert table.ref.startswith("A3:")
        assert re.fullmatch(r"[B-Z]4", sheet.freeze_panes), name


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_user_column_guides_and_checks_what_is_typed(tmp_path: Path, language: str) -> None:
    workbook = open_workbook(written(tmp_path, language))
    for table, name in zip(ROUND_TRIP, SHEETS[language][2:4], strict=True):
        rules = {str(rule.sqref).split(":")[0]: rule for rule in workbook[name].data_validations.dataValidation}
        for column in table.user_columns:
            rule = rules[f"{table.letter(column.key)}4"]
            assert rule.prompt
            assert rule.showInputMessage
            if column.choices is not None:
                sheet, area = rule.formula1.split("!")
                listed = [cell.value for row in workbook[sheet.strip("'")][area.replace("$", "")] for cell in row]
                assert listed == [catalogue_of(language).gettext(label) for label in column.choices.values()]
                assert rule.error


def test_every_drop_down_holds_what_the_cells_hold(danish: Path) -> None:
    workbook = open_workbook(danish)
    for table, name in zip(ROUND_TRIP, SHEETS["da"][2:4], strict=True):
        for column in table.user_columns:
            if column.choices is None:
                continue
            allowed = {catalogue_of("da").gettext(label) for label in column.choices.values()} | {None}
            place = table.index(column.key) + 1
            assert {workbook[name].cell(row, place).value for row in range(4, 18)} <= allowed


def test_three_charts_have_an_alternative_text(danish: Path) -> None:
    (drawing,) = parts(danish, r"xl/drawings/drawing\d+\.xml").values()
    texts = re.findall(r'descr="([^"]+)"', drawing)
    assert len(texts) == 3
    assert all(text.startswith("Søjlediagram: ") for text in texts)
    assert len(parts(danish, r"xl/charts/chart\d+\.xml")) == 3


def test_a_text_that_is_said_above_takes_one_line(tmp_path: Path) -> None:
    set_language("en")
    plan = make_plan()
    figure = next(entry for entry in plan.measurements if entry.level == "question")
    long = "How often do you have to hurry so much that you cannot do your work as well as you would like to?"
    figures = tuple(replace(figure, key=long, department=name) for name in ("Stores", "Kitchen", "Office"))
    write_plan(replace(plan, measurements=figures), tmp_path / "plan.xlsx")
    sheet = open_workbook(tmp_path / "plan.xlsx")["Measurements"]
    first, second, third = (sheet.row_dimensions[row].height for row in (4, 5, 6))
    assert first > second == third
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == [long] * 3


def test_what_tells_where_a_finding_stands_is_not_printed(danish: Path) -> None:
    sheet = open_workbook(danish)["Fund"]
    last = sheet.print_area.split(":")[1].replace("$", "").rstrip("0123456789")
    printed = [cell.value for cell in sheet[3][: column_index_from_string(last)]]
    assert "Fund" in printed
    assert "Fil" not in printed
    assert "Fil" in [cell.value for cell in sheet[3]]


def test_each_printed_page_of_the_heat_map_names_the_departments(tmp_path: Path) -> None:
    set_language("en")
    plan = make_plan()
    figure = next(entry for entry in plan.measurements if entry.level == "theme")
    themes, departments = [f"Theme {number}" for number in range(45)], [f"Unit {number}" for number in range(12)]
    figures = tuple(replace(figure, key=key, department=name) for name in departments for key in themes)
    write_plan(replace(plan, measurements=figures), tmp_path / "plan.xlsx")
    sheet = open_workbook(tmp_path / "plan.xlsx")["Overview"]
    column = {row: str(sheet.cell(row, 1).value) for row in range(1, sheet.max_row + 1)}
    begin = next(row for row, text in column.items() if text == "Theme scores by department")
    pages = [brk.id + 1 for brk in sheet.row_breaks.brk if brk.id + 1 >= begin]
    assert pages[0] == begin
    assert len(pages) > 2
    assert [column[row] for row in pages[1:]] == ["Theme"] * (len(pages) - 1)
    assert sum(text.startswith("Theme ") and text[6:].isdigit() for text in column.values()) == 2 * len(themes)


def test_a_department_whose_name_is_wider_than_its_column_stands_upright(tmp_path: Path) -> None:
    set_language("en")
    plan = make_plan()
    figure = next(entry for entry in plan.measurements if entry.level == "theme")
    for name, turned in (("Produktionskøkken", 0), ("Administrationsafdelingen", 90)):
        write_plan(replace(plan, measurements=(replace(figure, department=name),)), tmp_path / f"{turned}.xlsx")
        (cell,) = (
            cell
            for row in open_workbook(tmp_path / f"{turned}.xlsx")["Overview"].iter_rows()
            for cell in row
            if cell.value == name and cell.column > 1
        )
        assert cell.alignment.textRotation == turned


def test_print_is_a4_landscape_with_repeated_headers_and_words_of_7_points(danish: Path) -> None:
    for sheet in open_workbook(danish).worksheets[:10]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape"), sheet.title
        assert sheet.print_title_rows, sheet.title
        assert sheet.oddFooter.right.text == "Side &P af &N", sheet.title
        # Excel stores a width with the cell's margins, 5/7 of a character; openpyxl keeps like columns as one.
        areas = sheet.column_dimensions.values()
        widths = [
            0 if area.hidden else area.width - 5 / 7 for area in areas for _column in range(area.min, area.max + 1)
        ]
        fitted = bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
        assert fitted is (sheet.page_setup.scale in (None, 100)), sheet.title
        smallest = min(cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None)
        scale = 71 if fitted else sheet.page_setup.scale
        assert smallest * scale / 100 >= 7, sheet.title
        if fitted:
            assert not page_breaks(widths), sheet.title
        elif sheet.col_breaks.brk:
            assert sheet.print_title_cols, sheet.title


def test_formulas_use_only_what_old_excel_and_libreoffice_know(danish: Path) -> None:
    known = {"IF", "IFERROR", "INDEX", "MATCH", "COUNTIFS", "COUNTA", "SUM", "SUMPRODUCT", "TODAY", "AND", "OR"}
    known |= {"ISNUMBER", "EXACT", "HYPERLINK", "NOT", "YEAR", "MONTH", "DAY", "MOD", "INT", "MAX", "SMALL", "CHOOSE"}
    known |= {"LEFT", "RIGHT", "MID", "LEN", "REPT", "REPLACE", "SUBSTITUTE", "CHAR"}
    workbook = open_workbook(danish)
    formulas = [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    formulas += [
        text
        for sheet in workbook
        for area in sheet.conditional_formatting
        for rule in area.rules
        for text in rule.formula
    ]
    assert len(formulas) > 150
    without_texts = [re.sub(r'"[^"]*"', '""', text) for text in formulas]
    assert {name for text in without_texts for name in re.findall(r"([A-Z.]+)\(", text)} <= known


def test_marks_of_suggestions_compare_with_what_was_handed_out(danish: Path) -> None:
    workbook = open_workbook(danish)
    base = workbook[BASE_SHEET]
    names = {name: entry.attr_text for name, entry in workbook.defined_names.items() if name.startswith("base_")}
    area = {name: base[text.split("!")[1].replace("$", "")] for name, text in names.items()}
    drafts = [row[0].value for row in area["base_drafts"]]
    assert drafts[:4] == [None, "H-0002", "H-0003", "H-0004"]
    labels = [cell.value for cell in area["base_labels"][0]]
    shown = dict(zip(labels, (cell.value for cell in area["base_values"][1]), strict=True))
    plan = workbook["Handleplan"]
    header = [cell.value for cell in plan[3]]
    for label in ("Indsats", "Igangsættes", "Forebyggelsesniveau"):
        assert shown[label] == plan.cell(5, header.index(label) + 1).value


# Recalculation


def recalculate(workbook: Path, folder: Path) -> Path:
    """Return the workbook with today fixed to the plan's date, opened, recalculated and saved by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed, so nothing can recalculate the workbook")
    source = folder / "fixed.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(source, "w") as new:
        for member in old.infolist():
            fixed = f"DATE({CREATED.year},{CREATED.month},{CREATED.day})".encode()
            # Wrong values on purpose: what comes back must have been worked out anew.
            content = old.read(member).replace(b"TODAY()", fixed)
            new.writestr(member, re.sub(rb"(<f>[^<]*</f><v>)\d+(</v>)", rb"\g<1>98765\2", content))
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item></oor:items>"
    )
    target = folder / "out"
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True, timeout=120)
    return target / source.name


@pytest.fixture(scope="module")
def recalculated(danish: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recalculate(danish, tmp_path_factory.mktemp("office"))


def compare_formulas(workbook: Path, recalculated: Path) -> None:
    """Hold every formula's cached value against what LibreOffice works out."""
    formulas, before = open_workbook(workbook), open_workbook(workbook, values=True)
    after = open_workbook(recalculated, values=True)
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                compared += 1
                expected, found = (book[sheet.title][cell.coordinate].value for book in (before, after))
                assert (found or None) == (expected or None) or (found == 0 == expected), (sheet.title, cell.coordinate)
    assert compared > 150


def test_every_formula_holds_what_recalculation_gives(danish: Path, recalculated: Path) -> None:
    compare_formulas(danish, recalculated)


def test_every_formula_of_a_second_year_in_english_holds_what_recalculation_gives(tmp_path: Path) -> None:
    """With what calls for somebody in every way there is, and more of it than the list has room for."""
    plan = make_plan("en")
    verdicts = (Verdict.NEW, Verdict.WORSE, Verdict.BETTER, Verdict.UNCHANGED)
    comparisons = tuple(
        Comparison(
            one.id, one.kind, one.theme_id, one.department, verdicts[place % 4], "", score_before=60.0, score=45.5
        )
        for place, one in enumerate(plan.challenges)
    )
    late = {"deadline": CREATED - timedelta(days=3), "follow_up": CREATED - timedelta(days=1)}
    more = tuple(
        replace(one, id=f"H-{number:04}", status=status, responsible=responsible, **late)
        for number, (one, status, responsible) in enumerate(
            [(one, *case) for one in plan.actions for case in (("in_progress", "Bo"), ("done", "Bo"), ("", ""))],
            start=100,
        )
    )
    years = replace(
        plan,
        previous_on=date(2025, 11, 20),
        comparisons=comparisons,
        actions=(
            *plan.actions,
            *more,
            replace(plan.actions[3], id="H-0099", start=None, follow_up=None),
        ),
    )
    path = written(tmp_path, "en", years)
    compare_formulas(path, recalculate(path, tmp_path))
    shown = [row[2] for row in open_workbook(path, values=True)["Act now"].iter_rows(min_row=12, values_only=True)]
    assert "Overdue since 19-11-2026" in shown


def test_a_save_by_libreoffice_is_no_edit(recalculated: Path) -> None:
    assert not was_edited(recalculated)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"status": "effect_reached", "deadline": date(2020, 1, 1)}, "closed"),
        ({"status": "dropped"}, "closed"),
        ({"status": "done", "deadline": date(2020, 1, 1)}, "effect_check"),
        ({"deadline": CREATED - timedelta(days=1), "responsible": ""}, "overdue"),
        ({"deadline": CREATED, "responsible": ""}, "no_responsible"),
        ({"deadline": CREATED}, "due_soon"),
        ({"deadline": CREATED + timedelta(days=14), "status": "in_progress"}, "due_soon"),
        ({"deadline": CREATED + timedelta(days=15), "status": "in_progress"}, "in_progress"),
        ({"deadline": CREATED + timedelta(days=15), "status": "effect_not_reached"}, "in_progress"),
        ({"deadline": CREATED + timedelta(days=15), "status": "waiting"}, "waiting"),
        ({"deadline": CREATED + timedelta(days=15), "status": "not_started"}, "not_started"),
    ],
)
def test_the_state_follows_status_and_dates(changes: dict[str, Any], state: str) -> None:
    action = replace(make_plan().actions[0], **changes)
    assert state_of(action, CREATED) == state
    assert state in STATES
    assert action.status in STATUSES


# The checked writing


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(tmp_path: Path) -> None:
    plan = make_plan()
    long = replace(plan.actions[0], action="æ" * 20_000 + "😀" * 20_000)
    sheet = open_workbook(written(tmp_path, plan=replace(plan, actions=(long, *plan.actions[1:]))))["Handleplan"]
    text = next(cell.value for cell in sheet[4] if isinstance(cell.value, str) and cell.value.startswith("ææ"))
    assert text.endswith("[… teksten er klippet her: den er længere, end en celle kan rumme]")
    assert len(text.encode("utf-16-le")) // 2 <= 32_767


def test_a_text_just_short_enough_is_whole() -> None:
    assert clean("x" * 32_767) == "x" * 32_767
    assert len(clean("x" * 32_768)) == 32_767


@given(st.text())
def test_any_text_comes_back_as_it_was_written_but_for_illegal_characters(text: str) -> None:
    assume(not re.search("_x[0-9A-Fa-f]{4}_", text))  # of these openpyxl undoes the mark that they are no escapes
    stream = BytesIO()
    book = Book(stream)
    book.page("Ark").write(0, 0, text)
    book.workbook.close()
    value = load_workbook(stream).active["A1"].value
    assert (unescape(value) if isinstance(value, str) else "") == clean(text)


def test_what_does_not_fit_a_sheet_is_an_error_and_not_a_loss() -> None:
    page = Book(BytesIO()).page("Ark")
    with pytest.raises(OutputError, match="for stor"):
        page.write(2_000_000, 0, "langt nede")


def test_a_heading_over_one_column_needs_no_merged_cells() -> None:
    stream = BytesIO()
    book = Book(stream)
    page = book.page("Ark")
    page.merged(0, 0, 0, "én", "group")
    page.merged(1, 0, 2, "tre", "group")
    book.workbook.close()
    sheet = load_workbook(stream).worksheets[0]
    assert [sheet["A1"].value, sheet["A2"].value] == ["én", "tre"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:C2"]


def test_a_workbook_that_cannot_be_replaced_is_left_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "mappe.xlsx"
    target.mkdir()
    with pytest.raises(OutputError, match="kunne ikke skrives"):
        write_plan(make_plan(), target)
    assert list(tmp_path.iterdir()) == [target]


def test_rows_are_high_enough_for_their_text_and_never_higher_than_excel_allows() -> None:
    assert text_height([("kort", 20)]) < text_height([("ord " * 40, 20)])
    assert text_height([("en\nto\ntre", 20)]) > text_height([("en", 20)])
    assert text_height([("x" * 100, 10)]) > text_height([("x" * 20, 10)])
    assert text_height([("ord " * 5_000, 10)]) == 409
    assert text_height([]) > 0


def test_a_wide_sheet_breaks_where_a_part_ends_when_the_page_is_well_filled() -> None:
    assert page_breaks([20] * 5) == ()
    assert page_breaks([20] * 12) == (9,)
    assert page_breaks([20] * 12, starts=(7,)) == (7,)
    assert page_breaks([20] * 12, starts=(1,)) == (9,)
    assert page_breaks([0] * 40) == ()
    assert page_breaks([20] * 18, repeated=1) == (9, 17)
    assert page_breaks([20] * 18, repeated=3) == (9, 15)


def test_each_printed_page_of_the_plan_and_its_follow_up_says_which_challenge_a_row_is(danish: Path) -> None:
    workbook = open_workbook(danish)
    assert workbook["Handleplan"].print_title_cols == "$A:$E"
    assert workbook["Handleplan"].cell(PLAN.header_row, 5).value == "Udfordring/ambition"
    assert [one.id for one in workbook["Handleplan"].col_breaks.brk] == [12, 17, 21, 25, 27, 30]
    assert workbook["Opfølgning"].print_title_cols == "$A:$B"
    assert [one.id for one in workbook["Opfølgning"].col_breaks.brk] == [FOLLOW_UP.index("status")]


def test_the_list_of_columns_in_the_docs_is_fresh() -> None:
    """Run with UPDATE_GOLDEN=1 to write it anew."""
    document = ROOT / "docs" / "columns.md"
    if os.environ.get("UPDATE_GOLDEN"):
        document.write_text(describe_columns(), encoding="utf-8", newline="\n")
    assert document.read_text(encoding="utf-8") == describe_columns()


@given(
    st.lists(
        st.sampled_from(
            [
                "IF(",
                "XLOOKUP(",
                "FILTER(",
                "a.SORT(",
                "SINGLE(",
                "INDEX(",
                '"MAP("',
                "_xlfn.MAP(",
                "=",
                "{",
                "}",
                "A1",
                ",",
            ]
        ),
        max_size=6,
    )
)
def test_a_formula_is_written_as_xlsxwriter_writes_it(parts: list[str]) -> None:
    formula = "=" + "".join(parts)
    assert QuickWorksheet()._prepare_formula(formula) == Worksheet()._prepare_formula(formula)


def test_what_a_row_repeats_stays_in_italics_as_long_as_it_is_a_suggestion(danish: Path) -> None:
    rules = [
        rule
        for area in open_workbook(danish)["Handleplan"].conditional_formatting
        if str(area.sqref).startswith(f"{PLAN.letter('challenge')}{PLAN.first_row}:{PLAN.letter('challenge')}")
        for rule in sorted(area.rules, key=lambda one: one.priority)
    ]
    repeated = f"{PLAN.letter('challenge')}{PLAN.first_row}={PLAN.letter('challenge')}{PLAN.header_row}"
    first, second = [rule for rule in rules if repeated in rule.formula[0]][:2]
    assert "base_drafts" in first.formula[0]
    assert (first.dxf.font.i, bool(second.dxf.font.i)) == (True, False)


def test_cells_are_written_as_xlsxwriter_writes_them() -> None:
    values = ["Støj & <støj>", "Støj & <støj>", "", None, 3, 3.25, True, -0.1, date(2026, 11, 23), 1e-7]
    parts = []
    for quick in (False, True):
        stream = BytesIO()
        with (QuickWorkbook if quick else Workbook)(stream, {"in_memory": True}) as book:
            sheet, look = book.add_worksheet("Ark"), book.add_format({"bold": True})
            for row, value in enumerate(values * 2):
                sheet.set_row(row, 30)
                if quick and row >= len(values):
                    sheet.write_again(row, 0, sheet.cell_at(row - len(values), 0))
                else:
                    sheet.write(row, 0, value, look)
                sheet.write(row, 1, value)
            sheet.write_formula(0, 2, "=SUM(A1:A3)", look, 6)
        with zipfile.ZipFile(stream) as archive:
            parts.append({name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"})
    assert parts[0] == parts[1]


def test_only_the_rows_that_are_to_grow_have_no_fixed_height() -> None:
    stream = BytesIO()
    with QuickWorkbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Ark")
        for row in range(2):
            sheet.write_string(row, 0, "tekst")
            sheet.set_row(row, 30)
        sheet.growing.add(1)
    rows = load_workbook(stream).active.row_dimensions
    assert [rows[row].height for row in (1, 2)] == [30, 30]
    with zipfile.ZipFile(stream) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"customHeight") == 1


def test_both_printed_pages_of_the_challenges_say_which_challenge_a_row_is(danish: Path) -> None:
    sheet = open_workbook(danish)["Udfordringer"]
    assert sheet.print_title_cols == "$A:$F"
    assert sheet["F3"].value == "Afdeling"
    last = sheet.print_area.split(":")[1].replace("$", "").rstrip("0123456789")
    printed = [cell.value for cell in sheet[3][: column_index_from_string(last)]]
    assert "Det, der beskytter" in printed
    assert "Id" not in printed
    assert [one.id for one in sheet.col_breaks.brk] == [printed.index("Det, der belaster")]
