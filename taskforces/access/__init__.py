"""Who may do what: permissions, roles, policy and scope. See ``roles.py`` first."""
