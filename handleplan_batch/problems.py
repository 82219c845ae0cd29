"""Every problem code with its level, its sentence and its cure. Codes are stable; sentences are translated.

A sentence says what happened; the cure says what to do next; the place (file, sheet, cell) stands beside it.
"""

from __future__ import annotations

from typing import NamedTuple

from handleplan_batch.language import N_, _
from handleplan_batch.model import Problem, ProblemLevel


class ProblemKind(NamedTuple):
    """What is said about one kind of problem."""

    level: ProblemLevel
    sentence: str
    """With ``{named}`` fields that :attr:`Problem.values` fills."""
    cure: str = ""


_ERROR, _WARNING, _NOTE = ProblemLevel.ERROR, ProblemLevel.WARNING, ProblemLevel.NOTE

PROBLEMS: dict[str, ProblemKind] = {
    # Whole files
    "unreadable-file": ProblemKind(
        _ERROR,
        N_("The file cannot be read as a spreadsheet."),
        N_("Open it in Excel, save it as .xlsx, and try again."),
    ),
    "encrypted-file": ProblemKind(
        _ERROR,
        N_("The file is protected with a password."),
        N_("Open it in Excel, save a copy without a password, and try again."),
    ),
    "unsafe-file": ProblemKind(
        _ERROR,
        N_("The file unpacks to far more than its size and is not opened: it may be made to do harm."),
        N_("Ask whoever sent it for a plain .xlsx or .csv."),
    ),
    "empty-file": ProblemKind(
        _ERROR,
        N_("The file is empty."),
        N_("Check that the right file was exported."),
    ),
    "unknown-layout": ProblemKind(
        _ERROR,
        N_("No sheet of the file was recognised."),
        N_("Give the columns headers like those in the templates that “handleplan init” makes."),
    ),
    "ambiguous-layout": ProblemKind(
        _ERROR,
        N_("The sheet fits more than one kind of input: {kinds}."),
        N_("Rename the headers so that they fit one kind, as in the templates that “handleplan init” makes."),
    ),
    "passed-over": ProblemKind(_NOTE, N_("The file is not an input and was passed over ({reason}).")),
    # Sheets
    "hidden-sheet": ProblemKind(
        _NOTE, N_("The sheet is hidden and was not read."), N_("Unhide it in Excel if it holds data.")
    ),
    "unrecognised-sheet": ProblemKind(_NOTE, N_("The sheet was not recognised; its {count} rows were not used.")),
    "matrix-layout": ProblemKind(
        _ERROR,
        N_("The sheet is a risk matrix with text in its cells, not a list of risks."),
        N_("Write the risks as a list: one row each, with likelihood and consequence."),
    ),
    "aggregated-table": ProblemKind(
        _ERROR,
        N_("The sheet holds results that are already summed up, not answers from single respondents."),
        N_("Export the answers with one row per respondent; summed-up tables are not read yet."),
    ),
    "codebook": ProblemKind(_NOTE, N_("The sheet lists codes and their labels; it holds no answers.")),
    "no-rows": ProblemKind(_NOTE, N_("The sheet has headers but no rows filled in.")),
    # Rows and cells
    "row-set-aside": ProblemKind(_NOTE, N_("{count} rows were not used: {reason}.")),
    "row-incomplete": ProblemKind(
        _WARNING, N_("The row lacks “{field}” and was not used."), N_("Fill in the cell and run again.")
    ),
    "bad-date": ProblemKind(
        _WARNING, N_("The cell is not a date that can be understood."), N_("Write it as 31-12-2026.")
    ),
    "bad-number": ProblemKind(
        _WARNING, N_("The cell under “{field}” is not a number that can be understood."), N_("Write a plain number.")
    ),
    "bad-code": ProblemKind(
        _WARNING,
        N_("The cell under “{field}” holds a word or a value outside the scale {scale}."),
        N_("Use the words or numbers of the scale."),
    ),
    "error-cell": ProblemKind(
        _WARNING, N_("The cell holds an Excel error ({error})."), N_("Correct the formula and save the file.")
    ),
    "score-mismatch": ProblemKind(
        _WARNING,
        N_("The risk score is given as {given}, but the factors give {computed}; the given score was used."),
        N_("Check the row."),
    ),
    "several-results": ProblemKind(_NOTE, N_("Several columns hold a risk score; “{used}” was used, not {others}.")),
    "personal-data": ProblemKind(
        _NOTE, N_("{count} pieces of personal data (such as CPR numbers, e-mails and names) were removed on reading.")
    ),
    "personal-columns": ProblemKind(_NOTE, N_("The columns {columns} can identify persons and were not read.")),
    # Decisions
    "unknown-direction": ProblemKind(
        _WARNING,
        N_("It cannot be told which answer is best to “{question}”; the question was set aside."),
        N_("Write the best answer under [directions] in handleplan.toml."),
    ),
    "unknown-scale": ProblemKind(
        _WARNING,
        N_("The answers to “{question}” fit no known scale; the question was set aside."),
        N_("Write the best answer under [directions] in handleplan.toml."),
    ),
    "unknown-theme": ProblemKind(
        _WARNING,
        N_("The question “{question}” has no known theme; it was set aside."),
        N_("Write its theme under [themes] in handleplan.toml."),
    ),
    "opposed-questions": ProblemKind(
        _WARNING,
        N_(
            "Those who gave good answers to “{question}” gave bad ones to “{other}”, though both are about the same; "
            "the best answer to one of them may be understood the wrong way round."
        ),
        N_("Check which answer is best, and write it under [directions] in handleplan.toml."),
    ),
    "off-scale-answers": ProblemKind(
        _NOTE,
        N_("{count} questions have answers outside their scale, such as “ved ikke”; these are not part of the means."),
    ),
    "unknown-department": ProblemKind(
        _WARNING,
        N_("The department “{department}” is not in the organisation; it was added at the top level."),
        N_("Write it in the organisation file, or as another name (Andre navne) of {suggestion}."),
    ),
    "ambiguous-department": ProblemKind(
        _WARNING,
        N_("The department “{department}” fits more than one department of the organisation; the first was used."),
        N_("Give the departments names that differ."),
    ),
}


def level_of(problem: Problem) -> ProblemLevel:
    """Return how serious a problem is."""
    return PROBLEMS[problem.code].level


def describe(problem: Problem) -> str:
    """Return the problem as a sentence with its cure, in the user's language; the place is not part of it."""
    kind = PROBLEMS[problem.code]
    values = {"suggestion": _("a known department"), **problem.values}
    return " ".join(_(part).format(**values) for part in (kind.sentence, kind.cure) if part)
