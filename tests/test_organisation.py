"""Which department a label means, and the tree they form."""

from __future__ import annotations

from itertools import permutations

import pytest

from handleplan_batch.judging.organisation import Organisation, build_organisation
from handleplan_batch.model import CellRef, Department, DepartmentPath, Problem

HOUSE = (
    Department("Fjordby"),
    Department("Drift", ("Fjordby",), leader="Kim"),
    Department("Køkken", ("Fjordby", "Drift"), aliases=("Produktionskøkken", "Køkkenet")),
    Department("Lager", ("Fjordby", "Drift")),
    Department("Kontor", ("Fjordby",)),
)


def placed(*labels: DepartmentPath, departments: tuple[Department, ...] = HOUSE) -> tuple[Organisation, list[Problem]]:
    where = [CellRef("survey.xlsx", "Ark1", row) for row, _ in enumerate(labels, start=2)]
    organisation, problems = build_organisation(departments, list(zip(labels, where, strict=True)))
    return organisation, list(problems)


@pytest.mark.parametrize("label", ["Køkken", "KØKKEN", "  køkken ", "Køkkenet", "produktionskøkken", "Køkken."])
def test_a_label_means_the_department_with_that_name_or_alias(label: str) -> None:
    organisation, problems = placed((label,))
    assert organisation.place((label,)) == "Køkken"
    assert not problems


def test_no_label_means_the_whole_workplace() -> None:
    organisation, _ = placed()
    assert organisation.place(()) == "Fjordby"


def test_an_unknown_label_is_added_at_the_top_and_reported_with_the_nearest_name() -> None:
    organisation, problems = placed(("Køken",))
    assert organisation["Køken"].path == ("Fjordby",)
    assert [problem.code for problem in problems] == ["unknown-department"]
    assert problems[0].values == {"department": "Køken", "suggestion": "«Køkken»"}


def test_an_unknown_label_under_a_known_parent_is_added_there() -> None:
    organisation, problems = placed(("Drift", "Vaskeri"))
    assert organisation["Vaskeri"].path == ("Fjordby", "Drift")
    assert len(problems) == 1


def test_the_same_name_under_two_parents_is_two_departments() -> None:
    organisation, problems = placed(("Nord", "Team A"), ("Syd", "Team A"), departments=())
    assert organisation.place(("Nord", "Team A")) == "Team A"
    assert organisation.place(("Syd", "Team A")) == "Team A (Syd)"
    assert organisation["Team A (Syd)"].path == ("Hele arbejdspladsen", "Syd")
    assert not problems


def test_the_same_names_under_many_parents_are_as_many_departments() -> None:
    labels: list[DepartmentPath] = [
        (school, team) for school in ("Nord", "Syd", "Vest", "Øst") for team in ("Indskoling", "Udskoling")
    ]
    organisation, problems = placed(*labels, departments=())
    assert len({organisation.place(label) for label in labels}) == len(labels)
    assert all(organisation[organisation.place(label)].path[-1] == label[0] for label in labels)
    assert organisation.children(organisation.root) == ("Nord", "Syd", "Vest", "Øst")
    assert not problems


def test_the_same_names_on_three_levels_are_told_apart() -> None:
    labels: list[DepartmentPath] = [
        (town, school, team) for town in ("By", "Land", "Ø") for school in ("Nord", "Syd") for team in ("A", "B")
    ]
    organisation, problems = placed(*labels, departments=())
    lines = {organisation.place(label): label for label in labels}
    assert len(lines) == len(labels)
    assert all(organisation[name].path[1] == label[0] for name, label in lines.items())
    assert not problems


def test_without_an_organisation_file_the_labels_make_the_tree_without_complaint() -> None:
    organisation, problems = placed(("Køkken",), ("Lager",), departments=())
    assert organisation.root == "Hele arbejdspladsen"
    assert organisation.children(organisation.root) == ("Køkken", "Lager")
    assert not problems


def test_a_label_that_fits_two_departments_is_reported() -> None:
    twins = (
        Department("A"),
        Department("Nord", ("A",), aliases=("Team",)),
        Department("Syd", ("A",), aliases=("Team",)),
    )
    organisation, problems = placed(("Team",), departments=twins)
    assert organisation.place(("Team",)) == "Nord"
    assert [problem.code for problem in problems] == ["ambiguous-department"]


def test_a_path_tells_two_departments_of_one_name_apart() -> None:
    twins = (
        Department("A"),
        Department("Nord", ("A",)),
        Department("Syd", ("A",)),
        Department("Team N", ("A", "Nord"), aliases=("Team",)),
        Department("Team S", ("A", "Syd"), aliases=("Team",)),
    )
    organisation, problems = placed(("Syd", "Team"), departments=twins)
    assert organisation.place(("Syd", "Team")) == "Team S"
    assert not problems


def test_parents_come_before_children_and_several_tops_get_a_common_root() -> None:
    organisation, _ = placed(departments=(Department("B2", ("B",)), Department("A"), Department("B")))
    assert [entry.name for entry in organisation.departments] == ["Hele arbejdspladsen", "A", "B", "B2"]
    assert organisation.ancestors("B2") == ("B", "Hele arbejdspladsen")
    assert organisation.below("B") == ("B", "B2")


def test_two_files_that_describe_a_department_are_joined() -> None:
    halves = (Department("A"), Department("B", ("A",), leader="Kim"), Department("B", aliases=("Bee",), employees=7))
    organisation, _ = placed(("Bee",), departments=halves)
    assert organisation["B"] == Department("B", ("A",), leader="Kim", employees=7, aliases=("Bee",))


def test_the_tree_does_not_depend_on_the_order_of_labels() -> None:
    labels: list[DepartmentPath] = [("Nord", "Team A"), ("Syd", "Team A"), ("Syd",), ("Øst", "X", "Y")]
    trees = {placed(*order, departments=())[0].departments for order in permutations(labels)}
    assert len(trees) == 1


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("Køkkenet", "Køkken"),
        ("Skolen", "Skole"),
        ("Afd. 3", "Afdeling 3"),
        ("Maskinafd.", "Maskinafdelingen"),
        ("Børn og unge", "Børn & Unge"),
    ],
)
def test_another_way_to_write_a_name_is_the_same_department_and_told(label: str, other: str) -> None:
    for labels in ([(label,), (other,)], [(other,), (label,)]):
        organisation, problems = placed(*labels, departments=())
        assert organisation.place((label,)) == organisation.place((other,)) == min(label, other, key=len)
        assert [problem.code for problem in problems] == ["department-respelt"]


def in_files(
    *labels: tuple[str, str],
    departments: tuple[Department, ...] = (),
    aliases: dict[str, tuple[str, ...]] | None = None,
) -> Organisation:
    found = [((label,), CellRef(file, "Ark1", row)) for row, (label, file) in enumerate(labels, start=2)]
    trees = [build_organisation(departments, order, aliases)[0] for order in (found, found[::-1])]
    assert trees[0].departments == trees[1].departments
    return trees[0]


def test_the_end_of_a_name_that_begins_with_the_workplace_is_the_department_in_another_file() -> None:
    organisation = in_files(
        ("Solbakken, afd. A", "apv.xlsx"),
        ("Solbakken, nat", "apv.xlsx"),
        ("Afd A", "ulykker.xlsx"),
        ("Nat", "rum.xlsx"),
    )
    assert organisation.place(("Afd A",)) == "Solbakken, afd. A"
    assert organisation.place(("Nat",)) == "Solbakken, nat"
    assert organisation.named("Afd A") == "Solbakken, afd. A"


@pytest.mark.parametrize(
    "labels",
    [
        (("Solbakken, køkken", "apv.xlsx"), ("Bøgely, køkken", "apv.xlsx"), ("Solbakken, nat", "apv.xlsx")),
        (("Solbakken, køkken", "apv.xlsx"), ("Solbakken, nat", "apv.xlsx"), ("Køkken", "apv.xlsx")),
        (("Køb, salg og køkken", "apv.xlsx"), ("Kantine, køkken", "apv.xlsx")),
    ],
)
def test_the_end_of_a_name_is_no_department_where_it_may_be_another(labels: tuple[tuple[str, str], ...]) -> None:
    organisation = in_files(*labels, ("Køkken", "ulykker.xlsx"))
    assert organisation.place(("Køkken",)) == "Køkken"


def test_a_name_with_its_workplace_is_the_department_of_the_organisation_file() -> None:
    organisation = in_files(("Drift - Køkken", "apv.xlsx"), departments=HOUSE)
    assert organisation.place(("Drift - Køkken",)) == "Køkken"
    elsewhere = in_files(("Kontor - Køkken", "apv.xlsx"), ("Kontor - Salg", "apv.xlsx"), departments=HOUSE)
    assert elsewhere.place(("Kontor - Køkken",)) == "Kontor - Køkken"


def test_what_the_user_says_of_a_name_goes_before_how_it_is_written() -> None:
    organisation = in_files(("Køkken", "apv.xlsx"), ("Køkkenet", "ulykker.xlsx"), aliases={"Køkkenet": ("Køkkenet",)})
    assert organisation.place(("Køkkenet",)) == "Køkkenet"


def test_a_name_of_the_earlier_plan_is_known_by_the_new_way_to_write_it() -> None:
    for now, before in (("Køkkenet", "Køkken"), ("Køkken", "Køkkenet")):
        organisation, problems = build_organisation((), [((now,), CellRef("a.xlsx"))], former=[before])
        assert organisation.named(before) == organisation.place((now,)) == now
        assert not problems
