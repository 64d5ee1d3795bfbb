"""Guessing is slow, and nobody can lock out another user: passwords, one-time codes, offices, botnets, devices."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from safeguards import clock
from safeguards.networks import network_name
from taskforces.access import attempts, known_devices
from taskforces.models import Notification, User
from tests.personas import PASSWORD

pytestmark = pytest.mark.django_db
OFFICE, ELSEWHERE, CAFE = "198.51.100.7", "203.0.113.9", "192.0.2.44"
WAIT = "Tunggu sebelum mencoba lagi"


def browser(address: str = OFFICE) -> Client:
    """A browser without an earlier sign-in."""
    return Client(REMOTE_ADDR=address)


def sign_in(client: Client, user, password: str = PASSWORD):
    return client.post("/masuk/", {"login": getattr(user, "email", user), "password": password})


def is_in(page) -> bool:
    return page.status_code == 302


def fail(user, times: int, address: str = ELSEWHERE) -> None:
    for _time in range(times):
        assert not is_in(sign_in(browser(address), user, "salah sekali"))


def fail_from_everywhere(user, times: int) -> None:
    """A botnet: each address at most three times."""
    for number in range(times):
        fail(user, 1, f"203.0.{number // 200}.{number % 200 + 1}")


def known_device(user, address: str = OFFICE) -> Client:
    """A browser that signed in and out again."""
    client = browser(address)
    assert is_in(sign_in(client, user))
    client.post("/keluar/")
    return client


def told(user) -> list[str]:
    return list(Notification.objects.filter(user=user).values_list("text", flat=True))


class TestFromOutside:
    """Attacks on an account from elsewhere do not lock out its owner."""

    def test_failures_elsewhere_do_not_keep_maya_out(self, world):
        fail(world.maya, 8)
        assert is_in(sign_in(browser(), world.maya))

    def test_one_attempt_a_minute_does_not_keep_her_out_for_good(self, world):
        began = timezone.now()
        for minute in range(40):
            with clock.at(began + timedelta(minutes=minute)):
                sign_in(browser(ELSEWHERE), world.maya, "salah sekali")
        with clock.at(began + timedelta(minutes=40)):
            assert is_in(sign_in(browser(), world.maya))

    def test_whoever_guesses_is_stopped_even_with_the_right_password(self, world):
        fail(world.maya, 5)
        page = sign_in(browser(ELSEWHERE), world.maya)
        assert not is_in(page)
        assert WAIT in page.content.decode()

    def test_a_botnet_is_slowed_and_shuts_out_neither_her_device_nor_her_network(self, world):
        device = known_device(world.maya)
        fail_from_everywhere(world.maya, 60)
        assert not is_in(sign_in(browser(CAFE), world.maya)), "a new place waits"
        assert is_in(sign_in(browser(), world.maya)), "a new browser at her own network"
        device.defaults["REMOTE_ADDR"] = CAFE
        assert is_in(sign_in(device, world.maya)), "her own device anywhere"

    def test_after_an_hour_a_new_place_may_try_again(self, world):
        began = timezone.now()
        with clock.at(began):
            fail_from_everywhere(world.maya, 60)
            assert not is_in(sign_in(browser(CAFE), world.maya))
        with clock.at(began + timedelta(minutes=61)):
            assert is_in(sign_in(browser(CAFE), world.maya))

    def test_a_refused_attempt_prolongs_nothing(self, world):
        began = timezone.now()
        with clock.at(began):
            fail(world.maya, 5)
        for second in range(10, 300, 30):
            with clock.at(began + timedelta(seconds=second)):
                assert not is_in(sign_in(browser(ELSEWHERE), world.maya))
        with clock.at(began + timedelta(seconds=301)):
            assert is_in(sign_in(browser(ELSEWHERE), world.maya))

    def test_capitals_and_spaces_make_no_other_account(self, world):
        for login in ("maya@uji.contoh", "MAYA@uji.contoh", " Maya@Uji.contoh ", "mayA@uji.contoh", "maya@uji.CONTOH"):
            sign_in(browser(ELSEWHERE), login, "salah sekali")
        assert not is_in(sign_in(browser(ELSEWHERE), world.maya))

    def test_a_name_that_is_no_account_is_answered_alike(self, world):
        pages = []
        for login in (world.maya.email, "siapa@tidak-ada.contoh"):
            fail(login, 5)
            page = sign_in(browser(ELSEWHERE), login)
            pages.append(re.sub(r'value="[^"]*"|\d\d\.\d\d', "", page.content.decode()))
        assert pages[0] == pages[1]
        assert WAIT in pages[0]


class TestKnownDevices:
    """A browser that signed in before is counted separately."""

    def test_it_passes_while_somebody_beside_it_guesses(self, world):
        device = known_device(world.maya)
        fail(world.maya, 6, OFFICE)
        assert not is_in(sign_in(browser(), world.maya)), "a stranger's browser in the same office waits"
        assert is_in(sign_in(device, world.maya))

    def test_it_opens_nothing_without_the_password_and_has_a_limit_of_its_own(self, world):
        device = known_device(world.maya)
        for _time in range(10):
            assert not is_in(sign_in(device, world.maya, "salah sekali"))
        page = sign_in(device, world.maya)
        assert not is_in(page)
        assert WAIT in page.content.decode()
        assert "tidak ikut ditunda" not in page.content.decode()
        assert is_in(sign_in(browser(), world.maya)), "what it failed at keeps no other browser out"

    def test_it_is_known_to_its_own_people_only(self, world):
        device = known_device(world.maya)
        fail(world.budi, 5, OFFICE)
        assert not is_in(sign_in(device, world.budi))

    def test_a_shared_computer_knows_several_people(self, world):
        device = known_device(world.maya)
        assert is_in(sign_in(device, world.budi))
        device.post("/keluar/")
        for person in (world.maya, world.budi):
            fail(person, 5, OFFICE)
        assert is_in(sign_in(device, world.maya))
        device.post("/keluar/")
        assert is_in(sign_in(device, world.budi))

    def test_a_new_password_makes_it_a_stranger_again(self, world):
        device = known_device(world.maya)
        user = User.objects.get(pk=world.maya.pk)
        user.set_password("kata sandi yang lain")
        user.save()
        fail(world.maya, 5, OFFICE)
        assert not is_in(sign_in(device, world.maya, "kata sandi yang lain"))

    @pytest.mark.parametrize("forged", ["", "x", "e30:1:x", "é"])
    def test_a_forged_cookie_is_none(self, world, forged):
        fail(world.maya, 5)
        client = browser(ELSEWHERE)
        client.cookies[known_devices.COOKIE] = forged
        assert not is_in(sign_in(client, world.maya))

    def test_the_cookie_of_one_installation_s_other_account_is_none(self, world):
        stolen = known_device(world.budi).cookies[known_devices.COOKIE].value
        fail(world.maya, 5)
        client = browser(ELSEWHERE)
        client.cookies[known_devices.COOKIE] = stolen
        assert not is_in(sign_in(client, world.maya))

    def test_the_cookie_is_long_lived_kept_from_scripts_and_names_nobody(self, world):
        client = browser()
        sign_in(client, world.maya)
        cookie = client.cookies[known_devices.COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 180 * 86_400)
        assert world.maya.email not in cookie.value

    def test_the_own_password_once_more_is_not_stopped_by_others(self, world):
        client = browser()
        sign_in(client, world.maya)
        del client.cookies[known_devices.COOKIE]
        fail(world.maya, 5, OFFICE)
        assert is_in(client.post("/akun/reauthenticate/", {"password": PASSWORD}))

    def test_a_device_of_somebody_deactivated_opens_nothing(self, world):
        device = known_device(world.maya)
        User.objects.filter(pk=world.maya.pk).update(is_active=False)
        sign_in(device, world.maya)
        assert "_auth_user_id" not in device.session


class TestAnOpenSession:
    """Guessing at somebody's open or locked screen is no faster than at sign-in."""

    LOCK, CHANGE, ONCE_MORE = "/kunci/buka/", "/akun/password/change/", "/akun/reauthenticate/"

    def type(self, client: Client, door: str, password: str):
        new = "kalimat pendek yang baru"
        given = {"oldpassword": password, "password1": new, "password2": new}
        return client.post(door, given if door == self.CHANGE else {"password": password})

    @pytest.mark.parametrize("door", [LOCK, CHANGE, ONCE_MORE])
    @pytest.mark.parametrize("has_cookie", [True, False], ids=["known device", "stolen session"])
    def test_ten_wrong_ones_at_any_door_close_them_all_and_the_page_says_until_when(self, world, door, has_cookie):
        client = browser()
        assert is_in(sign_in(client, world.maya))
        if not has_cookie:
            del client.cookies[known_devices.COOKIE]
        for _time in range(10):
            client.post("/kunci/")  # changes the session key each time
            assert not is_in(self.type(client, self.LOCK, "salah sekali"))
        assert "Coba lagi dalam 5 menit" in self.type(client, self.LOCK, PASSWORD).content.decode()
        session = client.session
        session.pop("locked")
        session.save()
        assert not is_in(self.type(client, door, PASSWORD))
        assert world.fresh(world.maya).check_password(PASSWORD)

    def test_others_keep_nobody_before_the_lock(self, world):
        client = browser()
        assert is_in(sign_in(client, world.maya))
        fail(world.maya, 10, OFFICE)
        client.post("/kunci/")
        assert is_in(self.type(client, self.LOCK, PASSWORD))

    def test_wrong_passwords_of_the_change_are_counted(self, world):
        client = browser()
        assert is_in(sign_in(client, world.maya))
        for _time in range(4):
            self.type(client, self.CHANGE, "salah sekali")
        assert len(cache.get(next(key for key in map(str, self.keys()) if "sign-in:device" in key))) == 4
        assert is_in(self.type(client, self.CHANGE, PASSWORD))

    def keys(self) -> list[str]:
        return [key.removeprefix(":1:") for key in cache._cache]


class TestLetters:
    """Requesting new passwords for Maya neither floods her mailbox nor prevents her own request."""

    def ask(self, user, address: str):
        return browser(address).post("/akun/password/reset/", {"email": getattr(user, "email", user)})

    def test_asked_for_by_somebody_all_day_she_still_gets_one(self, world, mailoutbox):
        began = timezone.now()
        for minute in range(0, 180, 2):
            with clock.at(began + timedelta(minutes=minute)):
                for _time in range(3):
                    self.ask(world.maya, f"203.0.113.{minute}")
        assert 10 <= len(mailoutbox) <= 20, "five an hour"
        with clock.at(began + timedelta(minutes=181)):
            page = self.ask(world.maya, OFFICE)
        assert page.status_code == 302, "never turned away; a letter of this hour lies in the mailbox"
        link = re.search(r"/akun/password/reset/key/\S+", mailoutbox[-1].body)[0]
        form = browser().get(link, follow=True)
        assert "password1" in form.content.decode()

    def test_an_address_of_nobody_is_answered_and_counted_alike(self, world, mailoutbox):
        pages = [self.ask(login, CAFE) for login in [world.maya] * 7 + ["siapa@tidak-ada.contoh"] * 7]
        assert {(page.status_code, page["Location"]) for page in pages} == {(302, "/akun/password/reset/done/")}
        assert len(mailoutbox) == 10


class TestTheClock:
    def test_a_clock_that_was_ahead_and_is_set_back_shuts_nobody_out(self, world):
        now = timezone.now()
        with clock.at(now + timedelta(days=400)):
            fail(world.maya, 5, OFFICE)
        with clock.at(now):
            assert is_in(sign_in(browser(), world.maya))
            fail(world.maya, 5, CAFE)
            assert not is_in(sign_in(browser(CAFE), world.maya)), "and it counts on"


class TestAnOffice:
    """Many people behind one address."""

    def test_twenty_failures_of_one_shut_out_nobody_else(self, world):
        fail(world.sari, 20, OFFICE)
        for person in (world.arif, world.budi, world.maya):
            assert is_in(sign_in(browser(), person))

    def test_sixty_people_sign_in_within_a_minute(self, world):
        for _person in range(60):
            assert is_in(sign_in(browser(), world.budi))

    def test_one_password_over_many_accounts_stops_and_those_who_are_at_home_go_on(self, world):
        known_device(world.budi)
        for number in range(30):
            fail(f"orang{number}@uji.contoh", 1, OFFICE)
        assert not is_in(sign_in(browser(), world.maya)), "whom this network does not know waits"
        assert is_in(sign_in(browser(), world.budi)), "who signed in from it before goes on"
        assert is_in(sign_in(browser(CAFE), world.maya)), "elsewhere nothing is counted"
        for number in range(30, 90):
            attempts._count("accounts", f"password:{self.network()}", 3600, 90, name=f"orang{number}")
        assert not is_in(sign_in(browser(), world.budi)), "there is an end to it for them too"

    def network(self) -> str:
        return network_name(OFFICE, purpose="sign-in.network")


class TestWhatIsSaid:
    """The page says until when, the user is notified, and neither shows an IP address."""

    def test_the_page_says_in_how_many_minutes_and_has_a_fitting_title(self, world):
        began = timezone.now()
        with clock.at(began):
            fail(world.maya, 5)
        with clock.at(began + timedelta(seconds=100)):
            page = sign_in(browser(ELSEWHERE), world.maya).content.decode()
        assert re.search(rf"<title>\s*{WAIT}\s* – ", page)
        assert "Coba lagi dalam 4 menit, pukul " in page
        assert "perlu dilengkapi" not in page
        assert "Perangkat yang pernah Anda pakai untuk masuk tidak ikut ditunda." in page

    def test_a_wrong_password_alone_is_said_as_before(self, world):
        page = sign_in(browser(), world.maya, "salah sekali").content.decode()
        assert "Satu hal perlu dilengkapi" in page
        assert WAIT not in page

    def test_the_person_is_told_once_an_hour_without_an_address(self, world):
        began = timezone.now()
        with clock.at(began):
            fail_from_everywhere(world.maya, 12)
        (line,) = told(world.maya)
        assert line.startswith("Ada 5 percobaan masuk yang gagal ke akun Anda dalam satu jam.")
        assert "203.0" not in line
        assert Notification.objects.get(user=world.maya).path == "/akun/password/change/"
        assert not Notification.objects.exclude(user=world.maya).exists()

    def test_a_header_does_not_keep_the_news_from_her(self, world):
        """For requests of the page's script the package answers 400, and such a request leaves no rows."""
        for _time in range(6):
            given = {"login": world.maya.email, "password": "salah sekali"}
            browser(ELSEWHERE).post("/masuk/", given, headers={"x-requested-with": "XMLHttpRequest"})
        assert len(told(world.maya)) == 1

    def test_four_slips_of_the_pen_are_no_news(self, world):
        fail(world.maya, 4, OFFICE)
        assert told(world.maya) == []

    def test_nothing_that_is_kept_gives_an_address_away(self, world):
        known_device(world.maya)
        fail(world.maya, 5)
        kept = str(getattr(cache, "_cache", {})) + str(list(getattr(cache, "_cache", {}).values()))
        assert "sign-in:here" in kept
        for secret in (ELSEWHERE, OFFICE, world.maya.email):
            assert secret not in kept


class TestTheCode:
    """The one-time code and recovery codes are counted in the same way."""

    @pytest.fixture
    def secret(self, world) -> str:
        secret = generate_totp_secret()
        TOTP.activate(world.maya, secret)
        RecoveryCodes.activate(world.maya)
        return secret

    def code(self, secret: str) -> str:
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    def asked(self, user, address: str = OFFICE, client: Client | None = None) -> Client:
        """A browser after the right password."""
        client = client or browser(address)
        assert sign_in(client, user)["Location"] == "/akun/2fa/authenticate/"
        return client

    def type(self, client: Client, code: str):
        return client.post("/akun/2fa/authenticate/", {"code": code})

    @pytest.mark.parametrize("wrong", ["000000", "nullnull"], ids=["code", "recovery code"])
    def test_wrong_ones_elsewhere_do_not_keep_her_out(self, world, secret, wrong):
        attacker = self.asked(world.maya, ELSEWHERE)
        for _time in range(6):
            page = self.type(attacker, wrong)
        assert WAIT in page.content.decode()
        assert "Coba lagi dalam 5 menit" in page.content.decode()
        assert not is_in(self.type(attacker, self.code(secret)))
        assert is_in(self.type(self.asked(world.maya), self.code(secret)))

    def test_a_recovery_code_is_refused_where_too_many_failed(self, world, secret):
        attacker = self.asked(world.maya, ELSEWHERE)
        for _time in range(5):
            self.type(attacker, "000000")
        recovery = RecoveryCodes(world.maya.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]
        assert not is_in(self.type(attacker, recovery))
        assert is_in(self.type(self.asked(world.maya), recovery))

    def test_from_everywhere_twenty_an_hour_and_the_known_device_passes(self, world, secret):
        device = self.asked(world.maya)
        assert is_in(self.type(device, self.code(secret)))
        device.post("/keluar/")
        for number in range(20):
            self.type(self.asked(world.maya, f"203.0.113.{number + 1}"), "000000")
        assert not is_in(self.type(self.asked(world.maya, CAFE), self.code(secret)))
        cache.delete_many([key for key in list(cache._cache) if "totp" in key])  # allow the code again at once
        again = self.asked(world.maya, client=device)
        recovery = RecoveryCodes(world.maya.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]
        assert is_in(self.type(again, recovery))

    def test_the_right_password_elsewhere_is_news(self, world, secret):
        attacker = self.asked(world.maya, ELSEWHERE)
        for _time in range(3):
            self.type(attacker, "000000")
        assert told(world.maya) == [
            "Kata sandi Anda diketik dengan benar, tetapi kode sekali pakai salah 3 kali. "
            "Bila bukan Anda, ganti kata sandi sekarang."
        ]

    def test_the_device_is_known_only_after_both(self, world, secret):
        client = self.asked(world.maya)
        assert known_devices.COOKIE not in client.cookies
        self.type(client, self.code(secret))
        assert client.cookies[known_devices.COOKIE].value


class TestTheCache:
    """Counts are in the shared cache; attempts on other accounts do not evict them."""

    @pytest.fixture
    def small(self) -> Iterator[DatabaseCache]:
        """A cache like the real one, but with sixty entries."""
        call_command("createcachetable", "tppo_small", verbosity=0)
        yield DatabaseCache("tppo_small", {"OPTIONS": {"MAX_ENTRIES": 60}})
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE tppo_small")

    @pytest.mark.django_db(transaction=True)  # the cache has its own connection
    def test_a_flood_of_the_public_form_pushes_no_count_out(self, small):
        counts = [attempts._key("here", f"password:{number:032x}") for number in range(15)]
        for key in counts:
            small.set(key, {"x": 1.0}, 300)
        for number in range(200):
            small.set(f"public:codes:{number:032x}:1", 1, 3600)
        assert len(small.get_many(counts)) == 15
        assert small.get(f"public:codes:{0:032x}:1") is None, "there was a flood"

    def test_one_failure_makes_few_entries_and_a_refused_one_none(self, world):
        fail(world.maya, 1)
        first = len(cache._cache)
        assert first <= 5
        fail(world.maya, 4)
        full = len(cache._cache)
        fail(world.maya, 20)
        assert len(cache._cache) == full


def test_a_new_password_by_letter_ends_the_wait_and_its_link_leads_to_the_site(world, mailoutbox, settings):
    settings.SITE_URL = "https://gugustugas.contoh"
    fail_from_everywhere(world.maya, 60)
    assert not is_in(sign_in(browser(CAFE), world.maya))
    client = browser(CAFE)
    client.post("/akun/password/reset/", {"email": world.maya.email}, headers={"host": "localhost:666"})
    link = re.search(r"https?://\S+", mailoutbox[0].body)[0]
    assert link.startswith("https://gugustugas.contoh/akun/password/reset/key/")
    form = client.get(link.removeprefix("https://gugustugas.contoh"), follow=True)
    new = "kalimat pendek yang baru"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert is_in(sign_in(client, world.maya, new))
