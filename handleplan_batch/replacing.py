"""Files that are never half written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handleplan_batch.errors import OutputError
from handleplan_batch.language import _


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a private temporary file beside ``path`` to write to; it takes the place of ``path`` when all went well.

    The new file gets the permissions of the one it replaces. Raises OutputError when the folder cannot be written to or
    the old file is open in another program; ``path`` is then untouched and nothing is left behind.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise _not_written(path) from error
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        try:
            unfinished.chmod(path.stat().st_mode if path.exists() else 0o644)
            unfinished.replace(path)
        except OSError as error:
            raise _not_written(path) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _not_written(path: Path) -> OutputError:
    return OutputError(
        _(
            "{file} could not be written. Close it if it is open in Excel, "
            "check that you may write to the folder, and try again."
        ).format(file=path)
    )
