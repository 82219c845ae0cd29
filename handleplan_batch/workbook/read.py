"""An Excel workbook → what stands in it now, beside what was handed out.

Columns are matched by their label in either language, rows by ``Nr.``; sorting, filtering, hiding and a mere re-save
by Excel or LibreOffice change nothing.
"""

from __future__ import annotations

import io
import itertools
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

from handleplan_batch.archives import safe_archive
from handleplan_batch.encryption import OLE, decrypted
from handleplan_batch.errors import OutputError, SourceError
from handleplan_batch.labels import LEVELS, POLARITIES
from handleplan_batch.language import _, number_text
from handleplan_batch.mapping import finding_key
from handleplan_batch.model import (
    BASE_SHEET,
    PLACING,
    Action,
    CellRef,
    Conflict,
    Copy,
    Correction,
    Finding,
    Level,
    Mark,
    OwnArea,
    OwnCell,
    OwnSheet,
    Piece,
    Places,
    Plan,
    Polarity,
    Problem,
    SourceKind,
)
from handleplan_batch.obstacles import code_of
from handleplan_batch.states import STATES, danish_date, state_of
from handleplan_batch.workbook.base import Base, Plain, fingerprint, plain_value, read_base
from handleplan_batch.workbook.colours import Colours
from handleplan_batch.workbook.columns import (
    CLOSED,
    CONFLICTS,
    DECISIONS,
    FINDINGS,
    NUMBER_LABEL,
    PLAN,
    ROUND_TRIP,
    TABLES,
    Column,
    Kind,
    Owner,
    Table,
    field_label,
    field_labels,
    own_key,
    own_values,
    plain,
    shown_value,
    spellings,
)
from handleplan_batch.workbook.drawings import drawn
from handleplan_batch.workbook.formats import clean

if TYPE_CHECKING:
    from openpyxl import Workbook

_HEADER_ROWS = 30
"""Rows searched for the headers, in case somebody put lines above them."""


class CellWords(Protocol):
    """What words in a cell mean, as the importers understand them."""

    def meanings(self, importer: str, field: str, value: str) -> tuple[str, ...]:
        """Return every meaning that the list ``field`` gives a cell."""

    def period(self, value: str) -> tuple[date, date] | None:
        """Return the first and last day that a cell means."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table as it stands now."""

    row: int
    """1-based row of the sheet."""
    number: str
    """``Nr.``; empty when the cell is."""
    cells: Mapping[str, object]
    """Column key -> the cell, for every column of ours that is there, and for those that somebody added."""


@dataclass(frozen=True, slots=True)
class Present:
    """A table as it stands now."""

    sheet: str
    headers: tuple[str, ...]
    """Labels as they stand, without blanks."""
    lines: tuple[Line, ...]
    """Rows that hold something."""
    places: Mapping[str, int]
    """Column key -> its column on the sheet, 1-based."""
    own: tuple[str, ...]
    """Keys of the columns that somebody added."""
    top: int
    """1-based row of the headers."""

    def place_of(self, file: str, line: Line) -> CellRef:
        """Return the cell by which to find a row: its number, or of one that has none what is to be done."""
        written = (key for key in ("action", "challenge", *self.places) if plain_value(line.cells.get(key)) is not None)
        return CellRef(file, self.sheet, line.row, self.places.get("id" if line.number else next(written, "id")))

    instead: Mapping[str, Column]
    """Key of a column that somebody added -> the column of ours that is gone, and that it stands in the place of."""


def read_copy(path: Path, passwords: Sequence[str] = (), words: Callable[[], CellWords] | None = None) -> Copy:
    """Return what stands in a workbook, and what it held when it was handed out.

    ``words`` are asked for what is not on a list, and for dates, as people write them; without them it cannot be told.

    Raises SourceError: ``not-ours`` or ``other-version`` when the file is not a workbook of this program or cannot be
    read as one, ``encrypted-file`` or ``wrong-password`` when no password opens it, or a code of
    :mod:`handleplan_batch.obstacles`.
    """
    raw, password = _raw(path), ""
    if raw.startswith(OLE):
        if _OF_XLS in raw and _ENCRYPTED not in raw:
            raise SourceError("other-format")
        raw, password = decrypted(raw, passwords)
    workbook = _open(raw)
    if workbook is None or BASE_SHEET not in workbook.sheetnames:
        raise SourceError("other-format" if workbook is None and _is_other_format(raw) else "not-ours")
    base = read_base([list(row) for row in _values(workbook[BASE_SHEET])])
    if base is None:
        raise SourceError("other-version")
    edits = _Edits(str(path), base, words)
    marks: list[Mark] = []
    colours = Colours(workbook)
    parted = _in_pieces(raw)
    tables: list[tuple[Table, Present]] = []
    formulas = _Formulas(raw, workbook, base)
    for table in ROUND_TRIP:
        now = formulas.worked_out(table, _read(workbook, table, base))
        edits.take(table, now, _unnumbered(str(path), workbook, table) if now is None else None)
        if now is None:
            marks += (mark for mark in base.plan.marks if mark.table == table.key)
        else:
            now = edits.numbered(table, now)
            tables.append((table, now))
            edits.take_tools(table, now)
            pieces = {} if parted is None else _pieces(parted[now.sheet], now, Colours(parted))
            marks += _marks(workbook[now.sheet], table, now, colours, base.plan, pieces)
            edits.take_struck(now, pieces)
    copy = edits.copy()
    corrections = _Corrections(str(path), workbook, base)
    sheets = tuple(_own_sheets(workbook, base, colours, formulas))
    return replace(
        copy,
        decided=_decided(workbook, base.plan),
        saved=_saved(raw),
        marks=tuple(marks),
        sheets=sheets,
        corrections=corrections.found,
        password=password,
        problems=(
            *copy.problems,
            *corrections.problems,
            *_loose(str(path), workbook, base, tables),
            *_changed_sheets(str(path), workbook, base, corrections),
            *_copied_sheets(str(path), workbook, base, tables),
            *_drawn(str(path), raw, base, tables),
            *_own_looks(str(path), workbook, sheets),
            *(Problem("formula-result", CellRef(str(path), *place)) for place in formulas.left),
        ),
    )


_OF_XLS, _ENCRYPTED = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
"""Names in the directory of an old workbook (.xls), and of a container with an encrypted one."""


def _is_other_format(raw: bytes) -> bool:
    """Whether a file is a workbook in another format than this program writes: .ods or .xlsb."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return False
    return "xl/workbook.bin" in names or {"mimetype", "content.xml"} <= names


def _saved(raw: bytes) -> str:
    """Return when a workbook says that it was last saved; some programs do not write it down."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        written = archive.read(_CORE) if _CORE in archive.namelist() else b""
    found = re.search(rb"<dcterms:modified[^>]*>([^<]+)<", written)
    return found[1].decode(errors="replace") if found is not None else ""


_CORE = "docProps/core.xml"


def _marks(
    sheet: Any, table: Table, now: Present, colours: Colours, plan: Plan, pieces: Mapping[tuple[int, int], _Pieces]
) -> Iterator[Mark]:
    """Yield the notes and looks that somebody gave cells of a table's rows; those of cells that are gone stay.

    ``pieces`` are, by row and column, the texts that do not look like their cell all through.
    """
    there: set[tuple[str, str]] = set()
    for line in now.lines:
        for key, place in now.places.items():
            cell = sheet.cell(line.row, place)
            mark = Mark(
                *(table.key, line.number, key, _note_of(cell), colours.fill_of(cell), colours.strikes(cell)),
                *(colours.ink_of(cell), colours.is_bold(cell)),
            )
            if parted := pieces.get((line.row, place), ()):
                first, *others = parted
                whole = Piece("") if others else first
                mark = replace(mark, struck=whole.struck, ink=whole.ink, bold=whole.bold)
                mark = replace(mark, pieces=parted if others else ())
            there.add((line.number, key))
            if line.number and mark != Mark(table.key, line.number, key):
                yield mark
    for mark in plan.marks:
        if mark.table == table.key and (mark.action_id, mark.field) not in there:
            yield mark


def _note_of(cell: Any) -> str:
    """Return what people wrote in the note of a cell, or in its comments with their answers; empty when there is none.

    Beside a comment Excel keeps a note for older versions, which says so before the comment itself.
    """
    note = "" if cell.comment is None else str(cell.comment.text).strip()
    comment = _THREADED.match(note)
    if comment is None:
        return note
    lines = [line.strip() for line in note[comment.end() :].splitlines()]
    first, *others = [line for line in lines if line] or [""]
    return "\n".join(others if first.endswith(":") else [first, *others])


_THREADED = re.compile(r"\[[^\]\n]+\]\s.*?\?linkid=\d+\s*", re.DOTALL)
"""What Excel writes before a comment, in any language: its kind in brackets, and a link to what is said of it."""


_Pieces = tuple[Piece, ...]


def _in_pieces(raw: bytes) -> Workbook | None:
    """Return the workbook with texts in pieces of one look each, None when no piece of any has a look of its own."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        texts = (name for name in archive.namelist() if name.startswith(("xl/sharedStrings", "xl/worksheets/sheet")))
        return _open(raw, runs=True) if any(b"<rPr" in archive.read(name) for name in texts) else None


def _pieces(sheet: Any, now: Present, colours: Colours) -> dict[tuple[int, int], _Pieces]:
    """Return by row and column the texts of a table that came in pieces, one piece where all of it looks the same."""
    places = [(line.row, place) for line in now.lines for place in now.places.values()]
    return {place: tuple(_trimmed(pieces)) for place in places if (pieces := colours.pieces_of(sheet.cell(*place)))}


def _trimmed(pieces: _Pieces) -> Iterator[Piece]:
    """Yield the pieces of a text without the blanks that :func:`plain_value` leaves out of it."""
    rest = str(plain_value("".join(piece.text for piece in pieces)) or "")
    for piece in pieces:
        kept = ""
        for sign in piece.text:
            if rest.startswith(sign):
                kept, rest = kept + sign, rest[1:]
        if kept:
            yield replace(piece, text=kept)


def _loose(file: str, workbook: Workbook, base: Base, tables: Iterable[tuple[Table, Present]]) -> Iterator[Problem]:
    """Yield what is written on the sheets of the plan where it belongs to no row."""
    for table, now in tables:
        sheet, numbered = workbook[now.sheet], {line.row for line in now.lines if line.number}
        yield from _above(file, sheet, now.top, base.above.get(table.key, ()))
        for row in sheet.iter_rows(min_row=now.top):
            for cell in row:
                known = cell.row in numbered and cell.column in now.places.values()
                if cell.comment is not None and not known:
                    yield Problem("loose-text", CellRef(file, now.sheet, cell.row, cell.column))


def _copied_sheets(
    file: str, workbook: Workbook, base: Base, tables: Iterable[tuple[Table, Present]]
) -> Iterator[Problem]:
    """Yield the sheets that somebody copied one of the plan's to, and went on writing in: only the first is read."""
    taken = {now.sheet for _table, now in tables}
    others = [one for one in workbook.worksheets if one.title not in {BASE_SHEET, *taken, *base.sheets}]
    for table, now in tables:
        said = {line.number: line.cells for line in now.lines}
        keys = [column.key for column in table.user_columns]
        for sheet in others:
            copied = _read_sheet(sheet, table, base)
            if copied is None or len(copied.places.keys() & set(keys)) <= len(keys) // 2:
                continue
            rows = [
                line.number
                for line in copied.lines
                if any(
                    plain_value(line.cells[key])
                    not in (base.rows.get(line.number, {}).get(key), plain_value(said.get(line.number, {}).get(key)))
                    for key in keys
                    if key in line.cells
                )
            ]
            if rows:
                numbers = ", ".join(dict.fromkeys(number or _("New row") for number in rows))
                values = {"numbers": numbers, "sheet": now.sheet}
                yield Problem("copied-sheet", CellRef(file, sheet.title), values)


def _drawn(file: str, raw: bytes, base: Base, tables: Iterable[tuple[Table, Present]]) -> Iterator[Problem]:
    """Yield the pictures, shapes and charts that somebody put on the sheets; the charts of the tool's are its own."""
    told = {now.sheet for _table, now in tables} | base.own_sheets
    for sheet, row, column, chart in drawn(raw):
        if not chart or sheet in told or sheet not in base.sheets:
            yield Problem("drawing", CellRef(file, sheet, row, column))


def _above(file: str, sheet: Any, top: int, handed_out: Sequence[str]) -> Iterator[Problem]:
    """Yield the cells above the headers with what was not handed out there."""
    if top == 1 or not handed_out or fingerprint(_literals(sheet, top)) == handed_out[0]:
        return
    there = Counter(handed_out[1:])
    if not there:  # of an earlier version of this program, which did not keep the single cells
        yield Problem("loose-text", CellRef(file, sheet.title, 1))
    for cell, literal in _literal_cells(sheet, top) if there else ():
        there[one := fingerprint([literal])] -= 1
        if there[one] < 0 and not _is_blank(literal):
            yield Problem("loose-text", CellRef(file, sheet.title, cell.row, cell.column))


class _Corrections:
    """What somebody corrected on the sheet of findings."""

    def __init__(self, file: str, workbook: Workbook, base: Base) -> None:
        self.found: dict[str, Correction] = {}
        self.problems: list[Problem] = []
        self.sheet = ""
        self.written: list[tuple[object, str]] = []
        """What stands in the corrected cells, and what stood there."""
        now, plan = _read(workbook, FINDINGS, base), base.plan
        if now is None:
            return
        self.file, self.sheet, self.plan, self.places = file, now.sheet, plan, now.places
        findings = {finding.id: finding for finding in plan.findings}
        for line in now.lines:
            finding = findings.get(str(plain_value(line.cells.get("id")) or ""))
            if finding is not None and {"theme", "polarity"} <= line.cells.keys():
                self._take(line, finding)

    def _take(self, line: Line, finding: Finding) -> None:
        theme = self.plan.themes.get(finding.theme_id or "")
        known = theme.name if theme else ()
        before = self.plan.corrections.get(key := finding_key(finding), Correction())
        said = before
        labels = spellings(POLARITIES[finding.polarity]) if finding.polarity else ()
        for field, shown in (("theme", known), ("polarity", labels)):
            cell = plain_value(line.cells[field])
            if plain(str(cell or "")) in ({plain(text) for text in shown} or {""}):
                continue
            self.written.append((line.cells[field], next(iter(shown), "")))
            code = self._code(field, str(cell or ""))
            if code is None:
                self._tell("bad-correction", line, field)
            elif finding.source in _COUNTED or (field == "polarity" and finding.question):
                self._tell("no-correction", line, field)
            elif field == "theme":
                said = replace(said, theme_id=code)
            else:
                said = replace(said, polarity=Polarity(code) if code else None)
        if said != before:
            self.found[key] = said

    def _code(self, field: str, label: str) -> str | None:
        """Return the code of what was chosen, empty for a blank, None for what is not on the list.

        The beginning of a word of the list will do when no other begins so.
        """
        names: dict[str, str] = {"": ""}
        if field == "theme":
            names |= {plain(name): theme.id for theme in self.plan.themes.values() for name in theme.name}
        else:
            names |= {plain(name): code for code, label in POLARITIES.items() for name in spellings(label)}
        begun = {code for name, code in names.items() if name.startswith(plain(label))}
        return names.get(plain(label), begun.pop() if len(begun) == 1 else None)

    def _tell(self, code: str, line: Line, field: str) -> None:
        self.problems.append(Problem(code, CellRef(self.file, self.sheet, line.row, self.places[field])))


_COUNTED = frozenset({SourceKind.COMMENT, SourceKind.ABSENCE})
"""Findings that stand for many rows, and are made anew each time."""


def _changed_sheets(file: str, workbook: Workbook, base: Base, corrections: _Corrections) -> Iterator[Problem]:
    """Yield the sheets of the tool that somebody wrote on, other than to correct a finding."""
    told = {sheet.title for table in (*ROUND_TRIP, CONFLICTS) if (sheet := _sheet_of(workbook, table)) is not None}
    for sheet in workbook.worksheets:
        handed_out = base.sheets.get(sheet.title)
        if not handed_out or sheet.title in told | base.own_sheets:
            continue
        literals = list(_literals(sheet))
        if sheet.title == corrections.sheet:
            for now, before in corrections.written:
                literals.append(before)
                if now is not None:
                    literals.remove(now)
        if fingerprint(literals) != handed_out:
            yield Problem("tool-sheet", CellRef(file, sheet.title))
            if _is_label(sheet.title, CLOSED.title):
                yield from _closed_cells(file, sheet, base.plan)


def _closed_cells(file: str, sheet: Any, plan: Plan) -> Iterator[Problem]:
    """Yield what somebody wrote in the rows of closed actions."""
    closed = {one.action.id: one.action for one in plan.closed}
    places: dict[int, Column] = {}
    for number, row in enumerate(_values(sheet), start=1):
        if not places:
            found = _columns_of(row, CLOSED)
            places = found if len(found) > len(CLOSED.columns) // 2 else {}
            ids = [place for place, column in places.items() if column.key == "id"]
            places = places if ids else {}
            continue
        action = closed.get(str(plain_value(row[ids[0]]) or ""))
        for place, column in places.items():
            cell = plain_value(row[place])
            if action is None or cell is None or not hasattr(action, column.key):
                continue
            value = getattr(action, column.key)
            labels = spellings(column.choices[value]) if column.choices and value in column.choices else ()
            if cell not in {*_shown(value), *map(plain_value, labels)}:
                values = {"number": action.id, "field": _(column.label)}
                yield Problem("row-closed", CellRef(file, sheet.title, number, place + 1), values)


def _own_sheets(workbook: Workbook, base: Base, colours: Colours, formulas: _Formulas) -> Iterator[OwnSheet]:
    """Yield the sheets that somebody added, with values, formulas, and how they look as far as that is plain."""
    from openpyxl.utils import column_index_from_string

    for sheet in _added_sheets(workbook, base):
        widths = {
            column_index_from_string(letters): float(one.width)
            for letters, one in sheet.column_dimensions.items()
            if one.width
        }
        cells = tuple(_own_cells(sheet, colours, formulas))
        merged = (OwnArea(one.min_row, one.min_col, one.max_row, one.max_col) for one in sheet.merged_cells.ranges)
        tables = (area for one in sheet.tables.values() if (area := _own_table(sheet, one)) is not None)
        yield OwnSheet(sheet.title, cells, widths, tuple(merged), tuple(tables))


def _own_table(sheet: Any, table: Any) -> OwnArea | None:
    """Return where a table stands that somebody made; None where its headers are none that a table may have."""
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(table.ref)
    bottom -= table.totalsRowCount or 0
    headers = [sheet.cell(top, column).value for column in range(left, right + 1)]
    told = {str(one).casefold() for one in headers if isinstance(one, str) and one.strip() and "\n" not in one}
    if table.headerRowCount == 0 or bottom <= top or len(told) < len(headers):
        return None
    return OwnArea(top, left, bottom, right, (table.tableStyleInfo and table.tableStyleInfo.name) or "")


def _own_looks(file: str, workbook: Workbook, sheets: Iterable[OwnSheet]) -> Iterator[Problem]:
    """Yield the sheets that people added with what of their looks does not come along."""
    for told in sheets:
        sheet = workbook[told.title]
        if any(_top(sheet, table, len(table.user_columns) // 2) is not None for table in ROUND_TRIP):
            continue  # a copy of a sheet of the plan, whose looks are the program's own
        left = [
            what
            for what, there in (
                (_("drop-down lists"), sheet.data_validations.dataValidation),
                (_("colours by rules"), list(sheet.conditional_formatting)),
                (_("tables without plain headings"), len(sheet.tables) > len(told.tables)),
            )
            if there
        ]
        if left:
            yield Problem("own-sheet", CellRef(file, sheet.title), {"what": ", ".join(left)})


def _added_sheets(workbook: Workbook, base: Base) -> list[Any]:
    """Return the sheets that the program did not write."""
    ours = {title for title in base.sheets if title not in base.own_sheets} | {BASE_SHEET}
    ours |= {sheet.title for table in ROUND_TRIP if (sheet := _sheet_of(workbook, table)) is not None}
    return [sheet for sheet in workbook.worksheets if sheet.title not in ours]


def _own_cells(sheet: Any, colours: Colours, formulas: _Formulas) -> Iterator[OwnCell]:
    from openpyxl.utils.datetime import to_excel
    from openpyxl.utils.escape import unescape

    for row in sheet.iter_rows():
        for cell in row:
            fill, note = colours.fill_of(cell), _note_of(cell)
            if cell.value is None and not fill and not note:
                continue
            value, formula = cell.value, cell.data_type == "f"
            if formula and not formulas.stays(value):
                value, formula = formulas.left_behind(cell), False
            if isinstance(value, time | timedelta):
                value = to_excel(value)
            elif not isinstance(value, str | int | float | date):
                value = str(value or "")
            if cell.hyperlink is not None and cell.hyperlink.target and isinstance(value, str):
                value = _with_target(value, cell.hyperlink.target)
            yield OwnCell(
                *(cell.row, cell.column, unescape(value) if isinstance(value, str) else value),
                formula=formula,
                number_format="" if cell.number_format == "General" else str(cell.number_format),
                bold=bool(cell.font and cell.font.b),
                fill=fill,
                note=note,
            )


def _decided(workbook: Workbook, plan: Plan) -> tuple[Conflict, ...]:
    """Return the plan's conflicts, each with what a person chose on their sheet."""
    sheet = _sheet_of(workbook, CONFLICTS)
    if sheet is None or not plan.conflicts:
        return plan.conflicts
    codes = {plain(spelling): code for code, label in DECISIONS.items() for spelling in spellings(label)}
    chosen: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    places: dict[int, str] = {}
    for row in _values(sheet):
        if not places:
            places = {place: column.key for place, column in _columns_of(row, CONFLICTS).items()}
            places = places if len(places) == len(CONFLICTS.columns) else {}
            continue
        said = {key: str(plain_value(row[place]) or "") for place, key in places.items()}
        place = (said["action_id"], plain(said["field"]), said["source"])
        chosen.setdefault(place, []).append((plain(said["theirs"]), codes.get(plain(said["decision"]), "")))
    return tuple(replace(one, decision=_choice(one, chosen)) for one in plan.conflicts)


def _choice(conflict: Conflict, chosen: Mapping[tuple[str, str, str], list[tuple[str, str]]]) -> str:
    """Return what was chosen for a conflict; of several on one field and from files so called by what they say."""
    rows = [
        row
        for label in field_labels(conflict.field)
        for row in chosen.get((conflict.action_id, plain(label), str(plain_value(conflict.source) or "")), ())
    ]
    if not rows:
        return conflict.decision
    said = plain(clean(shown_value(conflict.field, conflict.theirs)))
    return next((decision for theirs, decision in rows if theirs == said), rows[0][1] if len(rows) == 1 else "")


class _Edits:
    """Gathers what the tables of a workbook say now, row by row.

    A row that cannot be told is set aside whole; of a cell that its column cannot hold only the cell is left out.
    """

    def __init__(self, file: str, base: Base, words: Callable[[], CellWords] | None) -> None:
        self.file, self.base, self.words = file, base, words
        columns = {column.key: column for table in ROUND_TRIP for column in table.user_columns}
        own = own_values(base.plan)
        self.before: Mapping[str, Mapping[str, object]] = {
            number: {key: typed(columns[key], cell) for key, cell in fields.items()} | own.get(number, {})
            for number, fields in base.rows.items()
        }
        self.rows: dict[str, dict[str, object]] = {number: {} for number in self.before}
        self.added: list[tuple[Mapping[str, object], CellRef]] = []
        """The rows without a number, and where they stand."""
        self.above: Mapping[int, str] = {}
        """Per row of the plan without a number: the action that it was inserted below."""
        self.followed: list[tuple[dict[str, object], dict[str, Plain], CellRef]] = []
        """What is said of actions that have no number yet, what stands beside it of the action itself, and where."""
        self.shortened = False
        """Whether a row is missing where they are followed up: one without a number may be that."""
        self.aside: set[str] = set()
        self.closed = frozenset(one.action.id for one in base.plan.closed) - self.before.keys()
        self.restored: dict[tuple[str, int], str] = {}
        """Per table and row its number, also where it was lost and recognised."""
        self.problems: list[Problem] = []
        self.places = Places({}, {})
        """Where the rows and the columns stand."""

    def take(self, table: Table, now: Present | None, unnumbered: CellRef | None = None) -> None:
        """Add what a table says; one that cannot be read may be there without a column for the numbers."""
        if now is None:
            where = CellRef(self.file, _(table.title)) if unnumbered is None else unnumbered
            code = "table-missing" if unnumbered is None else "number-column-missing"
            self._tell(code, where, column=_(NUMBER_LABEL))
            return
        for key, column in now.instead.items():
            filled = sum(fields.get(column.key) is not None for fields in self.base.rows.values())
            if 2 * filled <= len(self.base.rows):
                continue  # hardly anything stood there: more likely a column of their own
            there = CellRef(self.file, now.sheet, now.top, now.places[key])
            self._tell("heading-changed", there, heading=key.partition(":")[2], column=_(column.label))
        times = Counter(line.number for line in now.lines)
        self.above = self._above(now) if table.key == "plan" else {}
        seen: set[str] = set()
        self.places.columns.update(
            {key: (table.key, now.sheet, place) for key, place in now.places.items() if self._is_users(table, key)}
        )
        for line in now.lines:
            number = line.number or self._recognised(table, now, line)
            self.restored |= {(table.key, line.row): number} if number else {}
            where = now.place_of(self.file, line)
            seen.add(number)
            if line.number and times[number] > 1:
                self._set_aside("number-twice", where, number)
            elif number in self.closed:
                self._set_aside("number-closed", where, number)
            elif number and number not in self.before:
                self._set_aside("number-unknown", where, number)
            elif number and (other := self._moved(table, line, number)):
                self._set_aside("number-moved", where, number, other=other)
            else:
                self.places.rows[table.key, number] = line.row
                self._read_line(table, line, number, where, now.places)
        for number in self.before:
            if number not in seen:
                self._tell("row-missing", CellRef(self.file, now.sheet), number=number)
                self.shortened |= table.key != "plan"

    def _above(self, now: Present) -> dict[int, str]:
        """Return for each row of the plan without a number whose row it was inserted below.

        None below the last row, nor where the rows around it have been sorted otherwise: that tells nothing.
        """
        actions = {action.id: (place, action.challenge_id) for place, action in enumerate(self.base.plan.actions)}
        found: dict[int, str] = {}
        last, waiting = "", list[int]()
        for line in now.lines:
            if not line.number:
                waiting.append(line.row)
            elif line.number in actions:
                (place, challenge), (end, other) = actions.get(last, (len(actions), "")), actions[line.number]
                found |= dict.fromkeys(waiting, last) if place < end or (challenge == other != "") else {}
                last, waiting = line.number, []
        return found

    def _placed(self, row: Mapping[str, object], where: CellRef) -> Mapping[str, object]:
        """Return a new row, under the challenge of the row it was inserted below where it tells none itself."""
        if not row.get("action") or row.get("challenge") or row["theme"]:
            return row
        action = next((one for one in self.base.plan.actions if one.id == self.above.get(where.row or 0)), None)
        if action is None or row["department"] not in ("", action.department):
            return row
        self._tell("row-under", where, other=action.id)
        said = self.rows[action.id].get("challenge", action.challenge)
        return {**row, "challenge": said, "department": action.department}

    def numbered(self, table: Table, now: Present) -> Present:
        """Return a table that was taken, with the numbers that its rows had lost."""
        lines = (replace(line, number=self.restored.get((table.key, line.row), line.number)) for line in now.lines)
        return replace(now, lines=tuple(lines))

    def take_tools(self, table: Table, now: Present) -> None:
        """Tell of cells of the tool's in which somebody wrote something else than the row says."""
        actions = {action.id: action for action in self.base.plan.actions}
        columns = [column for column in table.columns if column.owner is Owner.TOOL and column.key in _TOLD]
        for line in now.lines:
            action = actions.get(line.number) if line.number not in self.aside else None
            for column in columns:
                cell = line.cells.get(column.key)
                untouched = column.kind is Kind.FORMULA and (cell is None or str(cell).startswith("="))
                if action is None or column.key not in line.cells or untouched:
                    continue
                said = (getattr(action, column.key), self.rows[action.id].get(column.key))
                if not any(_says(plain_value(cell), value) for value in said):
                    self._tell_tools(now, line, column)
            if action is not None:
                self._take_worked_out(table, now, line, action)

    def take_struck(self, now: Present, pieces: Mapping[tuple[int, int], _Pieces]) -> None:
        """Tell of the cells, by row and column, of which only a part is struck through: it still counts as said."""
        marks = self.base.plan.marks
        for line in now.lines:
            for key, place in now.places.items():
                parted = pieces.get((line.row, place), ())
                known = any((mark.action_id, mark.field, mark.pieces) == (line.number, key, parted) for mark in marks)
                if line.number and len(parted) > 1 and not known and any(piece.struck for piece in parted):
                    where = CellRef(self.file, now.sheet, line.row, place)
                    self._tell("struck-part", where, number=line.number, field=field_label(key))

    def _take_worked_out(self, table: Table, now: Present, line: Line, action: Action) -> None:
        """Tell of words over a formula that it comes to neither as the row was nor as it is, on whatever day."""
        for column in table.columns:
            cell = line.cells.get(column.key)
            if column.key not in _WORKED_OUT or not _is_written(cell):
                continue
            possible: set[Plain] = set()
            if column.key == "state":
                statuses = (action.status, self.rows[action.id].get("status"))
                states = {*_FROM_DATES, *(_state_by(action, str(status or "")) for status in statuses)}
                possible = {plain_value(label) for state in states for label in spellings(STATES[state])}
            elif not any(sign.isalnum() for sign in str(cell)):
                continue  # a bar of signs
            if plain_value(cell) not in possible:
                self._tell_tools(now, line, column)

    def _tell_tools(self, now: Present, line: Line, column: Column) -> None:
        where = CellRef(self.file, now.sheet, line.row, now.places[column.key])
        if column.key == "department":
            self._tell("moved-department", where, number=line.number, field=_(column.label))
            return
        instead = _("Write it under a dark heading, or in a column or a note of your own")
        if any(one.key == column.key for one in PLAN.user_columns):
            instead = _("Correct it on the sheet {sheet}, which this column shows").format(sheet=_(PLAN.title))
        self._tell("tool-cell", where, number=line.number, field=_(column.label), instead=instead)

    def _tell_tools_of_new(
        self, table: Table, line: Line, where: CellRef, places: Mapping[str, int], beside: Mapping[str, Plain]
    ) -> None:
        """Tell of what somebody wrote in a new row under the tool's headings, unless a row was copied whole."""
        said = {key: cell for key, cell in beside.items() if key not in PLACING}
        copied = "reasons" in said and any(
            all(_says(cell, getattr(action, key)) for key, cell in said.items()) for action in self.base.plan.actions
        )
        written = {*(() if copied else said), *(key for key in _WORKED_OUT if _is_written(line.cells.get(key)))}
        instead = _("Write it under a dark heading, or in a column or a note of your own")
        for column in table.columns:
            if column.key in written:
                there = replace(where, column=places[column.key])
                self._tell("tool-cell", there, number=_("New row"), field=_(column.label), instead=instead)

    def _take_out_shifted(self) -> None:
        """Leave out the columns in which texts of several challenges have changed rows, and tell of them.

        So it is when a column was sorted, or cells were pushed down in it, without the others. What people write anew
        seldom is what another row was handed out with.
        """
        challenges = {action.id: action.challenge_id for action in self.base.plan.actions}
        for key, (table, sheet, place) in self.places.columns.items():
            placed = sorted((row, number) for (one, number), row in self.places.rows.items() if one == table)
            rows = [one for _row, one in placed if key in self.rows.get(one, ()) and one not in self.aside]
            changed = {n: self.rows[n][key] for n in rows if self.rows[n][key] != self.before[n].get(key, "")}
            handed_out = {number: self.before[number].get(key) for number in rows}
            homes = _homes(handed_out)
            moved = [n for n, value in changed.items() if value and homes.get(value, n) in changed.keys() - {n}]
            across = sum(challenges.get(number) != challenges.get(homes[changed[number]]) for number in moved)
            pushed = len(moved) >= _MOVED and across >= _ACROSS and 2 * len(moved) >= len(changed)
            if not pushed and not _is_sorted_alone(changed, handed_out, [self.rows[number][key] for number in rows]):
                continue
            for number in changed:
                del self.rows[number][key]
            texts = set(handed_out.values())
            self.added = [
                (row, where)
                for row, where in self.added
                if row.get(key) not in texts or any(row[one] for one in row if one not in (key, *PLACING, "challenge"))
            ]
            where = CellRef(self.file, sheet, placed[0][0], place)
            self._tell("column-shifted", where, field=field_label(key), count=str(len(changed)))

    def copy(self) -> Copy:
        """Return all that was gathered."""
        self._take_out_shifted()
        alone = len(self.followed) == len(self.added) == 1 and not self.shortened
        for fields, beside, where in self.followed:
            if not any(self._may_be(row, beside) for row, _where in self.added):
                self._set_aside("number-missing", where, "")
            elif alone:
                self.added = [({**self.added[0][0], **fields}, self.added[0][1])]
            else:
                self._set_aside("number-to-come", where, "")
        self._tell_beside()
        rows = {number: fields for number, fields in self.rows.items() if number not in self.aside}
        aside = {number: fields for number, fields in self.rows.items() if number in self.aside}
        plan = self.base.plan
        problems = tuple(self.problems)
        added, added_at = zip(*self.added, strict=True) if self.added else ((), ())
        copy = Copy(self.file, plan, self.before, rows, added, problems, aside=aside, places=self.places)
        return replace(copy, added_at=added_at)

    def _tell_beside(self) -> None:
        """Tell of what is written in a row that is set aside only since it cannot be told on another sheet."""
        for number in self.rows:
            before = self.before[number]
            for key, value in self.rows[number].items() if number in self.aside else ():
                if value != before.get(key, "") and (value or before.get(key)):
                    where = self.places.of(self.file, number, key)
                    self._tell("set-aside-too", where, number=number, field=field_label(key))

    @staticmethod
    def _is_users(table: Table, key: str) -> bool:
        return ":" in key or any(column.key == key for column in table.user_columns)

    def _moved(self, table: Table, line: Line, number: str) -> str:
        """Return whose row a line is where its number is another's: all that is the tool's, or the user's, is theirs.

        Empty where that is not certain, as of a row that somebody has written in all over.
        """
        if table.key != "plan":
            return ""
        for keys, owners in self._owners.items():
            said = tuple(plain_value(line.cells.get(key)) for key in keys)
            there = owners.get(said, ())
            if there and number not in there:
                return there[0]
        return ""

    @cached_property
    def _owners(self) -> Mapping[tuple[str, ...], Mapping[tuple[Plain, ...], list[str]]]:
        """Per columns of the plan, by what stands in them: the rows that it was handed out in."""
        users = tuple(column.key for column in PLAN.user_columns)
        found: dict[tuple[str, ...], dict[tuple[Plain, ...], list[str]]] = {users: {}, _TELLING: {}}
        for action in self.base.plan.actions:
            tools = tuple(next(_shown(getattr(action, key))) for key in _TELLING)
            if all(tools):
                found[_TELLING].setdefault(tools, []).append(action.id)
            fields = tuple(self.base.rows.get(action.id, {}).get(key) for key in users)
            if sum(value is not None for value in fields) > len(users) // 2:
                found[users].setdefault(fields, []).append(action.id)
        return found

    @staticmethod
    def _may_be(row: Mapping[str, object], beside: Mapping[str, Plain]) -> bool:
        """Whether a new row may be the action that is told ``beside`` what is said of one: nothing there differs."""
        return all(_says(said, row.get(key, "")) for key, said in beside.items())

    def _read_line(self, table: Table, line: Line, number: str, where: CellRef, places: Mapping[str, int]) -> None:
        fields: dict[str, object] = {}
        own = {key: "" if _is_blank(cell) else _words(cell) for key, cell in line.cells.items() if ":" in key}
        untold: list[Column] = []
        for column in table.user_columns:
            if column.key not in line.cells:
                continue
            try:
                value = typed(column, line.cells[column.key], self.words)
            except ValueError:
                untold.append(column)
                continue
            known = value == self.before.get(number, {}).get(column.key)
            if not known and (value in _ERRORS or (isinstance(value, date) and not self._may_be_planned(value))):
                untold.append(column)
            else:
                fields[column.key] = value
        fields |= own
        for column in untold:
            there = replace(where, column=places[column.key])
            self._tell(
                "bad-value", there, number=number or _("New row"), field=_(column.label), allowed=_allowed(column)
            )
        tools = [column.key for column in table.columns if column.owner is Owner.TOOL and column.key in _TOLD]
        beside = {key: plain_value(line.cells[key]) for key in tools if _is_written(line.cells.get(key))}
        blank = all(value in ("", None) for value in fields.values())
        if not number and blank and (table.key == "plan" or not beside):
            if not untold:
                self._set_aside("number-missing", where, "")  # something under a heading of the tool's
            return
        if number:
            self.rows[number] |= fields
        elif table.key == "plan":
            named = {key: str(plain_value(line.cells.get(key)) or "") for key in PLACING}
            self.added.append((self._placed(fields | named, where), where))
            self._tell_tools_of_new(table, line, where, places, beside)
        else:
            self.followed.append((fields, beside, where))

    def _may_be_planned(self, day: date) -> bool:
        """Whether a plan of its day may tell of another: 2027 in a cell for dates is a day in 1905."""
        return abs(day.year - self.base.plan.created_on.year) <= _YEARS_AROUND

    def _recognised(self, table: Table, now: Present, line: Line) -> str:
        """Return the number of a row that lost it but still says the same; empty when it is a new one."""
        told = {other.number for other in now.lines}
        keys = ("challenge", "action")
        if table.key != "plan" or not set(keys) <= line.cells.keys():
            return ""
        said = [plain_value(line.cells[key]) for key in keys]
        alike = [
            number
            for number, fields in self.base.rows.items()
            if number not in told and [fields.get(key) for key in keys] == said
        ]
        if len(alike) != 1:
            return ""
        self._tell("number-restored", now.place_of(self.file, line), number=alike[0])
        return alike[0]

    def _set_aside(self, code: str, where: CellRef, number: str, **values: str) -> None:
        self.aside.add(number)
        self._tell(code, where, number=number, **values)

    def _tell(self, code: str, where: CellRef, **values: str) -> None:
        self.problems.append(Problem(code, where, values))


_MOVED, _ACROSS = 4, 2
"""Texts that must have changed rows before a column counts as shifted, and those of them to another challenge's."""


def _homes(handed_out: Mapping[str, object]) -> dict[object, str]:
    """Return the row that each value was handed out in, of those that stood in one row only."""
    times = Counter(handed_out.values())
    return {value: number for number, value in handed_out.items() if value and times[value] == 1}


def _is_sorted_alone(changed: Mapping[str, object], handed_out: Mapping[str, object], now: Sequence[object]) -> bool:
    """Whether a column holds all that it was handed out with, several cells in other rows, in alphabetical order."""
    said = [str(value).casefold() for value in now if value]
    in_order = said in (sorted(said), sorted(said, reverse=True))
    same = Counter(value for value in now if value) == Counter(value for value in handed_out.values() if value)
    return len(changed) >= _MOVED and len(set(said)) > _ACROSS and same and in_order


def is_plan(path: Path) -> bool:
    """Whether a file is a workbook of this program, told by its list of sheets alone."""
    try:
        with zipfile.ZipFile(path) as archive:
            return f'"{BASE_SHEET}"'.encode() in archive.read("xl/workbook.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def was_edited(path: Path) -> bool:
    """Return whether a workbook holds something that was not handed out: other words, rows, columns, sheets or notes.

    Another order of rows or columns is no edit.
    Raises OutputError when the file is not a workbook of this program or cannot be read, since replacing it could lose
    somebody's work.
    """
    raw = _raw(path)
    workbook = _open(raw)
    if workbook is None or BASE_SHEET not in workbook.sheetnames:
        raise _not_ours(path, encrypted=raw.startswith(OLE) and _ENCRYPTED in raw)
    base = read_base([list(row) for row in _values(workbook[BASE_SHEET])])
    if base is None:
        raise _not_ours(path)
    visible = [sheet for sheet in workbook.worksheets if sheet.title != BASE_SHEET]
    if {sheet.title for sheet in visible} != set(base.sheets) or workbook.chartsheets:
        return True
    if any(fingerprint(_literals(sheet)) != base.sheets[sheet.title] for sheet in visible):
        return True
    return any(_differs(_read(workbook, table, base), table, base) for table in ROUND_TRIP)


def words_in(plan: Plan) -> frozenset[tuple[str, str, str]]:
    """Return what people wrote in a plan, as number, field and text; suggestions that nobody wrote in are left out."""
    keys = [column.key for table in ROUND_TRIP for column in table.user_columns]
    rows = (*plan.actions, *(one.action for one in plan.closed))
    proposed = {(row.id, text) for row in rows if (one := row.proposed) for text in (one.current, one.effect, one.why)}
    said = [(row.id, key, str(getattr(row, key))) for row in rows if not row.draft for key in keys]
    worded = [(row.id, row.wording) for row in rows if row.wording is not None]
    proposed |= {(number, text) for number, one in worded for text in (one.challenge, one.nature, one.cause)}
    said = [(number, key, text) for number, key, text in said if (number, text) not in proposed]
    said += [(number, key, str(value)) for number, row in own_values(plan).items() for key, value in row.items()]
    said += [(mark.action_id, mark.field, mark.note) for mark in plan.marks if mark.note or mark.strikes]
    said += [(one.action_id, one.field, one.theirs) for one in plan.conflicts]
    said += [("", key, str(one)) for key, one in plan.corrections.items()]
    return frozenset(said)


def typed(column: Column, cell: object, words: Callable[[], CellWords] | None = None) -> object:
    """Return what a person wrote as the plan has it: a code, a date, a share or a text, None (a text: empty) for blank.

    Of a list also what clearly means one of it: a label without its bracket, or, of a status, one of the ``words`` that
    the importers know. Raises ValueError for what the column cannot hold.
    """
    value = plain_value(cell)
    if value is None:
        return "" if column.kind in (Kind.TEXT, Kind.LONG_TEXT) or column.key in _CODES_AS_TEXT else None
    if column.kind in (Kind.TEXT, Kind.LONG_TEXT):
        value = _words(cell)
    if column.choices is not None:
        return _chosen(column, f"{value:g}" if isinstance(value, float) else str(value), words)
    if column.kind is Kind.DATE:
        return _date_of(cell, words)
    if column.kind is Kind.PERCENT:
        share = value if isinstance(value, float) else _share_of(str(value))
        if not 0 <= share <= 1:
            raise ValueError(column.key)
        return share
    return f"{value:.12g}" if isinstance(value, float) else value


def _share_of(written: str) -> float:
    """Return the share that a text means; raise ValueError where it may be a share or percent of one."""
    number = _PERCENT.sub("", written)
    figure = float(number.replace(",", "."))
    if 0 < figure <= 1 and number == written:
        raise ValueError(written)
    return figure / 100


_PERCENT = re.compile(r"\s*(%|pct\.?|procent|per\s?cent)$", re.IGNORECASE)


def _chosen(column: Column, value: str, words: Callable[[], CellWords] | None) -> object:
    choices = column.choices or {}
    codes = {plain(spelling): code for code, label in choices.items() for spelling in spellings(label)}
    value = re.sub(r"\s[-‒—]\s", " – ", value)  # no keyboard has the dash of the labels
    if plain(value) in codes:
        return codes[plain(value)]
    parts: dict[str, set[Any]] = {}
    for label, code in codes.items():
        number, _blank, name = label.partition(" ")
        for part in (label, re.split(r" \(| – ", label)[0], *((number, name) if number.isdecimal() else ())):
            parts.setdefault("".join(part.split()), set()).add(code)
    found = parts.get("".join(plain(value).split()), set())
    if len(found) == 1:
        return found.pop()
    said = _status_of(value, words()) if column.key == "status" and words is not None else ""
    if said not in choices:
        raise ValueError(column.key)
    return said


def _status_of(value: str, words: CellWords) -> str:
    """Return the status that a word of the importers' lists means; a remark after it would be lost, and is unclear."""
    if not re.fullmatch(r"[\w\s.%✓✔]+", value):
        return ""
    lists = (("plan", "chosen"), ("plan", "status"), ("any", "status"))
    said = next((found[0] for importer, field in lists if (found := words.meanings(importer, field, value))), "")
    return _STATUSES_BY_WORD.get(said, said)


_STATUSES_BY_WORD = {
    "open": "not_started",
    "partly": "in_progress",
    "failed": "effect_not_reached",
}
"""Meaning of a word for the importers -> the status that says so, where it is called otherwise."""


def _allowed(column: Column) -> str:
    """Return what a column can hold, in words."""
    if column.choices is not None:
        return ", ".join(f"«{_(label)}»" for label in column.choices.values())
    if column.kind is Kind.PERCENT:
        return _("a share from 0 % to 100 %, such as 25 %")
    if column.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return _("words, and no error such as #NAME?; a text that begins with = or - needs an apostrophe (') first")
    return _("a date with day, month and year within ten years, such as 31-12-2026")


def _words(cell: object) -> Plain:
    """Return a cell under a column for text: what Excel made a truth value or a time of, as it shows it."""
    match cell:
        case bool():
            return _("TRUE") if cell else _("FALSE")
        case time():
            return f"{cell:%H:%M}"
        case _:
            return plain_value(cell)


_ERRORS = ("#NAME?", "#VALUE!", "#REF!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
"""What stands in a cell, in any language, whose formula comes to nothing: often words after ``=`` or ``-``."""
_YEARS_AROUND = 10
"""Years from a plan's own in which a date of it may be; farther ones are slips of the hand."""

_TOLD = frozenset(
    {
        *("rank", "urgency", "challenge", "department", "theme", "reasons", "sources", "action", "guidance"),
        *("responsible", "deadline", "follow_up"),
    }
)
"""Columns of the tool's that show a field of the row; the others are worked out from the date."""
_CODES_AS_TEXT = ("own_priority", "effect")
"""Choices that an action holds as text, empty for none."""


_TELLING = ("department", "theme", "reasons", "sources")
"""Columns of the tool's that tell the actions on one challenge from others."""
_WORKED_OUT = ("period", "state")
"""Columns of the tool's that are worked out from the row and the date."""
_FROM_DATES = ("overdue", "no_responsible", "due_soon")
"""States that come and go with the days; nobody means a status by them."""


def _state_by(action: Action, status: str) -> str:
    """Return the state that follows from a status alone."""
    return state_of(replace(action, status=status, deadline=None, responsible="-"), date.min)


def _shown(value: object) -> Iterator[Plain]:
    """Yield how a field of a row may stand in a cell, in either language."""
    match value:
        case Level():
            yield from map(plain_value, spellings(LEVELS[value]))
        case str():
            yield plain_value(clean(value))
        case _:
            yield plain_value(value)


def _says(cell: Plain, value: object) -> bool:
    """Whether a cell shows a field of a row, be it cut short."""
    shown = list(_shown(value))
    begun = cell[:-1] if isinstance(cell, str) and cell.endswith("…") else None
    return cell in shown or (begun is not None and any(str(one).startswith(begun) for one in shown))


_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")


_ONE_DAY = re.compile(r"(?:(?:d|den)\b\.?\s*)?\d[\d\s./-]*(?:[^\W\d_]+\.?\s*\d{2,4})?", re.IGNORECASE)
"""What holds a date and nothing else that could be lost."""


def _date_of(cell: object, words: Callable[[], CellWords] | None) -> date:
    match cell:
        case datetime():
            return cell.date()
        case date():
            return cell
    written = str(cell).strip()
    if (parts := _DAY_FIRST.fullmatch(written)) is not None:
        return date(int(parts[3]), int(parts[2]), int(parts[1]))
    period = words().period(written) if words is not None and _ONE_DAY.fullmatch(written) else None
    if period is not None and period[0] == period[1]:
        return period[0]
    return date.fromisoformat(written)


def _raw(path: Path) -> bytes:
    """Return what is in a file, nothing when it is not there; raise SourceError when something stands in the way."""
    try:
        return path.read_bytes()
    except OSError as error:
        code = code_of(path, error)
        if code == "unreadable-file":
            return b""  # no workbook; the caller says what that means
        raise SourceError(code, count=str(len(str(path.absolute())))) from error


def _open(raw: bytes, *, results: bool = False, runs: bool = False) -> Workbook | None:
    """Return the workbook, with formulas or with their ``results``; None when the file is not a workbook that opens.

    With ``runs`` texts that do not look the same all through are in pieces.
    """
    from openpyxl import load_workbook

    try:
        with safe_archive(raw) as archive:
            archive.getinfo("xl/workbook.xml")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of parts it does not keep; nothing is saved with it here
            workbook = load_workbook(io.BytesIO(raw), data_only=results, rich_text=runs)
        beyond = any(sheet.max_row > _ROWS or sheet.max_column > _COLUMNS for sheet in workbook.worksheets)
    except Exception:  # openpyxl raises whatever its parser stumbles on; the caller says what that means
        return None
    return None if beyond else workbook


_ROWS, _COLUMNS = 1_048_576, 16_384
"""What a sheet of Excel holds."""


def _not_ours(path: Path, *, encrypted: bool = False) -> OutputError:
    if encrypted:
        return OutputError(
            _(
                "{file} exists already and is protected with a password, so that it cannot be seen whether somebody "
                "has written in it. Choose another name or folder, or move it away."
            ).format(file=path)
        )
    return OutputError(
        _(
            "{file} exists already, and is not a workbook of this program or cannot be read. "
            "Choose another name, or move it away."
        ).format(file=path)
    )


def _values(sheet: Any) -> Iterator[tuple[object, ...]]:
    from openpyxl.utils.escape import unescape
    from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

    for row in sheet.iter_rows(values_only=True):
        yield tuple(
            unescape(value)
            if isinstance(value, str)
            else _text_of_formula(value)
            if isinstance(value, ArrayFormula | DataTableFormula)
            else value
            for value in row
        )


def _literals(sheet: Any, above: int | None = None) -> Iterator[object]:
    """Yield what is written on a sheet, or only in the rows above one."""
    return (literal for _cell, literal in _literal_cells(sheet, above))


def _literal_cells(sheet: Any, above: int | None) -> Iterator[tuple[Any, object]]:
    from openpyxl.utils.escape import unescape

    for row in sheet.iter_rows(max_row=None if above is None else max(above - 1, 1)):
        for cell in row:
            if cell.value is not None and cell.data_type != "f":
                yield cell, unescape(cell.value) if isinstance(cell.value, str) else cell.value
            if cell.comment is not None:
                yield cell, str(cell.comment.text)


def _sheet_of(workbook: Workbook, table: Table) -> Any:
    """Return a table's sheet, also under another name when its headers are there."""
    titles = {plain(title) for title in spellings(table.title)}
    sheets = [sheet for sheet in workbook.worksheets if sheet.title != BASE_SHEET]
    named = next((sheet for sheet in sheets if plain(sheet.title) in titles), None)
    most = len(table.user_columns) // 2
    others = {plain(title) for other in TABLES for title in spellings(other.title)}
    renamed = (sheet for sheet in sheets if plain(sheet.title) not in others and _top(sheet, table, most) is not None)
    return named or next(renamed, None)


def _unnumbered(file: str, workbook: Workbook, table: Table) -> CellRef | None:
    """Return where the headers of a table stand that has none for the numbers, None when they are not there at all."""
    titles = {plain(title) for title in spellings(table.title)}
    least = len(table.user_columns) // 2
    for sheet in workbook.worksheets:
        rows = sheet.iter_rows(max_row=_HEADER_ROWS, values_only=True) if plain(sheet.title) in titles else ()
        for number, row in enumerate(rows, start=1):
            if len(_columns_of(row, table)) > least:
                return CellRef(file, sheet.title, number)
    return None


def _top(sheet: Any, table: Table, least: int = 2) -> int | None:
    """Return the 0-based row of a table's headers, with at least so many of the user's columns."""
    rows = sheet.iter_rows(max_row=_HEADER_ROWS, values_only=True)
    return next((number for number, row in enumerate(rows) if _is_header(row, table, least)), None)


class _Formulas:
    """The formulas that people wrote in a workbook, and what they come to."""

    def __init__(self, raw: bytes, workbook: Workbook, base: Base) -> None:
        self._raw, self._workbook, self._base = raw, workbook, base
        self._tops: dict[str, int] = {}
        """Sheets of the program's that were read, with the rows of their headers."""
        self._left: dict[tuple[str, int], int] = {}

    @property
    def left(self) -> list[tuple[str, int, int]]:
        """Sheet, row and column of the first in each column that cannot come along: only what it comes to is kept."""
        return [(sheet, row, column) for (sheet, column), row in self._left.items()]

    @cached_property
    def _results(self) -> Workbook | None:
        return _open(self._raw, results=True)

    @cached_property
    def _added(self) -> frozenset[str]:
        return frozenset(sheet.title for sheet in _added_sheets(self._workbook, self._base))

    def worked_out(self, table: Table, now: Present | None) -> Present | None:
        """Return a table with what its formulas come to; one that was never worked out stays as it is."""
        if now is None:
            return None
        self._tops[now.sheet] = now.top
        sheet, tools = self._workbook[now.sheet], {one.key for one in table.columns if one.owner is Owner.TOOL}
        formulas = [
            (line, key)
            for line in now.lines
            for key, cell in line.cells.items()
            if key not in tools and isinstance(cell, str) and cell.startswith("=")
            if sheet.cell(line.row, now.places[key]).data_type == "f"  # a text may begin so too
        ]
        if not formulas or self._results is None:
            return now
        texts = {column.key for column in table.user_columns if column.kind in (Kind.TEXT, Kind.LONG_TEXT)}
        lines = {line.row: line for line in now.lines}
        for line, key in formulas:
            place, written = (line.row, now.places[key]), str(line.cells[key])
            cell = self._results[now.sheet].cell(*place)
            result, link = cell.value, _LINK.match(written)
            if link is not None and isinstance(result, str):
                result = _with_target(result, link[1])
            elif key in now.own and any(map(str.isalpha, written)):  # others come to the same for ever
                self._left.setdefault((now.sheet, now.places[key]), line.row)
            if key in texts and _is_figure(result):
                result = _as_shown(result, cell.number_format)
            row = lines[line.row]
            lines[line.row] = replace(row, cells={**row.cells, key: written if result is None else result})
        return replace(now, lines=tuple(lines.values()))

    def stays(self, formula: object) -> bool:
        """Whether a formula on a sheet that somebody added means the same where that sheet goes.

        Of other sheets' cells it does so only in the plan itself, and only where they do not move when it is written
        anew. Names and tables that people made do not come along.
        """
        from openpyxl.formula import Tokenizer
        from openpyxl.formula.tokenizer import Token, TokenizerError

        try:
            tokens = Tokenizer(formula).items if isinstance(formula, str) else None
        except TokenizerError:
            tokens = None
        named = [_CELLS.fullmatch(one.value) for one in tokens or () if one.subtype == Token.RANGE]
        return tokens is not None and all(one is not None and self._stands_still(one) for one in named)

    def _stands_still(self, named: re.Match[str]) -> bool:
        sheet = named["sheet"]
        if not sheet or self._base.plan.scope:
            return not sheet
        return sheet in self._added or (named["columns"] is not None and sheet in self._workbook.sheetnames)

    def left_behind(self, cell: Any) -> object:
        """Return what a formula that cannot come along comes to; itself as words where it was never worked out."""
        if not self._is_copied(cell):
            self._left.setdefault((cell.parent.title, cell.column), cell.row)
        result = None if self._results is None else self._results[cell.parent.title][cell.coordinate].value
        return _text_of_formula(cell.value) if result is None else result

    def _is_copied(self, cell: Any) -> bool:
        """Whether a formula is the program's own, on a sheet that somebody copied."""
        for title, top in self._tops.items():
            sheet, heading = self._workbook[title], cell.parent.cell(top, cell.column).value
            if heading and heading == sheet.cell(top, cell.column).value:
                return bool(sheet.cell(top + 1, cell.column).data_type == "f")
        return False


_CELLS = re.compile(
    r"(?:'?(?P<sheet>[^'!\[\]]+)'?!)?"
    r"(?:\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})|\$?\d+:\$?\d+)"
)
"""Cells that a formula names; a whole column has no rows that could move."""


def _text_of_formula(value: object) -> str:
    """Return a formula as it is written, also of one that fills several cells."""
    return value if isinstance(value, str) else str(getattr(value, "text", None) or "=")


def _read(workbook: Workbook, table: Table, base: Base) -> Present | None:
    """Return a table's contents, None when its sheet or its headers are not there."""
    sheet = _sheet_of(workbook, table)
    return None if sheet is None else _read_sheet(sheet, table, base)


def _read_sheet(sheet: Any, table: Table, base: Base) -> Present | None:
    """Return what a sheet says as a table, None when the table's headers are not there."""
    top = _top(sheet, table)
    if top is None:
        return None
    grid = list(_values(sheet))
    header, below = grid[top], grid[top + 1 :]
    number = next(position for position, cell in enumerate(header) if _is_label(cell, NUMBER_LABEL))
    _spread(sheet, below, top + 1, number)
    ours = _ours(header, below, number, table, base)
    filled = {place for row in below for place, value in enumerate(row) if not _is_blank(value)}
    taken = {plain(spelling) for column in table.columns for spelling in spellings(column.label)}
    own: dict[int, str] = {}
    for place in range(len(header)):
        if place not in ours and (header[place] is not None or place in filled):
            title = " ".join(str(header[place] or _("Without a heading")).split())
            numbered = (f"{title} ({count})" for count in itertools.count(2))
            free = next(one for one in itertools.chain([title], numbered) if plain(one) not in taken)
            taken.add(plain(free))
            own[place] = own_key(table, free)
    keys = {place: column.key for place, column in ours.items()} | own
    worked_out = {column.key for column in table.columns if column.kind is Kind.FORMULA}
    texts = [
        place for place, one in ours.items() if one.owner is Owner.USER and one.kind in (Kind.TEXT, Kind.LONG_TEXT)
    ]
    numbers, lines = _numbers_of(base), []
    for row, values in enumerate(below, start=top + 2):
        cells = {key: values[place] for place, key in keys.items()}
        cells |= {
            ours[place].key: _as_shown(values[place], sheet.cell(row, place + 1).number_format)
            for place in texts
            if _is_figure(values[place])
        }
        cells |= {
            keys[place]: _with_target(text, link.target)
            for place in (*texts, *own)
            if (link := sheet.cell(row, place + 1).hyperlink) is not None and link.target
            if isinstance(text := values[place], str)
        }
        if any(
            _is_written(cell) if key in worked_out else not _is_blank(cell)
            for key, cell in cells.items()
            if key not in _HIDDEN
        ):
            said = str(plain_value(values[number]) or "")
            lines.append(Line(row, said if said in base.rows else numbers.get(_bare(said), said), cells))
    labels = tuple(str(cell) for cell in header if cell is not None)
    places = {key: place + 1 for place, key in keys.items()}
    known = {own_key(table, one.header) for one in base.plan.own_columns if one.table == table.key}
    new = [place for place, key in own.items() if place in filled and key not in known]
    instead = {own[place]: column for place, column in _in_place_of(ours, new, table)}
    return Present(sheet.title, labels, tuple(lines), places, tuple(own.values()), top + 1, instead)


def _with_target(value: str, target: str) -> str:
    """Return a text with what a link on it leads to, unless it says that itself."""
    if value.startswith("=") or _bare_address(target) in _bare_address(value):
        return value
    return f"{value.rstrip()} ({_MEANS.sub('', unquote(target))})"


def _bare_address(text: str) -> str:
    return _SCHEME.sub("", unquote(text).replace("\\", "/")).rstrip("/").casefold()


_MEANS = re.compile(r"mailto:|tel:|file:///", re.IGNORECASE)
"""What a link begins with and nobody writes."""
_SCHEME = re.compile(r"(?:https?|file):/+|mailto:|tel:", re.IGNORECASE)
_LINK = re.compile(r'=\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
"""The formula of a link, with what it leads to."""


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float | date) and not isinstance(value, bool)


def _as_shown(value: object, number_format: str) -> str:
    """Return what Excel made a number or a date of, in a column for text, as it shows it: ``38 %``, ``12,5``."""
    if isinstance(value, date):
        return danish_date(value)
    share = "%" in number_format
    shown = number_text(f"{float(str(value)) * (100 if share else 1):.12g}")
    return f"{shown} %" if share else shown


def _in_place_of(found: Mapping[int, Column], new: Iterable[int], table: Table) -> Iterator[tuple[int, Column]]:
    """Yield the positions of new columns that stand alone between two of ours where one of the user's is gone."""
    places = {column.key: place for place, column in found.items()}
    gone: list[Column] = []
    before = -1
    for column in table.columns:
        if column.key not in places:
            gone.append(column)
            continue
        between = [place for place in new if before < place < places[column.key]]
        if len(gone) == len(between) == 1 and gone[0].owner is Owner.USER:
            yield between[0], gone[0]
        before, gone = places[column.key], []


def _spread(sheet: Any, below: list[tuple[object, ...]], top: int, number: int) -> None:
    """Give each row what stands in a cell that was merged down over it, as people mean it; numbers are a row's own.

    ``below`` are the rows from the 0-based row ``top`` of the sheet on; those that hold nothing themselves stay so.
    """
    for area in sheet.merged_cells.ranges:
        first, place = area.min_row - 1 - top, area.min_col - 1
        if first < 0 or place == number or not _is_written(below[first][place]):
            continue
        for row in range(first + 1, area.max_row - top):
            if any(map(_is_written, below[row])):
                below[row] = (*below[row][:place], below[first][place], *below[row][place + 1 :])


def _numbers_of(base: Base) -> dict[str, str]:
    """Return the numbers of the plan by how they may be written, where no other could be meant."""
    known = (*base.rows, *(one.action.id for one in base.plan.closed))
    times = Counter(map(_bare, known))
    return {bare: number for number in known if times[bare := _bare(number)] == 1 and bare}


def _bare(number: str) -> str:
    """Return a number without what people leave out: ``h3`` of ``H-0003``; empty for what is none with a letter."""
    parts = re.fullmatch(r"([^\W\d_]+)[\s.–_-]*0*(\d+)\.?", number.strip())
    return f"{parts[1]}{parts[2]}".casefold() if parts is not None else ""


def _ours(
    header: tuple[object, ...], below: Sequence[tuple[object, ...]], number: int, table: Table, base: Base
) -> dict[int, Column]:
    """Return which positions hold which of our columns; of two called the same the one with what was handed out.

    One that is gone is a column under another heading in which most rows still say what was handed out in it.
    """

    def still_says(place: int, key: str) -> int:
        handed_out = [(base.rows.get(str(row[number])), plain_value(row[place])) for row in below]
        return sum(fields is not None and fields.get(key) == value for fields, value in handed_out)

    found = _columns_of(header, table)
    for place, cell in enumerate(header):
        rest = {key: column for key, column in found.items() if key != place}
        for other, column in rest.items() if place not in found else ():
            if plain(str(cell)) in {plain(one) for one in spellings(column.label)}:
                if still_says(place, column.key) > still_says(other, column.key):
                    del found[other]
                    found[place] = column
                break
    rows = [(fields, row) for row in below if (fields := base.rows.get(str(row[number]))) is not None]
    for column in table.user_columns if len(found) < len(table.columns) else ():
        handed_out = [(value, row) for fields, row in rows if (value := fields.get(column.key)) is not None]
        for place in range(len(header)) if column not in found.values() else ():
            same = sum(plain_value(row[place]) == value for value, row in handed_out)
            if place not in found and 2 * same > len(handed_out):
                found[place] = column
                break
    filled = [
        place for place in range(len(header)) if place not in found and any(not _is_blank(row[place]) for row in below)
    ]
    for place, column in list(_in_place_of(found, filled, table)) if len(found) < len(table.columns) else ():
        if column.kind in _STRICT and all(_can_hold(column, row[place]) for row in below):
            found[place] = column
    return found


_STRICT = (Kind.CHOICE, Kind.DATE)
"""Kinds of columns that cannot hold what people write about something else."""


def _can_hold(column: Column, cell: object) -> bool:
    try:
        typed(column, cell)
    except ValueError:
        return False
    return True


def _is_blank(value: object) -> bool:
    return plain_value(value) is None


def _is_written(cell: object) -> bool:
    """Whether something stands under a heading with formulas that is none itself."""
    formula = not isinstance(cell, str | int | float | date | time | timedelta) or str(cell).startswith("=")
    return not formula and not _is_blank(cell)


_HIDDEN = ("place", "attention")
"""Columns that nobody sees, with figures that the others are worked out from."""


def _is_label(cell: object, message: str) -> bool:
    return isinstance(cell, str) and plain(cell) in {plain(spelling) for spelling in spellings(message)}


def _is_header(row: tuple[object, ...], table: Table, least: int) -> bool:
    own = {column.key for column in table.user_columns}
    return (
        any(_is_label(cell, NUMBER_LABEL) for cell in row)
        and sum(column.key in own for column in _columns_of(row, table).values()) >= least
    )


def _columns_of(header: tuple[object, ...], table: Table) -> dict[int, Column]:
    """Return which positions hold which of our columns; of two with the same label the first."""
    known = {plain(spelling): column for column in table.columns for spelling in spellings(column.label)}
    found: dict[int, Column] = {}
    for position, cell in enumerate(header):
        column = known.get(plain(cell)) if isinstance(cell, str) else None
        if column is not None and column not in found.values():
            found[position] = column
    return found


def _differs(now: Present | None, table: Table, base: Base) -> bool:
    if now is None:
        return True
    if {plain(label) for label in now.headers} != {plain(label) for label in base.headers.get(table.key, ())}:
        return True
    keys = {column.key for column in table.user_columns}
    rows: dict[str, Mapping[str, Plain]] = {}
    for line in now.lines:
        if not line.number or line.number in rows:
            return True
        rows[line.number] = {key: plain_value(line.cells.get(key)) for key in keys}
    return rows != {name: {key: fields.get(key) for key in keys} for name, fields in base.rows.items()}
