"""Rows of *Hari ini* about the cases a person answers for, and what agencies told or asked about them."""

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import Sex
from cases.models import Victim
from cases.queries.own_duties import OwnDuties, OwnDuty
from cases.views.case_detail import act_of
from interface import days, numbers
from interface.unnamed import unnamed, years
from referrals.models import Referral, ReferralMessage
from safeguards.identifiers import new_id
from taskforces.models import Notification
from tppo_gugus.day_rows import news_row

OWN_CASES = "?tampilan=saya"
WITHOUT_SERVICE = "refer"
# Duties that stand in another group of the day for the whole office: emergencies, departures, screenings to review,
# pauses whose day has come. Answers and stopped sharing stand there too if a referral carries them.
SHOWN_ABOVE = frozenset({"safe", "plan", "review", "resume"})


def is_shown_above(own: OwnDuty) -> bool:
    """Whether another group of the day already has a row for this duty."""
    return own.duty.act in SHOWN_ABOVE or (
        own.duty.act in ("answer", "stop_sharing") and bool(own.duty.referral_number)
    )


def own_row(own: OwnDuty) -> dict:
    """A duty in a case of one's own: what, for whom, until when, and the verb that fulfils it."""
    duty, badge = own.duty, own.duty.badge
    act, url = act_of(duty, own.case.pk)
    page = reverse("cases:case-detail", args=[own.case.pk])
    due = [_("Batas %(when)s") % {"when": days.when_within(duty.due_at)}] if duty.due_at else []
    return {
        "title": f"{own.case.number}: {duty.title}",
        "url": page + "#tugas" if not url else page + url if url.startswith("#") else url,
        "kind": badge.shape,
        "state": str(badge.words),
        "tone": badge.tone or ("late" if badge.shape == "late" else ""),
        "meta": [*([who(own.victim)] if own.victim else []), *due, *([duty.note] if duty.note else [])],
        "act": act,
    }


def who(victim: Victim) -> str:
    """``/3 perempuan, 17 th``: a position never stands alone."""
    age = victim.age_at_event
    words = "" if age is None else years(age, victim.age_is_estimated)
    said = unnamed(Sex(victim.sex).known, words)
    return f"/{victim.position} {said[:1].lower()}{said[1:]}"


def not_read_row(found: OwnDuties) -> dict:
    """How many cases of one's own are too many for this page."""
    return {
        "title": _("%(n)s kasus Anda yang lain") % {"n": numbers.number(found.cases_not_read)},
        "url": reverse("cases:case-list") + OWN_CASES,
        "kind": "draft",
        "state": _("Tugasnya ada di daftar kasus"),
        "tone": "",
        "meta": [],
        "act": _("Buka daftar"),
    }


# --- What agencies ask and answer ------------------------------------------------------------------------------------
def asked_by_agencies(user) -> QuerySet:
    """Open referrals of the user's files whose last message is the agency's, the oldest question first."""
    newest = ReferralMessage.objects.filter(referral=OuterRef("pk")).order_by("-written_at", "-pk")
    rows = Referral.objects.sent_from_files_of(user).alive().select_related("agency", "case", "victim")
    rows = rows.annotate(
        last_is_theirs=Subquery(newest.values("is_from_agency")[:1]), asked_at=Subquery(newest.values("written_at")[:1])
    )
    rows = rows.defer("slip", "decline_note", "outcome_note", "victim__special_needs")
    return rows.filter(last_is_theirs=True).order_by("asked_at", "pk")


def asked_row(referral: Referral) -> dict:
    """A question of an agency that nobody has answered."""
    return {
        "title": _("%(agency)s bertanya tentang %(case)s")
        % {"agency": referral.agency.short_name, "case": referral.case.number},
        "url": reverse("referrals:referral-detail", args=[referral.pk]),
        "kind": "warn",
        "state": _("Menunggu jawaban Anda"),
        "tone": "warn",
        "meta": [
            who(referral.victim),
            _("Ditanyakan %(when)s") % {"when": days.when_within(referral.asked_at)},
            referral.number,
        ],
        "act": _("Jawab"),
    }


def unread_about_referrals(user) -> QuerySet:
    """The user's newest unread notification about each referral that has no other row: answers and outcomes to read."""
    own = Notification.objects.visible_to(user).unread()
    newer = own.filter(path=OuterRef("path"), created_at__gt=OuterRef("created_at"))
    start, end = _around_key()
    sent = Referral.objects.sent_from_files_of(user)
    rest = [sent.waiting(), asked_by_agencies(user)]
    paths = [
        rows.order_by().values_list(Concat(Value(start), Cast("pk", CharField()), Value(end)), flat=True)
        for rows in rest
    ]
    about = own.filter(path__startswith=start, path__endswith=end).exclude(Exists(newer))
    for path in paths:
        about = about.exclude(path__in=path)
    return about.order_by("created_at")


def _around_key() -> tuple[str, str]:
    """What stands before and after the key in the address of a referral."""
    key = new_id()
    start, end = reverse("referrals:referral-detail", args=[key]).split(str(key))
    return start, end


def unread_row(item: Notification) -> dict:
    """An answer or an outcome nobody has read yet."""
    return news_row(item, state=_("Belum dibaca"), act=_("Baca"))
