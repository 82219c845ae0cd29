"""A cluster reads like this computer; a worker that dies is made up for, and one that differs is refused."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_workers import HARMED, damaging, surveys

from handleplan_batch import batch, cluster
from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import ExitCode, UsageError
from handleplan_batch.workers import Lost

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
DAY = date(2027, 1, 15)


@pytest.fixture(scope="module")
def shared() -> Iterator[str]:
    """Give the address of a cluster for the tests that leave its workers alone."""
    with started() as address:
        yield address


@pytest.fixture
def scheduler() -> Iterator[str]:
    """Give the address of a cluster of its own: workers that a test kills may never come back."""
    with started() as address:
        yield address


@contextmanager
def started() -> Iterator[str]:
    import dask

    here = os.pathsep.join((str(Path(__file__).parent), str(HARMED)))
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (here, before)))
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0", silence_logs=50
        ) as running,
    ):
        yield running.scheduler_address
    os.environ["PYTHONPATH"] = before


@dataclass(frozen=True, slots=True)
class Note:
    """A job that leaves a mark of each try."""

    path: Path
    does: str = ""
    content: bytes | None = None

    def sent(self) -> Note:
        return Note(self.path, self.does, b"sent")


def noted(job: Note) -> str:
    tries = job.path.with_suffix(".tries")
    tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
    if job.does == "dies" or (job.does == "dies once" and len(tries.read_text()) == 1):
        os._exit(6)
    if job.does == "takes long":
        unfinished = job.path.with_suffix(".part")
        unfinished.write_text(str(os.getpid()))
        unfinished.rename(job.path.with_suffix(".pid"))
        time.sleep(3)
    return f"{job.path.name} {job.content!r}"


def notes(folder: Path, **does: str) -> list[Note]:
    for name in does:
        (folder / name).write_text(name)
    return [Note(folder / name, what) for name, what in does.items()]


def test_a_cluster_builds_the_same_plan_to_the_byte(shared: str, tmp_path: Path) -> None:
    folder = surveys(tmp_path / "ind")
    here, there = tmp_path / "here.xlsx", tmp_path / "there.xlsx"
    batch.build(batch.Sources([folder], DAY), here)
    batch.build(batch.Sources([folder], DAY, scheduler=shared), there)
    assert here.read_bytes() == there.read_bytes()


def test_a_job_whose_worker_is_killed_in_the_middle_is_done_by_another(scheduler: str, tmp_path: Path) -> None:
    jobs = notes(tmp_path, a="takes long", b="takes long", c="", d="")

    def kill() -> None:
        while not (tmp_path / "a.pid").exists():
            time.sleep(0.05)
        os.kill(int((tmp_path / "a.pid").read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    with cluster.connected(scheduler, Catalogue()) as team:
        killer.start()
        assert list(team.spread(noted, jobs)) == [f"{name} None" for name in "abcd"]
    killer.join(10)
    assert sum(len((tmp_path / f"{name}.tries").read_text()) for name in "ab") > 2


def test_a_job_that_every_worker_dies_of_is_lost_once_and_the_others_are_done(scheduler: str, tmp_path: Path) -> None:
    jobs = notes(tmp_path, a="", b="dies", c="dies once", d="")
    with cluster.connected(scheduler, Catalogue()) as team:
        assert list(team.spread(noted, jobs)) == ["a None", Lost.DIED, "c None", "d None"]


def test_when_no_worker_is_left_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_TO_START", 2)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0", silence_logs=50
        ) as running,
        cluster.connected(running.scheduler_address, Catalogue()) as team,
    ):
        running.scale(0)
        with pytest.raises(UsageError):
            list(team.spread(noted, notes(tmp_path, a="")))


def test_a_harmful_file_is_one_problem(scheduler: str, tmp_path: Path) -> None:
    folder = surveys(tmp_path / "ind", 2)
    bad = damaging(folder / "skadelig.xls")
    outcome = batch.check(batch.Sources([folder], DAY, scheduler=scheduler))
    assert outcome.exit_code is ExitCode.INPUT
    assert [one.code for one in outcome.plan.problems if one.where.file == str(bad)] == ["reader-stopped"]


def test_a_file_that_the_workers_do_not_see_is_sent(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster._Cluster, "_seen", lambda _team, jobs: [False for _job in jobs])
    folder = surveys(tmp_path / "ind")
    here, there = tmp_path / "here.xlsx", tmp_path / "there.xlsx"
    batch.build(batch.Sources([folder], DAY), here)
    batch.build(batch.Sources([folder], DAY, scheduler=shared), there)
    assert here.read_bytes() == there.read_bytes()


def test_workers_of_another_version_are_refused(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = cluster._versions(Catalogue())
    other = {**here, "numpy": "0.1"}

    def run(_client: Any, *_arguments: Any, **_options: Any) -> dict[str, dict[str, str]]:
        return {"tcp://a": here, "tcp://b": other}

    monkeypatch.setattr(distributed.Client, "run", run)
    with pytest.raises(UsageError, match=r"tcp://b.*numpy 0\.1"), cluster.connected(shared, Catalogue()):
        pass


def test_workers_with_other_knowledge_files_are_refused(shared: str, tmp_path: Path) -> None:
    rules = Catalogue().path("urgency.toml").read_bytes()
    own = tmp_path / "urgency.toml"
    own.write_bytes(rules + b"\n# ours\n")
    catalogue = Catalogue(tmp_path)
    assert catalogue.digest != Catalogue().digest
    own.unlink()  # the workers do not see it
    with pytest.raises(UsageError), cluster.connected(shared, catalogue):
        pass


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:9"), cluster.connected("tcp://127.0.0.1:9", Catalogue()):
        pass
