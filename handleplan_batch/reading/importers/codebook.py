"""Code books: which question a column of a data file is, and which answer a code means.

A code book may list one code a row (variable, value, label; SurveyXact, SPSS, XLSForm's choices), all codes of a
question in one cell (REDCap), a column per code, or the questions alone. What it says is put on the data by
:func:`explain`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import NamedTuple

from handleplan_batch.model import CellRef, Codebook, ImporterName, Problem, Reading, Variable
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.headed import (
    SAMPLE,
    Column,
    Keywords,
    as_answer,
    filled_rows,
    header_words,
    is_question,
    share_of,
    sheet_entry,
)
from handleplan_batch.reading.importers.legend import Legend, legends_in
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import load_scales

_HEADER_WITHIN = 15
_WIDEST = 30
"""Columns up to which a sheet may be a code book (REDCap's has 18, an XLSForm may have more)."""
_FEWEST_FITTING = 0.3
"""Share of the data's columns, or half the code book's variables, that must fit for a code book to be used."""
_MOST_LINES = 60
_WIDEST_LEGEND = 12
_LEGEND = 0.55
"""Strength of the claim to a sheet because some of its lines explain numbers."""

_LEGEND_ABOVE = 0.3
"""The same where most of the sheet is a table of something else, which any other claim to it goes before."""
_FEWEST_FIGURES = 2
"""Rows with several figures from which they are a table: what the legend above it explains."""

_Words = Mapping[str, Keywords]
_Rows = Sequence[Sequence[Value]]


class CodebookImporter:
    """Recognises lists of codes with their labels, and of variables with their questions."""

    name = ImporterName.CODEBOOK

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim: by the headers, or by rows that can be nothing else."""
        form = _form(grid.rows, header_words(context.catalogue))
        if form is None:
            strength = _strength_of_legends(grid, context)
            return Match(self.name, -1, {}, strength) if strength else None
        return Match(
            self.name, form.header_row, {kind: (column,) for kind, column in form.columns.items()}, form.strength
        )

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return what the code book explains; every row is set aside, with the note ``codebook``."""
        words = header_words(context.catalogue)
        form = _form(grid.rows, words)
        variables = {} if form is None else _variables(grid.rows, form, words)
        told_apart = form is None or form.names_only
        legends = tuple(legend for _rows, legend in _legends(grid, context)) if told_apart else ()
        where = CellRef(grid.file, grid.sheet)
        rows = filled_rows(grid, match.header_row)
        entry = sheet_entry(grid, self.name, match, rows, set_aside=rows)
        told = {
            "variables": str(len(variables)),
            "labels": str(sum(map(len, (*(variable.labels for variable in variables.values()), *legends)))),
        }
        return Reading(
            sheets=(entry,),
            codebooks=(Codebook(where, variables, legends),),
            problems=(Problem("codebook", where, told),),
        )


def _legends(grid: Grid, context: Context) -> list[tuple[range, Legend]]:
    """Return what a sheet of few and narrow rows says of numbers without saying in which columns, with its rows."""
    lines = 0
    for row in grid.rows:
        filled = len(row) - row.count(None)
        lines += filled > 0
        if lines > _MOST_LINES or filled > _WIDEST_LEGEND:
            return []
    scales = load_scales(context.catalogue, context.directions)
    return list(legends_in(grid.rows, scales))


def _is_figure(value: Value) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdecimal())


def _strength_of_legends(grid: Grid, context: Context) -> float:
    """Return the strength of the claim to a sheet that explains numbers; 0 where those stand below, in a table."""
    legends = _legends(grid, context)
    if not legends:
        return 0.0
    told = {row for rows, _legend in legends for row in rows}
    others = [[value for value in row if value is not None] for n, row in enumerate(grid.rows) if n not in told]
    rows = [cells for cells in others if len(cells) > 1]
    of_figures = sum(sum(map(_is_figure, cells)) > 1 for cells in rows)
    again = len(legends) - len({tuple(sorted(legend.items())) for _rows, legend in legends})
    if max(of_figures, again) >= _FEWEST_FIGURES:  # what recurs is answers: "1 (slet ikke)", "5 (i høj grad)"
        return 0.0
    return _LEGEND if len(rows) <= max(_FEWEST_FIGURES, len(told)) else _LEGEND_ABOVE


# --- Recognising and reading a code book ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Form:
    """How a sheet lists variables and codes."""

    header_row: int
    """0-based; -1 without headers."""
    columns: Mapping[str, int]
    """``variable``, ``value``, ``label``, ``text``, ``choices``, ``kind``, ``list`` -> 0-based column."""
    strength: float
    codes: Mapping[int, str] = field(default_factory=dict)
    """0-based column -> the code whose labels stand in it."""
    names_only: bool = False
    """Whether it lists nothing but names and questions; what codes stand around them are those of all."""


def _form(rows: _Rows, words: _Words) -> _Form | None:
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        heads = {column: as_words(str(value)).rstrip(":.") for column, value in enumerate(row) if value is not None}
        if 2 <= len(heads) <= _WIDEST and (form := _headed_form(rows, number, heads, words)):
            return form
    return _triples(rows) or _blocks(rows) or _pairs(rows)


def _headed_form(rows: _Rows, header: int, heads: Mapping[int, str], words: _Words) -> _Form | None:
    """Return the form under a row of headers."""
    body = [row for row in rows[header + 1 : header + 1 + SAMPLE] if any(value is not None for value in row)]
    cells = {column: [row[column] for row in body if column < len(row) and row[column] is not None] for column in heads}
    hits = {
        kind: [column for column, head in heads.items() if words[kind].fullmatch(head.partition(":")[0])]
        for kind in ("variable", "value", "label", "text", "choices", "kind", "list")
    }
    hits["text"] = _spoken(hits["text"], heads)
    hits["label"] = _spoken(hits["label"], heads)
    packed = [column for column in heads if share_of(cells[column], _is_packed) >= 0.3]
    if not hits["variable"] and hits["value"] and hits["label"]:
        blank = hits["value"][0] + 1
        if blank + 1 == hits["label"][0] and blank not in heads:  # SPSS: Value over two columns, Label
            found = {"variable": hits["value"][0], "value": blank, "label": hits["label"][0]}
            return _Form(header, found, 0.95) if _lists_codes(body, found) else None
    lists = [column for column in hits["list"] if column not in packed]
    named = hits["variable"] if hits["label"] and hits["value"] else hits["variable"] + hits["value"]
    variables = [column for column in dict.fromkeys(named) if column not in packed and column not in lists]
    variables.sort(key=lambda column: (-(share_of(cells[column], _is_name) >= 0.8), -len(set(cells[column]))))
    values = [column for column in hits["value"] if column not in packed]
    if lists and values and hits["label"] and not hits["kind"] and set(variables) <= set(values):
        found = {"variable": lists[0], "value": values[0], "label": hits["label"][0]}  # XLSForm: list_name, name, label
        return _Form(header, found, 0.95) if len(set(found.values())) == 3 and _lists_codes(body, found) else None
    if not variables:
        return None
    found = {"variable": variables[0]}
    values = [column for column in values if column != variables[0]]
    labels = [column for column in hits["label"] if column not in (*variables[:1], *values[:1], *packed)]
    if values and labels:
        coded = {**found, "value": values[0], "label": labels[0]}
        if _lists_codes(body, coded | ({"kind": hits["kind"][0]} if hits["kind"] else {})):
            found = coded
    taken = {*found.values(), *packed, *lists}
    texts = [column for column in hits["text"] if column not in taken]
    texts.sort(key=lambda column: -share_of(cells[column], is_question))
    found |= {"text": texts[0]} if texts else {}
    found |= {"choices": packed[0]} if packed else {}
    found |= {"kind": hits["kind"][0]} if hits["kind"] and hits["kind"][0] not in found.values() else {}
    found |= {"list": lists[0]} if lists else {}
    codes = {} if "value" in found or packed else _code_columns(heads, cells, body)
    names = cells[variables[0]]
    unique = share_of(names, _is_name) >= 0.8 and len(set(names)) >= 0.9 * len(names)
    if "value" in found:
        return _Form(header, found, 0.95)
    if packed or codes:
        return _Form(header, found, 0.95, codes) if len(set(names)) >= 0.9 * len(names) else None
    if not unique or len(names) < 2:
        return None
    typed = "kind" in found and share_of(cells[found["kind"]], lambda value: _kind_of(value, words) != "") >= 0.8
    asks = "text" in found and share_of(cells[found["text"]], is_question) >= 0.3
    return _Form(header, found, 0.95 if typed else 0.8) if typed or (asks and len(heads) <= 6) else None


def _spoken(columns: Sequence[int], heads: Mapping[int, str]) -> list[int]:
    """Return columns that say the same in several languages with the Danish one first ("label::Dansk (da)")."""
    return sorted(columns, key=lambda column: re.search(r"dansk|danish|\(da\)|\bda\b", heads[column]) is None)


def _is_name(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= 60 and not re.search(r"\s\S+\s", value) and not value.endswith("?")


def _lists_codes(body: _Rows, found: Mapping[str, int]) -> bool:
    """Whether rows give each code of each variable once, and several of most, as answers to questions would not."""
    pairs, name = [], None
    for row in body:
        cell, code, label = (
            row[found[kind]] if found[kind] < len(row) else None for kind in ("variable", "value", "label")
        )
        name = cell if cell is not None else name
        if code is not None and label is not None:
            pairs.append((name, as_answer(code).casefold()))
    if "kind" not in found and len({name for name, _code in pairs}) > 0.7 * len(pairs):
        return False  # questions with a number each and what was said to them
    short = share_of([code for _name, code in pairs], lambda code: len(code) <= 12 and " " not in code)
    return len(pairs) >= 2 and len(set(pairs)) >= 0.95 * len(pairs) and short >= 0.9


def _code_columns(heads: Mapping[int, str], cells: Mapping[int, Sequence[Value]], body: _Rows) -> dict[int, str]:
    """Return the columns headed by a code whose cells are labels ("1", "2", "Kode 3"), different ones in each row."""
    found = {}
    for column, head in heads.items():
        code = re.fullmatch(r"(?:kode|værdi|svar|code|value|label)?\s*(-?\d{1,3})", head)
        if code and cells[column] and all(isinstance(value, str) and len(value) <= 80 for value in cells[column]):
            found[column] = code[1]
    labels = [[row[column] for column in found if column < len(row) and row[column] is not None] for row in body]
    return found if len(found) >= 2 and share_of(labels, lambda row: len(set(row)) == len(row)) >= 0.9 else {}


def _triples(rows: _Rows) -> _Form | None:
    """Return the form of three columns without headers: variable, code, label; the variable may stand once for all."""
    filled = [row for row in rows[:SAMPLE] if any(value is not None for value in row)]
    triples = [(row[0], row[1], row[2]) for row in filled if len(row) >= 3 and not any(row[3:])]
    if len(triples) < max(4, len(filled)) or triples[0][0] is None:
        return None
    if not all(
        isinstance(variable, str | None) and isinstance(code, int) and label is not None
        for variable, code, label in triples
    ):
        return None
    names: list[Value] = []
    for variable, _code, _label in triples:
        names.append(names[-1] if variable is None else variable)
    if len(set(names)) > len(names) / 2 or len(set(zip(names, (t[1] for t in triples), strict=True))) < len(names):
        return None
    return _Form(-1, {"variable": 0, "value": 1, "label": 2}, 0.9)


def _blocks(rows: _Rows) -> _Form | None:
    """Return the form of two columns in blocks: a variable with its question, then a code with its label a row."""
    filled = [row[:2] for row in rows[:SAMPLE] if any(value is not None for value in row)]
    pairs = [row for row in filled if len(row) == 2 and row[0] is not None and row[1] is not None]
    codes = [isinstance(row[0], int) for row in pairs]
    if len(pairs) < max(6, 0.9 * len(filled)) or any(len(row) > 2 and any(row[2:]) for row in rows[:SAMPLE]):
        return None
    heads = [row for row, is_code in zip(pairs, codes, strict=True) if not is_code]
    if codes[0] or not 2 <= len(heads) <= len(pairs) / 3 or not all(isinstance(row[1], str) for row in pairs):
        return None
    if not all(map(_is_name, (row[0] for row in heads))) or len({row[0] for row in heads}) < len(heads):
        return None
    return _Form(-1, {"variable": 0, "text": 1}, 0.97)


def _pairs(rows: _Rows) -> _Form | None:
    """Return the form of two columns of names that are numbered (``Q1``) and what each asks.

    Above and below them may stand headings, and the codes of all of them (``1 Helt uenig``).
    """
    filled = [[value for value in row if value is not None] for row in rows[:SAMPLE]]
    pairs = [cells for cells in filled if len(cells) == 2]
    named = [(found, cells[1]) for cells in pairs if (found := _NUMBERED_NAME.fullmatch(str(cells[0]).strip()))]
    names = [found[0] for found, _text in named]
    asked = [text for _found, text in named if isinstance(text, str) and len(text.split()) > 1]
    others = [cells for cells in filled if len(cells) > 2 or (len(cells) == 2 and cells[0] is None)]
    if len(named) < _FEWEST_NAMED or len({found[1].casefold() for found, _text in named}) > 1 or others:
        return None
    if len(set(names)) < len(names) or len(set(asked)) < len(named):
        return None
    codes = sum(isinstance(cells[0], int) or str(cells[0]).strip().isdecimal() for cells in pairs)
    if len(pairs) - len(named) - codes > 1:  # a header
        return None
    return _Form(-1, {"variable": 0, "text": 1}, 0.9, names_only=True)


_FEWEST_NAMED = 3
_NUMBERED_NAME = re.compile(
    r"(q|s|v|x|var|sp|spm|spg|spørgsmål|question|item|fråga)[ ._-]?\d{1,3}(?:[._]\d{1,3})?", re.IGNORECASE
)
"""What tools and people call the questions of a survey; ``Punkt 1`` is one of minutes."""


def _variables(rows: _Rows, form: _Form, words: _Words) -> dict[str, Variable]:
    """Return what the code book says of each variable."""

    def cell(row: Sequence[Value], kind: str) -> Value:
        column = form.columns.get(kind)
        return None if column is None or column >= len(row) else row[column]

    in_blocks = form.header_row < 0 and "value" not in form.columns
    texts: dict[str, str] = {}
    kinds: dict[str, str] = {}
    lists: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    name = ""
    for row in rows[form.header_row + 1 :]:
        first = cell(row, "variable")
        if form.names_only and (first is None or not _NUMBERED_NAME.fullmatch(str(first).strip())):
            continue
        if in_blocks and isinstance(first, int):
            labels[name].setdefault(str(first), _plain(cell(row, "text")))
            continue
        if first is None and cell(row, "value") is None:
            continue
        name = name if first is None else as_answer(first)
        told = cell(row, "kind")
        kinds[name] = kinds.get(name) or _kind_of(told, words)
        if text := _plain(cell(row, "text")):
            texts.setdefault(name, text)
        listed = as_answer(told).split() if isinstance(told, str) else []
        if len(listed) == 2 and listed[0].startswith("select_"):  # XLSForm: the answers stand in the sheet "choices"
            lists[name] = listed[1]
        elif (list_name := cell(row, "list")) is not None:
            lists[name] = as_answer(list_name)
        code, label = cell(row, "value"), _plain(cell(row, "label"))
        if code is not None and label:
            labels[name].setdefault(as_answer(code), label)
        labels[name] |= _packed(cell(row, "choices"))
        labels[name] |= {
            code: _plain(row[at]) for at, code in form.codes.items() if at < len(row) and row[at] is not None
        }
        if not labels[name] and isinstance(told, str) and told.casefold() in ("yesno", "truefalse"):  # REDCap's own
            labels[name] |= {"1": "Yes", "0": "No"}
    found = {}
    for variable, kind in kinds.items() if not in_blocks else dict.fromkeys((*texts, *labels), "").items():
        own = labels[variable]
        # SurveyXact lists an option of its own column as the only answer of that column.
        option = next(iter(own.values())) if kind == "multiple" and len(own) == 1 else ""
        found[variable] = Variable(
            *(texts.get(variable, ""), {} if option else own, option, kind), labels_of=lists.get(variable, "")
        )
    return found


def _kind_of(told: Value, words: _Words) -> str:
    """Return the kind of :attr:`Variable.kind` that a code book's own word means."""
    text = as_words(told) if isinstance(told, str) else ""
    return next(
        (kind for kind in ("single", "multiple", "text", "number", "date") if words[f"kind_{kind}"].match(text)), ""
    )


_PIECE = re.compile(r"\s*(-?\w{1,12})\s*(?:[=:,)]|\.(?=\s)|\s[-–](?=\s)|\t)\s*(\S.*)", re.DOTALL)


def _packed(cell: Value) -> dict[str, str]:
    """Return the codes and labels of ``1=Slet ikke; 2=…`` or ``1, Slet ikke | 2, …``; none of another text."""
    if not isinstance(cell, str):
        return {}
    ways = (cell.split("\n"), cell.split("|"), cell.split(";"), re.split(r"[,/]?\s+(?=-?\d{1,3}\s*[=:])", cell))
    for pieces in ways:
        found = [_PIECE.fullmatch(piece) for piece in pieces if piece.strip()]
        codes = [match[1] for match in found if match]
        if len(codes) == len(found) >= 2 and len(set(codes)) == len(codes):
            return {match[1]: _plain(match[2].strip(" \"'“”«»,;")) for match in found if match}
    return {}


def _is_packed(cell: Value) -> bool:
    return len(_packed(cell)) >= 2 and any(character.isdigit() for character in "".join(_packed(cell)))


def _plain(value: Value) -> str:
    """Return a text on one line without the mark-up of a web page."""
    return "" if value is None else " ".join(re.sub(r"<[^<>]*>|&nbsp;", " ", as_answer(value)).split())


# --- Explaining data --------------------------------------------------------------------------------------------------


class Explanation(NamedTuple):
    """The columns of a data sheet as the code books explain them."""

    columns: tuple[Column, ...]
    used: tuple[Codebook, ...] = ()
    unused: tuple[Codebook, ...] = ()
    """Those that fit too few of the columns."""
    disputed: tuple[Column, ...] = ()
    """Columns that two code books explain differently, left as they are."""


def explain(columns: Sequence[Column], file: str, codebooks: Sequence[Codebook]) -> Explanation:
    """Return the columns with their questions as headers and their answers' labels as values.

    A column is found by any of its header lines: exactly, else whatever its case and signs, else cut to eight
    characters where one variable alone fits. A code that the code book does not list stays as it is. Where code books
    contradict one another, the one in the same file counts, then the one with the most similar name; else none.
    """
    codebooks = [book for book in codebooks if book.variables or not book.legends]
    found = [(book, _Names(book.variables).of(columns)) for book in codebooks]
    fitting = [book for book, variables in found if _fits(book, variables, columns)]
    by_column: dict[int, list[tuple[Codebook, Variable]]] = defaultdict(list)
    lists: list[Codebook] = []
    for book, variables in sorted(found, key=lambda pair: -_likeness(pair[0], file)):
        for index, variable in variables.items() if book in fitting else ():
            source = _list_of(variable, book, codebooks)
            lists += [source] if source is not None else []
            by_column[index].append((book, _with_list(variable, source)))
    explained: list[Column] = []
    disputed: list[Column] = []
    used = list(lists)
    seen: Counter[str] = Counter()
    for column in columns:
        told = by_column[column.index]
        books, variable = _agreed(told, file)
        if told and not books:
            disputed.append(column)
        used += books
        shown = _explained(column, variable) if books else column
        seen[shown.header] += 1
        again = seen[shown.header]
        explained.append(replace(shown, header=f"{shown.header} ({again})") if books and again > 1 else shown)
    return Explanation(
        tuple(explained),
        tuple(book for book in codebooks if book in used),
        tuple(book for book in codebooks if book not in (*fitting, *lists)),
        tuple(disputed),
    )


def _fits(book: Codebook, variables: Mapping[int, Variable], columns: Sequence[Column]) -> bool:
    """Whether enough of the data's columns, or of the code book's variables, are found in the other."""
    enough = max(min(2, len(columns)), _FEWEST_FITTING * len(columns))
    return len(variables) >= enough or len(variables) >= max(2, 0.5 * len(book.variables))


def _likeness(book: Codebook, file: str) -> float:
    """Return how near a code book stands to the data: 2 in the same file, else how alike the names are, 0–1."""
    own = book.where.file
    return 2.0 if own == file else SequenceMatcher(None, PurePath(own).stem, PurePath(file).stem).ratio()


def _list_of(variable: Variable, book: Codebook, codebooks: Sequence[Codebook]) -> Codebook | None:
    """Return where the answers stand that a variable names: in its own file, else where no other list contradicts."""
    name = variable.labels_of
    if not name or variable.labels:
        return None
    having = [other for other in codebooks if name in other.variables and other.variables[name].labels]
    near = [other for other in having if other.where.file == book.where.file] or having
    return near[0] if near and all(o.variables[name].labels == near[0].variables[name].labels for o in near) else None


def _with_list(variable: Variable, source: Codebook | None) -> Variable:
    if source is None:
        return variable
    labels = source.variables[variable.labels_of].labels
    if variable.choice:  # the column is one of the answers
        return replace(variable, choice=labels.get(variable.choice, variable.choice))
    return replace(variable, labels=labels)


class _Names:
    """The names of a code book's variables, for finding the one of a column."""

    def __init__(self, variables: Mapping[str, Variable]) -> None:
        self._variables = variables
        self._plain: dict[str, str] = {}
        for name in variables:
            self._plain.setdefault(_normal(name), name)
        for name in variables:
            for one in _in_range(name):
                self._plain.setdefault(_normal(one), name)

    def of(self, columns: Iterable[Column]) -> dict[int, Variable]:
        """Return column index -> variable, for the columns that have one."""
        return {column.index: found for column in columns if (found := self._find(column)) is not None}

    def _find(self, column: Column) -> Variable | None:
        names = [name for text in reversed(column.names) for name in _names_in(text)]
        for name in names:
            if name in self._variables:
                return self._variables[name]
        for name in names:
            if (known := self._plain.get(_normal(name))) is not None:
                return self._variables[known]
        for name in names:
            if (option := self._option(name)) is not None:
                return option
        cut = {known for name in names if 7 <= len(name) <= 8 for known in self._variables if _is_cut(name, known)}
        return self._variables[cut.pop()] if len(cut) == 1 else None

    def _option(self, name: str) -> Variable | None:
        """Return the option of a question with several answers that a column stands for (q___1, group/q/a)."""
        for sign in ("___", "/", "__", "_", "."):
            base, found, code = name.rpartition(sign)
            known = self._plain.get(_normal(base.rpartition("/")[2])) if found else None
            variable = None if known is None else self._variables[known]
            if variable is not None and variable.kind == "multiple":
                return replace(variable, labels={}, choice=variable.labels.get(code, code))
        return None


def _in_range(name: str) -> Iterator[str]:
    """Yield the names that several variables with the same answers are listed by ("Q3-Q5")."""
    if (found := _RANGE.fullmatch(name.strip())) is not None and int(found[3]) - int(found[2]) < _MOST_IN_RANGE:
        yield from (f"{found[1]}{number}" for number in range(int(found[2]), int(found[3]) + 1))


_RANGE = re.compile(r"([^\W\d][^\W\d_]*[ ._]?)(\d{1,3})\s*(?:-|–|til|to)\s*(?:\1)?(\d{1,3})", re.IGNORECASE)
_MOST_IN_RANGE = 200


def _names_in(text: str) -> Iterator[str]:
    """Yield the names that a header may hold: itself, what stands before its text, and the end of a path."""
    yield text
    head, found, _rest = text.partition(". ")
    if found:
        yield head
    if (numbered := _NUMBERED.match(text)) is not None:
        yield numbered[1]
    if "/" in text and " " not in text:
        yield text.rpartition("/")[2]


_NUMBERED = re.compile(r"([^\W\d]{1,4}[ ._]?\d[\w.]*?)[.:)]?\s+(?:[-–]\s+)?\S")
"""The number of a question before its text: "Q2 Har du tid nok?"."""


def _normal(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def _is_cut(name: str, whole: str) -> bool:
    """Whether a name is a longer one cut to eight characters, with or without the number at its end."""
    name, whole = name.casefold(), whole.casefold()
    if len(whole) <= len(name):
        return False
    if len(name) == 8 and whole.startswith(name):
        return True
    stem, sign, number = whole.rpartition("_")
    return number.isdigit() and name.endswith(sign + number) and stem.startswith(name.removesuffix(sign + number))


def _agreed(told: Sequence[tuple[Codebook, Variable]], file: str) -> tuple[list[Codebook], Variable]:
    """Return the code books that count for one column, and what they say together; none when they contradict."""
    whole, nearest, books = Variable(), 0.0, list[Codebook]()
    for book, variable in told:  # the nearest first
        likeness = _likeness(book, file)
        shorter, longer = sorted((_normal(whole.text), _normal(variable.text)), key=len)
        contradicts = shorter not in longer or any(  # a text may be cut short
            _normal(whole.labels.get(code, label)) != _normal(label) for code, label in variable.labels.items()
        )
        if contradicts and likeness >= nearest - 1e-9:
            return [], Variable()
        if not contradicts:
            nearest = likeness
            books.append(book)
            whole = Variable(
                max(whole.text, variable.text, key=len),
                {**variable.labels, **whole.labels},
                whole.choice or variable.choice,
                whole.kind or variable.kind,
            )
    return books, whole


def _explained(column: Column, variable: Variable) -> Column:
    """Return a column as a code book explains it."""
    labels, choice = variable.labels, variable.choice
    given = {value: as_answer(value) for value in column.distinct}
    if len(labels) == 1 and {"0", "1"}.issuperset(given.values()) and labels.keys() == {"1"} and not choice:
        choice, labels = labels["1"], {}
    header = variable.text or column.header
    if choice and _normal(choice) != _normal(header):
        header = f"{header} [{choice}]"
    column = replace(column, header=header, kind=variable.kind)
    if not labels:
        return column
    plain = {_normal(code): label for code, label in labels.items()}
    shown = {value: label for value, code in given.items() if (label := labels.get(code) or plain.get(_normal(code)))}
    if variable.kind == "multiple":
        for value, text in given.items():
            pieces = text.split()
            if value not in shown and all(piece in labels for piece in pieces):
                shown[value] = "; ".join(labels[piece] for piece in pieces)
    known = set(map(_normal, labels.values()))
    left = {value for value, text in given.items() if value not in shown and _normal(text) not in known}
    if variable.kind in ("text", "number", "date"):
        left = set()
    codes = [value for value in shown if isinstance(value, int)]
    between = {value for value in left if isinstance(value, int) and codes and min(codes) < value < max(codes)}
    if between and between == left:  # only the ends of the scale are labelled
        shown, left = {value: f"{given[value]} = {label}" for value, label in shown.items()}, set()
    values = [shown.get(value, value) for value in column.values]
    distinct: Counter[Value] = Counter()
    for value, persons in column.distinct.items():
        distinct[shown.get(value, value)] += persons
    return replace(
        column,
        values=values,
        distinct=distinct,
        offered=tuple(dict.fromkeys(labels.values())),
        unlabelled=frozenset(given[value] for value in left),
    )
