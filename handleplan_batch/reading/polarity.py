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
- ``question_relative``: begins a clause that tells which things are meant; it decides when the main clause only asks
  whether there are any ("Er der trapper, som er glatte?");
- ``question_thing``: says of the subject only that it is something, of which a clause behind tells how it is
  ("stress er et problem, vi tager hånd om");
- ``question_but``: what follows may say the opposite, so that neither half decides;
- ``question_concession``: what bad is said before it may be said to do no harm ("uden at …");
- ``question_wish``: what follows is wished for or expected, not so;
- ``question_less``: there is little of what follows, which the rules do not follow;
- ``question_ago``: what is told was long ago, be it good or bad, or seldom, or is no more than known of;
- ``question_open``: a set phrase that turns or empties what stands beside it in a way that the rules do not follow
  ("på den gode måde"), or whose words mean something else ("slået op"), so that nothing decides;
- ``question_weighed``: how important something is to who answers, or whether to work with it, which tells nothing of
  how it is ("hvor vigtigt er …");
- ``question_rise``, ``question_fall``: there is more or less of what is named before it ("støjen er steget");
- ``question_forbidden``, ``question_tolerated``: what must not occur at all, and words that say that something may:
  that bullying is not accepted is a rule against it, that it is, is bad;
- ``question_degree``: says how soon rather than how well before a word that nobody knows ("let distraheret");
- ``question_soon``: says beside a remedy how soon, and nothing bad ("bliver rettet hurtigt");
- ``question_harm``: says that something good does harm, costs, or is in vain ("at tale om det kan skade min karriere"),
  so that it does not decide alone;
- ``question_avoid``: avoids what "at" brings behind it, so that this decides the other way round ("undgår at melde");
- ``question_much``: says how much there is of what is named, the only thing that may be said about a mere name;
- ``question_presence``: says that there is much of it, where something bad stands before it ("støvet er synligt");
- ``question_link``: joins two topics so that the first one counts ("støtte ved konflikter");
- ``question_choice``: sets two ends against each other ("let eller svært"), so that neither decides;
- ``question_frame``: fixed phrases without meaning here ("i hvor høj grad");
- ``question_cause``: verbs whose object tells what comes of the thing before it ("giver udstyret problemer?");
- ``question_verb``: verbs that only join what is said to whom ("er", "oplever");
- ``question_deed``: verbs that do something with what is named, so that its name alone does not decide ("gør");
- ``question_plain``: words that say neither good nor bad (function words, people, places, tools of any work); a phrase
  of several words takes what looks good or bad inside it along ("ringe til" is no "ringe").

Words may stand between the two halves of a phrase that has "…" in it ("griber … ind over for"), and the second half may
begin inside a longer word where it is marked ("bruger … *handsker": arbejdshandsker).

Comments are read with the same words (:mod:`~handleplan_batch.judging.theming`), save those whose kind ends in
``_only``.

A word that none of these knows may turn the sentence round ("Fravælger I værnemidler?"). So a topic decides only where
every word of its clause is known, save the name of a thing after a preposition ("støj fra kompressoren"), and a
judgement only where nothing unknown stands before it, save between a joining verb and it ("er kompressoren farlig").

A second opinion, learned from invented questions, comments and phrases (``training/``), looks at the sentence as a
whole ("arbejdsglæden er gået fløjten"). It decides nothing, but a decision of the rules that it clearly contradicts is
marked as doubted, so that a person is asked; save where something is denied: of invented questions by writers left out
it doubts 1 of 100 right and 21 of 100 wrong decisions without a denial, and 8 and 29 with one (see docs/theming.md).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import chain, pairwise

from handleplan_batch.catalogue import SHIPPED, Catalogue
from handleplan_batch.catalogue.learned import Table, stored

_NEAR = 4
"""Words between two topics within which a link counts, and between two judgements within which a choice does."""
_FAR = 7
"""Words within which the second half of a phrase begins behind its first."""
DOUBT = 0.6
"""Score against a decision from which it is doubted; chosen with ``training/learn.py questions --try``."""
LEANING = 0.7
"""Score from which a question that the rules do not decide is said to lean one way: of those of 978 invented questions
that nothing was learned from 106 of 114 were right (docs/theming.md)."""
_FEWEST_READ_WHOLE = 3
"""Words of a question that can be read as a whole."""


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
    strange: tuple[str, ...] = ()
    """The words that nothing is known about and that therefore kept the others from deciding."""
    doubted: bool = False
    """Whether the whole reads as the opposite of what the words decided."""


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
            if tokens[start] in _STOPS | _RARELY | _INFINITIVE - {"om"}:
                break
        return None


@dataclass(frozen=True, slots=True)
class _Hit:
    """Where a phrase stands: tokens ``start`` up to ``end``."""

    kind: str
    start: int
    end: int
    letters: int = 0
    """Letters of the word that are explained when it is a single one: "glidestykke" is more than "glide"."""
    far: range = range(0)
    """Where the second half of a phrase with words between its halves stands."""


_MOST_REMEMBERED = 20_000
"""Questions whose verdicts are kept."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """The catalogue's knowledge of questions, ready to use."""

    items: tuple[_Item, ...]
    phrases: Mapping[str, tuple[_Phrase, ...]]
    """How a word begins -> the phrases of that one word."""
    fixed: Mapping[str, tuple[_Phrase, ...]]
    """First word -> the phrases that begin with just this word."""
    anywhere: tuple[_Phrase, ...]
    """Phrases of one word that may stand inside another."""
    shipped: Polarity | None = None
    """What ships with the program, where people have their own: of these nothing was learned."""
    judged: dict[str, Verdict] = field(default_factory=dict, compare=False, repr=False)
    """What was decided before: the files of a survey ask the same."""

    def judge(self, question: str) -> Verdict:
        """Return whether a high level of what is asked is good; ``question`` is the header as it stands.

        Where it is one line of a matrix ("How much do you agree? [I feel safe]"), the line decides if what stands over
        all lines says nothing itself.
        """
        if question not in self.judged:
            if len(self.judged) >= _MOST_REMEMBERED:
                self.judged.clear()
            self.judged[question] = self._judge_line(question)
        return self.judged[question]

    def _judge_line(self, question: str) -> Verdict:
        tokens = _tokens(as_words(question))
        if any(hit.kind == "question_weighed" for hit in self._find(tokens)):
            item = self._item(tokens)
            return Verdict(None, theme_id=None if item is None else item.theme_id)
        numbered = _NUMBERED.fullmatch(question.strip())
        if numbered is not None and self._says_nothing(numbered[1]):
            question = numbered[2]
        for pattern in _MATRIX:
            parted = pattern.fullmatch(question.strip())
            if parted is not None and _RATING.search(as_words(parted[1])) and not is_statement(parted[2]):
                line = self._judge(parted[2])
                if line.good is False:  # how good it is, or how much of it there is?
                    return replace(line, good=None, known=False)
            if parted is not None and self._is_frame(parted[1], parted[2]):
                line, whole = self._judge(parted[2]), self._judge(question)
                agreed = whole.good is not None and whole.good is line.good
                if line.theme_id is None and (line.good is None or agreed):
                    return replace(line, known=line.known or (agreed and whole.known), theme_id=whole.theme_id)
                return line
        return self._judge(question)

    def is_name(self, question: str) -> bool:
        """Whether a question is the name of a thing ("Støj"): nothing in it says or asks how much of it there is."""
        kinds = {hit.kind for hit in self._find(_tokens(as_words(question)))}
        return "?" not in question and kinds.isdisjoint(_SAYING)

    def _says_nothing(self, section: str) -> bool:
        """Whether the name of a section has no word that bears on how its questions are meant."""
        kinds = {hit.kind for hit in self._find(_tokens(as_words(section)))}
        return kinds <= {"question_plain", "question_link", "question_much", "question_good_topic"}

    def _is_frame(self, stem: str, line: str) -> bool:
        """Whether what stands over the lines of a matrix says nothing about this one."""
        tokens = _tokens(as_words(stem))
        hits = self._find(tokens)
        framed = {place for hit in hits if hit.kind == "question_frame" for place in range(hit.start, hit.end)}
        outside = [hit for hit in hits if not framed.issuperset(range(hit.start, hit.end))]
        is_sentence = _SENTENCE.match(line.casefold()) is not None
        if any(hit.kind in _TURNING for hit in outside):
            return False
        if any(hit.kind in _DECIDING for hit in outside):  # a heading over a sentence: "Stress: Jeg har tid nok"
            return is_sentence and all(hit.kind in (*_TOPICS, *_EMPTY) for hit in outside) and "?" not in stem
        known = framed | {place for hit in outside for place in range(hit.start, hit.end)}
        return is_sentence or all(
            place in known for place, token in enumerate(tokens) if re.fullmatch(r"[^\W\d]{3,}", token)
        )

    def _judge(self, question: str) -> Verdict:
        verdict = self._by_rules(question)
        if verdict.good is None or (self.shipped and self.shipped._by_rules(question).good is not verdict.good):
            return verdict
        text = as_words(question)
        score = _read_whole(text)
        contradicted = score < -DOUBT if verdict.good else score > DOUBT
        return replace(verdict, doubted=contradicted and not self.denies(text))

    @staticmethod
    def leaning(question: str) -> bool | None:
        """Whether a question that the rules do not decide sounds as if much of it is good; None where it may be either.

        Too unsure to decide by, but a help to the person who is asked.
        """
        score = _read_whole(as_words(question))
        return score > 0 if abs(score) > LEANING else None

    def denies(self, text: str) -> bool:
        """Whether a text in lower case denies something: the rules follow that better than a sum of words does."""
        return any(hit.kind in ("question_negation", "question_without") for hit in self._find(_tokens(text)))

    def _by_rules(self, question: str) -> Verdict:
        tokens = _tokens(as_words(question))
        hits = self._find(tokens)
        if any(hit.kind == "question_open" for hit in hits):
            item = self._item(tokens)
            return Verdict(None, theme_id=None if item is None else item.theme_id)
        clause = _clause(tokens, hits)
        inside = [
            hit for hit in hits if clause.issuperset(range(hit.start, hit.end)) and not _is_soon(tokens, hits, hit)
        ]
        said = [
            hit for hit in _longest(inside) if not (_is_naming(tokens, inside, hit) or _is_preposition(tokens, hit))
        ]
        told, good = _told_of_change(tokens, inside, said)
        if told:
            item = self._item(tokens)
            theme_id = None if item is None else item.theme_id
            return Verdict(good, () if good is None else _words_at(sorted(clause), tokens), theme_id=theme_id)
        return self._judge_clause(tokens, hits, clause, inside, said)

    def _judge_clause(
        self,
        tokens: Sequence[str],
        hits: Sequence[_Hit],
        clause: frozenset[int],
        inside: Sequence[_Hit],
        said: Sequence[_Hit],
    ) -> Verdict:
        hit = _deciding(said, inside)
        if hit is not None and (avoided := _avoided(tokens, inside, hit)) is not None:
            hit = _as_avoided(tokens, said, avoided)
            if hit is None:
                return Verdict(None)
        item = self._item(tokens)
        theme_id = None if item is None else item.theme_id
        found = () if item is None else _places(item, tokens)
        own = item if item is not None and clause.issuperset(found) else None
        if hit is not None and hit.kind == "question_choice":
            return Verdict(None, theme_id=theme_id)
        only_named = hit is None or hit.kind in _TOPICS
        deeds = {part.start for part in hits if only_named and part.kind == _DEED}
        explaining = [part for part in hits if part.start not in deeds or part.end > part.start + 1]
        strange = _strange(tokens, explaining, clause, found)
        if hit is None:
            denied = any(part.kind in (*_TURNING, "question_ago") and part.start not in found for part in inside)
            if (
                denied
                or own is None
                or strange
                or _is_mixed(inside, found, own.good)
                or _has_predicate(tokens, hits, inside, found)
                or (own.good and (_is_in_spite(tokens, hits, found) or _is_belied(tokens, hits, found, good=True)))
            ):
                return Verdict(None, theme_id=theme_id, strange=_words_at(strange, tokens))
            return Verdict(own.good, _words_at(found, tokens), known=True, theme_id=theme_id)
        eased = (
            any(part.kind == "question_degree" and (part.start, part.end) == (hit.start, hit.end) for part in inside)
            and hit.end in strange
        )
        negation = _negation(tokens, inside, hit)
        good = (hit.kind in _GOOD) is (negation is None)
        if _is_ruled(hits, hit):
            return Verdict(not good, _words_at(range(hit.start, hit.end), tokens), theme_id=theme_id)
        is_start = hit.start == min(clause) and hit.kind in ("question_good", "question_bad") and tokens[-1] != "?"
        is_result = good and strange and max(strange) > _start_of_result(tokens, hit)
        if (
            not only_named and not is_start and not is_result
        ):  # what a sentence begins with is no judgement of the whole
            strange = _before_judgement(strange, tokens, hits, hit)
        if (
            (strange and hit.kind != "question_strong")
            or eased
            or _is_split(tokens, hits, inside, hit, negation, found)
        ):
            return Verdict(None, theme_id=theme_id, strange=_words_at(strange, tokens))
        words = tuple(" ".join(tokens[part.start : part.end]) for part in (negation, hit) if part)
        if item is None:
            return Verdict(good, words)
        if _is_joined_to_opposite(hits, hit, found):
            return Verdict(None, theme_id=theme_id)
        if good is item.good:
            return Verdict(good, words, known=True, theme_id=theme_id)
        named = set(range(hit.start, hit.end)) & set(found)
        if (
            own is not None and hit.kind in _TOPICS and negation is None and named
        ):  # a word that only names the topic yields
            return Verdict(item.good, _words_at(found, tokens), known=True, theme_id=theme_id)
        return Verdict(good, words, theme_id=theme_id)

    def _item(self, tokens: Sequence[str]) -> _Item | None:
        """Return the known item with most stems of those that fit; of several the first in the file."""
        text = f" {' '.join(tokens)} "
        found = [item for item in self.items if item.stems[0] in text and all(stem in text for stem in item.stems)]
        return max(found, key=lambda item: len(item.stems), default=None)

    def _find(self, tokens: Sequence[str]) -> list[_Hit]:
        """Return every phrase that stands in the tokens, left to right."""
        hits = []
        for start, token in enumerate(tokens):
            begun = (self.phrases.get(token[:length], ()) for length in range(1, len(token) + 1))
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
                    hits.append(_Hit(kind, start, end, 0 if before else len(last), far or range(0)))
            hits = _without_taken_for(tokens, hits)
            hits += [_Hit(phrase.kind, start, start + 1) for phrase in self.anywhere if phrase.tokens[0] in token]
            if token in _BELOW and start + 1 < len(tokens) and tokens[start + 1].isdecimal():
                hits.append(_Hit("question_less", start, start + 1))  # "støjen under 80 dB"
        return _without_homonyms(hits)


def _without_homonyms(hits: list[_Hit]) -> list[_Hit]:
    """Return the phrases without those inside a longer one that says nothing: "ringe til" is no "ringe"."""
    plain = [hit for hit in hits if hit.kind == "question_plain" and hit.end > hit.start + 1]
    if not plain:
        return hits
    return [
        hit
        for hit in hits
        if hit.kind not in (*_DECIDING, *_CLAUSES, "question_less")
        or not any(
            longer.start <= hit.start and hit.end <= longer.end and longer.end - longer.start > hit.end - hit.start
            for longer in plain
        )
    ]


def _clause(tokens: Sequence[str], hits: Sequence[_Hit]) -> frozenset[int]:
    """Return the places of the clause that decides: the main one, or what "Er der steder, hvor …" asks about.

    A clause that tells when, why or what for never decides beside a main clause.
    """
    kept = _outside_frames(tokens, hits)
    main = _main_clause(tokens, hits, kept)
    if not main:
        return kept
    if (told := _told_of_a_thing(tokens, hits, main, kept)) is not None:
        return told
    known = {place for hit in hits if hit.kind in _EMPTY for place in range(hit.start, hit.end)}
    decides = any(hit.kind in _DECIDING and main.issuperset(range(hit.start, hit.end)) for hit in hits)
    if decides or any(place not in known and re.match(r"\w", tokens[place]) for place in main):
        return main
    relative = [hit.start for hit in hits if hit.kind == "question_relative" and hit.start > max(main)]
    if not relative:
        return main
    cut = _end_of_clause(tokens, hits, min(relative))
    return frozenset(place for place in kept if place < cut)


def _end_of_clause(tokens: Sequence[str], hits: Iterable[_Hit], start: int) -> int:
    """Return where the next clause that tells when or what for begins; a reason belongs to what it is the reason of."""
    return min(
        (
            hit.start
            for hit in hits
            if hit.kind == "question_clause" and hit.start > start and tokens[hit.end - 1] not in _REASONS
        ),
        default=len(tokens),
    )


def _told_of_a_thing(
    tokens: Sequence[str], hits: Sequence[_Hit], main: frozenset[int], kept: frozenset[int]
) -> frozenset[int] | None:
    """Return the places of the subject and of the clause that says how it is: "stress er et problem, vi taler om".

    None where the main clause says no such thing, or nothing but what it says itself ("et problem, der fylder meget").
    """
    telling = {*_JUDGEMENTS, "question_remedy", *_DENIALS, "question_less", "question_wish"}
    for thing in (hit for hit in hits if hit.kind == "question_thing" and hit.start in main):
        start = thing.end + (tokens[thing.end : thing.end + 1] == (",",))
        if start >= len(tokens):
            continue
        begins = any(hit.kind == "question_relative" and hit.start in (thing.end, start) for hit in hits)
        conjunction = any(
            hit.kind in ("question_clause", "question_but") and hit.start in (thing.end, start) for hit in hits
        )
        if not begins and (conjunction or (start == thing.end and tokens[start] not in _PERSONS)):
            continue
        cut = _end_of_clause(tokens, hits, start)
        if any(hit.kind in telling and start <= hit.start and hit.end <= cut for hit in hits):
            return frozenset(place for place in kept if place < thing.start or start <= place < cut)
    return None


def _strange(
    tokens: Sequence[str], hits: Collection[_Hit], clause: frozenset[int], explained: Collection[int]
) -> list[int]:
    """Return the places of the clause's words that nothing is known about.

    Names of things are not among them: behind a preposition or a possessive, right before a joining verb, or with an
    ending that nouns have.
    """
    known = {place for hit in hits for place in range(hit.start, hit.end)} | set(explained)
    links = {hit.end - 1 for hit in hits if hit.kind == "question_link" and tokens[hit.end - 1] not in _INFINITIVE}
    found = []
    naming = listing = False  # behind a preposition or possessive; behind the first thing named there
    for place in sorted(clause):
        if place not in known and re.fullmatch(r"[^\W\d]{3,}", tokens[place]):
            if not naming and not _NOUN.search(tokens[place]):
                found.append(place)
        elif place in links or tokens[place] in _OWNERS or ((naming or listing) and tokens[place] in _LISTS):
            naming, listing = True, False
        else:
            naming, listing = False, naming
    verbs = {hit.start for hit in hits if hit.kind == "question_verb"}
    found = [place for place in found if min(verbs, default=place) >= place or not _LATER_NOUN.search(tokens[place])]
    subject = set(verbs)  # "kompressoren er", whatever that is
    for place in reversed(found):
        if place + 1 in subject:
            subject.add(place)
    return [place for place in found if place not in subject]


def _before_judgement(strange: Iterable[int], tokens: Sequence[str], hits: Iterable[_Hit], carrier: _Hit) -> list[int]:
    """Return the strange places before the judgement that may be verbs: all but those behind a joining verb.

    What stands right behind "at" or "har" is a verb in any case ("kolleger at vende svære sager med", "har kostet gode
    kolleger"), and a verb may be anywhere where the judgement belongs to a thing behind a preposition ("kørt grus ud
    på de glatte arealer").
    """
    first = min((hit.end for hit in hits if hit.kind == "question_verb"), default=len(tokens))
    links = {hit.end for hit in hits if hit.kind == "question_link" and tokens[hit.end - 1] not in _INFINITIVE - {"om"}}
    behind = tokens[carrier.end : carrier.end + 1]
    is_attribute = (
        not links.isdisjoint((carrier.start - 1, carrier.start))
        and bool(behind)
        and re.match(r"\w", behind[0]) is not None
        and carrier.end + 1 not in links
    )
    return [
        place
        for place in strange
        if place < carrier.start
        and (
            place < first
            or is_attribute
            or tokens[place - 1] in _INFINITIVE - {"om"}
            or (place > 1 and tokens[place - 1] in _LOSSES)
        )
    ]


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


def _main_clause(tokens: Sequence[str], hits: Sequence[_Hit], kept: frozenset[int]) -> frozenset[int]:
    """Return the places of the main clause: before a subordinate clause, or after one that comes first."""
    places = sorted(place for place in kept if re.match(r"\w", tokens[place]))
    said = {place for hit in _longest(hits) for place in range(hit.start + 1, hit.end)}  # "jeg når", not "når jeg"
    clauses = sorted(
        hit.start
        for hit in hits
        if hit.kind in _CLAUSES
        and hit.start in kept - said
        and not (tokens[hit.start] == "når" and tokens[hit.start + 1 : hit.start + 2] in _REACHING)
        and not (tokens[hit.start] == "for" and hit.start and tokens[hit.start - 1].startswith(_OF_WHAT))
    )
    if places and places[0] in clauses:  # "Når du har travlt, får du så hjælp?"
        comma = next((place for place, token in enumerate(tokens) if token == "," and place > places[0]), None)
        if comma is not None:
            places = [place for place in places if place > comma]
    first = places[0] if places else 0
    cut = next((start for start in clauses if start > first), len(tokens))
    main = frozenset(place for place in kept if first <= place < cut)
    verbs = {hit.start for hit in hits if hit.kind in ("question_verb", _DEED)} | {
        place for place in kept if tokens[place] in _MODALS
    }
    if cut < len(tokens) and tokens[cut] == "," and verbs.isdisjoint(main):  # "gæster, der råber, bliver vist ud"
        back = next((place for place in range(cut + 1, len(tokens) - 1) if tokens[place] == ","), None)
        if back is not None and back + 1 in verbs:
            end = next((start for start in clauses if start > back), len(tokens))
            return main | frozenset(place for place in kept if back < place < end)
    return main


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """Return the phrases that bear on the decision; where they overlap the longest counts."""
    deciding = [hit for hit in hits if hit.kind in _DECIDING]
    deciding.sort(
        key=lambda hit: (hit.start - hit.end - len(hit.far), -hit.letters, _DECIDING.index(hit.kind), hit.start)
    )
    taken: set[int] = set()
    chosen = []
    for hit in deciding:
        places = range(hit.start, hit.end)
        if taken.isdisjoint((*places, *hit.far)):
            taken.update((*places, *hit.far))
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _is_naming(tokens: Sequence[str], inside: Iterable[_Hit], hit: _Hit) -> bool:
    """Whether a judgement only belongs to the name of a thing: "dine frie weekender", "luft til det uventede"."""
    if hit.kind not in ("question_good", "question_bad") or hit.start == 0:
        return False
    if tokens[hit.start - 1] in _OWNERS:  # "lederen min lytter" has its owner behind
        return hit.start < 2 or _DEFINITE.search(tokens[hit.start - 2]) is None
    if hit.end == len(tokens) or not re.match(r"\w", tokens[hit.end]):  # nothing follows that it could belong to
        said = [token for token in tokens[: hit.start] if token not in _EVERY]  # "til alt det tunge"
        return len(said) > 1 and said[-1] in ("det", "de", "the") and said[-2] in _PURPOSES
    before = range(max(0, hit.start - 3), hit.start)
    stops = {place for part in inside if part.kind == "question_verb" for place in range(part.start, part.end)}
    links = [place for place in before if tokens[place] in _PURPOSES and stops.isdisjoint(range(place, hit.start))]
    return bool(links) and all(tokens[place] not in _INFINITIVE for place in range(links[-1], hit.start))


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
            or tokens[behind] in _STOPS | _PLACES | {"ikke", "aldrig", "altid"}
            or (tokens[behind] in _WHEN and behind > place + 1)
        )

    thing = place + 1 + (tokens[place + 1 : place + 2] != () and tokens[place + 1] in _OWNERS)
    if not place and thing < len(tokens) and "?" in tokens:
        return _THING.fullmatch(tokens[thing]) is not None and ends(thing + 1)
    return place > 0 and _THING.fullmatch(tokens[place - 1]) is not None and ends(place + 1)


def _without_taken_for(tokens: Sequence[str], hits: Sequence[_Hit]) -> list[_Hit]:
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


def _is_preposition(tokens: Sequence[str], hit: _Hit) -> bool:
    """Whether "ved" is a preposition beside a person, not what one knows: "sidder jeg ved skærmen"."""
    words = tokens[hit.start : hit.end]
    if hit.kind != "question_remedy" or set(words) not in _I_KNOW:
        return False
    return hit.end < len(tokens) and _KNOWN.fullmatch(tokens[hit.end]) is None


def _might_be_more(tokens: Sequence[str], inside: Collection[_Hit]) -> tuple[bool, bool]:
    """Return whether there could be more of something or it be better, and whether it so is not yet.

    "Kunne være grundigere" tells that it is not; "kunne ikke være bedre" and "kunne være værre" tell nothing.
    """
    places = sorted({place for hit in inside for place in range(hit.start, hit.end)})
    might = [
        place for place in places if tokens[place] in _MIGHT and (not place or tokens[place - 1] not in _INFINITIVE)
    ]
    if not might:
        return False, False
    worse = {
        place
        for hit in inside
        if hit.kind in (*_BAD, "question_strong") and hit.start > might[0]
        for place in range(hit.start, hit.end)
    }
    compared = [
        place + 1
        for place in range(might[0] + 1, min(max(places) + 1, len(tokens) - 1))
        if tokens[place] in _BEING and _COMPARED.fullmatch(tokens[place + 1])
    ]
    denied = any(hit.kind in _DENIALS for hit in inside)
    if denied and any(tokens[place] in _MORE for place in places):
        return True, False
    turned = denied or not worse.isdisjoint(compared)
    return bool(compared), bool(compared) and not turned


def _told_of_change(tokens: Sequence[str], inside: Collection[_Hit], said: Sequence[_Hit]) -> tuple[bool, bool | None]:
    """Return whether the clause tells that something might be better or has changed, and whether that is good."""
    might, lacking = _might_be_more(tokens, inside)
    if might:
        return True, False if lacking else None
    good = _changed(tokens, inside, said)
    return good is not None, good


def _changed(tokens: Sequence[str], inside: Collection[_Hit], said: Sequence[_Hit]) -> bool | None:
    """Return whether it is good that there is more or less of what is named; None where no such thing is said.

    "Sygefraværet er steget" is bad, "vi har fået færre konflikter" good, "vi får mindre ros" bad.
    """
    if any(hit.kind in _DENIALS or hit.kind in ("question_wish", "question_avoid") for hit in inside):
        return None
    for change in inside:
        places = range(change.start, change.end)
        others = [
            hit
            for hit in said
            if hit.start not in places and change.start not in hit.far and hit.kind != "question_remedy"
        ]
        if change.kind in ("question_rise", "question_fall"):
            before = [hit for hit in others if hit.end <= change.start]
            after = [hit for hit in others if hit.start >= change.end]
            told = before and (  # "støjen er steget", "er støjen steget", not "have you slipped or fallen"
                before[-1].end == change.start
                or tokens[change.start] in _COPULAS
                or any(
                    hit.kind == "question_verb" and before[-1].end <= hit.start
                    for hit in inside
                    if hit.end <= change.start
                )
                or _is_asked(tokens, inside, change)
            )
            if before and not after and len({hit.kind in _GOOD for hit in before}) == 1 and told:
                if any(hit.kind in ("question_less", "question_strong") for hit in [*before, *after]):
                    return None
                return (before[0].kind in _GOOD) is (change.kind == "question_rise")
        if change.kind == "question_less" and tokens[change.start] in _FEWER and change.end == change.start + 1:
            named = [hit for hit in others if hit.start == change.end and hit.kind in _TOPICS]
            verb = change.start and tokens[change.start - 1] in _HAVING
            if named and verb and len(others) == 1:
                end = named[0].end
                if end == len(tokens) or tokens[end] in _BEHIND_LESS:
                    return named[0].kind not in _GOOD
    return None


def _is_asked(tokens: Sequence[str], inside: Iterable[_Hit], change: _Hit) -> bool:
    """Whether a question begins with the verb of the change: "er skimlen i kælderen væk", "have they been removed"."""
    first = tokens[min(hit.start for hit in inside)]
    return first in _COPULAS or (first in _LOSSES and change.end > change.start + 1)


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
    if joint(before, other, "question_link"):
        return topics[0]
    caused = any(hit.kind == "question_cause" and hit.start < other.start for hit in all_hits)
    return other if caused and other.kind == "question_bad_topic" else None


def _is_soon(tokens: Sequence[str], hits: Iterable[_Hit], hit: _Hit) -> bool:
    """Whether a word that is bad elsewhere only says how soon something is done about it: "bliver rettet hurtigt"."""
    return hit.kind == "question_bad" and any(
        soon.kind == "question_soon"
        and (soon.start, soon.end) == (hit.start, hit.end)
        and remedy.kind == "question_remedy"
        and tokens[remedy.start - 1] not in ("skal", "must", "måste", "må")
        and (remedy.start in (hit.end, hit.end + 1) or hit.start in (remedy.end, remedy.end + 1))
        for soon in hits
        for remedy in hits
    )


def _avoided(tokens: Sequence[str], inside: Iterable[_Hit], carrier: _Hit) -> _Hit | None:
    """Return the word that says that what the carrier tells is avoided, be it the carrier itself."""
    return next(
        (
            hit
            for hit in inside
            if hit.kind == "question_avoid"
            and ((hit.start, hit.end) == (carrier.start, carrier.end) or _infinitive(tokens, hit) < carrier.start)
        ),
        None,
    )


def _infinitive(tokens: Sequence[str], avoided: _Hit) -> int:
    """Return the place of the "at" whose verb is avoided ("undgår I at tale om det"), or where there might be one."""
    places = range(avoided.end, min(avoided.end + 3, len(tokens)))
    return next(
        (
            place
            for place in places
            if tokens[place] in _INFINITIVE - {"om"} and (place == avoided.end or tokens[place - 1] not in _PARTICLES)
        ),
        len(tokens),
    )


def _is_ruled(hits: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether the carrier only says that something is allowed, or not, which must not occur: "mobning er ikke OK".

    What is behind a preposition is not what it is said of ("forholdene omkring vold er i orden").
    """
    linked = {hit.end for hit in hits if hit.kind == "question_link"}
    return (
        carrier.kind in ("question_good", "question_bad")
        and any(hit.kind == "question_tolerated" and carrier.start <= hit.start < carrier.end for hit in hits)
        and any(
            hit.kind == "question_forbidden" and hit.end <= carrier.start and hit.start not in linked for hit in hits
        )
    )


def _as_avoided(tokens: Sequence[str], said: Sequence[_Hit], avoided: _Hit) -> _Hit | None:
    """Return what is avoided as a judgement, None where nobody can tell.

    Burdens are avoided for good ("undgår I at løfte tungt"); what ought to be done is not ("undgår I at melde det"),
    nor, perhaps, is it to deal with what is bad ("undgår at tage svære samtaler").
    """
    infinitive = _infinitive(tokens, avoided)
    if infinitive == len(tokens):
        if not _REASON.isdisjoint(tokens[avoided.end :]):  # "undgår kantinen på grund af støjen"
            return None
        is_bad = any(hit.kind not in _GOOD for hit in said) or tokens[avoided.start - 1] in ("ikke", "inte", "not")
        return replace(avoided, kind="question_remedy") if is_bad else None
    what = next((hit for hit in said if hit.start > infinitive), None)
    if what is None or (what.kind not in _GOOD and tokens[infinitive + 1] in _DEALINGS):
        return None
    return replace(avoided, kind="question_bad" if what.kind in _GOOD else "question_remedy")


def _start_of_result(tokens: Sequence[str], carrier: _Hit) -> int:
    """Return where the clause of the carrier begins if it tells what comes of it ("så højt, at kvaliteten …").

    It is the end of the sentence where it does not.
    """
    for place in range(carrier.start):
        if tokens[place] in _SO:
            for start in range(place + 2, min(place + 6, carrier.start)):
                if tokens[start] in _THAT:
                    return start
    return len(tokens)


def _has_strange_verb(tokens: Sequence[str], hits: Iterable[_Hit], carrier: _Hit) -> bool:
    """Whether an unknown word tells what becomes of a good thing: "tempoet er så højt, at trivslen daler"."""
    behind = carrier.end
    return (
        _start_of_result(tokens, carrier) < behind < len(tokens)
        and re.match(r"\w", tokens[behind]) is not None
        and not any(hit.start <= behind < hit.end for hit in hits)
    )


def _is_mixed(inside: Iterable[_Hit], explained: Collection[int], good: bool) -> bool:
    """Whether the clause has words of the other kind than the known item that are none of its own."""
    left = [hit for hit in _longest(inside) if not set(range(hit.start, hit.end)) <= set(explained)]
    return any((hit.kind in _GOOD) is not good for hit in left)


def _is_split(
    tokens: Sequence[str],
    hits: Collection[_Hit],
    inside: Collection[_Hit],
    carrier: _Hit,
    negation: _Hit | None,
    item_places: Collection[int],
) -> bool:
    """Whether another part of the sentence may turn the carrier round in a way that the rules do not follow.

    - What follows may take it back ("i usikkerhed, uden at det lammer mig", "… men …").
    - What is named may be denied later ("mobning er slet ikke tilladt").
    - A negation may belong to a phrase that holds one itself, or two of them to different clauses.
    - A bad word may only tell what the good thing before it is for ("hjælpemidler ved svære patienter").
    - It may be no more than wished or expected, or be little of it ("det forventes, at …", "mindre farlige").
    - A judgement may only be part of the subject ("tunge ting bliver løftet med kran"), or be met by an opposite one.
    - A good deed may do harm ("at tale om det kan skade min karriere").
    - A verb may be denied rather than the bad thing behind it, or what is bad stand in what is said or made sure of.
    - A good word may say that there is much of the bad ("er støvet synligt"), and what follows from a good thing be bad
      ("er nødstoppet placeret, så det er svært at nå").
    """
    good = (carrier.kind in _GOOD) is (negation is None)
    ends = carrier.kind == "question_remedy" and re.match(
        r"løst|fjern|remov|stoppet|stoppat|standset", tokens[carrier.start]
    )
    if ends and not any(hit.kind in ("question_bad_topic", "question_bad") for hit in inside):
        return True  # "er rækværket løst", "er værnet fjernet"
    if carrier.kind == "question_remedy" and _is_to_be_done(tokens, carrier):
        return True
    backwards = ("question_but",) if good else ("question_but", "question_concession")
    denials = [hit for hit in inside if hit.kind in _DENIALS]
    later = [
        hit for hit in denials if hit.start >= carrier.end and hit != negation and not _is_result(tokens, carrier, hit)
    ]
    further = [hit for hit in later if hit.kind == "question_negation"]
    further += [
        hit
        for hit in inside
        if hit.kind == "question_less" and hit.start >= carrier.end and not (negation and hit.end == negation.start)
    ]
    linked = any(
        hit.kind == "question_link"
        and hit.end <= carrier.start
        and all(token in _ARTICLES for token in tokens[hit.end : carrier.start])
        for hit in inside
    )
    first = min((hit.start for hit in inside if hit.kind != "question_frame"), default=0)
    joint = min((hit.start for hit in inside if hit.kind == "question_verb" and hit.start >= carrier.end), default=None)
    is_subject = (
        carrier.start == first
        and carrier.kind in _JUDGEMENTS
        and joint is not None
        and tokens[first] not in _PERSONS | _MODALS
        and not carrier.far
    )
    done = {place for hit in inside if hit.kind != _DEED for place in range(hit.start, hit.end)}
    marked = (
        carrier.kind == "question_bad"
        and negation is None
        and tokens[0] in _COPULAS
        and carrier.start == 1
        and any(
            place not in done and re.fullmatch(r"[^\W\d]{3,}(?:et|t|ede|te|ad|at|ed)", tokens[place])
            for place in range(carrier.end, len(tokens))
        )
    )  # "er ujævnheder i gulvet markeret"
    near = [hit for hit in inside if hit.kind == "question_bad_topic" and 0 <= carrier.start - hit.end <= 1]
    shows = any(hit.kind == "question_presence" and hit.start == carrier.start for hit in inside)
    results = [
        hit.end
        for hit in hits
        if hit.kind == "question_clause"
        and not _SO.isdisjoint(tokens[hit.start : hit.end])
        and hit.start >= carrier.end
    ]
    return (
        any(hit.kind in backwards and hit.start >= carrier.end for hit in hits)
        or (good and _is_done_without(hits, carrier))
        or (good and _is_late(tokens, hits))
        or (
            carrier.kind in _GOOD
            and tokens[carrier.end : carrier.end + 2] in _ONESELF
            and tokens[carrier.end - 1] not in _BEING
        )
        or _is_somewhere(tokens, inside, carrier)
        or _is_shared_out(tokens, inside, carrier)
        or (good and _is_of_some(tokens, hits))
        or (
            carrier.kind == "question_bad"
            and tokens[carrier.start].startswith(_GOING)
            and any(hit.kind in _BAD and hit.start >= carrier.end for hit in inside)
        )
        or (
            carrier.kind in _JUDGEMENTS - {"question_strong"}
            and not _ONLY.isdisjoint(tokens[carrier.end : carrier.end + 1])
        )
        or (
            tokens[carrier.start : carrier.end] in (("nok",), ("enough",))
            and any(hit.kind in _BAD and hit.start == carrier.end for hit in inside)
        )
        or _is_told_not_so(tokens, inside, carrier, negation)
        or (carrier.kind == "question_remedy" and any(hit.kind == "question_negation" for hit in later))
        or (tokens[0] in _ONLY and good)
        or _is_of_those(hits, inside, carrier)
        or _is_only_said(tokens, inside, carrier)
        or _is_after(tokens, carrier, negation)
        or _is_aimed_at(tokens, inside, carrier)
        or _is_of_one_alone(tokens, carrier)
        or _is_less_of_good(tokens, inside, carrier)
        or _is_easier_to(tokens, hits, inside, carrier)
        or _is_told_by_clause(tokens, hits, carrier)
        or _is_more_important(tokens, carrier)
        or (carrier.kind in _TOPICS and (bool(later) or _is_told_of_a_topic(tokens, hits, carrier)))
        or (
            carrier.kind in _TOPICS
            and (
                any(hit.kind == "question_less" for hit in inside)
                or _has_predicate(tokens, hits, inside, {*item_places, *range(carrier.start, carrier.end)})
            )
        )
        or (carrier.kind == "question_bad" and any(hit.kind == "question_negation" for hit in later))
        or (negation is not None and any(carrier.start <= hit.start < carrier.end for hit in denials))
        or any(_is_apart(tokens, hits, left, right) for left, right in pairwise(denials))
        or (
            negation is not None
            and negation.kind == "question_negation"
            and negation.end <= carrier.start
            and any(hit.kind in _CLAUSES and negation.end <= hit.start < carrier.start for hit in hits)
        )
        or any(
            hit.kind == "question_wish"
            and hit.start < carrier.start
            and (tokens[hit.start] in _ONLY or not _is_apart(tokens, hits, hit, carrier))
            for hit in hits
        )
        or any(hit.kind == "question_less" and hit.end == carrier.start for hit in hits)
        or (carrier.kind == "question_good" and _is_limited(tokens, hits, carrier, further))
        or _is_measured(tokens, inside, carrier)
        or (is_subject and not (item_places and max(item_places) < (joint or 0)))
        or (shows and bool(near))
        or marked
        or (carrier.kind in _GOOD and _is_belied(tokens, hits, range(carrier.start, carrier.end), good=good))
        or any(hit.kind == "question_ago" for hit in hits)
        or (good and _has_strange_verb(tokens, hits, carrier))
        or _is_barred_or_needed(tokens[first : carrier.start], carrier, tokens[: negation.end] if negation else None)
        or (good and _is_used_badly(tokens, hits, carrier))
        or (carrier.kind == "question_good_topic" and _is_in_spite(tokens, hits, range(carrier.start, carrier.end)))
        or (
            carrier.kind == "question_good_topic"
            and any("kan" not in tokens[result:] and "can" not in tokens[result:] for result in results)
        )
        or any(
            hit.kind in _JUDGEMENTS and hit.start >= result and (hit.kind in _GOOD) is not good
            for result in results
            for hit in hits
        )
        or any(_is_met(inside, carrier, hit) for hit in _longest(inside))
        or (
            carrier.kind == "question_bad"
            and linked
            and any(hit.kind == "question_good_topic" and hit.end < carrier.start for hit in inside)
        )
    )


def _is_done_without(hits: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether something good is without what it needs: "ansvar uden at have den nødvendige kompetence"."""
    behind = [hit.end for hit in hits if hit.kind == "question_concession" and hit.start >= carrier.end]
    said = [hit for hit in _longest(hits) if behind and hit.start >= behind[0]]
    return bool(said) and said[0].kind in _GOOD


def _is_late(tokens: Sequence[str], hits: Iterable[_Hit]) -> bool:
    """Whether something only comes once something else has happened: "får først besked, når alt er besluttet"."""
    late = min(
        (place for place in range(1, len(tokens)) if tokens[place] in _FIRST and tokens[place - 1] != "kommer"),
        default=len(tokens),
    )
    return any(
        hit.kind == "question_clause"
        and hit.start > late
        and not _WHEN.isdisjoint(tokens[hit.start : hit.end])
        and tokens[hit.start - 1] not in _ALSO
        for hit in hits
    )


def _is_shared_out(tokens: Sequence[str], inside: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether there is more of something good for one than for another: "lytter mere til chefen end til os"."""
    behind = tokens[carrier.end : max(hit.end for hit in inside)]
    if carrier.kind not in _GOOD or behind[:1] not in (("mere",), ("mer",), ("more",), ("mera",)):
        return False
    return any(token in ("end", "enn", "än", "than") and after not in _BEFORE for token, after in pairwise(behind))


def _is_of_some(tokens: Sequence[str], hits: Iterable[_Hit]) -> bool:
    """Whether a good thing is told of some only, so that others may lack it: "nogle får altid de gode vagter"."""
    framed = {place for hit in hits if hit.kind == "question_frame" for place in range(hit.start, hit.end)}
    first = next((place for place in range(len(tokens)) if place not in framed), 0)
    some = tokens[first] in _SOME or tokens[first : first + 2] in _THE_SAME
    return some and "?" not in tokens and _US.isdisjoint(tokens)


def _is_somewhere(tokens: Sequence[str], inside: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether the sentence says where a good thing is, or where it goes: "hjelmen bliver i bilen", "er på vej ned"."""
    verb, behind = carrier.end, carrier.end + 1
    things = {hit.start for hit in inside if hit.kind == "question_thing" and tokens[hit.end :][:1] == (",",)}
    if carrier.kind in _GOOD and carrier.start and tokens[carrier.start - 1] in _COPULAS and carrier.end in things:
        return True  # "er pauser noget, I må kæmpe for"
    return (
        (
            carrier.kind in ("question_good", "question_good_topic")
            or (carrier.kind == "question_bad_topic" and not _BELOW.isdisjoint(tokens[behind : behind + 1]))
        )
        and tokens[verb:behind] != ()
        and tokens[verb] in _COPULAS
        and tokens[behind : behind + 1] != ()
        and (tokens[behind] in _PLACES or behind in things)
        and not any(hit.start <= behind < hit.end for hit in _longest(inside))
    )


def _is_to_be_done(tokens: Sequence[str], carrier: _Hit) -> bool:
    """Whether something bad has yet to be dealt with: "skal støjen dæmpes", "må du løse konflikter"."""
    before = tokens[: carrier.start]
    return not _TO_BE.isdisjoint(before) and _GLADLY.isdisjoint(before)


def _is_told_not_so(tokens: Sequence[str], inside: Collection[_Hit], carrier: _Hit, negation: _Hit | None) -> bool:
    """Whether it is not the carrier that is denied, though a negation stands before it, or something else is as well.

    "Gør ikke noget ved støjen", "ingen opgave er så vigtig, at …", "… , og det er aldrig godt nok" are such.
    """
    between = range(0 if negation is None else negation.end, carrier.start)
    if (
        negation is not None
        and negation.kind == "question_negation"
        and any(tokens[place] == "," and tokens[place + 1] not in _THAT | _LISTS for place in between)
    ):
        return True
    if negation is not None and negation.end <= carrier.start:
        deeds = {hit.end for hit in inside if hit.kind == _DEED}
        linked = any(
            hit.kind == "question_link" and hit.start in between and tokens[hit.end - 1] not in _INFINITIVE
            for hit in inside
        )
        if carrier.kind in _BAD and negation.start in deeds and linked:
            return True
        if carrier.kind in _BAD and negation.start and tokens[negation.start - 1] in _MINDING:
            return True
        if (
            carrier.kind in _BAD
            and tokens[negation.start].startswith(_OMITTING)
            and not _DEALINGS.isdisjoint(tokens[place] for place in between)
        ):
            return True
        if not _SO.isdisjoint(tokens[place] for place in between) and not _THAT.isdisjoint(tokens):
            return True
    good = (carrier.kind in _GOOD) is (negation is None)
    denied = {hit.end for hit in inside if hit.kind in _DENIALS}
    joined = [
        place for place in range(carrier.end, len(tokens) - 1) if tokens[place] == "," and tokens[place + 1] in _ANDS
    ]
    return any(
        hit.kind in _JUDGEMENTS
        and joined
        and hit.start > joined[0]
        and ((hit.kind in _GOOD) is denied.isdisjoint({hit.start, hit.start - 1})) is not good
        for hit in _longest(inside)
    )


def _is_of_those(hits: Collection[_Hit], inside: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether something bad befalls those of whom a clause tells, perhaps rightly: "de, der råber, bliver afvist"."""
    first = min(hit.start for hit in inside)
    return carrier.kind == "question_bad" and any(
        hit.kind == "question_relative" and first < hit.start < carrier.start and hit not in inside for hit in hits
    )


def _is_only_said(tokens: Sequence[str], inside: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether something bad stands in what is said or made sure of: "OK at sige, at man ikke når det"."""
    before = tokens[: carrier.start]
    if carrier.kind not in _BAD | {"question_strong"} or not _SO.isdisjoint(before):
        return False
    return any(
        token in _THAT
        and (
            not _SAYINGS.isdisjoint(before[:place])
            or any(hit.kind == "question_good" and hit.end <= place for hit in inside)
        )
        for place, token in enumerate(before)
    )


def _is_after(tokens: Sequence[str], carrier: _Hit, negation: _Hit | None) -> bool:
    """Whether something bad is only what comes before, or what one copes with: "videre efter fyringerne"."""
    before = tokens[max(carrier.start - 2, 0) : carrier.start]
    verb_denied = negation is not None and negation.kind == "question_negation" and not _COPED.isdisjoint(before)
    return carrier.kind == "question_bad_topic" and (verb_denied or not _AFTER.isdisjoint(before))


def _is_aimed_at(tokens: Sequence[str], inside: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether something bad is what another thing is for or against: "en plan mod vold", "tid til det uventede"."""
    before = tokens[: carrier.start]
    if carrier.kind != "question_bad_topic" or not before:
        return False
    told = any(hit.kind in _DECIDING and hit.end < carrier.start for hit in inside)
    return (before[-1] in _AGAINST and not told) or tuple(before[-2:]) in _FOR_THE


def _is_of_one_alone(tokens: Sequence[str], carrier: _Hit) -> bool:
    """Whether who answers deals with it himself, or is dealt with: "jeg tager hånd om alt alene", "tager fat i mig"."""
    return (
        tokens[carrier.start] in _TAKING
        and carrier.kind in _GOOD
        and (not _SELF.isdisjoint(tokens) or not _ME.isdisjoint(tokens[carrier.end : carrier.end + 1]))
    )


def _is_less_of_good(tokens: Sequence[str], inside: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether a remedy lessens nothing but good things: "pauserne er reduceret"."""
    if carrier.kind != "question_remedy" or not tokens[carrier.start].startswith(_LESSENING):
        return False
    said = [hit.kind in _GOOD for hit in _longest(inside) if hit != carrier]
    return bool(said) and all(said)


def _is_easier_to(tokens: Sequence[str], hits: Collection[_Hit], inside: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether what is easier or harder, or what somebody is good at, is bad or unknown: "nemt at komme til skade"."""
    last = carrier.end - 1 - (carrier.end - carrier.start > 1 and tokens[carrier.end - 1] in _INFINITIVE)
    eased = _EASIER.fullmatch(tokens[last])
    start = next((place for place in range(last + 1, len(tokens)) if tokens[place] in _INFINITIVE), len(tokens))
    known = {place for hit in hits for place in range(hit.start, hit.end)}
    bad = [hit.start for hit in inside if hit.kind in _BAD and hit.start > start]
    if _HARDER.fullmatch(tokens[last]) and carrier.kind == "question_bad":
        verb = start + 1 + (tokens[start + 1 : start + 2] != () and tokens[start + 1] in _BEING)
        return verb in bad
    at_doing = start < len(tokens) and (
        tokens[last + 1 : start] in _AT_DOING or (start == last + 1 and tokens[start - 1 : start + 1] == ("good", "at"))
    )
    if at_doing and carrier.kind == "question_good" and _SKILLED.fullmatch(tokens[last]):
        verb = start + 1
        if any(hit.kind in _GOOD and hit.start <= verb < hit.end for hit in inside):
            return False
        return not "".join(tokens[verb : verb + 1]).startswith(_SKILLS) and (bool(bad) or verb not in known)
    if eased is None:
        return False
    return bool(bad) or any(
        eased[1] is not None and place not in known and len(tokens[place]) > 2
        for place in range(start + 1, len(tokens))
    )


def _is_more_important(tokens: Sequence[str], carrier: _Hit) -> bool:
    """Whether one thing is said to be more important than another, be it good or bad."""
    than = tokens[carrier.end : carrier.end + 1]
    return than in (("end",), ("enn",), ("än",)) and _MORE_IMPORTANT.match(tokens[carrier.start]) is not None


def _is_told_by_clause(tokens: Sequence[str], hits: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether a clause right behind a good thing denies or worsens it: "er der udstyr, som ikke er efterset"."""
    end = max(carrier.end, carrier.far.stop)
    starts = end + (tokens[end : end + 1] == (",",))
    clauses = [
        hit
        for hit in hits
        if hit.kind == "question_relative"
        and hit.start in (end, starts)
        and tokens[hit.start] not in ("uden", "uten", "utan", "without")
    ]
    if carrier.kind in _GOOD and carrier.far and clauses:
        return True
    return carrier.kind in _GOOD and any(
        part.start >= starts
        and (part.kind == "question_strong" or (part.kind in _DENIALS and carrier.kind == "question_good_topic"))
        for clause in clauses
        for part in hits
    )


def _has_predicate(
    tokens: Sequence[str], hits: Iterable[_Hit], inside: Collection[_Hit], named: Collection[int]
) -> bool:
    """Whether something else than how much there is of it is said about what is named ("samarbejdet er envejs")."""
    start, end = min(named), max(named) + 1
    while start and tokens[start - 1] in _OWNERS | {"the"}:
        start -= 1
    joints = [hit for hit in inside if hit.kind == "question_verb"]
    after = min((hit.end for hit in joints if hit.start >= end), default=None)
    if after is None and any(hit.start == 0 and hit.end == start and tokens[0] in _COPULAS for hit in joints):
        after = end
    if after is None:
        return False
    if tokens[after : after + 2] == ("til", "at"):  # "til at leve med"
        return True
    told = {
        place
        for hit in hits
        if hit.kind in ("question_much", "question_verb", *_TOPICS)
        for place in range(hit.start, hit.end)
    }
    links = [hit.start for hit in inside if hit.kind == "question_link" and hit.start >= after]
    clause = {place for hit in inside for place in range(hit.start, hit.end)}
    last = min(links, default=max(clause, default=after) + 1)
    return any(place not in told and re.match(r"\w", tokens[place]) for place in range(after, min(last, len(tokens))))


def _is_in_spite(tokens: Sequence[str], hits: Iterable[_Hit], named: Collection[int]) -> bool:
    """Whether something bad is said of what is named in a clause behind it: "bruges, selv om de er beskidte"."""
    after = [place for place in range(max(named) + 1, len(tokens)) if tokens[place] in _CONCESSIONS]
    return bool(after) and any(hit.kind in ("question_bad", "question_strong") and hit.start > after[0] for hit in hits)


def _is_belied(tokens: Sequence[str], hits: Collection[_Hit], named: Collection[int], *, good: bool) -> bool:
    """Whether a good thing is said to do harm or be in vain, or it is denied that it does, and yet it is found bad.

    ``named`` are its places. A clause behind it may tell what it is good against ("sige fra, hvis noget er farligt").
    """
    harms = [hit for hit in hits if hit.kind == "question_harm" and set(named).isdisjoint(range(hit.start, hit.end))]
    harms += [
        replace(bad, start=cause.start)
        for cause in hits
        if cause.kind == "question_cause" and cause.start not in named
        for bad in hits
        if bad.kind in (*_BAD, "question_strong") and 0 <= bad.start - cause.end <= _BETWEEN_CAUSE
    ]
    for harm in harms:
        if any(
            hit.kind in _CLAUSES and max(named) < hit.start < harm.start and not _is_that(tokens, hit) for hit in hits
        ):
            continue
        denied = any(
            hit.kind in _DENIALS and (harm.start - _NEAR <= hit.start < harm.start or hit.start == harm.end)
            for hit in hits
        )
        if good is not denied:
            return True
    return False


def _is_that(tokens: Sequence[str], clause: _Hit) -> bool:
    return not _THAT.isdisjoint(tokens[clause.start : clause.end])


_BETWEEN_CAUSE = 2
"""Words between a verb that brings something about and what it brings ("giver det dig problemer")."""


def _is_used_badly(tokens: Sequence[str], hits: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether more is said of something used than that it is ("bruges handsker kun, når …")."""
    used = any(token.startswith(("brug", "anvend", "use")) for token in tokens[: carrier.end])
    behind = {carrier.end, carrier.end + 1}
    return used and any(
        hit.kind == "question_less" or (hit.kind == "question_relative" and hit.start in behind) for hit in hits
    )


def _is_limited(tokens: Sequence[str], hits: Collection[_Hit], carrier: _Hit, further: Iterable[_Hit]) -> bool:
    """Whether a good thing is lessened behind it or denied: "muligheden for at få hjælp er lille".

    ``further`` are the denials and lessenings of its clause that do not turn it round.
    """
    ends = [hit for hit in hits if hit.kind == "question_less" and carrier.end < hit.end == len(tokens)]
    burdens = {hit.start for hit in hits if hit.kind in _BAD}  # "god plads og lav støj"
    of_thing = any(hit.kind == "question_thing" and hit.start >= carrier.end for hit in hits)
    stops = _THAT | _STOPS - ({","} if of_thing else set())
    return any(tokens[hit.start - 1] in _COPULAS for hit in ends) or any(
        hit.end not in burdens and stops.isdisjoint(tokens[carrier.end : hit.start]) for hit in further
    )


def _is_measured(tokens: Sequence[str], inside: Collection[_Hit], carrier: _Hit) -> bool:
    """Whether the carrier is only what something is compared with, or says that there is little of something bad.

    "Ser mere på tal end på trivsel", "der er kun få konflikter" are such.
    """
    if carrier.kind == "question_strong":
        few = tokens[carrier.start] in ("kun", "only", "bara")
        return few and any(hit.kind in _BAD and hit.start >= carrier.end for hit in inside)
    start = min(hit.start for hit in inside)
    before = tokens[start : carrier.start + 1]
    more_than = tuple(before[-3:-1]) in (("mere", "end"), ("more", "than"))  # "mere end tilfreds"
    return not more_than and any(
        token in ("end", "than") and not re.match(r"\d|[eé]n$|one$", after) for token, after in pairwise(before)
    )


def _is_barred_or_needed(before: Sequence[str], carrier: _Hit, denied: Sequence[str] | None) -> bool:
    """Whether something good is needed or not, or something bad may not be done: a wish, a relief or a rule.

    ``before`` is what stands before the carrier, ``denied`` what stands up to its negation.
    """
    if carrier.kind in _GOOD:
        return any(token.startswith(("behøve", "behöve")) for token in before)
    return denied is not None and denied[-1] in ("ikke", "aldrig") and "må" in denied[-3:]


def _is_result(tokens: Sequence[str], carrier: _Hit, denial: _Hit) -> bool:
    """Whether a denial only tells what comes of it: "så træt, at jeg ikke orker noget"."""
    between = tokens[carrier.end : denial.start]
    return carrier.start > 0 and tokens[carrier.start - 1] in _SO and not _THAT.isdisjoint(between)


def _is_told_of_a_topic(tokens: Sequence[str], hits: Iterable[_Hit], carrier: _Hit) -> bool:
    """Whether a clause right behind a topic tells which of it is meant, and not that it is as bad or good as it.

    "Et tempo, som jeg kan holde til" is such a one.
    """
    after = carrier.end + (tokens[carrier.end : carrier.end + 1] == (",",))
    parts = [hit for hit in _longest(hits) if hit.start >= carrier.end]
    without = {hit.start for hit in hits if hit.kind == "question_without"}
    starts = any(hit.kind == "question_relative" and hit.start in {carrier.end, after} - without for hit in hits)
    return starts and any(hit.kind in _DECIDING and (hit.kind in _GOOD) is not (carrier.kind in _GOOD) for hit in parts)


def _is_met(inside: Iterable[_Hit], carrier: _Hit, other: _Hit) -> bool:
    """Whether an opposite judgement follows that is no complement of the carrier's: "my opinion is ignored"."""
    opposite = (other.kind in _GOOD) is not (carrier.kind in _GOOD)
    if (
        other.kind not in _JUDGEMENTS | {"question_remedy"}
        or other.start < carrier.end
        or not opposite
        or carrier.kind == "question_strong"
    ):
        return False
    return not any(hit.kind == "question_link" and carrier.end <= hit.start < other.start for hit in inside)


def _is_apart(tokens: Sequence[str], hits: Iterable[_Hit], left: _Hit, right: _Hit) -> bool:
    """Whether two phrases stand in different clauses; "…, at …" goes on with the same one."""
    between = range(left.end, right.start)
    return any(hit.kind in (*_CLAUSES, "question_but") and hit.start in between for hit in hits) or any(
        tokens[place] in (",", ";", "-", "–", "—") and tokens[place + 1] not in _THAT for place in between
    )


def _is_joined_to_opposite(hits: Sequence[_Hit], carrier: _Hit, explained: Collection[int]) -> bool:
    """Whether a topic of the other kind stands right before a judgement, and is none of the item's words.

    "Problemer med godt samarbejde" is such a one.
    """
    if carrier.kind not in ("question_good", "question_bad"):
        return False
    before = [
        hit
        for hit in _longest(hits)
        if hit.kind == ("question_bad_topic" if carrier.kind == "question_good" else "question_good_topic")
        and 0 < carrier.start - hit.end <= 2
        and not set(range(hit.start, hit.end)) <= set(explained)
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
        after = (
            hit.kind == "question_negation"
            and hit.start >= carrier.end
            and len(gap) <= 1
            and not (tokens[hit.end : hit.end + 1] in _TO and _OF_OMITTING.fullmatch(tokens[carrier.end - 1]))
        )
        lacking = carrier.kind == "question_strong" and hit.start == carrier.end and tokens[hit.start] in _NOTHING
        if before or lacking or (after and all(re.match(r"\w", token) and token not in _NO_ADVERBS for token in gap)):
            found[hit.start] = hit
    return found[max(found)] if len(found) % 2 else None


_KNOWN = re.compile(
    r",|hv\w+|at|om|af|ikke|aldrig|altid|godt|præcis|præcist|nøjagtig|nøjagtigt|nok|også|sjældent|hverken|alt|noget|sikkert"
    r"|besked|lige|udmærket|straks|med|tit|ofte|meget|for|intet|ingenting|ingen|jeg|i|du|vi|man|min|\."
)
"""What may stand behind "jeg ved" when it is a verb."""
_I_KNOW = [{"ved", person} for person in ("jeg", "du", "vi", "i", "der")]
_FEWER = frozenset({"mindre", "færre", "less", "fewer", "färre"})
_HAVING = frozenset(
    [
        "har",
        "fået",
        "får",
        "er",
        "blevet",
        "have",
        "are",
        "is",
        "got",
        "gets",
        "get",
        "fått",
        "blitt",
        "blir",
        "är",
        "blivit",
    ]
)
_BEHIND_LESS = frozenset(
    {
        ",",
        ".",
        "?",
        "end",
        "enn",
        "än",
        "than",
        "nu",
        "nå",
        "now",
        "i",
        "på",
        "hos",
        "her",
        "here",
        "this",
        "since",
        "sedan",
    }
)
_COMPARED = re.compile(
    r"(?:bedre|værre|verre|sämre|worse|mere?|flere?|større|bättre|mera?|flera?|större|better|more|greater|\w{3,}(?:ere|are))"
)
"""More of what is told: of \"be\" and such a word behind "could" one tells that it is not yet so."""
_MIGHT = frozenset({"kunne", "kunde", "could", "burde", "borde"})
_MORE = frozenset({"bedre", "bättre", "better", "mere", "mer", "more"})
_BEING = frozenset({"være", "vært", "vara", "varit", "be", "been", "blive", "bli", "blitt", "gøres", "gjøres", "göras"})
_LOSSES = frozenset({"har", "have", "has", "had", "havde", "hadde", "hade"})
_SAYINGS = frozenset(
    {
        "sørger",
        "sørge",
        "sikrer",
        "sikre",
        "ensures",
        "ensure",
        "säkerställer",
        "sige",
        "si",
        "säga",
        "say",
        "indrømme",
        "admit",
        "innrømme",
        "erkänna",
        "sagt",
        "melde",
        "saying",
    }
)
_GOOD = frozenset({"question_good", "question_good_topic", "question_remedy"})
_BAD = frozenset({"question_bad", "question_bad_topic"})
_TOPICS = frozenset({"question_bad_topic", "question_good_topic"})
_EMPTY = frozenset(f"question_{kind}" for kind in ("verb", "plain", "deed", "frame", "link", "negation", "without"))
_JUDGEMENTS = frozenset({"question_strong", "question_bad", "question_good"})
_DEED = "question_deed"
_TURNING = frozenset(f"question_{kind}" for kind in ("negation", "without", "less", "strong", "wish"))
_DEFINITE = re.compile(r"\w{3}(?:en|et|a|ene)$")
_MATRIX = (
    re.compile(r"(.+?)\s*\[([^\[\]\d=]{3,})\]", re.DOTALL),
    re.compile(r"(.+?[?:…]|.+?\.\.\.)\s*(?:[-–—|/]\s*)?([^\[\]]{3,})", re.DOTALL),
    re.compile(r"(.+?)\s+[-–—|>]\s+([^\[\]]{3,})", re.DOTALL),
)
"""What stands over all lines of a matrix, and one line of it, as the survey tools join them."""
_RATING = re.compile(r"\b(?:vurd[eé]r\w*|bedøm\w*|bedöm\w*|rate|rating|karakter\w*)\b")
"""What stands over the lines of a matrix that asks how good each of them is."""
_NUMBERED = re.compile(
    r"([^?\[\]]{1,60}?)\s*[.:]\s*(?:(?:topic|item|question|emne|tema|spørgsmål|spm|fråga|q)\b\.?\s*:?\s*)?\d{1,3}\s*[.):]\s+"
    r"(\S+\s.{3,})",
    re.IGNORECASE | re.DOTALL,
)
"""A section and a number before a question: "InstituteViews. Topic:7. My manager supports me"."""
_STATEMENT = re.compile(r"(?:jeg|jag|vi|min|mit|mine|mitt|mina|vores|vår|vårt|våre|der|det|i|we|my|our|there|it)\s")
_SENTENCE = re.compile(
    _STATEMENT.pattern + r"|(?:er|har|kan|får|bliver|ved|skal|bruger|är|blir|are|is|do|does|have|can|hvor|i hvor|how)\s"
)
"""How a sentence of its own begins, not the name of a thing."""
_OF_WHAT = ("risiko", "risk", "fare", "bange", "frygt", "angst", "nervøs")
"""Beginnings of words behind which "for at" tells of what, not what for."""
_MODALS = frozenset({"skal", "kan", "må", "vil", "bør", "must", "can", "will", "should", "ska", "måste", "skulle"})
_CLAUSES = frozenset({"question_clause", "question_relative"})
_MINDING = frozenset(
    ["ser", "hører", "forstår", "kender", "tager", "løser", "see", "sees", "hears", "takes", "tar", "hör", "förstår"]
)
"""What somebody ought to do with what is bad, so that it is not good when he does not."""
_TAKING = frozenset({"tager", "tage", "tar", "ta", "take", "takes", "griber", "griper", "ingriper"})
_ME = frozenset({"mig", "dig", "os", "meg", "oss", "me"})
_US = _ME | {"us"}
_SOME = frozenset({"nogle", "enkelte", "visse", "somme", "some", "vissa", "somliga"})
_THE_SAME = frozenset({("de", "samme"), ("de", "samma"), ("the", "same")})
_FOR_THE = frozenset({("til", "det"), ("til", "de"), ("till", "det"), ("for", "the"), ("to", "the")})
_MORE_IMPORTANT = re.compile(r"vigtigere|viktigere|viktigare")
_SELF = frozenset({"jeg", "jag", "alene", "selv", "alone", "ensam", "själv"})
_ONLY = frozenset({"kun", "bare", "bara", "only"})
_RARELY = frozenset({"først", "kun", "only", "bare", "bara", "först", "sent", "aldrig"})
"""What between the halves of a phrase says that it hardly is so."""
_AFTER = frozenset({"efter", "etter", "after"})
_COPED = frozenset({"til", "till", "over", "över"})
_TO_BE = frozenset({"skal", "ska", "skall", "bør", "bör", "må", "måste", "should", "must"})
_GLADLY = frozenset({"gerne", "gjerne", "gärna"})
_LESSENING = ("reduc", "redus", "minim", "mindsk", "begræns", "begrens", "nedbring", "dæmp", "fjern")
_EASIER = re.compile(
    r"let|nemt|lett|lätt|easy|((?:lette|nemme|enkle|svære|vanskelige|lätta|enkla|svåra|easie|harde|tunge)re?)"
)
"""Comparatives behind which "at" tells what is easier, which may be good or bad."""
_HARDER = re.compile(r"svært?|svårt|vanskeligt?|difficult|hard|umuligt?|omöjligt|impossible")
"""What it is good to find of what is bad: "svært at komme til skade"."""
_SKILLED = re.compile(r"gode?|dygtige?|hurtige?|flinke?|duktiga?|bra|good|quick")
"""What somebody may be at good or bad things ("god til at skyde skylden på andre")."""
_AT_DOING = frozenset({("til",), ("på",), ("till",)})
_SKILLS = (
    *("kommun", "byde", "dele", "planlæg", "organis", "motiv", "lede", "uddeleg", "koordin", "forklar", "fordel"),
    "prior",
)
"""Beginnings of what it is good to be good at, whatever it is done with."""
_AGAINST = frozenset({"mod", "imod", "mot", "emot", "against"})
_ANDS = frozenset({"og", "and", "och"})
_DENIALS = frozenset({"question_negation", "question_without"})
_SAYING = _JUDGEMENTS | _DENIALS | {"question_remedy", "question_verb", "question_frame", "question_less", _DEED}
_FOR = frozenset({"for", "för"})
_SOLVING = frozenset(
    {"at", "å", "og", "kan", "kunne", "skal", "skulle", "vil", "ville", "må", "måtte", "bør", "burde", "får", "hjælpes"}
)
"""What stands before "løse" where it is a verb."""
_SOLVED = ("konflikt", "problem", "opgave", "oppgave", "udfordring", "utfordring", "sag", "uenighed", "det", "den")
_SO = frozenset({"så", "so"})
_STOPS = frozenset({".", "?", "!", ";", ":", ",", "/"})
_THAT = frozenset({"at", "that", "att"})
_PERSONS = frozenset({"vi", "jeg", "jag", "man", "we"})
"""Who may begin a clause that has no mark of its own: "et problem vi taler om"."""
_DEALINGS = frozenset(
    {
        *(
            "tage",
            "tale",
            "snakke",
            "sige",
            "gøre",
            "bruge",
            "høre",
            "se",
            "have",
            "ta",
            "gå",
            "vise",
            "spørge",
            "prata",
        ),
        *("säga", "göra", "använda", "ha", "si", "bruke", "snakke", "følge", "deltage", "møde"),
    }
)
"""What one does with a matter, be it good or bad that there is one, when what is bad about it is named."""
_REACHING = frozenset((word,) for word in ("ikke", "aldrig", "aldri", "ud", "ut", "frem", "sjældent", "sjelden"))
"""What stands behind "når" where it is the verb: "informationen når ikke ud"."""
_OF_OMITTING = re.compile(r"svært?|svårt|vanskeligt?|hard|difficult|orden|okay|ok|tilladt")
"""What may be said of not doing something: "svært ikke at tage arbejdet med hjem"."""
_TO = frozenset({("at",), ("to",), ("å",), ("att",)})
_GOING = ("forsvind", "försvinn", "disappear")
"""What is bad of good things alone ("forsvinder støvet")."""
_ALSO = frozenset({"også", "selv", "även", "också", "even"})
_BEFORE = frozenset({"før", "tidligere", "sidste", "förr", "tidigare", "before", "sist", "last", "forventet"})
"""What more of something is compared with in time, so that it is more of it."""
_FIRST = frozenset({"først", "först"})
"""What says that something comes only once something else has."""
_WHEN = frozenset({"når", "efter", "etter", "när", "då"})
_ONESELF = frozenset({("sig", "selv"), ("seg", "selv"), ("sig", "själv")})
_PLACES = frozenset({"i", "på", "under", "ved", "ud", "ude", "hos", "in", "on", "out", "at", "vid", "ute"})
"""Prepositions right behind the verb that tell where a good thing is, or where it goes."""
_OMITTING = ("undlad", "undlod", "unnlat", "refrain")
_PARTICLES = frozenset({"ved", "for", "til", "med", "om", "over", "by", "genom"})
"""Prepositions that part what comes behind them from the word before."""
_NOTHING = frozenset({"intet", "ingen", "ingenting", "nothing", "inget", "inga"})
_NO_ADVERBS = _PARTICLES | {"at"}
"""What stands between a judgement and a denial that belongs to what follows: "glad for ikke at …"."""
_PURPOSES = frozenset(
    ["til", "mod", "efter", "ved", "under", "omkring", "about", "against", "after", "during", "towards"]
)
"""Prepositions behind which it is told what something is for, not how it is."""
_CONCESSIONS = frozenset(["selv", "selvom", "skønt", "although", "though", "även", "trots", "trods"])
_EVERY = frozenset(["alt", "al", "alle", "all", "allt", "alla"])
_ARTICLES = frozenset(["alle", "de", "den", "det", "en", "et", "the", "all", "alla", "ett", "vores", "jeres"])
_COPULAS = frozenset(["er", "bliver", "blev", "var", "is", "are", "was", "were", "är", "blir", "blev"])
_REASON = frozenset(["grund", "grunn", "grunnet", "because", "due"])
_REASONS = frozenset(["fordi", "because", "eftersom"])
_LISTS = frozenset(["og", "and", "och", "eller", "or", "/", ","])
_OWNERS = frozenset(
    {
        *("min", "mit", "mine", "din", "dit", "dine", "vores", "jeres", "my", "your", "our"),
        *("mitt", "mina", "ditt", "dina", "vår", "vårt"),
    }
)
_NOUN = re.compile(r"\w{3}(?:erne|ene|en|orna|arna)$")
_THING = re.compile(r"det|den|de|\w{3,}(?:(?<!er)(?<!tt)(?<!ss)(?<!vn)(?<!kt)et|en|ne)")
"""A pronoun, or a noun with its article; no participle ("stresset")."""
_LATER_NOUN = re.compile(r"\w{2}(?:er|hed|ning|else|tion|ment|ness|[^s\W]s)$")
"""Endings that only nouns have once the clause has its verb ("er der paller …")."""
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
_BELOW = frozenset({"under", "below", "højst", "maks", "max"})
"""What stands before a number that something keeps below, so that little of it is asked about."""
_INFINITIVE = frozenset({"at", "to", "om", "å", "att"})
"""Links that what is done follows, not the name of a thing."""
_DECIDING = (
    *("question_strong", "question_remedy", "question_bad", "question_good"),
    *("question_bad_topic", "question_good_topic"),
)


@lru_cache(maxsize=8)
def load_polarity(catalogue: Catalogue) -> Polarity:
    """Return the catalogue's knowledge of questions, built once per catalogue."""
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    fixed: dict[str, list[_Phrase]] = defaultdict(list)
    anywhere = []
    for row in catalogue.table("wording"):
        written, _gap, far = row["word"].casefold().lstrip("=*").partition("…")
        tokens = _tokens(written)
        if not row["kind"].startswith("question_") or not tokens:
            continue
        kind, inside = row["kind"].removesuffix("_only"), far.strip().startswith("*")
        phrase = _Phrase(kind, tokens, row["word"].startswith("="), _tokens(far.replace("*", "")), inside)
        if row["word"].startswith("*") and len(tokens) == 1:
            anywhere.append(phrase)
        elif phrase.whole or phrase.far or len(tokens) > 1:
            fixed[tokens[0]].append(phrase)
        else:
            phrases[tokens[0]].append(phrase)
    items = tuple(
        _Item(
            tuple(_stem(stem.strip()) for stem in row["words"].split("|") if stem.strip()),
            row["polarity"] == "good",
            row["theme_id"],
        )
        for row in catalogue.table("instruments")
    )
    return Polarity(
        items,
        {start: tuple(listed) for start, listed in phrases.items()},
        {word: tuple(listed) for word, listed in fixed.items()},
        tuple(anywhere),
        None if catalogue.folder == SHIPPED else load_polarity(Catalogue()),
    )


def _read_whole(text: str) -> float:
    """Return whether much of what a text says is good, from about -1 (no) to 1 (yes); 0 for a few words only."""
    if text.count(" ") < _FEWEST_READ_WHOLE - 1:
        return 0.0
    return float(_second_opinion().scores([text])[0][0, 0])


@cache
def _second_opinion() -> Table:
    return Table.of(stored("directions"))


def _stem(stem: str) -> str:
    words = " ".join(_tokens(stem.casefold().lstrip("=*")))
    return ("" if stem.startswith("*") else " ") + words + (" " if stem.startswith("=") else "")


def _places(item: _Item, tokens: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the question's words that the item's stems stand in, stem by stem."""
    text = f" {' '.join(tokens)} "
    places: list[int] = []
    for stem in item.stems:
        inside = text.index(stem) + (stem[0] == " ")
        first = text.count(" ", 0, inside) - 1
        places += range(first, first + stem.strip().count(" ") + 1)
    return tuple(places)


def _words_at(places: Iterable[int], tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(tokens[place] for place in places)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+|[^\w\s]", text))


def is_statement(text: str) -> bool:
    """Whether a text begins as a statement does ("Jeg …", "Min leder …"), not as a question or the name of a thing."""
    return _STATEMENT.match(as_words(text)) is not None


@lru_cache(maxsize=10_000)
def as_words(text: str) -> str:
    """Return the text in lower case with single blanks; code-like headers (``WorkEnv``, ``ask_leave``) as words."""
    if " " not in text.strip():
        text = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", text.replace("_", " "))
    return " ".join(re.sub(r"n[’']t\b", " not", text.casefold()).replace("’", "'").split())
