"""The roster of a week and the list of emergency numbers; the supervisor edits both, the team reads them."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cases.actions import duty_roster
from cases.forms.duty import EmergencyContactForm, TurnForm
from cases.models import DutyTurn, EmergencyContact
from cases.queries.staff import case_workers
from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access import policy, scoping
from taskforces.access.bases import ActView, ForOwnTaskForce, PermissionRequired
from taskforces.access.permissions import Permission

DAYS = 7


class WeekView(PermissionRequired, TemplateView):
    """*Jadwal jaga*: the turns of a week, day by day, and the emergency numbers."""

    permission = Permission.COMPLAINT_VIEW
    template_name = "cases/duty_week.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the week of the URL (``?pekan=2026-02-09``), by default this week."""
        monday = monday_of(self.request.GET.get("pekan", ""))
        start = timezone.make_aware(datetime.combine(monday, time()))
        ids = scoping.case_task_force_ids(self.request.user)
        turns = DutyTurn.objects.visible_to(self.request.user).select_related("user")
        turns = list(turns.between(start, start + timedelta(days=DAYS)))
        days = [start + timedelta(days=offset) for offset in range(DAYS)]
        now = clock.now()
        may_manage = policy.can(self.request.user, Permission.DUTY_MANAGE)
        form = TurnForm(team=case_workers(ids), initial={"on": clock.today()}) if may_manage else None
        context = {
            "days": [{"on": day, "turns": _turns_of(day, turns)} for day in days],
            "now": now,
            "monday": monday,
            "before": monday - timedelta(days=DAYS),
            "after": monday + timedelta(days=DAYS),
            "has_turns": bool(turns),
            "contacts": EmergencyContact.objects.visible_to(self.request.user),
            "form": form,
        }
        return super().get_context_data(**{**context, **kwargs})


class RosterAct(ForOwnTaskForce, ActView):
    """A supervisor's act for their task force, without an object."""

    permission = Permission.DUTY_MANAGE


class TurnAddView(RosterAct):
    """*Tambah giliran*, on the page of the week."""

    template_name = "cases/duty_week.html"
    http_method_names = ("post",)

    def get_form(self, form_class=None) -> TurnForm:
        """Offer the people of the team."""
        return TurnForm(self.request.POST, team=case_workers([self.task_force.pk]))

    def get_context_data(self, **kwargs) -> dict:
        """Add the page of the week around the form."""
        return WeekView(request=self.request, kwargs={}).get_context_data(**kwargs)

    def act(self, form: TurnForm) -> str:
        """Add the turn and show its week."""
        turn = duty_roster.add_turn(task_force=self.task_force, by=self.request.user, **form.turn())
        messages.success(self.request, _("Giliran jaga dijadwalkan."))
        return week_url(timezone.localdate(turn.starts_at))


class TurnRemoveView(ActView):
    """*Hapus giliran*: a button."""

    permission = Permission.DUTY_MANAGE
    model = DutyTurn
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Remove the turn, or show why not."""
        turn = self.get_object()
        try:
            duty_roster.remove_turn(turn=turn, by=request.user)
            messages.success(request, _("Giliran jaga dihapus."))
        except WorkflowRefused as refusal:
            messages.warning(request, str(refusal))
        return HttpResponseRedirect(week_url(timezone.localdate(turn.starts_at)))


class WeekRepeatView(RosterAct):
    """*Ulangi pekan depan*: a button."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Copy the turns to the next week, and show that week."""
        monday = monday_of(request.POST.get("pekan", ""))
        start = timezone.make_aware(datetime.combine(monday, time()))
        count = duty_roster.repeat_week(task_force=self.task_force, start=start, by=request.user)
        messages.success(request, _("%(count)s giliran dijadwalkan untuk pekan berikutnya.") % {"count": count})
        return HttpResponseRedirect(week_url(monday + timedelta(days=DAYS)))


class ContactAddView(RosterAct):
    """*Tambah nomor darurat*."""

    form_class = EmergencyContactForm
    template_name = "cases/emergency_contact.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the way back."""
        return super().get_context_data(back_url=reverse("cases:duty-week"), **kwargs)

    def act(self, form: EmergencyContactForm) -> str:
        """Add the contact and show the list."""
        duty_roster.add_contact(task_force=self.task_force, details=form.details(), by=self.request.user)
        messages.success(self.request, _("Nomor darurat ditambahkan."))
        return reverse("cases:duty-week") + "#nomor"


class ContactChangeView(ActView):
    """*Ubah nomor darurat*."""

    permission = Permission.DUTY_MANAGE
    model = EmergencyContact
    form_class = EmergencyContactForm
    template_name = "cases/emergency_contact.html"

    def get_initial(self) -> dict:
        """The stored values."""
        names = (*EmergencyContactForm.FACTS, "version")
        return {name: getattr(self.object, name) for name in names}

    def get_context_data(self, **kwargs) -> dict:
        """Add the way back, and the colleague's version if there is a conflict."""
        context = super().get_context_data(back_url=reverse("cases:duty-week") + "#nomor", **kwargs)
        if "conflict" in kwargs:
            context["retry_version"] = EmergencyContact.objects.get(pk=self.object.pk).version
        return context

    def act(self, form: EmergencyContactForm) -> str:
        """Save the contact and show the list."""
        version = form.cleaned_data["version"] or 0
        duty_roster.change_contact(contact=self.object, details=form.details(), version=version, by=self.request.user)
        messages.success(self.request, _("Nomor darurat tersimpan."))
        return reverse("cases:duty-week") + "#nomor"


def monday_of(text: str):
    """The Monday of the week of a day in a URL, by default of this week. 404 for an invalid day."""
    try:
        day = parse_date(text) if text else clock.today()
    except ValueError:
        day = None
    if day is None or not 2000 < day.year < 2100:
        raise Http404
    return day - timedelta(days=day.weekday())


def week_url(day) -> str:
    """The URL of the week of a day."""
    return f"{reverse('cases:duty-week')}?pekan={day:%Y-%m-%d}"


def _turns_of(day: datetime, turns: list[DutyTurn]) -> list[DutyTurn]:
    return [turn for turn in turns if day <= turn.starts_at < day + timedelta(days=1)]
