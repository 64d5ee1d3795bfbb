"""The network a request comes from, as a name that does not reveal the address."""

import hmac
from ipaddress import IPv6Address, ip_address

from safeguards.encryption.derived import derived_key

IPV6_NETWORK = 56  # bits one household or phone usually has to itself


def network_name(address: str, *, purpose: str) -> str:
    """A keyed name for the network of an address. Each ``purpose`` gives the same network another name."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            parsed = parsed.ipv4_mapped
        else:
            parsed = IPv6Address(int(parsed) >> (128 - IPV6_NETWORK) << (128 - IPV6_NETWORK))
    return hmac.digest(derived_key(purpose), str(parsed).encode(), "sha256")[:16].hex()
