"""checkov finds nothing in the examples except what .checkov.yaml skips, with reasons.

checkov exits with status 0 on files that it could not read, so what it read is counted: a scan that scans nothing must not pass.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

SNAPSHOTS = ROOT / "tests" / "snapshots"
EXCUSES = ROOT / ".checkov.yaml"
CHECKOV = ROOT / ".tools" / "checkov" / "bin" / "checkov"

#: Every example has at least a role, its policy, two add-ons, a namespace and a release, on which this many checks pass.
FEWEST_PASSED = 15

pytestmark = [pytest.mark.scan, pytest.mark.xdist_group("scan")]


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Scan copies of all examples at once, without the skips and without network access."""
    if not CHECKOV.exists():
        pytest.skip("checkov is not installed in .tools/checkov; run `python3 -m scripts.tools checkov`")
    folder = tmp_path_factory.mktemp("scan")
    for path in SNAPSHOTS.glob("*/cdk.tf.json"):
        copy = folder / path.parent.name / "cdk.tf.json"
        copy.parent.mkdir()
        copy.write_text(json.dumps(_scannable(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    command = [str(CHECKOV), "--directory", str(folder), "--framework", "terraform_json", "--output", "json", "--skip-download"]
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}} | {"HOME": str(folder)}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False)
    assert run.stdout.startswith("{"), run.stderr[-2000:]
    return dict(json.loads(run.stdout))


def _scannable(document: dict[str, Any]) -> dict[str, Any]:
    """Remove the two blocks on which checkov stops reading a file: ``terraform.required_version`` and ``removed``."""
    settings = {key: value for key, value in document["terraform"].items() if key != "required_version"}
    return {key: value for key, value in document.items() if key != "removed"} | {"terraform": settings}


def _excused() -> set[str]:
    return set(yaml.safe_load(EXCUSES.read_text(encoding="utf-8"))["skip-check"])


def test_every_example_is_read(scan: dict[str, Any]) -> None:
    """No file is left out by a parsing error, and on each at least the checks for every hub pass."""
    passed = Counter(Path(check["file_path"]).parts[1] for check in scan["results"]["passed_checks"])

    assert 0 == scan["summary"]["parsing_errors"], scan["results"]["parsing_errors"]
    assert {} == {path.name: passed[path.name] for path in SNAPSHOTS.iterdir() if passed[path.name] < FEWEST_PASSED}


def test_nothing_fails_that_is_not_skipped(scan: dict[str, Any]) -> None:
    """Every finding's check is skipped."""
    findings = sorted(
        f"{check['check_id']} {check['check_name']}: {check['file_path']} {check['resource']}"
        for check in scan["results"]["failed_checks"]
        if check["check_id"] not in _excused()
    )

    assert [] == findings


def test_every_skip_is_needed(scan: dict[str, Any]) -> None:
    """A skip without a finding is removed."""
    assert set() == _excused() - {check["check_id"] for check in scan["results"]["failed_checks"]}


def test_every_skip_has_its_reason() -> None:
    """Each skipped check has a comment above it."""
    lines = EXCUSES.read_text(encoding="utf-8").splitlines()
    entries = [number for number, line in enumerate(lines) if re.match(r"\s+- CKV", line)]

    assert len(_excused()) == len(entries)
    assert [] == [lines[number] for number in entries if not re.match(r"\s+# \w", lines[number - 1])]
