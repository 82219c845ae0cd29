"""A draft of a mail to each responsible, with what is his or hers to do."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

from handleplan_batch.language import _, ngettext
from handleplan_batch.model import Followed, FollowUp
from handleplan_batch.sharing.follow_up import one_line, open_of_each
from handleplan_batch.states import STATES, danish_date


def drafts(following: FollowUp) -> dict[str, bytes]:
    """Return per responsible a draft that lists the open actions, to open in a mail program and send from there.

    It has no recipient: the plan knows names and roles, not addresses.
    """
    return {name: _draft(following, name, actions) for name, actions in open_of_each(following).items()}


def _draft(following: FollowUp, name: str, actions: Sequence[Followed]) -> bytes:
    plan, day = following.plan, danish_date(following.day)
    message = EmailMessage(policy=SMTP)
    subject = ngettext(
        "Action plan: {count} open action, {name}", "Action plan: {count} open actions, {name}", len(actions)
    )
    message["Subject"] = one_line(subject.format(count=len(actions), name=name))
    message["X-Unsent"] = "1"  # Outlook opens the file as a draft
    opening = ngettext(
        "Here is the open action you are responsible for in the action plan of {organisation}, as on {date}.",
        "Here are the {count} open actions you are responsible for in the action plan of {organisation}, as on {date}.",
        len(actions),
    ).format(count=len(actions), organisation=one_line(plan.scope or plan.organisation), date=day)
    closing = _(
        "Please write in the workbook how it goes: the columns Status and Last updated on the sheet Follow-up. "
        "Is an action not yours, or is the date not realistic, then say so."
    )
    parts = [_("Dear {name}").format(name=one_line(name)), opening, *map(_lines, actions), closing]
    message.set_content("\n\n".join(parts) + "\n", cte="quoted-printable")
    return message.as_bytes()


def _lines(one: Followed) -> str:
    action = one.action
    lines = [
        f"{one.number}  {one_line(action.action) or _('(no action is written)')}",
        _("Department: {name}").format(name=one_line(action.department)),
        _("Deadline: {date}").format(date=danish_date(action.deadline) or _("none")),
        _("State: {state}").format(state=_(STATES[one.state])),
        *(f"– {one_line(text)}" for text in one.why),
    ]
    return "\n    ".join(lines)
