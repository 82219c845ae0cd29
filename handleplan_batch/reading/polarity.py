"""What a high level of the thing asked about means for the working environment, judged from a question's words.

"I hvor høj grad er du generet af støj?" is bad when high, "Får du hjælp, når du har brug for det?" good. Two sources
decide, both editable in the catalogue: known items (``instruments.csv``, own words, no item texts of others) and the
kinds ``question_…`` of ``wording.csv``:

- ``question_strong``: decides *bad* whatever stands beside it (lacks, too much, too little);
- ``question_bad``, ``question_good``: says how it is (bothered, difficult; satisfied, sufficient);
- ``question_remedy``: something is done about what follows or precedes (prevented, handled), which is *good*;
- ``question_bad_topic``, ``question_good_topic``: good or bad in itself when nothing more is said (noise, support);
- ``question_negation``: turns the decision round, also from right behind a verb ("trives ikke");
- ``question_without``: turns it round when it stands before the word ("ingen mobning", "uden støtte");
- ``question_clause``: begins a subordinate clause, which does not decide ("når du har problemer");
- ``question_link``: joins two topics so that the first one counts ("støtte ved konflikter");
- ``question_choice``: sets two ends against each other ("let eller svært"), so that neither decides;
- ``question_frame``: fixed phrases without meaning here ("i hvor høj grad").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from handleplan_batch.catalogue import Catalogue

_NEAR = 4
"""Words between two topics within which a link counts, and between two judgements within which a choice does."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision on one question."""

    good: bool | None
    """Whether a high level is good for the working environment; None = not told."""
    words: tuple[str, ...] = ()
    """The words of the question that decided."""
    known: bool = False
    """Whether a known item decided or agreed, not the wording alone."""
    theme_id: str | None = None
    """The known item's theme."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A known item: it fits a question that holds all its stems."""

    stems: tuple[str, ...]
    """As they are found in the words between single blanks: with a blank before, and after when the word must end."""
    good: bool
    theme_id: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str
    tokens: tuple[str, ...]
    whole: bool
    """Whether the last token must be the whole word, not its beginning."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """Where a phrase stands: tokens ``start`` up to ``end``."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Polarity:
    """The catalogue's knowledge of questions, ready to use."""

    items: tuple[_Item, ...]
    phrases: Mapping[str, tuple[_Phrase, ...]]
    """First two letters -> the phrases that begin with them."""
    anywhere: tuple[_Phrase, ...]
    """Phrases of one word that may stand inside another."""

    def judge(self, question: str) -> Verdict:
        """Return whether a high level of what is asked is good; ``question`` is the header as it stands."""
        tokens = _tokens(as_words(question))
        hits = self._find(tokens)
        item = self._item(tokens)
        hit, negation = _carrier(tokens, hits)
        if hit is None:
            if item is None:
                return Verdict(None)
            if _is_mixed(tokens, hits, _found(item, tokens)):
                return Verdict(None, theme_id=item.theme_id)
            return Verdict(item.good, _found(item, tokens), known=True, theme_id=item.theme_id)
        if hit.kind == "question_choice":
            return Verdict(None, theme_id=None if item is None else item.theme_id)
        good = (hit.kind in _GOOD) is (negation is None)
        words = tuple(" ".join(tokens[part.start : part.end]) for part in (negation, hit) if part)
        if item is None:
            return Verdict(good, words)
        if _is_joined_to_opposite(hits, hit):
            return Verdict(None, theme_id=item.theme_id)
        if good is item.good:
            return Verdict(good, words, known=True, theme_id=item.theme_id)
        if hit.kind in _TOPICS and negation is None:  # a word that only names the topic yields to the known item
            return Verdict(item.good, _found(item, tokens), known=True, theme_id=item.theme_id)
        return Verdict(good, words, theme_id=item.theme_id)

    def _item(self, tokens: Sequence[str]) -> _Item | None:
        """Return the known item with most stems of those that fit; of several the first in the file."""
        text = f" {' '.join(tokens)} "
        found = [item for item in self.items if item.stems[0] in text and all(stem in text for stem in item.stems)]
        return max(found, key=lambda item: len(item.stems), default=None)

    def _find(self, tokens: Sequence[str]) -> list[_Hit]:
        """Return every phrase that stands in the tokens, left to right."""
        hits = []
        for start, token in enumerate(tokens):
            for phrase in self.phrases.get(token[:2], ()):
                end = start + len(phrase.tokens)
                *before, last = phrase.tokens
                if (
                    end <= len(tokens)
                    and list(tokens[start : end - 1]) == before
                    and (tokens[end - 1] == last if phrase.whole else tokens[end - 1].startswith(last))
                ):
                    hits.append(_Hit(phrase.kind, start, end))
            hits += [_Hit(phrase.kind, start, start + 1) for phrase in self.anywhere if phrase.tokens[0] in token]
        return hits


def _carrier(tokens: Sequence[str], hits: Sequence[_Hit]) -> tuple[_Hit | None, _Hit | None]:
    """Return the phrase that carries the question, and the negation that turns it round."""
    kept = _outside_frames(tokens, hits)
    main = _main_clause(tokens, hits, kept)
    for places in (main, kept):
        inside = [hit for hit in hits if all(place in places for place in range(hit.start, hit.end))]
        carrier = _deciding(_longest(inside), inside)
        if carrier is not None:
            return carrier, _negation(tokens, inside, carrier)
    return None, None


def _outside_frames(tokens: Sequence[str], hits: Iterable[_Hit]) -> frozenset[int]:
    """Return the places of the tokens that are neither in fixed phrases nor in brackets."""
    framed = {place for hit in hits if hit.kind == "question_frame" for place in range(hit.start, hit.end)}
    depth = 0
    for place, token in enumerate(tokens):
        depth += token == "("
        if depth:
            framed.add(place)
        depth = max(0, depth - (token == ")"))
    return frozenset(range(len(tokens))) - framed


def _main_clause(tokens: Sequence[str], hits: Iterable[_Hit], kept: frozenset[int]) -> frozenset[int]:
    """Return the places of the main clause: before a subordinate clause, or after one that comes first."""
    places = sorted(place for place in kept if re.match(r"\w", tokens[place]))
    clauses = sorted(hit.start for hit in hits if hit.kind == "question_clause" and hit.start in kept)
    if places and places[0] in clauses:  # "Når du har travlt, får du så hjælp?"
        comma = next((place for place, token in enumerate(tokens) if token == "," and place > places[0]), None)
        if comma is not None:
            places = [place for place in places if place > comma]
    first = places[0] if places else 0
    cut = next((start for start in clauses if start > first), len(tokens))
    return frozenset(place for place in kept if first <= place < cut)


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """Return the phrases that bear on the decision; where they overlap the longest counts."""
    deciding = [hit for hit in hits if hit.kind in _DECIDING]
    deciding.sort(key=lambda hit: (hit.start - hit.end, hit.start, _DECIDING.index(hit.kind)))
    taken: set[int] = set()
    chosen = []
    for hit in deciding:
        places = range(hit.start, hit.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _deciding(hits: Sequence[_Hit], all_hits: Iterable[_Hit]) -> _Hit | None:
    """Return the one phrase that carries a clause, None when the rules leave it open.

    A ``question_choice`` between two ends carries it too: it says that neither decides.
    """
    strong = next((hit for hit in hits if hit.kind == "question_strong"), None)
    if strong:
        return strong
    joints = [hit for hit in all_hits if hit.kind in ("question_choice", "question_link")]

    def joint(left: _Hit, right: _Hit, kind: str) -> _Hit | None:
        between = (hit for hit in joints if hit.kind == kind and left.end <= hit.start < right.start)
        return next(between, None) if right.start - left.end <= _NEAR else None

    said = [hit for hit in hits if hit.kind not in _TOPICS]
    for left, right in pairwise(said):
        if (left.kind in _GOOD) is not (right.kind in _GOOD) and (choice := joint(left, right, "question_choice")):
            return choice
    if said:
        return said[0]
    topics = [hit for hit in hits if hit.kind in _TOPICS]
    other = next((hit for hit in topics if hit.kind != topics[0].kind), None)
    if other is None:
        return topics[0] if topics else None
    before = [hit for hit in topics if hit.start < other.start][-1]
    return topics[0] if joint(before, other, "question_link") else None


def _is_mixed(tokens: Sequence[str], hits: Sequence[_Hit], explained: Collection[str]) -> bool:
    """Whether good and bad words meet in the main clause that are none of the known item's."""
    main = _main_clause(tokens, hits, _outside_frames(tokens, hits))
    inside = _longest(hit for hit in hits if all(place in main for place in range(hit.start, hit.end)))
    left = [hit for hit in inside if not set(tokens[hit.start : hit.end]) <= set(explained)]
    return len({hit.kind in _GOOD for hit in left}) > 1


def _is_joined_to_opposite(hits: Sequence[_Hit], carrier: _Hit) -> bool:
    """Whether a topic of the other kind stands right before a judgement: "problemer med godt samarbejde"."""
    if carrier.kind not in ("question_good", "question_bad"):
        return False
    before = [
        hit
        for hit in _longest(hits)
        if hit.kind == ("question_bad_topic" if carrier.kind == "question_good" else "question_good_topic")
        and 0 < carrier.start - hit.end <= 2
    ]
    return any(
        link.kind == "question_link" and hit.end <= link.start and link.end <= carrier.start
        for hit in before
        for link in hits
    )


def _negation(tokens: Sequence[str], hits: Iterable[_Hit], carrier: _Hit) -> _Hit | None:
    """Return the negation before the carrier, or right after it in the same clause ("trives ikke"); two cancel out."""
    found = {}
    for hit in hits:
        before = hit.kind in ("question_negation", "question_without") and hit.end <= carrier.start
        gap = tokens[carrier.end : hit.start]
        after = hit.kind == "question_negation" and hit.start >= carrier.end and len(gap) <= 1
        if before or (after and all(re.match(r"\w", token) and token != "at" for token in gap)):
            found[hit.start] = hit
    return found[max(found)] if len(found) % 2 else None


_GOOD = frozenset({"question_good", "question_good_topic", "question_remedy"})
_TOPICS = frozenset({"question_bad_topic", "question_good_topic"})
_DECIDING = (
    *("question_strong", "question_remedy", "question_bad", "question_good"),
    *("question_bad_topic", "question_good_topic"),
)


@lru_cache(maxsize=8)
def load_polarity(catalogue: Catalogue) -> Polarity:
    """Return the catalogue's knowledge of questions, built once per catalogue."""
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    anywhere = []
    for row in catalogue.table("wording"):
        tokens = _tokens(row["word"].casefold().lstrip("=*"))
        if not row["kind"].startswith("question_") or not tokens:
            continue
        phrase = _Phrase(row["kind"], tokens, row["word"].startswith("="))
        if row["word"].startswith("*") and len(tokens) == 1:
            anywhere.append(phrase)
        else:
            phrases[tokens[0][:2]].append(phrase)
    items = tuple(
        _Item(
            tuple(_stem(stem.strip()) for stem in row["words"].split("|") if stem.strip()),
            row["polarity"] == "good",
            row["theme_id"],
        )
        for row in catalogue.table("instruments")
    )
    return Polarity(items, {start: tuple(listed) for start, listed in phrases.items()}, tuple(anywhere))


def _stem(stem: str) -> str:
    words = " ".join(_tokens(stem.casefold().lstrip("=*")))
    return ("" if stem.startswith("*") else " ") + words + (" " if stem.startswith("=") else "")


def _found(item: _Item, tokens: Sequence[str]) -> tuple[str, ...]:
    """Return the question's words that the item's stems stand in."""
    text = f" {' '.join(tokens)} "
    words = []
    for stem in item.stems:
        inside = text.index(stem) + (stem[0] == " ")
        start, last = text.rindex(" ", 0, inside + 1), inside + len(stem.strip())
        words.append(text[start : text.index(" ", last)].strip())
    return tuple(words)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+|[^\w\s]", text))


def as_words(text: str) -> str:
    """Return the text in lower case with single blanks; code-like headers (``WorkEnv``, ``ask_leave``) as words."""
    if " " not in text.strip():
        text = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", text.replace("_", " "))
    return " ".join(re.sub(r"n[’']t\b", " not", text.casefold()).replace("’", "'").split())
