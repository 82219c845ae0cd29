"""Which departments of an earlier plan are the same people as which of this year's: decided once, for all comparisons.

A department may have got another name, been joined with another or been split. The people of a department are those of
all departments below it too. Figures of several departments that together are the same people are added up; where the
people are not the same nothing is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from handleplan_batch.judging.disclosure import mean_of, points
from handleplan_batch.judging.organisation import Organisation, build_organisation
from handleplan_batch.mapping import same_text
from handleplan_batch.model import Department, Measurement


class Succession:
    """The departments of an ``earlier`` plan and those of this year's ``organisation``.

    ``named`` are those that something of this year names; all when it is None. One that stands in the organisation only
    because the earlier plan has rows for it is nobody's successor.
    """

    def __init__(
        self, earlier: Iterable[Department], organisation: Organisation, named: Collection[str] | None = None
    ) -> None:
        self.organisation = organisation
        self._named = named
        self._earlier = build_organisation(earlier, ())[0]
        self._successors: dict[str, tuple[str, ...]] = {}
        origins: dict[str, set[str]] = {}
        for entry in self._earlier.departments:
            found = self.meant(entry.name)
            self._successors[entry.name] = found
            for name in found:
                origins.setdefault(name, set()).add(entry.name)
        below, below_then = _below(organisation), _below(self._earlier)
        self.before: dict[str, tuple[str, ...]] = {}
        """Per department of this year the earlier ones that together were the same people; none when no such are."""
        for name in origins:
            there = set[str]().union(*(origins.get(one, ()) for one in below[name]))
            tops = _tops(there, self._earlier)
            then = set[str]().union(*(below_then[one] for one in tops))
            left = {one for former in then for one in self._successors[former]}
            self.before[name] = tops if left <= below[name] else ()
        self.after: dict[str, tuple[str, ...]] = {}
        """Per department of the earlier plan those of this year that together are the same people; none when no such
        are."""
        self._own = {name: {name} for name in origins}
        for entry in organisation.departments:
            if entry.name not in origins:  # a department that is new is part of the one above it
                above = next((one for one in reversed(entry.path) if one in origins), "")
                self._own.setdefault(above, set()).add(entry.name)
        self._alone: dict[str, frozenset[str]] = {}
        for entry in self._earlier.departments:
            former, found = entry.name, self._successors[entry.name]
            if not found:
                continue
            here = {one for part in below_then[former] for one in self._successors[part]}
            tops = _tops(here, organisation)
            joined = {one for top in tops for name in below[top] for one in origins.get(name, ())}
            self.after[former] = tops if joined <= below_then[former] else ()
            alone = all(origins[name] == {former} for name in found)
            self._alone[former] = frozenset[str]().union(*(self._own[name] for name in found if alone))
        self.others = frozenset(name for name, tops in self.before.items() if not tops)
        """Departments of this year that were there the last time, but not as the same people."""

    def earlier(self, name: str) -> str:
        """Return the earlier plan's name of a department that an older plan may have called otherwise."""
        return self._earlier.named(name) or name

    def successors(self, name: str) -> tuple[str, ...]:
        """Return the departments of this year that took over one of the earlier plan, whoever else they took over."""
        return self._successors.get(self.earlier(name), ())

    def meant(self, name: str) -> tuple[str, ...]:
        """Return the departments of this year that the inputs say a name stands for, be it older than any plan."""
        found = self.organisation.meant(name)
        return found if self._named is None or set(found) <= set(self._named) else ()

    def own(self, name: str) -> frozenset[str]:
        """Return a department of this year with those below it that are new."""
        return frozenset(self._own.get(name, {name}))

    def alone(self, name: str) -> frozenset[str]:
        """Return the departments in which what an earlier one recorded itself is recorded now, and nothing else is.

        Empty when others share them, so that what is counted there cannot be compared.
        """
        return self._alone.get(self.earlier(name), frozenset())


def regrouped(measurements: Iterable[Measurement], groups: Mapping[str, Sequence[str]]) -> tuple[Measurement, ...]:
    """Return the figures of ``groups`` of departments under the name of each group.

    Those of several departments are added up where all of them tell the figure and how many answered; it is hidden
    where one of them is. Where two figures are of the same question and department, the first of them counts.
    """
    told: dict[str, dict[tuple[str, str], Measurement]] = {}
    for one in measurements:
        told.setdefault(one.department, {}).setdefault((one.level, key_of(one)), one)
    result: list[Measurement] = []
    for name, parts in groups.items():
        if not all(part in told for part in parts):
            continue
        if len(parts) == 1:
            result += (replace(one, department=name) for one in told[parts[0]].values())
        elif parts:
            result += _added_up(name, [told[part] for part in parts])
    return tuple(result)


def key_of(measurement: Measurement) -> str:
    """Return what tells a figure's question or theme from others, however it is spelt."""
    return measurement.key if measurement.level == "theme" else same_text(measurement.key)


def _added_up(name: str, told: Sequence[Mapping[tuple[str, str], Measurement]]) -> list[Measurement]:
    """Return the figures of the questions that all parts tell of, and of their themes."""
    questions: dict[str, list[Measurement]] = {}
    added: list[Measurement] = []
    for key, one in told[0].items():
        if one.level != "question" or not all(key in other for other in told):
            continue
        figures = [other[key] for other in told]
        persons = [figure.respondents for figure in figures if figure.respondents is not None]
        suppressed = any(figure.suppressed for figure in figures)
        if not suppressed and (len(persons) < len(figures) or not sum(persons)):
            continue
        total = sum(persons)
        whole = Measurement(
            level="question",
            key=one.key,
            theme_id=one.theme_id,
            department=name,
            respondents=None if suppressed else total,
            score=None if suppressed else _weighted([figure.score for figure in figures], persons),
            unfavourable=None if suppressed else _weighted([figure.unfavourable for figure in figures], persons),
            low=None,
            high=None,
            suppressed=suppressed,
            where=one.where,
        )
        added.append(whole)
        questions.setdefault(one.theme_id, []).append(whole)
    for theme_id, parts in questions.items():
        suppressed = any(part.suppressed for part in parts)
        added.append(
            Measurement(
                level="theme",
                key=theme_id,
                theme_id=theme_id,
                department=name,
                respondents=None if suppressed else max(part.respondents or 0 for part in parts),
                score=None if suppressed else _as_shown(mean_of([part.score for part in parts])),
                unfavourable=None if suppressed else mean_of([part.unfavourable for part in parts]),
                low=None,
                high=None,
                suppressed=suppressed,
            )
        )
    return added


def _as_shown(score: float | None) -> float | None:
    return None if score is None else points(score)


def _weighted(values: Sequence[float | None], persons: Sequence[int]) -> float | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return sum(value * count for value, count in zip(known, persons, strict=True)) / sum(persons)


def _below(organisation: Organisation) -> dict[str, set[str]]:
    """Return per department itself and all below it."""
    below: dict[str, set[str]] = {}
    for entry in organisation.departments:
        for name in (*entry.path, entry.name):
            below.setdefault(name, set()).add(entry.name)
    return below


def _tops(names: Collection[str], organisation: Organisation) -> tuple[str, ...]:
    """Return those of the departments that lie in none of the others, in alphabetical order."""
    return tuple(sorted(name for name in names if not set(names) & set(organisation[name].path)))
