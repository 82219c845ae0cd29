"""Safety rounds: checked points with a verdict, or a list of what was seen. Only what is not in order is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain, pairwise

from handleplan_batch.language import _
from handleplan_batch.model import CellRef, Finding, ImporterName, Polarity, Problem, Reading, SourceKind
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid, Value
from handleplan_batch.reading.importers.boxes import boxes_as_words, is_unticked, with_boxes
from handleplan_batch.reading.importers.cells import ANY_YEAR, Period, Words, parse_number, plain, words_of, year_in
from handleplan_batch.reading.importers.colours import traffic_lights
from handleplan_batch.reading.importers.equipment import EQUIPMENT
from handleplan_batch.reading.importers.legend import told_in
from handleplan_batch.reading.importers.lists import DENIALS, Field, Kind, ListImporter, Reason, Row, Table, named_by
from handleplan_batch.reading.importers.lists.codes import decode
from handleplan_batch.reading.importers.measured import MEASURED
from handleplan_batch.reading.polarity import load_polarity

_ROUND = ImporterName.INSPECTION
_HEADER_WITHIN = 20
_SAMPLE = 100
_VERDICTS = 0.7
"""Least share of a column's cells that are verdicts."""
_RESERVATION = re.compile(r"\b(?:men|mangler|skal|bør|dog|undtagen|bortset|but|except|needs|should)\b")
_NUMBER_AND_WORD = re.compile(r"(?<![\w.,/-])(\d)\s([^\W\d_]+)")
_FROM_TO = re.compile(r"(?<![\d.,-])([01])\s*[-–]\s*(\d{1,2})(?![\d.,-])")
_LETTER = re.compile(r"(?<!\w)([A-Z])\s*[=:]\s*([^,;=\n]+)")
_MARK = re.compile(r"^[x✓✔✗✘]\s*(?=\W)\W*|\)$", re.IGNORECASE)
_BINDING = re.compile(r"påbud(?! ophæv)|\w*forbud|pålegg|förelägg|förbud|notice")
"""Reactions of the authority that must be complied with; a guidance or an agreement need not at once."""
_ITEM = re.compile(r"\s*(?:[-•*–]\s*|\d{1,2}[.)]\s*)(?=\S)")
"""What an item of a list in a cell begins with."""
_PARTS = re.compile(r"\s*[,;:–(]\s*|\s+-\s+|\.\s+")
_WORDS = re.compile(r"[^\W\d_]{4}")
"""What no code and no measurement holds."""
_ASKING = frozenset(
    {"er", "har", "findes", "mangler", "ligger", "forekommer", "kan", "bliver", "ses", "is", "are", "does"}
)
"""First words of a question."""
_YEAR = re.compile(r"\b20\d\d\b")
_ASKED_EACH_WAY = 10
"""How many questions ask for what is good to each that asks for what is bad, for the rest to be taken as good."""
_GRADES = range(11)
_MOST_NAMED = 20
"""Cells that one problem names."""
_COLOURS = "Vurdering"
"""What crossed colours are called where no header stands over them."""
_SAYING = ("observation", "remark", "order")
"""Fields that tell in words what was seen."""
_IS_THERE = re.compile(
    r"(?:er|ligger|står|ses|findes|forekommer|hænger|flyder|kommer|is|are|finns)\s+(?:der|there|det)\b"
)
"""What asks whether there is something, be it wanted or not."""

_NAMED_GRADES = 0.85
"""Strength of the claim of a list of points and numbers that is called a round."""
_GRADED_WITH_REMARKS = 0.93
"""The same where remarks stand beside the numbers."""
_PRIORITIES = {"1": 1.0, "2": 2.0, "3": 3.0, "4": 3.0}
"""Meaning of a priority word -> severity on a scale of 3; 4 is acute as well."""


def _read(table: Table) -> None:
    _tell_orders(table)
    decode(table, "priority", "status")
    _settle_things(table)
    _settle_points(table)
    _tell_unread_grades(table)
    answers = _Answers(table)
    wide = len({table.header(column) for column in table.columns.get("verdict", ())}) > 1
    for row in table:
        if wide:
            _read_wide(row, answers)
            continue
        _clear_unticked(row)
        said = [name for name in _SAYING if row.value(name) is not None]
        silent = bool(said) and all(table.words.says("none", row.value(name)) for name in said)
        said = [name for name in said if not table.words.says("none", row.value(name))]
        says_nothing = not said
        verdict = answers.verdict(row)
        if verdict == "ok":
            verdict = answers.beside_ok(row, said)
        if verdict == "ok":
            row.in_order(SourceKind.INSPECTION)
        elif verdict == "doubted" or (verdict == "unclear" and says_nothing):
            code = "doubted-order" if verdict == "doubted" else "unclear-verdict"
            row.reject_as(code, next(name for name in ("verdict", "fault", "status") if row.value(name) is not None))
        elif answers.is_asked(row, verdict, said):
            table.reject()  # the verdict, or its column, has been named as not understood
        elif verdict == "not_relevant" or (verdict is None and says_nothing):
            row.set_aside(Reason.NOTHING if silent else Reason.NOT_ASSESSED)
        elif row.meaning("status", "status") == "dropped":
            row.set_aside(Reason.DROPPED)
        elif not row.has_main:
            row.reject(next(name for name in table.importer.main if name in table))
        else:
            finding = _finding(row, said, verdict)
            if finding.text:
                row.use(*_items(row, finding))
            else:  # a cross that says that something is wrong, but not what
                row.reject("point" if "point" in table else next(name for name in table.importer.main if name in table))
    answers.tell_assumed()


def _tell_unread_grades(table: Table) -> None:
    """Name columns of grades side by side (``Orden``, ``Flugtveje``: 1–5), where nothing else judges."""
    if not {"verdict", "fault", "grade", "point"}.isdisjoint(table.columns):
        return
    claimed = {column for columns in table.columns.values() for column in columns}
    below = table.grid.rows[table.header_row + 1 :]  # one with nothing but grades is no record
    grades = [
        column
        for column in table.span
        if column not in claimed
        and table.header(column)
        and len(cells := [row[column] for row in below if column < len(row) and row[column] is not None]) > 1
        and _holds_grades(cells)
    ]
    if len(grades) > 1:
        named = ", ".join(f"«{table.header(column)}»" for column in grades)
        table.problem("grades-unread", table.grid.ref(table.header_row, grades[0]), columns=named)


def _tell_orders(table: Table) -> None:
    """Take subjects or results for the authority's orders where that is what they are (``Strakspåbud``)."""
    if "order" not in table and "category" in table and "observation" in table:
        said = [value for value in table.values(table.columns["category"][0]) if isinstance(value, str)]
        if said and 2 * sum(bool(table.words.told(_ROUND, "reaction", value)) for value in said) >= len(said):
            table.reassign("order", table.columns["category"])
    for column in table.columns.get("verdict", ())[:1] if "order" not in table else ():
        results = [value for value in table.values(column) if value is not None]
        judged = any(table.words.meanings(_ROUND, "verdict", value) for value in results)
        if not judged and any(_is_order(value, table.words) for value in results):
            table.reassign("order", (column,))


def _is_order(value: Value, words: Words) -> bool:
    return isinstance(value, str) and bool(words.told(_ROUND, "reaction", value))


def _settle_points(table: Table) -> None:
    """Take for the points what each row has its own of, where no other column tells what was checked.

    That is their subject, or what stands under a header that may name a department too (``Område``).
    """
    units = table.columns.get("department", ())
    if len(units) == 1 and "category" not in table:
        topics = [table.words.meaning(_ROUND, "topic", value) for value in table.values(units[0]) if value is not None]
        if 2 * topics.count(None) < len(topics):  # "Sortér"
            table.reassign("category", units)
    if "point" in table or {"verdict", "fault", "grade"}.isdisjoint(table.columns) or "observation" in table:
        return
    for name in ("category", "department"):
        columns = table.columns.get(name, ())
        named = [value for column in columns for value in table.values(column) if value is not None]
        either = name == "category" or table.words.meaning(_ROUND, "either", table.headers.get(name, "")) == "point"
        if (
            len(columns) == 1
            and either
            and len(set(named)) == len(named)
            and ("place" not in table or name != "department")
        ):
            table.reassign("point", columns)
            return


def _settle_things(table: Table) -> None:
    """Take what stands beside remarks for points and the remarks for what was seen, where some say that it is fine.

    ``Hvad så vi`` and ``Bemærkninger`` over "Kaffemaskine" and "Fin": a thing of a few words is no observation.
    """
    if not {"observation", "remark"} <= table.columns.keys() or not _JUDGED.isdisjoint(table.columns):
        return
    words = table.words
    told = [(row.text("observation"), row.text("remark")) for row in table if row.text("remark")]
    fine = [
        words.meanings(_ROUND, "verdict", remark)[:1] == ("ok",) or words.says("none", remark) for _seen, remark in told
    ]
    if any(fine) and all(len(seen.split()) <= _THING_WORDS for seen, _remark in told):
        table.reassign("point", table.columns["observation"])
        table.reassign("observation", table.columns["remark"])


_JUDGED = frozenset({"point", "verdict", "fault", "status", "grade"})
_THING_WORDS = 4
"""Words that name a thing, at most."""


def _clear_unticked(row: Row) -> None:
    """Blank the boxes of a point that are not ticked, where one of several says how it is: they stand in the form."""
    if not {"verdict", "fault"} <= row.table.columns.keys():
        return
    columns = [row.table.columns[name][0] for name in ("verdict", "fault")]
    boxes = all(isinstance(row.cell(column), bool) for column in columns)
    for column in columns:
        if is_unticked(row.cell(column)) or (boxes and row.cell(column) is False):
            row.put(column, None)


def _read_wide(row: Row, answers: _Answers) -> None:
    """Read a row with a verdict per room (points down) or per point (rooms down)."""
    table = row.table
    if answers.are_unexplained:
        table.reject()
        return
    rooms_down = "point" not in table
    remarks = table.columns.get("remark", ())
    columns = [column for column in table.columns["verdict"] if row.cell(column) is not None]
    if answers.times:  # what was found earlier and is in order now is no fault
        columns = [column for column in columns if answers.is_told(row, column)][-1:]
    told = [(column, answers.of_cell(row, column, rooms_down=rooms_down)) for column in columns]
    faults = [(column, verdict) for column, verdict in told if verdict in ("not_ok", "solved", "said")]
    findings = []
    for column, verdict in faults:
        # A remark stands right of its verdict, or at the end for the whole row.
        own = next((remark for remark in remarks if remark == column + 1), None)
        own = remarks[0] if own is None and len(remarks) == 1 else own
        remark = "" if own is None or row.cell(own) is None else table.clean(str(row.cell(own)), row.index)
        # Yellow is less than red, and 2 less than 1.
        degree = table.words.meanings(_ROUND, "colour", row.cell(column)) or _grade(row.cell(column)) is not None
        seen = table.clean(str(row.cell(column)), row.index) if verdict == "said" or degree else ""
        header = _cleaned_header(table, column, row.index)
        point = header if rooms_down else row.text("point")
        own_place = rooms_down or column in answers.times or column in answers.explained
        place = row.place() if own_place else header
        text = " – ".join(part for part in (point, seen, remark) if part)
        findings.append(
            Finding(
                id="",
                source=SourceKind.INSPECTION,
                where=table.grid.ref(row.index, column),
                text=text,
                department=row.department(),
                category=row.line("category"),
                observed_on=answers.times.get(column) or row.observed_on("date"),
                place=place,
                proposal=row.text("proposal"),
                responsible=row.responsible(),
                solved=verdict == "solved" or row.solved,
            )
        )
    unclear = next((column for column, verdict in told if verdict == "unclear"), None)
    unknown = next((column for column, verdict in told if verdict is None), None)
    if unclear is not None:
        table.problem("unclear-verdict", table.grid.ref(row.index, unclear))
    if unknown is not None:
        where = table.grid.ref(row.index, unknown)
        table.problem("bad-code", where, field=table.header(unknown), scale=_("OK / not OK"))
    if findings:
        row.use(*findings)
    elif unclear is not None or unknown is not None:
        table.reject()
    elif (ok := next((column for column, verdict in told if verdict == "ok"), None)) is not None:
        if answers.is_doubted(row):
            table.problem("doubted-order", table.grid.ref(row.index, ok))
            table.reject()
        else:
            row.in_order(SourceKind.INSPECTION)
    else:
        row.set_aside(Reason.NOT_ASSESSED)


def _cleaned_header(table: Table, column: int, index: int) -> str:
    """Return a header without personal data, save for whose desk it is; «Tor» beside «Man» is a day and no name."""
    header, beside = table.header(column), f"{table.header(column - 1)}, {table.header(column)}"
    if column and header.isalpha() and table.clean(beside, index, addresses=False) == beside:
        return header
    return table.clean(header, index, addresses=False)


class _Answers:
    """What the verdicts of a sheet mean: OK or not, and to which questions a yes is bad news."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._words = table.words
        self._assumed: list[CellRef] = []
        self._polarity = load_polarity(table.words.catalogue)
        self._crosses_are_faults = _crosses_are_faults(table)
        above = [value for cells in table.grid.rows[: table.header_row + 1] for value in cells]
        # "Er der problemer med … ?": whatever is answered with yes is a fault.
        self._yes_is_fault = any(table.words.meaning(_ROUND, "asks_for", value) == "faults" for value in above)
        # What somebody may be exposed to: "Tunge løft: ja".
        self._yes_is_fault |= bool(table.words.meanings(_ROUND, "asks_header", table.headers.get("point", "")))
        self._yes_headers = {
            name: table.words.meaning("any", "mark", table.headers.get(name, "")) for name in ("verdict", "fault")
        }
        right_of = [column for name in ("responsible", "deadline") for column in table.columns.get(name, ())]
        self.at_end = "point" not in table and any(
            column < min(table.columns.get("verdict", (0,))) for column in right_of
        )
        """Whether OK stands where a list of what was seen says that it is put right: right of who does it, and when."""
        judged = [value for column in table.columns.get("status", ()) for value in table.values(column)]
        self._status_judges = any(self._words.meanings(_ROUND, "verdict", value)[:1] == ("not_ok",) for value in judged)
        self._grades = _grades(table) if "grade" in table or _are_graded(table) else ()
        self._follow_ups = [name for name in ("responsible", "deadline") if _is_telling(table, name)]
        self.times = _times(table)
        """Columns of verdicts whose headers all are times, in their order -> the first day, None without a year."""
        if self.times:
            first, last = min(self.times), max(self.times)
            where = table.grid.ref(table.header_row, last)
            table.problem("latest-round", where, first=table.header(first), last=table.header(last))
        self.explained = _explained(table)
        """Columns of crosses whose letters a legend explains -> the verdict; else empty."""
        self._says_ok = {
            column: _says_ok(table.header(column), table.words) for column in table.columns.get("verdict", ())
        }

    def verdict(self, row: Row) -> str | None:
        """Return ``ok``, ``not_ok``, ``solved``, ``not_relevant``, ``unclear``, or None when the row does not say."""
        if row.value("not_relevant") is not None and row.meaning("not_relevant", "mark") != "no":
            return "not_relevant"
        point = row.text("point") or row.text("observation") or _instead(row)
        fault = row.value("fault")
        denied = fault is not None and row.table.words.says("none", fault)
        if fault is not None and not denied:
            if _is_count(fault):
                return "not_ok" if fault else "ok"
            if self._yes_headers["fault"] == "no":
                return self._answered("no", point, row.where("fault"))
            return "ok" if row.meaning("fault", "mark") == "no" else "not_ok"
        value = row.value("verdict")
        if value is None and row.value("grade") is not None:
            return self._by_grade(row)
        if value is None and denied and "verdict" not in row.table:
            return "ok"  # "Problem? Nej"
        if value is None:
            said = [row.text(name) for name in _SAYING if row.value(name) is not None]
            in_order = bool(said) and all(_ends_with_ok(text, self._words) for text in said)
            return self._by_status(row) or ("ok" if in_order else None)
        if "fault" in row.table and row.meaning("verdict", "mark") == "yes":
            # Crosses in one of several columns.
            return self._answered("yes", point, row.where("verdict")) if self._yes_headers["verdict"] == "yes" else "ok"
        column = row.table.columns["verdict"][0]
        found = self._of_value(value, point, row.where("verdict"), says_ok=self._says_ok[column])
        if found is None:
            row.problem("bad-code", "verdict", scale=_("OK / not OK"))
        return found

    @cached_property
    def are_unexplained(self) -> bool:
        """Whether several columns hold grades of which it cannot be told which are good; they are named."""
        if self._grades or not _are_graded(self._table):
            return False
        columns = self._table.columns["verdict"]
        named = ", ".join(map(self._table.header, columns))
        self._table.problem("grade-direction", self._table.grid.ref(self._table.header_row, columns[0]), field=named)
        return True

    def is_said(self, row: Row) -> bool:
        """Whether the row has a verdict, be it one that is not understood."""
        if "verdict" in row.table or "grade" in row.table:
            return row.value("verdict") is not None or row.value("grade") is not None
        return "point" in row.table and row.value("status") is not None

    def is_asked(self, row: Row, verdict: str | None, said: Sequence[str]) -> bool:
        """Whether a row says nothing but a verdict that is not understood."""
        if verdict == "unrated":
            return not self.more(row, said)
        return verdict is None and not said and self.is_said(row)

    def beside_ok(self, row: Row, said: Sequence[str]) -> str:
        """Return what a row that is said to be in order is, by the rest of it.

        ``ok``, ``solved``, ``unclear`` when a remark speaks against it, or ``doubted`` when only who is to do something
        and when do. ``said`` are the fields that say something in words.
        """
        if self.at_end and said:
            return "solved"
        if not self.is_doubted(row):
            return "ok"
        return "unclear" if self.more(row, said) else "doubted"

    @staticmethod
    def more(row: Row, said: Sequence[str]) -> bool:
        """Whether fields tell more than what was looked at, which is what the observation tells without a point."""
        return "remark" in said or (bool(said) and "point" in row.table)

    def is_doubted(self, row: Row) -> bool:
        """Whether a row that is said to be in order demands something, or that somebody does something about it."""
        says = row.table.words.says
        remarks = [text for name in _SAYING if name == "remark" or "point" in row.table for text in row.texts(name)]
        if any(_demands(remark, row.table.words) for remark in remarks):
            return True
        if row.solved:
            return False
        return not self.at_end and any(
            (value := row.value(name)) is not None and not says("none", value) and not says("missing", value)
            for name in self._follow_ups
        )

    def of_cell(self, row: Row, column: int, *, rooms_down: bool) -> str | None:
        """Return the verdict of one cell of a sheet with several columns of verdicts."""
        point = row.table.header(column) if rooms_down else row.text("point")
        if _is_cross(row.cell(column)) and column in self.explained:
            return self.explained[column]
        if _is_cross(row.cell(column)) and not self._crosses_are_faults:
            return "unclear"  # checked, or at fault
        if (number := _grade(row.cell(column))) is not None and self._grades:
            return self._nearest(number)
        told = self._of_value(row.cell(column), point, row.table.grid.ref(row.index, column), says_ok=False)
        return told or ("said" if _tells(row.cell(column)) else None)

    def is_told(self, row: Row, column: int) -> bool:
        """Whether a cell says something else than that the item was not looked at."""
        return self._words.meaning(_ROUND, "verdict", row.cell(column)) != "not_relevant"

    def _of_value(self, value: Value, point: str, where: CellRef, *, says_ok: bool) -> str | None:
        answer = "yes" if value is True else "no" if value is False else None
        if isinstance(value, str) and value.strip().casefold().rstrip(".!").isalpha() and not _is_cross(value):
            meanings = self._words.meanings("any", "mark", value)
            answer = meanings[0] if meanings else None
        if answer is not None and not says_ok:
            return self._answered(answer, point, where)
        if _is_cross(value) and not self._crosses_are_faults:
            return "ok"
        found = self._words.meaning(_ROUND, "verdict", value)
        return "not_ok" if found == "ok" and _has_reservation(value) else found

    def _answered(self, answer: str, point: str, where: CellRef) -> str:
        """Return what a yes or a no to a point means, ``unclear`` where neither the point nor its neighbours tell."""
        if self._yes_is_fault:
            return "not_ok" if answer == "yes" else "ok"
        verdict = self._polarity.judge(point)
        good = verdict.good
        if verdict.doubted or (good is None and answer == "yes" and _IS_THERE.match(point.casefold())):
            return "unclear"
        if good is None and _is_question(point):
            if not self._asks_for_what_is_good:
                return "unclear"
            if answer == "yes":
                self._assumed.append(where)
        if good is not False:
            return "ok" if answer == "yes" else "not_ok"
        if _is_question(point):
            return "not_ok" if answer == "yes" else "ok"
        return "unclear"  # "Støj: ja" may say that there is noise, or that it is in order

    @cached_property
    def _asks_for_what_is_good(self) -> bool:
        """Whether nearly all questions of the sheet that can be judged ask for what is good: others may then too."""
        table = self._table
        points = [table.header(column) for column in table.columns.get("verdict", ())]
        for name in ("point", "observation"):
            points += [str(value) for column in table.columns.get(name, ()) for value in table.values(column)]
        told = [self._polarity.judge(point).good for point in dict.fromkeys(points) if _is_question(point)]
        return told.count(False) * _ASKED_EACH_WAY <= told.count(True)

    def tell_assumed(self) -> None:
        """Name the answers that were taken as in order because the other questions of the sheet are so put."""
        if self._assumed:
            named = self._assumed[:_MOST_NAMED]
            cells = ", ".join(where.a1 for where in named) + (" …" if len(self._assumed) > len(named) else "")
            self._table.problem("assumed-order", named[0], count=str(len(self._assumed)), cells=cells)

    def _by_grade(self, row: Row) -> str | None:
        """Return what a number means by the nearest one that is explained, of two as near the worse.

        ``unrated`` where none is explained; the column is reported once.
        """
        grade = row.value("grade")
        number = parse_number(grade)
        if number is None:
            found = self._words.meaning(_ROUND, "verdict", grade)
            if found is None:
                row.problem("bad-code", "grade", scale=_("OK / not OK"))
            return found
        if not self._grades:
            where = row.table.grid.ref(row.table.header_row, row.table.columns["grade"][0])
            row.table.problem("grade-direction", where, field=row.table.headers["grade"])
            return "unrated"
        if (told := self._nearest(number)) is None:
            row.problem("bad-code", "grade", scale=_("OK / not OK"))
        return told

    def _nearest(self, number: float) -> str | None:
        """Return what the nearest number that is explained means, None outside of them."""
        if not min(self._grades)[0] <= number <= max(self._grades)[0]:
            return None
        return min(self._grades, key=lambda told: (abs(told[0] - number), told[1] == "ok"))[1]

    def _by_status(self, row: Row) -> str | None:
        """Return the verdict of a checklist that has it under the header Status."""
        if "verdict" in row.table or not ("point" in row.table or self._status_judges):
            return None
        status = row.value("status")
        if status is True or status is False or self._words.meanings("any", "mark", status) in (("yes",), ("no",)):
            header = row.table.headers["status"]  # "Flugtvej spærret? – Nej"
            point = row.text("point") or row.text("observation")
            return self._of_value(status, point, row.where("status"), says_ok=_says_ok(header, self._words))
        found = self._words.meanings(_ROUND, "verdict", status)
        by_status = {"done": "solved", "partly": "not_ok", "open": "not_ok", "dropped": "not_relevant"}
        verdict = found[0] if found else by_status.get(row.meaning("status", "status") or "")
        if verdict is None and status is not None:
            row.problem("bad-code", "status", scale=_("OK / not OK"))
        return verdict


def _times(table: Table) -> Mapping[int, date | None]:
    """Return the columns of verdicts with the days that their headers tell, where all do and they rise: rounds."""
    columns = table.columns.get("verdict", ())
    alike = len({_YEAR.sub("", table.header(column)) for column in columns}) == 1  # "Eftersyn 2025", "Eftersyn 2026"

    def period(header: str, year: int | None) -> Period | None:
        named = year_in([header]) if alike else None
        return table.words.period(header if named is None else str(named), year)

    told = {column: found for column in columns if (found := period(table.header(column), table.year or ANY_YEAR))}
    if "point" not in table or len(told) < max(2, len(columns)):
        return {}
    if any(told[one] >= told[other] for one, other in pairwise(sorted(told))):
        return {}
    dated = {column: period(table.header(column), table.year) for column in told}
    return {column: None if found is None else found[0] for column, found in dated.items()}


def _explained(table: Table) -> Mapping[int, str]:
    """Return the columns of verdicts whose headers are letters, with what is said of each around the list."""
    letters = {column: table.header(column).strip().upper() for column in table.columns.get("verdict", ())}
    if not all(len(letter) == 1 for letter in letters.values()):
        return {}
    texts = [value for block in table.surrounding_blocks() for cells in block for value in cells]
    said = {found[1]: found[2] for text in texts if isinstance(text, str) for found in _LETTER.finditer(text)}
    told = {
        column: meaning
        for column, letter in letters.items()
        if (meaning := table.words.meaning(_ROUND, "verdict", said.get(letter))) is not None
    }
    return told if told.keys() == letters.keys() else {}


def _is_count(value: Value) -> bool:
    """Whether a cell tells how many of a thing were at fault (``Forkert: 3``)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_question(point: str) -> bool:
    return "?" in point or point.casefold().split(" ", 1)[0] in _ASKING


def _tells(value: Value) -> bool:
    """Whether a cell says in words what was seen (``For varmt``), where others hold verdicts."""
    return isinstance(value, str) and _WORDS.search(value) is not None


def _has_reservation(value: Value) -> bool:
    """Whether a verdict takes back what it says (``OK, men skiltet mangler``)."""
    return isinstance(value, str) and _RESERVATION.search(value.casefold()) is not None


def _grade(value: Value) -> float | None:
    """Return the number that a cell grades by, None for anything else; a mark is none."""
    number = None if isinstance(value, bool) else parse_number(value)
    return number if number in _GRADES else None


def _are_graded(table: Table) -> bool:
    """Whether every column of verdicts, of several, holds grades."""
    columns = table.columns.get("verdict", ())
    return len(columns) > 1 and all(_holds_grades(list(table.values(column))) for column in columns)


def _holds_grades(cells: Sequence[Value]) -> bool:
    """Whether all cells that say something are grades."""
    filled = [cell for cell in cells if cell is not None]
    return bool(filled) and all(_grade(cell) is not None for cell in filled)


def _grades(table: Table) -> tuple[tuple[float, str], ...]:
    """Return the numbers under a header with what is said of them, ``ok`` or ``not_ok``; both, or nothing is known.

    The header tells before what stands around the list, and that before other sheets. Where only one end is told, how
    far the numbers go tells the other (``1-5 (5 = bedst)``).
    """
    header = table.headers.get("grade", "")
    around = [*chain.from_iterable(table.surrounding_blocks())]
    beside = [*chain.from_iterable(other.rows for other in table.beside)]
    return _told_of_grades(header, [[[header]], around, beside], table.words)


def _told_of_grades(
    header: str, places: Iterable[Sequence[Sequence[Value]]], words: Words
) -> tuple[tuple[float, str], ...]:
    """Return what the first of several places that tells of grades says of each number."""
    for rows in places:
        legend: dict[str, str] = {}
        for cells in rows:
            legend |= told_in(cells) or dict(_numbered(cells))
        found = {
            float(number): meaning
            for number, word in legend.items()
            if number.isdecimal() and (meaning := _grade_means(word, words)) is not None
        }
        texts = (value for cells in ([header], *rows) for value in cells if isinstance(value, str))
        ends = [(float(told[1]), float(told[2])) for text in texts for told in _FROM_TO.finditer(text)]
        if len(found) == 1 and len(set(ends)) == 1:
            ((number, meaning),) = found.items()
            found |= {
                end: "not_ok" if meaning == "ok" else "ok" for end in ends[0] if number in ends[0] and end != number
            }
        if len(set(found.values())) > 1:
            return tuple(found.items())
    return ()


def _numbered(cells: Iterable[Value]) -> Iterator[tuple[str, str]]:
    """Yield the numbers with the word right behind each (``1 grøn, 2 gul, 3 rød``)."""
    for value in cells:
        if isinstance(value, str):
            yield from _NUMBER_AND_WORD.findall(value)


def _grade_means(word: str, words: Words) -> str | None:
    """Return ``ok`` or ``not_ok`` for what a number is said to mean, None for anything else."""
    told = words.meaning(_ROUND, "verdict", word)
    if words.meaning(_ROUND, "amount", word) is not None:  # the highest may be the best, or the most urgent
        return None
    end = words.meaning(ImporterName.RISK_ASSESSMENT, "end", word)
    return told if told in ("ok", "not_ok") else {"best": "ok", "worst": "not_ok"}.get(end or "")


def _ends_with_ok(text: str, words: Words) -> bool:
    """Whether what was seen ends with saying that it is in order (``Stillads med skilt, ok``), and nothing is left."""
    *_before, last = _PARTS.split(text.strip(" .!)"))
    said = words.meanings(_ROUND, "verdict", last)
    good = said[:1] == ("ok",) and not words.meanings("any", "mark", last)
    return good and not _has_reservation(text) and not _demands(text, words)


def _demands(remark: str, words: Words) -> bool:
    """Whether a remark says that something is to be done or lacking (``Skal udbedres``), and does not deny it."""
    tokens = re.findall(r"\w+", remark.casefold())
    return any(
        bool(words.meanings(_ROUND, "demand", token)) and not DENIALS.intersection(tokens[max(0, at - 1) : at + 2])
        for at, token in enumerate(tokens)
    )


def _is_telling(table: Table, name: str) -> bool:
    """Whether a column is filled in some rows only; what all rows have says nothing of any of them."""
    values = [row.value(name) for row in table]
    return any(value is not None for value in values) and None in values


def _says_ok(header: str, words: Words) -> bool:
    """Whether a header itself says in order (``OK ja/nej``), so that a yes under it is good whatever is asked."""
    tokens = plain(header).replace("/", " ").split()
    parts = [" ".join(tokens[at : at + length]) for length in (1, 2) for at in range(len(tokens))]
    return any(
        "ok" in words.meanings(_ROUND, "verdict", part) for part in parts if not words.meanings("any", "mark", part)
    )


def _is_cross(value: object) -> bool:
    """Whether a cell holds a cross and nothing else."""
    return isinstance(value, str) and value.strip().casefold() == "x"


def _crosses_are_faults(table: Table) -> bool:
    """Whether a cross means "not in order": so when the column marks what is in order in another way."""
    values = [value for column in table.columns.get("verdict", ()) for value in table.values(column)]
    return any(value is not None and not _is_cross(value) for value in values)


def _finding(row: Row, said: Sequence[str], verdict: str | None) -> Finding:
    parts = (row.text("point") or _instead(row), _said_by_fault(row), *map(row.text, said))
    deadline, deadline_text = row.deadline()
    priority = row.meaning("priority", "priority")
    return Finding(
        id="",
        source=SourceKind.INSPECTION,
        where=row.where(*said, "point", "fault", "place"),
        text=" – ".join(dict.fromkeys(filter(None, parts))) or row.place(),
        department=row.department(),
        category=row.line("category"),
        polarity=row.polarity or (Polarity.POSITIVE if verdict is None and _praises(row) else None),
        acute=priority == "4" or _BINDING.search(row.text("order").casefold()) is not None,
        severity=_PRIORITIES.get(priority or ""),
        observed_on=row.observed_on("date"),
        place=row.place(),
        proposal=row.text("proposal"),
        responsible=row.responsible(),
        deadline=deadline,
        deadline_text=deadline_text,
        solved=verdict == "solved" or row.solved,
    )


def _items(row: Row, finding: Finding) -> list[Finding]:
    """Return what was seen as a finding for each item of a list in one cell (``1. …`` and ``2. …`` on their lines)."""
    lines = [line for line in finding.text.splitlines() if line.strip()]
    if len(lines) < 2 or finding.text != row.text("observation") or not all(map(_ITEM.match, lines)):
        return [finding]
    texts = [_ITEM.sub("", line).strip() for line in lines]
    good = [Polarity.POSITIVE if _is_praise(text, row.table.words) else finding.polarity for text in texts]
    return [replace(finding, text=text, polarity=said) for text, said in zip(texts, good, strict=True) if text]


def _is_praise(seen: str, words: Words) -> bool:
    """Whether what was seen begins with praise (``Flot oprydning``) and takes nothing back."""
    praised = bool(words.meanings(_ROUND, "praise", seen.split(" ", 1)[0].casefold())) and len(seen.split()) > 1
    return praised and not _has_reservation(seen) and not _demands(seen, words)


def _praises(row: Row) -> bool:
    """Whether what was seen begins with praise (``Flot oprydning``), and nothing is to be done about it."""
    seen = row.text("observation")
    others = any(row.value(name) is not None for name in ("proposal", "deadline", "point", "remark", "order"))
    return not others and _is_praise(seen, row.table.words)


def _instead(row: Row) -> str:
    """Return what a row of crosses is about where no header says so: its subject, or what stands to its left."""
    table = row.table
    if "point" in table or "fault" not in table:
        return ""
    if "category" in table:
        return "" if "observation" in table else row.text("category")
    taken = {column for columns in table.columns.values() for column in columns}
    crosses = min(table.columns["fault"] + table.columns.get("verdict", table.columns["fault"]))
    said = (row.cell(column) for column in range(table.span[0], crosses) if column not in taken)
    texts = (
        value.strip() for value in said if isinstance(value, str) and not table.words.meanings("any", "mark", value)
    )
    return next((table.clean(text, row.index) for text in texts), "")


def _said_by_fault(row: Row) -> str:
    """Return what the verdict itself says, when it is more than a mark (``x (lås mangler)``)."""
    if _is_count(row.value("fault")):
        return f"{row.table.headers['fault']}: {row.text('fault')}"
    said = _MARK.sub("", row.text("fault"))
    if not said and _has_reservation(row.value("verdict")):
        said = row.text("verdict")
    words = row.table.words
    marked = words.meaning(_ROUND, "verdict", said) or words.meanings("any", "mark", said)
    return said if len(said.split()) > 1 or (len(said) > 2 and said.isalpha() and not marked) else ""


def _otherwise(grid: Grid, context: Context) -> Match | None:
    """Claim checklists with a column of verdicts per room or per point, and lists that only their name tells."""
    words = words_of(context.catalogue)
    best = _NAMED.of_round(grid, context)
    # What was checked without a verdict that is understood may have been in order.
    unsaid = (
        best is not None and "point" in best.columns and not {"observation", "grade", "remark"} & best.columns.keys()
    )
    unsaid = unsaid and best is not None and not _judged_by_status(best, grid, words)
    if best is not None and (unsaid or not words.named(_ROUND, *named_by(grid, best.header_row))):
        best = None
    elif best is not None and "grade" in best.columns:
        # Results of a survey look the same, but for remarks on what was seen.
        least = _GRADED_WITH_REMARKS if "remark" in best.columns else _NAMED_GRADES
        best = replace(best, strength=max(best.strength, least))
    best = best or _seen(grid, context, words) or _orders(grid, context, words) or _ticked(grid, context, words)
    best = best or _lit(grid, words)
    for index in range(min(_HEADER_WITHIN, len(grid.rows))):
        match = _wide(grid, index, words)
        if match is not None and (best is None or match.strength > best.strength):
            best = match
    return best


def _is_row_of_verdicts(grid: Grid, match: Match, context: Context) -> bool:
    """Whether what seems to be the headers is a row with verdicts of its own, over others that differ from them.

    ``OK`` and ``Ikke OK`` are headers too, over crosses or over cells that say the same.
    """
    words = words_of(context.catalogue)
    said = {
        column: meaning
        for name in ("verdict", "fault")
        for column in match.columns.get(name, ())
        if (meaning := words.meaning(_ROUND, "verdict", grid.cell(match.header_row, column))) in ("ok", "not_ok")
    }
    below = grid.rows[match.header_row + 1 :][:_SAMPLE]
    above = [grid.cell(match.header_row - 1, column) for column in said] if match.header_row else []
    if any("verdict" in words.headers(_ROUND).get(plain(str(cell)), ()) for cell in above):
        return True  # the headers stand above it
    header = [plain(str(grid.cell(match.header_row, column))) for column in (*said, *_marked(grid, match, words))]
    if len(set(header)) < len(header):
        return True  # "Ja, Ja, Nej": answers
    cells = ((said[column], row[column]) for row in below for column in said if column < len(row))
    found = ((own, words.meanings(_ROUND, "verdict", cell), cell) for own, cell in cells if cell is not None)
    return len(said) > 1 and any(
        told and told[0] in ("ok", "not_ok") and told[0] != own and not words.meanings("any", "mark", cell)
        for own, told, cell in found
    )


def _marked(grid: Grid, match: Match, words: Words) -> Iterator[int]:
    """Yield the columns of verdicts whose header is a yes or a no, whatever it means."""
    for name in ("verdict", "fault"):
        for column in match.columns.get(name, ()):
            header = grid.cell(match.header_row, column)
            if words.meanings("any", "mark", header) and not words.meanings(_ROUND, "verdict", header):
                yield column


def _seen(grid: Grid, context: Context, words: Words) -> Match | None:
    """Return the claim of a list under a header for what was seen that lists of incidents do not have."""
    known, others = words.headers(_ROUND), words.headers(ImporterName.INCIDENT)
    texts = {plain(cell) for row in grid.rows[:_HEADER_WITHIN] for cell in row if isinstance(cell, str)}
    if not any("observation" in known.get(text, ()) and text not in others for text in texts):
        return None  # to look for a list takes longer
    claim = _SEEN.of_round(grid, context)
    if claim is None:
        return None
    header = grid.cell(claim.header_row, claim.columns["observation"][0])
    return None if plain(str(header)) in others else claim


def _orders(grid: Grid, context: Context, words: Words) -> Match | None:
    """Return the claim of a list of the authority's orders by what they are about, which no other column tells."""
    known = words.headers(_ROUND)
    if not any("order" in known.get(plain(str(cell)), ()) for row in grid.rows[:_HEADER_WITHIN] for cell in row):
        return None  # to look for a list takes longer
    claim = _BY_SUBJECT.of_round(grid, context)
    if claim is None:
        return None
    others = {name: places for name, places in claim.columns.items() if name != "category"}
    return replace(claim, columns={"observation": claim.columns["category"], **others})


def _ticked(grid: Grid, context: Context, words: Words) -> Match | None:
    """Return the claim of a list of subjects with a cross under what is in order or under what is not."""
    claim = _BY_CROSSES.of_round(grid, context)
    if claim is None or not {"verdict", "fault"} <= claim.columns.keys():
        return None
    crossed = (*claim.columns["verdict"], *claim.columns["fault"])
    below = grid.rows[claim.header_row + 1 :][:_SAMPLE]
    cells = [row[column] for row in below for column in crossed if column < len(row) and row[column] is not None]
    return claim if cells and all(words.meanings("any", "mark", cell) == ("yes",) for cell in cells) else None


def _lit(grid: Grid, words: Words) -> Match | None:
    """Return the claim of a list of subjects with a red, yellow or green each and nothing that tells what was seen."""
    if sum(plain(str(cell)) in _LIT for row in grid.rows[:_SAMPLE] for cell in row) < _FEWEST_CHECKS:
        return None
    known = words.headers(_ROUND)
    for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        below = grid.rows[index + 1 :][:_SAMPLE]
        columns: dict[str, tuple[int, ...]] = {}
        for column, cell in enumerate(row):
            shown = {plain(str(one[column])) for one in below if column < len(one) and one[column] is not None}
            lit = len(shown) > 1 and shown <= _LIT
            name = "verdict" if lit else next(iter(known.get(plain(str(cell)), ())), None)
            if name is not None:
                name = "point" if name == "category" else name
                columns[name] = (*columns.get(name, ()), column)
        if columns.keys() <= _LIT_FIELDS and [len(columns.get(name, ())) for name in ("point", "verdict")] == [1, 1]:
            return Match(_ROUND, index, columns, _LIGHTS_TELL)
    return None


def _wide(grid: Grid, index: int, words: Words) -> Match | None:
    """Return the claim of a header row with points or rooms first and verdicts in at least two columns."""
    known = words.headers(_ROUND)
    headers = _wide_headers(grid, index)
    if len(headers) < 3:
        return None
    first = min(headers)
    names = ("point",) if headers[first] == _UNNAMED else known.get(plain(headers[first]), ())
    down = _points_or_places(grid, index, headers, names, words)
    if down is None and "category" not in names:
        return None
    named = words.named(_ROUND, *named_by(grid, index))
    if down is None:
        if not named:
            return None
        down = "point"
    below = grid.rows[index + 1 : index + 1 + _SAMPLE]
    verdicts, sure = [], False
    for column in headers:
        cells = [row[column] for row in below if column < len(row) and row[column] is not None]
        told = [cell for cell in cells if isinstance(cell, bool) or words.meanings(_ROUND, "verdict", cell)]
        if column > first and cells and len(told) >= _VERDICTS * len(cells):
            verdicts.append(column)
            sure = sure or any(not isinstance(cell, bool) and not words.meanings("any", "mark", cell) for cell in told)
            sure = sure or any(isinstance(cell, str) and not cell[0].isalnum() for cell in told)
    # Yes and no are answers of persons too; OK and not OK are not. Crosses alone say which column is meant, no verdict,
    # but one room of several may be called like one (Bad).
    if named and not verdicts:
        verdicts = _graded(grid, index, headers, words) or _described(grid, index, headers, words)
    answers = sum(bool(words.meanings(_ROUND, "verdict", headers[column])) for column in verdicts)
    # Machines, tasks and rooms answer nothing; crosses beside these may be set under a scale.
    subject = words.meanings(_ROUND, "subject", headers[first])
    said = (row[column] for row in below for column in verdicts if column < len(row))
    sure = sure or bool(words.meanings("any", "thing", headers[first]))
    sure = sure or (bool(subject) and any(cell is not None and not _is_cross(cell) for cell in said))
    if not verdicts or not (sure or named) or 2 * answers > len(verdicts):
        return None
    verdicts = sorted((*verdicts, *_told_in_words(grid, index, headers, (first, *verdicts), known, words)))
    if len(verdicts) < 2:
        return None
    columns = {down: (first,), "verdict": tuple(verdicts)}
    saying = {"remark", "observation", "fault"}
    remarks = tuple(c for c, cell in headers.items() if saying & set(known.get(plain(cell), ())))
    if remarks := tuple(column for column in remarks if column not in (first, *verdicts)):
        columns["remark"] = remarks
    for name in ("date", "department", "proposal", "responsible", *(("place",) if down == "point" else ())):
        found = [c for c, cell in headers.items() if name in known.get(plain(cell), ()) and c not in (first, *verdicts)]
        if found:
            columns[name] = (found[0],)
    return Match(_ROUND, index, columns, 0.85 if named else 0.7)


def _graded(grid: Grid, index: int, headers: Mapping[int, str], words: Words) -> list[int]:
    """Return the columns of grades, all but the first and those that are something else.

    Where others stand beside them, what the grades mean must be told: else only the others are read.
    """
    known, cells = words.headers(_ROUND), _cells_below(grid, index, headers)
    found = [column for column in cells if _holds_grades(cells[column])]
    others = cells.keys() - found
    explained = not others or bool(_told_of_grades("", [grid.rows[:index]], words))
    return found if explained and all(known.get(plain(headers[column])) for column in others) else []


def _described(grid: Grid, index: int, headers: Mapping[int, str], words: Words) -> list[int]:
    """Return the columns of rooms that say in words what is wrong there, and else that it is OK."""
    known, below = words.headers(_ROUND), _cells_below(grid, index, headers)
    cells = {column: below[column] for column in below if not known.get(plain(headers[column]))}
    good = [any("ok" in words.meanings(_ROUND, "verdict", cell) for cell in said) for said in cells.values()]
    in_words = all(isinstance(cell, str) for said in cells.values() for cell in said)
    return [*cells] if good.count(True) > 1 and in_words else []


def _cells_below(grid: Grid, index: int, headers: Mapping[int, str]) -> dict[int, list[Value]]:
    """Return what stands in the columns right of the first one, but those that hold nothing."""
    below = grid.rows[index + 1 : index + 1 + _SAMPLE]
    right = (column for column in headers if column > min(headers))
    cells = {
        column: [row[column] for row in below if column < len(row) and row[column] is not None] for column in right
    }
    return {column: said for column, said in cells.items() if said}


def _points_or_places(
    grid: Grid, index: int, headers: Mapping[int, str], names: Sequence[str], words: Words
) -> str | None:
    """Return whether points stand down or places, by what the first column and the other headers name.

    ``names`` are the fields that the header of the first column may stand for.
    """
    first = min(headers)
    down: str | None = next((name for name in ("point", "place") if name in names), None)
    if down is None and words.meanings(_ROUND, "subject", headers[first]):
        return "place"
    either = words.meaning(_ROUND, "either", headers[first]) == "point"
    if not either and (down != "point" or not words.meanings("any", "thing", headers[first])):
        return down
    below = _topics([row[first] for row in grid.rows[index + 1 : index + 1 + _SAMPLE] if first < len(row)], words)
    across = _topics([header for column, header in headers.items() if column != first], words)
    if either:
        return "point" if below > across else "place"
    return "place" if across >= max(below, _LEAST_CHECKS) else "point"  # what of each thing, or where each stands


_LEAST_CHECKS = 0.3
"""Share of headers over verdicts on things that name what is looked at, for these not to be rooms."""
_UNNAMED = "?"
"""What a blank header over questions is called."""


def _wide_headers(grid: Grid, index: int) -> dict[int, str]:
    """Return the headers of a row; left of them one is not needed over cells that all are questions."""
    headers = {
        column: cell if isinstance(cell, str) else f"{cell:%Y-%m-%d}"
        for column, cell in enumerate(grid.rows[index])
        if isinstance(cell, str | date)
    }
    left = min(headers, default=0) - 1
    below = [row for row in grid.rows[index + 1 : index + 1 + _SAMPLE] if any(value is not None for value in row)]
    asked = [row[left] for row in below if 0 <= left < len(row)]
    if asked and all(isinstance(text, str) and text.rstrip().endswith("?") for text in asked):
        return {left: _UNNAMED, **headers}
    return headers


def _told_in_words(
    grid: Grid,
    index: int,
    headers: Mapping[int, str],
    taken: Sequence[int],
    known: Mapping[str, tuple[str, ...]],
    words: Words,
) -> Iterator[int]:
    """Yield the columns beside those of verdicts that mostly say in words what is wrong, and else that it is OK."""
    below = grid.rows[index + 1 : index + 1 + _SAMPLE]
    for column, header in headers.items():
        cells = [row[column] for row in below if column < len(row) and row[column] is not None]
        told = [words.meanings(_ROUND, "verdict", cell) for cell in cells]
        if column not in taken and not known.get(plain(header)) and any("ok" in one for one in told):
            yield column


def _topics(texts: Sequence[Value], words: Words) -> float:
    """Return the share of texts that name something which is looked at, not a place."""
    polarity = load_polarity(words.catalogue)
    told = [polarity.judge(text) for text in texts if isinstance(text, str)]
    return sum(one.theme_id is not None or one.good is not None for one in told) / max(1, len(told))


def _all_checks(match: Match, grid: Grid, context: Context) -> Match | None:
    """Return the claim of things down and checks across, of whose columns of verdicts the headers told but one."""
    columns = match.columns
    if context.decision is None and not columns.keys() & {"verdict", "grade", "observation", "order", "status"}:
        wide = _wide(grid, match.header_row, words_of(context.catalogue)) if "fault" in columns else None
        others = {column for name, places in columns.items() if name != "fault" for column in places}
        if wide is not None and others.isdisjoint(wide.columns["verdict"]):  # "Eftersyn 2025", "Eftersyn 2026", "Fejl"
            return replace(wide, strength=max(match.strength, wide.strength))
    if context.decision is not None or len(columns.get("verdict", ())) != 1:
        return None
    if "place" not in columns or not {"point", "fault", "observation"}.isdisjoint(columns):
        return None
    wide = _wide(grid, match.header_row, words_of(context.catalogue))
    told = {column for name, places in columns.items() if name not in ("verdict", "course") for column in places}
    if wide is None or len(wide.columns["verdict"]) < _FEWEST_CHECKS or not told.isdisjoint(wide.columns["verdict"]):
        return None
    return replace(wide, strength=max(match.strength, wide.strength))


_FEWEST_CHECKS = 3
"""Columns of verdicts that are no verdict with something else beside it."""


class _InspectionImporter(ListImporter):
    """Rounds, also those where a colour is crossed for each point."""

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of a list of equipment, of measurements, or of a round."""
        other = EQUIPMENT.identify(grid, context) or MEASURED.identify(grid, context)
        return other or self.of_round(grid, context)

    def of_round(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim of a round, in which crossed colours are one column of verdicts."""
        folded, _boxes = _with_colours(_painted(grid)[0], context)
        match = super().identify(folded, context)
        if match is None and (lines := _with_lines(grid, context)) is not None:
            return Match(_ROUND, lines.header, {"observation": (lines.column,), "place": (lines.column + 1,)}, _LINES)
        if match is None:
            return None
        match = _with_tasks(match, folded, context)
        return _all_checks(match, folded, context) or _with_points(match, folded, context)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the faults, every row accounted for."""
        for other in (EQUIPMENT, MEASURED):
            if match.found is other:
                return other.extract(grid, match, context)
        painted, counts = _painted(grid)
        folded, boxes = _with_colours(painted, context)
        told_lines: list[Problem] = []
        if match.columns.keys() == {"observation", "place"} and (lines := _with_lines(grid, context)) is not None:
            folded = lines.grid
            told_lines = [Problem("lines-of-round", grid.ref(lines.header))]
        reading = super().extract(folded, match, context)
        if boxes:
            reading = replace(reading, sheets=tuple(with_boxes(entry, boxes) for entry in reading.sheets))
        read = set(match.columns.get("verdict", ()))
        told = tuple(
            Problem(
                "colour-rating",
                grid.ref(match.header_row, column),
                {"field": str(grid.cell(match.header_row, column)), "count": str(count)},
            )
            for column, count in counts.items()
            if column in read
        )
        return replace(reading, problems=(*told_lines, *reading.problems, *told))


def _with_tasks(match: Match, grid: Grid, context: Context) -> Match:
    """Return a claim of points with the tasks or rooms left of them as places, where no other column tells these.

    A task right of the verdict is to be done (``Punkt, Vurdering, Opgave``).
    """
    columns = match.columns
    taken = {column for places in columns.values() for column in places}
    if context.decision is not None or "point" not in columns:
        return match
    told = words_of(context.catalogue).meanings
    headers = enumerate(grid.rows[match.header_row])
    tasks = {c: said[0] for c, cell in headers if c not in taken and (said := told(_ROUND, "subject", cell))}
    before = [column for column in tasks if column < min(columns["point"])]
    behind = [
        column
        for column, said in tasks.items()
        if said == "task" and column > max(columns.get("verdict", columns["point"]))
    ]
    if before and "place" not in columns:
        return replace(match, columns={**columns, "place": (before[0],)})
    if behind and "proposal" not in columns:
        return replace(match, columns={**columns, "proposal": (behind[0],)})
    return match


def _judged_by_status(match: Match, grid: Grid, words: Words) -> list[Sequence[Value]]:
    """Return the rows with a status, where some of them say that it is in order, or not."""
    column = match.columns.get("status", (len(grid.rows[match.header_row]),))[0]
    rows = [row for row in grid.rows[match.header_row + 1 :][:_SAMPLE] if column < len(row) and row[column] is not None]
    told = {words.meanings(_ROUND, "verdict", row[column])[:1] for row in rows}
    return rows if told & {("ok",), ("not_ok",)} else []


def _with_points(match: Match, grid: Grid, context: Context) -> Match:
    """Return a claim in which subjects with a verdict under ``Status`` are points: they would seem headings."""
    columns = match.columns
    subject, status = columns.get("category", ()), columns.get("status", ())
    taken = {"point", "observation", "verdict", "fault", "grade", "order"}.isdisjoint(columns)
    if context.decision is not None or not taken or len(subject) != 1 or not status:
        return match
    rows = _judged_by_status(match, grid, words_of(context.catalogue))
    named = [row[subject[0]] for row in rows]
    if not rows or None in named or len(set(named)) < len(named):
        return match
    kept = {name: places for name, places in columns.items() if name != "category"}
    return replace(match, columns={"point": subject, **kept})


@dataclass(frozen=True, slots=True)
class _Lines:
    """A round that is written as lines below one another, put as a list."""

    grid: Grid
    """With the observations where they stand, and right of them their headings as places."""
    header: int
    column: int


def _with_lines(grid: Grid, context: Context) -> _Lines | None:
    """Return a sheet called a round, of nothing but lines in one column, with the headings over them as places.

    A heading begins after a blank line, is short and has lines below it. What stands above the first blank line is the
    title, or the first line where there is no blank one.
    """
    words = words_of(context.catalogue)
    filled = [(index, [c for c, cell in enumerate(row) if cell is not None]) for index, row in enumerate(grid.rows)]
    gap = next((index for index, columns in filled if not columns and index), 0)
    titles = [cell for row in grid.rows[: gap or 1] for cell in row if isinstance(cell, str)]
    below = [(index, columns) for index, columns in filled if index > gap and columns]
    if len(titles) == 0 or len(below) < _FEWEST_LINES or not words.named(_ROUND, grid.sheet, *titles):
        return None
    polarity = load_polarity(context.catalogue)

    def tells(line: str) -> bool:
        judged = polarity.judge(line)
        return judged.good is not None or judged.theme_id is not None or _demands(line, words)

    column = below[0][1][0]
    texts = {index: grid.rows[index][column] for index, columns in below if columns == [column]}
    if len(texts) < len(below) or not all(isinstance(text, str) for text in texts.values()):
        return None
    named = [word for name in (grid.sheet, *titles[:1]) for word in name.split()]
    guides = any("legend" in words.meanings("any", "row", word) for word in named)
    long = sum(len(str(text).split()) > _LONGEST_LINE for text in texts.values())
    brief = sum(len(str(text).split()) < _LONGEST_HEADING for text in texts.values())  # the rooms to go to
    if guides or long > 1 or 2 * brief > len(texts) or any(str(text).rstrip().endswith("?") for text in texts.values()):
        return None  # how to do it, or what to look at
    if _LEAST_TELLING * sum(tells(str(text)) for text in texts.values()) < len(texts):
        return None  # when to go where
    rows: list[list[Value]] = [list(row) for row in grid.rows]
    rows[gap] = [*[None] * column, "Observation", "Sted", "Nr."]
    place = ""
    for index, text in texts.items():
        line = str(text).strip()
        if "legend" in words.meanings("any", "row", line.partition(":")[0]):
            continue  # who took part
        short = len(line.split()) <= _LONGEST_HEADING and not line.endswith(".")
        if short and index - 1 not in texts and index + 1 in texts:
            place = line.rstrip(" :")
            rows[index] = [*[None] * column, None, place]
            continue
        rows[index] = [*[None] * column, line.lstrip(" -•*–"), place or None, index]
    return _Lines(replace(grid, rows=rows), gap, column)


_FEWEST_LINES, _LONGEST_HEADING, _LONGEST_LINE = 3, 3, 25
"""Lines that make a round, words of a heading over some of them, and of a line."""
_LEAST_TELLING = 3
"""Of so many lines at least one must say of what is looked at on rounds that it is as it should be, or is not."""
_LINES = 0.6
"""Strength of the claim of such a sheet."""


_LIGHTS = {"red": "Rød", "orange": "Orange", "yellow": "Gul", "green": "Grøn"}
"""What a painted cell is read as: words of ``cell_words.csv``, like those of the headers of an empty form."""


_LIT = frozenset({plain(name) for name in _LIGHTS.values()} | _LIGHTS.keys())
_LIT_FIELDS = frozenset({"point", "verdict", "remark", "place", "department"})
"""What stands in a list of subjects with a colour each: one that tells more is another list."""
_LIGHTS_TELL = 0.5
"""Claim of subjects with a colour each, before that of a sheet of comments; a plan has a colour as its status too."""


def _painted(grid: Grid) -> tuple[Grid, Mapping[int, int]]:
    """Return a sheet whose blank columns of red, yellow and green hold these as words; column -> how many.

    Such a column holds nothing but its header, and the rows are not painted all across.
    """
    filled: dict[int, list[int]] = {}
    for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        for column, value in enumerate(row):
            if value is not None:
                filled.setdefault(column, []).append(index)
    headers = {
        column: at[0]
        for column, at in sorted(filled.items())
        if len(at) == 1
        and sum(value is not None for value in grid.rows[at[0]]) > 1
        and all(column >= len(row) or row[column] is None for row in grid.rows[_HEADER_WITHIN:])
    }
    if not headers:
        return grid, {}
    fills = grid.fills()
    rows = [list(row) for row in grid.rows]
    count: dict[int, int] = {}
    for column, header in headers.items():
        below = [index for index in range(header + 1, len(rows)) if any(isinstance(cell, str) for cell in rows[index])]
        lights = traffic_lights(fills, [column], below)
        firsts = {index: next(at for at, cell in enumerate(rows[index]) if cell is not None) for index in below}
        told = {cell: light for cell, light in lights.items() if fills.get((cell[0], firsts[cell[0]])) != fills[cell]}
        if len(set(told.values())) > 1 and len(told) >= _VERDICTS * len(below):
            for (index, _column), light in told.items():
                rows[index] += [None] * (column + 1 - len(rows[index]))
                rows[index][column] = _LIGHTS[light]
            count[column] = len(told)
    return (replace(grid, rows=rows), count) if count else (grid, {})


def _with_colours(grid: Grid, context: Context) -> tuple[Grid, Mapping[int, range]]:
    words = words_of(context.catalogue)

    def is_colour(value: Value) -> bool:
        return isinstance(value, str) and bool(words.meanings(_ROUND, "colour", value))

    if not any(is_colour(cell) for row in grid.rows[:_HEADER_WITHIN] for cell in row):
        return grid, {}
    return boxes_as_words(grid, is_colour, _COLOURS) or (grid, {})


INSPECTION = _InspectionImporter(
    name=_ROUND,
    fields=(
        Field("identity", Kind.LABEL, content=False),
        Field("date", Kind.DATE, content=False),
        Field("department", Kind.LABEL, fill=True),
        Field("place", fill=True),
        Field("category", Kind.LABEL, fill=True),
        Field("point", weight=2.5),
        Field("verdict", Kind.WORD, weight=2.5),
        Field("grade", Kind.NUMBER, weight=0),
        Field("fault", Kind.LABEL, weight=2),
        Field("not_relevant", Kind.LABEL, weight=1.5),
        Field("observation", weight=2),
        Field("remark", weight=0.5),
        Field("order", Kind.LABEL, weight=2),  # what the authority's visit led to
        Field("priority", Kind.SCALE),
        Field("proposal", weight=0.5),
        Field("responsible", Kind.LABEL),
        Field("deadline", Kind.DATE),
        Field("status", Kind.LABEL, content=False),
        Field("done", Kind.LABEL),
        Field("person", Kind.LABEL, content=False),
        *(replace(EQUIPMENT[name], weight=0) for name in ("course", "due", "interval")),
    ),
    needs=(
        ("observation", "point", "fault", "remark"),
        ("verdict", "observation", "fault", "status"),
        ("point", "place", "department", "order"),
    ),
    read=_read,
    denied=_is_row_of_verdicts,
    layout=_otherwise,
    unlike=(
        (ImporterName.PLAN, "tool"),
        (ImporterName.RISK_ASSESSMENT, "likelihood"),
        (ImporterName.RISK_ASSESSMENT, "residual"),
        (ImporterName.INCIDENT, "absence_days"),
        (ImporterName.INCIDENT, "type"),
        (ImporterName.INCIDENT, "body_part"),
        (ImporterName.DISCUSSION, "goal"),
        (ImporterName.DISCUSSION, "discussion"),
        (ImporterName.DISCUSSION, "decision"),
        (ImporterName.DISCUSSION, "last_goal"),
        (ImporterName.DISCUSSION, "achieved"),
    ),
)

_NAMED = replace(INSPECTION, needs=(INSPECTION.main,), layout=lambda _grid, _context: None)
"""A list that lacks what tells a round from other lists; its name must tell."""
_SEEN = replace(
    _NAMED,
    needs=(("observation",), ("done", "status", "verdict", "priority")),
    unlike=tuple(
        entry
        for entry in INSPECTION.unlike
        if entry not in ((ImporterName.INCIDENT, "type"), (ImporterName.DISCUSSION, "decision"))
    ),
)
"""Observations by their category, which is a header that incidents have too."""
_BY_SUBJECT = replace(_NAMED, needs=(("category",), ("order",)))
"""Orders of the authority that only their subject tells."""
_BY_CROSSES = replace(_NAMED, needs=(("category",), ("verdict",), ("fault",)))
"""Subjects with a column for what is in order and one for what is not."""
