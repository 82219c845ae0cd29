"""The round trip: a plan goes out in parts, and what departments wrote comes back into it."""

from handleplan_batch.sharing.departments import part_of, parts
from handleplan_batch.sharing.merge import Merged, merge
from handleplan_batch.sharing.renewed import renewed

__all__ = ["Merged", "merge", "part_of", "parts", "renewed"]
