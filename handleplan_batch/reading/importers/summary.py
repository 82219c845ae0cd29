"""Results that were summed up before they came here: question by question, never respondents.

Figures of which the scale or its good end is not told are asked for, never guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handleplan_batch.language import _
from handleplan_batch.mapping import same_text
from handleplan_batch.model import (
    UNKNOWN_SCALE,
    CellRef,
    Certainty,
    Comment,
    DepartmentPath,
    ImporterName,
    Problem,
    Question,
    Reading,
    Summary,
    SummaryFigure,
    Survey,
    Turnout,
)
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.figures import (
    DOUBLED,
    UNTOLD,
    UNTOLD_COMBINATIONS,
    find_layout,
)
from handleplan_batch.reading.importers.figures.columns import tells_importance
from handleplan_batch.reading.importers.figures.facts import Fact, Rows
from handleplan_batch.reading.importers.figures.headers import (
    ANCHOR,
    BETWEEN_LINES,
    SHARES,
    ends_in,
    explains_end,
    is_starred,
)
from handleplan_batch.reading.importers.figures.layout import Layout, is_net_score
from handleplan_batch.reading.importers.figures.pages import about_ratings, with_letters_told
from handleplan_batch.reading.importers.headed import SAMPLE, sheet_entry
from handleplan_batch.reading.importers.places import names_in
from handleplan_batch.reading.polarity import as_words, is_statement
from handleplan_batch.reading.scales import NUMERIC, Fit, is_turned
from handleplan_batch.reading.scrub import scrub


class SummaryImporter:
    """Recognises and reads tables of results, question by question, which are never respondents."""

    name = ImporterName.SURVEY_SUMMARY

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim for figures whose question and kind the table tells."""
        layout = find_layout(_as_a_table(grid, context), context, SAMPLE)
        return None if layout is None else Match(self.name, layout.header_row, layout.fields, layout.strength)

    def extract(self, grid: Grid, match: Match, context: Context) -> Reading:
        """Return the figures; the error ``aggregated-table`` where none of them could be understood.

        A table with other columns further down is read by its own header.
        """
        grid = _as_a_table(grid, context)
        reading, start = Reading(problems=tuple(about_ratings(grid))), 0
        while start < len(grid.rows):
            layout = find_layout(grid, context, None, start)
            end = len(grid.rows) if layout is None else layout.end
            reading += _read(grid, match, layout, start, context)
            start = end
        first, *others = reading.sheets
        entry = replace(
            first,
            rows_read=sum(one.rows_read or 0 for one in reading.sheets),
            rows_used=sum(one.rows_used or 0 for one in reading.sheets),
            rows_set_aside=sum(one.rows_set_aside for one in reading.sheets),
            rows_rejected=sum(one.rows_rejected for one in reading.sheets),
        )
        return replace(reading, sheets=(entry,)) if others else reading


def _as_a_table(grid: Grid, context: Context) -> Grid:
    return with_letters_told(_with_tallies_counted(grid), context)


def _with_tallies_counted(grid: Grid) -> Grid:
    """Return the sheet with the number of marks where it holds tallies ("IIII II", "||||"), as on paper."""
    begun = {value for row in grid.rows for value in row if isinstance(value, str) and value[:1] in _MARKS}
    marks = {text: sum(map(text.count, _MARKS)) for text in begun if _TALLY.fullmatch(text.strip())}
    most = max((count if "|" not in text else 2 * count for text, count in marks.items()), default=0)
    if most < _FEWEST_MARKS:  # "I" to "III" may be numerals
        return grid
    rows = [[marks.get(value, value) if isinstance(value, str) else value for value in row] for row in grid.rows]
    return replace(grid, rows=rows)


_MARKS = "I|l/"
_TALLY = re.compile(r"[I|l/]+(?:[\s,.+]+[I|l/]+)*")
_FEWEST_MARKS = 4
"""Marks in a row that are neither a numeral nor an abbreviation."""


def _read(grid: Grid, match: Match, layout: Layout | None, start: int, context: Context) -> Reading:
    """Return what one table of a sheet holds."""
    name = ImporterName.SURVEY_SUMMARY
    if layout is None or layout.strength in (DOUBLED, UNTOLD, UNTOLD_COMBINATIONS):
        first = start or match.header_row + 1
        end = None if layout is None else layout.end
        rows = sum(any(value is not None for value in row) for row in grid.rows[first:end])
        entry = sheet_entry(grid, name, match, rows, rejected=rows)
        entry = entry if layout is None else replace(entry, columns=layout.decided)
        where = CellRef(grid.file, grid.sheet) if not start else grid.ref(start)
        return Reading(sheets=(entry,), problems=(Problem("aggregated-table", where),))
    where = CellRef(grid.file, grid.sheet) if not start else grid.ref(layout.header_row)
    table = Rows(grid, layout)
    table.walk()
    if start:
        again = grid.rows[layout.header_row] == grid.rows[match.header_row]
        lines = range(start, layout.header_row + (not again))
        table.aside[_("they are headings or notes")] |= {number for number in lines if any(grid.rows[number])}
        if again:
            table.aside[_("they repeat the headers")].add(layout.header_row)
        asked = ((number, column) for number in lines for column, value in enumerate(grid.rows[number]) if value)
        for number, column in asked:
            if " ".join(str(grid.rows[number][column]).split()) == layout.title.item:
                table.places[layout.title.item] = grid.ref(number, column)
    summaries, problems = _Results(grid, layout, table).told()
    summaries = _with_names(summaries, grid, range(start, layout.header_row), context)
    rows = len(table.used | table.noted) + len(table.rejected) + sum(map(len, table.aside.values()))
    understood = bool(summaries) or not (table.used or table.rejected)
    if not understood:
        table.rejected.update(table.used)
        table.used.clear()
    entry = replace(
        sheet_entry(
            *(grid, name, match, rows),
            set_aside=sum(len(numbers) for numbers in table.aside.values()),
            rejected=len(table.rejected),
        ),
        rows_used=len(table.used | table.noted),
        columns=layout.decided,
    )
    problems += [
        Problem("row-set-aside", grid.ref(min(numbers)), {"count": str(len(numbers)), "reason": reason})
        for reason, numbers in table.aside.items()
        if numbers
    ]
    if important := [one.header for one in layout.figures if tells_importance(one, layout.reader)]:
        problems.append(Problem("importance", where, {"columns": ", ".join(important)}))
    if not understood:
        problems.append(Problem("aggregated-table", where))
    elif not rows:
        problems.append(Problem("no-rows", where))
    turnouts = tuple(Turnout(grid.ref(number), path, persons) for number, path, persons in table.told_turnouts())
    remarks, about_persons = _remarks(where, table, summaries, context)
    return Reading(
        sheets=(entry,),
        surveys=remarks,
        summaries=tuple(summaries),
        turnouts=turnouts,
        problems=(*problems, *about_persons, *table.problems),
    )


def _with_names(summaries: Sequence[Summary], grid: Grid, above: range, context: Context) -> list[Summary]:
    """Return the results of a table that names no department with what around it may name one."""
    if any(path for summary in summaries if not summary.by_sheet for path in summary.figures):
        return [*summaries]
    names = names_in(grid, grid.rows[above.start : above.stop], context)
    return [replace(summary, names=names.names, topics=names.topics) for summary in summaries]


def _remarks(
    where: CellRef, table: Rows, summaries: Sequence[Summary], context: Context
) -> tuple[tuple[Survey, ...], tuple[Problem, ...]]:
    """Return what was said about the rows as the comments of those who answered, as many as most answers tell."""
    if not table.remarks:
        return (), ()
    comments, removed = [], 0
    for place, path, text in table.remarks:
        cleaned = scrub(text, context.catalogue)
        removed += cleaned.removed
        comments.append(Comment(place, path, cleaned.text))
    persons = _persons(summaries)
    by_sheet = bool(table.layout.title.sheet) and {comment.department for comment in comments} == {
        table.layout.title.sheet
    }
    problems = (Problem("personal-data", where, {"count": str(removed)}),) if removed else ()
    survey = Survey(where, persons, (), tuple(comments), by_sheet=by_sheet)
    for summary in summaries[:1]:
        survey = replace(survey, names=summary.names, topics=summary.topics)
    return (survey,), problems


def _persons(summaries: Iterable[Summary]) -> Mapping[DepartmentPath, int]:
    """Return how many answered in each department: as many as most answers tell, those below it not counted again."""
    most: dict[DepartmentPath, int] = {}
    for summary in summaries:
        for path, figure in summary.figures.items():
            most[path] = max(most.get(path, 0), figure.respondents or 0)
    above = {path[:depth] for path in most for depth in range(len(path))}
    lowest = [path for path in most if path not in above]
    return {
        path: max(0, count - sum(most[low] for low in lowest if low != path and low[: len(path)] == path))
        for path, count in most.items()
    }


# --- Results ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Decision:
    """A question with the kind of figure that its score is made from."""

    question: Question
    basis: str
    """``answer``, ``mean``, a kind of share, or empty when nothing can be told."""
    ends: tuple[float, float] = (0.0, 100.0)
    fit: Fit | None = None
    """The scale of the answers, when the basis is these."""


class _Results:
    """Makes summaries of a table's facts."""

    def __init__(self, grid: Grid, layout: Layout, table: Rows) -> None:
        """Take the facts of a table that was walked."""
        self.grid, self.layout, self.table = grid, layout, table
        self.scales = layout.reader.scales
        self.problems: list[Problem] = []
        self.without_ends: list[CellRef] = []
        for times in table.facts.values():
            for fact in times.values():
                fact.settle()
        self.plain_percent = _plain_percent(fact for times in table.facts.values() for fact in times.values())
        """Whether answers without a unit are percent; None when that cannot be told."""

    def told(self) -> tuple[list[Summary], list[Problem]]:
        """Return a summary per question, with what a person should look at; rows not needed are set aside."""
        table = self.table
        for key in sorted(table.twice, key=lambda key: min(fact.row for fact in table.facts[key].values())):
            row = min(fact.row for fact in table.facts.pop(key).values())
            self.problems.append(Problem("figure-twice", self.grid.ref(row)))
        self._leave_out_more_than_all()
        needed: set[int] = set()
        hidden: set[int] = set()
        summaries = []
        for text, figures in self._by_question().items():
            decision = self._decide(text, [fact for times in figures.values() for fact in times.values()])
            latest = max((time for times in figures.values() for time in times), key=_order, default="")
            told = {}
            for path, times in figures.items():
                fact = times.get(latest)
                if fact is None:
                    continue
                earlier = max((time for time in times if _order(time) < _order(latest)), key=_order, default=None)
                before = None if earlier is None else times[earlier]
                told[path] = self._figure(decision, fact, before, path, (latest, earlier or ""))
                (hidden if fact.is_hidden else needed).update(fact.rows)
                if before is not None and not before.is_hidden:
                    needed.update(before.rows)
            if not told:
                continue
            sheet = self.layout.title.sheet
            by_sheet = bool(sheet) and set(told) == {sheet}
            period = "" if latest.startswith("-") else latest or self.layout.title.period
            summaries.append(Summary(decision.question, told, period, by_sheet))
            if not decision.basis and not decision.question.answers:
                self.without_ends.append(decision.question.where)
            elif decision.question.certainty is Certainty.UNKNOWN:
                values = {"question": decision.question.text, "reason": decision.question.reason}
                code = "unknown-scale" if decision.question.scale == UNKNOWN_SCALE else "unknown-direction"
                self.problems.append(Problem(code, decision.question.where, values))
        if self.without_ends:
            count = {"count": str(len(self.without_ends))}
            self.problems.append(Problem("unknown-ends", self.without_ends[0], count))
        self._account(needed, hidden)
        return summaries, self.problems

    def _leave_out_more_than_all(self) -> None:
        """Leave out facts with nothing but shares that add up to more than all: each could give several answers."""
        beyond: dict[str, list[int]] = defaultdict(list)
        for key, times in list(self.table.facts.items()):
            for time, fact in list(times.items()):
                if fact.beyond and fact.is_hidden:
                    beyond[key[1]].append(times.pop(time).row)
            if not times:
                del self.table.facts[key]
        for text, rows in beyond.items():
            self.problems.append(Problem("beyond-all", self.grid.ref(min(rows)), {"question": text}))

    def _account(self, needed: set[int], hidden: set[int]) -> None:
        """Set aside the rows that gave nothing, and reject those that say two things."""
        table = self.table
        told = {row for times in table.facts.values() for fact in times.values() for row in fact.rows}
        untold = table.used - needed - told
        left = table.used - needed - untold
        table.aside[_("the table itself hides their figures")] |= left & hidden
        table.aside[_("they tell of earlier times than the last two")] |= left - hidden
        if not table.facts and not self.problems:
            table.aside[_("they tell how many answered")] |= untold
        else:
            table.rejected |= untold
        table.used = table.used & needed

    def _by_question(self) -> dict[str, dict[DepartmentPath, dict[str, Fact]]]:
        """Return question -> department -> time -> fact; headings above the same questions are departments."""
        facts = self.table.facts
        under: dict[str, set[str]] = defaultdict(set)
        for heading, item, _path in facts:
            under[item].add(heading)
        several = [item for item, headings in under.items() if len(headings) > 1]
        no_department = not self.layout.departments and self.layout.names_are != "department"
        as_departments = no_department and 2 * len(several) >= len(under) and bool(several)
        words = self.layout.reader.words["whole"]
        found: dict[str, dict[DepartmentPath, dict[str, Fact]]] = {}
        for (heading, item, path), times in facts.items():
            if as_departments:
                name = heading or " ".join(self.layout.title.block)
                if not heading and self.layout.title.persons is not None:
                    self.table.persons.setdefault((name,), self.layout.title.persons)
                is_whole = not name or words.match(as_words(name).strip(" :."))
                found.setdefault(item, {})[() if is_whole else (name,)] = times
            elif item in several and heading:
                text = f"{heading} – {item}"
                self.table.places.setdefault(text, self.grid.ref(min(fact.row for fact in times.values())))
                self.table.full.setdefault(text, text)
                found.setdefault(text, {})[path] = times
            else:
                found.setdefault(item, {})[path] = times
        return found

    # The question

    def _answered(self, fact: Fact) -> tuple[Mapping[str, float], bool]:
        """Return answer -> figure, and whether these are percent; nothing when that cannot be told."""
        for percent in (False, True):
            if given := fact.answers.get(percent):
                return given, percent
        return ({} if self.plain_percent is None else fact.answers.get(None, {})), bool(self.plain_percent)

    def _decide(self, text: str, facts: Sequence[Fact]) -> _Decision:
        """Return the question with its scale and direction, by the first kind of figure for which both are told."""
        where = self.table.places[text]
        kinds = {kind for fact in facts for kind in fact.numbers}
        decisions = []
        if any(self._answered(fact)[0] for fact in facts):
            decisions.append(self._by_answers(where, text, facts))
        if "mean" in kinds:
            decisions.append(self._by_mean(where, text, facts))
        decisions += [self._by_share(where, text, kind) for kind in _BASES if kind in kinds]
        if not decisions:
            reason = _("The table does not tell what its figures are.")
            decisions = [_Decision(self._unknown(where, text, reason), "")]
        known = (one for one in decisions if one.question.certainty is not Certainty.UNKNOWN)
        return next(known, decisions[0])

    def _by_answers(self, where: CellRef, text: str, facts: Sequence[Fact]) -> _Decision:
        labels = [column.answer for column in self.layout.figures if column.kind == "answer"]
        fit = self.layout.fit
        if self.layout.answer is not None:
            labels = list(dict.fromkeys(label for fact in facts for label in self._answered(fact)[0]))
            fit = self.scales.fit(dict.fromkeys(labels, 3))
        given = dict.fromkeys(labels, 3)  # each is an option that the table itself lists
        measured = self.layout.title.measured
        question = self.scales.question(where, text, given, fit, measured=measured)
        if question.certainty is Certainty.UNKNOWN and self.layout.title.legend:
            with_legend = self.scales.question(
                where, f"{text} ({self.layout.title.legend})", given, fit, measured=measured
            )
            question = _about_the_same(question, with_legend)
        good = self.layout.title.high_is_good
        if question.certainty is Certainty.UNKNOWN and good is not None and fit is not None and fit.family == NUMERIC:
            low, high = (f"{end:g}" for end in fit.ends or (0.0, 1.0))
            levels = (fit.levels.get(answer) for answer in question.answers)
            scores = tuple(None if level is None else 100 * (level if good else 1 - level) for level in levels)
            question = replace(_directed(question, (low, high), good), answers=question.answers, scores=scores)
        return _Decision(question, "answer", fit=fit)

    def _by_mean(self, where: CellRef, text: str, facts: Sequence[Fact]) -> _Decision:
        full = re.sub(r"(?<!\d)(\d{1,3})\.\s+(?=[^\W\d])", r"\1 = ", self.table.full[text]).replace("\n", ", ")
        ends = self._ends(text, full, facts)
        if ends is None:
            return _Decision(
                self._unknown(where, text, _("The table gives a mean, but not the ends of its scale.")), ""
            )
        answers = {f"{end:g}": 3 for end in ends}
        levels = {f"{ends[0]:g}": 0.0, f"{ends[1]:g}": 1.0}
        numeric = Fit(NUMERIC, levels, None, ends)
        question = self.scales.question(where, text, answers, numeric)
        if question.certainty is not Certainty.KNOWN:  # the settings have not told
            question = self._told_by_table(question, full, answers, numeric, facts)
        return _Decision(replace(question, text=text, scale=NUMERIC), "mean", ends)

    def _told_by_table(
        self, question: Question, full: str, answers: Mapping[str, int], numeric: Fit, facts: Sequence[Fact]
    ) -> Question:
        """Return the question as a column or a line of the table directs it, else its own words."""
        where, (low, high) = question.where, numeric.ends or (0.0, 1.0)
        told = {fact.high_is_good for fact in facts} - {None}
        starred = self.layout.title.starred if is_starred(full) else frozenset[bool | None]()
        told = told or {*starred} - {None} or ({True} if self._tells_drivers and (low, high) == (0, 10) else set())
        by_title = len(told) != 1
        good = self.layout.title.high_is_good if by_title else told.pop()
        if good and by_title and high <= _TOP_OF_ANSWERS and self._says_what_is_bad(question.text):
            reason = _("A note says which number is best, but whoever agrees with this says that something is bad.")
            return replace(question, reason=reason)
        if good is not None:
            return _directed(question, (f"{low:g}", f"{high:g}"), good)
        title = self.layout.title
        of_words = replace(numeric, family=_WORDED)
        worded = self.scales.question(where, question.text, answers, of_words, measured=title.measured)
        if self.layout.title.unclear:
            reason = _("The highest figure may be much of it, or be best; nothing tells.")
            return replace(question, reason=reason, theme_id=worded.theme_id, theme_certainty=worded.theme_certainty)
        if is_turned(full) or starred or (self.layout.title.turned and worded.most_is_best is False):
            reason = _("The figures of some questions are turned; nothing tells whether this one's are.")
            return replace(question, reason=reason, theme_id=worded.theme_id, theme_certainty=worded.theme_certainty)
        told_ends = [line for end in (low, high) if (line := title.ends_explained.get(end))]
        means = (column.header for column in self.layout.figures if column.kind == "mean")
        told_ends += [header for header in means if explains_end(header, (low, high))]
        legend = title.legend or ", ".join(dict.fromkeys(told_ends))
        for text in (full, f"{full} ({legend})") if legend else (full,):
            anchored = self.scales.question(where, text, answers, numeric, measured=title.measured)
            if anchored.certainty is not Certainty.UNKNOWN:
                return _about_the_same(question, anchored)
        if ANCHOR.search(full) or legend:  # the numbers are explained in words that are not understood
            return question
        of_a_burden = worded.most_is_best is False and worded.certainty is not Certainty.UNKNOWN
        if of_a_burden and (high == 100 or self.scales.polarity.is_name(question.text)):
            reason = (
                _("An index may be turned so that 100 is best, also where much of the thing is bad; nothing tells.")
                if high == 100
                else _("The highest figure may be much of it, or be best; nothing tells.")
            )
            return replace(question, reason=reason, theme_id=worded.theme_id, theme_certainty=worded.theme_certainty)
        return worded

    def _says_what_is_bad(self, text: str) -> bool:
        """Whether those who agree with a statement say that something is bad ("Jeg er stresset")."""
        polarity = self.scales.polarity
        return (
            not text.rstrip().endswith("?")
            and is_statement(text)
            and polarity.judge(text).good is False
            and not polarity.is_name(text)
        )

    def _ends(self, text: str, full: str, facts: Sequence[Fact]) -> tuple[float, float] | None:
        """Return the ends of the scale of a mean, None when they are not told or the means lie outside."""
        means = [fact.numbers["mean"] for fact in facts if "mean" in fact.numbers]
        if is_net_score(text) and any(mean < 0 or mean > _TOP_OF_ANSWERS for mean in means):
            return (-100.0, 100.0) if all(abs(mean) <= 100 for mean in means) else None
        told = [fact.ends for fact in facts if fact.ends is not None]
        for explained in (full, self.layout.title.legend):
            numbers = [float(found) for found in re.findall(r"\d+", " ".join(ANCHOR.findall(explained)))]
            if ends := ends_in(explained):
                told.append(ends)
            elif len(numbers) >= 2 and min(numbers) <= 1 < max(numbers):
                told.append((min(numbers), max(numbers)))
        if self.layout.scale is None and self.layout.title.ends is not None:
            told.append(self.layout.title.ends)
        if self.layout.fit is not None and self.layout.fit.family == NUMERIC and self.layout.fit.ends is not None:
            told.append(self.layout.fit.ends)
        if any(fact.percent for fact in facts):
            told.append((0.0, 100.0))
        if not told and self._is_index():
            told.append((0.0, 100.0))
        if not told and self._tells_drivers and max(means, default=0) > _LEAST_OF_DRIVERS:
            told.append((0.0, 10.0))
        best = self.scales.directions.get(same_text(text), "")
        if not told and re.fullmatch(r"\d+", best) and 3 <= int(best) <= 100:
            told.append((0.0 if int(best) == 100 or min(means) < 1 else 1.0, float(best)))
        return next((ends for ends in told if all(ends[0] <= mean <= ends[1] or not mean for mean in means)), None)

    @property
    def _tells_drivers(self) -> bool:
        """Whether the questions are called drivers, as a tool that measures all of them from 0 to 10 calls them.

        The best answer is 10, also to what is a burden.
        """
        named = self.layout.reader.words["driver"].match
        return any(named(as_words(self.layout.heads[index])) for index in self.layout.items)

    def _is_index(self) -> bool:
        """Whether the table's means are an index from 0 to 100: it says so, and they lie as such do.

        Means of 1-5 lie lower, and where an index is 100 for all together, they lie around that.
        """
        heads = [column.header.split(BETWEEN_LINES) for column in self.layout.figures if column.kind == "mean"]
        means = [
            fact.numbers["mean"]
            for times in self.table.facts.values()
            for fact in times.values()
            if "mean" in fact.numbers
        ]
        says_index = self.layout.reader.words["index"].match
        named = bool(heads) and all(any(says_index(as_words(line)) for line in lines) for lines in heads)
        return named and _LEAST_INDEX < min(means) < _MOST_OF_LEAST and max(means) <= 100

    def _by_share(self, where: CellRef, text: str, kind: str) -> _Decision:
        ends = (0.0, 100.0)
        answers, levels = {"0 %": 3, "100 %": 3}, {"0 %": 0.0, "100 %": 1.0}
        question = self.scales.question(
            where, text, answers, Fit(_WORDED, levels, None, ends), measured=self.layout.title.measured
        )
        question = replace(question, scale=SHARE)
        told = same_text(text) in self.scales.directions
        header = next((column.header for column in self.layout.figures if column.kind == kind), "")
        if kind in ("favourable", "unfavourable") and not told:
            good = kind == "favourable"
            said = (
                _("“{header}” is the share that answered well.")
                if good
                else _("“{header}” is the share that answered badly.")
            )
            question = _directed(question, ("0 %", "100 %"), good, said.format(header=header or _("The title")))
        elif kind == "low" and question.most_is_best is not None and not told:  # the share at the low end of the scale
            good = not question.most_is_best
            question = replace(
                question,
                best=question.worst,
                worst=question.best,
                most_is_best=good,
                scores=tuple(None if score is None else 100 - score for score in question.scores),
            )
        return _Decision(question, kind)

    def _unknown(self, where: CellRef, text: str, reason: str) -> Question:
        theme_id = self.scales.polarity.judge(text).theme_id
        return Question(
            *(where, text, NUMERIC, (), (), None, None, Certainty.UNKNOWN, reason, theme_id),
            theme_certainty=Certainty.UNKNOWN if theme_id is None else Certainty.KNOWN,
        )

    # The figures

    def _figure(
        self, decision: _Decision, fact: Fact, before: Fact | None, path: DepartmentPath, times: tuple[str, str]
    ) -> SummaryFigure:
        answered, hides = self.table.answered(path, times[0], fact.row)
        persons = fact.persons if fact.persons is not None else answered
        if persons is None and path == (self.layout.title.department or self.layout.title.sheet):
            persons = self.layout.title.persons
        where = self.grid.ref(fact.row)
        on_scale = decision.basis != "mean" or fact.numbers.get("mean", 0.0) >= decision.ends[0]
        is_few = fact.persons is None and hides
        if fact.is_hidden or is_few or persons == 0 or not on_scale:  # a mean of 0 on a scale from 1 is nobody's
            return SummaryFigure(persons, hidden=True, where=where)
        shares, counted = self._shares(decision, fact)
        score = self._score(decision, fact, shares)
        previous = None
        if before is not None and not before.is_hidden:
            previous = self._score(decision, before, self._shares(decision, before)[0])
        elif "previous" in fact.numbers:
            fraction = self.layout.fractions and decision.basis in SHARES
            previous = _scored(decision, fact.numbers["previous"] * (100 if fraction else 1))
        elif "change" in fact.numbers and decision.basis in fact.numbers:
            previous = _scored(decision, fact.numbers[decision.basis] - fact.numbers["change"])
        return SummaryFigure(
            counted if counted is not None else persons,
            score,
            self._unfavourable(decision, fact),
            previous,
            where=where,
            shares=shares,
            invited=fact.invited,
            previous_respondents=before.persons or self.table.answered(path, times[1], before.row)[0]
            if before
            else None,
        )

    def _shares(self, decision: _Decision, fact: Fact) -> tuple[tuple[float, ...], int | None]:
        """Return per answer of the question its share of those on the scale, and how many these are."""
        if decision.basis != "answer":
            return (), None
        question, fit = decision.question, decision.fit
        given, is_percent = self._answered(fact)
        on_scale = {
            answer for answer, score in zip(question.answers, question.scores, strict=True) if score is not None
        }
        sums: dict[str, float] = defaultdict(float)
        for label, number in given.items():
            sums[self.scales.place(label, fit, question.answers)] += number
        total = sum(number for answer, number in sums.items() if answer in on_scale)
        if total <= 0:
            return (), None
        shares = tuple(sums[answer] / total if answer in on_scale else 0.0 for answer in question.answers)
        if not is_percent:
            return shares, round(total)
        everything = sum(sums.values())
        return shares, None if fact.persons is None else round(fact.persons * total / everything)

    def _score(self, decision: _Decision, fact: Fact, shares: Sequence[float]) -> float | None:
        if decision.basis == "answer":
            if not shares or decision.question.most_is_best is None:
                return None
            pairs = zip(shares, decision.question.scores, strict=True)
            return round(sum(share * score for share, score in pairs if score is not None), 4)
        number = fact.numbers.get(decision.basis)
        return None if number is None else _scored(decision, number)

    def _unfavourable(self, decision: _Decision, fact: Fact) -> float | None:
        numbers, good = fact.numbers, decision.question.most_is_best
        if "unfavourable" in numbers:
            return round(numbers["unfavourable"] / 100, 6)
        if decision.basis in ("high", "low"):
            return round(numbers[decision.basis] / 100, 6) if good is False and decision.basis in numbers else None
        if "low" not in numbers and "high" not in numbers:
            return None
        worded = self.scales.polarity.judge(decision.question.text).good
        kind = {True: "low", False: "high"}.get(worded) if worded is not None else None
        return round(numbers[kind] / 100, 6) if kind in numbers else None


_BASES = ("favourable", "unfavourable", "high", "low")
SHARE = "share"
"""Scale of a question of which the table tells a share: how many answered in one end."""
_LEAST_INDEX, _MOST_OF_LEAST = 10, 80
"""What the lowest of the figures of an index from 0 to 100 lies between."""
_TOP_OF_ANSWERS = 10
_LEAST_OF_DRIVERS = 5
"""What the highest of the figures of drivers lies above; else they may go from 1 to 5."""
"""Highest answer to the question that a net score sums up: a mean of these is none."""
_WORDED = "worded"
"""Family of a scale whose direction the question's words tell: more is more of the thing asked about."""


def _scored(decision: _Decision, number: float) -> float | None:
    """Return a mean or a share as a score 0–100, 100 best; None when it is none."""
    question, (low, high) = decision.question, decision.ends
    if not low <= number <= high or (decision.basis in SHARES and not question.most_is_best):
        return None
    if decision.basis in SHARES:
        return round(number, 4)
    scores = dict(zip(question.answers, question.scores, strict=True))
    first, last = scores.get(f"{low:g}"), scores.get(f"{high:g}")
    if first is None or last is None:
        return None
    return round(first + (last - first) * (number - low) / (high - low), 4)


def _about_the_same(question: Question, explained: Question) -> Question:
    """Return a question as its explained text directs it; what explains the numbers does not tell the theme."""
    theme_id, certainty = question.theme_id, question.theme_certainty
    return replace(explained, text=question.text, theme_id=theme_id, theme_certainty=certainty)


def _directed(question: Question, ends: tuple[str, str], good: bool, reason: str = "") -> Question:
    """Return a question whose good end the table tells: whether the high one is it."""
    return replace(
        question,
        answers=ends,
        scores=(0.0, 100.0) if good else (100.0, 0.0),
        best=ends[good],
        worst=ends[not good],
        certainty=Certainty.INFERRED,
        reason=reason or (_("The table says that high is good.") if good else _("The table says that low is good.")),
        most_is_best=good,
    )


def _plain_percent(facts: Iterable[Fact]) -> bool | None:
    """Whether figures of answers without a unit are shares: they make 1, or 100, which is not how many answered."""
    rows = [(list(fact.answers[None].values()), fact.persons) for fact in facts if fact.answers.get(None)]
    if not rows:
        return None
    if all(98 <= sum(numbers) <= 102 for numbers, _persons in rows):
        return any(persons != round(sum(numbers)) for numbers, persons in rows)
    if all(number % 1 == 0 for numbers, _persons in rows for number in numbers):
        return False
    return True if all(abs(sum(numbers) - 1) <= _ROUNDED for numbers, _persons in rows) else None


_ROUNDED = 0.02
"""How far rounded shares may be from 1 together."""


def _order(time: str) -> tuple[bool, str]:
    """Return what to sort times by: a year, then what has none, which is now."""
    return time == "", time
