"""*Pengalihan pekerjaan*: who in the team holds what, and handing it on to a colleague in one step."""

from itertools import chain
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cases.actions import leaving
from cases.forms.drafts import HandOverDraftsForm
from cases.leaving import holding
from cases.models import Draft
from cases.queries.staff import CASE_ROLES, case_workers
from safeguards.identifiers import uuid_or_none
from taskforces import holdings
from taskforces.access import scoping
from taskforces.access.bases import ActView, PermissionRequired
from taskforces.access.permissions import Permission
from taskforces.models import Membership, TaskForce, User
from taskforces.views.chosen import PARAMETER


class Holder(NamedTuple):
    """One person on the page: what they hold and where, whether they have access, and an end date if it is soon."""

    user: User
    task_force: TaskForce
    what: str
    has_access: bool
    last_day: object = None


class HeldView(PermissionRequired, TemplateView):
    """*Pekerjaan saya*: everything the reader holds, including handed-on work."""

    permission = Permission.CASE_VIEW
    template_name = "cases/held.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the reader's rows from all their teams."""
        user = self.request.user
        rows = [holding.rows_of(user, pk) for pk in sorted(scoping.case_task_force_ids(user))]
        emergencies, turns, cases = (list(chain(*kind)) for kind in zip(*rows, strict=True))
        has_drafts = Draft.objects.visible_to(user).calls().exists()
        context = {"emergencies": emergencies, "turns": turns, "cases": cases, "has_drafts": has_drafts}
        return super().get_context_data(**{**context, **kwargs})


class LeavingView(PermissionRequired, TemplateView):
    """The holders in the reader's teams: people without access first, then those whose access ends soon."""

    permission = Permission.DUTY_MANAGE
    template_name = "cases/leaving.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add everybody who holds open work, with the team if the reader leads several."""
        led = TaskForce.objects.filter(pk__in=scoping.case_task_force_ids_with(self.request.user, self.permission))
        holders = [one for task_force in led.order_by("name") for one in holders_of(task_force)]
        return super().get_context_data(holders=holders, has_several=len(led) > 1, **kwargs)


class HandOnView(ActView):
    """What one person holds in one team, row by row, and the choice of the receiver.

    The URL names the team (``?gugus=``); by default, the first of the reader's teams in which the person worked.
    """

    permission = Permission.DUTY_MANAGE
    form_class = HandOverDraftsForm
    template_name = "cases/leaving_hand_on.html"

    @cached_property
    def seat(self) -> Membership:
        """A current or earlier seat in a team the reader leads; 404 if the person has none there."""
        teams = scoping.case_task_force_ids_with(self.request.user, self.permission)
        if PARAMETER in self.request.GET:
            teams &= {uuid_or_none(self.request.GET[PARAMETER])}
        seats = Membership.objects.filter(user_id=self.kwargs["pk"], role__in=CASE_ROLES, task_force_id__in=teams)
        found = seats.select_related("user", "task_force").order_by("valid_from", "pk").first()
        if found is None:
            raise Http404
        return found

    @property
    def holder(self) -> User:
        """The person whose work it is."""
        return self.seat.user

    @property
    def task_force(self) -> TaskForce:
        """The team whose work is handed on."""
        return self.seat.task_force

    def get_object(self) -> None:
        """There is no object; look up the person first, so that a wrong URL is a 404."""
        _found = self.seat

    def get_form_kwargs(self) -> dict:
        """Pass the colleagues who may take it."""
        colleagues = holdings.team(self.task_force.pk).exclude(pk=self.holder.pk)
        return {**super().get_form_kwargs(), "colleagues": colleagues}

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows themselves, because the supervisor may read the files."""
        emergencies, turns, cases = holding.rows_of(self.holder, self.task_force.pk)
        context = {"holder": self.holder, "emergencies": emergencies, "turns": turns, "cases": cases}
        return super().get_context_data(**{**context, **kwargs})

    def act(self, form: HandOverDraftsForm) -> str:
        """Hand the work on, with a message that names the receiver."""
        to = form.cleaned_data["colleague"]
        leaving.hand_on(task_force=self.task_force, holder=self.holder, to=to, by=self.request.user)
        said = _("Pekerjaan %(who)s dialihkan kepada %(to)s. Keduanya mendapat kabar.")
        messages.success(self.request, said % {"who": self.holder.name, "to": to.name})
        return reverse("cases:leaving")


def holders_of(task_force) -> list[Holder]:
    """The holders in a task force: people without access first, then by the end of access, then by name."""
    work = holding.by_holder(task_force.pk)
    team = set(case_workers([task_force.pk]).values_list("pk", flat=True))
    ending = {item.membership.user_id: item.last_day for item in holdings.ending_soon([task_force.pk])}
    found = [
        Holder(user, task_force, holdings.in_words(work[user.pk]), user.pk in team, ending.get(user.pk))
        for user in User.objects.filter(pk__in=work)
    ]
    return sorted(found, key=lambda one: (one.has_access, one.last_day is None, one.last_day or 0, one.user.name))
