"""The personas of the demo: invented people, one per job. ``manage.py tell_demo`` tells their stories."""

from dataclasses import dataclass

PASSWORD = "contoh-tppo-2026"  # noqa: S105 (a demo's open secret; these accounts exist only where DEMO is on)


@dataclass(frozen=True)
class Persona:
    """A demo user; ``role`` is a slug of ``taskforces.access.roles``, ``work`` describes the job to visitors."""

    name: str
    place: str
    role: str
    work: str
    password: str = PASSWORD

    @property
    def email(self) -> str:
        """The e-mail address for signing in; the domain ``.contoh`` does not exist."""
        return f"{self.name.lower()}@{self.place}.contoh"


PERSONAS = (
    Persona("Sari", "jambi", "caseworker", "Pendamping kasus, UPTD PPA Kota Jambi"),
    Persona("Ratna", "jambi", "supervisor", "Penyelia kasus, UPTD PPA Kota Jambi"),
    Persona("Budi", "jambi", "agency_officer", "Penyidik, Unit PPA Polresta Jambi"),
    Persona("Maya", "jambi", "agency_officer", "Pekerja sosial, Dinas Sosial Kota Jambi"),
    Persona("Rina", "jambi", "secretariat", "Sekretariat gugus tugas Kota Jambi"),
    Persona("Arif", "jambi", "accounts_admin", "Pengelola akun gugus tugas Kota Jambi"),
    Persona("Tono", "jakarta", "caseworker", "Pendamping kasus, Jakarta Barat"),
    Persona("Dewi", "jakarta", "figures_viewer", "Pemantau angka, Provinsi DKI Jakarta"),
)
