"""How well comments of others are placed: floors a little under what was measured (docs/theming.md)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.theming import theming_of

FOLDER = Path(__file__).parent / "theming"


@pytest.mark.parametrize(
    ("half", "themes", "tone", "acute"),
    [("tuned", 0.95, 0.95, 0.95), ("unseen", 0.75, 0.85, 0.8), ("turns", 0.83, 0.83, 0.78)],
)
def test_comments_of_others_are_placed_as_well_as_measured(half: str, themes: float, tone: float, acute: float) -> None:
    theming = theming_of(Catalogue())
    with (FOLDER / f"{half}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    placed = [theming.place_text(row["text"]) for row in rows]
    wanted = [set(filter(None, row["themes"].split("|"))) for row in rows]
    right = sum(len(want & set(one.theme_ids)) for want, one in zip(wanted, placed, strict=True))
    said = sum(len(want) + len(one.theme_ids) for want, one in zip(wanted, placed, strict=True))
    assert 2 * right / said >= themes
    toned = sum(one.polarity == row["polarity"] for one, row in zip(placed, rows, strict=True))
    assert toned / len(rows) >= tone
    dangers = [one for one, row in zip(placed, rows, strict=True) if row["acute"] == "1"]
    assert sum(one.acute for one in dangers) / len(dangers) >= acute
    assert sum(one.acute for one in dangers) / sum(one.acute for one in placed) >= 0.8
