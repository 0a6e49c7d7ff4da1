"""Findings on the screen."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from jupyterhub_on_eks.cli.findings import finding_data, finding_lines
from jupyterhub_on_eks.findings.finding import failure, ok

FOUND = [replace(ok("fine"), check="a"), replace(failure("one two three four five six", "Do it"), check="long name")]


def test_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table; one line each in a pipe, folded and colored if the stream shows it."""
    for name in ("CI", "COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert [
        "ok           a          fine",
        "failure      long name  one two three four five six. Do it",
    ] == list(finding_lines(FOUND, io.StringIO()))

    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "50")
    assert (
        f"\033[31mfailure    \033[0m  long name  one two three four five\n{'':24}six. Do it" == list(finding_lines(FOUND, io.StringIO()))[1]
    )


def test_data() -> None:
    """The same for programs."""
    assert {"check": "a", "level": "ok", "message": "fine", "fix": ""} == finding_data(FOUND)[0]
