"""The round trip: a plan goes out in parts, what departments wrote comes back into it, and somebody follows up."""

from handleplan_batch.sharing.calendar_file import calendar_of
from handleplan_batch.sharing.departments import part_of, parts
from handleplan_batch.sharing.discussion import discussion_paper
from handleplan_batch.sharing.document import document
from handleplan_batch.sharing.follow_up import by_department, by_responsible, count_needs, followed_up
from handleplan_batch.sharing.mail import covering_draft, drafts
from handleplan_batch.sharing.merge import Merged, merge
from handleplan_batch.sharing.pages import plan_pages
from handleplan_batch.sharing.paper import Paper
from handleplan_batch.sharing.renewed import doubted, renewed, reopened

__all__ = [
    "Merged",
    "Paper",
    "by_department",
    "by_responsible",
    "calendar_of",
    "count_needs",
    "covering_draft",
    "discussion_paper",
    "document",
    "doubted",
    "drafts",
    "followed_up",
    "merge",
    "part_of",
    "parts",
    "plan_pages",
    "renewed",
    "reopened",
]
