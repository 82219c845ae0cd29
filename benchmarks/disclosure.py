"""Attack what is published of many invented organisations: ``python benchmarks/disclosure.py [--organisations 2000]``.

Prints what the attackers of ``tests/attack.py`` and ``attack_records.py`` found, how much was hidden beside the least
that an integer program finds for the same questions one by one, and how long the decision takes for a large
organisation. With ``--years 300`` so many pairs of plans are attacked instead. ``--seed`` attacks others than before.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from attack import CATALOGUE, Case, breaches, invented, published
from attack_records import in_absence, in_comments, in_summaries
from attack_years import second_year_breaches, two_years
from optimal import fewest_hidden

from handleplan_batch.judging.disclosure import answers_rule
from handleplan_batch.judging.organisation import Organisation, build_organisation
from handleplan_batch.judging.suppression import Group, Rule, shown, summed
from handleplan_batch.model import CellRef, Department


def questions(case: Case) -> Iterator[tuple[Organisation, Mapping[str, Group], Rule]]:
    """Yield the groups of each question, and the rule for them."""
    departments = [Department(path[-1], path[:-1]) for path in case.paths]
    organisation = build_organisation(departments, [((name,), CellRef("")) for name in case.names])[0]
    for asked in case.questions:
        groups = {}
        for name in case.names:
            counts = case.counts(asked, [name])
            bad = sum(int(count) for count, score in zip(counts, asked.scores, strict=True) if asked.is_bad(score))
            groups[name] = Group(int(counts.sum()), bad, int(counts.sum()) - bad, int(counts[:-1].sum()))
        rule = answers_rule(CATALOGUE.themes[asked.theme_id], case.settings)
        yield organisation, groups, rule


def hidden(organisation: Organisation, groups: Mapping[str, Group], seen: Iterable[str]) -> int:
    """Return how many departments with answers are hidden."""
    return len({name for name, group in summed(groups, organisation).items() if group.persons}.difference(seen))


def large() -> tuple[Organisation, list[dict[str, Group]]]:
    """Return 1,000 departments in four levels, and 80 questions to 50,000 persons."""
    chance = random.Random(1)
    departments = [Department("0")]
    for number in range(1, 1000):
        above = departments[chance.randrange(min(number, 120))]
        departments.append(Department(str(number), (*above.path, above.name)))
    organisation = build_organisation(departments, [])[0]
    sets = []
    for _question in range(80):
        groups = {}
        for one in departments:
            size = min(int(chance.expovariate(1 / 50)), 300)
            bad = sum(chance.random() < 0.1 for _person in range(size))
            groups[one.name] = Group(size, bad, size - bad, size)
        sets.append(groups)
    return organisation, sets


def pairs(seeds: range) -> None:
    """Attack those who hold last year's plan and this year's."""
    found = 0
    for seed in seeds:
        for breach in second_year_breaches(*two_years(seed)):
            found += 1
            print(f"seed {seed}: {breach}")
    print(f"{len(seeds)} pairs of plans: {found} breaches")


def main() -> None:
    """Attack, compare and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organisations", type=int, default=2000)
    parser.add_argument("--years", type=int, help="attack so many pairs of plans, and nothing else")
    parser.add_argument("--seed", type=int, default=0, help="number of the first that is invented")
    given = parser.parse_args()
    if given.years:
        pairs(range(given.seed, given.seed + given.years))
        return
    count = given.organisations
    found = ours = least = told = published_figures = 0
    groups_tried = 0
    for seed in range(given.seed, given.seed + count):
        case = invented(seed)
        groups_tried += len(list(case.groups())) * len(case.questions)
        facts = published(case)
        for breach in breaches(case, facts):
            found += 1
            print(f"seed {seed}: {breach}")
        for breach in (*in_comments(seed), *in_absence(seed), *in_summaries(seed)):
            found += 1
            print(f"seed {seed}: {breach}")
        if seed < given.seed + 500:
            published_figures += len({(one.question, one.names) for one in facts if one.persons and one.score})
            for organisation, groups, rule in questions(case):
                here = hidden(organisation, groups, shown(organisation, groups, rule))
                fewest = fewest_hidden(organisation, groups, rule)[1]
                ours, least, told = ours + here, least + fewest, told + hidden(organisation, groups, ())
    print(f"{count} organisations, {groups_tried:,} groups and questions, comments, absence: {found} breaches")
    print(f"figures {told:,}; hidden {ours:,}; the least that must be {least:,}; ratio {ours / least:.4f}")
    print(f"hidden when all questions and numbers of respondents are decided together: {told - published_figures:,}")
    organisation, sets = large()
    for name, rule in {"common": Rule(5, 0, 10, 10), "sensitive": Rule(10, 3, 20)}.items():
        start = time.perf_counter()
        for groups in sets:
            shown(organisation, groups, rule)
        print(f"80 {name} questions, 1,000 departments: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
