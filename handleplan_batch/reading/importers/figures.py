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
from functools import lru_cache
from itertools import pairwise

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.language import _
from handleplan_batch.model import CellRef, DepartmentPath, Problem
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.headed import SAMPLE, SHORT, as_answer, header_words, is_question, share_of
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import Fit, Scales, load_scales

_HEADER_WITHIN = 30
"""Rows from the top among which the header is looked for."""
_LONG = 8
"""Words beyond which a header is a question, not the name of a statistic."""


# --- Words and cells --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one kind: whole texts, and beginnings."""

    whole: frozenset[str]
    starts: tuple[str, ...]

    def match(self, text: str) -> bool:
        return text in self.whole or text.startswith(self.starts)


@lru_cache(maxsize=8)
def _figure_words(catalogue: Catalogue) -> Mapping[str, _Words]:
    """Return the kinds ``figure_…`` of ``wording.csv``: ``=word`` is a whole text, ``word`` how one begins."""
    listed: dict[str, list[str]] = defaultdict(list)
    for row in catalogue.table("wording"):
        if row["kind"].startswith("figure_"):
            listed[row["kind"].removeprefix("figure_")].append(row["word"].casefold())
    return {
        kind: _Words(
            frozenset(word.removeprefix("=") for word in words),
            tuple(word for word in words if not word.startswith("=")),
        )
        for kind, words in listed.items()
    }


@lru_cache(maxsize=8)
def _headers_of_lists(catalogue: Catalogue) -> frozenset[str]:
    """Return headers that tell of a list of risks, cases, absence or actions."""
    return frozenset(
        " ".join(row["header"].casefold().split()) for row in catalogue.table("synonyms") if row["field"] in _OF_LISTS
    )


_OF_LISTS = frozenset(
    {
        *("likelihood", "severity", "exposure", "detection", "residual", "hazard", "responsible", "deadline", "status"),
        *("action", "absence_days", "days", "days_each", "spells", "short_term", "long_term", "injury", "consequence"),
    }
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A figure as it stands; ``number`` is None when the table hides it."""

    number: float | None
    percent: bool = False
    persons: int | None = None
    """Number of answers told in the same cell ("3,4 (n=12)")."""


_NUMBER = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?)\s*(%|pct\.?|procent|percent)?(?:\s*\(\s*(?:n\s*[=:]\s*)?(\d+)(?:\s*svar)?\s*\))?"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_UNDER = re.compile(
    r"(?:n\s*)?[<≤]\s*=?\s*\d+\s*%?|(?:n\s+)?(?:under|færre end|mindre end|fewer than|less than)\s+\d+.*"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _is_year(value: Value) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool) and 1990 <= value <= 2100) or (
        isinstance(value, str) and _YEAR.fullmatch(value) is not None
    )


def _cell(value: Value, hidden: _Words) -> _Cell | None:
    """Return the figure of a cell, None for a blank and for what is no figure."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _Cell(float(value))
    if not isinstance(value, str):
        return None
    text = as_words(value)
    if _THOUSANDS.fullmatch(text):
        return _Cell(float(text.replace(".", "")))
    if found := _NUMBER.fullmatch(text):
        persons = None if found[3] is None else int(found[3])
        return _Cell(float(found[1].replace(",", ".")), found[2] is not None, persons)
    bare = text.strip("() ")
    if text in hidden.whole or bare in hidden.whole or _UNDER.fullmatch(bare):
        return _Cell(None)
    return None


# --- Headers ----------------------------------------------------------------------------------------------------------

_KINDS = (
    *("benchmark", "previous", "change", "difference", "spread", "invited", "rate", "unfavourable", "favourable"),
    *("neutral", "n", "mean", "direction", "percent"),
)
"""Statistics, in the order in which a header is tried for them."""
CONTENT = frozenset({"mean", "favourable", "unfavourable", "high", "low", "answer"})
"""Kinds that measure something."""
_PERSONS = ("n", "rate", "invited")
"""Kinds that tell of how many the figures are."""
_UNITS = {"n": False, "percent": True}
"""What tells number from percent of the same answers."""
SHARES = frozenset({"favourable", "unfavourable", "high", "low", "neutral"})
_RANGE = re.compile(r"(?<![\d.,/-])([01])\s*(?:-|–|—|til|to|\.\.+)\s*(100|10|[3-7])(?![\d/]|[.,-]\d|\s*%)")
_ANSWERED = r"(?:svar|besv\w*|resp\w*|deltagere)\b"
_COUNT = re.compile(
    r"\(?(?:\b(?:n|antal svar|antal besvarelser|antal respondenter)\s*[=:]\s*|\((?=\d+\s*" + _ANSWERED + r"))(\d+)"
    r"(?:\s*" + _ANSWERED + r")?\s*\)?",
    re.IGNORECASE,
)
_FEW = re.compile(r"\(?\b(?:n|antal svar|antal besvarelser)\s*(?:[<≤]|under)\s*=?\s*\d+\)?", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?:q|kvt\.?\s*|kvartal\s*)?([1-4])(?:\.?\s*(?:kvt\.?|kvartal))?\s+((?:19|20)\d\d)|((?:19|20)\d\d)[\s-]*q([1-4])"
)
_UNIT = re.compile(
    r"^(?:(%|andel(?:en)?|procent|pct\.?|share|percent(?:age)?)|(antal|number|count|n)),?\s+"
    r"(?:af |of |(?:der|som) (?:har svaret|har svart|svarer|har) |der |som |svar )?"
    r"|[\s,]*[(\[]?\s*(?:(%|pct\.?|procent|percent|andel)|(antal|n|count))\s*[)\]]?$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:/|\beller\b|\bog\b|\bor\b|\band\b|\+|&|,)\s*")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures, by what its header lines say."""

    index: int
    header: str
    kind: str = ""
    """One of the kinds above, ``answer``, or empty when the header names none."""
    names: tuple[str, ...] = ()
    """What the header names beside the statistic: departments, or a question."""
    answer: str = ""
    period: str = ""
    ends: tuple[float, float] | None = None
    persons: int | None = None
    """Number of answers told in the header ("Lager (n=23)")."""
    few: bool = False
    """Whether the header hides how many answered ("Lager (n<5)")."""
    percent: bool | None = None
    """Whether the header says percent, or number; None when it says neither."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Understands header texts."""

    catalogue: Catalogue
    words: Mapping[str, _Words]
    scales: Scales

    def column(self, index: int, texts: Sequence[str]) -> _Column:
        """Return what the header lines of a column of figures say together."""
        column = _Column(index, " – ".join(texts))
        for text in texts:
            column = self._with(column, text)
        return column

    def _with(self, column: _Column, text: str) -> _Column:
        text, persons, few = _without_count(text)
        if persons is not None or few:
            column = replace(column, persons=persons, few=few)
        bare, percent = _without_unit(text)
        if percent is not None:
            column = replace(column, percent=percent)
        if bare and self.is_answer(bare) and self.kind(bare) != "n":
            if column.kind in _UNITS:  # "Antal" or "%" stands over the answers
                column = replace(column, kind="", percent=_UNITS[column.kind])
            return replace(column, kind=column.kind or "answer", answer=bare)
        asks = is_question(text) and (text.endswith("?") or len(text.split()) > _LONG)
        if asks and not self.shares(bare) and not self.kind(next(iter(_parts(text)), "")):
            ends = ends_in(text)
            return replace(column, names=(*column.names, " ".join(text.split())), ends=ends or column.ends)
        for part in _parts(text):
            column = self._with_part(column, part)
        return column

    def _with_part(self, column: _Column, part: str) -> _Column:
        if len(ANCHOR.findall(part)) > 1:  # explains the numbers
            return column
        if ends := ends_in(part):
            column = replace(column, ends=ends)
            part = _RANGE.sub("", part)
        if quarter := _QUARTER.fullmatch(as_words(part)):
            number, year_after, year_before, number_after = quarter.groups()
            return replace(column, period=f"{year_after or year_before} {number or number_after}")
        if year := _YEAR.search(part):
            rest = (part[: year.start()] + part[year.end() :]).strip(" ,.;:-–()")
            column = replace(column, period=year[0])
            part = re.sub(r"(?:\b(?:i|fra|in|for|siden|since)\b\s*)$", "", rest) if not self.kind(part) else part
        said = as_words(part).strip(" :.,;()[]-–")
        if not said or said in ("skala", "scale") or _BEST.search(said) or self.words["spanning"].match(said):
            return column
        if not self.kind(said) and any(_says(said, self.words[kind]) for kind in _DIRECTIONS.values()):
            return column
        kind = self.kind(said) or self.shares(_without_unit(said)[0])
        if not kind:
            return replace(column, names=(*column.names, " ".join(part.split()).strip(" :;,")))
        if column.kind == "answer" and kind in _UNITS:
            return replace(column, percent=_UNITS[kind])
        return replace(column, kind=kind if column.kind in ("", "answer", "n") else column.kind)

    def kind(self, said: str) -> str:
        """Return the statistic that a text names, empty when none."""
        said = as_words(said).strip(" :.,;()[]")
        if len(said.split()) > _LONG:
            return ""
        if any(word in said for word in ("benchmark", "landsgennemsnit", "landstal")):
            return "benchmark"
        return next((kind for kind in _KINDS if self.words[kind].match(said)), "")

    def is_answer(self, text: str) -> bool:
        """Whether a text is an answer of a scale, or one off it."""
        if re.fullmatch(r"(?:10|\d)", text):
            return True
        labels = self.scales.labels([text])
        return self.scales.share_known(labels) == 1 if labels else self.scales.is_off_scale(text)

    def is_topic(self, text: str) -> bool:
        """Whether a text names something that a survey asks about."""
        verdict = self.scales.polarity.judge(text)
        named = verdict.good is not None or verdict.theme_id is not None
        return named or is_question(text) or as_words(text).strip(" :.") in _theme_names(self.catalogue)

    def shares(self, text: str) -> str:
        """Return which share "i høj grad eller meget høj grad" tells, of the high or the low end; empty if none."""
        pieces = [piece for piece in _JOINT.split(as_words(re.sub(r"[«»“”„\"]", "", text))) if piece]
        levels, goods = [], []
        last = pieces[-1].split()[-1:] if pieces else [""]
        for piece in pieces:
            spellings = (piece, f"i {piece}", piece.removesuffix("e"), f"{piece} {last[0]}".removesuffix("e"))
            fits = (self.scales.fit({one: 1}) for one in spellings)
            fit = next((fit for fit in fits if fit is not None and fit.labelled and not fit.shown), None)
            if fit is None or not fit.levels:
                return ""
            levels.append(next(iter(fit.levels.values())))
            goods.append(fit.good)
        if not levels or not (all(level > 0.5 for level in levels) or all(level < 0.5 for level in levels)):
            return ""
        is_high = levels[0] > 0.5
        if goods[0] is not None and len(set(goods)) == 1:
            return "favourable" if is_high is goods[0] else "unfavourable"
        return "high" if is_high else "low"


def _without_count(text: str) -> tuple[str, int | None, bool]:
    """Return a name without "(n=23)", how many answered, and whether it is hidden how few ("n<5")."""
    found = _COUNT.search(text) or _FEW.search(text)
    if found is None:
        return text, None, False
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,;-–")
    return rest, int(found[1]) if found.re is _COUNT else None, found.re is _FEW


def _without_unit(text: str) -> tuple[str, bool | None]:
    """Return a header without "%", "Andel" or "Antal", and whether it says percent (True) or number (False)."""
    percent = None
    bare = text.strip()
    for _again in range(2):
        found = _UNIT.search(bare)
        if found is None or len(found[0].strip(" ()[]")) == len(bare):
            break
        percent = bool(found[1] or found[3])
        bare = (bare[: found.start()] + bare[found.end() :]).strip(" ,:–-")
    return bare, percent


def _parts(text: str) -> list[str]:
    """Split "Lager – Gns. (1-5)" into what it says."""
    parts = re.split(r"\s+[-–—|]\s+|\n|:\s+|\s*\(([^()]*)\)\s*|;\s", text)
    return [part.strip() for part in parts if part and part.strip()]


def ends_in(text: str) -> tuple[float, float] | None:
    """Return the ends of a scale that a text names ("1-5", "0–100"), None when it names none or several."""
    found = {(float(low), float(high)) for low, high in _RANGE.findall(text)}
    return found.pop() if len(found) == 1 else None


# --- Layout -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet's figures stand, and what the text around the table says."""

    header_row: int
    head: Mapping[int, str]
    """0-based column -> header of the lowest line."""
    heads: Sequence[str]
    """Per column all header lines together."""
    items: tuple[int, ...]
    """Columns that tell the question: the question itself, then its theme."""
    departments: tuple[int, ...]
    """Columns that tell the department, from the top down."""
    period: int | None
    figures: tuple[_Column, ...]
    fit: Fit | None
    """The scale of the columns that are answers."""
    answer: int | None
    """The column that tells the answer, where each has a row of its own."""
    title: _Title
    reader: Reader
    names_are: str = ""
    """What names above columns are: ``department``, ``item``, or empty."""
    fractions: bool = False
    """Whether shares stand as 0.25 for 25 %."""
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet whose header is found, with what stands in its columns below it."""

    grid: Grid
    reader: Reader
    header_row: int
    heads: Sequence[str]
    """Per column all header lines together."""
    distinct: Sequence[Mapping[Value, None]]
    """Per column the different values below the header."""
    cells: Sequence[Sequence[_Cell | None]]
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
    return Reader(context.catalogue, _figure_words(context.catalogue), scales)


def find_layout(grid: Grid, context: Context, limit: int | None) -> Layout | None:
    """Decide what the columns are; None when the sheet is no table of results."""
    words = _figure_words(context.catalogue)
    header_row = _header_row(grid.rows, words["hidden"])
    if header_row is None:
        return None
    reader = reader_of(context)
    rows = grid.rows[header_row + 1 : None if limit is None else header_row + 1 + limit]
    own, above = _texts(grid.rows[header_row]), _above(grid, header_row, words["hidden"])
    width = max(map(len, rows), default=0)
    heads = [" ".join(filter(None, (above.get(index), own.get(index)))) for index in range(width)]
    distinct = [dict.fromkeys(row[index] for row in rows if index < len(row)) for index in range(width)]
    for index, values in enumerate(distinct):
        values.pop(None, None)
        values.pop(own.get(index), None)  # where the header is repeated
    of_lists = _headers_of_lists(context.catalogue)
    if any(values and as_words(head).strip(" :.") in of_lists for head, values in zip(heads, distinct, strict=True)):
        return None
    cells = [[_cell(value, words["hidden"]) for value in values] for values in distinct]
    figures = frozenset(
        index
        for index, parsed in enumerate(cells)
        if parsed
        and sum(cell is not None for cell in parsed) >= 0.8 * len(parsed)
        and (heads[index] or any(cell and cell.number is not None for cell in parsed))
    )
    sheet = _Sheet(grid, reader, header_row, heads, distinct, cells, figures)
    items, departments, period = _labels(sheet)
    given = [index for index in range(width) if index not in (*items, *departments) and _holds_answers(sheet, index)]
    texts = (index for index in range(width) if distinct[index] and index not in figures)
    if len(given) > 1 or any(reader.is_answer(heads[index]) for index in texts if heads[index]):
        return None  # answers of persons
    columns = [
        reader.column(index, [text for text in (above.get(index), own.get(index)) if text])
        for index in sorted(figures.difference((*items, *departments, period)))
        if heads[index]
    ]
    columns, fit = _answers(columns, reader)
    title = _title(sheet, header_row - bool(above), rows, bool(departments))
    answer = given[0] if given else None
    return _decide(
        sheet, Layout(header_row, own, heads, items, departments, period, tuple(columns), fit, answer, title, reader)
    )


def _texts(row: Sequence[Value]) -> dict[int, str]:
    return {index: str(value).strip() for index, value in enumerate(row) if value is not None}


def _is_head(row: Sequence[Value], hidden: _Words) -> bool:
    """Whether a row may be a header line: several texts, years, or the numbers of a scale in a row."""
    filled = [value for value in row if value is not None]
    numbers = [value for value in filled if isinstance(value, int) and not isinstance(value, bool)]
    answers = [number for number in numbers if not _is_year(number)]
    rising = all(after - before == 1 for before, after in pairwise(answers))
    if answers and (len(answers) < 3 or answers[0] not in (0, 1) or not rising):
        return False
    return (
        len(filled) >= 2
        and len(numbers) + sum(isinstance(value, str) for value in filled) == len(filled)
        and not any(
            isinstance(value, str)
            and not _is_year(value)
            and _cell(value, hidden)
            and value.strip() not in "0123456789"
            for value in filled
        )
        and (len(numbers) < len(filled) or all(map(_is_year, filled)))
    )


def _holds_figures(row: Sequence[Value], hidden: _Words) -> bool:
    return any(cell is not None and cell.number is not None for cell in (_cell(value, hidden) for value in row[1:]))


def _header_row(rows: Sequence[Sequence[Value]], hidden: _Words) -> int | None:
    """Return the lowest header line: the widest that stands above figures, with at most headings in between."""
    best, widest = None, 1
    first = rows[: _HEADER_WITHIN * 2]
    for index, row in enumerate(first[:_HEADER_WITHIN]):
        if not _is_head(row, hidden):
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
            best, widest = index, width
    return best


def _above(grid: Grid, header_row: int, hidden: _Words) -> dict[int, str]:
    """Return column -> name of the group above it, from a header line over the lowest one."""
    if header_row == 0:
        return {}
    row = grid.rows[header_row - 1]
    texts = _texts(row)
    told = {index for index in texts if index > 0}
    if not told or not (_is_head(row, hidden) or len(texts) == 1):
        return {}
    below = _texts(grid.rows[header_row])
    spans = {first: last for top, first, bottom, last in grid.merged if top <= header_row - 1 <= bottom}
    if len(texts) > len(below) and not spans:
        return {}
    groups: dict[int, str] = {}
    width = max((*below, *texts)) + 1
    current = ""
    for index in range(width):
        if index in texts:
            current = texts[index]
            end = spans.get(index, index if spans else width)
        if current and index <= end:
            groups[index] = current
    # A text over a label column is that column's header when it has none below; else it belongs to the title.
    return {index: text for index, text in groups.items() if index in told or index not in texts or index not in below}


def _labels(sheet: _Sheet) -> tuple[tuple[int, ...], tuple[int, ...], int | None]:
    """Return the columns of questions (the question before its theme), of departments, and of the time."""
    words = header_words(sheet.reader.catalogue)
    questions: list[int] = []
    topics: list[int] = []
    departments: list[int] = []
    period = None
    for index, values in enumerate(sheet.distinct):
        said = sheet.said(index)
        is_label = len(said.split()) <= SHORT
        if not values:
            continue
        if is_label and sheet.reader.words["period"].match(said) and share_of(values, _has_year) >= 0.8:
            period = index if period is None else period
        elif index in sheet.figures:
            continue
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
    departments.sort(key=lambda index: len(sheet.distinct[index]))
    return (*questions[:1], *topics[:1]), tuple(departments), period


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


def _has_year(value: Value) -> bool:
    return _year_of(value) != ""


def _year_of(value: Value) -> str:
    found = _YEAR.search(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else None
    return found[0] if found else ""


def _answers(figures: Sequence[_Column], reader: Reader) -> tuple[list[_Column], Fit | None]:
    """Return the columns with those of answers decided, and the answers' scale when they make up one."""
    labels = list(dict.fromkeys(column.answer for column in figures if column.kind == "answer"))
    fit = reader.scales.fit(dict.fromkeys(labels, 3)) if labels else None
    if labels and all(len(label) == 1 for label in labels):  # "J" beside "N": no, not how many answered
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
        enough = len(set(fit.levels.values())) >= (2 if fit.family == "ja-nej" else 3)
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
        decided.append(replace(column, kind=kind, names=column.names if kind else (*column.names, column.answer)))
    return decided, None


# --- Text around the table --------------------------------------------------------------------------------------------

_OUT_OF = re.compile(r"\((\d+)\s*(?:/|af|of|ud af)\s*\d+\)")
_BEST = re.compile(
    r"(?<!\d)(\d{1,3})\s*(?:=|:|\(|er|is|är)\s*(?:den\s+|det\s+)?(bedst|best|bäst|dårligst|værst|worst|sämst)"
)
ANCHOR = re.compile(r"(?<![\d.,])\d{1,3}\s*(?:=|:|\.\s|er\b|betyder|svarer til)\s*[^\W\d]")
_PERCENT = re.compile(r"(?<!svar)(?:andel|procent|percent|pct)|^[^\d%]*%|\(%\)")
_OF_SCALE = re.compile(r"skala|scale|score|inde[kx]|gennemsnit|gns|point|mean|average|snitt|medel|middel")


def _title(sheet: _Sheet, first: int, rows: Sequence[Sequence[Value]], has_departments: bool) -> _Title:
    """Return what the lines around the table say. Notes below it are lines with nothing but one text."""
    grid, reader = sheet.grid, sheet.reader
    words = header_words(reader.catalogue)
    lines = [[str(value) for value in row if value is not None] for row in grid.rows[:first]]
    notes = [
        str(filled[0])
        for row in rows
        if len(filled := [value for value in row if value is not None]) == 1 and len(str(filled[0]).split()) >= 3
    ]
    texts = [" ".join(line) for line in lines if line] + notes
    department: DepartmentPath | None = None
    item = kind = ""
    persons: set[int] = set()
    good: set[bool] = set()
    ranges: set[tuple[float, float]] = set()
    legend: list[str] = []
    heads = [str(value) for row in grid.rows[first : first + 2] for value in row if isinstance(value, str)]
    for text in [*texts, *heads, grid.sheet]:
        said = as_words(text)
        ranges |= {ends for ends in [ends_in(text)] if ends and (_OF_SCALE.search(said) or text in notes)}
        good |= {is_good for is_good in (True, False) if _says(said, reader.words[_DIRECTIONS[is_good]])}
        told = [float(number) for number, _end in _BEST.findall(said)]
        if len(set(told)) > 1 and not ends_in(text):
            ranges.add((min(told), max(told)))
        for number, end in _BEST.findall(said):
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
                named = _without_count(rest.strip())[0]
                department = () if reader.words["whole"].match(as_words(named)) else (named,)
            elif words["item"].fullmatch(said):
                item = " ".join(rest.split())
    for text in texts:
        persons |= {int(number) for number in (*_COUNT.findall(text), *_OUT_OF.findall(text))}
        found = reader.kind(text) or reader.shares(_without_unit(as_words(text))[0])
        if found in CONTENT and not kind and not text.rstrip().endswith("?"):
            kind = found
    by_sheet = () if has_departments or department is not None else department_of_sheet(grid.sheet, reader)
    years = sorted({year for text in [*texts, grid.sheet] for year in _YEAR.findall(text)})
    return _Title(
        department,
        by_sheet,
        item,
        kind,
        ranges.pop() if len(ranges) == 1 else None,
        good.pop() if len(good) == 1 else None,
        persons.pop() if len(persons) == 1 else None,
        years[-1] if years else "",
        any(_PERCENT.search(as_words(text)) for text in texts),
        ", ".join(legend),
    )


_DIRECTIONS = {True: "high_is_good", False: "high_is_bad"}


def _says(said: str, words: _Words) -> bool:
    return any(word in said for word in words.whole)


def department_of_sheet(sheet: str, reader: Reader) -> DepartmentPath:
    """Return a sheet's name as a department; nothing when it is that of a kind of sheet or of a topic."""
    said = as_words(sheet)
    if not said or re.search(r"\d", said) or len(said.split()) > 4 or reader.words["whole"].match(said):
        return ()
    general = reader.words["not_a_department"]
    if any(general.match(token) for token in re.findall(r"\w+", said)) or reader.is_topic(said):
        return ()
    return (sheet.strip(),)


@lru_cache(maxsize=8)
def _theme_names(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(name.casefold() for theme in catalogue.themes.values() for name in theme.name)


# --- Deciding ---------------------------------------------------------------------------------------------------------


def _decide(sheet: _Sheet, layout: Layout) -> Layout | None:
    """Decide what rows and names above columns are; None when it is not sure to be a table of results."""
    words = header_words(layout.reader.catalogue)
    labels = (index for index, values in enumerate(sheet.distinct) if values and index not in sheet.figures)
    label = next((index for index in labels if index != layout.answer), None)
    if not layout.figures or any(_is_of_persons(sheet, index) for index in range(len(sheet.distinct))):
        return None
    if not layout.items and not layout.departments and label is not None:  # the header of the labels says nothing
        named = [column.names[-1] for column in layout.figures if column.names and not column.kind]
        if named and share_of(named, layout.reader.is_topic) > 0.5:
            layout = replace(layout, departments=(label,))
        elif sheet.about_work(label) >= 0.5:
            layout = replace(layout, items=(label,))
    layout = replace(layout, figures=tuple(_without_remarks(layout)))
    names_are, strength = _by_question(sheet, layout) if layout.items else _by_department(sheet, layout)
    if not strength:
        return None
    layout = replace(layout, names_are=names_are, strength=strength, fractions=_are_fractions(sheet, layout))
    table = Rows(sheet.grid, layout, SAMPLE)
    table.walk()
    if strength == _BY_HEADING and not any(table.headings):
        return None
    by_values = layout.items and not words["item"].search(sheet.said(layout.items[0]))
    if by_values and not layout.title.kind and 5 * len(table.rejected) > len(table.used):
        return None  # texts that not every row has are comments
    if table.repeated > 0.2 * table.found:  # the rows differ in something that is not understood, such as age
        return replace(layout, strength=DOUBLED) if layout.items and not names_are else None
    return layout


def _is_of_persons(sheet: _Sheet, index: int) -> bool:
    """Whether a column tells who answered: a name, or the number or id of a respondent."""
    words, values = header_words(sheet.reader.catalogue), sheet.distinct[index]
    said = sheet.said(index)
    if len(values) < 2 or words["personal"].fullmatch(said):
        return len(values) > 1
    filled = sum(
        index < len(row) and row[index] is not None for row in sheet.grid.rows[sheet.header_row + 1 :][:SAMPLE]
    )
    is_own = bool(words["technical"].fullmatch(said)) and not sheet.reader.kind(said) and len(said) > len("nummer")
    return is_own and len(values) >= 0.9 * min(filled, SAMPLE)


def _without_remarks(layout: Layout) -> Iterator[_Column]:
    """Yield the columns of figures, without names that only remark on a statistic: "Gennemsnit (vægtet)"."""
    names = {column.names for column in layout.figures if column.names}
    for column in layout.figures:
        is_remark = column.names and column.kind in CONTENT and len(names) == 1
        yield replace(column, names=()) if is_remark and f"({column.names[-1]})" in column.header else column


_BY_HEADING = 0.6
"""Strength of a claim that stands or falls with headings that tell the questions."""
DOUBLED = 0.3
"""Strength of a claim to a table that cannot be used, since it tells the same several times."""


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
    plain = [column for column in figures if column.kind in (*CONTENT, "n", "rate", "spread") and not column.names]
    counts = any(column.kind in ("n", "rate", "invited") for column in figures)
    told = bool(stated) or bool(layout.title.kind) or layout.title.ends is not None
    if len(named) >= 2 and len(named) > len(plain):
        if layout.departments and not told and not words["item"].search(sheet.said(layout.items[0])):
            return "", 0.0  # comments beside the codes of answers
        codes = ("variable", "value", "label")  # a list of codes has no departments
        if any(words[kind].fullmatch(as_words(name)) for column in named for name in column.names for kind in codes):
            return "", 0.0
        numbers = [cell.number for column in named for cell in sheet.cells[column.index] if cell]
        broken = any(number is not None and number != int(number) for number in numbers)
        percent = any(cell.percent for column in named for cell in sheet.cells[column.index] if cell)
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
        by_department = any(column.names for column in figures) and not layout.departments
        counted = by_department or any(column.kind in _UNITS for column in figures)
        return "department" if by_department else "", (0.92 if title.item else _BY_HEADING) if counted else 0.0
    if title.item and (stated or layout.fit is not None):
        return "", 0.92
    if not layout.departments:
        return "", 0.0
    unique = _are_unique(sheet, layout)
    named = [column for column in figures if column.names and column.kind in ("", *CONTENT)]
    asked = [column for column in named if layout.reader.is_topic(column.names[0])]
    if asked and 2 * len(asked) >= len(named) and not all(_is_absence(column.names[0]) for column in named):
        cells = [cell for column in named for cell in sheet.cells[column.index] if cell is not None]
        broken = any(cell.percent or (cell.number is not None and cell.number % 1) for cell in cells)
        told = bool(stated) or bool(title.kind) or title.ends is not None or any(column.ends for column in named)
        counted = any(column.kind in _PERSONS for column in figures)
        return "item", 0.85 if unique and (told or broken or counted) else 0.0
    if not named and (stated or layout.fit is not None):
        return "", _BY_HEADING
    counts = {column.kind for column in figures if column.kind in ("n", "rate", "invited")}
    return "", 0.8 if unique and not named and len(counts) > 1 else 0.0


def _are_unique(sheet: _Sheet, layout: Layout) -> bool:
    """Whether no department has two rows: there is a row per department, not per respondent."""
    labels = [*layout.departments, *(() if layout.period is None else (layout.period,))]
    rows = sheet.grid.rows[sheet.header_row + 1 :][:SAMPLE]
    keys = [tuple(row[index] if index < len(row) else None for index in labels) for row in rows]
    told = [key for key in keys if any(part is not None for part in key)]
    return len(set(told)) == len(told)


def _is_absence(text: str) -> bool:
    return re.search(r"fravær|absence|sygedag|sygdom|frånvaro", as_words(text)) is not None


def _are_fractions(sheet: _Sheet, layout: Layout) -> bool:
    """Whether shares stand as 0.25 for 25 %."""
    shares = [
        cell
        for column in layout.figures
        if (column.kind or layout.title.kind) in SHARES or (column.kind == "answer" and column.percent is not False)
        for cell in sheet.cells[column.index]
        if cell is not None and cell.number is not None
    ]
    numbers = [cell.number or 0.0 for cell in shares if not cell.percent]
    return bool(numbers) and all(0 <= number <= 1 for number in numbers) and any(number % 1 for number in numbers)


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

    def answered(self, told: Mapping[str, float | None]) -> None:
        """Take how many were asked and answered, by kind; None where the table hides it."""
        asked, rate = told.get("invited"), told.get("rate")
        self.invited = None if asked is None else int(asked)
        self.few = any(number is None for number in told.values())
        if (number := told.get("n")) is not None:
            self.persons = int(number)
        elif asked is not None and rate is not None and "n" not in told:
            self.persons = round(asked * (rate if rate <= 1 else rate / 100))

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
        self.problems: list[Problem] = []
        self.found = self.repeated = 0
        self.twice: set[tuple[str, str, DepartmentPath]] = set()
        self._answered: tuple[int | None, bool] | None = None
        """How many answered by a line above a block, and whether that is hidden."""
        self._heading = self._heading_of_first_block()
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
            if not self._is_number_of_answers(line):
                return self._asked(line)
            self._answered = self._answered or _without_count(line)[1:]
        return ""

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
        return bool(_COUNT.search(line) or _FEW.search(line)) or self.layout.reader.kind(line) in (
            "n",
            "rate",
            "invited",
            "mean",
        )

    def walk(self) -> None:
        """Visit every row below the header."""
        first = self.layout.header_row + 1
        rows = self.grid.rows[first : None if self.limit is None else first + self.limit]
        for number, row in enumerate(rows, start=first):
            filled = {index: value for index, value in enumerate(row) if value is not None}
            if filled:
                self._visit(number, row, filled)

    def _visit(self, number: int, row: Sequence[Value], filled: Mapping[int, Value]) -> None:
        layout, reader = self.layout, self.layout.reader
        texts = {index: str(value).strip() for index, value in filled.items()}
        if texts == layout.head or self._begins_block(texts):
            self.aside[_("they repeat the headers")].add(number)
            return
        columns = [column for column in layout.figures if column.index in filled]
        cells = {column.index: _cell(filled[column.index], reader.words["hidden"]) for column in columns}
        for column in columns:
            cell = cells[column.index]
            if cell is not None and not self._may_be(cell, column):
                cells[column.index] = None
                place = self.grid.ref(number, column.index)
                self.problems.append(Problem("bad-number", place, {"field": column.header}))
        if not any(cells.values()):
            self._without_figures(number, filled, bool(cells))
            return
        item = ""
        if layout.names_are != "item":
            if not (layout.items or layout.title.item or self._heading) and layout.departments:
                self.aside[_("they tell how many answered")].add(number)
                return
            item = self._item(number, row)
            reason = _reason_of(item, reader)
            if reason and layout.names_are == "department" and reader.kind(item) == "n":
                self._count_columns(number, row, columns, cells)
            if reason:
                self.aside[reason].add(number)
                return
            if not item:
                self.rejected.add(number)
                self.problems.append(Problem("row-incomplete", self.grid.ref(number), {"field": _("Question")}))
                return
        path = self._path(number, row)
        if path is None:
            self.aside[_("they are benchmarks or means of departments")].add(number)
            return
        self._take(number, row, item, columns, cells)

    def _begins_block(self, texts: Mapping[int, str]) -> bool:
        """Whether a row is the header of another block, with its question where the first one has its own."""
        layout, place = self.layout, self.layout.answer
        if place is None or not is_question(texts.get(place)) or not is_question(layout.head.get(place)):
            return False
        if {**texts, place: ""} != {**layout.head, place: ""}:
            return False
        self._heading, self._answered = self._asked(texts[place]), None
        return True

    def _may_be(self, cell: _Cell, column: _Column) -> bool:
        """Whether a figure can be what its column holds: persons are whole ones, shares are no more than all."""
        number, kind = cell.number or 0.0, column.kind or self.layout.title.kind
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
                name, persons, few = _without_count(rest.strip())
                self._department = () if is_whole else (name,)
                self._count(self._department, persons, few)
            elif self._is_number_of_answers(texts[0]):
                self._answered = _without_count(texts[0])[1:]
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
        value = row[index] if index < len(row) else None
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
        self.places.setdefault(text, self.grid.ref(number, question))
        self.full.setdefault(text, full)
        return text

    def _path(self, number: int, row: Sequence[Value], column: _Column | None = None) -> DepartmentPath | None:
        """Return the department of a row (and column), None when it is a benchmark or a mean."""
        layout, words = self.layout, self.layout.reader.words
        last = max((*layout.items[:1], *layout.departments), default=-1)
        labels = [self._label(number, row, index, outer=index < last) for index in layout.departments]
        if column is not None and layout.names_are == "department":
            labels += column.names
        if any(layout.reader.kind(label) in ("benchmark", "mean") for label in labels if label):
            return None
        counts = [_without_count(label) for label in labels]
        path = tuple(
            dict.fromkeys(
                " ".join(label.split())
                for label, _persons, _few in counts
                if label and not words["whole"].match(as_words(label).strip(" :."))
            )
        )
        if path or (labels and any(labels)):
            for _name, persons, few in counts[-1:]:
                self._count(path, persons, few)
            return path
        return self._department if self._department is not None else layout.title.department or layout.title.sheet

    def _count_columns(
        self, number: int, row: Sequence[Value], columns: Iterable[_Column], cells: Mapping[int, _Cell | None]
    ) -> None:
        """Take how many answered in each department, from a row that tells it for all questions."""
        for column in columns:
            cell, path = cells[column.index], self._path(number, row, column)
            if cell is not None and path is not None:
                self._count(path, None if cell.number is None else int(cell.number), cell.number is None)

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
        columns: Iterable[_Column],
        cells: Mapping[int, _Cell | None],
    ) -> None:
        """Put the figures of a row where they belong."""
        layout = self.layout
        time = "" if layout.period is None else _year_of(row[layout.period] if layout.period < len(row) else None)
        if layout.answer is not None:
            self._take_answer(number, row, item, columns, cells, time)
            return
        for_all: dict[str, dict[str, float | None]] = defaultdict(dict)
        direction = None
        for column in columns:
            cell = cells[column.index]
            if column.kind == "direction" and cell is not None and cell.number in (0, 1):
                direction = cell.number == 1
            if column.kind in _PERSONS and not column.names and cell is not None:
                for_all[column.period or time].setdefault(column.kind, cell.number)
        touched: dict[int, Fact] = {}
        now = layout.latest
        for column in layout.figures:
            kind = column.kind or (layout.title.kind or "mean" if column.names or column.period else "")
            about = item
            if layout.names_are == "item":
                about = column.names[0] if column.names else ""
                self.places.setdefault(about, self.grid.ref(layout.header_row, column.index))
                self.full.setdefault(about, about)
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
                fact.answered(for_all.get(when) or for_all.get(time, {}))
                fact.high_is_good = direction
                self.found += 1
            elif fact.row != number:
                if id(fact) not in touched:
                    self.repeated += 1
                    self.twice.add(key)
                touched[id(fact)] = fact
                continue
            self._put(fact, kind, column, cells.get(column.index))
        self.used.add(number)

    def _take_answer(
        self,
        number: int,
        row: Sequence[Value],
        item: str,
        columns: Iterable[_Column],
        cells: Mapping[int, _Cell | None],
        time: str,
    ) -> None:
        """Put the figures of a row that is about one answer to a question where they belong."""
        place = self.layout.answer or 0
        answer = as_answer(row[place]) if place < len(row) and row[place] is not None else ""
        if not answer or self.layout.reader.words["whole"].match(as_words(answer).strip(" :.")):
            self.aside[_("they are totals or means")].add(number)
            return
        for column in columns:
            cell, percent = cells[column.index], {"percent": True, "n": False}.get(column.kind, column.percent)
            if column.kind and column.kind not in _UNITS:
                continue
            path = self._path(number, row, column)
            if path is None or cell is None:
                continue
            key = (self._heading, item, path)
            fact = self.facts.setdefault(key, {}).setdefault(column.period or time, Fact(number))
            if column.persons is not None:
                fact.persons = column.persons
            if self._answered is not None and fact.persons is None:
                fact.persons, fact.few = self._answered
            if cell.number is None:
                fact.few, fact.persons = True, None
                fact.rows.add(number)
                continue
            self.found += 1
            if answer in fact.answers[True if cell.percent else percent]:
                self.repeated += 1
                self.twice.add(key)
            fact.answers[True if cell.percent else percent][answer] = cell.number
            fact.rows.add(number)
        self.used.add(number)

    def _put(self, fact: Fact, kind: str, column: _Column, cell: _Cell | None) -> None:
        """Add a cell to a fact."""
        if column.persons is not None and fact.persons is None:
            fact.persons = column.persons
        if column.few or (kind in ("n", "answer") and cell is not None and cell.number is None):
            fact.few, fact.persons = True, None
        if cell is None or cell.number is None:
            return
        number = cell.number * (
            100 if self.layout.fractions and not cell.percent and kind in (*SHARES, "answer") else 1
        )
        if kind == "answer":
            percent = True if cell.percent or self.layout.fractions else column.percent
            fact.answers[percent].setdefault(column.answer, number)
        elif kind == "n":
            fact.persons = int(number)
        elif kind in SHARES and not self._is_percent(column, cell):
            fact.loose.setdefault(kind, number)
        elif kind not in fact.numbers:
            fact.numbers[kind] = number
            if kind == "mean":
                fact.ends = column.ends
                fact.percent = cell.percent and "mean" in (column.kind, self.layout.title.kind)
            if cell.persons is not None:
                fact.persons = cell.persons

    def _is_percent(self, column: _Column, cell: _Cell) -> bool:
        """Whether a share is told to be one, and not how many persons."""
        layout = self.layout
        return (
            cell.percent
            or layout.fractions
            or bool(column.percent)
            or (column.percent is None and layout.title.percent)
        )


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
