"""Dates as Indonesian offices, callers and chats write them, and what each means on Tuesday, 10 February 2026.

The right answers were written before the reader was run. One row per line: the text | the day, or ``first..last``,
or ``-`` for no date | the reason why it must be confirmed, or nothing if it is sure.
"""

TODAY = "2026-02-10"

WRITTEN = """
12-8-2025 | 2025-08-12 |
12/08/2025 | 2025-08-12 |
12.08.2025 | 2025-08-12 |
12 8 2025 | 2025-08-12 |
12-8-25 | 2025-08-12 |
12/8/25 | 2025-08-12 |
2025-08-12 | 2025-08-12 |
2025/8/12 | 2025-08-12 |
12 - 8 - 2025 | 2025-08-12 |
12–8–2025 | 2025-08-12 |
12 Agustus 2025 | 2025-08-12 |
12 agustus 25 | 2025-08-12 |
12 Agt 2025 | 2025-08-12 |
12 ags '25 | 2025-08-12 |
12-Agt-2025 | 2025-08-12 |
12 Agu. 2025 | 2025-08-12 |
12agustus2025 | 2025-08-12 |
1 Januari 2026 | 2026-01-01 |
3 Pebruari 2026 | 2026-02-03 |
3 peb 2026 | 2026-02-03 |
5 mrt 2025 | 2025-03-05 |
5 mei 2025 | 2025-05-05 |
5 jun 2025 | 2025-06-05 |
5 Jul 2025 | 2025-07-05 |
9 Sept 2025 | 2025-09-09 |
9 oktober 2025 | 2025-10-09 |
1 nop 2025 | 2025-11-01 |
1 Nopember 2025 | 2025-11-01 |
24 des 2025 | 2025-12-24 |
24 Desember 2025. | 2025-12-24 |
tgl 12 Agustus 2025 | 2025-08-12 |
Tanggal: 12 Agustus 2025 | 2025-08-12 |
tgl. 12-8-2025 | 2025-08-12 |
pada tanggal 12 Agustus 2025 | 2025-08-12 |
tanggal 12 bulan 8 tahun 2025 | 2025-08-12 |
tanggal 12 bulan Agustus tahun 2025 | 2025-08-12 |
12 Agustus tahun 2025 | 2025-08-12 |
(12-8-2025) | 2025-08-12 |
12-8-2025, | 2025-08-12 |
dua belas agustus 2025 | 2025-08-12 |
tgl lima mei 2025 | 2025-05-05 |
29-2-2024 | 2024-02-29 |
31 Desember 2025 | 2025-12-31 |
12-8-75 | 1975-08-12 |
"""

MISSPELT = """
12 septmber 2025 | 2025-09-12 |
12 sepetember 2025 | 2025-09-12 |
12 desmber 2025 | 2025-12-12 |
12 agusuts 2025 | 2025-08-12 |
12 oktobr 2025 | 2025-10-12 |
12 januri 2026 | 2026-01-12 |
12 febuari 2026 | 2026-02-12 |
12 novembar 2025 | 2025-11-12 |
12 juny 2025 | - |
12 mie 2025 | - |
"""

STRANGE_SIGNS = """
１２-８-２０２５ | 2025-08-12 |
12\u200b-8-2025 | 2025-08-12 |
12\u00a0Agustus\u00a02025 | 2025-08-12 |
\u202a12/08/2025\u202c | 2025-08-12 |
12 Agus\u00adtus 2025 | 2025-08-12 |
12\u20118\u20112025 | 2025-08-12 |
Jum’at, 6 Februari 2026 | 2026-02-06 |
Jum`at, 6 Februari 2026 | 2026-02-06 |
"""

WITH_A_WEEKDAY = """
Selasa, 12 Agustus 2025 | 2025-08-12 |
selasa 12-8-2025 | 2025-08-12 |
hari Selasa tanggal 12 Agustus 2025 | 2025-08-12 |
Hari/Tanggal: Selasa / 12 Agustus 2025 | 2025-08-12 |
Selasa/12-8-2025 | 2025-08-12 |
12 Agustus 2025 (Selasa) | 2025-08-12 |
slasa 12/8/25 | 2025-08-12 |
senen, 9-2-2026 | 2026-02-09 |
minggu 8/2/2026 | 2026-02-08 |
Senin, 12 Agustus 2025 | 2025-08-12 | weekday
rabu 12-8-2025 | 2025-08-12 | weekday
hari Kamis tanggal 12 Agustus 2025 | 2025-08-12 | weekday
12 Agustus 2025 (Kamis) | 2025-08-12 | weekday
Jum`at, 7 Februari 2026 | 2026-02-07 | weekday
sbtu 6 feb 2026 | 2026-02-06 | weekday
minggu 7/2/2026 | 2026-02-07 | weekday
Senin / 12-8-2025 | 2025-08-12 | weekday
selasa 10 feb | 2026-02-10 |
jumat 6/2 | 2026-02-06 |
jumat 5/2 | 2026-02-05 | weekday
"""

WITHOUT_A_YEAR = """
5 februari | 2026-02-05 |
5 jan | 2026-01-05 |
5/1 | 2026-01-05 |
24 des | 2025-12-24 |
17 Oktober | 2025-10-17 |
10 februari | 2026-02-10 |
12 februari | 2025-02-12 | year
12/2 | 2025-02-12 | year
1 maret | 2025-03-01 | year
12/6 | 2025-06-12 | year
9 Juni | 2025-06-09 | year
10-06 | 2025-06-10 | year
29 feb | 2024-02-29 | year
29/2 | 2024-02-29 | year
dua belas juni | 2025-06-12 | year
juni | 2025-06-01..2025-06-30 | year
bulan juni | 2025-06-01..2025-06-30 | year
sejak juni | 2025-06-01..2025-06-30 | year
januari | 2026-01-01..2026-01-31 |
sejak januari | 2026-01-01..2026-01-31 |
bln des | 2025-12-01..2025-12-31 |
awal maret | 2025-03-01..2025-03-10 | year
awal januari | 2026-01-01..2026-01-10 |
mei lalu | 2025-05-01..2025-05-31 |
5 mei lalu | 2025-05-05 |
5 juni kemarin | 2025-06-05 |
5 mei tahun lalu | 2025-05-05 |
mei tahun lalu | 2025-05-01..2025-05-31 |
januari tahun lalu | 2025-01-01..2025-01-31 |
5 februari tahun ini | 2026-02-05 |
sejak awal jan tahun ini | 2026-01-01..2026-01-10 |
awal mei tahun lalu | 2025-05-01..2025-05-10 |
tgl 5 bulan ini | 2026-02-05 |
tanggal 5 bulan lalu | 2026-01-05 |
tgl 5 | 2026-02-05 | month
tanggal 28 | 2026-01-28 | month
tgl 5 kemarin | 2026-02-05 | month
10.11 | 2025-11-10 | clock
9.1 | 2026-01-09 | clock
"""

RELATIVE = """
hari ini | 2026-02-10 |
hr ini | 2026-02-10 |
kemarin | 2026-02-09 |
kmrn | 2026-02-09 |
kemaren sore | 2026-02-09 |
kemarin dulu | 2026-02-08 |
kemarin lusa | 2026-02-08 |
tadi pagi | 2026-02-10 |
subuh tadi | 2026-02-10 |
td sbh | 2026-02-10 |
dini hari tadi | 2026-02-10 |
tadi dini hari | 2026-02-10 |
barusan | 2026-02-10 |
tadi malam | 2026-02-09..2026-02-10 |
semalam | 2026-02-09..2026-02-10 |
3 hr lalu | 2026-02-07 |
3 hari yg lalu | 2026-02-07 |
tiga hari lalu | 2026-02-07 |
3 hari yl | 2026-02-07 |
pekan lalu | 2026-02-02..2026-02-08 |
sepekan lalu | 2026-01-31..2026-02-06 |
sehari yang lalu | 2026-02-09 |
2 hr kmrn | 2026-02-08 |
dua belas hari lalu | 2026-01-29 |
2 minggu lalu | 2026-01-24..2026-01-30 |
minggu lalu | 2026-02-02..2026-02-08 |
minggu kemarin | 2026-02-02..2026-02-08 |
seminggu lalu | 2026-01-31..2026-02-06 |
bulan lalu | 2026-01-01..2026-01-31 |
3 bln lalu | 2025-11-01..2025-11-30 |
setahun lalu | 2025-01-01..2025-12-31 |
2 thn lalu | 2024-01-01..2024-12-31 |
tahun lalu | 2025-01-01..2025-12-31 |
tahun ini | 2026-01-01..2026-02-10 |
bulan ini | 2026-02-01..2026-02-10 |
minggu ini | 2026-02-09..2026-02-10 |
awal bulan | 2026-02-01..2026-02-10 |
akhir bulan | 2026-01-21..2026-01-31 |
akhir bulan lalu | 2026-01-21..2026-01-31 |
pertengahan bulan | 2026-01-11..2026-01-20 |
akhir tahun | 2025-09-01..2025-12-31 |
akhir tahun lalu | 2025-09-01..2025-12-31 |
awal tahun | 2026-01-01..2026-02-10 |
beberapa hari lalu | 2026-02-04..2026-02-08 | vague
beberapa bulan lalu | - | vague
bbrp minggu yg lalu | - | vague
baru-baru ini | - | vague
belakangan ini | - | vague
sudah lama | - | vague
"""

WEEKDAYS = """
senin | 2026-02-09 |
hari senin | 2026-02-09 |
senin lalu | 2026-02-09 |
jumat | 2026-02-06 |
jum'at lalu | 2026-02-06 |
jumat kmrn | 2026-02-06 |
sabtu kemarin | 2026-02-07 |
sabtu minggu lalu | 2026-02-07 |
rabu minggu lalu | 2026-02-04 |
hari minggu | 2026-02-08 |
ahad lalu | 2026-02-08 |
selasa lalu | 2026-02-03 |
selasa | 2026-02-03 | several
hari selasa | 2026-02-03 | several
malam jumat | 2026-02-05..2026-02-06 |
mlm jumat kemarin | 2026-02-05..2026-02-06 |
malam minggu | 2026-02-07..2026-02-08 |
kemarin malam minggu | 2026-02-07..2026-02-08 |
kmrn mlm jumat | 2026-02-05..2026-02-06 |
malam senin | 2026-02-08..2026-02-09 |
jumat malam | 2026-02-06..2026-02-07 |
jumat sore | 2026-02-06 |
senin pagi | 2026-02-09 |
sabtu mlm | 2026-02-07..2026-02-08 |
senin depan | - |
minggu depan | - |
bulan depan | - |
malam ini | 2026-02-10 |
besok | 2026-02-11 |
lusa | 2026-02-12 |
"""

SPANS = """
12-15 mei 2025 | 2025-05-12..2025-05-15 |
12 s/d 15 mei 2025 | 2025-05-12..2025-05-15 |
12 s.d 15 Mei 2025 | 2025-05-12..2025-05-15 |
12 sampai 15 mei 2025 | 2025-05-12..2025-05-15 |
dari 12 mei sampai 15 mei 2025 | 2025-05-12..2025-05-15 |
12-05-2025 s.d. 15-05-2025 | 2025-05-12..2025-05-15 |
12/5/2025 - 15/5/2025 | 2025-05-12..2025-05-15 |
28 Des 2025 – 3 Jan 2026 | 2025-12-28..2026-01-03 |
mei-juli 2025 | 2025-05-01..2025-07-31 |
mei sampai juli 2025 | 2025-05-01..2025-07-31 |
Mei 2025 s/d Juli 2025 | 2025-05-01..2025-07-31 |
2023-2024 | 2023-01-01..2024-12-31 |
maret 2025 - april 2025 | 2025-03-01..2025-04-30 |
des 2025 - jan 2026 | 2025-12-01..2026-01-31 |
2023 s/d 2024 | 2023-01-01..2024-12-31 |
15-12 mei 2025 | - |
Agustus 2025 | 2025-08-01..2025-08-31 |
agt 25 | 2025-08-01..2025-08-31 |
bulan agustus tahun 2025 | 2025-08-01..2025-08-31 |
8/2025 | 2025-08-01..2025-08-31 |
2025 | 2025-01-01..2025-12-31 |
tahun 2024 | 2024-01-01..2024-12-31 |
th. 2024 | 2024-01-01..2024-12-31 |
awal 2025 | 2025-01-01..2025-04-30 |
pertengahan agustus 2025 | 2025-08-11..2025-08-20 |
akhir Februari 2024 | 2024-02-21..2024-02-29 |
sekitar 17 agustus 2025 | 2025-08-14..2025-08-20 |
± 17 agustus 2025 | 2025-08-14..2025-08-20 |
sejak 12 agustus 2025 | 2025-08-12 |
mulai agustus 2025 | 2025-08-01..2025-08-31 |
"""

WITH_A_TIME = """
12-8-2025 14:30 | 2025-08-12 |
12-8-2025 14.30 | 2025-08-12 |
12-08-2025 14.30 WIB | 2025-08-12 |
17-08-2025 14.30 WITA | 2025-08-17 |
17-08-2025, 14.30 WIT | 2025-08-17 |
12 Agustus 2025 pkl 14.30 WITA | 2025-08-12 |
12 Agustus 2025 pukul 09.15 WIT | 2025-08-12 |
Pkl 09.15 WIT, 12 Agustus 2025 | 2025-08-12 |
jam 9 pagi 12 Agustus 2025 | 2025-08-12 |
12 Agustus 2025 jam 9 mlm | 2025-08-12 |
12/8/2025 jam 21.00 | 2025-08-12 |
2025-08-12T14:30:00 | 2025-08-12 |
kemarin jam 9 mlm | 2026-02-09 |
kmrn pkl 14.30 WITA | 2026-02-09 |
tadi jam 3 subuh | 2026-02-10 |
td jam 10 | 2026-02-10 |
tadi malam jam 11 | 2026-02-09..2026-02-10 |
senin jam 8 pagi | 2026-02-09 |
Selasa, 12 Agustus 2025, pukul 10.00 WIB | 2025-08-12 |
Senin, 12 Agustus 2025, pukul 10.00 WIB | 2025-08-12 | weekday
12 Agustus 2025 antara jam 9 dan jam 11 | 2025-08-12 |
12-08-2025 08.00-10.00 WIT | 2025-08-12 |
12 agustus 2025 jam 9-10 | 2025-08-12 |
12-8-2025 malam | 2025-08-12 |
pagi 12 agustus 2025 | 2025-08-12 |
jam 9 mlm | - |
pkl 14.30 WITA | - |
14.30 | - |
09.15 WIT | - |
10.11 WIB | - |
jam 10.11 | - |
"""

TURNED_OR_IMPOSSIBLE = """
7/19/2023 | 2023-07-19 | turned
08-25-2025 | 2025-08-25 | turned
2025-25-08 | 2025-08-25 | turned
7/19/23 | 2023-07-19 | turned
30/2/2025 | - | impossible
30-2-2026 | - | impossible
29-2-2025 | - | impossible
29 februari 2025 | - | impossible
31 april 2025 | - | impossible
31/4 | - | impossible
31 juni | - | impossible
32 januari 2025 | - |
0-8-2025 | - | impossible
12-0-2025 | - |
12-13-14 | 2014-12-13 | turned
99-99-2024 | - |
12-8-27 | 1927-08-12 | century
12 agustus 28 | 1928-08-12 | century
1 januari 800 | - |
"""

HOLIDAYS = """
habis lebaran | - | holiday
setelah lebaran 2025 | - | holiday
lebaran kemarin | - | holiday
idul fitri | - | holiday
idul adha 2025 | - | holiday
bulan puasa | - | holiday
awal ramadhan | - | holiday
natal 2025 | - | holiday
malam takbiran | - | holiday
pas maulid | - | holiday
1 syawal | - | holiday
10 muharram 1447 H | - | holiday
imlek | - | holiday
tahun baru | - | holiday
waktu libur sekolah | - | holiday
"""

DENIED_OR_SEVERAL = """
bukan 12 agustus 2025 | 2025-08-12 | denied
tidak tanggal 12-8-2025 | 2025-08-12 | denied
bukan kemarin | 2026-02-09 | denied
sebelum 12 agustus 2025 | 2025-08-12 | limit
setelah 12-8-2025 | 2025-08-12 | limit
sesudah 12 agustus 2025 | 2025-08-12 | limit
sampai 12 agustus 2025 | 2025-08-12 | limit
12-8-2025 dan 14-8-2025 | - | several
12 agustus 2025 atau 13 agustus 2025 | - | several
12/8/2025, 14/8/2025, 20/8/2025 | - | several
12 dan 14 agustus 2025 | - | several
12 atau 13 agustus 2025 | - | several
12 & 14 Agustus 2025 | - | several
12-8-2025 / 14-8-2025 | - | several
Jambi, 3 Mei 2007 | 2007-05-03 | part
Jambi 3 Mei 2007 | 2007-05-03 | part
3 Mei 2007 (17 th) | 2007-05-03 | part
03-05-2007 (17 th) | 2007-05-03 | part
12 Agustus 2025 di Batam | 2025-08-12 | part
12-8-2025 3 orang | 2025-08-12 | part
"""

NO_DATES = """
081234567890 | - |
0812-3456-7890 | - |
+62 812-12-2025 | - |
1571010203070001 | - |
15.71.01 | - |
15.71.01.1002 | - |
RT 03/04 | - |
rt 3/5 rw 2 | - |
no 12/5 | - |
blok c 12/5 | - |
jl. 17 agustus no 5 | - |
3/4 juta | - |
Rp 12.500 | - |
10.000 | - |
1/2 | 2026-02-01 |
p 16 | - |
16 | - |
LP/B/12/5/2025 | - |
UU 21/2007 | - |
1.2.3.4 | - |
12 agustus 20255 | - |
12-8-20255 | - |
112-8-2025 | - |
12 mei sari | - |
mei | 2025-05-01..2025-05-31 | year
mei lin | - |
juli | 2025-07-01..2025-07-31 |
kapan | - |
tidak tahu | - |
lupa | - |
🗓️ | - |
"""

IN_LINES = """
dibawa 12-8-2025, p 16 | 2025-08-12 |
p 16 dibawa tgl 12 agustus 2025 ke batam | 2025-08-12 |
kejadian 5 feb, p 16 | 2026-02-05 |
kejadian 12 feb, p 16 | 2025-02-12 | no_year
dibawa 12/6 p 16 | 2025-06-12 | no_year
hilang sejak juni, p 17 | 2025-06-01..2025-06-30 | no_year
hilang sejak januari, p 17 | 2026-01-01..2026-01-31 |
kejadian 29 feb, p 16 | 2024-02-29 | no_year
kemarin p 16 hilang | 2026-02-09 |
p 16 hilang 3 hr lalu | 2026-02-07 |
p 16 hilang sejak 3 hari yang lalu | 2026-02-07 |
subuh tadi p 16 dibawa | 2026-02-10 |
tadi subuh p 16 dibawa | 2026-02-10 |
dini hari tadi p 16 dibawa | 2026-02-10 |
malam jumat p 16 dibawa | 2026-02-05..2026-02-06 |
kemarin malam minggu p 16 dijemput | 2026-02-07..2026-02-08 |
malam minggu kemarin p 16 dijemput | 2026-02-07..2026-02-08 |
jumat malam p 16 dijemput | 2026-02-06..2026-02-07 |
senin depan berangkat, p 17 | - |
jumat depan mau dibawa ke malaysia p 17 | - |
besok berangkat, p 17 | - |
lusa berangkat, p 17 | - |
minggu depan berangkat, p 17 | - |
bulan depan berangkat, p 17 | - |
habis lebaran dibawa ke malaysia, p 17 | - | holiday
setelah lebaran mau berangkat, p 17 | - | holiday
sejak idul adha disekap, p 17 | - | holiday
sebelum 12 agustus 2025 dibawa, p 17 | 2025-08-12 | bound
setelah 12 agustus 2025 tidak ada kabar, p 17 | 2025-08-12 | bound
disekap sampai 5 februari 2026, p 17 | 2026-02-05 | bound
disekap sampai kemarin, p 17 | 2026-02-09 | bound
bukan kemarin, p 17 | - | denied
bukan tgl 12 agustus 2025, p 17 | - | denied
senin 12 agustus 2025, p 17 | 2025-08-12 | weekday
selasa 12 agustus 2025, p 17 | 2025-08-12 |
12 agustus 2025 hari senin, p 17 | 2025-08-12 | weekday
7/19/2025, p 17 | 2025-07-19 | turned
30/2/2025, p 17 | - | no_day
31 april, p 17 | - | no_day
p 17, no hp 0812-8-2025 | - |
p 17, hp 0812 12 8 2025 | - |
nik 1571012008090001, p 17 | - |
tinggal di rt 03/04, p 17 | - |
rumah no 12/5, p 17 | - |
blok c 12/5, p 17 | - |
jalan 17 agustus no 5, p 17 | - |
jl 10 november, p 17 | - |
gaji 3/4 juta, p 17 | - |
p 17 lahir 12-8-2008 | - |
ttl jambi, 12 agustus 2008, p | - |
kejadian 12 agustus 2025 jam 9 mlm, p 17 | 2025-08-12 |
kemarin jam 9 mlm p 17 dijemput | 2026-02-09 |
tadi malam jam 11 p 17 dijemput | 2026-02-09..2026-02-10 |
12-15 mei 2025 disekap, p 17 | 2025-05-12..2025-05-15 |
dibawa 12 agustus 2025, kabur 20 agustus 2025, p 17 | 2025-08-12 | two_days
p 17 dibawa kemarin, dijemput jumat lalu | 2026-02-09 | two_days
selasa dijemput, p 17 | 2026-02-03 | which_day
sejak 2 tahun lalu kerja di malaysia, p 21 | 2024-01-01..2024-12-31 |
surat tgl 12 agustus 2025 belum dibalas, p 17 | 2025-08-12 | document
lp no 12 tgl 5 januari 2026, p 17 | 2026-01-05 | document
p 17 nama Mei Lin, kemarin | 2026-02-09 |
p 17 nama Juli, kemarin | 2026-02-09 |
p 17 nama Agus, kemarin | 2026-02-09 |
p 17 nama Jumat, kemarin | 2026-02-09 |
beberapa hari lalu p 17 dibawa | 2026-02-04..2026-02-08 | rough_day
sekitar 17 agustus 2025 p 17 dibawa | 2025-08-14..2025-08-20 |
tgl 5 p 17 dibawa | 2026-02-05 | no_month
１２-８-２０２５ dibawa, p 17 | 2025-08-12 |
dibawa 12\u200b-8-2025, p 17 | 2025-08-12 |
"""

TABLES = {
    "written": WRITTEN, "misspelt": MISSPELT, "strange signs": STRANGE_SIGNS, "with a weekday": WITH_A_WEEKDAY,
    "without a year": WITHOUT_A_YEAR, "relative": RELATIVE, "weekdays": WEEKDAYS, "spans": SPANS,
    "with a time": WITH_A_TIME, "turned or impossible": TURNED_OR_IMPOSSIBLE, "holidays": HOLIDAYS,
    "denied or several": DENIED_OR_SEVERAL, "no dates": NO_DATES,
}  # fmt: skip
