"""Legends: what tells, outside the table, what its numbers mean ("1 = slet ikke … 5 = i meget høj grad").

They stand in the title, below the table, beside it or on a sheet of their own, in one line, a line for each number, or
a number beside its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.scales import Scales

Legend = Mapping[str, str]
"""Number as it stands in the cells -> the answer it means; answers off the scale ("ved ikke") too."""

_MARK = re.compile(
    r"(?<![\w.,/–-])(\d{1,2})\s*"
    r"(?:[=:)(→]|[-–.]>?(?=\s*[^\W\d])|\b(?:betyder|svarer til|means|er|is)\b)"
)
"""What a number that is explained begins with; none of a date, a range or a fraction."""
_RANGE = re.compile(r"(?<![\w.,/–-])(\d{1,2})\s*(?:-|–|—|til|to|till)\s*(\d{1,2})(?![\w/–-])\s*:?", re.IGNORECASE)
"""The ends of a scale: "1-5", "fra 1 til 10"."""
_BARE = re.compile(r"(?<![\w.,/–-])(\d{1,2})[ .:=)-]+([^\W\d][^\d;|()\n]*)")
"""A number with its word, up to the next one."""
_END = re.compile(r"[;|()\n]|\.(?:\s|$)")
_LINK = re.compile(r"(?:[\s,/–…-]|\b(?:og|and|och)\b|(?<!og )\b(?:til|to|till)\b)+$")
_DIGITS = re.compile(r"\d{1,3}")
_MOST_CODES = 12
_HIGHEST = 100
_LONGEST = 60
_FAR = 200
"""Characters behind a number that are looked at for its word."""


def legends_in(rows: Sequence[Sequence[Value]], scales: Scales) -> Iterator[tuple[range, Legend]]:
    """Yield the rows that are a legend, as positions, with what each says.

    A row that holds more than the legend, as one of a table does, is none.
    """
    start, run, before = 0, dict[str, str](), False
    for position, row in enumerate((*rows, ())):
        told, is_word_first = told_in(row), _is_pair(row) and not _is_code(next(_filled(row)))
        if not _is_pair(row) and (line := _line_of(row)):
            if not (len(told) > 1 and _answers(told, scales)):
                told = _of_range(line, told, scales) or _of_words_alone(line, scales) or told
            told = of_the_named(line, told, scales)
        if len(told) == 1 and not told.keys() & run.keys() and (not run or is_word_first is before):
            start = position if not run else start
            run |= told
            before = is_word_first
            continue
        # Beside an answer may also stand how many gave it; points go in even steps.
        if (not before or _in_steps(run, scales)) and (legend := _answers(run, scales)) is not None:
            yield range(start, position), legend
        start, run, before = position, told if len(told) == 1 else {}, is_word_first
        if len(told) > 1 and (legend := _answers(told, scales)) is not None:
            yield range(position, position + 1), legend
        elif position and (legend := _answers(_below_one_another(rows[position - 1], row), scales)) is not None:
            yield range(position - 1, position + 1), legend


def is_legend(rows: Sequence[Sequence[Value]], scales: Scales) -> bool:
    """Whether rows hold nothing but legends, below at most a few headings."""
    if any(len(row) - row.count(None) > _MOST_CODES for row in rows[_MOST_HEADINGS:]):
        return False
    told = {position for positions, _legend in legends_in(rows, scales) for position in positions}
    others = {position for position, row in enumerate(rows) if any(map(_is_filled, row))} - told
    return bool(told) and all(position < min(_MOST_HEADINGS, *told) for position in others)


_MOST_HEADINGS = 3


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
    cells = list(_filled(row))
    if len(cells) > _MOST_CODES:
        return {}
    if _is_pair(row):
        code, word = sorted(cells, key=lambda cell: not _is_code(cell))
        number = int(str(code))
        return {str(number): _plain(str(word))} if 0 <= number <= _HIGHEST else {}
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return _in_turn(cells)
    told = [_pieces(str(cell)) for cell in cells]
    if len(cells) == _LABELLED and not told[0] and len(told[1]) > 1:  # "Skala:" in a cell of its own
        return told[1]
    if len(cells) > 1 and not all(len(pieces) == 1 for pieces in told[1:]):
        return {}
    whole: dict[str, str] = {}
    for pieces in told:
        if whole.keys() & pieces.keys():
            return {}
        whole |= pieces
    return whole


def _in_turn(cells: Sequence[Value]) -> dict[str, str]:
    """Return number -> word of a row in which each number stands before its word, behind at most a label."""
    own = cells[len(cells) % 2 :]
    codes, words = own[::2], own[1::2]
    if not all(map(_is_code, codes)) or not all(isinstance(word, str) and not _is_code(word) for word in words):
        return {}
    return _told(codes, words) if len(cells) == len(own) or isinstance(cells[0], str) else {}


def _told(codes: Sequence[Value], words: Iterable[Value]) -> dict[str, str]:
    """Return number -> word where at least three numbers follow on one another, which answers of a person hardly do."""
    numbers = [int(str(code)) for code in codes]
    steps = {after - before for before, after in pairwise(numbers)}
    if len(numbers) < _FEWEST_STEPS or steps not in ({1}, {-1}):
        return {}
    return {str(number): _plain(str(word)) for number, word in zip(numbers, words, strict=True)}


def _below_one_another(upper: Sequence[Value], lower: Sequence[Value]) -> dict[str, str]:
    """Return number -> word where a row of numbers stands right above the row of their words."""
    if sum(map(_is_code, upper)) < _FEWEST_STEPS:
        return {}
    columns = [column for column, value in enumerate(upper) if _is_filled(value)]
    columns = columns if _is_code(upper[columns[0]]) else columns[1:]
    words = [lower[column] if column < len(lower) else None for column in columns]
    beyond = sum(map(_is_filled, lower)) - len(words)
    if beyond > 1 or not all(_is_code(upper[column]) for column in columns):
        return {}
    if not all(isinstance(word, str) and not _is_code(word) for word in words):
        return {}
    return _told([upper[column] for column in columns], words)


def told_by_line(line: str, scales: Scales) -> str:
    """Return the legend that one line is, as "1 = word, 5 = word"; empty where it is none."""
    if sum(map(str.isdigit, line)) < _FEWEST_NUMBERS:
        return ""
    told = next((legend for _rows, legend in legends_in([(line,)], scales)), {})
    return ", ".join(f"{code} = {word}" for code, word in told.items())


_FEWEST_NUMBERS = 2


def letters_in(rows: Iterable[Sequence[Value]], scales: Scales) -> Mapping[str, str]:
    """Return letter in lower case -> the answer it stands for, as one of the rows tells: "G = godt, D = dårligt"."""
    for row in rows:
        texts = (" ".join(str(cell).split()) for cell in _filled(row))
        told = {letter.casefold(): word.strip() for text in texts for letter, word in _LETTER.findall(text)}
        on_scale = [word for word in told.values() if not scales.is_off_scale(word)]
        if len(set(on_scale)) > 1 and scales.share_known(scales.labels(on_scale)) == 1:
            return told
    return {}


_LETTER = re.compile(r"(?<!\w)([^\W\d_]{1,3})\s*[=:]\s*([^\W\d][^=:;,|()\n]*?)\s*(?=$|[,;|()\n]|\.(?:\s|$)|\s[-–]\s)")
"""A letter or two with the answer they stand for."""


def _filled(row: Sequence[Value]) -> Iterator[Value]:
    return filter(_is_filled, row)


def _is_filled(value: Value) -> bool:
    return value is not None


def _is_pair(row: Sequence[Value]) -> bool:
    """Whether a row holds a whole number and a text, whichever stands first; the number may be stored as text."""
    cells = list(_filled(row))
    return len(cells) == 2 and all(isinstance(cell, int | str) for cell in cells) and sum(map(_is_code, cells)) == 1


def _is_code(cell: Value) -> bool:
    if isinstance(cell, str):
        return _DIGITS.fullmatch(cell.strip()) is not None
    return isinstance(cell, int) and not isinstance(cell, bool)


def _in_steps(told: Mapping[str, str], scales: Scales) -> bool:
    """Whether the numbers rise, or fall, in even steps with what their words say."""
    fit = scales.fit(dict.fromkeys(told.values(), 1))
    if fit is None or not fit.labelled:
        return False
    codes = [code for _level, code in sorted((fit.levels[w], int(c)) for c, w in told.items() if w in fit.levels)]
    step = (codes[-1] - codes[0]) / max(1, len(codes) - 1)
    return (
        len(codes) >= _FEWEST_STEPS
        and step != 0
        and all(abs(after - before - step) < _EVEN for before, after in pairwise(codes))
    )


_FEWEST_STEPS = 3
_EVEN = 0.7
"""How far a step may be from the others: 0, 33, 67, 100 are even."""


def _pieces(text: str) -> dict[str, str]:
    """Return number -> word of one text, empty when a number stands twice."""
    words_first = [(str(int(one or two)), _plain(word)) for word, one, two in _WORD_FIRST.findall(text)]
    if 1 < len(words_first) == len(_NUMBERS.findall(text)):
        return dict(words_first) if len({*dict(words_first)}) == len(words_first) else {}
    marks = list(_MARK.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=False):
        word = _plain(_LINK.sub("", _END.split(text[mark.end() : min(end, mark.end() + _FAR)].strip(), maxsplit=1)[0]))
        code = str(int(mark[1]))
        if word and code in found:
            return {}
        if word:
            found[code] = word
    return found


_WORD_FIRST = re.compile(
    r"([^\W\d][^=:\d,;|()\n]*?)\s*(?:=\s*(\d{1,2})(?=\s*(?:$|[,;|).\n]|[-–]\s))|\(\s*=?\s*(\d{1,2})\s*\))"
)
"""An answer before its number: "Slet ikke = 1, Delvist = 3", "Slet ikke (1)"."""
_NUMBERS = re.compile(r"\d+")
_LABELLED = 2
"""Cells of a legend that stands behind a label."""


def _line_of(row: Sequence[Value]) -> str:
    """Return the one text of a row, also behind "Skala:" in a cell of its own; empty where it holds anything else."""
    cells = list(_filled(row))
    cells = cells[1:] if is_labelled(cells) else cells
    return cells[0] if len(cells) == 1 and isinstance(cells[0], str) else ""


def is_labelled(cells: Sequence[Value]) -> bool:
    """Whether two cells are a word for a scale and what it is."""
    return len(cells) == _LABELLED and isinstance(cells[0], str) and _LABEL.fullmatch(cells[0].strip()) is not None


_LABEL = re.compile(r"(?:(?:svar)?skala(?:en)?|svarmuligheder(?:ne)?|forklaring|scale|legend)\s*:?", re.IGNORECASE)


def _of_range(line: str, told: Mapping[str, str], scales: Scales) -> dict[str, str]:
    """Return both ends of a scale of which a line explains one: "Skala 1-5, hvor 5 er bedst"."""
    if (around := _AROUND.fullmatch(line.strip())) is not None:
        return {around[2]: _plain(around[1]), around[3]: _plain(around[4])}
    ranges = _RANGE.findall(line)
    if (alone := _BEST_ALONE.fullmatch(line.strip(" .!()*"))) is not None:
        ranges = [("1", alone[1])]
    if len(ranges) != 1:
        return {}
    low, high = ranges[0]
    explained = told or _pieces(_RANGE.sub(" ", line))
    if len(explained) != 1 or int(low) >= int(high) or not explained.keys() <= {low, high}:
        return {}
    ((number, word),) = explained.items()
    opposite = scales.opposite(word)
    return {} if opposite is None else {number: word, high if number == low else low: opposite}


_AROUND = re.compile(r"([^\d]+?)[\s:(-]*\b(\d{1,2})(?:[\s,–-]+\d{1,2})+?[\s,–-]+(\d{1,2})\b[\s:)-]*([^\d]+)")
"""The numbers of a scale between the words of its ends: "Meget dårligt 1 - 2 - 3 - 4 - 5 Meget godt"."""
_BEST_ALONE = re.compile(r"([3-9]|10)\s*(?:=|:|er|is)\s*(?:bedst|dårligst|værst|best|worst)", re.IGNORECASE)


def of_the_named(line: str, told: Mapping[str, str], scales: Scales) -> dict[str, str]:
    """Return number -> word with what the line measures: "Belastning: 1 = lav, 5 = høj" is of a low and high strain.

    Without it the numbers would be more or less of whatever each question names.
    """
    lead = _LEAD.match(line)
    found = {} if lead is None else {code: f"{word} {lead[1].casefold()}" for code, word in told.items()}
    return found if found and scales.share_known(scales.labels(found.values())) == 1 else dict(told)


_LEAD = re.compile(r"[^\d:=]*?(\w+)\s*(?:\([^()]*\)|\d+\s*[-–]\s*\d+)?\s*[:–,(-]\s*\d{1,2}\s*[=:(–-]")
"""What is measured, right before the first number: "Belastning (1-5): 1 = lav"."""


def _of_words_alone(line: str, scales: Scales) -> dict[str, str]:
    """Return the numbers of a line with nothing but blanks before their words: "1 Aldrig 2 Sjældent 3 Af og til"."""
    found: dict[str, str] = {}
    for code, word in _BARE.findall(_RANGE.sub(" ", line)):
        if str(int(code)) in found:
            return {}
        found[str(int(code))] = _plain(_LINK.sub("", word))
    on_scale = [word for word in found.values() if not scales.is_off_scale(word)]
    return found if len(on_scale) > 1 and scales.share_known(scales.labels(on_scale)) == 1 else {}


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
