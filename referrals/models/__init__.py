from referrals.models.referral import Referral, ReferralMessage

__all__ = ["Referral", "ReferralMessage"]
