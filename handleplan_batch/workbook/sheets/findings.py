"""Fund: every finding with the cell it comes from."""

from __future__ import annotations

from handleplan_batch.labels import LEVELS
from handleplan_batch.language import _
from handleplan_batch.model import Finding
from handleplan_batch.workbook.columns import FINDINGS
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Value
from handleplan_batch.workbook.sheets.lists import guard_findings

_WIDTHS = [column.width for column in FINDINGS.columns]


def draw(book: Book, content: Content) -> None:
    """Write a row per finding, in the plan's order."""
    page = book.page(_(FINDINGS.title))
    page.title_row(
        _(FINDINGS.title),
        _("What was found, in the source's own words, and the cell where it stands. Personal data was removed."),
        column=1,
    )
    page.widths(_WIDTHS)
    ranks: dict[str, int] = {}
    for challenge in sorted(content.plan.challenges, key=lambda entry: entry.rank):
        for found in challenge.finding_ids:
            ranks.setdefault(found, challenge.rank)
    records = [
        _record(number, finding, ranks.get(finding.id), content)
        for number, finding in enumerate(content.plan.findings, start=1)
    ]
    end = page.table(FINDINGS, records, _WIDTHS)
    guard_findings(page, len(records), content)
    page.colour_levels(FINDINGS.header_row, FINDINGS.index("level"), end - 1, LEVELS)
    page.sheet.freeze_panes(FINDINGS.header_row, 2)
    # Where each finding stands is for the screen: on paper it would double the pages.
    page.print_setup(_WIDTHS, (FINDINGS.header_row - 1, FINDINGS.header_row - 1))
    page.sheet.print_area(0, 0, end - 1, FINDINGS.index("why") - 1)
    page.finish()


def _told(finding: Finding) -> str:
    """Return what was found, and below it what else the source says of it that has no column."""
    said = (
        (_("Goal: {text}"), finding.goal),
        (_("In place already: {text}"), finding.existing),
        (_("Status in the source: {text}"), finding.progress),
    )
    return "\n".join((finding.text, *(line.format(text=text) for line, text in said if text)))


def _record(number: int, finding: Finding, rank: int | None, content: Content) -> dict[str, Value]:
    return {
        "number": number,
        "text": content.quoted(_told(finding), finding),
        "source": finding.source,
        "theme": content.theme(finding.theme_id),
        "department": " / ".join(finding.department),
        "polarity": finding.polarity,
        "level": finding.level,
        "score": None if finding.score is None else round(finding.score, 1),
        "respondents": finding.respondents,
        "observed_on": finding.observed_on,
        "solved": finding.solved,
        "rank": rank,
        "why": finding.theme_reason,
        "file": finding.where.file,
        "sheet": finding.where.sheet,
        "cell": finding.where.a1,
        "id": finding.id,
    }
