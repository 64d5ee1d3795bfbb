"""*Pengalihan pekerjaan*: who of the team holds what, and giving it on to a colleague in one step."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cases.actions import leaving
from cases.forms.drafts import HandOverForm
from cases.leaving import holding
from cases.models import Draft
from cases.queries.staff import case_workers
from taskforces import holdings
from taskforces.access.bases import ActView, ForOwnTaskForce, PermissionRequired
from taskforces.access.permissions import Permission
from taskforces.models import User


class Holder(NamedTuple):
    """One person as the page shows them: what they hold, whether they have access, and until when if that is soon."""

    user: User
    what: str
    has_access: bool
    last_day: object = None


class HeldView(ForOwnTaskForce, PermissionRequired, TemplateView):
    """*Pekerjaan saya*: what the reader holds, where somebody who was given something finds it."""

    permission = Permission.CASE_VIEW
    template_name = "cases/held.html"

    def get_context_data(self, **kwargs) -> dict:
        """The rows of the reader's own."""
        emergencies, turns, cases = holding.rows_of(self.request.user, self.task_force.pk)
        has_drafts = Draft.objects.visible_to(self.request.user).calls().exists()
        context = {"emergencies": emergencies, "turns": turns, "cases": cases, "has_drafts": has_drafts}
        return super().get_context_data(**{**context, **kwargs})


class LeavingView(ForOwnTaskForce, PermissionRequired, TemplateView):
    """The people of the team who hold something: those without access first, then whose access ends soon."""

    permission = Permission.DUTY_MANAGE
    template_name = "cases/leaving.html"

    def get_context_data(self, **kwargs) -> dict:
        """Everybody who holds something open."""
        return super().get_context_data(holders=holders_of(self.task_force), **kwargs)


class HandOnView(ForOwnTaskForce, ActView):
    """What one person holds, row by row, and to whom it goes."""

    permission = Permission.DUTY_MANAGE
    form_class = HandOverForm
    template_name = "cases/leaving_hand_on.html"

    @cached_property
    def holder(self) -> User:
        """Somebody who works, or worked, on the files of the supervisor's task force; anybody else is not found."""
        found = case_workers([self.task_force.pk], current=False).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_object(self) -> None:
        """Nothing of a file; the person is looked up before anything is shown."""
        _found = self.holder

    def get_form_kwargs(self) -> dict:
        """The colleagues who may take it."""
        colleagues = holdings.team(self.task_force.pk).exclude(pk=self.holder.pk)
        return {**super().get_form_kwargs(), "colleagues": colleagues}

    def get_context_data(self, **kwargs) -> dict:
        """The rows themselves: the supervisor reads the files anyway."""
        emergencies, turns, cases = holding.rows_of(self.holder, self.task_force.pk)
        context = {"holder": self.holder, "emergencies": emergencies, "turns": turns, "cases": cases}
        return super().get_context_data(**{**context, **kwargs})

    def act(self, form: HandOverForm) -> str:
        """Give it on and say to whom."""
        to = form.cleaned_data["colleague"]
        leaving.hand_on(task_force=self.task_force, holder=self.holder, to=to, by=self.request.user)
        said = _("Pekerjaan %(who)s dialihkan kepada %(to)s. Keduanya mendapat kabar.")
        messages.success(self.request, said % {"who": self.holder.name, "to": to.name})
        return reverse("cases:leaving")


def holders_of(task_force) -> list[Holder]:
    """Who holds something in a task force: without access first, then by the day it ends, then by name."""
    work = holding.by_holder(task_force.pk)
    team = set(case_workers([task_force.pk]).values_list("pk", flat=True))
    ending = {item.membership.user_id: item.last_day for item in holdings.ending_soon([task_force.pk])}
    found = [
        Holder(user, holdings.in_words(work[user.pk]), user.pk in team, ending.get(user.pk))
        for user in User.objects.filter(pk__in=work)
    ]
    return sorted(found, key=lambda one: (one.has_access, one.last_day is None, one.last_day or 0, one.user.name))
