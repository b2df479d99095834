"""Measurements, taken by hand and never part of the checks (bench/README.md)."""
