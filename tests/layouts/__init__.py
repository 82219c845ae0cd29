"""Invented inputs, one folder per layout that is understood, each with the reading expected of it as text beside it.

``python -m layouts [NAME…]``, run in ``tests/``, writes the inputs anew and their readings with them; look at the
difference before it is kept. A module of this package is a family of layouts: its ``CASES`` maps the name of a case to
a function that writes its files into a folder. A case may be several files that belong together (data with its code
book).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import AnswerCounts, Finding, Question, Reading, Summary
from handleplan_batch.reading import Context, read_inputs

HERE = Path(__file__).parent
CASES = HERE / "cases"

Writer = Callable[[Path], None]


def cases() -> Mapping[str, Writer]:
    """Return the name of every case with what writes its files, family by family."""
    found: dict[str, Writer] = {}
    for module in sorted(path.stem for path in HERE.glob("[a-z]*.py")):
        family: Mapping[str, Writer] = import_module(f"layouts.{module}").CASES
        assert found.keys().isdisjoint(family)
        found.update(family)
    return found


def expected_file(name: str) -> Path:
    """Return where the reading that is expected of a case stands."""
    return CASES / f"{name}.txt"


def dumped(folder: Path) -> str:
    """Return all that is read from the files of a folder, as text a reviewer can check by hand."""
    reading = read_inputs([folder], Context(Catalogue(), today=date(2026, 11, 2)))
    lines = "\n".join(_lines(reading))
    return lines.replace(f"{folder}/", "").replace(f"{folder}\\", "") + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    for entry in reading.sheets:
        yield f"SHEET {entry.file} › {entry.sheet}: {entry.importer}, header in row {entry.header_row}"
        yield (
            f"  rows {entry.rows_read} = {entry.rows_used} used + {entry.rows_set_aside} set aside"
            f" + {entry.rows_rejected} rejected; respondents {entry.respondents}"
        )
        for field, header in entry.columns.items():
            yield f"  {field}: {header}"
    for survey in reading.surveys:
        yield f"SURVEY {survey.where}"
        for path, count in survey.respondents.items():
            yield f"  {' / '.join(path) or '(none)'}: {count}"
        for answers in survey.answers:
            yield from _answers(answers)
        for comment in survey.comments:
            yield f"  COMMENT {comment.where.a1} {' / '.join(comment.department)}: {comment.text!r}"
    for summary in reading.summaries:
        yield from _summary(summary)
    for codebook in reading.codebooks:
        yield f"CODEBOOK {codebook.where}"
        for name, variable in codebook.variables.items():
            labels = ", ".join(f"{code}={label}" for code, label in variable.labels.items())
            yield f"  {name} [{variable.kind}] {variable.text!r} {variable.choice!r} {labels}"
        for legend in codebook.legends:
            yield "  LEGEND " + ", ".join(f"{code}={label}" for code, label in legend.items())
    for finding in reading.findings:
        yield from _finding(finding)
    for department in reading.departments:
        yield f"DEPARTMENT {department}"
    for event in reading.events:
        yield f"EVENT {event}"
    for problem in reading.problems:
        yield f"PROBLEM {problem.code} {problem.where} {dict(problem.values)}"


def _question(question: Question) -> Iterator[str]:
    yield f"  QUESTION {question.where.a1} {question.text!r}"
    yield (
        f"    {question.scale}: best {question.best!r}, worst {question.worst!r},"
        f" {question.certainty}, theme {question.theme_id}"
    )


def _answers(answers: AnswerCounts) -> Iterator[str]:
    yield from _question(answers.question)
    totals = [sum(counts) for counts in zip(*answers.counts.values(), strict=True)]
    given = zip((*answers.question.answers, "(blank)"), (*answers.question.scores, None), totals, strict=True)
    yield "    " + ", ".join(f"{answer}: {count} ({score})" for answer, score, count in given)


def _summary(summary: Summary) -> Iterator[str]:
    yield f"SUMMARY {summary.question.where.file} › {summary.question.where.sheet} {summary.period}"
    yield from _question(summary.question)
    for path, figure in summary.figures.items():
        yield (
            f"    {' / '.join(path) or '(all)'}: n {figure.respondents}, score {figure.score},"
            f" unfavourable {figure.unfavourable}, previous {figure.previous}{', hidden' if figure.hidden else ''}"
        )


def _finding(finding: Finding) -> Iterator[str]:
    yield f"FINDING {finding.where.a1} {finding.source}: {finding.text!r}"
    told = {
        name: value
        for name in Finding.__dataclass_fields__
        if name not in ("id", "source", "where", "text", "department_where", "titles", "solved_on", "occurrences")
        and (value := getattr(finding, name)) not in (None, "", (), False)
    }
    yield "    " + ", ".join(f"{name} {value!r}" for name, value in told.items())
