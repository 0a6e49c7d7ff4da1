"""Facts about a stack that its Terraform JSON doesn't contain: one document per stack. `docs/facts.md` describes its format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from constructs_lib.add_ons.contract import Deployment
from constructs_lib.blueprint import Blueprint
from constructs_lib.checks.class_volumes import class_volumes
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.models.storage.ebs_storage_class import ReclaimPolicy
from constructs_lib.models.terraform_text import has_reference, readable, unescaped

#: Raised when a key is removed or changes its meaning. New keys don't raise it.
FORMAT = 1

_KINDS = list(PrerequisiteKind)


def stack_facts(
    blueprint: Blueprint,
    deployments: Sequence[Deployment],
    *,
    stack: str,
    tags: Mapping[str, str] | None = None,
    make_providers: bool = True,
) -> Mapping[str, Any]:
    """Return the facts of a deployed blueprint, as plain data for JSON.

    Text is as the user wrote it, without Terraform's escapes. Values that only Terraform knows are None, or omitted from lists.
    It contains no secrets: settings only refer to them.

    Args:
        blueprint: the blueprint.
        deployments: what `Blueprint.deploy` returned.
        stack: name of the stack.
        tags: as for `Blueprint.deploy`.
        make_providers: as for `Blueprint.deploy`. False: the facts contain no authentication of the providers.
    """
    return {
        "format": FORMAT,
        "stack": stack,
        "cluster": _cluster(blueprint.cluster, make_providers=make_providers),
        "add_ons": [_add_on(add_on.KEY, deployment) for add_on, deployment in zip(blueprint.add_ons, deployments, strict=True)],
        "prerequisites": _prerequisites(deployments),
        "retained": {
            "on_destroy": "leave" if blueprint.cli.supports_forget else "refuse",
            "addresses": [address for deployment in deployments for address in deployment.retained],
        },
        "volumes": _volumes(blueprint),
        "removed": [address for deployment in deployments for address in deployment.removed],
        "warnings": [
            *map(readable, blueprint.warnings(tags)),
            *(unescaped(readable(words)) for deployment in deployments for words in deployment.warnings),
        ],
    }


def _cluster(cluster: ClusterConfig, *, make_providers: bool) -> dict[str, Any]:
    return {
        "name": _known(cluster.name),
        "region": _known(cluster.region),
        "authentication": cluster.authentication.value if make_providers else None,
        "kubeconfig_command": _known(cluster.kubeconfig_command),
        "login_programs": list(cluster.login_programs) if make_providers else [],
    }


def _add_on(key: str, deployment: Deployment) -> dict[str, Any]:
    outputs = deployment.outputs.items()
    return {
        "key": key,
        "namespace": _known(deployment.namespace),
        "url": _known(deployment.url),
        "url_output": next((name for name, output in outputs if output.value == deployment.url), None),
        "status_commands": _all_known(deployment.status_commands),
        "outputs": list(deployment.outputs),
        "retained": list(deployment.retained),
    }


def _prerequisites(deployments: Sequence[Deployment]) -> list[dict[str, Any]]:
    """Return what nothing in the stack provides, without duplicates, ordered by kind."""
    made = {name for deployment in deployments for name in deployment.storage_classes}
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for need in (need for deployment in deployments for need in deployment.prerequisites):
        if has_reference(need.name) or (need.kind is PrerequisiteKind.STORAGE_CLASS and need.name in made):
            continue  # the stack itself creates it
        found.setdefault((need.kind, need.name, need.namespace, need.key), _prerequisite(need))
    return sorted(found.values(), key=lambda need: _KINDS.index(need["kind"]))


def _prerequisite(need: Prerequisite) -> dict[str, Any]:
    return {
        "kind": need.kind.value,
        "name": unescaped(need.name),
        "namespace": _known(need.namespace),
        "key": _known(need.key),
        "description": unescaped(readable(need.description)),
    }


def _volumes(blueprint: Blueprint) -> list[dict[str, Any]]:
    """Return what a destroy does with the volumes whose claims it deletes."""
    return [
        {
            "namespace": _known(volumes.namespace),
            "holds": volumes.holds.value,
            "storage_class": _known(volumes.storage_class),
            "claim": _known(volumes.claim),
            "on_destroy": {ReclaimPolicy.RETAIN: "keep", ReclaimPolicy.DELETE: "delete", None: "class_decides"}[volumes.policy],
        }
        for volumes in class_volumes(blueprint.add_ons)
        if volumes.claims_go
    ]


def _known(text: str | None) -> str | None:
    """Return the text as the user wrote it; None if only Terraform knows it."""
    return None if text is None or has_reference(text) else unescaped(text)


def _all_known(texts: Sequence[str]) -> list[str]:
    return [known for text in texts if (known := _known(text)) is not None]
