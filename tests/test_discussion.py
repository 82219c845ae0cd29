from __future__ import annotations

from datetime import date

import pytest
from list_grids import CONTEXT, checked, codes, read, read_sample, rows_of, sheet

from handleplan_batch.model import ImporterName, Polarity
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.discussion import DISCUSSION, split_matters

HEADERS = ("Afdeling", "Type", "Emne", "Drøftelse", "Mål for det kommende år", "Ansvarlig", "Frist")


@pytest.mark.parametrize(
    ("kind", "polarity", "standing", "cell"),
    [
        ("Udfordring", Polarity.PROBLEM, False, "D2"),
        ("Ambition", Polarity.AMBITION, False, "E2"),
        ("Vedvarende", Polarity.PROBLEM, True, "D2"),
        ("Positivt", Polarity.POSITIVE, False, "D2"),
    ],
)
def test_the_type_tells_what_a_row_is(kind: str, polarity: Polarity, standing: bool, cell: str) -> None:
    row = ("Køkken", kind, "Støj", "Der er meget støj", "Vi vil have halvt så meget støj", "Ann Bo", "1/5-2027")
    (finding,) = read(DISCUSSION, HEADERS, row).findings
    assert (finding.polarity, finding.standing, finding.where.a1) == (polarity, standing, cell)
    assert (finding.department, finding.category, finding.responsible) == (("Køkken",), "Støj", "Ann Bo")
    assert finding.deadline == date(2027, 5, 1)


def test_an_ambition_without_a_goal_takes_its_text_from_the_discussion() -> None:
    (finding,) = read(DISCUSSION, HEADERS, (None, "Ambition", "Ro", "Vi vil have ro til fordybelse", None)).findings
    assert (finding.text, finding.polarity) == ("Vi vil have ro til fordybelse", Polarity.AMBITION)


@pytest.mark.parametrize(
    ("achieved", "polarity"),
    [("Ja", Polarity.POSITIVE), ("Delvist", Polarity.PROBLEM), ("Nej", Polarity.PROBLEM), (None, None)],
)
def test_last_years_goal_keeps_what_became_of_it(achieved: str | None, polarity: Polarity | None) -> None:
    headers = ("Type", "Drøftelse", "Mål fra sidste år", "Opnået?")
    (finding,) = read(DISCUSSION, headers, ("Opfølgning", "Lift er købt", "Halvt så mange løft", achieved)).findings
    parts = [part for part in ("Halvt så mange løft", achieved, "Lift er købt") if part]
    assert finding.text == " – ".join(parts)
    assert (finding.polarity, finding.where.a1) == (polarity, "C2")


def test_a_follow_up_with_a_topic_only_is_its_topic() -> None:
    (finding,) = read(DISCUSSION, ("Type", "Emne", "Drøftelse"), ("Opfølgning", "Støj i hallen", None)).findings
    assert finding.text == "Støj i hallen"


def test_a_row_without_type_gives_a_finding_for_each_column_that_says_something() -> None:
    headers = ("Emne", "Hvad virker", "Drøftelse", "Mål", "Mål fra sidste år", "Opnået?")
    row = ("Samarbejde", "Vi hjælper hinanden", "Det støjer i hallen", "Mindre støj i hallen", "Ny lift", "Ja")
    findings = read(DISCUSSION, headers, row).findings
    assert [(finding.polarity, finding.where.a1) for finding in findings] == [
        (Polarity.POSITIVE, "B2"),
        (Polarity.AMBITION, "D2"),
        (None, "C2"),
        (Polarity.POSITIVE, "E2"),
    ]


def test_a_topic_may_tell_what_a_row_is() -> None:
    (finding,) = read(
        DISCUSSION, ("Punkt", "Referat", "Beslutning"), ("Hvad virker", "Vores morgenmøder", None)
    ).findings
    assert (finding.text, finding.polarity) == ("Vores morgenmøder", Polarity.POSITIVE)


def test_a_decision_is_the_proposal_or_the_text_when_nothing_else_is_said() -> None:
    headers = ("Emne", "Drøftelse", "Beslutning")
    one, other = read(
        DISCUSSION, headers, ("Støj", "Det støjer meget", "Køb plader"), ("Lys", None, "Køb nye lamper")
    ).findings
    assert (one.text, one.proposal) == ("Det støjer meget", "Køb plader")
    assert (other.text, other.proposal) == ("Køb nye lamper", "")


def test_several_matters_in_a_cell_are_findings_of_the_same_cell() -> None:
    text = "Der er støj i kantinen. AMR mangler uddannelse; ventilationen larmer om natten"
    reading = read(DISCUSSION, HEADERS, ("Køkken", "Udfordring", "Emner", text))
    assert [finding.text for finding in reading.findings] == [
        "Der er støj i kantinen.",
        "AMR mangler uddannelse",
        "ventilationen larmer om natten",
    ]
    assert {finding.where.a1 for finding in reading.findings} == {"D2"}
    assert rows_of(reading) == (1, 0, 0)


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("Støj, bl.a. Kantinen er ramt", ["Støj, bl.a. Kantinen er ramt"]),
        ("Vi mødes kl. 9 i kantinen hver dag", ["Vi mødes kl. 9 i kantinen hver dag"]),
        ("- Der er for meget støj\n- Der er for lidt lys", ["Der er for meget støj", "Der er for lidt lys"]),
        ("Der er for meget støj! Meget.", ["Der er for meget støj! Meget."]),
        ("Støj", ["Støj"]),
        ("", []),
    ],
)
def test_matters_are_split_at_sentence_ends_only(text: str, matters: list[str]) -> None:
    assert split_matters(text) == matters


def test_a_row_that_says_nothing_is_set_aside_or_rejected() -> None:
    reading = read(
        *(DISCUSSION, HEADERS, ("Køkken", "Ambition", "Ro", "Ro på", "Mere ro"), (None, None, "Valg", "Ingen")),
        ("Lager", "Ambition", None, None, None, "Ann Bo"),
    )
    assert rows_of(reading) == (1, 1, 1)
    assert codes(reading) == [("row-incomplete", "D4"), ("row-set-aside", "3")]


def test_the_sample_notes_are_read_whole() -> None:
    reading = read_sample(DISCUSSION, "droeftelse_2026.xlsx")
    assert rows_of(reading) == (14, 0, 0)
    polarities = [finding.polarity for finding in reading.findings]
    assert polarities.count(Polarity.AMBITION) == 3
    assert sum(finding.standing for finding in reading.findings) >= 2
    assert any(
        finding.text.startswith("Halvt så mange tunge løft på lageret – Delvist") for finding in reading.findings
    )


def test_minutes_of_points_and_notes_are_known_by_their_name() -> None:
    rows = [("Spørgsmål", "Svar"), ("Hvordan er det gået?", "Vi mangler hænder"), ("Hvilke mål har vi?", "Færre løft")]
    reading = read(DISCUSSION, *rows, file="Årlig arbejdsmiljødrøftelse.xlsx")
    assert [(finding.text, finding.polarity) for finding in reading.findings] == [
        *(("Vi mangler hænder", None), ("Færre løft", Polarity.AMBITION))
    ]


def test_a_column_of_challenges_holds_problems() -> None:
    reading = read(DISCUSSION, ("Emne", "Udfordring", "Mål"), ("Fysisk", "Godt med plads, men koldt", None))
    assert [finding.polarity for finding in reading.findings] == [Polarity.PROBLEM]


def test_the_title_of_minutes_may_tell_their_day() -> None:
    rows = [("Referat af arbejdsmiljødrøftelse 12. marts 2026",), ("Punkt", "Drøftelse"), ("Støj", "Larm i hallen")]
    assert read(DISCUSSION, *rows).findings[0].observed_on == date(2026, 3, 12)


@pytest.mark.parametrize("years", [(2026, 2027), (2028, 2029)])
def test_of_the_goals_of_two_years_the_earlier_is_what_became_of_it_and_the_later_is_new(
    years: tuple[int, int],
) -> None:
    rows = (("Færre løft", "Ja", "Lifte købt", "Færre stikskader"), ("Mindre stress", "Nej", "Vakancer", "Ansæt to"))
    headers = (f"Mål {years[0]}", "Opfyldt?", "Bemærkning", f"Mål {years[1]}")
    findings = read(DISCUSSION, headers, *rows).findings
    ambitions = [finding.text for finding in findings if finding.polarity is Polarity.AMBITION]
    assert ambitions == ["Færre stikskader", "Ansæt to"]
    assert "Mindre stress – Nej – Vakancer" in [one.text for one in findings if one.polarity is Polarity.PROBLEM]


def test_minutes_without_headers_are_what_is_asked_and_beside_it_what_was_said() -> None:
    reading = read_sheet(
        sheet(
            ("Årlig arbejdsmiljødrøftelse 12. november 2026",),
            ("Deltagere", "Leder, AMR"),
            ("Nåede vi vores mål?", "Støj: delvist"),
            ("Hvilke udfordringer ser vi?", "Stress i økonomi; dårligt indeklima på lageret"),
            ("Mål for det kommende år", "Sygefravær under 4 %"),
            ("Hvordan samarbejder vi?", "Vi holder månedlige møder"),
        ),
        CONTEXT,
    )
    problems = [finding.text for finding in reading.findings if finding.polarity is Polarity.PROBLEM]
    assert problems == ["Stress i økonomi", "dårligt indeklima på lageret"]
    assert [one.text for one in reading.findings if one.polarity is Polarity.AMBITION] == ["Sygefravær under 4 %"]
    assert rows_of(reading) == (4, 1, 0)


@pytest.mark.parametrize("header", ["Tekst", "Beskrivelse", "Bemærkning", "Note", "Punkt", "Kommentar", "Text"])
@pytest.mark.parametrize("name", ["Noter drøftelse", "Ark1"])
def test_the_kinds_of_point_tell_minutes_whose_text_has_any_header(header: str, name: str) -> None:
    grid = sheet(
        ("Noter fra november",),
        (),
        ("Type", "Afdeling", header),
        ("Udfordring", "Alle", "Sygefraværet stiger på ældreområdet"),
        ("Ambition", "Alle", "Vi vil have halvt så mange voldsepisoder"),
        ("Positivt", "Skolen", "Ny modtagelse af nyansatte virker godt"),
        ("Opfølgning", "Børnehaven", "Støjplader på Gul stue er ikke kommet op"),
        name=name,
    )
    reading = read_sheet(grid, CONTEXT)
    polarities = [Polarity.PROBLEM, Polarity.AMBITION, Polarity.POSITIVE, None]
    assert [finding.polarity for finding in reading.findings] == polarities
    assert {finding.where.column for finding in reading.findings} == {3}


def test_incidents_of_any_kind_are_no_points_of_a_discussion() -> None:
    headers = ("Type", "Afdeling", "Beskrivelse")
    reading = read_sheet(sheet(headers, ("Vold", "Skolen", "Skub"), ("Nærved", "Skolen", "Et glas faldt")), CONTEXT)
    assert {entry.importer for entry in reading.sheets} == {ImporterName.INCIDENT}


def test_how_and_when_a_goal_is_to_be_reached_are_read_beside_it() -> None:
    headers = ("Mål", "Hvordan", "Ansvarlig", "Tidspunkt")
    rows = (headers, ("Færre løft", "Vakuumløfter", "Per", "1/4 2027"))
    (finding,) = read(DISCUSSION, *rows, file="arbejdsmiljødrøftelse 2026.xlsx").findings
    assert (finding.proposal, finding.deadline) == ("Vakuumløfter", date(2027, 4, 1))


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        (
            "1. Tunge løft på lageret\n2. Kemi\n3. Tonen i kundeservice",
            ["Tunge løft på lageret", "Kemi", "Tonen i kundeservice"],
        ),
        ("- Støj\n- Vold og trusler", ["Støj", "Vold og trusler"]),
        ("Vi nåede det ikke.\nÆrgerligt", ["Vi nåede det ikke. Ærgerligt"]),
        ("1. marts: støj måles", ["1. marts: støj måles"]),
    ],
)
def test_items_of_a_list_are_matters_however_short(text: str, matters: list[str]) -> None:
    assert split_matters(text) == matters


def test_what_is_proposed_is_for_what_works_less_well() -> None:
    headers = ("Tema", "Hvad fungerer godt?", "Hvad fungerer mindre godt?", "Forslag til løsning", "Ansvarlig")
    rows = [("Fysik", "Gode lokaler", "Støj fra gangen", "Døre med tætning", "AMR")]
    good, bad = read(DISCUSSION, headers, *rows).findings
    assert (good.proposal, good.responsible) == ("", "")
    assert (bad.proposal, bad.responsible) == ("Døre med tætning", "AMR")


def test_a_deadline_without_a_year_is_not_before_the_meeting() -> None:
    rows = [("Årlig arbejdsmiljødrøftelse 2026",), ("Dato: 3. november 2026",)]
    rows += [("Punkt", "Drøftet", "Beslutning", "Frist"), ("Støj", "Larm fra gang", "Døre", "1. februar")]
    rows += [
        ("Lys", "For mørkt i hal", "Lys", "1. december"),
        ("Kemi", "Sprit på gulv", "Sug", "1. marts 2026"),
    ]
    found = [finding.deadline for finding in read(DISCUSSION, *rows).findings]
    assert found == [date(2027, 2, 1), date(2026, 12, 1), date(2026, 3, 1)]


def test_a_numbered_point_on_goals_is_one() -> None:
    rows = [("Punkt", "Drøftet", "Beslutning"), ("4. Mål for 2027", "Færre ulykker", "Vedtaget")]
    assert [finding.polarity for finding in read(DISCUSSION, *rows).findings] == [Polarity.AMBITION]


def test_a_blank_point_goes_on_with_the_point_above() -> None:
    rows = [("Referat af arbejdsmiljødrøftelse",), ("Punkt", "Drøftet", "Beslutning")]
    rows += [("1. Mål for det kommende år", "Sygefravær under 4 %", "Følges"), (None, "Ingen vold", "Kursus")]
    reading = read(DISCUSSION, *rows, ("2. Eventuelt", "Støj i kantinen", None))
    assert [one.polarity for one in reading.findings] == [Polarity.AMBITION, Polarity.AMBITION, None]


def test_the_new_goal_of_a_year_stands_beside_the_one_of_the_year_before() -> None:
    headers = ("Mål 2025", "Opnået?", "Begrundelse", "Nyt mål 2026", "Handling", "Ansvarlig/frist")
    rows = [("Færre løft", "Delvist", "Lifte kom sent", "Alle stuer har loftlift", "Indkøb", "Leder 1/9-26")]
    reading = read(DISCUSSION, ("Årlig arbejdsmiljødrøftelse",), headers, *rows)
    assert [(one.text, one.polarity) for one in reading.findings] == [
        ("Alle stuer har loftlift", Polarity.AMBITION),
        ("Færre løft – Delvist – Lifte kom sent", Polarity.PROBLEM),
    ]


def test_a_goal_that_is_said_to_be_reached_or_not_is_last_years() -> None:
    headers = ("Mål 2026", "Handling", "Ansvarlig", "Opnået (ja/nej/delvist)", "Bemærkning")
    rows = (("Under 4 % fravær", "Samtaler", "Leder", "Nej", "5,2 %"), ("Alle kan løfte", "Kursus", "AMR", "Ja", None))
    reading = read_sheet(sheet(headers, *rows, file="Drøftelse.xlsx"), CONTEXT)
    assert [(finding.text, finding.polarity) for finding in reading.findings] == [
        ("Under 4 % fravær – Nej – 5,2 %", Polarity.PROBLEM),
        ("Alle kan løfte – Ja", Polarity.POSITIVE),
    ]


def test_numbered_questions_beside_their_answers_are_minutes() -> None:
    rows = (
        ("Årlig arbejdsmiljødrøftelse 2026", None),
        ("1. Evaluering af året", "Støjen i modtagelsen er stadig for høj"),
        ("2. Tilrettelæggelse af samarbejdet", "Gruppen mødes hvert kvartal"),
        ("3. Mål for det kommende år", "Ingen stikskader i hele huset"),
        ("Dato og underskrift", "3/11-2026"),
    )
    reading = read_sheet(sheet(*rows), CONTEXT)
    assert [finding.polarity for finding in reading.findings] == [None, None, Polarity.AMBITION]


def test_what_is_hard_is_a_problem_and_ideas_are_proposals_for_it() -> None:
    headers = ("Tema", "Hvad går godt", "Hvad er svært", "Idéer")
    reading = read(DISCUSSION, headers, ("Roller", "God humor", "Uklart hvem gør hvad", "Rollebeskrivelser"))
    good, hard = reading.findings
    assert (good.polarity, good.proposal) == (Polarity.POSITIVE, "")
    assert (hard.polarity, hard.proposal) == (Polarity.PROBLEM, "Rollebeskrivelser")


def test_minutes_with_a_matter_for_each_point_are_no_survey() -> None:
    headers = ("Punkt", "Sag", "Drøftelse", "Beslutning", "Ansvarlig")
    rows = (
        ("1", "Sygefravær", "Stigning i køkkenet", "Leder laver plan", "Leder"),
        ("2", "Ulykker", "To stik", None, None),
    )
    reading = read_sheet(sheet(headers, *rows, file="MED referat.xlsx"), CONTEXT)
    assert [(finding.category, finding.proposal) for finding in reading.findings] == [
        ("Sygefravær", "Leder laver plan"),
        ("Ulykker", ""),
    ]


def test_lines_below_the_points_of_minutes_are_what_was_said() -> None:
    rows = (
        ("Referat af AMO-møde den 12. marts 2026",),
        ("Deltagere: Mona Lund, Kaj Berg",),
        ("1. Godkendelse af dagsorden",),
        ("Godkendt.",),
        ("2. Ulykker siden sidst",),
        ("Rampen ved lageret er glat i frostvejr.",),
        ("Beslutning: Der lægges måtter. Ansvarlig: Pedel. Frist: 1. april 2026",),
        ("Ad 3) Støj: Mange nævner støj i kantinen.",),
        ("4. Eventuelt",),
        ("Intet.",),
    )
    reading = checked(read_sheet(sheet(*rows, name="Referat"), CONTEXT))
    assert [(finding.text, finding.category, finding.where.a1) for finding in reading.findings] == [
        ("Rampen ved lageret er glat i frostvejr.", "Ulykker siden sidst", "A6"),
        ("Mange nævner støj i kantinen.", "Støj", "A8"),
    ]
    first = reading.findings[0]
    assert (first.proposal, first.responsible, first.deadline) == ("Der lægges måtter", "Pedel", date(2026, 4, 1))
    assert "Mona" not in repr(reading)
    assert "lines-of-minutes" in {problem.code for problem in reading.problems}


def test_headings_after_a_blank_line_are_points_of_minutes() -> None:
    rows = (
        ("Referat, arbejdsmiljøudvalget 4/5 2026",),
        ("Til stede: Mona Lund",),
        (),
        ("Støj i kantinen",),
        ("Der klages over støj fra opvasken.",),
        (),
        ("Sygefravær",),
        ("Fraværet er steget.",),
    )
    reading = checked(read_sheet(sheet(*rows), CONTEXT))
    assert [(finding.text, finding.category) for finding in reading.findings] == [
        *(("Der klages over støj fra opvasken.", "Støj i kantinen"), ("Fraværet er steget.", "Sygefravær"))
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("Dagsorden AMG-møde 2026",), ("1. Siden sidst",), ("2. Nærved",), ("3. Rundering",), ("4. Eventuelt",)),
        (("Sådan holder I drøftelsen",), ("1. Før",), ("Find målene frem.",), ("2. Efter",), ("Skriv det ned.",)),
    ],
)
def test_an_agenda_and_a_guide_are_no_minutes(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not read_sheet(sheet(*rows, name="Dagsorden"), CONTEXT).findings


def test_numbered_points_beside_the_minutes_are_topics() -> None:
    points = (("1. Velkomst", "Kort runde"), ("2. Fravær", "Der mangler vikarer"))
    rows = (("MED-møde 3. februar 2026",), ("Punkt", "Referat"), *points)
    reading = checked(read_sheet(sheet(*rows, name="Referat"), CONTEXT))
    assert [(finding.text, finding.category) for finding in reading.findings] == [("Der mangler vikarer", "2. Fravær")]


def test_who_does_what_by_when_behind_what_was_said_is_no_matter_of_its_own() -> None:
    rows = (
        ("1. Arbejdspres", "Personalet løber for stærkt. Ansvarlig: Lise. Frist: 1. september 2026"),
        ("2. Vold", "To episoder med slag.\nBeslutning: kursus i konflikter\nAnsvarlig: Mette. Der mangler vikarer."),
    )
    reading = checked(read_sheet(sheet(("Referat MED-udvalg 12.5.2026",), ("Punkt", "Referat"), *rows), CONTEXT))
    assert [(one.text, one.proposal, one.responsible, one.deadline) for one in reading.findings] == [
        ("Personalet løber for stærkt.", "", "Lise", date(2026, 9, 1)),
        ("To episoder med slag.", "kursus i konflikter", "Mette", None),
        ("Der mangler vikarer.", "kursus i konflikter", "Mette", None),
    ]
    assert {use.header for use in reading.sheets[0].uses} == {"Punkt", "Referat"}
    headers = ("Punkt", "Drøftelse", "Ansvarlig")
    (finding,) = read(DISCUSSION, headers, ("Støj", "Plader i loftet", "Ansvarlig: Lise")).findings
    assert finding.responsible == "Lise"


def test_the_title_of_minutes_tells_the_year_of_a_deadline() -> None:
    lines = (
        *("Referat af AMO-møde 3. marts 2026", None, "1. Sygefravær", "Fraværet er steget.", "Frist: uge 20", None),
        *("2. Støj", "Pladerne mangler i loftet."),
    )
    reading = checked(read_sheet(sheet(*[(line,) if line else () for line in lines]), CONTEXT))
    assert [one.deadline for one in reading.findings] == [date(2026, 5, 15), None]
    assert "bad-date" not in dict(codes(reading))


def test_a_point_of_which_only_what_was_agreed_is_told_is_not_left_out() -> None:
    headers = ("Emne", "Drøftelse", "Aktion", "Ansvar", "Frist")
    rows = (
        ("Støj", "Larm fra køkkenet", "Indhent tilbud", "LHO", "1/9-2026"),
        ("Cykelparkering", None, "Lys op", "OLU", "snarest"),
    )
    reading = read(DISCUSSION, headers, *rows)
    assert [(one.text, one.proposal, one.responsible) for one in reading.findings] == [
        ("Larm fra køkkenet", "Indhent tilbud", "LHO"),
        ("Cykelparkering", "Lys op", "OLU"),
    ]


def test_who_and_when_may_be_items_of_the_list_in_a_cell() -> None:
    rows = (("1", "Ulykker", "- 2 fald på trappe\n- Ansvarlig: Bo\n- Frist: 1. juli"), ("2", "Evt", "Intet"))
    headers = ("Nr.", "Punkt", "Referat/beslutning/ansvarlig")
    reading = checked(read_sheet(sheet(("Referat AMO 10. juni 2026",), headers, *rows), CONTEXT))
    assert [(one.text, one.responsible, one.deadline) for one in reading.findings] == [
        ("2 fald på trappe", "Bo", date(2026, 7, 1))
    ]
