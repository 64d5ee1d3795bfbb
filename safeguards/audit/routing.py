"""Database routing: everything lives in ``default``; ``audit`` is a second connection to the same database."""


class AuditRouter:
    """Keep migrations off the second connection, and let rows read through it stand beside others."""

    def allow_migrate(self, db, app_label, **hints) -> bool | None:
        """The tables are made once, through ``default``."""
        return False if db == "audit" else None

    def allow_relation(self, first, second, **hints) -> bool:
        """Both connections see the same tables."""
        return True
