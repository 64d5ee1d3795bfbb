"""The states of a decision: one table says which state may follow which."""

from django.utils.translation import gettext as _

from coordination.choices import DecisionState as D
from safeguards.errors import WorkflowRefused

NEXT_STATES: dict[D, frozenset] = {
    D.OPEN: frozenset({D.IN_PROGRESS, D.DONE, D.CANCELLED}),
    D.IN_PROGRESS: frozenset({D.DONE, D.CANCELLED, D.OPEN}),
    D.DONE: frozenset({D.IN_PROGRESS}),
    D.CANCELLED: frozenset({D.OPEN}),
}


def check(current: str, wanted: str) -> None:
    """Raise ``WorkflowRefused`` unless a decision may go from one state to the other."""
    if D(wanted) not in NEXT_STATES[D(current)]:
        raise WorkflowRefused(
            _("Keputusan berkeadaan “%(current)s” tidak dapat menjadi “%(wanted)s”.")
            % {"current": D(current).label, "wanted": D(wanted).label}
        )
