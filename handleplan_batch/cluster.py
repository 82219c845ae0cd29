"""The workers of a dask cluster as those who read the files: the same work, the same results, other computers."""

from __future__ import annotations

import faulthandler
import hashlib
import logging
import pickle
import platform
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import UsageError
from handleplan_batch.language import _, current_language, set_language
from handleplan_batch.workers import LONGEST, Lost, OneJob, Result

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 10
"""Seconds that the scheduler is waited for."""
_TO_START = 30
"""Seconds that a worker is waited for where none is left: one that died is started anew, which takes time."""
_LIBRARIES = ("distributed", "lxml", "numpy", "olefile", "openpyxl", "python-calamine")
"""Those whose version may change what is read."""


@contextmanager
def connected(address: str, catalogue: Catalogue) -> Iterator[_Cluster]:
    """Give the workers of a scheduler; raise UsageError when it cannot be used, or would read otherwise than here."""
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            _("--scheduler needs dask.distributed: install it with pip install 'handleplan-batch[cluster]'.")
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it tells of every connection that is closed
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            _("The scheduler {address} does not answer. Start it with dask scheduler, or correct the address.").format(
                address=address
            )
        ) from error
    with client:
        _require_same(client, catalogue)
        yield _Cluster(client)


def _require_same(client: Client, catalogue: Catalogue) -> None:
    """Raise UsageError when there are no workers, or some run another version of what reads the files."""
    here = _versions(catalogue)
    _require_workers(client)
    try:
        there: Mapping[str, Mapping[str, str]] = client.run(_versions, catalogue, on_error="return")
    except Exception as error:  # what the workers cannot even unpack is no version of ours
        raise _differs("handleplan-batch", "?", here["handleplan-batch"]) from error
    for name in sorted(there):
        found = there[name]
        if not isinstance(found, Mapping):
            raise _differs(name, "?", here["handleplan-batch"])
        wrong = next((what for what in here if found.get(what) != here[what]), None)
        if wrong is not None:
            raise _differs(name, f"{wrong} {found.get(wrong, '?')}", f"{wrong} {here[wrong]}")


def _require_workers(client: Client) -> None:
    from distributed import TimeoutError as NoneCame

    try:
        client.wait_for_workers(1, timeout=_TO_START)
    except NoneCame as error:
        raise UsageError(_("The scheduler has no workers. Start some with dask worker.")) from error


def _differs(worker: str, there: str, here: str) -> UsageError:
    return UsageError(
        _(
            "The worker {worker} has {there}, and here is {here}: it might read otherwise. "
            "Install the same version, and the same knowledge files, everywhere."
        ).format(worker=worker, there=there, here=here)
    )


def _versions(catalogue: Catalogue) -> dict[str, str]:
    """Return what must be alike wherever files are read."""
    from handleplan_batch import __version__

    package = Path(__file__).parent
    code = hashlib.sha256(b"\x00".join(file.read_bytes() for file in sorted(package.rglob("*.py"))))
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "handleplan-batch": f"{__version__} ({code.hexdigest()[:8]})",
        "knowledge files": catalogue.digest[:8],
        **{name: version(name) for name in _LIBRARIES},
    }


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Those who do the work on a cluster."""

    client: Client

    def spread(
        self,
        work: Callable[[OneJob], Result],
        jobs: Sequence[OneJob],
        small: bool = False,
        guarded: Callable[[OneJob], bool] = lambda _job: False,
    ) -> Iterator[Result | Lost]:
        """Yield what ``work`` makes of each job, in their order.

        A file that every worker sees at its path is read there; others are sent. Of a worker that dies the jobs are
        given to others; a job that several died of is tried once more alone. Raises UsageError when none is left.
        """
        del small, guarded  # a worker is a process that its nanny starts anew
        seen = self._seen(jobs)
        waiting = [self._begun(work, job, seen=one) for job, one in zip(jobs, seen, strict=True)]
        for number, job in enumerate(jobs):
            result = self._result(waiting[number])
            if result is Lost.DIED:
                for other in waiting[number + 1 :]:
                    self._result(other)
                result = self._result(self._begun(work, job, seen=seen[number]))
            waiting[number] = None  # nobody needs what it holds any longer
            yield result

    def _seen(self, jobs: Sequence[OneJob]) -> list[bool]:
        """Return of each job whether every worker sees its file as it is here."""
        here = _sizes([str(job.path) for job in jobs])
        there = self.client.run(_sizes, [str(job.path) for job in jobs])
        return [
            size is not None and all(sizes[number] == size for sizes in there.values())
            for number, size in enumerate(here)
        ]

    def _begun(self, work: Callable[[OneJob], Result], job: OneJob, *, seen: bool) -> Any:
        packed = pickle.dumps((work, job if seen else job.sent()))  # one piece: dask takes others apart
        return self.client.submit(_worked, packed, current_language(), pure=False)

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker
        from distributed import TimeoutError as NotYet
        from distributed.client import FutureCancelledError

        while True:
            try:
                return pickle.loads(future.result(timeout=_PATIENCE))
            except NotYet:
                _require_workers(self.client)
            except (KilledWorker, FutureCancelledError):
                return Lost.DIED
            except MemoryError:
                return Lost.LARGE


def _sizes(paths: Sequence[str]) -> list[int | None]:
    """Return the size of each file, None of those that are not seen here."""
    return [Path(path).stat().st_size if Path(path).is_file() else None for path in paths]


def _worked(packed: bytes, language: str) -> bytes:
    """Do the work of a job, on a worker; one that never ends takes the worker with it, which tells it."""
    set_language(language)
    with _watched():
        work, job = pickle.loads(packed)
        return pickle.dumps(work(job))


_lock = threading.Lock()
_running = [0]


@contextmanager
def _watched() -> Iterator[None]:
    """End this process when no job of it has begun or ended for too long: nothing else stops a parser that hangs."""
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(step: int) -> None:
    with _lock:
        _running[0] += step
        faulthandler.cancel_dump_traceback_later()
        if _running[0]:
            faulthandler.dump_traceback_later(LONGEST, exit=True)
