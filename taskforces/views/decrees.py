"""Pages of decrees and their divisions."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interface.marks import Badge
from safeguards import clock
from taskforces import queries
from taskforces.access import policy
from taskforces.access.bases import ActView, ScopedDetailView, ScopedListView
from taskforces.access.permissions import Permission
from taskforces.actions import decrees, divisions
from taskforces.forms import ConfirmForm, DecreeForm, DivisionForm, RevokeDecreeForm
from taskforces.models import Decree, Division
from taskforces.views.chosen import ChosenTaskForce
from taskforces.views.leaving import GivesOn, receiver_of


class DecreeListView(ChosenTaskForce, ScopedListView):
    """The decrees of one task force, newest first."""

    permission = Permission.DECREE_MANAGE
    model = Decree
    template_name = "taskforces/decree_list.html"

    def get_queryset(self):
        """Also load the divisions."""
        return super().get_queryset().filter(task_force=self.task_force).prefetch_related("divisions")

    def get_context_data(self, **kwargs) -> dict:
        """Add each decree's state and the number of people with access under it."""
        context = super().get_context_data(**kwargs)
        people = queries.people_per_decree(self.task_force)
        context["rows"] = [
            {"item": decree, "people": people.get(decree.pk, 0), "badge": badge_of(decree)}
            for decree in context["object_list"]
        ]
        context["in_force"] = any(row["item"].is_valid() for row in context["rows"])
        return context


class DecreeDetailView(ScopedDetailView):
    """One decree: its days, its divisions, the people with access under it."""

    permission = Permission.DECREE_MANAGE
    model = Decree
    template_name = "taskforces/decree_detail.html"

    def get_queryset(self):
        """Also load its task force and divisions."""
        return super().get_queryset().select_related("task_force").prefetch_related("divisions__agencies")

    def get_context_data(self, **kwargs) -> dict:
        """Add its state, the people under it, and how many could be carried over to it."""
        decree = self.object
        return super().get_context_data(
            badge=badge_of(decree),
            people=queries.people_under(decree),
            waiting=0 if decree.has_ended() else queries.to_carry_over(decree).count(),
            **kwargs,
        )


class DecreeCreateView(ChosenTaskForce, ActView):
    """Record a decree."""

    permission = Permission.DECREE_MANAGE
    form_class = DecreeForm
    template_name = "taskforces/decree_form.html"

    def get_initial(self) -> dict:
        """Preset the current year."""
        return {"year": clock.today().year}

    def act(self, form) -> str:
        """Record the decree and show it."""
        made = decrees.create(task_force=self.task_force, details=form.cleaned_data, by=self.request.user)
        self.success_message = _("%(decree)s dicatat. Tambahkan bidangnya, lalu pindahkan atau undang petugas.") % {
            "decree": made
        }
        return reverse("taskforces:decree-detail", args=[made.pk])


class UnderDecree(GivesOn):
    """An act that may end the access of everybody under a decree."""

    def ending(self) -> list:
        """The memberships that give access under it today."""
        return queries.people_under(self.object)


class DecreeEditView(UnderDecree, ActView):
    """Correct a decree. A correction rarely ends access, so the page shows the work but asks for no receiver."""

    asks_receiver = False
    permission = Permission.DECREE_MANAGE
    model = Decree
    form_class = DecreeForm
    template_name = "taskforces/decree_form.html"
    success_message = gettext_lazy("SK disimpan. Masa berlakunya menentukan akses sejak permintaan berikutnya.")

    def get_initial(self) -> dict:
        """The stored values."""
        return {name: getattr(self.object, name) for name in decrees.EDITABLE}

    def act(self, form) -> str:
        """Save the decree and show it."""
        decrees.edit(decree=self.object, changes=form.cleaned_data, by=self.request.user)
        return reverse("taskforces:decree-detail", args=[self.object.pk])


class DecreeRevokeView(UnderDecree, ActView):
    """Revoke a decree; the page first lists whose access ends."""

    permission = Permission.DECREE_MANAGE
    model = Decree
    form_class = RevokeDecreeForm
    template_name = "taskforces/decree_revoke.html"

    def get_initial(self) -> dict:
        """Preset today."""
        return {"revoked_on": clock.today()}

    def get_context_data(self, **kwargs) -> dict:
        """Add the people whose access would end."""
        return super().get_context_data(people=queries.people_under(self.object), **kwargs)

    def act(self, form) -> str:
        """Revoke the decree and show it."""
        revoked_on, to = form.cleaned_data["revoked_on"], receiver_of(form)
        decrees.revoke(decree=self.object, revoked_on=revoked_on, to=to, by=self.request.user)
        self.success_message = _("%(decree)s dicabut. Akses di bawahnya berakhir pada tanggal itu.") % {
            "decree": self.object
        }
        return reverse("taskforces:decree-detail", args=[self.object.pk])


class DecreeCarryOverView(ActView):
    """Continue everybody's access under a new decree; the page first lists the people."""

    permission = Permission.DECREE_MANAGE
    model = Decree
    form_class = ConfirmForm
    template_name = "taskforces/decree_carry_over.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the people who would be carried over."""
        return super().get_context_data(people=queries.to_carry_over(self.object), **kwargs)

    def act(self, form) -> str:
        """Carry them over and show the decree."""
        count = len(decrees.carry_over(decree=self.object, by=self.request.user))
        self.success_message = ngettext(
            "%(count)d akses dilanjutkan di bawah %(decree)s.",
            "%(count)d akses dilanjutkan di bawah %(decree)s.",
            count,
        ) % {"count": count, "decree": self.object}
        return reverse("taskforces:decree-detail", args=[self.object.pk])


class DivisionListView(ChosenTaskForce, ScopedListView):
    """The divisions of the decrees in force, each with its agencies."""

    permission = Permission.DECREE_MANAGE
    model = Division
    template_name = "taskforces/division_list.html"

    def get_queryset(self):
        """Divisions of decrees in force."""
        in_force = Decree.objects.visible_to(self.request.user).valid().filter(task_force=self.task_force)
        divisions_shown = super().get_queryset().filter(decree__in=in_force)
        return divisions_shown.select_related("decree").prefetch_related("agencies")

    def get_context_data(self, **kwargs) -> dict:
        """Add the decrees that a division can be added to."""
        in_force = Decree.objects.visible_to(self.request.user).valid().filter(task_force=self.task_force)
        return super().get_context_data(decrees=list(in_force), **kwargs)


class DivisionCreateView(ActView):
    """Add a division to a decree."""

    permission = Permission.DECREE_MANAGE
    model = Decree
    form_class = DivisionForm
    template_name = "taskforces/division_form.html"

    def act(self, form) -> str:
        """Add it and go back to the decree."""
        made = divisions.create(decree=self.object, by=self.request.user, **form.cleaned_data)
        self.success_message = _("Bidang %(name)s ditambahkan. Pilih bidang ini pada instansi anggotanya.") % {
            "name": made.name
        }
        return reverse("taskforces:decree-detail", args=[self.object.pk])


class _DivisionAct(ActView):
    """An act on one division that the user manages. Other members may see divisions too, so this read is narrower."""

    permission = Permission.DECREE_MANAGE
    model = Division

    @cached_property
    def managed_decrees(self):
        """Decrees of the task forces the user manages."""
        return Decree.objects.visible_to(self.request.user)

    def get_object(self):
        """The division; 404 for other task forces."""
        found = Division.objects.filter(pk=self.kwargs["pk"], decree__in=self.managed_decrees)
        division = found.select_related("decree__task_force").first()
        if division is None:
            raise Http404
        policy.check(self.request.user, self.permission, division)
        return division


class DivisionEditView(_DivisionAct):
    """Rename or move a division."""

    form_class = DivisionForm
    template_name = "taskforces/division_form.html"
    success_message = gettext_lazy("Bidang disimpan.")

    def get_initial(self) -> dict:
        """The stored values."""
        return {"name": self.object.name, "position": self.object.position}

    def act(self, form) -> str:
        """Save and go back to the decree."""
        changes = {key: value for key, value in form.cleaned_data.items() if value}
        divisions.edit(division=self.object, changes=changes, by=self.request.user)
        return reverse("taskforces:decree-detail", args=[self.object.decree_id])


class DivisionRemoveView(_DivisionAct):
    """Remove a division; the page first lists the agencies that lose it."""

    form_class = ConfirmForm
    template_name = "taskforces/division_remove.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the agencies that would be without a division."""
        return super().get_context_data(agencies=list(self.object.agencies.all()), **kwargs)

    def act(self, form) -> str:
        """Remove it and go back to the decree."""
        divisions.remove(division=self.object, by=self.request.user)
        self.success_message = _("Bidang %(name)s dihapus.") % {"name": self.object.name}
        return reverse("taskforces:decree-detail", args=[self.object.decree_id])


def badge_of(decree: Decree) -> Badge:
    """How a decree stands today."""
    today = clock.today()
    if decree.revoked_on is not None and decree.revoked_on <= today:
        return Badge("stop", _("Dicabut"))
    if decree.has_ended(on=today):
        return Badge("stop", _("Berakhir"))
    if decree.valid_from > today:
        return Badge("draft", _("Belum berlaku"))
    if decree.revoked_on is not None:
        return Badge("warn", _("Berlaku, akan dicabut"))
    return Badge("done", _("Berlaku"))
