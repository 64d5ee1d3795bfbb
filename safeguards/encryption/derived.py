"""Keys derived from the key ring, one per purpose. Knowing one reveals nothing about another."""

import hmac

from safeguards.encryption.key_ring import key_ring


def derived_key(purpose: str) -> bytes:
    """32 bytes that only this installation can make, always the same for the same purpose."""
    return hmac.digest(key_ring().index_key, b"derived:" + purpose.encode(), "sha256")
