"""Links between files: reveal the shared value, and dismiss a link that means nothing."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import identity
from cases.choices import LinkKind
from cases.events import LinkEvent
from cases.linking import linkable_values
from cases.models import Link, Person
from safeguards import clock
from safeguards.audit import record
from safeguards.audit.reasons import says_enough
from safeguards.audit.sentences import sealed
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import User

MOST_SHOWN = 20  # spellings of one value


@transaction.atomic
def reveal(*, link: Link, reason: str, other_reason: str = "", by: User) -> list[str]:
    """Record who looks and why, then return the value in each of its spellings."""
    policy.check(by, Permission.LINK_VIEW, link)
    policy.check(by, Permission.IDENTITY_REVEAL, link)
    said = identity.reason_for_audit(reason, other_reason)
    record(LinkEvent.REVEALED, by=by, target=link, details={"link_kind": link.kind, "reason": said})
    people = Person.objects.filter(
        task_force_id=link.task_force_id, link_tokens__kind=link.kind, link_tokens__token=link.token
    )
    found: dict[Any, bool] = {}  # in the order they were found
    for person in people.order_by("pk")[:MOST_SHOWN]:
        if link.kind == LinkKind.SUSPECT:
            found[person.name or person.nickname or _("Tanpa nama")] = True
            continue
        written = (value for kind, value in linkable_values.values_of(person) if kind == link.kind)
        found |= dict.fromkeys(
            (value for value in written if linkable_values.token_of(link.kind, value, person) == link.token), True
        )
    return list(found)


@transaction.atomic
def dismiss(*, link: Link, reason: str, by: User) -> Link:
    """Dismiss a value that links nobody: a shelter's telephone, an office's address. The reason is encrypted."""
    policy.check(by, Permission.LINK_VIEW, link)
    link = Link.objects.select_for_update().get(pk=link.pk)
    if link.dismissed_at is not None:
        return link
    if not says_enough(reason):
        raise WorkflowRefused(_("Tulis mengapa ini bukan kaitan, misalnya telepon rumah aman."))
    link.dismissed_at, link.dismissed_by, link.dismissed_reason = clock.now(), by, reason.strip()
    link.save(update_fields=["dismissed_at", "dismissed_by", "dismissed_reason"])
    details = {"link_kind": link.kind, "reason": sealed(reason.strip())}
    record(LinkEvent.DISMISSED, by=by, target=link, details=details)
    return link


@transaction.atomic
def restore(*, link: Link, by: User) -> Link:
    """Show a dismissed link again."""
    policy.check(by, Permission.LINK_VIEW, link)
    link = Link.objects.select_for_update().get(pk=link.pk)
    if link.dismissed_at is None:
        return link
    link.dismissed_at, link.dismissed_by, link.dismissed_reason = None, None, ""
    link.save(update_fields=["dismissed_at", "dismissed_by", "dismissed_reason"])
    record(LinkEvent.RESTORED, by=by, target=link, details={"link_kind": link.kind})
    return link
