"""The laws of the three-way merge."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_fixture import CREATED, make_plan

from handleplan_batch.model import Conflict, Copy, Correction, Mark, OwnCell, OwnSheet, Plan
from handleplan_batch.planning import carry_over
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
    file: str = "",
) -> Copy:
    return workbook(changes, rows, file=file or f"{scope}.xlsx", plan=replace(PLAN, scope=scope), saved=saved)


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


# --- What stands beside the fields: columns of their own, notes, looks and sheets

OWN: Rows = {number: {"plan:Noter": "", "plan:Pris": "100"} for number in NUMBERS}
own_edits = st.dictionaries(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(["plan:Noter", "plan:Pris"])), words)
places = st.tuples(st.sampled_from(["plan", "follow_up"]), st.sampled_from(NUMBERS), st.sampled_from(KEYS))
looks = st.tuples(st.sampled_from(["", "FFFF00"]), st.booleans(), st.sampled_from(["", "FF0000"]), st.booleans())
marks = st.dictionaries(places, st.tuples(st.sampled_from(["", "Spørg Kim", "Husk lys"]), looks), max_size=4)
Marked = dict[tuple[str, str, str], tuple[str, tuple[str, bool, str, bool]]]


def marked(told: Marked) -> tuple[Mark, ...]:
    return tuple(Mark(*cell, note, *look) for cell, (note, look) in sorted(told.items()))


def with_marks(handed_out: Marked, now: Marked, scope: str = "Køkken") -> Copy:
    plan = replace(PLAN, scope=scope, marks=marked(handed_out))
    return replace(workbook({}, file=f"{scope}.xlsx", plan=plan), marks=marked(now))


@given(own_edits, own_edits)
def test_columns_that_people_added_have_the_same_laws(
    ours: dict[tuple[str, str], str], theirs: dict[tuple[str, str], str]
) -> None:
    copy = workbook(theirs, base=OWN, file="Køkken.xlsx", plan=replace(PLAN, scope="Køkken"))
    merged = merge(workbook(ours, base=OWN), [copy])
    told = {(one.action_id, one.field): one for one in merged.conflicts}
    for number, fields in OWN.items():
        for key, base in fields.items():
            mine, other, now = ours.get((number, key), base), copy.rows[number][key], merged.rows[number][key]
            assert ((number, key) in told) is (mine != base and other not in (base, mine))
            assert now == (other if mine == base else mine)


@given(marks, marks, marks, marks)
def test_no_note_that_anybody_wrote_is_lost(before: Marked, ours: Marked, theirs: Marked, third: Marked) -> None:
    copies = [with_marks(before, theirs), with_marks(before, third, "Lager")]
    plan = with_marks(before, ours, "")
    notes = {(one.table, one.action_id, one.field): one.note for one in merge(plan, copies).marks}
    for side in (ours, theirs, third):
        for cell, (note, _look) in side.items():
            assert note == before.get(cell, ("", None))[0] or note in notes.get(cell, "").split("\n") or not note
    assert merge(plan, copies).marks == merge(plan, copies[::-1]).marks


@given(marks, marks)
def test_a_look_that_only_one_side_gave_is_taken_in(before: Marked, theirs: Marked) -> None:
    taken = merge(with_marks(before, before, ""), [with_marks(before, theirs)]).marks
    assert taken == tuple(mark for mark in marked(theirs) if mark != Mark(mark.table, mark.action_id, mark.field))


# --- Two copies of the same workbook, and workbooks that come late

JANUARY, MARCH, MAY = "2027-01-10T10:00:00", "2027-03-10T10:00:00", "2027-05-10T10:00:00"


def test_what_one_wrote_stays_when_another_returns_a_copy_of_the_same_workbook() -> None:
    pias = department({(NUMBERS[0], "responsible"): "Pia"}, saved=JANUARY, file="Køkken Pia.xlsx")
    oles = department({(NUMBERS[0], "note"): "Kim"}, saved=MARCH, file="Køkken Ole.xlsx")
    later = collected(collected(workbook({}), pias), oles)
    assert (later.rows[NUMBERS[0]]["responsible"], later.rows[NUMBERS[0]]["note"]) == ("Pia", "Kim")
    assert not later.decided


def test_another_copy_that_says_something_else_is_a_conflict_though_it_is_saved_later() -> None:
    place = (NUMBERS[0], "responsible")
    once = collected(workbook({}), department({place: "Pia"}, saved=JANUARY, file="Køkken Pia.xlsx"))
    later = collected(once, department({place: "Kim"}, saved=MARCH, file="Køkken Ole.xlsx"))
    assert later.rows[NUMBERS[0]]["responsible"] == "Pia"
    assert [conflict.theirs for conflict in later.decided] == ["Kim"]


def test_a_person_is_asked_when_a_workbook_no_longer_says_what_was_taken_from_one_so_called() -> None:
    place = (NUMBERS[0], "responsible")
    once = collected(workbook({}), department({place: "Pia"}, saved=JANUARY))
    later = collected(once, department({}, saved=MARCH))
    assert later.rows[NUMBERS[0]]["responsible"] == "Pia"
    assert [conflict.theirs for conflict in later.decided] == [HANDED_OUT[NUMBERS[0]]["responsible"]]
    assert said(collected(later, department({}, saved=MARCH))) == said(later)


def test_a_copy_of_a_copy_takes_nothing_back_that_it_never_saw() -> None:
    shared = {(NUMBERS[0], "responsible"): "Pia"}
    once = collected(
        workbook({}),
        department(shared, saved=JANUARY, file="Kopi.xlsx"),
        department({**shared, (NUMBERS[1], "note"): "Kim"}, saved=MARCH),
    )
    later = collected(once, department({**shared, (NUMBERS[2], "note"): "Kim"}, saved=MAY, file="Kopi.xlsx"))
    assert (later.rows[NUMBERS[1]]["note"], later.rows[NUMBERS[2]]["note"]) == ("Kim", "Kim")
    assert not later.decided


def test_two_who_write_on_in_copies_of_a_row_that_one_of_them_added_are_asked() -> None:
    row: Mapping[str, object] = {"action": "Nyt gulv", "responsible": "Pia"}
    other: Mapping[str, object] = {"action": "Nyt gulv", "responsible": "Kim"}
    once = collected(workbook({}), department({}, [other], saved=JANUARY, file="Kopi.xlsx"))
    later = collected(once, department({}, [row], saved=MARCH))
    (number,) = set(later.rows) - set(NUMBERS) - {action.id for action in PLAN.actions}
    assert later.rows[number]["responsible"] == "Kim"
    assert [conflict.theirs for conflict in later.decided] == ["Pia"]
    assert said(collected(later, department({}, [other], saved=JANUARY, file="Kopi.xlsx"))) == said(later)


def test_whoever_takes_back_one_of_several_words_is_obeyed() -> None:
    both = {(NUMBERS[0], "responsible"): "Pia", (NUMBERS[0], "note"): "Kim"}
    once = collected(workbook({}), department(both, saved=JANUARY))
    later = collected(once, department({(NUMBERS[0], "note"): "Kim"}, saved=MARCH))
    assert later.rows[NUMBERS[0]]["responsible"] == HANDED_OUT[NUMBERS[0]]["responsible"]
    assert not later.decided


def test_an_open_conflict_outlives_an_untouched_workbook_with_the_same_name() -> None:
    place = (NUMBERS[0], "note")
    once = collected(workbook({place: "Vores"}), department({place: "Deres"}, saved=JANUARY))
    again = workbook({}, base=once.rows, file="Køkken.xlsx", plan=replace(once.plan, scope="Køkken"), saved=MARCH)
    assert [conflict.theirs for conflict in collected(once, again).decided] == ["Deres"]


def test_one_of_two_that_disagree_does_not_win_by_coming_back_alone() -> None:
    place = (NUMBERS[0], "responsible")
    copies = [department({place: "Kim"}), department({place: "Pia"}, scope="Lager")]
    once = collected(workbook({}), *copies)
    later = collected(once, copies[1])
    assert later.rows == once.rows
    assert {conflict.theirs for conflict in later.decided} == {"Kim", "Pia"}


def test_what_is_written_in_the_plan_after_a_decision_is_not_undone_by_it() -> None:
    place = (NUMBERS[0], "responsible")
    ours, copy = workbook({place: "Pia"}), department({place: "Kim"})
    (conflict,) = merge(ours, [copy]).conflicts
    once = collected(replace(ours, decided=(replace(conflict, decision="theirs"),)), copy)
    rows = {**once.rows, NUMBERS[0]: {**once.rows[NUMBERS[0]], "responsible": "Lone"}}
    later = collected(replace(once, rows=rows), copy)
    assert later.rows[NUMBERS[0]]["responsible"] == "Lone"
    assert [(one.theirs, one.decision) for one in later.decided] == [("Kim", "")]


def test_a_decision_holds_though_the_same_words_came_in_two_files() -> None:
    place = (NUMBERS[0], "responsible")
    ours = workbook({place: "Pia"})
    copies = [department({place: "Kim"}), department({place: "Kim"}, file="Køkken - Kopi.xlsx")]
    conflicts = merge(ours, copies).conflicts
    for chosen in range(2):
        decided = tuple(replace(one, decision="theirs" * (place == chosen)) for place, one in enumerate(conflicts))
        assert collected(replace(ours, decided=decided), *copies).rows[NUMBERS[0]]["responsible"] == "Kim"


def test_a_decision_about_words_that_have_changed_since_waits_again() -> None:
    place = (NUMBERS[0], "responsible")
    ours = workbook({place: "Pia"})
    conflict = replace(merge(ours, [department({place: "Kim"})]).conflicts[0], decision="theirs")
    merged = merge(workbook({place: "Lone"}, decided=[conflict]), [])
    assert merged.rows[NUMBERS[0]]["responsible"] == "Lone"
    assert [(one.ours, one.theirs, one.decision) for one in merged.conflicts] == [("Lone", "Kim", "")]


def test_a_new_row_that_plan_and_department_changed_differently_is_a_conflict() -> None:
    once = collected(workbook({}), department({}, [{"action": "Nyt gulv", "responsible": "Kim"}]))
    (number,) = set(once.rows) - set(NUMBERS) - {action.id for action in PLAN.actions}
    ours = replace(once, rows={**once.rows, number: {**once.rows[number], "responsible": "Pia"}})
    copy = department({}, [{"action": "Nyt gulv", "responsible": "Lone"}])
    later = collected(ours, copy)
    assert later.rows[number]["responsible"] == "Pia"
    assert [(one.action_id, one.theirs) for one in later.decided] == [(number, "Lone")]
    decided = replace(later, decided=tuple(replace(one, decision="theirs") for one in later.decided))
    assert collected(decided, copy).rows[number]["responsible"] == "Lone"


def test_a_new_row_with_the_words_of_an_earlier_one_is_a_row_of_its_own() -> None:
    first: Mapping[str, object] = {"action": "Møde", "note": "Om støj"}
    once = collected(workbook({}), department({}, [first]))
    later = collected(once, department({}, [{"action": "Møde", "note": "Om løft"}, first]))
    new = set(later.rows) - set(NUMBERS) - {action.id for action in PLAN.actions}
    assert sorted(str(later.rows[number]["note"]) for number in new) == ["Om løft", "Om støj"]


def test_a_row_added_beside_one_that_has_got_its_number_is_new() -> None:
    once = collected(workbook({}), department({}, [{"action": "Møde", "note": "Om støj"}]))
    handed_out = workbook({}, [{"action": "Møde", "note": "Om løft"}], base=once.rows, file="Køkken.xlsx")
    merged = merge(once, [replace(handed_out, plan=replace(once.plan, scope="Køkken"))])
    assert [one.fields["note"] for one in merged.added] == ["Om løft"]
    assert not merged.changes


def test_an_older_version_of_a_new_row_takes_nothing_back() -> None:
    once = collected(workbook({}), department({}, [{"action": "Nyt gulv", "responsible": "Kim"}], saved=MARCH))
    late = collected(once, department({}, [{"action": "Nyt gulv", "responsible": ""}], saved=JANUARY))
    assert said(late) == said(once)


def test_words_in_a_row_that_the_plan_does_not_have_are_told() -> None:
    young = department({(NUMBERS[2], "note"): "Kim"})
    ours = workbook({}, base={number: HANDED_OUT[number] for number in NUMBERS[:2]})
    assert [(one.action_id, one.field) for one in merge(ours, [young]).strange] == [(NUMBERS[2], "note")]


def test_a_row_with_an_open_conflict_is_no_suggestion_any_more() -> None:
    draft = next(action.id for action in PLAN.actions if action.draft)
    base: Rows = {draft: {"note": ""}}
    copies = [
        workbook({(draft, "note"): word}, base=base, file=f"{word}.xlsx", plan=replace(PLAN, scope="Køkken"))
        for word in ("Kim", "Pia")
    ]
    ours = workbook({}, base=base)
    plan = renewed(PLAN, merge(ours, copies), CREATED)
    assert not next(action for action in plan.actions if action.id == draft).draft


# --- Years of it


class Story:
    """A plan and the workbooks that are out; every word that is written is another, and is held to."""

    fields = (*KEYS, "deadline", "plan:Lokale")
    """A text, a date and a column of people's own are written in alike."""

    def __init__(self) -> None:
        self.number, self.clock = count(1), count(1)
        self.sheets: tuple[OwnSheet, ...] = ()
        """Those in the plan that people added."""
        self.held: set[str] = set()
        """Words that nobody has knowingly written over, or decided against."""
        self.told: set[str] = set()
        """Those of them that were named as not taken in."""
        self.ours = self._handed_out("handleplan.xlsx", replace(PLAN, actions=PLAN.actions[:5]))
        self.out: list[Copy] = []
        self.split()

    def _handed_out(self, file: str, plan: Plan) -> Copy:
        base = {row.id: {key: getattr(row, key) for key in (*KEYS, "deadline", "status")} for row in plan.actions}
        own = {one.header: one.values for one in plan.own_columns}.get("Lokale", {})
        base = {number: {**row, "plan:Lokale": own.get(number, "")} for number, row in base.items()}
        rows = {number: dict(row) for number, row in base.items()}
        return Copy(file, plan, base, rows, (), decided=plan.conflicts, sheets=self.sheets)

    def _word(self, before: object = "") -> str:
        self.held.discard(str(before))
        self.held.add(word := f"ord {next(self.number)}")
        return word

    def _day(self, before: object) -> date:
        self.held.discard(str(before))
        self.held.add(str(day := CREATED + timedelta(days=next(self.number))))
        return day

    def _written(self, copy: Copy, number: int, place: int) -> Copy:
        rows, key = {name: dict(row) for name, row in copy.rows.items()}, self.fields[place % len(self.fields)]
        if rows:
            row = rows[list(rows)[number % len(rows)]]
            row[key] = self._day(row[key]) if key == "deadline" else self._word(row[key])
        return replace(copy, rows=rows, saved=f"{next(self.clock):04}")

    def _corrected(self, copy: Copy, number: int) -> Copy:
        before = copy.corrections.get(key := f"fund {number % 2}", copy.plan.corrections.get(key, Correction()))
        return replace(copy, corrections={**copy.corrections, key: Correction(self._word(before.theme_id))})

    def _drawn(self, copy: Copy, number: int) -> Copy:
        """Write on a sheet of one's own, on one that is there if there is any."""
        there = list(copy.sheets) or [OwnSheet("Noter", ())]
        sheet = there[number % len(there)]
        cells = (*sheet.cells, OwnCell(len(sheet.cells) + 1, 1, self._word()))
        there[number % len(there)] = replace(sheet, cells=cells)
        return replace(copy, sheets=tuple(there))

    def split(self, *_numbers: int) -> None:
        plan = renewed(self.ours.plan, merge(self.ours, ()), CREATED)
        part = replace(plan, scope="Køkken", conflicts=(), additions=(), collected=())
        self.out.append(replace(self._handed_out(f"Køkken {next(self.clock)}.xlsx", part), sheets=()))

    def copy(self, which: int, _number: int) -> None:
        self.out.append(replace(self.out[which % len(self.out)], file=f"Kopi {next(self.clock)}.xlsx"))

    def write(self, which: int, number: int) -> None:
        self.out[which % len(self.out)] = self._written(self.out[which % len(self.out)], number, which + number)

    def write_in_the_plan(self, which: int, number: int) -> None:
        self.ours = self._written(self.ours, number, which)

    def correct(self, which: int, number: int) -> None:
        self.out[which % len(self.out)] = self._corrected(self.out[which % len(self.out)], number)

    def correct_in_the_plan(self, _which: int, number: int) -> None:
        self.ours = self._corrected(self.ours, number)

    def draw(self, which: int, number: int) -> None:
        self.out[which % len(self.out)] = self._drawn(self.out[which % len(self.out)], number)

    def draw_in_the_plan(self, _which: int, number: int) -> None:
        self.ours = self._drawn(self.ours, number)

    def add(self, which: int, _number: int) -> None:
        copy = self.out[which % len(self.out)]
        row = {"action": self._word(), "responsible": self._word(), "department": "", "theme": ""}
        self.out[which % len(self.out)] = replace(copy, added=(*copy.added, row), saved=f"{next(self.clock):04}")

    def add_to_the_plan(self, *_numbers: int) -> None:
        row = {"action": "Møde", "note": self._word(), "department": "", "theme": ""}
        self.ours = replace(self.ours, added=(*self.ours.added, row))

    def rewrite(self, which: int, _number: int) -> None:
        copy = self.out[which % len(self.out)]
        rows = tuple({**row, "responsible": self._word(row["responsible"])} for row in copy.added)
        self.out[which % len(self.out)] = replace(copy, added=rows, saved=f"{next(self.clock):04}")

    def close(self, which: int, _number: int) -> None:
        rows = {name: dict(row) for name, row in self.ours.rows.items()}
        if rows:
            rows[list(rows)[which % len(rows)]]["status"] = "effect_reached"
        self.ours = replace(self.ours, rows=rows)

    def decide(self, which: int, number: int) -> None:
        conflicts = list(self.ours.decided)
        if conflicts:
            one = conflicts[which % len(conflicts)]
            self.held.discard(one.theirs if number % 2 else one.ours)
            conflicts[which % len(conflicts)] = replace(one, decision="ours" if number % 2 else "theirs")
            self.ours = replace(self.ours, decided=tuple(conflicts))

    def collect(self, which: int, number: int) -> None:
        self._collect([copy for place, copy in enumerate(self.out) if (which * 10 + number) >> place & 1])

    def _collect(self, copies: Sequence[Copy]) -> None:
        merged = merge(self.ours, copies)
        for one in (*merged.closed, *merged.strange):
            for copy in copies:
                texts = [copy.rows.get(one.action_id, {}), *copy.added]
                self.told |= {str(row[one.field]) for row in texts if copy.file == one.source and one.field in row}
        for copy in copies:
            self.told |= {one.theme_id for one in copy.corrections.values() if copy.file in merged.disputed}
        self.sheets = merged.sheets
        self.ours = self._handed_out(self.ours.file, renewed(self.ours.plan, merged, CREATED))

    def next_year(self, which: int, _number: int) -> None:
        earlier = renewed(self.ours.plan, merge(self.ours, ()), CREATED)
        found = {one.challenge_id for place, one in enumerate(PLAN.actions[:5]) if which >> place & 1}
        drafted = [replace(one, draft=True) for one in PLAN.actions if one.challenge_id in found]
        carried = carry_over(earlier, drafted, (), {one: one for one in found}, {}, {})
        numbers = {row.id for row in carried.actions}
        waiting = [one for one in earlier.conflicts if not one.decision]
        self.told |= {one.theirs for one in waiting if one.action_id not in numbers}  # notes of the closed action
        conflicts = tuple(one for one in waiting if one.action_id in numbers)
        own = (
            replace(one, values={number: value for number, value in one.values.items() if number in numbers})
            for one in earlier.own_columns
        )
        plan = replace(earlier, actions=carried.actions, closed=carried.closed, conflicts=conflicts)
        plan = replace(plan, own_columns=tuple(own))
        self.sheets = self.ours.sheets
        self.ours = self._handed_out(self.ours.file, plan)

    def end(self) -> None:
        for _time in range(2):
            self._collect(self.out)


steps = ("copy", "write", "write_in_the_plan", "add", "add_to_the_plan", "rewrite", "close", "decide", "split")
steps += ("correct", "correct_in_the_plan", "draw", "draw_in_the_plan")
told_steps = st.tuples(
    st.sampled_from([*steps, "write", "collect", "collect", "next_year"]), st.integers(0, 15), st.integers(0, 15)
)


@settings(max_examples=200)
@given(st.lists(told_steps, min_size=4, max_size=30))
def test_over_the_years_no_word_is_lost_and_no_number_used_twice(happened: list[tuple[str, int, int]]) -> None:
    story = Story()
    for step, which, number in happened:
        getattr(story, step)(which, number)
    story.end()
    plan = story.ours.plan
    rows = [*plan.actions, *(one.action for one in plan.closed)]
    kept = {str(getattr(row, key)) for row in rows for key in (*KEYS, "deadline")}
    kept |= {str(value) for one in plan.own_columns for value in one.values.values()}
    kept |= {value for one in plan.closed for value in one.own.values()}
    kept |= {one.theme_id for one in plan.corrections.values()}
    kept |= {str(cell.value) for sheet in story.sheets for cell in sheet.cells}
    kept |= {text for one in plan.conflicts for text in (one.ours, one.theirs)}
    assert story.held <= kept | story.told
    assert len({row.id for row in rows}) == len(rows)
