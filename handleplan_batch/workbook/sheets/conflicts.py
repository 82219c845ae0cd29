"""Konflikter: what the plan and a returned workbook changed differently, for a person to decide."""

from __future__ import annotations

from handleplan_batch.language import _
from handleplan_batch.workbook.columns import CONFLICTS, DECISIONS, field_label, labels, shown_value
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Value

_WIDTHS = [column.width for column in CONFLICTS.columns]


def draw(book: Book, content: Content) -> None:
    """Write a row per conflict with a drop-down to decide it; a plan without conflicts has no such sheet."""
    conflicts = content.plan.conflicts
    if not conflicts:
        return
    page = book.page(_(CONFLICTS.title))
    page.title_row(
        _(CONFLICTS.title),
        _("The plan keeps its own words until you choose under the dark heading and collect the same workbooks again."),
    )
    page.widths(_WIDTHS)
    records: list[dict[str, Value]] = [
        {
            "action_id": one.action_id,
            "field": field_label(one.field),
            "base": shown_value(one.field, one.base),
            "ours": shown_value(one.field, one.ours),
            "theirs": shown_value(one.field, one.theirs),
            "source": one.source,
            "decision": one.decision,
        }
        for one in conflicts
    ]
    end = page.table(CONFLICTS, records, _WIDTHS)
    choice = {
        "validate": "list",
        "source": list(labels(DECISIONS)),
        "input_title": _("Which holds?"),
        "input_message": _("Choose whose words hold, and collect the same workbooks again."),
    }
    page.allow(CONFLICTS.header_row, CONFLICTS.index("decision"), end - 1, choice)
    page.sheet.freeze_panes(CONFLICTS.header_row, 1)
    page.print_setup(_WIDTHS, (CONFLICTS.header_row - 1, CONFLICTS.header_row - 1))
