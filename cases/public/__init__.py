"""The public form: what somebody without an account may do, and nothing else (docs/adr/0008)."""
