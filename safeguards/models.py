"""The tables of this app, where Django looks for them."""

from safeguards.audit.models import AuditEvent
from safeguards.encryption.models import KeyRingSeal

__all__ = ["AuditEvent", "KeyRingSeal"]
