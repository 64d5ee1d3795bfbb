"""What of the case file belongs to somebody, and what becomes of it when their access ends.

``holding`` asks, ``giving`` gives on; both serve ``taskforces.holdings``, which the acts that end access call.
"""
