"""``handleplan.toml``: what a workplace may decide for itself, checked with file, line and key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; the defaults are those of a run without a file."""

    general_limit: int = 5
    """Smallest group, in persons, whose answers are shown (never below 3)."""
    sensitive_limit: int = 10
    """The same for questions on offensive behaviour, violence and health."""
    comment_limit: int = 10
    """The same for free-text comments."""
    actions_per_challenge: int = 3
    """Most actions drafted for one challenge."""
    challenges_per_department: int = 5
    """Challenges a department works on at once; the rest are marked "senere"."""
    vacation_weeks: tuple[int, ...] = (28, 29, 30, 52)
    """ISO weeks without new dates."""
    directions: Mapping[str, str] = field(default_factory=dict)
    """Question text -> its best answer, as it stands in the file."""
    themes: Mapping[str, str] = field(default_factory=dict)
    """Question text -> theme id."""
