"""An earlier plan made by hand: a list with one action a row, or a form with one plan a block, labels beside the text.

What the plan left unfinished is a matter that reappears; what it finished is evidence of what was done.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from handleplan_batch.language import _
from handleplan_batch.mapping import SheetDecision
from handleplan_batch.model import CellRef, Finding, ImporterName, Polarity, Problem, Reading, SheetEntry, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.cells import (
    ANY_YEAR,
    Words,
    on_one_line,
    parse_number,
    plain,
    words_of,
    year_in,
)
from handleplan_batch.reading.importers.colours import traffic_lights
from handleplan_batch.reading.importers.equipment import overdue_beside
from handleplan_batch.reading.importers.forms import Label, labels_of, told_at
from handleplan_batch.reading.importers.lists import (
    Field,
    Kind,
    ListImporter,
    Reason,
    Row,
    Table,
    content_id,
    named_by,
    without_number,
)
from handleplan_batch.reading.importers.lists.codes import decode
from handleplan_batch.reading.scrub import scrub

_PLAN = ImporterName.PLAN
_STEPS = re.compile(r"(?<!\w)([a-e]|[1-5])\s*(?:=|:|\ber\b|\bis\b|[–-]|\()\s*([^\W\d_]+(?: [^\W\d_]+)?)")
"""A legend of priorities: ``1 = høj``, ``A: akut``, ``1 er vigtigst``."""
_IMPLEMENTED = re.compile(r"\b(?:implement|gennemfør|udfør|slut|afslut|færdig)\w*", re.IGNORECASE)
_OTHERS = (
    ImporterName.INSPECTION,
    ImporterName.INCIDENT,
    ImporterName.DISCUSSION,
    ImporterName.CALENDAR,
    ImporterName.RISK_ASSESSMENT,
)
_SAMPLE = 60
"""Rows below a header that are looked at."""
_AXIS_WITHIN, _LONGEST_TIME = 20, 20
"""Rows in which months or quarters over crosses are looked for, and their most characters."""
_PERIOD = "Periode"
"""What the column is called that they become, as in the template."""
_HEADER_WITHIN = 15
_SURE = 0.9
"""Strength of the claim of a list whose rows are numbered as actions."""
_OF_HUNDRED = re.compile(r"%|\bpct\b|procent|percent", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_LABELS = 4
"""Different labels that make a sheet a form."""
_SUBJECTS = ("problem", "goal", "category")
"""Parts of a form that say what it is about; the first of them begins a plan."""
_BEFORE = frozenset({"identity", "department", "date", "place", "type", "priority"})
"""Parts that may stand above the subject."""


# Lists ---------------------------------------------------------------------------------------------------------------


def _read(table: Table) -> None:
    decode(table, "status", "done")
    if "due" in table and {"deadline", "period"}.isdisjoint(table.columns):
        again = [table.words.told(ImporterName.INSPECTION, "again", table.header(one)) for one in table.columns["due"]]
        if not any(again):  # "Udløber", where nothing else tells by when
            table.reassign("deadline", table.columns["due"])
    denied = _settle_answers(table)
    _tell_subject_from_description(table)
    headings = _headings(table)
    priorities = _priorities(table)
    _ask_for_order(table, priorities)
    _settle_status(table)
    progress = _progress_column(table)
    _tell_colours(table)
    whole = _whole_progress(table, progress)
    responsible = _responsible_column(table)
    section = ""
    below = dict(headings)
    for row in table:
        for index in [index for index in below if index < row.index]:
            section = below.pop(index)
        if row.index in headings:
            row.set_aside(Reason.HEADING)
            continue
        said = _Said(
            problem=row.text("problem"),
            category="" if "tool" in table else row.line("category"),  # where a task is filed is not what it is about
            goal=row.text("goal"),
            actions=(*row.texts("action"), *row.texts("how")),
        )
        if not said.text or not (said.actions or row.value("problem") or row.value("goal") or row.value("category")):
            row.reject(next(name for name in table.importer.main if name in table))
        elif row.meaning("status", "status") == "dropped":
            row.set_aside(Reason.DROPPED)
        elif row.meaning("archived", "mark") == "yes" and not row.solved:
            row.set_aside(Reason.ARCHIVED)
        elif (table.words.says("none", said.text) or row.index in denied) and not said.actions:
            row.set_aside(Reason.NOTHING)
        else:
            action = _action(row, said, section, priorities, _is_whole(row, progress, whole), responsible)
            what = said.proposal or said.text
            overdue = overdue_beside(row, what)
            days = [f"{what} {one.observed_on}" for one in overdue]
            row.use(action, *overdue, said=[f"{said.text} {said.proposal}", *days])


def _settle_answers(table: Table) -> frozenset[int]:
    """Return the rows that say no where a column only answers whether there is a problem (``Er der problemer? Nej``).

    What the problem is then stands where it is described, or is the subject.
    """
    known, claimed = table.words.headers(_PLAN), {column for places in table.columns.values() for column in places}
    named = table.columns.get("problem", ())
    free = [c for c in table.span if c not in claimed and "problem" in known.get(plain(table.header(c)), ())]
    asked = next((column for column in (*named[:1], *free) if _answers_whether(table, column)), None)
    if asked is None:
        return frozenset()
    if asked in named:
        told = table.words.meanings
        described = (c for c in table.span if c not in claimed and told(_PLAN, "matter", table.header(c)))
        table.reassign("problem", tuple(described)[:1])
    return frozenset(row.index for row in table if table.words.meanings("any", "mark", row.cell(asked)) == ("no",))


def _answers_whether(table: Table, column: int) -> bool:
    """Whether a column holds yes, no and partly, and nothing else."""
    cells = [value for value in table.values(column) if value is not None]
    marks = [bool(table.words.meanings("any", "mark", value)) for value in cells]
    partly = (table.words.meaning("any", "status", value) == "partly" for value in cells)
    return any(marks) and all(mark or part for mark, part in zip(marks, partly, strict=True))


def _tell_subject_from_description(table: Table) -> None:
    """Take a problem's name for its subject where another column describes it (``Beskriv problemet: Hvad, hvor?``)."""
    named = table.columns.get("problem", ())
    if len(named) != 1 or "category" in table:
        return
    known = table.words.headers(_PLAN)
    claimed = {column for columns in table.columns.values() for column in columns}
    described = tuple(
        column
        for column in table.span
        if column not in claimed and "problem" in known.get(plain(table.header(column).partition(": ")[0]), ())
    )
    length = {
        column: sum(len(value.split()) for value in table.values(column) if isinstance(value, str))
        for column in (*named, *described)
    }
    if len(described) == 1 and length[described[0]] > length[named[0]]:
        table.reassign("category", named)
        table.reassign("problem", described)


@dataclass(frozen=True, slots=True)
class _Said:
    """What an action says of its matter, from columns that may be blank."""

    problem: str
    category: str
    goal: str
    actions: tuple[str, ...]

    @property
    def text(self) -> str:
        """What the matter is; a plan that names only a subject, a goal or an action is known by it."""
        subject = " – ".join(part for part in (self.category, self.goal) if part)
        return self.problem or subject or self.proposal

    @property
    def proposal(self) -> str:
        """What the plan wanted to do."""
        return " – ".join(dict.fromkeys(self.actions))

    @property
    def goal_beside(self) -> str:
        """The goal where it is not what the matter is known by."""
        return self.goal if self.problem else ""

    def polarity(self, kind: str | None) -> Polarity | None:
        """Whether the plan calls the matter an ambition: by its kind, or by naming a goal and no problem."""
        if kind == "ambition" or (kind is None and self.goal and not self.problem and not self.category):
            return Polarity.AMBITION
        return None


def _action(
    row: Row, said: _Said, section: str, priorities: Mapping[str, str], whole: bool, responsible: int | None
) -> Finding:
    deadline, deadline_text = row.deadline()
    if row.value("deadline") is None and row.value("period") is not None:
        deadline, deadline_text = _end_of(row.text("period"), row.table.words, row.table.year)
    kind = row.meaning("type", "type", ImporterName.DISCUSSION)
    failed = row.meaning("effect", "achieved", ImporterName.DISCUSSION) == "no"
    failed = failed or row.meaning("status", "status", _PLAN) == "failed"
    failed = failed or "failed" in row.table.words.told(_PLAN, "status", row.label("status"))
    done = not failed and (row.solved or whole)
    partly = ("done",) if row.meaning("done", "status") == "partly" else ()  # more than that it is done or not
    followed = () if row.meaning("follow_up", "status") is None else ("follow_up",)  # how it goes, not when to look
    told = ("status", *partly, "effect", "note", *followed)
    named = "" if responsible is None else " ".join(str(row.cell(responsible) or "").split())
    return Finding(
        id="",
        source=SourceKind.PLAN,
        where=row.where("problem", "category", "goal", "action", "how"),
        text=said.text,
        department=row.department(),
        category=row.line("category") or ("" if section == "standing" else section),
        polarity=said.polarity(kind),
        standing=kind == "standing" or section == "standing",
        severity=_priority(row, priorities),
        observed_on=row.observed_on("date"),
        place=row.place(),
        cause=row.text("cause"),
        proposal="" if failed else said.proposal,  # what had no effect is not proposed again
        goal=said.goal_beside,
        progress=" – ".join(dict.fromkeys(text for name in told if (text := row.text(name)))),
        begun=not done and row.meaning("status", "status") == "partly",
        responsible=named or row.responsible(),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=done,
    )


def _headings(table: Table) -> dict[int, str]:
    """Return the rows that head a section: 0-based row -> ``standing``, or the section's name."""
    across = {
        first: last_column - first_column
        for first, first_column, last, last_column in table.grid.merged
        if first == last and last_column - first_column >= 2
    }
    found = {}
    for index in range(table.header_row + 1, len(table.grid.rows)):
        filled = [value for value in table.grid.rows[index] if value is not None]
        if len(filled) != 1 or not isinstance(filled[0], str):
            continue
        text = without_number(plain(filled[0]))
        meaning = table.words.meanings(_PLAN, "section", text)
        following = next(([cell for cell in row if cell is not None] for row in table.grid.rows[index + 1 :]), [])
        after_gap = all(cell is None for cell in table.grid.rows[index - 1]) and len(following) > 2
        if not meaning and after_gap:
            meaning = (table.words.meaning(_PLAN, "section", text) or "open",)
        if meaning or index in across:
            found[index] = "standing" if "standing" in meaning else " ".join(filled[0].split())
    return found


def _responsible_column(table: Table) -> int | None:
    """Return the column of who does it, where each phase has one of its own: the nearest right of the action."""
    columns = table.columns.get("responsible", ())
    action = next((table.columns[name][0] for name in ("action", "how") if name in table), None)
    if len(columns) < 2 or action is None:
        return None
    return next((column for column in columns if column > action), columns[0])


def _settle_status(table: Table) -> None:
    """Let the last filled of several years' statuses be the status, or what an evaluation says where there is none."""
    known = table.words.headers(_PLAN)
    of_years = {
        column: year
        for column in table.span
        if (year := year_in([table.header(column)])) is not None
        and "status" in known.get(plain(_YEAR.sub("", table.header(column))), ())
    }
    latest = sorted(of_years, key=lambda column: of_years[column], reverse=True)
    own = [column for column in table.columns.get("status", ()) if column not in of_years]  # how it is now
    if len(set(of_years.values())) > 1 and not own:
        for row in table:
            row.put(latest[0], next((value for one in latest if (value := row.cell(one)) is not None), None))
        for column in latest[1:]:
            table.take_out(column)
        table.reassign("status", (latest[0],))
        named = {"first": table.header(latest[-1]), "last": table.header(latest[0])}
        table.problem("latest-status", table.grid.ref(table.header_row, latest[0]), **named)
    elif {"status", "done"}.isdisjoint(table.columns):
        columns = table.columns.get("follow_up", ())
        said = [value for column in columns for value in table.values(column) if value is not None]
        if len(columns) == 1 and said and all(table.words.meaning("any", "status", value) for value in said):
            table.reassign("status", columns)


def _progress_column(table: Table) -> int | None:
    """Return the column of how much is done; a status in figures is one too."""
    status = next(iter(table.columns.get("status", ())), None)
    shares = tuple(column for column in table.columns.get("done", ()) if _holds_shares(table, column))
    if shares and "progress" not in table:  # "Udført (%)"
        table.reassign("done", tuple(column for column in table.columns["done"] if column not in shares))
        table.reassign("progress", shares)
    if "progress" in table:
        return table.columns["progress"][0]
    figures = [value for value in table.values(status) if value is not None] if status is not None else []
    return status if figures and all(isinstance(value, int | float) for value in figures) else None


def _holds_shares(table: Table, column: int) -> bool:
    """Whether a column tells how much is done, in percent."""
    filled = [value for value in table.values(column) if value is not None]
    numbers = bool(filled) and all(parse_number(value) is not None for value in filled)
    return numbers and (_OF_HUNDRED.search(table.header(column)) is not None or any(map(_has_sign, filled)))


def _tell_colours(table: Table) -> None:
    """Say so where the status is colours alone; green may be done as well as on its way."""
    for column in table.columns.get("status", ()):
        if any(value is not None for value in table.values(column)):
            continue
        painted = traffic_lights(table.grid.fills(), [column], [row.index for row in table])
        if len(set(painted.values())) > 1:
            where = table.grid.ref(table.header_row, column)
            table.problem("colour-status", where, field=table.header(column), count=str(len(painted)))


def _whole_progress(table: Table, column: int | None) -> float:
    """Return the figure that says that all is done: 1 where no share is above it, else 100."""
    cells = [] if column is None else [value for value in table.values(column) if not _has_sign(value)]
    bare = [number for value in cells if (number := parse_number(value)) is not None]
    numbers = all(isinstance(value, int | float) for value in cells if value is not None)
    return 1.0 if bare and numbers and max(bare) <= 1 else 100.0


def _has_sign(value: Value) -> bool:
    return isinstance(value, str) and "%" in value


def _is_whole(row: Row, column: int | None, whole: float) -> bool:
    value = None if column is None else row.cell(column)
    done = parse_number(value)
    return done is not None and done >= (100.0 if _has_sign(value) else whole)


def _priorities(table: Table) -> Mapping[str, str]:
    """Return what letters and numbers mean as priorities, where a legend or the header tells it."""
    column = next(iter(table.columns.get("priority", ())), None)
    if column is None:
        return {}
    codes = {str(value).casefold().strip() for value in table.values(column) if value is not None}
    legend: dict[str, str] = {}
    for text in table.surroundings():
        for code, word in _STEPS.findall(text.casefold()) if isinstance(text, str) else ():
            meaning = table.words.meaning("any", "priority", word) or table.words.meaning(_PLAN, "rank", word)
            if meaning is not None and code in codes:
                legend.setdefault(code, meaning)
    first = legend.get("1")
    if first in ("3", "4") and len(legend) == 1 and len(codes) > 1:
        first = "most"  # "1 = haster, 2 = inden jul": what comes after is less
    if first in ("most", "least") and len(legend) == 1:
        steps = sorted(code for code in codes if code.isdecimal())
        order = steps if first == "most" else steps[::-1]
        return {code: ("3" if not place else "1" if code == order[-1] else "2") for place, code in enumerate(order)}
    return {code: meaning for code, meaning in legend.items() if meaning.isdecimal()}


def _ask_for_order(table: Table, legend: Mapping[str, str]) -> None:
    """Ask which end of a priority in bare numbers is the most urgent, where nothing tells."""
    column = next(iter(table.columns.get("priority", ())), None)
    values = [] if column is None else [value for value in table.values(column) if value is not None]
    numbers = {str(value).strip().rstrip(".") for value in values if parse_number(value) is not None}
    if column is not None and numbers and not any(number in legend for number in numbers):
        table.problem("risk-direction", table.grid.ref(table.header_row, column), field=table.header(column))


def _priority(row: Row, legend: Mapping[str, str]) -> float | None:
    """Return 1 (low) to 4 (at once); None for what is not told, and for numbers that no legend explains."""
    code = row.label("priority").casefold()
    meaning = legend.get(code) or row.meaning("priority", "priority") or row.meaning("priority", "rank", _PLAN)
    return float(meaning) if meaning is not None and meaning.isdecimal() else None


def _end_of(written: str, words: Words, year: int | None) -> tuple[date | None, str]:
    """Return when a period ends, with its words; of several dates the one that is said to be the end."""
    ends = [part for part in re.split(r"[\n;,]", written) if _IMPLEMENTED.search(part)]
    if len(ends) == 1:
        found = words.period(ends[0].partition(":")[2] or _IMPLEMENTED.sub("", ends[0]), year)
    else:
        found = words.period(written, year)
    return (None if found is None else found[1]), written if found is None or found[0] != found[1] else ""


PLAN_LIST = ListImporter(
    name=_PLAN,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("tool", Kind.LABEL, weight=2, content=False, whole=True),  # what only an export of a task tool has
        Field("date", Kind.DATE, content=False),
        Field("department", Kind.LABEL, fill=True),
        Field("place", fill=True),
        Field("type", Kind.LABEL, weight=1, content=False),
        Field("category", Kind.LABEL, weight=1, fill=True),
        Field("problem", weight=2, fill=True),
        Field("cause", weight=0.5),
        Field("goal", weight=1.5),
        Field("action", Kind.LABEL, weight=2),
        Field("how", weight=1),
        Field("priority", Kind.LABEL, content=False),
        Field("responsible", Kind.LABEL, weight=1),
        Field("involved", Kind.LABEL, weight=1),
        Field("resources", weight=2),
        Field("start", Kind.DATE, weight=1.5),
        Field("deadline", Kind.DATE, weight=1),
        Field("period", Kind.DATE, weight=0.5),
        Field("improvement", weight=2.5),
        Field("follow_up", weight=2),
        Field("status", Kind.LABEL, weight=1, content=False),
        Field("progress", Kind.NUMBER, weight=1.5, content=False),
        Field("effect", Kind.LABEL, weight=1.5),
        Field("done", Kind.LABEL),
        Field("archived", Kind.LABEL, weight=0, content=False),
        Field("due", Kind.DATE, weight=0, content=False),  # until when what was done holds
        Field("note"),
    ),
    needs=(
        ("problem", "action", "goal", "how", "category"),
        ("action", "how"),
        ("problem", "category", "goal", "follow_up", "start", "deadline", "resources"),
        ("responsible", "deadline", "period", "start", "status", "follow_up"),
    ),
    read=_read,
    shared=True,
    unlike=(
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
        (ImporterName.RISK_ASSESSMENT, "score"),
        (ImporterName.RISK_ASSESSMENT, "exposure"),
        (ImporterName.RISK_ASSESSMENT, "residual"),
        (ImporterName.RISK_ASSESSMENT, "hazard"),
        (ImporterName.INSPECTION, "verdict"),
        (ImporterName.INSPECTION, "point"),
        (ImporterName.INSPECTION, "observation"),
        (ImporterName.INSPECTION, "order"),
        (ImporterName.INCIDENT, "absence_days"),
        (ImporterName.INCIDENT, "body_part"),
        (ImporterName.INCIDENT, "description"),
        (ImporterName.INCIDENT, "easy"),
        (ImporterName.INCIDENT, "type"),
        (ImporterName.DISCUSSION, "discussion"),
        (ImporterName.DISCUSSION, "decision"),
        (ImporterName.DISCUSSION, "last_goal"),
        (ImporterName.DISCUSSION, "positive"),
        (ImporterName.DISCUSSION, "goal"),
        (ImporterName.ABSENCE, "percent"),
    ),
)


_TASKS = replace(PLAN_LIST, needs=(("tool",), ("responsible", "deadline"), ("status", "done")))
"""An export of a task tool without a header that only an action has."""
_OWNED = replace(PLAN_LIST, needs=(("responsible",), ("deadline",), ("status", "done")))
"""The same without a header that only a tool has: who does it, by when, and how far it is."""


def _tasks(grid: Grid, context: Context) -> Match | None:
    """Return the claim of such an export, whose tasks stand under ``Name`` or ``Title``.

    Where a board's column is a subject and no status (``Section/Column``), another column tells the status.
    """
    words = words_of(context.catalogue)
    claim = _TASKS.identify(grid, context)
    if claim is None and any(words.meanings(_PLAN, "task", cell) for row in grid.rows[:_HEADER_WITHIN] for cell in row):
        claim = _OWNED.identify(grid, context)
        if claim and any(words.meanings(_PLAN, "matter", cell) for cell in grid.rows[claim.header_row]):
            return None  # a list of what is wrong, which has a title too
    if claim is None:
        return None
    taken = {column for name, columns in claim.columns.items() if name != "problem" for column in columns}
    headers = {column: cell for column, cell in enumerate(grid.rows[claim.header_row]) if isinstance(cell, str)}
    named = [column for column, cell in headers.items() if words.meanings(_PLAN, "task", cell) and column not in taken]
    below = grid.rows[claim.header_row + 1 :][:_SAMPLE]
    if len(named) != 1 or _are_persons([row[named[0]] for row in below if named[0] < len(row)], context):
        return None
    told = {
        column: sum(words.meaning("any", "status", row[column]) is not None for row in below if column < len(row))
        for column in claim.columns.get("status", ())
    }
    others = {name: tuple(one for one in places if one != named[0]) for name, places in claim.columns.items()}
    columns = {name: places for name, places in others.items() if places}
    columns["action"] = (named[0],)
    if told:
        columns["status"] = (max(told, key=lambda column: told[column]),)
    return replace(claim, columns=columns)


_WITH_TICKS = replace(
    PLAN_LIST, unlike=tuple(entry for entry in PLAN_LIST.unlike if entry != (ImporterName.INSPECTION, "verdict"))
)
"""A plan with a column ``OK``, which is a verdict of a round elsewhere."""


def _ticked(grid: Grid, context: Context) -> Match | None:
    """Return the claim of a plan in which ``OK``, right of who does it and when, says what is done."""
    if not any(isinstance(cell, str) and plain(cell) == "ok" for row in grid.rows[:_HEADER_WITHIN] for cell in row):
        return None  # to look for a list takes longer
    claim = _WITH_TICKS.identify(grid, context)
    if claim is None or "done" in claim.columns or not {"problem", "action", "responsible"} <= claim.columns.keys():
        return None
    last = max(column for name in ("responsible", "deadline") for column in claim.columns.get(name, ()))
    headers = enumerate(grid.rows[claim.header_row])
    ticks = tuple(c for c, cell in headers if isinstance(cell, str) and plain(cell) == "ok" and c > last)
    return replace(claim, columns={**claim.columns, "done": ticks}) if len(ticks) == 1 else None


def _are_persons(cells: Sequence[Value], context: Context) -> bool:
    """Whether what stands under ``Name`` names persons and nothing else, most of it."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return 2 * sum(scrub(text, context.catalogue).text.strip() == _("[name removed]") for text in texts) >= len(texts)


def _tracked(grid: Grid, context: Context) -> Match | None:
    """Return the claim of a tracker of actions: each with a number of its own, a title and what it is about."""
    words = words_of(context.catalogue)
    for index, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        if not any(words.meanings(_PLAN, "numbered", cell) for cell in cells if isinstance(cell, str)):
            continue
        title, matter = (
            next(
                (c for c, cell in enumerate(cells) if isinstance(cell, str) and words.meanings(_PLAN, said, cell)), None
            )
            for said in ("task", "matter")
        )
        told = SheetDecision(grid.file, grid.sheet, _PLAN, header_row=grid.ref(index).row)
        claim = PLAN_LIST.identify(grid, replace(context, decision=told))
        if claim is None or title is None or matter is None or not _is_followed(claim):
            continue
        others = {
            name: left
            for name, places in claim.columns.items()
            if (left := tuple(column for column in places if column not in (title, matter)))
        }
        return replace(claim, columns={**others, "action": (title,), "problem": (matter,)}, strength=_SURE)
    return None


def _is_followed(claim: Match) -> bool:
    """Whether a list tells who does what is written, or when, and how far it is."""
    return not {"responsible", "deadline"}.isdisjoint(claim.columns) and not {"status", "done"}.isdisjoint(
        claim.columns
    )


def _listed(grid: Grid, context: Context) -> Match | None:
    """Return the claim of a list, a weaker one where the name or the title tells of another kind."""
    if (tracked := _tracked(grid, context)) is not None:
        return tracked
    claim = _ticked(grid, context) or PLAN_LIST.identify(grid, context) or _tasks(grid, context)
    words = words_of(context.catalogue)
    if claim is None:
        return None
    columns = [column for name in ("action", "how") for column in claim.columns.get(name, ())]
    rows = grid.rows[claim.header_row + 1 :][:_SAMPLE]
    actions = [row[column] for row in rows for column in columns if column < len(row) and row[column] is not None]
    if actions and not any(isinstance(cell, str) and parse_number(cell) is None for cell in actions):
        return None  # how many actions there are
    claim = _with_subject(_with_resolutions(_with_day_of_action(claim), grid, words), grid, words)
    names = named_by(grid, claim.header_row)
    others = [kind for kind in _OTHERS if words.named(kind, *names)]
    if not others or words.named(_PLAN, *names):
        return claim
    if ImporterName.CALENDAR in others and "problem" not in claim.columns:
        return None
    return replace(claim, strength=round(0.8 * claim.strength, 6))


def _on_time_axis(grid: Grid, context: Context) -> tuple[Grid, Mapping[int, str]]:
    """Return a sheet whose actions are crossed under months or quarters with these as one column, and their headers.

    An action then goes from the first to the last period that is crossed. The sheet stays as it is without such
    columns: three or more side by side that hold crosses, and nothing else but them.
    """
    words = words_of(context.catalogue)
    for index, cells in enumerate(grid.rows[:_AXIS_WITHIN]):
        times = [
            column
            for column, cell in enumerate(cells)
            if isinstance(cell, str)
            and len(cell) <= _LONGEST_TIME
            and not cell.isdecimal()
            and words.period(cell, ANY_YEAR) is not None
        ]
        axis = range(times[0], times[-1] + 1) if times else range(0)
        if not len(times) == len(axis) > 2:
            continue
        below = grid.rows[index + 1 :]
        marks = {value for row in below for value in row[axis.start : axis.stop]} - {None}
        if marks and all("yes" in words.meanings("any", "mark", mark) for mark in marks):
            names = _with_years(cells, grid.rows[index - 1] if index else (), axis)
            rows = [*grid.rows[:index], _folded(cells, axis, _PERIOD), *(_crossed(row, names) for row in below)]
            return replace(grid, rows=rows), {column: on_one_line(str(cells[column])) for column in axis}
    return grid, {}


def _with_years(cells: Sequence[Value], above: Sequence[Value], axis: range) -> Mapping[int, str]:
    """Return column -> the name of its period, with the year that stands above it or to the left of that."""
    names: dict[int, str] = {}
    year = ""
    for column in axis:
        over = str(above[column]).strip() if column < len(above) and above[column] is not None else ""
        year = over if _WHOLE_YEAR.fullmatch(over) else year
        names[column] = " ".join(filter(None, (str(cells[column]).strip(), year)))
    return names


def _folded(row: Sequence[Value], axis: Collection[int], said: Value) -> list[Value]:
    first, last = min(axis), max(axis)
    return [*row[:first], *[None] * (first - len(row)), said, *[None] * (last - first), *row[last + 1 :]]


def _crossed(row: Sequence[Value], names: Mapping[int, str]) -> list[Value]:
    times = [name for column, name in names.items() if column < len(row) and row[column] is not None]
    return _folded(row, names, " – ".join(dict.fromkeys((times[0], times[-1]))) if times else None)


def _with_times(entry: SheetEntry, times: Mapping[int, str]) -> SheetEntry:
    """Return the account with every period used as what they are together."""
    if not times:
        return entry
    folded = next((use for use in entry.uses if use.column == min(times) + 1), None)
    others = [use for use in entry.uses if use is not folded]
    each = () if folded is None else (replace(folded, column=at + 1, header=name) for at, name in times.items())
    return replace(entry, uses=tuple(sorted((*others, *each), key=lambda use: use.column)))


def _with_day_of_action(claim: Match) -> Match:
    """Return the claim with a date right of who does what as the deadline, where no other column tells when."""
    columns = claim.columns
    before = [column for name in ("action", "how", "responsible") for column in columns.get(name, ())]
    told = {"deadline", "period", "start", "done"} & columns.keys()
    if told or "date" not in columns or "responsible" not in columns or columns["date"][0] < max(before):
        return claim
    others = {name: places for name, places in columns.items() if name != "date"}
    return replace(claim, columns={**others, "deadline": columns["date"]})


def _with_subject(claim: Match, grid: Grid, words: Words) -> Match:
    """Return the claim with the longer texts of two columns of problems as these, and the shorter as their subject."""
    columns, known = claim.columns, words.headers(_PLAN)
    taken = {column for places in columns.values() for column in places}
    others = [
        column
        for column, header in enumerate(grid.rows[claim.header_row])
        if column not in taken and isinstance(header, str) and known.get(plain(header), ())[:1] == ("problem",)
    ]
    if len(columns.get("problem", ())) != 1 or len(others) != 1 or "category" in columns:
        return claim
    below = grid.rows[claim.header_row + 1 :][:_SAMPLE]
    length = {
        column: sum(len(str(row[column])) for row in below if column < len(row) and row[column] is not None)
        for column in (columns["problem"][0], others[0])
    }
    subject, problem = sorted(length, key=lambda column: length[column])
    return replace(claim, columns={**columns, "problem": (problem,), "category": (subject,)})


def _with_resolutions(claim: Match, grid: Grid, words: Words) -> Match:
    """Return the claim of an export of a task tool in which ``Løsning`` tells how a task was closed."""
    columns = claim.columns
    below = grid.rows[claim.header_row + 1 :]
    closing = tuple(
        column
        for column in columns.get("action", ())
        if "tool" in columns
        for cells in [{row[column] for row in below if column < len(row)} - {None}]
        if cells and all(words.meanings("any", "status", cell) for cell in cells)
    )
    if not closing:
        return claim
    others = {name: places for name, places in columns.items() if name != "action"}
    if left := tuple(column for column in columns["action"] if column not in closing):
        others["action"] = left
    return replace(claim, columns={**others, "done": (*columns.get("done", ()), *closing)})


# Forms ---------------------------------------------------------------------------------------------------------------


@dataclass
class _Form:
    """One filled-in plan of a form."""

    where: CellRef
    texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: Value) -> None:
        """Add what stands beside or below a label."""
        self.texts.setdefault(name, []).append(f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value).strip())

    def text(self, name: str) -> str:
        """Return the lines of a part."""
        return "\n".join(self.texts.get(name, ()))


class PlanImporter:
    """Plans as lists, and as forms: the printed template filled in, one part under the other."""

    name = _PLAN

    def identify(self, grid: Grid, context: Context, /) -> Match | None:
        """Return the claim of a header row, or of a form's labels."""
        claim = _listed(_on_time_axis(grid, context)[0], context)
        labels = labels_of(grid, words_of(context.catalogue), _PLAN)
        names = {label.name for label in labels}
        if len(names) < _LEAST_LABELS or "action" not in names or names.isdisjoint(_SUBJECTS):
            return claim
        # In a form the labels stand under one another; in a list they stand side by side.
        side_by_side = max(sum(label.row == row for label in labels) for row in {label.row for label in labels})
        if side_by_side > len(names) / 2:
            return claim
        if claim is not None and 3 * sum(label.row <= claim.header_row for label in labels) > 2 * len(labels):
            return claim  # headers in two lines
        strength = round(len(names) / (len(names) + 1.5), 6)
        decision = context.decision
        begins = decision is not None and decision.header_row == grid.ref(labels[0].row).row and not decision.columns
        if claim is not None and claim.strength >= strength and not begins:
            return claim
        return Match(_PLAN, labels[0].row, {}, strength)

    def extract(self, grid: Grid, match: Match, context: Context, /) -> Reading:
        """Return the actions, every row (of a form: every plan) accounted for."""
        if match.columns:
            folded, times = _on_time_axis(grid, context)
            reading = PLAN_LIST.extract(folded, match, context)
            return replace(reading, sheets=tuple(_with_times(entry, times) for entry in reading.sheets))
        words = words_of(context.catalogue)
        labels = labels_of(grid, words, _PLAN)
        titles = [value for row in grid.rows[: labels[0].row] for value in row]
        year = year_in([value for value in titles if isinstance(value, str)])
        scrubbed = used = dropped = empty = 0
        findings, told = [], Counter[str]()
        for form in _forms(grid, labels):
            finding, removed = _filled_in(form, context, year if year is not None else year_in([grid.sheet]))
            scrubbed += removed
            if not form.texts or finding is None:
                empty += 1
            elif words.meaning("any", "status", form.text("status")) == "dropped":
                dropped += 1
            else:
                used += 1
                told[finding.id] += 1  # two forms may say the same
                again = f"-{told[finding.id]}" if told[finding.id] > 1 else ""
                findings.append(replace(finding, id=finding.id + again))
        where = CellRef(grid.file, grid.sheet)
        problems = [
            Problem("row-set-aside", where, {"count": str(count), "reason": _(reason.value)})
            for count, reason in ((dropped, Reason.DROPPED), (empty, Reason.PLACEHOLDER))
            if count
        ]
        if scrubbed:
            problems.append(Problem("personal-data", where, {"count": str(scrubbed)}))
        if not findings:
            problems.append(Problem("no-rows", where))
        entry = SheetEntry(
            file=grid.file,
            sheet=grid.sheet,
            importer=_PLAN,
            header_row=grid.ref(match.header_row).row,
            rows_read=used + dropped + empty,
            rows_used=used,
            rows_set_aside=dropped + empty,
            columns={label.name: _header(grid, label) for label in reversed(labels)},
        )
        return Reading(sheets=(entry,), findings=tuple(findings), problems=tuple(problems))


def _header(grid: Grid, label: Label) -> str:
    return " ".join(str(grid.rows[label.row][label.column]).partition(":")[0].split())


def _forms(grid: Grid, labels: Sequence[Label]) -> Iterator[_Form]:
    """Yield the plans: each begins with its subject, and where texts stand in several columns each column is one."""
    often = Counter(label.name for label in labels)
    subject = next(label.name for label in labels if label.name in _SUBJECTS)
    begins = []
    for place, label in enumerate(labels):
        if label.name == subject:
            begin = place
            while begin and labels[begin - 1].name in _BEFORE and often[labels[begin - 1].name] > 1:
                begin -= 1
            begins.append(begin)
    shared = _Form(CellRef(grid.file, grid.sheet))
    for label in labels[: begins[0]]:
        for _column, value in told_at(grid, label, labels, len(grid.rows)):
            shared.add(label.name, value)
    for start, end in pairwise([*begins, len(labels)]):
        block = labels[start:end]
        last_row = labels[end].row if end < len(labels) else len(grid.rows)
        forms: dict[int, _Form] = {}
        beside = _text_columns(grid, block)
        for label in block:
            for column, value in told_at(grid, label, block, last_row):
                place = column if column in beside else -1
                forms.setdefault(place, _Form(grid.ref(label.row, column))).add(label.name, value)
        for form in forms.values():
            form.texts = {**shared.texts, **form.texts}
            yield form
        if not forms:
            yield _Form(grid.ref(block[0].row))


def _text_columns(grid: Grid, block: Sequence[Label]) -> frozenset[int]:
    """Return the columns that hold a plan each: several, all filled beside the first label."""
    first = block[0]
    if sum(label.row == first.row for label in block) > 1:
        return frozenset()
    filled = [
        column for column, value in enumerate(grid.rows[first.row]) if column > first.column and value is not None
    ]
    return frozenset(filled) if len(filled) > 1 else frozenset()


def _filled_in(form: _Form, context: Context, year: int | None) -> tuple[Finding | None, int]:
    """Return the action of a form, None when it is empty, and how many pieces of personal data were removed."""
    removed, words = 0, words_of(context.catalogue)

    def clean(name: str) -> str:
        nonlocal removed
        text, count = scrub(form.text(name), context.catalogue)
        removed += count
        return "" if plain(text) in words.unknown else text

    said = _Said(
        problem=clean("problem"),
        category=" ".join(clean("category").split()),
        goal=clean("goal"),
        actions=tuple(text for name in ("action", "how") if (text := clean(name))),
    )
    if not said.text:
        return None, removed
    deadline, deadline_text = _end_of(clean("deadline") or clean("period"), words, year)
    kind = words.meaning(ImporterName.DISCUSSION, "type", form.text("type"))
    priority = words.meaning("any", "priority", form.text("priority"))
    status = form.text("status") or form.text("progress")
    done = words.meaning("any", "status", status) == "done" or (
        bool(form.text("done")) and words.meaning("any", "mark", form.text("done")) != "no"
    )
    department = " ".join(form.text("department").split())
    department = "" if words.is_everybody(department) else department
    finding = Finding(
        id=content_id(SourceKind.PLAN, department, said.text, said.proposal),
        source=SourceKind.PLAN,
        where=form.where,
        text=said.text,
        department=(department,) if department else (),
        category=said.category,
        polarity=said.polarity(kind),
        standing=kind == "standing",
        severity=None if priority is None else float(priority),
        cause=clean("cause"),
        proposal=said.proposal,
        goal=said.goal_beside,
        progress=clean("status") or clean("progress"),
        begun=not done and words.meaning("any", "status", status) == "partly",
        responsible=" ".join(form.text("responsible").split()),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=done,
    )
    return finding, removed


PLAN = PlanImporter()
