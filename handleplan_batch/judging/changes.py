"""What became of the challenges and figures of an earlier plan.

A challenge is the same when kind, theme and department (of an ambition also its words) are: whatever the questionnaire
asks this time, and also when the department has got another name or been joined with another. Its figure has changed
only where chance does not explain it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain, count
from statistics import fmean
from typing import Any

from handleplan_batch.judging.coverage import Coverage
from handleplan_batch.judging.disclosure import points
from handleplan_batch.judging.effects import judge_effects
from handleplan_batch.judging.remembering import NotAgain
from handleplan_batch.judging.statistics import Pair, beyond_chance
from handleplan_batch.judging.succession import Succession, key_of, regrouped
from handleplan_batch.labels import LEVELS
from handleplan_batch.language import _, share_text
from handleplan_batch.mapping import same_text
from handleplan_batch.model import (
    Challenge,
    ChallengeKind,
    Comparison,
    Effect,
    Finding,
    Level,
    Measurement,
    Plan,
    SourceKind,
    Verdict,
)
from handleplan_batch.states import CLOSED_STATUSES

_ASKED = frozenset({SourceKind.SURVEY, SourceKind.COMMENT})
"""Sources whose figures are measured again, and whose change is judged by them alone."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The challenges and figures of a run, seen from the earlier plan."""

    challenges: tuple[Challenge, ...]
    """With the ids that they had."""
    measurements: tuple[Measurement, ...]
    """With their change."""
    comparisons: tuple[Comparison, ...] = ()
    """This year's challenges by rank, then those that are gone."""
    heirs: Mapping[str, str] = field(default_factory=dict)
    """Ids of challenges of earlier plans -> the challenge of this plan that they are part of, also themselves."""
    past: tuple[Challenge, ...] = ()
    """Challenges of earlier plans that are not found any more."""
    divided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of challenges of earlier plans -> the parts of their department that are all where they are found now."""
    effects: Mapping[str, Effect] = field(default_factory=dict)
    """Per ``Nr.`` of the earlier plan what this year's figures say of the action."""


def compare(
    challenges: Sequence[Challenge],
    figures: Figures,
    findings: Sequence[Finding],
    succession: Succession,
    earlier: Plan,
    rules: Mapping[str, Any],
    known_before: NotAgain,
    coverage: Coverage,
    uneven: Collection[str] = (),
) -> Changes:
    """Return this year's challenges, with the ``figures`` of both times, compared with the ``earlier`` plan's.

    ``rules`` are those of urgency.toml; a challenge that rests on a survey alone is judged by its figure alone. What
    was ``known_before`` tells neither a change nor whether anything worked. What
    was done in ``uneven`` departments is not measured: not all of their answers are of this year.
    """
    year = _Year(challenges, figures, findings, succession, earlier, known_before, coverage)
    comparisons = (*year.found(), *year.gone())
    return Changes(
        tuple(year.by_id.values()),
        figures.measurements,
        comparisons,
        year.heirs,
        year.left(),
        year.divided,
        judge_effects(
            earlier.actions,
            [
                one
                for one in figures.measurements
                if one.department not in uneven and (key_of(one), one.department) not in known_before.asked
            ],
            findings,
            succession,
            comparisons,
            earlier.themes,
            rules["change"]["false_discoveries"],
            known_before,
            coverage,
        ),
    )


class _Year:
    """The challenges of this year beside those of the earlier plan."""

    def __init__(
        self,
        challenges: Sequence[Challenge],
        figures: Figures,
        findings: Sequence[Finding],
        succession: Succession,
        earlier: Plan,
        known_before: NotAgain,
        coverage: Coverage,
    ) -> None:
        self._figures, self._succession, self._earlier, self._coverage = figures, succession, earlier, coverage
        self._known = _as_now(earlier.challenges, succession)
        self._past = _as_now(earlier.past, succession)
        self.by_id = {one.id: one for one in _with_their_ids(challenges, {**self._past, **self._known})}
        self.heirs: dict[str, str] = {}
        for identity, one in [*self._past.items(), *self._known.items()]:
            heir = _heir(one, self.by_id.values())
            if heir is not None:
                self.heirs[identity] = heir.id
        self.heirs |= {old: self.heirs.get(new, new) for old, new in earlier.heirs.items()}
        before = {**self._past, **self._known}
        below = {identity: _found_below(one, self.by_id.values()) for identity, one in before.items()}
        self.divided = {identity: parts for identity, parts in below.items() if parts and identity not in self.heirs}
        self._sources = {finding.id: finding.source for finding in findings}
        self._again = {finding.id for finding in findings if finding.where.file not in known_before.files}

    def found(self) -> Iterator[Comparison]:
        """Yield what became of this year's challenges."""
        all_closed = _all_closed(self._earlier)
        gathered = {new for old, new in self.heirs.items() if old in self._known and old != new}
        gravest: dict[_Identity, Level] = {}
        for one in self._known.values():
            gravest[one.identity] = min(one.challenge.level, gravest.get(one.identity, one.challenge.level))
        for challenge in self.by_id.values():
            before, figure = self._known.get(challenge.id), self._figures.of(challenge)
            if before is not None:  # of those that were joined, the most urgent
                before = replace(before, challenge=replace(before.challenge, level=gravest[before.identity]))
            was_past = before is None and challenge.id in self._past and challenge.id not in gathered
            if before is not None and (figure.known_before or self._again.isdisjoint(challenge.finding_ids)):
                verdict = Verdict.NOT_AGAIN
                why = _("What it rests on was in the earlier plan already: nothing is newer")
            elif challenge.id in all_closed or was_past:
                verdict, why = Verdict.RETURNED, _returned(challenge.id in all_closed)
            elif before is None:
                verdict, why = Verdict.NEW, _new(challenge, self._known, self.heirs)
                if figure.certain:
                    why = f"{why}. {_beyond_chance(figure)}"
            else:
                verdict, why = self._changed(before.challenge, challenge, figure)
            yield _comparison(challenge, verdict, why, figure, before)

    def _changed(self, before: Challenge, now: Challenge, figure: _Figure) -> tuple[Verdict, str]:
        asked = {self._sources[key] for key in now.finding_ids if key in self._sources} <= _ASKED
        verdict, why = _verdict(before, now, figure, asked, self._figures.is_of_others(now))
        if not figure.certain and (changed := self._figures.of_questions(now)):
            why = f"{why}. {changed}"
        return verdict, why

    def gone(self) -> Iterator[Comparison]:
        """Yield what became of challenges that are not found any more."""
        then, now = (
            {(one.theme_id, one.department): one for one in measurements if one.level == "theme"}
            for measurements in (
                self._earlier.measurements,
                regrouped(self._figures.measurements, self._succession.after),
            )
        )
        told = {finding.id: finding.source for finding in self._earlier.findings}
        for identity, one in self._known.items():
            if identity in self.by_id:
                continue
            gone = replace(one.challenge, department=one.department)
            place = (gone.theme_id, self._succession.earlier(one.challenge.department))
            figure = _Figure(then.get(place), now.get(place), None)
            if self._succession.before.get(one.department) == place[1:]:
                figure = self._figures.of(gone)
            pointed = {told[key] for key in gone.finding_ids if key in told}
            others_asked = figure.now is None and self._figures.are_asked(gone.theme_id, one.places)
            measured = figure if pointed and pointed <= _ASKED and not others_asked else None
            covered = not pointed or any(self._coverage.tells(kind, one.challenge.department) for kind in pointed)
            heir = self.by_id.get(self.heirs.get(identity, ""))
            verdict, why = _gone(one, heir, self.divided.get(identity, ()), measured, covered)
            yield _comparison(gone, verdict, why, figure, one, there=False)

    def left(self) -> tuple[Challenge, ...]:
        """Return the challenges of earlier plans that are not found any more, with what their departments became."""
        known = {**self._past, **self._known}
        return tuple(
            replace(one.challenge, sub_departments=tuple(sorted(one.within))) if one.within else one.challenge
            for identity, one in known.items()
            if identity not in self.by_id
        )


_Identity = tuple[ChallengeKind, str, str, str]


@dataclass(frozen=True, slots=True)
class _Before:
    """A challenge of an earlier plan, under this year's name of its department."""

    challenge: Challenge
    department: str
    """Of one that was split the nearest above all that it became."""
    places: tuple[str, ...]
    """The departments of this year that took over its department."""
    within: frozenset[str]
    """Those that took over a part of it: sub-departments that shared it, or what its department was split into."""

    @property
    def identity(self) -> _Identity:
        # Where the department was split, none of this year is the same.
        place = self.department if len(self.places) < 2 else self.challenge.department + "*"
        return _identity(replace(self.challenge, department=place))


def _as_now(challenges: Iterable[Challenge], succession: Succession) -> dict[str, _Before]:
    found = {}
    for one in challenges:
        places = succession.successors(one.department) or succession.meant(one.department)
        within = {name for part in one.sub_departments for name in succession.successors(part)}
        within |= set(places if len(places) > 1 else ())
        named = succession.organisation.named
        # The organisation may have forgotten a name that is older than the earlier plan's.
        department = named(one.department) or named(succession.earlier(one.department)) or one.department
        found[one.id] = _Before(one, department, places, frozenset(within))
    return found


def _identity(challenge: Challenge) -> _Identity:
    return challenge.kind, challenge.theme_id, challenge.department, challenge.goal


def _with_their_ids(challenges: Iterable[Challenge], earlier: Mapping[str, _Before]) -> Iterator[Challenge]:
    """Yield the challenges with the ids they had; one that is new never gets an id that another has or had."""
    had = {before.identity: identity for identity, before in earlier.items()}
    taken = set(earlier)
    for one in challenges:
        identity = had.get(_identity(one))
        if identity is None:
            numbered = (f"{one.id}-{number}" for number in count(2))
            identity = next(free for free in chain([one.id], numbered) if free not in taken)
            taken.add(identity)
        yield replace(one, id=identity)


def _heir(before: _Before, now: Iterable[Challenge]) -> Challenge | None:
    """Return the challenge that an earlier one is now: itself, or one that it was joined with or lifted into."""
    of_kind = [one for one in now if (one.kind, one.theme_id, one.goal) == _without_place(before.challenge)]
    own = (one for one in of_kind if _identity(one) == before.identity)
    lifted = (one for one in of_kind if {before.department, *before.places} & set(one.sub_departments))
    return next(own, next(lifted, None))


def _found_below(before: _Before, now: Iterable[Challenge]) -> tuple[str, ...]:
    """Return the parts of an earlier challenge's department that have it now."""
    kind = _without_place(before.challenge)
    return tuple(one.department for one in now if one.department in before.within and _without_place(one) == kind)


def _without_place(challenge: Challenge) -> tuple[ChallengeKind, str, str]:
    return challenge.kind, challenge.theme_id, challenge.goal


def _all_closed(earlier: Plan) -> frozenset[str]:
    """Return the challenges whose every action was closed, so that they are back when they are found again."""
    statuses: dict[str, set[str]] = {}
    for action in earlier.actions:
        statuses.setdefault(action.challenge_id, set()).add(action.status)
    return frozenset(one for one, found in statuses.items() if found <= set(CLOSED_STATUSES))


class Figures:
    """The published figures of a run, with what became of them since those ``before``, of the same departments.

    Where two are of the same question and department, the first of them counts. Those of the questions and departments
    ``known_before`` were not measured again: nothing became of them. ``others`` are departments that were not the same
    people then.
    """

    def __init__(
        self,
        measurements: Sequence[Measurement],
        before: Iterable[Measurement],
        false_discoveries: float,
        known_before: Set[tuple[str, str]] = frozenset(),
        others: Set[str] = frozenset(),
    ) -> None:
        self._others = others
        self._before: dict[tuple[str, str, str], Measurement] = {}
        for one in before:
            self._before.setdefault((one.level, key_of(one), one.department), one)
        asked_then = _by_theme((one, one.department) for one in self._before.values() if one.level == "question")
        asked_now = _by_theme((one, one.department) for one in measurements if one.level == "question")
        both = [
            _of_the_same_questions(
                one,
                self._before.get((one.level, key_of(one), one.department)),
                asked_now.get((one.theme_id, one.department), {}),
                asked_then.get((one.theme_id, one.department), {}),
            )
            for one in measurements
        ]
        old = [self._is_known(one, known_before, asked_now) for one in measurements]
        pairs = {
            number: pair
            for number, (one, then) in enumerate(both)
            if not old[number] and then is not None and (pair := _pair(then, one))
        }
        certain = dict(zip(pairs, beyond_chance(list(pairs.values()), false_discoveries), strict=True))
        self.measurements = tuple(
            whole
            if old[number]
            else replace(whole, change=_moved(one, then).change, verdict=self._told(one, then, certain.get(number)))
            for number, (whole, (one, then)) in enumerate(zip(measurements, both, strict=True))
        )
        self._figures = {
            (one.theme_id, one.department): _Figure(then, one, certain.get(number), old[number])
            for number, (one, then) in enumerate(both)
            if one.level == "theme"
        }
        self._changed: dict[tuple[str, str], list[Measurement]] = {}
        for one in self.measurements:
            if one.level == "question" and one.verdict in (Verdict.BETTER, Verdict.WORSE):
                self._changed.setdefault((one.theme_id, one.department), []).append(one)

    def _is_known(
        self, one: Measurement, known_before: Set[tuple[str, str]], asked: Mapping[tuple[str, str], _Asked]
    ) -> bool:
        texts = asked.get((one.theme_id, one.department), {}) if one.level == "theme" else (key_of(one),)
        return any((text, one.department) in known_before for text in texts)

    def _told(self, now: Measurement, before: Measurement | None, certain: bool | None) -> Verdict:
        if before is None:
            return Verdict.OTHER_PEOPLE if now.department in self._others else Verdict.NEW
        if certain is None or now.unfavourable is None or before.unfavourable is None:
            return Verdict.TOO_FEW
        if not certain:
            return Verdict.UNCHANGED
        return Verdict.WORSE if now.unfavourable > before.unfavourable else Verdict.BETTER

    def is_of_others(self, challenge: Challenge) -> bool:
        """Whether there is no figure of last time because the department was not the same people."""
        place = (challenge.theme_id, challenge.department)
        return challenge.department in self._others and ("theme", *place) not in self._before

    def are_asked(self, theme_id: str, departments: Iterable[str]) -> bool:
        """Whether there is a figure of a theme in any of some departments, shown or hidden."""
        return any((theme_id, name) in self._figures for name in departments)

    def of(self, challenge: Challenge) -> _Figure:
        """Return the figure of a challenge's theme in its department."""
        place = (challenge.theme_id, challenge.department)
        return self._figures.get(place) or _Figure(self._before.get(("theme", *place)), None, None)

    def of_questions(self, challenge: Challenge) -> str:
        """Tell which questions of a challenge's theme have changed beyond chance, however the theme as a whole did."""
        told = []
        for now in self._changed.get((challenge.theme_id, challenge.department), ()):
            then = self._before["question", key_of(now), now.department]
            words = _("“{question}”: {before} to {now}")
            told.append(words.format(question=now.key, before=_share(then), now=_share(now)))
        return _("But these questions changed: {questions}").format(questions="; ".join(told)) if told else ""


@dataclass(frozen=True, slots=True)
class _Figure:
    before: Measurement | None
    now: Measurement | None
    certain: bool | None
    """Whether it has changed beyond chance; None when that cannot be told."""
    known_before: bool = False
    """Whether it was not measured since."""


_Asked = Mapping[str, Measurement]
"""By text, what was measured of the questions on a theme in a department."""


def _by_theme(placed: Iterable[tuple[Measurement, str]]) -> dict[tuple[str, str], dict[str, Measurement]]:
    asked: dict[tuple[str, str], dict[str, Measurement]] = {}
    for one, place in placed:
        asked.setdefault((one.theme_id, place), {})[same_text(one.key)] = one
    return asked


def _of_the_same_questions(
    now: Measurement, then: Measurement | None, asked_now: _Asked, asked_then: _Asked
) -> tuple[Measurement, Measurement | None]:
    """Return the figures of a theme over the questions that were put both times: others have nothing to compare."""
    if now.level != "theme" or then is None or now.suppressed or then.suppressed:
        return now, then
    if not asked_now or not asked_then or asked_now.keys() == asked_then.keys():
        return now, then
    common = sorted(asked_now.keys() & asked_then.keys())
    if not common:
        return now, None
    return _over(now, [asked_now[text] for text in common]), _over(then, [asked_then[text] for text in common])


def _over(theme: Measurement, questions: Sequence[Measurement]) -> Measurement:
    scores = [one.score for one in questions if one.score is not None]
    shares = [one.unfavourable for one in questions if one.unfavourable is not None]
    return replace(
        theme,
        score=points(fmean(scores)) if len(scores) == len(questions) else None,
        unfavourable=fmean(shares) if len(shares) == len(questions) else None,
    )


def _moved(now: Measurement, before: Measurement | None) -> Measurement:
    """Return a figure with its change, unless its own source tells one."""
    if before is None or now.score is None or before.score is None or now.change is not None:
        return now
    return replace(now, change=points(now.score - before.score))


def _pair(before: Measurement, now: Measurement) -> Pair | None:
    told = (before.unfavourable, before.respondents, now.unfavourable, now.respondents)
    match told:
        case (float() | int() as then, int() as persons_before, float() | int() as share, int() as persons):
            return Pair(then, persons_before, share, persons) if min(persons_before, persons) else None
        case _:
            return None


def _verdict(before: Challenge, now: Challenge, figure: _Figure, asked: bool, of_others: bool) -> tuple[Verdict, str]:
    """Say how a challenge has changed, by its figure where chance does not explain it, else by its level."""
    if figure.certain and figure.before is not None and figure.now is not None:
        then, share = figure.before.unfavourable or 0.0, figure.now.unfavourable or 0.0
        return (Verdict.WORSE if share > then else Verdict.BETTER), _beyond_chance(figure)
    if not asked and before.level != now.level:
        text = _("Urgency went from {before} to {now}").format(before=_level(before.level), now=_level(now.level))
        return (Verdict.WORSE if now.level < before.level else Verdict.BETTER), text
    if figure.certain is not None:
        return Verdict.UNCHANGED, _("The difference between the answers is no more than chance explains")
    if asked and of_others:
        return Verdict.OTHER_PEOPLE, _("The department is not the same people as last time")
    if asked:
        return Verdict.TOO_FEW, _("The answers of one of the two times cannot be shown, or were not asked for")
    return Verdict.UNCHANGED, _("The sources call for the same urgency as last time")


def _beyond_chance(figure: _Figure) -> str:
    return _("The share in the bad end went from {before} to {now}, which is more than chance explains").format(
        before=_share(figure.before), now=_share(figure.now)
    )


def _share(measurement: Measurement | None) -> str:
    return share_text((measurement and measurement.unfavourable) or 0.0)


def _new(challenge: Challenge, known: Mapping[str, _Before], heirs: Mapping[str, str]) -> str:
    parts = [known[old].challenge.department for old, new in heirs.items() if new == challenge.id and old in known]
    if parts:
        return _("Gathered from what was in the plan for {departments}").format(
            departments=", ".join(dict.fromkeys(parts))
        )
    kind = _without_place(challenge)
    above = (one for one in known.values() if challenge.department in one.within)
    if part_of := next((one for one in above if _without_place(one.challenge) == kind), None):
        return _("Was part of the challenge of {department} last time").format(department=part_of.challenge.department)
    return _("Was not in the earlier plan")


def _returned(all_closed: bool) -> str:
    if all_closed:
        return _("Every action was closed, and the sources point to it again")
    return _("Was not found last time, but in a plan before that")


def _gone(
    before: _Before, heir: Challenge | None, below: Sequence[str], asked: _Figure | None, covered: bool
) -> tuple[Verdict, str]:
    """Say what became of a challenge that is not found any more; ``asked`` is its figure when only answers told of it.

    Where too few answered this time nobody knows whether it is gone; nor where no list ``covered`` the department.
    """
    if heir is not None:
        if before.department == heir.department:
            told = _("What was in the plan for {former} is now part of the challenge of {department}")
            return Verdict.GONE, told.format(former=before.challenge.department, department=heir.department)
        return Verdict.GONE, _("Is now part of the challenge of {department}").format(department=heir.department)
    if below and before.department != before.challenge.department:
        told = _("What was in the plan for {former} is now only found in {departments}")
        return Verdict.GONE, told.format(former=before.challenge.department, departments=", ".join(below))
    if below:
        return Verdict.GONE, _("Is now only found in {departments}").format(departments=", ".join(below))
    if not covered:
        return Verdict.NOT_AGAIN, _("No round or register of this year tells of the department")
    if asked is not None and asked.now is not None and asked.now.suppressed:
        return Verdict.TOO_FEW, _("This year's answers may not be shown, so they do not tell whether it is better")
    if asked is not None and asked.now is None:
        return Verdict.GONE, _("This year nobody was asked about it, so nothing tells whether it is better")
    return Verdict.GONE, _("The inputs of this year do not point to it")


def _comparison(
    challenge: Challenge, verdict: Verdict, why: str, figure: _Figure, before: _Before | None, *, there: bool = True
) -> Comparison:
    then, now = figure.before, figure.now
    return Comparison(
        challenge.id,
        challenge.kind,
        challenge.theme_id,
        challenge.department,
        verdict,
        why,
        level_before=None if before is None else before.challenge.level,
        level=challenge.level if there else None,
        score_before=None if then is None else then.score,
        score=None if now is None else now.score,
        respondents_before=None if then is None else then.respondents,
        respondents=None if now is None else now.respondents,
    )


def _level(level: Level) -> str:
    return f"«{_(LEVELS[level])}»"
