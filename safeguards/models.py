"""What Django looks for here: the tables of this app."""

from safeguards.audit.models import AuditEvent
from safeguards.encryption.models import KeyRingSeal

__all__ = ["AuditEvent", "KeyRingSeal"]
