"""*Hari ini*: the groups of a user's day, ordered by harm, then by lateness. Five rows each, and a link to the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.db.models import Count, Max, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.choices import ComplaintOutcome, Urgency
from cases.filters.cases import LATE_IDENTIFICATION
from cases.filters.complaints import LEAVING
from cases.models import Case, Complaint, Draft, EmergencyResponse, HandOver, Screening
from cases.models.draft import address_of, form_of
from cases.public.folding import LIST_OF_FOLDED
from cases.queries import own_duties
from cases.queries.duties import LATE
from cases.queries.lateness import limits_of, with_lateness
from cases.queries.on_duty import Desk, desk_of
from cases.queries.workload import Workload, workload_of
from coordination.models import Decision, Meeting
from interface import days, numbers
from referrals.choices import ReferralState
from referrals.models import Referral
from safeguards import clock
from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission
from taskforces.choices import AgencyKind
from taskforces.models import Agency, Decree, Invitation, Membership, Watch
from tppo_gugus import consent_rows, ending_rows, own_rows, pause_rows
from tppo_gugus.day_rows import (
    addition_row,
    agency_row,
    complaint_row,
    decision_row,
    decree_row,
    invitation_row,
    meeting_row,
    queue_row,
    sent_row,
    served_row,
    watch_row,
)
from tppo_gugus.leaving_rows import ending_rows_of_accounts, ending_rows_of_team, received_rows, unowned_rows
from tppo_gugus.urgent_rows import emergency_row, hand_over_row, plan_row, response_row, review_row

ROWS_SHOWN = 5
EMERGENCIES_SHOWN = 50  # one row per emergency, newest first, so that old ones hide nobody
DECREE_NOTICE_DAYS = 60


@dataclass(frozen=True)
class DayGroup:
    """One group of the day: a heading, its first rows, the total number, and the URL of the rest."""

    title: str
    rows: list
    count: int
    late: bool = False
    more_url: str = ""


@dataclass(frozen=True)
class Day:
    """The content of the home page: the sentence on top, the groups behind it, and the side column."""

    sentence: str
    groups: list = field(default_factory=list)
    desk: Desk | None = None
    contacts: list = field(default_factory=list)
    workload: Workload | None = None
    drafts: list = field(default_factory=list)


def day_of(user) -> Day:
    """The day of a user, for all their roles."""
    groups: list[DayGroup] = []
    desk, contacts, workload = None, [], None
    if policy.can(user, Permission.CASE_VIEW):
        groups += caseworker_groups(user)
        desk = desk_of(scoping.case_task_force_ids(user))
        contacts = [] if desk.contacts else emergency_contacts(user)
        workload = workload_of(user)
    if policy.can(user, Permission.REFERRAL_ANSWER):
        groups += agency_groups(user)
    if policy.can(user, Permission.MEETING_VIEW):
        groups += secretariat_groups(user)
    if policy.can(user, Permission.AGENCY_MANAGE):
        groups += admin_groups(user)
    groups += leaving_groups(user)
    if policy.can(user, Permission.VIEW_SAVE):
        groups.append(watched_group(user))
    groups = [group for group in groups if group.count]
    return Day(sentence(groups), groups, desk, contacts, workload, draft_links(user))


def sentence(groups: Iterable[DayGroup]) -> str:
    """The day in one sentence, from the groups: late things first, then waiting ones."""
    urgent = sum(group.count for group in groups if group.late == "urgent")
    late = sum(group.count for group in groups if group.late is True)
    rest = sum(group.count for group in groups if not group.late)
    parts = []
    if urgent:
        parts.append(
            ngettext("%(n)s keadaan darurat perlu dipastikan.", "%(n)s keadaan darurat perlu dipastikan.", urgent)
            % {"n": numbers.count_word(urgent).capitalize()}
        )
    if late:
        parts.append(_("%(n)s hal terlambat.") % {"n": numbers.count_word(late).capitalize()})
    if rest:
        parts.append(_("%(n)s hal menunggu.") % {"n": numbers.count_word(rest).capitalize()})
    return " ".join(parts) or _("Tidak ada yang menunggu Anda hari ini.")


def caseworker_groups(user) -> list[DayGroup]:
    """Safety first, then what is late, due, waiting and new."""
    limits = limits_of(user)
    complaints = with_lateness(Complaint.objects.visible_to(user), limits, clock.now())
    running = EmergencyResponse.objects.visible_to(user).open().select_related("complaint", "acknowledged_by")
    leaving = complaints.leaving(clock.today()).exclude(pk__in=running.values("complaint_id"))
    return [
        *danger_groups(user, complaints, running, leaving),
        *handed_over_groups(user),
        *file_groups(user, complaints, leaving, limits),
    ]


def danger_groups(user, complaints: QuerySet, running: QuerySet, leaving: QuerySet) -> list[DayGroup]:
    """Whoever may be in danger now."""
    all_complaints = reverse("cases:complaint-list")
    pending = complaints.filter(outcome=ComplaintOutcome.PENDING, urgency=Urgency.EMERGENCY)
    added = complaints.with_additions().filter(has_additions=True, urgency=Urgency.EMERGENCY)
    shown_above = running.filter(complaint__case__isnull=False).values("complaint__case_id")
    emergencies = Case.objects.visible_to(user).open().filter(urgency=Urgency.EMERGENCY).exclude(pk__in=shown_above)
    return [
        group(_("Keadaan darurat"), running.order_by("due_at"), response_row, late="urgent"),
        group(
            _("Rencana berangkat sudah dekat"),
            leaving.order_by("planned_on", "received_at"),
            plan_row,
            late="urgent",
            more=all_complaints + f"?tugas={LEAVING}",
            shown=EMERGENCIES_SHOWN,
        ),
        group(
            _("Pengaduan darurat belum ditangani"),
            pending.order_by("-received_at"),
            complaint_row,
            late="urgent",
            more=all_complaints + f"?hasil={ComplaintOutcome.PENDING}&mendesak={Urgency.EMERGENCY}",
            shown=EMERGENCIES_SHOWN,
        ),
        group(
            _("Tambahan baru dari pelapor: darurat"),
            added.order_by("-received_at"),
            addition_row,
            late="urgent",
            more=all_complaints + f"?mendesak={Urgency.EMERGENCY}",
            shown=EMERGENCIES_SHOWN,
        ),
        group(_("Keselamatan"), emergencies, emergency_row, late="urgent", more=reverse("cases:case-list")),
    ]


def file_groups(user, complaints: QuerySet, leaving: QuerySet, limits) -> list[DayGroup]:
    """Work on complaints, cases and referrals: victims without a service, what is late, what waits, what is new."""
    now, all_complaints, all_cases = clock.now(), reverse("cases:complaint-list"), reverse("cases:case-list")
    all_sent = reverse("referrals:referral-list")
    waiting_at_all = complaints.filter(outcome=ComplaintOutcome.PENDING)
    pending = waiting_at_all.exclude(urgency=Urgency.EMERGENCY).folded(False)
    late = pending.filter(is_late=True).order_by("received_at")
    new = pending.filter(is_late=False).exclude(pk__in=leaving.values("pk"))
    added = complaints.with_additions().filter(has_additions=True).exclude(urgency=Urgency.EMERGENCY)
    ended = complaints.filter(outcome=ComplaintOutcome.EMERGENCY)
    undecided = ended.exclude(emergencies__ended_at__isnull=True).order_by("received_at")
    handed = HandOver.objects.visible_to(user).select_related("complaint").order_by("receipt_due_at")
    sent = Referral.objects.sent_from_files_of(user).select_related("agency").order_by("answer_due_at")
    waiting = sent.waiting().filter(answer_due_at__gte=now)
    reviews = Screening.objects.visible_to(user).awaiting_review().select_related("victim__case")
    without_service, late_in_cases, in_cases = own_case_groups(user, limits)
    return [
        without_service,
        group(_("Instansi bertanya"), own_rows.asked_by_agencies(user), own_rows.asked_row, more=all_sent),
        late_in_cases,
        group(_("Persetujuan dicabut"), consent_rows.to_settle(user), partial(consent_rows.settle_row, limits=limits)),
        group(_("Rujukan belum dijawab"), sent.overdue(now), sent_row, late=True, more=all_sent),
        group(
            _("Pengaduan belum diidentifikasi"),
            late,
            complaint_row,
            late=True,
            more=all_complaints + f"?tugas={LATE_IDENTIFICATION}",
        ),
        group(_("Tanda terima daerah lain belum datang"), handed.overdue(now), hand_over_row, late=True),
        *in_cases,
        group(_("Diminta mengakhiri layanan"), ending_rows.to_decide(user), ending_rows.decide_row),
        group(_("Layanan ditunda: lanjutkan?"), pause_rows.to_decide(user), pause_rows.decide_row),
        group(_("Darurat berakhir, hasil belum ditentukan"), undecided, complaint_row),
        group(_("Tambahan baru dari pelapor"), added.order_by("-received_at"), addition_row, more=all_complaints),
        group(_("Kesimpulan perlu ditinjau"), reviews.order_by("screened_at"), review_row, more=all_cases),
        group(
            _("Kabar rujukan belum dibaca"),
            own_rows.unread_about_referrals(user),
            own_rows.unread_row,
            more=reverse("taskforces:notification-list"),
        ),
        group(_("Menunggu jawaban instansi"), waiting, sent_row, more=all_sent),
        group(_("Pengaduan baru"), new, complaint_row, more=all_complaints),
        folded_group(waiting_at_all),
    ]


def own_case_groups(user, limits) -> tuple[DayGroup, DayGroup, list[DayGroup]]:
    """The duties of the user's own cases: victims without a service, what is late, and the rest."""
    found, more = own_duties.of_person(user, limits), reverse("cases:case-list") + own_rows.OWN_CASES
    left = [own for own in found.duties if not own_rows.is_shown_above(own)]
    without = [own for own in left if own.duty.act == own_rows.WITHOUT_SERVICE]
    with_service = [own for own in left if own.duty.act != own_rows.WITHOUT_SERVICE]
    late = [own for own in with_service if own.duty.rank == LATE]
    rest = [own for own in with_service if own.duty.rank != LATE]
    others = [own_rows.not_read_row(found)] if found.cases_not_read else []
    return (
        own_group(_("Korban tanpa layanan"), without, more=more),
        own_group(_("Terlambat dalam kasus Anda"), late, late=True, more=more),
        [own_group(_("Tugas dalam kasus Anda"), rest, more=more), group_of(_("Kasus Anda yang lain"), others)],
    )


def own_group(title: str, found: list, *, late: bool = False, more: str) -> DayGroup:
    """A group of duties of one's own cases; only those shown are put into words."""
    return DayGroup(title, [own_rows.own_row(own) for own in found[:ROWS_SHOWN]], len(found), late, more)


def agency_groups(user) -> list[DayGroup]:
    """Referrals in the queue of the user's agency: late, waiting, being served."""
    now, limits = clock.now(), limits_of(user)
    queue = Referral.objects.in_queue_of(user).order_by("answer_due_at")
    inbox = reverse("referrals:inbox")
    return [
        group(_("Persetujuan dicabut"), consent_rows.to_stop_using(user, limits, now), consent_rows.stop_using_row),
        group(_("Terlambat dijawab"), queue.overdue(now), queue_row, late=True, more=inbox),
        group(_("Menunggu jawaban Anda"), queue.waiting().filter(answer_due_at__gte=now), queue_row, more=inbox),
        group(_("Sedang dilayani"), queue.filter(state=ReferralState.ACCEPTED), served_row, more=inbox),
    ]


def secretariat_groups(user) -> list[DayGroup]:
    """Decisions that are late or due, and the meetings ahead."""
    today = clock.today()
    decisions = Decision.objects.visible_to(user).select_related("owner_agency").order_by("due_on")
    due_soon = decisions.unfinished().filter(due_on__gte=today)
    meetings = Meeting.objects.visible_to(user).filter(held_on__gte=today).order_by("held_on")
    more = reverse("coordination:meeting-list")
    as_row = partial(decision_row, user=user)
    return [
        group(_("Keputusan terlambat"), decisions.overdue(today), as_row, late=True, more=more),
        group(_("Rapat mendatang"), meetings, meeting_row, more=more),
        group(_("Keputusan berjalan"), due_soon, as_row, more=more),
    ]


def admin_groups(user) -> list[DayGroup]:
    """Decrees that end soon, agencies without anybody to answer, open invitations."""
    soon = clock.today() + timedelta(days=DECREE_NOTICE_DAYS)
    ending = Decree.objects.visible_to(user).valid().filter(valid_until__lte=soon).order_by("valid_until")
    managed = scoping.managed_task_force_ids(user)
    unmanned = (
        Agency.objects.filter(task_force_id__in=managed, services__isnull=False)
        .active()
        .exclude(memberships__in=_current_memberships(managed))
        .distinct()
    )
    invitations = Invitation.objects.visible_to(user).open()
    return [
        group(_("SK segera berakhir"), ending, decree_row, more=reverse("taskforces:decree-list")),
        group(_("Instansi tanpa petugas"), unmanned, agency_row, more=reverse("taskforces:agency-list")),
        group(_("Undangan belum diterima"), invitations, invitation_row, more=reverse("taskforces:staff-list")),
    ]


def handed_over_groups(user) -> list[DayGroup]:
    """Work held by nobody with access, and work handed to the user since they last looked."""
    more = reverse("cases:leaving") if policy.can(user, Permission.DUTY_MANAGE) else reverse("cases:case-list")
    return [
        group_of(_("Tanpa penanggung jawab"), unowned_rows(user), late=True, more=more),
        group_of(_("Dialihkan kepada Anda"), received_rows(user), more=reverse("cases:held")),
    ]


def leaving_groups(user) -> list[DayGroup]:
    """People whose access ends soon while they hold work."""
    found = []
    if policy.can(user, Permission.DUTY_MANAGE):
        rows, more = ending_rows_of_team(user), reverse("cases:leaving")
        found.append(group_of(_("Akses segera berakhir"), rows, more=more))
    if policy.can(user, Permission.STAFF_MANAGE):
        rows, more = ending_rows_of_accounts(user), reverse("taskforces:staff-list")
        found.append(group_of(_("Akses segera berakhir, pekerjaan belum dialihkan"), rows, more=more))
    return found


def watched_group(user) -> DayGroup:
    """The user's watched views over their threshold, by the last count."""
    crossed = Watch.objects.visible_to(user).running().filter(is_crossed=True).select_related("view")
    rows = crossed.order_by("-told_at")
    return group(_("Yang Anda pantau"), rows, watch_row, more=reverse("tppo_gugus:view-list"))


def _current_memberships(task_force_ids):
    return Membership.objects.current().filter(task_force_id__in=task_force_ids)


def emergency_contacts(user) -> list[tuple[str, str]]:
    """Office numbers to call in an emergency: police, hospital, social affairs of the user's task force."""
    kinds = (AgencyKind.POLICE, AgencyKind.HOSPITAL, AgencyKind.SOCIAL_AFFAIRS)
    agencies = Agency.objects.active().filter(task_force_id__in=scoping.case_task_force_ids(user), kind__in=kinds)
    return [(agency.short_name, agency.contact_phone or _("Nomor belum diisi pengelola akun")) for agency in agencies]


def draft_links(user) -> list[dict]:
    """The user's drafts: the kind of form, the URL that continues it, when it was saved."""
    found = []
    for draft in Draft.objects.visible_to(user)[:ROWS_SHOWN]:
        url = address_of(draft.key)
        if url is not None:
            found.append({"label": form_of(draft.key).label, "url": url, "saved_at": draft.saved_at})
    return found


def group_of(title: str, rows: list[dict], *, late: bool | str = False, more: str = "") -> DayGroup:
    """A group of rows that were already read; their number is always small."""
    return DayGroup(title, rows[:ROWS_SHOWN], len(rows), late, more)


def group(
    title: str, queryset, as_row, *, late: bool | str = False, more: str = "", shown: int = ROWS_SHOWN
) -> DayGroup:
    """A group with the first rows of a queryset and its total number, in one query."""
    found = list(queryset.annotate(in_all=Window(Count("*")))[:shown])
    count = found[0].in_all if found else 0
    return DayGroup(title, [as_row(item) for item in found], count, late, more)


def folded_group(waiting: QuerySet) -> DayGroup:
    """Folded reports from one network as one row: how many wait, and the URL of their list."""
    found = waiting.folded(True).aggregate(count=Count("pk"), last=Max("received_at"))
    count, url = found["count"], reverse("cases:complaint-list") + LIST_OF_FOLDED
    row = {
        "title": ngettext("%(n)s laporan belum ditangani", "%(n)s laporan belum ditangani", count)
        % {"n": numbers.number(count)},
        "url": url,
        "kind": "draft",
        "state": _("Dilipat"),
        "meta": [_("Terakhir masuk %(when)s") % {"when": days.when_within(found["last"])}] if count else [],
        "act": _("Buka daftar"),
    }
    return DayGroup(_("Laporan beruntun dari formulir publik"), [row] if count else [], count)
