"""A call on one page: what is told, what is asked because of it, and what is kept meanwhile."""
