"""Row-level security: PostgreSQL shows a request only the rows its user may see. Without a context it shows none."""

from safeguards.row_security.context import activate, binds, current, figures_scope, file_scope
from safeguards.row_security.operations import (
    APPEND_ONLY,
    NOTHING_DELETED,
    AddRowPolicy,
    EnableRowSecurity,
    GrantApplicationRole,
    GrantExecution,
    PrepareApplicationRole,
    update_of,
)
from safeguards.row_security.policies import RowPolicy

__all__ = [
    "APPEND_ONLY",
    "NOTHING_DELETED",
    "AddRowPolicy",
    "EnableRowSecurity",
    "GrantApplicationRole",
    "GrantExecution",
    "PrepareApplicationRole",
    "RowPolicy",
    "activate",
    "binds",
    "current",
    "figures_scope",
    "file_scope",
    "update_of",
]
