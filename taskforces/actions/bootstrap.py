"""The start of an installation: the first task force, its decree and the first accounts admin.

No user exists yet, so there is no permission check; only a command on the server calls this.
"""

import secrets
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access.roles import Role
from taskforces.actions.invitations import TOKEN_BYTES, Sent
from taskforces.choices import Level
from taskforces.events import StaffEvent
from taskforces.models import Decree, Invitation, Region, TaskForce, User
from taskforces.models.invitation import token_digest


@transaction.atomic
def begin(
    *,
    task_force_name: str,
    region: Region | None,
    decree_number: str,
    decree_year: int,
    valid_from: date,
    valid_until: date | None = None,
    email: str,
    name: str,
    by: None = None,
) -> Sent:
    """Form a task force without a parent (the centre's, or a region's own) and invite its first accounts admin.

    An existing task force and decree are reused, so that a lost link can be replaced. Refused once the task force has
    an accounts admin, who then invites everybody else.
    """
    task_force, _new = TaskForce.objects.get_or_create(
        region=region,
        **({} if region else {"level": Level.NATIONAL}),
        defaults={"name": task_force_name, "level": Level(region.level) if region else Level.NATIONAL},
    )
    TaskForce.objects.select_for_update(of=("self",)).get(pk=task_force.pk)
    admins = User.objects.filter(memberships__task_force=task_force, memberships__role=Role.ACCOUNTS_ADMIN)
    if admins.exists():
        raise WorkflowRefused(_("%(name)s sudah punya pengelola akun.") % {"name": task_force.name})
    decree, _new = Decree.objects.get_or_create(
        task_force=task_force,
        number=decree_number,
        year=decree_year,
        defaults={"valid_from": valid_from, "valid_until": valid_until},
    )
    email = email.strip().lower()
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, None, name=name)
    Invitation.objects.pending().filter(task_force=task_force, email=email).update(
        revoked_at=clock.now(), revoked_by=user
    )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        task_force=task_force,
        email=email,
        name=name,
        decree=decree,
        role=Role.ACCOUNTS_ADMIN,
        valid_from=max(valid_from, clock.today()),
        token_digest=token_digest(token),
        expires_at=clock.now() + settings.INVITATION_LIFETIME,
        invited_at=clock.now(),
        invited_by=user,
    )
    record(StaffEvent.BOOTSTRAPPED, by=by, target=task_force, details={"person": name})
    return Sent(invitation, token)
