"""Any file -> grids of values with their coordinates. The only rooms that know file formats.

Workbooks (xlsx, xlsm, xlsb, xls, ods) are read with python-calamine, delimited text with the csv module, web pages and
Excel's XML with lxml. What a file is, its content decides; the extension is not asked. What would take more memory or
time than a computer at work has is refused before a parser sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from handleplan_batch.encryption import decrypted
from handleplan_batch.errors import SourceError
from handleplan_batch.language import N_, _
from handleplan_batch.model import CellRef, Problem
from handleplan_batch.obstacles import code_of
from handleplan_batch.reading.grid.kinds import Kind, kind_of, may_harm
from handleplan_batch.reading.grid.text import read_text
from handleplan_batch.reading.grid.values import Grid, Value
from handleplan_batch.reading.grid.workbook import has_macros, read_workbook

__all__ = ["Grid", "Value", "may_harm", "read_grids"]

_MOST_BYTES = 400 << 20
_SUFFIXES = {
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".xlsb": Kind.XLSB,
    ".xls": Kind.XLS,
    ".ods": Kind.ODS,
    ".csv": Kind.TEXT,
    ".tsv": Kind.TEXT,
    ".txt": Kind.TEXT,
}
_NAMES = {
    Kind.XLSX: N_("an Excel workbook (.xlsx)"),
    Kind.XLSB: N_("a binary Excel workbook (.xlsb)"),
    Kind.XLS: N_("an older Excel workbook (.xls)"),
    Kind.ODS: N_("an OpenDocument spreadsheet (.ods)"),
    Kind.TEXT: N_("plain text (.csv)"),
    Kind.PAGE: N_("a web page (.html)"),
    Kind.WEB_ARCHIVE: N_("a web archive (.mht)"),
    Kind.SPREADSHEET_XML: N_("Excel's XML (.xml)"),
}


def read_grids(path: Path, shown: str, passwords: Sequence[str] = (), content: bytes | None = None) -> Iterator[Grid]:
    """Yield the sheets of a file: the hidden ones first, named but not read, then the others in order.

    ``shown`` is the path as the user gave it; ``passwords`` are tried on an encrypted file; ``content`` is the file
    where it is not at its path. What there is to say of the
    whole file stands with the first sheet that is not hidden. Raises :class:`SourceError` only, with the code
    ``unreadable-file``, ``not-a-spreadsheet``, ``lock-file``, ``empty-file``, ``encrypted-file``, ``wrong-password``,
    ``unsafe-file`` or ``too-large``, or one of those of :mod:`handleplan_batch.obstacles`.
    """
    raw = _content(path, content)
    kind = kind_of(raw)
    if kind is Kind.ENCRYPTED:
        raw, _password = decrypted(raw, passwords)
        kind = kind_of(raw)
    notes = []
    meant = _SUFFIXES.get(path.suffix.casefold(), kind)
    if meant is not kind:
        named = {"suffix": path.suffix, "kind": _(_NAMES[kind])}
        notes.append(Problem("wrong-extension", CellRef(shown), named))
    if kind in (Kind.XLSX, Kind.XLSB, Kind.XLS) and has_macros(raw):
        notes.append(Problem("macros", CellRef(shown)))
    return _with_notes(_sheets(raw, kind, shown), tuple(notes))


def _content(path: Path, content: bytes | None) -> bytes:
    try:
        if (path.stat().st_size if content is None else len(content)) > _MOST_BYTES:
            raise SourceError("too-large")
        raw = path.read_bytes() if content is None else content
    except OSError as error:
        count = str(len(str(path.absolute())))
        raise SourceError(code_of(path, error), count=count) from error
    if path.name.startswith("~$") and not raw.startswith(b"PK"):
        raise SourceError("lock-file")
    if not raw.strip(b" \t\r\n\x00"):
        raise SourceError("empty-file")
    return raw


def _sheets(raw: bytes, kind: Kind, shown: str) -> Iterator[Grid]:
    if kind is Kind.TEXT:
        return iter((read_text(raw, shown),))
    if kind not in (Kind.PAGE, Kind.WEB_ARCHIVE, Kind.SPREADSHEET_XML):
        return read_workbook(raw, kind, shown)
    from handleplan_batch.reading.grid import markup

    if kind is Kind.PAGE:
        return markup.read_page(raw, shown)
    return markup.read_web_archive(raw, shown) if kind is Kind.WEB_ARCHIVE else markup.read_spreadsheet_xml(raw, shown)


def _with_notes(grids: Iterator[Grid], notes: tuple[Problem, ...]) -> Iterator[Grid]:
    for grid in grids:
        if grid.hidden:
            yield grid
        else:
            yield replace(grid, problems=(*notes, *grid.problems))
            notes = ()
