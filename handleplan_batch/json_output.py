"""The same plan for other programs, as documented in ``docs/json.md``. Keys are stable; new ones may be added."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from handleplan_batch.model import (
    Action,
    CellRef,
    Challenge,
    Change,
    Comparison,
    Department,
    Finding,
    Followed,
    FollowUp,
    Hint,
    Measurement,
    Need,
    Placed,
    Plan,
    Problem,
    Question,
    SheetEntry,
    Shortfall,
    Tally,
)
from handleplan_batch.problems import describe, level_of

SCHEMA = 1

Json = dict[str, Any]


def plan_document(plan: Plan) -> Json:
    """Return the whole plan."""
    return {
        **check_document(plan),
        "measurements": [_measurement(measurement) for measurement in plan.measurements],
        "cause_hints": [{entry.name: getattr(one, entry.name) for entry in fields(Hint)} for one in plan.hints],
        "findings": [_finding(finding) for finding in plan.findings],
        "challenges": [_challenge(challenge) for challenge in plan.challenges],
        "actions": [_action(action) for action in plan.actions],
        "completeness": [_shortfall(shortfall) for shortfall in plan.shortfalls],
        "rules": _rules(plan),
        "previous_on": plan.previous_on,
        "changes": [_comparison(one) for one in plan.comparisons],
        "closed": [{"reason": one.reason, "plan_date": one.plan_date, **_action(one.action)} for one in plan.closed],
    }


def placed_document(placed: Iterable[Placed]) -> list[Json]:
    """Return what texts were understood as, in their order."""
    return [
        {
            "row": one.row,
            "themes": list(one.theme_ids),
            "polarity": str(one.polarity),
            "acute": one.acute,
            "text": one.text,
            "reasons": list(one.reasons),
        }
        for one in placed
    ]


def collected_document(
    plan: Plan, changes: Iterable[Change], added: Iterable[str], problems: Iterable[Problem]
) -> Json:
    """Return what a collection changed, what is open, and which rows were set aside."""
    return {
        "schema": SCHEMA,
        "created_on": plan.created_on.isoformat(),
        "language": plan.language,
        "changes": [{"id": one.action_id, "field": one.field, "file": one.source} for one in changes],
        "added": list(added),
        "conflicts": [
            {
                "id": one.action_id,
                "field": one.field,
                "base": one.base,
                "ours": one.ours,
                "theirs": one.theirs,
                "file": one.source,
                "decision": one.decision,
            }
            for one in plan.conflicts
        ],
        "problems": [_problem(problem) for problem in problems],
    }


def status_document(
    following: FollowUp | None, responsible: Iterable[Tally], departments: Iterable[Tally], problems: Iterable[Problem]
) -> Json:
    """Return what needs attention; only the problems where the file is no plan."""
    told = [_problem(problem) for problem in problems]
    if following is None:
        return {"schema": SCHEMA, "problems": told}
    return {
        "schema": SCHEMA,
        "created_on": following.plan.created_on.isoformat(),
        "as_of": following.day.isoformat(),
        "within": following.within,
        "language": following.plan.language,
        "organisation": following.plan.organisation,
        "scope": following.plan.scope,
        "open": len(following.open),
        "closed": following.closed,
        "counts": {need: sum(need in one.needs for one in following.actions) for need in Need},
        "attention": [_followed(one) for one in following.attention],
        "responsible": [_tally(tally) for tally in responsible],
        "departments": [_tally(tally) for tally in departments],
        "completeness": [_shortfall(shortfall) for shortfall in following.shortfalls],
        "rules": _rules(following.plan),
        "problems": told,
    }


def _followed(one: Followed) -> Json:
    return {
        **{key: getattr(one.action, key) for key in _FOLLOWED},
        "new": one.new,
        "state": one.state,
        "needs": [{"code": str(need), "texts": list(texts)} for need, texts in one.needs.items()],
    }


_FOLLOWED = (
    *("id", "rank", "urgency", "challenge", "action", "department", "theme", "responsible"),
    *("start", "deadline", "follow_up", "status", "updated_on"),
)


def _tally(tally: Tally) -> Json:
    return {"name": tally.name, "open": tally.open, "needs": {str(need): n for need, n in tally.needs.items()}}


def check_document(plan: Plan) -> Json:
    """Return what the inputs were understood as."""
    return {
        "schema": SCHEMA,
        "created_on": plan.created_on.isoformat(),
        "language": plan.language,
        "files": [_file(entry) for entry in plan.sheets],
        "questions": _questions(plan.questions),
        "departments": [_department(entry, plan.respondents) for entry in plan.departments],
        "problems": [_problem(problem) for problem in plan.problems],
    }


def render(document: Json | list[Json]) -> str:
    """Return the document as UTF-8 JSON text with a final line break."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _comparison(one: Comparison) -> Json:
    return {entry.name: getattr(one, entry.name) for entry in fields(Comparison)}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _file(entry: SheetEntry) -> Json:
    return {
        "file": entry.file,
        "sheet": entry.sheet,
        "importer": str(entry.importer),
        "header_row": entry.header_row,
        "rows_read": entry.rows_read,
        "rows_used": entry.rows_used,
        "rows_set_aside": entry.rows_set_aside,
        "rows_rejected": entry.rows_rejected,
        "respondents": entry.respondents,
        "columns": dict(entry.columns),
        "column_roles": [{"column": use.column, "header": use.header, "role": use.role} for use in entry.uses],
        "sha256": entry.sha256,
    }


def _questions(questions: Iterable[Question]) -> list[Json]:
    """Return an entry for each file that asks it, also where the plan tells of several as one."""
    asked = [(where, question) for question in questions for where in question.places]
    asked.sort(key=lambda pair: (pair[0].file, pair[0].sheet, pair[0].column or 0, pair[0].row or 0))
    return [_question(question, where) for where, question in asked]


def _question(question: Question, where: CellRef) -> Json:
    return {
        "file": where.file,
        "sheet": where.sheet,
        "column": where.column,
        "cell": where.a1,
        "text": question.text,
        "scale": question.scale,
        "answers": list(question.answers),
        "best": question.best,
        "worst": question.worst,
        "certainty": str(question.certainty),
        "reason": question.reason,
        "theme_id": question.theme_id,
        "theme_certainty": str(question.theme_certainty),
        "used": question.used,
    }


def _department(entry: Department, respondents: Mapping[str, int | None]) -> Json:
    return {"name": entry.name, "path": " / ".join(entry.path), "respondents": respondents.get(entry.name)}


def _measurement(measurement: Measurement) -> Json:
    return {
        "level": measurement.level,
        "key": measurement.key,
        "theme_id": measurement.theme_id,
        "department": measurement.department,
        "respondents": measurement.respondents,
        "score": measurement.score,
        "unfavourable": measurement.unfavourable,
        "low": measurement.low,
        "high": measurement.high,
        "difference": measurement.difference,
        "change": measurement.change,
        "suppressed": measurement.suppressed,
    }


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "source": str(finding.source),
        "theme_id": finding.theme_id,
        "department": next(iter(finding.department), None),
        "text": finding.text,
        "category": finding.category,
        "polarity": None if finding.polarity is None else str(finding.polarity),
        "acute": finding.acute,
        "score": finding.score,
        "likelihood": finding.likelihood,
        "severity": finding.severity,
        "exposure": finding.exposure,
        "method": None if finding.method is None else str(finding.method),
        "residual": finding.residual,
        "level": finding.level,
        "occurrences": finding.occurrences,
        "observed_on": finding.observed_on,
        "absence_days": finding.absence_days,
        "lasting": finding.lasting,
        "exposed": finding.exposed,
        "place": finding.place,
        "cause": finding.cause,
        "proposal": finding.proposal,
        "goal": finding.goal,
        "existing": finding.existing,
        "progress": finding.progress,
        "begun": finding.begun,
        "responsible": finding.responsible,
        "deadline": finding.deadline,
        "deadline_text": finding.deadline_text,
        "solved": finding.solved,
        "quotes": list(finding.quotes),
        "file": finding.where.file,
        "sheet": finding.where.sheet,
        "cell": finding.where.a1,
    }


def _challenge(challenge: Challenge) -> Json:
    return {
        "id": challenge.id,
        "kind": str(challenge.kind),
        "theme_id": challenge.theme_id,
        "department": challenge.department,
        "level": challenge.level,
        "points": challenge.points,
        "reasons": [
            {"code": reason.code, "text": reason.text, "points": reason.points} for reason in challenge.reasons
        ],
        "finding_ids": list(challenge.finding_ids),
        "rank": challenge.rank,
        "protective": list(challenge.protective),
        "sub_departments": list(challenge.sub_departments),
        "parked": challenge.parked,
    }


def _action(action: Action) -> Json:
    return {entry.name: getattr(action, entry.name) for entry in fields(action) if entry.name not in _INNER}


_INNER = ("yardstick", "proposed", "wording")
"""What the tool remembers of an action for its own use."""


def _shortfall(shortfall: Shortfall) -> Json:
    return {
        "rule": shortfall.rule,
        "level": str(shortfall.level),
        "action_id": shortfall.action_id,
        "message": shortfall.message,
        "remedy": shortfall.remedy,
        "basis": shortfall.basis,
    }


def _rules(plan: Plan) -> list[Json]:
    checks = {check.rule: check for check in plan.checks}
    short = Counter(shortfall.rule for shortfall in plan.shortfalls)
    return [
        {
            "rule": rule.id,
            "level": str(rule.level),
            "state": str(checks[rule.id].state),
            "rows": len(checks[rule.id].rows),
            "shortfalls": short[rule.id],
            "asks": rule.said(rule.asks, plan.language),
            "yourself": rule.for_people(checks[rule.id].state, plan.language),
            "basis": rule.basis,
            "link": rule.link,
            "in_force": rule.in_force,
            "checked": rule.checked,
        }
        for rule in plan.law
        if rule.id in checks
    ]


def _problem(problem: Problem) -> Json:
    return {
        "code": problem.code,
        "level": str(level_of(problem)),
        "file": problem.where.file,
        "sheet": problem.where.sheet,
        "cell": problem.where.a1,
        "message": describe(problem),
    }
