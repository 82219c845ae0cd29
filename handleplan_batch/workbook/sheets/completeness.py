"""Lovtjek: what the law and good practice ask for and the plan does not hold yet."""

from __future__ import annotations

from handleplan_batch.language import _
from handleplan_batch.model import ProblemLevel
from handleplan_batch.workbook.columns import COMPLETENESS, SHORTFALL_LEVELS, label_of
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Value

_WIDTHS = [column.width for column in COMPLETENESS.columns]


def draw(book: Book, content: Content) -> None:
    """Write a row per rule and plan row that falls short."""
    page = book.page(_(COMPLETENESS.title))
    page.title_row(
        _(COMPLETENESS.title),
        _("What was missing on the day the plan was made. A row without a number concerns the whole plan."),
    )
    page.widths(_WIDTHS)
    records: list[dict[str, Value]] = [
        {
            "rule": shortfall.rule,
            "level": shortfall.level,
            "action_id": shortfall.action_id,
            "message": shortfall.message,
            "remedy": shortfall.remedy,
            "basis": shortfall.basis,
        }
        for shortfall in content.plan.shortfalls
    ]
    end = page.table(COMPLETENESS, records or [{"message": _("Nothing is missing.")}], _WIDTHS)
    level = COMPLETENESS.index("level")
    required = {
        "type": "cell",
        "criteria": "==",
        "value": f'"{label_of(SHORTFALL_LEVELS, ProblemLevel.ERROR)}"',
        "format": book.change(font_color="#8C2F2B", bold=True),
    }
    page.highlight(COMPLETENESS.header_row, level, end - 1, level, required)
    page.sheet.freeze_panes(COMPLETENESS.header_row, 1)
    page.print_setup(_WIDTHS, (COMPLETENESS.header_row - 1, COMPLETENESS.header_row - 1))
