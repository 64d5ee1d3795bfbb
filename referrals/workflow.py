"""Tables: which state of a referral may follow which, and what its end means for the requested services."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from cases.choices import ServiceState
from referrals.choices import OutcomeKind
from referrals.choices import ReferralState as R
from safeguards.errors import WorkflowRefused

NEXT_STATES: dict[R, frozenset] = {
    R.SENT: frozenset({R.ACCEPTED, R.DECLINED, R.WITHDRAWN}),
    R.ACCEPTED: frozenset({R.COMPLETED, R.WITHDRAWN}),
    R.DECLINED: frozenset(),
    R.COMPLETED: frozenset(),
    R.WITHDRAWN: frozenset(),
}

# The state of a service after the outcome the agency reports: only a given service counts as given.
SERVICE_END: dict[OutcomeKind, ServiceState] = {
    OutcomeKind.GIVEN: ServiceState.COMPLETED,
    OutcomeKind.PARTLY_GIVEN: ServiceState.PARTLY,
    OutcomeKind.REFUSED_BY_VICTIM: ServiceState.DECLINED,
    OutcomeKind.NOT_REACHED: ServiceState.DECLINED,
}


def overall(outcomes: Collection[OutcomeKind]) -> OutcomeKind:
    """The outcome of a referral from those of its service lines: theirs where they agree, else given in part."""
    kinds = {OutcomeKind(outcome) for outcome in outcomes}
    return kinds.pop() if len(kinds) == 1 else OutcomeKind.PARTLY_GIVEN


def closed_words(number: str) -> str:
    """The message that a withdrawn consent closed the referral, so nothing can be done with it."""
    text = _("Persetujuan korban sudah ditarik, jadi rujukan %(number)s tertutup. Tidak ada yang disimpan.")
    return text % {"number": number}


def check(current: str, wanted: str) -> None:
    """Raise ``WorkflowRefused`` unless a referral may go from one state to the other."""
    if R(wanted) not in NEXT_STATES[R(current)]:
        raise WorkflowRefused(
            _("Rujukan ini sudah berkeadaan “%(current)s”, jadi tidak dapat menjadi “%(wanted)s”.")
            % {"current": R(current).label, "wanted": R(wanted).label}
        )
