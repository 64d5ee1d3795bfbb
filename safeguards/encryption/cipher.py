"""AES-256-GCM under the key ring. Layout of a value: version (1 byte), key id (1), nonce (12), cipher text and tag."""

import os

from cryptography.exceptions import InvalidTag

from safeguards.encryption.key_ring import KeyRing, key_ring

VERSION = 1
NONCE_BYTES = 12
HEADER_BYTES = 2 + NONCE_BYTES
KEY_ID_OFFSET = 1  # where SQL finds the key id: get_byte(value, 1)


class DecryptionError(Exception):
    """A stored value cannot be read: another key, another column, or damage. The message never holds the value."""


def encrypt_text(text: str, purpose: bytes) -> bytes:
    """Encrypt for one purpose (``table.column``). The same text gives different bytes each time."""
    if not isinstance(text, str):
        raise TypeError(f"{purpose.decode()}: only str is encrypted, not {type(text).__name__}")
    ring = key_ring()
    nonce = os.urandom(NONCE_BYTES)
    return bytes((VERSION, ring.active)) + nonce + ring.ciphers[ring.active].encrypt(nonce, text.encode(), purpose)


def decrypt_text(value: bytes, purpose: bytes, ring: KeyRing | None = None) -> str:
    """Decrypt a value written for the same purpose; anything else raises ``DecryptionError``.

    ``ring`` replaces the key ring in use.
    """
    value = bytes(value)
    if len(value) < HEADER_BYTES or value[0] != VERSION:
        raise DecryptionError(f"{purpose.decode()}: not an encrypted value of this version")
    cipher = (ring or key_ring()).ciphers.get(value[KEY_ID_OFFSET])
    if cipher is None:
        raise DecryptionError(f"{purpose.decode()}: key {value[KEY_ID_OFFSET]} is not in the key ring")
    try:
        return cipher.decrypt(value[2:HEADER_BYTES], value[HEADER_BYTES:], purpose).decode()
    except (InvalidTag, ValueError):  # ValueError: the value is cut off within its tag
        raise DecryptionError(
            f"{purpose.decode()}: the value was written with another key, for another column, or was changed"
        ) from None


def key_id_of(value: bytes) -> int:
    """The id of the key a value was written with."""
    return bytes(value)[KEY_ID_OFFSET]
