"""Formulas of queueing theory that planning starts from. The simulation has the last word."""
