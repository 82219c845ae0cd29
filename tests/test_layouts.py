"""Every layout that the documentation claims is read as it should be, by exactly one importer."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from layouts import CASES, cases, dumped, expected_file

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import ImporterName
from handleplan_batch.reading import ROLES, Context
from handleplan_batch.reading.grid import read_grids
from handleplan_batch.reading.importers import IMPORTERS, PLAIN_SURVEY


@pytest.mark.parametrize("name", sorted(cases()))
def test_a_layout_is_read_as_expected(name: str) -> None:
    assert dumped(CASES / name) == expected_file(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(cases()))
def test_a_layout_is_claimed_by_exactly_one_importer(name: str) -> None:
    context = Context(Catalogue())
    for path in sorted((CASES / name).iterdir()):
        for grid in read_grids(path, path.name):
            claims = [match for one in IMPORTERS if (match := one.identify(grid, context)) is not None]
            strongest = max((match.strength for match in claims), default=0)
            best = [match.importer for match in claims if match.strength == strongest]
            assert len(best) <= 1, (path.name, grid.sheet)
            # Nobody else is asked about such a sheet.
            plain = any(match.importer is ImporterName.SURVEY and match.strength >= PLAIN_SURVEY for match in claims)
            assert not plain or best == [ImporterName.SURVEY], (path.name, grid.sheet)


def test_the_documentation_names_every_layout_and_no_other() -> None:
    text = (CASES.parents[2] / "docs" / "layouts.md").read_text(encoding="utf-8")
    families = "|".join(sorted({name.partition("_")[0] for name in cases()}))
    roles = {*ROLES, *chain.from_iterable(ROLES.values())}
    assert set(re.findall(rf"`((?:{families})_\w+)`", text)) - roles == set(cases())


def test_every_case_on_file_is_written_by_the_script() -> None:
    assert {path.name for path in CASES.iterdir() if path.is_dir()} == set(cases())
