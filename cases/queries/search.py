"""Finding somebody or something again without writing who is looked for into an address, a log or the history.

Names, NIK and telephone numbers are found through keyed tokens; hits are read through ``visible_to`` and shown as
codes with the reason they match. Whoever may not see identity searches by register number only.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.matching.finding import NUMBERS, find_people, people_with
from cases.models import Case, Complaint, ComplaintPerson, Person, Victim
from cases.person_tokens import phones_in
from cases.words import described
from taskforces.access import policy
from taskforces.access.permissions import Permission

MOST_HITS = 50


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
    found = find_people(text, user=user)
    reasons = {match.person_id: " ".join(reason.words for reason in match.reasons) for match in found}
    return _hits_of(reasons, user)


def cases_of_same_people(complaint: Complaint, *, user) -> list[Hit]:
    """Cases in which somebody has the NIK or telephone number of somebody in this complaint."""
    if not policy.can(user, Permission.IDENTITY_REVEAL, complaint):
        return []
    own = list(Person.objects.filter(complaint_roles__complaint=complaint))
    reasons: dict = {}
    numbers = {
        "nik": [person.nik for person in own],
        "phone": [phone for person in own for phone in phones_in(person.phone)],
    }
    for kind, values in numbers.items():
        reasons |= dict.fromkeys(people_with(kind, values, [complaint.task_force_id]), NUMBERS[kind])
    for person in own:
        reasons.pop(person.pk, None)
    victims = Victim.objects.visible_to(user).filter(person_id__in=list(reasons)).select_related("case")[:MOST_HITS]
    return list({victim.case_id: _case_hit(victim.case, reasons[victim.person_id]) for victim in victims}.values())


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
