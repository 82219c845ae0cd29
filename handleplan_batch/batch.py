"""One function per command: the whole journey of a command on one screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import ExitCode, OutputError
from handleplan_batch.json_output import plan_document, render
from handleplan_batch.judging import Judgement, judge
from handleplan_batch.language import _, current_language
from handleplan_batch.model import ImporterName, Plan, Problem, ProblemLevel, Reading, SheetEntry
from handleplan_batch.planning import check_completeness, draft_actions
from handleplan_batch.problems import level_of
from handleplan_batch.reading import Context, Progress, read_inputs
from handleplan_batch.reading.inputs import SPREADSHEETS
from handleplan_batch.replacing import replacing
from handleplan_batch.settings import SETTINGS_FILE, Settings, load_settings, render_settings
from handleplan_batch.workbook import TEMPLATES, was_edited, write_plan, write_template


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run ends with: the plan (for ``check`` only what was understood) and how the process should exit."""

    plan: Plan
    exit_code: ExitCode
    written: tuple[Path, ...] = ()


def build(
    inputs: Sequence[Path],
    output: Path,
    as_of: date,
    settings_file: Path | None = None,
    json_file: Path | None = None,
    force: bool = False,
    keep_going: bool = False,
    progress: Progress = iter,
) -> Outcome:
    """Read everything, judge it, draft the plan and write the workbook (and the JSON).

    Raises SettingsError, and OutputError (before anything is read, where it can be known). When an input could not be
    read or recognised nothing is written, unless ``keep_going``; nor when there is nothing to plan. The outcome's exit
    code says so.
    """
    settings, catalogue = load_settings(settings_file or _settings_beside(inputs)), Catalogue()
    _check_output(output, json_file, force)
    reading = read_inputs(inputs, Context(catalogue, settings.directions), progress)
    judgement = judge(reading, catalogue, settings)
    plan = _understood(reading, judgement, catalogue, settings, as_of)
    unreadable = any(level_of(problem) is ProblemLevel.ERROR for problem in plan.problems)
    if unreadable and not keep_going:
        return Outcome(plan, ExitCode.INPUT)
    if not judgement.challenges:
        return Outcome(plan, ExitCode.NOTHING_TO_PLAN)
    actions = draft_actions(
        judgement.challenges,
        judgement.findings,
        plan.departments,
        judgement.events,
        catalogue,
        settings,
        as_of,
        current_language(),
    )
    plan = replace(plan, challenges=judgement.challenges, actions=actions)
    plan = replace(plan, shortfalls=check_completeness(plan, catalogue))
    write_plan(plan, output)
    written = [output]
    if json_file is not None:
        with replacing(json_file) as unfinished:
            unfinished.write_text(render(plan_document(plan)), encoding="utf-8", newline="\n")
        written.append(json_file)
    if unreadable:
        return Outcome(plan, ExitCode.INPUT, tuple(written))
    return Outcome(plan, _needs_a_person(plan.problems), tuple(written))


def check(inputs: Sequence[Path], as_of: date, settings_file: Path | None = None, progress: Progress = iter) -> Outcome:
    """Read everything and say what it was understood as; write nothing. Raises SettingsError."""
    settings, catalogue = load_settings(settings_file or _settings_beside(inputs)), Catalogue()
    reading = read_inputs(inputs, Context(catalogue, settings.directions), progress)
    plan = _understood(reading, judge(reading, catalogue, settings), catalogue, settings, as_of)
    unreadable = any(level_of(problem) is ProblemLevel.ERROR for problem in plan.problems)
    return Outcome(plan, ExitCode.INPUT if unreadable else _needs_a_person(plan.problems))


def _check_output(output: Path, json_file: Path | None, force: bool) -> None:
    for target in (output, json_file):
        if target is not None and not target.parent.is_dir():
            raise OutputError(
                _("The folder {folder} does not exist. Make it first, or choose another place.").format(
                    folder=target.parent
                )
            )
        if target is not None and target.is_dir():
            raise OutputError(_("{file} is a folder. Choose another name.").format(file=target))
    if output.exists() and not force and was_edited(output):
        raise OutputError(
            _(
                "{file} has been edited since it was written. Choose another name with -o, "
                "or use --force to replace it and lose the edits."
            ).format(file=output)
        )


def init(folder: Path, sample: bool) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Make a folder ready for inputs; return the files made and those that were there already and are left alone.

    Raises OutputError when the folder cannot be made or written to.
    """
    made: list[Path] = []
    kept: list[Path] = []
    contents: list[tuple[str, Callable[[Path], object]]] = [
        (SETTINGS_FILE, lambda path: path.write_text(render_settings(), encoding="utf-8")),
        *((template.path, partial(write_template, template)) for template in TEMPLATES),
    ]
    if sample:
        contents += [(str(Path(_("sample"), file.name)), partial(shutil.copyfile, file)) for file in _sample_files()]
    for name, write in contents:
        target = folder / name
        if target.exists():
            kept.append(target)
            continue
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(_("The folder {folder} could not be made.").format(folder=target.parent)) from error
        with replacing(target) as unfinished:
            write(unfinished)
        made.append(target)
    return tuple(made), tuple(kept)


def _sample_files() -> list[Path]:
    """Return the sample spreadsheets: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "sample_data"
    folder = inside if inside.is_dir() else Path(__file__).parent.parent / "sample_data"
    return sorted(file for file in folder.iterdir() if file.suffix in SPREADSHEETS)


def _settings_beside(inputs: Iterable[Path]) -> Path | None:
    """Return the settings file of the first folder that has one, as ``init`` makes it."""
    return next((path / SETTINGS_FILE for path in inputs if (path / SETTINGS_FILE).is_file()), None)


def _understood(reading: Reading, judgement: Judgement, catalogue: Catalogue, settings: Settings, as_of: date) -> Plan:
    """Return a plan that holds all that was read and judged, but no challenges or actions yet."""
    return Plan(
        created_on=as_of,
        language=current_language(),
        organisation=judgement.organisation.root,
        sheets=tuple(_told(entry, settings) for entry in reading.sheets),
        questions=judgement.questions,
        departments=judgement.organisation.departments,
        respondents=judgement.respondents,
        measurements=judgement.measurements,
        findings=judgement.findings,
        challenges=(),
        actions=(),
        shortfalls=(),
        problems=(*reading.problems, *judgement.problems),
        themes=catalogue.themes,
        limits={
            "general": settings.general_limit,
            "sensitive": settings.sensitive_limit,
            "comments": settings.comment_limit,
        },
    )


def _told(entry: SheetEntry, settings: Settings) -> SheetEntry:
    """Hide the number of respondents of a file that holds a small group only."""
    if entry.importer is ImporterName.SURVEY and (entry.respondents or 0) < settings.general_limit:
        return replace(entry, respondents=None)
    return entry


def _needs_a_person(problems: Iterable[Problem]) -> ExitCode:
    warned = any(level_of(problem) is ProblemLevel.WARNING for problem in problems)
    return ExitCode.NEEDS_A_PERSON if warned else ExitCode.DONE
