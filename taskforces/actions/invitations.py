"""Invite a colleague by a one-time link. Only the digest of its token is stored; the link is shown once."""

import secrets
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.audit import record
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces import granting
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions import notifications
from taskforces.events import StaffEvent
from taskforces.invitation_mail import send
from taskforces.models import Agency, Decree, Invitation, Membership, User
from taskforces.models.invitation import token_digest

TOKEN_BYTES = 32


class Sent(NamedTuple):
    """An invitation and its token, which is shown only once."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    *,
    decree: Decree,
    email: str,
    name: str,
    role: str,
    agency: Agency | None = None,
    valid_from: date,
    valid_until: date | None = None,
    by: User,
) -> Sent:
    """Invite somebody to a role under a decree; the link goes to their office address and is valid for 72 hours.

    Nobody may invite themselves: otherwise an accounts admin could take a role that reads cases.
    """
    policy.check(by, Permission.STAFF_MANAGE, decree)
    email = User.objects.normalize_email(email).strip().lower()
    if email == by.email.lower():
        raise AccessDenied(_("Anda tidak dapat mengundang diri sendiri. Minta pengelola akun lain melakukannya."))
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    granting.check(decree=decree, role=role, agency=agency, valid_from=valid_from, valid_until=valid_until)
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        granting.check_new(user=known, decree=decree, role=role, agency=agency)
    if Invitation.objects.open().filter(email=email, decree=decree, role=role, agency=agency).exists():
        raise WorkflowRefused(
            _("Undangan untuk alamat dan peran ini sudah terkirim dan masih berlaku. Perbarui tautannya bila perlu.")
        )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        task_force_id=decree.task_force_id,
        email=email,
        name=name,
        decree=decree,
        agency=agency,
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
        token_digest=token_digest(token),
        expires_at=clock.now() + settings.INVITATION_LIFETIME,
        invited_at=clock.now(),
        invited_by=by,
    )
    record(StaffEvent.INVITED, by=by, target=invitation, details={"person": name, "role": role, "agency": agency})
    _send_after_commit(invitation, token, by)
    return Sent(invitation, token)


@transaction.atomic
def renew(*, invitation: Invitation, by: User) -> Sent:
    """Send a new link, valid for another 72 hours; the old one stops working at once."""
    policy.check(by, Permission.STAFF_MANAGE, invitation)
    invitation = _locked(invitation)
    _check_pending(invitation)
    if invitation.decree.has_ended(on=clock.today()):
        raise WorkflowRefused(_("SK undangan ini sudah tidak berlaku. Undang di bawah SK yang berlaku."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation.token_digest = token_digest(token)
    invitation.expires_at = clock.now() + settings.INVITATION_LIFETIME
    invitation.save(update_fields=["token_digest", "expires_at"])
    record(StaffEvent.INVITATION_RENEWED, by=by, target=invitation, details={"person": invitation.name})
    _send_after_commit(invitation, token, by)
    return Sent(invitation, token)


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> Invitation:
    """Revoke an invitation; its link stops working at once."""
    policy.check(by, Permission.STAFF_MANAGE, invitation)
    invitation = _locked(invitation)
    _check_pending(invitation)
    invitation.revoked_at, invitation.revoked_by = clock.now(), by
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    record(StaffEvent.INVITATION_REVOKED, by=by, target=invitation, details={"person": invitation.name})
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, name: str = "", password: str = "", by: User | None = None) -> Membership:
    """Accept an invitation and take its role. The link gives the right to do so, for the invited address only.

    A new person gives ``name`` and ``password`` and gets an account; a weak password raises ``ValidationError``. A
    person with an account is signed in as ``by`` and gets the role added.
    """
    invitation = _locked(invitation)
    _check_pending(invitation)
    if invitation.expires_at <= clock.now():
        raise WorkflowRefused(_("Tautan undangan ini sudah kedaluwarsa. Minta pengelola akun memperbaruinya."))
    user = _accepting_user(invitation, name, password, by)
    valid_from = max(invitation.valid_from, min(clock.today(), invitation.valid_until or clock.today()))
    terms: dict[str, Any] = {"decree": invitation.decree, "role": invitation.role, "agency": invitation.agency}
    granting.check(**terms, valid_from=valid_from, valid_until=invitation.valid_until)
    granting.check_new(user=user, **terms)
    membership = Membership.objects.create(
        user=user,
        task_force_id=invitation.task_force_id,
        valid_from=valid_from,
        valid_until=invitation.valid_until,
        **terms,
    )
    invitation.accepted_at, invitation.accepted_by = clock.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(StaffEvent.INVITATION_ACCEPTED, by=user, target=membership, details={"role": invitation.role})
    notifications.announce(membership=membership)
    return membership


def _accepting_user(invitation: Invitation, name: str, password: str, by: User | None) -> User:
    """The account of the invited address: the signed-in one, or a new one."""
    known = User.objects.select_for_update().filter(email__iexact=invitation.email).first()
    if known is not None and known.has_usable_password():
        if by is None or by.pk != known.pk:
            raise AccessDenied(_("Masuk dahulu dengan akun %(email)s.") % {"email": invitation.email})
        return known
    if by is not None:
        raise AccessDenied(_("Undangan ini untuk %(email)s, bukan untuk akun Anda.") % {"email": invitation.email})
    user = known or User(email=invitation.email)
    user.name = name
    validate_password(password, user=user)
    user.set_password(password)
    user.save()
    return user


def _check_pending(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise WorkflowRefused(_("Undangan ini sudah dipakai."))
    if invitation.revoked_at is not None:
        raise WorkflowRefused(_("Undangan ini sudah dibatalkan."))


def _send_after_commit(invitation: Invitation, token: str, by: User) -> None:
    def send_now() -> None:
        send(invitation_id=invitation.pk, token=token, invited_by_id=by.pk)

    transaction.on_commit(send_now, robust=True)


def _locked(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("decree", "agency")
    return locked.get(pk=invitation.pk)
