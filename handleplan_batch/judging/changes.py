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

from handleplan_batch.judging.disclosure import points
from handleplan_batch.judging.effects import judge_effects
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.remembering import NotAgain
from handleplan_batch.judging.statistics import Pair, beyond_chance
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
    effects: Mapping[str, Effect] = field(default_factory=dict)
    """Per ``Nr.`` of the earlier plan what this year's figures say of the action."""


def compare(
    challenges: Sequence[Challenge],
    figures: Figures,
    findings: Sequence[Finding],
    organisation: Organisation,
    earlier: Plan,
    rules: Mapping[str, Any],
    known_before: NotAgain,
    uneven: Collection[str] = (),
) -> Changes:
    """Return this year's challenges, with the ``figures`` of both times, compared with the ``earlier`` plan's.

    ``rules`` are those of urgency.toml; a challenge that rests on a survey alone is judged by its figure alone. What
    was ``known_before`` tells neither a change nor whether anything worked. What
    was done in ``uneven`` departments is not measured: not all of their answers are of this year.
    """
    known, past = _as_now(earlier.challenges, organisation), _as_now(earlier.past, organisation)
    by_id = {one.id: one for one in _with_their_ids(challenges, {**past, **known})}
    heirs: dict[str, str] = {}
    for identity, one in [*past.items(), *known.items()]:
        heir = _heir(one, by_id.values())
        if heir is not None:
            heirs[identity] = heir.id
    heirs |= {old: heirs.get(new, new) for old, new in earlier.heirs.items()}
    sources = {finding.id: finding.source for finding in findings}
    again = {finding.id for finding in findings if finding.where.file not in known_before.files}
    told = {finding.id: finding.source for finding in earlier.findings}
    all_closed = _all_closed(earlier)
    comparisons = []
    for challenge in by_id.values():
        before, figure = known.get(challenge.id), figures.of(challenge)
        if before is not None and (figure.known_before or again.isdisjoint(challenge.finding_ids)):
            verdict, why = Verdict.NOT_AGAIN, _("What it rests on was in the earlier plan already: nothing is newer")
        elif challenge.id in all_closed or (before is None and challenge.id in past):
            verdict, why = Verdict.RETURNED, _returned(challenge.id in all_closed)
        elif before is None:
            verdict, why = Verdict.NEW, _new(challenge, known, heirs)
            if figure.certain:
                why = f"{why}. {_beyond_chance(figure)}"
        else:
            asked = {sources[key] for key in challenge.finding_ids if key in sources} <= _ASKED
            verdict, why = _verdict(before.challenge, challenge, figure, asked)
            if not figure.certain and (changed := figures.of_questions(challenge)):
                why = f"{why}. {changed}"
        comparisons.append(_comparison(challenge, verdict, why, figure, before))
    for identity, one in known.items():
        if identity not in by_id:
            gone = replace(one.challenge, department=one.department)
            figure = figures.of(gone)
            pointed = {told[key] for key in gone.finding_ids if key in told}
            measured = figure if pointed and pointed <= _ASKED else None
            verdict, why = _gone(gone, by_id.get(heirs.get(identity, "")), by_id.values(), measured)
            comparisons.append(_comparison(gone, verdict, why, figure, one, there=False))
    left = {**past, **known}
    return Changes(
        tuple(by_id.values()),
        figures.measurements,
        tuple(comparisons),
        heirs,
        tuple(one.challenge for identity, one in left.items() if identity not in by_id),
        judge_effects(
            earlier.actions,
            [
                one
                for one in figures.measurements
                if one.department not in uneven and (_key(one), one.department) not in known_before.asked
            ],
            findings,
            organisation,
            comparisons,
            earlier.themes,
            rules["change"]["false_discoveries"],
            known_before,
        ),
    )


_Identity = tuple[ChallengeKind, str, str, str]


@dataclass(frozen=True, slots=True)
class _Before:
    """A challenge of an earlier plan, under this year's name of its department."""

    challenge: Challenge
    department: str

    @property
    def identity(self) -> _Identity:
        return _identity(replace(self.challenge, department=self.department))


def _as_now(challenges: Iterable[Challenge], organisation: Organisation) -> dict[str, _Before]:
    return {one.id: _Before(one, organisation.named(one.department) or one.department) for one in challenges}


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
    own = (one for one in of_kind if one.department == before.department)
    lifted = (one for one in of_kind if before.department in one.sub_departments)
    return next(own, next(lifted, None))


def _without_place(challenge: Challenge) -> tuple[ChallengeKind, str, str]:
    return challenge.kind, challenge.theme_id, challenge.goal


def _all_closed(earlier: Plan) -> frozenset[str]:
    """Return the challenges whose every action was closed, so that they are back when they are found again."""
    statuses: dict[str, set[str]] = {}
    for action in earlier.actions:
        statuses.setdefault(action.challenge_id, set()).add(action.status)
    return frozenset(one for one, found in statuses.items() if found <= set(CLOSED_STATUSES))


class Figures:
    """The published figures of a run, with what became of them since those ``before``.

    Where two are of the same question and department, the first of them counts. Those of the questions and departments
    ``known_before`` were not measured again: nothing became of them.
    """

    def __init__(
        self,
        measurements: Sequence[Measurement],
        organisation: Organisation,
        before: Iterable[Measurement],
        false_discoveries: float,
        known_before: Set[tuple[str, str]] = frozenset(),
    ) -> None:
        self._before: dict[tuple[str, str, str], Measurement] = {}
        for one in before:
            place = organisation.named(one.department)
            if place is not None:
                self._before.setdefault((one.level, _key(one), place), one)
        asked_then = _by_theme(
            (one, place) for (level, _text, place), one in self._before.items() if level == "question"
        )
        asked_now = _by_theme((one, one.department) for one in measurements if one.level == "question")
        both = [
            _of_the_same_questions(
                one,
                self._before.get((one.level, _key(one), one.department)),
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
            else replace(whole, change=_moved(one, then).change, verdict=_told(one, then, certain.get(number)))
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
        texts = asked.get((one.theme_id, one.department), {}) if one.level == "theme" else (_key(one),)
        return any((text, one.department) in known_before for text in texts)

    def of(self, challenge: Challenge) -> _Figure:
        """Return the figure of a challenge's theme in its department."""
        place = (challenge.theme_id, challenge.department)
        return self._figures.get(place) or _Figure(self._before.get(("theme", *place)), None, None)

    def of_questions(self, challenge: Challenge) -> str:
        """Tell which questions of a challenge's theme have changed beyond chance, however the theme as a whole did."""
        told = []
        for now in self._changed.get((challenge.theme_id, challenge.department), ()):
            then = self._before["question", _key(now), now.department]
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


def _told(now: Measurement, before: Measurement | None, certain: bool | None) -> Verdict:
    if before is None:
        return Verdict.NEW
    if certain is None or now.unfavourable is None or before.unfavourable is None:
        return Verdict.TOO_FEW
    if not certain:
        return Verdict.UNCHANGED
    return Verdict.WORSE if now.unfavourable > before.unfavourable else Verdict.BETTER


def _key(measurement: Measurement) -> str:
    return measurement.key if measurement.level == "theme" else same_text(measurement.key)


def _pair(before: Measurement, now: Measurement) -> Pair | None:
    told = (before.unfavourable, before.respondents, now.unfavourable, now.respondents)
    match told:
        case (float() | int() as then, int() as persons_before, float() | int() as share, int() as persons):
            return Pair(then, persons_before, share, persons) if min(persons_before, persons) else None
        case _:
            return None


def _verdict(before: Challenge, now: Challenge, figure: _Figure, asked: bool) -> tuple[Verdict, str]:
    """Say how a challenge has changed, by its figure where chance does not explain it, else by its level."""
    if figure.certain and figure.before is not None and figure.now is not None:
        then, share = figure.before.unfavourable or 0.0, figure.now.unfavourable or 0.0
        return (Verdict.WORSE if share > then else Verdict.BETTER), _beyond_chance(figure)
    if not asked and before.level != now.level:
        text = _("Urgency went from {before} to {now}").format(before=_level(before.level), now=_level(now.level))
        return (Verdict.WORSE if now.level < before.level else Verdict.BETTER), text
    if figure.certain is not None:
        return Verdict.UNCHANGED, _("The difference between the answers is no more than chance explains")
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
    parts = [known[old].department for old, new in heirs.items() if new == challenge.id and old in known]
    if parts:
        return _("Gathered from what was in the plan for {departments}").format(
            departments=", ".join(dict.fromkeys(parts))
        )
    above = [
        one.department
        for one in known.values()
        if _without_place(one.challenge) == _without_place(challenge)
        and challenge.department in one.challenge.sub_departments
    ]
    if above:
        return _("Was part of the challenge of {department} last time").format(department=above[0])
    return _("Was not in the earlier plan")


def _returned(all_closed: bool) -> str:
    if all_closed:
        return _("Every action was closed, and the sources point to it again")
    return _("Was not found last time, but in a plan before that")


def _gone(
    before: Challenge, heir: Challenge | None, now: Iterable[Challenge], asked: _Figure | None
) -> tuple[Verdict, str]:
    """Say what became of a challenge that is not found any more; ``asked`` is its figure when only answers told of it.

    Where too few answered this time nobody knows whether it is gone.
    """
    if heir is not None:
        return Verdict.GONE, _("Is now part of the challenge of {department}").format(department=heir.department)
    below = [
        one.department
        for one in now
        if _without_place(one) == _without_place(before) and one.department in before.sub_departments
    ]
    if below:
        return Verdict.GONE, _("Is now only found in {departments}").format(departments=", ".join(below))
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
