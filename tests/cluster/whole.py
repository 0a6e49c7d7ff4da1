"""A whole stack, adapted to a cluster that is not on EKS."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.engines import only_block

#: Its webhooks refuse every Service and Ingress if the controller doesn't run, as on a cluster of simulated nodes.
_CONTROLLER = "aws-load-balancer-controller"


def whole_stack(document: dict[str, Any], *, kubeconfig: str, charts: str) -> dict[str, Any]:
    """Point a copy of a stack at a cluster by its kubeconfig, and at charts by their location.

    Only these are changed: the configuration of the providers kubernetes and helm, which name the EKS cluster's endpoint; the
    source of the charts; and, as in :func:`tests.aws.half.aws_half`, the settings of Terraform itself and ``lifecycle.destroy``, which
    Terraform before 1.16 rejects. The load balancer controller is left out.

    Args:
        document: a stack's ``cdk.tf.json``; it is not changed.
        kubeconfig: path of the file.
        charts: URL of a chart repository, or a folder with charts as ``helm package`` names them.

    Returns:
        The copy.
    """
    whole = {section: copy.deepcopy(content) for section, content in document.items() if section not in {"//", "terraform"}}
    whole["provider"] |= {"kubernetes": [{"config_path": kubeconfig}], "helm": [{"kubernetes": {"config_path": kubeconfig}}]}
    left_out = _leave_out_controllers(whole["resource"].get("helm_release", {}))
    for blocks in whole["resource"].values():
        for block in blocks.values():
            block.get("lifecycle", {}).pop("destroy", None)
            if "depends_on" in block:
                block["depends_on"] = [address for address in block["depends_on"] if address not in left_out]
    for release in whole["resource"].get("helm_release", {}).values():
        if release["chart"].startswith("./assets/"):  # the library's own chart, which CDKTF copies beside the stack's JSON
            release["chart"] = str(ROOT / "constructs_lib" / "charts" / "hub-metrics")
        elif "://" in charts:
            release["repository"] = charts
        else:
            release.pop("repository", None)
            release["chart"] = str(Path(charts) / f"{release['chart']}-{release['version']}.tgz")
    return whole


def _leave_out_controllers(releases: dict[str, Any]) -> set[str]:
    found = [id_ for id_, release in releases.items() if release["chart"] == _CONTROLLER]
    for id_ in found:
        del releases[id_]
    return {f"helm_release.{id_}" for id_ in found}


def hubs(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the Helm release of each hub of the stack, by its namespace."""
    made = document["resource"].get("kubernetes_namespace_v1", {})
    releases = document["resource"].get("helm_release", {}).values()
    # If the stack creates the namespace, the release refers to it: ${kubernetes_namespace_v1.ID.metadata[0].name}.
    names = {f"${{kubernetes_namespace_v1.{id_}.metadata[0].name}}": only_block(block["metadata"])["name"] for id_, block in made.items()}
    return {names.get(it["namespace"], it["namespace"]): it for it in releases if it["chart"] == "jupyterhub"}


def classes_wanted(facts: dict[str, Any]) -> list[str]:
    """List the storage classes that the stack's claims name and somebody else has created.

    Args:
        facts: the stack's ``facts.json``.
    """
    return sorted(need["name"] for need in facts["prerequisites"] if need["kind"] == "storage_class")
