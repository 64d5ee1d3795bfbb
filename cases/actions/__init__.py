"""Every write of this app: one module per noun, one function per verb.

``taskforces.actions`` says how an act refuses.
"""
