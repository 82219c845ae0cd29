"""The commands as functions, on the sample data."""

from __future__ import annotations

import json
import warnings
from datetime import date
from pathlib import Path

import pytest

from handleplan_batch import batch
from handleplan_batch.batch import Sources
from handleplan_batch.errors import ExitCode, OutputError
from handleplan_batch.json_output import plan_document
from handleplan_batch.language import set_language
from handleplan_batch.model import ChallengeKind, ImporterName, Plan

SAMPLE = Path(__file__).parent.parent / "sample_data"
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[batch.Outcome, Path, Path]:
    """The plan of the sample data, with the workbook and the JSON it wrote."""
    set_language("da")
    folder = tmp_path_factory.mktemp("plan")
    workbook, document = folder / "handleplan.xlsx", folder / "handleplan.json"
    return batch.build(Sources([SAMPLE], DAY), workbook, json_file=document), workbook, document


@pytest.fixture
def plan(sample: tuple[batch.Outcome, Path, Path]) -> Plan:
    return sample[0].plan


def test_the_sample_makes_a_plan_without_anything_left_for_a_person(sample: tuple[batch.Outcome, Path, Path]) -> None:
    outcome, workbook, document = sample
    assert outcome.exit_code is ExitCode.DONE
    assert outcome.written == (workbook, document)
    assert workbook.stat().st_size > 20_000


def test_every_sample_file_is_recognised_and_its_rows_add_up(plan: Plan) -> None:
    kinds = {entry.file.rsplit("/", 1)[-1].split("_")[0].split(".")[0]: entry.importer for entry in plan.sheets}
    assert kinds == {
        "apv": ImporterName.SURVEY,
        "droeftelse": ImporterName.DISCUSSION,
        "kalender": ImporterName.CALENDAR,
        "organisation": ImporterName.ORGANISATION,
        "risikovurdering": ImporterName.RISK_ASSESSMENT,
        "rundering": ImporterName.INSPECTION,
        "sygefravaer": ImporterName.ABSENCE,
        "ulykker": ImporterName.INCIDENT,
    }
    for entry in plan.sheets:
        assert entry.rows_read == entry.rows_used + entry.rows_set_aside + entry.rows_rejected > 0
        assert entry.rows_rejected == 0


def test_every_question_of_the_sample_is_used(plan: Plan) -> None:
    assert len(plan.questions) == 45
    assert all(question.used for question in plan.questions)


def test_every_challenge_has_one_to_three_actions_with_text_in_all_six_parts(plan: Plan) -> None:
    rows = {challenge.id: 0 for challenge in plan.challenges}
    for action in plan.actions:
        rows[action.challenge_id] += 1
        texts = (
            *(action.challenge, action.nature, action.cause, action.reasons, action.sources),
            *(action.action, action.responsible, action.informed, action.involved, action.preparation, action.mind),
            *(action.improvement, action.criterion, action.evaluation, action.unintended, action.feedback),
            *(action.adjust, action.fallback),
        )
        assert all(text.strip() for text in texts)
        assert "{" not in "".join(texts)
    assert set(rows.values()) <= {1, 2, 3}


def test_the_most_urgent_comes_first_and_ambitions_are_in_the_plan(plan: Plan) -> None:
    levels = [challenge.level for challenge in plan.challenges]
    assert levels == sorted(levels)
    assert levels[0] == 1
    kinds = [challenge.kind for challenge in plan.challenges]
    assert kinds.count(ChallengeKind.AMBITION) == 3
    assert ChallengeKind.STANDING in kinds


def test_the_small_department_shows_no_figure(plan: Plan) -> None:
    small = next(name for name, count in plan.respondents.items() if name == "Indkøb" and count is None)
    assert all(one.suppressed for one in plan.measurements if one.department == small)


def test_no_comment_is_copied_into_the_plan(sample: tuple[batch.Outcome, Path, Path]) -> None:
    from openpyxl import load_workbook

    survey = load_workbook(SAMPLE / "apv_survey_2026.xlsx").active
    assert survey is not None
    comments = {
        str(cell)
        for row in survey.iter_rows(min_row=5, values_only=True)
        for cell in row[-2:]
        if cell and len(str(cell)) > 20
    }
    document = sample[2].read_text(encoding="utf-8")
    assert len(comments) > 40
    assert not [comment for comment in comments if comment in document]


def test_the_json_file_is_the_document_of_the_plan(plan: Plan, sample: tuple[batch.Outcome, Path, Path]) -> None:
    document = json.loads(sample[2].read_text(encoding="utf-8"))
    assert document == json.loads(json.dumps(plan_document(plan), default=str))


def test_the_same_input_and_day_give_the_same_bytes(sample: tuple[batch.Outcome, Path, Path], tmp_path: Path) -> None:
    workbook, document = tmp_path / "handleplan.xlsx", tmp_path / "handleplan.json"
    batch.build(Sources([SAMPLE], DAY), workbook, json_file=document)
    assert workbook.read_bytes() == sample[1].read_bytes()
    assert document.read_bytes() == sample[2].read_bytes()


def test_the_order_of_the_inputs_does_not_matter(plan: Plan, tmp_path: Path) -> None:
    files = sorted(path for path in SAMPLE.iterdir() if path.suffix in {".xlsx", ".csv"})
    backwards = batch.build(Sources(files[::-1], DAY), tmp_path / "plan.xlsx").plan
    assert backwards.challenges == plan.challenges
    assert backwards.actions == plan.actions


def test_check_understands_the_same_and_writes_nothing(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = batch.check(Sources([SAMPLE], DAY))
    assert outcome.exit_code is ExitCode.DONE
    assert outcome.plan.sheets == plan.sheets
    assert [one.best for one in outcome.plan.questions] == [one.best for one in plan.questions]
    assert not list(tmp_path.iterdir())


def test_a_bad_file_stops_the_run_before_anything_is_written(tmp_path: Path) -> None:
    bad = tmp_path / "in" / "brev.xlsx"
    bad.parent.mkdir()
    bad.write_bytes(b"not a workbook at all\x00\x01")
    output = tmp_path / "plan.xlsx"
    outcome = batch.build(Sources([SAMPLE, bad], DAY), output)
    assert outcome.exit_code is ExitCode.INPUT
    assert not output.exists()
    assert [problem.where.file for problem in outcome.plan.problems if problem.code == "unreadable-file"] == [str(bad)]


def test_keep_going_writes_the_plan_of_what_could_be_read_and_still_says_so(tmp_path: Path) -> None:
    bad = tmp_path / "brev.xlsx"
    bad.write_bytes(b"not a workbook at all\x00\x01")
    output = tmp_path / "plan.xlsx"
    outcome = batch.build(Sources([SAMPLE, bad], DAY), output, keep_going=True)
    assert outcome.exit_code is ExitCode.INPUT
    assert output.exists()


def test_nothing_to_plan_is_no_plan(tmp_path: Path) -> None:
    output = tmp_path / "plan.xlsx"
    outcome = batch.build(Sources([SAMPLE / "organisation.xlsx"], DAY), output)
    assert outcome.exit_code is ExitCode.NOTHING_TO_PLAN
    assert not output.exists()


def test_a_missing_output_folder_is_said_before_the_reading(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="findes ikke"):
        batch.build(Sources([SAMPLE], DAY), tmp_path / "no" / "plan.xlsx")


def test_an_edited_plan_is_not_replaced_without_force(sample: tuple[batch.Outcome, Path, Path], tmp_path: Path) -> None:
    from openpyxl import load_workbook

    output = tmp_path / "plan.xlsx"
    output.write_bytes(sample[1].read_bytes())
    batch.build(Sources([SAMPLE], DAY), output)  # untouched since it was written: replaced
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not keep all that Excel knows
        workbook = load_workbook(output)
    sheet = workbook["Handleplan"]
    header = next(row for row in sheet.iter_rows(max_row=6) if row[0].value == "Nr.")
    column = next(cell.column for cell in header if cell.value == "Tovholder")
    sheet.cell(header[0].row + 1, column, "Vicky Vikar")
    workbook.save(output)
    with pytest.raises(OutputError, match="rettet"):
        batch.build(Sources([SAMPLE], DAY), output)
    assert batch.build(Sources([SAMPLE], DAY), output, force=True).exit_code is ExitCode.DONE


def test_a_made_folder_builds_as_it_is(tmp_path: Path) -> None:
    made, kept = batch.init(tmp_path / "apv", sample=True)
    assert not kept
    assert (tmp_path / "apv" / "handleplan.toml") in made
    outcome = batch.build(Sources([tmp_path / "apv"], DAY), tmp_path / "plan.xlsx")
    assert outcome.exit_code is ExitCode.DONE


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_template_is_recognised_as_an_empty_form(tmp_path: Path, language: str) -> None:
    set_language(language)
    batch.init(tmp_path, sample=False)
    outcome = batch.check(Sources([tmp_path], DAY))
    assert outcome.exit_code is ExitCode.DONE
    assert {entry.importer for entry in outcome.plan.sheets} == {
        *(ImporterName.RISK_ASSESSMENT, ImporterName.INSPECTION, ImporterName.INCIDENT, ImporterName.ABSENCE),
        *(ImporterName.DISCUSSION, ImporterName.ORGANISATION, ImporterName.CALENDAR),
    }
    assert all(entry.rows_used == entry.rows_read == 0 for entry in outcome.plan.sheets)


def test_init_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "handleplan.toml").write_text("[plan]\nactions_per_challenge = 1\n", encoding="utf-8")
    _made, kept = batch.init(tmp_path, sample=False)
    assert kept == (tmp_path / "handleplan.toml",)
    assert "actions_per_challenge = 1\n" in kept[0].read_text(encoding="utf-8")


def test_settings_in_the_input_folder_are_used(tmp_path: Path) -> None:
    batch.init(tmp_path, sample=True)
    (tmp_path / "handleplan.toml").write_text("[plan]\nactions_per_challenge = 1\n", encoding="utf-8")
    plan = batch.build(Sources([tmp_path], DAY), tmp_path / "plan.xlsx").plan
    assert len(plan.actions) == len(plan.challenges)
