"""Attacks: each test is a way in that an attacker could try."""
