"""The old register: from a spreadsheet as an office keeps it to complaints, people and cases.

``guards`` and ``tables`` run in a process of their own (``sandboxed``, started by ``reading``): no file reaches the
application's memory unread. ``columns`` finds the header, ``values`` reads single cells, ``rows`` makes a plan out of a
row, ``planning`` compares plans with what is there (the dry run), ``writing`` writes them, ``undoing`` takes them back.
"""
