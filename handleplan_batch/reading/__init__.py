"""A spreadsheet -> answer counts, findings, departments, events and problems."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from handleplan_batch.errors import SourceError
from handleplan_batch.language import _
from handleplan_batch.mapping import same_text
from handleplan_batch.model import (
    BASE_SHEET,
    GUIDE_MARK,
    CellRef,
    ColumnUse,
    ImporterName,
    Problem,
    Question,
    Reading,
    RiskMethod,
    SheetEntry,
    joined,
)
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, may_harm, read_grids
from handleplan_batch.reading.importers import ROLES, read_sheet
from handleplan_batch.reading.importers.cells import parse_number, words_of
from handleplan_batch.reading.importers.divided import about_numbers, joined_by_ids
from handleplan_batch.reading.importers.exports import (
    about_persons,
    without_copies,
    without_counted,
    without_older_exports,
    without_repeated,
    without_wholes,
)
from handleplan_batch.reading.importers.places import departments_of_sheets
from handleplan_batch.reading.inputs import find_inputs
from handleplan_batch.reading.scales import stem_of
from handleplan_batch.workers import Lost, Team, Workers

__all__ = ["ROLES", "AskPassword", "Context", "Progress", "read_file", "read_inputs"]

Progress = Callable[[Sequence[Path]], Iterable[Path]]
"""Wraps the files on their way to the reader, so that a caller can show how far the reading is."""
AskPassword = Callable[[Path], str]
"""Asks a person for the password of a file; an empty answer gives up."""

_MOST_ERRORS = 200
"""Error cells of a sheet that are listed one by one."""
_OWN_SHEETS = 6
"""So many sheets with the names of a plan's make a workbook one that this program wrote."""
_MATRICES = (RiskMethod.MATRIX_3, RiskMethod.MATRIX_4, RiskMethod.MATRIX_5)
_ENCRYPTED = frozenset({"encrypted-file", "wrong-password"})

_TELLING = frozenset(
    {
        *("ambiguous-layout", "aggregated-table", "department-ratings", "incident-counts", "kind-without-headers"),
        "measurements-without-limits",
    }
)
"""Problems that say more than "no sheet was recognised"."""
_EXPLAINED_BY_CODEBOOKS = frozenset({ImporterName.SURVEY, ImporterName.SURVEY_SUMMARY, ImporterName.UNKNOWN})
_EXPLAINED_BY_LEGENDS = frozenset({ImporterName.RISK_ASSESSMENT, ImporterName.INCIDENT, ImporterName.INSPECTION})
_EXPLAINING = frozenset({ImporterName.UNKNOWN, ImporterName.CODEBOOK, ImporterName.RISK_ASSESSMENT})
_MOST_LINES, _WIDEST_LEGEND = 60, 12
"""Filled rows, and cells of a row, up to which a sheet may explain the scales of the others."""


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to read, and what it is read with; can be pickled."""

    path: Path
    """Absolute: a worker may be started anywhere."""
    shown: str
    """As the user gave it."""
    context: Context
    content: bytes | None = field(default=None, repr=False)

    def sent(self) -> _Job:
        """Return the job with the file in it, for where it cannot be opened; one that cannot be read here stays."""
        try:
            return replace(self, content=self.path.read_bytes())
        except OSError:
            return self


def _read_job(job: _Job) -> Reading:
    return read_file(job.path, job.shown, job.context, job.content)


def read_inputs(
    inputs: Iterable[Path],
    context: Context,
    progress: Progress = iter,
    ask: AskPassword | None = None,
    team: Team | None = None,
    heard: Callable[[Reading], None] = lambda _reading: None,
) -> Reading:
    """Return what all files of the inputs hold, the same whoever of the ``team`` reads which.

    A code book explains the data files that lie in the same folder: these are read once more with it. A file that is a
    copy of another is passed over, and so is a survey whose rows all stand in another. For an encrypted file that no
    password opens ``ask`` is called, if there is one. A file on which the reader breaks down is reported, and the
    others are read. ``heard`` is called with what each file holds, while the team reads the next ones.
    """
    if team is None:
        with Workers(1) as own:
            return read_inputs(inputs, context, progress, ask, own, heard)
    found, passed_over = find_inputs(inputs)
    files = sorted(found, key=_place)  # whatever the order they are named in
    passed_over = tuple(sorted(passed_over, key=lambda problem: _place(Path(problem.where.file))))
    small = sum(path.stat().st_size for path in files if path.is_file()) < _WORTH_PROCESSES

    said: dict[Any, Any] = {}

    def read(contexts: Mapping[Path, Context]) -> Iterator[Reading]:
        jobs = [_Job(path.absolute(), str(path), context) for path, context in contexts.items()]
        for job, read in zip(jobs, team.spread(_read_job, jobs, small, _may_harm), strict=True):
            reading = _unread(job.shown, read.error()) if isinstance(read, Lost) else _sharing(read, said)
            heard(reading)
            yield reading

    first = _before_columns(context)
    coming = read(dict.fromkeys(files, first))
    readings = {path: next(coming) for path in progress(files)}
    if ask is not None:
        for path in files:
            while any(problem.code in _ENCRYPTED for problem in readings[path].problems) and (told := ask(path)):
                context = replace(context, passwords=(*context.passwords, told))
                readings[path] = next(read({path: _before_columns(context)}))
    again: dict[Path, Context] = {}
    for path in files:
        beside = tuple(
            codebook
            for other, reading in readings.items()
            if other != path and other.parent == path.parent
            for codebook in reading.codebooks
        )
        sheets = readings[path].sheets
        explained = beside and any(entry.importer in _EXPLAINED_BY_CODEBOOKS for entry in sheets)
        if explained or any(one.columns and one.concerns(str(path), one.sheet) for one in context.decisions):
            again[path] = replace(context, codebooks=beside)
    readings.update(zip(again, read(again), strict=True))
    readings = _on_wider_scales(readings, {**dict.fromkeys(files, _before_columns(context)), **again}, read)
    parts = [Reading(problems=passed_over)]
    known: dict[str, str] = {}
    for path, reading in readings.items():
        content = next((entry.sha256 for entry in reading.sheets), "")
        if content and known.setdefault(content, str(path)) != str(path):
            # A copy in another folder would count every answer and every risk twice.
            reason = _("it is a copy of {file}").format(file=known[content])
            parts.append(Reading(problems=(Problem("passed-over", CellRef(str(path)), {"reason": reason}),)))
        else:
            parts.append(reading)
    once = without_copies(without_wholes(without_older_exports(joined(parts))))
    once = without_counted(once, words_of(context.catalogue))
    return once + Reading(problems=about_persons(once.surveys))


def _on_wider_scales(
    readings: Mapping[Path, Reading],
    contexts: Mapping[Path, Context],
    read: Callable[[Mapping[Path, Context]], Iterable[Reading]],
) -> dict[Path, Reading]:
    """Return the readings, those read once more that others tell a wider scale of; what one learns may tell the next.

    ``contexts`` are those of the readings.
    """
    readings, contexts = dict(readings), dict(contexts)
    while True:
        learned = {
            path: replace(contexts[path], elsewhere={**contexts[path].elsewhere, **elsewhere})
            for path, elsewhere in _asked_on_wider_scales(readings).items()
            if not elsewhere.keys() <= contexts[path].elsewhere.keys()
        }
        if not learned:
            return readings
        contexts.update(learned)
        readings.update(zip(learned, read(learned), strict=True))


def _asked_on_wider_scales(readings: Mapping[Path, Reading]) -> dict[Path, dict[str, tuple[tuple[str, ...], ...]]]:
    """Return, for files where nobody chose the end of a wider scale, the questions that others answered on one.

    A department does not know what was offered; the same question in another sheet or file tells. Each question comes
    with all the answers it got and the ends of its scales, as :attr:`Context.elsewhere` has them.
    """
    asked: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
    doubtful: dict[Path, set[tuple[str, str]]] = {}
    for path, reading in readings.items():
        unchosen = {problem.where for problem in reading.problems if problem.code == "unchosen-end"}
        for survey in reading.surveys:
            for question in (answers.question for answers in survey.answers):
                text = same_text(question.text)
                ends = (end for end in (question.best, question.worst) if end is not None)
                asked.setdefault(text, set()).add((question.scale, (*question.answers, *ends)))
                if survey.where in unchosen:
                    doubtful.setdefault(path, set()).add((text, question.scale))
    wider = {
        path: {
            text: tuple(sorted(answers for _scale, answers in asked[text]))
            for text, scale in sorted(questions)
            if any(other != scale and stem_of(other) == stem_of(scale) for other, _answers in asked[text])
        }
        for path, questions in doubtful.items()
    }
    return {path: questions for path, questions in wider.items() if questions}


def _sharing(reading: Reading, known: dict[Any, Any]) -> Reading:
    """Return the same with what is said of questions and columns held once: hundreds of files ask the same.

    ``known`` is what the files before said, and gets what this one says.
    """

    def once(said: _Said) -> _Said:
        shared: _Said = known.setdefault(said, said)
        return shared

    def asked(question: Question) -> Question:
        return replace(once(replace(question, where=_NOWHERE)), where=question.where)

    surveys = (
        replace(survey, answers=tuple(replace(answers, question=asked(answers.question)) for answers in survey.answers))
        for survey in reading.surveys
    )
    sheets = (replace(entry, uses=tuple(map(once, entry.uses))) for entry in reading.sheets)
    return replace(reading, surveys=tuple(surveys), sheets=tuple(sheets))


_Said = TypeVar("_Said", Question, ColumnUse)
_NOWHERE = CellRef("")


_WORTH_PROCESSES = 4 << 20
"""Bytes of files from which several processes read them sooner than one: a process takes half a second to start."""


def _place(path: Path) -> tuple[list[str], str]:
    return [part.casefold() for part in path.parts], str(path)


def _may_harm(job: _Job) -> bool:
    return may_harm(job.path)


def _unread(shown: str, error: SourceError) -> Reading:
    return Reading(problems=(Problem(error.code, CellRef(shown), error.values),))


def _before_columns(context: Context) -> Context:
    """Return the context without what was decided about columns.

    A code book may give a column the name and the answers that the decision knows it by, so the code books come first.
    """
    return replace(context, decisions=tuple(replace(decision, columns=()) for decision in context.decisions))


def read_file(path: Path, shown: str, context: Context, content: bytes | None = None) -> Reading:
    """Return what one file holds.

    ``shown`` is the path as the user gave it, ``content`` the file itself where it is not at its path. Pure: the same
    file and context give the same result, which can be pickled. A bad file raises nothing; it is a Reading whose
    problems say why. A sheet that is a code book explains the other sheets.
    """
    where = CellRef(shown)
    first = _before_columns(context)
    hidden: list[Problem] = []
    guides: list[Problem] = []
    blank = Reading()
    names: list[str] = []
    read: list[tuple[Grid, Reading]] = []
    try:
        for grid in read_grids(path, shown, context.passwords, content):
            if grid.sheet == BASE_SHEET:
                reason = _("it is a plan that this program wrote; build carries it on with --previous")
                return Reading(problems=(Problem("passed-over", where, {"reason": reason}),))
            names.append(grid.sheet)
            if grid.hidden:
                hidden += [Problem("hidden-sheet", CellRef(shown, grid.sheet)), *grid.problems]
            elif _is_guide(grid):
                guides.append(Problem("guide-sheet", CellRef(shown, grid.sheet)))
            elif grid.errors or any(value is not None for row in grid.rows for value in row):
                read.append((grid, _read_sheet(grid, first)))
            else:
                blank += Reading(
                    sheets=(SheetEntry(shown, grid.sheet, ImporterName.UNKNOWN, None, 0),), problems=grid.problems
                )
        with path.open("rb") if content is None else io.BytesIO(content) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except SourceError as error:
        return _unread(shown, error)
    except OSError:
        return _unread(shown, SourceError("unreadable-file"))
    words = words_of(context.catalogue)
    if len({meaning for name in names for meaning in words.meanings("any", "own_sheet", name)}) >= _OWN_SHEETS:
        reason = _("it is a plan that this program wrote, saved by another program that left out the hidden sheet")
        return Reading(problems=(Problem("passed-over", where, {"reason": reason}),))
    if not read:
        code = "all-hidden" if hidden else "empty-file"
        return _stamped(blank + Reading(problems=(*hidden, *guides, Problem(code, where))), digest)
    own = tuple(codebook for _grid, reading in read for codebook in reading.codebooks)
    whole = Reading(problems=(*hidden, *guides))
    beside = tuple(grid for grid, reading in read if _may_explain(grid, reading))
    explaining = replace(context, codebooks=(*own, *context.codebooks), beside=beside)
    explained = [*zip((grid for grid, _reading in read), _explained(read, explaining, first), strict=True)]
    whole += joined(joined_by_ids(explained, lambda grid: _read_sheet(grid, explaining)))
    whole = departments_of_sheets(whole, context) + Reading(problems=about_numbers(explained))
    whole = _on_one_matrix(without_repeated(_with_legends(whole), words), {grid.sheet: grid for grid, _reading in read})
    return _stamped(_judged(whole, where, [grid for grid, _reading in read]) + blank, digest)


def _may_explain(grid: Grid, reading: Reading) -> bool:
    """Whether a sheet holds no data of its own and is short enough to be what explains the scales of the others."""
    if any(entry.importer not in _EXPLAINING or entry.rows_used for entry in reading.sheets) or any(
        problem.code == "skipped-sheet" for problem in reading.problems
    ):
        return False
    filled = [count for row in grid.rows if (count := len(row) - row.count(None))]
    return len(filled) <= _MOST_LINES and max(filled, default=0) <= _WIDEST_LEGEND


def _with_legends(reading: Reading) -> Reading:
    """Return the same with the sheets that explained a scale accounted for as that."""
    heard = {problem.where.sheet for problem in reading.problems if problem.code == "legend-sheet"}
    sheets = tuple(
        replace(entry, importer=ImporterName.CODEBOOK, rows_set_aside=entry.rows_rejected, rows_rejected=0)
        if entry.sheet in heard and entry.importer is ImporterName.UNKNOWN
        else entry
        for entry in reading.sheets
    )
    once = {(problem.code, problem.where) for problem in reading.problems if problem.code == "legend-sheet"}
    others = [problem for problem in reading.problems if problem.code != "legend-sheet"]
    notes = (Problem(code, where) for code, where in sorted(once, key=str))
    return replace(reading, sheets=sheets, problems=(*others, *notes)) if heard else reading


def _is_guide(grid: Grid) -> bool:
    """Whether a sheet is the guide that comes with a template of ours."""
    first = grid.rows[0][0] if grid.rows and grid.rows[0] else None
    return isinstance(first, str) and first.startswith(GUIDE_MARK)


_MISSING = "#NULL!"
"""What SPSS writes for a missing value; formulas hardly ever give it."""


def _on_one_matrix(reading: Reading, grids: Mapping[str, Grid]) -> Reading:
    """Return a workbook's risks in figures with the greatest matrix of its sheets with the same headers.

    A sheet where nothing is above 3 tells no matrix by itself; the sheet of the next department may. Words have their
    place on a scale of a size, and so have scales that were turned round: those stay as they are.
    """
    if any(problem.code == "scale-turned" for problem in reading.problems):
        return reading
    headers: dict[str, object] = {}
    for entry in reading.sheets:
        if entry.importer is ImporterName.RISK_ASSESSMENT:
            factors = [use.column - 1 for use in entry.uses if use.role in ("likelihood", "severity")]
            rows = [finding.where.row for finding in reading.findings if finding.where.sheet == entry.sheet]
            cells = [grids[entry.sheet].rows[row - 1][column : column + 1] for row in rows if row for column in factors]
            if factors and all(cell in ([], [None]) or parse_number(cell[0]) is not None for cell in map(list, cells)):
                headers[entry.sheet] = tuple(entry.columns.items())
    greatest: dict[object, RiskMethod] = {}
    for finding in reading.findings:
        if finding.method in _MATRICES and (same := headers.get(finding.where.sheet)) is not None:
            greatest[same] = max(greatest.get(same, finding.method), finding.method, key=_MATRICES.index)
    if not greatest:
        return reading
    findings = [
        replace(finding, method=greatest.get(headers.get(finding.where.sheet), finding.method))
        if finding.method in _MATRICES
        else finding
        for finding in reading.findings
    ]
    raised = {
        before.where.sheet
        for before, after in zip(reading.findings, findings, strict=True)
        if before.method != after.method
    }
    problems = (one for one in reading.problems if one.code != "scale-assumed" or one.where.sheet not in raised)
    return replace(reading, findings=tuple(findings), problems=tuple(problems))


def _explained(read: Iterable[tuple[Grid, Reading]], context: Context, first: Context) -> Iterable[Reading]:
    """Yield the sheets' readings; those that another sheet explains or a decision concerns are read once more.

    ``first`` is the context of the readings.
    """
    for grid, reading in read:
        explained = any(entry.importer in _EXPLAINED_BY_CODEBOOKS for entry in reading.sheets)
        scaled = any(entry.importer in _EXPLAINED_BY_LEGENDS and entry.uses for entry in reading.sheets)
        again = (
            (explained and context.codebooks != first.codebooks)
            or (scaled and context.beside)
            or any(decision.columns and decision.concerns(grid.file, grid.sheet) for decision in context.decisions)
        )
        yield _read_sheet(grid, context) if again else reading


def _read_sheet(grid: Grid, context: Context) -> Reading:
    reading = read_sheet(grid, context)
    for entry in reading.sheets:
        accounted = (entry.rows_used or 0) + entry.rows_set_aside + entry.rows_rejected
        if accounted != entry.rows_read:  # a fault in an importer, never in the data
            raise AssertionError(f"{entry.importer}: {accounted} of {entry.rows_read} rows are accounted for")
    plain = not grid.sheet  # a text file has no formulas; it is written by another program
    faults = {cell: error for cell, error in grid.errors.items() if error != _MISSING or not plain}
    errors = [Problem("error-cell", cell, {"error": error}) for cell, error in islice(faults.items(), _MOST_ERRORS)]
    if missing := len(grid.errors) - len(faults):
        errors.append(Problem("null-cells", CellRef(grid.file, grid.sheet), {"count": str(missing)}))
    if len(faults) > _MOST_ERRORS:
        count = str(len(faults) - _MOST_ERRORS)
        errors.append(Problem("more-error-cells", CellRef(grid.file, grid.sheet), {"count": count}))
    return reading + Reading(problems=(*grid.problems, *errors))


def _judged(reading: Reading, where: CellRef, grids: Sequence[Grid]) -> Reading:
    """Say what the sheets that nothing recognised mean for the file: a note, or that the file was not understood."""
    telling = {problem.where.sheet for problem in reading.problems if problem.code in _TELLING}
    unknown = [entry for entry in reading.sheets if entry.importer is ImporterName.UNKNOWN and entry.rows_rejected]
    if len(unknown) < len(reading.sheets) or telling:
        notes = tuple(
            Problem("unrecognised-sheet", CellRef(entry.file, entry.sheet), {"count": str(entry.rows_read)})
            for entry in unknown
            if entry.sheet not in telling
        )
        return reading + Reading(problems=notes)
    unsplit = tuple(
        Problem("unsplit-columns", CellRef(grid.file, grid.sheet), {"sign": sign})
        for grid in grids
        if (sign := _unsplit(grid))
    )
    return reading + Reading(problems=unsplit or (Problem("unknown-layout", where),))


def _unsplit(grid: Grid) -> str:
    """Return what stands between the columns of a sheet that all stand in one, empty for another sheet."""
    rows = [[value for value in row if value is not None] for row in grid.rows[:_LINES_LOOKED_AT]]
    lines = [row[0] for row in rows if len(row) == 1 and isinstance(row[0], str)]
    if len(lines) < max(2, sum(map(bool, rows))):
        return ""
    return next((sign for sign in (";", "\t", "|", ",") if all(line.count(sign) > 1 for line in lines)), "")


_LINES_LOOKED_AT = 20


def _stamped(reading: Reading, digest: str) -> Reading:
    return replace(reading, sheets=tuple(replace(entry, sha256=digest) for entry in reading.sheets))
