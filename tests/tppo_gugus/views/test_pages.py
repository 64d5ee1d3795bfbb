"""Sign-in pages and error pages: Indonesian, helpful, and working without the database."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpResponseNotAllowed
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from safeguards.errors import AccessDenied, Conflict
from tests.personas import PASSWORD, client_of
from tppo_gugus.middleware import ErrorPageMiddleware
from tppo_gugus.views import errors
from tppo_gugus.views.lock import UnlockForm

ACCOUNT = "/akun/2fa/"
SIGNED_OUT = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_signup",
    "account_inactive",
]
SIGNED_IN = ["mfa_index", "account_change_password", "usersessions_list", "account_logout", "account_reauthenticate"]
ENGLISH = ("Sign In", "Sign Up", "Password", "Two-Factor", "Are you sure", "Menu:")


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_signed_out_pages_are_indonesian(client, db, name):
    page = client.get(reverse(name))
    text = page.content.decode()
    assert page.status_code == 200
    assert '<html lang="id">' in text
    assert not [word for word in ENGLISH if word in text]


@pytest.mark.parametrize("name", SIGNED_IN)
def test_signed_in_pages_are_indonesian(world, name):
    client = Client()
    client.post(reverse("account_login"), {"login": world.sari.email, "password": PASSWORD})
    text = client.get(reverse(name)).content.decode()
    assert '<html lang="id">' in text
    assert not [word for word in ENGLISH if word in text]


def test_signing_in_and_being_told_why_not(world):
    client = Client()
    wrong = client.post("/masuk/", {"login": world.sari.email, "password": "bukan ini"})
    assert "hal perlu dilengkapi" in wrong.content.decode()
    right = client.post("/masuk/", {"login": world.sari.email, "password": PASSWORD})
    assert right.status_code == 302


def test_the_demo_s_people_are_named_only_in_the_demo(client, db, settings):
    assert "contoh-tppo" not in client.get("/masuk/").content.decode()
    settings.DEMO = True
    page = client.get("/masuk/").content.decode()
    assert "Masuk sebagai Sari" in page
    assert "ditawarkan, tidak diwajibkan" in page


def test_setting_up_the_second_factor_shows_its_key(world):
    client = Client()
    client.post("/masuk/", {"login": world.sari.email, "password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    assert "Aktifkan kode sekali pakai" in page or "Pastikan ini Anda" in page


def test_an_unknown_address_is_a_helpful_404(world):
    page = client_of(world.sari).get("/tidak-ada/")
    assert page.status_code == 404
    text = page.content.decode()
    assert "Halaman ini tidak ditemukan" in text
    assert "Kembali ke Hari ini" in text
    assert 'class="rail"' in text


def test_a_wrong_method_gets_a_page():
    request = RequestFactory().get("/kunci/buka/")
    answer = ErrorPageMiddleware(lambda _: HttpResponseNotAllowed(["POST"]))(request)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "tidak dapat dibuka dengan cara itu" in answer.content.decode()


@pytest.mark.parametrize(("error", "status"), [(OperationalError("gone"), 503), (ValueError("bug"), 500)])
def test_a_dead_database_needs_no_database(error, status):
    request = RequestFactory().get("/")
    try:
        raise error
    except Exception:
        answer = errors.server_error(request)
    assert answer.status_code == status
    assert "Draf yang sudah bertanda Tersimpan tetap aman" in answer.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "404", "405", "429", "500", "503", "403_csrf"])
def test_error_pages_render_from_nothing(name):
    text = render_to_string(f"{name}.html", {"layout": "base_plain.html", "reason": "Peran Anda tidak mencakup."})
    assert "<h1>" in text
    assert "None" not in text


def test_a_conflict_shows_both_values():
    rows = [("Jenis kasus", "TPPO", "Kekerasan lain"), ("Uraian", "", "<b>baru</b>")]
    text = render_to_string(
        "409.html", {"layout": "base_plain.html", "conflict": {"differences": rows, "by": "Ratna"}, "back_url": "/"}
    )
    assert "Kekerasan lain" in text
    assert "&lt;b&gt;baru" in text


def test_a_stale_form_says_that_nothing_was_saved(db):
    client = Client(enforce_csrf_checks=True)
    page = client.post("/masuk/", {"login": "a", "password": "b"})
    assert page.status_code == 403
    assert "Belum ada yang tersimpan" in page.content.decode()


def test_a_database_that_is_gone_is_a_plain_503_for_everybody(world, monkeypatch):
    client = client_of(world.sari)
    client.raise_request_exception = False

    def gone(*arguments, **options):
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as broken:
        broken.setattr("django.db.backends.utils.CursorWrapper.execute", gone)
        answer = client.get(ACCOUNT)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "tidak terjangkau" in answer.content.decode()
    assert client.get(ACCOUNT).status_code == 200, "and back again"


@pytest.mark.parametrize(
    ("refusal", "status", "said"),
    [(AccessDenied("Peran Anda tidak mencakup."), 403, "Peran Anda"), (Conflict("Ratna lebih dulu."), 409, "Ratna")],
)
def test_refusals_that_no_view_turned_are_pages(world, refusal, status, said):
    request = RequestFactory().get("/")
    request.user = world.sari
    answer = ErrorPageMiddleware(lambda _: None).process_exception(request, refusal)
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_the_office_address_is_not_changed_by_oneself(world):
    assert client_of(world.sari).get("/akun/email/")["Location"] == ACCOUNT


def test_a_conflict_lets_the_person_save_on_top_knowingly(rf):
    form = UnlockForm({"password": "yang saya ketik"})
    context = {
        "layout": "base_plain.html",
        "form": form,
        "object": SimpleNamespace(version=4),
        "request": rf.get("/x/"),
    }
    text = render_to_string("409.html", {**context, "conflict": {"differences": [("Jenis", "a", "b")]}})
    assert 'name="version" value="4"' in text
    assert "yang saya ketik" in text
    assert "Simpan isian saya" in text


def test_an_act_page_asks_in_one_sheet(rf):
    source = """{% extends "base_act.html" %}{% block title %}Tarik{% endblock %}
        {% block act_heading %}Tarik rujukan{% endblock %}{% block do %}Tarik rujukan{% endblock %}"""
    request = rf.get("/")
    request.user = AnonymousUser()
    text = Template(source).render(RequestContext(request, {"form": UnlockForm()}))
    assert text.count("<h1") == 1
    assert 'class="act"' in text
    assert "csrfmiddlewaretoken" in text
