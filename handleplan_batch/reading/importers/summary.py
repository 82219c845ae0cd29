"""Results that are already summed up, question by question: never respondents."""

from __future__ import annotations

from handleplan_batch.model import CellRef, ImporterName, Problem, Reading
from handleplan_batch.reading.contract import Context, Match
from handleplan_batch.reading.grid import Grid
from handleplan_batch.reading.importers.headed import (
    SAMPLE,
    SHORT,
    columns_of,
    filled_rows,
    find_header,
    header_words,
    indices,
    is_figure,
    is_question,
    share_of,
    sheet_entry,
    table_below,
    texts_in,
)
from handleplan_batch.reading.polarity import as_words
from handleplan_batch.reading.scales import load_scales


class SummaryImporter:
    """Recognises results that are already summed up, question by question, which are never respondents."""

    name = ImporterName.SURVEY_SUMMARY

    def identify(self, grid: Grid, context: Context) -> Match | None:
        """Return the claim for a column of questions beside columns of statistics, answer shares or means."""
        header = find_header(grid.rows)
        if header is None:
            return None
        words = header_words(context.catalogue)
        scales = load_scales(context.catalogue, context.directions)
        columns = columns_of(table_below(grid, header, words, SAMPLE))
        heads = [as_words(column.header) for column in columns]
        items = [
            column
            for column, head in zip(columns, heads, strict=True)
            if len(head.split()) <= SHORT and words["item"].search(head) and texts_in(column)
        ]
        asked = [column for column in columns if share_of(texts_in(column), is_question) >= 0.5]
        figures = [column for column in columns if column.filled and share_of(column.distinct, is_figure) >= 0.8]
        statistics = [column for column in figures if words["statistic"].search(as_words(column.header))]
        shares = scales.fit(
            {column.header: 1 for column in figures if scales.share_known(scales.labels([column.header])) == 1}
        )
        fractions = [column for column in figures if any(isinstance(value, float) for value in column.distinct)]
        by_answer = shares is not None and shares.labelled and len(shares.levels) >= 3 and bool(items or asked)
        if (items and len(statistics) >= 2) or by_answer:
            strength = 0.92
        elif (items or asked) and (len(fractions) >= 2 or (asked and len(statistics) >= 2)):
            strength = 0.75
        else:
            return None
        found = {"question": (items or asked)[:1], "figure": figures}
        return Match(self.name, header.row, indices(found), strength)

    def extract(self, grid: Grid, match: Match, _context: Context) -> Reading:
        """Return no answers: every row is rejected, with the problem ``aggregated-table``."""
        rows = filled_rows(grid, match.header_row)
        entry = sheet_entry(grid, self.name, match, rows, rejected=rows)
        return Reading(sheets=(entry,), problems=(Problem("aggregated-table", CellRef(grid.file, grid.sheet)),))
