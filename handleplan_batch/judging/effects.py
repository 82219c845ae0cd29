"""Did it work? What the success criteria of an earlier plan's actions come to with this year's figures.

Only a proposal: the people who did the work judge. A criterion is reached when its goal is; where answers are counted,
only if the change is more than chance explains too. Everything said is a published figure or a count of findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.remembering import NotAgain
from handleplan_batch.judging.statistics import Pair, beyond_chance
from handleplan_batch.language import _, current_language, number_text, share_text
from handleplan_batch.mapping import same_text, text_key
from handleplan_batch.model import (
    Action,
    Comparison,
    Effect,
    Finding,
    Measurement,
    SourceKind,
    Theme,
    Verdict,
    Yardstick,
    YardstickKind,
)

_MANY = 10
"""Cases from which a count says something by itself."""
_YEAR = 365
"""Days that incidents are counted over."""
_COUNTED = {
    YardstickKind.RISK: SourceKind.RISK_ASSESSMENT,
    YardstickKind.INSPECTIONS: SourceKind.INSPECTION,
    YardstickKind.INCIDENTS: SourceKind.INCIDENT,
    YardstickKind.ABSENCE: SourceKind.ABSENCE,
}
"""Sources that must have been read this year for a kind to be measured at all."""


@dataclass(frozen=True, slots=True)
class _Now:
    """A yardstick's value this year."""

    value: float | None
    """None where it may not be shown."""
    respondents: int | None = None


def judge_effects(
    actions: Sequence[Action],
    measurements: Sequence[Measurement],
    findings: Sequence[Finding],
    organisation: Organisation,
    comparisons: Iterable[Comparison],
    themes: Mapping[str, Theme],
    false_discoveries: float,
    known_before: NotAgain,
) -> dict[str, Effect]:
    """Return per ``Nr.`` what this year's figures say of the actions that have something to be measured by.

    What was ``known_before`` the actions were planned is no measure of them. The answers of all actions are tested
    together, so that many actions do not make one of them look as if it worked.
    """
    asked = {(same_text(one.key), one.department): one for one in measurements if one.level == "question"}
    read = {finding.source for finding in findings if not known_before.holds(finding)}
    measured: dict[str, tuple[Action, Yardstick, _Now]] = {}
    for action in actions:
        yardstick = action.yardstick
        if (
            yardstick is not None
            and (now := _measured(yardstick, asked, findings, read, organisation, known_before)) is not None
        ):
            measured[action.id] = (action, yardstick, now)
    pairs = {
        number: Pair(yardstick.value, yardstick.respondents, now.value, now.respondents)
        for number, (_action, yardstick, now) in measured.items()
        if yardstick.kind is YardstickKind.SHARE and yardstick.respondents and now.respondents and now.value is not None
    }
    certain = dict(zip(pairs, beyond_chance(list(pairs.values()), false_discoveries), strict=True))
    worse = [(one.theme_id, one.department) for one in comparisons if one.verdict is Verdict.WORSE]
    # Also what was no challenge before: a theme that was fine and is not any more is just what must be looked for.
    worse += [(one.theme_id, one.department) for one in measurements if _is_worse(one)]
    effects = {}
    for number, (action, yardstick, now) in measured.items():
        place = organisation.named(action.department) or action.department
        others = [theme_id for theme_id, where in worse if where == place and theme_id != yardstick.theme_id]
        effects[number] = _effect(yardstick, now, certain.get(number), [_name(themes[one]) for one in others])
    return effects


def _is_worse(measurement: Measurement) -> bool:
    return measurement.level == "theme" and measurement.verdict is Verdict.WORSE


def _measured(
    yardstick: Yardstick,
    asked: Mapping[tuple[str, str], Measurement],
    findings: Iterable[Finding],
    read: set[SourceKind],
    organisation: Organisation,
    known_before: NotAgain,
) -> _Now | None:
    """Measure again; None when it was not asked for or no such source was read this year."""
    place = organisation.named(yardstick.department) or yardstick.department
    if yardstick.kind in (YardstickKind.SHARE, YardstickKind.SCORE):
        now = asked.get((same_text(yardstick.key), place))
        if now is None:
            return None
        value = now.unfavourable if yardstick.kind is YardstickKind.SHARE else now.score
        return _Now(None if now.suppressed else value, now.respondents)
    source = _COUNTED[yardstick.kind]
    if source not in read:
        return None
    there = [one for one in findings if one.source is source and one.department == (place,)]
    if yardstick.kind is not YardstickKind.INCIDENTS:  # these are counted over a year, which may begin in an older list
        there = [one for one in there if not known_before.holds(one)]
    match yardstick.kind:
        case YardstickKind.RISK:
            scores = [one.score for one in there if text_key(one.text) == yardstick.key and one.score is not None]
            return _Now(max(scores)) if scores else None
        case YardstickKind.ABSENCE:
            latest = max(there, key=lambda one: one.observed_on or date.min, default=None)
            return None if latest is None else _Now(latest.score)
        case _:
            of_theme = [one for one in there if one.theme_id == yardstick.theme_id and not one.solved]
            return _Now(float(sum(one.occurrences for one in _last_year(of_theme, findings))))


def _last_year(found: Iterable[Finding], all_findings: Iterable[Finding]) -> list[Finding]:
    """Return what happened in the year up to the latest of its source; what has no date is counted too."""
    found = list(found)
    sources = {one.source for one in found}
    dates = [one.observed_on for one in all_findings if one.source in sources and one.observed_on]
    latest = max(dates, default=None)
    return [one for one in found if not latest or not one.observed_on or (latest - one.observed_on).days < _YEAR]


def _effect(yardstick: Yardstick, now: _Now, certain: bool | None, worse: Sequence[str]) -> Effect:
    if now.value is None:
        return Effect("", "too_few", _("Too few answers to show whether it worked."))
    if yardstick.kind is YardstickKind.SHARE and certain is None:
        return Effect(
            _shown(yardstick, now.value), "", _("How many answered is not known, so chance cannot be judged.")
        )
    more_is_better = yardstick.kind is YardstickKind.SCORE
    better = now.value > yardstick.value if more_is_better else now.value < yardstick.value
    goal = yardstick.goal
    there = goal is not None and (now.value >= goal if more_is_better else now.value <= goal)
    counted = yardstick.kind is YardstickKind.SHARE
    if there and (certain or not counted):
        effect = "reached"
    elif better and (certain or there or not counted):
        effect = "partly"
    else:
        effect = "not_reached"
    before, value = _shown(yardstick, yardstick.value), _shown(yardstick, now.value)
    same = before == value
    sentences = [
        _("Still {now}.").format(now=value) if same else _("From {before} to {now}.").format(before=before, now=value)
    ]
    if goal is not None:
        sentences.append(_("The goal was {goal}.").format(goal=_shown(yardstick, goal)))
    if counted and not certain and not same:
        sentences.append(_("The difference is no more than chance explains."))
    few = max(now.value, yardstick.value) < _MANY
    if yardstick.kind in (YardstickKind.INCIDENTS, YardstickKind.INSPECTIONS) and few:
        sentences.append(_("So few cases may vary by chance."))
    if more_is_better:
        sentences.append(_("A mean alone does not tell whether chance explains the difference."))
    if worse:
        sentences.append(
            _("In the same department this has become worse: {themes}.").format(themes=", ".join(dict.fromkeys(worse)))
        )
    return Effect(value, effect, " ".join(sentences))


def _shown(yardstick: Yardstick, value: float) -> str:
    match yardstick.kind:
        case YardstickKind.SHARE:
            return share_text(value)
        case YardstickKind.ABSENCE:
            return number_text(f"{round(value, 1):g} %")
        case _:
            return number_text(f"{round(value, 2):g}")


def _name(theme: Theme) -> str:
    return theme.name.pick(current_language())
