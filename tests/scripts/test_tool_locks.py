"""The hashes of the tools' packages: every list has them, pipenv finds them, and the versions stay."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.tool_locks import pipfile, with_hashes
from tests.conftest import ROOT

LIST = """\
# What it is for.
Flask==3.1.3
moto[server,ec2]==5.2.5 --hash=sha256:old
uvloop==0.22.1 ; sys_platform != "win32"
"""
LOCK: dict[str, Any] = {
    "default": {
        "flask": {"version": "==3.1.3", "hashes": ["sha256:b", "sha256:a"]},
        "moto": {"version": "==5.2.5", "hashes": ["sha256:c"]},
        "uvloop": {"version": "==0.22.1", "hashes": ["sha256:d"]},
    }
}


@pytest.mark.parametrize("file", sorted(ROOT.glob("tools/*/requirements.txt")), ids=lambda path: path.parent.name)
def test_every_package_has_hashes(file: Path) -> None:
    """An installation requires them, and refuses a list without one."""
    pins = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]

    assert [] == [pin for pin in pins if " --hash=sha256:" not in pin or "==" not in pin]


def test_pipfile_has_the_pins() -> None:
    """With extras and systems; old hashes don't count."""
    made = tomllib.loads(pipfile(LIST, index="https://index.example.org/simple"))

    assert "https://index.example.org/simple" == made["source"][0]["url"]
    assert {
        "Flask": {"version": "==3.1.3"},
        "moto": {"version": "==5.2.5", "extras": ["server", "ec2"]},
        "uvloop": {"version": "==0.22.1", "markers": 'sys_platform != "win32"'},
    } == made["packages"]


@pytest.mark.parametrize("line", ["flask", "flask>=3", "-r other.txt", "https://example.org/flask.whl"])
def test_unpinned_packages_are_refused(line: str) -> None:
    """There would be no files to hash."""
    with pytest.raises(ValueError, match="is not a package with an exact version"):
        pipfile(line, index="https://index.example.org/simple")


def test_hashes_are_written_beside_each_pin() -> None:
    """In one order; comments, versions, extras and systems stay. A second run changes nothing."""
    written = with_hashes(LIST, LOCK)

    assert (
        """\
# What it is for.
Flask==3.1.3 --hash=sha256:a --hash=sha256:b
moto[server,ec2]==5.2.5 --hash=sha256:c
uvloop==0.22.1 ; sys_platform != "win32" --hash=sha256:d
"""
        == written
    )
    assert written == with_hashes(written, LOCK)


def test_package_missing_in_the_list_is_reported() -> None:
    """Its installation would find it without a hash, and stop."""
    more = {"default": LOCK["default"] | {"wrapt": {"version": "==2.5.2", "hashes": []}}}

    with pytest.raises(ValueError, match=r"the list is missing wrapt==2\.5\.2; add them"):
        with_hashes(LIST, more)
