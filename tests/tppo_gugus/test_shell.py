"""The shell: places per role, and its query count."""

import pytest
from django.test import RequestFactory

from tests.personas import client_of
from tppo_gugus import navigation
from tppo_gugus.middleware import LOCKED, SEEN

ACCOUNT = "/akun/2fa/"

PLACES = {
    "sari": ["Hari ini", "Pengaduan", "Kasus", "Rujukan"],
    "ratna": ["Hari ini", "Pengaduan", "Kasus", "Rujukan"],
    "maya": ["Hari ini", "Kotak rujukan"],
    "rina": ["Hari ini", "Rapat", "Ringkasan"],
    "dewi": ["Hari ini", "Rapat", "Ringkasan"],
    "arif": ["Hari ini", "Instansi", "Petugas", "SK", "Bidang", "Gugus tugas"],
}


@pytest.mark.parametrize("persona", PLACES)
def test_each_role_sees_its_own_places(world, persona, monkeypatch):
    monkeypatch.setattr(navigation, "address", lambda name: f"/{name}/")
    places = navigation.places_for(getattr(world, persona), "/")
    assert [str(place["label"]) for place in places] == PLACES[persona]
    assert len(places) <= navigation.MOST_PLACES


def test_a_nobody_is_shown_no_case(world):
    labels = [str(place["label"]) for place in navigation.places_for(world.nobody, "/")]
    assert "Kasus" not in labels


def test_the_shell_costs_at_most_two_queries(world, django_assert_max_num_queries):
    request = RequestFactory().get("/")
    request.user = world.fresh(world.sari)
    with django_assert_max_num_queries(2):
        shell = navigation.shell(request)["shell"]
        assert shell["place"] == "Kota Jambi"
        assert shell["news_count"] == 0


def test_nobody_signed_in_gets_no_places():
    request = RequestFactory().get("/")
    assert navigation.shell(request)["shell"]["places"] == []


def test_the_page_names_task_force_and_person(world):
    page = client_of(world.sari).get(ACCOUNT).content.decode()
    assert "Kota Jambi" in page
    assert "Sari" in page
    assert "Keluar" in page


# --- The lock ---------------------------------------------------------------------------------------------------------
def test_a_locked_session_opens_nothing_until_the_password_is_given(world, settings):
    from tests.personas import PASSWORD

    client = client_of(world.sari)
    assert client.post("/kunci/", {"next": ACCOUNT}).status_code == 302
    answer = client.get(ACCOUNT)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/kunci/?next=")
    assert "Layar terkunci" in client.get("/kunci/").content.decode()

    wrong = client.post("/kunci/buka/", {"password": "bukan ini", "next": ACCOUNT})
    assert wrong.status_code == 422
    assert "Kata sandi tidak cocok" in wrong.content.decode()
    assert client.get(ACCOUNT).status_code == 302

    right = client.post("/kunci/buka/", {"password": PASSWORD, "next": ACCOUNT})
    assert right["Location"] == ACCOUNT
    assert client.get(ACCOUNT).status_code == 200


def test_idle_minutes_lock_on_the_server(world):
    client = client_of(world.sari)
    client.get(ACCOUNT)
    session = client.session
    session[SEEN] = session[SEEN] - 11 * 60
    session.save()
    assert client.get(ACCOUNT).status_code == 302
    assert client.session[LOCKED] is True


def test_a_script_is_told_in_its_own_language(world):
    client = client_of(world.sari)
    client.post("/kunci/")
    answer = client.post("/kunci/hadir/", headers={"accept": "application/json"})
    assert answer.status_code == 423
    assert "Layar terkunci" in answer.json()["error"]


def test_unlocking_never_leads_to_another_site(world):
    from tests.personas import PASSWORD

    client = client_of(world.sari)
    client.post("/kunci/")
    answer = client.post("/kunci/buka/", {"password": PASSWORD, "next": "https://jahat.contoh/"})
    assert answer["Location"] == "/"


def test_a_locked_person_may_sign_out(world):
    client = client_of(world.sari)
    client.post("/kunci/")
    assert client.post("/keluar/")["Location"] == "/masuk/"
