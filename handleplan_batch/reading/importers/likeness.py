"""Columns of a survey whose header speaks of a fact or a department, but whose answers are those of its questions.

"Afdeling" and "Min leder er synlig" hold the same keywords as a column of departments and one of facts do. What stands
below decides: who answers all questions from 1 to 5 has answered this one, too, unless its header is nothing but the
name of a fact ("Alder", "Uddannelse"), which may be coded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from handleplan_batch.reading.importers.headed import Column, Keywords, is_question
from handleplan_batch.reading.importers.legend import Legend
from handleplan_batch.reading.polarity import as_words, is_statement
from handleplan_batch.reading.scales import NUMERIC, Fit, Scales

_FEWEST_ALIKE = 2
"""Questions with bare numbers from which their scale is that of the sheet."""
_FEWEST_GIVEN = 3
"""Different numbers of a scale that a column must hold before it is taken to be on it."""
_MANY_GIVEN = 4
_MOST_COUNTED = 10
"""Highest number of a scale; more are counts."""


@dataclass(frozen=True, slots=True)
class CommonScale:
    """What the questions of a sheet are answered with."""

    ends: tuple[float, float] | None
    """Lowest and highest of their numbers; None where they have none in common."""
    families: Collection[str]
    """Ids of the scales in words."""

    def holds(self, fit: Fit | None) -> bool:
        """Whether the answers of a column that fit ``fit`` by themselves are on it."""
        if fit is None or fit.shown:
            return False
        if fit.labelled:
            return fit.family in self.families
        numbers = [int(answer) for answer in fit.levels if answer.isdecimal()]
        if self.ends is None or len(numbers) < len(fit.levels) or len(numbers) < _FEWEST_GIVEN:
            return False
        return self.ends[0] <= min(numbers) and max(numbers) <= self.ends[1]

    def fills(self, fit: Fit) -> bool:
        """Whether a column holds so many of its numbers that it is hardly one of a few kinds ("1 = kvinde")."""
        return self.ends is not None and len(fit.levels) >= min(_MANY_GIVEN, self.ends[1] - self.ends[0] + 1)


def common_scale(asked: Iterable[Fit | None], legends: Iterable[Legend], scales: Scales) -> CommonScale:
    """Return the scale of the questions that are known, or that a legend outside the table tells."""
    fits = [fit for fit in asked if fit is not None]
    ends = Counter(fit.ends for fit in fits if fit.family == NUMERIC and fit.ends is not None)
    told = [
        (float(min(codes)), float(max(codes)))
        for legend in legends
        if (codes := [int(code) for code, word in legend.items() if not scales.is_off_scale(word)])
    ]
    found = told[:1] or [one for one, count in ends.most_common(1) if count >= _FEWEST_ALIKE]
    is_scale = bool(found) and found[0][1] - found[0][0] >= _FEWEST_GIVEN - 1 and found[0][1] <= _MOST_COUNTED
    return CommonScale(found[0] if is_scale else None, frozenset(fit.family for fit in fits if fit.labelled))


def is_bare_name(header: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a header does no more than name a fact or a department ("Din afdeling", "Years of experience")."""
    text = _BRACKETS.sub(" ", as_words(header))
    if _OF_MINE.match(text):
        return False
    for kind in _NAMING:
        text = " ".join(_INFLECTED.sub(" ", part) for part in words[kind].split(text))
    return all(
        len(token) == 1
        or token.isdecimal()
        or token in _SMALL
        or any(words[kind].match(token.lstrip("s")) for kind in _NAMING)
        for token in re.findall(r"\w+", text)
    )


def speaks_of_work(header: str, words: Mapping[str, Keywords], scales: Scales) -> bool:
    """Whether a header states something, or names what a working environment is judged by; no count of anything."""
    text = as_words(header).strip()
    said = " ".join(words["quantity"].split(text))
    states = "?" not in text and not scales.polarity.is_name(said) and _ASKING.match(text) is None
    if words["quantity"].search(text):
        return states
    verdict = scales.polarity.judge(header)
    rates = _OF_MINE.match(text) is not None or words["rating"].search(text) is not None
    return states or rates or verdict.good is not None or verdict.theme_id is not None


def are_points(column: Column, words: Mapping[str, Keywords]) -> bool:
    """Whether a question that asks for no count holds many numbers from 0 to 100, as those of a slider are."""
    text = as_words(column.header)
    if not (is_question(column.header) or is_statement(text)) or len(column.distinct) < _FEWEST_POINTS:
        return False
    if words["background"].search(text) or words["quantity"].search(text):
        return False
    return _FAR.search(text) is None and all(
        type(value) is int and 0 <= value <= _MOST_POINTS for value in column.distinct
    )


def is_slider(column: Column, words: Mapping[str, Keywords], scales: Scales) -> bool:
    """Whether such numbers go far beyond any scale of steps, and more of what is asked or stated is good, or bad."""
    numbers = [value for value in column.distinct if type(value) is int]
    if (
        not len(numbers) == len(column.distinct) >= _FEWEST_POINTS
        or not _MOST_COUNTED * 2 < max(numbers) <= _MOST_POINTS
    ):
        return False
    text = as_words(column.header).strip()
    put = text.endswith("?") or is_statement(text)
    asked = (put and are_points(column, words)) or _OF_DEGREE.match(text) is not None
    return asked and scales.polarity.judge(column.header).good is not None


def is_share(column: Column, scales: Scales) -> bool:
    """Whether numbers from 0 to 1 answer a question, as percent stand in a cell, and more of it is good, or bad."""
    broken = [value for value in column.distinct if isinstance(value, float) and 0 < value < 1]
    if len(broken) < _FEWEST_BROKEN or not all(
        isinstance(value, int | float) and 0 <= value <= 1 for value in column.distinct
    ):
        return False
    text = as_words(column.header).strip()
    asked = text.endswith("?") or is_statement(text) or _OF_DEGREE.match(text) is not None
    return asked and scales.polarity.judge(column.header).good is not None


_FEWEST_BROKEN = 3
_OF_DEGREE = re.compile(
    r"(?:hvor tilfreds|hvor enig|hvor generet|hvor godt|i hvilken grad|i hvor høj grad|how satisfied)\b"
)
"""What asks for no fact, whatever words of facts follow ("Hvor tilfreds er du med din leder?")."""
_FEWEST_POINTS = 5
_MOST_POINTS = 100
_FAR = re.compile(r"\b(?:lang|langt|far|long|tid|time|km|kr|dkk|cost|koster)\b")
"""Words of questions about distances, time and money."""
_NAMING = ("background", "department", "asking", "belonging", "naming", "code")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_INFLECTED = re.compile(r"^(?:en|et|e|s|n|t|r|er|ens|ets|erne|erne?s|a|ar|na|arna)?(?!\w)")
"""What is left of a word when its beginning is known."""
_OF_MINE = re.compile(r"(?:min|mit|mine|vores|my|our|mitt|mina|vår|vårt|våre|våra)\s")
_ASKING = re.compile(r"(?:hv|how|what|which|where|who|when|hur|vilk|vad|var\b|vem)")
_SMALL = frozenset(
    {
        *(
            "i",
            "på",
            "af",
            "om",
            "for",
            "til",
            "ved",
            "med",
            "er",
            "du",
            "din",
            "dit",
            "dine",
            "og",
            "eller",
            "den",
            "det",
        ),
        *("of", "in", "at", "to", "with", "are", "you", "your", "the", "a", "an", "is", "and", "or", "for", "by", "as"),
        *(
            "av",
            "och",
            "ved",
            "hos",
            "från",
            "fra",
            "med",
            "ditt",
            "dina",
            "du",
            "nuværende",
            "current",
            "total",
            "samlet",
        ),
    }
)
"""Words that say nothing beside a name."""
