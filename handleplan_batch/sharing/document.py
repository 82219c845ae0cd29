"""A paper -> a Word document, the same bytes for the same paper. The only module that knows Word."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, cast

from handleplan_batch.language import _
from handleplan_batch.palette import ACCENT, HEAD, HEAT, INK, LINE, MUTED
from handleplan_batch.sharing.paper import Heading, Paper, Paragraph, Points, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shared import RGBColor
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.run import Run
    from lxml.etree import _Element

_LANGUAGE_TAGS = {"da": "da-DK", "en": "en-GB"}
_FONT = "Calibri"
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day that every member of the file is dated."""
_SMALL, _SMALLEST, _WIDE_TABLE = 8, 7.5, 4
"""Points of the letters in the tables of a dense paper; smaller in those of so many columns or more."""
_TURNED = 6
"""Figure columns from which their heads are turned, so that long names have room."""
_KEPT_WHOLE = 7
"""Rows up to which a table is not divided between two pages."""


def document(paper: Paper) -> bytes:
    """Return the paper as a Word document: A4, with real headings, in the paper's language."""
    import docx

    made = docx.Document()
    _prepare(made, paper)
    if not paper.dense:
        made.add_paragraph(_clean(paper.title), style="Title")
        made.add_paragraph(_clean(paper.organisation), style="Subtitle")
    for block, after in itertools.pairwise((*paper.blocks, None)):
        match block:
            case Heading():
                headed = made.add_heading(_clean(block.text), block.level)
                headed.paragraph_format.page_break_before = block.new_page or None
            case Paragraph():
                drawn = made.add_paragraph(_clean(block.text), style="Body Text 3" if block.quiet else "Normal")
                drawn.paragraph_format.keep_with_next = isinstance(after, Points | Table) and not block.quiet
            case Points():
                for item in block.items:
                    made.add_paragraph(_clean(item), style="List Number" if block.numbered else "List Bullet")
            case Table():
                small = _SMALLEST if len(block.widths) >= _WIDE_TABLE else _SMALL
                _draw(made, block, small if paper.dense else 9)
    stream = io.BytesIO()
    made.save(stream)
    return _undated(stream.getvalue())


def _prepare(made: Document, paper: Paper) -> None:
    """Set page, styles, language, properties and footer."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    section = made.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.1 if paper.dense else 2.0)
    section.top_margin = section.bottom_margin = Cm(1.0 if paper.dense else 1.8)
    section.footer_distance = Cm(0.6 if paper.dense else 0.9)
    # name, size, colour, bold, points before, points after, whether it stays with what follows
    for name, size, colour, bold, before, after, stays in (
        ("Normal", 10, INK, False, 0, 5, False),
        ("Title", 24, ACCENT, True, 0, 0, True),
        ("Subtitle", 14, MUTED, False, 0, 10, True),
        ("Heading 1", 12 if paper.dense else 15, ACCENT, True, 0 if paper.dense else 18, 3 if paper.dense else 5, True),
        (
            "Heading 2",
            9.5 if paper.dense else 11.5,
            ACCENT,
            True,
            1 if paper.dense else 10,
            1 if paper.dense else 4,
            True,
        ),
        ("Body Text 3", 8.5, MUTED, False, 0 if paper.dense else 3, 3 if paper.dense else 6, False),
        ("List Bullet", 10, INK, False, 0, 2, False),
        ("List Number", 10, INK, False, 0, 2, False),
        ("No Spacing", 9, INK, False, 0, 0, False),
        ("Footer", 8.5, MUTED, False, 0, 0, False),
    ):
        style = cast("ParagraphStyle", made.styles[name])
        _style(style, size, colour, bold, before, after, stays, 1.0 if paper.dense else 1.08)
    tag = _LANGUAGE_TAGS[paper.language]
    _set_language(made, tag)
    made_at = datetime.combine(paper.made_on, time())
    core = made.core_properties
    core.title = _clean(f"{paper.title}: {paper.organisation}")
    core.subject, core.language = _("Workplace assessment (APV)"), tag
    core.author, core.last_modified_by, core.comments = "handleplan_batch", "handleplan_batch", ""
    core.created = core.modified = made_at
    package = made.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[key]
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.add_tab_stop(
        section.page_width - section.left_margin - section.right_margin, WD_TAB_ALIGNMENT.RIGHT
    )
    footer.add_run(_clean(f"{paper.title}, {paper.organisation}"[:90]) + "\t")
    for part in re.split(r"(\{pages?\})", _("Page {page} of {pages}")):
        if part.startswith("{"):
            _add(footer._p, "w:fldSimple", instr="PAGE" if part == "{page}" else "NUMPAGES")
        else:
            footer.add_run(part)


def _style(
    style: ParagraphStyle,
    size: float,
    colour: str,
    bold: bool,
    before: float,
    after: float,
    stays: bool,
    spacing: float,
) -> None:
    from docx.shared import Pt

    form, element = style.paragraph_format, style.element
    element.get_or_add_rPr().clear()
    for tag in ("w:pBdr", "w:tabs"):
        for child in element.get_or_add_pPr().findall(_named(tag)):
            element.pPr.remove(child)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing, form.keep_with_next = spacing, stays
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.color.rgb = _rgb(colour)


def _set_language(made: Document, tag: str) -> None:
    """Say which language the text is in, so that it is proof-read and read aloud in it."""
    for language in made.styles.element.iter(_named("w:lang")):
        language.set(_named("w:val"), tag)
    for language in made.settings.element.iter(_named("w:themeFontLang")):
        language.set(_named("w:val"), tag)
    for setting in made.settings.element.iter(_named("w:compatSetting")):
        if setting.get(_named("w:name")) == "compatibilityMode":
            setting.set(_named("w:val"), "15")  # else Word opens it as a document of an old version


def _draw(made: Document, table: Table, size: float) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Cm

    drawn = made.add_table(rows=len(table.rows) + bool(table.heads), cols=len(table.widths))
    _lay_out(drawn._tbl, table, 0.08 if size > _SMALL else 0.04)
    turned = table.narrow and len(table.heads) > _TURNED
    rows = iter(drawn.rows)
    if table.heads:
        row = next(rows)
        _add(row._tr.get_or_add_trPr(), "w:tblHeader")
        if turned:
            row.height, row.height_rule = Cm(3.7), WD_ROW_HEIGHT_RULE.EXACTLY
        fill, ink = (ACCENT, "#FFFFFF") if table.to_fill_in else (HEAD, INK)
        for column, (cell, text) in enumerate(zip(row.cells, table.heads, strict=True)):
            figures = table.narrow and column > 0
            _fill(cell, table.widths[column], fill, turned=turned and figures)
            _write(cell, text, size, colour=ink, bold=True, centred=figures and not turned)
    for row, cells in zip(rows, table.rows, strict=True):
        if table.room:
            row.height, row.height_rule = Cm(table.room), WD_ROW_HEIGHT_RULE.AT_LEAST
        spanning = len(cells) - 1
        widths = (*table.widths[:spanning], sum(table.widths[spanning:]))
        if len(cells) < len(table.widths):
            row.cells[spanning].merge(row.cells[-1])
        for column, (cell, told) in enumerate(zip(row.cells, cells, strict=False)):
            if spanning == 0:
                _head_over(cell, told.text, widths[0])
                continue
            asks = not table.heads and column == 0
            fill = HEAD if asks else "" if told.score is None else _heat(told.score)
            _fill(cell, widths[column], fill)
            _write(cell, told.text, size, bold=asks or told.strong, centred=table.narrow and column > 0)
            if told.below:
                _run(cell.add_paragraph(style="No Spacing").add_run(_clean(told.below)), 8, MUTED)
    for number, row in enumerate(drawn.rows):
        _add(row._tr.get_or_add_trPr(), "w:cantSplit")
        kept = (number == 0 and table.heads) or (len(drawn.rows) <= _KEPT_WHOLE and number < len(drawn.rows) - 1)
        for paragraph in itertools.chain.from_iterable(cell.paragraphs for cell in row.cells if kept):
            paragraph.paragraph_format.keep_with_next = True
    made.add_paragraph(style="No Spacing").paragraph_format.line_spacing = Cm(0.25)


def _head_over(cell: _Cell, text: str, width: float) -> None:
    """Write a heading over the rows that follow in a table."""
    _fill(cell, width, HEAD)
    cell.paragraphs[0].style = "Heading 2"
    cell.paragraphs[0].add_run(_clean(text))


def _lay_out(element: _Element, table: Table, above: float) -> None:
    """Set a table's lines, margins and column widths, and say what it shows."""
    properties = element.find(_named("w:tblPr"))
    assert properties is not None
    for child in list(properties):
        properties.remove(child)
    _add(properties, "w:tblW", w=_twips(sum(table.widths)), type="dxa")
    borders = _add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, f"w:{side}", val="single", sz=4, space=0, color=LINE[1:])
    _add(properties, "w:tblLayout", type="fixed")
    margins = _add(properties, "w:tblCellMar")
    beside = 0.06 if table.narrow and len(table.heads) > _TURNED else 0.18
    for side, width in (("top", above), ("left", beside), ("bottom", above), ("right", beside)):
        _add(margins, f"w:{side}", w=_twips(width), type="dxa")
    heads = bool(table.heads)
    _add(properties, "w:tblLook", firstRow=int(heads), firstColumn=int(not heads or table.narrow), noHBand=1, noVBand=1)
    _add(properties, "w:tblCaption", val=_clean(table.about))
    _add(properties, "w:tblDescription", val=_clean(table.about))
    for column, width in zip(element.iter(_named("w:gridCol")), table.widths, strict=True):
        column.set(_named("w:w"), str(_twips(width)))


def _fill(cell: _Cell, width: float, colour: str, turned: bool = False) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for child in list(properties):
        if child.tag != _named("w:gridSpan"):
            properties.remove(child)
    properties.insert(0, _made("w:tcW", w=_twips(width), type="dxa"))
    if colour:
        _add(properties, "w:shd", val="clear", color="auto", fill=colour[1:])
    if turned:
        _add(properties, "w:textDirection", val="btLr")
        _add(properties, "w:vAlign", val="center")


def _write(cell: _Cell, text: str, size: float, colour: str = INK, bold: bool = False, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.style = "NoSpacing"  # by its id: python-docx goes through all styles for each name
    if text:
        _run(paragraph.add_run(_clean(text)), size, colour, bold)


def _run(run: Run, size: float, colour: str, bold: bool = False) -> None:
    from docx.shared import Pt

    run.font.size, run.font.color.rgb = Pt(size), _rgb(colour)
    run.font.bold = bold or None


def _heat(score: float) -> str:
    """Return the fill of a score: between the two colours that it lies between."""
    if score <= HEAT[0][0]:
        return HEAT[0][1]
    for (low, cold), (high, warm) in itertools.pairwise(HEAT):
        if score <= high:
            share = (score - low) / (high - low)
            pairs = zip(_rgb(cold), _rgb(warm), strict=True)
            return "#" + "".join(f"{round(one + (other - one) * share):02X}" for one, other in pairs)
    return HEAT[-1][1]


def _rgb(colour: str) -> RGBColor:
    from docx.shared import RGBColor

    return RGBColor.from_string(colour[1:])


def _twips(centimetres: float) -> int:
    return round(centimetres * 1440 / 2.54)


def _named(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _add(parent: _Element, tag: str, **attributes: str | int) -> _Element:
    """Add an element of Word's to another, with attributes of Word's."""
    element = _made(tag, **attributes)
    parent.append(element)
    return element


def _made(tag: str, **attributes: str | int) -> _Element:
    from docx.oxml import OxmlElement

    element: _Element = OxmlElement(tag, {_named(f"w:{name}"): str(value) for name, value in attributes.items()})
    return element


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _undated(file: bytes) -> bytes:
    """Return the file without the time at which it was made."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename, _EPOCH), old.read(member), zipfile.ZIP_DEFLATED)
    return result.getvalue()
