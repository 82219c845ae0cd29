"""Answer scales: which family, which direction, how sure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _, set_language
from handleplan_batch.model import CellRef, Certainty, Question
from handleplan_batch.reading.polarity import load_polarity
from handleplan_batch.reading.scales import grades, is_turned, load_scales

WHERE = CellRef("svar.xlsx", "Ark1", 1, 3)
CATALOGUE = Catalogue()
GRAD = ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad")


SCALES = load_scales(Catalogue(), {})


def ask(text: str, *answers: str, directions: dict[str, str] | None = None) -> Question:
    scales = load_scales(CATALOGUE, directions or {})
    return scales.question(WHERE, text, dict.fromkeys(answers, 9), scales.fit(dict.fromkeys(answers, 9)))


def scored(question: Question) -> dict[str, float | None]:
    return dict(zip(question.answers, question.scores, strict=True))


# --- Families


@pytest.mark.parametrize(
    ("family", "answers"),
    [
        ("grad-5", GRAD),
        ("grad-5", ("I meget høj grad", "I høj grad", "I nogen grad", "I ringe grad", "Slet ikke")),
        ("grad-5", ("I høj grad", "I nogen grad")),
        ("grad-4", ("I meget høj grad", "I høj grad", "I nogen grad", "I ringe grad")),
        ("grad-4-hoej", ("I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")),
        ("grad-4-hoej", ("To a large extent", "To some extent", "To a small extent", "Not at all")),
        ("grad-5-mindre", ("I høj grad", "I nogen grad", "I mindre grad", "I ringe grad", "Slet ikke")),
        ("grad-5", ("To a very large extent", "To a large extent", "Somewhat", "To a very small extent")),
        ("grad-5", ("I svært stor grad", "I stor grad", "I noen grad", "I liten grad", "I svært liten grad")),
        ("grad-5", ("I mycket hög grad", "I hög grad", "I viss mån", "I liten grad", "Inte alls")),
        ("frekvens-5", ("Altid", "Ofte", "Somme tider", "Sjældent", "Aldrig/næsten aldrig")),
        ("frekvens-5", ("Always", "Often", "Sometimes", "Seldom", "Never/hardly ever")),
        ("frekvens-6", ("Altid", "Ofte", "Sommetider", "Sjældent", "Næsten aldrig", "Aldrig")),
        ("tid-5", ("Hele tiden", "En stor del af tiden", "En del af tiden", "Lidt af tiden", "På intet tidspunkt")),
        ("interval-5", ("Dagligt", "Ugentligt", "Månedligt", "Sjældnere", "Aldrig")),
        ("enig-5", ("Helt enig", "Delvist enig", "Hverken enig eller uenig", "Delvist uenig", "Helt uenig")),
        ("enig-5", ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree")),
        ("enig-4", ("Helt enig", "Enig", "Uenig", "Helt uenig")),
        ("enig-7", ("Helt enig", "Enig", "Lidt enig", "Hverken/eller", "Lidt uenig", "Uenig", "Helt uenig")),
        ("tilfreds-5", ("Meget tilfreds", "Tilfreds", "Hverken tilfreds eller utilfreds", "Meget utilfreds")),
        ("tilfreds-4", ("Meget tilfreds", "Tilfreds", "Utilfreds", "Meget utilfreds")),
        ("ja-nej", ("Ja", "Nej")),
        ("ja-nej", ("Nej",)),
        ("ja-delvist-nej", ("Ja", "Delvist", "Nej")),
        ("haendelse", ("Ja, dagligt", "Ja, ugentligt", "Ja, månedligt", "Ja, af og til", "Nej")),
        ("tilfreds-mindre-4", ("Ikke tilfreds", "Mindre tilfreds", "Tilfreds", "Meget tilfreds")),
        (
            "tilfreds-5",
            ("Meget utilfreds", "Utilfreds", "Tilfreds", "Meget tilfreds", "Hverken tilfreds eller utilfreds"),
        ),
        ("gener-3", ("Ingen gener", "Små gener", "Store gener")),
        ("forbedres-3", ("Godt", "Kan forbedres", "Skal forbedres")),
        ("ja-meget-3", ("Nej, slet ikke", "Ja, lidt", "Ja, meget")),
        ("ja-meget-4", ("Nej", "Ja, lidt", "Ja, en del", "Ja, meget")),
        ("ja-meget-4", ("No", "Yes, a little", "Yes, somewhat", "Yes, a lot")),
        ("ja-mange-4", ("Nej, ingen", "Ja, få", "Ja, nogle", "Ja, mange")),
        ("ja-nej-4", ("Nej, slet ikke", "Nej, næsten ikke", "Ja, noget", "Ja, meget")),
        ("ja-altid-5", ("Nej, aldrig", "Nej, sjældent", "Nogle gange", "Ja, som regel", "Ja, altid")),
        ("god-fremragende-5", ("Dårligt", "Mindre godt", "Godt", "Vældig godt", "Fremragende")),
        ("god-fremragende-5", ("Poor", "Fair", "Good", "Very good", "Excellent")),
        ("god-daarlig-6", ("Dårligt", "Meget dårligt", "Mindre godt", "Godt", "Meget godt", "Fremragende")),
        ("problem-4", ("Intet problem", "Mindre problem", "Et problem", "Stort problem")),
        ("i-orden", ("I orden", "Problem")),
        ("god-daarlig-5", ("Meget god", "God", "Nogenlunde", "Dårlig", "Meget dårlig")),
        ("let-svaer-5", ("Very easy", "Somewhat easy", "Neither easy nor difficult", "Very difficult")),
        ("sandsynlig-5", ("Meget sandsynligt", "Sandsynligt", "Usandsynligt")),
        ("smiley-3", ("☺", "😐", "☹")),
        ("ja-nej-meget-4", ("Nej, slet ikke", "Nej", "Ja, lidt", "Ja, meget")),
        ("god-daarlig-4", ("Dårlig", "Mindre god", "God", "Meget god")),
        ("god-daarlig-5", ("Rigtig godt", "Godt", "Sådan lidt midt imellem", "Skidt", "Rigtig skidt")),
        ("frekvens-5", ("Meget sjelden eller aldri", "Nokså sjelden", "Av og til", "Nokså ofte", "Meget ofte")),
        ("frekvens-5", ("Meget sjældent eller aldrig", "Temmelig sjældent", "Somme tider", "Temmelig ofte")),
        ("enig-5-instaemmer", ("Instämmer inte alls", "Instämmer delvis", "Instämmer i hög grad", "Instämmer helt")),
        ("tid-6-stor", ("Hele tiden", "Det meste af tiden", "En stor del af tiden", "På intet tidspunkt")),
        ("numeric", ("1/5", "3/5", "5/5")),
        ("numeric", ("4 ud af 5", "2 ud af 5")),
        ("numeric", ("25 %", "75 %", "100%")),
        ("numeric", ("1", "2", "3", "4", "5")),
        ("meget-4", ("Ingen", "Lidt", "Noget", "Meget")),
        ("tid-6", ("På intet tidspunkt", "Lidt mindre end halvdelen af tiden", "Lidt mere end halvdelen af tiden")),
        ("problem-4", ("Ikke problem", "Lille problem", "Problem")),
        ("generet-4", ("Ikke belastende", "Lidt belastende", "Noget belastende", "Meget belastende")),
        ("acceptabel-3", ("Uacceptabel", "Acceptabel", "God")),
        ("elendigt-5", ("Elendigt", "Ikke så godt", "Okay", "Godt", "Fantastisk")),
        ("ja-nej-5", ("Nej, slet ikke", "Nej", "Både og", "Ja", "Ja, i høj grad")),
        ("haendelse-sjaelden-5", ("Nej, aldrig", "Ja, men sjældent", "Ja, af og til", "Ja, ugentligt", "Ja, dagligt")),
        ("dage-5", ("Sjældent", "Nogle dage", "De fleste dage", "Hver dag")),
        ("meget-5", ("Meget lidt", "Lidt", "En del", "Meget", "Rigtig meget")),
        ("enig-5", ("Trifft gar nicht zu", "Trifft eher nicht zu", "Teils/teils", "Trifft eher zu", "Trifft voll zu")),
        ("enig-3", ("Enig", "Delvist enig", "Uenig")),
        ("enig-4", ("Fuldt ud enig", "Enig", "Uenig", "Fuldt ud uenig")),
        ("tryg-5", ("Meget tryg", "Overvejende tryg", "Hverken tryg eller utryg", "Overvejende utryg", "Meget utryg")),
        ("interval-6", ("Hver dag", "Flere gange om ugen", "Ca. en gang om ugen", "Et par gange om måneden", "Aldrig")),
        ("niveau-5", ("Meget høj", "Høj", "Middel", "Lav", "Meget lav")),
        ("belastning-4", ("Ingen belastning", "Lille belastning", "Nogen belastning", "Stor belastning")),
        ("fungerer-3", ("Fungerer godt", "Fungerer nogenlunde", "Fungerer dårligt")),
        ("problem-4", ("Ikke et problem", "Lidt et problem", "Et stort problem")),
        ("i-orden", ("Problem", "Ikke problem")),
        ("enps-3", ("Kritiker", "Passiv", "Ambassadør")),
        ("trifft-5", ("Trifft nicht zu", "Trifft eher nicht zu", "Teils/teils", "Trifft eher zu", "Trifft zu")),
        ("frekvens-5", ("Nie", "Selten", "Manchmal", "Oft", "Immer")),
    ],
)
def test_the_family_follows_from_the_distinct_answers(family: str, answers: tuple[str, ...]) -> None:
    assert ask("?", *answers).scale == family


def test_spelling_case_blanks_and_full_stops_do_not_matter() -> None:
    question = ask("Er du tryg?", " i HØJ  grad.", "I høj\u00a0grad", "Somewhat", "slet ikke ")
    assert question.scale == "grad-5"
    assert scored(question)[" i HØJ  grad."] == scored(question)["I høj\u00a0grad"] == 75


def test_tags_of_the_tool_in_answers_do_not_matter() -> None:
    question = ask("Er du tryg?", "<p>I høj grad</p>", "<strong>Delvist</strong>", "I ringe&nbsp;grad")
    assert (question.scale, question.best) == ("grad-5", "I meget høj grad")


def test_two_spellings_of_one_answer_share_its_place() -> None:
    question = ask("Er du stresset?", "Somme tider", "Sommetider", "Ofte")
    assert scored(question) == {"Somme tider": 50, "Sommetider": 50, "Ofte": 25}


@pytest.mark.parametrize("answers", [("Helt enig", "I høj grad"), ("Ofte", "Rød", "Blå"), ("Mand", "Kvinde")])
def test_answers_of_two_families_or_of_none_are_an_unknown_scale(answers: tuple[str, ...]) -> None:
    question = ask("Er du generet af støj?", *answers)
    assert (question.scale, question.certainty) == ("unknown", Certainty.UNKNOWN)
    assert question.answers == tuple(sorted(answers))
    assert (question.best, question.worst, set(question.scores)) == (None, None, {None})


@pytest.mark.parametrize(
    "answer",
    [
        *("Ved ikke", "ved ikke / ikke relevant", "Ikke relevant", "-", "N/A", "Unfamiliar (N/A)", "N/A (not aware)"),
        *("Ønsker ikke at svare", "I don’t know", "Prefer not to say", "9 - Ved ikke", "(0) Ikke relevant"),
    ],
)
def test_answers_off_the_scale_are_never_scored(answer: str) -> None:
    question = ask("Er du generet af støj?", "Ja", "Nej", answer)
    assert question.scale == "ja-nej"
    assert question.answers[-1] == answer
    assert question.scores == (100, 0, None)


def test_only_answers_off_the_scale_fit_no_scale() -> None:
    assert load_scales(CATALOGUE, {}).fit(dict.fromkeys(["Ved ikke", "-"], 9)) is None


def test_the_answers_of_other_columns_tell_which_scale_was_offered() -> None:
    scales = load_scales(CATALOGUE, {})
    seen = ("I meget høj grad", "I høj grad", "I nogen grad", "I ringe grad")
    other = scales.labels((*seen, "Slet ikke"))
    alone, beside = scales.fit(dict.fromkeys(seen, 9)), scales.fit(dict.fromkeys(seen, 9), (other, scales.labels(seen)))
    assert alone is not None
    assert beside is not None
    assert (alone.family, beside.family) == ("grad-4", "grad-5")
    assert beside.levels["I ringe grad"] == 0.25


FOUR = ("I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")


@pytest.mark.parametrize(
    ("seen", "beside", "family", "unchosen"),
    [
        (FOUR, (), "grad-4-hoej", "I meget høj grad"),
        (FOUR[:2], (FOUR[2:],), "grad-4-hoej", "I meget høj grad"),
        (FOUR[:2], (FOUR[3:],), "grad-5", ""),
        (FOUR, (("I meget høj grad", "I høj grad"),), "grad-5", ""),
        (FOUR, ((*FOUR, "I meget høj grad"),), "grad-5", ""),
        (FOUR, (GRAD,), "grad-4-hoej", "I meget høj grad"),
        (("I meget høj grad", "I høj grad", "I nogen grad", "I ringe grad"), (), "grad-4", "I meget ringe grad"),
        (("Helt enig", "Enig", "Uenig", "Helt uenig"), (), "enig-4", ""),
    ],
)
def test_four_answers_are_a_scale_unless_a_question_beside_uses_a_fifth(
    seen: tuple[str, ...], beside: tuple[tuple[str, ...], ...], family: str, unchosen: str
) -> None:
    scales = load_scales(CATALOGUE, {})
    fit = scales.fit(dict.fromkeys(seen, 9), tuple(scales.labels(answers) for answers in beside))
    assert fit is not None
    assert (fit.family, fit.unchosen) == (family, unchosen)


def test_a_yes_no_question_stays_one_beside_questions_with_a_middle() -> None:
    scales = load_scales(CATALOGUE, {})
    fit = scales.fit(dict.fromkeys(["Ja", "Nej"], 9), (scales.labels(["Ja", "Delvist", "Nej"]),))
    assert fit is not None
    assert fit.family == "ja-nej"


def test_a_number_that_nobody_gave_is_known_from_another_column() -> None:
    scales = load_scales(CATALOGUE, {})
    fit = scales.fit(dict.fromkeys(["1", "2", "3", "4"], 9), (frozenset({"1", "2", "3", "4", "5"}), frozenset({"x"})))
    assert fit is not None
    assert (fit.ends, fit.levels["4"]) == ((1, 5), 0.75)


# --- Scores


def test_scores_are_spread_evenly_over_the_whole_family() -> None:
    question = ask("I hvor høj grad er du generet af støj?", *GRAD, "Ved ikke")
    assert question.answers == (*reversed(GRAD), "Ved ikke")
    assert question.scores == (100, 75, 50, 25, 0, None)
    assert (question.best, question.worst) == ("I meget ringe grad", "I meget høj grad")


def test_an_end_that_nobody_chose_is_named_by_the_scale_not_by_another_answer() -> None:
    question = ask("Har du indflydelse på dit arbejde?", "I høj grad", "Delvist")
    assert (question.best, question.worst) == ("I meget høj grad", "I meget ringe grad")
    assert question.scores == (50, 75)
    same = ask("Er støj et problem?", "I meget høj grad")
    assert (same.best, same.worst, same.scores) == ("I meget ringe grad", "I meget høj grad", (0,))
    foreign = ask("Do you have influence on your work?", "To a large extent")
    assert (foreign.best, foreign.worst) == (None, None)


@pytest.mark.parametrize(
    "answers",
    [
        ("(5) Helt enig", "(4) Enig", "(1) Helt uenig"),
        ("5 - Helt enig", "4 - Enig", "1 - Helt uenig"),
        ("5 = Helt enig", "4 = Enig", "1 = Helt uenig"),
        ("Helt enig (5)", "Enig (4)", "Helt uenig (1)"),
        ("5 (Helt enig)", "4 (Enig)", "1 (Helt uenig)"),
    ],
)
def test_labels_with_codes_are_understood_and_the_codes_tell_the_length(answers: tuple[str, ...]) -> None:
    question = ask("Jeg er tryg", *answers)
    assert (question.scale, question.best, question.worst) == ("enig-5", answers[0], answers[2])
    assert scored(question)[answers[1]] == 75


def test_the_words_count_not_the_codes_when_the_codes_run_the_other_way() -> None:
    question = ask("Jeg er tryg", "1 - Helt enig", "2 - Enig", "5 - Helt uenig")
    assert (question.scale, question.best) == ("enig-5", "1 - Helt enig")


def test_numbers_whose_ends_carry_words_follow_the_words() -> None:
    question = ask("Du er presset", "1 = I meget høj grad", "2", "3", "4", "5 = Slet ikke")
    assert (question.scale, question.best, question.certainty) == ("numeric", "5 = Slet ikke", Certainty.INFERRED)
    assert scored(question)["2"] == 25


@pytest.mark.parametrize("answers", [("1 = Slet ikke", "Delvist", "5"), ("1 = Ofte", "2", "3 = Rød"), ("7 = x", "200")])
def test_numbers_and_words_that_do_not_belong_together_fit_no_scale(answers: tuple[str, ...]) -> None:
    assert load_scales(CATALOGUE, {}).fit(dict.fromkeys(answers, 9)) is None


# --- Bare numbers


def test_bare_numbers_are_never_guessed_about() -> None:
    question = ask("Stress", "1", "2", "3", "4", "5")
    assert (question.scale, question.certainty, question.best) == ("numeric", Certainty.UNKNOWN, None)
    assert set(question.scores) == {None}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Hvor tilfreds er du? (1 = meget utilfreds, 5 = meget tilfreds)", "5"),
        ("Hvor stresset er du? (1 = slet ikke, 5 = i meget høj grad)", "1"),
        ("Jeg er tryg, fra 1 (helt uenig) til 5 (helt enig)", "5"),
        ("Jeg er presset. 1: Helt enig, 5: Helt uenig", "5"),
        ("Kantinen, hvor 5 er bedst", "5"),
        ("Kantinen på en skala fra 1-5, hvor 1 er bedst og 5 er værst", "1"),
        ("How stressed are you (1 = not at all, 5 = to a very large extent)", "1"),
        ("Indflydelse (1 = lav, 3 = mellem, 5 = høj)", "5"),
    ],
)
def test_a_header_that_explains_its_numbers_tells_the_direction(text: str, best: str) -> None:
    question = ask(text, "1", "2", "3", "4", "5")
    assert (question.scale, question.best, question.certainty) == ("numeric", best, Certainty.INFERRED)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("På en skala fra 1-5, hvor tilfreds er du med dit job?", "5"),
        ("På en skala fra 1 til 5, hvor stresset føler du dig?", "1"),
        ("Hvis ja: hvor slemt (1-5)", "1"),
        ("Hvor alvorligt er det (1-5)", "1"),
        ("How stressed are you on a scale from 1 to 5?", "1"),
        ("På en skala fra 1-5 hvor 5 er bedst: Hvordan er samarbejdet?", "5"),
        ("Hvor ofte er du stresset? 1 altid 2 ofte 3 somme tider 4 sjældent 5 aldrig", "5"),
        ("Støj (1=meget støj, 5=ingen støj)", "5"),
        ("Støjniveauet (5 = meget støj)", "1"),
        ("På en skala fra 1-4, hvor tilfreds er du med dit job?", None),
        ("Hvordan vurderer du støjen fra 1-5?", None),
        ("Hvor mange gange har du været stresset? (1-5)", None),
        ("Rum 1: Støj (1-5)", None),
        ("Spørgsmål 5 er støj", None),
    ],
)
def test_a_question_that_asks_how_much_of_something_from_1_to_a_top_tells_the_direction(
    text: str, best: str | None
) -> None:
    assert ask(text, "1", "2", "3", "4", "5").best == best


@pytest.mark.parametrize(
    "mark", [" (vendt)", " (R)", " [r]", " (omkodet)", " (inverteret)", " (rev.)", " (negativ, vendt)", " - omv.", "_R"]
)
def test_whether_the_numbers_of_a_question_marked_as_turned_are_is_asked(mark: str) -> None:
    ends = "(1 = helt uenig, 5 = helt enig)"
    assert ask(f"Jeg er stresset {ends}", "1", "2", "5").best == "1"
    for text in (f"Jeg er stresset {ends}{mark}", f"Jeg er stresset{mark} {ends}"):
        assert ask(text, "1", "2", "5").certainty is Certainty.UNKNOWN
    assert ask(f"Jeg er stresset{mark}", "Helt enig", "Enig", "Uenig", "Helt uenig").best == "Helt uenig"


@pytest.mark.parametrize("text", ["Har du vendt det med din leder?", "Jeg er vendt tilbage (afdeling R)"])
def test_words_in_a_sentence_are_no_mark_of_turned_numbers(text: str) -> None:
    assert not is_turned(text)


@pytest.mark.parametrize(
    "text",
    ["Kantinen (1 = blå, 5 = rød)", "Kantinen (1 = lav, 5 = lav)", "Vejret (1 = lav, 5 = høj)", "Støj 2026 (1-5)"],
)
def test_a_header_that_explains_nothing_usable_leaves_the_direction_open(text: str) -> None:
    assert ask(text, "1", "2", "3", "4", "5").certainty is Certainty.UNKNOWN


@pytest.mark.parametrize("code", ["99", "999", "-1", "9"])
def test_codes_for_no_answer_are_off_a_number_scale(code: str) -> None:
    question = ask("Trivsel, 5 er bedst", "1", "3", "5", code)
    assert scored(question) == {"1": 0, "3": 50, "5": 100, code: None}


@pytest.mark.parametrize("answers", [("1.5", "2"), ("12", "40"), ("0,5", "1")])
def test_measures_are_no_scale(answers: tuple[str, ...]) -> None:
    assert load_scales(CATALOGUE, {}).fit(dict.fromkeys(answers, 9)) is None


# --- The user's settings


def test_the_settings_decide_before_everything_else() -> None:
    text = "Er du generet af støj?"
    question = ask(text, "Ja", "Nej", directions={"er du  GENERET af støj": "Ja"})
    assert (question.best, question.certainty) == ("Ja", Certainty.KNOWN)
    assert "«Ja»" in question.reason


@pytest.mark.parametrize(("told", "best", "four"), [("5", "5", 75), ("1", "1", 25), ("10", "10", 33.333333)])
def test_the_settings_give_bare_numbers_their_direction(told: str, best: str, four: float) -> None:
    scales = load_scales(CATALOGUE, {"Trivsel": told})
    fit = scales.fit(dict.fromkeys(["1", "4"], 9), (frozenset({"1", "4", "5"}),))
    question = scales.question(WHERE, "Trivsel", dict.fromkeys(("1", "4"), 9), fit)
    assert (question.best, question.certainty, scored(question)["4"]) == (best, Certainty.KNOWN, four)


def test_the_settings_may_name_an_answer_that_nobody_gave() -> None:
    question = ask("Fagligt niveau", "I høj grad", "Delvist", directions={"Fagligt niveau": "I meget ringe grad"})
    assert (question.best, question.certainty) == ("I meget ringe grad", Certainty.KNOWN)


@pytest.mark.parametrize("told", ["Blå", "Delvist"])
def test_a_setting_that_names_no_end_of_the_scale_is_refused(told: str) -> None:
    with pytest.raises(SettingsError, match=rf"{told}.*Fagligt niveau"):
        ask("Fagligt niveau", *GRAD, directions={"Fagligt niveau": told})


@pytest.mark.parametrize("told", ["3", "2", "8", "0,5", "Blå"])
def test_a_setting_that_names_no_end_of_the_numbers_is_refused(told: str) -> None:
    with pytest.raises(SettingsError, match=rf"{told}.*Belysningen"):
        ask("Belysningen", "1", "2", "3", "4", "5", directions={"Belysningen": told})


def test_a_setting_for_answers_of_no_scale_must_name_one_of_them() -> None:
    assert ask("Frugten", "Æble", "Pære", directions={"Frugten": "Pære"}).certainty is Certainty.UNKNOWN
    with pytest.raises(SettingsError, match="Banan"):
        ask("Frugten", "Æble", "Pære", directions={"Frugten": "Banan"})


# --- Answers in own words


@pytest.mark.parametrize(
    ("answers", "family", "shown"),
    [
        (("Nej", "Ja, fra kollega"), "ja-nej", ("Nej", "Ja")),
        (("Nej", "Ja, dagligt", "Ja, af en kollega"), "ja-nej", ("Nej", "Ja")),
        (("Nej", "Ja, dagligt"), "haendelse", ("Nej", "Ja, dagligt")),
        (("Nej", "Ja: fra borgere;Ja - fra pårørende;"), "ja-nej", ("Nej", "Ja")),
        (("No", "Yes, by a colleague"), "ja-nej", ("No", "Yes")),
        (("Aldrig", "En enkelt gang", "Flere gange"), "haendelse-3", ("Aldrig", "En enkelt gang", "Flere gange")),
    ],
)
def test_answers_that_begin_with_yes_or_no_are_counted_as_that(
    answers: tuple[str, ...], family: str, shown: tuple[str, ...]
) -> None:
    question = ask("Har du været udsat for mobning?", *answers)
    assert (question.scale, question.answers, question.best) == (family, shown, shown[0])
    assert question.certainty is Certainty.KNOWN


@pytest.mark.parametrize(
    "code", ["Q3: ", "Q3_1: ", "S3: ", "v12: ", "F1: ", "Spørgsmål 3: ", "spm. 3: ", "Question 3: ", "Q3. ", "Q3 - "]
)
def test_the_number_of_a_question_is_no_answer_that_it_explains(code: str) -> None:
    assert ask(f"{code}Er du generet af støj?", *GRAD).best == "I meget ringe grad"
    assert ask(f"{code}Er du stresset? (1 = aldrig, 5 = altid)", "1", "2", "4").best == "1"


@pytest.mark.parametrize("code", ["99", "999", "-99", "-66", "-1", "-oth-"])
def test_codes_for_a_missing_answer_beside_words_are_off_the_scale(code: str) -> None:
    question = ask("Er du generet af støj?", *GRAD, code)
    assert (question.scale, question.best, scored(question).get(code)) == ("grad-5", "I meget ringe grad", None)
    if code != "-oth-":
        question = ask("Lyset (1 = meget utilfreds, 5 = meget tilfreds)", "1", "2", "3", "4", "5", code)
        assert (question.scale, question.best) == ("numeric", "5")


@pytest.mark.parametrize(
    "answers",
    [
        ("Nej", "Ja, men det generer mig ikke", "Ja, og det generer mig"),
        ("Nej", "Ja, lidt", "Ja, ofte", "Ja, dagligt"),
        ("Nej, sjældent", "Nej, slet ikke", "Ja"),
    ],
)
def test_degrees_of_yes_or_no_on_no_known_scale_are_asked_about(answers: tuple[str, ...]) -> None:
    assert load_scales(CATALOGUE, {}).fit(dict.fromkeys(answers, 5)) is None


@pytest.mark.parametrize(
    ("answers", "best"),
    [
        (("Ja", "Nej, for koldt", "Nej, for varmt"), "Ja"),
        (("Ja", "Nej, for mørkt"), "Ja"),
        (("Ja, for mørkt", "Ja, for lyst", "Nej, passende"), "Nej"),
        (("Ja, for koldt", "Nej"), "Nej"),
        (("Ja, passende", "Nej, for lidt", "Nej, for meget"), "Ja"),
    ],
)
def test_that_it_is_too_much_or_too_little_is_the_bad_answer(answers: tuple[str, ...], best: str) -> None:
    assert ask("Lyset", *answers).best == best


def test_too_much_or_too_little_on_the_good_side_or_on_both_is_asked_about() -> None:
    assert ask("Har du for meget at lave?", "Ja", "Nej", "Nej, for lidt").best is None
    assert load_scales(CATALOGUE, {}).fit(dict.fromkeys(("Ja, for lidt", "Nej, for meget", "Nej, for lidt"), 5)) is None


def test_so_many_of_so_many_is_as_much_of_what_is_asked_about() -> None:
    assert ask("Hvor tilfreds er du med dit job?", "1/5", "4/5").best == "5"
    assert ask("Hvor stor en del af tiden er du stresset?", "0 %", "75 %").best == "0 %"
    assert scored(ask("Jeg har indflydelse på mit arbejde", "1 ud af 5", "4 ud af 5"))["4 ud af 5"] == 75


def test_a_step_of_a_scale_that_several_chose_is_never_left_out_of_it() -> None:
    answers = {"Aldrig": 30, "Ofte": 20, "Altid": 10, "Ja, meget": 3}
    assert load_scales(CATALOGUE, {}).fit(answers) is None


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Er du generet af støj?", None),
        ("Jeg er stresset", None),
        ("Støj", "👍"),
        ("Får du nok pauser?", "👍"),
        ("Hvordan er indeklimaet?", "👍"),
    ],
)
def test_a_thumb_up_for_what_is_bad_may_be_a_yes(question: str, best: str | None) -> None:
    assert ask(question, "👍", "👎").best == best


def test_a_cell_of_both_yes_and_no_is_no_answer() -> None:
    scales = load_scales(CATALOGUE, {})
    assert scales.fit({"Ja, lidt larm;Nej, ikke lys": 5, "Ja;Nej, ellers ikke": 5}) is None


def test_an_odd_write_in_beside_a_scale_is_not_scored_and_not_quoted() -> None:
    scales = load_scales(CATALOGUE, {})
    given = {"I høj grad": 5, "Delvist": 4, "I ringe grad": 7, "Andet: Bo slog mig": 4}
    question = scales.question(WHERE, "Er støj et problem?", given, scales.fit(given))
    assert question.answers == ("I ringe grad", "Delvist", "I høj grad", _("[other answer]"))
    assert question.scores == (75, 50, 25, None)
    assert scales.fit(given | {"Andet: Bo slog mig": 5}) is None


def test_free_text_is_never_listed_when_the_scale_is_unknown() -> None:
    given = {"Rød": 3, "Bo slog mig": 2, "x" * 61: 4}
    question = load_scales(CATALOGUE, {}).question(WHERE, "Har du været udsat for vold?", given, None)
    assert question.answers == ("Rød", _("[other answer]"))


def test_numbers_without_a_direction_are_listed_when_several_gave_them() -> None:
    scales = load_scales(CATALOGUE, {})
    given = {"1": 3, "2": 2, "5": 4, "99": 1}
    question = scales.question(WHERE, "Trivsel", given, scales.fit(given))
    assert question.answers == ("1", "5", _("[other answer]"))


# --- Direction by the answers and the wording


def test_answers_that_say_how_good_it_is_need_no_wording() -> None:
    question = ask("Kantinens åbningstid", "Meget tilfreds", "Tilfreds", "Utilfreds")
    assert (question.best, question.certainty) == ("Meget tilfreds", Certainty.INFERRED)
    assert ask("Er støj et problem?", "Stort problem", "Intet problem").best == "Intet problem"


def test_a_known_item_gives_a_known_direction_and_a_theme() -> None:
    question = ask("Bliver du generet af støj fra kolleger?", "Ja", "Nej")
    assert (question.best, question.certainty) == ("Nej", Certainty.KNOWN)
    assert (question.theme_id, question.theme_certainty) == ("noise", Certainty.KNOWN)
    assert "generet" in question.reason


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Konflikter bliver løst på en ordentlig måde", "collaboration"),
        ("Oplever du konflikter med dine kolleger?", "collaboration"),
        ("Er flugtvejene ryddelige?", "fire_emergency"),
        ("Er nødudgangene ryddet?", "fire_emergency"),
        ("Er værkstedet ryddeligt?", "slips_falls"),
        ("Er der nogen, der bliver talt dårligt om bag deres ryg?", "bullying"),
        ("Ryster værktøjet, så det mærkes i hænderne?", "vibration_radiation"),
        ("Er dine nattevagter placeret, så du kan nå at hvile?", "working_hours"),
        ("Møder du mennesker i sorg eller krise i dit arbejde?", "emotional_demands"),
        ("Går du på arbejde, selv om du er syg?", "sickness_absence"),
    ],
)
def test_a_known_question_is_about_what_a_reader_says(text: str, theme: str) -> None:
    assert ask(text, "Ja", "Nej").theme_id == theme


def test_a_question_that_tells_nothing_is_asked_about() -> None:
    question = ask("Kører du i bil til arbejde?", "Ja", "Nej", "Ved ikke")
    assert (question.certainty, question.best, question.theme_id) == (Certainty.UNKNOWN, None, None)
    assert question.theme_certainty is Certainty.UNKNOWN
    assert question.answers == ("Nej", "Ja", "Ved ikke")


def test_an_unknown_scale_still_gives_the_theme_of_a_known_item() -> None:
    assert ask("Er du generet af støj?", "Helt enig", "Ofte").theme_id == "noise"


@pytest.mark.parametrize("text", ["Er arbejdet let eller svært?", "Er luften god/dårlig?", "Kan du lide farven?"])
def test_two_ends_set_against_each_other_decide_nothing(text: str) -> None:
    assert load_polarity(CATALOGUE).judge(text).good is None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Er du generet af støj?", False),
        ("Er du ikke generet af støj?", True),
        ("Jeg er aldrig generet af støj", True),
        ("Det er ikke sådan, at jeg aldrig bliver generet af støj", False),
        ("Jeg trives", True),
        ("Jeg trives ikke", False),
        ("Jeg er tryg ved, at vi ikke kommer til skade", True),
        ("Der er ingen mobning hos os", True),
        ("Der er intet samarbejde hos os", False),
        ("I'm not satisfied with the lighting", False),
        ("I don't feel stressed", True),
    ],
)
def test_a_negation_turns_the_direction_round(text: str, good: bool) -> None:
    assert load_polarity(CATALOGUE).judge(text).good is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Når du har problemer, får du så hjælp?", True),
        ("Får du hjælp, når du har problemer?", True),
        ("Er der støtte ved konflikter?", True),
        ("Er der konflikter i samarbejdet?", False),
        ("Fejl dialog", None),
        ("Når du er presset", False),
        ("Hvor ofte når du ikke dine opgaver?", False),
        ("Er du plaget (fx af god musik)?", False),
    ],
)
def test_the_main_clause_carries_the_question(text: str, good: bool | None) -> None:
    assert load_polarity(CATALOGUE).judge(text).good is good


def test_the_wording_wins_over_a_known_item_that_only_names_the_topic() -> None:
    verdict = load_polarity(CATALOGUE).judge("Det er svært at få hjælp fra min leder")
    assert (verdict.good, verdict.known, verdict.theme_id) == (False, False, "leadership")


GOOD = (
    "Er du ikke generet af støj på din arbejdsplads?",
    "Jeg føler mig ikke stresset",
    "Er lysforholdene tilfredsstillende?",
    "Er belysningen på din arbejdsplads tilstrækkelig?",
    "Er temperaturen passende?",
    "Er der mulighed for at tale med din leder om problemer?",
    "Får du hjælp og støtte fra dine kolleger, når du har problemer?",
    "Bliver konflikter løst på en retfærdig måde?",
    "Bliver der taget hånd om mobning?",
    "Ved du, hvad du skal gøre i tilfælde af brand?",
    "Kender du de retningslinjer, der gælder ved vold og trusler?",
    "Har du stor indflydelse på beslutninger om dit arbejde?",
    "Har du mulighed for at lære noget nyt gennem dit arbejde?",
    "Er dine arbejdsopgaver meningsfulde?",
    "Er dit arbejde varieret?",
    "Ved du præcis, hvilke ansvarsområder du har?",
    "Får du den information, du behøver for at klare dit arbejde godt?",
    "Bliver du informeret i god tid om vigtige beslutninger?",
    "Bliver dit arbejde anerkendt og påskønnet af ledelsen?",
    "Bliver du behandlet retfærdigt på din arbejdsplads?",
    "Stoler ledelsen på, at medarbejderne gør et godt stykke arbejde?",
    "Kan man stole på de udmeldinger, der kommer fra ledelsen?",
    "Er din nærmeste leder god til at planlægge arbejdet?",
    "Er din nærmeste leder god til at løse konflikter?",
    "Hvor ofte får du hjælp og støtte fra din nærmeste leder?",
    "Er der en god stemning mellem dig og dine kolleger?",
    "Kan du holde dine pauser uden at blive afbrudt?",
    "Jeg kan koble af, når jeg har fri",
    "Der er en god balance mellem mit arbejdsliv og mit privatliv",
    "Jeg vil anbefale min arbejdsplads til andre",
    "Har du de værnemidler, du har brug for?",
    "Er du instrueret i brug af maskinerne?",
    "Føler du dig tryg på din arbejdsplads?",
    "Ledelsen lytter til medarbejderne",
    "Vi har den nødvendige bemanding",
    "Vi taler ordentligt til hinanden",
    "Der er ingen mobning på min arbejdsplads",
    "Hvor tilfreds er du med støjniveauet?",
    "Er maskinerne afskærmet forsvarligt?",
    "Er rengøringen tilstrækkelig?",
    "Er der orden og ryddeligt på arbejdspladsen?",
    "Er flugtvejene frie?",
    "Følger ledelsen op på sygefravær på en god måde?",
    "Er du tilfreds med samarbejdet i din afdeling?",
    "Jeg oplever ikke, at der er for meget støj",
    "Min leder er synlig i hverdagen",
    "Jeg bliver sjældent forstyrret",
    "Do you have enough time for your work tasks?",
    "Do you have a large degree of influence on the decisions concerning your work?",
    "Do you get help and support from your colleagues, if needed?",
    "Does your immediate superior listen to your problems at work?",
    "Are conflicts resolved in a fair way?",
    "I am not bothered by noise at work",
    "I would recommend my workplace to a friend",
    "My manager gives me useful feedback",
    "I know what is expected of me at work",
    "I feel safe at work",
    "I have the tools I need",
    "Employees are treated fairly",
    "The workload is reasonable",
    "Violence and threats are prevented well",
    "Vold og trusler forebygges godt",
    "Er arbejdspladsen god til at forebygge ulykker?",
    "Har du adgang til hjælpemidler ved tunge løft?",
    "Bruger I hjælpemidler ved forflytning?",
    "Kan du indstille dit bord og din stol?",
    "Fungerer it-systemerne, som de skal?",
    "Er det let at få hjælp fra din leder?",
    "Jeg kan sige min mening uden at være bange for konsekvenserne",
    "Jeg er ikke bange for at begå fejl",
    "Alle medarbejdere behandles med respekt",
    "Bliver du inddraget i forandringer?",
    "Jeg har indflydelse på mine arbejdstider",
    "Kan du få fri med kort varsel?",
    "Jeg glæder mig til at gå på arbejde",
    "Får nye medarbejdere en god oplæring?",
    "APV-handleplanen bliver fulgt op",
    "Ved du, hvem din arbejdsmiljørepræsentant er?",
    "Jeg føler mig motiveret og engageret i mit arbejde",
    "Hvordan er dit samarbejde med din nærmeste leder?",
    "Har du en klar opfattelse af dine arbejdsopgaver?",
    "WorkLifeBalance",
    "JobSatisfaction",
    "Indflydelse",
    "Ventilation",
    "Hvor tryg er du ved at gå alene hjem?",
    "Er der ro til at koncentrere sig på din arbejdsplads?",
    "Er der tilstrækkeligt med personale i din afdeling?",
    "Har du medbestemmelse på planlægningen af dit arbejde?",
    "Oplever du, at din leder anerkender din indsats?",
    "Har vi klare regler for, hvordan vi håndterer krænkende handlinger?",
    "Tør du sige din ærlige mening?",
    "Føler du dig som en del af et fællesskab?",
    "Er jobbet sikkert?",
    "Får du tilstrækkelig supervision?",
    "Passer dine opgaver til dine kompetencer?",
    "Bliver dine kompetencer brugt godt?",
    "Synes du, at dit arbejde er spændende?",
    "Er der rent på toiletterne?",
    "Kan du variere dine arbejdsstillinger?",
    "Har du modtaget instruktion i forflytningsteknik?",
    "Er der fri passage ved nødudgangene?",
    "Ved du, hvor førstehjælpskassen er?",
    "Er stiger og stilladser i orden?",
    "Bliver nærved-hændelser registreret og fulgt op?",
    "Er kemikalierne mærket korrekt?",
    "Overholdes hviletidsreglerne?",
    "Får du din vagtplan i god tid?",
    "Har du mulighed for at få indflydelse på din vagtplan?",
    "Tager ledelsen arbejdsmiljøet alvorligt?",
)
BAD = (
    "Mangler I hjælp og støtte fra ledelse og kolleger?",
    "Har I for mange opgaver eller for travlt?",
    "Bliver nogen udsat for mobning?",
    "Er der for varmt eller koldt, eller trækker det?",
    "Er luften dårlig?",
    "Er støjen i mere end 2 timer om dagen så høj, at den forstyrrer?",
    "Kan man falde eller snuble?",
    "Er der risiko for akut overbelastning, når I løfter?",
    "Jeg får ikke den hjælp, jeg har brug for",
    "Jeg trives ikke på mit arbejde",
    "Vi hjælper ikke hinanden i afdelingen",
    "Hvor ofte oplever du konflikter med kolleger?",
    "Konflikter håndteres dårligt hos os",
    "Jeg er bekymret for at miste mit job",
    "Er du bekymret for, at du bliver forflyttet mod din vilje?",
    "Har du inden for de seneste 12 måneder været udsat for trusler om vold?",
    "Er du blevet udsat for uønsket seksuel opmærksomhed?",
    "Hvor ofte når du ikke alle dine opgaver?",
    "Jeg når ikke mine arbejdsopgaver",
    "Er dit arbejde ujævnt fordelt, så det hober sig op?",
    "Skal du arbejde meget hurtigt?",
    "Er det nødvendigt at arbejde over?",
    "Er dit arbejde følelsesmæssigt krævende?",
    "Kræver dit arbejde, at du skjuler dine følelser?",
    "Bliver der stillet modsatrettede krav til dig i dit arbejde?",
    "Må du gøre ting i arbejdet, som du mener burde gøres anderledes, fordi der er uklare mål?",
    "Tager dit arbejde så meget af din energi, at det går ud over dit privatliv?",
    "Tager arbejdet så megen tid, at det går ud over familien?",
    "Hvor ofte har du følt dig udkørt?",
    "Hvor ofte har du sovet dårligt og uroligt?",
    "Har du svært ved at koncentrere dig på grund af støj?",
    "Giver dit arbejde dig smerter i nakke eller skuldre?",
    "Har du ondt i ryggen?",
    "Arbejder du med armene løftet til eller over skulderhøjde?",
    "Bliver du ofte afbrudt i dit arbejde?",
    "Jeg overvejer at søge andet arbejde",
    "Arbejder du alene uden mulighed for at tilkalde hjælp?",
    "Er du utryg ved at arbejde alene?",
    "Ledelsen lytter ikke til medarbejderne",
    "Der er ikke tid nok til at udføre opgaverne",
    "Vi er for få på vagterne",
    "Der er en hård tone i afdelingen",
    "Der bliver talt dårligt om kolleger",
    "I hvor høj grad påvirker støj dit arbejde negativt?",
    "Er du udsat for kemikalier, der irriterer huden?",
    "Bliver du udsat for passiv rygning?",
    "Er der risiko for at komme til skade ved maskinerne?",
    "Er der rod på gangarealerne?",
    "Er gulvene ujævne?",
    "Er du utilfreds med samarbejdet?",
    "Jeg oplever, at der er for meget støj",
    "Hvor ofte føler du dig presset?",
    "Min leder giver sjældent feedback",
    "How often do you feel burned out?",
    "How often do you get behind with your work?",
    "Do you have to work very fast?",
    "Is your work emotionally demanding?",
    "Are you worried about becoming unemployed?",
    "Have you been exposed to bullying at your workplace during the last 12 months?",
    "Have you been threatened with violence?",
    "I am bothered by noise at work",
    "There is too much noise where I work",
    "My manager never gives me feedback",
    "I often feel stressed",
    "Contradictory demands are placed on me at work",
    "I don't have the tools I need to do my job well",
    "My work interferes with my family life",
    "The workload is too high",
    "Lack of information makes my work difficult",
    "Hvor ofte er dit arbejde fysisk hårdt?",
    "Hvor ofte løfter du tunge byrder?",
    "Står du i dårlige arbejdsstillinger?",
    "Har du problemer med dit syn ved skærmarbejde?",
    "Oplever du nedbrud på it-systemerne?",
    "Er det svært at få hjælp fra din leder?",
    "Det er vanskeligt at sige fra over for ledelsen",
    "Jeg er bange for at begå fejl",
    "Forandringer gennemføres uden at vi bliver inddraget",
    "Får du ændret din vagtplan med kort varsel?",
    "Jeg møder på arbejde, selv om jeg er syg",
    "Har du haft fravær på grund af arbejdsmiljøet?",
    "Nye medarbejdere overlades til sig selv",
    "APV-handleplanen bliver ikke fulgt op",
    "Er mål og prioriteringer uklare?",
    "Stress",
    "Workload",
    "Støj",
    "Træk",
    "Hvor generet er du af træk?",
    "Hvor belastet er du af arbejdspres?",
    "Bliver du forstyrret af larm fra kolleger?",
    "Er du generet af tør luft?",
    "Er der skimmelsvamp eller fugt i lokalerne?",
    "Mangler der afskærmning på maskinerne?",
    "Oplever du, at bemandingen er for lav?",
    "Arbejder du ofte i weekenden mod dit ønske?",
    "Bliver du holdt udenfor af dine kolleger?",
    "Har du været udsat for diskrimination?",
    "Har du overværet mobning på din arbejdsplads?",
    "Føler du dig ensom på arbejdet?",
    "Har du tænkt på at sige dit job op?",
    "Er du bange for at blive fyret?",
    "Er dit arbejde præget af mange følelsesmæssige påvirkninger?",
    "Skal du udføre opgaver, som du finder unødvendige?",
    "Keder du dig på arbejdet?",
    "Er der langt til nærmeste toilet?",
    "Er dit skærmarbejde årsag til øjengener?",
    "Arbejder du foroverbøjet uden støtte?",
    "Skubber eller trækker du tunge vogne?",
    "Får du smerter i håndled af dit arbejde?",
)


@pytest.mark.parametrize("text", GOOD)
def test_much_of_it_is_good(text: str) -> None:
    assert load_polarity(CATALOGUE).judge(text).good is True


@pytest.mark.parametrize("text", BAD)
def test_much_of_it_is_bad(text: str) -> None:
    assert load_polarity(CATALOGUE).judge(text).good is False


# --- A catalogue of one's own


def own_catalogue(folder: Path, scales: str, wording: str, instruments: str) -> Catalogue:
    for shipped in CATALOGUE.folder.glob("*.csv"):
        (folder / shipped.name).write_bytes(shipped.read_bytes())
    (folder / "scales.csv").write_text("family;position;label;valence\n" + scales, encoding="utf-8")
    (folder / "wording.csv").write_text("kind;word\n" + wording, encoding="utf-8")
    (folder / "instruments.csv").write_text("instrument;words;polarity;theme_id\n" + instruments, encoding="utf-8")
    return Catalogue(folder)


def test_a_user_may_teach_scales_words_and_items(tmp_path: Path) -> None:
    catalogue = own_catalogue(
        tmp_path,
        "trafik;0;stop;\ntrafik;1;kør;\nalene;0;x;\noff_scale;;pas;\n",
        "question_good;*fryd\nquestion_bad_topic;=larm\nquestion_good;\nquestion_plain;=det\n",
        "husets;*støvet|=grus;good;noise\nhusets;grus;bad;noise\n",
    )
    scales = load_scales(catalogue, {})
    fit = scales.fit(dict.fromkeys(["kør", "stop", "pas"], 9))
    assert fit is not None
    assert (fit.family, dict(fit.levels)) == ("trafik", {"stop": 0, "kør": 1})
    assert scales.question(WHERE, "Arbejdsfryd", dict.fromkeys(("kør", "stop"), 9), fit).best == "kør"
    assert scales.question(WHERE, "larm", dict.fromkeys(("kør", "stop"), 9), fit).best == "stop"
    assert scales.question(WHERE, "larmer", dict.fromkeys(("kør", "stop"), 9), fit).best is None
    verdict = load_polarity(catalogue).judge("det rødstøvet grus")
    assert (verdict.good, verdict.known, verdict.words) == (True, True, ("rødstøvet", "grus"))


def test_reasons_are_in_the_language_of_the_run() -> None:
    set_language("en")
    assert ask("Er du generet?", "Ja", "Nej").reason == "The words “generet” tell that much of it is bad."


@given(st.lists(st.text(max_size=12), min_size=1, max_size=6, unique=True), st.text(max_size=40))
def test_any_answers_give_a_question_with_one_score_each(answers: list[str], text: str) -> None:
    question = ask(text, *answers)
    assert sorted(question.answers) == sorted(answers)
    assert len(question.scores) == len(answers)
    assert all(score is None or 0 <= score <= 100 for score in question.scores)


@given(st.permutations(GRAD))
def test_the_order_of_the_answers_in_the_file_does_not_matter(answers: list[str]) -> None:
    assert ask("Er du generet af støj?", *answers) == ask("Er du generet af støj?", *GRAD)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("I hvor høj grad er der styr på risikoen for vold?", True),
        ("Der er nultolerance over for chikane", True),
        ("Har du inden for det seneste år undladt at sige fra?", False),
        ("I hvor høj grad er der problemer med godt samarbejde?", None),
    ],
)
def test_good_and_bad_words_that_meet_are_never_known(text: str, good: bool | None) -> None:
    verdict = load_polarity(CATALOGUE).judge(text)
    assert (verdict.good, verdict.known) == (good, False)
    assert verdict.theme_id is not None


def test_an_odd_write_in_beside_numbers_is_off_the_scale() -> None:
    scales = load_scales(CATALOGUE, {})
    given = {"1": 4, "3": 4, "5": 4, "Andet: spørg Bo": 1}
    text = "Er støj et problem? (1 = slet ikke, 5 = i meget høj grad)"
    question = scales.question(WHERE, text, given, scales.fit(given))
    assert (question.answers, question.scores) == (("1", "3", "5", _("[other answer]")), (100, 50, 0, None))


def test_zeros_and_ones_are_no_and_yes_where_somebody_asks_so() -> None:
    scales = load_scales(CATALOGUE, {})
    question = scales.question(WHERE, "Har du været udsat for vold?", {"0": 1}, scales.yes_no_codes({"0": 1}))
    assert (question.scale, question.best, question.scores) == ("ja-nej", "0", (100,))
    assert scales.yes_no_codes({"1": 9}) is None
    assert scales.yes_no_codes({"0": 1, "2": 1}) is None


# --- Answers with codes, slips of the pen, several languages


@pytest.mark.parametrize(
    "answers", [("Helt enig = 5", "Uenig = 2"), ("5 Helt enig", "2 Uenig"), ("Helt enig [5]", "Uenig [2]")]
)
def test_a_code_stands_before_or_behind_the_words_with_or_without_a_mark(answers: tuple[str, str]) -> None:
    question = ask("Jeg trives", *answers)
    assert (question.scale, scored(question)[answers[0]], scored(question)[answers[1]]) == ("enig-5", 100, 25)


def test_codes_in_no_order_are_told_and_the_words_decide() -> None:
    set_language("en")
    question = ask("Er du generet af støj?", "3 - Altid", "1 - Ofte", "5 - Sjældent", "2 - Aldrig")
    assert (question.best, question.worst) == ("2 - Aldrig", "3 - Altid")
    assert "codes" in question.reason


def test_a_misspelt_answer_is_counted_as_the_one_that_is_meant_and_told() -> None:
    given = {"I høj grad": 9, "I ringe grad": 9, "I høj gard": 1}
    scales = load_scales(CATALOGUE, {})
    fit = scales.fit(given)
    question = scales.question(WHERE, "Er du stresset?", given, fit)
    assert scored(question) == {"I ringe grad": 75, "I høj grad": 25}
    assert scales.place("I høj gard", fit, question.answers) == "I høj grad"
    assert "I høj gard" in question.reason


@pytest.mark.parametrize("odd", ["unig", "Helt unig", "I høj grad", "Banan"])
def test_an_answer_that_may_mean_two_things_is_not_mended(odd: str) -> None:
    scales = load_scales(CATALOGUE, {})
    fit = scales.fit({"Helt enig": 40, "Enig": 40, "Uenig": 40, "Helt uenig": 40, odd: 1})
    assert fit is not None
    assert not fit.mended
    assert odd not in fit.levels


@pytest.mark.parametrize(
    ("given", "odd"),
    [
        (("Helt enig", "Enig", "Slet ikke enig"), "Slet ikke uenig"),
        (("Meget tilfreds", "Tilfreds", "Knap så tilfreds"), "Knap så utilfreds"),
        (("Aldrig", "1-2 gange", "3-5 gange"), "1-9 gange"),
    ],
)
def test_a_word_that_says_the_opposite_or_another_number_is_no_misspelling(given: tuple[str, ...], odd: str) -> None:
    fit = load_scales(CATALOGUE, {}).fit({**dict.fromkeys(given, 40), odd: 9})
    assert fit is None or not fit.mended


def test_answers_in_two_languages_share_a_scale() -> None:
    question = ask("Jeg trives", "Helt enig", "Strongly agree", "Uenig", "Disagree")
    assert scored(question) == {"Disagree": 25, "Uenig": 25, "Helt enig": 100, "Strongly agree": 100}


def test_numbers_beyond_the_ends_that_the_header_tells_are_off_the_scale() -> None:
    question = ask("Er du generet af støj? (1 = slet ikke, 5 = i meget høj grad)", "0", "1", "5", "9")
    assert scored(question) == {"1": 100, "5": 0, "0": None, "9": None}


def test_a_nine_on_a_scale_to_ten_is_an_answer() -> None:
    question = ask("Lys (1 = dårligst, 10 = bedst)", "1", "9", "99")
    assert scored(question) == {"1": 0, "9": pytest.approx(88.9, abs=0.1), "99": None}


@pytest.mark.parametrize("answers", [("★", "★★★★★"), ("1 stjerne", "5 stjerner")])
def test_more_stars_are_better(answers: tuple[str, str]) -> None:
    assert ask("Samarbejdet", *answers).best == answers[1]
    assert ask("Samarbejdet (1-5 stjerner)", "1", "5").best == "5"


# --- What the rules do not follow is asked about


@pytest.mark.parametrize(
    "text",
    [
        "Fortrænger I værnemidler?",
        "Der bør være mere støtte fra ledelsen",
        "Samarbejdet er envejs",
        "Er støvet synligt?",
        "Gode idéer bliver ignoreret",
        "Jeg får kun hjælp, hvis jeg råber op",
        "Jeg er tryg, men jeg er også presset",
        "Er risikoen for ulykker lille?",
        "Jeg bliver let distraheret",
    ],
)
def test_a_word_that_may_turn_the_question_round_leaves_it_open(text: str) -> None:
    question = ask(text, "Ja", "Nej")
    assert question.certainty is Certainty.UNKNOWN or question.best == "Nej", question.reason


def test_the_reason_names_the_words_that_are_not_known() -> None:
    assert "fortrænger" in ask("Fortrænger I værnemidler?", "Ja", "Nej").reason


def test_where_the_middle_is_best_both_ends_count_the_same() -> None:
    question = ask("Arbejdsmængden", "For lidt", "Passende", "For meget")
    assert (question.best, question.certainty) == ("Passende", Certainty.INFERRED)
    assert scored(question) == {"For lidt": 0, "For meget": 0, "Passende": 100}


def test_numbers_whose_middle_is_best_are_asked_about() -> None:
    question = ask("Arbejdsmængden (1 = for lille, 3 = passende, 5 = for stor)", *"12345")
    assert question.certainty is Certainty.UNKNOWN


def test_yes_with_how_often_is_a_scale_whose_ends_stand_as_they_are() -> None:
    question = ask("Er du generet af træk?", "Ja, ofte", "Ja, sommetider", "Nej, sjældent eller aldrig")
    assert (question.best, question.worst) == ("Nej, sjældent eller aldrig", "Ja, ofte")
    assert scored(question)["Ja, sommetider"] == 50


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Støj på stuen [1=ingen gener – 5=store gener]", "1"),
        ("Samarbejdet i teamet (1 meget dårligt - 5 meget godt)", "5"),
        ("Jeg er træt (1 = helt uenig, 5 = helt enig, 99 = ved ikke)", "1"),
        ("Jeg er tryg (1 = helt enig, 5 = helt uenig)", "1"),
    ],
)
def test_words_beside_the_end_numbers_of_a_header_tell_which_is_best(text: str, best: str) -> None:
    assert ask(text, *"12345").best == best


@pytest.mark.parametrize(
    ("legend", "best"),
    [
        ("Skala: 1 = helt uenig, 2 = uenig, 4 = enig, 5 = helt enig", "5"),
        ("1 Helt enig\n2 Enig\n4 Uenig\n5 Helt uenig", "1"),
        ("5 - helt enig, 1 - helt uenig. Besvaret af 34 ansatte i 3 afdelinger", "5"),
        ("Besvaret af 34 ansatte i 3 afdelinger", None),
        ("1 = aldrig, 5 = altid. 1 = helt enig, 5 = helt uenig", None),
    ],
)
def test_a_legend_elsewhere_explains_numbers_unless_it_says_two_things(legend: str, best: str | None) -> None:
    answers = dict.fromkeys("12345", 9)
    where = CellRef("svar.xlsx", "Ark1", 1, 3)
    question = SCALES.question(where, "Jeg trives", answers, SCALES.fit(answers), legend=legend)
    assert question.best == best


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("How much do you agree?: [I feel safe at work]", True),
        ("I hvilken grad passer udsagnene? [Min leder lytter ikke til os]", False),
        ("Stress: Jeg har tid nok til mine opgaver", True),
        ("Er der problemer med: [Samarbejde]", False),
        ("Hvor ofte oplever du følgende? [Tidspres]", False),
    ],
)
def test_the_line_of_a_matrix_decides_unless_what_stands_over_it_says_something(text: str, good: bool) -> None:
    assert SCALES.polarity.judge(text).good is good


@pytest.mark.parametrize(("best", "scores"), [("5", (25, 0)), ("1", (75, 100))])
def test_a_told_best_number_that_nobody_gave_holds_where_the_least_number_is_the_most(
    best: str, scores: tuple[float, ...]
) -> None:
    scales = load_scales(Catalogue(), {})
    given = {"2": 4, "1": 4}
    legend = "1 = I meget høj grad, 5 = I meget ringe grad"
    question = scales.question(WHERE, "Har du for travlt?", given, scales.fit(given), best, legend)
    assert dict(zip(question.answers, question.scores, strict=True)) == dict(zip(given, scores, strict=True))


@pytest.mark.parametrize(
    "answers",
    [
        ("Nej", "Ja, en gang imellem", "Ja, hver uge", "Ja, hver dag"),
        ("Nej, aldrig", "Nej, sjældent", "Ja, for det meste", "Ja, altid"),
        ("Nej, slet ikke", "Nej, ikke rigtigt", "Ja, delvist", "Ja, helt sikkert"),
        ("Nej", "Ja, lidt", "Ja, meget"),
        ("Ingen problemer", "Mindre problemer", "Store problemer"),
        ("Nej", "Nogenlunde", "Ja"),
        ("Aldrig", "Sjældent", "Sommetider", "Som regel", "Altid"),
    ],
)
def test_every_degree_of_yes_and_no_and_of_problems_counts(answers: tuple[str, ...]) -> None:
    question = SCALES.question(
        WHERE, "Er du generet af støj?", dict.fromkeys(answers, 5), SCALES.fit(dict.fromkeys(answers, 5))
    )
    assert question.answers == answers
    assert (question.best, question.worst) == (answers[0], answers[-1])


@pytest.mark.parametrize(
    "answers",
    [(":-(", ":-|", ":-)"), ("Tommel ned", "Tommel op"), ("Mindre tilfredsstillende", "Tilfredsstillende")],
)
def test_faces_and_thumbs_are_scales(answers: tuple[str, ...]) -> None:
    question = SCALES.question(WHERE, "Tonen", dict.fromkeys(answers, 5), SCALES.fit(dict.fromkeys(answers, 5)))
    assert question.answers == answers
    assert question.best == answers[-1]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Hvor sandsynligt er det, at du vil anbefale os som arbejdsplads?", (0, 100)),
        ("Hvor sandsynligt er det, at du ville anbefale din arbejdsplads til en ven? (0-10)", (0, 100)),
        ("På en skala fra 1 til 10, hvor sandsynligt er det, at du vil anbefale os?", (None, None)),
        ("How likely are you to recommend us as a place to work?", (0, 100)),
        ("Giv din arbejdsplads en karakter", (None, None)),
    ],
)
def test_how_likely_one_is_to_recommend_the_workplace_is_told_from_0_to_10(
    text: str, ends: tuple[float | None, float | None]
) -> None:
    answers = scored(ask(text, "0", "5", "10"))
    assert (answers.get("0"), answers.get("10")) == ends


def test_marks_from_minus_3_to_12_are_a_scale_where_the_header_says_so() -> None:
    asked = "Hvor tilfreds er du med din arbejdsdag? (-3 til 12)"
    fit = grades(asked, ["-3", "7", "12"], above=False)
    assert fit is not None
    assert (fit.ends, fit.levels["12"], fit.good) == ((-3, 12), 1, None)
    assert grades(asked, ["-3", "5", "12"], above=False) is None
    assert grades("Hvor mange kilometer kører du?", ["2", "7", "12"], above=False) is None


@pytest.mark.parametrize(
    ("header", "answers", "above", "are"),
    [
        ("Støj", ("00", "02", "7"), False, True),
        ("Støj", ("4", "7"), True, True),
        ("Hvilken karakter giver du din leder?", ("4", "12"), False, True),
        ("Hvilken karakter giver du din leder?", ("2", "4", "7", "10"), False, False),
        ("Støj (7-trins skala)", ("2", "4", "7"), False, False),
        ("Støj", ("2", "7", "12"), False, False),
    ],
)
def test_marks_are_known_by_how_they_are_written_or_what_they_are_called(
    header: str, answers: tuple[str, ...], above: bool, are: bool
) -> None:
    fit = grades(header, answers, above=above)
    assert (fit is not None and fit.good) is are
