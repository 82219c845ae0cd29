"""On the PYTHONPATH of a process this makes a file that says so end it, as a crash of a parser would."""

import os

from handleplan_batch.reading import grid

ENDS_ITS_READER = b"ends its reader"
kind_of = grid.kind_of


def kind_of_or_end(raw: bytes) -> grid.Kind:
    if ENDS_ITS_READER in raw:
        os._exit(6)
    return kind_of(raw)


grid.kind_of = kind_of_or_end
