"""The people of the demo: obviously invented, one per job. Their stories are told by `manage.py tell_demo`."""

from dataclasses import dataclass

PASSWORD = "demo-gugus-tugas"  # noqa: S105 (printed on the screen by `make demo`; exists in demos only)


@dataclass(frozen=True)
class Persona:
    """Who signs in, and what for. `name` is shown on pages; `job` is read by whoever tries the demo."""

    slug: str
    name: str
    job: str

    @property
    def email(self) -> str:
        """The address she signs in with; `.contoh` exists nowhere."""
        return f"{self.slug}@demo.contoh"


PERSONAS = (
    Persona("sari", "Sari Contoh", "petugas kasus, UPTD PPA Kota Jambi"),
    Persona("ratna", "Ratna Contoh", "penyelia, UPTD PPA Kota Jambi"),
    Persona("budi", "Budi Contoh", "penyidik, Polresta Jambi"),
    Persona("maya", "Maya Contoh", "pekerja sosial, Dinas Sosial Kota Jambi"),
    Persona("rina", "Rina Contoh", "sekretariat Gugus Tugas Kota Jambi"),
    Persona("arif", "Arif Contoh", "admin akun Gugus Tugas Kota Jambi"),
    Persona("tono", "Tono Contoh", "petugas kasus, Jakarta Barat"),
    Persona("dewi", "Dewi Contoh", "pembaca angka, Provinsi DKI Jakarta"),
)


def by_slug(slug: str) -> Persona:
    """Return the persona called `slug`."""
    return next(persona for persona in PERSONAS if persona.slug == slug)
