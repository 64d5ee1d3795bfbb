"""Pages of referrals: the sender's, the agency's queue, and the answers."""
