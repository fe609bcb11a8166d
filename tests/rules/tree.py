"""The checkout as the rules see it: its root, its packages, its files."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("hallops", "devices", "simulation", "reports", "ui")


def files() -> list[Path]:
    """All files that git tracks or would track; without git, those of the packages, tests and docs."""
    command = [
        "git",
        "-c",
        f"safe.directory={ROOT}",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        folders = (*PACKAGES, "tests", "docs", "scripts")
        found = [path for folder in folders for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
        return [path for path in (*found, *ROOT.glob("*.*")) if path.is_file()]
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
