"""Det hørte vi, det gør vi: one page for the staff of a department, safe to hang up."""

from __future__ import annotations

import re

from handleplan_batch.language import _
from handleplan_batch.model import Action
from handleplan_batch.states import danish_date
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Page, text_height

_WIDTHS = (52.0, 62.0, 16.0)
_MOST_ROWS = 14
"""Actions on the page: more cannot be read from a notice board."""


def draw(book: Book, content: Content) -> None:
    """Write the page of a department's copy: what was heard, what is done about it and when, what works well.

    It names nobody, shows no figures and tells no single case: what was heard is the theme, and what an action concerns
    or who proposed to do it is left out. Of what is sensitive (violence, offensive behaviour, health) nothing but the
    theme is told.
    """
    plan = content.plan
    if not plan.scope:
        return
    page = book.page(_("We heard, we act"))
    page.widths(_WIDTHS)
    page.title_row(
        _("We heard, we act: {department}").format(department=plan.scope),
        _("What you told us, and what we do about it. As on {date}.").format(date=danish_date(plan.created_on)),
    )
    page.write(3, 0, _("We heard"), "head", "head_user")
    page.write(3, 1, _("We act"), "head", "head_user")
    page.write(3, 2, _("By"), "head", "head_user")
    row = 4
    open_ones = [action for action, state in zip(content.actions, content.states, strict=True) if state != "closed"]
    for action in open_ones[:_MOST_ROWS]:
        row = _line(page, row, action, content)
    if len(open_ones) > _MOST_ROWS:
        more = _("… and {count} more actions in the department's plan.").format(count=len(open_ones) - _MOST_ROWS)
        page.write(row, 0, more, "note")
        row += 1
    told = (text for one in plan.challenges for text in one.protective if not text[:1].isdecimal())
    works = list(dict.fromkeys(re.sub(r" \(\d.*", "", text) for text in told))
    if works:
        row += 1
        page.heading(row, _("This works well, and we hold on to it"))
        for text in works:
            row += 1
            page.write(row, 0, text)
    page.write(row + 2, 0, _("Ask your leader or your health and safety representative for more."), "note")
    page.print_setup(_WIDTHS, (3, 3))
    page.sheet.fit_to_pages(1, 1)


def _line(page: Page, row: int, action: Action, content: Content) -> int:
    sensitive = any(
        theme.sensitive and theme.name.pick(content.plan.language) == action.theme
        for theme in content.plan.themes.values()
    )
    concerns = _("{proposal} (concerns: {finding})").partition("{finding}")[0].format(proposal="")
    heard = action.theme or _("Other")
    act = _("We work on it.") if sensitive else action.action.partition(concerns)[0]
    page.write(row, 0, heard, "cell")
    page.write(row, 1, act, "cell")
    page.write(row, 2, action.deadline, "cell", "date")
    page.height(row, text_height(((heard, _WIDTHS[0]), (act, _WIDTHS[1]))))
    return row + 1
