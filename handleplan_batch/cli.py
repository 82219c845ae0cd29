"""The command line: parse, call one function of ``batch``, print. No logic of the field lives here."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handleplan_batch.errors import ExitCode, InputError
from handleplan_batch.language import LANGUAGES, _, ngettext
from handleplan_batch.suggesting import ExistingPath, Group, NeededOption

if TYPE_CHECKING:
    from handleplan_batch.batch import Outcome, Printed
    from handleplan_batch.model import Problem, ProblemLevel
    from handleplan_batch.next_steps import Steps
    from handleplan_batch.reading import AskPassword, Progress

_STDOUT = "-"
_PARTS, _DRAFTS, _KNOWLEDGE = _("departments"), _("drafts"), _("catalogue")
_CORRECTIONS, _MERGED, _DATES, _PAPER = (
    *(_("corrections.toml"), _("new.xlsx")),
    *(_("deadlines.ics"), _("discussion.docx")),
)
"""Names of files and folders in the examples."""


_inputs = click.argument("inputs", nargs=-1, type=ExistingPath(), metavar=_("INPUT…"))
_as_of = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]),
    metavar=_("DATE"),
    help=_("The day of the run, as 2026-12-31 or 31-12-2026 (default: today)."),
)
_config = click.option(
    "--config",
    type=ExistingPath(folders=False),
    metavar=_("FILE.toml"),
    help=_("Settings file (default: handleplan.toml in the input folder)."),
)
_json = click.option(
    "--json",
    "json_target",
    is_flag=False,
    flag_value=_STDOUT,
    metavar=_("FILE.json"),
    help=_("Write the result as JSON too; without a file name to the screen."),
)


_mapping = click.option(
    "--mapping",
    type=ExistingPath(folders=False),
    metavar=_("FILE.toml"),
    help=_("Your decisions on sheets, columns, answers and departments, as check --write-mapping writes them."),
)
_catalogue = click.option(
    "--catalogue",
    "catalogue_folder",
    type=ExistingPath(files=False),
    metavar=_("FOLDER"),
    help=_("Folder with knowledge files of your own, as catalogue export writes them (default: the program's)."),
)
_workers = click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("Processes that read the files (default: as many as pay; a few small files need none)."),
)
_scheduler = click.option(
    "--scheduler",
    default="",
    metavar="URL",
    help=_("Let the workers of a dask cluster read the files, as tcp://name:8786 (docs/cluster.md)."),
)
_password_file = click.option(
    "--password-file",
    type=ExistingPath(folders=False),
    metavar=_("FILE.txt"),
    help=_("File with the passwords of encrypted inputs, one a line (default: asked for on the terminal)."),
)


def _word_document(_context: click.Context, _option: click.Parameter, path: Path) -> Path:
    if path.suffix.casefold() != ".docx":
        raise click.BadParameter(_("The paper is a Word document: its name must end in .docx."))
    return path


_document = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    cls=NeededOption,
    missing=_("Say where the document is to be written, such as: -o document.docx"),
    metavar=_("DOC.docx"),
    callback=_word_document,
    help=_("The document to write."),
)
_replace_document = click.option("--force", is_flag=True, help=_("Replace the document even if it is there already."))


def _tell_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Say the version and end; Click's own option would have it looked up before every command."""
    if wanted:
        from handleplan_batch import __version__

        click.echo(f"handleplan, version {__version__}")
        context.exit()


@click.group(
    name="handleplan",
    cls=Group,
    invoke_without_command=True,
    help=_(
        "Turns a folder of workplace assessment (APV) spreadsheets into an action plan workbook. Type handleplan alone "
        "to be led through it."
    ),
    examples=(
        "handleplan",
        "handleplan init apv2026 --sample",
        "handleplan check apv2026",
        "handleplan build apv2026 -o handleplan.xlsx",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_version,
    help=_("Show the version and exit."),
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of messages and workbooks."))
@click.option("-v", "--verbose", count=True, help=_("Say more; -vv also shows where a fault in the program is."))
@click.option("-q", "--quiet", is_flag=True, help=_("Say only what went wrong."))
@click.pass_context
def handleplan(context: click.Context, lang: str | None, verbose: int, quiet: bool) -> int | None:
    """Hold what all commands share; the language itself is set before the commands are defined.

    Without a command a person at a terminal is led through the work; anybody else gets the help.
    """
    del lang
    context.obj = verbosity = -1 if quiet else verbose
    if context.invoked_subcommand is not None:
        return None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(context.get_help(), err=True)
        return ExitCode.USAGE
    from handleplan_batch import guided

    return guided.start(
        _day(None),
        lambda: _progress(verbosity),
        _asker(),
        lambda outcome, inputs: _summary(outcome, verbosity, inputs, on_stderr=False),
        lambda steps: _show_steps(steps, verbosity),
    )


@handleplan.command(
    help=_(
        "Make the plan. Reads the inputs, ranks the challenges by urgency and writes the workbook. INPUT is files and "
        "folders; a folder is read with its sub-folders."
    ),
    examples=(
        "handleplan build apv2026 -o handleplan.xlsx",
        "handleplan build apv2027 --previous handleplan.xlsx -o handleplan2027.xlsx",
        f"handleplan build apv2026 --mapping {_CORRECTIONS} -o handleplan.xlsx",
    ),
)
@_inputs
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("handleplan.xlsx"),
    metavar="PLAN.xlsx",
    show_default=True,
    help=_("The workbook to write."),
)
@click.option(
    "--previous",
    type=ExistingPath(folders=False),
    metavar="PLAN.xlsx",
    help=_("Last year's plan: its open actions go on, and each challenge is compared with it."),
)
@_as_of
@_config
@_mapping
@_catalogue
@_password_file
@_workers
@_scheduler
@_json
@click.option("--force", is_flag=True, help=_("Replace the workbook even if somebody has edited it."))
@click.option("--keep-going", is_flag=True, help=_("Write the plan even if some inputs could not be read."))
@click.option(
    "--quotes",
    is_flag=True,
    help=_("Quote comments where many wrote about a theme and none points to a person; read them before you share."),
)
@click.pass_obj
def build(
    verbosity: int,
    inputs: tuple[Path, ...],
    output: Path,
    previous: Path | None,
    as_of: datetime | None,
    config: Path | None,
    mapping: Path | None,
    catalogue_folder: Path | None,
    password_file: Path | None,
    workers: int | None,
    scheduler: str,
    json_target: str | None,
    force: bool,
    keep_going: bool,
    quotes: bool,
) -> int:
    """Run the main job and end with a summary."""
    from handleplan_batch import batch
    from handleplan_batch.json_output import plan_document, render
    from handleplan_batch.next_steps import after_build

    inputs, json_target = _sort_out(inputs, json_target)
    if output.suffix.casefold() != ".xlsx":
        raise click.BadParameter(_("The plan is an Excel workbook: its name must end in .xlsx."), param_hint="-o")
    if output.resolve() in {path.resolve() for path in inputs}:
        raise click.BadParameter(_("The plan cannot be written over one of its inputs."), param_hint="-o")
    json_file = None if json_target in (None, _STDOUT) else Path(str(json_target))
    with _progress(verbosity) as progress:
        sources = batch.Sources(
            *(inputs, _day(as_of), config, mapping, password_file, progress, _asker(), catalogue_folder),
            workers=workers,
            scheduler=scheduler,
        )
        outcome = batch.build(sources, output, json_file, force, keep_going, previous, quotes)
    if json_target == _STDOUT:
        _write_json(render(plan_document(outcome.plan)), _STDOUT)
    _summary(outcome, verbosity, inputs, on_stderr=json_target == _STDOUT, previous=previous)
    if json_target != _STDOUT:
        _show_steps(after_build(outcome.plan, outcome.exit_code, inputs, output, bool(outcome.written)), verbosity)
    return outcome.exit_code


@handleplan.command(
    help=_(
        "See how the inputs are understood. Shows each sheet, column and question with scale, best answer and theme, "
        "and what to do about the rest. Writes nothing but what --write-mapping asks for."
    ),
    examples=(
        "handleplan check apv2026",
        f"handleplan check apv2026 --write-mapping {_CORRECTIONS}",
        "handleplan -v check apv2026/svar.xlsx",
    ),
)
@_inputs
@_as_of
@_config
@_mapping
@_catalogue
@click.option(
    "--write-mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE.toml"),
    help=_("Write every decision as a file to correct and use with --mapping."),
)
@_password_file
@_workers
@_scheduler
@_json
@click.pass_obj
def check(
    verbosity: int,
    inputs: tuple[Path, ...],
    as_of: datetime | None,
    config: Path | None,
    mapping: Path | None,
    catalogue_folder: Path | None,
    write_mapping: Path | None,
    password_file: Path | None,
    workers: int | None,
    scheduler: str,
    json_target: str | None,
) -> int:
    """Show each sheet, column, question and problem."""
    from handleplan_batch import batch
    from handleplan_batch.json_output import check_document, render
    from handleplan_batch.next_steps import after_check

    inputs, json_target = _sort_out(inputs, json_target)
    with _progress(verbosity) as progress:
        sources = batch.Sources(
            *(inputs, _day(as_of), config, mapping, password_file, progress, _asker(), catalogue_folder),
            workers=workers,
            scheduler=scheduler,
        )
        outcome = batch.check(sources, write_mapping)
    if json_target is not None:
        _write_json(render(check_document(outcome.plan)), json_target)
    if json_target != _STDOUT and verbosity >= 0:
        from handleplan_batch.understanding import show

        show(outcome.plan, whole=verbosity > 0)
    listed = json_target == _STDOUT or verbosity < 0
    _summary(outcome, verbosity, inputs, on_stderr=json_target == _STDOUT, listed=listed)
    if json_target != _STDOUT:
        _show_steps(after_check(outcome.plan, inputs, write_mapping), verbosity)
    return outcome.exit_code


_plan_file = click.argument("plan_file", type=ExistingPath(folders=False), metavar="PLAN.xlsx")


@handleplan.command(
    help=_(
        "Share the plan out among the departments. Writes a workbook for each with its own rows only, and a page to "
        "hang up."
    ),
    examples=(
        f"handleplan split handleplan.xlsx -d {_PARTS}",
        f"handleplan split handleplan.xlsx -d {_PARTS} --protect --mail",
        f"handleplan split handleplan.xlsx -d {_PARTS} --department Køkken",
    ),
)
@_plan_file
@click.option(
    "-d",
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=_("FOLDER"),
    cls=NeededOption,
    missing=_("Say where the workbooks are to be put, such as: -d {folder}").format(folder=_PARTS),
    help=_("Folder for the workbooks; it is made if it is not there."),
)
@click.option(
    "--department",
    "chosen",
    multiple=True,
    metavar=_("NAME"),
    help=_("Only this department; may be given several times."),
)
@click.option(
    "--level",
    type=click.IntRange(min=1),
    metavar=_("NUMBER"),
    help=_("One workbook for each department at this level, with those below it (1 = the top)."),
)
@click.option(
    "--protect",
    is_flag=True,
    help=_("Encrypt each workbook: with the password of --password-file, or with one of its own, which is listed."),
)
@_password_file
@click.option(
    "--mail",
    is_flag=True,
    help=_("Write a draft of a mail beside each workbook, with the workbook attached; nothing is sent."),
)
@click.pass_obj
def split(
    verbosity: int,
    plan_file: Path,
    directory: Path,
    chosen: tuple[str, ...],
    level: int | None,
    protect: bool,
    password_file: Path | None,
    mail: bool,
) -> int:
    """Write the departments' copies."""
    from handleplan_batch import batch
    from handleplan_batch.next_steps import after_split

    outcome = batch.split(plan_file, directory, chosen, level, protect, password_file, mail)
    _tell(outcome.problems)
    for path in outcome.written if verbosity >= 0 else ():
        click.echo(_("Written: {file}").format(file=path))
    _show_steps(after_split(plan_file, directory, protect), verbosity)
    return outcome.exit_code


@handleplan.command(
    help=_(
        "Take in what the departments wrote. Field by field; where two wrote different things, the plan keeps its own "
        "until you choose on the sheet Conflicts."
    ),
    examples=(
        f"handleplan collect handleplan.xlsx {_PARTS} --dry-run",
        f"handleplan collect handleplan.xlsx {_PARTS}",
        f"handleplan collect handleplan.xlsx {_PARTS} -o {_MERGED}",
    ),
)
@_plan_file
@click.argument("returned", nargs=-1, required=True, type=ExistingPath(), metavar=_("RETURNED…"))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("NEW.xlsx"),
    help=_("The new plan (default: the plan itself, once nothing is open; the old one is kept beside it)."),
)
@_as_of
@click.option("--dry-run", is_flag=True, help=_("Say what would happen, and write nothing."))
@_password_file
@_json
@click.pass_obj
def collect(
    verbosity: int,
    plan_file: Path,
    returned: tuple[Path, ...],
    output: Path | None,
    as_of: datetime | None,
    dry_run: bool,
    password_file: Path | None,
    json_target: str | None,
) -> int:
    """Merge the returned workbooks and list what needs a person."""
    from handleplan_batch import batch
    from handleplan_batch.json_output import collected_document, render
    from handleplan_batch.next_steps import after_collect
    from handleplan_batch.understanding import show_collected

    if json_target not in (None, _STDOUT) and not str(json_target).casefold().endswith(".json"):
        raise click.BadParameter(_("The name of a JSON file must end in .json."), param_hint="--json")
    outcome = batch.collect(plan_file, returned, _day(as_of), output, dry_run, password_file, _asker())
    if json_target is not None:
        _write_json(
            render(collected_document(outcome.plan, outcome.changes, outcome.added, outcome.problems)), json_target
        )
    _tell(outcome.problems)
    if verbosity >= 0:
        if json_target != _STDOUT:
            show_collected(outcome.plan, outcome.changes, outcome.added, outcome.noted)
        for line in (_("Written: {file}").format(file=path) for path in outcome.written):
            click.echo(line, err=json_target == _STDOUT)
        if outcome.exit_code is ExitCode.INPUT:
            click.echo(_("Nothing was written: put right what is named above, and collect again."), err=True)
        elif not outcome.written and not dry_run:
            click.echo(_("Nothing was written. Use -o to write the plan with its open matters."), err=True)
        if json_target != _STDOUT and not dry_run:
            open_ones = sum(not conflict.decision for conflict in outcome.plan.conflicts)
            _show_steps(after_collect(plan_file, returned, output, open_ones, bool(outcome.written)), verbosity)
    return outcome.exit_code


@handleplan.command(
    help=_(
        "See what needs attention in a plan. Overdue, due soon, nobody responsible, not begun, effect not judged; by "
        "responsible and by department. The workbook is not changed."
    ),
    examples=(
        "handleplan status handleplan.xlsx",
        f"handleplan status handleplan.xlsx --within 30 --ics {_DATES}",
        f"handleplan status handleplan.xlsx --mail {_DRAFTS}",
    ),
)
@click.argument("plan_files", nargs=-1, type=ExistingPath(folders=False), metavar="PLAN.xlsx")
@click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar=_("DAYS"),
    help=_("How many days ahead an action is due soon (default: 14)."),
)
@_as_of
@click.option(
    "--ics",
    "calendar_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE.ics"),
    help=_("Write the deadlines and follow-up dates as a calendar file."),
)
@click.option(
    "--mail",
    "mail_folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=_("FOLDER"),
    help=_("Write a draft of a mail to each responsible in this folder; nothing is sent."),
)
@click.option("--fail-on-overdue", is_flag=True, help=_("End with exit code 1 when something is overdue."))
@_password_file
@_json
@click.pass_obj
def status(
    verbosity: int,
    plan_files: tuple[Path, ...],
    within: int | None,
    as_of: datetime | None,
    calendar_file: Path | None,
    mail_folder: Path | None,
    fail_on_overdue: bool,
    password_file: Path | None,
    json_target: str | None,
) -> int:
    """Show what needs attention, and write the calendar and the drafts that are asked for."""
    from handleplan_batch import batch
    from handleplan_batch.json_output import render, status_document
    from handleplan_batch.next_steps import after_status
    from handleplan_batch.sharing import by_department, by_responsible
    from handleplan_batch.states import SOON_DAYS
    from handleplan_batch.understanding import show_status

    plan_files, json_target = _sort_out(plan_files, json_target)
    if len(plan_files) > 1:
        raise click.UsageError(_("Name one plan only."))
    if calendar_file is not None and calendar_file.suffix.casefold() != ".ics":
        raise click.BadParameter(_("The name of a calendar file must end in .ics."), param_hint="--ics")
    days = SOON_DAYS if within is None else within
    outcome = batch.status(
        plan_files[0], _day(as_of), days, calendar_file, mail_folder, fail_on_overdue, password_file, _asker()
    )
    following = outcome.following
    if json_target is not None:
        tallies = (by_responsible(following), by_department(following)) if following is not None else ((), ())
        _write_json(render(status_document(following, *tallies, outcome.problems)), json_target)
    if following is None:
        _tell(outcome.problems)
    elif verbosity >= 0:
        if json_target != _STDOUT:
            show_status(following)
        for path in outcome.written:
            click.echo(_("Written: {file}").format(file=path), err=json_target == _STDOUT)
        if json_target != _STDOUT:
            _show_steps(after_status(plan_files[0], calendar_file, mail_folder), verbosity)
    return outcome.exit_code


@handleplan.command(
    help=_(
        "Make the paper for the annual discussion. A Word document with last year's goals, what has changed, and "
        "tables to fill in."
    ),
    examples=("handleplan discussion handleplan.xlsx -o drøftelse.docx",),
)
@_plan_file
@_document
@_as_of
@_password_file
@_replace_document
@click.pass_obj
def discussion(
    verbosity: int, plan_file: Path, output: Path, as_of: datetime | None, password_file: Path | None, force: bool
) -> int:
    """Write the paper, and name the rows of the plan that cannot be read."""
    from handleplan_batch import batch
    from handleplan_batch.next_steps import after_discussion

    outcome = batch.discussion(plan_file, output, _day(as_of), force, password_file, _asker())
    return _tell_printed(outcome, after_discussion(plan_file, output), verbosity)


@handleplan.command(
    name="print",
    help=_("Print the plan. A Word document with a page for each challenge, laid out as the template."),
    examples=("handleplan print handleplan.xlsx -o sider.docx",),
)
@_plan_file
@_document
@click.option("--department", default="", metavar=_("NAME"), help=_("Only this department's challenges."))
@_password_file
@_replace_document
@click.pass_obj
def print_plan(
    verbosity: int, plan_file: Path, output: Path, department: str, password_file: Path | None, force: bool
) -> int:
    """Write the pages, and name the rows of the plan that cannot be read."""
    from handleplan_batch import batch
    from handleplan_batch.next_steps import after_print

    outcome = batch.print_pages(plan_file, output, department, force, password_file, _asker())
    return _tell_printed(outcome, after_print(plan_file, output), verbosity)


def _tell_printed(outcome: Printed, steps: Steps, verbosity: int) -> int:

    _tell(outcome.problems)
    if verbosity >= 0:
        for path in outcome.written:
            click.echo(_("Written: {file}").format(file=path))
    if outcome.written:
        _show_steps(steps, verbosity)
    return outcome.exit_code


def _write_json(document: str, target: str) -> None:
    from handleplan_batch.replacing import replacing

    if target == _STDOUT:
        click.echo(document.encode("utf-8"), nl=False)  # as bytes: a console of Windows would write another alphabet
        return
    with replacing(Path(target)) as unfinished:
        unfinished.write_text(document, encoding="utf-8", newline="\n")


@handleplan.command(
    help=_(
        "Make a folder with templates. Settings, sub-folders and workbooks to fill in; what is there already is left "
        "alone."
    ),
    examples=(
        "handleplan init apv2026",
        "handleplan init prøve --sample",
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar=_("FOLDER"))
@click.option("--sample", is_flag=True, help=_("Add the sample data of an invented organisation."))
@click.pass_obj
def init(verbosity: int, folder: Path, sample: bool) -> int:
    """Make the folder; files that are there already are left as they are."""
    from handleplan_batch import batch
    from handleplan_batch.next_steps import after_init

    made, kept = batch.init(folder, sample)
    if verbosity >= 0:
        for path in made:
            click.echo(path)
        for path in kept:
            click.echo(_("{file} was there already and is left as it is.").format(file=path), err=True)
    _show_steps(after_init(folder), verbosity)
    return ExitCode.DONE


@handleplan.group(
    name="catalogue",
    help=_("What the program knows. Try it on a text, export it to edit it in Excel, and check your edits."),
    examples=('handleplan catalogue try "Der er for meget støj i køkkenet"',),
)
def catalogue() -> None:
    """Hold the commands on the knowledge files."""


@catalogue.command(
    name="try",
    help=_("See what a text is understood as. Its themes, its tone, whether it is acute, and the words that decided."),
    examples=(
        'handleplan catalogue try "Der er for meget støj i køkkenet"',
        "handleplan catalogue try --file svar.xlsx --column Kommentar",
    ),
)
@click.argument("words", nargs=-1, metavar=_("TEXT"))
@click.option(
    "--file",
    type=ExistingPath(folders=False),
    metavar=_("FILE"),
    help=_("Try every text in a column of this spreadsheet instead."),
)
@click.option("--column", metavar=_("HEADER"), help=_("The header of that column."))
@_catalogue
@_json
@click.pass_obj
def try_catalogue(
    verbosity: int,
    words: tuple[str, ...],
    file: Path | None,
    column: str | None,
    catalogue_folder: Path | None,
    json_target: str | None,
) -> int:
    """Show what texts are understood as."""
    from handleplan_batch import batch
    from handleplan_batch.json_output import placed_document, render

    if json_target not in (None, _STDOUT) and not str(json_target).casefold().endswith(".json"):
        words, json_target = (str(json_target), *words), _STDOUT
    if (file is None) is not bool(words) or (file is None) is not (column is None):
        raise click.UsageError(_("Give a text, or a file with --file and the header of its texts with --column."))
    try:
        placed, themes = batch.try_catalogue(" ".join(words), file, column or "", catalogue_folder)
    except InputError:
        if json_target == _STDOUT:
            _write_json(render(placed_document(())), _STDOUT)
        raise
    if json_target is not None:
        _write_json(render(placed_document(placed)), json_target)
    if json_target != _STDOUT and verbosity >= 0:
        from handleplan_batch.understanding import show_placed

        show_placed(placed, themes)
    return ExitCode.DONE


@catalogue.command(
    name="export",
    help=_("Write the knowledge files. Themes, measures, rules and words, to be edited in Excel."),
    examples=("handleplan catalogue export katalog",),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar=_("FOLDER"))
@click.option("--force", is_flag=True, help=_("Replace files even if somebody has edited them."))
@click.pass_obj
def export_catalogue(verbosity: int, folder: Path, force: bool) -> int:
    """Write the knowledge files."""
    from handleplan_batch import batch
    from handleplan_batch.next_steps import after_export

    for path in batch.export_catalogue(folder, force):
        if verbosity >= 0:
            click.echo(_("Written: {file}").format(file=path))
    _show_steps(after_export(folder), verbosity)
    return ExitCode.DONE


@catalogue.command(
    name="check",
    help=_("Check knowledge files. Names every fault with file, line and column."),
    examples=("handleplan catalogue check katalog",),
)
@click.argument("folder", type=ExistingPath(files=False), metavar=_("FOLDER"))
@click.pass_obj
def check_catalogue(verbosity: int, folder: Path) -> int:
    """Check the knowledge files."""
    from handleplan_batch import batch

    files = batch.check_catalogue(folder)
    if verbosity >= 0:
        click.echo(_("No faults in {files}.").format(files=", ".join(files)))
    return ExitCode.DONE


def _sort_out(inputs: tuple[Path, ...], json_target: str | None) -> tuple[tuple[Path, ...], str | None]:
    """Tell the value of ``--json`` from an input that only stands after it, so that no input is ever written over."""
    if json_target not in (None, _STDOUT) and not str(json_target).casefold().endswith(".json"):
        stray = Path(str(json_target))
        if not stray.exists():
            raise click.BadParameter(
                _("“{value}” is no input, and a JSON file's name must end in .json.").format(value=json_target),
                param_hint="--json",
            )
        inputs, json_target = (stray, *inputs), _STDOUT
    if not inputs:
        raise click.UsageError(_("Name at least one file or folder to read."))
    return inputs, json_target


def _asker() -> AskPassword | None:
    """Return how a person is asked for a password; nobody is asked where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None

    def ask(path: Path) -> str:
        question = _("Password of {file} (leave blank to go on without it)").format(file=path)
        return str(click.prompt(question, default="", show_default=False, hide_input=True, err=True))

    return ask


def _day(as_of: datetime | None) -> date:
    """Return the day of the run: the only place where the clock is read."""
    return (as_of or datetime.now().astimezone()).date()


@contextmanager
def _progress(verbosity: int) -> Iterator[Progress]:
    """Give a wrapper that shows on a terminal how far the reading is; elsewhere nothing is shown."""

    def shown(files: Sequence[Path]) -> Iterator[Path]:
        visible = verbosity >= 0 and sys.stderr.isatty() and len(files) > 1
        with click.progressbar(
            files,
            label=_("Reading"),
            file=sys.stderr,
            hidden=not visible,
            show_pos=True,
            item_show_func=lambda file: "" if file is None else file.name,
        ) as bar:
            yield from bar

    yield shown


def _tell(problems: Iterable[Problem]) -> None:
    """Say what went wrong, or needs a person, on stderr."""
    from handleplan_batch.problems import told

    for line in told(problems):
        click.echo(line, err=True)


def _summary(
    outcome: Outcome,
    verbosity: int,
    inputs: Sequence[Path],
    on_stderr: bool,
    listed: bool = True,
    previous: Path | None = None,
) -> None:
    """End the run: problems to stderr if ``listed``, then the figures.

    Notes on inputs, which ``check`` tells, are told with -v only; those on the plan and on the ``previous`` one always.
    """
    from handleplan_batch.model import ImporterName, ProblemLevel
    from handleplan_batch.problems import level_of

    plan, not_inputs = outcome.plan, ("", str(previous or ""))
    shown = [
        problem
        for problem in (plan.problems if listed else ())
        if verbosity > 0
        or level_of(problem) is not ProblemLevel.NOTE
        or (verbosity == 0 and problem.where.file in not_inputs)
    ]
    _tell(shown)
    if verbosity < 0:
        return
    files = len({entry.file for entry in outcome.sheets})
    read, used, aside, rejected = (
        sum(getattr(entry, name) for entry in outcome.sheets)
        for name in ("rows_read", "rows_used", "rows_set_aside", "rows_rejected")
    )
    lines = [
        ngettext("{count} file read", "{count} files read", files).format(count=files),
        _("{read} rows = {used} used + {aside} set aside + {rejected} rejected").format(
            read=read, used=used, aside=aside, rejected=rejected
        ),
        _("{findings} findings, {challenges} challenges, {actions} plan rows").format(
            findings=len(plan.findings), challenges=len(plan.challenges), actions=len(plan.actions)
        )
        if plan.actions
        else ngettext("{count} finding", "{count} findings", len(plan.findings)).format(count=len(plan.findings)),
    ]
    notes = [problem for problem in plan.problems if level_of(problem) is ProblemLevel.NOTE]
    unseen = any(problem.where.file not in not_inputs for problem in notes)
    hidden = inputs if unseen and listed and verbosity == 0 else ()
    lines.append(_told_of([level_of(problem) for problem in plan.problems], hidden))
    if outcome.exit_code is ExitCode.INPUT and not outcome.written:
        lines.append(_("Not all inputs could be read or recognised; nothing was written."))
    if not read and any(entry.importer is not ImporterName.UNKNOWN for entry in outcome.sheets):
        lines.append(
            _("Nothing is filled in yet: the lists have headers, but no rows below them. No plan is made of that.")
        )
    elif outcome.exit_code is ExitCode.NOTHING_TO_PLAN and (few := sum(one.suppressed for one in plan.measurements)):
        lines.append(
            _(
                "No plan was written: {count} figures are hidden, since they would tell what few persons answered, and "
                "nothing else calls for a plan. With more answers, or departments put together, they can be shown."
            ).format(count=few)
        )
    elif outcome.exit_code is ExitCode.NOTHING_TO_PLAN:
        lines.append(
            _("Nothing that calls for a plan was found; nothing was written. Look closer with “handleplan check”.")
        )
    lines += [_("Written: {file}").format(file=path) for path in outcome.written]
    for line in lines:
        click.echo(line, err=on_stderr)


def _told_of(levels: Sequence[ProblemLevel], hidden: Sequence[Path]) -> str:
    """Say how many problems there were, and how to read the notes on inputs where they are ``hidden``."""
    from handleplan_batch.model import ProblemLevel
    from handleplan_batch.next_steps import typed

    serious = sum(level is not ProblemLevel.NOTE for level in levels)
    notes = len(levels) - serious
    line = _("Errors and warnings: {count}, notes: {notes}").format(count=serious, notes=notes)
    if notes and hidden:
        line += _(" (read them with: handleplan -v check {inputs})").format(inputs=typed(*hidden))
    return line


def _show_steps(steps: Sequence[str], verbosity: int) -> None:
    """End with what to do next, numbered."""
    if verbosity >= 0:
        click.echo(_("Next steps:"))
        for number, step in enumerate(steps, start=1):
            click.echo(f"  {number}. {step}")
