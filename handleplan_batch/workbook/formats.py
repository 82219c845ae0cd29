"""How the workbook looks, and the one way to write a cell: checked, so that no text is lost or taken for a formula."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, repeat
from typing import IO, Any, NamedTuple

from handleplan_batch.errors import OutputError
from handleplan_batch.language import _
from handleplan_batch.model import Level, Mark, OwnArea, Piece
from handleplan_batch.palette import ACCENT, BAR, HEAD, INK, LINE, MUTED, TOOL
from handleplan_batch.workbook.columns import Column, Kind, Owner, Table, label_of, labels

SUGGESTION = "#2F6F8F"

LEVEL_COLOURS: Mapping[Level, tuple[str, str]] = {
    Level.IMMEDIATE: ("#8C2F2B", "#FFFFFF"),
    Level.HIGH: ("#DE9268", INK),
    Level.MEDIUM: ("#F3D08F", INK),
    Level.LOW: ("#F7E8C4", INK),
    Level.OBSERVATION: ("#EEF2F4", INK),
}
"""Fill and font. The fills grow steadily lighter, so that they hold for colour-blind readers and in grey print."""

STATE_COLOURS: Mapping[str, tuple[str, str]] = {
    "overdue": ("#8C2F2B", "#FFFFFF"),
    "no_responsible": ("#DE9268", INK),
    "due_soon": ("#F3D08F", INK),
    "effect_check": ("#FAF0D9", INK),
}
"""Fill and font of the states that call for a person; the others stay plain."""

_LONGEST_TEXT = 32_767
"""Excel's limit for a cell, in UTF-16 units."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""

_FONT_SIZE = 10
_PRINT_SCALE = 71
"""Least scale in percent: 10 pt becomes 7.1 pt on paper."""
_PAGE_WIDTH = (841.9 - 2 * 0.4 * 72) * 0.94
"""A4 landscape between margins of 0.4 inch, in points; LibreOffice draws columns up to 6 % wider than Excel."""
_WELL_FILLED = 0.4
"""Share of a page's width that must be used before a part's end may end the page."""
_LINE_HEIGHT = 12.8
"""Points per line at 10 pt."""
_AIR = 5.0
"""Points of a row that no line takes up."""
_TALLEST_ROW = 409.0
"""Excel's limit, in points."""
_UNIT, _INDENT = 7.0, 10.0
"""Pixels of a unit of column width, and of what a cell keeps free beside its text."""
_EM = _FONT_SIZE * 96 / 72
"""Pixels of an em at the cells' size."""
_ADVANCES: Mapping[str, float] = {
    character: width
    for width, characters in {
        0.25: " '`iljI,.:;’·|",
        0.33: "()-[]{}fJ!tr",
        0.41: '/\\s"zLcx“”',
        0.46: "kvy?FSZgaå",
        0.55: "KPXCBRVdhnopqbuøü",
        0.60: "AÅDHG",
        0.66: "UNOØQ½&…",
        0.77: "%wÆæm",
        0.90: "M@W—",
    }.items()
    for character in characters
}
"""Widths of Calibri's characters, in em; the others are as wide as a digit."""
_DIGIT = 0.507

_BASE: dict[str, Any] = {"font_name": "Calibri", "font_size": _FONT_SIZE, "font_color": INK, "valign": "top"}
_STYLES: Mapping[str, dict[str, Any]] = {
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
    "heading": {"font_size": 13, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
    "note": {"font_color": MUTED},
    "wrap": {"text_wrap": True},
    "bold": {"bold": True},
    "struck": {"font_strikeout": True},
    "suggestion": {"italic": True, "font_color": SUGGESTION},
    "group": {"bold": True, "font_color": "#FFFFFF", "bg_color": BAR, "valign": "vcenter", "left": 1}
    | {"left_color": "#FFFFFF", "align": "left", "indent": 1},
    "head": {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": LINE}
    | {"align": "left", "indent": 1},
    "heat_head": {"bold": False, "align": "center", "indent": 0},
    "upright": {"rotation": 90},
    "head_tool": {"bg_color": HEAD},
    "head_user": {"bg_color": ACCENT, "font_color": "#FFFFFF"},
    "cell": {"text_wrap": True, "border": 1, "border_color": LINE, "align": "left", "indent": 1},
    "tool": {"bg_color": TOOL},
    "one_line": {"text_wrap": False},
    "middle": {"valign": "vcenter"},
    "date": {"num_format": "dd-mm-yyyy", "align": "left", "indent": 1},
    "percent": {"num_format": "0 %"},
    "whole": {"num_format": "0"},
    "decimal": {"num_format": "0.0"},
    "counted": {"num_format": '0;-0;"–"'},
    "centre": {"align": "center", "indent": 0},
    "tile_label": {"font_color": MUTED, "text_wrap": True, "top": 2, "top_color": ACCENT, "bg_color": TOOL}
    | {"valign": "vcenter"},
    "tile": {"font_size": 20, "bold": True, "font_color": ACCENT, "bg_color": TOOL, "align": "left", "num_format": "0"},
    "counter": {"font_size": 14, "bold": True, "font_color": ACCENT, "align": "right", "valign": "vcenter"},
    "beside": {"valign": "vcenter", "align": "left", "indent": 1},
    "link": {"font_color": ACCENT, "underline": 1},
    "bar": {"font_name": "Consolas", "font_color": BAR, "text_wrap": False},
    "axis": {"font_color": MUTED, "valign": "bottom", "align": "left", "indent": 1},
    "total": {"bold": True, "bg_color": HEAD},
}

_INK_OF = "ink"


class Formula(NamedTuple):
    """A live formula, in English function names, with the value that recalculation gives."""

    text: str
    value: str | float | int
    style: str = ""
    """Named style of the result, such as ``date``."""


Value = str | float | int | date | Formula | None
Literal = str | float | date | None


def clean(text: str) -> str:
    """Return a text that a cell can hold: legal characters, plain line breaks, too long texts cut with a mark."""
    text = _legal(text)
    if len(text) * 2 <= _LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= _LONGEST_TEXT:
        return text
    mark = " " + _("[… the text was cut here: it is longer than a cell can hold]")
    room = (_LONGEST_TEXT - len(mark)) * 2
    return units[:room].decode("utf-16-le", errors="ignore") + mark


@lru_cache(maxsize=50_000)  # texts recur: departments, themes, questions, files
def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_height(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row with these wrapped texts, each with its column's width in characters."""
    return _height(max((_lines(text, width) for text, width in texts), default=1))


def _height(lines: int) -> float:
    return min(lines * _LINE_HEIGHT + _AIR, _TALLEST_ROW)


@lru_cache(maxsize=50_000)
def _lines(text: str, width: float) -> int:
    room = max((width * _UNIT - _INDENT) / _EM, 1)
    if len(text) <= room and "\n" not in text:
        return 1
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split(" "):
            wide = _length(word)
            if used and used + wide > room:
                lines, used = lines + 1, 0.0
            extra = int(wide // room)
            lines += extra
            used += wide - extra * room + _ADVANCES[" "]
    return lines


@lru_cache(maxsize=20_000)
def _length(word: str) -> float:
    """Return how long a word is, in em."""
    return sum(_ADVANCES.get(character, _DIGIT) for character in word)


def page_breaks(widths: Sequence[float], starts: Iterable[int] = (), repeated: int = 1) -> tuple[int, ...]:
    """Return the columns (0-based) that begin a new page in print; empty when all fit one page's width.

    Each page after the first repeats the first columns, as many as ``repeated``. ``starts`` are columns where a break
    is welcome.
    """
    points = [(int(width * 7 + 0.5) + 5) * 0.75 if width else 0.0 for width in widths]
    room = _PAGE_WIDTH * 100 / _PRINT_SCALE
    breaks: list[int] = []
    used, page_start = 0.0, 0
    welcome = set(starts)
    filled: dict[int, float] = {}
    for column, width in enumerate(points):
        filled[column] = used
        if used + width > room and column > page_start:
            better = [
                start for start in welcome if page_start < start <= column and filled[start] > room * _WELL_FILLED
            ]
            page_start = max(better) if better else column
            breaks.append(page_start)
            used = sum(points[:repeated]) + sum(points[page_start:column])
        used += width
    return tuple(breaks)


class Book:
    """A workbook on its way: its sheets, named styles and names. Everything is written through :class:`Page`."""

    def __init__(self, stream: IO[bytes]) -> None:
        from handleplan_batch.workbook.worksheet import QuickWorkbook  # only those who write need xlsxwriter

        self.workbook = QuickWorkbook(
            stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.pages: list[Page] = []
        self._formats: dict[tuple[str, ...], Any] = {}

    def page(self, title: str) -> Page:
        """Add a sheet with this name, in the user's language."""
        page = Page(self, title)
        self.pages.append(page)
        return page

    def style(self, *names: str) -> Any:
        """Return the format made of these styles, later ones on top; ``#RRGGBB`` is a fill, ``ink#RRGGBB`` letters."""
        if names not in self._formats:
            properties = dict(_BASE)
            for name in names:
                if name.startswith(("#", _INK_OF)):
                    properties["bg_color" if name.startswith("#") else "font_color"] = name.removeprefix(_INK_OF)
                else:
                    properties |= _STYLES[name]
            self._formats[names] = self.workbook.add_format(properties)
        return self._formats[names]

    def with_count(self, count: int) -> Any:
        """Return the format of a score that shows its number of answers beside it: ``43 (12)``."""
        key = ("count", str(count))
        if key not in self._formats:
            own = {"align": "center", "valign": "vcenter", "border": 1, "border_color": LINE}
            own |= {"num_format": f'0" ({count})"'}
            self._formats[key] = self.workbook.add_format(_BASE | own)
        return self._formats[key]

    def look(self, number_format: str, bold: bool, fill: str) -> Any:
        """Return the format of a cell that somebody else made."""
        key = ("look", number_format, str(bold), fill)
        if key not in self._formats:
            own: dict[str, Any] = {"bold": bold, "valign": "top"}
            own |= {"num_format": number_format} if number_format else {}
            own |= {"bg_color": f"#{fill}"} if fill else {}
            self._formats[key] = self.workbook.add_format({"font_name": "Calibri", "font_size": _FONT_SIZE} | own)
        return self._formats[key]

    def change(self, **properties: Any) -> Any:
        """Return a format for a conditional format."""
        key = ("change", repr(sorted(properties.items())))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def define(self, name: str, reference: str) -> None:
        """Give a range a name that formulas on every sheet may use."""
        _checked(self.workbook.define_name(name, f"={reference}"))


class Page:
    """A sheet with checked writing. Rows and columns are 0-based, as in xlsxwriter."""

    def __init__(self, book: Book, title: str) -> None:
        self.book = book
        self.title = title
        self.sheet = book.workbook.add_worksheet(title)
        self.literals: list[str | float | date] = []
        """Every value written that is no formula: what :mod:`base` makes the sheet's fingerprint of."""
        self.own = False
        """Whether somebody added the sheet, and it only comes along."""
        self.above: dict[str, tuple[str | float | date, ...]] = {}
        """Per table what of that stands above it."""
        self.sheet.hide_gridlines(2)

    def write(self, row: int, column: int, value: Value, *styles: str, style: Any = None) -> Literal:
        """Write a value as what it is: text as text, whatever it looks like; None and empty text as a blank cell.

        Return what was added to the literals.
        """
        look = style or self.book.style(*styles)
        sheet = self.sheet
        match value:
            case None | "":
                _checked(sheet.write_blank(row, column, None, look))
                return None
            case str():
                value = clean(value)
                _checked(sheet.write_string(row, column, value, look))
            case Formula(text, result, _style):
                _checked(
                    sheet.write_formula(row, column, text, look, clean(result) if isinstance(result, str) else result)
                )
                return None
            case date():
                _checked(sheet.write_datetime(row, column, value, look))
            case _:
                _checked(sheet.write_number(row, column, value, look))
        self.literals.append(value)
        return value

    def look_again(self, row: int, column: int, value: Value, pieces: Sequence[Piece], more: Sequence[str]) -> None:
        """Give the pieces of a text that was written their looks, as long as they are what it says."""
        if value != "".join(piece.text for piece in pieces):
            return
        look = self.book.style("cell", *more)
        parts = [part for one in pieces for part in (self.book.style("cell", *more, *_letters(one)), clean(one.text))]
        _checked(self.sheet.write_rich_string(row, column, *parts, look))

    def note(self, row: int, column: int, text: str) -> None:
        """Add a note to a cell."""
        _checked(self.sheet.write_comment(row, column, clean(text)))
        self.literals.append(clean(text))

    def merged(self, row: int, first: int, last: int, text: str, *styles: str) -> None:
        """Write a text over several columns of a row."""
        look = self.book.style(*styles)
        if first == last:
            self.write(row, first, text, style=look)
            return
        _checked(self.sheet.merge_range(row, first, row, last, "", look))
        self.write(row, first, text, style=look)

    def heading(self, row: int, text: str) -> None:
        """Write a heading over what follows."""
        self.write(row, 0, text, "heading")
        self.height(row, 24)

    def title_row(self, text: str, note: str = "", column: int = 0) -> None:
        """Write the sheet's title in the first row and what it is for in the second.

        On a sheet of several pages' width they stand in the second column, since the first is repeated in print.
        """
        self.write(0, column, text, "title")
        self.height(0, 30)
        self.write(1, column, note, "note")

    def widths(self, widths: Sequence[float]) -> None:
        """Set the columns' widths in characters; 0 hides the column."""
        for column, width in enumerate(widths):
            options = {} if width else {"hidden": True}
            _checked(self.sheet.set_column(column, column, width or 9, None, options))

    def height(self, row: int, points: float) -> None:
        """Set a row's height."""
        _checked(self.sheet.set_row(row, points))

    def fit(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Make a row high enough for its wrapped texts, each given with its column's width in characters."""
        self.height(row, text_height(texts))
        self.sheet.growing.add(row)

    def chart(self, row: int, column: int, chart: Any, options: Mapping[str, Any]) -> None:
        """Place a chart; the options hold its alternative text as ``description``."""
        _checked(self.sheet.insert_chart(row, column, chart, {"object_position": 2, **options}))

    def highlight(self, first_row: int, first: int, last_row: int, last: int, rule: Mapping[str, Any]) -> None:
        """Add a conditional format, as xlsxwriter takes it."""
        _checked(self.sheet.conditional_format(first_row, first, last_row, last, dict(rule)))

    def colour_levels(self, first_row: int, column: int, last_row: int, mapping: Mapping[Any, str]) -> None:
        """Colour the cells that hold a level of urgency."""
        for (fill, font), label in zip(LEVEL_COLOURS.values(), labels(mapping), strict=True):
            self._colour(first_row, column, last_row, label, fill, font)

    def colour_states(self, first_row: int, column: int, last_row: int, mapping: Mapping[str, str]) -> None:
        """Colour the cells that hold a state that calls for a person."""
        for code, (fill, font) in STATE_COLOURS.items():
            self._colour(first_row, column, last_row, label_of(mapping, code), fill, font)

    def _colour(self, first_row: int, column: int, last_row: int, label: str, fill: str, font: str) -> None:
        look = self.book.change(bg_color=fill, font_color=font, bold=True)
        rule = {"type": "cell", "criteria": "==", "value": f'"{label}"', "format": look}
        self.highlight(first_row, column, last_row, column, rule)

    def bars(self, first_row: int, column: int, last_row: int, most: float) -> None:
        """Show the numbers of a column as bars from 0 to ``most``; blank cells get none."""
        rule = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": "#9DC3D6"}
        ends = {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": most}
        self.highlight(first_row, column, last_row, column, rule | ends)

    def allow(self, first_row: int, column: int, last_row: int, rule: Mapping[str, Any]) -> None:
        """Add a data validation, as xlsxwriter takes it."""
        _checked(self.sheet.data_validation(first_row, column, last_row, column, dict(rule)))

    def table(
        self,
        table: Table,
        records: Sequence[Mapping[str, Value]],
        widths: Sequence[float],
        header_row: int | None = None,
        marks: Iterable[Mark] = (),
        one_line: Container[tuple[str, str]] = (),
        said_above: Sequence[str] = (),
    ) -> int:
        """Write a table with filters and rows high enough for their text; return the first free row below (0-based).

        Records map column keys to values; a code of a column with choices is written as its label. ``marks`` are the
        notes and looks of single cells, by the record's ``id``; ``one_line`` are cells (``id`` and key) whose text is
        not wrapped and does not make its row tall. Nor is that of the columns ``said_above`` (keys), where it says what
        the cell above says too; it is grey as long as that is so.
        """
        marked = {(mark.action_id, mark.field): mark for mark in marks if mark.table == table.key}
        single = bool(marked or one_line or said_above)
        top = table.header_row - 1 if header_row is None else header_row
        rows = max(len(records), 1)
        headers = [self._header(column) for column in table.columns]
        mixed = any(column.owner is Owner.USER for column in table.columns)
        columns = [
            _Cells(self.book, column, mixed, width)
            for column, width in zip(table.columns, chain(widths, repeat(0.0)), strict=False)
        ]
        options = {"name": f"tbl_{table.key}", "columns": headers, "style": None}
        _checked(self.sheet.add_table(top, 0, top + rows, len(headers) - 1, options))
        self.above[table.key] = tuple(self.literals)
        self.literals.extend(str(header["header"]) for header in headers)
        # Bold letters are a tenth wider, the indent is one more character, the filter's button stands below the text.
        self.height(top, text_height((column.title, width * 0.9 - 1.5) for column, width in _wide(table, widths)) + 10)
        above: Mapping[str, Value] = {}
        for row, record in enumerate(records or ({},), start=top + 1):
            number = str(record.get("id"))
            lines = 1
            for position, cells in enumerate(columns):
                value = record.get(cells.key)
                more: tuple[str, ...] = ()
                if single:
                    cell = (number, cells.key)
                    mark = marked.get(cell, _UNMARKED)
                    more = (f"#{mark.fill}",) if mark.fill else ()
                    more = (*more, *_letters(mark))
                    if cell in one_line or (cells.key in said_above and value == above.get(cells.key)):
                        more = (*more, "one_line")
                    if mark.note:
                        self.note(row, position, mark.note)
                lines = max(lines, cells.write(self, row, position, value, more))
                if single and mark.pieces:
                    self.look_again(row, position, value, mark.pieces, more)
            self.height(row, _height(lines))
            self.sheet.growing.add(row)
            above = record
        for key in said_above:
            letter, position = table.letter(key), table.index(key)
            rule = {"type": "formula", "criteria": f"={letter}{top + 2}={letter}{top + 1}"}
            self.highlight(
                top + 1, position, top + rows, position, rule | {"format": self.book.change(font_color=MUTED)}
            )
        return top + rows + 1

    def own_table(self, area: OwnArea, headers: Sequence[str]) -> None:
        """Make a table of cells that are written afterwards."""
        options = {"columns": [{"header": one} for one in headers], "style": area.style or None}
        _checked(self.sheet.add_table(*_corners(area), options))

    def join(self, area: OwnArea) -> None:
        """Merge cells; what stands in the first of them is written afterwards."""
        self.sheet.join(*_corners(area))

    def _header(self, column: Column) -> dict[str, Any]:
        owner = "head_user" if column.owner is Owner.USER else "head_tool"
        return {"header": column.title, "header_format": self.book.style("head", owner)}

    def finish(self) -> None:
        """Say that nothing more is written on the sheet, and that no chart shows it: it then takes less memory."""
        self.sheet.finish()

    def print_setup(
        self,
        widths: Sequence[float],
        header_rows: tuple[int, int],
        starts: Iterable[int] = (),
        row_breaks: Sequence[int] = (),
        repeated: int = 1,
    ) -> None:
        """Make the sheet print on A4 landscape with readable words, repeated headers and page numbers.

        ``header_rows`` are the first and last row (0-based) that each page repeats, ``starts`` columns where a new page
        is welcome when the sheet is wider than one, and ``row_breaks`` rows that begin a new page. ``repeated`` is how
        many columns tell on each page which row is which.
        """
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        pages = _("Page {page} of {pages}").format(page="&P", pages="&N")
        _checked(sheet.set_footer(f"&L&10&A&R&10{pages}"))
        _checked(sheet.repeat_rows(*header_rows))
        breaks = page_breaks(widths, starts, repeated)
        if breaks:
            _checked(sheet.repeat_columns(0, repeated - 1))
            sheet.set_print_scale(_PRINT_SCALE)
            sheet.set_v_pagebreaks(list(breaks))
            sheet.print_across()
        else:
            sheet.fit_to_pages(1, 0)
        if row_breaks:
            sheet.set_h_pagebreaks(list(row_breaks))


def _corners(area: OwnArea) -> tuple[int, int, int, int]:
    return area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1


_UNMARKED = Mark("", "", "")


def _letters(mark: Mark | Piece) -> tuple[str, ...]:
    """Return the styles of letters that somebody made otherwise."""
    struck, ink = ("struck",) * mark.struck, (f"{_INK_OF}#{mark.ink}",) * bool(mark.ink)
    return (*struck, *ink, *("bold",) * mark.bold)


def _wide(table: Table, widths: Sequence[float]) -> list[tuple[Column, float]]:
    return [(column, width) for column, width in zip(table.columns, widths, strict=False) if width]


_MOST_KNOWN = 2000
"""Values of a column that are remembered: where there are more they recur seldom, or never."""


class _Cells:
    """The cells of a column. What a value looks like is worked out once, however often it stands there."""

    def __init__(self, book: Book, column: Column, mixed: bool, width: float) -> None:
        self.key = column.key
        self._book, self._column, self._mixed, self._width = book, column, mixed, width
        self._known: dict[tuple[object, ...], tuple[Any, Literal, int]] = {}

    def write(self, page: Page, row: int, position: int, value: Value, more: tuple[str, ...]) -> int:
        """Write a value, with further styles; return how many lines its text takes."""
        key = (value.__class__, value, more)  # 1, 1.0 and True are equal
        if key not in self._known:
            shown = value
            if self._column.choices is not None and not isinstance(value, Formula):
                shown = label_of(self._column.choices, value)
            look = self._book.style(*_cell_styles(self._column, shown, self._mixed), *more)
            literal = page.write(row, position, shown, style=look)
            text = shown.value if isinstance(shown, Formula) else shown
            wraps = isinstance(text, str) and self._width and "one_line" not in more
            lines = _lines(text, self._width) if wraps else 1
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = (page.sheet.cell_at(row, position), literal, lines)
            return lines
        cell, literal, lines = self._known[key]
        _checked(page.sheet.write_again(row, position, cell))
        if literal is not None:
            page.literals.append(literal)
        return lines


def _cell_styles(column: Column, value: Value, mixed: bool) -> tuple[str, ...]:
    """Return the styles of a cell; the tool's own are grey where others are people's."""
    owner = ("tool",) if mixed and column.owner is Owner.TOOL else ()
    if isinstance(value, Formula):
        return ("cell", *owner, *((value.style,) if value.style else ()))
    match column.kind:
        case Kind.DATE:
            return ("cell", *owner, "date")
        case Kind.PERCENT:
            return ("cell", *owner, "percent", "centre")
        case Kind.NUMBER if isinstance(value, float) and not value.is_integer():
            return ("cell", *owner, "decimal", "centre")
        case Kind.NUMBER:
            return ("cell", *owner, "centre")
        case _:
            return ("cell", *owner)


def _checked(code: object) -> None:
    """Raise OutputError when xlsxwriter says by its return code that something was not written."""
    if code not in (0, None):
        raise OutputError(_("The plan is too large for a workbook: a cell, a row or a rule could not be written."))
