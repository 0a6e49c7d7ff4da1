"""Files that a verb writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer import BadParameter

from jupyterhub_on_eks.cli.writing import writing


def test_file_that_cannot_be_written(tmp_path: Path) -> None:
    """The file, the system's reason and the option."""
    file = tmp_path / "none/file"

    with (
        pytest.raises(BadParameter, match=r"none/file can't be written: No such file or directory$") as error,
        writing(file, option="--output"),
    ):
        file.write_text("", encoding="utf-8")
    assert "--output" == error.value.param_hint


def test_wrong_usage_stays_what_it_is(tmp_path: Path) -> None:
    """An error with another message is passed on."""
    with pytest.raises(BadParameter, match=r"^other$"), writing(tmp_path, option="--output"):
        raise BadParameter("other")
