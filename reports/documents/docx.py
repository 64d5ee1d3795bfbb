"""The letter as DOCX, for offices that add a sentence before they sign. Built in code, without a template file."""

import gc
from collections.abc import Sequence
from datetime import UTC
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from reports.documents.content import Heading, Line, Paper, PrintedFacts, PrintedFigure, PrintedTable, compose
from reports.documents.pdf import SHIELD, pictures, widths
from reports.summary_shape import MeetingSummary

FONT = "Arial"
TEXT_WIDTH = 165  # mm: A4 without its margins
PICTURE_WIDTH = 468  # points: the text width
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # the format needs this order
KEPT_TOGETHER = 14  # a table of up to this many rows stays on one page


def render(summary: MeetingSummary) -> bytes:
    """The letter of a summary."""
    try:
        return _build(summary, compose(summary))
    finally:
        gc.collect(1)  # the library makes reference cycles; without this a web process keeps 1 MB per letter


def _build(summary: MeetingSummary, paper: Paper) -> bytes:
    document = Document()
    _page(document, paper)
    _styles(document)
    moment = summary.generated_at.astimezone(UTC).replace(tzinfo=None)
    about = document.core_properties
    about.title, about.author, about.language = paper.title, " ".join(paper.office_lines), "id-ID"
    about.created = about.modified = moment
    about.comments = about.last_modified_by = ""
    drawings = [block.svg for section in paper.sections for block in section.blocks if isinstance(block, PrintedFigure)]
    arms = paper.emblem if paper.emblem and paper.emblem.startswith(b"\x89PNG") else None
    shield, *charts = pictures([(_as_svg(paper.emblem), 60), *((svg, PICTURE_WIDTH) for svg in drawings)])
    _kop(document, paper, arms or shield)
    _opening(document, paper)
    _body(document, paper, charts)
    _closing(document, paper)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _as_svg(emblem: bytes | None) -> str:
    """The arms as SVG text, or the drawn shield if there are none (or if they are a PNG)."""
    return emblem.decode() if emblem and emblem.lstrip().startswith(b"<") else SHIELD


def _page(document: DocumentType, paper: Paper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(14), Mm(22)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.footer_distance = Mm(10)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _rule(foot, "top", 4)
    foot.add_run(f"{paper.running[0]}\t{paper.running[1]}\t{_('Halaman')} ")
    _field(foot, "PAGE")
    foot.add_run(f" {_('dari')} ")
    _field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x33, 0x33, 0x33)


def _styles(document: DocumentType) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(4)
    for name, size, before in (("Heading 1", 11, 12), ("Caption", 10, 6)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), FONT)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hAnsi"), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)
        style.paragraph_format.keep_with_next = True

    for name, size, bold in (("Sel", 10, False), ("Sel tebal", 10, True), ("Baris", 11, False)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.bold = Pt(size), bold
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1.5)


def _kop(document: DocumentType, paper: Paper, arms: bytes) -> None:
    table = document.add_table(rows=1, cols=2)
    _column_widths(table, [22, TEXT_WIDTH - 22])
    left, right = table.rows[0].cells
    picture = left.paragraphs[0].add_run().add_picture(BytesIO(arms), height=Mm(21))
    _describe(picture, _("Lambang daerah") if paper.emblem else _("Tempat lambang daerah"))
    lines = [(paper.government, 13, False), *((line, 14, True) for line in paper.office_lines)]
    lines += [(line, 9, False) for line in paper.contact_lines or ("",)]
    for index, (words, size, bold) in enumerate(lines):
        paragraph = right.paragraphs[0] if index == 0 else right.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(words)
        run.font.size, run.bold = Pt(size), bold
    rule = document.add_paragraph()
    rule.paragraph_format.space_after = Pt(8)
    rule.paragraph_format.line_spacing = Pt(4)
    _rule(rule, "top", 12, "thickThinSmallGap")


def _opening(document: DocumentType, paper: Paper) -> None:
    table = document.add_table(rows=len(paper.facts), cols=3)
    _column_widths(table, [22, 85, TEXT_WIDTH - 107])
    for row, (label, value) in zip(table.rows, paper.facts, strict=True):
        for cell, words in zip(row.cells, (label, f": {value}", ""), strict=True):
            _write(cell, words, style="Baris")
    _write(table.rows[0].cells[2], paper.place_and_date, style="Baris", align=WD_ALIGN_PARAGRAPH.RIGHT)
    to = document.add_paragraph(_("Yth. {addressee}").format(addressee=paper.addressee))
    to.paragraph_format.space_before = Pt(8)
    to.add_run().add_break()
    to.add_run(_("di tempat"))
    document.add_paragraph(paper.opening).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _body(document: DocumentType, paper: Paper, charts: list[bytes]) -> None:
    for section in paper.sections:
        document.add_heading(section.heading, level=1)
        for block in section.blocks:
            if isinstance(block, PrintedTable):
                _table(document, block)
            elif isinstance(block, PrintedFigure):
                _figure(document, block, charts.pop(0))
            else:
                _facts(document, block)
    for note in paper.notes:
        _small(document, f"• {note}")


def _figure(document: DocumentType, block: PrintedFigure, png: bytes) -> None:
    caption = document.add_paragraph(block.caption, style="Caption")
    if block.unit:
        caption.add_run(f" ({block.unit})").bold = False
    picture = document.add_paragraph().add_run().add_picture(BytesIO(png), width=Mm(TEXT_WIDTH))
    _describe(picture, block.alt)


def _facts(document: DocumentType, block: PrintedFacts) -> None:
    table = document.add_table(rows=len(block.pairs), cols=2)
    _column_widths(table, [38, TEXT_WIDTH - 38])
    for row, (label, value) in zip(table.rows, block.pairs, strict=True):
        _write(row.cells[0], label, style="Baris")
        _write(row.cells[1], f": {value}", style="Baris")


def _table(document: DocumentType, block: PrintedTable) -> None:
    document.add_paragraph(block.caption, style="Caption")
    lines = [*block.lines, *([block.total] if block.total else [])]
    table = document.add_table(rows=1 + len(lines), cols=len(block.headings))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _column_widths(table, _millimetres(block.headings, lines))
    head, *rows = table.rows
    for cell, heading in zip(head.cells, block.headings, strict=True):
        align = WD_ALIGN_PARAGRAPH.RIGHT if heading.align == "right" else WD_ALIGN_PARAGRAPH.CENTER
        _write(cell, heading.label, style="Sel tebal", align=align)
        _shade(cell, "EEEEEE")
    _flag(head, "w:tblHeader")
    keep = len(lines) <= KEPT_TOGETHER
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), 1):
        _flag(row, "w:cantSplit")
        _fill(row.cells, line, block.headings, bold=line is block.total, keep=keep and number < len(lines))
    for paragraph in (p for cell in head.cells for p in cell.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    _flag(head, "w:cantSplit")
    for note in block.notes:
        _small(document, note)
    if not block.notes:
        _small(document, "")


def _fill(cells: Sequence[_Cell], line: Line, headings: Sequence[Heading], *, bold: bool, keep: bool) -> None:
    for index, (cell, heading) in enumerate(zip(cells, headings, strict=True)):
        align = WD_ALIGN_PARAGRAPH.RIGHT if heading.align == "right" else None
        paragraph = _write(cell, line.cells[index], style="Sel tebal" if bold else "Sel", align=align)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        if index == 0 and line.indent:
            paragraph.paragraph_format.left_indent = Mm(4.5 * line.indent)


def _millimetres(headings: Sequence[Heading], lines: Sequence[Line]) -> list[float]:
    """Column widths that fill the page: fixed ones as in the PDF (wider, for Arial), the rest by share."""
    columns = widths(headings, lines)
    fixed = {i: column["size"] * 1.12 for i, column in enumerate(columns) if column["fixed"]}
    rest = TEXT_WIDTH - sum(fixed.values())
    shares = sum(column["size"] for column in columns if not column["fixed"]) or 1
    return [fixed.get(i, max(rest, 40) * column["size"] / shares) for i, column in enumerate(columns)]


def _closing(document: DocumentType, paper: Paper) -> None:
    """The last paragraph and the signature. They stay on one page, because each line is kept with the next."""
    closing = document.add_paragraph(paper.closing)
    closing.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    closing.paragraph_format.space_before = Pt(12)
    closing.paragraph_format.keep_together = closing.paragraph_format.keep_with_next = True
    name = paper.name or f"({' ' * 50})"
    lines = [(f"{paper.position},", False), ("", False), ("", False), ("", False), (name, bool(paper.name))]
    lines += [(words, False) for words in (paper.rank, f"NIP. {paper.nip}".strip()) if words]
    for index, (words, bold) in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.add_run(words).bold = bold
        form = paragraph.paragraph_format
        form.left_indent, form.space_after = Mm(TEXT_WIDTH - 82), Pt(0)
        form.space_before = Pt(10) if index == 0 else Pt(0)
        form.keep_with_next, form.keep_together = index < len(lines) - 1, True
    if paper.copies_to:
        _small(document, _("Tembusan:"), size=10, before=14)
        for index, copy in enumerate(paper.copies_to, 1):
            _small(document, f"{index}. {copy}", size=10)


def _write(cell: _Cell, words: str, *, style: str = "Sel", align: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    """Write into the only paragraph of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style.replace(" ", "")  # by id, because by name the library reads all styles for every cell
    if align is not None:
        paragraph.alignment = align
    paragraph.add_run(words)
    return paragraph


def _small(document: DocumentType, words: str, *, size: float = 9, before: float = 2) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(1)
    paragraph.add_run(words).font.size = Pt(size)


def _column_widths(table: WordTable, millimetres: Sequence[float]) -> None:
    """Set fixed widths, so that word processors do not shrink a column of figures."""
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
    for row in table.rows:  # by rows, because for the cells of a column the library reads the whole table
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(width)


def _flag(row, name: str) -> None:
    """Set a flag of a row: repeat it as header, or do not split it over pages."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _rule(paragraph: Paragraph, side: str, eighths: int, kind: str = "single") -> None:
    """Draw a line above or below a paragraph; its width is in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(eighths)), ("space", "4"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that the word processor computes: PAGE, NUMPAGES."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), (None, "1"), ("end", "")):
        run = paragraph.add_run("1" if kind is None else "")
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)


def _describe(picture, words: str) -> None:
    """Set the text alternative of a picture."""
    picture._inline.docPr.set("descr", words)
