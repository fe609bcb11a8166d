"""The command line for all tests of it."""

from tests.app.running import cli

__all__ = ["cli"]
