"""Reads a hub from files: the output of ``helm get values`` and of ``kubectl get pvc,pv,storageclass``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from constructs_lib.hub_files.yaml_loader import load_data
from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion
from jupyterhub_on_eks.adoption.found import FoundHub, Item
from jupyterhub_on_eks.adoption.helm_release import AdoptionError

#: The line that Helm prints before the values of ``helm get values`` without ``-o``; the second one with ``--all``.
_HEADING, _COMPUTED = "USER-SUPPLIED VALUES", "COMPUTED VALUES"
#: Keys that the chart's own values have in every version, and that no release sets all of. ``--all -o yaml`` prints no heading.
_ALL = {
    "fullnameOverride",
    "nameOverride",
    "custom",
    "hub",
    "proxy",
    "singleuser",
    "scheduling",
    "prePuller",
    "ingress",
    "cull",
    "debug",
    "global",
}
_GET_VALUES = "`helm get values RELEASE -n NAMESPACE -o yaml`"


def hub_from_files(
    values: Path, *, claims: Path | None, version: str | None, namespace: str, release: str, cluster: str, region: str
) -> FoundHub:
    """Read a hub from files.

    Args:
        values: output of ``helm get values RELEASE -o yaml``.
        claims: output of ``kubectl get pvc,pv,storageclass -n NAMESPACE -o yaml``. Default: unknown.
        version: version of the chart.
        namespace: the release's namespace.
        release: its name.
        cluster: name of the EKS cluster.
        region: its Region.

    Raises:
        AdoptionError: a file can't be read or has other content, or the version is missing or wrong.
    """
    if version is None:
        raise AdoptionError(
            "--chart-version is required with --values: in the output of `helm list`, the number after `jupyterhub-` in the column CHART, "
            f"such as {RECOMMENDED}. The column APP VERSION shows JupyterHub's version, not the chart's."
        )
    try:
        ChartVersion.of(version)
    except ValueError as error:
        raise AdoptionError(f"--chart-version: {version!r} {error}.") from None
    items = _items(claims) if claims else []
    given = _values(values)
    found = FoundHub(
        release=release,
        namespace=namespace,
        version=version,
        values=given,
        claims=[item for item in _of(items, "PersistentVolumeClaim") if item["metadata"].get("namespace", namespace) == namespace],
        volumes=_of(items, "PersistentVolume"),
        classes=_of(items, "StorageClass"),
        cluster=cluster,
        region=region,
    )
    if labeled := found.labeled_versions() - {version}:
        raise AdoptionError(
            f"--chart-version: {version!r} is not the version of the release: a label of its claims shows {' and '.join(sorted(labeled))}. "
            "The version is the number after `jupyterhub-` in the column CHART of `helm list`; the column APP VERSION shows JupyterHub's."
        )
    return found


def _values(path: Path) -> Mapping[str, Any]:
    content = _parsed(path)
    if isinstance(content, Mapping) and (_COMPUTED in content or content.keys() >= _ALL):
        raise AdoptionError(f"{path} contains the chart's defaults too. Write it without --all: {_GET_VALUES}.")
    if isinstance(content, Mapping) and list(content) == [_HEADING]:
        content = content[_HEADING]
    elif isinstance(content, Mapping) and _HEADING in content:
        content = {key: value for key, value in content.items() if key != _HEADING}
    if content is None:  # `helm get values` of a release without values prints null
        return {}
    if not isinstance(content, Mapping):
        raise AdoptionError(f"{path} contains no values. Write it with {_GET_VALUES}.")
    return content


def _items(path: Path) -> list[Item]:
    content = _parsed(path)
    items = content.get("items") if isinstance(content, Mapping) else None
    if not isinstance(items, list) or not all(isinstance(item, Mapping) and "kind" in item and "metadata" in item for item in items):
        raise AdoptionError(
            f"{path} is not a list of Kubernetes objects. Write it with `kubectl get pvc,pv,storageclass -n NAMESPACE -o yaml`."
        )
    return items


def _of(items: Sequence[Item], kind: str) -> list[Item]:
    return [item for item in items if item["kind"] == kind]


def _parsed(path: Path) -> Any:
    """Read YAML, which includes JSON, as Helm reads it. Messages repeat no text of the file, which may contain secrets."""
    try:
        return load_data(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AdoptionError(f"{path} can't be read: {error.strerror or error}.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise AdoptionError(f"{path}{f':{mark.line + 1}:{mark.column + 1}' if mark else ''} is not YAML.") from None
