"""The workbooks that ``init`` makes are filled in as they stand, and what is filled in is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from handleplan_batch import batch
from handleplan_batch.batch import Sources
from handleplan_batch.errors import ExitCode
from handleplan_batch.language import _, set_language
from handleplan_batch.model import Finding, Plan, Polarity, SourceKind
from handleplan_batch.workbook import TEMPLATES

DAY = date(2026, 11, 23)
HEADER = 4


def filled_in(folder: Path, name: str, *rows: dict[str, Any]) -> None:
    """Write rows in a template as a user does: below the headers, under the header that is meant."""
    template = next(one for one in TEMPLATES if one.name == name)
    path = folder / template.path
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[HEADER]}
    for number, row in enumerate(rows, start=HEADER + 1):
        for header, value in row.items():
            sheet.cell(number, columns[_(header)], _(value) if isinstance(value, str) else value)
    book.save(path)


def filled(folder: Path) -> None:
    """A folder whose templates all hold a few rows."""
    batch.init(folder, sample=False)
    kitchen, stores = "Kitchen", "Warehouse"
    filled_in(
        *(folder, "organisation"),
        {"Level 1": "Fjordbo", "Department": kitchen, "Leader": "Kitchen manager", "Number of employees": 32},
        {"Level 1": "Fjordbo", "Department": stores, "Number of employees": 14, "Other names": "Depotet"},
    )
    filled_in(
        *(folder, "risk assessment"),
        {"Department": kitchen, "Hazard": "Scalding from hot water", "Likelihood": 4, "Consequence": 5},
        {"Department": "Depotet", "Hazard": "Slipped on a wet floor by the dishwasher, was not hurt"}
        | {"Likelihood": 2, "Consequence": 2, "Deadline": date(2027, 1, 29), "Responsible": "Leader"},
    )
    filled_in(
        *(folder, "safety round"),
        {"Date": date(2026, 10, 12), "Department": stores, "Item": "Escape routes", "Assessment": "Not OK"}
        | {"Observation": "A pallet in front of the door", "Status": "Open"},
        {"Date": date(2026, 10, 12), "Department": stores, "Item": "Hall 2", "Assessment": "OK"},
    )
    filled_in(
        *(folder, "accidents and near misses"),
        {"Date": date(2026, 9, 1), "Department": kitchen, "Incident type": "Accident", "Days of absence": 5}
        | {"Description": "Slipped on a wet floor by the dishwasher, was not hurt"},
    )
    filled_in(
        *(folder, "sickness absence"),
        {"Department": kitchen, "Period": 2026, "Number of employees": 32, "Absence percent": 5.4},
        {"Department": stores, "Period": 2026, "Number of employees": 14, "Absence percent": 3.1},
    )
    filled_in(
        *(folder, "annual discussion"),
        {"Department": kitchen, "Type": "Ambition", "Subject": "Breaks"}
        | {"Goals for the coming year": "Everybody takes their break"},
        {"Department": kitchen, "Type": "Positive", "Subject": "Breaks", "Discussion": "Everybody takes their break"},
    )
    filled_in(
        *(folder, "calendar"),
        {
            "Event": "Move to new rooms",
            "Start": date(2027, 4, 1),
            "End": date(2027, 4, 9),
            "Department": stores,
        },
    )


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_filled_in_in_a_template_arrives_in_the_plan(tmp_path: Path, language: str) -> None:
    set_language(language)
    filled(tmp_path / "apv")
    outcome = batch.build(Sources([tmp_path / "apv"], DAY), tmp_path / "plan.xlsx")
    assert outcome.exit_code is ExitCode.DONE, list(outcome.plan.problems)
    plan = outcome.plan
    rows = {Path(entry.file).stem: (entry.rows_read, entry.rows_rejected) for entry in plan.sheets}
    assert rows == {
        Path(template.path).stem: count
        for template, count in zip(TEMPLATES, [(2, 0), (2, 0), (1, 0), (2, 0), (2, 0), (2, 0), (1, 0)], strict=True)
    }
    assert {department.name for department in plan.departments} >= {_("Kitchen"), _("Warehouse")}
    _assert_findings(plan)


def _assert_findings(plan: Plan) -> None:
    kitchen, stores = _("Kitchen"), _("Warehouse")

    def found(source: SourceKind) -> list[Finding]:
        return [one for one in plan.findings if one.source is source]

    risks = {one.department[-1]: one for one in found(SourceKind.RISK_ASSESSMENT)}
    assert (risks[kitchen].likelihood, risks[kitchen].severity, risks[kitchen].score) == (4, 5, 20)
    assert risks[stores].deadline == date(2027, 1, 29)  # "Depotet" is another name of it
    (seen,) = found(SourceKind.INSPECTION)
    assert (seen.department[-1], seen.observed_on) == (stores, date(2026, 10, 12))
    assert _("A pallet in front of the door") in seen.text
    (incident,) = found(SourceKind.INCIDENT)
    assert (incident.department[-1], incident.observed_on, incident.absence_days) == (kitchen, date(2026, 9, 1), 5)
    assert {one.score for one in found(SourceKind.ABSENCE)} <= {3.1, 5.4, None}
    talk = {one.polarity: one for one in found(SourceKind.DISCUSSION)}
    assert set(talk) == {Polarity.AMBITION, Polarity.POSITIVE}
    assert _("Everybody takes their break") in talk[Polarity.AMBITION].text
    assert any(_("Kitchen manager") in action.responsible for action in plan.actions)
    assert any(_("Move to new rooms") in action.mind for action in plan.actions)


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_template_helps_where_one_types(tmp_path: Path, language: str) -> None:
    set_language(language)
    for template in TEMPLATES:
        batch.init(tmp_path, sample=False)
        sheet = load_workbook(tmp_path / template.path).worksheets[0]
        assert [cell.value for cell in sheet[HEADER]] == [_(one.header) for one in template.fields]
        assert str(sheet.cell(3, 1).value).startswith(_("Example: {row}").format(row=""))
        rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
        for place, one in enumerate(template.fields):
            rule = rules[f"{chr(ord('A') + place)}{HEADER + 1}"]
            assert rule.prompt
            assert _(one.help) in rule.prompt
            if one.choices:
                assert str(rule.formula1).strip('"').split(",") == [_(choice) for choice in one.choices]
            if rule.type is not None and rule.type != "none":
                assert rule.error
        assert sheet.freeze_panes == f"A{HEADER + 1}"
        assert sheet.tables


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_choice_of_a_template_is_understood(tmp_path: Path, language: str) -> None:
    set_language(language)
    batch.init(tmp_path, sample=False)
    for template in TEMPLATES:
        rows = [
            {needed.header: _value(needed.kind, needed.example) for needed in template.fields if needed.needed}
            | {one.header: choice}
            for one in template.fields
            for choice in one.choices
        ]
        if rows:
            filled_in(tmp_path, template.name, *rows)
    plan = batch.check(Sources([tmp_path], DAY)).plan
    assert sum(entry.rows_read for entry in plan.sheets) == 3 + 2 + 3 + 5
    expected = ("guide-sheet", "no-rows", "passed-over", "row-set-aside", "unknown-department")
    assert not [one for one in plan.problems if one.code not in expected]


def _value(kind: str, example: str) -> object:
    if kind == "date":
        return date(*reversed([int(part) for part in example.split("-")]))
    return int(example) if kind == "rating" else example


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_template_brings_a_guide_with_an_example_that_is_never_read(tmp_path: Path, language: str) -> None:
    set_language(language)
    batch.init(tmp_path, sample=False)
    for template in TEMPLATES:
        guide = load_workbook(tmp_path / template.path)[_("Guide")]
        assert guide.protection.sheet
        told = {str(row[0].value): [str(cell.value) for cell in row] for row in guide.iter_rows()}
        for one in template.fields:
            assert _(one.example) in told[_(one.header)]
    outcome = batch.build(Sources([tmp_path], DAY), tmp_path / "plan.xlsx")
    assert outcome.exit_code is ExitCode.NOTHING_TO_PLAN
    assert not outcome.plan.findings
    assert sum(problem.code == "guide-sheet" for problem in outcome.plan.problems) == len(TEMPLATES)


def test_a_sheet_called_guide_that_is_not_ours_is_read(tmp_path: Path) -> None:
    set_language("da")
    batch.init(tmp_path, sample=False)
    filled_in(tmp_path, "sickness absence", {"Department": "Kitchen", "Period": 2026, "Absence percent": 5.4})
    path = tmp_path / next(one for one in TEMPLATES if one.name == "sickness absence").path
    book = load_workbook(path)
    del book[_("Guide")]
    book.worksheets[0].title = _("Guide")
    book.save(path)
    plan = batch.check(Sources([path], DAY)).plan
    assert [entry.rows_used for entry in plan.sheets] == [1]
