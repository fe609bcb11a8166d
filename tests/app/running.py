"""The command line, called in this process: exit code, standard output and standard error."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from hallops.app.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb said, and how it ended."""

    code: int
    out: str
    err: str


Cli = Callable[..., Said]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Call a verb in English, unless told otherwise."""
    monkeypatch.setenv("HALLOPS_LANGUAGE", "en")

    def call(*arguments: object) -> Said:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Said(code, captured.out, captured.err)

    return call
