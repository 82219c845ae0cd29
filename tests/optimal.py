"""The fewest departments that must be hidden, by an integer program that is not told how to walk a tree."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.suppression import Group, Rule, summed


def fewest_hidden(organisation: Organisation, groups: Mapping[str, Group], rule: Rule) -> tuple[int, int]:
    """Return whether the top must be hidden (0 or 1), and the fewest departments that must be, the top among them.

    Unknown is which department heads the block that each belongs to: itself when it is shown, else that of the one
    above it. Of each block either nobody is in it, or it obeys the rule.
    """
    whole = summed(groups, organisation)
    names = [entry.name for entry in organisation.departments if whole[entry.name].persons]
    if not names:
        return 0, 0
    heads = [(name, head) for name in names for head in (name, *organisation.ancestors(name))]
    place = {pair: number for number, pair in enumerate(heads)}
    switches = ("anybody", "bad", "unanimous", "best")
    for head in names:
        place.update({(head, switch): len(place) + number for number, switch in enumerate(switches)})
    rows: list[np.ndarray] = []
    least: list[float] = []

    def require(terms: Mapping[tuple[str, str], float], at_least: float) -> None:
        row = np.zeros(len(place))
        for term, factor in terms.items():
            row[place[term]] += factor
        rows.append(row)
        least.append(at_least)

    for name in names:
        own = (name, name)
        for above in organisation.ancestors(name):
            parent = organisation.ancestors(name)[0]
            require({(parent, above): 1, (name, above): -1}, 0)  # not more than the one above it
            require({(name, above): 1, (parent, above): -1, own: 1}, 0)  # the same when it is hidden
            require({own: -1, (name, above): -1}, -1)  # not when it is shown
    for head in names:
        inside = {(name, head): groups.get(name, Group(0)) for name, block in heads if block == head}
        persons = {pair: float(group.persons) for pair, group in inside.items()}
        bad = {pair: float(group.bad) for pair, group in inside.items()}
        good = {pair: float(group.good) for pair, group in inside.items()}
        below_best = {pair: float(group.below_best) for pair, group in inside.items()}
        anybody, reports, unanimous, best = ((head, switch) for switch in switches)
        require({**{pair: -count for pair, count in persons.items()}, anybody: sum(persons.values())}, 0)
        require({**persons, anybody: -rule.limit}, 0)
        if rule.fewest_bad:
            require({**{pair: -count for pair, count in bad.items()}, reports: sum(bad.values())}, 0)
            require({**bad, reports: -rule.fewest_bad}, 0)
        if rule.unanimous:
            require({**good, unanimous: 1, anybody: -1}, 0)
            require({**persons, unanimous: -rule.unanimous}, 0)
        if rule.unanimous_best:
            require({**below_best, best: 1, anybody: -1}, 0)
            require({**persons, best: -rule.unanimous_best}, 0)
    worth = np.zeros(len(place))
    for name in names:
        worth[place[name, name]] = -1.0
    worth[place[names[0], names[0]]] = -1.0 - len(names)
    known = LinearConstraint(np.array(rows), np.array(least), np.inf)
    found = milp(worth, integrality=np.ones(len(place)), bounds=Bounds(0, 1), constraints=known)
    shown = {name for name in names if found.x[place[name, name]] > 0.5}
    return int(names[0] not in shown), len(names) - len(shown)
