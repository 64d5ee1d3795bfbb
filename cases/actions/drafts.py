"""Drafts: what somebody typed in a form and has not saved. Encrypted, private, deleted once the form is saved."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.events import DraftEvent
from cases.intake.form_locks import wait_for_form
from cases.models import Complaint, Draft
from cases.models.draft import CALLS, address_of, form_of
from cases.queries.staff import case_workers
from safeguards import clock
from safeguards.audit import record
from safeguards.encryption import readable_json
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.notifications import notify_user
from taskforces.models import TaskForce, User

MOST_CHARACTERS = 200_000  # of one draft as JSON
KEY = re.compile(r"[a-z-]+(?::[0-9A-Za-z-]{1,60})?")  # the form and the object it is about: never typed text


class Kept(NamedTuple):
    """A draft as a form reads it: field name to value or list of values, and when it was saved."""

    fields: dict[str, Any]
    saved_at: datetime

    @property
    def form_key(self) -> UUID | None:
        """The submission key of the form; it shows whether that form was already sent."""
        value = self.fields.get("submission_key") or self.fields.get("key")
        try:
            return UUID(str(value[0] if isinstance(value, list) else value))
        except (ValueError, IndexError):
            return None


@transaction.atomic
def save(*, key: str, fields: Mapping[str, Any], by: User) -> datetime:
    """Save what is in a form now and replace its earlier draft; returns the moment."""
    _check_form(key, by)
    if key.startswith(CALLS) and _is_logged(key.removeprefix(CALLS), by):
        raise WorkflowRefused(_("Pengaduan ini sudah disimpan ke register."))
    if not all(map(_is_answer, fields.values())):
        raise WorkflowRefused(_("Draf tidak terbaca."))
    counted = {name: str(value) for name, value in fields.items() if isinstance(value, int)}  # row counts of a page
    text = json.dumps({**fields, **counted}, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        raise WorkflowRefused(_("Isian terlalu panjang untuk disimpan sebagai draf."))
    draft, _created = Draft.objects.update_or_create(user=by, key=key, defaults={"fields": text})
    return draft.saved_at


@transaction.atomic
def discard(*, key: str, by: User) -> None:
    """Delete a draft, if there is one."""
    _check_form(key, by)
    Draft.objects.visible_to(by).filter(key=key).delete()


@transaction.atomic
def hand_over(*, task_force: TaskForce, to: User, drafts: Collection[UUID], by: User) -> int:
    """Move one's drafts of calls to a colleague of the same task force; returns how many.

    The rows are deleted and written again for the colleague, because row security lets nobody change the owner of a
    draft.
    """
    policy.check(by, Permission.COMPLAINT_LOG, task_force)
    if to == by or not case_workers([task_force.pk]).filter(pk=to.pk).exists():
        raise WorkflowRefused(_("Pilih rekan yang mencatat pengaduan di gugus tugas Anda."))
    given = list(Draft.objects.visible_to(by).calls().select_for_update().filter(pk__in=drafts))
    given.sort(key=lambda draft: draft.saved_at)  # writing in this order keeps it
    if not given:
        return 0
    now = clock.now()
    Draft.objects.filter(pk__in=[draft.pk for draft in given]).delete()
    rows = [Draft(user=to, key=draft.key, fields=draft.fields, handed_by=by, handed_at=now) for draft in given]
    try:
        with transaction.atomic():
            Draft.objects.bulk_create(rows)
    except IntegrityError:
        raise WorkflowRefused(_("Rekan Anda masih membuka pengaduan yang sama. Minta ia menutupnya dahulu.")) from None
    record(DraftEvent.HANDED_OVER, by=by, target=task_force, details={"count": len(given), "to": to.name})
    text = _("%(count)d draf pengaduan diserahkan kepada Anda.") % {"count": len(given)}
    notify_user(user=to, text=text, path=reverse("cases:draft-list"))
    return len(given)


def load(*, key: str, by: User, was_sent: Callable[[UUID], bool] | None = None) -> Kept | None:
    """The draft of a form, or ``None``.

    A closing page may save its draft a moment after its form was sent. If ``was_sent`` knows the form's key, the draft
    is deleted.
    """
    draft = Draft.objects.visible_to(by).filter(key=key).first()
    kept = Kept(readable_json(draft.fields, {}), draft.saved_at) if draft else None
    if kept and was_sent and kept.form_key and was_sent(kept.form_key):
        discard(key=key, by=by)
        return None
    return kept


def _is_logged(form_key: str, by: User) -> bool:
    """Whether a call became a complaint: a draft that arrives later is refused, or it would be offered again.

    A draft that arrives while the call is being saved waits, or it would be written just after the deletion.
    """
    key = UUID(form_key)
    wait_for_form(key)
    return Complaint.objects.visible_to(by).filter(submission_key=key).exists()


def _is_answer(value: object) -> bool:
    """Whether a form could have sent it: a text, a list of texts, or a number of rows counted by the page."""
    return isinstance(value, str | int) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _check_form(key: str, by: User) -> None:
    form = form_of(key)
    if form is None or not KEY.fullmatch(key) or address_of(key) is None:
        raise AccessDenied(_("Formulir ini tidak menyimpan draf."))
    policy.check(by, form.permission)
