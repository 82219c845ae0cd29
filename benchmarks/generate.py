"""Write made-up material: ``python benchmarks/generate.py FOLDER --respondents 5000 --departments 50``.

The same options give the same answers. ``--files`` divides the respondents among so many surveys, ``--format`` is xlsx
or csv, and ``--risks`` adds a risk assessment with so many rows a department.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

GRADE = ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad", "Ved ikke")
OFTEN = ("Altid", "Ofte", "Somme tider", "Sjældent", "Aldrig")
TOPICS = (
    ("I hvor høj grad er du generet af støj", GRADE),
    ("I hvor høj grad har du indflydelse på dit arbejde", GRADE),
    ("Hvor ofte er du under tidspres", OFTEN),
    ("Hvor ofte får du hjælp og støtte fra dine kolleger", OFTEN),
    ("I hvor høj grad er du generet af træk og kulde", GRADE),
)
COMMENTS = (
    "Der er for meget støj i det store kontor, og det går ud over koncentrationen.",
    "God tone og et stærkt fællesskab.",
    "Vi kunne godt tænke os en fast plan for, hvem der tager telefonen om formiddagen.",
    "For mange opgaver og for få hænder i weekenden.",
)
HAZARDS = (
    ("Tunge kasser løftes fra gulvet", "Stil kasserne på et bord"),
    ("Gulvet er glat ved porten", "Læg måtter ved porten"),
    ("Støj fra anlægget", "Byg en skærm om anlægget"),
    ("Saven mangler afskærmning", "Montér afskærmning"),
    ("Dårlig udsugning ved limning", "Rens kanalerne, og mål luften"),
    ("Flugtvejen er spærret af paller", "Mærk gulvet op, og ryd det hver dag"),
    ("Trusler fra borgere ved skranken", "Indfør en makker ved skranken"),
    ("Vold fra beboere om natten", "Sæt en ekstra nattevagt på"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much material."""

    respondents: int = 5000
    questions: int = 80
    departments: int = 50
    files: int = 1
    format: str = "xlsx"
    risks: int = 0
    """Rows of the risk assessment per department, at most as many as there are hazards."""
    seed: int = 1


def write(folder: Path, size: Size) -> Path:
    """Write the material to a folder of its own, which is returned."""
    folder.mkdir(parents=True)
    each = -(-size.respondents // size.files)
    for number in range(size.files):
        chance = random.Random(size.seed * 10_000 + number)
        _write(folder / f"survey-{number + 1:03}.{size.format}", _survey(chance, each, number * each, size))
    if size.risks:
        _write(folder / "risks.csv", _risks(random.Random(size.seed), size))
    return folder


def _survey(chance: random.Random, respondents: int, before: int, size: Size) -> Iterator[list[str]]:
    """Yield the header, then one row per respondent: id, department, answers and a comment that 15 % fill in."""
    asked = [TOPICS[number % len(TOPICS)] for number in range(size.questions)]
    header = [f"{text}, område {number + 1}?" for number, (text, _answers) in enumerate(asked)]
    yield ["ID", "Afdeling", *header, "Kommentarer"]
    for respondent in range(before + 1, before + respondents + 1):
        answers = [chance.choice(answers) if chance.random() > 0.02 else "" for _text, answers in asked]
        comment = f"{chance.choice(COMMENTS)} ({respondent})" if chance.random() < 0.15 else ""
        yield [str(respondent), f"Afdeling {chance.randrange(size.departments) + 1:03}", *answers, comment]


def _risks(chance: random.Random, size: Size) -> Iterator[list[str]]:
    yield ["Afdeling", "Fare", "Sandsynlighed", "Konsekvens", "Forslag til tiltag"]
    for number in range(1, size.departments + 1):
        for hazard, proposal in HAZARDS[: size.risks]:
            yield [f"Afdeling {number:03}", hazard, *(str(chance.randint(1, 5)) for _ in range(2)), proposal]


def _write(path: Path, table: Iterable[list[str]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(table)
        return
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Data")
        for number, row in enumerate(table):
            for column, value in enumerate(row):
                if value:
                    sheet.write_string(number, column, value)


def main() -> None:
    """Parse the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="is made")
    parser.add_argument("--format", choices=("xlsx", "csv"), default="xlsx")
    for name in ("respondents", "questions", "departments", "files", "risks", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Size(), name))
    given = vars(parser.parse_args())
    write(given.pop("folder"), Size(**given))


if __name__ == "__main__":
    main()
