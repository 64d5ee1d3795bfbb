"""Every write of this app.

How an act refuses is said in ``taskforces.actions``.
"""
