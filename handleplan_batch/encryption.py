"""Workbooks behind a password, as Excel encrypts them (MS-OFFCRYPTO)."""

from __future__ import annotations

import io
import re
import secrets
from collections.abc import Sequence

from handleplan_batch.errors import SourceError

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How the container begins in which an encrypted workbook lies."""
_MOST_SPINS = 1_000_000
"""Rounds of hashing per password; Excel writes 100,000."""
_NO_PASSWORD = "VelvetSweatshop"
"""With this Excel encrypts what is only protected against changes, and opens it without asking."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that nobody takes for another when a password is read aloud."""


def decrypted(raw: bytes, passwords: Sequence[str]) -> tuple[bytes, str]:
    """Return an encrypted workbook of Excel opened with the first password that fits, and that password.

    It is empty for a workbook that opens without one. Raises SourceError when none fits.
    """
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    rounds = re.search(rb'spinCount="(\d+)"', raw)
    if rounds and int(rounds[1]) > _MOST_SPINS:
        raise SourceError("unsafe-file")
    for password in (_NO_PASSWORD, *passwords):
        try:
            plain = _opened(raw, password)
        except (InvalidKeyError, DecryptionError):
            continue
        except Exception as error:  # what cannot be decrypted, or is damaged, fails in many ways
            raise SourceError("encrypted-file") from error
        if plain.startswith((b"PK", raw[:8])):
            return plain, "" if password == _NO_PASSWORD else password
    raise SourceError("wrong-password" if passwords else "encrypted-file")


def _opened(raw: bytes, password: str) -> bytes:
    import msoffcrypto
    import olefile
    from msoffcrypto.method.ecma376_standard import ECMA376Standard

    file = msoffcrypto.OfficeFile(io.BytesIO(raw))
    try:
        file.load_key(password=password, verify_password=True)
    except TypeError:  # not offered for xls, which says when decrypting
        file.load_key(password=password)
    if getattr(file, "type", "") == "standard":
        # The library takes the stream whole, whose last block some programs do not fill.
        with olefile.OleFileIO(io.BytesIO(raw)) as ole:
            package = ole.openstream("EncryptedPackage").read()
        return bytes(ECMA376Standard.decrypt(file.secret_key, io.BytesIO(package[: 8 + (len(package) - 8) // 16 * 16])))
    plain = io.BytesIO()
    file.decrypt(plain)
    return plain.getvalue()


def encrypted(raw: bytes, password: str) -> bytes:
    """Return a workbook encrypted so that Excel and LibreOffice ask for the password (agile, AES-256, SHA-512)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    closed = io.BytesIO()
    OOXMLFile(io.BytesIO(raw)).encrypt(password, closed)
    return closed.getvalue()


def new_password() -> str:
    """Return a password that can be read aloud: four groups of four letters and figures, some 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(4))
