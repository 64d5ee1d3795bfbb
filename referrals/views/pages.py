"""Lists and pages: sent referrals, an agency's queue, and one referral for each side."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.choices import Urgency
from cases.choices.badges import PAUSED_BADGE
from interface import days
from interface.paging import KeyPaginator
from referrals import queries, slip
from referrals.actions import referrals as actions
from referrals.badges import BADGES
from referrals.choices import ReferralState
from referrals.filters import QUEUE_PARTS, QueueFilter, SentFilter
from referrals.forms import AcceptForm, AskForm, CompleteForm, DeclineForm, SettleForm, WithdrawForm
from referrals.models import Closure, Referral
from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.bases import ScopedDetailView
from taskforces.access.permissions import Permission
from taskforces.choices import SavedList
from taskforces.listing import FilteredList

OPENED = "slips_opened"  # session: referrals whose opening was recorded
REMEMBERED = 100  # how many of them the session keeps
QUEUE_ROWS = 50  # beside an open referral

NO_REFERRAL = "00000000-0000-0000-0000-000000000000"  # placeholder in an address, replaced by the key of a referral


class SentListView(FilteredList):
    """Referrals sent from the user's case files, late answers first."""

    permission = Permission.REFERRAL_SEND
    model = Referral
    of_list = SavedList.SENT
    filterset_class = SentFilter
    first_filters = ("keadaan", "layanan", "instansi", "batas")
    fetch_rows = staticmethod(queries.page_of_sent)
    template_name = "referrals/referral_list.html"

    def get_queryset(self) -> QuerySet:
        """Rows narrowed by the address and ordered as duties."""
        rows = self.narrowed(Referral.objects.sent_from_files_of(self.request.user))
        return queries.late_first(rows, clock.now())

    def get_context_data(self, **kwargs) -> dict:
        """Add the services in words, and the moment for measuring lateness."""
        context = super().get_context_data(**kwargs)
        for referral in context["page_obj"].object_list:
            referral.services_words = slip.services_words(referral.service_lines)
        return {**context, "now": clock.now()}


class InboxView(FilteredList):
    """The queue of the user's agency. The list shows numbers and services; a slip has its own page."""

    permission = Permission.REFERRAL_ANSWER
    model = Referral
    of_list = SavedList.INBOX
    filterset_class = QueueFilter
    first_filters = ("layanan", "mendesak", "batas")
    parts = ("tampil",)
    fetch_rows = staticmethod(queries.page_of_inbox)
    template_name = "referrals/inbox.html"

    @property
    def part(self) -> str:
        """The part of the queue: waiting, running or ended."""
        part = self.request.GET.get("tampil", "")
        return part if part in QUEUE_PARTS else ""

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of referrals in each part."""
        return queries.inbox_counts(self.request.user)

    def get_queryset(self) -> QuerySet:
        """Late ones first; ended ones last, newest first."""
        return queries.late_first(self.narrowed(queries.inbox(self.request.user)), clock.now())

    def get_paginator(self, queryset: QuerySet, per_page: int, **kwargs) -> KeyPaginator:
        """A paginator that reuses the count of this part, unless filters narrow it."""
        name, _states = QUEUE_PARTS[self.part]
        narrowed = any(name != "tampil" for name, _words in self.filterset.active())
        known = None if narrowed else self.counts[name]
        return super().get_paginator(queryset, per_page, known=known, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Add rows with the line of their slip, and the counts of the queue."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "part": self.part,
            "rows": queue_rows(context["page_obj"].object_list),
            "counts": self.counts,
            "closed": queries.closed_in_queue(self.request.user) if self.part == "selesai" else [],
            "agencies": own_agencies(self.request.user),
        }


class ReferralDetailView(ScopedDetailView):
    """One referral: the slip for the agency, the state and the answer for the sender."""

    permission = Permission.REFERRAL_VIEW
    model = Referral

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show it and record the opening where ``read_slip`` says so; of a closed one the agency sees its closure."""
        try:
            self.object = self.get_object()
            return render_referral(request, self.object, may_record=True)
        except (Http404, Referral.DoesNotExist, WorkflowRefused):
            return self.closed()

    def closed(self) -> HttpResponse:
        """The page with what the agency may still see after the consent was withdrawn."""
        closures = Closure.objects.visible_to(self.request.user).select_related("agency", "sent_by")
        closure = get_object_or_404(closures, referral_id=self.kwargs["pk"])
        services = slip.services_words(slip.in_order(closure.service_lines))
        context = {"closure": closure, "sender": queries.sender_of_closed(closure), "services": services}
        return render(self.request, "referrals/referral_closed.html", context)


def render_referral(request: HttpRequest, referral: Referral, *, may_record: bool, form=None, status: int = 200):
    """The page of a referral for the user's side; ``form`` is a refused form to show again.

    ``may_record`` means that this request will be committed, so that it can record the opening of the slip.
    """
    at_agency = policy.can(request.user, Permission.REFERRAL_ANSWER, referral)
    related = ["agency", "sent_by", "answered_by", "completed_by", "withdrawn_by"]
    if not at_agency:  # an agency reads no row of the case file
        related += ["victim__case", "consent", "closure__settled_by"]
    referral = Referral.objects.select_related(*related).get(pk=referral.pk)
    is_open = slip.is_open(referral, clock.now()) or not at_agency
    context = {
        "referral": referral,
        "services": slip.services_words(referral.service_lines),
        "slip": read_slip(request, referral, at_agency, may_record=may_record) if is_open else None,
        "now": clock.now(),
        "letters": list(referral.messages.select_related("written_by")) if is_open else [],
        **forms_for(referral, form),
    }
    if not at_agency:
        context["pausable"] = queries.pausable_of(referral)
    if referral.closed_at is not None and not at_agency:
        context["settled_note"] = queries.settled_note(referral)
    if at_agency:
        waiting = queries.late_first(queries.inbox(request.user).waiting(), clock.now())[:QUEUE_ROWS]
        context |= {"rows": queue_rows(waiting, current=referral), "counts": queries.inbox_counts(request.user)}
        context["agencies"] = own_agencies(request.user)
    template = "referrals/referral_answer.html" if at_agency else "referrals/referral_sent.html"
    return render(request, template, context, status=status)


def read_slip(request: HttpRequest, referral: Referral, at_agency: bool, *, may_record: bool) -> slip.Slip | None:
    """The slip. An agency's opening is always recorded, the sender's only if the slip has identity.

    Returns ``None`` if the opening must be recorded but is not.
    """
    composed = slip.Slip.from_json(referral.slip)
    if not at_agency and not composed.identifies:
        return composed
    if may_record:
        remember_opened(request, referral)
        return actions.open_slip(referral=referral, by=request.user)
    return composed if was_opened(request, referral) else None


def was_opened(request: HttpRequest, referral: Referral) -> bool:
    """Whether this session already has a recorded opening of the slip."""
    return str(referral.pk) in request.session.get(OPENED, [])


def remember_opened(request: HttpRequest, referral: Referral) -> None:
    """Store in the session that the opening was recorded."""
    opened = [pk for pk in request.session.get(OPENED, []) if pk != str(referral.pk)]
    request.session[OPENED] = [*opened, str(referral.pk)][-REMEMBERED:]


def forms_for(referral: Referral, refused=None) -> dict:
    """The forms of the page by name; the refused one keeps its input and errors."""
    forms = {
        "accept_form": AcceptForm(),
        "decline_form": DeclineForm(),
        "complete_form": CompleteForm(service_lines=referral.service_lines),
        "ask_form": AskForm(),
        "withdraw_form": WithdrawForm(),
        "settle_form": SettleForm(),
    }
    for name, form in forms.items():
        if refused is not None and type(refused) is type(form):
            forms[name] = refused
    return {**forms, "refused": refused}


def queue_rows(referrals: Iterable[Referral], *, current: Referral | None = None) -> list[dict]:
    """Referrals in words, with the line of their slip while it is open. The list names nobody."""
    now, pattern = clock.now(), reverse("referrals:referral-detail", args=[NO_REFERRAL])
    return [
        {
            "address": pattern.replace(NO_REFERRAL, str(referral.pk)),
            "number": referral.number,
            "is_current": current is not None and referral.pk == current.pk,
            "services": slip.services_words(referral.service_lines),
            "who": slip.Slip.from_json(referral.slip).summary if slip.is_open(referral, now) else "",
            "since": referral.first_service_on if referral.state == ReferralState.ACCEPTED else None,
            **_queue_state(referral, now),
        }
        for referral in referrals
    ]


def _queue_state(referral: Referral, now: datetime) -> dict:
    """What waits has a deadline, which the page says in words; the rest has the badge of its state."""
    if referral.is_paused:
        return {"badge": PAUSED_BADGE._replace(words=_paused_words(referral)), "is_urgent": False}
    if referral.state != ReferralState.SENT:
        return {"badge": BADGES.of(ReferralState, referral.state), "is_urgent": False}
    is_emergency, is_late = referral.urgency == Urgency.EMERGENCY, referral.answer_due_at < now
    return {
        "badge": None,
        "due_at": referral.answer_due_at,
        "is_emergency": is_emergency,
        "is_late": is_late,
        "is_urgent": is_emergency or is_late,
    }


def _paused_words(referral: Referral) -> str:
    """``Ditunda: atas permintaan korban, sampai 5 Desember 2026``: all that an agency learns of it."""
    why = referral.get_pause_reason_display().lower()
    if referral.paused_until is None:
        return _("Ditunda: %(why)s") % {"why": why}
    return _("Ditunda: %(why)s, sampai %(day)s") % {"why": why, "day": days.day(referral.paused_until)}


def own_agencies(user) -> list:
    """Agencies whose queue the user answers."""
    found = {m.agency_id: m.agency for m in user.current_memberships if m.role == "agency_officer"}
    return list(found.values())
