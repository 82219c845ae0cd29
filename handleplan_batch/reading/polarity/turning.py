"""Whether another part of a question turns round what the phrase that decides says, in ways no rule follows.

What is decided wrongly is worse than what a person is asked about, so that each of these leaves the question open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from handleplan_batch.reading.polarity.carrying import BEING, COPULAS, DEALINGS, NEAR
from handleplan_batch.reading.polarity.clauses import LISTS, MODALS, PERSONS
from handleplan_batch.reading.polarity.phrases import (
    BAD,
    BELOW,
    CLAUSES,
    DECIDING,
    DEED,
    DENIALS,
    GOOD,
    INFINITIVE,
    JUDGEMENTS,
    OWNERS,
    PLACES,
    STOPS,
    TOPICS,
    WHEN,
    Hit,
    longest,
)

_BETWEEN_CAUSE = 2
"""Words between a verb that brings something about and what it brings ("giver det dig problemer")."""
_ENDING = re.compile(r"løst|fjern|remov|stoppet|stoppat|standset")
_PARTICIPLE = re.compile(r"[^\W\d]{3,}(?:et|t|ede|te|ad|at|ed)")
_SAYINGS = frozenset(
    {
        *("sørger", "sørge", "sikrer", "sikre", "ensures", "ensure", "säkerställer", "sige", "si", "säga"),
        *("say", "indrømme", "admit", "innrømme", "erkänna", "sagt", "melde", "saying"),
    }
)
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
_AFTER = frozenset({"efter", "etter", "after"})
_COPED = frozenset({"til", "till", "over", "över"})
_TO_BE = frozenset({"skal", "ska", "skall", "bør", "bör", "må", "måste", "should", "must"})
_GLADLY = frozenset({"gerne", "gjerne", "gärna"})
_LESSENING = ("erstat", "reduc", "redus", "minim", "mindsk", "begræns", "begrens", "nedbring", "dæmp", "fjern")
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
_SO = frozenset({"så", "so"})
_THAT = frozenset({"at", "that", "att"})
_GOING = ("forsvind", "försvinn", "disappear")
"""What is bad of good things alone ("forsvinder støvet")."""
_ALSO = frozenset({"også", "selv", "även", "också", "even"})
_BEFORE = frozenset({"før", "tidligere", "sidste", "förr", "tidigare", "before", "sist", "last", "forventet"})
"""What more of something is compared with in time, so that it is more of it."""
_FIRST = frozenset({"først", "först"})
"""What says that something comes only once something else has."""
_ONESELF = frozenset({("sig", "selv"), ("seg", "selv"), ("sig", "själv")})
_OMITTING = ("undlad", "undlod", "unnlat", "refrain")
_CONCESSIONS = frozenset(["selv", "selvom", "skønt", "although", "though", "även", "trots", "trods"])
_DEFINITE = frozenset(["de", "den", "the"])
_ARTICLES = frozenset(["alle", "de", "den", "det", "en", "et", "the", "all", "alla", "ett", "vores", "jeres"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A question's words with the phrases that stand in it."""

    tokens: tuple[str, ...]
    hits: Sequence[Hit]
    inside: Sequence[Hit]
    """Those of the clause that decides."""

    def is_mixed(self, explained: Collection[int], good: bool) -> bool:
        """Whether the clause has words of the other kind than the known item that are none of its own."""
        left = [hit for hit in longest(self.inside) if not set(hit.places) <= set(explained)]
        return any((hit.kind in GOOD) is not good for hit in left)

    def _is_late(self) -> bool:
        """Whether something only comes once something else has happened: "får først besked, når alt er besluttet"."""
        tokens = self.tokens
        late = min(
            (place for place in range(1, len(tokens)) if tokens[place] in _FIRST and tokens[place - 1] != "kommer"),
            default=len(tokens),
        )
        return any(
            hit.kind == "question_clause"
            and hit.start > late
            and not WHEN.isdisjoint(tokens[hit.start : hit.end])
            and tokens[hit.start - 1] not in _ALSO
            for hit in self.hits
        )

    def _is_of_some(self) -> bool:
        """Whether a good thing is told of some only, so that others may lack it: "nogle får altid de gode vagter"."""
        tokens = self.tokens
        framed = {place for hit in self.hits if hit.kind == "question_frame" for place in hit.places}
        first = next((place for place in range(len(tokens)) if place not in framed), 0)
        some = tokens[first] in _SOME or tokens[first : first + 2] in _THE_SAME
        return some and "?" not in tokens and _US.isdisjoint(tokens)

    def has_predicate(self, named: Collection[int]) -> bool:
        """Whether something else than how much there is of it is said about what is named ("samarbejdet er envejs")."""
        tokens, inside = self.tokens, self.inside
        start, end = min(named), max(named) + 1
        while start and tokens[start - 1] in OWNERS | {"the"}:
            start -= 1
        joints = [hit for hit in inside if hit.kind == "question_verb"]
        after = min((hit.end for hit in joints if hit.start >= end), default=None)
        if after is None and any(hit.start == 0 and hit.end == start and tokens[0] in COPULAS for hit in joints):
            after = end
        if after is None:
            return False
        if tokens[after : after + 2] == ("til", "at"):  # "til at leve med"
            return True
        told = {
            place
            for hit in self.hits
            if hit.kind in ("question_much", "question_verb", *TOPICS)
            for place in hit.places
        }
        links = [hit.start for hit in inside if hit.kind == "question_link" and hit.start >= after]
        clause = {place for hit in inside for place in hit.places}
        last = min(links, default=max(clause, default=after) + 1)
        return any(
            place not in told and re.match(r"\w", tokens[place]) for place in range(after, min(last, len(tokens)))
        )

    def is_in_spite(self, named: Collection[int]) -> bool:
        """Whether something bad is said of what is named in a clause behind it: "bruges, selv om de er beskidte"."""
        tokens = self.tokens
        after = [place for place in range(max(named) + 1, len(tokens)) if tokens[place] in _CONCESSIONS]
        return bool(after) and any(
            hit.kind in ("question_bad", "question_strong") and hit.start > after[0] for hit in self.hits
        )

    def is_belied(self, named: Collection[int], *, good: bool) -> bool:
        """Whether a good thing is said to do harm or be in vain, or it is denied that it does, and yet it is found bad.

        ``named`` are its places. A clause behind may tell what it is good against ("sige fra, hvis noget er farligt").
        """
        hits = self.hits
        harms = [hit for hit in hits if hit.kind == "question_harm" and set(named).isdisjoint(hit.places)]
        harms += [
            replace(bad, start=cause.start)
            for cause in hits
            if cause.kind == "question_cause" and cause.start not in named
            for bad in hits
            if bad.kind in (*BAD, "question_strong") and 0 <= bad.start - cause.end <= _BETWEEN_CAUSE
        ]
        for harm in harms:
            if any(
                hit.kind in CLAUSES and max(named) < hit.start < harm.start and not self._is_that(hit) for hit in hits
            ):
                continue
            denied = any(
                hit.kind in DENIALS and (harm.start - NEAR <= hit.start < harm.start or hit.start == harm.end)
                for hit in hits
            )
            if good is not denied:
                return True
        return False

    def _is_that(self, clause: Hit) -> bool:
        return not _THAT.isdisjoint(self.tokens[clause.start : clause.end])

    def _is_apart(self, left: Hit, right: Hit) -> bool:
        """Whether two phrases stand in different clauses; "…, at …" goes on with the same one."""
        tokens = self.tokens
        between = range(left.end, right.start)
        return any(hit.kind in (*CLAUSES, "question_but") and hit.start in between for hit in self.hits) or any(
            tokens[place] in (",", ";", "-", "–", "—") and tokens[place + 1] not in _THAT for place in between
        )


@dataclass(frozen=True, slots=True)
class Carried(Sentence):
    """A question with the phrase that decides, unless another part of the sentence turns it round."""

    carrier: Hit
    negation: Hit | None
    """What turns the carrier round in a way that the rules follow."""

    def is_ruled(self) -> bool:
        """Whether the carrier only says that something is allowed, or not, which must not occur: "mobning er ikke OK".

        What is behind a preposition is not what it is said of ("forholdene omkring vold er i orden").
        """
        hits, carrier = self.hits, self.carrier
        linked = {hit.end for hit in hits if hit.kind == "question_link"}
        return (
            carrier.kind in ("question_good", "question_bad")
            and any(hit.kind == "question_tolerated" and carrier.start <= hit.start < carrier.end for hit in hits)
            and any(
                hit.kind == "question_forbidden" and hit.end <= carrier.start and hit.start not in linked
                for hit in hits
            )
        )

    def start_of_result(self) -> int:
        """Return where the clause of the carrier begins if it tells what comes of it ("så højt, at kvaliteten …").

        It is the end of the sentence where it does not.
        """
        tokens, carrier = self.tokens, self.carrier
        for place in range(carrier.start):
            if tokens[place] in _SO:
                for start in range(place + 2, min(place + 6, carrier.start)):
                    if tokens[start] in _THAT:
                        return start
        return len(tokens)

    def _has_strange_verb(self) -> bool:
        """Whether an unknown word tells what becomes of a good thing: "tempoet er så højt, at trivslen daler"."""
        tokens, carrier = self.tokens, self.carrier
        behind = carrier.end
        return (
            self.start_of_result() < behind < len(tokens)
            and re.match(r"\w", tokens[behind]) is not None
            and not any(hit.start <= behind < hit.end for hit in self.hits)
        )

    @property
    def good(self) -> bool:
        """Whether a high level is good by the carrier and its negation alone."""
        return (self.carrier.kind in GOOD) is (self.negation is None)

    def is_turned(self, item_places: Collection[int]) -> bool:
        """Whether another part of the sentence may turn the carrier round in a way that the rules do not follow.

        - What follows may take it back ("i usikkerhed, uden at det lammer mig", "… men …").
        - What is named may be denied later ("mobning er slet ikke tilladt").
        - A negation may belong to a phrase that holds one itself, or two of them to different clauses.
        - A bad word may only tell what the good thing before it is for ("hjælpemidler ved svære patienter").
        - It may be no more than wished or expected, or be little of it ("det forventes, at …", "mindre farlige").
        - A judgement may only be part of the subject ("tunge ting bliver løftet med kran"), or met by an opposite one.
        - A good deed may do harm ("at tale om det kan skade min karriere").
        - A verb may be denied rather than the bad thing behind it, or what is bad stand in what is said, or made sure.
        - A good word may say that there is much of the bad ("er støvet synligt"), and what follows from a good thing be
          bad ("er nødstoppet placeret, så det er svært at nå").

        ``item_places`` are those of the words of a known item.
        """
        return (
            self._is_no_remedy()
            or self._is_taken_back()
            or self._is_of_others()
            or self._is_denied_later()
            or (self.carrier.kind in TOPICS and self._is_more_than_named(item_places))
            or self._is_lessened()
            or self._is_part_of_subject(item_places)
            or self._brings_bad()
            or any(self._is_met(hit) for hit in longest(self.inside))
        )

    def _is_no_remedy(self) -> bool:
        """Whether what looks like a remedy has ended something good, or is yet to come: "er rækværket løst"."""
        carrier = self.carrier
        if carrier.kind != "question_remedy":
            return False
        ends = _ENDING.match(self.tokens[carrier.start])
        return (ends is not None and all(hit.kind not in BAD for hit in self.inside)) or self._is_to_be_done()

    def _is_taken_back(self) -> bool:
        """Whether what follows takes back what the carrier says, or tells when, where or for whom it is so."""
        tokens, inside, carrier = self.tokens, self.inside, self.carrier
        backwards = ("question_but",) if self.good else ("question_but", "question_concession")
        behind = tokens[carrier.end : carrier.end + 1]
        return (
            any(hit.kind in backwards and hit.start >= carrier.end for hit in self.hits)
            or (self.good and (self._is_done_without() or self._is_late() or self._is_of_some()))
            or (
                carrier.kind in GOOD
                and tokens[carrier.end : carrier.end + 2] in _ONESELF
                and tokens[carrier.end - 1] not in BEING
            )
            or self._is_somewhere()
            or self._is_shared_out()
            or (
                carrier.kind == "question_bad"
                and tokens[carrier.start].startswith(_GOING)
                and any(hit.kind in BAD and hit.start >= carrier.end for hit in inside)
            )
            or (carrier.kind in JUDGEMENTS - {"question_strong"} and not _ONLY.isdisjoint(behind))
            or (
                tokens[carrier.start : carrier.end] in (("nok",), ("enough",))
                and any(hit.kind in BAD and hit.start == carrier.end for hit in inside)
            )
            or (self.good and tokens[0] in _ONLY)
            or self._is_told_by_clause()
        )

    def _is_of_others(self) -> bool:
        """Whether the carrier is not said of what is asked about: it is said to somebody, or only compared with."""
        return (
            self._is_told_not_so()
            or self._is_of_those()
            or self._is_only_said()
            or self._is_after()
            or self._is_aimed_at()
            or self._is_of_one_alone()
            or self._is_less_of_good()
            or self._is_easier_to()
            or self._is_more_important()
        )

    def _is_denied_later(self) -> bool:
        """Whether a denial belongs to something else than the carrier, or denies what holds one itself."""
        hits, carrier, negation = self.hits, self.carrier, self.negation
        return (
            (carrier.kind in TOPICS and bool(self._later_denials()))
            or (
                carrier.kind in ("question_bad", "question_remedy")
                and any(hit.kind == "question_negation" for hit in self._later_denials())
            )
            or (negation is not None and any(carrier.start <= hit.start < carrier.end for hit in self._denials()))
            or any(self._is_apart(left, right) for left, right in pairwise(self._denials()))
            or (
                negation is not None
                and negation.kind == "question_negation"
                and negation.end <= carrier.start
                and any(hit.kind in CLAUSES and negation.end <= hit.start < carrier.start for hit in hits)
            )
        )

    def _denials(self) -> list[Hit]:
        return [hit for hit in self.inside if hit.kind in DENIALS]

    def _later_denials(self) -> list[Hit]:
        """Return the denials behind the carrier that are no part of what it says."""
        behind = (hit for hit in self._denials() if hit.start >= self.carrier.end and hit != self.negation)
        return [hit for hit in behind if not self._is_result(hit)]

    def _is_more_than_named(self, item_places: Collection[int]) -> bool:
        """Whether more is said of a topic than that there is, or is not, much of it."""
        named = {*item_places, *range(self.carrier.start, self.carrier.end)}
        return (
            self._is_told_of_a_topic()
            or any(hit.kind == "question_less" for hit in self.inside)
            or self.has_predicate(named)
        )

    def _is_lessened(self) -> bool:
        """Whether the carrier is wished for, long ago, little of it, or a matter of what may be done."""
        tokens, hits, carrier, negation = self.tokens, self.hits, self.carrier, self.negation
        first = self._first()
        return (
            any(
                hit.kind == "question_wish"
                and hit.start < carrier.start
                and (tokens[hit.start] in _ONLY or not self._is_apart(hit, carrier))
                for hit in hits
            )
            or any(hit.kind == "question_less" and hit.end == carrier.start for hit in hits)
            or any(hit.kind == "question_ago" for hit in hits)
            or (carrier.kind == "question_good" and self._is_limited())
            or self._is_measured()
            or self._is_barred_or_needed(tokens[first : carrier.start], tokens[: negation.end] if negation else None)
        )

    def _first(self) -> int:
        return min((hit.start for hit in self.inside if hit.kind != "question_frame"), default=0)

    def _is_part_of_subject(self, item_places: Collection[int]) -> bool:
        """Whether a judgement only belongs to the name of what is spoken of, or to what a good thing is for."""
        tokens, inside, carrier = self.tokens, self.inside, self.carrier
        joints = [hit.start for hit in inside if hit.kind == "question_verb" and hit.start >= carrier.end]
        is_subject = (
            carrier.start == self._first()
            and carrier.kind in JUDGEMENTS
            and bool(joints)
            and tokens[carrier.start] not in PERSONS | MODALS
            and not carrier.far
        )
        if is_subject and not (item_places and max(item_places) < min(joints)):
            return True
        if carrier.kind != "question_bad":
            return False
        noun = tokens[carrier.end : carrier.end + 1]
        if (  # "står de tunge varer nederst?"
            self.negation is None
            and not carrier.far
            and carrier.start == 2
            and tokens[1] in _DEFINITE
            and noun != ()
            and re.match(r"\w", noun[0])
            and any(re.match(r"\w", token) for token in tokens[carrier.end + 1 :])
            and not any(hit.kind in (*BAD, "question_strong") and hit.start > carrier.end for hit in inside)
        ):
            return True
        done = {place for hit in inside if hit.kind != DEED for place in hit.places}
        marked = (  # "er ujævnheder i gulvet markeret"
            self.negation is None
            and tokens[0] in COPULAS
            and carrier.start == 1
            and any(
                place not in done and _PARTICIPLE.fullmatch(tokens[place]) for place in range(carrier.end, len(tokens))
            )
        )
        linked = any(
            hit.kind == "question_link"
            and hit.end <= carrier.start
            and all(token in _ARTICLES for token in tokens[hit.end : carrier.start])
            for hit in inside
        )
        return marked or (
            linked and any(hit.kind == "question_good_topic" and hit.end < carrier.start for hit in inside)
        )

    def _brings_bad(self) -> bool:
        """Whether something good does harm, says that there is much of the bad, or has something bad follow from it."""
        tokens, hits, inside, carrier = self.tokens, self.hits, self.inside, self.carrier
        shows = any(hit.kind == "question_presence" and hit.start == carrier.start for hit in inside)
        if shows and any(hit.kind == "question_bad_topic" and 0 <= carrier.start - hit.end <= 1 for hit in inside):
            return True
        if self.good and (self._has_strange_verb() or self._is_used_badly()):
            return True
        if carrier.kind in GOOD and self.is_belied(carrier.places, good=self.good):
            return True
        results = [
            hit.end
            for hit in hits
            if hit.kind == "question_clause"
            and not _SO.isdisjoint(tokens[hit.start : hit.end])
            and hit.start >= carrier.end
        ]
        if carrier.kind == "question_good_topic" and (
            self.is_in_spite(carrier.places)
            or any("kan" not in tokens[result:] and "can" not in tokens[result:] for result in results)
        ):
            return True
        return any(
            hit.kind in JUDGEMENTS and hit.start >= result and (hit.kind in GOOD) is not self.good
            for result in results
            for hit in hits
        )

    def _is_done_without(self) -> bool:
        """Whether something good is without what it needs: "ansvar uden at have den nødvendige kompetence"."""
        hits = self.hits
        behind = [hit.end for hit in hits if hit.kind == "question_concession" and hit.start >= self.carrier.end]
        said = [hit for hit in longest(hits) if behind and hit.start >= behind[0]]
        return bool(said) and said[0].kind in GOOD

    def _is_shared_out(self) -> bool:
        """Whether there is more of something good for one than for another: "lytter mere til chefen end til os"."""
        carrier = self.carrier
        behind = self.tokens[carrier.end : max(hit.end for hit in self.inside)]
        if carrier.kind not in GOOD or behind[:1] not in (("mere",), ("mer",), ("more",), ("mera",)):
            return False
        return any(token in ("end", "enn", "än", "than") and after not in _BEFORE for token, after in pairwise(behind))

    def _is_somewhere(self) -> bool:
        """Whether it is said where a good thing is, or where it goes: "hjelmen bliver i bilen", "er på vej ned"."""
        tokens, inside, carrier = self.tokens, self.inside, self.carrier
        verb, behind = carrier.end, carrier.end + 1
        things = {hit.start for hit in inside if hit.kind == "question_thing" and tokens[hit.end :][:1] == (",",)}
        if carrier.kind in GOOD and carrier.start and tokens[carrier.start - 1] in COPULAS and carrier.end in things:
            return True  # "er pauser noget, I må kæmpe for"
        return (
            (
                carrier.kind in ("question_good", "question_good_topic")
                or (carrier.kind == "question_bad_topic" and not BELOW.isdisjoint(tokens[behind : behind + 1]))
            )
            and tokens[verb:behind] != ()
            and tokens[verb] in COPULAS
            and tokens[behind : behind + 1] != ()
            and (tokens[behind] in PLACES or behind in things)
            and not any(hit.start <= behind < hit.end for hit in longest(inside))
        )

    def _is_to_be_done(self) -> bool:
        """Whether something bad has yet to be dealt with: "skal støjen dæmpes", "må du løse konflikter"."""
        before = self.tokens[: self.carrier.start]
        return not _TO_BE.isdisjoint(before) and _GLADLY.isdisjoint(before)

    def _is_told_not_so(self) -> bool:
        """Whether it is not the carrier that is denied, though a negation stands before it, or not alone.

        "Gør ikke noget ved støjen", "ingen opgave er så vigtig, at …", "… , og det er aldrig godt nok" are such.
        """
        tokens, inside, carrier, negation = self.tokens, self.inside, self.carrier, self.negation
        between = range(0 if negation is None else negation.end, carrier.start)
        if (
            negation is not None
            and negation.kind == "question_negation"
            and any(tokens[place] == "," and tokens[place + 1] not in _THAT | LISTS for place in between)
        ):
            return True
        if negation is not None and negation.end <= carrier.start:
            deeds = {hit.end for hit in inside if hit.kind == DEED}
            linked = any(
                hit.kind == "question_link" and hit.start in between and tokens[hit.end - 1] not in INFINITIVE
                for hit in inside
            )
            if carrier.kind in BAD and negation.start in deeds and linked:
                return True
            if carrier.kind in BAD and negation.start and tokens[negation.start - 1] in _MINDING:
                return True
            if (
                carrier.kind in BAD
                and tokens[negation.start].startswith(_OMITTING)
                and not DEALINGS.isdisjoint(tokens[place] for place in between)
            ):
                return True
            if not _SO.isdisjoint(tokens[place] for place in between) and not _THAT.isdisjoint(tokens):
                return True
        good = (carrier.kind in GOOD) is (negation is None)
        denied = {hit.end for hit in inside if hit.kind in DENIALS}
        joined = [
            place
            for place in range(carrier.end, len(tokens) - 1)
            if tokens[place] == "," and tokens[place + 1] in _ANDS
        ]
        return any(
            hit.kind in JUDGEMENTS
            and joined
            and hit.start > joined[0]
            and ((hit.kind in GOOD) is denied.isdisjoint({hit.start, hit.start - 1})) is not good
            for hit in longest(inside)
        )

    def _is_of_those(self) -> bool:
        """Whether something bad befalls those a clause tells of, perhaps rightly: "de, der råber, afvises"."""
        inside, carrier = self.inside, self.carrier
        first = min(hit.start for hit in inside)
        return carrier.kind == "question_bad" and any(
            hit.kind == "question_relative" and first < hit.start < carrier.start and hit not in inside
            for hit in self.hits
        )

    def _is_only_said(self) -> bool:
        """Whether something bad stands in what is said or made sure of: "OK at sige, at man ikke når det"."""
        carrier = self.carrier
        before = self.tokens[: carrier.start]
        if carrier.kind not in BAD | {"question_strong"} or not _SO.isdisjoint(before):
            return False
        return any(
            token in _THAT
            and (
                not _SAYINGS.isdisjoint(before[:place])
                or any(hit.kind == "question_good" and hit.end <= place for hit in self.inside)
            )
            for place, token in enumerate(before)
        )

    def _is_after(self) -> bool:
        """Whether something bad is only what comes before, or what one copes with: "videre efter fyringerne"."""
        carrier, negation = self.carrier, self.negation
        before = self.tokens[max(carrier.start - 2, 0) : carrier.start]
        verb_denied = negation is not None and negation.kind == "question_negation" and not _COPED.isdisjoint(before)
        return carrier.kind == "question_bad_topic" and (verb_denied or not _AFTER.isdisjoint(before))

    def _is_aimed_at(self) -> bool:
        """Whether something bad is what another thing is for or against: "en plan mod vold", "tid til det uventede"."""
        carrier = self.carrier
        before = self.tokens[: carrier.start]
        if carrier.kind != "question_bad_topic" or not before:
            return False
        told = any(hit.kind in DECIDING and hit.end < carrier.start for hit in self.inside)
        return (before[-1] in _AGAINST and not told) or tuple(before[-2:]) in _FOR_THE

    def _is_of_one_alone(self) -> bool:
        """Whether who answers deals with it alone, or is dealt with: "jeg tager hånd om alt", "tager fat i mig"."""
        tokens, carrier = self.tokens, self.carrier
        return (
            tokens[carrier.start] in _TAKING
            and carrier.kind in GOOD
            and (not _SELF.isdisjoint(tokens) or not _ME.isdisjoint(tokens[carrier.end : carrier.end + 1]))
        )

    def _is_less_of_good(self) -> bool:
        """Whether a remedy lessens nothing but good things: "pauserne er reduceret"."""
        carrier = self.carrier
        if carrier.kind != "question_remedy" or not self.tokens[carrier.start].startswith(_LESSENING):
            return False
        said = [hit.kind in GOOD for hit in longest(self.inside) if hit != carrier]
        return bool(said) and all(said)

    def _is_easier_to(self) -> bool:
        """Whether what is easier or harder, or somebody is good at, is bad or unknown: "nemt at falde"."""
        tokens, inside, carrier = self.tokens, self.inside, self.carrier
        last = carrier.end - 1 - (carrier.end - carrier.start > 1 and tokens[carrier.end - 1] in INFINITIVE)
        eased = _EASIER.fullmatch(tokens[last])
        start = next((place for place in range(last + 1, len(tokens)) if tokens[place] in INFINITIVE), len(tokens))
        known = {place for hit in self.hits for place in hit.places}
        bad = [hit.start for hit in inside if hit.kind in BAD and hit.start > start]
        if _HARDER.fullmatch(tokens[last]) and carrier.kind == "question_bad":
            verb = start + 1 + (tokens[start + 1 : start + 2] != () and tokens[start + 1] in BEING)
            return verb in bad
        at_doing = start < len(tokens) and (
            tokens[last + 1 : start] in _AT_DOING
            or (start == last + 1 and tokens[start - 1 : start + 1] == ("good", "at"))
        )
        if at_doing and carrier.kind == "question_good" and _SKILLED.fullmatch(tokens[last]):
            verb = start + 1
            if any(hit.kind in GOOD and hit.start <= verb < hit.end for hit in inside):
                return False
            return not "".join(tokens[verb : verb + 1]).startswith(_SKILLS) and (bool(bad) or verb not in known)
        if eased is None:
            return False
        return bool(bad) or any(
            eased[1] is not None and place not in known and len(tokens[place]) > 2
            for place in range(start + 1, len(tokens))
        )

    def _is_more_important(self) -> bool:
        """Whether one thing is said to be more important than another, be it good or bad."""
        tokens, carrier = self.tokens, self.carrier
        than = tokens[carrier.end : carrier.end + 1]
        return than in (("end",), ("enn",), ("än",)) and _MORE_IMPORTANT.match(tokens[carrier.start]) is not None

    def _is_told_by_clause(self) -> bool:
        """Whether a clause right behind a good thing denies or worsens it: "er der udstyr, som ikke er efterset"."""
        tokens, hits, carrier = self.tokens, self.hits, self.carrier
        end = max(carrier.end, carrier.far.stop)
        starts = end + (tokens[end : end + 1] == (",",))
        clauses = [
            hit
            for hit in hits
            if hit.kind == "question_relative"
            and hit.start in (end, starts)
            and tokens[hit.start] not in ("uden", "uten", "utan", "without")
        ]
        if carrier.kind in GOOD and carrier.far and clauses:
            return True
        return carrier.kind in GOOD and any(
            part.start >= starts
            and (part.kind == "question_strong" or (part.kind in DENIALS and carrier.kind == "question_good_topic"))
            for clause in clauses
            for part in hits
        )

    def _is_used_badly(self) -> bool:
        """Whether more is said of something used than that it is ("bruges handsker kun, når …")."""
        carrier = self.carrier
        used = any(token.startswith(("brug", "anvend", "use")) for token in self.tokens[: carrier.end])
        behind = {carrier.end, carrier.end + 1}
        return used and any(
            hit.kind == "question_less" or (hit.kind == "question_relative" and hit.start in behind)
            for hit in self.hits
        )

    def _is_limited(self) -> bool:
        """Whether a good thing is lessened behind it or denied: "muligheden for at få hjælp er lille"."""
        tokens, hits, carrier, negation = self.tokens, self.hits, self.carrier, self.negation
        further = [hit for hit in self._later_denials() if hit.kind == "question_negation"]
        further += [
            hit
            for hit in self.inside
            if hit.kind == "question_less"
            and hit.start >= carrier.end
            and not (negation and hit.end == negation.start)  # the negation turns it round
        ]
        ends = [hit for hit in hits if hit.kind == "question_less" and carrier.end < hit.end == len(tokens)]
        burdens = {hit.start for hit in hits if hit.kind in BAD}  # "god plads og lav støj"
        of_thing = any(hit.kind == "question_thing" and hit.start >= carrier.end for hit in hits)
        stops = _THAT | STOPS - ({","} if of_thing else set())
        return any(tokens[hit.start - 1] in COPULAS for hit in ends) or any(
            hit.end not in burdens and stops.isdisjoint(tokens[carrier.end : hit.start]) for hit in further
        )

    def _is_measured(self) -> bool:
        """Whether the carrier is only what something is compared with, or says that there is little of something bad.

        "Ser mere på tal end på trivsel", "der er kun få konflikter" are such.
        """
        tokens, inside, carrier = self.tokens, self.inside, self.carrier
        if carrier.kind == "question_strong":
            few = tokens[carrier.start] in ("kun", "only", "bara")
            return few and any(hit.kind in BAD and hit.start >= carrier.end for hit in inside)
        start = min(hit.start for hit in inside)
        before = tokens[start : carrier.start + 1]
        more_than = tuple(before[-3:-1]) in (("mere", "end"), ("more", "than"))  # "mere end tilfreds"
        return not more_than and any(
            token in ("end", "than") and not re.match(r"\d|[eé]n$|one$", after) for token, after in pairwise(before)
        )

    def _is_barred_or_needed(self, before: Sequence[str], denied: Sequence[str] | None) -> bool:
        """Whether something good is needed or not, or something bad may not be done: a wish, a relief or a rule.

        ``before`` is what stands before the carrier, ``denied`` what stands up to its negation.
        """
        if self.carrier.kind in GOOD:
            return any(token.startswith(("behøve", "behöve")) for token in before)
        return denied is not None and denied[-1] in ("ikke", "aldrig") and "må" in denied[-3:]

    def _is_result(self, denial: Hit) -> bool:
        """Whether a denial only tells what comes of it: "så træt, at jeg ikke orker noget"."""
        tokens, carrier = self.tokens, self.carrier
        between = tokens[carrier.end : denial.start]
        return carrier.start > 0 and tokens[carrier.start - 1] in _SO and not _THAT.isdisjoint(between)

    def _is_told_of_a_topic(self) -> bool:
        """Whether a clause right behind a topic tells which of it is meant, and not that it is as bad or good as it.

        "Et tempo, som jeg kan holde til" is such a one.
        """
        hits, carrier = self.hits, self.carrier
        after = carrier.end + (self.tokens[carrier.end : carrier.end + 1] == (",",))
        parts = [hit for hit in longest(hits) if hit.start >= carrier.end]
        without = {hit.start for hit in hits if hit.kind == "question_without"}
        starts = any(hit.kind == "question_relative" and hit.start in {carrier.end, after} - without for hit in hits)
        return starts and any(
            hit.kind in DECIDING and (hit.kind in GOOD) is not (carrier.kind in GOOD) for hit in parts
        )

    def _is_met(self, other: Hit) -> bool:
        """Whether an opposite judgement follows that is no complement of the carrier's: "my opinion is ignored"."""
        carrier = self.carrier
        opposite = (other.kind in GOOD) is not (carrier.kind in GOOD)
        if (
            other.kind not in JUDGEMENTS | {"question_remedy"}
            or other.start < carrier.end
            or not opposite
            or carrier.kind == "question_strong"
        ):
            return False
        return not any(hit.kind == "question_link" and carrier.end <= hit.start < other.start for hit in self.inside)

    def is_joined_to_opposite(self, explained: Collection[int]) -> bool:
        """Whether a topic of the other kind stands right before a judgement, and is none of the item's words.

        "Problemer med godt samarbejde" is such a one.
        """
        hits, carrier = self.hits, self.carrier
        if carrier.kind not in ("question_good", "question_bad"):
            return False
        before = [
            hit
            for hit in longest(hits)
            if hit.kind == ("question_bad_topic" if carrier.kind == "question_good" else "question_good_topic")
            and 0 < carrier.start - hit.end <= 2
            and not set(hit.places) <= set(explained)
        ]
        return any(
            link.kind == "question_link" and hit.end <= link.start and link.end <= carrier.start
            for hit in before
            for link in hits
        )
