"""Envelopes: data that a page gives to the browser and gets back. The browser can neither read nor change it.

A hidden field with an envelope replaces a session where none may be kept. It is compressed, padded so that its length
reveals little, encrypted with the key ring (AES-256-GCM), bound to one purpose, and holds the time it was sealed.
"""

import base64
import binascii
import json
import os
import time
import zlib
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag

from safeguards.encryption.cipher import DecryptionError
from safeguards.encryption.key_ring import key_ring

NONCE_BYTES = 12
STEP = 256  # bytes; envelopes are padded to a multiple of this
LONGEST = 64_000  # characters; no envelope of ours is longer


class Opened(NamedTuple):
    """The content of an envelope, and its age in seconds."""

    content: dict[str, Any]
    age: float


def seal(purpose: str, content: dict[str, Any]) -> str:
    """The envelope as text for a form field."""
    packed = zlib.compress(json.dumps([time.time(), content], separators=(",", ":")).encode(), 9)
    padded = len(packed).to_bytes(4, "big") + packed
    padded += b"\0" * (-len(padded) % STEP)
    ring = key_ring()
    nonce = os.urandom(NONCE_BYTES)
    closed = ring.ciphers[ring.active].encrypt(nonce, padded, purpose.encode())
    return base64.urlsafe_b64encode(bytes((ring.active,)) + nonce + closed).decode()


def unseal(purpose: str, envelope: str) -> Opened:
    """Open an envelope sealed for the same purpose; anything else raises ``DecryptionError``."""
    if len(envelope) > LONGEST:
        raise DecryptionError(f"{purpose}: too long for an envelope")
    try:
        raw = base64.urlsafe_b64decode(envelope.encode("ascii"))
        if (
            base64.urlsafe_b64encode(raw).decode() != envelope
        ):  # only one spelling is accepted, or one envelope could pass for several
            raise ValueError
        cipher = key_ring().ciphers[raw[0]]
        padded = cipher.decrypt(raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :], purpose.encode())
    except (UnicodeEncodeError, binascii.Error, IndexError, KeyError, ValueError, InvalidTag):
        raise DecryptionError(f"{purpose}: not an envelope of this installation") from None
    packed = padded[4 : 4 + int.from_bytes(padded[:4], "big")]
    sealed_at, content = json.loads(zlib.decompress(packed))
    return Opened(content, max(0.0, time.time() - sealed_at))
