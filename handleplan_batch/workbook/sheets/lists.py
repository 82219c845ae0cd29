"""The hidden lists behind the drop-downs, and the checks on what is typed into the users' columns."""

from __future__ import annotations

from datetime import date
from typing import Any

from handleplan_batch.language import N_, _
from handleplan_batch.workbook.columns import FINDINGS, ROUND_TRIP, Column, Kind, Owner, Table, column_letter, labels
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Page

_TITLE = N_("Lists")
_LISTING = (*ROUND_TRIP, FINDINGS)
_OF_THE_TOOL = N_("The tool's: it is worked out anew each time, so a change here is not kept.")
_EARLIEST = date(2000, 1, 1)


def _lists() -> tuple[Column, ...]:
    return tuple(column for table in _LISTING for column in table.user_columns if column.choices is not None)


def draw(book: Book, content: Content) -> None:
    """Write one list per column under its label, on a hidden sheet; last the themes."""
    page = book.page(_(_TITLE))
    page.sheet.hide()
    for position, column in enumerate(_lists()):
        for row, text in enumerate((_(column.label), *labels(column.choices or {}))):
            page.write(row, position, text, *(("bold",) if row == 0 else ()))
    for row, text in enumerate((_("Theme"), *_themes(content))):
        page.write(row, len(_lists()), text, *(("bold",) if row == 0 else ()))
    page.widths([28] * (len(_lists()) + 1))


def _themes(content: Content) -> list[str]:
    return [theme.name.pick(content.plan.language) for theme in content.plan.themes.values()]


def guard_findings(page: Page, records: int, content: Content) -> None:
    """Add drop-downs to what a person may correct of a finding."""
    letter = column_letter(len(_lists()))
    for column in FINDINGS.user_columns:
        rule = _rule(column)
        if column.choices is None:
            source = f"='{_(_TITLE)}'!${letter}$2:${letter}${max(len(_themes(content)), 1) + 1}"
            rule = _choice(source)
        told = {"input_title": _(column.label), "input_message": _(column.guide)}
        page.allow(
            FINDINGS.first_row - 1, FINDINGS.index(column.key), FINDINGS.header_row + max(records, 1) - 1, told | rule
        )


def guard(page: Page, table: Table, records: int) -> None:
    """Add drop-downs, checks and guiding questions to the users' columns of a table; the others say whose they are."""
    first, last = table.first_row - 1, table.last_row(records) - 1
    for position, column in enumerate(table.columns):
        told = _(column.guide or _OF_THE_TOOL)
        rule = _rule(column) if column.owner is Owner.USER else {"validate": "any"}
        page.allow(first, position, last, {"input_title": _(column.label), "input_message": told, **rule})


def _choice(source: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_title": _("Choose from the list"),
        "error_message": _("Choose one of the list's words, or leave the cell empty."),
    }


def _rule(column: Column) -> dict[str, Any]:
    if column.choices is not None:
        position = [listed.key for listed in _lists()].index(column.key)
        letter = column_letter(position)
        return _choice(f"='{_(_TITLE)}'!${letter}$2:${letter}${len(column.choices) + 1}")
    if column.kind is Kind.DATE:
        return {
            "validate": "date",
            "criteria": ">=",
            "value": _EARLIEST,
            "error_title": _("Not a date"),
            "error_message": _("Write a date such as 31-12-2026, or leave the cell empty."),
        }
    if column.kind is Kind.PERCENT:
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 1,
            "error_title": _("Not a share"),
            "error_message": _("Write a share from 0 % to 100 %, or leave the cell empty."),
        }
    return {"validate": "any"}
