"""Surveys in plain sheets that somebody made by hand."""

from __future__ import annotations

from pathlib import Path

from layouts import Writer
from layouts.books import xlsx

DEGREES = ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad")


def title_block(folder: Path) -> None:
    """A title, a line with the response rate and a blank row above the header; a total below."""
    answers = [
        (name, DEGREES[row % 5], DEGREES[(row + 2) % 4], "Ja" if row % 3 else "Nej")
        for row, name in enumerate(["Køkken"] * 7 + ["Lager"] * 6)
    ]
    xlsx(
        folder / "apv.xlsx",
        {
            "Svar": [
                ("APV 2026 – Solgården",),
                ("Svarprocent: 87 % (13/15)",),
                (),
                ("Afdeling", "Er du generet af støj?", "Får du hjælp, når du har brug for det?", "Er lyset godt nok?"),
                *answers,
                ("I alt", 13),
            ]
        },
    )


CASES: dict[str, Writer] = {"plain_title_block": title_block}
