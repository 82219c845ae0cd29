"""A plan → an Excel workbook, the same bytes for the same plan."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path

from handleplan_batch.encryption import encrypted
from handleplan_batch.language import _
from handleplan_batch.model import OwnArea, OwnSheet, Plan
from handleplan_batch.replacing import replacing
from handleplan_batch.workbook.base import write_base
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Formula
from handleplan_batch.workbook.sheets import SHEETS

_LANGUAGE_TAGS = {"da": "da-DK", "en": "en-GB"}


def write_plan(plan: Plan, path: Path, sheets: Iterable[OwnSheet] = (), password: str = "") -> None:
    """Write the plan as a workbook, in the language of the run (which is ``plan.language``).

    ``sheets`` are those that people added to the workbooks it is made of; they come along, last. With a ``password``
    the file is encrypted.

    An existing file is replaced in one step; raises OutputError when that cannot be done or the plan does not fit.
    """
    content = Content(plan)
    stream = io.BytesIO()
    book = Book(stream)
    book.workbook.language_tag = _LANGUAGE_TAGS[plan.language]
    book.workbook.set_properties(
        {
            "title": _("Action plan for {organisation}").format(organisation=plan.covers),
            "subject": _("Workplace assessment (APV)"),
            "author": "handleplan_batch",
            "created": datetime.combine(plan.created_on, time()),
        }
    )
    for draw in SHEETS:
        draw(book, content)
    for sheet in sheets:
        _carry_along(book, sheet)
    write_base(book, plan, content.actions)
    book.workbook.close()
    finished = stream.getvalue()
    with replacing(path) as unfinished:
        unfinished.write_bytes(encrypted(finished, password) if password else finished)


def _carry_along(book: Book, sheet: OwnSheet) -> None:
    """Write a sheet that somebody added: what is written, the looks of its cells, widths, tables and merged cells."""
    page = book.page(_free_title(book, sheet.title))
    page.own = True
    for column, width in sheet.widths.items():
        page.sheet.set_column(column - 1, column - 1, width)
    values = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    for area in sheet.tables:
        page.own_table(area, [str(values[area.first_row, column]) for column in _columns_of(area)])
    for area in sheet.merged:
        page.join(area)
    for cell in sheet.cells:
        look = book.look(cell.number_format, cell.bold, cell.fill)
        value = Formula(str(cell.value), 0) if cell.formula else cell.value
        page.write(cell.row - 1, cell.column - 1, value, style=look)
        if cell.note:
            page.note(cell.row - 1, cell.column - 1, cell.note)


def _columns_of(area: OwnArea) -> range:
    return range(area.first_column, area.last_column + 1)


def _free_title(book: Book, title: str) -> str:
    """Return a name that no sheet of the workbook has; Excel allows 31 characters and does not tell case."""
    taken = {page.title.casefold() for page in book.pages}
    number, free = 1, title
    while free.casefold() in taken:
        number += 1
        free = f"{title[: _LONGEST_TITLE - 5]} ({number})"
    return free


_LONGEST_TITLE = 31
