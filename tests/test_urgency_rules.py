"""The rules of urgency.toml: each has a unit and a source, can be switched off, and is checked with file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from judging_cases import MANY, ORGANISATION, RULES, THEMES, ByWord, evidence, house_of, record

from handleplan_batch.catalogue import SHIPPED, Catalogue
from handleplan_batch.catalogue.checking import faults_in
from handleplan_batch.judging.challenges import rank_challenges
from handleplan_batch.judging.findings import Evidence, Judge
from handleplan_batch.model import Challenge, Level, Measurement, RiskMethod, SourceKind
from handleplan_batch.settings import Settings

TEXT = (SHIPPED / "urgency.toml").read_text(encoding="utf-8")
_SECTION = re.compile(r"^\[([\w.]+)\]$", re.MULTILINE)


def ruled(section: str, **values: object) -> Mapping[str, Any]:
    return {**RULES, section: {**RULES[section], **values}}


def ranked(rules: Mapping[str, Any], *pieces: Evidence, figures: tuple[Measurement, ...] = ()) -> tuple[Challenge, ...]:
    return rank_challenges(pieces, figures, ORGANISATION, THEMES, rules, MANY)


@pytest.mark.parametrize("section", [name for name in _SECTION.findall(TEXT) if name != "zero_tolerance.occurrence"])
def test_each_part_of_the_rules_names_its_unit_and_its_source(section: str) -> None:
    part = _SECTION.split(TEXT)[_SECTION.split(TEXT).index(section) + 1]
    said = " ".join(line for line in part.splitlines() if line.startswith("#"))
    assert "Unit:" in said
    assert "Source:" in said


def test_agreement_can_be_switched_off() -> None:
    pieces = [
        evidence(source=source) for source in (SourceKind.RISK_ASSESSMENT, SourceKind.INSPECTION, SourceKind.SURVEY)
    ]
    assert ranked(RULES, *pieces)[0].level is Level.HIGH
    assert ranked(ruled("agreement", sources=0), *pieces)[0].level is Level.MEDIUM


def test_lifting_can_be_switched_off() -> None:
    pieces = [evidence(department=name) for name in ("Køkken", "Lager", "Vaskeri")]
    assert len(ranked(RULES, *pieces)) == 1
    assert len(ranked(ruled("lifting", departments=0), *pieces)) == len(pieces)


@pytest.mark.parametrize("days", [0, 12])
def test_the_step_for_an_accident_with_absence_can_be_switched_off_or_asked_more_of(days: int) -> None:
    accident = record("machinery", SourceKind.INCIDENT, absence_days=11)
    assert [piece.finding.level for piece in judge(RULES).records([accident])] == [Level.HIGH]
    assert [piece.finding.level for piece in judge(ruled("accident", absence_days=days)).records([accident])] == [
        Level.MEDIUM
    ]


def test_an_accident_with_absence_is_never_raised_to_immediate() -> None:
    accident = record("machinery", SourceKind.INCIDENT, absence_days=11)
    assert [piece.finding.level for piece in judge(ruled("level", accident=2)).records([accident])] == [Level.HIGH]


def test_an_accident_that_killed_or_maimed_somebody_is_immediate_until_it_is_put_right() -> None:
    accident = record("machinery", SourceKind.INCIDENT, lasting=True)
    (piece,) = judge(RULES).records([accident])
    assert (piece.finding.level, piece.severity) == (Level.IMMEDIATE, 1.0)
    done, near = judge(RULES).records([replace(accident, solved=True), record("machinery", SourceKind.INCIDENT)])
    assert done.weak
    assert near.finding.level is Level.LOW
    off = ruled("accident", lasting={"level": 5})
    assert [piece.finding.level for piece in judge(off).records([accident])] == [Level.LOW]


def test_the_rule_of_fatal_consequences_can_be_switched_off() -> None:
    risk = record("machinery", score=15.0, likelihood=3.0, severity=5.0, method=RiskMethod.MATRIX_5)
    assert [piece.finding.level for piece in judge(RULES).records([risk])] == [Level.IMMEDIATE]
    off = {**RULES, "risk": {**RULES["risk"], "fatal": {"severity": 0, "likelihood": 3}}}
    assert [piece.finding.level for piece in judge(off).records([risk])] == [Level.HIGH]


def judge(rules: Mapping[str, Any]) -> Judge:
    return Judge(house_of(("Køkken",)), THEMES, ByWord(), rules, Settings())


def test_strengths_can_be_switched_off() -> None:
    strong = Measurement("theme", "influence", "influence", "Køkken", 20, 90.0, 0.1, 0.05, 0.2)
    assert ranked(RULES, evidence(), figures=(strong,))[0].protective
    assert not ranked(ruled("survey", strength_score=0), evidence(), figures=(strong,))[0].protective


@pytest.mark.parametrize("kind", ["severity", "extent", "agreement"])
def test_a_reason_can_be_switched_off(kind: str) -> None:
    pieces = [evidence(), evidence(source=SourceKind.INSPECTION)]
    points = {one.code: one.points for one in ranked(ruled("points", **{kind: 0}), *pieces)[0].reasons}
    assert points[kind] == 0
    assert all(points[other] > 0 for other in ("severity", "extent", "agreement") if other != kind)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("strong_share = 0.50", "strong_share = 50", "survey.strong_share"),
        ("strength_score = 78", "strength_score = 780", "survey.strength_score"),
        ("immediate_low = 0.20", "immediate_low = 2", "zero_tolerance.immediate_low"),
        ("challenge_from = 3", "challenge_from = 2.5", "comments.challenge_from"),
        ("absence_days = 1", "absence_days = -1", "accident.absence_days"),
        ("sources = 3", "sources = 2.5", "agreement.sources"),
        ("false_discoveries = 0.05", "false_discoveries = 5", "change.false_discoveries"),
        ("least = 100", "least = 99", "causes.least"),
        ("least = 100", "least = 100.5", "causes.least"),
        ("some = 0.2", "some = 20", "causes.some"),
        ('outcomes = ["stress",', 'outcomes = ["stres",', "causes.outcomes"),
        ("outcomes = [", "outcomes = [1,", "causes.outcomes"),
        ("severity = 45", "severity = 46", "points.severity"),
        ("extent_full = 100", "extent_full = 0", "points.extent_full"),
        ("difference_full = 20", "difference_full = 0", "points.difference_full"),
        ('"5x5" = [20, 12, 6, 3]', '"5x5" = [20, 12, 13, 3]', "risk.5x5"),
        ('"5x5" = 25', '"5x5" = 0', "risk.greatest.5x5"),
    ],
)
def test_a_value_that_would_mean_nothing_is_named_with_its_line(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert old in TEXT
    changed = TEXT.replace(old, new, 1)
    (tmp_path / "urgency.toml").write_text(changed, encoding="utf-8")
    (fault,) = faults_in(tmp_path)
    assert (fault.file, fault.column) == ("urgency.toml", place)
    assert new.split("=", maxsplit=1)[0].strip() in changed.splitlines()[fault.line - 1]


@pytest.mark.parametrize(
    ("section", "key"),
    [("agreement", "sources"), ("lifting", "departments"), ("accident", "absence_days"), ("causes", "least")],
)
def test_nothing_stands_for_switched_off(tmp_path: Path, section: str, key: str) -> None:
    value = RULES[section][key]
    part = TEXT.index(f"[{section}]")
    changed = TEXT[:part] + TEXT[part:].replace(f"{key} = {value}", f"{key} = 0", 1)
    assert changed != TEXT
    (tmp_path / "urgency.toml").write_text(changed, encoding="utf-8")
    assert not faults_in(tmp_path)


@pytest.mark.parametrize("theme_id", ["violence_threats", "bullying", "sexual_harassment"])
def test_on_every_scale_of_how_often_all_but_never_says_that_it_happened(theme_id: str) -> None:
    rows = Catalogue().table("scales")
    of_never = {row["family"] for row in rows if row["label"] in ("aldrig", "nej, aldrig") and row["position"] == "0"}
    assert of_never <= set(RULES["zero_tolerance"]["occurrence"][theme_id])
