"""Pages of the public form, and of those who open it."""
