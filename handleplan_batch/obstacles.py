"""Why a file or folder could not be read or written, as the operating system tells it, and what a person does about it.

Windows tells much with few numbers: a file that is open in Excel, one that is read-only and a folder without rights are
all "access denied". The lock file that Excel, Word and LibreOffice keep beside an open file tells the first apart.
"""

from __future__ import annotations

import errno
import os
from enum import Enum, auto
from pathlib import Path

from handleplan_batch.language import _


class Obstacle(Enum):
    """What stands in the way."""

    OPEN = auto()
    """Somebody has the file open."""
    READ_ONLY = auto()
    NO_ACCESS = auto()
    TOO_LONG = auto()
    """The path has more characters than the system takes."""
    OUT_OF_REACH = auto()
    """A network drive or OneDrive does not answer."""
    NO_ROOM = auto()
    OTHER = auto()


_LONGEST_PATH = 259 if os.name == "nt" else 4095
"""Characters of a whole path; Windows takes longer ones only where somebody has switched that on."""
_TOO_LONG = frozenset({206})
_DENIED = frozenset({5, 32, 33})
_NO_ROOM = frozenset({39, 112})
_OUT_OF_REACH = frozenset({21, 53, 54, 55, 59, 64, 65, 67, 121, 1167, 1222, 1231, 1232, 1236, *range(358, 405)})
"""Numbers of Windows errors: a device or network that is not there, and (358–404) files that are in the cloud only."""
_GONE = frozenset(
    getattr(errno, name)
    for name in (
        *("EHOSTDOWN", "EHOSTUNREACH", "EIO", "ENETDOWN", "ENETUNREACH", "ENODEV", "ENOTCONN", "ENXIO", "ESTALE"),
        "ETIMEDOUT",
    )
    if hasattr(errno, name)
)


def obstacle_of(path: Path, error: OSError) -> Obstacle:
    """Return what stood in the way of reading or writing ``path``."""
    number = getattr(error, "winerror", None)
    if number in _OUT_OF_REACH or error.errno in _GONE or _drive_is_gone(path):
        return Obstacle.OUT_OF_REACH
    if number in _TOO_LONG or error.errno == errno.ENAMETOOLONG or len(str(path.absolute())) > _LONGEST_PATH:
        return Obstacle.TOO_LONG
    if number in _NO_ROOM or error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Obstacle.NO_ROOM
    if error.errno == errno.EROFS:
        return Obstacle.READ_ONLY
    if number in _DENIED or error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY):
        if opened_by(path) is not None:
            return Obstacle.OPEN
        return Obstacle.READ_ONLY if is_read_only(path) else Obstacle.NO_ACCESS
    return Obstacle.OTHER


def is_read_only(path: Path) -> bool:
    """Whether the file is there and marked as one that nobody may write in."""
    try:
        return path.is_file() and not path.stat().st_mode & 0o222
    except OSError:
        return False


def _drive_is_gone(path: Path) -> bool:
    """Whether a drive such as ``Z:``, or the share of a network path, is not there at all."""
    anchor = path.absolute().anchor
    return bool(anchor) and not Path(anchor).exists()


def opened_by(path: Path) -> str | None:
    """Return who has the file open, by the lock file beside it: a name, empty when it tells none, None without one."""
    for name in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
        try:
            lock = path.with_name(name).read_bytes()
        except OSError:
            continue
        return _name_in(lock)
    return None


def _name_in(lock: bytes) -> str:
    """Return the user's name in a lock file of Excel and Word (its length, then the name) or of LibreOffice."""
    if lock.startswith(b",") or b";" in lock:
        return lock.decode("utf-8", errors="replace").split(",")[1].strip() if b"," in lock else ""
    wide = lock[_WIDE_NAME:] if len(lock) > _WIDE_NAME + 2 else b""
    name = wide[2 : 2 + 2 * wide[0]].decode("utf-16-le", errors="replace") if wide else ""
    return name.strip(" \x00") if name.isprintable() else ""


_WIDE_NAME = 55
"""Byte where the name stands in two bytes a letter, after its length."""


def not_written(path: Path, error: OSError) -> str:
    """Return as one message why ``path`` could not be written, and what to do."""
    match obstacle_of(path, error):
        case Obstacle.OPEN:
            who = opened_by(path)
            if who:
                told = _("{file} could not be written: {who} has it open. Close it there, and try again.")
            else:
                told = _("{file} could not be written: it is open in another program. Close it, and try again.")
        case Obstacle.READ_ONLY:
            told = _(
                "{file} could not be written: it, or the drive, is read-only. Choose another name, or right-click the "
                "file in Explorer, choose Properties and remove the tick at Read-only."
            )
        case Obstacle.NO_ACCESS if path.exists():
            told = _(
                "{file} could not be written. Close it if it is open in Excel or shown in Explorer's preview, and try "
                "again; if you may not write in {folder}, choose another place."
            )
        case Obstacle.NO_ACCESS:
            told = _(
                "{file} could not be written: you may not write in the folder {folder}. Choose another place, such as "
                "your own Documents."
            )
        case Obstacle.TOO_LONG:
            told = _(
                "{file} could not be written: its path has {count} characters, more than Windows takes. Choose a "
                "shorter name, or a folder nearer to the top, such as C:\\apv."
            )
        case Obstacle.OUT_OF_REACH:
            told = _(
                "{file} could not be written: the drive does not answer. Check the network, VPN or OneDrive, or choose "
                "a place on this computer, and try again."
            )
        case Obstacle.NO_ROOM:
            told = _("{file} could not be written: the disk is full. Make room, or choose another place.")
        case _:
            told = _(
                "{file} could not be written. Close it if it is open in Excel, check that neither it nor the folder is "
                "read-only and that the disk has room, and try again."
            )
    return told.format(
        file=path, folder=path.absolute().parent, who=opened_by(path) or "", count=len(str(path.absolute()))
    )


_READ_CODES = {
    Obstacle.OPEN: "no-access",
    Obstacle.READ_ONLY: "no-access",
    Obstacle.NO_ACCESS: "no-access",
    Obstacle.TOO_LONG: "path-too-long",
    Obstacle.OUT_OF_REACH: "out-of-reach",
}


def code_of(path: Path, error: OSError) -> str:
    """Return the problem code that tells why ``path`` could not be read."""
    return _READ_CODES.get(obstacle_of(path, error), "unreadable-file")
