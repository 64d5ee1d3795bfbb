"""Nobody may lock themselves out: an act may not end the actor's own last accounts-admin membership."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access.roles import Role
from taskforces.models import Membership, User


@contextmanager
def refuse_lockout(by: User, *, on: date | None = None) -> Iterator[None]:
    """Raise ``WorkflowRefused`` if ``by`` administers accounts today and, after this block, no longer would on ``on``.

    It is raised inside the action's transaction, which then rolls everything back.
    """
    administered = _administers(by, clock.today())
    yield
    if administered and not _administers(by, max(on or clock.today(), clock.today())):
        raise WorkflowRefused(
            _(
                "Ini akan mengakhiri akses Anda sendiri sebagai pengelola akun. Undang pengelola akun lain dahulu dan "
                "minta ia melakukannya, atau pindahkan diri Anda ke SK yang baru."
            )
        )


def _administers(by: User, on: date) -> bool:
    return Membership.objects.current(on=on).filter(user=by, role=Role.ACCOUNTS_ADMIN).exists()
