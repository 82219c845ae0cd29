"""Questions with several answers: options in columns of their own or in one cell, ticked, ranked or sharing points."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from handleplan_batch.language import _
from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.headed import (
    SAMPLE,
    Column,
    Keywords,
    as_answer,
    texts_in,
)
from handleplan_batch.reading.importers.surveys.signs import CODE_BEFORE, CROSSES, FLAGS, MARKS, MOST_ANSWERS
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import Fit, Scales, asks_yes_or_no

_STEM = re.compile(r"(.+?)\s*(?:\[[^\]]*\]|(?:\s[-–]|:)\s.*|[_.]\d+|\d+)")
"""What the options of one question begin with: "Smerter [Ryg]", "Smerter - Ryg", "s_5_2"."""
_OPTION = re.compile(r"(.+?) \[([^\]]+)\]")
_SEVERAL = "[x x]"
"""Stands for more than one cross, which is no answer of any scale."""
_FEWEST_BLANK = 0.2
"""Share of the cells that are blank where people tick what is so."""
_BRACKETS = re.compile(r"\([^()]*\)")
_FEWEST_CHOSE = 3
"""Persons who chose the same words from whom they are no one's own."""
_LONGEST_OPTION = 5
"""Words of an option that names what happened («Trusler på sociale medier»); what a person writes is longer."""
_NO_OPTION = re.compile(
    r"^(?:ja|jeg|yes|andet|other)\b|\b(?:nej|ingen|intet|ikke|aldrig|hverken|uden|no|none|not|never|nei|ikkje|aldri|inte)\b"
)
_NOTHING_NAMED = re.compile(
    r"(?:nej\W+)?(?:ingen|intet|ingenting|inget|inga|none|nothing)(?:\s+(?:af|av|of)\s+\w+(?:\s+\w+)?)?"
    r"|(?:ingen|no|inga)\s+(?:gener|problemer|belastninger|smerter|problems|plager|besvär)"
    r"|(?:andet|anden|andre|annet|annat|other)(?:\W.*)?"
)
"""Options that name nothing of their own."""
_FEWEST_OPTIONS = 2
_SHORT_PIECES = 2
"""Words per piece, in the mean, up to which what is joined by semicolons is options also when none recurs."""
_OPTION_AT_END = re.compile(r"\s*\[[^\]]*\]$|(?<=[?:)])(?:\s+[-–])?\s+[^?:]+$")
POINTS = 100
_MOST_RANKED = 20


def is_yes_no_of_its_own(column: Column, columns: Sequence[Column], words: Mapping[str, Keywords]) -> bool:
    """Whether 0 and 1 answer a question with a short name, which a person must confirm; an option has others beside."""
    if (
        set(column.distinct) != {0, 1}
        or column.kind == "multiple"
        or any(type(value) is bool for value in column.distinct)
    ):
        return False
    if column.header.endswith("]") or words["background"].search(as_words(column.header)):
        return False
    found = _STEM.fullmatch(column.header)
    stems = [match[1] for other in columns if other is not column and (match := _STEM.fullmatch(other.header))]
    return found is None or found[1] not in stems


def without_crosses(columns: Sequence[Column], scales: Scales) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Return the columns with each question whose answers are columns to put a cross in as one, and the others of it.

    Such are the columns of one group whose names are the answers of a scale, marked at most once a row as a rule.
    """
    groups: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        if (found := _OPTION.fullmatch(column.header)) is not None:
            groups[found[1]].append(column)
    joined: dict[int, Column] = {}
    dropped: set[int] = set()
    for header, group in groups.items():
        names = [_OPTION.fullmatch(column.header) for column in group]
        answers = [match[2] for match in names if match]
        given = {answer: max(1, column.filled) for answer, column in zip(answers, group, strict=True)}
        fit = scales.fit(given) if 2 <= len(given) == len(group) else None
        marks = {as_answer(value).casefold() for column in group for value in column.distinct}
        if (
            fit is None
            or not marks
            or not marks <= CROSSES
            or not all(answer in fit.levels or scales.is_off_scale(answer) for answer in answers)
        ):
            continue
        rows = [
            [answer for answer, value in zip(answers, row, strict=True) if value is not None]
            for row in zip(*(column.values for column in group), strict=True)
        ]
        if sum(len(row) == 1 for row in rows) < 0.8 * sum(map(bool, rows)):
            continue
        values: list[Value] = [_SEVERAL if len(row) > 1 else next(iter(row), None) for row in rows]
        joined[group[0].index] = group[0].holding(values, header)
        dropped.update(column.index for column in group[1:])
    kept = tuple(joined.get(column.index, column) for column in columns if column.index not in dropped)
    return kept, tuple(column for column in columns if column.index in dropped)


def ticks_as_words(
    columns: tuple[Column, ...], words: Mapping[str, Keywords]
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Return the columns with closed questions that are ticked or blank as yes and no, and the headers of these.

    A blank is a no where no such question of the sheet has any other answer. Of rows without any tick nobody can tell
    whether they were answered; they stay blank.
    """
    asked = [
        column
        for column in columns
        if 0 < len(column.distinct) <= MOST_ANSWERS
        and column.header.rstrip().endswith("?")
        and asks_yes_or_no(column.header)
        and not column.offered
        and not words["comment"].search(as_words(column.header))
    ]
    marks = {as_answer(value).casefold() for column in asked for value in column.distinct}
    cells = sum(len(column.values) for column in asked)
    blanks = cells - sum(column.filled for column in asked)
    least = 2 if marks <= CROSSES else 3
    if len(asked) < least or len(marks) != 1 or not marks <= MARKS | CROSSES or blanks < _FEWEST_BLANK * cells:
        return columns, ()
    ticked = [any(value is not None for value in row) for row in zip(*(column.values for column in asked), strict=True)]
    told, yes, no = {}, _("Yes"), _("No")
    for column in asked:
        values: list[Value] = [
            yes if value is not None else no if answered else None
            for value, answered in zip(column.values, ticked, strict=True)
        ]
        told[column.index] = column.holding(values)
    return tuple(told.get(column.index, column) for column in columns), tuple(column.header for column in asked)


def boxes_of_harm(
    columns: Sequence[Column], words: Mapping[str, Keywords], scales: Scales
) -> Iterator[tuple[Column, Fit | None]]:
    """Yield the options of questions that ask what is bad, each 0 or 1 ("Hvad generer dig? - Støj"), as yes and no.

    None is the scale of those that name nothing of their own ("Intet af dette", "Andet").
    """
    for stem, block in _by_stem(columns).items():
        fits = [scales.yes_no_codes(column.answers) for column in block]
        asked = as_words(stem)
        if len(block) < _FEWEST_OPTIONS or any(column.offered for column in block) or not all(fits):
            continue
        if scales.polarity.judge(asked).good is False or words["happened"].search(asked):
            for column, fit in zip(block, fits, strict=True):
                yield column, None if names_nothing(column, columns) else fit


def names_nothing(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column is the option that none of the others is so, or something else is: "Ingen af delene"."""
    option = as_words(_BRACKETS.sub("", _option_of(column))).strip(" -–:")
    if option == as_words(column.header) or not _NOTHING_NAMED.fullmatch(option):
        return False
    stem = _stem_of(column)
    return any(other is not column and _stem_of(other) == stem for other in columns)


def is_choices(column: Column, scales: Scales, asks_for_words: bool) -> bool:
    """Whether a column holds several answers in a cell, or is an option of such a question."""
    texts = texts_in(column)
    if is_flag(column):
        return True
    if any(_is_joined(texts, sign) for sign in (";", "|", ", ")):
        return True
    # An option of its own column (SurveyMonkey): the header continues to the left and one text stands in all cells.
    return (
        column.header.endswith("]")
        and not asks_for_words
        and len(texts) == len(column.distinct) == 1
        and not scales.share_known(scales.labels(texts))
    )


def _occurring(column: Column, words: Mapping[str, Keywords]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what parts the options of a column, and those that name what must never happen, by their case-folded text.

    There are some only where it is asked what happened to a person. An option is offered, or chosen by several, or
    nothing but a word for what must never happen; anything else somebody wrote in.
    """
    texts = texts_in(column)
    signs = (";", "|", "\n", ", ")
    sign = next((sign for sign in signs if _is_joined(texts, sign)), "")
    sign = sign or next((sign for sign in signs if any(sign in text for text in texts)), "\n")
    between = re.compile(re.escape(sign) + r"(?![^()]*\))")
    if not words["happened"].search(as_words(column.header)):
        return between, {}
    chosen: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text, persons in column.answers.items():
        for piece in between.split(text):
            key = piece.strip().casefold()
            chosen[key] += persons
            written.setdefault(key, piece.strip())
    offered = {option.strip().casefold() for option in column.offered}
    return between, {
        key: piece
        for key, piece in written.items()
        if words["zero_tolerance"].search(as_words(piece))
        and key not in FLAGS
        and not _NO_OPTION.search(key)
        and len(_BRACKETS.sub("", piece).split()) <= _LONGEST_OPTION
        and (
            key in offered
            or chosen[key] >= _FEWEST_CHOSE
            or words["zero_tolerance"].fullmatch(as_words(piece))
            or words["option"].fullmatch(as_words(piece))
        )
    }


def each_occurring(column: Column, words: Mapping[str, Keywords]) -> Iterator[tuple[str, Column]]:
    """Yield the options of a column that must never happen, with the column as the answers to each.

    Who chose it had it happen; who chose nothing but others did not.
    """
    between, options = _occurring(column, words)
    yes, no = _("Yes"), _("No")
    for key, option in sorted(options.items()):
        values: list[Value] = [
            None if value is None else yes if key in map(_as_option, between.split(as_answer(value))) else no
            for value in column.values
        ]
        yield option, column.holding(values, f"{column.header.rstrip(' :')} – {option}")


def are_occurring(column: Column, words: Mapping[str, Keywords]) -> bool:
    """Whether a column has options that must never happen."""
    return bool(_occurring(column, words)[1])


def as_yes_or_no(column: Column, block: Sequence[Column]) -> Column:
    """Return a column that is ticked or blank with yes and no.

    Where an option of the block says that nothing happened, only those who chose any of them have answered.
    """
    told = any(_NO_OPTION.search(_as_option(_option_of(one))) for one in block)
    others = zip(*(one.values for one in block), strict=True)
    answered = [not told or any(value is not None for value in row) for row in others]
    yes, no = _("Yes"), _("No")
    values: list[Value] = [
        yes if value is not None else no if is_no else None
        for value, is_no in zip(column.values, answered, strict=True)
    ]
    return column.holding(values)


def _option_of(column: Column) -> str:
    """Return the option that a column is ticked for, as its header or its own mark names it."""
    found = _OPTION_AT_END.search(column.header)
    return found[0].strip(" []-–") if found else next(iter(column.answers), column.header)


def _as_option(text: str) -> str:
    return text.strip().casefold()


def is_flag(column: Column) -> bool:
    """Whether a column holds nothing but marks that something was chosen, or was not."""
    return {str(value).casefold() for value in column.distinct} <= FLAGS


def _is_joined(texts: Sequence[str], sign: str) -> bool:
    """Whether the texts are options joined by a sign: the same few pieces come in many combinations.

    Microsoft Forms ends every option with the sign. Sentences that somebody wrote hold it too.
    """
    joined = [text for text in texts if sign in text]
    ended = sign == ";" and bool(joined) and all(text.endswith(sign) for text in joined)
    if len(joined) < max(1 if sign in ";|" else 2, 0.2 * len(texts)):
        return False
    within: dict[str, int] = defaultdict(int)
    for text in texts:
        for piece in {piece.strip() for piece in text.split(sign)} - {""}:
            within[piece] += 1
    if any(len(piece.split()) > 12 for piece in within):
        return False
    again = sum(count > 1 for count in within.values())
    few = len(within) <= (max(MOST_ANSWERS, len(texts)) if sign in ";|" else min(MOST_ANSWERS, 1.5 * len(texts)))
    short = sign in ";|" and sum(len(piece.split()) for piece in within) <= _SHORT_PIECES * len(within)
    return few and (ended or short or (again >= 2 and again >= 0.5 * len(within)))


def in_blocks(columns: Sequence[Column], words: Mapping[str, Keywords]) -> set[int]:
    """Return the columns that make one question together.

    They are rankings (1, 2, 3, … in some order), 100 points shared out, and options that are marked or blank.
    """
    found = {
        column.index
        for block in ticked_blocks(columns, words)
        for column in block
        if column.filled < len(column.values)
    }
    for run in (*_asked_together(columns), *_runs(columns)):
        if len(run) < 3 or not all(isinstance(value, int) for column in run for value in column.distinct):
            continue
        rows = [row for row in zip(*(column.values[:SAMPLE] for column in run), strict=True) if None not in row]
        whole = list(range(1, len(run) + 1))
        ranked = sum(sorted(row) == whole for row in rows)
        shared = sum(sum(row) == POINTS for row in rows)
        if rows and max(ranked, shared) >= 0.8 * len(rows):
            found.update(column.index for column in run)
    return found


def _asked_together(columns: Iterable[Column]) -> Iterable[Sequence[Column]]:
    """Return the columns whose headers are the same but for a code before and the option at the end."""
    return _by_stem(columns).values()


def _by_stem(columns: Iterable[Column]) -> dict[str, list[Column]]:
    blocks: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        blocks[_stem_of(column)].append(column)
    return blocks


def _stem_of(column: Column) -> str:
    return _OPTION_AT_END.sub("", CODE_BEFORE.sub("", column.header))


def ticked_blocks(columns: Sequence[Column], words: Mapping[str, Keywords]) -> Iterator[Sequence[Column]]:
    """Yield the columns that are options of one question, each marked or blank; what is written in may stand last.

    A mark is the same for all, or the option's own name; with that, they are known without the question, too.
    """
    named = [column for column in columns if _is_named_in(column)]
    for block in (*_asked_together(columns), named):
        filled = [
            column for column in block if column.distinct and not words["comment"].search(as_words(column.header))
        ]
        if len(filled) > 2 and len(filled[-1].distinct) > 1 and len(texts_in(filled[-1])) == len(filled[-1].distinct):
            filled.pop()
        marks = {as_answer(value).casefold() for column in filled for value in column.distinct}
        alone = len(filled) > 1 and all(len(column.distinct) == 1 for column in filled)
        if alone and (marks <= MARKS or len(marks) == len(filled)):
            yield filled


def _is_named_in(column: Column) -> bool:
    """Whether the one text of a column, beside blanks, is the option that its header names."""
    texts = texts_in(column)
    if not len(texts) == len(column.distinct) == 1 or column.filled == len(column.values):
        return False
    header, option = (text.strip().casefold() for text in (column.header, texts[0]))
    return header == option or header.endswith((f"- {option}", f"[{option}]")) or header.startswith(f"{option}:")


def _runs(columns: Sequence[Column]) -> Iterable[Sequence[Column]]:
    """Yield the columns side by side that hold the numbers of a ranking: as many as the highest number."""
    for start, first in enumerate(columns):
        size = max((value for value in first.distinct if isinstance(value, int)), default=0)
        while size > 0 and start + size <= len(columns) and size <= _MOST_RANKED:
            run = columns[start : start + size]
            highest = max((v for column in run for v in column.distinct if isinstance(v, int)), default=0)
            if highest <= size:
                yield run
                break
            size = highest
