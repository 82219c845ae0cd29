"""Headers and cells of tables of figures: which statistic, answer, time, department or question a text names.

What the words mean stands in ``wording.csv`` (kinds ``figure_…``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.cells import parse_tally
from handleplan_batch.reading.importers.headed import header_words, is_question
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import Scales

_LONG = 8
"""Words beyond which a header is a question, not the name of a statistic."""

# --- Words and cells --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one kind: whole texts, and beginnings."""

    whole: frozenset[str]
    starts: tuple[str, ...]

    def match(self, text: str) -> bool:
        """Whether a text in lower case is one of them, or begins with one."""
        return text in self.whole or text.startswith(self.starts)


@lru_cache(maxsize=8)
def figure_words(catalogue: Catalogue) -> Mapping[str, Words]:
    """Return the kinds ``figure_…`` of ``wording.csv``: ``=word`` is a whole text, ``word`` how one begins."""
    listed = {
        kind.removeprefix("figure_"): [word.casefold() for word in words]
        for kind, words in catalogue.wording.items()
        if kind.startswith("figure_")
    }
    return {
        kind: Words(
            frozenset(word.removeprefix("=") for word in words),
            tuple(word for word in words if not word.startswith("=")),
        )
        for kind, words in listed.items()
    }


@lru_cache(maxsize=8)
def headers_of_lists(catalogue: Catalogue) -> frozenset[str]:
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
class Cell:
    """A figure as it stands; ``number`` is None when the table hides it."""

    number: float | None
    percent: bool = False
    persons: int | None = None
    """Number of answers told in the same cell ("3,4 (n=12)")."""
    counts: bool = False
    """Whether the cell says that it counts persons ("12 ud af 14", "12 svar")."""
    share: float | None = None
    """Percent, where ``number`` counts answers and the cell tells both ("12 (60 %)", "12 af 20")."""


_NUMBER = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?)\s*(%|pct\.?|procent|percent)?(?:\s*\(\s*(?:n\s*[=:]\s*)?(\d+)(?:\s*svar)?\s*\))?"
    r"(?:\s*(?:±|\+/-)\s*\d+(?:[.,]\d+)?|\s*\((?:rød|gul|grøn|red|yellow|green)\))?"
)
"""A number, behind which its spread or a colour may stand: "3,4 ± 0,6", "2,4 (rød)"."""
_PEOPLE = re.compile(
    r"(\d+)\s*(?:(?:svar|besvarelser|personer|respondenter|responses|answers)"
    r"|(?:(?:ud )?af|of|/)\s*(\d+)(?:\s*\(\d+(?:[.,]\d+)?\s*%\))?)"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_UNDER = re.compile(
    r"(?:n\s*)?[<≤]\s*=?\s*\d+\s*%?"
    r"|(?:n\s+)?(?:under|færre end|mindre end|fewer than|less than)\s+1?\d(?!\d)(?!\s*år).*"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_year(value: Value) -> bool:
    """Whether a cell is a year, also with how many answered ("2024 (n=52)")."""
    return (isinstance(value, int) and not isinstance(value, bool) and 1990 <= value <= 2100) or (
        isinstance(value, str) and YEAR.fullmatch(value.partition("(")[0].strip()) is not None
    )


def as_cell(value: Value, hidden: Words) -> Cell | None:
    """Return the figure of a cell, None for a blank and for what is no figure."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(float(value))
    if not isinstance(value, str):
        return None
    text = as_words(value)
    if _THOUSANDS.fullmatch(text):
        return Cell(float(text.replace(".", "")))
    if found := _NUMBER.fullmatch(text):
        persons = None if found[3] is None else int(found[3])
        return Cell(float(found[1].replace(",", ".")), found[2] is not None, persons)
    if (tally := parse_tally(text)) is not None:
        return Cell(float(tally[0]), share=tally[1])
    if found := _PEOPLE.fullmatch(text):
        number, persons = float(found[1]), int(found[2] or 0)
        return Cell(number, persons=persons or None, counts=True, share=100 * number / persons if persons else None)
    bare = text.strip("() ")
    if text in hidden.whole or bare in hidden.whole or _UNDER.fullmatch(bare):
        return Cell(None)
    return None


# --- Headers ----------------------------------------------------------------------------------------------------------

BEST = re.compile(
    r"(?<!\d)(?<!top )(\d{1,3})\s*(?:(?:=|:|\(|er\b|is\b|är\b)\s*)?(?:den\s+|det\s+)?"
    r"(bedst|best|bäst|dårligst|værst|worst|sämst)\b"
)
ANCHOR = re.compile(r"(?<![\d.,])\d{1,3}\s*(?:=|:|\.\s|er\b|betyder|svarer til)\s*[^\W\d]")
ONE_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3})\s*(?:=|:|er\b|is\b|är\b|betyder|svarer til|means)\s*[^\W\d]")
BETWEEN_LINES = " – "
"""What stands in :attr:`Column.header` between the lines of a header."""
DIRECTIONS = {True: "high_is_good", False: "high_is_bad"}
_KINDS = (
    *("benchmark", "group", "previous", "change", "difference", "spread", "invited", "rate", "unfavourable"),
    *("favourable", "neutral", "n", "mean", "direction", "percent", "own"),
)
"""Statistics, in the order in which a header is tried for them; ``own`` is "us" beside a benchmark."""
OTHERS = ("benchmark", "group")
"""Kinds that tell of others than a department: those we are compared with, women, those under 30."""
CONTENT = frozenset({"mean", "favourable", "unfavourable", "high", "low", "answer"})
"""Kinds that measure something."""
_LOOSE = frozenset({"", "answer", "n", "own"})
"""Kinds that another in the same header goes before."""
PERSONS = ("n", "rate", "invited")
"""Kinds that tell of how many the figures are."""
UNITS = {"n": False, "percent": True}
"""What tells number from percent of the same answers."""
SHARES = frozenset({"favourable", "unfavourable", "high", "low", "neutral"})
_RANGE = re.compile(r"(?<![\d.,/-])([01])\s*(?:-|–|—|til|to|\.\.+)\s*(100|10|[3-7])(?![\d/]|[.,-]\d|\s*%)")
_ANSWERED = r"(?:svar|besv\w*|resp\w*|deltagere)\b"
COUNT = re.compile(
    r"\(?(?:\b(?:n|antal (?:svar|besvarelser|respondenter|deltagere)|respondenter|besvarelser)\s*[=:]\s*"
    r"|\((?=\d+\s*" + _ANSWERED + r"))(\d+)(?:\s*" + _ANSWERED + r")?\s*\)?",
    re.IGNORECASE,
)
FEW = re.compile(r"\(?\b(?:n|antal svar|antal besvarelser)\s*(?:[<≤]|under)\s*=?\s*\d+\)?", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?:q|kvt\.?\s*|kvartal\s*)?([1-4])(?:\.?\s*(?:kvt\.?|kvartal))?\s+((?:19|20)\d\d)|((?:19|20)\d\d)[\s-]*q([1-4])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "ma[ijy]", "jun", "jul", "aug", "sep", "o[ck]t", "nov", "de[cs]")
_MONTH = re.compile(
    "(?:" + "|".join(f"({month})" for month in _MONTHS) + r")(?:uary?|uari|ts|ch|s|il|[iey]|usti?|t|t?ember|ober)?\.?"
    r"(?:[\s-]*'?((?:20)?\d\d))?"
)
_TURN = re.compile(
    r"(?:(?:h|([12])\.?\s*)halvår|(forår|sommer|efterår|vinter)(?:et)?|(?:måling|runde|puls|pulsmåling|uge|wave|week)\s*(?:nr\.?\s*)?(\d+)"
    r"|(\d+)\.?\s*(?:måling|runde|pulsmåling|undersøgelse))(?:\s+((?:19|20)\d\d))?"
)
_AGE = re.compile(
    r"(?:under|over)\s+(?:\d\d|\d\s*år).*|\d\d\s*[-–]\s*\d\d"
    r"|\d+\s*(?:-|–|til|to|till)\s*\d+\s*(?:år|års? .*|years.*)|\d+\s*(?:år )?(?:og (?:over|derover)|\+).*"
)
"""How old persons are, or how long they have been there: "30-39 år", "60 år og derover"."""
_CODES = re.compile(r"(?:10|\d)(?:\s*(?:-|–|/|,|\+|&|og|til|eller|and|to|or)\s*(?:10|\d))*")
"""The numbers that were counted together: "1-2", "4 og 5"."""
_CODES_AFTER = re.compile(
    rf"(?:\s+|\s*[(\[]\s*)(?:(?:svar|score|karakter|kode)\s+)?{_CODES.pattern}\s*[)\]]?$", re.IGNORECASE
)
_SUMMED = frozenset({"favourable", "unfavourable", "neutral"})
_PIVOT = re.compile(
    r"(antal|count|middel\w*|gennemsnit|gns\.?|average|mean|medel\w*|snitt|sum|ma[kx]\w*|min\w*|st\w*afv\w*|stddev\w*|var\w*)"
    r"\s+(?:af|of|av)\s+(.+?)\d?",
    re.IGNORECASE,
)
"""What a pivot table calls its columns: "Middel af Støj", "Antal af ID"."""
_OURS = re.compile(
    r"(?:jeres|vores|din|dit|dine|our|your|vår|vårt|deres|egen|eget|årets|aktuel|aktuelle|nuværende|current|heraf)\s+(?=\w)"
)
_UNIT = re.compile(
    r"^(?:(%|andel(?:en)?|procent|pct\.?|share|percent(?:age)?)|(antal|number|count|n)),?\s+"
    r"(?:af |of |(?:der|som) (?:har svar(?:et|t|at)|svarat|svarede|svarer|svarar|har|er|är) |der |som |svar )?"
    r"|(?:\s+i)?[\s,]*[(\[]?\s*(?:(%|(?<!\w)(?:pct\.?|procent|percent|andel))|(?<!\w)(antal|n|count))\s*[)\]]?$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:/|\beller\b|\bog\b|\bor\b|\band\b|\+|&|,)\s*")


@dataclass(frozen=True, slots=True)
class Column:
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
    words: Mapping[str, Words]
    scales: Scales

    def column(self, index: int, texts: Sequence[str]) -> Column:
        """Return what the header lines of a column of figures say together."""
        column = Column(index, BETWEEN_LINES.join(texts))
        for text in texts:
            column = self._with(column, text)
        return column

    def _with(self, column: Column, text: str) -> Column:
        text, persons, few = without_count(self._without_label(text))
        if persons is not None or few:
            column = replace(column, persons=persons, few=few)
        bare, percent = without_unit(text)
        if percent is not None:
            column = replace(column, percent=percent)
        bare = named if self.is_answer(named := _CODES_AFTER.sub("", bare)) else bare
        if bare and self.is_answer(bare) and self.kind(bare) != "n":
            if column.kind in UNITS:  # "Antal" or "%" stands over the answers
                column = replace(column, kind="", percent=UNITS[column.kind])
            return replace(column, kind=column.kind or "answer", answer=bare)
        asks = is_question(text) and (text.endswith("?") or len(text.split()) > _LONG)
        if asks and not self.shares(bare) and not self.kind(next(iter(_parts(text)), "")):
            ends = ends_in(text)
            return replace(column, names=(*column.names, " ".join(text.split())), ends=ends or column.ends)
        for part in _parts(text):
            column = self._with_part(column, part)
        return column

    def _without_label(self, text: str) -> str:
        """Return a department's name without what it is called by: "Skole: Bakkeskolen"."""
        label, _colon, name = (part.strip() for part in text.partition(":"))
        words, said = header_words(self.catalogue), as_words(label)
        named = words["department"].search(said) and not words["not_department"].search(said)
        return name if name and named and len(said.split()) == 1 else text

    def _with_part(self, column: Column, part: str) -> Column:
        if len(ANCHOR.findall(part)) > 1:  # explains the numbers
            return column
        if ends := ends_in(part):
            column = replace(column, ends=ends)
            part = _RANGE.sub("", part)
        if time := _part_of_year(as_words(part).strip(" :.,;()"), column.period):
            return replace(column, period=time)
        if year := YEAR.search(part):
            rest = (part[: year.start()] + part[year.end() :]).strip(" ,.;:-–()")
            column = replace(column, period=year[0])
            part = re.sub(r"(?:\b(?:i|fra|in|for|siden|since)\b\s*)$", "", rest) if not self.kind(part) else part
        if pivot := _PIVOT.fullmatch(part):
            return self._of_pivot(column, *pivot.groups())
        said = as_words(part).strip(" :.,;()[]-–")
        explains = said in ("", "skala", "scale") or BEST.search(said) or self.words["spanning"].match(said)
        if explains or said.isdecimal() or _CODES.fullmatch(said):  # numbers alone name nothing
            return column
        if not self.kind(said) and any(says(said, self.words[kind]) for kind in DIRECTIONS.values()):
            return column
        bare, percent = without_unit(said)
        kind = self.kind(said) or self.shares(bare)
        if not kind and (summed := self.kind(_CODES_AFTER.sub("", said))) in _SUMMED:
            kind = summed
        if not kind and self.words["count"].match(said) and column.ends is None:  # votes, accidents
            kind = "spread"
        if not kind:
            return replace(column, names=(*column.names, " ".join(part.split()).strip(" :;,")))
        if column.kind == "answer" and kind in UNITS:
            return replace(column, percent=UNITS[kind])
        if kind == "own":
            return replace(column, kind=column.kind or kind)
        percent = percent if kind in SHARES and percent is not None else column.percent  # "(% ja)"
        return replace(column, kind=kind if kind in OTHERS or column.kind in _LOOSE else column.kind, percent=percent)

    def _of_pivot(self, column: Column, statistic: str, name: str) -> Column:
        """Return a pivot table's column: how many answered, a mean of what it names, or what is no result."""
        words = header_words(self.catalogue)
        said = as_words(name)
        is_id = words["technical"].fullmatch(said) or words["personal"].fullmatch(said) or self.kind(said) == "n"
        kind = self.kind(statistic) or "spread"
        if self.kind(f"{statistic} {name}") in OTHERS:
            return replace(column, kind="benchmark")
        names = () if is_id or self.kind(said) == "mean" else (" ".join(name.split()),)
        return replace(column, kind=kind, names=(*column.names, *names))

    def kind(self, said: str) -> str:
        """Return the statistic that a text names, empty when none."""
        whole = as_words(said).strip(" :=.,;()[]")
        said = _OURS.sub("", whole)
        if _AGE.fullmatch(said) or self.words["group"].match(whole):
            return "group"
        if len(said.split()) > _LONG:
            return ""
        if any(word in said for word in ("benchmark", "landsgennemsnit", "landstal")) or _MEAN_OF_OTHERS.search(said):
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

    def told_by(self, line: str) -> str:
        """Return what a line says that the figures below it are ("APV 2026 – andel enige i %"), empty if nothing."""
        shares = (self.shares(bare) for bare, percent in map(without_unit, _parts(as_words(line))) if percent)
        return self.kind(line) or self.shares(without_unit(as_words(line))[0]) or next(filter(None, shares), "")

    def shares(self, text: str) -> str:
        """Return which share "i høj grad eller meget høj grad" tells, of the high or the low end; empty if none."""
        pieces = [piece for piece in _JOINT.split(as_words(re.sub(r"[«»“”„\"'’‘]", "", text))) if piece]
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


def _part_of_year(said: str, year: str) -> str:
    """Return a time that is more exact than a year, in an order by text ("2024-03"); empty when a text names none.

    Without a year it begins with the dash.
    """
    if quarter := _QUARTER.fullmatch(said):
        number, year_after, year_before, number_after = quarter.groups()
        return f"{year_after or year_before} {number or number_after}"
    if turn := _TURN.fullmatch(said):
        half, season, round_, ordinal, told = turn.groups()
        order = int(half or round_ or ordinal or 1 + "fsev".index(season[0]))
        return f"{told or year}-{order:02}"
    if month := _MONTH.fullmatch(said):
        *months, told = month.groups()
        order = next(index for index, found in enumerate(months, start=1) if found)
        return f"20{told[-2:]}-{order:02}" if told else f"{year}-{order:02}"
    return ""


_MEAN_OF_OTHERS = re.compile(
    r"(?:gennemsnit\w*|gns\.?|snitt?|middel|average|mean|medel)\s+(?:for |af |i |of |in |för |av )?(?:hele )?"
    r"(?:alle|all|øvrige|andre|other|samtlige|kommun|region|sektor|sector|branche|land|koncern|dk\b|danmark|national|norge)"
    r"|^(?:bedste|dårligste|laveste|højeste|best|worst|lowest|highest|bästa|beste)\s+\w+(?:\s+\w+)?$"
    r"|^(?:kommune|regions?|branche|sektor|koncern|skole|hospitals?|forvaltnings|afdelings)(?:gennemsnit|gns|snit)"
)
"""A mean of more than the departments themselves: "Gns. alle skoler", "Kommunegennemsnit"."""


def without_count(text: str) -> tuple[str, int | None, bool]:
    """Return a name without "(n=23)", how many answered, and whether it is hidden how few ("n<5")."""
    found = COUNT.search(text) or FEW.search(text)
    if found is None:
        return text, None, False
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,;-–")
    return rest, int(found[1]) if found.re is COUNT else None, found.re is FEW


def without_unit(text: str) -> tuple[str, bool | None]:
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


def explains_end(text: str, ends: tuple[float, float]) -> bool:
    """Whether a text says what the lowest or highest number is: "(1-5, hvor 5 er meget tilfreds)"."""
    return any(float(number) in ends for number in ONE_NUMBER.findall(text))


def says(said: str, words: Words) -> bool:
    """Whether a text in lower case holds one of the words anywhere."""
    return any(word in said for word in words.whole)


def is_starred(text: str) -> bool:
    """Whether a name bears a star, which a note below explains ("Stress*")."""
    return re.search(r"\*\s*(?:\([^()]*\)\s*)?$", text) is not None


def told_directions(text: str) -> frozenset[bool | None]:
    """Return what a line says about figures: True where high ones are good, False where low ones are ("jo lavere …").

    None stands for a line that says something of high or low figures that is not understood.
    """
    found: set[bool | None] = set()
    for sentence in re.split(r"[.;!?]\s|\n", as_words(text)):
        said = [match for pattern in _DIRECTED for match in pattern.finditer(sentence)]
        sure = [match for match in said if _DENIED.search(match[0]) is None]
        found |= {bool(match["high"]) is bool(match["good"]) for match in sure}
        if not sure and _OF_FIGURES.search(sentence) and _AMOUNT.search(sentence) is None:
            found.add(None)
    return frozenset(found)


_LEVEL = (
    r"(?:(?P<high>høj|høje|højt|højere|højeste?|høy|høye|høyt|høyere|hög|höga|högt|högre|high|higher|större|større)"
    r"|(?:lav|lave|lavt|lavere|laveste?|låg|låga|lågt|lägre|low|lower|mindre))"
)
_SUCH = (
    r"(?:(?P<good>god|godt|gode|bedre|bedste?|positiv\w*|bra|bedre|bättre|bäst|good|better|best)"
    r"|(?:dårlig\w*|værre|værste?|negativ\w*|problem\w*|belast\w*|kritisk\w*|verre|sämre|dålig\w*|bad|worse|worst))\b"
)
_FIGURES = (
    r"(?:score\w*|tal|tallet|tallene|værdi\w*|indeks\w*|index\w*|gennemsnit\w*|gns|point\w*|resultat\w*|tall|verdi\w*"
    r"|poäng|värde\w*|siffr\w*|values?|numbers?|means?)"
)
_DIRECTED = (
    re.compile(rf"\b(?:jo|ju|the)\s+{_LEVEL}\b.{{0,40}}?\b(?:jo|desto|des|the)\s+(?:\w+\s+)?{_SUCH}"),
    re.compile(rf"\b{_LEVEL}\s+{_FIGURES}\b.{{0,40}}?\b{_SUCH}"),
    re.compile(rf"\b{_LEVEL}\s*(?:er|=|:|is|är|betyder|means)\s*(?:altid\s+|den\s+|det\s+|et\s+)?{_SUCH}"),
)
_DENIED = re.compile(r"\b(?:ikke|ej|inte|not|uden)\b")
_ANY_LEVEL = _LEVEL.replace("?P<high>", "?:")
_OF_FIGURES = re.compile(rf"\b{_ANY_LEVEL}\s+{_FIGURES}\b|\b(?:jo|ju)\s+{_ANY_LEVEL}\b")
_AMOUNT = re.compile(r"\b(?:meget|mere|mye|mer|mycket|much|more) (?:af|av|of)\b")


@lru_cache(maxsize=8)
def _theme_names(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(name.casefold() for theme in catalogue.themes.values() for name in theme.name)
