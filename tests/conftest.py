"""Fixtures and settings for all tests."""

import os

from hypothesis import settings

from tests.postgres import postgres_as_shipped, postgres_database, postgres_url

os.environ["HALLOPS_LANGUAGE"] = "en"  # whatever the terminal speaks
settings.register_profile("hallops", deadline=None)  # a busy machine is no failure
settings.load_profile("hallops")

__all__ = ["postgres_as_shipped", "postgres_database", "postgres_url"]
