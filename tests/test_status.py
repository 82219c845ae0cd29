"""``handleplan status`` on a plan that was built from the sample data and edited in Excel."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import Workbook
from workbook_text import open_workbook

from handleplan_batch import batch
from handleplan_batch.__main__ import main
from handleplan_batch.language import set_language
from handleplan_batch.workbook.columns import FOLLOW_UP, PLAN, Table

SAMPLE = Path(__file__).parent.parent / "sample_data"
SOURCES = [SAMPLE / name for name in ("organisation.xlsx", "rundering_2026.xlsx", "ulykker_naerved_2026.csv")]
BUILT, LATE, LATER = date(2026, 11, 23), date(2026, 11, 24), "2026-11-26"
Edit = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    set_language("da")
    path = tmp_path_factory.mktemp("built") / "plan.xlsx"
    batch.build(batch.Sources(SOURCES, BUILT), path)
    return path


@pytest.fixture
def plan_file(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HANDLEPLAN_LANG", raising=False)
    return Path(shutil.copy(built, "plan.xlsx"))


def edit(path: Path, *edits: Edit) -> None:
    workbook = open_workbook(path)
    for one in edits:
        one(workbook)
    workbook.save(path)


def put(table: Table, key: str, number: str, value: object) -> Edit:
    """Write in a user's column of the row with this number."""

    def write(workbook: Workbook) -> None:
        sheet: Any = workbook["Handleplan" if table is PLAN else "Opfølgning"]
        row = next(row for row in range(table.first_row, sheet.max_row + 1) if sheet.cell(row, 1).value == number)
        sheet.cell(row, table.index(key) + 1).value = value

    return write


def rename(number: str, other: str | None) -> Edit:
    return put(PLAN, "id", number, other)


def status(*arguments: str, code: int = 0, day: str = LATER) -> None:
    assert main(["status", "plan.xlsx", "--as-of", day, *arguments]) == code


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0, day: str = LATER) -> dict[str, Any]:
    status("--json", *arguments, code=code, day=day)
    return dict(json.loads(capsys.readouterr().out))


def needs(document: dict[str, Any], number: str) -> list[str]:
    """The codes of what an action needs, none when it is not listed."""
    return [need["code"] for one in document["attention"] if one["id"] == number for need in one["needs"]]


def section(printed: str, heading: str) -> str:
    """What stands below a heading, up to the next blank line."""
    return re.split(r"\n\s*\n", printed[printed.index(f"\n{heading}") + 1 :])[0]


# --- On the screen


@pytest.mark.usefixtures("plan_file")
def test_a_plan_of_today_has_nothing_overdue(capsys: pytest.CaptureFixture[str]) -> None:
    status(day=BUILT.isoformat())
    printed = capsys.readouterr().out
    assert printed.startswith("Fjordbo pr. 23-11-2026\n")
    assert "Overskredet" not in printed


def test_each_action_stands_under_its_gravest_need(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(
        plan_file,
        put(PLAN, "deadline", "H-0001", LATE),
        put(PLAN, "responsible", "H-0001", None),
        put(PLAN, "responsible", "H-0002", None),
        put(FOLLOW_UP, "status", "H-0003", "Gennemført – afventer effektvurdering"),
        put(PLAN, "follow_up", "H-0003", date(2026, 11, 25)),
    )
    status()
    printed = capsys.readouterr().out
    assert "H-0001" in section(printed, "Overskredet")
    assert "H-0002" in section(printed, "Mangler tovholder")
    assert "H-0001" not in section(printed, "Mangler tovholder")
    assert "H-0003" in section(printed, "Effekten skal vurderes")


def test_the_screen_counts_by_responsible_and_by_department(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        plan_file,
        put(PLAN, "responsible", "H-0001", "Kim Lund"),
        put(PLAN, "deadline", "H-0001", LATE),
    )
    status()
    printed = capsys.readouterr().out
    (kim,) = [line for line in section(printed, "Tovholder").splitlines() if line.startswith("Kim Lund")]
    assert re.fullmatch(r"Kim Lund +1 +Overskredet: 1( · .*)?", kim.strip())
    assert "Natteam" in section(printed, "Afdeling")


@pytest.mark.usefixtures("plan_file")
def test_a_screen_elsewhere_than_on_a_terminal_has_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    status()
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.usefixtures("plan_file")
def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-q", "status", "plan.xlsx", "--as-of", LATER, "--ics", "frister.ics"]) == 0
    assert capsys.readouterr() == ("", "")
    assert Path("frister.ics").is_file()


def test_it_speaks_english_when_asked_to(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(plan_file, put(PLAN, "responsible", "H-0001", None))
    assert main(["--lang", "en", "status", "plan.xlsx", "--as-of", LATER]) == 0
    printed = capsys.readouterr().out
    assert "H-0001" in section(printed, "Nobody responsible")


def test_the_plan_itself_is_never_touched(plan_file: Path) -> None:
    before = plan_file.read_bytes()
    status("--ics", "frister.ics", "--mail", "kladder", "--json", "status.json")
    assert plan_file.read_bytes() == before
    assert {path.name for path in Path().iterdir()} == {"plan.xlsx", "frister.ics", "kladder", "status.json"}


# --- Rows that cannot be told


def test_a_row_with_a_bad_value_is_listed_and_judged_by_the_rest(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        plan_file,
        put(PLAN, "deadline", "H-0001", LATE),
        put(FOLLOW_UP, "progress", "H-0001", "næsten færdig"),
        put(FOLLOW_UP, "status", "H-0002", "ved ikke"),
        put(PLAN, "responsible", "H-0002", None),
    )
    document = told(capsys)
    assert needs(document, "H-0001")[:2] == ["unclear", "overdue"]
    assert needs(document, "H-0002")[:2] == ["unclear", "no_responsible"]
    assert {(one["code"], one["sheet"]) for one in document["problems"]} == {("bad-value", "Opfølgning")}


def test_a_row_that_says_it_is_done_is_not_overdue_for_another_cell_that_is_bad(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        plan_file,
        put(PLAN, "deadline", "H-0001", LATE),
        put(FOLLOW_UP, "status", "H-0001", "Effekt opnået"),
        put(FOLLOW_UP, "progress", "H-0001", "færdig"),
    )
    assert needs(told(capsys, "--fail-on-overdue"), "H-0001") == ["unclear"]


def test_a_number_that_stands_twice_is_listed(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(plan_file, rename("H-0002", "H-0001"))
    document = told(capsys)
    assert needs(document, "H-0001")[0] == "unclear"
    assert needs(document, "H-0002")[0] == "unclear"
    assert {one["code"] for one in document["problems"]} == {"number-twice", "row-missing"}


def test_a_row_with_a_number_of_nobodys_is_told_with_its_place(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(plan_file, rename("H-0001", "H-0999"))
    status()
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "H-0999" in line]
    assert re.match(r"! Handleplan A\d+: H-0999 ", line)


def test_a_sheet_that_is_gone_is_told(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(plan_file, lambda workbook: workbook.remove(workbook["Opfølgning"]))
    document = told(capsys)
    assert [one["code"] for one in document["problems"]] == ["table-missing"]
    assert document["open"] > 0


def test_a_row_that_was_added_is_listed_with_the_number_it_will_get(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def add(workbook: Workbook) -> None:
        sheet: Any = workbook["Handleplan"]
        row = next(row for row in range(PLAN.first_row, 900) if sheet.cell(row, 1).value is None)
        sheet.cell(row, PLAN.index("action") + 1).value = "Et helt nyt forslag"

    edit(plan_file, add)
    (new,) = [one for one in told(capsys)["attention"] if one["new"]]
    assert new["action"] == "Et helt nyt forslag"
    status()
    assert f"({new['id']})" in section(capsys.readouterr().out, "Mangler tovholder")


# --- Files that are no plan


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_plan_is_exit_code_3_and_writes_nothing(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.xlsx").write_bytes(content)
    status("--ics", "frister.ics", "--mail", "kladder", code=3)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("plan.xlsx: Filen er ikke en projektmappe fra dette program")
    assert [path.name for path in Path().iterdir()] == ["plan.xlsx"]
    assert told(capsys, code=3)["problems"][0]["code"] == "not-ours"


def test_a_workbook_of_somebody_else_is_exit_code_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Workbook().save("plan.xlsx")
    status(code=3)


def test_an_encrypted_copy_opens_with_its_password(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    *_files, listed = batch.split(plan_file, Path("ud"), ["Natteam"], protect=True).written
    shutil.copy(Path("ud", "Natteam.xlsx"), plan_file)
    assert told(capsys, code=3)["problems"][0]["code"] == "encrypted-file"
    document = told(capsys, "--password-file", str(listed))
    assert document["scope"] == "Natteam"
    assert {one["name"] for one in document["departments"]} == {"Natteam"}


# --- Exit code


def test_overdue_is_exit_code_1_only_when_asked_for(plan_file: Path) -> None:
    status("--fail-on-overdue", day=BUILT.isoformat())
    edit(plan_file, put(PLAN, "deadline", "H-0001", LATE))
    status()
    status("--fail-on-overdue", code=1)
    edit(plan_file, put(FOLLOW_UP, "status", "H-0001", "Bortfalder (begrundelse)"))
    status("--fail-on-overdue")


# --- JSON


def test_json_holds_what_the_docs_say(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(plan_file, put(PLAN, "deadline", "H-0001", LATE), put(PLAN, "responsible", "H-0001", None))
    status("--json", "--within", "3", "--ics", "frister.ics")
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert captured.err == "Skrevet: frister.ics\n"
    assert (document["schema"], document["as_of"], document["within"]) == (1, LATER, 3)
    assert document["attention"][0]["id"] == "H-0001"
    assert document["attention"][0]["state"] == "overdue"
    assert document["attention"][0]["needs"][0] == {"code": "overdue", "texts": ["Overskredet siden 24-11-2026"]}
    assert document["counts"]["overdue"] == sum(one["needs"].get("overdue", 0) for one in document["departments"])
    assert "" in {one["name"] for one in document["responsible"]}
    said = (SAMPLE.parent / "docs" / "json.md").read_text(encoding="utf-8")
    part = said[said.index("## `status`") :].split("\n## ")[0]
    keys = {*document, *document["attention"][0], *document["departments"][0]}
    assert not [key for key in keys if f"`{key}`" not in part and f"`{key}[]`" not in part]


@pytest.mark.usefixtures("plan_file")
def test_json_is_written_where_it_is_told_and_the_screen_is_still_shown(capsys: pytest.CaptureFixture[str]) -> None:
    status("--json", "status.json")
    assert json.loads(Path("status.json").read_text(encoding="utf-8"))["schema"] == 1
    assert capsys.readouterr().out.startswith("Fjordbo pr. ")


def test_a_plan_that_stands_after_json_is_read_and_not_written_over(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan_file.read_bytes()
    assert main(["status", "--json", "plan.xlsx"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == 1
    assert plan_file.read_bytes() == before


# --- Calendar and drafts


def test_the_calendar_follows_what_was_edited(plan_file: Path) -> None:
    def deadline(path: str) -> Any:
        events = Calendar.from_ical(Path(path).read_bytes()).walk("VEVENT")
        return next(event for event in events if str(event["summary"]).startswith("Frist H-0001"))

    status("--ics", "1.ics")
    edit(plan_file, put(PLAN, "deadline", "H-0001", date(2027, 3, 1)))
    status("--ics", "2.ics", day="2026-11-27")
    first, second = deadline("1.ics"), deadline("2.ics")
    assert second.decoded("dtstart") == date(2027, 3, 1)
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]


def test_each_responsible_gets_one_draft_with_a_name_that_windows_accepts(plan_file: Path) -> None:
    names = ["CON", "Kim/Bo", "kim-bo", "Æ: leder?", "x" * 300, "com1.x", "Slut. "]
    edit(plan_file, *(put(PLAN, "responsible", f"H-{place:04}", name) for place, name in enumerate(names, 1)))
    status("--mail", "kladder")
    files = sorted(Path("kladder").iterdir())
    subjects = [str(message_from_bytes(file.read_bytes(), policy=default)["Subject"]) for file in files]
    assert {name.strip() for name in names} <= {subject.partition(", ")[2] for subject in subjects}
    assert len({file.name.casefold() for file in files}) == len(subjects) == len(set(subjects))
    for file in files:
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', file.name)
        assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)", file.name.split(".")[0], re.IGNORECASE)
        assert len(file.name) < 80


@pytest.mark.usefixtures("plan_file")
def test_what_was_just_done_is_no_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "plan.xlsx", "--mail", "udkast", "--ics", "frister.ics"]) == 0
    steps = capsys.readouterr().out.splitlines()[-3:]
    assert not [step for step in steps if "--mail" in step or "--ics" in step]
    assert "udkast" in steps[0]
    assert "frister.ics" in steps[1]


def test_one_of_a_thing_is_told_as_one(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch.split(plan_file, Path("ud"))
    copy = next(path for path in sorted(Path("ud").iterdir()) if path.suffix == ".xlsx")
    number = str(open_workbook(copy)["Handleplan"]["A4"].value)
    edit(plan_file, put(PLAN, "responsible", number, "Ole"))
    edit(copy, put(PLAN, "responsible", number, "Kim"))
    assert main(["collect", "plan.xlsx", str(copy)]) == 1
    assert "0 felter taget med, 0 nye rækker, 1 åben konflikt\n" in capsys.readouterr().out


@pytest.mark.usefixtures("plan_file")
def test_drafts_are_replaced_by_the_next_run() -> None:
    status("--mail", "kladder")
    before = {path: path.read_bytes() for path in Path("kladder").iterdir()}
    status("--mail", "kladder")
    assert {path: path.read_bytes() for path in Path("kladder").iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--ics", "plan.xlsx"], 2),
        (["--json", "plan.xlsx"], 2),
        (["--json", "nix/status.json"], 4),
        (["--ics", "nix/frister.ics"], 4),
        (["--mail", "plan.xlsx/kladder"], 4),
        (["--within", "-1"], 2),
        (["plan.xlsx"], 2),
    ],
)
def test_what_cannot_be_written_or_asked_is_refused(plan_file: Path, arguments: list[str], code: int) -> None:
    before = plan_file.read_bytes()
    status(*arguments, code=code)
    assert plan_file.read_bytes() == before
    assert [path.name for path in Path().iterdir()] == ["plan.xlsx"]


@pytest.mark.usefixtures("plan_file")
def test_a_file_that_cannot_be_replaced_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("frister.ics").write_text("som før", encoding="utf-8")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    status("--ics", "frister.ics", code=4)
    assert Path("frister.ics").read_text(encoding="utf-8") == "som før"
    assert len(list(Path().iterdir())) == 2


def test_collect_never_writes_its_json_over_a_returned_workbook(plan_file: Path) -> None:
    shutil.copy(plan_file, "retur.xlsx")
    before = Path("retur.xlsx").read_bytes()
    assert main(["collect", "plan.xlsx", "plan.xlsx", "--json", "retur.xlsx"]) == 2
    assert Path("retur.xlsx").read_bytes() == before
