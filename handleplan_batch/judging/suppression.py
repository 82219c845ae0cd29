"""Which groups of the department tree may be shown, so that no other group's answers can be worked out from them.

What is shown of a tree is worth as much as a division of its persons into *blocks*: a shown department without the
shown ones nearest below it. Every figure that can be worked out from the shown ones by adding and subtracting is the
figure of whole blocks. So all is safe when every block is, and only then; no block has to be looked at twice.

Hiding what is too small is *primary suppression*, hiding more so that it cannot be found by subtraction
*complementary* (secondary) *suppression*; see Hundepool et al. (2012), Statistical Disclosure Control, chapter 4. Their
problem is hard for tables in general, but in a tree each sum has one parent, and the least that must be hidden is
found exactly from the bottom and up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from handleplan_batch.judging.organisation import Organisation


class Group(NamedTuple):
    """What the rules look at in the answers of a group; groups add up field by field."""

    persons: int
    bad: int = 0
    """Persons in the bad end."""
    good: int = 0
    """Persons elsewhere."""
    below_best: int = 0
    """Persons with any answer but the best, or anything that is 0 only when there are none."""

    def joined(self, other: Group) -> Group:
        """Return both as one group."""
        return Group(
            self.persons + other.persons,
            self.bad + other.bad,
            self.good + other.good,
            self.below_best + other.below_best,
        )


NOBODY = Group(0)


@dataclass(frozen=True, slots=True)
class Rule:
    """When the figure of a group may be known."""

    limit: int
    """Fewest persons."""
    fewest_bad: int = 0
    """Fewest persons in the bad end, when there are any at all."""
    unanimous: int = 0
    """Fewest persons when all are in the bad end, so that everybody's answer is known."""
    unanimous_best: int = 0
    """Fewest persons when all gave the best answer."""
    most: Group = field(init=False, compare=False)
    """A group that is safe, whatever is joined to it."""

    def __post_init__(self) -> None:
        persons = max(self.limit, self.unanimous, self.unanimous_best)
        most = Group(persons, self.fewest_bad, int(self.unanimous > 0), int(self.unanimous_best > 0))
        object.__setattr__(self, "most", most)  # once: it is asked for at every step through the tree

    def is_safe(self, group: Group) -> bool:
        """Whether the group's figure may be known; that of nobody always."""
        if not group.persons:
            return True
        return (
            group.persons >= self.limit
            and (not group.bad or group.bad >= self.fewest_bad)
            and (group.good > 0 or group.persons >= self.unanimous)
            and (group.below_best > 0 or group.persons >= self.unanimous_best)
        )

    def reduced(self, group: Group) -> Group:
        """Return the least group that the rule, whatever is joined to it, cannot tell from this one."""
        varied = group.good or not self.unanimous, group.below_best or not self.unanimous_best
        if all(varied) and group.persons >= self.limit:
            return Group(self.most.persons, *map(min, group[1:], self.most[1:]))
        return Group(*map(min, group, self.most))


_Cost = tuple[int, int, int]
"""Whether the root is hidden, how many departments are, and their weight: in this order as little as can be."""
_Hidden = tuple["_Hidden", "_Hidden"] | str | None
"""The departments hidden in a part of the tree, as pairs that share what they have in common."""
_Choices = dict[Group, tuple[_Cost, _Hidden]]
"""What may be left over of a part of the tree, for the block above it to take up -> the cheapest way to leave it."""


def shown(
    organisation: Organisation,
    groups: Mapping[str, Group],
    rule: Rule,
    among: Collection[str] | None = None,
    weights: Mapping[str, int] | None = None,
) -> frozenset[str]:
    """Return the departments whose figures may be shown: as many as can be, given the groups directly in each.

    Of equally many, those are hidden that weigh least (by default those of fewest persons), and of these the first in
    the organisation's order. The top of the organisation is hidden only when there is no other way. Departments that
    are not ``among`` are hidden in any case. A hidden department may have shown ones below it.
    """
    whole = summed(groups, organisation)
    waiting: dict[str, _Choices] = {}
    left: _Choices = {NOBODY: ((0, 0, 0), None)}
    for entry in reversed(organisation.departments):
        name, own = entry.name, rule.reduced(groups.get(entry.name, NOBODY))
        inside = _joined(waiting.pop(name, {NOBODY: ((0, 0, 0), None)}), {own: ((0, 0, 0), None)}, rule)
        persons = whole[name].persons
        if not persons:
            continue
        weight = persons if weights is None else weights.get(name, 0)
        left = {
            rest: ((cost[0] + (not entry.path), cost[1] + 1, cost[2] + weight), (hidden, name))
            for rest, (cost, hidden) in inside.items()
        }
        safe = [choice for rest, choice in inside.items() if rule.is_safe(rest)]
        if safe and (among is None or name in among):
            cheapest = min(safe, key=_cost)
            left[NOBODY] = min(cheapest, left.get(NOBODY, cheapest), key=_cost)
        if entry.path:
            above = entry.path[-1]
            waiting[above] = _joined(left, waiting[above], rule) if above in waiting else left
    hidden = _listed(min(left.values(), key=_cost)[1])
    return frozenset(name for name, group in whole.items() if group.persons and name not in hidden)


def summed(groups: Mapping[str, Group], organisation: Organisation) -> dict[str, Group]:
    """Return for each department what stands directly there together with everything below it."""
    sums = {entry.name: groups.get(entry.name, NOBODY) for entry in organisation.departments}
    for entry in reversed(organisation.departments):
        if entry.path:
            sums[entry.path[-1]] = sums[entry.path[-1]].joined(sums[entry.name])
    return sums


def apart(whole: Mapping[str, Group], organisation: Organisation) -> dict[str, Group]:
    """Return what is in each department and in none below it that has a sum too, given the sums of some departments."""
    blocks, left = heads(organisation, whole), dict(whole)
    for entry in organisation.departments:
        head = blocks[entry.path[-1]] if entry.path else None
        if entry.name in whole and head is not None:
            part = whole[entry.name]
            left[head] = Group(*(max(0, all_of - one) for all_of, one in zip(left[head], part, strict=True)))
    return left


def heads(organisation: Organisation, seen: Collection[str]) -> dict[str, str | None]:
    """Return for each department the shown one whose block it belongs to; None where nothing above it is shown."""
    found: dict[str, str | None] = {}
    for entry in organisation.departments:
        found[entry.name] = entry.name if entry.name in seen else found[entry.path[-1]] if entry.path else None
    return found


def _cost(choice: tuple[_Cost, _Hidden]) -> _Cost:
    return choice[0]


def _joined(first: _Choices, second: _Choices, rule: Rule) -> _Choices:
    """Return what may be left of two parts together, without what is never better than something as cheap."""
    together: _Choices = {}
    for rest, (cost, hidden) in first.items():
        for more, (further, also) in second.items():
            sum_of = rule.reduced(rest.joined(more))
            price = (cost[0] + further[0], cost[1] + further[1], cost[2] + further[2])
            if sum_of not in together or price < together[sum_of][0]:
                together[sum_of] = (price, (hidden, also) if hidden and also else hidden or also)
    if len(together) == 1:
        return together
    kept: _Choices = {}
    for rest, choice in sorted(together.items(), key=lambda item: item[1][0]):
        if not any(
            all(has in (need, most) for has, need, most in zip(better, rest, rule.most, strict=True)) for better in kept
        ):
            kept[rest] = choice
    return kept


def _listed(hidden: _Hidden) -> frozenset[str]:
    names: set[str] = set()
    stack = [hidden]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            names.add(part)
        elif part is not None:
            stack += part
    return frozenset(names)
