"""The old register of Kota Jambi: one year imported, the next one handed in and waiting for approval.

Both files are as messy as real ones; people, numbers and stories are invented. Their years are before the published
figures, so they do not change those.
"""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from cases.register import actions as register
from cases.register.approval import actions as approving
from tppo_gugus.demo.cast import JAMBI, RATNA, SARI
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.telling import Story

HEADER = ("No", "No. Register", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "Alamat", "Jenis Kasus", "Kronologi",
          "Pelapor", "Status")  # fmt: skip
YEAR_2019: tuple[tuple[str, ...], ...] = (
    ("1", "01/PPA/2019", "12-2-19", "Contoh Sekar", "Pr", "16 th", "Lr. Andaian 3", "TPPO",
     "Cerita contoh: dijanjikan kerja di kafe.", "Contoh Ibu", "selesai"),
    ("2", "02/PPA/2019", "4 Maret 2019", "Contoh  Laras ", "P", "±20", "Jl. Andaian 7", "trafficking",
     "Cerita contoh: gaji ditahan.", "", "dipulangkan"),
    ("3", "03/PPA/2019", "43560", "Contoh Wulan", "PR", "34", "Jl Andaian No.9", "KDRT",
     "Cerita contoh: dipukul di rumah.", "tetangga", "selesai"),
    ("4", "04/PPA/2019", "21/5/2019", "1. Contoh Tirta 2. Contoh Cakra", "L", "13; 15", "Gg. Andaian 2", "TPPO",
     "Cerita contoh: disuruh mengamen.", "Satpol PP", "dirujuk"),
    ("5", "05/PPA/2019", "juni 2019", "Contoh Rinjani", "P", "27 thn", "-", "KDRT",
     "Cerita contoh: diancam suami.", "", "dicabut"),
    ("6", "06/PPA/2019", "8 Juli 2019", "Contoh Mayang", "Pr.", "17", "Lorong Andaian 5", "eksploitasi",
     "Cerita contoh: menemani tamu sampai pagi.", "Contoh Kakak", "selesai"),
    ("7", "07/PPA/2019", "19-8-19", "Contoh Angkasa", "LK", "24 Tahun", "Jl. Andaian 40", "TPPO",
     "Cerita contoh: paspor dipegang penyalur.", "", "pulang"),
    ("8", "08/PPA/2019", "2 Sept 2019", "Contoh Intan", "P", "31", "Jalan Andaian 12", "KDRT",
     "Cerita contoh: tidak diberi nafkah.", "", "damai"),
    ("9", "09/PPA/2019", "14 Okt 2019", "Contoh Pelangi", "P", "9", "Jl. Andaian 1", "pelecehan",
     "Cerita contoh: diganggu orang yang dikenal.", "guru", "selesai"),
    ("9", "09/PPA/2019", "14 Okt 2019", "Contoh Pelangi", "P", "9", "Jl. Andaian 1", "pelecehan",
     "Cerita contoh: diganggu orang yang dikenal.", "guru", "selesai"),
    ("10", "10/PPA/2019", "25/11/2019", "Contoh Lestari", "Pr", "19 th", "Jl. Andaian 33", "TPPO",
     "Cerita contoh: dipaksa melunasi ongkos.", "polisi", "selesai"),
    ("11", "11/PPA/2019", "3 Desember 2019", "Contoh Purnama", "P", "45", "Lr Andaian 8", "KDRT",
     "Cerita contoh: dihina berulang kali.", "", "ditutup"),
    ("", "JUMLAH", "", "12", "", "", "", "", "", "", ""),
)  # fmt: skip
YEAR_2020: tuple[tuple[str, ...], ...] = (
    ("1", "01/PPA/2020", "9-1-20", "Contoh Cahaya", "Pr", "18 th", "Jl. Andaian 5", "TPPO",
     "Cerita contoh: dijanjikan kerja di luar negeri.", "", "selesai"),
    ("1", "01/PPA/2020", "9-1-20", "Contoh Cahaya", "Pr", "18 th", "Jl. Andaian 5", "TPPO",
     "Cerita contoh: dijanjikan kerja di luar negeri.", "", "selesai"),
    ("3", "02/PPA/2020", "31/2/2020", "Contoh Samudera", "L", "22", "Jl. Andaian 6", "TPPO",
     "Cerita contoh: bekerja tanpa upah.", "", "selesai"),
    ("4", "03/PPA/2020", "Maret 2020", "Contoh Sekar", "P", "17 th", "Lorong Andaian 3", "TPPO",
     "Cerita contoh: diajak teman ke kota lain.", "Contoh Ibu", "selesai"),
    ("5", "04/PPA/2020", "4-5-20", "Contoh Embun", "P", "muda", "Jl. Andaian 21", "KDRT",
     "Cerita contoh: dipukul di rumah.", "tetangga", "selesai"),
)  # fmt: skip


def brought_in(world: World, now: datetime) -> Story:
    """Sari prepares two years, Ratna approves the first. The database accepts entries only while they are written."""
    yield now - timedelta(days=2, hours=3)
    with world.cast.acting(SARI) as by:
        batch = register.check(batch=_uploaded(world, 2019, YEAR_2019, by), by=by)
    yield now - timedelta(hours=19)
    with world.cast.acting(SARI) as by:
        register.decide(batch=batch, decisions={}, rest="new", by=by)
        approving.hand_in(batch=batch, by=by)
        approving.hand_in(batch=register.check(batch=_uploaded(world, 2020, YEAR_2020, by), by=by), by=by)
    yield now - timedelta(minutes=4)
    with world.cast.acting(RATNA) as by:
        register.confirm(batch=batch, by=by)


def _uploaded(world: World, year: int, rows: Sequence[Sequence[str]], by):
    """Upload one year's file, as an office would save it from its spreadsheet."""
    return register.upload(
        task_force=world.place_of(JAMBI.key),
        agency=world.cast.agency(JAMBI.key, "uptd"),
        file_name=f"register contoh {year}.csv",
        content=_file(year, rows),
        by=by,
    )


def _file(year: int, rows: Sequence[Sequence[str]]) -> bytes:
    """Title rows, an empty one, the header, then the rows; semicolons between cells."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["REGISTER PENGADUAN UPTD PPA (CONTOH)"])
    writer.writerow([f"TAHUN {year}"])
    writer.writerow([])
    writer.writerow(HEADER)
    writer.writerows(rows)
    return out.getvalue().encode()
