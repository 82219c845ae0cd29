"""What a file is, as its first bytes and the names of its parts tell."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum, auto
from pathlib import Path

import olefile

from handleplan_batch.errors import SourceError
from handleplan_batch.language import N_, _


class Kind(Enum):
    """What can be read, and what must be decrypted first."""

    XLSX = auto()
    XLSB = auto()
    XLS = auto()
    ODS = auto()
    TEXT = auto()
    PAGE = auto()
    WEB_ARCHIVE = auto()
    SPREADSHEET_XML = auto()
    ENCRYPTED = auto()


_BEGINNINGS = (
    (b"%PDF", N_("a PDF document")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"\x89PNG", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"II*\x00", N_("a picture")),
    (b"MM\x00*", N_("a picture")),
    (b"{\\rtf", N_("a text document")),
    (b"$FL2", N_("an SPSS file")),
    (b"$FL3", N_("an SPSS file")),
    (b"<stata_dta>", N_("a Stata file")),
    (b"SQLite format 3", N_("a database")),
    (b"\x00\x01\x00\x00Standard", N_("a database")),
    (b"PAR1", N_("a Parquet file")),
    (b"7z\xbc\xaf", N_("a compressed archive")),
    (b"Rar!", N_("a compressed archive")),
    (b"\x1f\x8b", N_("a compressed archive")),
    (b"BZh9", N_("a compressed archive")),
    (b"\xfd7zXZ", N_("a compressed archive")),
    (b"\x09\x00\x04\x00", N_("a workbook from an Excel older than 1993")),
    (b"\x09\x02\x06\x00", N_("a workbook from an Excel older than 1993")),
    (b"\x09\x04\x06\x00", N_("a workbook from an Excel older than 1993")),
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
)
_PARTS = (
    ("word/", N_("a text document")),
    ("ppt/", N_("a slide show")),
    ("visio/", N_("a drawing")),
    ("index.zip", N_("an Apple Numbers, Pages or Keynote document")),
    ("index/document.iwa", N_("an Apple Numbers, Pages or Keynote document")),
    ("content.xml", N_("another kind of OpenDocument")),
)
_STREAMS = (
    ("WordDocument", N_("a text document")),
    ("PowerPoint Document", N_("a slide show")),
    ("VisioDocument", N_("a drawing")),
    ("__properties_version1.0", N_("an Outlook message")),
)
_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_MARKUP = re.compile(r"<(?:!doctype|!--|\?xml|/?[a-z][\w:.-]*[\s/>])", re.IGNORECASE)
_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")


def kind_of(raw: bytes) -> Kind:
    """Return what a file's content is; what is no spreadsheet is refused by its name."""
    if raw.startswith(_OLE2):
        return _ole_kind(raw)
    if raw.startswith(b"PK\x03\x04"):
        return _zip_kind(raw)
    if raw.startswith(_BIFF):
        raise SourceError("unreadable-file")
    for beginning, name in _BEGINNINGS:
        if raw.startswith(beginning):
            raise SourceError("not-a-spreadsheet", kind=_(name))
    return _text_kind(raw)


_CALM_TEXT, _CALM_MARKUP, _CALM_WORKBOOK = 100 << 20, 8 << 20, 200 << 20
"""Bytes up to which text, a web page or XML, and the unpacked parts of a workbook are nothing out of the ordinary."""
_PACKED_HARD = 50
"""Times that a large part of a workbook is packed, beyond what answers of 80 questions are (9 to 15)."""
_LARGE_PART, _MOST_PARTS = 10 << 20, 2000


def may_harm(path: Path) -> bool:
    """Whether a file is to be read in a process of its own.

    Such are the older and binary formats, and OpenDocument, whose parsers have crashed on damaged files and take their
    memory from what the file claims of itself; what is encrypted, since nobody sees what is in it; and what is larger,
    packed harder or of more parts than spreadsheets are. Only the beginning of the file and the list of its parts are
    looked at. Workbooks that announce more than they can hold are refused before a parser sees them.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        if head.startswith(_OLE2):
            return True
        if head.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(path) as archive:
                return _is_uncommon(archive)
        markup = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"<", b"MIME", b"From"))
        return path.stat().st_size > (_CALM_MARKUP if markup else _CALM_TEXT)
    except Exception:  # what cannot even be looked at is refused by name, before a parser sees it
        return False


def _is_uncommon(archive: zipfile.ZipFile) -> bool:
    parts = archive.infolist()
    names = {part.filename.replace("\\", "/").casefold() for part in parts}
    if "content.xml" in names or "xl/workbook.bin" in names:
        return True
    packed_hard = any(
        part.file_size > _LARGE_PART and part.file_size > _PACKED_HARD * max(part.compress_size, 1) for part in parts
    )
    return packed_hard or len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _CALM_WORKBOOK


def _ole_kind(raw: bytes) -> Kind:
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as ole:
            if ole.exists("EncryptedPackage"):
                return Kind.ENCRYPTED
            for stream in ("Workbook", "Book"):
                if ole.exists(stream):
                    # The record that says "encrypted from here" is among the first.
                    return Kind.ENCRYPTED if _filepass(ole.openstream(stream).read(1 << 14)) else Kind.XLS
            names = [name for stream, name in _STREAMS if ole.exists(stream)]
    except Exception as error:  # olefile lets whatever damage causes come through
        raise SourceError("unreadable-file") from error
    if names:
        raise SourceError("not-a-spreadsheet", kind=_(names[0]))
    raise SourceError("unreadable-file")


def _filepass(stream: bytes) -> bool:
    place = 0
    while place + 4 <= len(stream):
        record, size = int.from_bytes(stream[place : place + 2], "little"), stream[place + 2] + 256 * stream[place + 3]
        if record == 0x2F:
            return True
        if record in (0x85, 0x0A):  # the list of sheets, or the end, come after it
            return False
        place += 4 + size
    return False


def _zip_kind(raw: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = {part.filename.replace("\\", "/").casefold() for part in archive.infolist()}
            encrypted = any(part.flag_bits & 1 for part in archive.infolist())
            mime = archive.open("mimetype").read(80) if "mimetype" in names and not encrypted else b""
            if "META-INF/manifest.xml" in archive.namelist() and not encrypted:
                encrypted = b"encryption-data" in archive.open("META-INF/manifest.xml").read(1 << 20)
    except Exception as error:  # damage shows in many ways
        raise SourceError("unreadable-file") from error
    if encrypted:
        raise SourceError("encrypted-file")
    if "content.xml" in names and (b"spreadsheet" in mime or not mime):
        return Kind.ODS
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    for part, name in _PARTS:
        if any(known.startswith(part) for known in names):
            raise SourceError("not-a-spreadsheet", kind=_(name))
    if any(known.startswith("xl/") or known == "[content_types].xml" for known in names):
        raise SourceError("unreadable-file")
    raise SourceError("not-a-spreadsheet", kind=_(N_("a compressed archive")))


def _text_kind(raw: bytes) -> Kind:
    head = raw[:4096].replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    if head[:64].casefold().startswith(("mime-version:", "from: <saved by")):
        return Kind.WEB_ARCHIVE
    if not _MARKUP.match(head):
        return Kind.TEXT
    plain = raw.replace(b"\x00", b"")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain[:8192] and re.search(rb"<(\w+:)?Workbook\b", plain):
        return Kind.SPREADSHEET_XML
    if re.search(rb"<table\b", plain, re.IGNORECASE):
        return Kind.PAGE
    if re.match(r"<(!doctype html|html|head|body|meta|!--)", head, re.IGNORECASE):
        raise SourceError("not-a-spreadsheet", kind=_(N_("a web page without a table")))
    if head.startswith(("<?xml", "<!")):
        raise SourceError("not-a-spreadsheet", kind=_(N_("an XML file")))
    return Kind.TEXT
