"""Drafts of mails: to each responsible with what is his or hers to do, and to each department with its workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP

from handleplan_batch.language import _, ngettext
from handleplan_batch.model import Followed, FollowUp, Plan
from handleplan_batch.sharing.follow_up import one_line, open_of_each
from handleplan_batch.states import STATES, danish_date


def drafts(following: FollowUp) -> dict[str, bytes]:
    """Return per responsible a draft that lists the open actions, to open in a mail program and send from there.

    It has no recipient: the plan knows names and roles, not addresses.
    """
    return {name: _draft(following, name, actions) for name, actions in open_of_each(following).items()}


def covering_draft(part: Plan, file_name: str, workbook: bytes, protected: bool) -> bytes:
    """Return a draft to a department with its ``part`` of the plan attached, to open in a mail program and send.

    It has no recipient, and a password is never in it.
    """
    name = one_line(part.scope)
    everybody = _("Dear all") if part.scope == part.organisation else _("Dear all in {department}")
    leader = next((one.leader for one in part.departments if one.name == part.scope), "")
    message = _message(_("The action plan of {department}: write in it and send it back").format(department=name))
    count = len(part.actions)
    opening = ngettext(
        "Here is the action plan of {department}, as on {date}, with {count} action.",
        "Here is the action plan of {department}, as on {date}, with {count} actions.",
        count,
    ).format(department=name, date=danish_date(part.created_on), count=count)
    steps = [
        _("Begin on the sheet Act now: it shows what cannot wait."),
        _("Write under the dark headings on the sheets Action plan and Follow-up. What is in italics is a suggestion."),
        _("Is an action missing, then write it in a new row below, without a number."),
        _("Save the file without changing its name, and send it back no later than (write a date)."),
    ]
    parts = [
        _("Dear {name}").format(name=one_line(leader)) if leader else everybody.format(department=name),
        opening,
        *_joint(part),
        "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)),
        _("The sheet We heard, we act may be hung up where everybody sees it."),
        *([_("The workbook is protected: you get the password in another way.")] if protected else []),
    ]
    message.set_content("\n\n".join(parts) + "\n", cte="quoted-printable")
    message.add_attachment(workbook, *_WORKBOOK, filename=file_name)
    message.set_boundary(_BOUNDARY)
    return message.as_bytes()


def _joint(part: Plan) -> Iterator[str]:
    """Yield what the department shares with others, which its workbook has no rows for."""
    if part.joint:
        told = [_("You share these challenges with other departments; their actions stand elsewhere:")]
        for one in part.joint:
            theme = part.themes[one.theme_id].name.pick(part.language)
            owners = one_line("; ".join(one.responsible)) or _("Nobody is responsible")
            told.append(f"– {theme}, {one_line(one.department)}: {owners}")
        yield "\n".join(told)


_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_BOUNDARY = "=-handleplan-=-workbook-="
"""The same in every draft, so that the same plan gives the same bytes; no line of base64 or quoted text is like it."""


def _message(subject: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(subject)
    message["X-Unsent"] = "1"  # Outlook opens the file as a draft
    return message


def _draft(following: FollowUp, name: str, actions: Sequence[Followed]) -> bytes:
    plan, day = following.plan, danish_date(following.day)
    subject = ngettext(
        "Action plan: {count} open action, {name}", "Action plan: {count} open actions, {name}", len(actions)
    )
    message = _message(subject.format(count=len(actions), name=name))
    opening = ngettext(
        "Here is the open action you are responsible for in the action plan of {organisation}, as on {date}.",
        "Here are the {count} open actions you are responsible for in the action plan of {organisation}, as on {date}.",
        len(actions),
    ).format(count=len(actions), organisation=one_line(plan.covers), date=day)
    closing = _(
        "Please write in the workbook how it goes: the columns Status and Last updated on the sheet Follow-up. "
        "Is an action not yours, or is the date not realistic, then say so."
    )
    role = name.rpartition(", ")[0] in following.holders.values() or name.casefold() in following.roles
    greeting = _("To {name}") if role else _("Dear {name}")
    parts = [greeting.format(name=one_line(name)), opening, *map(_lines, actions), closing]
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
