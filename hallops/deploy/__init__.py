"""Recipes that start the hub and the screens with the machine: templates, which `hallops deploy` fills in."""
