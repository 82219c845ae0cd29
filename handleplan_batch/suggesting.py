"""Commands, options and paths that say what was probably meant when they do not exist, and help with examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from handleplan_batch.errors import InputError
from handleplan_batch.language import _
from handleplan_batch.obstacles import code_of

_OWN_FLAG = re.compile(r"-[vq]+|--verbose|--quiet|--lang=.*")


class Command(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        settings.setdefault("options_metavar", _("[OPTIONS]"))
        super().__init__(*arguments, **settings)
        self.examples = tuple(examples)

    def format_epilog(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each on a line of its own."""
        _write_examples(self.examples, formatter)


class Group(click.Group):
    """A group of commands; one that is not there, or a path in its place, is met with a suggestion."""

    command_class = Command
    group_class = type
    """The same class as this."""

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        settings.setdefault("options_metavar", _("[OPTIONS]"))
        settings.setdefault("subcommand_metavar", _("COMMAND …"))
        super().__init__(*arguments, **settings)
        self.examples = tuple(examples)

    def format_epilog(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each on a line of its own."""
        _write_examples(self.examples, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options of the program itself also after the command, where people write them."""
        if ctx.parent is not None:
            return super().parse_args(ctx, args)
        open_ones, ended, rest = list(args), [], []
        if "--" in open_ones:
            ended = open_ones[open_ones.index("--") :]
            del open_ones[len(open_ones) - len(ended) :]
        own = []
        while open_ones:
            word = open_ones.pop(0)
            if _OWN_FLAG.fullmatch(word):
                own.append(word)
            elif word == "--lang" and open_ones:
                own += [word, open_ones.pop(0)]
            else:
                rest.append(word)
        return super().parse_args(ctx, [*own, *rest, *ended])

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a file or folder that stands in its place gets the command that reads it."""
        name = args[0]
        if self.get_command(context, name) is None and not name.startswith("-") and Path(unquoted(name)).exists():
            from handleplan_batch.next_steps import typed

            line = f"{context.command_path} {_reader_of(Path(unquoted(name)))} {typed(unquoted(name))}"
            raise click.UsageError(
                _("The command is missing before “{path}”. Did you mean: {line}").format(path=name, line=line), context
            )
        near = get_close_matches(name, self.list_commands(context), 1)
        if near and self.get_command(context, name) is None and not name.startswith("-"):
            raise click.UsageError(
                _("There is no command “{name}”. Did you mean “{near}”?").format(name=name, near=near[0]), context
            )
        return super().resolve_command(context, args)


class NeededOption(click.Option):
    """An option that must be given; ``missing`` says so in words, with an example."""

    def __init__(self, *arguments: Any, missing: str, **settings: Any) -> None:
        super().__init__(*arguments, required=True, **settings)
        self.missing = missing

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Return the value; raise UsageError when there is none."""
        try:
            return super().process_value(ctx, value)
        except click.MissingParameter as error:
            raise click.UsageError(self.missing, ctx) from error


def _reader_of(path: Path) -> str:
    """Return the command that a path alone is most likely meant for."""
    from handleplan_batch.workbook import is_plan

    if path.is_dir():
        return "build"
    return "status" if is_plan(path) else "check"


def _write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    if examples:
        with formatter.section(_("Examples")):
            for example in examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class ExistingPath(click.Path):
    """A file or folder that must be there; when it is not, what lies beside it under a similar name is suggested."""

    def __init__(self, *, files: bool = True, folders: bool = True) -> None:
        super().__init__(exists=True, file_okay=files, dir_okay=folders, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        Raises InputError when a drive, a right or a too long path stands in the way.
        """
        given = unquoted(str(value))
        path = Path(given)
        try:
            path.stat()
        except FileNotFoundError as error:
            _require_reachable(path, error)
            near = nearest(path)
            if near is not None:
                raise click.UsageError(
                    _("“{path}” does not exist. Did you mean “{near}”?").format(path=path, near=near), ctx
                ) from error
            parent = next(one for one in path.absolute().parents if one.is_dir())
            raise click.UsageError(
                _("“{path}” does not exist. It was looked for in {folder}.").format(path=path, folder=parent), ctx
            ) from error
        except OSError as error:
            _require_reachable(path, error)
        return super().convert(given, param, ctx)


def unquoted(text: str) -> str:
    """Return a path without the quotation marks that Explorer's "Copy as path" puts round it, or half of them.

    Windows takes a backslash before the last quotation mark as a part of the path with it.
    """
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text.rstrip('"')


def _require_reachable(path: Path, error: OSError) -> None:
    code = code_of(path, error)
    if code != "unreadable-file":
        from handleplan_batch.model import CellRef, Problem
        from handleplan_batch.problems import describe

        problem = Problem(code, CellRef(str(path)), {"count": str(len(str(path.absolute())))})
        raise InputError(f"{path}: {describe(problem)}") from error


def nearest(path: Path) -> Path | None:
    """Return what lies where the path points and is called nearly the same, also when only its ending is missing."""
    folder = path.parent
    if not folder.is_dir():
        above = nearest(folder) if folder != path else None
        return above / path.name if above is not None and (above / path.name).exists() else above
    try:
        names = [entry.name for entry in folder.iterdir() if not entry.name.startswith((".", "~$"))]
    except OSError:
        return None
    by_case = {name.casefold(): name for name in names}
    by_case |= {Path(name).stem.casefold(): name for name in names}
    found = get_close_matches(path.name.casefold(), by_case, 1, 0.7)
    return folder / by_case[found[0]] if found else None
