"""Measure how long 20,000 comments take to be scrubbed and placed: ``python benchmarks/comments.py``; medians.

They are placed by this process alone (seconds of one core), and by it and another (seconds on the clock, with what it
takes to start the other).
"""

from __future__ import annotations

import csv
import re
import statistics
import time
from pathlib import Path
from random import Random

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.theming import theming_of
from handleplan_batch.reading.scrub import scrub
from handleplan_batch.workers import Workers

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
    scrubbing, alone, shared, removed, placed = [], [], [], 0, 0
    for _round in range(3):
        start = time.process_time()
        removed = sum(scrub(text, catalogue).removed for text in texts)
        scrubbing.append(time.process_time() - start)
        for processes, spent, clock in ((1, alone, time.process_time), (2, shared, time.perf_counter)):
            theming = theming_of(catalogue)  # a new one each time: what it has placed it remembers
            start = clock()
            with Workers(processes) as team:
                placed = sum(bool(one.theme_ids) for one in theming.place_texts([(text, "") for text in texts], team))
                spent.append(clock() - start)
            del theming
    words = statistics.mean(len(text.split()) for text in texts)
    seconds = statistics.median(scrubbing)
    print(f"{len(texts)} comments of {words:.0f} words: {seconds:.2f} s of one core, {removed} pieces removed")
    print(f"placed among the themes: {statistics.median(alone):.2f} s of one core, {placed} with a theme")
    print(f"by two processes: {statistics.median(shared):.2f} s on the clock")


if __name__ == "__main__":
    main()
