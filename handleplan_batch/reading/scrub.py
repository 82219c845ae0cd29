"""Personal data out of free text, before anything else sees it.

CPR numbers, e-mail addresses, telephone numbers and links with a user in them are replaced by a mark that says what
stood there. Nothing is kept of what was removed. Plain numbers, amounts, years and dates stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from handleplan_batch.language import N_, _

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?!\w)")
_LINK = re.compile(
    # A link with a user in it: login@host, a profile page, or a parameter that names somebody.
    r"\b(?:https?://|www\.)(?=\S*(?:@|/(?:in|people|person|user|users|profile|profil|u)/|[?&;](?:\w*(?:user|id|uid|"
    r"mail|name|cpr|initial)\w*)=|~))[^\s<>\"»]+",
    re.IGNORECASE,
)
_CPR = re.compile(
    # Day, month, year and four digits. No modulus 11: numbers given out since 2007 may fail it. Written together, the
    # same ten digits could be an order number, but removing one of those costs nothing.
    r"(?<![\w.,-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}(?:\s?[-–]\s?|\s)?(?:\d{4}|[xX]{4})(?![\w-])(?![.,]\d)"
)
_PHONE = re.compile(
    # Danish: eight digits, together or in pairs or fours, with or without +45. The eight digits of a date
    # (20261231, 31-12-2026) stay, and so do weeks in a row and amounts with separators (12.345.678).
    r"(?<![\w.,+/-])(?<!uge )(?<!uger )(?<!week )(?<!weeks )(?:"
    r"(?:\+|00)45[\s-]?(?:\d[\s.-]?){7}\d"
    r"|\+(?!45)\d{1,3}[\s-]?(?:\d[\s-]?){6,11}\d"
    r"|[1-9]\d(?:[ \u00a0.-]?\d{2}){3}"
    r"|[1-9]\d{3}[ \u00a0-]\d{4}"
    r")(?![\w/-])(?![.,]\d)"
)
_DATE_TOGETHER = re.compile(
    r"(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})"
)
_DATE_APART = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])[ .-](?:0[1-9]|1[0-2])[ .-](?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[ .-](?:0[1-9]|1[0-2])[ .-](?:0[1-9]|[12]\d|3[01])"
)
_YEARS = re.compile(r"(?:19|20)\d{2}[ -](?:19|20)\d{2}")


def _is_number(found: str) -> bool:
    return any(date.fullmatch(found) for date in (_DATE_TOGETHER, _DATE_APART, _YEARS))


_KINDS: tuple[tuple[re.Pattern[str], str, Callable[[str], bool]], ...] = (
    (_LINK, N_("[link removed]"), lambda _found: False),
    (_EMAIL, N_("[e-mail removed]"), lambda _found: False),
    (_CPR, N_("[CPR number removed]"), lambda _found: False),
    (_PHONE, N_("[phone number removed]"), _is_number),
)


class Scrubbed(NamedTuple):
    """A text that may be passed on."""

    text: str
    removed: int
    """How many pieces of personal data were replaced by marks."""


def scrub(text: str) -> Scrubbed:
    """Return the text with personal data replaced by marks."""
    if not any(sign in text for sign in "@0123456789") and "www" not in text and "://" not in text:
        return Scrubbed(text, 0)
    count = 0
    for pattern, mark, keep in _KINDS:

        def replace(found: re.Match[str], mark: str = mark, keep: Callable[[str], bool] = keep) -> str:
            nonlocal count
            if keep(found[0]):
                return found[0]
            count += 1
            return _(mark)

        text = pattern.sub(replace, text)
    return Scrubbed(text, count)
