"""Questions whose answers go with those on an outcome (stress, well-being, sickness absence): hints at causes.

Counted person by person, of the whole organisation and nothing smaller. That two things go together does not tell
which leads to which, nor whether a third leads to both; so they are told as hints, with how sure they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handleplan_batch.judging.counts import is_occurrence
from handleplan_batch.judging.disclosure import answers_rule
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.statistics import Correlation, correlated, discoveries
from handleplan_batch.judging.suppression import Group
from handleplan_batch.model import CellRef, Hint, Measurement, Question, Survey, Theme
from handleplan_batch.settings import Settings

LEAST = 100
"""No rule tells hints that rest on fewer persons than this."""

_Key = tuple[str, str]
"""Text and scale, which make questions of several files one."""
_Pair = tuple[_Key, _Key]


def cause_hints(
    surveys: Iterable[Survey],
    questions: Mapping[CellRef, Question],
    measurements: Iterable[Measurement],
    organisation: Organisation,
    themes: Mapping[str, Theme],
    rules: Mapping[str, Any],
    settings: Settings,
) -> tuple[Hint, ...]:
    """Return the questions that go with an outcome by more than chance explains, the closest first.

    ``questions`` are those of the surveys with their themes, by header cell; ``rules`` those of urgency.toml. Only what
    the published ``measurements`` show of the whole organisation is looked at, and only where of both questions as many
    as the limit of their themes answered in the bad end, and as many elsewhere: two persons who are bullied must not
    be told to be stressed, nor that all ten are. All pairs that are looked at are tested together.
    """
    rule = rules["causes"]
    least = max(LEAST, rule["least"]) if rule["least"] else 0
    if not least:
        return ()
    known, counted = _counted(surveys, questions, rule["outcomes"])
    shown = _shown(measurements, organisation)
    tested: dict[_Pair, Correlation] = {}
    for pair, counts in counted.items():
        both = [known[key] for key in pair]
        if counts.total() < least or not all(shown.get(question.text.casefold()) for question in both):
            continue
        if _is_safe(both, counts, themes, rules, settings):
            tested[pair] = correlated(counts)
    sure = discoveries([one.chance for one in tested.values()], rule["false_discoveries"])
    found = {pair: one for (pair, one), told in zip(tested.items(), sure, strict=True) if told}
    order = {theme_id: place for place, theme_id in enumerate(rule["outcomes"])}
    hints = [
        Hint(
            known[outcome].text,
            known[outcome].theme_id or "",
            known[other].text,
            known[other].theme_id or "",
            counted[outcome, other].total(),
            correlation=round(one.value, 2),
            low=round(one.low, 2),
            high=round(one.high, 2),
            strength="close" if one.low >= rule["close"] else "clear" if one.low >= rule["clear"] else "some",
        )
        for (outcome, other), one in found.items()
        if one.low >= rule["some"]
    ]
    return tuple(sorted(hints, key=lambda one: (order[one.outcome_theme_id], -one.low, one.outcome, one.question)))


def _counted(
    surveys: Iterable[Survey], questions: Mapping[CellRef, Question], outcomes: Sequence[str]
) -> tuple[Mapping[_Key, Question], Mapping[_Pair, Counter[tuple[float, float]]]]:
    """Return the questions, and per pair of an outcome and what is none the persons with each two scores."""
    known: dict[_Key, Question] = {}
    counted: dict[_Pair, Counter[tuple[float, float]]] = {}
    for survey in surveys:
        for pair in survey.pairs:
            both = [questions[where] for where in (pair.outcome, pair.other)]
            if not all(question.used for question in both):
                continue
            if both[0].theme_id not in outcomes or both[1].theme_id in outcomes:
                continue
            keys = [(question.text.casefold(), question.scale) for question in both]
            for key, question in zip(keys, both, strict=True):
                known.setdefault(key, question)
            rows, columns = ([score for score in question.scores if score is not None] for question in both)
            counts = counted.setdefault((keys[0], keys[1]), Counter())
            for score, row in zip(rows, pair.counts, strict=True):
                counts.update({(score, other): n for other, n in zip(columns, row, strict=True) if n})
    return known, counted


def _shown(measurements: Iterable[Measurement], organisation: Organisation) -> dict[str, bool]:
    """Return per text of a question whether its figures of the whole organisation are shown."""
    shown: dict[str, bool] = {}
    for one in measurements:
        if one.level == "question" and one.department == organisation.root:
            text = one.key.casefold()
            shown[text] = shown.get(text, True) and not one.suppressed
    return shown


def _is_safe(
    pair: Sequence[Question],
    counts: Counter[tuple[float, float]],
    themes: Mapping[str, Theme],
    rules: Mapping[str, Any],
    settings: Settings,
) -> bool:
    """Whether it may be known how many answered both questions how.

    As many as the limit answered each in the bad end, and as many elsewhere; and of those who answered one so, what
    they answered to the other may be known: with the shares of both a correlation tells it.
    """
    ends: Counter[tuple[bool, bool]] = Counter()
    worst = [
        99.9
        if is_occurrence(question, rules["zero_tolerance"]["occurrence"])
        else rules["survey"]["unfavourable_at_most"]
        for question in pair
    ]
    for scores, n in counts.items():
        ends[scores[0] <= worst[0], scores[1] <= worst[1]] += n
    for side, question in enumerate(pair):
        rule = answers_rule(themes[question.theme_id or ""], settings)
        bad = sum(n for end, n in ends.items() if end[side])
        if min(bad, counts.total() - bad) < rule.limit:
            return False
        for other in (True, False):
            bad_there, good_there = (
                ends[(is_bad, other) if side == 0 else (other, is_bad)] for is_bad in (True, False)
            )
            if not rule.is_safe(Group(bad_there + good_there, bad_there, good_there, 1)):
                return False
    return True
