"""Evidence -> challenges: grouped by theme and department, scored, explained in words, ranked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import log
from typing import Any

from handleplan_batch.judging.findings import Evidence
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.labels import SOURCES
from handleplan_batch.language import _, current_language, ngettext
from handleplan_batch.model import (
    Challenge,
    ChallengeKind,
    Level,
    Measurement,
    Polarity,
    Reason,
    SourceKind,
    Theme,
)


@dataclass(frozen=True, slots=True)
class _Group:
    """What belongs to one challenge before it is scored."""

    theme_id: str
    department: str
    evidence: tuple[Evidence, ...]
    sub_departments: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """The most urgent level that any of the evidence calls for: the maximum over sources, never their mean."""
        return min((piece.finding.level for piece in self.evidence if piece.finding.level), default=Level.OBSERVATION)


def rank_challenges(
    evidence: Iterable[Evidence],
    measurements: Iterable[Measurement],
    organisation: Organisation,
    themes: Mapping[str, Theme],
    rules: Mapping[str, Any],
    challenges_per_department: int,
) -> tuple[Challenge, ...]:
    """Return the challenges, most urgent first; ``rank`` counts from 1.

    A challenge is a theme in a department with at least one finding that can stand alone. Its level is the maximum
    over its findings; ``[agreement]`` of the rules may raise it one step, never to level 1. A theme that most
    sub-departments share is lifted to their parent, once. Points order challenges within a level and are the sum of
    their reasons: more severity, more persons or one more source never lowers them. Ambitions are challenges of their
    own, at level 5.
    """
    pieces = sorted(evidence, key=lambda piece: piece.finding.id)
    problems = [piece for piece in pieces if piece.finding.polarity is Polarity.PROBLEM or piece.finding.standing]
    groups = _lift(_group(problems), organisation, rules["lifting"])
    strengths = _strengths(pieces, measurements, themes, rules["survey"]["strength_score"])
    scored = [_score(group, organisation, themes, rules, strengths) for group in groups]
    scored += [_ambition(piece) for piece in pieces if _is_ambition(piece)]
    place = {entry.name: number for number, entry in enumerate(organisation.departments)}
    theme_place = {theme_id: number for number, theme_id in enumerate(themes)}
    scored.sort(
        key=lambda one: (one.level, -one.points, place[one.department], theme_place.get(one.theme_id, -1), one.id)
    )
    return _finish(scored, themes, organisation, challenges_per_department)


def _is_ambition(piece: Evidence) -> bool:
    # Wishes in comments are counted and support a theme; only a goal that the workplace wrote down is an ambition.
    finding = piece.finding
    return finding.polarity is Polarity.AMBITION and finding.source is not SourceKind.COMMENT and not finding.standing


def _group(problems: Iterable[Evidence]) -> list[_Group]:
    grouped: dict[tuple[str, str], list[Evidence]] = {}
    for piece in problems:
        if piece.finding.theme_id is not None:
            grouped.setdefault((piece.finding.theme_id, piece.finding.department[0]), []).append(piece)
    return [
        _Group(theme_id, department, tuple(found))
        for (theme_id, department), found in grouped.items()
        if not all(piece.weak for piece in found)
    ]


def _lift(groups: list[_Group], organisation: Organisation, rules: Mapping[str, Any]) -> list[_Group]:
    """Move a theme shared by most sub-departments to their parent, from the bottom of the tree and up.

    What is at level 1 stays where the danger is.
    """
    held = {(group.theme_id, group.department): group for group in groups}
    for parent in reversed(organisation.departments):
        children = organisation.children(parent.name)
        for theme_id in dict.fromkeys(theme_id for theme_id, department in list(held) if department in children):
            shared = [held[theme_id, child] for child in children if (theme_id, child) in held]
            movable = [group for group in shared if group.level is not Level.IMMEDIATE]
            if len(movable) < rules["departments"] or len(movable) < rules["share"] * len(children):
                continue
            for group in movable:
                del held[theme_id, group.department]
            own = held.get((theme_id, parent.name), _Group(theme_id, parent.name, ()))
            held[theme_id, parent.name] = _Group(
                theme_id,
                parent.name,
                own.evidence + tuple(piece for group in movable for piece in group.evidence),
                tuple(name for group in movable for name in (group.sub_departments or (group.department,))),
            )
    return list(held.values())


def _strengths(
    pieces: Iterable[Evidence], measurements: Iterable[Measurement], themes: Mapping[str, Theme], least: float
) -> dict[str, tuple[str, ...]]:
    """Return per department what works and should be held on to: strong psychosocial themes, then positive findings."""
    strong: dict[str, list[tuple[float, str]]] = {}
    for measurement in measurements:
        theme = themes[measurement.theme_id]
        if (
            measurement.level == "theme"
            and measurement.score is not None
            and measurement.score >= least
            and theme.area == "psychosocial"
            and not theme.zero_tolerance
            and not theme.outcome
        ):
            text = _("{theme} ({score} of 100)").format(
                theme=theme.name.pick(current_language()), score=f"{measurement.score:.0f}"
            )
            strong.setdefault(measurement.department, []).append((-measurement.score, text))
    strengths = {department: [text for _score, text in sorted(found)[:3]] for department, found in strong.items()}
    for piece in pieces:
        if piece.finding.polarity is Polarity.POSITIVE and piece.finding.theme_id is not None:
            strengths.setdefault(piece.finding.department[0], []).append(piece.finding.text)
    return {department: tuple(texts) for department, texts in strengths.items()}


def _score(
    group: _Group,
    organisation: Organisation,
    themes: Mapping[str, Theme],
    rules: Mapping[str, Any],
    strengths: Mapping[str, tuple[str, ...]],
) -> Challenge:
    points, level, theme = rules["points"], group.level, themes[group.theme_id]
    worst = max(group.evidence, key=lambda piece: (piece.severity, piece.finding.id))
    reasons = [Reason("severity", _sentence(worst.why), points["severity"] * worst.severity)]
    persons = _persons(group.evidence)
    reasons.append(
        Reason(
            "extent",
            ngettext(
                "About {count} person or incident concerned",
                "About {count} persons or incidents concerned",
                round(persons),
            ).format(count=round(persons)),
            points["extent"] * min(1.0, log(1 + persons) / log(1 + points["extent_full"])),
        )
    )
    sources = _independent(group.evidence)
    if len(sources) > 1:
        names = ", ".join(_(SOURCES[source]) for source in sources)
        text = ngettext(
            "{count} independent source points to it: {names}",
            "{count} independent sources point to it: {names}",
            len(sources),
        ).format(count=len(sources), names=names)
        reasons.append(Reason("agreement", text, points["agreement"] * min(1.0, (len(sources) - 1) / 2)))
    below = max(piece.below_parent for piece in group.evidence)
    if below >= 1:
        text = _("{points} points below the department above it").format(points=f"{below:.0f}")
        reasons.append(Reason("difference", text, points["difference"] * min(1.0, below / points["difference_full"])))
    if theme.zero_tolerance or any(piece.finding.acute for piece in group.evidence):
        text = _("Must not occur, whatever the number") if theme.zero_tolerance else _("Acute danger")
        reasons.append(Reason("danger", text, points["danger"]))
    needed = rules["agreement"]["sources"]
    if needed and len(sources) >= needed and level > rules["agreement"]["highest"]:
        level = Level(level - 1)
        reasons.append(Reason("step", _("Raised one level because the sources agree"), 0.0))
    reasons = [replace(reason, points=round(reason.points, 1)) for reason in reasons]
    standing = any(piece.finding.standing for piece in group.evidence)
    kind = ChallengeKind.STANDING if standing else ChallengeKind.CHALLENGE
    near = (group.department, *organisation.ancestors(group.department)[:1])
    return Challenge(
        id=_identity("C", group.theme_id, group.department),
        kind=kind,
        theme_id=group.theme_id,
        department=group.department,
        level=level,
        points=round(sum(reason.points for reason in reasons), 1),
        reasons=tuple(reasons),
        finding_ids=tuple(piece.finding.id for piece in sorted(group.evidence, key=_weight)),
        rank=0,
        protective=next((strengths[name][:5] for name in near if name in strengths), ()),
        sub_departments=group.sub_departments,
    )


def _weight(piece: Evidence) -> tuple[int, float, str]:
    """Sort by what says most."""
    return (piece.finding.level or 9, -piece.severity, piece.finding.id)


def _persons(evidence: Iterable[Evidence]) -> float:
    """Survey questions are answered by the same persons, so the largest counts; other occurrences add up."""
    survey, others = 0.0, 0.0
    for piece in evidence:
        if piece.finding.source is SourceKind.SURVEY:
            survey = max(survey, piece.persons)
        else:
            others += piece.persons
    return survey + others


def _independent(evidence: Iterable[Evidence]) -> tuple[SourceKind, ...]:
    """Comments are written by those who answered the survey, so the two count as one source."""
    kinds = {
        SourceKind.SURVEY if piece.finding.source is SourceKind.COMMENT else piece.finding.source for piece in evidence
    }
    return tuple(kind for kind in SourceKind if kind in kinds)


def _ambition(piece: Evidence) -> Challenge:
    finding = piece.finding
    return Challenge(
        id=_identity("A", finding.theme_id or "", finding.department[0], finding.text.casefold()),
        kind=ChallengeKind.AMBITION,
        theme_id=finding.theme_id or "",
        department=finding.department[0],
        level=Level.OBSERVATION,
        points=0.0,
        reasons=(Reason("ambition", _("A goal that the workplace has set itself"), 0.0),),
        finding_ids=(finding.id,),
        rank=0,
    )


def _finish(
    ordered: list[Challenge], themes: Mapping[str, Theme], organisation: Organisation, per_department: int
) -> tuple[Challenge, ...]:
    """Give ranks, point outcomes to their cause, and park what a department cannot carry at once.

    Levels 1 and 2 and ambitions are never parked.
    """
    carried: dict[str, int] = {}
    finished = []
    for rank, challenge in enumerate(ordered, start=1):
        parked = False
        if challenge.kind is not ChallengeKind.AMBITION:
            carried[challenge.department] = carried.get(challenge.department, 0) + 1
            parked = carried[challenge.department] > per_department and challenge.level > Level.HIGH
        cause = None
        if themes[challenge.theme_id].outcome:
            near = (challenge.department, *organisation.ancestors(challenge.department))
            causes = [
                other
                for other in ordered
                if other.department in near
                and other.kind is not ChallengeKind.AMBITION
                and themes[other.theme_id].area == "psychosocial"
                and not themes[other.theme_id].outcome
            ]
            cause = min(causes, key=lambda other: near.index(other.department)).theme_id if causes else None
        finished.append(replace(challenge, rank=rank, parked=parked, cause_theme_id=cause))
    return tuple(finished)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _identity(prefix: str, *parts: str) -> str:
    """Return an id that is the same in every run in which kind, theme and department (and goal) are the same."""
    return f"{prefix}-{hashlib.blake2s(chr(31).join(parts).encode(), digest_size=4).hexdigest()}"
