"""Surveys of bare numbers whose meaning stands outside the table."""

from __future__ import annotations

from pathlib import Path

from layouts import Writer
from layouts.books import Rows, xlsx

HEADER = ("Afdeling", "Er du generet af støj?", "Får du hjælp af dine kolleger?", "Har du for travlt?")
UPWARD = ("1 = Slet ikke", "2 = I ringe grad", "3 = Delvist", "4 = I høj grad", "5 = I meget høj grad")


def _answers(*columns: tuple[int, ...]) -> Rows:
    """Return twelve respondents of two departments; each column tells its answers, over and over."""
    return [("Køkken" if row % 2 else "Lager", *(given[row % len(given)] for given in columns)) for row in range(12)]


ANSWERS = _answers((1, 2, 3, 4, 5), (5, 4, 3, 5), (2, 1, 4))


def in_title(folder: Path) -> None:
    """One line above the table says what the numbers mean."""
    xlsx(folder / "apv.xlsx", {"Svar": [("APV 2026",), (", ".join(UPWARD),), (), HEADER, *ANSWERS]})


def downward(folder: Path) -> None:
    """The smallest number is the most."""
    told = "Skala: 1: I meget høj grad – 5: Slet ikke"
    xlsx(folder / "apv.xlsx", {"Svar": [("APV 2026",), (told,), (), HEADER, *ANSWERS]})


def below(folder: Path) -> None:
    """A line for each number below the table, under a heading; 9 stands for those who do not know."""
    rows = [HEADER, *_answers((1, 2, 3, 4, 5, 9), (5, 4, 3, 5), (2, 1, 4))]
    told = [(line,) for line in (*UPWARD, "9 = Ved ikke")]
    xlsx(folder / "apv.xlsx", {"Svar": [*rows, (), ("Svarskala",), *told]})


def beside(folder: Path) -> None:
    """Numbers and their words in two columns of their own beside the table."""
    told = [line.split(" = ") for line in UPWARD]
    pairs = [(int(told[row][0]), told[row][1]) if row < len(told) else () for row in range(12)]
    rows = [(*answers, None, *pair) for answers, pair in zip(ANSWERS, pairs, strict=True)]
    xlsx(folder / "apv.xlsx", {"Svar": [HEADER, *rows]})


def on_another_sheet(folder: Path) -> None:
    """A sheet that holds nothing else, with a number in one cell and its word in the next."""
    told = [(int(line[0]), line[4:]) for line in UPWARD]
    xlsx(folder / "apv.xlsx", {"Svar": [HEADER, *ANSWERS], "Skala": [("Sådan er der svaret",), *told]})


def two_that_differ(folder: Path) -> None:
    """Two scales of the same numbers: nothing tells which question has which, so both are asked for."""
    told = [("1 = Slet ikke, 5 = I meget høj grad",), ("1 = Meget tilfreds, 5 = Meget utilfreds",)]
    xlsx(folder / "apv.xlsx", {"Svar": [("APV 2026",), *told, (), HEADER, *ANSWERS]})


def too_narrow(folder: Path) -> None:
    """What a note says of numbers reaches less far than the answers do: it is about something else."""
    told = [("1 = Helt uenig, 3 = Helt enig",)]
    xlsx(folder / "apv.xlsx", {"Svar": [HEADER, *ANSWERS], "Noter": told})


CASES: dict[str, Writer] = {
    "legend_in_title": in_title,
    "legend_downward": downward,
    "legend_below": below,
    "legend_beside": beside,
    "legend_on_another_sheet": on_another_sheet,
    "legend_two_that_differ": two_that_differ,
    "legend_too_narrow": too_narrow,
}
