"""What can go wrong with the embedded server, in words that say what to do."""


class EmbeddedDatabaseError(Exception):
    """The embedded server cannot be used; the message says why and what helps."""
