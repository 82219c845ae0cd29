"""The deadlines and follow-up dates of a plan as a calendar file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from handleplan_batch.language import _, current_language
from handleplan_batch.model import Followed, FollowUp
from handleplan_batch.sharing.follow_up import one_line, shortened
from handleplan_batch.states import STATES

if TYPE_CHECKING:
    from icalendar import Event

_TITLE_LENGTH = 100
_FIRST_DAY = date(2000, 1, 1)
"""From here the versions of an event are counted, a new one each day."""


_LAST_DAY = date.max - timedelta(days=1)
"""A day after it cannot be written; “31-12-9999” is what some write for “some day”."""


def calendar_of(following: FollowUp) -> bytes:
    """Return an iCalendar file with a whole-day event per deadline and per follow-up date of the open actions.

    An event has the same id whenever it is made, so that importing the file again moves what has moved.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//handleplan_batch//handleplan//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(_("Action plan, {name}").format(name=following.plan.covers)))
    for event in _events(following):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(following: FollowUp) -> Iterator[Event]:
    for one in following.open:
        action, shown = one.action, shortened(one.action.action, _TITLE_LENGTH)
        if action.deadline is not None:
            title = _("Deadline {number}: {action}").format(number=one.number, action=shown)
            yield _event(following, one, "deadline", action.deadline, title)
        if action.follow_up is not None:
            title = _("Follow-up {number}: {action}").format(number=one.number, action=shown)
            yield _event(following, one, "follow-up", action.follow_up, title)


def _event(following: FollowUp, one: Followed, kind: str, day: date, title: str) -> Event:
    from icalendar import Event

    action, made = one.action, following.day
    lines = [
        one_line(action.action),
        _("Department: {name}").format(name=one_line(action.department)),
        _("Person responsible: {name}").format(name=one_line(action.responsible) or _("nobody yet")),
        _("State: {state}").format(state=_(STATES[one.state])),
    ]
    identity = "\x1f".join((following.plan.organisation, action.challenge_id, action.id))
    event = Event()
    event.add("uid", f"{kind}-{hashlib.sha256(identity.encode()).hexdigest()[:32]}@handleplan")
    event.add("dtstamp", datetime.combine(made, time(), UTC))
    event.add("sequence", max((made - _FIRST_DAY).days, 0))
    event.add("dtstart", min(day, _LAST_DAY))
    event.add("dtend", min(day, _LAST_DAY) + timedelta(days=1))
    event.add("summary", title, {"language": current_language()})
    event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    return event
