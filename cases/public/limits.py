"""Count uses of the public form per network, without storing any address.

A network is the keyed hash of its address, under a key that changes every day: counts of two days cannot be linked, and
the cache contains nothing that could be read back. A limit turns nobody away, because a village behind one address must
still be able to report. Above it the form only asks a question first.
"""

from django.core.cache import cache

from safeguards import clock
from safeguards.networks import network_name

HOUR, DAY = 3600, 86_400  # seconds


def network_of(address: str) -> str:
    """A pseudonym for the origin of a request, valid today only."""
    return network_name(address, purpose=f"public.network:{clock.today().isoformat()}")


def count(what: str, whom: str, window: int) -> int:
    """Count one more use within the current window (seconds) and return the total."""
    key = _key(what, whom, window)
    uses = cache.get(key, 0) + 1
    cache.set(key, uses, window)
    return uses


def counted(what: str, whom: str, window: int) -> int:
    """The number of uses within the current window."""
    return cache.get(_key(what, whom, window), 0)


def first_within(what: str, whom: str, window: int) -> bool:
    """Whether this is the first time within the current window."""
    return cache.add(_key(what, whom, window), 1, window)


def _key(what: str, whom: str, window: int) -> str:
    return f"public:{what}:{whom}:{int(clock.now().timestamp()) // window}"
