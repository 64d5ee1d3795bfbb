"""Invitations: the link, its digest, its three days, and who may use it."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend

from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces import queries
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role
from taskforces.actions import invitations
from taskforces.models import Invitation, Membership, Notification, User
from tests.taskforces.acts import city_admin, other_admin, verbs

GOOD = "sebuah-kata-sandi-panjang"
EMAIL = "putri@dinsos.contoh"


def invited(world, **changes) -> invitations.Sent:
    terms = {
        "decree": world.decree,
        "email": EMAIL,
        "name": "Putri",
        "role": Role.AGENCY_OFFICER,
        "agency": world.dinsos,
        "valid_from": date(2020, 1, 1),
        "by": world.arif,
    }
    return invitations.invite(**{**terms, **changes})


def test_an_invitation_is_mailed_and_only_its_digest_is_kept(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent = invited(world)

    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert f"/undangan/{sent.token}/" in message.body
    assert "72 jam" in message.body
    row = Invitation.objects.get()
    assert sent.token not in "".join(map(str, vars(row).values()))
    assert sent.token not in str(list(AuditEvent.objects.values()))
    assert queries.invitation_by_token(sent.token) == row
    assert verbs(row.pk) == ["staff.invited"]


def test_the_mail_names_no_case(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invited(world)

    text = (mail.outbox[0].subject + mail.outbox[0].body).lower()
    assert not any(word in text for word in ("kasus", "korban", "rujukan", "k-2"))


def test_mail_that_cannot_be_sent_is_told_to_the_inviting_person(world, django_capture_on_commit_callbacks):
    with (
        mock.patch.object(EmailBackend, "send_messages", side_effect=OSError),
        django_capture_on_commit_callbacks(execute=True),
    ):
        invited(world)

    assert "gagal terkirim" in Notification.objects.get(user=world.arif).text
    assert Invitation.objects.open().exists()


def test_somebody_new_sets_a_password_and_has_the_role(world):
    sent = invited(world)
    membership = invitations.accept(invitation=sent.invitation, name="Putri Rekaan", password=GOOD)

    user = User.objects.get(email=EMAIL)
    assert user.check_password(GOOD)
    assert (membership.user, membership.agency, membership.role) == (user, world.dinsos, Role.AGENCY_OFFICER)
    assert policy.can(user, Permission.REFERRAL_VIEW)
    assert verbs(membership.pk) == ["staff.invitation_accepted"]
    with pytest.raises(WorkflowRefused, match="sudah dipakai"):
        invitations.accept(invitation=sent.invitation, name="Lain", password=GOOD)
    assert User.objects.get(email=EMAIL).name == "Putri Rekaan"


def test_a_weak_password_leaves_nothing(world):
    sent = invited(world)
    with pytest.raises(ValidationError):
        invitations.accept(invitation=sent.invitation, name="Putri", password="pendek")

    assert not User.objects.filter(email=EMAIL).exists()
    assert Invitation.objects.open().exists()


def test_somebody_with_an_account_signs_in_and_gets_the_role_added(world):
    sent = invited(world, email=world.rina.email, role=Role.FIGURES_VIEWER, agency=None)
    with pytest.raises(AccessDenied, match="Masuk dahulu"):
        invitations.accept(invitation=sent.invitation, name="Pencuri", password=GOOD)
    with pytest.raises(AccessDenied, match="Masuk dahulu"):
        invitations.accept(invitation=sent.invitation, by=world.sari)
    invitations.accept(invitation=sent.invitation, by=world.rina)

    assert Membership.objects.filter(user=world.rina).count() == 2
    assert world.fresh(world.rina).name == "Rina"


def test_an_account_that_is_signed_in_cannot_take_anothers_invitation(world):
    sent = invited(world)
    with pytest.raises(AccessDenied, match="bukan untuk akun Anda"):
        invitations.accept(invitation=sent.invitation, by=world.rina)
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_link_lasts_three_days_and_can_be_renewed(world):
    first = invited(world)
    with clock.at(clock.now() + timedelta(hours=73)):
        with pytest.raises(WorkflowRefused, match="kedaluwarsa"):
            invitations.accept(invitation=first.invitation, name="Putri", password=GOOD)
        second = invitations.renew(invitation=first.invitation, by=world.arif)
        assert queries.invitation_by_token(first.token) is None
        invitations.accept(invitation=second.invitation, name="Putri", password=GOOD)

    assert verbs(first.invitation.pk) == ["staff.invited", "staff.invitation_renewed"]


def test_a_revoked_link_is_dead(world):
    sent = invited(world)
    invitations.revoke(invitation=sent.invitation, by=world.arif)
    for act in (
        lambda: invitations.accept(invitation=sent.invitation, name="Putri", password=GOOD),
        lambda: invitations.revoke(invitation=sent.invitation, by=world.arif),
        lambda: invitations.renew(invitation=sent.invitation, by=world.arif),
    ):
        with pytest.raises(WorkflowRefused, match="dibatalkan"):
            act()
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_same_form_twice_is_one_invitation(world):
    invited(world)
    with pytest.raises(WorkflowRefused, match="sudah terkirim"):
        invited(world, email=EMAIL.upper())
    assert Invitation.objects.count() == 1


def test_whoever_has_the_role_is_not_invited_again(world):
    with pytest.raises(WorkflowRefused, match="sudah memegang"):
        invited(world, email=world.maya.email)


def test_an_admin_cannot_invite_themselves(world):
    wati = city_admin(world)
    with pytest.raises(AccessDenied, match="diri sendiri"):
        invited(world, email=wati.email.upper(), role=Role.CASEWORKER, agency=world.uptd, by=wati)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["sari", "ratna", "budi", "maya", "rina", "tono", "dewi", "nobody"])
def test_others_invite_nobody(world, who):
    user = getattr(world, who)
    sent = invited(world)
    for act in (
        lambda: invited(world, email="lain@uji.contoh", by=user),
        lambda: invitations.renew(invitation=sent.invitation, by=user),
        lambda: invitations.revoke(invitation=sent.invitation, by=user),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert AuditEvent.objects.count() == 1


def test_an_admin_elsewhere_invites_nobody_here(world):
    with pytest.raises(AccessDenied, match="di luar"):
        invited(world, by=other_admin(world))


def test_a_decree_that_ended_takes_nobody_in(world):
    sent = invited(world)
    world.decree.revoked_on = clock.today()
    world.decree.save()
    with pytest.raises(WorkflowRefused, match="tidak berlaku"):
        invitations.accept(invitation=sent.invitation, name="Putri", password=GOOD)
    with pytest.raises(WorkflowRefused, match="tidak berlaku"):
        invited(world, email="lain@uji.contoh")
    assert not User.objects.filter(email=EMAIL).exists()
