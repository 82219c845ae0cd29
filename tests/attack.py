"""An attacker who holds everything a run has published, and tries to find out what small groups answered.

The attacker knows more than anybody does: how many of each department answered each question, the answers that could be
given, and the rules of the program. Unknown is only what was answered. Every published figure is a constraint, with the
rounding it was published with; the least and the greatest that a group's answers can be are found by integer
programming (HiGHS, through scipy). Where the two are equal, the group is given away. How many answered is attacked by
itself, by one who knows in which files somebody of a department answered, and not how many.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter
from scipy.optimize import Bounds, LinearConstraint, milp
from workbook_text import open_workbook

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.json_output import plan_document
from handleplan_batch.judging import Judgement, judge
from handleplan_batch.language import _
from handleplan_batch.model import AnswerCounts, CellRef, Certainty, Counts, Department, Plan, Question, Reading, Survey
from handleplan_batch.settings import Settings
from handleplan_batch.workbook import read_copy
from handleplan_batch.workbook.columns import MEASUREMENTS

CATALOGUE = Catalogue()
SCALES = {"ja-nej": (0.0, 100.0), "ja-delvist-nej": (0.0, 50.0, 100.0), "enig-5": (0.0, 25.0, 50.0, 75.0, 100.0)}


@dataclass(frozen=True)
class Asked:
    """A question of an invented survey."""

    text: str
    theme_id: str
    scale: str
    occurrence: bool = False

    @property
    def sensitive(self) -> bool:
        return CATALOGUE.themes[self.theme_id].sensitive

    @property
    def scores(self) -> tuple[float, ...]:
        return SCALES[self.scale]

    def is_bad(self, score: float) -> bool:
        return score < 100 if self.occurrence else score <= 40


QUESTIONS = (
    Asked("Er du generet af støj?", "noise", "ja-nej"),
    Asked("Generer støjen dit arbejde?", "noise", "enig-5"),
    Asked("Har du for meget at lave?", "workload", "enig-5"),
    Asked("Er du blevet mobbet?", "bullying", "ja-nej", occurrence=True),
    Asked("Er du blevet truet?", "violence_threats", "ja-delvist-nej", occurrence=True),
    Asked("Er du stresset?", "stress", "enig-5"),
)


@dataclass
class Case:
    """An invented organisation with its answers: what the attacker must not find."""

    paths: tuple[tuple[str, ...], ...]
    tables: tuple[CellRef, ...]
    questions: tuple[Asked, ...]
    respondents: dict[tuple[str, CellRef], int] = field(default_factory=dict)
    """Per department and table, persons directly there."""
    answers: dict[tuple[str, CellRef, str], tuple[int, ...]] = field(default_factory=dict)
    """Per department, table and question, how many gave each answer."""
    settings: Settings = field(default_factory=Settings)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(path[-1] for path in self.paths)

    def below(self, name: str) -> frozenset[str]:
        return frozenset(path[-1] for path in self.paths if name in path)

    def children(self, name: str) -> list[str]:
        return [path[-1] for path in self.paths if path[-2:-1] == (name,)]

    def counts(self, asked: Asked, names: Iterable[str]) -> np.ndarray:
        """Return how many in these departments gave each answer."""
        total = np.zeros(len(asked.scores), int)
        for name in names:
            for table in self.tables:
                total += np.array(self.answers.get((name, table, asked.text), (0,) * len(asked.scores)))
        return total

    def groups(self) -> Iterator[frozenset[str]]:
        """Yield the groups that are tried: departments, those in no child, and neighbours together or left out."""
        found: dict[frozenset[str], None] = {}
        for name in self.names:
            children = [self.below(child) for child in self.children(name)]
            found[self.below(name)] = found[frozenset([name])] = None
            for child in children:
                found[self.below(name) - child] = None
            for pair in combinations(children, 2):
                found[frozenset().union(*pair)] = found[self.below(name).difference(*pair)] = None
        yield from (group for group in found if group)

    def reading(self) -> Reading:
        """Return the records that reading files with these answers gives."""
        departments = tuple(Department(path[-1], path[:-1]) for path in self.paths)
        surveys = []
        for table in self.tables:
            here = {name: self.respondents.get((name, table), 0) for name in self.names}
            asked = []
            for column, one in enumerate(self.questions, start=2):
                labels = tuple(f"{score:g}" for score in one.scores)
                where = CellRef(table.file, table.sheet, 1, column)
                question = Question(
                    *(where, one.text, one.scale, labels, one.scores, labels[-1], labels[0], Certainty.INFERRED),
                    theme_id=one.theme_id,
                    most_is_best=False,
                )
                given = {
                    (name,): (
                        *self.answers[name, table, one.text],
                        here[name] - sum(self.answers[name, table, one.text]),
                    )
                    for name in self.names
                    if here[name] and (name, table, one.text) in self.answers
                }
                if given:
                    asked.append(AnswerCounts(question, Counts.of(given)))
            persons = {(name,): count for name, count in here.items() if count}
            surveys.append(Survey(table, persons, tuple(asked), ()))
        return Reading(surveys=tuple(surveys), departments=departments)


def invented(seed: int) -> Case:
    """Return an organisation with up to four levels, small and large departments, and answers that often agree."""
    chance = random.Random(seed)
    paths: list[tuple[str, ...]] = [("Alle",)]
    for number in range(chance.randint(2, 12)):
        above = chance.choice([path for path in paths if len(path) < 4])
        paths.append((*above, f"Afd {number}"))
    files = chance.choice([1, 1, 1, 2, 3])
    tables = tuple(CellRef(f"apv {number}.xlsx", "Svar") for number in range(files))
    questions = tuple(chance.sample(QUESTIONS, chance.randint(2, 4)))
    settings = Settings(
        general_limit=chance.choice([5, 5, 5, 3, 10]),
        sensitive_limit=chance.choice([10, 10, 10, 5, 40]),
        themes={one.text: one.theme_id for one in QUESTIONS},
    )
    case = Case(tuple(paths), tables, questions, settings=settings)
    fill(case, chance)
    return case


def fill(case: Case, chance: random.Random) -> None:
    """Let people answer, in each department and table."""
    tables, questions, files = case.tables, case.questions, len(case.tables)
    asks = {(table, one.text): files == 1 or chance.random() < 0.8 for table in tables for one in questions}
    silent = chance.choice([0.0, 0.05, 0.3])
    usual = {one.text: chance.choice([0.8, 0.92, 0.98, 0.99]) if one.sensitive else 0.0 for one in questions}
    for path in case.paths:
        is_leaf = not case.children(path[-1])
        for table in tables:
            size = chance.choice([0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 15, 22, 45]) if is_leaf else 0
            size = size or (chance.choice([0, 0, 1, 3, 6]) if not is_leaf else 0)
            if files > 1 and chance.random() < 0.4:
                size = 0
            if not size:
                continue
            case.respondents[path[-1], table] = size
            for one in questions:
                if not asks[table, one.text]:
                    continue
                answering = sum(chance.random() >= silent for _person in range(size))
                last = len(one.scores) - 1
                alike = chance.choice([None, None, 0, last, last])
                given = [0] * len(one.scores)
                for _person in range(answering):
                    if usual[one.text]:
                        given[last if chance.random() < usual[one.text] else chance.randrange(last)] += 1
                    elif alike is not None:
                        given[alike if chance.random() < 0.97 else chance.randrange(last + 1)] += 1
                    else:
                        given[chance.randrange(last + 1)] += 1
                case.answers[path[-1], table, one.text] = tuple(given)


# What was published ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A published figure of the answers to a question in some departments; of respondents without a question."""

    question: str
    names: frozenset[str]
    persons: int | None = None
    bad: tuple[float, float] | None = None
    """Share in the bad end, at least and at most."""
    score: tuple[float, float] | None = None
    """Mean score, at least and at most."""
    asked: float | None = None
    """Persons who were asked, answering or not."""
    occurs: bool = False
    """Whether at least one is in the bad end."""
    hidden: bool = False
    """Whether the figure of the whole is hidden, which the rules of the program do for few reasons only."""


def facts_of(document: Mapping[str, Any], case: Case) -> Iterator[Fact]:
    """Yield what a plan's JSON tells, in figures and in words."""
    measured: dict[tuple[str, str], Mapping[str, Any]] = {}
    all_told = any(one["name"] == case.names[0] and one["respondents"] for one in document["departments"])
    for one in document["measurements"]:
        if one["level"] == "question":
            measured[one["key"], one["department"]] = one
            yield from _figures(one["key"], case, one)
        if one["level"] == "question" and one["suppressed"] and one["department"] == case.names[0] and all_told:
            yield Fact(one["key"], case.below(one["department"]), hidden=True)
    for one in document["measurements"]:
        if one["level"] == "theme" and one["score"] is not None:
            yield from _from_theme(one["theme_id"], one["department"], one["score"], measured, case)
    for one in document.get("changes", ()):
        if one["score"] is not None:
            yield from _from_theme(one["theme_id"], one["department"], one["score"], measured, case)
    for entry in document["departments"]:
        if entry["respondents"] is not None:
            yield Fact("", case.below(entry["name"]), persons=entry["respondents"])
    for finding in document["findings"]:
        theme = finding["theme_id"]
        for asked in case.questions:
            if asked.occurrence and asked.theme_id == theme and asked.text not in finding["text"]:
                same = [other for other in case.questions if other.theme_id == theme]
                if len(same) == 1:  # "it occurs", without a figure
                    yield Fact(asked.text, case.below(finding["department"]), occurs=True)
        yield from _from_words(finding["text"], finding["department"], case)
    for challenge in document["challenges"]:
        for reason in challenge["reasons"]:
            yield from _from_words(reason["text"], challenge["department"], case)
    for action in document["actions"]:
        for text in (value for value in action.values() if isinstance(value, str)):
            named = [name for name in case.names if f" i {name}" in text or f" in {name}" in text]
            yield from _from_words(text, named[0] if named else action["department"], case)


def _figures(question: str, case: Case, one: Mapping[str, Any]) -> Iterator[Fact]:
    names, score, share = case.below(one["department"]), one["score"], one["unfavourable"]
    off_scale, persons = one.get("off_scale"), one["respondents"]
    yield Fact(
        question,
        names,
        persons,
        None if share is None else (share - 5e-5, share + 5e-5),
        None if score is None else (score - 0.05, score + 0.05),
        None if off_scale is None or persons is None else round(persons / (1 - off_scale)),
    )
    above = next((path[-2] for path in case.paths if path[-1] == one["department"] and len(path) > 1), None)
    if above and one["difference"] is not None and score is not None:
        mean = score - one["difference"]
        yield Fact(question, case.below(above), score=(mean - 0.11, mean + 0.11))


def _from_theme(
    theme_id: str, name: str, score: float, measured: Mapping[tuple[str, str], Mapping[str, Any]], case: Case
) -> Iterator[Fact]:
    """Yield the one question of a theme that is hidden, where the theme itself is shown."""
    parts = [one for one in case.questions if one.theme_id == theme_id and (one.text, name) in measured]
    hidden = [one for one in parts if measured[one.text, name]["score"] is None]
    if len(hidden) == 1:
        mean = score * len(parts) - sum(measured[one.text, name]["score"] or 0 for one in parts)
        slack = 0.06 * len(parts)
        yield Fact(hidden[0].text, case.below(name), score=(mean - slack, mean + slack))


def _from_words(text: str, name: str | None, case: Case) -> Iterator[Fact]:
    """Yield the share and the number that stand in a sentence about a question."""
    for asked in case.questions:
        if name and asked.text in text and (share := re.search(r"(\d+) %", text)):
            told = int(share[1]) / 100
            count = re.search(r"\((\d+) ", text)
            yield Fact(
                *(asked.text, case.below(name), int(count[1]) if count else None), bad=(told - 0.0051, told + 0.0051)
            )


def published(case: Case, judgement: Judgement | None = None) -> list[Fact]:
    """Return what a run on the case publishes, from its records: figures, words, and respondents of files."""
    judgement = judgement or judge(case.reading(), CATALOGUE, case.settings)
    document = document_of(judgement)
    return [*facts_of(document, case), *tables_told(case, judgement.sheets)]


def document_of(judgement: Judgement) -> dict[str, Any]:
    """Return a plan of the judgement as JSON, with the shares off the scale that the workbook shows."""
    plan = plan_of(judgement)
    document = plan_document(plan)
    for shown, one in zip(document["measurements"], plan.measurements, strict=True):
        shown["off_scale"] = one.off_scale
    return document


def plan_of(judgement: Judgement) -> Plan:
    """Return a plan of the judgement, without actions."""
    return Plan(
        *(date(2026, 11, 23), "da", judgement.organisation.root, (), (), judgement.organisation.departments),
        *(judgement.respondents, judgement.measurements, judgement.findings, judgement.challenges, (), (), ()),
        comparisons=judgement.changes.comparisons,
    )


def tables_told(case: Case, told: Iterable[tuple[str, str]]) -> Iterator[Fact]:
    """Yield the respondents of the tables that are told, as facts on the table's name."""
    for table in case.tables:
        if (table.file, table.sheet) in told:
            count = sum(size for (_name, where), size in case.respondents.items() if where == table)
            yield Fact(table.file, frozenset(), persons=count)


# The same from the files of a run -------------------------------------------------------------------------------------

LABELS = {
    "ja-nej": ("Ja", "Nej"),
    "ja-delvist-nej": ("Ja", "Delvist", "Nej"),
    "enig-5": ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad"),
}


def write_inputs(case: Case, folder: Path) -> None:
    """Write the case as a coordinator has it: the organisation, a workbook per table of answers, and settings."""
    levels = max(len(path) for path in case.paths)
    heads = [*(f"Niveau {number}" for number in range(1, levels)), "Afdeling"]
    rows = [[*path[:-1], *[""] * (levels - len(path)), path[-1]] for path in case.paths]
    text = "\n".join(";".join(row) for row in [heads, *rows])
    (folder / "organisation.csv").write_text(text + "\n", encoding="utf-8")
    for table in case.tables:
        asked = [one for one in case.questions if any(key[1:] == (table, one.text) for key in case.answers)]
        book = xlsxwriter.Workbook(folder / table.file)
        sheet = book.add_worksheet(table.sheet)
        sheet.write_row(0, 0, ["Afdeling", *(one.text for one in asked)])
        line = 1
        for name in case.names:
            size = case.respondents.get((name, table), 0)
            columns = []
            for one in asked:
                counts = case.answers.get((name, table, one.text), (0,) * len(one.scores))
                given = [label for label, count in zip(LABELS[one.scale], counts, strict=True) for _n in range(count)]
                columns.append(given + [""] * (size - len(given)))
            for answers in zip(*columns, strict=True):
                sheet.write_row(line, 0, [name, *answers])
                line += 1
        book.close()
    lines = ["[privacy]", f"general_limit = {case.settings.general_limit}"]
    lines += [f"sensitive_limit = {case.settings.sensitive_limit}", "[themes]"]
    lines += [f'"{one.text}" = "{one.theme_id}"' for one in case.questions]
    lines += ["[directions]", *(f'"{one.text}" = "{LABELS[one.scale][-1]}"' for one in case.questions)]
    (folder / "handleplan.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def published_in_files(case: Case, json_file: Path, workbooks: Iterable[Path]) -> list[Fact]:
    """Return what is found in the files of a run: the JSON, and of each workbook the sheets and what it hides."""
    document = json.loads(json_file.read_text(encoding="utf-8"))
    facts = [*facts_of(document, case), *_files_told(document["files"], case)]
    for workbook in workbooks:
        inside = plan_document(read_copy(workbook).plan)
        facts += [*facts_of(inside, case), *_files_told(inside["files"], case), *_on_sheets(workbook, case)]
    return facts


def _files_told(entries: Iterable[Mapping[str, Any]], case: Case) -> Iterator[Fact]:
    known = {table.file for table in case.tables}
    for entry in entries:
        file = Path(entry["file"]).name
        if file in known and entry["respondents"] is not None:
            yield Fact(file, frozenset(), persons=entry["respondents"])


def _on_sheets(workbook: Path, case: Case) -> Iterator[Fact]:
    """Yield the figures on Målinger, and the numbers of answers on Overblik, as they stand in their cells."""
    book = open_workbook(workbook, values=True)
    keys = {_(column.label): column.key for column in MEASUREMENTS.columns}
    questions = {one.text for one in case.questions}
    for line in _table(book[_("Measurements")], _("Question or theme")):
        told = {keys[label]: value if value != "" else None for label, value in line.items() if label in keys}
        if told["subject"] in questions and isinstance(told["score"], int | float):
            yield from _figures(str(told["subject"]), case, told)
    for line in _table(book[_("Overview")], _("Department")):
        count = line.get(_("Survey answers"))
        if line[_("Department")] in case.names and isinstance(count, int | float):
            yield Fact("", case.below(str(line[_("Department")])), persons=int(count))


def _table(sheet: Any, first: str) -> Iterator[dict[str, Any]]:
    """Yield the lines below each row that begins with a header, by its headers."""
    heads: tuple[Any, ...] = ()
    for row in sheet.iter_rows(values_only=True):
        if row[0] == first:
            heads = row
        elif heads and row[0] is None:
            heads = ()
        elif heads:
            yield {str(head): value for head, value in zip(heads, row, strict=True) if head is not None}


# The attack -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Breach:
    """What was found out about a group."""

    question: str
    names: frozenset[str]
    persons: int
    what: str


def breaches(case: Case, facts: Sequence[Fact]) -> Iterator[Breach]:
    """Yield every small group whose answers, or whose number, the facts give away."""
    for asked in case.questions:
        yield from answers_found(case, asked, [fact for fact in facts if fact.question == asked.text])
    yield from _respondents(case, facts)


class Unknowns:
    """Whole numbers of 0 or more, with what is known of their sums."""

    def __init__(self, most: Sequence[int]) -> None:
        self.most = np.array(most, float)
        self.rows: list[np.ndarray] = []
        self.bounds: list[tuple[float, float]] = []
        self._possible: list[np.ndarray] = []
        """Answers that the facts allow, found so far: what differs in one of them is not certain."""

    def know(self, row: np.ndarray, low: float, high: float) -> None:
        self.rows.append(row)
        self.bounds.append((low, high))

    def is_certain(self, row: np.ndarray, true: float) -> bool:
        """Whether the sum can be nothing but what it is."""
        if any(abs(float(row @ one) - true) > 0.5 for one in self._possible):
            return False
        return not any(self._reaches(sign * row, sign * true) for sign in (1, -1))

    def _reaches(self, row: np.ndarray, true: float) -> bool:
        low, high = np.array(self.bounds).T
        known = LinearConstraint(np.array(self.rows), low - 1e-6, high + 1e-6)
        whole = np.ones(len(row))
        found = milp(row, integrality=whole, bounds=Bounds(0, self.most), constraints=known)
        if found.x is None:
            raise AssertionError(f"the figures contradict one another: {found.message}")
        self._possible.append(np.rint(found.x))
        return bool(found.fun < true - 1e-3)


def answers_found(case: Case, asked: Asked, facts: Sequence[Fact]) -> Iterator[Breach]:
    scores = np.array(asked.scores)
    bad = np.array([asked.is_bad(score) for score in asked.scores], float)
    size = {name: int(case.counts(asked, [name]).sum()) for name in case.names}
    names = [name for name in case.names if size[name]]
    limit = case.settings.general_limit
    if asked.sensitive:
        limit = max(case.settings.sensitive_limit, limit)

    def row(group: Iterable[str], of: np.ndarray) -> np.ndarray:
        inside = set(group)
        return np.concatenate([of if name in inside else 0 * of for name in names] or [np.zeros(0)])

    unknown = Unknowns([size[name] for name in names for _score in scores])
    for name in names:
        unknown.know(row([name], np.ones(len(scores))), size[name], size[name])
    for fact in facts:
        persons = sum(size[name] for name in fact.names)
        if fact.bad is not None:
            unknown.know(row(fact.names, bad), fact.bad[0] * persons, fact.bad[1] * persons)
        if fact.score is not None:
            unknown.know(row(fact.names, scores), fact.score[0] * persons, fact.score[1] * persons)
        if fact.occurs:
            unknown.know(row(fact.names, bad), 1, persons)
        if fact.hidden and asked.sensitive and persons >= 2 * limit:
            unknown.know(row(fact.names, bad), 1, 2)
    if not names:
        return
    alike_known = of_one_mind(case, asked, facts)
    for group in case.groups():
        counts = case.counts(asked, group)
        persons, reports, total = int(counts.sum()), float(counts @ bad), float(counts @ scores)
        if not persons or (group & set(names)) <= alike_known:
            continue
        nothing = asked.sensitive and reports == 0  # that nobody reports it is no secret
        alike = reports == persons or (not asked.sensitive and total == 100 * persons)
        few = asked.sensitive and 0 < reports < 3
        if persons < limit or few or (alike and persons < 2 * limit):
            if reports and unknown.is_certain(row(group, bad), reports):
                yield Breach(asked.text, group, persons, f"{reports:g} in the bad end")
            elif (persons < limit or alike) and not nothing and unknown.is_certain(row(group, scores), total):
                yield Breach(asked.text, group, persons, f"a sum of scores of {total:g}")


def of_one_mind(case: Case, asked: Asked, facts: Sequence[Fact]) -> set[str]:
    """Return the departments in blocks that all answered alike and are so large that this may be known."""
    limits = case.settings
    least = 2 * (max(limits.sensitive_limit, limits.general_limit) if asked.sensitive else limits.general_limit)
    facts = [fact for fact in facts if fact.question == asked.text]
    seen = {fact.names for fact in facts if fact.score is not None or fact.bad is not None}
    found: set[str] = set()
    for whole in seen:
        below = [names for names in seen if names < whole]
        block = whole.difference(*below)
        counts = case.counts(asked, block)
        bad = sum(int(count) for count, score in zip(counts, asked.scores, strict=True) if asked.is_bad(score))
        if counts.sum() >= least and (bad == counts.sum() or counts[-1] == counts.sum()):
            found |= block
    return found


def _respondents(case: Case, facts: Sequence[Fact]) -> Iterator[Breach]:
    keys = list(case.respondents)
    if not keys:
        return

    def row(names: Iterable[str], tables: Iterable[CellRef]) -> np.ndarray:
        inside, of = set(names), set(tables)
        return np.array([float(name in inside and table in of) for name, table in keys])

    total = sum(case.respondents.values())
    unknown = Unknowns([total] * len(keys))
    unknown.know(np.ones(len(keys)), 0, total)
    for fact in facts:
        if not fact.question and fact.persons is not None:
            unknown.know(row(fact.names, case.tables), fact.persons, fact.persons)
        for table in case.tables:
            if fact.question == table.file and fact.persons is not None:
                unknown.know(row(case.names, [table]), fact.persons, fact.persons)
        if any(fact.question == one.text for one in case.questions) and fact.persons is not None:
            asking = [table for table in case.tables if any(key[1:] == (table, fact.question) for key in case.answers)]
            most = total if fact.asked is None else fact.asked
            unknown.know(row(fact.names, asking), max(fact.persons, fact.asked or 0), most)
    for group in case.groups():
        for tables in (case.tables, *((table,) for table in case.tables if len(case.tables) > 1)):
            true = sum(size for (name, table), size in case.respondents.items() if name in group and table in tables)
            if 0 < true < case.settings.general_limit and unknown.is_certain(row(group, tables), true):
                yield Breach("", group, true, "the number of respondents")
