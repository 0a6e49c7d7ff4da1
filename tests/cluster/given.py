"""Settings of the tier ``cluster`` from the environment; see docs/testing.md."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cluster:
    """A cluster that the tests may change.

    Args:
        kubeconfig: path of its kubeconfig.
        charts: URL of a chart repository, or a folder with charts.
        terraform_rc: configuration of Terraform's command line that names the binaries of all providers.
    """

    kubeconfig: str
    charts: str
    terraform_rc: Path
