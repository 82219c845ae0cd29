"""Empty workbooks that people fill in: one per kind of input, with headers that the reader knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from handleplan_batch.language import N_, _


@dataclass(frozen=True, slots=True)
class Template:
    """A list to fill in."""

    folder: str
    """Sub-folder, a msgid."""
    name: str
    """File name without suffix and the title on the sheet, a msgid."""
    headers: tuple[str, ...]
    """Msgids of the column headers, in order."""
    help: str
    """What to write, one sentence, a msgid."""

    @property
    def path(self) -> str:
        """Where the file belongs in a ready folder, in the user's language."""
        return str(PurePath(_(self.folder), _(self.name)).with_suffix(".xlsx"))


_DEPARTMENT, _RESPONSIBLE, _DEADLINE = N_("Department"), N_("Responsible"), N_("Deadline")

TEMPLATES = (
    Template(
        N_("risk assessments"),
        N_("risk assessment"),
        (
            *(_DEPARTMENT, N_("Task"), N_("Hazard"), N_("Likelihood"), N_("Consequence"), N_("Risk score")),
            *(N_("Existing measures"), N_("Proposed measures"), _RESPONSIBLE, _DEADLINE, N_("Residual risk")),
        ),
        N_("One hazard a row. Likelihood and consequence are numbers from 1 (low) to 5 (high)."),
    ),
    Template(
        N_("safety rounds"),
        N_("safety round"),
        (
            *(N_("Date"), _DEPARTMENT, N_("Place"), N_("Item"), N_("Assessment"), N_("Observation")),
            *(N_("Action"), _RESPONSIBLE, _DEADLINE, N_("Status")),
        ),
        N_("One item a row. Assessment is OK or Not OK; only what is not in order becomes part of the plan."),
    ),
    Template(
        N_("incidents"),
        N_("accidents and near misses"),
        (
            *(N_("Date"), _DEPARTMENT, N_("Incident type"), N_("Description"), N_("Days of absence")),
            *(N_("Direct cause"), N_("Preventive measures"), _RESPONSIBLE, _DEADLINE),
        ),
        N_("One incident a row: Accident, Near miss or Violence. Write no names and no CPR numbers."),
    ),
    Template(
        N_("sickness absence"),
        N_("sickness absence"),
        (_DEPARTMENT, N_("Period"), N_("Number of employees"), N_("Sick days"), N_("Absence percent")),
        N_("One department and period a row. The period is a year, such as 2026."),
    ),
    Template(
        N_("annual discussion"),
        N_("annual discussion"),
        (
            *(_DEPARTMENT, N_("Type"), N_("Subject"), N_("Discussion"), N_("Goals for the coming year")),
            *(_RESPONSIBLE, _DEADLINE),
        ),
        N_("One matter a row. Type is Challenge, Ambition, Standing, Positive or Follow-up."),
    ),
    Template(
        N_("organisation"),
        N_("organisation"),
        (
            *(N_("Level 1"), N_("Level 2"), _DEPARTMENT, N_("Leader"), N_("Health and safety representative")),
            *(N_("Number of employees"), N_("Other names")),
        ),
        N_("One department a row, with the levels above it. Separate other names with a semicolon."),
    ),
    Template(
        N_("calendar"),
        N_("calendar"),
        (N_("Event"), N_("Start"), N_("End"), _DEPARTMENT),
        N_("What the plan should mind: holidays, audits, moves. No department means everybody."),
    ),
)


def write_template(template: Template, path: Path) -> None:
    """Write an empty list with its title, its help and its headers to ``path``."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.set_properties({"title": _(template.name), "created": datetime(2026, 1, 1)})  # noqa: DTZ001 - fixed bytes
        sheet = workbook.add_worksheet(_(template.name)[:31])
        title = workbook.add_format({"bold": True, "font_size": 14})
        hint = workbook.add_format({"italic": True, "font_color": "#555555"})
        header = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "border": 1}
        )
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        name = _(template.name)
        sheet.write_string(0, 0, name[:1].upper() + name[1:], title)
        sheet.write_string(1, 0, _(template.help), hint)
        for column, label in enumerate(template.headers):
            sheet.write_string(3, column, _(label), header)
        sheet.set_column(0, len(template.headers) - 1, 22, cell)
        sheet.freeze_panes(4, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
