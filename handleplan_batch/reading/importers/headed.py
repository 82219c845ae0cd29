"""Sheets with a header row over columns: where the header is, and what stands below it.

What surveys, summed-up results and code books have in common. A title block above is narrower than the header; group
names above and names of sub-questions below are put together with it; rows that repeat the header or sum up are left
out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations
from typing import Any

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import ColumnUse, ImporterName, SheetEntry
from handleplan_batch.reading.contract import Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.polarity import as_words

_HEADER_WITHIN = 30
"""Rows from the top among which the header is looked for."""
SAMPLE = 300
"""Rows below the header that are enough to tell what a sheet is."""
SHORT = 4
"""Words up to which a header is a label ("Afdeling"), not a question about the thing."""
CUT = 8
"""Characters that SurveyXact may cut the names of columns to; several then have the same."""
_MANY = 15
"""Columns that SurveyXact's own take up at least."""
_EXAMPLES = 3
"""Rows at the top that may show how to fill in."""
_TAIL = 5
"""Rows at the end among which totals and means are looked for."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header line or lines of a sheet."""

    row: int
    """0-based row of the lowest header line."""
    texts: Mapping[int, str]
    """0-based column -> header, put together of all lines, of the columns that have one."""
    lines: Sequence[Mapping[int, str]] = ()
    """What stands in each header line, from the top."""

    def names(self, column: int) -> tuple[str, ...]:
        """Return all that stands above a column, which a code book may know it by."""
        return tuple(dict.fromkeys(line[column] for line in self.lines if column in line))


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its header and its values."""

    index: int
    header: str
    values: Sequence[Value]
    """One per row below the header."""
    distinct: Mapping[Value, int]
    """Value -> how many gave it, without blanks, in order of appearance."""
    filled: int
    names: tuple[str, ...] = ()
    """All that stands above it, one text per header line."""
    offered: tuple[str, ...] = ()
    """The answers that there were to choose from, as a code book has them, given or not."""
    unlabelled: frozenset[str] = frozenset()
    """Codes that the code book lists no answer for."""
    kind: str = ""
    """As :attr:`Variable.kind`."""

    @property
    def head(self) -> str:
        """The header in words, without the marks around it."""
        return as_words(self.header).strip(" :.?*")

    def holding(self, values: Sequence[Value], header: str = "") -> Column:
        """Return the column with other values; with a header of its own it is another, of which no more is told."""
        given: Counter[Value] = Counter(value for value in values if value is not None)
        if header:
            return Column(self.index, header, values, given, given.total(), (header,))
        return replace(self, values=values, distinct=given, filled=given.total())

    @property
    def answers(self) -> dict[str, int]:
        """Distinct answer as it stands -> how many gave it."""
        given: Counter[str] = Counter()
        for value, persons in self.distinct.items():
            given[as_answer(value)] += persons
        return dict(given)


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """The rows below a header, without those that repeat it or sum up."""

    header: Header
    rows: Sequence[Sequence[Value]]
    numbers: Sequence[int]
    """0-based row of the sheet, one per row."""
    repeats: Sequence[int] = ()
    totals: Sequence[int] = ()
    """Totals, means and notes below."""
    examples: Sequence[int] = ()


def find_header(rows: Sequence[Sequence[Value]], merged: Sequence[tuple[int, int, int, int]] = ()) -> Header | None:
    """Return the first row that looks like headers: several different texts, as wide as the table below.

    A title block above is narrower. Lines above or below it that belong to the header are put together with it: names
    of groups above, sub-questions below (SurveyMonkey), codes or numbers of the questions, import ids (Qualtrics).
    """
    first = [[value for value in row if value is not None] for row in rows[: _HEADER_WITHIN * 2]]
    widest = max(map(len, first), default=0)
    index = next((index for index in range(len(first[:_HEADER_WITHIN])) if _may_be_header(rows, index, widest)), None)
    if index is None:
        return None
    # A title block of several cells is narrow; a header of its own stands further down, the first wide row.
    wide = next((number for number in range(index, len(first)) if len(first[number]) >= 0.6 * widest), index)
    if wide > index + 1 and _is_header_line(rows, wide):
        groups = len(first[wide - 1]) >= 2 and wide - 1 > index and (_spans(merged, wide - 1) or not rows[wide - 1][0])
        if groups or _may_be_header(rows, wide, widest):
            index = wide - 1 if groups else wide
    top, below, spans = texts_of(rows[index]), index + 1, _spans(merged, index)
    for line in (index, below):
        if (stems := _stems_over(rows, line)) and _is_header_line(rows, line):
            top, below, spans = stems, line, _spans(merged, line - 1) or _reach_of(stems, rows, line)
            break
    if _starts_with_import_id(rows, below + 1):
        return Header(below + 1, texts_of(rows[below]), (top, texts_of(rows[below])))
    lines, texts = [top], top
    while below < len(rows) and len(lines) < _MOST_LINES and _is_header_line(rows, below):
        lower = texts_of(rows[below])
        many = len(rows) > below + 5
        together = _put_together(_said_once(texts, lower) if many else texts, lower, spans, many=many)
        if together is None:
            break
        texts = together
        lines.append(lower)
        spans = _spans(merged, below)
        below += 1
    return Header(below - 1, texts, lines)


_MOST_LINES = 3
"""Header lines that are put together."""
_CODE = re.compile(r"\(?[^\W\d]{0,12}[ ._-]?(?:\d+[._-]?)+[a-z]?\)?\.?|[^\W\d]\w*\[\w+\]", re.IGNORECASE)
"""What numbers questions or names their columns: Q1, s_11_1, Spm. 3, 2.1a, (4), Q01[SQ002]."""
_ANSWERED = frozenset({"response", "open-ended response", "svar", "besvarelse"})
"""What SurveyMonkey writes below a question that has no sub-questions."""


def _may_be_header(rows: Sequence[Sequence[Value]], index: int, widest: int) -> bool:
    """Whether a row looks like headers, or like names of groups above headers that differ only with them."""
    filled = [value for value in rows[index] if value is not None]
    below = rows[index + 1] if index + 1 < len(rows) else ()
    grouped = [value for value in below if value is not None]
    names = all(isinstance(value, str) and not is_question(value) for value in filled)
    names = names and all(isinstance(value, str) for value in grouped)  # R numbers its rows under no header
    if names and len(grouped) >= 0.6 * widest and 2 <= len(filled) < len(grouped) and _has_repeats(grouped):
        return _is_header_line(rows, index + 1)
    return (
        len(filled) >= max(2, 0.3 * widest)
        and not _has_repeats(filled)
        and len({value for value in filled if isinstance(value, str)}) >= 2
        and _recurring(rows, index) <= 0.5
    )


def _has_repeats(filled: Sequence[Value]) -> bool:
    """Whether too few of the cells are texts of their own for headers.

    Questions may be asked twice, and a column for remarks may stand beside each of them.
    """
    texts = [value for value in filled if isinstance(value, str)]
    beside = [is_question(before) for before in ("", *filled[:-1])]
    labels = [
        value
        for value, follows in zip(filled, beside, strict=True)
        if isinstance(value, str) and not is_question(value) and not follows
    ]
    cut = len(texts) >= _MANY and all(len(text) <= CUT and text == text.casefold() for text in texts)
    return len(texts) - (len(labels) - len(set(labels))) < (0.5 if cut else 0.8) * len(filled)


def _is_header_line(rows: Sequence[Sequence[Value]], index: int) -> bool:
    """Whether a row may be a header line: nearly all different, and nothing of it stands again below."""
    texts = texts_of(rows[index])
    above = texts_of(rows[index - 1]) if index else {}
    own = len(set(texts.values())) >= 0.5 * len(texts) or _differ_by_group(above, texts)
    return bool(texts) and not _recurs(rows, index) and own


def _differ_by_group(upper: Mapping[int, str], lower: Mapping[int, str]) -> bool:
    """Whether the texts of a line differ within each group that the line above begins ("Ja", "Nej" under each)."""
    starts = {column: max((start for start in upper if start <= column), default=-1) for column in lower}
    return len(upper) > 2 and len({(starts[column], text) for column, text in lower.items()}) == len(lower)


def _starts_with_import_id(rows: Sequence[Sequence[Value]], index: int) -> bool:
    return index < len(rows) and str(next(iter(rows[index]), "")).startswith('{"ImportId"')


def _spans(merged: Sequence[tuple[int, int, int, int]], row: int) -> dict[int, int]:
    """Return first column -> last column of the cells of a row that are merged across columns."""
    return {left: right for top, left, bottom, right in merged if top <= row <= bottom and left < right}


def _put_together(
    upper: Mapping[int, str], lower: Mapping[int, str], spans: Mapping[int, int], *, many: bool
) -> dict[int, str] | None:
    """Return the headers of two lines, or None when the lower one is no header line.

    ``many``: enough rows follow for it to tell that none of them repeats the lower line.
    """
    shared = [column for column in lower if column in upper]
    single = [upper[column] for column in shared]
    if len(shared) >= max(2, 0.8 * len(lower)):  # both as wide: one of them names or numbers what the other asks
        if many and share_of([lower[column] for column in shared], _is_code) >= 0.8:
            return dict(upper)
        asked = share_of([lower[column] for column in shared], is_question)
        coded = share_of(single, _is_code)
        named = coded >= 0.6 and (asked >= 0.2 or many)
        of_one_word = not any(" " in text for text in single)
        if named or (of_one_word and (asked >= 0.4 or (many and asked >= 0.2 and coded >= 0.25))):
            return {**upper, **lower}
        if not spans:
            return None
    continued = set(lower) - set(upper)
    opens_left = 0 in upper and 0 not in lower and len(lower) > len(upper) / 2
    if not (spans or opens_left or len(lower) >= 1.3 * len(upper)) or not (continued or spans):
        return None
    distinct = Counter(lower.values())
    texts = dict(upper)
    for column, text in lower.items():
        start = max((start for start in upper if start <= column), default=None)
        if start is None or (spans and start != column and column > spans.get(start, start)):
            texts[column] = text
            continue
        group = upper[start]
        if many and start == column and text == group:
            continue
        alone = start == column and (column + 1 in upper or column + 1 not in lower)
        if alone and (text.casefold() in _ANSWERED or (is_question(group) and not is_question(text))):
            continue
        if is_question(text) and distinct[text] == 1 and not is_question(group):
            texts[column] = text  # the group is a chapter; the question stands for itself
        else:
            texts[column] = f"{text} ({group})" if _LEGEND.match(group) else f"{group} [{text}]"
    return texts


def _stems_over(rows: Sequence[Sequence[Value]], index: int) -> dict[int, str]:
    """Return 0-based column -> what the line above a header asks of several groups of its columns, none without them.

    A title to the left is not among them. A single question above the table is the survey's to judge.
    """
    if not 0 < index < len(rows):
        return {}
    above, texts = texts_of(rows[index - 1]), texts_of(rows[index])
    stems = {column: text for column, text in above.items() if _is_stem(text)}
    titles = above.keys() - stems.keys()
    if len(stems) < 2 or not texts or min(stems) == min(texts) or any(title >= min(stems) for title in titles):
        return {}
    # Each has something to complete it; what the line below asks in whole questions needs no stem.
    asked = share_of([text for column, text in texts.items() if column >= min(stems)], _is_put)
    items = [column for column in texts if column > min(stems) and column not in above]
    complete = stems.keys() <= texts.keys() and len(items) >= 2 and asked < 0.5
    return {column: text for column, text in above.items() if column not in titles & texts.keys()} if complete else {}


def _is_stem(text: str) -> bool:
    open_ended = text.rstrip().endswith((":", "…", "...", "?")) and len(text.split()) >= SHORT - 1
    return (is_question(text) or open_ended) and not _EXPLAINED.search(text)


_LEGEND = re.compile(r"\(?\d{1,2}\s*[=:]\s*\w.*\d{1,2}\s*[=:]\s*\w")
"""What the numbers of a group of questions mean, above their headers."""
_EXPLAINED = re.compile(r"\d\s*[=:–-]\s*\w")
"""What numbers mean ("1 = slet ikke") is no question."""


def _is_put(text: str) -> bool:
    return text.rstrip().endswith("?")


def _reach_of(stems: Mapping[int, str], rows: Sequence[Sequence[Value]], header: int) -> dict[int, int]:
    """Return first column -> last column of what each stem is asked of where no cells are merged.

    The last ends where what stands below is no longer answered as the columns before.
    """
    ends = [*sorted(stems)[1:], max(texts_of(rows[header])) + 1]
    reach = {start: end - 1 for start, end in zip(sorted(stems), ends, strict=True)}
    for start, last in reach.items():
        below = rows[header + 1 : header + 1 + SAMPLE]
        given: set[Value] = set()
        for column in range(start, last + 1):
            here = {row[column] for row in below if column < len(row)} - {None}
            if given and here and given.isdisjoint(here):
                reach[start] = column - 1
                break
            given |= here
    return reach


def _said_once(upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, str]:
    """Return a line without the questions that it repeats beside themselves, where the line below tells them apart."""
    kept = dict(upper)
    for column, text in upper.items():
        again = upper.get(column - 1) == text and is_question(text)
        if again and column in lower and column - 1 in lower and lower[column] != lower[column - 1]:
            del kept[column]
    return kept


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def texts_of(row: Sequence[Value]) -> dict[int, str]:
    """Return 0-based column -> what stands there, on one line."""
    return {column: " ".join(str(value).split()) for column, value in enumerate(row) if value is not None}


def _recurs(rows: Sequence[Sequence[Value]], index: int) -> bool:
    """Whether the row's values stand again below them, as answers do and headers do not."""
    return _recurring(rows, index) > 0.1 or any(not isinstance(value, str | None) for value in rows[index])


def _recurring(rows: Sequence[Sequence[Value]], index: int) -> float:
    """Return the share of the row's cells whose value stands again below them.

    A header that is repeated does not count, nor an option that is all there is below its own name (SurveyMonkey).
    """
    below = [row for row in rows[index + 1 : index + 31] if row != rows[index]]
    cells = [(column, value) for column, value in enumerate(rows[index]) if value is not None]
    given = {column: {row[column] for row in below if column < len(row)} - {None} for column, _value in cells}
    return share_of(cells, lambda cell: cell[1] in given[cell[0]] and len(given[cell[0]]) > 1)


def table_below(grid: Grid, header: Header, words: Mapping[str, Keywords], limit: int | None = None) -> HeadedTable:
    """Return the table below a header, or its first ``limit`` rows."""
    first = header.row + 1
    rows = grid.rows[first : None if limit is None else first + limit]
    repeated: set[int] = set()  # by a row once, though several lines of the header may say the same
    for line in filter(None, header.lines or (header.texts,)):
        column, text = next(iter(line.items()))
        repeated.update(
            number
            for number, row in enumerate(rows)
            if column < len(row) and row[column] == text and texts_of(row) == dict(line)
        )
    repeats = sorted(repeated)
    tail = range(max(0, len(rows) - _TAIL), len(rows))
    leading = {number: next((value for value in rows[number] if value is not None), None) for number in tail}
    totals = [
        number
        for number, value in leading.items()
        if isinstance(value, str)
        and words["total"].fullmatch(as_words(value).partition("(")[0].strip(" :."))
        and not _answers_as_others(rows, number)
    ]
    totals += [number for number in _summed_up(rows, words) if number not in totals]
    blank = max((number for number in tail if leading[number] is None), default=len(rows))
    totals += [  # a note that stands alone, parted from the table
        number
        for number in tail
        if number > blank and number not in totals and len(header.texts) >= 3 and _is_note(rows, number, header)
    ]
    examples = [
        number
        for number, row in enumerate(rows[:_EXAMPLES])
        if any(isinstance(value, str) and words["example"].match(value.casefold()) for value in row[:2])
    ]
    table = HeadedTable(header, rows, range(first, first + len(rows)))
    if not repeats and not totals and not examples:
        return table
    kept = without_rows(table, {*repeats, *totals, *examples})
    return replace(
        kept,
        repeats=[first + number for number in repeats],
        totals=[first + number for number in sorted(totals)],
        examples=[first + number for number in examples if number not in repeats],
    )


def _answers_as_others(rows: Sequence[Sequence[Value]], number: int) -> bool:
    """Whether a row holds, behind its first cell, a text that stands in its column in other rows too, as answers do."""
    texts = [(column, value) for column, value in enumerate(rows[number]) if value is not None][1:]
    return any(
        isinstance(value, str)
        and not _is_figure(value)
        and sum(column < len(row) and row[column] == value for row in rows) > 1
        for column, value in texts
    )


def _summed_up(rows: Sequence[Sequence[Value]], words: Mapping[str, Keywords]) -> Iterator[int]:
    """Yield the rows at the end that sum up those above: a statistic by its name, or figures of another kind.

    Rows that are blank, or hold a text only, may lie between them.
    """
    data = rows[: min(len(rows) // 2, SAMPLE)]
    for number in range(len(rows) - 1, len(data) - 1, -1):
        cells = {column: value for column, value in enumerate(rows[number]) if value is not None}
        first = next(iter(cells), 0)
        label = cells.pop(first) if cells and not _is_figure(cells[first]) else None
        if not cells:
            continue
        if not all(map(_is_figure, cells.values())) or not _sums_up(rows, first, label, words, data, cells):
            return
        yield number


def _sums_up(
    rows: Sequence[Sequence[Value]],
    first: int,
    label: Value,
    words: Mapping[str, Keywords],
    data: Sequence[Sequence[Value]],
    cells: Mapping[int, Value],
) -> bool:
    """Whether a row of figures, with a label in its ``first`` cell or none, is no answer like those in ``data``."""
    if label is not None and sum(first < len(row) and row[first] == label for row in rows) > 1:
        return False
    said = as_words(str(label)).strip(" :.(")
    if isinstance(label, str) and (words["statistic"].match(said) or words["total"].fullmatch(said)):
        return True
    strange = [_strangeness(value, [row[c] for row in data if c < len(row)]) for c, value in cells.items()]
    return sum(strange) > 1 and strange.count(0) <= (0 if label is None else len(strange) // 2)


def _is_figure(value: Value) -> bool:
    if isinstance(value, str):
        return _FIGURE.fullmatch(value.strip()) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


_FIGURE = re.compile(r"[<≤]?\s*-?\d+(?:[.,]\d+)?\s*(?:%|pct\.?)?")


def _strangeness(value: Value, above: Sequence[Value]) -> int:
    """Return how surely a figure is none of the values above it: 2 among texts or as percent, 1 as a broken number."""
    given = [one for one in above if one is not None]
    if share_of(given, _is_figure) <= _FEW_FIGURES:
        return 2 if given else 0
    if not all(type(one) is int for one in given):
        return 0
    if isinstance(value, str) and value.strip().endswith(("%", "t", ".")):
        return 2
    return int(not isinstance(value, float) or not value.is_integer()) if type(value) is not int else 0


_FEW_FIGURES = 0.2
"""Share of figures up to which a column is one of texts."""


def _is_note(rows: Sequence[Sequence[Value]], number: int, header: Header) -> bool:
    """Whether a row holds one text only that is no answer: in the first column, or long and given once."""
    texts = texts_of(rows[number])
    if len(texts) != 1:
        return False
    ((column, text),) = texts.items()
    once = sum(column < len(row) and row[column] == text for row in rows) == 1
    return column == min(header.texts) or (once and len(text) > _LONG)


_LONG = 40
"""Characters beyond which a text is longer than the answers of any scale are as a rule."""


def without_rows(table: HeadedTable, left_out: Collection[int]) -> HeadedTable:
    """Return the table without some rows, given as positions in it."""
    kept = [number for number in range(len(table.rows)) if number not in left_out]
    return replace(
        table, rows=[table.rows[number] for number in kept], numbers=[table.numbers[number] for number in kept]
    )


def columns_of(table: HeadedTable) -> tuple[Column, ...]:
    """Return the columns that have a header or values, with their headers put together."""
    header, rows = table.header, table.rows
    width = max((len(row) for row in rows), default=0)
    width = max([width, *(column + 1 for column in header.texts)])
    if all(len(row) == width for row in rows):
        values: list[Sequence[Value]] = list(zip(*rows, strict=True)) or [()] * width
    else:
        values = [tuple(row[column] if column < len(row) else None for row in rows) for column in range(width)]
    columns: list[Column] = []
    left, repeats = "", 1
    seen: Counter[str] = Counter()
    for index, column in enumerate(values):
        distinct = Counter(column)
        filled = len(column) - distinct.pop(None, 0)
        text = header.texts.get(index)
        if text is not None:
            left, repeats = text, 1
        elif not distinct:
            continue
        elif left:
            repeats += 1
            text = f"{left} [{repeats}]"
        if text:
            seen[text] += 1
            text = text if seen[text] == 1 else f"{text} ({seen[text]})"
        columns.append(Column(index, text or "", column, distinct, filled, header.names(index)))
    return tuple(columns)


@lru_cache(maxsize=8)
def header_words(catalogue: Catalogue) -> Mapping[str, Keywords]:
    """Return the header words of ``wording.csv`` (kinds ``survey_…``) as patterns.

    Those of columns that are technical or personal must be the whole header; the others may stand in it.
    """
    listed = {
        kind.removeprefix("survey_"): words for kind, words in catalogue.wording.items() if kind.startswith("survey_")
    }
    whole = ("personal", "technical", "variable", "value", "label", "text", "choices", "kind", "list", "total")
    return {
        kind: _pattern(["=" + word for word in words] if kind in whole else words) for kind, words in listed.items()
    }


class Keywords:
    """A pattern that remembers what it found: the same headers recur in every file of a survey."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.split = pattern.split
        self.search, self.match, self.fullmatch = map(
            lru_cache(maxsize=4096), (pattern.search, pattern.match, pattern.fullmatch)
        )


def _pattern(words: Iterable[str]) -> Keywords:
    """Return a pattern for keywords: ``word`` at a word's beginning, ``=word`` whole, ``*word`` anywhere.

    The text must be in lower case. Of several words the longest is tried first; without words nothing matches.
    """
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        body = re.escape(word.lstrip("=*").casefold())
        parts.append(("" if word.startswith("*") else r"(?<!\w)") + body + (r"(?!\w)" if word.startswith("=") else ""))
    return Keywords(re.compile("|".join(parts) or r"(?!)"))


def from_the_top(columns: Sequence[tuple[str, Sequence[Value]]], words: Mapping[str, Keywords]) -> list[int]:
    """Return the positions of columns of departments, each a header with its cells, in the order of their levels.

    A level is above another when that one's names each stand beside one of its own, as a rule: somebody may have
    chosen wrongly. Of levels that cross (each school has a team of that name) the headers tell which is within the
    other, else the one to the left is above.
    """

    def rank(position: int) -> int:
        said = as_words(columns[position][0])
        return (words["inner_unit"].search(said) is not None) - (words["outer_unit"].search(said) is not None)

    left = sorted(range(len(columns)), key=rank)
    within = {(inner, outer): _tells(columns[inner][1], columns[outer][1]) for inner, outer in permutations(left, 2)}
    found: list[int] = []
    while left:
        tops = (one for one in left if not any(within[one, o] and not within[o, one] for o in left if o != one))
        found.append(next(tops, left[0]))
        left.remove(found[-1])
    return found


def _tells(inner: Sequence[Value], outer: Sequence[Value]) -> bool:
    """Whether a name of the one column tells that of the other beside it, clearly better than the commonest does."""
    pairs = Counter(pair for pair in zip(inner, outer, strict=True) if None not in pair)
    whole: Counter[Value] = Counter()
    most: dict[Value, int] = defaultdict(int)
    for (name, above), count in pairs.items():
        whole[above] += count
        most[name] = max(most[name], count)
    missed = pairs.total() - sum(most.values())
    return missed <= _MISSED * (pairs.total() - max(whole.values(), default=0))


_MISSED = 0.3
"""Of the errors that guessing the commonest makes, how many may be left where a level is within another."""


def texts_in(column: Column) -> list[str]:
    """Return the distinct values that are texts."""
    return [value for value in column.distinct if isinstance(value, str)]


def share_of(values: Iterable[object], holds: Callable[[Any], bool]) -> float:
    """Return the share 0–1 of the values for which something holds, 0 of none."""
    listed = list(values)
    return sum(map(holds, listed)) / len(listed) if listed else 0.0


def is_question(text: Value) -> bool:
    """Whether a text is as long as a question, not as short as a label."""
    if not isinstance(text, str):
        return False
    words = len(text.split())
    return (words >= SHORT and len(text) >= 25) or (words >= SHORT - 1 and "?" in text)


def as_answer(value: Value) -> str:
    """Return a value as the answer it is told as."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def filled_rows(grid: Grid, header_row: int) -> int:
    """Return how many rows below the header hold anything."""
    return sum(any(value is not None for value in row) for row in grid.rows[header_row + 1 :])


def indices(found: Mapping[str, Sequence[Column]]) -> dict[str, tuple[int, ...]]:
    """Return field -> 0-based columns, as a :class:`Match` holds them."""
    return {name: tuple(column.index for column in columns) for name, columns in found.items()}


def sheet_entry(
    grid: Grid, name: ImporterName, match: Match, rows: int, *, set_aside: int = 0, rejected: int = 0
) -> SheetEntry:
    """Return the account of a sheet without respondents."""
    heads = grid.rows[match.header_row] if match.header_row >= 0 else ()
    columns = {
        name: ", ".join(str(heads[index]) for index in indices if index < len(heads) and heads[index] is not None)
        for name, indices in match.columns.items()
    }
    uses = tuple(
        ColumnUse(index + 1, " ".join(str(heads[index]).split()), name)
        for name, indices in match.columns.items()
        for index in indices
        if index < len(heads) and heads[index] is not None
    )
    header_row = None if match.header_row < 0 else grid.ref(match.header_row).row
    return SheetEntry(
        *(grid.file, grid.sheet, name, header_row, rows),
        rows_set_aside=set_aside,
        rows_rejected=rejected,
        columns=columns,
        uses=tuple(sorted(uses, key=lambda use: use.column)),
    )
