"""Files that are never half written, nor written by two runs at once."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handleplan_batch.errors import OutputError
from handleplan_batch.language import _
from handleplan_batch.obstacles import is_read_only, not_written


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a private temporary file beside ``path`` to write to; it takes the place of ``path`` when all went well.

    The new file gets the permissions of the one it replaces; else those that files usually get here (the umask), or,
    when it is to be ``private``, its owner's alone. Raises OutputError when the folder cannot be written to,
    is full, or the old file is read-only or open in another program; ``path`` is then untouched and nothing is left
    behind.
    """
    require_writable(path)
    try:
        handle, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise OutputError(not_written(path, error)) from error
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        if path.exists():
            unfinished.chmod(path.stat().st_mode)
        elif not private:
            unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    except OSError as error:
        raise OutputError(not_written(path, error)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def require_writable(path: Path) -> None:
    """Raise OutputError when a file that is to be replaced is read-only or open in a program that keeps it to itself.

    Asked before the work begins, it saves a person from waiting for a result that cannot be written.
    """
    if not path.is_file():
        return
    try:
        if is_read_only(path):
            raise PermissionError(errno.EACCES, "read-only")
        with path.open("r+b"):
            pass
    except OSError as error:
        raise OutputError(not_written(path, error)) from error


def _umask() -> int:
    """Return what files made here are not open to; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def alone(path: Path, seconds: float = 10) -> Iterator[None]:
    """Hold a file that is read and written anew, so that another run waits; one that was killed holds nothing.

    Raises OutputError when another run holds it for longer than that, or the folder cannot be written to.
    """
    from filelock import SoftFileLock, Timeout

    lock = SoftFileLock(path.with_name(f".~{path.name}.lock"), timeout=seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            _("{file} is being worked on by another run of the program. Wait until it is done, and try again.").format(
                file=path
            )
        ) from error
    except OSError as error:
        raise OutputError(not_written(path, error)) from error
    try:
        yield
    finally:
        lock.release()
