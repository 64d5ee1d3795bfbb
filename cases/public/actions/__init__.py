"""The acts of visitors, and of the accounts admins who open the form."""
