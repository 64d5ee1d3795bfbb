"""Benchmarks: every figure with its bound, on databases of two sizes, in one run. ``make bench SCALE=10000``."""
