"""Afsluttede indsatser: what was in an earlier plan and is done, given up, or was never taken up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handleplan_batch.language import _
from handleplan_batch.model import ClosedAction, Mark
from handleplan_batch.workbook.columns import CLOSED, Column, Table
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Value


def draw(book: Book, content: Content) -> None:
    """Write every closed action with all that stood in its row; a plan without any has no such sheet."""
    closed = content.plan.closed
    if not closed:
        return
    page = book.page(_(CLOSED.title))
    page.title_row(
        _(CLOSED.title), _("As they stood when they left the plan. Their numbers are not used again."), column=1
    )
    own = dict.fromkeys(header for one in closed for header in one.own)
    columns = (Column(f"own:{header}", header, width=22, own=True) for header in own)
    table = replace(CLOSED, columns=(*CLOSED.columns, *columns))
    widths = [column.width for column in table.columns]
    page.widths(widths)
    marks = [mark for one in closed for mark in _marks(one, table)]
    page.table(table, [_record(one) for one in closed], widths, marks=marks)
    page.sheet.ignore_errors({"number_stored_as_text": f"A{CLOSED.first_row}:AZ{CLOSED.last_row(len(closed))}"})
    page.sheet.freeze_panes(CLOSED.header_row, 1)
    page.print_setup(widths, (CLOSED.header_row - 1, CLOSED.header_row - 1))


def _marks(one: ClosedAction, table: Table) -> Iterator[Mark]:
    """Yield the notes of a closed action; those of a column that is not shown here stand at its number."""
    shown, found = {column.key for column in table.columns}, dict[str, list[str]]()
    for key, note in one.notes.items():
        place = f"own:{key.partition(':')[2]}" if ":" in key else key
        found.setdefault(place if place in shown else "id", []).append(note)
    return (Mark(table.key, one.action.id, key, "\n".join(notes)) for key, notes in found.items())


def _record(one: ClosedAction) -> dict[str, Value]:
    fields: dict[str, Value] = {
        column.key: getattr(one.action, column.key) for column in CLOSED.columns if hasattr(one.action, column.key)
    }
    own: dict[str, Value] = {f"own:{header}": value for header, value in one.own.items()}
    return {**fields, "reason": one.reason, "plan_date": one.plan_date, **own}
