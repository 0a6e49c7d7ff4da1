"""Give each package in ``tools/*/requirements.txt`` the hashes of its files: ``make lock`` runs this with the Python that has pipenv.

The versions stay as they are pinned. pipenv finds the hashes, for all systems, and refuses a list that lacks a package or fits no other.
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

#: A pinned package: name, extras in brackets, version, and what stands for the systems that need it. Hashes come after it.
_PIN = re.compile(r"(?P<name>[\w.-]+)(\[(?P<extras>[^]]*)\])?==(?P<version>[^\s;]+)(\s*;\s*(?P<markers>.*?))?(\s+--hash=.*)?")


def pipfile(requirements: str, *, index: str) -> str:
    """Write a list of pinned packages as a Pipfile.

    Args:
        requirements: text of the list; comments have lines of their own.
        index: address of the package index.

    Raises:
        ValueError: a line is no pinned package.
    """
    lines = ["[[source]]", f"url = {json.dumps(index)}", "verify_ssl = true", 'name = "pypi"', "[packages]"]
    for line in requirements.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        pin = _PIN.fullmatch(line.strip())
        if pin is None:
            raise ValueError(f"{line!r} is no package with an exact version")
        extras = [extra.strip() for extra in pin["extras"].split(",")] if pin["extras"] else []
        more = f", extras = {json.dumps(extras)}" if extras else ""
        more += f", markers = {json.dumps(pin['markers'])}" if pin["markers"] else ""
        lines.append(f'{json.dumps(pin["name"])} = {{version = "=={pin["version"]}"{more}}}')
    return "\n".join([*lines, ""])


def with_hashes(requirements: str, lock: dict[str, Any]) -> str:
    """Write the list anew, each package with the hashes of its files.

    Args:
        requirements: text of the list; its comments are kept.
        lock: what pipenv found for its Pipfile.

    Raises:
        ValueError: pipenv found packages that the list lacks.
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
        raise ValueError(f"the list lacks {missing}; add them")
    return "\n".join([*lines, ""])


def main(names: Sequence[str]) -> int:
    """Lock the tools of these names, or all; returns the exit status."""
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
    """Give a name as the package index compares it. Source: PyPA, "Names and normalization"."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
