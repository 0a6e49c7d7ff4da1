"""Helm releases on the cluster, stored in one Secret for each revision.

Source: Helm 3, ``pkg/storage/driver``: type ``helm.sh/release.v1``, named ``sh.helm.release.v1.<release>.v<revision>``, whose key ``release``
is Base64 of gzipped JSON, encoded in Base64 again by Kubernetes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from constructs_lib.errors import JupyterHubOnEksError
from jupyterhub_on_eks.cloud.helm_release import UNREADABLE, unpacked

#: Type of the Secrets.
SECRET_TYPE = "helm.sh/release.v1"  # noqa: S105  # not a secret
_NAME = re.compile(r"sh\.helm\.release\.v1\.(?P<release>.+)\.v(?P<revision>[0-9]+)")


class AdoptionError(JupyterHubOnEksError):
    """A hub can't be adopted as requested; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class HelmRelease:
    """One revision of a release.

    Args:
        name: the release's name.
        namespace: the release's namespace.
        revision: number of the revision.
        status: Helm's status, such as ``deployed``.
        chart: the chart's name.
        version: the chart's version.
        values: the user's values.
        defaults: the chart's own values.
    """

    name: str
    namespace: str
    revision: int
    status: str
    chart: str
    version: str
    values: Mapping[str, Any]
    defaults: Mapping[str, Any]


def decoded(secret: Mapping[str, Any]) -> HelmRelease:
    """Read a release from its Secret, as Kubernetes' API returns it.

    Raises:
        AdoptionError: it isn't one of Helm's.
    """
    metadata, name = secret["metadata"], secret["metadata"]["name"]
    try:
        content = unpacked(secret)
        return HelmRelease(
            name=content["name"],
            namespace=content.get("namespace") or metadata["namespace"],
            revision=int(content["version"]),
            status=content["info"]["status"],
            chart=content["chart"]["metadata"]["name"],
            version=content["chart"]["metadata"]["version"],
            values=content.get("config") or {},
            defaults=content["chart"].get("values") or {},
        )
    except UNREADABLE as error:
        raise AdoptionError(f"The Secret {name} is not a release of Helm 3: {type(error).__name__}.") from None


def newest(secrets: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the Secret of each release's newest deployed revision, or of its newest revision if none is deployed."""
    best: dict[tuple[str, str], tuple[bool, int, Mapping[str, Any]]] = {}
    for secret in secrets:
        found = _NAME.fullmatch(secret["metadata"]["name"])
        if not found:
            continue
        key = (secret["metadata"].get("namespace", ""), found["release"])
        deployed = (secret["metadata"].get("labels") or {}).get("status") == "deployed"
        rank = (deployed, int(found["revision"]), secret)
        if key not in best or rank[:2] > best[key][:2]:
            best[key] = rank
    return [secret for _, _, secret in best.values()]


def chosen(releases: Iterable[HelmRelease], *, namespace: str | None, release: str | None) -> HelmRelease:
    """Return the only JupyterHub among releases, or the named one.

    Raises:
        AdoptionError: there is none, or more than one.
    """
    hubs = [
        found
        for found in releases
        if found.chart == "jupyterhub" and namespace in {None, found.namespace} and release in {None, found.name}
    ]
    if len(hubs) == 1:
        return hubs[0]
    asked = " and ".join(f"{kind} {name!r}" for kind, name in (("namespace", namespace), ("release", release)) if name)
    if not hubs:
        raise AdoptionError(f"There is no release of the chart jupyterhub{f' with {asked}' if asked else ''} on the cluster.")
    names = ", ".join(f"{hub.name} in {hub.namespace}" for hub in hubs)
    raise AdoptionError(f"There are {len(hubs)} releases of the chart jupyterhub: {names}. Choose one with --namespace and --release.")
