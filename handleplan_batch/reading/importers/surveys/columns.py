"""What each column of a survey is: its header, its distinct values and the columns beside it decide together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain

from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.mapping import IGNORE, ColumnDecision, SheetDecision, same_text
from handleplan_batch.model import (
    Codebook,
)
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.codebook import Explanation, explain
from handleplan_batch.reading.importers.figures.headers import is_starred
from handleplan_batch.reading.importers.headed import (
    CUT,
    SHORT,
    Column,
    HeadedTable,
    Header,
    Keywords,
    as_answer,
    find_header,
    header_words,
    is_question,
    share_of,
    table_below,
    texts_in,
    texts_of,
    without_rows,
)
from handleplan_batch.reading.importers.legend import Legend
from handleplan_batch.reading.importers.likeness import (
    are_points,
    common_scale,
    is_bare_name,
    is_share,
    is_slider,
    speaks_of_work,
)
from handleplan_batch.reading.importers.places import headings_in
from handleplan_batch.reading.importers.respondents import Reordered
from handleplan_batch.reading.importers.surveys.around import (
    explains_around,
    graded_above,
    legends_above,
    legends_beside,
    letters_around,
    measured_above,
    stem_above,
    told_outside,
    turned_around,
    with_legends_blank,
    without_legend,
    without_legends_of_columns,
)
from handleplan_batch.reading.importers.surveys.options import (
    POINTS,
    are_occurring,
    boxes_of_harm,
    in_blocks,
    is_choices,
    is_flag,
    is_yes_no_of_its_own,
    names_nothing,
    ticks_as_words,
    without_crosses,
)
from handleplan_batch.reading.importers.surveys.signs import (
    CODE_BEFORE,
    MOST_ANSWERS,
    addresses,
    asks_importance,
    bare_name,
    has_digit,
    identifies,
    is_cut_technical,
    is_moment,
    is_personal,
    names_department,
)
from handleplan_batch.reading.importers.surveys.unfinished import LeftOut, completed
from handleplan_batch.reading.polarity import as_words, is_statement
from handleplan_batch.reading.scales import (
    NUMERIC,
    SIGNS,
    Fit,
    Scales,
    asks_for_stars,
    asks_yes_or_no,
    grades,
    stem_of,
    within_ends,
)

_CLOSED = re.compile(
    r"(?:er|har|får|kan|bliver|skal|ved|føler|oplever|må|bruger|virker|kender|mangler|sover|når|blir|kjenner|är|känner"
    r"|is|are|do|does|have|has|can)\b.*\?$"
)
"""A question that yes and no answer: it begins with the verb."""
_FEWEST_LETTERS = 2
_FEW = 0.3
_SMILEYS = "smiley"
"""Families of faces and colours: groups are called by colours, too ("Rød stue")."""
_FACTS = ("ja-nej", "niveau-3", SIGNS)
"""Families whose answers may also tell facts about the respondent ("Er du leder?")."""
_TOLD_IN = 2.5
"""Words per answer, in the mean, from which the answers to a short header tell how it is."""
_MOST_OWN = 7
_SHORT_ANSWER = 6
_TO_HUNDRED = re.compile(r"(?<![\d.,])[01]\s*(?:%\s*)?(?:[-–—]|til|to|till|og|and|=.*\D)\s*100(?!\d)")


class Role(Enum):
    """What a column of a survey is."""

    BLANK = "blank"
    TECHNICAL = "technical"
    PERSONAL = "personal"
    DEPARTMENT = "department"
    BACKGROUND = "background"
    QUESTION = "question"
    CHOICES = "choices"
    """Several answers in one cell, or an option of such a question."""
    COMMENT = "comment"
    IGNORED = IGNORE
    """Left out, as the user's mapping says."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's columns with what each is."""

    table: HeadedTable
    columns: tuple[Column, ...]
    roles: tuple[Role, ...]
    fits: Mapping[int, Fit | None]
    """Column index -> scale, for the questions."""
    explanation: Explanation
    decisions: Mapping[int, ColumnDecision]
    """Column index -> what the user's mapping says of it."""
    left_out: LeftOut
    notes: tuple[int, ...]
    """0-based rows of the sheet below the table that explain its numbers."""
    legends: Mapping[int, str]
    """Column index -> what explains the numbers of a question."""
    legend_books: tuple[Codebook, ...]
    """The code books whose legends those are."""
    crossed: tuple[Column, ...]
    """Further columns to put a cross in, read as answers to the question of the first of them."""
    headings: Mapping[int, str]
    """0-based row of the sheet -> the department it names for the rows below."""
    stem: str
    """The question above the table that its short headers complete ("Hvor generet er du af følgende?")."""
    measured: bool | None
    """Whether what the lines above the table name is good or bad to have much of."""
    explained: bool
    """Whether a line around the table, or another sheet, says of a number what it is, understood or not."""
    turned: frozenset[int]
    """Columns whose numbers are turned, or ought to be, as a line around the table tells."""
    important: tuple[str, ...]
    """Headers of the columns that tell how important something is."""
    alike: tuple[str, ...]
    """Headers of the facts about the respondents whose numbers are like those of answers."""
    ticks: tuple[str, ...]
    """Headers of the questions in which a blank was read as no."""

    def of(self, *roles: Role) -> tuple[Column, ...]:
        """Return the columns that are one of these."""
        return tuple(column for column, role in zip(self.columns, self.roles, strict=True) if role in roles)

    @property
    def untouched(self) -> bool:
        """Whether it is a form that nobody has filled in; zeros of formulas are no answers."""
        answers = self.of(Role.BLANK, Role.QUESTION, Role.CHOICES, Role.COMMENT, Role.BACKGROUND)
        asked = sum(is_question(column.header) for column in answers)
        return asked >= 3 and all(set(column.distinct) <= {0} for column in answers)


def layout_of(grid: Grid, context: Context, scales: Scales, limit: int | None = None) -> Layout | None:
    """Decide what each column is, from the sheet's first ``limit`` rows or all; None without headers."""
    header = _header(grid, context.decision, scales)
    if header is None:
        return None
    words = header_words(context.catalogue)
    table = table_below(grid, header, words, limit)
    table, notes, below = without_legend(grid, table, scales)
    table, above, told_above = without_legends_of_columns(table, scales)
    headings = headings_in(table, words)
    named = {table.numbers[row]: name for row, name in headings.items()}
    table = without_rows(table, headings.keys())
    table, columns, left_out = completed(table, words)
    explanation = explain(columns, grid.file, context.codebooks)
    columns, crossed = without_crosses(explanation.columns, scales)
    columns, ticks = ticks_as_words(columns, words)
    beside = dict(legends_beside(columns, scales))
    cut = bool(columns) and max(len(name) for column in columns for name in (*column.names, "")) <= CUT
    technical = (
        left_out.telling
        | beside.keys()
        | {column.index for column in columns if cut and any(is_cut_technical(name, words) for name in column.names)}
    )
    judge = _Judge(context, scales, letters_around(grid, table, scales), graded=graded_above(grid, header))
    legends_around = [*legends_above(grid, header, scales), *below, *filter(None, beside.values())]
    legends_elsewhere = (legend for book in context.codebooks for legend in book.legends)
    told = any("0" in legend for legend in chain(legends_around, legends_elsewhere))  # it may be other than no
    judged = judge.one_by_one(columns, technical, () if told else _closed(columns))
    judged, alike = judge.as_the_others(judged, legends_around)
    judged = judge.without_codes(judged)
    fits = {one.column.index: one.fit for one in judged if one.role is Role.QUESTION}
    numeric = [column for column in columns if (fit := fits.get(column.index)) is not None and fit.family == NUMERIC]
    legends, used = told_outside(grid, numeric, told_above, legends_around, context)
    layout = Layout(
        table=table,
        columns=columns,
        roles=tuple(one.role for one in judged),
        fits=fits,
        explanation=explanation,
        decisions={one.column.index: one.decision for one in judged if one.decision is not None},
        left_out=left_out,
        notes=(*above, *notes),
        legends=legends,
        legend_books=used,
        crossed=crossed,
        headings=named,
        stem=stem_above(grid, header, words),
        measured=measured_above(grid, header),
        explained=explains_around(grid, table) or any(book.legends for book in context.codebooks),
        turned=_turned(numeric, scales) if turned_around(grid, table) else frozenset(),
        important=tuple(
            one.column.header
            for one in judged
            if one.role is Role.BACKGROUND and asks_importance(one.column.header, words)
        ),
        alike=alike,
        ticks=ticks,
    )
    return replace(layout, roles=alone, fits={}) if (alone := comments_alone(layout, words)) else layout


def _turned(numeric: Sequence[Column], scales: Scales) -> frozenset[int]:
    """Return the questions that a note on turned numbers may mean: those with a star, else those on what is bad."""
    starred = frozenset(column.index for column in numeric if is_starred(column.header))
    bad = (column.index for column in numeric if scales.polarity.judge(column.header).good is False)
    return starred or frozenset(bad)


def _closed(columns: Sequence[Column]) -> set[int]:
    """Return the columns whose closed questions are answered with 0 and 1, where no such one has another answer."""
    asked = [column for column in columns if column.distinct and _CLOSED.match(as_words(column.header))]
    alike = all(set(column.distinct) <= {0, 1} for column in asked)
    return {column.index for column in asked if alike and not column.offered}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A column with what it was decided to be."""

    column: Column
    role: Role
    fit: Fit | None
    """The scale of its answers."""
    decision: ColumnDecision | None
    """What the user's mapping says of it."""


class _Judge:
    """Decides what columns are: by the catalogue's words and scales, and by what the user's mapping says."""

    def __init__(self, context: Context, scales: Scales, letters: Mapping[str, str], *, graded: bool) -> None:
        """``letters``: letter in lower case -> the answer it stands for; ``graded``: the numbers are marks."""
        self.context, self.scales, self.words = context, scales, header_words(context.catalogue)
        self.letters, self.graded = letters, graded

    def one_by_one(
        self, columns: Sequence[Column], technical: Collection[int], closed: Collection[int]
    ) -> list[_Judged]:
        """Return what each column is by itself; ``technical`` are of the tool, 0 and 1 answer the ``closed`` ones."""
        answers = [_to_fit(column) if _has_options(column) else {} for column in columns]
        labels = [self.scales.labels(given) if len(given) <= MOST_ANSWERS else frozenset[str]() for given in answers]
        others = self._vocabularies(columns, labels)
        placed = in_blocks(columns, self.words)
        boxes = {column.index: fit for column, fit in boxes_of_harm(columns, self.words, self.scales)}
        judged: list[_Judged] = []
        for column, given, own in zip(columns, answers, labels, strict=True):
            fit = (
                self._of_letters(column)
                or (grades(column.header, given, above=self.graded) if given else None)
                or (self.scales.fit(given, others) if given else None)
                or self._points(column)
                or self.scales.between(column.header, column.answers)
                or self._true_or_false(column)
            )
            must_not_happen = self.words["zero_tolerance"].search(as_words(column.header)) is not None
            if must_not_happen:
                fit = self._of_boxes(column, given, placed) or fit
            elif boxes.get(column.index):
                fit = boxes[column.index]
            elif column.index in closed:
                fit = self.scales.yes_no_codes(given) or fit
            if column.index in technical:
                role = Role.TECHNICAL
            elif column.index in placed and not must_not_happen:
                role = Role.CHOICES
            else:
                role = self._role_among(columns, column, self._role(column, own, fit), fit)
            judged.append(self._as_decided(_Judged(column, role, fit, None)))
        return judged

    def _as_decided(self, judged: _Judged) -> _Judged:
        """Return what a column is as the user's mapping has it."""
        sheet, column = self.context.decision, judged.column
        decision = None if sheet is None else sheet.column(column.header, column.index)
        if decision is None:
            return judged
        role = Role(decision.role) if decision.role in {one.value for one in Role} else judged.role
        fit = judged.fit
        if decision.answers:
            fit = self.scales.in_order(column.answers, decision.answers)
            if fit is None and column.answers:
                raise SettingsError(
                    _("{place}: the answers must be at least two different ones that stand in the column.").format(
                        place=decision.place
                    )
                )
        return _Judged(column, role, fit, decision)

    def as_the_others(
        self, judged: Sequence[_Judged], legends: Sequence[Legend]
    ) -> tuple[list[_Judged], tuple[str, ...]]:
        """Return the columns with those as questions that are answered as the questions beside them are.

        With them come the headers of the facts whose numbers are like those of answers, which a person may look at.
        """
        common = common_scale((one.fit for one in judged if one.role is Role.QUESTION), legends, self.scales)
        decided, alike = list(judged), []
        for place, one in enumerate(judged):
            if one.decision is not None or asks_importance(one.column.header, self.words):
                continue
            shares, fit = common.holds(one.fit), one.fit
            if shares and self._is_asked_too(one):
                decided[place] = replace(one, role=Role.QUESTION)
            elif one.role is Role.BACKGROUND and (
                (shares and fit is not None and not fit.labelled and common.fills(fit))
                or are_points(one.column, self.words)
            ):
                alike.append(one.column.header)
        return decided, tuple(alike)

    def _of_boxes(self, column: Column, given: Collection[str], placed: Collection[int]) -> Fit | None:
        """Return yes and no for what must never happen as a box to tick; None where it may be something else."""
        if column.index in placed and self.words["happened"].search(as_words(column.header)):
            return self.scales.fit({_("Yes"): 1, _("No"): 1})  # a blank is an option that was not chosen
        return self.scales.yes_no_codes(given)

    def without_codes(self, judged: Sequence[_Judged]) -> list[_Judged]:
        """Return the columns, those as background that only number the departments another one names, one by one."""
        departments = [one for one in judged if one.role is Role.DEPARTMENT]
        codes = {
            code.column.index
            for code in departments
            if code.decision is None and any(self._numbers(code.column, one.column) for one in departments)
        }
        return [replace(one, role=Role.BACKGROUND) if one.column.index in codes else one for one in judged]

    def _numbers(self, code: Column, name: Column) -> bool:
        """Whether a column numbers what another one names."""
        if code is name or not self.words["code"].search(as_words(code.header)):
            return False
        pairs = {*zip(code.values, name.values, strict=True)} - {(None, None)}
        return len(pairs) == len(code.distinct) == len(name.distinct) and all(
            has_digit(as_answer(value)) for value in code.distinct
        )

    def _vocabularies(self, columns: Iterable[Column], labels: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
        """Return the different sets of answers given, or offered, in a sheet or for its questions elsewhere."""
        offered = {self.scales.labels(column.offered) for column in columns if column.offered}
        for column in columns:
            if not column.offered:
                offered.update(map(self.scales.labels, self.context.elsewhere.get(same_text(column.header), ())))
        return tuple(dict.fromkeys((*labels, *sorted(offered, key=sorted))))

    def _is_asked_too(self, judged: _Judged) -> bool:
        """Whether a column on the questions' scale asks, too, though its header has the words of another role."""
        column, role, fit = judged.column, judged.role, judged.fit
        if fit is None or fit.family in _FACTS or column.kind in ("number", "date"):
            return False
        if role is Role.COMMENT:
            return 2 * column.filled > len(column.values)
        if role is Role.DEPARTMENT:
            return not fit.labelled and not is_bare_name(column.header, self.words)
        return (
            role is Role.BACKGROUND
            and not is_bare_name(column.header, self.words)
            and speaks_of_work(column.header, self.words, self.scales)
        )

    def _role(self, column: Column, labels: frozenset[str], fit: Fit | None) -> Role:
        """Decide what one column is; the header counts where the values leave it open."""
        words = self.words
        full = re.sub(r"\s*\(\d+\)$", "", as_words(column.header)).strip(" :.?*")
        head = CODE_BEFORE.sub("", full)
        named = bare_name(head, words)
        if not column.filled:
            return Role.BLANK
        if (
            words["personal"].fullmatch(named)
            or is_personal(head, words)
            or share_of(column.distinct, identifies) >= 0.5
        ):
            return Role.PERSONAL
        if asks_importance(column.header, words):
            return Role.BACKGROUND
        asks_for_words = words["comment"].search(head) is not None
        is_prose = _is_prose(column, asked_for=asks_for_words, is_open=words["open"].match(head) is not None)
        if words["zero_tolerance"].search(head):  # never dropped: at least a person is told that it was not understood
            fits = fit is not None and fit.family != NUMERIC
            return Role.COMMENT if not fits and is_prose else Role.QUESTION
        if (
            not head
            or share_of(column.distinct, is_moment) >= 0.8
            or self._is_technical(column, (column.header.casefold().strip(), full, head, named))
        ):
            return Role.TECHNICAL
        asks = words["asking"].match(head) is not None and words["statement"].match(head) is None
        label_like = len(head.split()) <= SHORT or asks
        is_fact = label_like and not self._says_how_it_is(column) and words["background"].search(head) is not None
        labelled = fit is not None and fit.labelled
        by_colour = labelled and fit is not None and stem_of(fit.family) == _SMILEYS and not _is_of_faces(column)
        if (
            names_department(head, words)
            and (not labelled or by_colour)
            and not (is_prose and 2 * len(column.distinct) > column.filled)  # what recurs is the name of a place
            and not is_flag(column)
            and not any(isinstance(value, float) and not value.is_integer() for value in column.distinct)
        ):
            return Role.BACKGROUND if self._is_way_of_working(column) else Role.DEPARTMENT
        if not labelled and is_choices(column, self.scales, asks_for_words):
            # 0 and 1 under a question of its own is yes and no, which a person must confirm.
            asked = is_question(column.header) and not column.header.endswith("]") and not is_fact
            of_marks = asked and column.kind != "multiple" and set(column.distinct) == {0, 1}
            return Role.QUESTION if of_marks else Role.CHOICES
        return self._role_of_answers(column, labels, fit, head, is_prose=is_prose, is_fact=is_fact)

    def _role_of_answers(
        self, column: Column, labels: frozenset[str], fit: Fit | None, head: str, *, is_prose: bool, is_fact: bool
    ) -> Role:
        """Decide what a column is that its header does not tell of: a question, a comment or a fact."""
        words = self.words
        explains = fit is not None and bool(fit.shown) and is_prose  # "Nej, ikke ud over at …"
        known = self.scales.share_known(labels)
        in_words = fit is None and known < 0.5 and len(texts_in(column)) >= 0.5 * len(column.distinct)
        labelled, asks_for_words = fit is not None and fit.labelled, words["comment"].search(head) is not None
        # "Forandringer bliver forklaret"
        is_rated = labelled and self.scales.polarity.judge(column.header).good is not None
        if explains or (asks_for_words and not is_rated and (in_words or not is_question(column.header))):
            return Role.COMMENT
        told = fit is not None and (labelled or (fit.good is not None and not is_bare_name(column.header, words)))
        if fit is not None and told and (fit.family not in _FACTS or not is_fact):
            return Role.QUESTION
        if column.kind in ("number", "date") or (is_fact and not self._is_rated(column, fit)):
            return Role.BACKGROUND
        if fit is not None and fit.family == NUMERIC:
            return Role.QUESTION
        if is_prose or (column.kind == "text" and texts_in(column)):
            return Role.COMMENT
        # Answers that a code book lists for a question that asks for no fact are most likely a scale of its own.
        offered = 3 <= len(column.offered) <= 11 and is_question(column.header) and not words["asking"].match(head)
        if (
            (2 <= len(labels) <= 12 and known >= 0.5 and known * len(labels) >= 2)
            or offered
            or (is_question(column.header) and self._is_mostly_known(column))
            or is_coded(column)
            or is_of_its_own(column, words)
            or self._rates_a_theme(column)
        ):
            return Role.QUESTION
        several = any(len(text.split()) > 1 for text in texts_in(column))
        is_open = words["open"].match(head) is not None and is_question(column.header)
        if several and (is_open or _is_of_few(column)):
            return Role.COMMENT
        return Role.QUESTION if self._says_how_it_is(column) else Role.BACKGROUND

    def _is_rated(self, column: Column, fit: Fit | None) -> bool:
        """Whether the header tells that numbers are stars, or the ends ("Hvor mange smerter har du? (0-10)")."""
        if fit is None or fit.family != NUMERIC or is_bare_name(column.header, self.words):
            return False
        return asks_for_stars(column.header) or within_ends(column.header, fit) is not None

    def _says_how_it_is(self, column: Column) -> bool:
        """Whether a statement that says something good or bad has answers that nobody knows, which must be asked of."""
        return is_statement(column.header) and self.scales.polarity.judge(column.header).good is not None

    def _role_among(self, columns: Sequence[Column], column: Column, role: Role, fit: Fit | None) -> Role:
        """Return the role of a column as the columns beside it, and options of what must never happen, make it."""
        if role is Role.CHOICES and is_yes_no_of_its_own(column, columns, self.words):
            return Role.QUESTION
        if role is Role.QUESTION and names_nothing(column, columns):
            return Role.CHOICES
        return Role.CHOICES if role is Role.QUESTION and fit is None and are_occurring(column, self.words) else role

    def _is_mostly_known(self, column: Column) -> bool:
        """Whether most have given answers of scales, and at least two different ones, whatever else stands there."""
        if len(column.distinct) > MOST_ANSWERS:
            return False
        known = [
            count
            for answer, count in column.answers.items()
            if self.scales.share_known(self.scales.labels([answer])) == 1
        ]
        return len(known) >= 2 and sum(known) >= 0.5 * column.filled

    def _is_technical(self, column: Column, named: tuple[str, str, str, str]) -> bool:
        """Whether a column is of the tool or numbers persons; ``named``: the header whole, in words, codeless, bare."""
        _header, full, head, _bare = named
        return (
            any(self.words["technical"].fullmatch(text) for text in (*named, full.partition(".")[0]))
            or self.words["technical_start"].match(head) is not None
            or self.words["technical_part"].search(head) is not None
            or (self.words["person"].fullmatch(head) is not None and _counts(column))
        )

    def _is_way_of_working(self, column: Column) -> bool:
        """Whether it is told where one sits from day to day ("Hjemme", "Kontor", "Hybrid"), not where one belongs."""
        told = [as_words(text).strip(" .") for text in texts_in(column)]
        return (
            len(told) == len(column.distinct)
            and all(self.words["way_of_working"].fullmatch(text) for text in told)
            and len(told) > 1
        )

    def _of_letters(self, column: Column) -> Fit | None:
        """Return the scale of a column of letters that a line above the table explains; None of any other."""
        meant = {answer: self.letters.get(answer.casefold(), "") for answer in column.answers}
        if len(meant) < _FEWEST_LETTERS or not all(meant.values()):
            return None
        if names_department(as_words(column.header), self.words):
            return None
        fit = self.scales.fit({word: 1 for word in self.letters.values() if not self.scales.is_off_scale(word)})
        if fit is None or not fit.labelled:
            return None
        levels = {answer: fit.levels[word] for answer, word in meant.items() if word in fit.levels}
        return replace(fit, levels=levels, shown={answer: meant[answer] for answer in levels})

    def _true_or_false(self, column: Column) -> Fit | None:
        """Return yes and no where a whole sentence is said to be true or false; tools write that for options, too."""
        said = {as_answer(value) for value in column.distinct}
        asked = column.header.rstrip().endswith("?") and asks_yes_or_no(column.header)
        return self.scales.true_or_false(said) if len(said) == 2 and (asked or is_statement(column.header)) else None

    def _rates_a_theme(self, column: Column) -> bool:
        """Whether a few short answers, on no known scale, tell how it is with what is named ("Støj i hallen")."""
        texts = texts_in(column)
        if not 2 <= len(texts) == len(column.distinct) <= _MOST_OWN or column.filled < 2 * len(texts) + 2:
            return False
        head = as_words(column.header)
        asks_which = self.words["asking"].match(head) is not None and not is_statement(column.header)
        if asks_which or self.words["background"].search(head) or self.words["nominal"].search(head):
            return False
        if any(len(text.split()) > SHORT for text in texts):
            return False
        verdict = self.scales.polarity.judge(column.header)
        return verdict.good is not None or verdict.theme_id is not None

    def _points(self, column: Column) -> Fit | None:
        """Return the scale 0–100 of a slider, or where the header tells that it is one, or 0–1 of percent in cells.

        A person or the header says which end is best.
        """
        if is_share(column, self.scales):
            shares = [value for value in column.distinct if isinstance(value, int | float)]
            return Fit(NUMERIC, {as_answer(value): float(value) for value in shares}, None, (0.0, 1.0))
        numbers = [value for value in column.distinct if isinstance(value, int | float) and 0 <= value <= POINTS]
        if len(numbers) < len(column.distinct) or len(numbers) < 3:
            return None
        if not _TO_HUNDRED.search(column.header) and not is_slider(column, self.words, self.scales):
            return None
        return Fit(NUMERIC, {as_answer(value): value / POINTS for value in numbers}, None, (0.0, float(POINTS)))


def comments_alone(layout: Layout, words: Mapping[str, Keywords]) -> tuple[Role, ...]:
    """Return the roles where a sheet holds nothing but comments, and whose they are; empty for another sheet.

    Its headers must say that they are comments, or what was asked stands beside each, or is asked of a person.
    """
    decided: list[Role] = []
    asked = voiced = False
    for column, role in zip(layout.columns, layout.roles, strict=True):
        head = column.head
        if (decision := layout.decisions.get(column.index)) is not None and decision.role:
            if role in (Role.QUESTION, Role.CHOICES):
                return ()
            decided.append(role)
            voiced = voiced or role is Role.COMMENT
            continue
        is_item = words["item"].fullmatch(head) is not None
        has_voice = words["voice"].search(head) is not None
        is_told = role is Role.COMMENT or ((has_voice or words["label"].fullmatch(head)) and _is_prose_of(column))
        if is_item or (role is Role.BACKGROUND and (words["topic"].search(head) or words["background"].search(head))):
            decided.append(Role.BACKGROUND)
            asked = asked or is_item
        elif is_told and role in (Role.COMMENT, Role.BACKGROUND, Role.QUESTION):
            decided.append(Role.COMMENT)
            voiced = voiced or has_voice or addresses(column.header, words) or asks_opinion(column, words)
        elif role in (Role.DEPARTMENT, Role.TECHNICAL, Role.PERSONAL, Role.BLANK, Role.IGNORED):
            decided.append(role)
        else:
            return ()
    return tuple(decided) if Role.COMMENT in decided and (asked or voiced) else ()


def asks_opinion(column: Column, words: Mapping[str, Keywords]) -> bool:
    """Whether a header asks what somebody thinks ("Hvad er det største problem?"), and not what a round found."""
    return is_question(column.header) and words["opinion"].search(column.head) is not None


def _is_prose_of(column: Column) -> bool:
    return _is_prose(column, asked_for=True, is_open=True)


def _header(grid: Grid, decision: SheetDecision | None, scales: Scales) -> Header | None:
    """Return the header lines, the lowest of them the one that the user's mapping names."""
    found = find_header(with_legends_blank(grid.rows, scales), grid.merged)
    row = None if decision is None or decision.header_row is None else decision.header_row - 1 - grid.top
    if row is None or isinstance(grid, Reordered) or (found is not None and found.row == row):
        return found
    if not 0 <= row < len(grid.rows):
        return None
    return Header(row, texts_of(grid.rows[row]), (texts_of(grid.rows[row]),))


def _to_fit(column: Column) -> dict[str, int]:
    """Return the answers that a scale must explain: those the code book knows, where there is one."""
    if not column.unlabelled:
        return column.answers
    return {answer: count for answer, count in column.answers.items() if answer not in column.unlabelled}


def _is_of_few(column: Column) -> bool:
    """Whether few filled it in, each with a text of their own: what all are sorted by, nearly all tell."""
    return column.filled == len(texts_in(column)) <= _FEW * len(column.values)


def _is_of_faces(column: Column) -> bool:
    return not any(character.isalpha() for text in texts_in(column) for character in text)


def is_of_its_own(column: Column, words: Mapping[str, Keywords]) -> bool:
    """Whether a column has a scale that is not known: a few answers to what is no fact, or of more and less."""
    texts = texts_in(column)
    if not 2 <= len(texts) == len(column.distinct) <= _MOST_OWN or column.filled < 2 * len(texts) + 2:
        return False
    if words["background"].search(head := as_words(column.header)):
        return False
    degrees = share_of(texts, lambda text: words["degree"].match(as_words(text)) is not None)
    short = is_question(column.header) and all(len(text.split()) <= _SHORT_ANSWER for text in texts)
    told = sum(len(text.split()) for text in texts) >= _TOLD_IN * len(texts) and not any(map(has_digit, texts))
    asks = not words["asking"].match(head) and not words["nominal"].search(head)
    return degrees >= 0.5 or (asks and (short or told))


def is_coded(column: Column) -> bool:
    """Whether the answers are codes of one kind that say nothing themselves (LimeSurvey's A1 … A5)."""
    found = [re.fullmatch(r"([A-Z]{1,4})0*(\d{1,2})", text) for text in texts_in(column)]
    prefixes = {match[1] for match in found if match}
    return len(prefixes) == 1 and 2 <= len(found) <= 12 and all(found) and column.filled >= 2 * len(found)


def _has_options(column: Column) -> bool:
    """Whether the values may be answers to choose from, with write-ins beside them."""
    return len(column.distinct) <= MOST_ANSWERS + 0.2 * column.filled


def _is_prose(column: Column, *, asked_for: bool, is_open: bool) -> bool:
    """Whether people wrote in their own words; fewer words tell it where the header asks for them or is open."""
    texts = texts_in(column)
    if len(texts) < 0.8 * len(column.distinct) or not texts:
        return False
    words = sum(len(text.split()) for text in texts) / len(texts)
    if (asked_for and words >= 2) or (is_open and words >= 2 and len(texts) > 0.5 * column.filled):
        return True
    return len(texts) > 0.3 * column.filled and (asked_for or (words >= 4 and (len(texts) > 3 or words >= 6)))


def _counts(column: Column) -> bool:
    """Whether the values number the rows."""
    return len(column.distinct) == column.filled > 1 and all(isinstance(value, int) for value in column.distinct)
