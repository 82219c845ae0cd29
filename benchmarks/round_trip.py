"""Measure the round trip: ``python benchmarks/round_trip.py [--departments 60 --risks 6 --rows 5000 --rounds 3]``.

A plan is made from an invented risk assessment, split into a workbook for each department, written in, and collected.
The merge alone is measured on records of ``--rows`` × 40 fields that come back from as many departments. Times are
medians in seconds of wall clock.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from handleplan_batch import batch
from handleplan_batch.model import Copy, Plan
from handleplan_batch.sharing import merge
from handleplan_batch.workbook import read_copy
from handleplan_batch.workbook.columns import PLAN

DAY = date(2026, 11, 23)
HAZARDS = (
    ("Tunge kasser løftes fra gulvet", "Stil kasserne på et bord"),
    ("Gulvet er glat ved porten", "Læg måtter ved porten"),
    ("Støj fra anlægget", "Byg en skærm om anlægget"),
    ("Saven mangler afskærmning", "Montér afskærmning"),
    ("Dårlig udsugning ved limning", "Rens kanalerne, og mål luften"),
    ("Flugtvejen er spærret af paller", "Mærk gulvet op, og ryd det hver dag"),
)


def main() -> None:
    """Measure, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--departments", type=int, default=60)
    parser.add_argument("--risks", type=int, default=6, help="rows of the risk assessment per department, at most 6")
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan_file, copies = folder / "plan.xlsx", folder / "ud"
        source = _risks(folder / "risikovurdering.csv", chosen.departments, chosen.risks)
        outcome = batch.build(batch.Sources([source], DAY), plan_file)
        print(f"{chosen.departments} departments, {len(outcome.plan.actions)} actions")
        _measure("split", chosen.rounds, lambda: (shutil.rmtree(copies, True), batch.split(plan_file, copies)))
        for path in copies.iterdir():
            _write_in(path)
        merged = folder / "ny.xlsx"
        _measure(
            "collect", chosen.rounds, lambda: (merged.unlink(True), batch.collect(plan_file, [copies], DAY, merged))
        )
        _measure("status", chosen.rounds, lambda: batch.status(merged, DAY))
        _measure("build --previous", chosen.rounds, lambda: _next_year(source, folder, merged))
        ours, returned = _records(read_copy(plan_file).plan, chosen.rows, chosen.departments)
    _measure(f"merge alone, {chosen.rows} × 40", chosen.rounds, lambda: merge(ours, returned))


def _measure(name: str, rounds: int, run: Callable[[], object]) -> None:
    seconds = []
    for _round in range(rounds):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    print(f"{name:28}{statistics.median(seconds):8.2f} s")


def _risks(path: Path, departments: int, risks: int) -> Path:
    rng = random.Random(1)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["Afdeling", "Fare", "Sandsynlighed", "Konsekvens", "Forslag til tiltag"])
        for number in range(1, departments + 1):
            for hazard, proposal in HAZARDS[:risks]:
                out.writerow([f"Afdeling {number}", hazard, rng.randint(1, 5), rng.randint(1, 5), proposal])
    return path


def _write_in(path: Path) -> None:
    """Fill in the responsible of every second row, as a department would."""
    workbook = load_workbook(path)
    sheet = workbook["Handleplan"]
    for row in range(PLAN.first_row, sheet.max_row + 1, 2):
        if sheet.cell(row, 1).value:
            sheet.cell(row, PLAN.index("responsible") + 1).value = f"Leder {row}"
    workbook.save(path)


def _next_year(source: Path, folder: Path, previous: Path) -> None:
    following = folder / "naeste.xlsx"
    batch.build(batch.Sources([source], DAY.replace(year=DAY.year + 1)), following, force=True, previous=previous)


def _records(plan: Plan, rows: int, departments: int) -> tuple[Copy, list[Copy]]:
    """Return a plan of so many rows × 40 fields, and what came back of it: a fifth of the rows edited."""
    keys = [f"plan:Felt {number}" for number in range(40)]
    base = {f"H-{number:05}": {key: f"{key} {number}" for key in keys} for number in range(rows)}
    ours = Copy("plan.xlsx", replace(plan, collected=(), additions=()), base, base, ())
    returned = []
    for number in range(departments):
        part = {key: base[key] for key in list(base)[number::departments]}
        now = {
            key: {**fields, "plan:Felt 7": "Nyt"} if place % 5 == 0 else fields
            for place, (key, fields) in enumerate(part.items())
        }
        scope = replace(plan, scope=f"Afdeling {number}", marks=())
        returned.append(Copy(f"{number}.xlsx", scope, part, now, (), saved="2026-12-01T10:00:00"))
    return ours, returned


if __name__ == "__main__":
    main()
