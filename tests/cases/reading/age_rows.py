"""Ages as Indonesian offices, callers and chats write them, and what each means.

The right answers were written before the readers were run. One row per line: the text | years, or ``-`` for no age
| the reason why it must be confirmed, or nothing if it is sure. ``~`` before the years marks an estimate; years beside
a reason are only offered. ``child`` beside a reason: surely a child. ``none``: the text is refused as no age.
"""

EXACT = """
17 | 17 |
17 th | 17 |
17th | 17 |
17 thn | 17 |
17thn | 17 |
17 tahun | 17 |
17 taun | 17 |
17 Thn. | 17 |
17 t | 17 |
17 yo | 17 |
17. | 17 |
umur 17 | 17 |
umur: 17 | 17 |
umurnya 17 | 17 |
usia 17 tahun | 17 |
Usia : 17 th | 17 |
berumur 17 tahun | 17 |
berusia 17 | 17 |
umr 17 | 17 |
baru 17 | 17 |
baru 17 tahun | 17 |
sudah 18 | 18 |
sdh 18 th | 18 |
genap 18 | 18 |
sudah genap 18 tahun | 18 |
17,5 | 17 |
17.5 tahun | 17 |
17 1/2 tahun | 17 |
17 setengah | 17 |
17 th 3 bln | 17 |
17 tahun 6 bulan | 17 |
17 thn 11 bln | 17 |
17 tahunan | ~17 |
１７ | 17 |
１７ tahun | 17 |
17\u200b | 17 |
1\u200b7 th | 17 |
\u202a17\u202c | 17 |
17\u00a0tahun | 17 |
(17) | 17 |
(17 th) | 17 |
17 tahun (anak) | 17 |
0 | 0 |
1 | 1 |
5 th | 5 |
60 | 60 |
99 th | 99 |
"""

WORDS = """
tujuh belas | 17 |
tujuh belas tahun | 17 |
empat belas tahun | 14 |
umur empat belas tahun | 14 |
umur dua puluh | 20 |
dua puluh satu tahun | 21 |
dua puluh | 20 |
tiga puluh lima | 35 |
sembilan tahun | 9 |
sepuluh tahun | 10 |
sebelas | 11 |
17 (tujuh belas) | 17 |
17 (tujuh belas) tahun | 17 |
14 (empat belas) th | 14 |
16 (enam belas tahun) | 16 |
17 (enam belas) tahun | - | part
"""

ROUGH = """
±17 | ~17 |
± 17 th | ~17 |
+/- 17 | ~17 |
+-17 | ~17 |
~17 | ~17 |
sekitar 17 | ~17 |
sekitar 17 tahun | ~17 |
sktr 17 th | ~17 |
kira-kira 17 | ~17 |
kira2 17 th | ~17 |
kurang lebih 20 | ~20 |
krg lebih 25 | ~25 |
krg lbh 25 th | ~25 |
kurleb 25 | ~25 |
lebih kurang 25 | ~25 |
perkiraan 30 tahun | ~30 |
umur sekitar 30 | ~30 |
umurnya kira2 16 | ~16 |
20-an | ~20 |
20an | ~20 |
30an tahun | ~30 |
40 an | ~40 |
17 tahun kurang lebih | ~17 |
kayaknya 16 | ~16 |
mungkin 16 | ~16 |
sepertinya 16 th | ~16 |
sekitar empat belas tahun | ~14 |
hampir 25 | ~25 |
hampir 30 tahun | ~30 |
mau 30 | ~30 |
jalan 25 | ~25 |
"""

LIMITS = """
<18 | - | limit child
< 18 th | - | limit child
<=17 | - | limit child
≤ 17 | - | limit child
di bawah 18 | - | limit child
dibawah 18 tahun | - | limit child
dbwh 18 | - | limit child
umur di bawah 18 th | - | limit child
kurang dari 18 | - | limit child
krg dari 18 | - | limit child
belum 18 | - | limit child
blm genap 18 | - | limit child
belum sampai 18 tahun | - | limit child
tidak sampai 18 | - | limit child
maks 17 | - | limit child
maksimal 17 tahun | - | limit child
paling tua 17 | - | limit child
hampir 18 | - | limit child
hampir 17 | - | limit child
mau 18 | - | limit child
jalan 17 | - | limit child
menjelang 18 | - | limit child
17 ke bawah | - | limit child
17 th kebawah | - | limit child
di bawah delapan belas tahun | - | limit child
belum genap delapan belas | - | limit child
di bawah 25 | - | limit
< 25 th | - | limit
belum 25 | - | limit
maks 30 | - | limit
>17 | ~18 | limit
> 18 th | ~19 | limit
>=18 | ~18 | limit
≥ 18 tahun | ~18 | limit
di atas 17 | ~18 | limit
diatas 18 th | ~19 | limit
lebih dari 40 | ~41 | limit
minimal 18 | ~18 | limit
18+ | ~18 | limit
18 ke atas | ~18 | limit
18 th keatas | ~18 | limit
sudah lewat 18 | ~19 | limit
tidak lebih dari 17 | - | limit child
tidak kurang dari 18 | ~18 | limit
"""

RANGES = """
17-18 | ~17 | range
17 - 18 th | ~17 | range
17–18 tahun | ~17 | range
17 s/d 18 | ~17 | range
17 sampai 18 tahun | ~17 | range
17 atau 18 | - | range
17/18 th | ~17 | range
16-17 | ~16 | range
15 atau 16 th | - | range
13-17 | ~13 | range
0-17 | - | range child
6-12 th | - | range child
18-24 | ~18 | range
25 - 59 th | ~25 | range
20 s.d. 25 | ~20 | range
belasan | - | words
belasan tahun | - | words
dua puluhan | ~20 |
17 th s/d 20 th | ~17 | range
lima belas atau enam belas | - | range
"""

WITHOUT_A_NUMBER = """
anak | - | words
anak-anak | - | words
balita | - | words
bayi | - | words
di bawah umur | - | words
dibawah umur | - | words
belum dewasa | - | words
remaja | - | words
dewasa | - | words
lansia | - | words
"""

BABIES = """
6 bulan | 0 |
6 bln | 0 |
10 bln | 0 |
18 bln | 1 |
20 bulan | 1 |
24 bulan | 2 |
3 minggu | 0 |
5 hari | 0 |
± 8 bulan | ~0 |
umur 8 bln | 0 |
bayi 8 bulan | 0 |
balita 3 tahun | 3 |
anak 7 tahun | 7 |
200 bulan | - | part
"""

SCHOOL = """
kelas 5 | - | school
kelas 5 SD | - | school
kls 5 SD | - | school
kls 3 sma | - | school
kelas 11 | - | school
kelas 2 SMP | - | school
kelas XI | - | school
SMP kelas 2 | - | school
masih SMP | - | school
masih sma | - | school
anak SD | - | school
siswi SMK kelas 1 | - | school
5 SD | - | school
SMA 2 | - | school
PAUD | - | school
TK | - | school
semester 3 | - | part
kelas 5 (11 th) | - | school
17 th kls 3 sma | - | part
"""

ANOTHER_TIME = """
16 waktu kejadian | - | part
16 th saat kejadian | ~16 | part
16 tahun waktu itu | ~16 | part
sekarang 20 | - | part
sekarang 20 th | - | part
20 sekarang | - | part
dulu 14 th | - | part
waktu itu 14 tahun | - | part
umur 15 waktu nikah | - | part
16 tahun lalu | - | part
6 tahun yang lalu | - | part
sejak umur 14 | - | part
sejak 2020 | - | part
"""

CLAIMED_OR_DENIED = """
bukan 17 | - | part
tidak 17 | - | part
mengaku 19 | - | part
ngakunya 19 th | - | part
di KTP 19 th | - | part
ktp 19, aslinya 15 | - | part
umur dipalsukan 21 tahun | - | part
belum tahu | - | none
tidak tahu | - | none
umur tidak diketahui 17 | - | part
17? | - | none
17 ? | - | none
"""

BIRTHS = """
1990 | - | none
lahir 1990 | - | part
kelahiran 2009 | - | part
th 1990 | - | part
tahun lahir 1990 | - | part
lahir tahun 2009 | - | part
12-8-2009 | - | none
12 Agustus 2009 | - | part
lahir 12-8-2009 | - | part
Jambi, 12-8-2009 | - | part
lahir '09 | - | part
"""

SOMEBODY_ELSE = """
ayah 45 | - | part
ibunya 40 th | - | part
pelaku 40 | - | part
anak 1 dari 3 | - | part
anak ke 2 | - | part
anak ke-3 | - | part
hamil 6 bulan | - | part
hamil 20 minggu | - | part
korban 17 pelaku 40 | - | part
17 dan 19 | - | part
17, 19 | - | none
17,19 | - | none
17 & 19 th | - | part
17/P | - | none
P 17 | - | none
P/17 th | - | part
lk 17 | ~17 |
"""

NO_AGES = """
RT 3 | - | part
RT 03 RW 02 | - | part
no 17 | - | part
Jl. 17 Agustus | - | part
Rp 500 | - | part
17 juta | - | part
17 orang | - | part
17 kali | - | part
17 jam | - | part
jam 5 | - | part
081234567890 | - | none
0812-3456-7890 | - | none
1571010203070001 | - | none
130 | - | none
121 | - | none
500 | - | none
-5 | - | none
L | - | none
P | - | none
? | - | none
🙂 | - | none
kerja 2 tahun | - | part
2 tahun kerja | - | part
sudah 2 tahun di malaysia | - | part
selama 3 tahun | - | part
kontrak 2 thn | - | part
vonis 5 tahun | - | part
"""

TABLES = {
    "exact": EXACT, "words": WORDS, "rough": ROUGH, "limits": LIMITS, "ranges": RANGES,
    "without a number": WITHOUT_A_NUMBER, "babies": BABIES, "school": SCHOOL, "another time": ANOTHER_TIME,
    "claimed or denied": CLAIMED_OR_DENIED, "births": BIRTHS, "somebody else": SOMEBODY_ELSE, "no ages": NO_AGES,
}  # fmt: skip

IN_LINES = """
p 17 | 17 |
p17 | 17 |
17 p | 17 | count
p 17 th | 17 |
p, umur 17 | 17 |
perempuan 17 tahun | 17 |
pr 17th dibawa ke batam | 17 |
anak perempuan 14 th | 14 |
korban p umur empat belas tahun | 14 |
pr empat belas tahun | 14 |
umur dua puluh lk | 20 |
p tujuh belas | 17 |
p dua puluh satu tahun | 21 |
p ±17 | ~17 |
p sekitar 17 | ~17 |
p kira2 17 th | ~17 |
lk krg lebih 25 | ~25 |
lk hampir 25 | ~25 |
lk kurang lebih 30 tahun | ~30 |
lk hampir 18 | 17 | limit
p <18 | 17 | limit
p di bawah 18 | 17 | limit
p dibawah 18 th | 17 | limit
p belum 18 | 17 | limit
p belum genap 18 tahun | 17 | limit
p blm sampai 17 | 16 | limit
p maks 17 | 17 | limit
p paling tua 17 | 17 | limit
p di bawah 25 | - | limit
p di atas 18 | - | limit
p >17 | - | limit
p 18+ | - | limit
p lebih dari 40 | - | limit
p di bawah delapan belas tahun | 17 | limit
p tidak lebih dari 17 | 17 | limit
p 17-18 | 17 | range
p 17-18 th | 17 | range
p 17 atau 18 | 17 | range
p 17/18 th | 17 | range
p 16 sampai 17 | 16 | range
p belasan | - | range
p belasan tahun | - | range
balita 10 bln lk | 0 |
l 12 bln | 1 |
p 8 bulan | 0 |
bayi p 5 hari | - |
p 8 bulan hamil | - |
p hamil 6 bulan, 17 th | 17 |
p 17 hamil 6 bulan | 17 |
p 17 hamil 20 minggu | 17 |
kls 3 sma lk | 18 | school
p kelas 5 sd | 11 | school
p kelas 2 smp | 14 | school
p smp kelas 2 | 14 | school
p kelas xi | 17 | school
p masih smp | - |
p 17 kelas 3 sma | 17 |
p 17, kelas 11 | 17 |
p 12 kelas 6 sd | 12 |
p 16, 3 hari lalu | 16 |
p 16 3 hari lalu | 16 |
p 3 hari lalu dibawa | - |
p 5 tahun di malaysia | 5 | lasting
p 2 tahun kerja di batam | 2 | lasting
p sudah 2 tahun kerja | - |
p 17, sudah 2 tahun kerja | 17 |
p 17, kontrak 2 tahun | 17 |
p 17 disekap 3 bulan | 17 |
p 17 rt 3 | 17 |
p rt 3 | - | role
p 17 rt 03 rw 05 | 17 |
p 17 no 12 | 17 |
p blok c no 12 | - |
p 17 gaji 3 juta | 17 | role
p gaji 3 juta | - | role
p utang 15 juta | - |
p 17 utang 15 juta | 17 |
p bayar 20 ribu | - | role
p 17 jam 9 malam | 17 |
p jam 9 malam dibawa | - |
p 17 hp 0812-1234-5678 | 17 |
p hp 081212345678 | - |
p nik 1571015708090001 | - |
p anak ke 2 | - |
p anak ke 2 dari 3 bersaudara | - |
p 17 anak ke 2 | 17 |
p 17, 2 anak | 17 |
p 25 punya 2 anak | 25 | role
p 25 anak 2 | 25 |
p １７ | 17 |
p １７ tahun | 17 |
p 1\u200b7 | 17 |
p 17\u200b th | 17 |
p\u00a017 | 17 |
ayahnya 45, p 17 | 17 |
ayah 45 th melapor, p 17 | 17 |
pelapor ibu 40 th, korban p 17 | 17 |
pelapor ayah 45, p | - |
p 17, pelaku 40 | 17 |
p 17, pelaku lk 40 th | 17 |
p 17 dibawa pelaku umur 40 | 17 |
p 17, perekrut p 35 | 17 |
p, agen umur 35 | - |
p dibawa agen 35 tahun | - |
p dibawa om om 50 tahun | 50 | relative
p 17 dijual ke lk 50 | 17 |
terlapor ayah tiri 50, korban p 12 | 12 |
korban p 12, bapak tirinya 50 | 12 |
p, pacarnya 25 th | 25 | relative
p 16 pacaran dgn lk 25 | 16 |
di ktp 19 th, p | 19 | claimed
p 16 di ktp 19 | 16 |
p mengaku 19 | - |
p ngakunya 18 th | 18 | claimed
p 16 dinikahkan umur 14 | 16 |
p 21 dinikahkan umur 14 | 21 |
p 18 kalau tidak salah | 18 | uncertain
p 20, saat kejadian umur 15 | 20 | age_now
p 20, waktu kejadian 15 | 20 | age_now
p bukan 17 | - |
p bukan 17 tapi 15 | - |
p umur tidak diketahui | - |
p lahir 2009 | 17 | birth_year
p kelahiran 2009 | 17 | birth_year
p lahir '09 | 17 | birth_year
p lahir 1990 | 36 | birth_year
p lahir 12-8-2009 | - |
p lahir mei 2009 | 16 | birth_year
p 17 lahir 2009 | 17 |
p 21, 6 tahun lalu | 21 | age_then
p 18, tahun lalu | 18 | age_then
p 30, kejadian 2 bulan lalu | 30 |
4 lk 2 pr | - |
3 p, l 2 org | - |
3 korban perempuan 18 tahun | 18 |
2 anak p 14 dan 16 | 14 |
p 130 | - |
p 200 | - |
p 0 | 0 | count
p 17? | 17 | uncertain
p 17 atau berapa gitu | 17 | uncertain
p 17an | ~17 |
p 20-an | ~20 |
p 30 an th | ~30 |
p masih anak | - | child
p di bawah umur | - | child
p anak di bawah umur | - | child
p dewasa | - |
17 agustus p dibawa | - |
p dibawa 17 agustus 2025 | - |
tgl 17 p dibawa | - |
jl 17 agustus p | - |
p kos no 17 | - |
p kamar 17 | - |
p km 17 | - |
p semester 3 | - |
p 20 semester 3 | 20 |
p 17 lantai 3 | 17 | count
p 17 2 kali kabur | 17 |
p 16 hari ini kabur | 16 |
p 16 hari lalu dibawa | - |
p umur 15 apa 16 gitu | 15 | range
p 22 punya anak 3 th | 22 | role
p 2 kali kabur | - |
"""
