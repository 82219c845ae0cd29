"""A workbook as text that a reviewer can read: every cell with its formula, and the rules that apply to the sheets."""

from __future__ import annotations

import base64
import io
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from handleplan_batch.model import BASE_SHEET


def open_workbook(path: Path | io.BytesIO, values: bool = False) -> Workbook:
    """Load a workbook with openpyxl, which warns of the parts it does not keep."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path, data_only=values)


def packed_plan(workbook: Workbook) -> list[str]:
    """Return the pieces of the plan that a workbook carries in its very hidden sheet."""
    rows = workbook[BASE_SHEET].iter_rows(max_col=2, values_only=True) if BASE_SHEET in workbook.sheetnames else ()
    return [str(piece) for kind, piece in rows if kind == "plan"]


def unpacked_plan(pieces: list[str]) -> str:
    """Return the JSON that the pieces hold; how it is packed differs from one build of Python to another."""
    return zlib.decompress(b"".join(map(base64.b64decode, pieces))).decode()


def workbook_text(path: Path) -> str:
    """Return all of a workbook that a person could notice, one fact per line."""
    formulas, values = open_workbook(path), open_workbook(path, values=True)
    properties = formulas.properties
    lines = [
        f"title {properties.title!r}, author {properties.creator!r}, created {properties.created:%Y-%m-%d}, "
        f"language {properties.language!r}",
        *(f"name {name} = {entry.attr_text}" for name, entry in sorted(formulas.defined_names.items())),
    ]
    pieces = packed_plan(formulas)
    for sheet in formulas.worksheets:
        lines += ["", f"=== {sheet.title} ({sheet.sheet_state})", *_rules(sheet)]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                if cell.value in pieces:
                    cell.value = unpacked_plan(pieces) if cell.value == pieces[0] else "…"
                shown = f"{cell.coordinate} {cell.value!r}"
                if cell.data_type == "f":
                    shown += f" -> {values[sheet.title][cell.coordinate].value!r}"
                lines.append(shown)
    return "\n".join(lines) + "\n"


def _rules(sheet: Any) -> Iterator[str]:
    yield f"frozen {sheet.freeze_panes}, print titles {sheet.print_title_rows} {sheet.print_title_cols}"
    setup, fitted = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
    fit = bool(fitted and fitted.fitToPage)
    yield f"paper {setup.paperSize} {setup.orientation}, scale {setup.scale}, fitted {fit}"
    yield f"breaks {[entry.id for entry in sheet.col_breaks.brk]} {[entry.id for entry in sheet.row_breaks.brk]}"
    for name, area in sorted(sheet.tables.items()):
        yield f"table {name} {area}"
    for merged in sorted(map(str, sheet.merged_cells.ranges)):
        yield f"merged {merged}"
    for rule in sheet.data_validations.dataValidation:
        yield f"validation {rule.sqref} {rule.type} {rule.formula1} {rule.formula2}: {rule.prompt!r} / {rule.error!r}"
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            yield f"conditional {area.sqref} {rule.type} {rule.formula}"
