"""How often is chance called a change, and how large must a real one be: ``python benchmarks/chance.py [--runs 1000]``.

Invented organisations are asked the same questions twice. Without any true change it counts the runs in which at least
one figure is called better or worse; with a true change of one figure among the others how often that one is found.
"""

from __future__ import annotations

import argparse
import random

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.statistics import Pair, beyond_chance

SIZES = (10, 20, 40, 80, 160)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    limit = float(Catalogue().rules("urgency")["change"]["false_discoveries"])
    rng = random.Random(20261126)
    print(f"No true change; {runs} runs, rule {limit:g}")
    print(f"{'figures':>10}{'persons':>10}{'runs with a false change':>28}")
    for figures in (1, 10, 100, 400):
        for persons in (10, 40, 160):
            false = sum(any(_run(rng, figures, persons, limit)) for _run_number in range(runs))
            print(f"{figures:>10}{persons:>10}{false / runs:>27.1%}")
    print("\nOne figure of 40 goes from 60 % in the bad end to …: how often it is found")
    print(f"{'persons':>10}" + "".join(f"{after:>10.0%}" for after in (0.5, 0.4, 0.3, 0.2, 0.1)))
    for persons in SIZES:
        found = [
            sum(_run(rng, 39, persons, limit, (0.6, after))[0] for _run_number in range(runs)) / runs
            for after in (0.5, 0.4, 0.3, 0.2, 0.1)
        ]
        print(f"{persons:>10}" + "".join(f"{share:>10.0%}" for share in found))


def _run(
    rng: random.Random, figures: int, persons: int, limit: float, true: tuple[float, float] | None = None
) -> list[bool]:
    shares = [(share, share) for share in (rng.random() for _figure in range(figures))]
    pairs = [
        Pair(_asked(rng, before, persons), persons, _asked(rng, after, persons), persons)
        for before, after in ([true, *shares] if true else shares)
    ]
    return beyond_chance(pairs, limit)


def _asked(rng: random.Random, share: float, persons: int) -> float:
    return sum(rng.random() < share for _person in range(persons)) / persons


if __name__ == "__main__":
    main()
