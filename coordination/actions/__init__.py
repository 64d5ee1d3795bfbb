"""Every write of this app: one module per noun, one function per verb.

How an act refuses is said in ``taskforces.actions``.
"""
