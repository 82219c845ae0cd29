"""One function per command: the whole journey of a command on one screen."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path

from handleplan_batch.catalogue import SHIPPED, Catalogue
from handleplan_batch.catalogue.checking import FILES, open_catalogue
from handleplan_batch.catalogue.files import excel_safe, read_text, same_content
from handleplan_batch.encryption import new_password
from handleplan_batch.errors import (
    ExitCode,
    InputError,
    OutputError,
    PlanError,
    SettingsError,
    SourceError,
    UsageError,
)
from handleplan_batch.json_output import plan_document, render
from handleplan_batch.judging import Judgement, judge
from handleplan_batch.judging.theming import Theming, theming_of
from handleplan_batch.language import _, current_language
from handleplan_batch.mapping import render_mapping, require_obeyed, require_themes, same_text
from handleplan_batch.model import (
    CellRef,
    Change,
    ClosedAction,
    Conflict,
    Copy,
    FollowUp,
    ImporterName,
    Need,
    Placed,
    Plan,
    Problem,
    ProblemLevel,
    Reading,
    SheetEntry,
    Theme,
)
from handleplan_batch.obstacles import not_written
from handleplan_batch.planning import carry_over, check_completeness, crowded, draft_actions
from handleplan_batch.problems import describe, level_of
from handleplan_batch.reading import ROLES, AskPassword, Context, Progress, read_inputs
from handleplan_batch.reading.grid import Grid, read_grids
from handleplan_batch.reading.importers.cells import Words, words_of
from handleplan_batch.reading.inputs import SPREADSHEETS
from handleplan_batch.reading.scrub import scrub
from handleplan_batch.replacing import alone, replacing, require_writable
from handleplan_batch.settings import SETTINGS_FILE, Settings, load_settings, render_settings
from handleplan_batch.sharing import (
    Paper,
    calendar_of,
    covering_draft,
    discussion_paper,
    document,
    doubted,
    drafts,
    followed_up,
    merge,
    part_of,
    parts,
    plan_pages,
    renewed,
    reopened,
)
from handleplan_batch.states import SOON_DAYS, danish_date
from handleplan_batch.workbook import (
    TEMPLATES,
    field_label,
    is_plan,
    read_copy,
    shown_value,
    was_edited,
    words_in,
    write_plan,
    write_template,
)
from handleplan_batch.workers import Lost, Team, Workers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run ends with: the plan (for ``check`` only what was understood) and how the process should exit."""

    plan: Plan
    exit_code: ExitCode
    written: tuple[Path, ...] = ()
    sheets: tuple[SheetEntry, ...] = ()
    """With all that was counted, for the person who runs the program; a plan that is shown may tell less."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What is read, and what it is read with."""

    inputs: Sequence[Path]
    """Files and folders."""
    as_of: date
    settings_file: Path | None = None
    """Default: ``handleplan.toml`` in the first folder that has one."""
    mapping_file: Path | None = None
    """Decisions on sheets and columns; goes before the settings."""
    password_file: Path | None = None
    """One password a line, tried on encrypted files."""
    progress: Progress = iter
    ask: AskPassword | None = None
    """Asks a person for a password."""
    catalogue_folder: Path | None = None
    """Knowledge files that go before the program's own."""
    workers: int | None = None
    """Processes that read the files; default: as many as pay."""
    scheduler: str = ""
    """Address of a dask scheduler whose workers read the files instead."""


def build(
    sources: Sources,
    output: Path,
    json_file: Path | None = None,
    force: bool = False,
    keep_going: bool = False,
    previous: Path | None = None,
    quotes: bool = False,
) -> Outcome:
    """Read everything, judge it, draft the plan and write the workbook (and the JSON).

    With the ``previous`` plan its open actions go on with their numbers and edits, closed ones are kept apart, and
    every challenge is compared with it; written over that plan, a copy of it is kept. So is one of any plan that is
    written over and whose numbers meant something else, since it may have been sent out. With ``quotes`` comments that
    point to nobody are quoted.

    Raises SettingsError, PlanError for the previous plan, and OutputError (before anything is read, where it can be
    known). When an input could not be read or recognised nothing is written, unless ``keep_going``; nor when there is
    nothing to plan. The outcome's exit code says so.
    """
    settings, catalogue = replace(_settings(sources), quotes=quotes), open_catalogue(sources.catalogue_folder)
    goes_on = previous is not None and previous.resolve() == output.resolve()
    _check_output(output, json_file, force or goes_on)
    with alone(output):
        replaced: Plan | None = None
        before = None if previous is None else _handed_out(previous, _passwords(sources.password_file), sources.ask)
        earlier = None if before is None else _edited(before)
        if output.exists() and not (force or goes_on):
            replaced = _without_words(output, before, earlier)
        reading, judgement = _read(sources, catalogue, settings, earlier, "" if before is None else before.file)
        if earlier is not None and goes_on and not force:
            _require_newer(output, earlier, reading.sheets)
        plan = _understood(reading, judgement, catalogue, settings, sources.as_of)
        unreadable = any(level_of(problem) is ProblemLevel.ERROR for problem in plan.problems)
        if unreadable and not keep_going:
            return Outcome(_shown(plan, judgement), ExitCode.INPUT, sheets=reading.sheets)
        if not judgement.challenges and earlier is None:
            return Outcome(_shown(plan, judgement), ExitCode.NOTHING_TO_PLAN, sheets=reading.sheets)
        actions = draft_actions(
            judgement.challenges,
            judgement.findings,
            plan.departments,
            judgement.events,
            catalogue,
            settings,
            sources.as_of,
            current_language(),
            judgement.hints,
            () if earlier is None else earlier.actions,
        )
        plan = replace(plan, challenges=judgement.challenges, actions=actions)
        if before is not None and earlier is not None:
            plan = _gone_on(plan, judgement, before, earlier)
        roles = {name.casefold() for role in catalogue.roles.values() for name in role}
        plan = replace(
            plan,
            problems=(
                *plan.problems,
                *(
                    Problem("many-deadlines", CellRef(""), _told_week(week, rows))
                    for week, rows in crowded(
                        plan.actions, roles, settings.deadlines_per_week, roles - catalogue.department_roles
                    )
                ),
            ),
        )
        plan = _shown(_by_law(plan), judgement)
        written = [output]
        told = plan
        if earlier is not None and goes_on:
            written.append(_copy_kept(output, earlier.created_on))
        elif replaced is not None and not _is_of(replaced, plan):
            written.append(kept := _copy_kept(output, replaced.created_on))
            values = {"date": danish_date(replaced.created_on), "copy": kept.name}
            told = replace(plan, problems=(*plan.problems, Problem("plan-replaced", CellRef(str(output)), values)))
        sheets, password = (before.sheets, before.password) if before is not None else ((), "")
        write_plan(plan, output, sheets, password)
        if json_file is not None:
            with replacing(json_file) as unfinished:
                unfinished.write_text(render(plan_document(plan)), encoding="utf-8", newline="\n")
            written.append(json_file)
        code = ExitCode.INPUT if unreadable else _needs_a_person(told.problems)
        return Outcome(told, code, tuple(written), reading.sheets)


def _gone_on(plan: Plan, judgement: Judgement, before: Copy, earlier: Plan) -> Plan:
    """Return a plan with what an earlier one carries over: actions, conflicts that wait, and what people added."""
    changes, organisation = judgement.changes, judgement.organisation
    names = {action.department for action in (*earlier.actions, *(one.action for one in earlier.closed))}
    carried = carry_over(
        *(earlier, plan.actions, plan.findings, changes.heirs),
        departments={name: named for name in names if (named := organisation.named(name)) is not None},
        effects=changes.effects,
        divided=changes.divided,
    )
    numbers = {action.id for action in carried.actions}
    open_ones = [one for one in earlier.conflicts if not one.decision]
    waiting = tuple(one for one in open_ones if one.action_id in numbers)
    told = (Problem("still-open", CellRef(before.file), _told_conflict(one)) for one in waiting)
    return replace(
        plan,
        actions=carried.actions,
        closed=tuple(_with_notes(one, open_ones) for one in carried.closed),
        problems=(*plan.problems, *before.problems, *told),
        previous_on=earlier.created_on,
        comparisons=changes.comparisons,
        past=changes.past,
        heirs={old: new for old, new in changes.heirs.items() if old != new},
        conflicts=waiting,
        additions=earlier.additions,
        collected=earlier.collected,
        corrections=earlier.corrections,
        own_columns=tuple(
            replace(one, values={number: value for number, value in one.values.items() if number in numbers})
            for one in earlier.own_columns
        ),
        marks=tuple(mark for mark in earlier.marks if mark.action_id in numbers),
    )


def _with_notes(closed: ClosedAction, conflicts: Iterable[Conflict]) -> ClosedAction:
    """Return a closed action with what a returned workbook said and nobody decided about, as notes of its cells."""
    notes = dict(closed.notes)
    for one in conflicts:
        if one.action_id == closed.action.id and one.theirs:
            told = f"{one.source}: {shown_value(one.field, one.theirs)}"
            notes[one.field] = "\n".join(text for text in (notes.get(one.field, ""), told) if text)
    return replace(closed, notes=notes) if notes != closed.notes else closed


def _told_week(week: tuple[int, int], rows: Sequence[str]) -> dict[str, str]:
    return {"count": str(len(rows)), "week": str(week[1]), "year": str(week[0]), "rows": ", ".join(rows)}


def _told_conflict(conflict: Conflict) -> dict[str, str]:
    return {"number": conflict.action_id, "field": field_label(conflict.field)}


def check(sources: Sources, mapping_target: Path | None = None) -> Outcome:
    """Read everything and say what it was understood as; write nothing but, if asked to, a mapping to correct.

    Raises SettingsError, and OutputError when the mapping cannot be written or is there already.
    """
    settings, catalogue = _settings(sources), open_catalogue(sources.catalogue_folder)
    if mapping_target is not None and mapping_target.exists():
        raise OutputError(
            _("{file} is there already, and may hold your corrections. Choose another name.").format(
                file=mapping_target
            )
        )
    reading, judgement = _read(sources, catalogue, settings)
    plan = _understood(reading, judgement, catalogue, settings, sources.as_of)
    unreadable = any(level_of(problem) is ProblemLevel.ERROR for problem in plan.problems)
    written: tuple[Path, ...] = ()
    if mapping_target is not None:
        with replacing(mapping_target) as unfinished:
            text = render_mapping(plan, judgement.organisation.labels())
            unfinished.write_text(text, encoding="utf-8", newline="\n")
        written = (mapping_target,)
    return Outcome(plan, ExitCode.INPUT if unreadable else _needs_a_person(plan.problems), written, reading.sheets)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collection ends with."""

    plan: Plan
    """As it became, or as it was when nothing could be taken in."""
    changes: tuple[Change, ...]
    added: tuple[str, ...]
    """Numbers of the rows that are new."""
    problems: tuple[Problem, ...]
    exit_code: ExitCode
    written: tuple[Path, ...] = ()
    noted: tuple[Change, ...] = ()
    """Cells with notes that were taken in."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What the making of papers or of the departments' workbooks from a plan ends with."""

    problems: tuple[Problem, ...]
    """Why the file is no plan of ours, or what is written in it and could not be taken along."""
    exit_code: ExitCode
    written: tuple[Path, ...] = ()


def split(
    plan_file: Path,
    folder: Path,
    chosen: Sequence[str] = (),
    level: int | None = None,
    protect: bool = False,
    password_file: Path | None = None,
    mail: bool = False,
) -> Printed:
    """Write a workbook for each department that has actions (at a ``level``), or for the ``chosen``.

    With ``protect`` each is encrypted: with the password of the file, or one of its own, which a file beside the plan
    lists (so that the folder can be handed out without it). With ``mail`` each has a draft of a mail beside it.
    Raises PlanError when the file is not a plan or rows of it cannot be told, UsageError when a department has no
    actions, and OutputError when the folder or a file cannot be written, or a file there has been edited and not been
    collected since.
    """
    given = _passwords(password_file)
    handed_out = _handed_out(plan_file, given)
    plan = _edited(handed_out)
    copies = parts(plan, level)
    for name in chosen:
        if same_text(name) not in {same_text(known) for known in copies}:
            raise _no_actions_for(name, copies)
    wanted = {same_text(name) for name in chosen or copies}
    _make_folder(folder)
    files = _file_names(copies, ".xlsx")
    targets = {name: folder / files[name] for name in copies if same_text(name) in wanted}
    for target in targets.values():
        if not _was_collected(target, handed_out, given):
            _require_unedited(target)
    secret = {name: given[0] if given else new_password() for name in targets} if protect else {}
    written: list[Path] = []
    title = _("passwords")
    listed = _free(plan_file.with_name(f"{plan_file.stem} {title}.txt"))  # earlier ones open what is still out
    if protect and not given:  # before the workbooks, which nobody could open without it
        with replacing(listed, private=True) as unfinished:
            lines = (f"{name}\t{password}\n" for name, password in secret.items())
            unfinished.write_text("".join(lines), encoding="utf-8-sig", newline="\r\n")
    for name, target in targets.items():
        part = part_of(plan, name, copies[name])
        write_plan(part, target, password=secret.get(name, ""))
        written.append(target)
        if mail:
            with replacing(target.with_suffix(".eml")) as unfinished:
                unfinished.write_bytes(covering_draft(part, target.name, target.read_bytes(), protect))
            written.append(target.with_suffix(".eml"))
    told = tuple(one for one in handed_out.problems if level_of(one) is not ProblemLevel.NOTE)
    files_made = (*written, listed) if protect and not given else tuple(written)
    return Printed(told, ExitCode.NEEDS_A_PERSON if told else ExitCode.DONE, files_made)


def collect(
    plan_file: Path,
    returned: Sequence[Path],
    as_of: date,
    output: Path | None = None,
    dry_run: bool = False,
    password_file: Path | None = None,
    ask: AskPassword | None = None,
) -> Collected:
    """Merge returned workbooks into the plan; without ``output`` the plan itself is replaced when nothing is open.

    Nothing is written when a file is not ours, which is an error problem of the outcome. Raises PlanError for the
    plan itself, and OutputError when the result cannot be written or would replace what somebody wrote.
    """
    passwords = _passwords(password_file)
    if output is not None and output.resolve() != plan_file.resolve():
        _check_targets(output)
        _require_unedited(output)
    with nullcontext() if dry_run else alone(output or plan_file):
        ours = _handed_out(plan_file, passwords, ask)
        copies: list[Copy] = []
        problems: list[Problem] = list(ours.problems)
        untold = any(problem.code in _UNTOLD for problem in ours.problems)
        paths = list(_returned(returned, plan_file, output))
        with Workers() as team:
            read = list(team.spread(partial(_read_or_error, passwords), paths, small=len(paths) < _FEW_COPIES))
        for path, found in zip(paths, read, strict=True):
            told = found.error() if isinstance(found, Lost) else found
            copy = _read_or_error(passwords, path, ask) if isinstance(found, SourceError) and ask else told
            if isinstance(copy, SourceError):
                problems.append(Problem(copy.code, CellRef(str(path)), copy.values))
                continue
            if not _is_of(copy.plan, ours.plan):
                problems.append(Problem("other-plan", CellRef(str(path))))
                continue
            closed = {one.action.id for one in ours.plan.closed}
            # A row that is closed in the plan may be left out of an old workbook.
            problems += (
                one for one in copy.problems if one.code != "row-missing" or one.values["number"] not in closed
            )
            copies.append(copy)
        problems += [Problem("no-workbook", CellRef(str(file))) for file in _other_replies(returned, plan_file)]
        ours, again = reopened(ours, copies)
        merged = merge(ours, copies)
        problems += [Problem("row-reopened", _row_of(number, copies), {"number": number}) for number in again]
        problems += [
            Problem("cell-cleared", _place_of(one, copies), {"number": one.action_id, "field": field_label(one.field)})
            for one in merged.cleared
        ]
        problems += [
            Problem(code, _place_of(one, copies), {"number": one.action_id, "field": _fields_of(one, told)})
            for code, told in (("row-closed", merged.closed), ("row-unknown", merged.strange))
            for one in told
        ]
        problems += [
            Problem("dropped-without-reason", _place_of(one, copies), {"number": one.action_id})
            for one in merged.changes
            if one.field == "status"
            and (row := merged.rows[one.action_id])["status"] == "dropped"
            and not (row["effect_reason"] or row["note"])
        ]
        problems += [Problem("correction-differs", CellRef(file)) for file in dict.fromkeys(merged.disputed)]
        plan = replace(renewed(ours.plan, merged, as_of), language=current_language())
        problems += doubted(plan, merged, ours.plan)
        plan = _by_law(plan)
        if untold or any(level_of(problem) is ProblemLevel.ERROR for problem in problems):
            return Collected(ours.plan, (), (), tuple(problems), ExitCode.INPUT)
        known = {action.id for action in ours.plan.actions}
        added = tuple(action.id for action in plan.actions if action.id not in known)
        outcome = partial(Collected, plan, merged.changes, added, tuple(problems), noted=merged.noted)
        still_open = any(not conflict.decision for conflict in merged.conflicts)
        code = ExitCode.NEEDS_A_PERSON if still_open else _needs_a_person(problems)
        asks = any(one.code not in _FOR_INFORMATION and level_of(one) is not ProblemLevel.NOTE for one in problems)
        if dry_run or (output is None and (still_open or asks)):
            return outcome(code)
        target = output or plan_file
        kept: tuple[Path, ...] = ()
        if target.resolve() == plan_file.resolve():
            kept = (_copy_kept(plan_file, as_of),)
        else:
            _require_held(target, plan, passwords)
        write_plan(plan, target, merged.sheets, ours.password)
        return outcome(code, (target, *kept))


def _fields_of(change: Change, told: Iterable[Change]) -> str:
    """Return all that is told of a change's row in its file, so that it is said once."""
    row = (change.source, change.action_id)
    return ", ".join(dict.fromkeys(field_label(one.field) for one in told if (one.source, one.action_id) == row))


def _row_of(number: str, copies: Iterable[Copy]) -> CellRef:
    """Return where the first row of a number stands that was handed out in the copies."""
    copy = next(copy for copy in copies if number in copy.base)
    return copy.places.of(copy.file, number, "action")


def _place_of(change: Change, copies: Iterable[Copy]) -> CellRef:
    """Return where a change stands, as far as that is known: what was decided is named by its file alone."""
    there = next((copy.places for copy in copies if copy.file == change.source), None)
    return CellRef(change.source) if there is None else there.of(change.source, change.action_id, change.field)


@dataclass(frozen=True, slots=True)
class Status:
    """What a look at a plan ends with."""

    following: FollowUp | None
    """What needs attention; None when the file is not a plan of ours."""
    problems: tuple[Problem, ...]
    """Why it is none, or the rows of it that cannot be told."""
    exit_code: ExitCode
    written: tuple[Path, ...] = ()


def status(
    plan_file: Path,
    as_of: date,
    within: int = SOON_DAYS,
    calendar_file: Path | None = None,
    mail_folder: Path | None = None,
    fail_on_overdue: bool = False,
    password_file: Path | None = None,
    ask: AskPassword | None = None,
) -> Status:
    """Say what needs attention in a plan as it is now; write nothing but the calendar and the drafts asked for.

    Rows that cannot be told are listed, and judged by what can. Raises OutputError when a file cannot be written.
    """
    passwords = _passwords(password_file)
    _check_targets(calendar_file)
    try:
        copy = _opened(plan_file, passwords, ask)
    except SourceError as error:
        return Status(None, (Problem(error.code, CellRef(str(plan_file)), error.values),), ExitCode.INPUT)
    plan = _by_law(_as_left(copy))
    catalogue = Catalogue()
    roles = [name.partition(" (")[0] for role in catalogue.roles.values() for name in role]
    said = {kind: [one["word"] for one in catalogue.table("cell_words") if one["field"] == kind] for kind in _PERSONS}
    roles += said["role"]
    new = {action.id for action in plan.actions} - {action.id for action in copy.plan.actions}
    following = followed_up(plan, copy.problems, as_of, within, new, roles, _holders(plan), said["nobody"])
    made: dict[Path, bytes] = {}
    if calendar_file is not None:
        made[calendar_file] = calendar_of(following)
    if mail_folder is not None:
        _make_folder(mail_folder)
        texts = drafts(following)
        files = _file_names(texts, ".eml")
        made |= {mail_folder / files[name]: text for name, text in texts.items()}
    for target, content in made.items():
        with replacing(target) as unfinished:
            unfinished.write_bytes(content)
    overdue = any(Need.OVERDUE in one.needs for one in following.actions)
    code = ExitCode.NEEDS_A_PERSON if overdue and fail_on_overdue else ExitCode.DONE
    return Status(following, following.problems, code, tuple(made))


_PERSONS = ("role", "nobody")
"""Lists of the words in cells that tell who is responsible by what he or she is, and that nobody is yet."""


def _holders(plan: Plan) -> dict[str, str]:
    """Return what the responsible of a plan call roles that each department has, and the names of the roles."""
    catalogue = Catalogue()
    words, found = words_of(catalogue), {}
    for action in plan.actions:
        written = " ".join(action.responsible.split())
        for called in (written, written.rpartition(", ")[0]):
            for role in words.meanings("any", "role", called):
                name = catalogue.roles[role].pick(plan.language)
                found[called.casefold()] = name[:1].upper() + name[1:]
    return found


def discussion(
    plan_file: Path,
    output: Path,
    as_of: date,
    force: bool = False,
    password_file: Path | None = None,
    ask: AskPassword | None = None,
) -> Printed:
    """Write the paper for the årlige arbejdsmiljødrøftelse from a plan as its owner left it."""

    def paper(plan: Plan, unclear: tuple[str, ...]) -> Paper:
        return discussion_paper(plan, as_of, unclear)

    return _printed(plan_file, output, paper, force, password_file, ask)


def print_pages(
    plan_file: Path,
    output: Path,
    department: str = "",
    force: bool = False,
    password_file: Path | None = None,
    ask: AskPassword | None = None,
) -> Printed:
    """Write a page for each challenge of a plan as its owner left it, or of one ``department`` only.

    Raises UsageError when the plan has no actions for the department.
    """

    def paper(plan: Plan, unclear: tuple[str, ...]) -> Paper:
        del unclear  # what can be told of them is printed
        if not department:
            return plan_pages(plan)
        known = parts(plan)
        name = next((one for one in known if same_text(one) == same_text(department)), None)
        if name is None:
            raise _no_actions_for(department, known)
        return plan_pages(part_of(plan, name, known[name]))

    return _printed(plan_file, output, paper, force, password_file, ask)


def _no_actions_for(name: str, known: Iterable[str]) -> UsageError:
    names = {one.casefold(): one for one in known}
    told = _("The plan has no actions for a department called “{name}”. It has some for: {known}.").format(
        name=name, known=", ".join(names.values())
    )
    if near := get_close_matches(name.casefold(), names, 1):
        told += " " + _("Did you mean “{near}”?").format(near=names[near[0]])
    return UsageError(told)


def _printed(
    plan_file: Path,
    output: Path,
    paper: Callable[[Plan, tuple[str, ...]], Paper],
    force: bool,
    password_file: Path | None,
    ask: AskPassword | None,
) -> Printed:
    """Write what ``paper`` makes of a plan and of the numbers of its rows that cannot be told whole.

    Rows that cannot be told are named, and printed by what can. Raises OutputError when the paper cannot be written, or
    is there already, unless ``force``: a document does not tell whether somebody has filled it in.
    """
    passwords = _passwords(password_file)
    _check_targets(output)
    if output.exists() and not force:
        raise OutputError(
            _(
                "{file} is there already, and may have been filled in. Choose another name with -o, "
                "or use --force to replace it and lose what stands in it."
            ).format(file=output)
        )
    try:
        copy = _opened(plan_file, passwords, ask)
    except SourceError as error:
        return Printed((Problem(error.code, CellRef(str(plan_file)), error.values),), ExitCode.INPUT)
    unclear = tuple(problem for problem in copy.problems if level_of(problem) is not ProblemLevel.NOTE)
    numbers = dict.fromkeys(number for problem in unclear if (number := problem.values.get("number")))
    made = paper(_as_left(copy), tuple(numbers))
    with replacing(output) as unfinished:
        unfinished.write_bytes(document(made))
    return Printed(unclear, ExitCode.NEEDS_A_PERSON if unclear else ExitCode.DONE, (output,))


def _as_left(copy: Copy) -> Plan:
    """Return a plan as its owner left it in Excel, of rows that are set aside what can be told."""
    copy = replace(copy, rows={**copy.rows, **copy.aside})
    return replace(renewed(copy.plan, merge(copy, ()), copy.plan.created_on), language=current_language())


def _opened(path: Path, passwords: Sequence[str], ask: AskPassword | None) -> Copy:
    """Return a workbook as it is now, asking for its password when none of those given fits."""
    try:
        return read_copy(path, passwords, _cell_words)
    except SourceError as error:
        password = ask(path) if ask is not None and error.code in ("encrypted-file", "wrong-password") else ""
        if not password:
            raise
        return read_copy(path, [password], _cell_words)


def _cell_words() -> Words:
    """Return what the importers know of the words in cells; few workbooks need it."""
    return words_of(Catalogue())


def _read_or_error(passwords: Sequence[str], path: Path, ask: AskPassword | None = None) -> Copy | SourceError:
    try:
        return _opened(path, passwords, ask)
    except SourceError as error:
        return error


def _handed_out(path: Path, passwords: Sequence[str], ask: AskPassword | None = None) -> Copy:
    """Return a plan as it is now; raise PlanError when the file is none, or only a department's part of one."""
    try:
        copy = _opened(path, passwords, ask)
    except SourceError as error:
        raise PlanError(f"{path}: {describe(Problem(error.code, CellRef(str(path))))}") from error
    if copy.plan.scope:
        raise PlanError(
            _(
                "{file} is the workbook of {department} and not the whole plan. Name the plan that it was split from."
            ).format(file=path, department=copy.plan.scope)
        )
    return copy


def _edited(copy: Copy) -> Plan:
    """Return a plan with what its owner wrote in it; raise PlanError when a row cannot be told."""
    aside = next((problem for problem in copy.problems if problem.code in _UNTOLD), None)
    if aside is not None:
        raise PlanError(f"{aside.where}: {describe(aside)}")
    return renewed(copy.plan, merge(copy, ()), copy.plan.created_on)


_FEW_COPIES = 8
"""Returned workbooks below which starting processes takes longer than they save."""
_UNTOLD = (
    *("table-missing", "number-column-missing", "number-twice", "number-unknown", "number-closed", "number-moved"),
    *("number-missing", "number-to-come", "bad-value", "column-shifted"),
)
"""Problems of the plan's own rows that must be put right first: writing it anew would lose what stands there."""

_FOR_INFORMATION = (
    "row-missing",
    "number-to-come",
    "no-workbook",
    "row-placed",
    "row-repeated",
    "dropped-without-reason",
)
"""Warnings that nobody can end in a returned workbook, so that they do not keep the plan from being renewed."""


def _returned(paths: Sequence[Path], *passed_over: Path | None) -> Iterator[Path]:
    """Yield the files among what was sent back, each once; of a folder all workbooks but lock files and the plan."""
    left_out = {path.resolve() for path in passed_over if path is not None}
    seen: set[Path] = set()
    for path in paths:
        found = _workbooks(path) if path.is_dir() else [path]
        for file in found:
            own = path.is_dir() and (file.name.startswith(("~$", ".")) or file.resolve() in left_out)
            if not own and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _workbooks(folder: Path) -> list[Path]:
    """Return the workbooks in a folder, in all formats: one that cannot be read is to be named, not passed over."""
    return sorted(path for path in folder.rglob("*") if path.suffix.casefold() in _WORKBOOKS and path.is_file())


_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


def _other_replies(paths: Iterable[Path], plan_file: Path) -> Iterator[Path]:
    """Yield the files in the folders among what was sent back that may be replies though they are no workbooks."""
    for file in sorted({file for path in paths if path.is_dir() for file in path.rglob("*") if file.is_file()}):
        aside = file.name.startswith(("~$", ".")) or file.suffix.casefold() in (*_WORKBOOKS, *_NO_REPLIES)
        beside = file.suffix.casefold() == ".eml" and file.with_suffix(".xlsx").exists()  # the draft to send it with
        made = file.parent.resolve() == plan_file.parent.resolve() and file.stem.startswith(plan_file.stem)
        if not (aside or beside or made):
            yield file


_NO_REPLIES = frozenset({".db", ".ini", ".lnk", ".url", ".tmp", ".lock", ".toml", ".ics", ".json"})
"""Endings of what Windows and this program leave in folders, and nobody replies in."""


def _is_of(handed_out: Plan, plan: Plan) -> bool:
    """Whether a workbook was split off from this plan: numbers that both have mean the same challenge."""
    there = [*plan.actions, *(one.action for one in plan.closed)]
    challenges = {action.id: plan.heirs.get(action.challenge_id, action.challenge_id) for action in there}
    known = [action for action in handed_out.actions if action.id in challenges]
    return bool(known) and all(
        challenges[action.id] == plan.heirs.get(action.challenge_id, action.challenge_id) for action in known
    )


def _file_names(names: Iterable[str], ending: str) -> dict[str, str]:
    """Return per name a file of its own, called what Windows accepts."""
    files: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", name)[:_LONGEST_FILE_NAME].strip(" .") or "-"
        plain = f"_{plain}" if _RESERVED.match(plain) else plain
        numbered = (f"{plain} ({count})" for count in itertools.count(2))
        free = next(one for one in itertools.chain([plain], numbered) if one.casefold() not in taken)
        taken.add(free.casefold())
        files[name] = free + ending
    return files


_LONGEST_FILE_NAME = 60
"""Characters; four bytes each, they fit what file systems hold."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)", re.IGNORECASE)
"""Names of devices, which Windows does not accept with any ending."""


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(not_written(folder, error)) from error


def _settings(sources: Sources) -> Settings:
    return load_settings(sources.settings_file or _settings_beside(sources.inputs), sources.mapping_file)


def _read(
    sources: Sources, catalogue: Catalogue, settings: Settings, earlier: Plan | None = None, earlier_file: str = ""
) -> tuple[Reading, Judgement]:
    settings = replace(settings, themes={text: catalogue.theme_called(name) for text, name in settings.themes.items()})
    context = Context(
        catalogue,
        settings.directions,
        settings.themes,
        passwords=_passwords(sources.password_file),
        decisions=settings.sheets,
        today=sources.as_of,
    )
    require_themes(settings.sheets, catalogue.themes)
    theming = cache(lambda: theming_of(catalogue))  # made when the first file has been read, and others are still at it

    with _team(sources, catalogue) as team:

        def heard(reading: Reading) -> None:
            """Place a file's comments while others read the next files."""
            texts = ((comment.text, "") for survey in reading.surveys for comment in survey.comments)
            theming().place_texts(texts, team if isinstance(team, Workers) else None)

        reading = read_inputs(sources.inputs, context, sources.progress, sources.ask, team, heard)
    judgement = judge(reading, catalogue, settings, earlier, earlier_file, sources.as_of, theming())
    if not any(level_of(problem) is ProblemLevel.ERROR for problem in reading.problems):
        unused = tuple(_require_matches(settings, reading, judgement, earlier))
        judgement = replace(judgement, problems=(*judgement.problems, *unused))
    return replace(reading, surveys=()), judgement  # they are counted, and hold much of what was read


def _team(sources: Sources, catalogue: Catalogue) -> AbstractContextManager[Team]:
    if not sources.scheduler:
        return Workers(sources.workers)
    from handleplan_batch.cluster import connected

    return connected(sources.scheduler, catalogue)


def _passwords(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(_("The password file {file} cannot be read.").format(file=path)) from error
    lines = [line for line in text.splitlines() if line]
    return tuple(dict.fromkeys([*(line.rpartition("\t")[2] for line in lines), *lines]))


def _require_matches(
    settings: Settings, reading: Reading, judgement: Judgement, earlier: Plan | None
) -> Iterator[Problem]:
    """Raise SettingsError for a decision that nothing was found for: it would silently not hold.

    A department that was split may be in an ``earlier`` plan alone; where none is given, that is a problem.
    """
    require_obeyed(settings.sheets, reading.sheets, judgement.questions, ROLES)
    asked = {same_text(question.text) for question in judgement.questions}
    named = {same_text(label) for label, _name in judgement.organisation.labels()}
    if earlier is not None:  # what was divided before that plan was made still stands in the settings
        named |= {same_text(one.name) for one in earlier.departments}
        named |= {same_text(one.department) for one in earlier.past}
    entries = [(section, text, asked) for section, text in settings.directions_and_themes()]
    entries += [("departments", label, named) for label in settings.departments]
    for section, text, found in entries:
        if same_text(text) in found:
            continue
        place = settings.places[section, text]
        if section != "departments" or len(settings.departments[text]) < _SEVERAL or earlier is not None:
            raise SettingsError(_("{place}: nothing in the inputs is called that.").format(place=place))
        yield Problem("division-unused", CellRef(""), {"place": place})


_SEVERAL = 2
"""Departments from which one that they took over counts as split."""


def _check_output(output: Path, json_file: Path | None, force: bool) -> None:
    _check_targets(output, json_file)
    if output.exists() and not force and was_edited(output):
        raise OutputError(
            _(
                "{file} has been edited since it was written. Choose another name with -o, "
                "or use --force to replace it and lose the edits."
            ).format(file=output)
        )


def _require_newer(target: Path, earlier: Plan, sheets: Iterable[SheetEntry]) -> None:
    """Raise OutputError when a plan that is to go on in its own place was made of these very files already.

    It would be compared with itself, and lose what it says of the plan before it.
    """
    known = {entry.sha256 for entry in earlier.sheets if entry.sha256}
    untold = {entry.file for entry in earlier.sheets if not entry.sha256}
    files = [entry for entry in sheets if entry.file not in untold]
    if earlier.previous_on is not None and files and all(entry.sha256 in known for entry in files):
        raise OutputError(
            _(
                "{file} was made of the same files on {date}, and would lose its comparison with the plan of {before}. "
                "To make it anew, give that plan with --previous and choose another name with -o; use --force to let "
                "it go on from itself and lose the comparison."
            ).format(file=target, date=danish_date(earlier.created_on), before=danish_date(earlier.previous_on))
        )


def _without_words(target: Path, before: Copy | None, earlier: Plan | None) -> Plan:
    """Return a plan that is to be replaced; raise OutputError when people wrote in it what the earlier plan lacks.

    That plan is ``earlier``, and ``before`` its workbook with the sheets that people added.
    """
    there = read_copy(target)
    plan, kept = there.plan, [sheet.cells for sheet in (before.sheets if before is not None else ())]
    added = any(sheet.cells and sheet.cells not in kept for sheet in there.sheets)
    if added or words_in(plan) - (words_in(earlier) if earlier is not None else frozenset()):
        raise OutputError(
            _(
                "{file} holds what people have written. Choose another name with -o, let it go on with "
                "--previous {file}, or use --force to replace it and lose their words."
            ).format(file=target)
        )
    return plan


def _require_held(target: Path, plan: Plan, passwords: Sequence[str]) -> None:
    """Raise OutputError when a file that is to be replaced holds what was collected and is not in the plan."""
    if not target.exists():
        return
    there = _handed_out(target, passwords).plan
    lost = [
        one.source
        for one in there.collected
        if one.fields and not any(new.handed_out == one.handed_out and new.saved >= one.saved for new in plan.collected)
    ]
    lost += [one.scope for one in there.additions if one.fields not in [known.fields for known in plan.additions]]
    if lost:
        raise OutputError(
            _(
                "{file} holds what was collected from {source}, which this run would lose. "
                "Collect into {file}, or choose another name."
            ).format(file=target, source=lost[0])
        )


def _was_collected(target: Path, ours: Copy, passwords: Sequence[str]) -> bool:
    """Whether all that stands in a department's workbook was taken into the plan, so that it may be made anew."""
    known = {(one.handed_out, one.source, one.saved) for one in ours.plan.collected}
    copy = _read_or_error(passwords, target) if known and target.exists() else None
    if not isinstance(copy, Copy) or not copy.saved or _needs_a_person(copy.problems) is not ExitCode.DONE:
        return False
    merged = merge(ours, [copy])
    left = (merged.changes, merged.added, merged.conflicts, merged.closed, merged.strange, merged.disputed)
    return not any(left) and {(one.handed_out, one.source, one.saved) for one in merged.collected} <= known


def _require_unedited(target: Path) -> None:
    require_writable(target)
    if target.exists() and was_edited(target):
        raise OutputError(
            _("{file} has been edited since it was written. Collect it first, or choose another name.").format(
                file=target
            )
        )


def _copy_kept(plan_file: Path, day: date) -> Path:
    """Copy a plan that is to be replaced, under its name and a date; return the copy."""
    kept = _free(plan_file.with_stem(f"{plan_file.stem} {day:%Y-%m-%d}"))
    with replacing(kept) as unfinished:
        shutil.copyfile(plan_file, unfinished)
    return kept


def _free(path: Path) -> Path:
    """Return a path that nothing has yet: the path itself, or with a number."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} ({number})")
    return free


def _check_targets(*targets: Path | None) -> None:
    for target in targets:
        if target is not None and not target.parent.is_dir():
            raise OutputError(
                _("The folder {folder} does not exist. Make it first, or choose another place.").format(
                    folder=target.parent
                )
            )
        if target is not None and target.is_dir():
            raise OutputError(_("{file} is a folder. Choose another name.").format(file=target))
        if target is not None:
            require_writable(target)


def plan_in(folder: Path) -> Path | None:
    """Return the plan that was saved last in a folder (not below it), None when there is none; copies do not count."""
    plans = [path for path in folder.glob("*.xlsx") if not path.name.startswith("~$") and is_plan(path)]
    return max(plans, key=lambda path: path.stat().st_mtime, default=None)


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
        _make_folder(target.parent)
        with replacing(target) as unfinished:
            write(unfinished)
        made.append(target)
    return tuple(made), tuple(kept)


def try_catalogue(
    text: str = "", file: Path | None = None, column: str = "", catalogue_folder: Path | None = None
) -> tuple[tuple[Placed, ...], Mapping[str, Theme]]:
    """Say what a text is understood as, or each text in a column of a file; return the themes by id too.

    Raises SettingsError for the catalogue, InputError when the file cannot be read, and UsageError when it has no such
    column.
    """
    catalogue = open_catalogue(catalogue_folder)
    theming = theming_of(catalogue)
    texts = [(None, text)] if file is None else _texts_of(file, column)
    scrubbed = [scrub(raw, catalogue).text for _row, raw in texts]
    with Workers() as team:
        places = theming.place_texts(((shown, "") for shown in scrubbed), team)
    placed = tuple(
        Placed(shown, place.theme_ids, place.polarity, place.acute, place.reasons, row)
        for shown, place, (row, _raw) in zip(scrubbed, places, texts, strict=True)
    )
    return placed, catalogue.themes


def _texts_of(file: Path, column: str) -> list[tuple[int | None, str]]:
    """Return the texts below a header with their rows, of the first sheet that has it; blank rows are passed over."""
    headers: dict[str, None] = {}
    try:
        for grid in read_grids(file, str(file)):
            for number, cells in enumerate(grid.rows[:_DEEPEST_HEADER]):
                named = [same_text(str(cell)) if isinstance(cell, str) else "" for cell in cells]
                if same_text(column) in named:
                    return list(_below(grid, number, named.index(same_text(column))))
            headers |= dict.fromkeys(str(cell) for cell in next(iter(grid.rows), ()) if cell is not None)
    except SourceError as error:
        raise InputError(f"{file}: {describe(Problem(error.code, CellRef(str(file)), error.values))}") from error
    raise UsageError(
        _("{file} has no column “{column}”. It has {columns}.").format(
            file=file, column=column, columns=", ".join(headers)
        )
    )


def _below(grid: Grid, header: int, column: int) -> Iterator[tuple[int, str]]:
    for number, cells in enumerate(grid.rows[header + 1 :], start=header + 1):
        if any(cell is not None for cell in cells):
            value = cells[column] if column < len(cells) else None
            yield grid.ref(number).row or 0, "" if value is None else str(value)


_DEEPEST_HEADER = 50
"""Rows from the top in which the header of a column of texts is looked for."""


def export_catalogue(folder: Path, force: bool) -> tuple[Path, ...]:
    """Write the knowledge files for people to edit, as a Danish Excel opens and keeps them; return them.

    Raises OutputError when they cannot be written, and, unless ``force``, when some are there and have been edited.
    """
    texts = {file: excel_safe(file, read_text(SHIPPED / file)) for file in FILES}
    edited = [
        file for file, text in texts.items() if (folder / file).exists() and not same_content(folder / file, text)
    ]
    if edited and not force:
        raise OutputError(
            _(
                "{folder} has files that were edited: {files}. Choose another folder, or use --force to lose the edits."
            ).format(folder=folder, files=", ".join(edited))
        )
    _make_folder(folder)
    for file, text in texts.items():
        with replacing(folder / file) as unfinished:
            encoding = "utf-8-sig" if file.endswith(".csv") else "utf-8"
            unfinished.write_text(text, encoding=encoding, newline="")
    return tuple(folder / file for file in texts)


def check_catalogue(folder: Path) -> tuple[str, ...]:
    """Return the knowledge files of a folder when they can be used; raise SettingsError with every fault of them."""
    catalogue = open_catalogue(folder)
    Theming(catalogue)
    words_of(catalogue)
    return tuple(file for file in FILES if (folder / file).is_file())


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
        sheets=tuple(_told(entry, judgement) for entry in reading.sheets),
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
        law=catalogue.law,
        hints=judgement.hints,
    )


def _by_law(plan: Plan) -> Plan:
    """Return a plan with what it lacks by the law it was made with; what that does not tell is the program's own."""
    catalogue = Catalogue()
    own = {rule.id: rule for rule in catalogue.law}
    law = tuple(
        replace(
            rule,
            words={**own[rule.id].words, **rule.words},
            limits={**own[rule.id].limits, **rule.limits},
        )
        if rule.id in own
        else rule
        for rule in plan.law or own.values()
    )
    return check_completeness(replace(plan, law=law), lambda text: scrub(text, catalogue, addresses=False).removed > 0)


def _told(entry: SheetEntry, judgement: Judgement) -> SheetEntry:
    """Hide the number of respondents of a sheet where it would give a small group away."""
    if (entry.file, entry.sheet) in judgement.sheets:
        return entry
    return replace(entry, respondents=None)


def _shown(plan: Plan, judgement: Judgement) -> Plan:
    """Return a plan as others may see it, without the rows and answers that tell of few respondents.

    They stand in what ``check`` shows, and in the account at the end of a run, which are for whoever has the files.
    """
    hidden = {
        (entry.file, entry.sheet)
        for entry in plan.sheets
        if entry.importer is ImporterName.SURVEY and (entry.file, entry.sheet) not in judgement.sheets
    }
    return replace(
        plan,
        sheets=tuple(_without_rows(entry) if (entry.file, entry.sheet) in hidden else entry for entry in plan.sheets),
        questions=judgement.shown_questions,
    )


def _without_rows(entry: SheetEntry) -> SheetEntry:
    """Return the entry without its number of respondents, also where all of them were set aside."""
    aside = entry.rows_set_aside if entry.rows_used else 0
    return replace(entry, rows_read=None, rows_used=None, rows_set_aside=aside, sha256="")


def _needs_a_person(problems: Iterable[Problem]) -> ExitCode:
    warned = any(level_of(problem) is ProblemLevel.WARNING for problem in problems)
    return ExitCode.NEEDS_A_PERSON if warned else ExitCode.DONE
