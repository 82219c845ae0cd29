"""A plan → an Excel workbook, the same bytes for the same plan."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from pathlib import Path

from handleplan_batch.language import _
from handleplan_batch.model import Plan
from handleplan_batch.replacing import replacing
from handleplan_batch.workbook.base import write_base
from handleplan_batch.workbook.content import Content
from handleplan_batch.workbook.formats import Book
from handleplan_batch.workbook.sheets import SHEETS

_LANGUAGE_TAGS = {"da": "da-DK", "en": "en-GB"}
_CORE = "docProps/core.xml"


def write_plan(plan: Plan, path: Path) -> None:
    """Write the plan as a workbook, in the language of the run (which is ``plan.language``).

    An existing file is replaced in one step; raises OutputError when that cannot be done or the plan does not fit.
    """
    content = Content(plan)
    stream = io.BytesIO()
    book = Book(stream)
    book.workbook.set_properties(
        {
            "title": _("Action plan for {organisation}").format(organisation=plan.organisation),
            "subject": _("Workplace assessment (APV)"),
            "author": "handleplan_batch",
            "created": datetime.combine(plan.created_on, time()),
        }
    )
    for draw in SHEETS:
        draw(book, content)
    write_base(book, plan, content.actions)
    book.workbook.close()
    with replacing(path) as unfinished:
        unfinished.write_bytes(_with_language(stream.getvalue(), _LANGUAGE_TAGS[plan.language]))


def _with_language(workbook: bytes, tag: str) -> bytes:
    """Return the workbook with its language among its properties, which xlsxwriter has no call for."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == _CORE:
                end = b"</cp:coreProperties>"
                content = content.replace(end, b"<dc:language>" + tag.encode() + b"</dc:language>" + end)
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
