"""Challenges -> plan rows: the six parts drafted, dated and checked."""

from handleplan_batch.planning.completeness import check_completeness
from handleplan_batch.planning.drafting import draft_actions

__all__ = ["check_completeness", "draft_actions"]
