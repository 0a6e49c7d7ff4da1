"""Helm releases, read from the Secrets in which Helm 3 stores them."""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jupyterhub_on_eks.cloud.cluster_api import ClusterApi

#: What `unpacked` raises if a Secret isn't one of Helm's.
UNREADABLE = (KeyError, TypeError, ValueError, OSError, EOFError, binascii.Error, zlib.error)

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelmRelease:
    """The newest revision of a release, without its values, which may contain secrets.

    Args:
        name: name of the release.
        namespace: namespace of the release.
        status: Helm's status, such as deployed, failed or pending-install.
        revision: counted from 1.
        chart: name of the chart; empty if the Secret can't be read.
        version: version of the chart.
        app_version: version of the application that the chart installs.
        description: Helm's description of the last action.
        complete: newest revision before this one whose action completed; None if there is none.
    """

    name: str
    namespace: str
    status: str
    revision: int
    chart: str = ""
    version: str = ""
    app_version: str = ""
    description: str = ""
    complete: int | None = None


def helm_releases(api: ClusterApi, *, namespace: str | None = None, name: str | None = None) -> list[HelmRelease]:
    """Return the releases of a cluster, each in its newest revision.

    Source: Helm, ``pkg/storage/driver/secrets.go``: labels owner, name, status and version; ``data.release`` is gzipped JSON in Base64.

    Args:
        api: the cluster.
        namespace: their namespace. Default: all namespaces.
        name: name of the release. Default: all.

    Raises:
        CloudError: the cluster can't be read.
    """
    labels = {"owner": "helm", **({"name": name} if name else {})}
    revisions: dict[tuple[str, str], dict[int, Mapping[str, Any]]] = {}
    for secret in api.items("v1", "Secret", namespace=namespace, labels=labels):
        found = secret["metadata"].get("labels") or {}
        revisions.setdefault((secret["metadata"]["namespace"], found.get("name", "")), {})[int(found.get("version", 0))] = secret
    return [_release(each) for each in revisions.values()]


def _release(revisions: Mapping[int, Mapping[str, Any]]) -> HelmRelease:
    newest = max(revisions)
    secret = revisions[newest]
    labels = secret["metadata"]["labels"]
    content = _content(secret)
    chart = (content.get("chart") or {}).get("metadata") or {}
    info = content.get("info") or {}
    return HelmRelease(
        name=labels["name"],
        namespace=secret["metadata"]["namespace"],
        status=str(labels.get("status", "unknown")),
        revision=newest,
        chart=str(chart.get("name", "")),
        version=str(chart.get("version", "")),
        app_version=str(chart.get("appVersion", "")),
        description=str(info.get("description", "")),
        complete=max((each for each in revisions if each < newest and _is_complete(revisions[each])), default=None),
    )


def _is_complete(secret: Mapping[str, Any]) -> bool:
    return secret["metadata"]["labels"].get("status") in {"deployed", "superseded"}


def _content(secret: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Helm wrote; empty if it can't be read."""
    try:
        return unpacked(secret)
    except UNREADABLE:
        return {}


def unpacked(secret: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Helm wrote into a Secret, including the release's values, which may contain secrets.

    Raises:
        UNREADABLE: the Secret isn't one of Helm's.
    """
    packed = base64.b64decode(base64.b64decode((secret.get("data") or {})["release"]))
    return dict(json.loads(gzip.decompress(packed) if packed.startswith(_GZIP) else packed))
