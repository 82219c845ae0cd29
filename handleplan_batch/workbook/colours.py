"""The colours that people gave cells and letters: as ``RRGGBB``, stored as such, by the theme or by number."""

from __future__ import annotations

import colorsys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handleplan_batch.model import Piece
from handleplan_batch.palette import ACCENT, BAR, INK, MUTED, TOOL

if TYPE_CHECKING:
    from openpyxl import Workbook

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACES = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""What the numbers of theme colours mean in a cell (ECMA-376 part 1, 18.8.3; light and dark change places)."""
_NONE = ("FFFFFF", TOOL.lstrip("#").upper())
"""White, and the colour that cells of the tool are written with."""
_INKS = ("", "000000", *(colour.lstrip("#").upper() for colour in (ACCENT, BAR, INK, MUTED)))
"""Black, and the colours of the tool's own letters."""


class Colours:
    """Tells the colours of a workbook's cells, and which have letters of another look than the tool's."""

    def __init__(self, workbook: Workbook) -> None:
        self._theme = _theme(workbook.loaded_theme)
        # By the number of the font: of each cell it takes long to ask.
        self._struck = {number for number, font in enumerate(workbook._fonts) if font.strike}
        self._bold = {number for number, font in enumerate(workbook._fonts) if font.b}
        self._inks = {number: ink for number, font in enumerate(workbook._fonts) if (ink := self._ink(font))}

    def fill_of(self, cell: Any) -> str:
        """Return a cell's colour as ``RRGGBB``, empty for none, for white, and for one that is written by us."""
        if not cell.has_style or cell.fill.fill_type != "solid":
            return ""
        colour = self._told(cell.fill.fgColor)
        return "" if colour in _NONE else colour

    def strikes(self, cell: Any) -> bool:
        """Whether the whole text of a cell has a line through it."""
        return cell.has_style and cell._style.fontId in self._struck and cell.value is not None

    def ink_of(self, cell: Any) -> str:
        """Return the colour of a cell's letters as ``RRGGBB``, empty for black and for one that is written by us."""
        return self._inks.get(cell._style.fontId, "") if cell.has_style and cell.value is not None else ""

    def is_bold(self, cell: Any) -> bool:
        """Whether all letters of a cell are bold."""
        return cell.has_style and cell._style.fontId in self._bold and cell.value is not None

    def pieces_of(self, cell: Any) -> tuple[Piece, ...]:
        """Return the text of a cell that was read in pieces, those of one look together; none when it was not."""
        from openpyxl.cell.rich_text import CellRichText, TextBlock
        from openpyxl.utils.escape import unescape

        found: list[Piece] = []
        for part in cell.value if isinstance(cell.value, CellRichText) else ():
            look = Piece("", self.ink_of(cell), self.is_bold(cell), self.strikes(cell))
            if isinstance(part, TextBlock):
                look = Piece("", self._ink(part.font), bool(part.font.b), bool(part.font.strike))
            text = unescape(str(part))
            if found and (not text.strip() or replace(found[-1], text="") == look):
                found[-1] = replace(found[-1], text=found[-1].text + text)
            elif found and not found[-1].text.strip():
                found[-1] = replace(look, text=found[-1].text + text)
            else:
                found.append(replace(look, text=text))
        return tuple(found)

    def _ink(self, font: Any) -> str:
        """Return the colour of letters, empty for black and for one that is written by us."""
        told = "" if font.color is None else self._told(font.color)
        return "" if told in _INKS else told

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
