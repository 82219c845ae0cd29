"""Did it work? What the success criteria of an earlier plan's actions come to with this year's figures.

Only a proposal: the people who did the work judge. A criterion is reached when its goal is; where answers are counted,
only if the change is more than chance explains too. Everything said is a published figure or a count of findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handleplan_batch.judging.coverage import Coverage
from handleplan_batch.judging.remembering import NotAgain
from handleplan_batch.judging.statistics import Pair, beyond_chance
from handleplan_batch.judging.succession import Succession, regrouped
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
    same_people: bool = True
    """Whether it is of those that the yardstick began with; else there is no value."""


_OTHERS = _Now(None, same_people=False)


def judge_effects(
    actions: Sequence[Action],
    measurements: Sequence[Measurement],
    findings: Sequence[Finding],
    succession: Succession,
    comparisons: Iterable[Comparison],
    themes: Mapping[str, Theme],
    false_discoveries: float,
    known_before: NotAgain,
    coverage: Coverage,
) -> dict[str, Effect]:
    """Return per ``Nr.`` what this year's figures say of the actions that have something to be measured by.

    What was ``known_before`` the actions were planned is no measure of them, nor are figures of other people or lists
    that do not tell of the department. The answers of all actions are tested together, so that many actions do not make
    one of them look as if it worked.
    """
    year = _Year(measurements, findings, succession, known_before, coverage)
    measured = {
        action.id: (action, action.yardstick, now)
        for action in actions
        if action.yardstick is not None and (now := year.measured(action.yardstick)) is not None
    }
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
        places = succession.successors(action.department)
        others = [theme_id for theme_id, where in worse if where in places and theme_id != yardstick.theme_id]
        effect = _effect(yardstick, now, certain.get(number), [_name(themes[one]) for one in others])
        of, on = map(succession.earlier, (yardstick.department, action.department))
        if effect.current and of != on:  # of one of the departments that share the challenge
            place = ", ".join(succession.successors(yardstick.department))
            effect = replace(effect, current=f"{effect.current} ({place})")
        effects[number] = effect
    return effects


def _is_worse(measurement: Measurement) -> bool:
    return measurement.level == "theme" and measurement.verdict is Verdict.WORSE


class _Year:
    """What this year's figures and findings are of, by the departments of the earlier plan."""

    def __init__(
        self,
        measurements: Sequence[Measurement],
        findings: Sequence[Finding],
        succession: Succession,
        known_before: NotAgain,
        coverage: Coverage,
    ) -> None:
        self._asked = {
            (same_text(one.key), one.department): one
            for one in regrouped(measurements, succession.after)
            if one.level == "question"
        }
        self._asked_at = {(same_text(one.key), one.department) for one in measurements if one.level == "question"}
        self._findings, self._succession = findings, succession
        self._known_before, self._coverage = known_before, coverage

    def measured(self, yardstick: Yardstick) -> _Now | None:
        """Measure again; None when it was not asked for or no such source of this year tells of the department."""
        department = self._succession.earlier(yardstick.department)
        places = self._succession.successors(department)
        if not places:
            return None
        if yardstick.kind in (YardstickKind.SHARE, YardstickKind.SCORE):
            question = same_text(yardstick.key)
            if not self._succession.after[department]:
                return _OTHERS if any((question, place) in self._asked_at for place in places) else None
            figure = self._asked.get((question, department))
            if figure is None:
                return None
            value = figure.unfavourable if yardstick.kind is YardstickKind.SHARE else figure.score
            return _Now(None if figure.suppressed else value, figure.respondents)
        now: _Now | None
        source = _COUNTED[yardstick.kind]
        if not self._coverage.tells(source, department):
            return None
        alone = self._succession.alone(department)
        there = [one for one in self._findings if one.source is source and one.department[0] in (alone or places)]
        if yardstick.kind is not YardstickKind.INCIDENTS:  # counted over a year, which may begin in an older list
            there = [one for one in there if not self._known_before.holds(one)]
        match yardstick.kind:
            case YardstickKind.RISK:
                scores = [one.score for one in there if text_key(one.text) == yardstick.key and one.score is not None]
                now = _Now(max(scores)) if scores else None
            case YardstickKind.ABSENCE:
                if len(places) > 1 and there:  # percents of several departments cannot be added up
                    return _OTHERS
                latest = max(there, key=lambda one: one.observed_on or date.min, default=None)
                now = None if latest is None else _Now(latest.score)
            case _:
                of_theme = [one for one in there if one.theme_id == yardstick.theme_id and not one.solved]
                now = _Now(float(sum(one.occurrences for one in _last_year(of_theme, self._findings))))
        # Where others are counted along, what there is may be theirs; nothing is nothing.
        return _OTHERS if now is not None and now.value and not alone else now


def _last_year(found: Iterable[Finding], all_findings: Iterable[Finding]) -> list[Finding]:
    """Return what happened in the year up to the latest of its source; what has no date is counted too."""
    found = list(found)
    sources = {one.source for one in found}
    dates = [one.observed_on for one in all_findings if one.source in sources and one.observed_on]
    latest = max(dates, default=None)
    return [one for one in found if not latest or not one.observed_on or (latest - one.observed_on).days < _YEAR]


def _effect(yardstick: Yardstick, now: _Now, certain: bool | None, worse: Sequence[str]) -> Effect:
    if not now.same_people:
        return Effect(
            "",
            "",
            _("It cannot be compared: what was {department} is not the same people any more.").format(
                department=yardstick.department
            ),
        )
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
