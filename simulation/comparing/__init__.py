"""Scenarios held against each other on common days: each figure, and how sure its difference is."""
