"""A guided start for those who type ``handleplan`` alone: find the folder, check, build, and say where the plan is.

It asks questions, so it is for a terminal only; everything it does is done by the same functions as the commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handleplan_batch.errors import ExitCode
from handleplan_batch.language import _, ngettext
from handleplan_batch.suggesting import nearest, unquoted

if TYPE_CHECKING:
    from handleplan_batch.batch import Outcome
    from handleplan_batch.reading import AskPassword, Progress

_MOST_OFFERED = 9
_DEEPEST = 3
"""Levels of sub-folders in which spreadsheets are counted."""
_MOST_COUNTED = 999
_SKIPPED = frozenset({"appdata", "program files", "program files (x86)", "windows", "node_modules", "site-packages"})
_COUNTED = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"})
_NEW, _SAMPLE = "n", "e"


def start(
    day: date,
    progress: Callable[[], AbstractContextManager[Progress]],
    ask: AskPassword | None,
    summary: Callable[[Outcome, Sequence[Path]], None],
    steps: Callable[[tuple[str, ...]], None],
) -> ExitCode:
    """Lead a person from nothing to a plan; return the exit code of the last thing done.

    ``summary`` prints the account of a run and ``steps`` what to do next, as the commands do. Raises what the commands
    raise.
    """
    from handleplan_batch import batch
    from handleplan_batch.next_steps import after_build, after_check, after_init
    from handleplan_batch.understanding import show, show_briefly

    click.secho(_("Welcome to handleplan"), bold=True)
    click.echo(_("A folder of spreadsheets becomes a draft of an action plan in Excel. Nothing leaves this computer."))
    click.echo(_("You will be asked a few questions; Enter takes what stands in [ ], Ctrl+C stops."))

    _heading(1, _("Where are the spreadsheets?"))
    folder, made = _folder(day)
    if made:
        sample = made == _SAMPLE
        batch.init(folder, sample)
        click.echo(_("Made: {folder}").format(folder=folder.absolute()))
        if not sample:
            steps(after_init(folder))
            return ExitCode.DONE

    _heading(2, _("What was understood"))
    with progress() as shown:
        outcome = batch.check(batch.Sources([folder], day, progress=shown, ask=ask))
    show_briefly(outcome.plan)
    if _yes(_("See every column and question?"), default=False):
        show(outcome.plan, whole=False)

    _heading(3, _("The plan"))
    unreadable = outcome.exit_code is ExitCode.INPUT
    question = _("Not everything could be read. Make the plan of the rest?") if unreadable else _("Make the plan now?")
    if not _yes(question, default=not unreadable):
        steps(after_check(outcome.plan, [folder], None))
        return outcome.exit_code
    earlier = batch.plan_in(folder)
    previous = None
    if earlier is not None:
        click.echo(_("There is a plan in the folder: {file}").format(file=earlier.name))
        if _yes(_("Let the new plan go on from it, with all that was written in it?"), default=True):
            previous = earlier
    output = folder / "handleplan.xlsx" if earlier is None else _free(folder / f"handleplan {day:%Y-%m-%d}.xlsx")
    with progress() as shown:
        outcome = batch.build(
            batch.Sources([folder], day, progress=shown, ask=ask), output, keep_going=unreadable, previous=previous
        )
    summary(outcome, [folder])
    steps(after_build(outcome.plan, outcome.exit_code, [folder], output.absolute(), bool(outcome.written)))
    if outcome.written and _yes(_("Open the plan in Excel now?"), default=True):
        click.launch(str(output.absolute()))
    return outcome.exit_code


def _heading(number: int, text: str) -> None:
    click.secho(f"\n{number}. {text}", bold=True)


def _folder(day: date) -> tuple[Path, str]:
    """Ask for the folder; return it, and ``n`` or ``e`` when it is to be made anew, plain or with samples."""
    offered = list(_nearby(Path()))[:_MOST_OFFERED]
    for number, (folder, count) in enumerate(offered, start=1):
        sheets = ngettext("{count} spreadsheet", "{count} spreadsheets", count).format(count=count)
        click.echo(f"   {number}  {folder.absolute()} ({sheets})")
    making = {
        _NEW: _("make a new folder with templates to fill in"),
        _SAMPLE: _("see an example with invented data"),
    }
    for letter, what in making.items():
        click.echo(f"   {letter}  {what}")

    def chosen(answer: str) -> tuple[Path, str]:
        text = unquoted(answer)
        if text.isdigit() and 1 <= int(text) <= len(offered):
            return offered[int(text) - 1][0], ""
        if text.casefold() in (_NEW, _SAMPLE):
            name = _("apv-sample") if text.casefold() == _SAMPLE else f"apv{day:%Y}"
            return _free(Path(name)), text.casefold()
        if Path(text).is_dir():
            return Path(text), ""
        meant = Path(text).parent if Path(text).is_file() else nearest(Path(text)) if text else None
        if meant is not None and meant.is_dir():
            raise click.UsageError(
                _("There is no folder “{path}”. Did you mean “{near}”?").format(path=text, near=meant)
            )
        raise click.UsageError(_("“{path}” is neither a line above nor a folder.").format(path=text))

    answer: tuple[Path, str] = click.prompt(
        _("Write a number or a letter, or the path to a folder"),
        default="1" if offered else _SAMPLE,
        value_proc=chosen,
        prompt_suffix=": ",
    )
    return answer


def _nearby(here: Path) -> Iterator[tuple[Path, int]]:
    """Yield folders here and just below that look like material, with their spreadsheets; ready-made ones first."""
    if _is_ready(here):
        yield here, _count(here)
        return
    found = []
    own = sum(entry.suffix.casefold() in _COUNTED for entry in _entries(here) if entry.is_file())
    if own:
        found.append((here, own))
    below = [entry for entry in _entries(here) if entry.is_dir() and entry.name.casefold() not in _SKIPPED]
    found += [(folder, count) for folder in below if (count := _count(folder))]
    yield from sorted(found, key=lambda one: (not _is_ready(one[0]), -one[1], str(one[0])))


def _is_ready(folder: Path) -> bool:
    return (folder / "handleplan.toml").is_file()


def _count(folder: Path, depth: int = _DEEPEST) -> int:
    count = 0
    for entry in _entries(folder):
        if entry.is_dir():
            count += _count(entry, depth - 1) if depth else 0
        else:
            count += entry.suffix.casefold() in _COUNTED
        if count > _MOST_COUNTED:
            break
    return count


def _entries(folder: Path) -> list[Path]:
    try:
        return [entry for entry in sorted(folder.iterdir()) if not entry.name.startswith((".", "~$"))]
    except OSError:
        return []


def _free(path: Path) -> Path:
    """Return a path that nothing has yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} ({number})")
    return free


def _yes(question: str, *, default: bool) -> bool:
    """Ask a question that is answered in Danish or English."""
    letters = _("Y/n") if default else _("y/N")

    def meant(answer: str) -> bool:
        text = answer.strip().casefold()
        if text in ("j", "ja", "y", "yes"):
            return True
        if text in ("n", "nej", "no"):
            return False
        raise click.UsageError(_("Answer {letters}.").format(letters=letters))

    answer: bool = click.prompt(
        f"{question} [{letters}]",
        default="j" if default else "n",
        show_default=False,
        value_proc=meant,
        prompt_suffix=" ",
    )
    return answer
