"""The old register: import an office's spreadsheet as complaints, people and cases.

``guards`` and ``tables`` run in a separate process (``sandboxed``, started by ``file_reader``), so the application
never parses a file itself. ``columns`` finds the header, ``cell_values`` reads single cells, ``row_plans`` makes a plan
from a row, ``dry_run`` compares plans with the stored data, ``batch_writer`` writes them, ``batch_undo`` undoes them.
"""
