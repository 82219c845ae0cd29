"""The one place that knows which language the user reads.

Message ids are English; Danish is the default and lives in ``locale/da``. ``__main__`` (and the tests) call
:func:`set_language` once, before the modules that speak to the user are used. Click takes its own sentences from the
same catalogue, through the standard library's ``gettext``.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LANGUAGES = ("da", "en")
DEFAULT_LANGUAGE = "da"

_LOCALE = Path(__file__).parent / "locale"
_state: dict[str, gettext.NullTranslations] = {}
_current = [DEFAULT_LANGUAGE]


def set_language(code: str) -> None:
    """Choose the language of everything said from now on: ``da`` or ``en``; raise ValueError for any other."""
    if code not in LANGUAGES:
        raise ValueError(code)
    _current[0] = code
    os.environ["LANGUAGE"] = code  # what Click's own gettext calls look at, on every platform
    gettext.bindtextdomain("messages", str(_LOCALE))
    gettext.textdomain("messages")


def current_language() -> str:
    """Return the chosen language, ``da`` or ``en``."""
    return _current[0]


def catalogue_of(code: str) -> gettext.NullTranslations:
    """Return the message catalogue of a language, read once."""
    if code not in _state:
        _state[code] = gettext.translation("messages", str(_LOCALE), languages=[code], fallback=True)
    return _state[code]


def _(message: str) -> str:
    """Return the message in the chosen language."""
    return catalogue_of(_current[0]).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the message in the chosen language, in the form that fits the count."""
    return catalogue_of(_current[0]).ngettext(singular, plural, count)


def number_text(number: str, language: str = "") -> str:
    """Return a formatted number as it is written in the chosen language, or another: ``7,5`` or ``7.5``."""
    return number if (language or _current[0]) == "en" else number.replace(".", ",")


def share_text(share: float) -> str:
    """Return a share 0–1 as whole percent: ``62 %``."""
    return f"{100 * share:.0f} %"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for translation without translating it yet."""
    return message
