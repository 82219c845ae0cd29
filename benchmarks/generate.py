"""Write a made-up survey export: ``python benchmarks/generate.py OUT.xlsx --respondents 5000 --questions 80``.

The same options give the same answers. The suffix chooses the format: .xlsx or .csv.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
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


def rows(respondents: int, questions: int, departments: int, seed: int) -> Iterator[list[str]]:
    """Yield the header, then one row per respondent: id, department, answers and a comment that 15 % fill in."""
    chance = random.Random(seed)
    asked = [TOPICS[number % len(TOPICS)] for number in range(questions)]
    header = [f"{text}, område {number + 1}?" for number, (text, _answers) in enumerate(asked)]
    yield ["ID", "Afdeling", *header, "Kommentarer"]
    for respondent in range(1, respondents + 1):
        answers = [chance.choice(answers) if chance.random() > 0.02 else "" for _text, answers in asked]
        comment = f"{chance.choice(COMMENTS)} ({respondent})" if chance.random() < 0.15 else ""
        yield [str(respondent), f"Afdeling {chance.randrange(departments) + 1:03}", *answers, comment]


def write(path: Path, respondents: int, questions: int, departments: int, seed: int) -> None:
    """Write the survey to ``path``."""
    table = rows(respondents, questions, departments, seed)
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
    """Parse the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--respondents", type=int, default=5000)
    parser.add_argument("--questions", type=int, default=80)
    parser.add_argument("--departments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.path, options.respondents, options.questions, options.departments, options.seed)


if __name__ == "__main__":
    main()
