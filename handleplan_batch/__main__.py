"""Sets the language, runs the command line, and turns an error into a message and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from handleplan_batch.errors import ExitCode, HandleplanError
from handleplan_batch.language import DEFAULT_LANGUAGE, LANGUAGES, _, set_language

_SELDOM = 20_000
"""New objects after which Python looks for unused ones that hold one another; a plan has many objects, few of those."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``handleplan`` with the given arguments (those of the process by default) and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(_SELDOM)
    _spare_the_console()
    set_language(_chosen_language(given))
    # Click keeps the texts it has once translated, so the language is set before the commands are defined.
    import click

    from handleplan_batch.cli import handleplan

    try:
        return int(handleplan.main(given, prog_name="handleplan", standalone_mode=False) or ExitCode.DONE)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        _say(_("Stopped. Nothing more was written."))
        return 130
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except HandleplanError as error:
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:  # whoever read the output has enough, such as ``| more``
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except OSError as error:
        from handleplan_batch.model import CellRef, Problem
        from handleplan_batch.obstacles import code_of
        from handleplan_batch.problems import describe

        # What is written has its own errors, so this was read. Only the path of the error is shown, not its text.
        path = Path(str(error.filename or _("a file")))
        problem = Problem(code_of(path, error), CellRef(str(path)), {"count": str(len(str(path.absolute())))})
        _say(f"{path}: {describe(problem)}")
        return ExitCode.INPUT
    except Exception as error:
        # A fault of the program. The text of the exception may hold a cell's content, so only its kind is shown.
        _say(
            _(
                "A fault in the program ({kind}). Nothing was written half. Please report it; -vv shows where it is."
            ).format(kind=type(error).__name__)
        )
        if "-vv" in given:
            import traceback

            for frame in traceback.extract_tb(error.__traceback__):
                _say(f"  {frame.filename}:{frame.lineno} {frame.name}")
        return ExitCode.FAULT


def _spare_the_console() -> None:
    """Let a console that lacks a letter show ``?`` in its place, instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _chosen_language(arguments: Sequence[str]) -> str:
    """Return the language of ``--lang`` or ``HANDLEPLAN_LANG``; the command line refuses an unknown one."""
    wanted = os.environ.get("HANDLEPLAN_LANG", DEFAULT_LANGUAGE)
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
        elif argument == "--lang" and place + 1 < len(arguments):
            wanted = arguments[place + 1]
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
