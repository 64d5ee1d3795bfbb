"""Base of every row of a case file: its task force, and the one rule about who may read it."""

import pghistory
from django.db import models

from taskforces.access import scoping
from taskforces.models import TaskForceOwned


class CaseFileQuerySet(models.QuerySet):
    """Adjectives for rows of a case file."""

    def visible_to(self, user) -> "CaseFileQuerySet":
        """Rows of the task forces whose cases the user works on; no rows for anybody else."""
        return self.filter(task_force_id__in=scoping.case_task_force_ids(user))


class CaseFileRow(TaskForceOwned):
    """A row of a case file."""

    objects = CaseFileQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        pass

    class Meta:
        abstract = True


def keep_history(model):
    """Keep the old values of each changed row. A trigger writes them, so that changes outside the actions count too."""
    return pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(),
        model_name=f"{model.__name__}History",
        obj_field=None,
        append_only=True,
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
    )(model)
