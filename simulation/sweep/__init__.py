"""Sweeps: many scenarios, made from a few by changes, each played on the same days, the same wherever it runs."""
