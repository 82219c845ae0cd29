"""Which departments of an earlier plan are the same people as which of this year's."""

from __future__ import annotations

from handleplan_batch.judging.organisation import build_organisation
from handleplan_batch.judging.succession import Succession, regrouped
from handleplan_batch.model import Department, Measurement


def tree(*lines: str) -> tuple[Department, ...]:
    """Return departments by lines as ``Alle/Drift/Park = Grønt; Have``, other names after the sign."""
    told = [line.partition(" = ")[::2] for line in lines]
    paths = [(tuple(path.split("/")), tuple(filter(None, names.split("; ")))) for path, names in told]
    return tuple(Department(path[-1], path[:-1], aliases=names) for path, names in paths)


THEN = tree("Alle", "Alle/Drift", "Alle/Drift/Park", "Alle/Drift/Vej", "Alle/Ældre", "Alle/Ældre/Nord")


def succession(*now: str, split: dict[str, tuple[str, ...]] | None = None) -> Succession:
    return Succession(THEN, build_organisation(tree(*now), (), split)[0])


def figure(department: str, persons: int | None, unfavourable: float, score: float) -> Measurement:
    return Measurement("question", "Støj?", "noise", department, persons, score, unfavourable, None, None)


def test_the_same_departments_are_the_same_people() -> None:
    same = succession("Alle", "Alle/Drift", "Alle/Drift/Park", "Alle/Drift/Vej", "Alle/Ældre", "Alle/Ældre/Nord")
    assert same.before == same.after == {one.name: (one.name,) for one in THEN}


def test_a_department_that_moved_leaves_neither_area_the_same() -> None:
    moved = succession("Alle", "Alle/Drift", "Alle/Drift/Park", "Alle/Ældre", "Alle/Ældre/Vej", "Alle/Ældre/Nord")
    assert moved.before["Ældre"] == ("Vej", "Ældre")  # they can be added up
    assert moved.before["Drift"] == ()  # somebody is missing
    assert moved.after["Drift"] == ("Drift", "Vej")
    assert moved.after["Ældre"] == ()
    assert (moved.before["Vej"], moved.before["Alle"]) == (("Vej",), ("Alle",))


def test_departments_that_were_joined_were_the_same_people_together_only() -> None:
    joined = succession("Alle", "Alle/Drift", "Alle/Drift/Park og Vej = Park; Vej", "Alle/Ældre", "Alle/Ældre/Nord")
    assert joined.before["Park og Vej"] == ("Park", "Vej")
    assert joined.after["Park"] == joined.after["Vej"] == ()
    assert joined.alone("Park") == frozenset()
    assert joined.before["Drift"] == ("Drift",)


def test_a_department_that_was_taken_into_the_one_above_it_was_part_of_it_all_along() -> None:
    taken = succession("Alle", "Alle/Drift = Park", "Alle/Drift/Vej", "Alle/Ældre", "Alle/Ældre/Nord")
    assert taken.before["Drift"] == ("Drift",)
    assert taken.after["Park"] == ()


def test_a_department_that_was_split_is_the_same_people_as_all_its_parts() -> None:
    now = ("Alle", "Alle/Drift", "Alle/Drift/Park", "Alle/Drift/Vej", "Alle/Ældre", "Alle/Ældre/Øst", "Alle/Ældre/Vest")
    parts = succession(*now, split={"Nord": ("Øst", "Vest")})
    assert parts.after["Nord"] == ("Vest", "Øst")
    assert parts.before["Øst"] == parts.before["Vest"] == ()
    assert parts.others == {"Øst", "Vest"}
    assert parts.before["Ældre"] == ("Ældre",)


def test_what_is_counted_in_new_parts_counts_in_the_department_above_them() -> None:
    parts = succession(
        "Alle", "Alle/Drift", "Alle/Drift/Park", "Alle/Drift/Park/Hold 1", "Alle/Ældre", "Alle/Ældre/Nord"
    )
    assert parts.alone("Park") == {"Park", "Hold 1"}
    assert parts.alone("Drift") == {"Drift"}


def test_a_department_that_only_the_earlier_plan_names_has_no_successor() -> None:
    organisation = build_organisation(tree("Alle", "Alle/Drift", "Alle/Nord"), ())[0]
    assert Succession(THEN, organisation, {"Alle", "Drift"}).successors("Nord") == ()


def test_figures_are_added_up_where_all_parts_tell_how_many_answered() -> None:
    groups = {"Park og Vej": ("Park", "Vej")}
    question, theme = regrouped([figure("Park", 10, 0.2, 80.0), figure("Vej", 30, 0.6, 40.0)], groups)
    assert (question.respondents, question.unfavourable, question.score) == (40, 0.5, 50.0)
    assert (theme.level, theme.key, theme.respondents, theme.score) == ("theme", "noise", 40, 50.0)
    assert regrouped([figure("Park", 10, 0.2, 80.0), figure("Vej", None, 0.6, 40.0)], groups) == ()
    assert regrouped([figure("Park", 10, 0.2, 80.0)], groups) == ()


def test_a_sum_is_hidden_where_a_part_is() -> None:
    hidden = Measurement("question", "Støj?", "noise", "Vej", None, None, None, None, None, suppressed=True)
    added = regrouped([figure("Park", 10, 0.2, 80.0), hidden], {"Park og Vej": ("Park", "Vej")})
    assert {(one.suppressed, one.score, one.respondents) for one in added} == {(True, None, None)}
