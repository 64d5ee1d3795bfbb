"""How values are said and drawn: words, numbers, days, zones, marks, fields, pages of lists, filters, search hits.

Nothing here knows a case, a task force or a policy, so every package above may use it.
"""
