"""The three things to do next, which every command ends with: short, in order, with the command to type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from handleplan_batch.errors import ExitCode
from handleplan_batch.language import _, ngettext
from handleplan_batch.model import Level, Plan, ProblemLevel
from handleplan_batch.problems import level_of

Steps = tuple[str, str, str]


def typed(*paths: Path | str) -> str:
    """Return paths as they are typed on a command line: in quotation marks where there are blanks."""
    return " ".join(f'"{path}"' if " " in str(path) else str(path) for path in paths)


def after_build(plan: Plan, code: ExitCode, inputs: Sequence[Path], output: Path, written: bool) -> Steps:
    """Return the steps after a build."""
    names = typed(*inputs)
    if not written and code is ExitCode.NOTHING_TO_PLAN:
        look = _("See what each file was understood as: handleplan check {inputs}").format(inputs=names)
        fill = _("Fill in a template, or put your own spreadsheets in the folder; handleplan init DIR makes templates.")
        sample = _("See what a finished plan looks like: handleplan init sample-folder --sample")
        return (look, fill, sample) if any(entry.rows_read for entry in plan.sheets) else (fill, look, sample)
    if not written:
        return (
            _("Put right what is marked with file and sheet above."),
            _("See what each file was understood as: handleplan check {inputs}").format(inputs=names),
            _("Build again, or of what can be read: handleplan build {inputs} -o {output} --keep-going").format(
                inputs=names, output=typed(output)
            ),
        )
    warnings = sum(level_of(problem) is not ProblemLevel.NOTE for problem in plan.problems)
    immediate = sum(challenge.level is Level.IMMEDIATE for challenge in plan.challenges)
    begin = _("Open {file} and begin on the sheet Act now").format(file=output)
    if immediate:
        begin += ngettext(": {count} challenge cannot wait", ": {count} challenges cannot wait", immediate).format(
            count=immediate
        )
    if warnings:
        look = ngettext(
            "Look at the {count} warning above; what was misunderstood is put right with handleplan check {inputs}.",
            "Look at the {count} warnings above; what was misunderstood is put right with handleplan check {inputs}.",
            warnings,
        ).format(count=warnings, inputs=names)
    else:
        look = _("Go through the sheet Action plan together: what is in italics is a suggestion, make it your own.")
    return (
        f"{begin}.",
        look,
        _("Send it to the departments: handleplan split {file} -d {folder}").format(
            file=typed(output), folder=_("departments")
        ),
    )


def after_check(plan: Plan, inputs: Sequence[Path], mapping: Path | None) -> Steps:
    """Return the steps after a check."""
    names = typed(*inputs)
    levels = [level_of(problem) for problem in plan.problems]
    if ProblemLevel.ERROR in levels:
        first = _("Put right what is marked !!; until then no plan is written.")
    elif ProblemLevel.WARNING in levels:
        first = _("Look at what is marked !; it is left out of the plan, or needs your decision.")
    elif not plan.questions and not plan.findings:
        first = _(
            "Fill in a template, or put your own spreadsheets in the folder; handleplan init DIR makes templates."
        )
    elif plan.questions:
        first = _("Look through best answer and theme of each question: do they fit?")
    else:
        first = _("Look through what each column was understood as: does it fit?")
    if mapping is None:
        second = _("Is something misunderstood? handleplan check {inputs} --write-mapping {file}").format(
            inputs=names, file=_("corrections.toml")
        )
        last = _("Make the plan: handleplan build {inputs} -o handleplan.xlsx").format(inputs=names)
    else:
        second = _("Correct {file} in Notepad, and save it.").format(file=mapping)
        last = _("Make the plan: handleplan build {inputs} -o handleplan.xlsx --mapping {file}").format(
            inputs=names, file=typed(mapping)
        )
    return first, second, last


def after_init(folder: Path) -> Steps:
    """Return the steps after a folder was made."""
    return (
        _("Put your spreadsheets in {folder}, or fill in the templates there; begin with the organisation.").format(
            folder=folder
        ),
        _("See how they are understood: handleplan check {folder}").format(folder=typed(folder)),
        _("Make the plan: handleplan build {folder} -o handleplan.xlsx").format(folder=typed(folder)),
    )


def after_split(plan_file: Path, folder: Path, protected: bool) -> Steps:
    """Return the steps after the departments' workbooks were written."""
    first = _("Send each department its workbook from {folder}, with a date for sending it back.").format(folder=folder)
    if protected:
        first = _("Send each department its workbook from {folder}, and its password in another way.").format(
            folder=folder
        )
    return (
        first,
        _("Save what comes back in the folder, and take it in: handleplan collect {file} {folder}").format(
            file=typed(plan_file), folder=typed(folder)
        ),
        _("See what is overdue or lacks somebody responsible: handleplan status {file}").format(file=typed(plan_file)),
    )


def after_collect(
    plan_file: Path, returned: Iterable[Path], output: Path | None, open_ones: int, written: bool
) -> Steps:
    """Return the steps after a collection."""
    target = output or plan_file
    again = typed(plan_file, *returned)
    if open_ones and written:
        return (
            _("Open {file}, and choose what holds on the sheet Conflicts.").format(file=target),
            _("Collect the same workbooks once more: handleplan collect {files}").format(
                files=typed(target, *returned)
            ),
            _("See what needs attention: handleplan status {file}").format(file=typed(target)),
        )
    if not written:
        return (
            _("Put right what is named above, in the workbook it stands in."),
            _("Collect again: handleplan collect {files}").format(files=again),
            _("See the plan with its open matters: handleplan collect {files} -o {new}").format(
                files=again, new=_("new.xlsx")
            ),
        )
    return (
        _("Open {file}, and look at the sheet Follow-up.").format(file=target),
        _("See what needs attention: handleplan status {file}").format(file=typed(target)),
        _("Send the departments the new version: handleplan split {file} -d {folder}").format(
            file=typed(target), folder=_("departments")
        ),
    )


def after_status(plan_file: Path, calendar: Path | None = None, mails: Path | None = None) -> Steps:
    """Return the steps after a look at a plan that wrote a ``calendar`` and a folder of ``mails``, or neither."""
    file = typed(plan_file)
    if mails is None:
        remind = _("Remind those responsible with drafts of mails: handleplan status {file} --mail {folder}").format(
            file=file, folder=_("drafts")
        )
    else:
        remind = _("Open the drafts in {folder}, read them through, and send them.").format(folder=mails)
    if calendar is None:
        dates = _("Put the dates in Outlook: handleplan status {file} --ics {calendar}").format(
            file=file, calendar=_("deadlines.ics")
        )
    else:
        dates = _("Open {calendar}, and save the dates in your calendar.").format(calendar=calendar)
    return (
        remind,
        dates,
        _("Make the paper for the annual discussion: handleplan discussion {file} -o {paper}").format(
            file=file, paper=_("discussion.docx")
        ),
    )


def after_discussion(plan_file: Path, paper: Path) -> Steps:
    """Return the steps after the paper was written."""
    return (
        _("Open {file}, read it through, and send it out before the meeting.").format(file=paper),
        _("Fill it in and sign it at the meeting, and keep it: it is the written record."),
        _("Next year: handleplan build FOLDER --previous {file} -o handleplan-next.xlsx").format(file=typed(plan_file)),
    )


def after_print(plan_file: Path, paper: Path) -> Steps:
    """Return the steps after the pages were written."""
    return (
        _("Open {file} in Word, and print it for the meeting.").format(file=paper),
        _("Write what you agree in {file}: the pages are not read back.").format(file=plan_file),
        _("Send each department its own rows: handleplan split {file} -d {folder}").format(
            file=typed(plan_file), folder=_("departments")
        ),
    )


def after_export(folder: Path) -> Steps:
    """Return the steps after the knowledge files were written."""
    return (
        _("Edit the files in {folder} in Excel, and save them as they are (CSV).").format(folder=folder),
        _("Check your edits: handleplan catalogue check {folder}").format(folder=typed(folder)),
        _("Use them: handleplan build FOLDER -o handleplan.xlsx --catalogue {folder}").format(folder=typed(folder)),
    )
