"""A whole stack, made ready for a cluster that is no EKS cluster."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any


def whole_stack(document: dict[str, Any], *, kubeconfig: str, charts: str) -> dict[str, Any]:
    """Lead a copy of a stack to a cluster by its kubeconfig, and to charts by their place.

    Only these are changed: the configuration of the providers kubernetes and helm, which name the EKS cluster's own endpoint; where the
    charts come from; and of the settings of Terraform itself all, as in :func:`tests.aws.half.aws_half`.

    Args:
        document: a stack's ``cdk.tf.json``; it stays unchanged.
        kubeconfig: path of the file.
        charts: URL of a chart repository, or a folder with charts as ``helm package`` names them.

    Returns:
        The copy.
    """
    whole = {section: copy.deepcopy(content) for section, content in document.items() if section not in {"//", "terraform"}}
    whole["provider"] |= {"kubernetes": [{"config_path": kubeconfig}], "helm": [{"kubernetes": {"config_path": kubeconfig}}]}
    for release in whole["resource"].get("helm_release", {}).values():
        if "://" in charts:
            release["repository"] = charts
        else:
            release.pop("repository", None)
            release["chart"] = str(Path(charts) / f"{release['chart']}-{release['version']}.tgz")
    return whole


def namespaces(document: dict[str, Any]) -> list[str]:
    """List the namespaces that the stack makes."""
    return sorted(block["metadata"]["name"] for block in document["resource"].get("kubernetes_namespace_v1", {}).values())
