"""What the lines around a table of results say of all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import PurePath
from typing import NamedTuple

from handleplan_batch.model import DepartmentPath
from handleplan_batch.reading.importers.figures.headers import (
    ANCHOR,
    BEST,
    CONTENT,
    COUNT,
    DIRECTIONS,
    ONE_NUMBER,
    YEAR,
    Reader,
    Words,
    ends_in,
    explains_end,
    is_starred,
    says,
    told_directions,
    without_count,
)
from handleplan_batch.reading.importers.figures.headlines import find_header_row, only_asks
from handleplan_batch.reading.importers.figures.layout import Sheet, Title
from handleplan_batch.reading.importers.headed import (
    header_words,
    is_question,
)
from handleplan_batch.reading.importers.legend import of_the_named, told_by_line, told_in
from handleplan_batch.reading.polarity import as_words, is_statement
from handleplan_batch.reading.scales import measured_by, tells_of_turned

_OUT_OF = re.compile(r"\((\d+)\s*(?:/|af|of|ud af)\s*\d+\)")
_PERCENT = re.compile(r"(?<!svar)(?:andel|procent|percent|pct)|^[^\d%]*%|\(%\)")
_OF_SCALE = re.compile(r"skala|scale|score|inde[kx]|gennemsnit|gns|point|mean|average|snitt|medel|middel")


class _OfNumbers(NamedTuple):
    """What lines say of what the numbers mean."""

    ends: tuple[float, float] | None
    high_is_good: bool | None
    unclear: bool
    """Whether a line says something of high or low figures that is not understood, or two say the opposite."""
    legend: str


def title_of(sheet: Sheet, above: range, items: Sequence[int], has_departments: bool, holds_answers: bool) -> Title:
    """Return what the lines around the table say: those ``above`` it, at the top of the sheet, and below it.

    Notes below are lines with nothing but one text. A statement is what is asked where the table ``holds_answers``.
    """
    grid, reader = sheet.grid, sheet.reader
    top = (find_header_row(grid.rows, reader) or 0) if above.start else 0
    own = [[str(value) for value in row if value is not None] for row in grid.rows[above.start : above.stop]]
    lines = [[str(value) for value in row if value is not None] for row in grid.rows[:top]] + own
    notes, starred = _notes(sheet, above.stop)
    titles = [" ".join(line) for line in lines if line]
    texts = titles + notes
    heads = [str(value) for row in grid.rows[above.stop : above.stop + 2] for value in row if isinstance(value, str)]
    numbers = _told_of_numbers([*texts, *heads, grid.sheet], notes, reader)
    department, item = _labelled(lines, reader)
    asked = _asked_above(own, grid.sheet, holds_answers)
    if not items and not item and len(asked) == 1:
        item = " ".join(asked[0].split())
    near = [" ".join(line) for line in own if line]
    persons = _told_persons([*near, *(sheet.heads[index] for index in items)]) or _told_persons([*texts, grid.sheet])
    by_sheet = () if has_departments or department is not None else department_of_sheet(grid.sheet, reader)
    block = without_count(near[-1])[0] if near and len(own[-1]) == 1 else ""
    years = sorted(YEAR.findall(" ".join([*texts, grid.sheet])) or YEAR.findall(PurePath(grid.file).stem))
    return Title(
        department=department,
        sheet=by_sheet,
        item=item,
        kind=_kind_of([*reversed(titles), *notes], reader),
        ends=numbers.ends,
        high_is_good=numbers.high_is_good,
        persons=persons.pop() if len(persons) == 1 else None,
        period=years[-1] if years else "",
        percent=any(_PERCENT.search(as_words(text)) for text in texts),
        legend=numbers.legend,
        ends_explained={float(one[1]): text for text in texts if (one := ONE_NUMBER.search(as_words(text)))},
        turned=any(tells_of_turned(text) for text in texts),
        unclear=numbers.unclear,
        stem=next((line[0] for line in own if len(line) == 1 and is_stem(line[0])), ""),
        measured=measured_by([*titles, grid.sheet, *(sheet.heads[index] for index in items)]),
        block=department_of_sheet(block, reader),
        starred=starred,
    )


def _notes(sheet: Sheet, header: int) -> tuple[list[str], frozenset[bool | None]]:
    """Return the lines below a table, and what one with a star says of the figures that bear one.

    Of such a line no more than the ends of the scale is about all figures.
    """
    heads = (value for row in sheet.grid.rows[header : header + 2] for value in row)
    named = [*heads, *chain.from_iterable(sheet.distinct)]
    has_stars = any(isinstance(text, str) and is_starred(text) for text in named)
    notes, starred = [], set[bool | None]()
    for row in sheet.rows:
        filled = [value for value in row if value is not None]
        note = str(filled[0]) if len(filled) == 1 else ""
        if len(note.split()) < 3:
            continue
        if has_stars and note.lstrip().startswith("*"):
            starred |= told_directions(note) or ({None} if tells_of_turned(note) else set())
            note = _RANGE_OF_ALL.format(*ends) if (ends := ends_in(note)) else ""
        notes.append(note)
    return [note for note in notes if note], frozenset(starred)


_RANGE_OF_ALL = "{:g}-{:g}"


def _told_of_numbers(texts: Iterable[str], notes: Sequence[str], reader: Reader) -> _OfNumbers:
    """Return what texts, the ``notes`` below the table among them, say of the ends of a scale and which is good."""
    good: set[bool] = set()
    unclear = False
    ranges: set[tuple[float, float]] = set()
    legend: list[str] = []
    for text in texts:
        said, ends = as_words(text), ends_in(text)
        of_scale = _OF_SCALE.search(said) or BEST.search(said) or text in notes
        if ends and (of_scale or explains_end(text, ends)):
            ranges.add(ends)
        listed = {is_good for is_good in (True, False) if says(said, reader.words[DIRECTIONS[is_good]])}
        ways = told_directions(text)
        good |= listed | {is_good for is_good in ways if is_good is not None}
        unclear |= None in ways and not listed
        told = [(float(number), end) for number, end in BEST.findall(said)]
        good |= {(number > 1) is end.startswith("b") for number, end in told}
        best = {number for number, _end in told}
        if len(best) > 1 and not ends:
            ranges.add((min(best), max(best)))
        if len(set(ANCHOR.findall(text))) >= 2:
            legend.append(_of_the_named(text, reader))
        elif explained := told_by_line(text, reader.scales):
            legend.append(explained)
    high_is_good = next(iter(good)) if len(good) == 1 else None
    return _OfNumbers(
        ranges.pop() if len(ranges) == 1 else None,
        high_is_good,
        len(good) > 1 or (unclear and high_is_good is None),
        ", ".join(legend),
    )


def _of_the_named(text: str, reader: Reader) -> str:
    """Return a line that explains numbers, with what they measure at each where the line names it first."""
    told = told_in((text,))
    named = of_the_named(text, told, reader.scales)
    return text if named == told else ", ".join(f"{code} = {word}" for code, word in named.items())


def _labelled(lines: Iterable[Sequence[str]], reader: Reader) -> tuple[DepartmentPath | None, str]:
    """Return the department and the question that lines such as "Afdeling: Lager" name; () for the whole workplace."""
    words = header_words(reader.catalogue)
    department: DepartmentPath | None = None
    item = ""
    for line in lines:
        text = ": ".join(part.rstrip(" :") for part in line[:2]) if len(line) > 1 else "".join(line)
        label, rest = label_and_name(text)
        said = as_words(label)
        if rest and len(said.split()) <= 3:
            if words["department"].search(said) and not words["not_department"].search(said):
                named = without_count(rest)[0]
                department = () if reader.words["whole"].match(as_words(named)) else (named,)
            elif words["item"].fullmatch(said):
                item = " ".join(rest.split())
    return department, item


def label_and_name(text: str) -> tuple[str, str]:
    """Split "Afdeling: Lager", also where a tool tells its filter so: "Filter: Afdeling = Lager"."""
    bare = _FILTERED.sub("", text)
    label, _sign, name = bare.partition(":") if bare == text else _EQUALS.sub(":", bare, count=1).partition(":")
    return label.strip(), name.strip(" \"'“”«»")


_FILTERED = re.compile(
    r"^\s*(?:(?:aktive? |valgte? |anvendt )?filt(?:er|re|rering)|filtrer\w*|udsnit|selektion|filtered|selection)"
    r"(?: (?:på|efter|med|by|on))?\s*[:–-]*\s+(?=[^\W\d]+\s*(?:[=:]|\ber\b|\bis\b|\blig med\b))",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"\s*(?:[=:]+|\ber lig med\b|\blig med\b|\ber\b|\bis\b)\s*", re.IGNORECASE)


def _told_persons(texts: Iterable[str]) -> set[int]:
    return {int(number) for text in texts for number in (*COUNT.findall(text), *_OUT_OF.findall(text))}


def _kind_of(texts: Iterable[str], reader: Reader) -> str:
    """Return the kind of figures that the first of the texts which names one says they are."""
    for text in texts:
        bare = without_count(text)[0]
        found = reader.told_by(bare)
        if found in CONTENT and not bare.rstrip().endswith("?"):
            return found
    return ""


def _asked_above(own: Sequence[Sequence[str]], sheet: str, holds_answers: bool) -> list[str]:
    """Return the questions above a table; a statement, or the sheet's name, is one where it ``holds_answers``."""
    asked = [line[0] for line in own if len(line) == 1 and "?" in line[0] and is_question(line[0])]
    asked = asked or [line[0] for line in own[-1:] if only_asks(dict(enumerate(map(str.strip, line))))]
    if asked or not holds_answers:
        return asked
    nearest = [line[0] for line in [line for line in own if line][-1:] if len(line) == 1]
    return [text for text in [*nearest, sheet] if is_statement(text) and len(text.split()) > 2][:1]


def department_of_sheet(sheet: str, reader: Reader, *, topics: bool = False) -> DepartmentPath:
    """Return a sheet's name as a department; nothing when it is that of a kind of sheet, or of a topic.

    Beside the name may stand what it is of, and how many answered: "Trivselsmåling 2026 - Køkken (n=12)". ``topics``:
    the name of a topic may be a department's as well ("Rengøring").
    """
    bare = without_count(sheet)[0].strip()
    if _may_name(bare, reader, topics=topics):
        return (bare,)
    pieces = (
        []
        if reader.words["whole"].match(as_words(bare)) or re.search(r"\d", YEAR.sub("", bare))
        else pieces_of(bare, reader)
    )
    named = [piece for piece in pieces if len(piece) > 1 and _may_name(piece, reader, topics=topics)]
    return (named[0],) if len(named) == 1 else ()


def _may_name(text: str, reader: Reader, *, topics: bool) -> bool:
    said = as_words(text)
    if not said or re.search(r"\d", said) or len(said.split()) > _LONGEST_NAME or reader.words["whole"].match(said):
        return False
    general = reader.words["not_a_department"]
    told = any(general.match(token) for token in re.findall(r"\w+", said))
    return not told and not reader.words["group"].match(said) and (topics or not reader.is_topic(said))


_LONGEST_NAME = 4
"""Words of a department's name."""


def pieces_of(text: str, reader: Reader) -> list[str]:
    """Return what the name of a file or a sheet, or a line above a table, tells beside the kind and time of it."""
    general = reader.words["not_a_department"]
    names = []
    for piece in re.split(r"\s+[–—-]+\s+|\s*[|;:,()]\s*", text):
        parts = piece.split()
        while parts and _says_nothing(parts[0], general):
            del parts[0]
        while parts and _says_nothing(parts[-1], general):
            del parts[-1]
        names.append(" ".join(parts))
    return names


def _says_nothing(part: str, general: Words) -> bool:
    said = as_words(part)
    return said in _JOINING or re.search(r"[^\W\d_]", said) is None or general.match(said) or said[0].isdecimal()


_JOINING = frozenset({"for", "i", "på", "af", "til", "fra", "og", "hos", "vedr", "vedr.", "of", "in", "at", "the"})


def is_stem(text: str) -> bool:
    """Whether a text is a question that goes on in each row."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text).rstrip(" ?")
    return is_question(text) and (
        bare.endswith((":", "…", "..", " af", " med", " for", " at"))
        or re.search(r"\b(?:følgende|the following)\b", bare) is not None
    )
