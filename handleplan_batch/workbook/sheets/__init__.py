"""The sheets in the order of the workbook: one module each with a ``draw`` function. A new one is a line here."""

from __future__ import annotations

from handleplan_batch.workbook.sheets import (
    act_now,
    challenges,
    changes,
    closed,
    completeness,
    conflicts,
    data_basis,
    findings,
    follow_up,
    guide,
    heard,
    lists,
    measurements,
    overview,
    plan,
)

SHEETS = (
    act_now.draw,
    overview.draw,
    plan.draw,
    follow_up.draw,
    challenges.draw,
    measurements.draw,
    findings.draw,
    changes.draw,
    closed.draw,
    completeness.draw,
    conflicts.draw,
    data_basis.draw,
    heard.draw,
    guide.draw,
    lists.draw,
)
