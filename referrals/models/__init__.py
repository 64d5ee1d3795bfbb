from referrals.models.closure import Closure
from referrals.models.referral import Referral, ReferralMessage

__all__ = ["Closure", "Referral", "ReferralMessage"]
