"""Zip files from strangers, workbooks among them: looked over before anything in them is unpacked."""

from __future__ import annotations

import io
import re
import zipfile

from handleplan_batch.errors import SourceError

MOST_PARTS = 10_000
"""Parts of a workbook; one with a picture on each of a thousand sheets has some three thousand."""
MOST_UNPACKED = 600 << 20
"""Bytes the texts and numbers of a workbook may unpack to, all parts together; pictures are not unpacked."""
MOST_STRINGS = 200 << 20
"""Bytes that its list of texts may unpack to."""
LARGE_PART, MOST_RATIO = 10 << 20, 200
"""A part beyond this many bytes that was packed harder than this is taken for a bomb (text packs about 10 : 1)."""

_TEXTS_TOLD = re.compile(rb"""uniqueCount\s*=\s*["']\s*(\d+)""", re.IGNORECASE)


def safe_archive(raw: bytes) -> zipfile.ZipFile:
    """Return an archive whose parts can be unpacked in memory; nothing is ever unpacked to a disk.

    Raises SourceError (``unsafe-file``, ``too-large``, ``unreadable-file``), and what :mod:`zipfile` raises for damage.
    """
    archive = zipfile.ZipFile(io.BytesIO(raw))
    parts = [part for part in archive.infolist() if part.filename.casefold().endswith((".xml", ".rels", ".bin"))]
    if any(part.file_size > LARGE_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts):
        raise SourceError("unsafe-file")
    strings = sum(part.file_size for part in parts if _holds_texts(part))
    if len(archive.filelist) > MOST_PARTS or strings > MOST_STRINGS:
        raise SourceError("too-large")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SourceError("too-large")
    for part in parts:
        with archive.open(part) as stream:
            head = stream.read(4096)
            if b"<!ENTITY" in head:  # no spreadsheet program writes one
                raise SourceError("unsafe-file")
            told = _TEXTS_TOLD.search(head) if _holds_texts(part) else None
            if told and int(told[1]) > part.file_size:  # memory would be set aside for as many as it claims
                raise SourceError("unreadable-file")
            if part.compress_size > LARGE_PART and _holds_texts(part):
                while stream.read(1 << 20):  # fails when more is packed than the part claims
                    pass
    return archive


def _holds_texts(part: zipfile.ZipInfo) -> bool:
    return "sharedstrings" in part.filename.casefold()
