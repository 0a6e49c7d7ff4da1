"""AWS for the tests: no credentials of this machine, and the double if a test needs it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.aws.client import Double, running_double


@pytest.fixture(autouse=True)
def no_aws_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials, no configuration, no instance metadata, no retries: no test depends on this machine."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("CLUSTER_KUBECONFIG", raising=False)


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials that AWS doesn't know."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary-of-the-tests")


@pytest.fixture(scope="session")
def double() -> Iterator[Double]:
    """The double of AWS."""
    with running_double() as double:
        yield double
