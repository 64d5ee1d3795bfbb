"""How each state of a referral looks: one table."""

from interface.marks import Badge, BadgeTable
from referrals.choices import ReferralState

BADGES = BadgeTable(
    {
        ReferralState: {
            ReferralState.SENT: Badge("ring"),
            ReferralState.ACCEPTED: Badge("half"),
            ReferralState.DECLINED: Badge("stop"),
            ReferralState.COMPLETED: Badge("done"),
            ReferralState.WITHDRAWN: Badge("none"),
        },
    }
)
