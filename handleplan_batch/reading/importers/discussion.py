"""Notes from the yearly working environment discussion: challenges, ambitions, standing conditions, what works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from handleplan_batch.model import Finding, ImporterName, Polarity, Problem, Reading, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.cells import Words, plain, words_of, year_in
from handleplan_batch.reading.importers.lists import (
    Field,
    Kind,
    ListImporter,
    Reason,
    Row,
    Table,
    named_by,
    without_number,
)
from handleplan_batch.reading.importers.minutes import Minutes, labels_in, minutes_in

_POLARITIES = {
    "problem": Polarity.PROBLEM,
    "standing": Polarity.PROBLEM,
    "ambition": Polarity.AMBITION,
    "positive": Polarity.POSITIVE,
}
_ACHIEVED = {"yes": Polarity.POSITIVE, "partly": Polarity.PROBLEM, "no": Polarity.PROBLEM}
_TEXTS: dict[str, tuple[str, ...]] = {
    "problem": ("discussion", "note", "decision", "goal", "topic"),
    "standing": ("discussion", "note", "decision", "goal", "topic"),
    "positive": ("positive", "discussion", "note", "decision", "topic"),
    "ambition": ("goal", "discussion", "note", "decision", "topic"),
}
"""Kind of row -> the columns that may hold its text, best first."""
_ENDS = re.compile(r"[.!?]\s+(?=[A-ZÆØÅÄÖ])|;\s+|\s*\n\s*")
_ITEM = re.compile(r"\s*(?:[-•*–]\s*|\d{1,2}\)\s*|\d{1,2}\.\s+(?=[A-ZÆØÅÄÖ]))")
"""What an item of a list begins with on its line."""
_ABBREVIATED = re.compile(
    r"(?m:^)\s*\d{1,2}$|\b(?:bl\.a|ca|evt|f\.eks|fx|inkl|jf|kl|nr|pga|pr|vedr|e\.g|incl|no)$", re.IGNORECASE
)
_YEAR = re.compile(r"\b20\d\d\b")
_SAMPLE = 60
_FEWEST_COLUMNS = 2
_LINES = 0.6
"""Strength of the claim of minutes that are lines below one another."""
_FEWEST_ASKED = 2
"""Lines of minutes without headers that are known to be asked at a discussion."""
_FEWEST_KINDS = 2
"""Kinds of point in a list without a name that make it minutes."""
_LITTLE = 8
"""Words about the meeting itself that say nothing of the working environment."""
_SHORTEST_MATTER = 3
"""Words; shorter pieces stay with their neighbour."""


def _read(table: Table) -> None:
    for row in table:
        if _names_the_meeting(row):
            row.set_aside(Reason.OUTSIDE)
            continue
        if _is_of_the_meeting(row):
            row.set_aside(Reason.MEETING)
            continue
        findings = list(_findings(row))
        if findings:
            row.use(*findings)
        elif row.has_main:
            row.set_aside(Reason.NOTHING)
        else:
            row.reject(next(name for name in table.importer.main if name in table))


def _names_the_meeting(row: Row) -> bool:
    """Whether a line of minutes tells who was there, or when it was, and nothing that was said."""
    known = row.table.words.headers(ImporterName.DISCUSSION).get(plain(str(row.value("topic") or "")), ())
    return known[:1] in (("person",), ("date",))


def _is_of_the_meeting(row: Row) -> bool:
    """Whether a point is about the meeting itself (``1. Godkendelse af dagsorden``), and little is said of it."""
    topic = without_number(row.label("topic"))
    said = " ".join(row.text(name) for name in ("discussion", "note", "decision"))
    about = row.table.words.meaning(ImporterName.DISCUSSION, "about", topic) if topic else None
    return about == "meeting" and len(said.split()) <= _LITTLE and row.value("deadline") is None


def _findings(row: Row) -> Iterator[Finding]:
    kind = row.meaning("type", "type", ImporterName.DISCUSSION) or _kind_by_columns(row)
    reached = row.value("goal") is not None and "last_goal" not in row.table
    if reached and row.meaning("achieved", "achieved", ImporterName.DISCUSSION) is not None:
        kind = "follow_up"  # a goal that has been reached, or not, is one of the year that went
    if kind == "follow_up":
        yield from _follow_up(row)
        return
    if kind in _TEXTS:
        name = next((name for name in _TEXTS[kind] if _says_something(row, name)), None)
        if name is not None:
            yield from _matters(row, name, _POLARITIES[kind], standing=kind == "standing")
        return
    # A row that does not say its kind may hold several, each in a column of its own.
    for name, polarity in (("positive", Polarity.POSITIVE), ("goal", Polarity.AMBITION)):
        if _says_something(row, name):
            yield from _matters(row, name, polarity)
    name = next((name for name in ("discussion", "note", "decision") if _says_something(row, name)), None)
    if name is not None:
        asked = row.table.words.meaning(ImporterName.DISCUSSION, "type", row.table.headers[name])
        yield from _matters(row, name, Polarity.PROBLEM if asked == "problem" else None)
    elif _says_something(row, "action") and _says_something(row, "topic") and row.value("goal") is None:
        yield _finding(row, "topic", row.text("topic"), None)  # what was agreed is all that is told
    if _says_something(row, "last_goal"):
        yield from _follow_up(row)


def _kind_by_columns(row: Row) -> str | None:
    """Return the kind of a row without one when its topic tells it (``Hvad virker``, ``4. Mål for 2027``)."""
    topic = without_number(row.label("topic"))
    return row.table.words.meaning(ImporterName.DISCUSSION, "type", topic) if "type" not in row.table else None


def _says_something(row: Row, name: str) -> bool:
    value = row.value(name)
    return value is not None and not row.table.words.says("none", value)


def _follow_up(row: Row) -> Iterator[Finding]:
    """Yield last year's goal with what became of it."""
    columns = [
        name
        for name in ("last_goal", "goal", "achieved", "discussion", "note", "reason")
        if row.value(name) is not None
    ]
    columns = [name for name in columns if name != "goal" or "last_goal" not in row.table]
    name = next(
        (
            name
            for name in ("last_goal", "goal", "discussion", "note", "topic")
            if name in (*columns, "topic") and row.value(name) is not None
        ),
        None,
    )
    if name is not None:
        text = " – ".join(row.text(column) for column in columns) or row.text(name)
        achieved = row.meaning("achieved", "achieved", ImporterName.DISCUSSION)
        yield _finding(row, name, text, _ACHIEVED.get(achieved or ""))


def _matters(row: Row, name: str, polarity: Polarity | None, *, standing: bool = False) -> Iterator[Finding]:
    for text in split_matters(row.text(name)):
        yield _finding(row, name, text, polarity, standing=standing)


def split_matters(text: str) -> list[str]:
    """Return the matters of a note: its sentences, lines and parts between semicolons, three words or longer.

    An item of a list on its own line is one however short.
    """
    matters: list[str] = []
    begin = 0
    ends = [found for found in _ENDS.finditer(text) if not _ABBREVIATED.search(text[: found.start()])]
    for end in (*(found.span() for found in ends), (len(text), len(text))):
        closing = text[end[0] : end[0] + 1] if text[end[0] : end[0] + 1] in ".!?" else ""
        piece = f"{text[begin : end[0]]}{closing}"
        item = _ITEM.match(piece) if "\n" in text and not text[:begin].rstrip(" ").rpartition("\n")[2] else None
        piece = piece[item.end() if item else 0 :].strip(" -•*–\n")
        begin = end[1]
        if matters and item is None and len(piece.split()) < _SHORTEST_MATTER:
            matters[-1] = f"{matters[-1]} {piece}".strip()
        elif piece:
            matters.append(piece)
    return matters


def _finding(row: Row, name: str, text: str, polarity: Polarity | None, *, standing: bool = False) -> Finding:
    deadline, deadline_text = row.deadline()
    promised = name != "positive" or not any(_says_something(row, other) for other in ("discussion", "note"))
    found = Finding(
        id="",
        source=SourceKind.DISCUSSION,
        where=row.where(name),
        text=text,
        department=row.department(),
        category=row.line("topic"),
        polarity=polarity,
        standing=standing,
        observed_on=row.observed_on("date"),
        cause=row.text("reason"),
    )
    if not promised:
        return found  # what is proposed is for what works less well
    return replace(
        found,
        proposal=next(
            (row.text(one) for one in ("action", "decision") if one != name and _says_something(row, one)), ""
        ),
        responsible=row.responsible(),
        deadline=deadline,
        deadline_text=deadline_text,
    )


def _named(grid: Grid, context: Context) -> Match | None:
    """Claim minutes with nothing but points and notes, when their name or title or the kinds of point say it."""
    claim = _MINUTES.identify(grid, context)
    words = words_of(context.catalogue)
    if claim and words.named(DISCUSSION.name, *named_by(grid, claim.header_row)):
        return claim
    typed = _TYPED.identify(grid, context)
    if typed:
        own = words.named(DISCUSSION.name, *named_by(grid, typed.header_row))
        if len(kinds_of_points(grid, typed, words)) >= (1 if own else _FEWEST_KINDS):
            return typed
    return _two_columns(grid, words)


def kinds_of_points(grid: Grid, match: Match, words: Words) -> set[str]:
    """Return the kinds of point, as raised at a discussion, that a list has under Type; none if it has others too."""
    cells = {
        row[column]
        for column in match.columns.get("type", ())
        for row in grid.rows[match.header_row + 1 : match.header_row + 1 + _SAMPLE]
        if column < len(row) and row[column] is not None
    }
    kinds = {next(iter(words.meanings(DISCUSSION.name, "type", cell)), "") for cell in cells}
    return set() if "" in kinds else kinds


def _two_columns(grid: Grid, words: Words) -> Match | None:
    """Claim minutes without headers: what is asked and beside it what was said, under a title that names them."""
    lines = [
        (index, [column for column, value in enumerate(row) if value is not None])
        for index, row in enumerate(grid.rows[:_SAMPLE])
    ]
    filled = [line for line in lines if line[1]]
    if len(filled) <= _FEWEST_ASKED or len(filled[0][1]) != 1:
        return None
    (title, _column), (first, columns) = filled[:2]
    if len(columns) != 2 or any(not set(held) <= set(columns) for _index, held in filled[1:]):
        return None
    asked = [grid.rows[index][columns[0]] for index, held in filled[1:] if columns[0] in held]
    telling = {
        cell
        for cell in asked
        if isinstance(cell, str) and words.meaning(DISCUSSION.name, "type", without_number(plain(cell))) is not None
    }
    if len(telling) < _FEWEST_ASKED or not words.named(DISCUSSION.name, *named_by(grid, first)):
        return None
    return Match(DISCUSSION.name, title, {"topic": (columns[0],), "note": (columns[1],)}, 0.6)


class _DiscussionImporter(ListImporter):
    """Minutes, also those with the goals of two years side by side."""

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim, in which the earlier of two years' goals is what became of last year's."""
        claim = super().identify(grid, context)
        alone = (
            claim is None or len(claim.columns) < _FEWEST_COLUMNS
        )  # the title, where a mapping says it is the header
        if alone and (lines := minutes_in(grid, words_of(context.catalogue))) is not None:
            return Match(self.name, lines.header, lines.columns, _LINES, lines)
        if claim is None or context.decision is not None or "last_goal" in claim.columns:
            return claim
        if "achieved" not in claim.columns:  # goals of two years to come
            return claim
        known = words_of(context.catalogue).headers(self.name)
        headers = {column: str(cell) for column, cell in enumerate(grid.rows[claim.header_row]) if cell is not None}
        years = {
            column: year
            for column, header in headers.items()
            if (year := year_in([header])) is not None
            and any("goal" in known.get(name, ()) for name in (plain(header), plain(_YEAR.sub("", header))))
        }
        if len(years) != 2 or len(set(years.values())) != 2:
            return claim
        earlier, later = sorted(years, key=lambda column: years[column])
        taken = {**claim.columns, "last_goal": (earlier,), "goal": (later,)}
        return replace(claim, columns=taken)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the matters, every row accounted for; of lines those that are labels stand with the line above."""
        if not isinstance(match.found, Minutes):
            labelled = labels_in(grid, match.header_row, match.columns, words_of(context.catalogue))
            if labelled is None:
                return super().extract(grid, match, context)
            width = max(map(len, grid.rows))
            reading = super().extract(labelled.grid, replace(match, columns=labelled.columns), context)
            uses = [tuple(use for use in entry.uses if use.column <= width) for entry in reading.sheets]
            own = (replace(entry, uses=kept) for entry, kept in zip(reading.sheets, uses, strict=True))
            return replace(reading, sheets=tuple(own))
        reading = super().extract(match.found.grid, match, context)
        told = Problem("lines-of-minutes", grid.ref(match.header_row))
        sheets = tuple(replace(entry, uses=()) for entry in reading.sheets)
        return replace(reading, sheets=sheets, problems=(told, *reading.problems))


DISCUSSION = _DiscussionImporter(
    name=ImporterName.DISCUSSION,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("date", Kind.DATE, content=False),
        Field("department", Kind.LABEL, fill=True),
        Field("type", Kind.WORD, weight=1),
        Field("topic", weight=1, fill=True),
        Field("discussion", weight=2),
        Field("note", weight=0.5),
        Field("positive", weight=2),
        Field("decision", weight=1.5),
        Field("goal", weight=2),
        Field("indicator", weight=1),
        Field("action", weight=0.5),
        Field("last_goal", weight=3),
        Field("achieved", Kind.LABEL, weight=2),
        Field("reason", weight=0.5),
        Field("carried", Kind.LABEL, weight=1),
        Field("responsible", Kind.LABEL),
        Field("deadline", Kind.DATE),
        Field("status", Kind.LABEL, content=False),
        Field("person", Kind.LABEL, content=False),
    ),
    needs=(
        ("discussion", "goal", "decision", "last_goal", "positive", "note", "topic"),
        ("discussion", "goal", "decision", "last_goal", "positive"),
        ("type", "topic", "goal", "last_goal"),
    ),
    read=_read,
    layout=_named,
    unlike=(
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
        (ImporterName.RISK_ASSESSMENT, "severity"),
        (ImporterName.RISK_ASSESSMENT, "exposure"),
        (ImporterName.INSPECTION, "verdict"),
        (ImporterName.INSPECTION, "point"),
        (ImporterName.INSPECTION, "observation"),
        (ImporterName.INCIDENT, "absence_days"),
        (ImporterName.INCIDENT, "body_part"),
        (ImporterName.CALENDAR, "start"),
        (ImporterName.ABSENCE, "percent"),
        (ImporterName.ABSENCE, "days"),
    ),
)

_MINUTES = replace(
    DISCUSSION,
    needs=(("note",), ("topic",)),
    unlike=tuple(entry for entry in DISCUSSION.unlike if entry != (ImporterName.INSPECTION, "verdict")),
    layout=lambda _grid, _context: None,
)
_TYPED = replace(
    DISCUSSION,
    needs=(("note", "topic"), ("type",)),
    unlike=tuple(entry for entry in DISCUSSION.unlike if entry != (ImporterName.INSPECTION, "observation")),
    layout=lambda _grid, _context: None,
)
"""Points of each kind with nothing but a text; what stands under Type tells them from other lists."""
