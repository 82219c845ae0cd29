"""Where an action stands: what people say of it, and what follows from its dates on a given day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from handleplan_batch.language import N_, _
from handleplan_batch.model import Action

STATUSES: Mapping[str, str] = {
    "not_started": N_("Not started"),
    "in_progress": N_("In progress"),
    "waiting": N_("Waiting"),
    "done": N_("Implemented – awaiting effect check"),
    "effect_reached": N_("Effect reached"),
    "effect_not_reached": N_("Effect not reached – being adjusted"),
    "dropped": N_("Dropped (give the reason)"),
}
"""What the user says about an action. "Overdue" is computed, never typed."""
CLOSED_STATUSES = ("effect_reached", "dropped")

STATES: Mapping[str, str] = {
    "overdue": N_("Overdue"),
    "no_responsible": N_("Nobody responsible"),
    "due_soon": N_("Due soon"),
    "effect_check": N_("Awaiting effect check"),
    "in_progress": N_("In progress"),
    "waiting": N_("Waiting"),
    "not_started": N_("Not started"),
    "closed": N_("Closed"),
}
"""What is computed from status, dates and today."""

SOON_DAYS = 14
"""Days before its deadline that an action is due soon."""


def state_of(action: Action, today: date, soon: int = SOON_DAYS) -> str:
    """Return the code of an action's computed state; the formula on the follow-up sheet says the same."""
    if action.status in CLOSED_STATUSES:
        return "closed"
    if action.status == "done":
        return "effect_check"
    if action.deadline is not None and action.deadline < today:
        return "overdue"
    if not action.responsible:
        return "no_responsible"
    if action.deadline is not None and (action.deadline - today).days <= soon:
        return "due_soon"
    return {"in_progress": "in_progress", "effect_not_reached": "in_progress", "waiting": "waiting"}.get(
        action.status, "not_started"
    )


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return actions challenge by challenge: by what people say is urgent, then by the tool's rank."""
    actions = tuple(actions)
    first: dict[str, int] = {}
    for action in actions:
        challenge = action.challenge_id or action.id
        first[challenge] = min(first.get(challenge, action.priority), action.priority)
    return tuple(sorted(actions, key=lambda one: (first[one.challenge_id or one.id], one.rank, one.id)))


def danish_date(day: date | None) -> str:
    """Return a date as it is written in both languages: ``31-12-2026``; empty for none."""
    return "" if day is None else f"{day:%d-%m-%Y}"


def planned_date(day: date) -> str:
    """Return a date as people plan by it: with its ISO week, ``31-12-2026 (week 53)``."""
    return _("{date} (week {week})").format(date=danish_date(day), week=day.isocalendar().week)
