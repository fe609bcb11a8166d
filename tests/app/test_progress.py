"""Progress is told once a second, with the time that is left."""

import pytest

from hallops.app import progress
from hallops.app.voice import Voice


def test_progress_is_told_once_a_second_and_not_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr("hallops.app.progress.time.monotonic", lambda: now[0])
    watch = progress.progress(Voice("en"), "sweep_progress", 40)
    for done in range(1, 41):
        now[0] += 0.25
        watch(done)
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "4 of 40 pieces, about 9 s left"
    assert len(told) == 9
    assert told[-1].startswith("36 of 40")
