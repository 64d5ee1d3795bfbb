"""The steps of the public form, and the forms of the office."""
