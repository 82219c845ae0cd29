"""The same work on many items, in as many processes as pay, of which none can take the program down with it.

A parser that meets a file made to do harm, or only damaged, may end its process, never end, or take all memory. Work on
such items is done in a process of its own with limits; what becomes of it is a :class:`Lost`, not a crash.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
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
"""Processes that work when nobody says how many: each takes the memory of a large file."""
LONGEST = 300
"""Seconds that one item may take; the largest file that is accepted takes 15 on a computer of 2020."""
_AHEAD = 4
"""Items that another process has before it, so that it need not wait for this one; fewer near the end."""
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
        """Work with ``count`` processes, this one among them.

        Without a number there are as many as there are processors, and only this one for a small work.
        """
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

        ``work``, items and results must be picklable. Instead of waiting, this process works too, but never on what is
        ``guarded``: that is done by another. An item whose process died is tried once more, when nothing else is going
        on.
        """
        count = min(self._count or (1 if small else min(os.cpu_count() or 1, _MOST_WORKERS)), len(items))
        others = max(1, count - 1)
        begun = {number: self._begun(work, item, others) for number, item in enumerate(items) if guarded(item)}
        left = deque(number for number in range(len(items)) if number not in begun)
        made: dict[int, Result] = {}
        for number, item in enumerate(items):
            while True:
                going_on = sum(not future.done() for future in begun.values())
                while count > 1 and going_on < others * min(_AHEAD, len(left)):
                    begun[left[0]] = self._begun(work, items[left[0]], others)
                    left.popleft()
                    going_on += 1
                if number in made or not left or (number in begun and begun[number].done()):
                    break
                own = left.popleft()
                made[own] = work(items[own])
            if number in made:
                yield made.pop(number)
                continue
            result = _result(begun.pop(number))
            if result is Lost.DIED:
                wait(begun.values())
                result = _result(self._begun(work, item, others))
            yield result

    def _begun(self, work: Callable[[Item], Result], item: Item, others: int) -> Future[Result]:
        from pebble import ProcessPool

        if self._pool is None:
            context = multiprocessing.get_context("spawn")  # as on Windows everywhere: what is inherited is no help
            given = (current_language(), gc.get_threshold(), MOST_MEMORY)
            self._pool = ProcessPool(max_workers=others, context=context, initializer=_begin, initargs=given)
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
