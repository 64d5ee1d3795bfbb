"""Encrypted text: identifying and narrative text is unreadable in the database, its dumps and its backups."""

from safeguards.encryption.cipher import DecryptionError, decrypt_text, encrypt_text, key_id_of
from safeguards.encryption.fields import EncryptedTextField
from safeguards.encryption.key_ring import KeyRing, KeyRingError, key_ring
from safeguards.encryption.unreadable import Unreadable, readable, readable_json

__all__ = [
    "DecryptionError",
    "EncryptedTextField",
    "KeyRing",
    "KeyRingError",
    "Unreadable",
    "decrypt_text",
    "encrypt_text",
    "key_id_of",
    "key_ring",
    "readable",
    "readable_json",
]
