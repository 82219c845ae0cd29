"""What each column of a table of results tells: a question, a department, a time, an answer or a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.figures.headers import (
    Column,
    Reader,
    ends_in,
)
from handleplan_batch.reading.importers.figures.layout import Sheet, Title, has_year, or_above, value_at
from handleplan_batch.reading.importers.headed import (
    SHORT,
    from_the_top,
    header_words,
    is_question,
    share_of,
)
from handleplan_batch.reading.polarity import as_words, is_statement
from handleplan_batch.reading.scales import Fit, measured_by, stem_of


def labels_of(sheet: Sheet) -> tuple[tuple[int, ...], tuple[int, ...], int | None, int | None]:
    """Return the columns of questions (the question before its theme), departments, and of the time and the scale."""
    words = header_words(sheet.reader.catalogue)
    questions: list[int] = []
    topics: list[int] = []
    departments: list[int] = []
    period = scale = None
    for index, values in enumerate(sheet.distinct):
        said = sheet.said(index)
        is_label = len(said.split()) <= SHORT
        if not values:
            continue
        if is_label and sheet.reader.words["period"].match(said) and share_of(values, has_year) >= 0.8:
            period = index if period is None else period
        elif index in sheet.figures:
            continue
        elif is_label and share_of(values, _tells_ends) >= 0.5:
            scale = index if scale is None else scale
        elif is_label and words["item"].search(said):
            questions.append(index)
        elif (
            is_label
            and words["topic"].search(said)
            and not (
                words["department"].search(said) and sheet.about_work(index) < 0.5  # "Område" may be either
            )
        ):
            topics.append(index)
        elif is_label and words["department"].search(said) and not words["not_department"].search(said):
            departments.append(index)
        elif share_of(values, is_question) >= 0.5 and not words["comment"].search(said):
            questions.append(index)
    cells = [list(accumulate((value_at(row, index) for row in sheet.rows), or_above)) for index in departments]
    order = from_the_top(list(zip(map(sheet.said, departments), cells, strict=True)), words)
    return (*questions[:1], *topics[:1]), tuple(departments[position] for position in order), period, scale


def _tells_ends(value: Value) -> bool:
    """Whether a cell tells the ends of a scale and nothing else: "1-5", not "Jeg er stresset (1-5)"."""
    told = isinstance(value, str) and ends_in(value) is not None
    return told and not is_question(str(value)) and not is_statement(str(value))


def holds_answers(sheet: Sheet, index: int) -> bool:
    """Whether a column's texts are answers of scales."""
    texts = [value for value in sheet.distinct[index] if isinstance(value, str)]
    if index in sheet.figures or not texts:
        return False
    scales = sheet.reader.scales
    labels = scales.labels(texts)
    known = scales.share_known(labels)
    named = sheet.reader.words["answer"].match(sheet.said(index))
    return (named and known > 0) or (known >= 0.5 and known * len(labels) >= 2)


def holds_colours(sheet: Sheet, index: int) -> bool:
    """Whether a column holds colours, or faces, which say of each figure beside them whether it is good."""
    fit = sheet.reader.scales.fit({str(value): 1 for value in sheet.distinct[index]})
    return fit is not None and stem_of(fit.family) == "smiley"


def holds_remarks(sheet: Sheet, index: int) -> bool:
    """Whether a column holds what was said about the rows in free text."""
    if index in sheet.figures or not any(isinstance(value, str) for value in sheet.distinct[index]):
        return False
    return header_words(sheet.reader.catalogue)["comment"].search(sheet.said(index)) is not None


def parts_persons(sheet: Sheet, index: int) -> bool:
    """Whether a column tells sex, age or the like of those whom a row counts."""
    if index in sheet.figures or not sheet.distinct[index]:
        return False
    words = header_words(sheet.reader.catalogue)
    return len(sheet.said(index).split()) <= SHORT and words["background"].search(sheet.said(index)) is not None


def recurs(sheet: Sheet, item: int, answer: int) -> bool:
    """Whether a question has several rows, each with another answer."""
    told = sum(answer < len(row) and row[answer] is not None for row in sheet.rows)
    return told >= 2 * len(sheet.distinct[item])


def settled(column: Column, sheet: Sheet, title: Title, fit: Fit | None, *, has_items: bool) -> Column:
    """Return a column whose kind what stands beside it, and in it, tells.

    Beside answers a total is how many answered, unless it is 100 %. A month without a year is of the title's.
    """
    whole = sheet.reader.words["whole"]
    if column.kind == "own":
        return replace(column, kind=title.kind or "mean")
    if column.names and not column.kind and column.persons is None and has_items:  # "Køkken (12)"
        found = re.search(r"\((\d{1,3})\)$", column.header)
        column = column if found is None else replace(column, persons=int(found[1]))
    if column.period.startswith("-"):
        return replace(column, period=f"{title.period}{column.period}")
    if fit is not None and not column.kind and column.names and whole.match(as_words(column.names[-1])):
        numbers = {cell.number for cell in sheet.cells[column.index] if cell is not None and not cell.percent} - {None}
        if any(number not in (1, 100) for number in numbers) and all((number or 0) % 1 == 0 for number in numbers):
            return replace(column, kind="n", names=column.names[:-1])
    return column


def tells_importance(column: Column, reader: Reader) -> bool:
    """Whether a column of figures tells how important things are, not how they are."""
    words = header_words(reader.catalogue)["importance"]
    return column.kind == "spread" and words.search(as_words(column.header)) is not None


def beside_importance(columns: Sequence[Column], reader: Reader) -> list[Column]:
    """Return the columns with "Tilfredshed" as a mean, no name, where "Vigtighed" stands beside it."""
    if not any(tells_importance(column, reader) for column in columns):
        return list(columns)
    rated = [not column.kind and len(column.names) == 1 and measured_by(column.names) for column in columns]
    return [
        replace(column, kind="mean", names=()) if is_rated else column
        for column, is_rated in zip(columns, rated, strict=True)
    ]


def with_answers(figures: Sequence[Column], reader: Reader) -> tuple[list[Column], Fit | None]:
    """Return the columns with those of answers decided, and the answers' scale when they make up one."""
    labels = list(dict.fromkeys(column.answer for column in figures if column.kind == "answer"))
    fit = reader.scales.fit(dict.fromkeys(labels, 3)) if labels else None
    if labels and all(
        len(label) == 1 and label.isalpha() for label in labels
    ):  # "J" beside "N": no, not how many answered
        figures = [
            replace(column, kind="answer", answer=column.header)
            if column.kind == "n" and reader.is_answer(column.header)
            else column
            for column in figures
        ]
        labels = list(dict.fromkeys(column.answer for column in figures if column.kind == "answer"))
        fit = reader.scales.fit(dict.fromkeys(labels, 3))
    if fit is not None:
        off = [label for label in labels if label not in fit.levels and not reader.scales.is_off_scale(label)]
        levels = {*fit.levels.values()}
        enough = len(levels) > 2 or (levels == {0, 1} and (fit.family == "ja-nej" or fit.good is not None))
        # "Positiv, Neutral, Negativ" sums up the answers to questions of other scales.
        summed = all(reader.kind(label) in ("favourable", "unfavourable", "neutral") for label in fit.levels)
        if not off and enough and not summed:
            return list(figures), fit
    decided = []
    for column in figures:
        if column.kind != "answer":
            decided.append(column)
            continue
        share = "" if column.percent is False else reader.shares(column.answer)
        kind = reader.kind(column.answer) or share
        is_name = not kind and not column.answer.isdecimal()
        decided.append(replace(column, kind=kind, names=(*column.names, column.answer) if is_name else column.names))
    return decided, None
