"""Charts: well-formed, described in words, zero-based, and without hidden figures."""

import re
from xml.etree import ElementTree as ET

import pytest

from reports import charts
from reports.disclosure import publish
from reports.summary_shape import Chart, Series
from tests.reports.samples import bars_from, summary


def bars(*values, before=None, labels=None):
    series = [Series("2025", tuple(values))]
    if before:
        series.append(Series("2024", tuple(before), before=True))
    return Chart(
        "modus", "bars", "Judul", "orang", labels or tuple(f"Baris {i}" for i in range(len(values))), tuple(series)
    )


def line(*values, before=None):
    series = [Series("anak", tuple(values))]
    if before:
        series.append(Series("semua", tuple(before), before=True))
    return Chart("tahun", "line", "Judul", "orang", tuple(str(2021 + i) for i in range(len(values))), tuple(series))


def parse(svg):
    return ET.fromstring(re.sub(r' xmlns="[^"]*"', "", svg))  # noqa: S314  our own output


ALL = [
    bars(12, 9, 7, before=(9, 8, 5)),
    bars(0, 0),
    bars(None, "<5", "*", 1234567, before=(None, None, "*", 3)),
    bars(),
    line(8, 7, 9, 12, 14, before=(19, 17, 23, 27, 34)),
    line(5),
    line(None, "*", 3),
    line(),
    bars(3, labels=("<b>&\"'\x07 #set " + "panjang " * 40,)),
]


@pytest.mark.parametrize("fluid", [True, False])
@pytest.mark.parametrize("chart", ALL)
def test_every_picture_is_well_formed_and_named(chart, fluid):
    root = parse(charts.svg(chart, fluid=fluid))
    assert root.get("role") == "img"
    named = root.get("aria-labelledby").split()
    assert [root.find(f".//*[@id='{one}']").tag for one in named] == ["title", "desc"]
    assert root.find("title").text == "Judul"
    assert "style" not in {name for node in root.iter() for name in node.attrib}
    assert "None" not in charts.svg(chart, fluid=fluid)


def test_the_description_holds_every_figure():
    assert charts.describe(bars(1234, "<5", None, before=(9, 8, 7))) == (
        "Baris 0: 2025 1.234; 2024 9. Baris 1: 2025 tidak ditampilkan; 2024 8. Baris 2: 2025 tidak ada data; 2024 7."
        " Satuan: orang."
    )


def test_bars_start_at_zero_and_are_in_proportion():
    root = parse(charts.svg(bars(12, 9, 6)))
    widths = [float(rect.get("width").rstrip("%")) for rect in root.findall("rect")]
    assert widths == pytest.approx([84, 63, 42])


def test_fluid_pictures_have_no_view_box_and_no_colours_of_their_own():
    svg = charts.svg(ALL[0], fluid=True)
    assert "viewBox" not in svg
    assert "#" not in re.sub(r'aria-labelledby="[^"]*"', "", svg)


@pytest.mark.parametrize("fluid", [True, False])
def test_the_picture_is_the_same_whatever_is_hidden(fluid):
    """A marker has one fixed size, because the chart does not know the count."""
    root = parse(charts.svg(bars(12, "<5", "*"), fluid=fluid))
    fields = [(node.get("width"), node.get("height")) for node in root.findall("svg")]
    assert len(fields) == 2
    assert len(set(fields)) == 1


def test_nothing_of_a_hidden_count_is_in_the_public_picture():
    public = publish(summary())
    table = next(one for one in public.tables if one.key == "victims_mode")
    svg = charts.svg(bars_from(table, "Modus utama"))
    assert "tidak ditampilkan" in svg
    assert re.findall(r">(\d+)<", svg) == ["12", "9", "9", "8", "7", "5"]


@pytest.mark.parametrize(
    ("now", "before", "title"),
    [
        ((9, 3), (8, 2), "A tetap modus terbanyak"),
        ((9, 2), (1, 8), "A modus terbanyak"),
        ((9, "<5"), (1, "*"), "A modus terbanyak"),
        ((9, "*"), (9, 1), ""),
        ((3, "<5"), (9, 1), ""),
        ((9, 9), (9, 1), ""),
        ((0, 0), (0, 0), ""),
        ((None, "<5"), (None, None), ""),
    ],
)
def test_a_title_claims_only_what_printed_figures_show(now, before, title):
    assert charts.leader(bars(*now, before=before, labels=("A", "B")), "modus") == title


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ((9, 7, 9, 12, 14), "Anak naik tiga tahun berturut-turut"),
        ((9, 7, 5), "Anak turun dua tahun berturut-turut"),
        ((5, 7, 6), "Anak turun dari tahun sebelumnya"),
        ((5, "*", 6, 8), "Anak naik dari tahun sebelumnya"),
        ((6, 6), "Anak sama dengan tahun sebelumnya"),
        ((0, 0), ""),
        ((6, "<5"), ""),
        (("*", 6), ""),
        ((6,), ""),
        ((), ""),
    ],
)
def test_a_trend_is_told_from_printed_figures_only(values, title):
    assert charts.trend(line(*values), "Anak") == title


@pytest.mark.parametrize(("most", "last"), [(0, 1), (3, 3), (14, 15), (34, 40), (412, 500), (1000, 1000)])
def test_scales_end_at_round_numbers_above_the_most(most, last):
    scale = charts.ticks(most)
    assert scale[0] == 0
    assert scale[-1] == last
    assert len(scale) <= 6
