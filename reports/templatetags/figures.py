"""Cells of the summary's tables: ``{% load figures %}``. A hidden cell has words for screen readers."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interface import durations
from reports import wording
from reports.summary_shape import Cell, Column, Row, ServiceRow, is_hidden

register = template.Library()


@register.filter
def beside(row: Row, columns: tuple[Column, ...]) -> list[tuple[Cell, str]]:
    """Each cell of a row with the side (current or previous) of its column."""
    return [(cell, column.side) for cell, column in zip(row.cells, columns, strict=True)]


@register.simple_tag
def count_cell(cell: Cell) -> SafeString | str:
    """A count, or its marker with words for screen readers."""
    if is_hidden(cell):
        words = _("sedikit, tidak ditampilkan") if str(cell).startswith("<") else _("tidak ditampilkan")
        return format_html(
            '<span class="hidden-cell" aria-hidden="true">{}</span><span class="vh">{}</span>', cell, words
        )
    return wording.cell(cell)


@register.simple_tag
def hours_cell(hours: float | str | None) -> str:
    """A median answer time in words."""
    return durations.duration_hours(hours)


@register.simple_tag
def promise_cell(row: ServiceRow) -> str:
    """How many of the due answers came within the promised time."""
    return wording.out_of(row.promise_kept, row.promise_due)
