"""Målinger: the published figures. A group that is too small stands there without figures."""

from __future__ import annotations

from handleplan_batch.language import N_, _
from handleplan_batch.model import Measurement
from handleplan_batch.workbook.columns import MEASUREMENTS
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book, Value

HIDDEN = N_("hidden (too few answers)")

_WIDTHS = [column.width for column in MEASUREMENTS.columns]

_SAID_ABOVE = ("subject", "theme", "file")
"""Texts that many rows on end have in common."""


def draw(book: Book, content: Content) -> None:
    """Write a row per measurement, in the plan's order."""
    page = book.page(_(MEASUREMENTS.title))
    page.title_row(
        _(MEASUREMENTS.title),
        _("Scores run from 0 to 100, 100 is best for the working environment. The bounds are the 95 % interval."),
    )
    page.widths(_WIDTHS)
    records = [{**_record(entry, content), "id": str(row)} for row, entry in enumerate(content.plan.measurements)]
    hidden = {(str(record["id"]), "score") for record in records if isinstance(record["score"], str)}
    end = page.table(MEASUREMENTS, records, _WIDTHS, one_line=hidden, said_above=_SAID_ABOVE)
    score = MEASUREMENTS.index("score")
    page.bars(MEASUREMENTS.header_row, score, end - 1, 100)
    page.sheet.freeze_panes(MEASUREMENTS.header_row, 1)
    page.print_setup(_WIDTHS, (MEASUREMENTS.header_row - 1, MEASUREMENTS.header_row - 1))
    page.finish()


def _record(entry: Measurement, content: Content) -> dict[str, Value]:
    record: dict[str, Value] = {
        "subject": subject_of(entry, content),
        "level": entry.level,
        "theme": content.theme(entry.theme_id),
        "department": entry.department,
        "file": entry.where.file if entry.where else "",
        "cell": entry.where.a1 if entry.where else "",
    }
    if entry.suppressed:
        return record | {"score": _(HIDDEN), "verdict": entry.verdict}
    return record | {
        "respondents": entry.respondents,
        "score": _rounded(entry.score),
        "unfavourable": entry.unfavourable,
        "low": entry.low,
        "high": entry.high,
        "difference": _rounded(entry.difference),
        "change": _rounded(entry.change),
        "verdict": entry.verdict,
        "off_scale": entry.off_scale,
    }


def subject_of(entry: Measurement, content: Content) -> str:
    """Return what was measured: the question's text, or the theme's name."""
    return content.theme(entry.key) if entry.level == "theme" else entry.key


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 1) + 0.0  # no -0.0
