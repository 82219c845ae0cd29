"""Three-way merge of a plan with the workbooks that came back. Pure: records in, decisions out.

Per field: where only one side changed it, that side counts; the same change on both sides counts once; different
changes leave the plan as it is and are a conflict. The order of the returned workbooks does not matter, and collecting
one again changes nothing. A workbook that comes back a second time, saved later, is compared with what was taken from
it the first time: whoever goes on writing in the same workbook is not in conflict with themselves. Two people may have
written in two copies of the same workbook, so what was taken is remembered for each, and where it cannot be told which
of them goes on, a person is asked. A row that was added is a row like others as soon as it has been taken in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cache
from pathlib import PurePath
from typing import Any, get_type_hints

from cattrs import Converter
from cattrs.preconf.json import make_converter

from handleplan_batch.model import (
    PLACING,
    Action,
    Addition,
    CellRef,
    Change,
    Collected,
    Conflict,
    Copy,
    Correction,
    Mark,
    OwnSheet,
    Plan,
)

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Added:
    """A row that is new to the plan."""

    scope: str
    """Department of the workbook it came in."""
    fields: Fields
    """With ``department`` and ``theme`` as written."""
    where: CellRef
    """The row that it stands in."""
    held: tuple[tuple[str, str, str], ...] = ()
    """The returned workbooks that hold it: what was handed out, name and when it was saved."""
    place: str = ""
    """Department that the other rows of that workbook stand under in the plan; empty when it is not one."""

    @property
    def taken(self) -> dict[str, str]:
        """What of it is a field of an action."""
        return _unplaced(self.written)

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
    conflicts: tuple[Conflict, ...]
    """Those that are open, and those that a person decided."""
    changes: tuple[Change, ...]
    cleared: tuple[Change, ...]
    """Those changes that emptied a cell."""
    collected: tuple[Collected, ...]
    marks: tuple[Mark, ...]
    """Notes and looks of cells."""
    sheets: tuple[OwnSheet, ...]
    """Sheets that people added."""
    closed: tuple[Change, ...] = ()
    """What was written in rows that are closed in the plan, and is not taken in."""
    strange: tuple[Change, ...] = ()
    """What was written in rows that the plan does not have, and is not taken in."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    noted: tuple[Change, ...] = ()
    """Cells with notes that are new."""
    disputed: tuple[str, ...] = ()
    """Workbooks that correct a finding in another way than the plan, or another workbook, does."""


def merge(ours: Copy, copies: Iterable[Copy]) -> Merged:
    """Return the plan ``ours`` with what the ``copies`` changed, as far as that is no conflict or was decided."""
    returned = [_Returned(copy, ours.plan) for copy in sorted(copies, key=lambda copy: copy.file)]
    rows = {number: {**fields, **ours.rows.get(number, {})} for number, fields in ours.base.items()}
    decisions = _decisions(ours.decided)
    waiting: dict[tuple[str, str], set[str]] = {}
    for open_one in ours.decided:
        if not open_one.decision:
            waiting.setdefault((open_one.action_id, open_one.field), set()).add(open_one.theirs)
    conflicts: list[Conflict] = []
    changes: list[Change] = []
    holding: dict[str, list[_Returned]] = {}
    for one in returned:
        for number in one.rows:
            holding.setdefault(number, []).append(one)
    for number, fields in rows.items():
        there = holding.get(number, [])
        keys = dict.fromkeys([*fields, *(key for one in there for key in one.rows[number])])
        for key in keys:
            field = _Field(number, key, fields.get(key, ""), there, decisions, waiting.get((number, key), set()))
            fields[key] = field.value
            changes += field.changes
            conflicts += field.conflicts
    cleared = tuple(change for change in changes if not text_of(rows[change.action_id][change.field]))
    asked = {(_key(one), one.source) for one in conflicts}
    left = [one for one in ours.decided if (_key(one), one.source) not in asked and not _settled(one, rows)]
    obeyed = _obeyed(left, rows)
    for conflict in obeyed:
        rows[conflict.action_id][conflict.field] = value_of(conflict.field, conflict.theirs)
        changes.append(Change(conflict.action_id, conflict.field, conflict.source))
    conflicts += [_as_now(one, rows) for one in left if one not in obeyed]
    pending = {(one.action_id, one.field, one.source) for one in conflicts if not one.decision}
    corrections, disputed = {**ours.plan.corrections, **ours.corrections}, []
    for one in returned:
        for key, said in one.copy.corrections.items():
            if corrections.setdefault(key, said) != said:
                disputed.append(one.copy.file)
    return Merged(
        rows,
        added=_added(ours, returned),
        conflicts=tuple(conflicts),
        changes=tuple(changes),
        cleared=cleared,
        collected=_collected(ours.plan.collected, returned, pending),
        marks=_marks(ours, [one.copy for one in returned]),
        sheets=tuple(_sheets(ours, [one.copy for one in returned])),
        closed=tuple(_closed(ours, returned)),
        strange=tuple(_strange(ours, returned)),
        corrections=corrections,
        noted=tuple(_noted(ours, [one.copy for one in returned])),
        disputed=tuple(disputed),
    )


def _settled(conflict: Conflict, rows: Mapping[str, Fields]) -> bool:
    """Whether the plan says by now what the returned workbook said."""
    return text_of(rows.get(conflict.action_id, {}).get(conflict.field)) == conflict.theirs


def _as_now(conflict: Conflict, rows: Mapping[str, Fields]) -> Conflict:
    """Return a conflict that is left, with what the plan says now; that theirs holds was decided about other words."""
    said = rows.get(conflict.action_id)
    if said is None or conflict.decision == "ours":
        return conflict
    return replace(conflict, ours=text_of(said.get(conflict.field)), decision="")


def _decisions(conflicts: Iterable[Conflict]) -> dict[_Key, Conflict]:
    """Return what was decided; decisions on the same that contradict each other are none."""
    found: dict[_Key, Conflict] = {}
    for one in conflicts:
        if one.decision:
            other = found.get(_key(one), one)
            found[_key(one)] = one if one.decision == other.decision else replace(one, decision="")
    return found


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
    kept = {one.action.id: one for one in ours.plan.closed}
    for one in returned:
        for number, key, value in one.edits():
            closed = kept.get(number)
            own = {} if closed is None else closed.own
            if closed is not None and not same(value, getattr(closed.action, key, own.get(key.partition(":")[2], ""))):
                yield Change(number, key, one.copy.file)
        before = {(*_cell(mark), mark.note) for mark in one.copy.plan.marks}
        for mark in one.copy.marks:
            known = mark.action_id not in kept or mark.note in kept[mark.action_id].notes.get(mark.field, "")
            if not known and (*_cell(mark), mark.note) not in before:
                yield Change(mark.action_id, mark.field, one.copy.file)


def _strange(ours: Copy, returned: Iterable[_Returned]) -> Iterator[Change]:
    """Yield what was written in rows that the plan neither has nor had: the workbook is younger than the plan."""
    known = {*ours.base, *(one.action.id for one in ours.plan.closed)}
    for one in returned:
        for number, key, _value in one.edits():
            if number not in known:
                yield Change(number, key, one.copy.file)


class _Returned:
    """A returned workbook, with what its fields are compared with."""

    def __init__(self, copy: Copy, plan: Plan) -> None:
        self.copy = copy
        self.name = PurePath(copy.file).name
        told = [(number, key, text_of(value)) for number, row in copy.base.items() for key, value in row.items()]
        self.handed_out = hashlib.sha256(repr((copy.plan.scope, sorted(told))).encode()).hexdigest()
        self.key = (self.handed_out, self.name, copy.saved)
        self._first, self.claimed, self.new = self._recognised(plan)
        self.rows: Mapping[str, Fields] = {**copy.rows, **self.claimed}
        known = [one for one in plan.collected if one.handed_out == self.handed_out]
        again = next((one for one in known if (one.source, one.saved) == (self.name, copy.saved)), None)
        earlier = [] if again is not None else [one for one in known if one.saved < copy.saved]
        earlier.sort(key=lambda one: one.saved, reverse=True)
        earlier.sort(key=lambda one: one.source != self.name)
        self.before = next(filter(self._goes_on, earlier), None)
        """What was taken from this workbook when it was collected last."""
        self._taken = {} if self.before is None else self.before.fields
        if again is not None:
            self._taken = {number: dict(self._still(number, row)) for number, row in again.fields.items()}
        alike = (one for one in earlier if one.source == self.name or any(self._kept(one)))
        self._doubted = next((one.fields for one in alike), {}) if self.before is None else {}

    def _still(self, number: str, taken: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what was taken from a row, as far as it says the same."""
        row = self.rows.get(number, {})
        return ((key, was) for key, was in taken.items() if key in row and text_of(row[key]) == was)

    def _kept(self, earlier: Collected) -> Iterator[bool]:
        """Yield for each field that was taken whether it still says so."""
        for number, row in earlier.fields.items():
            still = dict(self._still(number, row))
            yield from (key in still for key in row)

    def _goes_on(self, earlier: Collected) -> bool:
        """Whether what was taken from a workbook is still in this one; in one so called it may have been written on."""
        if earlier.source != self.name:
            return any(self._kept(earlier)) and all(self._kept(earlier))
        taken = ((number, key) for number, row in earlier.fields.items() for key in row)
        return any(self._kept(earlier)) or not any(self._is_untouched(number, key) for number, key in taken)

    def _handed_out(self, number: str, key: str) -> str:
        return text_of(self.copy.base.get(number, {}).get(key))

    def _is_untouched(self, number: str, key: str) -> bool:
        row = self.rows.get(number, {})
        return key in row and text_of(row[key]) == self._handed_out(number, key)

    def _recognised(self, plan: Plan) -> tuple[set[str], dict[str, Fields], list[int]]:
        """Tell the rows without a number that were taken in before, by that number, from those that are new.

        First come the numbers of those that say the very same as the first time.
        """
        shown = {*self.copy.base, *(one.action.id for one in self.copy.plan.closed)}
        known = [one for one in plan.additions if one.scope == self.copy.plan.scope and one.action_id not in shown]
        told = [
            (fields, Added(self.copy.plan.scope, fields, CellRef(self.copy.file)).written) for fields in self.copy.added
        ]
        places: dict[int, Addition] = {}
        for alike in (_same_row, _same_action):
            for place, (_fields, written) in enumerate(told):
                taken = places.values() if alike is _same_action else ()  # the very same row twice counts once
                found = next((one for one in known if alike(one, written) and one not in taken), None)
                if place not in places and found is not None:
                    places[place] = found
        first = {one.action_id for place, one in places.items() if one.fields == told[place][1]}
        claimed: dict[str, Fields] = {one.action_id: _unplaced(told[place][0]) for place, one in places.items()}
        return first, claimed, [place for place in range(len(told)) if place not in places]

    def base(self, number: str, key: str) -> str:
        """Return what a field said when it was handed out, or when it was last taken from this workbook."""
        if self.doubts(number, key):
            return self._doubted[number][key]
        if number in self._first and number not in self._taken:
            return text_of(self.rows[number].get(key))
        return self._taken.get(number, {}).get(key, self._handed_out(number, key))

    def doubts(self, number: str, key: str) -> bool:
        """Whether a field differs from what was taken from a workbook that this one may or may not go on from."""
        was = self._doubted.get(number, {}).get(key)
        return was is not None and text_of(self.rows.get(number, {}).get(key)) != was

    def edits(self) -> Iterator[tuple[str, str, object]]:
        """Yield the fields that say something else than :meth:`base`."""
        for number, row in self.rows.items():
            for key, value in row.items():
                if text_of(value) != self.base(number, key):
                    yield number, key, value

    def changed(self, pending: Container[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
        """Return all fields that are not as they were handed out, without those that wait for a decision."""
        found: dict[str, dict[str, str]] = {}
        for number, row in self.rows.items():
            for key, value in row.items():
                if (number, key, self.name) not in pending and not self._is_untouched(number, key):
                    found.setdefault(number, {})[key] = text_of(value)
        return found


def _unplaced(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key not in PLACING}


def _same_row(known: Addition, written: Mapping[str, str]) -> bool:
    return known.fields == written


def _same_action(known: Addition, written: Mapping[str, str]) -> bool:
    return written.get("action", "") == known.fields.get("action") != ""


def _collected(
    before: Iterable[Collected], returned: Iterable[_Returned], pending: Container[tuple[str, str, str]]
) -> tuple[Collected, ...]:
    """Return what was taken from each workbook, of each only the latest."""
    found = {(one.handed_out, one.source, one.saved): one for one in before}
    for one in returned:
        if one.before is not None:
            found.pop((one.handed_out, one.before.source, one.before.saved), None)
        taken = Collected(one.handed_out, one.copy.saved, one.changed(pending), one.name)
        found[one.key] = taken
    return tuple(found.values())


def text_of(value: object) -> str:
    """Return a value as text that stays the same for ever: a date as ISO, a code as itself, nothing as nothing."""
    if type(value) is str and "\n" not in value and "\r" not in value:
        return value.strip()  # most are: the merge asks this for every field of every copy, several times
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
        self,
        number: str,
        key: str,
        value: object,
        returned: Sequence[_Returned],
        decisions: Mapping[_Key, Conflict],
        waiting: Set[str],
    ) -> None:
        told = [one for one in returned if key in one.rows[number]]
        changed = [one for one in told if text_of(one.rows[number][key]) != one.base(number, key)]
        self.value = value
        self.changes: list[Change] = []
        self.conflicts: list[Conflict] = []
        found = dict.fromkeys(
            Conflict(
                *(number, key, one.base(number, key), text_of(value), text_of(one.rows[number][key])),
                one.name,
            )
            for one in changed
            if not same(one.rows[number][key], value)
        )
        asked = [replace(conflict, decision=_decision(conflict, decisions)) for conflict in found]
        said = {conflict.theirs for conflict in asked}
        agreed = len(said) == 1 and waiting <= said  # what another workbook said may still wait for a decision
        agreed = agreed and all(one.base(number, key) == text_of(value) for one in changed)
        agreed = agreed and not any(one.doubts(number, key) for one in changed)
        taken = asked if agreed else [conflict for conflict in asked if conflict.decision == "theirs"]
        if len({conflict.theirs for conflict in taken}) == 1:
            source = next(one for one in changed if text_of(one.rows[number][key]) == taken[0].theirs)
            self.value = source.rows[number][key]
            self.changes.append(Change(number, key, source.copy.file))
        elif taken:  # decisions that contradict each other are none
            asked = [replace(conflict, decision="") for conflict in asked]
        if not agreed:
            self.conflicts = asked


_Key = tuple[str, str, str, str]


def _key(conflict: Conflict) -> _Key:
    """Return what tells a conflict from others when the same file is collected again."""
    return conflict.action_id, conflict.field, conflict.base, conflict.theirs


def _decision(conflict: Conflict, decisions: Mapping[_Key, Conflict]) -> str:
    """Return what was decided on a conflict; that theirs holds counts only while the plan says what it said then."""
    decided = decisions.get(_key(conflict))
    if decided is None or (decided.decision == "theirs" and decided.ours != conflict.ours):
        return ""
    return decided.decision


def _marks(ours: Copy, copies: Sequence[Copy]) -> tuple[Mark, ...]:
    """Merge the notes and looks; of two different notes on a cell both are kept, of two colours the plan's."""
    merged = {_cell(mark): mark for mark in ours.marks}
    for copy in copies:
        before = {_cell(mark): mark for mark in copy.plan.marks}
        now = {_cell(mark): mark for mark in copy.marks}
        for cell in sorted({*before, *now}):
            blank = Mark(*cell)
            was, said, mine = (marks.get(cell, blank) for marks in (before, now, merged))
            looks = {key: getattr(said if getattr(mine, key) == getattr(was, key) else mine, key) for key in _LOOKS}
            notes = [said.note] if mine.note == was.note else [mine.note, said.note if said.note != was.note else ""]
            note = "\n".join(dict.fromkeys(text for text in notes if text))
            merged[cell] = replace(blank, note=note, **looks)
    return tuple(mark for _cell_of, mark in sorted(merged.items()) if mark != Mark(*_cell(mark)))


_LOOKS = ("fill", "struck", "ink", "bold", "pieces")


def _noted(ours: Copy, copies: Iterable[Copy]) -> Iterator[Change]:
    """Yield the cells with notes that the plan does not have yet."""
    known = {_cell(mark): mark.note for mark in ours.marks}
    for copy in copies:
        before = {(*_cell(mark), mark.note) for mark in copy.plan.marks}
        for mark in copy.marks:
            new = mark.note not in known.get(_cell(mark), "") and (*_cell(mark), mark.note) not in before
            if new and mark.action_id in ours.base:
                yield Change(mark.action_id, mark.field, copy.file)


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


def _added(ours: Copy, returned: Iterable[_Returned]) -> tuple[Added, ...]:
    """Return the rows that are new, each once, in an order that does not depend on that of the workbooks.

    Those of a department stand as they do in its workbook.
    """
    added: dict[tuple[object, ...], Added] = {}
    places: dict[tuple[object, ...], int] = {}
    own = (ours, range(len(ours.added)), ())
    for copy, rows, held in [own, *((one.copy, one.new, (one.key,)) for one in returned)]:
        for place in rows:
            where = copy.added_at[place] if copy.added_at else CellRef(copy.file)
            now = _place_now(ours.plan, copy.plan)
            one = Added(copy.plan.scope, copy.added[place], where, held, now)
            key = (one.scope, *sorted(one.written.items()))
            known = added.setdefault(key, one)
            added[key] = replace(known, held=(*dict.fromkeys((*known.held, *held)),))
            places[key] = min(place, places.get(key, place))
    return tuple(added[key] for key in sorted(added, key=lambda key: (str(key[0]), places[key], str(key))))


def _place_now(plan: Plan, handed_out: Plan) -> str:
    """Return the one department that the rows of a department's workbook stand under in the plan, if it is one."""
    own = {action.id for action in handed_out.actions if action.department == handed_out.scope}
    rows = (*plan.actions, *(one.action for one in plan.closed))
    places = {action.department for action in rows if action.id in own}
    return places.pop() if len(places) == 1 else ""
