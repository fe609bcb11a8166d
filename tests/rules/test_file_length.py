"""A file holds one noun: 200 lines are the aim, 300 the end."""

from tests.rules.tree import ROOT, files

MOST = 300


def test_no_file_of_code_is_longer_than_300_lines() -> None:
    code = [path for path in files() if path.suffix == ".py" and ROOT / "tests" not in path.parents]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in code}
    assert {name: lines for name, lines in lengths.items() if lines > MOST} == {}
