"""Add the hashes of its files to each package in ``tools/*/requirements.txt``: ``make lock`` runs this with the Python that has pipenv.

The versions stay as pinned. pipenv finds the hashes for all systems, and rejects a list with missing or incompatible packages.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bootstrap import paths

#: A pinned package: name, extras in brackets, version, and environment markers. Hashes follow.
_PIN = re.compile(r"(?P<name>[\w.-]+)(\[(?P<extras>[^]]*)\])?==(?P<version>[^\s;]+)(\s*;\s*(?P<markers>.*?))?(\s+--hash=.*)?")


def pipfile(requirements: str, *, index: str) -> str:
    """Return a list of pinned packages as a Pipfile.

    Args:
        requirements: text of the list; comments are on separate lines.
        index: URL of the package index.

    Raises:
        ValueError: a line is not a pinned package.
    """
    lines = ["[[source]]", f"url = {json.dumps(index)}", "verify_ssl = true", 'name = "pypi"', "[packages]"]
    for line in requirements.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        pin = _PIN.fullmatch(line.strip())
        if pin is None:
            raise ValueError(f"{line!r} is not a package with an exact version")
        extras = [extra.strip() for extra in pin["extras"].split(",")] if pin["extras"] else []
        more = f", extras = {json.dumps(extras)}" if extras else ""
        more += f", markers = {json.dumps(pin['markers'])}" if pin["markers"] else ""
        lines.append(f'{json.dumps(pin["name"])} = {{version = "=={pin["version"]}"{more}}}')
    return "\n".join([*lines, ""])


def with_hashes(requirements: str, lock: dict[str, Any]) -> str:
    """Return the list with the hashes of each package's files.

    Args:
        requirements: text of the list; its comments are kept.
        lock: pipenv's result for its Pipfile.

    Raises:
        ValueError: pipenv found packages that are missing from the list.
    """
    found = {_normal(name): package for name, package in lock["default"].items()}
    lines = []
    for line in requirements.splitlines():
        pin = _PIN.fullmatch(line.strip())
        if pin is None:
            lines.append(line)
            continue
        hashes = found.pop(_normal(pin["name"]))["hashes"]
        lines.append(" ".join([re.split(r"\s+--hash=", line)[0].strip(), *(f"--hash={each}" for each in sorted(hashes))]))
    if found:
        missing = ", ".join(name + package["version"] for name, package in sorted(found.items()))
        raise ValueError(f"the list is missing {missing}; add them")
    return "\n".join([*lines, ""])


def main(names: Sequence[str]) -> int:
    """Lock the tools with these names, or all; returns the exit status."""
    index = json.loads((paths.ROOT / "Pipfile.lock").read_text(encoding="utf-8"))["_meta"]["sources"][0]["url"]
    lists = [paths.ROOT / "tools" / name / "requirements.txt" for name in names] or sorted(paths.ROOT.glob("tools/*/requirements.txt"))
    for list_ in lists:
        text = list_.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "Pipfile").write_text(pipfile(text, index=index), encoding="utf-8")
            subprocess.run([sys.executable, "-m", "pipenv", "lock"], cwd=folder, check=True)
            lock = json.loads(Path(folder, "Pipfile.lock").read_text(encoding="utf-8"))
        list_.write_text(with_hashes(text, lock), encoding="utf-8")
    return 0


def _normal(name: str) -> str:
    """Return a name in the normalized form of the package index. Source: PyPA, "Names and normalization"."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
