"""A separate database of any size for measuring: every task force, cases like real ones, encrypted and searchable."""
