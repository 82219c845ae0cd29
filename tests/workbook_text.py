"""A workbook as text that a reviewer can read: every cell with its formula, and the rules that apply to the sheets."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook


def open_workbook(path: Path, values: bool = False) -> Workbook:
    """Load a workbook with openpyxl, which warns of the parts it does not keep."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path, data_only=values)


def workbook_text(path: Path) -> str:
    """Return all of a workbook that a person could notice, one fact per line."""
    formulas, values = open_workbook(path), open_workbook(path, values=True)
    properties = formulas.properties
    lines = [
        f"title {properties.title!r}, author {properties.creator!r}, created {properties.created:%Y-%m-%d}, "
        f"language {properties.language!r}",
        *(f"name {name} = {entry.attr_text}" for name, entry in sorted(formulas.defined_names.items())),
    ]
    for sheet in formulas.worksheets:
        lines += ["", f"=== {sheet.title} ({sheet.sheet_state})", *_rules(sheet)]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
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
