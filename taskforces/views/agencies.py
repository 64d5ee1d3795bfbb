"""Pages of member agencies, with the invitation form below the list."""

from django.urls import reverse
from django.utils.translation import gettext as _

from interface.marks import Badge
from taskforces import queries
from taskforces.access import scoping
from taskforces.access.bases import ActView, ScopedDetailView, ScopedListView
from taskforces.access.permissions import Permission
from taskforces.actions import agencies
from taskforces.choices import ServiceLine
from taskforces.forms import AgencyForm, ConfirmForm
from taskforces.models import Agency, Decree, Division, Invitation
from taskforces.views.chosen import ChosenTaskForce
from taskforces.views.leaving import GivesOn, receiver_of
from taskforces.views.staff import invite_form


class AgencyListView(ChosenTaskForce, ScopedListView):
    """The member agencies of one task force: their services, their promises, and who can read their referrals."""

    permission = Permission.AGENCY_MANAGE
    model = Agency
    template_name = "taskforces/agency_list.html"
    paginate_by = 50

    def get_queryset(self):
        """Active agencies first, then by name."""
        shown = super().get_queryset().filter(task_force=self.task_force)
        return shown.select_related("division").prefetch_related("services").order_by("-is_active", "name")

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows, the agencies whose queue nobody reads, and the invitation form."""
        context = super().get_context_data(**kwargs)
        staffing = queries.staffing(self.task_force)
        context["rows"] = [row_of(agency, staffing) for agency in context["object_list"]]
        context["unread"] = [row["item"] for row in context["rows"] if row["unread"]]
        context["unread_names"] = _listed([agency.name for agency in context["unread"]])
        context["decree"] = Decree.objects.valid().filter(task_force=self.task_force).order_by("-valid_from").first()
        context["division_count"] = context["decree"].divisions.count() if context["decree"] else 0
        context["active_count"] = Agency.objects.active().filter(task_force=self.task_force).count()
        asked = context["unread"][0].pk if context["unread"] else None
        context["form"] = invite_form(self.task_force, initial={"agency": asked}) if context["decree"] else None
        return context


class AgencyDetailView(ScopedDetailView):
    """One agency: contact, services, people, and the acts on it."""

    permission = Permission.AGENCY_MANAGE
    model = Agency
    template_name = "taskforces/agency_detail.html"

    def get_queryset(self):
        """Only agencies of task forces the user manages, with their services."""
        reach = super().get_queryset().filter(task_force__in=scoping.managed_task_force_ids(self.request.user))
        return reach.select_related("task_force", "division").prefetch_related("services")

    def get_context_data(self, **kwargs) -> dict:
        """Add the contact, the people and the open invitations."""
        agency = self.object
        contact = [
            (_("Telepon kantor"), agency.contact_phone),
            (_("Surel kantor"), agency.contact_email),
            (_("Alamat kantor"), agency.address),
        ]
        return super().get_context_data(
            row=row_of(agency, queries.staffing(agency.task_force)),
            contact=[(label, value or _("Belum diisi")) for label, value in contact],
            services=in_legal_order(agency),
            people=queries.people_of(agency),
            invitations=Invitation.objects.pending().filter(agency=agency),
            **kwargs,
        )


class _AgencyFormView(ActView):
    """Base of the pages with an agency's form."""

    permission = Permission.AGENCY_MANAGE
    form_class = AgencyForm
    template_name = "taskforces/agency_form.html"

    def get_form_kwargs(self) -> dict:
        """Offer the divisions of the task force's decrees in force."""
        in_force = Decree.objects.valid().filter(task_force=self.about())
        return {**super().get_form_kwargs(), "divisions": Division.objects.filter(decree__in=in_force)}


class AgencyCreateView(ChosenTaskForce, _AgencyFormView):
    """Add a member agency."""

    def about(self):
        """The chosen task force."""
        return self.task_force

    def act(self, form) -> str:
        """Add it. The message names the next step, because an agency without people cannot read referrals."""
        made = agencies.create(
            task_force=self.task_force, details=form.details(), services=form.services(), by=self.request.user
        )
        self.success_message = _("%(name)s menjadi anggota. Undang petugasnya agar rujukan dapat dibaca.") % {
            "name": made.name
        }
        return reverse("taskforces:agency-detail", args=[made.pk])


class AgencyEditView(_AgencyFormView):
    """Change a member agency."""

    model = Agency

    def about(self):
        """The agency's own task force."""
        return self.object.task_force

    def get_initial(self) -> dict:
        """The stored values."""
        return AgencyForm.initial_of(self.object)

    def act(self, form) -> str:
        """Save the agency and show it."""
        agencies.edit(
            agency=self.object,
            changes=form.details(),
            services=form.services(),
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        self.success_message = _("Perubahan disimpan. Janji jawaban yang baru berlaku untuk rujukan berikutnya.")
        return reverse("taskforces:agency-detail", args=[self.object.pk])


class AgencyDeactivateView(GivesOn, ActView):
    """End an agency's membership; the page first lists whose access ends."""

    permission = Permission.AGENCY_MANAGE
    model = Agency
    form_class = ConfirmForm
    template_name = "taskforces/agency_deactivate.html"

    def ending(self) -> list:
        """The memberships of everybody who works for it today."""
        return queries.people_of(self.object)

    def get_context_data(self, **kwargs) -> dict:
        """Add the people whose access would end."""
        return super().get_context_data(people=queries.people_of(self.object), **kwargs)

    def act(self, form) -> str:
        """End it and show the agency."""
        agencies.deactivate(agency=self.object, to=receiver_of(form), by=self.request.user)
        self.success_message = _("Keanggotaan %(name)s berakhir. Petugasnya tidak lagi punya akses.") % {
            "name": self.object.name
        }
        return reverse("taskforces:agency-detail", args=[self.object.pk])


class AgencyReactivateView(ActView):
    """Take an agency back."""

    permission = Permission.AGENCY_MANAGE
    model = Agency
    form_class = ConfirmForm
    template_name = "taskforces/agency_reactivate.html"

    def act(self, form) -> str:
        """Take it back and show it."""
        agencies.reactivate(agency=self.object, by=self.request.user)
        self.success_message = _("%(name)s kembali menjadi anggota. Periksa siapa petugasnya.") % {
            "name": self.object.name
        }
        return reverse("taskforces:agency-detail", args=[self.object.pk])


def row_of(agency: Agency, staffing: queries.Staffing) -> dict:
    """One agency as the list shows it."""
    services = in_legal_order(agency)
    people = staffing.people.get(agency.pk, 0)
    invited = staffing.invited.get(agency.pk, 0)
    unread = agency.is_active and bool(services) and not staffing.officers.get(agency.pk, 0)
    return {
        "item": agency,
        "services": ", ".join(_line(service, first=not place) for place, service in enumerate(services)),
        "promises": sorted({service.answer_within_hours for service in services}),
        "people": people,
        "unread": unread and not staffing.invited_officers.get(agency.pk, 0),
        "badge": _badge(agency, unread, invited),
    }


def in_legal_order(agency: Agency) -> list:
    """The services of an agency, in the order of the law."""
    return sorted(agency.services.all(), key=lambda service: ServiceLine.values.index(service.service_line))


def _line(service, *, first: bool) -> str:
    """A service in a list in a sentence: only the first one begins with a capital letter."""
    words = str(service)
    words = words if first else words[:1].lower() + words[1:]
    return f"{words} ({service.note})" if service.note else words


def _badge(agency: Agency, unread: bool, invited: int) -> Badge:
    """Whether its queue is read."""
    if not agency.is_active:
        return Badge("stop", _("Keanggotaan berakhir"))
    if unread and invited:
        return Badge("pause", _("Undangan terkirim"))
    if unread:
        return Badge("warn", _("Belum ada petugas layanan"))
    return Badge("done", _("Aktif"))


def _listed(names: list[str]) -> str:
    """Names in a sentence: "A, B dan C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
