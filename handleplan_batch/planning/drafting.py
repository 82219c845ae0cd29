"""The six parts of the plan, drafted from the catalogue, the findings and the organisation.

Every text is a suggestion for people to edit. What the source itself proposes comes before the catalogue's measures;
measures are chosen by the principles of prevention (BEK 65/2024, annex 1), by urgency and by what the findings speak
of, one to three a challenge. Where several are as good, the challenge's id decides, so that departments with the same
theme differ and a row keeps its text whatever else the plan comes to hold. Only what is for a whole unit gives way to
what the departments below have on the same theme, and of the departments of a unit the later to the earlier, so that it
is not said twice.
"""

from __future__ import annotations

import hashlib
import math
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import PurePath

from handleplan_batch.catalogue import FAULT, GENERAL, GOAL, PROPOSALS, Catalogue
from handleplan_batch.labels import HINT_STRENGTHS, LEVELS, SOURCES
from handleplan_batch.language import N_, _, ngettext, number_text
from handleplan_batch.mapping import text_key
from handleplan_batch.model import (
    Action,
    ActionType,
    Challenge,
    ChallengeKind,
    Department,
    Event,
    Finding,
    Hint,
    Level,
    Measure,
    PreventionLevel,
    SourceKind,
    Text,
    Theme,
    Wording,
    Yardstick,
    YardstickKind,
)
from handleplan_batch.planning.schedule import Period, Person, Schedule, person_of, week_of
from handleplan_batch.settings import Settings
from handleplan_batch.states import CLOSED_STATUSES, danish_date, planned_date

_ORDERS: Mapping[Level, tuple[ActionType, ...]] = {
    Level.IMMEDIATE: (ActionType.HANDLING, ActionType.PREVENTIVE, ActionType.TRAINING),
    Level.HIGH: (ActionType.PREVENTIVE, ActionType.HANDLING, ActionType.TRAINING),
    Level.MEDIUM: (ActionType.PREVENTIVE, ActionType.DIFFERENT),
    Level.LOW: (ActionType.PREVENTIVE,),
    Level.OBSERVATION: (ActionType.PREVENTIVE,),
}
"""Which types of action a level calls for, the first first. Danger is contained at once, then removed; what is less
urgent gets fewer actions, since too many is the classic way a plan fails."""

_LASTING = (ActionType.PREVENTIVE, ActionType.DIFFERENT)
"""Types that go to the cause and may stand in for one another."""

_WORK = (PreventionLevel.ELIMINATE, PreventionLevel.CHANGE)
"""The levels of prevention that act on the work itself."""

_HUMAN_AREAS = ("psychosocial", "vulnerable_groups", "organisation")
"""Areas whose loads lie in how people work together; in the others something can be removed or screened off."""

_BETWEEN_PEOPLE = ("bullying", "sexual_harassment", "offensive_behaviour")
"""Themes whose findings may tell of persons, the nearest leader among them: nothing of theirs is repeated in the plan,
which everybody may read."""

_STEM = 5
"""Letters of a word that are compared, so that most endings do not matter."""

_VULNERABLE = "vulnerable_workers"
"""The theme whose measures hold for pregnant and young workers, whatever the danger is."""

_PLACE = 5
"""Fewest themes that have measures for a word where it names a kind of place ("køkken"), and no matter of one theme."""

_NAMING = 12
"""Most measures that a word may occur in and still tell what a measure is about."""

_VAGUENESS = {SourceKind.SURVEY: 0.3, SourceKind.DISCUSSION: 0.2, SourceKind.ABSENCE: 0.4, SourceKind.COMMENT: 2.0}
"""How much less a source's text says about what is wrong, in levels of urgency; lists of hazards say most."""

_PROPOSED: Mapping[str, tuple[ActionType, PreventionLevel]] = {
    "proposal_training": (ActionType.TRAINING, PreventionLevel.INDIVIDUAL),
    "proposal_protection": (ActionType.HANDLING, PreventionLevel.INDIVIDUAL),
    "proposal_containing": (ActionType.HANDLING, PreventionLevel.CHANGE),
    "proposal_screening": (ActionType.PREVENTIVE, PreventionLevel.COLLECTIVE),
    "proposal_removing": (ActionType.PREVENTIVE, PreventionLevel.ELIMINATE),
}
"""What the words of a proposal (kinds of the table wording) say that it is; the first that is found decides."""

_IN_WORDS = (SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION, SourceKind.DISCUSSION, SourceKind.PLAN)
"""Sources whose findings are always what somebody wrote; incidents are, where they have not been made neutral."""

_EVALUATIONS: Mapping[YardstickKind, str] = {
    YardstickKind.RISK: N_(
        "Assess the same task again by the same method, together with those who do it, and see whether the measure is "
        "in use on an ordinary day."
    ),
    YardstickKind.INSPECTIONS: N_(
        "Go the same round again with the same list, unannounced, and ask those you meet whether the solution holds."
    ),
    YardstickKind.INCIDENTS: N_(
        "Go through what has been reported of the same kind since the start, and look on site whether it could happen "
        "again."
    ),
}
"""How the effect is judged, where the source is not asking people."""

_SAME = 2
"""Telling words that a proposal and a measure share when they are about the same thing."""

_CLEAR = 10
"""Points (0–100) that make a clear difference between two scores; 5 are worth talking about."""

_HAIR = 1e-9
"""What a figure that was worked out may lack of the one that is meant."""

_MOST_CELLS = 5
"""Most cells named per sheet in a row's sources."""

_TELLING_KINDS = (*_PROPOSED, "proposal_done", "vulnerable", "irreplaceable", "fault")
"""The kinds of the table wording that are looked for in what sources say."""

_AUXILIARIES = ("er", "blev", "blevet", "har", "vi", "is", "was", "has", "been", "we", "have")
"""Words that may stand before what has been done: «Er taget ud af drift»."""

_PUT_RIGHT_DAYS = 14
"""Days until what a round found is put right; what keeps it from coming back may take longer."""

_MOST_NAMED = 5
"""Most things that a round found named in an action."""

_MOST_MEASURES = 5
"""Most measures that are in place already named in a row."""

_MOST_EVENTS = 6
"""Most events of the calendar named in a row."""

_OFF = re.compile(r"ferie|lukke|vacation|holiday|closed", re.IGNORECASE)
"""What the name of an event of the calendar says when nobody is at work."""
_OWN_WEEK = re.compile(r"\s*\((?:uge|week)\s*[\d ,–-]+\)", re.IGNORECASE)
"""A week that an event of the calendar names itself, which is told with its dates anyway: "Vinterferie (uge 7)"."""

_MOST_HINTS = 3
"""Most themes named that go with an outcome."""

_AT_MOST = 60
"""Most characters of the task or the thing that a finding was made at, when it is named with the finding."""

_SHORT = 160
"""Most characters of a source's own words that are repeated in a draft."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One action to draft: a measure of the catalogue, or what a finding proposes (with a measure for the rest)."""

    measure: Measure
    proposal: Finding | None = None
    also: tuple[Finding, ...] = ()
    """Further findings whose proposals are gathered in this action."""
    promised: tuple[Finding, ...] = ()
    """Findings without a proposal of their own that the source gives a deadline or somebody responsible."""
    lasting: bool = False
    """Whether it goes to the cause while another action, which begins with what was found, contains the danger."""
    reserved: bool = False
    """Whether a source has a proposal or somebody responsible that the plan does not repeat."""
    dangers: tuple[Finding, ...] = ()
    """The immediate dangers that the measure contains, where there are several."""


@dataclass(frozen=True, slots=True)
class _Criterion:
    """A success criterion: ``indicator from baseline to target``."""

    indicator: str
    baseline: str
    target: str
    method: str
    yardstick: Yardstick | None = None
    is_rule: bool = False
    """Whether the target is a rule ("all", "half as many as at the start") and no figure that the baseline goes to."""


def draft_actions(
    challenges: Sequence[Challenge],
    findings: Iterable[Finding],
    departments: Iterable[Department],
    events: Sequence[Event],
    catalogue: Catalogue,
    settings: Settings,
    as_of: date,
    language: str,
    hints: Sequence[Hint] = (),
    kept: Iterable[Action] = (),
) -> tuple[Action, ...]:
    """Draft one to ``settings.actions_per_challenge`` actions for each challenge, in the challenges' order.

    ``departments`` come with parents before children. Deadlines are spread so that nobody gets too many in one week,
    with those of the ``kept`` actions of an earlier plan. Texts are in ``language`` (``da`` or ``en``).
    """
    drafter = _Drafter(
        {finding.id: finding for finding in findings},
        {department.name: department for department in departments},
        tuple(events),
        catalogue,
        settings,
        Schedule(as_of, settings.vacation_weeks, language),
        language,
        hints,
        frozenset(name.casefold() for role in catalogue.roles.values() for name in role),
        challenges,
    )
    for action in kept:
        if action.deadline is not None and not action.draft and action.status not in CLOSED_STATUSES:
            drafter.take(action.responsible, action.department, action.deadline)
    actions: list[Action] = []
    for challenge in challenges:
        for step in drafter.steps(challenge):
            actions.append(drafter.action(f"H-{len(actions) + 1:04}", challenge, step))
    return tuple(actions)


@dataclass(frozen=True)
class _Drafter:
    findings: Mapping[str, Finding]
    departments: Mapping[str, Department]
    events: Sequence[Event]
    catalogue: Catalogue
    settings: Settings
    schedule: Schedule
    language: str
    hints: Sequence[Hint]
    roles: frozenset[str]
    challenges: Sequence[Challenge]
    taken: Counter[tuple[Person, tuple[int, int]]] = field(default_factory=Counter)
    """Per responsible and week how many deadlines there are."""
    places: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)
    """Per challenge id and findings the words that tell what kind of place it is about, a text for each department."""
    chosen: dict[str, list[_Step]] = field(default_factory=dict)
    """Per challenge id the actions that were chosen for it."""

    @cached_property
    def _central(self) -> frozenset[str]:
        """Roles that are the same person's in all departments."""
        return self.roles - self.catalogue.department_roles

    def take(self, responsible: str, department: str, deadline: date) -> None:
        """Count a deadline."""
        self.taken[person_of(responsible, department, self.roles, self._central), week_of(deadline)] += 1

    # Which actions ---------------------------------------------------------------------------------------------------

    def steps(self, challenge: Challenge) -> list[_Step]:
        """Return the actions of a challenge."""
        if challenge.id not in self.chosen:
            self.chosen[challenge.id] = self._chosen(challenge)
        return self.chosen[challenge.id]

    def _chosen(self, challenge: Challenge) -> list[_Step]:
        """Choose the actions: the sources' own proposals first, then measures by prevention order and urgency."""
        order = _ORDERS[challenge.level]
        small = self._is_small(challenge)
        if challenge.parked or small:
            order = order[:1]
        most = min(self.settings.actions_per_challenge, 3)
        measures = self._measures(challenge, order)
        if small and self.catalogue.themes[challenge.theme_id].area not in _HUMAN_AREAS:
            measures = self._after_a_fault(challenge, measures)
        vulnerable = self._for_the_vulnerable(challenge)
        if vulnerable is not None:
            measures = [vulnerable, *(m for m in measures if m.action_type is not ActionType.HANDLING)]
        private = challenge.theme_id in _BETWEEN_PEOPLE and challenge.kind is not ChallengeKind.AMBITION
        proposing = [] if private else self._proposing(challenge)
        promised = self._promised(challenge, proposing)
        if not proposing:
            # What must not occur is not described, so nobody is named for it either.
            strict = self.catalogue.themes[challenge.theme_id].zero_tolerance
            unsaid = strict and challenge.kind is not ChallengeKind.AMBITION
            reserved = unsaid and any(finding.proposal or finding.responsible for finding in self._of(challenge))
            first, *later = measures[:most]
            contained = any(one.action_type is ActionType.HANDLING for one in later)
            steps = [
                _Step(first, promised=promised, lasting=contained, reserved=reserved),
                *(_Step(one, lasting=one.action_type is not ActionType.HANDLING) for one in later),
            ]
            if vulnerable is None and first.action_type is ActionType.HANDLING:
                containing = self._containing(challenge, steps[0], max(1, most - 1))
                return [*containing, *steps[1:]][:most] if containing else steps
            return steps
        together = _alike(proposing)
        owners = {(one.department, one.responsible) for one in proposing if one.responsible}
        # Of several departments each has a row of its own before there is one for all.
        own = together[: most if challenge.sub_departments and len(owners) > 1 else max(1, most - 1)]
        steps = []
        for number, (finding, *others) in enumerate(own):
            used = [step.measure.preparation for step in steps]
            fitting = self._fitting(challenge, measures[number % len(measures)], finding, used)
            steps.append(_Step(fitting, finding, also=tuple(others)))
        rest = (finding for group in together[len(own) :] for finding in group)
        steps[-1] = replace(steps[-1], also=(*steps[-1].also, *rest), promised=promised)
        if challenge.kind is ChallengeKind.AMBITION or challenge.parked or len(steps) == most:
            return steps
        if vulnerable is not None:
            return [*steps, _Step(vulnerable)]
        if challenge.level is Level.IMMEDIATE and not self._is_contained(challenge, proposing):
            steps += [_Step(one) for one in measures if one.action_type is ActionType.HANDLING][:1]
            if len(steps) == most:
                return steps
        lasting = [measure for measure in measures if measure.prevention_level is not PreventionLevel.INDIVIDUAL]
        used = [measures[0].preparation, *(step.measure.preparation for step in steps)]
        unused = [measure for measure in lasting if measure.preparation not in used] or lasting or measures
        return [*steps, _Step(unused[0], lasting=True)]

    def _is_small(self, challenge: Challenge) -> bool:
        """Whether it is one thing that a round found, and no danger: what puts it right and keeps it so is enough."""
        found = [finding for finding in self._of(challenge) if not finding.solved]
        alone = len(found) == 1 and found[0].source is SourceKind.INSPECTION
        return alone and challenge.level >= Level.MEDIUM and challenge.kind is ChallengeKind.CHALLENGE

    def _after_a_fault(self, challenge: Challenge, measures: list[Measure]) -> list[Measure]:
        """Return what keeps a single fault away once it has been put right: a measure that is about it.

        Where the theme has none, what goes with any fault, with the people of the theme's own.
        """
        own, spoken = measures[0], self._spoken_of(challenge)
        general = self.catalogue.measures.get(FAULT, ())
        if not general or self._likeness([own], spoken)[own.id] or self._speaks_of(own, spoken):
            return measures
        if "fault" not in self._kinds_of_words(spoken):  # too cold, too loud: nothing that can be mended and watched
            return measures
        chosen = max(general, key=lambda measure: _draw(challenge.id, measure.id))
        people = {name: getattr(own, name) for name in ("iglo", "responsible", "informed", "involved")}
        return [replace(chosen, **people)]

    @staticmethod
    def _speaks_of(measure: Measure, text: str) -> bool:
        """Whether a text has a word of the places or the work that a measure is for."""
        said = _spaced(text)
        return any(word in said for word in _place_words(measure.fits))

    def _containing(self, challenge: Challenge, step: _Step, most: int) -> list[_Step]:
        """Return a step per measure that contains some of several immediate dangers; none where there is but one.

        Each danger is named in one of them: what holds a rack holds no leaking gas.
        """
        urgent = [one for one in self._of(challenge) if one.level is Level.IMMEDIATE and self._can_be_begun_with(one)]
        if len(urgent) < 2:
            return []
        measures = [m for m in self.catalogue.measures[challenge.theme_id] if m.action_type is ActionType.HANDLING]
        groups: dict[str, tuple[Measure, list[Finding]]] = {}
        for finding in urgent:
            alone = replace(challenge, finding_ids=(finding.id,))
            best = self._best(alone, measures, self._likeness(measures, self._spoken_of(alone)))
            groups.setdefault(best.id, (best, []))[1].append(finding)
        (first, found), *others = sorted(groups.values(), key=lambda group: -len(group[1]))
        found += [finding for _measure, more in others[most - 1 :] for finding in more]
        return [
            replace(step, measure=first, dangers=tuple(found)),
            *(_Step(measure, dangers=tuple(more)) for measure, more in others[: most - 1]),
        ]

    def _is_contained(self, challenge: Challenge, proposing: Sequence[Finding]) -> bool:
        """Whether proposals say what holds until the final solution, by the words of the law's rule or by their kind.

        By their kind only where each immediate danger has such a proposal.
        """
        words = [word for rule in self.catalogue.law if "interim" in rule.lacks for word in rule.lacks["interim"].words]
        if any(word in finding.proposal.casefold() for finding in proposing for word in words):
            return True
        urgent = [one for one in self._of(challenge) if one.level is Level.IMMEDIATE and not one.solved]
        holding = _PROPOSED["proposal_containing"]
        return bool(urgent) and all(one.proposal and self._proposed(one.proposal) == holding for one in urgent)

    def _measures(self, challenge: Challenge, order: Sequence[ActionType]) -> list[Measure]:
        """Return a measure per wanted type."""
        available = self.catalogue.measures[challenge.theme_id]
        likeness = self._likeness(available, self._spoken_of(challenge))
        if challenge.kind is ChallengeKind.AMBITION:
            # What is wished for may be of any type; where its words tell nothing, no measure is better than agreeing.
            told = [m for m in available if m.action_type is not ActionType.HANDLING and likeness[m.id]]
            told = [m for m in told if self._suits(m, challenge)]
            general = self.catalogue.measures.get(GOAL) or self.catalogue.measures[PROPOSALS[-1]]
            agreed = [m for m in general if m.action_type in _LASTING]
            return [self._best(challenge, told or agreed, likeness)]
        chosen: list[Measure] = []
        for wanted in order:
            taken = {measure.action_type for measure in chosen}
            types = {*_LASTING} - taken if wanted in _LASTING else {wanted}
            fitting = [measure for measure in available if measure.action_type in types]
            if challenge.kind is ChallengeKind.STANDING:  # it cannot be taken away, but be kept in check
                staying = [m for m in available if m.prevention_level is not PreventionLevel.ELIMINATE]
                fitting = [m for m in staying if m in fitting] or [m for m in staying if m not in chosen]
            chosen += [self._best(challenge, fitting, likeness)] if fitting else []
        return chosen or [available[0]]

    def _for_the_vulnerable(self, challenge: Challenge) -> Measure | None:
        """Return what must be done at once where a finding on any theme speaks of a pregnant or a young worker."""
        if challenge.theme_id in _BETWEEN_PEOPLE or challenge.kind is not ChallengeKind.CHALLENGE:
            return None
        said = self._spoken_of(challenge)
        if "vulnerable" not in self._kinds_of_words(said):
            return None
        measures = [m for m in self.catalogue.measures[_VULNERABLE] if m.action_type is ActionType.HANDLING]
        return self._best(challenge, measures, self._likeness(measures, said)) if measures else None

    def _kinds_of_words(self, text: str) -> set[str]:
        """Return the kinds, in the table wording, of the words that a text holds."""
        says = f" {_plain(text)}"
        return {kind for kind, word in self._wording if f" {word}" in says}

    @cached_property
    def _wording(self) -> tuple[tuple[str, str], ...]:
        words = self.catalogue.wording
        return tuple((kind, word) for kind in words if kind in _TELLING_KINDS for word in words[kind])

    def _best(self, challenge: Challenge, measures: Sequence[Measure], likeness: Mapping[str, int]) -> Measure:
        """Return the measure that fits the findings, else one of those highest among the principles of prevention.

        One that is for another kind of place is left alone as long as there is any other.
        """
        measures = [measure for measure in measures if self._suits(measure, challenge)] or measures
        # What is for all adds to what the departments below do on the same theme, and does not say it again.
        done = {step.measure.id for other in self._below(challenge) for step in self.steps(other)}
        measures = [measure for measure in measures if measure.id not in done] or measures
        area = self.catalogue.themes[challenge.theme_id].area
        highest = self._highest(measures, area) if measures[0].action_type in _LASTING else measures
        # Dangerous substances are replaced before anything else (STOP), whatever the findings speak of, save for what
        # is no choice of product: a patient's medicine, wet hands, where things are kept.
        among = highest if challenge.theme_id == "chemicals" and not self._is_irreplaceable(challenge) else measures
        lead = self._words_of_lead(challenge)
        nearest = self._likeness(among, lead)
        # What was written for this kind of place is about it in other words, and what the row is called after tells
        # more than what else stands in it.
        points = {
            m.id: likeness.get(m.id, 0)
            + 2 * nearest[m.id]
            + _SAME * (bool(m.fits) and self._suits(m, challenge))
            + 3 * _SAME * self._speaks_of(m, lead)
            for m in among
        }
        likest = max(points.values())
        equal = [measure for measure in among if likest and points[measure.id] == likest] or highest
        taken = {step.measure.id for other in self._before(challenge) for step in self.steps(other)}
        free = [measure for measure in equal if measure.id not in taken]
        if not free and challenge.level >= Level.LOW and area in _HUMAN_AREAS and not self._is_told(challenge):
            # What all were asked tells no more of one department than of the next, and others are as good among people.
            others = [measure for measure in among if measure in highest and measure.id not in taken]
            most = max((points[measure.id] for measure in others), default=0)
            free = [measure for measure in others if points[measure.id] == most]
        return max(free or equal, key=lambda measure: _draw(challenge.id, measure.id))

    def _is_irreplaceable(self, challenge: Challenge) -> bool:
        """Whether all that was found is about what no other product can take the place of."""
        found = [one for one in self._of(challenge) if not one.solved]
        said = (f"{one.category} {one.question or one.text} {one.cause}" for one in found)
        return bool(found) and all("irreplaceable" in self._kinds_of_words(text) for text in said)

    def _is_told(self, challenge: Challenge) -> bool:
        """Whether somebody has said in words of their own what is wrong."""
        return any(one.source in (*_IN_WORDS, SourceKind.INCIDENT) for one in self._of(challenge) if not one.solved)

    def _below(self, challenge: Challenge) -> Iterator[Challenge]:
        """Yield the challenges with the same theme that departments below have rows of their own for."""
        for other in self._by_theme[challenge.theme_id]:
            if challenge.department in self.departments[other.department].path:
                yield other

    def _before(self, challenge: Challenge) -> Iterator[Challenge]:
        """Yield the challenges with the same theme of the departments of the same unit that come before, in order.

        Each of them gives way to those before it, so that the first must be chosen for first.
        """
        unit = self.departments[challenge.department].path
        for other in self._by_unit[challenge.theme_id, unit]:
            if other.department == challenge.department:
                return
            yield other

    @cached_property
    def _by_unit(self) -> Mapping[tuple[str, tuple[str, ...]], Sequence[Challenge]]:
        """Per theme and unit the challenges of its departments, in the order of the organisation."""
        places = {name: place for place, name in enumerate(self.departments)}
        found: dict[tuple[str, tuple[str, ...]], list[Challenge]] = {}
        for one in sorted(self.challenges, key=lambda one: places[one.department]):
            found.setdefault((one.theme_id, self.departments[one.department].path), []).append(one)
        return found

    @cached_property
    def _by_theme(self) -> Mapping[str, Sequence[Challenge]]:
        themed: dict[str, list[Challenge]] = {}
        for challenge in self.challenges:
            themed.setdefault(challenge.theme_id, []).append(challenge)
        return themed

    @staticmethod
    def _highest(measures: Sequence[Measure], area: str) -> list[Measure]:
        """Return the measures at the best level of prevention; all that act on the work where one would be alone.

        Among people, changing the work or supporting the group is as near the source as removing something.
        """
        best = min((measure.prevention_level for measure in measures), key=list(PreventionLevel).index)
        found = [measure for measure in measures if measure.prevention_level is best]
        if area in _HUMAN_AREAS:
            shared = [measure for measure in measures if measure.prevention_level is not PreventionLevel.INDIVIDUAL]
            return shared or found
        on_the_work = [measure for measure in measures if measure.prevention_level in _WORK]
        return on_the_work if on_the_work and len(found) == 1 else found

    def _suits(self, measure: Measure, challenge: Challenge) -> bool:
        """Whether a measure is for anywhere, or for the place or the work that the challenge is about.

        Told by what the findings say and by the name of the department, or of the nearest unit above it that tells.
        What departments share must suit each of them by its name.
        """
        if not measure.fits:
            return True
        key = (challenge.id, challenge.finding_ids)
        if key not in self.places:
            names = challenge.sub_departments or (challenge.department,)
            said = "" if challenge.sub_departments else self._spoken_of(challenge)
            of_the_theme = self.catalogue.measures[challenge.theme_id]
            told = {word for other in of_the_theme for word in _place_words(other.fits)} | self._kinds_of_places
            self.places[key] = tuple(f"{_spaced(said)}{self._named_place(name, told)}" for name in names)
        words = _place_words(measure.fits)
        return all(any(word in place for word in words) for place in self.places[key])

    @cached_property
    def _kinds_of_places(self) -> frozenset[str]:
        """Words of places that no unit above a department takes from it: a nursing home's kitchen is a kitchen."""
        uses = Counter(
            word
            for measures in self.catalogue.measures.values()
            for word in {word for measure in measures for word in _place_words(measure.fits)}
        )
        return frozenset(word for word, themes in uses.items() if themes >= _PLACE)

    def _named_place(self, department: str, words: Iterable[str]) -> str:
        """Return the name, of a department or the nearest unit above it, that has one of the words of places."""
        line = map(_spaced, (department, *reversed(self.departments[department].path)))
        return next((name for name in line if any(word in name for word in words)), "")

    def _spoken_of(self, challenge: Challenge) -> str:
        """Return what the findings say, where they say more than the theme and may be listened to."""
        if challenge.theme_id in _BETWEEN_PEOPLE:  # what everybody was asked tells of nobody
            return " ".join(finding.question for finding in self._of(challenge) if not finding.solved)
        in_words = self._sources_in_words(challenge)
        return " ".join(
            finding.question or f"{self._subject(finding)} {finding.text} {finding.cause}"
            for finding in self._of(challenge)
            if not finding.solved and (finding.question or finding.source in in_words)
        )

    @staticmethod
    def _subject(finding: Finding) -> str:
        """Return the task or the thing that a list of hazards names apart from what can go wrong there."""
        listed = finding.source in (SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION)
        return finding.category if listed and len(finding.category) <= _AT_MOST else ""

    def _sources_in_words(self, challenge: Challenge) -> Collection[SourceKind]:
        """Return the sources whose words may be looked at; reports of zero tolerance tell of a case, and are not."""
        strict = self.catalogue.themes[challenge.theme_id].zero_tolerance
        return _IN_WORDS if strict else (*_IN_WORDS, SourceKind.INCIDENT)

    def _words_of_lead(self, challenge: Challenge) -> str:
        """Return what a person wrote of the finding that a challenge is called after; nothing where it is not told."""
        lead = self._lead(challenge)
        if challenge.theme_id in _BETWEEN_PEOPLE or lead.source not in self._sources_in_words(challenge):
            return ""
        return f"{self._subject(lead)} {lead.text}"

    def _likeness(self, measures: Iterable[Measure], text: str) -> Mapping[str, int]:
        """Count, per measure id, the telling words of the measure that a text uses; long ones in compounds too."""
        said = f" {' '.join(_words(text))}"
        return {
            measure.id: sum((stem if len(stem) == _STEM else f" {stem}") in said for stem in self._telling[measure.id])
            for measure in measures
        }

    @cached_property
    def _telling(self) -> Mapping[str, tuple[str, ...]]:
        """Per measure the words that few others use, and that therefore tell what it is about."""
        stems = {
            measure.id: _stems((measure.text, measure.see, measure.hear))
            for measures in self.catalogue.measures.values()
            for measure in measures
        }
        uses = Counter(stem for found in stems.values() for stem in found)
        return {name: tuple(stem for stem in found if uses[stem] <= _NAMING) for name, found in stems.items()}

    def _proposing(self, challenge: Challenge) -> list[Finding]:
        """Return the open findings that propose something themselves, each proposal once, with those that it includes.

        What was written after an incident has mostly been done already; it is followed up, not proposed again.
        """
        seen: dict[str, Finding] = {}
        for finding in self._of(challenge):
            if finding.proposal and not finding.solved and finding.source is not SourceKind.INCIDENT:
                seen.setdefault(_plain(finding.proposal), finding)
        return [finding for said, finding in seen.items() if not any(said in other and said != other for other in seen)]

    def _promised(self, challenge: Challenge, proposing: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return the other open findings with a deadline or somebody responsible, the earliest deadline ahead first."""
        others = [
            finding
            for finding in self._of(challenge)
            if (finding.deadline or finding.deadline_text or finding.responsible)
            and not finding.solved
            and finding not in proposing
        ]
        return tuple(sorted(others, key=lambda finding: self._ahead(finding) or date.max))

    def _ahead(self, finding: Finding) -> date | None:
        """Return the deadline of a finding when it lies ahead."""
        deadline = finding.deadline
        return deadline if deadline is not None and deadline >= self.schedule.as_of else None

    def _fitting(self, challenge: Challenge, measure: Measure, proposing: Finding, used: Sequence[Text]) -> Measure:
        """Return a measure whose type and texts go with a proposal, with the people of the theme's own ``measure``."""
        kind, level = self._proposed(proposing.proposal)
        area = self.catalogue.themes[challenge.theme_id].area
        physical, human = (self.catalogue.measures[key] for key in PROPOSALS)
        general = human if area in _HUMAN_AREAS else physical
        types = _LASTING if kind in _LASTING else (kind,)
        texts = [other for other in general if other.action_type in types] or general
        alike = [
            other
            for other in self.catalogue.measures[challenge.theme_id]
            if other.action_type in (kind, *_LASTING) and self._suits(other, challenge)
        ]
        likeness = self._likeness(alike, proposing.proposal)
        likest = max(alike, key=lambda other: likeness[other.id], default=None)
        if likest is not None and likeness[likest.id] >= _SAME:
            texts = [likest]
        fresh = [other for other in texts if other.preparation not in used] or texts
        chosen = max(fresh, key=lambda other: _draw(challenge.id, _plain(proposing.proposal), other.id))
        return replace(
            chosen,
            action_type=kind,
            prevention_level=level,
            iglo=measure.iglo,
            responsible=measure.responsible,
            informed=measure.informed,
            involved=measure.involved,
            weeks=measure.weeks,
        )

    def _proposed(self, proposal: str) -> tuple[ActionType, PreventionLevel]:
        """Return what kind of action a proposal is by its words; one that changes the work where they do not tell."""
        if self._reads_as_done(proposal):
            return _PROPOSED["proposal_containing"]
        said = self._kinds_of_words(proposal)
        for kind, meaning in _PROPOSED.items():
            if kind in said:
                return meaning
        return ActionType.PREVENTIVE, PreventionLevel.CHANGE

    def _of(self, challenge: Challenge) -> list[Finding]:
        return [self.findings[identity] for identity in challenge.finding_ids]

    def _lead(self, challenge: Challenge) -> Finding:
        """Return the finding that describes the challenge best: what someone saw, then figures, then comments."""
        open_findings = [finding for finding in self._of(challenge) if not finding.solved] or self._of(challenge)
        return min(
            open_findings,
            key=lambda finding: ((finding.level or 9) + _VAGUENESS.get(finding.source, 0), _absence_first(finding)),
        )

    # One action ------------------------------------------------------------------------------------------------------

    def action(self, identity: str, challenge: Challenge, step: _Step) -> Action:
        """Draft a whole row."""
        theme, measure, department = self.catalogue.themes[challenge.theme_id], step.measure, challenge.department
        given = step.proposal
        bound = (given, *step.also) if given else step.promised
        deadline = min((ahead for finding in bound if (ahead := self._ahead(finding))), default=None)
        responsible = self._named(challenge, step, bound) or self._responsible(measure.responsible, department, theme)
        period = self._period(challenge, step, deadline, responsible)
        if self._put_right_first(challenge, step):
            period = replace(period, start=min(period.start, self.schedule.working_day(_PUT_RIGHT_DAYS // 2)))
        if challenge.kind is ChallengeKind.STANDING:
            period = Period(period.start, period.deadline, max(period.follow_up, self.schedule.review()))
        criterion = self._criterion(challenge, step, theme)
        wording = self._worded(challenge, theme)
        return Action(
            id=identity,
            challenge_id=challenge.id,
            rank=challenge.rank,
            urgency=challenge.level,
            challenge=wording.challenge,
            kind=challenge.kind,
            department=department,
            theme=theme.name.pick(self.language),
            nature=wording.nature,
            cause=wording.cause,
            reasons="\n".join(self._reason_lines(challenge)),
            sources="\n".join(self._source_lines(challenge)),
            action_type=measure.action_type,
            action=self._action(challenge, step, period),
            prevention_level=measure.prevention_level,
            iglo=measure.iglo,
            responsible=responsible,
            informed=self._people(measure.informed, department, responsible),
            involved=self._people(measure.involved, department, responsible),
            preparation=measure.preparation.pick(self.language),
            start=period.start,
            deadline=period.deadline,
            follow_up=period.follow_up,
            mind=self._mind(period, department, (*bound, *step.promised) if given else bound),
            improvement=_("See: {see}\nHear: {hear}\nMeasure: {measure}").format(
                see=measure.see.pick(self.language),
                hear=measure.hear.pick(self.language),
                measure=_("{indicator}: {target}").format(
                    indicator=measure.indicator.pick(self.language), target=measure.target.pick(self.language)
                ),
            ),
            criterion="\n".join((*self._goals(bound), self._written(criterion, period))),
            evaluation=self._evaluation(challenge, theme, criterion, period),
            unintended=measure.unintended.pick(self.language),
            feedback=theme.feedback.pick(self.language),
            adjust=theme.adjust.pick(self.language),
            fallback=measure.fallback.pick(self.language),
            baseline=self._start(challenge, criterion),
            target=criterion.target,
            yardstick=criterion.yardstick,
            status="in_progress" if given is not None and given.begun else "not_started",
            note=self._note(challenge, step, bound),
            guidance=theme.link if given else measure.link or theme.link,
            measure_id=None if measure.theme_id in GENERAL or given else measure.id,
            wording=wording,
        )

    def _named(self, challenge: Challenge, step: _Step, bound: Iterable[Finding]) -> str:
        """Return who the source says is responsible; of another department only for what that department proposes."""
        places = {challenge.department, *(step.proposal.department if step.proposal else ())}
        named = (one for one in bound if one.responsible and places.issuperset(one.department))
        found = None if step.reserved else next(named, None)
        return "" if found is None else ", ".join((found.responsible, *_elsewhere(found, challenge)))

    def _period(self, challenge: Challenge, step: _Step, given: date | None, responsible: str) -> Period:
        """Return the dates, outside the events that concern the department and the responsible's full weeks."""
        person = person_of(responsible, challenge.department, self.roles, self._central)
        line = (challenge.department, *self.departments[challenge.department].path)
        events = [event for event in self.events if not event.department or event.department[-1] in line]
        # A pregnancy is assessed as soon as it is known, whatever the danger scores.
        known = step.measure.theme_id == _VULNERABLE and step.measure.action_type is ActionType.HANDLING
        period = self.schedule.period(
            min(challenge.level, Level.HIGH) if known and not step.proposal else challenge.level,
            step.measure.weeks,
            given,
            step.lasting,
            busy=lambda day: any(event.start <= day <= event.end for event in events),
            full=lambda day: self.taken[person, week_of(day)] >= self.settings.deadlines_per_week,
        )
        self.take(responsible, challenge.department, period.deadline)
        return period

    def _worded(self, challenge: Challenge, theme: Theme) -> Wording:
        """Return what the rows of a challenge say of it."""
        return Wording(self._challenge(challenge, theme), self._nature(challenge, theme), self._cause(challenge, theme))

    def _challenge(self, challenge: Challenge, theme: Theme) -> str:
        lead = self._lead(challenge)
        if challenge.kind is ChallengeKind.AMBITION:
            return lead.text
        said = self._said(lead, theme)
        incidents = self._incidents(challenge, lead)
        if theme.zero_tolerance and theme.id not in _BETWEEN_PEOPLE and incidents > 1:
            said = _("{count} registered incidents; the course of events stands in the source only").format(
                count=incidents
            )
        if theme.id in _BETWEEN_PEOPLE and lead.source in _IN_WORDS:
            said = _("stands in the source “{source}”; what has happened is not repeated here").format(
                source=_(SOURCES[lead.source])
            )
        place = challenge.department
        if lead.department[-1:] != (place,):  # lifted: the finding speaks of a part only
            place = _("{department}, here {part}").format(department=place, part=", ".join(lead.department))
        text = _("{theme}, {department}: {finding}").format(
            theme=theme.name.pick(self.language), department=place, finding=said
        )
        if challenge.sub_departments:
            text += (
                ("" if text.endswith((".", "!", "?")) else ".")
                + " "
                + _("Shared by {departments}.").format(departments=", ".join(challenge.sub_departments))
            )
        return text

    def _incidents(self, challenge: Challenge, lead: Finding) -> int:
        """Count the incidents where the ``lead`` of a challenge, an incident itself, happened."""
        if lead.source is not SourceKind.INCIDENT:
            return 0
        alike = (one for one in self._of(challenge) if one.source is lead.source and one.department == lead.department)
        return sum(one.occurrences for one in alike if not one.solved)

    def _said(self, finding: Finding, theme: Theme) -> str:
        """Return what a finding says, after the task or the thing it was found at where the source tells that apart.

        Where it could be about persons the text alone has been made neutral.
        """
        where = " ".join(finding.category.split())
        listed = finding.source in (SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION)
        known = {word[:_STEM] for word in _words(f"{finding.text} {theme.name.pick(self.language)}")}
        new = any(word[:_STEM] not in known for word in _words(where) if len(word) >= _STEM - 1)
        if theme.zero_tolerance or theme.sensitive or not listed or not new or len(where) > _AT_MOST:
            return _short(finding.text)
        return _short(_("{where} – {finding}").format(where=where, finding=finding.text))

    def _nature(self, challenge: Challenge, theme: Theme) -> str:
        existing = () if theme.id in _BETWEEN_PEOPLE else (one.existing for one in self._of(challenge) if one.existing)
        measures = list(dict.fromkeys(map(_short, existing)))
        told = [_("In place already: {text}").format(text="; ".join(measures[:_MOST_MEASURES]))] if measures else []
        if measures[_MOST_MEASURES:]:
            told.append(_("What else is in place stands on the sheet Findings."))
        return "\n".join((self._kind_and_extent(challenge, theme), *told))

    def _kind_and_extent(self, challenge: Challenge, theme: Theme) -> str:
        said = {reason.code: reason.text for reason in challenge.reasons}
        nature = theme.nature.pick(self.language)
        if challenge.kind is ChallengeKind.AMBITION:
            return _("Something you want to achieve in the field “{theme}”, not a problem that has been found.").format(
                theme=theme.name.pick(self.language)
            )
        if challenge.kind is ChallengeKind.STANDING:
            nature = _("A condition that comes with the work and stays. {nature}").format(nature=nature)
        if "severity" not in said:
            return nature
        return _("{nature}\nSeverity: {level} – {severity}.\nExtent: {extent}.").format(
            nature=nature,
            level=_(LEVELS[challenge.level]),
            severity=_lower(said["severity"]),
            extent=_lower(said["extent"]),
        )

    def _cause(self, challenge: Challenge, theme: Theme) -> str:
        return "\n".join([self._known_cause(challenge, theme), *self._hint_lines(challenge)])

    def _hint_lines(self, challenge: Challenge) -> list[str]:
        """Tell what goes with an outcome in the whole organisation: of each theme the closest question."""
        closest: dict[str, Hint] = {}
        for hint in self.hints if challenge.kind is ChallengeKind.CHALLENGE else ():
            if hint.outcome_theme_id == challenge.theme_id:
                before = closest.setdefault(hint.theme_id, hint)
                closest[hint.theme_id] = max(before, hint, key=lambda one: one.low)
        if not closest:
            return []
        told = sorted(closest.values(), key=lambda one: -one.low)[:_MOST_HINTS]
        lines = [
            _("• “{question}” ({theme}): {strength}, {value} ({low} to {high}), {count} answers").format(
                question=_short(hint.question),
                theme=self.catalogue.themes[hint.theme_id].name.pick(self.language),
                strength=_(HINT_STRENGTHS[hint.strength]),
                **{name: number_text(f"{getattr(hint, name):.2f}", self.language) for name in ("low", "high")},
                value=number_text(f"{hint.correlation:.2f}", self.language),
                count=hint.respondents,
            )
            for hint in told
        ]
        return [
            _("Hints from all answers of the organisation: who answers worse here often answers worse to this too."),
            *lines,
            _("They are no proof: what leads to what, the figures do not tell."),
        ]

    def _known_cause(self, challenge: Challenge, theme: Theme) -> str:
        if challenge.kind is ChallengeKind.AMBITION:
            return _("Write where you stand today, what already helps you towards the goal and what stands in the way.")
        causes = (
            []
            if theme.id in _BETWEEN_PEOPLE
            else list(dict.fromkeys(_short(finding.cause) for finding in self._of(challenge) if finding.cause))
        )
        if causes:
            return _("According to the sources: {causes}").format(causes="; ".join(causes[:3]))
        if challenge.cause_theme_id:
            cause = self.catalogue.themes[challenge.cause_theme_id].name.pick(self.language)
            loads = {hint.theme_id for hint in self.hints if hint.outcome_theme_id == challenge.theme_id}
            if challenge.cause_theme_id in loads:
                return _(
                    "Not examined yet. “{theme}” is a load here, and in the answers it goes with this (see the hints): "
                    "begin there."
                ).format(theme=cause)
            return _("Not examined yet. The heaviest load around it is “{theme}”: begin there.").format(theme=cause)
        return _("Not examined yet. {check}").format(check=theme.cause.pick(self.language))

    def _reason_lines(self, challenge: Challenge) -> list[str]:
        return [
            _("{reason} ({points} points)").format(reason=reason.text, points=f"{reason.points:.0f}")
            if reason.points
            else reason.text
            for reason in challenge.reasons
        ]

    def _source_lines(self, challenge: Challenge) -> list[str]:
        """Name the cells behind the challenge, a line per kind of source; the sheet of findings has them all."""
        cells: dict[SourceKind, dict[str, list[str]]] = {}
        for finding in self._of(challenge):
            where = finding.where
            sheet = " › ".join(part for part in (PurePath(where.file).name, where.sheet) if part)
            found = cells.setdefault(finding.source, {}).setdefault(sheet, [])
            if where.a1 not in found:
                found.append(where.a1)
        return [
            _("{source}: {places}").format(
                source=_(SOURCES[source]),
                places="; ".join(
                    f"{sheet} {', '.join(found[:_MOST_CELLS])}{' …' if found[_MOST_CELLS:] else ''}"
                    for sheet, found in sheets.items()
                ),
            )
            for source, sheets in cells.items()
        ]

    def _action(self, challenge: Challenge, step: _Step, period: Period) -> str:
        text = step.measure.text.pick(self.language)
        if step.proposal is not None:
            proposing = (step.proposal, *step.also)
            if challenge.kind is ChallengeKind.AMBITION:
                return "\n".join(_capital(finding.proposal) for finding in proposing)
            return "\n".join(self._proposal(challenge, finding, step.proposal) for finding in proposing)
        if challenge.kind is ChallengeKind.AMBITION:
            if step.measure.theme_id in GENERAL:
                return _(
                    "Agree at the next meeting how you will see that the goal is reached, who takes the first step and "
                    "when you take stock."
                )
            return _("{measure} This is a first step towards the goal.").format(measure=text)
        if challenge.kind is ChallengeKind.STANDING:
            return _("The condition stays, but its load can be kept down: {measure}").format(measure=_lower(text))
        begun = [
            finding.proposal
            for finding in self._of(challenge)
            if finding.source is SourceKind.INCIDENT
            and finding.proposal
            and not finding.solved
            and challenge.theme_id not in _BETWEEN_PEOPLE
        ]
        if begun and not step.lasting:
            return _("{measure} Check that what was decided after the incidents is done and works: {decided}.").format(
                measure=text,
                decided="; ".join(_lower(_short(proposal).rstrip(".")) for proposal in dict.fromkeys(begun)),
            )
        theme = self.catalogue.themes[challenge.theme_id]
        if found := self._put_right_first(challenge, step):
            things = list(dict.fromkeys(self._said(finding, theme).rstrip(".") for finding in found))
            named = "; ".join(things[:_MOST_NAMED])
            if len(things) > _MOST_NAMED:
                named = _("{findings} and {count} more, see the sheet Findings").format(
                    findings=named, count=len(things) - _MOST_NAMED
                )
            by = min(period.deadline, self.schedule.working_day(_PUT_RIGHT_DAYS))
            return _("Put this right by {date}: {finding}. Then: {measure}").format(
                date=f"{by:%d-%m-%Y}", finding=named, measure=_lower(text)
            )
        begin = next((finding for finding in self._of(challenge) if self._can_be_begun_with(finding)), None)
        if begin is None or not self._begins(challenge, step, begin):
            return text
        if step.dangers:
            said = dict.fromkeys(self._said(finding, theme).rstrip(".") for finding in step.dangers)
            return _("{measure} Begin with: {finding}").format(measure=text, finding="; ".join(said))
        return _("{measure} Begin with: {finding}").format(measure=text, finding=self._said(begin, theme))

    def _begins(self, challenge: Challenge, step: _Step, finding: Finding) -> bool:
        """Whether a step is the one to name the finding in that is begun with: of those of a challenge the first.

        Where nobody is in danger, it is one that goes to the cause instead if that is clearly more about what was found
        and no source proposes anything.
        """
        steps = self.steps(challenge)
        first = next((one for one in steps if not one.lasting), None)
        if challenge.level is Level.IMMEDIATE or first is None or first.proposal is not None:
            return not step.lasting
        likeness = self._likeness([one.measure for one in steps], f"{finding.category} {finding.text}")
        likest = max(steps, key=lambda one: (likeness[one.measure.id], one is first))
        known = likeness[first.measure.id]
        about = likest if not known or likeness[likest.measure.id] - known >= _SAME else first
        return step is about or (not step.lasting and about is first)

    def _put_right_first(self, challenge: Challenge, step: _Step) -> list[Finding]:
        """Return what a round found, which is put right first, whatever keeps it from coming back."""
        first = step.measure.action_type in _LASTING and not (step.lasting or step.proposal)
        if not first or challenge.kind is not ChallengeKind.CHALLENGE:
            return []
        found = [finding for finding in self._of(challenge) if self._can_be_begun_with(finding)]
        if not found or found[0].source is not SourceKind.INSPECTION:
            return []
        return [finding for finding in found if finding.source is SourceKind.INSPECTION]

    def _proposal(self, challenge: Challenge, finding: Finding, first: Finding) -> str:
        """Return a proposal with all that it concerns, and its own responsible where the row has another one."""
        wanted = _plain(finding.proposal)
        alike = [
            " – ".join((_short(other.text), *_elsewhere(other, challenge)))
            for other in self._of(challenge)
            if other.proposal and _plain(other.proposal) in wanted and not other.solved
        ]
        concerns = "; ".join(dict.fromkeys(map(_short, alike)))
        if finding.responsible and _owner(finding) != _owner(first):
            return _("{proposal} (concerns: {finding}; responsible: {responsible})").format(
                proposal=_capital(finding.proposal), finding=concerns, responsible=finding.responsible
            )
        return _("{proposal} (concerns: {finding})").format(proposal=_capital(finding.proposal), finding=concerns)

    def _can_be_begun_with(self, finding: Finding) -> bool:
        """Whether the finding is a concrete matter that can be put right, and may be described."""
        theme = self.catalogue.themes[finding.theme_id or ""]
        concrete = finding.source in (SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION, SourceKind.INCIDENT)
        return concrete and not finding.solved and not theme.zero_tolerance

    def _criterion(self, challenge: Challenge, step: _Step, theme: Theme) -> _Criterion:
        """Return what shows that it worked, measured in the way that found the problem."""
        given = step.proposal
        if challenge.kind is ChallengeKind.AMBITION:
            return _Criterion(
                _("the goal “{goal}”").format(goal=_short(self._lead(challenge).text).rstrip(".")),
                _("not reached"),
                _("reached"),
                _("assessment at the next annual discussion"),
                is_rule=True,
            )
        if theme.zero_tolerance:
            # The number reported may rise at first, when people trust that it helps to report.
            return _Criterion(
                theme.indicator.pick(self.language),
                _("to be counted at the start"),
                theme.goal or _("an agreed target"),
                _("the register of incidents and a short anonymous measurement in between surveys"),
                is_rule=True,
            )
        # What is urgent cannot wait for the next survey; what is less so is best judged by those who live with it.
        order = [SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION, SourceKind.INCIDENT]
        order.insert(len(order) if challenge.level is Level.IMMEDIATE else 0, SourceKind.SURVEY)
        open_findings = [finding for finding in self._of(challenge) if not finding.solved]
        lead = self._lead(challenge)
        ranked = sorted(
            open_findings,
            key=lambda finding: (
                challenge.level is Level.IMMEDIATE or finding.source is not SourceKind.SURVEY,
                # What the row is about, before others of its theme.
                finding is not lead or finding.source is SourceKind.SURVEY,
                order.index(finding.source) if finding.source in order else len(order),
                _absence_first(finding),
            ),
        )
        for finding in [given, *ranked] if given is not None else ranked:
            if finding.source is SourceKind.RISK_ASSESSMENT and finding.score is not None:
                lower = finding.residual if finding.residual is not None and finding.residual < finding.score else None
                goal = lower or _half(finding.score)
                return _Criterion(
                    _("the risk score of “{hazard}”").format(hazard=_short(finding.text)),
                    number_text(f"{finding.score:g}", self.language),
                    _("{number} or less").format(number=number_text(f"{goal:g}", self.language)),
                    _("a new risk assessment of the same task"),
                    _yardstick(YardstickKind.RISK, finding, finding.score, goal, text_key(finding.text)),
                )
            if finding.unfavourable is not None:
                # Two thirds of what it was, and at least ten points better where there is room for it: a step that a
                # department can be seen to have taken.
                wanted = max(0.05, min(finding.unfavourable * 2 / 3, finding.unfavourable - 0.10))
                goal = math.floor(100 * wanted + _HAIR) / 100
                asked = _("the share in the bad end of “{question}”").format(question=finding.question)
                return _Criterion(
                    _where(asked, finding, challenge),
                    f"{100 * finding.unfavourable:.0f} %",
                    _("{number} or less").format(number=f"{100 * goal:.0f} %"),
                    _("the same question in a short measurement in between surveys"),
                    _yardstick(YardstickKind.SHARE, finding, finding.unfavourable, goal, finding.question),
                )
            if finding.source is SourceKind.SURVEY and finding.score is not None:  # summed up, as a mean alone
                goal = min(100, math.ceil(finding.score - _HAIR) + _CLEAR)
                return _Criterion(
                    _where(
                        _("the score of “{question}” (0–100, 100 is best)").format(question=finding.question),
                        *(finding, challenge),
                    ),
                    number_text(f"{round(finding.score):g}", self.language),
                    _("{number} or more").format(number=number_text(f"{goal:g}", self.language)),
                    _("the same question in a short measurement in between surveys"),
                    _yardstick(YardstickKind.SCORE, finding, finding.score, goal, finding.question),
                )
            if finding.source in (SourceKind.INSPECTION, SourceKind.INCIDENT):
                if finding.source is SourceKind.INSPECTION:
                    alike = sum(
                        other.source is SourceKind.INSPECTION and other.department == finding.department
                        for other in open_findings
                    )
                    counted, method = _("open points of this kind on the round"), _("a new round in the same place")
                    kind = YardstickKind.INSPECTIONS
                else:
                    alike = self._in_the_last_year(challenge, finding)
                    counted, method = _("accidents and near misses of this kind"), _("the incident register")
                    kind = YardstickKind.INCIDENTS
                counted = _where(counted, finding, challenge)
                return _Criterion(counted, str(alike), "0", method, _yardstick(kind, finding, alike, 0))
            if finding.source is SourceKind.ABSENCE and finding.score is not None:
                return _Criterion(
                    _where(_("sickness absence"), finding, challenge),
                    number_text(f"{round(finding.score, 1):g} %", self.language),
                    _("the mean of the departments"),
                    _("the absence figures of the months up to then"),
                    _yardstick(YardstickKind.ABSENCE, finding, finding.score, None),
                )
        return _Criterion(
            step.measure.indicator.pick(self.language),
            _("to be counted at the start"),
            step.measure.target.pick(self.language),
            _("a count at the start and again at the follow-up"),
            is_rule=True,
        )

    @staticmethod
    def _start(challenge: Challenge, criterion: _Criterion) -> str:
        """Return the start value, with its department where it is of one of those that share the challenge."""
        one = criterion.yardstick.department if criterion.yardstick else challenge.department
        return criterion.baseline if one == challenge.department else f"{criterion.baseline} ({one})"

    @staticmethod
    def _written(criterion: _Criterion, period: Period) -> str:
        said = {
            "indicator": _capital(criterion.indicator),
            "baseline": criterion.baseline,
            "target": criterion.target,
            "date": planned_date(period.follow_up),
            "method": criterion.method,
        }
        if criterion.yardstick and criterion.yardstick.kind is YardstickKind.INCIDENTS:
            # A year cannot be shown in less than a year.
            said["date"] = planned_date(period.deadline)
            return _(
                "{indicator}: no new ones in the 12 months after {date} against {baseline} in the year before, "
                "measured by {method}"
            ).format(**said)
        if criterion.is_rule:
            return _("{indicator}: {target} by {date}, measured by {method}").format(**said)
        return _("{indicator} from {baseline} to {target} by {date}, measured by {method}").format(**said)

    def _in_the_last_year(self, challenge: Challenge, like: Finding) -> int:
        """Count the accidents and near misses of a challenge where one happened, in the year up to the latest.

        Those without a date are counted too.
        """
        incidents = [
            finding
            for finding in self._of(challenge)
            if finding.source is SourceKind.INCIDENT and finding.department == like.department
        ]
        latest = max((finding.observed_on for finding in incidents if finding.observed_on), default=None)
        return sum(
            finding.occurrences
            for finding in incidents
            if finding.observed_on is None or latest is None or (latest - finding.observed_on).days < 365
        )

    def _evaluation(self, challenge: Challenge, theme: Theme, criterion: _Criterion, period: Period) -> str:
        """Tell how the effect is judged: in the way that found the problem."""
        how = theme.evaluation.pick(self.language)
        if challenge.kind is ChallengeKind.AMBITION:
            how = _("Hold what you have reached against the goal, and ask those concerned what has become better.")
        elif criterion.yardstick and criterion.yardstick.kind in _EVALUATIONS:
            how = _(_EVALUATIONS[criterion.yardstick.kind])
        text = _("{evaluation} The effect, wanted and unwanted, is judged on {date}.").format(
            evaluation=how, date=planned_date(period.follow_up)
        )
        if challenge.kind is ChallengeKind.STANDING:
            text += " " + _("The condition is standing: review it at least once a year and keep the row open.")
        return text

    def _mind(self, period: Period, department: str, said: Sequence[Finding]) -> str:
        """Return events and vacations of the period, and what the sources say of deadlines."""
        known = self.departments[department]
        events = self.schedule.events_in(period, (department, *known.path), self.events)
        lines = [
            _("{event} ({start} to {end}, weeks {weeks})").format(
                event=_OWN_WEEK.sub("", event.name),
                start=danish_date(event.start),
                end=danish_date(event.end),
                weeks=f"{event.start.isocalendar().week}–{event.end.isocalendar().week}",
            )
            if week_of(event.end) != week_of(event.start)
            else _("{event} ({start}, week {week})").format(
                event=_OWN_WEEK.sub("", event.name),
                start=danish_date(event.start)
                if event.start == event.end
                else _("{start} to {end}").format(start=danish_date(event.start), end=danish_date(event.end)),
                week=event.start.isocalendar().week,
            )
            for event in events[:_MOST_EVENTS]
        ]
        if events[_MOST_EVENTS:]:
            more = len(events) - _MOST_EVENTS
            lines.append(
                ngettext("{count} more event in the calendar", "{count} more events in the calendar", more).format(
                    count=more
                )
            )
        told = {week for event in events[:_MOST_EVENTS] if _OFF.search(event.name) for week in _weeks_of(event)}
        weeks = [week for week in self.schedule.vacations_in(period) if week not in told]
        if weeks:
            lines.append(
                ngettext("Vacation in week {weeks}", "Vacation in weeks {weeks}", len(weeks)).format(
                    weeks=_in_runs(weeks)
                )
            )
        off = [
            _("{holiday} (week {weeks})").format(holiday=name, weeks="–".join(map(str, weeks)))
            for name, weeks in self.schedule.holidays_in(period)
        ]
        if off:
            lines.append(_("Holidays: {holidays}").format(holidays="; ".join(off)))
        for finding in said:
            if finding.deadline and finding.deadline < self.schedule.as_of and finding is said[0]:
                lines.append(_("The source's deadline {date} has passed.").format(date=planned_date(finding.deadline)))
            elif finding.deadline and finding.deadline != period.deadline and finding.theme_id in _BETWEEN_PEOPLE:
                lines.append(_("Deadline in the source: {date}").format(date=planned_date(finding.deadline)))
            elif finding.deadline and finding.deadline != period.deadline:
                lines.append(
                    _("Deadline in the source: {date} ({finding})").format(
                        date=planned_date(finding.deadline), finding=_short(finding.text)
                    )
                )
            elif finding.deadline_text:
                lines.append(_("The source says “{deadline}”.").format(deadline=finding.deadline_text))
        return "\n".join(dict.fromkeys(lines)) or _("No known events in the period.")

    @staticmethod
    def _goals(bound: Iterable[Finding]) -> list[str]:
        """Return what the sources want to reach by what they propose."""
        goals = (finding.goal for finding in bound if finding.theme_id not in _BETWEEN_PEOPLE and finding.goal)
        return [_("Goal in the source: {goal}").format(goal=goal) for goal in dict.fromkeys(goals)]

    def _reads_as_done(self, proposal: str) -> bool:
        """Whether a proposal begins with what has been done («Taget ud af drift»)."""
        words = [word for word in _words(proposal) if word not in _AUXILIARIES]
        return bool(words) and words[0] in self._done

    @cached_property
    def _done(self) -> frozenset[str]:
        return frozenset(word for kind, word in self._wording if kind == "proposal_done")

    def _note(self, challenge: Challenge, step: _Step, bound: Iterable[Finding]) -> str:
        others = [
            _("{responsible} is responsible for “{finding}”.").format(
                responsible=", ".join((one.responsible, *_elsewhere(one, challenge))), finding=_short(one.text)
            )
            for one in step.promised
            if one.responsible and _elsewhere(one, challenge) and not step.reserved
        ]
        told = (one.progress for one in bound if one.theme_id not in _BETWEEN_PEOPLE and one.progress)
        lines = [_("Status in the source: {text}").format(text=text) for text in dict.fromkeys(told)]
        lines += dict.fromkeys(others)
        lines += [
            _("The source says “{proposal}”, as if it were done. Is it? Then choose the status.").format(
                proposal=_short(one.proposal)
            )
            for one in ((step.proposal, *step.also) if step.proposal else ())
            if self._reads_as_done(one.proposal)
        ]
        if challenge.parked:
            lines.append(_("Later: the department works on its more urgent challenges first."))
        if step.reserved:
            lines.append(
                _("The source names what to do or who does it; it is not repeated here, where all may read it.")
            )
        return "\n".join(lines)

    # People ----------------------------------------------------------------------------------------------------------

    def _responsible(self, role: str, department: str, theme: Theme) -> str:
        at_the_top = not self.departments[department].path
        if theme.zero_tolerance and role in ("senior_management", "managers_manager") and at_the_top:
            role = "hr"  # nobody looks into a matter that may concern themselves
        return _capital(self._person(role, department))

    def _person(self, role: str, department: str) -> str:
        """Return who holds a role, with the name when the organisation tells it."""
        line = [department, *reversed(self.departments[department].path)]
        if role == "managers_manager" and len(line) == 1:
            role = "senior_management"  # nobody is above the top
        title = self.catalogue.roles[role].pick(self.language)
        names = {
            "manager": [self.departments[name].leader for name in line],
            "managers_manager": [self.departments[name].leader for name in line[1:]],
            "senior_management": [self.departments[line[-1]].leader],
            "osh_rep": [self.departments[name].osh_representative for name in line],
        }
        name = next((name for name in names.get(role, ()) if name), "")
        # The abbreviation of a role would be a bracket in a bracket.
        return _("{name} ({role})").format(name=name, role=title.partition(" (")[0]) if name else title

    def _people(self, roles: Sequence[str], department: str, responsible: str) -> str:
        """Return those who hold roles, without the one who is responsible and knows already."""
        employees = _("the employees in {department}").format(department=department)
        own, _bracket, title = responsible.casefold().rstrip(")").partition(" (")
        nearest = self.catalogue.roles["manager"].pick(self.language).casefold()
        if {own, title} & {nearest, nearest.rpartition(" ")[2]}:  # a source calls the manager just that: "leder"
            roles = [role for role in roles if role != "manager"]
        if not self.departments[department].path:
            employees = _("all employees")
        people = [employees if role == "employees" else self._person(role, department) for role in roles]
        others = [one for one in dict.fromkeys(people) if one.partition(" (")[0].casefold() != own]
        return _capital(", ".join(others or [employees]))


def _weeks_of(event: Event) -> Iterator[int]:
    """Yield the ISO weeks that an event touches."""
    day = event.start - timedelta(event.start.weekday())
    while day <= event.end:
        yield day.isocalendar().week
        day += timedelta(7)


def _in_runs(weeks: Iterable[int]) -> str:
    """Return weeks with three and more that follow one another as the first and the last: ``7, 28–30``."""
    runs: list[list[int]] = []
    for week in weeks:
        if runs and week == runs[-1][-1] + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _half(score: float) -> float:
    """Return half a risk score as somebody would write it, never more than half: whole, below 1 with one decimal."""
    return math.floor(score / 2 + _HAIR) or math.floor(10 * score / 2 + _HAIR) / 10 or score / 2


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rsplit(" ", 1)[0] + " …"


def _alike(proposing: Sequence[Finding]) -> list[list[Finding]]:
    """Put together the proposals that are about the same thing in other words, each with the first of its kind."""
    together: list[tuple[set[str], list[Finding]]] = []
    for finding in proposing:
        stems = {word[:_STEM] for word in _words(finding.proposal) if len(word) >= _STEM}
        for first, group in together:
            apart = finding.department != group[0].department and (finding.responsible or group[0].responsible)
            shared = 0 if apart else len(stems & first)
            if shared >= _SAME and 2 * shared >= min(len(stems), len(first)):
                group.append(finding)
                break
        else:
            together.append((stems, [finding]))
    return [group for _stems, group in together]


def _absence_first(finding: Finding) -> int:
    """Return what puts the latest figure of absence first; the order of all else stays."""
    is_dated = finding.source is SourceKind.ABSENCE and finding.observed_on is not None
    return -finding.observed_on.toordinal() if is_dated and finding.observed_on is not None else 0


def _owner(finding: Finding) -> tuple[str, ...]:
    """Return who a source says is responsible, and where: the leader of one department is not that of another."""
    return (finding.responsible, *finding.department)


def _elsewhere(finding: Finding, challenge: Challenge) -> tuple[str, ...]:
    """Return the department of a finding where the challenge is that of another, which several share."""
    return () if finding.department == (challenge.department,) else finding.department


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _spaced(text: str) -> str:
    return f" {' '.join(_words(text))} "


@lru_cache(maxsize=1024)
def _place_words(fits: Sequence[str]) -> tuple[str, ...]:
    """Return words of places as they are looked for between the blanks of :func:`_spaced`."""
    return tuple(
        {"=": _spaced(word), "*": _spaced(word).strip()}.get(word[0], _spaced(word)[:-1])
        for word in fits
        if _words(word)
    )


@lru_cache(maxsize=1024)
def _stems(texts: Sequence[Text]) -> tuple[str, ...]:
    """Return how the longer words of texts begin, in both languages, each once."""
    found = (
        word[:_STEM]
        for language, shortest in (("da", _STEM - 1), ("en", _STEM))
        for text in texts
        for word in _words(text.pick(language))
        if len(word) >= shortest
    )
    return tuple(dict.fromkeys(map(sys.intern, found)))


def _draw(*parts: str) -> bytes:
    """Return what decides between equals: the same in every run, whatever else there is to choose for."""
    return hashlib.blake2s(chr(31).join(parts).encode(), digest_size=8).digest()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _where(indicator: str, finding: Finding, challenge: Challenge) -> str:
    """Return what is measured, with the department when it is only a part of the challenge's."""
    if finding.department[-1:] == (challenge.department,):
        return indicator
    return _("{indicator} in {department}").format(indicator=indicator, department=", ".join(finding.department))


def _yardstick(kind: YardstickKind, finding: Finding, value: float, goal: float | None, key: str = "") -> Yardstick:
    """Return what a criterion is measured by, where and how the finding was."""
    return Yardstick(
        *(kind, key, finding.theme_id or "", finding.department[-1], float(value)), goal, finding.respondents
    )
