"""Builders for the tests of judging and planning: a small house, findings, evidence, surveys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.challenges import rank_challenges
from handleplan_batch.judging.findings import Evidence
from handleplan_batch.judging.learned import Listed
from handleplan_batch.judging.organisation import Organisation, build_organisation
from handleplan_batch.judging.theming import Placement, Theming
from handleplan_batch.model import (
    AnswerCounts,
    CellRef,
    Certainty,
    Challenge,
    Comment,
    Department,
    DepartmentPath,
    Finding,
    Hint,
    Level,
    Measurement,
    Polarity,
    Question,
    SourceKind,
    Survey,
)
from handleplan_batch.model import (
    Counts as Given,
)

CATALOGUE = Catalogue()
THEMES = CATALOGUE.themes
RULES = CATALOGUE.rules("urgency")
MANY = 1000
"""A number of challenges per department that parks nothing."""

HOUSE = (
    Department("Fjordby", leader="Kirsten Holm", osh_representative="Pernille Lind", employees=200),
    Department("Drift", ("Fjordby",), leader="Gitte Ravn", employees=90),
    Department("Køkken", ("Fjordby", "Drift"), leader="Anders Kjær", osh_representative="Mette Lund", employees=30),
    Department("Lager", ("Fjordby", "Drift"), employees=30, aliases=("Lageret",)),
    Department("Vaskeri", ("Fjordby", "Drift"), employees=30),
    Department("Kontor", ("Fjordby",), employees=60),
)
ORGANISATION = build_organisation(HOUSE, [])[0]


def house_of(*labels: DepartmentPath) -> Organisation:
    """The house, with what these labels mean."""
    return build_organisation(HOUSE, [(label, CellRef("a.xlsx", "Ark1", 2)) for label in labels])[0]


_numbers = count(1)


def finding(
    theme_id: str | None = "noise",
    department: str = "Køkken",
    source: SourceKind = SourceKind.RISK_ASSESSMENT,
    **fields: Any,
) -> Finding:
    """A finding as the room judges it: placed, with a level unless told otherwise."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": f"f{number:06}",
        "where": CellRef("data/fund.xlsx", "Ark1", number + 1, 3),
        "text": f"Matter number {number}",
        "polarity": Polarity.PROBLEM,
        "level": Level.MEDIUM,
        **fields,
    }
    return Finding(source=source, theme_id=theme_id, department=(department,), **values)


def record(text: str, source: SourceKind = SourceKind.RISK_ASSESSMENT, *path: str, **fields: Any) -> Finding:
    """A finding as it is read: neither placed nor judged."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": f"r{number:06}",
        "where": CellRef("data/liste.xlsx", "Ark1", number + 1, 3),
        **fields,
    }
    return Finding(source=source, text=text, department=path or ("Køkken",), **values)


def evidence(severity: float = 0.5, persons: float = 5, **fields: Any) -> Evidence:
    """Evidence for a challenge; ``fields`` go to the finding, but for those of the evidence itself."""
    own = {name: fields.pop(name) for name in ("below_parent", "weak", "why", "occurred") if name in fields}
    return Evidence(finding(**fields), severity, persons, **{"why": "something was seen", **own})


def rank(
    pieces: Iterable[Evidence],
    measurements: Iterable[Measurement] = (),
    organisation: Organisation = ORGANISATION,
    per_department: int = MANY,
    rules: Mapping[str, Any] = RULES,
    hints: Sequence[Hint] = (),
) -> tuple[Challenge, ...]:
    return rank_challenges(pieces, tuple(measurements), organisation, THEMES, rules, per_department, hints)


def question(text: str = "Er du generet af støj?", theme_id: str | None = "noise", column: int = 4) -> Question:
    return Question(
        CellRef("data/apv.xlsx", "Ark1", 1, column),
        text,
        "ja-nej",
        ("Nej", "Ja"),
        (100.0, 0.0),
        "Nej",
        "Ja",
        Certainty.INFERRED,
        theme_id=theme_id,
        most_is_best=False,
    )


Counts = Mapping[DepartmentPath, tuple[int, int]]
"""Per department how many answered no and yes."""


def survey(
    asked: Mapping[Question, Counts],
    comments: Iterable[tuple[str, DepartmentPath]] = (),
    file: str = "data/apv.xlsx",
) -> Survey:
    """A survey by its counts: per question and department how many answered (no, yes)."""
    respondents: dict[DepartmentPath, int] = {}
    for counts in asked.values():
        for path, given in counts.items():
            respondents[path] = max(respondents.get(path, 0), sum(given))
    return Survey(
        CellRef(file, "Ark1"),
        respondents,
        tuple(
            AnswerCounts(one, Given.of({path: (*given, 0) for path, given in counts.items()}))
            for one, counts in asked.items()
        ),
        tuple(Comment(CellRef(file, "Ark1", row, 9), path, text) for row, (text, path) in enumerate(comments, start=2)),
    )


class ByWord(Theming):
    """A theming for tests: a text is placed by the theme ids it holds, and by its signs.

    ``+`` is positive, ``?`` a wish, ``!`` acute, ``~`` says nothing; otherwise it is a problem.
    """

    def __init__(self) -> None:
        """Take no word lists."""

    def place_texts(self, texts: Iterable[tuple[str, str]]) -> list[Placement]:
        return [self._placed(text, hint) for text, hint in texts]

    def listed(self, text: str) -> Listed:
        placed = self._placed(text, "")
        return Listed(placed.theme_ids, placed.polarity, placed.acute)

    def _placed(self, text: str, hint: str) -> Placement:
        themes = tuple(word for word in f"{hint} {text}".replace("!", " ").replace(".", " ").split() if word in THEMES)
        polarity = next((said for sign, said in zip("+?~", _POLARITIES, strict=True) if sign in text), Polarity.PROBLEM)
        return Placement(themes, polarity, "!" in text, themes)


_POLARITIES = (Polarity.POSITIVE, Polarity.AMBITION, Polarity.NEUTRAL)
DAY = date(2026, 11, 23)
"""A Monday."""
