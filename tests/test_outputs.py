"""What a run writes: no secret of the inputs in any part of any file, nothing that does harm, nothing sent anywhere."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import os
import re
import socket
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from functools import reduce
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree
from plan_fixture import make_plan
from workbook_text import open_workbook, packed_plan, unpacked_plan

from handleplan_batch import batch
from handleplan_batch.__main__ import main
from handleplan_batch.batch import Sources
from handleplan_batch.language import _
from handleplan_batch.model import BASE_SHEET, Conflict, Plan
from handleplan_batch.replacing import replacing
from handleplan_batch.sharing import calendar_of, covering_draft, discussion_paper, document, drafts, followed_up
from handleplan_batch.workbook import TEMPLATES, read_copy, write_plan, write_template
from handleplan_batch.workbook.base import plain_value
from handleplan_batch.workbook.formats import clean

DAY = date(2026, 11, 23)
SECRETS = {
    "Navn": "Zaphodine Beeblebrox{row}",
    "E-mail": "zaphod{row}@heartofgold.example",
    "IP-adresse": "203.0.113.{row}",
    "Respondent ID": "qzx{row}respondent",
    "Initialer": "zqx{row}",
}
COMMENT = "Her er hvirvlekvast{row} og meget støj. Kontakt Trillian Astra{row} på trillian{row}@heartofgold.example"
QUESTIONS = ("Er du generet af støj?", "Er du blevet mobbet?")
DEPARTMENTS = ("Køkken",) * 12 + ("Lager",) * 14 + ("Pakkeri",) * 3


def inputs(folder: Path) -> Path:
    """Write a survey with what must not come out, and a small survey of its own, named as no secret."""
    folder.mkdir()
    book = xlsxwriter.Workbook(folder / "apv.xlsx")
    sheet = book.add_worksheet("Svar")
    sheet.write_row(0, 0, [*SECRETS, "Afdeling", *QUESTIONS, "Kommentarer"])
    for row, name in enumerate(DEPARTMENTS, start=1):
        own = [text.format(row=row) for text in SECRETS.values()]
        answers = ["Ja" if row % 2 else "Nej", "Ja" if name == "Pakkeri" else "Nej"]
        sheet.write_row(row, 0, [*own, name, *answers, COMMENT.format(row=row) if row % 3 == 0 else ""])
    book.close()
    lines = ["Afdeling;Føler du dig qvimsk?", *["Pakkeri;I meget ringe grad"] * 3]
    (folder / "lille.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "handleplan.toml").write_text(
        '[themes]\n"Føler du dig qvimsk?" = "noise"\n[directions]\n"Føler du dig qvimsk?" = "I meget høj grad"\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which every command has written what it writes, with its screen and last year's plan."""
    folder = tmp_path_factory.mktemp("run")
    source, out, temporary = inputs(folder / "ind"), folder / "ud", folder / "midlertidig"
    out.mkdir()
    temporary.mkdir()
    plan = out / "plan.xlsx"
    screen = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(screen), redirect_stderr(screen):
        patch.setattr(tempfile, "tempdir", str(temporary))
        for line in (
            ["build", source, "-o", out / "sidste.xlsx"],
            ["build", source, "--previous", out / "sidste.xlsx", "-o", plan, "--json", out / "plan.json", "--quotes"],
            ["split", plan, "-d", out / "kopier", "--mail"],
            ["collect", plan, out / "kopier", "-o", out / "samlet.xlsx"],
            ["status", plan, "--ics", out / "frister.ics", "--mail", out / "kladder"],
            ["discussion", plan, "-o", out / "oplæg.docx"],
            ["print", plan, "-o", out / "sider.docx"],
            ["catalogue", "try", COMMENT.format(row=1)],
            ["check", source, "--write-mapping", out / "rettelser.toml"],
        ):
            dated = ["--as-of", DAY.isoformat()] if line[0] in ("build", "status") else []
            assert main(["-vv", *map(str, line), *dated]) in (0, 1), line
    assert not list(temporary.iterdir())
    (out / "skærm.txt").write_text(screen.getvalue(), encoding="utf-8")
    return out


def unpacked(name: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield all that a file holds as text, part by part, whatever it is packed in."""
    yield f"{name} (name)", name
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            pieces = packed_plan(open_workbook(io.BytesIO(raw))) if "xl/workbook.xml" in archive.namelist() else []
            for entry in archive.infolist():
                for where, text in unpacked(f"{name}/{entry.filename}", archive.read(entry)):
                    yield where, reduce(lambda left, piece: left.replace(piece, ""), pieces, text)
        if pieces:
            yield f"{name}/{BASE_SHEET}", unpacked_plan(pieces)
    elif name.endswith(".eml"):
        for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
            yield name, str(part.items())
            if not part.is_multipart():
                yield from unpacked(f"{name}/{part.get_filename() or 'text'}", part.get_payload(decode=True))
    elif name.endswith(".ics"):
        yield name, raw.decode().replace("\r\n ", "")
    else:
        yield name, raw.decode("utf-8", "replace")


def texts(folder: Path) -> list[tuple[str, str]]:
    return [
        found
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for found in unpacked(str(path.relative_to(folder)), path.read_bytes())
    ]


def test_no_part_of_any_file_holds_a_name_an_address_an_id_or_a_word_of_a_comment(run: Path) -> None:
    found = texts(run)
    assert {Path(name.partition(" ")[0].partition("/")[0]).suffix for name, _text in found} >= {
        ".xlsx",
        ".json",
        ".ics",
        ".toml",
        ".txt",
    }
    assert any(name.endswith(".docx/word/document.xml") for name, _text in found)
    assert any("sharedStrings" in name and ".eml/" in name for name, _text in found)
    assert sum('"actions":' in text for name, text in found if name.endswith(BASE_SHEET)) > 2
    told = re.compile(
        "zaphod|beeblebrox|heartofgold|203\\.0\\.113|qzx|zqx\\d|hvirvlekvast|trillian|astra\\d", re.IGNORECASE
    )
    assert [(name, told.findall(text)) for name, text in found if told.search(text)] == []


def test_a_small_survey_tells_neither_its_rows_nor_its_answers(run: Path) -> None:
    mine = ("skærm.txt", "rettelser.toml")  # for whoever has the files; a mapping tells what their answers are
    assert not [name for name, text in texts(run) if "I meget ringe grad" in text and not name.startswith(mine)]
    plan = read_copy(run / "plan.xlsx").plan
    (entry,) = [one for one in plan.sheets if one.file.endswith("lille.csv")]
    assert (entry.rows_read, entry.rows_used, entry.respondents, entry.sha256) == (None, None, None, "")
    (question,) = [one for one in plan.questions if one.where.file.endswith("lille.csv")]
    assert (question.answers, question.scores, question.best, question.worst) == ((), (), None, None)


def test_that_all_of_a_small_department_report_bullying_stands_in_no_file(run: Path) -> None:
    plan = read_copy(run / "plan.xlsx").plan
    small = [one for one in plan.measurements if one.department == "Pakkeri"]
    assert small
    assert all(one.suppressed and one.score is one.respondents is one.unfavourable is None for one in small)
    assert plan.respondents["Pakkeri"] is None
    assert {one.department for one in plan.findings if one.theme_id == "bullying"}.isdisjoint({("Pakkeri",)})


def test_quotes_stand_in_the_sheets_marked_as_such_and_only_when_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "ind"
    folder.mkdir()
    lines = [f"Køkken;Ja;Der er larm fra maskine {row + 1}" if row < 7 else "Køkken;Nej;" for row in range(12)]
    text = "\n".join(["Afdeling;Er du generet af støj?;Kommentarer", *lines])
    (folder / "apv.csv").write_text(text + "\n", encoding="utf-8")
    for quotes in (False, True):
        path = tmp_path / f"plan {quotes}.xlsx"
        batch.build(Sources([folder], DAY), path, quotes=quotes)
        book = open_workbook(path)
        for sheet in (_("Findings"), _("Challenges")):
            cells = [str(cell.value) for row in book[sheet].iter_rows() for cell in row]
            assert any("maskine 1" in line for cell in cells for line in cell.split("\n")[1:]) is quotes


# Nothing that a text becomes ------------------------------------------------------------------------------------------

TRICKS = (
    *("=1+1", "+45 12 34 56 78", "-5 grader", "@home", "=)", "'citat", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")'),
    *(
        "http://example.com",
        "mailto:x@example.com",
        "internal:Handleplan!A1",
        "external:c:\\x.xlsx",
        "{=1}",
        "%0A",
        "\tx",
        "a\nb",
    ),
    *(
        "BEGIN:VEVENT\nSUMMARY:x",
        "x\r\nBcc: y@example.com",
        '<w:fldSimple w:instr="DDE"/>',
        "\x00\x07x\ufffe",
        "]]>&amp;",
    ),
)
written = st.one_of(
    st.sampled_from(TRICKS),
    st.text(max_size=60),
    st.tuples(st.sampled_from("=+-@'\t"), st.text(max_size=20)).map("".join),
)


TEXT_FIELDS = ("action", "challenge", "responsible", "evaluation", "mind", "note", "cause", "informed", "effect_reason")


def tricked(text: str) -> Plan:
    """Return a plan with the text wherever a person or an input may write one."""
    plan = make_plan()
    actions = tuple(replace(one, **dict.fromkeys(TEXT_FIELDS, text)) for one in plan.actions)
    findings = tuple(replace(one, text=text, place=text, cause=text, quotes=(text,)) for one in plan.findings)
    waiting = Conflict(plan.actions[0].id, "cause", text, text, text, text)
    return replace(plan, actions=actions, findings=findings, conflicts=(waiting,))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """The formulas of a plan that nobody tried to trick anybody with and of its copies for departments, its links."""
    folder = tmp_path_factory.mktemp("plain")
    path = folder / "plain.xlsx"
    write_plan(replace(make_plan(), conflicts=tricked("x").conflicts), path)
    written = (path, *batch.split(path, folder / "plain").written)
    return {formula for one in written for formula in formulas(one)}, links(path)


@settings(max_examples=4)
@given(written)
@example('=HYPERLINK("http://x")').via("what Excel takes for a formula")
@example("+45 12 34 56 78").via("a telephone number")
@example("-5 grader\n=)\t@home").via("signs that formulas begin with")
def test_no_text_becomes_a_formula_or_a_link_in_a_workbook_and_each_comes_back_as_typed(
    usual: tuple[set[str], set[str]], text: str
) -> None:
    usual_formulas, usual_links = usual
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "plan.xlsx"
        write_plan(tricked(text), path)
        for one in (path, *batch.split(path, Path(name) / "copies").written):
            with zipfile.ZipFile(one) as archive:
                assert not [part for part in archive.namelist() if part.startswith(_FROM_ELSEWHERE)]
                for part in archive.namelist():
                    if part.endswith((".xml", ".rels")):
                        etree.fromstring(archive.read(part))
            assert formulas(one) <= usual_formulas
            assert links(one) <= usual_links
            copy = read_copy(one)
            assert not copy.problems
            assert {plain_value(clean(row.action)) for row in copy.plan.actions} == {plain_value(clean(text))}
            assert batch.collect(path, [one], DAY, dry_run=True).changes == ()


_FROM_ELSEWHERE = ("xl/externalLinks", "xl/connections", "xl/queryTables", "xl/embeddings", "xl/vba")


def formulas(path: Path) -> set[str]:
    """Return the formulas in a workbook, those of rules and names too, with all numbers and columns made alike."""
    found: set[str] = set()
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.startswith(("xl/worksheets/sheet", "xl/workbook.xml", "xl/tables/")):
                tree = etree.fromstring(archive.read(part))
                found.update(tag.text or "" for tag in tree.iter("{*}f", "{*}formula1", "{*}formula", "{*}definedName"))
    return {re.sub(r"\$?\b[A-Z]{1,2}\$?\d+|\d+", "#", formula) for formula in found}


def links(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        relations = [archive.read(part) for part in archive.namelist() if part.endswith(".rels")]
    tags = (tag for raw in relations for tag in etree.fromstring(raw))
    return {tag.get("Target", "") for tag in tags if tag.get("TargetMode") == "External"}


@settings(max_examples=40)
@given(written)
def test_no_text_adds_a_header_a_part_or_an_event_to_mails_and_calendars(text: str) -> None:
    following, usual = (followed_up(plan, (), DAY, 14, frozenset(), ()) for plan in (tricked(text), make_plan()))
    calendar = calendar_of(following)
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
    assert names(calendar) == names(calendar_of(usual))
    covering = covering_draft(replace(tricked(text), scope=text), "plan.xlsx", b"PK", protected=False)
    for raw in (*drafts(following).values(), covering):
        draft = message(raw)
        assert set(draft.keys()) <= {"Subject", "X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
        files = [part.get_filename() for part in draft.walk() if part.get_filename()]
        assert files == (["plan.xlsx"] if raw is covering else [])


def names(calendar: bytes) -> list[list[str]]:
    """Return the names of the properties of every event."""
    return [sorted(event.keys()) for event in Calendar.from_ical(calendar).walk("VEVENT")]


def message(raw: bytes) -> EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


@settings(max_examples=15)
@given(written)
def test_no_text_becomes_a_field_or_a_link_in_the_discussion_paper(text: str) -> None:
    raw = document(discussion_paper(tricked(text), DAY, ()))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [archive.read(part) for part in archive.namelist() if part.endswith((".xml", ".rels"))]
    for tree in map(etree.fromstring, parts):
        told = {etree.QName(tag).localname for tag in tree.iter() if isinstance(tag.tag, str)}
        assert told.isdisjoint({"hyperlink", "object", "altChunk", "attachedTemplate", "control"})
        assert {(tag.text or "").split()[0] for tag in tree.iter("{*}instrText")} <= {"PAGE", "NUMPAGES"}
        assert not [tag for tag in tree.iter("{*}Relationship") if tag.get("TargetMode") == "External"]


def test_exported_knowledge_has_no_cell_that_excel_takes_for_a_formula(tmp_path: Path) -> None:
    for path in batch.export_catalogue(tmp_path, force=False):
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_templates_hold_no_formula_and_no_link(tmp_path: Path) -> None:
    for template in TEMPLATES:
        path = tmp_path / Path(template.path).name
        write_template(template, path)
        book = open_workbook(path)
        kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds
        assert not links(path)


# Nothing that is sent, or left behind ---------------------------------------------------------------------------------


def test_no_command_opens_a_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object, **_named: object) -> None:
        raise AssertionError("the program opens a connection")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refused)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)
    monkeypatch.chdir(tmp_path)
    inputs(tmp_path / "apv")
    for line in (
        *("init mappe --sample", "check apv", "build apv -o plan.xlsx --quotes --json plan.json"),
        *("split plan.xlsx -d kopier --mail --protect", "split plan.xlsx -d aabne", "collect plan.xlsx aabne"),
        *("status plan.xlsx --ics f.ics --mail kladder", "discussion plan.xlsx -o drøftelse.docx"),
        *("print plan.xlsx -o sider.docx", "build apv --previous plan.xlsx -o næste.xlsx"),
        *("catalogue try støj", "catalogue export viden", "catalogue check viden"),
    ):
        assert main(line.split()) in (0, 1), line
    monkeypatch.chdir(tmp_path / "apv")
    monkeypatch.setattr(sys, "stdin", Terminal("1\nn\nj\nn\n"))
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert main([]) == 0
    assert (tmp_path / "apv" / "handleplan.xlsx").exists()
    with pytest.raises(AssertionError, match="opens a connection"):
        socket.create_connection(("127.0.0.1", 9))


class Terminal(io.StringIO):
    """A stream that says it is a terminal, with what a person types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_what_is_unfinished_is_its_owners_alone_and_what_is_finished_has_the_usual_permissions(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    for mask, mode in ((0o077, 0o600), (0o022, 0o644)):
        path.unlink(missing_ok=True)
        before = os.umask(mask)
        try:
            with replacing(path) as unfinished:
                assert stat.S_IMODE(unfinished.stat().st_mode) == 0o600
        finally:
            os.umask(before)
        assert stat.S_IMODE(path.stat().st_mode) == mode
    path.chmod(0o640)
    with replacing(path):
        pass
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_the_list_of_passwords_is_its_owners_alone(tmp_path: Path) -> None:
    write_plan(make_plan(), tmp_path / "plan.xlsx")
    *_copies, listed = batch.split(tmp_path / "plan.xlsx", tmp_path / "kopier", protect=True).written
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600


def test_a_run_that_fails_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary, out = tmp_path / "midlertidig", tmp_path / "ud"
    temporary.mkdir()
    out.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    source = inputs(tmp_path / "ind")
    monkeypatch.setattr(batch, "render", lambda _document: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        batch.build(Sources([source], DAY), out / "plan.xlsx", out / "plan.json")
    assert [path.name for path in out.iterdir()] == ["plan.xlsx"]
    assert not list(temporary.iterdir())
