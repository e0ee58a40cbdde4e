"""Measures the project's own speed, as ratios within one run (docs/benchmarks.md)."""
