"""Challenges -> plan rows: the six parts drafted, dated and checked, and what an earlier plan carries over."""

from handleplan_batch.planning.carrying import carry_over
from handleplan_batch.planning.completeness import check_completeness
from handleplan_batch.planning.drafting import draft_actions
from handleplan_batch.planning.schedule import crowded

__all__ = ["carry_over", "check_completeness", "crowded", "draft_actions"]
