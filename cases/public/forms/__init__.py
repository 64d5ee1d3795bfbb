"""The steps of the public form, and the form of those who open it."""
