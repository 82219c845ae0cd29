"""The same work on many files, in as many processes as pay."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from handleplan_batch.language import current_language, set_language

_FEW = 8
"""Items below which starting processes takes longer than they save."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(work: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None) -> Iterator[Result]:
    """Yield what ``work`` makes of each item, in the order of the items, whatever the number of workers.

    ``work``, items and results must be picklable. Without ``workers`` there is one for each processor, and none for a
    few items: these are worked on here.
    """
    count = min(workers or (os.cpu_count() or 1), len(items))
    if count < 2 or (workers is None and len(items) < _FEW):
        yield from map(work, items)
        return
    context = multiprocessing.get_context("spawn")  # as on Windows everywhere: what is inherited is never relied on
    with ProcessPoolExecutor(count, context, initializer=set_language, initargs=(current_language(),)) as pool:
        yield from pool.map(work, items)
