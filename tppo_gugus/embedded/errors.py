"""Errors of the embedded server, with messages that say what to do."""


class EmbeddedDatabaseError(Exception):
    """The embedded server cannot be used; the message says why and what to do."""
