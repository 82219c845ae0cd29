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


def several_tables(folder: Path) -> None:
    """A survey, a list of risks with its legend, and a round below one another on one sheet."""
    xlsx(
        folder / "samlet.xlsx",
        {
            "Ark1": [
                ("APV på værkstedet",),
                (),
                ("Afdeling", "Er du generet af støj?", "Er du generet af træk?", "Er lyset godt nok?"),
                *(("Værksted", "Ja" if row % 2 else "Nej", "Nej", "Ja") for row in range(6)),
                (),
                (),
                ("Risikovurdering",),
                ("Nr.", "Fare", "Sandsynlighed", "Konsekvens", "Risikotal", "Forslag til tiltag"),
                (1, "Fingre i klemme i presse", 3, 4, 12, "Afskærmning"),
                (2, "Fald på glat gulv", 4, 3, 12, "Skridsikker belægning"),
                (),
                ("Sandsynlighed", "Betydning"),
                (1, "Usandsynlig"),
                (5, "Sker hver måned"),
                (),
                ("Rundering 3. marts 2026",),
                (),
                ("Sted", "Punkt", "OK/Ikke OK", "Bemærkning"),
                ("Hal A", "Flugtveje", "Ikke OK", "Paller foran nødudgangen"),
                ("Hal A", "Førstehjælp", "OK", None),
            ]
        },
    )


CASES: dict[str, Writer] = {"plain_title_block": title_block, "plain_several_tables": several_tables}
