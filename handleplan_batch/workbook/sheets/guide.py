"""Vejledning: the template's guiding questions in own words, and how to use the workbook."""

from __future__ import annotations

from collections.abc import Mapping

from handleplan_batch.language import N_, _
from handleplan_batch.states import STATES, STATUSES
from handleplan_batch.workbook.columns import GROUPS, PLAN, Owner
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Page, text_height

_WIDTHS = (38, 120)

_HOW = (
    (N_("Start here"), N_("The sheet Act now shows what cannot wait. Take that first, then the plan from the top.")),
    (
        N_("Make it your own"),
        N_(
            "The tool suggests; you decide. What stands in italics on the sheet Action plan is a suggestion. "
            "Talk it through in the health and safety group and write it in your own words; the italics then go away."
        ),
    ),
    (
        N_("Whose columns"),
        N_(
            "Dark headings are yours: what you write there is kept. Light headings are the tool's: they are worked out "
            "anew each time, so a change there is not kept."
        ),
    ),
    (
        N_("What you may do"),
        N_(
            "Sort, filter, hide, move and add columns, rows and sheets as you like. Leave the numbers (No.) alone: "
            "they join the action plan and the follow-up. A new action needs no number; it gets one when the plan is "
            "gathered."
        ),
    ),
    (
        N_("Done is not the same as working"),
        N_(
            "When an action is carried out, choose “Implemented – awaiting effect check”. Judge the effect on the day "
            "you have set, and write what you base it on."
        ),
    ),
    (
        N_("Acute danger"),
        N_("Urgency 1 means: make it safe at once, today if need be, and plan the lasting solution afterwards."),
    ),
    (
        N_("On paper"),
        N_(
            "Excel prints the sheet that is open. For a meeting the sheets Act now and Follow-up are enough: filter by "
            "department or by person responsible first, and only those rows are printed. The whole plan, with a page "
            "for each challenge, is made with: handleplan print"
        ),
    ),
    (
        N_("Privacy"),
        N_(
            "The plan may be read by every employee and by the Working Environment Authority. Small groups are hidden, "
            "and personal data was removed from comments. Write no names of persons concerned, no health information "
            "and no CPR numbers."
        ),
    ),
)
_STATUS_WORDS = {
    "not_started": N_("Nothing has been done yet."),
    "in_progress": N_("Somebody is working on it."),
    "waiting": N_("Something else must happen first. Write what under Note."),
    "done": N_("The action is carried out, but nobody has judged yet whether it works."),
    "effect_reached": N_("The effect is judged and the success criterion is met. The row is closed."),
    "effect_not_reached": N_("The effect is judged and is not good enough. Write a new date and what you do instead."),
    "dropped": N_("The action is given up. Write why under Reason. The row is closed."),
}
_STATE_WORDS = {
    "overdue": N_("The date for Implemented by has passed."),
    "no_responsible": N_("Write somebody under Person responsible on the sheet Action plan."),
    "due_soon": N_("The date for Implemented by is no more than two weeks away."),
}
_LINKS = (
    (
        N_("The Working Environment Authority on the workplace assessment (APV)"),
        "https://at.dk/arbejdsmiljoearbejdet/arbejdspladsvurdering-apv/krav-til-apv",
    ),
    (
        N_("Examples of actions, and of what protects and burdens"),
        "https://ngoarbejdsmiljo.dk/viden-og-redskaber/det-der-beskytter-og-belaster-i-arbejdsmiljoarbejdet/",
    ),
)


def draw(book: Book, content: Content) -> None:
    """Write the guide."""
    del content  # the guide is the same for every plan
    page = book.page(_("Guide"))
    page.title_row(_("Guide"))
    page.widths(_WIDTHS)
    row = _section(page, 2, _("How to use the workbook"), [(_(head), _(text)) for head, text in _HOW])
    for group, name in GROUPS.items():
        questions = [column for column in PLAN.columns if column.group == group and column.owner is Owner.USER]
        row = _section(page, row, _(name), [(_(column.label), _(column.guide)) for column in questions])
    row = _section(page, row, _("Status: what you choose"), _words(_STATUS_WORDS, STATUSES))
    row = _section(page, row, _("State: what the workbook works out"), _words(_STATE_WORDS, STATES))
    _section(page, row, _("Read more"), [(_(text), address) for text, address in _LINKS])
    page.print_setup(_WIDTHS, (0, 0))


def _words(texts: Mapping[str, str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(_(names[code]), _(text)) for code, text in texts.items()]


def _section(page: Page, row: int, heading: str, lines: list[tuple[str, str]]) -> int:
    page.heading(row, heading)
    for line, (head, text) in enumerate(lines, start=row + 1):
        page.write(line, 0, head, "cell", "bold")
        page.write(line, 1, text, "cell")
        page.height(line, text_height(((head, _WIDTHS[0] * 0.92), (text, _WIDTHS[1]))))
    return row + len(lines) + 2
