from django.apps import AppConfig
from django.core.management import CommandError
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SafeguardsConfig(AppConfig):
    name = "safeguards"
    verbose_name = _("Pengaman")

    def ready(self):
        """Register the system checks, and seal every database that was migrated."""
        from safeguards import privacy  # noqa: F401
        from safeguards.encryption import checks  # noqa: F401

        post_migrate.connect(_seal, sender=self)


def _seal(*, using: str, **kwargs) -> None:
    """Tie the database to its key ring once its tables are there; the command ends with one sentence if it is not."""
    from safeguards.encryption import KeyRingError, sealing

    if using != "default" or sealing.TABLE not in connection.introspection.table_names():
        return
    try:
        sealing.seal_database()
    except KeyRingError as error:
        raise CommandError(str(error)) from None
