"""A spreadsheet -> answer counts, findings, departments, events and problems."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handleplan_batch.catalogue import Catalogue
from handleplan_batch.model import Reading


def read_file(path: Path, shown: str, catalogue: Catalogue, directions: Mapping[str, str]) -> Reading:
    """Return what one file holds. Pure; the result can be pickled; a bad file is a Reading whose problems say why."""
    raise NotImplementedError
