"""The frozen records that all rooms share. No I/O, no other module of the package.

One word per thing: *department*, *finding* (an observation), *challenge* (a group of findings), *measure* (in the
catalogue), *action* (a row of the plan), *problem* (a fault in the data). Scores run 0–100 with 100 best for the
working environment; shares run 0–1; texts a user reads are in the language of the run.
"""

from __future__ import annotations

from array import array
from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import IntEnum, StrEnum
from itertools import chain
from typing import NamedTuple

BASE_SHEET = "_handleplan"
"""Name of the very hidden sheet that marks a workbook as ours and carries what was handed out."""
UNKNOWN_SCALE = "unknown"
"""The scale of a question whose answers fit no known one."""
PLACING = ("department", "theme")
"""Fields that tell of a new row where it belongs; the tool's once it is in the plan."""
GUIDE_MARK = "handleplan · "
"""How the first cell of a guide begins that comes with a template: the sheet is no material, whatever stands on it."""

DepartmentPath = tuple[str, ...]
"""Department labels as they stand in an input, from the top level down; empty when the input names none."""


class Text(NamedTuple):
    """A text of the catalogue in both languages."""

    da: str
    en: str

    def pick(self, language: str) -> str:
        """Return the text in ``da`` or ``en``."""
        return self.en if language == "en" else self.da


class ImporterName(StrEnum):
    """What a sheet was recognised as."""

    SURVEY = "survey"
    SURVEY_SUMMARY = "survey_summary"
    RISK_ASSESSMENT = "risk_assessment"
    INSPECTION = "inspection"
    INCIDENT = "incident"
    ABSENCE = "absence"
    DISCUSSION = "discussion"
    PLAN = "plan"
    ORGANISATION = "organisation"
    CALENDAR = "calendar"
    CODEBOOK = "codebook"
    UNKNOWN = "unknown"


class SourceKind(StrEnum):
    """Where a finding comes from. Survey answers and comments are one *independent* source, the survey."""

    SURVEY = "survey"
    COMMENT = "comment"
    RISK_ASSESSMENT = "risk_assessment"
    INSPECTION = "inspection"
    INCIDENT = "incident"
    ABSENCE = "absence"
    DISCUSSION = "discussion"
    PLAN = "plan"
    """A matter that an earlier plan left unfinished."""


class Polarity(StrEnum):
    """What a text or a finding says about the working environment."""

    PROBLEM = "problem"
    POSITIVE = "positive"
    AMBITION = "ambition"
    NEUTRAL = "neutral"


class Certainty(StrEnum):
    """How sure a decision is: set by the user or a known instrument, inferred from wording, or not known."""

    KNOWN = "known"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class ChallengeKind(StrEnum):
    """A challenge to solve, an ambition to reach, or a standing condition that is kept under watch (vedvarende)."""

    CHALLENGE = "challenge"
    AMBITION = "ambition"
    STANDING = "standing"


class Level(IntEnum):
    """Urgency, anchored in the Danish Working Environment Authority's ladder of reactions."""

    IMMEDIATE = 1
    HIGH = 2
    MEDIUM = 3
    LOW = 4
    OBSERVATION = 5


class ActionType(StrEnum):
    """The template's four questions in part 2."""

    PREVENTIVE = "preventive"
    HANDLING = "handling"
    DIFFERENT = "different"
    TRAINING = "training"


class PreventionLevel(StrEnum):
    """The nine principles of prevention (BEK 65/2024, annex 1) in four steps, best first."""

    ELIMINATE = "eliminate"
    CHANGE = "change"
    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


class Iglo(StrEnum):
    """Who acts: individual, group, leader, organisation."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    LEADER = "leader"
    ORGANISATION = "organisation"


class RiskMethod(StrEnum):
    """How a risk was scored.

    ``LEVELS_k`` = one of k levels in words or colours, whose score is its place with k the worst; ``GIVEN`` = only a
    score on a scale of its own stands in the file.
    """

    MATRIX_3 = "3x3"
    MATRIX_4 = "4x4"
    MATRIX_5 = "5x5"
    KINNEY = "kinney"
    FMEA = "fmea"
    LEVELS_3 = "3 levels"
    LEVELS_4 = "4 levels"
    LEVELS_5 = "5 levels"
    GIVEN = "given"


class Need(StrEnum):
    """Why an action needs somebody's attention, gravest first."""

    UNCLEAR = "unclear"
    OVERDUE = "overdue"
    NO_RESPONSIBLE = "no_responsible"
    DUE_SOON = "due_soon"
    NO_START = "no_start"
    EFFECT_CHECK = "effect_check"
    NOT_UPDATED = "not_updated"
    INCOMPLETE = "incomplete"


class RuleState(StrEnum):
    """How a plan fares by a rule: falls short of it, is for people to look at, meets it, has nothing it is about."""

    SHORT = "short"
    BY_HAND = "by_hand"
    MET = "met"
    NOTHING = "nothing"


class ProblemLevel(StrEnum):
    """``error``: the file or row could not be used. ``warning``: a person should look. ``note``: for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CellRef:
    """A place in an input."""

    file: str
    """Path as the user gave it (or relative to the folder the user gave)."""
    sheet: str = ""
    """Sheet name; empty for csv."""
    row: int | None = None
    """1-based row, None when the whole sheet is meant."""
    column: int | None = None
    """1-based column, None when the whole row is meant."""
    option: str = ""
    """Which question of a header cell is meant, where each option of it counts as a question of its own."""

    @property
    def a1(self) -> str:
        """The cell as Excel writes it (``C7``), only the row number without a column, empty for a whole sheet."""
        letters, number = "", self.column or 0
        while number:
            number, digit = divmod(number - 1, 26)
            letters = chr(65 + digit) + letters
        return letters + ("" if self.row is None else str(self.row))

    def __str__(self) -> str:
        """``file › sheet!C7``, leaving out what is not known."""
        place = "!".join(part for part in (self.sheet, self.a1) if part)
        return f"{self.file} › {place}" if place else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the data, or something the user should know. Never holds free text, names or answers."""

    code: str
    """Stable code, a key of :data:`handleplan_batch.problems.PROBLEMS`."""
    where: CellRef
    values: Mapping[str, str] = field(default_factory=dict)
    """Fields for the sentence of that code."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column of a sheet was taken for."""

    column: int
    """1-based."""
    header: str
    """As it stands, on one line."""
    role: str
    """Role in a survey, or field of a list."""
    filled: bool = True
    """Whether anything stands below the header; only looked at where the column is not used."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What became of one sheet: ``rows_read`` = ``rows_used`` + ``rows_set_aside`` + ``rows_rejected``, always.

    For a survey a used row is a respondent; elsewhere it is a risk, a record or an entry.
    """

    file: str
    sheet: str
    importer: ImporterName
    header_row: int | None
    """1-based row of the (lowest) header line, None when there is none."""
    rows_read: int | None
    """Rows below the header that hold anything; None in a plan that is shown, where it tells of few respondents."""
    rows_used: int | None = 0
    """None as ``rows_read``."""
    rows_set_aside: int = 0
    """Rows that are rightly not used (checked and fine, totals, examples, placeholders); a problem names why."""
    rows_rejected: int = 0
    """Rows that could not be understood; a problem names each."""
    respondents: int | None = None
    """Persons who answered; only for surveys. None for other sheets, and where publishing it is not safe."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field -> header as it stands, the decision on which column is what."""
    uses: tuple[ColumnUse, ...] = ()
    """The same column by column, from left to right."""
    sha256: str = ""
    """Hash of the file's bytes, hex; empty as ``rows_read``, since a small file can be guessed and tried."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a survey with the decision on its answer scale. Holds no answers."""

    where: CellRef
    """The header cell."""
    text: str
    """The header, trimmed and with single blanks."""
    scale: str
    """Scale family id of ``catalogue/scales.csv``, ``numeric`` for bare numbers, ``unknown``; ``share`` where a
    summed-up table tells how many answered in one end."""
    answers: tuple[str, ...]
    """Distinct answers as they stand in the file, in scale order where known; blanks are not among them. In a plan that
    is shown without those that few gave; with none of them, nor ``best`` and ``worst``, where they would give a group
    away."""
    scores: tuple[float | None, ...]
    """Per answer 0–100, 100 best; None off the scale, and for all of them when the direction is unknown."""
    best: str | None
    worst: str | None
    certainty: Certainty
    """How sure the direction is. ``UNKNOWN`` is never ranked."""
    reason: str = ""
    """Why the direction is as it is: the words that decided, for the sheet Datagrundlag."""
    theme_id: str | None = None
    theme_certainty: Certainty = Certainty.UNKNOWN
    most_is_best: bool | None = None
    """Whether the highest step of the scale is the best; None when the direction is unknown."""
    also_in: tuple[tuple[str, str], ...] = ()
    """File and sheet of the others of which all the same is told, in the same cell. Only in a plan that is shown."""

    @property
    def places(self) -> Iterator[CellRef]:
        """Every header cell."""
        yield self.where
        for file, sheet in self.also_in:
            yield replace(self.where, file=file, sheet=sheet)

    @property
    def used(self) -> bool:
        """Whether the answers take part in the judgement: both direction and theme are known."""
        return self.certainty is not Certainty.UNKNOWN and self.theme_id is not None


def _code_for(greatest: int) -> str:
    return "B" if greatest < 1 << 8 else "H" if greatest < 1 << 16 else "L"


class Counts(Mapping[DepartmentPath, tuple[int, ...]]):
    """Counts per department path as one table of whole numbers, a small part of what a tuple for each would take.

    ``paths`` tells the row of each; the questions of a survey share it. The ``numbers``, row by row, are kept in as few
    bytes as the greatest of them needs.
    """

    __slots__ = ("_numbers", "_paths", "_width")

    def __init__(self, paths: Mapping[DepartmentPath, int], numbers: Sequence[int]) -> None:
        self._paths = paths
        self._numbers = array(_code_for(max(numbers, default=0)), numbers)
        self._width = len(numbers) // max(1, len(paths))

    @classmethod
    def of(cls, counts: Mapping[DepartmentPath, Sequence[int]]) -> Counts:
        """Return counts that are told path by path, each with as many numbers."""
        return cls({path: row for row, path in enumerate(counts)}, [*chain.from_iterable(counts.values())])

    @property
    def paths(self) -> Mapping[DepartmentPath, int]:
        """The row of each path."""
        return self._paths

    @property
    def numbers(self) -> array[int]:
        """The table, row by row."""
        return self._numbers

    @property
    def totals(self) -> list[int]:
        """What all paths have together."""
        return [sum(self._numbers[place :: self._width]) for place in range(self._width)]

    def part(self, rows: Mapping[DepartmentPath, int]) -> Counts:
        """Return the counts in some of its ``rows``, under the paths that these are given for."""
        kept = {path: place for place, path in enumerate(rows)}
        width = self._width
        return Counts(
            kept, [*chain.from_iterable(self._numbers[row * width : (row + 1) * width] for row in rows.values())]
        )

    def __getitem__(self, path: DepartmentPath) -> tuple[int, ...]:
        start = self._paths[path] * self._width
        return tuple(self._numbers[start : start + self._width])

    def __iter__(self) -> Iterator[DepartmentPath]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def items(self) -> ItemsView[DepartmentPath, tuple[int, ...]]:
        """Return all counts with their paths, without looking each up."""
        return self._as_dict().items()

    def values(self) -> ValuesView[tuple[int, ...]]:
        """Return all counts, in the order of the paths."""
        return self._as_dict().values()

    def _as_dict(self) -> dict[DepartmentPath, tuple[int, ...]]:
        rows = list(zip(*[iter(self._numbers)] * self._width, strict=True))  # each as long as the table is wide
        return {path: rows[number] for path, number in self._paths.items()}


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How many gave each answer to one question, per department label. Additive; never leaves ``judging``."""

    question: Question
    counts: Counts
    """Per department path: a count per answer of ``question.answers``, then the count of blanks last."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A free-text answer, already scrubbed of personal data. Never leaves ``judging``."""

    where: CellRef
    department: DepartmentPath
    text: str


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two questions whose scores go against each other, which may mean that the direction of one is wrong."""

    first: CellRef
    """Header cell of the left one."""
    second: CellRef
    correlation: float
    """-1 to -0.3: Pearson's, between the scores (100 best) of those who answered both."""
    respondents: int


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How many gave each two answers to a question that may be an outcome and to another one of the same table.

    Additive, and only of answers with a score; never leaves ``judging``.
    """

    outcome: CellRef
    """Header cell of the question on an outcome."""
    other: CellRef
    counts: tuple[tuple[int, ...], ...]
    """Per scored answer of the outcome, in the question's order, a count per scored answer of the other."""


@dataclass(frozen=True, slots=True)
class Survey:
    """One sheet of respondent-level answers, counted."""

    where: CellRef
    respondents: Mapping[DepartmentPath, int]
    """Persons per department label; a person without a department is under the empty path."""
    answers: tuple[AnswerCounts, ...]
    comments: tuple[Comment, ...]
    opposed: tuple[Opposed, ...] = ()
    by_sheet: bool = False
    """Whether the last of its one department's labels is only the sheet's name, which may name something else."""
    pairs: tuple[PairCounts, ...] = ()
    held: tuple[date, date] | None = None
    """First and last day of the answers, else of the year that its titles or names tell; None when nothing does."""
    marks: tuple[int, ...] = field(default=(), repr=False)
    """One for each row, the same wherever the row stands; empty where nothing tells one row from the others."""
    persons: frozenset[int] = field(default=frozenset(), repr=False)
    """One for each respondent's id, the same wherever the id stands; empty where no column is one."""
    names: tuple[str, ...] = ()
    """What in the name of the file and the lines above the table may name its department, where nothing else does."""
    topics: tuple[str, ...] = ()
    """The same of names that are those of a topic too ("Rengøring"), and the sheet's where it is one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An observation about the working environment, traced to its source cell."""

    id: str
    """Stable: a hash of source, place and content, the same for the same input in every run."""
    source: SourceKind
    where: CellRef
    text: str
    """What was found, scrubbed, in the source's words (or a sentence with the figures, for a survey)."""
    department: DepartmentPath = ()
    """As in the file when read; the one canonical name once ``judging.organisation`` has placed it."""
    theme_id: str | None = None
    """None = not placed (counted and listed as such)."""
    theme_reason: str = ""
    """The words that decided the theme."""
    category: str = ""
    """The source's own word for the subject (columns such as Tema, Emne, Kategori), a hint for the theme."""
    polarity: Polarity | None = None
    """None when the source does not say; theming decides."""
    standing: bool = False
    """Whether the source calls it a standing condition (vedvarende)."""
    acute: bool = False
    """Immediate danger or an order from the authority."""
    score: float | None = None
    """Survey: 0–100, 100 best. Risk assessment: the risk score by the source's own method, high is worse.
    Absence: percent of working time. None elsewhere."""
    likelihood: float | None = None
    """On the source's own scale."""
    severity: float | None = None
    """Consequence, on the source's own scale."""
    exposure: float | None = None
    """Fine-Kinney's E (0.5–10)."""
    method: RiskMethod | None = None
    residual: float | None = None
    """Risk score left after the measures, same method."""
    level: Level | None = None
    """Urgency level that this finding alone calls for; set in ``judging``."""
    respondents: int | None = None
    """Persons behind a survey finding, published figure."""
    unfavourable: float | None = None
    """Share 0–1 who answered in the bad end, published figure."""
    occurrences: int = 1
    """How many like observations this finding stands for (comments on one theme)."""
    exposed: int | None = None
    """Persons exposed, when the source says."""
    absence_days: float | None = None
    """Days of absence after an accident."""
    lasting: bool = False
    """Whether the source says that an accident killed somebody or left a lasting injury."""
    observed_on: date | None = None
    place: str = ""
    cause: str = ""
    proposal: str = ""
    """What the source proposes to do."""
    goal: str = ""
    """What the source wants to reach by it."""
    existing: str = ""
    """What the source says is done against it already."""
    progress: str = ""
    """How far the matter is, as the source words it."""
    begun: bool = False
    """Whether that says that it has been begun and is not done."""
    responsible: str = ""
    deadline: date | None = None
    deadline_text: str = ""
    """The deadline as written when it is no single day ("snarest", "uge 12")."""
    solved: bool = False
    """Already put right; counts as evidence, not as an open matter."""
    solved_on: date | None = None
    """When, where a day says so; one that is still to come says when it shall be."""
    question: str = ""
    """The question's text, for a survey finding."""
    quotes: tuple[str, ...] = ()
    """Comments in their own words, scrubbed; only where the run was asked for them, and none can be told by whom."""
    department_where: CellRef | None = None
    """The cell that names the department, where a list has one."""
    titles: tuple[str, ...] = ()
    """Where a list has none: the heading over the row (empty without), the names of the sheet and the file, and the
    lines above the list, any of which may name the department."""
    by_sheet: str = ""
    """The sheet's name where several sheets of the file are the same list and it may be a department's."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the organisation."""

    name: str
    """Canonical name, unique."""
    path: tuple[str, ...] = ()
    """Names of its ancestors, top first."""
    leader: str = ""
    osh_representative: str = ""
    employees: int | None = None
    aliases: tuple[str, ...] = ()
    """Other and former names that mean the same department."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something in the calendar that a plan should mind."""

    name: str
    start: date
    end: date
    department: DepartmentPath = ()
    """Empty = everybody."""
    where: CellRef = field(default_factory=lambda: CellRef(""))


@dataclass(frozen=True, slots=True)
class Variable:
    """What a code book says of one column of a data file."""

    text: str = ""
    """The question; empty when only the answers are told."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Answer code as it stands in the data ("1", "A2") -> the answer's text."""
    choice: str = ""
    """The option that the column stands for, when a question with several answers has a column for each."""
    kind: str = ""
    """``single``, ``multiple``, ``text``, ``number``, ``date``; empty when not told."""
    labels_of: str = ""
    """Name of the list of answers, a variable of a code book, that ``labels`` are taken from when they are empty."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A sheet that tells what the columns and codes of a data file mean."""

    where: CellRef
    variables: Mapping[str, Variable]
    """Name of a column, as the code book has it -> what it is."""
    legends: tuple[Mapping[str, str], ...] = ()
    """Answer code -> the answer it means in any column, each of them as a whole."""


@dataclass(frozen=True, slots=True)
class SummaryFigure:
    """What a summed-up table says of one question in one department."""

    respondents: int | None = None
    """Persons who answered; None when the table does not say, or hides it."""
    score: float | None = None
    """0–100, 100 best; None when it is not told or its direction is unknown."""
    unfavourable: float | None = None
    """Share 0–1 of answers in the bad end."""
    previous: float | None = None
    """Score last time, as ``score``."""
    hidden: bool = False
    """Whether the table itself hides the figure to protect a small group."""
    where: CellRef = CellRef("")
    shares: tuple[float, ...] = ()
    """Per answer of the question its share 0–1 of the answers on the scale; empty when answers are not told."""
    invited: int | None = None
    """Persons who were asked; None when the table does not say."""
    previous_respondents: int | None = None
    """Persons who answered last time, as ``respondents``."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One question (or theme) of results that were summed up before they came here. Never respondents."""

    question: Question
    """``answers`` and ``scores`` as for a survey; where only means or shares are told, the ends of their scale."""
    figures: Mapping[DepartmentPath, SummaryFigure]
    period: str = ""
    """What the table calls the time of measurement ("2024"); empty when it does not say."""
    by_sheet: bool = False
    """Whether its one department is only the sheet's name, which may be the name of something else."""
    names: tuple[str, ...] = ()
    """What may name its department where nothing in the table does, as ``Survey.names``."""
    topics: tuple[str, ...] = ()
    """As ``Survey.topics``."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many answered, told beside the results and not with each figure."""

    where: CellRef
    department: DepartmentPath
    persons: int
    """Those who answered; those who were asked where only that is told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave. Readings add up, in any order of files."""

    sheets: tuple[SheetEntry, ...] = ()
    surveys: tuple[Survey, ...] = ()
    summaries: tuple[Summary, ...] = ()
    turnouts: tuple[Turnout, ...] = ()
    findings: tuple[Finding, ...] = ()
    departments: tuple[Department, ...] = ()
    events: tuple[Event, ...] = ()
    codebooks: tuple[Codebook, ...] = ()
    checked: tuple[Finding, ...] = ()
    """Where rounds found all in order: per list and department one finding that says nothing."""
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Reading) -> Reading:
        return joined((self, other))


def joined(readings: Sequence[Reading]) -> Reading:
    """Return what several readings gave together."""
    return Reading(
        **{
            entry.name: tuple(chain.from_iterable(getattr(one, entry.name) for one in readings))
            for entry in fields(Reading)
        }
    )


class Verdict(StrEnum):
    """What became of a challenge, or of a figure, since the earlier plan."""

    NEW = "new"
    RETURNED = "returned"
    WORSE = "worse"
    TOO_FEW = "too_few"
    NOT_AGAIN = "not_again"
    """Nothing has been measured since the earlier plan was made."""
    OTHER_PEOPLE = "other_people"
    """The department is not the same people as last time, so the two figures cannot be compared."""
    UNCHANGED = "unchanged"
    BETTER = "better"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure that may be published. All figures are None where ``suppressed``."""

    level: str
    """``question`` or ``theme``."""
    key: str
    """The question's text, or the theme id."""
    theme_id: str
    department: str
    respondents: int | None
    """Persons with an answer on the scale."""
    score: float | None
    """Mean, 0–100, 100 best."""
    unfavourable: float | None
    """Share 0–1 of answers in the bad end."""
    low: float | None
    """Lower bound of the 95 % Wilson interval of ``unfavourable``."""
    high: float | None
    difference: float | None = None
    """Score minus the parent department's score, points; None at the top or when either is hidden."""
    rest_difference: float | None = None
    """The same from the rest of the parent department, which stays as it is however many the department has."""
    change: float | None = None
    """Points since last time, above 0 when better."""
    off_scale: float | None = None
    """Share 0–1 of "ved ikke", "ikke relevant" and blanks among all respondents."""
    suppressed: bool = False
    where: CellRef | None = None
    """The question's header cell; None for a theme."""
    verdict: Verdict | None = None
    """What became of it since the earlier plan; None without one."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A question whose answers go with those on an outcome in the whole organisation: a hint, never a cause."""

    outcome: str
    """Text of the question on an outcome (stress, well-being, sickness absence)."""
    outcome_theme_id: str
    question: str
    theme_id: str
    respondents: int
    """Persons with an answer on the scale of both."""
    correlation: float
    """Spearman's rank correlation of the scores, 0–1: 0 = nothing to do with one another, 1 = always together."""
    low: float
    """Lower bound of its 95 % interval."""
    high: float
    strength: str
    """``some``, ``clear`` or ``close``, by the lower bound."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for an urgency, with the points it gave."""

    code: str
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class Challenge:
    """A theme in a department (or an ambition, or a standing condition), with its urgency explained."""

    id: str
    """Stable across runs: made of kind, theme and department (and the text for an ambition)."""
    kind: ChallengeKind
    theme_id: str
    department: str
    level: Level
    points: float
    """0–100, 100 most urgent; orders challenges within a level."""
    reasons: tuple[Reason, ...]
    finding_ids: tuple[str, ...]
    rank: int
    """1 = most urgent in the whole plan."""
    protective: tuple[str, ...] = ()
    """Protective factors (what works and should be held on to) in the same department, as short texts."""
    cause_theme_id: str | None = None
    """For an outcome theme (stress, sickness absence): the strongest cause theme of the same department."""
    sub_departments: tuple[str, ...] = ()
    """Departments whose shared challenge was lifted to this one."""
    parked: bool = False
    """Beyond the number a department can carry at once: kept in the plan, marked "senere"."""
    goal: str = ""
    """Of an ambition its words, lower-case, which tell it from others."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the catalogue, with the texts that drafts draw on."""

    id: str
    area: str
    """psychosocial, ergonomic, physical, chemical, biological, accidents, vulnerable_groups or organisation."""
    name: Text
    keywords: tuple[str, ...]
    """Matching words, Danish and others: plain = start of a word, ``=`` whole word, ``*`` anywhere in a word."""
    exceptions: tuple[str, ...]
    """Words that a keyword would match but must not."""
    zero_tolerance: bool
    sensitive: bool
    """Answers about it are published only above the sensitive limit."""
    outcome: bool
    """A result of other themes (stress, sickness absence)."""
    nature: Text
    cause: Text
    indicator: Text
    goal: str
    """What the indicator must reach whatever it was ("0 %" for bullying); empty = for the workplace to agree."""
    evaluation: Text
    feedback: Text
    adjust: Text
    link: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the catalogue: something that can be done about a theme."""

    id: str
    theme_id: str
    """A theme, or ``*physical`` or ``*human`` for the texts that go with what a source itself proposes."""
    action_type: ActionType
    prevention_level: PreventionLevel
    iglo: Iglo
    complexity: str
    """simple, complicated or complex (Aarhus Universitet's sorting)."""
    responsible: str
    """Role code of the tovholder."""
    informed: tuple[str, ...]
    """Role codes."""
    involved: tuple[str, ...]
    """Role codes."""
    weeks: int
    """Typical time from start to implemented."""
    text: Text
    preparation: Text
    see: Text
    hear: Text
    indicator: Text
    """What is counted or measured to see that it works."""
    target: Text
    """What the indicator is to reach; may speak of the level at the start."""
    unintended: Text
    fallback: Text
    link: str
    """Address of public guidance on the measure; empty = that of its theme."""
    checked: date | None
    """The day on which the guidance was last read; None where nobody has written it down."""
    fits: tuple[str, ...] = ()
    """Words of the places and the work it is for, written as the keywords of a theme; empty = anywhere."""


class YardstickKind(StrEnum):
    """What a success criterion is counted from."""

    SHARE = "share"
    """Share 0–1 of answers in the bad end of a question."""
    SCORE = "score"
    """Score 0–100 of a question, 100 best."""
    RISK = "risk"
    """Risk score of a hazard, high is worse."""
    INSPECTIONS = "inspections"
    """Open points of the theme on rounds in the department."""
    INCIDENTS = "incidents"
    """Accidents and near misses of the theme in the department in a year."""
    ABSENCE = "absence"
    """Percent of working time."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the success criterion of a drafted action is bound to, so that a later run can measure it again."""

    kind: YardstickKind
    key: str
    """The question's text, or a hash of the hazard's text; empty where theme and department say it."""
    theme_id: str
    department: str
    value: float
    """Where it began, in the unit of the kind."""
    goal: float | None = None
    """None where the workplace has yet to agree on one."""
    respondents: int | None = None
    """Persons behind the value; None where they do not count."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a run has measured of an action, as a proposal: a person judges."""

    current: str
    """The value now, as shown."""
    effect: str
    """Key of an effect (``reached``, ``partly``, ``not_reached``, ``too_few``); empty where none can be proposed."""
    why: str
    """In the user's language."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the tool wrote of a challenge in the columns that people may write in; the fields are their keys."""

    challenge: str
    nature: str
    cause: str


@dataclass(frozen=True, slots=True)
class Action:
    """A row of the plan; field names are the column keys of the sheet Handleplan, then of Opfølgning."""

    id: str
    """``H-0001``, never reused."""
    challenge_id: str
    rank: int
    urgency: Level
    challenge: str
    kind: ChallengeKind | None
    """None, as for the other choices and dates, where a person has emptied the cell."""
    department: str
    theme: str
    """Theme name in the language of the plan."""
    nature: str
    cause: str
    reasons: str
    sources: str
    action_type: ActionType | None
    action: str
    prevention_level: PreventionLevel | None
    iglo: Iglo | None
    responsible: str
    informed: str
    involved: str
    preparation: str
    start: date | None
    deadline: date | None
    follow_up: date | None
    mind: str
    improvement: str
    criterion: str
    evaluation: str
    unintended: str
    feedback: str
    adjust: str
    fallback: str
    own_priority: str = ""
    status: str = "not_started"
    """Key of a status; the label is the workbook's business."""
    progress: float | None = None
    """Share done, 0–1."""
    updated_on: date | None = None
    baseline: str = ""
    target: str = ""
    current: str = ""
    effect_judged_on: date | None = None
    effect: str = ""
    effect_reason: str = ""
    note: str = ""
    guidance: str = ""
    """Address of public guidance on the theme."""
    measure_id: str | None = None
    """The catalogue's measure; None when the source itself proposed the action."""
    draft: bool = True
    """A suggestion that no person has confirmed yet."""
    yardstick: Yardstick | None = None
    """What its success criterion is measured by; None where only people can tell."""
    proposed: Effect | None = None
    """What the last run measured; in the row it is the tool's to renew until a person writes something else."""
    wording: Wording | None = None
    """What the last run wrote of the challenge, likewise the tool's to renew; None in a row that people added."""

    @property
    def priority(self) -> Level:
        """How urgent it is: as a person says, else as the tool judges."""
        return Level(int(self.own_priority)) if self.own_priority else self.urgency


@dataclass(frozen=True, slots=True)
class Comparison:
    """A challenge in this plan and in the earlier one."""

    challenge_id: str
    kind: ChallengeKind
    theme_id: str
    department: str
    """As it is called now."""
    verdict: Verdict
    why: str
    """What the verdict rests on, in the user's language."""
    level_before: Level | None = None
    """None where the challenge was not in the earlier plan."""
    level: Level | None = None
    """None where it is not in this plan."""
    score_before: float | None = None
    """Published score of the theme in the department, 0–100, 100 best; None when there is none to show."""
    score: float | None = None
    respondents_before: int | None = None
    respondents: int | None = None


@dataclass(frozen=True, slots=True)
class ClosedAction:
    """An action that is not in the plan any more."""

    action: Action
    """As it was last."""
    reason: str
    """``closed`` by its status, or ``unclaimed``: a suggestion nobody wrote in, whose challenge is gone."""
    plan_date: date
    """Date of the last plan that it stood in."""
    own: Mapping[str, str] = field(default_factory=dict)
    """What stood in the columns that people added, per header."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Notes of its cells, per key of the column."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a finding against the tool; nothing in it = the tool decides again."""

    theme_id: str = ""
    """Empty where the tool's theme holds."""
    polarity: Polarity | None = None
    """None where the tool's holds."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that the plan and a returned workbook changed differently, or two returned workbooks did."""

    action_id: str
    field: str
    """Key of the column."""
    base: str
    """What was handed out, as shown; empty for a blank cell."""
    ours: str
    """What the plan says."""
    theirs: str
    """What the returned workbook says."""
    source: str
    """Name of the returned file."""
    decision: str = ""
    """``ours`` or ``theirs`` once a person has decided."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the plan that takes the value a department wrote."""

    action_id: str
    field: str
    source: str
    """Returned file."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that a department added and the plan has taken in."""

    action_id: str
    """The number it was given."""
    scope: str
    """Department of the workbook it came in."""
    fields: Mapping[str, str]
    """The user's columns as shown when it was taken in, blanks left out: it is recognised by them."""


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column that somebody added to a table that departments write in."""

    table: str
    """Key of the table."""
    header: str
    values: Mapping[str, str | float]
    """Per ``Nr.`` what stands there; a date as ISO text. Blanks are left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell's text that looks otherwise than the rest."""

    text: str
    ink: str = ""
    """``RRGGBB``; empty for that of the tool."""
    bold: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A note or a look that somebody gave a cell of such a table."""

    table: str
    action_id: str
    field: str
    """Key of the column."""
    note: str = ""
    fill: str = ""
    """``RRGGBB``."""
    struck: bool = False
    """Whether there is a line through all of its text."""
    ink: str = ""
    """Colour of its text, ``RRGGBB``; empty for that of the tool."""
    bold: bool = False
    pieces: tuple[Piece, ...] = ()
    """The text in pieces of one look each; empty where all of it looks the same."""

    @property
    def strikes(self) -> bool:
        """Whether there is a line through its text or a part of it."""
        return self.struck or any(piece.struck for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class OwnCell:
    """A cell of a sheet that somebody added."""

    row: int
    """1-based, as the column."""
    column: int
    value: str | float | date
    """A formula as text that begins with ``=`` where ``formula`` is set."""
    formula: bool = False
    number_format: str = ""
    bold: bool = False
    fill: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnArea:
    """Cells of a sheet that somebody added which belong together; the rows and columns are 1-based."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    style: str = ""
    """Name of the style of a table."""


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet that somebody added."""

    title: str
    cells: tuple[OwnCell, ...]
    widths: Mapping[int, float] = field(default_factory=dict)
    """Per 1-based column, in characters."""
    merged: tuple[OwnArea, ...] = ()
    """Cells that were merged."""
    tables: tuple[OwnArea, ...] = ()
    """Tables with a row of headers, without a row of totals."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What was last taken from a returned workbook, so that its next return is compared with that."""

    handed_out: str
    """Fingerprint of what the workbook held when it was handed out."""
    saved: str
    """When it was last saved, ISO; empty when it does not say."""
    fields: Mapping[str, Mapping[str, str]]
    """Per ``Nr.`` what had been changed, as text."""
    source: str = ""
    """Name of the returned file."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with what it was understood as."""

    text: str
    """Scrubbed of personal data."""
    theme_ids: tuple[str, ...]
    """Strongest first; empty when it is not placed."""
    polarity: Polarity
    acute: bool
    reasons: tuple[str, ...]
    """The words that decided."""
    row: int | None = None
    """1-based row of the file, when it came from one."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A way to fall short of a rule."""

    level: ProblemLevel
    missing: Text
    """What is said of it; may hold named fields."""
    remedy: Text
    """What to do."""
    words: tuple[str, ...] = ()
    """Words, or areas of themes, that decide it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a lawful and useful plan, as ``catalogue/law.toml`` has it."""

    id: str
    """R01 …; people may add rules of their own."""
    level: ProblemLevel
    basis: str
    """The law or the practice behind the rule."""
    asks: Text
    """What the rule asks for."""
    lacks: Mapping[str, Lack]
    """By name; the empty name is that of the rule itself."""
    yourself: Text = field(default_factory=lambda: Text("", ""))
    """What nobody but people can see, and how to see to it."""
    by_hand: Text = field(default_factory=lambda: Text("", ""))
    """What to do where the files tell nothing of it."""
    link: str = ""
    in_force: date | None = None
    """Since when what it builds on holds."""
    checked: date | None = None
    """When somebody last compared the rule with its basis."""
    filled: tuple[str, ...] = ()
    """Keys of the columns that every open row must fill."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lists of words, theme ids or codes that the rule looks for, by name."""
    limits: Mapping[str, float] = field(default_factory=dict)
    """Numbers by name, each with its unit in the file."""

    def for_people(self, state: RuleState, language: str) -> str:
        """Return what people must look at themselves; empty where there is nothing."""
        if state is not RuleState.BY_HAND:
            return self.said(self.yourself, language)
        asked = (self.by_hand, self.yourself, self.lacks[""].remedy)
        return self.said(next(text for text in (*asked, self.asks) if text.da), language)

    def said(self, text: Text, language: str, **values: str) -> str:
        """Return one of its texts with its numbers, and what was found, in it."""
        numbers = {name: f"{number:g}" for name, number in self.limits.items()}
        return text.pick(language).format(**numbers, **values)


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """How a plan fares by one rule."""

    rule: str
    state: RuleState
    rows: tuple[str, ...] = ()
    """Numbers of the rows that were looked at; empty when the whole plan is meant."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A rule of a lawful and useful plan that a row, or the whole plan, does not meet."""

    rule: str
    """Rule id of ``catalogue/law.toml`` (R01 …)."""
    level: ProblemLevel
    action_id: str
    """Empty when the whole plan is meant."""
    message: str
    """What is missing, in the user's language."""
    remedy: str
    """What to do."""
    basis: str
    """The law or the practice behind the rule."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A challenge that departments share, as the workbook of one of them may tell of it: no figures, no texts."""

    theme_id: str
    department: str
    """The one above them, in whose workbook its actions stand."""
    level: Level
    responsible: tuple[str, ...]
    """Those of its open actions, each once."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a workbook or a JSON file shows. Holds published figures only."""

    created_on: date
    language: str
    organisation: str
    """Name of the whole organisation."""
    sheets: tuple[SheetEntry, ...]
    questions: tuple[Question, ...]
    departments: tuple[Department, ...]
    respondents: Mapping[str, int | None]
    """Per department name; None where publishing is not safe."""
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]
    challenges: tuple[Challenge, ...]
    actions: tuple[Action, ...]
    shortfalls: tuple[Shortfall, ...]
    problems: tuple[Problem, ...]
    themes: Mapping[str, Theme] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    """Small-group limits in force: ``general``, ``sensitive``, ``comments``."""
    scope: str = ""
    """The department that a copy was split off for; empty for the whole plan."""
    conflicts: tuple[Conflict, ...] = ()
    additions: tuple[Addition, ...] = ()
    collected: tuple[Collected, ...] = ()
    own_columns: tuple[OwnColumn, ...] = ()
    marks: tuple[Mark, ...] = ()
    previous_on: date | None = None
    """Date of the earlier plan that this one carries on; None when there was none."""
    comparisons: tuple[Comparison, ...] = ()
    closed: tuple[ClosedAction, ...] = ()
    """The latest first."""
    past: tuple[Challenge, ...] = ()
    """Challenges of earlier plans that are not found any more, as they were last."""
    heirs: Mapping[str, str] = field(default_factory=dict)
    """Ids of challenges of earlier plans -> the challenge that they are part of now."""
    law: tuple[Rule, ...] = ()
    """The rules that the plan is judged by, also when it comes back."""
    checks: tuple[RuleCheck, ...] = ()
    """How it fares by each of them."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    """Per key of a finding's text (a hash) what a person has corrected; it holds for the same text in later runs."""
    hints: tuple[Hint, ...] = ()
    """The closest first, outcome by outcome."""
    joint: tuple[Joint, ...] = ()
    """In a department's copy what it shares with others and stands elsewhere, the most urgent first."""

    @property
    def covers(self) -> str:
        """Name of what the plan is for: the department of a copy, else the whole organisation."""
        return self.scope or self.organisation

    def free_numbers(self) -> Iterator[str]:
        """Yield numbers for new actions: those that no action has or had, in order."""
        used = [action.id for action in self.actions] + [one.action_id for one in self.additions]
        used += [one.action.id for one in self.closed]
        number = max((int(text[2:]) for text in used if text[2:].isdecimal()), default=0)
        while True:
            number += 1
            yield f"H-{number:04}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows and columns of the user's stand in a workbook."""

    rows: dict[tuple[str, str], int]
    """Key of the table and ``Nr.`` -> 1-based row."""
    columns: dict[str, tuple[str, str, int]]
    """Field -> key of its table, sheet, 1-based column."""

    def of(self, file: str, number: str, field: str) -> CellRef:
        """Return the cell of a field in a workbook, as far as it is known."""
        if field not in self.columns:
            return CellRef(file)
        table, sheet, column = self.columns[field]
        row = self.rows.get((table, number))
        return CellRef(file, sheet, row, None if row is None else column)


@dataclass(frozen=True, slots=True)
class Copy:
    """A workbook that was handed out, as it is now.

    Values are those of :class:`Action`: codes, dates, shares and texts; None (for a text: empty) where a cell is blank.
    """

    file: str
    """Path as the user gave it."""
    plan: Plan
    """What was handed out."""
    base: Mapping[str, Mapping[str, object]]
    """Per ``Nr.`` the user's columns as they were handed out; a column somebody added as ``table:header``."""
    rows: Mapping[str, Mapping[str, object]]
    """Per ``Nr.`` the user's columns that are there, as they are now; without rows that are set aside."""
    added: tuple[Mapping[str, object], ...]
    """Rows without a number: the user's columns that are there, with ``department`` and ``theme`` as written."""
    problems: tuple[Problem, ...] = ()
    """Rows that were set aside, are missing, or were recognised without their number."""
    decided: tuple[Conflict, ...] = ()
    """The plan's conflicts with what a person decided about them on their sheet."""
    saved: str = ""
    """When it was last saved, ISO; empty when it does not say."""
    marks: tuple[Mark, ...] = ()
    sheets: tuple[OwnSheet, ...] = ()
    aside: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Per ``Nr.`` of a row that is set aside those of its columns that can be told all the same."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    """What was corrected on the sheet of findings since it was handed out, as in the plan."""
    added_at: tuple[CellRef, ...] = ()
    """Where each of the rows without a number stands; empty when that is not known."""
    places: Places = field(default_factory=lambda: Places({}, {}))
    password: str = field(default="", repr=False)
    """What it was encrypted with; empty when it opens without. A plan is written back with its own."""


@dataclass(frozen=True, slots=True)
class Followed:
    """An action as it stands on a day."""

    action: Action
    state: str
    """Code of its computed state."""
    needs: Mapping[Need, tuple[str, ...]]
    """Why it needs somebody's attention, gravest first, each with short texts that say more."""
    new: bool = False
    """Whether somebody added the row, and it gets its number when the plan is written anew."""

    @property
    def number(self) -> str:
        """The action's number; in brackets one that the row has yet to get."""
        return f"({self.action.id})" if self.new else self.action.id

    @property
    def why(self) -> dict[str, Need]:
        """The texts, each once, with the need that it tells of."""
        told: dict[str, Need] = {}
        for need, texts in self.needs.items():
            for text in texts:
                told.setdefault(text, need)
        return told


@dataclass(frozen=True, slots=True)
class Tally:
    """What the actions of one responsible, or of one department, need."""

    name: str
    """Empty for those that nobody is responsible for."""
    open: int
    """Actions that are not closed."""
    needs: Mapping[Need, int]
    """How many of them there are of each; needs that none has are left out."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What needs attention in a plan on a day."""

    plan: Plan
    day: date
    within: int
    """Days before its deadline that an action is due soon."""
    actions: tuple[Followed, ...]
    """All that are open or need attention, by rank."""
    closed: int
    """Actions that are closed."""
    shortfalls: tuple[Shortfall, ...]
    """What the law asks of the whole plan and is missing."""
    problems: tuple[Problem, ...]
    """Rows and sheets of the workbook that cannot be told."""
    loose: tuple[Problem, ...]
    """Those of them that belong to no action of the plan."""
    roles: frozenset[str] = frozenset()
    """What roles are called, in lower case: after a name, in brackets, they make nobody another person."""
    holders: Mapping[str, str] = field(default_factory=dict)
    """What a role that each department has its own holder of may be called, in lower case -> its name."""
    nobody: frozenset[str] = frozenset()
    """Words, in lower case, that stand for a responsible who is not found yet."""

    @property
    def open(self) -> tuple[Followed, ...]:
        """Actions that are not closed."""
        return tuple(one for one in self.actions if one.state != "closed")

    @property
    def attention(self) -> tuple[Followed, ...]:
        """Actions that need attention: by their gravest need, then as they stand in the plan."""
        needing = [one for one in self.actions if one.needs]
        order = list(Need)
        return tuple(sorted(needing, key=lambda one: order.index(next(iter(one.needs)))))
