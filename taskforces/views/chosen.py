"""The task force of the accounts pages: the one in the address, the one seen last, or the user's own."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.functional import cached_property

from taskforces.access import scoping
from taskforces.models import TaskForce

PARAMETER = SESSION_KEY = "gugus"


class ChosenTaskForce:
    """Adds ``task_force`` to a view, because its user may manage several task forces."""

    @cached_property
    def managed_ids(self) -> set:
        """Every task force whose accounts the user manages."""
        return scoping.managed_task_force_ids(self.request.user)

    @cached_property
    def task_force(self) -> TaskForce:
        """The chosen task force; 404 if the user does not manage it."""
        reach = TaskForce.objects.visible_to(self.request.user).select_related("region", "parent")
        if asked := self.request.GET.get(PARAMETER):
            found = _first(reach, asked)
            if found is None:
                raise Http404
            self.request.session[SESSION_KEY] = str(found.pk)
            return found
        remembered = _first(reach, self.request.session.get(SESSION_KEY))
        return remembered or reach.get(pk=self._own_id())

    def _own_id(self):
        """The task force of the user's oldest membership that manages accounts."""
        managed = self.managed_ids
        return next(m.task_force_id for m in self.request.user.current_memberships if m.task_force_id in managed)

    def get_context_data(self, **kwargs) -> dict:
        """Add the task force of the page and whether another one can be chosen."""
        return super().get_context_data(task_force=self.task_force, may_choose=len(self.managed_ids) > 1, **kwargs)


def _first(queryset, key) -> TaskForce | None:
    try:
        return queryset.filter(pk=key).first() if key else None
    except (ValidationError, ValueError):
        return None
