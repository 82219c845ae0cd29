"""Survey answers as additive counts: question × department × answer, rolled up the department tree.

The only module of the room that sees raw answers together with :mod:`handleplan_batch.judging.disclosure`, which
decides what may leave. Memory follows departments × questions × answers, never respondents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from handleplan_batch.judging.organisation import Organisation, Titles
from handleplan_batch.mapping import same_text
from handleplan_batch.model import CellRef, DepartmentPath, Problem, Question, Summary, Survey

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of one department (with everything below it) to one question."""

    answered: int
    """Persons with an answer on the scale."""
    unfavourable: int
    """Of these, persons in the bad end."""
    total_score: float
    """Sum of their scores; divided by ``answered`` it is the mean, 0–100 with 100 best."""
    off_scale: int
    """Persons who answered off the scale ("ved ikke") or not at all."""


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """One question over all files that ask it, per department name; departments without answers are left out."""

    question: Question
    """As in the first file (by name) that asks it."""
    direct: Mapping[str, Tally]
    """Answers of persons who named just this department."""
    within: Mapping[str, Tally]
    """Answers of the department and everything below it."""
    occurrence: bool
    """Whether any answer but the best says that something happened that must not occur."""
    tables: frozenset[CellRef]
    """The tables of answers that ask it, as :func:`table_of` names them."""


def with_sheets_settled(surveys: Iterable[Survey], known: Container[str]) -> list[Survey]:
    """Return the surveys with the names of sheets settled: a department's name, or that of something else.

    It is a department's when it is among the ``known`` names, or when other sheets of the same file put the
    same questions. Else nothing is told by it. A sheet that is called after a topic ("Rengøring") is a department too
    where two others with its questions are.
    """
    listed = list(surveys)
    asked: dict[str, dict[str, set[str]]] = {}
    for survey in listed:
        if survey.by_sheet:
            texts = {same_text(answers.question.text) for answers in survey.answers}
            asked.setdefault(survey.where.file, {})[survey.where.sheet] = texts
    settled = []
    for survey in listed:
        of_file = asked.get(survey.where.file, {})
        own = {same_text(answers.question.text) for answers in survey.answers}
        others = (texts for sheet, texts in of_file.items() if sheet != survey.where.sheet)
        alike = sum(2 * len(texts & own) > len(own) for texts in others)
        label = next((path[-1] for path in survey.respondents if path), survey.where.sheet)
        if survey.by_sheet and same_text(label) not in known and not alike:
            settled.append(_without_sheet(survey))
        elif not survey.by_sheet and survey.where.sheet in survey.topics and alike > 1:
            settled.append(_of(survey.where.sheet, survey))
        else:
            settled.append(survey)
    return settled


def _without_sheet(survey: Survey) -> Survey:
    return replace(_relabelled(survey, lambda path: path[:-1]), by_sheet=False)


def _relabelled(survey: Survey, label: Callable[[DepartmentPath], DepartmentPath]) -> Survey:
    return replace(
        survey,
        respondents={label(path): count for path, count in survey.respondents.items()},
        answers=tuple(
            replace(
                answers, counts=answers.counts.part({label(path): row for path, row in answers.counts.paths.items()})
            )
            for answers in survey.answers
        ),
        comments=tuple(replace(comment, department=label(comment.department)) for comment in survey.comments),
    )


@dataclass(frozen=True, slots=True)
class _Untold:
    """What a table that names no department is called, and where it stands."""

    file: str
    sheet: str
    names: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def where(self) -> CellRef:
        return CellRef(self.file, self.sheet)


def with_files_settled(
    surveys: Iterable[Survey], summaries: Iterable[Summary], known: Mapping[str, DepartmentPath]
) -> tuple[list[Survey], list[Summary], tuple[Problem, ...]]:
    """Return the tables that tell no department with that which the name of the file, or a line above them, tells.

    It is a ``known`` one. Where none is known, several files that put the same questions are each of the department
    that is in its names and not in those of the others.
    """
    listed, summed_up, titles = list(surveys), list(summaries), Titles(known)
    asked: dict[_Untold, set[str]] = {}
    for survey in listed:
        if (survey.names or survey.topics) and set(survey.respondents) == {()}:
            texts = {same_text(answers.question.text) for answers in survey.answers}
            asked.setdefault(_untold(survey.where, survey), set()).update(texts)
    for summary in summed_up:
        if (summary.names or summary.topics) and set(summary.figures) == {()}:
            own = _untold(summary.question.where, summary)
            asked.setdefault(own, set()).add(same_text(summary.question.text))
    told: dict[_Untold, str] = {}
    problems = []
    for one in asked:
        found = {name for text in (*one.names, *one.topics) if (name := titles.named(text) or titles.within(text))}
        if len(found) == 1:
            told[one] = found.pop()
            problems.append(Problem("department-by-name", one.where, {"department": told[one]}))
    if not known and (apart := _told_apart_by_name(asked)):
        told = apart
        names = ", ".join(f"«{name}»" for name in dict.fromkeys(apart.values()))
        problems.append(Problem("departments-by-file", next(iter(apart)).where, {"names": names}))
    return (
        [_of(told[own], one) if (own := _untold(one.where, one)) in told else one for one in listed],
        [
            of_department((told[own],), one) if (own := _untold(one.question.where, one)) in told else one
            for one in summed_up
        ],
        tuple(problems),
    )


def of_department(path: DepartmentPath, summary: Summary) -> Summary:
    """Return results of one group as those of a department."""
    return replace(summary, figures=dict.fromkeys([path], next(iter(summary.figures.values()))))


def _untold(where: CellRef, table: Survey | Summary) -> _Untold:
    return _Untold(where.file, where.sheet, table.names, table.topics)


def _of(name: str, survey: Survey) -> Survey:
    return _relabelled(survey, lambda _path: (name,))


def _told_apart_by_name(asked: Mapping[_Untold, set[str]]) -> dict[_Untold, str]:
    """Return what each of several files with the same questions has in its names and not all others; else nothing.

    A file that is called after a topic is told apart from two or more that are not.
    """
    first = next(iter(asked.values()), set())
    alike = [one for one, texts in asked.items() if 2 * len(texts & first) > max(len(first), len(texts))]
    if len({one.file for one in alike}) < max(2, len(alike)):
        return {}
    named = [one for one in alike if one.names]
    common = set.intersection(*({same_text(name) for name in one.names} for one in named)) if len(named) > 1 else set()
    own = [[name for name in one.names or one.topics if same_text(name) not in common] for one in alike]
    labels = [names[0] for names in own if names]
    if len(named) < 2 or len(labels) < len(alike) or len({same_text(label) for label in labels}) < 2:
        return {}
    return dict(zip(alike, labels, strict=True))


def tally(
    surveys: Iterable[Survey],
    questions: Mapping[CellRef, Question],
    organisation: Organisation,
    unfavourable_at_most: float,
    occurrence_scales: Mapping[str, Iterable[str]],
) -> tuple[QuestionTally, ...]:
    """Add up the answers of all surveys.

    ``questions`` holds, by header cell (``question.where``), each question with its theme; those that are not
    ``used`` are left out. The same question in several files is one question when text and scale agree. An answer is
    unfavourable when its score is at most ``unfavourable_at_most`` (0–100); to a question of occurrence ("have you been
    threatened?": a scale that ``occurrence_scales`` lists for the theme, on which the least is best) every answer but
    the best is. Questions come in the order of file and column.
    """
    import pandas as pd  # slow to load, and a look at a plan counts nothing

    asked: dict[tuple[str, str], Question] = {}
    tables: dict[tuple[str, str], set[CellRef]] = {}
    numbers: dict[tuple[str, str], int] = {}
    places = {entry.name: place for place, entry in enumerate(organisation.departments)}
    totals: dict[int, np.ndarray] = {}
    paths: Mapping[DepartmentPath, int] = {}
    here, alone = np.array([], np.int64), True
    for survey in sorted(surveys, key=lambda survey: (survey.where.file, survey.where.sheet)):
        for answers in survey.answers:
            question = questions[answers.question.where]
            if not question.used or not answers.counts:
                continue
            key = (question.text.casefold(), question.scale)
            bad_below = 99.9 if is_occurrence(question, occurrence_scales) else unfavourable_at_most
            worth = np.array(
                [
                    (0, 0, 0, 1) if score is None else (1, score <= bad_below, round(score * _PARTS), 0)
                    for score in (*question.scores, None)
                ],
                np.int64,
            )
            asked.setdefault(key, question)
            tables.setdefault(key, set()).add(table_of(survey))
            if answers.counts.paths is not paths:  # the questions of a survey share them
                paths = answers.counts.paths
                here = np.array([places[organisation.place(path)] for path in paths])
                alone = len(set(here.tolist())) == len(here)  # several names of one department must be added up
            number = numbers.setdefault(key, len(numbers))
            # Added up file by file: hundreds of files put the same questions to the same departments.
            total = totals.setdefault(number, np.zeros((len(places), len(_SUMS)), np.int64))
            given = np.asarray(answers.counts.numbers).reshape(len(paths), -1)
            if alone:
                total[here] += given @ worth
            else:
                np.add.at(total, here, given @ worth)
    if not totals:
        return ()
    index = pd.MultiIndex.from_product([totals, places], names=["question", "department"])
    direct = pd.DataFrame(np.concatenate(list(totals.values())), index, _SUMS)
    direct = direct[direct.any(axis=1)]
    closure = pd.DataFrame(
        [(entry.name, above) for entry in organisation.departments for above in (entry.name, *entry.path)],
        columns=["department", "above"],
    )
    spread = direct.reset_index().merge(closure, on="department").drop(columns="department")
    within = spread.groupby(["question", "above"], sort=False).sum()
    by_direct, by_within = _by_question(direct), _by_question(within)
    return tuple(
        QuestionTally(
            question,
            by_direct[number],
            by_within[number],
            is_occurrence(question, occurrence_scales),
            frozenset(tables[key]),
        )
        for number, (key, question) in enumerate(asked.items())
        if number in by_direct
    )


_SUMS = ["answered", "unfavourable", "total_score", "off_scale"]
"""What is added up per question and department; the score in parts."""
_PARTS = 1_000_000
"""Parts of a point that scores are counted in, as whole numbers: sums are then the same in any order."""


def _by_question(frame: pd.DataFrame) -> dict[int, dict[str, Tally]]:
    tallies: dict[int, dict[str, Tally]] = {}
    for (number, department), *sums in frame[_SUMS].itertuples(name=None):
        answered, unfavourable, score, off_scale = map(int, sums)
        tallies.setdefault(number, {})[department] = Tally(answered, unfavourable, score / _PARTS, off_scale)
    return tallies


def is_occurrence(question: Question, scales: Mapping[str, Iterable[str]]) -> bool:
    """Whether any answer but the best says that something happened that must not occur."""
    return question.scale in scales.get(question.theme_id or "", ()) and question.most_is_best is False


def count_respondents(surveys: Iterable[Survey], organisation: Organisation) -> dict[CellRef, dict[str, int]]:
    """Return respondents per table of answers and the department that they named.

    Who wrote comments that stand on a sheet of their own has most likely answered too, or written on another such
    sheet: in a department they count only as far as more wrote on one sheet than answered.
    """
    tables: dict[CellRef, dict[str, int]] = {}
    answered, written = Counter[str](), Counter[str]()
    alone = CellRef("")
    for survey in surveys:
        own: Counter[str] = Counter()
        for path, count in survey.respondents.items():
            own[organisation.place(path)] += count
        if survey.answers:
            counts = tables.setdefault(table_of(survey), {})
            for name, count in own.items():
                counts[name] = counts.get(name, 0) + count
            answered += own
        else:
            alone = alone if alone.file else survey.where
            written |= own
    if more := written - answered:
        tables[alone] = dict(more)
    return tables


def table_of(survey: Survey) -> CellRef:
    """Return a cell that tells a table of answers from others on its sheet: the header of its first question."""
    return next((answers.question.where for answers in survey.answers), survey.where)
