"""A risk matrix whose cells are the risks: likelihoods along one side, severities along the other.

A matrix of numbers or of level words (Lav, Middel, Høj) is the drawing that explains a list: it holds no risks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from handleplan_batch.language import _
from handleplan_batch.model import (
    CellRef,
    Finding,
    ImporterName,
    Problem,
    Reading,
    RiskMethod,
    SheetEntry,
    SourceKind,
)
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, parse_number, words_of
from handleplan_batch.reading.importers.lists import Reason, content_id
from handleplan_batch.reading.importers.risk_assessment import RISK_ASSESSMENT
from handleplan_batch.reading.importers.risk_legends import scale_families, trend
from handleplan_batch.reading.scrub import scrub

_RISK = ImporterName.RISK_ASSESSMENT
_STRENGTH = 0.75
_HEADER_WITHIN = 25
_LEAST_CELLS = 3
_LONGEST_LEGEND, _WIDEST_LEGEND = 40, 8
_LEAST_DISTINCT = 0.7
"""Least share of different texts; the words of a drawn matrix repeat themselves, risks do not."""
_METHODS = {3: RiskMethod.MATRIX_3, 4: RiskMethod.MATRIX_4, 5: RiskMethod.MATRIX_5}
_PARTS = re.compile(r"\s*[;•●▪]\s*|\s*\n\s*(?![a-zæøå])")
_MARK = re.compile(r"^(?:[-–*]|\d{1,2}[.)])\s*")


class _Axis(NamedTuple):
    """The labels along a side: place in the sheet -> place on the scale, high is worse."""

    places: Mapping[int, int]
    about: frozenset[str]
    """``likelihood`` or ``severity``, as far as the words tell."""
    worded: bool
    """Whether the labels are words, not numbers alone."""


@dataclass(frozen=True, slots=True)
class _Matrix:
    row: int
    across: _Axis
    down: _Axis
    side: int
    texts: Mapping[tuple[int, int], str]
    turned: bool
    """Whether the likelihoods stand along the top."""


_NO_MATRIX = _Matrix(
    -1, _Axis({}, frozenset(), worded=False), _Axis({}, frozenset(), worded=False), 0, {}, turned=False
)
"""A sheet that only explains a scale: none of its rows is a risk."""


class RiskMatrixImporter:
    """Reads each text in the cells of a matrix as a risk; sets sheets aside that only explain a scale."""

    name = _RISK

    def identify(self, grid: Grid, context: Context, /) -> Match | None:
        """Return the claim to a sheet with such a matrix."""
        words = words_of(context.catalogue)
        matrix = _find(grid, words)
        if matrix is None and not _is_legend(grid, words):
            return None
        if (matrix is None or not matrix.texts) and RISK_ASSESSMENT.identify(grid, context) is not None:
            return None  # what explains a list stands beside it
        return Match(_RISK, 0 if matrix is None else matrix.row, {}, _STRENGTH)

    def extract(self, grid: Grid, _match: Match, context: Context, /) -> Reading:
        """Return a finding per risk. Each counts as a row, and so does each row of the sheet that holds none."""
        matrix = _find(grid, words_of(context.catalogue)) or _NO_MATRIX
        findings: list[Finding] = []
        seen: Counter[str] = Counter()
        removed = 0
        size = max((*matrix.across.places.values(), *matrix.down.places.values()), default=0)
        for (row, column), text in matrix.texts.items():
            down, across = matrix.down.places[row], matrix.across.places[column]
            for part in _risks(text):
                said, taken_out = scrub(part, context.catalogue)
                removed += taken_out
                seen[said] += 1
                ordinal = "" if seen[said] == 1 else str(seen[said])
                findings.append(
                    Finding(
                        id=content_id(SourceKind.RISK_ASSESSMENT, said, "", "", ordinal),
                        source=SourceKind.RISK_ASSESSMENT,
                        where=grid.ref(row, column),
                        text=said,
                        likelihood=float(across if matrix.turned else down),
                        severity=float(down if matrix.turned else across),
                        score=float(down * across),
                        method=_METHODS.get(size, RiskMethod.GIVEN),
                    )
                )
        used = {row for row, _column in matrix.texts}
        others = [
            index
            for index, cells in enumerate(grid.rows)
            if index > matrix.row and index not in used and any(value is not None for value in cells)
        ]
        entry = SheetEntry(
            file=grid.file,
            sheet=grid.sheet,
            importer=_RISK,
            header_row=None if matrix is _NO_MATRIX else grid.ref(matrix.row).row,
            rows_read=len(findings) + len(others),
            rows_used=len(findings),
            rows_set_aside=len(others),
        )
        return Reading(
            sheets=(entry,),
            findings=tuple(findings),
            problems=tuple(_notes(grid, matrix, others, removed)),
        )


def _notes(grid: Grid, matrix: _Matrix, others: list[int], removed: int) -> Iterator[Problem]:
    values = {"count": str(len(matrix.texts))}
    if matrix.texts:
        yield Problem("matrix-layout", grid.ref(matrix.row, matrix.side), values)
    if others:
        reason = {"count": str(len(others)), "reason": _(Reason.OUTSIDE.value)}
        yield Problem("row-set-aside", grid.ref(others[0]), reason)
    if removed:
        yield Problem("personal-data", CellRef(grid.file, grid.sheet), {"count": str(removed)})


def _risks(text: str) -> list[str]:
    """Return the risks that stand in one cell, a line or a bullet each."""
    parts = (_MARK.sub("", part).strip() for part in _PARTS.split(text))
    return [" ".join(part.split()) for part in parts if part]


def _is_legend(grid: Grid, words: Words) -> bool:
    """Whether a short sheet lists a scale: 1 … k with the words of a scale beside, in order."""
    width = max(map(len, grid.rows), default=0)
    if len(grid.rows) > _LONGEST_LEGEND or width > _WIDEST_LEGEND:
        return False
    for column in range(width - 1):
        for run in _runs(grid, column):
            labels = {grid.rows[row][column]: grid.rows[row][column + 1] for row in run}
            places = [
                place
                for number, word in labels.items()
                if scale_families(word, words) and (place := _place(int(str(number)), word, words)) is not None
            ]
            if len(run) >= _LEAST_CELLS and len(places) >= 0.6 * len(run) and abs(trend(places)) == 1:
                return True
    return False


def _runs(grid: Grid, column: int) -> Iterator[list[int]]:
    """Yield the rows where a column counts 1, 2, 3 … or back to 1, as far as it does."""
    run: list[int] = []
    step = 0
    for row, cells in enumerate(grid.rows):
        code = _counted(cells[column]) if column + 1 < len(cells) else None
        if code is None:
            continue
        before = _counted(grid.rows[run[-1]][column]) if run else None
        if before is not None and abs(code - before) == 1 and step in (0, code - before):
            run, step = [*run, row], code - before
            continue
        if run:
            yield run
        run, step = [row], 0
    yield run


def _counted(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _find(grid: Grid, words: Words) -> _Matrix | None:
    for index, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        labels = {column: cell for column, cell in enumerate(cells) if _is_label(cell, words)}
        if len(labels) < 2 or len(labels) < 0.6 * sum(cell is not None for cell in cells):
            continue
        first = min(labels)
        across = {column: cell for column, cell in enumerate(cells) if column >= first and cell is not None}
        for side in range(first - 1, -1, -1):
            matrix = _at(grid, words, index, side, across)
            if matrix is not None:
                return matrix
    return None


def _at(grid: Grid, words: Words, row: int, side: int, across: Mapping[int, Value]) -> _Matrix | None:
    """Return the matrix with its labels in this row and column, None when there is none."""
    down: dict[int, Value] = {}
    label: Value = None
    for index in range(row + 1, len(grid.rows)):
        cells = grid.rows[index]
        here = cells[side] if side < len(cells) else None
        written = [column for column in across if column < len(cells) and cells[column] is not None]
        if here is not None and not _is_label(here, words):
            break
        if not written and here is None:
            if down:
                break
            continue
        label = here if here is not None else label
        if label is None:
            return None
        down[index] = label
    filled = {
        (index, column): grid.rows[index][column]
        for index in down
        for column in across
        if column < len(grid.rows[index]) and grid.rows[index][column] is not None
    }
    texts = {
        place: text
        for place, text in filled.items()
        if isinstance(text, str) and parse_number(text) is None and not scale_families(text, words)
    }
    top, left = _axis(across, words), _axis(down, words)
    if top is None or left is None or len(filled) < _LEAST_CELLS:
        return None
    titles = _titles(grid, words, row, side, set(across))
    turned = _is_turned(top, left, titles)
    if turned is None or not all(axis.worded or name in titles for axis, name in ((top, "top"), (left, "left"))):
        return None
    if len(texts) >= len(filled) / 2 and len(set(texts.values())) >= _LEAST_DISTINCT * len(texts):
        return _Matrix(row, top, left, side, texts, turned)
    # A drawing that explains a list: only where both sides say what they are is it sure to be no table of answers,
    # and only where little else stands in the sheet is the list in another.
    everything = sum(value is not None for line in grid.rows for value in line)
    inside = len(filled) + len(across) + len(down)
    drawn = not texts and 3 * inside >= 2 * everything and (len(titles) == 2 or bool(top.about and left.about))
    return _Matrix(row, top, left, side, {}, turned) if drawn else None


def _is_turned(top: _Axis, left: _Axis, titles: Mapping[str, str]) -> bool | None:
    """Whether the likelihoods stand along the top; None when neither titles nor words tell which side is which."""
    for name, turned in (("likelihood", True), ("severity", False)):
        if titles.get("top") == name or (not titles and name in top.about and name not in left.about):
            return turned
        if titles.get("left") == name or (not titles and name in left.about and name not in top.about):
            return not turned
    return None


def _titles(grid: Grid, words: Words, row: int, side: int, across: set[int]) -> Mapping[str, str]:
    """Return what the cells over and beside the labels call them: ``top`` and ``left`` -> likelihood or severity."""
    found: dict[str, str] = {}
    for index, cells in enumerate(grid.rows):
        for column, value in enumerate(cells[: max(across) + 1]):
            name = _factor(value, words)
            if name and index <= row and column > side:
                found["top"] = name
            elif name and column <= side and index >= row:
                found.setdefault("left", name)
    return found


def _factor(value: Value, words: Words) -> str:
    known = words.headers(_RISK)
    for word in re.findall(r"[^\W\d_]{3,}", value.casefold()) if isinstance(value, str) and len(value) < 60 else ():
        names = {"likelihood", "severity"} & set(known.get(word, ()))
        if len(names) == 1:
            return names.pop()
    return ""


@lru_cache(maxsize=10_000, typed=True)  # answers recur; 1 and True are equal
def _is_label(cell: Value, words: Words) -> bool:
    if isinstance(cell, str):
        return bool(scale_families(cell, words)) or re.fullmatch(r"\d{1,2}\s*[-–:.]?\s*\D{0,60}", cell) is not None
    number = parse_number(cell)
    return number is not None and number in range(1, 11)


def _axis(labels: Mapping[int, Value], words: Words) -> _Axis | None:
    """Return the labels as ranks 1 … k from the mild end, which the known words or numbers among them tell."""
    ordered = list(dict.fromkeys(labels.values()))
    known = [place for rank, label in enumerate(ordered) if (place := _place(rank, label, words)) is not None]
    if len(ordered) < 2 or len(known) < max(2, 0.6 * len(ordered)):
        return None
    rising = trend(known)
    if abs(rising) < 0.5:
        return None
    ranks = {label: rank + 1 if rising > 0 else len(ordered) - rank for rank, label in enumerate(ordered)}
    about = Counter(name for label in ordered for name in _about(label, words))
    most = max(about.values(), default=0)
    return _Axis(
        {place: ranks[label] for place, label in labels.items()},
        frozenset(name for name, count in about.items() if count == most),
        any(scale_families(label, words) for label in ordered),
    )


def _place(rank: int, label: Value, words: Words) -> tuple[float, float] | None:
    families: Iterable[tuple[int, int]] = scale_families(label, words).values()
    for position, size in families:
        return float(rank), (position - 1) / (size - 1)
    number = parse_number(label)
    return None if number is None else (float(rank), number)


def _about(label: Value, words: Words) -> Iterator[str]:
    families = scale_families(label, words)
    if isinstance(label, str) and len(label.split()) > 1 and (named := _factor(label, words)):
        yield named  # "Stor konsekvens"
        return
    if any(name.startswith(("likely", "rare")) for name in families):
        yield "likelihood"
    if any(name.startswith(("harm", "impact")) for name in families):
        yield "severity"
