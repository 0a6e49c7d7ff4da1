"""One run at a time in one output folder."""

from __future__ import annotations

import fcntl
import threading
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.exclusive import alone_in


def test_second_run_waits_with_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It continues when the first one ends."""
    held = (tmp_path / ".lock").open("ab")
    fcntl.flock(held, fcntl.LOCK_EX)
    timer = threading.Timer(0.3, held.close)
    timer.start()

    with alone_in(tmp_path):
        timer.join()
        assert held.closed
    assert f"Another run uses {tmp_path}; waiting for it." in capsys.readouterr().err


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The run continues, and reports the reason itself."""
    (tmp_path / "file").touch()
    ran = []

    with alone_in(tmp_path / "file" / "out"):
        ran.append(1)

    assert [1] == ran
