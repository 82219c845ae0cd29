"""The paper for the årlige arbejdsmiljødrøftelse: a plan as it is now and a day in, what the paper says out.

Pure; how it looks in Word is the business of ``document``. It is short whatever the size of the plan: every list has
an end, and says what it left out and where that stands. It says nothing that the workbook does not show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, zip_longest

from handleplan_batch.labels import LEVELS, VERDICTS
from handleplan_batch.language import N_, _, ngettext
from handleplan_batch.model import (
    Action,
    ChallengeKind,
    Comparison,
    Finding,
    Level,
    Measurement,
    Plan,
    Polarity,
    SourceKind,
    Verdict,
)
from handleplan_batch.sharing.follow_up import shortened
from handleplan_batch.sharing.paper import Block, Cell, Heading, Paper, Paragraph, Points, Table
from handleplan_batch.states import STATUSES, danish_date, state_of

MOST_GOALS, MOST_CHANGES, MOST_ABSENCES, MOST_PROPOSALS, MOST_AMBITIONS, MOST_NOTED = 10, 7, 6, 6, 3, 4
MOST_THEMES, MOST_DEPARTMENTS, MOST_TRENDS = 12, 8, 4
"""How many of each the paper shows, so that it has six pages at the most."""

_SETTLED = 180
"""Days after which the goals that a plan was made with are last year's, though nobody has written in their rows."""
_NAME, _TEXT, _WHY, _CRITERION = 50, 130, 150, 190
"""Characters that are shown of what a cell holds."""

OUTCOMES: Mapping[str, str] = {
    "not_reached": N_("Not reached"),
    "partly": N_("Partly"),
    "too_few": N_("Too few answers"),
    "open": N_("Not judged yet"),
    "reached": N_("Reached"),
    "dropped": N_("Given up"),
}
"""How a goal ended, what there is most to talk about first."""


def discussion_paper(plan: Plan, day: date, unclear: Sequence[str] = ()) -> Paper:
    """Return the paper for a discussion on a ``day``; ``unclear`` are the numbers of rows that cannot be told whole."""
    changes = plan.previous_on is not None
    items = (
        _("Last year's goals: were they met, and why?"),
        *((_("What has changed"),) if changes else ()),
        _("The working environment now"),
        _("Goals for the year ahead"),
        _("How we work together in the year ahead"),
        _("Competence development plan"),
        _("Decisions and signatures"),
    )
    parts = (
        _goals(plan, day, unclear),
        *((_changes(plan),) if changes else ()),
        _now(plan),
        _proposals(plan, day),
        _cooperation(plan, day),
        _competence(plan),
        _decisions(),
    )
    blocks: list[Block] = [*_opening(plan, day, items)]
    for number, (item, part) in enumerate(zip(items, parts, strict=True), start=1):
        blocks += [Heading(f"{number}. {item}"), *part]
    return Paper(
        _("The annual working environment discussion"),
        plan.covers,
        plan.language,
        plan.created_on,
        tuple(blocks),
    )


def _opening(plan: Plan, day: date, items: Sequence[str]) -> Iterator[Block]:
    yield Paragraph(
        _(
            "A paper to talk from, made of the action plan of {made} as it stood on {day}. Empty fields are filled in "
            "at the meeting; filled in and signed, the paper is the written record of the discussion."
        ).format(made=danish_date(plan.created_on), day=danish_date(day))
    )
    yield _form(
        _("Date, place and participants"),
        (_("Date and time"), _("Place"), _("Participants"), _("Chair and minutes")),
    )
    yield Heading(_("Agenda"), level=2)
    yield Points(tuple(items), numbered=True)
    yield Paragraph(
        _(
            "The law asks for four things: whether last year's goals were met, goals for the year ahead, what the "
            "cooperation is about and how it is done, and a competence development plan for the members of the health "
            "and safety organisation (with fewer than ten employees: whether the knowledge that is needed is there). "
            "Sickness absence is part of the assessment of the workplace (APV)."
        ),
        quiet=True,
    )


# --- Last year's goals


def _goals(plan: Plan, day: date, unclear: Sequence[str]) -> Iterator[Block]:
    closed = [one.action for one in plan.closed if one.reason == "closed" and one.plan_date == plan.previous_on]
    known = {one.challenge_id for one in plan.comparisons if one.level_before is not None}
    settled = (day - plan.created_on).days >= _SETTLED
    goals, waiting = list(closed), 0
    for action in sorted(plan.actions, key=lambda action: (action.rank, action.id)):
        set_before = action.kind is ChallengeKind.AMBITION and (settled or action.challenge_id in known)
        if set_before or not action.draft or _outcome(action) != "open":
            goals.append(action)
        else:
            waiting += 1
    noted = _noted(plan)
    if goals:
        yield from _goals_told(goals, plan, day)
    elif not noted:
        yield Paragraph(_("The plan holds no goals of last year yet. Write those of the last discussion here."))
        yield Table(
            _("Last year's goals: were they met, and why?"),
            (_("Goal"), _("Met, partly or not"), _("Why")),
            ((Cell(),) * 3,) * 3,
            (7.0, 3.0, 7.0),
            to_fill_in=True,
            room=0.9,
        )
    if noted:
        yield Paragraph(_("Written in the notes of the last discussion, or in an earlier plan:"))
        yield Points(noted[:MOST_NOTED])
        yield from _left_out(len(noted), MOST_NOTED, _("Findings"))
    if waiting:
        yield Paragraph(
            ngettext(
                "{count} suggestion of the plan is not counted as a goal: nobody has written in its row yet.",
                "{count} suggestions of the plan are not counted as goals: nobody has written in their rows yet.",
                waiting,
            ).format(count=waiting),
            quiet=True,
        )
    if unclear:
        yield Paragraph(
            _("These rows hold something that cannot be read, and are judged by the rest: {numbers}").format(
                numbers=_some(unclear, MOST_GOALS)
            ),
            quiet=True,
        )
    yield _form(_("What did we learn?"), (_("What did we learn?"),), room=1.6)


def _goals_told(goals: Sequence[Action], plan: Plan, day: date) -> Iterator[Block]:
    by_outcome: dict[str, list[Action]] = {code: [] for code in OUTCOMES}
    for action in goals:
        by_outcome[_outcome(action)].append(action)
    told = ", ".join(f"{len(own)} {_(OUTCOMES[code]).lower()}" for code, own in by_outcome.items() if own)
    yield Paragraph(
        ngettext("{count} goal: {told}.", "{count} goals: {told}.", len(goals)).format(count=len(goals), told=told)
    )
    # Of each outcome some, whatever there is most of.
    some = [action for row in zip_longest(*by_outcome.values()) for action in row if action is not None][:MOST_GOALS]
    shown = [(code, action) for code, own in by_outcome.items() for action in own if action in some]
    yield Table(
        _("Last year's goals: were they met, and why?"),
        (_("No."), _("Goal and action"), _("Outcome"), _("Why")),
        tuple(
            (
                Cell(action.id),
                _goal(action),
                Cell(_(OUTCOMES[code]), strong=True),
                Cell(shortened(_why(action, code, day), _WHY)),
            )
            for code, action in shown
        ),
        (1.6, 7.2, 2.4, 5.8),
    )
    sheets = _("Follow-up"), *((_("Closed actions"),) if plan.closed else ())
    yield from _left_out(len(goals), MOST_GOALS, *sheets)


def _goal(action: Action) -> Cell:
    """Return an ambition as it is worded, and of a challenge what was to be done about it."""
    subject = shortened(action.theme or action.challenge, _NAME)
    if action.kind is ChallengeKind.AMBITION or not action.action.strip():
        return Cell(shortened(action.challenge, _TEXT), _under(action.department))
    return Cell(shortened(action.action, _TEXT), _under(subject, action.department))


def _outcome(action: Action) -> str:
    """Return the code of how a goal ended: by its effect, else by its status; open where the two contradict."""
    effect, status = action.effect or "", action.status or ""
    if status == "dropped" and action.proposed is not None and effect == action.proposed.effect:
        return "dropped"  # somebody gave it up after the tool had proposed an effect
    if _contradicts(action):
        return "open"
    by_status = {"effect_reached": "reached", "effect_not_reached": "not_reached", "dropped": "dropped"}
    return effect or by_status.get(status, "open")


def _contradicts(action: Action) -> bool:
    pair = (action.effect, action.status)
    return pair in {("reached", "effect_not_reached"), ("not_reached", "effect_reached"), ("too_few", "effect_reached")}


def _why(action: Action, outcome: str, day: date) -> str:
    """Return why a goal ended as it did, in what its row says; of one that is open how far it is."""
    parts = [action.effect_reason.strip() or action.note.strip()]
    if action.current.strip():
        figures = _("from {before} to {now} (goal: {goal})") if action.target.strip() else _("from {before} to {now}")
        parts.append(
            figures.format(
                before=action.baseline.strip() or "?", now=action.current.strip(), goal=action.target.strip()
            )
        )
    if _contradicts(action):
        parts.append(_("The effect and the status contradict each other"))
    elif outcome == "open":
        parts.append(_how_far(action, day))
    said = " – ".join(part.rstrip(".") for part in parts if part)
    return said or _("No reason is written: add it at the meeting")


def _how_far(action: Action, day: date) -> str:
    state = state_of(action, day)
    if state == "overdue":
        return _("Overdue since {date}").format(date=danish_date(action.deadline))
    if state == "effect_check" and action.follow_up is not None:
        return _("Implemented; the effect is to be judged on {date}").format(date=danish_date(action.follow_up))
    status = _(STATUSES[action.status]) if action.status in STATUSES else ""
    due = _("Due on {date}").format(date=danish_date(action.deadline)) if action.deadline is not None else ""
    return ", ".join(part for part in (status, due[:1].lower() + due[1:] if status else due) if part)


def _noted(plan: Plan) -> tuple[str, ...]:
    """Return last year's goals that stand in the notes of a discussion or a plan, with what is said became of them."""
    columns = {
        (entry.file, entry.sheet, use.column) for entry in plan.sheets for use in entry.uses if use.role == "last_goal"
    }
    told = (
        _placed(finding)
        for finding in plan.findings
        if finding.source is SourceKind.DISCUSSION
        and (finding.where.file, finding.where.sheet, finding.where.column) in columns
    )
    planned = (
        _placed(replace(one, text=" – ".join(part for part in (one.goal, one.progress) if part)))
        for one in plan.findings
        if one.source is SourceKind.PLAN and one.goal
    )
    return tuple(dict.fromkeys((*told, *planned)))


# --- What has changed


def _changes(plan: Plan) -> Iterator[Block]:
    before = danish_date(plan.previous_on)
    counts = Counter(one.verdict for one in plan.comparisons)
    if not counts:
        yield Paragraph(_("Neither this plan nor that of {date} holds a challenge.").format(date=before))
        return
    told = ", ".join(f"{_(name).lower()} ({counts[verdict]})" for verdict, name in VERDICTS.items() if counts[verdict])
    yield Paragraph(
        ngettext(
            "{count} challenge, compared with the plan of {date}: {told}.",
            "{count} challenges, compared with the plan of {date}: {told}.",
            len(plan.comparisons),
        ).format(count=len(plan.comparisons), date=before, told=told)
    )
    order = list(VERDICTS)
    telling = [one for one in plan.comparisons if one.verdict is not Verdict.UNCHANGED]
    telling.sort(key=lambda one: (order.index(one.verdict), one.level or one.level_before or Level.OBSERVATION))
    by_verdict: dict[Verdict, list[Comparison]] = {}
    for one in telling:
        by_verdict.setdefault(one.verdict, []).append(one)
    some = [one for row in zip_longest(*by_verdict.values()) for one in row if one is not None][:MOST_CHANGES]
    if not some:
        return
    yield Table(
        _("What became of the challenges of the earlier plan"),
        (_("Since last time"), _("Theme and department"), _("What it rests on")),
        tuple(
            (
                Cell(_(VERDICTS[one.verdict]), strong=True),
                Cell(_theme(plan, one.theme_id), one.department),
                Cell(shortened(one.why, _TEXT)),
            )
            for one in telling
            if one in some
        ),
        (3.0, 6.0, 8.0),
    )
    yield from _left_out(len(telling), MOST_CHANGES, _("Changes"))


# --- The working environment now


def _now(plan: Plan) -> Iterator[Block]:
    yield Heading(_("Themes and departments"), level=2)
    yield from _heat_map(plan)
    yield from _trend(plan)
    yield Heading(_("Sickness absence"), level=2)
    yield from _absence(plan)


def _trend(plan: Plan) -> Iterator[Block]:
    """Draw the themes that chance does not explain the change of, those that got worse first."""
    moved = [
        (one.score, one.change, one)
        for one in plan.measurements
        if one.level == "theme"
        and one.verdict in (Verdict.BETTER, Verdict.WORSE)
        and one.score is not None
        and one.change is not None
    ]
    if not moved:
        return
    moved.sort(key=lambda told: (told[1], told[2].department, told[2].key))
    worst = (MOST_TRENDS + 1) // 2
    shown = moved if len(moved) <= MOST_TRENDS else [*moved[:worst], *moved[worst - MOST_TRENDS :]]
    yield Heading(_("What has moved since last time"), level=2)
    yield Table(
        _("Theme scores that changed by more than chance explains"),
        (_("Theme and department"), _("Last time"), _("Now"), _("Change in points")),
        tuple(
            (
                Cell(_theme(plan, one.key), one.department),
                Cell(f"{score - change:.0f}"),
                Cell(f"{score:.0f}"),
                Cell(
                    f"{'▲' if change > 0 else '▼'} {change:+.0f}".replace("-", "−"),
                    "█" * max(1, round(abs(change) / _BLOCK)),
                ),
            )
            for score, change, one in shown
        ),
        (7.0, 2.3, 2.0, 5.7),
    )
    yield from _left_out(len(moved), MOST_TRENDS, _("Measurements"))


_BLOCK = 4
"""Points of change that a block of the bar stands for."""


def _heat_map(plan: Plan) -> Iterator[Block]:
    figures = {(one.key, one.department): one for one in plan.measurements if one.level == "theme"}
    shown = [one for one in figures.values() if one.score is not None and not one.suppressed]
    if not shown:
        yield Paragraph(_("There are no survey figures that can be shown."))
        return
    top = plan.covers
    all_departments = list(dict.fromkeys(one.department for one in shown))
    departments = _worst(shown, lambda one: one.department, MOST_DEPARTMENTS, first=top)
    places = [one.name for one in plan.departments]
    departments.sort(key=lambda name: places.index(name) if name in places else len(places))
    all_themes = list(dict.fromkeys(one.key for one in shown))
    themes = _worst([one for one in shown if one.department in departments], lambda one: one.key, MOST_THEMES)
    width = min(2.4, 12.0 / len(departments))
    yield Table(
        _("Theme scores by department: 0–100, 100 is best"),
        (_("Theme"), *(shortened(name, 30) for name in departments)),
        tuple(
            (Cell(_theme(plan, theme)), *(_heat(figures.get((theme, name))) for name in departments))
            for theme in themes
        ),
        (17.0 - width * len(departments), *(width for _name in departments)),
        narrow=True,
    )
    legend = [
        _(
            "Score 0–100, 100 is best: orange is low, blue is high. – is hidden, since too few answered; an empty "
            "field was not asked about."
        )
    ]
    if any(one.change is not None for one in shown):
        legend.append(
            _(
                "In brackets the points since last time, above 0 when better, also where chance may explain "
                "them; without brackets the figure is unchanged, or was not asked for."
            )
        )
    if len(departments) < len(all_departments) or len(themes) < len(all_themes):
        legend.append(
            _(
                "{themes} of {all_themes} themes and {departments} of {all_departments} departments are shown, those "
                "with the lowest figures; all stand on the sheets {overview} and {measurements}."
            ).format(
                themes=len(themes),
                all_themes=len(all_themes),
                departments=len(departments),
                all_departments=len(all_departments),
                overview=_("Overview"),
                measurements=_("Measurements"),
            )
        )
    yield Paragraph(" ".join(legend), quiet=True)


def _heat(one: Measurement | None) -> Cell:
    if one is None:
        return Cell()
    if one.suppressed or one.score is None:
        return Cell("–")
    change = f" ({one.change:+.0f})".replace("-", "−") if one.change and round(one.change) else ""
    return Cell(f"{one.score:.0f}{change}", score=one.score)


def _absence(plan: Plan) -> Iterator[Block]:
    found = [
        finding
        for finding in plan.findings
        if (finding.source is SourceKind.ABSENCE or finding.theme_id == "sickness_absence")
        and finding.polarity is not Polarity.AMBITION
    ]
    found.sort(key=lambda one: (one.level or max(Level) + 1, one.score is None, -(one.score or 0), one.department))
    told = tuple(dict.fromkeys(map(_placed, found)))
    if told:
        yield Points(told[:MOST_ABSENCES])
        yield from _left_out(len(told), MOST_ABSENCES, _("Findings"))
    elif any(question.theme_id == "sickness_absence" for question in plan.questions):
        yield Paragraph(_("The survey asks about sickness absence; its figures stand on the sheet Measurements."))
    else:
        yield Paragraph(
            _("There is nothing on sickness absence in what the plan was made of. The law asks you to consider it.")
        )
    yield _form(
        _("What at work may add to sickness absence?"),
        (_("What at work may add to sickness absence?"),),
        room=1.4,
    )


# --- The year ahead


@dataclass(frozen=True, slots=True)
class _Challenge:
    """The open actions of a challenge, by rank."""

    actions: tuple[Action, ...]
    parked: bool

    @property
    def first(self) -> Action:
        return self.actions[0]

    @property
    def level(self) -> Level:
        """A person's priority goes before the tool's."""
        return min(Level(int(one.own_priority)) if one.own_priority else one.urgency for one in self.actions)


def _ahead(plan: Plan, day: date) -> list[_Challenge]:
    """Return the challenges that have open actions, most urgent first, those that are parked last."""
    parked = {one.id for one in plan.challenges if one.parked}
    groups: dict[str, list[Action]] = {}
    for action in sorted(plan.actions, key=lambda action: (action.rank, action.id)):
        if state_of(action, day) != "closed":
            groups.setdefault(action.challenge_id or action.id, []).append(action)
    found = [_Challenge(tuple(own), own[0].challenge_id in parked) for own in groups.values()]
    return sorted(found, key=lambda one: (one.parked, one.level, one.first.rank, one.first.id))


def _proposals(plan: Plan, day: date) -> Iterator[Block]:
    ahead = _ahead(plan, day)
    ambitions = [one for one in ahead if one.first.kind is ChallengeKind.AMBITION]
    challenges = [one for one in ahead if one.first.kind is not ChallengeKind.AMBITION]
    shown = (*challenges[:MOST_PROPOSALS], *ambitions[:MOST_AMBITIONS])
    if shown:
        yield Paragraph(
            _(
                "Proposals from the plan: the most urgent challenges, then the workplace's own ambitions. "
                "Choose a few of them, and add your own."
            )
        )
    yield Table(
        _("Goals for the year ahead"),
        (_("Challenge or ambition"), _("Success criterion"), _("Responsible and date"), _("Decided")),
        (*(_proposal(one, day) for one in shown), *(((Cell(),) * 4,) * 2)),
        (6.0, 5.2, 3.0, 2.8),
        to_fill_in=True,
        room=0.9,
    )
    yield from _left_out(len(ahead), len(shown), _("Action plan"))


def _proposal(one: _Challenge, day: date) -> tuple[Cell, ...]:
    criterion = next((action.criterion for action in one.actions if action.criterion.strip()), "")
    responsible = next((action.responsible for action in one.actions if action.responsible.strip()), "")
    last = max((action.deadline for action in one.actions if action.deadline is not None), default=None)
    by = ""
    if last is not None:
        said = _("by {date}") if last >= day else _("the date {date} has passed: set a new one")
        by = said.format(date=danish_date(last))
    actions = ngettext("{count} action from {number}", "{count} actions from {number}", len(one.actions)).format(
        count=len(one.actions), number=one.first.id
    )
    told = one.first.department in one.first.challenge
    below = _under(_(LEVELS[one.level]), "" if told else one.first.department, actions)
    return (
        Cell(shortened(one.first.challenge, _TEXT), below),
        Cell(shortened(criterion, _CRITERION)),
        Cell(shortened(responsible, _NAME), by),
        Cell(),
    )


def _cooperation(plan: Plan, day: date) -> Iterator[Block]:
    due = sorted(
        action.follow_up
        for action in plan.actions
        if action.follow_up is not None
        and state_of(action, day) != "closed"
        and 0 <= (action.follow_up - day).days <= _YEAR
    )
    if due:
        quarters = Counter((one.year, (one.month + 2) // 3) for one in due)
        told = ", ".join(
            _("quarter {quarter} of {year}: {count}").format(quarter=quarter, year=year, count=count)
            for (year, quarter), count in quarters.items()
        )
        yield Paragraph(_("Follow-ups in the plan that meetings may be laid by: {told}.").format(told=told))
    yield Table(
        _("How we work together in the year ahead"),
        (_("To agree on"), _("As it was this year"), _("What we agree on for the year ahead")),
        tuple(
            (Cell(_(subject)), Cell(), Cell())
            for subject in (
                N_("What we work together on"),
                N_("In which forms: groups, meetings, rounds"),
                N_("How often we meet, and when"),
                N_("How all employees are heard and told"),
            )
        ),
        (5.0, 6.0, 6.0),
        to_fill_in=True,
        room=1.0,
    )


_YEAR = 366


def _competence(plan: Plan) -> Iterator[Block]:
    urgent = [one for one in plan.actions if one.urgency <= Level.HIGH and one.theme and one.status != "dropped"]
    themes = list(
        dict.fromkeys(shortened(one.theme, _NAME) for one in sorted(urgent, key=lambda one: (one.rank, one.id)))
    )[:4]
    if themes:
        yield Paragraph(
            _("The plan's gravest themes are: {themes}. Do the members know enough about them?").format(
                themes="; ".join(themes)
            )
        )
    yield Table(
        _("Competence development plan"),
        (_("Member"), _("Needs to know more about"), _("Course or other activity"), _("When")),
        ((Cell(),) * 4,) * 4,
        (4.4, 4.8, 5.2, 2.6),
        to_fill_in=True,
        room=0.85,
    )


def _decisions() -> Iterator[Block]:
    yield Table(
        _("Decisions and signatures"),
        (_("What"), _("Who"), _("By when")),
        ((Cell(),) * 3,) * 5,
        (9.4, 4.6, 3.0),
        to_fill_in=True,
        room=0.85,
    )
    yield _form(
        _("Decisions and signatures"),
        (_("How we follow up"), _("Where this paper is kept"), _("Next discussion by")),
        room=0.85,
    )
    yield Table(
        _("Decisions and signatures"),
        (_("Role"), _("Name"), _("Date"), _("Signature")),
        tuple(
            (Cell(_(role)), Cell(), Cell(), Cell())
            for role in (N_("Employer"), N_("Leader in the group"), N_("Health and safety representative"))
        ),
        (4.6, 4.8, 2.4, 5.2),
        to_fill_in=True,
        room=1.1,
    )


# --- What more than one of them needs


def _form(about: str, questions: Sequence[str], room: float = 0.8) -> Table:
    """Return a table of questions with room for an answer beside each."""
    return Table(about, (), tuple((Cell(text), Cell()) for text in questions), (4.4, 12.6), to_fill_in=True, room=room)


def _left_out(count: int, shown: int, *sheets: str) -> Iterator[Paragraph]:
    """Yield what was left out of a list and where it stands, when anything was."""
    if count > shown:
        where = ngettext("the sheet {sheets}", "the sheets {sheets}", len(sheets)).format(
            sheets=_(" and ").join(f"«{sheet}»" for sheet in sheets)
        )
        yield Paragraph(
            _("{shown} of {count} are shown; all stand on {where}.").format(shown=shown, count=count, where=where),
            quiet=True,
        )


def _worst(figures: Iterable[Measurement], key: Callable[[Measurement], str], most: int, first: str = "") -> list[str]:
    """Return the departments, or the themes, that have the lowest published figures, lowest first."""
    lowest: dict[str, float] = {}
    for one in figures:
        lowest[key(one)] = min(one.score or 0.0, lowest.get(key(one), 100.0))
    return sorted(lowest, key=lambda name: (name != first, lowest[name], name))[:most]


def _theme(plan: Plan, theme_id: str) -> str:
    theme = plan.themes.get(theme_id)
    return theme.name.pick(plan.language) if theme else theme_id


def _placed(finding: Finding) -> str:
    return ": ".join(part for part in (" / ".join(finding.department), shortened(finding.text, _TEXT)) if part)


def _under(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _some(texts: Sequence[str], most: int) -> str:
    return ", ".join(chain(texts[:most], ["…"] if len(texts) > most else []))
