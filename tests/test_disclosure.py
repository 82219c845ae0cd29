"""No figure of a small group is shown, and none can be worked out by subtraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from optimal import fewest_hidden

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.counts import count_respondents, tally
from handleplan_batch.judging.disclosure import Published, publish
from handleplan_batch.judging.organisation import Organisation, build_organisation
from handleplan_batch.judging.suppression import Group, Rule, shown, summed
from handleplan_batch.model import (
    AnswerCounts,
    CellRef,
    Certainty,
    Counts,
    Department,
    DepartmentPath,
    Question,
    Survey,
)
from handleplan_batch.settings import Settings

THEMES = Catalogue().themes
OCCURRENCE = {"bullying": ["ja-nej"]}


def organisation_of(*paths: DepartmentPath) -> Organisation:
    labels = [(path[-1:], CellRef("apv.xlsx")) for path in paths]
    return build_organisation([Department(path[-1], path[:-1]) for path in paths], labels)[0]


FLAT = organisation_of(("Alle",), ("Alle", "A"), ("Alle", "B"), ("Alle", "C"))
QUESTION = Question(
    CellRef("apv.xlsx", "Ark1", 1, 4),
    "Er du generet af støj?",
    "ja-nej",
    ("Nej", "Ja"),
    (100.0, 0.0),
    "Nej",
    "Ja",
    Certainty.INFERRED,
    theme_id="noise",
    most_is_best=False,
)


def survey_of(counts: Mapping[DepartmentPath, tuple[int, int, int]], question: Question = QUESTION) -> Survey:
    """How many answered Ja, Nej and nothing, per department."""
    return Survey(
        CellRef("apv.xlsx", "Ark1"),
        {path: sum(given) for path, given in counts.items()},
        (AnswerCounts(question, Counts.of({path: (no, yes, blank) for path, (yes, no, blank) in counts.items()})),),
        (),
    )


def published(survey: Survey, organisation: Organisation = FLAT) -> Published:
    questions = {answers.question.where: answers.question for answers in survey.answers}
    tallies = tally([survey], questions, organisation, 40, OCCURRENCE)
    return publish(tallies, count_respondents([survey], organisation), organisation, THEMES, Settings())


def publishable(direct: Mapping[str, int], organisation: Organisation, limit: int) -> frozenset[str]:
    return shown(organisation, {name: Group(count) for name, count in direct.items()}, Rule(limit))


def test_a_group_below_the_limit_is_hidden_and_so_is_the_one_that_would_give_it_away() -> None:
    assert publishable({"A": 4, "B": 6, "C": 20}, FLAT, 5) == {"Alle", "C"}


def test_two_small_groups_hide_each_other_when_together_they_are_large_enough() -> None:
    assert publishable({"A": 3, "B": 4, "C": 20}, FLAT, 5) == {"Alle", "C"}


def test_persons_directly_in_a_parent_are_a_group_too() -> None:
    assert publishable({"Alle": 2, "A": 8, "B": 9, "C": 20}, FLAT, 5) == {"Alle", "B", "C"}


def test_an_only_child_is_shown_like_its_parent() -> None:
    assert publishable({"A": 8}, organisation_of(("Alle",), ("Alle", "A")), 5) == {"Alle", "A"}


def test_a_workplace_below_the_limit_shows_nothing() -> None:
    assert publishable({"A": 2, "B": 2}, FLAT, 5) == frozenset()


@st.composite
def trees(draw: st.DrawFn) -> tuple[Organisation, dict[str, int]]:
    paths: list[DepartmentPath] = [("0",)]
    for number in range(1, draw(st.integers(1, 14))):
        parent = draw(st.sampled_from(paths))
        paths.append((*parent, str(number)))
    sizes = {path[-1]: draw(st.integers(0, 15)) for path in paths}
    return organisation_of(*paths), sizes


@given(trees(), st.integers(3, 12), st.data())
def test_no_small_group_and_no_one_or_two_reports_can_be_found_by_subtracting_shown_departments(
    tree: tuple[Organisation, dict[str, int]], limit: int, data: st.DataObject
) -> None:
    organisation, direct = tree
    reports = {name: data.draw(st.integers(0, min(3, size))) for name, size in direct.items()}
    groups = {name: Group(size, reports[name], size - reports[name], size) for name, size in direct.items()}
    rule = Rule(limit, fewest_bad=3, unanimous=2 * limit)
    seen = shown(organisation, groups, rule)
    whole = summed(groups, organisation)
    for name in seen:
        # The most that can be taken from a shown department: the nearest shown departments under it.
        below = [one for one in seen if name in organisation.ancestors(one)]
        nearest = [one for one in below if not set(organisation.ancestors(one)) & set(below)]
        persons = whole[name].persons - sum(whole[one].persons for one in nearest)
        bad = whole[name].bad - sum(whole[one].bad for one in nearest)
        assert persons == 0 or persons >= limit
        assert bad == 0 or bad >= 3
        assert not bad or bad < persons or persons >= 2 * limit


@settings(max_examples=150)
@given(trees(), st.integers(3, 8), st.sampled_from([0, 3]), st.data())
def test_no_fewer_departments_could_be_hidden(
    tree: tuple[Organisation, dict[str, int]], limit: int, fewest_bad: int, data: st.DataObject
) -> None:
    organisation, direct = tree
    groups = {}
    for name, size in direct.items():
        bad = data.draw(st.one_of(st.just(0), st.just(size), st.integers(0, size)))
        groups[name] = Group(size, bad, size - bad, data.draw(st.integers(bad, size)))
    rule = Rule(limit, fewest_bad, unanimous=2 * limit, unanimous_best=0 if fewest_bad else 2 * limit)
    seen = shown(organisation, groups, rule)
    counted = {name for name, group in summed(groups, organisation).items() if group.persons}
    top_hidden = int(bool(counted) and organisation.root not in seen)
    assert (top_hidden, len(counted - seen)) == fewest_hidden(organisation, groups, rule)


BULLIED = replace(QUESTION, text="Er du blevet mobbet?", theme_id="bullying")


def hidden_in(result: Published) -> set[str]:
    return {one.department for one in result.measurements if one.suppressed and one.level == "question"}


def test_one_report_in_a_large_department_is_told_of_there_without_a_figure() -> None:
    result = published(survey_of({("A",): (1, 15, 0), ("B",): (0, 12, 0), ("C",): (0, 12, 0)}, BULLIED))
    assert hidden_in(result) == {"Alle", "A"}
    assert [name for _question, name in result.occurring] == ["A"]


def test_two_departments_with_a_report_each_are_not_told_apart() -> None:
    result = published(survey_of({("A",): (1, 15, 0), ("B",): (1, 12, 0), ("C",): (0, 12, 0)}, BULLIED))
    assert hidden_in(result) == {"Alle", "A", "B"}
    assert [name for _question, name in result.occurring] == ["Alle"]


def test_reports_that_a_figure_above_tells_of_are_not_placed_below_it() -> None:
    result = published(survey_of({("A",): (1, 15, 0), ("B",): (4, 12, 0), ("C",): (0, 12, 0)}, BULLIED))
    assert hidden_in(result) == {"A", "B"}
    assert result.occurring == ()


def test_of_fewer_than_three_who_answered_nothing_is_told() -> None:
    assert published(survey_of({("A",): (1, 1, 0)}, BULLIED)).occurring == ()
    assert [name for _question, name in published(survey_of({("A",): (1, 2, 0)}, BULLIED)).occurring] == ["Alle"]


def test_a_small_group_of_one_mind_is_hidden() -> None:
    result = published(survey_of({("A",): (9, 0, 0), ("B",): (9, 1, 0), ("C",): (10, 0, 0)}))
    assert hidden_in(result) == {"A", "B"}


def test_a_small_group_that_all_gave_the_best_answer_is_hidden() -> None:
    result = published(survey_of({("A",): (0, 9, 0), ("B",): (1, 9, 0), ("C",): (0, 10, 0)}))
    assert hidden_in(result) == {"A", "B"}


def test_that_nobody_reports_bullying_is_no_secret() -> None:
    result = published(survey_of({("A",): (0, 10, 0), ("B",): (0, 12, 0), ("C",): (3, 10, 0)}, BULLIED))
    assert hidden_in(result) == set()


def test_figures_are_counted_up_the_tree() -> None:
    result = published(survey_of({("A",): (6, 4, 1), ("B",): (0, 10, 0), ("C",): (5, 5, 0)}))
    figures = {one.department: one for one in result.measurements if one.level == "question"}
    assert (figures["Alle"].respondents, figures["Alle"].unfavourable, figures["Alle"].score) == (30, 0.3667, 63.3)
    assert (figures["A"].respondents, figures["A"].score, figures["A"].difference) == (10, 40.0, -23.3)
    assert figures["A"].off_scale == 0.0909
    assert result.respondents == {"Alle": 31, "A": 11, "B": 10, "C": 10}


def test_a_hidden_measurement_holds_no_figure() -> None:
    result = published(survey_of({("A",): (3, 1, 0), ("B",): (2, 10, 0), ("C",): (5, 15, 0)}))
    hidden = next(one for one in result.measurements if one.department == "A" and one.level == "question")
    assert hidden.suppressed
    assert {hidden.respondents, hidden.score, hidden.unfavourable, hidden.low, hidden.high, hidden.off_scale} == {None}
    assert result.respondents["A"] is None
    assert result.respondents["B"] is None


def test_a_theme_is_shown_only_where_all_its_questions_are() -> None:
    other = replace(QUESTION, text="Larmer det?", where=CellRef("apv.xlsx", "Ark1", 1, 5))
    first = survey_of({("A",): (5, 5, 0), ("B",): (5, 5, 0), ("C",): (5, 5, 0)})
    second = AnswerCounts(other, Counts.of({("A",): (2, 1, 7), ("B",): (5, 5, 0), ("C",): (5, 5, 0)}))
    result = published(replace(first, answers=(*first.answers, second)))
    themes = {one.department: one.suppressed for one in result.measurements if one.level == "theme"}
    assert themes == {"Alle": False, "A": True, "B": True, "C": False}


def test_zero_tolerance_in_a_hidden_group_is_told_of_at_the_nearest_department_that_is_large_enough() -> None:
    question = replace(QUESTION, text="Er du blevet mobbet?", theme_id="bullying")
    result = published(survey_of({("A",): (1, 5, 0), ("B",): (0, 12, 0), ("C",): (0, 12, 0)}, question))
    assert [(asked.text, name) for asked, name in result.occurring] == [("Er du blevet mobbet?", "Alle")]
    assert all(one.suppressed for one in result.measurements if one.department == "A")


def test_the_same_question_in_two_files_is_one_question() -> None:
    first = survey_of({("A",): (6, 4, 0)})
    again = replace(QUESTION, where=CellRef("b.xlsx", "Ark1", 1, 4))
    second = replace(survey_of({("B",): (2, 8, 0)}, again), where=CellRef("b.xlsx", "Ark1"))
    questions = {one.where: one for one in (QUESTION, again)}
    forwards = tally([first, second], questions, FLAT, 40, OCCURRENCE)
    assert len(forwards) == 1
    assert forwards[0].within["Alle"].answered == 20
    assert forwards == tally([second, first], questions, FLAT, 40, OCCURRENCE)


def test_a_question_whose_direction_is_not_known_is_not_counted() -> None:
    unknown = replace(QUESTION, certainty=Certainty.UNKNOWN)
    assert tally([survey_of({("A",): (6, 4, 0)}, unknown)], {unknown.where: unknown}, FLAT, 40, OCCURRENCE) == ()
