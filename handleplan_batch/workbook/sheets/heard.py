"""Det hørte vi, det gør vi: one page for the staff of a department, safe to hang up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from handleplan_batch.labels import SOURCES
from handleplan_batch.language import _
from handleplan_batch.model import Action
from handleplan_batch.states import danish_date
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, text_height

_WIDTHS = (52.0, 62.0, 16.0)
_MOST_ROWS = 14
"""Lines on the page: more cannot be read from a notice board."""


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
    lines = list(_lines(content))
    for heard, act, deadline in lines[:_MOST_ROWS]:
        page.write(row, 0, heard, "cell")
        page.write(row, 1, act, "cell")
        page.write(row, 2, deadline, "cell", "date")
        page.height(row, text_height(((heard, _WIDTHS[0]), (act, _WIDTHS[1]))))
        row += 1
    if len(lines) > _MOST_ROWS:
        more = _("… and {count} more actions in the department's plan.").format(count=len(lines) - _MOST_ROWS)
        page.write(row, 0, more, "note")
        row += 1
    told = (text for one in plan.challenges for text in one.protective if not text[:1].isdecimal())
    works = list(dict.fromkeys(re.sub(r" \(\d.*", "", text) for text in told))
    if works:
        row += 1
        page.heading(row, _("Here it goes well, and we hold on to it"))
        for text in works:
            row += 1
            page.write(row, 0, text)
    page.write(row + 2, 0, _("Ask your leader or your health and safety representative for more."), "note")
    page.print_setup(_WIDTHS, (3, 3))
    page.sheet.fit_to_pages(1, 1)


def _lines(content: Content) -> Iterator[tuple[str, str, date | None]]:
    """Yield per open action what was heard, what is done and by when; what was heard once for all that follow from it.

    A sensitive theme has one line, with the first of its deadlines.
    """
    plan = content.plan
    sensitive = {theme.name.pick(plan.language) for theme in plan.themes.values() if theme.sensitive}
    concerns = _("{proposal} (concerns: {finding})").partition("{finding}")[0].format(proposal="")
    sources = {
        one.id: {content.findings[found].source for found in one.finding_ids if found in content.findings}
        for one in plan.challenges
    }
    by_theme: dict[str, list[Action]] = {}
    for action, state in zip(content.actions, content.states, strict=True):
        if state != "closed":
            by_theme.setdefault(action.theme, []).append(action)
    for theme, actions in by_theme.items():
        if theme in sensitive:
            yield (
                theme,
                _("We work on it. Talk to your leader or your health and safety representative if it is about you."),
                min((one.deadline for one in actions if one.deadline), default=None),
            )
            continue
        from_where = {source for one in actions for source in sources.get(one.challenge_id, ())}
        heard = theme or _("Other")
        if told := ", ".join(_(label) for source, label in SOURCES.items() if source in from_where):
            heard += "\n" + _("From: {sources}").format(sources=told)
        for action in actions:
            yield heard, action.action.partition(concerns)[0], action.deadline
            heard = ""
