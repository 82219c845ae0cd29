"""Which phrase of the deciding clause carries the decision, and what turns it round by rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from handleplan_batch.reading.polarity.clauses import LOSSES
from handleplan_batch.reading.polarity.phrases import BAD, DENIALS, GOOD, INFINITIVE, OWNERS, TOPICS, Hit

NEAR = 4
"""Words between two topics within which a link counts, and between two judgements within which a choice does."""
_KNOWN = re.compile(
    r",|hv\w+|at|om|af|ikke|aldrig|altid|godt|præcis|præcist|nøjagtig|nøjagtigt|nok|også|sjældent|hverken|alt|noget|sikkert"
    r"|besked|lige|udmærket|straks|med|tit|ofte|meget|for|intet|ingenting|ingen|jeg|i|du|vi|man|min|\."
)
"""What may stand behind "jeg ved" when it is a verb."""
_I_KNOW = [{"ved", person} for person in ("jeg", "du", "vi", "i", "der")]
_FEWER = frozenset({"mindre", "færre", "less", "fewer", "färre"})
_HAVING = frozenset(
    {
        *("har", "fået", "får", "er", "blevet", "have", "are", "is", "got", "gets", "get", "fått", "blitt"),
        *("blir", "är", "blivit"),
    }
)
_BEHIND_LESS = frozenset(
    {
        *(",", ".", "?", "end", "enn", "än", "than", "nu", "nå", "now", "i", "på", "hos", "her", "here"),
        *("this", "since", "sedan"),
    }
)
_COMPARED = re.compile(
    r"(?:bedre|værre|verre|sämre|worse|mere?|flere?|større|bättre|mera?|flera?|större|better|more|greater|\w{3,}(?:ere|are))"
)
"""More of what is told: of \"be\" and such a word behind "could" one tells that it is not yet so."""
_MIGHT = frozenset({"kunne", "kunde", "could", "burde", "borde"})
_MORE = frozenset({"bedre", "bättre", "better", "mere", "mer", "more"})
BEING = frozenset({"være", "vært", "vara", "varit", "be", "been", "blive", "bli", "blitt", "gøres", "gjøres", "göras"})
_DEFINITE = re.compile(r"\w{3}(?:en|et|a|ene)$")
DEALINGS = frozenset(
    {
        *("tage", "tale", "sige", "gøre", "bruge", "høre", "se", "have", "ta", "gå", "vise", "spørge", "prata"),
        *("säga", "göra", "använda", "ha", "si", "bruke", "snakke", "følge", "deltage", "møde"),
    }
)
"""What one does with a matter, be it good or bad that there is one, when what is bad about it is named."""
_OF_OMITTING = re.compile(r"svært?|svårt|vanskeligt?|hard|difficult|orden|okay|ok|tilladt")
"""What may be said of not doing something: "svært ikke at tage arbejdet med hjem"."""
_TO = frozenset({("at",), ("to",), ("å",), ("att",)})
_PARTICLES = frozenset({"ved", "for", "til", "med", "om", "over", "by", "genom"})
"""Prepositions that part what comes behind them from the word before."""
_NOTHING = frozenset({"intet", "ingen", "ingenting", "nothing", "inget", "inga"})
_NO_ADVERBS = _PARTICLES | {"at", "og", "and", "och"}
"""What stands between a judgement and a denial that belongs to what follows: "glad for ikke at …"."""
_PURPOSES = frozenset(
    ["til", "mod", "efter", "ved", "under", "omkring", "about", "against", "after", "during", "towards"]
)
"""Prepositions behind which it is told what something is for, not how it is."""
_EVERY = frozenset(["alt", "al", "alle", "all", "allt", "alla"])
COPULAS = frozenset(["er", "bliver", "blev", "var", "is", "are", "was", "were", "är", "blir", "blev"])
_REASON = frozenset(["grund", "grunn", "grunnet", "because", "due"])


def is_naming(tokens: Sequence[str], inside: Iterable[Hit], hit: Hit) -> bool:
    """Whether a judgement only belongs to the name of a thing: "dine frie weekender", "luft til det uventede"."""
    if hit.kind not in ("question_good", "question_bad") or hit.start == 0:
        return False
    if tokens[hit.start - 1] in OWNERS:  # "lederen min lytter" has its owner behind
        return hit.start < 2 or _DEFINITE.search(tokens[hit.start - 2]) is None
    if hit.end == len(tokens) or not re.match(r"\w", tokens[hit.end]):  # nothing follows that it could belong to
        said = [token for token in tokens[: hit.start] if token not in _EVERY]  # "til alt det tunge"
        return len(said) > 1 and said[-1] in ("det", "de", "the") and said[-2] in _PURPOSES
    before = range(max(0, hit.start - 3), hit.start)
    stops = {place for part in inside if part.kind == "question_verb" for place in range(part.start, part.end)}
    links = [place for place in before if tokens[place] in _PURPOSES and stops.isdisjoint(range(place, hit.start))]
    return bool(links) and all(tokens[place] not in INFINITIVE for place in range(links[-1], hit.start))


def is_preposition(tokens: Sequence[str], hit: Hit) -> bool:
    """Whether "ved" is a preposition beside a person, not what one knows: "sidder jeg ved skærmen"."""
    words = tokens[hit.start : hit.end]
    if hit.kind != "question_remedy" or set(words) not in _I_KNOW:
        return False
    return hit.end < len(tokens) and _KNOWN.fullmatch(tokens[hit.end]) is None


def _might_be_more(tokens: Sequence[str], inside: Collection[Hit]) -> tuple[bool, bool]:
    """Return whether there could be more of something or it be better, and whether it so is not yet.

    "Kunne være grundigere" tells that it is not; "kunne ikke være bedre" and "kunne være værre" tell nothing.
    """
    places = sorted({place for hit in inside for place in hit.places})
    might = [
        place for place in places if tokens[place] in _MIGHT and (not place or tokens[place - 1] not in INFINITIVE)
    ]
    if not might:
        return False, False
    worse = {
        place
        for hit in inside
        if hit.kind in (*BAD, "question_strong") and hit.start > might[0]
        for place in hit.places
    }
    compared = [
        place + 1
        for place in range(might[0] + 1, min(max(places) + 1, len(tokens) - 1))
        if tokens[place] in BEING and _COMPARED.fullmatch(tokens[place + 1])
    ]
    denied = any(hit.kind in DENIALS for hit in inside)
    if denied and any(tokens[place] in _MORE for place in places):
        return True, False
    turned = denied or not worse.isdisjoint(compared)
    return bool(compared), bool(compared) and not turned


def told_of_change(tokens: Sequence[str], inside: Collection[Hit], said: Sequence[Hit]) -> tuple[bool, bool | None]:
    """Return whether the clause tells that something might be better or has changed, and whether that is good."""
    might, lacking = _might_be_more(tokens, inside)
    if might:
        return True, False if lacking else None
    good = _changed(tokens, inside, said)
    return good is not None, good


def _changed(tokens: Sequence[str], inside: Collection[Hit], said: Sequence[Hit]) -> bool | None:
    """Return whether it is good that there is more or less of what is named; None where no such thing is said.

    "Sygefraværet er steget" is bad, "vi har fået færre konflikter" good, "vi får mindre ros" bad.
    """
    if any(hit.kind in DENIALS or hit.kind in ("question_wish", "question_avoid") for hit in inside):
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
                or tokens[change.start] in COPULAS
                or any(
                    hit.kind == "question_verb" and before[-1].end <= hit.start
                    for hit in inside
                    if hit.end <= change.start
                )
                or _is_asked(tokens, inside, change)
            )
            if before and not after and len({hit.kind in GOOD for hit in before}) == 1 and told:
                if any(hit.kind in ("question_less", "question_strong") for hit in [*before, *after]):
                    return None
                return (before[0].kind in GOOD) is (change.kind == "question_rise")
        if change.kind == "question_less" and tokens[change.start] in _FEWER and change.end == change.start + 1:
            named = [hit for hit in others if hit.start == change.end and hit.kind in TOPICS]
            verb = change.start and tokens[change.start - 1] in _HAVING
            if named and verb and len(others) == 1:
                end = named[0].end
                if end == len(tokens) or tokens[end] in _BEHIND_LESS:
                    return named[0].kind not in GOOD
    return None


def _is_asked(tokens: Sequence[str], inside: Iterable[Hit], change: Hit) -> bool:
    """Whether a question begins with the verb of the change: "er skimlen i kælderen væk", "have they been removed"."""
    first = tokens[min(hit.start for hit in inside)]
    return first in COPULAS or (first in LOSSES and change.end > change.start + 1)


def deciding_phrase(hits: Sequence[Hit], all_hits: Iterable[Hit]) -> Hit | None:
    """Return the one phrase that carries a clause, None when the rules leave it open.

    A ``question_choice`` between two ends carries it too: it says that neither decides.
    """
    strong = next((hit for hit in hits if hit.kind == "question_strong"), None)
    if strong:
        return strong
    joints = [hit for hit in all_hits if hit.kind in ("question_choice", "question_link")]

    def joint(left: Hit, right: Hit, kind: str) -> Hit | None:
        between = (hit for hit in joints if hit.kind == kind and left.end <= hit.start < right.start)
        return next(between, None) if right.start - left.end <= NEAR else None

    said = [hit for hit in hits if hit.kind not in TOPICS]
    for left, right in pairwise(said):
        if (left.kind in GOOD) is not (right.kind in GOOD) and (choice := joint(left, right, "question_choice")):
            return choice
    if said:
        return said[0]
    topics = [hit for hit in hits if hit.kind in TOPICS]
    other = next((hit for hit in topics if hit.kind != topics[0].kind), None)
    if other is None:
        return topics[0] if topics else None
    before = [hit for hit in topics if hit.start < other.start][-1]
    if joint(before, other, "question_link"):
        return topics[0]
    caused = any(hit.kind == "question_cause" and hit.start < other.start for hit in all_hits)
    return other if caused and other.kind == "question_bad_topic" else None


def is_soon(tokens: Sequence[str], hits: Iterable[Hit], hit: Hit) -> bool:
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


def avoided_by(tokens: Sequence[str], inside: Iterable[Hit], carrier: Hit) -> Hit | None:
    """Return the word that says that what the carrier tells is avoided, be it the carrier itself."""
    return next(
        (
            hit
            for hit in inside
            if hit.kind == "question_avoid"
            and not carrier.far
            and ((hit.start, hit.end) == (carrier.start, carrier.end) or _infinitive(tokens, hit) < carrier.start)
        ),
        None,
    )


def _infinitive(tokens: Sequence[str], avoided: Hit) -> int:
    """Return the place of the "at" whose verb is avoided ("undgår I at tale om det"), or where there might be one."""
    places = range(avoided.end, min(avoided.end + 3, len(tokens)))
    return next(
        (
            place
            for place in places
            if tokens[place] in INFINITIVE - {"om"} and (place == avoided.end or tokens[place - 1] not in _PARTICLES)
        ),
        len(tokens),
    )


def as_avoided(tokens: Sequence[str], said: Sequence[Hit], avoided: Hit) -> Hit | None:
    """Return what is avoided as a judgement, None where nobody can tell.

    Burdens are avoided for good ("undgår I at løfte tungt"); what ought to be done is not ("undgår I at melde det"),
    nor, perhaps, is it to deal with what is bad ("undgår at tage svære samtaler").
    """
    infinitive = _infinitive(tokens, avoided)
    if infinitive == len(tokens):
        if not _REASON.isdisjoint(tokens[avoided.end :]):  # "undgår kantinen på grund af støjen"
            return None
        is_bad = any(hit.kind not in GOOD for hit in said) or tokens[avoided.start - 1] in ("ikke", "inte", "not")
        return replace(avoided, kind="question_remedy") if is_bad else None
    what = next((hit for hit in said if hit.start > infinitive), None)
    if what is None or (what.kind not in GOOD and tokens[infinitive + 1] in DEALINGS):
        return None
    return replace(avoided, kind="question_bad" if what.kind in GOOD else "question_remedy")


def negation_of(tokens: Sequence[str], hits: Iterable[Hit], carrier: Hit) -> Hit | None:
    """Return the negation before the carrier, or right after it in the same clause ("trives ikke"); two cancel out."""
    found = {}
    for hit in hits:
        before = hit.kind in ("question_negation", "question_without") and (
            hit.end <= carrier.start or carrier.end <= hit.start < carrier.far.start  # "tager ingen chancer"
        )
        gap = tokens[carrier.end : hit.start]
        after = (
            hit.kind == "question_negation"
            and hit.start >= carrier.end
            and hit.start not in carrier.far
            and len(gap) <= 1
            and not (tokens[hit.end : hit.end + 1] in _TO and _OF_OMITTING.fullmatch(tokens[carrier.end - 1]))
        )
        lacking = carrier.kind == "question_strong" and hit.start == carrier.end and tokens[hit.start] in _NOTHING
        if before or lacking or (after and all(re.match(r"\w", token) and token not in _NO_ADVERBS for token in gap)):
            found[hit.start] = hit
    return found[max(found)] if len(found) % 2 else None
