"""Questions in plain words get the right direction, or are asked about; never the wrong one.

``directions.csv`` holds invented questions with the direction a reader gives them: ``good`` or ``bad`` when there is
much of it, ``open`` when nobody can tell. ``form`` is how they are answered: ``extent``, ``agree``, ``often``, ``yes``.
``directions_unseen.csv`` holds 378 more by a writer who had seen none, half of them made to make a machine stumble:
no rule was made for them, and nothing was learned from them.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from handleplan_batch.catalogue import SHIPPED, Catalogue
from handleplan_batch.model import CellRef, Certainty, Question
from handleplan_batch.reading.polarity import load_polarity
from handleplan_batch.reading.scales import load_scales

MOST_ASKED = 0.14
"""Share of the questions that may be asked about although a reader knows the answer."""
ANSWERS = {
    ("da", "extent"): ("I meget høj grad", "I høj grad", "Delvist", "I ringe grad", "I meget ringe grad"),
    ("da", "agree"): ("Helt enig", "Enig", "Hverken enig eller uenig", "Uenig", "Helt uenig"),
    ("da", "often"): ("Altid", "Ofte", "Sommetider", "Sjældent", "Aldrig"),
    ("da", "yes"): ("Ja", "Nej"),
    ("no", "extent"): ("I svært stor grad", "I stor grad", "I noen grad", "I liten grad", "I svært liten grad"),
    ("no", "agree"): ("Helt enig", "Enig", "Verken enig eller uenig", "Uenig", "Helt uenig"),
    ("no", "often"): ("Alltid", "Ofte", "Av og til", "Sjelden", "Aldri"),
    ("no", "yes"): ("Ja", "Nei"),
    ("sv", "extent"): ("I mycket hög grad", "I hög grad", "I viss mån", "I låg grad", "I mycket låg grad"),
    ("sv", "agree"): ("Instämmer helt", "Instämmer", "Varken eller", "Instämmer inte", "Instämmer inte alls"),
    ("sv", "often"): ("Alltid", "Ofta", "Ibland", "Sällan", "Aldrig"),
    ("sv", "yes"): ("Ja", "Nej"),
    ("en", "extent"): ("To a very large extent", "To a large extent", "Somewhat", "To a small extent"),
    ("en", "agree"): ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree"),
    ("en", "often"): ("Always", "Often", "Sometimes", "Rarely", "Never"),
    ("en", "yes"): ("Yes", "No"),
}
SCALES = load_scales(Catalogue(), {})


def rows_of(name: str) -> list[tuple[str, ...]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file, delimiter=";")]


ROWS = rows_of("directions.csv")


def asked(language: str, form: str, text: str) -> Question:
    answers = dict.fromkeys(ANSWERS[language, form], 9)
    return SCALES.question(CellRef("apv.xlsx", "Svar", 1, 1), text, answers, SCALES.fit(answers))


@pytest.mark.parametrize(("language", "form", "text", "right"), ROWS, ids=[row[2] for row in ROWS])
def test_no_question_is_understood_the_wrong_way_round(language: str, form: str, text: str, right: str) -> None:
    question = asked(language, form, text)
    if question.certainty is not Certainty.UNKNOWN:
        assert question.best == (ANSWERS[language, form][0] if right == "good" else ANSWERS[language, form][-1])
        assert right != "open"


def test_few_questions_in_plain_words_are_asked_about() -> None:
    clear = [row for row in ROWS if row[3] != "open"]
    left = [
        text for language, form, text, _right in clear if asked(language, form, text).certainty is Certainty.UNKNOWN
    ]
    assert len(left) <= MOST_ASKED * len(clear), left


def test_of_questions_made_to_turn_round_few_are() -> None:
    answered = turned = doubted = 0
    for language, form, text, right in rows_of("directions_unseen.csv"):
        question = asked(language, form, text)
        verdict = SCALES.polarity.judge(text)
        doubted += verdict.doubted and verdict.good is (right == "good")
        if question.certainty is not Certainty.UNKNOWN:
            answered += 1
            turned += question.best != ANSWERS[language, form][0 if right == "good" else -1]
    assert answered > 240
    assert turned <= 0.025 * answered
    assert doubted <= 0.01 * answered  # a right decision that a person is asked about


def test_a_decision_that_the_whole_contradicts_is_left_to_a_person() -> None:
    question = asked("da", "agree", "Arbejdsglæden er gået fløjten")
    assert question.certainty is Certainty.UNKNOWN
    assert "omvendt" in question.reason


def test_whoever_is_asked_is_told_what_the_whole_sounds_like() -> None:
    bad, good = (
        asked("da", "yes", text) for text in ("Kører nogen truck uden kort?", "Har alle førere gyldigt kørekort?")
    )
    assert bad.certainty is good.certainty is Certainty.UNKNOWN
    assert bad.reason.endswith("meget af det er skidt.")
    assert good.reason.endswith("meget af det er godt.")


def test_a_word_that_people_have_added_decides_whatever_was_learned(tmp_path: Path) -> None:
    own = tmp_path / "wording.csv"
    shipped = (SHIPPED / "wording.csv").read_text(encoding="utf-8-sig")
    own.write_text(f"{shipped}question_strong;=gået fløjten\n", encoding="utf-8-sig")
    verdict = load_polarity(Catalogue(tmp_path)).judge("Arbejdsglæden er gået fløjten")
    assert verdict.good is False
    assert not verdict.doubted
