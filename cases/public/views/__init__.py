"""Pages of the public form, and of the office."""
