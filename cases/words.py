"""Describe cases and people without a name: kinds, counts with their unit, sex, age and origin."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cases.choices import CaseKind, PersonRole, Sex, ViolenceForm
from cases.matching import person_tokens
from cases.models import Case, ComplaintPerson, Person, Victim
from cases.reading.ages import is_known_child
from interface import days, durations
from interface.numbers import in_words
from interface.unnamed import unnamed, years
from taskforces.regions import wider_label_of

FORMS = dict(ViolenceForm.choices)


def kind(kind: str, violence_form: str, *, is_confirmed: bool) -> str:
    """``Dugaan TPPO`` until a victim is confirmed, then ``TPPO``; other violence by its form."""
    return _kind(get_language(), kind, violence_form, is_confirmed)


@lru_cache(maxsize=256)
def _kind(_language: str, kind: str, violence_form: str, is_confirmed: bool) -> str:
    """Cached, because a list shows the same few kinds many times."""
    if kind == CaseKind.TPPO:
        return _("TPPO") if is_confirmed else _("Dugaan TPPO")
    if violence_form == ViolenceForm.TRAFFICKING:
        return _("Kekerasan lain, tertulis “trafficking”")
    form = str(FORMS.get(violence_form, "")).lower()
    return _("Kekerasan %(form)s") % {"form": form} if form else _("Kekerasan lain")


def planned(planned_on: date | None, today: date) -> str:
    """A planned day and how far it is: ``Rabu, 11 Februari 2026 (besok)``; empty if there is none."""
    return f"{days.day(planned_on, weekday=True)} ({how_far(planned_on, today)})" if planned_on else ""


def how_far(planned_on: date, today: date) -> str:
    """``besok``, ``3 hari lagi``, ``lewat 2 hari``: a plan of the past is not late, it has perhaps happened."""
    if planned_on < today:
        return _("lewat %(span)s") % {"span": durations.duration(today - planned_on)}
    return durations.until_day(planned_on, today)


def victim_count(victims: int, children: int) -> str:
    """``2 anak``, ``3 dewasa``, ``3 korban, satu anak``."""
    return _victim_count(get_language(), victims, children)


@lru_cache(maxsize=256)
def _victim_count(_language: str, victims: int, children: int) -> str:
    if not victims:
        return _("Belum ada")
    if victims == children:
        return _("%(count)s anak") % {"count": victims}
    if not children:
        return _("%(count)s dewasa") % {"count": victims}
    return _("%(count)s korban, %(children)s anak") % {"count": victims, "children": in_words(children)}


def victims_in_words(victims: int, children: int) -> str:
    """For the heading of a case: ``dua korban anak``, ``tiga korban, satu di antaranya anak``."""
    if not victims:
        return _("belum ada korban tercatat")
    if victims == children:
        return _("%(count)s korban anak") % {"count": in_words(victims)}
    if not children:
        return _("%(count)s korban dewasa") % {"count": in_words(victims)}
    return _("%(count)s korban, %(children)s di antaranya anak") % {
        "count": in_words(victims),
        "children": in_words(children),
    }


def described(row: Victim | ComplaintPerson, *, long: bool = False) -> str:
    """``Perempuan, 16 th, Jambi Selatan``: what is known of somebody, without a name.

    ``long`` writes ``16 tahun saat kejadian``, for the heading of a victim's page.
    """
    age = row.age_at_event if isinstance(row, Victim) else row.age
    words = "" if age is None else years(age, row.age_is_estimated, long=long)
    if words and long:
        words = _("%(age)s saat kejadian") % {"age": words}
    return unnamed(Sex(row.sex).known, words, wider_label_of(row.origin_region) if row.origin_region_id else "")


def among_others(victim: Victim) -> str:
    """``/3 Perempuan, 17 th, Jambi Selatan``: one victim of a case whose page already names the case."""
    return f"/{victim.position} {described(victim)}"


def counted(people: Iterable) -> str:
    """``2 diduga korban, satu anak; 1 terlapor``: units are named, children are always shown."""
    people = list(people)
    victims = [row for row in people if row.role == PersonRole.POSSIBLE_VICTIM]
    others = [
        (PersonRole.REPORTED, _("%(count)d terlapor")),
        (PersonRole.WITNESS, _("%(count)d saksi")),
    ]
    parts = [_victims(victims)] if victims else []
    for role, sentence in others:
        count = sum(row.role == role for row in people)
        if count:
            parts.append(sentence % {"count": count})
    return "; ".join(parts)


def _victims(victims: list) -> str:
    children = sum(is_known_child(row.age) for row in victims)
    count = len(victims)
    if children == count:
        return ngettext("%(count)d anak diduga korban", "%(count)d anak diduga korban", count) % {"count": count}
    words = ngettext("%(count)d diduga korban", "%(count)d diduga korban", count) % {"count": count}
    return _("%(victims)s, %(children)d anak") % {"victims": words, "children": children} if children else words


def names_in(case: Case) -> list[str]:
    """Names of the victims of a case and of the people of its complaints, to compare with typed text."""
    people = Person.objects.filter(Q(victimhoods__case=case) | Q(complaint_roles__complaint__case=case)).distinct()
    return [name for row in people.values_list(*person_tokens.NAME_FIELDS) for name in row if name]
