"""Thirteen old registers as offices keep them, each with its right answer, and how well the product reads them.

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
- ``dp3akb_lotim``: two half-years in other columns, village and district beside each other, a month's separator that
  is not continued, a person who comes back.
- ``p3a_surabaya``: ticks without a merged heading, urgencies in the office's words, sections per quarter.

The last two were held back while the reader was mended by the first seven, to see whether the kinds were mended and
not the examples.

Three more were held back after them, and then the reader was mended by them too. Before, they had needless doubts in
42, 70 and 6 % of the rows, and the notebook 36 % wrong values; nothing silent.

- ``bp3mi_mataram``: returned workers in two sheets and a recapitulation, regencies by their short forms, village,
  district and regency in columns of their own, problems that are no crime.
- ``rsud_banyumas``: a hospital's register, age and sex in one column, ward shorthand, districts as the ward says them.
- ``p2tp2a_sorong``: months as words with the year in the separator only, what was done in sentences; held back after
  those three, it had 15 % wrong values, because two headings said nothing to the reader.
- ``susteran_maumere``: a shelter's notebook, name and age in one cell, no sex, the story instead of a kind.

``held_back`` has those the reader was not mended by; their figures are printed with the others, and only what is wrong
in silence fails. Mend the reader by one, move it up, and write a new one to hold back.

``written.py`` says how the files are written.
"""
