"""What one header, or one value, of a survey tells by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from handleplan_batch.reading.grid import Value
from handleplan_batch.reading.importers.headed import SHORT, Keywords
from handleplan_batch.reading.polarity import as_words

MOST_ANSWERS = 30
"""Distinct values up to which a column may be answers to choose from."""
MARKS = frozenset({"y", "j", "yes", "ja", "x", "1", "valgt", "selected", "checked", "true", "sand"})
"""What tools and people write where something is so."""
CROSSES = frozenset({"x", "1", "✓", "✔", "√", "v", "kryds"})
"""What people put into a column of answers."""
FLAGS = frozenset(
    {
        *("valgt", "ikke valgt", "selected", "not selected", "checked", "unchecked"),
        *("x", "0", "1", "true", "false", "sand", "falsk"),
    }
)
"""What tools write for an option that was chosen, or was not."""
CODE_BEFORE = re.compile(r"^(?:\(?[^\W\d]{0,12}[ ._-]?\d[\w.]*(?:\[\w+\])?[.):]|[^\W\d]\w*\[\w+\][.:])\s+")
"""The code that some exports put before the question: "Q01[SQ002]. ", "attribute_1. ", "3) "."""
_ABOUT = re.compile(
    r"(.+?) (?:på|i|ved|hos|in|at|of|på tværs af) (?:(?:min|mit|vores|vår|my|our|the|hele) )?\w+"
    r"|(?:min |vores |our |my )?\w{3,}(?:ens|ets|'s) (.+)"
)
"""Headers that say what it is about a department that is told: "lyset på min arbejdsplads", "afdelingens støj"."""
_PIECES = re.compile(r"\s[-–—]\s|[:()\[\]]")
"""What parts a header from what is asked of it."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\d{6}-\d{4}")
_MOMENT = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ,].*)?|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
)


# --- Headers ----------------------------------------------------------------------------------------------------------


def code_of(name: str) -> str:
    """Return a header's code in lower case: what stands before its text ("submitdate. Date submitted")."""
    return name.partition(". ")[0].casefold().strip()


def addresses(header: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a question is put to somebody: "du", "din", "jeg", or "I" within it."""
    return (
        words["addressing"].search(as_words(header)) is not None or re.search(r"(?<=[a-zæøå] )I\b", header) is not None
    )


def asks_importance(header: str, words: Mapping[str, Keywords]) -> bool:
    """Whether it is asked how important something is ("Samarbejde - Vigtighed"), which tells nothing of how it is."""
    return words["importance"].search(as_words(header)) is not None and any(
        words["importance"].match(as_words(piece).strip()) for piece in _PIECES.split(header)
    )


def names_department(head: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a header asks where the respondent belongs; a longer question must say so."""
    if not words["department"].search(head) or words["not_department"].search(head):
        return False
    about = _ABOUT.fullmatch(head)
    if about is not None and not any(
        words[kind].search(about[1] or about[2]) for kind in ("department", "asking", "belonging", "naming")
    ):
        return False
    return len(head.split()) <= SHORT or (
        words["asking"].match(head) is not None and words["belonging"].search(head) is not None
    )


def is_personal(head: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a header asks for nothing but what identifies a person ("Skriv dit navn og din mail, hvis …")."""
    parts = re.split(r"[/,&+]|\bog\b|\beller\b|\band\b|\bor\b|\boch\b", words["condition"].split(head)[0])
    named = [bare_name(part.strip(), words) for part in parts if part.strip()]
    return bool(named) and all(words["personal"].fullmatch(name) for name in named)


def bare_name(head: str, words: Mapping[str, Keywords]) -> str:
    """Return what a header names, without what leads up to it, remarks in brackets and a number at its end."""
    named = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", head)
    while opening := words["opening"].match(named):
        named = named[opening.end() :].lstrip()
    return re.sub(r"\s*\d+$", "", named).strip(" :.")


def is_cut_technical(name: str, words: Mapping[str, Keywords]) -> bool:
    """Whether a header that was cut to a few letters is one of the tool's own columns."""
    return words["technical_cut"].fullmatch(re.sub(r"_?\d+$", "", name.casefold())) is not None


# --- Values -----------------------------------------------------------------------------------------------------------


def is_moment(value: Value) -> bool:
    """Whether a value is a day, a time of day, or both."""
    is_written = isinstance(value, str) and _MOMENT.fullmatch(value) is not None
    return isinstance(value, date | time | timedelta) or is_written


def has_time(value: Value) -> bool:
    """Whether a value is a day with the time of day."""
    if isinstance(value, datetime):
        return value.time() != time()
    return isinstance(value, str) and ":" in value and is_moment(value) and len(value) >= len("1-1-26 08:00")


def has_digit(text: str) -> bool:
    """Whether a text holds a digit."""
    return re.search(r"\d", text) is not None


def identifies(value: Value) -> bool:
    """Whether a value is an address of a person or a machine, or a CPR number."""
    return isinstance(value, str) and (_EMAIL.fullmatch(value) or _ADDRESS.fullmatch(value)) is not None
