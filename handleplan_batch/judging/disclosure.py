"""Counts -> measurements that may be published. Nothing else leaves the counts.

A figure for a group is shown only when at least *limit* persons stand behind it (primary suppression), and when no
smaller group can be found by taking shown departments from their shown parent (complementary suppression): what is
hidden under a shown department must add up to nobody, or to at least *limit* persons. One or two reports of something
that must not occur (violence, bullying, harassment) are never counted, only said to occur. No Danish law sets the
limit; 5 is the least that the joint public leadership survey shows (ledelsesevaluering.dk), 10 what Aarhus Universitet
shows in general.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handleplan_batch.judging.counts import QuestionTally, Tally
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.statistics import wilson_interval
from handleplan_batch.model import Measurement, Question, Theme
from handleplan_batch.settings import LOWEST_LIMIT, Settings


def publishable(
    direct: Mapping[str, int], organisation: Organisation, limit: int, reports: Mapping[str, int] | None = None
) -> frozenset[str]:
    """Return the departments whose figure may be shown, given the persons directly in each of them.

    From the top down: a shown department's children that are too small are hidden. What is then hidden under it (those
    children, and the persons in no child) can be worked out by subtraction, so when that is a group below ``limit``,
    the smallest shown child is hidden too. Everything under a hidden department is hidden. ``reports`` (persons who
    report something that must not occur, directly in each department) hides one or two of them in the same way: so few
    could be recognised. Deterministic: of equally small children, the first in the organisation's order goes.
    """
    size, reported = _summed(direct, organisation), _summed(reports or {}, organisation)

    def is_safe(persons: int, reporting: int) -> bool:
        return (persons == 0 or persons >= limit) and (reporting == 0 or reporting >= LOWEST_LIMIT)

    shown: set[str] = set()
    root = organisation.root
    waiting = [root] if size.get(root) and is_safe(size[root], reported[root]) else []
    while waiting:
        parent = waiting.pop()
        shown.add(parent)
        visible = [name for name in organisation.children(parent) if size[name] and is_safe(size[name], reported[name])]
        while visible:
            persons = size[parent] - sum(size[name] for name in visible)
            reporting = reported[parent] - sum(reported[name] for name in visible)
            if is_safe(persons, reporting):
                break
            telling = [name for name in visible if reported[name]] if 0 < reporting < LOWEST_LIMIT else visible
            visible.remove(min(telling, key=lambda name: size[name]))
        waiting.extend(visible)
    return frozenset(shown)


def _summed(direct: Mapping[str, int], organisation: Organisation) -> dict[str, int]:
    """Return for each department what stands directly there together with everything below it."""
    sums: dict[str, int] = {}
    for entry in organisation.departments:
        for name in (entry.name, *entry.path):
            sums[name] = sums.get(name, 0) + direct.get(entry.name, 0)
    return sums


@dataclass(frozen=True, slots=True)
class Published:
    """All measurements of a run, shown and hidden, and the respondents per department that may be told."""

    measurements: tuple[Measurement, ...]
    respondents: Mapping[str, int | None]
    """Per department with respondents; None where hidden."""
    occurrences: frozenset[str]
    """Texts of the questions to which every answer but the best says that something happened that must not occur."""
    occurring: tuple[tuple[Question, str], ...]
    """Of these, those with reports that may not be counted, and the nearest department large enough to be named."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of questions that may be published, with what is told of things that must not occur."""

    measurements: tuple[Measurement, ...] = ()
    occurrences: frozenset[str] = frozenset()
    occurring: tuple[tuple[Question, str], ...] = ()


def publish(
    tallies: Iterable[QuestionTally],
    respondents: Mapping[str, int],
    organisation: Organisation,
    themes: Mapping[str, Theme],
    settings: Settings,
    summed_up: Figures = Figures(),
) -> Published:
    """Decide what may be shown. ``respondents`` counts persons directly in each department.

    Per question and department a measurement (``suppressed`` where hidden), those that came ``summed_up`` among them,
    then per theme and department the mean of the theme's questions — shown only where all of them are shown, so it
    tells nothing more.
    """
    questions: list[Measurement] = []
    occurring: list[tuple[Question, str]] = []
    occurrences: set[str] = set()
    for tallied in tallies:
        theme = themes[tallied.question.theme_id or ""]
        limit = settings.sensitive_limit if theme.sensitive else settings.general_limit
        answered = {name: tally.answered for name, tally in tallied.direct.items()}
        reports = {name: tally.unfavourable for name, tally in tallied.direct.items()} if tallied.occurrence else {}
        shown = publishable(answered, organisation, limit, reports)
        questions.extend(
            _measurement(tallied, entry.name, entry.path, shown)
            for entry in organisation.departments
            if entry.name in tallied.within
        )
        if tallied.occurrence:
            occurrences.add(tallied.question.text)
            large = publishable(answered, organisation, limit)  # those that may be named, if not counted
            hidden = [name for name, count in reports.items() if name not in shown and count]
            safe = {nearest(name, large, organisation) for name in hidden}
            occurring.extend((tallied.question, name) for name in sorted(safe))
    questions.extend(summed_up.measurements)
    occurrences |= summed_up.occurrences
    occurring.extend(summed_up.occurring)
    measurements = (*questions, *_themes(questions, organisation))
    people = publishable(respondents, organisation, settings.general_limit)
    told = {
        name: total if name in people else None for name, total in _summed(respondents, organisation).items() if total
    }
    return Published(measurements, told, frozenset(occurrences), tuple(occurring))


def hidden_measurement(question: Question, department: str) -> Measurement:
    """Return a measurement of a question that may not be shown."""
    return Measurement(
        level="question",
        key=question.text,
        theme_id=question.theme_id or "",
        department=department,
        respondents=None,
        score=None,
        unfavourable=None,
        low=None,
        high=None,
        suppressed=True,
        where=question.where,
    )


def nearest(name: str, large: frozenset[str], organisation: Organisation) -> str:
    """Return the department itself, or the nearest one above it that is among the ``large``; else the root."""
    return next((one for one in (name, *organisation.ancestors(name)) if one in large), organisation.root)


def points(difference: float) -> float:
    """Return a difference of scores as it is shown."""
    return round(difference, 1) or 0.0  # never "-0"


def _mean(tally: Tally) -> float:
    return tally.total_score / tally.answered


def _measurement(tallied: QuestionTally, name: str, path: tuple[str, ...], shown: frozenset[str]) -> Measurement:
    question, tally = tallied.question, tallied.within[name]
    if name not in shown:
        return hidden_measurement(question, name)
    low, high = wilson_interval(tally.unfavourable, tally.answered)
    score = _mean(tally)
    above = path[-1] if path and path[-1] in shown else None
    return Measurement(
        level="question",
        key=question.text,
        theme_id=question.theme_id or "",
        department=name,
        respondents=tally.answered,
        score=round(score, 1),
        unfavourable=round(tally.unfavourable / tally.answered, 4),
        low=round(low, 4),
        high=round(high, 4),
        difference=None if above is None else points(score - _mean(tallied.within[above])),
        off_scale=round(tally.off_scale / (tally.off_scale + tally.answered), 4),
        where=question.where,
    )


def _themes(questions: Iterable[Measurement], organisation: Organisation) -> list[Measurement]:
    grouped: dict[tuple[str, str], list[Measurement]] = {}
    for measurement in questions:
        grouped.setdefault((measurement.theme_id, measurement.department), []).append(measurement)
    scores: dict[tuple[str, str], float] = {}
    themes: list[Measurement] = []
    for (theme_id, department), parts in grouped.items():
        if any(part.suppressed for part in parts):
            themes.append(
                Measurement("theme", theme_id, theme_id, department, None, None, None, None, None, suppressed=True)
            )
            continue
        persons = max((part.respondents for part in parts if part.respondents is not None), default=None)
        score = _mean_of([part.score for part in parts])
        unfavourable = _mean_of([part.unfavourable for part in parts])
        low = high = None
        if persons is not None and unfavourable is not None:
            low, high = wilson_interval(round(unfavourable * persons), persons)
        if score is not None:
            scores[theme_id, department] = score
        above = next(iter(organisation.ancestors(department)), None)
        parent = scores.get((theme_id, above)) if above else None
        themes.append(
            Measurement(
                level="theme",
                key=theme_id,
                theme_id=theme_id,
                department=department,
                respondents=persons,
                score=_rounded(score, 1),
                unfavourable=_rounded(unfavourable, 4),
                low=_rounded(low, 4),
                high=_rounded(high, 4),
                difference=None if parent is None or score is None else points(score - parent),
                change=_rounded(_mean_of([part.change for part in parts]), 1),
            )
        )
    return themes


def _mean_of(figures: Sequence[float | None]) -> float | None:
    """Return the mean of what all parts of a theme have; None when one of them has it not."""
    told = [figure for figure in figures if figure is not None]
    return sum(told) / len(told) if told and len(told) == len(figures) else None


def _rounded(figure: float | None, decimals: int) -> float | None:
    return None if figure is None else round(figure, decimals)
