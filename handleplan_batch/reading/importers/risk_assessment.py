"""Risk assessments, one hazard a row: matrices of 3×3, 4×4 and 5×5, Fine-Kinney, and scores on scales of their own.

Likelihood, severity and exposure are kept on the file's own scale; words become 1 … k. The score is the one given,
also when it is a rank from a look-up matrix; without one it is the product of the factors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from statistics import fmean

from handleplan_batch.model import Finding, ImporterName, RiskMethod, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import Words, parse_number, plain, words_of
from handleplan_batch.reading.importers.tabular import Field, Kind, ListImporter, Reason, Row, Table

_KINNEY = {
    "likelihood": frozenset({0.1, 0.2, 0.5, 1, 3, 6, 10}),
    "exposure": frozenset({0.5, 1, 2, 3, 6, 10}),
    "severity": frozenset({0.5, 1, 3, 7, 15, 40, 100}),
}
"""The values of Fine-Kinney's tables (findrisk.net/blog/fine-kinney-method-explained); 0.5 is used for trifles."""
_TYPICAL_KINNEY = frozenset({0.1, 0.2, 0.5, 6, 7, 10, 15, 40, 100})
"""Those of them that no matrix of up to 5×5 has."""
_MATRICES = {3: RiskMethod.MATRIX_3, 4: RiskMethod.MATRIX_4, 5: RiskMethod.MATRIX_5}
_STRAYS = 0.2
"""Greatest share of values outside a scale that are slips of the pen; with more, the scale is another one."""
_SCALE_IN_WORDS = re.compile(r"\b[01]\b[^.;\n\d]{0,40}?(?:-|–|\btil\b|\bto\b)\s*(\d{1,3})\b(?![-./]\d)")
_CODED = re.compile(r"^[A-Za-z]?\s?(\d+(?:[.,]\d+)?)\s*(?:$|[-–:=.,( ])|[\s(\-–:=](\d+(?:[.,]\d+)?)\)?$")
_LETTERS = "ABCDE"
_RISK = ImporterName.RISK_ASSESSMENT


def _read(table: Table) -> None:
    method = _Method(table)
    for row in table:
        hazard = row.text("hazard")
        if not hazard:
            row.reject("hazard")
        elif table.words.says("none", row.value("hazard")):
            row.set_aside(Reason.NOTHING)
        elif row.meaning("status", "status") == "dropped":
            row.set_aside(Reason.DROPPED)
        else:
            row.use(_finding(row, hazard, method))


def _finding(row: Row, hazard: str, method: _Method) -> Finding:
    deadline, deadline_text = row.deadline()
    scored = method.score(row)
    exposed = parse_number(row.value("exposed"))
    return Finding(
        id="",
        source=SourceKind.RISK_ASSESSMENT,
        where=row.where("hazard"),
        text=hazard,
        department=row.department(),
        category=row.label("category") or row.text("task"),
        score=scored.score,
        likelihood=scored.factors.get("likelihood"),
        severity=scored.factors.get("severity"),
        exposure=scored.factors.get("exposure") if method.kind is RiskMethod.KINNEY else None,
        method=scored.method,
        residual=scored.residual,
        exposed=None if exposed is None else round(exposed),
        observed_on=row.observed_on("assessed_on"),
        place=row.text("place"),
        cause=row.text("cause"),
        proposal=row.text("proposal"),
        responsible=row.label("responsible"),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=row.solved,
    )


# --- How a sheet scores its risks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scored:
    """A row's factors on the file's own scale, and its scores before and after the measures."""

    factors: dict[str, float]
    score: float | None
    method: RiskMethod | None
    """The sheet's; ``GIVEN`` for a score that its matrix cannot give; None without a score."""
    residual: float | None


class _Scale:
    """What the cells of a factor's column mean: numbers as they are, words and letters as 1 … k."""

    def __init__(self, values: Iterable[Value], words: Words) -> None:
        filled = [value for value in values if value is not None]
        self._words = words
        self.numbers = [number for value in filled if (number := _coded(value)) is not None]
        said = sorted({str(value).strip() for value in filled if _coded(value) is None})
        self._letters = bool(said) and all(_letter(text) for text in said)
        self._worded = any(self._families(text) for text in said)
        self.fitting = {} if self._letters else self._fitting([plain(text) for text in said if self._families(text)])
        """Size k -> the family of that size that holds every word of the column."""
        self.size = max((_letter(text) for text in said), default=0) if self._letters else 5 if self._worded else 0
        self._family = ""
        self.settle(min(self.fitting, default=0))

    def settle(self, size: int) -> None:
        """Choose the family of this size; a size that no family fits leaves the scale as it is."""
        if size in self.fitting:
            self.size, self._family = size, self.fitting[size]

    def place(self, value: Value) -> float | None:
        """Return a cell on the scale, None when it is not on it; a strange word keeps its place on its own scale."""
        number = _coded(value)
        if number is not None:
            return number
        if self._letters:
            return float(_letter(value)) or None
        families = self._families(value)
        if not families:
            return None
        position, size = families.get(self._family) or next(iter(families.values()))
        return float(position if self._family in families else 1 + round((position - 1) / (size - 1) * (self.size - 1)))

    def _fitting(self, said: Sequence[str]) -> dict[int, str]:
        """Return the families that hold every word; those where two words share a place only when there is no other."""
        families = [self._families(word) for word in said]
        found: dict[bool, dict[int, str]] = {True: {}, False: {}}
        for name in sorted(set(families[0]).intersection(*families)) if families else ():
            places = [family[name] for family in families]
            found[len(set(places)) == len(set(said))].setdefault(places[0][1], name)
        return found[True] or found[False]

    def _families(self, value: Value) -> dict[str, tuple[int, int]]:
        """Return family -> place and size of every family that holds a word, in the order of the catalogue."""
        families: dict[str, tuple[int, int]] = {}
        for meaning in self._words.meanings(_RISK, "scale", value):
            name, place = meaning.split(":")
            position, size = place.split("/")
            families[name] = int(position), int(size)
        return families


class _Method:
    """How a sheet scores its risks, told from all of it: which columns, which scale, products or not."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._first = {
            name: table.columns[name][0]
            for name in ("likelihood", "severity", "exposure", "detection")
            if name in table
        }
        self._after = {name: table.columns[name][-1] for name in self._first if len(table.columns[name]) > 1}
        self._scales = {name: _Scale(table.values(column), table.words) for name, column in self._first.items()}
        self._score, self._residual = self._result_columns()
        rated = (self._score, *table.columns.get("rating", ()))
        self._rated = [(column, _Scale(table.values(column), table.words)) for column in rated if column is not None]
        self.kind, self._size = self._recognise()
        self._multiplied = self._multiplied_factors()
        self._products = self._are_products()

    def score(self, row: Row) -> _Scored:
        """Return what a row's cells come to, and report those that are not on the scale."""
        factors, exact = self._factors(row)
        computed = self._product(factors)
        given = self._given(row)
        if given is None and len(self._first) < 2:
            given = self._said(row)
        if not given and computed is None and len(self._first) >= 2:
            given = None  # the zero of a formula whose factors are blank
        score = given if given is not None else computed
        if given is not None and computed is not None and exact and self._products and _differ(given, computed):
            where = self._table.grid.ref(row.index, self._score)
            self._table.problem("score-mismatch", where, given=f"{given:g}", computed=f"{computed:g}")
        impossible = score is not None and computed is None and 0 < self._size**2 < score
        method = None if score is None else RiskMethod.GIVEN if impossible else self.kind
        return _Scored(factors, score, method, self._residual_score(row, factors))

    def _are_products(self) -> bool:
        """Whether the given scores are the products of their factors in at least half of the rows that tell."""
        compared = agreeing = 0
        for row in self._table:
            factors, given = self._numbers(row), self._given(row)
            product = self._product(factors)
            if given is not None and product is not None and all(map(self._on_scale, factors.values())):
                compared += 1
                agreeing += not _differ(given, product)
        return 2 * agreeing >= compared

    def _numbers(self, row: Row) -> dict[str, float]:
        """Return the factors of a row that are numbers, zero left out."""
        return {name: number for name, column in self._first.items() if (number := _coded(row.cell(column)))}

    def _factors(self, row: Row) -> tuple[dict[str, float], bool]:
        """Return the factors that are understood, and whether all were numbers."""
        factors: dict[str, float] = {}
        exact = True
        for name, column in self._first.items():
            value = row.cell(column)
            if value is None:
                continue
            placed = self._scales[name].place(value)
            if placed is None or not self._on_scale(placed):
                row.problem("bad-code", name, scale=f"1-{self._size}" if self._size else self._other_scale)
                continue
            exact &= _coded(value) is not None
            factors[name] = placed
        return factors, exact

    @property
    def _other_scale(self) -> str:
        return "Fine-Kinney" if self.kind is RiskMethod.KINNEY else "0-100"

    def _on_scale(self, value: float) -> bool:
        return value >= 0 if not self._size else 1 <= value <= self._size

    def _product(self, factors: dict[str, float], names: frozenset[str] | None = None) -> float | None:
        multiplied = self._multiplied if names is None else names
        if not {"likelihood", "severity"} <= factors.keys() or not multiplied <= factors.keys():
            return None
        product = prod(factors[name] for name in sorted(multiplied))
        # Percentages (0-100) multiply as shares.
        return product / 100.0 ** (len(multiplied) - 1) if self._percent else product

    def _multiplied_factors(self) -> frozenset[str]:
        """Return the factors that the given scores are the product of: all of them, or likelihood and severity only."""
        every, main = frozenset(self._first), frozenset({"likelihood", "severity"})
        if every == main or not main < every or self._score is None:
            return every
        hits = {every: 0, main: 0}
        for row in self._table:
            given = _coded(row.cell(self._score))
            factors = self._numbers(row)
            for names in hits:
                product = self._product(factors, names)
                hits[names] += given is not None and product is not None and not _differ(given, product)
        return main if hits[main] > hits[every] else every

    @property
    def _percent(self) -> bool:
        numbers = [number for scale in self._scales.values() for number in scale.numbers]
        return self.kind is RiskMethod.GIVEN and max(numbers, default=0) > 20

    def _given(self, row: Row) -> float | None:
        """Return the score as given, when it is a number; zero is on no matrix."""
        number = None if self._score is None else _coded(row.cell(self._score))
        return number if number or not self._size else None

    def _said(self, row: Row) -> float | None:
        """Return the place of a score in words or colours (Lav, Middel, Høj) on its own scale."""
        for column, scale in self._rated:
            value = row.cell(column)
            if value is not None:
                placed = scale.place(value)
                if placed is None:
                    where = self._table.grid.ref(row.index, column)
                    self._table.problem("bad-code", where, field=self._table.header(column), scale=f"1-{scale.size}")
                return placed
        return None

    def _residual_score(self, row: Row, before: dict[str, float]) -> float | None:
        if self._residual is not None and (value := row.cell(self._residual)) is not None:
            return _coded(value)
        after = {
            name: placed
            for name, column in self._after.items()
            if (placed := self._scales[name].place(row.cell(column))) is not None
        }
        return self._product({**before, **after}) if after else None

    def _result_columns(self) -> tuple[int | None, int | None]:
        """Return the columns of the score and of the score after the measures; say so when there was a choice."""
        table, words = self._table, self._table.words
        residuals = list(table.columns.get("residual", ()))
        scores: list[int] = []
        for column in table.columns.get("score", ()):
            again = any(plain(table.header(column)) == plain(table.header(one)) for one in scores)
            if again or _header_says(table.header(column), "after", words):
                residuals.append(column)
            elif any(value is not None for value in table.values(column)) or not scores:
                scores.append(column)
        initial = next((one for one in scores if _header_says(table.header(one), "initial", words)), None)
        used = initial if initial is not None else next(iter(scores), None)
        if used is not None and len(scores) > 1:
            others = ", ".join(f"«{table.header(one)}»" for one in scores if one != used)
            where = table.grid.ref(table.header_row, used)
            table.problem("several-results", where, used=table.header(used), others=others)
        # Of the columns S, K and R after the measures, R holds the greatest numbers.
        return used, max(residuals, key=lambda column: _mean(table.values(column)), default=None)

    def _recognise(self) -> tuple[RiskMethod, int]:
        """Return the method, and the size k of a k×k matrix (0 for other methods)."""
        if self._is_kinney():
            return RiskMethod.KINNEY, 0
        main = [self._scales[name] for name in ("likelihood", "severity") if name in self._scales]
        if len(main) < 2 or len(self._first) > 2:
            return RiskMethod.GIVEN, 0
        numbers = [number for scale in main for number in scale.numbers]
        self._settle(main, numbers)
        numbers = [number for number in numbers if number >= 0]  # no scale goes below zero: a slip on any of them
        told = _stated(self._table.surroundings()) or self._drawn()
        if (self._strays(numbers, 5) and told not in _MATRICES) or told > 5:
            return RiskMethod.GIVEN, 0
        headers = [_stated([self._table.header(column)]) for column in self._first.values()]
        if all(headers) and max(scale.size for scale in main) <= max(headers) < 10:
            size = max(headers)  # said of both columns: a few greater values are slips, not another scale
            if not self._strays(numbers, size):
                return _MATRICES[size], size
        fitting = [number for number in numbers if number.is_integer() and 1 <= number <= 5]
        seen = max([3, *fitting, *(scale.size for scale in main)])
        size = int(max(seen, told))
        if told not in _MATRICES and self._score is not None:
            scores = [number for value in self._table.values(self._score) if (number := _coded(value)) is not None]
            greatest = max(scores, default=0)
            size = next((k for k in _MATRICES if k >= size and k * k >= greatest), size)
        return _MATRICES[size], size

    @staticmethod
    def _strays(numbers: Sequence[float], size: int) -> bool:
        """Whether more numbers lie outside 1 … size than slips of the pen would explain."""
        outside = sum(not (number.is_integer() and 1 <= number <= size) for number in numbers)
        return outside > _STRAYS * len(numbers)

    @staticmethod
    def _settle(main: Sequence[_Scale], numbers: Sequence[float]) -> None:
        """Let the columns in words agree on the smallest size that fits them all, and the numbers beside them."""
        worded = [scale for scale in main if scale.fitting]
        least = max((number for number in numbers if number in _MATRICES), default=0)
        shared = [size for size in _MATRICES if size >= least and all(size in scale.fitting for scale in worded)]
        for scale in worded:
            scale.settle(min(shared, default=scale.size))

    def _is_kinney(self) -> bool:
        numbers = {name: scale.numbers for name, scale in self._scales.items()}
        every = [number for values in numbers.values() for number in values]
        if not every or "severity" not in numbers or "likelihood" not in numbers:
            return False
        known = sum(number in _KINNEY[name] for name, values in numbers.items() if name in _KINNEY for number in values)
        typical = any(number in _TYPICAL_KINNEY for number in every)
        fractions = any(number in {0.1, 0.2, 0.5} for number in every)
        return known >= 0.8 * len(every) and typical and ("exposure" in numbers or fractions)

    def _drawn(self) -> int:
        """Return the size k of a matrix drawn beside the list, which ends in k × k; 0 when there is none."""
        cells = [value for value in self._table.surroundings() if not isinstance(value, str)]
        greatest = max((number for value in cells if (number := parse_number(value)) is not None), default=0)
        return next((k for k in _MATRICES if greatest == k * k), 0)


def _stated(cells: Iterable[Value]) -> int:
    """Return the size of the scale that headers, titles or a legend say, 0 when they are silent."""
    texts = (value.casefold() for value in cells if isinstance(value, str))
    sizes = [int(found[1]) for text in texts for found in _SCALE_IN_WORDS.finditer(text)]
    return max((size for size in sizes if size in _MATRICES or size in (10, 100)), default=0)


def _letter(value: Value) -> int:
    """Return the place of a letter, A = 1 … E = 5 (as in ISO 17776), 0 for anything else."""
    text = str(value).strip().upper()
    return _LETTERS.index(text) + 1 if len(text) == 1 and text in _LETTERS else 0


def _coded(value: Value) -> float | None:
    """Return the number of a scale value: ``3``, ``"3,5"``, ``"3 - Sandsynlig"``, ``"S3"``, ``"Sandsynlig (3)"``."""
    number = parse_number(value)
    if number is not None or not isinstance(value, str):
        return number
    found = _CODED.search(value.strip())
    return None if found is None else parse_number(found[1] or found[2])


def _differ(given: float, computed: float) -> bool:
    """Whether a given score is another number than the product, rounding apart."""
    return abs(given - computed) > max(0.51, 0.01 * computed)


def _header_says(header: str, what: str, words: Words) -> bool:
    """Whether a header holds a word of the list ``initial`` or ``after``."""
    return any(words.meanings(_RISK, what, word) for word in header.split())


def _mean(values: Sequence[Value]) -> float:
    numbers = [number for value in values if (number := _coded(value)) is not None]
    return fmean(numbers) if numbers else -1.0


# --- A matrix whose cells are the risks -------------------------------------------------------------------------------


def _matrix_layout(grid: Grid, context: Context) -> Match | None:
    """Claim a sheet with severities along the top, likelihoods down the side and texts in the cells."""
    words = words_of(context.catalogue)
    for index, cells in enumerate(grid.rows[:20]):
        across = [column for column, cell in enumerate(cells) if _is_scale_word(cell, words)]
        if len(across) < 3 or len(across) < 0.7 * sum(cell is not None for cell in cells):
            continue
        below = grid.rows[index + 1 : index + 31]
        for side in range(across[0]):
            down = [row[side] for row in below if side < len(row) and row[side] is not None]
            written = [
                row[column]
                for row in below
                for column in across
                if column < len(row) and isinstance(row[column], str) and not _is_scale_word(row[column], words)
            ]
            named = sum(_is_scale_word(cell, words) for cell in down)
            if named >= max(2, 0.6 * len(down)) and len(written) >= 3:
                return Match(_RISK, index, {}, 0.6)
    return None


def _is_scale_word(cell: Value, words: Words) -> bool:
    return isinstance(cell, str) and bool(words.meanings(_RISK, "scale", cell))


RISK_ASSESSMENT = ListImporter(
    name=_RISK,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("department", Kind.LABEL, fill=True),
        Field("category", Kind.LABEL, fill=True),
        Field("place", fill=True),
        Field("task", fill=True),
        Field("hazard", weight=2),
        Field("cause"),
        Field("consequence", weight=1),
        Field("exposed", Kind.LABEL, weight=1),
        Field("score", Kind.SCALE, weight=2.5, content=False),
        Field("likelihood", Kind.SCALE, weight=3),
        Field("severity", Kind.SCALE, weight=2.5),
        Field("exposure", Kind.SCALE, weight=2.5),
        Field("detection", Kind.SCALE, weight=2),
        Field("rating", Kind.SCALE, weight=0.5, content=False),
        Field("residual", Kind.SCALE, weight=3, content=False),
        Field("existing", weight=1.5),
        Field("proposal", weight=0.5),
        Field("responsible", Kind.LABEL),
        Field("deadline", Kind.DATE),
        Field("status", Kind.LABEL, content=False),
        Field("done", Kind.LABEL),
        Field("assessed_on", Kind.DATE, content=False),
    ),
    needs=(("hazard",), ("score", "likelihood", "severity", "rating")),
    read=_read,
    layout=_matrix_layout,
    explain="matrix-layout",
    unlike=(
        (ImporterName.INCIDENT, "absence_days"),
        (ImporterName.INCIDENT, "body_part"),
        (ImporterName.INSPECTION, "observation"),
        (ImporterName.DISCUSSION, "last_goal"),
        (ImporterName.DISCUSSION, "goal"),
    ),
)
