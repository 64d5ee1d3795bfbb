"""Logs and error reports: what went wrong and where, never about which person."""

import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from safeguards.scrubbing import ScrubbedReporter, ScrubFormatter, scrub

NIK, PHONE, NAME = "1571014502900001", "0812-3456-7890", "Siti Contoh"
SECRETS = (NIK, PHONE, NAME, "bercerita")


@pytest.mark.parametrize(
    "text",
    [NIK, "157101 450290 0001", PHONE, "+62 812 3456 7890", "081234567890", "(0741) 12345", "siti.contoh@surel.contoh"],
)
def test_numbers_and_addresses_go(text):
    assert scrub(f"nilai {text} ditolak") == "nilai • ditolak"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21 20:48:13,802 ERROR django.request",
        "0193a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b",
        "KS-2026-0001 di 15.71.01",
        "line 120, in get_response",
        "key 7 is not in the key ring",
    ],
)
def test_what_helps_to_find_the_fault_stays(text):
    assert scrub(text) == text


def test_long_quotations_go():
    assert "bercerita" not in scrub("invalid value: 'korban bercerita panjang tentang apa yang terjadi padanya'")


@pytest.mark.django_db
def test_what_the_database_adds_goes(jambi):
    from taskforces.models import User

    User.objects.create_user("siti@uji.contoh", name=NAME)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        User.objects.create_user("siti@uji.contoh", name=NAME)
    text = scrub(str(error.value))
    assert "siti@" not in text
    assert "unique constraint" in text


def test_the_log_keeps_nobody():
    formatter = ScrubFormatter("%(levelname)s %(message)s")
    try:
        raise ValueError(f"NIK {NIK} ganda")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f.py", 1, "telepon %s", (PHONE,), info)
    line = formatter.format(record)
    assert "ValueError: NIK • ganda" in line
    assert not any(secret in line for secret in SECRETS)


def test_the_settings_use_it(settings):
    handlers = settings.LOGGING["handlers"].values()
    formatters = {settings.LOGGING["formatters"][handler["formatter"]]["()"] for handler in handlers}
    assert formatters == {"safeguards.scrubbing.ScrubFormatter"}
    assert settings.DEFAULT_EXCEPTION_REPORTER == "safeguards.scrubbing.ScrubbedReporter"


@pytest.mark.parametrize("debug", [True, False])
def test_an_error_report_shows_names_and_types_only(settings, debug):
    settings.DEBUG = debug
    request = RequestFactory().post(
        f"/pengaduan/catat/?q={NIK}", {"narrative": "Siti Contoh bercerita"}, headers={"referer": f"/cari/?q={NIK}"}
    )
    request.COOKIES["sessionid"] = PHONE
    try:
        narrative, person = "Siti Contoh bercerita", {"nik": NIK}
        raise ValueError(f"{person['nik']}: {narrative!r} terlalu panjang untuk kolom ini dan ditolak")
    except ValueError as error:
        reporter = ScrubbedReporter(request, type(error), error, error.__traceback__)
    for report in (reporter.get_traceback_html(), reporter.get_traceback_text()):
        assert NIK not in report
        assert PHONE not in report
        assert "narrative" in report
    assert "&lt;str&gt;" in reporter.get_traceback_html()
