"""The Makefile."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

MAKEFILE = Path(__file__).parents[2] / "Makefile"
TARGETS = re.findall(r"^([a-z][a-z-]*):", MAKEFILE.read_text(), re.MULTILINE)


def test_help_lists_every_target_with_a_description() -> None:
    """The list is made of the targets themselves, and help is what make does without arguments."""
    said = subprocess.run(["make", "--no-print-directory"], cwd=MAKEFILE.parent, capture_output=True, text=True, check=True).stdout

    assert TARGETS == [line.split()[1] for line in said.splitlines()]
    assert [] == [line for line in said.splitlines() if len(line.split()) < 4]


def test_no_target_is_taken_for_a_file() -> None:
    """A folder named like a target does not stop it."""
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE.read_text(), re.MULTILINE)

    assert phony is not None
    assert sorted(TARGETS) == sorted(phony[1].split())
