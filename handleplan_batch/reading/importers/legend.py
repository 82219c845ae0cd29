"""Legends: what tells, outside the table, what its numbers mean ("1 = slet ikke … 5 = i meget høj grad").

They stand in the title, below the table, beside it or on a sheet of their own, in one line, a line for each number, or
a number beside its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.scales import Scales

Legend = Mapping[str, str]
"""Number as it stands in the cells -> the answer it means; answers off the scale ("ved ikke") too."""

_MARK = re.compile(
    r"(?<![\w.,/–-])(\d{1,2})\s*"
    r"(?:[=:)(]|[-–.]>?(?=\s*[^\W\d])|\b(?:betyder|svarer til|means|er|is)\b)"
)
"""What a number that is explained begins with; none of a date, a range or a fraction."""
_END = re.compile(r"[;|()\n]|\.(?:\s|$)")
_LINK = re.compile(r"(?:[\s,/–…-]|\b(?:og|and|och)\b|(?<!og )\b(?:til|to|till)\b)+$")
_MOST_CODES = 12
_LONGEST = 60


def legends_in(rows: Sequence[Sequence[Value]], scales: Scales) -> Iterator[tuple[range, Legend]]:
    """Yield the rows that are a legend, as positions, with what each says.

    A row that holds more than the legend, as one of a table does, is none.
    """
    start, run = 0, dict[str, str]()
    for position, row in enumerate((*rows, ())):
        told = told_in(row)
        if len(told) == 1 and not told.keys() & run.keys():
            start = position if not run else start
            run |= told
            continue
        if (legend := _answers(run, scales)) is not None:
            yield range(start, position), legend
        start, run = position, told if len(told) == 1 else {}
        if len(told) > 1 and (legend := _answers(told, scales)) is not None:
            yield range(position, position + 1), legend


def legend_of(values: Iterable[Value], scales: Scales) -> Legend | None:
    """Return the legend that stands in the cells of a column, None when it is one of answers."""
    run: dict[str, str] = {}
    for value in values:
        told = told_in((value,))
        if len(told) != 1 or told.keys() & run.keys():
            return None
        run |= told
    return _answers(run, scales)


def told_in(row: Sequence[Value]) -> dict[str, str]:
    """Return number -> word of a row that says nothing else; several of a row that says them all."""
    cells = [value for value in row if value is not None]
    if len(cells) == 2 and isinstance(cells[0], int) and isinstance(cells[1], str):
        return {str(cells[0]): _plain(cells[1])} if 0 <= cells[0] < 100 else {}
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return {}
    told = [_pieces(str(cell)) for cell in cells]
    if len(cells) > 1 and not all(len(pieces) == 1 for pieces in told[1:]):
        return {}
    whole: dict[str, str] = {}
    for pieces in told:
        if whole.keys() & pieces.keys():
            return {}
        whole |= pieces
    return whole


def _pieces(text: str) -> dict[str, str]:
    """Return number -> word of one text, empty when a number stands twice."""
    marks = list(_MARK.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=False):
        word = _plain(_LINK.sub("", _END.split(text[mark.end() : end].strip(), maxsplit=1)[0]))
        code = str(int(mark[1]))
        if word and code in found:
            return {}
        if word:
            found[code] = word
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:\"'“”«»()")


def _answers(told: Mapping[str, str], scales: Scales) -> Legend | None:
    """Return a legend whose words are answers, at least two of them on a scale."""
    on_scale = [word for word in told.values() if not scales.is_off_scale(word)]
    if not 2 <= len(told) <= _MOST_CODES or not all(0 < len(word) <= _LONGEST for word in told.values()):
        return None
    labels = scales.labels(on_scale)
    known = scales.share_known(labels)
    return dict(told) if len(labels) >= 2 and known >= 0.5 and known * len(labels) >= 2 else None
