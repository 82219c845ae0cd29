"""The rules that a lawful and useful plan must meet, by the ids of ``catalogue/law.toml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.language import _
from handleplan_batch.model import (
    Action,
    ActionType,
    ChallengeKind,
    ClosedAction,
    Finding,
    ImporterName,
    Level,
    Plan,
    PreventionLevel,
    Rule,
    RuleCheck,
    RuleState,
    Shortfall,
    SourceKind,
    Verdict,
)
from handleplan_batch.states import CLOSED_STATUSES, danish_date

_DAYS_A_YEAR = 365.25
_SATURDAY = 5
_DESCRIBED = ("challenge", "nature", "cause", "improvement", "criterion", "unintended", "effect_reason", "note")
"""Columns that say what is wrong; others may name those who act."""


class _Miss(NamedTuple):
    """A way in which the plan falls short of a rule."""

    lack: str = ""
    """Its name in the rule."""
    action_id: str = ""
    values: Mapping[str, str] = {}
    """Fields of the sentence."""


def check_completeness(plan: Plan, reveals: Callable[[str], bool] = lambda _text: False) -> Plan:
    """Return the plan with where it falls short of its law, by rule, then by row, and how it fares by each rule.

    ``reveals`` tells whether a text holds personal data. A rule without a check here is for people to look at, unless
    it names columns that must be filled.
    """
    view = _View(plan, cache(reveals))  # drafts repeat their texts
    shortfalls: list[Shortfall] = []
    checks: list[RuleCheck] = []
    for rule in plan.law:
        rows, misses = _judged(rule, view)
        if misses:
            state = RuleState.SHORT
        elif misses is None:
            state = RuleState.BY_HAND
        else:
            state = RuleState.MET if rows or rule.id in _PLAN_RULES else RuleState.NOTHING
        shortfalls += [_shortfall(rule, miss, plan.language) for miss in misses or ()]
        checks.append(RuleCheck(rule.id, state, tuple(action.id for action in rows)))
    return replace(plan, shortfalls=tuple(shortfalls), checks=tuple(checks))


def _judged(rule: Rule, view: _View) -> tuple[tuple[Action, ...], list[_Miss] | None]:
    """Return the rows that a rule looks at and what they lack; None where only people can tell."""
    if rule.id in _PLAN_RULES:
        found = _PLAN_RULES[rule.id](rule, view)
        return (), None if found is None else [miss for miss in found if miss.lack in rule.lacks]
    lack = _ROW_RULES.get(rule.id)
    if lack is None and not rule.filled:
        return (), None
    concerns = _CONCERNS.get(rule.id)
    rows = tuple(action for action in view.open if concerns is None or concerns(action, rule, view))
    misses = []
    for action in rows:
        blank = any(_is_blank(getattr(action, column)) for column in rule.filled)
        name = "" if blank else lack(action, rule, view) if lack is not None else None
        if name is not None and name in rule.lacks:
            misses.append(_Miss(name, action.id))
    if rows and not misses and rule.id in _BY_PEOPLE and all(action.draft for action in rows):
        return rows, None
    return rows, misses


def _shortfall(rule: Rule, miss: _Miss, language: str) -> Shortfall:
    lack = rule.lacks[miss.lack]
    return Shortfall(
        rule=rule.id,
        level=lack.level,
        action_id=miss.action_id,
        message=rule.said(lack.missing, language, **miss.values),
        remedy=rule.said(lack.remedy, language),
        basis=rule.basis,
    )


@dataclass(frozen=True)
class _View:
    """A plan as the rules look at it."""

    plan: Plan
    reveals: Callable[[str], bool]

    @cached_property
    def open(self) -> tuple[Action, ...]:
        """Rows that are not closed."""
        return tuple(action for action in self.plan.actions if action.status not in CLOSED_STATUSES)

    @cached_property
    def current(self) -> tuple[Action, ...]:
        """Open rows that do not wait until later."""
        parked = {challenge.id for challenge in self.plan.challenges if challenge.parked}
        return tuple(action for action in self.open if action.challenge_id not in parked)

    @cached_property
    def _groups(self) -> Mapping[str, tuple[Action, ...]]:
        groups: dict[str, list[Action]] = {}
        for action in self.plan.actions:
            if action.status != "dropped":
                groups.setdefault(action.challenge_id or action.id, []).append(action)
        return {key: tuple(rows) for key, rows in groups.items()}

    def siblings(self, action: Action) -> tuple[Action, ...]:
        """Return the rows of the same challenge that are not dropped, the row itself among them."""
        return self._groups.get(action.challenge_id or action.id, (action,))

    @cached_property
    def _findings(self) -> Mapping[str, tuple[Finding, ...]]:
        known = {finding.id: finding for finding in self.plan.findings}
        return {
            challenge.id: tuple(known[one] for one in challenge.finding_ids if one in known)
            for challenge in self.plan.challenges
        }

    def findings(self, action: Action) -> tuple[Finding, ...]:
        """Return what the row's challenge builds on."""
        return self._findings.get(action.challenge_id, ())

    @cached_property
    def _theme_ids(self) -> Mapping[str, str]:
        return {name.casefold(): theme.id for theme in self.plan.themes.values() for name in theme.name}

    def theme_of(self, action: Action) -> str:
        """Return the id of a row's theme; empty when it has a name of its own."""
        return self._theme_ids.get(action.theme.casefold(), "")

    @cached_property
    def representatives(self) -> tuple[str, ...]:
        """Names of the health and safety representatives, in lower case."""
        names = (department.osh_representative.casefold() for department in self.plan.departments)
        return tuple(name for name in names if name)

    @cached_property
    def earlier(self) -> tuple[ClosedAction, ...]:
        """Actions that left the plan when it was last carried on."""
        return tuple(one for one in self.plan.closed if one.plan_date == self.plan.previous_on)

    def unnamed(self, text: str) -> str:
        """Return a text without names of departments (Bo- og aktivitetstilbud) and the catalogue's words on themes."""
        for known in self._known_texts:
            text = text.replace(known, " … ")
        return text

    @cached_property
    def _known_texts(self) -> tuple[str, ...]:
        names = {one.name for one in self.plan.departments} | {action.department for action in self.plan.actions}
        texts = {text for theme in self.plan.themes.values() for text in (*theme.name, *theme.nature)}
        return tuple(sorted((names | texts) - {""}, key=lambda text: (-len(text), text)))

    def has_read(self, importer: ImporterName) -> bool:
        """Whether an input of this kind was read."""
        return any(entry.importer is importer for entry in self.plan.sheets)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _words(rule: Rule, lack: str) -> tuple[str, ...]:
    """Return the words that decide a part of a rule; none where the part has been taken out of the file."""
    return rule.lacks[lack].words if lack in rule.lacks else ()


def _holds(words: Iterable[str], *texts: str) -> bool:
    """Whether any of the words stands anywhere in the texts."""
    whole = "\n".join(texts).casefold()
    return any(word in whole for word in words)


# Rules of rows: the name of what a row lacks, or None -----------------------------------------------------------------


def _description(action: Action, rule: Rule, _view: _View) -> str | None:
    text = action.challenge.strip()  # a goal may be short; the name of a theme describes nothing
    if action.kind is ChallengeKind.AMBITION:
        return None if text else ""
    return "" if len(text) < rule.limits["least"] or text.casefold() == action.theme.casefold() else None


def _cause(action: Action, rule: Rule, view: _View) -> str | None:
    text = action.cause.strip().casefold()
    if action.kind is ChallengeKind.AMBITION or any(finding.cause for finding in view.findings(action)):
        return None
    if text and not text.startswith(rule.words["unexamined"]):
        return None
    return None if any(_holds(rule.words["examining"], one.action) for one in view.siblings(action)) else ""


def _responsible(action: Action, rule: Rule, _view: _View) -> str | None:
    named = action.responsible.strip(" .,").casefold()
    if not named or named in rule.words["vague"]:
        return ""
    several = _holds(_words(rule, "several"), named) and not _holds(rule.words["one_role"], named)
    return "several" if several else None


def _dates(action: Action, _rule: Rule, _view: _View) -> str | None:
    # A standing condition has no end, only a day when it is looked at again.
    needed = (action.start, action.follow_up if action.kind is ChallengeKind.STANDING else action.deadline)
    return "" if None in needed else None


def _follow_up(action: Action, _rule: Rule, _view: _View) -> str | None:
    late = action.follow_up is not None and (action.deadline is None or action.follow_up > action.deadline)
    return None if late else ""


def _order(action: Action, _rule: Rule, _view: _View) -> str | None:
    days = [day for day in (action.start, action.deadline, action.follow_up) if day is not None]
    if days != sorted(days):
        return ""
    weekend = any(day is not None and day.weekday() >= _SATURDAY for day in (action.deadline, action.follow_up))
    return "weekend" if weekend else None


def _immediate(action: Action, rule: Rule, view: _View) -> str | None:
    if action.start is None or (action.start - view.plan.created_on).days > rule.limits["days"]:
        return ""
    contained = any(
        one.action_type is ActionType.HANDLING or _holds(_words(rule, "interim"), one.action)
        for one in view.siblings(action)
    )
    return None if contained else "interim"


def _reach(action: Action, rule: Rule, view: _View) -> str | None:
    if action.deadline is None:
        return None
    years = (action.deadline - view.plan.created_on).days / _DAYS_A_YEAR
    return "" if years > rule.limits["years"] else None


def _prevention(action: Action, _rule: Rule, view: _View) -> str | None:
    individual = all(one.prevention_level is PreventionLevel.INDIVIDUAL for one in view.siblings(action))
    return "" if individual else None


def _criterion(action: Action, rule: Rule, _view: _View) -> str | None:
    text = action.criterion.casefold()
    told = any(sign.isdigit() for sign in text) or _holds(rule.words["observable"], text)
    return None if told else ""


def _method(action: Action, rule: Rule, view: _View) -> str | None:
    words = [word for finding in view.findings(action) for word in rule.words.get(finding.source, ())]
    return None if _holds((*rule.words["same"], *words), action.evaluation, action.criterion) else ""


def _privacy(action: Action, _rule: Rule, view: _View) -> str | None:
    # A suggestion holds only what was taken from the inputs without personal data, and the catalogue's words.
    texts = () if action.draft else (getattr(action, column) for column in _DESCRIBED)
    return "" if any(view.reveals(text) and view.reveals(view.unnamed(text)) for text in texts) else None


def _is_special(action: Action, rule: Rule, view: _View) -> bool:
    named = _holds((*rule.words["about_pregnancy"], *rule.words["about_young"]), action.challenge)
    return named or view.theme_of(action) in rule.words["chemical_themes"]


def _special(action: Action, rule: Rule, view: _View) -> str | None:
    said = [text for one in view.siblings(action) for text in (one.challenge, one.action, one.cause, one.preparation)]
    if view.theme_of(action) in rule.words["chemical_themes"] and not _holds(rule.words["chemical"], *said):
        return ""
    if _holds(rule.words["about_pregnancy"], action.challenge) and not _holds(_words(rule, "pregnancy"), *said):
        return "pregnancy"
    young = _holds(rule.words["about_young"], action.challenge)
    return "young" if young and not any(view.theme_of(one) in rule.words["young_themes"] for one in view.open) else None


def _participation(action: Action, rule: Rule, view: _View) -> str | None:
    names = (*_words(rule, "organisation"), *view.representatives)
    people = [name for one in view.siblings(action) for name in (one.responsible, one.informed, one.involved)]
    return None if _holds(names, *people) else "organisation"


def _review(action: Action, rule: Rule, view: _View) -> str | None:
    day = action.follow_up
    return "" if day is None or (day - view.plan.created_on).days > rule.limits["days"] else None


_ROW_RULES: Mapping[str, Callable[[Action, Rule, _View], str | None]] = {
    "R01": _description,
    "R03": _cause,
    "R05": _responsible,
    "R06": _dates,
    "R07": _follow_up,
    "R08": _order,
    "R09": _immediate,
    "R10": _reach,
    "R15": _prevention,
    "R16": _criterion,
    "R17": _method,
    "R20": _privacy,
    "R21": _special,
    "R22": _participation,
    "R25": _review,
}
_CONCERNS: Mapping[str, Callable[[Action, Rule, _View], bool]] = {
    "R09": lambda action, _rule, _view: action.urgency is Level.IMMEDIATE,
    "R17": lambda action, _rule, view: action.kind is ChallengeKind.CHALLENGE and bool(view.findings(action)),
    "R21": _is_special,
    "R25": lambda action, _rule, _view: action.kind is ChallengeKind.STANDING,
}
"""Rule id -> which open rows it is about; all where it is not here."""
_BY_PEOPLE = ("R21",)
"""Rules that the words of a suggestion cannot meet: they say that something was done elsewhere."""


# Rules of the whole plan: what is missing, or None where only people can tell -----------------------------------------


def _areas(rule: Rule, view: _View) -> Iterator[_Miss]:
    """Yield the areas that nothing recent covers. What has no date counts as recent."""
    themes, day = view.plan.themes, view.plan.created_on
    newest: dict[str, date] = {}
    asked = [question.theme_id for question in view.plan.questions]
    dated = [(finding.theme_id, finding.observed_on) for finding in view.plan.findings]
    for theme_id, observed in [*dated, *((one, None) for one in asked)]:
        if theme_id is not None and theme_id in themes:
            area = themes[theme_id].area
            newest[area] = max(newest.get(area, date.min), observed or day)
    for name, lack in rule.lacks.items():
        last = max((newest[area] for area in lack.words if area in newest), default=None)
        if name and (last is None or (day - last).days > _DAYS_A_YEAR * rule.limits["years"]):
            told = _("nothing found") if last is None else _("the latest is of {date}").format(date=danish_date(last))
            yield _Miss(name, values={"newest": told})


def _absence(rule: Rule, view: _View) -> Iterator[_Miss] | None:
    themes, plan = rule.words["themes"], view.plan
    assessed = (
        any(one.source is not SourceKind.ABSENCE and one.theme_id in themes for one in plan.findings)
        or any(one.theme_id in themes for one in plan.questions)
        or any(_holds(rule.words["said"], one.challenge, one.action) for one in plan.actions)
    )
    if assessed:
        return iter(())
    # That figures were collected does not tell that anybody has asked what they come from.
    return None if any(one.source is SourceKind.ABSENCE for one in plan.findings) else iter([_Miss()])


def _last_goals(_rule: Rule, view: _View) -> Iterator[_Miss] | None:
    columns = {
        (entry.file, entry.sheet, use.column): use.role
        for entry in view.plan.sheets
        if entry.importer is ImporterName.DISCUSSION
        for use in entry.uses
    }
    goals = [
        one
        for one in view.plan.findings
        if columns.get((one.where.file, one.where.sheet, one.where.column or 0)) == "last_goal"
    ]
    planned = [one for one in view.plan.findings if one.source is SourceKind.PLAN and one.goal]
    if not goals and not planned and view.plan.previous_on is None:
        return None
    # A goal in minutes is read with what became of it after a dash.
    places = [str(one.where) for one in goals if " – " not in one.text]
    places += [str(one.where) for one in planned if not one.progress and not one.solved]
    return (_Miss(values={"cell": place}) for place in (*places, *_goals_carried(view)))


def _goals_carried(view: _View) -> Iterator[str]:
    """Yield the numbers of the earlier plan's goals that nobody has said anything of."""
    known = {one.challenge_id for one in view.plan.comparisons if one.verdict is not Verdict.NEW}
    left = [one.action for one in view.earlier if one.reason != "closed"]
    for action in (*left, *(action for action in view.open if action.challenge_id in known)):
        told = action.effect or action.effect_reason.strip() or action.status in ("done", "effect_not_reached")
        if action.kind is ChallengeKind.AMBITION and not told:
            yield action.id


def _goals(_rule: Rule, view: _View) -> Iterator[_Miss] | None:
    misses = []
    if not any(challenge.kind is ChallengeKind.AMBITION for challenge in view.plan.challenges):
        misses.append(_Miss())
    notes = [finding for finding in view.plan.findings if finding.source is SourceKind.DISCUSSION]
    if notes and not any(note.observed_on for note in notes):
        misses.append(_Miss("date"))
    return iter(misses) if misses else None  # who took part is never read


def _zero_tolerance(_rule: Rule, view: _View) -> Iterator[_Miss]:
    planned = _planned(view)
    never = {theme.id for theme in view.plan.themes.values() if theme.zero_tolerance}
    matters = (one for one in view.plan.findings if one.level is not None and one.theme_id in never)
    if any(finding.id not in planned for finding in matters):
        yield _Miss()


def _planned(view: _View) -> frozenset[str]:
    """Return the ids of the findings whose challenges have rows."""
    acted_on = {action.challenge_id for action in view.plan.actions}
    return frozenset(
        one for challenge in view.plan.challenges if challenge.id in acted_on for one in challenge.finding_ids
    )


def _unfinished(_rule: Rule, view: _View) -> Iterator[_Miss] | None:
    dropped = [
        _Miss("reason", action.id)
        for action in (*view.plan.actions, *(one.action for one in view.earlier))
        if action.status == "dropped" and not f"{action.effect_reason}{action.note}".strip()
    ]
    earlier = [finding for finding in view.plan.findings if finding.source is SourceKind.PLAN]
    if not dropped and not earlier and not view.has_read(ImporterName.PLAN) and view.plan.previous_on is None:
        return None
    planned = _planned(view)
    lost = sum(finding.id not in planned for finding in earlier if finding.level is not None and not finding.solved)
    return iter([*([_Miss(values={"count": str(lost)})] if lost else []), *dropped])


def _load(rule: Rule, view: _View) -> Iterator[_Miss]:
    carried = Counter(_bearer(action) for action in view.current if action.responsible.strip())
    for responsible, count in sorted(carried.items()):
        if count > rule.limits["most"]:
            yield _Miss(values={"responsible": responsible, "count": str(count)})


def _bearer(action: Action) -> str:
    """Return who bears an action: the holder of a role that each department has is another one in each."""
    named = action.responsible.strip()
    return f"{named}, {action.department}" if named.casefold() in _roles_of_departments() else named


@cache
def _roles_of_departments() -> frozenset[str]:
    return Catalogue().department_roles


def _department_load(rule: Rule, view: _View) -> Iterator[_Miss]:
    carried = Counter(department for department, _id in {(one.department, one.challenge_id) for one in view.current})
    for department, count in sorted(carried.items()):
        if count > rule.limits["most"]:
            yield _Miss(values={"department": department, "count": str(count)})


_PLAN_RULES: Mapping[str, Callable[[Rule, _View], Iterator[_Miss] | None]] = {
    "R11": _areas,
    "R12": _absence,
    "R13": _last_goals,
    "R14": _goals,
    "R18": _zero_tolerance,
    "R19": _unfinished,
    "R23": _load,
    "R24": _department_load,
}
