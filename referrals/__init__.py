"""Referrals to member agencies, their answer and their outcome."""
