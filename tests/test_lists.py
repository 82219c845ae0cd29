from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_grids import CONTEXT, LISTS, checked, claim, codes, read, rows_of, sheet

from handleplan_batch.catalogue import SHIPPED, Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.model import CellRef, ImporterName, Polarity, Reading
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.calendar import CALENDAR
from handleplan_batch.reading.importers.cells import parse_number, plain, words_of
from handleplan_batch.reading.importers.incident import INCIDENT
from handleplan_batch.reading.importers.inspection import INSPECTION
from handleplan_batch.reading.importers.lists import ListImporter, Reason, content_id
from handleplan_batch.reading.importers.risk_assessment import RISK_LIST

HEADERS = ("Nr.", "Fare", "Sandsynlighed (1-3)", "Konsekvens (1-3)", "Risikotal", "Ansvarlig", "Frist")
RISK = (1, "Støj", 3, 3, 9, "Ann Bo", date(2027, 1, 4))
WORDS = words_of(CONTEXT.catalogue)


# --- What single cells say --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "compared"),
    [
        ("  Fare:  ", "fare"),
        ("days_lost", "days lost"),
        ("DaysLost", "days lost"),
        ("IncidentID", "incident id"),
        ("Risk_Level (1-5)", "risk level"),
        ("HSEActions", "hse actions"),
        ("SxK", "sxk"),
        ("PTSD", "ptsd"),
        ("____", "____"),
        ("Sandsynlighed\n(1-5) *", "sandsynlighed"),
        ("Konsekvens 1-5", "konsekvens"),
        ("Opnået?", "opnået"),
        ("(S)", "(s)"),
        ("?", "?"),
    ],
)
def test_headers_are_compared_without_units_marks_and_line_breaks(header: str, compared: str) -> None:
    assert plain(header) == compared


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((3, 3), (2.5, 2.5), ("3", 3), ("3,5", 3.5), ("3.5", 3.5), ("0.125", 0.125), ("7,2 %", 7.2), ("-4", -4)),
        *(
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234", 1234),
            ("1 234", 1234),
            ("1\xa0234\u202f567,5 kr.", 1234567.5),
            ("ca. 3 dage", 3),
            ("'3", 3),
            ("4-6 dage", 4),
        ),
        *(
            (True, None),
            ("", None),
            ("tre", None),
            ("3 - Sandsynlig", None),
            ("2\n1", None),
            ("2 1", None),
            ("12 34", None),
            ("12-03-2026", None),
            ("1,2,3", None),
        ),
        *((date(2026, 1, 1), None), (float("nan"), None), (float("inf"), None), (None, None)),
    ],
)
def test_numbers_are_read_as_people_write_them(value: Value, number: float | None) -> None:
    assert parse_number(value) == number


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        *((text, (2026, 12, 31), (2026, 12, 31)) for text in ("31-12-2026", "31.12.2026", "31/12-26", "2026-12-31")),
        *(
            (text, (2026, 3, 1), (2026, 3, 1))
            for text in ("1. marts 2026", "March 1, 2026", "senest d. 1/3-2026", "1. mar 26")
        ),
        (datetime.fromisoformat("2026-03-01T12:30"), (2026, 3, 1), (2026, 3, 1)),
        ("2023-09-29 14.54.27", (2023, 9, 29), (2023, 9, 29)),
        (46000, (2025, 12, 9), (2025, 12, 9)),
        ("uge 12 2026", (2026, 3, 16), (2026, 3, 20)),
        ("uge 12-13 2026", (2026, 3, 16), (2026, 3, 27)),
        ("2026-W12", (2026, 3, 16), (2026, 3, 20)),
        ("marts 2026", (2026, 3, 1), (2026, 3, 31)),
        ("juni-august 2026", (2026, 6, 1), (2026, 8, 31)),
        ("12/2025", (2025, 12, 1), (2025, 12, 31)),
        ("2025-02", (2025, 2, 1), (2025, 2, 28)),
        ("ultimo 2025", (2025, 12, 1), (2025, 12, 31)),
        ("primo marts 2026", (2026, 3, 1), (2026, 3, 10)),
        ("medio juni 2026", (2026, 6, 11), (2026, 6, 20)),
        ("ultimo februar 2026", (2026, 2, 21), (2026, 2, 28)),
        ("Q2 2026", (2026, 4, 1), (2026, 6, 30)),
        *((text, (2026, 5, 3), (2026, 5, 3)) for text in ("d. 3/5-26", "3/5 26", "3/5 2026", "kl. 10-12 d. 3/5-26")),
        *((text, (2026, 5, 3), (2026, 5, 3)) for text in ("søndag den 3. maj 2026", "3. maj 2026 kl. 10.30")),
        *(
            (text, (2026, 3, 16), (2026, 3, 20))
            for text in ("uge 12, 2026", "u. 12/26", "uge 12-2026", "senest uge 12 i 2026")
        ),
        *((text, (2026, 3, 1), (2026, 3, 31)) for text in ("marts 26", "mar-26", "i løbet af marts 2026")),
        *((text, (2026, 4, 1), (2026, 6, 30)) for text in ("Q2 26", "2. kvartal 26", "Q2-2026")),
        ("2. halvår 2026", (2026, 7, 1), (2026, 12, 31)),
        ("inden udgangen af marts 2026", (2026, 3, 21), (2026, 3, 31)),
        *((text, (2026, 12, 23), (2026, 12, 23)) for text in ("inden jul 2026", "før jul 2026")),
        ("jul-26", (2026, 7, 1), (2026, 7, 31)),
        ("1.-3. juni 2026", (2026, 6, 1), (2026, 6, 3)),
        ("12.-13.03.2026", (2026, 3, 12), (2026, 3, 13)),
        ("jan–mar 2026", (2026, 1, 1), (2026, 3, 31)),
        *(
            (text, (2026, 5, 1), (2026, 6, 30))
            for text in ("1/5-30/6-2026", "1. maj – 30. juni 2026", "1/5-26 - 30/6-26")
        ),
        ("nov 2025 - feb 2026", (2025, 11, 1), (2026, 2, 28)),
        ("1/5-26, udskudt til 1/9-26", (2026, 5, 1), (2026, 9, 1)),
        ("2. kvartal 2026", (2026, 4, 1), (2026, 6, 30)),
        ("efterår 2026", (2026, 9, 1), (2026, 11, 30)),
        (2026, (2026, 1, 1), (2026, 12, 31)),
        ("i 2026", (2026, 1, 1), (2026, 12, 31)),
        ("46087", (2026, 3, 6), (2026, 3, 6)),
    ],
)
def test_dates_and_periods_are_read_as_people_write_them(
    value: Value, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert WORDS.period(value) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "value",
    [
        *("snarest", "uge 12", "marts", "31-02-2026", "uge 60 2026", "Efter ombygningen i 2027", "5 2026", "12", "", 7),
        "12/24/2026",
        *(True, None, time(3), timedelta(3), float("nan"), "32. marts 2026", "7. kvartal 2026"),
    ],
)
def test_what_has_no_year_or_does_not_exist_is_no_date(value: Value) -> None:
    assert WORDS.period(value) is None


def test_a_word_counts_with_a_remark_after_it_and_the_longest_word_wins() -> None:
    assert WORDS.meaning("any", "status", "Udført af Kim i uge 12") == "done"
    assert WORDS.meaning("any", "status", "Ikke udført endnu") == "open"
    assert WORDS.meaning("any", "status", "Karen spørger") is None
    assert WORDS.meanings("any", "cell", "Ingen (endnu)") == ("none",)
    assert WORDS.meaning("any", "mark", True) == "yes"
    assert WORDS.meaning("any", "mark", 4) is None


@pytest.mark.parametrize("value", ["level3:9", "x"])
def test_a_wrong_value_among_the_cell_words_is_named_with_its_line(tmp_path: Path, value: str) -> None:
    for file in SHIPPED.glob("*.csv"):
        shutil.copy(file, tmp_path)
    lines = (tmp_path / "cell_words.csv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "cell_words.csv").write_text(f"{lines[0]}\nrisk_assessment;scale;{value};kæmpestor\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"cell_words\.csv.*2.*value"):
        words_of(Catalogue(tmp_path))


def test_an_id_is_made_of_content_and_is_short() -> None:
    assert content_id("incident", "a", "b") == content_id("incident", "a", "b")
    assert content_id("incident", "a", "b") != content_id("incident", "ab", "")
    assert content_id("incident", "a").startswith("incident-")
    assert len(content_id("incident", "a")) == len("incident-") + 10


@pytest.mark.parametrize(
    "text",
    [
        *("12/31/2026", "05/28/26", "uge 12-14", "uge 24-26", "uge 25/26", "1.-3. juni", "March 26", "til jul 2026"),
        *(
            "efter 1. maj 2026",
            "tidligst 1/5-26",
            "2025/26",
            "2026-2027",
            "nov - feb 2026",
            "inden sommerferien",
            "12.30",
        ),
    ],
)
def test_what_may_mean_several_days_is_no_date(text: str) -> None:
    assert WORDS.period(text) is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        *(
            ("31/12", (2026, 12, 31)),
            ("d. 3/5", (2026, 5, 3)),
            ("uge 12", (2026, 3, 20)),
            ("medio juni", (2026, 6, 20)),
        ),
        *(("marts", (2026, 3, 31)), ("Q2", (2026, 6, 30)), ("inden jul", (2026, 12, 23)), ("1/3-30/6", (2026, 6, 30))),
        *(("31/12-25", (2025, 12, 31)), ("løbende", None), ("ultimo", None), ("12", None)),
    ],
)
def test_a_year_from_elsewhere_completes_what_names_none(text: str, last: tuple[int, int, int] | None) -> None:
    found = WORDS.period(text, 2026)
    assert (found and found[1]) == (last and date(*last))


@given(st.text("0123456789-–./ dukl,:'", max_size=14), st.one_of(st.none(), st.integers(1950, 2099)))
def test_a_period_never_ends_before_it_begins(text: str, year: int | None) -> None:
    found = WORDS.period(text, year)
    assert found is None or found[0] <= found[1]


def test_a_number_too_large_for_a_year_is_no_period() -> None:
    assert WORDS.period("716000000k", None) is None


# --- Finding the list -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("importer", LISTS, ids=lambda importer: importer.name)
def test_a_form_with_the_first_header_of_each_field_is_known_empty_and_filled(importer: ListImporter) -> None:
    first: dict[str, str] = {}
    for row in CONTEXT.catalogue.table("synonyms"):
        if row["importer"] == importer.name and row["field"] not in ("person", "other"):
            first.setdefault(row["field"], row["header"])
    headers = tuple(dict.fromkeys(first.values()))
    match = claim(importer, sheet(headers))
    assert match.strength > 0.7
    assert match.columns.keys() >= {name for group in importer.needs for name in group[:1]}
    reading = checked(importer.extract(sheet(headers), match, CONTEXT))
    assert codes(reading) == [("no-rows", "")]


@pytest.mark.parametrize("importer", LISTS, ids=lambda importer: importer.name)
def test_every_field_has_headers_and_every_header_a_field(importer: ListImporter) -> None:
    written = {row["field"] for row in CONTEXT.catalogue.table("synonyms") if row["importer"] == importer.name}
    assert {entry.name for entry in importer.fields} == written


def test_the_list_is_found_below_titles_and_to_the_right() -> None:
    reading = read(
        RISK_LIST,
        ["Risikovurdering"],
        [None, "Udfyldt af arbejdsmiljøgruppen", "i september"],
        [],
        (None, None, *HEADERS),
        (None, None, *RISK),
    )
    (entry,) = reading.sheets
    assert (entry.header_row, entry.rows_read, entry.rows_used) == (4, 1, 1)
    assert entry.columns["hazard"] == "Fare"
    assert reading.findings[0].where == CellRef("liste.xlsx", "Ark1", 5, 4)


@pytest.mark.parametrize(
    "rows",
    [
        [("Afdeling", "Køn", "Hvor tilfreds er du?", "Hvor ofte støjer det?"), ("Køkken", "Kvinde", "Meget", "Ofte")],
        [("Afdeling", "Oplever du problemer?", "Forslag til løsning"), ("Køkken", "Ja", "Plader")],
        [("Navn", "E-mail", "Afdeling", "Leder", "Titel"), ("Per", "per@x.dk", "Køkken", "Ann", "Kok")],
        [("Afdeling", "Spørgsmål", "Antal svar", "Gennemsnit"), ("Køkken", "Hvor tilfreds?", 12, 3.4)],
        [
            ("Afdeling", "Er der støj?", "Er der ro?", "Bemærkning"),
            ("Køkken", "Ja", "Nej", None),
            ("Bar", "Nej", "Ja", "x"),
        ],
        [],
        [["Fare"], ["Støj"]],
    ],
)
def test_sheets_of_other_kinds_are_claimed_by_no_list(rows: list[tuple[Value, ...]]) -> None:
    assert [importer.name for importer in LISTS if importer.identify(sheet(*rows), CONTEXT)] == []


def test_a_row_of_answers_is_no_header() -> None:
    answers = ["No", "Yes", "No", "No", "Yes", "No"]
    assert INSPECTION.identify(sheet(*[answers] * 20), CONTEXT) is None


def test_the_name_of_the_file_strengthens_a_claim() -> None:
    rows = (("Aktivitet", "Årsag", "År"), ("Løft", "Klemt", 2016))
    plainly, named = (
        INCIDENT.identify(sheet(*rows, file=file), CONTEXT) for file in ("a.csv", "mappe/Nærved 2016.csv")
    )
    assert plainly is not None
    assert named is not None
    assert named.strength > plainly.strength


@pytest.mark.parametrize(
    "headers",
    [
        ("risiko_id", "risiko_beskrivelse", "afdeling_navn", "risiko_tal", "nyt_tiltag", "frist_dato"),
        ("RisikoID", "RisikoBeskrivelse", "AfdelingNavn", "RisikoTal", "NytTiltag", "FristDato"),
        ("Risiko id", "Risiko beskrivelse", "Afdeling", "Risiko tal", "Nyt tiltag", "Frist"),
    ],
)
def test_headers_are_read_as_a_database_writes_them(headers: tuple[str, ...]) -> None:
    reading = read(RISK_LIST, headers, (1, "Fald fra stige", "Lager", 20, "Platform", date(2027, 1, 4)))
    (finding,) = reading.findings
    assert (finding.text, finding.score, finding.proposal) == ("Fald fra stige", 20, "Platform")
    assert (finding.department, finding.deadline) == (("Lager",), date(2027, 1, 4))


@pytest.mark.parametrize("header", ["Threat ID", "Hazard no.", "Fare nr.", "Risiko ref", "HazardID"])
def test_the_number_of_what_a_list_tells_is_not_what_it_tells(header: str) -> None:
    rows = [("T-1", "Truck hits a person", 3, 5, "A1", "Fence"), ("T-2", "Noise", 2, 2, "A2", "Screen")]
    reading = read(RISK_LIST, (header, "Risk statement", "Likelihood", "Severity", "Action ref", "Action desc."), *rows)
    assert [finding.text for finding in reading.findings] == ["Truck hits a person", "Noise"]
    assert [finding.proposal for finding in reading.findings] == ["Fence", "Screen"]


def test_the_number_of_an_incident_is_neither_its_kind_nor_its_description() -> None:
    headers = ("Incident ID", "Incident date", "Incident type", "Days lost")
    reading = read(INCIDENT, headers, ("INC1", date(2026, 3, 1), "Fall", 3), ("INC2", date(2026, 4, 1), "Cut", 0))
    assert [(finding.text, finding.category) for finding in reading.findings] == [("Fall", "Fall"), ("Cut", "Cut")]


def test_a_header_with_a_product_in_brackets_stands_over_scores() -> None:
    headers = ("Farebillede", "Konsekvens (K)", "Sandsynlighed (S)", "Risiko (S×K)", "Fare")
    reading = read(RISK_LIST, headers, ("Kran", 4, 2, "8 (Høj)", "Last"), ("Svejs", 2, 3, "6 (Middel)", "Røg"))
    assert [(finding.text, finding.score) for finding in reading.findings] == [("Last", 8), ("Røg", 6)]


def test_a_header_in_other_words_is_recognised_by_the_word_it_holds() -> None:
    headers = ("Fare/risiko", "Sandsynlighed værdi", "Konsekvens", "Hvem er ansvarlig", "Konsekvens i kroner og ører")
    (finding,) = read(RISK_LIST, headers, ("Støj", 3, 2, "Ann Bo", "Meget dyrt")).findings
    assert (finding.text, finding.likelihood, finding.severity, finding.responsible) == ("Støj", 3, 2, "Ann Bo")


def test_what_stands_below_tells_which_of_two_equal_headers_is_which() -> None:
    headers = ("Hazard", "Hazard", "Risk", "Matrix score")
    rows = (("Light glare on the screen", "minor", "low", 9), ("Loose cables on the floor", "low", "v low", 3))
    match = claim(RISK_LIST, sheet(headers, *rows))
    assert match.columns == {"hazard": (0,), "severity": (1,), "likelihood": (2,), "score": (3,)}


# --- Which rows are data ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((2, None, None, None, 0), Reason.PLACEHOLDER),
        ((None, "I alt", 3, 3, 9), Reason.TOTAL),
        (("Total", None, None, None, 9), Reason.TOTAL),
        ((1, "Eksempel: støj", 3, 3, 9), Reason.EXAMPLE),
        (("Fx", "Støj", 3, 3, 9), Reason.EXAMPLE),
        (HEADERS, Reason.HEADER),
        (("Køkken",), Reason.HEADING),
        (("Gul 6-12: inden jul",), Reason.OUTSIDE),
        (("Hjælp", None, "Hjælp", "Hjælp"), Reason.OUTSIDE),
    ],
)
def test_rows_that_are_no_records_are_set_aside(row: tuple[Value, ...], reason: Reason) -> None:
    reading = read(RISK_LIST, HEADERS, RISK, row)
    assert rows_of(reading) == (1, 1, 0)
    (problem,) = reading.problems
    assert (problem.code, problem.where.a1) == ("row-set-aside", "3")
    assert problem.values == {"count": "1", "reason": _(reason.value)}


def test_a_heading_between_the_rows_is_set_aside() -> None:
    reading = read(
        INSPECTION,
        ("Sted", "Punkt", "Vurdering"),
        ("Køkken",),
        (None, "Gulv", "Ikke OK"),
        ("Hal",),
        (None, "Lys", "OK"),
    )
    assert [finding.place for finding in reading.findings] == ["Køkken"]
    assert rows_of(reading) == (1, 3, 0)


def test_blank_rows_and_formula_zeros_are_no_rows() -> None:
    reading = read(RISK_LIST, HEADERS, RISK, (), (None,) * 7, (None, None, None, None, 0), (None, "-", None))
    assert reading.sheets[0].rows_read == 1


@pytest.mark.parametrize(
    "block",
    [
        [("HELP - Risk Control", None, "RISK", "MATRIX"), (None, 11, 7, 4)],
        [(None, None, "Konsekvens", "Sandsynlighed"), (None, None, "Lille", "Ofte")],
        [(5, "Meget ofte", "hver dag", "første hjælp", "lille"), (4, "Ofte", "hver uge", "læge", "stor")],
        [("Godkendt i arbejdsmiljøudvalget",)],
    ],
    ids=["legend", "headers in other columns", "texts where numbers belong", "a note"],
)
def test_a_block_below_that_is_something_else_is_set_aside_whole(block: list[tuple[Value, ...]]) -> None:
    reading = read(RISK_LIST, HEADERS, RISK, RISK, RISK, (), (), *block)
    assert rows_of(reading) == (3, len(block), 0)


def test_more_of_the_list_after_a_gap_is_read() -> None:
    second = (2, "Fald", 2, 2, 4, "Ann Bo", "snarest")
    reading = read(RISK_LIST, HEADERS, RISK, (), (), second, (), HEADERS, (3, "Varme", 1, 2, 2))
    assert [finding.text for finding in reading.findings] == ["Støj", "Fald", "Varme"]
    assert rows_of(reading) == (3, 1, 0)


def test_what_stands_to_the_right_of_the_list_is_not_data() -> None:
    reading = read(RISK_LIST, HEADERS, (*RISK, None, None, 5, 10), (), (*(None,) * 9, 4, 8))
    assert rows_of(reading) == (1, 1, 0)


# --- Merged cells, headings, versions ---------------------------------------------------------------------------------


def merged(rows: Sequence[Sequence[Value]], *spans: tuple[int, int, int, int]) -> Reading:
    grid = Grid("liste.xlsx", "Ark1", rows, merged=spans)
    return checked(RISK_LIST.extract(grid, claim(RISK_LIST, grid), CONTEXT))


SHORT = ("Afdeling", "Fare", "S (1-3)", "K (1-3)", "R")


def test_a_merged_cell_holds_for_its_rows_and_not_for_the_next() -> None:
    rows = [
        SHORT,
        ("Køkken", "Støj", 3, 3, 9),
        (None, "Fald", 2, 2, 4),
        (None, "Træk", 1, 2, 2),
        ("Lager", "Truck", 3, 1, 3),
    ]
    assert [finding.department for finding in merged(rows, (1, 0, 2, 0)).findings] == [
        ("Køkken",),
        ("Køkken",),
        (),
        ("Lager",),
    ]


def test_a_score_merged_over_several_hazards_is_the_score_of_each() -> None:
    rows = [SHORT, ("Køkken", "Støj", 3, 3, 9), ("Køkken", "Larm", None, None, None)]
    findings = merged(rows, (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 2, 4)).findings
    assert [(finding.text, finding.score) for finding in findings] == [("Støj", 9), ("Larm", 9)]


@pytest.mark.parametrize("spans", [(), ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2))], ids=["blank", "merged"])
def test_a_row_that_only_adds_a_measure_goes_on_with_the_row_above(
    spans: tuple[tuple[int, int, int, int], ...],
) -> None:
    headers = ("Nr.", "Fare", "Risikotal", "Tiltag", "Ansvarlig")
    rows = [
        headers,
        (1, "Støj", 9, "Kabine", "Ann"),
        (None, None, None, "Høreværn", None),
        (2, "Fald", 4, "Gelænder", "Bo"),
    ]
    reading = merged(rows, *spans)
    assert [finding.proposal for finding in reading.findings] == ["Kabine; Høreværn", "Gelænder"]
    assert rows_of(reading) == (2, 1, 0)
    assert reading.problems[0].values["reason"] == _(Reason.CONTINUED.value)


@pytest.mark.parametrize("spans", [(), ((1, 0, 1, 3), (4, 0, 4, 3))], ids=["plain", "merged"])
def test_headings_among_the_hazards_are_what_the_rows_below_are_about(
    spans: tuple[tuple[int, int, int, int], ...],
) -> None:
    rows = [("Fare", "S", "K", "R"), ("Ergonomi",), ("Løft", 3, 3, 9), ("Skub", 2, 2, 4), ("Kemi",), ("Syre", 1, 2, 2)]
    reading = merged(rows, *spans)
    assert [(finding.text, finding.category) for finding in reading.findings] == [
        *(("Løft", "Ergonomi"), ("Skub", "Ergonomi"), ("Syre", "Kemi")),
    ]
    assert rows_of(reading) == (3, 2, 0)


def test_a_hazard_without_anything_else_is_kept_where_no_headings_are_used() -> None:
    rows = [("Fare", "S", "K", "R"), ("Løft", 3, 3, 9), ("Skub",), ("Syre", 1, 2, 2)]
    assert [finding.text for finding in merged(rows).findings] == ["Løft", "Skub", "Syre"]


def test_the_head_of_the_form_names_the_department() -> None:
    for head in (["Afdeling: Lager Vest"], ["Afdeling", "Lager Vest"], ["Udfyldt", "maj", "Afdeling:", "Lager Vest"]):
        (finding,) = read(RISK_LIST, head, (), SHORT[1:], ("Støj", 3, 3, 9)).findings
        assert finding.department == ("Lager Vest",)


def test_lists_of_several_departments_below_each_other_are_all_read() -> None:
    first, second = ("Støj", 3, 3, 9), ("Fald", 2, 2, 4)
    reading = read(
        *(RISK_LIST, ["Afdeling: Køkken"], SHORT[1:], first, second),
        *((), ["Afdeling: Lager"], SHORT[1:], first, second),
    )
    assert [finding.department for finding in reading.findings] == [*[("Køkken",)] * 2, *[("Lager",)] * 2]
    assert {code for code, _cell in codes(reading)} == {"row-set-aside"}


@pytest.mark.parametrize(
    ("above", "between", "used"),
    [
        ([], [], "later"),
        (["Version 1"], ["Version 2"], "later"),
        (["Risikovurdering 2026"], ["Risikovurdering 2024"], "earlier"),
        (["Revideret 01-03-2026"], ["Revideret 01-03-2027"], "later"),
    ],
)
def test_of_several_versions_in_a_sheet_the_latest_is_used_and_that_is_said(
    above: list[str], between: list[str], used: str
) -> None:
    one, other = [("Støj", 3, 3, 9), ("Fald", 2, 2, 4)], [("Støj", 1, 3, 3), ("Fald", 2, 2, 4), ("Gas", 5, 5, 25)]
    reading = read(RISK_LIST, above, SHORT[1:], *one, (), between, SHORT[1:], *other)
    assert [finding.score for finding in reading.findings] == ([3, 4, 25] if used == "later" else [9, 4])
    assert "several-versions" in dict(codes(reading))


def test_versions_with_numbers_need_not_hold_the_same_hazards() -> None:
    reading = read(
        RISK_LIST, ["Version 1"], SHORT[1:], ("Støj", 3, 3, 9), (), ["Version 2"], SHORT[1:], ("Gas", 5, 5, 25)
    )
    assert [finding.text for finding in reading.findings] == ["Gas"]


def test_headers_repeated_on_the_next_page_are_no_new_version() -> None:
    reading = read(
        RISK_LIST,
        SHORT[1:],
        ("Støj", 3, 3, 9),
        ("Fald", 2, 2, 4),
        SHORT[1:],
        ("Gas", 5, 5, 25),
        ("Støj", 1, 1, 1),
    )
    assert len(reading.findings) == 4


@pytest.mark.parametrize(
    "block",
    [
        [(None, 1, 2, 3, 4), (5, 5, 10, 15, 20), (4, 4, 8, 12, 16)],
        [("Scoreforklaring",), ("1-4", "Grøn", "Acceptabel"), ("5-9", "Gul", "Bør udbedres")],
        [("Underskrift AMR:", "________")],
    ],
    ids=["a matrix", "bands", "signatures"],
)
def test_what_stands_below_the_hazards_is_told_from_them(block: list[tuple[Value, ...]]) -> None:
    reading = read(RISK_LIST, SHORT[1:], ("Støj", 3, 3, 9), ("Fald", 2, 2, 4), (), *block)
    assert rows_of(reading) == (2, len(block), 0)


def test_a_legend_beside_the_list_does_not_lend_it_its_columns() -> None:
    reading = read(
        *(RISK_LIST, (*SHORT[1:], None, "Sandsynlighed", "Beskrivelse"), ("Støj", 3, 3, 9, None, 3, "Dagligt")),
        *(("Fald", 2, 2, 4, None, 2, "Ugentligt"), (*(None,) * 5, 1, "Sjældent")),
    )
    assert [(finding.likelihood, finding.residual) for finding in reading.findings] == [(3, None), (2, None)]
    assert rows_of(reading) == (2, 1, 0)


def test_units_in_a_row_of_their_own_below_the_headers_are_no_row() -> None:
    reading = read(RISK_LIST, SHORT[1:], (None, "(1-5)", "(1-5)", "(SxK)"), ("Støj", 3, 3, 9))
    assert rows_of(reading) == (1, 1, 0)


# --- What is said about cells -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "day", "text", "problems"),
    [
        ("31/12-27", date(2027, 12, 31), "", []),
        ("uge 12 2027", date(2027, 3, 26), "uge 12 2027", []),
        ("ultimo 2027", date(2027, 12, 31), "ultimo 2027", []),
        ("uge 12", None, "uge 12", [("bad-date", "G2")]),
        ("snarest muligt", None, "snarest muligt", []),
        ("løbende", None, "løbende", []),
        ("når vi får råd", None, "når vi får råd", [("bad-date", "G2")]),
        ("31-02-2027", None, "31-02-2027", [("bad-date", "G2")]),
        ("-", None, "", []),
    ],
)
def test_a_deadline_is_a_day_or_is_kept_in_words(
    deadline: str, day: date | None, text: str, problems: list[tuple[str, str]]
) -> None:
    reading = read(RISK_LIST, HEADERS, (*RISK[:6], deadline))
    assert (reading.findings[0].deadline, reading.findings[0].deadline_text) == (day, text)
    assert codes(reading) == problems


def test_a_status_in_words_marks_or_dates_tells_what_is_solved() -> None:
    headers = (*HEADERS, "Status", "Udført")
    marks: list[tuple[Value, Value]] = [
        *(
            ("Udført", None),
            ("I gang", None),
            (None, "x"),
            (None, "12-01-2026"),
            (None, "nej"),
            (None, True),
            (None, "Færdig"),
        ),
        *((None, "måske"), (None, None)),
    ]
    rows = [(place, f"Fare {place}", *RISK[2:], *mark) for place, mark in enumerate(marks)]
    solved = [finding.solved for finding in read(RISK_LIST, headers, *rows).findings]
    assert solved == [True, False, True, True, False, True, True, False, False]


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["Støj", "I alt", "Eksempel", "OK", "Ikke OK", "Høj", "3 - Ofte", "uge 12 2026", "-", "x", "Ambition", "A"]
    ),
    st.integers(-5, 50_000),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(),
    st.text(max_size=12),
)


SPANS = st.tuples(*(st.integers(0, 9),) * 2, *(st.integers(0, 3),) * 2)
REJECTING = {
    *(
        "row-incomplete",
        "bad-date",
        "bad-code",
        "bad-number",
        "unclear-verdict",
        "doubted-order",
        "grade-direction",
        "unclear-percent",
    ),
    *(
        "matrix-layout",
        "incident-counts",
        "unknown-absence",
        "absence-of-persons",
        "absence-of-few",
        "absence-in-hours",
    ),
}


@given(data=st.data())
def test_any_sheet_with_the_headers_is_read_with_every_row_accounted_for(data: st.DataObject) -> None:
    importer = data.draw(st.sampled_from(LISTS))
    known = sorted({row["header"] for row in CONTEXT.catalogue.table("synonyms") if row["importer"] == importer.name})
    headers = data.draw(st.lists(st.sampled_from(known), min_size=2, max_size=7))
    rows = data.draw(st.lists(st.lists(CELLS, max_size=9), max_size=8))
    above = data.draw(
        st.lists(st.lists(st.sampled_from([None, "Før tiltag", "Efter", "Version 1", *known]), max_size=7), max_size=2)
    )
    spans = [(top, left, top + down, left + right) for top, left, down, right in data.draw(st.lists(SPANS, max_size=3))]
    again = [headers, *rows] if data.draw(st.booleans()) else []
    fills = {(row, 1): "FF0000" for row in range(9)}
    grid = Grid("liste.xlsx", "Ark1", [*above, headers, *rows, *again], merged=spans, fills=lambda: fills)
    match = importer.identify(grid, CONTEXT)
    if match is None:
        return
    reading = checked(importer.extract(grid, match, CONTEXT))
    (entry,) = reading.sheets
    assert entry.importer in (importer.name, ImporterName.UNKNOWN)
    if match.found is None:  # of a form the reports are counted, and several may stand side by side
        assert entry.rows_read <= sum(any(cell is not None for cell in row) for row in grid.rows)
    assert len(reading.findings) + len(reading.events) + len(reading.departments) >= entry.rows_used
    told = {problem.code for problem in reading.problems}
    assert not entry.rows_rejected or told & REJECTING
    assert sum(problem.code == "row-incomplete" for problem in reading.problems) <= entry.rows_rejected


def test_a_calendar_and_a_register_of_incidents_with_the_same_common_headers_are_told_apart() -> None:
    claim(CALENDAR, sheet(("Begivenhed", "Start", "Slut", "Afdeling"), ("Flytning", date(2027, 1, 4), None, "Køkken")))
    claim(INCIDENT, sheet(("Dato", "Afdeling", "Hændelse", "Fraværsdage"), (date(2027, 1, 4), "Køkken", "Gled", 3)))


def test_a_lone_line_with_a_date_after_a_gap_is_no_record() -> None:
    reading = read(RISK_LIST, HEADERS, RISK, (), (None, "Lavet d. 3/2-2026 af AMG"))
    assert rows_of(reading) == (1, 1, 0)


def test_a_lone_risk_after_a_gap_is_a_record() -> None:
    assert rows_of(read(RISK_LIST, HEADERS, RISK, (), (None, "Støv i hal 3/4"))) == (2, 0, 0)


def test_sparse_lines_below_the_word_for_signatures_are_no_records() -> None:
    rows = (RISK, ("Underskrifter",), (None, "Leder", None, None, None, "AMR"), (None, "Dato"))
    assert rows_of(read(RISK_LIST, HEADERS, *rows)) == (1, 3, 0)


# --- What is meant for all --------------------------------------------------------------------------------------------

LISTED = {
    "risk_assessment": (("Fare", "Sandsynlighed", "Konsekvens"), ("Fald fra stige", 3, 4)),
    "inspection": (("Punkt", "Vurdering", "Bemærkning"), ("Lys", "Ikke OK", "Blinker")),
    "incident": (("Dato", "Hændelse", "Skade"), (date(2026, 3, 1), "Faldt på gulvet", "Håndled")),
    "discussion": (("Emne", "Beslutning", "Ansvarlig"), ("Støj", "Skærme sættes op", "Leder")),
    "plan": (("Problem", "Handling", "Ansvarlig", "Frist"), ("Støj", "Skærme", "Leder", date(2026, 3, 1))),
    "absence": (("Sygefraværsprocent", "Antal ansatte"), ("7,2 %", 12)),
}


@pytest.mark.parametrize("kind", sorted(LISTED))
@pytest.mark.parametrize("said", ["Alle", "Fælles", "Hele afd.", "Alle afdelinger", "alle enheder", "Hele huset"])
def test_what_is_for_all_departments_is_the_whole_workplace_in_every_list(kind: str, said: str) -> None:
    headers, cells = LISTED[kind]
    importer = next(entry for entry in LISTS if entry.name == kind)
    reading = read(importer, ("Afdeling", *headers), (said, *cells), ("Alle på lageret", *cells))
    assert [finding.department for finding in reading.findings] == [(), ("Alle på lageret",)]


def test_all_under_the_name_of_a_department_are_all_of_it() -> None:
    headers, cells = LISTED["inspection"]
    reading = read(INSPECTION, ("Afdeling: Køkken",), ("Afdeling", *headers), ("Hele afd.", *cells))
    assert [finding.department for finding in reading.findings] == [("Køkken",)]


def test_a_risk_whose_steps_happen_to_be_the_sums_of_those_above_is_a_risk() -> None:
    headers = ("Afdeling", "Fare", "Sandsynlighed (1-5)", "Konsekvens (1-5)", "Tiltag")
    rows = [("Lager", "Fald", 1, 2, "Rækværk"), ("Lager", "Skæring", 2, 3, "Handsker"), (None, "Støj", 3, 5, None)]
    assert [one.text for one in read(RISK_LIST, headers, *rows).findings] == ["Fald", "Skæring", "Støj"]


def test_praise_in_a_list_of_risks_is_no_problem() -> None:
    headers = ("Observation type", "Description", "Risk level")
    rows = [("Unsafe act", "No respirator", "High"), ("Safe behaviour", "All wear glasses", None)]
    reading = read(RISK_LIST, headers, *rows)
    assert [one.polarity for one in reading.findings] == [None, Polarity.POSITIVE]


def test_a_number_of_something_else_is_not_how_many_work_there() -> None:
    rows = (("Afdeling", "Antal udfordringer", "Løst"), ("Nord", 12, 8), ("Syd", 5, 5))
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert all(department.employees is None for department in reading.departments)


def test_the_third_row_of_a_numbered_list_is_no_sum_of_the_first_two() -> None:
    headers = ("#", "Observation", "Risiko", "Aktion", "Hvem")
    rows = (
        (1, "Flugtvej blokeret af paller", "Høj", "Flyt", "BK"),
        (2, "Skilt mangler", "Middel", "Bestil", "IL"),
        (3, "Pænt og ryddeligt ved pakkeri", None, None, None),
    )
    reading = read(INSPECTION, headers, *rows, file="runde.xlsx")
    assert [one.text for one in reading.findings][2:] == ["Pænt og ryddeligt ved pakkeri"]


def test_names_in_a_column_of_persons_are_taken_out_of_what_is_told_of_them() -> None:
    headers = ("Dato", "Skadelidte", "Beskrivelse", "Type")
    rows = (
        ("1-2-2026", "Bo Lund", "Bo blev slået, og Lund gik hjem fra Bo 2", "Vold"),
        ("2-2-2026", "Per Holm", "Bo 2 var låst", "Nærved"),
    )
    reading = read(INCIDENT, headers, *rows)
    removed = _("[name removed]")
    assert [one.text for one in reading.findings] == [
        f"{removed} blev slået, og {removed} gik hjem fra Bo 2",
        "Bo 2 var låst",
    ]
    assert ("personal-data", "") in codes(reading)
