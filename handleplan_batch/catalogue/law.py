"""The rules of ``law.toml`` as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handleplan_batch.model import Lack, ProblemLevel, Rule, Text

TEXTS = (
    "basis",
    "link",
    "asks_da",
    "asks_en",
    "da",
    "en",
    "remedy_da",
    "remedy_en",
    "yourself_da",
    "yourself_en",
    "by_hand_da",
    "by_hand_en",
)
REQUIRED = ("level", "basis", "asks_da", "da", "remedy_da")
"""Keys that every rule must have; an English text that is missing is the Danish one."""
OWN = ("level", "in_force", "checked", "filled", *TEXTS)
"""Keys that any rule may have. A rule that the program applies has others, and tables: further ways to fall short."""
LACK = ("level", "words", "da", "en", "remedy_da", "remedy_en")
"""Keys of such a table."""


def rules_of(document: Mapping[str, Any]) -> Iterator[Rule]:
    """Yield the rules of a document without faults, in the order of the file."""
    for code, entry in document.items():
        lacks = {"": _lack(entry, entry)}
        lacks |= {name: _lack(table, entry) for name, table in entry.items() if isinstance(table, dict)}
        rest = {name: value for name, value in entry.items() if name not in OWN}
        yield Rule(
            id=code,
            level=ProblemLevel(entry["level"]),
            basis=entry["basis"],
            asks=_text(entry, "asks_"),
            lacks=lacks,
            yourself=_text(entry, "yourself_"),
            by_hand=_text(entry, "by_hand_"),
            link=entry.get("link", ""),
            in_force=entry.get("in_force"),
            checked=entry.get("checked"),
            filled=tuple(entry.get("filled", ())),
            words={name: _folded(value) for name, value in rest.items() if isinstance(value, list)},
            limits={name: value for name, value in rest.items() if isinstance(value, int | float)},
        )


def _lack(table: Mapping[str, Any], rule: Mapping[str, Any]) -> Lack:
    remedy = _text(table if "remedy_da" in table else rule, "remedy_")
    level = ProblemLevel(table.get("level", rule["level"]))
    return Lack(level, _text(table, ""), remedy, _folded(table.get("words", ())))


def _text(table: Mapping[str, Any], key: str) -> Text:
    danish = table.get(f"{key}da", "")
    return Text(danish, table.get(f"{key}en", danish))


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)
