"""The audit: who did what to which file, in a chain that shows every later change.

``record`` writes in the action's own transaction; ``record_refusal`` writes outside it, so that a rollback keeps it.
"""

from safeguards.audit.models import AuditEvent
from safeguards.audit.recording import record, record_refusal

__all__ = ["AuditEvent", "record", "record_refusal"]
