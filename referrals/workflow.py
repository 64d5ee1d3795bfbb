"""What may follow what for a referral: one table."""

from django.utils.translation import gettext as _

from referrals.choices import ReferralState as R
from safeguards.errors import WorkflowRefused

NEXT_STATES: dict[R, frozenset] = {
    R.SENT: frozenset({R.ACCEPTED, R.DECLINED, R.WITHDRAWN}),
    R.ACCEPTED: frozenset({R.COMPLETED, R.WITHDRAWN}),
    R.DECLINED: frozenset(),
    R.COMPLETED: frozenset(),
    R.WITHDRAWN: frozenset(),
}


def check(current: str, wanted: str) -> None:
    """Raise ``WorkflowRefused`` unless a referral may go from one state to the other."""
    if R(wanted) not in NEXT_STATES[R(current)]:
        raise WorkflowRefused(
            _("Rujukan ini sudah berkeadaan “%(current)s”, jadi tidak dapat menjadi “%(wanted)s”.")
            % {"current": R(current).label, "wanted": R(wanted).label}
        )
