"""Answer scales as they meet in one sheet: codes, languages, legends, slips of the pen, what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from layouts import Writer
from layouts.books import xlsx

UNITS = ["Køkken"] * 6 + ["Værksted"] * 6 + ["Lager"] * 6
"""Departments of the respondents, so that no group is small."""


def _sheet(folder: Path, questions: Sequence[tuple[str, Sequence[object]]]) -> None:
    """A survey where the respondents give the listed answers in turn."""
    header = ("Afdeling", *(text for text, _answers in questions))
    rows = [
        (unit, *(answers[(row + column) % len(answers)] for column, (_text, answers) in enumerate(questions)))
        for row, unit in enumerate(UNITS)
    ]
    xlsx(folder / "apv.xlsx", {"Svar": [header, *rows]})


def codes(folder: Path) -> None:
    """Labels that carry codes: rising, falling, behind the words, without a mark, and in no order at all."""
    _sheet(
        folder,
        [
            (
                "Er du generet af træk?",
                ("5 = I meget høj grad", "3 = Delvist", "1 = I meget ringe grad", "9 = Ved ikke"),
            ),
            ("Min leder lytter til mig", ("(1) Helt enig", "(2) Enig", "(4) Uenig", "(5) Helt uenig")),
            ("Hvor ofte har du ondt i ryggen?", ("Altid (5)", "Sommetider (3)", "Aldrig (1)")),
            ("Jeg trives på arbejdet", ("1 Helt uenig", "3 Hverken enig eller uenig", "5 Helt enig")),
            ("Hvor ofte må du springe pausen over?", ("3 - Altid", "1 - Ofte", "5 - Sjældent", "2 - Aldrig")),
        ],
    )


def numbers(folder: Path) -> None:
    """Bare numbers: with ends told in the header, with best told, as stars, and without anything."""
    _sheet(
        folder,
        [
            ("Er du generet af støj? (1 = slet ikke, 5 = i meget høj grad)", (1, 2, 4, 5, 0)),
            ("Lysforhold (1-10, hvor 10 er bedst)", (1, 4, 7, 9, 10, 99)),
            ("Rengøring (1 = meget utilfreds; 5 = meget tilfreds)", (5, 4, 2)),
            ("Giv maden stjerner (1-5 stjerner)", (1, 3, 5)),
            ("Samarbejde", (1, 2, 3, 4, 5)),
        ],
    )


def words(folder: Path) -> None:
    """Two languages in one column, a slip of the pen, colours, stars, spellings, answers off the scale."""
    _sheet(
        folder,
        [
            ("Jeg får hjælp af mine kolleger", ("Helt enig", "Strongly agree", "Uenig", "Disagree")),
            ("Er du stresset?", (*("I høj grad", "I ringe grad", "I meget høj grad") * 3, "I høj gard")),
            ("Ventilation", ("Grøn", "Gul", "Rød", "Ikke relevant")),
            ("Samarbejdet med ledelsen", ("★★★★★", "★★★", "★")),
            ("Hvor ofte er du træt?", ("Somme tider", "Aldrig/næsten aldrig ", "Altid", "Ønsker ikke at svare")),
        ],
    )


def directions(folder: Path) -> None:
    """Reversed items in one block, negations, things that may be either, and what is not told by any word."""
    agree = ("Helt enig", "Enig", "Hverken-eller", "Uenig", "Helt uenig")
    _sheet(
        folder,
        [
            ("Jeg er glad for mit arbejde", agree),
            ("Jeg føler mig presset", agree),
            ("Jeg er ikke generet af larm", agree),
            ("Der mangler hænder i weekenden", agree),
            ("Hvor ofte taler du med din leder?", ("Ofte", "Sjældent", "Aldrig")),
            ("Der bør være mere støtte fra ledelsen", agree),
            ("Fravælger I værnemidler?", ("Ja", "Nej")),
        ],
    )


def occurrences(folder: Path) -> None:
    """What happened the last year: yes and no, how often, how many times, and who did it."""
    _sheet(
        folder,
        [
            ("Har du inden for de seneste 12 måneder været udsat for vold?", ("Nej", "Nej", "Ja, af en borger")),
            ("Har du det seneste år været udsat for mobning?", ("Aldrig", "Af og til", "Månedligt", "Dagligt")),
            ("Er du blevet truet i dit arbejde?", ("Nej, aldrig", "Ja, en enkelt gang", "Ja, flere gange")),
            ("Hvem stod bag?", ("En kollega", "En borger", "Min leder")),
        ],
    )


CASES: dict[str, Writer] = {
    f"scale_{writer.__name__}": writer for writer in (codes, numbers, words, directions, occurrences)
}
