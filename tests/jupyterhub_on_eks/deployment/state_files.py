"""States as `terraform state pull` prints them, made of a few resources."""

from __future__ import annotations

import json
from typing import Any


def resource(kind: str, label: str, /, *, mode: str = "managed", **attributes: Any) -> dict[str, Any]:
    """Return an entry of a state with one instance."""
    return {"mode": mode, "type": kind, "name": label, "instances": [{"attributes": attributes}]}


def memory(name: str, **value: str) -> dict[str, Any]:
    """Return the entry of a ``terraform_data``, whose values the state stores with their types."""
    wrapped = {"value": value, "type": ["object", dict.fromkeys(value, "string")]}
    return resource("terraform_data", name, input=wrapped, output=wrapped)


def state(*resources: dict[str, Any]) -> str:
    """Return the text of a state."""
    return json.dumps({"version": 4, "resources": resources})


def efs_hub(policy: str | None = "RETAIN", *, hub: str = "physics", **more: str) -> list[dict[str, Any]]:
    """Return the state's entries for a hub on EFS; None: of a release that didn't remember the policy."""
    file_system = {"id": "fs-1", "kms_key_id": more.get("key", "arn:aws-managed")}
    return [
        resource("kubernetes_namespace_v1", f"{hub}_Namespace_1", metadata=[{"name": hub}]),
        resource("aws_efs_file_system", f"{hub}_Home_FileSystem_1", **file_system),
        resource("aws_efs_access_point", f"{hub}_Home_Homes_1", file_system_id="fs-1"),
        memory(f"{hub}_Remembered_Storage_1", value="efs_config"),
        memory(f"{hub}_Remembered_DatabaseVolume_1", value="efs, path: /hub-database"),
        memory(f"{hub}_Remembered_FileSystem_1", value="fs-1, made by this stack"),
        resource("helm_release", f"{hub}_Release_1", name="blueprints-addon-jupyterhub", namespace=hub),
        *([memory(f"{hub}_Home_FileSystem_RemovalPolicy_1", file_system="fs-1", policy=policy)] if policy else []),
    ]


def ebs_hub(policy: str | None = None, *, hub: str = "physics") -> list[dict[str, Any]]:
    """Return the state's entries for a hub on EBS."""
    return [
        resource("kubernetes_namespace_v1", f"{hub}_Namespace_1", metadata=[{"name": hub}]),
        memory(f"{hub}_Remembered_Storage_1", value="ebs_config"),
        memory(f"{hub}_Remembered_DatabaseVolume_1", value="storage_class: gp3"),
        resource("helm_release", f"{hub}_Release_1", name="blueprints-addon-jupyterhub", namespace=hub),
        *([memory(f"{hub}_StorageClasses_RemovalPolicy_1", policy=policy)] if policy else []),
    ]


def template_of(resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the ``resource`` section of the JSON that would create these again."""
    blocks: dict[str, Any] = {}
    for entry in resources:
        attributes = entry["instances"][0]["attributes"]
        block = {"name": attributes["name"]} if "name" in attributes else {}
        if "metadata" in attributes:
            block["metadata"] = attributes["metadata"][0]
        if "file_system_id" in attributes:
            hub = entry["name"].partition("_Home_")[0]
            block["file_system_id"] = f"${{aws_efs_file_system.{hub}_Home_FileSystem_1.id}}"
        blocks.setdefault(entry["type"], {})[entry["name"]] = block
    return blocks
