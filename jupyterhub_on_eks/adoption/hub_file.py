"""The text of an adopted hub file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from constructs_lib.hub_files.yaml_scalars import TEXT_TAG, HelmScalars
from jupyterhub_on_eks.adoption.exposure import CERTIFICATE
from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.adoption.translation import Translation
from jupyterhub_on_eks.adoption.without_secrets import SHORTEST_SECRET

#: The EKS add-on and its driver, by the key of the hub file.
_ADD_ONS = {"ebs_csi_driver": ("aws-ebs-csi-driver", "ebs.csi.aws.com"), "efs_csi_driver": ("aws-efs-csi-driver", "efs.csi.aws.com")}
_WIDTH = 120


class _Dumper(HelmScalars, yaml.SafeDumper):
    """Plain YAML: no anchors, multi-line text as a block; text in quotes if a hub file or YAML 1.1 would read anything else."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag that a reader would give to unquoted text."""
        tag = super().resolve(kind, value, implicit)
        return yaml.SafeDumper.resolve(self, kind, value, implicit) if tag == TEXT_TAG else tag  # type: ignore[no-untyped-call]


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def hub_file_data(translation: Translation) -> dict[str, Any]:
    """Return the hub file as data."""
    found = translation.found
    drivers = [{translation.csi_driver: _driver(found, translation.csi_driver)}] if translation.csi_driver else []
    balancer = translation.hub["service_type"] != "cluster_ip"
    controller = [{"aws_load_balancer_controller": {"existing": True}}] if balancer else []
    return {
        "cluster": {"name": found.cluster, "region": found.region},
        **({"certificates": {CERTIFICATE: {"arn": translation.certificate}}} if translation.certificate else {}),
        "add_ons": [*controller, *drivers, {"jupyterhub": dict(translation.hub)}],
    }


def _driver(found: FoundHub, key: str) -> Mapping[str, Any]:
    """Return the settings of an installed driver, which stays unmanaged: an EKS add-on, or one of Helm or EKS Auto Mode."""
    add_on, _ = _ADD_ONS[key]
    return {"existing": True} if found.add_ons is None or add_on in found.add_ons else {"self_managed": True}


def hub_file_text(translation: Translation) -> str:
    """Return the hub file as text.

    Raises:
        AdoptionError: a secret would be in it.
    """
    found = translation.found
    head = (
        f"# Adopted from the Helm release {found.release} in the namespace {found.namespace} (chart {found.version}).\n"
        "# Settings without a key are in `values`, as they were set in Helm. Secrets are references; docs/adopt.md explains them.\n"
    )
    text = head + yaml.dump(hub_file_data(translation), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    if any(secret in text for secret in translation.secrets.texts if len(secret) >= SHORTEST_SECRET):
        raise AdoptionError(
            "The hub file was not written: a secret of the release would be in it. Remove it from the release's values first."
        )
    return text
