"""Nothing that a run publishes gives a small group away: an attacker tries, who is known to be able to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from attack import Breach, Case, Fact, breaches, invented, published, published_in_files, write_inputs
from attack_records import in_absence, in_comments, in_summaries

from handleplan_batch import batch
from handleplan_batch.judging import disclosure, findings, summaries
from handleplan_batch.judging.organisation import Organisation
from handleplan_batch.judging.suppression import Group, Rule, shown, summed
from handleplan_batch.model import Theme
from handleplan_batch.settings import Settings

_ORGANISATIONS = 80


def found(seeds: range) -> list[Breach]:
    cases = (invented(seed) for seed in seeds)
    return [breach for case in cases for breach in breaches(case, published(case))]


@pytest.mark.parametrize("first", range(0, _ORGANISATIONS, 40))
def test_the_attacker_finds_nothing_in_what_is_published(first: int) -> None:
    assert found(range(first, first + 40)) == []


@pytest.mark.parametrize("attack", [in_comments, in_absence, in_summaries])
def test_the_attacker_finds_nothing_in_what_is_no_answer(attack: Callable[[int], list[Breach]]) -> None:
    assert [breach for seed in range(25) for breach in attack(seed)] == []


@pytest.mark.parametrize("seed", [3, 8])
def test_the_attacker_finds_nothing_in_all_files_of_a_run(seed: int, tmp_path: Path) -> None:
    case = invented(seed)
    facts = files_of(case, tmp_path)
    assert facts
    assert list(breaches(case, facts)) == []


def files_of(case: Case, folder: Path) -> list[Fact]:
    """Build and split a plan of the case, and return all that the files tell."""
    inputs, copies = folder / "inputs", folder / "copies"
    inputs.mkdir(exist_ok=True)
    write_inputs(case, inputs)
    plan, told = folder / "plan.xlsx", folder / "plan.json"
    outcome = batch.build(batch.Sources([inputs], date(2026, 11, 23)), plan, told, force=True)
    assert outcome.written, outcome.plan.problems
    return published_in_files(case, told, [plan, *batch.split(plan, copies).written])


def test_the_files_of_a_run_tell_what_its_records_do(tmp_path: Path) -> None:
    case = invented(8)
    assert told_in(files_of(case, tmp_path)) == told_in(published(case)) != set()


@pytest.mark.parametrize("seed", [488, 514, 776, 793])
def test_files_with_other_questions_are_not_set_against_each_other(seed: int) -> None:
    case = invented(seed)
    assert list(breaches(case, published(case))) == []


def told_in(facts: Iterable[Fact]) -> set[tuple[str, frozenset[str], int, tuple[float, float]]]:
    """Return the figures with a number of answers and a score."""
    return {(one.question, one.names, one.persons, one.score) for one in facts if one.persons and one.score}


def primary_only(
    organisation: Organisation,
    groups: Mapping[str, Group],
    rule: Rule,
    _among: Collection[str] | None = None,
    _weights: Mapping[str, int] | None = None,
) -> frozenset[str]:
    whole = summed(groups, organisation)
    return frozenset(name for name, group in whole.items() if group.persons and rule.is_safe(group))


def test_the_attacker_finds_what_is_hidden_alone_when_nothing_else_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "shown", primary_only)
    given_away = found(range(4))
    assert any(breach.question for breach in given_away)
    assert any(not breach.question for breach in given_away)


def test_the_attacker_finds_groups_by_setting_questions_against_respondents(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_question_alone(
        organisation: Organisation,
        groups: Mapping[str, Group],
        rule: Rule,
        _among: Collection[str] | None = None,
        weights: Mapping[str, int] | None = None,
    ) -> frozenset[str]:
        return shown(organisation, groups, rule, None, weights)

    monkeypatch.setattr(disclosure, "shown", by_question_alone)
    assert found(range(20))


def test_the_attacker_finds_groups_by_setting_files_against_departments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "_tables_told", lambda respondents, *_rest: frozenset(respondents))
    assert found(range(20))


@pytest.mark.parametrize(("room", "attack"), [(findings, in_absence), (summaries, in_summaries)])
def test_the_attacker_subtracts_when_only_what_is_small_is_hidden(
    room: ModuleType, attack: Callable[[int], list[Breach]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "shown", primary_only)
    assert any(attack(seed) for seed in range(30))


def test_the_attacker_finds_comments_when_every_department_speaks_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    publish = disclosure.publish

    def all_named(*given: Any) -> disclosure.Published:
        published = publish(*given)
        return replace(published, commented=frozenset(published.respondents))

    monkeypatch.setattr("handleplan_batch.judging.publish", all_named)
    assert any(in_comments(seed) for seed in range(10))


def test_the_attacker_finds_comments_by_the_sheet_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    publish = disclosure.publish

    def all_traced(*given: Any) -> disclosure.Published:
        published = publish(*given)
        return replace(published, traced=published.commented)

    monkeypatch.setattr("handleplan_batch.judging.publish", all_traced)
    assert any(in_comments(seed) for seed in range(80))


@pytest.mark.parametrize("without", [{"fewest_bad": 0}, {"unanimous": 0, "unanimous_best": 0}])
def test_the_attacker_finds_single_reports_and_groups_of_one_mind(
    without: Mapping[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_of = disclosure.answers_rule

    def laxer(theme: Theme, settings: Settings) -> Rule:
        return replace(rule_of(theme, settings), **without)

    monkeypatch.setattr(disclosure, "answers_rule", laxer)
    assert found(range(10))
