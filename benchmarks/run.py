"""Measure what the program costs, as ratios: ``python benchmarks/run.py [CASE …] [--rounds 3] [--guard]``.

Each measurement is a process of its own, and those of a case take turns, so that a noisy machine disturbs them alike.
The yardstick is what python-calamine needs to read the same material (as xlsx) with ``to_python``, measured in the same
round; ratios of CPU are taken round by round and their medians printed, memory is the greatest of the rounds. With
``--guard`` the ratios of the small cases are held against their bounds, and the exit code is 1 when one is broken: run
it by hand before a release.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil
from generate import Size, write

DAY = date(2026, 11, 23)
PROGRAM = [sys.executable, "-m", "handleplan_batch"]
HERE = [sys.executable, __file__]
CASES = {
    "start": Size(respondents=500),
    "small": Size(),
    "large": Size(respondents=50_000, departments=200),
    "large-csv": Size(respondents=50_000, departments=200, format="csv"),
    "files": Size(respondents=50_000, departments=200, files=200),
    "csv-25": Size(respondents=125_000, files=25, format="csv"),
    "csv-100": Size(respondents=500_000, files=100, format="csv"),
    "cluster": Size(respondents=125_000, files=25, format="csv"),
    "plan": Size(respondents=12_000, questions=60, departments=300, format="csv", risks=8),
}
BOUNDS = {
    "start: --help ÷ pass": 8.0,
    "start: status ÷ pass": 225.0,
    "small: read": 1.31,
    "small: judge": 2.5,
    "small: write": 3.85,
    "small: build": 11.6,
}
"""What no ratio of the small cases may exceed: a fourth above docs/performance.md, save the asked bound of the help."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took."""

    wall: float
    cpu: float
    memory: float
    """Most MB of the process and its children at one time; shared pages are counted for each."""


def measured(command: Sequence[str]) -> tuple[Cost, str]:
    """Run a command to its end; return what it took, and what it printed."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        known, peak = psutil.Process(process.pid), 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, _memory(known))
            time.sleep(0.02)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {said}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(peak / 2**20, usage.ru_maxrss / 1024)), said


def _memory(process: psutil.Process) -> int:
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_info().rss
    except psutil.Error:  # it has just ended
        pass
    return total


# --- What runs in a process of its own --------------------------------------------------------------------------------


def read_alone(folder: Path) -> None:
    """Do what the yardstick is: read all workbooks of a folder and do nothing with them."""
    from python_calamine import CalamineWorkbook

    for path in sorted(folder.glob("*.xlsx")):
        CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def write_alone(source: Path) -> None:
    """Write the cells of a workbook, or of all in a folder, with xlsxwriter and nothing else; print the CPU of it."""
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    spent = 0.0
    for path in sorted(source.glob("*.xlsx")) if source.is_dir() else [source]:
        read = CalamineWorkbook.from_path(str(path))
        sheets = {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}
        start = time.process_time()
        with (
            tempfile.TemporaryFile() as target,
            xlsxwriter.Workbook(target, {"in_memory": True}) as book,
        ):
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if isinstance(value, str):
                            _ = sheet.write_string(number, column, value) if value else 0
                        elif isinstance(value, int | float):
                            sheet.write_number(number, column, value)
        spent += time.process_time() - start
    print(json.dumps(spent))


class _Here:
    """Reads every file in this process, so that the stages of reading can be told apart."""

    def spread(self, work: Callable[[Any], Any], jobs: Sequence[Any], *_how: Any) -> Iterator[Any]:
        return map(work, jobs)


def stages(folder: Path, plan: Path) -> None:
    """Build a plan in this process; print per stage its CPU, and the most memory so far in MB."""
    begun = time.process_time()
    from handleplan_batch import batch, reading
    from handleplan_batch.language import set_language

    set_language("da")
    spent: dict[str, tuple[float, float]] = {}

    def tell(stage: str, seconds: float) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        spent[stage] = (spent.get(stage, (0, 0))[0] + seconds, peak)

    def timed(stage: str, work: Callable[..., Any], less: str = "") -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            start, before = time.process_time(), spent.get(less, (0, 0))[0]
            result = work(*given, **named)
            tell(stage, time.process_time() - start - (spent.get(less, (0, 0))[0] - before))
            return result

        return run

    def grids(*given: Any, **named: Any) -> Iterator[Any]:
        coming = reading_grids(*given, **named)
        while True:
            start = time.process_time()
            grid = next(coming, None)
            tell("read", time.process_time() - start)
            if grid is None:
                return
            yield grid

    reading_grids, reading.read_grids = reading.read_grids, grids  # type: ignore[assignment]
    batch._team = lambda *_given: nullcontext(_Here())  # type: ignore[assignment, return-value]
    batch.read_inputs = timed("count", batch.read_inputs, "read")
    batch.judge = timed("judge", batch.judge)
    batch.draft_actions = timed("draft", batch.draft_actions)
    batch.write_plan = timed("write", batch.write_plan)
    start = time.process_time()
    tell("start", start - begun)
    batch.build(batch.Sources([folder], DAY), plan, force=True)
    whole = time.process_time() - start
    tell("rest", whole - sum(seconds for stage, (seconds, _peak) in spent.items() if stage != "start"))
    print(json.dumps(spent))


def fill_in(folder: Path) -> None:
    """Write a name in every second row of every workbook, as a department would."""
    from openpyxl import load_workbook

    from handleplan_batch.workbook.columns import PLAN

    for path in folder.glob("*.xlsx"):
        workbook = load_workbook(path)
        sheet = workbook["Handleplan"]
        for row in range(PLAN.first_row, sheet.max_row + 1, 2):
            if sheet.cell(row, 1).value:
                sheet.cell(row, PLAN.index("responsible") + 1).value = f"Leder {row}"
        workbook.save(path)


# --- The cases --------------------------------------------------------------------------------------------------------


class Table:
    """Gathers the rounds of a case and prints a line for each of its measurements."""

    def __init__(self, case: str) -> None:
        self.case = case
        self.costs: dict[str, list[Cost]] = {}
        self.ratios: dict[str, list[float]] = {}

    def add(self, name: str, cost: Cost, yardstick: float) -> None:
        """Take in one measurement."""
        self.costs.setdefault(name, []).append(cost)
        self.ratios.setdefault(name, []).append(cost.cpu / yardstick)

    def show(self) -> None:
        """Print medians; memory is the greatest."""
        for name, costs in self.costs.items():
            wall, cpu = (statistics.median(getattr(cost, key) for cost in costs) for key in ("wall", "cpu"))
            memory = max(cost.memory for cost in costs)
            ratio = statistics.median(self.ratios[name])
            known = (f"{wall:9.2f}" if wall else " " * 9), (f"{memory:8.0f}" if memory else "")
            print(f"{self.case + ': ' + name:42}{known[0]}{cpu:9.2f}{ratio:9.2f}{known[1]}", flush=True)


@contextmanager
def _material(case: str, size: Size) -> Iterator[tuple[Path, Path, Path]]:
    """Yield a folder to work in, the material, and the same as xlsx where calamine is to read it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of their own: what this one has held counts as memory of the commands that it starts.
        with ProcessPoolExecutor(1, get_context("spawn")) as writer:
            source = writer.submit(write, folder / "source", size).result()
            same = source
            if size.format != "xlsx" and case != "cluster":
                same = writer.submit(write, folder / "same", replace(size, format="xlsx", risks=0)).result()
        yield folder, source, same


def run_case(case: str, rounds: int) -> Table:
    """Measure a case."""
    table, size = Table(case), CASES[case]
    huge = size.respondents > 100_000
    with _material(case, size) as (folder, source, same):
        plan = folder / "plan.xlsx"
        build = [*PROGRAM, "build", str(source), "-o", str(plan), "--as-of", str(DAY), "--force"]
        for _round in range(rounds):
            if case == "start":
                _start(table, build, plan)
                continue
            if case == "cluster":
                _on_cluster(table, build)
                continue
            bare, _said = measured([*HERE, "--do", "read_alone", str(same)])
            table.add("calamine alone", bare, bare.cpu)
            for workers in ("1", "2") if size.files > 1 else ("",):
                more = ["--workers", workers] if workers else []
                table.add(f"build {' '.join(more)}".strip(), measured([*build, *more])[0], bare.cpu)
            if not huge:
                for cells, book in (("the plan", plan), ("what was read", same)):
                    said = measured([*HERE, "--do", "write_alone", str(book)])[1]
                    table.add(f"xlsxwriter alone, {cells}", Cost(0, float(said), 0), bare.cpu)
                told = json.loads(measured([*HERE, "--do", "stages", str(source), str(plan)])[1])
                for stage, (seconds, peak) in told.items():
                    table.add(stage, Cost(0, seconds, peak), bare.cpu)
            if size.risks:
                _round_trip(table, folder, plan, bare.cpu)
    table.show()
    return table


def _start(table: Table, build: Sequence[str], plan: Path) -> None:
    if not plan.exists():
        measured(build)
    nothing = measured([sys.executable, "-c", "pass"])[0]
    table.add("python -c pass", nothing, nothing.cpu)
    table.add("--help ÷ pass", measured([*PROGRAM, "--help"])[0], nothing.cpu)
    table.add("status ÷ pass", measured([*PROGRAM, "status", str(plan)])[0], nothing.cpu)


def _on_cluster(table: Table, build: Sequence[str]) -> None:
    """Build with two processes of this computer, then with two workers of a cluster on it."""
    from distributed import LocalCluster

    alone = measured([*build, "--workers", "2"])[0]
    table.add("build --workers 2", alone, alone.cpu)
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0", silence_logs=50
    ) as cluster:
        workers = psutil.Process().children(recursive=True)
        before = sum(sum(one.cpu_times()[:2]) for one in workers)
        table.add("build --scheduler", measured([*build, "--scheduler", cluster.scheduler_address])[0], alone.cpu)
        spent = sum(sum(one.cpu_times()[:2]) for one in workers) - before
        held = sum(one.memory_info().rss for one in workers) / 2**20
        table.add("its workers", Cost(0, spent, held), alone.cpu)


def _round_trip(table: Table, folder: Path, plan: Path, yardstick: float) -> None:
    """Split the plan, let every department write in its workbook, collect them, and look at the result."""
    number = random.randrange(10**9)
    copies, merged = folder / f"out-{number}", folder / f"merged-{number}.xlsx"
    table.add("split", measured([*PROGRAM, "split", str(plan), "-d", str(copies)])[0], yardstick)
    measured([*HERE, "--do", "fill_in", str(copies)])
    collect = [*PROGRAM, "collect", str(plan), str(copies), "-o", str(merged), "--as-of", str(DAY)]
    table.add("collect", measured(collect)[0], yardstick)
    table.add("status", measured([*PROGRAM, "status", str(merged), "--as-of", str(DAY)])[0], yardstick)


def main() -> int:
    """Measure the chosen cases, or do in this process what one of them needs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}; without any the small ones")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--guard", action="store_true", help="hold the small cases against their bounds")
    parser.add_argument("--do", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.do:
        globals()[given.do[0]](*map(Path, given.do[1:]))
        return 0
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as on a user's machine, where what was compiled once is kept
    packages = ("python-calamine", "numpy", "xlsxwriter", "openpyxl", "pebble")
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    print(f"{time.strftime('%Y-%m-%d')}, CPython {platform.python_version()}, {versions}")
    print(f"{'':42}{'wall s':>9}{'CPU s':>9}{'× yard':>9}{'MB':>8}")
    broken = []
    for case in given.cases or ("start", "small"):
        for name, ratios in run_case(case, given.rounds).ratios.items():
            bound = BOUNDS.get(f"{case}: {name}")
            if given.guard and bound is not None and statistics.median(ratios) > bound:
                broken.append(f"{case}: {name} is {statistics.median(ratios):.2f}, bound {bound:g}")
    print("\n".join(broken) or ("All bounds hold." if given.guard else ""))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
