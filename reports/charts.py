"""Charts as SVG text: deterministic, readable by screen readers, one question each.

There are two renderings. *Fluid* is for pages: x in percent and text in pixels (no viewBox), so that text stays
readable at every width; the stylesheet sets the colours. *Fixed* is for paper: black and grey, 640 units wide.
A hidden count is a hatched field of fixed size with a label, never a length that somebody could measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as escape_markup
from itertools import pairwise

from django.utils.translation import gettext as _

from interface.numbers import in_words, number
from reports.summary_shape import Cell, Chart, Series, is_hidden
from reports.wording import clean

LABEL_MOST = 60  # characters of a category label; description and table have the full one
LONGEST_BAR = 0.84  # share of the plot; the rest is for the number beside the bar
HATCH_WIDTH = 64
WIDE = {**dict.fromkeys("ijl.,:;'|! ", 0.26), **dict.fromkeys("frt()-/I", 0.34), **dict.fromkeys("mwMW", 0.82)}


def escape(words: str) -> str:
    """Text for markup, without control characters and tags."""
    return escape_markup(clean(words, 4000))


def text_width(text: str, size: float) -> float:
    """Rough width of a text in the units of ``size``; rather too wide than too narrow."""
    return size * sum(WIDE.get(c, 0.64 if c.isupper() else 0.54) for c in text)


def spoken(cell: Cell) -> str:
    """A cell in words, for descriptions."""
    if cell is None:
        return _("tidak ada data")
    return _("tidak ditampilkan") if is_hidden(cell) else number(int(cell))


def leader(chart: Chart, noun: str = "") -> str:
    """Which bar leads: "Penipuan kerja luar negeri tetap modus terbanyak"; empty if printed figures do not show it.

    Call it only after disclosure control.
    """
    tops = [_top(one.values) for one in chart.series]
    if not tops or tops[0] is None:
        return ""
    label = chart.labels[tops[0]]
    if len(tops) > 1 and tops[1] == tops[0]:
        sentence = _("{label} tetap {noun} terbanyak")
    else:
        sentence = _("{label} {noun} terbanyak")
    return " ".join(sentence.format(label=label, noun=noun).split())


def trend(chart: Chart, subject: str) -> str:
    """How the first line of a yearly chart moves at its end; empty if printed figures do not show it."""
    values = chart.series[0].values if chart.series else ()
    steps = [
        (after > before) - (after < before) if isinstance(before, int) and isinstance(after, int) else None
        for before, after in pairwise(values)
    ]
    if not steps or steps[-1] is None or values[-1] == values[-2] == 0:
        return ""
    if steps[-1] == 0:
        return _("{subject} sama dengan tahun sebelumnya").format(subject=subject)
    streak = next((n for n, step in enumerate(reversed(steps)) if step != steps[-1]), len(steps))
    way = _("naik") if steps[-1] > 0 else _("turun")
    if streak == 1:
        return _("{subject} {way} dari tahun sebelumnya").format(subject=subject, way=way)
    return _("{subject} {way} {times} tahun berturut-turut").format(subject=subject, way=way, times=in_words(streak))


def _top(values: Sequence[Cell]) -> int | None:
    """Index of the single largest value; ``None`` if a hidden or equal one could be as large."""
    if any(value == "*" for value in values):
        return None
    known = [(value, index) for index, value in enumerate(values) if isinstance(value, int)]
    if not known:
        return None
    most, index = max(known, key=lambda pair: (pair[0], -pair[1]))
    hidden_most = max((int(v[1:]) - 1 for v in values if isinstance(v, str)), default=-1)
    tied = sum(value == most for value, _index in known) > 1
    return None if tied or most <= hidden_most or most == 0 else index


def svg(chart: Chart, *, fluid: bool = True) -> str:
    """The picture of a chart."""
    return _bars(chart, fluid) if chart.kind == "bars" else _line(chart, fluid)


def describe(chart: Chart) -> str:
    """Every figure of the chart in words, as the text alternative on page and paper."""
    parts = []
    for index, label in enumerate(chart.labels):
        figures = "; ".join(f"{one.label} {spoken(one.values[index])}" for one in chart.series)
        parts.append(f"{label}: {figures}.")
    unit = _("Satuan: {unit}.").format(unit=chart.unit) if chart.unit else ""
    return clean(" ".join([*parts, unit]), 4000) or _("Belum ada data.")


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws with classes of the stylesheet (fluid) or in black and grey (fixed); x is a share of the plot, 0 to 1."""

    fluid: bool
    left: float
    width: float

    def x(self, share: float) -> str:
        return f"{share * 100:.2f}%" if self.fluid else f"{self.left + share * self.width:.1f}"

    def length(self, share: float) -> str:
        return f"{share * 100:.2f}%" if self.fluid else f"{share * self.width:.1f}"

    def style(self, name: str) -> str:
        if self.fluid:
            return f'class="{name}"'
        return {
            "axis": 'stroke="#000" stroke-width="1"',
            "grid": 'stroke="#bbb" stroke-width="0.6"',
            "this": 'fill="#333"',
            "before": 'fill="none" stroke="#555" stroke-width="2"',
            "line-a": 'fill="none" stroke="#222" stroke-width="2.4"',
            "line-b": 'fill="none" stroke="#555" stroke-width="1.5" stroke-dasharray="5 4"',
            "dot-b": 'fill="#fff" stroke="#555" stroke-width="1.5"',
            "hatch": 'fill="#fff" stroke="#555" stroke-width="0.8"',
            "hatch-line": 'stroke="#555" stroke-width="0.8"',
            "soft": 'fill="#333"',
        }[name]

    def text(self, share: float, y: float, words: str, *, dx: float = 0, bold: bool = False, soft: bool = False) -> str:
        weight = ' font-weight="700"' if bold else ""
        tone = f" {self.style('soft')}" if soft else ""
        shift = f' dx="{dx:g}"' if dx else ""
        return f'<text x="{self.x(share)}" y="{y:g}"{shift}{weight}{tone}>{escape(words)}</text>'

    def line(self, name: str, x1: float, y1: float, x2: float, y2: float) -> str:
        return f'<line {self.style(name)} x1="{self.x(x1)}" x2="{self.x(x2)}" y1="{y1:g}" y2="{y2:g}"/>'

    def hatch(self, share: float, y: float, width: float, height: float) -> str:
        """A striped field of fixed size for a hidden count. It is a nested SVG, so that x may be a percentage."""
        stripes = "".join(
            f'<line {self.style("hatch-line")} x1="{at:g}" y1="{height:g}" x2="{at + height:g}" y2="0"/>'
            for at in range(-int(height) // 6 * 6, int(width), 6)
        )
        return (
            f'<svg x="{self.x(share)}" y="{y:g}" width="{width:g}" height="{height:g}" overflow="hidden">'
            f'<rect {self.style("hatch")} width="{width:g}" height="{height:g}"/>{stripes}</svg>'
        )


def _frame(chart: Chart, body: Sequence[str], fluid: bool, height: float) -> str:
    title, words = escape(chart.title), escape(describe(chart))
    name = "".join(c if c.isalnum() else "-" for c in chart.key)
    head = f'role="img" aria-labelledby="{name}-t {name}-d"'
    inner = f'<title id="{name}-t">{title}</title><desc id="{name}-d">{words}</desc>{"".join(body)}</svg>'
    if fluid:
        kind = " chart--line" if chart.kind == "line" else ""
        return f'<svg class="chart{kind}" height="{height:g}" {head}>{inner}'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height:g}" width="640" height="{height:g}" {head}'
        f' font-family="Source Sans Pro" font-size="13">{inner}'
    )


def _most(chart: Chart) -> int:
    return max((v for one in chart.series for v in one.values if isinstance(v, int)), default=0)


def _two_lines(label: str, most: float, size: float) -> list[str]:
    """A label cut to one or two lines of width ``most``. A word is cut only if it alone is too long."""
    label = " ".join(label.split())
    label = label if len(label) <= LABEL_MOST else label[: LABEL_MOST - 1].rstrip() + "…"
    lines = [""]
    for word in label.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], lines[1].rstrip() + "…"]
    while text_width(lines[-1], size) > most and len(lines[-1]) > 2:
        lines[-1] = lines[-1][:-2].rstrip() + "…"
    return lines


def _bars(chart: Chart, fluid: bool) -> str:
    """Horizontal bars: a thick bar for this period, a thin line below it for the compared one, each with its number."""
    pen = Pen(fluid, 0, 0) if fluid else Pen(False, 214, 640 - 214 - 4)
    most = _most(chart) or 1
    body: list[str] = []
    y = 0.0
    for index, label in enumerate(chart.labels):
        lines = _two_lines(label, 296 if fluid else 200, 14 if fluid else 13)
        if fluid:
            body += [pen.text(0, y + 14 + 18 * n, words) for n, words in enumerate(lines)]
            y += 18 * len(lines)
        else:
            body += [_right(words, 206, y + 13 + 14 * n) for n, words in enumerate(lines)]
        height = 31 if len(chart.series) > 1 else 20
        body.append(pen.line("axis", 0, y, 0, y + height))
        body += _bar_marks(pen, chart.series, index, y, most)
        y += max(height + 11, 14 * len(lines) + 10 if not fluid else 0)
    if not fluid and len(chart.series) > 1:
        body += _key(chart, y)
        y += 18
    return _frame(chart, body, fluid, max(y, 24))


def _right(words: str, x: float, y: float) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="end">{escape(words)}</text>'


def _bar_marks(pen: Pen, series: Sequence[Series], index: int, y: float, most: int) -> list[str]:
    body = []
    for one in series:
        value = one.values[index]
        top = y + (20 if one.before else 2)
        baseline = top + (9 if one.before else 12)
        share = value / most * LONGEST_BAR if isinstance(value, int) else 0
        if is_hidden(value):
            body.append(pen.hatch(0, top, HATCH_WIDTH, 8 if one.before else 14))
            if not (one.before and is_hidden(series[0].values[index])):
                body.append(pen.text(0, baseline, _("tidak ditampilkan"), dx=HATCH_WIDTH + 8, soft=True))
        elif value is None:
            body.append(pen.text(0, baseline, _("tidak ada data"), dx=8, soft=True))
        elif one.before:
            body.append(pen.line("before", 0, top + 4, share, top + 4))
            body.append(pen.text(share, baseline, number(int(value)), dx=8, soft=True))
        else:
            rect = f'<rect {pen.style("this")} x="{pen.x(0)}" y="{top:g}" width="{pen.length(share)}" height="14"/>'
            body += [rect, pen.text(share, baseline, number(int(value)), dx=8, bold=True)]
    return body


def _key(chart: Chart, y: float) -> list[str]:
    """The legend below the bars on paper: which mark is which year."""
    x, body = 214.0, []
    for one in chart.series[:2]:
        if one.before:
            body.append(
                f'<line x1="{x:g}" x2="{x + 16:g}" y1="{y + 9:g}" y2="{y + 9:g}" stroke="#555" stroke-width="2"/>'
            )
        else:
            body.append(f'<rect x="{x:g}" y="{y + 4:g}" width="16" height="10" fill="#333"/>')
        body.append(f'<text x="{x + 22:g}" y="{y + 13:g}">{escape(one.label)}</text>')
        x += 22 + text_width(one.label, 13) + 24
    return body


def ticks(most: int, steps: int = 5) -> list[int]:
    """Round values from zero to at least ``most``."""
    most = max(most, 1)
    size = 1
    while True:
        for factor in (1, 2, 5):
            if most / (size * factor) <= steps:
                step = size * factor
                return list(range(0, -(-most // step) * step + 1, step))
        size *= 10


def _line(chart: Chart, fluid: bool) -> str:
    """Lines over time: the main one solid, the compared one dashed, with names at their ends and gaps if hidden."""
    height = 224 if fluid else 180
    pen = Pen(fluid, 0, 0) if fluid else Pen(False, 40, 640 - 40 - 130)
    scale = ticks(_most(chart))
    steps = max(len(chart.labels) - 1, 1)

    def y_of(value: int) -> float:
        return round(height - (height - 16) * value / scale[-1], 1)

    body = []
    for value in scale:
        body.append(pen.line("grid" if value else "axis", 0, y_of(value), 1, y_of(value)))
        body.append(pen.text(0, y_of(value) + 5, number(value), dx=-28, soft=True))
    for index, label in enumerate(chart.labels):
        words = f'<text x="{pen.x(index / steps)}" y="{height + 24:g}" text-anchor="middle">{escape(label)}</text>'
        body.append(words)
        if any(is_hidden(one.values[index]) for one in chart.series):
            body.append(pen.hatch(index / steps, 16, 10, height - 16))
            body.append(f"<g><title>{escape(label)}: {escape(_('tidak ditampilkan'))}</title></g>")
    for one in sorted(chart.series, key=lambda s: not s.before):
        body += _line_marks(pen, one, y_of, steps)
    body += _line_names(pen, chart, y_of, steps)
    return _frame(chart, body, fluid, height + (0 if fluid else 36))


def _line_marks(pen: Pen, one: Series, y_of, steps: int) -> list[str]:
    known = [(i, v) for i, v in enumerate(one.values) if isinstance(v, int)]
    style = "line-b" if one.before else "line-a"
    body = [pen.line(style, i / steps, y_of(a), j / steps, y_of(b)) for (i, a), (j, b) in pairwise(known) if j == i + 1]
    dot, radius = ("dot-b", 4) if one.before else ("this", 4.5)
    body += [f'<circle {pen.style(dot)} cx="{pen.x(i / steps)}" cy="{y_of(v):g}" r="{radius}"/>' for i, v in known]
    return body


def _line_names(pen: Pen, chart: Chart, y_of, steps: int) -> list[str]:
    """Value and name of each series at its last known point; names that would overlap are moved apart."""
    ends = []
    for one in chart.series:
        known = [(i, v) for i, v in enumerate(one.values) if isinstance(v, int)]
        if known:
            ends.append(
                [y_of(known[-1][1]) + 5, known[-1][0] / steps, f"{number(known[-1][1])} {one.label}", one.before]
            )
    ends.sort(key=lambda end: end[0])
    for upper, lower in pairwise(ends):
        lower[0] = max(lower[0], upper[0] + 17)
    return [pen.text(x, y, words, dx=14, bold=not before, soft=before) for y, x, words, before in ends]
