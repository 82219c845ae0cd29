"""Findings and answer counts -> challenges ranked by urgency. Raw answers never leave this room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handleplan_batch.catalogue import Catalogue, ends_compounds
from handleplan_batch.judging.causes import cause_hints
from handleplan_batch.judging.challenges import rank_challenges
from handleplan_batch.judging.changes import Changes, Figures, compare
from handleplan_batch.judging.consistency import opposed_questions
from handleplan_batch.judging.counts import (
    count_respondents,
    is_occurrence,
    tally,
    with_files_settled,
    with_sheets_settled,
)
from handleplan_batch.judging.coverage import Coverage
from handleplan_batch.judging.disclosure import Published, SummedUp, publish, shown_question
from handleplan_batch.judging.findings import Evidence, Judge, place_order
from handleplan_batch.judging.organisation import (
    Organisation,
    build_organisation,
    departments_by_titles,
    known_departments,
)
from handleplan_batch.judging.remembering import not_again, remembered
from handleplan_batch.judging.rounds import told_apart
from handleplan_batch.judging.succession import Succession, regrouped
from handleplan_batch.judging.summaries import measure_summaries, with_departments
from handleplan_batch.judging.theming import Theming, theming_of
from handleplan_batch.mapping import same_text, text_key
from handleplan_batch.model import (
    CellRef,
    Certainty,
    Challenge,
    Department,
    DepartmentPath,
    Event,
    Finding,
    Hint,
    Measurement,
    Plan,
    Problem,
    Question,
    Reading,
    Summary,
    Survey,
    Theme,
)
from handleplan_batch.settings import Settings
from handleplan_batch.states import CLOSED_STATUSES

_DEFINITE = ("en", "et", "n", "ens", "ets", "ns")
"""Endings with which a word for a role means a certain one: ``eleven``, ``borgerens``."""


def _words_of_persons(
    catalogue: Catalogue,
) -> tuple[frozenset[str], frozenset[str], frozenset[str], tuple[str, ...]]:
    """Return the words, in small letters, that tell of a person, make a matter one person's, and tell of its privacy.

    Private are health and conduct. Last come the ends of compounds that make a matter one person's.
    """
    said = {kind: frozenset(word.casefold() for word in words) for kind, words in catalogue.names.items()}
    roles = said["role"] | said["title"]
    certain = frozenset(f"{role}{ending}" for role in roles for ending in _DEFINITE)
    ends = tuple(f"{role}{ending}" for role in roles if ends_compounds(role) for ending in _DEFINITE)
    private = said["health"] | said["conduct"]
    return said["person"] | roles | said["verb"], said["person"] | said["act"] | certain, private, ends


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the room gives on: published figures, findings, ranked challenges."""

    organisation: Organisation
    questions: tuple[Question, ...]
    """With their themes."""
    shown_questions: tuple[Question, ...]
    """The same as a plan may show them; those of which in several files the same is to be told are one."""
    respondents: Mapping[str, int | None]
    """Per department with respondents; None where hidden."""
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]
    challenges: tuple[Challenge, ...]
    problems: tuple[Problem, ...]
    events: tuple[Event, ...]
    """With the one canonical name of their department; empty = everybody."""
    changes: Changes
    """What became of an earlier plan."""
    sheets: frozenset[tuple[str, str]]
    """File and name of the sheets whose number of respondents may be told."""
    hints: tuple[Hint, ...] = ()
    """Questions whose answers go with those on an outcome, in the whole organisation."""


def judge(
    reading: Reading,
    catalogue: Catalogue,
    settings: Settings,
    earlier: Plan | None = None,
    earlier_file: str = "",
    day: date | None = None,
    theming: Theming | None = None,
) -> Judgement:
    """Judge all that was read, and compare it with an ``earlier`` plan. The order of files does not matter.

    Without a ``day`` it is not known how long ago the earlier plan was made. A ``theming`` of the same catalogue may
    know some of the comments already.
    """
    themes, theming, rules = catalogue.themes, theming or theming_of(catalogue), catalogue.rules("urgency")
    known_names = _known(reading)
    records, told_by_name = departments_by_titles(reading.findings, known_names)
    records = tuple(_still_open(record, day) for record in records)
    labels = [
        *((finding.department, finding.department_where or finding.where) for finding in records),
        *((event.department, event.where) for event in reading.events),
    ]
    surveys, summaries, told_by_file = with_files_settled(
        with_sheets_settled(reading.surveys, known_names),
        with_departments(reading.summaries, known_names),
        known_names,
    )
    surveys.sort(key=lambda survey: place_order(survey.where))
    labels += [(path, survey.where) for survey in surveys for path in survey.respondents]
    summaries.sort(key=lambda summary: place_order(summary.question.where))
    labels += [(path, figure.where) for summary in summaries for path, figure in summary.figures.items()]
    organisation, problems = build_organisation(
        reading.departments,
        [*labels, *_kept_departments(earlier, earlier_file)],
        settings.departments,
        [] if earlier is None else [entry.name for entry in earlier.departments],
    )
    corrections = earlier.corrections if earlier is not None else {}
    chosen = {
        question.text: corrections[key].theme_id
        for question in _asked(surveys, summaries)
        if (key := text_key(question.text)) in corrections and corrections[key].theme_id in themes
    }
    chosen |= settings.themes
    themed: dict[tuple[str, str | None, Certainty], Question] = {}

    def placed(question: Question) -> Question:
        """Return the question with its theme; the files of a survey ask the same."""
        key = (question.text, question.theme_id, question.theme_certainty)
        if key not in themed:
            themed[key] = theming.place_question(question, chosen)
        theme = themed[key]
        return replace(question, theme_id=theme.theme_id, theme_certainty=theme.theme_certainty)

    questions = {answers.question.where: placed(answers.question) for survey in surveys for answers in survey.answers}
    answered = tuple(questions.values())
    questions |= {summary.question.where: placed(summary.question) for summary in summaries}
    unplaced = tuple(
        Problem("unknown-theme", question.where, {"question": question.text})
        for question in questions.values()
        if question.theme_id is None and question.certainty is not Certainty.UNKNOWN
    )
    rounds = told_apart(surveys, organisation)
    knowledge = (organisation, themes, rules, settings)
    summed_up, told_twice = measure_summaries(
        *(summaries, questions, answered, organisation, themes, rules, settings, reading.turnouts)
    )
    published = _published(rounds.now, questions, *knowledge, summed_up)
    judge_of = Judge(*(organisation, themes, theming, rules, settings, corrections), *_words_of_persons(catalogue))
    evidence = _told_apart(
        (
            *judge_of.survey(published),
            *judge_of.comments([comment for survey in rounds.now for comment in survey.comments], published),
            *judge_of.records(sorted(records, key=lambda finding: (place_order(finding.where), finding.id))),
        )
    )
    findings = tuple(piece.finding for piece in evidence)
    last = _published(rounds.last, questions, *knowledge, SummedUp())
    known = not_again(earlier, reading.sheets, rounds, summaries, organisation, day)
    checked = departments_by_titles(reading.checked, known_names)[0]
    succession = Succession(
        () if earlier is None else earlier.departments,
        organisation,
        _named_this_year(organisation, reading.departments, (path for path, _where in labels), checked),
    )
    if earlier is not None:
        earlier, alike = remembered(earlier, earlier_file, published.measurements, succession, themes, settings, day)
        problems = (*_former(problems, {path[-1] for path, _where in labels if path}), *known.problems, *alike)
    before = [one for one in _before(earlier, succession, last.measurements) if one.department not in rounds.uneven]
    figures = (
        Figures(*(published.measurements, before, rules["change"]["false_discoveries"]), known.asked, succession.others)
        if before or earlier is not None
        else None
    )
    measurements = published.measurements if figures is None else figures.measurements
    hints = cause_hints(rounds.now, questions, published.measurements, organisation, themes, rules, settings)
    challenges = rank_challenges(
        evidence, measurements, organisation, themes, rules, settings.challenges_per_department, hints
    )
    changes = Changes(challenges, tuple(measurements))
    if earlier is not None and figures is not None:
        changes = compare(
            *(challenges, figures, findings, succession, earlier, rules, known),
            Coverage(findings, checked, known, succession),
            rounds.uneven,
        )
    return Judgement(
        organisation,
        tuple(questions.values()),
        _once((questions | _shown(surveys, questions, themes, rules, settings)).values()),
        published.respondents,
        changes.measurements,
        findings,
        changes.challenges,
        (
            *(
                *problems,
                *told_by_name,
                *told_by_file,
                *rounds.problems,
                *unplaced,
                *told_twice,
                *opposed_questions(surveys, questions),
            ),
            *_nowhere(rounds.now, published.respondents, organisation, settings.general_limit),
        ),
        tuple(
            replace(event, department=(organisation.place(event.department),)) if event.department else event
            for event in reading.events
        ),
        changes,
        (published.sheets | (last.sheets if earlier is None else frozenset())) - rounds.divided,
        hints,
    )


def _known(reading: Reading) -> Mapping[str, DepartmentPath]:
    """Return the departments that the organisation, or inputs otherwise than by the name of a sheet, name."""
    named = [one.department for one in reading.findings]
    named += [event.department for event in reading.events]
    named += [path for survey in reading.surveys if not survey.by_sheet for path in survey.respondents]
    named += [path for summary in reading.summaries if not summary.by_sheet for path in summary.figures]
    return known_departments(reading.departments, named)


def _still_open(finding: Finding, day: date | None) -> Finding:
    """Return a finding that is to be put right on a day to come as open, with that day as its deadline."""
    if finding.solved_on is None or day is None or finding.solved_on <= day:
        return finding
    return replace(finding, solved=False, deadline=finding.deadline or finding.solved_on)


def _nowhere(
    surveys: Iterable[Survey], respondents: Mapping[str, int | None], organisation: Organisation, limit: int
) -> Iterator[Problem]:
    """Yield that respondents named no department where others did: they count in the whole workplace only.

    It is told where what is published of the departments tells how many they are already, and they are not few.
    """
    gaps = [survey for survey in surveys if () in survey.respondents and len(survey.respondents) > 1]
    count = sum(survey.respondents[()] for survey in gaps)
    whole = respondents.get(organisation.root)
    below = [respondents.get(name, 0) for name in organisation.children(organisation.root)]
    parts = [number for number in below if number is not None]
    if count >= limit and whole is not None and len(parts) == len(below) and whole - sum(parts) == count:
        yield Problem("without-department", gaps[0].where, {"count": str(count)})


def _named_this_year(
    organisation: Organisation,
    departments: Iterable[Department],
    labels: Iterable[DepartmentPath],
    checked: Iterable[Finding],
) -> frozenset[str]:
    """Return the departments that the organisation file or the ``labels`` of this year's inputs name, and those above.

    So do places that were ``checked`` and found in order, which make no department by themselves.
    """
    named = {organisation.place(path) for path in labels}
    said = [entry.name for entry in departments] + [one.department[-1] for one in checked if one.department]
    named |= {name for label in said for name in organisation.meant(label)}
    return frozenset(named.union(*(organisation.ancestors(name) for name in named)))


def _before(earlier: Plan | None, succession: Succession, last: Iterable[Measurement]) -> list[Measurement]:
    """Return the figures of last time: an earlier plan's, and of what it does not tell those of answers read now.

    They are by the departments of this year. Two ways to divide the same answers would tell more than one.
    """
    figures = () if earlier is None else earlier.measurements
    told = {(one.level, same_text(one.key)) for one in figures}
    others = (one for one in last if (one.level, same_text(one.key)) not in told)
    return [*regrouped(figures, succession.before), *others]


def _published(
    surveys: Sequence[Survey],
    questions: Mapping[CellRef, Question],
    organisation: Organisation,
    themes: Mapping[str, Theme],
    rules: Mapping[str, Any],
    settings: Settings,
    summed_up: SummedUp,
) -> Published:
    """Count the answers of a round, and decide what may be shown of it."""
    bad_at_most, occurrence = rules["survey"]["unfavourable_at_most"], rules["zero_tolerance"]["occurrence"]
    tallies = tally(surveys, questions, organisation, bad_at_most, occurrence)
    return publish(tallies, count_respondents(surveys, organisation), organisation, themes, settings, summed_up)


def _shown(
    surveys: Iterable[Survey],
    questions: Mapping[CellRef, Question],
    themes: Mapping[str, Theme],
    rules: Mapping[str, Any],
    settings: Settings,
) -> dict[CellRef, Question]:
    """Return the questions of surveys with what may be told of them, by header cell."""
    shown = {}
    for survey in surveys:
        for answers in survey.answers:
            question = questions[where := answers.question.where]
            occurs = is_occurrence(question, rules["zero_tolerance"]["occurrence"])
            bad_at_most = 99.9 if occurs else rules["survey"]["unfavourable_at_most"]
            theme = themes.get(question.theme_id or "")
            shown[where] = shown_question(answers, question, theme, bad_at_most, settings)
    return shown


def _once(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions, those that only differ in file and sheet as one, in the order of the first of each."""
    asked: dict[Question, list[CellRef]] = {}
    sheets: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}
    for question in questions:
        where = question.where
        alike = replace(question, where=CellRef("", "", where.row, where.column))
        asked.setdefault(alike, []).append(where)
    told = []
    for alike, (first, *others) in asked.items():
        also = tuple((where.file, where.sheet) for where in others)
        told.append(replace(alike, where=first, also_in=sheets.setdefault(also, also)))
    return tuple(told)


def _asked(surveys: Iterable[Survey], summaries: Iterable[Summary]) -> Iterator[Question]:
    yield from (answers.question for survey in surveys for answers in survey.answers)
    yield from (summary.question for summary in summaries)


def _former(problems: Iterable[Problem], now: Set[str]) -> Iterator[Problem]:
    """Yield the problems; a department that only the earlier plan names, and nothing ``now``, is a former one."""
    for one in problems:
        is_former = one.code == "unknown-department" and one.values["department"] not in now
        yield replace(one, code="former-department") if is_former else one


def _kept_departments(earlier: Plan | None, file: str) -> Iterator[tuple[DepartmentPath, CellRef]]:
    """Yield the departments of the earlier plan whose rows somebody has written in: these stay, whatever is found."""
    if earlier is None:
        return
    above = {one.name: one.path for one in earlier.departments}
    for action in earlier.actions:
        if not action.draft and action.status not in CLOSED_STATUSES and action.department != earlier.organisation:
            path = (name for name in above.get(action.department, ()) if name != earlier.organisation)
            yield (*path, action.department), CellRef(file)


def _told_apart(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Give findings that say the same (a row that stands in two files) ids of their own."""
    seen: Counter[str] = Counter()
    apart = []
    for piece in evidence:
        identity = piece.finding.id
        seen[identity] += 1
        if seen[identity] == 1:
            apart.append(piece)
        else:
            apart.append(replace(piece, finding=replace(piece.finding, id=f"{identity}-{seen[identity]}")))
    return apart
