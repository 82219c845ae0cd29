"""Danish (and other) texts get the themes and the tone that a reader would give them."""

from __future__ import annotations

import pytest

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.judging.theming import Theming
from handleplan_batch.model import CellRef, Certainty, Polarity, Question

THEMING = Theming(Catalogue())
PROBLEM, POSITIVE, AMBITION, NEUTRAL = Polarity.PROBLEM, Polarity.POSITIVE, Polarity.AMBITION, Polarity.NEUTRAL

TEXTS = [
    # (text, strongest theme or None, tone)
    ("Der er for meget støj i kontoret", "noise", PROBLEM),
    ("Kontorstøjen er slem", "noise", PROBLEM),
    ("Støjniveauet i kantinen er ulideligt", "noise", PROBLEM),
    ("Larmen fra børnene giver mig hovedpine", "noise", PROBLEM),
    ("Arbejdspresset er voldsomt", "workload", PROBLEM),
    ("Vi har alt for travlt og når ikke vores pauser", "workload", PROBLEM),
    ("For mange sager til for få medarbejdere", "workload", PROBLEM),
    ("Loftliften på stue 4 er i stykker", "patient_handling", PROBLEM),
    ("Tunge løft hele dagen på lageret", "lifting", PROBLEM),
    ("Det trækker fra vinduet hele vinteren", "temperature", PROBLEM),
    ("Lyset flimrer over skrivebordet", "lighting", PROBLEM),
    ("Luften er tung, og ventilationen virker ikke", "air_quality", PROBLEM),
    ("Der er skimmelsvamp i kælderen", "air_quality", PROBLEM),
    ("Gulvet er glat, og man er ved at falde", "slips_falls", PROBLEM),
    ("Rundsaven mangler afskærmning", "machinery", PROBLEM),
    ("Truckene kører alt for stærkt i hallen", "traffic", PROBLEM),
    ("Kemikalierne står uden sikkerhedsdatablade", "chemicals", PROBLEM),
    ("Svejserøgen bliver ikke suget væk", "dust_fumes", PROBLEM),
    ("Jeg fik et stikuheld på afdelingen", "infection", PROBLEM),
    ("Vi mangler handsker i de rigtige størrelser", "ppe", PROBLEM),
    ("Borgerne truer os næsten dagligt", "violence_threats", PROBLEM),
    ("Nogle kolleger bliver mobbet", "bullying", PROBLEM),
    ("Jeg har oplevet seksuel chikane fra en kunde", "sexual_harassment", PROBLEM),
    ("Omgangstonen er hård og nedgørende", "offensive_behaviour", PROBLEM),
    ("Vi får ingen støtte fra vores leder", "leadership", PROBLEM),
    ("Det er uklart, hvem der gør hvad", "unclear_demands", PROBLEM),
    ("Beskeder om ændringer kommer med for kort varsel", "information", PROBLEM),
    ("Omstruktureringen gør alle usikre", "change", PROBLEM),
    ("It-systemet bryder ned hver dag", "digital_remote", PROBLEM),
    ("Jeg er alene på vagt om natten", "lone_work", PROBLEM),
    ("Vagtplanen ændres hele tiden", "working_hours", PROBLEM),
    ("Flere er gået ned med stress", "stress", PROBLEM),
    ("De svære samtaler med pårørende fylder alt for meget", "emotional_demands", PROBLEM),
    ("Kontorstolen er defekt", "screen_work", PROBLEM),
    ("Toiletterne er beskidte", "welfare_cleaning", PROBLEM),
    ("Too much work and too few people", "workload", PROBLEM),
    ("The office is very noisy", "noise", PROBLEM),
    # Contrast and several matters
    ("God tone, men alt for travlt", "workload", PROBLEM),
    ("Støjen er ikke værst, men lyset flimrer", "lighting", PROBLEM),
    ("Dejlige kolleger. Desværre er der meget træk fra døren.", "temperature", PROBLEM),
    # Praise
    ("Stærkt fællesskab og godt samarbejde", "collaboration", POSITIVE),
    ("Vores leder er dygtig og nærværende", "leadership", POSITIVE),
    ("Jeg er stolt af at arbejde her", "wellbeing_meaning", POSITIVE),
    ("Dejlige kolleger", None, POSITIVE),
    # Wishes
    ("Vi kunne godt tænke os en fast mødestruktur", "information", AMBITION),
    ("Det ville være rart med flere hæve-sænke-borde", "screen_work", AMBITION),
    ("Jeg ønsker mig mere efteruddannelse", "development", AMBITION),
    # Denied topics
    ("Ingen problemer med støj", None, NEUTRAL),
    ("Ikke længere træk fra vinduet", None, NEUTRAL),
    ("Der er ingen mobning her", None, NEUTRAL),
    # Says nothing
    ("ved ikke", None, NEUTRAL),
    ("-", None, NEUTRAL),
    ("Ingen kommentarer.", None, NEUTRAL),
    ("Intet at bemærke", None, NEUTRAL),
    ("Nej", None, NEUTRAL),
]

COLLISIONS = [
    ("Analysen af tallene er ikke færdig", "lighting"),
    ("Det er voldsomt dyrt", "violence_threats"),
    ("Vi savner en kaffemaskine til mødet", "ppe"),
    ("Kompetenceløft for alle", "lifting"),
    ("Pressemeddelelsen kom for sent", "workload"),
    ("Rodfæstede vaner", "slips_falls"),
]

ACUTE = [
    "Nødudgangen er spærret af paller",
    "Flugtvejen er blokeret hver fredag",
    "Rundsaven mangler afskærmning",
    "Overfaldsalarmen virker ikke i kælderen",
    "Arbejdstilsynet har givet os et strakspåbud",
    "Der hænger bare ledninger ud af væggen",
    "En borger truede mig med en kniv",
    "En kollega taler om selvmord",
]

NOT_ACUTE = [
    "Der er for meget støj",
    "Vi har ingen påbud fået",
    "Nødudgangen er fri, og skiltene er nye",
    "Knivene er sløve",
    "Alarmen går for tit i gang",
]

QUESTIONS = [
    ("Hvor tilfreds er du med belysningen på din arbejdsplads?", "lighting"),
    ("I hvor høj grad får du den nødvendige instruktion i dit arbejde?", "instruction"),
    ("Har du været udsat for mobning inden for de seneste 12 måneder?", "bullying"),
    ("Er du generet af træk eller kulde?", "temperature"),
    ("Hvor ofte løfter du tungt?", "lifting"),
    ("Har du indflydelse på dit arbejde?", "influence"),
    ("Do you get enough feedback from your line manager?", "leadership"),
    ("I hvilken grad oplever du balance mellem arbejde og privatliv?", "work_life_balance"),
]


def question(text: str) -> Question:
    return Question(CellRef("a.xlsx", "Ark1", 1, 4), text, "grad-5", (), (), None, None, Certainty.INFERRED)


@pytest.mark.parametrize(("text", "theme", "tone"), TEXTS)
def test_a_text_gets_its_theme_and_its_tone(text: str, theme: str | None, tone: Polarity) -> None:
    placed = THEMING.place_text(text)
    assert placed.polarity is tone
    assert placed.theme_ids[:1] == (() if theme is None else (theme,))


@pytest.mark.parametrize(("text", "not_theme"), COLLISIONS)
def test_a_word_inside_another_word_is_no_theme(text: str, not_theme: str) -> None:
    assert not_theme not in THEMING.place_text(text).theme_ids


@pytest.mark.parametrize("text", ACUTE)
def test_danger_and_orders_are_acute_problems(text: str) -> None:
    placed = THEMING.place_text(text)
    assert placed.acute
    assert placed.polarity is PROBLEM


@pytest.mark.parametrize("text", NOT_ACUTE)
def test_ordinary_trouble_is_not_acute(text: str) -> None:
    assert not THEMING.place_text(text).acute


def test_a_text_on_several_matters_has_several_themes() -> None:
    assert set(THEMING.place_text("For meget støj, og ventilationen er for dårlig").theme_ids) == {
        "noise",
        "air_quality",
    }


def test_the_words_that_decided_are_told() -> None:
    assert THEMING.place_text("Støjen er slem").reasons == ("støjen",)


def test_the_subject_of_the_source_decides_when_the_text_says_nothing_of_it() -> None:
    assert THEMING.place_text("Det er helt galt på første sal", "Støj").theme_ids == ("noise",)


@pytest.mark.parametrize(("text", "theme"), QUESTIONS)
def test_a_question_gets_the_theme_of_its_words(text: str, theme: str) -> None:
    placed = THEMING.place_question(question(text), {})
    assert (placed.theme_id, placed.theme_certainty) == (theme, Certainty.INFERRED)


def test_the_settings_decide_the_theme_of_a_question() -> None:
    placed = THEMING.place_question(question("Er der støj?"), {"Er der støj?": "lighting"})
    assert (placed.theme_id, placed.theme_certainty) == ("lighting", Certainty.KNOWN)


def test_a_theme_that_does_not_exist_is_a_fault_in_the_settings() -> None:
    with pytest.raises(SettingsError, match="larm"):
        THEMING.place_question(question("Er der støj?"), {"Er der støj?": "larm"})


def test_a_question_without_a_theme_word_has_no_theme() -> None:
    placed = THEMING.place_question(question("Hvordan går det?"), {})
    assert (placed.theme_id, placed.theme_certainty) == (None, Certainty.UNKNOWN)
