"""A plan with what came back in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handleplan_batch.language import _
from handleplan_batch.mapping import corrected, same_text
from handleplan_batch.model import Action, Addition, CellRef, ChallengeKind, Copy, Level, OwnColumn, Plan, Problem
from handleplan_batch.sharing.merge import Added, Merged, merge, same
from handleplan_batch.states import in_order


def renewed(plan: Plan, merged: Merged, as_of: date) -> Plan:
    """Return the plan with the merged fields and the new rows; a row that anybody wrote in is no suggestion."""
    own = {number: _own(fields) for number, fields in merged.rows.items()}
    written = {number for number, fields in own.items() if any(value not in ("", None) for value in fields.values())}
    written |= {mark.action_id for mark in merged.marks if mark.note or mark.strikes}
    written |= {one.action_id for one in merged.conflicts}
    actions = [_changed(action, merged.rows.get(action.id, {}), action.id in written) for action in plan.actions]
    actions = [_joined(action, before, actions) for action, before in zip(actions, plan.actions, strict=True)]
    additions = list(plan.additions)
    collected = {(one.handed_out, one.source, one.saved): one for one in merged.collected}
    numbers = plan.free_numbers()
    for added in merged.added:
        action = _new(next(numbers), added, plan, actions)
        actions.append(action)
        own[action.id] = _own(added.fields)
        additions.append(Addition(action.id, added.scope, added.written))
        for key in added.held:
            collected[key] = replace(collected[key], fields={**collected[key].fields, action.id: added.taken})
    return replace(
        plan,
        created_on=as_of,
        actions=in_order(actions),
        conflicts=merged.conflicts,
        additions=tuple(additions),
        collected=tuple(collected.values()),
        own_columns=tuple(_own_columns(own)),
        marks=merged.marks,
        corrections=merged.corrections,
        findings=tuple(corrected(finding, merged.corrections) for finding in plan.findings),
    )


def reopened(ours: Copy, copies: Sequence[Copy]) -> tuple[Copy, tuple[str, ...]]:
    """Return the plan with the suggestions open again that it closed since nobody had taken them up, and their numbers.

    Those are meant that somebody has written in: in a copy that was handed out before, and came back since.
    """
    closed = {one.action.id: one.action for one in ours.plan.closed if one.reason in _BY_THE_TOOL}
    touched = {number for copy in copies for number in closed.keys() & copy.rows.keys() if _is_touched(copy, number)}
    written = {one.action_id for one in merge(ours, copies).closed} if touched else set()
    again = [action for number, action in closed.items() if number in touched & written]
    if not again:
        return ours, ()
    plan, numbers = ours.plan, tuple(action.id for action in again)
    actions = [_reopened(action, plan) for action in again]
    keys = {one.id: [key for copy in copies for key in copy.base.get(one.id, ()) if ":" not in key] for one in actions}
    fields = {one.id: {key: getattr(one, key) for key in keys[one.id]} for one in actions}
    plan = replace(
        plan,
        actions=in_order((*plan.actions, *actions)),
        closed=tuple(one for one in plan.closed if one.action.id not in numbers),
    )
    return replace(ours, plan=plan, base={**ours.base, **fields}, rows={**ours.rows, **fields}), numbers


def _is_touched(copy: Copy, number: str) -> bool:
    """Whether a row says something else than was handed out, or has a note that was not."""
    before = copy.base.get(number, {})
    changed = any(not same(value, before.get(key)) for key, value in copy.rows[number].items())
    return changed or any(mark.action_id == number and mark not in copy.plan.marks for mark in copy.marks)


_BY_THE_TOOL = ("unclaimed", "not_chosen")
"""Why the tool closes suggestions that nobody has written in."""


def _reopened(action: Action, plan: Plan) -> Action:
    """Return a closed suggestion as a row of its challenge as that is now, or last where that is found no more."""
    heir = plan.heirs.get(action.challenge_id, action.challenge_id)
    beside = next((one for one in plan.actions if one.challenge_id == heir), None)
    if beside is None:
        said = _("The inputs of this year do not point to it. The action stays, since somebody has written in it.")
        return replace(action, rank=max((one.rank for one in plan.actions), default=0) + 1, reasons=said)
    given: dict[str, Any] = {key: getattr(beside, key) for key in _OF_CHALLENGE if key not in ("kind", "wording")}
    return replace(action, **given)


def _own(fields: Mapping[str, object]) -> dict[str, object]:
    """Return what stands in the columns that people added."""
    return {key: value for key, value in fields.items() if ":" in key}


def _own_columns(own: Mapping[str, Mapping[str, object]]) -> Iterator[OwnColumn]:
    """Yield the columns that people added, in order of appearance, also those that are empty."""
    for key in dict.fromkeys(key for fields in own.values() for key in fields):
        table, _colon, header = key.partition(":")
        told = {number: fields.get(key, "") for number, fields in own.items()}
        yield OwnColumn(table, header, {n: v for n, v in told.items() if isinstance(v, str | float) and v != ""})


def _changed(action: Action, fields: Mapping[str, object], written: bool) -> Action:
    changes: dict[str, Any] = {
        key: value for key, value in fields.items() if ":" not in key and not same(getattr(action, key), value)
    }
    return replace(action, draft=False, **changes) if changes or (written and action.draft) else action


def _new(number: str, added: Added, plan: Plan, actions: list[Action]) -> Action:
    """Return a row that somebody added: under its challenge where that is told, else last."""
    fields: dict[str, Any] = {key: value for key, value in added.fields.items() if ":" not in key}
    department = _department(str(fields.pop("department", "")), added, plan)
    theme = str(fields.pop("theme", ""))
    above = _above(str(fields.get("challenge") or ""), department, actions)
    own = str(fields.get("own_priority") or "")
    last = max((action.rank for action in actions), default=0) + 1
    given: dict[str, Any] = {
        "challenge_id": "",
        "rank": last,
        "urgency": Level(int(own)) if own else Level.LOW,
        "kind": ChallengeKind.CHALLENGE,
        "theme": theme,
        "reasons": "",
        "sources": "",
        "status": "not_started",
    }
    if above is not None:
        given |= {key: getattr(above, key) for key in _OF_CHALLENGE} | ({"theme": theme} if theme else {})
    told = {key: value for key, value in fields.items() if value not in (None, "") or key not in given}
    empty = dict.fromkeys(_TEXTS, "") | dict.fromkeys(_OTHERS)
    return Action(id=number, department=department, draft=False, **{**empty, **given, **told})


def _above(challenge: str, department: str, actions: Iterable[Action]) -> Action | None:
    """Return the first action on a challenge that is called so; None when there is none, or nothing is told."""
    alike = (one for one in actions if one.department == department and same(one.challenge, challenge))
    return next(alike, None) if challenge else None


def _joined(action: Action, before: Action, actions: Sequence[Action]) -> Action:
    """Return a row that people added under the challenge that they have written in it since, where the plan has it."""
    if action.challenge_id or same(action.challenge, before.challenge):
        return action
    others = (one for one in actions if one.challenge_id)
    above = _above(action.challenge, action.department, others)
    keys = [key for key in _OF_CHALLENGE if key != "kind"]  # which is the row's own
    given: dict[str, Any] = {} if above is None else {key: getattr(above, key) for key in keys}
    return replace(action, **given)


_OF_CHALLENGE = ("challenge_id", "rank", "urgency", "kind", "theme", "reasons", "sources", "wording")
"""What the actions on one challenge have in common, as the tool has it."""
_TEXTS = (
    *("challenge", "nature", "cause", "action", "responsible", "informed", "involved", "preparation", "mind"),
    *("improvement", "criterion", "evaluation", "unintended", "feedback", "adjust", "fallback"),
)
_OTHERS = ("action_type", "prevention_level", "iglo", "start", "deadline", "follow_up")


def _department(written: str, added: Added, plan: Plan) -> str:
    """Return the department as the plan calls it; the workbook's own when none, or none that is known, is written.

    Where the plan does not have that any more, it is the one that took over the workbook's rows.
    """
    known = _called(plan)
    own = known.get(same_text(added.scope)) or added.place or added.scope
    return known.get(same_text(written)) or own or plan.organisation


def _called(plan: Plan) -> dict[str, str]:
    """Return the departments of a plan by all that they are called."""
    known = {same_text(alias): one.name for one in plan.departments for alias in one.aliases}
    known |= {same_text(action.department): action.department for action in plan.actions}
    return known | {same_text(one.name): one.name for one in plan.departments}


def doubted(plan: Plan, merged: Merged, before: Plan) -> Iterator[Problem]:
    """Yield what a person should see to of what a ``plan`` has got since ``before``.

    New rows whose department the plan does not have, those that tell no challenge, those that repeat a row which was
    there already, suggestions of which only the action was replaced, and actions that have changed places.
    """
    known, actions = _called(before), {action.id: action for action in plan.actions}
    there = {_words_of(actions[action.id]): action.id for action in before.actions}
    for added, one in zip(merged.added, plan.additions[len(before.additions) :], strict=True):
        new, where = actions[one.action_id], added.where
        written = same_text(str(added.fields.get("department") or "") or added.scope)
        if written and written not in known and written != same_text(new.department):
            yield Problem("row-placed", where, {"number": new.id, "department": new.department})
        if new.action and not new.challenge:
            yield Problem("row-alone", where, {"number": new.id})
        if new.action and (other := there.get(_words_of(new))) is not None:
            yield Problem("row-repeated", where, {"number": new.id, "other": other})
    yield from _replaced(actions, merged, before)
    yield from _swapped(actions, merged, before)


def _replaced(now: Mapping[str, Action], merged: Merged, before: Plan) -> Iterator[Problem]:
    """Yield for each workbook the suggestions that it has put another action in the place of, and left the rest of."""
    was = {action.id: action for action in before.actions}
    rows: dict[str, list[str]] = {}
    for change in merged.changes:
        number = change.action_id
        if change.field != "action" or not was[number].draft or not _is_another(was[number].action, now[number].action):
            continue
        if any(getattr(now[number], key) == getattr(was[number], key) not in (None, "") for key in _OF_MEASURE):
            rows.setdefault(change.source, []).append(number)
    for source, numbers in rows.items():
        yield Problem("measure-replaced", CellRef(source), {"numbers": ", ".join(numbers)})


def _swapped(now: Mapping[str, Action], merged: Merged, before: Plan) -> Iterator[Problem]:
    """Yield for each workbook the actions that stand under each other's numbers, where these have been followed up."""
    was = {same_text(action.action): action.id for action in before.actions}
    moved = {change.action_id: change.source for change in merged.changes if change.field == "action"}
    rows: dict[str, list[str]] = {}
    for number, source in moved.items():
        other = was.get(same_text(now[number].action), number)
        if other != number and other in moved:
            rows.setdefault(source, []).append(number)
    for source, numbers in rows.items():
        followed = (now[number].status != "not_started" or now[number].note for number in numbers)
        if len(numbers) > 1 and any(followed):
            yield Problem("actions-swapped", CellRef(source), {"numbers": ", ".join(numbers)})


_OF_MEASURE = ("responsible", "deadline", "criterion")
"""What of an action follows from what is done, and by whom."""


def _is_another(before: str, now: str) -> bool:
    """Whether a text is not the one before with some words changed or added."""
    said, was = (set(same_text(text).split()) for text in (now, before))
    return bool(said) and 2 * len(said & was) < min(len(said), len(was))


def _words_of(action: Action) -> tuple[str, str, str]:
    return action.department, same_text(action.challenge), same_text(action.action)
