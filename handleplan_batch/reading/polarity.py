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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from handleplan_batch.catalogue import Catalogue

_NEAR = 3
"""Words between two topics, or after a verb, within which a link or a negation counts."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision on one question."""

    good: bool | None
    """Whether a high level is good for the working environment; None = not told."""
    words: tuple[str, ...] = ()
    """The words of the question that decided."""
    known: bool = False
    """Whether a known item decided, not the wording."""
    theme_id: str | None = None
    """The known item's theme."""


@dataclass(frozen=True, slots=True)
class _Item:
    stems: tuple[re.Pattern[str], ...]
    good: bool
    theme_id: str


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Polarity:
    """The catalogue's knowledge of questions, ready to use."""

    items: tuple[_Item, ...]
    kinds: Mapping[str, re.Pattern[str]]

    def judge(self, question: str) -> Verdict:
        """Return whether a high level of what is asked is good; ``question`` is the header as it stands."""
        text = as_words(question)
        item = self._item(text)
        hit, flipped = self._carrier(text)
        if hit is None:
            if item is None:
                return Verdict(None)
            return Verdict(item.good, self._stems(item, text), known=True, theme_id=item.theme_id)
        good = (hit.kind in ("question_good", "question_good_topic", "question_remedy")) is not bool(flipped)
        words = tuple(word for word in (flipped, hit.word) if word)
        if item is None:
            return Verdict(good, words)
        if good is item.good:
            return Verdict(good, words, known=True, theme_id=item.theme_id)
        if hit.kind.endswith("_topic") and not flipped:  # a word that only names the topic yields to the known item
            return Verdict(item.good, self._stems(item, text), known=True, theme_id=item.theme_id)
        return Verdict(good, words, theme_id=item.theme_id)

    def _item(self, text: str) -> _Item | None:
        """Return the known item with most stems of those that fit; of several the first in the file."""
        found = [item for item in self.items if all(stem.search(text) for stem in item.stems)]
        return max(found, key=lambda item: len(item.stems), default=None)

    def _stems(self, item: _Item, text: str) -> tuple[str, ...]:
        return tuple(match[0] for stem in item.stems if (match := stem.search(text)))

    def _carrier(self, text: str) -> tuple[_Hit | None, str]:
        """Return the word that carries the question, and the negation that turns it round (empty when none)."""
        main = self._main_clause(text)
        for clause in dict.fromkeys((main, text)):
            hit = self._deciding(clause, self._hits(clause))
            if hit is not None:
                return hit, self._negation(clause, hit)
        return None, ""

    def _main_clause(self, text: str) -> str:
        """Return the question without frames, bracketed remarks and subordinate clauses."""
        text = re.sub(r"\([^)]*\)", " ", self.kinds["question_frame"].sub(" ", text)).strip(" ,.:;?!-")
        clause = self.kinds["question_clause"]
        if (first := clause.match(text)) and "," in text[first.end() :]:  # "Når du har travlt, får du så hjælp?"
            text = text[text.index(",", first.end()) + 1 :]
        cut = next((match.start() for match in clause.finditer(text) if match.start() > 0), len(text))
        return text[:cut]

    def _hits(self, clause: str) -> list[_Hit]:
        """Return the words that bear on the decision, left to right; where they overlap the longest counts."""
        found = [
            _Hit(match.start(), match.end(), kind, match[0])
            for kind in _DECIDING
            for match in self.kinds[kind].finditer(clause)
        ]
        found.sort(key=lambda hit: (hit.start - hit.end, hit.start, _DECIDING.index(hit.kind)))
        kept: list[_Hit] = []
        for hit in found:
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)

    def _deciding(self, clause: str, hits: list[_Hit]) -> _Hit | None:
        strong = next((hit for hit in hits if hit.kind == "question_strong"), None)
        if strong:
            return strong
        said = [hit for hit in hits if hit.kind in ("question_bad", "question_good", "question_remedy")]
        for hit, following in pairwise(said):
            between = clause[hit.end : following.start]
            if _is_bad(hit) is not _is_bad(following) and self._joined(between, "question_choice"):
                return None
        if said:
            return said[0]
        topics = [hit for hit in hits if hit.kind.endswith("_topic")]
        if len({hit.kind for hit in topics}) < 2:
            return topics[0] if topics else None
        other = next(hit for hit in topics if hit.kind != topics[0].kind)
        before = [hit for hit in topics if hit.start < other.start][-1]
        return topics[0] if self._joined(clause[before.end : other.start], "question_link") else None

    def _joined(self, between: str, kind: str) -> bool:
        return len(between.split()) <= _NEAR + 1 and self.kinds[kind].search(between) is not None

    def _negation(self, clause: str, hit: _Hit) -> str:
        """Return the negation that stands before the word, or right after it in the same clause ("trives ikke")."""
        before = [
            match[0]
            for kind in ("question_negation", "question_without")
            for match in self.kinds[kind].finditer(clause)
            if match.end() <= hit.start
        ]
        after = [
            match[0]
            for match in self.kinds["question_negation"].finditer(clause, hit.end)
            if not re.search(r"[,;:–]| at ", gap := clause[hit.end : match.start()]) and len(gap.split()) <= 1
        ]
        found = before + after
        return found[-1] if len(found) % 2 else ""


def _is_bad(hit: _Hit) -> bool:
    return hit.kind == "question_bad"


_DECIDING = (
    *("question_strong", "question_remedy", "question_bad", "question_good"),
    *("question_bad_topic", "question_good_topic"),
)
_KINDS = (
    *_DECIDING,
    *("question_negation", "question_without", "question_clause", "question_link", "question_choice", "question_frame"),
)


@lru_cache(maxsize=8)
def load_polarity(catalogue: Catalogue) -> Polarity:
    """Return the catalogue's knowledge of questions, built once per catalogue."""
    words: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for row in catalogue.table("wording"):
        if row["kind"] in words:
            words[row["kind"]].append(row["word"])
    items = []
    for row in catalogue.table("instruments"):
        stems = [stem.strip() for stem in row["words"].split("|") if stem.strip()]
        items.append(
            _Item(
                tuple(keyword_pattern([stem]) for stem in stems),
                row["polarity"] == "good",
                row["theme_id"],
            )
        )
    return Polarity(tuple(items), {kind: keyword_pattern(listed) for kind, listed in words.items()})


def keyword_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for keywords: ``word`` at a word's beginning, ``=word`` whole, ``*word`` anywhere.

    The text must be in lower case. Of several words the longest is tried first; without words nothing matches.
    """
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        body = re.escape(word.lstrip("=*").casefold()).replace(r"\ ", r"\s+")
        before = "" if word.startswith("*") else r"(?<!\w)"
        parts.append(before + body + (r"(?!\w)" if word.startswith("=") else "" if word.startswith("*") else r"\w*"))
    return re.compile("|".join(parts) or r"(?!)")


def as_words(text: str) -> str:
    """Return the text in lower case with single blanks; code-like headers (``WorkEnv``, ``ask_leave``) as words."""
    if " " not in text.strip():
        text = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", text.replace("_", " "))
    return " ".join(text.casefold().replace("’", "'").split())
