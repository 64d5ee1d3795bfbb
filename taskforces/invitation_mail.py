"""The invitation's e-mail. It names no case and no victim. If it cannot be sent, the inviting person is notified."""

import logging
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from taskforces.actions import notifications
from taskforces.models import Invitation, User

logger = logging.getLogger(__name__)


def link_of(token: str) -> str:
    """The one-time link in the e-mail."""
    return settings.SITE_URL.rstrip("/") + reverse("taskforces:invitation-accept", args=[token])


def mail_folder() -> str:
    """The folder where e-mails are stored instead of being sent (demo), relative to the project's folder.

    Empty if e-mails are really sent.
    """
    if "filebased" not in settings.EMAIL_BACKEND or not settings.EMAIL_FILE_PATH:
        return ""
    folder = Path(settings.EMAIL_FILE_PATH)
    return str(folder.relative_to(settings.BASE_DIR) if folder.is_relative_to(settings.BASE_DIR) else folder)


def send(*, invitation_id, token: str, invited_by_id) -> None:
    """Send the e-mail; called after the invitation is committed."""
    related = Invitation.objects.select_related("task_force", "agency", "invited_by")
    invitation = related.get(pk=invitation_id)
    context = {
        "invitation": invitation,
        "role": invitation.get_role_display(),
        "link": link_of(token),
        "hours": int(settings.INVITATION_LIFETIME.total_seconds() // 3600),
    }
    body = render_to_string("taskforces/mail/invitation.txt", context)
    try:
        EmailMessage(subject=_("Undangan petugas Gugus Tugas TPPO"), body=body, to=[invitation.email]).send()
    except (SMTPException, OSError) as error:
        logger.error("an invitation could not be sent: %s", type(error).__name__)
        notifications.notify_user(
            user=User.objects.get(pk=invited_by_id),
            text=_("Surel undangan %(role)s gagal terkirim. Perbarui tautannya dan salin.")
            % {"role": invitation.get_role_display()},
            path=reverse("taskforces:staff-list"),
        )
