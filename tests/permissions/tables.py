"""Where an IAM action differs from the operation that is called, with the source of each fact."""

from __future__ import annotations

#: Operations whose action has another name. Source: Service Authorization Reference, Amazon S3.
RENAMED = {"s3:ListObjectsV2": "s3:ListBucket", "s3:HeadObject": "s3:GetObject"}

#: Operations that need no permission. Source: AWS STS API, ``GetCallerIdentity``.
FREE = {"sts:GetCallerIdentity"}

#: Actions that AWS requires in addition when an operation has tags. Sources: EFS API, ``CreateFileSystem``; EKS, IAM, KMS, ACM and EC2 in the
#: Service Authorization Reference; AWS Backup API, ``CreateBackupVault``.
TAGGING = {
    "acm": "acm:AddTagsToCertificate",
    "backup": "backup:TagResource",
    "ec2": "ec2:CreateTags",
    "eks": "eks:TagResource",
    "elasticfilesystem": "elasticfilesystem:TagResource",
    "iam": "iam:TagRole",
    "kms": "kms:TagResource",
}

_EFS_API = "EFS API reference, section of the operation"
_EFS_KEYS = "EFS user guide, 'Encrypting data at rest', key policies"
_VAULTS = "AWS Backup developer guide, 'Backup vault creation and deletion', required permissions"

#: Actions that an operation needs besides its own, which the double doesn't see, with their sources.
IMPLIED: dict[str, dict[str, str]] = {
    "elasticfilesystem:CreateMountTarget": {
        "ec2:DescribeSubnets": _EFS_API,
        "ec2:DescribeNetworkInterfaces": _EFS_API,
        "ec2:CreateNetworkInterface": _EFS_API,
    },
    "elasticfilesystem:DeleteMountTarget": {"ec2:DeleteNetworkInterface": _EFS_API},
    "elasticfilesystem:DescribeMountTargetSecurityGroups": {"ec2:DescribeNetworkInterfaceAttribute": _EFS_API},
    "elasticfilesystem:ModifyMountTargetSecurityGroups": {"ec2:ModifyNetworkInterfaceAttribute": _EFS_API},
    "elasticfilesystem:CreateFileSystem": {
        "iam:CreateServiceLinkedRole": "EFS user guide, 'Using service-linked roles for Amazon EFS': the account's first file system",
        "kms:DescribeKey": _EFS_KEYS,
        "kms:CreateGrant": _EFS_KEYS,
        "kms:Decrypt": _EFS_KEYS,
        "kms:GenerateDataKeyWithoutPlaintext": _EFS_KEYS,
    },
    "backup:CreateBackupVault": {
        "backup-storage:MountCapsule": _VAULTS,
        "kms:CreateGrant": _VAULTS,
        "kms:Decrypt": _VAULTS,
        "kms:DescribeKey": _VAULTS,
        "kms:GenerateDataKey": _VAULTS,
        "kms:RetireGrant": _VAULTS,
    },
    "backup:CreateBackupSelection": {
        "iam:CreateServiceLinkedRole": "AWS Backup developer guide, 'Using service-linked roles': the account's first backup"
    },
    "kms:CreateKey": {"kms:PutKeyPolicy": "Service Authorization Reference, AWS KMS, dependent actions"},
}

#: Why a role that an operation names must be passed, by the prefix of the operation. Sources: EKS user guide, "Assign an IAM role to a
#: Kubernetes service account", prerequisites; Service Authorization Reference, AWS Backup, dependent actions. The service principals are those
#: of the roles' trust policies. An add-on's role with IRSA is passed to Amazon EKS itself, which AWS doesn't document and no test can prove.
PASSED_TO = {"eks": "pods.eks.amazonaws.com", "backup": "backup.amazonaws.com"}
PASSED_WITH_IRSA = "eks.amazonaws.com"

#: Actions of the policies that no request to the double needs, with the reasons.
UNSEEN = {
    "backup:UntagResource": "the double forgets the tags of vaults and plans, so there are none to remove. Source: AWS Backup API, UntagResource",
    "iam:PassRole": "permission-only; by the roles that requests name, see PASSED_TO",
}
