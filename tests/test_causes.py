"""Hints at causes: what goes with stress, well-being and sickness absence in the whole organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging_cases import CATALOGUE, DAY, HOUSE, ORGANISATION, RULES
from scipy.stats import false_discovery_control, spearmanr

from handleplan_batch.judging import Judgement, judge
from handleplan_batch.judging.causes import cause_hints
from handleplan_batch.judging.statistics import correlated, discoveries
from handleplan_batch.language import set_language
from handleplan_batch.model import Hint, Measurement, Reading
from handleplan_batch.planning import draft_actions
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers import read_sheet
from handleplan_batch.settings import Settings

OFTEN = ("Altid", "Ofte", "Somme tider", "Sjældent", "Aldrig")
STRESS = "Hvor ofte har du følt dig stresset?"
TIME = "Hvor ofte har du ikke tid til alle dine opgaver?"
NOISE = "Hvor ofte er du generet af støj?"
BULLYING = "Har du været udsat for mobning?"
Row = tuple[str | None, ...]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("da")


def people(count: int, closeness: float = 0.7, bullied: int = 0, seed: int = 1) -> list[Row]:
    """Invented persons: the more stressed, the less time, as close as told; noise has nothing to do with it."""
    chance = Random(seed)
    rows = []
    for number in range(count):
        stress = chance.gauss(0, 1)
        time = closeness * stress + (1 - closeness**2) ** 0.5 * chance.gauss(0, 1)
        answers = (OFTEN[min(4, max(0, int((2 - level) / 0.8)))] for level in (stress, time, chance.gauss(0, 1)))
        rows.append((chance.choice(["Køkken", "Lager", "Kontor"]), *answers, "Ja" if number < bullied else "Nej"))
    return rows


def read(rows: Sequence[Row], file: str = "apv.xlsx", context: Context | None = None) -> Reading:
    head = ("Afdeling", STRESS, TIME, NOISE, BULLYING)
    return read_sheet(Grid(file, "Data", [list(row) for row in (head, *rows)]), context or Context(CATALOGUE))


THEMES_OF = {STRESS: "stress", TIME: "workload", NOISE: "noise", BULLYING: "bullying"}


def hints(
    *readings: Reading, hidden: str = "", themes: Mapping[str, str] = THEMES_OF, **rule: object
) -> tuple[Hint, ...]:
    """What is told of files whose questions have these themes and whose figures are shown but for ``hidden``."""
    surveys = [survey for reading in readings for survey in reading.surveys]
    questions = {
        one.question.where: replace(one.question, theme_id=themes[one.question.text])
        for survey in surveys
        for one in survey.answers
    }
    shown = [
        Measurement("question", text, themes[text], "Fjordby", 300, 50.0, 0.5, 0.4, 0.6, suppressed=text == hidden)
        for text in themes
    ]
    rules = {**RULES, "causes": {**RULES["causes"], **rule}}
    return cause_hints(surveys, questions, shown, ORGANISATION, CATALOGUE.themes, rules, Settings())


def pairs(told: Iterable[Hint]) -> list[tuple[str, str]]:
    return [(hint.outcome, hint.question) for hint in told]


@pytest.mark.parametrize(("alike", "told"), [(12, False), (24, True)])
def test_that_all_of_a_few_who_answered_alike_are_stressed_is_not_told(alike: int, told: bool) -> None:
    bothered: Row = ("Lager", "Altid", "Aldrig", "Altid", "Nej")
    others: list[Row] = [("Lager", stress, "Aldrig", "Aldrig", "Nej") for stress in ["Altid"] * 18 + ["Aldrig"] * 120]
    assert ((STRESS, NOISE) in pairs(hints(read([bothered] * alike + others)))) is told


def test_what_goes_with_stress_is_told_with_how_sure_it_is() -> None:
    (hint,) = hints(read(people(300)))
    assert (hint.outcome, hint.outcome_theme_id) == (STRESS, "stress")
    assert (hint.question, hint.theme_id) == (TIME, "workload")
    assert hint.respondents == 300
    assert RULES["causes"]["some"] <= hint.low < hint.correlation < hint.high < 1


def test_what_goes_the_other_way_is_no_hint() -> None:
    assert not hints(read(people(300, closeness=-0.7)))


def test_too_few_persons_tell_nothing() -> None:
    assert hints(read(people(100, closeness=0.9)))
    assert not hints(read(people(99, closeness=0.9)))


def test_no_rule_tells_hints_from_fewer_than_a_hundred() -> None:
    assert not hints(read(people(99, closeness=0.9)), least=10)


def test_the_rule_can_ask_for_more_persons_and_be_switched_off() -> None:
    reading = read(people(300))
    assert hints(reading, least=300)
    assert not hints(reading, least=301)
    assert not hints(reading, least=0)
    assert not hints(reading, outcomes=[])
    assert not hints(reading, some=0.9)


def bullied_when_stressed(count: int) -> list[Row]:
    """All who are bullied, and nobody else, are always stressed."""
    rows = [(row[0], row[1] if row[1] != "Altid" else "Ofte", *row[2:4], "Nej") for row in people(300)]
    return [(row[0], "Altid", *row[2:4], "Ja") if number < count else row for number, row in enumerate(rows)]


def test_a_few_who_are_bullied_are_not_told_to_be_stressed() -> None:
    assert (STRESS, BULLYING) not in pairs(hints(read(bullied_when_stressed(9))))
    assert (STRESS, BULLYING) in pairs(hints(read(bullied_when_stressed(60))))


def test_what_is_hidden_of_the_whole_organisation_is_not_told() -> None:
    assert not hints(read(people(300)), hidden=TIME)
    assert not hints(read(people(300)), hidden=STRESS)


def test_the_settings_make_a_question_one_on_an_outcome() -> None:
    swapped = {**THEMES_OF, STRESS: "lighting", TIME: "wellbeing_meaning"}
    told = hints(read(people(300), context=Context(CATALOGUE, themes=swapped)), themes=swapped)
    assert pairs(told) == [(TIME, STRESS)]


def test_outcomes_are_no_causes_of_one_another() -> None:
    both = {**THEMES_OF, TIME: "sickness_absence"}
    assert not hints(read(people(300), context=Context(CATALOGUE, themes=both)), themes=both)


@settings(max_examples=8)
@given(st.data())
def test_the_order_and_the_split_of_files_do_not_matter(data: st.DataObject) -> None:
    rows = people(150, closeness=0.8, bullied=20)
    whole = hints(read(rows))
    mixed = data.draw(st.permutations(rows))
    cuts = sorted(data.draw(st.sets(st.integers(20, 130), max_size=3)))
    files = [mixed[first:last] for first, last in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
    readings = [read(part, f"fil {number}.xlsx") for number, part in enumerate(files)]
    assert hints(*data.draw(st.permutations(readings))) == whole


def test_answers_off_the_scale_and_blanks_are_not_counted() -> None:
    rows = people(300)
    silent: list[Row] = [
        ("Køkken", "Altid", None, "Aldrig", "Nej"),
        ("Køkken", "Ved ikke", "Altid", "Aldrig", "Nej"),
    ] * 50
    assert hints(read([*rows, *silent])) == hints(read(rows))


# The figures ----------------------------------------------------------------------------------------------------------


def together(found: Sequence[tuple[int, int]]) -> Counter[tuple[float, float]]:
    return Counter((float(one), float(other)) for one, other in found)


def varied(found: list[tuple[int, int]]) -> bool:
    return all(len(set(side)) > 1 for side in zip(*found, strict=True))


answers = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=5, max_size=80).filter(varied)


@given(answers)
def test_the_correlation_is_that_of_the_ranks(found: list[tuple[int, int]]) -> None:
    known = spearmanr(*zip(*found, strict=True)).statistic
    assert correlated(together(found)).value == pytest.approx(known, abs=1e-9)


@given(answers)
def test_the_interval_holds_the_correlation_and_turns_with_it(found: list[tuple[int, int]]) -> None:
    one, turned = correlated(together(found)), correlated(together([(first, 4 - second) for first, second in found]))
    assert -1 <= one.low <= one.value <= one.high <= 1
    assert (turned.value, turned.low, turned.high) == pytest.approx((-one.value, -one.high, -one.low))
    assert turned.chance == pytest.approx(one.chance)


@given(answers, st.integers(2, 20))
def test_the_same_answers_of_more_people_are_surer(found: list[tuple[int, int]], times: int) -> None:
    one, more = correlated(together(found)), correlated(together(found * times))
    assert more.low >= one.low - 1e-12
    assert more.high <= one.high + 1e-12
    assert more.chance <= one.chance + 1e-12


def test_the_interval_is_that_of_bonett_and_wright() -> None:
    # By hand: 103 persons, of them 39 + 39 with the same and 12 + 13 with another answer: (39 * 39 - 12 * 13) /
    # sqrt(51 * 52 * 52 * 51) = 0.5147; atanh of it is 0.5691, half of its interval 1.96 * sqrt((1 + 0.5147²/2) / 100) =
    # 0.2086.
    one = correlated({(0.0, 0.0): 39, (1.0, 1.0): 39, (0.0, 1.0): 12, (1.0, 0.0): 13})
    assert (one.value, one.low, one.high) == pytest.approx((0.5147, 0.3456, 0.6514), abs=0.0005)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50), st.floats(0.01, 0.5))
def test_what_is_told_over_many_comparisons_is_the_procedure_of_benjamini_and_hochberg(
    chances: list[float], share: float
) -> None:
    adjusted = false_discovery_control(chances)
    for told, chance in zip(discoveries(chances, share), adjusted, strict=True):
        if abs(chance - share) > 1e-9:
            assert told == (chance <= share)


def test_nothing_to_compare_tells_nothing() -> None:
    assert discoveries([], 0.05) == []


# Where people see it --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole() -> Judgement:
    """A survey in which the stressed lack time, judged."""
    return judge(read(people(300)) + Reading(departments=HOUSE), CATALOGUE, Settings())


def test_the_judgement_tells_the_hints(whole: Judgement) -> None:
    assert pairs(whole.hints) == [(STRESS, TIME)]


def test_the_cause_of_an_outcome_tells_the_hint_as_a_hint_after_what_is_known(whole: Judgement) -> None:
    outcomes = {challenge.id for challenge in whole.challenges if challenge.theme_id == "stress"}
    departments = whole.organisation.departments
    drafted = partial(
        draft_actions, whole.challenges, whole.findings, departments, (), CATALOGUE, Settings(), DAY, "en"
    )
    told, plain = drafted(whole.hints), drafted()
    for row, without in zip(told, plain, strict=True):
        if row.challenge_id not in outcomes:
            assert row == without
            continue
        lines = row.cause.splitlines()
        assert lines[0] in (
            without.cause,
            "Not examined yet. “High workload and time pressure” is a load here, and in the answers it goes with this "
            "(see the hints): begin there.",
        )
        assert lines[1].startswith("Hints from all answers")
        assert TIME in lines[2]
        assert "300 answers" in lines[2]
        assert lines[3].startswith("They are no proof")
    assert outcomes
