"""*Batas waktu*: how long each duty may take, why and since when. The supervisor sees a preview, then saves."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cases.actions import time_limits
from cases.choices import Duty
from cases.forms.time_limits import HOUSE, OWN, TimeLimitForm
from cases.models import TimeLimit
from cases.models.time_limit import USUAL_HOURS, hours_in_words
from cases.queries.lateness import count_late
from cases.queries.time_limits import house_limit, version_of
from safeguards import clock
from taskforces.access import policy
from taskforces.access.bases import ActView, ForOwnTaskForce, PermissionRequired
from taskforces.access.permissions import Permission

SLUGS = {
    "identifikasi": Duty.IDENTIFICATION,
    "henti-data": Duty.STOP_SHARING,
    "darurat": Duty.EMERGENCY,
    "tanda-terima": Duty.HAND_OVER_RECEIPT,
}
MEANINGS = {
    Duty.IDENTIFICATION: gettext_lazy(
        "Dari pengaduan diterima sampai korban diidentifikasi. Lewat batas ini pengaduan dan kasus disebut terlambat."
    ),
    Duty.STOP_SHARING: gettext_lazy(
        "Dari persetujuan ditarik sampai instansi berhenti memakai data dan kelanjutannya dicatat."
    ),
    Duty.EMERGENCY: gettext_lazy(
        "Dari keadaan darurat dinyatakan sampai keselamatan dipastikan. Lewat batas ini alarmnya naik."
    ),
    Duty.HAND_OVER_RECEIPT: gettext_lazy(
        "Dari pengaduan diserahkan ke daerah lain sampai tanda terimanya datang. Lewat batas ini Anda diingatkan."
    ),
}


class TimeLimitPage(ForOwnTaskForce):
    """Base of both pages: the rows of the house and of the user's task force."""

    @cached_property
    def membership(self):
        """The seat with which the user sets, or else reads, limits; both pages are about one task force."""
        user = self.request.user
        seats = policy.memberships_with(user, Permission.TIME_LIMIT_SET)
        return (seats or policy.memberships_with(user, self.permission))[0]

    @cached_property
    def rows(self) -> list[TimeLimit]:
        """Every row, the latest start first."""
        visible = TimeLimit.objects.visible_to(self.request.user).select_related("checked_by", "recorded_by")
        found = [row for row in visible if row.task_force_id in (None, self.task_force.pk)]
        return sorted(found, key=lambda row: (row.valid_from or date.min, row.pk), reverse=True)

    def limit(self, slug: str) -> dict:
        """One duty for the pages."""
        duty, today = SLUGS[slug], clock.today()
        own = [row for row in self.rows if row.duty == duty and row.task_force_id]
        in_force = [row for row in self.rows if row.duty == duty and row.holds(today)]
        now = next((row for row in in_force if row.task_force_id), None)
        house = next((row for row in in_force if not row.task_force_id), None)
        house_hours = house.hours if house else USUAL_HOURS[duty]
        hours = now.hours if now else house_hours
        return {
            "slug": slug,
            "duty": duty,
            "meaning": MEANINGS[duty],
            "row": now or house,
            "hours": hours,
            "said": hours_in_words(hours),
            "house_hours": house_hours,
            "house_said": hours_in_words(house_hours),
            "is_own": now is not None,
            "planned": next((row for row in own if row.valid_from > today and row.withdrawn_at is None), None),
            "returns_on": now.valid_until + timedelta(days=1) if now and now.valid_until else None,
            "history": [row for row in own if row != now],
        }


class TimeLimitListView(TimeLimitPage, PermissionRequired, TemplateView):
    """*Batas waktu*: read by the team, changed by the supervisor."""

    permission = Permission.COMPLAINT_VIEW
    template_name = "cases/limit_list.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add every duty with its current, planned and earlier limits."""
        limits = [self.limit(slug) for slug in SLUGS]
        return super().get_context_data(limits=limits, task_force=self.task_force, **kwargs)


class TimeLimitChangeView(TimeLimitPage, ActView):
    """*Tetapkan batas*: first a preview, then saving."""

    permission = Permission.TIME_LIMIT_SET
    form_class = TimeLimitForm
    template_name = "cases/limit_change.html"

    @cached_property
    def shown(self) -> dict:
        """The duty of the URL; 404 for an unknown one."""
        if self.kwargs["duty"] not in SLUGS:
            raise Http404
        return self.limit(self.kwargs["duty"])

    def get_object(self) -> None:
        """There is no object; check the URL first, so that a wrong one is a 404."""
        _duty = self.shown

    def get_form_kwargs(self) -> dict:
        """Pass the duty, and the house's limit in words."""
        return {**super().get_form_kwargs(), "duty": self.shown["duty"], "house": self.shown["house_said"]}

    def get_initial(self) -> dict:
        """Start from the limit in force today."""
        row = self.shown["row"]
        first = {"length": self.shown["hours"], "unit": "1", "follows": OWN}
        is_ours = row is not None and (row.task_force_id or row.is_verified)  # an unverified house limit is not copied
        kept = {"source": row.source, "basis": row.basis} if is_ours else {}
        return {**first, **kept, "version": self._version}

    @property
    def _version(self) -> str:
        return version_of(self.task_force.pk, self.shown["duty"])

    def get_context_data(self, **kwargs) -> dict:
        """Add the current limit, and the colleague's version if there is a conflict."""
        back = {"back_url": reverse("cases:limit-list"), "limit": self.shown, "task_force": self.task_force}
        retry = {"retry_version": self._version} if "conflict" in kwargs else {}
        return super().get_context_data(**back, **retry, **kwargs)

    def form_valid(self, form: TimeLimitForm) -> HttpResponse:
        """Show a preview first; save only what was previewed."""
        key = form.preview_key()
        if form.cleaned_data["previewed"] == key:
            return super().form_valid(form)
        form.data = {**form.data.dict(), "previewed": key}
        return self.render_to_response(self.get_context_data(form=form, preview=self._preview(form)))

    def _preview(self, form: TimeLimitForm) -> dict:
        """What is late today, and what would be late under the typed limit."""
        duty, now, terms, starts_on = self.shown["duty"], clock.now(), form.terms(), form.cleaned_data["starts_on"]
        house = house_limit(duty, starts_on)
        hours = terms["hours"] if terms else house.hours if house else USUAL_HOURS[duty]
        limits = TimeLimit.objects.limits(clock.today(), [self.task_force.pk])
        tried = limits.with_length(self.task_force.pk, duty, timedelta(hours=hours))
        return {
            "said": hours_in_words(hours),
            "starts_on": starts_on,
            "is_house": form.cleaned_data["follows"] == HOUSE,
            "replaced": self.shown["planned"],
            "now": count_late(self.task_force.pk, duty, limits, now),
            "then": count_late(self.task_force.pk, duty, tried, now),
        }

    def act(self, form: TimeLimitForm) -> str:
        """Save the limit and show the list."""
        values = form.cleaned_data
        time_limits.change(
            task_force=self.task_force,
            duty=self.shown["duty"],
            starts_on=values["starts_on"],
            terms=form.terms(),
            version=values["version"],
            by=self.request.user,
        )
        self.success_message = _("Batas waktu ditetapkan.")
        return reverse("cases:limit-list")
