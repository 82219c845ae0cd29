"""Give the program files that went wrong: ``python fuzz/files.py --minutes 20 --seed 1``.

The files are made from the sample data, the layouts of the tests, the same as xls, ods, xlsb and behind a password, a
plan with its copies, and a settings file. Each is changed by :mod:`mutations` and read in a child process, every
twentieth by the whole command line; with ``--guarded`` as in use, in the process that guards the reader. What should
not happen — exit code 70, an exception, a crash, a panic on the screen, more than ``--limit`` seconds, a temporary file
left behind — is kept with what was said in ``fuzz/found/``. The same seed and number give the same file again. Prints
what became of the inputs, by exit code and by problem code.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from html import escape
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import xlwt
from mutations import mutated

from handleplan_batch import batch, workers
from handleplan_batch.__main__ import main as handleplan
from handleplan_batch.catalogue import Catalogue
from handleplan_batch.encryption import encrypted
from handleplan_batch.errors import HandleplanError, SourceError
from handleplan_batch.model import Problem, ProblemLevel
from handleplan_batch.problems import describe, level_of
from handleplan_batch.reading import Context, read_file
from handleplan_batch.reading.grid import read_grids
from handleplan_batch.settings import load_settings
from handleplan_batch.workbook import read_copy
from handleplan_batch.workers import Workers

ROOT = Path(__file__).parent.parent
FOUND = ROOT / "fuzz" / "found"
MEMORY = 4 << 30
"""Bytes of address space that the child may take, on systems that can limit it."""
WHOLE = 20
"""One in so many goes through the command line."""
MOST_ALIKE = 10
"""So many files that go wrong in the same way are kept."""
LARGE = 20_000
"""Bytes beyond which a file is taken less often."""
PASSWORD = "hemmelig"


@dataclass(frozen=True)
class Seed:
    """A file that is right, and what is done with those that are made from it."""

    name: str
    raw: bytes
    kind: str
    """``input``, ``plan`` or ``settings``."""


@dataclass
class Outcome:
    """What became of an input."""

    code: int | str
    """The exit code, or that of the problems told; else what went wrong."""
    problems: list[str] = field(default_factory=list)
    said: str = ""


# --- The files to begin with -----------------------------------------------------------------------------------------


def seeds(folder: Path) -> list[Seed]:
    """Return them, always in the same order; ``folder`` is for what must be written on the way."""
    found = [
        Seed(path.name, path.read_bytes(), "input")
        for top in (ROOT / "sample_data", ROOT / "tests" / "layouts" / "cases")
        for path in sorted(top.rglob("*"))
        if path.suffix in {".xlsx", ".xls", ".ods", ".csv"}
    ]
    found += [
        Seed(f"{one.name}{suffix}", raw, "input") for one in found[::6] for suffix, raw in _converted(one, folder)
    ]
    found.append(Seed("lukket.xlsx", encrypted(found[0].raw, PASSWORD), "input"))
    found.append(Seed("lille.xlsb", _xlsb(folder), "input"))
    plan = folder / "plan.xlsx"
    batch.build(batch.Sources([ROOT / "sample_data"], date(2026, 11, 26)), plan)
    for path in (plan, *batch.split(plan, folder / "kopier").written):
        found.append(Seed(path.name, path.read_bytes(), "plan"))
    settings = '[privacy]\npreset = "au"\n[plan]\nactions_per_challenge = 2\n[themes]\n"Hvad?" = "noise"\n'
    found.append(Seed("handleplan.toml", settings.encode(), "settings"))
    return found


def _converted(seed: Seed, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the same values as an older workbook and as an OpenDocument spreadsheet."""
    path = folder / seed.name
    path.write_bytes(seed.raw)
    try:
        grids = [grid for grid in read_grids(path, seed.name) if not grid.hidden and len(grid.rows) < 300]
    except SourceError:
        return
    if not grids:
        return
    book, tables = xlwt.Workbook(), []
    for number, grid in enumerate(grids):
        sheet, lines = book.add_sheet(f"Ark{number}"), []
        for row, cells in enumerate(grid.rows):
            for column, value in enumerate(cells[:200]):
                if value is not None:
                    sheet.write(row, column, str(value) if not isinstance(value, int | float) else value)
            lines.append("".join(_ods_cell(value) for value in cells))
        rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        tables.append(f'<table:table table:name="Ark{number}">{rows}</table:table>')
    stream = io.BytesIO()
    book.save(stream)
    yield ".xls", stream.getvalue()
    names = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2"><office:body>'
    )
    content += f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<a/>")
        archive.writestr("content.xml", content)
    yield ".ods", packed.getvalue()


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    told = f'value-type="float" office:value="{value}"' if is_number else 'value-type="string"'
    return f"<table:table-cell office:{told}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def _xlsb(folder: Path) -> bytes:
    from test_grid import record, row_record, wide_text, xlsb

    def text(column: int, words: str) -> bytes:
        return record(6, column.to_bytes(4, "little") + bytes(4) + wide_text(words))

    rows = [
        ("Afdeling", "Er du generet af støj?"),
        *((name, "Ja") for name in ("Køkken", "Lager") for _one in range(6)),
    ]
    records = [
        part for n, cells in enumerate(rows) for part in (row_record(n), *(text(c, w) for c, w in enumerate(cells)))
    ]
    return xlsb(folder / "lille.xlsb", *records).read_bytes()


# --- The child -------------------------------------------------------------------------------------------------------


def serve(line: Connection, scratch: str) -> None:
    """Read what the parent names, until it ends; what is said on the screen goes to a file."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(scratch)
    log = os.open("said.txt", os.O_RDWR | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    context = Context(Catalogue(), passwords=(PASSWORD,))
    Path("koder.txt").write_text(PASSWORD, encoding="utf-8")
    while True:
        kind, name, whole = line.recv()
        os.ftruncate(log, 0)
        os.lseek(log, 0, os.SEEK_SET)
        try:
            outcome = _whole(kind, name) if whole else _alone(kind, name, context)
        except BaseException as error:
            import traceback

            outcome = Outcome(type(error).__name__, said=traceback.format_exc())
        sys.stdout.flush()
        sys.stderr.flush()
        os.lseek(log, 0, os.SEEK_SET)
        said = os.read(log, 1 << 20).decode("utf-8", "replace")
        if panic := re.search(r"panicked at (\S+)", said):  # the reader says so itself; the file is then unreadable
            outcome.code = f"panic told at {'/'.join(panic[1].rsplit('/', 2)[1:])}"
        elif "Traceback" in said or "Warning:" in said:
            outcome.code = "words on the screen"
        outcome.said = outcome.said or said
        line.send(outcome)


def _alone(kind: str, name: str, context: Context) -> Outcome:
    path = Path(name)
    if kind == "settings":
        try:
            load_settings(path)
        except HandleplanError as error:
            return Outcome(int(error.exit_code), ["settings"])
        return Outcome(0)
    try:
        problems = read_file(path, name, context).problems if kind == "input" else read_copy(path).problems
    except SourceError as error:
        problems = (Problem(error.code, _where(name), error.values),)
    for problem in problems:
        describe(problem)
    levels = {level_of(problem) for problem in problems}
    code = 3 if ProblemLevel.ERROR in levels else 1 if ProblemLevel.WARNING in levels else 0
    return Outcome(code, sorted({problem.code for problem in problems}))


def _where(name: str) -> object:
    from handleplan_batch.model import CellRef

    return CellRef(name)


def _whole(kind: str, name: str) -> Outcome:
    for old in Path().glob("ud*"):
        old.unlink()
    Path("ud.json").write_text("{}", encoding="utf-8")
    day = ["--as-of", "2026-11-26"]
    if kind == "plan":
        code = handleplan(["-vv", "status", name, *day, "--json", "ud.json", "--ics", "ud.ics"])
        collected = handleplan(["-vv", "collect", "plan.xlsx", name, *day, "-o", "ud ny.xlsx"])
        code = collected if collected == 70 else code
    elif kind == "input":
        options = ["-o", "ud.xlsx", "--force", "--keep-going", "--password-file", "koder.txt", "--json", "ud.json"]
        code = handleplan(["-vv", "build", name, *day, *options])
    else:
        code = handleplan(["-vv", "build", "lille.csv", "--config", name, *day, "-o", "ud.xlsx", "--force"])
    told = json.loads(Path("ud.json").read_text(encoding="utf-8")).get("problems", [])
    return Outcome(code, sorted({one["code"] for one in told}))


# --- The parent ------------------------------------------------------------------------------------------------------


class Child:
    """A process that reads files, started again when it has died."""

    def __init__(self, scratch: Path, limit: float) -> None:
        self.scratch, self.limit = scratch, limit
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, str(self.scratch)), daemon=True)
        self._process.start()
        theirs.close()

    def read(self, kind: str, name: str, whole: bool) -> Outcome:
        """Return what became of a file."""
        self._line.send((kind, name, whole))
        try:
            if self._line.poll(self.limit):
                return self._line.recv()
            outcome = Outcome("too slow")
        except EOFError:
            self._process.join()
            outcome = Outcome(f"crash {self._process.exitcode}")
        self.close()
        self._start()
        return outcome

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


class Guarded:
    """The same through the process that guards the reader in use; what reaches the screen is a fault."""

    def __init__(self, scratch: Path, limit: float) -> None:
        workers.LONGEST = int(limit)
        self._scratch, self._context = scratch, Context(Catalogue(), passwords=(PASSWORD,))
        self._said = os.open(scratch / "said.txt", os.O_RDWR | os.O_CREAT)
        os.dup2(self._said, 2)  # before the process is started: it has the same
        sys.stderr = sys.stdout  # a fault of this program
        self._team = Workers(1)

    def read(self, kind: str, name: str, _whole: bool) -> Outcome:
        """Return what became of a file."""
        os.ftruncate(self._said, 0)
        work = partial(_alone, kind, context=self._context)
        path = str(self._scratch / name)
        (outcome,) = self._team.spread(work, [path], guarded=lambda _name: True)
        said = os.pread(self._said, 1 << 20, 0).decode("utf-8", "replace")
        if isinstance(outcome, workers.Lost):
            return Outcome(f"lost: {outcome.name.lower()}", said=said)
        return Outcome("words on the screen", said=said) if said else outcome

    def close(self) -> None:
        """End the process."""
        self._team.__exit__(None, None, None)


def made(all_seeds: list[Seed], seed: int, number: int) -> tuple[Seed, bytes, bool]:
    """Return the file with this number: what it is made from, its bytes, and whether the command line reads it."""
    chance = Random(f"{seed} {number}")
    light = [one for one in all_seeds if len(one.raw) < LARGE]
    one = chance.choice(all_seeds if chance.random() < 0.3 else light)  # large ones take long, and tell little more
    other = chance.choice(light)
    return one, mutated(one.raw, chance, other.raw), number % WHOLE == 0


def main() -> None:
    """Try files for so many minutes, then print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=30, help="seconds a file may take")
    parser.add_argument("--guarded", action="store_true", help="read as in use, in the process that guards the reader")
    parser.add_argument("--only", type=int, help="this number alone, and what is said of it")
    given = parser.parse_args()
    codes: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    kept, slowest, number = 0, (0.0, 0), 0
    with tempfile.TemporaryDirectory() as name:
        scratch, temporary = Path(name) / "work", Path(name) / "temporary"
        scratch.mkdir()
        temporary.mkdir()
        all_seeds = seeds(scratch)
        (scratch / "lille.csv").write_bytes(next(one.raw for one in all_seeds if one.name.endswith(".csv")))
        os.environ |= {"TMPDIR": str(temporary), "RUST_BACKTRACE": "0"}
        child = Guarded(scratch, given.limit) if given.guarded else Child(scratch, given.limit)
        end = time.monotonic() + 60 * given.minutes
        numbers = iter([given.only]) if given.only is not None else iter(range(10**9))
        for number in numbers:
            one, raw, whole = made(all_seeds, given.seed, number)
            target = scratch / f"fil{Path(one.name).suffix}"
            target.write_bytes(raw)
            start = time.monotonic()
            outcome = child.read(one.kind, target.name, whole)
            slowest = max(slowest, (time.monotonic() - start, number))
            remains = [*temporary.iterdir(), *scratch.glob(".~*")]
            left = [path.name for path in remains if outcome.code != "too slow"]  # that run was killed
            for path in remains:
                path.unlink() if path.is_file() else shutil.rmtree(path)
            codes[f"{outcome.code}{', whole' if whole else ''}"] += 1
            problems.update(outcome.problems)
            wrong = isinstance(outcome.code, str) and codes[f"{outcome.code}{', whole' if whole else ''}"] <= MOST_ALIKE
            if left or outcome.code == 70 or wrong:
                kept += 1
                _keep(given.seed, number, one, raw, outcome, left)
            if given.only is not None:
                print(one.name, outcome.code, outcome.problems, outcome.said, sep="\n")
            if time.monotonic() > end:
                break
            if number and number % 5000 == 0:
                print(f"{number:,} tried, {kept} kept", flush=True)
        child.close()
    print(f"seed {given.seed}: {sum(codes.values()):,} inputs from {len(all_seeds)} files, {kept} kept in fuzz/found")
    print("by exit code: " + ", ".join(f"{code}: {count:,}" for code, count in sorted(codes.items())))
    print("by problem: " + ", ".join(f"{code} {count:,}" for code, count in problems.most_common()))
    print(f"slowest: {slowest[0]:.1f} s, number {slowest[1]}")


def _keep(seed: int, number: int, one: Seed, raw: bytes, outcome: Outcome, left: list[str]) -> None:
    FOUND.mkdir(exist_ok=True)
    stem = FOUND / f"{seed}-{number}"
    stem.with_name(f"{stem.name}{Path(one.name).suffix}").write_bytes(raw)
    said = f"{one.name} ({one.kind}): {outcome.code}\nleft behind: {left}\n{outcome.said[-8000:]}"
    stem.with_name(f"{stem.name}.txt").write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
