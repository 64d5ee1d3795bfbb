"""Django's PostgreSQL backend; it starts the embedded server at the first connection."""
