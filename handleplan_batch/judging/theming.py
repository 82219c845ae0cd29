"""Text -> themes, problem/positive/ambition, acute. Deterministic, offline, explained by the words that decided.

The words stand in the catalogue: the themes' keywords, and the kinds of ``wording.csv`` that say how something is
(``question_bad``, ``question_good`` … shared with the survey questions, and ``text_…`` for free text only):

- ``text_nothing``: a whole text that says nothing ("ved ikke", "-");
- ``text_wish``: makes a clause a wish ("vi kunne godt tænke os");
- ``text_problem``, ``text_positive``: tone of a clause, beside the shared words;
- ``text_negation``: turns a word round, before or shortly after it ("ikke"); ``text_none`` only before ("uden");
- ``text_contrast``: ends a clause ("men", "bortset fra");
- ``text_weak``: keywords that occur everywhere and weigh little;
- ``text_acute``: immediate danger or an order from the authority; ``a & b`` asks for both in the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.model import Certainty, Polarity, Question

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?;:\n•]+(?=\s|$)|\s[-–]\s")
_ENDINGS = frozenset(
    {"", "e", "en", "et", "er", "n", "r", "s", "t", "ene", "erne", "ens", "ets", "ers", "de", "ede", "te"}
)
"""Danish inflections after which a keyword still ends its compound (kontorstøjen)."""
_COMPOUND = 4
"""Fewest letters of a keyword that is found as the last part of a compound."""
_REACH = 4
"""Words after a negation (or before it, "støjen er ikke værst") within which it turns a word round."""
_TURNING = frozenset({"not", "none"})
_WEAK = 0.35
_HINT = 6.0
"""Weight of the source's own subject word, about that of a word of six letters."""
_LONGEST = 12
"""Letters beyond which a keyword weighs no more: a long side word must not beat a short right one."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a text belongs and what it says."""

    theme_ids: tuple[str, ...]
    """Strongest first; empty when it is not placed (never forced). A topic that the text denies is not among them."""
    polarity: Polarity
    acute: bool
    """Immediate danger, or an order from the authority."""
    reasons: tuple[str, ...]
    """The words that decided, lower-case, as they match."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A run of words that an entry of a word list matches."""

    start: int
    end: int
    """Index after the last word."""
    label: str
    """Theme id, or what the list is for."""
    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Clause:
    themes: Mapping[str, float]
    polarity: Polarity
    acute: bool
    denied: bool
    words: tuple[str, ...]


class Theming:
    """The word lists of one catalogue, compiled once."""

    def __init__(self, catalogue: Catalogue) -> None:
        listed: dict[str, list[str]] = {}
        for row in catalogue.table("wording"):
            listed.setdefault(row["kind"], []).append(row["word"].casefold())
        self._themes = catalogue.themes
        self._nothing = frozenset(_plain(word) for word in listed["text_nothing"])
        self._contrast = re.compile(rf",?\s\b(?:{'|'.join(map(re.escape, listed['text_contrast']))})\b\s")
        weak = frozenset(listed["text_weak"])
        self._topics = _Words(
            (keyword, theme.id, _WEAK if keyword in weak else 1.0)
            for theme in catalogue.themes.values()
            for keyword in theme.keywords
        )
        self._exceptions = {
            theme.id: _Words((word, "not", 1.0) for word in theme.exceptions)
            for theme in catalogue.themes.values()
            if theme.exceptions
        }
        kinds = {
            "bad": ("question_bad", "question_strong", "text_problem"),
            "topic": ("question_bad_topic",),
            "good": ("question_good", "question_remedy", "text_positive"),
            "resource": ("question_good_topic",),
            "not": ("text_negation",),
            "none": ("text_none",),
            "wish": ("text_wish",),
        }
        self._tone = _Words(
            (word, label, 1.0) for label, names in kinds.items() for name in names for word in listed[name]
        )
        alarms = [tuple(part.strip() for part in word.split("&")) for word in listed["text_acute"]]
        self._alarms = tuple(tuple(_Words([(part, part, 1.0)]) for part in parts) for parts in alarms)
        self._alarm_parts = _Words((part, part, 1.0) for parts in alarms for part in parts)

    def place_text(self, text: str, hint: str = "") -> Placement:
        """Place a free text; ``hint`` is the source's own word for its subject."""
        if _plain(text) in self._nothing:
            return Placement((), Polarity.NEUTRAL, acute=False, reasons=())
        clauses = [self._clause(words) for words in self._clauses(text)]
        hinted = self._topics.find(_words(hint)) if hint else ()
        deciding = next(
            (
                [clause for clause in clauses if clause.polarity is polarity]
                for polarity in (Polarity.PROBLEM, Polarity.AMBITION, Polarity.POSITIVE)
                if any(clause.polarity is polarity for clause in clauses)
            ),
            [],
        )
        polarity = deciding[0].polarity if deciding else Polarity.NEUTRAL
        if not any(clause.themes for clause in deciding):
            # "Der er meget larm. Det er ikke til at holde ud": the topic stands in a clause beside.
            deciding = [*deciding, *(clause for clause in clauses if not clause.denied and clause not in deciding)]
        scores: dict[str, float] = {}
        for hit in hinted:
            scores[hit.label] = max(scores.get(hit.label, 0.0), _HINT)
        for clause in deciding:
            for theme_id, weight in clause.themes.items():
                scores[theme_id] = scores.get(theme_id, 0.0) + weight
        if polarity is Polarity.NEUTRAL and any(clause.themes and not clause.denied for clause in clauses):
            polarity = Polarity.PROBLEM
        words = tuple(dict.fromkeys([hit.word for hit in hinted] + [word for one in deciding for word in one.words]))
        return Placement(self._ranked(scores), polarity, any(clause.acute for clause in clauses), words)

    def place_question(self, question: Question, themes: Mapping[str, str]) -> Question:
        """Give a question its theme: from the settings (``themes``: text -> id), a known item, or its words.

        Raises SettingsError for a theme id that the catalogue does not have. Two themes that weigh the same are no
        answer: the theme stays unknown.
        """
        chosen = themes.get(question.text)
        if chosen is not None:
            if chosen not in self._themes:
                raise SettingsError(_("[themes]: “{theme}” is no theme of the catalogue.").format(theme=chosen))
            return replace(question, theme_id=chosen, theme_certainty=Certainty.KNOWN)
        if question.theme_id is not None:
            return question
        scores: dict[str, float] = {}
        for hit in self._topic_hits(_words(question.text)):
            scores[hit.label] = scores.get(hit.label, 0.0) + hit.weight
        ranked = self._ranked(scores)
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] == scores[ranked[1]]):
            return replace(question, theme_id=None, theme_certainty=Certainty.UNKNOWN)
        return replace(question, theme_id=ranked[0], theme_certainty=Certainty.INFERRED)

    def _clauses(self, text: str) -> Iterator[tuple[str, ...]]:
        for sentence in _SENTENCE_END.split(text.casefold()):
            for clause in self._contrast.split(f" {sentence} "):
                words = _words(clause)
                if words:
                    yield words

    def _clause(self, words: tuple[str, ...]) -> _Clause:
        tone = self._tone.find(words)
        topics = self._topic_hits(words)
        negations = [hit for hit in tone if hit.label in _TURNING]
        turned = {
            hit: any(_within_reach(negation, hit) for negation in negations)
            for hit in tone
            if hit.label not in _TURNING
        }
        bad = [hit for hit, is_turned in turned.items() if hit.label == "bad" and not is_turned]
        good = [hit for hit, is_turned in turned.items() if hit.label == "good" and not is_turned]
        lacking = [hit for hit, is_turned in turned.items() if hit.label in ("good", "resource") and is_turned]
        loads = [hit for hit, is_turned in turned.items() if hit.label == "topic" and not is_turned]
        denied_words = [hit for hit, is_turned in turned.items() if hit.label in ("bad", "topic") and is_turned]
        acute = self._is_acute(words, negations)
        denied = False
        if acute:
            polarity = Polarity.PROBLEM
        elif any(hit.label == "wish" for hit in tone):
            polarity = Polarity.AMBITION
        elif bad or (lacking and not denied_words):
            polarity = Polarity.PROBLEM
        elif denied_words:
            polarity, denied = (Polarity.POSITIVE if good else Polarity.NEUTRAL), True
        elif good:
            polarity = Polarity.POSITIVE
        elif loads or negations:
            polarity = Polarity.PROBLEM
        else:
            polarity = Polarity.NEUTRAL
        themes: dict[str, float] = {}
        for hit in topics:
            if denied and any(_within_reach(negation, hit) for negation in negations):
                continue
            themes[hit.label] = themes.get(hit.label, 0.0) + hit.weight
        return _Clause(
            themes, polarity, acute, denied and not themes, tuple(hit.word for hit in topics if hit.label in themes)
        )

    def _is_acute(self, words: tuple[str, ...], negations: Iterable[_Hit]) -> bool:
        if not self._alarm_parts.find(words):
            return False
        for parts in self._alarms:
            found = [part.find(words) for part in parts]
            # A lone alarm word may be denied ("ingen påbud"); a pair is a description of how things are.
            if all(found) and (len(parts) > 1 or not any(_within_reach(no, found[0][0]) for no in negations)):
                return True
        return False

    def _topic_hits(self, words: tuple[str, ...]) -> list[_Hit]:
        hits = []
        for hit in self._topics.find(words):
            exceptions = self._exceptions.get(hit.label)
            if exceptions is None or not any(
                other.start < hit.end and hit.start < other.end for other in exceptions.find(words)
            ):
                hits.append(hit)
        # Of hits on the same words only the longest counts: "sociale medier" does not also mean what "medier" does.
        best = {
            place: max(hit.weight for hit in hits if hit.start <= place < hit.end)
            for hit in hits
            for place in range(hit.start, hit.end)
        }
        return [hit for hit in hits if hit.weight >= max(best[place] for place in range(hit.start, hit.end))]

    def _ranked(self, scores: Mapping[str, float]) -> tuple[str, ...]:
        """Return the themes with real evidence: at least a third of the strongest's, strongest first."""
        if not scores:
            return ()
        strongest = max(scores.values())
        order = {theme_id: place for place, theme_id in enumerate(self._themes)}
        kept = [theme_id for theme_id, score in scores.items() if score >= strongest / 3]
        return tuple(sorted(kept, key=lambda theme_id: (-scores[theme_id], order[theme_id])))


class _Words:
    """A word list for fast look-up. Entries: plain = start of a word, ``=`` whole word, ``*`` anywhere in a word.

    A plain entry of four letters or more is also found as the last part of a compound ("kontorstøj"); an entry of
    several words matches words in a row, the last by its start.
    """

    def __init__(self, entries: Iterable[tuple[str, str, float]]) -> None:
        self._whole: dict[str, list[tuple[str, float]]] = {}
        self._start: dict[str, list[tuple[str, float]]] = {}
        self._inside: dict[str, list[tuple[str, float]]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], bool, str, float]]] = {}
        for entry, label, factor in entries:
            text = entry.lstrip("=*").casefold()
            parts = _words(text)
            weight = factor * min(len(text), _LONGEST)
            if len(parts) > 1:
                self._phrases.setdefault(parts[0], []).append((parts, entry.startswith("="), label, weight))
            elif parts:
                table = {"=": self._whole, "*": self._inside}.get(entry[0], self._start)
                table.setdefault(parts[0], []).append((label, weight))
        self._single = lru_cache(maxsize=50_000)(self._look_up)

    def find(self, words: tuple[str, ...]) -> list[_Hit]:
        """Return all matches, from the left; of single words only the longest entries."""
        hits = []
        for place, word in enumerate(words):
            for parts, whole, label, weight in self._phrases.get(word, ()):
                end = place + len(parts)
                last = words[end - 1] if end <= len(words) else ""
                if words[place : end - 1] == parts[:-1] and (
                    last == parts[-1] if whole else last.startswith(parts[-1])
                ):
                    hits.append(_Hit(place, end, label, " ".join(words[place:end]), weight))
            hits += [_Hit(place, place + 1, label, word, weight) for label, weight in self._single(word)]
        return hits

    def _look_up(self, word: str) -> tuple[tuple[str, float], ...]:
        found = list(self._whole.get(word, ()))
        length = max((end for end in range(1, len(word) + 1) if word[:end] in self._start), default=0)
        found += self._start.get(word[:length], ())
        if not found:
            for start in range(1, len(word) - 1):
                for end in range(len(word), start + 1, -1):
                    part, ending = word[start:end], word[end:]
                    if start >= 3 and len(part) >= _COMPOUND and ending in _ENDINGS:
                        found += self._start.get(part, ())
                if found:
                    break
        found += [
            one for part, labels in self._inside.items() if part in word and word[len(part) :] != "" for one in labels
        ]
        found += self._inside.get(word, ())
        return tuple(dict.fromkeys(found))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _plain(text: str) -> str:
    return " ".join(_words(text))


def _within_reach(negation: _Hit, hit: _Hit) -> bool:
    """Whether a negation turns a word round: shortly before it, or right after it ("støjen er ikke værst")."""
    if negation.label == "not" and 0 <= negation.start - hit.end <= 1:
        return True
    return 0 <= hit.start - negation.end < _REACH
