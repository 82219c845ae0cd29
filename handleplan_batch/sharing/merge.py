"""Three-way merge of a plan with the workbooks that came back. Pure: records in, decisions out.

Per field: where only one side changed it, that side counts; the same change on both sides counts once; different
changes leave the plan as it is and are a conflict. The order of the returned workbooks does not matter, and collecting
one again changes nothing. A workbook that comes back a second time, saved later, is compared with what was taken from
it the first time: whoever goes on writing in the same workbook is not in conflict with themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cache
from pathlib import PurePath
from typing import Any, get_type_hints

from cattrs import Converter
from cattrs.preconf.json import make_converter

from handleplan_batch.model import Action, Addition, Change, Collected, Conflict, Copy, Correction, Mark, OwnSheet

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Added:
    """A row that is new to the plan."""

    scope: str
    """Department of the workbook it came in."""
    fields: Fields
    """With ``department`` and ``theme`` as written."""
    source: str

    @property
    def written(self) -> dict[str, str]:
        """What it says, as text that stays the same for ever, blanks left out."""
        return {key: text for key, value in self.fields.items() if (text := text_of(value))}


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of the plan."""

    rows: Mapping[str, Fields]
    """Per ``Nr.`` every field of the user's."""
    added: tuple[Added, ...]
    additions: tuple[Addition, ...]
    """What was added before, as it was last taken in."""
    conflicts: tuple[Conflict, ...]
    """Those that are open, and those that a person decided."""
    changes: tuple[Change, ...]
    cleared: tuple[Change, ...]
    """Those changes that emptied a cell."""
    collected: tuple[Collected, ...]
    marks: tuple[Mark, ...]
    """Notes and colours of cells."""
    sheets: tuple[OwnSheet, ...]
    """Sheets that people added."""
    closed: tuple[Change, ...] = ()
    """What was written in rows that are closed in the plan, and is not taken in."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    """Workbooks that correct a finding in another way than the plan, or another workbook, does."""


def merge(ours: Copy, copies: Iterable[Copy]) -> Merged:
    """Return the plan ``ours`` with what the ``copies`` changed, as far as that is no conflict or was decided."""
    returned = [_Returned(copy, ours.plan.collected) for copy in sorted(copies, key=lambda copy: copy.file)]
    rows = {number: {**fields, **ours.rows.get(number, {})} for number, fields in ours.base.items()}
    decisions = {_key(conflict): conflict.decision for conflict in ours.decided}
    conflicts: list[Conflict] = []
    changes: list[Change] = []
    holding: dict[str, list[_Returned]] = {}
    for one in returned:
        for number in one.copy.rows:
            holding.setdefault(number, []).append(one)
    for number, fields in rows.items():
        there = holding.get(number, [])
        keys = dict.fromkeys([*fields, *(key for one in there for key in one.copy.rows[number])])
        for key in keys:
            field = _Field(number, key, fields.get(key, ""), there, decisions)
            fields[key] = field.value
            changes += field.changes
            conflicts += field.conflicts
    added, additions, again = _additions(ours, [ours, *(one.copy for one in returned)], rows)
    changes += again
    cleared = tuple(change for change in changes if not text_of(rows[change.action_id][change.field]))
    now = {one.name for one in returned}
    obeyed = _obeyed([conflict for conflict in ours.decided if conflict.source not in now], rows)
    for conflict in obeyed:
        rows[conflict.action_id][conflict.field] = value_of(conflict.field, conflict.theirs)
        changes.append(Change(conflict.action_id, conflict.field, conflict.source))
    conflicts += [one for one in ours.decided if one.source not in now and one not in obeyed]
    pending = {(one.action_id, one.field, one.source) for one in conflicts if not one.decision}
    collected = {one.handed_out: one for one in ours.plan.collected}
    for one in returned:
        before = collected.get(one.handed_out)
        if before is None or before.saved <= one.copy.saved:
            collected[one.handed_out] = Collected(one.handed_out, one.copy.saved, one.changed(pending))
    corrections, disputed = {**ours.plan.corrections, **ours.corrections}, []
    for one in returned:
        for key, said in one.copy.corrections.items():
            if corrections.setdefault(key, said) != said:
                disputed.append(one.copy.file)
    return Merged(
        *(rows, added, additions, tuple(conflicts), tuple(changes), cleared),
        tuple(collected.values()),
        marks=_marks(ours, [one.copy for one in returned]),
        sheets=tuple(_sheets(ours, [one.copy for one in returned])),
        closed=tuple(_closed(ours, returned)),
        corrections=corrections,
        disputed=tuple(disputed),
    )


def _obeyed(conflicts: Sequence[Conflict], rows: Mapping[str, Fields]) -> list[Conflict]:
    """Return the conflicts decided for a workbook that did not come back again, one per field that still waits."""
    chosen: dict[tuple[str, str], dict[str, Conflict]] = {}
    for one in conflicts:
        waits = one.field in rows.get(one.action_id, {}) and text_of(rows[one.action_id][one.field]) == one.ours
        if one.decision == "theirs" and waits:
            chosen.setdefault((one.action_id, one.field), {})[one.theirs] = one
    return [one for found in chosen.values() if len(found) == 1 for one in found.values()]


@cache
def _hints() -> tuple[Converter, Mapping[str, Any]]:
    return make_converter(), get_type_hints(Action)


def value_of(key: str, text: str) -> object:
    """Return what :func:`text_of` made a text of; a column that somebody added holds text."""
    converter, hints = _hints()
    if ":" in key or hints[key] is str:
        return text
    return converter.structure(text or None, hints[key])


def _closed(ours: Copy, returned: Iterable[_Returned]) -> Iterator[Change]:
    """Yield what was written in rows that are closed in the plan, unless the plan has it as it was closed."""
    kept = {one.action.id: one.action for one in ours.plan.closed}
    for one in returned:
        for number, fields in one.copy.rows.items():
            for key, value in fields.items():
                mine = getattr(kept.get(number), key, "")
                if number in kept and text_of(value) != one.base(number, key) and not same(value, mine):
                    yield Change(number, key, one.copy.file)


class _Returned:
    """A returned workbook, with what its fields are compared with."""

    def __init__(self, copy: Copy, collected: Iterable[Collected]) -> None:
        self.copy = copy
        self.name = PurePath(copy.file).name
        told = [(number, key, text_of(value)) for number, row in copy.base.items() for key, value in row.items()]
        self.handed_out = hashlib.sha256(repr((copy.plan.scope, sorted(told))).encode()).hexdigest()
        before = next((one for one in collected if one.handed_out == self.handed_out), None)
        self._taken = before.fields if before is not None and before.saved < copy.saved else {}

    def base(self, number: str, key: str) -> str:
        """Return what a field said when it was handed out, or when it was last taken from this workbook."""
        return self._taken.get(number, {}).get(key, text_of(self.copy.base[number].get(key)))

    def changed(self, pending: Container[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
        """Return all fields that are not as they were handed out, without those that wait for a decision."""
        found: dict[str, dict[str, str]] = {}
        for number, row in self.copy.rows.items():
            for key, value in row.items():
                if (number, key, self.name) not in pending and not same(value, self.copy.base[number].get(key)):
                    found.setdefault(number, {})[key] = text_of(value)
        return found


def text_of(value: object) -> str:
    """Return a value as text that stays the same for ever: a date as ISO, a code as itself, nothing as nothing."""
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case float():
            return f"{value:.12g}"
        case _:
            return "\n".join(line.rstrip() for line in str(value).replace("\r\n", "\n").split("\n")).strip()


def same(one: object, other: object) -> bool:
    """Whether two values say the same: blanks at the ends of lines and how a number is stored do not count."""
    return text_of(one) == text_of(other)


class _Field:
    """What becomes of one field."""

    def __init__(
        self, number: str, key: str, value: object, returned: Sequence[_Returned], decisions: Mapping[_Key, str]
    ) -> None:
        told = [one for one in returned if key in one.copy.rows[number]]
        changed = [one for one in told if text_of(one.copy.rows[number][key]) != one.base(number, key)]
        self.value = value
        self.changes: list[Change] = []
        self.conflicts: list[Conflict] = []
        asked = [
            Conflict(
                *(number, key, one.base(number, key), text_of(value), text_of(one.copy.rows[number][key])),
                one.name,
            )
            for one in changed
            if not same(one.copy.rows[number][key], value)
        ]
        asked = [replace(conflict, decision=decisions.get(_key(conflict), "")) for conflict in asked]
        agreed = len({conflict.theirs for conflict in asked}) == 1
        agreed = agreed and all(one.base(number, key) == text_of(value) for one in changed)
        taken = asked if agreed else [conflict for conflict in asked if conflict.decision == "theirs"]
        if len({conflict.theirs for conflict in taken}) == 1:
            source = next(one.copy for one in changed if text_of(one.copy.rows[number][key]) == taken[0].theirs)
            self.value = source.rows[number][key]
            self.changes.append(Change(number, key, source.file))
        elif taken:  # decisions that contradict each other are none
            asked = [replace(conflict, decision="") for conflict in asked]
        if not agreed:
            self.conflicts = asked


_Key = tuple[str, str, str, str]


def _key(conflict: Conflict) -> _Key:
    """Return what tells a conflict from others when the same file is collected again."""
    return conflict.action_id, conflict.field, conflict.base, conflict.theirs


def _marks(ours: Copy, copies: Sequence[Copy]) -> tuple[Mark, ...]:
    """Merge the notes and colours; of two different notes on a cell both are kept, of two colours the plan's."""
    merged = {_cell(mark): mark for mark in ours.marks}
    for copy in copies:
        before = {_cell(mark): mark for mark in copy.plan.marks}
        now = {_cell(mark): mark for mark in copy.marks}
        for cell in sorted({*before, *now}):
            blank = Mark(*cell)
            was, said, mine = (marks.get(cell, blank) for marks in (before, now, merged))
            fill = said.fill if mine.fill == was.fill else mine.fill
            notes = [said.note] if mine.note == was.note else [mine.note, said.note if said.note != was.note else ""]
            note = "\n".join(dict.fromkeys(text for text in notes if text))
            merged[cell] = replace(blank, note=note, fill=fill)
    return tuple(mark for _cell_of, mark in sorted(merged.items()) if mark.note or mark.fill)


def _cell(mark: Mark) -> tuple[str, str, str]:
    return mark.table, mark.action_id, mark.field


def _sheets(ours: Copy, copies: Sequence[Copy]) -> Iterator[OwnSheet]:
    """Yield the sheets that people added, each once; one of a department is named after it."""
    yield from ours.sheets
    kept = {sheet.cells: sheet for sheet in ours.sheets}
    for copy in copies:
        for sheet in copy.sheets:
            if sheet.cells and sheet.cells not in kept:
                kept[sheet.cells] = sheet
                yield replace(sheet, title=f"{sheet.title[:14]} – {copy.plan.scope[:14]}".strip(" –"))


def _additions(
    ours: Copy, copies: Sequence[Copy], rows: dict[str, dict[str, object]]
) -> tuple[tuple[Added, ...], tuple[Addition, ...], list[Change]]:
    """Tell new rows from those that were taken in before; what was changed in those since then is merged."""
    known = list(ours.plan.additions)
    added: dict[tuple[object, ...], Added] = {}
    changes: list[Change] = []
    for copy in copies:
        scope = copy.plan.scope
        for fields in copy.added:
            row_added = Added(scope, fields, copy.file)
            written = row_added.written
            before = _before(written, scope, known)
            if before is None:
                added.setdefault((scope, *sorted(written.items())), row_added)
                continue
            for key, value in fields.items():
                row = rows.get(before.action_id, {})
                mine, was = text_of(row.get(key)), before.fields.get(key, "")
                if key in row and text_of(value) not in (was, mine) and mine == was:
                    row[key] = value
                    changes.append(Change(before.action_id, key, copy.file))
            known[known.index(before)] = replace(before, fields=written)
    order = sorted(added, key=str)
    return tuple(added[key] for key in order), tuple(known), changes


def _before(written: Mapping[str, str], scope: str, known: Sequence[Addition]) -> Addition | None:
    """Return the row as it was taken in before: the very same, or one of the same workbook with the same action."""
    same_row = (one for one in known if one.fields == written and one.scope == scope)
    same_action = (
        one for one in known if one.scope == scope and written.get("action", "") == one.fields.get("action") != ""
    )
    return next(same_row, next(same_action, None))
