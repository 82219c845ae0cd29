"""Risk assessments, one hazard a row: matrices, Fine-Kinney, FMEA, levels in words or colours, or no score.

Likelihood, severity and exposure are kept on the file's own scale; words become 1 … k. Where 1 is the worst, values are
turned round so that high is worse, and that is said. The score is the one given, also when it is a rank from a look-up
matrix; without one it is the product of the factors, else the level in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import combinations, islice
from math import inf, prod
from statistics import fmean

from handleplan_batch.language import N_, _
from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import CellRef, Finding, ImporterName, Reading, RiskMethod, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.boxes import boxes_as_words, with_boxes
from handleplan_batch.reading.importers.cells import Words, parse_number, plain, words_of
from handleplan_batch.reading.importers.colours import traffic_lights
from handleplan_batch.reading.importers.equipment import overdue_beside
from handleplan_batch.reading.importers.lists import DENIALS, Field, Kind, ListImporter, Reason, Row, Table, named_by
from handleplan_batch.reading.importers.lists.codes import decode
from handleplan_batch.reading.importers.risk_legends import (
    FACTORS,
    LETTERS,
    RATINGS,
    ROMAN,
    Legends,
    best_end,
    direction,
    letter,
    scale_families,
    trend,
)

_KINNEY = {
    "likelihood": frozenset({0.1, 0.2, 0.5, 1, 3, 6, 10}),
    "exposure": frozenset({0.5, 1, 2, 3, 6, 10}),
    "severity": frozenset({0.5, 1, 3, 7, 15, 40, 100}),
}
"""The values of Fine-Kinney's tables (findrisk.net/blog/fine-kinney-method-explained); 0.5 is used for trifles."""
_TYPICAL_KINNEY = frozenset({0.1, 0.2, 0.5, 6, 7, 10, 15, 40, 100})
"""Those of them that no matrix of up to 5×5 has."""
_MAIN = ("likelihood", "severity")
_MATRICES = {3: RiskMethod.MATRIX_3, 4: RiskMethod.MATRIX_4, 5: RiskMethod.MATRIX_5}
_WIDE = (10, 100)
"""The greatest values of scales that are no matrix's."""
_LEVELS = {3: RiskMethod.LEVELS_3, 4: RiskMethod.LEVELS_4, 5: RiskMethod.LEVELS_5}
_KIM_NAMED = re.compile(
    r"(?<![A-ZÆØÅa-zæøå])KIM(?![a-zæøå])|nøgleindikator|key indicator|nøkkelindikator", re.IGNORECASE
)
_KIM = 4
"""How many areas of risk the key indicator method has."""
_FMEA = 10
"""The greatest value of each of FMEA's three factors."""
_STRAYS = 0.2
"""Greatest share of values outside a scale that are slips of the pen; with more, the scale is another one."""
_LEAST_READ = 0.3
"""Least share of a factor's cells that must be on a scale; with fewer, the column is text about the factor."""
_SCALE_IN_WORDS = re.compile(r"\b[01]\b[^.;\n\d]{0,40}?(?:-|–|\btil\b|\bto\b)\s*(\d{1,3})\b(?![-./]\d)")
_MOST = re.compile(r"\b(?:max(?:imum)?|maks(?:imum)?|højst)\b\.?\s*[=:]?\s*(\d{1,3})\b")
_CODED = re.compile(r"^[A-Za-z]?\s?(\d+(?:[.,]\d+)?)\s*(?:$|[-–:=.,( ])|[\s(\-–:=](\d+(?:[.,]\d+)?)\)?$")
_CELL = re.compile(r"([A-E])\s?[-/]?\s?\d|\d\s?[-/]?\s?([A-E])", re.IGNORECASE)
_LETTERED_PAIR = re.compile(
    r"([a-zæøå]+)\.?\s*[:=]?\s*(\d+(?:[.,]\d+)?)\s*(?:[x×*/,;&+·-]|og|and)?\s*([a-wyzæøå]+)\.?\s*[:=]?\s*"
    r"(\d+(?:[.,]\d+)?)\s*(?:=\s*(?:[a-z]\s*)?(\d+(?:[.,]\d+)?).*)?",
    re.IGNORECASE,
)
_PLAIN_PAIR = re.compile(r"(\d+)\s*[x×*/·;]\s*(\d+)\s*(?:=\s*(\d+(?:[.,]\d+)?).*)?", re.IGNORECASE)
_PART = re.compile(r"(\d+)\s*/\s*(\d+)")
"""A value with the greatest one that there is (4/5)."""
_SEVERAL = re.compile(r"\d\s*(?:\n|/|→|->|=>)\s*\d")
"""Several numbers in a cell, of several risks, or before and after."""
_LARGEST_FACTOR, _LARGEST_SCORE = 1000, 10_000
"""The greatest values of any scale of risks and of the product of several, with room: Fine-Kinney's come to 10 000."""
_CURRENCY = re.compile(
    r"[€$£]|(?<![^\W\d_])(?:t?kr|dkk|nok|sek|isk|eur|euro|usd|gbp|chf|kroner|kronor)(?![^\W\d_])\.?", re.IGNORECASE
)
_AMOUNT = re.compile(r"\W*\d[\d.,'\s]*\W*(?:(?:mio|mia|mill|million|millioner|tusind|t|k|m)\b\W*)?", re.IGNORECASE)
"""What a cell with money holds beside the currency."""
_LONGEST_SCALE = 10
"""Rows up to which a list may be the scale of risks."""
_OF_RISKS = frozenset({"existing", "responsible", "deadline", "status", "done", "department", "assessed_on"})
"""Fields that no scale of risks has."""
_FEW_CELLS = 60
"""Cells that tell what kind of texts a column holds."""
_BRIEF = 30
"""Characters up to which a cell may be the word of a scale."""
_MACHINE = re.compile(r"[SFPWOA]\s?[0-3]", re.IGNORECASE)
"""A parameter of a machine's risk graph (S2, F1, P2): a branch to follow, not a factor."""
_RISK = ImporterName.RISK_ASSESSMENT
_SCORE = "Score"
"""What crossed levels are called where no header stands over them."""
_STEPS_IN = re.compile(r"\(([^()/]+(?: / [^()/]+){2,})\)")
"""The steps of a scale in a header (``Konsekvens (Lille / Mellem / Stor)``)."""
_PERCENT = re.compile(r"%|\bpct\b|procent|percent")
_LIFTING = re.compile(r"løft|\blift|loeft|\blyft")
_YES_OR_NO = re.compile(r"(?:\s*\((?:ja|nej|yes|no|[jnyx/ ])+\))?[\s?:]*$", re.IGNORECASE)
"""What a header says of how it is answered (``Instruktion givet? (ja/nej)``)."""
_POSSIBLE = re.compile(r"mulig|\bkan\b|possible|\bcan\b|möjlig")
"""What a header says that asks whether a chemical can be replaced, not whether somebody thought of it."""
_CHEMICALS = N_("Hazardous chemicals")
_HEADER_WITHIN = 15
_OF_CHEMICALS = 0.7
"""Strength of the claim of a list of chemicals that no hazard statements tell."""
_STRAIN = N_("Lifting and strain on the body")


def _settle_proposals(table: Table) -> None:
    """Leave out a column of nothing but levels as proposals: ``Før tiltag`` (``Høj``) tells the risk before them."""
    rated = [value for column in table.columns.get("proposal", ()) for value in table.values(column)]
    said = [value for value in rated if value is not None]
    if said and all(table.words.meanings(_RISK, "scale", value) for value in said):
        table.reassign("proposal", ())


def _read(table: Table) -> None:
    _settle_exposed(table)
    _settle_day(table)
    _settle_proposals(table)
    decode(table, "status", "done")
    method = _Method(table)
    lifting = _is_of_lifting(table)
    strain = _(_STRAIN) if lifting or "risk_area" in table else ""
    for row in table:
        hazard = _hazard(row)
        if not hazard:
            row.reject("hazard" if "hazard" in table else "product")
        elif _says_none(row):
            row.set_aside(Reason.NOTHING)
        elif row.meaning("status", "status") == "dropped":
            row.set_aside(Reason.DROPPED)
        elif _is_harmless(row) and method.calls_for_nothing(row):
            row.set_aside(Reason.NOTHING)
        else:
            # "Flytte stole" does not say that it strains.
            doing = row.text("task") if row.line("category") and not row.text("product") else ""
            doing = "" if plain(doing) in plain(hazard) else doing
            told = " – ".join(filter(None, (strain * lifting, doing, hazard, *_remarks(row))))
            what = row.line("task") or hazard
            overdue = overdue_beside(row, what)
            days = [f"{what} {one.observed_on}" for one in overdue]
            row.use(_finding(row, told, method, strain), *overdue, said=[hazard, *days])


def _settle_day(table: Table) -> None:
    """Take a date right of who does it for the deadline, where no other column tells when."""
    days, who = table.columns.get("assessed_on", ()), table.columns.get("responsible", ())
    if not who or not days or days[0] < min(who) or not {"deadline", "done"}.isdisjoint(table.columns):
        return
    if table.words.meanings(_RISK, "day", table.header(days[0])):
        table.reassign("deadline", days[:1])


def _settle_exposed(table: Table) -> None:
    """Let ``Hvem`` tell who is exposed where another column names the responsible."""
    columns = table.columns.get("responsible", ())
    who = tuple(one for one in columns if table.words.meaning(_RISK, "either", table.header(one)) == "exposed")
    if who and len(who) < len(columns):
        others = tuple(one for one in columns if one not in who)
        table.reassign("exposed", (*table.columns.get("exposed", ()), *who))
        table.reassign("responsible", others)


def _hazard(row: Row) -> str:
    """Return what the risk is; in a list of chemicals the product, what it is used for and its hazard statements."""
    hazard, product = row.text("hazard"), row.text("product")
    if not product:
        return hazard
    used = " – ".join(part for part in (product, row.text("task"), hazard) if part)
    statements = ", ".join(row.labels("hazard_statements"))
    return f"{used} ({statements})" if statements else used


def _remarks(row: Row) -> list[str]:
    """Return what is remarked on a risk, but for a mark (``OK``, ``Ja``)."""
    meanings, says = row.table.words.meanings, row.table.words.says
    return [
        remark
        for remark in row.texts("remark")
        if not meanings("any", "mark", remark) and not meanings("any", "status", remark) and not says("none", remark)
    ]


def _says_none(row: Row) -> bool:
    """Whether a row says that there is no hazard, or no risk in it."""
    words = row.table.words
    named = any(words.says("none", row.value(name)) for name in ("hazard", "product"))
    rated = any(row.value(name) is not None for name in ("score", "severity", "rating", "proposal"))
    absent = row.meaning("present", "mark") == "no" and not rated
    return named or absent or _is_none(row.value("score"), words)


def _is_none(value: Value, words: Words) -> bool:
    """Whether a step of a scale says that there is no risk (``Ingen risiko``)."""
    return "none" in words.meanings(_RISK, "step", value)


def _is_harmless(row: Row) -> bool:
    """Whether a list of chemicals says of one that it has no hazard statements (``Ikke mærkningspligtig``)."""
    told = row.labels("hazard_statements")
    none = [row.table.words.meanings(_RISK, "statement", statement) for statement in told]
    return bool(told) and all(none) and row.value("hazard") is None


def _substitute(row: Row) -> str:
    """Return what a chemical can be replaced by, or that it can; whether that was thought of proposes nothing."""
    told = row.text("substitution")
    if len(told.split()) > 1:
        return "" if row.table.words.says("none", told) else told
    if row.meaning("substitution", "mark") == "yes":
        header = _YES_OR_NO.sub("", row.table.headers["substitution"])
        said = f": {told}" if len(told) > 1 else ""  # no cross
        return f"{header}{said}" if _POSSIBLE.search(header.casefold()) else ""
    return ""


def _safeguards(row: Row) -> tuple[list[str], list[str]]:
    """Return which safeguards are there, and which are not (``Udsugning: Nej``), as the headers call them."""
    there: list[str] = []
    lacking: list[str] = []
    existing, considered = (row.table.columns.get(name, ()) for name in ("existing", "substitution"))
    considered = tuple(one for one in considered if not _POSSIBLE.search(row.table.header(one).casefold()))
    for column in (*existing, *row.table.columns.get("safeguard", ()), *considered):
        value, header = row.cell(column), _YES_OR_NO.sub("", row.table.header(column).rpartition(": ")[2])
        said = row.table.words.meanings("any", "mark", value)
        if column in (*existing, *considered) and not said:
            continue  # it is told as it stands
        if value is None or "na" in said or (not said and row.table.words.says("none", value)):
            continue
        written = f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)
        told = row.table.clean(written, row.index)
        if said[:1] == ("no",):
            lacking.append(f"{header}: {told}")
        else:
            there.append(header if said[:1] == ("yes",) else f"{header}: {told}")
    return there, lacking


def _is_of_lifting(table: Table) -> bool:
    """Whether tasks are assessed for lifting, as the list's name says."""
    named = [*named_by(table.grid, table.header_row)]
    fields = table.words.headers(_RISK).get(plain(table.headers.get("hazard", "")), ())
    return "task" in fields and "hazard" not in fields and any(_LIFTING.search(name.casefold()) for name in named)


def _finding(row: Row, hazard: str, method: _Method, strain: str) -> Finding:
    deadline, deadline_text = row.deadline()
    scored = method.score(row)
    exposed = parse_number(row.value("exposed"))
    chemical = _(_CHEMICALS) if row.value("product") is not None else ""
    there, lacking = _safeguards(row)
    return Finding(
        id="",
        source=SourceKind.RISK_ASSESSMENT,
        where=row.where("hazard", "product"),
        text=hazard,
        department=row.department(),
        category=row.line("category") or chemical or strain or row.text("task") or row.subject,
        polarity=row.polarity,
        score=scored.score,
        likelihood=scored.factors.get("likelihood"),
        severity=scored.factors.get("severity"),
        exposure=scored.factors.get("exposure") if method.kind is RiskMethod.KINNEY else None,
        method=scored.method,
        residual=scored.residual,
        exposed=None if exposed is None else round(exposed),
        observed_on=row.observed_on("assessed_on"),
        place=row.place(),
        cause="; ".join(filter(None, (row.text("cause"), *lacking))),
        proposal=row.text("proposal") * (not row.table.words.says("none", row.value("proposal"))) or _substitute(row),
        existing="; ".join(filter(None, (row.text("existing") * (row.meaning("existing", "mark") is None), *there))),
        responsible=row.responsible(),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=row.solved,
    )


# --- How a sheet scores its risks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scored:
    """A row's factors, high is worse, and its scores before and after the measures."""

    factors: dict[str, float]
    score: float | None
    method: RiskMethod | None
    """The sheet's; ``GIVEN`` for a score that its matrix cannot give, levels for words; None without a score."""
    residual: float | None


class _Scale:
    """What the cells of a column mean: numbers as they are, words and letters as 1 … k."""

    def __init__(self, values: Iterable[Value], words: Words, header: str = "") -> None:
        """Take the cells, and the header, which names all steps where these are crossed."""
        filled = [value for value in values if value is not None]
        self._words = words
        self.turned = 0.0
        """The greatest value, when 1 is the worst; 0 when high is worse already."""
        self.levels = 0
        """How many levels numbers are said to stand for; 0 when that is not said."""
        self.shares = False
        """Whether the numbers are shares 0–1 that are shown as percent."""
        texts = {str(value).strip().upper() for value in filled if isinstance(value, str)}
        self._roman = bool(texts) and texts <= ROMAN.keys()
        letters = {(found[1] or found[2]).upper() for text in texts if (found := _CELL.fullmatch(text)) is not None}
        self.cells = len(letters) > 1 and all(_CELL.fullmatch(text) for text in texts)
        """Whether they name cells of a matrix (B3), whose numbers are only half of what they say."""
        self._most = _most_of(filled)
        self.numbers = [number for value in filled if (number := self.raw(value)) is not None]
        said = sorted({str(value).strip() for value in filled if self.raw(value) is None})
        self._letters = bool(said) and all(letter(text) for text in said)
        self.worded = any(self._families(text) for text in said)
        steps = [step.strip() for found in _STEPS_IN.findall(header) for step in found.split("/")]
        known = [plain(text) for text in (*said, *steps) if self._families(text)]
        self.fitting = {} if self._letters else self._fitting(list(dict.fromkeys(known)))
        """Size k -> the family of that size that holds every word of the column."""
        self.size = max((letter(text) for text in said), default=0) if self._letters else 5 if self.worded else 0
        self.size = max(self.size, self._most if self._most in _MATRICES else 0)
        self._family = ""
        self.settle(min(self.fitting, default=0))
        read = sum(self.place(value) is not None for value in filled)
        read += sum(isinstance(value, str) and _SEVERAL.search(value) is not None for value in filled)
        self.readable = not filled or read >= _LEAST_READ * len(filled)

    @property
    def lettered(self) -> bool:
        """Whether the cells hold single letters from A on."""
        return self._letters

    def settle(self, size: int) -> None:
        """Choose the family of this size; a size that no family fits leaves the scale as it is."""
        if size in self.fitting:
            self.size, self._family = size, self.fitting[size]

    def number(self, value: Value) -> float | None:
        """Return a cell's number, high is worse; None when it holds none."""
        number = self.raw(value)
        if number is None:
            return None
        if self.shares:
            number = round(100 * number, 6)
        return self.turned + 1 - number if self.turned else number

    def place(self, value: Value) -> float | None:
        """Return a cell on the scale, None when it is not on it; a strange word keeps its place on its own scale."""
        number = self.number(value)
        if number is not None:
            return number
        if self._letters:
            place = float(letter(value))
            return (self.turned + 1 - place if self.turned else place) if place else None
        families = self._families(value)
        if not families:
            return None
        position, size = families.get(self._family) or next(iter(families.values()))
        return float(position if self._family in families else 1 + round((position - 1) / (size - 1) * (self.size - 1)))

    def raw(self, value: Value) -> float | None:
        """Return the number that a cell holds, as it stands."""
        if self._roman and isinstance(value, str):
            return float(ROMAN[value.strip().upper()]) if value.strip().upper() in ROMAN else None
        if self._most and isinstance(value, str) and (found := _PART.fullmatch(value.strip())) is not None:
            return float(found[1])
        return None if self.cells else _coded(value)

    def _fitting(self, said: Sequence[str]) -> dict[int, str]:
        """Return the families that hold every word; those where two words share a place only when there is no other."""
        families = [self._families(word) for word in said]
        found: dict[bool, dict[int, str]] = {True: {}, False: {}}
        for name in sorted(set(families[0]).intersection(*families)) if families else ():
            places = [family[name] for family in families]
            found[len(set(places)) == len(set(said))].setdefault(places[0][1], name)
        return found[True] or found[False]

    def _families(self, value: Value) -> dict[str, tuple[int, int]]:
        return scale_families(value, self._words)


class _Method:
    """How a sheet scores its risks, told from all of it: which columns, which scale, products or not."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._read_colours()
        self._first: dict[str, int] = {}
        self._after: dict[str, int] = {}
        self._paired: int | None = None
        self._amounts = frozenset(self._columns_of_amounts())
        for name in FACTORS:
            columns = [column for column in table.columns.get(name, ()) if column not in self._amounts]
            before = [column for column in columns if not table.is_after(column)] or list(columns)
            after = [column for column in columns if column != before[0]]
            if before:
                self._first[name] = before[0]
            if after:
                self._after[name] = after[-1]
        self._unpack_pairs()
        self._scales = {
            name: _Scale(table.values(column), table.words, table.header(column))
            for name, column in self._first.items()
        }
        self._leave_out_texts()
        self._score, self._residual = self._result_columns()
        rated = [column for name in RATINGS for column in table.columns.get(name, ())[:1]]
        self._rated = {
            column: _Scale(table.values(column), table.words, table.header(column))
            for column in (self._score, *rated)
            if column is not None and column not in self._amounts
        }
        self._left = _Scale(table.values(self._residual), table.words) if self._residual is not None else None
        if self._left is not None and self._rated:
            self._settle([next(iter(self._rated.values())), self._left], ())  # a step is the same before and after
        for column, scale in self._rated.items():
            if scale.cells and not {"likelihood", "severity"} <= self._first.keys():
                table.problem("matrix-cells", self._place(column), field=self._named(column))
        if "risk_area" in table and self._score is not None:
            self._rated.pop(self._score, None)  # what KIM's points come to stands in the area
        self._rated = {column: scale for column, scale in self._rated.items() if scale.readable}
        self._score = self._score if self._score in self._rated else None
        self._legends = Legends(table)
        self.kind, self._size = self._recognise()
        self._percent = self._are_percentages()
        self._assumed: dict[str, str] = {}
        """Field -> its header, where high is taken as the worst without anything that says so."""
        self._turn()
        self._legends.report(self._assumed)
        self._multiplied = self._multiplied_factors()
        self._products = self._are_products()
        self._words_first = self._words_are_of_their_own()
        self._tell_unused_letters()

    def score(self, row: Row) -> _Scored:
        """Return what a row's cells come to, and report those that are not on the scale."""
        factors, exact = self._factors(row)
        computed = self._product(factors)
        given = self._given(row)
        method = self.kind
        worded = self._worded(row) if self._words_first or computed is None else None
        if worded is not None:
            return _Scored(factors, *worded, self._residual_score(row, factors, worded[1]))
        if given is None and computed is None:
            given, method = self._said(row)
        elif not given and computed is None and len(self._first) >= 2:
            given = None  # the zero of a formula whose factors are blank
        elif given is not None and self._score is not None and len(self._first) < 2:
            method = _LEVELS.get(self._rated[self._score].levels, method)
        score = given if given is not None else computed
        if given is not None and computed is not None and exact and self._products and _differ(given, computed):
            where = self._table.grid.ref(row.index, self._score)
            self._table.problem("score-mismatch", where, given=f"{given:g}", computed=f"{computed:g}")
        most = self._size ** (3 if self.kind is RiskMethod.FMEA else 2)
        if score is not None and computed is None and method is self.kind and 0 < most < score:
            method = RiskMethod.GIVEN
        residual = self._residual_score(row, factors, method)
        return _Scored(factors, score, None if score is None else method, residual)

    def calls_for_nothing(self, row: Row) -> bool:
        """Whether a row has no score, or the lowest of its scale."""
        columns = [column for column in (*self._rated, *self._first.values()) if row.cell(column) is not None]
        scales = {**self._rated, **{self._first[name]: self._scales[name] for name in self._first}}
        return all(scales[column].place(row.cell(column)) in (None, 1) for column in columns)

    # What the columns are ---------------------------------------------------------------------------------------------

    def _columns_of_amounts(self) -> Iterator[int]:
        """Yield the columns that hold money where a place on a scale should stand, and say so."""
        table = self._table
        for name in ("score", "residual", *FACTORS, *RATINGS):
            for column in table.columns.get(name, ()):
                values = [value for value in table.values(column) if value is not None]
                most = _LARGEST_SCORE if name in ("score", "residual") else _LARGEST_FACTOR
                if _CURRENCY.search(table.header(column)):
                    most = 100
                large = sum(
                    _is_amount(value) if isinstance(value, str) else (parse_number(value) or 0) > most
                    for value in values
                )
                if 2 * large > len(values):
                    table.problem("amount-rating", self._place(column), field=table.header(column))
                    yield column

    def _read_colours(self) -> None:
        """Read ratings that are given by the colour of the cells alone as words, and say so."""
        table = self._table
        bare: list[int] = []
        rated = False
        for name in ("score", "likelihood", "severity", "rating"):
            for column in table.columns.get(name, ())[:1]:
                values = [value for value in table.values(column) if value is not None]
                rated |= bool(values)
                if not values or (
                    name == "rating" and None in table.values(column) and _Scale(values, table.words).worded
                ):
                    bare.append(column)
        if not bare or (rated and not any(column in table.columns.get("rating", ()) for column in bare)):
            return
        painted = traffic_lights(table.grid.fills(), bare, [row.index for row in table])
        for column in bare:
            cells = {
                row.index: painted[row.index, column]
                for row in table
                if (row.index, column) in painted and row.cell(column) is None
            }
            if not cells:
                continue
            for row in table:
                if row.index in cells:
                    row.put(column, cells[row.index])
            where = table.grid.ref(min(cells), column)
            table.problem("colour-rating", where, field=table.header(column), count=str(len(cells)))

    def _unpack_pairs(self) -> None:
        """Take cells such as ``S3 K4`` or ``3 × 4 = 12`` apart into likelihood, severity and score."""
        table = self._table
        width = max((len(row.cells) for row in table), default=0)
        if all(
            any(value is not None for value in table.values(self._first.get(name, width))) for name in _MAIN
        ) and len({self._first[name] for name in _MAIN}) == len(_MAIN):
            return  # "20/25" beside both is a score and its greatest
        for name in ("score", "rating", "likelihood", "severity"):
            for column in table.columns.get(name, ())[:1]:
                values = [value for value in table.values(column) if value is not None]
                order = self._order_in(table.header(column))
                pairs = {row.index: pair for row in table if (pair := self._pair(row.cell(column), order)) is not None}
                if not values or 2 * len(pairs) < len(values):
                    continue
                for row in table:
                    if row.index in pairs:
                        likelihood, severity, score = pairs[row.index]
                        row.put(width, likelihood)
                        row.put(width + 1, severity)
                        row.put(column, score)
                self._first = {**self._first, "likelihood": width, "severity": width + 1}
                self._paired = column
                return

    def _order_in(self, header: str) -> bool:
        """Whether a header names the severity before the likelihood (``K x S``)."""
        known = self._table.words.headers(_RISK)
        named = [
            fields
            for word in re.findall(r"[^\W\d_]+", header.casefold())
            if (fields := set(known.get(word, ())) & {"likelihood", "severity"})
        ]
        return len(named) >= 2 and _is_swapped(named[0], named[1])

    def _pair(self, value: Value, swapped: bool) -> tuple[float, float, float | None] | None:
        if not isinstance(value, str):
            return None
        if found := _LETTERED_PAIR.fullmatch(value.strip()):
            known = self._table.words.headers(_RISK)
            fields = [set(known.get(found[place].casefold(), ())) for place in (1, 3)]
            if not all(entry & {"likelihood", "severity"} for entry in fields):
                return None
            swapped = _is_swapped(fields[0], fields[1])
            numbers = [parse_number(found[place]) for place in (2, 4, 5)]
        elif found := _PLAIN_PAIR.fullmatch(value.strip()):
            numbers = [parse_number(found[place]) for place in (1, 2, 3)]
        else:
            return None
        first, second, score = numbers
        if first is None or second is None:
            return None
        return (second, first, score) if swapped else (first, second, score)

    def _leave_out_texts(self) -> None:
        """Leave out columns that only describe a factor, and the parameters of a machine's risk graph."""
        filled = [
            [value for value in self._table.values(column) if value is not None] for column in self._first.values()
        ]
        branches = sum(bool(values) and all(_MACHINE.fullmatch(str(value)) for value in values) for values in filled)
        lone = not {"likelihood", "severity"} <= self._first.keys()
        for name in list(self._first):
            # How often a chemical is used, say, where there is nothing to multiply it with.
            unread = (lone and name in ("exposure", "detection")) or not self._scales[name].readable
            if branches >= 3 or "performance" in self._table or unread:
                if name in _MAIN and not lone and branches < 3 and "performance" not in self._table:
                    self._say_unread(self._first[name])
                del self._first[name], self._scales[name]
                self._after.pop(name, None)
        known = self._table.words.headers(_RISK)
        for column in self._table.columns.get("consequence", ()) if "severity" not in self._first else ():
            if "likelihood" in self._first and "severity" in known.get(self._table.plain_headers.get(column, ""), ()):
                self._say_unread(column)

    def _say_unread(self, column: int) -> None:
        """Name a column that is called like a factor and holds short words which are on no scale."""
        values = [value for value in self._table.values(column) if value is not None]
        if values and all(len(str(value)) <= _BRIEF for value in values):
            self._table.problem("factor-unread", self._place(column), field=self._named(column))

    # Scores -----------------------------------------------------------------------------------------------------------

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
        return {
            name: number
            for name, column in self._first.items()
            if (number := self._scales[name].number(row.cell(column)))
        }

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
            exact &= self._scales[name].number(value) is not None
            factors[name] = placed
        return factors, exact

    @property
    def _other_scale(self) -> str:
        return "Fine-Kinney" if self.kind is RiskMethod.KINNEY else "0-100"

    def _on_scale(self, value: float) -> bool:
        return value >= 0 if not self._size else 1 <= value <= self._size

    def _product(self, factors: Mapping[str, float], names: frozenset[str] | None = None) -> float | None:
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
            given = self._given(row)
            factors = self._numbers(row)
            for names in hits:
                product = self._product(factors, names)
                hits[names] += given is not None and product is not None and not _differ(given, product)
        return main if hits[main] > hits[every] else every

    def _are_percentages(self) -> bool:
        scales = self._scales.values()
        numbers = (number * (100 if scale.shares else 1) for scale in scales for number in scale.numbers)
        return self.kind is RiskMethod.GIVEN and max(numbers, default=0) > 20

    def _given(self, row: Row) -> float | None:
        """Return the score as given, when it is a number; zero is on no matrix."""
        number = None if self._score is None else self._rated[self._score].number(row.cell(self._score))
        return number if number or not self._size else None

    def _words_are_of_their_own(self) -> bool:
        """Whether the levels in words that a sheet gives as its score rank the risks otherwise than the products.

        They are then of a matrix that weighs in another way, and go before; else the product tells more. Said either
        way where both are there.
        """
        pairs = {
            (float(f"{product:.2g}"), worded[0])  # few enough to be compared each with each, be they percent
            for row in self._table
            if (product := self._product(self._factors_read(row))) is not None
            and (worded := self._worded(row)) is not None
        }
        if not pairs or self._score is None:
            return False
        told = [(one, other) for one, other in combinations(sorted(pairs), 2) if one[1] != other[1]]
        against = sum(one[0] == other[0] or one[1] > other[1] for one, other in told)
        first = against > _STRAYS * len(told)
        code = "level-words-used" if first else "level-words-unused"
        self._table.problem(code, self._place(self._score), field=self._named(self._score))
        return first

    def _tell_unused_letters(self) -> None:
        """Say so where a class in letters stands beside the factors that are multiplied."""
        products = any(self._product(self._factors_read(row)) is not None for row in self._table)
        for column, scale in self._rated.items():
            if column != self._score and scale.lettered and products:
                self._table.problem("letters-unused", self._place(column), field=self._named(column))

    def _factors_read(self, row: Row) -> dict[str, float]:
        """Return the factors of a row that are on their scales, without a word on those that are not."""
        placed = {name: self._scales[name].place(row.cell(column)) for name, column in self._first.items()}
        return {name: value for name, value in placed.items() if value is not None and self._on_scale(value)}

    def _worded(self, row: Row) -> tuple[float, RiskMethod] | None:
        """Return the level in words that a sheet gives as its score, which goes before the product of the factors."""
        scale = None if self._score is None else self._rated[self._score]
        if scale is None or not scale.worded or scale.numbers or self._score is None:
            return None
        placed = scale.place(row.cell(self._score))
        return None if placed is None else (placed, _LEVELS.get(scale.size, RiskMethod.GIVEN))

    def _said(self, row: Row) -> tuple[float | None, RiskMethod]:
        """Return a level in words, letters or colours (Lav, Middel, Høj) on its own scale, and how to judge it."""
        for column, scale in self._rated.items():
            value = row.cell(column)
            if value is not None:
                placed = scale.place(value)
                if placed is None:
                    where = self._table.grid.ref(row.index, column)
                    size_told = f"1-{scale.size}" if scale.size else self._other_scale
                    self._table.problem("bad-code", where, field=self._table.header(column), scale=size_told)
                size = scale.levels if scale.number(value) is not None else scale.size
                if column in self._table.columns.get("performance", ()):
                    size = len(LETTERS)
                if column in self._table.columns.get("risk_area", ()):
                    size = _KIM
                return placed, _LEVELS.get(size, RiskMethod.GIVEN)
        return None, RiskMethod.GIVEN

    def _residual_score(self, row: Row, before: Mapping[str, float], method: RiskMethod) -> float | None:
        if self._left is not None and self._residual is not None and row.cell(self._residual) is not None:
            value = row.cell(self._residual)
            if self._left.number(value) is not None or method not in _LEVELS.values():
                return self._left.number(value)
            return self._left.place(value)
        after = {
            name: placed
            for name, column in self._after.items()
            if name in self._scales and (placed := self._scales[name].place(row.cell(column))) is not None
        }
        return self._product({**before, **after}) if after else None

    def _result_columns(self) -> tuple[int | None, int | None]:
        """Return the columns of the score and of the score after the measures; say so when there was a choice."""
        table = self._table
        residuals = [column for column in table.columns.get("residual", ()) if column not in self._amounts]
        scores: list[int] = []
        for column in table.columns.get("score", ()):
            if column in self._amounts:
                continue
            again = any(table.plain_headers[column] == table.plain_headers[one] for one in scores)
            # R after the columns that hold S and K once more is what they come to.
            again |= any(column > after > self._first.get(name, after) for name, after in self._after.items())
            if again or table.is_after(column):
                residuals.append(column)
            elif any(value is not None for value in table.values(column)) or not scores:
                scores.append(column)
        initial = next((one for one in scores if table.is_initial(one)), None)
        used = initial if initial is not None else next(iter(scores), None)
        if used is not None and len(scores) > 1:
            others = ", ".join(f"«{table.header(one)}»" for one in scores if one != used)
            where = table.grid.ref(table.header_row, used)
            table.problem("several-results", where, used=table.header(used), others=others)
        # Of the columns S, K and R after the measures, R holds the greatest numbers.
        return used, max(residuals, key=lambda column: _mean(table.values(column)), default=None)

    # Which method -----------------------------------------------------------------------------------------------------

    def _recognise(self) -> tuple[RiskMethod, int]:
        """Return the method, and the size k of a k×k matrix (0 for other methods)."""
        if self._is_kinney():
            return RiskMethod.KINNEY, 0
        main = [self._scales[name] for name in ("likelihood", "severity") if name in self._scales]
        for scale in self._scales.values():
            scale.shares = _are_shares(scale.numbers)
        if len(main) == 2 and {"detection"} == self._first.keys() - {"likelihood", "severity"}:
            numbers = [number for scale in self._scales.values() for number in scale.numbers]
            if not self._strays(numbers, _FMEA) and max(numbers, default=0) > max(_MATRICES):
                return RiskMethod.FMEA, _FMEA
        if len(main) < 2 or len(self._first) > 2 or any(scale.shares for scale in main):
            return RiskMethod.GIVEN, 0
        if any(self._is_in_percent(self._first[name]) for name in ("likelihood", "severity")):
            return RiskMethod.GIVEN, 0
        numbers = [number for scale in main for number in scale.numbers]
        self._settle(main, numbers)
        numbers = [number for number in numbers if number >= 0]  # no scale goes below zero: a slip on any of them
        headers = [self._told_in(self._table.header(column)) for column in self._first.values()]
        told = _stated(self._table.surroundings()) or self._legends.size or self._drawn() or max(headers)
        if (self._strays(numbers, 5) and told not in _MATRICES) or told > 5:
            return RiskMethod.GIVEN, 0
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
        is_guess = told not in _MATRICES and size < max(_MATRICES) and not any(scale.size for scale in main)
        if is_guess and numbers and (self._score is None or not self._rated[self._score].worded):
            fields = ", ".join(f"«{self._named(column)}»" for column in self._first.values())
            self._table.problem(
                "scale-assumed", self._place(next(iter(self._first.values()))), fields=fields, size=str(size)
            )
        return _MATRICES[size], size

    def _is_in_percent(self, column: int) -> bool:
        """Whether the figures of a column are percent, by its header or by every cell: 5 % is not the step 5."""
        cells = [value for value in self._table.values(column) if value is not None]
        signed = bool(cells) and all(isinstance(value, str) and value.rstrip().endswith("%") for value in cells)
        figures = any(isinstance(value, int | float) for value in cells)
        return signed or (figures and _PERCENT.search(self._table.header(column).casefold()) is not None)

    def _told_in(self, header: str) -> int:
        """Return the size of the scale that the header of a factor tells, 0 when it is silent or of no known size."""
        size = _stated([header]) or self._legends.in_header(header)
        if not size and (most := _MOST.search(header.casefold())) is not None:
            size = int(most[1])
        return size if size in _MATRICES or size in _WIDE else 0

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
        if not every or "severity" not in numbers or "likelihood" not in numbers or "detection" in numbers:
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

    # Which end is the worst -------------------------------------------------------------------------------------------

    def _turn(self) -> None:
        """Turn scales on which 1 is the worst, so that high is worse; say so, or ask when it cannot be told."""
        table = self._table
        verdicts: dict[str, float] = {}
        for name, column in list(self._first.items()):
            said = self._legends.of(
                name, table.header(column) if column in table.plain_headers else "", table.values(column)
            )
            verdicts[name] = direction(said)
            if verdicts[name] < 0:
                self._turn_factor(name, said)
        self._turn_alike(verdicts)
        self._compare_with_words(verdicts)
        for name, column in self._first.items():
            scale = self._scales[name]
            if not verdicts[name] and not scale.turned and (scale.numbers or scale.lettered):
                self._assumed[name] = self._named(column)
            if scale.lettered and not verdicts[name] and not scale.turned:
                table.problem("letters-assumed", self._place(column), field=self._named(column))
        for column in [column for column, scale in self._rated.items() if not self._is_turned(column, scale)]:
            del self._rated[column]
        if self._score is not None and self._score not in self._rated:
            self._score = None
        if self._score is None or len(self._first) < 2:
            return
        self._multiplied = frozenset(self._first)
        products = [
            (given, product)
            for row in table
            if (given := self._given(row)) is not None and (product := self._product(self._numbers(row))) is not None
        ]
        if trend(products) < 0:
            # Scores that fall as the factors rise are of a scale where the lowest is the worst.
            self._say_turned(self._score)
            del self._rated[self._score]
            self._score = None

    def _turn_alike(self, verdicts: Mapping[str, float]) -> None:
        """Turn what nothing is said of as what it is multiplied with: a product of opposite scales tells nothing.

        The scores themselves may be said to fall (``1-5 = uacceptabel``); when no product, they are asked for.
        """
        unsaid = [name for name in self._first if not verdicts[name]]
        if (
            self._score not in self._rated
            or not unsaid
            or not all(self._scales[name].turned for name in self._first if verdicts[name])
        ):
            return
        header = self._table.header(self._score)
        falling = direction(self._legends.of("score", header, self._table.values(self._score))) < 0
        if len(unsaid) == len(self._first) and not (falling and len(unsaid) > 1):
            return
        compared = agreeing = 0
        for row in self._table:
            raw = [self._scales[name].raw(row.cell(column)) for name, column in self._first.items()]
            given = self._rated[self._score].raw(row.cell(self._score))
            if given is not None and None not in raw:
                compared += 1
                agreeing += not _differ(given, prod(number for number in raw if number is not None))
        if compared > (not falling) and agreeing == compared:
            for name in unsaid:
                self._turn_factor(name, ())
        elif falling and len(unsaid) == len(self._first):
            self._ask(self._score)
            del self._rated[self._score]

    def _turn_factor(self, name: str, said: Sequence[tuple[float, float]]) -> None:
        scale, column = self._scales[name], self._first[name]
        told = best_end(said)
        size = (
            (told and max(told, self._legends.greatest(name)))
            or _stated([self._table.header(column)])
            or (scale.size if scale.lettered else 0)
            or self._size
        )
        if size:
            scale.turned = float(size)
            if 0 < self._size < size and size in _MATRICES:
                self.kind, self._size = _MATRICES[size], size
            self._say_turned(column)
        else:
            self._ask(column)
            del self._first[name], self._scales[name]

    def _compare_with_words(self, verdicts: Mapping[str, float]) -> None:
        """Turn the factors whose numbers fall while the level in words or colours rises.

        The level is of all factors together: one of them may fall while the other makes up for it.
        """
        unsure = [
            name
            for name, verdict in verdicts.items()
            if not verdict and name in self._first and self._scales[name].numbers
        ]
        words = [(column, scale) for column, scale in self._rated.items() if scale.worded]
        if not unsure or not words:
            return
        column, scale = words[0]
        rows = [
            (self._numbers(row), placed)
            for row in self._table
            if scale.number(row.cell(column)) is None and (placed := scale.place(row.cell(column))) is not None
        ]
        if (
            trend([(prod(numbers.values()), placed) for numbers, placed in rows if len(numbers) == len(self._first)])
            > 0
        ):
            return
        for name in unsure:
            pairs = [(numbers[name], placed) for numbers, placed in rows if name in numbers]
            if len(pairs) >= 3 and trend(pairs) < -0.5:
                self._turn_factor(name, ())

    def _is_turned(self, column: int, scale: _Scale) -> bool:
        """Turn a score or rating that stands alone when 1 is its worst; False when its direction must be asked for.

        A score is high where the risk is, unless something says otherwise; the numbers of a class or a priority run
        both ways, and must say so.
        """
        table = self._table
        name = next((field for field in ("score", *RATINGS) if column in table.columns.get(field, ())), "score")
        alone = len(self._first) < 2
        if name in ("performance", "risk_area") or not alone or not (scale.numbers or scale.lettered):
            return True
        said = self._legends.of(name, table.header(column), table.values(column))
        pairs = [
            (number, placed)
            for row in table
            for other, worded in self._rated.items()
            if other != column and worded.worded
            if (number := scale.number(row.cell(column))) is not None and worded.number(row.cell(other)) is None
            if (placed := worded.place(row.cell(other))) is not None
        ]
        rising = direction(said) or (trend(pairs) if len(pairs) >= 3 else 0.0)
        if not rising and scale.lettered and name == "priority":
            rising = -1.0  # priority A comes before B in every alphabet
        size = best_end(said) or _stated([table.header(column)]) or (max(3, scale.size) if scale.lettered else 0)
        size = size or _stated(table.surroundings())
        told = max(size, *(round(number) for number, _place in said), 0)
        if told in _LEVELS and not any(number > told for number in scale.numbers):
            scale.levels = told
        if not rising and (scale.numbers or scale.lettered):
            self._assumed[name] = self._named(column)
        if rising < 0 and size:
            scale.turned = float(size)
            self._say_turned(column)
        elif rising < 0 or (not rising and name != "score" and self._score in (None, column)):
            self._ask(column)
            return False
        return True

    def _say_turned(self, column: int) -> None:
        self._table.problem("scale-turned", self._place(column), field=self._named(column))

    def _ask(self, column: int) -> None:
        self._table.problem("risk-direction", self._place(column), field=self._named(column))

    def _place(self, column: int) -> CellRef:
        table = self._table
        return table.grid.ref(table.header_row, column if column in table.plain_headers else self._paired)

    def _named(self, column: int) -> str:
        return self._table.header(column) or self._table.header(self._paired or 0)


def _is_swapped(first: Set[str], second: Set[str]) -> bool:
    """Whether of two names the first must be the severity and the second the likelihood."""
    straight = "likelihood" in first and "severity" in second
    return not straight and "severity" in first and "likelihood" in second


def _are_shares(numbers: Sequence[float]) -> bool:
    return bool(numbers) and all(0 <= number <= 1 for number in numbers) and not all(map(float.is_integer, numbers))


def _stated(cells: Iterable[Value]) -> int:
    """Return the size of the scale that headers, titles or a legend say, 0 when they are silent."""
    texts = (value.casefold() for value in cells if isinstance(value, str))
    sizes = [int(found[1]) for text in texts for found in _SCALE_IN_WORDS.finditer(text)]
    return max((size for size in sizes if size in _MATRICES or size in _WIDE), default=0)


def _is_amount(value: Value) -> bool:
    """Whether a cell holds money: a number with a currency."""
    if not isinstance(value, str) or _CURRENCY.search(value) is None:
        return False
    return _AMOUNT.fullmatch(_CURRENCY.sub(" ", value)) is not None


def _most_of(filled: Sequence[Value]) -> int:
    """Return the number that all texts of a column say that their values are of (``4/5``), 0 when they do not."""
    parts = {str(value).strip() for value in filled if isinstance(value, str) and parse_number(value) is None}
    found = [found for text in parts if (found := _PART.fullmatch(text)) is not None]
    most = {int(part[2]) for part in found}
    if len(found) < max(2, len(parts)) or len(most) != 1 or min(most) < min(_MATRICES):
        return 0
    return min(most) if all(int(part[1]) <= int(part[2]) for part in found) else 0


def _coded(value: Value) -> float | None:
    """Return the number of a scale value: ``3``, ``"3,5"``, ``"3 - Sandsynlig"``, ``"S3"``, ``"Sandsynlig (3)"``."""
    number = parse_number(value)
    if number is not None or not isinstance(value, str):
        return number
    if _SEVERAL.search(value):
        return None
    found = _CODED.search(value.strip())
    return None if found is None else parse_number(found[1] or found[2])


def _differ(given: float, computed: float) -> bool:
    """Whether a given score is another number than the product, rounding apart."""
    return abs(given - computed) > max(0.51, 0.01 * computed)


def _mean(values: Sequence[Value]) -> float:
    numbers = [number for value in values if (number := _coded(value)) is not None]
    return fmean(numbers) if numbers else -1.0


def _explains_scale(grid: Grid, match: Match, context: Context) -> bool:
    """Whether what looks like a short list of risks is their scale: each step once in order, or each pair of steps.

    The numbers of such a score are no products, and of few risks in no order one may have been written by chance. A
    table of pairs says the same of several of them. In both the step stands before what it means, and nobody is told
    to do something.
    """
    columns = {name: places[0] for name, places in match.columns.items()}
    below = grid.rows[match.header_row + 1 :]
    rows = list(islice((row for row in below if any(value is not None for value in row)), _LONGEST_SCALE + 1))
    steps = [name for name in (*_MAIN, "score") if name in columns]
    if len(steps) == 1 and len(rows) <= _LONGEST_SCALE and _OF_RISKS.isdisjoint(columns):
        return _names_steps(grid, rows, columns[steps[0]], columns.get("hazard"), words_of(context.catalogue))
    if not 3 <= len(rows) <= _LONGEST_SCALE or len(steps) < 2 or not _OF_RISKS.isdisjoint(columns):
        return False
    if columns.get("hazard", inf) < min(columns[name] for name in steps):
        return False
    told = {
        name: [row[columns[name]] if columns[name] < len(row) else None for row in rows]
        for name in (*steps, "hazard")
        if name in columns
    }
    if set(_MAIN) <= set(steps) and _holds_every_pair(told["likelihood"], told["severity"]):
        return len(set(told.get("hazard", ()))) < len(rows)
    words = words_of(context.catalogue)
    upwards = [float(step) for step in range(1, len(rows) + 1)]
    counted: set[str] = set()
    for name in steps:
        scale = _Scale(told[name], words)
        if [scale.place(value) for value in told[name]] in (upwards, upwards[::-1]):
            counted.add(name)
        elif len({value for value in told[name] if isinstance(value, str) and _coded(value) is None}) < len(rows):
            return False
    return bool(counted) and ("score" in counted or len(rows) > 3)


def _names_steps(grid: Grid, rows: Sequence[Sequence[Value]], step: int, hazard: int | None, words: Words) -> bool:
    """Whether rows name the steps of one scale, each once and in order (``1 Usandsynlig``, ``5 Meget sandsynlig``)."""
    cells = [
        (row[step] if step < len(row) else None, row[hazard or 0] if (hazard or 0) < len(row) else None) for row in rows
    ]
    numbers = [number for value, _said in cells if (number := parse_number(value)) is not None]
    in_order = sorted(set(numbers)) in (numbers, numbers[::-1])
    if hazard is None or len(rows) < 2 or len(numbers) < len(rows) or not in_order:
        return False
    known = sum(words.meaning(_RISK, "scale", said) is not None for _value, said in cells)
    return 2 * known >= len(rows) or "legend" in words.meanings("any", "row", grid.sheet)


def _says_only_whether(grid: Grid, match: Match, words: Words) -> bool:
    """Whether what should name the hazards only says that there is one, or none (``risk``, ``no-risk``, ``x``)."""
    cells = _below(grid, match, match.columns["hazard"][0])[:_FEW_CELLS] if "hazard" in match.columns else []
    if cells and "product" not in match.columns and all(words.meanings("any", "mark", cell) for cell in cells):
        return True
    said = sorted({str(cell).casefold() for cell in cells}, key=len)
    if len(said) != 2 or len(cells) < 3:
        return False
    denial, _blank, rest = re.sub(r"[\s-]+", " ", said[1]).partition(" ")
    return denial in DENIALS and rest == said[0]


def _holds_every_pair(first: Sequence[Value], second: Sequence[Value]) -> bool:
    """Whether each value of two columns stands beside each of the other's once, and none is blank."""
    pairs = set(zip(first, second, strict=True))
    sizes = (len(set(first)), len(set(second)))
    return len(pairs) == len(first) == prod(sizes) and min(sizes) > 1 and None not in (*first, *second)


RISK_LIST = ListImporter(
    name=_RISK,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("department", Kind.LABEL, fill=True),
        Field("category", Kind.LABEL, fill=True),
        Field("place", fill=True),
        Field("task", fill=True),
        Field("product", weight=1),
        Field("hazard", weight=2),
        Field("cause", goes_on=True),
        Field("present", Kind.LABEL, weight=0, content=False),  # whether there is such a hazard at all
        Field("hazard_statements", Kind.LABEL, weight=3),
        Field("exposed", Kind.LABEL, weight=1),
        Field("score", Kind.SCALE, weight=2.5, content=False),
        Field("likelihood", Kind.SCALE, weight=3),
        Field("severity", Kind.SCALE, weight=2.5),
        Field("exposure", Kind.SCALE, weight=2.5),
        Field("detection", Kind.SCALE, weight=2),
        Field("consequence", weight=1, goes_on=True),
        Field("rating", Kind.SCALE, weight=0.5, content=False),
        Field("priority", Kind.SCALE, weight=0.5, content=False),
        Field("performance", Kind.SCALE, weight=3, content=False),
        Field("risk_area", Kind.SCALE, weight=3, content=False),
        Field("residual", Kind.SCALE, weight=3, content=False),
        Field("existing", weight=1.5, goes_on=True),
        Field("safeguard", Kind.LABEL, weight=0),  # whether there is ventilation, gloves, a data sheet
        Field("proposal", weight=0.5, goes_on=True),
        Field("substitution", weight=2, goes_on=True),
        Field("remark", weight=0, goes_on=True),
        Field("responsible", Kind.LABEL),
        Field("deadline", Kind.DATE),
        Field("status", Kind.LABEL, content=False),
        Field("done", Kind.LABEL),
        Field("assessed_on", Kind.DATE, content=False),
        Field("due", Kind.DATE, weight=0, content=False),  # the next inspection of the machine
    ),
    needs=(
        ("hazard", "product"),
        *(("score", "likelihood", *RATINGS, "existing", "hazard_statements"),),
    ),
    read=_read,
    unlike=(
        (ImporterName.PLAN, "tool"),
        (ImporterName.INCIDENT, "absence_days"),
        (ImporterName.INCIDENT, "body_part"),
        (ImporterName.INSPECTION, "observation"),
        (ImporterName.DISCUSSION, "last_goal"),
        (ImporterName.DISCUSSION, "goal"),
    ),
    denied=lambda grid, match, context: (
        _explains_scale(grid, match, context) or _says_only_whether(grid, match, words_of(context.catalogue))
    ),
)

_TASKS = replace(RISK_LIST, needs=(("task", "category"), ("score", "rating")))
_AREAS = replace(RISK_LIST, needs=(("task", "category", "place"), ("risk_area",)))
"""Tasks with what the key indicator method (KIM) gives them."""
_FACTORED = replace(RISK_LIST, needs=(("likelihood",), ("severity",)))
"""What happens how often and how bad it is, in a list that is named a risk assessment."""
_SCORED = replace(RISK_LIST, needs=(("likelihood",), ("severity",), ("score",)))  # a legend has no score


class RiskImporter:
    """Risk assessments as lists, also those whose steps are crossed in columns of their own."""

    name = _RISK

    def identify(self, grid: Grid, context: Context, /) -> Match | None:
        """Return the claim of a header row."""
        grid, _boxes = _without_boxes(grid, context)
        return RISK_LIST.identify(grid, context) or _otherwise(grid, context)

    def extract(self, grid: Grid, match: Match, context: Context, /) -> Reading:
        """Return the risks, every row accounted for."""
        folded, boxes = _without_boxes(grid, context)
        reading = RISK_LIST.extract(folded, match, context)
        if not boxes:
            return reading
        return replace(reading, sheets=tuple(with_boxes(entry, boxes) for entry in reading.sheets))


def _without_boxes(grid: Grid, context: Context) -> tuple[Grid, Mapping[int, range]]:
    words = words_of(context.catalogue)

    @lru_cache(maxsize=None, typed=True)  # the cells of a survey say the same again and again
    def is_step(value: Value) -> bool:
        return bool(words.meanings(_RISK, "scale", value)) or _is_none(value, words)

    return boxes_as_words(grid, is_step, _SCORE) or (grid, {})


def _otherwise(grid: Grid, context: Context) -> Match | None:
    """Claim assessments that name no hazard: of tasks or subjects, by name and levels, and of whatever is scored twice.

    The hazard is then the first column of texts that is nothing else, else the task or the subject.
    """
    words = words_of(context.catalogue)
    if (chemicals := _chemicals(grid, context)) is not None:
        return chemicals
    claim = _SCORED.identify(grid, context) or _FACTORED.identify(grid, context)
    if claim is not None and "score" not in claim.columns:
        claim = claim if words.named(_RISK, *named_by(grid, claim.header_row)) else None
    if claim is not None and {"hazard", "product"}.isdisjoint(claim.columns):
        taken = {column for columns in claim.columns.values() for column in columns}
        subjects = [claim.columns[name][0] for name in ("task", "category", "place") if name in claim.columns]
        headers = grid.rows[claim.header_row]
        free = [one for one, header in enumerate(headers) if isinstance(header, str) and one not in taken]
        column = next((one for one in (*free, *subjects) if _is_prose(_below(grid, claim, one))), None)
        if column is not None:
            others = {name: places for name, places in claim.columns.items() if places != (column,)}
            return replace(claim, columns={"hazard": (column,), **others})
    area = _AREAS.identify(grid, context)
    if area is not None and _names_kim(grid, area):
        subject = next(name for name in ("task", "category", "place") if name in area.columns)
        others = {name: places for name, places in area.columns.items() if name not in (subject, "hazard")}
        return replace(area, columns={"hazard": area.columns[subject], **others})
    claim = _TASKS.identify(grid, context)
    if claim is None:
        return None
    column = next(claim.columns[name][0] for name in ("score", "rating") if name in claim.columns)
    if (told := _with_areas(grid, claim)) is not None:
        return told
    steps = str(grid.cell(claim.header_row, column))
    boxes = steps if steps.startswith(f"{_SCORE} (") else ""  # crosses under Høj risiko, Lav risiko
    if not words.named(_RISK, *named_by(grid, claim.header_row), boxes):
        return None
    cells = _below(grid, claim, column)
    if not cells or 2 * sum(bool(words.meanings(_RISK, "scale", cell)) for cell in cells) < len(cells):
        return None
    subject = next(name for name in ("task", "category") if name in claim.columns)
    others = {name: places for name, places in claim.columns.items() if name not in (subject, "hazard")}
    return replace(claim, columns={"hazard": claim.columns[subject], **others})


def _chemicals(grid: Grid, context: Context) -> Match | None:
    """Return the claim of chemicals of which it is told only whether they were assessed or can be replaced."""
    words = words_of(context.catalogue)
    known = words.headers(_RISK)
    for index, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        named = {field for cell in cells if isinstance(cell, str) for field in known.get(plain(cell), ())[:1]}
        if "product" not in named or named.isdisjoint(("safeguard", "substitution")):
            continue
        told = SheetDecision(grid.file, grid.sheet, _RISK, header_row=grid.ref(index).row)
        claim = RISK_LIST.identify(grid, replace(context, decision=told))
        if claim is not None and not RISK_LIST.denied(grid, claim, context):
            return replace(claim, strength=_OF_CHEMICALS)
    return None


def _with_areas(grid: Grid, claim: Match) -> Match | None:
    """Return a claim of tasks where another header stands over the areas of KIM (``Høj (område 4)``)."""
    for column in claim.columns.get("score", ()) if _names_kim(grid, claim) else ():
        told = [_coded(cell) for cell in _below(grid, claim, column)]
        if told and all(one in range(1, _KIM + 1) for one in told):
            subject = claim.columns["task" if "task" in claim.columns else "category"]
            others = {name: places for name, places in claim.columns.items() if name not in ("score", "hazard")}
            kept = {name: places for name, places in others.items() if places != subject}
            return replace(claim, columns={"hazard": subject, **kept, "risk_area": (column,)})
    return None


def _names_kim(grid: Grid, claim: Match) -> bool:
    """Whether a name, a title or a header says that the key indicator method was used."""
    said = [*named_by(grid, claim.header_row), *(str(value) for value in grid.rows[claim.header_row] if value)]
    return any(_KIM_NAMED.search(text) for text in said)


def _below(grid: Grid, claim: Match, column: int) -> list[Value]:
    rows = grid.rows[claim.header_row + 1 :]
    return [row[column] for row in rows if column < len(row) and row[column] is not None]


def _is_prose(cells: Sequence[Value]) -> bool:
    """Whether most cells are texts that differ."""
    texts = {cell for cell in cells if isinstance(cell, str) and parse_number(cell) is None and len(cell) > 2}
    return len(texts) > 1 and 2 * len(texts) > len(cells)


RISK_ASSESSMENT = RiskImporter()
