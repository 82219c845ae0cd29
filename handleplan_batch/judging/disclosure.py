"""Counts -> measurements that may be published. Nothing else leaves the counts.

What a run publishes is decided together. First, in which departments the number of respondents may be told, for each
kind of tables, that is those with the same questions; figures of questions are shown in some of these only. So whatever
is shown of one question, the blocks (see :mod:`.suppression`) of its figures are whole blocks of the numbers of
respondents, and no two questions or files, with whatever missing answers, can be set against each other to find a
smaller group. A figure is shown when each block that it
leaves is large enough, is not one in which all answered alike, and on sensitive matters does not hold one or two
persons in the bad end. That something occurs which must not, is said where the figures say it, and otherwise once.

No Danish law sets the limits; 5 is the least that the joint public leadership survey shows (ledelsesevaluering.dk), 10
what Aarhus Universitet shows in general.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from handleplan_batch.judging.counts import QuestionTally, Tally
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.statistics import wilson_interval
from handleplan_batch.judging.suppression import NOBODY, Group, Rule, heads, shown, summed
from handleplan_batch.model import AnswerCounts, CellRef, Measurement, Question, Theme
from handleplan_batch.settings import LOWEST_LIMIT, Settings

_Kind = frozenset[int]
"""Tables of answers with the same questions: the places of these."""


def answers_rule(theme: Theme | None, settings: Settings) -> Rule:
    """Return when the answers of a group to a question on the theme, or on none, may be known.

    Where all are in the bad end, or on a common matter all gave the best answer, everybody's answer is known, and the
    group must be twice as large. That nobody reports violence, bullying or illness gives nobody away.
    """
    if theme is not None and theme.sensitive:
        limit = max(settings.sensitive_limit, settings.general_limit)
        return Rule(limit, fewest_bad=LOWEST_LIMIT, unanimous=2 * limit)
    return Rule(settings.general_limit, unanimous=2 * settings.general_limit, unanimous_best=2 * settings.general_limit)


def _counted(tally: Tally) -> Group:
    below_best = round(100.0 * tally.answered - tally.total_score, 3) > 0
    return Group(tally.answered, tally.unfavourable, tally.answered - tally.unfavourable, int(below_best))


@dataclass(frozen=True, slots=True)
class Published:
    """All measurements of a run, shown and hidden, and what may be told of how many answered."""

    measurements: tuple[Measurement, ...]
    respondents: Mapping[str, int | None]
    """Per department with respondents; None where hidden."""
    occurrences: frozenset[str]
    """Texts of the questions to which every answer but the best says that something happened that must not occur."""
    occurring: tuple[tuple[Question, str], ...]
    """Of these, those with reports that no shown figure tells of, and the department that may be named."""
    commented: frozenset[str]
    """Departments whose comments may be counted."""
    sheets: frozenset[tuple[str, str]]
    """File and name of the sheets whose number of respondents may be told."""
    traced: frozenset[str]
    """Of the departments whose comments may be counted, those of which the sheet with the comments may be named."""


@dataclass(frozen=True, slots=True)
class SummedUp:
    """Figures of questions that may be published, with what is told of things that must not occur."""

    measurements: tuple[Measurement, ...] = ()
    occurrences: frozenset[str] = frozenset()
    occurring: tuple[tuple[Question, str], ...] = ()


def publish(
    tallies: Iterable[QuestionTally],
    respondents: Mapping[CellRef, Mapping[str, int]],
    organisation: Organisation,
    themes: Mapping[str, Theme],
    settings: Settings,
    summed_up: SummedUp = SummedUp(),
) -> Published:
    """Decide what may be shown. ``respondents`` counts, per table of answers, persons directly in each department.

    Per question and department a measurement (``suppressed`` where hidden), those that came ``summed_up`` among them,
    then per theme and department the mean of the theme's questions — shown only where all of them are shown, so it
    tells nothing more.
    """
    tallied_all = tuple(tallies)
    kinds = {table: frozenset(n for n, one in enumerate(tallied_all) if table in one.tables) for table in respondents}
    open_to = {
        kind: _reached([respondents[table] for table in respondents if kinds[table] == kind], organisation, settings)
        for kind in set(kinds.values())
    }
    told = frozenset(entry.name for entry in organisation.departments).intersection(*open_to.values())
    people = _people(respondents.values())
    sizes = {name: group.persons for name, group in summed(people, organisation).items()}
    questions: list[Measurement] = []
    occurring: list[tuple[Question, str]] = []
    occurrences: set[str] = set()
    for number, tallied in enumerate(tallied_all):
        rule = answers_rule(themes[tallied.question.theme_id or ""], settings)
        groups = {name: _counted(tally) for name, tally in tallied.direct.items()}
        among = told.union(*open_to.values()).intersection(*(open_to[kind] for kind in open_to if number in kind))
        seen = shown(organisation, groups, rule, among, sizes)
        questions.extend(
            _measurement(tallied, entry.name, entry.path, seen)
            for entry in organisation.departments
            if entry.name in tallied.within
        )
        if tallied.occurrence:
            occurrences.add(tallied.question.text)
            reported = [name for name, group in groups.items() if group.bad]
            large = shown(organisation, {name: Group(one.persons) for name, one in groups.items()}, Rule(rule.limit))
            # Of one who answered alone it would be known who reports it.
            if sum(group.persons for group in groups.values()) >= LOWEST_LIMIT:
                occurring.extend((tallied.question, name) for name in named(reported, seen, large, organisation))
    questions.extend(summed_up.measurements)
    tables = _tables_told(respondents, organisation, kinds, open_to, settings.general_limit)
    large_enough = Rule(max(settings.comment_limit, settings.general_limit))
    commented = shown(organisation, people, large_enough, told)
    return Published(
        (*questions, *_themes(questions, organisation)),
        {name: size if name in told else None for name, size in sizes.items() if size},
        frozenset(occurrences | summed_up.occurrences),
        (*occurring, *summed_up.occurring),
        commented,
        frozenset((table.file, table.sheet) for table in tables)
        - {(table.file, table.sheet) for table in respondents.keys() - tables},
        _traced(respondents, heads(organisation, commented), large_enough),
    )


def _traced(
    respondents: Mapping[CellRef, Mapping[str, int]], blocks: Mapping[str, str | None], rule: Rule
) -> frozenset[str]:
    """Return the heads of blocks of which each table holds nobody or many.

    Elsewhere a sheet that is named, or is not, would tell that one of the few in a table wrote a comment.
    """
    inside: dict[tuple[str, CellRef], int] = {}
    for table, counts in respondents.items():
        for name, count in counts.items():
            if (head := blocks[name]) is not None:
                inside[head, table] = inside.get((head, table), 0) + count
    few = {head for (head, _table), count in inside.items() if not rule.is_safe(Group(count))}
    return frozenset(head for head, _table in inside) - few


def shown_question(
    answers: AnswerCounts, question: Question, theme: Theme | None, bad_at_most: float, settings: Settings
) -> Question:
    """Return a question as a plan may show it: its answers are those that stand in a file, and tell what was answered.

    Answers that fewer than three gave are left out. None is told, nor which are the ends, where few persons answered or
    all of them alike; on sensitive matters none is where one or two are in the bad end.
    """
    rule = answers_rule(theme, settings)
    given = answers.counts.totals
    scored = [(count, score) for count, score in zip(given, question.scores, strict=False) if score is not None]
    if scored:
        persons, bad = sum(count for count, _score in scored), sum(n for n, score in scored if score <= bad_at_most)
        group = Group(persons, bad, persons - bad, sum(count for count, score in scored if score < 100.0))
    else:  # nothing is known of the direction, only whether all say the same
        persons, most = sum(given[:-1]), max(given[:-1], default=0)
        group, rule = Group(persons, most, persons - most), Rule(rule.limit, unanimous=2 * rule.limit)
    if not group.persons or not replace(rule, fewest_bad=0).is_safe(group):
        return replace(question, answers=(), scores=(), best=None, worst=None)
    safe = rule.is_safe(group)
    kept = [place for place in range(len(question.answers)) if safe and given[place] >= LOWEST_LIMIT]
    return replace(
        question,
        answers=tuple(question.answers[place] for place in kept),
        scores=tuple(question.scores[place] for place in kept),
    )


def _people(counted: Iterable[Mapping[str, int]]) -> dict[str, Group]:
    people: dict[str, Group] = {}
    for counts in counted:
        for name, count in counts.items():
            people[name] = people.get(name, NOBODY).joined(Group(count))
    return people


def _reached(counted: Iterable[Mapping[str, int]], organisation: Organisation, settings: Settings) -> frozenset[str]:
    """Return the departments whose number of persons in some tables may be told, with those of whom nobody is there."""
    people = _people(counted)
    nobody = {name for name, group in summed(people, organisation).items() if not group.persons}
    return shown(organisation, people, Rule(settings.general_limit)) | nobody


def _tables_told(
    respondents: Mapping[CellRef, Mapping[str, int]],
    organisation: Organisation,
    kinds: Mapping[CellRef, _Kind],
    open_to: Mapping[_Kind, frozenset[str]],
    limit: int,
) -> frozenset[CellRef]:
    """Return the tables of answers whose number of respondents may be told beside those of the departments.

    Each divides the blocks of its kind further; what is in it of a block, and what is left, is nobody or large.
    """
    blocks = {kind: heads(organisation, names) for kind, names in open_to.items()}
    left: dict[tuple[str | None, _Kind], int] = {}
    parts: dict[CellRef, dict[tuple[str | None, _Kind], int]] = {}
    for table, counts in respondents.items():
        part, kind = parts.setdefault(table, {}), kinds[table]
        for name, count in counts.items():
            block = (blocks[kind][name], kind)
            part[block] = part.get(block, 0) + count
            left[block] = left.get(block, 0) + count
    told = set()
    for table in sorted(parts, key=lambda table: (-sum(parts[table].values()), str(table))):
        rests = {block: left[block] - count for block, count in parts[table].items()}
        if all(not count or count >= limit for count in (*parts[table].values(), *rests.values())):
            told.add(table)
            left.update(rests)
    return frozenset(told)


def named(
    reported: Iterable[str], seen: frozenset[str], large: frozenset[str], organisation: Organisation
) -> Iterator[str]:
    """Yield where to say that something occurs which no figure tells of: nowhere, or in one department.

    Within a department whose figure is shown that figure tells it, and where below it must not be known. Otherwise it
    is said of the nearest department that is ``large`` enough; of the whole if there are two of these, since it would
    be known that one person reports it in each.
    """
    blocks = heads(organisation, seen)
    places = {nearest(name, large, organisation) for name in reported if blocks[name] is None}
    if places:
        yield places.pop() if len(places) == 1 else organisation.root


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


def _measurement(tallied: QuestionTally, name: str, path: tuple[str, ...], seen: frozenset[str]) -> Measurement:
    question, tally = tallied.question, tallied.within[name]
    if name not in seen:
        return hidden_measurement(question, name)
    low, high = wilson_interval(tally.unfavourable, tally.answered)
    score = _mean(tally)
    above = tallied.within[path[-1]] if path and path[-1] in seen else None
    rest = 0 if above is None else above.answered - tally.answered
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
        difference=None if above is None else points(score - _mean(above)),
        rest_difference=points(score - (above.total_score - tally.total_score) / rest) if above and rest else None,
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
        score = mean_of([part.score for part in parts])
        unfavourable = mean_of([part.unfavourable for part in parts])
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
                change=_rounded(mean_of([part.change for part in parts]), 1),
            )
        )
    return themes


def mean_of(figures: Sequence[float | None]) -> float | None:
    """Return the mean of what all parts of a theme have; None when one of them has it not."""
    told = [figure for figure in figures if figure is not None]
    return sum(told) / len(told) if told and len(told) == len(figures) else None


def _rounded(figure: float | None, decimals: int) -> float | None:
    return None if figure is None else round(figure, decimals)
