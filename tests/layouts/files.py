"""The same small survey in the kinds of file that people send."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import xlsxwriter
import xlwt

from layouts import Writer
from layouts.books import CREATED, Rows, delimited

HEADER = ("Afdeling", "Er du generet af støj på gangen?", "Får du hjælp, når du har brug for det?", "Bemærkninger")
DEGREES = ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad")
COMMENTS = {
    0: "Der er for koldt ved porten om morgenen.",
    1: "Det larmer; især i åbningstiden.",
    3: "Vi mangler en fast plan for, hvem der åbner.",
    6: "Lyset er godt nok på lageret, men der trækker ved porten.",
    8: "Det er svært at få fat i vores leder.",
    9: "Kollegerne hjælper altid.",
    11: "Støjen fra ventilationen er værst om aftenen.",
}
ROWS: Rows = [
    HEADER,
    *(
        (name, DEGREES[row % 5], DEGREES[(row + 2) % 4], COMMENTS.get(row))
        for row, name in enumerate(["Køkken"] * 7 + ["Æblelager"] * 6)
    ),
]


def web_page(folder: Path) -> None:
    """A system that "exports to Excel" by writing a web page: a title over all columns, Windows' letters."""
    (folder / "eksport.xls").write_bytes(_page("Trivsel på Ågården", ROWS).encode("cp1252"))


def _page(title: str, rows: Rows) -> str:
    lines = [
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'></head><body><table>",
        f"<tr><td colspan={len(HEADER)}><b>{escape(title)}</b></td></tr>",
    ]
    lines += ["<tr>" + "".join(f"<td>{escape(str(cell or ''))}</td>" for cell in cells) + "</tr>" for cells in rows]
    return "\r\n".join([*lines, "</table></body></html>"])


def excel_2003_xml(folder: Path) -> None:
    """The XML of Excel 2003, where blank cells are leapt over."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    lines = [f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="Svar"><Table>']
    for cells in ROWS:
        given = [(place, cell) for place, cell in enumerate(cells, 1) if cell is not None]
        lines.append("<Row>" + "".join(_xml_cell(place, escape(str(cell))) for place, cell in given) + "</Row>")
    lines.append("</Table></Worksheet></Workbook>")
    (folder / "svar.xls").write_text("\n".join(lines), encoding="utf-8")


def _xml_cell(place: int, text: str) -> str:
    return f'<Cell ss:Index="{place}"><Data ss:Type="String">{text}</Data></Cell>'


def older_excel(folder: Path) -> None:
    """An .xls, with an error cell where an answer should be."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Svar")
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            if (row, column) == (5, 1):
                sheet.row(row).set_cell_error(column, "#NAME?")
            elif cell is not None:
                sheet.write(row, column, cell)
    book.save(str(folder / "svar.xls"))


def opendocument(folder: Path) -> None:
    """A sheet of LibreOffice: equal cells are told once, blank rows to the end of the sheet follow."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in ROWS)
    rest = '<table:table-cell table:number-columns-repeated="16384"/>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Svar">{rows}<table:table-row'
        f' table:number-rows-repeated="1048560">{rest}</table:table-row></table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": content,
    }
    with zipfile.ZipFile(folder / "svar.ods", "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, CREATED.timetuple()[:6]), part)


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def unicode_text(folder: Path) -> None:
    """What Excel calls Unicode text: UTF-16, tabs between cells."""
    delimited(folder / "svar.txt", ROWS, delimiter="\t", encoding="utf-16")


def broken_letters(folder: Path) -> None:
    """UTF-8 that a system took for Windows' letters and encoded once more."""
    delimited(folder / "svar.csv", _through(ROWS, "cp1252"), encoding="utf-8")


def _through(rows: Rows, codec: str) -> list[Sequence[object]]:
    return [[cell.encode().decode(codec) if isinstance(cell, str) else cell for cell in cells] for cells in rows]


def stray_quotes(folder: Path) -> None:
    """A quotation mark that is opened and never closed, above a comment that goes over two lines."""
    lines = [";".join(str(cell or "").replace(";", ",") for cell in cells) for cells in ROWS]
    lines[2] = 'Køkken;I høj grad;I ringe grad;"Støj fra køkkenet hele dagen'
    lines[6] = 'Køkken;Delvist;I høj grad;"Larm; og\r\nuro om aftenen"'
    (folder / "svar.csv").write_text("\r\n".join(lines) + "\r\n", encoding="cp1252", newline="")


def formulas_without_values(folder: Path) -> None:
    """A workbook that a program wrote and no spreadsheet program has computed: the scores are missing."""
    with xlsxwriter.Workbook(folder / "risici.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Risici")
        sheet.write_row(0, 0, ("Afdeling", "Fare", "Sandsynlighed", "Konsekvens", "Risikotal"))
        dangers = [("Køkken", "Glat gulv ved opvasken", 4, 3), ("Lager", "Tunge løft af kasser", 3, 4)]
        for row, danger in enumerate(dangers, 1):
            sheet.write_row(row, 0, danger)
            sheet.write_formula(row, 4, f"=C{row + 1}*D{row + 1}")


CASES: dict[str, Writer] = {
    "file_web_page_as_xls": web_page,
    "file_excel_2003_xml": excel_2003_xml,
    "file_older_excel": older_excel,
    "file_opendocument": opendocument,
    "file_unicode_text": unicode_text,
    "file_broken_letters": broken_letters,
    "file_stray_quotes": stray_quotes,
    "file_formulas_without_values": formulas_without_values,
}
