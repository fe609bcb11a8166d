"""What no file of the project says. (No pattern below matches its own text.)"""

import re

import pytest

from tests.rules.tree import ROOT, files

FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(home|root|work|Users|opt/(?!hallops))\b",
    "a package registry's host": r"pypi\.org|python[h]osted|npm[j]s\.|crates\.io",
    "work left for later": r"\b(TOD[O]|FIXM[E])\b",
    "a lint exception without its rule": r"#\s*noqa\b(?!:)",
    "a type exception without its code": r"#\s*type:\s*ignore\b(?!\[)",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_says(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    said = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files()
        for number, line in enumerate(path.read_text("utf-8", errors="ignore").splitlines(), 1)
        if pattern.search(line)
    ]
    assert said == []
