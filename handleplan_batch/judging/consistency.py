"""Questions of one theme that contradict each other, which is how a wrong direction shows.

Who is content with one side of a theme is mostly content with its other sides. Where the scores of two questions of one
theme go against each other, one of them may be understood upside down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from handleplan_batch.judging.findings import place_order
from handleplan_batch.model import CellRef, Certainty, Problem, Question, Survey


def opposed_questions(surveys: Iterable[Survey], questions: Mapping[CellRef, Question]) -> tuple[Problem, ...]:
    """Return a problem for each question that goes against others of its theme, at the cell of its header.

    ``questions`` are those of the surveys with their themes, by their place. Of two, the less certain one is named; one
    that goes against several is the odd one out, and named once, beside the one it goes against most.
    """
    return tuple(problem for survey in surveys for problem in _problems(survey, questions))


def _problems(survey: Survey, questions: Mapping[CellRef, Question]) -> Iterator[Problem]:
    against: dict[CellRef, dict[CellRef, float]] = defaultdict(dict)
    for pair in survey.opposed:
        first, second = questions.get(pair.first), questions.get(pair.second)
        if first and second and first.used and second.used and first.theme_id == second.theme_id:
            against[pair.first][pair.second] = against[pair.second][pair.first] = pair.correlation

    def suspicion(where: CellRef) -> tuple[int, bool, tuple[str, str, int, int]]:
        return len(against[where]), questions[where].certainty is Certainty.INFERRED, place_order(where)

    while against:
        suspect = max(against, key=suspicion)
        opponents = against.pop(suspect)
        other = min(opponents, key=lambda where: (opponents[where], place_order(where)))
        told = {"question": questions[suspect].text, "other": questions[other].text}
        yield Problem("opposed-questions", suspect, told)
        for where in opponents:
            del against[where][suspect]
            if not against[where]:
                del against[where]
