"""What needs attention on a given day, and the calendar and the drafts that are made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from plan_fixture import CREATED, KITCHEN, STORE, make_plan

from handleplan_batch.labels import NEEDS
from handleplan_batch.language import set_language
from handleplan_batch.model import Action, CellRef, FollowUp, Need, Plan, Problem
from handleplan_batch.sharing import by_department, by_responsible, calendar_of, count_needs, drafts, followed_up
from handleplan_batch.states import CLOSED_STATUSES, STATUSES

BASE = make_plan().actions[0]
CALM: dict[str, Any] = {
    "status": "in_progress",
    "responsible": "Kim Lund",
    "start": CREATED,
    "deadline": CREATED + timedelta(days=100),
    "follow_up": CREATED + timedelta(days=130),
    "updated_on": CREATED,
}


def plan_of(*actions: Action, **fields: Any) -> Plan:
    return replace(make_plan(), actions=actions, shortfalls=(), **fields)


def action(number: int = 1, **fields: Any) -> Action:
    """An action that needs nobody, but for the fields given."""
    return replace(BASE, id=f"H-{number:04}", **(CALM | fields))


def look(*actions: Action, problems: tuple[Problem, ...] = (), day: date = CREATED, within: int = 14) -> FollowUp:
    return followed_up(
        plan_of(*actions), problems, day, within, roles=["nærmeste leder", "AMR"], nobody=["TBA", "tbd", "ingen endnu"]
    )


def needs(one: Action, day: date = CREATED, within: int = 14) -> dict[Need, tuple[str, ...]]:
    return dict(look(one, day=day, within=within).actions[0].needs)


# --- What needs attention


def test_an_action_on_its_way_needs_nobody() -> None:
    following = look(action())
    assert (following.attention, len(following.open)) == ((), 1)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"deadline": CREATED - timedelta(days=1)}, {Need.OVERDUE: ("Overskredet siden 21-11-2026",)}),
        ({"deadline": CREATED}, {Need.DUE_SOON}),
        ({"deadline": CREATED + timedelta(days=14)}, {Need.DUE_SOON}),
        ({"deadline": CREATED + timedelta(days=15)}, set()),
        ({"deadline": CREATED - timedelta(days=1), "status": "done"}, set()),
        ({"deadline": CREATED - timedelta(days=1), "status": "effect_not_reached"}, {Need.OVERDUE}),
        ({"deadline": None}, set()),
        ({"responsible": ""}, {Need.NO_RESPONSIBLE}),
        ({"responsible": "", "status": "done"}, {Need.NO_RESPONSIBLE}),
        ({"start": None, "status": "not_started"}, {Need.NO_START}),
        ({"start": None, "status": None}, {Need.NO_START}),
        ({"start": None}, set()),
        ({"start": CREATED, "status": "not_started"}, set()),
        ({"start": CREATED - timedelta(days=1), "status": "not_started"}, {Need.NO_START}),
        ({"start": CREATED - timedelta(days=1), "status": "waiting"}, set()),
        ({"status": "done", "follow_up": CREATED}, {Need.EFFECT_CHECK}),
        ({"status": "done", "follow_up": CREATED + timedelta(days=1)}, set()),
        ({"status": "done", "follow_up": None}, {Need.EFFECT_CHECK}),
        ({"updated_on": CREATED - timedelta(days=60), "start": None}, set()),
        ({"updated_on": CREATED - timedelta(days=61), "start": None}, {Need.NOT_UPDATED}),
        ({"updated_on": None, "start": CREATED - timedelta(days=61)}, {Need.NOT_UPDATED}),
        ({"updated_on": CREATED - timedelta(days=61), "start": CREATED - timedelta(days=10)}, set()),
        ({"updated_on": CREATED - timedelta(days=61), "start": None, "status": "done"}, set()),
    ],
)
def test_an_action_needs_attention_for_what_its_dates_and_status_say(
    fields: dict[str, Any], expected: dict[Need, tuple[str, ...]] | set[Need]
) -> None:
    found = needs(action(**fields))
    assert (found if isinstance(expected, dict) else set(found)) == expected


def test_an_action_that_nothing_was_ever_written_of_counts_from_the_plan() -> None:
    forgotten = action(updated_on=None, start=None)
    assert Need.NOT_UPDATED not in needs(forgotten, CREATED + timedelta(days=60))
    assert Need.NOT_UPDATED in needs(forgotten, CREATED + timedelta(days=61))


def test_due_soon_reaches_as_far_as_asked() -> None:
    soon = action(deadline=CREATED + timedelta(days=30))
    assert Need.DUE_SOON not in needs(soon, within=29)
    assert Need.DUE_SOON in needs(soon, within=30)


@pytest.mark.parametrize("status", CLOSED_STATUSES)
def test_a_closed_action_needs_nobody(status: str) -> None:
    following = look(action(status=status, responsible="", deadline=date(2020, 1, 1)))
    assert (following.open, following.attention, following.closed) == ((), (), 1)


def test_what_the_law_asks_is_told_of_the_row_and_of_the_whole_plan() -> None:
    plan = replace(make_plan(), actions=(action(2),))
    law = next(one for one in plan.shortfalls if one.action_id == "H-0002")
    plan = replace(plan, shortfalls=(*plan.shortfalls, replace(law, action_id="", rule="R12")))
    following = followed_up(plan, (), CREATED, 14)
    assert following.actions[0].needs == {Need.INCOMPLETE: ("Der er ingen tovholder",)}
    assert [one.rule for one in following.shortfalls] == ["R12"]


def test_a_departments_copy_is_not_asked_for_what_the_whole_plan_must_hold() -> None:
    plan = make_plan()
    plan = replace(plan, scope=KITCHEN, shortfalls=(replace(plan.shortfalls[0], action_id=""),))
    assert followed_up(plan, (), CREATED, 14).shortfalls == ()


def test_a_row_that_cannot_be_told_needs_attention_even_when_it_was_closed() -> None:
    problem = Problem("bad-value", CellRef("plan.xlsx", "Opfølgning", 4, 10), {"number": "H-0001", "field": "Status"})
    following = look(action(status="dropped"), problems=(problem,))
    assert list(following.attention[0].needs) == [Need.UNCLEAR]
    assert "Status" in following.attention[0].needs[Need.UNCLEAR][0]
    assert (following.problems, following.loose) == ((problem,), ())


def test_a_row_that_belongs_to_no_action_is_kept_apart() -> None:
    stray = Problem("number-unknown", CellRef("plan.xlsx", "Handleplan", 9), {"number": "H-9999"})
    nameless = Problem("bad-value", CellRef("plan.xlsx", "Handleplan", 10, 3), {"number": "", "field": "Status"})
    assert look(action(), problems=(stray, nameless)).loose == (stray, nameless)


def test_what_is_only_for_information_needs_nobody() -> None:
    note = Problem("number-restored", CellRef("plan.xlsx", "Handleplan", 4), {"number": "H-0001"})
    assert look(action(), problems=(note,)).problems == ()


def test_the_gravest_comes_first_and_then_the_order_of_the_plan() -> None:
    late, soon = {"deadline": date(2026, 1, 1)}, {"deadline": CREATED}
    following = look(action(1, **soon), action(2, **late, rank=7), action(3, **late, rank=2), action(4))
    assert [one.action.id for one in following.attention] == ["H-0003", "H-0002", "H-0001"]


def test_the_same_words_are_told_once() -> None:
    law = make_plan().shortfalls[0]
    plan = replace(plan_of(action(responsible="")), shortfalls=(replace(law, action_id="H-0001"),))
    one = followed_up(plan, (), CREATED, 14).actions[0]
    assert list(one.needs) == [Need.NO_RESPONSIBLE, Need.INCOMPLETE]
    assert one.why == {"Der er ingen tovholder": Need.NO_RESPONSIBLE}


def test_every_need_has_a_name() -> None:
    assert list(NEEDS) == list(Need)


# --- By responsible and by department


def test_one_person_is_one_whatever_case_blanks_and_role() -> None:
    following = look(
        *(action(1, responsible="Kim Lund"), action(2, responsible="kim  lund")),
        *(action(3, responsible="Kim Lund (nærmeste leder)"), action(4, responsible="Kim Lund (vikar)")),
    )
    assert [(one.name, one.open) for one in by_responsible(following)] == [("Kim Lund", 3), ("Kim Lund (vikar)", 1)]


def test_a_role_is_somebody_else_in_each_department() -> None:
    plan = plan_of(
        action(1, responsible="Nærmeste leder", department=KITCHEN),
        action(2, responsible=f"leder, {KITCHEN}", department=STORE),
        action(3, responsible="Nærmeste leder", department=STORE),
        action(4, responsible="HR", department=STORE),
    )
    holders = {"nærmeste leder": "Nærmeste leder", "leder": "Nærmeste leder"}
    made = drafts(followed_up(plan, (), CREATED, 14, roles=["HR"], holders=holders))
    assert list(made) == [f"Nærmeste leder, {KITCHEN}", f"Nærmeste leder, {STORE}", "HR"]
    assert read(made["HR"]).get_content().splitlines()[0] == "Til HR"
    assert "2 åbne" in read(made[f"Nærmeste leder, {KITCHEN}"])["Subject"]


def test_a_unit_is_the_same_with_the_definite_article() -> None:
    names = ("Ejendomscenter", "Ejendomscentret", "ejendomscenteret", "Rengøring", "Eva", "Evan")
    following = look(*(action(number, responsible=name) for number, name in enumerate(names)))
    assert [(one.name, one.open) for one in by_responsible(following)] == [
        ("Ejendomscenter", 3),
        ("Eva", 1),
        ("Evan", 1),
        ("Rengøring", 1),
    ]


def test_who_is_told_with_a_department_is_the_one_that_department_names() -> None:
    told = f"Driftsleder, {KITCHEN}"
    rows = (action(1, responsible="driftsleder", department=KITCHEN), action(2, responsible=told, department=STORE))
    assert [one.open for one in by_responsible(look(*rows))] == [2]
    assert [one.name for one in by_responsible(look(rows[1]))] == [told]


def test_a_tally_counts_each_need_and_begins_with_the_gravest() -> None:
    following = look(
        action(1, department="A", deadline=CREATED),
        action(2, department="B", deadline=date(2026, 1, 1), responsible=""),
        action(3, department="A", status="dropped"),
        action(4, department="A"),
    )
    first, second = by_department(following)
    assert (first.name, first.open, first.needs) == ("B", 1, {Need.OVERDUE: 1, Need.NO_RESPONSIBLE: 1})
    assert (second.name, second.open, second.needs) == ("A", 2, {Need.DUE_SOON: 1})


_actions = st.lists(
    st.builds(
        dict,
        status=st.sampled_from([*STATUSES]),
        responsible=st.sampled_from(["", "Kim", "kim ", "Bo (nærmeste leder)", "Bo"]),
        department=st.sampled_from(["A", "B"]),
        start=st.none() | st.dates(),
        deadline=st.none() | st.dates(),
        follow_up=st.none() | st.dates(),
        updated_on=st.none() | st.dates(),
    ),
    max_size=8,
)


@given(_actions, st.dates(), st.integers(0, 10_000))
def test_every_action_is_counted_once_and_every_output_can_be_made(
    rows: list[dict[str, Any]], day: date, within: int
) -> None:
    following = look(*(action(place, **row) for place, row in enumerate(rows, 1)), day=day, within=within)
    assert len(following.open) + following.closed == len(rows)
    for tallies in (by_responsible(following), by_department(following)):
        assert sum(one.open for one in tallies) == len(following.open)
        for need in Need:
            assert sum(one.needs.get(need, 0) for one in tallies) == count_needs(following.actions).get(need, 0)
    dated = sum((one.action.deadline is not None) + (one.action.follow_up is not None) for one in following.open)
    assert len(events(following)) == dated
    assert len(drafts(following)) == len([one for one in by_responsible(following) if one.name and one.open])


# --- Calendar


def events(following: FollowUp) -> list[Any]:
    return Calendar.from_ical(calendar_of(following)).walk("VEVENT")


def test_each_deadline_and_follow_up_of_an_open_action_is_a_whole_day() -> None:
    deadline, follow_up = events(look(action(), action(2, status="effect_reached")))
    assert deadline.decoded("dtstart") == CALM["deadline"]
    assert deadline.decoded("dtend") == CALM["deadline"] + timedelta(days=1)
    assert follow_up.decoded("dtstart") == CALM["follow_up"]
    assert str(deadline["summary"]).startswith("Frist H-0001: Spær rampen af")
    assert str(follow_up["summary"]).startswith("Opfølgning H-0001: ")
    assert "Tovholder: Kim Lund" in deadline["description"]


def test_an_event_that_is_made_again_later_replaces_the_first() -> None:
    first = events(look(action()))[0]
    moved = action(deadline=CREATED + timedelta(days=50), responsible="Bo", action="Noget andet")
    later = events(look(moved, day=CREATED + timedelta(days=7)))[0]
    assert first["uid"] == later["uid"]
    assert later["sequence"] > first["sequence"]
    assert later.decoded("dtstamp") > first.decoded("dtstamp")


def test_events_of_other_actions_plans_and_kinds_have_other_ids() -> None:
    made = [
        *events(look(action(), action(2))),
        *events(followed_up(plan_of(action(), organisation="En anden"), (), CREATED, 14)),
        *events(look(action(challenge_id="another"))),
    ]
    assert len({event["uid"] for event in made}) == len(made) == 8


def test_a_departments_copy_gives_the_same_events() -> None:
    copy = followed_up(plan_of(action(), scope=KITCHEN), (), CREATED, 14)
    assert [event["uid"] for event in events(copy)] == [event["uid"] for event in events(look(action()))]


def test_the_same_plan_on_the_same_day_is_the_same_file() -> None:
    plan = make_plan()
    one, other = (followed_up(plan, (), CREATED, 14) for _time in range(2))
    assert calendar_of(one) == calendar_of(other)
    assert drafts(one) == drafts(other)


def test_a_calendar_keeps_within_what_calendars_can_hold() -> None:
    odd = action(action="Linje 1\nLinje 2;\x07 komma, \\ og " + "æ" * 300, deadline=date.max)
    content = calendar_of(look(odd))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert "Linje 1 Linje 2; komma, \\ og ææ" in events(look(odd))[0]["description"]


# --- Drafts


def read(draft: bytes) -> EmailMessage:
    message = message_from_bytes(draft, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_lists_what_is_open_and_goes_to_nobody_by_itself() -> None:
    late = action(2, responsible="kim lund", deadline=CREATED - timedelta(days=3))
    made = drafts(look(action(1), late, action(3, status="dropped"), action(4, responsible="Bo")))
    assert list(made) == ["Kim Lund", "Bo"]
    message = read(made["Kim Lund"])
    assert (message["X-Unsent"], message["To"], message["From"]) == ("1", None, None)
    assert message["Subject"] == "Handleplan: 2 åbne indsatser, Kim Lund"
    text = message.get_content()
    assert text.splitlines()[0] == "Hej Kim Lund"
    assert text.index("H-0002") < text.index("H-0001")
    assert "H-0003" not in text
    assert "H-0004" not in text
    for told in ("Spær rampen af", "Afdeling: Lager & værksted", "Frist: 19-11-2026", "Tilstand: Overskredet"):
        assert told in text


def test_a_draft_is_written_in_the_language_of_the_run() -> None:
    set_language("en")
    text = read(drafts(look(action()))["Kim Lund"]).get_content()
    assert text.splitlines()[0] == "Dear Kim Lund"
    assert "State: In progress" in text


def test_nobody_gets_no_draft() -> None:
    assert drafts(look(action(responsible=""))) == {}


def test_what_stands_in_a_cell_cannot_add_headers_to_a_draft() -> None:
    (draft,) = drafts(look(action(responsible="Kim\nBcc: alle@eksempel.dk\r\n\r\nHej"))).values()
    assert read(draft)["Bcc"] is None


def test_a_row_that_has_no_number_yet_is_marked() -> None:
    following = followed_up(plan_of(action(), action(15)), (), CREATED, 14, new={"H-0015"})
    assert [one.number for one in following.actions] == ["H-0001", "(H-0015)"]
    assert "(H-0015)" in read(drafts(following)["Kim Lund"]).get_content()


@pytest.mark.parametrize("written", ["?", "–", "TBA", "tbd.", "Ingen endnu"])
def test_a_word_that_names_nobody_is_no_responsible(written: str) -> None:
    assert Need.NO_RESPONSIBLE in needs(action(responsible=written))
    assert [one.name for one in by_responsible(look(action(responsible=written)))] == [""]


def test_an_elected_representative_is_the_same_person_with_and_without_the_role() -> None:
    following = look(action(1, responsible="Anne Holm (AMR)"), action(2, responsible="anne holm"))
    assert len(by_responsible(following)) == 1
