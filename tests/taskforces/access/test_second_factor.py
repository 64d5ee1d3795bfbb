"""The second factor, from setup to the loss of the phone, on our own pages."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tests.personas import PASSWORD


def sign_in(client: Client, user):
    """Sign in with name and password; the next page depends on the second factor."""
    return client.post("/masuk/", {"login": user.email, "password": PASSWORD}, follow=False)


def code_for(secret: str) -> str:
    """The current six digits of an authenticator."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.django_db(transaction=True)  # the success notification is sent on commit
def test_the_whole_life_of_a_second_factor(world):
    client = Client()
    sign_in(client, world.sari)
    again = client.get(reverse("mfa_activate_totp"))["Location"]
    assert "Pastikan ini Anda" in client.get(again).content.decode()
    page = client.post(again, {"password": PASSWORD}, follow=True).content.decode()
    assert "Pindai gambar ini" in page
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]

    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "hal perlu dilengkapi" in wrong.content.decode()
    done = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}, follow=True).content.decode()
    assert "Kode sekali pakai aktif." in done
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert "Tersisa 10 dari 10 kode" in codes
    recovery = re.search(r"<li>([0-9a-z-]{8,})</li>", codes)[1]

    account = client.get(reverse("mfa_index")).content.decode()
    assert "Matikan kode sekali pakai" in account
    assert "tidak berlaku lagi" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    assert "kata sandi saja cukup" in client.get(reverse("mfa_deactivate_totp")).content.decode()

    stranger = Client()
    assert sign_in(stranger, world.sari)["Location"] == reverse("mfa_authenticate")
    asked = stranger.get(reverse("mfa_authenticate")).content.decode()
    assert "Satu langkah lagi" in asked
    assert stranger.get(reverse("mfa_index")).status_code == 302, "nobody is in before the second factor"
    stranger.post(reverse("mfa_authenticate"), {"code": recovery})
    assert stranger.get(reverse("mfa_index")).status_code == 200


def test_a_new_password_through_the_link(world, mailoutbox):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": world.sari.email})
    letter = mailoutbox[0]
    assert "Atur ulang kata sandi" in letter.subject
    assert "tautan hanya berlaku sekali" in letter.body
    assert "Sari" not in letter.body
    path = re.search(r"https?://[^/]+(/\S+)", letter.body)[1]
    form = client.get(path, follow=True)
    assert "Kata sandi baru" in form.content.decode()
    new = "kalimat pendek yang baru"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert Client().post("/masuk/", {"login": world.sari.email, "password": new}).status_code == 302
    assert "sudah tidak berlaku" in Client().get(path, follow=True).content.decode()


def test_an_unknown_address_is_told_the_same(world, mailoutbox):
    answer = Client().post(reverse("account_reset_password"), {"email": "siapa@tidak-ada.contoh"}, follow=True)
    assert "Bila alamat itu terdaftar" in answer.content.decode()
    assert all(letter.to == ["siapa@tidak-ada.contoh"] for letter in mailoutbox)
