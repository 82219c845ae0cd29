"""How the answers to questions on outcomes (stress, well-being, sickness absence) go with those to the others.

Counted while respondents are at hand, since nothing of them is kept: a small table for each such pair of questions.
Which are on an outcome is settled in the judging; here every one is counted that its words let think so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.mapping import same_text
from handleplan_batch.model import PairCounts, Question
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.polarity import as_words

Answers = npt.NDArray[np.int32]
"""Per respondent the place of an answer among the question's, after the last for a blank."""


def pairs_with_outcomes(asked: Sequence[tuple[Question, Answers]], context: Context) -> tuple[PairCounts, ...]:
    """Count the answers to each question that may be on an outcome together with those to each other question."""
    outcomes = [_may_be_outcome(question, context) for question, _given in asked]
    if not any(outcomes):
        return ()
    steps = [_steps(question)[given] for question, given in asked]
    sizes = [1 + sum(score is not None for score in question.scores) for question, _given in asked]
    found = []
    for first, (outcome, _given) in enumerate(asked):
        rows = steps[first].astype(np.int64) if outcomes[first] else None
        for second, (other, _other_given) in enumerate(asked):
            if rows is not None and second != first:
                shape = sizes[first], sizes[second]
                flat = np.bincount(rows * shape[1] + steps[second], minlength=shape[0] * shape[1])
                counts = tuple(map(tuple, flat.reshape(shape)[:-1, :-1].tolist()))
                found.append(PairCounts(outcome.where, other.where, counts))
    return tuple(found)


def _steps(question: Question) -> npt.NDArray[np.int16]:
    """Return per answer, and for a blank, its place among those with a score; after the last without one."""
    last = sum(score is not None for score in question.scores)
    order = iter(range(last))
    return np.array([last if score is None else next(order) for score in (*question.scores, None)], np.int16)


def _may_be_outcome(question: Question, context: Context) -> bool:
    themes, words = _outcome_words(context.catalogue)
    chosen = {same_text(text): theme_id for text, theme_id in context.themes.items()}.get(same_text(question.text))
    if theme_id := chosen or question.theme_id:
        return theme_id in themes
    said = as_words(question.text)
    return any(word in said for word in words)


@lru_cache(maxsize=8)
def _outcome_words(catalogue: Catalogue) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the themes that are outcomes by ``urgency.toml``, and the words that tell of them."""
    rule = catalogue.rules("urgency")["causes"]
    themes = frozenset(rule["outcomes"] if rule["least"] else ())
    words = {word.lstrip("=*").casefold() for theme_id in themes for word in catalogue.themes[theme_id].keywords}
    return themes, tuple(sorted(words))
