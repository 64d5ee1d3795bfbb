"""The public form: the only thing people without an account may use (docs/adr/0008)."""
