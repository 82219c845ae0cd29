"""Everything the user reads exists in Danish, and the compiled catalogue is fresh."""

from __future__ import annotations

import gettext
import io
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import handleplan_batch
from handleplan_batch.language import _, current_language, ngettext, set_language

PACKAGE = Path(handleplan_batch.__file__).parent
FOLDER = PACKAGE / "locale" / "da" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def said() -> Iterator[tuple[str, ...]]:
    """Every message of the code, with its plural where it has one."""
    for _file, _line, message, _comments, _context in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        yield message if isinstance(message, tuple) else (message,)


def danish() -> dict[str, Message]:
    with (FOLDER / "messages.po").open("rb") as file:
        catalogue = read_po(file, "da")
    return {
        message.id[0] if isinstance(message.id, tuple) else message.id: message for message in catalogue if message.id
    }


def fields(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_message_has_a_danish_translation() -> None:
    known = danish()
    missing = set()
    for message in said():
        given = known[message[0]].string if message[0] in known else ""
        forms = (given,) if isinstance(given, str) else tuple(given)
        if len(forms) != len(message) or not all(forms):
            missing.add(message[0])
    assert not missing


def test_no_translation_is_a_guess_waiting_for_a_person() -> None:
    assert not [name for name, message in danish().items() if message.fuzzy]


def test_translations_have_the_fields_of_their_messages() -> None:
    for name, message in danish().items():
        if "{" not in name:
            continue
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        for text in texts:
            assert fields(text) <= fields(name) | fields(message.id[-1] if isinstance(message.id, tuple) else name), (
                name
            )


def without_compiler(messages: gettext.GNUTranslations) -> dict[object, str]:
    catalogue: dict[object, str] = dict(messages._catalog)
    catalogue[""] = re.sub("Generated-By:.*", "", catalogue[""])
    return catalogue


def test_the_compiled_catalogue_is_fresh() -> None:
    with (FOLDER / "messages.po").open("rb") as file:
        fresh = io.BytesIO()
        write_mo(fresh, read_po(file, "da"))
    compiled = io.BytesIO((FOLDER / "messages.mo").read_bytes())
    # Which version of Babel has compiled it makes no difference.
    assert without_compiler(gettext.GNUTranslations(io.BytesIO(fresh.getvalue()))) == without_compiler(
        gettext.GNUTranslations(compiled)
    )


def test_quotation_marks_in_danish_are_danish() -> None:
    for name, message in danish().items():
        assert not re.search("[“”]", str(message.string)), name


def test_the_chosen_language_is_the_one_spoken() -> None:
    assert current_language() == "da"
    assert _("Hazard") == "Fare"
    assert ngettext("{count} file read", "{count} files read", 1) == "{count} fil læst"
    assert ngettext("{count} file read", "{count} files read", 2) == "{count} filer læst"
    set_language("en")
    assert _("Hazard") == "Hazard"
    assert ngettext("{count} file read", "{count} files read", 2) == "{count} files read"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="sv"):
        set_language("sv")
