"""The plan on paper: a page for each challenge, laid out as the template's six parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from handleplan_batch.labels import ACTION_TYPES, IGLO, KINDS, LEVELS, PREVENTION_LEVELS
from handleplan_batch.language import N_, _, share_text
from handleplan_batch.model import Action, Plan
from handleplan_batch.sharing.paper import Block, Cell, Heading, Paper, Paragraph, Table
from handleplan_batch.states import STATUSES, danish_date, in_order

_BESIDE = 3
"""Actions of a challenge that stand beside one another; more go on below."""
_ASKS, _WIDE = 3.45, 15.35
"""Widths in cm of what is asked and of the answers."""

_Told = Callable[[Action], str]


def _dates(action: Action) -> str:
    days = (
        (_("To start"), action.start),
        (_("Implemented by"), action.deadline),
        (_("To be followed up"), action.follow_up),
    )
    return "\n".join(f"{label}: {danish_date(day)}" for label, day in days)


def _status(action: Action) -> str:
    done = share_text(action.progress) if action.progress is not None else ""
    return ", ".join(part for part in (_(STATUSES.get(action.status, "")) if action.status else "", done) if part)


_SHARED: Sequence[tuple[str, _Told]] = (
    (N_("Nature, severity and extent"), lambda one: one.nature),
    (N_("Cause"), lambda one: one.cause),
)
"""What the actions of a challenge have in common, in part 1."""
_PARTS: Sequence[tuple[str, Sequence[tuple[str, _Told]]]] = (
    (
        N_("2 Action(s)"),
        (
            (N_("Action type"), lambda one: _label(ACTION_TYPES, one.action_type)),
            (N_("Planned action"), lambda one: one.action),
            (N_("Prevention level"), lambda one: _label(PREVENTION_LEVELS, one.prevention_level)),
            (N_("IGLO"), lambda one: _label(IGLO, one.iglo)),
        ),
    ),
    (
        N_("3 Responsible"),
        (
            (N_("Person responsible"), lambda one: one.responsible),
            (N_("Informed"), lambda one: one.informed),
            (N_("Involved"), lambda one: one.involved),
            (N_("Preparation"), lambda one: one.preparation),
        ),
    ),
    (N_("4 Period"), ((N_("When"), _dates), (N_("Bear in mind"), lambda one: one.mind))),
    (
        N_("5 Expected improvements"),
        (
            (N_("Expected improvement"), lambda one: one.improvement),
            (N_("Success criterion"), lambda one: one.criterion),
        ),
    ),
    (
        N_("6 Follow-up on the action"),
        (
            (N_("Evaluation of the effect"), lambda one: one.evaluation),
            (N_("Unintended effect"), lambda one: one.unintended),
            (N_("Feedback"), lambda one: one.feedback),
            (N_("Carried on and adjusted"), lambda one: one.adjust),
            (N_("If it does not work"), lambda one: one.fallback),
            (N_("Status"), _status),
        ),
    ),
)
"""The parts that each action answers for itself, with what the template asks."""


def plan_pages(plan: Plan) -> Paper:
    """Return the paper of a plan: its challenges in the plan's order, each with its actions beside one another."""
    blocks: list[Block] = []
    for _id, group in groupby(in_order(plan.actions), lambda one: one.challenge_id or one.id):
        blocks += _page(tuple(group), plan, first=not blocks)
    return Paper(
        title=_("Action plan"),
        organisation=plan.covers,
        language=plan.language,
        made_on=plan.created_on,
        blocks=tuple(blocks),
        dense=True,
    )


def _page(actions: tuple[Action, ...], plan: Plan, first: bool) -> Iterator[Block]:
    top = actions[0]
    yield Heading(top.challenge or top.theme or _("No challenge is written"), new_page=not first)
    about = (
        top.department or plan.organisation,
        " / ".join(_different(actions, lambda one: _(LEVELS[one.priority]))),
        _label(KINDS, top.kind),
        top.theme,
    )
    yield Paragraph(" · ".join(part for part in about if part), quiet=True)
    for start in range(0, len(actions), _BESIDE):
        yield _table(actions, actions[start : start + _BESIDE])


def _table(actions: Sequence[Action], beside: Sequence[Action]) -> Table:
    """Return the six parts: what the challenge's actions share over the whole width, the others a column each."""
    rows: list[tuple[Cell, ...]] = [(Cell(_("1 Challenge/ambition")),)]
    rows += [_row(label, _different(actions, told)) for label, told in _SHARED]
    for part, asked in _PARTS:
        rows.append((Cell(_(part)),))
        for label, told in asked:
            said = [told(one).strip() for one in beside]
            rows.append(_row(label, said if len(set(said)) > 1 else said[:1], apart=len(set(said)) > 1))
    heads = (_("No."), *(one.id or _("New") for one in beside))
    return Table(
        beside[0].challenge or _("Action plan"), heads, tuple(rows), (_ASKS, *[_WIDE / len(beside)] * len(beside))
    )


def _row(label: str, said: Sequence[str], apart: bool = False) -> tuple[Cell, ...]:
    texts = said if apart else ["\n".join(said)]
    return (Cell(_(label), strong=True), *(Cell(text) for text in texts))


def _different(actions: Iterable[Action], told: _Told) -> list[str]:
    """Return what the actions say, each thing once."""
    return [text for text in dict.fromkeys(told(one).strip() for one in actions) if text]


def _label(mapping: Mapping[Any, str], code: object) -> str:
    label = mapping.get(code, "")
    return _(label) if label else ""
