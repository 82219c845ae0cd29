"""The errors that end a run, each with the exit code of its kind.

A fault in the *data* that does not stop the run is a :class:`handleplan_batch.model.Problem`, not an exception.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells the shell when it ends."""

    DONE = 0
    NEEDS_A_PERSON = 1
    USAGE = 2
    INPUT = 3
    OUTPUT = 4
    SETTINGS = 5
    NOTHING_TO_PLAN = 6
    FAULT = 70


class HandleplanError(Exception):
    """Base of every error this program raises on purpose; its text is a whole sentence in the user's language."""

    exit_code = ExitCode.FAULT


class SourceError(HandleplanError):
    """An input could not be read or recognised; the run turns it into a problem with the same ``code``."""

    exit_code = ExitCode.INPUT

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class UsageError(HandleplanError):
    """A command was asked for something that is not there; the text says what is."""

    exit_code = ExitCode.USAGE


class InputError(HandleplanError):
    """The one file that a command is about cannot be read; the text says why."""

    exit_code = ExitCode.INPUT


class PlanError(HandleplanError):
    """A plan's workbook cannot be read, or holds rows that nobody can tell; the text says what to do."""

    exit_code = ExitCode.INPUT


class OutputError(HandleplanError):
    """A result could not be written, or writing it would lose somebody's work."""

    exit_code = ExitCode.OUTPUT


class SettingsError(HandleplanError):
    """The settings file or the catalogue is wrong; the text names file, line and key."""

    exit_code = ExitCode.SETTINGS
