"""Complaints, persons, cases, victims, screening, services and the legal track."""
