"""Every problem code with its level, its sentence and its cure. Codes are stable; sentences are translated.

A sentence says what happened; the cure says what to do next; the place (file, sheet, cell) stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
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
    "no-access": ProblemKind(
        _ERROR,
        N_("The file or folder may not be read: another program keeps it to itself, or you have no right to it."),
        N_("Close it in other programs, or ask its owner for access, or copy it to a folder of your own."),
    ),
    "out-of-reach": ProblemKind(
        _ERROR,
        N_("The file or folder cannot be reached: the drive does not answer, or the file is in the cloud only."),
        N_(
            "Check the network and VPN. In OneDrive: right-click the folder and choose “Always keep on this device”; "
            "or copy it to this computer, and try again."
        ),
    ),
    "path-too-long": ProblemKind(
        _ERROR,
        N_("The path to the file has {count} characters, more than Windows takes."),
        N_("Move the material to a folder nearer to the top, such as C:\\apv, and try again."),
    ),
    "encrypted-file": ProblemKind(
        _ERROR,
        N_("The file is protected with a password."),
        N_("Give the password with --password-file, or save a copy without one in Excel, and try again."),
    ),
    "wrong-password": ProblemKind(
        _ERROR,
        N_("The file is protected with a password, and none of those given opens it."),
        N_("Correct the password, or save a copy without one in Excel, and try again."),
    ),
    "not-a-spreadsheet": ProblemKind(
        _ERROR,
        N_("The file is no spreadsheet but {kind}."),
        N_("Open it in its own program, save the table as .xlsx or .csv, and try again."),
    ),
    "lock-file": ProblemKind(
        _ERROR,
        N_("The file is not the workbook but a lock that Excel keeps beside it while it is open."),
        N_("Give the file with the same name without “~$” instead."),
    ),
    "too-large": ProblemKind(
        _ERROR,
        N_("The file, or a sheet of it, is too large to be read."),
        N_("Press Ctrl+End in Excel to find stray cells far out and delete their rows and columns, or split the file."),
    ),
    "reader-stopped": ProblemKind(
        _ERROR,
        N_("The file could not be read: {reason}. The other files were not affected."),
        N_("Open it in Excel, save it as a new .xlsx, and try again, or leave it out; ask whoever sent it."),
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
    "all-hidden": ProblemKind(
        _ERROR,
        N_("Nothing in the file was read: what it holds is on hidden sheets."),
        N_("Unhide them in Excel (right-click a sheet tab, Unhide) and save the file, if they are material."),
    ),
    "unknown-layout": ProblemKind(
        _ERROR,
        N_("No sheet of the file was recognised."),
        N_(
            "Give the columns headers like those in the templates that “handleplan init” makes, "
            "or say what the sheet is: check --write-mapping."
        ),
    ),
    "kind-without-headers": ProblemKind(
        _ERROR,
        N_("The mapping says {kind}, but no row has headers that tell what each column of such a sheet holds."),
        N_("Write header_row in the mapping, and a [[sheet.column]] with header and role for each column."),
    ),
    "unsplit-columns": ProblemKind(
        _ERROR,
        N_("All columns of the sheet stand in one, with “{sign}” between them."),
        N_("Split them in Excel: select the column, choose Text to Columns on the tab Data, and save the file."),
    ),
    "ambiguous-layout": ProblemKind(
        _ERROR,
        N_("The sheet fits more than one kind of input: {kinds}."),
        N_("Rename the headers so that they fit one kind, as in the templates that “handleplan init” makes."),
    ),
    "passed-over": ProblemKind(_NOTE, N_("The file is not an input and was passed over ({reason}).")),
    "text-document": ProblemKind(
        _WARNING,
        N_("The file is a text document with a table. It was not read: only spreadsheets are."),
        N_(
            "If the table is material (such as last year's plan), copy it into Excel, and save it in the folder "
            "as .xlsx."
        ),
    ),
    "wrong-extension": ProblemKind(_NOTE, N_("The file is named {suffix} but is {kind}; it was read as what it is.")),
    "macros": ProblemKind(_NOTE, N_("The workbook has macros. They were not run.")),
    "letters-repaired": ProblemKind(
        _NOTE, N_("Broken letters in {count} texts were put right (“Ã¸” was read as “ø”).")
    ),
    "letters-lost": ProblemKind(
        _WARNING,
        N_("Letters are lost in {count} texts: “�” stands in their place."),
        N_("Export the file again, as .xlsx or as CSV in UTF-8."),
    ),
    "stray-quotes": ProblemKind(
        _WARNING,
        N_("In {count} lines, the first of them line {line}, a quotation mark is not closed; it was read as a sign."),
        N_("Check these lines."),
    ),
    "moved-cells": ProblemKind(
        _WARNING,
        N_(
            "{count} lines, this one first, have more cells than the headers. A comma or semicolon in a text may have "
            "moved what stands to the right of it, and figures were then read from the wrong column."
        ),
        N_("Put the text in quotation marks, or save the file as .xlsx, and run again."),
    ),
    # Sheets
    "formulas-without-values": ProblemKind(
        _WARNING,
        N_("{count} formulas have no result in the file; their cells were read as blank."),
        N_("Open the file in Excel, save it, and try again."),
    ),
    "struck-cells": ProblemKind(
        _WARNING,
        N_("{count} cells are struck through; they were read like the others."),
        N_("Delete the rows that no longer hold, and run again."),
    ),
    "struck-text": ProblemKind(
        _WARNING,
        N_("In {count} cells a part of the text is struck through; all of it was read."),
        N_("Delete what no longer holds, and run again."),
    ),
    "hidden-sheet": ProblemKind(
        _NOTE, N_("The sheet is hidden and was not read."), N_("Unhide it in Excel if it holds data.")
    ),
    "guide-sheet": ProblemKind(_NOTE, N_("The sheet is the guide of a template; it is never read.")),
    "skipped-sheet": ProblemKind(_NOTE, N_("The sheet was left out, as the mapping says.")),
    "unrecognised-sheet": ProblemKind(_NOTE, N_("The sheet was not recognised; its {count} rows were not used.")),
    "aggregated-table": ProblemKind(
        _ERROR,
        N_("The sheet holds results that are already summed up, but it cannot be told which figures they are."),
        N_(
            "Give it a row per question and department, with the number of answers and the mean or a column per answer."
        ),
    ),
    "department-ratings": ProblemKind(
        _WARNING,
        N_("The sheet seems to hold a rating of each department (a heat map), not a row per answer; it was not used."),
        N_(
            "Add the answers themselves, or their number and mean per question and department. If each row is what one "
            "person answered, say that the sheet is a survey: check --write-mapping."
        ),
    ),
    "unread-labels": ProblemKind(
        _NOTE,
        N_("What stands at these labels of the form was not read: {labels}."),
        N_("Write what belongs in the plan at a label such as What happened, Cause or Preventive measures."),
    ),
    "measurements-without-limits": ProblemKind(
        _WARNING,
        N_("The sheet holds measurements, but no limit for any of them; it was not used."),
        N_(
            "Write the limits in a row “Limit” below the headers, or in a column Limit; what exceeds them then comes "
            "into the plan."
        ),
    ),
    "no-limit": ProblemKind(
        _WARNING,
        N_("No limit is told for {fields}; what was measured there is neither good nor bad."),
        N_("Write the limits in a row “Limit” below the headers."),
    ),
    "noise-limit": ProblemKind(
        _NOTE,
        N_(
            "No limit is told for the noise, so {limit} dB(A) was used, which is the most that anybody may be exposed "
            "to over a working day; what is below it was not called good."
        ),
        N_("Write another limit in a row “Limit” below the headers, if you have one."),
    ),
    "person-register": ProblemKind(
        _WARNING,
        N_(
            "The sheet is a register of persons (courses, certificates, equipment, who works when), not answers; "
            "it was not used."
        ),
        N_(
            "To have what has expired in the plan, add a list with a row each and the columns Course, Department and "
            "Expires. If each row is what one person answered, say that the sheet is a survey: check --write-mapping."
        ),
    ),
    "incident-counts": ProblemKind(
        _WARNING,
        N_("The sheet counts incidents per period or kind and does not tell of each; it was not used."),
        N_("Add the list of the incidents themselves, one a row."),
    ),
    "codebook": ProblemKind(
        _NOTE,
        N_(
            "The sheet is a code book: it explains {variables} columns and {labels} codes, and holds no answers itself."
        ),
    ),
    "codebook-used": ProblemKind(_NOTE, N_("Questions and answers were read with the code book {codebook}.")),
    "codebook-unused": ProblemKind(
        _NOTE, N_("The code book {codebook} fits too few of the columns and was not used for this sheet.")
    ),
    "codebooks-disagree": ProblemKind(
        _WARNING,
        N_("Two code books explain the column “{column}” differently; it was read without them."),
        N_("Put the data and its own code book in a folder of their own."),
    ),
    "code-without-label": ProblemKind(
        _WARNING,
        N_("{count} codes of “{question}” are not in the code book; they are not part of the means."),
        N_("Add them to the code book with their labels."),
    ),
    "transposed-survey": ProblemKind(
        _NOTE, N_("The respondents stand in columns, not in rows; the sheet was turned when it was read.")
    ),
    "several-versions": ProblemKind(
        _WARNING,
        N_("The sheet holds several versions of the list; the one from row {row} on was used, not the one here."),
        N_("Check that it is the one that holds now; keep the others in a sheet of their own, hidden."),
    ),
    "no-rows": ProblemKind(_NOTE, N_("The sheet has headers but no rows filled in.")),
    # Rows and cells
    "many-deadlines": ProblemKind(
        _NOTE,
        N_("{count} actions of one responsible are due in week {week} of {year}: {rows}."),
        N_("How urgent they are leaves no room to spread them: share them among more people, or move one yourselves."),
    ),
    "row-set-aside": ProblemKind(_NOTE, N_("{count} rows were not used: {reason}.")),
    "row-incomplete": ProblemKind(
        _WARNING, N_("The row lacks “{field}” and was not used."), N_("Fill in the cell and run again.")
    ),
    "bad-date": ProblemKind(
        _WARNING, N_("The cell is not a date that can be understood."), N_("Write it as 31-12-2026.")
    ),
    "no-year": ProblemKind(
        _WARNING,
        N_("{count} dates under “{field}” have no year, and neither has the title; they stand as they are written."),
        N_("Write the year in the header or above the list, as “Plan 2027”."),
    ),
    "month-without-year": ProblemKind(
        _WARNING,
        N_("Nothing tells which year the months are of; the absence is not compared with other years."),
        N_("Write the year in the header or above the list, as “Plan 2027”."),
    ),
    "date-as-department": ProblemKind(
        _WARNING,
        N_("Under “{field}” stands a date, which is no department; the row counts for the whole workplace."),
        N_("Write the department there, or say in a mapping file what the column is."),
    ),
    "month-first": ProblemKind(
        _WARNING,
        N_(
            "Some dates under “{field}” can only have the month first (2/14/2026), so all that are written so were "
            "read that way. If Excel has made dates of some of them, those may be turned round, and were not read."
        ),
        N_("Check the dates, or write them as 31-12-2026."),
    ),
    "bad-number": ProblemKind(
        _WARNING, N_("The cell under “{field}” is not a number that can be understood."), N_("Write a plain number.")
    ),
    "bad-code": ProblemKind(
        _WARNING,
        N_("The cell under “{field}” holds a word or a value outside the scale {scale}."),
        N_("Use the words or numbers of the scale."),
    ),
    "unclear-percent": ProblemKind(
        _WARNING,
        N_("It cannot be told whether the figures under “{field}” are percent, shares or days; they were not used."),
        N_("Write them with a percent sign (5,4 %), or write in the header what they are."),
    ),
    "absence-in-hours": ProblemKind(
        _WARNING,
        N_("“{field}” is hours of absence, which say nothing without the hours of work; they were not used."),
        N_("Put in days or percent of the working time instead."),
    ),
    "unknown-absence": ProblemKind(
        _WARNING,
        N_("It cannot be told whether what stands under “{field}” is sickness; the rows that say so were not used."),
        N_("Write a word that tells, such as Sickness or Leave."),
    ),
    "persons-summed": ProblemKind(
        _NOTE,
        N_(
            "Each row is about one person; only the days of each department together were used, and nothing about "
            "any one person."
        ),
    ),
    "absence-of-persons": ProblemKind(
        _WARNING,
        N_("Each row is about one person, which the plan must not tell; the figures were not used."),
        N_("Put in the figure of each department instead, with the number of employees."),
    ),
    "absence-of-few": ProblemKind(
        _WARNING,
        N_(
            "Several rows are of the same department at the same time, and how many persons each of them is of is not "
            "told. It may be one, so the figures were not used."
        ),
        N_("Put in one figure for each department and period, or add a column with the number of employees."),
    ),
    "absence-by-length": ProblemKind(
        _WARNING,
        N_(
            "The absence is told by how long each spell lasted, and neither whether days or spells are counted nor "
            "what they come to; the figures were not used."
        ),
        N_("Add a column “Days of sickness, total”, or one with the sickness absence in percent."),
    ),
    "unclear-verdict": ProblemKind(
        _WARNING,
        N_("It cannot be told whether the answer means that the item is in order; the row was not used."),
        N_("Write OK or Not OK in the cell."),
    ),
    "assumed-order": ProblemKind(
        _WARNING,
        N_(
            "It cannot be told whether a yes to these questions is good ({count}: {cells}); they were taken as in "
            "order, as in most checklists."
        ),
        N_("Look them through, and write Not OK where a yes tells of a fault."),
    ),
    "latest-status": ProblemKind(
        _NOTE,
        N_("Of several statuses, from “{first}” to “{last}”, the latest that is filled in was used."),
    ),
    "latest-round": ProblemKind(
        _NOTE,
        N_(
            "The columns from “{first}” to “{last}” are rounds one after the other; the latest verdict of a row counts."
        ),
    ),
    "headers-moved": ProblemKind(
        _NOTE,
        N_("The headers stand here once more, in another order; the rows below were read by this order."),
    ),
    "headers-differ": ProblemKind(
        _WARNING,
        N_("The headers are repeated here with “{said}” instead of “{field}”; the rows below were read as “{field}”."),
        N_("Put the two lists on a sheet each, and run again."),
    ),
    "grade-direction": ProblemKind(
        _WARNING,
        N_("It cannot be told which numbers under “{field}” are good; rows without a remark were not used."),
        N_("Write it in the header, as “{field} (1 = critical, 5 = good)”, and run again."),
    ),
    "doubted-order": ProblemKind(
        _WARNING,
        N_("The item is said to be in order, but somebody is to do something about it; the row was not used."),
        N_("Write Not OK in the cell, or delete who is to do it and by when."),
    ),
    "error-cell": ProblemKind(
        _WARNING, N_("The cell holds an Excel error ({error})."), N_("Correct the formula and save the file.")
    ),
    "null-cells": ProblemKind(
        _NOTE, N_("{count} cells of the sheet hold #NULL!, as SPSS writes a missing value. They are read as blank.")
    ),
    "more-error-cells": ProblemKind(
        _WARNING,
        N_("{count} more cells of the sheet hold an Excel error."),
        N_("Correct the formulas and save the file."),
    ),
    "score-mismatch": ProblemKind(
        _WARNING,
        N_("The risk score is given as {given}, but the factors give {computed}; the given score was used."),
        N_("Check the row."),
    ),
    "matrix-layout": ProblemKind(
        _NOTE,
        N_(
            "The sheet is a matrix of likelihood and consequence; the texts in {count} of its cells were read as risks."
        ),
    ),
    "letters-assumed": ProblemKind(
        _WARNING,
        N_("Nothing tells which letter under “{field}” is the worst; A was read as the best."),
        N_("Write it in the header, as “{field} (A = low, E = high)”, and run again."),
    ),
    "factor-unread": ProblemKind(
        _WARNING,
        N_(
            "The cells under “{field}” are on no scale that is known; they were read as text, and no score could be "
            "told."
        ),
        N_("Use the words or numbers of a scale, such as 1-5."),
    ),
    "amount-rating": ProblemKind(
        _WARNING,
        N_("The figures under “{field}” are amounts of money and no places on a scale; they were not used as a score."),
        N_("Write how likely and how serious each risk is, as words or numbers of a scale such as 1-5."),
    ),
    "level-words-used": ProblemKind(
        _NOTE,
        N_("The levels in words under “{field}” rank the risks otherwise than likelihood × severity; they were used."),
    ),
    "level-words-unused": ProblemKind(
        _NOTE,
        N_("The levels in words under “{field}” were not used: likelihood × severity tells the same, and more."),
    ),
    "letters-unused": ProblemKind(
        _WARNING,
        N_("The letters under “{field}” were not used; the risks were ranked by likelihood × severity."),
        N_("If the letters are what counts, write them as words (Low, Medium, High), and run again."),
    ),
    "incidents-counted": ProblemKind(
        _WARNING,
        N_("The sheet counts incidents and tells of none; they count by their number."),
        N_("If you have the list of the incidents themselves, one a row, add it: it tells more, and is used instead."),
    ),
    "grades-unread": ProblemKind(
        _WARNING,
        N_("The figures under {columns} were not read: the list has a grade for each point in a column of its own."),
        N_("Give each point a row under “Check point”, with OK or Not OK beside it under “Assessment”, and run again."),
    ),
    "whole-beside-departments": ProblemKind(
        _NOTE,
        N_("Figures of all departments together were not counted beside those of each: {columns}."),
    ),
    "incidents-told": ProblemKind(
        _NOTE,
        N_("{count} counts of incidents were left out, since the incidents themselves stand in {file}."),
    ),
    "lines-of-minutes": ProblemKind(
        _WARNING,
        N_("The sheet has no headers; its lines were read as what was said under each point of the minutes."),
        N_("If some are no matters for the plan, take them out, or give the sheet the headers Topic and Discussion."),
    ),
    "lines-of-round": ProblemKind(
        _WARNING,
        N_("The sheet has no headers; each of its lines was read as something that was seen on the round."),
        N_("If some were not, or were in order, write that in a column Assessment (OK or Not OK), and run again."),
    ),
    "scale-assumed": ProblemKind(
        _WARNING,
        N_(
            "Nothing tells how far the scale under {fields} goes, and no value is above {size}; "
            "it was read as {size} × {size}."
        ),
        N_("If it goes further, write it in the header, as “(1-5)”, and run again."),
    ),
    "scale-turned": ProblemKind(
        _WARNING,
        N_("The lowest value is the worst under “{field}”; the scale was turned round, so that high is worse."),
        N_("Check that this is right; if not, write in the header which end is the worst, as “(1 = lowest)”."),
    ),
    "risk-direction": ProblemKind(
        _WARNING,
        N_("It cannot be told whether 1 is the worst or the best under “{field}”; its values were not used."),
        N_("Write it in the header, as “{field} (1 = lowest, 5 = highest)”, and run again."),
    ),
    "matrix-cells": ProblemKind(
        _WARNING,
        N_("The values under “{field}” name cells of a matrix (as B3) and no numbers; they were not used."),
        N_("Write likelihood and consequence in columns of their own, or the score as a number, and run again."),
    ),
    "legend-sheet": ProblemKind(_NOTE, N_("The sheet explains the numbers of another; they were read as it says.")),
    "legend-unread": ProblemKind(
        _WARNING,
        N_(
            "The sheet explains numbers, but it is not clear of what, or which is the worst. Under {fields} on "
            "“{sheet}” the highest was taken as the worst."
        ),
        N_("Check that this is right; if not, write in the header which end is the worst, as “(1 = worst)”."),
    ),
    "colour-rating": ProblemKind(
        _NOTE,
        N_("{count} ratings under “{field}” are colours only; they were read as red, orange, yellow or green."),
    ),
    "colour-status": ProblemKind(
        _WARNING,
        N_("{count} cells under “{field}” are colours only; what they mean is not told, so the actions count as open."),
        N_("Write the status in words, as Done or In progress, and run again."),
    ),
    "several-results": ProblemKind(_NOTE, N_("Several columns hold a risk score; “{used}” was used, not {others}.")),
    "personal-data": ProblemKind(
        _NOTE, N_("{count} pieces of personal data (such as CPR numbers, e-mails and names) were removed on reading.")
    ),
    "personal-columns": ProblemKind(_NOTE, N_("The columns {columns} can identify persons and were not read.")),
    # Decisions
    "unknown-direction": ProblemKind(
        _WARNING,
        N_("It cannot be told which answer is best to “{question}”; the question was set aside. {reason}"),
        N_("Write the best answer under [directions] in handleplan.toml."),
    ),
    "unknown-scale": ProblemKind(
        _WARNING,
        N_("The answers to “{question}” fit no known scale; the question was set aside."),
        N_("Put its answers in order, the worst first, in the file that handleplan check --write-mapping makes."),
    ),
    "unknown-ends": ProblemKind(
        _WARNING,
        N_("{count} questions have figures whose scale is not told; they were set aside."),
        N_(
            "Write it in the header, such as “Gennemsnit (1-5)” or “% positive”, and above the table which end is best."
        ),
    ),
    "figure-twice": ProblemKind(
        _WARNING,
        N_("The table has two figures for the same question, department and time; none of them was used."),
        N_("Keep one row for each, or give the rows a column that tells them apart."),
    ),
    "beyond-all": ProblemKind(
        _WARNING,
        N_("The answers to “{question}” add up to more than everybody; they were not used."),
        N_("Give one answer for each person, or put the possible answers as questions with yes and no."),
    ),
    "summary-and-survey": ProblemKind(
        _NOTE,
        N_("{count} questions are also there answer by answer; their summed-up figures were not used."),
    ),
    "summary-twice": ProblemKind(
        _NOTE, N_("{count} figures also stand in another table; the latest, or else the first, was used.")
    ),
    "unknown-theme": ProblemKind(
        _WARNING,
        N_("The question “{question}” has no known theme; it was set aside."),
        N_(
            "Write its theme in handleplan.toml in the folder (make the file if it is not there): a line [themes], and "
            'below it a line such as "the question" = "Noise and acoustics".'
        ),
    ),
    "opposed-questions": ProblemKind(
        _WARNING,
        N_(
            "Those who gave good answers to “{question}” gave bad ones to “{other}”, though both are about the same; "
            "the best answer to one of them may be understood the wrong way round."
        ),
        N_("Check which answer is best, and write it under [directions] in handleplan.toml."),
    ),
    "former-survey": ProblemKind(
        _NOTE,
        N_(
            "These answers are from {year}, and the same is asked again in {newer}. They are last time's figures, "
            "which this year's are compared with; neither they nor their comments are part of this year's plan."
        ),
        N_("If that is not so, take one of the files out of the folder."),
    ),
    "partly-former-survey": ProblemKind(
        _WARNING,
        N_(
            "These answers are from {year}. {departments} are asked again in {newer}, so that their answers here are "
            "last time's. The others are not asked again: their answers are still part of the plan."
        ),
        N_("If one of them has got a new name, write it under [departments] in handleplan.toml."),
    ),
    "older-export": ProblemKind(
        _NOTE,
        N_("All answers here are in {newer} too. They are counted once."),
    ),
    "joined-sheets": ProblemKind(
        _NOTE,
        N_("All who answered here stand on the sheet {other} with the same id. They are counted once, as one survey."),
    ),
    "same-respondents": ProblemKind(
        _WARNING,
        N_(
            "{count} of the respondents stand on the sheet {other} too, with the same id. They are counted on both, "
            "and a department that only one of the sheets tells is missing on the other."
        ),
        N_("Put the columns beside each other on one sheet, a row for each respondent, and run again."),
    ),
    "same-numbers": ProblemKind(
        _WARNING,
        N_(
            "The respondents here are numbered 1 to {count}, as on the sheet {other}, which asks other questions. If "
            "they are the same persons, they are counted on both, and a department that only one of the sheets tells "
            "is missing on the other."
        ),
        N_("Put the columns beside each other on one sheet, a row for each respondent, and run again."),
    ),
    "survey-of-parts": ProblemKind(
        _WARNING,
        N_(
            "As many gave each answer here as on {count} departments' sheets together ({first} and on). It is taken "
            "for the same answers, which are counted once, on those sheets."
        ),
        N_("If it is other persons, write their department in a column of the sheet."),
    ),
    "survey-again": ProblemKind(
        _WARNING,
        N_(
            "In each department as many gave each answer here as in {other}. It is taken for the same answers, which "
            "are counted once, there."
        ),
        N_("If it is other persons, add a column that tells when each of them answered."),
    ),
    "asked-twice": ProblemKind(
        _WARNING,
        N_(
            "The same department is asked the same here and in {other}, and it is not certain whether it is two parts "
            "of one survey or two surveys. They were added together."
        ),
        N_(
            "If one of them is an older export of the other, take it out of the folder. If it is from another year, "
            "write the year in the name of its file, such as apv_2025.xlsx."
        ),
    ),
    "rounds-in-one-sheet": ProblemKind(
        _WARNING,
        N_("The sheet seems to hold answers of two surveys at different times. They were added together."),
        N_("Keep the answers of each time in a file of its own, with the year in its name."),
    ),
    "off-scale-answers": ProblemKind(
        _NOTE,
        N_("{count} questions have answers outside their scale, such as “ved ikke”; these are not part of the means."),
    ),
    "stray-answers": ProblemKind(
        _WARNING,
        N_(
            "{count} answers to “{question}” are in words that no known scale has, though several gave the same; they "
            "are not part of the means."
        ),
        N_("If one is a step of the scale, put all the answers in order under the question: check --write-mapping."),
    ),
    "facts-like-answers": ProblemKind(
        _NOTE,
        N_(
            "The columns {columns} hold numbers as answers do; they were taken for facts about the respondents and are "
            "not in the results."
        ),
        N_("If one is a question, write question as the role of its column: check --write-mapping."),
    ),
    "importance": ProblemKind(
        _NOTE,
        N_("The columns {columns} tell how important something is, not how it is, and are not in the results."),
        N_("If one tells how it is, write question as the role of its column: check --write-mapping."),
    ),
    "without-department": ProblemKind(
        _NOTE,
        N_("{count} respondents named no department; they count in the whole workplace only."),
        N_("If you know where they belong, write it in the column with the departments."),
    ),
    "department-by-name": ProblemKind(
        _NOTE,
        N_(
            "The list has no column for the department; “{department}” was taken from the name of the sheet or the "
            "file, or from what stands above the rows."
        ),
        N_("If that is not so, put in a column Department."),
    ),
    "departments-by-sheet": ProblemKind(
        _WARNING,
        N_("No list has a column for the department; the sheets {sheets} are taken for departments."),
        N_("If they are not, put in a column Department, or write the departments in the organisation file."),
    ),
    "departments-by-file": ProblemKind(
        _WARNING,
        N_("Files with the same questions name no department; what their names tell apart, {names}, is taken for it."),
        N_("If they are none, put in a column Department, or write the departments in the organisation file."),
    ),
    "departments-by-place": ProblemKind(
        _NOTE,
        N_("The list has no column for the department, but its places are departments ({count} of {all} rows)."),
        N_("If they are not, put in a column Department. Rows with other places count for the whole workplace."),
    ),
    "places-not-departments": ProblemKind(
        _WARNING,
        N_(
            "The column for the place is not read as the department, since {count} of {all} rows have one there; the "
            "rows count for the whole workplace."
        ),
        N_("Put in a column Department with the department of each row."),
    ),
    "sheets-without-department": ProblemKind(
        _NOTE,
        N_("No column names a department on {sheets}; what stands there counts for the whole workplace."),
        N_("If they are departments, write them in the organisation file, or put in a column Department."),
    ),
    "blank-is-no": ProblemKind(
        _NOTE,
        N_(
            "In {count} questions people only ticked what is so; where one of them is ticked, a blank cell of the "
            "others was read as no. Rows without any tick are set aside, since nobody can tell whether they were "
            "answered."
        ),
        N_("If a blank is no answer, write the answers out as yes and no, and run again."),
    ),
    "one-is-yes": ProblemKind(
        _NOTE,
        N_("{count} questions that yes or no answers have 0 and 1 as answers; 1 was read as yes and 0 as no."),
        N_("If it is the other way round, write yes and no instead of the numbers, and run again."),
    ),
    "unchosen-end": ProblemKind(
        _NOTE,
        N_(
            "{count} questions have four answers that are a whole scale, if “{answer}” was not among the answers to "
            "choose from; nobody chose it, and it was taken that it was not."
        ),
        N_("If it was, put all the answers in order under the question's column: check --write-mapping."),
    ),
    "unknown-department": ProblemKind(
        _WARNING,
        N_("The department “{department}” is not in the organisation; it was added at the top level."),
        N_("Write it in the organisation file, or as another name (Andre navne) of {suggestion}."),
    ),
    "department-respelt": ProblemKind(
        _NOTE,
        N_("The department “{department}” was taken for “{other}”, written otherwise."),
        N_(
            "If it is another one, write it under [departments] in handleplan.toml, as itself: "
            '"{department}" = "{department}".'
        ),
    ),
    "former-department": ProblemKind(
        _WARNING,
        N_("The earlier plan has open actions for the department “{department}”, which is not in the organisation."),
        N_(
            "If it has got another name or was joined with another, write it as another name (Andre navne) of that "
            "one, and if it was split, under [departments] in handleplan.toml. If it is closed, end its actions."
        ),
    ),
    "division-unused": ProblemKind(
        _NOTE,
        N_("{place}: nothing in the inputs is called that, so that it is split has no effect."),
        N_("It has where the department is in the plan that build is given with --previous; else correct the name."),
    ),
    "ambiguous-department": ProblemKind(
        _WARNING,
        N_("The department “{department}” fits more than one department of the organisation; the first was used."),
        N_("Give the departments names that differ."),
    ),
    # Workbooks that come back
    "not-ours": ProblemKind(
        _ERROR,
        N_("The file is not a workbook that this program made, or it cannot be read."),
        N_("Send for the workbook that was handed out, and try again."),
    ),
    "other-format": ProblemKind(
        _ERROR,
        N_("The workbook is saved in another format than .xlsx."),
        N_("Open it, save it as .xlsx (Excel workbook), and try again."),
    ),
    "other-version": ProblemKind(
        _ERROR,
        N_("The workbook was made by another version of this program."),
        N_("Use the version that made it, or make the plan again."),
    ),
    "other-plan": ProblemKind(
        _ERROR,
        N_("The workbook belongs to another plan."),
        N_("Find the one that was split off from this plan, and try again."),
    ),
    "plan-replaced": ProblemKind(
        _WARNING,
        N_("The file held the plan of {date}, where the same numbers stand for other actions. It is kept as {copy}."),
        N_("If it was sent to the departments already, collect what comes back into that copy, or send the new one."),
    ),
    "no-workbook": ProblemKind(
        _WARNING,
        N_("The file is no workbook and was not read; it may be a reply."),
        N_(
            "If it is, ask for the workbook that was handed out, filled in, or write the reply in it yourself; "
            "if not, move the file out of the folder."
        ),
    ),
    "table-missing": ProblemKind(
        _WARNING,
        N_("The sheet, or its headings, is missing; its fields were left as they are."),
        N_("Ask for a workbook that has the sheet, if something was written there."),
    ),
    "number-column-missing": ProblemKind(
        _WARNING,
        N_("The column “{column}” is missing, or its heading says something else; nothing on the sheet was taken in."),
        N_("Put the column back with the numbers and its heading “{column}”, and collect again."),
    ),
    "number-twice": ProblemKind(
        _WARNING,
        N_("{number} stands in more than one row; these rows were not taken in."),
        N_("Clear the number of the row that is new, and collect again."),
    ),
    "number-unknown": ProblemKind(
        _WARNING,
        N_("{number} was not handed out in this workbook; the row was not taken in."),
        N_("Clear the number if the row is new, or write the right one, and collect again."),
    ),
    "number-closed": ProblemKind(
        _WARNING,
        N_("{number} is closed in the plan, and its number is not used again; the row was not taken in."),
        N_(
            "To take the action up again, clear the number: the row then becomes a new action. Write its status when "
            "it has got a number."
        ),
    ),
    "number-moved": ProblemKind(
        _WARNING,
        N_("{number} stands in the row of {other}, as if the numbers had been sorted alone; the row was not taken in."),
        N_("Write the right number in the row, or undo the sorting, and collect again."),
    ),
    "set-aside-too": ProblemKind(
        _WARNING,
        N_("{number}: “{field}” was not taken in either, since the action's row on another sheet cannot be told."),
        N_("Put the number right on that sheet, and collect again."),
    ),
    "number-missing": ProblemKind(
        _WARNING,
        N_("The row has no number, so nobody can tell which action it follows; it was not taken in."),
        N_(
            "Write the action's number in the first column, or, if the action is new, what you will do under “Planned "
            "action” on the sheet Action plan, and collect again."
        ),
    ),
    "number-to-come": ProblemKind(
        _WARNING,
        N_(
            "What is written here is about a new row that has no number yet; it was not taken in, and stands here only."
        ),
        N_(
            "Write it in the plan when the row has got its number. If this is the plan itself, move it to a sheet of "
            "your own until then."
        ),
    ),
    "number-restored": ProblemKind(_NOTE, N_("The row had lost its number; it was recognised as {number}.")),
    "row-under": ProblemKind(
        _NOTE,
        N_("The row is new and tells no challenge; it was put under that of {other}, which it was inserted below."),
    ),
    "row-alone": ProblemKind(
        _NOTE,
        N_("{number} is new and tells no challenge; it stands last in the plan, as a matter of its own."),
        N_("Write the challenge it belongs to beside it, in the plan's words, and what is known of it comes along."),
    ),
    "heading-changed": ProblemKind(
        _WARNING,
        N_(
            "“{heading}” stands where “{column}” stood, and was taken in as a column of its own; "
            "“{column}” is unchanged."
        ),
        N_("If it is the same column, write “{column}” above it, and collect again."),
    ),
    "column-shifted": ProblemKind(
        _WARNING,
        N_(
            "“{field}”: {count} cells hold what was handed out in other rows, as when one column is sorted or pushed "
            "down without the others; the column was not taken in."
        ),
        N_("Put the texts back in their rows, and collect again."),
    ),
    "copied-sheet": ProblemKind(
        _WARNING,
        N_(
            "The sheet is a copy of {sheet}, and something else is written in it ({numbers}); it comes along as it is, "
            "but only {sheet} is read."
        ),
        N_("Write it on the sheet {sheet}, and collect again."),
    ),
    "bad-value": ProblemKind(
        _WARNING,
        N_("{number}: “{field}” holds something the column cannot hold; that cell was not taken in."),
        N_("Write what the column can hold, and collect again: {allowed}."),
    ),
    "row-missing": ProblemKind(
        _WARNING,
        N_("{number} is missing; the row is kept in the plan as it was."),
        N_("If it is given up, choose the status “Dropped” for it in the plan itself, on the sheet Follow-up."),
    ),
    "tool-cell": ProblemKind(
        _WARNING,
        N_("{number}: what was written under “{field}” was not taken in, since the tool fills in that column."),
        N_("{instead}, and collect again."),
    ),
    "measure-replaced": ProblemKind(
        _NOTE,
        N_(
            "Another action than the suggested one was written in {numbers}, but the person responsible, the deadline "
            "or the success criterion is still that of the suggestion."
        ),
        N_("See whether they fit what will be done now, and correct them in the plan."),
    ),
    "dropped-without-reason": ProblemKind(
        _WARNING,
        N_("{number} is dropped, but nobody has written why."),
        N_("Write it under “Reason” on the sheet Follow-up of the plan."),
    ),
    "moved-department": ProblemKind(
        _WARNING,
        N_("{number}: what was written under “{field}” was not taken in; an action stays with its department."),
        N_(
            "To move it, write it in a new row without a number, with the other department, and choose the status "
            "“Dropped” for {number} in the plan."
        ),
    ),
    "struck-part": ProblemKind(
        _WARNING,
        N_("{number}: a part of “{field}” is struck through; all of the text is kept, with the line."),
        N_("Delete what no longer holds, and collect again."),
    ),
    "bad-correction": ProblemKind(
        _WARNING,
        N_("What is written here is not on the list; the finding was not corrected."),
        N_("Choose from the list in the cell, and collect again."),
    ),
    "no-correction": ProblemKind(
        _WARNING,
        N_("This cannot be corrected here, since the row stands for answers that are counted anew each time."),
        N_("Correct how the question is read under [themes] or [directions] in handleplan.toml, and build again."),
    ),
    "correction-differs": ProblemKind(
        _WARNING,
        N_("The workbook corrects a finding in another way than the plan or another workbook; the first holds."),
        N_("Choose what is right on the sheet Findings of the plan."),
    ),
    "tool-sheet": ProblemKind(
        _NOTE,
        N_("Something was changed on this sheet; it was not taken in, since the tool makes the sheet anew."),
        N_("Write it on the sheet Action plan, or on a sheet of your own, if it matters."),
    ),
    "loose-text": ProblemKind(
        _NOTE,
        N_("What is written here belongs to no action with a number, and was not taken in."),
        N_("Write it on a sheet, or in a column, of your own, if it matters."),
    ),
    "drawing": ProblemKind(
        _NOTE,
        N_("A picture, a drawing, a text box or a chart lies here; what does not stand in a cell is not taken in."),
        N_("Save the picture beside the plan and write its name in the cell; write words in a cell or a note."),
    ),
    "own-sheet": ProblemKind(
        _NOTE,
        N_("The sheet comes along with all that is written on it, but without its {what}."),
        N_("Keep the file it came from if you need them, or make them again in the plan."),
    ),
    "formula-result": ProblemKind(
        _NOTE,
        N_(
            "A formula does not come along, since what it refers to moves when the plan is written anew; what it came "
            "to was taken in and stays as it is."
        ),
        N_(
            "If the figure is to follow along, write the formula in the plan, on a sheet of your own, and let it name "
            "whole columns of the plan's sheets."
        ),
    ),
    "row-placed": ProblemKind(
        _WARNING,
        N_("{number} is new, and its department is none that the plan knows; it was put under {department}."),
        N_(
            "If it belongs to another, write it once more in a row without a number, with the department as the plan "
            "calls it, and choose the status “Dropped” for {number}."
        ),
    ),
    "row-repeated": ProblemKind(
        _WARNING,
        N_("{number} is new, and has the challenge and the action of {other}; both stand in the plan."),
        N_("If it is a copy, write what is new in it under {other}, and choose the status “Dropped” for {number}."),
    ),
    "actions-swapped": ProblemKind(
        _NOTE,
        N_("{numbers} have changed places, but what stands on the sheet Follow-up goes by the numbers and has not."),
        N_("See on that sheet whether status and notes still fit."),
    ),
    "row-closed": ProblemKind(
        _WARNING,
        N_("{number} is closed in the plan; what was written under “{field}” was not taken in."),
        N_("Write it in a new row without a number, if it still matters."),
    ),
    "row-reopened": ProblemKind(
        _NOTE,
        N_("{number} was closed as a suggestion that nobody took up; since it has been written in, it is in the plan."),
        N_("Choose the status “Dropped”, and say why, if it is not to be done."),
    ),
    "row-unknown": ProblemKind(
        _WARNING,
        N_("{number} is not in this plan; what was written under “{field}” was not taken in."),
        N_("The workbook was split off from a later version of the plan: collect it into that one."),
    ),
    "still-open": ProblemKind(
        _WARNING,
        N_("{number}: two different versions of “{field}” still wait for a decision."),
        N_("Choose on the sheet Conflicts of the new plan."),
    ),
    "same-answers": ProblemKind(
        _WARNING,
        N_(
            "To {count} questions nearly all answers are those of the plan of {date}: with both plans one can see what "
            "the few others answered. The change is not told."
        ),
        N_("Share only one of the two plans, or wait until more have answered. If this is another survey, do nothing."),
    ),
    "read-before": ProblemKind(
        _WARNING,
        N_(
            "The same file as last year: the plan of {date} was made of it already. Its figures tell nothing of what "
            "has happened since, so they propose no effect, and no change is told from them."
        ),
        N_("Put this year's file in its place. If what it says still holds, do nothing."),
    ),
    "asked-before": ProblemKind(
        _WARNING,
        N_(
            "The answers are from before the plan of {date} was made, so they propose no effect of its actions, and no "
            "change is told from them."
        ),
        N_("Put this year's answers in the folder as soon as they are there."),
    ),
    "cell-cleared": ProblemKind(_NOTE, N_("{number}: “{field}” was emptied.")),
}


def level_of(problem: Problem) -> ProblemLevel:
    """Return how serious a problem is."""
    return PROBLEMS[problem.code].level


def sentence_of(problem: Problem) -> str:
    """Return what happened, in the user's language; the place is not part of it."""
    return _filled(PROBLEMS[problem.code].sentence, problem)


def cure_of(problem: Problem) -> str:
    """Return what to do about it, empty when there is nothing."""
    return _filled(PROBLEMS[problem.code].cure, problem)


def describe(problem: Problem) -> str:
    """Return the problem as a sentence with its cure."""
    return " ".join(part for part in (sentence_of(problem), cure_of(problem)) if part)


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the problems as lines with their places; what is said of several places, or numbers, is said once."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        begins = PROBLEMS[problem.code].sentence.startswith("{number}:")
        values = {key: value for key, value in problem.values.items() if key != "number" or not begins}
        alike.setdefault((problem.code, *sorted(values.items())), []).append(problem)
    for first, *others in alike.values():
        places: dict[str, list[str]] = {}
        for one in (first, *others):
            place = str(one.where)
            shown = place.removeprefix(f"{one.where.file} › ") if one.where.file in places else place
            places.setdefault(one.where.file, []).append(shown)
        where = "; ".join(", ".join(dict.fromkeys(shown)) for shown in places.values())
        numbers = ", ".join(dict.fromkeys(one.values.get("number", "") for one in (first, *others)))
        said = describe(replace(first, values={**first.values, "number": numbers}) if numbers else first)
        yield f"{where}: {said}" if where else said


def _filled(text: str, problem: Problem) -> str:
    left_out = {"suggestion": _("a known department"), "reason": ""}
    return _(text).format(**left_out | dict(problem.values)).strip() if text else ""
