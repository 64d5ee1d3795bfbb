"""Everyday trouble: sessions end, colleagues leave, buttons are pressed twice, two users edit one file."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from cases.models import Case, Complaint, Consent, Draft, Person, Screening, Service, StageChange, Victim
from coordination.models import Attendance, Decision, Meeting
from referrals.models import Referral, ReferralMessage
from safeguards import clock
from safeguards.audit import AuditEvent
from taskforces.models import Agency, Invitation, Membership, Notification
from tests.journeys import steps
from tests.journeys.desk import Desk, Sheet
from tests.personas import PASSWORD

pytestmark = pytest.mark.django_db
LOG = "/pengaduan/catat/"
SCREENED = {"answer.act.recruitment": "yes", "answer.purpose.prostitution": "yes", "status": "confirmed"}
CONSENT = {"consent": "new:victim_and_guardian", "consent_given_on": steps.today()}
REFERRED = {"service_lines": ["social_rehabilitation"], "need": steps.NEED, **CONSENT}


class Hasty(Desk):
    """A desk that presses every button twice."""

    def send(self, sheet: Sheet, expect: int | None = 200) -> Desk:
        """The first response is lost; the user sees the second."""
        if sheet.method == "post":
            super().send(sheet, expect=None)
        return super().send(sheet, expect)


COUNTED = (
    Complaint, Person, Case, Victim, Screening, StageChange, Consent, Referral, ReferralMessage, Service, Meeting,
    Notification, Invitation,
)  # fmt: skip


LOOKS = ("referral.opened",)  # two looks are recorded twice


SOMEBODY_ELSE = {
    "reporter_name": "Tetangga Uji Lain",
    "orang-0-name": "Melati Contoh Kedua",
    "orang-0-nickname": "Mel",
    "orang-0-nik": "1571025203090077",
    "orang-0-phone": "0812-0000-0077",
    "orang-0-address": "Lorong Uji 77",
}  # the same girl would be suggested before saving


def whole_chain(world, desk: type[Desk], **told: str) -> dict[str, int]:
    """Run the chain with desks of one kind; returns the number of rows of each kind."""
    sari, maya = desk(world.sari), desk(world.maya)
    steps.log_call(sari, **told)
    steps.open_case(sari)
    steps.screen(sari, world.polresta)
    steps.move(sari, "identification", "assessment", "plan", "service")
    number = steps.refer(sari, world.dinsos, "social_rehabilitation")
    sari.press("Kirim pesan", text="Apakah malam ini ada tempat?")
    steps.accept(maya, number)
    maya.press("Kirim pertanyaan", text="Ada. Siapa yang mengantar?")
    steps.complete(maya)
    left = {model.__name__: model.objects.count() for model in COUNTED}
    return left | Counter(AuditEvent.objects.exclude(verb__in=LOOKS).values_list("verb", flat=True))


def test_everything_pressed_twice_happens_once(world):
    calm = whole_chain(world, Desk)
    both = whole_chain(world, Hasty, **SOMEBODY_ELSE)
    assert {name: both[name] - calm[name] for name in calm} == calm


def secretariats_work(world, desk: type[Desk], name: str) -> dict[str, int]:
    """A meeting with a decision and its state, with a desk of one kind; returns the number of rows."""
    rina = desk(world.rina)
    steps.record_meeting(rina, world, "Daftar nomor jaga diperbarui", title=f"Rapat koordinasi {name}")
    rina.follow("Perbarui").press("Simpan", state="in_progress", progress_note="Separuh selesai.")
    left = {model.__name__: model.objects.count() for model in (Meeting, Attendance, Decision)}
    return left | Counter(AuditEvent.objects.values_list("verb", flat=True))


def test_a_meeting_written_twice_is_there_once(world):
    calm = secretariats_work(world, Desk, "satu")
    both = secretariats_work(world, Hasty, "dua")
    assert {name: both[name] - calm[name] for name in calm} == calm


def test_an_invitation_sent_twice_is_one_and_says_what_to_do(world):
    arif = Desk(world.arif)
    arif.open(f"/petugas/?gugus={world.jambi.pk}").follow("Undang petugas")
    who = {"agency": world.rsud.pk, "role": "agency_officer", "name": "Petugas Baru", "email": "baru@uji.contoh"}
    sheet = arif.fill("Kirim undangan", who)
    arif.send(sheet)
    arif.send(sheet, expect=422)
    assert "sudah terkirim dan masih berlaku" in arif.text
    assert Invitation.objects.count() == 1


def test_an_agency_sent_twice_is_one_and_says_so(world):
    arif = Desk(world.arif)
    arif.open(f"/instansi/?gugus={world.jambi.pk}").follow("Tambah instansi")
    sheet = arif.fill("Tambah instansi", name="Yayasan Contoh", kind="ngo")
    arif.send(sheet)
    arif.send(sheet, expect=422)
    assert "sudah ada dalam gugus tugas ini" in arif.text
    assert Agency.objects.filter(name="Yayasan Contoh").count() == 1


def test_a_session_that_ends_in_the_middle_of_a_form_costs_nothing(world):
    sari = Desk(world.sari)
    sheet = sari.open(LOG).fill("Simpan pengaduan", {"narrative": steps.TOLD, "event_place": "Nagoya", **steps.GIRL})
    fields = {name: values[0] for name, values in sheet.answers.items() if name != "csrfmiddlewaretoken"}
    keep = {"key": f"complaint:{fields['submission_key']}", "fields": fields}
    assert sari.client.post("/draf/", json.dumps(keep), content_type="application/json").status_code == 200
    Session.objects.all().delete()

    sari.send(sheet)
    assert "/masuk/" in sari.address
    assert not Complaint.objects.exists()
    sari.press("Masuk", login=world.sari.email, password=PASSWORD)
    assert sari.address == f"{LOG}{fields['submission_key']}/"
    assert "dipulihkan" in sari.text
    assert steps.TOLD in sari.text
    sari.press("Simpan pengaduan")
    assert Complaint.objects.get().event_place == "Nagoya"
    assert Person.objects.get().name == steps.NAME
    assert not Draft.objects.exists()


def test_a_draft_that_arrives_after_its_form_is_not_offered_again(world):
    sari, rina = Desk(world.sari), Desk(world.rina)
    steps.log_call(sari)
    steps.open_case(sari)
    victim = Victim.objects.get()
    for desk, button, answers, key, address in (
        (sari, "Tetapkan status", SCREENED | {"deciding_agency": world.uptd.pk}, f"screening:{victim.pk}", "skrining/"),
        (sari, "Kirim rujukan", REFERRED | {"agency": world.dinsos.pk}, f"referral:{victim.pk}", "rujuk/"),
        (rina, "Catat rapat", {"title": "Rapat koordinasi", "place": "Aula"}, "meeting", "/rapat/baru/"),
    ):
        form = address if address.startswith("/") else f"/korban/{victim.pk}/{address}"
        sheet = desk.open(form).fill(button, answers)
        desk.send(sheet)
        fields = {name: values if len(values) > 1 else values[0] for name, values in sheet.answers.items()}
        desk.client.post("/draf/", json.dumps({"key": key, "fields": fields}), content_type="application/json")
        assert Draft.objects.filter(key=key).exists()
        desk.open(form)
        assert not Draft.objects.exists(), key


@pytest.mark.parametrize(
    ("who", "key", "words"),
    [("sari", "complaint:019a9c40-0000-7000-8000-000000000001", "Pengaduan baru"), ("rina", "meeting", "Rapat")],
)
def test_everybody_finds_their_drafts_at_home(world, who, key, words):
    desk = Desk(getattr(world, who))
    keep = {"key": key, "fields": {"narrative": steps.TOLD, "title": steps.TOLD}}
    desk.client.post("/draf/", json.dumps(keep), content_type="application/json")
    desk.open("/")
    assert "Draf Anda" in desk.text
    link = next(a for a in desk.page.xpath("//aside//a") if words in a.text_content())
    assert steps.TOLD in desk.open(link.get("href")).source


def test_a_deactivated_colleague_with_an_open_page_saves_nothing(world):
    sari, arif = Desk(world.sari), Desk(world.arif)
    sheet = sari.open(LOG).fill("Simpan pengaduan", {"narrative": steps.TOLD, **steps.GIRL})
    membership = Membership.objects.get(user=world.sari)
    arif.open(f"/petugas/{membership.pk}/akhiri/").press("Akhiri akses", reason="moved")
    assert "berakhir sekarang" in arif.text
    sari.send(sheet, expect=403)
    assert "Hubungi" in sari.text
    assert not Complaint.objects.exists()
    for address in ("/", "/kasus/", LOG):
        sari.open(address, expect=403)


def working_places(world) -> list[tuple[Desk, str]]:
    """Users with access under the decree of Kota Jambi, each with a page of their work."""
    places = ((world.sari, "/"), (world.sari, "/pengaduan/"), (world.maya, "/rujukan/masuk/"), (world.rina, "/rapat/"))
    return [(Desk(user), address) for user, address in places]


def test_access_ends_with_the_decree(world):
    desks, arif = working_places(world), Desk(world.arif)
    arif.open(f"/sk/{world.decree.pk}/ubah/").press("Simpan", valid_until=steps.today())
    for desk, address in desks:
        desk.open(address)
    with clock.at(clock.now() + timedelta(days=1)):
        for desk, address in desks:
            desk.open(address, expect=403)
            assert "Hubungi" in desk.text
        Desk(world.dewi).open("/ringkasan/")  # under the province's own decree


def test_access_goes_on_under_the_next_decree(world):
    desks, arif, tomorrow = working_places(world), Desk(world.arif), clock.now() + timedelta(days=1)
    arif.open(f"/sk/{world.decree.pk}/ubah/").press("Simpan", valid_until=steps.today())
    begins = {"year": tomorrow.year, "valid_from": timezone.localdate(tomorrow)}
    arif.open(f"/sk/baru/?gugus={world.jambi.pk}").press("Catat SK", {"number": "460", **begins})
    arif.follow("Lanjutkan akses").press("Lanjutkan")
    with clock.at(tomorrow):
        assert [desk.open(address).status for desk, address in desks] == [200] * len(desks)


def test_what_cannot_be_is_said_and_what_is_doubtful_is_asked_once(world):
    sari = Desk(world.sari)
    told = {"narrative": steps.TOLD, **steps.GIRL, "orang-0-nik": "157102", "event_region": "Negeri di Awan"}
    sari.open(LOG).press("Simpan pengaduan", {**told, "event_on": "31/02/2026"}, expect=422)
    assert "Wilayah tidak dikenal" in sari.text
    assert "Tulis tanggal seperti" in sari.text
    for kept in ("Negeri di Awan", "31/02/2026", steps.TOLD, steps.NAME):
        assert kept in sari.source
    sari.press("Simpan pengaduan", event_region="Kota Batam", event_on="5/1/2026")
    assert "Periksa sekali lagi" in sari.text
    assert not Complaint.objects.exists()
    sari.press("Simpan pengaduan")
    assert Person.objects.get().nik == "157102"


def test_a_stale_page_shows_both_and_overwrites_nothing(world):
    sari, ratna = Desk(world.sari), Desk(world.ratna)
    steps.log_call(sari)
    steps.open_case(sari)
    case = sari.address
    sheets = []
    for desk, mode in ((sari, "debt"), (ratna, "online_scam")):
        sheets.append((desk, desk.open(case).follow("Ubah kasus").fill("Simpan", mode=mode)))
    (_, first), (_, second) = sheets
    sari.send(first)
    ratna.send(second, expect=409)
    assert Case.objects.get().mode == "debt"
    assert "Jerat utang" in ratna.text
    assert "judi atau penipuan daring" in ratna.text
    ratna.press("Simpan isian saya")
    assert Case.objects.get().mode == "online_scam"


def test_a_withdrawn_referral_closes_on_an_open_page(world):
    sari, maya = Desk(world.sari), Desk(world.maya)
    steps.log_call(sari)
    steps.open_case(sari)
    number = steps.refer(sari, world.dinsos, "social_rehabilitation")
    open_page = maya.open("/rujukan/masuk/").follow(number).fill("Terima rujukan", first_service_on=steps.today())
    sari.press("Tarik rujukan")
    maya.send(open_page, expect=None)
    assert Referral.objects.get().state == "withdrawn"
    assert "ditarik" in maya.text
    assert steps.NEED not in maya.open("/rujukan/masuk/").text
