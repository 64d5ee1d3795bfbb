"""The components of all pages: ``{% load interface %}``. A component's template lists its inputs in its first comment.

Marks      {% icon "phone" %} {% shape "done" %} {% badge "late" "Terlambat 1 hari" %}
           {% badge row.badge %}: a state, as the table of its app (``badges.py``) says
Words      dt|moment d|day d|day_of_year d|short_day d|month dt|hour dt|clock dt|when dt|when_within dt|due dt|ago
           n|number n|count_word n|rupiah h|duration_hours
           text|codes text|first_bold
Forms      {% field form.name %} {% options choices chosen %} {% error_summary form %}
           {% fold name="…" line="…" %}…{% endfold %}
Blocks     {% notice kind="warn" %}…{% endnotice %} {% nothing %}…{% endnothing %} {% slip %}…{% endslip %}
           {% figure title="…" %}…{% endfigure %}
Data       {% rows list %} {% timeline events %} {% journey stages %} {% facts pairs %} {% units list %}
           {% safe_contact state rule %} {% promise started due %} {% verdict word elements %} {% signatures list %}
           {% table %} {% heading label %} {% body %} {% row %} {% row_heading %} {% cell %}: see interface/tables.py
           {% chips list %} {% section_nav list %} {% identity label %}
           {% pagination page_obj %} {% back url text %}
Includes   components/strip.html, saved.html, messages.html
Addresses  Django's own {% querystring page=2 %} keeps the filters of the page.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface import days, durations, field_parts, marks, numbers, stylesheets, tables
from safeguards import clock as now

register = template.Library()
REGISTER_NUMBER = re.compile(r"\b(?:[A-Z]{1,3}-\d{4}-\d{3,}(?:/\d+)?)")

_FILTERS = (
    days.day,
    days.day_of_year,
    days.short_day,
    days.month,
    days.hour,
    days.clock,
    days.moment,
    days.when,
    days.when_within,
    durations.due,
    durations.ago,
    durations.is_late,
    durations.duration_hours,
    numbers.number,
    numbers.count_word,
    numbers.rupiah,
)
# The first words of the safe-contact part, by its state.
_BARRED = gettext_lazy("Jangan dihubungi.")
_SAFE = {
    "free": gettext_lazy("Boleh dihubungi."),
    "conditional": gettext_lazy("Boleh dihubungi dengan syarat:"),
    "unasked": gettext_lazy("Belum ditanyakan."),
    "never": _BARRED,
    "suspect": _BARRED,
}
for _writer in _FILTERS:
    register.filter(_writer.__name__, _writer)
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.shape, name="shape")
register.simple_tag(marks.badge, name="badge")
register.tag(tables.table)
register.simple_tag(tables.heading, takes_context=True)
for _part in (tables.row, tables.row_heading, tables.cell):
    register.simple_block_tag(_part, takes_context=True)


# --- Page -----------------------------------------------------------------------------------------------------------
@register.simple_tag
def styles() -> SafeString:
    """The style sheets in layer order: single files in development, one bundle when deployed."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((url,) for url in stylesheets.addresses()))


@register.simple_tag
def back(url: str, text: str) -> SafeString:
    """The link back, above the heading: for block ``kicker``."""
    return format_html('<a href="{}">{} {}</a>', url, marks.icon("arrow-left"), codes(text))


@register.filter
def codes(text: Any) -> SafeString:
    """Escape the text and keep register numbers (K-2026-0012/1) on one line."""
    return mark_safe(  # noqa: S308 - escaped on this line
        REGISTER_NUMBER.sub(r'<span class="code">\g<0></span>', conditional_escape(text))
    )


@register.filter
def first_bold(text: Any) -> SafeString:
    """Escape the text and set its first sentence in bold. In notices it says what happened; the rest, what is next."""
    escaped = conditional_escape(text)
    first, gap, rest = str(escaped).partition(". ")
    body = f"<strong>{first}.</strong> {rest}" if gap else str(escaped)
    return mark_safe(REGISTER_NUMBER.sub(r'<span class="code">\g<0></span>', body))  # noqa: S308 - escaped above


@register.filter
def message_kind(level_tag: str) -> str:
    """The notice for a Django message level."""
    return {"success": "done", "warning": "warn", "error": "danger"}.get(level_tag, "")


@register.filter
def notice_icon(kind: str) -> str:
    """The icon a notice of a kind begins with."""
    return {"done": "circle-check", "warn": "triangle-alert", "danger": "octagon-alert"}.get(kind, "info")


@register.simple_tag
def setting(name: str) -> object:
    """One of the few settings a page may read."""
    if name not in {"DEMO", "IDLE_LOCK_MINUTES"}:
        raise template.TemplateSyntaxError(name)
    return getattr(settings, name)


# --- Forms ----------------------------------------------------------------------------------------------------------
@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str = "") -> SafeString:
    """The options of a drop-down list of a filter. Fixed options (a tuple) are rendered once and cached."""
    if not isinstance(choices, tuple):
        return _drawn(choices, chosen)
    return _drawn_once(choices, chosen if any(value == chosen for value, _label in choices) else "")


def _drawn(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, mark_safe(" selected") if value == chosen else "", label) for value, label in choices),
    )


_drawn_once = lru_cache(maxsize=1024)(_drawn)


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    layout: str = "",
    size: str = "",
    extra: str = "",
    plain: bool = False,
) -> dict:
    """A form field with label, "(wajib)", hint, error and control. ``plain``: without "(wajib)" and help text."""
    kind = field_parts.kind_of(bound)
    around = field_parts.describe(bound, hint, plain)
    return {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "layout": layout,
        "extra": extra,
        "need": bound.field.required and not plain,
        "control": field_parts.control(bound, around["described_by"], size, plain) if kind == "control" else "",
        "options": field_parts.options(bound) if kind == "choices" else (),
        "error_words": field_parts.errors_of(bound),
        **around,
    }


@register.inclusion_tag("components/field_error.html")
def field_error(bound: BoundField) -> dict:
    """The error of a control that the template renders itself; its id is that of the control plus ``-galat``."""
    return {
        "field": bound,
        "error_id": field_parts.describe(bound)["error_id"],
        "error_words": field_parts.errors_of(bound),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any, note: str = "") -> dict:
    """All errors of the forms (or formsets) at the top of the page, each a link to its field; takes the focus.

    After too many failed attempts the input is not at fault: the heading says to wait.
    """
    general, rows, is_wait = [], [], False
    for form in _flat(forms):
        is_wait = is_wait or any(
            error.code == field_parts.TOO_MANY for errors in form.errors.as_data().values() for error in errors
        )
        general += form.non_field_errors()
        for bound in form:
            if bound.errors:
                rows.append({"target": field_parts.first_id(bound), "text": field_parts.summary_line(bound)})
    count = len(general) + len(rows)
    word = numbers.count_word(count)
    return {"general": general, "rows": rows, "count": count, "word": word, "note": note, "is_wait": is_wait}


def _flat(forms: Iterable[Any]) -> Iterator[Any]:
    """The single forms in a mix of forms, formsets and empty values."""
    for form in filter(lambda given: given is not None and given != "", forms):
        if hasattr(form, "forms"):
            yield from form.forms
        elif form.is_bound:
            yield form


# --- Blocks: what stands between the tags is the part's body ---------------------------------------------------------
def _block(part: str, /, **context: Any) -> SafeString:
    return render_to_string(f"components/{part}.html", context)


@register.simple_block_tag
def notice(content: SafeString, kind: str = "", icon: str = "", live: bool = False) -> SafeString:
    """An outcome and the next step. Kinds: done, warn, danger, or none for plain information."""
    return _block("notice", content=content, kind=kind, icon_name=icon or notice_icon(kind), live=live)


@register.simple_block_tag
def nothing(content: SafeString) -> SafeString:
    """The empty state: what will be here, and the one next step."""
    return _block("empty", content=content)


@register.simple_block_tag
def fold(
    content: SafeString,
    name: str,
    line: str = "",
    state: str = "ring",
    open: bool = False,
    verb: str = "",
    of: Any = None,
    **more: Any,
) -> SafeString:
    """A section of a long form, one line when filled. ``state`` is a shape; ``need=True`` writes (wajib).

    ``of`` brings line, state and open together.
    """
    if of:
        line, state, open = of.line, of.state, of.open
    verb = verb or (_("Isi") if state == "ring" else _("Ubah"))
    return _block("fold", content=content, name=name, line=line, state=state, open=open, verb=verb, **more)


@register.simple_block_tag
def slip(content: SafeString, sender: str = "", number: str = "", label: str = "", footer: str = "") -> SafeString:
    """A paper slip on the page: exactly what another agency sees."""
    return _block("slip", content=content, sender=sender, number=number, label=label, footer=footer)


@register.simple_block_tag
def figure(content: SafeString, title: str, unit: str = "") -> SafeString:
    """A chart with its table below it; the title answers one question, with the unit under it."""
    return _block("figure", content=content, title=title, unit=unit)


# --- Data -----------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/rows.html")
def rows(items: Iterable[Any], label: str = "") -> dict:
    """A list of things to do."""
    return {"rows": items, "label": label}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict:
    """A list of events."""
    return {"events": events}


@register.inclusion_tag("components/journey.html")
def journey(stages: Iterable[Any], label: str = "") -> dict:
    """The line of stages of one victim; a phone shows a sentence instead."""
    stages = list(stages)
    position = next((i for i, stage in enumerate(stages, 1) if _get(stage, "state") == "now"), len(stages))
    current = stages[position - 1] if stages else None
    return {"stages": stages, "label": label, "position": position, "total": len(stages), "current": current}


def _get(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, dict) else getattr(row, name, None)


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[Any], layout: str = "") -> dict:
    """Pairs of label and value; ``layout`` is columns, stacked or empty."""
    return {"pairs": pairs, "layout": layout}


@register.inclusion_tag("components/safe.html")
def safe_contact(state: str, rule: str = "", number: str = "", call_url: str = "") -> dict:
    """Stands above every telephone number. States: free, conditional, never, suspect, unasked; another is an error."""
    first = _SAFE[state]
    return {
        "state": state,
        "is_barred": first == _BARRED,
        "icon_name": "phone-off" if first == _BARRED else "phone",
        "words": first,
        "rule": rule,
        "number": number,
        "call_url": call_url,
    }


@register.inclusion_tag("components/clock.html")
def promise(started: datetime, due: datetime, verb: str = "", now: datetime | None = None) -> dict:
    """A promised deadline: words, then a bar of the time used. ``verb`` begins the sentence: "Jawab"."""
    now = now or timezone.now()
    whole = max((due - started).total_seconds(), 60)
    used = min(max((now - started).total_seconds(), 0), whole)
    return {
        "due": due,
        "verb": verb,
        "late": now > due,
        "left": durations.left(due, now),
        "used": int(used),
        "whole": int(whole),
    }


@register.inclusion_tag("components/verdict.html")
def verdict(word: str, elements: Iterable[Any], state: str = "half", kicker: str = "", reason: str = "") -> dict:
    """The conclusion of a rule: the word, its elements, the reason."""
    return {"word": word, "elements": elements, "state": state, "kicker": kicker, "reason": reason}


@register.inclusion_tag("components/units.html")
def units(items: Iterable[Any]) -> dict:
    """Big numbers, each with its unit."""
    return {"units": items}


@register.inclusion_tag("shell/calendar.html")
def calendar(reader: str) -> dict:
    """The calendar beside fields of a day; ``reader`` is the address that says what a text means."""
    words = {"months": MONTHS.values(), "weekdays": days.short_weekdays(), "long_weekdays": WEEKDAYS.values()}
    return {"reader": reader, "calendar": {"today": now.today(), **words}}


@register.inclusion_tag("components/chips.html")
def chips(items: Iterable[Any], label: str = "") -> dict:
    """The active filters; each chip removes its filter."""
    return {"chips": items, "label": label}


@register.inclusion_tag("components/signatures.html")
def signatures(signers: Iterable[Any]) -> dict:
    """The signature block of a printed page."""
    return {"signers": signers}


@register.inclusion_tag("components/section_nav.html")
def section_nav(items: Iterable[Any]) -> dict:
    """Links to the sections of a long page (not tabs); a section with an alarm shows it here."""
    return {"items": items}


@register.inclusion_tag("components/identity.html")
def identity(label: str, reveal_url: str = "", value: str = "", hide_url: str = "") -> dict:
    """Identity: a solid bar with a link to reveal it, or the revealed value with a link to hide it."""
    return {"label": label, "reveal_url": reveal_url, "value": value, "hide_url": hide_url}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, label: str = "") -> dict:
    """Links to first, previous and next page. A capped count (``count_is_capped``) is shown as "1.000+"."""
    total = numbers.number(page.paginator.count)
    capped = getattr(page.paginator, "count_is_capped", False)
    return {"request": context.get("request"), "page": page, "total": f"{total}+" if capped else total, "label": label}
