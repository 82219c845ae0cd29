"""``handleplan.toml``: what a workplace may decide for itself, checked with file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from handleplan_batch.catalogue.files import read_text
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import N_, _
from handleplan_batch.mapping import SheetDecision, parse_sheets

SETTINGS_FILE = "handleplan.toml"

LOWEST_LIMIT = 3
"""No setting shows answers from fewer persons than this."""


PRESETS: Mapping[str, Mapping[str, int]] = {
    "standard": {"general_limit": 5, "sensitive_limit": 10, "comment_limit": 10},
    # medarbejdere.au.dk/administration/hr/arbejdsmiljoe/apv/indsamling-af-svar: 10 answers, 40 on offensive behaviour.
    "au": {"general_limit": 10, "sensitive_limit": 40, "comment_limit": 10},
}
"""Sets of limits under a name; a limit that is set by itself goes before them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; the defaults are those of a run without a file."""

    general_limit: int = 5
    """Smallest group, in persons, whose answers are shown (3 or more)."""
    sensitive_limit: int = 10
    """The same for questions on offensive behaviour, violence and health."""
    comment_limit: int = 10
    """The same for free-text comments."""
    actions_per_challenge: int = 3
    """Most actions drafted for one challenge (1 or more)."""
    challenges_per_department: int = 5
    """Challenges a department works on at once (1 or more); the rest are marked "senere"."""
    deadlines_per_week: int = 3
    """Deadlines of one responsible in one week (1 or more); beyond that they are spread where the urgency allows it."""
    vacation_weeks: tuple[int, ...] = (28, 29, 30, 52, 53)
    """ISO weeks, 1–53, without new dates."""
    directions: Mapping[str, str] = field(default_factory=dict)
    """Question text -> its best answer, as it stands in the file."""
    themes: Mapping[str, str] = field(default_factory=dict)
    """Question text -> theme id."""
    departments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Department as the inputs name it -> department it means; several when it was split."""
    quotes: bool = False
    """Whether comments may be quoted; asked for with each run, never by a file."""
    sheets: tuple[SheetDecision, ...] = ()
    """What single sheets and their columns are; of several on one sheet the first counts."""
    places: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """Section and key of the entries above -> file and line, for messages."""

    def directions_and_themes(self) -> Iterator[tuple[str, str]]:
        """Yield section and question text of every entry about a question."""
        yield from (("directions", text) for text in self.directions)
        yield from (("themes", text) for text in self.themes)


@dataclass(frozen=True, slots=True)
class _Key:
    """A ``key = value`` line that may stand in a section."""

    section: str
    name: str
    least: int
    explanation: str
    most: int = 1000


_KEYS = (
    _Key(
        "privacy",
        "general_limit",
        LOWEST_LIMIT,
        N_("Smallest group of persons whose answers are shown (at least 3). A smaller group is hidden, not deleted."),
    ),
    _Key(
        "privacy",
        "sensitive_limit",
        LOWEST_LIMIT,
        N_("The same for offensive behaviour, violence and health; never less than the limit above."),
    ),
    _Key("privacy", "comment_limit", LOWEST_LIMIT, N_("The same for comments in free text.")),
    _Key("plan", "actions_per_challenge", 1, N_("Most actions that are suggested for one challenge (1–4)."), 4),
    _Key(
        "plan",
        "challenges_per_department",
        1,
        N_("Challenges a department works on at once; the rest are marked “Later”, never those that are urgent."),
    ),
    _Key(
        "plan", "deadlines_per_week", 1, N_("Deadlines one responsible gets in a week; more are spread where they can.")
    ),
    _Key("calendar", "vacation_weeks", 1, N_("Week numbers in which nothing starts or falls due."), 53),
)
_PRESET = N_(
    'Limits under a name: "standard" (5, 10, 10), or "au" as Aarhus Universitet (10, 40, 10); those below go first.'
)
_MAPPINGS = {
    "directions": N_("The best answer to a question whose scale cannot be told, as the answer stands in the file."),
    "themes": N_("The theme of a question, as an id of the catalogue, when the words do not tell it."),
    "departments": N_("A department as a file names it, and the one it means; several in [ ] when it was split."),
}
_SECTIONS = ("privacy", "plan", "calendar", *_MAPPINGS)
_SHEETS = "sheet"
_ABOUT = {
    "privacy": N_("From how many persons figures may be shown. Higher protects more and shows less."),
    "plan": N_("How much the plan suggests."),
    "calendar": N_("When dates may lie. Holidays and weekends are always passed over."),
    "directions": N_("Question on the left, best answer on the right, both as they stand in the file."),
    "themes": N_("Question on the left, theme on the right. “handleplan catalogue export” lists the themes."),
    "departments": N_("Name in the file on the left, name in the organisation on the right."),
}
"""What each section is for."""
_INTRODUCTION = (
    N_("Settings for handleplan. Remove the # in front of a line to change it."),
    N_("Nothing has to be changed. Texts stand in straight quotation marks, numbers without. Save, and run again."),
    N_("If something is wrong, the program tells the line. All settings: docs/settings.md."),
    N_("Was a sheet or a column misunderstood? “handleplan check FOLDER --write-mapping FILE.toml” writes the lines."),
)


def load_settings(*paths: Path | None) -> Settings:
    """Read settings files (None = no file); what a later one says goes before an earlier one.

    Raises SettingsError with file, line and key when something is wrong.
    """
    settings = Settings()
    for path in paths:
        if path is not None:
            settings = _combined(settings, *_load(path))
    return settings


def _combined(first: Settings, then: Settings, said: Collection[str]) -> Settings:
    """Return the first settings with what ``then`` says of the fields ``said`` put before it."""
    changes: dict[str, Any] = {}
    for name in said:
        before, value = getattr(first, name), getattr(then, name)
        if isinstance(value, Mapping):
            value = {**before, **value}
        elif name == "sheets":
            value = (*value, *before)
        changes[name] = value
    return replace(first, **changes)


def _load(path: Path) -> tuple[Settings, Collection[str]]:
    """Return the settings of a file and the names of the fields that it sets."""
    try:
        text = read_text(path)
    except OSError as error:
        raise SettingsError(_("The settings file {file} cannot be read.").format(file=path)) from error
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(_unreadable_line(path, text, str(error))) from error
    values = _Document(path, text).values(document)
    return Settings(**values), values.keys()


def _unreadable_line(path: Path, text: str, error: str) -> str:
    """Return which line is no TOML, and the likeliest reason; the library says it in English and by the letter."""
    lines = text.splitlines()
    found = re.search(r"line (\d+)", error)
    number = int(found[1]) if found else max(len(lines), 1)
    line = lines[number - 1] if number <= len(lines) else ""
    while not line.strip() and number > 1:  # what was not closed is only missed further down
        number -= 1
        line = lines[number - 1] if number <= len(lines) else ""
    value = line.partition("=")[2].strip()
    if "overwrite" in error or "twice" in error or "declare" in error:
        why = _("the same section or key stands in the file twice. Keep one of them")
    elif re.search("[“”„»«]", line):
        why = _('the quotation marks must be straight: "…"')
    elif "\\" in value:
        why = _("write paths with / instead of \\, or in single quotes: 'C:\\apv'")
    elif line.strip() and not line.lstrip().startswith("[") and "=" not in line:
        why = _("a line must be a section in [ ], “key = value”, or a comment that begins with #")
    elif line.count('"') % 2 or line.count("'") % 2:
        why = _("a quotation mark is missing")
    elif line.count("[") != line.count("]"):
        why = _("a [ or ] is missing")
    else:
        why = _("texts must stand in quotation marks, numbers without: general_limit = 5, “Lys” = “5”")
    key = line.partition("=")[0].strip() if "=" in line else line.strip()
    shown = key if len(key) <= _LONGEST_SHOWN else f"{key[:_LONGEST_SHOWN]}…"
    return _("{file}, line {line}, {key}: {why}.").format(file=path, line=number, key=shown, why=why)


_LONGEST_SHOWN = 60


def _meant(wrong: str, known: Collection[str]) -> str:
    """Return a suggestion for a name that is not known: the nearest of those that are, or all of them."""
    near = get_close_matches(wrong, known, 1)
    if near:
        return _("; did you mean {name}?").format(name=near[0]).rstrip("?")
    return _("; known are {names}").format(names=", ".join(known))


@dataclass(frozen=True, slots=True)
class _Document:
    """A settings file with its text, so that a wrong value can be pointed at."""

    path: Path
    text: str

    def values(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return field of :class:`Settings` -> value, for what the document sets."""
        values: dict[str, Any] = {"places": {}}
        known = {(key.section, key.name): key for key in _KEYS}
        for section, content in document.items():
            if section == _SHEETS:
                values["sheets"] = parse_sheets(content, self.text, str(self.path), self._wrong_at)
                continue
            if section not in _SECTIONS or not isinstance(content, dict):
                raise self._wrong(None, section, self._strange(section, content))
            if section in _MAPPINGS:
                values[section] = self._texts(section, content)
                values["places"].update({(section, name): self._place(section, name) for name in content})
                continue
            for name, value in content.items():
                if (section, name) == ("privacy", "preset"):
                    values = {**self._preset(value), **values}
                    continue
                key = known.get((section, name))
                if key is None:
                    own = [key.name for key in _KEYS if key.section == section]
                    own = ["preset", *own] if section == "privacy" else own
                    raise self._wrong(section, name, _("this key is not known") + _meant(name, own))
                values[name] = self._value(key, value)
        return values

    def _strange(self, name: str, content: object) -> str:
        """Return what is wrong with something that is no section: the section of a key that stands alone, or a name."""
        home = next((key.section for key in _KEYS if key.name == name), None)
        if home is not None and not isinstance(content, dict):
            return _("the line must stand below [{section}]").format(section=home)
        if name in _SECTIONS:
            return _("this is a section: write [{section}] on a line of its own").format(section=name)
        return _("this section is not known") + _meant(name, (*_SECTIONS, _SHEETS))

    def _preset(self, value: object) -> Mapping[str, int]:
        if not isinstance(value, str) or value not in PRESETS:
            known = ", ".join(f'"{name}"' for name in PRESETS)
            raise self._wrong("privacy", "preset", _("the value must be one of {known}").format(known=known))
        return PRESETS[value]

    def _value(self, key: _Key, value: object) -> object:
        default = {entry.name: entry.default for entry in fields(Settings)}[key.name]
        numbers = value if isinstance(default, tuple) and isinstance(value, list) else [value]
        if isinstance(default, tuple) is not isinstance(value, list):
            raise self._wrong(
                key.section, key.name, _("the value must look like {example}").format(example=_toml(default))
            )
        for number in numbers:
            if not isinstance(number, int) or isinstance(number, bool) or not key.least <= number <= key.most:
                raise self._wrong(
                    key.section,
                    key.name,
                    _("the value must be a whole number from {least} to {most}").format(least=key.least, most=key.most),
                )
        return tuple(numbers) if isinstance(default, tuple) else value

    def _texts(self, section: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
        texts: dict[str, Any] = {}
        for name, value in content.items():
            several = section == "departments" and isinstance(value, list)
            for one in value if several else [value]:
                if isinstance(one, bool) or not isinstance(one, str | int):
                    raise self._wrong(section, name, _("the value must be a text in quotation marks"))
            if section == "departments":
                texts[name] = tuple(map(str, value)) if several else (str(value),)
            else:
                texts[name] = str(value)
        return texts

    def _place(self, section: str, key: str) -> str:
        return _("{file}, line {line}, {key}").format(file=self.path, line=self._line(section, key), key=key)

    def _wrong(self, section: str | None, key: str, why: str) -> SettingsError:
        return self._wrong_at(self._line(section, key), key, why)

    def _wrong_at(self, line: int, key: str, why: str) -> SettingsError:
        return SettingsError(
            _("{file}, line {line}, {key}: {why}.").format(file=self.path, line=line, key=key, why=why)
        )

    def _line(self, section: str | None, key: str) -> int:
        """Return the 1-based line of a key in a section, or of the section itself when ``section`` is None."""
        pattern = rf"\s*\[\s*{re.escape(key)}\b" if section is None else rf'\s*"?{re.escape(key)}"?\s*='
        inside = section is None
        for number, line in enumerate(self.text.splitlines(), start=1):
            if section is not None and line.strip().startswith("["):
                inside = line.strip().startswith(f"[{section}]")
            if inside and re.match(pattern, line):
                return number
        return 1


def render_settings() -> str:
    """Return the text of a settings file: every key explained, commented out, with its default."""
    defaults = {entry.name: entry.default for entry in fields(Settings)}
    lines = [f"# {_(line)}" for line in _INTRODUCTION]
    for section in _SECTIONS:
        lines += ["", f"[{section}]", f"# {_(_ABOUT[section])}"]
        if section in _MAPPINGS:
            lines += [f"# {_(_MAPPINGS[section])}", f"# {_example(section)}"]
        if section == "privacy":
            lines += ["", f"# {_(_PRESET)}", '# preset = "standard"']
        for key in _KEYS:
            if key.section == section:
                lines += ["", f"# {_(key.explanation)}", f"# {key.name} = {_toml(defaults[key.name])}"]
    return "\n".join(lines) + "\n"


class Documented(NamedTuple):
    """A setting as it is told in the documentation, in the user's language."""

    section: str
    name: str
    """Empty for a section whose keys are names of the workplace's own."""
    values: str
    default: str
    explanation: str


def documented() -> Iterator[Documented]:
    """Yield every setting there is, in the order of the file."""
    defaults = {entry.name: entry.default for entry in fields(Settings)}
    for section in _SECTIONS:
        if section == "privacy":
            values = ", ".join(f'"{name}"' for name in PRESETS)
            yield Documented(section, "preset", values, '"standard"', _(_PRESET))
        for key in _KEYS:
            if key.section == section:
                values = _("whole number, {least}–{most}").format(least=key.least, most=key.most)
                if isinstance(defaults[key.name], tuple):
                    values = _("whole numbers in [ ], {least}–{most}").format(least=key.least, most=key.most)
                yield Documented(section, key.name, values, _toml(defaults[key.name]), _(key.explanation))
        if section in _MAPPINGS:
            yield Documented(section, "", _example(section), "", _(_MAPPINGS[section]))


def _example(section: str) -> str:
    question = _("How satisfied are you with the lighting?")
    if section == "departments":
        return '"{old}" = "{new}"'.format(old=_("Stores"), new=_("Warehouse"))
    return f'"{question}" = "5"' if section == "directions" else f'"{question}" = "lighting"'


def _toml(value: object) -> str:
    return str(list(value)) if isinstance(value, tuple) else str(value)
