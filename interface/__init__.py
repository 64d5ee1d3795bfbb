"""How values are written and drawn: words, numbers, days, zones, marks, fields, list pages, filters, search hits.

This package knows no case, task force or policy, so every package above may use it.
"""
