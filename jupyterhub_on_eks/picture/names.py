"""Names of resources in a picture: their kind as in AWS and Kubernetes, and their own name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: Titles of kinds that have another name in Terraform than in AWS or Kubernetes.
_KINDS = {
    "aws_acm_certificate": "ACM certificate",
    "aws_acm_certificate_validation": "ACM certificate validation",
    "aws_eks_addon": "EKS add-on",
    "aws_iam_role_policy_attachment": "IAM policy attachment",
    "aws_eks_pod_identity_association": "EKS Pod Identity association",
    "aws_vpc_security_group_ingress_rule": "Security group ingress rule",
    "helm_release": "Helm release",
    "kubernetes_config_map_v1": "ConfigMap",
    "kubernetes_limit_range_v1": "LimitRange",
    "kubernetes_persistent_volume_claim_v1": "PersistentVolumeClaim",
    "kubernetes_persistent_volume_v1": "PersistentVolume",
    "kubernetes_resource_quota_v1": "ResourceQuota",
    "kubernetes_service_account_v1": "ServiceAccount",
    "kubernetes_storage_class_v1": "StorageClass",
    "terraform_data": "Command that Terraform runs",
}

_ABBREVIATIONS = {"ec2", "ebs", "efs", "eks", "iam", "kms", "s3", "vpc"}

#: Attributes with the name of a resource, in order of precedence.
_NAMES = ("name", "name_prefix", "addon_name", "domain_name", "bucket", "description")


def kind_title(kind: str) -> str:
    """Return the title of a kind of resource, for example ``EFS file system`` for ``aws_efs_file_system``."""
    if kind in _KINDS:
        return _KINDS[kind]
    _, _, rest = re.sub(r"_v\d+$", "", kind).partition("_")
    first, *others = rest.split("_")
    if not others and kind.startswith("kubernetes_"):
        return first.capitalize()
    words = [word.upper() if word in _ABBREVIATIONS else word for word in (first, *others)]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def own_name(block: Mapping[str, Any]) -> str:
    """Return the name of a resource on the cluster or in AWS, else its path in the stack; never a reference."""
    labels = block.get("metadata")
    metadata = labels[0] if isinstance(labels, list) and labels else labels
    for where in (metadata if isinstance(metadata, Mapping) else {}, block):
        for key in _NAMES:
            name = where.get(key)
            if isinstance(name, str) and name and "${" not in name:
                return name.rstrip("-")
    path = str(block.get("//", {}).get("metadata", {}).get("path", "")).split("/")[1:]
    return "/".join(part for part in path if part != "Resource")
