"""Audit, encryption, privacy classification and row security. This package knows no words of the domain."""
