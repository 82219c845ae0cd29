"""What a workbook held when it was handed out: a very hidden sheet that later tells edits from what was there.

The sheet holds, from the top: schema number, language and date; a line per sheet with a fingerprint of its contents;
the headers of the tables that users write in; the plan itself as JSON, packed, in pieces that fit a cell; then, per
plan row, every value of the user's columns as it was shown. It never holds more than the visible sheets may show.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import chain
from typing import Any

from cattrs import BaseValidationError

from handleplan_batch.language import _
from handleplan_batch.model import BASE_SHEET, Action, Plan, Text
from handleplan_batch.workbook.columns import ROUND_TRIP, Column, Kind, Table, column_letter, label_of, with_own_columns
from handleplan_batch.workbook.formats import Book, Page, Value

SCHEMA = 3
_PLAIN_SCHEMA = 2
"""The schema that held the JSON as it is; its workbooks are still out with people."""
MARK = "handleplan_batch"
_PIECE = 12_000
"""Bytes of the packed plan a cell, 16,000 characters: never more than Excel's 32,767 UTF-16 units."""
_MOST_JSON = 400 << 20
"""Bytes that a packed plan may unfold to: ten times the largest plan that was ever made."""

_TOGETHER = 500
"""Values, or records of the plan, that are turned to text at a time."""

Plain = str | float | None
"""A cell's content for comparing: trimmed text, a number, a date as ISO text, or None for blank."""


def plain_value(value: object) -> Plain:
    """Return a cell's content for comparing: 3.0 as 3, a date like a datetime, a time as its number, blank as None."""
    match value:
        case None:
            return None
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case time():
            return plain_value(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
        case timedelta():
            return plain_value(value / timedelta(days=1))
        case bool() | int() | float():
            return float(f"{float(value):.12g}") + 0.0  # Excel keeps 15 digits; no -0.0
        case _:
            return "\n".join(line.rstrip() for line in str(value).replace("\r\n", "\n").split("\n")).strip() or None


def fingerprint(values: Iterable[object]) -> str:
    """Return a hash of a sheet's contents that does not depend on where on the sheet they stand."""
    counted = Counter(values)  # they recur
    contents: list[str] = []
    for value, times in counted.items():
        if (plain := plain_value(value)) is not None:
            contents += [repr(plain)] * times
    contents.sort()
    hashed = hashlib.sha256()
    for start in range(0, len(contents), _TOGETHER):  # all of it at once takes as much memory as the sheet
        hashed.update((("\x1f" if start else "") + "\x1f".join(contents[start : start + _TOGETHER])).encode())
    return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class Base:
    """What was handed out."""

    sheets: Mapping[str, str]
    """Sheet name -> fingerprint of its contents."""
    headers: Mapping[str, tuple[str, ...]]
    """Per key of a round-trip table its headers as shown."""
    rows: Mapping[str, Mapping[str, Plain]]
    """Per ``Nr.`` the user's fields as shown, choices as labels."""
    plan: Plan
    own_sheets: frozenset[str] = frozenset()
    """Those of the sheets that somebody added and that came along."""
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Per key of a round-trip table the fingerprint of what stands above its headers, and then of each cell there."""


def _tables(plan: Plan) -> list[Table]:
    return [with_own_columns(table, plan) for table in ROUND_TRIP]


def _user_columns() -> list[Column]:
    return [column for table in ROUND_TRIP for column in table.user_columns]


def user_value(column: Column, action: Action) -> Value:
    """Return what a user's column shows for an action."""
    value: Value = getattr(action, column.key)
    return label_of(column.choices, value) if column.choices is not None else value


def write_base(book: Book, plan: Plan, actions: Sequence[Action]) -> None:
    """Add the very hidden sheet; every other sheet must be written before."""
    sheets = [("own sheet" if page.own else "sheet", page.title, fingerprint(page.literals)) for page in book.pages]
    page = book.page(BASE_SHEET)
    page.sheet.very_hidden()
    head: list[Sequence[Value]] = [
        (MARK, "schema", SCHEMA),
        ("language", plan.language),
        ("created_on", plan.created_on.isoformat()),
        *sheets,
        *(("headers", table.key, *(column.title for column in table.columns)) for table in _tables(plan)),
        *(
            (
                "above",
                table.key,
                fingerprint(page.above[table.key]),
                *(fingerprint([one]) for one in page.above[table.key]),
            )
            for table in ROUND_TRIP
            for page in book.pages
            if table.key in page.above
        ),
        *(("plan", piece) for piece in _pieces(plan)),
    ]
    columns = _user_columns()
    head.append(("id", "draft", *(column.key for column in columns)))
    head.append(("", "", *(_(column.label) for column in columns)))
    for row, values in enumerate(head):
        for position, value in enumerate(values):
            page.write(row, position, value)
    for row, action in enumerate(actions, start=len(head)):
        page.write(row, 0, action.id)
        page.write(row, 1, action.id if action.draft else None)
        for position, column in enumerate(columns, start=2):
            styles = ("date",) if column.kind is Kind.DATE else ()
            page.write(row, position, user_value(column, action), *styles)
    _name_ranges(book, page, len(head), max(len(actions), 1), len(columns))
    page.finish()


@cache
def _converter() -> Any:
    from cattrs.preconf.json import make_converter

    converter = make_converter(forbid_extra_keys=True)
    converter.register_structure_hook(Text, lambda pair, _type: Text(*pair))
    return converter


def _pieces(plan: Plan) -> Iterator[str]:
    """Yield the plan, packed: as JSON it takes more memory than all else in the workbook, and most of it recurs."""
    packer, packed = zlib.compressobj(), b""
    for more in chain((packer.compress(text.encode()) for text in _texts(plan)), map(packer.flush, (zlib.Z_FINISH,))):
        packed += more
        whole = len(packed) - len(packed) % _PIECE
        yield from (_as_text(packed[start : start + _PIECE]) for start in range(0, whole, _PIECE))
        packed = packed[whole:]
    yield _as_text(packed)


def _as_text(packed: bytes) -> str:
    """Return bytes as signs that no program changes or trims when it saves a workbook."""
    return base64.b64encode(packed).decode()


def _unpacked(pieces: Sequence[str]) -> str:
    """Return the JSON that :func:`_pieces` packed; raise ValueError where it is not whole."""
    packed = b"".join(base64.b64decode(piece, validate=True) for piece in pieces)
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, _MOST_JSON)
    except zlib.error as error:
        raise ValueError from error
    if not unpacker.eof:
        raise ValueError
    return text.decode()


def _texts(plan: Plan) -> Iterator[str]:
    start = "{"
    for name in _names(Plan):
        value = getattr(plan, name)
        if isinstance(value, tuple):
            yield f'{start}"{name}":['
            for first in range(0, len(value), _TOGETHER):
                yield ("," if first else "") + _json(value[first : first + _TOGETHER])[1:-1]
            yield "]"
        else:
            yield f'{start}"{name}":{_json(value)}'
        start = ","
    yield "}"


def _json(value: object) -> str:
    return json.dumps(value, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Return what JSON has no form for as what :func:`_converter` makes it from, one level deep."""
    if isinstance(value, date):
        return value.isoformat()
    return {name: getattr(value, name) for name in _names(value.__class__)}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _name_ranges(book: Book, page: Page, first: int, rows: int, columns: int) -> None:
    """Name what the mark of a suggestion compares with; a conditional format may use names of other sheets only."""
    last_column = column_letter(columns + 1)
    book.define("base_drafts", f"'{page.title}'!$B${first + 1}:$B${first + rows}")
    book.define("base_labels", f"'{page.title}'!$C${first}:${last_column}${first}")
    book.define("base_values", f"'{page.title}'!$C${first + 1}:${last_column}${first + rows}")


def read_base(cells: Sequence[Sequence[object]]) -> Base | None:
    """Return what the very hidden sheet tells, None when it is not a sheet of this program and schema."""
    rows = [list(row) for row in cells]
    if not rows or rows[0][:2] != [MARK, "schema"] or rows[0][2] not in (_PLAIN_SCHEMA, SCHEMA):
        return None
    packed = rows[0][2] == SCHEMA
    sheets: dict[str, str] = {}
    own: set[str] = set()
    headers: dict[str, tuple[str, ...]] = {}
    above: dict[str, tuple[str, ...]] = {}
    pieces: list[str] = []
    while rows and rows[0][0] != "id":
        kind, name, *rest = rows.pop(0)
        if kind in ("sheet", "own sheet"):
            sheets[str(name)] = str(rest[0])
            own.update([str(name)] if kind == "own sheet" else ())
        elif kind == "headers":
            headers[str(name)] = tuple(str(cell) for cell in rest if cell is not None)
        elif kind == "above":
            above[str(name)] = tuple(str(cell) for cell in rest if cell is not None)
        elif kind == "plan":
            pieces.append(str(name))
    try:
        text = _unpacked(pieces) if packed else "".join(pieces)
        plan = _converter().structure(json.loads(text), Plan)
    except (ValueError, BaseValidationError):
        return None
    if not rows:
        return None
    keys = [str(key) for key in rows[0][2:] if key is not None]
    records = [row for row in rows[2:] if row[0] is not None]
    fields = {str(row[0]): dict(zip(keys, map(plain_value, row[2:]), strict=False)) for row in records}
    return Base(sheets, headers, fields, plan, frozenset(own), above)
