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

_TOLD = re.compile(rb"""<(?:\w+:)?(?:sst\b[^>]*?\suniqueCount|(?:cellXfs|numFmts)\b[^>]*?\scount)\s*=\s*["']\s*(\d+)""")
"""How many texts, styles and formats a part says that it holds; how often texts are used is another matter."""
_HEAD, _LONGEST_HEAD = 4096, 64 << 10
"""Bytes that are looked at, and those within which a list of texts begins in what any spreadsheet program writes."""
_TEXTS_BEGIN = re.compile(rb"<(?:\w+:)?sst\b[^>]*>")


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
            head = stream.read(_HEAD)
            listed = _holds_texts(part) and not part.filename.casefold().endswith(".bin")
            while listed and not _TEXTS_BEGIN.search(head) and (more := stream.read(_HEAD)):
                if len(head) > _LONGEST_HEAD:
                    raise SourceError("unsafe-file")
                head += more
            if b"<!ENTITY" in head:  # no spreadsheet program writes one
                raise SourceError("unsafe-file")
            if any(int(told) > part.file_size for told in _TOLD.findall(head)):
                raise SourceError("unreadable-file")  # memory would be set aside for as many as it claims
            if part.compress_size > LARGE_PART and _holds_texts(part):
                while stream.read(1 << 20):  # fails when more is packed than the part claims
                    pass
    return archive


def _holds_texts(part: zipfile.ZipInfo) -> bool:
    return "sharedstrings" in part.filename.casefold()
