"""docs/urgency.md: the example by hand is what the program makes of the same figures."""

from __future__ import annotations

import re
from math import sqrt
from pathlib import Path

import pytest
from judging_cases import RULES, THEMES, ByWord, house_of, question, rank, record, survey

from handleplan_batch.judging.counts import count_respondents, tally
from handleplan_batch.judging.disclosure import publish
from handleplan_batch.judging.findings import Judge
from handleplan_batch.judging.statistics import Z_95, wilson_interval
from handleplan_batch.model import Challenge, RiskMethod
from handleplan_batch.settings import Settings

GUIDE = (Path(__file__).parent.parent / "docs" / "urgency.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| ([^|]+) \|[^|]*\| ([\d,]+) \|$", re.MULTILINE)
TOLD = {
    name.strip(): float(figure.replace(",", ".")) for name, figure in _ROW.findall(GUIDE.split("## Et eksempel")[1])
}


def told(name: str) -> int:
    return int(TOLD[name])


@pytest.fixture(scope="module")
def challenge() -> Challenge:
    """What the program makes of the figures that the guide begins with."""
    paths = {
        name: (told(f"svar i {name}") - told(f"ja i {name}"), told(f"ja i {name}")) for name in ("Køkken", "Lager")
    }
    asked = survey({question(): {(name,): counts for name, counts in paths.items()}})
    organisation = house_of(*((name,) for name in paths))
    tallies = tally(
        [asked],
        {one.question.where: one.question for one in asked.answers},
        organisation,
        RULES["survey"]["unfavourable_at_most"],
        RULES["zero_tolerance"]["occurrence"],
    )
    published = publish(tallies, count_respondents([asked], organisation), organisation, THEMES, Settings())
    judge = Judge(organisation, THEMES, ByWord(), RULES, Settings())
    score = TOLD["risikotal (5×5)"]
    risk = record("noise", score=score, method=RiskMethod.MATRIX_5, exposed=told("udsatte"))
    ranked = rank([*judge.survey(published), *judge.records([risk])], organisation=organisation)
    return next(one for one in ranked if one.department == "Køkken")


def test_the_bound_of_the_share_is_that_of_the_guide() -> None:
    count, total = told("ja i Køkken"), told("svar i Køkken")
    low, high = wilson_interval(count, total)
    assert TOLD["andel"] == pytest.approx(count / total)
    assert TOLD["z² / n"] == pytest.approx(Z_95**2 / total, abs=0.0001)
    assert TOLD["midte"] == pytest.approx((low + high) / 2, abs=0.0001)
    assert TOLD["halv bredde"] == pytest.approx((high - low) / 2, abs=0.0001)
    assert TOLD["nedre grænse"] == pytest.approx(low, abs=0.0001)
    assert (high - low) / 2 == pytest.approx(
        Z_95 * sqrt(0.6 * 0.4 / total + Z_95**2 / (4 * total**2)) / (1 + Z_95**2 / total)
    )


def test_the_level_and_the_points_are_those_of_the_guide(challenge: Challenge) -> None:
    assert challenge.level == told("niveau")
    points = {reason.code: reason.points for reason in challenge.reasons}
    assert points == {
        "severity": TOLD["alvor"],
        "extent": TOLD["omfang"],
        "agreement": TOLD["enighed"],
        "difference": TOLD["forskel"],
    }
    assert challenge.points == TOLD["sum"] == pytest.approx(sum(points.values()))
    assert str(told("personer")) in next(reason.text for reason in challenge.reasons if reason.code == "extent")


def test_the_most_points_of_each_reason_are_those_of_the_rules() -> None:
    table = dict(re.findall(r"^\| (\w+) \| (\d+) \|", GUIDE, re.MULTILINE))
    kinds = ("severity", "extent", "agreement", "difference", "trend", "danger")
    assert list(map(int, table.values())) == [RULES["points"][kind] for kind in kinds]


@pytest.mark.parametrize(("count", "total", "low"), [(3, 6, "19 %"), (40, 80, "39 %")])
def test_the_bounds_that_are_told_in_passing_are_right(count: int, total: int, low: str) -> None:
    assert f"{100 * wilson_interval(count, total)[0]:.0f} %" == low
    assert low in GUIDE
