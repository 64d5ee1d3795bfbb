"""Seven old registers as offices keep them, each with its right answer, and how well the product reads them.

Each ``.txt`` file is one register: every row as it stands in the office's file, and below it what the row means. The
answers were written before the product read the rows, by somebody who had not looked at the reader. They are the
clerk's truth: an answer changes only when it is wrong for a clerk, never because the product reads otherwise.

Every person is invented and called ``Contoh``; NIKs and numbers belong to nobody.

- ``uptd_batam``: a workbook with two quarters in other columns and a recapitulation beside them; days without a year,
  ditto signs, a second victim in the row below, headings repeated, footnote and signature.
- ``polres_indramayu``: police reports with merged headings over two lines, several victims in a cell, NIKs that speak
  against their row.
- ``dinsos_makassar``: a Windows-1252 CSV with WITA times, relations in the office's own words and broken telephones.
- ``p2tp2a_semarang``: sex told by the heading, kinds as ticks, only the day of the month under a month's separator.
- ``lsm_kupang``: pasted text with week separators, continuation rows, placeholders, ages and births in one column.
- ``dp3a_jambi``: carried-over cases, the same event again, denied kinds, everyday places, rows that are no case.
- ``uptd_tebo``: a hand-typed CSV with rows too short and too long, dates of several hands, NIK and telephone traps.

``written.py`` says how the files are written.
"""
