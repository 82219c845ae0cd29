"""Learn how texts are placed from ``comments.csv``: ``python training/learn.py`` writes the table that ships.

``--try`` writes nothing, but learns from all writers but one and prints how well that one's comments are placed, writer
by writer. Ridge regression of every theme, tone and danger (-1 or 1) on the words, solved by conjugate gradients.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from scipy.sparse.linalg import LinearOperator, cg

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.judging.learned import (
    BUCKETS,
    POLARITIES,
    Learned,
    Listed,
    of_listed,
    of_pairs,
    of_word,
    words_of,
)
from handleplan_batch.judging.theming import Theming, chosen_themes, is_dangerous
from handleplan_batch.model import Polarity

HERE = Path(__file__).parent
TABLE = HERE.parent / "handleplan_batch" / "catalogue" / "learned.npz"
RIDGE = 0.3
"""Weight of the penalty, chosen with ``--try``."""
LEAST_COMMENTS = 2
"""Comments that a piece must stand in to count."""


class Comment(NamedTuple):
    """An invented comment with the judgement of the person who wrote it."""

    text: str
    theme_ids: frozenset[str]
    polarity: Polarity
    acute: bool
    writer: str


def comments(*paths: Path) -> list[Comment]:
    """Return the comments of the files."""
    found = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                themes = frozenset(filter(None, row["themes"].split("|")))
                writer = f"{path.stem} {row['writer']}"
                found.append(Comment(row["text"], themes, Polarity(row["polarity"]), row["acute"] == "1", writer))
    return found


def learn(told: Sequence[Comment], listed: Sequence[Listed], theme_ids: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Return the arrays of the table, rows in whole numbers of one byte."""
    texts = [_features(comment.text) for comment in told]
    numbers = [number for number, features in enumerate(texts) for _feature in features]
    buckets, weights = zip(*(feature for features in texts for feature in features), strict=True)
    plain = csr_matrix((weights, (numbers, buckets)), shape=(len(told), BUCKETS))
    stands_in = np.asarray((plain > 0).sum(axis=0)).ravel()
    rarity = np.where(stands_in < LEAST_COMMENTS, 0, np.log((1 + len(told)) / (1 + stands_in))).astype(np.float16)
    # As the program measures the length of a text: what recurs in it counts each time.
    squares = (np.array(weights) * rarity.astype(float)[list(buckets)]) ** 2
    lengths = np.sqrt(np.bincount(numbers, squares, minlength=len(told)))
    lengths[lengths == 0] = 1
    weighed = plain.multiply(rarity.astype(float)).tocsr().multiply(1 / lengths[:, None]).tocsr()
    beside = csr_matrix(np.array([of_listed(one, theme_ids) for one in listed]))
    features_of = hstack([weighed, beside]).tocsr()
    wanted = np.array(
        [
            [
                *(1 if theme_id in comment.theme_ids else -1 for theme_id in theme_ids),
                *(1 if comment.polarity is polarity else -1 for polarity in POLARITIES),
                1 if comment.acute else -1,
            ]
            for comment in told
        ],
        float,
    )
    offset = wanted.mean(axis=0)
    size = len(told)
    alike = LinearOperator((size, size), matvec=lambda one: features_of @ (features_of.T @ one) + RIDGE * one)
    table = features_of.T @ np.array([_solved(alike, one) for one in (wanted - offset).T]).T
    scale = np.abs(table[:BUCKETS]).max(axis=0) / 127
    return {
        "theme_ids": np.array(theme_ids),
        "rows": np.round(table[:BUCKETS] / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "rarity": rarity,
        "of_listed": table[BUCKETS:].astype(np.float32),
        "offset": offset.astype(np.float32),
    }


def _solved(alike: LinearOperator, wanted: np.ndarray) -> np.ndarray:
    solution, unfinished = cg(alike, wanted, rtol=1e-5)
    assert not unfinished
    return solution


def _features(text: str) -> list[tuple[int, float]]:
    words = words_of(text)
    return [feature for word in words for feature in of_word(word)] + list(of_pairs(words))


def main() -> None:
    """Learn, and write the table or say how well it does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--try", action="store_true", dest="trying")
    trying = parser.parse_args().trying
    theme_ids = tuple(Catalogue().themes)
    told = comments(HERE / "comments.csv", HERE.parent / "tests" / "theming" / "tuned.csv")
    theming = Theming(Catalogue())
    listed = [theming.listed(comment.text) for comment in told]
    if not trying:
        np.savez_compressed(TABLE, allow_pickle=False, **learn(told, listed, theme_ids))
        print(f"{len(told)} comments, {TABLE.stat().st_size / 1e6:.1f} MB")
        return
    for writer in sorted({comment.writer for comment in told}):
        others = [number for number, comment in enumerate(told) if comment.writer != writer]
        table = learn([told[number] for number in others], [listed[number] for number in others], theme_ids)
        learned = Learned(
            theme_ids,
            table["rows"] * table["scale"],
            table["rarity"].astype(np.float32),
            table["of_listed"],
            table["offset"],
            {},
        )
        right = said = toned = true = found = seen = count = 0
        for comment, by_list in zip(told, listed, strict=True):
            if comment.writer != writer:
                continue
            judged = learned.judge(comment.text, by_list)
            themes = set(chosen_themes(judged))
            acute = by_list.acute or is_dangerous(judged)
            right += len(themes & comment.theme_ids)
            said += len(themes) + len(comment.theme_ids)
            toned += judged.polarity is comment.polarity
            true += comment.acute
            found += acute and comment.acute
            seen += acute
            count += 1
        print(
            f"{writer}: {count} comments, themes F1 {2 * right / said:.3f}, tone {toned / count:.3f}, "
            f"acute recall {found / max(true, 1):.2f} precision {found / max(seen, 1):.2f}"
        )


if __name__ == "__main__":
    main()
