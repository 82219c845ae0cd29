"""What lies on the sheets of a workbook without standing in a cell: pictures, shapes with words, charts."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHART = f"{_DRAWN}graphicFrame"
_KINDS = (_CHART, *(f"{_DRAWN}{kind}" for kind in ("pic", "sp", "grpSp", "cxnSp")))


def drawn(raw: bytes) -> Iterator[tuple[str, int, int, bool]]:
    """Yield for each drawing its sheet, the row and column of its upper left corner (1-based), whether it is a chart.

    A sheet that is a chart has row and column 1.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if not any(name.startswith(("xl/drawings/", "xl/chartsheets/")) for name in archive.namelist()):
            return
        parts = _related(archive, "xl/workbook.xml")
        for sheet in _parsed(archive, "xl/workbook.xml").iter(f"{_SHEETS}sheet"):
            kind, part = parts.get(sheet.get(_ID), ("", ""))
            if kind == "chartsheet":
                yield sheet.get("name"), 1, 1, True
                continue
            for drawing in (target for kind, target in _related(archive, part).values() if kind == "drawing"):
                for anchor in _parsed(archive, drawing):
                    found = next((one.tag for one in anchor.iter(*_KINDS)), None)
                    if found is not None:
                        corner = (anchor.findtext(f"{_DRAWN}from/{_DRAWN}{axis}") for axis in ("row", "col"))
                        row, column = (int(place or 0) + 1 for place in corner)
                        yield sheet.get("name"), row, column, found == _CHART


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return by their id the kinds and names of the parts that a part of a workbook refers to."""
    folder, name = posixpath.split(part)
    return {
        one.get("Id"): (
            posixpath.basename(one.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in _parsed(archive, f"{folder}/_rels/{name}.rels").iter(f"{_RELATIONS}Relationship")
        if one.get("TargetMode") != "External"
    }


def _parsed(archive: zipfile.ZipFile, part: str) -> Any:
    """Return the root of a part; one that is not there, or is no XML, says nothing."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(archive.read(part), parser)
    except (KeyError, etree.XMLSyntaxError):
        return etree.Element("none")
