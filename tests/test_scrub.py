"""Personal data out of free text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.language import set_language
from handleplan_batch.reading.scrub import Scrubbed
from handleplan_batch.reading.scrub import scrub as scrub_with

CATALOGUE = Catalogue()


def scrub(text: str) -> Scrubbed:
    return scrub_with(text, CATALOGUE)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Mit nummer er 010190-1234, tak", "Mit nummer er [CPR-nummer fjernet], tak"),
        ("0101901234", "[CPR-nummer fjernet]"),
        ("cpr 311299 – 4321.", "cpr [CPR-nummer fjernet]."),
        ("skriv til per.hansen@firma.dk!", "skriv til [e-mail fjernet]!"),
        ("Ring til 22 33 44 55 i dag", "Ring til [telefonnummer fjernet] i dag"),
        ("tlf. 12345678", "tlf. [telefonnummer fjernet]"),
        ("+45 22334455 eller 0045 22 33 44 55", "[telefonnummer fjernet] eller [telefonnummer fjernet]"),
        ("2233 4455", "[telefonnummer fjernet]"),
        ("+46 70 123 45 67", "[telefonnummer fjernet]"),
        ("se https://intra.dk/sag?userid=pha&x=1 der", "se [link fjernet] der"),
        ("https://linkedin.com/in/perhansen", "[link fjernet]"),
    ],
)
def test_personal_data_is_replaced_by_a_mark(text: str, clean: str) -> None:
    assert scrub(text).text == clean
    assert scrub(text).removed >= 1


@pytest.mark.parametrize(
    "text",
    [
        "I 2026 var der 10.000 kr. og 25.000 til overs",
        "Den 31.12.2026, 31-12-2026, 2026-12-31, 31122026 og 20261231",
        "I skoleåret 2025-2026 og 2025 2026",
        "85 dB(A), 1450 ppm og 12.345.678 kr.",
        "Kl. 14.30 i lokale 1234",
        "Ordre 4500123456 og sag 2026-001234",
        "uge 28 29 30 31 er lukket",
        "se https://at.dk/regler/at-vejledninger",
        "3 ud af 10 løfter 25 kg",
        "ingen tal her",
    ],
)
def test_plain_numbers_amounts_dates_and_links_stay(text: str) -> None:
    assert scrub(text) == (text, 0)


def test_every_piece_is_counted() -> None:
    assert scrub("a@b.dk og c@d.dk, tlf. 22334455").removed == 3


def test_the_marks_are_in_the_language_of_the_run() -> None:
    set_language("en")
    assert scrub("a@b.dk").text == "[e-mail removed]"


@given(st.text(), st.from_regex(r"(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}-[0-9]{4}", fullmatch=True))
def test_a_cpr_number_never_survives(text: str, number: str) -> None:
    assert number not in scrub(f"{text} {number} {text}").text


@given(st.text())
def test_scrubbing_twice_removes_nothing_more(text: str) -> None:
    once = scrub(text)
    assert scrub(once.text) == (once.text, 0)
