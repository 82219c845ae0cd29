"""Next year's plan: what goes on from the earlier one, what is closed, and what has changed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from workbook_text import open_workbook

from handleplan_batch import batch
from handleplan_batch.errors import ExitCode, OutputError, PlanError
from handleplan_batch.judging.statistics import Pair, beyond_chance
from handleplan_batch.language import set_language
from handleplan_batch.model import Action, Comparison, Plan, Verdict
from handleplan_batch.workbook.columns import CLOSED, FINDINGS, FOLLOW_UP, PLAN

FIRST, SECOND, THIRD = date(2025, 11, 3), date(2026, 11, 2), date(2027, 11, 1)
SCALE = ("Meget utilfreds", "Utilfreds", "Hverken eller", "Tilfreds", "Meget tilfreds")
GLAD = [SCALE[3]] * 15 + [SCALE[4]] * 15
FAULT = "Kasser spærrer flugtvejen"
QUESTION = "Hvor tilfreds er du med indeklimaet og ventilationen?"
RISKS = {
    "Lager": ("Saven mangler afskærmning om klingen", 5, 4, "Montér afskærmning på saven"),
    "Køkken": ("Gulvet ved opvasken er glat, og flere er faldet", 4, 3, "Læg skridsikkert gulv ved opvasken"),
}


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path)


class Year:
    """Writes the inputs of a year and builds its plan."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inputs = folder / "input"
        self.inputs.mkdir(parents=True)

    def organisation(self, names: Mapping[str, str]) -> None:
        rows = [f'Alle;{name};20;"{former}"' for name, former in names.items()]
        self._write("organisation.csv", ["Niveau 1;Afdeling;Antal ansatte;Andre navne", "Alle;;60;", *rows])

    def risks(self, *names: str, rows: Mapping[str, tuple[str, int, int, str]] = RISKS, called: str = "") -> None:
        told = [";".join(map(str, (called or name, *rows[name]))) for name in names]
        self._write("risikovurdering.csv", ["Afdeling;Fare;Sandsynlighed;Konsekvens;Forslag til tiltag", *told])

    def survey(self, answers: Mapping[str, Iterable[str]]) -> None:
        rows = [f"{name};{answer}" for name, given in answers.items() for answer in given]
        self._write("apv.csv", [f"Afdeling;{QUESTION}", *rows])

    def round(self, verdicts: Mapping[str, str]) -> None:
        rows = [
            f"{name};Orden på gangen;{said};{FAULT if said == 'Ikke OK' else ''}" for name, said in verdicts.items()
        ]
        self._write("rundering.csv", ["Afdeling;Punkt;Vurdering;Bemærkning", *rows])

    def incidents(self, fell: Mapping[str, int], year: int) -> None:
        rows = [
            f"{day:02}-{month:02}-{year};{name};Ulykke;Faldt på glat gulv i gangen"
            for day, (name, times) in enumerate(fell.items(), start=1)
            for month in range(1, times + 1)
        ]
        self._write("ulykker.csv", ["Dato;Afdeling;Hændelsestype;Beskrivelse", *rows])

    def split(self, name: str, *parts: str) -> None:
        told = ", ".join(f'"{part}"' for part in parts)
        (self.inputs / "handleplan.toml").write_text(f'[departments]\n"{name}" = [{told}]\n', encoding="utf-8")

    def questions(self, asked: Mapping[str, Iterable[str]]) -> None:
        """Let the persons of Lager answer several questions."""
        rows = ["Lager;" + ";".join(given) for given in zip(*asked.values(), strict=True)]
        self._write("apv.csv", [";".join(["Afdeling", *asked]), *rows])

    def build(self, day: date, previous: Path | None = None, name: str = "") -> Path:
        for file in self.inputs.iterdir():  # every year brings files of its own, also where they say the same
            file.write_bytes(file.read_bytes().rstrip() + b"\n" * (day.year - 2020))
        return self.build_again(day, previous, name)

    def build_again(self, day: date, previous: Path | None = None, name: str = "") -> Path:
        """Build of the very files that are there."""
        path = self.folder / (name or f"plan {day.year}.xlsx")
        outcome = batch.build(batch.Sources([self.inputs], day), path, previous=previous)
        assert outcome.exit_code in (ExitCode.DONE, ExitCode.NEEDS_A_PERSON), outcome.plan.problems
        return path

    def _write(self, name: str, lines: Iterable[str]) -> None:
        (self.inputs / name).write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def read(path: Path) -> Plan:
    from handleplan_batch.workbook import read_copy

    return read_copy(path).plan


def rows_of(path: Path, department: str) -> list[Action]:
    return [action for action in read(path).actions if action.department == department]


def write(path: Path, number: str, **fields: object) -> None:
    """Fill in an action's row as a person would."""
    workbook = open_workbook(path)
    for table, title in ((PLAN, "Handleplan"), (FOLLOW_UP, "Opfølgning")):
        sheet = workbook[title]
        row = next(row for row in range(4, 200) if sheet.cell(row, 1).value == number)
        for column in table.user_columns:
            if column.key in fields:
                sheet.cell(row, table.index(column.key) + 1).value = fields[column.key]
    workbook.save(path)


def verdicts(path: Path) -> dict[str, str]:
    """Return what the sheet Ændringer says per theme and department."""
    sheet = open_workbook(path)["Ændringer"]
    return {f"{row[1]}, {row[2]}": str(row[0]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]}


def comparison(path: Path, department: str) -> Comparison:
    return next(one for one in read(path).comparisons if one.department == department)


# --- Actions


def test_a_row_that_somebody_wrote_in_says_this_years_figures_where_the_words_are_the_programs(year: Year) -> None:
    year.survey({"Lager": [SCALE[0]] * 10 + [SCALE[4]] * 20, "Køkken": [SCALE[0]] * 10 + [SCALE[4]] * 20})
    before = year.build(FIRST)
    first, second = (action for action in read(before).actions)
    write(before, first.id, responsible="Pia Holm")
    write(before, second.id, responsible="Bo Holm", challenge="Træk ved porten", cause="Porten står åben")
    year.survey({"Lager": [SCALE[0]] * 25 + [SCALE[4]] * 5, "Køkken": [SCALE[0]] * 25 + [SCALE[4]] * 5})
    after = {action.id: action for action in read(year.build(SECOND, before)).actions}
    assert after[first.id].responsible == "Pia Holm"
    assert after[first.id].challenge != first.challenge
    assert after[first.id].nature != first.nature
    assert after[first.id].criterion == first.criterion
    kept = after[second.id]
    assert (kept.challenge, kept.cause) == ("Træk ved porten", "Porten står åben")
    assert kept.nature != second.nature


def test_a_row_that_somebody_wrote_in_calls_its_department_by_its_new_name(year: Year) -> None:
    year.organisation({"Lager": "", "Køkken": ""})
    year.risks("Lager")
    before = year.build(FIRST)
    number = rows_of(before, "Lager")[0].id
    write(before, number, responsible="Pia Holm")
    year.organisation({"Logistik": "Lager", "Køkken": ""})
    year.risks("Lager", called="Logistik")
    after = next(action for action in read(year.build(SECOND, before)).actions if action.id == number)
    assert (after.department, after.responsible) == ("Logistik", "Pia Holm")
    assert ", Logistik: " in after.challenge


def test_a_row_that_somebody_wrote_in_keeps_what_it_was_found_for(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    (first, *_more) = rows_of(before, "Lager")
    write(before, first.id, responsible="Pia Holm")
    year.risks("Lager", rows={"Lager": ("Båndsaven står uden nødstop og kan ikke standses", 5, 5, "")})
    after = {action.id: action for action in rows_of(year.build(SECOND, before), "Lager")}
    assert after[first.id].challenge == first.challenge
    assert after[first.id].reasons != first.reasons


def test_a_plan_in_english_goes_on_in_danish_with_danish_themes(year: Year) -> None:
    year.risks("Lager", "Køkken")
    set_language("en")
    before = year.build(FIRST)
    first, gone = rows_of(before, "Lager")[0], rows_of(before, "Køkken")[0]
    workbook = open_workbook(before)
    sheet = workbook["Action plan"]
    for row in range(PLAN.first_row, sheet.max_row + 1):
        if sheet.cell(row, 1).value in (first.id, gone.id):
            sheet.cell(row, PLAN.index("responsible") + 1).value = "Pia Holm"
    workbook.save(before)
    set_language("da")
    year.risks("Lager")
    themes = {one.id: one.theme for one in read(year.build(SECOND, before)).actions}
    assert first.theme.startswith("Machines")
    assert themes[first.id].startswith("Maskiner")
    assert themes[gone.id] != gone.theme


def test_an_open_action_goes_on_with_its_number_and_what_was_written(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    number = rows_of(before, "Køkken")[0].id
    write(before, number, responsible="Pia Holm", action="Læg nyt gulv i uge 8", status="I gang", note="Tilbud hentet")
    after = year.build(SECOND, before)
    row = next(action for action in rows_of(after, "Køkken") if action.id == number)
    assert (row.responsible, row.action, row.status) == ("Pia Holm", "Læg nyt gulv i uge 8", "in_progress")
    assert (row.note, row.draft) == ("Tilbud hentet", False)


def test_a_challenge_that_goes_on_gets_no_second_set_of_suggestions(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    for action in rows_of(before, "Lager"):
        write(before, action.id, action=f"Vores egen {action.id}")
    after = year.build(SECOND, before)
    assert [row.id for row in rows_of(after, "Lager")] == [row.id for row in rows_of(before, "Lager")]


def test_a_suggestion_that_nobody_wrote_in_keeps_its_number_and_gets_new_dates(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    after = year.build(SECOND, before)
    assert [row.id for row in rows_of(after, "Lager")] == [row.id for row in rows_of(before, "Lager")]
    assert all(row.start is not None and row.start >= SECOND for row in rows_of(after, "Lager"))


def test_a_closed_action_moves_to_a_sheet_of_its_own_with_all_that_was_written(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    number = rows_of(before, "Køkken")[0].id
    write(before, number, status="Effekt opnået", effect_reason="Ingen fald siden marts")
    workbook = open_workbook(before)
    sheet = workbook["Handleplan"]
    row = next(row for row in range(4, 200) if sheet.cell(row, 1).value == number)
    sheet.cell(3, len(PLAN.columns) + 1).value = "Budget"
    sheet.cell(row, len(PLAN.columns) + 1).value = "12.000 kr."
    sheet.cell(row, PLAN.index("action") + 1).comment = Comment("Husk garantien", "Pia")
    workbook.save(before)
    after = year.build(SECOND, before)
    closed = read(after).closed
    assert [one.action.id for one in closed if one.reason == "closed"] == [number]
    assert number not in {action.id for action in read(after).actions}
    told = open_workbook(after)["Afsluttede indsatser"]
    cells = {str(cell.value) for line in told.iter_rows() for cell in line}
    assert {number, "Effekt opnået", "Ingen fald siden marts", "12.000 kr.", "Budget"} <= cells
    assert "Husk garantien" in {cell.comment.text for line in told.iter_rows() for cell in line if cell.comment}


def test_a_closed_action_stays_on_its_sheet_year_after_year(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    number = rows_of(before, "Køkken")[0].id
    write(before, number, status="Bortfalder (begrundelse)")
    after = year.build(THIRD, year.build(SECOND, before))
    assert [one.action.id for one in read(after).closed] == [number]


def test_new_actions_never_get_a_number_that_was_used(year: Year) -> None:
    year.risks("Køkken")
    before = year.build(FIRST)
    for action in rows_of(before, "Køkken"):
        write(before, action.id, status="Effekt opnået")
    year.risks("Lager")
    middle = year.build(SECOND, before)
    used = {one.action.id for one in read(middle).closed}
    assert used
    assert not used & {action.id for action in read(middle).actions}
    year.risks("Lager", "Køkken")
    after = year.build(THIRD, middle)
    assert not used & {action.id for action in read(after).actions}


def test_an_action_somebody_wrote_in_stays_when_nothing_points_to_its_challenge(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    number, *rest = (action.id for action in rows_of(before, "Køkken"))
    write(before, number, responsible="Pia Holm")
    year.risks("Lager")
    after = year.build(SECOND, before)
    assert [action.id for action in rows_of(after, "Køkken")] == [number]
    assert {one.action.id for one in read(after).closed if one.reason == "unclaimed"} == set(rest)
    assert comparison(after, "Køkken").verdict is Verdict.GONE


@pytest.mark.parametrize(
    ("answers", "verdict", "why"),
    [
        ({"Lager": GLAD, "Køkken": GLAD}, Verdict.GONE, "peger ikke på den"),
        ({"Lager": GLAD, "Køkken": GLAD[:3]}, Verdict.TOO_FEW, "må ikke vises"),
        ({"Lager": GLAD}, Verdict.GONE, "ikke spurgt"),
    ],
)
def test_what_answers_cannot_tell_any_longer_is_not_said_to_be_better(
    answers: Mapping[str, list[str]], verdict: Verdict, why: str, year: Year
) -> None:
    year.survey({"Lager": GLAD, "Køkken": [SCALE[0]] * 15 + [SCALE[1]] * 15})
    before = year.build(FIRST)
    year.survey(answers)
    after = comparison(year.build(SECOND, before), "Køkken")
    assert after.verdict is verdict
    assert why in after.why


def test_what_a_source_proposes_for_the_first_time_becomes_an_action(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    for action in rows_of(before, "Lager"):
        write(before, action.id, responsible="Ole")
    year.risks("Lager", rows={"Lager": (*RISKS["Lager"][:3], "Skift saven ud med en rundsav med bremse")})
    after = year.build(SECOND, before)
    new = [row for row in rows_of(after, "Lager") if row.id not in {one.id for one in rows_of(before, "Lager")}]
    assert len(new) == 1
    assert "rundsav med bremse" in new[0].action


def test_a_challenge_that_became_urgent_gets_an_action_for_it(year: Year) -> None:
    mild = {"Lager": ("Tunge kasser løftes fra gulvet", 2, 3, "Stil kasserne på et bord")}
    year.risks("Lager", rows=mild)
    before = year.build(FIRST)
    for action in rows_of(before, "Lager"):
        write(before, action.id, responsible="Ole", action="Vi holder øje")
    year.risks("Lager", rows={"Lager": (mild["Lager"][0], 5, 5, mild["Lager"][3])})
    after = year.build(SECOND, before)
    assert comparison(after, "Lager").verdict is Verdict.WORSE
    assert len(rows_of(after, "Lager")) > len(rows_of(before, "Lager"))


def test_rows_columns_and_sheets_of_the_users_come_along(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    workbook = open_workbook(before)
    sheet = workbook["Handleplan"]
    place = len(PLAN.columns) + 1
    sheet.cell(3, place).value, sheet.cell(4, place).value = "Budget", "9.000 kr."
    free = next(row for row in range(4, 300) if sheet.cell(row, 1).value is None)
    sheet.cell(free, PLAN.index("action") + 1).value = "Ny reol ved port 3"
    workbook.create_sheet("Vores noter")["A1"] = "Møde hver tirsdag"
    workbook.save(before)
    after = year.build(SECOND, before)
    written = open_workbook(after)
    assert written["Vores noter"]["A1"].value == "Møde hver tirsdag"
    cells = {str(cell.value) for line in written["Handleplan"].iter_rows() for cell in line}
    assert {"Budget", "9.000 kr.", "Ny reol ved port 3"} <= cells
    assert all(action.id for action in read(after).actions)


def test_a_late_return_of_last_years_copy_is_still_taken_in(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    closed = rows_of(before, "Køkken")[0].id
    batch.split(before, year.folder / "ud")
    write(before, closed, status="Effekt opnået")
    after = year.build(SECOND, before)
    late = year.folder / "ud" / "Køkken.xlsx"
    open_one = rows_of(after, "Køkken")[0].id
    write(late, open_one, responsible="Pia Holm")
    write(late, closed, note="Vi mangler stadig måtten")
    outcome = batch.collect(after, [late], SECOND, year.folder / "samlet.xlsx")
    assert next(row for row in outcome.plan.actions if row.id == open_one).responsible == "Pia Holm"
    told = [problem for problem in outcome.problems if problem.code == "row-closed"]
    assert [problem.values["number"] for problem in told] == [closed]
    assert [(one.where.sheet, one.where.column) for one in told] == [("Opfølgning", FOLLOW_UP.index("note") + 1)]


@pytest.mark.parametrize("still_found", [True, False])
def test_what_a_late_copy_says_of_a_suggestion_that_was_closed_meanwhile_opens_it_again(
    year: Year, still_found: bool
) -> None:
    year.risks("Køkken", "Lager")
    before = year.build(FIRST)
    batch.split(before, year.folder / "ud")
    kept, *others = rows_of(before, "Køkken")
    write(before, kept.id, responsible="Kim")
    year.risks(*(("Køkken", "Lager") if still_found else ("Lager",)))
    after = year.build(SECOND, before)
    closed = next(one.id for one in others if one.id not in {row.id for row in read(after).actions})
    late = year.folder / "ud" / "Køkken.xlsx"
    write(late, closed, responsible="Pia Holm", status="I gang", note="Tilbud hentet")
    outcome = batch.collect(after, [late], SECOND)
    assert [(one.code, one.values["number"]) for one in outcome.problems] == [("row-reopened", closed)]
    assert [one.where.file for one in outcome.problems] == [str(late)]
    plan = read(after)
    row = next(one for one in plan.actions if one.id == closed)
    assert (row.responsible, row.status, row.note) == ("Pia Holm", "in_progress", "Tilbud hentet")
    beside = next(one for one in plan.actions if one.id == kept.id)
    assert (row.challenge_id, row.urgency) == (beside.challenge_id, beside.urgency)
    assert row.rank == beside.rank or not still_found
    assert closed not in {one.action.id for one in plan.closed}
    assert not batch.collect(after, [late], SECOND).changes
    third = year.build(THIRD, after)
    assert next(one for one in read(third).actions if one.id == closed).responsible == "Pia Holm"


def build_with_closed(year: Year) -> tuple[Path, str]:
    """Return the second plan of two departments, and the number of the kitchen's action, which is closed."""
    year.risks("Køkken", "Lager")
    before = year.build(FIRST)
    closed = rows_of(before, "Køkken")[0].id
    write(before, closed, status="Effekt opnået")
    after = year.build(SECOND, before)
    return after, closed


def test_what_is_written_in_a_closed_row_is_named_with_what_to_do(year: Year) -> None:
    after, closed = build_with_closed(year)
    workbook = open_workbook(after)
    sheet = workbook["Afsluttede indsatser"]
    row = next(row for row in range(4, 40) if sheet.cell(row, 1).value == closed)
    for key, value in {"status": "I gang", "note": "Udgangen er spærret igen"}.items():
        sheet.cell(row, CLOSED.index(key) + 1).value = value
    workbook.save(after)
    told = [one for one in read(year.build(THIRD, after)).problems if one.code == "row-closed"]
    assert [one.where.column for one in told] == [CLOSED.index("status") + 1, CLOSED.index("note") + 1]
    assert {(one.values["number"], one.where.row) for one in told} == {(closed, row)}


def test_a_closed_row_that_is_copied_back_says_how_it_is_taken_up_again(year: Year) -> None:
    after, closed = build_with_closed(year)
    workbook = open_workbook(after)
    sheet = workbook["Handleplan"]
    sheet.cell(60, 1).value, sheet.cell(60, PLAN.index("action") + 1).value = closed, "Ryd udgangen"
    workbook.save(after)
    with pytest.raises(PlanError, match=f"A?60.*{closed} er afsluttet.*Slet nummeret"):
        year.build(THIRD, after)


def test_a_decision_on_the_sheet_of_conflicts_is_obeyed(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    number = rows_of(before, "Lager")[0].id
    batch.split(before, year.folder / "ud")
    write(before, number, responsible="Ole", deadline=date(2026, 3, 1))
    write(year.folder / "ud" / "Lager.xlsx", number, responsible="Kim", deadline=date(2026, 4, 1))
    merged = year.folder / "samlet.xlsx"
    batch.collect(before, [year.folder / "ud" / "Lager.xlsx"], FIRST, merged)
    workbook = open_workbook(merged)
    sheet = workbook["Konflikter"]
    for row in range(4, 6):
        sheet.cell(row, 7).value = "Den returnerede" if sheet.cell(row, 2).value == "Tovholder" else None
    workbook.save(merged)
    after = year.build(SECOND, merged)
    row = next(row for row in rows_of(after, "Lager") if row.id == number)
    assert (row.responsible, row.deadline) == ("Kim", date(2026, 3, 1))
    assert [(one.field, one.theirs) for one in read(after).conflicts] == [("deadline", "2026-04-01")]


# --- Challenges


def test_a_challenge_keeps_its_id_when_its_department_gets_another_name(year: Year) -> None:
    year.organisation({"Lager": "", "Køkken": ""})
    year.risks("Køkken")
    before = year.build(FIRST)
    write(before, rows_of(before, "Køkken")[0].id, responsible="Pia")
    year.organisation({"Lager": "", "Produktionskøkken": "Køkken"})
    year.risks("Køkken", called="Produktionskøkken")
    after = year.build(SECOND, before)
    assert [one.id for one in read(after).challenges] == [one.id for one in read(before).challenges]
    assert {row.department for row in read(after).actions} == {"Produktionskøkken"}
    assert comparison(after, "Produktionskøkken").verdict is Verdict.UNCHANGED


def test_a_new_department_that_takes_over_an_old_name_gets_an_id_of_its_own(year: Year) -> None:
    year.organisation({"Lager": "", "Køkken": ""})
    year.risks("Køkken")
    before = year.build(FIRST)
    year.organisation({"Produktionskøkken": "", "Køkken": ""})
    settings = year.inputs / "handleplan.toml"
    settings.write_text('[departments]\n"Køkken" = "Produktionskøkken"\n', encoding="utf-8")
    year.risks("Køkken", called="Produktionskøkken")
    middle = year.build(SECOND, before)
    settings.unlink()
    year.risks("Køkken", "Lager")
    after = year.build(THIRD, middle)
    ids = [one.id for one in read(after).challenges]
    assert len(ids) == len(set(ids))


def test_departments_that_were_joined_share_one_challenge_with_the_actions_of_both(year: Year) -> None:
    both = dict.fromkeys(("Nord", "Syd"), RISKS["Køkken"])
    year.organisation({"Nord": "", "Syd": ""})
    year.risks("Nord", "Syd", rows=both)
    before = year.build(FIRST)
    numbers = [rows_of(before, name)[0].id for name in ("Nord", "Syd")]
    for number in numbers:
        write(before, number, responsible="Pia")
    year.organisation({"Køkken": "Nord; Syd"})
    year.risks("Køkken")
    after = year.build(SECOND, before)
    rows = [row for row in rows_of(after, "Køkken") if row.id in numbers]
    assert len(rows) == 2
    assert {row.challenge_id for row in rows} == {read(after).challenges[0].id}


def test_a_department_that_was_split_is_compared_with_all_that_it_became(year: Year) -> None:
    year.organisation({"Nord": "", "Syd": ""})
    year.survey({"Nord": answers(18, 6), "Syd": answers(0, 30)})
    before = year.build(FIRST)
    number = rows_of(before, "Nord")[0].id
    write(before, number, responsible="Pia")
    year.organisation({"Nordøst": "", "Nordvest": "", "Syd": ""})
    year.split("Nord", "Nordøst", "Nordvest")
    year.survey({"Nordøst": answers(9, 3), "Nordvest": answers(9, 3), "Syd": answers(0, 30)})
    after = year.build(SECOND, before)
    row = next(row for row in read(after).actions if row.id == number)
    assert (row.baseline, row.current, row.effect) == ("75 %", "75 %", "not_reached")
    assert "Nordøst, Nordvest" in row.reasons
    told = {one.department: (one.verdict, one.respondents_before, one.respondents) for one in read(after).comparisons}
    assert told == {
        "Nordøst": (Verdict.NEW, None, 12),
        "Nordvest": (Verdict.NEW, None, 12),
        "Alle": (Verdict.GONE, 24, 24),
    }
    assert {one.why for one in read(after).comparisons if one.verdict is Verdict.NEW} == {
        "Var sidst en del af udfordringen for Nord"
    }


def test_what_became_of_a_department_is_remembered_in_the_third_year(year: Year) -> None:
    year.organisation({"Lager": "", "Køkken": ""})
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    number = rows_of(before, "Køkken")[0].id
    write(before, number, responsible="Pia")
    year.organisation({"Lager": "", "Varmt": "", "Koldt": ""})
    year.split("Køkken", "Varmt", "Koldt")
    year.risks("Køkken", called="Varmt")
    between = year.build(SECOND, before)
    told = [row.reasons for row in read(between).actions if row.id == number]
    for kept in (True, False):
        if not kept:
            (year.inputs / "handleplan.toml").unlink()
        after = year.build(THIRD, between, f"plan 3 {kept}.xlsx")
        assert [row.reasons for row in read(after).actions if row.id == number] == told
    assert "Varmt" in told[0]


def test_what_only_last_years_plan_called_so_may_stand_in_the_settings_that_check_reads(year: Year) -> None:
    year.organisation({"Lager": "", "Varmt": "", "Koldt": ""})
    year.split("Køkken", "Varmt", "Koldt")
    year.risks("Lager")
    outcome = batch.check(batch.Sources([year.inputs], SECOND))
    told = [one.code for one in outcome.plan.problems if one.code != "passed-over"]
    assert (outcome.exit_code, told) == (ExitCode.DONE, ["division-unused"])


def test_a_challenge_that_returns_is_known_by_a_name_that_only_an_older_plan_had(year: Year) -> None:
    year.organisation({"Lager": "", "Køkken": ""})
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    write(before, rows_of(before, "Køkken")[0].id, responsible="Pia")
    year.organisation({"Lager": "", "Kantine": "Køkken"})
    year.risks("Lager")
    between = year.build(SECOND, before)
    year.organisation({"Lager": "", "Café": "Kantine"})
    year.risks("Køkken", called="Café")
    after = year.build(THIRD, between)
    first, third = rows_of(before, "Køkken")[0], rows_of(after, "Café")[0]
    assert (third.id, third.challenge_id) == (first.id, first.challenge_id)
    assert comparison(after, "Café").verdict is Verdict.RETURNED


def test_departments_that_were_joined_are_compared_with_what_they_answered_together(year: Year) -> None:
    year.organisation({"Park": "", "Vej": ""})
    year.survey({"Park": answers(1, 11), "Vej": answers(10, 2)})
    before = year.build(FIRST)
    number = rows_of(before, "Vej")[0].id
    write(before, number, responsible="Pia")
    year.organisation({"Park og Vej": "Park; Vej"})
    year.survey({"Park og Vej": answers(11, 13)})
    after = year.build(SECOND, before)
    told = comparison(after, "Park og Vej")
    assert (told.verdict, told.respondents_before, told.respondents) == (Verdict.UNCHANGED, 24, 24)
    assert (told.score_before, told.score) == (54.2, 54.2)
    row = next(row for row in read(after).actions if row.id == number)
    assert (row.current, row.effect) == ("", "")
    assert row.effect_reason == "Forslag: Det kan ikke sammenlignes: Vej er ikke længere de samme medarbejdere."


def test_where_no_round_was_gone_nothing_is_reached_nor_gone(year: Year) -> None:
    year.organisation({"Køkken": "", "Park": "", "Vej": ""})
    year.round(dict.fromkeys(("Køkken", "Park", "Vej"), "Ikke OK"))
    before = year.build(FIRST)
    rows = {name: rows_of(before, name)[0].id for name in ("Køkken", "Park", "Vej")}
    for number in rows.values():
        write(before, number, responsible="Pia")
    year.round({"Køkken": "Ikke OK", "Vej": "OK"})
    after = year.build(SECOND, before)
    effects = {row.id: row.effect for row in read(after).actions}
    assert [effects[rows[name]] for name in ("Køkken", "Park", "Vej")] == ["not_reached", "", "reached"]
    told = {one.department: one.verdict for one in read(after).comparisons}
    assert (told["Park"], told["Vej"]) == (Verdict.NOT_AGAIN, Verdict.GONE)


def test_incidents_of_a_department_that_was_split_are_counted_in_its_parts(year: Year) -> None:
    others = dict.fromkeys(("Bakken", "Dalen", "Engen", "Skoven"), "")
    year.organisation({"Nord": "", "Syd": "", "Vest": "", **others})
    year.incidents({"Nord": 7, "Syd": 5, "Vest": 6}, 2025)
    before = year.build(FIRST)
    rows = {name: rows_of(before, name)[0].id for name in ("Nord", "Syd", "Vest")}
    for number in rows.values():
        write(before, number, responsible="Pia")
    year.organisation({"Nordøst": "", "Nordvest": "", "Syd": "", **others})
    year.split("Nord", "Nordøst", "Nordvest")
    year.incidents({"Nordøst": 4, "Nordvest": 3}, 2026)
    after = year.build(SECOND, before)
    told = {row.id: (row.current, row.effect) for row in read(after).actions}
    assert told[rows["Nord"]] == ("7", "not_reached")
    assert told[rows["Syd"]] == ("0", "reached")
    assert told[rows["Vest"]] == ("", "")  # there is no such department any more


def test_a_challenge_that_sub_departments_shared_is_found_under_their_new_names(year: Year) -> None:
    year.organisation({"Køkken": "", "Park": "", "Vej": ""})
    year.survey(dict.fromkeys(("Køkken", "Park", "Vej"), answers(9, 3)))
    before = year.build(FIRST)
    assert {one.department for one in read(before).challenges} == {"Alle"}
    number = rows_of(before, "Alle")[0].id
    assert "Alle, her " in next(row.challenge for row in read(before).actions if row.id == number)
    write(before, number, responsible="Pia")
    year.organisation({"Madservice": "Køkken", "Park og Vej": "Park; Vej"})
    year.survey({"Madservice": answers(9, 3), "Park og Vej": answers(18, 6)})
    middle = year.build(SECOND, before)
    told = {one.department: (one.verdict, one.why) for one in read(middle).comparisons}
    assert told["Madservice"] == (Verdict.NEW, "Var sidst en del af udfordringen for Alle")
    assert told["Park og Vej"] == (Verdict.NEW, "Var sidst en del af udfordringen for Alle")
    assert told["Alle"][1].startswith("Findes nu kun i ")
    year.organisation({"Madservice": "", "Park": "", "Vej": ""})
    year.split("Park og Vej", "Park", "Vej")
    year.survey(dict.fromkeys(("Madservice", "Park", "Vej"), answers(9, 3)))
    after = year.build(THIRD, middle)
    assert comparison(after, "Alle").why.startswith("Samlet af det, der stod i planen for ")


def test_a_challenge_that_was_gone_and_is_found_again_has_its_old_id(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    ids = {one.department: one.id for one in read(before).challenges}
    year.risks("Lager")
    middle = year.build(SECOND, before)
    year.risks("Lager", "Køkken")
    after = year.build(THIRD, middle)
    assert comparison(middle, "Køkken").verdict is Verdict.GONE
    assert comparison(after, "Køkken").verdict is Verdict.RETURNED
    assert {one.department: one.id for one in read(after).challenges} == ids
    assert {text.partition(" ")[0] for text in verdicts(after).values()} == {"Uændret", "Vendt"}


def test_a_challenge_whose_actions_were_all_closed_has_returned_when_it_is_found(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    for action in rows_of(before, "Lager"):
        write(before, action.id, status="Effekt opnået")
    after = year.build(SECOND, before)
    assert comparison(after, "Lager").verdict is Verdict.RETURNED
    assert rows_of(after, "Lager")


def test_a_department_nobody_knows_keeps_its_rows_and_is_named(year: Year) -> None:
    year.organisation({"Lager": "", "Køkken": ""})
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    number = rows_of(before, "Køkken")[0].id
    write(before, number, responsible="Pia")
    year.organisation({"Lager": ""})
    year.risks("Lager")
    after = year.build(SECOND, before)
    assert number in {row.id for row in rows_of(after, "Køkken")}
    named = [problem for problem in read(after).problems if problem.code == "former-department"]
    assert [(problem.where.file, problem.values["department"]) for problem in named] == [(str(before), "Køkken")]


# --- Figures


def answers(bad: int, good: int) -> list[str]:
    return [SCALE[0]] * bad + [SCALE[4]] * good


def test_a_figure_that_changed_beyond_chance_is_better_or_worse(year: Year) -> None:
    year.survey({"Lager": answers(30, 10), "Køkken": answers(20, 20)})
    before = year.build(FIRST)
    year.survey({"Lager": answers(10, 30), "Køkken": answers(37, 3)})
    after = year.build(SECOND, before)
    assert comparison(after, "Lager").verdict is Verdict.BETTER
    assert comparison(after, "Køkken").verdict is Verdict.WORSE
    assert comparison(after, "Lager").score_before == 25
    change = {one.department: one.change for one in read(after).measurements if one.level == "theme"}
    assert (change["Lager"], change["Køkken"]) == (50, -42.5)


def test_a_small_difference_is_unchanged(year: Year) -> None:
    year.survey({"Lager": answers(22, 18)})
    before = year.build(FIRST)
    year.survey({"Lager": answers(19, 21)})
    assert comparison(year.build(SECOND, before), "Lager").verdict is Verdict.UNCHANGED


def test_a_question_that_changed_within_a_theme_that_did_not_is_named(year: Year) -> None:
    other = "Hvor tilfreds er du med luftkvaliteten?"
    year.questions({QUESTION: answers(14, 12), other: answers(14, 12)})
    before = year.build(FIRST)
    year.questions({QUESTION: answers(2, 24), other: answers(15, 11)})
    told = comparison(year.build(SECOND, before), "Lager")
    assert told.verdict is Verdict.UNCHANGED
    assert f"«{QUESTION}»: 54 % til 8 %" in told.why
    assert other not in told.why


def test_a_theme_is_compared_by_the_questions_that_were_put_both_times(year: Year) -> None:
    left_out, new = "Hvor tilfreds er du med luftkvaliteten?", "Hvor tilfreds er du med ventilationen om sommeren?"
    year.questions({QUESTION: answers(20, 20), left_out: answers(38, 2)})
    before = year.build(FIRST)
    year.questions({QUESTION: answers(20, 20), new: answers(2, 38)})
    after = year.build(SECOND, before)
    told = comparison(after, "Lager")
    assert (told.verdict, told.score_before, told.score) == (Verdict.UNCHANGED, 50, 50)
    theme = next(one for one in read(after).measurements if one.level == "theme" and one.department == "Lager")
    assert (theme.score, theme.change) == (72.5, 0)


def test_what_was_fine_last_time_and_is_a_challenge_now_is_told_by_how_much(year: Year) -> None:
    year.risks("Lager")
    year.survey({"Lager": answers(2, 38)})
    before = year.build(FIRST)
    year.survey({"Lager": answers(30, 10)})
    told = next(one for one in read(year.build(SECOND, before)).comparisons if one.theme_id == "air_quality")
    assert told.verdict is Verdict.NEW
    assert "gik fra 5 % til 75 %" in told.why


def test_the_sheet_of_changes_names_id_theme_and_department(year: Year) -> None:
    year.risks("Lager")
    after = year.build(SECOND, year.build(FIRST))
    sheet = open_workbook(after)["Ændringer"]
    row = next(sheet.iter_rows(min_row=4, values_only=True))
    assert row[0] == "Uændret"
    assert {read(after).challenges[0].id, "Lager", "Maskiner, værktøj og skæreskader"} <= set(row)


def test_chance_alone_seldom_makes_a_change() -> None:
    rng = random.Random(7)
    false = 0
    for _run in range(200):
        pairs = []
        for _number in range(40):
            share, before, now = rng.random(), rng.randint(5, 60), rng.randint(5, 60)
            draw = [sum(rng.random() < share for _ in range(n)) / n for n in (before, now)]
            pairs.append(Pair(draw[0], before, draw[1], now))
        false += any(beyond_chance(pairs, 0.05))
    assert false <= 10


# --- Files


def test_a_plan_that_goes_on_in_its_own_file_keeps_a_copy_of_the_old_one(year: Year) -> None:
    year.risks("Lager")
    path = year.build(FIRST, name="handleplan.xlsx")
    number = rows_of(path, "Lager")[0].id
    write(path, number, responsible="Ole")
    year.build(SECOND, path, name="handleplan.xlsx")
    kept = year.folder / "handleplan 2025-11-03.xlsx"
    assert kept.is_file()
    assert rows_of(path, "Lager")[0].responsible == "Ole"
    assert read(path).created_on == SECOND


def test_a_previous_plan_does_not_let_another_edited_plan_be_replaced(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    other = year.build(SECOND)
    write(other, rows_of(other, "Lager")[0].id, responsible="Ole")
    with pytest.raises(OutputError):
        year.build(SECOND, before)


def test_a_previous_plan_that_is_none_is_refused(year: Year) -> None:
    year.risks("Lager")
    with pytest.raises(PlanError):
        year.build(SECOND, year.inputs / "risikovurdering.csv")


def test_a_department_gets_its_own_changes_and_closed_actions_only(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    for name in ("Lager", "Køkken"):
        write(before, rows_of(before, name)[0].id, status="Effekt opnået", note=f"Gjort i {name}")
    after = year.build(SECOND, before)
    batch.split(after, year.folder / "ud")
    workbook = open_workbook(year.folder / "ud" / "Lager.xlsx")
    told = "\n".join(str(c.value) for sheet in workbook.worksheets for line in sheet.iter_rows() for c in line)
    assert "Gjort i Lager" in told
    assert "Køkken" not in told


def test_the_same_two_years_give_the_same_bytes(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    assert year.build(SECOND, before, "a.xlsx").read_bytes() == year.build(SECOND, before, "b.xlsx").read_bytes()


# --- What a person corrects on the sheet Fund


def correct(path: Path, row: int = 4, **cells: str) -> None:
    workbook = open_workbook(path)
    for key, text in cells.items():
        workbook["Fund"].cell(row, FINDINGS.index(key) + 1).value = text
    workbook.save(path)


def test_a_correction_of_a_finding_is_remembered_year_after_year(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    correct(before, theme="Støj og akustik")
    middle = year.build(SECOND, before)
    assert [one.theme_id for one in read(middle).challenges] == ["noise"]
    assert read(middle).findings[0].theme_reason == "rettet af en person"
    after = year.build(THIRD, middle)
    assert [one.theme_id for one in read(after).challenges] == ["noise"]


def test_what_is_judged_as_good_is_no_challenge(year: Year) -> None:
    year.risks("Køkken", "Lager")
    before = year.build(FIRST)
    row = 4 + [finding.department[0] for finding in read(before).findings].index("Køkken")
    correct(before, row, polarity="Positiv")
    assert [one.department for one in read(year.build(SECOND, before)).challenges] == ["Lager"]


def test_a_blank_theme_lets_the_tool_decide_again(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    correct(before, theme="Støj og akustik")
    middle = year.build(SECOND, before)
    correct(middle, theme="")
    assert [one.theme_id for one in read(year.build(THIRD, middle)).challenges] == ["machinery"]


def test_the_theme_of_a_question_is_corrected_on_one_of_its_findings(year: Year) -> None:
    year.survey({"Lager": answers(30, 10)})
    before = year.build(FIRST)
    correct(before, theme="Temperatur og træk")
    assert {one.theme_id for one in read(year.build(SECOND, before)).measurements} == {"temperature"}


def test_a_correction_that_is_not_on_the_list_is_named(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    correct(before, theme="Larm i hallen")
    problems = read(year.build(SECOND, before)).problems
    assert [(problem.code, problem.where.a1) for problem in problems] == [("bad-correction", "D4")]


def test_a_departments_correction_comes_back_with_its_workbook(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    batch.split(before, year.folder / "ud")
    correct(year.folder / "ud" / "Lager.xlsx", theme="Støj og akustik")
    merged = year.folder / "samlet.xlsx"
    outcome = batch.collect(before, [year.folder / "ud"], FIRST, merged)
    assert not outcome.problems
    shown = {str(row[4]): str(row[3]) for row in open_workbook(merged)["Fund"].iter_rows(min_row=4, values_only=True)}
    assert shown["Lager"] == "Støj og akustik"
    themes = {one.department: one.theme_id for one in read(year.build(SECOND, merged)).challenges}
    assert themes == {"Lager": "noise", "Køkken": "slips_falls"}


# --- What was known already


def test_what_the_earlier_plan_was_made_of_tells_no_change_and_no_effect(year: Year) -> None:
    year.survey({"Lager": answers(30, 10)})
    year.risks("Køkken")
    before = year.build(FIRST)
    for name in ("Lager", "Køkken"):
        write(before, rows_of(before, name)[0].id, responsible="Ole")
    after = year.build_again(SECOND, before)
    told = read(after)
    assert {one.values["date"] for one in told.problems if one.code == "read-before"} == {"03-11-2025"}
    assert {Path(one.where.file).name for one in told.problems if one.code == "read-before"} == {
        "apv.csv",
        "risikovurdering.csv",
    }
    assert {one.verdict for one in told.comparisons} == {Verdict.NOT_AGAIN}
    assert not [one for one in told.measurements if one.verdict is not None]
    assert not [one for one in told.actions if one.effect or one.current or one.proposed]


def test_a_new_file_is_measured_by_beside_one_of_last_year(year: Year) -> None:
    year.survey({"Lager": answers(30, 10)})
    year.risks("Køkken")
    before = year.build(FIRST)
    for name in ("Lager", "Køkken"):
        write(before, rows_of(before, name)[0].id, responsible="Ole")
    year.survey({"Lager": answers(8, 32)})
    after = read(year.build_again(SECOND, before))
    effects = {one.department: one.effect for one in after.actions if one.responsible == "Ole"}
    assert effects == {"Lager": "reached", "Køkken": ""}
    assert {one.department: one.verdict for one in after.comparisons if one.level} == {"Køkken": Verdict.NOT_AGAIN}


def test_a_plan_that_is_made_anew_in_the_same_season_is_made_of_the_same_files(year: Year) -> None:
    year.risks("Køkken")
    before = year.build(FIRST)
    told = read(year.build_again(date(2025, 12, 1), before, "igen.xlsx"))
    assert "read-before" not in {one.code for one in told.problems}
    assert {one.verdict for one in told.comparisons} == {Verdict.NOT_AGAIN}


def test_answers_from_before_the_earlier_plan_tell_no_change_and_no_effect(year: Year) -> None:
    year.survey({"Lager": answers(30, 10)})
    before = year.build(FIRST)
    write(before, rows_of(before, "Lager")[0].id, responsible="Ole")
    file = year.inputs / "apv.csv"
    for asked, effect, told_so in (("2024", "", True), ("2026", "not_reached", False)):
        file = file.rename(year.inputs / f"apv_{asked}.csv")
        told = read(year.build(SECOND, before))
        assert next(one.effect for one in told.actions if one.responsible == "Ole") == effect
        assert ("asked-before" in {one.code for one in told.problems}) is told_so


# --- Did it work


def effect(year: Year, before: dict[str, list[str]], after: dict[str, list[str]], **written: object) -> Action:
    """Return the first action of Lager a year after somebody took it on."""
    year.survey(before)
    first = year.build(FIRST)
    number = rows_of(first, "Lager")[0].id
    write(first, number, responsible="Ole", **written)
    year.survey(after)
    return next(row for row in read(year.build(SECOND, first)).actions if row.id == number)


def test_a_goal_that_is_reached_beyond_chance_is_proposed_as_reached(year: Year) -> None:
    row = effect(year, {"Lager": answers(30, 10)}, {"Lager": answers(8, 32)})
    assert (row.baseline, row.current, row.effect) == ("75 %", "20 %", "reached")
    assert row.effect_reason == "Forslag: Fra 75 % til 20 %. Målet var 50 %."


def test_a_goal_that_chance_alone_could_have_reached_is_partly_reached(year: Year) -> None:
    row = effect(year, {"Lager": answers(6, 4)}, {"Lager": answers(4, 6)})
    assert row.effect == "partly"
    assert "tilfældet" in row.effect_reason


def test_no_change_is_not_reached(year: Year) -> None:
    assert effect(year, {"Lager": answers(30, 10)}, {"Lager": answers(31, 9)}).effect == "not_reached"
    same = effect(Year(year.folder / "samme"), {"Lager": answers(30, 10)}, {"Lager": answers(30, 10)})
    assert same.effect_reason == "Forslag: Stadig 75 %. Målet var 50 %."


def test_too_few_answers_the_second_time_are_said_to_be_too_few(year: Year) -> None:
    row = effect(
        year,
        {"Lager": answers(30, 10), "Køkken": answers(15, 15)},
        {"Lager": answers(2, 1), "Køkken": answers(15, 15)},
    )
    assert (row.current, row.effect) == ("", "too_few")


def test_what_became_worse_at_the_same_time_is_said(year: Year) -> None:
    year.risks("Lager")
    row = effect(year, {"Lager": answers(30, 10)}, {"Lager": answers(8, 32)})
    assert "værre" not in row.effect_reason
    mild = {"Lager": ("Tunge kasser løftes fra gulvet", 2, 3, "")}
    worse = {"Lager": ("Tunge kasser løftes fra gulvet", 5, 4, "")}
    other = Year(year.folder / "andet")
    other.risks("Lager", rows=mild)
    other.survey({"Lager": answers(30, 10)})
    before = other.build(FIRST)
    number = next(one.id for one in rows_of(before, "Lager") if one.theme.startswith("Luft"))
    write(before, number, responsible="Ole")
    other.risks("Lager", rows=worse)
    other.survey({"Lager": answers(8, 32)})
    after = next(one for one in read(other.build(SECOND, before)).actions if one.id == number)
    assert "blevet værre: Løft, træk, skub og bæring" in after.effect_reason


def test_what_was_no_challenge_and_became_worse_at_the_same_time_is_said_too(year: Year) -> None:
    noise = "Hvor tilfreds er du med støjniveauet?"
    year.questions({QUESTION: answers(30, 10), noise: answers(1, 39)})
    before = year.build(FIRST)
    number = rows_of(before, "Lager")[0].id
    write(before, number, responsible="Ole")
    year.questions({QUESTION: answers(8, 32), noise: answers(35, 5)})
    after = next(one for one in read(year.build(SECOND, before)).actions if one.id == number)
    assert "blevet værre: Støj og akustik" in after.effect_reason


def test_what_a_person_judged_is_never_replaced(year: Year) -> None:
    written = {"effect": "Ikke opnået", "effect_reason": "Vi mærker intet", "current": "som før"}
    row = effect(year, {"Lager": answers(30, 10)}, {"Lager": answers(8, 32)}, **written)
    assert (row.effect, row.effect_reason, row.current) == ("not_reached", "Vi mærker intet", "som før")


def test_figures_that_say_something_else_than_a_person_are_told_beside_it(year: Year) -> None:
    row = effect(year, {"Lager": answers(30, 10)}, {"Lager": answers(30, 10)}, effect="Opnået")
    assert (row.effect, row.effect_reason) == ("reached", "Tallene siger noget andet: Stadig 75 %. Målet var 50 %.")
    agreed = Year(year.folder / "enige")
    row = effect(agreed, {"Lager": answers(30, 10)}, {"Lager": answers(8, 32)}, effect="Opnået")
    assert row.effect_reason.startswith("Forslag: Fra 75 %")


def test_a_proposal_is_renewed_the_year_after_until_a_person_writes(year: Year) -> None:
    row = effect(year, {"Lager": answers(30, 10)}, {"Lager": answers(31, 9)})
    year.survey({"Lager": answers(8, 32)})
    later = next(one for one in read(year.build(THIRD, year.folder / "plan 2026.xlsx")).actions if one.id == row.id)
    assert (row.effect, later.effect, later.current) == ("not_reached", "reached", "20 %")


def test_an_action_that_was_dropped_gets_no_effect_proposed(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    first, second, *_others = rows_of(before, "Lager")
    write(before, first.id, status="Bortfalder (begrundelse)", note="Saven er solgt")
    write(before, second.id, responsible="Pia Holm")
    again = year.build(SECOND, before)
    closed = next(one.action for one in read(again).closed if one.action.id == first.id)
    assert (closed.status, closed.effect, closed.current, closed.effect_reason) == ("dropped", "", "", "")
    proposed = next(one for one in read(again).actions if one.id == second.id)
    assert proposed.effect
    write(again, second.id, status="Bortfalder (begrundelse)")
    kept = next(one.action for one in read(year.build(THIRD, again)).closed if one.action.id == second.id)
    assert (kept.status, kept.effect, kept.current, kept.effect_reason) == ("dropped", "", "", "")


def test_a_risk_that_was_scored_again_is_measured_by_its_score(year: Year) -> None:
    year.risks("Køkken")
    before = year.build(FIRST)
    number = rows_of(before, "Køkken")[0].id
    write(before, number, responsible="Pia")
    year.risks("Køkken", rows={"Køkken": (RISKS["Køkken"][0], 2, 3, RISKS["Køkken"][3])})
    row = next(one for one in read(year.build(SECOND, before)).actions if one.id == number)
    assert (row.baseline, row.current, row.effect) == ("12", "6", "reached")


def test_what_people_call_urgent_goes_before_what_the_tool_does_every_year(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    assert read(before).actions[0].department == "Lager"
    write(before, rows_of(before, "Køkken")[0].id, own_priority="1 Omgående")
    for action in rows_of(before, "Lager"):
        write(before, action.id, own_priority="3 Middel")
    after = year.build(THIRD, year.build(SECOND, before))
    sheet = open_workbook(after)["Handleplan"]
    departments = [
        sheet.cell(row, PLAN.index("department") + 1).value for row in range(4, 4 + len(read(after).actions))
    ]
    assert departments == sorted(departments)
    assert rows_of(after, "Køkken")[0].own_priority == "1"
    assert rows_of(after, "Lager")[0].urgency == 1


# --- What must not be lost on the way to the next year


def test_a_suggestion_with_a_note_or_a_word_in_a_column_of_their_own_is_somebodys(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    noted, budgeted = (row.id for row in rows_of(before, "Køkken")[:2])
    workbook = open_workbook(before)
    sheet = workbook["Handleplan"]
    place = len(PLAN.columns) + 1
    sheet.cell(3, place).value = "Budget"
    for row in range(4, 40):
        if sheet.cell(row, 1).value == noted:
            sheet.cell(row, PLAN.index("action") + 1).comment = Comment("Vi har en", "Pia")
        if sheet.cell(row, 1).value == budgeted:
            sheet.cell(row, place).value = "9.000 kr."
    workbook.save(before)
    year.risks("Lager")
    kept = rows_of(year.build(SECOND, before), "Køkken")
    assert {row.id for row in kept} == {noted, budgeted}


def test_what_nobody_decided_about_a_closed_action_is_kept_with_it(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    number = rows_of(before, "Lager")[0].id
    batch.split(before, year.folder / "ud")
    write(before, number, note="Vores ord")
    write(year.folder / "ud" / "Lager.xlsx", number, note="Deres ord")
    merged = year.folder / "samlet.xlsx"
    batch.collect(before, [year.folder / "ud" / "Lager.xlsx"], FIRST, merged)
    write(merged, number, status="Effekt opnået")
    after = year.build(SECOND, merged)
    cells = [cell for line in open_workbook(after)["Afsluttede indsatser"].iter_rows() for cell in line]
    assert any(cell.comment and "Lager.xlsx: Deres ord" in cell.comment.text for cell in cells)


def test_a_suggestion_that_two_departments_disagree_about_goes_on_with_their_words(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    number = rows_of(before, "Lager")[0].id
    batch.split(before, year.folder / "ud")
    one, other = year.folder / "ud" / "Lager.xlsx", year.folder / "Lager Bo.xlsx"
    shutil.copyfile(one, other)
    write(one, number, note="Ja")
    write(other, number, note="Nej")
    merged = year.folder / "samlet.xlsx"
    batch.collect(before, [one, other], FIRST, merged)
    year.risks("Køkken")
    after = year.build(SECOND, merged)
    assert number in {row.id for row in rows_of(after, "Lager")}
    assert {conflict.theirs for conflict in read(after).conflicts} == {"Ja", "Nej"}


def test_a_new_row_in_a_late_copy_stands_under_what_the_department_is_called_now(year: Year) -> None:
    year.organisation({"Lager": "", "Køkken": ""})
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    batch.split(before, year.folder / "ud")
    year.organisation({"Lager": "", "Produktionskøkken": "Køkken"})
    year.risks("Lager")
    for action in rows_of(before, "Køkken"):
        write(before, action.id, responsible="Pia")
    after = year.build(SECOND, before)
    late = year.folder / "ud" / "Køkken.xlsx"
    workbook = open_workbook(late)
    sheet = workbook["Handleplan"]
    free = next(row for row in range(4, 300) if sheet.cell(row, 1).value is None)
    sheet.cell(free, PLAN.index("action") + 1).value = "Ny emhætte"
    workbook.save(late)
    outcome = batch.collect(after, [late], SECOND, dry_run=True)
    (number,) = outcome.added
    assert next(row for row in outcome.plan.actions if row.id == number).department == "Produktionskøkken"


def test_a_new_row_in_a_late_copy_of_a_split_department_stands_where_its_other_rows_do(year: Year) -> None:
    year.organisation({"Lager": "", "Køkken": ""})
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    batch.split(before, year.folder / "ud", ["Køkken"])
    copy, row = year.folder / "ud" / "Køkken.xlsx", rows_of(before, "Køkken")[0]
    write(before, row.id, responsible="Pia")
    year.organisation({"Lager": "", "Varmt": "", "Koldt": ""})
    year.split("Køkken", "Varmt", "Koldt")
    year.risks("Køkken", called="Varmt")
    after = year.build(SECOND, before)
    workbook = open_workbook(copy)
    sheet = workbook["Handleplan"]
    below = max(number for number in range(4, 200) if sheet.cell(number, 1).value) + 1
    sheet.cell(below, PLAN.index("challenge") + 1).value = row.challenge
    sheet.cell(below, PLAN.index("action") + 1).value = "Måtter ved vasken"
    workbook.save(copy)
    outcome = batch.collect(after, [copy], SECOND, year.folder / "ny.xlsx")
    (new,) = (one for one in outcome.plan.actions if one.id in outcome.added)
    kept = next(one for one in outcome.plan.actions if one.id == row.id)
    assert (new.department, new.challenge_id) == (kept.department, kept.challenge_id)
    assert [one.values["number"] for one in outcome.problems if one.code == "row-placed"] == [new.id]


def test_a_copy_from_before_departments_were_joined_is_known_also_when_the_challenge_is_gone(year: Year) -> None:
    both = dict.fromkeys(("Nord", "Syd"), RISKS["Køkken"])
    year.organisation({"Nord": "", "Syd": ""})
    year.risks("Nord", "Syd", rows=both)
    before = year.build(FIRST)
    batch.split(before, year.folder / "ud")
    for action in read(before).actions:
        write(before, action.id, responsible="Pia")
    year.organisation({"Midt": "Nord;Syd"})
    year.risks("Nord", rows=both, called="Midt")
    middle = year.build(SECOND, before)
    year.organisation({"Midt": "Nord;Syd", "Lager": ""})
    year.risks("Lager")
    after = year.build(THIRD, middle)
    outcome = batch.collect(after, [year.folder / "ud"], THIRD, dry_run=True)
    assert outcome.exit_code is ExitCode.DONE, outcome.problems


def test_a_note_in_a_late_copy_of_a_closed_action_is_told(year: Year) -> None:
    year.risks("Køkken", "Lager")
    before = year.build(FIRST)
    number = rows_of(before, "Køkken")[0].id
    batch.split(before, year.folder / "ud")
    write(before, number, status="Effekt opnået")
    after = year.build(SECOND, before)
    late = year.folder / "ud" / "Køkken.xlsx"
    workbook = open_workbook(late)
    sheet = workbook["Handleplan"]
    row = next(row for row in range(4, 40) if sheet.cell(row, 1).value == number)
    sheet.cell(row, PLAN.index("theme") + 1).comment = Comment("Glem ikke døren", "Pia")
    workbook.save(late)
    told = batch.collect(after, [late], SECOND, dry_run=True).problems
    assert [(one.code, one.values["number"]) for one in told] == [("row-closed", number)]


def test_a_plan_that_people_wrote_in_is_not_replaced_by_a_new_build(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    batch.split(before, year.folder / "ud")
    write(year.folder / "ud" / "Lager.xlsx", rows_of(before, "Lager")[0].id, responsible="Ole")
    batch.collect(before, [year.folder / "ud"], FIRST)
    with pytest.raises(OutputError, match="--previous"):
        year.build(FIRST, name=before.name)
    assert rows_of(before, "Lager")[0].responsible == "Ole"


def test_a_plan_with_a_sheet_of_somebodys_own_is_not_replaced_by_a_new_build(year: Year) -> None:
    year.risks("Lager", "Køkken")
    plan = year.build(FIRST)
    batch.split(plan, year.folder / "ud", ["Køkken"])
    workbook = open_workbook(plan)
    workbook.create_sheet("Budget")["A1"].value = "Nyt gulv"
    workbook.save(plan)
    collected = year.folder / "ny.xlsx"
    batch.collect(plan, [year.folder / "ud"], FIRST, collected)
    with pytest.raises(OutputError, match="folk har skrevet"):
        batch.build(batch.Sources([year.inputs], SECOND), collected)
    assert year.build(SECOND, plan, collected.name) == collected


def test_the_same_year_can_be_built_again_from_the_same_earlier_plan(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    write(before, rows_of(before, "Lager")[0].id, responsible="Ole")
    assert year.build(SECOND, before) == year.build(SECOND, before)


def test_a_departments_workbook_is_no_earlier_plan(year: Year) -> None:
    year.risks("Lager")
    batch.split(year.build(FIRST), year.folder / "ud")
    with pytest.raises(PlanError, match="Lager"):
        year.build(SECOND, year.folder / "ud" / "Lager.xlsx")


def test_a_proposal_that_is_found_again_is_no_second_action(year: Year) -> None:
    year.risks("Lager", "Køkken")
    before = year.build(FIRST)
    for action in rows_of(before, "Lager"):
        write(before, action.id, responsible="Ole")
    year.risks("Køkken")
    middle = year.build(SECOND, before)
    year.risks("Lager", "Køkken")
    after = year.build(THIRD, middle)
    assert [row.id for row in rows_of(after, "Lager")] == [row.id for row in rows_of(before, "Lager")]


def test_a_plan_that_was_sent_out_is_kept_when_its_numbers_come_to_mean_something_else(year: Year) -> None:
    worse = {"Lager": ("Truck kører for stærkt", 5, 5, "Spejle"), "Køkken": ("Glat gulv", 3, 3, "Måtter")}
    year.risks("Køkken", rows=worse)
    sent = year.build(FIRST)
    batch.split(sent, year.folder / "ud")
    year.risks("Lager", "Køkken", rows=worse)
    outcome = batch.build(batch.Sources([year.inputs], SECOND), sent)
    kept = outcome.written[1]
    assert [one.values["copy"] for one in outcome.plan.problems if one.code == "plan-replaced"] == [kept.name]
    write(year.folder / "ud" / "Køkken.xlsx", rows_of(kept, "Køkken")[0].id, responsible="Ole")
    assert batch.collect(kept, [year.folder / "ud"], SECOND, dry_run=True).changes


def test_a_plan_that_is_made_again_of_the_same_files_leaves_no_copy(year: Year) -> None:
    year.risks("Lager")
    plan = year.build(FIRST)
    outcome = batch.build(batch.Sources([year.inputs], SECOND), plan)
    assert outcome.written == (plan,)


def test_a_plan_does_not_go_on_from_itself_with_the_same_files(year: Year) -> None:
    year.risks("Lager")
    before = year.build(FIRST)
    year.risks("Lager", "Køkken")
    after = year.build(SECOND, before)
    with pytest.raises(OutputError, match="03-11-2025"):
        batch.build(batch.Sources([year.inputs], SECOND), after, previous=after)
    assert batch.build(batch.Sources([year.inputs], SECOND), after, previous=after, force=True).written
