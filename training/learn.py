"""Learn how texts are placed, and which way questions point: ``python training/learn.py`` writes the tables that ship.

``comments`` or ``questions`` learns the one only. ``--try`` writes nothing, but learns from all writers but one and
prints how well that one's are judged, writer by writer. Ridge regression of every theme, tone and danger (-1 or 1) on
the words; a network with one hidden layer has its say too (PyTorch, ``pip install -e '.[training]'``).
What is learned from the words and phrases of ``phrases.csv`` alone goes in beside the words ("stacking", Wolpert 1992,
"Stacked Generalization"); as both are linear, one table holds the two. Of questions it is whether much of what they ask
about is good (1) or bad (-1); complaints and praise tell it too, but count for less.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from scipy.sparse import csr_matrix, hstack
from torch.nn import functional

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.catalogue.learned import Features, Table, of_word
from handleplan_batch.judging.learned import POLARITIES, Learned, Listed, of_listed
from handleplan_batch.judging.theming import Theming, chosen_themes, is_dangerous
from handleplan_batch.model import Polarity
from handleplan_batch.reading.polarity import DOUBT, load_polarity

HERE = Path(__file__).parent
TABLES = HERE.parent / "handleplan_batch" / "catalogue"
TESTS = HERE.parent / "tests"
RIDGE, PHRASE_RIDGE, QUESTION_RIDGE = 0.2, 1.0, 0.3
"""Weights of the penalty for comments, phrases and questions, chosen with ``--try``."""
_EXACT = 1e-4
"""What may be left of the error of a column, as a share of what there was."""
COMMENTS, PHRASES = 0.3, 0.1
"""What a comment and a phrase count beside a question in what is learned of questions, chosen with ``--try``."""
NOT_JUDGED = "?"
"""What stands in ``comments.csv`` for themes, a tone or a danger that nobody judged."""
LEAST_TEXTS = 2
"""Comments and phrases that a piece must stand in to count."""
NETWORKS, UNITS, UNITS_LEAST_TEXTS = 2, 96, 4
"""Networks that are learned, each from another beginning, and whose mean is taken ("bagging", which one network of all
their units does as well); units of each; texts that a feature must stand in to count."""
ROUNDS, AT_ONCE, RATE = 10, 128, 2e-3
"""Rounds through all texts, texts of a step, and length of a step."""
WORDS_LEFT_OUT, UNITS_LEFT_OUT = 0.5, 0.15
"""Share of the words of a text, and of the units, that are left out of a step by chance, so that a text is not learned
by heart (Srivastava et al. 2014, "Dropout"; Iyyer et al. 2015, "Deep Unordered Composition", for words)."""


class Comment(NamedTuple):
    """An invented comment with the judgement of the person who wrote it; None is what was not judged."""

    text: str
    theme_ids: frozenset[str] | None
    polarity: Polarity | None
    acute: bool | None
    writer: str


def comments(*paths: Path) -> list[Comment]:
    """Return the comments of the files."""
    found = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                themes = None if row["themes"] == NOT_JUDGED else frozenset(filter(None, row["themes"].split("|")))
                acute = None if row["acute"] == NOT_JUDGED else row["acute"] == "1"
                writer = f"{path.stem} {row['writer']}"
                found.append(Comment(row["text"], themes, _polarity(row["polarity"]), acute, writer))
    return found


class Phrase(NamedTuple):
    """A word or a few that point to themes, to a tone, or to both."""

    text: str
    theme_ids: frozenset[str]
    polarity: Polarity | None


def phrases(path: Path) -> list[Phrase]:
    """Return the phrases of the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Phrase(row["text"], frozenset(filter(None, row["themes"].split("|"))), _polarity(row["polarity"]))
            for row in csv.DictReader(file, delimiter=";")
        ]


def _polarity(told: str) -> Polarity | None:
    return Polarity(told) if told not in {"", NOT_JUDGED} else None


class Asked(NamedTuple):
    """An invented question of a survey."""

    language: str
    form: str
    """How it is answered: ``agree``, ``extent``, ``often``, ``yes``."""
    text: str
    right: str
    """``good`` or ``bad`` when there is much of it, ``open`` when nobody can tell."""
    writer: str = ""

    @property
    def direction(self) -> int:
        """1 when much of it is good, -1 when it is bad, 0 when nobody can tell."""
        return {"good": 1, "bad": -1}.get(self.right, 0)


def questions(*paths: Path) -> list[Asked]:
    """Return the questions of the files."""
    found: list[Asked] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += (Asked(*row.values()) for row in csv.DictReader(file, delimiter=";"))
    return found


def learn_directions(asked: Sequence[Asked], told: Sequence[Comment], hints: Sequence[Phrase]) -> dict[str, np.ndarray]:
    """Return the arrays of a table with one column: whether much of what a text says is good."""
    good = {Polarity.POSITIVE: 1.0, Polarity.PROBLEM: -1.0}
    judged = [(one.text, float(one.direction), 1.0) for one in asked]
    judged += [(one.text, good[one.polarity], COMMENTS) for one in told if one.polarity in good]
    judged += [(one.text, good[one.polarity], PHRASES) for one in hints if one.polarity in good]
    texts, wanted, counts = zip(*judged, strict=True)
    keys, plain, lengthy = _counted(texts, np.ones(len(texts), bool))
    rarity = _rarity(plain)
    weights = np.sqrt(np.array(counts))
    offset = np.average(wanted, weights=counts)
    left = weights * (np.array(wanted) - offset)
    features = _weighed(plain, lengthy, rarity).multiply(weights[:, None]).tocsr()
    return _stored(keys, _ridge(features, left[:, None], QUESTION_RIDGE), rarity, np.array([offset]))


def learn(
    told: Sequence[Comment], listed: Sequence[Listed], hints: Sequence[Phrase], theme_ids: tuple[str, ...]
) -> dict[str, np.ndarray]:
    """Return the arrays of the table and the network, rows in whole numbers of one byte."""
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        units = other.submit(learn_units, told, hints, theme_ids)
        table = learn_table(told, listed, hints, theme_ids)
        return table | {f"units_{name}": array for name, array in units.result().items()}


def learn_table(
    told: Sequence[Comment], listed: Sequence[Listed], hints: Sequence[Phrase], theme_ids: tuple[str, ...]
) -> dict[str, np.ndarray]:
    """Return the arrays of the linear model: features × (themes, tones, danger), and what the lists say × the same."""
    known = np.array([*(comment.theme_ids is not None for comment in told), *(True for _hint in hints)])
    keys, plain, lengthy = _counted([*(comment.text for comment in told), *(hint.text for hint in hints)], known)
    placed = plain[: len(told)][known[: len(told)]]  # those that tell only of tones or dangers would make these common
    rarity = _rarity(placed)
    weighed = _weighed(plain, lengthy, rarity)
    of_comments, of_hints = weighed[: len(told)], weighed[len(told) :]
    themed = np.array([bool(hint.theme_ids) for hint in hints])
    toned = np.array([hint.polarity is not None for hint in hints])
    hinted = np.hstack(
        [
            _ridge(of_hints[chosen], tellings - tellings.mean(axis=0), PHRASE_RIDGE)
            for chosen, tellings in (
                (themed, _wanted([one.theme_ids for one in hints if one.theme_ids], theme_ids)),
                (toned, _wanted([{one.polarity} for one in hints if one.polarity], POLARITIES)),
            )
        ]
    )
    beside = csr_matrix(np.array([of_listed(one, theme_ids) for one in listed]))
    all_of_it = hstack([of_comments, beside, csr_matrix(of_comments @ hinted)]).tocsr()
    learned, offsets = [], []
    for judged, of in (
        ([one.theme_ids for one in told], theme_ids),
        ([one.polarity and {one.polarity} for one in told], POLARITIES),
        ([None if one.acute is None else {one.acute} for one in told], [True]),
    ):
        wanted = _wanted([those for those in judged if those is not None], of)
        offsets.append(wanted.mean(axis=0))
        chosen = np.array([those is not None for those in judged])
        learned.append(_ridge(all_of_it[chosen], wanted - offsets[-1], RIDGE))
    rows, of_lists, of_hinted = np.split(np.hstack(learned), [len(keys), len(keys) + beside.shape[1]])
    return {
        "theme_ids": np.array(theme_ids),
        "of_listed": of_lists.astype(np.float32),
        **_stored(keys, rows + hinted @ of_hinted, rarity, np.hstack(offsets)),
    }


def learn_units(told: Sequence[Comment], hints: Sequence[Phrase], theme_ids: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Return the arrays of a network that tells themes, tone and danger of texts by all their features."""
    features = [_features(one.text) for one in (*told, *hints)]
    keys, plain, _lengthy = _tallied(features, np.ones(len(features), bool), UNITS_LEAST_TEXTS)
    rarity = _rarity(plain)
    given = _Given(features, keys, rarity)
    themes = [*(one.theme_ids for one in told), *(one.theme_ids or None for one in hints)]
    tones = [one.polarity for one in (*told, *hints)]
    dangers = [*(one.acute for one in told), *(None for _hint in hints)]
    wanted = _Wanted(
        torch.tensor(
            [
                [math.nan] * len(theme_ids) if those is None else [float(one in those) for one in theme_ids]
                for those in themes
            ]
        ),
        torch.tensor([-1 if tone is None else POLARITIES.index(tone) for tone in tones]),
        torch.tensor([math.nan if danger is None else float(danger) for danger in dangers]),
    )
    rows, offsets, weights, columns_offsets = zip(
        *(_learned_units(given, wanted, seed) for seed in range(NETWORKS)), strict=True
    )
    return {
        **_stored(keys, np.hstack(rows), rarity, np.hstack(offsets)),
        "weights": np.vstack(weights) / NETWORKS,  # the mean of what they say, as one network of all their units
        "columns_offset": np.mean(columns_offsets, axis=0),
    }


class _Given:
    """Texts as what a network is given: places in the table, their weights, and the words that they hang on."""

    def __init__(self, features: Sequence[Sequence[Feature]], keys: np.ndarray, rarity: np.ndarray) -> None:
        self.features = len(keys)
        self._texts = []
        for found in features:
            all_of_it = np.array(found).reshape(-1, 4)
            wanted = all_of_it[:, 0].astype(np.uint32)
            places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            known = keys[places] == wanted
            weights = all_of_it[known, 1] * rarity[places[known]].astype(float)
            self._texts.append((places[known], weights, all_of_it[known, 2:].astype(int)))

    def some(
        self, numbers: Iterable[int], chance: np.random.Generator
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return what ``EmbeddingBag`` wants of some texts, without the words that are left out by chance."""
        places, weights, counts = [], [], []
        for number in numbers:
            place, weight, words = self._texts[number]
            left = chance.random(words.max(initial=-1) + 2) >= WORDS_LEFT_OUT
            left[-1] = True  # that of features which hang on no word
            kept = left[words].all(axis=1) if left[:-1].any() else np.ones(len(place), bool)
            places.append(place[kept])
            weights.append(weight[kept] / max(math.sqrt(np.square(weight[kept]).sum()), 1e-6))
            counts.append(kept.sum())
        starts = np.cumsum([0, *counts[:-1]])
        return (
            torch.from_numpy(np.concatenate(places)),
            torch.from_numpy(starts),
            torch.from_numpy(np.concatenate(weights).astype(np.float32)),
        )


class _Wanted(NamedTuple):
    """What is told of the texts."""

    themes: torch.Tensor
    """Texts × themes, 0 or 1; nan where nobody judged."""
    tones: torch.Tensor
    """Numbers of the tones; -1 where nobody judged."""
    dangers: torch.Tensor
    """0 or 1; nan where nobody judged."""

    def error(self, said: torch.Tensor, numbers: np.ndarray) -> torch.Tensor:
        """Return how far what a network says of some texts is from what is told, by the cross-entropy of each."""
        themes, tones, dangers = self.themes[numbers], self.tones[numbers], self.dangers[numbers]
        count = themes.shape[1]
        likely = functional.binary_cross_entropy_with_logits
        known, judged = ~themes[:, 0].isnan(), ~dangers.isnan()
        error = likely(said[known, :count], themes[known], reduction="sum")
        error = error + functional.cross_entropy(said[:, count:-1], tones, ignore_index=-1, reduction="sum")
        return (error + likely(said[judged, -1], dangers[judged], reduction="sum")) / len(numbers)


def _learned_units(given: _Given, wanted: _Wanted, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return features × units and their offset, units × columns and theirs."""
    torch.set_num_threads(1)  # the steps are so small that threads wait for each other most of the time
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    rows = torch.nn.EmbeddingBag(given.features, UNITS, mode="sum", sparse=True)
    torch.nn.init.normal_(rows.weight, std=0.05)
    offset = torch.nn.Parameter(torch.zeros(UNITS))
    columns = torch.nn.Linear(UNITS, wanted.themes.shape[1] + len(POLARITIES) + 1)
    torch.nn.init.constant_(columns.bias[: wanted.themes.shape[1]], -3.5)  # a theme is seldom told
    numbers = np.flatnonzero(~(wanted.themes[:, 0].isnan() & (wanted.tones < 0) & wanted.dangers.isnan()).numpy())
    steps = [torch.optim.SparseAdam([rows.weight], RATE), torch.optim.Adam([offset, *columns.parameters()], RATE)]
    count, all_of_them = 0, ROUNDS * math.ceil(len(numbers) / AT_ONCE)
    for _round in range(ROUNDS):
        chance.shuffle(numbers)
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            units = functional.relu(rows(*given.some(some, chance)) + offset)
            error = wanted.error(columns(functional.dropout(units, UNITS_LEFT_OUT)), some)
            for step in steps:
                for group in step.param_groups:
                    group["lr"] = RATE * min(1, (count + 1) / 200) * math.sqrt(1 - count / all_of_them)
                step.zero_grad()
            error.backward()
            for step in steps:
                step.step()
            count += 1
    return tuple(one.detach().numpy() for one in (rows.weight, offset, columns.weight.T, columns.bias))


def _rarity(plain: csr_matrix) -> np.ndarray:
    """Return per column the logarithm of how rare it is."""
    return np.log((1 + plain.shape[0]) / (1 + np.asarray((plain > 0).sum(axis=0)).ravel())).astype(np.float16)


def _weighed(plain: csr_matrix, lengthy: csr_matrix, rarity: np.ndarray) -> csr_matrix:
    """Return texts × keys, each text of length 1."""
    squares = np.asarray(lengthy @ rarity.astype(float) ** 2).ravel()
    return plain.multiply(rarity.astype(float)).multiply(1 / np.sqrt(np.where(squares, squares, 1))[:, None]).tocsr()


def _stored(keys: np.ndarray, rows: np.ndarray, rarity: np.ndarray, offset: np.ndarray) -> dict[str, np.ndarray]:
    """Return the arrays of a :class:`Table`."""
    scale = np.abs(rows).max(axis=0) / 127
    return {
        "keys": keys,
        "rows": np.round(rows / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "rarity": rarity,
        "offset": offset.astype(np.float32),
    }


def _counted(texts: Sequence[str], known: np.ndarray) -> tuple[np.ndarray, csr_matrix, csr_matrix]:
    """Return the keys of what stands in several ``known`` texts; texts × keys: the weights, and their squares.

    What recurs in a text counts each time, also in its length, as the program measures it.
    """
    return _tallied([_features(text) for text in texts], known, LEAST_TEXTS)


def _tallied(
    features: Sequence[Sequence[Feature]], known: np.ndarray, least: int
) -> tuple[np.ndarray, csr_matrix, csr_matrix]:
    numbers = np.repeat(np.arange(len(features)), [len(found) for found in features])
    told = np.array([feature for found in features for feature in found])
    keys, places = np.unique(told[:, 0].astype(np.uint32), return_inverse=True)
    shape = (len(features), len(keys))
    plain = csr_matrix((told[:, 1], (numbers, places)), shape)
    lengthy = csr_matrix((np.square(told[:, 1]), (numbers, places)), shape)
    often = np.flatnonzero(np.asarray((plain[known] > 0).sum(axis=0)).ravel() >= least)
    return keys[often], plain[:, often], lengthy[:, often]


def _wanted(told: Sequence[Collection[object]], of: Sequence[object]) -> np.ndarray:
    return np.array([[1.0 if one in those else -1.0 for one in of] for those in told])


def _ridge(features: csr_matrix, wanted: np.ndarray, penalty: float) -> np.ndarray:
    """Return features × wanted: the least-squares table, with a penalty on its size.

    By conjugate gradients (Hestenes and Stiefel 1952) for all columns at once; scipy's own takes one column at a time,
    and so four times as long.
    """
    features = features.astype(np.float32)
    by_feature = features.T.tocsr()
    left = wanted.astype(np.float32)
    found, towards, squares = np.zeros_like(left), left.copy(), np.square(left).sum(axis=0)
    enough = squares * _EXACT**2
    while (squares > enough).any():
        moved = features @ (by_feature @ towards) + penalty * towards
        step = squares / (towards * moved).sum(axis=0)
        found += step * towards
        left -= step * moved
        before, squares = squares, np.square(left).sum(axis=0)
        towards = left + squares / before * towards
    return np.asarray(by_feature @ found)


class Feature(NamedTuple):
    """A feature of a text, and the first and last of its words that it hangs on; -1 where it hangs on none."""

    key: int
    weight: float
    first: int
    last: int


def _features(text: str) -> list[Feature]:
    words, neighbours = Features.of(text)
    found = [Feature(*feature, number, number) for number, word in enumerate(words) for feature in of_word(word)]
    found += [
        Feature(*feature, number, number + 1) for number, feature in enumerate(neighbours[: max(len(words) - 1, 0)])
    ]
    return found + [Feature(*feature, -1, -1) for feature in neighbours[max(len(words) - 1, 0) :]]


def main() -> None:
    """Learn, and write the tables or say how well they do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("of", nargs="?", choices=("comments", "questions"))
    parser.add_argument("--try", action="store_true", dest="trying")
    given = parser.parse_args()
    told = comments(HERE / "comments.csv", TESTS / "theming" / "tuned.csv")
    hints = phrases(HERE / "phrases.csv")
    if given.of != "comments":
        asked = questions(HERE / "questions.csv", TESTS / "directions.csv")
        if given.trying:
            _try_questions(asked, told, hints)
        else:
            _write("directions", learn_directions(asked, told, hints), f"{len(asked)} questions")
    if given.of != "questions":
        theming = Theming(Catalogue())
        listed = [theming.listed(comment.text) for comment in told]
        if given.trying:
            _try_comments(told, listed, hints)
        else:
            _write("learned", learn(told, listed, hints, tuple(Catalogue().themes)), f"{len(told)} comments")


def _write(name: str, table: dict[str, np.ndarray], learned_from: str) -> None:
    path = TABLES / f"{name}.npz"
    np.savez_compressed(path, allow_pickle=False, **table)
    print(f"{path.name}: {learned_from}, {path.stat().st_size / 1e6:.1f} MB")


def _try_questions(asked: Sequence[Asked], told: Sequence[Comment], hints: Sequence[Phrase]) -> None:
    """Print, writer by writer, what doubting the rules would do to those of their answers that are right and wrong."""
    rules = load_polarity(Catalogue())
    for writer in sorted({one.writer for one in asked} - {""}):
        own = [one for one in asked if one.writer == writer]
        table = Table.of(learn_directions([one for one in asked if one.writer != writer], told, hints))
        scores = table.scores([one.text for one in own])[0][:, 0]
        signs = [{True: 1, False: -1, None: 0}[rules.judge(one.text).good] for one in own]
        sure = np.array([one.direction for one in own]) == np.array(signs)
        followed = np.array([rules.denies(one.text.lower()) for one in own])
        against = (np.array(signs) * scores < -DOUBT) & ~followed
        answered = np.array(signs) != 0
        print(
            f"{writer}: {len(own)} questions, the rules answer {answered.sum()}, {(answered & ~sure).sum()} wrong; "
            f"doubted are {(answered & sure & against).sum()} right and {(answered & ~sure & against).sum()} wrong ones"
        )


def _try_comments(told: Sequence[Comment], listed: Sequence[Listed], hints: Sequence[Phrase]) -> None:
    theme_ids = tuple(Catalogue().themes)
    for writer in sorted({comment.writer for comment in told}):
        others = [number for number, comment in enumerate(told) if comment.writer != writer]
        table = learn([told[number] for number in others], [listed[number] for number in others], hints, theme_ids)
        learned = Learned.of(table)
        right = said = toned = placed = true = found = seen = 0
        own = [number for number, comment in enumerate(told) if comment.writer == writer]
        verdicts = learned.judge([told[number].text for number in own], [listed[number] for number in own])
        for number, judged in zip(own, verdicts, strict=True):
            comment, by_list = told[number], listed[number]
            if comment.theme_ids is not None:
                themes = set(chosen_themes(judged))
                right += len(themes & comment.theme_ids)
                said += len(themes) + len(comment.theme_ids)
            if comment.polarity:
                toned += judged.polarity is comment.polarity
                placed += 1
            if comment.acute is not None:
                acute = is_dangerous(judged, listed=by_list.acute)
                true += comment.acute
                found += acute and comment.acute
                seen += acute
        print(
            f"{writer}: {len(own)} comments, themes F1 {2 * right / max(said, 1):.3f}, "
            f"tone {toned / max(placed, 1):.3f}, "
            f"acute recall {found / max(true, 1):.2f} precision {found / max(seen, 1):.2f}"
        )


if __name__ == "__main__":
    main()
