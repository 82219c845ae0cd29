"""Figures with their uncertainty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handleplan_batch.judging.statistics import wilson_interval


def test_the_interval_agrees_with_a_published_example() -> None:
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I: 81 of 263 gives 0.2553 to 0.3662.
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.0001)


def test_nobody_of_a_few_does_not_mean_nobody_at_all() -> None:
    low, high = wilson_interval(0, 20)
    assert low == pytest.approx(0)
    assert high == pytest.approx(0.1611, abs=0.0001)  # same table: 0 of 20


@given(total=st.integers(1, 5000), share=st.floats(0, 1))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(total: int, share: float) -> None:
    count = round(share * total)
    low, high = wilson_interval(count, total)
    assert 0 <= low <= count / total + 1e-12
    assert count / total - 1e-12 <= high <= 1


@given(count=st.integers(1, 50), total=st.integers(50, 100), factor=st.integers(2, 20))
def test_the_same_share_of_more_people_is_surer(count: int, total: int, factor: int) -> None:
    low, high = wilson_interval(count, total)
    more_low, more_high = wilson_interval(count * factor, total * factor)
    assert more_low > low
    assert more_high < high or more_high == high == 1
