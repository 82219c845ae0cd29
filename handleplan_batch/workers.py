"""The same work on many items, in as many processes as pay, of which none can take the program down with it.

A parser that meets a file made to do harm, or only damaged, may end its process, never end, or take all memory. Work on
such items is done in a process of its own with limits; what becomes of it is a :class:`Lost`, not a crash.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from handleplan_batch.errors import SourceError
from handleplan_batch.language import N_, _, current_language, set_language

if TYPE_CHECKING:
    from pebble import ProcessPool

_MOST_WORKERS = 8
"""Processes that are started when nobody says how many: each takes the memory of a large file."""
LONGEST = 300
"""Seconds that one item may take; the largest file that is accepted takes 15 on a computer of 2020."""
MOST_MEMORY = 3 << 30
"""Bytes that one process may take; the largest file that is accepted takes half of it."""


class Lost(Enum):
    """Why there is no result for an item."""

    DIED = N_("the program that reads it crashed")
    LATE = N_("it took more than {minutes} minutes")
    LARGE = N_("it took more memory than {size} GB")

    def error(self) -> SourceError:
        """Return it as what is told of a file."""
        reason = _(self.value).format(minutes=LONGEST // 60, size=MOST_MEMORY >> 30)
        return SourceError("reader-stopped", reason=reason)


class Job(Protocol):
    """What may be worked on elsewhere: a file, that is there too or goes with the job."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    def sent(self) -> Self:
        """Return the job with the content of the file in it."""
        ...


Item = TypeVar("Item")
OneJob = TypeVar("OneJob", bound=Job)
Result = TypeVar("Result")


class Team(Protocol):
    """Those who do the work: processes here, or the workers of a cluster."""

    def spread(
        self,
        work: Callable[[OneJob], Result],
        jobs: Sequence[OneJob],
        small: bool = False,
        guarded: Callable[[OneJob], bool] = lambda _job: False,
    ) -> Iterator[Result | Lost]:
        """Yield what ``work`` makes of each job, in their order, whoever does it.

        Where it is ``small`` no process is started that nobody asked for. ``guarded`` jobs may do harm.
        """
        ...


class Workers:
    """Processes of this computer; they are started when first needed, and stopped when the block is left."""

    def __init__(self, count: int | None = None) -> None:
        """Take ``count`` processes; without one as many as there are processors, and none for a small work."""
        self._count = count
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def spread(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        small: bool = False,
        guarded: Callable[[Item], bool] = lambda _item: False,
    ) -> Iterator[Result | Lost]:
        """Yield what ``work`` makes of each item, in the order of the items, whatever the number of workers.

        ``work``, items and results must be picklable. Without workers the items are worked on here, but those that are
        ``guarded`` by one process. An item whose process died is tried once more, when nothing else is going on.
        """
        count = min(self._count or (1 if small else min(os.cpu_count() or 1, _MOST_WORKERS)), len(items))
        apart = [number for number, item in enumerate(items) if count > 1 or guarded(item)]
        futures = {number: self._begun(work, items[number], count) for number in apart}
        for number, item in enumerate(items):
            if number not in futures:
                yield work(item)
                continue
            result = _result(futures.pop(number))
            if result is Lost.DIED:
                wait(futures.values())
                result = _result(self._begun(work, item, count))
            yield result

    def _begun(self, work: Callable[[Item], Result], item: Item, count: int) -> Future[Result]:
        from pebble import ProcessPool

        if self._pool is None:
            context = multiprocessing.get_context("spawn")  # as on Windows everywhere: what is inherited is no help
            given = (current_language(), gc.get_threshold(), MOST_MEMORY)
            self._pool = ProcessPool(max_workers=count, context=context, initializer=_begin, initargs=given)
        return self._pool.schedule(work, args=[item], timeout=LONGEST)


def _result(future: Future[Any]) -> Any:
    from pebble import ProcessExpired

    try:
        return future.result()
    except ProcessExpired:
        return Lost.DIED
    except TimeoutError:
        return Lost.LATE
    except MemoryError:
        return Lost.LARGE


def _begin(language: str, seldom: tuple[int, int, int], most_memory: int) -> None:
    """Make a new process ready: the user's language, silence, and a limit to its memory where the system knows one."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what is to be told comes back as a result; a parser that panics writes here by itself
        os.dup2(silence, stream)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the processes are the threads
    gc.set_threshold(*seldom)
    set_language(language)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most_memory, most_memory))
    except (ImportError, ValueError, OSError):  # Windows has none; there the limit of time must do
        return
