"""Any file -> grids of values with their coordinates."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from handleplan_batch.errors import SourceError
from handleplan_batch.model import CellRef
from handleplan_batch.reading import grid as grid_module
from handleplan_batch.reading.grid import Grid, Value, read_grids


def one(path: Path) -> Grid:
    grids = list(read_grids(path, "inputs/fil"))
    assert len(grids) == 1
    return grids[0]


def from_text(tmp_path: Path, text: str, encoding: str = "utf-8") -> Grid:
    path = tmp_path / "fil.csv"
    path.write_bytes(text.encode(encoding))
    return one(path)


def workbook(tmp_path: Path, *rows: tuple[Value, ...], name: str = "bog.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    path = tmp_path / name
    book.save(path)
    return path


def code(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        list(read_grids(path, path.name))
    return caught.value.code


# --- Workbooks


def test_cells_keep_their_coordinates_when_the_table_begins_further_in(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Ark").write("C4", "her")
    grid = one(path)
    assert grid.rows[3][2] == "her"
    assert all(value is None for row in grid.rows[:3] for value in row)
    assert grid.ref(3, 2) == CellRef("inputs/fil", "Ark", 4, 3)
    assert grid.ref(3).a1 == "4"


def test_values_come_trimmed_and_whole_numbers_as_ints(tmp_path: Path) -> None:
    stamp = datetime.fromisoformat("2026-11-23T08:30")
    grid = one(workbook(tmp_path, ("  I høj grad\u00a0 ", "linje 1\r\nlinje 2", 3.0, 2.5, True, 1, None, "  ", stamp)))
    assert grid.rows[0] == ("I høj grad", "linje 1\nlinje 2", 3, 2.5, True, 1, None, None, stamp)
    assert [type(value) for value in grid.rows[0][2:6]] == [int, float, bool, int]


def test_true_and_one_stay_apart_whichever_comes_first(tmp_path: Path) -> None:
    grid = one(workbook(tmp_path, (1, True, 0, False), (True, 1, False, 0)))
    assert [[type(value) for value in row] for row in grid.rows] == [[int, bool, int, bool], [bool, int, bool, int]]


def test_dates_of_the_1904_system_are_right(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet().write_datetime("A1", date(2021, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert one(path).rows[0][0] == date(2021, 1, 2)


def test_a_time_of_day_is_a_time(tmp_path: Path) -> None:
    path = tmp_path / "tid.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_datetime("A1", time(8, 30), book.add_format({"num_format": "hh:mm"}))
    assert one(path).rows[0][0] == time(8, 30)


def test_hidden_sheets_come_first_and_are_named_but_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "synlig"
    for name, state in (("Skjult", "hidden"), ("Meget skjult", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet["A1"] = "hemmelig"
        sheet.sheet_state = state
    path = tmp_path / "bog.xlsx"
    book.save(path)
    grids = list(read_grids(path, "bog.xlsx"))
    assert [(grid.sheet, grid.hidden) for grid in grids] == [("Skjult", True), ("Meget skjult", True), ("Sheet", False)]
    assert [list(grid.rows) for grid in grids[:2]] == [[], []]


def test_chart_sheets_are_no_sheets_of_values(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Tal").write("A1", 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Tal!$A$1:$A$1"})
        book.add_chartsheet("Graf").set_chart(chart)
    assert one(path).sheet == "Tal"


def test_error_cells_are_blank_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Tom")
        sheet = book.add_worksheet("Fejl")
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("AB3", "=NA()", None, "#N/A")
        sheet.write_string("A1", "#N/A")
    _empty, grid = read_grids(path, "bog.xlsx")
    assert {cell.a1: error for cell, error in grid.errors.items()} == {"B2": "#DIV/0!", "AB3": "#N/A", "A1": "#N/A"}
    assert all(value is None for row in grid.rows for value in row)


def test_an_error_cell_that_spans_two_blocks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(50):
            sheet.write_formula(row, 0, "=1/0", None, "#DIV/0!")
    monkeypatch.setattr(grid_module, "_BLOCK", 100)
    assert len(one(path).errors) == 50


def test_what_a_file_is_its_content_decides(tmp_path: Path) -> None:
    book = workbook(tmp_path, ("a", "b"), name="bog.csv")
    assert one(book).rows == [("a", "b")]
    text = tmp_path / "tekst.xlsx"
    text.write_text("a;b\n1;2\n", encoding="utf-8")
    assert one(text).rows == [("a", "b"), (1, 2)]


@pytest.mark.parametrize("content", [b"", b"  \r\n", b"\x00\x00"])
def test_a_file_without_content_is_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tom.csv"
    path.write_bytes(content)
    assert code(path) == "empty-file"


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    assert code(tmp_path / "findes-ikke.xlsx") == "unreadable-file"


def test_an_encrypted_workbook_asks_for_a_password(tmp_path: Path) -> None:
    path = tmp_path / "laast.xlsx"
    path.write_bytes(
        bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
    )
    assert code(path) == "encrypted-file"


@pytest.mark.parametrize(
    "content",
    [
        bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000),
        b"PK\x03\x04" + bytes(100),
        b"%PDF-1.7\n%\xe2\xe3\n",
        b"<html><table><tr><td>x</td></tr></table>",
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 9,
    ],
)
def test_a_file_that_is_no_spreadsheet_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "andet.xlsx"
    path.write_bytes(content)
    assert code(path) == "unreadable-file"


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_zip_that_is_no_workbook_is_unreadable(tmp_path: Path) -> None:
    assert code(zipped(tmp_path / "brev.docx", {"word/document.xml": b"<a/>"})) == "unreadable-file"


def test_a_part_packed_beyond_belief_is_unsafe(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bombe.xlsx", {"xl/worksheets/sheet1.xml": b"0" * (30 << 20)})
    assert code(bomb) == "unsafe-file"


def test_more_unpacked_than_allowed_is_unsafe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid_module, "_MOST_UNPACKED", 100)
    assert code(workbook(tmp_path, ("a",))) == "unsafe-file"


def with_sheet(path: Path, edit: tuple[bytes, bytes]) -> Path:
    """Rewrite the only sheet's XML."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert edit[0] in parts[name]
    return zipped(path, {**parts, name: parts[name].replace(*edit)})


def test_a_stray_cell_in_the_last_corner_is_refused_before_memory_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "hjoerne.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", 1)
        sheet.write("XFD1048576", 1)
    assert code(path) == "unsafe-file"


def test_a_long_narrow_sheet_with_a_far_column_is_measured_before_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bred.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("AAA1", "langt ude")
        sheet.write("A40", "langt nede")
    monkeypatch.setattr(grid_module, "_MOST_CELLS", 40 * 703)
    assert one(path).rows[0][702] == "langt ude"
    monkeypatch.setattr(grid_module, "_MOST_CELLS", 40 * 703 - 1)
    assert code(path) == "unsafe-file"


def test_an_entity_bomb_is_unreadable_and_quick(tmp_path: Path) -> None:
    path = tmp_path / "bombe.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", "x")
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 50 + b'"><!ENTITY b "' + b"&a;" * 50 + b'">]>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book_xml = parts["xl/workbook.xml"].replace(b"<workbook", bomb + b"<workbook", 1)
    strings = b'<?xml version="1.0"?>' + bomb + b'<sst xmlns="x"><si><t>&b;</t></si></sst>'
    zipped(path, {**parts, "xl/workbook.xml": book_xml, "xl/sharedStrings.xml": strings})
    assert code(path) == "unreadable-file"


def test_a_damaged_part_is_unreadable(tmp_path: Path) -> None:
    path = workbook(tmp_path, *[("tekst", number) for number in range(200)])
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    raw[start : start + 40] = bytes(40)
    path.write_bytes(bytes(raw))
    assert code(path) == "unreadable-file"


def test_a_workbook_without_readable_relations_still_gives_its_values(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("a", 1))
    parts = grid_module._sheet_parts(zipfile.ZipFile(path))
    assert parts == ["xl/worksheets/sheet1.xml"]
    empty = zipped(tmp_path / "tom.zip", {"xl/workbook.xml": b"<a>", "xl/_rels/workbook.xml.rels": b"<b>"})
    assert grid_module._sheet_parts(zipfile.ZipFile(empty)) == []
    assert grid_module._error_cells(zipfile.ZipFile(empty), "xl/mangler.xml", Grid("f", "s", ())) == {}


class PanicException(BaseException):
    """Named as the exception of the Rust reader, which does not derive from Exception."""


def test_a_panic_in_the_reader_is_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, ("a",))

    def panic(*_arguments: object) -> None:
        raise PanicException

    monkeypatch.setattr(grid_module, "_rows", panic)
    assert code(path) == "unreadable-file"


def test_an_interrupt_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, ("a",))

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(grid_module, "_rows", interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(read_grids(path, "f"))


# --- Delimited text


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["Afdeling", "Antal", "Note"], ["Køkken", "3", "a"], ["Lager", "4", "b"]]
    grid = from_text(tmp_path, "\n".join(delimiter.join(row) for row in rows))
    assert grid.rows == [("Afdeling", "Antal", "Note"), ("Køkken", 3, "a"), ("Lager", 4, "b")]


def test_decimal_commas_do_not_cut_cells(tmp_path: Path) -> None:
    grid = from_text(tmp_path, "a;b;c\n1,5;2,25;3,0\n-0,5;10;0\n")
    assert grid.rows[1:] == [(1.5, 2.25, 3), (-0.5, 10, 0)]


def test_commas_in_text_do_not_win_over_the_separator_of_the_header(tmp_path: Path) -> None:
    text = "Navn;Kommentar\n" + "x;det er sent, koldt, vådt, trangt\n" * 10
    assert len(from_text(tmp_path, text).rows[1]) == 2


def test_a_title_above_the_header_does_not_hide_the_separator(tmp_path: Path) -> None:
    grid = from_text(tmp_path, "Trivsel, APV og sygefravær\n\n" + "Afdeling;Svar\nA;Ja\n" * 10)
    assert grid.rows[2] == ("Afdeling", "Svar")
    assert grid.ref(2, 0).a1 == "A3"


def test_text_in_one_column_is_not_cut_at_its_commas(tmp_path: Path) -> None:
    grid = from_text(tmp_path, 'text\n"her er støj, larm og uro"\nog her; ikke\nmere, og mere\n')
    assert [row[0] for row in grid.rows] == ["text", "her er støj, larm og uro", "og her; ikke", "mere, og mere"]


def test_line_breaks_and_separators_in_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    grid = from_text(tmp_path, 'a,b\n"linje 1\r\nlinje 2, mere","siger ""ja"""\nx,y\n')
    assert grid.rows == [("a", "b"), ("linje 1\nlinje 2, mere", 'siger "ja"'), ("x", "y")]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rows_below(tmp_path: Path) -> None:
    grid = from_text(tmp_path, 'a;b\n1;"uafsluttet\n' + "2;x\n" * 20)
    assert len(grid.rows) == 22
    assert grid.rows[-1] == (2, "x")


def test_a_line_that_names_the_separator_is_obeyed_and_left_out(tmp_path: Path) -> None:
    assert from_text(tmp_path, "sep=|\na;x|b;y\n1|2\n").rows == [("a;x", "b;y"), (1, 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_danish_letters_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "Spørgsmål;Svar\nEr der støj på gangen?;Nej, næsten aldrig\n" * 9
    assert from_text(tmp_path, text, encoding).rows[1] == ("Er der støj på gangen?", "Nej, næsten aldrig")


def test_letters_that_were_encoded_twice_are_put_right(tmp_path: Path) -> None:
    twice = "Støj på gangen;Ja\n".encode().decode("cp1252")
    assert from_text(tmp_path, twice).rows[0] == ("Støj på gangen", "Ja")
    assert from_text(tmp_path, "Ã¸ → ;b\n").rows[0] == ("Ã¸ →", "b")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5", 5),
        ("5.0", 5),
        ("0,25", 0.25),
        ("+3", 3),
        ("0012", "0012"),
        ("2 stk", "2 stk"),
        ("31-12-2026", "31-12-2026"),
        ("10.000", "10.000"),
        ("1e5", "1e5"),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_only_a_plain_number_becomes_a_number(tmp_path: Path, cell: str, value: Value) -> None:
    read = from_text(tmp_path, f"a;b\n{cell};x\n").rows[1][0]
    assert (read, type(read)) == (value, type(value))


def test_three_decimals_are_a_number_where_points_are_decimal(tmp_path: Path) -> None:
    assert from_text(tmp_path, "a,b\n2.625,x\n").rows[1][0] == 2.625


def test_errors_in_text_are_listed_too(tmp_path: Path) -> None:
    grid = from_text(tmp_path, "a;b\n#DIVISION/0!;x\n3;#I/T\n")
    assert {cell.a1: error for cell, error in grid.errors.items()} == {"A2": "#DIVISION/0!", "B3": "#I/T"}
    assert grid.rows[1:] == [[None, "x"], [3, None]]


def test_a_large_text_file_is_sniffed_from_its_beginning(tmp_path: Path) -> None:
    grid = from_text(tmp_path, "a;b\n" + "12345;en tekst, med komma\n" * 5000)
    assert len(grid.rows) == 5001
    assert grid.rows[-1] == (12345, "en tekst, med komma")


def test_a_cell_of_more_than_the_csv_module_allows_is_read(tmp_path: Path) -> None:
    grid = from_text(tmp_path, f"a;b\n{'x' * 200_000};1\n")
    assert grid.rows[1][0] == "x" * 200_000


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"), b"a;b\n"]))
def test_any_bytes_give_grids_or_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "fil.xlsx"
    path.write_bytes(head + tail)
    codes = []
    try:
        assert all(isinstance(grid, Grid) for grid in read_grids(path, "fil"))
    except SourceError as error:
        codes.append(error.code)
    assert set(codes) <= {"unreadable-file", "encrypted-file", "unsafe-file", "empty-file"}


def test_distinct_texts_are_kept_once_in_memory(tmp_path: Path) -> None:
    grid = one(workbook(tmp_path, *[("I høj grad", f"nr. {number}") for number in range(50)]))
    assert len({id(row[0]) for row in grid.rows}) == 1
    assert sys.getrefcount(grid.rows[0][0]) > 50
