"""Database routing: everything lives in ``default``; ``audit`` is a second connection to the same database."""

from typing import Any

from django.db.models import Model

CACHE_LABEL = "django_cache"  # what Django calls the owner of its cache table


class AuditRouter:
    """Keep migrations off the second connection, and allow relations between rows of both."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Use the second connection for the shared cache: rate limits must outlive a refused request."""
        return "audit" if model._meta.app_label == CACHE_LABEL else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """See ``db_for_read``."""
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """The tables are made once, through ``default``."""
        return False if db == "audit" else None

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:
        """Both connections see the same tables."""
        return True
