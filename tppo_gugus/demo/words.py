"""Texts of the people in the stories: short, plain, and about nobody."""

from cases.choices import Mode, TraffickingAct, TraffickingMeans, TraffickingPurpose, ViolenceForm
from taskforces.choices import ServiceLine

_A, _M, _P = TraffickingAct, TraffickingMeans, TraffickingPurpose

NARRATIVES: dict[str, str] = {
    Mode.PROSTITUTION_ONLINE: "Cerita contoh: dijanjikan pekerjaan di kafe, lalu dipaksa melayani tamu lewat aplikasi.",
    Mode.PROSTITUTION: "Cerita contoh: ditahan di rumah kos dan disuruh melayani tamu untuk melunasi ongkos.",
    Mode.NIGHT_ENTERTAINMENT: "Cerita contoh: dijanjikan menjadi kasir, ternyata disuruh menemani tamu sampai pagi.",
    Mode.FOREIGN_JOB: "Cerita contoh: dijanjikan kerja di luar negeri bergaji besar, paspor ditahan penyalur.",
    Mode.ONLINE_SCAM: "Cerita contoh: dijanjikan menjadi petugas layanan pelanggan, lalu dipaksa menipu orang daring.",
    Mode.DOMESTIC_WORK: "Cerita contoh: bekerja di rumah tanpa upah, tidak boleh keluar dan tidak boleh menelepon.",
    Mode.CHILD_BEGGING: "Cerita contoh: anak disuruh mengamen setiap hari dan uangnya diambil orang dewasa.",
    Mode.DEBT: "Cerita contoh: diberi pinjaman di muka, lalu harus bekerja terus karena utangnya selalu bertambah.",
    Mode.ORDERED_BRIDE: "Cerita contoh: dijodohkan dengan orang asing, dokumennya diurus perantara yang dibayar.",
}
VIOLENCE: dict[str, str] = {
    ViolenceForm.PHYSICAL: "Cerita contoh: dipukul di rumah, ada memar di lengan.",
    ViolenceForm.PSYCHOLOGICAL: "Cerita contoh: diancam dan dihina berulang kali, tidak berani pulang.",
    ViolenceForm.SEXUAL: "Cerita contoh: dilecehkan orang yang dikenal keluarganya.",
    ViolenceForm.NEGLECT: "Cerita contoh: ditinggalkan tanpa nafkah, anak tidak bersekolah.",
    ViolenceForm.OTHER: "Cerita contoh: diperlakukan kasar di lingkungan tempat tinggal.",
}
INQUIRIES = (
    "Cerita contoh: menanyakan cara memeriksa tawaran kerja ke luar negeri.",
    "Cerita contoh: menanyakan syarat pendampingan untuk tetangga.",
    "Cerita contoh: kejadian di daerah lain, penelepon sudah diarahkan.",
)

# Act, means and purpose a screening finds, by mode.
ELEMENTS: dict[str, tuple[tuple, tuple, tuple]] = {
    Mode.PROSTITUTION_ONLINE: ((_A.RECRUITMENT, _A.HARBOURING), (_M.DECEPTION, _M.VULNERABILITY), (_P.PROSTITUTION,)),
    Mode.PROSTITUTION: ((_A.HARBOURING, _A.RECEIPT), (_M.CONFINEMENT, _M.DEBT_BONDAGE), (_P.PROSTITUTION,)),
    Mode.NIGHT_ENTERTAINMENT: ((_A.RECRUITMENT,), (_M.DECEPTION,), (_P.SEXUAL_USE,)),
    Mode.FOREIGN_JOB: ((_A.RECRUITMENT, _A.SENDING), (_M.DECEPTION, _M.FORGERY), (_P.FORCED_LABOUR,)),
    Mode.ONLINE_SCAM: ((_A.RECRUITMENT, _A.TRANSFER), (_M.DECEPTION, _M.CONFINEMENT), (_P.LABOUR_OR_ABILITY,)),
    Mode.DOMESTIC_WORK: ((_A.RECRUITMENT, _A.TRANSPORT), (_M.CONFINEMENT,), (_P.FORCED_LABOUR,)),
    Mode.CHILD_BEGGING: ((_A.RECEIPT,), (_M.VULNERABILITY,), (_P.LABOUR_OR_ABILITY,)),
    Mode.DEBT: ((_A.RECRUITMENT,), (_M.DEBT_BONDAGE,), (_P.FORCED_LABOUR,)),
    Mode.ORDERED_BRIDE: ((_A.RECRUITMENT, _A.SENDING), (_M.PAYMENT, _M.DECEPTION), (_P.SIMILAR_TO_SLAVERY,)),
}

NEEDS: dict[str, str] = {
    ServiceLine.HEALTH_REHABILITATION: "Pemeriksaan kesehatan dan pendampingan psikolog.",
    ServiceLine.SOCIAL_REHABILITATION: "Tempat aman sementara dan pendampingan pekerja sosial.",
    ServiceLine.LEGAL_AID: "Pendampingan hukum selama pemeriksaan dan permohonan restitusi.",
    ServiceLine.LAW_ENFORCEMENT: "Pemeriksaan dengan pendamping, di ruang pelayanan khusus.",
    ServiceLine.PICK_UP: "Penjemputan dari tempat kejadian ke tempat aman.",
    ServiceLine.REPATRIATION: "Perjalanan pulang dengan pendamping sampai diterima keluarga.",
    ServiceLine.SOCIAL_REINTEGRATION: "Kembali bersekolah tanpa cerita kejadian diketahui sekolah.",
}
RESULTS: dict[str, str] = {
    ServiceLine.HEALTH_REHABILITATION: "Pemeriksaan selesai, kontrol ulang satu kali.",
    ServiceLine.SOCIAL_REHABILITATION: "Tinggal di tempat aman dan mengikuti konseling sampai siap pulang.",
    ServiceLine.LEGAL_AID: "Didampingi selama pemeriksaan.",
    ServiceLine.LAW_ENFORCEMENT: "Pemeriksaan selesai, laporan polisi dibuat.",
    ServiceLine.PICK_UP: "Sudah dijemput dan berada di tempat aman.",
    ServiceLine.REPATRIATION: "Sudah diantar dan diterima keluarga di daerah asal.",
    ServiceLine.SOCIAL_REINTEGRATION: "Sudah kembali bersekolah.",
}
SPECIAL_NEEDS = ("", "", "", "Hamil, perlu kontrol rutin.", "Perlu juru bahasa isyarat.", "Alergi obat tertentu.")
