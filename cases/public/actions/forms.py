"""The public form of a task force: the accounts admin fills in its channels and opens or closes it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.events import PublicFormEvent
from cases.models import PublicForm
from safeguards.audit import record
from safeguards.conflicts import changed_names, check_version
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import TaskForce, User

# The user in *recorded by* if no signed-in user recorded. Its address cannot receive mail (RFC 2606), it has no usable
# password, and a constraint keeps it inactive: it stands for the form and can never sign in.
RECORDER_EMAIL = "formulir.publik@sistem.invalid"
RECORDER_NAME = "Formulir publik"


@transaction.atomic
def set_up(*, task_force: TaskForce, changes: Mapping[str, Any], version: int | None = None, by: User) -> PublicForm:
    """Set the texts and limits of a task force's form, and open or close it; creates it the first time."""
    policy.check(by, Permission.PUBLIC_FORM_MANAGE, task_force)
    task_force = TaskForce.objects.select_for_update(of=("self",)).get(pk=task_force.pk)
    form = PublicForm.objects.select_for_update(of=("self",)).filter(task_force=task_force).first()
    taken = PublicForm.objects.filter(code=changes["code"]).exclude(task_force=task_force)
    if taken.exists():
        raise WorkflowRefused(_("Kode alamat ini sudah dipakai gugus tugas lain. Pilih yang lain."))
    if form is None:
        form, was_open, changed = _made(task_force, changes), False, list(changes)
    else:
        check_version(form, version, changes)
        changed, was_open = changed_names(form, changes), form.is_open
        for name in changed:
            setattr(form, name, changes[name])
        form.version += 1
        form.save(update_fields=[*changed, "version"])
    if changed:
        record(PublicFormEvent.SET, by=by, target=form, details={"changed": changed})
    if form.is_open != was_open:
        record(PublicFormEvent.OPENED if form.is_open else PublicFormEvent.CLOSED, by=by, target=form)
    return form


def _made(task_force: TaskForce, changes: Mapping[str, Any]) -> PublicForm:
    recorder = User.objects.filter(email=RECORDER_EMAIL).first()
    if recorder is None:
        recorder = User.objects.create_user(RECORDER_EMAIL, None, name=RECORDER_NAME, is_active=False)
    return PublicForm.objects.create(task_force=task_force, recorder=recorder, **changes)
