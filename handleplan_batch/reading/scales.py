"""Answer scales: which family a question's answers belong to, which end is best, and how sure that is.

The family is decided for a whole column from its distinct answers (``catalogue/scales.csv``); the direction is the
order of the answers times what a high level means for the working environment (:mod:`.polarity`), unless the answers
say it themselves ("meget tilfreds"), the header does ("5 = bedst"), or the user's settings do. Bare numbers are never
guessed about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.mapping import same_text
from handleplan_batch.model import UNKNOWN_SCALE, CellRef, Certainty, Question
from handleplan_batch.reading.polarity import Polarity, Verdict, load_polarity

NUMERIC = "numeric"
OWN = "own"
"""The family of a scale whose answers the user has put in order."""
NOT_UNDERSTOOD = "?"
"""Stands for a legend that is not understood, or may be of other questions: numbers are then not decided by words."""
_OFF_SCALE = "off_scale"
_YES_NO = "ja-nej"
SIGNS = "plus-minus"
"""The family of answers that are a plus or a minus."""

_MOST_OF_THEM = 0.8
"""Share of the answers given that must fit a family for the odd ones to be write-ins beside it."""
_FEWEST_LISTED = 3
"""Persons who must have given an answer that no scale explains before it is listed in its own words."""
_LONGEST_LISTED = 60
"""Characters up to which such an answer is an option, not free text."""

_TOPS = (3, 4, 5, 6, 7, 10)
"""Highest answers of number scales in use; a column's scale is taken to end at the first that is not exceeded."""
_MISSING_CODES = frozenset({-999, -99, -98, -97, -88, -77, -66, -55, -9, -8, -1, 8, 9, 66, 77, 88, 97, 98, 99, 999})
"""Numbers that exports write for "don't know" or "not relevant", when they lie beyond the scale."""
_NO_ANSWER_CODES = frozenset(code for code in _MISSING_CODES if not 0 <= code <= 9)
"""Those that are no answer of a scale in words either, where small numbers may be steps without a name."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a column's answers lie on a scale."""

    family: str
    """Id in ``scales.csv``, ``numeric`` or ``unknown``."""
    levels: Mapping[str, float]
    """Answer as it stands -> 0 (least) to 1 (most). Answers off the scale are absent."""
    good: bool | None = None
    """Whether the most is the best, when the answers say so themselves."""
    ends: tuple[float, float] | None = None
    """Lowest and highest number of a number scale."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """Answer as it stands -> the answer it is counted as, for those in own words ("Ja, af en kollega" -> "Ja")."""
    mended: Mapping[str, str] = field(default_factory=dict)
    """Misspelt answer as it stands -> the answer it is read as."""
    unchosen: str = ""
    """The answer at an end of a wider scale without which the answers are a whole scale of their own."""
    scrambled: bool = False
    """Whether the answers carry codes that do not follow the order of their words."""

    @property
    def is_of_ones(self) -> bool:
        """Whether 0 and 1 were read as no and yes."""
        return self.family == _YES_NO and self.levels.keys() == {"0", "1"}

    @property
    def labelled(self) -> bool:
        """Whether words, not bare numbers, make the scale."""
        return self.family not in (NUMERIC, UNKNOWN_SCALE)


def stem_of(family: str) -> str:
    """Return what the scales that ask the same in more and fewer answers have in common (``grad`` of ``grad-5``)."""
    return family.partition("-")[0]


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    positions: Mapping[str, int]
    """Normalised label -> position from least to most."""
    good: bool | None
    """Whether the last position is the best."""
    own_labels: Mapping[int, str]
    """Position -> the label that the catalogue lists first, as it stands there."""
    best: int | None = None
    """The position that is best where that is no end: "for lidt", "passende", "for meget"."""

    @property
    def last(self) -> int:
        return max(self.positions.values())

    def level(self, label: str) -> float:
        """Return how much a label says, from 0 to 1; where a middle is best, how near it comes to that."""
        position = self.positions[label]
        if self.best is None:
            return position / self.last
        return 1 - abs(position - self.best) / max(self.best, self.last - self.best)

    def holds(self, labels: Collection[str], translated: bool = False) -> bool:
        """Whether every label is the family's, and no two different ones mean the same position.

        Where the answers come in several languages (``translated``), two without a word in common may mean the same.
        """
        taken: dict[int, list[str]] = defaultdict(list)
        for label in sorted(labels):
            position = self.positions.get(label)
            if position is None or not all(
                other.replace(" ", "") == label.replace(" ", "")
                or (translated and set(other.split()).isdisjoint(label.split()))
                for other in taken[position]
            ):
                return False
            taken[position].append(label)
        return True

    def coverage(self, labels: Iterable[str]) -> float:
        """Return the share of the family's positions that the labels take up."""
        return len({self.positions[label] for label in labels}) / (self.last + 1)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer taken apart."""

    text: str
    """As it stands."""
    label: str
    """Normalised words, without a code; empty for a bare number."""
    code: float | None
    """The number it is, or carries."""


@dataclass(frozen=True, slots=True)
class Scales:
    """The catalogue's scales with the user's directions, ready to be asked about columns."""

    families: tuple[_Family, ...]
    off_scale: frozenset[str]
    polarity: Polarity
    directions: Mapping[str, str] = field(default_factory=dict)
    """Question text, as :func:`same_text` gives it -> best answer."""
    _known: frozenset[str] = frozenset()
    _families_found: dict[object, _Family | None] = field(default_factory=dict, compare=False, repr=False)
    """Labels with codes -> family, because most columns of a sheet have the same answers."""

    # --- Answers -----------------------------------------------------------------------------------------------------

    def is_off_scale(self, answer: str) -> bool:
        """Whether an answer says "don't know", "not relevant" or nothing."""
        return _is_off_scale(answer, self.off_scale)

    def labels(self, answers: Iterable[str]) -> frozenset[str]:
        """Return the normalised answers without those off the scale, for :meth:`fit` of other columns."""
        return frozenset(part.label or part.text.strip() for part in self._on_scale(answers))

    def _on_scale(self, answers: Iterable[str]) -> list[_Answer]:
        return [
            part
            for part in map(self._take_apart, answers)
            if not self.is_off_scale(part.text) and not (part.label and self.is_off_scale(part.label))
        ]

    def _take_apart(self, answer: str) -> _Answer:
        """Split an answer into code and words, also "5 Helt enig", which "5 gange" is not."""
        part = _take_apart(answer)
        bare = _CODE_BEFORE.fullmatch(part.label) if part.code is None and part.label not in self._known else None
        if bare is None or not (bare[2] in self._known or self.is_off_scale(bare[2])):
            return part if part.label in self._known or not _TWICE.search(part.text) else self._told_twice(part)
        return _Answer(answer, bare[2], float(bare[1]))

    def _told_twice(self, part: _Answer) -> _Answer:
        """Return an answer in two languages as the first of them: "Altid / Always", "4 - Enig (Agree)"."""
        words = _CODE_FIRST.sub("", part.text)
        pieces = [_take_apart(piece.strip(" )")) for piece in _TWICE.split(words) if piece.strip(" )")]
        for family in self.families if len(pieces) > 1 else ():
            places = {family.positions.get(piece.label) for piece in pieces}
            if len(places) == 1 and None not in places:
                return _Answer(part.text, pieces[0].label, part.code if part.code is not None else pieces[0].code)
        return part

    def opposite(self, label: str) -> str | None:
        """Return the answer at the other end of the scale that a label is one end of, None where it is none."""
        for family in self.families:
            place = family.positions.get(_plain(label.casefold()))
            if place is not None and place in (0, family.last) and family.best is None:
                return next(word for word, other in family.positions.items() if other == family.last - place)
        return None

    def share_known(self, labels: Collection[str]) -> float:
        """Return the share of the labels that some family has."""
        return len(self._known.intersection(labels)) / len(labels) if labels else 0.0

    def fit(self, answers: Mapping[str, int], others: Iterable[frozenset[str]] = ()) -> Fit | None:
        """Return the scale of a column with these distinct answers, None when there is none.

        ``answers`` tells how many gave each. Where no family holds them all, answers that begin with yes or no count
        as that, and a family that holds most of what was given leaves the odd write-ins off the scale. ``others`` are
        the :meth:`labels` of the sheet's other columns: where not every answer occurs, a column that holds all of this
        one's and more tells which scale was offered.
        """
        if (signs := _signs(answers, self.off_scale)) is not None:
            return signs
        parts = self._on_scale(answers)
        labels = frozenset(part.label for part in parts if part.label)
        if not parts:
            return None
        if not labels:
            return _numbers(parts, others)
        if (out_of := _out_of(parts)) is not None:
            return out_of
        in_words = [part for part in parts if part.label]
        if len(in_words) > 1 and all(part.label or part.code in _NO_ANSWER_CODES for part in parts):
            parts = in_words
        if any(not part.label for part in parts):
            bare = [part for part in parts if not part.label]
            mostly_bare = _is_most((part.text for part in bare), parts, answers)
            return self._anchored(parts, labels) or (_numbers(bare, others) if mostly_bare else None)
        return (
            self._in_words(parts, labels, others)
            or self._yes_or_no(parts, answers)
            or self._in_words(parts, labels, (), translated=True)
            or self._mended(parts, answers)
            or self._mostly(parts, answers)
        )

    def _in_words(
        self,
        parts: Collection[_Answer],
        labels: frozenset[str],
        others: Iterable[frozenset[str]],
        translated: bool = False,
    ) -> Fit | None:
        """Return the family that holds every label."""
        best, offered, others = self._family(labels, parts, translated), labels, tuple(others)
        if best is None or len(labels) > 2 or best.coverage(labels) < 1:
            offered = labels.union(*(other for other in others if labels < other))
            best = self._family(offered, parts, translated) or best
            if best is not None and best.holds(offered):
                best, offered = self._among(best, offered, others, parts)
        if best is None:
            return None
        levels = {part.text: best.level(part.label) for part in parts}
        coded = [(part.code, float(best.positions[part.label])) for part in parts if part.code is not None]
        scrambled = len(coded) > 2 and _rises(coded) is None
        return Fit(best.name, levels, best.good, scrambled=scrambled, unchosen=self._unchosen(best, offered))

    def _among(
        self, best: _Family, offered: frozenset[str], others: Collection[frozenset[str]], parts: Collection[_Answer]
    ) -> tuple[_Family, frozenset[str]]:
        """Return the family that columns with answers of the same scale make out together, and those answers.

        Where a column lacks some, it is told by all that lie on its family; a family that is full gives way to a wider
        one that the columns beside it need.
        """
        if best.coverage(offered) < 1:
            together = offered.union(*(other for other in others if other <= best.positions.keys()))
            if together > offered and best.holds(together):
                return self._family(together, parts) or best, together
            return best, offered
        beyond = [other for other in others if other & offered and not other <= best.positions.keys()]
        for wider in self.families if beyond else ():
            together = offered.union(*(other for other in beyond if other <= wider.positions.keys()))
            if wider.last > best.last and together > offered and wider.holds(together):
                return wider, together
        return best, offered

    def _unchosen(self, family: _Family, offered: frozenset[str]) -> str:
        """Return the answer that a wider scale has at one end beside all of a scale without a middle, empty if none.

        Scales with a middle are the more common, so it may be that nobody chose an end of one.
        """
        if family.last % 2 == 0 or not offered <= family.positions.keys() or family.coverage(offered) < 1:
            return ""
        for wider in self.families:
            if wider.last == family.last + 1 and stem_of(wider.name) == stem_of(family.name) and wider.holds(offered):
                missing = set(range(wider.last + 1)) - {wider.positions[label] for label in offered}
                if missing <= {0, wider.last}:
                    label = wider.own_labels[missing.pop()]
                    return label[:1].upper() + label[1:]
        return ""

    def _mended(self, parts: Collection[_Answer], given: Mapping[str, int]) -> Fit | None:
        """Return the family that holds every label when those in no family are read as the one they are misspelt from.

        Only a label of the family that holds the others is meant, and only when no second one is as near: "unig" may
        be agreement or the opposite.
        """
        known = [part for part in parts if part.label in self._known]
        odd = [part for part in parts if part.label not in self._known]
        if not odd or not _is_most((part.text for part in known), parts, given):
            return None
        family = self._family(frozenset(part.label for part in known), known)
        if family is None:
            return None
        meant = {part.text: _misspelt_from(part.label, family.positions) for part in odd}
        if None in meant.values():
            return None
        mended = [replace(part, label=meant.get(part.text) or part.label) for part in parts]
        fit = self._in_words(mended, frozenset(part.label for part in mended), ())
        if fit is None or fit.family != family.name:
            return None
        own = {part.label: part.text for part in known}
        shown = {text: own.get(label or "", (label or "").capitalize()) for text, label in meant.items()}
        return replace(fit, shown=shown, mended=shown)

    def _yes_or_no(self, parts: Collection[_Answer], given: Mapping[str, int]) -> Fit | None:
        """Return yes/no where most answers begin with either ("Nej", "Ja, af en kollega")."""
        said = {part.text: word for part in parts if (word := _yes_no_word(part.text))}
        if not _is_most(said, parts, given):
            return None
        wrong = self._too_much_of(parts, said)
        if wrong is None and self._is_graded(parts, said, given):
            return None
        fit = self._as_yes_no(said)
        return fit if fit is None or wrong is None else replace(fit, good=wrong in ("nej", "no"))

    def _too_much_of(self, parts: Iterable[_Answer], said: Mapping[str, str]) -> str | None:
        """Return the yes or no that tells of too much or too little ("Nej, for mørkt"); None where neither or both do.

        The other one stands alone or tells that it is as it should be ("Nej, passende"), so the answers themselves say
        which of the two is best.
        """
        middles = [family for family in self.families if family.best is not None]
        told: dict[str, set[str]] = defaultdict(set)
        for part in parts:
            word = said.get(part.text, "")
            tail = part.label.removeprefix(word).strip()
            found = {family.positions[tail] == family.best for family in middles if tail in family.positions}
            kind = ("right" if True in found else "too much") if found else ("other" if tail else "alone")
            told[word].add(kind)
        wrong = [word for word, kinds in told.items() if word and "too much" in kinds and "right" not in kinds]
        rest = {kind for word, kinds in told.items() if word and word not in wrong for kind in kinds}
        return wrong[0] if len(wrong) == 1 and rest <= {"alone", "right"} else None

    def _is_graded(self, parts: Iterable[_Answer], said: Mapping[str, str], given: Mapping[str, int]) -> bool:
        """Whether answers with one beginning are no single answer: how much of it, or yes with a "but" that many chose.

        ``said`` tells the yes or no that each begins with.
        """
        for word in ("ja", "yes", "nej", "no"):
            labels = {part.label: given[part.text] for part in parts if said.get(part.text) == word}
            tails = {label: label.removeprefix(word).strip() for label in labels} if len(labels) > 1 else {}
            doubted = any(
                tail.startswith(("men ", "but ")) and labels[label] >= _FEWEST_LISTED for label, tail in tails.items()
            )
            graded = [label in self._known or tail in self._known for label, tail in tails.items() if tail]
            if doubted or (len(graded) > 1 and all(graded)):
                return True
        return False

    def yes_no_codes(self, answers: Iterable[str]) -> Fit | None:
        """Return yes/no for the codes of a box that is left empty or crossed (one must be), None for other answers."""
        return _as_codes(answers, _BOXES)

    def true_or_false(self, answers: Iterable[str]) -> Fit | None:
        """Return yes/no for answers that something is true or false (one must be), None for other answers."""
        return _as_codes(answers, _TRUTH)

    @staticmethod
    def in_order(answers: Iterable[str], order: Sequence[str]) -> Fit | None:
        """Return the scale of a user's own list of answers, worst first; None when none of them was given."""
        places = {_plain(answer): place for place, answer in enumerate(order)}
        levels = {text: places[_plain(text)] / (len(order) - 1) for text in answers if _plain(text) in places}
        return Fit(OWN, levels, good=True) if levels and len(places) == len(order) > 1 else None

    def _as_yes_no(self, said: Mapping[str, str]) -> Fit | None:
        family = next((family for family in self.families if family.name == _YES_NO), None)
        if family is None or not set(said.values()) <= family.positions.keys():
            return None
        levels = {text: family.positions[word] / family.last for text, word in said.items()}
        return Fit(_YES_NO, levels, family.good, shown={text: word.capitalize() for text, word in said.items()})

    def _mostly(self, parts: Collection[_Answer], given: Mapping[str, int]) -> Fit | None:
        """Return the family that holds most of what was given; the rest is off the scale."""
        best, most = None, 0
        for family in self.families:
            inside = [part for part in parts if part.label in family.positions]
            persons = sum(given[part.text] for part in inside)
            if persons > most and family.holds({part.label for part in inside}):
                best, most = inside, persons
        if best is None or not _is_most((part.text for part in best), parts, given):
            return None
        left = [part for part in parts if part not in best and part.label in self._known]
        if any(given[part.text] >= _FEWEST_LISTED for part in left):  # it belongs to a scale, so it is one of the steps
            return None
        return self._in_words(best, frozenset(part.label for part in best), ())

    def _family(self, labels: Collection[str], parts: Iterable[_Answer], translated: bool = False) -> _Family | None:
        """Return the family that fits the answers' codes, if they carry any, and whose every position is taken.

        Where not every answer occurs, or several families fit as well, it is the first in the catalogue.
        """
        coded = frozenset((part.code, part.label) for part in parts if part.code is not None)
        asked = (frozenset(labels), coded, translated)
        if asked not in self._families_found:
            self._families_found[asked] = self._best_family(labels, coded, translated)
        return self._families_found[asked]

    def _best_family(
        self, labels: Collection[str], coded: Collection[tuple[float, str]], translated: bool
    ) -> _Family | None:
        def fits_codes(family: _Family) -> bool:
            places = [(code, family.positions[label]) for code, label in coded]
            rising = {round(code - place, 6) for code, place in places}
            return len(rising) == 1 or len({round(code + place, 6) for code, place in places}) == 1

        families = [family for family in self.families if family.holds(labels, translated)]
        return max(families, key=lambda family: (fits_codes(family), family.coverage(labels) == 1), default=None)

    def _anchored(self, parts: list[_Answer], labels: frozenset[str]) -> Fit | None:
        """Return the scale of "1 = slet ikke, 2, 3, 4, 5 = i meget høj grad" given as answers."""
        coded = [part for part in parts if part.label]
        if any(part.code is None for part in parts):
            return None
        numbers = _numbers(parts, ())
        if numbers is None:
            return None
        for family in self.families:
            if labels <= family.positions.keys() and family.best is None:
                points = [(part.code or 0.0, family.positions[part.label] / family.last) for part in coded]
                if len(points) == 1 and numbers.ends is not None and points[0][0] in numbers.ends:
                    points.append((sum(numbers.ends) / 2, 0.5))  # "5 (i høj grad)" beside 2 and 3
                rising = _rises(points)
                if rising is not None:
                    levels = {text: level if rising else 1 - level for text, level in numbers.levels.items()}
                    return Fit(NUMERIC, levels, family.good, numbers.ends)
        return None

    def between(self, text: str, answers: Iterable[str]) -> Fit | None:
        """Return the scale of numbers, broken ones too, between the ends that a header names; None of other answers."""
        ends = [number for number, _label in self._on_the_scale(_anchors(_NUMBERED.sub("", text)))]
        if len(ends) < 2:
            return None
        parts = self._on_scale(answers)
        if len(parts) < 2:
            return None
        low, high = min(ends), max(ends)
        codes = {part.text: part.code for part in parts if not part.label and part.code is not None}
        if len(codes) < len(parts) or not all(low <= code <= high for code in codes.values()):
            return None
        return Fit(NUMERIC, {text: (code - low) / (high - low) for text, code in codes.items()}, None, (low, high))

    # --- Direction ---------------------------------------------------------------------------------------------------

    def question(
        self,
        where: CellRef,
        text: str,
        answers: Mapping[str, int],
        fit: Fit | None,
        best: str = "",
        legend: str = "",
        measured: bool | None = None,
    ) -> Question:
        """Return the question with its decision; ``answers`` tells how many gave each distinct answer.

        ``best`` is the best answer as the user's mapping has it; it goes before the directions of the settings.
        ``legend`` is what stands elsewhere about the numbers of the sheet; the question's own words go before it.
        ``measured`` is what :func:`measured_by` finds around the table: where the name of a thing ("Støj") says the
        opposite, it is not decided.

        Without a ``fit`` the scale is ``unknown``; with one whose best end is not told the certainty is ``unknown``.
        Nobody's own words are listed: :meth:`place` tells which answer they are counted as. Raises SettingsError when
        the settings name as best what is no end of the scale.
        """
        if fit is None:
            told = best or self.directions.get(same_text(text))
            if told is not None and _plain(told) not in map(_plain, answers):
                raise _not_an_end(text, told)
            verdict = self.polarity.judge(text)
            listed = _with_others(answers, [answer for answer in answers if _may_be_listed(answer, answers[answer])])
            return Question(
                *(where, text, UNKNOWN_SCALE, listed, (None,) * len(listed), None, None, Certainty.UNKNOWN),
                reason=_("The answers fit no known scale."),
                theme_id=verdict.theme_id,
                theme_certainty=Certainty.UNKNOWN if verdict.theme_id is None else Certainty.KNOWN,
            )
        decision = self._decide(text, fit, answers, best or self.directions.get(same_text(text)), legend, measured)
        fit = decision.fit
        levels = {fit.shown.get(answer, answer): level for answer, level in fit.levels.items()}
        on_scale = sorted(levels, key=lambda answer: (levels[answer], answer))
        scores: list[float | None] = [None] * len(on_scale)
        end = worst = None
        if decision.good is not None:
            scores = [round(100 * (levels[answer] if decision.good else 1 - levels[answer]), 6) for answer in on_scale]
            end, worst = self._end(fit, levels, 1.0), self._end(fit, levels, 0.0)
            if not decision.good:
                end, worst = worst, end
        elif fit.family == NUMERIC:
            on_scale = [answer for answer in on_scale if answers.get(answer, 0) >= _FEWEST_LISTED]
            scores = [None] * len(on_scale)
        aside = [answer for answer in answers if answer not in fit.levels and self._is_in_lexicon(answer, answers)]
        hidden = len(aside) + len(fit.levels) < len(answers) or len(on_scale) < len(levels)
        off_scale = (*sorted(aside), *((_other_answer(),) if hidden else ()))
        return Question(
            where=where,
            text=text,
            scale=fit.family,
            answers=(*on_scale, *off_scale),
            scores=(*scores, *(None for _answer in off_scale)),
            best=end,
            worst=worst,
            certainty=decision.certainty,
            reason=" ".join((decision.reason, *_remarks(fit))),
            theme_id=decision.theme_id,
            theme_certainty=Certainty.UNKNOWN if decision.theme_id is None else Certainty.KNOWN,
            most_is_best=decision.good,
        )

    def place(self, answer: str, fit: Fit | None, listed: Collection[str]) -> str:
        """Return which of the ``listed`` answers of a question one that was given is counted as."""
        own = answer if fit is None else fit.shown.get(answer, answer)
        return own if own in listed else _other_answer()

    def unknown(self, fit: Fit, answers: Mapping[str, int]) -> tuple[str, ...]:
        """Return what several gave in the same few words that no scale has, beside one: it may be a step of it."""
        return tuple(
            answer
            for answer, persons in answers.items()
            if answer not in fit.levels and _may_be_listed(answer, persons) and not self._is_in_lexicon(answer, answers)
        )

    def _is_in_lexicon(self, answer: str, given: Mapping[str, int]) -> bool:
        """Whether an answer off the scale is the catalogue's, or a code that several gave, not a write-in."""
        part = self._take_apart(answer)
        if not part.label:
            return given[answer] >= _FEWEST_LISTED
        return self.is_off_scale(answer) or self.is_off_scale(part.label) or part.label in self._known

    def _end(self, fit: Fit, levels: Mapping[str, float], level: float) -> str | None:
        """Return the answer at one end of the scale: one that was given, else the scale's own where that is clear."""
        found = sorted(answer for answer in levels if levels[answer] == level)
        if found:
            return found[0]
        if fit.ends is not None:
            low, high = fit.ends
            codes = [(_take_apart(answer).code or 0.0, place) for answer, place in levels.items()]
            rising = all(abs((code - low) / (high - low) - place) < 1e-9 for code, place in codes)
            return f"{high if rising is (level == 1.0) else low:g}"
        for family in self.families:
            if family.name == fit.family:
                own = {_plain(label) for label in family.own_labels.values()}
                spoken = any(_take_apart(answer).label in own for answer in levels)
                place = round(level * family.last) if family.best is None else round(level * family.best)
                label = family.own_labels.get(place, "")
                return label[:1].upper() + label[1:] if spoken and label else None
        return None

    def _decide(
        self, text: str, fit: Fit, answers: Iterable[str], told: str | None, legend: str, measured: bool | None
    ) -> _Decision:
        text = _NUMBERED.sub("", _TAG.sub(" ", text).strip())
        anchors = self._on_the_scale(_anchors(text))
        bare = _without_anchors(text) if anchors else text
        if len(anchors) < 2 and (listed := self._listed(text)):  # "1 altid 2 ofte 3 sjældent"
            anchors, bare = listed, _LEGEND.sub(" ", text.casefold())
        verdict = self.polarity.judge(_SPAN.sub(" ", bare))
        theme_id = verdict.theme_id
        if measured is not None and verdict.good is (not measured) and self.polarity.is_name(text):
            verdict = Verdict(None, theme_id=theme_id)
        if fit.family == NUMERIC and fit.good is None and not self._has_labels(fit):
            decision = self._bare_numbers(fit, text, bare, anchors, verdict, answers, legend)
            if told is None:
                return decision
            fit = decision.fit
        if told is not None:
            return self._as_told(text, fit, told, theme_id)
        certainty = Certainty.KNOWN if verdict.known else Certainty.INFERRED
        may_be_yes = fit.family == SIGNS or (_is_thumbs(fit) and asks_yes_or_no(text))
        if fit.good is not None and verdict.good is False and may_be_yes:
            reason = _("A plus or a thumb up may mean yes or good here, so it is not decided.")
            return _Decision(fit, None, Certainty.UNKNOWN, reason, theme_id)
        if fit.family == _YES_NO and fit.good is not None and verdict.good is (not fit.good):
            return self._by_wording(replace(fit, good=None), Verdict(None, theme_id=theme_id))
        if fit.good is not None:
            reason = _("The answers themselves say which end is best.")
            return _Decision(fit, fit.good, certainty, reason, theme_id)
        decision = self._by_wording(fit, verdict)
        leaning = self.polarity.leaning(text) if verdict.good is None else None
        if leaning is None:
            return decision
        hint = (
            _("As a whole it sounds as if much of it is good.")
            if leaning
            else _("As a whole it sounds as if much of it is bad.")
        )
        return replace(decision, reason=f"{decision.reason} {hint}")

    def _bare_numbers(
        self,
        fit: Fit,
        text: str,
        bare: str,
        anchors: list[tuple[float, str]],
        verdict: Verdict,
        answers: Iterable[str],
        legend: str,
    ) -> _Decision:
        """Decide numbers by what the question, ``bare`` of the ``anchors`` in it, and a legend elsewhere tell."""
        explained = anchors or self._in_legend(legend)
        judged = self._ends_judged(explained, fit, text)
        if verdict.good not in (None, judged) and not self.polarity.is_name(bare):
            judged = None
        decision = self._numbers_told(fit, explained, verdict, answers, asks_for_stars(text), judged)
        if not explained and (recommended := _recommended(text, fit)) is not None:
            reason = _("How likely somebody is to recommend the workplace is told from 0 to 10, with 10 best.")
            decision = _Decision(recommended, True, Certainty.INFERRED, reason, verdict.theme_id)
        elif not explained and not legend and (asked := _degree_asked(text, fit)) is not None:
            worded = self._by_wording(asked, verdict)
            decision = worded if worded.good is None else replace(worded, certainty=Certainty.INFERRED)
        marked = is_turned(text) or is_turned(_without_anchors(text))
        if marked or (verdict.good is False and tells_of_turned(legend)):
            reason = _("The figures of some questions are turned; nothing tells whether this one's are.")
            decision = _Decision(decision.fit, None, Certainty.UNKNOWN, reason, verdict.theme_id)
        opposed = not anchors and decision.fit.good and decision.good and verdict.good is False
        if opposed and not self.polarity.is_name(text):  # "Jeg er stresset" below "1-5, hvor 5 er bedst"
            reason = _("A note says which number is best, but whoever agrees with this says that something is bad.")
            decision = _Decision(decision.fit, None, Certainty.UNKNOWN, reason, verdict.theme_id)
        return decision

    def _as_told(self, text: str, fit: Fit, told: str, theme_id: str | None) -> _Decision:
        good = self._best_is_high(told, fit)
        if good is None:
            raise _not_an_end(text, told)
        reason = _("The settings name “{answer}” as the best answer.").format(answer=told)
        return _Decision(_stretched(fit, told), good, Certainty.KNOWN, reason, theme_id)

    def _best_is_high(self, best: str, fit: Fit) -> bool | None:
        """Whether the most is best when this answer is; None when it is no end of the scale.

        An end is one of the family, or of the answers that were given, or a number that the scale may reach to.
        """
        part = _take_apart(best)
        given = {_plain(fit.shown.get(answer, answer)): level for answer, level in fit.levels.items()}
        given |= {_plain(answer): level for answer, level in fit.levels.items()}
        level = given.get(_plain(best))
        if fit.ends is not None:
            if level is None and (part.label or part.code is None):
                return None
            low, high = fit.ends
            if level is None:  # a number that nobody gave
                code = part.code or 0.0
                is_high, is_low = code == high or (code in _TOPS and code > high), code == low or code == 0 < low
                return is_high is not _falls(fit) if is_high or is_low else None
            return None if level not in (0, 1) else level == 1
        if level is None:
            word = _yes_no_word(best) if fit.family == _YES_NO else None
            families = [family for family in self.families if family.name == fit.family]
            level = next(
                (
                    family.level(label)
                    for family in families
                    for label in (part.label, word or "")
                    if label in family.positions
                ),
                None,
            )
        if level != 1 and any(family.name == fit.family and family.best is not None for family in self.families):
            return None  # where a middle is best, neither end can be
        is_end = level in (0, 1) or level in (min(fit.levels.values()), max(fit.levels.values()))
        return None if level is None or level == 0.5 or not is_end else level > 0.5

    def _has_labels(self, fit: Fit) -> bool:
        return any(_take_apart(answer).label for answer in fit.levels)

    def _by_wording(self, fit: Fit, verdict: Verdict) -> _Decision:
        if verdict.good is None:
            reason = (
                _("The words “{words}” are not known and may turn the question round, so it is not decided.").format(
                    words=", ".join(verdict.strange)
                )
                if verdict.strange
                else _("Neither the question nor its answers tell which end is best.")
            )
            return _Decision(fit, None, Certainty.UNKNOWN, reason, verdict.theme_id)
        words = ", ".join(verdict.words)
        if verdict.doubted:
            sentence = (
                _("The words “{words}” say that much of it is good, but as a whole it reads the other way round.")
                if verdict.good
                else _("The words “{words}” say that much of it is bad, but as a whole it reads the other way round.")
            )
            return _Decision(fit, None, Certainty.UNKNOWN, sentence.format(words=words), verdict.theme_id)
        sentence = (
            _("The words “{words}” tell that much of it is good.")
            if verdict.good
            else _("The words “{words}” tell that much of it is bad.")
        )
        certainty = Certainty.KNOWN if verdict.known else Certainty.INFERRED
        return _Decision(fit, verdict.good, certainty, sentence.format(words=words), verdict.theme_id)

    def _on_the_scale(self, anchors: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
        return [(number, label) for number, label in anchors if not self.is_off_scale(label)]

    def _in_legend(self, legend: str) -> list[tuple[float, str]]:
        """Return the numbers that a legend explains in words of a scale; none where it gives one number two words."""
        told: dict[float, set[str]] = defaultdict(set)
        for number, label in _legend_anchors(legend):
            if label in self._known and not self.is_off_scale(label):
                told[number].add(label)
        if any(len(labels) > 1 for labels in told.values()):
            return []
        return sorted((number, label) for number, labels in told.items() for label in labels)

    def _listed(self, text: str) -> list[tuple[float, str]]:
        """Return the numbers that a header lists with their words at its end; none where any other number stands."""
        said = text.casefold()
        matches = list(_LEGEND.finditer(said))
        if (
            len(matches) < _FEWEST_ENDS
            or said[matches[-1].end() :].strip(" .,;)]")
            or _DIGIT.search(_LEGEND.sub("", said))
        ):
            return []
        found = self._in_legend(text)
        return found if len(found) == len(matches) else []

    def _ends_judged(self, anchors: Sequence[tuple[float, str]], fit: Fit, text: str) -> bool | None:
        """Whether the highest number is good by what its words and the lowest one's say ("1 = ingen gener").

        Of one end alone the header must say that it is so: "Rum 1: Støj" explains nothing.
        """
        if not anchors:
            return None
        low, high = (self.polarity.judge(anchors[place][1]).good for place in (0, -1))
        if len(anchors) == 1:
            number, ends = anchors[0][0], fit.ends or ()
            said = rf"\b{number:g}\s*=|(?:\bhvor|\bwhere|[(,])\s*{number:g}\s+(?:er|betyder|is|means)\b"
            is_told = number in ends and re.search(said, text.casefold())
            return (high is (number == max(ends))) if is_told and high is not None else None
        if low is None and any(family.positions.get(anchors[0][1]) == 0 for family in self.families):
            low = None if high is None else not high  # "0 = slet ikke, 10 = helt udmattet"
        return high if low is not None and high is not None and low is not high else None

    def _numbers_told(
        self,
        fit: Fit,
        anchors: list[tuple[float, str]],
        verdict: Verdict,
        answers: Iterable[str],
        stars: bool,
        judged: bool | None,
    ) -> _Decision:
        """Decide bare numbers by what the header says about its ends ("1 = slet ikke, 5 = i meget høj grad")."""
        numbers = [number for number, _label in anchors]
        low, high = fit.ends or (0.0, 1.0)
        if len(anchors) > 1:
            low, high = min(numbers), max(numbers)  # a 0 beside 1-5, or a 9, is no answer on the scale
        else:
            low, high = min([low, *numbers]), max([high, *numbers])
        codes = {answer: code for answer in answers if (code := _take_apart(answer).code) is not None}
        shares = {answer: (code - low) / (high - low) for answer, code in codes.items() if low <= code <= high}
        middle = (low + high) / 2
        for family in self.families:
            if family.best is not None:
                continue
            placed = [(n, family.positions[label] / family.last) for n, label in anchors if label in family.positions]
            if not placed or len(placed) < len(anchors):
                continue
            rising = _rises([*((number, level) for number, level in placed if level != 0.5), (middle, 0.5)])
            if rising is None:
                continue
            levels = {answer: share if rising else 1 - share for answer, share in shares.items()}
            placed_fit = Fit(NUMERIC, levels, family.good, (low, high))
            if family.good is None:
                decision = self._by_wording(placed_fit, verdict)
                certainty = Certainty.UNKNOWN if decision.good is None else Certainty.INFERRED
                return _Decision(decision.fit, decision.good, certainty, decision.reason, decision.theme_id)
            reason = _("The header says which number is best.")
            return _Decision(placed_fit, family.good, Certainty.INFERRED, reason, verdict.theme_id)
        if judged is not None:
            reason = _("The header says which number is best.")
            return _Decision(
                Fit(NUMERIC, shares, None, (low, high)), judged, Certainty.INFERRED, reason, verdict.theme_id
            )
        if stars and not anchors:
            return _Decision(fit, True, Certainty.INFERRED, _("More stars are better."), verdict.theme_id)
        reason = _(
            "The answers are numbers, and nothing tells which end is best. "
            "Write it in the header, such as “(1 = worst, 5 = best)”, or name the best number in the settings."
        )
        return _Decision(fit, None, Certainty.UNKNOWN, reason, verdict.theme_id)


@dataclass(frozen=True, slots=True)
class _Decision:
    fit: Fit
    good: bool | None
    """Whether the most is the best."""
    certainty: Certainty
    reason: str
    theme_id: str | None


def _remarks(fit: Fit) -> Iterator[str]:
    """Yield what a person should know about how the answers were read."""
    if fit.scrambled:
        yield _("The codes in the answers do not follow the order of their words; the words were used.")
    for answer, meant in sorted(fit.mended.items()):
        yield _("“{answer}” was read as “{meant}”.").format(answer=answer.strip(), meant=meant.strip())


def _not_an_end(question: str, answer: str) -> SettingsError:
    return SettingsError(
        _("[directions]: “{answer}” is not the best or worst of the answers to “{question}”.").format(
            answer=answer, question=question
        )
    )


# --- Answers in own words --------------------------------------------------------------------------------------------


def _other_answer() -> str:
    """Return what stands for all answers that are not listed in their own words."""
    return _("[other answer]")


def _may_be_listed(answer: str, persons: int) -> bool:
    return persons >= _FEWEST_LISTED and len(answer) <= _LONGEST_LISTED


def _with_others(given: Collection[str], listed: Collection[str]) -> tuple[str, ...]:
    return (*sorted(listed), *((_other_answer(),) if len(listed) < len(given) else ()))


def _is_most(chosen: Iterable[str], parts: Iterable[_Answer], given: Mapping[str, int]) -> bool:
    persons = sum(given[text] for text in chosen)
    return persons > 0 and persons >= _MOST_OF_THEM * sum(given[part.text] for part in parts)


_BOXES = dict.fromkeys(("0", "ikke valgt", "not selected", "unchecked"), 0.0) | dict.fromkeys(
    ("1", "valgt", "selected", "checked"), 1.0
)
"""What the tools write for a box that is left empty, and for one that is crossed."""
_TRUTH = dict.fromkeys(("false", "falsk", "usand"), 0.0) | dict.fromkeys(("true", "sand", "sandt", "sant"), 1.0)


def _as_codes(answers: Iterable[str], known: Mapping[str, float]) -> Fit | None:
    levels = {answer: known.get(answer.casefold()) for answer in answers}
    told = {answer: level for answer, level in levels.items() if level is not None}
    return Fit(_YES_NO, told) if len(told) == len(levels) and 0.0 in told.values() else None


_YES_NO_START = re.compile(r"(ja|yes|nej|no)(?=$|[\s,:–—-])")


@lru_cache(maxsize=4096)
def _yes_no_word(answer: str) -> str | None:
    """Return the yes or no that an answer, or every answer joined in one cell, begins with."""
    pieces = [piece.strip().casefold() for piece in re.split(r"[;|]", answer) if piece.strip()]
    found = [_YES_NO_START.match(piece) for piece in pieces]
    words = {match[1] for match in found if match}
    return words.pop() if len(words) == 1 and all(found) else None


@lru_cache(maxsize=4096)
def _is_off_scale(answer: str, words: frozenset[str]) -> bool:
    label = _plain(answer)
    if label in words or label.startswith("n a ") or label.endswith(" n a"):
        return True
    parts = [_plain(part) for part in re.split(r"/| eller | or ", answer)]
    return len(parts) > 1 and all(part in words for part in parts)


@lru_cache(maxsize=8)
def _load_families(catalogue: Catalogue) -> tuple[tuple[_Family, ...], frozenset[str]]:
    positions: dict[str, dict[str, int]] = defaultdict(dict)
    valence: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    own_labels: dict[str, dict[int, str]] = defaultdict(dict)
    middles: dict[str, int] = {}
    off_scale = set()
    for row in catalogue.table("scales"):
        label = _plain(row["label"])
        if row["family"] == _OFF_SCALE or not row["position"].isdigit():
            off_scale.add(label)
            continue
        positions[row["family"]].setdefault(label, int(row["position"]))
        own_labels[row["family"]].setdefault(int(row["position"]), row["label"])
        if row["valence"] in ("good", "bad"):
            valence[row["family"]][row["valence"]].append(int(row["position"]))
        elif row["valence"] == "best":
            middles[row["family"]] = int(row["position"])
    good: dict[str, bool] = {name: max(said["good"]) > min(said["bad"]) for name, said in valence.items()}
    good |= dict.fromkeys(middles, True)
    families = tuple(
        _Family(name, labels, good.get(name), own_labels[name], middles.get(name))
        for name, labels in positions.items()
        if max(labels.values()) > 0
    )
    return families, frozenset(off_scale)


def load_scales(catalogue: Catalogue, directions: Mapping[str, str]) -> Scales:
    """Return the catalogue's scales; ``directions`` are the settings' (question text -> best answer)."""
    return _load_scales(catalogue, tuple(sorted(directions.items())))


@lru_cache(maxsize=8)
def _load_scales(catalogue: Catalogue, directions: tuple[tuple[str, str], ...]) -> Scales:
    families, off_scale = _load_families(catalogue)
    told = {same_text(text): answer for text, answer in directions}
    known = frozenset(label for family in families for label in family.positions)
    return Scales(families, off_scale, load_polarity(catalogue), told, known)


# --- Answers taken apart ---------------------------------------------------------------------------------------------

_CODE = re.compile(
    r"\(?\s*(-?\d{1,3})\s*(?:\)|[-–=.:])\s*(?=\D)(.+)"
    r"|(\D.*?)\s*(?:\((-?\d{1,3})\)|\[(-?\d{1,3})\]|=\s*(-?\d{1,3}))|(-?\d{1,3})\s+\((\D+)\)",
    re.DOTALL,
)
_CODE_FIRST = re.compile(r"^\s*\(?\d{1,3}\s*(?:\)|[-–=.:])\s*")
_TWICE = re.compile(r"\s*[/|]\s*|\s*\((?=[^\W\d])|\s+[-–]\s+(?=[^\W\d])")
"""What stands between an answer and the same one in another language."""
_CODE_BEFORE = re.compile(r"(\d{1,3}) (\D+)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_OUT_OF = re.compile(
    r"(\d{1,3}(?:[.,]\d+)?)\s*(?:/|ud af|ut av|utav|av|af|out of|of)\s*(\d{1,3})"
    r"|(\d{1,3}(?:[.,]\d+)?)\s*(?:%|pct\.?|procent|percent)"
)
"""So many of so many: "4/5", "4 ud af 5", "75 %"."""


@lru_cache(maxsize=4096)
def _take_apart(answer: str) -> _Answer:
    """Split "(5) Helt enig", "5 - Helt enig", "1 = Slet ikke" and "Helt enig (5)" into code and words."""
    text = answer.strip()
    if found := _OUT_OF.fullmatch(text.casefold()):
        return _Answer(answer, _plain(text), float((found[1] or found[3]).replace(",", ".")))
    if _NUMBER.fullmatch(text):
        return _Answer(answer, "", float(text.replace(",", ".")))
    if found := _CODE.fullmatch(text):
        before, words, words_first, in_round, in_square, after, first, within = found.groups()
        label = _plain(words or words_first or within)
        return _Answer(answer, label, float(before or in_round or in_square or after or first))
    return _Answer(answer, _plain(text), None)


_LEAST_MISSPELT = 5
"""Letters that a label has at least when it is looked for behind a misspelling."""


def _misspelt_from(label: str, labels: Mapping[str, int]) -> str | None:
    """Return the one label that another is a slip of the pen away from, None when there is none or more than one.

    A slip is one letter too many, too few, wrong or swapped; in a long label two. Labels of one position count as one.
    Another number is no slip, nor is a word that says the opposite ("utryg" for "tryg").
    """
    if len(label) < _LEAST_MISSPELT:
        return None
    slips = 1 if len(label) < 12 else 2
    near: dict[int, tuple[int, str]] = {}
    for other, position in labels.items():
        distance = OSA.distance(label, other, score_cutoff=slips + 1)
        if distance <= slips and _says_another(label, other):
            return None
        if distance <= slips + 1 and (position not in near or distance < near[position][0]):
            near[position] = (distance, other)
    first, *rest = sorted(near.values()) or [(slips + 1, "")]
    return first[1] if first[0] <= slips and (not rest or rest[0][0] > first[0]) else None


_LONG_WORD = 8
"""Letters from which a word may be misspelt in two places."""
_NEGATING = re.compile(r"(?:u|o|un|in|im|ir|dis|mis)(?=\w{3})")
"""How a word begins that says the opposite of what is left of it: "uenig", "oenig", "dissatisfied"."""


def _says_another(label: str, other: str) -> bool:
    """Whether two labels that look alike differ in a number, or in a word that is another one, or the opposite.

    In a short word two slips make another ("låg" and "hög", "noget" and "meget"). A word is the opposite when it begins
    like a denial and the rest is more like the other than the whole is.
    """
    if re.findall(r"\d+", label) != re.findall(r"\d+", other):
        return True
    words, others = label.split(), other.split()
    for one, two in zip(words, others, strict=False):
        apart = OSA.distance(one, two)
        if len(words) == len(others) and apart > 1 and max(len(one), len(two)) < _LONG_WORD:
            return True
        for word, plain in ((one, two), (two, one)):
            denied = _NEGATING.match(word)
            if denied and OSA.distance(word[denied.end() :], plain) < apart:
                return True
    return False


_TAG = re.compile(r"</?[a-z][^<>]*>|&nbsp;", re.IGNORECASE)
"""What tools leave of their formatting in answers: "<p>Enig</p>"."""


def _plain(text: str) -> str:
    """Return the words in lower case with single blanks, without punctuation (kept where nothing else is left)."""
    text = _TAG.sub(" ", text.casefold()).replace("’", "'").replace("`", "'")
    words = " ".join(re.sub(r"[\s,;.:!?/()\[\]\"«»“”–—-]+", " ", text).split())
    return words or text.strip()


_LOWEST_BELOW_NOTHING = -5
"""Lowest number of a scale with nothing in its middle: -2, -1, 0, 1, 2."""


def _numbers(parts: list[_Answer], others: Iterable[frozenset[str]]) -> Fit | None:
    """Return bare numbers as a scale; None when they are no small whole numbers.

    A highest number that nobody gave here is taken from another column that goes one further.
    """
    codes = {part.text: part.code for part in parts if part.code is not None}
    scale = sorted(set(codes.values()))
    if scale and _LOWEST_BELOW_NOTHING <= scale[0] < -1 and 0 < scale[-1] <= -_LOWEST_BELOW_NOTHING:
        top = max(-scale[0], scale[-1])
        whole = {text: (code + top) / (2 * top) for text, code in codes.items()}
        return Fit(NUMERIC, whole, None, (-top, top)) if all(code == int(code) for code in scale) else None
    while len(scale) > 1 and scale[-1] in _MISSING_CODES and scale[-1] > 7 and scale[-2] <= scale[-1] - 2:
        scale.pop()
    while len(scale) > 1 and scale[0] in _MISSING_CODES and scale[0] < 0:
        scale.pop(0)
    if not scale or any(number != int(number) for number in scale) or scale[0] < 0 or scale[-1] > max(_TOPS):
        return None
    low = 0.0 if scale[0] == 0 else 1.0
    high = float(next(top for top in _TOPS if top >= scale[-1]))
    own = frozenset(text.strip() for text, code in codes.items() if code in scale)
    if f"{high + 1:g}" in {number for other in others if own < other for number in other}:
        high += 1
    levels = {text: (code - low) / (high - low) for text, code in codes.items() if code in scale}
    return Fit(NUMERIC, levels, None, (low, high))


def grades(header: str, answers: Collection[str], *, above: bool) -> Fit | None:
    """Return the Danish scale of marks from -3 to 12, where the header, or a line above, tells of marks; else None.

    12 is the best mark, unless the header asks how much there is of something.
    """
    codes = {answer: _take_apart(answer) for answer in answers}
    marks = {answer: part.code for answer, part in codes.items() if not part.label and part.code is not None}
    said = header.casefold()
    is_named = _OF_GRADES.search(said) is not None or above
    written = bool({"00", "02"}.intersection(map(str.strip, marks)))
    is_marked = written or (_MAYBE_GRADES.search(said) and not {12.0, -3.0}.isdisjoint(marks.values()))
    if not marks or not (is_named or is_marked) or not _GRADES.issuperset(marks.values()):
        return None
    low, high = float(min(_GRADES)), float(max(_GRADES))
    levels = {answer: (mark - low) / (high - low) for answer, mark in marks.items()}
    asks_degree = _DEGREE.search(said) is not None
    return Fit(NUMERIC, levels, None if asks_degree else True, (low, high))


def tells_of_grades(line: str) -> bool:
    """Whether a line above a table says that its numbers are marks from -3 to 12."""
    return _OF_GRADES.search(line.casefold()) is not None


_GRADES = frozenset({-3, 0, 2, 4, 7, 10, 12})
_MAYBE_GRADES = re.compile(r"\b(?:7|syv)[- ]?trin|karakter")
"""There are scales of seven steps, and marks from 1 to 10, too."""
_OF_GRADES = re.compile(
    r"-\s?3\s*(?:-|–|—|til|to|till)\s*12\b|\b(?:7|syv)[- ]?trin.*karakter|karakter.*\b(?:7|syv)[- ]?trin"
)


def _out_of(parts: Collection[_Answer]) -> Fit | None:
    """Return the scale of answers that each tell how much of the most there is ("4/5", "75 %"); None of others."""
    found = [_OUT_OF.fullmatch(part.text.strip().casefold()) for part in parts]
    tops = {float(match[2] or _PERCENT) for match in found if match}
    codes = {part.text: part.code for part in parts if part.code is not None}
    top = max(tops, default=0.0)
    if not all(found) or len(tops) != 1 or top not in (*_TOPS, _PERCENT) or len({*codes.values()}) < 2:
        return None
    low = 1.0 if top < _PERCENT and min(codes.values()) >= 1 else 0.0
    if max(codes.values()) > top:
        return None
    return Fit(NUMERIC, {text: (code - low) / (top - low) for text, code in codes.items()}, None, (low, top))


_PERCENT = 100.0


def _rises(points: list[tuple[float, float]]) -> bool | None:
    """Whether the level rises with the number; None when it does neither throughout."""
    points = sorted(points)
    steps = [after[1] - before[1] for before, after in pairwise(points) if after[0] > before[0]]
    if steps and all(step > 0 for step in steps):
        return True
    return False if steps and all(step < 0 for step in steps) else None


# --- What the header or the settings say about numbers ---------------------------------------------------------------

_NUMBERED = re.compile(
    r"^\W*(?:[a-z]{1,2}|spm\.?|sp[øo]rgsm(?:å|aa)l|question|item|var|fråga|nr\.?)[ ._-]?"
    r"\d+(?:[._-]?\w{1,4})?\s*:\s+(?=[^\W\d])",
    re.IGNORECASE,
)
"""What numbers a question ("Q3_1: ", "Spørgsmål 3: "), which would be the words for its number 3."""
_STARS = re.compile(r"\b(?:antal stjerner|stjerner|stjärnor|stars)\b")


def asks_for_stars(text: str) -> bool:
    """Whether the answers to a question are stars."""
    return _STARS.search(text.casefold()) is not None


_RECOMMENDING = re.compile(
    r"\be?nps\b|(?:sandsynlig|sannsynlig|sannolik|likely).*(?:anbefal|recommend|rekommend)"
    r"|(?:anbefal|recommend|rekommend).*(?:sandsynlig|sannsynlig|sannolik|likely)",
    re.DOTALL,
)
_TOP_OF_ALL = 10.0
_TO_A_TOP = re.compile(r"(?<![\d.,])([01])\s*(?:-|–|—|til|to|till)\s*(\d{1,3})(?!\d)")


def _recommended(text: str, fit: Fit) -> Fit | None:
    """Return the scale on which tools ask how likely one is to recommend the workplace; None of other questions.

    It is 0 to 10 wherever it is used, unless the question names other ends.
    """
    said = text.casefold()
    if fit.ends is None or _RECOMMENDING.search(said) is None:
        return None
    told = _TO_A_TOP.search(said)
    low, top = (float(told[1]), float(told[2])) if told else (0.0, fit.ends[1])
    codes = {answer: _take_apart(answer).code or 0.0 for answer in fit.levels}
    if top != _TOP_OF_ALL or not all(low <= code <= top for code in codes.values()):
        return None
    return Fit(NUMERIC, {answer: (code - low) / (top - low) for answer, code in codes.items()}, None, (low, top))


_SPAN = re.compile(
    r"(?:\b(?:på|on|pa)\s+(?:(?:en|a)\s+)?(?:skala|scale)\s*)?(?:\b(?:fra|från|from|of)\s+)?"
    r"[(\[]?(?<![\d.,])[01]\s*(?:-|–|—|til|to|till)\s*\d{1,3}(?![\d/])[)\]]?\s*[,:]?",
    re.IGNORECASE,
)
"""The ends of a scale within a question: "På en skala fra 1-10, hvor …", "(1-5)"."""
_DEGREE = re.compile(
    r"\b(?:i\s+)?(?:hvor|how|hur)\s+(?!er\b|har\b|kan\b|vil\b|skal\b|mange\b|many\b|många\b|i\b|på\b)[^\W\d]+\s"
)
"""Asks how much of something there is: "hvor tilfreds er du", "how stressed are you"."""


def _degree_asked(text: str, fit: Fit) -> Fit | None:
    """Return the scale of a question that asks how much from 1 to a top ("På en skala fra 1-10, hvor stresset …").

    The top is the most of what is asked about; None of other questions.
    """
    return within_ends(text, fit) if _DEGREE.search(_SPAN.sub(" ", f"{text.casefold()} ")) is not None else None


def within_ends(text: str, fit: Fit) -> Fit | None:
    """Return the scale of numbers that all lie between the ends that a header names ("(1-5)"); None of others."""
    spans = {(float(low), float(top)) for low, top in _TO_A_TOP.findall(text.casefold())}
    low, top = spans.pop() if len(spans) == 1 else (0.0, 0.0)
    codes = {answer: _take_apart(answer).code for answer in fit.levels}
    if top not in _TOPS or not all(code is not None and low <= code <= top for code in codes.values()):
        return None
    return Fit(
        NUMERIC, {answer: ((code or 0.0) - low) / (top - low) for answer, code in codes.items()}, None, (low, top)
    )


_FEWEST_ENDS = 2
_DIGIT = re.compile(r"\d")


_ANCHORS = (
    re.compile(
        r"(?<!\d)(\d{1,3})\s*(?:=|:|er\b|betyder|svarer til|means|is\b|for\b)\s*([^\d,;()=]+?)\s*"
        r"(?=$|[,;()\]/.:?]|\bog\b|\band\b|\d|\s[-–]\s)"
    ),
    re.compile(r"(?<!\d)(\d{1,3})\s*\(([^()\d]+)\)"),
)


_BRACKET = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_PAIR = re.compile(
    r"(\d{1,3})\s*[-–.:]?\s*([^\W\d][^\d]*?)\s*(?:-|–|,|;|/|\bog\b|\band\b|\btil\b|\bto\b)\s*(\d{1,3})\s*[-–.:]?\s*([^\W\d][^\d]*)"
)
"""Two numbers with their words in brackets: "(1 meget dårligt - 5 meget godt)"."""
_LEGEND = re.compile(
    r"(?<![\d.,])(\d{1,2})\s*(?:=|:|\.|\)|->|→|[-–]|er\b|betyder|svarer til|means|is\b)?\s*"
    r"([^\W\d][^\d=:;,.|()\n]*?)\s*"
    r"(?=$|[\n,;.|()]|\d|\s[-–]\s|\s(?:og|and|til|to|\.\.\.|…)\s|…)"
)


def _anchors(text: str) -> list[tuple[float, str]]:
    """Return the numbers that a header explains, with their words: "(1 = slet ikke, 5 = i meget høj grad)"."""
    text = " ".join(text.casefold().split())
    found = {float(match[1]): _plain(match[2]) for pattern in _ANCHORS for match in pattern.finditer(text)}
    if not found:
        pairs = (pair for bracket in _BRACKET.findall(text) if (pair := _PAIR.fullmatch(bracket)))
        found = {float(pair[end]): _plain(pair[end + 1]) for pair in pairs for end in (1, 3)}
    return sorted(found.items())


def _legend_anchors(text: str) -> list[tuple[float, str]]:
    """Return every number with the words behind it, however they are joined: "1 - aldrig, 2. sjældent"."""
    return [(float(match[1]), _plain(match[2])) for match in _LEGEND.finditer(text.casefold())]


def _without_anchors(text: str) -> str:
    """Return the question before the explanation of its numbers, whose words are the answers', not the question's."""
    text = re.sub(r"[(\[][^()\[\]]*\d[^()\[\]]*[)\]]", " ", text)
    for pattern in _ANCHORS:
        text = pattern.sub(" ", text)
    return text


def asks_yes_or_no(text: str) -> bool:
    """Whether yes and no answer a question or statement: it does not ask how something is, and is no label."""
    return _YES_NO_ASKED.match(text.casefold()) is not None


def measured_by(lines: Iterable[str]) -> bool | None:
    """Return whether much of what the lines around a table name is good ("Tilfredshed") or bad ("Belastning").

    None where they name neither, or both.
    """
    said = " ".join(lines).casefold()
    found = {is_good for is_good, words in ((True, _WELCOME), (False, _BURDEN)) if words.search(said)}
    return found.pop() if len(found) == 1 else None


_WELCOME = re.compile(r"\b(?:tilfredshed(?:en)?|tilfredse?|satisfaction|satisfied)\b")
_BURDEN = re.compile(
    r"\b(?:(?:over)?belastning(?:en|er)?|gener?(?:ne)?|generet|problem(?:et|er|erne)?|udfordring(?:en|er)?"
    r"|risi(?:ko|koen|ci)|utilfredshed(?:en)?|ubehag|bekymring(?:er)?|strain|nuisances?|problems?|risks?)\b"
)


def is_turned(question: str) -> bool:
    """Whether a mark on a question tells that its numbers are turned, or ought to be: "… (vendt)", "… (R)", "…_r"."""
    return _MARKED_TURNED.search(" ".join(question.casefold().split())) is not None


def tells_of_turned(line: str) -> bool:
    """Whether a line about several questions tells that numbers are turned: "negative spørgsmål er vendt"."""
    return _TOLD_TURNED.search(line.casefold()) is not None


_TURNED_WORD = (
    r"(?:vendt|omvendt\w*|revers\w*|reverse[- ]\w+|inverter\w*|omvänd\w*|snudd|vänd|rekod\w*|recod\w*|omkod\w*)"
)
_TOLD_TURNED = re.compile(rf"\b{_TURNED_WORD}\b")
_MARKED_TURNED = re.compile(
    rf"[(\[](?:[^()\[\]]*\b{_TURNED_WORD}\b[^()\[\]]*|\s*(?:r|rev|omv)\b[\s.,;\d–-]*)[)\]]"
    rf"|(?:\s[-–—]\s*|[:,;_])\s*(?:{_TURNED_WORD}|rev|omv)\b\W*$|[\w)\]]_(?:r|rev)\b"
    r"|\b(?:reverse[- ]\w+|omkodet|rekodet|recoded|inverteret)\W*$"
)
_YES_NO_ASKED = re.compile(r"(?!hv|how|wh|hur|vad|vilk|vem)\W*\w+(?:\W+\w+){2}")


_SIGNS = {"--": 0.0, "÷÷": 0.0, "-": 0.25, "–": 0.25, "−": 0.25, "÷": 0.25, "+": 0.75, "++": 1.0}
_BETWEEN = frozenset({"+/-", "±", "+-", "-/+", "+/÷", "0", "(+)"})


def _signs(answers: Iterable[str], off_scale: frozenset[str]) -> Fit | None:
    """Return the scale of plus and minus, of which both must be given; None of other answers."""
    levels = {text: _SIGNS.get(text.strip(), 0.5) for text in answers if text.strip() in _SIGNS.keys() | _BETWEEN}
    others = (text for text in answers if text not in levels and text.strip() != "?")
    if not levels or not min(levels.values()) < 0.5 < max(levels.values()):
        return None
    if not all(_is_off_scale(text, off_scale) for text in others):
        return None
    if not {0.0, 1.0}.isdisjoint(levels.values()):
        return Fit(SIGNS, levels, good=True)
    return Fit(SIGNS, {text: 2 * level - 0.5 for text, level in levels.items()}, good=True)


def _is_thumbs(fit: Fit) -> bool:
    return all("👍" in answer or "👎" in answer for answer in fit.levels)


def _falls(fit: Fit) -> bool:
    """Whether the lowest number of a scale is the most, as words beside the numbers tell."""
    low, high = fit.ends or (0.0, 1.0)
    codes = ((_take_apart(answer).code, level) for answer, level in fit.levels.items())
    return any(
        code is not None and level != 0.5 and round((code - low) / (high - low) + level, 6) == 1
        for code, level in codes
    )


def _stretched(fit: Fit, best: str) -> Fit:
    """Return a number scale that reaches as far as the best answer the user named."""
    code = _take_apart(best).code
    if fit.ends is None or code is None or fit.ends[0] <= code <= fit.ends[1]:
        return fit
    low, high = min(fit.ends[0], code), max(fit.ends[1], code)
    levels = {answer: ((_take_apart(answer).code or 0.0) - low) / (high - low) for answer in fit.levels}
    if _falls(fit):
        levels = {answer: 1 - level for answer, level in levels.items()}
    return Fit(fit.family, levels, fit.good, (low, high), fit.shown)
