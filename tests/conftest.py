"""What all tests share: the language is Danish unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handleplan_batch.language import set_language


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    set_language("da")
    yield
    set_language("da")
