"""A table that becomes cards on a phone. Each label is typed once, as the heading of its column.

    {% table hidden_caption=_("Daftar SK") %}
      {% heading _("Nomor") %}
      {% heading _("Masa") %}
      {% heading _("Keadaan") label="" %}
      {% heading _("Tindakan") hidden=True %}
    {% body %}
      {% for decree in decrees %}
        {% row %}
          {% row_heading %}<a href="…">{{ decree.number }}</a>{% endrow_heading %}
          {% cell class="nowrap" %}{{ decree.valid_from|day }}{% endcell %}
          {% cell %}{% badge "done" decree.state %}{% endcell %}
          {% cell label=_("Ubah") %}…{% endcell %}
        {% endrow %}
      {% endfor %}
    {% endtable %}

A cell takes the heading of its column as its label on a phone, where headings are not seen. ``label`` of a heading or
of one cell gives another; an empty one leaves it out, where cells speak for themselves (a badge). A row has as many
cells as there are headings, otherwise the page fails: a value must never stand under the label of another.
"""

from dataclasses import dataclass, field

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

CURRENT = "table_being_drawn"
OPTIONS = {"class", "caption", "hidden_caption", "keyboard", "labelled_by"}


@dataclass
class Columns:
    """The columns of the table that is being drawn, and how many cells its current row has."""

    labels: list[str] = field(default_factory=list)
    cells: int = 0

    def take(self, label: str | None, width: int) -> str:
        """The label of the next cell, which is ``width`` columns wide; the one given, or the heading's."""
        first, self.cells = self.cells, self.cells + width
        if self.cells > len(self.labels):
            raise template.TemplateSyntaxError(f"A row has more cells than the {len(self.labels)} headings.")
        return self.labels[first] if label is None else label

    def end_row(self) -> None:
        """A row is complete, or the page fails."""
        cells, self.cells = self.cells, 0
        if cells != len(self.labels):
            raise template.TemplateSyntaxError(f"A row has {cells} cells under {len(self.labels)} headings.")


class TableNode(Node):
    """The table with its caption, its head, its body and perhaps its foot."""

    child_nodelists = ("head", "rows", "foot")

    def __init__(self, options: dict[str, FilterExpression], head: NodeList, rows: NodeList, foot: NodeList):
        self.options = options
        self.head = head
        self.rows = rows
        self.foot = foot

    def render(self, context: Context) -> SafeString:
        """Draw the headings first, so that the cells know them."""
        options = {name: value.resolve(context) for name, value in self.options.items()}
        with context.push(**{CURRENT: Columns()}):
            head = self.head.render(context)
            rows = self.rows.render(context)
            foot = self.foot.render(context)
        return format_html(
            '<table role="table" class="{}"{}{}>{}\n<thead role="rowgroup"><tr role="row">{}</tr></thead>\n'
            '<tbody role="rowgroup">{}</tbody>{}</table>',
            " ".join(("table table--cards", options.get("class") or "")).strip(),
            format_html(' aria-labelledby="{}"', options["labelled_by"]) if options.get("labelled_by") else "",
            SafeString(" data-keyboard-list") if options.get("keyboard") else "",
            _caption(options.get("caption"), options.get("hidden_caption")),
            head,
            rows,
            format_html('\n<tfoot role="rowgroup">{}</tfoot>', foot) if foot.strip() else "",
        )


def table(parser: Parser, token: Token) -> TableNode:
    """``{% table %}`` headings ``{% body %}`` rows ``{% endtable %}``; before the end ``{% foot %}`` with totals.

    ``class`` is added to that of every table; ``caption`` is shown, ``hidden_caption`` read aloud only;
    ``labelled_by`` is the id of a heading that names it; ``keyboard=True`` lets J and K move from row to row.
    """
    name, *rest = token.split_contents()
    options = token_kwargs(rest, parser)
    if rest or options.keys() - OPTIONS:
        raise template.TemplateSyntaxError(
            f"{name} takes {', '.join(sorted(OPTIONS))}, not {' '.join(rest) or ', '.join(options)}."
        )
    head = parser.parse(("body",))
    parser.delete_first_token()
    rows = parser.parse(("foot", "endtable"))
    foot = NodeList()
    if parser.next_token().contents == "foot":
        foot = parser.parse(("endtable",))
        parser.delete_first_token()
    return TableNode(options, head, rows, foot)


def _caption(shown: str | None, hidden: str | None) -> SafeString | str:
    if hidden:
        return format_html('<caption class="vh">{}</caption>', hidden)
    return format_html("<caption>{}</caption>", shown) if shown else ""


def _class(options: dict[str, str]) -> SafeString | str:
    unknown = options.keys() - {"class"}
    if unknown:
        raise template.TemplateSyntaxError(f"Part of a table: {', '.join(unknown)} is unknown.")
    name = options.get("class")
    return format_html(' class="{}"', name) if name else ""


def heading(context: Context, words: str, label: str | None = None, hidden: bool = False, **options: str) -> SafeString:
    """The heading of the next column. ``hidden``: it is read aloud only. Takes ``class``."""
    context[CURRENT].labels.append(words if label is None else label)
    shown = format_html('<span class="vh">{}</span>', words) if hidden else words
    return format_html('<th scope="col" role="columnheader"{}>{}</th>', _class(options), shown)


def _within(content: SafeString) -> SafeString:
    """Without blanks at its edges: a cell that shows nothing is empty, and a phone leaves it out."""
    return SafeString(content.strip())


def row(context: Context, content: SafeString, **options: str) -> SafeString:
    """A row; one cell for each heading. Takes ``class``."""
    context[CURRENT].end_row()
    return format_html('<tr role="row"{}>{}</tr>', _class(options), content)


def row_heading(context: Context, content: SafeString, **options: str) -> SafeString:
    """The cell that says what the row is about. Takes ``class``."""
    context[CURRENT].take("", 1)
    return format_html('<th scope="row" role="rowheader"{}>{}</th>', _class(options), _within(content))


def cell(context: Context, content: SafeString, label: str | None = None, **options: str) -> SafeString:
    """A cell with the label of its column, another one or none. Takes ``class``."""
    words = context[CURRENT].take(label, 1)
    labelled = format_html(' data-label="{}"', words) if words else ""
    return format_html('<td role="cell"{}{}>{}</td>', _class(options), labelled, _within(content))
