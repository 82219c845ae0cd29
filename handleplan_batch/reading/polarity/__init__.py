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

The phrases are found by ``phrases``; ``clauses`` tells which clause decides, ``carrying`` which of its phrases does,
and ``turning`` whether the rest of the sentence turns that round in a way that no rule follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from handleplan_batch.catalogue import SHIPPED, Catalogue
from handleplan_batch.catalogue.learned import Features, Table, stored
from handleplan_batch.reading.polarity.carrying import (
    as_avoided,
    avoided_by,
    deciding_phrase,
    is_naming,
    is_preposition,
    is_soon,
    negation_of,
    told_of_change,
)
from handleplan_batch.reading.polarity.clauses import before_judgement, deciding_clause, strange_places
from handleplan_batch.reading.polarity.phrases import (
    DECIDING,
    DEED,
    DENIALS,
    EMPTY,
    JUDGEMENTS,
    TOPICS,
    TURNING,
    Hit,
    Item,
    Lexicon,
    as_words,
    lexicon_of,
    longest,
    tokens_of,
)
from handleplan_batch.reading.polarity.turning import Carried, Sentence

__all__ = ["DOUBT", "LEANING", "Polarity", "Verdict", "as_words", "is_statement", "load_polarity"]

DOUBT = 0.6
"""Score against a decision from which it is doubted; chosen with ``training/learn.py questions --try``."""
LEANING = 0.7
"""Score from which a question that the rules do not decide is said to lean one way: of those of 978 invented questions
that nothing was learned from 106 of 114 were right (docs/theming.md)."""
_FEWEST_READ_WHOLE = 3
"""Words of a question that can be read as a whole."""
_MOST_REMEMBERED = 20_000
"""Questions whose verdicts are kept."""
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
_SAYING = JUDGEMENTS | DENIALS | {"question_remedy", "question_verb", "question_frame", "question_less", DEED}


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
class Polarity:
    """The catalogue's knowledge of questions, ready to use."""

    lexicon: Lexicon
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
        tokens = tokens_of(as_words(question))
        if any(hit.kind == "question_weighed" for hit in self.lexicon.find(tokens)):
            item = self.lexicon.item_in(tokens)
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
        kinds = {hit.kind for hit in self.lexicon.find(tokens_of(as_words(question)))}
        return "?" not in question and kinds.isdisjoint(_SAYING)

    def _says_nothing(self, section: str) -> bool:
        """Whether the name of a section has no word that bears on how its questions are meant."""
        kinds = {hit.kind for hit in self.lexicon.find(tokens_of(as_words(section)))}
        return kinds <= {"question_plain", "question_link", "question_much", "question_good_topic"}

    def _is_frame(self, stem: str, line: str) -> bool:
        """Whether what stands over the lines of a matrix says nothing about this one."""
        tokens = tokens_of(as_words(stem))
        hits = self.lexicon.find(tokens)
        framed = {place for hit in hits if hit.kind == "question_frame" for place in hit.places}
        outside = [hit for hit in hits if not framed.issuperset(hit.places)]
        is_sentence = _SENTENCE.match(line.casefold()) is not None
        if any(hit.kind in TURNING for hit in outside):
            return False
        if any(hit.kind in DECIDING for hit in outside):  # a heading over a sentence: "Stress: Jeg har tid nok"
            return is_sentence and all(hit.kind in (*TOPICS, *EMPTY) for hit in outside) and "?" not in stem
        known = framed | {place for hit in outside for place in hit.places}
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
        return any(hit.kind in DENIALS for hit in self.lexicon.find(tokens_of(text)))

    def _by_rules(self, question: str) -> Verdict:
        tokens = tokens_of(as_words(question))
        hits = self.lexicon.find(tokens)
        item = self.lexicon.item_in(tokens)
        undecided = Verdict(None, theme_id=None if item is None else item.theme_id)
        if any(hit.kind == "question_open" for hit in hits):
            return undecided
        clause = deciding_clause(tokens, hits)
        inside = [hit for hit in hits if clause.issuperset(hit.places) and not is_soon(tokens, hits, hit)]
        said = [hit for hit in longest(inside) if not (is_naming(tokens, inside, hit) or is_preposition(tokens, hit))]
        told, good = told_of_change(tokens, inside, said)
        if told:
            return replace(undecided, good=good, words=() if good is None else _words_at(sorted(clause), tokens))
        carrier = deciding_phrase(said, inside)
        if carrier is not None and (avoided := avoided_by(tokens, inside, carrier)) is not None:
            carrier = as_avoided(tokens, said, avoided)
            if carrier is None:
                return Verdict(None)
        if carrier is not None and carrier.kind == "question_choice":
            return undecided
        sentence = Sentence(tokens, hits, inside)
        return _by_item(sentence, clause, item) if carrier is None else _by_phrase(sentence, clause, item, carrier)


def _explaining(sentence: Sentence, *, named: bool) -> list[Hit]:
    """Return the phrases that explain words; a verb that does something is unknown where a thing is but ``named``."""
    deeds = {hit.start for hit in sentence.hits if named and hit.kind == DEED}
    return [hit for hit in sentence.hits if hit.start not in deeds or hit.end > hit.start + 1]


def _by_item(sentence: Sentence, clause: frozenset[int], item: Item | None) -> Verdict:
    """Return what the known item says, where no phrase decides and nothing else is said."""
    tokens, inside = sentence.tokens, sentence.inside
    found = () if item is None else item.places_in(tokens)
    strange = strange_places(tokens, _explaining(sentence, named=True), clause, found)
    undecided = Verdict(None, theme_id=None if item is None else item.theme_id, strange=_words_at(strange, tokens))
    if item is None or strange or not clause.issuperset(found):
        return undecided
    if (
        any(hit.kind in (*TURNING, "question_ago") and hit.start not in found for hit in inside)
        or sentence.is_mixed(found, item.good)
        or sentence.has_predicate(found)
        or (item.good and (sentence.is_in_spite(found) or sentence.is_belied(found, good=True)))
    ):
        return undecided
    return Verdict(item.good, _words_at(found, tokens), known=True, theme_id=item.theme_id)


def _by_phrase(sentence: Sentence, clause: frozenset[int], item: Item | None, carrier: Hit) -> Verdict:
    """Return what a phrase says, where all else is known and does not turn it round."""
    tokens, hits, inside = sentence.tokens, sentence.hits, sentence.inside
    found = () if item is None else item.places_in(tokens)
    theme_id = None if item is None else item.theme_id
    carried = Carried(tokens, hits, inside, carrier, negation_of(tokens, inside, carrier))
    good = carried.good
    strange = strange_places(tokens, _explaining(sentence, named=carrier.kind in TOPICS), clause, found)
    # "let distraheret": how soon a word says that nobody knows
    eased = carrier.end in strange and any(
        hit.kind == "question_degree" and hit.places == carrier.places for hit in inside
    )
    if carried.is_ruled():
        return Verdict(not good, _words_at(carrier.places, tokens), theme_id=theme_id)
    # What a sentence begins with is no judgement of the whole.
    is_start = carrier.start == min(clause) and carrier.kind in ("question_good", "question_bad") and tokens[-1] != "?"
    is_result = good and bool(strange) and max(strange) > carried.start_of_result()
    if carrier.kind not in TOPICS and not is_start and not is_result:
        strange = before_judgement(strange, tokens, hits, carrier)
    if (strange and carrier.kind != "question_strong") or eased or carried.is_turned(found):
        return Verdict(None, theme_id=theme_id, strange=_words_at(strange, tokens))
    words = tuple(" ".join(tokens[hit.start : hit.end]) for hit in (carried.negation, carrier) if hit)
    if item is None:
        return Verdict(good, words)
    if carried.is_joined_to_opposite(found):
        return Verdict(None, theme_id=theme_id)
    if good is item.good:
        return Verdict(good, words, known=True, theme_id=theme_id)
    # A word that only names the topic yields to the item that it is a word of.
    yields = carrier.kind in TOPICS and carried.negation is None and not set(found).isdisjoint(carrier.places)
    if yields and clause.issuperset(found):
        return Verdict(item.good, _words_at(found, tokens), known=True, theme_id=theme_id)
    return Verdict(good, words, theme_id=theme_id)


@lru_cache(maxsize=8)
def load_polarity(catalogue: Catalogue) -> Polarity:
    """Return the catalogue's knowledge of questions, built once per catalogue."""
    shipped = None if catalogue.folder == SHIPPED else load_polarity(Catalogue())
    return Polarity(lexicon_of(catalogue), shipped)


def _read_whole(text: str) -> float:
    """Return whether much of what a text says is good, from about -1 (no) to 1 (yes); 0 for a few words only."""
    if text.count(" ") < _FEWEST_READ_WHOLE - 1:
        return 0.0
    return float(_second_opinion().scores([Features.of(text)])[0][0, 0])


@cache
def _second_opinion() -> Table:
    return Table.of(stored("directions"))


def _words_at(places: Iterable[int], tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(tokens[place] for place in places)


def is_statement(text: str) -> bool:
    """Whether a text begins as a statement does ("Jeg …", "Min leder …"), not as a question or the name of a thing."""
    return _STATEMENT.match(as_words(text)) is not None
