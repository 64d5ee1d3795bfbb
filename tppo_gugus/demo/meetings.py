"""Coordination meetings, the published ones on their days; leaders are named by office, never by name.

The sources also mention a meeting on a Tuesday of 2025 without a date (here 17 June) and one in Jakarta Pusat on a 29
August without a year (left out).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coordination.actions import decisions as decision_actions
from coordination.actions import meetings as meeting_actions
from coordination.choices import DecisionState
from tppo_gugus.demo.cast import BARAT, JAMBI, RINA, SECRETARY_BARAT, Place
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.telling import Chapter, Story, at

AULA = "Aula DPMPPA Kota Jambi"


@dataclass(frozen=True)
class Decided:
    """A decision: what, by which office, due days after the meeting, and days until it was done, if it was."""

    text: str
    office: str
    due_after: int
    done_after: int | None = None
    begun_after: int | None = None


@dataclass(frozen=True)
class Held:
    """A meeting as recorded by its secretary the day after."""

    place: Place
    secretary: str
    on: date
    title: str
    room: str
    led_by: str
    attended: tuple[tuple[str, int], ...]
    decided: tuple[Decided, ...]
    division: int | None = None


JAMBI_OFFICES = (("dpmppa", 6), ("uptd", 3), ("polisi", 2), ("dinsos", 2), ("satpol", 2), ("rsud", 1), ("disdik", 2))
BARAT_OFFICES = (("sudin", 12), ("pkk", 6), ("uptd", 3), ("polisi", 3), ("dinsos", 4), ("disdik", 4), ("satpol", 8))

PAST = (
    Held(
        JAMBI, RINA, date(2022, 9, 21), "Rakor dan kerja sama lintas sektor Gugus Tugas TPPO tahun 2022",
        "Kota Jambi", "Wakil Wali Kota Jambi", JAMBI_OFFICES,
        (
            Decided("Menyusun rencana aksi penanganan TPPO Kota Jambi", "dpmppa", 90, 120),
            Decided("Edukasi pencegahan bagi pelajar di tiap kecamatan", "disdik", 60, 55),
            Decided("Menyepakati alur rujukan UPTD PPA dan Unit PPA Polresta", "polisi", 30, 28),
        ),
    ),
    Held(
        BARAT, SECRETARY_BARAT, date(2024, 8, 12), "Pertemuan antarbidang Gugus Tugas TPPO: pencegahan",
        "Ruang Wijaya Kusuma", "Asisten Administrasi dan Kesejahteraan Rakyat", BARAT_OFFICES,
        (
            Decided("Sosialisasi pencegahan TPPO di delapan kecamatan", "pkk", 60, 70),
            Decided("Pendataan tempat penampungan calon pekerja", "satpol", 45, 45),
        ),
        division=0,
    ),
    Held(
        BARAT, SECRETARY_BARAT, date(2024, 8, 14), "Pertemuan antarbidang: rehabilitasi kesehatan dan sosial",
        "Ruang Wijaya Kusuma", "Kepala Suku Dinas PPAPP", BARAT_OFFICES[:1] + BARAT_OFFICES[2:5],
        (Decided("Daftar tempat aman sementara beserta daya tampungnya", "dinsos", 40, 38),),
        division=1,
    ),
    Held(
        BARAT, SECRETARY_BARAT, date(2024, 8, 21), "Pertemuan antarbidang: pengembangan dan penegakan hukum",
        "Ruang Wijaya Kusuma", "Kepala Suku Dinas PPAPP", BARAT_OFFICES[:1] + BARAT_OFFICES[2:4],
        (Decided("Pendampingan hukum sejak laporan polisi dibuat", "polisi", 30, 29),),
        division=2,
    ),
    Held(
        JAMBI, RINA, date(2024, 11, 13), "Pertemuan lintas sektor pencegahan kekerasan dan TPPO",
        AULA, "Penjabat Wali Kota Jambi", JAMBI_OFFICES,
        (
            Decided("Sosialisasi di sekolah menengah", "disdik", 75, 71),
            Decided("Memulangkan korban hasil penjangkauan ke daerah asal", "dinsos", 30, 24),
            Decided("Satu daftar kontak petugas antarinstansi", "dpmppa", 21, 40),
        ),
    ),
    Held(
        JAMBI, RINA, date(2025, 6, 17), "Koordinasi dan kerja sama lintas sektor Gugus Tugas TPPO tahun 2025",
        AULA, "Wali Kota Jambi", JAMBI_OFFICES,
        (
            Decided("Menyebarluaskan Call Center 112 dan nomor pengaduan UPTD PPA", "dpmppa", 45, 44),
            Decided("Pelatihan identifikasi korban bagi petugas garis depan", "polisi", 90, 110),
        ),
    ),
)  # fmt: skip


def of(place: Place) -> Chapter:
    """The meetings of a city: the published ones, and for Kota Jambi the last one and the next one in nine days."""

    def chapter(world: World, now: datetime) -> Iterator[Story]:
        for held in (*PAST, _last(now)):
            if held.place is place:
                yield _story(world, held)
        if place is JAMBI:
            yield _next(world, now)

    return chapter


def _last(now: datetime) -> Held:
    return Held(
        JAMBI, RINA, (now - timedelta(days=21)).date(), "Rapat koordinasi triwulan Gugus Tugas TPPO",
        AULA, "Sekretaris Daerah Kota Jambi", JAMBI_OFFICES,
        (
            Decided("Memperbarui nomor kontak petugas jaga tiap instansi", "polisi", 14),
            Decided("Menyiapkan tempat aman tambahan", "dinsos", 24, begun_after=9),
            Decided("Menyusun bahan edukasi pelajar semester depan", "disdik", 35, begun_after=12),
            Decided("Membagikan alur rujukan yang baru", "dpmppa", 10, 8),
        ),
    )  # fmt: skip


def _story(world: World, held: Held) -> Story:
    """Record the meeting in the afternoon, then its decisions on their days, some late, some never."""
    yield at(held.on, 16, 10)
    with world.cast.acting(held.secretary) as by:
        meeting = meeting_actions.record(
            task_force=world.place_of(held.place.key),
            details=_details(world, held),
            attendances=[
                {"agency": world.cast.agency(held.place.key, key), "people": people} for key, people in held.attended
            ],
            decisions=[
                {
                    "text": decided.text,
                    "owner_agency": world.cast.agency(held.place.key, decided.office),
                    "due_on": held.on + timedelta(days=decided.due_after),
                }
                for decided in held.decided
            ],
            submission_key=None,
            by=by,
        )
    for days, number, state in sorted(_steps(held)):
        yield at(held.on + timedelta(days=days), 11, 0)
        with world.cast.acting(held.secretary) as by:
            decision = meeting.decisions.get(position=number)
            decision_actions.update(
                decision=decision, state=state, progress_note=PROGRESS[state], version=decision.version, by=by
            )


PROGRESS = {DecisionState.IN_PROGRESS: "Sedang dikerjakan.", DecisionState.DONE: "Selesai dan dilaporkan."}


def _steps(held: Held) -> Iterator[tuple[int, int, str]]:
    for number, decided in enumerate(held.decided, 1):
        if decided.begun_after is not None:
            yield decided.begun_after, number, DecisionState.IN_PROGRESS
        if decided.done_after is not None:
            yield decided.done_after, number, DecisionState.DONE


def _details(world: World, held: Held) -> dict:
    division = world.divisions[held.place.key][held.division] if held.division is not None else None
    return {
        "title": held.title,
        "held_on": held.on,
        "starts_at": time(9, 0),
        "ends_at": time(12, 0),
        "place": held.room,
        "division": division,
        "chaired_by": held.led_by,
        "note": "",
    }


def _next(world: World, now: datetime) -> Story:
    """A future meeting in the calendar."""
    day = (now + timedelta(days=9)).date()
    held = Held(JAMBI, RINA, day, "Rapat persiapan laporan tahunan Gugus Tugas TPPO", AULA, "", (), ())
    yield now - timedelta(days=3)
    with world.cast.acting(RINA) as by:
        meeting_actions.record(
            task_force=world.place_of(JAMBI.key),
            details=_details(world, held),
            attendances=[],
            decisions=[],
            submission_key=None,
            by=by,
        )
