"""The old register: from a spreadsheet as an office keeps it to complaints, people and cases.

``guards`` and ``tables`` run in a process of their own (``sandboxed``, started by ``file_reader``): no file reaches
the application's memory unread. ``columns`` finds the header, ``cell_values`` reads single cells, ``row_plans`` makes a
plan out of a row, ``dry_run`` compares plans with what is there, ``batch_writer`` writes them, ``batch_undo`` takes
them back.
"""
