"""Whatever stands in a sheet or a file: it is read or refused with a message, and every row is accounted for."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import ImporterName, Problem
from handleplan_batch.problems import describe
from handleplan_batch.reading import Context, read_file
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet

CATALOGUE = Catalogue()
CONTEXT = Context(CATALOGUE)
HEADERS = sorted({row["header"] for row in CATALOGUE.table("synonyms")})
WORDS = sorted(
    {row["word"] for row in CATALOGUE.table("cell_words")} | {row["label"] for row in CATALOGUE.table("scales")}
)
QUESTIONS = (
    "Er du generet af støj?",
    "I hvor høj grad er du tryg ved dit arbejde?",
    "Hvor ofte mangler du information?",
    "Har du været udsat for vold det seneste år?",
    "Q01[SQ001]. Arbejdsmiljø: [Lys]",
    "statoverall_4",
    "Kommentarer",
)

headers = st.one_of(st.sampled_from(HEADERS), st.sampled_from(QUESTIONS), st.none())
cells: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.integers(-2, 30),
    st.floats(0, 1, allow_nan=False),
    st.sampled_from(
        ["Ja", "Nej", "3 - Sandsynlig", "S3 K4", "<5", "-", "25 %", "uge 12", "snarest", "x", "Køkken", "1; 2"]
    ),
    st.sampled_from([date(2026, 3, 1), datetime.fromisoformat("2026-03-01T08:30"), True]),
    st.text(max_size=12),
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 9))
    row = st.lists(cells, min_size=0, max_size=width)
    top = draw(st.lists(row, max_size=3))
    header = draw(st.lists(headers, min_size=width, max_size=width))
    rows = draw(st.lists(st.one_of(row, row, row, st.just([]), st.just(header)), max_size=14))
    below = draw(st.lists(st.lists(headers, min_size=width, max_size=width), max_size=1))
    more = draw(st.lists(row, max_size=6))
    merged = draw(st.lists(st.tuples(*[st.integers(0, 5)] * 4), max_size=2))
    boxes = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merged]
    return Grid("a.xlsx", "Ark1", [*top, header, *rows, *below, *more], merged=boxes)


def explained(problem: Problem) -> bool:
    return bool(describe(problem))


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
def test_any_sheet_is_read_or_refused_with_every_row_accounted_for(grid: Grid) -> None:
    reading = read_sheet(grid, CONTEXT)
    filled = sum(any(value is not None for value in row) for row in grid.rows)
    assert reading.sheets
    assert all(map(explained, reading.problems))
    for entry in reading.sheets:
        assert entry.rows_read == entry.rows_used + entry.rows_set_aside + entry.rows_rejected
        if entry.rows_rejected and entry.importer is not ImporterName.UNKNOWN:
            assert any(problem.where.sheet == "Ark1" for problem in reading.problems)
    assert sum(entry.rows_read for entry in reading.sheets) <= filled


def workbook_bytes() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (("Afdeling", "Er du generet af støj?"), ("Køkken", "Ja"), ("Lager", "Nej")):
        sheet.append(row)
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


WORKBOOK = workbook_bytes()
PARTS = {
    name: zipfile.ZipFile(io.BytesIO(WORKBOOK)).read(name) for name in zipfile.ZipFile(io.BytesIO(WORKBOOK)).namelist()
}


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    kind = draw(st.sampled_from(["bytes", "text", "cut", "flipped", "part"]))
    if kind == "bytes":
        return draw(st.binary(max_size=200))
    if kind == "text":
        return draw(st.text(max_size=200)).encode(draw(st.sampled_from(["utf-8", "utf-16", "utf-8-sig"])), "replace")
    if kind == "cut":
        return WORKBOOK[: draw(st.integers(0, len(WORKBOOK)))]
    if kind == "flipped":
        raw = bytearray(WORKBOOK)
        for place in draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=20)):
            raw[place] ^= draw(st.integers(1, 255))
        return bytes(raw)
    name = draw(st.sampled_from(sorted(PARTS)))
    part = bytearray(PARTS[name])
    begin = draw(st.integers(0, len(part)))
    part[begin : begin + draw(st.integers(0, 30))] = draw(st.binary(max_size=30))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for other, content in PARTS.items():
            archive.writestr(other, bytes(part) if other == name else content)
    return raw.getvalue()


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(broken_files(), st.sampled_from(["fil.xlsx", "fil.csv", "fil.xls", "fil.ods", "fil.txt"]))
def test_any_file_is_read_or_refused_with_a_message(raw: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(raw)
        reading = read_file(path, name, CONTEXT)
    assert reading.sheets or reading.problems
    assert all(map(explained, reading.problems))
