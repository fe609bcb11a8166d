"""The packages are ours, and every module of them can be imported."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.rules.tree import PACKAGES, ROOT

IMPORT_ALL = """
import importlib, pkgutil, sys, traceback
failed = False
for package in sys.argv[1:]:
    for module in pkgutil.walk_packages([package], package + "."):
        if not module.name.endswith(("__main__", "migrations.env")):  # programs, the second one Alembic's
            try:
                importlib.import_module(module.name)
            except Exception:
                failed = True
                print(module.name, traceback.format_exc(), sep=": ")
sys.exit(failed)
"""


@pytest.mark.parametrize("package", PACKAGES)
def test_the_package_is_the_one_beside_this_test(package: str) -> None:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).parent == ROOT / package


def test_every_module_imports() -> None:
    command = [sys.executable, "-c", IMPORT_ALL, *PACKAGES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
