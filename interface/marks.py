"""Icons and shapes as inline SVG. A mark always stands beside a word, so it is hidden from screen readers."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

import lucide
from django.db.models import Choices
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from interface import durations

# Every state has a word, a shape and (sometimes) a colour; a shape is recognised without colour. 16 x 16.
SHAPES = {
    "draft": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-dasharray="2.2 2.5"/>',
    "ring": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>',
    "pause": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M6.5 5.6v4.8m3-4.8v4.8" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"/>',
    "half": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor"/>',
    "now": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<circle cx="8" cy="8" r="3" fill="currentColor"/>',
    "done": '<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path d="m4.8 8.2 2.2 2.2 4.3-4.5" fill="none" '
    'stroke="var(--sheet)" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/>',
    "warn": '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor"/>'
    '<path d="M8 4.8v3.6M8 10.9v.1" stroke="var(--sheet)" stroke-width="1.6" stroke-linecap="round"/>',
    "late": '<path d="M8 1.2 15.2 14a.7.7 0 0 1-.6 1H1.4a.7.7 0 0 1-.6-1z" fill="currentColor"/>'
    '<path d="M8 6v4M8 12.2v.1" stroke="var(--sheet)" stroke-width="1.6" stroke-linecap="round"/>',
    "urgent": '<path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor"/>'
    '<path d="M8 4v4.4M8 11.6v.1" stroke="var(--danger-fill)" stroke-width="1.8" stroke-linecap="round"/>',
    "stop": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"/>',
    "none": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M5.3 8h5.4" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"/>',
}
# The colour of a badge by its shape; other shapes stay in quiet ink. Only ``urgent`` has a filled background.
TONES = {"half": "now", "now": "now", "done": "done", "warn": "warn", "late": "late", "urgent": "urgent"}


class Badge(NamedTuple):
    """How a state is drawn: one of the shapes, its words, and a tone where the shape's own colour does not fit."""

    shape: str
    words: object = ""
    tone: str = ""


class BadgeTable(dict[type[Choices], Mapping[Choices, Badge]]):
    """How every value of an app's code lists is drawn; one table per app, in its ``badges`` module.

    A badge without words says the label of its value.
    """

    def of(self, codes: type[Choices], value: object, words: object = "") -> Badge:
        """The badge of a stored value, with other words if given. A value the code list lacks raises ValueError."""
        state = codes(value)
        found = self[codes][state]
        return found._replace(words=words or found.words or state.label)


def of_deadline(shape: str, due_at: datetime) -> Badge:
    """A deadline instead of a state, in relative words: ``Terlambat 1 hari``, ``23 jam lagi``."""
    return Badge(shape, capfirst(durations.due(due_at)))


@cache
def icon(name: str) -> SafeString:
    """A Lucide icon by its name, for example ``phone``. An unknown name raises an error."""
    svg = lucide._render_icon(name, None)
    body = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    paths = " ".join(body.split()).replace("> <", "><")
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{paths}</svg>')  # noqa: S308


@cache
def shape(name: str) -> SafeString:
    """One of the shapes above. An unknown name raises KeyError."""
    return mark_safe(f'<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">{SHAPES[name]}</svg>')  # noqa: S308


def badge(kind: str | Badge, text: object = "", tone: str = "") -> SafeString:
    """Shape and word, or a ``Badge`` alone. ``tone`` (now, done, warn, late, urgent, quiet) overrides the colour that
    the shape brings.
    """
    if isinstance(kind, Badge):
        kind, text, tone = kind
    return _badge(kind, text if isinstance(text, SafeString) else str(text), tone)


@lru_cache(maxsize=1024, typed=True)  # typed, because safe text and unsafe text may be equal
def _badge(kind: str, text: str, tone: str) -> SafeString:
    """Cached, because a list shows the same few badges many times."""
    tone = tone or TONES.get(kind, "")
    css = f"badge badge--{tone}" if tone and tone != "quiet" else "badge"
    return format_html('<span class="{}">{}{}</span>', css, shape(kind), text)
