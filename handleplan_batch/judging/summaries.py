"""Results that came summed up -> measurements that may be published, by the rules that hold for surveys.

The persons behind such figures are never counted as respondents. A figure for a group below the limit is hidden, and
what is left of a department when those shown below it are taken away must be nobody or large enough. Where the table
does not tell how many answered, another table or the number of employees may; where nothing does, the figure is shown:
whoever made the table has published it. On offensive behaviour, violence
and health it is then only told that it occurs, since nobody can see how few it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handleplan_batch.judging.counts import is_occurrence, of_department
from handleplan_batch.judging.disclosure import SummedUp, answers_rule, hidden_measurement, named, nearest, points
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.statistics import wilson_interval
from handleplan_batch.judging.suppression import Group, Rule, apart, shown
from handleplan_batch.mapping import same_text
from handleplan_batch.model import (
    CellRef,
    DepartmentPath,
    Measurement,
    Problem,
    Question,
    Summary,
    SummaryFigure,
    Theme,
    Turnout,
)
from handleplan_batch.settings import LOWEST_LIMIT, Settings

_NOBODY = 99.5
"""Mean score from which nobody reports what must not occur; less is rounding."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A figure of one department, from the latest table that has it."""

    figure: SummaryFigure
    period: str


def with_departments(summaries: Iterable[Summary], known: Container[str]) -> list[Summary]:
    """Return the summaries with the names of sheets settled: a department's name, or that of something else.

    It is a department's when it is among the ``known`` names, or when other sheets of the same file put the
    same question. Else the figures are the whole workplace's. A sheet that is called after a topic ("Rengøring") is a
    department too where two others with its question are.
    """
    listed = list(summaries)
    sheets: dict[tuple[str, str], set[str]] = {}
    for summary in listed:
        if summary.by_sheet:
            place = summary.question.where
            sheets.setdefault((place.file, same_text(summary.question.text)), set()).add(place.sheet)
    settled = []
    for summary in listed:
        place = summary.question.where
        alike = sheets.get((place.file, same_text(summary.question.text)), set())
        label = next((path[-1] for path in summary.figures if path), place.sheet)
        if summary.by_sheet and same_text(label) not in known and len(alike) < 2:
            settled.append(of_department((), summary))
        elif not summary.by_sheet and place.sheet in summary.topics and len(alike) > 1:
            settled.append(of_department((place.sheet,), summary))
        else:
            settled.append(summary)
    return settled


def measure_summaries(
    summaries: Iterable[Summary],
    questions: Mapping[CellRef, Question],
    answered: Iterable[Question],
    organisation: Organisation,
    themes: Mapping[str, Theme],
    rules: Mapping[str, Any],
    settings: Settings,
    turnouts: Iterable[Turnout] = (),
) -> tuple[SummedUp, tuple[Problem, ...]]:
    """Return the figures that may be published.

    ``questions`` holds, by cell (``question.where``), each question with its theme; those not ``used`` are left
    out. A question that is also ``answered`` person by person is left to the survey. The same question in several
    tables is one; where two tells of one department, the later year counts and the earlier is what it was before.
    What ``turnouts`` and the organisation tell of how many persons there are counts where a figure's own row tells
    nothing.
    """
    told: dict[DepartmentPath, int] = {}
    for turnout in turnouts:
        told[turnout.department] = min(turnout.persons, told.get(turnout.department, turnout.persons))
    in_surveys = {same_text(question.text) for question in answered if question.used}
    problems: list[Problem] = []
    counted: dict[tuple[str, str], int] = {}
    asked: dict[tuple[str, str], tuple[Question, dict[str, _Measured]]] = {}
    again: dict[tuple[str, str], int] = {}
    for summary in sorted(summaries, key=lambda summary: summary.period, reverse=True):
        question = questions[summary.question.where]
        sheet = (question.where.file, question.where.sheet)
        if not question.used:
            continue
        if same_text(question.text) in in_surveys:
            counted[sheet] = counted.get(sheet, 0) + 1
            continue
        _question, measured = asked.setdefault((same_text(question.text), question.scale), (question, {}))
        for path, given in summary.figures.items():
            name, figure = organisation.place(path), given
            if figure.respondents is None and figure.invited is None:
                figure = replace(given, invited=told.get(path, organisation[name].employees))
            there = measured.get(name)
            if there is None:
                measured[name] = _Measured(figure, summary.period)
            elif there.period > summary.period > "" and there.figure.previous is None:
                earlier = replace(
                    there.figure, previous=figure.score, previous_respondents=figure.respondents or figure.invited
                )
                measured[name] = replace(there, figure=earlier)
            elif there.figure != figure:
                again[sheet] = again.get(sheet, 0) + 1
    for code, found in (("summary-and-survey", counted), ("summary-twice", again)):
        problems += [Problem(code, CellRef(*sheet), {"count": str(count)}) for sheet, count in sorted(found.items())]
    measurements: list[Measurement] = []
    occurring: list[tuple[Question, str]] = []
    occurrences: set[str] = set()
    for question, measured in asked.values():
        disclosed = _Disclosed(question, measured, organisation, themes[question.theme_id or ""], rules, settings)
        measurements += disclosed.measurements()
        if disclosed.is_occurrence:
            occurrences.add(question.text)
            occurring += [(question, name) for name in disclosed.occurring()]
    return SummedUp(tuple(measurements), frozenset(occurrences), tuple(occurring)), tuple(problems)


class _Disclosed:
    """One question's figures, with the decision which of them may be shown."""

    def __init__(
        self,
        question: Question,
        measured: Mapping[str, _Measured],
        organisation: Organisation,
        theme: Theme,
        rules: Mapping[str, Any],
        settings: Settings,
    ) -> None:
        """Decide, from the top of the organisation and down."""
        self.question, self.organisation = question, organisation
        self.is_occurrence = is_occurrence(question, rules["zero_tolerance"]["occurrence"]) or (
            theme.zero_tolerance and not question.answers[2:] and question.most_is_best is False
        )
        self._bad_at_most = 99.9 if self.is_occurrence else rules["survey"]["unfavourable_at_most"]
        self._sensitive = theme.sensitive
        self._rule = answers_rule(theme, settings)
        self._figures = {name: one.figure for name, one in measured.items()}
        self._unfavourable = {name: self._bad_share(figure) for name, figure in self._figures.items()}
        self._order = [entry.name for entry in organisation.departments if entry.name in self._figures]
        self._shown = self._publishable()
        self._before = self._earlier()

    def measurements(self) -> Iterator[Measurement]:
        """Yield a measurement per department, ``suppressed`` where hidden."""
        for name in self._order:
            yield self._measurement(name) if name in self._shown else hidden_measurement(self.question, name)

    def occurring(self) -> list[str]:
        """Return the departments, large enough to be named, with reports of what must not occur that are not counted.

        These are hidden ones, and means, which tell that somebody reports it but not how many. There are none when it
        is known that fewer answered than may ever be told of.
        """
        large = frozenset(name for name in self._order if (self._figures[name].respondents or 0) >= self._rule.limit)
        counts = {name: figure.respondents for name, figure in self._figures.items()}
        counted = {name: Group(count) for name, count in counts.items() if count is not None}
        persons = sum(group.persons for group in apart(counted, self.organisation).values())
        if persons < LOWEST_LIMIT and None not in counts.values():
            return []
        hidden = [name for name in self._order if name not in self._shown and self._unfavourable[name]]
        means = {
            nearest(name, large, self.organisation)
            for name in self._order
            if self._unfavourable[name] is None and (self._figures[name].score or 100.0) < _NOBODY
        }
        return sorted({*means, *named(hidden, self._shown, large, self.organisation)})

    def _bad_share(self, figure: SummaryFigure) -> float | None:
        if figure.shares:
            pairs = zip(figure.shares, self.question.scores, strict=True)
            return sum(share for share, score in pairs if score is not None and score <= self._bad_at_most)
        return figure.unfavourable

    def _publishable(self) -> frozenset[str]:
        """Return the departments whose figure may be shown.

        Where nothing tells how many answered, nothing can be subtracted, and the figure is judged alone. So is one on
        what is sensitive, which is not shown, when it is only told how many were asked.
        """
        sizes = self._sizes()
        counted = {name: self._group(self._figures[name], size) for name, size in sizes.items() if size}
        able = {name for name, figure in self._figures.items() if self._has_figure(name) and not figure.hidden}
        alone = able - sizes.keys() if not self._sensitive else set()
        groups = apart(counted, self.organisation)
        return shown(self.organisation, groups, self._rule, able & counted.keys()) | alone

    def _sizes(self) -> dict[str, int]:
        """Return how many persons a figure is of, at most, where that is told of it or of those below it."""
        found: dict[str, int] = {}
        for name in reversed(self._order):  # those below come first
            figure = self._figures[name]
            if figure.respondents is not None:
                found[name] = figure.respondents
            elif self._sensitive:
                continue
            elif figure.invited is not None:
                found[name] = figure.invited
            elif below := sum(size for one, size in found.items() if self._nearest_above(one) == name):
                found[name] = below
        return found

    def _nearest_above(self, name: str) -> str | None:
        return next((one for one in self.organisation.ancestors(name) if one in self._figures), None)

    def _has_figure(self, name: str) -> bool:
        return self._figures[name].score is not None or self._unfavourable[name] is not None

    def _group(self, figure: SummaryFigure, persons: int) -> Group:
        """Return what is known of the answers; of a mean alone, the most persons that it may take to be so low."""
        share = self._bad_share(figure)
        below_best = int(figure.score is None or figure.score < _NOBODY)
        if share is None:
            lost = (100.0 - (figure.score or 0.0)) / 100 * persons
            bad = min(persons, round(lost * max(1, len(self.question.answers) - 1 if self.question.answers else 4)))
            good = int((figure.score or 0.0) > 100.0 - _NOBODY)
        else:
            bad = round(share * persons)
            good = persons - bad
        return Group(persons, bad, good, below_best)

    def _earlier(self) -> frozenset[str]:
        """Return the departments whose figure of last time may be told beside this one."""
        before = {name: figure for name, figure in self._figures.items() if figure.previous is not None}
        counted = {name: Group(one.previous_respondents) for name, one in before.items() if one.previous_respondents}
        unknown = {name for name, one in before.items() if one.previous_respondents is None and not self._sensitive}
        groups, rule = apart(counted, self.organisation), Rule(self._rule.limit)
        return self._shown & (shown(self.organisation, groups, rule, self._shown & counted.keys()) | unknown)

    def _measurement(self, name: str) -> Measurement:
        figure, share = self._figures[name], self._unfavourable[name]
        persons, score = figure.respondents, figure.score
        low = high = None
        if share is not None and persons:
            low, high = (round(bound, 4) for bound in wilson_interval(round(share * persons), persons))
        above = next(iter(self.organisation.ancestors(name)), "")
        parent = self._figures[above].score if above in self._shown else None
        previous = figure.previous if name in self._before else None
        return replace(
            hidden_measurement(self.question, name),
            respondents=persons,
            score=None if score is None else round(score, 1),
            unfavourable=None if share is None else round(share, 4),
            low=low,
            high=high,
            difference=None if score is None or parent is None else points(score - parent),
            change=None if score is None or previous is None else points(score - previous),
            suppressed=False,
        )
