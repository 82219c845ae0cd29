"""The plan as an Excel workbook, and what people did to it. The only package that writes Excel files."""

from handleplan_batch.workbook.columns import field_label, shown_value
from handleplan_batch.workbook.read import is_plan, read_copy, was_edited, words_in
from handleplan_batch.workbook.templates import TEMPLATES, Template, write_template
from handleplan_batch.workbook.write import write_plan

__all__ = [
    "TEMPLATES",
    "Template",
    "field_label",
    "is_plan",
    "read_copy",
    "shown_value",
    "was_edited",
    "words_in",
    "write_plan",
    "write_template",
]
