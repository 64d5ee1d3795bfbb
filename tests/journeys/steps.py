"""The steps of the chain through pages: each takes a desk and ends on a page."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.journeys.desk import Desk

# Obviously invented and distinctive, so that a leak can be found by its text.
NAME, NICKNAME, NIK, PHONE = "Contoh Kenanga Rekaan", "Nanga", "1571025203090001", "0812-0000-0031"
ADDRESS, REPORTER = "Lorong Rekaan 31", "Contoh Pelapor Rekaan"
TOLD = "Ditawari kerja di kafe, ternyata tidak boleh pulang."
IDENTITY = (NAME, NICKNAME, NIK, PHONE, ADDRESS, REPORTER)
NEED = "Tempat tinggal sementara dan konseling."

GIRL = {
    "orang-0-role": "possible_victim",
    "orang-0-sex": "female",
    "orang-0-name": NAME,
    "orang-0-nickname": NICKNAME,
    "orang-0-nik": NIK,
    "orang-0-birth_date": "2009-03-12",
    "orang-0-origin_region": "Jambi Selatan",
    "orang-0-phone": PHONE,
    "orang-0-address": ADDRESS,
    "orang-0-contact_rule": "conditional",
    "orang-0-contact_hours": "13.00–15.00 WIB",
    "orang-0-contact_code_word": "dari koperasi",
}


def today() -> str:
    """Today in the format of a date input."""
    return timezone.localdate().isoformat()


def new_year() -> str:
    """The first day of the secretariat's period: of this year, but in January a month ago, as a province needs."""
    day = timezone.localdate()
    return min(day.replace(month=1, day=1), day - timedelta(days=30)).isoformat()


def log_call(desk: Desk, **told: Any) -> str:
    """Log a call to 112 about one girl; ends on the page of the complaint. Returns its number."""
    desk.open("/").follow("Catat pengaduan")
    facts = {"narrative": TOLD, "event_on": "5/1/2026", "event_region": "Kota Batam", "reporter_name": REPORTER}
    desk.press("Simpan pengaduan", {**facts, **GIRL, **told})
    assert "tersimpan" in desk.text
    return desk.code("P-")


def open_case(desk: Desk, kind: str = "tppo", **facts: Any) -> str:
    """From the page of a complaint to the page of its new case. Returns its number."""
    desk.follow("Buka kasus").press("Buka kasus", kind=kind, **facts)
    assert "kasus K-" in desk.text.replace("Kasus", "kasus")
    return desk.code("K-")


def screen(desk: Desk, agency: Any, status: str = "confirmed", **ticks: Any) -> None:
    """Screen the first victim of the case on the desk; ends on the page of the case."""
    desk.follow("Skrining")
    ticks = ticks or {f"answer.{key}": "yes" for key in ("act.recruitment", "act.transport", "purpose.prostitution")}
    desk.press("Hitung kesimpulan", ticks)
    assert "Unsur TPPO terpenuhi" in desk.text
    desk.press("Tetapkan status", status=status, deciding_agency=agency.pk)
    assert "Skrining dicatat" in desk.text


def move(desk: Desk, *stages: str, **last: Any) -> None:
    """Move the first victim along these stages; ends on the page of the case."""
    for stage in stages:
        desk.follow("Catat tahap").press("Catat tahap", to=stage, **(last if stage == stages[-1] else {}))


def refer(desk: Desk, agency: Any, *lines: str, need: str = NEED) -> str:
    """Refer the first victim to an agency with a new consent; ends on the referral's page. Returns its number."""
    desk.follow("Rujuk korban")
    letter = {"service_lines": lines, "agency": agency.pk, "need": need}
    desk.press("Kirim rujukan", {**letter, "consent": "new:victim_and_guardian", "consent_given_on": today()})
    assert "dikirim kepada" in desk.text
    return desk.code("R-")


def accept(desk: Desk, number: str) -> None:
    """Find a referral in the queue and accept it."""
    desk.open("/").follow("Kotak rujukan").follow(number).press("Terima rujukan", first_service_on=today())
    assert "diterima" in desk.text


def complete(desk: Desk, note: str = "Konseling enam kali, tempat tinggal aman.") -> None:
    """Report the outcome of each service of the referral on the desk."""
    outcomes = dict.fromkeys(re.findall(r'name="(outcome[^"]*)"', desk.source), "given")
    desk.press("Selesaikan rujukan", {**outcomes, "note": note})
    assert "selesai" in desk.text


def record_meeting(desk: Desk, world: Any, *decisions: str, **facts: Any) -> None:
    """Record today's rakor with attendance and decisions; ends on its page."""
    desk.open("/").follow("Rapat").follow("Catat rapat")
    told = {"title": "Rapat koordinasi", "place": "Aula kantor wali kota", "held_on": today(), **facts}
    came = {f"people_{world.dinsos.pk}": 3, f"people_{world.polresta.pk}": 2}
    decided = {}
    for row, text in enumerate(decisions):
        due = (timezone.localdate() + timedelta(days=14)).isoformat()
        decided |= {f"decision-{row}-text": text, f"decision-{row}-owner_agency": world.dinsos.pk}
        decided |= {f"decision-{row}-due_on": due}
    desk.press("Catat rapat", {**told, **came, **decided})
    assert "Rapat koordinasi" in desk.text


def invite(desk: Desk, agency: Any, email: str, name: str) -> str:
    """Invite somebody as an officer of an agency; returns the one-time link."""
    desk.open("/").follow("Petugas").follow("pilih gugus tugas lain").follow(agency.task_force.name).follow("Petugas")
    desk.follow("Undang petugas")
    desk.press("Kirim undangan", agency=agency.pk, role="agency_officer", name=name, email=email)
    (link,) = desk.page.xpath("//input[@id='tautan']/@value")
    return link
