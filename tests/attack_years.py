"""The attacker of :mod:`attack` who holds two plans: last year's, and this year's with what it carries on from that.

This year others answer, in departments that may have been moved and under limits that may have been raised; or the plan
is made anew when a few more have answered. Then those who hold the new plan alone must not find these few.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from attack import CATALOGUE, Breach, Case, Fact, breaches, document_of, fill, invented, of_one_mind, plan_of, published

from handleplan_batch.judging import judge

LATE = " sent"
"""What is added to the name of a department for those who answered when the first plan was made."""


def two_years(seed: int) -> tuple[Case, Case, bool]:
    """Return what is answered one year and the next, and whether the second is the first with a few more answers."""
    chance = random.Random(f"years {seed}")
    first = invented(seed)
    if chance.random() < 0.4:
        return first, _answered_late(first, chance), True
    second = replace(first, respondents={}, answers={})
    leaves = [path for path in first.paths[1:] if not first.children(path[-1])]
    if leaves and chance.random() < 0.4:
        moved = chance.choice(leaves)
        others = [path for path in first.paths if path != moved]
        second.paths = (*others, (*chance.choice(others), moved[-1]))
    if chance.random() < 0.5:
        limits = first.settings
        second.settings = replace(
            limits, general_limit=limits.general_limit + 5, sensitive_limit=limits.sensitive_limit + 10
        )
    fill(second, chance)
    return first, second, False


def _answered_late(first: Case, chance: random.Random) -> Case:
    second = replace(first, respondents=dict(first.respondents), answers=dict(first.answers))
    for name, table in first.respondents:
        if chance.random() < 0.7:
            continue
        more = chance.choice([1, 1, 2, 4, 8])
        second.respondents[name, table] += more
        for one in first.questions:
            if (key := (name, table, one.text)) in first.answers:
                given = list(first.answers[key])
                for _person in range(more):
                    given[chance.randrange(len(given))] += 1
                second.answers[key] = tuple(given)
    return second


def second_year_breaches(first: Case, second: Case, late: bool) -> Iterator[Breach]:
    """Yield what both plans, and the later one alone, give away of either year."""
    earlier = judge(first.reading(), CATALOGUE, first.settings)
    now = judge(second.reading(), CATALOGUE, second.settings, plan_of(earlier), "sidste.xlsx")
    document, facts = document_of(now), published(second, now)
    carried = list(_carried(document, first))
    yield from breaches(second, facts)
    if late:
        for breach in breaches(*_with_late(first, second, carried, facts)):
            (asked,) = [one for one in second.questions if one.text == breach.question]
            known = of_one_mind(second, asked, facts)  # as many as may be known to be of one mind this year
            if not {name.removesuffix(LATE) for name in breach.names} <= known:
                yield breach
    else:
        yield from breaches(first, [*published(first, earlier), *carried])
        yield from breaches(replace(first, settings=second.settings), carried)


def _carried(document: Mapping[str, Any], first: Case) -> Iterator[Fact]:
    """Yield what a plan tells of the figures of the plan before it."""
    for one in document["measurements"]:
        if one["level"] == "question" and one["change"] is not None:
            mean = one["score"] - one["change"]
            yield Fact(one["key"], first.below(one["department"]), score=(mean - 0.06, mean + 0.06))
    for one in document["changes"]:
        asked = [question for question in first.questions if question.theme_id == one["theme_id"]]
        if len(asked) == 1 and one["score_before"] is not None:
            mean, names = one["score_before"], first.below(one["department"])
            yield Fact(asked[0].text, names, one["respondents_before"], score=(mean - 0.06, mean + 0.06))


def _with_late(first: Case, second: Case, carried: Iterable[Fact], facts: Iterable[Fact]) -> tuple[Case, list[Fact]]:
    """Return both times as one: below each department stand those who answered late."""
    case = replace(first, respondents=dict(first.respondents), answers=dict(first.answers))
    case.paths = tuple(path for whole in first.paths for path in (whole, (*whole, whole[-1] + LATE)))
    for (name, table), count in second.respondents.items():
        case.respondents[name + LATE, table] = count - first.respondents[name, table]
    for (name, table, asked), given in second.answers.items():
        more = np.array(given) - first.answers[name, table, asked]
        case.answers[name + LATE, table, asked] = tuple(int(count) for count in more)
    case.respondents = {key: count for key, count in case.respondents.items() if count}
    both = [
        replace(fact, names=fact.names | {name + LATE for name in fact.names}, hidden=False)
        for fact in facts
        if fact.question in {one.text for one in first.questions}
    ]
    return case, [*both, *carried]
