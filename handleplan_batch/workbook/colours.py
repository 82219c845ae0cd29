"""The colours that people gave cells: as ``RRGGBB``, whether Excel stores them as such, by the theme or by number."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING, Any

from handleplan_batch.palette import TOOL

if TYPE_CHECKING:
    from openpyxl import Workbook

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACES = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""What the numbers of theme colours mean in a cell (ECMA-376 part 1, 18.8.3; light and dark change places)."""
_NONE = ("FFFFFF", TOOL.lstrip("#").upper())
"""White, and the colour that cells of the tool are written with."""


class Colours:
    """Tells the colours of a workbook's cells, and which are struck through."""

    def __init__(self, workbook: Workbook) -> None:
        self._theme = _theme(workbook.loaded_theme)
        self._some_struck = any(font.strike for font in workbook._fonts)  # of each cell it takes long to ask

    def fill_of(self, cell: Any) -> str:
        """Return a cell's colour as ``RRGGBB``, empty for none, for white, and for one that is written by us."""
        if not cell.has_style or cell.fill.fill_type != "solid":
            return ""
        colour = self._told(cell.fill.fgColor)
        return "" if colour in _NONE else colour

    def strikes(self, cell: Any) -> bool:
        """Whether the whole text of a cell has a line through it."""
        return self._some_struck and cell.has_style and bool(cell.font.strike) and cell.value is not None

    def _told(self, colour: Any) -> str:
        from openpyxl.styles.colors import COLOR_INDEX

        match colour.type:
            case "rgb":
                told = str(colour.rgb)[-6:].upper()
            case "theme" if 0 <= colour.theme < len(_PLACES):
                told = self._theme.get(_PLACES[colour.theme], "")
            case "indexed" if 0 <= colour.indexed < len(COLOR_INDEX):
                told = COLOR_INDEX[colour.indexed][-6:].upper()
            case _:
                told = ""
        return _tinted(told, colour.tint) if told and colour.tint else told


def _theme(xml: bytes | None) -> dict[str, str]:
    """Return the colours of a theme by their place; none when the workbook has no theme that can be read."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        scheme = etree.fromstring(xml or b"<none/>", parser).find(f".//{_DRAWING}clrScheme")
    except etree.XMLSyntaxError:
        return {}
    found = {}
    for place in scheme if scheme is not None else ():
        for colour in place:
            told = colour.get("lastClr") or colour.get("val") or ""
            found[place.tag.removeprefix(_DRAWING)] = told.upper()
    return {place: told for place, told in found.items() if len(told) == 6}


def _tinted(colour: str, tint: float) -> str:
    """Return a colour made lighter (``tint`` 0–1) or darker (-1–0), as ECMA-376 part 1, 18.8.19 has it."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
