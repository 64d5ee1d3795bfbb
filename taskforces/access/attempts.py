"""Count failed sign-ins, so that guessing is slow and no attacker can lock out somebody else.

There are four counts, each separate for the password and for the one-time code (which includes recovery codes). The
limits are settings; these are the defaults:

* **one account from one network**: 5 within 5 minutes. Failures from elsewhere do not count here.
* **one account on a known device** (``known_devices``): 10 within 5 minutes, and none of the other counts. A stolen
  laptop can guess 120 times an hour, and this does not affect its owner's other devices.
* **one account from places it never signed in from**: 60 within an hour (20 for the one-time code). A botnet cannot
  guess faster, however many addresses it has. This count ignores the owner's known devices and the networks the
  account signed in from within 30 days, so the attack locks nobody out of their desk.
* **accounts one network failed at**: 30 different ones within an hour, three times as many for accounts that signed in
  from it before. This stops one password tried on many accounts. An office behind one address, in which one person
  fails twenty times, has failed at one account. Known devices are ignored.

A refused attempt is not checked and not counted, so it prolongs nothing. An unknown account name is counted like an
account. A one-time code has three right answers in a million: 20 guesses an hour find one in 23 months, on average.

All counts are in the shared cache under keyed names: no address, no e-mail address. A full cache would lose counts,
but it cannot be filled from outside: a failed attempt makes at most four entries and costs the server one password
hash, 0.3 s or more. Two cores hash 24,000 in an hour, so at most 96,000 entries live, of 200,000 (``CACHES``). Expired
entries are removed first, then those of the public form, then these (live entries are removed in alphabetical order).
"""

import hmac
import math
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import cache_lock
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interface import days
from interface.field_parts import TOO_MANY
from safeguards import clock
from safeguards.encryption.derived import derived_key
from safeguards.networks import network_name
from taskforces.access import known_devices
from taskforces.actions.notifications import notify_user
from taskforces.models import User

SHORT, HOUR, MONTH = 300, 3600, 30 * 86_400  # seconds
AT_HOME = 3  # factor on the limit of accounts, for those that signed in from the network before
MOST_HOMES = 8  # networks remembered per account
MOST_LETTERS = 5  # e-mails with a link to a new password, to one address within an hour
SIGNED_IN = "signed-in"  # the device of a signed-in user without a known-device cookie; session keys change


class Step(StrEnum):
    """What the user types."""

    PASSWORD = "password"  # noqa: S105 - the name of a step
    CODE = "code"


TELL_AFTER = {Step.PASSWORD: 5, Step.CODE: 3}  # failures within an hour after which the person is notified


@dataclass(frozen=True)
class AttemptPlace:
    """The account and network of an attempt as keyed names, and the device if the account knows it."""

    account: str
    network: str
    device: str

    @property
    def is_home(self) -> bool:
        """Whether the account signed in from this network within 30 days."""
        return self.network in cache.get(_key("homes", self.account), {})


def check(request: HttpRequest, login: str, step: Step) -> None:
    """Raise ``ValidationError``, with the time to try again, if too many attempts failed before this one."""
    place = place_of(request, login)
    seconds = max(_waits(place, step))
    if seconds <= 0:
        return
    minutes = math.ceil(seconds / 60)
    request.sign_in_wait = minutes  # type: ignore[attr-defined]  # ours, for the title of the page
    at = days.hour(clock.now() + timedelta(minutes=minutes))
    text = _("Terlalu banyak percobaan yang gagal. Coba lagi dalam %(minutes)s menit, pukul %(at)s.")
    if not place.device:
        text += " " + _("Perangkat yang pernah Anda pakai untuk masuk tidak ikut ditunda.")
    raise ValidationError(text % {"minutes": minutes, "at": at}, code=TOO_MANY)


def failed(request: HttpRequest, login: str, step: Step) -> None:
    """Count a failed attempt. The account's owner is notified at most once an hour, without the place."""
    place = place_of(request, login)
    if place.device:
        _count("device", f"{step}:{place.account}:{place.device}", SHORT, settings.SIGN_IN_FAILURES_PER_DEVICE)
        return
    if not place.is_home:
        _count("strangers", f"{step}:{place.account}", HOUR, _most_by_strangers(step))
    _count("here", f"{step}:{place.account}:{place.network}", SHORT, settings.SIGN_IN_FAILURES_PER_NETWORK)
    most_accounts = AT_HOME * settings.SIGN_IN_ACCOUNTS_PER_NETWORK
    _count("accounts", f"{step}:{place.network}", HOUR, most_accounts, name=place.account)
    times = _count("told", f"{step}:{place.account}", HOUR, TELL_AFTER[step])
    if times == TELL_AFTER[step] and cache.add(_key("was_told", f"{step}:{place.account}"), 1, HOUR):
        _tell(login, step, times)


def succeeded(request: HttpRequest, user: User) -> None:
    """Forget the failures from here, and remember the network as a home of the account for thirty days."""
    place = place_of(request, user.email)
    for step in Step:
        cache.delete(_key("here", f"{step}:{place.account}:{place.network}"))
        if place.device:
            cache.delete(_key("device", f"{step}:{place.account}:{place.device}"))
    homes = {**cache.get(_key("homes", place.account), {}), place.network: clock.now().timestamp()}
    newest = sorted(homes.items(), key=lambda home: home[1])[-MOST_HOMES:]
    cache.set(_key("homes", place.account), dict(newest), MONTH)


def forget(user: User) -> None:
    """Forget the guesses of strangers, because the account has a new password."""
    for step in Step:
        cache.delete(_key("strangers", f"{step}:{account_name(user.email)}"))


def is_letter_due(login: str) -> bool:
    """Whether one more e-mail with a link to a new password may go to this address; if so, count it.

    If not, the e-mails of the last hour are in the mailbox and their links work. So requests by somebody else do not
    keep the owner from a new password.
    """
    account = account_name(login)
    if _wait("letters", account, HOUR, MOST_LETTERS) > 0:
        return False
    _count("letters", account, HOUR, MOST_LETTERS)
    return True


def place_of(request: HttpRequest, login: str) -> AttemptPlace:
    """The place a request comes from. A signed-in user who types their password again counts as a known device."""
    network = network_name(get_adapter(request).get_client_ip(request), purpose="sign-in.network")
    account, device = account_name(login), known_devices.device_of(request, login)
    if not device and request.user.is_authenticated and account == account_name(request.user.email):
        device = SIGNED_IN
    return AttemptPlace(account, network, device)


def account_name(login: str) -> str:
    """A keyed name for a typed account name, whether or not the account exists."""
    return _name("account", login.strip().lower())


def _name(kind: str, text: str) -> str:
    return hmac.digest(derived_key(f"sign-in.{kind}"), text.encode(), "sha256")[:16].hex()


def _most_by_strangers(step: Step) -> int:
    if step is Step.CODE:
        return settings.SECOND_FACTOR_FAILURES_PER_ACCOUNT
    return settings.SIGN_IN_FAILURES_PER_ACCOUNT


def _waits(place: AttemptPlace, step: Step) -> list[float]:
    """Seconds until each count for this place allows an attempt; zero or less if it allows one now."""
    if place.device:
        name = f"{step}:{place.account}:{place.device}"
        return [_wait("device", name, SHORT, settings.SIGN_IN_FAILURES_PER_DEVICE)]
    here = f"{step}:{place.account}:{place.network}"
    is_home = place.is_home
    most_accounts = settings.SIGN_IN_ACCOUNTS_PER_NETWORK * (AT_HOME if is_home else 1)
    waits = [
        _wait("here", here, SHORT, settings.SIGN_IN_FAILURES_PER_NETWORK),
        _wait("accounts", f"{step}:{place.network}", HOUR, most_accounts),
    ]
    if not is_home:
        waits.append(_wait("strangers", f"{step}:{place.account}", HOUR, _most_by_strangers(step)))
    return waits


def _wait(what: str, whom: str, window: int, most: int) -> float:
    """Seconds until fewer than ``most`` failures lie within the window."""
    now = clock.now().timestamp()
    moments = sorted(_within(cache.get(_key(what, whom), {}), now, window).values(), reverse=True)
    return moments[most - 1] + window - now if len(moments) >= most else 0


def _count(what: str, whom: str, window: int, most: int, *, name: str = "") -> int:
    """Count one more failure within the window (seconds). Returns how many there are; at most ``most`` are kept.

    Failures of the same ``name`` count once. A lock prevents lost updates; if it cannot be taken within a second, the
    failure is counted without it.
    """
    key, now = _key(what, whom), clock.now().timestamp()
    with cache_lock(key):
        moments = _within(cache.get(key, {}), now, window)
        moments[name or f"{now}:{len(moments)}"] = now
        kept = dict(sorted(moments.items(), key=lambda moment: moment[1])[-most:])
        cache.set(key, kept, window)
    return len(kept)


def _within(moments: dict[str, float], now: float, window: int) -> dict[str, float]:
    """The failures within the window. Future ones are dropped: the server's clock was wrong and was set back."""
    return {name: at for name, at in moments.items() if now - window < at <= now}


def _tell(login: str, step: Step, times: int) -> None:
    """Notify the owner, if the account exists. The text has numbers only, no address."""
    user = User.objects.filter(email=login.strip().lower(), is_active=True).first()
    if user is None:
        return
    if step is Step.CODE:
        text = _("Kata sandi Anda diketik dengan benar, tetapi kode sekali pakai salah %(n)s kali.")
    else:
        text = _("Ada %(n)s percobaan masuk yang gagal ke akun Anda dalam satu jam.")
    text = f"{text % {'n': times}} {_('Bila bukan Anda, ganti kata sandi sekarang.')}"
    notify_user(user=user, text=text, path=reverse("account_change_password"))


def _key(what: str, whom: str) -> str:
    return f"sign-in:{what}:{whom}"
