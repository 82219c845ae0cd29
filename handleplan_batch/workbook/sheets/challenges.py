"""Udfordringer: the challenges by urgency, each with its reasons in words and what burdens and protects."""

from __future__ import annotations

from handleplan_batch.labels import LEVELS, SOURCES
from handleplan_batch.language import _
from handleplan_batch.model import Challenge, Polarity
from handleplan_batch.workbook.columns import CHALLENGES
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Value

_WIDTHS = [column.width for column in CHALLENGES.columns]
_PRINTED = CHALLENGES.index("lifted")
_SHOWN_FINDINGS = 3
_SHOWN_LENGTH = 140


def draw(book: Book, content: Content) -> None:
    """Write the ranked list."""
    page = book.page(_(CHALLENGES.title))
    page.title_row(
        _(CHALLENGES.title),
        _(
            "Ranked by urgency: first the level, then the points (0–100). All findings stand on the sheet {sheet}."
        ).format(sheet=_("Findings")),
        column=1,
    )
    page.widths(_WIDTHS)
    ranked = sorted(content.plan.challenges, key=lambda challenge: challenge.rank)
    end = page.table(CHALLENGES, [_record(challenge, content) for challenge in ranked], _WIDTHS)
    page.colour_levels(CHALLENGES.header_row, CHALLENGES.index("level"), end - 1, LEVELS)
    page.sheet.freeze_panes(CHALLENGES.header_row, 2)
    # Which challenge a row is stands on both pages; who shares it is in its words, and its id is for the screen.
    page.print_setup(
        _WIDTHS[:_PRINTED],
        (CHALLENGES.header_row - 1, CHALLENGES.header_row - 1),
        (CHALLENGES.index("burdens"),),
        repeated=CHALLENGES.index("department") + 1,
    )
    page.sheet.print_area(0, 0, end - 1, _PRINTED - 1)


def _record(challenge: Challenge, content: Content) -> dict[str, Value]:
    findings = [content.findings[found] for found in challenge.finding_ids if found in content.findings]
    shown = [finding for finding in findings if finding.polarity is not Polarity.POSITIVE][:_SHOWN_FINDINGS]
    kinds = {finding.source for finding in findings}
    return {
        "rank": challenge.rank,
        "level": challenge.level,
        "points": round(challenge.points, 1),
        "kind": challenge.kind,
        "theme": content.theme(challenge.theme_id),
        "department": challenge.department,
        "reasons": "\n".join(
            _("{points} points: {reason}").format(points=f"{reason.points:.0f}", reason=reason.text)
            for reason in challenge.reasons
        ),
        "sources": "\n".join(_(label) for source, label in SOURCES.items() if source in kinds),
        "findings": len(challenge.finding_ids),
        "burdens": "\n".join(content.quoted(f"• {_short(finding.text)}", finding) for finding in shown),
        "protective": "\n".join(f"• {text}" for text in challenge.protective),
        "cause": content.theme(challenge.cause_theme_id),
        "lifted": ", ".join(challenge.sub_departments),
        "parked": challenge.parked,
        "id": challenge.id,
    }


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH].rstrip() + " …"
