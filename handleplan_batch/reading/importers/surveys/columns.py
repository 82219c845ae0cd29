"""What each column of a survey is: its header, its distinct values and the columns beside it decide together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.mapping import IGNORE, ColumnDecision, SheetDecision, same_text
from handleplan_batch.model import (
    Codebook,
)
from handleplan_batch.reading.contract import Context
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.codebook import Explanation, explain
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
    legends_above,
    legends_beside,
    stem_above,
    told_outside,
    without_legend,
    without_legends_of_columns,
)
from handleplan_batch.reading.importers.surveys.options import (
    POINTS,
    are_occurring,
    in_blocks,
    is_choices,
    is_flag,
    is_yes_no_of_its_own,
    ticks_as_words,
    without_crosses,
)
from handleplan_batch.reading.importers.surveys.signs import (
    CODE_BEFORE,
    MOST_ANSWERS,
    addresses,
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
from handleplan_batch.reading.scales import NUMERIC, Fit, Scales, asks_yes_or_no, stem_of


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
    notes: tuple[int, ...] = ()
    """0-based rows of the sheet below the table that explain its numbers."""
    legends: Mapping[int, str] = field(default_factory=dict)
    """Column index -> what explains the numbers of a question."""
    legend_books: tuple[Codebook, ...] = ()
    """The code books whose legends those are."""
    crossed: tuple[Column, ...] = ()
    """Further columns to put a cross in, read as answers to the question of the first of them."""
    headings: Mapping[int, str] = field(default_factory=dict)
    """0-based row of the sheet -> the department it names for the rows below."""
    stem: str = ""
    """The question above the table that its short headers complete ("Hvor generet er du af følgende?")."""
    alike: tuple[str, ...] = ()
    """Headers of the facts about the respondents whose numbers are like those of answers."""
    ticks: tuple[str, ...] = ()
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
    header = _header(grid, context.decision)
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
    roles, found, decisions = _one_by_one(columns, technical, scales, words, context)
    legends_around = [*legends_above(grid, header, scales), *below, *filter(None, beside.values())]
    roles, alike = _as_the_others(columns, roles, found, decisions, legends_around, scales, words)
    fits = {column.index: fit for column, fit, role in zip(columns, found, roles, strict=True) if role is Role.QUESTION}
    roles = _without_codes(columns, roles, decisions, words)
    numeric = [column for column in columns if (fit := fits.get(column.index)) is not None and fit.family == NUMERIC]
    legends, used = told_outside(grid, numeric, told_above, legends_around, context)
    layout = Layout(
        table=table,
        columns=columns,
        roles=tuple(roles),
        fits=fits,
        explanation=explanation,
        decisions=decisions,
        left_out=left_out,
        notes=(*above, *notes),
        legends=legends,
        legend_books=used,
        crossed=crossed,
        headings=named,
        stem=stem_above(grid, header, words),
        alike=alike,
        ticks=ticks,
    )
    return replace(layout, roles=alone, fits={}) if (alone := comments_alone(layout, words)) else layout


def _one_by_one(
    columns: Sequence[Column],
    technical: Collection[int],
    scales: Scales,
    words: Mapping[str, Keywords],
    context: Context,
) -> tuple[list[Role], list[Fit | None], dict[int, ColumnDecision]]:
    """Return per column what it is by itself and its scale; and column index -> what the user's mapping says of it."""
    answers = [_to_fit(column) if _has_options(column) else {} for column in columns]
    labels = [scales.labels(given) if len(given) <= MOST_ANSWERS else frozenset[str]() for given in answers]
    others = _vocabularies(columns, labels, scales, context)
    placed = in_blocks(columns, words)
    closed = _closed(columns)
    roles: list[Role] = []
    found: list[Fit | None] = []
    decisions: dict[int, ColumnDecision] = {}
    for column, given, own in zip(columns, answers, labels, strict=True):
        fit = (
            (scales.fit(given, others) if given else None)
            or _points(column, scales, words)
            or scales.between(column.header, column.answers)
            or _true_or_false(column, scales)
        )
        if words["zero_tolerance"].search(as_words(column.header)):
            fit = _of_boxes(column, given, placed, scales, words) or fit
        elif column.index in closed:
            fit = scales.yes_no_codes(given) or fit
        if column.index in technical:
            role = Role.TECHNICAL
        elif column.index in placed and not words["zero_tolerance"].search(as_words(column.header)):
            role = Role.CHOICES
        else:
            role = _role_among(columns, column, _role(column, own, fit, scales, words), fit, words)
        decision = None if context.decision is None else context.decision.column(column.header, column.index)
        if decision is not None:
            decisions[column.index] = decision
            role = _decided_role(decision, role)
            fit = _decided_fit(decision, column, fit, scales)
        roles.append(role)
        found.append(fit)
    return roles, found, decisions


def _closed(columns: Sequence[Column]) -> set[int]:
    """Return the columns whose closed questions are answered with 0 and 1, where no such one has another answer."""
    asked = [column for column in columns if column.distinct and _CLOSED.match(as_words(column.header))]
    alike = all(set(column.distinct) <= {0, 1} for column in asked)
    return {column.index for column in asked if alike and not column.offered}


_CLOSED = re.compile(
    r"(?:er|har|får|kan|bliver|skal|ved|føler|oplever|må|bruger|virker|kender|mangler|sover|når|blir|kjenner|är|känner"
    r"|is|are|do|does|have|has|can)\b.*\?$"
)
"""A question that yes and no answer: it begins with the verb."""


def _as_the_others(
    columns: Sequence[Column],
    roles: Sequence[Role],
    fits: Sequence[Fit | None],
    decisions: Collection[int],
    legends: Sequence[Legend],
    scales: Scales,
    words: Mapping[str, Keywords],
) -> tuple[list[Role], tuple[str, ...]]:
    """Return the roles with columns as questions that are answered as the questions beside them are.

    With them come the headers of the facts whose numbers are like those of answers, which a person may look at.
    """
    asked = (fit for fit, role in zip(fits, roles, strict=True) if role is Role.QUESTION)
    common = common_scale(asked, legends, scales)
    decided, alike = list(roles), []
    for place, (column, role, fit) in enumerate(zip(columns, roles, fits, strict=True)):
        if column.index in decisions:
            continue
        shares = common.holds(fit)
        if shares and _is_asked_too(column, role, fit, scales, words):
            decided[place] = Role.QUESTION
        elif role is Role.BACKGROUND and (
            (shares and fit is not None and not fit.labelled and common.fills(fit)) or are_points(column, words)
        ):
            alike.append(column.header)
    return decided, tuple(alike)


def _of_boxes(
    column: Column, given: Collection[str], placed: Collection[int], scales: Scales, words: Mapping[str, Keywords]
) -> Fit | None:
    """Return yes and no for what must never happen as a box to tick; None where it may be something else."""
    if column.index in placed and words["happened"].search(as_words(column.header)):
        return scales.fit({_("Yes"): 1, _("No"): 1})  # a blank is an option that was not chosen
    return scales.yes_no_codes(given)


def _without_codes(
    columns: Sequence[Column], roles: list[Role], decisions: Collection[int], words: Mapping[str, Keywords]
) -> list[Role]:
    """Return the roles with columns as background that only number the departments another one names, one by one.

    ``decisions`` are the columns of which the user's mapping says what they are.
    """
    places = [place for place, role in enumerate(roles) if role is Role.DEPARTMENT]
    decided = list(roles)
    for place in places if len(places) > 1 else ():
        code = columns[place]
        if (
            code.index not in decisions
            and words["code"].search(as_words(code.header))
            and all(map(has_digit, map(as_answer, code.distinct)))
        ):
            for name in (columns[other] for other in places if other != place):
                pairs = {*zip(code.values, name.values, strict=True)} - {(None, None)}
                if len(pairs) == len(code.distinct) == len(name.distinct):
                    decided[place] = Role.BACKGROUND
    return decided


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
            voiced = voiced or has_voice or addresses(column.header, words)
        elif role in (Role.DEPARTMENT, Role.TECHNICAL, Role.PERSONAL, Role.BLANK, Role.IGNORED):
            decided.append(role)
        else:
            return ()
    return tuple(decided) if Role.COMMENT in decided and (asked or voiced) else ()


def _is_prose_of(column: Column) -> bool:
    return _is_prose(column, asked_for=True, is_open=True)


def _vocabularies(
    columns: Iterable[Column], labels: Iterable[frozenset[str]], scales: Scales, context: Context
) -> tuple[frozenset[str], ...]:
    """Return the different sets of answers that were given, or offered, in a sheet or for its questions elsewhere."""
    offered = {scales.labels(column.offered) for column in columns if column.offered}
    for column in columns:
        if not column.offered:
            offered.update(map(scales.labels, context.elsewhere.get(same_text(column.header), ())))
    return tuple(dict.fromkeys((*labels, *sorted(offered, key=sorted))))


def _is_asked_too(
    column: Column,
    role: Role,
    fit: Fit | None,
    scales: Scales,
    words: Mapping[str, Keywords],
) -> bool:
    """Whether a column on the questions' scale asks, too, though its header has the words of another role."""
    if fit is None or fit.family in _FACTS or column.kind in ("number", "date"):
        return False
    if role is Role.COMMENT:
        return 2 * column.filled > len(column.values)
    if role is Role.DEPARTMENT:
        return not fit.labelled and not is_bare_name(column.header, words)
    return (
        role is Role.BACKGROUND
        and not is_bare_name(column.header, words)
        and speaks_of_work(column.header, words, scales)
    )


def _header(grid: Grid, decision: SheetDecision | None) -> Header | None:
    """Return the header lines, the lowest of them the one that the user's mapping names."""
    found = find_header(grid.rows, grid.merged)
    row = None if decision is None or decision.header_row is None else decision.header_row - 1 - grid.top
    if row is None or isinstance(grid, Reordered) or (found is not None and found.row == row):
        return found
    if not 0 <= row < len(grid.rows):
        return None
    return Header(row, texts_of(grid.rows[row]), (texts_of(grid.rows[row]),))


def _decided_role(decision: ColumnDecision, role: Role) -> Role:
    known = {one.value for one in Role}
    return Role(decision.role) if decision.role in known else role


def _decided_fit(decision: ColumnDecision, column: Column, fit: Fit | None, scales: Scales) -> Fit | None:
    if not decision.answers:
        return fit
    own = scales.in_order(column.answers, decision.answers)
    if own is None and column.answers:
        raise SettingsError(
            _("{place}: the answers must be at least two different ones that stand in the column.").format(
                place=decision.place
            )
        )
    return own


def _to_fit(column: Column) -> dict[str, int]:
    """Return the answers that a scale must explain: those the code book knows, where there is one."""
    if not column.unlabelled:
        return column.answers
    return {answer: count for answer, count in column.answers.items() if answer not in column.unlabelled}


def _role(
    column: Column, labels: frozenset[str], fit: Fit | None, scales: Scales, words: Mapping[str, Keywords]
) -> Role:
    """Decide what one column is; the header counts where the values leave it open."""
    full = re.sub(r"\s*\(\d+\)$", "", as_words(column.header)).strip(" :.?*")
    head = CODE_BEFORE.sub("", full)
    named = bare_name(head, words)
    if not column.filled:
        return Role.BLANK
    if words["personal"].fullmatch(named) or is_personal(head, words) or share_of(column.distinct, identifies) >= 0.5:
        return Role.PERSONAL
    asks_for_words = words["comment"].search(head) is not None
    is_prose = _is_prose(column, asked_for=asks_for_words, is_open=words["open"].match(head) is not None)
    if words["zero_tolerance"].search(head):  # never dropped: at least a person is told that it was not understood
        fits = fit is not None and fit.family != NUMERIC
        return Role.COMMENT if not fits and is_prose else Role.QUESTION
    if (
        not head
        or share_of(column.distinct, is_moment) >= 0.8
        or _is_technical(column, (column.header.casefold().strip(), full, head, named), words)
    ):
        return Role.TECHNICAL
    label_like = len(head.split()) <= SHORT or (
        words["asking"].match(head) is not None and words["statement"].match(head) is None
    )
    is_fact = label_like and words["background"].search(head) is not None
    labelled = fit is not None and fit.labelled
    by_colour = labelled and fit is not None and stem_of(fit.family) == _SMILEYS and not _is_of_faces(column)
    if (
        names_department(head, words)
        and (not labelled or by_colour)
        and not (is_prose and 2 * len(column.distinct) > column.filled)  # what recurs is the name of a place
        and not is_flag(column)
        and not any(isinstance(value, float) and not value.is_integer() for value in column.distinct)
    ):
        return Role.BACKGROUND if _is_way_of_working(column, words) else Role.DEPARTMENT
    if not labelled and is_choices(column, scales, asks_for_words):
        # 0 and 1 under a question of its own is yes and no, which a person must confirm.
        asked = is_question(column.header) and not column.header.endswith("]") and not is_fact
        of_marks = asked and column.kind != "multiple" and set(column.distinct) == {0, 1}
        return Role.QUESTION if of_marks else Role.CHOICES
    explains = fit is not None and bool(fit.shown) and is_prose  # "Nej, ikke ud over at …"
    known = scales.share_known(labels)
    in_words = fit is None and known < 0.5 and len(texts_in(column)) >= 0.5 * len(column.distinct)
    is_rated = labelled and scales.polarity.judge(column.header).good is not None  # "Forandringer bliver forklaret"
    if explains or (asks_for_words and not is_rated and (in_words or not is_question(column.header))):
        return Role.COMMENT
    if fit is not None and labelled and (fit.family not in _FACTS or not is_fact):
        return Role.QUESTION
    if column.kind in ("number", "date") or is_fact:
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
        or (is_question(column.header) and _is_mostly_known(column, scales))
        or is_coded(column)
        or is_of_its_own(column, words)
        or _rates_a_theme(column, scales, words)
    ):
        return Role.QUESTION
    several = any(len(text.split()) > 1 for text in texts_in(column))
    told = words["open"].match(head) is not None and is_question(column.header)
    return Role.COMMENT if several and (told or _is_of_few(column)) else Role.BACKGROUND


def _is_of_few(column: Column) -> bool:
    """Whether few filled it in, each with a text of their own: what all are sorted by, nearly all tell."""
    return column.filled == len(texts_in(column)) <= _FEW * len(column.values)


_FEW = 0.3


def _role_among(
    columns: Sequence[Column], column: Column, role: Role, fit: Fit | None, words: Mapping[str, Keywords]
) -> Role:
    """Return the role of a column as the columns beside it, and options of what must never happen, make it."""
    if role is Role.CHOICES and is_yes_no_of_its_own(column, columns, words):
        return Role.QUESTION
    return Role.CHOICES if role is Role.QUESTION and fit is None and are_occurring(column, words) else role


def _is_mostly_known(column: Column, scales: Scales) -> bool:
    """Whether most have given answers of scales, and at least two different ones, whatever else stands there."""
    if len(column.distinct) > MOST_ANSWERS:
        return False
    known = [count for answer, count in column.answers.items() if scales.share_known(scales.labels([answer])) == 1]
    return len(known) >= 2 and sum(known) >= 0.5 * column.filled


def _is_technical(column: Column, named: tuple[str, str, str, str], words: Mapping[str, Keywords]) -> bool:
    """Whether a column is of the tool or numbers the respondents; ``named``: whole, in words, without code, bare."""
    _header, full, head, _bare = named
    return (
        any(words["technical"].fullmatch(text) for text in (*named, full.partition(".")[0]))
        or words["technical_start"].match(head) is not None
        or words["technical_part"].search(head) is not None
        or (words["person"].fullmatch(head) is not None and _counts(column))
    )


def _is_way_of_working(column: Column, words: Mapping[str, Keywords]) -> bool:
    """Whether it is told where one sits from day to day ("Hjemme", "Kontor", "Hybrid"), not where one belongs."""
    told = [as_words(text).strip(" .") for text in texts_in(column)]
    return (
        len(told) == len(column.distinct)
        and all(words["way_of_working"].fullmatch(text) for text in told)
        and len(told) > 1
    )


def _is_of_faces(column: Column) -> bool:
    return not any(character.isalpha() for text in texts_in(column) for character in text)


_SMILEYS = "smiley"
"""Families of faces and colours: groups are called by colours, too ("Rød stue")."""

_FACTS = ("ja-nej", "niveau-3")
"""Families whose answers may also tell facts about the respondent ("Er du leder?")."""


def _true_or_false(column: Column, scales: Scales) -> Fit | None:
    """Return yes and no where a whole sentence is said to be true or false; tools write that for options, too."""
    said = {as_answer(value) for value in column.distinct}
    asked = column.header.rstrip().endswith("?") and asks_yes_or_no(column.header)
    return scales.true_or_false(said) if len(said) == 2 and (asked or is_statement(column.header)) else None


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


def _rates_a_theme(column: Column, scales: Scales, words: Mapping[str, Keywords]) -> bool:
    """Whether a few short answers, on no known scale, tell how what the header names is ("Støj på arbejdspladsen")."""
    texts = texts_in(column)
    if not 2 <= len(texts) == len(column.distinct) <= _MOST_OWN or column.filled < 2 * len(texts) + 2:
        return False
    head = as_words(column.header)
    asks_which = words["asking"].match(head) is not None and not is_statement(column.header)
    if asks_which or words["background"].search(head) or words["nominal"].search(head):
        return False
    if any(len(text.split()) > SHORT for text in texts):
        return False
    verdict = scales.polarity.judge(column.header)
    return verdict.good is not None or verdict.theme_id is not None


_TOLD_IN = 2.5
"""Words per answer, in the mean, from which the answers to a short header tell how it is."""

_MOST_OWN = 7

_SHORT_ANSWER = 6


def is_coded(column: Column) -> bool:
    """Whether the answers are codes of one kind that say nothing themselves (LimeSurvey's A1 … A5)."""
    found = [re.fullmatch(r"([A-Z]{1,4})0*(\d{1,2})", text) for text in texts_in(column)]
    prefixes = {match[1] for match in found if match}
    return len(prefixes) == 1 and 2 <= len(found) <= 12 and all(found) and column.filled >= 2 * len(found)


def _points(column: Column, scales: Scales, words: Mapping[str, Keywords]) -> Fit | None:
    """Return the scale 0–100 of a slider, or where the header tells that it is one, or 0–1 of percent in cells.

    A person or the header says which end is best.
    """
    if is_share(column, scales):
        shares = [value for value in column.distinct if isinstance(value, int | float)]
        return Fit(NUMERIC, {as_answer(value): float(value) for value in shares}, None, (0.0, 1.0))
    numbers = [value for value in column.distinct if isinstance(value, int | float) and 0 <= value <= POINTS]
    if len(numbers) < len(column.distinct) or len(numbers) < 3:
        return None
    if not _TO_HUNDRED.search(column.header) and not is_slider(column, words, scales):
        return None
    return Fit(NUMERIC, {as_answer(value): value / POINTS for value in numbers}, None, (0.0, float(POINTS)))


_TO_HUNDRED = re.compile(r"(?<![\d.,])[01]\s*(?:%\s*)?(?:[-–—]|til|to|till|og|and|=.*\D)\s*100(?!\d)")


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
