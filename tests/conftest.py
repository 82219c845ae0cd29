"""What all tests share: the language is Danish unless a test says otherwise, and no test fails for being slow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.theming import Theming, theming_of
from handleplan_batch.language import set_language

# Time is measured in benchmarks/, never here: a busy machine is no fault of the program.
settings.register_profile("untimed", parent=settings.default, deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    set_language("da")
    yield
    set_language("da")


@pytest.fixture(scope="session", autouse=True)
def _in_use() -> Theming:
    """Keep in use what each run with the program's own catalogue would make anew."""
    return theming_of(Catalogue())
