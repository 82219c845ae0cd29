"""Which clause of a question decides, and which of its words nobody knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from handleplan_batch.reading.polarity.phrases import (
    CLAUSES,
    DECIDING,
    DEED,
    DENIALS,
    EMPTY,
    GOOD,
    INFINITIVE,
    JUDGEMENTS,
    OWNERS,
    Hit,
    longest,
)

LOSSES = frozenset({"har", "have", "has", "had", "havde", "hadde", "hade"})
_OF_WHAT = ("risiko", "risk", "fare", "bange", "frygt", "angst", "nervøs")
"""Beginnings of words behind which "for at" tells of what, not what for."""
MODALS = frozenset({"skal", "kan", "må", "vil", "bør", "must", "can", "will", "should", "ska", "måste", "skulle"})
PERSONS = frozenset({"vi", "jeg", "jag", "man", "we"})
"""Who may begin a clause that has no mark of its own: "et problem vi taler om"."""
_REACHING = frozenset((word,) for word in ("ikke", "aldrig", "aldri", "ud", "ut", "frem", "sjældent", "sjelden"))
"""What stands behind "når" where it is the verb: "informationen når ikke ud"."""
_REASONS = frozenset(["fordi", "because", "eftersom"])
_FOR = frozenset({"for", "för"})
_ASKING = frozenset(
    {"hvordan", "hvorfor", "hvem", "hvad", "hvilken", "hvilke", "how", "why", "who", "hur", "varför", "vem"}
)
"""What begins a question within a sentence, which tells nothing of how it is: "læse mig til, hvordan den virker"."""
_CONCESSIONS = frozenset({"selv", "selvom", "although", "though", "even"})
LISTS = frozenset(["og", "and", "och", "eller", "or", "/", ","])
_DEFINITE = frozenset({"de", "den", "det", "the"})
_NOUN = re.compile(r"\w{3}(?:erne|ene|en|orna|arna)$")
_LATER_NOUN = re.compile(r"\w{2}(?:er|hed|ning|else|tion|ment|ness|[^s\W]s)$")
"""Endings that only nouns have once the clause has its verb ("er der paller …")."""


def deciding_clause(tokens: Sequence[str], hits: Sequence[Hit]) -> frozenset[int]:
    """Return the places of the clause that decides: the main one, or what "Er der steder, hvor …" asks about.

    A clause that tells when, why or what for never decides beside a main clause.
    """
    kept = _outside_frames(tokens, hits)
    main = _main_clause(tokens, hits, kept)
    if not main:
        return kept
    if (told := _told_of_a_thing(tokens, hits, main, kept)) is not None:
        return told
    known = {place for hit in hits if hit.kind in EMPTY for place in hit.places}
    decides = any(hit.kind in DECIDING and main.issuperset(hit.places) for hit in hits)
    if decides or any(place not in known and re.match(r"\w", tokens[place]) for place in main):
        return main
    starts = (
        hit.start
        for hit in hits
        if hit.kind == "question_clause" and hit.start > max(main) and tokens[hit.start] not in _FOR
    )
    begun = min(starts, default=len(tokens))
    done = [hit.start for hit in hits if hit.kind == "question_remedy"]
    relative = [
        hit.start
        for hit in hits
        if hit.kind == "question_relative"
        and max(main) < hit.start < begun
        and (_ASKING.isdisjoint(tokens[hit.start : hit.start + 2]) or any(start > hit.start for start in done))
    ]
    if not relative:
        return main
    behind = [hit for hit in hits if hit.start > min(relative)]
    if (
        tokens[min(relative)] in _CONCESSIONS
        and any(hit.kind in GOOD for hit in behind)
        and not any(hit.kind in DENIALS for hit in behind)
    ):
        return main  # what is good there may be what makes it bad: "kører maskinen, selv om lågen er åben"
    cut = _end_of_clause(tokens, hits, min(relative))
    return frozenset(place for place in kept if place < cut)


def _end_of_clause(tokens: Sequence[str], hits: Iterable[Hit], start: int) -> int:
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
    tokens: Sequence[str], hits: Sequence[Hit], main: frozenset[int], kept: frozenset[int]
) -> frozenset[int] | None:
    """Return the places of the subject and of the clause that says how it is: "stress er et problem, vi taler om".

    None where the main clause says no such thing, or nothing but what it says itself ("et problem, der fylder meget").
    """
    telling = {*JUDGEMENTS, "question_remedy", *DENIALS, "question_less", "question_wish"}
    for thing in (hit for hit in hits if hit.kind == "question_thing" and hit.start in main):
        start = thing.end + (tokens[thing.end : thing.end + 1] == (",",))
        if start >= len(tokens):
            continue
        begins = any(hit.kind == "question_relative" and hit.start in (thing.end, start) for hit in hits)
        conjunction = any(
            hit.kind in ("question_clause", "question_but") and hit.start in (thing.end, start) for hit in hits
        )
        if not begins and (conjunction or (start == thing.end and tokens[start] not in PERSONS)):
            continue
        cut = _end_of_clause(tokens, hits, start)
        if any(hit.kind in telling and start <= hit.start and hit.end <= cut for hit in hits):
            return frozenset(place for place in kept if place < thing.start or start <= place < cut)
    return None


def strange_places(
    tokens: Sequence[str], hits: Collection[Hit], clause: frozenset[int], explained: Collection[int]
) -> list[int]:
    """Return the places of the clause's words that nothing is known about.

    Names of things are not among them: behind a preposition or a possessive, right before a joining verb, or with an
    ending that nouns have.
    """
    known = {place for hit in hits for place in hit.places} | set(explained)
    asked = min(clause, default=0) + 1 if "?" in tokens else -1  # "har I …?" names who is asked
    links = {
        hit.end - 1
        for hit in hits
        if hit.kind == "question_link"
        and tokens[hit.end - 1] not in INFINITIVE
        and not (tokens[hit.start] == "i" and hit.start == asked)
    }
    found = []
    naming = listing = False  # behind a preposition or possessive; behind the first thing named there
    for place in sorted(clause):
        if place not in known and re.fullmatch(r"[^\W\d]{3,}", tokens[place]):
            if not naming and not _NOUN.search(tokens[place]):
                found.append(place)
        elif place in links or tokens[place] in OWNERS or ((naming or listing) and tokens[place] in LISTS):
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


def before_judgement(strange: Iterable[int], tokens: Sequence[str], hits: Iterable[Hit], carrier: Hit) -> list[int]:
    """Return the strange places before the judgement that may be verbs: all but those behind a joining verb.

    What stands right behind "at" or "har" is a verb in any case ("kolleger at vende svære sager med", "har kostet gode
    kolleger"), and a verb may be anywhere where the judgement belongs to a thing behind a preposition ("kørt grus ud
    på de glatte arealer").
    """
    first = min((hit.end for hit in hits if hit.kind == "question_verb"), default=len(tokens))
    links = {hit.end for hit in hits if hit.kind == "question_link" and tokens[hit.end - 1] not in INFINITIVE - {"om"}}
    behind = tokens[carrier.end : carrier.end + 1]
    is_attribute = (
        (not links.isdisjoint((carrier.start - 1, carrier.start)) or tokens[carrier.start - 1] in _DEFINITE)
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
            or tokens[place - 1] in INFINITIVE - {"om"}
            or (place > 1 and tokens[place - 1] in LOSSES)
        )
    ]


def _outside_frames(tokens: Sequence[str], hits: Iterable[Hit]) -> frozenset[int]:
    """Return the places of the tokens that are neither in fixed phrases nor in brackets."""
    framed = {place for hit in hits if hit.kind == "question_frame" for place in hit.places}
    depth = 0
    for place, token in enumerate(tokens):
        depth += token == "("
        if depth:
            framed.add(place)
        depth = max(0, depth - (token == ")"))
    return frozenset(range(len(tokens))) - framed


def _main_clause(tokens: Sequence[str], hits: Sequence[Hit], kept: frozenset[int]) -> frozenset[int]:
    """Return the places of the main clause: before a subordinate clause, or after one that comes first."""
    places = sorted(place for place in kept if re.match(r"\w", tokens[place]))
    said = {place for hit in longest(hits) for place in range(hit.start + 1, hit.end)}  # "jeg når", not "når jeg"
    clauses = sorted(
        hit.start
        for hit in hits
        if hit.kind in CLAUSES
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
    verbs = {hit.start for hit in hits if hit.kind in ("question_verb", DEED)} | {
        place for place in kept if tokens[place] in MODALS
    }
    if cut < len(tokens) and tokens[cut] == "," and verbs.isdisjoint(main):  # "gæster, der råber, bliver vist ud"
        back = next((place for place in range(cut + 1, len(tokens) - 1) if tokens[place] == ","), None)
        if back is not None and back + 1 in verbs:
            end = next((start for start in clauses if start > back), len(tokens))
            return main | frozenset(place for place in kept if back < place < end)
    return main
