"""Every table of the workbook, declared once: this drives writing, reading back and ``docs/columns.md``.

Labels are English msgids; the Danish ones are a contract (``docs/columns.md`` lists both). A column belongs to the
tool, which recomputes it, or to the user, whose words are never overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from handleplan_batch.labels import (
    ACTION_TYPES,
    CERTAINTIES,
    IGLO,
    IMPORTERS,
    KINDS,
    LEVELS,
    POLARITIES,
    PREVENTION_LEVELS,
    SOURCES,
    VERDICTS,
)
from handleplan_batch.language import LANGUAGES, N_, _, catalogue_of, share_text
from handleplan_batch.model import Plan, ProblemLevel, RuleState
from handleplan_batch.states import STATUSES, danish_date

SPARE_ROWS = 200
"""Rows below a table that drop-downs and live formulas reach too, for what a department adds."""


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    LONG_TEXT = "long text"
    DATE = "date"
    PERCENT = "percent"
    NUMBER = "number"
    CHOICE = "choice"
    FORMULA = "formula"


class Owner(StrEnum):
    """Whose word counts: the tool's (recomputed) or the user's (merged on the way back)."""

    TOOL = "tool"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    key: str
    """Stable name; for the plan and the follow-up the field of :class:`~handleplan_batch.model.Action`."""
    label: str
    """Header, a msgid; unique within its table in every language."""
    kind: Kind = Kind.TEXT
    owner: Owner = Owner.TOOL
    width: float = 14
    """In characters, as Excel counts them."""
    choices: Mapping[Any, str] | None = None
    """Code -> label (msgid) of a drop-down; the code of a record, the label of a cell."""
    group: int = 0
    """Part 1–6 of the template; 0 = none."""
    guide: str = ""
    """The guiding question shown beside the cell, a msgid."""
    folded: bool = False
    """Whether it is folded away until somebody wants to see it: what the tool tells elsewhere too."""
    own: bool = False
    """Whether somebody added the column: its label is then their words, not a msgid."""

    @property
    def title(self) -> str:
        """The header in the user's language."""
        return self.label if self.own else _(self.label)


def column_letter(index: int) -> str:
    """Return the letters of a 0-based column below 702: ``A`` … ``ZZ``."""
    high, low = divmod(index, 26)
    return (chr(64 + high) if high else "") + chr(65 + low)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the workbook, on a sheet of its own or in a stack of tables."""

    key: str
    title: str
    """Sheet name (or heading in a stack), a msgid."""
    columns: tuple[Column, ...]
    header_row: int = 3
    """1-based row of the headers when the table has a sheet of its own."""

    @property
    def first_row(self) -> int:
        """1-based row of the first record."""
        return self.header_row + 1

    def index(self, key: str) -> int:
        """Return the 0-based column of a key; raise ValueError when there is none."""
        return [column.key for column in self.columns].index(key)

    def letter(self, key: str) -> str:
        """Return the column letter of a key, ``A`` … ``AZ``."""
        return column_letter(self.index(key))

    def last_row(self, records: int) -> int:
        """Return the 1-based row that live formulas and drop-downs reach, for a table of so many records."""
        return self.header_row + max(records, 1) + SPARE_ROWS

    def span(self, key: str, records: int, first_row: int | None = None) -> str:
        """Return a column's records as an absolute reference from other sheets: ``'Handleplan'!$A$4:$A$217``."""
        letter = self.letter(key)
        return f"'{_(self.title)}'!${letter}${first_row or self.first_row}:${letter}${self.last_row(records)}"

    @property
    def user_columns(self) -> tuple[Column, ...]:
        """The columns that belong to the user."""
        return tuple(column for column in self.columns if column.owner is Owner.USER)


EFFECTS: Mapping[str, str] = {
    "reached": N_("Reached"),
    "partly": N_("Partly"),
    "not_reached": N_("Not reached"),
    "too_few": N_("Too few answers"),
}
OWN_PRIORITIES: Mapping[str, str] = {str(int(level)): label for level, label in LEVELS.items()}
PROBLEM_LEVELS: Mapping[ProblemLevel, str] = {
    ProblemLevel.ERROR: N_("Error"),
    ProblemLevel.WARNING: N_("Look at this"),
    ProblemLevel.NOTE: N_("For information"),
}
SHORTFALL_LEVELS: Mapping[ProblemLevel, str] = {
    ProblemLevel.ERROR: N_("Must be in order"),
    ProblemLevel.WARNING: N_("Should be in order"),
    ProblemLevel.NOTE: N_("Good advice"),
}
RULE_STATES: Mapping[RuleState, str] = {
    RuleState.SHORT: N_("Falls short"),
    RuleState.BY_HAND: N_("Check yourself"),
    RuleState.MET: N_("Met"),
    RuleState.NOTHING: N_("Nothing to check"),
}
MEASUREMENT_LEVELS: Mapping[str, str] = {"question": N_("Question"), "theme": N_("Theme")}
YES: Mapping[bool, str] = {True: N_("Yes"), False: ""}
USED: Mapping[bool, str] = {True: N_("Yes"), False: N_("No")}
PARKED: Mapping[bool, str] = {True: N_("Later"), False: ""}

GROUPS: Mapping[int, str] = {
    1: N_("1 Challenge/ambition"),
    2: N_("2 Action(s)"),
    3: N_("3 Responsible"),
    4: N_("4 Period"),
    5: N_("5 Expected improvements"),
    6: N_("6 Follow-up on the action"),
}
"""The six parts of the template."""

_TEXT, _LONG, _DATE, _CHOICE = Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.CHOICE
_NUMBER, _PERCENT, _FORMULA = Kind.NUMBER, Kind.PERCENT, Kind.FORMULA
_USER = Owner.USER

NUMBER_LABEL = N_("No.")

PLAN = Table(
    "plan",
    N_("Action plan"),
    (
        Column("id", NUMBER_LABEL, width=8),
        Column("rank", N_("Rank"), _NUMBER, width=6),
        Column("urgency", N_("How urgent"), _CHOICE, width=14, choices=LEVELS),
        Column(
            "own_priority",
            N_("Own priority"),
            _CHOICE,
            _USER,
            12,
            OWN_PRIORITIES,
            guide=N_(
                "Do you judge it as more or less urgent than the tool does? Choose here; the tool keeps your choice."
            ),
        ),
        Column(
            "challenge",
            N_("Challenge/ambition"),
            _LONG,
            _USER,
            28,
            group=1,
            guide=N_("Which challenge or wish to improve have you found, and where does it show?"),
        ),
        Column(
            "kind",
            N_("Kind"),
            _CHOICE,
            _USER,
            12,
            KINDS,
            1,
            guide=N_("Is it a challenge to solve, an ambition to reach, or a standing condition to keep an eye on?"),
        ),
        Column("department", N_("Department"), width=16, group=1),
        Column("theme", N_("Theme"), width=17, group=1),
        Column(
            "nature",
            N_("Nature, severity and extent"),
            _LONG,
            _USER,
            41,
            group=1,
            guide=N_("What is the problem, how serious is it, and how many does it affect, how often?"),
        ),
        Column(
            "cause",
            N_("Cause"),
            _LONG,
            _USER,
            34,
            group=1,
            guide=N_("Why does the problem arise? If you do not know, write how you will find out."),
        ),
        Column("reasons", N_("Reasons for the priority"), _LONG, width=50, group=1, folded=True),
        Column("sources", N_("Sources"), _LONG, width=56, group=1, folded=True),
        Column(
            "action_type",
            N_("Action type"),
            _CHOICE,
            _USER,
            17,
            ACTION_TYPES,
            2,
            guide=N_("Does the action prevent the problem, handle it when it occurs, avoid it, or train people?"),
        ),
        Column(
            "action",
            N_("Planned action"),
            _LONG,
            _USER,
            44,
            group=2,
            guide=N_("What will you do? Can the problem be prevented, or avoided by doing things another way?"),
        ),
        Column(
            "prevention_level",
            N_("Prevention level"),
            _CHOICE,
            _USER,
            19,
            PREVENTION_LEVELS,
            2,
            guide=N_("The higher up, the better: remove at the source before you protect the individual."),
        ),
        Column(
            "iglo",
            N_("IGLO"),
            _CHOICE,
            _USER,
            13,
            IGLO,
            2,
            guide=N_("Who can do something about it: the individual, the group, the leader or the organisation?"),
        ),
        Column("guidance", N_("Guidance and examples"), _LONG, width=28, group=2, folded=True),
        Column(
            "responsible",
            N_("Person responsible"),
            _TEXT,
            _USER,
            19,
            group=3,
            guide=N_("Who sees to it that the action is carried out? Write one person or role."),
        ),
        Column("informed", N_("Informed"), _LONG, _USER, 18, group=3, guide=N_("Who must know about the action?")),
        Column(
            "involved",
            N_("Involved"),
            _LONG,
            _USER,
            25,
            group=3,
            guide=N_("Who takes part in planning and carrying out the action? Remember the health and safety group."),
        ),
        Column(
            "preparation",
            N_("Preparation"),
            _LONG,
            _USER,
            26,
            group=3,
            guide=N_("If somebody must do something new: how are they involved and prepared for it?"),
        ),
        Column("start", N_("To start"), _DATE, _USER, 13, group=4, guide=N_("When does the action start?")),
        Column(
            "deadline",
            N_("Implemented by"),
            _DATE,
            _USER,
            16,
            group=4,
            guide=N_("By which date has the action been carried out?"),
        ),
        Column(
            "follow_up",
            N_("To be followed up"),
            _DATE,
            _USER,
            13,
            group=4,
            guide=N_("On which date do you look at whether it worked? It lies after the action is carried out."),
        ),
        Column(
            "mind",
            N_("Bear in mind"),
            _LONG,
            _USER,
            54,
            group=4,
            guide=N_("Which other initiatives, processes or events must you allow for?"),
        ),
        Column(
            "improvement",
            N_("Expected improvement"),
            _LONG,
            _USER,
            45,
            group=5,
            guide=N_("What do you expect to see, hear or measure when the action has been carried out?"),
        ),
        Column(
            "criterion",
            N_("Success criterion"),
            _LONG,
            _USER,
            38,
            group=5,
            guide=N_("Which figure or sign goes from what to what, by when, and how is it measured?"),
        ),
        Column(
            "evaluation",
            N_("Evaluation of the effect"),
            _LONG,
            _USER,
            46,
            group=6,
            guide=N_("How and when do you judge the effect?"),
        ),
        Column(
            "unintended",
            N_("Unintended effect"),
            _LONG,
            _USER,
            24,
            group=6,
            guide=N_("Which side effects could the action have, and how will you notice them?"),
        ),
        Column(
            "feedback",
            N_("Feedback"),
            _LONG,
            _USER,
            30,
            group=6,
            guide=N_("How do you gather feedback from employees and leaders?"),
        ),
        Column(
            "adjust",
            N_("Carried on and adjusted"),
            _LONG,
            _USER,
            30,
            group=6,
            guide=N_("How is the action carried on, and adjusted by the feedback?"),
        ),
        Column(
            "fallback",
            N_("If it does not work"),
            _LONG,
            _USER,
            30,
            group=6,
            guide=N_("What do you do if the action does not work, or does harm?"),
        ),
        Column("state", N_("State"), _FORMULA, width=20, group=6),
    ),
)

FOLLOW_UP = Table(
    "follow_up",
    N_("Follow-up"),
    (
        Column("id", NUMBER_LABEL, width=8.5),
        Column("challenge", N_("Challenge/ambition"), _FORMULA, width=23),
        Column("action", N_("Planned action"), _FORMULA, width=30),
        Column("department", N_("Department"), _FORMULA, width=16),
        Column("urgency", N_("How urgent"), _FORMULA, width=14),
        Column("responsible", N_("Person responsible"), _FORMULA, width=23),
        Column("deadline", N_("Implemented by"), _FORMULA, width=15),
        Column("follow_up", N_("To be followed up"), _FORMULA, width=12.5),
        Column("period", N_("Period"), _FORMULA, width=26),
        Column("state", N_("State"), _FORMULA, width=19),
        Column(
            "status",
            N_("Status"),
            _CHOICE,
            _USER,
            22,
            STATUSES,
            guide=N_("How far are you? Implemented is not the same as working: the effect is judged afterwards."),
        ),
        Column("progress", N_("% done"), _PERCENT, _USER, 10, guide=N_("How much is done, from 0 % to 100 %?")),
        Column("updated_on", N_("Last updated"), _DATE, _USER, 12.5, guide=N_("When did you last write here?")),
        Column(
            "baseline", N_("Start value"), _TEXT, _USER, 13, guide=N_("What was the figure or sign before the action?")
        ),
        Column("target", N_("Target"), _TEXT, _USER, 13, guide=N_("Where should it end?")),
        Column("current", N_("Current value"), _TEXT, _USER, 13, guide=N_("Where is it now?")),
        Column(
            "effect_judged_on",
            N_("Effect judged on"),
            _DATE,
            _USER,
            12.5,
            guide=N_("On which date did you judge whether the action worked?"),
        ),
        Column(
            "effect",
            N_("Effect"),
            _CHOICE,
            _USER,
            13,
            EFFECTS,
            guide=N_("Did you reach the success criterion?"),
        ),
        Column(
            "effect_reason",
            N_("Reason"),
            _LONG,
            _USER,
            24,
            guide=N_("What do you base it on? Also say here why an action is dropped."),
        ),
        Column("note", N_("Note"), _LONG, _USER, 24, guide=N_("Anything else that should be remembered.")),
        Column("place", N_("Row in the plan"), _FORMULA, width=0),
        Column("attention", N_("Order on the sheet Act now"), _FORMULA, width=0),
    ),
)

ACT_NOW = Table(
    "act_now",
    N_("Act now"),
    (
        Column("id", NUMBER_LABEL, _FORMULA, width=9),
        Column("urgency", N_("How urgent"), _FORMULA, width=13.5),
        Column("why", N_("Why now"), _FORMULA, width=27),
        Column("responsible", N_("Person responsible"), _FORMULA, width=20),
        Column("action", N_("Planned action"), _FORMULA, width=51),
        Column("challenge", N_("Challenge/ambition"), _FORMULA, width=32),
        Column("department", N_("Department"), _FORMULA, width=17),
        Column("state", N_("State"), _FORMULA, width=19),
        Column("place", N_("Row in the follow-up"), _FORMULA, width=0),
    ),
)

CHALLENGES = Table(
    "challenges",
    N_("Challenges"),
    (
        Column("rank", N_("Rank"), _NUMBER, width=7.5),
        Column("level", N_("How urgent"), width=14, choices=LEVELS),
        Column("points", N_("Points"), _NUMBER, width=9),
        Column("kind", N_("Kind"), width=14, choices=KINDS),
        Column("theme", N_("Theme"), _LONG, width=24),
        Column("department", N_("Department"), _LONG, width=18),
        Column("reasons", N_("Reasons for the priority"), _LONG, width=62),
        Column("sources", N_("Sources"), _LONG, width=30),
        Column("findings", N_("Number of findings"), _NUMBER, width=10),
        Column("burdens", N_("What burdens"), _LONG, width=43),
        Column("protective", N_("What protects"), _LONG, width=43),
        Column("cause", N_("Points to the cause"), _LONG, width=14),
        Column("lifted", N_("Gathered from"), _LONG, width=20),
        Column("parked", N_("Later?"), width=9, choices=PARKED),
        Column("id", N_("Id"), width=24),
    ),
)

MEASUREMENTS = Table(
    "measurements",
    N_("Measurements"),
    (
        Column("subject", N_("Question or theme"), _LONG, width=27.5),
        Column("level", N_("Level"), width=10, choices=MEASUREMENT_LEVELS),
        Column("theme", N_("Theme"), _LONG, width=18),
        Column("department", N_("Department"), _LONG, width=20),
        Column("respondents", N_("Answers"), _NUMBER, width=8),
        Column("score", N_("Score (0–100, 100 best)"), _NUMBER, width=11),
        Column("unfavourable", N_("Share in the bad end"), _PERCENT, width=11),
        Column("low", N_("Lower bound (95 %)"), _PERCENT, width=9),
        Column("high", N_("Upper bound (95 %)"), _PERCENT, width=9),
        Column("difference", N_("Difference from the department above"), _NUMBER, width=11),
        Column("change", N_("Change since last time"), _NUMBER, width=9),
        Column("verdict", N_("Since last time"), width=11, choices=VERDICTS),
        Column("off_scale", N_("Outside the scale"), _PERCENT, width=9),
        Column("file", N_("File"), _LONG, width=15.5),
        Column("cell", N_("Cell"), width=7),
    ),
)

FINDINGS = Table(
    "findings",
    N_("Findings"),
    (
        Column("number", NUMBER_LABEL, _NUMBER, width=7),
        Column("text", N_("Finding"), _LONG, width=50),
        Column("source", N_("Source"), _LONG, width=18, choices=SOURCES),
        Column(
            "theme",
            N_("Theme"),
            _LONG,
            _USER,
            21,
            guide=N_(
                "Is the theme wrong? Choose another; the tool remembers it for the same text. Blank = the tool decides."
            ),
        ),
        Column("department", N_("Department"), _LONG, width=17),
        Column(
            "polarity",
            N_("Judged as"),
            _CHOICE,
            _USER,
            12,
            POLARITIES,
            guide=N_("Is it a problem, something good, or a wish? Choose; the tool remembers it for the same text."),
        ),
        Column("level", N_("Calls for"), width=14, choices=LEVELS),
        Column("score", N_("Score"), _NUMBER, width=9),
        Column("respondents", N_("Answers"), _NUMBER, width=8),
        Column("observed_on", N_("Observed on"), _DATE, width=13),
        Column("solved", N_("Solved"), width=8, choices=YES),
        Column("rank", N_("Rank of the challenge"), _NUMBER, width=12),
        Column("why", N_("Words that decided the theme"), _LONG, width=36),
        Column("file", N_("File"), _LONG, width=44),
        Column("sheet", N_("Sheet"), _LONG, width=16),
        Column("cell", N_("Cell"), width=9),
        Column("id", N_("Id"), _LONG, width=26),
    ),
)

CHANGES = Table(
    "changes",
    N_("Changes"),
    (
        Column("verdict", N_("What happened"), width=13, choices=VERDICTS),
        Column("theme", N_("Theme"), _LONG, width=20),
        Column("department", N_("Department"), _LONG, width=16),
        Column("kind", N_("Kind"), width=12, choices=KINDS),
        Column("why", N_("Why"), _LONG, width=38),
        Column("level_before", N_("How urgent before"), width=12, choices=LEVELS),
        Column("level", N_("How urgent now"), width=12, choices=LEVELS),
        Column("score_before", N_("Score before"), _NUMBER, width=8),
        Column("score", N_("Score now"), _NUMBER, width=8),
        Column("change", N_("Change, points"), _NUMBER, width=8),
        Column("respondents_before", N_("Answers before"), _NUMBER, width=8),
        Column("respondents", N_("Answers now"), _NUMBER, width=8),
        Column("actions", N_("Actions that go on"), _LONG, width=12),
        Column("id", N_("Id"), width=11),
    ),
)

CLOSED_REASONS: Mapping[str, str] = {
    "closed": N_("Closed by its status"),
    "unclaimed": N_("Suggestion that nobody took up; the sources no longer point to it"),
    "not_chosen": N_("Suggestion that nobody took up; the challenge goes on with other actions"),
}
_CLOSED_FIRST = ("department", "challenge", "action", "responsible", "status", "effect", "effect_reason")
_ROW = [replace(one, owner=Owner.TOOL, guide="", group=0) for one in (*PLAN.columns, *FOLLOW_UP.user_columns)]
CLOSED = Table(
    "closed",
    N_("Closed actions"),
    (
        Column("id", NUMBER_LABEL, width=8),
        Column("reason", N_("Why closed"), _LONG, width=22, choices=CLOSED_REASONS),
        Column("plan_date", N_("Was in the plan of"), _DATE, width=13),
        *(next(one for one in _ROW if one.key == key) for key in _CLOSED_FIRST),
        *(one for one in _ROW if one.kind is not _FORMULA and one.key not in ("id", "rank", *_CLOSED_FIRST)),
    ),
)

COMPLETENESS = Table(
    "completeness",
    N_("Completeness"),
    (
        Column("rule", N_("Rule"), width=8),
        Column("state", N_("Result"), width=12, choices=RULE_STATES),
        Column("level", N_("Weight"), width=17, choices=SHORTFALL_LEVELS),
        Column("action_id", NUMBER_LABEL, width=9),
        Column("asks", N_("What the rule asks for"), _LONG, width=36),
        Column("message", N_("What is missing"), _LONG, width=35),
        Column("remedy", N_("What you can do"), _LONG, width=38),
        Column("rows", N_("Rows looked at"), _NUMBER, width=8),
        Column("basis", N_("Basis"), _LONG, width=26),
    ),
)

DECISIONS: Mapping[str, str] = {"ours": N_("The plan's"), "theirs": N_("The returned")}
"""Which of two different values holds."""

CONFLICTS = Table(
    "conflicts",
    N_("Conflicts"),
    (
        Column("action_id", NUMBER_LABEL, width=9),
        Column("field", N_("Field"), width=22),
        Column("base", N_("Was handed out"), _LONG, width=34),
        Column("ours", N_("The plan says"), _LONG, width=34),
        Column("theirs", N_("The returned says"), _LONG, width=34),
        Column("source", N_("File"), _LONG, width=28),
        Column("decision", N_("Which holds?"), _CHOICE, _USER, 20, DECISIONS),
    ),
)

FILES = Table(
    "files",
    N_("Files and sheets"),
    (
        Column("file", N_("File"), _LONG),
        Column("sheet", N_("Sheet"), _LONG),
        Column("importer", N_("Recognised as"), _LONG, choices=IMPORTERS),
        Column("columns", N_("What is what"), _LONG),
        Column("header_row", N_("Header row"), _NUMBER),
        Column("rows_read", N_("Rows read"), _NUMBER),
        Column("rows_used", N_("Used"), _NUMBER),
        Column("rows_set_aside", N_("Set aside"), _NUMBER),
        Column("rows_rejected", N_("Rejected"), _NUMBER),
        Column("respondents", N_("Respondents"), _NUMBER),
        Column("sha256", N_("Fingerprint (SHA-256)"), _LONG),
        Column("lines", N_("Lines of questions")),
    ),
)
QUESTIONS = Table(
    "questions",
    N_("Questions and answer scales"),
    (
        Column("file", N_("File"), _LONG),
        Column("cell", N_("Cell"), _LONG),
        Column("scale", N_("Scale"), _LONG),
        Column("text", N_("Question"), _LONG),
        Column("best", N_("Best answer"), _LONG),
        Column("worst", N_("Worst answer"), _LONG),
        Column("certainty", N_("How sure"), _LONG, choices=CERTAINTIES),
        Column("used", N_("In use"), choices=USED),
        Column("theme_certainty", N_("How sure of the theme"), _LONG, choices=CERTAINTIES),
        Column("theme", N_("Theme"), _LONG),
        Column("reason", N_("Why"), _LONG),
        Column("asked_in", N_("Asked in")),
        Column("line", N_("Line"), _NUMBER),
    ),
)
PROBLEMS = Table(
    "problems",
    N_("What was not used, and what to look at"),
    (
        Column("file", N_("File"), _LONG),
        Column("sheet", N_("Sheet"), _LONG),
        Column("level", N_("Weight"), _LONG, choices=PROBLEM_LEVELS),
        Column("message", N_("What happened, and what you can do"), _LONG),
        Column("cell", N_("Cell")),
        Column("code", N_("Code"), _LONG),
    ),
)
SUPPRESSED = Table(
    "suppressed",
    N_("Groups that are hidden because they are small"),
    (
        Column("department", N_("Department"), _LONG),
        Column("level", N_("Level"), choices=MEASUREMENT_LEVELS),
        Column("theme", N_("Theme"), _LONG),
        Column("subject", N_("Question or theme"), _LONG),
    ),
)
UNPLACED = Table(
    "unplaced",
    N_("Findings without a theme"),
    (
        Column("file", N_("File"), _LONG),
        Column("sheet", N_("Sheet"), _LONG),
        Column("source", N_("Source"), _LONG, choices=SOURCES),
        Column("text", N_("Finding"), _LONG),
        Column("cell", N_("Cell")),
        Column("department", N_("Department"), _LONG),
    ),
)

TABLES = (
    *(ACT_NOW, PLAN, FOLLOW_UP, CHALLENGES, MEASUREMENTS, FINDINGS, CHANGES, CLOSED, COMPLETENESS),
    *(CONFLICTS, FILES, QUESTIONS, PROBLEMS, SUPPRESSED, UNPLACED),
)
ROUND_TRIP = (PLAN, FOLLOW_UP)
"""The tables that departments write in; no key of a user's column stands in both."""


def labels(mapping: Mapping[Any, str]) -> tuple[str, ...]:
    """Return the labels of a table of codes in the user's language, in its order."""
    return tuple(_(label) for label in mapping.values())


def with_own_columns(table: Table, plan: Plan) -> Table:
    """Return a table with the columns that people added to it, last."""
    own = [one for one in plan.own_columns if one.table == table.key]
    columns = [Column(own_key(table, one.header), one.header, owner=Owner.USER, width=22, own=True) for one in own]
    return replace(table, columns=(*table.columns, *columns))


def own_values(plan: Plan) -> dict[str, dict[str, str | float]]:
    """Return per ``Nr.`` the values of the columns that people added, by the columns' keys."""
    found: dict[str, dict[str, str | float]] = {}
    for table in ROUND_TRIP:
        for one in plan.own_columns:
            for number, value in one.values.items() if one.table == table.key else ():
                found.setdefault(number, {})[own_key(table, one.header)] = value
    return found


def own_key(table: Table, header: str) -> str:
    """Return the key of a column that somebody added."""
    return f"{table.key}:{header}"


def field_label(key: str) -> str:
    """Return the header of a column that people write in, in the user's language."""
    return key.partition(":")[2] if ":" in key else _(_column(key).label)


def field_labels(key: str) -> tuple[str, ...]:
    """Return the header of such a column in every language."""
    return (key.partition(":")[2],) if ":" in key else spellings(_column(key).label)


def shown_value(key: str, text: str) -> str:
    """Return a value of a user's column, as text that stays the same for ever, as the sheets show it."""
    if not text or ":" in key:
        return text
    column = _column(key)
    if column.choices is not None:
        return next((label_of(column.choices, code) for code in column.choices if str(code) == text), text)
    if column.kind is Kind.DATE:
        return danish_date(date.fromisoformat(text))
    return share_text(float(text)) if column.kind is Kind.PERCENT else text


def _column(key: str) -> Column:
    """Return the user's column of a key, or else the tool's."""
    columns = [column for table in ROUND_TRIP for column in (*table.user_columns, *table.columns)]
    return next(column for column in sorted(columns, key=lambda one: one.owner is Owner.TOOL) if column.key == key)


def label_of(mapping: Mapping[Any, str], code: object) -> str:
    """Return the label of a code in the user's language; empty for an empty code."""
    label = mapping.get(code, "")
    return _(label) if label else ""


def spellings(message: str) -> tuple[str, ...]:
    """Return a label in every language."""
    return tuple(catalogue_of(language).gettext(message) for language in LANGUAGES)


def plain(label: str) -> str:
    """Return a label without case and surplus blanks, for comparing."""
    return " ".join(label.split()).casefold()


def describe_columns() -> str:
    """Return ``docs/columns.md``: every table with its columns, in both languages."""
    lines = [
        "# Columns",
        "",
        "Made from `handleplan_batch/workbook/columns.py`; a test says when it is out of date. **T** = the tool's,",
        "recomputed each time; **U** = the user's, never overwritten.",
    ]
    danish, english = (catalogue_of(language).gettext for language in ("da", "en"))
    for table in TABLES:
        lines += [
            "",
            f"## {danish(table.title)} / {english(table.title)}",
            "",
            "| key | Danish | English | | holds | part | choices |",
            "|---|---|---|---|---|---|---|",
        ]
        for column in table.columns:
            choices = ", ".join(danish(label) for label in (column.choices or {}).values() if label)
            owner = "U" if column.owner is Owner.USER else "T"
            part = str(column.group or "")
            lines.append(
                f"| `{column.key}` | {danish(column.label)} | {english(column.label)} | {owner} | {column.kind} "
                f"| {part} | {choices} |"
            )
    return "\n".join(lines) + "\n"
