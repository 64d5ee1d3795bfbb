"""Audit, encryption, privacy classification and row security. No word of the domain is spoken here."""
