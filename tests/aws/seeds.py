"""What a stack expects to find in AWS, read from its data sources."""

from __future__ import annotations

from typing import Any


def seeds(half: dict[str, Any]) -> list[dict[str, Any]]:
    """List what the double has to hold before the stack is applied, in the order of creation.

    Args:
        half: the stack's AWS half.

    Returns:
        Arguments for the double's seeds (:mod:`tests.aws.double.seed`).
    """
    region = half["provider"]["aws"][0]["region"]
    data = half.get("data", {})

    def each(kind: str, section: dict[str, Any] = data) -> list[dict[str, Any]]:
        return list(section.get(kind, {}).values())

    add_ons = sorted({block["addon_name"] for block in each("aws_eks_addon")})
    wanted: list[dict[str, Any]] = [
        *({"kind": "cluster", "name": block["name"], "add_ons": add_ons} for block in each("aws_eks_cluster")),
        *({"kind": "file_system", "id": block["file_system_id"]} for block in each("aws_efs_file_system")),
        *({"kind": "zone", "name": b["name"], "private": b.get("private_zone", False)} for b in each("aws_route53_zone")),
        *({"kind": "certificate", "domain_name": block["domain"]} for block in each("aws_acm_certificate")),
        *({"kind": "secret", "name": b["secret_id"]} for b in each("aws_secretsmanager_secret_version", half.get("ephemeral", {}))),
    ]
    return [{"region": region, **item} for number, item in enumerate(wanted) if item not in wanted[:number]]
