"""How people without a name are written: as a code with sex, age and origin, and in counts with their unit."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.ages import is_known_child
from cases.choices import PersonRole, Sex
from taskforces.regions import label_of


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
