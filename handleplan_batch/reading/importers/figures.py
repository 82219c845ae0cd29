"""Tables of figures: what each figure is about, wherever that stands.

A table is taken apart into facts, each with a question, a department, a time and a kind (mean, number, share,
answer of a scale), whether these stand in rows, in columns, in headings above groups of rows, or in the title. What the
words of headers mean stands in ``wording.csv`` (kinds ``figure_…``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, pairwise
from math import prod
from pathlib import PurePath

from handleplan_batch.language import _
from handleplan_batch.model import CellRef, DepartmentPath, ImporterName, Problem
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import parse_number, plain, words_of
from handleplan_batch.reading.importers.figure_headers import (
    ANCHOR,
    BEST,
    CONTENT,
    COUNT,
    DIRECTIONS,
    FEW,
    ONE_NUMBER,
    OTHERS,
    PERSONS,
    SHARES,
    UNITS,
    YEAR,
    Cell,
    Column,
    Reader,
    Words,
    as_cell,
    ends_in,
    figure_words,
    headers_of_lists,
    is_starred,
    is_year,
    says,
    told_directions,
    without_count,
    without_unit,
)
from handleplan_batch.reading.importers.headed import (
    SAMPLE,
    SHORT,
    as_answer,
    from_the_top,
    header_words,
    is_question,
    share_of,
)
from handleplan_batch.reading.polarity import as_words, is_statement
from handleplan_batch.reading.scales import Fit, load_scales, tells_of_turned

_HEADER_WITHIN = 30
"""Rows from the top among which the header is looked for."""


# --- Layout -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet's figures stand, and what the text around the table says."""

    header_row: int
    end: int
    """0-based row at which the table ends: the first of another table below, or the end of the sheet."""
    head: Mapping[int, str]
    """0-based column -> header of the lowest line."""
    heads: Sequence[str]
    """Per column all header lines together."""
    items: tuple[int, ...]
    """Columns that tell the question: the question itself, then its theme."""
    departments: tuple[int, ...]
    """Columns that tell the department, from the top down."""
    period: int | None
    scale: int | None
    """The column that tells the ends of each question's scale ("1-5")."""
    figures: tuple[Column, ...]
    fit: Fit | None
    """The scale of the columns that are answers."""
    answer: int | None
    """The column that tells the answer, where each has a row of its own."""
    title: _Title
    reader: Reader
    remarks: tuple[int, ...] = ()
    """Columns of free text about what a row tells ("Bemærkninger")."""
    groups: tuple[int, ...] = ()
    """Columns that part those who gave an answer by age, sex or the like; together they are all who gave it."""
    total: str = ""
    """The label of the one total that has the name of the workplace in it: "Skolen i alt"."""
    stem: str = ""
    """The beginning that the questions in the rows share: "I hvor høj grad er du generet af:"."""
    names_are: str = ""
    """What names above columns are: ``department``, ``item``, or empty."""
    fractions: bool | None = False
    """Whether shares stand as 0.25 for 25 %; None when there are only 0 and 1, which may be both."""
    strength: float = 0.0

    @property
    def latest(self) -> str:
        """Return the last time that columns tell of, where all that measure something tell one; it is now."""
        times = {column.period for column in self.figures if column.kind in CONTENT or not column.kind}
        return "" if "" in times else max(times, default="")

    @property
    def fields(self) -> Mapping[str, tuple[int, ...]]:
        """Return field -> columns, for the claim."""
        return {"question": self.items[:1], "figure": tuple(column.index for column in self.figures)}

    @property
    def decided(self) -> Mapping[str, str]:
        """Return field -> headers, for the decisions that are shown."""
        found = {
            "question": [self.heads[index] for index in self.items],
            "department": [self.heads[index] for index in self.departments],
            "period": [] if self.period is None else [self.heads[self.period]],
            "comment": [self.heads[index] for index in self.remarks],
        }
        seen: set[tuple[str, tuple[str, ...], str]] = set()
        for column in self.figures:
            said = (column.kind, column.names, column.period)
            if column.kind in _SHOWN and column.kind != "answer" and said in seen:
                continue  # the first is used
            seen.add(said)
            if column.kind in _SHOWN:
                found.setdefault(_SHOWN[column.kind], []).append(column.header)
            elif not column.kind and self.names_are:
                found["question" if self.names_are == "item" else "department"].append(column.header)
        if self.title.department and not found["department"]:
            found["department"] = [" / ".join(self.title.department)]
        return {field: ", ".join(filter(None, headers)) for field, headers in found.items() if any(headers)}


_SHOWN = {
    "mean": "mean",
    "n": "answered",
    "previous": "previous",
    "answer": "answers",
    "benchmark": "benchmark",
    **dict.fromkeys(SHARES, "share"),
}


@dataclass(frozen=True, slots=True)
class _Title:
    """What the lines above and below a table, and the sheet's name, say."""

    department: DepartmentPath | None = None
    sheet: DepartmentPath = ()
    """The sheet's name where it may be a department's; ``judging`` knows whether it is one."""
    item: str = ""
    kind: str = ""
    ends: tuple[float, float] | None = None
    high_is_good: bool | None = None
    persons: int | None = None
    period: str = ""
    percent: bool = False
    """Whether a line says that figures are percent."""
    legend: str = ""
    """The lines that explain numbers ("1 = slet ikke, 5 = i meget høj grad")."""
    ends_explained: Mapping[float, str] = field(default_factory=dict)
    """The lines that explain one number only ("5 = mest positiv")."""
    turned: bool = False
    """Whether a line says that the figures of some questions are turned."""
    unclear: bool = False
    """Whether a line says something of high or low figures that is not understood, or two say the opposite."""
    stem: str = ""
    """A question above the table that goes on in its rows."""
    block: DepartmentPath = ()
    """The line right above the header where it may be a department's name."""
    starred: frozenset[bool | None] = frozenset()
    """What a note with a star says of what bears one: whether high is good, None where it only says "turned"."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet whose header is found, with what stands in its columns below it."""

    grid: Grid
    reader: Reader
    header_row: int
    rows: Sequence[Sequence[Value]]
    """The rows below the header that are looked at."""
    heads: Sequence[str]
    """Per column all header lines together."""
    distinct: Sequence[Mapping[Value, None]]
    """Per column the different values below the header."""
    cells: Sequence[Sequence[Cell | None]]
    """The same as figures."""
    figures: frozenset[int]
    """Columns of figures."""

    def said(self, index: int) -> str:
        """Return a header in lower case."""
        return as_words(self.heads[index]).strip(" :.*")

    def about_work(self, index: int) -> float:
        """Return the share 0–1 of a column's values that name something a survey asks about."""
        return share_of(
            self.distinct[index],
            lambda text: isinstance(text, str) and self.reader.is_topic(text) and not _reason_of(text, self.reader),
        )


def reader_of(context: Context) -> Reader:
    """Return what understands the words of a table."""
    scales = load_scales(context.catalogue, context.directions)
    return Reader(context.catalogue, figure_words(context.catalogue), scales)


def find_layout(grid: Grid, context: Context, limit: int | None, start: int = 0) -> Layout | None:
    """Decide what the columns are; None when the sheet is no table of results.

    ``start``: the first row of a table with other columns below the first one.
    """
    reader = reader_of(context)
    words = reader.words
    grid = _without_pivot(grid, reader)
    found = _header_row(grid.rows[start:], reader)
    if found is None:
        return None
    header_row = start + found
    end = _end(grid, header_row, reader, len(grid.rows) if limit is None else header_row + 1 + limit)
    rows = grid.rows[header_row + 1 : end if limit is None else min(end, header_row + 1 + limit)]
    width = max(map(len, rows), default=0)
    own, above = _texts(grid.rows[header_row]), _above(grid, header_row, words["hidden"], width)
    lines = [above] if above else []
    if above and header_row > 1 and _is_head(grid.rows[header_row - 2], words["hidden"]):
        top = _above(grid, header_row - 1, words["hidden"], width)
        lines = [top, above] if top else lines
    heads = [" ".join(line[index] for line in (*lines, own) if line.get(index)) for index in range(width)]
    distinct = [dict.fromkeys(row[index] for row in rows if index < len(row)) for index in range(width)]
    for index, values in enumerate(distinct):
        values.pop(None, None)
        values.pop(own.get(index), None)  # where the header is repeated
    of_lists, asks_for_words = headers_of_lists(context.catalogue), header_words(context.catalogue)["comment"]
    for index, values in enumerate(distinct):
        said = {as_words(text).strip(" :.") for text in (heads[index], own.get(index, ""))}
        counted = all(map(reader.is_answer, said)) and all(as_cell(value, words["hidden"]) for value in values)
        if values and not (of_lists.isdisjoint(said) or counted or any(map(asks_for_words.search, said))):
            return None
    cells = [[as_cell(value, words["hidden"]) for value in values] for values in distinct]
    figures = frozenset(
        index
        for index, parsed in enumerate(cells)
        if parsed
        and sum(cell is not None for cell in parsed) >= 0.8 * len(parsed)
        and (heads[index] or any(cell and cell.number is not None for cell in parsed))
    )
    sheet = _Sheet(grid, reader, header_row, rows, heads, distinct, cells, figures)
    items, departments, period, scale = _labels(sheet)
    given = [index for index in range(width) if index not in (*items, *departments) and _holds_answers(sheet, index)]
    texts = (index for index in range(width) if distinct[index] and index not in figures)
    if any(reader.is_answer(heads[index]) for index in texts if heads[index]):
        return None  # answers of persons
    columns = [
        reader.column(index, [line[index] for line in (*lines, own) if line.get(index)])
        for index in sorted(figures.difference((*items, *departments, period)))
        if heads[index]
    ]
    columns, fit = _answers(columns, reader)
    title = _title(sheet, range(start, header_row - len(lines)), items, bool(departments), fit is not None)
    if fit is not None and fit.family == _NET_PROMOTERS and not items and not title.item:
        scores = [column for column in columns if column.names and is_net_score(column.names[-1])]
        title = replace(title, item=scores[0].names[-1] if scores else "eNPS")
        columns = [replace(column, kind="spread") if column in scores else column for column in columns]
    columns = [_settled(column, sheet, title, fit, has_items=bool(items)) for column in columns]
    answer = given[0] if given else None
    if answer is not None and items and not _recurs(sheet, items[0], answer):
        return None  # a remark on each question
    told = (*items, *departments, period, scale, answer)
    groups = tuple(index for index in range(width) if answer is not None and index not in told and _parts(sheet, index))
    remarks = tuple(index for index in range(width) if index not in (*told, *groups) and _holds_remarks(sheet, index))
    layout = Layout(
        *(header_row, end, own, heads, items, departments, period, scale),
        *(tuple(columns), fit, answer, title, reader, remarks, groups),
    )
    if len(given) > 1:  # answers of persons, or how many gave each combination of them
        return replace(layout, strength=UNTOLD_COMBINATIONS) if _tells_combinations(sheet, layout, len(given)) else None
    return _decide(sheet, layout)


_NET_PROMOTERS = "enps-3"
"""The family of promoters, passives and detractors."""
_NET_SCORE = re.compile(r"e?-? ?nps\b.*|(?:employee )?net promoter.*")


def is_net_score(text: str) -> bool:
    """Whether a text names the share of promoters less that of detractors, from -100 to 100."""
    return _NET_SCORE.fullmatch(as_words(text).strip(" :.")) is not None


def _without_pivot(grid: Grid, reader: Reader) -> Grid:
    """Return the sheet with the question whose answers Excel's pivot table counts told as that.

    What it counts may be the respondents ("Antal af ID"); the question then stands elsewhere.
    """
    for number, row in enumerate(grid.rows[:_PIVOT_ROWS]):
        texts = _texts(row)
        if len(texts) == 2 and any(_PIVOT_COLUMNS.fullmatch(text.casefold().strip()) for text in texts.values()):
            counted = _PIVOT_COUNT.fullmatch(min(texts.items())[1].strip())
            asked = "" if counted is None else counted[1]
            is_asked = is_question(asked) or is_statement(asked) or reader.is_topic(asked)
            if is_asked or counted is not None:
                rows = [*grid.rows]
                rows[number] = (f"{_('Question')}: {asked}",) if is_asked else ()
                return replace(grid, rows=rows)
    return grid


_PIVOT_ROWS = 12
_PIVOT_COLUMNS = re.compile(r"kolonnenavne|kolonneetiketter|kolumnetiketter|kolonneoverskrifter|column labels")
_PIVOT_COUNT = re.compile(r"(?:antal af|optælling af|antall av|antal av|count of)\s+(.+)", re.IGNORECASE)


def _end(grid: Grid, header_row: int, reader: Reader, limit: int) -> int:
    """Return where a table ends: at the lines above the header of another one, whose columns are others.

    No header is looked for from row ``limit`` on.
    """
    hidden = reader.words["hidden"]
    head, above = _texts(grid.rows[header_row]), _texts(grid.rows[header_row - 1]) if header_row else {}
    label = min(head)
    for index in range(header_row + 2, min(limit, len(grid.rows))):
        row = grid.rows[index]
        if not _is_head(row, hidden) or not any(isinstance(value, str) for value in row):
            continue
        texts, before = _texts(row), _texts(grid.rows[index - 1])
        below = next((other for other in grid.rows[index + 1 :] if sum(value is not None for value in other) > 1), ())
        if not below or _is_head(below, hidden) or not _holds_figures(below, hidden):
            continue
        if texts == head:
            is_other = before != above and any(column > 0 for column in above) and any(column > 0 for column in before)
            is_other |= before != above and _asks(above) and _asks(before)
        elif is_question(texts.get(label)) and {**texts, label: ""} == {**head, label: ""}:
            is_other = False  # the header of a block with a question of its own
        else:
            others = [value for column, value in enumerate(row) if column != min(texts) and isinstance(value, str)]
            named = any(reader.kind(text) or reader.is_answer(text) or is_year(text) for text in others)
            is_other = named or texts.get(label) == head[label]  # never numbers alone: 1, 2, 3 are figures
        if is_other:
            first = index
            while first - 1 > header_row and _is_line_above(grid.rows[first - 1], hidden):
                first -= 1
            return first
    return len(grid.rows)


def _asks(texts: Mapping[int, str]) -> bool:
    """Whether a line holds nothing but a question, without a label: the table below it is about that."""
    return len(texts) == 1 and all(text.endswith("?") and " " in text and ":" not in text for text in texts.values())


def _is_line_above(row: Sequence[Value], hidden: Words) -> bool:
    """Whether a row between two tables is a title, or a header line over the lowest one."""
    filled = [value for value in row if value is not None]
    return bool(filled) and (len(filled) == 1 or _is_head(row, hidden)) and not _holds_figures((None, *filled), hidden)


def _texts(row: Sequence[Value]) -> dict[int, str]:
    return {index: str(value).strip() for index, value in enumerate(row) if value is not None}


def _is_head(row: Sequence[Value], hidden: Words) -> bool:
    """Whether a row may be a header line: several texts, years, or the numbers of a scale in a row."""
    filled = [value for value in row if value is not None]
    numbers = [value for value in filled if isinstance(value, int) and not isinstance(value, bool)]
    answers = [number for number in numbers if not is_year(number)]
    rising = all(after - before == 1 for before, after in pairwise(answers))
    if answers and (len(answers) < 3 or answers[0] not in (0, 1) or not rising):
        return False
    return (
        len(filled) >= 2
        and len(numbers) + sum(isinstance(value, str) for value in filled) == len(filled)
        and not any(
            isinstance(value, str)
            and not is_year(value)
            and as_cell(value, hidden)
            and value.strip() not in "0123456789"
            for value in filled
        )
        and (len(numbers) < len(filled) or all(map(is_year, filled)))
    )


def _holds_figures(row: Sequence[Value], hidden: Words) -> bool:
    return any(cell is not None and cell.number is not None for cell in (as_cell(value, hidden) for value in row[1:]))


def _header_row(rows: Sequence[Sequence[Value]], reader: Reader) -> int | None:
    """Return the lowest header line: the widest that stands above figures, with at most headings in between.

    A wider one below a header that names results is that of another table.
    """
    hidden = reader.words["hidden"]
    best, widest = None, 1
    first = rows[: _HEADER_WITHIN * 2]
    for index, row in enumerate(first[:_HEADER_WITHIN]):
        if not _is_head(row, hidden) or _is_numbered_row(first, index):
            continue
        below = (
            other for other in first[index + 1 :] if sum(value is not None for value in other) > 1
        )  # headings and blank rows passed over
        following = next(below, None)
        width = sum(value is not None for value in row)
        if following is None or not _holds_figures(following, hidden) or width <= widest:
            continue
        # 1, 2, 3 in the first row of figures are no second header line: that has no cell under the label's header.
        if not _is_head(following, hidden) or (
            following[0] is not None and sum(v is not None for v in following) == width
        ):
            if best is not None and any(_names_results(text, reader) for text in list(_texts(rows[best]).values())[1:]):
                break
            best, widest = index, width
    return best


def _is_numbered_row(rows: Sequence[Sequence[Value]], index: int) -> bool:
    """Whether a line is the one of a list whose running number lies between those above and below it."""
    if not 0 < index < len(rows) - 1:
        return False
    around = zip(*rows[index - 1 : index + 2], strict=False)
    numbers = (tuple(map(parse_number, column)) for column in around)
    return any(above is not None and number == above + 1 and below == above + 2 for above, number, below in numbers)


def _names_results(text: str, reader: Reader) -> bool:
    return reader.kind(text) in CONTENT or reader.is_answer(text)


def _above(grid: Grid, header_row: int, hidden: Words, width: int) -> dict[int, str]:
    """Return column -> name of the group above it, from a header line over another; the last goes on to the end."""
    if header_row == 0:
        return {}
    row = grid.rows[header_row - 1]
    texts = _texts(row)
    first = min((min(_texts(cells), default=width) for cells in grid.rows[header_row : header_row + 2]), default=0)
    told = {index for index in texts if index > first}
    if not told or not (_is_head(row, hidden) or len(texts) == 1):
        return {}
    below = _texts(grid.rows[header_row])
    spans = {first: last for top, first, bottom, last in grid.merged if top <= header_row - 1 <= bottom}
    if len(texts) > len(below) and not spans and not below.keys() <= texts.keys():  # else each column has its own
        return {}
    groups: dict[int, str] = {}
    current = ""
    for index in range(width):
        if index in texts:
            current = texts[index]
            end = spans.get(index, index if spans else width)
        if current and index <= end:
            groups[index] = current
    # A text over a label column is that column's header when it has none below; else it belongs to the title.
    return {index: text for index, text in groups.items() if index in told or index not in texts or index not in below}


def _labels(sheet: _Sheet) -> tuple[tuple[int, ...], tuple[int, ...], int | None, int | None]:
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
        if is_label and sheet.reader.words["period"].match(said) and share_of(values, _has_year) >= 0.8:
            period = index if period is None else period
        elif index in sheet.figures:
            continue
        elif share_of(values, lambda value: isinstance(value, str) and ends_in(value) is not None) >= 0.5 and is_label:
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
    cells = [list(accumulate((_at(row, index) for row in sheet.rows), _or_above)) for index in departments]
    order = from_the_top(list(zip(map(sheet.said, departments), cells, strict=True)), words)
    return (*questions[:1], *topics[:1]), tuple(departments[position] for position in order), period, scale


def _at(row: Sequence[Value], index: int) -> Value:
    return row[index] if index < len(row) else None


def _or_above(above: Value, value: Value) -> Value:
    return above if value is None else value


def _holds_answers(sheet: _Sheet, index: int) -> bool:
    """Whether a column's texts are answers of scales."""
    texts = [value for value in sheet.distinct[index] if isinstance(value, str)]
    if index in sheet.figures or not texts:
        return False
    scales = sheet.reader.scales
    labels = scales.labels(texts)
    known = scales.share_known(labels)
    named = sheet.reader.words["answer"].match(sheet.said(index))
    return (named and known > 0) or (known >= 0.5 and known * len(labels) >= 2)


def _holds_remarks(sheet: _Sheet, index: int) -> bool:
    """Whether a column holds what was said about the rows in free text."""
    if index in sheet.figures or not any(isinstance(value, str) for value in sheet.distinct[index]):
        return False
    return header_words(sheet.reader.catalogue)["comment"].search(sheet.said(index)) is not None


def _parts(sheet: _Sheet, index: int) -> bool:
    """Whether a column tells sex, age or the like of those whom a row counts."""
    if index in sheet.figures or not sheet.distinct[index]:
        return False
    words = header_words(sheet.reader.catalogue)
    return len(sheet.said(index).split()) <= SHORT and words["background"].search(sheet.said(index)) is not None


def _recurs(sheet: _Sheet, item: int, answer: int) -> bool:
    """Whether a question has several rows, each with another answer."""
    told = sum(answer < len(row) and row[answer] is not None for row in sheet.rows)
    return told >= 2 * len(sheet.distinct[item])


def _has_year(value: Value) -> bool:
    return _year_of(value) != ""


def _year_of(value: Value) -> str:
    found = YEAR.search(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else None
    return found[0] if found else ""


def _settled(column: Column, sheet: _Sheet, title: _Title, fit: Fit | None, *, has_items: bool) -> Column:
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


def _answers(figures: Sequence[Column], reader: Reader) -> tuple[list[Column], Fit | None]:
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


# --- Text around the table --------------------------------------------------------------------------------------------

_OUT_OF = re.compile(r"\((\d+)\s*(?:/|af|of|ud af)\s*\d+\)")
_PERCENT = re.compile(r"(?<!svar)(?:andel|procent|percent|pct)|^[^\d%]*%|\(%\)")
_OF_SCALE = re.compile(r"skala|scale|score|inde[kx]|gennemsnit|gns|point|mean|average|snitt|medel|middel")


def _explains_end(text: str, ends: tuple[float, float]) -> bool:
    """Whether a line says what the lowest or highest number is: "(1-5, hvor 5 er meget tilfreds)"."""
    return any(float(number) in ends for number in ONE_NUMBER.findall(text))


def _title(sheet: _Sheet, above: range, items: Sequence[int], has_departments: bool, holds_answers: bool) -> _Title:
    """Return what the lines around the table say: those ``above`` it, at the top of the sheet, and below it.

    Notes below are lines with nothing but one text. A statement is what is asked where the table ``holds_answers``.
    """
    grid, reader = sheet.grid, sheet.reader
    words = header_words(reader.catalogue)
    top = (_header_row(grid.rows, reader) or 0) if above.start else 0
    own = [[str(value) for value in row if value is not None] for row in grid.rows[above.start : above.stop]]
    lines = [[str(value) for value in row if value is not None] for row in grid.rows[:top]] + own
    notes, starred = _notes(sheet, above.stop)
    texts = [" ".join(line) for line in lines if line] + notes
    department: DepartmentPath | None = None
    item = kind = ""
    persons: set[int] = set()
    good: set[bool] = set()
    unclear = False
    ranges: set[tuple[float, float]] = set()
    legend: list[str] = []
    heads = [str(value) for row in grid.rows[above.stop : above.stop + 2] for value in row if isinstance(value, str)]
    for text in [*texts, *heads, grid.sheet]:
        said = as_words(text)
        ranges |= {
            ends
            for ends in [ends_in(text)]
            if ends and (_OF_SCALE.search(said) or BEST.search(said) or text in notes or _explains_end(text, ends))
        }
        listed = {is_good for is_good in (True, False) if says(said, reader.words[DIRECTIONS[is_good]])}
        ways = told_directions(text)
        good |= listed | {is_good for is_good in ways if is_good is not None}
        unclear |= None in ways and not listed
        told = [float(number) for number, _end in BEST.findall(said)]
        if len(set(told)) > 1 and not ends_in(text):
            ranges.add((min(told), max(told)))
        for number, end in BEST.findall(said):
            high = float(number) > 1
            good.add(high is end.startswith(("b",)))
        if len(set(ANCHOR.findall(text))) >= 2:
            legend.append(text)
    for line in lines:
        text = ": ".join(part.rstrip(" :") for part in line[:2]) if len(line) > 1 else "".join(line)
        label, colon, rest = text.partition(":")
        said = as_words(label).strip()
        if colon and rest.strip() and len(said.split()) <= 3:
            if words["department"].search(said) and not words["not_department"].search(said):
                named = without_count(rest.strip())[0]
                department = () if reader.words["whole"].match(as_words(named)) else (named,)
            elif words["item"].fullmatch(said):
                item = " ".join(rest.split())
    asked = _asked_above(own, grid.sheet, holds_answers)
    if not items and not item and len(asked) == 1:
        item = " ".join(asked[0].split())
    near = [" ".join(line) for line in own if line]
    for place in ([*near, *(sheet.heads[index] for index in items)], texts):
        persons = persons or {
            int(number) for text in place for number in (*COUNT.findall(text), *_OUT_OF.findall(text))
        }
    for text in [without_count(text)[0] for text in [*reversed(texts[: len(texts) - len(notes)]), *notes]]:
        found = reader.told_by(text)
        if found in CONTENT and not kind and not text.rstrip().endswith("?"):
            kind = found
    by_sheet = () if has_departments or department is not None else department_of_sheet(grid.sheet, reader)
    block = without_count(near[-1])[0] if near and len(own[-1]) == 1 else ""
    told_good, contradicted = len(good) == 1, len(good) > 1
    years = sorted(YEAR.findall(" ".join([*texts, grid.sheet])) or YEAR.findall(PurePath(grid.file).stem))
    return _Title(
        department,
        by_sheet,
        item,
        kind,
        ranges.pop() if len(ranges) == 1 else None,
        good.pop() if told_good else None,
        persons.pop() if len(persons) == 1 else None,
        years[-1] if years else "",
        any(_PERCENT.search(as_words(text)) for text in texts),
        ", ".join(legend),
        {float(one[1]): text for text in texts if (one := ONE_NUMBER.search(as_words(text)))},
        any(tells_of_turned(text) for text in texts),
        contradicted or (unclear and not told_good),
        next((line[0] for line in own if len(line) == 1 and _is_stem(line[0])), ""),
        department_of_sheet(block, reader),
        starred,
    )


def _notes(sheet: _Sheet, header: int) -> tuple[list[str], frozenset[bool | None]]:
    """Return the lines below a table, and what one with a star says of the figures that bear one.

    Of such a line no more than the ends of the scale is about all figures.
    """
    heads = (value for row in sheet.grid.rows[header : header + 2] for value in row)
    named = [*heads, *chain.from_iterable(sheet.distinct)]
    has_stars = any(isinstance(text, str) and is_starred(text) for text in named)
    notes, starred = [], set[bool | None]()
    for row in sheet.rows:
        filled = [value for value in row if value is not None]
        note = str(filled[0]) if len(filled) == 1 else ""
        if len(note.split()) < 3:
            continue
        if has_stars and note.lstrip().startswith("*"):
            starred |= told_directions(note) or ({None} if tells_of_turned(note) else set())
            note = _RANGE_OF_ALL.format(*ends) if (ends := ends_in(note)) else ""
        notes.append(note)
    return [note for note in notes if note], frozenset(starred)


_RANGE_OF_ALL = "{:g}-{:g}"


def _asked_above(own: Sequence[Sequence[str]], sheet: str, holds_answers: bool) -> list[str]:
    """Return the questions above a table; a statement, or the sheet's name, is one where it ``holds_answers``."""
    asked = [line[0] for line in own if len(line) == 1 and "?" in line[0] and is_question(line[0])]
    asked = asked or [line[0] for line in own[-1:] if _asks(dict(enumerate(map(str.strip, line))))]
    if asked or not holds_answers:
        return asked
    nearest = [line[0] for line in [line for line in own if line][-1:] if len(line) == 1]
    return [text for text in [*nearest, sheet] if is_statement(text) and len(text.split()) > 2][:1]


def department_of_sheet(sheet: str, reader: Reader, *, topics: bool = False) -> DepartmentPath:
    """Return a sheet's name as a department; nothing when it is that of a kind of sheet, or of a topic.

    ``topics``: the name of a topic may be a department's as well ("Rengøring").
    """
    said = as_words(sheet)
    if not said or re.search(r"\d", said) or len(said.split()) > 4 or reader.words["whole"].match(said):
        return ()
    general = reader.words["not_a_department"]
    if any(general.match(token) for token in re.findall(r"\w+", said)) or (not topics and reader.is_topic(said)):
        return ()
    return (sheet.strip(),)


# --- Deciding ---------------------------------------------------------------------------------------------------------


def _decide(sheet: _Sheet, layout: Layout) -> Layout | None:
    """Decide what rows and names above columns are; None when it is not sure to be a table of results."""
    words = header_words(layout.reader.catalogue)
    labels = (index for index, values in enumerate(sheet.distinct) if values and index not in sheet.figures)
    label = next((index for index in labels if index != layout.answer), None)
    if not layout.figures or any(_is_of_persons(sheet, index) for index in range(len(sheet.distinct))):
        return None
    if not layout.items and not layout.departments and label is not None:  # the header of the labels says nothing
        named = [column.names[-1] for column in layout.figures if column.names and column.kind in ("", "mean")]
        if named and share_of(named, layout.reader.is_topic) > 0.5:
            layout = replace(layout, departments=(label,))
        elif sheet.about_work(label) >= 0.5:
            layout = replace(layout, items=(label,))
        elif layout.title.item and layout.answer is None:
            layout = replace(layout, departments=(label,))
        elif _is_stem(sheet.heads[label]) and any(column.kind in CONTENT for column in layout.figures):
            layout = replace(layout, items=(label,))
    layout = replace(layout, stem=_stem(sheet, layout))
    layout = replace(layout, figures=tuple(_without_remarks(layout)), total=_total(sheet, layout))
    if _are_alike(layout.figures):
        return replace(layout, strength=DOUBLED) if layout.items else None
    names_are, strength = _by_question(sheet, layout) if layout.items else _by_department(sheet, layout)
    if not strength:
        return None
    layout = replace(layout, names_are=names_are, strength=strength, fractions=_are_fractions(sheet, layout))
    table = Rows(sheet.grid, layout, SAMPLE)
    table.walk()
    if strength == _BY_HEADING and not any(table.headings):
        return replace(layout, strength=UNTOLD) if _sums_up_answers(sheet, layout) else None
    by_values = layout.items and not words["item"].search(sheet.said(layout.items[0]))
    if by_values and not layout.title.kind and 5 * len(table.rejected) > len(table.used):
        return None  # texts that not every row has are comments
    if table.repeated > 0.2 * table.found:  # the rows differ in something that is not understood
        if not layout.items and _tells_combinations(sheet, layout, 1):
            return replace(layout, strength=UNTOLD_COMBINATIONS)
        return replace(layout, strength=DOUBLED) if layout.items and not names_are else None
    return layout


_TOTAL = re.compile(r".*\w\s+(?:i alt|ialt|total(?:t|en)?|samlet|overall)", re.IGNORECASE)


def _total(sheet: _Sheet, layout: Layout) -> str:
    """Return the label that ends in "i alt" when it is the only total; of several each is that of a part."""
    labels = {str(value) for index in layout.departments[:1] for value in sheet.distinct[index]}
    labels |= {name for column in layout.figures for name in column.names}
    whole = sheet.reader.words["whole"]
    labels = {label for label in labels if not sheet.reader.kind(label)}
    totals = {
        label
        for label in labels
        if _TOTAL.fullmatch(without_count(label)[0]) or whole.match(as_words(label).strip(" :."))
    }
    return without_count(totals.pop())[0] if len(totals) == 1 and len(layout.departments) < 2 else ""


def _is_stem(text: str) -> bool:
    """Whether a text is a question that goes on in each row."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text).rstrip(" ?")
    return is_question(text) and (
        bare.endswith((":", "…", "..", " af", " med", " for", " at"))
        or re.search(r"\b(?:følgende|the following)\b", bare) is not None
    )


def _stem(sheet: _Sheet, layout: Layout) -> str:
    """Return the beginning that stands once, in the header or above it, for questions that only name the thing."""
    if not layout.items or share_of(sheet.distinct[layout.items[0]], is_question) >= 0.5:
        return ""
    head = sheet.heads[layout.items[0]]
    stem = head if is_question(head) and not _plain_label(head, layout.reader) else layout.title.stem
    return " ".join(re.sub(r"\s*\([^()]*\)\s*$", "", stem).split())


def _plain_label(head: str, reader: Reader) -> bool:
    return (
        "?" not in head and not _is_stem(head) and bool(header_words(reader.catalogue)["item"].search(as_words(head)))
    )


def _is_of_persons(sheet: _Sheet, index: int) -> bool:
    """Whether a column tells who answered: a name, or the number or id of a respondent."""
    words, values = header_words(sheet.reader.catalogue), sheet.distinct[index]
    said = sheet.said(index)
    if len(values) < 2 or words["personal"].fullmatch(said):
        return len(values) > 1
    filled = sum(index < len(row) and row[index] is not None for row in sheet.rows[:SAMPLE])
    is_own = bool(words["technical"].fullmatch(said)) and not sheet.reader.kind(said) and len(said) > len("nummer")
    return is_own and len(values) >= 0.9 * min(filled, SAMPLE)


def _without_remarks(layout: Layout) -> Iterator[Column]:
    """Yield the columns of figures, without names that only remark on a statistic: "Gennemsnit (vægtet)"."""
    names = {column.names for column in layout.figures if column.names}
    for column in layout.figures:
        is_remark = column.names and column.kind in CONTENT and len(names) == 1
        yield replace(column, names=()) if is_remark and f"({column.names[-1]})" in column.header else column


def _are_alike(figures: Sequence[Column]) -> bool:
    """Whether two columns say the same of themselves, so that it cannot be told what the figures of each are."""
    told = [
        (column.kind, column.names, column.period, column.answer, column.percent)
        + (() if column.kind == "answer" else (column.header,))
        for column in figures
        if column.kind in CONTENT or (not column.kind and column.names)
    ]
    return len(set(told)) < len(told)


_BY_HEADING = 0.6
"""Strength of a claim that stands or falls with headings that tell the questions."""
DOUBLED = 0.3
"""Strength of a claim to a table that cannot be used, since it tells the same several times."""
UNTOLD_COMBINATIONS = 0.91
"""The same for one that counts combinations of answers, or of groups and answers, that cannot be put together."""
UNTOLD = 0.55
"""Strength of a claim to a table that cannot be used, since it surely sums up answers, but does not tell to what."""


def _by_question(sheet: _Sheet, layout: Layout) -> tuple[str, float]:
    """Return what names above columns are, and the strength of the claim, for a table with questions in its rows."""
    figures, words = layout.figures, header_words(layout.reader.catalogue)
    asked = sheet.about_work(layout.items[0])
    if asked < 0.5 and words["topic"].search(sheet.said(layout.items[0])):
        return "", 0.0
    if layout.answer is not None:
        counted = [column for column in figures if column.kind in ("n", "percent")]
        return "", 0.92 if counted else 0.0
    if layout.fit is not None:
        by_department = any(column.names for column in figures if column.kind == "answer")
        return "department" if by_department else "", 0.92
    stated = [column for column in figures if column.kind in CONTENT]
    named = [column for column in figures if column.names and not column.kind]
    counts = any(column.kind in ("n", "rate", "invited") for column in figures)
    told = bool(stated) or bool(layout.title.kind) or layout.title.ends is not None
    compared = any(column.kind in OTHERS or (column.period and not column.names) for column in figures)
    of_one = (*CONTENT, "n", "rate") if compared else (*CONTENT, "n", "rate", "spread")
    plain = [column for column in figures if column.kind in of_one and not column.names]
    if len(named) >= (1 if compared else 2) and len(named) > len(plain):
        if layout.departments and not told and not words["item"].search(sheet.said(layout.items[0])):
            return "", 0.0  # comments beside the codes of answers
        codes = ("variable", "value", "label")  # a list of codes has no departments
        if any(words[kind].fullmatch(as_words(name)) for column in named for name in column.names for kind in codes):
            return "", 0.0
        all_names = [name for column in named for name in column.names]
        numbers = [cell.number for column in named for cell in sheet.cells[column.index] if cell]
        broken = any(number is not None and number % 1 != 0 for number in numbers)
        percent = any(cell.percent for column in named for cell in sheet.cells[column.index] if cell)
        told_n = counts or any(column.persons is not None for column in named)
        cells = [cell for column in named for cell in sheet.cells[column.index] if cell is not None]
        if (
            not told_n
            and not any(map(layout.reader.words["whole"].match, map(as_words, all_names)))
            and _may_be_marks(cells)
        ):
            return "", 0.0  # the marks that each person gave
        return "department", 0.85 if told or broken or percent or asked >= 0.5 else 0.0
    if any(column.names for column in stated) and all(column.names for column in stated):
        return "department", 0.9
    if stated and (counts or layout.departments or len(stated) > 1):
        return "", 0.92
    if stated and (layout.title.ends or any(column.ends for column in stated) or asked >= 0.5):
        return "", 0.8
    timed = any(column.period and not column.kind and not column.names for column in figures)
    return "", 0.85 if timed and (asked >= 0.5 or told) else 0.0


def _by_department(sheet: _Sheet, layout: Layout) -> tuple[str, float]:
    """Return the same for a table with departments in its rows, or with the question in its title."""
    figures, title = layout.figures, layout.title
    stated = [column for column in figures if column.kind in CONTENT]
    if layout.answer is not None:  # a block per question, with a row per answer
        names = [name for column in figures for name in column.names]
        if names and share_of(names, is_question) > 0.5:
            return "item", 0.92 if _sums_up_answers(sheet, layout) and not layout.departments else 0.0
        if share_of(names, layout.reader.is_topic) > 0.5 and not title.item:
            return "", 0.0
        by_department = bool(names) and not layout.departments
        counted = by_department or any(column.kind in UNITS for column in figures)
        tallied = is_question(layout.head.get(layout.answer)) and _tells_combinations(sheet, layout, 1)
        sure = 0.92 if title.item or tallied else _BY_HEADING
        return "department" if by_department else "", sure if counted else 0.0
    if title.item and (any(not column.names for column in stated) or layout.fit is not None):
        return "", 0.92
    if not layout.departments and layout.period is None:
        return "", 0.0
    unique = _are_unique(sheet, layout)
    named = [column for column in figures if column.names and column.kind in ("", *CONTENT)]
    asked = [column for column in named if layout.reader.is_topic(column.names[0])]
    if asked and 2 * len(asked) >= len(named) and not _are_of_absence(named, layout.reader):
        cells = [cell for column in named for cell in sheet.cells[column.index] if cell is not None]
        broken = any(cell.percent or (cell.number is not None and cell.number % 1) for cell in cells)
        told = bool(stated) or bool(title.kind) or title.ends is not None or any(column.ends for column in named)
        counted = any(column.kind in PERSONS for column in figures)
        sure = broken or counted or (told and bool(layout.departments) and not _may_be_marks(cells))
        return "item", 0.85 if unique and sure else 0.0
    if not layout.departments:
        return "", 0.0
    if not named and (stated or layout.fit is not None):
        return "", _BY_HEADING
    counts = {column.kind for column in figures if column.kind in ("n", "rate", "invited")}
    return "", 0.8 if unique and not named and len(counts) > 1 else 0.0


def _may_be_marks(cells: Sequence[Cell]) -> bool:
    """Whether all figures are small whole numbers: what one person answered, hardly means."""
    return all(
        cell.number is None or (cell.number % 1 == 0 and cell.number <= 10 and not cell.percent) for cell in cells
    )


def _sums_up_answers(sheet: _Sheet, layout: Layout) -> bool:
    """Whether each answer has one row, all rows have one, and there are totals or shares: not what persons answered."""
    place, reader = layout.answer, layout.reader
    if place is None:
        return False
    columns = [column.index for column in layout.figures]
    given = [
        _at(row, place) for row in sheet.rows if any(index < len(row) and row[index] is not None for index in columns)
    ]
    texts = [str(value) for value in given] + [name for column in layout.figures for name in column.names]
    whole = reader.words["whole"]
    is_summed = any(whole.match(as_words(text).strip(" :.")) or reader.kind(text) == "n" for text in texts)
    is_share = all(cell.percent for index in columns for cell in sheet.cells[index] if cell is not None)
    return None not in given and len(set(given)) == len(given) and (is_summed or is_share)


def _tells_combinations(sheet: _Sheet, layout: Layout, questions: int) -> bool:
    """Whether each row is another combination of answers and of what tells groups, with how many gave it.

    What persons answer to several questions is hardly ever the same twice; only a tally holds most that can be.
    """
    if layout.answer is None or not layout.figures or any(column.kind not in UNITS for column in layout.figures):
        return False
    telling = [index for index, values in enumerate(sheet.distinct) if values and index not in sheet.figures]
    rows = [tuple(_at(row, index) for index in telling) for row in sheet.rows[:SAMPLE]]
    told = [row for row in rows if any(value is not None for value in row)]
    possible = prod(len(sheet.distinct[index]) for index in telling)
    return len(set(told)) == len(told) and (questions == 1 or len(told) >= _MOST_COMBINED * possible)


_MOST_COMBINED = 0.25
"""Share of all combinations that a tally of the answers to several questions holds at least."""


def _are_unique(sheet: _Sheet, layout: Layout) -> bool:
    """Whether no department has two rows: there is a row per department, not per respondent."""
    labels = [*layout.departments, *(() if layout.period is None else (layout.period,))]
    rows = sheet.rows[:SAMPLE]
    keys = [tuple(_at(row, index) for index in labels) for row in rows]
    told = [key for key in keys if any(part is not None for part in key)]
    return len(set(told)) == len(told)


def _are_of_absence(figures: Sequence[Column], reader: Reader) -> bool:
    """Whether a table is of absence, beside which its target or last year's figure may stand."""
    known = words_of(reader.catalogue).headers(ImporterName.ABSENCE)
    names = [column.names[0] for column in figures]
    whole = reader.words["whole"]
    return any(map(_is_absence, names)) and all(
        _is_absence(name) or plain(name) in known or whole.match(as_words(without_unit(name)[0])) for name in names
    )


def _is_absence(text: str) -> bool:
    return re.search(r"fravær|absence|sygedag|sygdom|frånvaro", as_words(text)) is not None


def _are_fractions(sheet: _Sheet, layout: Layout) -> bool | None:
    """Whether shares stand as 0.25 for 25 %, None when that cannot be told.

    A row that tells how many answered ("Antal svar") holds no shares.
    """
    shares = [
        column.index
        for column in layout.figures
        if (column.kind or layout.title.kind) in SHARES or (column.kind == "answer" and column.percent is not False)
    ]
    cells = [cell for index in shares for cell in sheet.cells[index]]
    if layout.items and any(cell is not None and (cell.number or 0) > 1 for cell in cells):
        hidden, label = sheet.reader.words["hidden"], layout.items[0]
        rows = [row for row in sheet.rows if sheet.reader.kind(str(_at(row, label) or "")) not in PERSONS]
        cells = [as_cell(_at(row, index), hidden) for row in rows for index in shares]
    numbers = [
        cell.number for cell in cells if cell and cell.number is not None and not cell.percent and cell.share is None
    ]
    if not numbers or not all(0 <= number <= 1 for number in numbers):
        return False
    return True if any(number % 1 for number in numbers) else None if any(numbers) else False


# --- Rows -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Fact:
    """What a table says of one question in one department at one time."""

    row: int
    """0-based, the first."""
    persons: int | None = None
    rows: set[int] = field(default_factory=set)
    """All rows that tell it: one, or one per answer."""
    numbers: dict[str, float] = field(default_factory=dict)
    """Kind -> number as it stands (shares as percent)."""
    loose: dict[str, float] = field(default_factory=dict)
    """Kind of share -> figure that may be percent or persons."""
    ends: tuple[float, float] | None = None
    answers: dict[bool | None, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    """Percent (True), number (False) or not told (None) -> answer -> figure."""
    high_is_good: bool | None = None
    percent: bool = False
    """Whether what the table calls a mean stands with a percent sign."""
    invited: int | None = None
    """Persons who were asked."""
    beyond: bool = False
    """Whether the shares of the answers were more than all, and are left out."""
    few: bool = False
    """Whether the table hides how many answered, or some of what they answered."""

    @property
    def is_hidden(self) -> bool:
        """Whether there is no figure: the table does not show it, or not of how many it is."""
        if self.few and self.persons is None:
            return True
        return not self.answers and not self.loose and not any(kind in self.numbers for kind in CONTENT)

    def answered(self, told: Mapping[str, float | None], above: tuple[int | None, bool] | None) -> None:
        """Take how many were asked and answered, by kind; None where the table hides it.

        ``above``: how many the heading says answered, and whether it hides that, where the row tells nothing.
        """
        asked, rate = told.get("invited"), told.get("rate")
        self.invited = None if asked is None else int(asked)
        self.few = any(number is None for number in told.values())
        if (number := told.get("n")) is not None:
            self.persons = int(number)
        elif asked is not None and rate is not None and "n" not in told:
            self.persons = round(asked * (rate if rate <= 1 else rate / 100))
        if self.persons is None and not self.few and above is not None:
            self.persons, self.few = above

    def settle(self) -> None:
        """Tell the shares that make up a whole, whether they are percent or persons; forget others without a unit."""
        self.beyond = any(sum(numbers.values()) > 103 for percent, numbers in self.answers.items() if percent)
        if self.beyond:  # several answers each
            self.answers.clear()
        total = sum(self.loose.values())
        if {"favourable", "neutral", "unfavourable"} <= self.loose.keys() and total > 0:
            self.numbers |= {kind: 100 * number / total for kind, number in self.loose.items()}
            if not 98 <= total <= 102 and self.persons is None:
                self.persons = round(total)


class Rows:
    """Takes the rows of a table apart into facts, and accounts for each row."""

    def __init__(self, grid: Grid, layout: Layout, limit: int | None = None) -> None:
        """Take no more than ``limit`` rows."""
        self.grid, self.layout, self.limit = grid, layout, limit
        self.facts: dict[tuple[str, str, DepartmentPath], dict[str, Fact]] = {}
        """Heading, question, department -> time -> fact."""
        self.places: dict[str, CellRef] = {}
        """Question -> the cell it stands in first."""
        self.full: dict[str, str] = {}
        """Question -> its text with all lines."""
        self.first = 0
        """The first row that holds figures."""
        self.counted: dict[tuple[DepartmentPath, str], list[tuple[int, int | None]]] = defaultdict(list)
        """Per department and time the rows that tell how many answered, each with the number, None when hidden."""
        self.turnouts: dict[DepartmentPath, tuple[int, dict[str, float]]] = {}
        """The row, and what it tells of persons by kind, of a department that stands without figures of its own."""
        self.persons: dict[DepartmentPath, int] = {}
        """Number of answers told for a department once for all questions."""
        self.few: set[DepartmentPath] = set()
        """Departments of which the table hides for all questions how many answered."""
        self.headings: dict[str, None] = {}
        self.used: set[int] = set()
        """Rows that hold figures; :class:`_Results` moves those that it does not need."""
        self.aside: dict[str, set[int]] = defaultdict(set)
        """Reason -> rows, 0-based."""
        self.rejected: set[int] = set()
        self.remarks: list[tuple[CellRef, DepartmentPath, str]] = []
        """What was said about the rows in free text, with its cell and department."""
        self.noted: set[int] = set()
        """Rows that hold nothing else."""
        self._last: DepartmentPath = ()
        """The department of the last row of figures."""
        self.problems: list[Problem] = []
        self.found = self.repeated = 0
        self.twice: set[tuple[str, str, DepartmentPath]] = set()
        self._counted_groups: set[tuple[object, ...]] = set()
        """Fact, answer and the group of persons of whom it is told, where columns part them."""
        self._answered: tuple[int | None, bool] | None = None
        """How many answered by a line above a block, and whether that is hidden."""
        self._heading = self._heading_of_first_block()
        place, rows = layout.answer or 0, grid.rows[layout.header_row + 1 : layout.end]
        letters = {str(row[place]).casefold() for row in rows if place < len(row)}
        self._in_letters = bool(letters & {"j", "y"})
        """Whether answers stand as letters, among which N is no."""
        self._one_department = not layout.departments and layout.names_are != "department"
        self._department: DepartmentPath | None = None
        self._filled: dict[int, str] = {}
        self._merged = {
            (row, column): (top, left)
            for top, left, bottom, right in grid.merged
            if top < bottom
            for column in (*layout.items, *layout.departments)
            if left <= column <= right
            for row in range(top, min(bottom + 1, len(grid.rows)))
        }

    def _heading_of_first_block(self) -> str:
        """Return the question above, or in, the first header of a table with a block per question."""
        layout = self.layout
        if layout.answer is None or layout.items:
            return ""
        if layout.title.item:
            return layout.title.item
        if is_question(layout.head.get(layout.answer)):
            return layout.head[layout.answer]
        above = ([value for value in row if value is not None] for row in reversed(self.grid.rows[: layout.header_row]))
        for line in (str(line[0]) for line in above if len(line) == 1):
            name, persons, few = without_count(line)
            if not self._is_number_of_answers(line) or (_names_something(name) and not self.layout.reader.kind(name)):
                self._answered = self._answered or ((persons, few) if persons is not None or few else None)
                return self._asked(name)
            self._answered = self._answered or (persons, few)
        return self.grid.sheet if is_question(self.grid.sheet) else ""

    def _asked(self, heading: str) -> str:
        """Return a heading without "Spørgsmål:" before it."""
        label, colon, rest = heading.partition(":")
        words = header_words(self.layout.reader.catalogue)
        named = colon and rest.strip() and words["item"].fullmatch(as_words(label).strip())
        return " ".join((rest if named else heading).split())

    def _is_remark(self, heading: str) -> bool:
        """Whether a line in a table whose title names the question is not another question."""
        titled = self.layout.answer is not None and bool(self.layout.title.item)
        return titled and self._asked(heading) == heading and not is_question(heading)

    def _is_number_of_answers(self, line: str) -> bool:
        return bool(COUNT.search(line) or FEW.search(line)) or self.layout.reader.kind(line) in (
            "n",
            "rate",
            "invited",
            "mean",
        )

    def walk(self) -> None:
        """Visit every row below the header."""
        first = self.layout.header_row + 1
        end = self.layout.end
        rows = self.grid.rows[first : end if self.limit is None else min(end, first + self.limit)]
        for number, row in enumerate(rows, start=first):
            filled = {index: value for index, value in enumerate(row) if value is not None}
            if self.used and filled and filled.keys() <= {*self.layout.remarks}:
                self._take_remarks(number, row, self._last)
                self.noted.add(number)
            elif filled:
                self._visit(number, row, filled)
        self.first = min(self.used, default=first)

    def _visit(self, number: int, row: Sequence[Value], filled: Mapping[int, Value]) -> None:
        layout, reader = self.layout, self.layout.reader
        texts = {index: str(value).strip() for index, value in filled.items()}
        if texts == layout.head or self._begins_block(texts):
            self.aside[_("they repeat the headers")].add(number)
            return
        columns = [column for column in layout.figures if column.index in filled]
        cells = {column.index: as_cell(filled[column.index], reader.words["hidden"]) for column in columns}
        is_count = bool(layout.items) and reader.kind(str(_at(row, layout.items[0]) or "")) in PERSONS
        for column in columns:
            cell = cells[column.index]
            if cell is not None and not (is_count or self._may_be(cell, column)):
                cells[column.index] = None
                place = self.grid.ref(number, column.index)
                self.problems.append(Problem("bad-number", place, {"field": column.header}))
        if not any(cells.values()):
            self._without_figures(number, filled, bool(cells))
            return
        item = ""
        if layout.names_are != "item":
            if not (layout.items or layout.title.item or self._heading) and layout.departments:
                self._take_turnout(number, row, columns, cells)
                self.aside[_("they tell how many answered")].add(number)
                return
            item = self._item(number, row)
            reason = _reason_of(item.removeprefix(f"{layout.stem} [").removesuffix("]"), reader)
            if reason and layout.items:
                kind = reader.kind(str(row[layout.items[0]]))
                if kind == "n":
                    self._count_columns(number, row, columns, cells)
                elif kind in ("invited", "rate"):
                    self._take_turnouts(kind, number, row, columns, cells)
            if reason:
                self.aside[reason].add(number)
                return
            if not item:
                self.rejected.add(number)
                self.problems.append(Problem("row-incomplete", self.grid.ref(number), {"field": _("Question")}))
                return
        path = self._path(number, row)
        if path is None:
            labels = [self._label(number, row, index, outer=False) for index in layout.departments]
            persons = any(reader.kind(label) == "group" for label in labels)
            reason = _("they are about groups of persons, such as women or managers, not a department")
            self.aside[reason if persons else _("they are benchmarks or means of departments")].add(number)
            return
        self._take(number, row, item, columns, cells)
        self._take_remarks(number, row, path)

    def _take_remarks(self, number: int, row: Sequence[Value], path: DepartmentPath) -> None:
        """Take what is said about a row, or goes on below it, in free text."""
        self._last = path
        for index in self.layout.remarks:
            if isinstance(text := _at(row, index), str):
                self.remarks.append((self.grid.ref(number, index), path, text))

    def _begins_block(self, texts: Mapping[int, str]) -> bool:
        """Whether a row is the header of another block, with its question where the first one has its own."""
        layout, place = self.layout, self.layout.answer
        if place is None or not is_question(texts.get(place)) or not is_question(layout.head.get(place)):
            return False
        if {**texts, place: ""} != {**layout.head, place: ""}:
            return False
        self._heading, self._answered = self._asked(texts[place]), None
        return True

    def _may_be(self, cell: Cell, column: Column) -> bool:
        """Whether a figure can be what its column holds: persons are whole ones, shares are no more than all."""
        number, kind = cell.number or 0.0, column.kind or self.layout.title.kind
        if cell.counts and kind not in PERSONS:
            return False
        if kind == "n":
            return number >= 0 and number % 1 == 0
        if kind in SHARES and self._is_percent(column, cell):
            return 0 <= number <= 100
        return number >= 0 or kind not in (*SHARES, "answer")

    def _without_figures(self, number: int, filled: Mapping[int, Value], has_texts: bool) -> None:
        """Account for a row without any figure: a heading, a note, or a row that cannot be understood."""
        texts = [value for value in filled.values() if isinstance(value, str)]
        if len(filled) == 1 and texts:
            label, colon, rest = texts[0].partition(":")
            words, said = header_words(self.layout.reader.catalogue), as_words(label).strip()
            if colon and rest.strip() and len(said.split()) <= 3 and words["department"].search(said):
                is_whole = self.layout.reader.words["whole"].match(as_words(rest))
                name, persons, few = without_count(rest.strip())
                self._department = () if is_whole else (name,)
                self._count(self._department, persons, few)
            elif self._is_number_of_answers(texts[0]):
                name, persons, few = without_count(texts[0])
                if _names_something(name) and not self.layout.reader.kind(name):
                    self._heading = name
                self._answered = persons, few
            elif not self._is_remark(texts[0]):
                self._heading, self._answered = self._asked(texts[0]), None
                if not self.layout.items:
                    self.places.setdefault(self._heading, self.grid.ref(number, next(iter(filled))))
            self.aside[_("they are headings or notes")].add(number)
        elif has_texts and any(index in filled for index in (*self.layout.items, *self.layout.departments)):
            column = next(column for column in self.layout.figures if column.index in filled)
            self.rejected.add(number)
            where = self.grid.ref(number, column.index)
            if not any(problem.where.row == where.row for problem in self.problems[-1:]):
                self.problems.append(Problem("bad-number", where, {"field": column.header}))
        else:
            self.aside[_("they hold no figures")].add(number)

    def _label(self, number: int, row: Sequence[Value], index: int, outer: bool) -> str:
        """Return what a label column says in a row; what stands once for several rows counts for each of them."""
        value = _at(row, index)
        if value is None and (number, index) in self._merged:
            top, left = self._merged[number, index]
            value = self.grid.rows[top][left]
        if value is None:
            return self._filled.get(index, "") if outer else ""
        text = str(value)
        if self._filled.get(index) != text:
            for other in (*self.layout.items, *self.layout.departments):
                if other > index:
                    self._filled.pop(other, None)
        self._filled[index] = text
        return text

    def _item(self, number: int, row: Sequence[Value]) -> str:
        """Return the question that a row is about, the heading or the title where the row tells none."""
        layout = self.layout
        if not layout.items:
            text = self._heading if layout.answer is not None else layout.title.item or self._heading
            self.places.setdefault(text, self.grid.ref(number))
            self.full.setdefault(text, text)
            self.headings.setdefault(self._heading)
            return text
        question, *topic = layout.items
        last = max((question, *layout.departments, layout.answer or 0))
        full = self._label(number, row, question, outer=question < last)
        if not full and topic:
            full, question = self._label(number, row, topic[0], outer=False), topic[0]
        first_line = full.split("\n")[0]
        text = " ".join((full if len(full) <= _LONGEST else first_line).split())
        if layout.stem and text:
            text, full = f"{layout.stem} [{text}]", f"{layout.stem} [{full}]"
        self.places.setdefault(text, self.grid.ref(number, question))
        self.full.setdefault(text, full)
        return text

    def _path(self, number: int, row: Sequence[Value], column: Column | None = None) -> DepartmentPath | None:
        """Return the department of a row (and column), None when it is a benchmark or a mean."""
        layout, words = self.layout, self.layout.reader.words
        last = max((*layout.items[:1], *layout.departments, -1 if layout.answer is None else layout.answer))
        labels = [self._label(number, row, index, outer=index < last) for index in layout.departments]
        if column is not None and layout.names_are == "department":
            labels += column.names
        if any(layout.reader.kind(label) in (*OTHERS, "mean") for label in labels if label):
            return None
        counts = [without_count(label) for label in labels]
        path = tuple(
            dict.fromkeys(
                " ".join(label.split()).rstrip(" :")
                for label, _persons, _few in counts
                if label and label != layout.total and not words["whole"].match(as_words(label).strip(" :."))
            )
        )
        if path or (labels and any(labels)):
            for _name, persons, few in counts[-1:]:
                self._count(path, persons, few)
            return path
        return self._department if self._department is not None else layout.title.department or layout.title.sheet

    def _count_columns(
        self, number: int, row: Sequence[Value], columns: Iterable[Column], cells: Mapping[int, Cell | None]
    ) -> None:
        """Take how many answered in each department and time, from a row that tells it for all questions."""
        found: dict[tuple[DepartmentPath, str], set[int | None]] = defaultdict(set)
        for column in columns:
            cell, path = cells[column.index], self._path(number, row, column)
            measures = not column.kind or column.kind in CONTENT or column.kind == "n"
            if cell is not None and path is not None and measures:
                found[path, column.period].add(None if cell.number is None else int(cell.number))
        for key, numbers in found.items():
            if len(numbers) == 1:  # several are numbers of each answer
                self.counted[key].append((number, numbers.pop()))

    def _take_turnout(
        self, number: int, row: Sequence[Value], columns: Iterable[Column], cells: Mapping[int, Cell | None]
    ) -> None:
        """Take how many of a department were asked and answered from a row that tells nothing else."""
        told = {
            column.kind: cell.number
            for column in columns
            if column.kind in ("n", "invited", "rate")
            and (cell := cells[column.index]) is not None
            and cell.number is not None
        }
        path = self._path(number, row)
        if told and path is not None:
            self.turnouts.setdefault(path, (number, told))

    def _take_turnouts(
        self, kind: str, number: int, row: Sequence[Value], columns: Iterable[Column], cells: Mapping[int, Cell | None]
    ) -> None:
        """Take how many of each department were asked, or the share that answered, from a row for all questions."""
        for column in columns:
            cell, path = cells[column.index], self._path(number, row, column)
            if cell is not None and cell.number is not None and path is not None:
                self.turnouts.setdefault(path, (number, {}))[1].setdefault(kind, cell.number)

    def told_turnouts(self) -> Iterator[tuple[int, DepartmentPath, int]]:
        """Yield row, department and how many answered, or were asked where the share that answered is not told."""
        for path, (number, told) in self.turnouts.items():
            asked, rate = told.get("invited"), told.get("rate")
            if (persons := told.get("n")) is None and asked is not None:
                persons = asked if rate is None else round(asked * (rate if rate <= 1 else rate / 100))
            if persons is not None:
                yield number, path, int(persons)

    def answered(self, path: DepartmentPath, time: str, row: int) -> tuple[int | None, bool]:
        """Return how many of a department answered what a row tells, and whether the table hides that.

        Of several rows that tell it, it is the next one below where the first stands below a question, else the last
        one above.
        """
        counts = self.counted.get((path, time)) or self.counted.get((path, ""))
        if not counts:
            return self.persons.get(path), path in self.few
        below = [persons for number, persons in counts if number > row]
        above = [persons for number, persons in counts if number < row]
        is_below = len(counts) > 1 and counts[0][0] > self.first
        persons = below[0] if below and (is_below or not above) else above[-1]
        return persons, persons is None

    def _count(self, path: DepartmentPath, persons: int | None, few: bool) -> None:
        """Take how many a name says have answered."""
        if persons is not None:
            self.persons[path] = persons
        if few:
            self.few.add(path)

    def _take(
        self,
        number: int,
        row: Sequence[Value],
        item: str,
        columns: Iterable[Column],
        cells: Mapping[int, Cell | None],
    ) -> None:
        """Put the figures of a row where they belong."""
        layout = self.layout
        time = "" if layout.period is None else _year_of(_at(row, layout.period))
        if layout.answer is not None:
            self._take_answer(number, row, item, columns, cells, time)
            return
        for_all: dict[str, dict[str, float | None]] = defaultdict(dict)
        direction = None
        ends = None if layout.scale is None or layout.scale >= len(row) else ends_in(str(row[layout.scale]))
        for column in columns:
            cell = cells[column.index]
            if column.kind == "direction" and cell is not None and cell.number in (0, 1):
                direction = cell.number == 1
            if column.kind in PERSONS and not column.names and cell is not None:
                for_all[column.period or time].setdefault(column.kind, cell.number)
        touched: dict[int, Fact] = {}
        now = layout.latest
        for column in layout.figures:
            kind = column.kind or (layout.title.kind or "mean" if column.names or column.period else "")
            about = self._about(item, column)
            if (
                (kind not in (*CONTENT, "neutral", "previous", "change") and not (kind == "n" and column.names))
                or not about
                or (bool(layout.names_are) is not bool(column.names) and kind in CONTENT)
            ):
                continue
            path = self._path(number, row, column)
            if path is None:
                continue
            when = column.period or time or ("" if kind in CONTENT else now)
            key = (self._heading if layout.items else "", about, path)
            fact = self.facts.setdefault(key, {}).get(when)
            if fact is None:
                fact = self.facts[key][when] = Fact(number, rows={number})
                fact.answered(
                    for_all.get(when) or for_all.get(time, {}), self._answered if self._one_department else None
                )
                fact.high_is_good = direction
                self.found += 1
            elif fact.row != number:
                if id(fact) not in touched:
                    self.repeated += 1
                    self.twice.add(key)
                touched[id(fact)] = fact
                continue
            self._put(fact, kind, replace(column, ends=ends or column.ends), cells.get(column.index))
        self.used.add(number)

    def _take_answer(
        self,
        number: int,
        row: Sequence[Value],
        item: str,
        columns: Iterable[Column],
        cells: Mapping[int, Cell | None],
        time: str,
    ) -> None:
        """Put the figures of a row that is about one answer to a question where they belong."""
        layout, place = self.layout, self.layout.answer or 0
        answer = as_answer(row[place]) if place < len(row) and row[place] is not None else ""
        is_total = layout.reader.words["whole"].match(as_words(answer).strip(" :."))
        is_number = layout.reader.kind(answer) == "n" and not (self._in_letters and len(answer) == 1)
        group = tuple(self._label(number, row, index, outer=index < place) for index in layout.groups)
        if not answer or is_total or is_number or any(map(self._is_all, group)):
            reason = _("they tell how many answered") if is_number else _("they are totals or means")
            self.aside[reason].add(number)
        else:
            self.used.add(number)
        for column in columns if answer and not any(map(self._is_all, group)) else ():
            cell, percent = cells[column.index], {"percent": True, "n": False}.get(column.kind, column.percent)
            path, about = self._path(number, row, column), self._about(item, column)
            if path is None or cell is None or (column.kind and column.kind not in UNITS):
                continue
            key = ("" if layout.names_are == "item" else self._heading, about, path)
            fact = self.facts.setdefault(key, {}).setdefault(column.period or time, Fact(number))
            if (is_total or is_number) and not group:
                if not cell.percent and not percent and (cell.number or 1) not in (1, 100):
                    fact.persons = int(cell.number or 0)
            elif cell.number is None:
                fact.few, fact.persons = True, None
                fact.rows.add(number)
            elif not (is_total or is_number):
                shared = False if cell.share is not None else cell.percent or percent
                self._add_answer(key, fact, answer, cell.number, shared, group)
                fact.rows.add(number)
            if fact.persons is None and not fact.few:
                fact.persons, fact.few = (column.persons, False) if column.persons else self._answered or (None, False)

    def _add_answer(
        self,
        key: tuple[str, str, DepartmentPath],
        fact: Fact,
        answer: str,
        number: float,
        percent: bool | None,
        group: tuple[str, ...],
    ) -> None:
        """Add how many gave an answer to a fact; persons of several groups, told apart, are counted together."""
        self.found += 1
        counted = (id(fact), percent, answer, *group)
        before = fact.answers[percent].get(answer)
        if before is not None and (percent is not False or not group or counted in self._counted_groups):
            self.repeated += 1
            self.twice.add(key)
        self._counted_groups.add(counted)
        fact.answers[percent][answer] = number + (before or 0 if group and percent is False else 0)

    def _is_all(self, group: str) -> bool:
        """Whether a label of a column that parts persons stands for all of them."""
        return self.layout.reader.words["whole"].match(as_words(group).strip(" :."))

    def _about(self, item: str, column: Column) -> str:
        """Return the question that a column's figures in a row are about."""
        if self.layout.names_are != "item":
            return item
        about = column.names[0] if column.names else ""
        self.places.setdefault(about, self.grid.ref(self.layout.header_row, column.index))
        self.full.setdefault(about, about)
        self.headings.setdefault(about)
        return about

    def _put(self, fact: Fact, kind: str, column: Column, cell: Cell | None) -> None:
        """Add a cell to a fact."""
        if column.persons is not None and fact.persons is None:
            fact.persons = column.persons
        if column.few or (kind in ("n", "answer") and cell is not None and cell.number is None):
            fact.few, fact.persons = True, None
        if cell is None or cell.number is None:
            return
        if self.layout.fractions is None and kind in SHARES and cell.number and not cell.percent:
            return
        number = cell.number * (
            100 if self.layout.fractions and not cell.percent and kind in (*SHARES, "answer") else 1
        )
        if kind == "answer":
            percent = True if cell.percent or self.layout.fractions else column.percent
            percent = False if cell.share is not None else percent
            fact.answers[percent].setdefault(column.answer, number)
        elif kind == "n":
            fact.persons = int(number)
        elif kind in SHARES and cell.share is not None:
            fact.numbers.setdefault(kind, cell.share)
        elif kind in SHARES and not self._is_percent(column, cell):
            fact.loose.setdefault(kind, number)
        elif kind not in fact.numbers:
            fact.numbers[kind] = number
            if kind == "mean":
                fact.ends = column.ends
                fact.percent = cell.percent and "mean" in (column.kind, self.layout.title.kind)
            if cell.persons is not None:
                fact.persons = cell.persons

    def _is_percent(self, column: Column, cell: Cell) -> bool:
        """Whether a share is told to be one, and not how many persons."""
        layout = self.layout
        return (
            cell.percent
            or bool(layout.fractions)
            or bool(column.percent)
            or (column.percent is None and layout.title.percent)
        )


def _names_something(text: str) -> bool:
    """Whether a text without its number of answers still is a name or a question."""
    return any(letter.isalpha() for letter in text) and not any(letter.isdecimal() for letter in text)


_LONGEST = 200
"""Characters up to which a cell is a question; of more only the first line is one."""


def _reason_of(item: str, reader: Reader) -> str:
    """Return why a row of figures is no question (how many answered, a total, a benchmark); empty when it is one."""
    kind = reader.kind(item)
    if kind in ("n", "rate", "invited"):
        return _("they tell how many answered")
    if _is_absence(item) or reader.words["count"].match(as_words(item)):
        return _("they are no results of a survey")
    if kind == "benchmark":
        return _("they are benchmarks or means of departments")
    if kind == "mean" or reader.words["whole"].match(as_words(item).strip(" :.")):
        return _("they are totals or means")
    return ""
