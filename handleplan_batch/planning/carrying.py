"""An earlier plan's actions -> this year's plan: what is open goes on, what is closed is kept apart.

What somebody wrote stays as it is, also when nothing points to the challenge any more; the tool's own columns are
renewed. A suggestion that nobody has written in is drafted anew under its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from handleplan_batch.language import _, current_language
from handleplan_batch.mapping import same_text
from handleplan_batch.model import Action, ClosedAction, Effect, Finding, Level, Plan
from handleplan_batch.states import CLOSED_STATUSES, in_order


@dataclass(frozen=True, slots=True)
class Carried:
    """The actions of a plan that goes on from an earlier one."""

    actions: tuple[Action, ...]
    """The most urgent first."""
    closed: tuple[ClosedAction, ...]
    """The latest first."""


def carry_over(
    earlier: Plan,
    drafted: Sequence[Action],
    findings: Iterable[Finding],
    heirs: Mapping[str, str],
    departments: Mapping[str, str],
    effects: Mapping[str, Effect],
    divided: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Carried:
    """Join the actions of the ``earlier`` plan with those that were ``drafted`` for this year's challenges.

    ``heirs`` maps ids of earlier challenges to those they are now, ``divided`` ids of those that are found only in
    parts of their department to these, ``departments`` former names to this year's;
    ``effects`` are what this year's figures say of the actions, filled in where nobody has written.
    A challenge that goes on with actions of its own gets no further suggestions, unless it has become more urgent or a
    source (one of this year's ``findings``) proposes something that none proposed before. Numbers are never used again.
    """
    language = current_language()
    names = {name: theme.name.pick(language) for theme in earlier.themes.values() for name in theme.name}
    earlier = replace(
        earlier,
        actions=tuple(_with_effect(_named(action, names), effects.get(action.id)) for action in earlier.actions),
        closed=tuple(replace(one, action=_named(one.action, names)) for one in earlier.closed),
    )
    proposed = {same_text(finding.proposal) for finding in earlier.findings}
    new = {same_text(finding.proposal) for finding in findings} - proposed - {""}
    return _Carrying(earlier, drafted, new, heirs, divided, departments).result()


class _Carrying:
    def __init__(
        self,
        earlier: Plan,
        drafted: Sequence[Action],
        proposals: Set[str],
        heirs: Mapping[str, str],
        divided: Mapping[str, Sequence[str]],
        departments: Mapping[str, str],
    ) -> None:
        self.earlier, self.proposals, self.departments = earlier, proposals, departments
        self.heirs, self.divided = heirs, divided
        self.drafts: dict[str, list[Action]] = {}
        for action in drafted:
            self.drafts.setdefault(action.challenge_id, []).append(action)
        self.first = {challenge: drafts[0] for challenge, drafts in self.drafts.items()}
        """Per challenge a row with what the tool says about it."""
        self.last = max((action.rank for action in drafted), default=0)

    def result(self) -> Carried:
        closed, kept, waiting = [], [], []
        for action in self.earlier.actions:
            heir = self.heirs.get(action.challenge_id, "")
            if action.status in CLOSED_STATUSES:
                closed.append(self._closed(action, "closed"))
            elif not action.draft:
                kept.append(self._kept(action, heir))
            elif heir in self.drafts:
                waiting.append((action, heir))
            else:
                closed.append(self._closed(action, "unclaimed"))
        self._drop_known(kept)
        for action, heir in waiting:
            draft = self._draft_for(action, heir)
            if draft is None:
                closed.append(self._closed(action, "not_chosen"))
            else:
                kept.append(replace(draft, id=action.id))
        numbers = self.earlier.free_numbers()
        kept += (replace(draft, id=next(numbers)) for drafts in self.drafts.values() for draft in drafts)
        return Carried(in_order(kept), (*closed, *self.earlier.closed))

    def _kept(self, action: Action, heir: str) -> Action:
        """Return a row that somebody wrote in, with the tool's columns as they are now."""
        department = self.departments.get(action.department, action.department)
        tool = self.first.get(heir)
        if tool is None:
            rank = self.last + action.rank
            if not action.challenge_id or action.challenge_id not in self._challenges():
                return replace(action, department=department, rank=rank)
            text = _("The inputs of this year do not point to it. The action stays, since somebody has written in it.")
            if parts := self.divided.get(action.challenge_id):
                text = _(
                    "This year it is found in {departments} only, with suggestions of their own. The action stays, "
                    "since somebody has written in it."
                ).format(departments=", ".join(parts))
            return replace(action, department=department, rank=rank, reasons=text)
        return replace(
            action,
            challenge_id=heir,
            department=department,
            rank=tool.rank,
            urgency=tool.urgency,
            theme=tool.theme,
            reasons=tool.reasons,
            sources=tool.sources,
            guidance=tool.guidance,
            wording=tool.wording,
            **_reworded(action, tool),
        )

    def _challenges(self) -> frozenset[str]:
        return frozenset(one.id for one in (*self.earlier.challenges, *self.earlier.past))

    def _drop_known(self, kept: Sequence[Action]) -> None:
        """Take away the suggestions for challenges that go on with actions of their own."""
        before = {action.id: action for action in self.earlier.actions}
        for challenge, drafts in self.drafts.items():
            going_on = [action for action in kept if action.challenge_id == challenge]
            if not going_on:
                continue
            done = {action.measure_id for action in going_on}
            further = [draft for draft in drafts if draft.measure_id is not None and draft.measure_id not in done]
            said = " ".join(same_text(action.action) for action in going_on)
            proposals = [proposal for proposal in self.proposals if proposal not in said]
            urgent = further[:1] if self._graver(going_on, before, drafts[0].urgency) else []
            self.drafts[challenge] = [
                draft
                for draft in drafts
                if draft in urgent or any(proposal in same_text(draft.action) for proposal in proposals)
            ]

    def _graver(self, going_on: Sequence[Action], before: Mapping[str, Action], now: Level) -> bool:
        return now <= Level.HIGH and all(before[action.id].urgency > now for action in going_on)

    def _draft_for(self, action: Action, heir: str) -> Action | None:
        """Take the suggestion that goes on under the number of an earlier one: of the same measure if there is one."""
        drafts = self.drafts[heir]
        same = (draft for draft in drafts if (draft.measure_id or draft.action) == (action.measure_id or action.action))
        draft = next(same, next(iter(drafts), None))
        if draft is not None:
            drafts.remove(draft)
        return draft

    def _closed(self, action: Action, reason: str) -> ClosedAction:
        own: dict[str, str] = {}
        for column in self.earlier.own_columns:
            if action.id in column.values:
                header = f"{column.header} (2)" if column.header in own else column.header
                own[header] = str(column.values[action.id])
        notes: dict[str, str] = {}
        for mark in self.earlier.marks:
            if mark.action_id == action.id and mark.note:
                notes[mark.field] = "\n".join(dict.fromkeys([*notes.get(mark.field, "").splitlines(), mark.note]))
        department = self.departments.get(action.department, action.department)
        return ClosedAction(replace(action, department=department), reason, self.earlier.created_on, own, notes)


def _named(action: Action, themes: Mapping[str, str]) -> Action:
    """Return an action with its theme as the plan's language has it; one that people named stays."""
    return replace(action, theme=themes.get(action.theme, action.theme))


def _reworded(action: Action, now: Action) -> dict[str, Any]:
    """Return what a row goes on to say of its challenge, where it says what the tool wrote the last time.

    What it is called and what causes it stay where more than figures and the department's name would change: the action
    was found for that.
    """
    found: dict[str, Any] = {}
    for key in ("challenge", "nature", "cause") if action.wording is not None else ():
        was, new = getattr(action.wording, key), getattr(now, key)
        renamed = was.replace(action.department, now.department)
        if getattr(action, key) == was and (key == "nature" or _FIGURE.sub("", renamed) == _FIGURE.sub("", new)):
            found[key] = new
    return found


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def _with_effect(action: Action, effect: Effect | None) -> Action:
    """Return an action with what was measured, where its cells are blank or hold what the tool wrote the last time."""
    last = action.proposed or Effect("", "", "")
    if action.status == "dropped":
        # No figure tells whether what was not carried out has worked; what the tool wrote earlier is taken back.
        new = None if action.proposed is None else Effect("", "", "")
    elif effect is None or action.draft:
        new = None
    else:
        judged = "" if action.effect == last.effect else action.effect
        # A person's word stands, but what the figures say against it is told beside it.
        against = judged and effect.effect not in ("", "too_few", judged)
        said = _("The figures say something else: {why}") if against else _("Proposal: {why}")
        new = replace(effect, why=said.format(why=effect.why))
    if new is None:
        return action
    return replace(
        action,
        proposed=new,
        current=new.current if action.current in ("", last.current) else action.current,
        effect=new.effect if action.effect in ("", last.effect) else action.effect,
        effect_reason=new.why if action.effect_reason in ("", last.why) else action.effect_reason,
    )
