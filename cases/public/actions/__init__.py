"""What strangers, and the accounts admins who open the form to them, may do."""
