"""Every write of this app.

``taskforces.actions`` explains how an act refuses.
"""
