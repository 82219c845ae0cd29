"""Ændringer: what became of each challenge since the earlier plan."""

from __future__ import annotations

from handleplan_batch.labels import LEVELS, VERDICTS
from handleplan_batch.language import _
from handleplan_batch.model import Comparison
from handleplan_batch.states import danish_date
from handleplan_batch.workbook.columns import CHANGES
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Value

_WIDTHS = [column.width for column in CHANGES.columns]


def draw(book: Book, content: Content) -> None:
    """Write a row per challenge of either plan, what calls for attention first; a first plan has no such sheet."""
    plan = content.plan
    if plan.previous_on is None:
        return
    page = book.page(_(CHANGES.title))
    page.title_row(
        _("Changes since the plan of {date}").format(date=danish_date(plan.previous_on)),
        _(
            "Answers count as better or worse only where chance does not explain the difference: Fisher's exact test "
            "with the smaller number of answers, corrected for the many comparisons (Benjamini–Hochberg)."
        ),
        column=1,
    )
    page.widths(_WIDTHS)
    order = {verdict: place for place, verdict in enumerate(VERDICTS)}
    going_on: dict[str, list[str]] = {}
    for action in content.actions:
        going_on.setdefault(action.challenge_id, []).append(action.id)
    told = sorted(plan.comparisons, key=lambda one: order[one.verdict])
    end = page.table(CHANGES, [_record(one, going_on.get(one.challenge_id, []), content) for one in told], _WIDTHS)
    for key in ("level_before", "level"):
        page.colour_levels(CHANGES.header_row, CHANGES.index(key), end - 1, LEVELS)
    page.sheet.freeze_panes(CHANGES.header_row, 3)
    page.print_setup(_WIDTHS, (CHANGES.header_row - 1, CHANGES.header_row - 1))


def _record(one: Comparison, actions: list[str], content: Content) -> dict[str, Value]:
    change = None if one.score is None or one.score_before is None else round(one.score - one.score_before, 1) or 0.0
    return {
        "verdict": one.verdict,
        "theme": content.theme(one.theme_id),
        "department": one.department,
        "kind": one.kind,
        "why": one.why,
        "level_before": one.level_before,
        "level": one.level,
        "score_before": one.score_before,
        "score": one.score,
        "change": change,
        "respondents_before": one.respondents_before,
        "respondents": one.respondents,
        "actions": ", ".join(actions),
        "id": one.challenge_id,
    }
