"""Thirty realistic calls: in any order, incomplete, with children, danger, wrong numbers. All invented.

A step is a caseworker's input: ``line`` (shorthand, accepted with Enter), ``story`` (text for the story), ``fill`` (a
section's letter, a field, its text), ``risk`` (which danger, the index of the answer: 0 Ya, 1 Tidak, 2 Belum tahu),
``outcome`` (its digit), ``emergency`` (two keys). Saving follows automatically. ``stored`` is the expected result.
"""

from dataclasses import dataclass, field
from typing import Any

GIRL, BOY = "female", "male"


@dataclass(frozen=True)
class Call:
    """The typed steps, and the expected values: facts of the complaint, and one mapping per person."""

    steps: tuple[tuple[Any, ...], ...]
    stored: dict[str, Any] = field(default_factory=dict)
    people: tuple[dict[str, Any], ...] = ()


def line(text: str) -> tuple[str, str]:
    """A shorthand line."""
    return "line", text


def story(text: str) -> tuple[str, str]:
    """Words of the caller."""
    return "story", text


CALLS = (
    # children
    Call(
        (line("p 16 dari telanaipura, kerja kafe di batam sejak awal jan tahun ini, wa 081200000027 jgn malam"),
         story("tidak boleh pulang, utang tiket."), ("risk", "held", 1)),
        {"event_region_id": "21.71", "risks": {"held": "yes"}},
        ({"sex": GIRL, "age": 16, "origin_region_id": "15.71.01", "phone": "0812-0000-0027"},),
    ),
    Call(
        (line("112, lk 15 th dari muaro jambi"), story("Disuruh mengemis di lampu merah, setoran tiap malam.")),
        {"channel": "call_centre_112"},
        ({"sex": BOY, "age": 15, "origin_region_id": "15.05"},),
    ),
    Call(
        (story("Anak tetangga dibawa orang, katanya mau disekolahkan."), line("pelapor tetangga 081200000031, kemarin"),
         line("korban p ±12")),
        {"reporter_kind": "community", "reporter_phone": "0812-0000-0031"},
        ({"sex": GIRL, "age": 12, "age_is_estimated": True},),
    ),
    Call(
        (line("2 korban p 16 & l 15, dijanjikan kerja di batam, Senin lalu"),),
        {"event_region_id": "21.71"},
        ({"sex": GIRL, "age": 16}, {"sex": BOY, "age": 15}),
    ),
    Call(
        (line("p17 an. Contoh Anggrek, dijual lewat aplikasi di batam"), ("risk", "child_alone", 1)),
        {"risks": {"child_alone": "yes"}, "event_region_id": "21.71"},
        ({"name": "Contoh Anggrek", "age": 17},),
    ),
    # emergencies
    Call(
        (line("darurat, p 19 disekap di ruko, pelaku bawa sajam"), ("risk", "weapon", 0)),
        {"urgency": "emergency", "risks": {"weapon": "yes"}},
        ({"age": 19},),
    ),
    Call((story("Korban lari dari tempat kerja, sembunyi di terminal."), ("emergency",)), {"urgency": "emergency"}),
    Call(
        (line("p 24 hamil, luka di kepala, di batam, segera"), ("risk", "injured", 0)),
        {"urgency": "urgent", "risks": {"injured": "yes"}, "event_region_id": "21.71"},
        ({"age": 24},),
    ),
    Call((("emergency",),), {"urgency": "emergency"}),
    # wrong numbers, spam, information
    Call((("outcome", "5"),), {"outcome": "wrong_number"}),
    Call((("outcome", "7"),), {"outcome": "spam"}),
    Call((story("Menanyakan syarat lapor."), ("outcome", "3")), {"outcome": "information"}),
    Call((story("Minta nomor dinas lain."), ("outcome", "6")), {"outcome": "not_a_complaint"}),
    Call((line("via wa, salah sambung"), ("outcome", "5")), {"outcome": "wrong_number", "channel": "uptd_hotline"}),
    # abroad
    Call(
        (line("p 27 di malaysia, paspor ditahan majikan, boleh wa siang"), ("risk", "no_phone_or_papers", 1)),
        {"event_country": "Malaysia", "risks": {"no_phone_or_papers": "yes"}},
        ({"age": 27, "contact_ways": ["whatsapp"], "contact_hours": "siang hari"},),
    ),
    Call(
        (line("l 22 di kamboja, dipaksa menipu daring, sejak agustus 2025"), line("pelapor ibu korban 081200000032")),
        {"event_country": "Kamboja", "reporter_kind": "family"},
        ({"sex": BOY, "age": 22},),
    ),
    Call(
        (story("Suami saya kerja di kapal, tidak pulang."), line("pelapor istri korban wa 081200000033 jgn dihubungi")),
        {"reporter_kind": "family", "reporter_contact_rule": "never"},
    ),
    Call(
        (line("3 korban perempuan, dari cengkareng, mau dikirim ke arab saudi"),),
        {"event_country": "Arab Saudi"},
        ({"sex": GIRL}, {"sex": GIRL}, {"sex": GIRL}),
    ),
    # several people, recruiters
    Call(
        (line("p 18 an. Contoh Dahlia, perekrut nama Contoh Cempaka wa 081200000034"), story("Dijanjikan gaji besar.")),
        {},
        ({"name": "Contoh Dahlia", "role": "possible_victim"}, {"name": "Contoh Cempaka", "role": "recruiter"}),
    ),
    Call(
        (line("korban p 20 & p 21, pelaku lk ±40"), story("Dipekerjakan di tempat hiburan, ijazah ditahan.")),
        {},
        ({"age": 20}, {"age": 21}, {"age": 40, "role": "reported", "age_is_estimated": True}),
    ),
    Call((line("terlapor belum dikenal"), story("Lowongan kerja palsu di media sosial.")), {}, ({"is_known": False},)),
    Call(
        (line("4 korban l 17, dari muaro jambi, kerja di kapal"),),
        {},
        ({"age": 17}, {"age": 17}, {"age": 17}, {"age": 17}),
    ),
    # awkward orders, odd ways of saying it
    Call(
        (line("wa 081200000035"), line("a.n. Contoh Kenanga"), line("umur 19"), story("Disuruh bayar denda kontrak.")),
        {},
        ({"name": "Contoh Kenanga", "age": 19, "phone": "0812-0000-0035"},),
    ),
    Call(
        (story("Ditawari kerja pabrik."), ("fill", "W", "event_on", "awal Agustus 2025"),
         ("fill", "W", "event_place", "Mes dekat pelabuhan"), line("pr 23")),
        {"event_place": "Mes dekat pelabuhan", "event_until": "2025-08-10"},
        ({"sex": GIRL, "age": 23},),
    ),
    Call(
        (("fill", "P", "reporter_name", "Contoh Pelapor"), line("pelapor guru 081200000036"),
         story("Murid berhenti sekolah, kabarnya bekerja di luar kota.")),
        {"reporter_name": "Contoh Pelapor", "reporter_kind": "school"},
    ),
    Call(
        (line("pelapor anonim"), story("Ada penampungan di gang belakang pasar."), line("3 hari lalu")),
        {"reporter_is_anonymous": True},
    ),
    Call(
        (line("datang"), line("p 30 nik 3173014107950001"), line('boleh tlp siang, sandi "koperasi"'),
         story("Gaji tidak dibayar enam bulan.")),
        {"channel": "walk_in"},
        ({"nik": "3173014107950001", "contact_code_word": "koperasi", "contact_ways": ["call"]},),
    ),
    Call(
        (line("129, l 35 difabel, dipaksa kerja di kebun"), ("risk", "disability", 0)),
        {"channel": "sapa_129", "risks": {"disability": "yes"}},
        ({"age": 35},),
    ),
    Call(
        (story("Diancam fotonya disebar."), line("p 20, kemarin, jgn tlp, boleh wa"), ("risk", "threatened", 0)),
        {"risks": {"threatened": "yes"}},
        ({"age": 20, "contact_note": "Jangan telepon", "contact_ways": ["whatsapp"]},),
    ),
    Call(
        (line("p 16, mau bunuh diri"), ("risk", "self_harm", 0), story("Ibunya ikut di telepon.")),
        {"risks": {"self_harm": "yes"}},
        ({"age": 16},),
    ),
)  # fmt: skip
