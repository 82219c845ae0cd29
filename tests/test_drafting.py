"""Plan rows: which actions a challenge gets, and what stands in the six parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging_cases import CATALOGUE, DAY, HOUSE, THEMES, evidence, finding, rank

from handleplan_batch.judging.findings import Evidence
from handleplan_batch.judging.organisation import build_organisation
from handleplan_batch.language import set_language
from handleplan_batch.model import (
    Action,
    ActionType,
    CellRef,
    Challenge,
    ChallengeKind,
    Department,
    Event,
    Level,
    Measure,
    Polarity,
    PreventionLevel,
    RiskMethod,
    SourceKind,
)
from handleplan_batch.planning import draft_actions
from handleplan_batch.settings import Settings

DANISH = holidays.country_holidays("DK", categories=("public", "optional"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("da")


def drafted(
    *pieces: Evidence,
    as_of: date = DAY,
    departments: Sequence[Department] = HOUSE,
    events: Sequence[Event] = (),
    language: str = "en",
    per_department: int = 100,
    **chosen: Any,
) -> list[Action]:
    """The rows for what this evidence makes of challenges."""
    challenges = rank(pieces, per_department=per_department)
    return rows_of(challenges, pieces, as_of, departments, events, language, **chosen)


def rows_of(
    challenges: Sequence[Challenge],
    pieces: Sequence[Evidence],
    as_of: date = DAY,
    departments: Sequence[Department] = HOUSE,
    events: Sequence[Event] = (),
    language: str = "en",
    **chosen: Any,
) -> list[Action]:
    found = [piece.finding for piece in pieces]
    return list(draft_actions(challenges, found, departments, events, CATALOGUE, Settings(**chosen), as_of, language))


def ambition(text: str = "Sickness absence is below 4 %.", **fields: Any) -> Evidence:
    values = {"source": SourceKind.DISCUSSION, "theme_id": "sickness_absence", **fields}
    return evidence(0, 0, text=text, polarity=Polarity.AMBITION, level=Level.OBSERVATION, **values)


def risk(**fields: Any) -> Evidence:
    return evidence(**{"theme_id": "machinery", "score": 12.0, "method": RiskMethod.MATRIX_5, **fields})


def measure_of(row: Action) -> Measure:
    """The measure of the catalogue that a row was drafted from."""
    return next(
        measure for measures in CATALOGUE.measures.values() for measure in measures if measure.id == row.measure_id
    )


def asked(share: float = 0.6, **fields: Any) -> Evidence:
    values = {"question": "Is it noisy?", "unfavourable": share, "source": SourceKind.SURVEY, **fields}
    return evidence(**values)


def test_an_immediate_matter_has_an_action_that_holds_beside_what_the_source_proposes() -> None:
    blocked = {"theme_id": "fire_emergency", "level": Level.IMMEDIATE, "source": SourceKind.INSPECTION}
    rows = drafted(evidence(**blocked, proposal="The prams are moved to the shed"))
    assert [row.action_type for row in rows][1] is ActionType.HANDLING
    rows = drafted(evidence(**blocked, proposal="The door is locked until the prams are moved"))
    assert ActionType.HANDLING not in [row.action_type for row in rows][1:]


# Properties of every row ----------------------------------------------------------------------------------------------

_TEXTS = (
    *("challenge", "nature", "cause", "reasons", "sources"),
    *("action", "responsible", "informed", "involved", "preparation", "mind"),
    *("improvement", "criterion", "evaluation", "unintended", "feedback", "adjust", "fallback"),
)


@st.composite
def matters(draw: st.DrawFn) -> Evidence:
    source = draw(st.sampled_from(SourceKind))
    is_goal = source is SourceKind.DISCUSSION and draw(st.booleans())
    is_survey = source is SourceKind.SURVEY
    return evidence(
        draw(st.floats(0, 1)),
        draw(st.floats(0, 100)),
        source=source,
        theme_id=draw(st.sampled_from(list(THEMES))),
        department=draw(st.sampled_from([entry.name for entry in HOUSE])),
        polarity=Polarity.AMBITION if is_goal else Polarity.PROBLEM,
        level=Level.OBSERVATION if is_goal else draw(st.sampled_from(Level)),
        standing=not is_goal and draw(st.booleans()),
        score=draw(st.none() | st.floats(0, 100)),
        residual=draw(st.none() | st.floats(0, 100)),
        method=RiskMethod.GIVEN,
        unfavourable=draw(st.floats(0.1, 1)) if is_survey else None,
        question="Is it noisy?" if is_survey else "",
        proposal=draw(st.sampled_from(["", "", "put up a guard", "train everybody in the lift"])),
        responsible=draw(st.sampled_from(["", "Ole"])),
        deadline=draw(st.none() | st.dates(date(2026, 1, 1), date(2029, 1, 1))),
        deadline_text=draw(st.sampled_from(["", "asap"])),
        cause=draw(st.sampled_from(["", "no room"])),
        observed_on=draw(st.none() | st.dates(date(2024, 1, 1), date(2026, 1, 1))),
        solved=draw(st.booleans()),
        text=draw(st.text(max_size=200)),
    )


@settings(max_examples=60)
@given(
    st.lists(matters(), min_size=1, max_size=10),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    st.integers(1, 4),
    st.integers(1, 5),
)
def test_every_challenge_gets_one_to_three_actions_with_text_in_all_six_parts(
    found: list[Evidence], as_of: date, most: int, carried: int
) -> None:
    challenges = rank(found, per_department=carried)
    rows = rows_of(challenges, found, as_of, actions_per_challenge=most)
    given_by_source = {piece.finding.deadline for piece in found}
    for challenge in challenges:
        own = [row for row in rows if row.challenge_id == challenge.id]
        assert 1 <= len(own) <= min(3, most)
        for row in own:
            assert all(getattr(row, name).strip() for name in _TEXTS if (name, challenge.kind) != _GOAL_TEXT)
            assert as_of <= row.start <= row.deadline < row.follow_up
            for day in (row.start, row.deadline, row.follow_up):
                assert day == as_of or day in given_by_source or is_working_day(day)
            if challenge.level is Level.IMMEDIATE:
                assert (row.start - as_of).days <= 7
        first = own[0]
        if challenge.level is Level.IMMEDIATE and first.deadline not in given_by_source:
            assert (first.deadline - as_of).days <= 7
    assert [row.id for row in rows] == [f"H-{number:04}" for number in range(1, len(rows) + 1)]


_GOAL_TEXT = ("challenge", ChallengeKind.AMBITION)
"""An ambition is told in the source's words alone, which hypothesis may leave empty."""


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in DANISH and day.isocalendar().week not in Settings().vacation_weeks


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"proposal": "put up a guard"},
        {"source": SourceKind.COMMENT},
        {"standing": True},
        {"source": SourceKind.DISCUSSION, "polarity": Polarity.AMBITION},
    ],
    ids=["measures", "proposal", "comment", "standing", "goal"],
)
@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_theme_is_drafted_in_whole_rows(language: str, level: Level, fields: dict[str, Any]) -> None:
    rows = drafted(*(evidence(theme_id=theme, level=level, **fields) for theme in THEMES), language=language)
    assert {row.theme for row in rows} == {theme.name.pick(language) for theme in THEMES.values()}
    for row in rows:
        said = {name: getattr(row, name) for name in (*_TEXTS, "baseline", "target", "guidance")}
        assert all(text.strip() for text in said.values())
        assert not re.search(r"[{}*]|[a-z]_[a-z]|-\d\b", " ".join(said[name] for name in _OF_THE_CATALOGUE))


_OF_THE_CATALOGUE = ("nature", "action", "preparation", "improvement", "unintended", "feedback", "adjust", "fallback")
"""Texts that hold nothing but the catalogue's words: no id of its own, no field that was not filled in."""


# Which actions --------------------------------------------------------------------------------------------------------


def types(rows: Sequence[Action]) -> list[ActionType]:
    return [row.action_type for row in rows]


def test_danger_is_contained_then_removed_then_taught() -> None:
    rows = drafted(evidence(theme_id="machinery", level=Level.IMMEDIATE))
    assert types(rows) == [ActionType.HANDLING, ActionType.PREVENTIVE, ActionType.TRAINING]
    assert (rows[0].deadline - DAY).days <= 7 < (rows[1].deadline - DAY).days


def test_a_danger_that_is_to_be_taken_out_of_service_needs_no_second_row_that_says_so() -> None:
    saw = risk(theme_id="machinery", level=Level.IMMEDIATE, text="Unguarded saw", proposal="Taken out of service")
    assert [row.action_type for row in drafted(saw)].count(ActionType.HANDLING) == 1
    press = risk(theme_id="machinery", level=Level.IMMEDIATE, text="Open press", severity=0.1)
    assert [row.action_type for row in drafted(saw, press)].count(ActionType.HANDLING) == 2


def test_what_goes_to_the_cause_is_given_its_time_while_another_action_contains_what_was_found() -> None:
    cause, holding, taught = drafted(
        evidence(source=SourceKind.INSPECTION, theme_id="noise", level=Level.HIGH, text="Loud fan")
    )
    assert cause.action_type in (ActionType.PREVENTIVE, ActionType.DIFFERENT)
    assert types([holding, taught]) == [ActionType.HANDLING, ActionType.TRAINING]
    assert (holding.deadline - DAY).days <= 30 < (cause.deadline - DAY).days
    assert "Loud fan" in holding.action
    assert "Loud fan" not in cause.action


@pytest.mark.parametrize(("level", "count"), [(1, 3), (2, 3), (3, 2), (4, 1), (5, 1)])
def test_what_is_less_urgent_gets_fewer_actions(level: int, count: int) -> None:
    assert len(drafted(evidence(theme_id="workload", level=Level(level)))) == count


def test_the_best_principle_of_prevention_comes_first() -> None:
    (row,) = drafted(evidence(theme_id="slips_falls", level=Level.LOW))
    assert row.prevention_level is PreventionLevel.ELIMINATE


@pytest.mark.parametrize("department", [entry.name for entry in HOUSE])
def test_what_is_dangerous_to_touch_is_replaced_before_anything_else(department: str) -> None:
    text = "Vapour and splashes from the process; point extraction and closed dosing are missing"
    row = drafted(risk(theme_id="chemicals", department=department, level=Level.HIGH, text=text))[0]
    assert row.prevention_level is PreventionLevel.ELIMINATE


def test_pregnancy_is_met_with_the_four_steps_in_their_order() -> None:
    row = drafted(
        risk(theme_id="vulnerable_workers", level=Level.IMMEDIATE, text="En gravid løfter tungt"), language="da"
    )[0]
    steps = ("teknik og indretning", "planlægning og tilrettelæggelse", "andre opgaver", "ikke udføres")
    assert sorted(steps, key=row.action.index) == list(steps)


@pytest.mark.parametrize("proposal", ["", "Loftlift bestilles"])
@pytest.mark.parametrize("level", [Level.IMMEDIATE, Level.HIGH, Level.MEDIUM])
def test_who_is_pregnant_is_looked_after_whatever_the_danger_is(proposal: str, level: Level) -> None:
    danger = risk(theme_id="lifting", text="En gravid kollega løfter tungt", proposal=proposal, level=level)
    rows = drafted(danger, language="da")
    (looked_after,) = [row for row in rows if "graviditet" in row.action]
    assert looked_after.measure_id == "vulnerable_workers-handling-1"
    assert len({row.action for row in rows}) == len(rows) > 1


def test_a_young_worker_is_taken_off_what_is_too_dangerous() -> None:
    row = drafted(risk(theme_id="machinery", text="15-årig betjener pålægsmaskinen"), language="da")[0]
    assert row.action.startswith("Stop opgaven straks, når en ung under 18")


@pytest.mark.parametrize(
    ("theme_id", "said", "measure_id"),
    [
        ("fire_emergency", "Der lugter af gas i fyrrummet", "fire_emergency-handling-4"),
        ("fire_emergency", "Brandalarmen er slået fra", "fire_emergency-handling-5"),
        ("slips_falls", "De går på taget uden faldsikring", "slips_falls-handling-3"),
        ("accidents", "Pallereolen hælder ud over gangen", "accidents-handling-4"),
        ("machinery", "Skærmen mangler på rundsaven", "machinery-handling-1"),
        ("traffic", "Trucken har ingen bremser", "traffic-handling-4"),
        ("patient_handling", "Sejlet er revnet i syningen", "patient_handling-handling-3"),
        ("vibration_radiation", "Døren til røntgen låser ikke", "vibration_radiation-handling-3"),
    ],
)
def test_an_immediate_danger_is_contained_by_what_is_for_that_danger(theme_id: str, said: str, measure_id: str) -> None:
    danger = evidence(theme_id=theme_id, level=Level.IMMEDIATE, source=SourceKind.INSPECTION, text=said)
    assert measure_of(drafted(danger)[0]).id == measure_id


def test_what_is_missing_or_what_all_were_asked_is_no_danger_that_stands_now() -> None:
    asked = "Har du inden for de sidste 12 måneder været udsat for trusler om vold på arbejdet?"
    threats = evidence(theme_id="violence_threats", level=Level.IMMEDIATE, question=asked, text="38 % har oplevet det")
    hoists = evidence(
        theme_id="patient_handling", level=Level.IMMEDIATE, source=SourceKind.INSPECTION, text="Vi mangler lifte"
    )
    chosen = {measure_of(row).id for row in drafted(threats, hoists)}
    assert chosen
    assert chosen.isdisjoint({"violence_threats-handling-7", "patient_handling-handling-3"})


def test_each_of_several_immediate_dangers_is_named_with_what_contains_it() -> None:
    said = ["Der lugter af gas i fyrrummet", "Brandalarmen er slået fra", "Slukkeren er tom"]
    dangers = [
        evidence(theme_id="fire_emergency", level=Level.IMMEDIATE, source=SourceKind.INSPECTION, text=text, id=text)
        for text in said
    ]
    rows = drafted(*dangers)
    assert [row.action_type is ActionType.HANDLING for row in rows] == [True, True, False]
    alarm, gas, _lasting = rows
    assert measure_of(gas).id == "fire_emergency-handling-4"
    assert said[0] in gas.action
    assert said[1] in alarm.action
    assert said[2] in alarm.action
    (row,) = drafted(*dangers, actions_per_challenge=1)
    assert all(text in row.action for text in said)


def test_the_measure_that_speaks_of_what_was_found_is_chosen() -> None:
    for department in HOUSE:
        (row,) = drafted(
            evidence(theme_id="slips_falls", level=Level.LOW, text="Man står på stiger", department=department.name)
        )
        assert "stige" in measure_of(row).text.da


_PLACES = st.lists(st.tuples(st.sampled_from(list(THEMES)), st.sampled_from(HOUSE)), min_size=1, max_size=6)


@settings(max_examples=25)
@given(_PLACES, _PLACES)
def test_a_row_keeps_its_text_whatever_else_the_plan_comes_to_hold_but_the_same_theme_below_or_beside(
    first: list[tuple[str, Department]], more: list[tuple[str, Department]]
) -> None:
    def said(places: Iterable[tuple[str, Department]]) -> dict[str, list[str]]:
        rows = drafted(
            *(evidence(theme_id=theme, department=place.name, text="A") for theme, place in dict.fromkeys(places))
        )
        texts: dict[str, list[str]] = {}
        for row in rows:
            texts.setdefault(row.challenge_id, []).append(f"{row.action}\n{row.preparation}\n{row.improvement}")
        return texts

    themes_above = {(theme, above) for theme, place in more for above in place.path}
    beside = {(theme, place.path) for theme, place in more}
    first = [
        (theme, place)
        for theme, place in first
        if (theme, place.name) not in themes_above and (theme, place.path) not in beside
    ]
    alone, among = said(first), said((*first, *more))
    # A theme that most departments share becomes a challenge of their parent, with another id.
    assert all(among[identity] == texts for identity, texts in alone.items() if identity in among)


def test_the_settings_limit_the_actions() -> None:
    assert len(drafted(evidence(level=Level.IMMEDIATE), actions_per_challenge=1)) == 1


@pytest.mark.parametrize("theme_id", THEMES)
def test_departments_with_the_same_theme_get_different_plans(theme_id: str) -> None:
    names = [department.name for department in HOUSE]
    rows = drafted(*(evidence(theme_id=theme_id, level=Level.HIGH, department=name) for name in names))
    plans = Counter(tuple(row.action for row in rows if row.department == name) for name in names)
    assert len(plans) >= 3


def test_what_is_parked_gets_one_action_and_says_later() -> None:
    rows = drafted(evidence(theme_id="lifting", severity=0.1), evidence(severity=0.9), per_department=1)
    parked = [row for row in rows if row.theme == THEMES["lifting"].name.en]
    assert len(parked) == 1
    assert parked[0].note.startswith("Later")


def test_what_the_source_proposes_comes_first_and_a_measure_goes_to_the_cause() -> None:
    rows = drafted(risk(proposal="put up a guard", text="Open blade"))
    assert rows[0].action == "Put up a guard (concerns: Open blade)"
    assert rows[0].measure_id is None
    assert rows[1].measure_id is not None
    assert rows[1].prevention_level is not PreventionLevel.INDIVIDUAL


def test_the_same_proposal_twice_is_one_action() -> None:
    rows = drafted(risk(proposal="Put up a guard"), risk(proposal="put up  a guard"))
    assert sum(row.measure_id is None for row in rows) == 1


def test_many_proposals_are_gathered_in_the_last_action_of_the_source() -> None:
    rows = drafted(*(risk(proposal=f"do {number}") for number in range(5)))
    own = [row for row in rows if row.measure_id is None]
    assert len(own) == 2
    assert len("".join(row.action for row in own).split("Do ")) == 6


def test_a_proposal_to_train_is_of_that_type() -> None:
    rows = drafted(risk(proposal="Oplær alle i brug af kniven"))
    assert rows[0].action_type is ActionType.TRAINING
    assert rows[1].action_type is not ActionType.TRAINING


@pytest.mark.parametrize(
    ("proposal", "kind", "level"),
    [
        ("Høreværn til alle", ActionType.HANDLING, PreventionLevel.INDIVIDUAL),
        ("Saven tages ud af drift", ActionType.HANDLING, PreventionLevel.CHANGE),
        ("Rækværk på rampen", ActionType.PREVENTIVE, PreventionLevel.COLLECTIVE),
        ("Produktet udskiftes", ActionType.PREVENTIVE, PreventionLevel.ELIMINATE),
        ("Ny belægning", ActionType.PREVENTIVE, PreventionLevel.CHANGE),
    ],
)
def test_a_proposal_says_itself_what_kind_of_action_it_is(
    proposal: str, kind: ActionType, level: PreventionLevel
) -> None:
    row = drafted(risk(proposal=proposal))[0]
    assert (row.action_type, row.prevention_level) == (kind, level)


def test_a_proposal_that_another_includes_is_no_action_of_its_own() -> None:
    rows = drafted(risk(proposal="New fence", text="A"), risk(proposal="New fence and a gate", text="B"))
    assert [row.action for row in rows if row.measure_id is None] == ["New fence and a gate (concerns: A; B)"]


def test_proposals_of_a_challenge_are_prepared_each_in_its_own_way() -> None:
    rows = drafted(risk(proposal="New fence"), risk(proposal="Another door"))
    assert rows[0].preparation != rows[1].preparation


def test_what_is_put_right_is_not_proposed_again() -> None:
    done = risk(proposal="Put up a guard", solved=True, level=None, weak=True)
    assert all(row.measure_id for row in drafted(risk(), done))


def test_what_was_decided_after_an_incident_is_checked() -> None:
    rows = drafted(evidence(source=SourceKind.INCIDENT, theme_id="machinery", proposal="New guard."))
    assert rows[0].action.endswith("is done and works: new guard.")
    assert "new guard" not in rows[1].action


def test_a_goal_gets_a_first_step_or_what_was_written_for_it() -> None:
    assert drafted(ambition())[0].action.endswith("This is a first step towards the goal.")
    (row,) = drafted(ambition(proposal="talk early with those who are ill"))
    assert row.action == "Talk early with those who are ill"


def test_a_goal_is_met_with_what_its_words_speak_of() -> None:
    (row,) = drafted(ambition("Alle elever har en mentor", theme_id="vulnerable_workers"), language="da")
    assert "elever" in row.action


def test_proposals_about_the_same_thing_in_other_words_are_one_action() -> None:
    saw = risk(proposal="Saven tages ud af drift, ny sav bestilles", text="A")
    same = risk(proposal="Tag saven ud af drift nu og udskift den med en CE-mærket sav", text="B", responsible="Kim")
    other = risk(proposal="Oplær alle i brug af kniven", text="C")
    first, second = drafted(saw, same, other, language="da")[:2]
    assert "Saven tages ud af drift" in first.action
    assert "Tag saven ud af drift" in first.action
    assert "Kim" in first.action
    assert "kniven" in second.action


def test_a_goal_that_no_measure_speaks_of_is_to_be_agreed_on() -> None:
    row = drafted(ambition("Xyz"))[0]
    assert row.action.startswith("Agree at the next meeting how you will see that the goal is reached")
    assert "goal" in row.improvement
    assert row.measure_id is None


def test_a_goal_is_not_spoken_of_as_a_problem() -> None:
    row = drafted(ambition())[0]
    assert "not a problem" in row.nature
    assert "where you stand today" in row.cause
    assert row.evaluation.startswith("Hold what you have reached against the goal")


def test_a_standing_condition_is_kept_in_check_and_not_removed() -> None:
    for theme_id in THEMES:
        standing = [
            row for row in drafted(evidence(theme_id=theme_id, standing=True)) if row.kind is ChallengeKind.STANDING
        ]
        assert standing
        for row in standing:
            assert row.nature.startswith("A condition that comes with the work and stays.")
            assert row.action.startswith("The condition stays, but its load can be kept down: ")
            assert row.prevention_level is not PreventionLevel.ELIMINATE


@pytest.mark.parametrize("theme_id", ["bullying", "sexual_harassment", "offensive_behaviour"])
def test_nothing_that_may_tell_of_persons_is_repeated(theme_id: str) -> None:
    said = {"text": "Bo shouts at Eva", "cause": "Bo is cross", "proposal": "Move Eva", "responsible": "Bo"}
    rows = drafted(risk(theme_id=theme_id, deadline=DAY + timedelta(days=200), **said))
    for row in rows:
        assert not re.search(r"\b(Bo|Eva)\b", " ".join(str(getattr(row, name)) for name in (*_TEXTS, "note")))
        assert row.measure_id is not None
    assert "stands in the source “Risk assessment”" in rows[0].challenge
    assert rows[0].deadline == DAY + timedelta(days=200)
    assert "not repeated here" in rows[0].note


def test_a_concrete_matter_is_where_to_begin() -> None:
    rows = drafted(risk(text="Loose tile"))
    assert rows[0].action.endswith("Begin with: Loose tile")
    assert "Loose tile" not in rows[1].action


def test_a_hazard_is_named_with_the_task_it_is_met_at() -> None:
    (row, *_others) = drafted(risk(text="Crushed hand", category="Operating the press"))
    assert row.challenge.endswith(": Operating the press – Crushed hand")
    for category in ("", "Hand", "Machines"):  # what the text or the theme says already
        assert drafted(risk(text="Crushed hand", category=category))[0].challenge.endswith(": Crushed hand")


def test_the_subject_of_a_matter_that_may_be_about_persons_is_not_repeated() -> None:
    for theme_id in ("violence_threats", "sickness_absence", "bullying"):
        rows = drafted(evidence(source=SourceKind.INSPECTION, theme_id=theme_id, text="Neutral", category="Bo and Eva"))
        assert not any("Eva" in str(getattr(row, name)) for row in rows for name in (*_TEXTS, "challenge"))


def test_several_incidents_are_told_as_several() -> None:
    one = evidence(
        source=SourceKind.INCIDENT, theme_id="violence_threats", text="A registered incident", level=Level.HIGH
    )
    two = evidence(
        source=SourceKind.INCIDENT, theme_id="violence_threats", text="A registered incident", level=Level.HIGH
    )
    assert "2 registered incidents" in drafted(one, two)[0].challenge
    assert "registered incidents" not in drafted(one)[0].challenge


def test_what_a_round_finds_is_put_right_before_anything_else() -> None:
    rows = drafted(evidence(source=SourceKind.INSPECTION, text="The filter is old.", theme_id="air_quality"))
    assert rows[0].action.startswith("Put this right by ")
    assert ": The filter is old. Then: " in rows[0].action
    assert all("The filter is old" not in row.action for row in rows[1:])


def test_one_thing_that_a_round_found_gets_one_action_and_is_put_right_within_two_weeks() -> None:
    one = evidence(
        source=SourceKind.INSPECTION, text="Soap is missing", theme_id="welfare_cleaning", level=Level.MEDIUM
    )
    (row,) = drafted(one)
    by = date.fromisoformat("-".join(reversed(row.action.split("Put this right by ")[1].split(":")[0].split("-"))))
    assert row.start <= by <= row.deadline
    assert (by - DAY).days <= 18  # the next working day
    asked_too = evidence(
        source=SourceKind.DISCUSSION, text="It is dirty", theme_id="welfare_cleaning", level=Level.MEDIUM
    )
    assert len(drafted(one, asked_too)) == 2


def test_all_that_a_round_found_on_a_theme_is_named_as_far_as_there_is_room() -> None:
    found = [
        evidence(
            source=SourceKind.INSPECTION, text=f"Lamp {n} is dark", theme_id="lighting", level=Level.MEDIUM, id=f"f{n}"
        )
        for n in range(7)
    ]
    action = drafted(*found)[0].action
    assert action.count("is dark") == 5
    assert "and 2 more, see the sheet Findings. Then: " in action


def test_who_is_to_see_to_a_case_that_is_not_described_does_not_own_a_measure_on_something_else() -> None:
    rows = drafted(
        asked(0.5, theme_id="violence_threats", level=Level.HIGH, occurred=True),
        evidence(source=SourceKind.INSPECTION, theme_id="violence_threats", responsible="Facility centre"),
    )
    assert "Facility centre" not in {row.responsible for row in rows}
    assert "not repeated here" in rows[0].note


# Part 1 ---------------------------------------------------------------------------------------------------------------


def test_a_challenge_is_told_by_what_someone_saw_before_figures_and_comments() -> None:
    comment = evidence(1.0, source=SourceKind.COMMENT, text="3 comments", level=Level.HIGH)
    seen = evidence(0.1, source=SourceKind.INSPECTION, text="A loud fan", level=Level.HIGH)
    row = drafted(comment, asked(text="60 % answered", level=Level.HIGH), seen)[0]
    assert row.challenge == "Noise and acoustics, Køkken: A loud fan"


def test_departments_that_share_a_challenge_are_named_once() -> None:
    shared = [evidence(department=name) for name in ("Køkken", "Lager", "Vaskeri")]
    row = drafted(*shared)[0]
    assert row.department == "Drift"
    assert row.challenge.endswith("Shared by Køkken, Lager, Vaskeri.")
    assert row.challenge.count("Lager") == 1


def test_nature_severity_and_extent_stand_together() -> None:
    row = drafted(evidence(persons=14, why="risk score 12 (5×5)"))[0]
    assert "Severity: 3 Medium – risk score 12 (5×5).\nExtent: about 14 persons or observations." in row.nature


def test_a_goal_has_neither_severity_nor_extent() -> None:
    assert "Severity" not in drafted(ambition())[0].nature


def test_causes_of_the_sources_are_told() -> None:
    rows = drafted(risk(cause="no room"), risk(cause="no room"), risk(cause="haste"))
    assert rows[0].cause in {"According to the sources: no room; haste", "According to the sources: haste; no room"}


def test_a_cause_that_nobody_told_is_to_be_examined() -> None:
    assert drafted(risk())[0].cause.startswith("Not examined yet. Examine")


def test_an_outcome_says_where_to_begin() -> None:
    rows = drafted(evidence(theme_id="stress"), evidence(theme_id="workload", level=Level.HIGH))
    cause = next(row.cause for row in rows if row.theme == THEMES["stress"].name.en)
    assert "“High workload and time pressure”: begin there" in cause


def test_reasons_come_with_their_points() -> None:
    assert drafted(evidence(severity=1.0, why="it is bad"))[0].reasons.splitlines()[0] == "It is bad (45 points)"


def test_sources_name_files_and_cells_without_folders() -> None:
    piece = evidence(where=CellRef("data/2026/runde.xlsx", "Ark1", 7, 3), source=SourceKind.INSPECTION)
    assert drafted(piece)[0].sources == "Safety round: runde.xlsx › Ark1 C7"


def test_more_cells_than_can_be_read_are_cut_off() -> None:
    pieces = [evidence(where=CellRef("a.csv", "", row, 1)) for row in range(2, 12)]
    assert drafted(*pieces)[0].sources.endswith("…")


def test_a_long_text_of_a_source_is_cut_at_a_word() -> None:
    row = drafted(evidence(text="noise " * 100))[0]
    assert row.challenge.endswith("noise …")
    assert len(row.challenge) < 220


# Part 3 ---------------------------------------------------------------------------------------------------------------


def test_the_manager_is_named_and_the_roles_of_others() -> None:
    row = drafted(evidence(theme_id="accidents", level=Level.LOW))[0]
    assert row.responsible == "Anders Kjær (the line manager)"
    assert "(the health and safety representative)" in row.informed + row.involved


def test_the_source_s_responsible_is_kept() -> None:
    assert drafted(risk(proposal="guard", responsible="Ole"))[0].responsible == "Ole"
    assert drafted(evidence(source=SourceKind.INSPECTION, responsible="Ole"))[0].responsible == "Ole"


def test_the_nearest_leader_above_stands_in_for_one_that_is_not_known() -> None:
    assert drafted(evidence(theme_id="accidents", level=Level.LOW, department="Lager"))[0].responsible == (
        "Gitte Ravn (the line manager)"
    )


def test_a_role_stands_alone_when_no_name_is_known() -> None:
    nameless = [Department("Fjordby"), *(replace(one, leader="", osh_representative="") for one in HOUSE[1:])]
    row = drafted(evidence(theme_id="accidents", level=Level.LOW), departments=nameless)[0]
    assert row.responsible == "The line manager"


def test_bullying_at_the_top_is_not_looked_into_by_the_top() -> None:
    rows = drafted(evidence(theme_id="bullying", level=Level.IMMEDIATE, department="Fjordby", occurred=True))
    assert {row.responsible for row in rows} == {"HR"}


def test_nobody_is_above_the_top() -> None:
    rows = drafted(evidence(theme_id="osh_organisation", level=Level.IMMEDIATE, department="Fjordby"))
    assert rows[0].responsible == "Kirsten Holm (senior management)"


# Part 4 ---------------------------------------------------------------------------------------------------------------


def test_a_deadline_of_the_source_that_lies_ahead_is_kept_with_its_proposal() -> None:
    deadline = DAY + timedelta(days=26)
    assert drafted(risk(proposal="guard", deadline=deadline))[0].deadline == deadline


def test_a_deadline_without_a_proposal_is_kept_by_the_first_action() -> None:
    deadline = DAY + timedelta(days=26)
    rows = drafted(
        evidence(source=SourceKind.INSPECTION, deadline=deadline, text="Loose tile"),
        evidence(source=SourceKind.INSPECTION, text="Loose rail"),
    )
    assert rows[0].deadline == deadline
    assert rows[1].deadline != deadline


def test_gathered_proposals_keep_the_first_deadline_and_mention_the_others() -> None:
    deadlines = [DAY + timedelta(days=number) for number in (40, 20, 30)]
    rows = drafted(*(risk(proposal=f"do {day:%d}", deadline=day) for day in deadlines), actions_per_challenge=1)
    assert rows[0].deadline == DAY + timedelta(days=20)
    assert rows[0].mind.count("Deadline in the source: ") == 2


def test_a_deadline_beside_a_proposal_is_mentioned() -> None:
    rows = drafted(risk(proposal="guard", severity=0.9), risk(deadline=DAY + timedelta(days=9), text="Dull knife"))
    assert "Deadline in the source: 02-12-2026 (week 49) (Dull knife)" in rows[0].mind


def test_a_deadline_that_has_passed_is_mentioned_and_replaced() -> None:
    row = drafted(risk(proposal="guard", deadline=date(2026, 6, 30)))[0]
    assert row.deadline > DAY
    assert "The source's deadline 30-06-2026 (week 27) has passed." in row.mind


def test_a_deadline_in_words_is_mentioned() -> None:
    assert "The source says “asap”." in drafted(risk(proposal="guard", deadline_text="asap"))[0].mind


def test_events_and_vacations_of_the_period_are_to_be_minded() -> None:
    audit = Event("Audit", date(2026, 12, 1), date(2026, 12, 1))
    moving = Event("Moving", date(2026, 12, 7), date(2026, 12, 11), ("Køkken",))
    elsewhere = Event("Paint", date(2026, 12, 7), date(2026, 12, 7), ("Kontor",))
    row = drafted(risk(level=Level.IMMEDIATE), events=[moving, audit, elsewhere])[0]
    assert row.mind.splitlines() == [
        "Audit (01-12-2026, week 49)",
        "Moving (07-12-2026 to 11-12-2026, week 50)",
        "Vacation in weeks 52, 53",
    ]


def test_a_vacation_that_the_calendar_names_is_told_once() -> None:
    christmas = Event("Juleferie og lukkedage", date(2026, 12, 21), date(2027, 1, 1))
    mind = drafted(risk(level=Level.IMMEDIATE), events=[christmas])[0].mind
    assert mind.splitlines() == ["Juleferie og lukkedage (21-12-2026 to 01-01-2027, weeks 52–53)"]


def test_weeks_of_vacation_that_follow_one_another_are_told_by_the_first_and_the_last() -> None:
    mind = drafted(risk(level=Level.IMMEDIATE), vacation_weeks=(51, 52, 53))[0].mind
    assert "Vacation in weeks 51–53" in mind


def test_a_full_calendar_is_cut_off() -> None:
    days = [Event(f"Meeting {day}", date(2026, 12, day), date(2026, 12, day)) for day in range(1, 10)]
    mind = drafted(risk(level=Level.IMMEDIATE), events=days)[0].mind.splitlines()
    assert mind[6] == "3 more events in the calendar"


def test_an_empty_calendar_is_said_to_be_empty() -> None:
    assert drafted(risk(level=Level.IMMEDIATE), as_of=date(2026, 9, 1))[0].mind == "No known events in the period."


def test_a_standing_condition_is_reviewed_yearly_and_stays_open() -> None:
    (row,) = drafted(evidence(standing=True, level=Level.LOW, source=SourceKind.DISCUSSION))
    assert row.kind is ChallengeKind.STANDING
    assert (row.follow_up - DAY).days >= 364
    assert row.evaluation.endswith("review it at least once a year and keep the row open.")


# Part 5 ---------------------------------------------------------------------------------------------------------------


def test_a_risk_is_measured_by_its_score_halved_or_as_the_source_expects() -> None:
    row = drafted(risk(score=15.0, text="Open blade"))[0]
    assert (row.baseline, row.target) == ("15", "7 or less")
    assert row.criterion.startswith("The risk score of “Open blade” from 15 to 7 or less by ")
    assert drafted(risk(score=15.0, residual=4.0))[0].target == "4 or less"
    assert drafted(risk(score=15.0, residual=20.0))[0].target == "7 or less"


def test_figures_are_written_as_in_the_language_of_the_plan() -> None:
    assert "7,5" in drafted(risk(score=15.0, residual=7.5), language="da")[0].target


@given(st.one_of(st.floats(0.1, 1000), st.integers(1, 1000).map(float)))
def test_half_a_risk_score_is_a_round_figure_that_is_never_easier(score: float) -> None:
    yardstick = drafted(risk(score=score))[0].yardstick
    assert yardstick is not None
    assert yardstick.goal is not None
    assert 0 < yardstick.goal <= score / 2 + 1e-6
    assert yardstick.goal == int(yardstick.goal) or yardstick.goal < 1


@given(st.floats(0.16, 1))
def test_the_aim_of_a_share_is_a_whole_percent_that_is_never_easier(share: float) -> None:
    yardstick = drafted(asked(share))[0].yardstick
    assert yardstick is not None
    assert yardstick.goal is not None
    assert yardstick.goal <= min(share * 2 / 3, share - 0.1) + 1e-6
    assert abs(100 * yardstick.goal - round(100 * yardstick.goal)) < 1e-6


def test_a_survey_is_measured_by_the_same_question_with_a_step_that_can_be_taken() -> None:
    row = drafted(asked(0.6))[0]
    assert (row.baseline, row.target) == ("60 %", "40 % or less")
    assert "“Is it noisy?” from 60 %" in row.criterion
    assert drafted(asked(0.12))[0].target == "5 % or less"


@given(st.floats(0.1, 1))
def test_the_target_of_a_share_is_better_than_the_baseline(share: float) -> None:
    row = drafted(asked(share))[0]
    assert int(row.target.split()[0]) < int(row.baseline.split()[0]) or share < 0.1


def test_a_figure_of_a_sub_department_is_said_to_be_its_own() -> None:
    rows = drafted(*(asked(0.6, department=name) for name in ("Køkken", "Lager", "Vaskeri")))
    assert "“Is it noisy?” in Køkken from 60 %" in rows[0].criterion


def test_what_is_immediate_is_not_left_to_the_next_survey() -> None:
    row = drafted(asked(0.6, level=Level.IMMEDIATE), evidence(source=SourceKind.INSPECTION))[0]
    assert row.criterion.startswith("Open points of this kind on the round from 1 to 0")


def test_points_of_a_round_are_counted_among_themselves() -> None:
    rows = drafted(*(evidence(source=SourceKind.INSPECTION) for _ in range(3)), evidence(source=SourceKind.DISCUSSION))
    assert rows[0].baseline == "3"


def test_accidents_are_counted_over_a_year_closed_ones_too() -> None:
    dates = [date(2026, 5, 1), date(2025, 8, 1), date(2025, 3, 1), None]
    pieces = [evidence(source=SourceKind.INCIDENT, theme_id="traffic", observed_on=day) for day in dates]
    closed = evidence(source=SourceKind.INCIDENT, theme_id="traffic", solved=True, level=None, weak=True)
    assert drafted(*pieces, closed)[0].baseline == "4"


def test_absence_is_measured_by_absence() -> None:
    row = drafted(evidence(source=SourceKind.ABSENCE, theme_id="sickness_absence", score=8.25))[0]
    assert row.criterion.startswith("Sickness absence from 8.2 % to the mean of the departments by ")


def test_what_must_not_occur_has_the_fixed_goal_of_its_indicator_and_no_figure_of_the_group() -> None:
    row = drafted(asked(0.2, theme_id="bullying", level=Level.HIGH, occurred=True))[0]
    assert (row.baseline, row.target) == ("to be counted at the start", "0 %")
    assert re.search(r": 0 % by \d", row.criterion)
    assert drafted(asked(0.2, theme_id="violence_threats", level=Level.HIGH, occurred=True))[0].target == "100 %"


def test_a_goal_is_measured_by_being_reached() -> None:
    row = drafted(ambition())[0]
    assert row.criterion.startswith("The goal “Sickness absence is below 4 %”: reached by ")


def test_what_has_no_figure_is_counted_at_the_start() -> None:
    row = drafted(evidence(source=SourceKind.DISCUSSION))[0]
    measure = measure_of(row)
    assert (row.baseline, row.target) == ("to be counted at the start", measure.target.en)
    assert row.criterion.casefold().startswith(f"{measure.indicator.en}: {measure.target.en} by ".casefold())


def test_a_row_says_what_one_will_see_hear_and_measure() -> None:
    lines = drafted(evidence())[0].improvement.splitlines()
    assert [line.split(":")[0] for line in lines] == ["See", "Hear", "Measure"]


def test_the_rows_of_a_challenge_are_seen_heard_and_measured_each_in_its_own_way() -> None:
    rows = drafted(evidence(theme_id="workload", level=Level.HIGH))
    assert len({line for row in rows for line in row.improvement.splitlines()}) == 3 * len(rows)


# Part 6 ---------------------------------------------------------------------------------------------------------------


def test_the_effect_is_judged_on_the_day_of_the_follow_up() -> None:
    row = drafted(evidence())[0]
    assert f"is judged on {row.follow_up:%d-%m-%Y}" in row.evaluation


@pytest.mark.parametrize(
    ("source", "method"),
    [
        (SourceKind.RISK_ASSESSMENT, "Assess the same task again"),
        (SourceKind.INSPECTION, "Go the same round again"),
        (SourceKind.INCIDENT, "Go through what has been reported"),
    ],
)
def test_the_effect_is_judged_in_the_way_that_found_the_problem(source: SourceKind, method: str) -> None:
    score = 12.0 if source is SourceKind.RISK_ASSESSMENT else None
    row = drafted(evidence(source=source, theme_id="machinery", score=score, method=RiskMethod.MATRIX_5))[0]
    assert row.evaluation.startswith(method)
    assert drafted(asked())[0].evaluation.startswith(THEMES["noise"].evaluation.en)


def test_a_draft_is_marked_as_one_and_points_to_guidance() -> None:
    row = drafted(evidence())[0]
    assert row.draft
    assert row.guidance.startswith("https://")


def test_findings_that_no_challenge_holds_are_not_drafted() -> None:
    piece = evidence()
    assert draft_actions((), [finding(), piece.finding], HOUSE, (), CATALOGUE, Settings(), DAY, "en") == ()


def test_the_responsible_is_not_told_to_inform_or_involve_himself() -> None:
    for row in drafted(*(evidence(theme_id=theme_id) for theme_id in THEMES)):
        own = row.responsible.partition(" (")[0].casefold()
        others = [one.partition(" (")[0].casefold() for one in f"{row.informed}, {row.involved}".split(", ")]
        assert own not in others


def test_what_a_source_says_of_goal_status_and_measures_in_place_stands_in_the_row() -> None:
    said = {"goal": "Quieter rooms", "progress": "Begun, one room left", "begun": True, "existing": "Ear muffs"}
    row = drafted(risk(proposal="put up a guard", **said))[0]
    assert row.criterion.startswith("Goal in the source: Quieter rooms\n")
    assert row.status == "in_progress"
    assert "Begun, one room left" in row.note
    assert row.nature.endswith("In place already: Ear muffs")


def test_nothing_of_what_happened_between_people_is_told_with_the_goal() -> None:
    said = {"goal": "Kim must go", "progress": "Kim was warned", "begun": True, "existing": "Kim has moved"}
    for row in drafted(risk(theme_id="bullying", proposal="put up a guard", **said)):
        assert "Kim" not in f"{row.criterion} {row.note} {row.nature}"


def test_departments_that_share_a_challenge_each_have_what_they_propose_with_their_own_owner_and_day() -> None:
    rows = drafted(
        risk(
            text="Petrol",
            proposal="use a battery",
            responsible="Foreman",
            deadline=date(2027, 3, 1),
            department="Lager",
        ),
        risk(
            text="Bleach", proposal="take it away", responsible="Leader", deadline=date(2027, 1, 4), department="Køkken"
        ),
        risk(text="Acid", proposal="use foam", responsible="Leader", deadline=date(2027, 2, 1), department="Vaskeri"),
    )
    owners = {row.responsible: (row.action.partition(" (")[0], row.deadline) for row in rows}
    assert owners == {
        "Foreman, Lager": ("Use a battery", date(2027, 3, 1)),
        "Leader, Køkken": ("Take it away", date(2027, 1, 4)),
        "Leader, Vaskeri": ("Use foam", date(2027, 2, 1)),
    }
    assert {row.department for row in rows} == {"Drift"}


def test_nobody_of_one_department_is_responsible_for_what_all_of_them_share() -> None:
    places = ("Lager", "Køkken", "Vaskeri")
    rows = drafted(
        *(risk(text="Petrol", responsible="Foreman" * (place == "Lager"), department=place) for place in places)
    )
    assert all("Foreman" not in row.responsible for row in rows)
    assert "Foreman, Lager is responsible for “Petrol”." in rows[0].note


@pytest.mark.parametrize("proposal", ["Taget ud af drift", "Er fjernet", "Removed from the shop"])
def test_what_reads_as_done_is_asked_about(proposal: str) -> None:
    assert "as if it were done" in drafted(risk(proposal=proposal))[0].note
    assert not drafted(risk(proposal="Fjern barnevognen"))[0].note


def test_absence_is_told_by_its_latest_figure() -> None:
    def of(year: int, percent: float) -> Evidence:
        said = {"text": f"Absence {percent} % ({year})", "score": percent, "observed_on": date(year, 12, 31)}
        return evidence(theme_id="sickness_absence", source=SourceKind.ABSENCE, **said)

    row = drafted(of(2024, 9.5), of(2025, 9.8))[0]
    assert "(2025)" in row.challenge
    assert "from 9.8 %" in row.criterion


# Which place a measure is for -----------------------------------------------------------------------------------------

TOWN = (
    Department("Ådal Kommune"),
    Department("Børn og Læring", ("Ådal Kommune",)),
    Department("Børnehaven Solstrålen", ("Ådal Kommune", "Børn og Læring")),
    Department("Rød stue", ("Ådal Kommune", "Børn og Læring", "Børnehaven Solstrålen")),
    Department("Vuggestuen", ("Ådal Kommune", "Børn og Læring")),
    Department("Hjemmeplejen", ("Ådal Kommune",)),
    Department("Team Nord", ("Ådal Kommune", "Hjemmeplejen")),
    Department("Smedeværkstedet", ("Ådal Kommune",)),
)


def drafted_at(department: str, theme_id: str, text: str = "It is too much.", **fields: Any) -> list[Measure]:
    """The measures drafted for one matter somewhere in the town."""
    matter = evidence(theme_id=theme_id, department=department, source=SourceKind.INSPECTION, text=text, **fields)
    challenges = rank([matter], organisation=build_organisation(TOWN, [])[0])
    return [measure_of(row) for row in rows_of(challenges, [matter], departments=TOWN)]


def words_of(measures: Iterable[Measure]) -> set[str]:
    return {word for measure in measures for word in measure.fits}


@pytest.mark.parametrize("theme_id", ["noise", "violence_threats", "lifting"])
@pytest.mark.parametrize("department", ["Børnehaven Solstrålen", "Rød stue"])
def test_what_is_drafted_for_a_kindergarten_is_for_children_or_for_anywhere(department: str, theme_id: str) -> None:
    measures = drafted_at(department, theme_id, level=Level.IMMEDIATE)
    assert all("*børnehave" in measure.fits for measure in measures if measure.fits)
    assert "*børnehave" in measures[0].fits


@pytest.mark.parametrize("theme_id", ["noise", "violence_threats", "bullying"])
def test_what_is_for_all_does_not_repeat_what_a_department_below_does(theme_id: str) -> None:
    pieces = [
        evidence(theme_id=theme_id, department=department, source=SourceKind.SURVEY, level=Level.HIGH)
        for department in ("Ådal Kommune", "Rød stue")
    ]
    organisation = build_organisation(TOWN, [])[0]
    alone = rows_of(rank(pieces[1:], organisation=organisation), pieces, departments=TOWN)
    rows = rows_of(rank(pieces, organisation=organisation), pieces, departments=TOWN)
    below = [row.action for row in rows if row.department == "Rød stue"]
    assert below == [row.action for row in alone]
    assert not {row.action for row in rows if row.department == "Ådal Kommune"} & set(below)


@pytest.mark.parametrize(
    ("theme_id", "question"),
    [
        ("recognition_trust", "Are you recognised for your work?"),
        ("leadership", "Does your manager support you?"),
    ],
)
def test_the_departments_of_a_unit_get_different_suggestions_where_several_are_as_good(
    theme_id: str, question: str
) -> None:
    names = [f"Team {number}" for number in range(1, 3)]
    pieces = [asked(0.4, question=question, department=one, theme_id=theme_id, level=Level.LOW) for one in names]
    house = (Department("Drift"), *(Department(one, ("Drift",)) for one in names))
    organisation = build_organisation(house, [])[0]
    rows = [
        rows_of(rank(order, organisation=organisation), order, departments=house) for order in (pieces, pieces[::-1])
    ]
    for found in rows:
        assert len({row.action for row in found}) == len(found) == 2
    assert {row.department: row.action for row in rows[0]} == {row.department: row.action for row in rows[1]}


def test_a_row_is_measured_by_what_it_is_about_before_others_of_its_theme() -> None:
    injury = evidence(
        text="Needle stick when a cannula was taken off",
        theme_id="infection",
        source=SourceKind.INCIDENT,
        level=Level.HIGH,
    )
    hands = evidence(
        text="Eczema of the hands",
        theme_id="infection",
        source=SourceKind.RISK_ASSESSMENT,
        level=Level.MEDIUM,
        score=8.0,
    )
    rows = drafted(hands, injury)
    assert rows
    assert not [row.criterion for row in rows if "Eczema" in row.criterion]


def test_what_was_found_is_begun_with_in_the_action_that_is_about_it() -> None:
    desks = evidence(
        text="Two desks that cannot be raised: no sit-stand desk, no external screen",
        theme_id="screen_work",
        source=SourceKind.RISK_ASSESSMENT,
        level=Level.HIGH,
        score=12.0,
    )
    rows = drafted(desks)
    begun = [row.action for row in rows if "Two desks" in row.action]
    assert len(begun) == 1
    assert "sit-stand desk" in begun[0].partition("Begin with")[0]


def test_a_pram_is_no_child_and_a_picking_ladder_is_a_ladder() -> None:
    garden = (Department("Solen"), Department("Vuggestuen", ("Solen",)))

    def first(text: str, theme_id: str, level: Level) -> str:
        piece = evidence(
            text=text,
            theme_id=theme_id,
            level=level,
            department="Vuggestuen",
            source=SourceKind.RISK_ASSESSMENT,
            score=9.0,
        )
        organisation = build_organisation(garden, [])[0]
        rows = rows_of(rank([piece], organisation=organisation), [piece], departments=garden, language="da")
        return " ".join(row.action for row in rows)

    assert "rampe over dørtrin" in first("Løft af barnevogne over dørtrin", "lifting", Level.MEDIUM)
    assert "platform eller lift" in first("Fald fra plukkestige uden gelænder", "slips_falls", Level.IMMEDIATE)
    assert "ladepladsen" in first("Syre og gas ved ladning af truckbatterier", "fire_emergency", Level.MEDIUM)


@pytest.mark.parametrize("theme_id", THEMES)
def test_where_nothing_tells_the_kind_of_place_all_that_is_drafted_is_for_anywhere(theme_id: str) -> None:
    assert words_of(drafted_at("Ådal Kommune", theme_id, level=Level.IMMEDIATE)) == set()


def test_what_the_findings_say_tells_the_kind_of_place_too() -> None:
    noisy = drafted_at("Ådal Kommune", "noise", "Grinding in the workshop is heard everywhere.")
    assert "workshop" in words_of(noisy)


def test_the_nearest_name_that_tells_the_kind_of_place_decides() -> None:
    assert "*hjemmepleje" in words_of(drafted_at("Team Nord", "traffic"))
    assert "*værksted" in words_of(drafted_at("Smedeværkstedet", "noise", level=Level.IMMEDIATE))


def test_the_start_value_of_a_shared_challenge_says_whose_it_is() -> None:
    parts = tuple(Department(name, ("Drift",)) for name in ("Køkken", "Lager"))
    matters = [asked(share, department=one.name) for share, one in zip((0.9, 0.6), parts, strict=True)]
    house = (Department("Drift"), *parts)
    (challenge,) = rank([replace(matters[0], finding=replace(matters[0].finding, department=("Drift",)))])
    ids = tuple(matter.finding.id for matter in matters)
    shared = replace(challenge, department="Drift", finding_ids=ids, sub_departments=("Køkken", "Lager"))
    assert {row.baseline for row in rows_of([shared], matters, departments=house)} <= {"90 % (Køkken)", "60 % (Lager)"}
    assert {row.baseline for row in drafted(matters[0], departments=house)} == {"90 %"}


@pytest.mark.parametrize(
    ("departments", "is_for_children"),
    [(("Børnehaven Solstrålen", "Vuggestuen"), True), (("Børnehaven Solstrålen", "Smedeværkstedet"), False)],
)
def test_what_departments_share_suits_each_of_them(departments: tuple[str, ...], is_for_children: bool) -> None:
    matter = evidence(department="Ådal Kommune", source=SourceKind.INSPECTION, level=Level.IMMEDIATE)
    (challenge,) = rank([matter], organisation=build_organisation(TOWN, [])[0])
    shared = replace(challenge, sub_departments=departments)
    measures = [measure_of(row) for row in rows_of([shared], [matter], departments=TOWN)]
    assert ("*vuggestue" in words_of(measures)) is is_for_children
    assert "*værksted" not in words_of(measures)


def _listed(text: str, theme_id: str, source: SourceKind = SourceKind.RISK_ASSESSMENT, **fields: Any) -> list[Action]:
    score = {"score": 9.0} if source is SourceKind.RISK_ASSESSMENT else {}
    piece = evidence(text=text, theme_id=theme_id, source=source, **{"level": Level.MEDIUM, **score, **fields})
    return rows_of(rank([piece]), [piece], language="da")


@pytest.mark.parametrize(
    ("text", "category", "measure_id"),
    [
        ("Cytostatika håndteres af personalet", "Medicindosering", "chemicals-preventive-3"),
        ("Håndeksem af hånddesinfektion og vådt arbejde", "Hygiejne", "chemicals-preventive-4"),
        ("Syrer og baser står i samme skab", "Opbevaring", "chemicals-preventive-5"),
    ],
)
def test_what_is_no_choice_of_product_gets_no_search_for_another_product_first(
    text: str, category: str, measure_id: str
) -> None:
    assert measure_of(_listed(text, "chemicals", category=category)[0]).id == measure_id


def test_eczema_from_a_product_that_can_be_chosen_begins_with_another_product() -> None:
    first = _listed("Eksem af epoxy", "chemicals", category="Støbning")[0]
    assert first.prevention_level is PreventionLevel.ELIMINATE


@pytest.mark.parametrize("theme_id", ["vulnerable_workers", "chemicals"])
def test_a_pregnancy_is_assessed_in_the_order_of_the_law_first_and_at_once(theme_id: str) -> None:
    first = _listed("Gravid laborant arbejder med formaldehyd", theme_id)[0]
    assert measure_of(first).id == "vulnerable_workers-handling-1"
    assert first.start is not None
    assert (first.start - DAY).days <= 7


def test_one_fault_that_no_measure_speaks_of_is_put_right_and_kept_from_coming_back() -> None:
    (row,) = _listed("Spejlet er slået i stykker", "accidents", SourceKind.INSPECTION)
    assert "slået i stykker" in row.action
    assert row.measure_id is None
    assert "EASY" not in row.action
    cold = _listed("Der er koldt om natten", "temperature", SourceKind.INSPECTION)[0]
    assert cold.measure_id is not None


@pytest.mark.parametrize(
    ("text", "theme_id", "measure_id"),
    [
        ("Arbejde i tank uden måling af ilt", "air_quality", "air_quality-preventive-4"),
        ("Iltmangel ved spild af flydende kvælstof", "air_quality", "air_quality-preventive-3"),
        ("Forstår ikke instruktion på dansk", "instruction", "instruction-preventive-4"),
        ("Kører lift uden certifikat", "instruction", "instruction-preventive-3"),
        ("Udgravning 2,5 meter dyb uden afstivning", "slips_falls", "slips_falls-preventive-4"),
        ("Fald fra lad", "slips_falls", "slips_falls-preventive-2"),
        ("Ingen tilbud om helbredskontrol ved natarbejde", "working_hours", "working_hours-preventive-3"),
        ("Smitte med malaria under feltarbejde", "infection", "infection-different-3"),
    ],
)
def test_the_measure_written_for_what_was_found_comes_first(text: str, theme_id: str, measure_id: str) -> None:
    assert measure_of(_listed(text, theme_id)[0]).id == measure_id


def test_the_kitchen_of_a_nursing_home_is_a_kitchen() -> None:
    home = (Department("Plejecenter Solsiden"), Department("Køkken", ("Plejecenter Solsiden",)))
    piece = evidence(
        text="Dåser stables op over skulderhøjde",
        theme_id="postures",
        level=Level.MEDIUM,
        department="Køkken",
        source=SourceKind.INSPECTION,
    )
    rows = rows_of(
        rank([piece], organisation=build_organisation(home, [])[0]), [piece], departments=home, language="da"
    )
    assert not any("sengen" in row.action for row in rows)


def test_what_the_row_is_called_after_decides_before_what_else_stands_in_it() -> None:
    fume = evidence(
        text="Alarmen på stinkskabet hyler",
        theme_id="chemicals",
        level=Level.HIGH,
        source=SourceKind.RISK_ASSESSMENT,
        score=12.0,
    )
    bottle = evidence(
        text="Dunk med ukendt indhold uden etiket",
        theme_id="chemicals",
        level=Level.MEDIUM,
        source=SourceKind.INSPECTION,
        id="dunk",
    )
    rows = rows_of(rank([fume, bottle]), [fume, bottle], language="da")
    contained = next(row for row in rows if row.action_type is ActionType.HANDLING)
    assert measure_of(contained).id == "chemicals-handling-3"


def test_threats_on_the_phone_are_met_on_the_phone() -> None:
    said = _listed("Kunder truer medarbejdere over telefonen", "violence_threats", SourceKind.DISCUSSION)
    assert measure_of(said[0]).id == "violence_threats-different-5"
