"""Tables of figures: what each figure is about, wherever that stands.

A table is taken apart into facts, each with a question, a department, a time and a kind (mean, number, share,
answer of a scale), whether these stand in rows, in columns, in headings above groups of rows, or in the title. What the
words of headers mean stands in ``wording.csv`` (kinds ``figure_…``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from math import prod

from handleplan_batch.model import ImporterName
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import plain, words_of
from handleplan_batch.reading.importers.figures.columns import (
    beside_importance,
    holds_answers,
    holds_colours,
    holds_remarks,
    labels_of,
    parts_persons,
    recurs,
    settled,
    with_answers,
)
from handleplan_batch.reading.importers.figures.facts import Rows
from handleplan_batch.reading.importers.figures.headers import (
    CONTENT,
    OTHERS,
    PERSONS,
    SHARES,
    UNITS,
    Cell,
    Column,
    Reader,
    as_cell,
    figure_words,
    headers_of_lists,
    without_count,
    without_unit,
)
from handleplan_batch.reading.importers.figures.headlines import (
    end_of,
    find_header_row,
    groups_above,
    is_head,
    texts_in_row,
    without_pivot,
)
from handleplan_batch.reading.importers.figures.layout import (
    Layout,
    Sheet,
    is_absence,
    is_net_score,
    or_above,
    value_at,
)
from handleplan_batch.reading.importers.figures.title import is_stem, title_of
from handleplan_batch.reading.importers.headed import (
    SAMPLE,
    header_words,
    is_question,
    share_of,
)
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import load_scales

_NET_PROMOTERS = "enps-3"
"""The family of promoters, passives and detractors."""
_TOTAL = re.compile(r".*\w\s+(?:i alt|ialt|total(?:t|en)?|samlet|overall)", re.IGNORECASE)
_BY_HEADING = 0.6
"""Strength of a claim that stands or falls with headings that tell the questions."""
DOUBLED = 0.3
"""Strength of a claim to a table that cannot be used, since it tells the same several times."""
UNTOLD_COMBINATIONS = 0.91
"""The same for one that counts combinations of answers, or of groups and answers, that cannot be put together."""
UNTOLD = 0.55
"""Strength of a claim to a table that cannot be used, since it surely sums up answers, but does not tell to what."""
_MOST_COMBINED = 0.25
"""Share of all combinations that a tally of the answers to several questions holds at least."""


def reader_of(context: Context) -> Reader:
    """Return what understands the words of a table."""
    scales = load_scales(context.catalogue, context.directions)
    return Reader(context.catalogue, figure_words(context.catalogue), scales)


def find_layout(grid: Grid, context: Context, limit: int | None, start: int = 0) -> Layout | None:
    """Decide what the columns are; None when the sheet is no table of results.

    ``start``: the first row of a table with other columns below the first one.
    """
    reader = reader_of(context)
    sheet = _sheet_of(without_pivot(grid, reader), reader, limit, start)
    if sheet is None:
        return None
    distinct, width = sheet.distinct, len(sheet.heads)
    items, departments, period, scale = labels_of(sheet)
    given = [index for index in range(width) if index not in (*items, *departments) and holds_answers(sheet, index)]
    texts = (index for index in range(width) if distinct[index] and index not in sheet.figures)
    if any(reader.is_answer(sheet.heads[index]) for index in texts if sheet.heads[index]):
        return None  # answers of persons
    columns, fit = with_answers(
        [
            reader.column(index, [line[index] for line in (*sheet.groups, sheet.head) if line.get(index)])
            for index in sorted(sheet.figures.difference((*items, *departments, period)))
            if sheet.heads[index]
        ],
        reader,
    )
    above = range(start, sheet.header_row - len(sheet.groups))
    title = title_of(sheet, above, items, bool(departments), fit is not None)
    if fit is not None and fit.family == _NET_PROMOTERS and not items and not title.item:
        scores = [column for column in columns if column.names and is_net_score(column.names[-1])]
        title = replace(title, item=scores[0].names[-1] if scores else "eNPS")
        columns = [replace(column, kind="spread") if column in scores else column for column in columns]
    columns = [settled(column, sheet, title, fit, has_items=bool(items)) for column in columns]
    if items and (rated := beside_importance(columns, reader)) != columns:
        columns = rated
        title = title if title.high_is_good is False or title.unclear else replace(title, high_is_good=True)
    answer = given[0] if given else None
    if answer is not None and items and not recurs(sheet, items[0], answer):
        if not any(column.kind == "mean" for column in columns) or not holds_colours(sheet, answer):
            return None  # a remark on each question
        answer, given = None, []
    told = (*items, *departments, period, scale, answer)
    parts = (index for index in range(width) if answer is not None and index not in told)
    groups = tuple(index for index in parts if parts_persons(sheet, index))
    remarks = tuple(index for index in range(width) if index not in (*told, *groups) and holds_remarks(sheet, index))
    layout = Layout(
        *(sheet.header_row, sheet.end, sheet.head, sheet.heads, items, departments, period, scale),
        *(tuple(columns), fit, answer, title, reader, remarks, groups),
    )
    if len(given) > 1:  # answers of persons, or how many gave each combination of them
        return replace(layout, strength=UNTOLD_COMBINATIONS) if _tells_combinations(sheet, layout, len(given)) else None
    return _decide(sheet, layout)


def _sheet_of(grid: Grid, reader: Reader, limit: int | None, start: int) -> Sheet | None:
    """Return what stands in the columns of a table; None without a header, or below headers of a list."""
    hidden = reader.words["hidden"]
    found = find_header_row(grid.rows[start:], reader)
    if found is None:
        return None
    header_row = start + found
    end = end_of(grid, header_row, reader, len(grid.rows) if limit is None else header_row + 1 + limit)
    rows = grid.rows[header_row + 1 : end if limit is None else min(end, header_row + 1 + limit)]
    width = max(map(len, rows), default=0)
    own = _over_counts(texts_in_row(grid.rows[header_row]), rows, reader)
    above = groups_above(grid, header_row, hidden, width)
    lines = [above] if above else []
    if above and header_row > 1 and is_head(grid.rows[header_row - 2], hidden):
        top = groups_above(grid, header_row - 1, hidden, width)
        lines = [top, above] if top else lines
    heads = [" ".join(line[index] for line in (*lines, own) if line.get(index)) for index in range(width)]
    distinct = [dict.fromkeys(row[index] for row in rows if index < len(row)) for index in range(width)]
    for index, values in enumerate(distinct):
        values.pop(None, None)
        values.pop(own.get(index), None)  # where the header is repeated
    of_lists, asks_for_words = headers_of_lists(reader.catalogue), header_words(reader.catalogue)["comment"]
    for index, values in enumerate(distinct):
        said = {as_words(text).strip(" :.") for text in (heads[index], own.get(index, ""))}
        counted = all(map(reader.is_answer, said)) and all(as_cell(value, hidden) for value in values)
        if values and not (of_lists.isdisjoint(said) or counted or any(map(asks_for_words.search, said))):
            return None
    cells = [[as_cell(value, hidden) for value in values] for values in distinct]
    figures = frozenset(
        index
        for index, parsed in enumerate(cells)
        if parsed
        and sum(cell is not None for cell in parsed) >= 0.8 * len(parsed)
        and (heads[index] or any(cell and cell.number is not None for cell in parsed))
    )
    return Sheet(grid, reader, header_row, end, rows, own, lines, heads, distinct, cells, figures)


def _over_counts(head: dict[int, str], rows: Sequence[Sequence[Value]], reader: Reader) -> dict[int, str]:
    """Return the header with "Responses" over the numbers where it spans shares and the numbers right of them."""
    for index in [index for index, text in head.items() if reader.kind(text) == "n" and index + 1 not in head]:
        numbers = [value for row in rows if (value := value_at(row, index + 1)) is not None]
        shares = [value for row in rows if (value := value_at(row, index)) is not None]
        percent = sum(isinstance(value, str) and value.strip().endswith("%") for value in shares)
        if len(numbers) >= percent > 0.5 * len(shares) and all(type(value) is int for value in numbers):
            head[index + 1] = head.pop(index)
    return head


def _decide(sheet: Sheet, layout: Layout) -> Layout | None:
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
        elif sheet.about_work(label) >= (
            0.5 if layout.fit is None or sheet.heads[label] or layout.title.item else 0.25
        ):
            layout = replace(layout, items=(label,))
        elif layout.title.item and layout.answer is None:
            layout = replace(layout, departments=(label,))
        elif is_stem(sheet.heads[label]) and any(column.kind in CONTENT for column in layout.figures):
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


def _total(sheet: Sheet, layout: Layout) -> str:
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


def _stem(sheet: Sheet, layout: Layout) -> str:
    """Return the beginning that stands once, in the header or above it, for questions that only name the thing."""
    if not layout.items or share_of(sheet.distinct[layout.items[0]], is_question) >= 0.5:
        return ""
    head = sheet.heads[layout.items[0]]
    stem = head if is_question(head) and not _plain_label(head, layout.reader) else layout.title.stem
    return " ".join(re.sub(r"\s*\([^()]*\)\s*$", "", stem).split())


def _plain_label(head: str, reader: Reader) -> bool:
    return "?" not in head and not is_stem(head) and bool(header_words(reader.catalogue)["item"].search(as_words(head)))


def _is_of_persons(sheet: Sheet, index: int) -> bool:
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


def _by_question(sheet: Sheet, layout: Layout) -> tuple[str, float]:
    """Return what names above columns are, and the strength of the claim, for a table with questions in its rows."""
    figures, words = layout.figures, header_words(layout.reader.catalogue)
    asked = sheet.about_work(layout.items[0])
    if asked < 0.5 and words["topic"].search(sheet.said(layout.items[0])):
        return "", 0.0
    if layout.answer is not None:
        if len([column for column in figures if column.names and not column.kind]) > 1 and _are_counted(sheet, layout):
            return "department", 0.92  # "Spørgsmål, Svar, Køkken, Plejen"
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


def _by_department(sheet: Sheet, layout: Layout) -> tuple[str, float]:
    """Return the same for a table with departments in its rows, or with the question in its title."""
    figures, title = layout.figures, layout.title
    stated = [column for column in figures if column.kind in CONTENT]
    if layout.answer is not None:  # a block per question, with a row per answer
        names = [name for column in figures for name in column.names]
        if share_of(names, is_question) > 0.5 or (share_of(names, layout.reader.is_topic) > 0.5 and not title.item):
            return "item", 0.92 if _sums_up_answers(sheet, layout) and not layout.departments else 0.0
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
    kinds = ("", *CONTENT) if layout.fit is None else ("", "answer", *CONTENT)
    named = [column for column in figures if column.names and column.kind in kinds]
    asked = [column for column in named if layout.reader.is_topic(column.names[0])]
    if asked and 2 * len(asked) >= len(named) and not _are_of_absence(named, layout.reader):
        cells = [cell for column in named for cell in sheet.cells[column.index] if cell is not None]
        broken = any(cell.percent or (cell.number is not None and cell.number % 1) for cell in cells)
        told = bool(stated) or bool(title.kind) or title.ends is not None or any(column.ends for column in named)
        counted = any(column.kind in PERSONS for column in figures)
        sure = (
            broken
            or counted
            or layout.fit is not None
            or (told and bool(layout.departments) and not _may_be_marks(cells))
        )
        return "item", 0.85 if unique and sure else 0.0
    if not layout.departments:
        return "", 0.0
    if not named and (stated or layout.fit is not None):
        return "", _BY_HEADING
    counts = {column.kind for column in figures if column.kind in ("n", "rate", "invited")}
    return "", 0.8 if unique and not named and len(counts) > 1 else 0.0


def _are_counted(sheet: Sheet, layout: Layout) -> bool:
    """Whether each question has every answer once, with whole numbers or shares beside it: nobody's own answers."""
    item, answer = layout.items[0], layout.answer or 0
    asked = accumulate((value_at(row, item) for row in sheet.rows), or_above)
    told = [(question, value_at(row, answer)) for question, row in zip(asked, sheet.rows, strict=True)]
    told = [pair for pair in told if pair[1] is not None]
    cells = [cell for column in layout.figures for cell in sheet.cells[column.index] if cell is not None]
    return len(set(told)) == len(told) and all(
        cell.percent or cell.number is None or cell.number % 1 == 0 for cell in cells
    )


def _may_be_marks(cells: Sequence[Cell]) -> bool:
    """Whether all figures are small whole numbers: what one person answered, hardly means."""
    return all(
        cell.number is None or (cell.number % 1 == 0 and cell.number <= 10 and not cell.percent) for cell in cells
    )


def _sums_up_answers(sheet: Sheet, layout: Layout) -> bool:
    """Whether each answer has one row, all rows have one, and there are totals or shares: not what persons answered."""
    place, reader = layout.answer, layout.reader
    if place is None:
        return False
    columns = [column.index for column in layout.figures]
    given = [
        value_at(row, place)
        for row in sheet.rows
        if any(index < len(row) and row[index] is not None for index in columns)
    ]
    texts = [str(value) for value in given] + [name for column in layout.figures for name in column.names]
    whole = reader.words["whole"]
    is_summed = any(whole.match(as_words(text).strip(" :.")) or reader.kind(text) == "n" for text in texts)
    is_share = all(cell.percent for index in columns for cell in sheet.cells[index] if cell is not None)
    told = is_summed or is_share or _are_in_order(given, reader)
    return None not in given and len(set(given)) == len(given) and told


def _are_in_order(given: Sequence[Value], reader: Reader) -> bool:
    """Whether answers stand in the order of their scale, from one end to the other, as hardly any persons give them."""
    fit = reader.scales.fit({str(value): 1 for value in given})
    levels = [] if fit is None or not fit.labelled else [fit.levels.get(str(value), -1.0) for value in given]
    steps = {after > before for before, after in pairwise(levels)}
    return len(levels) >= _FEWEST_IN_ORDER and len(steps) == 1 and {min(levels), max(levels)} == {0.0, 1.0}


_FEWEST_IN_ORDER = 3
"""Answers of a scale that stand in order by more than chance."""


def _tells_combinations(sheet: Sheet, layout: Layout, questions: int) -> bool:
    """Whether each row is another combination of answers and of what tells groups, with how many gave it.

    What persons answer to several questions is hardly ever the same twice; only a tally holds most that can be.
    """
    if layout.answer is None or not layout.figures or any(column.kind not in UNITS for column in layout.figures):
        return False
    telling = [index for index, values in enumerate(sheet.distinct) if values and index not in sheet.figures]
    rows = [tuple(value_at(row, index) for index in telling) for row in sheet.rows[:SAMPLE]]
    told = [row for row in rows if any(value is not None for value in row)]
    possible = prod(len(sheet.distinct[index]) for index in telling)
    return len(set(told)) == len(told) and (questions == 1 or len(told) >= _MOST_COMBINED * possible)


def _are_unique(sheet: Sheet, layout: Layout) -> bool:
    """Whether no department has two rows: there is a row per department, not per respondent."""
    labels = [*layout.departments, *(() if layout.period is None else (layout.period,))]
    rows = sheet.rows[:SAMPLE]
    keys = [tuple(value_at(row, index) for index in labels) for row in rows]
    told = [key for key in keys if any(part is not None for part in key)]
    return len(set(told)) == len(told)


def _are_of_absence(figures: Sequence[Column], reader: Reader) -> bool:
    """Whether a table is of absence, beside which its target or last year's figure may stand."""
    known = words_of(reader.catalogue).headers(ImporterName.ABSENCE)
    names = [column.names[0] for column in figures]
    whole = reader.words["whole"]
    return any(map(is_absence, names)) and all(
        is_absence(name) or plain(name) in known or whole.match(as_words(without_unit(name)[0])) for name in names
    )


def _are_fractions(sheet: Sheet, layout: Layout) -> bool | None:
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
        rows = [row for row in sheet.rows if sheet.reader.kind(str(value_at(row, label) or "")) not in PERSONS]
        cells = [as_cell(value_at(row, index), hidden) for row in rows for index in shares]
    numbers = [
        cell.number for cell in cells if cell and cell.number is not None and not cell.percent and cell.share is None
    ]
    if not numbers or not all(0 <= number <= 1 for number in numbers):
        return False
    return True if any(number % 1 for number in numbers) else None if any(numbers) else False
