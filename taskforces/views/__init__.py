"""Pages of accounts administration, invitations, notifications and region suggestions."""
