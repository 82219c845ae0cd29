"""Measure how long 20,000 comments take to be scrubbed and placed: ``python benchmarks/comments.py``; medians."""

from __future__ import annotations

import csv
import re
import statistics
import time
from pathlib import Path
from random import Random

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.theming import Theming
from handleplan_batch.reading.scrub import scrub

CASES = Path(__file__).parent.parent / "tests" / "scrub_cases.csv"


def comments(count: int, seed: int) -> list[str]:
    """Return different comments of one to three invented sentences; every eighth has one that holds personal data."""
    with CASES.open(encoding="utf-8-sig", newline="") as file:
        cases = [row["text"] for row in csv.DictReader(file, delimiter=";")]
    plain = [case for case in cases if "{" not in case]
    personal = [re.sub(r"[{}]", "", case) for case in cases if "{" in case]
    chance = Random(seed)
    said: dict[str, None] = {}
    while len(said) < count:
        sentences = chance.choices(plain, k=chance.randint(1, 3))
        said[" ".join([*sentences, chance.choice(personal)] if len(said) % 8 == 0 else sentences)] = None
    return list(said)


def main() -> None:
    """Measure, and print seconds and what was removed."""
    texts, catalogue = comments(20_000, 1), Catalogue()
    scrub("Hanne", catalogue)  # the names are read once a run
    rounds, placing, removed = [], [], 0
    for _round in range(3):
        theming = Theming(catalogue)  # what it has placed it remembers
        start = time.process_time()
        removed = sum(scrub(text, catalogue).removed for text in texts)
        rounds.append(time.process_time() - start)
        start = time.process_time()
        placed = sum(bool(place.theme_ids) for place in theming.place_texts((text, "") for text in texts))
        placing.append(time.process_time() - start)
    words = statistics.mean(len(text.split()) for text in texts)
    seconds = statistics.median(rounds)
    print(f"{len(texts)} comments of {words:.0f} words: {seconds:.2f} s of one core, {removed} pieces removed")
    print(f"placed among the themes: {statistics.median(placing):.2f} s of one core, {placed} with a theme")


if __name__ == "__main__":
    main()
