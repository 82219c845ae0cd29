"""Personal data out of free text, and the free text of every kind of sheet."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from list_grids import CONTEXT, checked, read, sheet

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.language import set_language
from handleplan_batch.model import Reading
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.reading.importers.calendar import CALENDAR
from handleplan_batch.reading.importers.discussion import DISCUSSION
from handleplan_batch.reading.importers.incident import INCIDENT
from handleplan_batch.reading.importers.inspection import INSPECTION
from handleplan_batch.reading.importers.lists import ListImporter, ledger
from handleplan_batch.reading.importers.organisation import ORGANISATION
from handleplan_batch.reading.importers.plan import PLAN_LIST
from handleplan_batch.reading.importers.risk_assessment import RISK_LIST
from handleplan_batch.reading.scrub import Scrubbed
from handleplan_batch.reading.scrub import scrub as scrub_with

CATALOGUE = Catalogue()
MARK = re.compile(r"\[[^\[\]]* removed\]")
WORD = re.compile(r"[\w.@-]*\w")


def scrub(text: str) -> Scrubbed:
    """Scrub by the shipped catalogue, with English marks so that no test waits for a translation."""
    set_language("en")
    return scrub_with(text, CATALOGUE)


def cases(half: str) -> list[str]:
    """The labelled sentences of a half; what is personal stands in { }."""
    with Path(__file__).with_name("scrub_cases.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["text"] for row in csv.DictReader(file, delimiter=";") if row["half"] == half]


def plain(case: str) -> str:
    return re.sub(r"[{}]", "", case)


# --- Numbers, addresses and links -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Mit nummer er 010190-1234, tak", "Mit nummer er [CPR number removed], tak"),
        ("0101901234", "[CPR number removed]"),
        ("cpr 311299 – 4321.", "cpr [CPR number removed]."),
        ("midlertidigt cpr 610190-1234", "midlertidigt cpr [CPR number removed]"),
        ("født den 4. marts 1985", "født den [date of birth removed]"),
        ("f. 04-03-85", "f. [date of birth removed]"),
        ("skriv til per.hansen@firma.dk!", "skriv til [e-mail removed]!"),
        ("per.hansen(at)firma.dk", "[e-mail removed]"),
        ("Ring til 22 33 44 55 i dag", "Ring til [phone number removed] i dag"),
        ("tlf. 12345678", "tlf. [phone number removed]"),
        ("+45 22334455 eller 0045 22 33 44 55", "[phone number removed] eller [phone number removed]"),
        ("2233 4455", "[phone number removed]"),
        ("+46 70 123 45 67", "[phone number removed]"),
        ("se https://intra.dk/sag?userid=pha&x=1 der", "se [link removed] der"),
        ("https://linkedin.com/in/perhansen", "[link removed]"),
        ("www.facebook.com/per.hansen.92 og linkedin.com/in/perhansen", "[link removed] og [link removed]"),
        (
            "tlf.nr. 22334455 eller på nummer 22 33 44 55",
            "tlf.nr. [phone number removed] eller på nummer [phone number removed]",
        ),
        ("bor på Elmevej 7, 2. tv, 4700 Næstved", "bor på [address removed]"),
        ("bor i 5000 Odense C", "bor i [address removed]"),
        ("H.C. Andersens Vej 12B er glat", "[address removed] er glat"),
        ("nørregade 12 er glat", "[address removed] er glat"),
        ("bilen AB 12 345 lækker", "bilen [number plate removed] lækker"),
        ("CD12345 mangler nødhammer", "[number plate removed] mangler nødhammer"),
        ("nummerplade ab 12 345", "nummerplade [number plate removed]"),
    ],
)
def test_what_points_at_a_person_is_replaced_by_a_mark(text: str, clean: str) -> None:
    assert scrub(text).text == clean


@pytest.mark.parametrize(
    "text",
    [
        "I 2026 var der 10.000 kr. og 25.000 til overs",
        "Den 31.12.2026, 31-12-2026, 2026-12-31, 31122026 og 20261231",
        "I skoleåret 2025-2026 og 2025 2026",
        "85 dB(A), 1450 ppm og 12.345.678 kr.",
        "Kl. 14.30 i lokale 1234",
        "Kl. 14.30-22.30 er vi for få",
        "Maskine 22334455, varenr. 12345678 og ordre 45 67 89 01",
        "Model AB12345 og Type CX 45 678",
        "Ordre 4500123456, varenr. AB12345 og sag 2026-001234",
        "3102901234 er en ordre",
        "uge 28 29 30 31 er lukket",
        "se https://at.dk/regler/at-vejledninger",
        "3 ud af 10 løfter 25 kg",
        "Flugtvej 3 og parkeringsplads 12 er spærret",
        "Lyset er under 500 lux efter EN 12464 og DS 12 345",
        "Vi er i skolegården 3 gange om dagen og på Strandvejen 2 timer",
        "I 2026 Aarhus-projektet og i 2025 Odense",
        "ingen tal her",
    ],
)
def test_plain_numbers_dates_standards_and_routes_stay(text: str) -> None:
    assert scrub(text) == (text, 0)


# --- Names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Min leder Hanne råber", "Min leder [name removed] råber"),
        ("Overlæge Jens Holm kom ikke", "Overlæge [name removed] kom ikke"),
        ("kollegaen Ole og min chef Zlatkova lytter", "kollegaen [name removed] og min chef [name removed] lytter"),
        ("hos Kirsten i køkkenet", "hos [name removed] i køkkenet"),
        ("min chef hanne siger", "min chef [name removed] siger"),
        ("Hannes kontor og Pia's stol", "[name removed] kontor og [name removed] stol"),
        ("leder MHK svarer ikke", "leder [name removed] svarer ikke"),
        ("Deltagere: MHK, ABC, Bo og Ole", "Deltagere: [name removed], ABC, [name removed] og [name removed]"),
        ("Anne-Lise, Søren Ågård og Åse", "[name removed], [name removed] og [name removed]"),
        ("Fatima og Ahmed Hassan løfter", "[name removed] og [name removed] løfter"),
        ("Svein og Göran Lindström", "[name removed] og [name removed]"),
        ("Hr. Nielsen og fru Bach", "Hr. [name removed] og fru [name removed]"),
        ("beboer E.K. spyttede", "beboer [name removed] spyttede"),
        ("J.P. Møller og Lone H. kom", "[name removed] og [name removed] kom"),
        ("PIA BLEV RAMT AF EN PALLE", "[name removed] BLEV RAMT AF EN PALLE"),
    ],
)
def test_a_persons_name_is_replaced_by_a_mark(text: str, clean: str) -> None:
    assert scrub(text).text == clean


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Storm fra porten gør, at døren smækker", "Det er Storm, der mangler"),
        ("Bo i nærheden er en fordel", "Bo siger, at det ikke haster"),
        ("Per mail får vi 80 beskeder", "Per Hansen glemmer at låse"),
        ("Rose fra ledelsen ville være rart", "Vi har talt med Rose om det"),
        ("Mark og skov er vores arbejdsplads", "Kollega Mark faldt"),
        ("Tom for papir hele tiden", "Spørg Tom om skærmen"),
        ("En Falk på taget", "Teamleder Falk svarer ikke"),
        ("bo tæt på arbejdet", "Bo og Lise skændes"),
    ],
)
def test_a_name_that_is_a_word_too_needs_something_else_to_tell(word: str, name: str) -> None:
    assert scrub(word) == (word, 0)
    assert scrub(name).removed >= 1


@pytest.mark.parametrize(
    "text",
    [
        "Microsoft Teams larmer på Rigshospitalet i Aarhus",
        "Anna Ancher-salen har dårlig akustik",
        "Birgittes Have og Mariehjemmet mangler en rampe",
        "Hans Knudsens Plads og Karen Blixens Vej er mørke",
        "Kirsten Kimer blomstrer i gården",
        "Under stormen Bodil blæste taget af",
        "Systemet Karen og lokale Freja er nede",
        "Vi købte stole hos Harald Nyborg og Jensen & Søn",
        "Sankt Hans-festen og Mortens aften",
        "Min leder er god, og vores chef lytter",
        "HR. Stole mangler, og leder HR svarer ikke",
        "Overlæge Kardiologisk Afdeling mangler en stol",
        "Lone work er et problem",
        "Medarbejder Samtaler",
        "MANUEL HÅNDTERING AF TUNGE BYRDER",
        "Line 2 og Line B støver, siger de på Line 3",
    ],
)
def test_departments_places_products_and_titles_stay(text: str) -> None:
    assert scrub(text) == (text, 0)


@pytest.mark.parametrize(("half", "found", "right"), [("tuning", 0.96, 0.95), ("unseen", 0.92, 0.95)])
def test_the_labelled_sentences_are_scrubbed_as_well_as_the_documentation_says(
    half: str, found: float, right: float
) -> None:
    pieces = missed = removed_rightly = removed = 0
    for case in cases(half):
        personal = re.findall(r"\{([^}]*)\}", case)
        gone = Counter(WORD.findall(plain(case))) - Counter(WORD.findall(MARK.sub(" ", scrub(plain(case)).text)))
        pieces += len(personal)
        missed += sum(bool(Counter(WORD.findall(piece)) - gone) for piece in personal)
        removed += gone.total()
        removed_rightly += (gone & Counter(WORD.findall(" ".join(personal)))).total()
    assert pieces > 80
    assert 1 - missed / pieces >= found
    assert removed_rightly / removed >= right


def test_no_word_of_the_catalogue_is_taken_for_a_person() -> None:
    words = {
        word
        for table in ("themes", "measures", "roles", "scales", "synonyms", "cell_words")
        for row in CATALOGUE.table(table)
        for column, cell in row.items()
        for word in (cell.split("|") if "|" in cell else [cell])
        if not column.endswith("_en")  # an English "Bent" is a Danish name
    }
    assert [word for word in sorted(words) if scrub(word).removed] == []


# --- What always holds ------------------------------------------------------------------------------------------------


def test_every_piece_is_counted() -> None:
    assert scrub("Hanne (a@b.dk) og Ole, tlf. 22334455").removed == 4


def test_the_marks_are_in_the_language_of_the_run() -> None:
    set_language("da")
    assert scrub_with("a@b.dk", CATALOGUE).text == "[e-mail fjernet]"


@given(st.text(), st.from_regex(r"(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}-[0-9]{4}", fullmatch=True))
def test_a_cpr_number_never_survives(text: str, number: str) -> None:
    assert number not in scrub(f"{text} {number} {text}").text


@given(st.one_of(st.text(), st.lists(st.sampled_from(list(map(plain, cases("tuning")))), max_size=4).map(" ".join)))
@example("Clas Anr AA00000")
def test_scrubbing_twice_removes_nothing_more(text: str) -> None:
    once = scrub(text)
    assert scrub(once.text) == (once.text, 0)


WORDS = (
    "Hanne",
    "Bo",
    "Jensen",
    "MHK",
    "Storm",
    "leder",
    "hos",
    "og",
    "i",
    "af",
    ",",
    ".",
    "(",
    ")",
    "/",
    ":",
    "-",
    "A",
)


@given(st.lists(st.sampled_from(WORDS)))
def test_only_marks_stand_where_something_was(words: list[str]) -> None:
    text = " ".join(words)
    cleaned, count = scrub(text)
    kept = MARK.split(cleaned)
    assert len(kept) == count + 1
    place = 0
    for part in kept:
        place = text.index(part, place) + len(part)


# --- The free text of every kind of sheet -----------------------------------------------------------------------------

SAID = "Hanne Holm råber ad Fatima på Elmevej 7"


def persons_in(reading: Reading) -> str:
    return " ".join(name for name in ("Hanne", "Holm", "Fatima") if name in repr(reading))


@pytest.mark.parametrize(
    ("importer", "headers", "row"),
    [
        (
            INCIDENT,
            ("Dato", "Afdeling", "Type", "Hændelsesforløb", "Årsag", "Sted", "Forslag", "Fraværsdage"),
            ("01-02-2026", "Birgittes Have", SAID, SAID, SAID, SAID, SAID, 2),
        ),
        (
            INSPECTION,
            ("Afdeling", "Kategori", "Kontrolpunkt", "OK / Ikke OK", "Bemærkning", "Sted", "Forslag"),
            ("Birgittes Have", SAID, SAID, "Ikke OK", SAID, SAID, SAID),
        ),
        (
            DISCUSSION,
            ("Afdeling", "Emne", "Mål sidste år", "Nået?", "Drøftelse", "Beslutning"),
            ("Birgittes Have", SAID, SAID, "Delvist", SAID, SAID),
        ),
        (
            RISK_LIST,
            ("Afdeling", "Kategori", "Fare", "Årsag", "Sandsynlighed", "Konsekvens", "Foranstaltning"),
            ("Birgittes Have", SAID, SAID, SAID, 3, 4, SAID),
        ),
        (
            PLAN_LIST,
            ("Afdeling", "Tema", "Problem", "Handling", "Mål", "Frist"),
            ("Birgittes Have", SAID, SAID, SAID, SAID, "når Hanne er tilbage"),
        ),
    ],
)
def test_every_column_of_free_text_is_scrubbed_and_the_department_stays(
    importer: ListImporter, headers: tuple[str, ...], row: tuple[Value, ...]
) -> None:
    got = read(importer, headers, row)
    assert got.findings
    assert persons_in(got) == ""
    assert all(finding.department == ("Birgittes Have",) for finding in got.findings)
    assert [problem.values["count"] for problem in got.problems if problem.code == "personal-data"] != []


def test_a_form_and_a_matrix_are_scrubbed() -> None:
    form = (("Problem", SAID), ("Handling", SAID), ("Mål", SAID), ("Ansvarlig", "Bo Jensen"), ("Frist", "1/5 2027"))
    plan = checked(read_sheet(sheet(*form), CONTEXT))
    assert persons_in(plan) == ""
    assert plan.findings[0].responsible == "Bo Jensen"
    matrix = (
        (None, "Ubetydelig", "Alvorlig", "Katastrofal"),
        ("Usandsynlig (aldrig)", SAID, None, "Brand"),
        ("Mulig", None, SAID, None),
        ("Sandsynlig (ofte)", "Kaffen er kold", "Fald på trappen", "Trussel"),
    )
    risks = checked(read_sheet(sheet(*matrix), CONTEXT))
    assert len(risks.findings) == 6
    assert persons_in(risks) == ""


def test_comments_of_a_survey_are_scrubbed_and_departments_with_names_stay() -> None:
    statements = ("Jeg er tilfreds med mit arbejde", "Jeg har indflydelse på mit arbejde")
    rows = (
        ("Birgittes Have", "Helt enig", "Uenig", SAID),
        ("Mariehjemmet", "Enig", "Enig", "Fint i Anna Ancher-salen"),
    )
    reading = read_sheet(sheet(("Afdeling", *statements, "Kommentarer"), *rows), CONTEXT)
    assert persons_in(reading) == ""
    assert [comment.department for comment in reading.surveys[0].comments] == [("Birgittes Have",), ("Mariehjemmet",)]
    assert reading.surveys[0].comments[1].text == "Fint i Anna Ancher-salen"


def test_the_responsible_of_an_old_plan_and_the_leader_of_a_department_stay() -> None:
    plan = read(
        PLAN_LIST, ("Problem", "Handling", "Ansvarlig", "Frist"), ("Støj", "Spørg Ole", "Hanne Holm", "1/5 2027")
    )
    assert plan.findings[0].responsible == "Hanne Holm"
    assert "Ole" not in plan.findings[0].proposal
    departments = read(ORGANISATION, ("Afdeling", "Leder", "AMR"), ("Birgittes Have", "Hanne Holm", "Bo"))
    assert (departments.departments[0].name, departments.departments[0].leader) == ("Birgittes Have", "Hanne Holm")
    events = read(CALENDAR, ("Begivenhed", "Start", "Slut"), ("Sankt Hans", "23-06-2027", "24-06-2027"))
    assert events.events[0].name == "Sankt Hans"


def test_the_address_of_a_fault_stays_and_that_of_an_accident_goes() -> None:
    headers = ("Kontrolpunkt", "OK / Ikke OK", "Bemærkning", "Sted")
    fault = read(INSPECTION, headers, ("Lys", "Ikke OK", "Mørkt", "Skolegade 4, hos Hanne"))
    assert fault.findings[0].place.startswith("Skolegade 4, hos [")
    accident = read(
        INCIDENT, ("Dato", "Hændelsesforløb", "Sted", "Fraværsdage"), ("01-02-2026", "Faldt", "Elmevej 7", 2)
    )
    assert "Elmevej" not in accident.findings[0].place


def test_a_cell_that_is_read_for_several_purposes_is_counted_once() -> None:
    headers = ("Dato", "Afdeling", "Årsag", "Kropsdel", "Fraværsdage")
    reading = read(INCIDENT, headers, ("01-02-2026", "Lager", "Skubbet af Hanne", "Ryg", 2))
    assert [problem.values["count"] for problem in reading.problems if problem.code == "personal-data"] == ["1"]


def test_a_long_text_is_scrubbed_like_its_sentences() -> None:
    sentence = "Jeg har talt med Hanne Storm Holm. Det trækker fra porten, siger Jens. "
    once, often = scrub(sentence), scrub(sentence * 300)
    assert (often.text, often.removed) == (once.text * 300, once.removed * 300)


def test_a_text_that_is_repeated_is_scrubbed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def counted(text: str, catalogue: Catalogue, *, addresses: bool = True) -> Scrubbed:
        seen.append(text)
        return scrub_with(text, catalogue, addresses=addresses)

    monkeypatch.setattr(ledger, "scrub", counted)
    rows = [("Kompressoren larmer, siger Hanne", 3, 4, "Lager")] * 5
    reading = read(RISK_LIST, ("Fare", "Konsekvens", "Sandsynlighed", "Afdeling"), *rows)
    assert len(reading.findings) == 5
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("text", ["Class 4 laser uden afskærmning", "Ikke startet innen den gitte tidsrammen"])
def test_words_that_look_like_names_stay(text: str) -> None:
    assert scrub(text) == (text, 0)


def test_an_institution_keeps_the_name_that_a_person_may_have_too() -> None:
    kept = "Gled på gulvet på Plejecenter Birk"
    assert scrub(kept).text == kept
    assert scrub("Botilbud Rose mangler en lift").removed == 0
    assert scrub("SSA Birgit Holm faldt på Plejecenter Birk").text == "SSA [name removed] faldt på Plejecenter Birk"
