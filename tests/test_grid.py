"""Any file -> grids of values with their coordinates."""

from __future__ import annotations

import csv
import io
import struct
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from handleplan_batch import archives
from handleplan_batch.errors import SourceError
from handleplan_batch.language import _
from handleplan_batch.model import CellRef
from handleplan_batch.reading.grid import Grid, Value, read_grids, values, xlsx
from handleplan_batch.reading.grid import workbook as workbook_module


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
    monkeypatch.setattr(xlsx, "_BLOCK", 100)
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


@pytest.mark.parametrize(
    "content",
    [bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000), b"PK\x03\x04" + bytes(100), bytes(range(256)) * 20],
)
def test_a_file_that_is_nothing_known_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "andet.xlsx"
    path.write_bytes(content)
    assert code(path) == "unreadable-file"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 9, "a picture"),
        (b"$FL2@(#) SPSS DATA FILE", "an SPSS file"),
        (b"<!DOCTYPE html><p>Log ind for at hente filen</p>", "a web page without a table"),
        (b"<?xml version='1.0'?><svar><a/></svar>", "an XML file"),
    ],
)
def test_what_is_no_spreadsheet_is_called_by_its_name(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "andet.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        list(read_grids(path, "andet.xlsx"))
    assert (caught.value.code, caught.value.values) == ("not-a-spreadsheet", {"kind": _(kind)})


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"word/document.xml": b"<a/>"}, "not-a-spreadsheet"),
        ({"ppt/presentation.xml": b"<a/>"}, "not-a-spreadsheet"),
        ({"Index/Document.iwa": b"x"}, "not-a-spreadsheet"),
        ({"content.xml": b"<a/>", "mimetype": b"application/vnd.oasis.opendocument.text"}, "not-a-spreadsheet"),
        ({"svar.csv": b"a;b"}, "not-a-spreadsheet"),
        ({"xl/worksheets/sheet1.xml": b"<a/>"}, "unreadable-file"),
    ],
)
def test_a_zip_that_is_no_workbook_is_told_from_a_broken_one(
    tmp_path: Path, parts: dict[str, bytes], expected: str
) -> None:
    assert code(zipped(tmp_path / "brev.xlsx", parts)) == expected


def test_a_part_packed_beyond_belief_is_unsafe(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bombe.xlsx", {"xl/workbook.xml": b"<a/>", "xl/styles.xml": b"0" * (30 << 20)})
    assert code(bomb) == "unsafe-file"


def test_more_unpacked_than_allowed_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 100)
    assert code(workbook(tmp_path, ("a",))) == "too-large"


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
    assert code(path) == "too-large"


def test_a_long_narrow_sheet_with_a_far_column_is_measured_before_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bred.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("AAA1", "langt ude")
        sheet.write("A40", "langt nede")
    monkeypatch.setattr(xlsx, "MOST_CELLS", 40 * 703)
    assert one(path).rows[0][702] == "langt ude"
    monkeypatch.setattr(xlsx, "MOST_CELLS", 40 * 703 - 1)
    assert code(path) == "too-large"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (b'r="A1"', b'r="A2147483647"', "unreadable-file"),
        (b'r="A1"', b'r="C99999999999999999999"', "unreadable-file"),
        (b'r="A1"', b'r="xfd1048576"', "too-large"),
        (b'<row r="1"', b'<row r="99999999999"', "unreadable-file"),
    ],
)
def test_a_cell_that_no_sheet_can_hold_is_refused_before_memory_is_set_aside(
    tmp_path: Path, before: bytes, after: bytes, expected: str
) -> None:
    assert code(with_sheet(workbook(tmp_path, ("a", 1), ("b", 2)), (before, after))) == expected


def test_a_workbook_whose_list_of_sheets_is_damaged_is_unreadable(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("a", 1), ("b", 2))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert code(zipped(path, {**parts, "xl/workbook.xml": b"x" + parts["xl/workbook.xml"]})) == "unreadable-file"


def test_cells_without_a_place_are_measured_by_the_row_they_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_sheet(workbook(tmp_path, ("a", 1), ("b", 2)), (b'<row r="2"', b'<row r="900000"'))
    path = with_sheet(with_sheet(path, (b'<c r="A2"', b"<c ")), (b'<c r="B2"', b"<c "))
    monkeypatch.setattr(xlsx, "MOST_CELLS", 1_000_000)
    assert code(path) == "too-large"


@pytest.mark.parametrize(
    ("before", "expected"), [(0, "unreadable-file"), (10_000, "unreadable-file"), (100_000, "unsafe-file")]
)
def test_a_workbook_that_claims_more_texts_than_it_can_hold_is_refused(
    tmp_path: Path, before: int, expected: str
) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", "x")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told = parts["xl/sharedStrings.xml"].replace(b'uniqueCount="1"', b'uniqueCount="2147483647"')
    told = told.replace(b"<sst", b"<!--" + b"x" * before + b"--><sst")
    assert code(zipped(path, {**parts, "xl/sharedStrings.xml": told})) == expected


def test_a_workbook_that_claims_more_styles_than_it_can_hold_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("a", 1), ("b", 2))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told = parts["xl/styles.xml"].replace(b'<cellXfs count="1"', b'<cellXfs count="2147483647"')
    assert told != parts["xl/styles.xml"]
    assert code(zipped(path, {**parts, "xl/styles.xml": told})) == "unreadable-file"


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "docProps/app.xml"],
)
def test_a_workbook_with_entities_is_unsafe_wherever_they_stand(tmp_path: Path, part: str) -> None:
    path = tmp_path / "bombe.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", "x")
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 50 + b'"><!ENTITY b "' + b"&a;" * 50 + b'">]>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head, body = parts[part].split(b"?>", 1)
    zipped(path, {**parts, part: head + b"?>" + bomb + body})
    assert code(path) == "unsafe-file"


def test_a_damaged_part_is_unreadable(tmp_path: Path) -> None:
    path = workbook(tmp_path, *[("tekst", number) for number in range(200)])
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    raw[start : start + 40] = bytes(40)
    path.write_bytes(bytes(raw))
    assert code(path) == "unreadable-file"


class PanicException(BaseException):
    """Named as the exception of the Rust reader, which does not derive from Exception."""


def test_a_panic_in_the_reader_is_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, ("a",))

    def panic(*_arguments: object) -> None:
        raise PanicException

    monkeypatch.setattr(workbook_module, "_rows", panic)
    assert code(path) == "unreadable-file"


def test_an_interrupt_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, ("a",))

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbook_module, "_rows", interrupt)
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


def test_lines_that_are_each_in_quotation_marks_whole_are_cut_within(tmp_path: Path) -> None:
    lines = ("Afdeling,Støj,Lys", 'Lager,Ja,""Nej, aldrig""', "Køkken,Nej,Ja")
    grid = from_text(tmp_path, "\n".join(f'"{line}"' for line in lines))
    assert grid.rows == [
        ("Afdeling", "Støj", "Lys"),
        ("Lager", "Ja", "Nej, aldrig"),
        ("Køkken", "Nej", "Ja"),
    ]


def test_sentences_in_quotation_marks_are_not_cut_at_their_commas(tmp_path: Path) -> None:
    grid = from_text(tmp_path, '"Hvad, synes du, er godt?"\n"Lyset, luften, roen og maden"\n"Intet, desværre, vel"\n')
    assert [len(row) for row in grid.rows] == [1, 1, 1]


def test_line_breaks_and_separators_in_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    grid = from_text(tmp_path, 'a,b\n"linje 1\r\nlinje 2, mere","siger ""ja"""\nx,y\n')
    assert grid.rows == [("a", "b"), ("linje 1\nlinje 2, mere", 'siger "ja"'), ("x", "y")]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rows_below(tmp_path: Path) -> None:
    grid = from_text(tmp_path, 'a;b\n1;"uafsluttet\n' + "2;x\n" * 20)
    assert len(grid.rows) == 22
    assert grid.rows[-1] == (2, "x")


def test_a_line_that_names_the_separator_is_obeyed_and_left_out(tmp_path: Path) -> None:
    assert from_text(tmp_path, "sep=|\na;x|b;y\n1|2\n").rows == [("a;x", "b;y"), (1, 2)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"]
)
def test_danish_letters_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "Spørgsmål;Svar\nEr der støj på gangen?;Nej, næsten aldrig\n" * 9
    assert from_text(tmp_path, text, encoding).rows[1] == ("Er der støj på gangen?", "Nej, næsten aldrig")


@pytest.mark.parametrize("through", [("cp1252",), ("latin-1",), ("mac_roman",), ("cp850",), ("latin-1", "latin-1")])
def test_letters_that_went_through_a_wrong_alphabet_are_put_right_and_it_is_said(
    tmp_path: Path, through: tuple[str, ...]
) -> None:
    broken = right = "Støj på Ørsteds æblegård i Århus"
    for codec in through:
        broken = broken.encode().decode(codec)
    for grid in (from_text(tmp_path, f"{broken};Ja\n"), one(workbook(tmp_path, (broken, "Ja")))):
        assert grid.rows[0] == (right, "Ja")
        assert [(problem.code, problem.values) for problem in grid.problems] == [("letters-repaired", {"count": "1"})]


@pytest.mark.parametrize(
    "right", ["São Paulo", "Å…", "Ã", "IRMÃ – x", "50 € i alt", "½ m² ved 20 °C", "√2 > 1", "Naïve café"]
)
def test_right_letters_are_left_alone(tmp_path: Path, right: str) -> None:
    grid = from_text(tmp_path, f"{right};Ja\n")
    assert grid.rows[0] == (right, "Ja")
    assert not grid.problems


@settings(max_examples=200)
@given(st.text(st.characters(codec="latin-1", exclude_characters='ÃÂâ¬Ô;,\t|"\r\n\x00_', min_codepoint=32)))
def test_text_without_the_marks_of_broken_letters_never_changes(right: str) -> None:
    assert values.Values()[right] == (right.strip(values._BLANKS) or None)


def test_lines_of_two_encodings_in_one_file_are_both_read(tmp_path: Path) -> None:
    path = tmp_path / "samlet.csv"
    path.write_bytes("Køkken;Ja\n".encode() + "Køkken;Nej\n".encode("cp1252"))
    assert one(path).rows == [("Køkken", "Ja"), ("Køkken", "Nej")]


def test_letters_that_are_lost_are_told(tmp_path: Path) -> None:
    grid = from_text(tmp_path, "St\ufffdj;K\ufffdkken\nJa;Nej\n")
    assert [(problem.code, problem.values) for problem in grid.problems] == [("letters-lost", {"count": "2"})]


def test_letters_composed_of_two_signs_become_one(tmp_path: Path) -> None:
    assert from_text(tmp_path, "Pa\u030a gangen;Ja\n").rows[0] == ("På gangen", "Ja")


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
        ("0101901234", "0101901234"),
        ("+4512345678", "+4512345678"),
        ("12345678", 12345678),
        ("1.234,5", "1.234,5"),
        ("1 234", "1 234"),
        ("25 %", "25 %"),
        ("1,5E+03", "1,5E+03"),
        ("'0012", "'0012"),
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
    assert grid.rows[1:] == [(None, "x"), (3, None)]


def test_a_large_text_file_is_sniffed_from_its_beginning(tmp_path: Path) -> None:
    grid = from_text(tmp_path, "a;b\n" + "12345;en tekst, med komma\n" * 5000)
    assert len(grid.rows) == 5001
    assert grid.rows[-1] == (12345, "en tekst, med komma")


def test_a_cell_of_more_than_the_csv_module_allows_is_read(tmp_path: Path) -> None:
    grid = from_text(tmp_path, f"a;b\n{'x' * 200_000};1\n")
    assert grid.rows[1][0] == "x" * 200_000


@settings(max_examples=60)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"), b"a;b\n"]))
def test_any_bytes_give_grids_or_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "fil.xlsx"
    path.write_bytes(head + tail)
    codes = set()
    try:
        assert all(isinstance(grid, Grid) for grid in read_grids(path, "fil"))
    except SourceError as error:
        codes.add(error.code)
    assert codes <= {"unreadable-file", "not-a-spreadsheet", "encrypted-file", "unsafe-file", "empty-file"}


def test_distinct_texts_are_kept_once_in_memory(tmp_path: Path) -> None:
    grid = one(workbook(tmp_path, *[("I høj grad", f"nr. {number}") for number in range(50)]))
    assert len({id(row[0]) for row in grid.rows}) == 1
    assert sys.getrefcount(grid.rows[0][0]) > 50


# --- What calamine does not tell


def told(grid: Grid) -> dict[str, str]:
    """Return the codes of what is said about a grid, with the cell."""
    return {problem.code: problem.where.a1 for problem in grid.problems}


def test_formulas_that_nobody_has_computed_are_blank_and_counted(tmp_path: Path) -> None:
    grid = one(workbook(tmp_path, ("Sum", "=1+1"), (3, "=B1*2")))
    assert grid.rows == [("Sum",), (3,)]
    assert [(problem.code, problem.where.a1, problem.values) for problem in grid.problems] == [
        ("formulas-without-values", "B1", {"count": "2"})
    ]


def test_cells_that_are_struck_through_are_read_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ["Fare", "Tiltag"])
        sheet.write_row(1, 0, ["Glat gulv", "Måtter"], struck)
        sheet.write_blank(2, 0, None, struck)
    grid = one(path)
    assert [row for row in grid.rows if any(row)] == [("Fare", "Tiltag"), ("Glat gulv", "Måtter")]
    assert [(one.code, one.where.a1, one.values) for one in grid.problems] == [("struck-cells", "A2", {"count": "2"})]


def test_a_part_of_a_text_that_is_struck_through_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, struck, bold = book.add_worksheet(), book.add_format({"font_strikeout": True}), book.add_format()
        bold.set_bold()
        sheet.write_row(0, 0, ["Fare", "Tiltag"])
        sheet.write_rich_string(1, 0, struck, "Glat gulv. ", "Støj")
        sheet.write_rich_string(2, 0, bold, "Træk ", "ved porten")
    grid = one(path)
    assert grid.rows[1][0] == "Glat gulv. Støj"
    assert [(one.code, one.where.a1, one.values) for one in grid.problems] == [("struck-text", "A2", {"count": "1"})]


def test_noughts_that_stand_in_for_results_are_no_results(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=2*6")
        sheet.write_formula("A2", "=2*6", None, 12)
        sheet.write_number("A3", 0)
    grid = one(path)
    assert [row[0] if row else None for row in grid.rows] == [None, 12, 0]
    assert told(grid) == {"formulas-without-values": "A1"}


def test_a_formula_whose_result_is_an_empty_text_is_computed(tmp_path: Path) -> None:
    path = with_sheet(
        workbook(tmp_path, ("=1", 2)), (b'<c r="A1"><f>1</f><v></v></c>', b'<c r="A1" t="str"><f>""</f><v></v></c>')
    )
    assert not one(path).problems


def test_tags_with_a_prefix_and_attributes_in_another_order_are_understood(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("a", "=1/0"))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b'<c r="B1"><f>1/0</f><v></v></c>', b"<c t='e' r='B1'><f>1/0</f><v>#DIV/0!</v></c>")
    sheet = sheet.replace(b"<worksheet xmlns=", b"<worksheet xmlns:x=").replace(b"</", b"</x:")
    sheet = b"".join(
        piece if number == 0 or piece.startswith((b"/", b"?")) else b"x:" + piece
        for number, piece in enumerate(sheet.replace(b"<", b"<\x00").split(b"\x00"))
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    grid = one(zipped(path, {**parts, "xl/worksheets/sheet1.xml": sheet}))
    assert {cell.a1: error for cell, error in grid.errors.items()} == {"B1": "#DIV/0!"}
    assert grid.rows[0][0] == "a"


@pytest.mark.parametrize(
    "row", [b'<row r="2"><c r="XFD1048576"><v>1</v></c></row>', b'<row><c s="0" r="XFD1048576"><v>1</v></c></row>']
)
def test_a_stray_cell_is_found_also_where_the_row_hides_it(tmp_path: Path, row: bytes) -> None:
    assert code(with_sheet(workbook(tmp_path, (1,)), (b"</sheetData>", row + b"</sheetData>"))) == "too-large"


def test_a_value_far_down_leaves_the_rows_between_empty(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("B1", "a")
        sheet.write("B60000", "b")
    rows = one(path).rows
    assert (len(rows), rows[0], rows[59_999]) == (60_000, (None, "a"), (None, "b"))
    assert rows[1] is rows[2]


def test_merged_cells_are_told_with_their_corners(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"] = "Støj"
    book.worksheets[0].merge_cells("B2:D3")
    path = tmp_path / "bog.xlsx"
    book.save(path)
    assert list(one(path).merged) == [(1, 1, 2, 3)]


def test_colours_of_cells_are_solved_and_white_is_none(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    colours = {
        "A1": Color(rgb="FFFF0000"),
        "B1": Color(indexed=5),
        "C1": Color(theme=4),
        "D1": Color(theme=0, tint=-0.5),
        "E1": Color(theme=1, tint=0.5),
        "F1": Color(rgb="FFFFFFFF"),
        "G1": Color(theme=0),
    }
    for cell, colour in colours.items():
        sheet[cell].fill = PatternFill("solid", fgColor=colour)
    sheet["H1"].fill = PatternFill("gray125")
    sheet["I1"] = "uden farve"
    path = tmp_path / "bog.xlsx"
    book.save(path)
    fills = {CellRef("", "", row + 1, column + 1).a1: colour for (row, column), colour in one(path).fills().items()}
    assert fills == {"A1": "FF0000", "B1": "FFFF00", "C1": "4F81BD", "D1": "808080", "E1": "808080"}


def test_files_without_colours_have_no_fills(tmp_path: Path) -> None:
    assert from_text(tmp_path, "a;b\n").fills() == {}


def xls(path: Path, *, sheets: int = 1) -> Path:
    book = xlwt.Workbook()
    book.dates_1904 = True
    for number in range(sheets):
        sheet = book.add_sheet(f"Ark{number}")
        sheet.write(0, 0, date(2021, 1, 2), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
        sheet.write(0, 1, "Støj")
        sheet.write(1, 1, 0.25, xlwt.easyxf(num_format_str="0%"))
        sheet.row(2 + number).set_cell_error(1, "#DIV/0!")
        sheet.write_merge(4, 4, 0, 2, "flettet")
    book.save(str(path))
    return path


def test_an_older_workbook_has_dates_errors_and_merged_cells(tmp_path: Path) -> None:
    first, second = read_grids(xls(tmp_path / "bog.xls", sheets=2), "bog.xls")
    assert first.rows[0][:2] == (date(2021, 1, 2), "Støj")
    assert first.rows[1][1] == 0.25
    assert list(first.merged) == [(4, 0, 4, 2)]
    assert [{cell.a1: error for cell, error in grid.errors.items()} for grid in (first, second)] == [
        {"B3": "#DIV/0!"},
        {"B4": "#DIV/0!"},
    ]


def test_an_older_workbook_whose_cells_lie_beyond_the_format_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "bog.xls")
    number = struct.pack("<HHHH", 0x27E, 10, 1, 1)  # a number in B2
    assert number in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(number, struct.pack("<HHHH", 0x27E, 10, 65_535, 65_535)))
    assert code(path) == "unreadable-file"


def test_an_older_workbook_that_claims_to_be_larger_than_the_format_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "bog.xls")
    raw = bytearray(path.read_bytes())
    place = raw.index(struct.pack("<HH", 0x200, 14))
    raw[place + 8 : place + 12] = struct.pack("<I", 0x7FFFFFFF)
    path.write_bytes(bytes(raw))
    assert code(path) == "unreadable-file"


def test_an_older_workbook_with_larger_tables_than_the_file_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "bog.xls")
    raw = bytearray(path.read_bytes())
    raw[0x40:0x44] = struct.pack("<I", 0x800000)  # sectors of the table of small streams
    path.write_bytes(bytes(raw))
    assert code(path) == "unreadable-file"


def test_an_older_workbook_whose_sectors_go_round_in_a_ring_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "bog.xls")
    raw = bytearray(path.read_bytes())
    (directory,), (table,) = struct.unpack_from("<I", raw, 0x30), struct.unpack_from("<I", raw, 0x4C)
    struct.pack_into("<I", raw, 512 * (table + 1) + 4 * directory, directory)
    path.write_bytes(bytes(raw))
    assert code(path) == "unreadable-file"


def test_more_parts_than_any_workbook_has_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_PARTS", 5)
    assert code(workbook(tmp_path, ("a",))) == "too-large"


def test_an_older_workbook_that_claims_more_texts_than_it_can_hold_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "bog.xls")
    raw = bytearray(path.read_bytes())
    place = raw.index(b"\xfc\x00", raw.index(b"\x85\x00"))  # the list of texts comes after that of sheets
    raw[place + 8 : place + 12] = struct.pack("<I", 0x7FFFFFFF)
    path.write_bytes(bytes(raw))
    assert code(path) == "unreadable-file"


def ods(path: Path, table: str) -> Path:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Ark1">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(path, {"mimetype": mime, "META-INF/manifest.xml": b"<a/>", "content.xml": content.encode()})


def cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


_TAIL = row(
    '<table:table-cell table:number-columns-repeated="16384"/>', attributes='table:number-rows-repeated="1048000"'
)


def test_an_opendocument_sheet_has_its_errors_and_merged_cells_told(tmp_path: Path) -> None:
    wide = cell("Støj", 'table:number-columns-spanned="2" table:number-rows-spanned="1"')
    wrong = cell("#DIV/0!", 'table:formula="of:=1/0" office:string-value="" calcext:value-type="error"')
    twice = cell("a", 'table:number-columns-repeated="2"')
    table = row(wide, "<table:covered-table-cell/>") + row(twice, wrong, attributes='table:number-rows-repeated="2"')
    grid = one(ods(tmp_path / "bog.ods", table + _TAIL))
    assert grid.rows == [("Støj", None, None), ("a", "a", None), ("a", "a", None)]
    assert {place.a1: error for place, error in grid.errors.items()} == {"C2": "#DIV/0!", "C3": "#DIV/0!"}
    assert list(grid.merged) == [(0, 0, 0, 1)]


def test_an_opendocument_sheet_cut_short_is_unreadable_and_not_read_for_ever(tmp_path: Path) -> None:
    path = ods(tmp_path / "ark.ods", row(cell("Støj")))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for before, after in ((b"</table:table>", b""), (b'encoding="UTF-8"', b'encoding="UPF-8"')):
        changed = parts["content.xml"].replace(before, after)
        assert code(zipped(path, {**parts, "content.xml": changed})) == "unreadable-file"


def test_a_repeated_cell_that_would_fill_the_sheet_is_refused(tmp_path: Path) -> None:
    full = row(cell("x", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"')
    assert code(ods(tmp_path / "bog.ods", full)) == "too-large"


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def wide_text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path: Path, *records: bytes) -> Path:
    """Write the least that is a binary workbook."""
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/>'
    bundle = record(156, struct.pack("<II", 0, 1) + wide_text("rId1") + wide_text("Ark1"))
    book = record(131) + record(143) + bundle + record(144) + record(132)
    size = record(148, struct.pack("<4I", 0, 9, 0, 9))
    body = record(129) + size + record(145) + b"".join(records) + record(146) + record(130)
    return zipped(
        path,
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations.format(sheet).encode(),
            "xl/worksheets/sheet1.bin": body,
        },
    )


def row_record(number: int) -> bytes:
    return record(0, struct.pack("<I", number) + bytes(13))


def cell_record(kind: int, column: int, value: bytes) -> bytes:
    return record(kind, struct.pack("<II", column, 0) + value)


def test_a_binary_workbook_has_its_errors_and_merged_cells_told(tmp_path: Path) -> None:
    merged = record(176, struct.pack("<4I", 4, 5, 0, 2))
    cells = [row_record(1), cell_record(5, 0, struct.pack("<d", 2.5)), cell_record(3, 2, b"\x07")]
    grid = one(xlsb(tmp_path / "bog.xlsb", *cells, row_record(2), cell_record(6, 1, wide_text("Støj")), merged))
    assert grid.rows[1][0] == 2.5
    assert grid.rows[2][1] == "Støj"
    assert {place.a1: error for place, error in grid.errors.items()} == {"C2": "#DIV/0!"}
    assert list(grid.merged) == [(4, 0, 5, 2)]


def test_a_stray_cell_in_a_binary_workbook_is_refused(tmp_path: Path) -> None:
    far = [row_record(0), cell_record(5, 0, bytes(8)), row_record(1_048_575), cell_record(5, 16_383, bytes(8))]
    assert code(xlsb(tmp_path / "bog.xlsb", *far)) == "too-large"


# --- What is said of the file


def test_macros_are_told_with_the_first_visible_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("a", 1), name="bog.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert told(one(path)) == {"macros": ""}


def test_another_extension_than_the_content_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("a", 1), name="bog.xls")
    (problem,) = one(path).problems
    assert (problem.code, problem.where, problem.values["suffix"]) == ("wrong-extension", CellRef("inputs/fil"), ".xls")
    assert not one(workbook(tmp_path, ("a", 1), name="bog.xlsm")).problems


def test_a_lock_file_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "~$apv.xlsx"
    path.write_bytes(b"\x06Bruger" + bytes(158))
    assert code(path) == "lock-file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    path.mkdir()
    assert code(path) == "unreadable-file"


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(500 << 20)
    assert code(path) == "too-large"


# --- Encrypted files


def encrypted(tmp_path: Path, password: str) -> Path:
    plain = workbook(tmp_path, ("Støj", 3))
    path = tmp_path / "laast.xlsx"
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    return path


def test_an_encrypted_workbook_opens_with_the_password_that_fits(tmp_path: Path) -> None:
    (grid,) = read_grids(encrypted(tmp_path, "hemmelig"), "laast.xlsx", ["forkert", "hemmelig"])
    assert grid.rows == [("Støj", 3)]
    assert not grid.problems


def test_without_a_password_one_is_asked_for_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    path = encrypted(tmp_path, "hemmelig")
    assert code(path) == "encrypted-file"
    with pytest.raises(SourceError) as caught:
        list(read_grids(path, path.name, ["forkert"]))
    assert caught.value.code == "wrong-password"


def test_what_is_only_protected_against_changes_opens_without_a_password(tmp_path: Path) -> None:
    assert one(encrypted(tmp_path, "VelvetSweatshop")).rows == [("Støj", 3)]


def test_an_opendocument_sheet_with_a_password_is_encrypted(tmp_path: Path) -> None:
    parts = {"content.xml": b"?", "META-INF/manifest.xml": b"<manifest><encryption-data/></manifest>"}
    assert code(zipped(tmp_path / "bog.ods", parts)) == "encrypted-file"


# --- Web pages and XML


def test_a_web_page_named_as_a_workbook_gives_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "eksport.xls"
    page = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
    <meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head><body><table>
    <tr><th rowspan=2>Afdeling</th><th colspan="2">Støj</th></tr><tr><td>Ja<td>Nej</tr>
    <tr><td>Køk<b>ken</b></td><td x:num="0.25">25 %</td><td>1,5</td></tr><tr><td>linje 1<br>linje 2</td></tr></table>
    <table><caption>Bilag</caption><tr><td>#I/T</td></tr></table></body></html>"""
    path.write_bytes(page.encode("cp1252"))
    first, second = read_grids(path, "eksport.xls")
    assert first.rows == [
        ("Afdeling", "Støj"),
        (None, "Ja", "Nej"),
        ("Køkken", 0.25, 1.5),
        ("linje 1\nlinje 2",),
    ]
    assert list(first.merged) == [(0, 0, 1, 0), (0, 1, 0, 2)]
    assert told(first) == {"wrong-extension": ""}
    assert second.sheet == "Bilag"
    assert list(second.errors.values()) == ["#I/T"]


def test_a_table_within_a_table_is_a_grid_of_its_own(tmp_path: Path) -> None:
    outer, inner = list(
        read_grids(page(tmp_path, "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>"), "f")
    )
    assert (outer.rows, inner.rows) == ([("a",)], [("b",)])


def page(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "side.htm"
    path.write_text(text, encoding="utf-8")
    return path


def test_spans_beyond_reason_do_not_fill_memory(tmp_path: Path) -> None:
    (grid,) = read_grids(page(tmp_path, "<table><tr><td rowspan=9999999 colspan=9999999>x</td></tr></table>"), "f")
    assert list(grid.merged) == [(0, 0, 0, 999)]


def test_text_that_begins_with_less_than_is_no_web_page(tmp_path: Path) -> None:
    assert from_text(tmp_path, "<18 år;18-30 år\n3;4\n").rows == [("<18 år", "18-30 år"), (3, 4)]


def test_a_web_archive_gives_the_tables_of_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "eksport.mht"
    path.write_bytes(
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<table><tr><td>St=C3=B8j</td></tr></table>\r\n--x--\r\n"
    )
    assert one(path).rows == [("Støj",)]


_EXCEL_2003 = """<?xml version="1.0"?>{}
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Svar"><Table><Row ss:Index="2">
<Cell ss:MergeAcross="1"><Data ss:Type="String">Støj{}</Data></Cell><Cell ss:Index="4">
<Data ss:Type="Number">0.25</Data></Cell></Row><Row><Cell><Data ss:Type="DateTime">2026-01-02T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Skjult">
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


def test_the_xml_of_excel_2003_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gammel.xml"
    path.write_text(_EXCEL_2003.format("", ""), encoding="utf-8")
    hidden, grid = read_grids(path, "gammel.xml")
    assert (hidden.sheet, hidden.hidden) == ("Skjult", True)
    assert grid.rows == [(), ("Støj", None, None, 0.25), (date(2026, 1, 2), None, True)]
    assert {place.a1: error for place, error in grid.errors.items()} == {"B3": "#N/A"}
    assert list(grid.merged) == [(1, 0, 1, 1)]


@pytest.mark.parametrize("told", ["", "x", "𝔄", "31-02-2026", "9" * 30])
def test_a_place_in_the_xml_of_excel_2003_that_is_no_number_is_the_next(tmp_path: Path, told: str) -> None:
    space = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    cells = f'<Cell ss:Index="{told}" ss:MergeAcross="{told}"><Data ss:Type="String">a</Data></Cell>'
    xml = f'<?xml version="1.0"?><Workbook {space}><Worksheet ss:Name="A"><Table><Row>{cells}</Row></Table></Worksheet>'
    (tmp_path / "bog.xml").write_text(f"{xml}</Workbook>", encoding="utf-8")
    assert one(tmp_path / "bog.xml").rows[0] == ("a",)


def test_entities_in_the_xml_of_excel_2003_are_unsafe(tmp_path: Path) -> None:
    path = tmp_path / "bombe.xml"
    path.write_text(_EXCEL_2003.format('<!DOCTYPE x [<!ENTITY a "aaaa">]>', "&a;"), encoding="utf-8")
    assert code(path) == "unsafe-file"


# --- Quotation marks that do not add up


def test_lines_with_a_stray_quotation_mark_are_read_alone_and_told(tmp_path: Path) -> None:
    text = 'a;b;c\n1;"x;3\n2;y;"god; ja"\n3;"to\nlinjer";q\n4;"z;9\n5;å;6\n'
    grid = from_text(tmp_path, text)
    assert grid.rows == [
        ("a", "b", "c"),
        (1, '"x', 3),
        (2, "y", "god; ja"),
        (3, "to\nlinjer", "q"),
        (4, '"z', 9),
        (5, "å", 6),
    ]
    assert [(problem.code, problem.values) for problem in grid.problems] == [
        ("stray-quotes", {"count": "2", "line": "2"})
    ]


def test_a_line_that_a_comma_in_a_text_made_longer_is_told(tmp_path: Path) -> None:
    lines = ["Fare,Årsag,Risikotal", *(f"Fare {n},Slid,{n}" for n in range(2, 9)), "Stempel,Smøring, slid,140"]
    (tmp_path / "fmea.csv").write_text("\n".join(lines), encoding="utf-8")
    (grid,) = read_grids(tmp_path / "fmea.csv", "fmea.csv")
    (problem,) = grid.problems
    assert (problem.code, problem.where.row, problem.values) == ("moved-cells", 9, {"count": "1"})


def test_separators_that_end_a_line_move_nothing(tmp_path: Path) -> None:
    lines = ["Fare;Årsag;Risikotal", *(f"Fare {n};Slid;{n}" for n in range(2, 9)), "Stempel;Smøring;140;;;"]
    (tmp_path / "fmea.csv").write_text("\n".join(lines), encoding="utf-8")
    (grid,) = read_grids(tmp_path / "fmea.csv", "fmea.csv")
    assert grid.problems == ()


def test_inches_are_no_quotation_marks(tmp_path: Path) -> None:
    grid = from_text(tmp_path, 'a;b;c\n1;5" rør;"x"\n2;"3"" rør";y\n')
    assert grid.rows[1:] == [(1, '5" rør', "x"), (2, '3" rør', "y")]
    assert not grid.problems


def test_a_blank_before_a_quotation_mark_is_allowed(tmp_path: Path) -> None:
    assert from_text(tmp_path, 'a, b, c\n1, "x, y", 3\n').rows[1] == (1, "x, y", 3)


@settings(max_examples=100)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="latin-1", min_codepoint=32), max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)
def test_what_the_csv_module_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, records: list[list[str]]
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [["første", "anden", "tredje"], *records]
    )
    path = tmp_path_factory.mktemp("csv") / "fil.csv"
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    rows = one(path).rows
    expected = values.TextValues(danish=True)
    assert [tuple(row) or (None,) * 3 for row in rows[1:]] == [
        tuple(None if expected[text] in values._ERROR_WORDS else expected[text] for text in record)
        for record in records
    ]


def test_more_values_than_a_computer_at_work_can_hold_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "MOST_VALUES", 7)
    assert len(from_text(tmp_path, "a;b\n" * 3).rows) == 3
    path = tmp_path / "fil.csv"
    path.write_text("a;b\n" * 4, encoding="utf-8")
    assert code(path) == "too-large"
    assert code(workbook(tmp_path, *[("a", "b")] * 4)) == "too-large"


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    path.write_text("a;b\n" + "1;2;" * 2_000_000, encoding="utf-8")
    assert code(path) == "too-large"


def test_letters_that_a_web_form_wrote_as_entities_do_not_cut_cells(tmp_path: Path) -> None:
    grid = from_text(tmp_path, "Fare;Score\nSt&oslash;v &amp; r&oslash;g;3\n")
    assert grid.rows[1] == ("Støv & røg", 3)


def test_an_ampersand_that_is_no_entity_stays(tmp_path: Path) -> None:
    assert from_text(tmp_path, "Fare,Score\nStøv &amp; røg,3\n").rows[1] == ("Støv &amp; røg", 3)
