"""Resource types in people's words."""

from __future__ import annotations

#: Singular by Terraform's type; the words of the services' own documentation.
NOUNS = {
    "aws_acm_certificate": "certificate",
    "aws_acm_certificate_validation": "certificate validation",
    "aws_backup_plan": "backup plan",
    "aws_backup_selection": "backup selection",
    "aws_backup_vault": "backup vault",
    "aws_efs_access_point": "EFS access point",
    "aws_efs_backup_policy": "EFS backup policy",
    "aws_efs_file_system": "EFS file system",
    "aws_efs_file_system_policy": "EFS file system policy",
    "aws_efs_mount_target": "EFS mount target",
    "aws_eks_addon": "EKS add-on",
    "aws_eks_pod_identity_association": "Pod Identity association",
    "aws_iam_openid_connect_provider": "IAM OIDC provider",
    "aws_iam_policy": "IAM policy",
    "aws_iam_role": "IAM role",
    "aws_iam_role_policy": "IAM role policy",
    "aws_iam_role_policy_attachment": "IAM policy attachment",
    "aws_kms_alias": "KMS alias",
    "aws_kms_key": "KMS key",
    "aws_route53_record": "DNS record",
    "aws_secretsmanager_secret": "Secrets Manager secret",
    "aws_secretsmanager_secret_version": "Secrets Manager secret version",
    "aws_security_group": "security group",
    "aws_vpc_security_group_egress_rule": "security group rule",
    "aws_vpc_security_group_ingress_rule": "security group rule",
    "helm_release": "Helm release",
    "kubernetes_config_map": "config map",
    "kubernetes_namespace": "namespace",
    "kubernetes_network_policy": "network policy",
    "kubernetes_persistent_volume": "persistent volume",
    "kubernetes_persistent_volume_claim": "persistent volume claim",
    "kubernetes_secret": "Kubernetes secret",
    "kubernetes_service_account": "service account",
    "kubernetes_storage_class": "storage class",
    "terraform_data": "Terraform step",
}


def noun(type_: str) -> str | None:
    """Name a resource type in the singular, or None where it has no name here; ``_v1`` makes no difference."""
    return NOUNS.get(type_.removesuffix("_v1"))


def plural(word: str) -> str:
    """Put a noun of this module into the plural."""
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x")) else "s")
