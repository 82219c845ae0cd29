"""What a run writes: no secret of the inputs in any part of any file, nothing that does harm, nothing sent anywhere."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from plan_fixture import make_plan

from handleplan_batch import batch
from handleplan_batch.batch import Sources
from handleplan_batch.model import Plan
from handleplan_batch.workbook import read_copy, write_plan

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
    lines = ["Afdeling;Føler du dig qvimsk?", *["Pakkeri;I meget høj grad"] * 3]
    (folder / "lille.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "handleplan.toml").write_text(
        '[themes]\n"Føler du dig qvimsk?" = "noise"\n[directions]\n"Føler du dig qvimsk?" = "I meget høj grad"\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which every command has written what it writes."""
    folder = tmp_path_factory.mktemp("run")
    source, out = inputs(folder / "ind"), folder / "ud"
    out.mkdir()
    plan = out / "plan.xlsx"
    outcome = batch.build(Sources([source], DAY), plan, out / "plan.json")
    assert outcome.written, outcome.plan.problems
    batch.split(plan, out / "kopier", mail=True)
    batch.collect(plan, [out / "kopier"], DAY, out / "samlet.xlsx")
    batch.status(plan, DAY, calendar_file=out / "frister.ics", mail_folder=out / "kladder")
    batch.discussion(plan, out / "oplæg.docx", DAY)
    return out


def unpacked(name: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield all that a file holds as text, part by part, whatever it is packed in."""
    yield f"{name} (name)", name
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for entry in archive.infolist():
                yield from unpacked(f"{name}/{entry.filename}", archive.read(entry))
    elif name.endswith(".eml"):
        for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
            yield name, str(part.items())
            if not part.is_multipart():
                yield from unpacked(f"{name}/{part.get_filename() or 'text'}", part.get_payload(decode=True))
    elif name.endswith(".ics"):
        yield name, raw.decode().replace("\r\n ", "")
    else:
        yield name, raw.decode("utf-8", "replace").replace("\\u0020", " ")


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
    }
    assert any(name.endswith(".docx/word/document.xml") for name, _text in found)
    assert any("sharedStrings" in name and ".eml/" in name for name, _text in found)
    told = re.compile(
        "zaphod|beeblebrox|heartofgold|203\\.0\\.113|qzx|zqx\\d|hvirvlekvast|trillian|astra\\d", re.IGNORECASE
    )
    assert [(name, told.findall(text)) for name, text in found if told.search(text)] == []


def test_a_small_survey_tells_neither_its_rows_nor_its_answers(run: Path) -> None:
    assert not [name for name, text in texts(run) if "I meget høj grad" in text and "lille.csv" in text]
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
    lines = [f"Køkken;Ja;Der er larm fra maskine {row}" if row < 7 else "Køkken;Nej;" for row in range(12)]
    text = "\n".join(["Afdeling;Er du generet af støj?;Kommentarer", *lines])
    (folder / "apv.csv").write_text(text + "\n", encoding="utf-8")
    for quotes in (False, True):
        path = tmp_path / f"plan {quotes}.xlsx"
        batch.build(Sources([folder], DAY), path, quotes=quotes)
        book = openpyxl.load_workbook(path)
        for sheet in ("Fund", "Udfordringer"):
            cells = [str(cell.value) for row in book[sheet].iter_rows() for cell in row]
            assert any("maskine 0”" in cell.replace("»", "”") and "\n" in cell for cell in cells) is quotes


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
texts_of_people = st.one_of(
    st.sampled_from(TRICKS),
    st.text(max_size=60),
    st.tuples(st.sampled_from("=+-@'\t"), st.text(max_size=20)).map("".join),
)


def tricked(text: str) -> Plan:
    """Return a plan with the text wherever a person or an input may write one."""
    plan = make_plan()
    actions = [
        replace(
            one,
            action=text,
            challenge=text,
            responsible=text,
            evaluation=text,
            remark=text,
            mind=text,
            department=one.department,
        )
        for one in plan.actions
    ]
    findings = [replace(one, text=text, place=text, cause=text, quotes=(text,)) for one in plan.findings]
    return replace(plan, actions=tuple(actions), findings=tuple(findings))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts_of_people)
def test_no_text_becomes_a_formula_a_link_or_a_field_and_each_comes_back_as_typed(tmp_path: Path, text: str) -> None:
    path, plain = tmp_path / "plan.xlsx", tmp_path / "urørt.xlsx"
    path.unlink(missing_ok=True)
    write_plan(make_plan(), plain)
    write_plan(tricked(text), path)
    copies = batch.split(path, tmp_path / "kopier")
    for one in (path, *copies):
        with zipfile.ZipFile(one) as archive:
            names = archive.namelist()
            assert not any(part.startswith(("xl/externalLinks", "xl/connections")) for part in names)
            relations = b"".join(archive.read(part) for part in names if "worksheets/_rels" in part)
            assert b'TargetMode="External"' not in relations.replace(_own_links(plain), b"")
            for part in names:
                if part.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(part))
        told = {
            cell.value
            for sheet in openpyxl.load_workbook(one)
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        assert not [formula for formula in told if text.startswith(("=", "+", "-", "@")) and str(formula) == text]
        assert b"<ddeLink" not in one.read_bytes()
        copy = read_copy(one)
        assert copy.problems == ()
        assert batch.collect(path, [one], DAY, dry_run=True).changes == ()
    for copy in copies:
        copy.unlink()


def _own_links(_plain: Path) -> bytes:
    return b""
