"""How well comments of others are placed: floors a little under what was measured (docs/theming.md)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.theming import Placement, Theming, theming_of

FOLDER = Path(__file__).parent / "theming"
NOT_JUDGED = "?"


@pytest.fixture(scope="module")
def theming() -> Theming:
    return theming_of(Catalogue())


def judged(theming: Theming, name: str, column: str) -> list[tuple[Placement, str]]:
    """Return how the comments of a set are placed, and what their writer says in the column."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row[column] != NOT_JUDGED]
    return [(theming.place_text(row["text"]), row[column]) for row in rows]


@pytest.mark.parametrize(
    ("name", "least"), [("tuned", 0.95), ("unseen", 0.79), ("turns", 0.84), ("natural", 0.84), ("roundabout", 0.68)]
)
def test_the_themes_of_comments_of_others_are_found_as_well_as_measured(
    theming: Theming, name: str, least: float
) -> None:
    told = [
        (set(placed.theme_ids), set(filter(None, themes.split("|"))))
        for placed, themes in judged(theming, name, "themes")
    ]
    assert (
        2 * sum(len(found & want) for found, want in told) / sum(len(found) + len(want) for found, want in told)
        >= least
    )


@pytest.mark.parametrize(
    ("name", "least"),
    [("tuned", 0.95), ("unseen", 0.88), ("turns", 0.83), ("tones", 0.88), ("natural", 0.93), ("roundabout", 0.72)],
)
def test_the_tone_of_comments_of_others_is_told_as_well_as_measured(theming: Theming, name: str, least: float) -> None:
    told = [placed.polarity == polarity for placed, polarity in judged(theming, name, "polarity")]
    assert sum(told) / len(told) >= least


@pytest.mark.parametrize(
    ("name", "least", "precise"),
    [
        *(("tuned", 0.95, 0.95), ("unseen", 0.8, 0.8), ("turns", 0.85, 0.85)),
        *(("dangers", 0.88, 0.93), ("natural", 0.9, 0.85), ("roundabout", 0.78, 0.65)),
    ],
)
def test_the_dangers_in_comments_of_others_are_seen_as_well_as_measured(
    theming: Theming, name: str, least: float, precise: float
) -> None:
    told = [(placed.acute, acute == "1") for placed, acute in judged(theming, name, "acute")]
    found = sum(seen and true for seen, true in told)
    assert found / sum(true for _seen, true in told) >= least
    assert found / sum(seen for seen, _true in told) >= precise
