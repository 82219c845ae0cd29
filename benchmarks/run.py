"""Measure the main job and print a table: ``python benchmarks/run.py [--rounds 3]``.

Each case is a fresh process; cases take turns, so that a noisy machine disturbs them alike. The yardstick is a bare
python-calamine read of the same file; times are medians in seconds of wall clock, memory the greatest of the rounds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write

ROOT = Path(__file__).parent.parent
CALAMINE = (
    "import sys, python_calamine as c; c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()"
)


def measured(command: list[str]) -> tuple[float, float]:
    """Run a command to its end; return wall seconds and peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError((process.stderr.read() if process.stderr else b"").decode())
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Measure all cases and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        survey, plan = Path(folder, "survey.xlsx"), str(Path(folder, "plan.xlsx"))
        write(survey, 5000, 80, 50, 1)
        program = [sys.executable, "-m", "handleplan_batch"]
        day = ["--as-of", "2026-11-23", "--force"]
        cases = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "handleplan --help": [*program, "--help"],
            "calamine, 5,000 × 80": [sys.executable, "-c", CALAMINE, str(survey)],
            "build, 5,000 × 80": [*program, "build", str(survey), "-o", plan, *day],
            "check, 5,000 × 80": [*program, "check", str(survey), "--json"],
            "build, sample_data": [*program, "build", str(ROOT / "sample_data"), "-o", plan, *day],
        }
        results: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
        for _round in range(rounds):
            for name, command in cases.items():
                results[name].append(measured(command))
    yardstick = statistics.median(seconds for seconds, _memory in results["calamine, 5,000 × 80"])
    print(f"{'case':24}{'seconds':>9}{'× calamine':>12}{'MB':>7}")
    for name, figures in results.items():
        seconds = statistics.median(seconds for seconds, _memory in figures)
        print(f"{name:24}{seconds:9.2f}{seconds / yardstick:12.2f}{max(memory for _s, memory in figures):7.0f}")


if __name__ == "__main__":
    main()
