"""Pages of meetings and their decisions."""

from datetime import timedelta
from functools import cached_property

from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.actions import drafts
from cases.views.typed import KeepsTyped
from coordination.actions import decisions, meetings
from coordination.badges import BADGES
from coordination.choices import DecisionState
from coordination.forms import COUNT, MOST_DECISIONS, DecisionStateForm, MeetingForm, rows_of
from coordination.models import Attendance, Decision, Meeting
from interface.durations import late_by
from interface.marks import Badge
from safeguards import clock
from taskforces.access.bases import ActView, ForOwnTaskForce, ScopedDetailView, ScopedListView
from taskforces.access.permissions import Permission
from taskforces.models import Agency, Decree, Division

OPEN_STATES = (DecisionState.OPEN, DecisionState.IN_PROGRESS)


class MeetingListView(ScopedListView):
    """Meetings, newest first, with the states of their decisions."""

    permission = Permission.MEETING_VIEW
    model = Meeting
    template_name = "coordination/meeting_list.html"

    def get_queryset(self):
        """Also load division and task force."""
        return super().get_queryset().select_related("division", "task_force")

    def get_context_data(self, **kwargs) -> dict:
        """Add attendance and states of decisions, in one query each, and whether several task forces are shown."""
        context = super().get_context_data(today=clock.today(), **kwargs)
        shown = list(context["object_list"])
        attended = Attendance.objects.filter(meeting__in=shown).order_by().values("meeting")
        totals = {row["meeting"]: row for row in attended.annotate(agencies=Count("pk"), persons=Sum("people"))}
        standing = decisions_standing(shown)
        context["rows"] = [
            {"item": meeting, "attended": totals.get(meeting.pk), "decisions": standing.get(meeting.pk, {})}
            for meeting in shown
        ]
        context["several"] = len({meeting.task_force_id for meeting in shown}) > 1
        return context


class MeetingDetailView(ScopedDetailView):
    """One meeting: facts, attendance, decisions and their states."""

    permission = Permission.MEETING_VIEW
    model = Meeting
    template_name = "coordination/meeting_detail.html"

    def get_queryset(self):
        """Also load everything the page shows."""
        related = super().get_queryset().select_related("division", "task_force", "recorded_by")
        return related.prefetch_related("attendances__agency", "decisions__owner_agency", "decisions__state_changed_by")

    def get_context_data(self, **kwargs) -> dict:
        """Add decisions with shape and lateness, and totals of attendance."""
        attended = list(self.object.attendances.all())
        return super().get_context_data(
            decisions=[decision_row(decision) for decision in self.object.decisions.all()],
            attended=sorted(attended, key=lambda row: row.agency.name),
            persons=sum(row.people for row in attended),
            is_ahead=self.object.held_on > clock.today(),
            **kwargs,
        )


class _MeetingFormView(KeepsTyped, ActView):
    """Base of recording and correcting: rows of decisions that work without script, and a draft."""

    permission = Permission.MEETING_MANAGE
    template_name = "coordination/meeting_form.html"

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Handle the buttons *Tambah keputusan* and *Buang draf* of the page; otherwise save."""
        self.object = self.get_object()
        if "discard_draft" in request.POST:
            drafts.discard(key=self.draft_key, by=request.user)
            return HttpResponseRedirect(request.path)
        if "add_decision" in request.POST:
            return self.add_decision()
        return super().post_checked(request, *args, **kwargs)

    def add_decision(self) -> HttpResponse:
        """Add an empty row and keep everything typed, on the page and as a draft. The new row takes the focus."""
        fields = {name: self.request.POST[name] for name in self.request.POST if name in self._kept_names()}
        fields[COUNT] = min(rows_of(fields) + 1, MOST_DECISIONS)
        drafts.save(key=self.draft_key, fields=fields, by=self.request.user)
        form = self.form_of(initial=fields)
        form.decisions.forms[-1].fields["text"].widget.attrs["autofocus"] = True
        return self.render_to_response(self.get_context_data(form=form))

    def _kept_names(self) -> set[str]:
        return {name for name in self.request.POST if name not in {"csrfmiddlewaretoken", "add_decision"}}

    @cached_property
    def kept(self) -> drafts.Kept | None:
        """The draft of this form, read when the page is opened."""
        if self.request.method != "GET":
            return None
        done = Meeting.objects.filter(task_force=self.about)
        return drafts.load(
            key=self.draft_key, by=self.request.user, was_sent=lambda key: done.filter(submission_key=key).exists()
        )

    def get_form(self, form_class=None) -> MeetingForm:
        """The form with the values that were sent, else the draft, else the stored values."""
        if self.request.method == "POST":
            return self.form_of(self.request.POST)
        return self.form_of(initial=self.kept.fields if self.kept else self.stored())

    def form_of(self, data=None, *, initial=None) -> MeetingForm:
        """The form with the agencies and divisions of the task force."""
        in_force = Decree.objects.valid().filter(task_force=self.about)
        known = Agency.objects.filter(task_force=self.about)
        agencies = (known.active() | known.filter(pk__in=self.agencies_named())).distinct()
        divisions = Division.objects.filter(decree__in=in_force)
        if self.object is not None and self.object.division_id:
            divisions = divisions | Division.objects.filter(pk=self.object.division_id)
        return MeetingForm(data, agencies=agencies.order_by("name"), divisions=divisions, initial=initial)

    def agencies_named(self) -> list:
        """Agencies named in the meeting, including those that have left since."""
        return []

    def get_context_data(self, **kwargs) -> dict:
        """Add the key of the draft and when a restored draft was saved."""
        restored = self.kept.saved_at if self.kept else None
        return super().get_context_data(draft_key=self.draft_key, restored_at=restored, **kwargs)


class MeetingRecordView(ForOwnTaskForce, _MeetingFormView):
    """*Catat rapat*."""

    kept_as = MeetingForm.kept_as
    draft_key = kept_as.key()

    @property
    def about(self):
        """The task force whose meetings the user manages."""
        return self.task_force

    def stored(self) -> dict:
        """Initial values of a new page."""
        return MeetingForm.fresh()

    def act(self, form: MeetingForm) -> str:
        """Record the meeting, discard the draft and show the meeting."""
        made = meetings.record(
            task_force=self.about,
            details=form.details(),
            attendances=form.attendances(),
            decisions=form.decisions.items(),
            submission_key=form.cleaned_data["submission_key"],
            by=self.request.user,
        )
        drafts.discard(key=self.draft_key, by=self.request.user)
        self.success_message = _("Rapat dicatat. Susun ringkasannya, atau perbarui keputusan bila ada perkembangan.")
        return reverse("coordination:meeting-detail", args=[made.pk])


class MeetingEditView(_MeetingFormView):
    """Correct a meeting."""

    model = Meeting
    kept_as = MeetingForm.change_kept_as

    @cached_property
    def about(self):
        """The meeting's own task force."""
        return self.object.task_force

    @property
    def draft_key(self) -> str:
        """Each meeting has its own draft."""
        return self.kept_as.key(self.kwargs["pk"])

    def agencies_named(self) -> list:
        """Agencies that attended or own a decision."""
        owners = self.object.decisions.values_list("owner_agency", flat=True)
        return [*self.object.attendances.values_list("agency", flat=True), *owners]

    def stored(self) -> dict:
        """The stored values of the meeting."""
        return MeetingForm.initial_of(self.object)

    def act(self, form: MeetingForm) -> str:
        """Save the meeting, discard the draft and show the meeting."""
        meetings.edit(
            meeting=self.object,
            details=form.details(),
            attendances=form.attendances(),
            decisions=form.decisions.items(),
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        drafts.discard(key=self.draft_key, by=self.request.user)
        self.success_message = _("Rapat disimpan.")
        return reverse("coordination:meeting-detail", args=[self.object.pk])


class DecisionUpdateView(ActView):
    """Update the state of a decision."""

    permission = Permission.DECISION_UPDATE
    model = Decision
    form_class = DecisionStateForm
    template_name = "coordination/decision_update.html"

    def get_initial(self) -> dict:
        """The stored values of the decision."""
        return DecisionStateForm.initial_of(self.object)

    def get_form_kwargs(self) -> dict:
        """Pass the current state, which decides which states may follow."""
        return {**super().get_form_kwargs(), "current": self.object.state}

    def get_context_data(self, **kwargs) -> dict:
        """Add the decision in the form its meeting shows."""
        return super().get_context_data(row=decision_row(self.object), **kwargs)

    def act(self, form) -> str:
        """Save the state and go back to the meeting."""
        decisions.update(decision=self.object, by=self.request.user, **form.cleaned_data)
        self.success_message = _("Keputusan diperbarui. Ringkasan rapat berikutnya menampilkan keadaannya.")
        return reverse("coordination:meeting-detail", args=[self.object.meeting_id])


def decisions_standing(shown: list[Meeting]) -> dict:
    """For each meeting, the numbers of its decisions: all, unfinished, late."""
    unfinished = Q(state__in=OPEN_STATES)
    counted = (
        Decision.objects.filter(meeting__in=shown)
        .order_by()
        .values("meeting")
        .annotate(
            all=Count("pk"),
            unfinished=Count("pk", filter=unfinished),
            late=Count("pk", filter=unfinished & Q(due_on__lt=clock.today())),
        )
    )
    return {row["meeting"]: row for row in counted}


def decision_row(decision: Decision) -> dict:
    """A decision with its badge, which says how late it is once its day has passed."""
    unfinished = decision.state in OPEN_STATES
    late = (clock.today() - decision.due_on).days if unfinished else 0
    badge = BADGES.of(DecisionState, decision.state)
    return {
        "item": decision,
        "badge": Badge("late", capfirst(late_by(timedelta(days=late)))) if late > 0 else badge,
        "state": decision.get_state_display(),
        "touched": decision.version > 1,
    }
