"""Data made by others, which is no part of the project: a test that needs it is skipped where it is absent."""

import os
from pathlib import Path

import pytest

SETTING = "HALLOPS_TEST_DATA"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def outside_file(name: str) -> Path:
    """A file of the folder that HALLOPS_TEST_DATA names, or of shared/data beside the checkout."""
    file = Path(os.environ.get(SETTING, BESIDE)) / name
    if not file.exists():
        pytest.skip(f"{name} is not there: {SETTING} names the folder of outside data")
    return file
