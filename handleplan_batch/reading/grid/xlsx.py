"""What the XML of an Excel workbook tells beside its values."""

from __future__ import annotations

import colorsys
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from lxml import etree

from handleplan_batch.errors import SourceError
from handleplan_batch.reading.grid.scanned import Place, Scanned
from handleplan_batch.reading.grid.values import MOST_CELLS, Size

_BLOCK = 1 << 20
_LONGEST_CELL = 8 << 20
_ROWS, _COLUMNS = 1_048_576, 16_384
"""What a sheet of Excel holds."""
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""The order in which cells count the colours of the theme."""
_NAMESPACE = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
_REFERENCE = re.compile(rb"""(?:^|\s)r=["']([A-Z]{1,3})(\d{1,7})["']""")
_ANY_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*\$?([A-Za-z]*)\$?(\d*)""")
_STYLE = re.compile(rb"""(?:^|\s)s=["'](\d+)["']""")
_TEXT_RESULT = re.compile(rb"""(?:^|\s)t=["']str["']""")
_ERROR = re.compile(rb"""(?:^|\s)t=["']e["']""")


_STRIKE = re.compile(rb"""<(?:[\w.-]+:)?strike(?!\s+val=["'](?:0|false)["'])[\s/>]""")


class _Patterns:
    """What to look for in a sheet, whose tags may all carry a prefix (``<x:c>``)."""

    def __init__(self, prefix: bytes) -> None:
        self.row, self.cell = b"<" + prefix + b"row ", b"<" + prefix + b"c "
        self.usual_cell = self.cell + b'r="'
        self.value, self.inline, self.formula = (b"<" + prefix + name for name in (b"v>", b"is>", b"f"))
        self.row_number = re.compile(self.row + rb"""(?:[^>]*?\s)?r\s*=\s*["'](\d{1,20})""")
        self.attributes = re.compile(self.cell + rb"([^>]*)>")
        end, f, v = b"</" + prefix + b"c>", prefix + b"f", prefix + b"v"
        self.error = re.compile(
            self.cell + rb"""((?:[^>]*\s)?t=["']e["'][^>]*)>(?:(?!""" + end + rb").)*?<" + v + rb">([^<]*)<", re.DOTALL
        )
        self.shared = re.compile(
            self.cell + rb"""((?:[^>]*\s)?t=["']s["'][^>]*)>\s*<""" + v + rb">(\d{1,9})</" + v + rb">"
        )
        self.within = re.compile(
            self.cell + rb"""((?:[^>]*\s)?t=["']inlineStr["'][^>]*)>((?:(?!""" + end + rb").)*)", re.DOTALL
        )
        self.computed = re.compile(
            self.cell + rb"([^>]*)>\s*<" + f + rb"(?:\s[^>]*)?(?:/>|>[^<]*</" + f + rb">)"
            rb"\s*(?:<" + v + rb"\s*/>|<" + v + rb">([^<]*)</" + v + rb">)?\s*" + end
        )

    def is_odd(self, text: bytes, rows: int, cells: int, last_row: int) -> bool:
        """Tell whether cells may lie further out than column ZZ or the last row that has a number."""
        return (
            rows != text.count(self.row)
            or cells != text.count(self.usual_cell)
            or re.search(self.usual_cell + rb'(?![A-Z]{1,2}\d{1,%d}")' % len(str(last_row)), text) is not None
        )


class XlsxScan:
    """Knows a workbook's sheets by their number."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._named = {name.casefold(): name for name in archive.namelist()}  # as calamine finds them
        book, self._parts = None, list[str]()
        try:
            relations = {tag.get("Id"): tag.get("Target", "") for tag in self._xml("xl/_rels/workbook.xml.rels")}
            book = self._xml("xl/workbook.xml")
        except KeyError:
            relations = {}
        if book is not None:
            for sheet in book.iter("{*}sheet"):
                relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
                path = relations.get(relation, "")
                self._parts.append(path.lstrip("/") if path.startswith("/") else f"xl/{path}")
        # The writer asks that all be computed on opening: its results are noughts that stand in for them.
        self._provisional = book is not None and any(
            tag.get("fullCalcOnLoad") in ("1", "true") for tag in book.iter("{*}calcPr")
        )

    def sheet(self, number: int) -> Scanned:
        """Return what the sheet's part tells; refuses a sheet too large before the parser sees it."""
        part = self._named.get(self._parts[number].casefold()) if number < len(self._parts) else None
        if part is None:
            return Scanned()  # calamine will say what is wrong, if anything is
        errors: dict[Place, str] = {}
        uncomputed: dict[Place, None] = {}
        struck: list[Place] = []
        parted: list[Place] = []
        all_cells, last_row, odd = 0, 0, False
        for look, text in self._cells(part):
            numbers = look.row_number.findall(text)
            last_row = max(last_row, *map(int, numbers)) if numbers else last_row
            cells = text.count(look.cell)
            all_cells += cells
            odd = odd or look.is_odd(text, len(numbers), cells, last_row)
            if b't="e"' in text or b"t='e'" in text:
                errors |= {place: error.decode("utf-8", "replace") for place, error in _placed(look.error, text)}
            if look.formula in text:
                uncomputed |= dict.fromkeys(self._uncomputed(look, text))
            if self._struck_styles:
                struck += self._struck(look, text)
            if self._struck_texts or b"strike" in text:
                parted += self._parted(look, text)
        if last_row > _ROWS:
            raise SourceError("unreadable-file")
        if not Size.fits(all_cells):  # most of them may be blank
            size = Size()
            for look, text in self._cells(part):
                size.add(0, text.count(look.value) + text.count(look.inline))
        if odd or (last_row * 702 > MOST_CELLS and self._beyond(part, MOST_CELLS // last_row)):
            self._measure(part)
        partly = tuple(place for place in parted if place not in struck)
        return Scanned(errors, tuple(uncomputed), tuple(struck), partly, fills=partial(self._filled, part))

    def _uncomputed(self, look: _Patterns, text: bytes) -> Iterator[Place]:
        for attributes, value in look.computed.findall(text):
            if (not value and not _TEXT_RESULT.search(attributes)) or (
                self._provisional and value == b"0" and not _ERROR.search(attributes)
            ):
                place = _place(attributes)
                if place:
                    yield place

    def _beyond(self, part: str, columns: int) -> bool:
        """Tell whether there is a cell to the right of so many columns."""
        high, low = divmod(columns - 1, 26)
        if high:
            pattern = rb"(?:[%c-Z][A-Z]|%c[%c-Z])\d" % (min(65 + high, 90), 64 + high, 65 + low)
        else:
            pattern = rb"(?:[A-Z]{2}|[%c-Z])\d" % (65 + low)
        return any(re.search(look.usual_cell + pattern, text) for look, text in self._cells(part))

    def _measure(self, part: str) -> None:
        """Refuse a sheet whose cells, with places that are told or follow from one another, lie too far out."""
        last_row = last_column = 0
        for look, text in self._cells(part):
            for letters, row in {
                reference for a in look.attributes.findall(text) for reference in _ANY_REFERENCE.findall(a)
            }:
                last_row, last_column = max(last_row, int(row or 0)), max(last_column, _column(letters.upper()))
            if text.count(look.cell) != text.count(look.usual_cell):  # those without a place follow the one before
                last_row = max(last_row, *map(int, look.row_number.findall(text)), 0)
                last_column += max(row.count(look.cell) for row in text.split(look.row))
        if last_row > _ROWS or last_column > 2 * _COLUMNS:
            raise SourceError("unreadable-file")
        if last_row * last_column > MOST_CELLS:
            raise SourceError("too-large")

    def _cells(self, part: str) -> Iterator[tuple[_Patterns, bytes]]:
        """Yield the part in blocks that begin with a cell, so that none is cut in two."""
        look, rest = None, b""
        with self._archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                text = rest + block
                if look is None:
                    prefix = _NAMESPACE.search(text)
                    look = _Patterns(prefix[1] + b":" if prefix and prefix[1] else b"")
                end = max(text.rfind(look.cell), text.rfind(look.row), 0)
                if len(text) - end > _LONGEST_CELL:
                    end = len(text)
                yield look, text[:end]
                rest = text[end:]
        if look is not None:
            yield look, rest

    def _xml(self, part: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self._archive.read(part), parser)

    def _struck(self, look: _Patterns, text: bytes) -> Iterator[Place]:
        for attributes in look.attributes.findall(text):
            style = None if attributes.endswith(b"/") else _STYLE.search(attributes)
            if style and int(style[1]) in self._struck_styles and (place := _place(attributes)):
                yield place

    @cached_property
    def _struck_styles(self) -> frozenset[int]:
        """The numbers of the cell styles with a line through the text; few workbooks have any."""
        try:
            styles = self._xml("xl/styles.xml")
        except (KeyError, etree.LxmlError):
            return frozenset()
        lines = (font.find("{*}strike") for font in styles.iterfind("{*}fonts/{*}font"))
        fonts = {str(n) for n, line in enumerate(lines) if line is not None and line.get("val") not in ("0", "false")}
        used = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        return frozenset(number for number, style in used if style.get("fontId", "0") in fonts)

    def _parted(self, look: _Patterns, text: bytes) -> Iterator[Place]:
        """Yield the cells with a line through a part of their text, which stands with others' texts or in the cell."""
        for attributes, number in look.shared.findall(text):
            if int(number) in self._struck_texts and (place := _place(attributes)):
                yield place
        for attributes, runs in look.within.findall(text) if b"strike" in text else ():
            if _STRIKE.search(runs) and (place := _place(attributes)):
                yield place

    @cached_property
    def _struck_texts(self) -> frozenset[int]:
        """The numbers of the texts, shared by the sheets, with a line through a part of them."""
        part = self._named.get("xl/sharedstrings.xml")
        if part is None:
            return frozenset()
        with self._archive.open(part) as stream:
            rest = b""
            while block := stream.read(_BLOCK):
                if b"strike" in rest + block:
                    break
                rest = block[-len(b"strike") :]
            else:
                return frozenset()
        try:
            texts = self._xml(part).iterfind("{*}si")
            lines = (text.iterfind("{*}r/{*}rPr/{*}strike") for text in texts)
            struck = [any(line.get("val") not in ("0", "false") for line in each) for each in lines]
        except etree.LxmlError:
            return frozenset()  # calamine will say what is wrong
        return frozenset(number for number, one in enumerate(struck) if one)

    # --- Colours

    def _filled(self, part: str) -> Mapping[Place, str]:
        """Return the colours of the cells that have one other than white."""
        colours = self._colours
        found: dict[Place, str] = {}
        if not any(colours):
            return found
        for look, text in self._cells(part):
            for attributes in look.attributes.findall(text):
                style = _STYLE.search(attributes)
                colour = colours[int(style[1])] if style and int(style[1]) < len(colours) else None
                if colour and (place := _place(attributes)):
                    found[place] = colour
        return found

    @cached_property
    def _colours(self) -> Sequence[str | None]:
        """The colour of each cell style."""
        from openpyxl.styles.colors import COLOR_INDEX

        try:
            styles = self._xml("xl/styles.xml")
        except (KeyError, etree.LxmlError):
            return ()
        own = [tag.get("rgb", "")[-6:] for tag in styles.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")]
        indexed = own or [colour[-6:] for colour in COLOR_INDEX]
        fills = [self._colour(fill, indexed) for fill in styles.iterfind("{*}fills/{*}fill")]
        used = (int(style.get("fillId", "0")) for style in styles.iterfind("{*}cellXfs/{*}xf"))
        return [fills[number] if number < len(fills) else None for number in used]

    def _colour(self, fill: etree._Element, indexed: Sequence[str]) -> str | None:
        tag = fill.find("{*}patternFill[@patternType='solid']/{*}fgColor")
        if tag is None:
            return None
        rgb, index, theme = tag.get("rgb"), int(tag.get("indexed", "-1")), int(tag.get("theme", "-1"))
        if rgb:
            colour = rgb[-6:]
        elif 0 <= index < len(indexed):
            colour = indexed[index]
        elif 0 <= theme < len(_THEME):
            colour = self._theme.get(_THEME[theme], "")
        else:
            return None
        if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
            return None
        colour = _tinted(colour, float(tag.get("tint", "0")))
        return None if colour == "FFFFFF" else colour

    @cached_property
    def _theme(self) -> Mapping[str, str]:
        try:
            scheme = self._xml("xl/theme/theme1.xml").find(".//{*}clrScheme")
        except (KeyError, etree.LxmlError):
            return {}
        return {
            etree.QName(colour).localname: colour[0].get("lastClr") or colour[0].get("val", "")
            for colour in (scheme if scheme is not None else ())
            if len(colour)
        }


def _tinted(colour: str, tint: float) -> str:
    """Return a colour made lighter (tint above 0) or darker as Excel does it."""
    if not tint:
        return colour.upper()
    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))


def _placed(pattern: re.Pattern[bytes], text: bytes) -> Iterator[tuple[Place, bytes]]:
    for attributes, value in pattern.findall(text):
        place = _place(attributes)
        if place:
            yield place, value


def _place(attributes: bytes) -> Place | None:
    reference = _REFERENCE.search(attributes)
    return (int(reference[2]) - 1, _column(reference[1]) - 1) if reference else None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
