"""Danish text, and English, Norwegian and Swedish words in it, -> themes, tone, acute danger.

A text is read as sentences, and a sentence as segments (between commas, list words and contrasts). Keywords of the
catalogue's themes say what a segment is about; words of ``wording.csv`` say whether it complains, praises, wishes or
denies. What is denied is no theme, and what is complained of goes before what is praised. What these lists say then
goes, with all words of the text, into what was learned from many comments (:mod:`learned`), which knows ways of saying
a thing that no list has. A text that says nothing, only denies problems, or names its theme in a few words is left to
the lists. Kinds of words, beside the
``question_…`` kinds on how something is, which are shared with the survey questions:

- ``text_problem``, ``text_positive``, ``text_wish``: make a segment a complaint, praise or a wish;
- ``text_negation``, ``text_none``: turn round what follows ("ikke", "ingen");
- ``text_fine``: says that something is no problem ("i orden", "oplever vi ikke");
- ``text_hazard``: names a burden, as ``question_bad_topic`` does;
- ``text_verb``: a burden that a negation after it denies ("generer mig ikke");
- ``text_filler``: phrases that mean something else than their words ("godt nok", "ikke kun");
- ``text_stop``: words that end the reach of a negation ("ingen tager støjen alvorligt");
- ``text_contrast``, ``text_list``: begin a segment that turns round, or goes on with, the one before;
- ``text_same``: begins a segment about the same thing as the one before ("er skiltet, men den er låst"), so that a
  contrast before it parts no danger;
- ``text_subordinate``: begins a clause that only says when ("når der er travlt");
- ``text_nothing``: a whole segment that says nothing ("ved ikke");
- ``text_weak``: keywords that occur everywhere and count only when nothing else does (in ``sayings.csv`` a row that
  begins with ``?``);
- ``text_not_before``: fronts of words that are no compounds ("be-grunder");
- ``text_wish_start``, ``text_wish_end``: begin or end a sentence that wishes ("Flere pauser"), unless it has a
  ``text_finite``, a word that makes it a statement ("Flere er syge");
- ``text_no_longer``: lengthens the reach of a negation ("ingen har ondt i ryggen mere");
- ``text_past``: tells how it was, which counts as good when it is good now ("før var der støj, nu er der ro");
- ``text_fact``: makes a short sentence a plain fact ("i uge 14");
- ``text_refers``: begins a segment that says nothing itself ("se mit svar fra sidste år");
- ``text_acute``: an immediate danger or an order; ``a|b & c & !d`` = a or b, and c near it, and no d;
- ``text_sure_problem``, ``text_sure_positive``, ``text_sure_wish``: in the same way words that together leave no doubt
  of the tone, whatever was learned of each ("skønt at & fryse", "målet & er ikke nået");
- ``text_solved``, ``text_condition``: make a danger one of the past, or an imagined one ("hvis").
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import partial
from itertools import pairwise, product
from typing import NamedTuple
from weakref import WeakValueDictionary

from handleplan_batch.catalogue import SHIPPED, Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.judging.learned import SIGNS, Judged, Learned, Listed
from handleplan_batch.judging.words import (
    MARKS,
    PART,
    TOPICS,
    WORD,
    Entry,
    Finder,
    Hit,
    bare,
    longest,
    marked_entry,
    normal,
    whole_words,
)
from handleplan_batch.language import _
from handleplan_batch.mapping import same_text
from handleplan_batch.model import Certainty, Polarity, Question
from handleplan_batch.workers import Lost, Workers

_REACH = 4
"""Words between a negation and what it negates ("ikke på nogen måde generet"), at most."""
_REACH_BACK = 2
"""Words between a verb and the negation after it ("støjen generer mig ikke"), at most."""
_RULE_REACH = 60
"""Characters between words that together tell something ("nødudgangen … spærret"), at most."""
_FACT = 10
"""Words of a statement that only tells a fact, at most."""
_HINT_FACTOR = 2
"""The source's own subject word is a person's judgement and counts this many times."""
_HAZARD_FACTOR = 3
"""A word that names a hazard ("støj") counts this many times, so that long side words do not outweigh it."""
_LEAST_SHARE = 0.35
"""Share of the strongest theme's points that another theme must have, unless its hazard is named."""
_MOST_LETTERS = 10
"""Letters beyond which a keyword counts no more: a long side word must not beat a short right one."""
_LEAST_SCORE = 0.65
"""Score that a theme must have, from -1 to 3.5; chosen on comments of writers left out (``training/learn.py``)."""
_LEAST_ONLY_SCORE = 0.05
"""The same for a theme that stands alone."""
_LEAST_GRAVE_SCORE = 1.2
"""The same for a further theme that gets a row however few speak of it, where no word of the lists names it: what is
hardly a hint must not become "sexual harassment" in a plan."""
_LEAST_ASKED_SCORE = 1.5
"""Score that the theme of a question must have where no word of the lists names it: of 263 invented questions placed so
and that nothing was learned from, some 10 were wrong (docs/theming.md)."""
_LEAST_LISTED_SCORE = 0.7
"""The same where a word of the lists names it too."""
_LEAST_GRAVE_ASKED_SCORE = 2.2
"""The same for a theme that gets a row however few speak of it, also where a word of the lists hints at it."""
_RIVAL = 0.95
"""How far a theme of another area must be behind, so that a question is not about either."""
_ASKED_WORDS = 3
"""Words of a question that can be placed as a whole: fewer are the name of something."""
_LEAST_DANGER = 0.7
"""Score from which a text tells of an acute danger, from -1 to 2: what is below is mere disorder as often."""
_LEAST_LISTED_DANGER = -0.7
"""The same where words of the lists tell of one; below it what was learned clearly says no. Of 142 comments of writers
left out in which they do, 37 tell of none: this leaves out 4 of those, -0.5 would leave out 11, but also dangers of
which nobody has written yet."""
_MANY_WORDS = 4
"""Words of a saying that alone places a text where nothing that was learned does ("passe på hvad man siger")."""
_FEW_WORDS = 3
"""Words of an entry of a list that only names what is wrong ("Nedstyrtende gods"), below which the lists decide."""
_ITEM_WORDS = 3
"""Words of an item of an enumeration, at most."""
_DANGER_WORDS = 4
"""Words that a text must have for what was learned to call it one, where the lists do not: fewer only name something
("Truck i porten", "Nødudgang")."""
_MANY = 7_500
"""Texts that other processes share in: to make one ready takes as long as some 3,000."""
_AT_ONCE = 1_000
"""Texts that a process places at a time then."""
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.…]+(?=\s|$)|[.…]+\s+(?=[A-ZÆØÅÄÖ])|\.{2,}|[!?;•\n\r]+")


@dataclass(frozen=True, slots=True)
class Placement:
    """What a text is about and how it says it."""

    theme_ids: tuple[str, ...]
    """Strongest first; empty when it is not placed (never forced). A topic that the text denies is not among them."""
    polarity: Polarity
    acute: bool
    """Immediate danger, or an order from the authority."""
    reasons: tuple[str, ...]
    """The words that decided, lower-case, as they stand in the text; when a text only denies problems, what denies."""
    dangers: tuple[str, ...] = ()
    """Of an acute text the themes of the sentences that tell of the danger; empty where they name none."""


class _Tone(IntEnum):
    """What a segment says about its topic. Where it says several things the higher one decides."""

    PLAIN = 0
    NEGATED = 1
    HAZARD = 2
    DENIAL = 3
    PRAISE = 4
    COMPLAINT = 5
    WISH = 6


_TONES = {
    "text_wish": _Tone.WISH,
    "text_problem": _Tone.COMPLAINT,
    "question_bad": _Tone.COMPLAINT,
    "question_strong": _Tone.COMPLAINT,
    "text_positive": _Tone.PRAISE,
    "question_good": _Tone.PRAISE,
    "text_fine": _Tone.DENIAL,
    "question_bad_topic": _Tone.HAZARD,
    "text_hazard": _Tone.HAZARD,
    "question_good_topic": _Tone.PLAIN,
    "question_remedy": _Tone.PLAIN,
    "theme": _Tone.PLAIN,
    "saying": _Tone.PLAIN,
}
_SURE = {
    "text_sure_problem": Polarity.PROBLEM,
    "text_sure_positive": Polarity.POSITIVE,
    "text_sure_wish": Polarity.AMBITION,
}
_NEGATIONS = frozenset({"text_negation", "text_none"})
_HAZARDS = frozenset({"question_bad_topic", "text_hazard"})
_REMOVED = re.compile(r"\[[^\[\]]{3,24} (?:fjernet|removed)\]", re.IGNORECASE)
"""What stands in place of personal data: that something was removed is no part of what a person wrote."""
_MARKS = (
    *("text_verb", "text_subordinate", "text_filler", "text_stop", "text_solved", "text_condition"),
    *("text_wish_start", "text_wish_end", "text_finite", "text_no_longer", "text_fact", "text_past"),
)
_SUBJECTS = frozenset({"theme", "saying", "exception", PART})
_NO_END = sys.maxsize
_CONTRAST = -2
"""The sign of a contrast among those of the tone (:func:`_signs`)."""
_TONED = frozenset({_Tone.PRAISE, _Tone.COMPLAINT, _Tone.WISH})


class _Rule(NamedTuple):
    """Parts that must all be in a sentence, near each other, and those that must not be in it."""

    theme_id: str
    """What it says; empty for an acute danger or a tone."""
    tone: Polarity | None
    words: str
    needed: tuple[str, ...]
    barred: tuple[str, ...]

    def holds(self, found: Mapping[str, list[Hit]], turns: list[int], until: int) -> tuple[Hit, ...]:
        """Return the first words that make it hold: near each other, before ``until``, with no contrast between."""
        if not all(label in found for label in self.needed) or any(label in found for label in self.barred):
            return ()
        for near in product(*(found[label] for label in self.needed)):
            first, last = min(hit.start for hit in near), max(hit.start for hit in near)
            if last - first <= _RULE_REACH and last < until and not any(first < turn < last for turn in turns):
                return near
        return ()


@dataclass(slots=True)
class _Segment:
    """A piece of a sentence with one tone."""

    joined: str
    """How it follows the segment before: ``start``, ``comma``, ``list`` or ``contrast``."""
    text: str
    themes: tuple[Hit, ...]
    tone: _Tone
    subordinate: bool
    """Whether it begins as a subordinate clause ("når der er travlt")."""
    past: bool
    """Whether it tells how it was ("før var der støj")."""

    @property
    def is_item(self) -> bool:
        """Whether it is so short that it is an item of a list rather than a statement."""
        return len(WORD.findall(self.text)) <= (3 if self.joined == "list" else 2)


class _Sentence(NamedTuple):
    text: str
    segments: tuple[_Segment, ...]
    danger: tuple[str, ...]
    """The words that tell of an acute danger or an order."""
    asked: bool
    """Whether it ends with a question mark."""
    dated: bool
    """Whether it says when or how many, as a plain fact does."""
    figures: frozenset[str]
    """Themes that a set phrase in it only seems to name."""
    sure: frozenset[Polarity]
    """The tones that words together leave no doubt of."""


class _ByLists(NamedTuple):
    """What the lists say of a text."""

    placed: Placement
    signs: tuple[int, ...] = ()
    """Signs of its tone; none when the lists settle it: the text says nothing, or only denies problems."""
    complaint: str = ""
    """Of a text that also praises, what is left without that."""
    figures: frozenset[str] = frozenset()
    """Themes that its words only seem to name ("slag i ansigtet")."""
    sure: Polarity | None = None
    """Its tone, where words together leave no doubt of it."""
    together: tuple[str, ...] = ()
    """Themes that words together tell of, which a single word does not: strongest first."""
    is_enumeration: bool = False
    """Whether it is nothing but several items that each name a theme ("Støj, træk og dårligt lys")."""
    settled: bool = False
    """Whether an entry of a list names its theme itself: by the source's own subject word, a person's judgement which
    nothing learned goes before, or by having few words, which the lists know best."""

    @property
    def turns(self) -> bool:
        """Whether it praises and complains, with a contrast between: which of them decides only the order tells."""
        return bool(self.complaint and self.signs[_CONTRAST])

    @property
    def listed(self) -> Listed:
        """What goes beside what was learned."""
        placed = self.placed
        return Listed(placed.theme_ids, placed.polarity, placed.acute, self.signs or (0,) * SIGNS)


class Theming:
    """Places texts and questions among the themes of a catalogue. Compiled once; what was placed is remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Compile the keywords of the themes and the kinds of ``wording.csv`` that are named above."""
        wording = catalogue.wording
        self._catalogue = catalogue
        self._placed: dict[tuple[str, str], Placement] = {}
        self._themes = catalogue.themes
        self._order = {theme_id: place for place, theme_id in enumerate(self._themes)}
        self._weak = frozenset(normal(word.lstrip("=*")) for word in wording["text_weak"])
        self._nothing = frozenset(map(bare, wording["text_nothing"]))
        self._refers = re.compile(rf"(?:{_any_of(wording['text_refers'])})\b")
        self._break = re.compile(
            rf"(?P<contrast>\b(?:{_any_of(wording['text_contrast'])})\b)"
            rf"|(?P<list>\b(?:{_any_of(wording['text_list'])})\b|\s/\s)"
            r"|(?P<comma>[,:](?=\s)|\s[-–—]\s|[()])"
        )
        self._same = re.compile(rf"\s*(?:{_any_of(wording['text_same'])})\b")
        entries = _theme_words(catalogue)
        shipped = [] if catalogue.folder == SHIPPED else _theme_words(Catalogue())
        self._added = {(entry.label, entry.keyword) for entry in entries} - {
            (entry.label, entry.keyword) for entry in shipped or entries
        }
        """Theme and keyword of what people have added to the lists that ship: the program has learned nothing of it."""
        excepted = _exceptions(catalogue)
        own = set(excepted) - set(excepted if catalogue.folder == SHIPPED else _exceptions(Catalogue()))
        self._figures = frozenset(
            (entry.label, entry.keyword) for entry in excepted if " " in entry.keyword or entry in own
        )
        """Theme and phrase of what is no sign of the theme, whatever was learned of its words ("slag i ansigtet")."""
        entries += excepted
        entries += [
            marked_entry(kind, "", word)
            for kind in (*_TONES, *sorted(_NEGATIONS), *_MARKS)
            for word in wording.get(kind, ())
        ]
        self._rules: list[_Rule] = []
        told: list[tuple[str, Polarity | None, str]] = [("", None, words) for words in wording["text_acute"]]
        told += [("", tone, words) for kind, tone in _SURE.items() for words in wording[kind]]
        told += [(theme_id, None, words) for theme_id, words in catalogue.sayings]
        for theme_id, tone, listed in told:
            words = listed.removeprefix("?")
            if words != listed:
                self._weak |= {words, *(normal(word.lstrip("=*")) for word in words.split("|"))}
            parts = [part.strip() for part in words.split("&")]
            if theme_id and len(parts) == 1:
                entries += [marked_entry("saying", theme_id, word) for word in words.split("|")]
                continue
            labels = [f"{len(self._rules)}.{place}" for place in range(len(parts))]
            for label, part in zip(labels, parts, strict=True):
                entries += [marked_entry(PART, label, word) for word in part.lstrip("!").split("|")]
            barred = tuple(label for label, part in zip(labels, parts, strict=True) if part.startswith("!"))
            needed = tuple(label for label in labels if label not in barred)
            self._rules.append(_Rule(theme_id, tone, words, needed, barred))
        self._rule_of = {
            label: number for number, rule in enumerate(self._rules) for label in (*rule.needed, *rule.barred)
        }
        self._barring = frozenset(label for rule in self._rules for label in rule.barred)
        needs = {label: frozenset(self._rules[number].needed) for label, number in self._rule_of.items()}
        not_before, not_misspelt = frozenset(wording["text_not_before"]), wording["text_not_misspelt"]
        self._learned = Learned.shipped()
        self._finder = Finder(entries, not_before, not_misspelt, self._learned.table.knows, needs)

    def place_text(self, text: str, hint: str = "") -> Placement:
        """Place a comment, or a row of a list with the source's own subject word (columns Tema, Emne, Kategori)."""
        return self.place_texts([(text, hint)])[0]

    def place_texts(self, texts: Iterable[tuple[str, str]], team: Workers | None = None) -> list[Placement]:
        """Place many texts, each with its subject word or nothing, as :meth:`place_text` would, but faster.

        What became of a text is remembered: it may be asked for while others are still being read. Where there are very
        many, the processes of the ``team`` share them.
        """
        given = [(_REMOVED.sub("[…]", text), hint) for text, hint in texts]
        new = list(dict.fromkeys(one for one in given if one not in self._placed))
        placed = self._shared(new, team) if team is not None and len(new) >= _MANY else self._newly_placed(new)
        self._placed.update(zip(new, placed, strict=True))
        return [self._placed[one] for one in given]

    def _shared(self, given: Sequence[tuple[str, str]], team: Workers) -> Iterator[Placement]:
        pieces = [given[start : start + _AT_ONCE] for start in range(0, len(given), _AT_ONCE)]
        for piece, placed in zip(pieces, team.spread(partial(_placed, self._catalogue), pieces), strict=True):
            yield from self.place_texts(piece) if isinstance(placed, Lost) else placed

    def _newly_placed(self, given: Sequence[tuple[str, str]]) -> list[Placement]:
        read = [self._by_lists(text, hint) for text, hint in given]
        placed = [one.placed for one in read]
        unsettled = [number for number, one in enumerate(read) if one.signs]
        judged = _judged((given[number][0], read[number].listed) for number in unsettled)
        hinted = {
            number: read[number].complaint
            for number, verdict in zip(unsettled, judged, strict=True)
            if read[number].complaint
            and verdict.polarity is Polarity.PROBLEM
            and not set(chosen_themes(verdict)) <= set(placed[number].theme_ids)
        }
        complained = dict(zip(hinted, _judged((text, self.listed(text)) for text in hinted.values()), strict=True))
        for number, verdict in zip(unsettled, judged, strict=True):
            text, hint = given[number]
            placed[number] = self._settled(text, hint, read[number], verdict, complained.get(number, verdict))
        return placed

    def _settled(self, text: str, hint: str, read: _ByLists, judged: Judged, complained: Judged) -> Placement:
        """Return what the lists and what was learned say together.

        ``complained`` is what was learned of the part that the text complains of: where it praises in another, a
        further theme must be in that part too ("mange tunge løft, men god tone" is not about the tone).
        """
        placed = read.placed
        named = len(WORD.findall(text)) < _DANGER_WORDS
        acute = placed.acute if named else is_dangerous(judged, listed=placed.acute)
        if acute and not placed.acute:
            acute = not self._names_danger(text)
        theme_ids = placed.theme_ids
        if not (read.settled and theme_ids):
            new = self._unlearned(text, theme_ids)
            meant = {*placed.theme_ids, *chosen_themes(complained)}
            told = [(theme_id, score) for theme_id, score in judged.themes if self._is_told(theme_id, read, judged)]
            chosen = chosen_themes(judged._replace(themes=tuple(told)))
            chosen = tuple(theme_id for theme_id in chosen if theme_id in meant) or chosen[:1]
            theme_ids = tuple(dict.fromkeys((*new, *chosen)))
            astray = self._is_figure(judged.themes[0][0], read)
            if read.together and not new and (astray or not any(score >= _LEAST_SCORE for _theme_id, score in told)):
                theme_ids = read.together  # what was learned is less sure
            if hint or read.is_enumeration:  # words that name a subject are then seldom said in passing
                theme_ids = tuple(dict.fromkeys((*theme_ids, *placed.theme_ids)))
        polarity = read.sure or judged.polarity
        untold = read.turns or read.is_enumeration  # by the order of words, or by anything: neither is learned
        if untold and placed.polarity is Polarity.PROBLEM and polarity is Polarity.POSITIVE:
            polarity = Polarity.PROBLEM  # a complaint taken for praise is lost
        reasons = placed.reasons
        if not set(theme_ids) <= set(placed.theme_ids):
            reasons = tuple(dict.fromkeys((*reasons, *judged.words)))
        return Placement(
            theme_ids,
            polarity=Polarity.PROBLEM if acute else polarity,
            acute=acute,
            reasons=reasons,
            dangers=tuple(theme_id for theme_id in placed.dangers if acute and theme_id in theme_ids),
        )

    def _is_told(self, theme_id: str, read: _ByLists, judged: Judged) -> bool:
        """Whether a theme that was learned is one of the catalogue's, no mere figure and, where grave, no mere hint."""
        listed = theme_id in read.placed.theme_ids
        if theme_id not in self._themes or self._is_figure(theme_id, read):
            return False
        first, _score = judged.themes[0]
        known = theme_id == first or listed or not self._themes[theme_id].zero_tolerance
        return known or dict(judged.themes)[theme_id] >= _LEAST_GRAVE_SCORE

    @staticmethod
    def _is_figure(theme_id: str, read: _ByLists) -> bool:
        """Whether a text only seems to name a theme ("slag i ansigtet")."""
        return theme_id in read.figures and theme_id not in read.placed.theme_ids

    def _unlearned(self, text: str, theme_ids: Iterable[str]) -> list[str]:
        """Return those of a text's themes that only people's own lists know, or that a word of theirs names."""
        known = frozenset(self._learned.theme_ids)
        if self._added:
            found = self._finder.find(normal(text))
            known -= {hit.label for hit in found if hit.kind == "theme" and (hit.label, hit.keyword) in self._added}
        return [theme_id for theme_id in theme_ids if theme_id not in known]

    def listed(self, text: str) -> Listed:
        """Return what the words of the lists alone say of a text."""
        return self._by_lists(text, "").listed

    def _by_lists(self, text: str, hint: str) -> _ByLists:
        """Return what the lists say."""
        sentences = [self._read(piece, end) for piece, end in _sentences(text) if WORD.search(piece)]
        subject = normal(hint)
        # A subject word is no saying: "Varemodtagelsen" there is where it is, not what it is about.
        named = self._topics(self._finder.find(subject), frozenset({"theme"})) if subject else ()
        hinted = [(hit, subject, _HINT_FACTOR) for hit in named]
        segments = [segment for sentence in sentences for segment in sentence.segments]
        if bare(text) in self._nothing or all(
            segment.text in self._nothing or len(segment.text) < 2 or self._refers.match(segment.text)
            for segment in segments
        ):
            theme_ids, reasons = self._rank(hinted)
            return _ByLists(Placement(theme_ids, Polarity.NEUTRAL, acute=False, reasons=reasons))
        for place, segment in enumerate(segments):
            if segment.past and any(later.tone is _Tone.PRAISE and not later.past for later in segments[place + 1 :]):
                segment.tone = _Tone.PRAISE
        polarity, about = _weigh(sentences)
        sure = _sure(sentences)
        if sure:
            polarity = sure
            about = about or [(sentence, segment) for sentence in sentences for segment in sentence.segments]
        told = [(hit, sentence.text, 1) for sentence, segment in about for hit in segment.themes]
        denied = {hit.label for segment in segments if segment.tone is _Tone.DENIAL for hit in segment.themes}
        denied -= {hit.label for hit, _text, _factor in told}
        theme_ids, reasons = self._rank([*told, *(entry for entry in hinted if entry[0].label not in denied)])
        if not about:
            reasons = (*reasons, *(segment.text for segment in segments if segment.tone is _Tone.DENIAL))
        danger = tuple(word for sentence in sentences for word in sentence.danger)
        placed = Placement(
            theme_ids,
            polarity=Polarity.PROBLEM if danger else polarity,
            acute=bool(danger),
            reasons=tuple(dict.fromkeys((*reasons, *danger))),
            dangers=_of_dangers(sentences, theme_ids),
        )
        if not (danger or about):
            return _ByLists(placed)
        return _ByLists(
            placed,
            _signs(sentences, segments),
            _complaint(segments) if placed.polarity is Polarity.PROBLEM else "",
            frozenset().union(*(sentence.figures for sentence in sentences)),
            sure,
            tuple(
                theme_id
                for theme_id in theme_ids
                if any(hit.label == theme_id and _is_together(hit.keyword) for hit, _text, _factor in told)
            ),
            len(segments) > 1
            and all(segment.themes and len(WORD.findall(segment.text)) <= _ITEM_WORDS for segment in segments),
            bool(hinted or (hint and len(WORD.findall(text)) < _FEW_WORDS)),
        )

    def place_question(self, question: Question, themes: Mapping[str, str]) -> Question:
        """Return the question with its theme and how sure it is.

        ``themes`` maps question texts to theme ids, as the user's settings do; it goes before a known instrument's
        theme, which goes before the words. Where these name no theme, or themes of different areas that weigh the
        same, what was learned of the whole tells it if that is sure enough; else the theme stays unknown. Raises
        SettingsError that names a theme id the catalogue does not have.
        """
        unknown = next((theme_id for theme_id in themes.values() if theme_id not in self._themes), None)
        if unknown is not None:
            raise SettingsError(_("[themes]: “{theme}” is no theme of the catalogue.").format(theme=unknown))
        chosen = {same_text(key): theme_id for key, theme_id in themes.items()}.get(same_text(question.text))
        if chosen is not None:
            return replace(question, theme_id=chosen, theme_certainty=Certainty.KNOWN)
        if question.theme_id is not None:
            return question
        text = normal(question.text)
        hits = self._topics(self._finder.find(text), frozenset({"theme"}))
        scores = self._scores([(hit, text, 1) for hit in hits])
        best = max(scores.values(), default=0)
        winners = [theme_id for theme_id in dict.fromkeys(hit.label for hit in hits) if scores[theme_id] == best]
        if len({self._themes[theme_id].area for theme_id in winners}) == 1:
            return replace(question, theme_id=winners[0], theme_certainty=Certainty.INFERRED)
        theme_id = self._as_a_whole(question.text)
        certainty = Certainty.UNKNOWN if theme_id is None else Certainty.INFERRED
        return replace(question, theme_id=theme_id, theme_certainty=certainty)

    def _as_a_whole(self, text: str) -> str | None:
        """Return the theme that what was learned gives a question that no subject word places; None where unsure."""
        if len(WORD.findall(text)) < _ASKED_WORDS:
            return None
        read = self._by_lists(text, "")
        judged = _judged([(text, read.listed)])[0]
        (theme_id, score), (rival, close), *_others = judged.themes
        listed = theme_id in read.placed.theme_ids
        if not self._is_told(theme_id, read, judged):
            return None
        if score - close < _RIVAL and rival in self._themes and self._themes[rival].area != self._themes[theme_id].area:
            return None
        least = _LEAST_LISTED_SCORE if listed else _LEAST_ASKED_SCORE
        if self._themes[theme_id].zero_tolerance:
            least = _LEAST_GRAVE_ASKED_SCORE
        return theme_id if score >= least else None

    def _scores(self, points: Iterable[tuple[Hit, str, int]]) -> dict[str, int]:
        """Return the points per theme: the letters of each keyword, once; a weak one gives a single point."""
        worth: dict[tuple[str, str], int] = {}
        for hit, _text, factor in points:
            letters = min(len(hit.keyword), _MOST_LETTERS) * (_HAZARD_FACTOR if hit.hazard else 1)
            letters = 1 if hit.keyword in self._weak else letters
            worth[hit.label, hit.keyword] = max(worth.get((hit.label, hit.keyword), 0), letters * factor)
        scores: dict[str, int] = {}
        for (theme_id, _keyword), letters in worth.items():
            scores[theme_id] = scores.get(theme_id, 0) + letters
        return scores

    def _rank(self, points: list[tuple[Hit, str, int]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the theme ids, strongest first, and the words behind them; weak words only when alone."""
        points = [entry for entry in points if entry[0].keyword not in self._weak] or points
        scores = self._scores(points)
        least = _LEAST_SHARE * max(scores.values(), default=0)
        sure = {hit.label for hit, _text, _factor in points if hit.hazard or hit.kind == "theme"}
        ranked = sorted(
            (theme_id for theme_id, score in scores.items() if score >= least or theme_id in sure),
            key=lambda theme_id: (-scores[theme_id], self._order[theme_id]),
        )
        words = [
            whole_words(text, hit) for theme_id in ranked for hit, text, _factor in points if hit.label == theme_id
        ]
        return tuple(ranked), tuple(dict.fromkeys(words))

    # Reading a sentence ----------------------------------------------------------------------------------------------

    def _read(self, piece: str, mark: str) -> _Sentence:
        text = self._finder.respelt(normal(piece))
        found = self._finder.find(text)
        simple = self._topics(found)
        moods = longest(hit for hit in found if hit.kind not in _SUBJECTS)
        fillers = {(hit.start, hit.end) for hit in moods if hit.kind == "text_filler"}
        moods = [hit for hit in moods if (hit.start, hit.end) not in fillers]
        breaks = [(0, 0, "start")]
        wholes = [hit for hit in (*simple, *moods) if not hit.keyword.isalnum()]
        breaks += [
            (match.start(), match.end(), str(match.lastgroup))
            for match in self._break.finditer(text)
            if not any(hit.start < match.start() < hit.end for hit in wholes)
        ]
        turned = [(start, end) for start, end, joined in breaks if joined == "contrast"]
        turns = [start for start, _end in turned]
        parts = _by_label(hit for hit in found if hit.kind == PART)
        topics = [*simple, *self._sayings(parts, turns)]
        endangered = bool(self._acute_of(parts))
        segments = []
        real: list[Hit] = []
        for (_from, start, joined), (end, _to, _next) in pairwise([*breaks, (len(text), len(text), "")]):
            words = text[start:end].strip(MARKS)
            if words:
                themes = tuple(hit for hit in topics if start <= hit.start < end)
                own = [hit for hit in moods if start <= hit.start < end]
                subordinate = any(hit.kind == "text_subordinate" and not text[start : hit.start].strip() for hit in own)
                past = any(hit.kind == "text_past" for hit in own)
                segments.append(_Segment(joined, words, themes, _tone(text, themes, own), subordinate, past))
                if endangered:
                    within = [hit for hit in found if start <= hit.start < end]
                    real += [hit for hit in within if hit.kind == PART and not self._is_negated(text, hit, within)]
        first = breaks[1][0] if len(breaks) > 1 else len(text)
        if (
            segments
            and segments[0].tone in {_Tone.PLAIN, _Tone.HAZARD, _Tone.PRAISE}
            and _is_wished(text, moods, first)
        ):
            segments[0].tone = _Tone.WISH
        _settle(segments)
        facts = sum(hit.kind == "text_fact" for hit in moods)
        is_over = any(hit.kind == "text_solved" for hit in moods)
        away = [turn for turn, end in turned if not self._same.match(text, end)]
        danger = () if is_over else self._danger(text, real, found, away)
        figures = frozenset(
            hit.label for hit in found if hit.kind == "exception" and (hit.label, hit.keyword) in self._figures
        )
        sure = self._tones_of(parts, turns)
        return _Sentence(text, tuple(segments), danger, "?" in mark, facts > 0, figures, sure)

    def _topics(self, found: list[Hit], kinds: frozenset[str] = TOPICS) -> list[Hit]:
        """Return the theme words that count: no exceptions, the longest where they overlap, the head of a compound."""
        barred = [hit for hit in found if hit.kind == "exception"]
        hazards = [hit for hit in found if hit.kind in _HAZARDS]
        topics = [
            hit._replace(hazard=True) if any(hit.overlaps(hazard) for hazard in hazards) else hit
            for hit in longest(
                hit
                for hit in found
                if hit.kind in kinds and not any(no.label == hit.label and no.overlaps(hit) for no in barred)
            )
        ]
        heads = {hit.at for hit in topics if hit.at < hit.start and hit.hazard and hit.keyword not in self._weak}
        return [hit for hit in topics if hit.start not in heads]

    def _sayings(self, parts: Mapping[str, list[Hit]], turns: list[int]) -> Iterator[Hit]:
        """Yield the words that together tell of a theme."""
        for number in dict.fromkeys(self._rule_of[label] for label in parts):
            rule = self._rules[number]
            if rule.theme_id:
                for hit in rule.holds(parts, turns, _NO_END):
                    yield hit._replace(kind="saying", label=rule.theme_id, keyword=rule.words)

    def _names_danger(self, text: str) -> bool:
        """Whether the words of a danger stand in a sentence, be it that it denies, imagines, or tells it to be over."""
        for piece, _mark in _sentences(text):
            read = self._finder.respelt(normal(piece))
            parts = _by_label(hit for hit in self._finder.find(read) if hit.kind == PART)
            turns = [
                match.start()
                for match in self._break.finditer(read)
                if match.lastgroup == "contrast" and not self._same.match(read, match.end())
            ]
            if any(self._rules[number].holds(parts, turns, _NO_END) for number in self._acute_of(parts)):
                return True
        return False

    def _acute_of(self, parts: Iterable[str]) -> list[int]:
        """Return the rules of acute danger that have a part among these."""
        return sorted(
            number
            for number in {self._rule_of[label] for label in parts}
            if not self._rules[number].theme_id and not self._rules[number].tone
        )

    def _tones_of(self, parts: Mapping[str, list[Hit]], turns: list[int]) -> frozenset[Polarity]:
        """Return the tones that words together leave no doubt of; a turn in the sentence leaves a doubt of praise."""
        told = frozenset(
            rule.tone
            for rule in map(self._rules.__getitem__, {self._rule_of[label] for label in parts})
            if rule.tone and rule.holds(parts, turns, _NO_END)
        )
        return told & {Polarity.PROBLEM} if turns else told

    def _is_negated(self, text: str, danger: Hit, found: list[Hit]) -> bool:
        """Whether a part of a rule is denied, by no word that the rule itself needs ("ingen sele & på taget")."""
        own = [hit for hit in found if hit.kind == PART and self._rule_of[hit.label] == self._rule_of[danger.label]]
        negations = (hit for hit in found if hit.kind in _NEGATIONS and not any(map(hit.overlaps, own)))
        return any(_reached(text, negation, (danger,), found) for negation in negations)

    def _danger(self, text: str, real: list[Hit], found: list[Hit], turns: list[int]) -> tuple[str, ...]:
        """Return the words of the first acute rule that holds, when the sentence tells of something here and now."""
        beside = [hit for hit in found if not any(map(hit.overlaps, real))]  # "bedre hvis jeg ikke var her" is no if
        if not real or any(hit.kind == "text_wish" for hit in beside):
            return ()
        imagined_from = min((hit.start for hit in beside if hit.kind == "text_condition"), default=_NO_END)
        parts = _by_label(real)
        barred = _by_label(hit for hit in found if hit.kind == PART and hit.label in self._barring)
        for number in self._acute_of(parts):
            near = self._rules[number].holds({**parts, **barred}, turns, imagined_from)
            if near:
                return tuple(whole_words(text, hit) for hit in near)
        return ()


def theming_of(catalogue: Catalogue) -> Theming:
    """Return the theming of a catalogue: the one that is in use, if any, since making one takes most of a small run."""
    theming = _IN_USE.get(catalogue)
    if theming is None:
        theming = _IN_USE[catalogue] = Theming(catalogue)
    return theming


_IN_USE: WeakValueDictionary[Catalogue, Theming] = WeakValueDictionary()
"""Held by those who use them alone: what they remember of a large survey is let go before the workbook is written."""


def _placed(catalogue: Catalogue, given: Sequence[tuple[str, str]]) -> list[Placement]:
    """Place a share of many texts, in whichever process."""
    theming = theming_of(catalogue)
    if multiprocessing.parent_process() is not None:  # more shares will come, and no workbook is written here
        _KEPT[catalogue] = theming
    return theming.place_texts(given)


_KEPT: dict[Catalogue, Theming] = {}
"""In a process that works for another."""


def _theme_words(catalogue: Catalogue) -> list[Entry]:
    return [marked_entry("theme", theme.id, word) for theme in catalogue.themes.values() for word in theme.keywords]


def _exceptions(catalogue: Catalogue) -> list[Entry]:
    return [
        marked_entry("exception", theme.id, word) for theme in catalogue.themes.values() for word in theme.exceptions
    ]


def _judged(texts: Iterable[tuple[str, Listed]]) -> list[Judged]:
    given = list(texts)
    return Learned.shipped().judge([text for text, _listed in given], [listed for _text, listed in given])


def chosen_themes(judged: Judged) -> tuple[str, ...]:
    """Return the themes that a text is given, strongest first."""
    chosen = tuple(theme_id for theme_id, score in judged.themes if score >= _LEAST_SCORE)
    return chosen or tuple(theme_id for theme_id, score in judged.themes[:1] if score >= _LEAST_ONLY_SCORE)


def is_dangerous(judged: Judged, *, listed: bool) -> bool:
    """Whether a text tells of an acute danger; ``listed`` is whether the words of the lists say so."""
    return judged.acute >= (_LEAST_LISTED_DANGER if listed else _LEAST_DANGER)


def _by_label(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.label, []).append(hit)
    return grouped


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a text, each with the marks that end it."""
    text, start = unicodedata.normalize("NFC", text), 0
    for mark in _SENTENCE_END.finditer(text):
        yield text[start : mark.start()], mark.group()
        start = mark.end()
    yield text[start:], ""


def _is_wished(text: str, moods: list[Hit], first: int) -> bool:
    """Whether the sentence is no statement, only what somebody would like ("Flere pauser", "Bedre lys, tak").

    ``first`` is where its first segment ends.
    """
    begins = any(hit.kind == "text_wish_start" and hit.start == 0 for hit in moods)
    states = any(hit.kind == "text_finite" and hit.start < first for hit in moods)
    ends = any(hit.kind == "text_wish_end" and hit.start and not text[hit.end :].strip(MARKS) for hit in moods)
    return ends or (begins and not states)


def _is_together(words: str) -> bool:
    """Whether a saying is made of so many words that it can hardly mean something else."""
    return "&" in words or words.count(" ") >= _MANY_WORDS - 1


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(map(normal, words), key=lambda word: (-len(word), word)))


def _words_between(text: str, start: int, end: int) -> int:
    return len(WORD.findall(text[start:end]))


def _reached(text: str, negation: Hit, items: Iterable[Hit], moods: list[Hit]) -> Hit | None:
    """Return the nearest item after a negation, within its reach."""
    after = min((item for item in items if item.start >= negation.end), key=lambda item: item.start, default=None)
    if after is None or _words_between(text, negation.end, after.start) > _REACH:
        return None
    stopped = any(hit.kind == "text_stop" and negation.end <= hit.start < after.start for hit in moods)
    no_longer = any(hit.kind == "text_no_longer" and hit.start >= negation.end for hit in moods)
    return None if stopped and not no_longer else after


def _tone(text: str, themes: tuple[Hit, ...], moods: list[Hit]) -> _Tone:
    """Return the tone of a segment from its words, with what its negations turn round."""
    if not moods:
        return _Tone.PLAIN
    items = [*(hit for hit in moods if hit.kind in _TONES), *themes]
    tones = []
    negated: list[Hit] = []
    for negation in (hit for hit in moods if hit.kind in _NEGATIONS):
        if any(theme.overlaps(negation) for theme in themes):  # "når ikke", "sker ikke noget"
            tones.append(_Tone.COMPLAINT)
            continue
        verbs = [hit for hit in moods if hit.kind == "text_verb" and hit.end <= negation.start]
        if verbs and _words_between(text, verbs[-1].end, negation.start) <= _REACH_BACK:
            negated += [item for item in items if item.overlaps(verbs[-1])]
            tones.append(_Tone.DENIAL)
            continue
        nearest = _reached(text, negation, items, moods)
        if nearest is None:
            tones.append(_Tone.NEGATED)
            continue
        meant = [item for item in items if item.overlaps(nearest)]
        negated += meant
        turned = {_TONES[item.kind] for item in meant}
        listed = turned == {_Tone.PLAIN} and _Tone.DENIAL in tones  # "ingen problemer med hverken lys …"
        tones.append(_Tone.DENIAL if listed or turned & {_Tone.HAZARD, _Tone.COMPLAINT} else _Tone.COMPLAINT)
    tones += [_TONES[item.kind] for item in items if item not in negated]
    if any(hit.kind == "text_wish" for hit in moods):
        return _Tone.WISH
    if any(hit.kind == "text_solved" for hit in moods):
        return _Tone.PRAISE
    if {_Tone.NEGATED, _Tone.PRAISE} <= set(tones):  # "gode forslag bliver ikke brugt"
        return _Tone.COMPLAINT
    return max(tones, default=_Tone.PLAIN)


def _settle(segments: list[_Segment]) -> None:
    """Let the items of a list, and what has no tone of its own, take the tone of the segment they hang on."""
    for before, segment in pairwise(segments):
        if segment.subordinate and before.tone in {_Tone.PRAISE, _Tone.WISH}:
            segment.themes, segment.tone = (), before.tone  # "gode til at hjælpe, når der er travlt" is no complaint
        own = segment.tone
        if before.tone is _Tone.WISH and segment.joined != "contrast" and own is not _Tone.COMPLAINT:
            segment.tone = _Tone.WISH  # what is wished for, and what it is good for
            continue
        listed = segment.is_item and segment.joined in {"list", "comma"} and own in {_Tone.PLAIN, _Tone.HAZARD}
        denied_list = segment.is_item and segment.joined == "list" and own is _Tone.COMPLAINT
        if (
            (listed and before.tone in {*_TONED, _Tone.DENIAL})
            or (denied_list and before.tone is _Tone.DENIAL)
            or (own is _Tone.PLAIN and segment.joined != "contrast" and before.tone in _TONED)
        ):
            segment.tone = before.tone
    for after, segment in pairwise(reversed(segments)):
        if after.joined == "contrast":
            continue
        if after.tone is _Tone.WISH and segment.tone is not _Tone.COMPLAINT:
            segment.tone = _Tone.WISH
            continue
        if (segment.tone is _Tone.PLAIN and after.tone in _TONED) or (
            segment.tone in {_Tone.PLAIN, _Tone.HAZARD}
            and segment.is_item
            and after.tone is _Tone.DENIAL
            and after.themes
        ):
            segment.tone = after.tone


def _of_dangers(sentences: Iterable[_Sentence], theme_ids: Sequence[str]) -> tuple[str, ...]:
    told = {
        hit.label
        for sentence in sentences
        if sentence.danger
        for segment in sentence.segments
        for hit in segment.themes
    }
    return tuple(theme_id for theme_id in theme_ids if theme_id in told)


def _weigh(sentences: list[_Sentence]) -> tuple[Polarity, list[tuple[_Sentence, _Segment]]]:
    """Return what a text says as a whole, and the segments that say it.

    A problem decides over a wish, and a wish over praise. Something plain is a problem, unless all that has a tone is
    praise or a wish. When what decides names no theme the rest of the text does ("Chefen er god, men aldrig her").
    """
    pieces = [(sentence, segment) for sentence in sentences for segment in sentence.segments]
    tones = {segment.tone for _sentence, segment in pieces}
    if not tones & {_Tone.COMPLAINT, _Tone.WISH} and (
        all(sentence.asked for sentence in sentences) or _is_fact(sentences, tones)
    ):
        return Polarity.NEUTRAL, pieces
    by_tone = {tone: [piece for piece in pieces if piece[1].tone is tone] for tone in _Tone}
    wishes, praise, plain = by_tone[_Tone.WISH], by_tone[_Tone.PRAISE], by_tone[_Tone.PLAIN]
    problems = [
        *by_tone[_Tone.HAZARD],
        # A complaint that gives the reason for a wish, or a negation beside praise, says nothing new.
        *(
            (sentence, segment)
            for sentence, segment in by_tone[_Tone.COMPLAINT]
            if segment.themes or not any(other.tone is _Tone.WISH and other.themes for other in sentence.segments)
        ),
        *(
            (sentence, segment)
            for sentence, segment in by_tone[_Tone.NEGATED]
            if segment.themes or segment.joined == "contrast" or not (praise or wishes)
        ),
    ]
    after_contrast = [piece for piece in plain if piece[1].joined == "contrast" and (piece[1].themes or praise)]
    if problems or after_contrast or not (wishes or praise):
        themed = [piece for piece in plain if piece[1].themes]
        if not (problems or themed) and (by_tone[_Tone.DENIAL] or not plain):
            return Polarity.POSITIVE, []
        about = [*problems, *plain]
        polarity = Polarity.PROBLEM
    elif wishes:
        about, polarity = [*wishes, *plain], Polarity.AMBITION
    else:
        about, polarity = [*praise, *plain], Polarity.POSITIVE
    if not any(segment.themes for _sentence, segment in about):
        about = [*about, *wishes] if any(segment.themes for _sentence, segment in wishes) else [*about, *praise]
    return polarity, about


def _signs(sentences: list[_Sentence], segments: list[_Segment]) -> tuple[int, ...]:
    """Return how many segments have each tone (2 at most), that of the first and last, and what else tells of it."""
    tones = [segment.tone for segment in segments]
    count, first, last = ([0] * len(_Tone) for _each in range(3))
    for tone in tones:
        count[tone] = min(count[tone] + 1, 2)
    first[tones[0]] = last[tones[-1]] = 1
    return (
        *count,
        *first,
        *last,
        int(any(sentence.asked for sentence in sentences)),
        int(any(sentence.dated for sentence in sentences)),
        int(any(segment.joined == "contrast" for segment in segments)),
        int(any(segment.past for segment in segments)),
    )


def _sure(sentences: list[_Sentence]) -> Polarity | None:
    """Return the tone that words leave no doubt of: a problem in any sentence, another where there is but one."""
    told = frozenset[Polarity]().union(*(sentence.sure for sentence in sentences))
    if Polarity.PROBLEM in told:
        return Polarity.PROBLEM
    return next(iter(told)) if len(told) == len(sentences) == 1 else None


def _complaint(segments: list[_Segment]) -> str:
    """Return what a text says beside its praise; empty when it has none."""
    left = [segment.text for segment in segments if segment.tone not in {_Tone.PRAISE, _Tone.DENIAL}]
    return ". ".join(left) if any(segment.tone is _Tone.PRAISE for segment in segments) else ""


def _is_fact(sentences: list[_Sentence], tones: set[_Tone]) -> bool:
    """Whether a text is one short statement of when or how many ("Vi flytter i uge 14")."""
    first = sentences[0]
    return len(sentences) == 1 and first.dated and tones == {_Tone.PLAIN} and len(WORD.findall(first.text)) <= _FACT
