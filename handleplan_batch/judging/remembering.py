"""An earlier plan's figures -> those that may stand beside this year's.

The limits of today hold for them too, again in the tree that they were counted in. And two plans may rest on the same
answers: a plan that is made anew when some more have come, or a folder that still holds last year's file. What differs
between the figures is then the answers of a few. That cannot be known, but it shows: two surveys differ everywhere, and
are half a year apart.

What was read already when the earlier plan was made has not been measured since: no change and no effect is told by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handleplan_batch.judging.disclosure import answers_rule
from handleplan_batch.judging.organisation import Organisation, build_organisation
from handleplan_batch.judging.rounds import Rounds
from handleplan_batch.judging.succession import Succession, regrouped
from handleplan_batch.judging.suppression import Group, apart, shown
from handleplan_batch.mapping import same_text
from handleplan_batch.model import (
    CellRef,
    DepartmentPath,
    Finding,
    ImporterName,
    Measurement,
    Plan,
    Problem,
    SheetEntry,
    Summary,
    Theme,
)
from handleplan_batch.settings import Settings
from handleplan_batch.states import danish_date

_ANOTHER_SURVEY = timedelta(days=180)
"""Between two plans that rest on other answers for sure; no survey is open for so long."""
_CLOSE = 0.75
"""Share of figures that hardly differ, from which both plans are taken to rest on the same answers."""
_NOT_MEASURED = frozenset(
    {ImporterName.ORGANISATION, ImporterName.CALENDAR, ImporterName.CODEBOOK, ImporterName.UNKNOWN}
)
"""Kinds of sheets that hold nothing that could be measured again."""


@dataclass(frozen=True, slots=True)
class NotAgain:
    """What of a run has not been measured since the earlier plan was made."""

    files: frozenset[str] = frozenset()
    """Whose content the earlier plan was made of, or whose answers were given before it."""
    asked: frozenset[tuple[str, str]] = frozenset()
    """Question, as :func:`same_text` gives it, and department of the figures that such answers are part of."""
    made: date = date.min
    """The day of the earlier plan."""
    problems: tuple[Problem, ...] = ()

    def holds(self, finding: Finding) -> bool:
        """Whether a finding was there already when the earlier plan was made."""
        day = finding.observed_on
        return finding.where.file in self.files or (day is not None and day < self.made)


def not_again(
    earlier: Plan | None,
    sheets: Iterable[SheetEntry],
    rounds: Rounds,
    summaries: Sequence[Summary],
    organisation: Organisation,
    day: date | None,
) -> NotAgain:
    """Return what of today's ``rounds``, ``summaries`` and other ``sheets`` the ``earlier`` plan knew already.

    That a file is the same is a problem, but where the two plans are of the same half of a year: a plan that is made
    anew is made of the same files.
    """
    if earlier is None:
        return NotAgain()
    former = {survey.where.file for survey in rounds.last} - {survey.where.file for survey in rounds.now}
    contents = {entry.sha256 for entry in earlier.sheets if entry.sha256}
    known = {entry.file for entry in sheets if entry.sha256 in contents and entry.importer not in _NOT_MEASURED}
    known -= former  # read as last time's, and told so
    old = {
        one.where.file: one.where
        for one in rounds.now
        if one.held is not None and one.held[1] < earlier.created_on and one.where.file not in known
    }
    files = known | old.keys()

    def asked() -> Iterator[tuple[str, Iterable[DepartmentPath]]]:
        for survey in rounds.now:
            if survey.where.file in files:
                yield from ((answers.question.text, survey.respondents) for answers in survey.answers)
        for one in summaries:
            if one.question.where.file in files:
                yield one.question.text, one.figures

    figures = {
        (same_text(text), part)
        for text, paths in asked()
        for path in paths
        for part in (organisation.place(path), *organisation.ancestors(organisation.place(path)))
    }
    values = {"date": danish_date(earlier.created_on)}
    problems: tuple[Problem, ...] = ()
    if day is None or day - earlier.created_on >= _ANOTHER_SURVEY:
        problems = (
            *(Problem("read-before", CellRef(file), values) for file in sorted(known)),
            *(Problem("asked-before", where, values) for _file, where in sorted(old.items())),
        )
    return NotAgain(frozenset(files), frozenset(figures), earlier.created_on, problems)


def remembered(
    earlier: Plan,
    file: str,
    now: Sequence[Measurement],
    succession: Succession,
    themes: Mapping[str, Theme],
    settings: Settings,
    day: date | None = None,
) -> tuple[Plan, tuple[Problem, ...]]:
    """Return an ``earlier`` plan without what may not be told of it beside the figures of ``now``, made that ``day``.

    Its figures are hidden (``suppressed``), and its actions not measured, where both plans together would tell what a
    few answered. That this is so is a problem of the earlier plan's ``file``.
    """
    by_question = _by_question(earlier.measurements)
    told_apart: frozenset[str] = frozenset()
    if day is None or day - earlier.created_on < _ANOTHER_SURVEY:
        told_apart = _told_apart(earlier.measurements, now, succession, themes, settings)
    tree = build_organisation(earlier.departments, ())[0]
    hidden: set[tuple[str, str]] = set()
    parts: set[tuple[str, str]] = set()
    for key, figures in by_question.items():
        safe = frozenset() if key in told_apart else _safe(figures, tree, themes, settings)
        lost = [one for one in figures if one.department not in safe]
        hidden.update((key, one.department) for one in lost)
        parts.update((one.theme_id, one.department) for one in lost if not one.suppressed)

    def is_hidden(one: Measurement) -> bool:
        if one.level == "question":
            return (same_text(one.key), one.department) in hidden
        least = answers_rule(themes.get(one.theme_id), settings).limit
        return (one.theme_id, one.department) in parts or (one.respondents is not None and one.respondents < least)

    problems: tuple[Problem, ...] = ()
    if told_apart:
        values = {"date": danish_date(earlier.created_on), "count": str(len(told_apart))}
        problems = (Problem("same-answers", CellRef(file), values),)
    kept = replace(
        earlier,
        measurements=tuple(_hidden(one) if is_hidden(one) else one for one in earlier.measurements),
        actions=tuple(
            replace(one, yardstick=None) if one.yardstick and same_text(one.yardstick.key) in told_apart else one
            for one in earlier.actions
        ),
    )
    return kept, problems


def _by_question(measurements: Iterable[Measurement]) -> dict[str, list[Measurement]]:
    found: dict[str, list[Measurement]] = {}
    for one in measurements:
        if one.level == "question":
            found.setdefault(same_text(one.key), []).append(one)
    return found


def _hidden(one: Measurement) -> Measurement:
    return Measurement(
        *(one.level, one.key, one.theme_id, one.department, None, None, None, None, None),
        suppressed=True,
        where=one.where,
    )


def _group(one: Measurement) -> Group | None:
    """Return the answers that a figure tells; None where it does not tell how many."""
    if one.respondents is None or one.unfavourable is None:
        return None
    bad = round(one.respondents * one.unfavourable)
    return Group(one.respondents, bad, one.respondents - bad, int(one.score is None or one.score < 100))


def _safe(
    figures: Iterable[Measurement], tree: Organisation, themes: Mapping[str, Theme], settings: Settings
) -> frozenset[str]:
    """Return the departments whose figure of a question the limits of today let be shown."""
    rule = answers_rule(themes.get(next(iter(figures)).theme_id), settings)
    counted = {one.department: group for one in figures if (group := _group(one)) is not None}
    seen = shown(tree, apart(counted, tree), rule, counted)
    unknown = (one for one in figures if one.department not in counted)
    return seen.union(one.department for one in unknown if one.respondents is None or one.respondents >= rule.limit)


def _told_apart(
    before: Iterable[Measurement],
    now: Iterable[Measurement],
    succession: Succession,
    themes: Mapping[str, Theme],
    settings: Settings,
) -> frozenset[str]:
    """Return the questions of which the two plans differ by the answers of a few, if they rest on the same answers."""
    organisation = succession.organisation
    then, after = (
        {
            key: {one.department: one for one in figures if not one.suppressed}
            for key, figures in _by_question(year).items()
        }
        for year in (regrouped(before, succession.before), now)
    )
    both = {key: (then[key], after[key]) for key in then.keys() & after.keys() if then[key] or after[key]}
    paired = {parts[0] for parts in succession.before.values() if len(parts) == 1}
    told_once = {
        same_text(one.key)
        for one in before
        if one.level == "question" and not one.suppressed and one.department not in paired
    }
    counted = {
        key: {
            name: (old_group, group)
            for name in old.keys() & new.keys()
            if (old_group := _group(old[name])) is not None and (group := _group(new[name])) is not None
        }
        for key, (old, new) in both.items()
    }
    if not _same_answers(counted.values(), organisation.root):
        return frozenset()
    found = set()
    for key, (old, new) in both.items():
        rule = answers_rule(themes.get(next(iter((old or new).values())).theme_id), settings)
        blocks = [apart({name: pair[time] for name, pair in counted[key].items()}, organisation) for time in (0, 1)]
        moved = [
            (abs(blocks[1][name].bad - one.bad), abs(blocks[1][name].good - one.good))
            for name, one in blocks[0].items()
        ]
        rescored = not any(map(any, moved)) and any(old[name].score != new[name].score for name in counted[key])
        # Where none is in the bad end, all may have given the best answer.
        safe = all(rule.is_safe(Group(bad + good, bad, good, below_best=bad)) for bad, good in moved)
        # What is shown once only divides the persons further.
        if key in told_once or old.keys() != new.keys() or rescored or not safe:
            found.add(key)
    return frozenset(found)


def _same_answers(counted: Iterable[Mapping[str, tuple[Group, Group]]], root: str) -> bool:
    """Whether figures, per question and department then and now, look as if many of the answers were the same.

    They do when most of them hardly differ, or those of the whole, or when all have grown or all have shrunk.
    """
    moves = []
    for groups in counted:
        telling = {name: pair for name, pair in groups.items() if pair[0].bad and pair[0].good} or groups
        moves += [(name, new.bad - old.bad, new.good - old.good, old.persons) for name, (old, new) in telling.items()]
    close = [(name, abs(bad) + abs(good) <= max(1, min(4, persons // 10))) for name, bad, good, persons in moves]
    for alike in ([one for _name, one in close], [one for name, one in close if name == root]):
        if alike and sum(alike) >= _CLOSE * len(alike):
            return True
    return any(all(sign * bad >= 0 and sign * good >= 0 for _name, bad, good, _n in moves) for sign in (1, -1))
