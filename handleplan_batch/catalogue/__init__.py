"""What the tool knows about the field, as data that its users can edit, with the loader that checks it.

The csv files are ``;``-separated UTF-8 with BOM, which a Danish Excel opens with a double click; what Excel saves back
is read too. Themes, measures and the rules of the law become records; the other tables are plain rows with the columns
of :data:`TABLES`, and ``urgency.toml`` a plain mapping, for the module that applies them to interpret.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from handleplan_batch.catalogue.files import read_lines, read_text
from handleplan_batch.catalogue.law import rules_of
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _, current_language
from handleplan_batch.model import ActionType, Iglo, Measure, PreventionLevel, Rule, Text, Theme

SHIPPED = Path(__file__).parent

TABLES: Mapping[str, tuple[str, ...]] = {
    "themes": (
        *("theme_id", "area", "name_da", "name_en", "keywords_da", "keywords_en", "exceptions"),
        *("zero_tolerance", "sensitive", "outcome"),
        *("nature_da", "nature_en", "cause_da", "cause_en", "indicator_da", "indicator_en", "goal"),
        *("evaluation_da", "evaluation_en", "feedback_da", "feedback_en", "adjust_da", "adjust_en", "link"),
    ),
    "measures": (
        *("id", "theme_id", "action_type", "prevention_level", "iglo", "complexity"),
        *("responsible", "informed", "involved", "weeks"),
        *("text_da", "text_en", "preparation_da", "preparation_en", "see_da", "see_en", "hear_da", "hear_en"),
        *("indicator_da", "indicator_en", "target_da", "target_en"),
        *("unintended_da", "unintended_en", "fallback_da", "fallback_en", "link", "checked"),
    ),
    "roles": ("role", "name_da", "name_en"),
    "scales": ("family", "position", "label", "valence"),
    "instruments": ("instrument", "words", "polarity", "theme_id"),
    "synonyms": ("importer", "field", "header"),
    "cell_words": ("importer", "field", "value", "word"),
    "wording": ("kind", "word"),
    "names": ("kind", "name"),
    "sayings": ("theme_id", "words"),
}
"""Per csv file the columns it must have, in any order."""
OPTIONAL: Mapping[str, tuple[str, ...]] = {"measures": ("fits",)}
"""Per csv file the columns it may have too; one that is not there is blank in every row."""

NAME_KINDS = (
    *("first", "first_capital", "first_word", "last", "last_word"),
    *("role", "title", "label", "verb", "thing", "place_end", "keep", "town", "person", "act", "health", "conduct"),
)
"""What a line of ``names.csv`` can be."""
_CENTRAL_ROLES = ("senior_management", "hr", "facilities", "it", "employees")
"""Roles that somebody has for the whole workplace; ``employees`` are nobody's role."""
RULES = ("law", "urgency")
"""The toml files."""
PROPOSALS = ("*physical", "*human")
"""What stands for a theme in ``measures.csv`` where the texts go with any action that a source itself proposes."""
GOAL = "*goal"
"""What stands for a theme there where the texts go with any goal that people set themselves; it may be left out."""
FAULT = "*round"
"""What stands for a theme there where the texts go with any single fault that a round finds; it may be left out."""
GENERAL = (*PROPOSALS, GOAL, FAULT)
"""All that stands for a theme there."""

_COMPOUND = 5
"""Fewest letters of a role that other words may be put before; shorter ones end too many other words."""


def ends_compounds(role: str) -> bool:
    """Whether other words are put before a role, and it still tells of a person: ``overlæge``, not ``aftenvagt``."""
    return len(role) >= _COMPOUND or role in {"chef", "læge"}


_Enum = TypeVar("_Enum", ActionType, PreventionLevel, Iglo)


@dataclass(frozen=True)
class Catalogue:
    """The knowledge files of one folder; those it does not have are the program's own. Read when first asked for."""

    folder: Path = SHIPPED

    def __reduce__(self) -> tuple[Callable[..., Catalogue], tuple[Path, ...]]:
        """Travel to another process, or computer, as the place of the files alone, which is read once there."""
        return _known, () if self.folder == SHIPPED else (self.folder,)

    @cached_property
    def digest(self) -> str:
        """A hash of all the files: the same knowledge has the same."""
        files = (*(f"{name}.csv" for name in TABLES), *(f"{name}.toml" for name in RULES))
        return hashlib.sha256(b"\x00".join(self.path(file).read_bytes() for file in files)).hexdigest()

    def path(self, file: str) -> Path:
        """Return where a knowledge file is."""
        own = self.folder / file
        return own if own.is_file() else SHIPPED / file

    def table(self, name: str) -> tuple[Mapping[str, str], ...]:
        """Return the rows of ``name.csv`` as column -> trimmed text; raise SettingsError when it is not as declared.

        They are read anew each time, and take much memory: keep what you make of them instead.
        """
        return _read(self.path(f"{name}.csv"), TABLES[name], OPTIONAL.get(name, ()))

    def rules(self, name: str) -> Mapping[str, Any]:
        """Return ``name.toml``; raise SettingsError when it cannot be read."""
        path = self.path(f"{name}.toml")
        try:
            return tomllib.loads(read_text(path))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(
                _("The knowledge file {file} cannot be read: {why}").format(file=path.name, why=error)
            ) from error

    @cached_property
    def department_roles(self) -> frozenset[str]:
        """Names, in lower case, of the roles that each department has its own holder of."""
        own = (names for role, names in self.roles.items() if role not in _CENTRAL_ROLES)
        return frozenset(name.casefold() for names in own for name in names)

    @cached_property
    def law(self) -> tuple[Rule, ...]:
        """The rules of a lawful and useful plan, in the order of the file."""
        return tuple(rules_of(self.rules("law")))

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """Themes by id, in the order of the file."""
        return {theme.id: theme for theme in map(_theme, self.table("themes"))}

    def theme_called(self, name: str) -> str:
        """Return the id of the theme that has this id, or this name in either language.

        Raises SettingsError that suggests the likeliest where there is none.
        """
        called = {theme_id.casefold(): theme for theme_id, theme in self.themes.items()}
        called |= {text.casefold(): theme for theme in self.themes.values() for text in theme.name}
        wanted = " ".join(name.casefold().split())
        if wanted in called:
            return called[wanted].id
        likely = next(iter(get_close_matches(wanted, called, 1)), None)
        if likely is None:
            raise SettingsError(_("[themes]: “{theme}” is no theme of the catalogue.").format(theme=name))
        meant = called[likely].name.pick(current_language())
        raise SettingsError(
            _("[themes]: “{theme}” is no theme of the catalogue. Did you mean “{likely}”?").format(
                theme=name, likely=meant
            )
        )

    @cached_property
    def measures(self) -> Mapping[str, tuple[Measure, ...]]:
        """Measures by theme id (or one of :data:`GENERAL`), in the order of the file."""
        measures: dict[str, tuple[Measure, ...]] = {}
        for line, row in enumerate(self.table("measures"), start=2):
            measure = _measure(row, line)
            if measure.theme_id not in self.themes and measure.theme_id not in GENERAL:
                raise _wrong("measures.csv", line, "theme_id", row["theme_id"])
            measures[measure.theme_id] = (*measures.get(measure.theme_id, ()), measure)
        for theme_id in (*self.themes, *PROPOSALS):
            if theme_id not in measures:
                raise SettingsError(
                    _("{file}: there is no measure for “{theme}”; at least one is needed.").format(
                        file="measures.csv", theme=theme_id
                    )
                )
        return measures

    @cached_property
    def sayings(self) -> tuple[tuple[str, str], ...]:
        """How people say it in comments: theme id and words, in the order of the file."""
        rows = self.table("sayings")
        for line, row in enumerate(rows, start=2):
            if row["theme_id"] not in self.themes:
                raise _wrong("sayings.csv", line, "theme_id", row["theme_id"])
        return tuple((row["theme_id"], row["words"]) for row in rows)

    @cached_property
    def wording(self) -> Mapping[str, tuple[str, ...]]:
        """Kind of word -> the words, in the order of the file. The modules that use a kind tell what it means."""
        words: dict[str, list[str]] = {}
        for row in self.table("wording"):
            words.setdefault(row["kind"], []).append(row["word"])
        return {kind: tuple(listed) for kind, listed in words.items()}

    @cached_property
    def roles(self) -> Mapping[str, Text]:
        """Role code -> what the role is called."""
        return {row["role"]: _pair(row, "name") for row in self.table("roles")}

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Kind of word -> the words that tell whether a text names a person. docs/privacy.md tells the kinds."""
        names: dict[str, list[str]] = {kind: [] for kind in NAME_KINDS}
        for line, row in enumerate(self.table("names"), start=2):
            if row["kind"] not in names:
                raise _wrong("names.csv", line, "kind", row["kind"])
            if row["name"]:
                names[row["kind"]].append(row["name"])
        return {kind: tuple(words) for kind, words in names.items()}


@lru_cache(maxsize=4)
def _known(folder: Path = SHIPPED) -> Catalogue:
    return Catalogue(folder)


def _read(path: Path, columns: tuple[str, ...], optional: tuple[str, ...]) -> tuple[Mapping[str, str], ...]:
    content = read_lines(path, columns, optional)
    if content.faults:
        raise SettingsError("\n".join(map(str, content.faults)))
    return tuple(line.cells for line in content.lines)


def _wrong(file: str, line: int, column: str, value: str) -> SettingsError:
    return SettingsError(
        _("{file}, line {line}: “{value}” is not allowed in the column {column}.").format(
            file=file, line=line, value=value, column=column
        )
    )


def _pair(row: Mapping[str, str], column: str) -> Text:
    """Return both languages; who writes in Danish only gets Danish in an English plan too."""
    return Text(row[f"{column}_da"], row[f"{column}_en"] or row[f"{column}_da"])


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in cell.split("|")) if part)


def _theme(row: Mapping[str, str]) -> Theme:
    return Theme(
        id=row["theme_id"],
        area=row["area"],
        name=_pair(row, "name"),
        keywords=_parts(row["keywords_da"]) + _parts(row["keywords_en"]),
        exceptions=_parts(row["exceptions"]),
        zero_tolerance=row["zero_tolerance"] == "1",
        sensitive=row["sensitive"] == "1",
        outcome=row["outcome"] == "1",
        nature=_pair(row, "nature"),
        cause=_pair(row, "cause"),
        indicator=_pair(row, "indicator"),
        goal=row["goal"],
        evaluation=_pair(row, "evaluation"),
        feedback=_pair(row, "feedback"),
        adjust=_pair(row, "adjust"),
        link=row["link"],
    )


def _measure(row: Mapping[str, str], line: int) -> Measure:
    def choice(kind: type[_Enum], column: str) -> _Enum:
        try:
            return kind(row[column])
        except ValueError:
            raise _wrong("measures.csv", line, column, row[column]) from None

    if not row["weeks"].isdigit():
        raise _wrong("measures.csv", line, "weeks", row["weeks"])
    if row["link"] and not row["link"].startswith(("https://", "http://")):
        raise _wrong("measures.csv", line, "link", row["link"])
    try:
        checked = date.fromisoformat(row["checked"]) if row["checked"] else None
    except ValueError:
        raise _wrong("measures.csv", line, "checked", row["checked"]) from None
    return Measure(
        id=row["id"],
        theme_id=row["theme_id"],
        action_type=choice(ActionType, "action_type"),
        prevention_level=choice(PreventionLevel, "prevention_level"),
        iglo=choice(Iglo, "iglo"),
        complexity=row["complexity"],
        responsible=row["responsible"],
        informed=_parts(row["informed"]),
        involved=_parts(row["involved"]),
        weeks=int(row["weeks"]),
        text=_pair(row, "text"),
        preparation=_pair(row, "preparation"),
        see=_pair(row, "see"),
        hear=_pair(row, "hear"),
        indicator=_pair(row, "indicator"),
        target=_pair(row, "target"),
        unintended=_pair(row, "unintended"),
        fallback=_pair(row, "fallback"),
        link=row["link"],
        checked=checked,
        fits=_parts(row["fits"].casefold()),
    )
