"""Code books: which text a code means, and which question a variable."""

from __future__ import annotations

from handleplan_batch.model import CellRef, ImporterName, Problem, Reading
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.headed import SAMPLE, filled_rows, find_header, header_words, sheet_entry
from handleplan_batch.reading.polarity import as_words


class CodebookImporter:
    """Recognises lists of codes with their labels (variable, value, label)."""

    name = ImporterName.CODEBOOK

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim for three such headers, or for three such columns without any."""
        header = find_header(grid.rows)
        words = header_words(context.catalogue)
        heads = {} if header is None else {column: as_words(text).rstrip(":.") for column, text in header.texts.items()}
        found: dict[str, int] = {}
        for kind in ("variable", "value", "label"):
            hits = [column for column, head in heads.items() if words[kind].fullmatch(head)]
            if hits and hits[0] not in found.values():
                found[kind] = hits[0]
        if header is not None and len(found) == 3 and len(heads) <= 6:
            return Match(self.name, header.row, {kind: (column,) for kind, column in found.items()}, 0.95)
        rows = [row for row in grid.rows[:SAMPLE] if any(value is not None for value in row)]
        triples = [(row[0], row[1], row[2]) for row in rows if len(row) >= 3 and not any(row[3:])]
        if len(triples) < max(4, len(rows)) or not all(
            isinstance(variable, str) and isinstance(code, int) and label is not None
            for variable, code, label in triples
        ):
            return None
        variables = {variable for variable, _code, _label in triples}
        if len(variables) > len(triples) / 2 or len({triple[:2] for triple in triples}) < len(triples):
            return None
        return Match(self.name, -1, {"variable": (0,), "value": (1,), "label": (2,)}, 0.6)

    def extract(self, grid: Grid, match: Match, _context: Context) -> Reading:
        """Return no answers: every row is set aside, with the note ``codebook``."""
        rows = filled_rows(grid, match.header_row)
        entry = sheet_entry(grid, self.name, match, rows, set_aside=rows)
        return Reading(sheets=(entry,), problems=(Problem("codebook", CellRef(grid.file, grid.sheet)),))
