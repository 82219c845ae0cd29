"""Workbooks that people fill in: one per kind of input, with headers that the reader knows and help where one types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any

from handleplan_batch.language import N_, _
from handleplan_batch.model import GUIDE_MARK
from handleplan_batch.palette import ACCENT, HEAD, INK, LINE, MUTED

_DATE, _NUMBER, _RATING = "date", "number", "rating"


@dataclass(frozen=True, slots=True)
class Field:
    """A column to fill in."""

    header: str
    """A msgid; the reader knows it in both languages."""
    help: str
    """What to write, shown beside the cell that is typed in; a msgid."""
    example: str
    """What somebody might write, a msgid."""
    kind: str = ""
    """``date``, ``number`` (0 or more), ``rating`` (1 to 5) or any text."""
    choices: tuple[str, ...] = ()
    """Msgids of what may be chosen."""
    needed: bool = False
    """Whether a row is of no use without it."""
    width: int = 18
    """Characters."""


@dataclass(frozen=True, slots=True)
class Template:
    """A list to fill in."""

    folder: str
    """Sub-folder, a msgid."""
    name: str
    """File name without suffix and the title on the sheet, a msgid."""
    help: str
    """What a row is, a msgid."""
    fields: tuple[Field, ...]
    """In order."""

    @property
    def path(self) -> str:
        """Where the file belongs in a ready folder, in the user's language."""
        return str(PurePath(_(self.folder), _(self.name)).with_suffix(".xlsx"))


_DEPARTMENT = Field(
    N_("Department"),
    N_("The department's name as in the organisation."),
    N_("Kitchen"),
    needed=True,
    width=22,
)
_RESPONSIBLE = Field(
    N_("Responsible"), N_("The person or role that sees to it. Blank = suggested later."), N_("Leader")
)
_DEADLINE = Field(
    N_("Deadline"), N_("Date by which it is done. Blank = suggested later."), "31-01-2027", _DATE, width=13
)
_DAY = Field(N_("Date"), N_("When it was seen or happened."), "12-10-2026", _DATE, width=13)

TEMPLATES = (
    Template(
        N_("risk assessments"),
        N_("risk assessment"),
        N_("One hazard a row. Likelihood and consequence are numbers from 1 (low) to 5 (high)."),
        (
            _DEPARTMENT,
            Field(
                N_("Task"),
                N_("What is being done when the danger is there."),
                N_("Emptying the cooking kettle"),
                width=26,
            ),
            Field(
                N_("Hazard"),
                N_("What may go wrong, and how somebody may be hurt."),
                N_("Scalding from hot water"),
                needed=True,
                width=34,
            ),
            Field(N_("Likelihood"), N_("1 = hardly ever, 5 = nearly certain."), "3", _RATING, needed=True, width=14),
            Field(
                N_("Consequence"),
                N_("1 = scratch, 5 = death or lasting injury."),
                "4",
                _RATING,
                needed=True,
                width=14,
            ),
            Field(
                N_("Risk score"),
                N_("Likelihood × consequence. Leave it blank: the program works it out."),
                "12",
                _NUMBER,
                width=11,
            ),
            Field(N_("Existing measures"), N_("What is already done about it."), N_("Gloves at the kettle"), width=30),
            Field(
                N_("Proposed measures"),
                N_("What you propose to do."),
                N_("A tap at the bottom of the kettle"),
                width=34,
            ),
            _RESPONSIBLE,
            _DEADLINE,
            Field(
                N_("Residual risk"),
                N_("The risk score once it is done, if you have judged it."),
                "4",
                _NUMBER,
                width=11,
            ),
        ),
    ),
    Template(
        N_("safety rounds"),
        N_("safety round"),
        N_("One item a row. Assessment is OK or Not OK; only what is not in order becomes part of the plan."),
        (
            _DAY,
            _DEPARTMENT,
            Field(N_("Place"), N_("Room, hall or machine."), N_("Hall 2"), width=20),
            Field(N_("Item"), N_("What you looked at."), N_("Escape routes"), needed=True, width=26),
            Field(
                N_("Assessment"),
                N_("Is it in order?"),
                N_("Not OK"),
                choices=(N_("OK"), N_("Not OK"), N_("Not relevant")),
                needed=True,
                width=15,
            ),
            Field(N_("Observation"), N_("What you saw. No names."), N_("A pallet in front of the door"), width=36),
            Field(N_("Action"), N_("What you agreed to do."), N_("Move the pallet, mark the floor"), width=32),
            _RESPONSIBLE,
            _DEADLINE,
            Field(
                N_("Status"),
                N_("Solved at once? Choose Done; it is then not part of the plan."),
                N_("Open"),
                choices=(N_("Open"), N_("Done")),
                width=13,
            ),
        ),
    ),
    Template(
        N_("incidents"),
        N_("accidents and near misses"),
        N_("One incident a row: Accident, Near miss or Violence. Write no names and no CPR numbers."),
        (
            _DAY,
            _DEPARTMENT,
            Field(
                N_("Incident type"),
                N_("What kind it was."),
                N_("Near miss"),
                choices=(N_("Accident"), N_("Near miss"), N_("Violence")),
                needed=True,
                width=17,
            ),
            Field(
                N_("Description"),
                N_("What happened. No names and no CPR numbers."),
                N_("Slipped on a wet floor by the dishwasher, was not hurt"),
                needed=True,
                width=44,
            ),
            Field(N_("Days of absence"), N_("Days away from work; 0 when there were none."), "0", _NUMBER, width=13),
            Field(N_("Direct cause"), N_("What made it happen."), N_("A leaking hose"), width=28),
            Field(
                N_("Preventive measures"),
                N_("What keeps it from happening again."),
                N_("Replace the hose, non-slip mat"),
                width=32,
            ),
            _RESPONSIBLE,
            _DEADLINE,
        ),
    ),
    Template(
        N_("sickness absence"),
        N_("sickness absence"),
        N_("One department and period a row. The period is a year, such as 2026."),
        (
            _DEPARTMENT,
            Field(N_("Period"), N_("A year, written with four figures."), "2026", needed=True, width=12),
            Field(N_("Number of employees"), N_("How many work there."), "32", _NUMBER, width=14),
            Field(
                N_("Sick days"), N_("Days of sickness absence in the period, all together."), "410", _NUMBER, width=12
            ),
            Field(
                N_("Absence percent"),
                N_("Write 5.4 for 5.4 percent, without a percent sign."),
                N_("5.4"),
                _NUMBER,
                needed=True,
                width=16,
            ),
        ),
    ),
    Template(
        N_("annual discussion"),
        N_("annual discussion"),
        N_("One matter a row. Type is Challenge, Ambition, Standing, Positive or Follow-up."),
        (
            _DEPARTMENT,
            Field(
                N_("Type"),
                N_(
                    "Challenge = to be solved, Ambition = a wish, Standing = comes with the work, Positive = goes well."
                ),
                N_("Ambition"),
                choices=(N_("Challenge"), N_("Ambition"), N_("Standing"), N_("Positive"), N_("Follow-up")),
                needed=True,
                width=16,
            ),
            Field(N_("Subject"), N_("In a few words."), N_("Breaks"), width=24),
            Field(
                N_("Discussion"),
                N_("What was said. No names."),
                N_("Breaks are often skipped in the evening"),
                needed=True,
                width=40,
            ),
            Field(
                N_("Goals for the coming year"),
                N_("What you want to reach; of an ambition the goal itself."),
                N_("Everybody takes their break"),
                width=36,
            ),
            _RESPONSIBLE,
            _DEADLINE,
        ),
    ),
    Template(
        N_("organisation"),
        N_("organisation"),
        N_("One department a row, with the levels above it. Separate other names with a semicolon."),
        (
            Field(
                N_("Level 1"), N_("The whole workplace, the same in every row."), N_("Fjordbo"), needed=True, width=20
            ),
            Field(
                N_("Level 2"),
                N_("The area the department belongs to; blank when there is none."),
                N_("Production"),
                width=20,
            ),
            _DEPARTMENT,
            Field(
                N_("Leader"), N_("Name or title; suggested as the person responsible."), N_("Kitchen manager"), width=22
            ),
            Field(
                N_("Health and safety representative"),
                N_("Name or title."),
                N_("Representative of the kitchen"),
                width=24,
            ),
            Field(
                N_("Number of employees"),
                N_("How many work there; it protects small groups."),
                "32",
                _NUMBER,
                width=14,
            ),
            Field(
                N_("Other names"),
                N_("What the department is called in other files, and what it was called before; with ; between."),
                N_("The kitchen; Production kitchen"),
                width=36,
            ),
        ),
    ),
    Template(
        N_("calendar"),
        N_("calendar"),
        N_("What the plan should mind: holidays, audits, moves. No department means everybody."),
        (
            Field(N_("Event"), N_("What happens."), N_("Move to new rooms"), needed=True, width=34),
            Field(N_("Start"), N_("First day."), "01-04-2027", _DATE, needed=True, width=13),
            Field(N_("End"), N_("Last day; blank = one day."), "09-04-2027", _DATE, width=13),
            Field(
                N_("Department"),
                N_("The department's name as in the organisation; blank = everybody."),
                N_("Administration"),
                width=24,
            ),
        ),
    ),
)

_HEADER_ROW, _ROWS_DRAWN, _ROWS_HELPED = 3, 60, 2000
"""0-based row of the headers, and how many rows below it are drawn as a table and have help and drop-downs."""
_LONGEST_HELP, _LONGEST_TITLE = 255, 32
"""Excel's limits for the message beside a cell."""

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT},
    "note": {"font_color": MUTED},
    "example": {"italic": True, "font_color": MUTED},
    "needed": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "border": 1, "border_color": LINE}
    | {"valign": "vcenter"},
    "free": {"bold": True, "bg_color": HEAD, "border": 1, "border_color": LINE, "valign": "vcenter"},
    "cell": {"border": 1, "border_color": LINE},
    "plain": {},
    "told": {"border": 1, "border_color": LINE, "valign": "vcenter"},
    "shown": {"italic": True, "font_color": MUTED, "border": 1, "border_color": LINE, "valign": "vcenter"},
    _DATE: {"border": 1, "border_color": LINE, "num_format": "dd-mm-yyyy", "align": "left"},
    _NUMBER: {"border": 1, "border_color": LINE, "align": "left"},
}


def write_template(template: Template, path: Path) -> None:
    """Write an empty list to ``path``, with an example and help for each column, and a guide beside it."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as workbook:
        name = _(template.name)
        title = name[:1].upper() + name[1:]
        workbook.set_properties({"title": title, "created": datetime(2026, 1, 1)})  # noqa: DTZ001 - fixed bytes
        base = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top", "text_wrap": True}
        formats = {key: workbook.add_format({**base, **style}) for key, style in _STYLES.items()}
        for key in ("title", "note", "example", "plain"):
            formats[key].set_text_wrap(False)
        sheet = workbook.add_worksheet(name[:31])
        sheet.hide_gridlines(2)
        sheet.set_default_row(20)
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, formats["title"])
        how = _("Dark columns must be filled in, light ones may. Click a cell to see what it is for.")
        sheet.write_string(1, 0, f"{_(template.help)} {how}", formats["note"])
        example = " | ".join(_(one.example) for one in template.fields)
        sheet.write_string(2, 0, _("Example: {row}").format(row=example), formats["example"])
        last = _HEADER_ROW + _ROWS_DRAWN
        columns = []
        for column, one in enumerate(template.fields):
            cell = formats.get(one.kind, formats["cell"])
            sheet.set_column(column, column, one.width)
            for row in range(_HEADER_ROW + 1, last + 1):
                sheet.write_blank(row, column, None, cell)
            columns.append({"header": _(one.header), "header_format": formats["needed" if one.needed else "free"]})
            sheet.data_validation(_HEADER_ROW + 1, column, _HEADER_ROW + _ROWS_HELPED, column, _validation(one))
        sheet.add_table(
            _HEADER_ROW,
            0,
            last,
            len(columns) - 1,
            {"columns": columns, "style": None, "name": "List", "autofilter": True},
        )
        sheet.set_row(_HEADER_ROW, 32)
        sheet.freeze_panes(_HEADER_ROW + 1, 0)
        sheet.set_selection(_HEADER_ROW + 1, 0, _HEADER_ROW + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER_ROW)
        _write_guide(workbook.add_worksheet(_("Guide")), template, title, formats)


_GUIDE_WIDTHS = (27, 15, 62, 34)
_STEPS = (
    N_("Write on the first sheet. One row for each; leave a cell blank when you do not know."),
    N_(
        "Dark columns must be filled in, light ones may. Click a cell to see what it is for; "
        "some have a list to choose from."
    ),
    N_("Write no names of those it is about, no health information and no CPR numbers."),
    N_("Do you have a list already? Put it in the folder instead. It need not look like this one."),
    N_("Save the file, and see how it is understood: handleplan check, and the folder's name."),
)


def _write_guide(sheet: Any, template: Template, title: str, formats: Mapping[str, Any]) -> None:
    """Write how the list is filled in: in short, and each column with an example. Locked, so that no row lands here."""
    for column, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{GUIDE_MARK}{_('Guide')}: {title}", formats["title"])
    sheet.write_string(
        1, 0, _("This sheet explains and shows an example. It is never read as material."), formats["note"]
    )
    steps = (_(template.help), *(_(step) for step in _STEPS))
    for row, step in enumerate(steps, start=3):
        sheet.write_string(row, 0, f"{row - 2}.  {step}", formats["plain"])
    top = 3 + len(steps) + 1
    heads = (_("Column"), _("Filled in"), _("What you write"), _("Example (invented)"))
    for column, text in enumerate(heads):
        sheet.write_string(top, column, text, formats["free"])
    for row, one in enumerate(template.fields, start=top + 1):
        told = _(one.help)
        if one.choices:
            told += "\n" + _("Choose: {choices}").format(choices=", ".join(_(choice) for choice in one.choices))
        needed = _("must be") if one.needed else _("may be")
        lines = max(
            sum(1 + len(line) // int(1.1 * width) for line in text.split("\n"))
            for text, width in ((told, _GUIDE_WIDTHS[2]), (_(one.example), _GUIDE_WIDTHS[3]), (_(one.header), 24))
        )
        sheet.set_row(row, 5 + 15 * lines)
        sheet.write_string(row, 0, _(one.header), formats["needed" if one.needed else "free"])
        sheet.write_string(row, 1, needed, formats["told"])
        sheet.write_string(row, 2, told, formats["told"])
        sheet.write_string(row, 3, _(one.example), formats["shown"])
    sheet.protect("", {"select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _validation(one: Field) -> dict[str, Any]:
    """Return what may stand in a column, with the help beside its cells and a message for what may not."""
    example = _("Example: {row}").format(row=_(one.example))
    told = {
        "input_title": _(one.header)[:_LONGEST_TITLE],
        "input_message": f"{_(one.help)}\n{example}"[:_LONGEST_HELP],
        "ignore_blank": True,
    }
    if one.choices:
        refused = _("Choose from the list.")
        rule: dict[str, Any] = {"validate": "list", "source": [_(choice) for choice in one.choices]}
    elif one.kind == _RATING:
        refused = _("Choose a number from 1 to 5.")
        rule = {"validate": "list", "source": ["1", "2", "3", "4", "5"]}
    elif one.kind == _DATE:
        refused = _("Write a date such as 31-12-2026.")
        rule = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
    elif one.kind == _NUMBER:
        refused = _("Write a number, 0 or more.")
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    else:
        return {**told, "validate": "any"}
    return {**told, **rule, "error_title": _(one.header)[:_LONGEST_TITLE], "error_message": refused}
