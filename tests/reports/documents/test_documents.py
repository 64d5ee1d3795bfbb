"""The three papers, opened and read: everything is in them, nothing is cut off, no "None" or the like."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import openpyxl
import pypdfium2
import pytest
from docx import Document
from pypdf import PdfReader

from interface import days, durations
from reports import charts, wording
from reports.disclosure import publish
from reports.documents import docx, pdf, xlsx
from reports.summary_shape import (
    Chart,
    Letterhead,
    MeetingFacts,
    Period,
    Row,
    Series,
    ServiceRow,
    Services,
    Signature,
    SummaryDecision,
    Table,
)
from tests.reports.samples import BOTH, bars_from, summary

NASTY = '#set text(red) $x^2$ <b>tebal</b> @ref [isi] \\ *kuat* _miring_ "kutip" =1+1 {{ 7*7 }} 😀 \x07 \u202e'
LONG_AGENCY = (
    "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana Kabupaten " * 3
)
LONG_WORD = "a" * 300
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def full():
    of = summary()
    modes = next(table for table in of.tables if table.key == "victims_mode")
    years = ("2021", "2022", "2023", "2024", "2025")
    line = Chart(
        "trend",
        "line",
        "Korban anak naik empat tahun berturut-turut",
        "orang",
        years,
        (Series("anak", (8, 7, None, 12, 14)), Series("semua", (19, 17, 23, "*", 34), before=True)),
    )
    return replace(of, charts=(bars_of(modes), line))


def bars_of(table):
    chart = bars_from(table, "Modus utama")
    return replace(chart, title=charts.leader(chart, "modus") or chart.title)


def awkward():
    """A summary with very long and strange texts, and with empty fields."""
    of = summary()
    rows = tuple(Row(f"r{i}", f"{i} {NASTY if i % 3 else LONG_WORD}", (None, i * 1000)) for i in range(60))
    long_table = Table("long", LONG_AGENCY, "orang", "Uraian", BOTH, rows, Row("t", "Jumlah", (None, 1770000)))
    empty = Table("empty", "Tabel kosong", "orang", "Uraian", BOTH, ())
    service = ServiceRow("a", NASTY, LONG_AGENCY, 1234567, None, "<5", None, "*", "*")
    return replace(
        of,
        letterhead=Letterhead("Pemerintah Kota Jambi", LONG_AGENCY, ()),
        number="",
        place="",
        dated_on=None,
        addressee=NASTY,
        meeting=MeetingFacts(agencies=(LONG_AGENCY, NASTY)),
        tables=(long_table, empty),
        services=Services((service,)),
        decisions=(
            SummaryDecision("kata " * 2000, LONG_AGENCY, None, "Belum"),
            SummaryDecision(LONG_WORD, NASTY, date(2026, 1, 1), NASTY),
        ),
        decisions_of=None,
        signature=Signature(),
        copies_to=("", NASTY),
        charts=(Chart("c", "bars", NASTY, "", (NASTY, LONG_WORD), (Series("2025", (None, "<5")),)),),
    )


def pdf_text(data):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def docx_text(data):
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(p.text for p in document.paragraphs), *cells])


def sheet_values(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.fixture(params=["full", "public", "awkward"])
def sample(request):
    return {"full": full, "public": lambda: publish(full_without_hidden()), "awkward": awkward}[request.param]()


def full_without_hidden():
    of = full()
    return replace(of, charts=of.charts[:1])


def test_no_none_and_no_program_text_anywhere(sample):
    texts = [pdf_text(pdf.render(sample)), docx_text(docx.render(sample)), str(sheet_values(xlsx.render(sample)))]
    for text in texts[:2]:
        assert not re.search(r"\b(None|NaN|nan|undefined)\b", text)
    values = [v for rows in sheet_values(xlsx.render(sample)).values() for row in rows for v in row]
    assert "None" not in values


def test_the_letter_says_what_the_summary_says():
    text = pdf_text(pdf.render(full()))
    for words in (
        "PEMERINTAH KOTA JAMBI",
        "463/017/DPMPPA/II/2026",
        "Jambi, 10 Februari 2026",
        "Kamis, 12 Februari 2026",
        "Januari–Desember 2025",
        "Pengaduan masuk pengaduan 368 412 +44",
        "Penipuan kerja luar negeri tetap modus terbanyak",
        "1 hari 6 jam",
        "86 dari 99",
        "Terlambat 10 hari",
        "10 Februari 2026 pukul 09.41 WIB",
        "NAMA CONTOH, S.Sos., M.Si.",
        "NIP. 19000101 192001 1 000",
        "Halaman 1 dari",
        "Tembusan",
    ):
        assert words in text, words
        if "Halaman" not in words:
            assert words.split(" pengaduan ")[0] in docx_text(docx.render(full()))


def test_pdf_is_tagged_in_indonesian_and_archival():
    reader = PdfReader(io.BytesIO(pdf.render(full())))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("id")
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1" in xmp
    assert "<pdfaid:part>2" in xmp
    assert reader.metadata.title == "Ringkasan rapat Kota Jambi, Januari–Desember 2025"
    assert all(float(page.mediabox.width) < 596 for page in reader.pages)


def test_fonts_are_the_packaged_ones():
    reader = PdfReader(io.BytesIO(pdf.render(full())))
    fonts = {font.get_object()["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all("SourceSansPro" in name for name in fonts), fonts


def test_the_same_summary_gives_the_same_bytes():
    assert pdf.render(full()) == pdf.render(full())
    assert charts.svg(full().charts[0]) == charts.svg(full().charts[0])


def test_data_are_text_and_never_source():
    text = pdf_text(pdf.render(awkward()))
    assert "#set text(red) $x^2$ <b>tebal</b> @ref" in text
    assert "{{ 7*7 }}" in docx_text(docx.render(awkward()))


def right_edges(paper: bytes) -> list[tuple[float, str]]:
    """Each printed letter with its right edge, in points from the left of the page."""
    found = []
    with pypdfium2.PdfDocument(paper) as document:
        for page in document:
            text = page.get_textpage()
            letters = ((number, text.get_text_range(number, 1)) for number in range(text.count_chars()))
            found += [(text.get_charbox(number)[2], letter) for number, letter in letters if letter.strip()]
    return found


def test_words_stay_inside_the_page():
    """No glyph right of the right margin: 300 letters without a space are broken, not cut off."""
    edges = right_edges(pdf.render(awkward()))
    margin = (210 - 20) / 25.4 * 72 + 2.5  # points; a comma or full stop at the end of a line may overhang a little
    assert len(edges) > 1000
    assert [(edge, letter) for edge, letter in edges if edge > margin] == []


def test_signature_stands_on_the_page_of_the_last_paragraph():
    for length in range(0, 26, 5):
        decisions = tuple(SummaryDecision(f"Keputusan ke-{i}", "DPMPPA", None, "Berjalan") for i in range(length))
        pages = PdfReader(io.BytesIO(pdf.render(replace(full(), decisions=decisions)))).pages
        last = next(page.extract_text() for page in pages if "Demikian ringkasan ini" in page.extract_text())
        assert "NAMA CONTOH" in last


def test_docx_repeats_headers_keeps_rows_and_signature():
    document = Document(io.BytesIO(docx.render(full())))
    printed = [table for table in document.tables if table.style and table.style.name == "Table Grid"]
    assert printed
    for table in printed:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    closing = next(i for i, p in enumerate(document.paragraphs) if p.text.startswith("Demikian"))
    signer = next(i for i, p in enumerate(document.paragraphs) if "NAMA CONTOH" in p.text)
    assert all(p.paragraph_format.keep_with_next for p in document.paragraphs[closing:signer])
    xml = zipfile.ZipFile(io.BytesIO(docx.render(full()))).read("word/footer1.xml").decode()
    assert "PAGE" in xml
    assert "NUMPAGES" in xml
    pictures = document.inline_shapes._body.xpath(".//wp:docPr/@descr")
    assert any("Penipuan kerja luar negeri" in words for words in pictures)


def test_docx_elements_stand_in_the_order_the_format_wants():
    """Word refuses files whose properties are out of order; python-docx does not check appended elements."""
    order = {
        "pPr": [
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "widowControl",
            "numPr",
            "pBdr",
            "shd",
            "tabs",
            "spacing",
            "ind",
            "jc",
            "rPr",
        ],
        "rPr": [
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "color",
            "spacing",
            "kern",
            "sz",
            "szCs",
            "u",
            "lang",
        ],
        "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"],
    }
    with zipfile.ZipFile(io.BytesIO(docx.render(full()))) as archive:
        for part in ("word/document.xml", "word/footer1.xml"):
            root = ET.fromstring(archive.read(part))  # noqa: S314  our own output
            for name, wanted in order.items():
                for node in root.iter(f"{{{WORD}}}{name}"):
                    places = [wanted.index(child.tag.split("}")[1]) for child in node]
                    assert places == sorted(places), [child.tag for child in node]


def test_xlsx_numbers_are_numbers_hidden_ones_are_text_and_nothing_is_a_formula():
    public = publish(full_without_hidden())
    data = xlsx.render(public)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = next(s for s in book if s.title.startswith("Korban TPPO menurut modus"))
    rows = {row[0].value: [cell.value for cell in row[1:3]] for row in sheet.iter_rows(min_row=5)}
    assert rows["Penipuan kerja luar negeri"] == [9, 12]
    assert rows["Jerat utang"] == ["<5", "*"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    with zipfile.ZipFile(io.BytesIO(xlsx.render(awkward()))) as archive:
        for name in archive.namelist():
            body = archive.read(name).decode(errors="ignore")
            assert "<f>" not in body
            assert "<hyperlink" not in body


def test_sheet_names_are_allowed_and_unlike_each_other():
    one = Table("a", "Korban [TPPO]: menurut/umur * dan jenis kelamin?", "", "x", BOTH, ())
    names = list(sheet_values(xlsx.render(summary(tables=(one, one, one)))))
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_file_names_tell_place_period_and_variant_only():
    of = summary(period=Period(date(2022, 1, 1), date(2022, 8, 31)), variant="publik")
    assert of.file_name("pdf") == "ringkasan-rapat-15.71-2022-01-01-2022-08-31-publik.pdf"
    assert replace(of, region_code="../x\r\n").file_name("pdf").startswith("ringkasan-rapat-x-")


def test_a_typesetter_that_fails_says_so_without_content(monkeypatch):
    monkeypatch.setattr(pdf, "emblem", lambda image: {"bytes": [1, 2, 3], "format": "png", "alt": "x"})
    with pytest.raises(pdf.TypesettingFailed) as failure:
        pdf.render(full())
    assert "Jambi" not in str(failure.value)


def test_the_typesetter_imports_nothing_of_the_application():
    for source in (pdf.TYPESETTER.read_text(), pdf.TYPESETTER.with_name("glyphs.py").read_text()):
        imports = re.findall(r"^\s*(?:from|import) (\w+)", source, re.MULTILINE)
        assert not {"reports", "django", "tppo_gugus", "cases", "safeguards", "taskforces"} & set(imports)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2022, 1, 1), date(2022, 8, 31), "Januari–Agustus 2022"),
        (date(2024, 2, 1), date(2024, 2, 29), "Februari 2024"),
        (date(2021, 11, 1), date(2022, 3, 31), "November 2021–Maret 2022"),
        (date(2022, 1, 5), date(2022, 3, 12), "5 Januari–12 Maret 2022"),
        (date(2021, 12, 5), date(2022, 3, 12), "5 Desember 2021–12 Maret 2022"),
        (date(2022, 1, 5), date(2022, 1, 5), "5 Januari 2022"),
    ],
)
def test_periods_in_words(start, end, words):
    assert wording.period(Period(start, end)) == words


def test_figures_and_times_in_words():
    assert [durations.duration_hours(h) for h in (0.5, 6.0, 24, 30.0, None, "*")] == [
        "30 menit",
        "6 jam",
        "1 hari",
        "1 hari 6 jam",
        "–",
        "*",
    ]
    assert [wording.difference(a, b) for a, b in ((5, 3), (3, 5), (3, 3), ("<5", 3), (None, 3))] == [
        "+2",
        "−2",
        "0",
        "*",
        "–",
    ]
    assert wording.cell(1234567) == "1.234.567"
    assert days.moment_on_paper(datetime(2026, 2, 10, 2, 41, tzinfo=UTC)) == "10 Februari 2026 pukul 09.41 WIB"
    assert wording.clean("a\x00b\u202e  c\n" + "kata " * 100, 20).startswith("ab c kata kata")
    assert len(wording.clean("kata " * 5000, 300)) <= 300


def test_memory_of_the_asking_process_stays_flat():
    """The growth after a dozen rounds is within noise; the benchmark measures fifty."""
    of = full()

    def resident():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096

    def papers():
        return [paper.render(of) for paper in (pdf, docx, xlsx)]

    for _round in range(3):
        papers()
    before = resident()
    for _round in range(12):
        papers()
    assert resident() - before < 8 * 2**20
