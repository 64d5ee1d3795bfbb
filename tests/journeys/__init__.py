"""Whole stories through the test client: full middleware, row security, real forms; only pages are called."""
