from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_grids import CONTEXT, checked, claim, codes, read, rows_of, sheet

from handleplan_batch.model import Finding, ImporterName, Polarity, Reading, SourceKind
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.plan import PLAN, PLAN_LIST

HEADERS = ("Problem", "Løsning", "Ansvarlig", "Frist", "Status")


def form(*rows: tuple[Value, ...]) -> Reading:
    """Return what is read from a sheet that no list claims."""
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert reading.sheets[0].importer is ImporterName.PLAN
    return checked(reading)


# --- Lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        ("Udfordring/ambition", "Indsats(er)", "Ansvarlig", "Periode"),
        ("Kort problembeskrivelse", "Valgt løsning", "Navn på ansvarlig", "Hvornår gennemført"),
        ("Hvilke problemer", "Hvordan", "Hvem følger op", "Hvornår"),
        ("Problem", "Tiltag", "Ansvarlig", "Gennemføres"),
        ("Indsatsområde", "Aktivitet", "Ansvarlig", "Frist (dato)"),
        ("Arbejdsmiljøproblem", "Løsningsforslag", "Tovholder", "Implementeret senest"),
        ("Issue", "Action", "Owner", "Due date"),
    ],
)
def test_plans_of_many_templates_give_problem_proposal_responsible_and_deadline(headers: tuple[str, ...]) -> None:
    (finding,) = read(PLAN_LIST, headers, ("Støj fra pumpen", "Byg en kasse om den", "Bo Ek", "31-12-2026")).findings
    assert (finding.source, finding.text, finding.proposal) == (
        SourceKind.PLAN,
        "Støj fra pumpen",
        "Byg en kasse om den",
    )
    assert (finding.responsible, finding.deadline) == ("Bo Ek", date(2026, 12, 31))


def test_an_action_without_a_problem_is_known_by_its_subject_and_goal() -> None:
    headers = ("Tema", "Mål", "Handling", "Ansvarlig", "Frist")
    reading = read(
        PLAN_LIST, headers, ("Støj", "Ro på kontoret", "Plader", "Bo", None), (None, None, "Maling", "Bo", None)
    )
    assert [finding.text for finding in reading.findings] == ["Støj – Ro på kontoret", "Maling"]
    assert reading.findings[0].category == "Støj"


@pytest.mark.parametrize(
    ("status", "solved"),
    [
        *((status, True) for status in ("Afsluttet", "udført", "Løst", "OK", "Lukket", "✓", "100 %", "Effekt opnået")),
        *((status, True) for status in ("Gennemført – afventer effektvurdering", "Evalueret – virker")),
        *((status, False) for status in ("Ikke startet", "I gang", "Afventer budget", "Vælg status", None, "Delvist")),
        *((status, False) for status in ("Ikke færdig", "Færdig i uge 30", "Evalueret – virker ikke", "Ingen effekt")),
    ],
)
def test_only_what_is_done_is_solved(status: str | None, solved: bool) -> None:
    (finding,) = read(PLAN_LIST, HEADERS, ("Støj", "Plader", "Bo", None, status)).findings
    assert finding.solved is solved


@pytest.mark.parametrize("status", ["Annulleret", "Droppet", "Bortfalder", "Ikke relevant"])
def test_a_dropped_action_is_set_aside(status: str) -> None:
    assert rows_of(read(PLAN_LIST, HEADERS, ("Støj", "Plader", "Bo", None, status))) == (0, 1, 0)


def test_what_was_tried_without_effect_is_open_but_not_proposed_again() -> None:
    (finding,) = read(PLAN_LIST, HEADERS, ("Støj", "Ørepropper", "Bo", None, "Virkede ikke")).findings
    assert (finding.text, finding.proposal, finding.solved) == ("Støj", "", False)


def test_several_actions_under_one_problem_each_count() -> None:
    rows = [
        ("Støj", "Plader", "Bo", None, "Udført"),
        (None, "Headset", "Ib", None, None),
        ("Lys", "Lamper", "Bo", None, None),
    ]
    reading = read(PLAN_LIST, HEADERS, *rows)
    assert [(finding.text, finding.proposal) for finding in reading.findings] == [
        *(("Støj", "Plader"), ("Støj", "Headset"), ("Lys", "Lamper"))
    ]


def test_a_merged_cell_is_said_of_every_row_it_spans() -> None:
    rows = (HEADERS, ("Støj", "Plader", "Bo", "1/5-26", None), (None, "Headset"), ("Lys", "Lamper", "Ib", None, None))
    grid = Grid("liste.xlsx", "Ark1", rows, merged=((1, 0, 2, 0), (1, 2, 2, 2), (1, 3, 2, 3)))
    reading = checked(PLAN.extract(grid, claim(PLAN_LIST, grid), CONTEXT))
    assert [(finding.responsible, finding.deadline) for finding in reading.findings] == [
        *(("Bo", date(2026, 5, 1)), ("Bo", date(2026, 5, 1)), ("Ib", None))
    ]


def test_of_several_columns_for_the_responsible_the_one_right_of_the_action_is_taken() -> None:
    headers = ("Problem", "Ansvarlig", "Løsning", "Ansvarlig", "Opfølgning", "Ansvarlig")
    (finding,) = read(PLAN_LIST, headers, ("Støj", "Ann", "Plader", "Bo", "Måling", "Ib")).findings
    assert finding.responsible == "Bo"


def test_each_type_of_action_with_a_column_of_its_own_is_part_of_the_proposal() -> None:
    headers = ("Udfordring", "Forebyggende indsats", "Håndterende indsats", "Ansvarlig", "Frist")
    (finding,) = read(PLAN_LIST, headers, ("Vrede borgere", "Skærm af glas", "Alarm", "Bo", None)).findings
    assert finding.proposal == "Skærm af glas – Alarm"


def test_rows_below_the_heading_of_permanent_conditions_are_standing() -> None:
    rows = [("Støj", "Plader", "Bo"), ("Permanente forhold",), ("Vrede borgere", "Supervision", "Ib")]
    reading = read(PLAN_LIST, HEADERS, *rows)
    assert [finding.standing for finding in reading.findings] == [False, True]
    assert rows_of(reading) == (2, 1, 0)


def test_a_heading_of_a_theme_is_the_category_of_the_rows_below() -> None:
    reading = read(PLAN_LIST, HEADERS, ("Ergonomi",), ("Skæve stole", "Nye stole", "Bo"))
    assert [finding.category for finding in reading.findings] == ["Ergonomi"]


def test_a_problem_without_action_is_a_matter_all_the_same() -> None:
    reading = read(PLAN_LIST, HEADERS, ("Træk fra porten",), ("Støj", "Plader", "Bo"))
    assert [finding.text for finding in reading.findings] == ["Træk fra porten", "Støj"]


@pytest.mark.parametrize(
    ("kind", "polarity", "standing"),
    [("Ambition", Polarity.AMBITION, False), ("Vedvarende", None, True), ("Udfordring", None, False)],
)
def test_the_type_of_a_row_tells_ambitions_and_standing_conditions(
    kind: str, polarity: Polarity | None, standing: bool
) -> None:
    (finding,) = read(PLAN_LIST, (*HEADERS, "Type"), ("Ro", "Plader", "Bo", None, None, kind)).findings
    assert (finding.polarity, finding.standing) == (polarity, standing)


@pytest.mark.parametrize(
    ("priority", "severity"),
    [("Omgående", 4), ("Høj", 3), ("rød", 3), ("Middel", 2), ("gul", 2), ("Lav", 1), ("A", 3), ("B", 2), ("C", 1)],
)
def test_priority_words_and_letters_are_understood(priority: str, severity: float) -> None:
    (finding,) = read(PLAN_LIST, ("Prioritet", *HEADERS), (priority, "Støj", "Plader", "Bo")).findings
    assert finding.severity == severity


def test_numbers_as_priorities_say_nothing_without_a_legend() -> None:
    reading = read(PLAN_LIST, ("Prioritet", *HEADERS), (1, "Støj", "Plader", "Bo"), (3, "Lys", "Lamper", "Bo"))
    assert [finding.severity for finding in reading.findings] == [None, None]


@pytest.mark.parametrize(
    ("legend", "severities"),
    [
        ("1 = høj, 2 = middel, 3 = lav", [3, 2, 1]),
        ("1 = lav, 2 = middel, 3 = høj", [1, 2, 3]),
        ("1 er vigtigst", [3, 2, 1]),
        ("1 = lavest", [1, 2, 3]),
    ],
)
def test_a_legend_tells_what_numbers_mean(legend: str, severities: list[float]) -> None:
    rows = [(number, f"Sag {number}", "Plader", "Bo", None, None) for number in (1, 2, 3)]
    reading = read(PLAN_LIST, ("Plan", legend), ("Prioritet", *HEADERS), *rows)
    assert [finding.severity for finding in reading.findings] == severities


@pytest.mark.parametrize(("share", "solved"), [((1, 0.5), [True, False]), ((100, 1), [True, False])])
def test_progress_is_read_as_shares_or_percent_by_what_the_column_holds(
    share: tuple[float, float], solved: list[bool]
) -> None:
    rows = [(f"Sag {done}", "Plader", "Bo", None, None, done) for done in share]
    assert [finding.solved for finding in read(PLAN_LIST, (*HEADERS, "% udført"), *rows).findings] == solved
    in_status = [(*row[:4], row[-1]) for row in rows]
    assert [finding.solved for finding in read(PLAN_LIST, HEADERS, *in_status).findings] == solved


@pytest.mark.parametrize("header", ["Klart senast", "Udført senest", "Færdig inden", "Løst senest"])
def test_when_it_must_be_done_is_no_sign_that_it_is(header: str) -> None:
    (finding,) = read(
        PLAN_LIST, ("Problem", "Løsning", "Ansvarlig", header), ("Støj", "Plader", "Bo", "1/5-26")
    ).findings
    assert (finding.solved, finding.deadline) == (False, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        (("Jan 20", "Mar 25", "Apr 15"), (None, None, None)),
        (("maj 15", "juni 30"), (None, None)),
        (("Jan 20", "Jan 25"), (None, None)),
        (("Mar 23", "Apr 21", "May 22", "Jun 24"), (None, None, None, None)),
        (("marts 26", "juni 26"), (date(2026, 3, 31), date(2026, 6, 30))),
        (("jan 26", "mar 27", "apr 26"), (date(2026, 1, 31), date(2027, 3, 31), date(2026, 4, 30))),
        (("dec-25", "jun-28"), (date(2025, 12, 31), date(2028, 6, 30))),
    ],
)
def test_numbers_after_months_are_years_only_where_all_of_a_column_can_be(
    written: tuple[str, ...], understood: tuple[date | None, ...]
) -> None:
    rows = [(f"Indsats {place}", "Problem", "Ann", text, "Åben") for place, text in enumerate(written)]
    reading = read(PLAN_LIST, ("Indsats", "Problem", "Ansvarlig", "Frist", "Status"), *rows)
    assert tuple(finding.deadline for finding in reading.findings) == understood
    assert [finding.deadline_text for finding in reading.findings] == list(written)
    assert codes(reading) == [("bad-date", f"D{row}") for row, day in enumerate(understood, start=2) if day is None]


def test_days_after_months_take_the_year_that_the_title_tells() -> None:
    rows = [
        ("Handleplan 2027",),
        HEADERS,
        ("Støj", "Skærm", "Ann", "maj 15", ""),
        ("Gas", "Alarm", "Bo", "juni 30", ""),
    ]
    reading = read(PLAN_LIST, *rows)
    assert [finding.deadline for finding in reading.findings] == [date(2027, 5, 15), date(2027, 6, 30)]


def test_the_actions_below_a_list_of_risks_are_a_plan_and_who_signs_is_nobody() -> None:
    rows: list[tuple[Value, ...]] = [
        ("Opgave", "Fare", "Risiko", "Nuværende tiltag", "Yderligere tiltag"),
        ("Skæring", "Øjenskade", "Høj", "Afskærmning", "Uddannelse"),
        (),
        ("Implementering af tiltag",),
        ("Tiltag", "Ressourcer", "Ansvarlig", "Dato", "Status"),
        ("Skriv instruks", "3 timer", "Leder", "01-12-2026", "I gang"),
        ("Køb skilte", "500 kr.", "Pedel", "15-12-2026", "Ikke startet"),
        (),
        ("Gennemgang",),
        ("Godkendt af", "Underskrift", "Dato"),
        ("Anna Berg", "____________", None),
    ]
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert [entry.importer for entry in reading.sheets] == [ImporterName.RISK_ASSESSMENT, ImporterName.PLAN]
    assert [(finding.text, finding.responsible, finding.deadline) for finding in reading.findings] == [
        ("Øjenskade", "", None),
        ("Skriv instruks", "Leder", date(2026, 12, 1)),
        ("Køb skilte", "Pedel", date(2026, 12, 15)),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        ("Nr", "Titel", "Årsag", "Korrigerende handling", "Ansvarlig", "Frist", "Effektkontrol"),
        ("ID", "Title", "Root cause", "Corrective action", "Responsible", "Due date", "Effectiveness check"),
        ("Nr", "Avvik", "Årsak", "Korrigerende tiltak", "Ansvarlig", "Frist", "Effektkontroll"),
    ],
)
def test_a_list_of_nonconformities_tells_what_is_wrong_and_what_corrects_it(headers: tuple[str, ...]) -> None:
    rows = [(1, "Branddøre kilet op", "Ingen lukker", "Magneter", "Drift", "01-12-2026", "Set den 2-12-2026")]
    (finding,) = read(PLAN_LIST, headers, *rows).findings
    assert (finding.text, finding.proposal, finding.deadline) == ("Branddøre kilet op", "Magneter", date(2026, 12, 1))


@pytest.mark.parametrize("cross", ["x", "Y", "✓"])
def test_actions_that_are_crossed_under_quarters_go_from_the_first_to_the_last(cross: str) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Kategori", "Indsats", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"),
        ("Brand", "Gennemgang af slukkere", cross, None, None, cross),
        ("Kemi", "Risikovurdering af produkter", None, cross, None, None),
        ("Støj", "Høretest", None, None, None, None),
    ]
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert reading.sheets[0].importer is ImporterName.PLAN
    assert [use.header for use in reading.sheets[0].uses] == list(rows[0])
    assert [(finding.proposal, finding.deadline) for finding in reading.findings] == [
        ("Gennemgang af slukkere", date(2026, 12, 31)),
        ("Risikovurdering af produkter", date(2026, 6, 30)),
        ("Høretest", None),
    ]


def test_quarters_take_the_year_that_stands_over_them() -> None:
    rows: list[tuple[Value, ...]] = [
        (None, None, 2026, None, 2027, None),
        ("Kategori", "Indsats", "3. kvt.", "4. kvt.", "1. kvt.", "2. kvt."),
        ("Brand", "Gennemgang af slukkere", None, "x", "x", None),
        ("Kemi", "Risikovurdering af produkter", "x", None, None, None),
    ]
    findings = read_sheet(sheet(*rows), CONTEXT).findings
    assert [finding.deadline for finding in findings] == [date(2027, 3, 31), date(2026, 9, 30)]


def test_a_date_before_the_action_is_no_deadline() -> None:
    headers = ("Dato", "Problem", "Tiltag", "Ansvarlig")
    (finding,) = read(PLAN_LIST, headers, ("01-02-2026", "Støj", "Skærm", "Ann")).findings
    assert (finding.deadline, finding.observed_on) == (None, date(2026, 2, 1))


def test_the_title_tells_the_year_of_deadlines_without_one() -> None:
    rows = [("Støj", "Plader", "Bo", "15/3"), ("Lys", "Lamper", "Bo", "uge 12")]
    reading = read(PLAN_LIST, ("Handleplan 2026",), HEADERS, *rows)
    assert [finding.deadline for finding in reading.findings] == [date(2026, 3, 15), date(2026, 3, 20)]


@pytest.mark.parametrize("title", ["Handleplan", "Handleplan 2025-2027", "Handleplan efter APV 2024"])
def test_without_one_certain_year_a_deadline_stays_words(title: str) -> None:
    reading = read(PLAN_LIST, (title,), HEADERS, ("Støj", "Plader", "Bo", "15/3"))
    assert (reading.findings[0].deadline, reading.findings[0].deadline_text) == (None, "15/3")
    assert codes(reading) == [("bad-date", "D3")]


# --- Forms ------------------------------------------------------------------------------------------------------------


def test_a_form_counts_one_action_for_each_filled_block() -> None:
    labels = ("Udfordring", "Indsats", "Ansvarlig", "Periode", "Opfølgning")
    rows: list[tuple[Value, ...]] = []
    for texts in (("Støj", "Plader", "Bo", "1/3-1/6-2026", "Måling"), ("Lys", "Lamper", "Ib", None, None), (None,) * 5):
        rows += [*zip(labels, texts, strict=True), ()]
    reading = form(("Handleplan",), *rows)
    assert rows_of(reading) == (2, 1, 0)
    assert [
        (finding.text, finding.proposal, finding.responsible, finding.deadline) for finding in reading.findings
    ] == [
        ("Støj", "Plader", "Bo", date(2026, 6, 1)),
        ("Lys", "Lamper", "Ib", None),
    ]


def test_a_form_may_have_the_text_below_its_labels_and_guiding_questions_between() -> None:
    (finding,) = form(
        *(("1. UDFORDRING/AMBITION",), ("• Hvilke udfordringer har I?",), ("Mange afbrydelser",), ()),
        *(("2. INDSATS(ER)",), ("Fokustid",), ("Fælles telefontid",), ("3. ANSVARLIG",), ("Gry",)),
        *(("4. PERIODE",), ("forår 2026",), ("6. OPFØLGNING",), ("I juni",)),
    ).findings
    assert (finding.text, finding.proposal, finding.responsible) == (
        "Mange afbrydelser",
        "Fokustid\nFælles telefontid",
        "Gry",
    )
    assert finding.deadline == date(2026, 5, 31)


def test_a_form_may_hold_a_plan_in_each_column() -> None:
    reading = form(
        *(("Problem", "Støj", "Lys"), ("Løsning", "Plader", "Lamper"), ("Ansvarlig", "Bo", "Ib")),
        *(("Frist", "1/3-26", "løbende"), ("Status", "Udført", None)),
    )
    assert [(finding.text, finding.proposal, finding.solved) for finding in reading.findings] == [
        *(("Støj", "Plader", True), ("Lys", "Lamper", False))
    ]


def test_a_form_may_have_two_labels_in_a_line_and_a_department_above() -> None:
    (finding,) = form(
        *(("Afdeling:", "Køkken"), ("Problem:", "Vådt gulv", "Prioritet:", "Høj")),
        *(("Løsning:", "Måtte", "Ansvarlig:", "Bo"), ("Frist:", "1/3-2026", "Status:", "I gang")),
    ).findings
    assert (finding.department, finding.severity, finding.responsible) == (("Køkken",), 3, "Bo")


def test_of_the_dates_of_a_period_the_one_of_the_implementation_is_the_deadline() -> None:
    (finding,) = form(
        *(("Udfordring", "Støj"), ("Indsats", "Plader"), ("Ansvarlig", "Bo")),
        *(("Periode", "Igangsættes: 1/2-26\nImplementeres: 1/5-26\nFølges op: 1/8-26"), ("Opfølgning", None)),
    ).findings
    assert finding.deadline == date(2026, 5, 1)


def test_numbers_of_actions_are_no_plan() -> None:
    rows = [("Tema", "Indsatser", "Frist", "Lukket"), ("Støj", 3, "1/5-26", 1), ("Lys", 2, "1/6-26", 0)]
    assert PLAN.identify(sheet(*rows), CONTEXT) is None


def test_that_there_was_no_unintended_effect_says_nothing_about_the_effect() -> None:
    (finding,) = read(
        PLAN_LIST, (*HEADERS, "Utilsigtet effekt"), ("Støj", "Plader", "Bo", None, "Løst", "Nej")
    ).findings
    assert finding.solved


# --- Told apart -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("importer", "rows"),
    [
        ("plan", [("Rum", "Problem", "Løsning", "Ansvarlig", "Frist"), ("Hal", "Rod", "Ryd", "Bo", "1/4-26")]),
        (
            "inspection",
            [
                ("Rundering",),
                ("Rum", "Problem", "Løsning", "Ansvarlig", "Frist"),
                ("Hal", "Rod", "Ryd", "Bo", "1/4-26"),
            ],
        ),
        (
            "inspection",
            [("Sted", "Observation", "Handling", "Ansvarlig", "Frist"), ("Hal", "Rod", "Ryd", "Bo", "1/4-26")],
        ),
        (
            "incident",
            [("Dato", "Hændelse", "Tiltag", "Ansvarlig", "Frist"), ("1/3-26", "Fald", "Måtte", "Bo", "1/4-26")],
        ),
        (
            "discussion",
            [("Emne", "Beslutning", "Handling", "Ansvarlig", "Frist"), ("Støj", "Måles", "Bestil", "Bo", "1/4-26")],
        ),
        (
            "risk_assessment",
            [("Farekilde", "Risiko", "Tiltag", "Ansvarlig", "Frist"), ("Truck", "Høj", "Adskil", "Bo", "1/4-26")],
        ),
        ("plan", [("Problem", "Alvor", "Tiltag", "Ansvarlig", "Frist"), ("Støj", "Høj", "Plader", "Bo", "1/4-26")]),
        ("calendar", [("Årshjul",), ("Aktivitet", "Måned", "Ansvarlig"), ("MUS", "marts 2026", "Bo")]),
        (
            "plan",
            [("Handleplan",), ("Aktivitet", "Start", "Slut", "Ansvarlig"), ("Nyt loft", "1/3-26", "1/6-26", "Bo")],
        ),
    ],
)
def test_lists_with_like_headers_are_told_apart(importer: str, rows: list[tuple[Value, ...]]) -> None:
    assert read_sheet(sheet(*rows), CONTEXT).sheets[0].importer == importer


LABELS = sorted({row["header"] for row in CONTEXT.catalogue.table("synonyms") if row["importer"] == "plan"})


@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.sampled_from(LABELS), st.text(max_size=6), st.dates(), st.integers()), max_size=4
        ),
        max_size=14,
    )
)
def test_any_sheet_of_labels_is_read_with_every_plan_accounted_for(rows: list[list[Value]]) -> None:
    grid = sheet(*rows)
    match = PLAN.identify(grid, CONTEXT)
    if match is not None:
        reading = checked(PLAN.extract(grid, match, CONTEXT))
        findings: tuple[Finding, ...] = reading.findings
        assert len(findings) == reading.sheets[0].rows_used


def test_groups_of_headers_are_read_with_the_headers_below_them() -> None:
    headers = (("Problem", "Løsning", None, "Opfølgning", None), (None, "Hvad", "Hvem", "Hvornår", "Resultat"))
    (finding,) = read(PLAN_LIST, *headers, ("Støj", "Skærm", "Ib", "1/6-2025", None)).findings
    assert (finding.text, finding.proposal, finding.responsible) == ("Støj", "Skærm", "Ib")


def test_a_count_in_one_cell_is_no_action() -> None:
    reading = read(PLAN_LIST, HEADERS, ("Støj", "Plader", "Bo"), ("Antal problemer: 1",))
    assert rows_of(reading) == (1, 1, 0)


@pytest.mark.parametrize(
    ("header", "value", "solved"),
    [
        ("Status", "Gennemført, men virker ikke", False),
        ("Status", "Udført 12/3 - mangler mærkning", False),
        ("Status", "Løst?", False),
        ("Status", "Udført af KM 3/4-26", True),
        ("Status", "Efterkommet", True),
        ("Gennemført", "Ja, delvist", False),
        ("Gennemført", "Ja", True),
        ("Gennemført", "1/3-26", True),
        ("Gennemført", "Nej", False),
    ],
)
def test_what_is_done_but_for_something_is_not_solved(header: str, value: str, solved: bool) -> None:
    rows = (("Problem", "Løsning", "Ansvarlig", "Frist", header), ("Støj", "Plader", "Bo", "1/3-26", value))
    assert [finding.solved for finding in read(PLAN_LIST, *rows).findings] == [solved]


def test_what_stands_on_a_sheet_of_the_finished_is_solved() -> None:
    rows = (("Problem", "Løsning", "Ansvarlig", "Frist"), ("Støj", "Plader", "Bo", "1/3-26"))
    told = {
        name: [one.solved for one in read_sheet(sheet(*rows, name=name), CONTEXT).findings]
        for name in ("Afsluttede", "Åbne")
    }
    assert told == {"Afsluttede": [True], "Åbne": [False]}


def test_a_share_of_one_is_the_whole_beside_cells_with_a_percent_sign() -> None:
    rows = (("Problem", "Løsning", "Ansvarlig", "Frist", "% færdig", "Opfølgning"),)
    rows += (("Varme", "Vifte", "Kim", "1/3-26", 1, "God"), ("Støj", "Plader", "Kim", "1/3-26", 0.5, None))
    rows += (("Løft", "Lift", "Kim", "1/3-26", "25 %", None), ("Lys", "Lampe", "Kim", "1/3-26", "100 %", None))
    assert [finding.solved for finding in read(PLAN_LIST, *rows).findings] == [True, False, False, True]


PLANNER = (
    (
        "Opgave-id",
        "Opgavenavn",
        "Bucket-navn",
        "Status",
        "Prioritet",
        "Tildelt til",
        "Forfaldsdato",
        "Tjeklisteelementer",
        "Beskrivelse",
    ),
    (
        "a1",
        "Ny ventilation i køkken",
        "Indeklima",
        "I gang",
        "Haster",
        "Kim",
        "31-12-2026",
        "tilbud;bestil",
        "Varmt i køkkenet",
    ),
    ("a2", "Kursus i konflikter", "Psykisk", "Fuldført", "Mellem", "Ida", "30-04-2026", None, None),
    ("a3", "Hæve-sænke-borde", "Ergonomi", "Ikke startet", "Lav", None, None, None, None),
)
JIRA = (
    ("Issue key", "Summary", "Status", "Priority", "Assignee", "Created", "Due date", "Resolution"),
    ("AM-1", "Varmt i køkkenet", "In Progress", "High", "Bo", "01/Feb/26 9:00 AM", "31/Dec/26 12:00 AM", None),
    ("AM-2", "Kursus i konflikter", "Done", "Medium", "Ida", "01/Feb/26 9:00 AM", None, "Done"),
    ("AM-3", "Hæve-sænke-borde", "To Do", "Low", None, "01/Feb/26 9:00 AM", None, None),
)


@pytest.mark.parametrize("rows", [PLANNER, JIRA], ids=["Planner", "Jira"])
def test_an_export_of_a_task_tool_is_a_plan_and_every_task_an_action(rows: tuple[tuple[str | None, ...], ...]) -> None:
    findings = read(PLAN_LIST, *rows).findings
    assert [finding.text for finding in findings] == ["Varmt i køkkenet", "Kursus i konflikter", "Hæve-sænke-borde"]
    assert [finding.solved for finding in findings] == [False, True, False]
    assert findings[0].deadline == date(2026, 12, 31)


# --- Goals and how far they are


def test_the_goal_and_the_status_of_a_form_are_kept_as_they_are_worded() -> None:
    (finding,) = form(
        ("Handlingsplan 2025",),
        (),
        ("Afdeling:", "Køkken"),
        ("Problem:", "Støj på stuerne"),
        ("Mål:", "Lydniveauet skal ned"),
        ("Indsats:", "Plader i loftet"),
        ("Ansvarlig:", "Leder"),
        ("Frist:", "1/6 2025"),
        ("Status:", "I gang - mangler Gul stue"),
    ).findings
    assert (finding.goal, finding.progress) == ("Lydniveauet skal ned", "I gang - mangler Gul stue")
    assert finding.begun
    assert not finding.solved


def test_the_goal_and_the_status_of_a_list_are_kept_too() -> None:
    headers = ("Problem", "Mål", "Løsning", "Ansvarlig", "Frist", "Status")
    row = ("Træk", "Over 20 grader", "Varmetæppe", "Leder", "1/6 2025", "Ikke startet")
    (finding,) = read(PLAN_LIST, headers, row).findings
    assert (finding.goal, finding.progress, finding.begun) == ("Over 20 grader", "Ikke startet", False)


def test_how_much_of_a_cards_checklist_is_done_does_not_finish_the_card() -> None:
    headers = (
        *("Card ID", "Card Name", "Card Description", "Labels", "Members", "Due Date", "Attachment Count"),
        *("Checklist Item Total Count", "Checklist Item Completed Count", "Last Activity Date", "List Name"),
        *("Due Complete",),
    )
    reading = read(
        PLAN_LIST,
        headers,
        ("5f2b", "Nye høreværn", "96 dB", None, "Ann", "2026-12-01", 0, 3, 1, "2026-05-05", "I gang", "false"),
        ("5f2c", "Lys i garage", None, None, "Bo", "2026-05-01", 0, 0, 0, "2026-05-05", "I gang", "true"),
    )
    assert [(one.proposal, one.solved) for one in reading.findings] == [("Nye høreværn", False), ("Lys i garage", True)]


@pytest.mark.parametrize("more", [(), ("Task Progress",)])
def test_an_export_of_asana_is_a_plan_with_its_tasks_by_name(more: tuple[str, ...]) -> None:
    headers = (
        *("Task ID", "Created At", "Completed At", "Last Modified", "Name", "Section/Column", "Assignee"),
        *("Assignee Email", "Start Date", "Due Date", "Tags", "Notes", "Projects", "Parent task"),
    )
    rows: tuple[tuple[Value, ...], ...] = (
        (
            "1",
            "2026-01-12",
            None,
            "2026-03-02",
            "Ny udsugning",
            "Støv",
            "Ann",
            "a@b.dk",
            None,
            "2026-10-02",
            *[None] * 4,
        ),
        ("2", "2026-01-12", "2026-02-20", None, "Nye måtter", "Løft", "Bo", "b@b.dk", None, "2026-02-28", *[None] * 4),
        ("3", "2026-02-13", None, None, "Indhent tilbud", None, None, None, None, None, *[None] * 3, "Ny udsugning"),
    )
    progress: tuple[Value, ...] = ("In Progress", "Done", "Not Started")
    filled = [(*row, *([said] if more else [])) for row, said in zip(rows, progress, strict=True)]
    reading = read_sheet(sheet((*headers, *more), *filled), CONTEXT)
    assert [(one.proposal, one.solved) for one in reading.findings] == [
        *(("Ny udsugning", False), ("Nye måtter", True), ("Indhent tilbud", False))
    ]
    assert reading.findings[0].deadline == date(2026, 10, 2)
    assert not more or [one.progress for one in reading.findings] == list(progress)


def test_a_remark_stands_with_the_status_that_the_plan_tells() -> None:
    headers = ("Problem", "Tiltag", "Ansvarlig", "Status", "Kommentar")
    rows = [("Støj", "Kabine", "Leder", "I gang", "Venter på leverandør"), ("Træk", "Liste", "Pedel", None, None)]
    assert [one.progress for one in read(PLAN_LIST, headers, *rows).findings] == ["I gang – Venter på leverandør", ""]


def test_weeks_without_a_year_are_told_once() -> None:
    rows = [("Støj", "Kabine", f"Uge {week}") for week in (14, 16, 20)]
    reading = read(PLAN_LIST, ("Problem", "Tiltag", "Frist"), *rows)
    assert codes(reading) == [("no-year", "C2")]
    assert [(one.deadline, one.deadline_text) for one in reading.findings] == [
        (None, f"Uge {week}") for week in (14, 16, 20)
    ]


def test_whether_the_goal_was_reached_says_how_far_the_matter_is() -> None:
    headers = ("Udfordring", "Mål", "Handling", "Tovholder", "Start", "Slut", "Er målet nået?")
    rows = [
        ("Stress", "Under 10 %", "Møder", "Leder", None, date(2026, 6, 1), "Delvist"),
        ("Støj", "Under 65 dB", "Loft", "Drift", None, date(2026, 6, 1), "Ja"),
        ("Lys", "Nok lys", "Lamper", "Drift", None, date(2026, 6, 1), "Nej"),
    ]
    found = read(PLAN_LIST, ("Handleplan 2025-2026",), headers, *rows).findings
    assert [(one.solved, one.progress) for one in found] == [(False, "Delvist"), (True, ""), (False, "")]


def test_a_tracker_of_numbered_actions_is_a_plan() -> None:
    headers = ("action_id", "title", "details", "risk_rating", "owner", "target_date", "completed_on", "status")
    rows = [
        (1, "Label cupboard", "Unlabelled bottles", "High", "Lab manager", date(2026, 2, 10), None, "Open"),
        (2, "Repair nosing", "Loose nosing on stairs", "Medium", "Facilities", None, date(2026, 1, 29), "Closed"),
    ]
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert [(one.source, one.text, one.proposal, one.solved) for one in reading.findings] == [
        (SourceKind.PLAN, "Unlabelled bottles", "Label cupboard", False),
        (SourceKind.PLAN, "Loose nosing on stairs", "Repair nosing", True),
    ]


def test_what_stands_under_a_heading_for_what_is_closed_is_done_and_other_headers_are_told() -> None:
    headers = ("Nr", "Problem", "Handling", "Ansvarlig", "Frist")
    rows = [("Aktionsliste",), ("Åbne",), headers, (1, "Støj ved presse", "Skærm", "Bo", date(2026, 3, 1)), ()]
    rows += [("Lukkede",), ("Nr", "Problem", "Handling", "Ansvarlig", "Lukket dato")]
    reading = read(PLAN_LIST, *rows, (2, "Mørkt på p-plads", "Lys", "Bo", date(2025, 10, 1)))
    assert [(one.text, one.solved) for one in reading.findings] == [
        ("Støj ved presse", False),
        ("Mørkt på p-plads", True),
    ]
    assert ("headers-differ", "E7") in codes(reading)


@pytest.mark.parametrize(
    ("written", "who", "day", "words"),
    [
        ("Leder 1/6-26", "Leder", date(2026, 6, 1), ""),
        ("Hal 2-leder, uge 20 2026", "Hal 2-leder", date(2026, 5, 15), "uge 20 2026"),
        ("AMR, løbende", "AMR", None, "løbende"),
        ("MH/LP senest 1. maj 2026", "MH/LP", date(2026, 5, 1), ""),
        ("Leder", "Leder", None, ""),
    ],
)
def test_who_and_when_in_one_column_are_told_apart(written: str, who: str, day: date | None, words: str) -> None:
    for header in ("Ansvarlig/frist", "Ansvarlig og deadline", "Frist/ansvarlig"):
        rows = [("Problem", "Løsning", header, "Status"), ("Støj", "Skærm", written, "I gang")]
        (finding,) = read(PLAN_LIST, *rows).findings
        assert (finding.responsible, finding.deadline, finding.deadline_text) == (who, day, words)


def test_a_status_in_colours_alone_is_told() -> None:
    rows: list[tuple[Value, ...]] = [("Problem", "Indsats", "Ansvarlig", "Status")]
    rows += [("Støj", "Skærm", "Bo", None), ("Træk", "Tætning", "Bo", None)]
    grid = Grid("plan.xlsx", "Ark1", rows, fills=lambda: {(1, 3): "00B050", (2, 3): "FF0000"})
    assert ("colour-status", "D1") in codes(PLAN_LIST.extract(grid, claim(PLAN_LIST, grid), CONTEXT))


# --- How it went ------------------------------------------------------------------------------------------------------


def test_whether_it_is_done_is_read_under_a_question_too() -> None:
    headers = ("Hvad er problemet?", "Hvad vil vi gøre?", "Hvem gør det?", "Er det gjort? (ja/nej)")
    reading = read(PLAN_LIST, headers, ("Støj", "Plader", "Bo", "ja"), ("Træk", "Tætning", "Bo", "nej"))
    assert [finding.solved for finding in reading.findings] == [True, False]


def test_numbers_that_the_header_explains_tell_how_far_it_is() -> None:
    headers = ("Handling", "Ansvarlig", "Frist", "Status (0=ikke startet, 1=i gang, 2=færdig)")
    reading = read(PLAN_LIST, headers, *(("Plader", "Bo", "01-12-2026", number) for number in (2, 1, 0)))
    assert [finding.solved for finding in reading.findings] == [True, False, False]
    assert reading.findings[0].progress == "færdig"


@pytest.mark.parametrize("header", ["Udført %", "Udført (%)", "Gennemført i %"])
def test_percent_under_done_tell_how_much_is(header: str) -> None:
    headers = ("Problem", "Løsning", "Ansvarlig", header)
    reading = read(PLAN_LIST, headers, ("Støj", "Plader", "Bo", 100), ("Træk", "Tætning", "Bo", 40))
    assert [finding.solved for finding in reading.findings] == [True, False]


def test_a_status_under_follow_up_is_told_but_not_when_to_look() -> None:
    headers = ("Problem", "Løsning", "Ansvarlig", "Frist", "Opfølgning")
    rows = (("Støj", "Plader", "Bo", None, "Gennemført 12/2"), ("Træk", "Tætning", "Bo", None, "På p-møde"))
    assert [finding.progress for finding in read(PLAN_LIST, headers, *rows).findings] == ["Gennemført 12/2", ""]


# --- Task tools -------------------------------------------------------------------------------------------------------


def test_how_a_task_was_closed_is_no_action() -> None:
    headers = ("Sagsnøgle", "Resumé", "Ansvarlig", "Status", "Løsning", "Forfaldsdato", "Beskrivelse")
    rows = (
        ("AM-1", "Skridsikring ved opvasken", "Mia", "Igangværende", None, "01-12-2026", "Medarbejdere glider"),
        ("AM-2", "Ny stol", "Mia", "Udført", "Udført", None, "Stolen kan ikke indstilles"),
    )
    first, second = read_sheet(sheet(headers, *rows), CONTEXT).findings
    assert (first.text, first.proposal, first.solved) == ("Medarbejdere glider", "Skridsikring ved opvasken", False)
    assert (second.proposal, second.solved) == ("Ny stol", True)


@pytest.mark.parametrize(("header", "mark"), [("Archived", True), ("Arkiveret", "Ja"), ("Arkiveret", "true")])
def test_an_archived_card_is_set_aside_unless_it_is_done(header: str, mark: Value) -> None:
    headers = ("Kortnavn", "Kortbeskrivelse", "Medlemmer", "Forfaldsdato", "Listenavn", header)
    rows = (
        ("Skridsikring", "Trappen er glat", "Ole", "15-12-2026", "Skal gøres", None),
        ("Nye stole", "Slidte stole", "Ole", None, "I gang", mark),
        ("Punktudsug", "Svejserøg i hallen", "Eva", None, "Udført", mark),
    )
    reading = read(PLAN_LIST, headers, *rows)
    assert [(finding.text, finding.solved) for finding in reading.findings] == [
        ("Trappen er glat", False),
        ("Svejserøg i hallen", True),
    ]
    assert rows_of(reading) == (2, 1, 0)


# --- Headers in two lines and numbered blocks -------------------------------------------------------------------------


def test_headers_in_two_lines_are_a_list_and_no_form() -> None:
    rows = (
        ("Problem", "Løsning", None, "Tid", None, "Opfølgning", None),
        (None, "Hvad", "Hvem", "Start", "Slut", "Dato", "Status"),
        ("Støj", "Skærme", "TS", "01-01-2026", "01-03-2026", "01-04-2026", "Gennemført"),
        ("Vold", "Kursus", "Leder", "01-02-2026", "01-12-2026", None, "I gang"),
    )
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert [(finding.text, finding.proposal, finding.solved) for finding in reading.findings] == [
        ("Støj", "Skærme", True),
        ("Vold", "Kursus", False),
    ]


def test_the_labels_of_a_form_may_be_numbered() -> None:
    reading = form(
        ("Problem 1:", "Støj i produktionen"),
        ("Løsning:", "Støjskærme"),
        ("Ansvarlig:", "Chefen"),
        ("Status:", "I gang"),
        ("Problem 2:", "Manglende oplæring"),
        ("Løsning:", "Mentor"),
        ("Ansvarlig:", "HR"),
        ("Status:", "Afsluttet"),
    )
    assert [(finding.text, finding.solved) for finding in reading.findings] == [
        ("Støj i produktionen", False),
        ("Manglende oplæring", True),
    ]


def test_of_two_columns_of_problems_the_shorter_is_what_they_are_about() -> None:
    headers = ("Arbejdsmiljøforhold", "Beskrivelse af problem", "Løsning", "Ansvarlig", "Tidsfrist")
    reading = read_sheet(
        sheet(
            headers,
            ("Ergonomi", "Tunge sække på lageret", "Hejs", "TL", None),
            ("Støj", "Kompressoren larmer", "Flyttes", "AMR", None),
            file="Handlingsplan.xlsx",
        ),
        CONTEXT,
    )
    assert [(finding.category, finding.text) for finding in reading.findings] == [
        ("Ergonomi", "Tunge sække på lageret"),
        ("Støj", "Kompressoren larmer"),
    ]


def test_where_it_is_and_how_big_it_is_are_read() -> None:
    headers = (
        "Hvad er problemet?",
        "Hvor er det?",
        "Hvor stort er det? (lille/mellem/stort)",
        "Hvad kan vi gøre?",
        "Hvem gør det?",
    )
    reading = read(PLAN_LIST, headers, ("Glat trappe", "Bagindgang", "stort", "Skridsikring", "Pedel"))
    (finding,) = reading.findings
    assert (finding.place, finding.severity) == ("Bagindgang", 3)


def test_the_name_of_a_problem_is_its_subject_where_another_column_describes_it() -> None:
    headers = ("Arbejdsmiljøproblem", "Beskriv problemet: Hvad, hvor, hvornår, hvor mange?", "Løsning", "Ansvarlig")
    rows = (
        ("Tunge løft", "Gryder på 25 kg løftes fra gulvet", "Hjul", "Leder"),
        ("Vold", "Ingen problemer", None, None),
    )
    reading = read(PLAN_LIST, headers, *rows)
    assert [(one.text, one.category) for one in reading.findings] == [
        ("Gryder på 25 kg løftes fra gulvet", "Tunge løft")
    ]
    assert rows_of(reading) == (1, 1, 0)


@pytest.mark.parametrize(
    "headers",
    [
        ("Name", "Owner", "Status", "Due date"),
        ("Titel", "Ejer", "Status", "Frist"),
        ("Name", "Assign", "Status", "Due"),
    ],
)
def test_a_board_with_a_name_who_how_far_and_by_when_is_a_plan(headers: tuple[str, ...]) -> None:
    rows = (
        ("Sæt støjplader op", "Lise Holm", "Working on it", date(2026, 12, 1)),
        ("Køb borde", "Ole Lund", "Done", date(2026, 6, 1)),
    )
    reading = checked(read_sheet(sheet(("APV-tavle",), headers, *rows), CONTEXT))
    assert [(one.proposal, one.responsible, one.begun, one.solved) for one in reading.findings] == [
        ("Sæt støjplader op", "Lise Holm", True, False),
        ("Køb borde", "Ole Lund", False, True),
    ]


def test_persons_under_name_are_no_actions() -> None:
    headers = ("Name", "Owner", "Status", "Due date")
    rows = (("Anne Holm", "Lise", "Mangler", date(2026, 12, 1)), ("Bo Lund Jensen", "Lise", "OK", date(2026, 12, 1)))
    reading = read_sheet(sheet(headers, *rows), CONTEXT)
    assert reading.findings == ()
    assert "Anne" not in repr(reading)


def test_of_the_statuses_of_several_years_the_latest_that_is_filled_in_counts() -> None:
    headers = ("Problem", "Handling", "Status 2024", "Status 2025", "Status 2026")
    rows = (("Støj", "Plader", "I gang", "I gang", "Færdig"), ("Træk", "Tætne vinduer", "Ikke startet", "I gang", None))
    reading = checked(read_sheet(sheet(("Handleplan",), headers, *rows), CONTEXT))
    assert [(one.progress, one.begun, one.solved) for one in reading.findings] == [
        ("Færdig", False, True),
        ("I gang", True, False),
    ]
    assert ("latest-status", "E2") in codes(reading)
    evaluated = (("Mål", "Indsats", "Tovholder", "Evaluering"), ("Færre løft", "Loftlifte", "Drift", "Gennemført"))
    (finding,) = checked(read_sheet(sheet(("Handleplan 2025",), *evaluated), CONTEXT)).findings
    assert finding.solved


def test_a_yes_or_no_to_whether_there_is_a_problem_is_not_what_the_problem_is() -> None:
    headers = (
        "Emne",
        "Er der problemer?",
        "Beskriv",
        "Hvor alvorligt (1 = lidt, 3 = meget)",
        "Løsning",
        "Ansvarlig",
        "Frist",
    )
    rows = (
        ("Støj", "Ja", "Larm fra trafik", 2, "Vinduer", "LHO", "1/6-26"),
        ("Lys", "Nej", None, None, None, None, None),
        ("Ergonomi", "Delvist", "Gamle stole", 1, "Nye stole", "OLU", "1/8-26"),
    )
    reading = checked(read_sheet(sheet(("Kortlægning af arbejdsmiljøet",), headers, *rows), CONTEXT))
    assert [(one.category, one.text) for one in reading.findings] == [
        ("Støj", "Larm fra trafik"),
        ("Ergonomi", "Gamle stole"),
    ]
    assert rows_of(reading) == (2, 1, 0)


def test_a_status_of_no_year_is_how_it_is_now_whatever_stands_under_years() -> None:
    headers = ("Emne", "Indsats", "Ansvarlig", "Status", "Status 2025", "Status 2026")
    rows = (
        ("Støj", "Plader", "BK", "Åben", "Tilbud hentet", "Sat op i maj"),
        ("Lys", "LED", "IL", "Færdig", None, None),
    )
    reading = checked(read_sheet(sheet(("Handleplan",), headers, *rows), CONTEXT))
    assert [one.solved for one in reading.findings] == [False, True]


def test_ok_right_of_who_and_when_says_what_is_done() -> None:
    headers = ("Problem", "Løsning", "Hvem", "Hvornår", "OK")
    rows = (("Støj", "Plader", "Lise", "1/5-26", "✓"), ("Lys", "LED", "Ole", "1/6-26", None))
    reading = checked(read_sheet(sheet(("APV-skema",), headers, *rows), CONTEXT))
    assert [(one.text, one.solved) for one in reading.findings] == [("Støj", True), ("Lys", False)]
