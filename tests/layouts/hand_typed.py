"""Surveys that somebody typed: departments outside columns, crosses, numbers without words."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from layouts import Writer
from layouts.books import CREATED, Rows, xlsx

QUESTIONS = ("Er du generet af støj?", "Kan du få hjælp af dine kolleger?", "Løfter du tungt?")


def _answers(count: int, start: int = 0) -> list[tuple[str, str, str]]:
    rows = range(start, start + count)
    return [("Ja" if row % 3 else "Nej", "Nej" if row % 4 else "Ja", "Ja" if row % 2 else "Nej") for row in rows]


def _numbered(count: int, start: int = 0) -> Rows:
    return [(number + 1, *answers) for number, answers in enumerate(_answers(count, start))]


def merged_department(folder: Path) -> None:
    """The department's cell is merged over the rows of its respondents; the last one has none."""
    with xlsxwriter.Workbook(folder / "apv.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Ark1")
        sheet.write_row(0, 0, ["Afsnit", *QUESTIONS])
        for row, answers in enumerate(_answers(13)):
            sheet.write_row(row + 1, 1, answers)
        sheet.merge_range(1, 0, 6, 0, "Rosenhaven")
        sheet.merge_range(7, 0, 12, 0, "Solsiden")


def department_headings(folder: Path) -> None:
    """The department stands alone in a row above its respondents."""
    head = ("Nr.", *QUESTIONS)
    xlsx(folder / "apv.xlsx", {"Ark1": [head, ("Rosenhaven",), *_numbered(6), ("Solsiden (6)",), *_numbered(6, 6)]})


def department_in_title(folder: Path) -> None:
    """A file for each department: its title tells which one, or the name of the file does."""
    head = ("Nr.", *QUESTIONS)
    xlsx(folder / "svar 1.xlsx", {"Ark1": [("APV 2026 – Afdeling: Snedkeriet",), (), head, *_numbered(7)]})
    xlsx(folder / "APV afdeling Lageret 2026.xlsx", {"Ark1": [head, *_numbered(8)]})


def department_sheets(folder: Path) -> None:
    """A sheet for each department."""
    head = ("Nr.", *QUESTIONS)
    xlsx(folder / "apv.xlsx", {name: [head, *_numbered(6 + n)] for n, name in enumerate(("Køkkenet", "Vaskeriet"))})


def crosses(folder: Path) -> None:
    """A cross under Ja or Nej below each question, as on paper; somebody put two."""
    top = ("Skema nr.", "Støj", None, "Belysning", None, "Har du for travlt?", None)
    below = (None, *("Ja", "Nej") * 3)
    rows = [
        (number + 1, *(cell for answer in answers for cell in (("x", None) if answer == "Ja" else (None, "x"))))
        for number, answers in enumerate(_answers(9))
    ]
    xlsx(folder / "apv.xlsx", {"Ark1": [top, below, *rows, (10, "x", "x", None, "x", None, None)]})


def points(folder: Path) -> None:
    """Scales to 100, and yes and no as 0 and 1 under short names: the numbers alone tell no direction."""
    head = ("Afdeling", "Helbred (0-100)", "stoej_gener", "lys_ok", "Smerter - Ryg", "Smerter - Nakke")
    rows = [
        ("Kontor" if row % 2 else "Lager", row * 37 % 101, row % 3 % 2, (row + 1) % 2, row % 2, row % 4 % 2)
        for row in range(36)
    ]
    xlsx(folder / "apv.xlsx", {"Ark1": [head, *rows]})


CASES: dict[str, Writer] = {
    "typed_merged_department": merged_department,
    "typed_department_headings": department_headings,
    "typed_department_in_title": department_in_title,
    "typed_department_sheets": department_sheets,
    "typed_crosses": crosses,
    "typed_points": points,
}
