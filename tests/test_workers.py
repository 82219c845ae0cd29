"""The same results whatever the number of workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from handleplan_batch import batch
from handleplan_batch.language import _, current_language, set_language
from handleplan_batch.workers import spread


def said(number: int) -> str:
    return f"{number} {_('Theme')}"


@pytest.mark.parametrize("language", ["da", "en"])
def test_results_come_in_the_order_of_the_items_and_in_the_users_language(language: str) -> None:
    before = current_language()
    set_language(language)
    try:
        alone = list(spread(said, range(20), workers=1))
        assert list(spread(said, range(20), workers=2)) == alone
        assert alone[7] == {"da": "7 Tema", "en": "7 Theme"}[language]
    finally:
        set_language(before)


def test_no_items_give_no_results() -> None:
    assert list(spread(said, [], workers=2)) == []


def test_many_returned_workbooks_are_read_like_few(tmp_path: Path) -> None:
    from datetime import date

    from plan_fixture import make_plan

    from handleplan_batch.workbook import write_plan

    plan = tmp_path / "plan.xlsx"
    write_plan(make_plan(), plan)
    files = batch.split(plan, tmp_path / "ud")
    broken = [tmp_path / f"{number}.xlsx" for number in range(9)]
    for path in broken:
        path.write_bytes(b"no workbook")
    day = date(2027, 1, 15)
    outcome = batch.collect(plan, [*files, *broken], day, dry_run=True)
    assert [problem.where.file for problem in outcome.problems if problem.code == "not-ours"] == list(map(str, broken))
