"""Pages of task forces: list, detail, form, edit."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from interface.search_hits import search_text
from safeguards.errors import AccessDenied
from taskforces.access.bases import ActView, ScopedDetailView, ScopedListView
from taskforces.access.permissions import Permission
from taskforces.actions import task_forces
from taskforces.choices import Level
from taskforces.forms import NewTaskForceForm, TaskForceForm
from taskforces.models import Agency, Decree, Membership, TaskForce, User
from taskforces.views.chosen import SESSION_KEY


class TaskForceListView(ScopedListView):
    """Every task force the user manages, with a search by name."""

    permission = Permission.TASK_FORCE_MANAGE
    model = TaskForce
    template_name = "taskforces/task_force_list.html"

    def get_queryset(self):
        """In the order of the regions; ``?q=`` searches parts of the name."""
        self.search = search_text(self.request.GET)
        queryset = super().get_queryset().select_related("region", "parent")
        return queryset.filter(name__icontains=self.search) if self.search else queryset

    def get_context_data(self, **kwargs) -> dict:
        """Add numbers of agencies and staff, in one query each. Nothing can be formed below a city."""
        context = super().get_context_data(search=self.search, may_form=may_form(self.request.user), **kwargs)
        ids = [row.pk for row in context["object_list"]]
        agencies = _counted(Agency.objects.active().filter(task_force__in=ids))
        people = _counted(Membership.objects.current().filter(task_force__in=ids))
        decrees = {d.task_force_id: d for d in Decree.objects.valid().filter(task_force__in=ids).order_by("valid_from")}
        context["rows"] = [
            {
                "item": row,
                "agencies": agencies.get(row.pk, 0),
                "people": people.get(row.pk, 0),
                "decree": decrees.get(row.pk),
            }
            for row in context["object_list"]
        ]
        return context


class TaskForceDetailView(ScopedDetailView):
    """One task force: its facts, its letterhead, and the task forces below it."""

    permission = Permission.TASK_FORCE_MANAGE
    model = TaskForce
    template_name = "taskforces/task_force_detail.html"

    def get_queryset(self):
        """Also load region and parent."""
        return super().get_queryset().select_related("region", "parent")

    def get_object(self, queryset=None) -> TaskForce:
        """The task force. It is also stored in the session as the chosen one for the other accounts pages."""
        item = super().get_object(queryset)
        self.request.session[SESSION_KEY] = str(item.pk)
        return item

    def get_context_data(self, **kwargs) -> dict:
        """Add letterhead and signatory as facts, and the number of empty ones."""
        item = self.object
        return super().get_context_data(
            about=[
                (_("Tingkat"), item.get_level_display()),
                (_("Wilayah"), f"{item.region.name} ({item.region_id})" if item.region else _("Seluruh Indonesia")),
                (_("Di bawah"), item.parent.name if item.parent else "–"),
                (_("Ambang penyembunyian sel"), item.suppression_threshold),
            ],
            letterhead=_shown(item, TaskForceForm.LETTERHEAD),
            signatory=_shown(item, TaskForceForm.SIGNATORY),
            gaps=sum(not getattr(item, name) for name in (*TaskForceForm.LETTERHEAD, *TaskForceForm.SIGNATORY)),
            decree=Decree.objects.valid().filter(task_force=item).order_by("-valid_from").first(),
            agency_count=Agency.objects.active().filter(task_force=item).count(),
            people_count=Membership.objects.current().filter(task_force=item).count(),
            children_count=item.children.count(),
            **kwargs,
        )


class TaskForceCreateView(ActView):
    """Form a task force."""

    permission = Permission.TASK_FORCE_MANAGE
    form_class = NewTaskForceForm
    template_name = "taskforces/task_force_form.html"

    def check_may_act(self) -> None:
        """A task force is formed by those above it, so whoever manages one city only cannot."""
        if not may_form(self.request.user):
            raise AccessDenied(_("Anda mengelola satu kota atau kabupaten; di bawahnya tidak ada gugus tugas."))

    def act(self, form) -> str:
        """Form the task force and show it."""
        made = task_forces.create(
            parent=form.parent, region=form.cleaned_data["region"], details=form.details(), by=self.request.user
        )
        self.success_message = _("%(name)s dibentuk. Catat SK-nya agar petugas dapat diundang.") % {"name": made.name}
        return reverse("taskforces:task-force-detail", args=[made.pk])


class TaskForceEditView(ActView):
    """Change name, letterhead, signatory and threshold."""

    permission = Permission.TASK_FORCE_MANAGE
    model = TaskForce
    form_class = TaskForceForm
    template_name = "taskforces/task_force_form.html"

    def get_initial(self) -> dict:
        """The stored values."""
        return {name: getattr(self.object, name) for name in (*TaskForce.EDITABLE, "version")}

    def act(self, form) -> str:
        """Save the task force and show it."""
        task_forces.edit(
            task_force=self.object, changes=form.details(), version=form.cleaned_data["version"], by=self.request.user
        )
        self.success_message = _("Perubahan disimpan. Surat berikutnya memakai isian ini.")
        return reverse("taskforces:task-force-detail", args=[self.object.pk])


def may_form(user: User) -> bool:
    """Whether somebody manages a province or the centre, below which task forces are formed."""
    return TaskForce.objects.visible_to(user).exclude(level=Level.CITY).exists()


def _counted(queryset) -> dict:
    """For each task force, the number of rows."""
    return dict(queryset.order_by().values_list("task_force").annotate(Count("pk")))


def _shown(task_force: TaskForce, names) -> list[tuple]:
    """Label and value of the lines in letters; an empty one says so."""
    labels = TaskForceForm.base_fields
    return [(labels[name].label, getattr(task_force, name) or _("Belum diisi")) for name in names]
