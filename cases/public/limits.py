"""How often the public form is used, and from where, without keeping anybody's address.

A network is the keyed hash of its address under a key that changes every day: today's counts cannot be tied to
tomorrow's, and the cache in which they stand holds nothing that could be read back. Reaching a limit turns nobody away:
a village behind one address must still be able to report. It only asks a question first.
"""

from django.core.cache import cache

from safeguards import clock
from safeguards.networks import network_name

HOUR, DAY = 3600, 86_400  # seconds


def network_of(address: str) -> str:
    """A name for where a request comes from, for today only."""
    return network_name(address, purpose=f"public.network:{clock.today().isoformat()}")


def count(what: str, whom: str, window: int) -> int:
    """Count one more use within the running window (seconds) and return how many there were."""
    key = _key(what, whom, window)
    uses = cache.get(key, 0) + 1
    cache.set(key, uses, window)
    return uses


def counted(what: str, whom: str, window: int) -> int:
    """How many uses there were within the running window."""
    return cache.get(_key(what, whom, window), 0)


def first_within(what: str, whom: str, window: int) -> bool:
    """Whether this is the first time within the running window; the others stay quiet."""
    return cache.add(_key(what, whom, window), 1, window)


def _key(what: str, whom: str, window: int) -> str:
    return f"public:{what}:{whom}:{int(clock.now().timestamp()) // window}"
