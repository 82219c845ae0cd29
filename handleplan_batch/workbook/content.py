"""What the sheets show, worked out once: the plan's rows in order, their state, and names for codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from handleplan_batch.labels import KINDS
from handleplan_batch.language import _
from handleplan_batch.model import Action, Challenge, ChallengeKind, Finding, Plan, Verdict
from handleplan_batch.states import in_order, state_of
from handleplan_batch.workbook.columns import own_values


@dataclass(frozen=True)
class Content:
    """A plan with what more than one sheet needs to know about it."""

    plan: Plan

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The plan's rows, challenge by challenge, most urgent first."""
        return in_order(self.plan.actions)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Per action the code of its state on the day of the plan."""
        return tuple(state_of(action, self.plan.created_on) for action in self.actions)

    @cached_property
    def own_values(self) -> Mapping[str, Mapping[str, str | float]]:
        """Per ``Nr.`` what stands in the columns that people added, by the columns' keys."""
        return own_values(self.plan)

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Per challenge what became of it since the earlier plan; empty for a first plan."""
        return {one.challenge_id: one.verdict for one in self.plan.comparisons}

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Findings by id."""
        return {finding.id: finding for finding in self.plan.findings}

    def quoted(self, text: str, finding: Finding) -> str:
        """Return a text about a finding, and below it what was quoted from the comments, marked as quotes."""
        return "\n".join((text, *(_("Quote: {text}").format(text=quote) for quote in finding.quotes)))

    def theme(self, theme_id: str | None) -> str:
        """Return a theme's name in the language of the plan; the id when the catalogue does not know it."""
        if theme_id is None:
            return ""
        theme = self.plan.themes.get(theme_id)
        return theme.name.pick(self.plan.language) if theme else theme_id

    def name(self, challenge: Challenge) -> str:
        """Return what a challenge is called: its theme, with the kind when it is no common challenge."""
        theme = self.theme(challenge.theme_id)
        if challenge.kind is ChallengeKind.CHALLENGE:
            return theme
        return _("{theme} ({kind})").format(theme=theme, kind=_(KINDS[challenge.kind]).lower())
