"""Finding somebody or something again without writing who is looked for into an address, a log or the history.

Names, NIK and telephone numbers are found through keyed tokens; hits are read through ``visible_to`` and shown as
codes with the reason they match. Whoever may not see identity searches by register number only.
"""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, Complaint, ComplaintPerson, Person, Victim
from cases.words import described
from safeguards import tokens
from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission

MOST_CANDIDATES = 2000  # token hits read before they are compared in clear
MOST_HITS = 50
SHORTEST_WORD = 2  # letters
EXACT = {"nik": gettext_lazy("NIK sama"), "phone": gettext_lazy("Nomor telepon sama")}


@dataclass(frozen=True)
class Hit:
    """One result: its code, where it leads, what is known of it without a name, and why it matches."""

    code: str
    url: str
    about: str
    why: str
    unit: str


def by_number(text: str, *, user) -> list[Hit]:
    """Cases and complaints of exactly this register number, among those the person works on."""
    number = "".join(text.upper().split())
    hits = []
    if policy.can(user, Permission.CASE_VIEW):
        for case in Case.objects.visible_to(user).filter(number=number.partition("/")[0])[:MOST_HITS]:
            hits.append(_case_hit(case, _("Nomor sama")))
    if policy.can(user, Permission.COMPLAINT_VIEW):
        found = Complaint.objects.visible_to(user).defer("narrative").filter(number=number.partition("/")[0])
        hits += [_complaint_hit(complaint, _("Nomor sama")) for complaint in found[:MOST_HITS]]
    return hits


def by_person(text: str, *, user) -> list[Hit]:
    """Victims and people of complaints with this NIK, this number or a name like this one."""
    if not policy.can(user, Permission.IDENTITY_REVEAL):
        return []
    reasons = _same_number(text, user) or _like_name(text, user)
    return _hits_of(reasons, user)


def cases_of_same_people(complaint: Complaint, *, user) -> list[Hit]:
    """Cases in which somebody has the NIK or telephone number of somebody in this complaint."""
    if not policy.can(user, Permission.IDENTITY_REVEAL, complaint):
        return []
    own = list(Person.objects.filter(complaint_roles__complaint=complaint))
    reasons: dict = {}
    for field, why in EXACT.items():
        given = [token for person in own if (token := tokens.exact_token(field, getattr(person, field))) is not None]
        if given:
            reasons |= dict.fromkeys(_people_with("exact && %s", [given], user), why)
    for person in own:
        reasons.pop(person.pk, None)
    victims = Victim.objects.visible_to(user).filter(person_id__in=list(reasons)).select_related("case")[:MOST_HITS]
    return list({victim.case_id: _case_hit(victim.case, reasons[victim.person_id]) for victim in victims}.values())


def _same_number(text: str, user) -> dict:
    """Person keys by the reason: the whole NIK or the whole telephone number."""
    if not any(character.isdecimal() for character in text):
        return {}
    reasons: dict = {}
    for field, why in EXACT.items():
        token = tokens.exact_token(field, text)
        if token is not None:
            reasons |= dict.fromkeys(_people_with("exact && %s", [[token]], user), why)
    return reasons


def _like_name(text: str, user) -> dict:
    """Person keys whose name has every word of the query, give or take one letter; compared again in clear."""
    words = [word for word in tokens.words_of(text) if len(word) >= SHORTEST_WORD and not word.isdecimal()]
    if not words:
        return {}
    query = " ".join(words)
    lists = tokens.search_tokens(query)
    condition = " AND ".join(["names && %s"] * len(lists))
    candidates = Person.objects.visible_to(user).filter(pk__in=_people_with(condition, lists, user))
    reasons = {}
    for person in candidates.only("pk", "name", "nickname", "guardian"):
        if tokens.is_near(query, person.name):
            reasons[person.pk] = _("Nama mirip")
        elif tokens.is_near(query, person.nickname):
            reasons[person.pk] = _("Nama panggilan mirip")
        elif tokens.is_near(query, f"{person.guardian}"):
            reasons[person.pk] = _("Nama wali mirip")
    return reasons


def _people_with(condition: str, values: list, user) -> list:
    """Keys from the token table, which has no policy so that its index is used; every row is read again under one."""
    task_forces = sorted(scoping.case_task_force_ids(user))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person_id FROM cases_persontokens WHERE {condition} AND task_force_id = ANY(%s) LIMIT %s",  # noqa: S608
            [*values, task_forces, MOST_CANDIDATES],
        )
        return [key for (key,) in cursor.fetchall()]


def _hits_of(reasons: dict, user) -> list[Hit]:
    """Victims first; somebody who is a victim is not repeated as a person of the complaint."""
    keys = list(reasons)
    victims = Victim.objects.visible_to(user).filter(person_id__in=keys).select_related("case", "origin_region")
    hits, shown = [], set()
    for victim in victims.order_by("-added_at")[:MOST_HITS]:
        shown.add(victim.person_id)
        url = f"{reverse('cases:case-detail', args=[victim.case_id])}#korban"
        hits.append(Hit(str(victim), url, described(victim), reasons[victim.person_id], _("Korban dalam kasus")))
    rows = ComplaintPerson.objects.visible_to(user).filter(person_id__in=[key for key in keys if key not in shown])
    for row in rows.select_related("complaint", "origin_region").order_by("-complaint__received_at")[:MOST_HITS]:
        url = reverse("cases:complaint-detail", args=[row.complaint_id])
        unit = _("%(role)s dalam pengaduan") % {"role": row.get_role_display()}
        hits.append(Hit(str(row), url, described(row), reasons[row.person_id], unit))
    return hits[:MOST_HITS]


def _case_hit(case: Case, why: str) -> Hit:
    url = reverse("cases:case-detail", args=[case.pk])
    return Hit(case.number, url, f"{case.get_kind_display()}, {case.get_stage_display()}", why, _("Kasus"))


def _complaint_hit(complaint: Complaint, why: str) -> Hit:
    url = reverse("cases:complaint-detail", args=[complaint.pk])
    about = f"{complaint.get_channel_display()}, {complaint.get_outcome_display()}"
    return Hit(complaint.number, url, about, why, _("Pengaduan"))
