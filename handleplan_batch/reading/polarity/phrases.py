"""Which phrases of the catalogue, and which known item, stand in a question.

A word may say nothing of what it looks like ("ringe til", "overfaldsalarm", "kan godt"): such phrases are left out or
taken for another kind here, so that the rules need not know of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from handleplan_batch.catalogue import Catalogue

_FAR = 7
"""Words within which the second half of a phrase begins behind its first."""
GOOD = frozenset({"question_good", "question_good_topic", "question_remedy"})
BAD = frozenset({"question_bad", "question_bad_topic"})
TOPICS = frozenset({"question_bad_topic", "question_good_topic"})
EMPTY = frozenset(f"question_{kind}" for kind in ("verb", "plain", "deed", "frame", "link", "negation", "without"))
JUDGEMENTS = frozenset({"question_strong", "question_bad", "question_good"})
DEED = "question_deed"
TURNING = frozenset(f"question_{kind}" for kind in ("negation", "without", "less", "strong", "wish"))
CLAUSES = frozenset({"question_clause", "question_relative"})
_RARELY = frozenset({"først", "kun", "only", "bare", "bara", "först", "sent", "aldrig"})
"""What between the halves of a phrase says that it hardly is so."""
DENIALS = frozenset({"question_negation", "question_without"})
_FOR = frozenset({"for", "för"})
_SOLVING = frozenset(
    {"at", "å", "og", "kan", "kunne", "skal", "skulle", "vil", "ville", "må", "måtte", "bør", "burde", "får", "hjælpes"}
)
"""What stands before "løse" where it is a verb."""
_SOLVED = ("konflikt", "problem", "opgave", "oppgave", "udfordring", "utfordring", "sag", "uenighed", "det", "den")
STOPS = frozenset({".", "?", "!", ";", ":", ",", "/"})
WHEN = frozenset({"når", "efter", "etter", "när", "då"})
PLACES = frozenset({"i", "på", "under", "ved", "ud", "ude", "hos", "in", "on", "out", "at", "vid", "ute"})
"""Prepositions right behind the verb that tell where a good thing is, or where it goes."""
OWNERS = frozenset(
    {
        *("min", "mit", "mine", "din", "dit", "dine", "vores", "jeres", "my", "your", "our"),
        *("mitt", "mina", "ditt", "dina", "vår", "vårt"),
    }
)
_THING = re.compile(r"det|den|de|\w{3,}(?:(?<!er)(?<!tt)(?<!ss)(?<!vn)(?<!kt)et|en|ne)")
"""A pronoun, or a noun with its article; no participle ("stresset")."""
_WELL = frozenset({"godt", "gott", "gärna", "gerne"})
_MAY = frozenset({"kan", "kunne", "må", "måtte", "vil", "ville", "kunde"})
_MAY_WHO = frozenset({"jeg", "du", "i", "vi", "man", "han", "hun", "de", "det", "der", "den", "jag", "ni", "dere"})
_SUPERLATIVE = re.compile(r"\w{0,2}est[ea]?")
"""What makes "safest" of "safe": a comparison, not a judgement ("det er sikrest at tie")."""
_GUARD = re.compile(
    r"\w*(?:alarm|sikring|værn|dæmpning|dæmpere?|forebyggelse|beredskab|politik|udsugning|afskærmning|slukker"
    r"|beskyttelse|skydd|vern)(?:en|et|e|er|erne|ene)?"
)
"""What makes a guard against a danger of its name: "overfaldsalarm", "faldsikring"."""
BELOW = frozenset({"under", "below", "højst", "maks", "max"})
"""What stands before a number that something keeps below, so that little of it is asked about."""
_NUMBERS = frozenset(
    {
        *("tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tyve"),
        *("sju", "åtte", "fyra", "sex", "åtta", "nio", "tio", "elva"),
        *("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    }
)
INFINITIVE = frozenset({"at", "to", "om", "å", "att"})
"""Links that what is done follows, not the name of a thing."""
DECIDING = (
    *("question_strong", "question_remedy", "question_bad", "question_good"),
    *("question_bad_topic", "question_good_topic"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A known item: it fits a question that holds all its stems."""

    stems: tuple[str, ...]
    """As they are found in the words between single blanks: with a blank before, and after when the word must end."""
    good: bool
    theme_id: str

    def places_in(self, tokens: Sequence[str]) -> tuple[int, ...]:
        """Return the places of the question's words that the stems stand in, stem by stem."""
        text = f" {' '.join(tokens)} "
        places: list[int] = []
        for stem in self.stems:
            inside = text.index(stem) + (stem[0] == " ")
            first = text.count(" ", 0, inside) - 1
            places += range(first, first + stem.strip().count(" ") + 1)
        return tuple(places)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the catalogue that are looked for."""

    kind: str
    tokens: tuple[str, ...]
    whole: bool
    """Whether the last token must be the whole word, not its beginning."""
    far: tuple[str, ...] = ()
    """What must follow within a few words of the same clause: "griber … ind"."""
    inside: bool = False
    """Whether the first word of what must follow may stand inside a longer one: "har … *handsker på"."""

    def goes_on(self, tokens: Sequence[str], behind: int) -> range | None:
        """Return where what must follow stands from the place ``behind`` on; None where it does not."""
        *before, last = self.far
        for start in range(behind, min(behind + _FAR, len(tokens))):
            begun = tokens[start].find(self.far[0])
            if begun == 0 or (self.inside and begun > 0):
                found = [tokens[start][begun:], *tokens[start + 1 : start + len(self.far)]]
            else:
                found = []
            if (
                len(found) == len(self.far)
                and found[:-1] == before
                and (found[-1] == last or (not self.whole and found[-1].startswith(last)))
            ):
                return range(start, start + len(found))
            if tokens[start] in STOPS | _RARELY | INFINITIVE - {"om"}:
                break
        return None


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands: tokens ``start`` up to ``end``."""

    kind: str
    start: int
    end: int
    letters: int = 0
    """Letters of the word that are explained when it is a single one: "glidestykke" is more than "glide"."""
    far: range = range(0)
    """Where the second half of a phrase with words between its halves stands."""

    @property
    def places(self) -> range:
        """Where its words stand, of a phrase with two halves those of the first."""
        return range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases and the known items of a catalogue."""

    items: tuple[Item, ...]
    begun: Mapping[str, tuple[Phrase, ...]]
    """How a word begins -> the phrases of that one word."""
    fixed: Mapping[str, tuple[Phrase, ...]]
    """First word -> the phrases that begin with just this word."""
    anywhere: tuple[Phrase, ...]
    """Phrases of one word that may stand inside another."""

    def item_in(self, tokens: Sequence[str]) -> Item | None:
        """Return the known item with most stems of those that fit; of several the first in the file."""
        text = f" {' '.join(tokens)} "
        found = [item for item in self.items if item.stems[0] in text and all(stem in text for stem in item.stems)]
        return max(found, key=lambda item: len(item.stems), default=None)

    def find(self, tokens: Sequence[str]) -> list[Hit]:
        """Return every phrase that stands in the tokens, left to right."""
        hits = []
        for start, token in enumerate(tokens):
            begun = (self.begun.get(token[:length], ()) for length in range(1, len(token) + 1))
            for phrase in chain(self.fixed.get(token, ()), *begun):
                end = start + len(phrase.tokens)
                far: range | None = None
                *before, last = phrase.tokens
                if (
                    end <= len(tokens)
                    and list(tokens[start : end - 1]) == before
                    and (tokens[end - 1] == last if phrase.whole or phrase.far else tokens[end - 1].startswith(last))
                    and (not phrase.far or (far := phrase.goes_on(tokens, end)) is not None)
                    and not (
                        phrase.kind in ("question_good", "question_bad")
                        and _SUPERLATIVE.fullmatch(tokens[end - 1], len(last))
                    )
                ):
                    kind = phrase.kind
                    if kind in ("question_bad", "question_bad_topic") and _GUARD.fullmatch(tokens[end - 1], len(last)):
                        kind = "question_good_topic"
                    if kind == "question_good" and end == start + 1 and _is_particle(tokens, start):
                        kind = "question_plain"
                    if phrase.tokens == ("løse",) and kind == "question_remedy" and _is_loose(tokens, start):
                        kind = "question_bad"
                    if phrase.tokens == ("virker",) and kind == "question_verb" and _is_working(tokens, start):
                        kind = "question_good"
                    hits.append(Hit(kind, start, end, 0 if before else len(last), far or range(0)))
            hits = _without_taken_for(tokens, hits)
            hits += [Hit(phrase.kind, start, start + 1) for phrase in self.anywhere if phrase.tokens[0] in token]
            if token in BELOW and start + 1 < len(tokens) and _is_number(tokens[start + 1]):
                hits.append(Hit("question_less", start, start + 1))  # "støjen under 80 dB"
        return _without_homonyms(hits)


def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """Return the phrases of ``wording.csv`` and the items of ``instruments.csv``, ready to be looked for."""
    begun: dict[str, list[Phrase]] = defaultdict(list)
    fixed: dict[str, list[Phrase]] = defaultdict(list)
    anywhere = []
    asked = (
        (kind, word) for kind, words in catalogue.wording.items() if kind.startswith("question_") for word in words
    )
    for kind, word in asked:
        written, _gap, far = word.casefold().lstrip("=*").partition("…")
        tokens = tokens_of(written)
        if not tokens:
            continue
        inside = far.strip().startswith("*")
        phrase = Phrase(
            kind.removesuffix("_only"), tokens, word.startswith("="), tokens_of(far.replace("*", "")), inside
        )
        if word.startswith("*") and len(tokens) == 1:
            anywhere.append(phrase)
        elif phrase.whole or phrase.far or len(tokens) > 1:
            fixed[tokens[0]].append(phrase)
        else:
            begun[tokens[0]].append(phrase)
    items = tuple(
        Item(
            tuple(_stem(stem.strip()) for stem in row["words"].split("|") if stem.strip()),
            row["polarity"] == "good",
            row["theme_id"],
        )
        for row in catalogue.table("instruments")
    )
    return Lexicon(
        items,
        {start: tuple(listed) for start, listed in begun.items()},
        {word: tuple(listed) for word, listed in fixed.items()},
        tuple(anywhere),
    )


def _stem(stem: str) -> str:
    words = " ".join(tokens_of(stem.casefold().lstrip("=*")))
    return ("" if stem.startswith("*") else " ") + words + (" " if stem.startswith("=") else "")


def _without_homonyms(hits: list[Hit]) -> list[Hit]:
    """Return the phrases without those inside a longer one that says nothing: "ringe til" is no "ringe"."""
    plain = [hit for hit in hits if hit.kind == "question_plain" and hit.end > hit.start + 1]
    if not plain:
        return hits
    return [
        hit
        for hit in hits
        if hit.kind not in (*DECIDING, *CLAUSES, "question_less")
        or not any(
            longer.start <= hit.start and hit.end <= longer.end and longer.end - longer.start > hit.end - hit.start
            for longer in plain
        )
    ]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the phrases that bear on the decision; where they overlap the longest counts."""
    deciding = [hit for hit in hits if hit.kind in DECIDING]
    deciding.sort(
        key=lambda hit: (hit.start - hit.end - len(hit.far), -hit.letters, DECIDING.index(hit.kind), hit.start)
    )
    taken: set[int] = set()
    chosen = []
    for hit in deciding:
        places = hit.places
        if taken.isdisjoint((*places, *hit.far)):
            taken.update((*places, *hit.far))
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _is_number(token: str) -> bool:
    return token.isdecimal() or token in _NUMBERS


def _is_particle(tokens: Sequence[str], place: int) -> bool:
    """Whether "godt" only goes with what may be: "jeg kan godt blive i tvivl", "kan du godt finde på at …"."""
    if tokens[place] not in _WELL or place + 1 == len(tokens) or not re.match(r"\w", tokens[place + 1]):
        return False
    before = place - 2 if place > 1 and tokens[place - 1] in _MAY_WHO else place - 1
    return before >= 0 and tokens[before] in _MAY


def _is_loose(tokens: Sequence[str], place: int) -> bool:
    """Whether "løse" says that things are loose, not that something is solved: "løse ledninger", not "kan vi løse"."""
    before, after = tokens[max(0, place - 2) : place], tokens[place + 1 : place + 2]
    return _SOLVING.isdisjoint(before) and not (after and after[0].startswith(_SOLVED))


def _is_working(tokens: Sequence[str], place: int) -> bool:
    """Whether "virker" says of a thing that it works, not how somebody seems: "virker alarmen?", "bremserne virker"."""

    def ends(behind: int) -> bool:
        return (
            behind == len(tokens)
            or tokens[behind] in STOPS | PLACES | {"ikke", "aldrig", "altid"}
            or (tokens[behind] in WHEN and behind > place + 1)
        )

    thing = place + 1 + (tokens[place + 1 : place + 2] != () and tokens[place + 1] in OWNERS)
    if not place and thing < len(tokens) and "?" in tokens:
        return _THING.fullmatch(tokens[thing]) is not None and ends(thing + 1)
    return place > 0 and _THING.fullmatch(tokens[place - 1]) is not None and ends(place + 1)


def _without_taken_for(tokens: Sequence[str], hits: Sequence[Hit]) -> list[Hit]:
    """Return the phrases without those whose "for" belongs to the verb before: "slipper for tunge løft"."""
    ends = {
        hit.end
        for hit in hits
        if hit.kind == "question_without" and hit.end > hit.start + 1 and tokens[hit.end - 1] in _FOR
    }
    return [
        hit
        for hit in hits
        if not (hit.kind == "question_strong" and tokens[hit.start] in _FOR and hit.start + 1 in ends)
    ]


def tokens_of(text: str) -> tuple[str, ...]:
    """Return the words and signs of a text."""
    return tuple(re.findall(r"\w+|[^\w\s]", text))


@lru_cache(maxsize=10_000)
def as_words(text: str) -> str:
    """Return the text in lower case with single blanks; code-like headers (``WorkEnv``, ``ask_leave``) as words."""
    if " " not in text.strip():
        text = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", text.replace("_", " "))
    return " ".join(re.sub(r"n[’']t\b", " not", text.casefold()).replace("’", "'").split())
