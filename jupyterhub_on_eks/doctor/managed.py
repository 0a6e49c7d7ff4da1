"""Resources that the stack already manages, according to Terraform's state: only those may exist before a deployment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from jupyterhub_on_eks.cloud.stack_site import StackSite


def manages(site: StackSite, kind: str, attribute: str, value: str) -> bool:
    """Return whether the stack manages a resource.

    Args:
        site: the stack.
        kind: Terraform type, such as aws_eks_addon.
        attribute: identifies the resource; ``name`` also matches the name in Kubernetes metadata.
        value: value of the attribute.

    Raises:
        CloudError: the state can't be read.
    """
    for attributes in site.once("state", lambda: _resources(site)).get(kind, ()):
        metadata = attributes.get("metadata") or [{}]
        if value in (attributes.get(attribute), metadata[0].get(attribute)):
            return True
    return False


def _resources(site: StackSite) -> Mapping[str, list[Mapping[str, Any]]]:
    """Return the attributes of the resources in the state, by type; empty if the stack was never deployed."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    try:
        document = json.loads(_text(site) or "{}")
        for kind, attributes in _managed(document):
            found.setdefault(kind, []).append(attributes)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CloudError(f"Terraform's state of the stack {site.file.stack} can't be read ({type(error).__name__})") from None
    return found


def _managed(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for resource in document.get("resources", ()):
        if resource["mode"] == "managed":
            yield from ((resource["type"], instance.get("attributes") or {}) for instance in resource["instances"])


def _text(site: StackSite) -> str:
    """Return the state as it is stored. Source: ``stacks.BlueprintStack``: a local file beside the hub files, or S3."""
    backend = site.file.backend
    if backend is None:
        path = Path(f"terraform.{site.file.stack}.tfstate")
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    try:
        stored = site.aws.ask("s3", "get_object", {"Bucket": backend.s3.bucket, "Key": backend.s3.key}, region=backend.s3.region)
    except CloudError as error:
        if error.code == "NoSuchKey":
            return ""
        if error.cause is Cause.NOT_THERE:
            message = f"the bucket {backend.s3.bucket} of backend.s3 doesn't exist"
            raise CloudError(message, fix="Create it, with versioning, or correct backend.s3.bucket", cause=error.cause) from None
        raise
    return bytes(stored["Body"].read()).decode()
