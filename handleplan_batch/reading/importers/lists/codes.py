"""Letters and numbers in the cells of a list that its header explains: ``Status (0 = ikke startet, 2 = færdig)``."""

from __future__ import annotations

import re

from handleplan_batch.reading.importers.lists.table import Table

_CODES = re.compile(r"(?<!\w)([^\W_]{1,2})\s*[=:]\s*([^,;/()=:]*[^\W\d_][^,;/()=:]*)")
"""A code and what it means."""
_BARE = re.compile(r"(?<![\w.,/–-])(\d)\s+([^\W\d_][^\d;,()\n=–-]*)")
"""The same with a blank between them (``1 høj - 3 lav``)."""


def decode(table: Table, *names: str) -> None:
    """Put words for the codes in the columns of these fields, where the header tells two or more of them."""
    for column in (column for name in names for column in table.columns.get(name, ())):
        header = table.header(column)
        told = (_CODES.findall(header), _BARE.findall(header))
        codes = {code.casefold(): word.strip() for code, word in max(told, key=len)}
        if len(codes) < 2:
            continue
        for row in table:
            word = codes.get(str(row.cell(column)).strip().casefold())
            if word is not None:
                row.put(column, word)
