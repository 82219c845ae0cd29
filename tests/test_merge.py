"""The laws of the three-way merge."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from plan_fixture import CREATED, make_plan

from handleplan_batch.model import Conflict, Copy, Plan
from handleplan_batch.sharing import merge, renewed

PLAN = make_plan()
NUMBERS = [action.id for action in PLAN.actions[:3]]
KEYS = ("action", "responsible", "note")
Rows = Mapping[str, Mapping[str, object]]
HANDED_OUT: Rows = {number: {key: f"{key} {number}" for key in KEYS} for number in NUMBERS}

words = st.sampled_from(["", "Kim", "Pia", "Køb måtter", "Køb måtter\nog lys"])
edits = st.dictionaries(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(KEYS)), words, max_size=5)
added = st.lists(
    st.fixed_dictionaries({"action": st.sampled_from(["Nyt gulv", "Nyt lys"]), "responsible": words}), max_size=2
)


def workbook(
    changes: Mapping[tuple[str, str], str],
    rows: Sequence[Mapping[str, object]] = (),
    *,
    file: str = "ud/Køkken.xlsx",
    plan: Plan = PLAN,
    base: Rows = HANDED_OUT,
    saved: str = "",
    decided: Sequence[Conflict] = (),
) -> Copy:
    now = {
        number: {key: changes.get((number, key), value) for key, value in fields.items()}
        for number, fields in base.items()
    }
    return Copy(file, plan, base, now, tuple(rows), decided=tuple(decided), saved=saved)


def department(
    changes: Mapping[tuple[str, str], str],
    rows: Sequence[Mapping[str, object]] = (),
    scope: str = "Køkken",
    saved: str = "",
) -> Copy:
    return workbook(changes, rows, file=f"{scope}.xlsx", plan=replace(PLAN, scope=scope), saved=saved)


def collected(ours: Copy, *copies: Copy) -> Copy:
    """Return the plan after a collection, as it is read again."""
    merged = merge(ours, copies)
    plan = renewed(ours.plan, merged, CREATED)
    base = {number: dict(fields) for number, fields in merged.rows.items()}
    known = {action.id for action in ours.plan.actions}
    for action in plan.actions:
        if action.id not in known:
            base[action.id] = {key: getattr(action, key) for key in KEYS}
    return Copy(ours.file, plan, base, base, (), decided=plan.conflicts)


def said(copy: Copy) -> list[object]:
    """Return what a plan says, whatever numbers its new rows were given."""
    known = {number: fields for number, fields in copy.rows.items() if number in NUMBERS}
    new = sorted(str(sorted(fields.items())) for number, fields in copy.rows.items() if number not in NUMBERS)
    return [known, new, sorted(map(str, copy.decided))]


@given(edits)
def test_what_only_the_department_changed_is_taken_in(changes: dict[tuple[str, str], str]) -> None:
    merged = merge(workbook({}), [department(changes)])
    assert merged.rows == workbook(changes).rows
    assert not merged.conflicts


@given(edits)
def test_what_only_the_plan_changed_stays(changes: dict[tuple[str, str], str]) -> None:
    merged = merge(workbook(changes), [department({})])
    assert merged.rows == workbook(changes).rows
    assert (merged.conflicts, merged.changes) == ((), ())


@given(edits)
def test_the_same_edit_on_both_sides_counts_once(changes: dict[tuple[str, str], str]) -> None:
    merged = merge(workbook(changes), [department(changes)])
    assert merged.rows == workbook(changes).rows
    assert (merged.conflicts, merged.changes) == ((), ())


@given(edits, edits)
def test_different_edits_leave_the_plan_and_are_told(
    ours: dict[tuple[str, str], str], theirs: dict[tuple[str, str], str]
) -> None:
    before, copy = workbook(ours), department(theirs)
    merged = merge(before, [copy])
    told = {(conflict.action_id, conflict.field) for conflict in merged.conflicts}
    for number in NUMBERS:
        for key in KEYS:
            base, mine, other = (side[number][key] for side in (HANDED_OUT, before.rows, copy.rows))
            both = mine != base and other not in (base, mine)
            assert ((number, key) in told) is both
            assert merged.rows[number][key] == (other if mine == base else mine)


@given(edits, added, edits, added, edits, st.randoms())
def test_the_order_of_the_returned_workbooks_does_not_matter(
    ours: dict[tuple[str, str], str],
    rows: list[dict[str, object]],
    theirs: dict[tuple[str, str], str],
    others: list[dict[str, object]],
    third: dict[tuple[str, str], str],
    shuffled: random.Random,
) -> None:
    copies = [department(theirs, rows), department(third, others, "Lager"), department(third, [], "Kontor")]
    again = list(copies)
    shuffled.shuffle(again)
    assert merge(workbook(ours), copies) == merge(workbook(ours), again)


@given(edits, edits, added)
def test_collecting_twice_is_collecting_once(
    ours: dict[tuple[str, str], str], theirs: dict[tuple[str, str], str], rows: list[dict[str, object]]
) -> None:
    copy = department(theirs, rows)
    once = collected(workbook(ours), copy)
    assert said(collected(once, copy)) == said(once)


@given(edits, edits, added)
def test_no_word_that_anybody_wrote_is_lost(
    ours: dict[tuple[str, str], str], theirs: dict[tuple[str, str], str], rows: list[dict[str, object]]
) -> None:
    before, copy = workbook(ours), department(theirs, rows)
    merged = merge(before, [copy])
    kept = {str(value) for fields in merged.rows.values() for value in fields.values()}
    kept |= {text for conflict in merged.conflicts for text in (conflict.ours, conflict.theirs)}
    kept |= {str(value) for one in merged.added for value in one.fields.values()}
    written = {value for (number, key), value in [*ours.items(), *theirs.items()] if value != HANDED_OUT[number][key]}
    assert written <= kept | {""}
    assert {str(value) for fields in rows for value in fields.values()} <= kept


def test_two_workbooks_that_disagree_are_a_conflict_even_where_the_plan_is_untouched() -> None:
    place = (NUMBERS[0], "responsible")
    merged = merge(workbook({}), [department({place: "Kim"}), department({place: "Pia"}, scope="Lager")])
    assert merged.rows == HANDED_OUT
    assert {conflict.theirs for conflict in merged.conflicts} == {"Kim", "Pia"}


def test_a_decision_is_obeyed_and_remembered() -> None:
    place = (NUMBERS[0], "responsible")
    ours, copy = workbook({place: "Pia"}), department({place: "Kim"})
    (conflict,) = merge(ours, [copy]).conflicts
    for decision, winner in (("theirs", "Kim"), ("ours", "Pia")):
        decided = replace(ours, decided=(replace(conflict, decision=decision),))
        once = collected(decided, copy)
        assert once.rows[NUMBERS[0]]["responsible"] == winner
        assert all(one.decision for one in collected(once, copy).decided)


def test_decisions_that_contradict_each_other_are_none() -> None:
    place = (NUMBERS[0], "responsible")
    copies = [department({place: "Kim"}), department({place: "Pia"}, scope="Lager")]
    conflicts = merge(workbook({}), copies).conflicts
    decided = tuple(replace(conflict, decision="theirs") for conflict in conflicts)
    merged = merge(workbook({}, decided=decided), copies)
    assert merged.rows == HANDED_OUT
    assert [conflict.decision for conflict in merged.conflicts] == ["", ""]


def test_whoever_goes_on_writing_in_the_same_workbook_is_in_no_conflict_with_themselves() -> None:
    place = (NUMBERS[0], "note")
    once = collected(workbook({}), department({place: "Bestilt"}, saved="2027-01-10T10:00:00"))
    later = collected(once, department({place: "Leveret"}, saved="2027-03-10T10:00:00"))
    assert later.rows[NUMBERS[0]]["note"] == "Leveret"
    assert not later.decided


def test_an_older_version_that_comes_back_late_changes_nothing_in_silence() -> None:
    place = (NUMBERS[0], "note")
    once = collected(workbook({}), department({place: "Leveret"}, saved="2027-03-10T10:00:00"))
    late = collected(once, department({place: "Bestilt"}, saved="2027-01-10T10:00:00"))
    assert late.rows[NUMBERS[0]]["note"] == "Leveret"
    assert [conflict.theirs for conflict in late.decided] == ["Bestilt"]


def test_a_conflict_stays_open_when_the_workbook_is_saved_again() -> None:
    place = (NUMBERS[0], "note")
    once = collected(workbook({place: "Vores"}), department({place: "Deres"}, saved="2027-01-10T10:00:00"))
    later = collected(once, department({place: "Deres"}, saved="2027-03-10T10:00:00"))
    assert [conflict.theirs for conflict in later.decided] == ["Deres"]


def test_an_open_conflict_outlives_a_collection_without_its_workbook() -> None:
    place = (NUMBERS[0], "note")
    once = collected(workbook({place: "Vores"}), department({place: "Deres"}))
    assert collected(once, department({}, scope="Lager")).decided == once.decided


def test_a_new_row_that_is_changed_and_returned_again_is_the_same_row() -> None:
    once = collected(workbook({}), department({}, [{"action": "Nyt gulv", "responsible": ""}]))
    later = collected(once, department({}, [{"action": "Nyt gulv", "responsible": "Kim"}]))
    (number,) = set(later.rows) - set(NUMBERS) - {action.id for action in PLAN.actions}
    assert later.rows[number]["responsible"] == "Kim"


def test_trailing_blanks_and_the_way_a_number_is_stored_are_no_edit() -> None:
    base: Rows = {NUMBERS[0]: {"action": "Køb måtter", "target": "3"}}
    theirs = Copy(
        "k.xlsx", replace(PLAN, scope="Køkken"), base, {NUMBERS[0]: {"action": "Køb måtter  ", "target": 3.0}}, ()
    )
    assert not merge(workbook({}, base=base), [theirs]).changes
