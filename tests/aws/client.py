"""Client of the running AWS double, for the tests."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.conftest import ROOT


class Double:
    """The running double of AWS.

    Args:
        url: its address.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def state(self) -> dict[str, Any]:
        """Return what exists in the double (:mod:`tests.aws.double.state`)."""
        return dict(self._ask("state"))

    def seed(self, wanted: list[dict[str, Any]]) -> None:
        """Clear the double, then create what is wanted."""
        self._ask("seed", json.dumps(wanted))

    def calls(self) -> list[dict[str, Any]]:
        """Return the requests to the AWS API since the double was last seeded or asked (:mod:`tests.aws.double.calls`)."""
        return list(self._ask("calls", ""))

    def end_backups_as(self, outcome: str) -> None:
        """Set how backup jobs end from now on: success, failure or timeout."""
        self._ask("backup-outcome", outcome)

    def _ask(self, what: str, body: str | None = None) -> Any:
        content = None if body is None else body.encode()
        with urllib.request.urlopen(f"{self.url}/_double/{what}", content, timeout=120) as answer:
            return json.load(answer)

    def environment(self) -> dict[str, str]:
        """Return environment variables that point the AWS provider and the AWS CLI at the double, and only there."""
        return {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL": self.url,
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "AWS_EC2_METADATA_DISABLED": "true",
        }


@contextmanager
def running_double() -> Iterator[Double]:
    """Start the double, which stops when its standard input closes; skip the test if it is not installed."""
    python = ROOT / ".tools" / "aws" / "bin" / "python"
    if not python.exists():
        pytest.skip("moto is not installed in .tools/aws; run `python3 -m scripts.tools aws`")
    command = [str(python), "-m", "tests.aws.double"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as run:
        assert run.stdout is not None
        url = run.stdout.readline().strip()
        assert url, "the double of AWS did not start; run `.tools/aws/bin/python -m tests.aws.double` to see why"
        yield Double(url)
