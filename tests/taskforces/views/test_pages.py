"""Pages of accounts administration, used by Arif and refused to everybody else."""

import re
from datetime import date

import pytest
from django.core import mail

from safeguards import clock
from taskforces.access.roles import Role
from taskforces.actions import invitations
from taskforces.choices import DeactivationReason
from taskforces.models import Agency, Decree, Division, Invitation, Membership, TaskForce, User
from tests.factories import AgencyFactory
from tests.personas import client_of
from tests.taskforces.acts import city_admin, other_admin

GOOD = "sebuah-kata-sandi-panjang"
LISTS = ("gugus-tugas", "sk", "bidang", "instansi", "petugas")


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def all_pages(world) -> list[str]:
    membership = Membership.objects.get(user=world.sari)
    invitation = Invitation.objects.filter(task_force=world.jambi).first()
    found = [f"/{name}/" for name in LISTS]
    found += ["/gugus-tugas/baru/", "/sk/baru/", "/instansi/baru/", "/petugas/undang/"]
    found += [f"/gugus-tugas/{world.jambi.pk}/{rest}" for rest in ("", "ubah/")]
    found += [f"/sk/{world.decree.pk}/{rest}" for rest in ("", "ubah/", "cabut/", "lanjutkan/", "bidang/baru/")]
    found += [f"/bidang/{world.division.pk}/{rest}" for rest in ("ubah/", "hapus/")]
    found += [f"/instansi/{world.dinsos.pk}/{rest}" for rest in ("", "ubah/", "akhiri/", "terima-kembali/")]
    found += [f"/petugas/{membership.pk}/{rest}" for rest in ("masa/", "akhiri/")]
    found += [f"/petugas/undangan/{invitation.pk}/{rest}" for rest in ("perbarui/", "batalkan/")]
    return found


@pytest.fixture
def sent(world):
    return invitations.invite(
        decree=world.decree,
        email="putri@dinsos.contoh",
        name="Putri",
        role=Role.AGENCY_OFFICER,
        agency=world.dinsos,
        valid_from=date(2020, 1, 1),
        by=world.arif,
    )


def test_every_page_opens_for_the_admin_and_for_nobody_else(world, sent):
    admin, stranger = client_of(world.arif), client_of(other_admin(world))
    others = [client_of(user) for user in (world.sari, world.budi, world.rina, world.dewi, world.nobody)]
    for path in all_pages(world):
        assert admin.get(path).status_code == 200, path
        for other in others:
            assert other.get(path).status_code == 403, path
            assert other.post(path).status_code in (403, 405), path
        if re.search(r"/[0-9a-f-]{36}/", path):
            assert stranger.get(path).status_code == 404, path
            assert stranger.post(path).status_code in (404, 405), path


def test_signed_out_people_are_sent_to_sign_in(world, sent, client):
    for path in all_pages(world):
        assert client.get(path)["Location"].startswith("/masuk/"), path


def test_a_city_admin_sees_only_the_own_task_force(world, sent):
    wati = client_of(city_admin(world))

    assert "Dinas Sosial" in text_of(wati.get("/instansi/"))
    assert "Jakarta Barat" not in text_of(wati.get("/gugus-tugas/"))
    for path in LISTS[1:]:
        assert wati.get(f"/{path}/?gugus={world.jakarta_barat.pk}").status_code == 404
        assert wati.get(f"/{path}/?gugus=ngawur").status_code == 404


def test_whoever_manages_one_city_is_told_before_she_types_who_forms_task_forces(world):
    answer = client_of(city_admin(world)).get("/gugus-tugas/baru/")
    assert answer.status_code == 403
    assert "di bawahnya tidak ada gugus tugas" in text_of(answer)
    assert "pengelola akun gugus tugas di atasnya" in text_of(answer)
    assert client_of(world.arif).get("/gugus-tugas/baru/").status_code == 200


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/gugus-tugas/baru/", "Pengelola akun"),
        ("/pengaduan/catat/", "Pendamping kasus atau Penyelia kasus"),
        ("/batas-waktu/identification/", "Penyelia kasus"),
    ],
)
def test_a_refused_page_says_who_does_it(world, path, who):
    answer = client_of(world.rina).get(path)
    assert answer.status_code == 403
    assert f"Yang melakukannya: {who}." in text_of(answer)


def test_the_chosen_task_force_is_remembered(world):
    arif = client_of(world.arif)
    arif.get(f"/instansi/?gugus={world.jambi.pk}")

    assert "Sari" in text_of(arif.get("/petugas/"))
    assert "450" in text_of(arif.get("/sk/"))


def test_the_list_warns_of_a_queue_nobody_reads(world):
    page = text_of(client_of(city_admin(world)).get("/instansi/"))

    assert "Dua instansi belum punya petugas layanan." in page
    assert "Rujukan kepada RSUD dan UPTD PPA Kota Jambi belum dapat dibaca siapa pun." in page
    assert "Rehabilitasi sosial, penjemputan, pemulangan" in page
    assert "6 jam" in page


def test_an_admin_forms_a_task_force_with_its_decree_division_and_agency(world):
    arif = client_of(world.arif)
    form = {"region": "Kab. Muaro Jambi", "name": "Gugus Tugas Muaro Jambi", "suppression_threshold": "5"}
    answer = arif.post("/gugus-tugas/baru/", form)
    made = TaskForce.objects.get(region="15.05")
    assert answer["Location"] == f"/gugus-tugas/{made.pk}/"
    assert "Belum ada SK yang berlaku" in text_of(arif.get(answer["Location"]))

    arif.post(f"/sk/baru/?gugus={made.pk}", {"number": "9", "year": "2026", "valid_from": "1-1-2026"})
    decree = Decree.objects.get(task_force=made)
    arif.post(f"/sk/{decree.pk}/bidang/baru/", {"name": "Pencegahan"})
    division = Division.objects.get(decree=decree)
    form = {"name": "Dinas Sosial", "kind": "social_affairs", "division": division.pk}
    arif.post("/instansi/baru/", {**form, "offers_pick_up": "on", "hours_pick_up": "12"})

    agency = Agency.objects.get(task_force=made)
    assert (agency.division, agency.short_name) == (division, "Dinas Sosial")
    assert [(s.service_line, s.answer_within_hours) for s in agency.services.all()] == [("pick_up", 12)]


@pytest.mark.parametrize(
    ("path", "form", "says"),
    [
        ("/gugus-tugas/baru/", {"region": "Atlantis", "name": "X"}, "Wilayah tidak dikenal"),
        ("/gugus-tugas/baru/", {"region": "Kota Batam", "name": "X"}, "Bentuk dahulu gugus tugas di atasnya"),
        ("/gugus-tugas/baru/", {"region": "Kota Jambi", "name": "X", "suppression_threshold": "5"}, "sudah ada"),
        ("/sk/baru/", {"number": "1", "year": "2026", "valid_from": "31-02-2026"}, "tidak ada di kalender"),
        ("/sk/baru/", {"number": "1", "year": "2026", "valid_from": "1-1-1826"}, "Isi tahun antara"),
        (
            "/sk/baru/",
            {"number": "1", "year": "2026", "valid_from": "2-2-2026", "valid_until": "1-1-2026"},
            "tidak mendahului",
        ),
        ("/instansi/baru/", {"name": "X", "kind": "ngo", "offers_pick_up": "on"}, "dalam berapa jam"),
        ("/instansi/baru/", {"name": "X", "kind": "ngo", "hours_pick_up": "4"}, "Centang layanan ini"),
        ("/petugas/undang/", {"name": "X", "email": "bukan-surel"}, "Alamat surel kantor"),
    ],
)
def test_a_form_keeps_what_was_typed_and_says_what_to_do(world, path, form, says):
    answer = client_of(world.arif).post(f"{path}?gugus={world.jambi.pk}", form)

    assert answer.status_code == 422
    assert says in text_of(answer)
    assert form.get("name", form.get("number")) in answer.content.decode()


def test_markup_and_emoji_stay_words(world):
    nasty = "<script>alert(1)</script> 😀"
    client_of(world.arif).post(f"/instansi/{world.dinsos.pk}/ubah/", {"name": nasty, "kind": "ngo"})
    page = client_of(world.arif).get(f"/instansi/?gugus={world.jambi.pk}").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 😀" in page


def test_a_stale_page_shows_both_versions(world):
    arif = client_of(world.arif)
    form = {"name": world.jambi.name, "suppression_threshold": "5", "version": "1"}
    arif.post(f"/gugus-tugas/{world.jambi.pk}/ubah/", {**form, "letter_place": "Jambi"})
    answer = arif.post(f"/gugus-tugas/{world.jambi.pk}/ubah/", {**form, "letter_place": "Telanaipura"})

    assert answer.status_code == 409
    assert TaskForce.objects.get(pk=world.jambi.pk).letter_place == "Jambi"


def test_revoking_says_whose_access_ends_and_then_ends_it(world):
    arif, sari = client_of(world.arif), client_of(world.sari)
    assert "Sari" in text_of(arif.get(f"/sk/{world.decree.pk}/cabut/"))
    arif.post(f"/sk/{world.decree.pk}/cabut/", {"revoked_on": clock.today().isoformat()})

    assert sari.get("/instansi/").status_code == 403
    assert "Tidak ada SK yang berlaku" in text_of(arif.get(f"/sk/?gugus={world.jambi.pk}"))


def test_a_colleague_with_an_open_page_is_out_at_the_next_request(world):
    wati = city_admin(world)
    open_page = client_of(wati)
    assert open_page.get("/petugas/").status_code == 200
    membership = Membership.objects.get(user=wati)
    client_of(world.arif).post(f"/petugas/{membership.pk}/akhiri/", {"reason": DeactivationReason.MOVED})

    answer = open_page.post("/instansi/baru/", {"name": "Menyusup", "kind": "ngo"})
    assert answer.status_code == 403
    assert not Agency.objects.filter(name="Menyusup").exists()
    assert "Pindah tugas" in text_of(client_of(world.arif).get(f"/petugas/?gugus={world.jambi.pk}&berakhir=1"))


def test_inviting_shows_the_link_once(world, django_capture_on_commit_callbacks):
    arif = client_of(world.arif)
    form = {
        "agency": world.rsud.pk,
        "role": Role.AGENCY_OFFICER,
        "name": "Putri",
        "email": "putri@rsud.contoh",
        "decree": world.decree.pk,
        "valid_from": "2026-01-01",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = arif.post(f"/petugas/undang/?gugus={world.jambi.pk}", form)

    (link,) = re.findall(r"/undangan/[\w-]{40,}/", answer.content.decode())
    assert link in mail.outbox[0].body
    assert "no-store" in answer["Cache-Control"]
    assert link not in arif.get("/petugas/").content.decode()
    again = arif.post(f"/petugas/undang/?gugus={world.jambi.pk}", form)
    assert again.status_code == 422
    assert "sudah terkirim" in text_of(again)
    assert "/undangan/" not in again.content.decode()


def test_somebody_new_comes_in_by_the_link(world, sent, client):
    answer = client.get(f"/undangan/{sent.token}/")
    assert answer["Location"] == "/undangan/terima/"
    page = client.get("/undangan/terima/")
    assert "Dinas Sosial" in text_of(page)
    assert "Petugas layanan instansi" in text_of(page)
    assert sent.token not in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"

    weak = client.post("/undangan/terima/", {"name": "Putri", "password": "pendek", "password_again": "pendek"})
    assert weak.status_code == 422
    differs = {"name": "Putri", "password": GOOD, "password_again": GOOD + "x"}
    assert "belum sama" in text_of(client.post("/undangan/terima/", differs))
    done = client.post("/undangan/terima/", {"name": "Putri", "password": GOOD, "password_again": GOOD})
    assert done["Location"] == "/masuk/"
    assert client.login(email="putri@dinsos.contoh", password=GOOD)
    assert User.objects.get(email="putri@dinsos.contoh").current_memberships[0].agency == world.dinsos


def test_somebody_known_signs_in_and_takes_it(world, client):
    terms = {"decree": world.decree, "name": "Rina", "role": Role.FIGURES_VIEWER, "valid_from": date(2020, 1, 1)}
    sent = invitations.invite(email=world.rina.email, by=world.arif, **terms)
    client.get(f"/undangan/{sent.token}/")
    assert "Masuk untuk menerima" in text_of(client.get("/undangan/terima/"))
    assert client.post("/undangan/terima/").status_code == 422

    wrong = client_of(world.maya)
    wrong.get(f"/undangan/{sent.token}/")
    assert "Anda sedang masuk sebagai" in text_of(wrong.get("/undangan/terima/"))
    assert wrong.post("/undangan/terima/").status_code == 422

    rina = client_of(world.rina)
    rina.get(f"/undangan/{sent.token}/")
    assert rina.post("/undangan/terima/")["Location"] == "/"
    assert Membership.objects.filter(user=world.rina).count() == 2


@pytest.mark.parametrize(
    ("state", "status", "says"),
    [
        ("used", 410, "sudah dipakai"),
        ("revoked", 410, "sudah dibatalkan"),
        ("expired", 410, "kedaluwarsa"),
        ("unknown", 404, "tidak dikenal"),
    ],
)
def test_a_dead_link_helps(world, sent, client, state, status, says):
    token = sent.token
    if state == "used":
        invitations.accept(invitation=sent.invitation, name="Putri", password=GOOD)
    elif state == "revoked":
        invitations.revoke(invitation=sent.invitation, by=world.arif)
    elif state == "expired":
        Invitation.objects.update(expires_at=clock.now())
    else:
        token = "tidak-ada"
    answer = client.get(f"/undangan/{token}/")

    assert answer.status_code == status
    assert says in text_of(answer)
    assert client.get("/undangan/terima/").status_code == 404


def test_links_are_tried_only_so_often(world, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invitation": "3/10m/ip"}
    statuses = [client.get(f"/undangan/coba-{number}/").status_code for number in range(5)]

    assert statuses == [404, 404, 404, 429, 429]
    assert User.objects.count() == 9


def test_whoever_tries_links_keeps_no_invited_colleague_out(sent, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invitation": "3/10m/ip"}
    for number in range(5):
        client.get(f"/undangan/coba-{number}/")
    for _time in range(6):
        answer = client.get(f"/undangan/{sent.token}/", follow=True)
        assert answer.status_code == 200


def test_the_admin_opens_no_case(world):
    arif = client_of(world.arif)
    for path in ("/kasus/", "/pengaduan/", "/rujukan/", "/rujukan/masuk/", "/ringkasan/", "/rapat/"):
        assert arif.get(path).status_code in (403, 404), path


def test_numbers_of_queries_do_not_grow_with_rows(world, django_assert_max_num_queries):
    from tests.personas import make_user

    for number in range(15):
        agency = AgencyFactory(task_force=world.jambi, name=f"Yayasan Contoh {number}")
        make_user(f"Orang{number}", Role.AGENCY_OFFICER, world.decree, agency)
    wati = client_of(city_admin(world))
    wati.get("/instansi/")
    for path in ("/instansi/", "/petugas/", "/sk/", "/bidang/", "/gugus-tugas/", f"/sk/{world.decree.pk}/"):
        with django_assert_max_num_queries(28):
            wati.get(path)
