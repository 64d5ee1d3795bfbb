"""How cases and people are named in words without a name: kinds, counts with their unit, sex, age and origin."""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cases.choices import CaseKind, PersonRole, Sex, ViolenceForm
from cases.matching import person_tokens
from cases.models import Case, Person, Victim
from cases.reading.ages import is_known_child
from taskforces.regions import label_of

FORMS = dict(ViolenceForm.choices)
NUMBER_WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")


def kind(kind: str, violence_form: str, *, is_confirmed: bool) -> str:
    """``Dugaan TPPO`` until a victim is confirmed, then ``TPPO``; other violence by its form."""
    return _kind(get_language(), kind, violence_form, is_confirmed)


@lru_cache(maxsize=256)
def _kind(_language: str, kind: str, violence_form: str, is_confirmed: bool) -> str:
    """A list names the same few kinds many times."""
    if kind == CaseKind.TPPO:
        return _("TPPO") if is_confirmed else _("Dugaan TPPO")
    if violence_form == ViolenceForm.TRAFFICKING:
        return _("Kekerasan lain, tertulis “trafficking”")
    form = str(FORMS.get(violence_form, "")).lower()
    return _("Kekerasan %(form)s") % {"form": form} if form else _("Kekerasan lain")


def count(number: int) -> str:
    """Small numbers in words."""
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else str(number)


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
    return _("%(count)s korban, %(children)s anak") % {"count": victims, "children": count(children)}


def victims_in_words(victims: int, children: int) -> str:
    """For the heading of a case: ``dua korban anak``, ``tiga korban, satu di antaranya anak``."""
    if not victims:
        return _("belum ada korban tercatat")
    if victims == children:
        return _("%(count)s korban anak") % {"count": count(victims)}
    if not children:
        return _("%(count)s korban dewasa") % {"count": count(victims)}
    return _("%(count)s korban, %(children)s di antaranya anak") % {
        "count": count(victims),
        "children": count(children),
    }


def age(victim: Victim, *, long: bool = False) -> str:
    """``16 th``, ``±15 th``, or that the age is unknown and the victim counts as a child."""
    if victim.age_at_event is None:
        return _("umur belum diketahui")
    sign = "±" if victim.age_is_estimated else ""
    return f"{sign}{victim.age_at_event} " + (_("tahun saat kejadian") if long else _("th"))


def victim(row: Victim, *, long: bool = False) -> str:
    """``Perempuan, 16 th, Jambi Selatan``: enough for the people who work on the case, and no name."""
    sex = Sex(row.sex).label if row.sex != Sex.UNKNOWN else _("Jenis kelamin belum diketahui")
    origin = row.origin_region.name if row.origin_region_id else _("asal belum pasti")
    return f"{sex}, {age(row, long=long)}, {origin}"


def age_words(age: int | None, is_estimated: bool = False) -> str:
    """``16 th``, ``±15 th`` or nothing."""
    if age is None:
        return ""
    return _("%(sign)s%(age)d th") % {"sign": "±" if is_estimated else "", "age": age}


def described(row) -> str:
    """``Perempuan, 16 th, Jambi Selatan``: what is known of somebody, none of it a name."""
    sex = row.get_sex_display() if row.sex != Sex.UNKNOWN else ""
    age = getattr(row, "age_at_event", None) if hasattr(row, "age_at_event") else row.age
    region = label_of(row.origin_region) if row.origin_region_id else ""
    return ", ".join(filter(None, [sex, age_words(age, row.age_is_estimated), region])) or _("belum diketahui")


def counted(people: Iterable) -> str:
    """``2 diduga korban, satu anak; 1 terlapor``: units named, children never out of sight."""
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
    """What the victims of a case and the people of its complaints are called, to compare with what somebody wrote."""
    people = Person.objects.filter(Q(victimhoods__case=case) | Q(complaint_roles__complaint__case=case)).distinct()
    return [name for row in people.values_list(*person_tokens.NAME_FIELDS) for name in row if name]
