"""The screens of docs/ci.md match what `ci` prints, in a folder with the smallest hub file and its state in S3."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from jupyterhub_on_eks.cli.app import run
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "ci.md"
_SCREEN = re.compile(r"^(```console\n\$ )((?:[^\n]*\\\n)*[^\n]*\n)(.*?)^```$", re.MULTILINE | re.DOTALL)
_CHECKOUT = "/home/ada/jupyterhub-on-eks"

_SMALLEST = (ROOT / "hubs" / "quickstart.yaml").read_text(encoding="utf-8")
_BACKEND = "backend: {s3: {bucket: my-terraform-states, key: hubs/NAME.tfstate, region: us-west-2}}\n"

#: The hub files of each screen, and whether the state of each is in S3.
_HUBS = ({"quickstart": True}, {"quickstart": True, "lab": True}, {"quickstart": True}, {"lab": False})


def _write(folder: Path, hubs: dict[str, bool]) -> None:
    for file in (folder / "hubs").glob("*"):
        file.unlink()
    (folder / "hubs").mkdir(exist_ok=True)
    for name, stored in hubs.items():
        text = _SMALLEST.replace("my-cluster", f"{name}-cluster") + (_BACKEND.replace("NAME", name) if stored else "")
        (folder / "hubs" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_golden_screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command, run in the order of the page, prints what is below it."""
    page = PAGE.read_text(encoding="utf-8")
    hubs = iter(_HUBS)
    monkeypatch.chdir(tmp_path)
    for name in ("CI", "COLUMNS", "FORCE_COLOR", "HUBS"):
        monkeypatch.delenv(name, raising=False)

    def shown(screen: re.Match[str]) -> str:
        _write(tmp_path, next(hubs))
        run(shlex.split(screen[2].replace("\\\n", ""))[1:])
        output, errors = capsys.readouterr()
        return f"{screen[1]}{screen[2]}{(errors + output).replace(str(ROOT), _CHECKOUT)}```"  # errors are printed before files are written

    real = _SCREEN.sub(shown, page)
    assert [] == list(hubs)
    if os.environ.get("GOLDEN") == "write":
        PAGE.write_text(real, encoding="utf-8")
    assert real == PAGE.read_text(encoding="utf-8"), "docs/ci.md is out of date; run `make golden` and read the change"
