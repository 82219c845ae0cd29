"""Ways in which a file goes wrong: bytes, the parts of a zip, and the text inside them, all by a given chance."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random

NUMBERS = (
    "0",
    "-1",
    "1",
    "2",
    "255",
    "256",
    "65535",
    "65536",
    "1048577",
    "2147483647",
    "4294967296",
    "99999999999999999999",
)
TEXTS = (
    *(
        "",
        " ",
        "\x00",
        "\ufffe",
        "\ud7ff",
        "\u202e",
        "\u200b",
        "𝔄𝔅",
        "é" * 300,
        "æøå",
        "=1+1",
        "#REF!",
        "NaN",
        "inf",
        "-0",
        "1e999",
    ),
    *(
        "9999-12-31",
        "0000-00-00",
        "31-02-2026",
        "2026-13-45T99:99:99",
        "<",
        "&",
        "&amp;amp;",
        "]]>",
        "<!--",
        "&x;",
        '"',
        "'",
    ),
    *("../../etc/passwd", "C:\\x", "http://127.0.0.1/", "x" * 40_000, "\n" * 500, ";" * 300, '"' * 301, "ja" * 2000),
)
_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb"=\"([^\"<>]{0,200})\"|='([^'<>]{0,200})'")
_DIGITS = re.compile(rb"\d+")
_INNER = re.compile(rb">([^<>]{1,400})<")

Mutation = Callable[[bytes, Random, bytes], bytes]
"""The content, chance, and the content of another file to take from."""


def mutated(raw: bytes, chance: Random, other: bytes) -> bytes:
    """Return a file that went wrong in one to a few places, inside its parts when it is a zip."""
    if raw.startswith(b"PK\x03\x04") and chance.random() < 0.9:
        try:
            return _rezipped(raw, chance, other)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
            pass
    return _several(raw, chance, other)


def _several(raw: bytes, chance: Random, other: bytes) -> bytes:
    ways = _TEXTUAL if _is_text(raw) and chance.random() < 0.8 else _BINARY
    for _time in range(chance.choice([1, 1, 1, 2, 3, 8])):
        raw = chance.choice(ways)(raw, chance, other)
    return raw


def _is_text(raw: bytes) -> bool:
    head = raw[:2000]
    return bool(head) and sum(byte < 9 for byte in head) < len(head) / 50


# --- The parts of a zip ----------------------------------------------------------------------------------------------


def _rezipped(raw: bytes, chance: Random, other: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    theirs = _parts(other)
    for _time in range(chance.choice([1, 1, 2, 4])):
        if not parts:
            break
        place = chance.randrange(len(parts))
        if chance.random() < 0.7:  # most of what is read stands in these
            telling = [number for number, (name, _part) in enumerate(parts) if _TELLING.search(name)]
            place = chance.choice(telling or [place])
        name, part = parts[place]
        way = chance.random()
        if way < 0.78:
            parts[place] = (name, _several(part, chance, theirs.get(name, other)))
        elif way < 0.82:
            del parts[place]
        elif way < 0.86:
            parts.append((name, _several(part, chance, other)))
        elif way < 0.9:
            parts[place] = (
                chance.choice(["../../" + name, name.upper(), "/" + name, name.replace("/", "\\"), "x"]),
                part,
            )
        elif way < 0.94:
            parts[place] = (name, b"")
        elif theirs:
            parts[place] = (name, chance.choice(list(theirs.values())))
    packed = io.BytesIO()
    packing = chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
    with zipfile.ZipFile(packed, "w", packing) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, part in parts:
            archive.writestr(name, part)
    whole = packed.getvalue()
    return _several(whole, chance, other) if chance.random() < 0.1 else whole


_TELLING = re.compile(r"sheet\d|sharedStrings|workbook|content\.xml|styles|rels$", re.IGNORECASE)


def _parts(raw: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except zipfile.BadZipFile:
        return {}


# --- Bytes -----------------------------------------------------------------------------------------------------------


def _span(raw: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(raw) + 1)
    return start, min(len(raw), start + chance.choice([1, 2, 4, 16, 100, 2000]))


def _flipped(raw: bytes, chance: Random, _other: bytes) -> bytes:
    if not raw:
        return raw
    place = chance.randrange(len(raw))
    return raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(8)]) + raw[place + 1 :]


def _inserted(raw: bytes, chance: Random, _other: bytes) -> bytes:
    place = chance.randrange(len(raw) + 1)
    return raw[:place] + chance.randbytes(chance.choice([1, 4, 50])) + raw[place:]


def _cut_out(raw: bytes, chance: Random, _other: bytes) -> bytes:
    start, end = _span(raw, chance)
    return raw[:start] + raw[end:]


def _doubled(raw: bytes, chance: Random, _other: bytes) -> bytes:
    start, end = _span(raw, chance)
    return raw[:end] + raw[start:end] * chance.choice([1, 1, 30]) + raw[end:]


def _cut_short(raw: bytes, chance: Random, _other: bytes) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _spliced(raw: bytes, chance: Random, other: bytes) -> bytes:
    start, end = _span(raw, chance)
    first, last = _span(other, chance)
    return raw[:start] + other[first:last] + raw[end:]


def _number_over(raw: bytes, chance: Random, _other: bytes) -> bytes:
    number = chance.choice([0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF])
    packed = struct.pack(chance.choice("<>") + "I", number)[: chance.choice([1, 2, 4])]
    place = chance.randrange(len(raw) + 1)
    return raw[:place] + packed + raw[place + len(packed) :]


_BINARY: Sequence[Mutation] = (
    *(_flipped, _flipped, _inserted, _cut_out, _doubled, _cut_short),
    *(_spliced, _number_over, _number_over),
)


# --- Text, XML among it ----------------------------------------------------------------------------------------------


def _found(pattern: re.Pattern[bytes], raw: bytes, chance: Random) -> re.Match[bytes] | None:
    """Return a match near a place by chance, so that a large part is not searched whole."""
    return pattern.search(raw, chance.randrange(len(raw) + 1)) or pattern.search(raw)


def _odd(chance: Random) -> bytes:
    return chance.choice((*NUMBERS, *TEXTS)).encode("utf-8", "surrogatepass")


def _other_number(raw: bytes, chance: Random, _other: bytes) -> bytes:
    found = _found(_DIGITS, raw, chance)
    return raw if found is None else raw[: found.start()] + chance.choice(NUMBERS).encode() + raw[found.end() :]


def _other_value(raw: bytes, chance: Random, _other: bytes) -> bytes:
    found = _found(_VALUE, raw, chance) or _found(_INNER, raw, chance)
    if found is None:
        return _odd_line(raw, chance, _other)
    group = 1 if found[1] is not None else 2
    return raw[: found.start(group)] + _odd(chance) + raw[found.end(group) :]


def _other_text(raw: bytes, chance: Random, _other: bytes) -> bytes:
    found = _found(_INNER, raw, chance)
    return raw if found is None else raw[: found.start(1)] + _odd(chance) + raw[found.end(1) :]


def _tag_gone(raw: bytes, chance: Random, _other: bytes) -> bytes:
    found = _found(_TAG, raw, chance)
    return raw if found is None else raw[: found.start()] + raw[found.end() :]


def _tag_again(raw: bytes, chance: Random, _other: bytes) -> bytes:
    found = _found(_TAG, raw, chance)
    if found is None:
        return raw
    return raw[: found.end()] + found[0] * chance.choice([1, 1, 3, 5000]) + raw[found.end() :]


def _tag_moved(raw: bytes, chance: Random, _other: bytes) -> bytes:
    found, there = _found(_TAG, raw, chance), _found(_TAG, raw, chance)
    if found is None or there is None:
        return raw
    return raw[: there.start()] + found[0] + raw[there.start() :]


def _entity(raw: bytes, chance: Random, _other: bytes) -> bytes:
    declared = chance.choice(
        [
            b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;">]>',
            b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
            b'<?xml-stylesheet href="http://127.0.0.1:9/x"?>',
        ]
    )
    end = raw.find(b"?>") + 2 if raw.startswith(b"<?xml") else 0
    return _other_text(raw[:end] + declared + raw[end:], chance, _other)


def _odd_line(raw: bytes, chance: Random, _other: bytes) -> bytes:
    place = raw.find(b"\n", chance.randrange(len(raw) + 1)) + 1
    return raw[:place] + _odd(chance) + raw[place:]


def _lines_mixed(raw: bytes, chance: Random, _other: bytes) -> bytes:
    lines = raw.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    if chance.random() < 0.3:
        lines[first:first] = [lines[second]] * chance.choice([1, 5, 3000])
    return b"\n".join(lines)


def _sign_over(raw: bytes, chance: Random, _other: bytes) -> bytes:
    place = chance.randrange(len(raw) + 1)
    sign = chance.choice(
        [b";", b",", b"\t", b'"', b"\r", b"\n", b"|", b"\xe6", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"="]
    )
    return raw[:place] + sign + raw[place + chance.randrange(2) :]


_TEXTUAL: Sequence[Mutation] = (
    *(_other_number, _other_number, _other_value, _other_value, _other_value, _other_text, _other_text),
    *(_tag_gone, _tag_again, _tag_moved, _entity, _odd_line, _lines_mixed, _sign_over, _sign_over, _cut_out, _spliced),
)
