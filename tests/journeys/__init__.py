"""Whole stories through the test client: full middleware, row security, real forms; nothing is called but pages."""
