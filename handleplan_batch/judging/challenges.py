"""Evidence -> challenges: grouped by theme and department, scored, explained in words, ranked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log
from typing import Any

from handleplan_batch.judging.findings import Evidence
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.labels import SOURCES
from handleplan_batch.language import _, current_language, ngettext
from handleplan_batch.model import (
    Challenge,
    ChallengeKind,
    Hint,
    Level,
    Measurement,
    Polarity,
    Reason,
    SourceKind,
    Theme,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class _Group:
    """What belongs to one challenge before it is scored."""

    theme_id: str
    department: str
    kind: ChallengeKind
    evidence: tuple[Evidence, ...]
    sub_departments: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """The most urgent level that any of the evidence calls for: the maximum over sources, never their mean."""
        return min((piece.finding.level for piece in self.evidence if piece.finding.level), default=Level.OBSERVATION)


def rank_challenges(
    evidence: Iterable[Evidence],
    measurements: Sequence[Measurement],
    organisation: Organisation,
    themes: Mapping[str, Theme],
    rules: Mapping[str, Any],
    challenges_per_department: int,
    hints: Sequence[Hint] = (),
) -> tuple[Challenge, ...]:
    """Return the challenges, most urgent first; ``rank`` counts from 1.

    A challenge is a theme in a department with at least one finding that can stand alone; standing conditions make
    challenges of their own. Its level is the maximum over its findings; ``[agreement]`` of the rules may raise it one
    step, never to level 1. A theme that most sub-departments share is lifted to their parent, once. Points order
    challenges within a level and are the sum of their reasons: more severity, more persons or one more source never
    lowers them. Ambitions are challenges of their own, at level 5.
    """
    pieces = sorted(evidence, key=lambda piece: piece.finding.id)
    problems = [piece for piece in pieces if piece.finding.polarity is Polarity.PROBLEM or piece.finding.standing]
    groups = _lift(_group(problems), organisation, rules["lifting"])
    strengths = _strengths(pieces, measurements, themes, rules["survey"]["strength_score"])
    worse = {
        (one.theme_id, one.department): -one.change
        for one in measurements
        if one.level == "theme" and one.verdict is Verdict.WORSE and one.change is not None
    }
    scored = [
        _score(group, organisation, rules, strengths, worse.get((group.theme_id, group.department), 0.0))
        for group in groups
    ]
    scored += _ambitions(pieces)
    place = {entry.name: number for number, entry in enumerate(organisation.departments)}
    theme_place = {theme_id: number for number, theme_id in enumerate(themes)}
    scored.sort(
        key=lambda one: (one.level, -one.points, place[one.department], theme_place.get(one.theme_id, -1), one.id)
    )
    return _finish(scored, themes, organisation, challenges_per_department, hints)


def _is_ambition(piece: Evidence) -> bool:
    # Wishes in comments are counted and support a theme; only a goal that the workplace wrote down is an ambition.
    finding = piece.finding
    return finding.polarity is Polarity.AMBITION and finding.source is not SourceKind.COMMENT and not finding.standing


def _group(problems: Iterable[Evidence]) -> list[_Group]:
    grouped: dict[tuple[str, str, ChallengeKind], list[Evidence]] = {}
    for piece in problems:
        kind = ChallengeKind.STANDING if piece.finding.standing else ChallengeKind.CHALLENGE
        if piece.finding.theme_id is not None:
            grouped.setdefault((piece.finding.theme_id, piece.finding.department[0], kind), []).append(piece)
    return [
        _Group(theme_id, department, kind, tuple(found))
        for (theme_id, department, kind), found in grouped.items()
        if not all(piece.weak for piece in found)
    ]


def _lift(groups: list[_Group], organisation: Organisation, rules: Mapping[str, Any]) -> list[_Group]:
    """Move a theme shared by most sub-departments to their parent, from the bottom of the tree and up.

    What is at level 1 stays where the danger is.
    """
    if not rules["departments"]:
        return groups
    held = {(group.theme_id, group.kind, group.department): group for group in groups}
    themes = sorted({(group.theme_id, group.kind) for group in groups})
    for parent in reversed(organisation.departments):
        children = organisation.children(parent.name)
        if len(children) < rules["departments"]:
            continue
        for theme_id, kind in themes:
            shared = [held[theme_id, kind, child] for child in children if (theme_id, kind, child) in held]
            movable = [group for group in shared if group.level is not Level.IMMEDIATE]
            if len(movable) < rules["departments"] or len(movable) < rules["share"] * len(children):
                continue
            for group in movable:
                del held[theme_id, kind, group.department]
            own = held.get((theme_id, kind, parent.name), _Group(theme_id, parent.name, kind, ()))
            held[theme_id, kind, parent.name] = _Group(
                theme_id,
                parent.name,
                kind,
                own.evidence + tuple(piece for group in movable for piece in group.evidence),
                tuple(name for group in movable for name in (group.sub_departments or (group.department,))),
            )
    return list(held.values())


def _strengths(
    pieces: Iterable[Evidence], measurements: Iterable[Measurement], themes: Mapping[str, Theme], least: float
) -> dict[str, dict[str, str]]:
    """Return per department what works and should be held on to: strong psychosocial themes, then positive findings.

    Each text comes with the theme that it is confined to, or nothing: what comments praise says little of other themes.
    """
    strong: dict[str, list[tuple[float, str]]] = {}
    for measurement in measurements:
        theme = themes[measurement.theme_id]
        if (
            measurement.level == "theme"
            and measurement.score is not None
            and 0 < least <= measurement.score
            and theme.area == "psychosocial"
            and not theme.zero_tolerance
            and not theme.outcome
        ):
            text = _("{theme} ({score} of 100)").format(
                theme=theme.name.pick(current_language()), score=f"{measurement.score:.0f}"
            )
            strong.setdefault(measurement.department, []).append((-measurement.score, text))
    strengths = {
        department: dict.fromkeys((text for _score, text in sorted(found)[:3]), "")
        for department, found in strong.items()
    }
    for piece in pieces:
        finding = piece.finding
        if finding.polarity is Polarity.POSITIVE and finding.theme_id and not themes[finding.theme_id].zero_tolerance:
            confined = finding.theme_id if finding.source is SourceKind.COMMENT else ""
            strengths.setdefault(finding.department[0], {}).setdefault(finding.text, confined)
    return strengths


def _current(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence without the figures of absence that a later one has taken the place of."""
    days = [one.finding.observed_on or date.min for one in evidence if one.finding.source is SourceKind.ABSENCE]
    return [
        one
        for one in evidence
        if one.finding.source is not SourceKind.ABSENCE or (one.finding.observed_on or date.min) == max(days)
    ]


def _score(
    group: _Group,
    organisation: Organisation,
    rules: Mapping[str, Any],
    strengths: Mapping[str, Mapping[str, str]],
    worse: float,
) -> Challenge:
    points, level = rules["points"], group.level
    occurred = any(piece.occurred for piece in group.evidence)
    current = _current(group.evidence)
    worst = max(current, key=lambda piece: (piece.severity, piece.finding.id))
    # The level is that of the most urgent finding, the points those of the most severe: each is told.
    decisive = min(current, key=_weight)
    why = "; ".join(dict.fromkeys((decisive.why, worst.why)))
    reasons = [Reason("severity", _sentence(why), points["severity"] * worst.severity)]
    persons = _persons(group, organisation)
    extent = points["extent"] * min(1.0, log(1 + persons) / log(1 + points["extent_full"]))
    reasons.append(Reason("extent", _extent(round(persons), occurred), extent))
    sources = _independent(group.evidence)
    if len(sources) > 1:
        names = ", ".join(_(SOURCES[source]) for source in sources)
        text = ngettext(
            "{count} independent source points to it: {names}",
            "{count} independent sources point to it: {names}",
            len(sources),
        ).format(count=len(sources), names=names)
        reasons.append(Reason("agreement", text, points["agreement"] * min(1.0, (len(sources) - 1) / 2)))
    own = [piece.below_parent for piece in group.evidence if piece.finding.department[0] == group.department]
    below = max(own, default=0.0)
    if below >= 1:
        above = next(iter(organisation.ancestors(group.department)), "")
        rest = _("{points} points below the rest of {department}")
        if above == _("The whole workplace"):
            rest = _("{points} points below the rest of the workplace")
        text = rest.format(points=f"{below:.0f}", department=above)
        reasons.append(Reason("difference", text, points["difference"] * min(1.0, below / points["difference_full"])))
    if worse >= 1:
        text = _("{points} points worse than last time, more than chance explains").format(points=f"{worse:.0f}")
        reasons.append(Reason("trend", text, points["trend"] * min(1.0, worse / points["difference_full"])))
    if occurred or any(piece.finding.acute for piece in group.evidence):
        text = _("Must not occur, whatever the number") if occurred else _("Acute danger")
        reasons.append(Reason("danger", text, points["danger"]))
    needed = rules["agreement"]["sources"]
    if needed and len(sources) >= needed and level > rules["agreement"]["highest"]:
        level = Level(level - 1)
        reasons.append(Reason("step", _("Raised one level because the sources agree"), 0.0))
    reasons = [replace(reason, points=round(reason.points, 1)) for reason in reasons]
    near = (group.department, *organisation.ancestors(group.department)[:1])
    protecting = (
        tuple(text for text, confined in strengths.get(name, {}).items() if confined in ("", group.theme_id))[:5]
        for name in near
    )
    return Challenge(
        id=_identity("S" if group.kind is ChallengeKind.STANDING else "C", group.theme_id, group.department),
        kind=group.kind,
        theme_id=group.theme_id,
        department=group.department,
        level=level,
        points=round(sum(reason.points for reason in reasons), 1),
        reasons=tuple(reasons),
        finding_ids=tuple(piece.finding.id for piece in sorted(group.evidence, key=_weight)),
        rank=0,
        protective=next(filter(None, protecting), ()),
        sub_departments=group.sub_departments,
    )


def _weight(piece: Evidence) -> tuple[int, float, str]:
    """Sort by what says most."""
    return (piece.finding.level or 9, -piece.severity, piece.finding.id)


def _extent(count: int, occurred: bool) -> str:
    if count:
        text = ngettext("About {count} person or observation", "About {count} persons or observations", count)
        return text.format(count=count)
    if occurred:
        return _("The number is not shown, to protect those concerned")
    return _("How many it concerns is not known")


_SAME_PERSONS = frozenset({SourceKind.SURVEY, SourceKind.COMMENT, SourceKind.ABSENCE})
"""Sources that tell of the same persons again and again: question by question, year by year."""


def _persons(group: _Group, organisation: Organisation) -> float:
    """Return how many persons and observations a challenge concerns.

    Per department the most that one finding on the same persons tells of (which includes those in the departments
    below), plus all that lists hold.
    """
    told: dict[str, float] = {}
    listed = 0.0
    for piece in group.evidence:
        name = piece.finding.department[0]
        if piece.finding.source in _SAME_PERSONS:
            told[name] = max(told.get(name, 0.0), piece.persons)
        else:
            listed += piece.persons
    return listed + _told(group.department, told, organisation)


def _told(name: str, told: Mapping[str, float], organisation: Organisation) -> float:
    if set(told) <= {name}:
        return told.get(name, 0.0)
    return max(told.get(name, 0.0), sum(_told(child, told, organisation) for child in organisation.children(name)))


def _independent(evidence: Iterable[Evidence]) -> tuple[SourceKind, ...]:
    """Return the sources that independently call for action.

    Comments are written by those who answered the survey, so the two count as one. What is already put right says
    nothing of what is left, and an earlier plan repeats what its own sources said.
    """
    kinds = {
        SourceKind.SURVEY if piece.finding.source is SourceKind.COMMENT else piece.finding.source
        for piece in evidence
        if piece.finding.level is not None
    }
    if len(kinds) > 1:
        kinds.discard(SourceKind.PLAN)
    return tuple(kind for kind in SourceKind if kind in kinds)


def _ambitions(pieces: Iterable[Evidence]) -> list[Challenge]:
    """Return a challenge per goal; the same goal in two notes is one."""
    goals: dict[tuple[str, str, str], list[Evidence]] = {}
    for piece in pieces:
        finding = piece.finding
        if _is_ambition(piece):
            words = " ".join(finding.text.casefold().split())
            goals.setdefault((finding.theme_id or "", finding.department[0], words), []).append(piece)
    return [
        Challenge(
            id=_identity("A", *goal),
            kind=ChallengeKind.AMBITION,
            theme_id=goal[0],
            department=goal[1],
            level=Level.OBSERVATION,
            points=0.0,
            reasons=(Reason("ambition", _("A goal that the workplace has set itself"), 0.0),),
            finding_ids=tuple(piece.finding.id for piece in same),
            rank=0,
            goal=goal[2],
        )
        for goal, same in goals.items()
    ]


_WEARING = frozenset({"psychosocial", "ergonomic", "physical", "biological"})
"""Areas of what makes people ill in the long run."""

_CAUSES = {"psychosocial": frozenset({"psychosocial"})}
"""Area of an outcome theme -> areas of its causes, when narrower than :data:`_WEARING` (stress, unlike absence)."""


def _finish(
    ordered: list[Challenge],
    themes: Mapping[str, Theme],
    organisation: Organisation,
    per_department: int,
    hints: Sequence[Hint],
) -> tuple[Challenge, ...]:
    """Give ranks, point outcomes to their cause, and park what a department cannot carry at once.

    The cause is the most urgent load in the nearest department, before all one that a hint says goes with the outcome.
    Levels 1 and 2, ambitions and standing conditions (which are watched, not worked off) are never parked.
    """
    carried: dict[str, int] = {}
    finished = []
    for rank, challenge in enumerate(ordered, start=1):
        parked = False
        if challenge.kind is ChallengeKind.CHALLENGE:
            carried[challenge.department] = carried.get(challenge.department, 0) + 1
            parked = carried[challenge.department] > per_department and challenge.level > Level.HIGH
        cause = None
        if themes[challenge.theme_id].outcome:
            near = (challenge.department, *organisation.ancestors(challenge.department))
            areas = _CAUSES.get(themes[challenge.theme_id].area, _WEARING)
            causes = [
                other
                for other in ordered
                if other.department in near
                and other.kind is not ChallengeKind.AMBITION
                and themes[other.theme_id].area in areas
                and not themes[other.theme_id].outcome
            ]
            hinted = {hint.theme_id for hint in hints if hint.outcome_theme_id == challenge.theme_id}
            nearest = min(
                causes, key=lambda other: (near.index(other.department), other.theme_id not in hinted), default=None
            )
            cause = nearest.theme_id if nearest else None
        finished.append(replace(challenge, rank=rank, parked=parked, cause_theme_id=cause))
    return tuple(finished)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _identity(prefix: str, *parts: str) -> str:
    """Return an id that is the same in every run in which kind, theme and department (and goal) are the same."""
    return f"{prefix}-{hashlib.blake2s(chr(31).join(parts).encode(), digest_size=4).hexdigest()}"
