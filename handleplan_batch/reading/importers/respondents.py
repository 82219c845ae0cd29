"""Surveys whose respondents do not stand one a row: a column each, or a row for each of their answers.

Such a sheet is put in order before it is read; where a cell truly stands is not forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import CellRef
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.figures.headers import figure_words
from handleplan_batch.reading.importers.headed import (
    Column,
    HeadedTable,
    Keywords,
    as_answer,
    columns_of,
    find_header,
    header_words,
    is_question,
    share_of,
    texts_of,
)
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import Scales, load_scales

_TOP_WITHIN = 15
_MOST_TURNED = 500
"""Rows up to which a sheet may hold a respondent a column."""
_FEWEST_KNOWN = 0.3
"""Share of the different answers that some scale must have."""

_Words = Mapping[str, Keywords]


@dataclass(frozen=True, slots=True)
class Reordered(Grid):
    """A sheet put in order: a header, then a row per respondent."""

    turned: bool = False
    """Whether the respondents stood in columns."""
    named: bool = False
    """Whether the headers of these columns can be nothing else ("Medarb. 3", "Skema 3", first names)."""
    places: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """0-based row and column here -> those of the sheet as it is, where they are not each other's."""
    above: Sequence[Sequence[Value]] = ()
    """The rows of the sheet that stand above the answers."""
    further: tuple[int, ...] = ()
    """0-based rows of the sheet that hold no more than a further answer of a respondent."""

    def ref(self, row: int, column: int | None = None) -> CellRef:
        """Return the place in the sheet as it is."""
        if self.turned:
            return CellRef(self.file, self.sheet, None if column is None else self.top + column + 1, row + 1)
        there = self.places.get((row, 0 if column is None else column), (row, column or 0))
        return CellRef(self.file, self.sheet, self.top + there[0] + 1, None if column is None else there[1] + 1)


def one_a_row(grid: Grid, context: Context) -> Grid:
    """Return the sheet with a row per respondent: itself, as a rule."""
    return _turned(grid, context) or _gathered(grid, context) or grid


def _turned(grid: Grid, context: Context) -> Reordered | None:
    """Return the sheet turned, when its headers count respondents beside a column of questions."""
    words, sums = header_words(context.catalogue), figure_words(context.catalogue)
    top = next((number for number, row in enumerate(grid.rows[:_TOP_WITHIN]) if len(texts_of(row)) >= 4), None)
    if top is None or len(grid.rows) > _MOST_TURNED:
        return None
    heads = texts_of(grid.rows[top])
    summed = {
        column for column, text in heads.items() if any(sums[kind].match(as_words(text)) for kind in ("mean", "whole"))
    }
    persons = [column for column, text in heads.items() if _counts_a_person(text, words)]
    persons = persons or _named([*heads][1:], heads, summed, context.catalogue)
    if len(persons) < max(3, len(heads) - 2) or persons[0] == 0:
        return None
    body = [row for row in grid.rows[top + 1 :] if any(value is not None for value in row)]
    scales = load_scales(context.catalogue, context.directions)
    asked = {
        column: sum(column < len(row) and _asks(row[column], scales) for row in body) for column in range(persons[0])
    }
    questions = max(asked, key=lambda column: asked[column])
    answers = [as_answer(value) for row in body for value in row[persons[0] :] if isinstance(value, str)]
    if asked[questions] < max(2, 0.5 * len(body)):
        return None
    marks = [[row[column] for column in persons if column < len(row)] for row in body if _asks(row[questions], scales)]
    if not (_are_answers(answers, scales) if answers else _are_rated(marks, [heads[column] for column in persons])):
        return None
    digits = all(heads[column].isdigit() for column in persons)
    if answers and digits:  # the labels of codes, all different, are no answers
        given = [[value for value in row[persons[0] :] if value is not None] for row in body]
        if share_of(given, lambda row: len(set(row)) < len(row)) < 0.5:
            return None
    rows = [
        [row[column] if column < len(row) and number > top else None for number, row in enumerate(grid.rows)]
        if column == questions or (column >= persons[0] and column not in summed)
        else []
        for column in range(max(map(len, grid.rows)))
    ]
    named = all(_PERSON.match(as_words(heads[column])) for column in persons)
    return Reordered(grid.file, grid.sheet, rows, top=grid.top, turned=True, named=named, above=grid.rows[:top])


def _counts_a_person(text: str, words: _Words) -> bool:
    """Whether a header counts respondents: Respondent 3, R12, 7."""
    found = re.fullmatch(r"(.*?)[\s.#_-]*\d{1,5}", as_words(text))
    return found is not None and (not found[1] or words["person"].fullmatch(found[1]) is not None)


def _asks(text: Value, scales: Scales) -> bool:
    """Whether a text is a question or a statement, not the name of a course or a machine."""
    return isinstance(text, str) and (is_question(text) or scales.polarity.judge(text).good is not None)


def _named(
    columns: Sequence[int], heads: Mapping[int, str], summed: Collection[int], catalogue: Catalogue
) -> list[int]:
    """Return the columns that are called by first names, when nearly all are: a respondent each."""
    named = [column for column in columns if column not in summed and heads[column].strip()]
    known = _first_names(catalogue)
    return named if share_of(named, lambda column: heads[column].split()[0].casefold() in known) >= _MOSTLY else []


_MOSTLY = 0.8


@lru_cache(maxsize=4)
def _first_names(catalogue: Catalogue) -> frozenset[str]:
    kinds = ("first", "first_capital", "first_word")
    return frozenset(name.casefold() for kind in kinds for name in catalogue.names[kind])


def _are_rated(rows: Sequence[Sequence[Value]], heads: Sequence[str]) -> bool:
    """Whether the numbers of each question are what respondents answered, not how many gave each answer.

    Where the headers may be answers as well ("Svar 3", "3"), there are more of them than the scale has, and the numbers
    of some questions add up to more than those of others.
    """
    given = [[value for value in row if value is not None] for row in rows]
    marks = [[value for value in row if type(value) is int and 0 <= value <= _HIGHEST_RATING] for row in given]
    if not any(marks) or sum(map(len, marks)) < sum(map(len, given)):
        return False
    if all(_PERSON.match(as_words(head)) for head in heads):
        return True
    return len(heads) > max(map(max, filter(None, marks))) and len({sum(row) for row in marks}) > 1


_HIGHEST_RATING = 10
_PERSON = re.compile(r"(?!svar\b|response|nr|id\b|\d)")
"""How a header begins that surely is a respondent's, and not an answer's."""


def _are_answers(answers: Sequence[str], scales: Scales) -> bool:
    return scales.share_known(scales.labels(answers)) >= _FEWEST_KNOWN


def _gathered(grid: Grid, context: Context) -> Reordered | None:
    """Return the answers of each respondent in a row, when each has a row of its own: respondent, question, answer."""
    header = find_header(grid.rows, grid.merged)
    if header is None or not 3 <= len(header.texts) <= 15:
        return None
    words = header_words(context.catalogue)
    heads = {column: as_words(text).strip(" :.") for column, text in header.texts.items()}
    whose = [column for column, head in heads.items() if _names_respondents(head, words)]
    asked = [
        c for c, head in heads.items() if any(words[kind].fullmatch(head) for kind in ("variable", "text", "item"))
    ]
    given = [c for c, head in heads.items() if c not in asked and words["label"].fullmatch(head)]
    given += [c for c, head in heads.items() if c not in (*asked, *given) and words["value"].match(head)]
    if not whose or not asked or not given:
        return None
    first = header.row + 1
    filled = [(first + n, row) for n, row in enumerate(grid.rows[first:]) if any(value is not None for value in row)]
    table = HeadedTable(header, [row for _number, row in filled], [number for number, _row in filled])
    columns = {column.index: column for column in columns_of(table)}
    person, question = columns[whose[0]], columns[asked[0]]
    pairs = list(zip(person.values, question.values, strict=True))
    recur = all(2 <= len(column.distinct) <= 0.6 * len(pairs) for column in (person, question))
    if not recur or any(None in pair for pair in pairs) or len(set(pairs)) < len(pairs):
        return None
    about = [columns[column] for column in heads if column not in (*asked, *given) and _is_of(columns[column], person)]
    wide = {variable: len(about) + number for number, variable in enumerate(question.distinct)}
    rows: list[list[Value]] = [[*(column.header for column in about), *map(as_answer, wide)]]
    places = {(0, number): (header.row, column.index) for number, column in enumerate(about)}
    numbers: dict[Value, int] = {}
    further: list[int] = []
    for position, (who, what) in enumerate(pairs):
        row = table.numbers[position]
        number = numbers.setdefault(who, len(rows))
        if number == len(rows):
            rows.append([*(column.values[position] for column in about), *[None] * len(wide)])
            places |= {(number, at): (row, column.index) for at, column in enumerate(about)}
        else:
            further.append(row)
        places.setdefault((0, wide[what]), (row, question.index))
        answers = ((columns[column].values[position], column) for column in given)
        value, column_given = next((pair for pair in answers if pair[0] is not None), (None, given[0]))
        rows[number][wide[what]] = value
        places[number, wide[what]] = (row, column_given)
    return Reordered(
        grid.file, grid.sheet, rows, top=grid.top, places=places, above=grid.rows[: header.row], further=tuple(further)
    )


def _names_respondents(head: str, words: _Words) -> bool:
    """Whether a header is that of a number or name for the respondent."""
    told = words["person"].match(head) is not None
    return told and any(words[kind].fullmatch(head) for kind in ("technical", "personal"))


def _is_of(column: Column, person: Column) -> bool:
    """Whether a column says the same in all rows of a respondent."""
    known: dict[Value, Value] = {}
    pairs = zip(person.values, column.values, strict=True)
    return share_of(pairs, lambda pair: known.setdefault(pair[0], pair[1]) == pair[1]) >= 0.98
