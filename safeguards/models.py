"""What Django looks for here: the one table of this app."""

from safeguards.audit.models import AuditEvent

__all__ = ["AuditEvent"]
