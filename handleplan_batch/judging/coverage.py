"""What the lists of a run tell of, so that where they name nothing it is known whether nothing is there."""

from __future__ import annotations

from collections.abc import Iterable

from handleplan_batch.judging.remembering import NotAgain
from handleplan_batch.judging.succession import Succession
from handleplan_batch.model import Finding, SourceKind


class Coverage:
    """What the rounds and registers of this year cover.

    A round covers the departments that were gone through: those it found something in, and those where all was in order
    (``checked``). A register of incidents names only where something happened; it covers the smallest part of the
    workplace that holds all departments it names. A list whose every row was ``known_before`` the earlier plan was made
    covers nothing.
    """

    def __init__(
        self, findings: Iterable[Finding], checked: Iterable[Finding], known_before: NotAgain, succession: Succession
    ) -> None:
        self._succession = succession
        organisation = succession.organisation
        self._covered: dict[SourceKind, set[str]] = {SourceKind.INSPECTION: set(), SourceKind.INCIDENT: set()}
        rounds = self._covered[SourceKind.INSPECTION]
        registers: dict[str, tuple[str, ...]] = {}
        newer = set[str]()
        for one in findings:
            if one.source is SourceKind.INSPECTION and not known_before.holds(one):
                rounds.add(one.department[0])
            elif one.source is SourceKind.INCIDENT:
                line = (*organisation[one.department[0]].path, one.department[0])
                registers[one.where.file] = _shared(registers.get(one.where.file, line), line)
                newer |= set() if known_before.holds(one) else {one.where.file}
        for one in checked:
            if not known_before.holds(one):
                rounds.update(organisation.meant(one.department[-1]) if one.department else (organisation.root,))
        for line in {line for file, line in registers.items() if file in newer}:
            self._covered[SourceKind.INCIDENT].update(organisation.below(line[-1]))

    def tells(self, source: SourceKind, department: str) -> bool:
        """Whether lists of a kind cover all that an earlier plan's department is now; true of kinds not judged here."""
        if source not in self._covered:
            return True
        now = self._succession.successors(department)
        return bool(now) and all(self._succession.own(name) & self._covered[source] for name in now)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return the departments from the top and down that two lines have in common; always the top."""
    return tuple(first for first, second in zip(one, other, strict=False) if first == second)
