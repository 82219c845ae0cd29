"""Which files of what the user pointed at are inputs."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from handleplan_batch.language import N_, _
from handleplan_batch.model import CellRef, Problem
from handleplan_batch.obstacles import code_of

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt"})

_PACKED = frozenset({".zip", ".7z", ".rar", ".gz", ".tar"})
_TABLES = frozenset({".htm", ".html", ".mht", ".mhtml", ".fods", ".slk", ".dif", ".numbers", ".sav", ".xml", ".dbf"})
"""Files that a table may have been saved as, which are as often something else."""


def find_inputs(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files to read, each once, and a note for each file of a folder that is passed over.

    A file that the user names is always read; a folder is searched with its sub-folders, in alphabetical order. Lock
    files (``~$``), hidden files and files that are no spreadsheets are passed over.
    """
    found: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        for file in [path] if not path.is_dir() else _walk(path, problems):
            reason = None if file == path else _passed_over(file)
            if reason is None:
                found.setdefault(file.resolve(), file)
            elif _may_hold_material(file):
                problems.append(Problem("text-document", CellRef(str(file))))
            else:
                problems.append(Problem("passed-over", CellRef(str(file)), {"reason": _(reason)}))
    return tuple(found.values()), tuple(problems)


def _walk(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Yield the files of a folder; one that cannot be looked into is added to the problems."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name.casefold())
    except OSError as error:
        code = {"unreadable-file": "out-of-reach"}.get(code_of(folder, error), code_of(folder, error))
        problems.append(Problem(code, CellRef(str(folder)), {"count": str(len(str(folder.absolute())))}))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, problems)
        else:
            yield entry


def _passed_over(file: Path) -> str | None:
    if file.name.startswith("~$"):
        return N_("a lock file of an open workbook")
    if file.suffix.casefold() in SPREADSHEETS:
        return None
    if _is_workbook(file):
        return N_("a workbook whose name does not end as one; call it .xlsx if it is material")
    if file.suffix.casefold() in _PACKED:
        return N_("a packed file; unpack it into the folder if it holds material")
    if file.suffix.casefold() in _TABLES:
        return N_("a table of another kind; open it in a spreadsheet program and save it as .xlsx if it is material")
    return N_("not a spreadsheet")


def _may_hold_material(file: Path) -> bool:
    """Whether a file is a text document with a table, such as last year's plan, and not one this program wrote."""
    if file.suffix.casefold() not in _TEXTS:
        return False
    member, table, author, own = _TEXTS[file.suffix.casefold()]
    try:
        with zipfile.ZipFile(file) as archive:
            with archive.open(author) as told:
                # Once somebody has written in such a document, that person is the last author.
                if own in told.read(_READ):
                    return False
            with archive.open(member) as text:
                end = b""
                while piece := text.read(_READ):
                    if table in end + piece:
                        return True
                    end = piece[-len(table) :]
    except (OSError, KeyError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False
    return False


_OWN_WORD = b"<cp:lastModifiedBy>handleplan_batch<"
_WORD = ("word/document.xml", b"<w:tbl>", "docProps/core.xml", _OWN_WORD)
_TEXTS = {
    ".docx": _WORD,
    ".docm": _WORD,
    ".odt": ("content.xml", b"<table:table ", "meta.xml", b"<meta:initial-creator>handleplan_batch<"),
}
"""Ending -> where the text stands, how a table begins in it, where the author stands, and what tells of our own."""
_READ = 1 << 20
"""Bytes that are looked at in one go."""


def _is_workbook(file: Path) -> bool:
    """Whether a file with a strange name is an Excel workbook (a copy that some program left, or material)."""
    try:
        with zipfile.ZipFile(file) as archive:
            return not {"xl/workbook.xml", "xl/workbook.bin"}.isdisjoint(archive.namelist())
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return False
