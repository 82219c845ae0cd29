"""Every fault of a folder of knowledge files at once, each with file, line and column."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from handleplan_batch.catalogue import GENERAL, NAME_KINDS, OPTIONAL, RULES, TABLES, Catalogue
from handleplan_batch.catalogue.files import Content, Fault, read_lines, read_text
from handleplan_batch.catalogue.law import LACK, OWN, REQUIRED, TEXTS
from handleplan_batch.errors import SettingsError
from handleplan_batch.language import _
from handleplan_batch.model import Action, ActionType, Iglo, ImporterName, PreventionLevel, ProblemLevel

FILES = (*(f"{name}.csv" for name in TABLES), *(f"{name}.toml" for name in RULES))
"""Names of the knowledge files."""
_MEANT = {".csv", ".toml", ".xlsx", ".xlsm", ".xls", ".ods", ".txt"}
"""Endings of files that somebody may have meant as a knowledge file."""
_LIKE = 0.85
"""Share of letters in common from which a name is a slip of another."""
_LINK = re.compile(r"https?://[^\s/.]+\.[^\s]+")
_ID = re.compile(r"[a-z0-9æøå][a-z0-9æøå_.-]*", re.IGNORECASE)
_RULE_ID = re.compile(r"[A-ZÆØÅ]{1,3}\d{1,3}")
_PLACE_OF_ERROR = re.compile(r"\(at line (\d+), column (\d+)\)")
_MOST_WEEKS = 260
_MOST_LINES = 5
"""Lines with the same fault that are named."""

_OWN = Catalogue()
"""The program's; read when first asked for."""

Value = Callable[[str], str]
"""Says what is wrong with a cell; nothing when all is well."""


def open_catalogue(folder: Path | None) -> Catalogue:
    """Return the catalogue of a folder, or the program's own; raise SettingsError that names every fault of it."""
    if folder is None:
        return _OWN
    faults = faults_in(folder)
    if faults:
        raise SettingsError("\n".join(map(str, faults)))
    return Catalogue(folder)


def faults_in(folder: Path) -> tuple[Fault, ...]:
    """Return what is wrong with the knowledge files of a folder, by file and line. Files it does not have are fine."""
    return (*_strangers(folder), *_Checker(folder).faults())


def _strangers(folder: Path) -> Iterator[Fault]:
    """Yield the files that are called nearly as knowledge files and would not be read, and that there are none."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        names = []
    stems = {Path(file).stem: file for file in FILES}
    for name in names:
        if name in FILES or name.startswith((".", "~$")) or Path(name).suffix.casefold() not in _MEANT:
            continue
        for stem in get_close_matches(Path(name).stem.casefold(), stems, n=1, cutoff=_LIKE):
            yield Fault(name, 0, "", _("it is not read. Save it as {file}.").format(file=stems[stem]))
    if not set(names) & set(FILES):
        yield Fault(str(folder), 0, "", _("there are no knowledge files in the folder."))


@dataclass(frozen=True)
class _Checker:
    """The files of a folder, with the program's own for those it does not have."""

    folder: Path

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong, file by file."""
        for name in TABLES:
            if (self.folder / f"{name}.csv").is_file():
                yield from sorted(self._table(name), key=lambda fault: fault.line)
        for name in RULES:
            path = self.folder / f"{name}.toml"
            if path.is_file():
                yield from sorted(_document_faults(path, self), key=lambda fault: fault.line)
        yield from self._themes_without_measures()

    @cached_property
    def contents(self) -> Mapping[str, Content]:
        """Per table what its file holds, the folder's or the program's own."""
        catalogue = Catalogue(self.folder)
        return {
            name: read_lines(catalogue.path(f"{name}.csv"), columns, OPTIONAL.get(name, ()))
            for name, columns in TABLES.items()
        }

    def values(self, table: str, column: str) -> frozenset[str]:
        """Return what stands in a column of a table; of one that cannot be read, what the program's own has."""
        lines = self.contents[table].lines
        return frozenset(line.cells[column] for line in lines) or frozenset(
            one for (one,) in self.shipped(table, (column,))
        )

    def shipped(self, table: str, columns: tuple[str, ...]) -> set[tuple[str, ...]]:
        """Return what stands in columns of the program's own table."""
        return {tuple(row[column] for column in columns) for row in _OWN.table(table)}

    def _table(self, name: str) -> Iterator[Fault]:
        content, file = self.contents[name], f"{name}.csv"
        yield from content.faults
        if not content.lines:
            if not content.faults:
                yield Fault(file, 0, "", _("there is nothing in the file."))
            return
        checks = self._checks(name)
        for column, check in checks.items():
            wrong = {cell: why for cell in {line.cells[column] for line in content.lines} if (why := check(cell))}
            for cell, why in wrong.items():
                first, *others = [line.number for line in content.lines if line.cells[column] == cell]
                yield Fault(file, first, content.places[column], f"{why}{_also_in(others)}")
        yield from self._repeated(name)
        yield from self._groups(name)
        yield from self._lost(name)

    def _checks(self, name: str) -> Mapping[str, Value]:
        """Return what each column of a table must hold."""
        checks: dict[str, Value] = dict(_CHECKS.get(name, {}))
        # A theme of the program's own that is missing is told once, of themes.csv, not of every row that names it.
        theme_ids = self.values("themes", "theme_id").union(one for (one,) in self.shipped("themes", ("theme_id",)))
        if name == "themes":
            checks["area"] = _one_of({area for (area,) in self.shipped("themes", ("area",))})
        elif name == "measures":
            role = _one_of(self.values("roles", "role"))
            checks |= {"theme_id": _one_of((*theme_ids, *GENERAL)), "responsible": role}
            checks |= dict.fromkeys(("informed", "involved"), _list_of(role))
        elif name == "sayings":
            checks["theme_id"] = _one_of(theme_ids)
        elif name == "instruments":
            checks["theme_id"] = _one_of({"", *theme_ids})
        for column in TABLES[name]:
            if column in ("link", "source") or column.endswith("_link"):
                checks[column] = _link
        return checks

    def _repeated(self, name: str) -> Iterator[Fault]:
        content = self.contents[name]
        for column in _UNIQUE.get(name, ()):
            first: dict[str, int] = {}
            for line in content.lines:
                value = line.cells[column]
                if value and first.setdefault(value, line.number) != line.number:
                    why = _("“{value}” stands in line {line} too.").format(value=value, line=first[value])
                    yield Fault(f"{name}.csv", line.number, content.places[column], why)

    def _groups(self, name: str) -> Iterator[Fault]:
        """Yield kinds of rows that the program does not know, and those it needs and the file does not have."""
        columns, closed = _GROUPS.get(name, ((), False))
        if not columns:
            return
        content, known = self.contents[name], self.shipped(name, columns)
        missing = dict.fromkeys(sorted(known))
        place = ", ".join(content.places[column] for column in columns)
        for line in content.lines:
            group = tuple(line.cells[column] for column in columns)
            missing.pop(group, None)
            if closed and group not in known:
                why = _("the program does not use “{value}”.").format(value=" / ".join(group))
                yield Fault(f"{name}.csv", line.number, place, why)
        for group in missing:
            why = _(
                "“{value}” is missing, and the program needs it. "
                "Put the line back, from the files that catalogue export writes."
            ).format(value=" / ".join(group))
            yield Fault(f"{name}.csv", 1, place, why)

    def _lost(self, name: str) -> Iterator[Fault]:
        """Yield stars and faces that became question marks, since the Windows alphabet does not have them."""
        if name not in _SIGNS:
            return
        content, column = self.contents[name], _SIGNS[name]
        columns = (*_GROUPS[name][0], column)
        known = self.shipped(name, columns)
        for line in content.lines:
            if line.cells[column].startswith("?") and tuple(line.cells[one] for one in columns) not in known:
                why = _("a sign was lost when the file was saved. Save as “CSV UTF-8” in Excel.")
                yield Fault(f"{name}.csv", line.number, content.places[column], why)

    def _themes_without_measures(self) -> Iterator[Fault]:
        content, measured = self.contents["themes"], self.values("measures", "theme_id")
        for line in content.lines:
            theme_id = line.cells["theme_id"]
            if theme_id and theme_id not in measured:
                why = _("the theme “{theme}” has no measure in measures.csv.").format(theme=theme_id)
                yield Fault("themes.csv", line.number, content.places["theme_id"], why)


# What cells may hold --------------------------------------------------------------------------------------------------


def _also_in(lines: list[int]) -> str:
    if not lines:
        return ""
    shown = ", ".join(map(str, lines[:_MOST_LINES])) + (" …" if len(lines) > _MOST_LINES else "")
    return " " + _("Lines with the same: {count} more ({lines}).").format(count=len(lines), lines=shown)


def _filled(cell: str) -> str:
    return "" if cell else _("the cell is blank.")


def _identity(cell: str) -> str:
    if not cell:
        return _("the cell is blank.")
    return "" if _ID.fullmatch(cell) else _("“{value}” may hold letters, figures, - and _ only.").format(value=cell)


def _keywords(cell: str) -> str:
    """Say which of the words between | is too short to be looked for: it would be found everywhere."""
    short = next((word for word in cell.split("|") if word.strip() and len(word.strip().lstrip("=*")) < 2), None)
    return "" if short is None else _("“{value}” is too short for a word to look for.").format(value=short.strip())


def _flag(cell: str) -> str:
    return (
        ""
        if cell in ("", "0", "1")
        else _("“{value}” is not allowed. Write 1 for yes and 0 for no.").format(value=cell)
    )


def _link(cell: str) -> str:
    if not cell or _LINK.fullmatch(cell):
        return ""
    return _("“{value}” is no link. It must begin with https:// and hold no blanks.").format(value=cell)


def _day(cell: str) -> str:
    """Say what is wrong with the day a link was looked at."""
    try:
        date.fromisoformat(cell or "2026-12-31")
    except ValueError:
        return _("“{value}” is no date. Write it as 2026-12-31.").format(value=cell)
    return ""


def _weeks(cell: str) -> str:
    if cell.isdigit() and 1 <= int(cell) <= _MOST_WEEKS:
        return ""
    return _("“{value}” is no whole number from {least} to {most}.").format(value=cell, least=1, most=_MOST_WEEKS)


def _number(cell: str) -> str:
    return "" if not cell or cell.isdigit() else _("“{value}” is no whole number.").format(value=cell)


def _one_of(allowed: Iterable[str]) -> Value:
    known = frozenset(allowed)

    def check(cell: str) -> str:
        if cell in known:
            return ""
        choices = ", ".join(sorted(one for one in known if one))
        if not cell:
            return _("the cell is blank. Allowed are {choices}.").format(choices=choices)
        near = get_close_matches(cell, known, n=1)
        if near:
            return _("“{value}” is not allowed. Did you mean “{near}”?").format(value=cell, near=near[0])
        return _("“{value}” is not allowed. Allowed are {choices}.").format(value=cell, choices=choices)

    return check


def _list_of(check: Value) -> Value:
    """Return a check of values with | between them."""
    return lambda cell: next((why for one in cell.split("|") if one.strip() and (why := check(one.strip()))), "")


_TEXTS_OF_THEME = ("name", "nature", "cause", "indicator", "evaluation", "feedback", "adjust")
_TEXTS_OF_MEASURE = ("text", "preparation", "see", "hear", "indicator", "target", "unintended", "fallback")
_CHECKS: Mapping[str, Mapping[str, Value]] = {
    "themes": {
        "theme_id": _identity,
        **dict.fromkeys(("keywords_da", "keywords_en", "exceptions"), _keywords),
        **dict.fromkeys(("zero_tolerance", "sensitive", "outcome"), _flag),
        **{f"{name}_da": _filled for name in _TEXTS_OF_THEME},
    },
    "measures": {
        "id": _identity,
        "action_type": _one_of(ActionType),
        "prevention_level": _one_of(PreventionLevel),
        "iglo": _one_of(Iglo),
        "complexity": _one_of(("simple", "complicated", "complex")),
        "weeks": _weeks,
        "checked": _day,
        "fits": _keywords,
        **{f"{name}_da": _filled for name in _TEXTS_OF_MEASURE},
    },
    "roles": {"role": _identity, "name_da": _filled},
    "scales": {
        "family": _filled,
        "position": _number,
        "label": _filled,
        "valence": _one_of(("", "bad", "best", "good")),
    },
    "instruments": {"instrument": _filled, "words": _filled, "polarity": _one_of(("bad", "good"))},
    "synonyms": {"importer": _one_of((*ImporterName, "any")), "header": _filled},
    "cell_words": {"importer": _one_of((*ImporterName, "any")), "value": _filled, "word": _filled},
    "wording": {"word": _filled},
    "sayings": {"words": _filled},
    "names": {"kind": _one_of(NAME_KINDS), "name": _filled},
}
"""Per table and column; an English text that is missing is the Danish one."""
_UNIQUE: Mapping[str, tuple[str, ...]] = {"themes": ("theme_id",), "measures": ("id",), "roles": ("role",)}
_GROUPS: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "themes": (("theme_id",), False),
    "roles": (("role",), False),
    "scales": (("family",), False),
    "synonyms": (("importer", "field"), True),
    "cell_words": (("importer", "field"), True),
    "wording": (("kind",), True),
    "names": (("kind",), False),
}
"""Per table the columns that say what a row is for, and whether no others than the program's own can be used."""
_SIGNS: Mapping[str, str] = {"scales": "label", "synonyms": "header", "cell_words": "word"}
"""Tables with stars, ticks and faces, and the column they stand in."""


# The toml files -------------------------------------------------------------------------------------------------------


def _document_faults(path: Path, checker: _Checker) -> Iterator[Fault]:
    name = path.name
    try:
        text = read_text(path)
        document = tomllib.loads(text)
    except OSError:
        yield Fault(name, 0, "", _("the file cannot be read."))
        return
    except tomllib.TOMLDecodeError as error:
        place = _PLACE_OF_ERROR.search(str(error))
        why = _("this is not valid TOML: {why}.").format(why=_PLACE_OF_ERROR.sub("", str(error)).strip())
        last = max(1, len(text.splitlines()))
        yield Fault(name, int(place[1]) if place else last, "", why)
        return
    shipped = _OWN.rules(path.stem)
    found = _law_faults(document, shipped) if path.stem == "law" else _urgency_faults(document, shipped, checker)
    for keys, why in found:
        yield Fault(name, _line_of(text, keys), ".".join(keys), why)


_Found = Iterator[tuple[tuple[str, ...], str]]
"""Sections and key, and what is wrong there."""


def _line_of(text: str, keys: tuple[str, ...]) -> int:
    """Return the 1-based line of a key, or of the innermost section of it that has a line."""
    section: tuple[str, ...] = ()
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        if header:
            section = tuple(part.strip(" \"'") for part in header[1].split("."))
            reached = section
        else:
            key = re.match(r"\s*([^=#\s]+)\s*=", line)
            reached = (*section, key[1].strip("\"'")) if key else ()
        if reached and keys[: len(reached)] == reached and len(reached) > depth:
            best, depth = number, len(reached)
    return best


def _urgency_faults(document: Mapping[str, Any], shipped: Mapping[str, Any], checker: _Checker) -> _Found:
    """Yield where the rules are not built as the program's own, and numbers that would make them mean nothing."""
    faults = list(_like(document, shipped, checker))
    yield from faults
    if faults:  # what follows relies on it
        return
    for section, ranges in _RANGES.items():
        for key, (least, most) in ranges.items():
            if not least <= document[section][key] <= most:
                why = _("the value must be a number from {least} to {most}.").format(least=least, most=most)
                yield (section, key), why
    for section, key in _WHOLE:
        if document[section][key] % 1:
            yield (section, key), _("the value must be a whole number.")
    for method, lowest in document["risk"].items():
        if isinstance(lowest, list) and lowest != sorted(lowest, reverse=True):
            yield ("risk", method), _("each number must be lower than the one before, or the same.")
    for method, greatest in document["risk"]["greatest"].items():
        if not greatest:
            yield ("risk", "greatest", method), _("the value must be above 0.")
    given = document["points"]
    if sum(given[key] for key in _POINTS) > _MOST_POINTS:
        yield (
            ("points", _POINTS[0]),
            _("the points of {kinds} must be 100 at the most together.").format(kinds=", ".join(_POINTS)),
        )
    if 0 < document["causes"]["least"] < _LEAST_OF_HINTS:
        yield (
            ("causes", "least"),
            _("hints are told from {least} persons, never from fewer; 0 switches them off.").format(
                least=_LEAST_OF_HINTS
            ),
        )


_OF_LEVELS = (("level",), ("accident", "potential"))
"""Sections that hold nothing but levels."""
_MOST_POINTS = 100
_LEAST_OF_HINTS = 100
_POINTS = ("severity", "extent", "agreement", "difference", "trend", "danger")
_SHARE, _SCORE, _MANY = (0, 1), (0, 100), (1, 1_000_000)
_RANGES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "survey": {
        **dict.fromkeys(("strong_share", "some_share", "least_low", "high_low"), _SHARE),
        **dict.fromkeys(("unfavourable_at_most", "strong_score", "some_score", "strength_score"), _SCORE),
    },
    "zero_tolerance": {"immediate_low": _SHARE},
    "lifting": {"share": _SHARE},
    "change": {"false_discoveries": _SHARE},
    "causes": dict.fromkeys(("some", "clear", "close", "false_discoveries"), _SHARE),
    "points": {**dict.fromkeys(_POINTS, _SCORE), "extent_full": _MANY, "difference_full": (1, 100)},
}
"""Per section and key the least and the most that a number may be."""
_WHOLE = (
    *(("comments", "challenge_from"), ("agreement", "sources"), ("lifting", "departments"), ("causes", "least")),
    ("accident", "absence_days"),
)


def _like(
    document: Mapping[str, Any], shipped: Mapping[str, Any], checker: _Checker, above: tuple[str, ...] = ()
) -> _Found:
    """Yield where a document is not built as the program's own."""
    if above == ("zero_tolerance", "occurrence"):  # which themes are in it is for people to choose
        yield from _occurrences(document, checker, above)
        return
    for key, value in document.items():
        place = (*above, key)
        if key not in shipped:
            yield place, _("this key is not known.")
            continue
        if place == ("causes", "outcomes"):
            if why := _no_themes(value, checker):
                yield place, why
            continue
        model = shipped[key]
        if isinstance(model, dict) and isinstance(value, dict):
            yield from _like(value, model, checker, place)
        elif why := _unlike(value, model, is_level=above in _OF_LEVELS or key in ("level", "highest")):
            yield place, why
    for key in shipped:
        if key not in document:
            yield (
                (*above, key),
                _("this key is missing. Put the line back, from the files that catalogue export writes."),
            )


def _occurrences(document: Mapping[str, Any], checker: _Checker, above: tuple[str, ...]) -> _Found:
    themes, families = checker.values("themes", "theme_id"), checker.values("scales", "family")
    for key, value in document.items():
        place = (*above, key)
        if key not in themes:
            yield place, _("“{value}” is no theme of themes.csv.").format(value=key)
        if not isinstance(value, list) or not all(isinstance(one, str) and one in families for one in value):
            yield place, _("the value must be a list of scales of scales.csv, in quotation marks.")


def _no_themes(value: object, checker: _Checker) -> str:
    """Say what is wrong with a list of themes."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return _("the value must be a list of themes, in quotation marks.")
    themes = checker.values("themes", "theme_id")
    unknown = next((one for one in value if one not in themes), None)
    return "" if unknown is None else _("“{value}” is no theme of themes.csv.").format(value=unknown)


def _unlike(value: object, model: object, *, is_level: bool) -> str:
    """Say what a value must be like; nothing when it is so."""
    if isinstance(model, list):
        if not isinstance(value, list) or len(value) != len(model):
            return _("the value must be a list of {count} numbers.").format(count=len(model))
        return next(
            (why for one, like in zip(value, model, strict=True) if (why := _unlike(one, like, is_level=is_level))), ""
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _("the value must be a number.")
    if is_level and value not in range(1, 6):
        return _("the value must be a level from 1 to 5.")
    return "" if value >= 0 else _("the value must not be below 0.")


def _law_faults(document: Mapping[str, Any], shipped: Mapping[str, Any]) -> _Found:
    """Yield what is wrong with rules, those of the program and those of people's own."""
    for code, rule in document.items():
        if not isinstance(rule, dict):
            yield (code,), _("a rule is a part that begins with a line like [R01].")
            continue
        if not _RULE_ID.fullmatch(code):
            yield (code,), _("a rule is called by capital letters and a number, like R01 or L01.")
        model = shipped.get(code, {})
        for key in REQUIRED:
            if key not in rule:
                yield (code, key), _("the key {key} is missing.").format(key=key)
        for key in model:
            if key not in rule and key not in OWN and not isinstance(model[key], dict):
                yield (
                    (code, key),
                    _("this key is missing. Put the line back, from the files that catalogue export writes."),
                )
        for key, value in rule.items():
            place = (code, key)
            if isinstance(value, dict):
                if not isinstance(model.get(key), dict):
                    yield place, _("the program knows no such part of this rule.")
                else:
                    yield from _lack_faults(value, model[key], rule, place)
            elif why := _wrong_in_rule(key, value, model):
                yield place, why
        yield from _unknown_fields(rule, model, rule, (code,))


def _lack_faults(
    part: Mapping[str, Any], model: Mapping[str, Any], rule: Mapping[str, Any], place: tuple[str, ...]
) -> _Found:
    if "da" not in part:
        yield (*place, "da"), _("the key {key} is missing.").format(key="da")
    for key, value in part.items():
        if key not in LACK:
            yield (*place, key), _("this key is not known.")
        elif why := _wrong_in_rule(key, value, model):
            yield (*place, key), why
    if "words" in model and "words" not in part:
        yield (
            (*place, "words"),
            _("this key is missing. Put the line back, from the files that catalogue export writes."),
        )
    yield from _unknown_fields(part, model, rule, place)


def _wrong_in_rule(key: str, value: object, model: Mapping[str, Any]) -> str:
    levels = ", ".join(ProblemLevel)
    if key == "level":
        known = isinstance(value, str) and value in set(ProblemLevel)
        return "" if known else _("“{value}” is no level. Allowed are {choices}.").format(value=value, choices=levels)
    if key in TEXTS:
        if not isinstance(value, str) or not value.strip():
            return _("the value must be a text in quotation marks.")
        return _link(value) if key == "link" else ""
    if key in ("in_force", "checked"):
        return "" if type(value) is date else _("the value must be a date like 2024-02-01, without quotation marks.")
    if key == "filled":
        known = isinstance(value, list) and all(one in _COLUMNS for one in value)
        return (
            ""
            if known
            else _("the value must be a list of columns. Allowed are {choices}.").format(
                choices=", ".join(f'"{column}"' for column in _COLUMNS)
            )
        )
    if key not in model:
        return _("this key is not known.")
    if isinstance(model[key], list):
        words = isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
        return "" if words else _("the value must be a list of words in quotation marks.")
    wrong = isinstance(value, bool) or not isinstance(value, int | float) or value < 0
    return _("the value must be a number from 0.") if wrong else ""


_COLUMNS = tuple(
    entry.name
    for entry in fields(Action)
    if entry.name not in {"id", "challenge_id", "rank", "urgency", "guidance", "measure_id", "draft", "status"}
)
"""Keys of the columns that a rule may ask to be filled."""


def _unknown_fields(
    part: Mapping[str, Any], model: Mapping[str, Any], rule: Mapping[str, Any], place: tuple[str, ...]
) -> _Found:
    """Yield the texts with names in braces that nothing is put in for."""
    numbers = {key for key, value in rule.items() if isinstance(value, int | float)}
    for key, value in part.items():
        if key not in TEXTS or not isinstance(value, str):
            continue
        known = _fields(str(model.get(key, ""))) or set()
        named = _fields(value)
        if named is None:
            yield (*place, key), _("a brace stands alone. Write {{ for a brace.")
        elif unknown := named - known - numbers:
            why = _("nothing can be put in for {names}.").format(
                names=", ".join(f"{{{name}}}" for name in sorted(unknown))
            )
            yield (*place, key), why


def _fields(text: str) -> set[str] | None:
    """Return the names in braces; None where the braces do not add up."""
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError:
        return None
    return {name for _text, name, _format, _conversion in parsed if name is not None}
