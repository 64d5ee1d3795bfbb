"""The cast: the cities of the story, their member agencies with their services, and the people of each office.

Published facts keep their names (450/2025, Pergub 64/2019, the three divisions of Jakarta Barat). Everything else is
marked as an example: numbers of other decrees, offices' telephones, every person.
"""

from dataclasses import dataclass, field
from datetime import date

from taskforces.access.roles import Role
from taskforces.choices import AgencyKind as K
from taskforces.choices import ServiceLine as L
from tppo_gugus.demo.personas import PERSONAS

BEGAN = date(2021, 1, 1)
_EMAIL = {persona.name: persona.email for persona in PERSONAS}
SARI, RATNA, BUDI, MAYA = (_EMAIL[name] for name in ("Sari", "Ratna", "Budi", "Maya"))
RINA, ARIF, TONO, DEWI = (_EMAIL[name] for name in ("Rina", "Arif", "Tono", "Dewi"))
FIRST_ADMIN = "pengelola@pusat.contoh"
OFFICERS_JAMBI = "layanan@jambi.contoh"
SUPERVISOR_BARAT = "penyelia@jakartabarat.contoh"
SECRETARY_BARAT = "sekretariat@jakartabarat.contoh"
SUPERVISOR_PUSAT = "penyelia@jakartapusat.contoh"
OFFICERS_JAKARTA = "layanan@jakarta.contoh"


@dataclass(frozen=True)
class Office:
    """A member agency. ``offers``: service line to promised hours; ``division``: its index in the decree's list."""

    key: str
    name: str
    short_name: str
    kind: str
    offers: dict[str, int] = field(default_factory=dict)
    division: int | None = None


@dataclass(frozen=True)
class DecreeFacts:
    """A decree. ``valid_until`` is set if another one follows."""

    number: str
    year: int
    title: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True)
class Post:
    """A person's role, with the office if the role has one."""

    email: str
    name: str
    role: str
    offices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A task force and its initial data."""

    key: str
    parent: str
    region: str
    letterhead: dict[str, str]
    decrees: tuple[DecreeFacts, ...]
    divisions: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    posts: tuple[Post, ...] = ()
    caseworker: str = ""
    supervisor: str = ""
    admin: str = FIRST_ADMIN


INVENTED = "SK contoh untuk demo, nomor sebenarnya tidak diketahui"
PERGUB = "Peraturan Gubernur tentang Gugus Tugas Pencegahan TPPO"


def _offices(city: str, prefix: str) -> tuple[Office, ...]:
    """The member agencies every city of the story has."""
    return (
        Office("uptd", f"UPTD PPA {city}", "UPTD PPA", K.PPA_UNIT, division=1),
        Office("polisi", f"{prefix}, Unit PPA", prefix, K.POLICE, {L.LAW_ENFORCEMENT: 6}, 2),
        Office("kejari", f"Kejaksaan Negeri {city}", "Kejaksaan Negeri", K.PROSECUTOR, division=2),
        Office("rsud", f"RSUD Contoh {city}", "RSUD Contoh", K.HOSPITAL, {L.HEALTH_REHABILITATION: 12}, 1),
        Office(
            "dinsos",
            f"Dinas Sosial {city}",
            "Dinas Sosial",
            K.SOCIAL_AFFAIRS,
            {L.SOCIAL_REHABILITATION: 24, L.PICK_UP: 6, L.REPATRIATION: 48},
            1,
        ),
        Office("lbh", f"LBH Contoh Mitra {city}", "LBH Contoh Mitra", K.LEGAL_AID, {L.LEGAL_AID: 24}, 2),
        Office("disdik", f"Dinas Pendidikan {city}", "Dinas Pendidikan", K.EDUCATION, {L.SOCIAL_REINTEGRATION: 72}, 0),
        Office("satpol", f"Satpol PP {city}", "Satpol PP", K.PUBLIC_ORDER, {L.PICK_UP: 6}, 0),
    )


_OTHERS = ("rsud", "lbh", "disdik", "satpol")

CENTRE = Place(
    key="centre",
    parent="",
    region="",
    letterhead={"name": "Gugus Tugas Pusat Pencegahan dan Penanganan TPPO"},
    decrees=(DecreeFacts("69", 2008, "Peraturan Presiden tentang Gugus Tugas TPPO", date(2008, 12, 31)),),
)
JAMBI_PROVINCE = Place(
    key="jambi-province",
    parent="centre",
    region="15",
    letterhead={"name": "Gugus Tugas TPPO Provinsi Jambi", "government_name": "Pemerintah Provinsi Jambi"},
    decrees=(DecreeFacts("contoh", 2021, INVENTED, BEGAN),),
)
JAMBI = Place(
    key="jambi",
    parent="jambi-province",
    region="15.71",
    letterhead={
        "name": "Gugus Tugas TPPO Kota Jambi",
        "government_name": "Pemerintah Kota Jambi",
        "office_name": "Dinas Pemberdayaan Masyarakat, Perempuan, dan Perlindungan Anak",
        "office_address": "Jalan Rekaan 1, Jambi (alamat contoh)",
        "office_contact": "Telepon contoh (0741) 000-000",
        "letter_place": "Jambi",
        "letter_number_pattern": "000/…/DPMPPA/2026 (contoh)",
        "signatory_position": "Ketua Gugus Tugas TPPO Kota Jambi",
        "signatory_name": "Pejabat Contoh",
    },
    decrees=(
        DecreeFacts("contoh-1", 2021, INVENTED, BEGAN, date(2022, 12, 31)),
        DecreeFacts("contoh-2", 2023, INVENTED, date(2023, 1, 1), date(2024, 12, 31)),
        DecreeFacts("450", 2025, "Gugus Tugas Pencegahan dan Penanganan TPPO", date(2025, 1, 1)),
    ),
    divisions=(
        "Pencegahan TPPO",
        "Rehabilitasi, pemulangan, dan reintegrasi sosial",
        "Penegakan hukum",
        "Koordinasi dan kerja sama",
    ),
    offices=(
        *_offices("Kota Jambi", "Polresta Jambi"),
        Office("dpmppa", "DPMPPA Kota Jambi", "DPMPPA", K.PPA_OFFICE, division=3),
        Office("imigrasi", "Kantor Imigrasi Jambi", "Imigrasi", K.IMMIGRATION, {L.REPATRIATION: 48}, 2),
        Office("puskesmas", "Puskesmas Contoh Simpang", "Puskesmas", K.HOSPITAL, {L.HEALTH_REHABILITATION: 24}, 1),
    ),
    posts=(
        Post(SARI, "Sari", Role.CASEWORKER, ("uptd",)),
        Post(RATNA, "Ratna", Role.SUPERVISOR, ("uptd",)),
        Post(BUDI, "Budi", Role.AGENCY_OFFICER, ("polisi",)),
        Post(MAYA, "Maya", Role.AGENCY_OFFICER, ("dinsos",)),
        Post(RINA, "Rina", Role.SECRETARIAT),
        Post(OFFICERS_JAMBI, "Petugas Contoh", Role.AGENCY_OFFICER, (*_OTHERS, "imigrasi", "puskesmas")),
    ),
    caseworker=SARI,
    supervisor=RATNA,
    admin=ARIF,
)
JAKARTA = Place(
    key="jakarta",
    parent="centre",
    region="31",
    letterhead={"name": "Gugus Tugas TPPO Provinsi DKI Jakarta", "government_name": "Pemerintah Provinsi DKI Jakarta"},
    decrees=(DecreeFacts("64", 2019, PERGUB, date(2019, 12, 31)),),
    posts=(Post(DEWI, "Dewi", Role.FIGURES_VIEWER),),
)
BARAT = Place(
    key="barat",
    parent="jakarta",
    region="31.73",
    letterhead={
        "name": "Gugus Tugas TPPO Kota Administrasi Jakarta Barat",
        "government_name": "Pemerintah Kota Administrasi Jakarta Barat",
        "letter_place": "Jakarta",
    },
    decrees=(DecreeFacts("contoh", 2021, INVENTED, BEGAN),),
    divisions=("Pencegahan TPPO", "Rehabilitasi kesehatan dan sosial", "Pengembangan dan penegakan hukum"),
    offices=(
        *_offices("Jakarta Barat", "Polres Metro Jakarta Barat"),
        Office("sudin", "Suku Dinas PPAPP Jakarta Barat", "Sudin PPAPP", K.PPA_OFFICE, division=0),
        Office("pkk", "PKK Kota Jakarta Barat", "PKK", K.NGO, division=0),
    ),
    posts=(
        Post(TONO, "Tono", Role.CASEWORKER, ("uptd",)),
        Post(SUPERVISOR_BARAT, "Penyelia Contoh Barat", Role.SUPERVISOR, ("uptd",)),
        Post(SECRETARY_BARAT, "Sekretariat Contoh Barat", Role.SECRETARIAT),
        Post(OFFICERS_JAKARTA, "Petugas Contoh Jakarta", Role.AGENCY_OFFICER, ("polisi", "dinsos", *_OTHERS)),
    ),
    caseworker=TONO,
    supervisor=SUPERVISOR_BARAT,
)
PUSAT = Place(
    key="pusat",
    parent="jakarta",
    region="31.71",
    letterhead={
        "name": "Gugus Tugas TPPO Kota Administrasi Jakarta Pusat",
        "government_name": "Pemerintah Kota Administrasi Jakarta Pusat",
        "letter_place": "Jakarta",
    },
    decrees=(DecreeFacts("contoh", 2021, INVENTED, BEGAN),),
    divisions=("Pencegahan TPPO", "Rehabilitasi kesehatan dan sosial", "Penegakan hukum"),
    offices=_offices("Jakarta Pusat", "Polres Metro Jakarta Pusat"),
    posts=(
        Post(SUPERVISOR_PUSAT, "Penyelia Contoh Pusat", Role.SUPERVISOR, ("uptd",)),
        Post(OFFICERS_JAKARTA, "Petugas Contoh Jakarta", Role.AGENCY_OFFICER, ("polisi", "dinsos", *_OTHERS)),
    ),
    caseworker=SUPERVISOR_PUSAT,
    supervisor=SUPERVISOR_PUSAT,
)

PLACES = (JAMBI_PROVINCE, JAMBI, JAKARTA, BARAT, PUSAT)  # parents first; the centre is founded separately
OFFICER_OF = {("jambi", "polisi"): BUDI, ("jambi", "dinsos"): MAYA}


def officer_of(place: Place, office: str) -> str:
    """The officer who answers referrals for an office."""
    return OFFICER_OF.get((place.key, office), OFFICERS_JAMBI if place.key == "jambi" else OFFICERS_JAKARTA)
