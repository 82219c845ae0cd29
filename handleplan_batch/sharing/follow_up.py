"""What needs attention in a plan on a given day. Pure: the plan as it is now in, what to do something about out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from unicodedata import category

from handleplan_batch.language import N_, _
from handleplan_batch.model import (
    Action,
    Followed,
    FollowUp,
    Need,
    Plan,
    Problem,
    ProblemLevel,
    Shortfall,
    Tally,
)
from handleplan_batch.problems import level_of
from handleplan_batch.states import danish_date, in_order, state_of

STALE_DAYS = 60
"""Days without a word after which somebody should ask how it goes."""

_BEGUN = ("in_progress", "waiting", "done", "effect_not_reached")
"""Statuses of an action whose start nobody needs to be asked about."""

_UNCLEAR: Mapping[str, str] = {
    "bad-value": N_("“{field}” holds something the column cannot hold"),
    "number-twice": N_("More than one row on {sheet} has this number"),
    "row-missing": N_("The row on {sheet} is missing"),
}
"""Problem of a row -> what is said about its action."""


def followed_up(
    plan: Plan,
    problems: Iterable[Problem],
    day: date,
    within: int,
    new: Container[str] = (),
    roles: Iterable[str] = (),
    holders: Mapping[str, str] | None = None,
    nobody: Iterable[str] = (),
) -> FollowUp:
    """Return what needs attention on a ``day``, due soon meaning ``within`` so many days.

    The ``problems`` are those of the workbook's rows; their actions are judged by what could be told of them, and by
    what was handed out for the rest. The plan's shortfalls are those of the plan as it is now; ``new`` are the numbers
    that its rows without one will get, ``roles`` the names of roles that may stand in brackets after a person's.
    ``holders`` are the roles that are somebody else's in each department: what they may be called, in lower case, and
    their names. ``nobody`` are the words that stand for a responsible who is not found yet.
    """
    unclear = [problem for problem in problems if level_of(problem) is not ProblemLevel.NOTE]
    numbers = {action.id for action in plan.actions}
    owned: dict[str, list[Problem]] = {}
    loose: list[Problem] = []
    for problem in unclear:
        number = problem.values.get("number", "")
        if problem.code in _UNCLEAR and number in numbers:
            owned.setdefault(number, []).append(problem)
        else:
            loose.append(problem)
    unnamed = frozenset(word.casefold() for word in nobody)
    lacking: dict[str, list[Shortfall]] = {}
    for shortfall in plan.shortfalls:
        if shortfall.level is ProblemLevel.ERROR:
            lacking.setdefault(shortfall.action_id, []).append(shortfall)
    followed = []
    for action in in_order(plan.actions):
        told = (owned.get(action.id, ()), lacking.get(action.id, ()))
        needs = dict(_needs(action, *told, plan, day, within, unnamed))
        followed.append(Followed(action, state_of(action, day, within), needs, action.id in new))
    return FollowUp(
        plan,
        day,
        within,
        actions=tuple(one for one in followed if one.state != "closed" or one.needs),
        closed=sum(one.state == "closed" for one in followed),
        # A department's copy does not show what the whole plan builds on.
        shortfalls=() if plan.scope else tuple(lacking.get("", ())),
        problems=tuple(unclear),
        loose=tuple(loose),
        roles=frozenset(role.casefold() for role in roles),
        holders=holders or {},
        nobody=unnamed,
    )


def by_responsible(following: FollowUp) -> tuple[Tally, ...]:
    """Return a tally for each responsible, those with the gravest to see to first."""
    return _tallies(following.actions, _person_of(following))


def by_department(following: FollowUp) -> tuple[Tally, ...]:
    """Return a tally for each department, those with the gravest to see to first."""
    return _tallies(following.actions, lambda action: action.department)


def open_of_each(following: FollowUp) -> dict[str, tuple[Followed, ...]]:
    """Return per responsible the open actions, by deadline; those that nobody is responsible for are left out."""
    groups = _grouped(following.open, _person_of(following))
    return {
        name: tuple(sorted(own, key=lambda one: (one.action.deadline or date.max, one.action.rank, one.action.id)))
        for name, own in groups.items()
        if name
    }


def count_needs(actions: Iterable[Followed]) -> dict[Need, int]:
    """Return how many actions have each need, gravest need first; needs that none has are left out."""
    counts = Counter(need for one in actions for need in one.needs)
    return {need: counts[need] for need in Need if counts[need]}


def one_line(text: str) -> str:
    """Return a text on one line, without signs that calendars and mails cannot hold."""
    return " ".join("".join(sign for sign in text if sign.isspace() or category(sign) not in ("Cc", "Cs")).split())


def shortened(text: str, most: int) -> str:
    """Return a text on one line, of at the most so many characters."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _needs(
    action: Action,
    problems: Sequence[Problem],
    lacking: Sequence[Shortfall],
    plan: Plan,
    day: date,
    within: int,
    nobody: Container[str],
) -> Iterator[tuple[Need, tuple[str, ...]]]:
    """Yield why an action needs attention, gravest first; a closed one only when its row cannot be told."""
    if problems:
        yield (
            Need.UNCLEAR,
            tuple(_(_UNCLEAR[one.code]).format(sheet=one.where.sheet, **one.values) for one in problems),
        )
    if state_of(action, day) == "closed":
        return
    done, begun = action.status == "done", action.status in _BEGUN
    if not done and action.deadline is not None and action.deadline < day:
        yield Need.OVERDUE, (_("Overdue since {date}").format(date=danish_date(action.deadline)),)
    if _names_nobody(action.responsible, nobody):
        yield Need.NO_RESPONSIBLE, (_("Nobody is responsible"),)
    if not done and action.deadline is not None and 0 <= (action.deadline - day).days <= within:
        yield Need.DUE_SOON, (_("Due on {date}").format(date=danish_date(action.deadline)),)
    if not begun and action.start is None:
        yield Need.NO_START, (_("No start date"),)
    if not begun and action.start is not None and action.start < day:
        yield Need.NO_START, (_("Was to start on {date}").format(date=danish_date(action.start)),)
    if done and action.follow_up is None:
        yield Need.EFFECT_CHECK, (_("No date for judging the effect"),)
    if done and action.follow_up is not None and action.follow_up <= day:
        due = danish_date(action.follow_up)
        yield Need.EFFECT_CHECK, (_("The effect was to be judged on {date}").format(date=due),)
    told = _last_told(action, plan)
    if not done and (day - told).days > STALE_DAYS:
        yield Need.NOT_UPDATED, (_("Nothing written since {date}").format(date=danish_date(told)),)
    if lacking:
        yield Need.INCOMPLETE, tuple(one.message.rstrip(".") for one in lacking)


def _last_told(action: Action, plan: Plan) -> date:
    """Return since when nothing has been told: an action that has not begun yet has nothing to tell."""
    known = [day for day in (action.updated_on, action.start) if day is not None]
    return max(known, default=plan.created_on)


def _tallies(actions: Iterable[Followed], name_of: Callable[[Action], str]) -> tuple[Tally, ...]:
    tallies = [
        Tally(name, sum(one.state != "closed" for one in own), count_needs(own))
        for name, own in _grouped(actions, name_of).items()
    ]
    order = [
        (tuple(-tally.needs.get(need, 0) for need in Need), -tally.open, tally.name.casefold()) for tally in tallies
    ]
    return tuple(tally for _order, tally in sorted(zip(order, tallies, strict=True), key=lambda pair: pair[0]))


def _person_of(following: FollowUp) -> Callable[[Action], str]:
    """Return what tells the responsible of an action; one word with the definite article and without is the same."""
    written = dict.fromkeys(_person(one.action, following) for one in following.actions)
    known = {name.casefold(): name for name in written if len(name) >= _LONG and " " not in name}
    same = {form: name for bare, name in known.items() for form in _with_article(bare) if form in known}

    def person(action: Action) -> str:
        name = _person(action, following)
        return same.get(name.casefold(), name)

    return person


_LONG = 8
"""Fewest letters of a word that is the same with the definite article as without: no name of a person is so made."""


def _with_article(word: str) -> Iterator[str]:
    """Yield how a Danish word may end with the definite article: ejendomscenter, ejendomscenteret, ejendomscentret."""
    for ending in ("en", "et", "n", "t"):
        yield word + ending
    if word.endswith("er"):
        yield f"{word[:-2]}ret"


def _person(action: Action, following: FollowUp) -> str:
    """Return the responsible without a role in brackets: “Kim Lund (nærmeste leder)” is Kim Lund; empty for nobody.

    A role that each department has is told with the department: its holders are different people.
    """
    if _names_nobody(action.responsible, following.nobody):
        return ""
    written = " ".join(action.responsible.split())
    name, _bracket, role = written.removesuffix(")").rpartition(" (")
    if name and role.casefold() in following.roles:
        return name
    called, _comma, place = written.rpartition(", ")
    if place.casefold() not in {one.name.casefold() for one in following.plan.departments}:
        called, place = written, action.department
    if role := following.holders.get(called.casefold(), ""):
        return f"{role}, {place}" if place else written
    # Of what departments share, the source's responsible is told with the department that names him or her.
    there = (one.responsible for one in following.plan.actions if one.department.casefold() == place.casefold())
    return called if any(" ".join(name.split()).casefold() == called.casefold() for name in there) else written


def _names_nobody(responsible: str, nobody: Container[str]) -> bool:
    """Whether what stands for a responsible says that there is none yet."""
    said = responsible.strip(" .").casefold()
    return said in nobody or not any(sign.isalnum() for sign in said)


def _grouped(actions: Iterable[Followed], name_of: Callable[[Action], str]) -> dict[str, list[Followed]]:
    """Gather actions by a name, whatever its case and blanks; the name is as first written."""
    groups: dict[str, list[Followed]] = {}
    names: dict[str, str] = {}
    for one in actions:
        written = " ".join(name_of(one.action).split())
        groups.setdefault(names.setdefault(written.casefold(), written), []).append(one)
    return groups
