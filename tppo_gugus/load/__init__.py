"""A separate database of any size for benchmarks: every task force, realistic cases, encrypted and searchable."""
