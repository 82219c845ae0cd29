"""``handleplan discussion``: what the paper for the årlige arbejdsmiljødrøftelse says, and the Word document it is."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_fixture import CREATED, KITCHEN, STORE, make_plan
from workbook_text import open_workbook

from handleplan_batch.__main__ import main
from handleplan_batch.language import set_language
from handleplan_batch.model import (
    Action,
    CellRef,
    ChallengeKind,
    ClosedAction,
    ColumnUse,
    Comparison,
    Department,
    Effect,
    Finding,
    ImporterName,
    Level,
    Plan,
    Polarity,
    SheetEntry,
    SourceKind,
    Verdict,
)
from handleplan_batch.sharing import Paper, discussion_paper, document
from handleplan_batch.sharing.discussion import Cell, Heading, Paragraph, Points, Table
from handleplan_batch.workbook import write_plan
from handleplan_batch.workbook.columns import FOLLOW_UP, PLAN

DAY = date(2026, 12, 1)
LATER = CREATED + timedelta(days=360)
MOVED = "Theme scores that changed by more than chance explains"
GOALS = "Last year's goals: were they met, and why?"
AHEAD = "Goals for the year ahead"


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.fixture
def plan() -> Plan:
    return make_plan("en")


def changed(plan: Plan, number: str, **fields: Any) -> Plan:
    """The plan with fields of one of its actions as somebody wrote them."""
    actions = (replace(one, draft=False, **fields) if one.id == number else one for one in plan.actions)
    return replace(plan, actions=tuple(actions))


def table(paper: Paper, about: str, first_head: str) -> Table:
    return next(
        block
        for block in paper.blocks
        if isinstance(block, Table) and block.about == about and block.heads[:1] == (first_head,)
    )


def goals(paper: Paper) -> dict[str, tuple[str, str]]:
    """Per number how a goal ended, and why."""
    rows = table(paper, GOALS, "No.").rows
    return {row[0].text: (row[2].text, row[3].text) for row in rows}


def heat_map(paper: Paper) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """The departments, and per theme what stands in its cells."""
    drawn = table(paper, "Theme scores by department: 0–100, 100 is best", "Theme")
    return drawn.heads[1:], {row[0].text: [cell.text for cell in row[1:]] for row in drawn.rows}


def texts(paper: Paper) -> list[str]:
    """Everything the paper says."""
    said: list[str] = []
    for block in paper.blocks:
        match block:
            case Heading() | Paragraph():
                said.append(block.text)
            case Points():
                said += block.items
            case Table():
                said += [
                    *block.heads,
                    *(text for row in block.rows for cell in row for text in (cell.text, cell.below)),
                ]
    return said


def agenda(paper: Paper) -> tuple[str, ...]:
    return next(block.items for block in paper.blocks if isinstance(block, Points) and block.numbered)


def opened(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


# --- The agenda


def test_the_agenda_holds_what_the_law_asks_for_and_sickness_absence(plan: Plan) -> None:
    paper = discussion_paper(plan, DAY)
    items = agenda(paper)
    for asked in (GOALS, AHEAD, "How we work together in the year ahead", "Competence development plan"):
        assert asked in items
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert [text.partition(". ")[2] for text in headings if re.match(r"\d", text)] == list(items)
    assert "Sickness absence" in headings


def test_there_is_room_for_participants_decisions_and_signatures(plan: Plan) -> None:
    paper = discussion_paper(plan, DAY)
    said = texts(paper)
    for asked in ("Participants", "Place", "Who", "By when", "Signature", "Employer", "Member"):
        assert asked in said
    decisions = table(paper, "Decisions and signatures", "What")
    assert all(cell == Cell() for row in decisions.rows for cell in row)


def test_a_plan_without_an_earlier_one_says_nothing_of_changes(plan: Plan) -> None:
    assert "What has changed" not in agenda(discussion_paper(plan, DAY))


# --- Last year's goals


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"effect": "reached"}, "Reached"),
        ({"effect": "partly"}, "Partly"),
        ({"effect": "not_reached"}, "Not reached"),
        ({"effect": "too_few"}, "Too few answers"),
        ({"status": "effect_reached", "effect": ""}, "Reached"),
        ({"status": "effect_not_reached", "effect": ""}, "Not reached"),
        ({"status": "effect_reached", "effect": "partly"}, "Partly"),
        ({"status": "dropped", "effect": ""}, "Given up"),
        ({"status": "dropped", "effect": "not_reached", "proposed": Effect("8", "not_reached", "")}, "Given up"),
        ({"status": "dropped", "effect": "partly", "proposed": Effect("8", "not_reached", "")}, "Partly"),
        ({"status": "in_progress", "effect": ""}, "Not judged yet"),
        ({"status": "done", "effect": ""}, "Not judged yet"),
        ({"status": None, "effect": None}, "Not judged yet"),
        ({"status": "effect_reached", "effect": "not_reached"}, "Not judged yet"),
        ({"status": "effect_not_reached", "effect": "reached"}, "Not judged yet"),
    ],
)
def test_a_goal_ended_as_its_effect_says_else_as_its_status(
    plan: Plan, fields: dict[str, object], outcome: str
) -> None:
    only = replace(plan, actions=plan.actions[:1])
    assert goals(discussion_paper(changed(only, "H-0001", **fields), DAY))["H-0001"][0] == outcome


def test_a_goal_is_given_with_the_reason_and_the_figures_of_its_row(plan: Plan) -> None:
    fields = {"effect": "partly", "effect_reason": "Two of three are done.", "current": "70"}
    told = changed(plan, "H-0001", baseline="62", target="75", **fields)
    assert goals(discussion_paper(told, DAY))["H-0001"] == (
        "Partly",
        "Two of three are done – from 62 to 70 (goal: 75)",
    )


def test_a_judgement_without_a_reason_asks_for_one(plan: Plan) -> None:
    told = changed(plan, "H-0001", effect="reached")
    assert "No reason is written" in goals(discussion_paper(told, DAY))["H-0001"][1]


def test_a_goal_that_is_not_judged_says_how_far_it_is(plan: Plan) -> None:
    few = replace(plan, actions=plan.actions[:3])
    few = changed(few, "H-0001", status="in_progress", deadline=date(2026, 11, 30))
    few = changed(few, "H-0002", status="done", follow_up=date(2027, 1, 4))
    few = changed(few, "H-0003", status="waiting", deadline=date(2027, 2, 1))
    told = goals(discussion_paper(few, DAY))
    assert told["H-0001"][1] == "Overdue since 30-11-2026"
    assert told["H-0002"][1] == "Implemented; the effect is to be judged on 04-01-2027"
    assert told["H-0003"][1] == "Waiting, due on 01-02-2027"


def test_an_effect_that_its_status_contradicts_is_not_believed(plan: Plan) -> None:
    told = changed(plan, "H-0001", status="effect_reached", effect="not_reached")
    few = replace(told, actions=told.actions[:1])
    assert goals(discussion_paper(few, DAY))["H-0001"][1] == "The effect and the status contradict each other"


def test_suggestions_that_nobody_wrote_in_are_counted_but_are_no_goals(plan: Plan) -> None:
    drafts = tuple(replace(one, draft=True, status="not_started", effect="") for one in plan.actions)
    paper = discussion_paper(replace(plan, actions=drafts), DAY)
    assert "The plan holds no goals of last year yet. Write those of the last discussion here." in texts(paper)
    assert any(text.startswith(f"{len(drafts)} suggestions of the plan are not counted") for text in texts(paper))


def test_an_ambition_of_a_plan_that_is_a_year_old_is_last_years_goal(plan: Plan) -> None:
    ambition = next(one for one in plan.actions if one.kind is ChallengeKind.AMBITION)
    few = replace(plan, actions=(replace(ambition, draft=True),))
    assert ambition.id in goals(discussion_paper(few, LATER))
    assert "The plan holds no goals of last year yet. Write those of the last discussion here." in texts(
        discussion_paper(few, DAY)
    )


def closed(action: Action, day: date, reason: str = "closed") -> ClosedAction:
    return ClosedAction(action, reason, day)


def test_actions_closed_since_the_earlier_plan_are_goals_and_older_ones_are_not(plan: Plan) -> None:
    action = replace(plan.actions[0], status="effect_reached", effect="reached", effect_reason="It is dry.")
    last, before = date(2025, 11, 20), date(2024, 11, 20)
    went_on = replace(
        plan,
        previous_on=last,
        closed=(
            closed(replace(action, id="H-0901"), last),
            closed(replace(action, id="H-0902"), last, "unclaimed"),
            closed(replace(action, id="H-0903"), before),
        ),
    )
    told = goals(discussion_paper(went_on, DAY))
    assert told["H-0901"] == ("Reached", "It is dry")
    assert not {"H-0902", "H-0903"} & set(told)


def test_last_years_goals_in_the_notes_of_a_discussion_are_told_as_written(plan: Plan) -> None:
    sheet = SheetEntry(
        "notes.xlsx", "Ark1", ImporterName.DISCUSSION, 1, 1, 1, uses=(ColumnUse(4, "Mål fra sidste år", "last_goal"),)
    )
    finding = Finding(
        "d-1",
        SourceKind.DISCUSSION,
        CellRef("notes.xlsx", "Ark1", 2, 4),
        "Halvt så mange tunge løft – Delvist – Ny palleløfter",
        (STORE,),
    )
    told = replace(plan, sheets=(*plan.sheets, sheet), findings=(*plan.findings, finding))
    assert f"{STORE}: Halvt så mange tunge løft – Delvist – Ny palleløfter" in texts(discussion_paper(told, DAY))


def test_each_outcome_is_shown_however_many_goals_there_are_of_another(plan: Plan) -> None:
    many = [
        replace(plan.actions[0], id=f"H-{n:04}", draft=False, status="in_progress", effect="") for n in range(1, 90)
    ]
    many += [
        replace(many[0], id="H-0101", effect="reached"),
        replace(many[0], id="H-0102", effect="not_reached"),
    ]
    paper = discussion_paper(replace(plan, actions=tuple(many)), DAY)
    told = goals(paper)
    assert {"H-0101", "H-0102"} <= set(told)
    assert "91 goals: 1 not reached, 89 not judged yet, 1 reached." in texts(paper)
    assert "10 of 91 are shown; all stand on the sheet «Follow-up»." in texts(paper)


def test_rows_that_cannot_be_read_are_named(plan: Plan) -> None:
    said = texts(discussion_paper(plan, DAY, ["H-0003", "H-0007"]))
    assert "These rows hold something that cannot be read, and are judged by the rest: H-0003, H-0007" in said


# --- What has changed


def comparison(verdict: Verdict, theme_id: str = "noise", department: str = KITCHEN) -> Comparison:
    return Comparison(
        f"c-{verdict}",
        ChallengeKind.CHALLENGE,
        theme_id,
        department,
        verdict,
        f"Why it is {verdict}",
        Level.HIGH,
        Level.LOW,
    )


def test_what_has_changed_is_told_in_words_and_the_unchanged_is_only_counted(plan: Plan) -> None:
    verdicts = (Verdict.BETTER, Verdict.UNCHANGED, Verdict.UNCHANGED, Verdict.WORSE)
    went_on = replace(plan, previous_on=date(2025, 11, 20), comparisons=tuple(map(comparison, verdicts)))
    paper = discussion_paper(went_on, DAY)
    assert "4 challenges, compared with the plan of 20-11-2025: worse (1), unchanged (2), better (1)." in texts(paper)
    rows = table(paper, "What became of the challenges of the earlier plan", "Since last time").rows
    assert [(row[0].text, row[1].text, row[2].text) for row in rows] == [
        ("Worse", "Noise", "Why it is worse"),
        ("Better", "Noise", "Why it is better"),
    ]


def test_a_year_in_which_nothing_changed_has_no_list_of_changes(plan: Plan) -> None:
    went_on = replace(plan, previous_on=date(2025, 11, 20), comparisons=(comparison(Verdict.UNCHANGED),))
    said = texts(discussion_paper(went_on, DAY))
    assert "1 challenge, compared with the plan of 20-11-2025: unchanged (1)." in said
    assert "What it rests on" not in said


# --- The working environment now


def test_the_heat_map_shows_each_published_figure_as_text_and_as_colour(plan: Plan) -> None:
    departments, rows = heat_map(discussion_paper(plan, DAY))
    column = departments.index(KITCHEN)
    assert rows["High workload and time pressure"][column] == "34"
    cells = table(discussion_paper(plan, DAY), "Theme scores by department: 0–100, 100 is best", "Theme").rows
    assert all((cell.score is None) == (not cell.text[:1].isdecimal()) for row in cells for cell in row[1:])


def test_a_suppressed_figure_is_a_dash_and_never_a_number(plan: Plan) -> None:
    figures = tuple(
        replace(one, suppressed=True, score=None, respondents=None, unfavourable=None)
        if one.department == STORE and one.key == "workload"
        else one
        for one in plan.measurements
    )
    departments, rows = heat_map(discussion_paper(replace(plan, measurements=figures), DAY))
    assert rows["High workload and time pressure"][departments.index(STORE)] == "–"


def test_a_theme_that_is_hidden_everywhere_is_not_in_the_heat_map(plan: Plan) -> None:
    assert "Violence and threats" not in heat_map(discussion_paper(plan, DAY))[1]


def test_a_figure_with_a_history_shows_its_change(plan: Plan) -> None:
    figures = tuple(replace(one, change=-6.4) if one.key == "noise" else one for one in plan.measurements)
    departments, rows = heat_map(discussion_paper(replace(plan, measurements=figures), DAY))
    assert rows["Noise"][departments.index(KITCHEN)] == "45 (−6)"


def test_only_what_changed_beyond_chance_is_drawn_as_moved_and_the_worst_comes_first(plan: Plan) -> None:
    verdicts = {0: (Verdict.BETTER, 12.0), 1: (Verdict.WORSE, -20.0), 2: (Verdict.UNCHANGED, 4.0)}
    themes = [one for one in plan.measurements if one.level == "theme" and one.score is not None][:3]
    moved = tuple(
        replace(one, score=50.0, verdict=verdict, change=change)
        for one, (verdict, change) in zip(themes, verdicts.values(), strict=True)
    )
    drawn = table(discussion_paper(replace(plan, measurements=moved), DAY), MOVED, "Theme and department")
    told = [tuple(cell.text for cell in row) for row in drawn.rows]
    assert [row[1:] for row in told] == [("70", "50", "▼ −20"), ("38", "50", "▲ +12")]
    assert len(drawn.rows[0][3].below) > len(drawn.rows[1][3].below)
    assert not [one for one in discussion_paper(plan, DAY).blocks if isinstance(one, Heading) and "moved" in one.text]


def test_a_plan_without_a_survey_says_so_instead_of_a_heat_map(plan: Plan) -> None:
    assert "There are no survey figures that can be shown." in texts(
        discussion_paper(replace(plan, measurements=()), DAY)
    )


def absent(number: int, department: str, score: float | None, text: str) -> Finding:
    return Finding(
        f"a-{number}",
        SourceKind.ABSENCE,
        CellRef("absence.xlsx", "Ark1", number, 2),
        text,
        (department,),
        theme_id="sickness_absence",
        polarity=Polarity.NEUTRAL,
        score=score,
    )


def test_sickness_absence_is_told_by_department_highest_first(plan: Plan) -> None:
    found = (
        absent(1, KITCHEN, 4.1, "4,1 %"),
        absent(2, STORE, 8.6, "8,6 %"),
        absent(3, "Administration", None, "hidden"),
    )
    said = texts(discussion_paper(replace(plan, findings=(*plan.findings, *found)), DAY))
    assert [one for one in said if one.endswith((" %", ": hidden"))] == [
        f"{STORE}: 8,6 %",
        f"{KITCHEN}: 4,1 %",
        "Administration: hidden",
    ]


def test_a_plan_that_knows_nothing_of_sickness_absence_asks_for_it(plan: Plan) -> None:
    assert any(text.startswith("There is nothing on sickness absence") for text in texts(discussion_paper(plan, DAY)))


# --- The year ahead


def test_the_proposed_goals_are_the_most_urgent_challenges_then_the_ambitions(plan: Plan) -> None:
    rows = [row for row in table(discussion_paper(plan, DAY), AHEAD, "Challenge or ambition").rows if row[0].text]
    said = [row[0].text for row in rows]
    assert said[0] == "Glat gulv ved rampen til lageret"
    assert said[-1] == "Vi vil have mere indflydelse på vagtplanen"
    assert rows[0][1].text.startswith("Antal fald går fra 2 pr. halvår til 0")


def test_a_persons_own_priority_goes_before_the_tools(plan: Plan) -> None:
    first = changed(plan, "H-0011", own_priority="1")
    first = replace(first, actions=tuple(one for one in first.actions if one.urgency is not Level.IMMEDIATE))
    rows = table(discussion_paper(first, DAY), AHEAD, "Challenge or ambition").rows
    assert rows[0][0].text == next(one.challenge for one in plan.actions if one.id == "H-0011")[:130]


def test_a_proposed_goal_whose_date_has_passed_says_so(plan: Plan) -> None:
    late = replace(plan, actions=tuple(replace(one, deadline=date(2026, 2, 1)) for one in plan.actions))
    rows = table(discussion_paper(late, DAY), AHEAD, "Challenge or ambition").rows
    assert rows[0][2].below == "the date 01-02-2026 has passed: set a new one"


def test_a_challenge_whose_actions_are_closed_is_not_proposed(plan: Plan) -> None:
    done = tuple(replace(one, status="effect_reached") if one.challenge_id == "c-slip" else one for one in plan.actions)
    said = [
        row[0].text
        for row in table(discussion_paper(replace(plan, actions=done), DAY), AHEAD, "Challenge or ambition").rows
    ]
    assert "Glat gulv ved rampen til lageret" not in said


def test_the_follow_ups_of_the_year_ahead_are_counted_by_quarter(plan: Plan) -> None:
    few = replace(plan, actions=plan.actions[:2])
    few = changed(few, "H-0001", status="in_progress", follow_up=date(2027, 2, 1))
    few = changed(few, "H-0002", status="in_progress", follow_up=date(2027, 5, 1))
    assert "Follow-ups in the plan that meetings may be laid by: quarter 1 of 2027: 1, quarter 2 of 2027: 1." in texts(
        discussion_paper(few, DAY)
    )


def test_a_departments_copy_is_called_by_its_department(plan: Plan) -> None:
    assert discussion_paper(replace(plan, scope=KITCHEN), DAY).organisation == KITCHEN


# --- Whatever the size


def large(plan: Plan) -> Plan:
    """A plan of 300 rows in 40 departments, each text as long as a person might write it."""
    wordy = (
        "Arbejdsmiljøgruppen og lederen gennemgår opgaverne med medarbejderne, og det aftales, hvem der gør hvad. " * 12
    )
    names = [f"Afdeling nummer {number} i den store organisation" for number in range(40)]
    kinds = (ChallengeKind.CHALLENGE, ChallengeKind.CHALLENGE, ChallengeKind.AMBITION)
    effects = ("reached", "partly", "not_reached", "too_few", "")
    actions = tuple(
        replace(
            plan.actions[0],
            id=f"H-{number:04}",
            challenge_id=f"c-{number // 2}",
            rank=number // 2 + 1,
            kind=kinds[number // 2 % 3],
            department=names[number % 40],
            challenge=wordy,
            action=wordy,
            criterion=wordy,
            responsible=wordy,
            effect_reason=wordy,
            status="in_progress",
            effect=effects[number % 5],
            theme=wordy,
            draft=False,
        )
        for number in range(1, 301)
    )
    measured = next(one for one in plan.measurements if one.level == "theme" and one.score is not None)
    figures = tuple(
        replace(
            measured,
            key=f"theme-{theme}",
            theme_id=f"theme-{theme}",
            department=name,
            score=float(theme + at),
            change=3.0,
        )
        for theme in range(45)
        for at, name in enumerate(names)
    )
    return replace(
        plan,
        actions=actions,
        departments=tuple(map(Department, names)),
        measurements=figures,
        previous_on=date(2025, 11, 20),
        comparisons=tuple(
            replace(comparison(list(Verdict)[number % 7]), challenge_id=f"c-{number}", why=wordy)
            for number in range(200)
        ),
        closed=tuple(closed(replace(one, id=f"H-9{one.id[3:]}"), date(2025, 11, 20)) for one in actions),
        findings=tuple(absent(number, names[number % 40], 5.0, f"{number} {wordy}") for number in range(90)),
    )


PAGE = 62


def lines(text: str, per_line: float) -> int:
    return max(1, -int(-len(text) // per_line))


def height(paper: Paper) -> float:
    """The paper's height in small lines, of which a page has PAGE (measured on the large plan, in a font as wide)."""
    total = 4.0
    for block in paper.blocks:
        match block:
            case Heading():
                total += 3.0
            case Paragraph():
                total += lines(block.text, 100) * 1.15 + 0.8
            case Points():
                total += sum(lines(item, 95) * 1.15 for item in block.items)
            case Table():
                total += (8.0 if len(block.heads) > 6 else 1.6 if block.heads else 0) + 1
                for row in block.rows:
                    said = (
                        lines(cell.text, width * 6.0) + (lines(cell.below, width * 6.8) if cell.below else 0)
                        for cell, width in zip(row, block.widths, strict=True)
                    )
                    total += max(block.room / 0.42, *said) + 0.4
    return total


@pytest.mark.parametrize("day", [DAY, LATER])
def test_the_paper_has_two_to_six_pages_whatever_the_size_of_the_plan(plan: Plan, day: date) -> None:
    empty = replace(plan, actions=(), challenges=(), findings=(), measurements=())
    assert height(discussion_paper(empty, day)) > 2 * PAGE
    assert height(discussion_paper(large(plan), day)) < 6 * PAGE


def test_what_a_long_list_leaves_out_is_said_with_the_sheet_it_stands_on(plan: Plan) -> None:
    said = "\n".join(texts(discussion_paper(large(plan), DAY)))
    for sheet in ("«Follow-up» and «Closed actions»", "«Changes»", "«Findings»", "«Action plan»"):
        assert re.search(rf"\d+ of \d+ are shown; all stand on the sheets? {re.escape(sheet)}", said)
    assert "12 of 45 themes and 8 of 40 departments are shown" in said


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_stands_in_the_document_as_the_text_it_is(text: str) -> None:
    set_language("en")
    plan = make_plan("en")
    told = changed(replace(plan, actions=plan.actions[:1]), "H-0001", effect="partly", effect_reason=f"A{text}B")
    written = goals(discussion_paper(told, DAY))["H-0001"][1]
    made = opened(document(discussion_paper(told, DAY)))
    cells = [cell.text for drawn in made.tables for cell in drawn._cells]
    assert re.sub("[\x00-\x1f\ufffe\uffff]", "", written) in [re.sub("[\x00-\x1f]", "", one) for one in cells]


# --- The document


@pytest.fixture
def made(plan: Plan) -> Document:
    return opened(document(discussion_paper(plan, DAY)))


def test_the_document_has_real_headings_under_a_title(made: Document) -> None:
    styles = [paragraph.style.name for paragraph in made.paragraphs if paragraph.style is not None]
    assert styles[:2] == ["Title", "Subtitle"]
    assert styles.count("Heading 1") == 6
    assert "Heading 2" in styles


def test_every_table_with_heads_repeats_them_on_each_page_and_says_what_it_shows(made: Document) -> None:
    repeated = 0
    for drawn in made.tables:
        assert drawn._tbl.tblPr.find(qn("w:tblCaption")) is not None
        marks = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in drawn.rows]
        assert not any(marks[1:])
        repeated += marks[0]
    assert repeated >= 6


def test_the_page_is_a4_and_no_table_is_wider_than_it(made: Document) -> None:
    section = made.sections[0]
    assert abs((section.page_width or 0) - Cm(21.0)) < Cm(0.1)
    assert abs((section.page_height or 0) - Cm(29.7)) < Cm(0.1)
    for drawn in made.tables:
        width = sum(int(column.get(qn("w:w"), 0)) for column in drawn._tbl.iter(qn("w:gridCol")))
        assert abs(width / 1440 * 2.54 - 17.0) < 0.1


@pytest.mark.parametrize(("language", "tag"), [("da", "da-DK"), ("en", "en-GB")])
def test_the_document_says_which_language_it_is_in(language: str, tag: str) -> None:
    set_language(language)
    made = opened(document(discussion_paper(make_plan(language), DAY)))
    assert made.core_properties.language == tag
    assert {one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))} == {tag}


def test_title_author_and_dates_are_the_plans(made: Document) -> None:
    core = made.core_properties
    assert core.title == "The annual working environment discussion: Fælleshuset & Co. <test>"
    assert core.author == "handleplan_batch"
    assert core.created is not None
    assert core.created.date() == CREATED
    assert core.modified == core.created


def test_the_same_plan_and_day_give_the_same_bytes(plan: Plan) -> None:
    first, second = (document(discussion_paper(plan, DAY)) for _ in range(2))
    assert first == second
    members = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert {member.date_time[0] for member in members} == {1980}
    assert not [member.filename for member in members if "thumbnail" in member.filename]


def test_a_low_score_is_warm_and_a_high_one_cool(made: Document) -> None:
    fills = {}
    for drawn in made.tables:
        for cell in drawn._cells:
            shade = cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
            if shade is not None and cell.text.isdecimal():
                fills[int(cell.text)] = str(shade.get(qn("w:fill")))
    low, high = fills[min(fills)], fills[max(fills)]
    assert int(low[:2], 16) > int(low[4:], 16)
    assert int(high[:2], 16) < int(high[4:], 16)


def test_a_text_that_looks_like_a_formula_is_text(plan: Plan) -> None:
    told = changed(plan, "H-0001", action="=SUM(A1:A9)", effect="reached")
    made = opened(document(discussion_paper(told, DAY)))
    assert any("=SUM(A1:A9)" in cell.text for drawn in made.tables for cell in drawn._cells)
    assert "instrText" not in made.element.xml


# --- The command


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    set_language("en")
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    write_plan(make_plan("en"), path)
    return path


@pytest.fixture
def here(workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HANDLEPLAN_LANG", "en")
    shutil.copy(workbook, "plan.xlsx")
    return tmp_path


def run(arguments: Sequence[str] = (), code: int = 0, plan_file: str = "plan.xlsx") -> None:
    assert main(["discussion", plan_file, "-o", "paper.docx", "--as-of", "2026-12-01", *arguments]) == code


def write(path: Path, key: str, number: str, value: object) -> None:
    book = open_workbook(path)
    sheet = book["Follow-up"] if key in {column.key for column in FOLLOW_UP.user_columns} else book["Action plan"]
    drawn = FOLLOW_UP if sheet.title == "Follow-up" else PLAN
    row = next(row for row in range(drawn.first_row, sheet.max_row + 1) if sheet.cell(row, 1).value == number)
    sheet.cell(row, drawn.index(key) + 1).value = value
    book.save(path)


def said(path: Path) -> str:
    made = docx.Document(str(path))
    return "\n".join(
        [paragraph.text for paragraph in made.paragraphs]
        + [cell.text for drawn in made.tables for cell in drawn._cells]
    )


def test_the_paper_tells_what_was_written_in_excel(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "plan.xlsx", "effect", "H-0001", "Not reached")
    write(here / "plan.xlsx", "effect_reason", "H-0001", "The gate still leaks")
    run()
    assert "The gate still leaks" in said(here / "paper.docx")
    assert capsys.readouterr().out.startswith("Written: paper.docx\nNext steps:\n")


def test_a_document_that_is_there_is_not_replaced_without_force(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "paper.docx").write_text("filled in at the meeting")
    run(code=4)
    assert "may have been filled in" in capsys.readouterr().err
    assert (here / "paper.docx").read_text() == "filled in at the meeting"
    run(["--force"])
    assert "Agenda" in said(here / "paper.docx")


def test_a_row_that_cannot_be_read_is_named_and_the_paper_written_all_the_same(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "plan.xlsx", "status", "H-0003", "no such status")
    run(code=1)
    assert "H-0003" in capsys.readouterr().err
    assert "judged by the rest: H-0003" in said(here / "paper.docx")


def test_a_file_that_is_no_plan_of_ours_ends_with_3_and_no_paper(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "other.xlsx").write_bytes(b"not a workbook")
    run(code=3, plan_file="other.xlsx")
    assert "other.xlsx" in capsys.readouterr().err
    assert not (here / "paper.docx").exists()


@pytest.mark.usefixtures("here")
def test_a_paper_that_is_not_called_docx_is_a_usage_error() -> None:
    assert main(["discussion", "plan.xlsx", "-o", "paper.pdf"]) == 2
    assert main(["discussion", "plan.xlsx"]) == 2


@pytest.mark.usefixtures("here")
def test_a_folder_that_is_not_there_cannot_be_written_to() -> None:
    assert main(["discussion", "plan.xlsx", "-o", "nowhere/paper.docx"]) == 4


def test_a_plan_with_a_password_opens_with_it(here: Path) -> None:
    set_language("en")
    write_plan(make_plan("en"), here / "plan.xlsx", password="secret")
    (here / "passwords.txt").write_text("secret\n", encoding="utf-8")
    run(["--password-file", "passwords.txt"])
    assert (here / "paper.docx").exists()
