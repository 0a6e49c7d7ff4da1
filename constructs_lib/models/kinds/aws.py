"""Names, ids and ARNs in AWS."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from constructs_lib.models.kinds.validators import arn, bytes_at_most, matching, not_of_javascript

#: Name of an S3 bucket. Source: Amazon S3 user guide, "General purpose bucket naming rules"; names of one or two characters, as in
#: the design's example, are left to S3.
BucketName = Annotated[
    str,
    matching(
        r"(?!.*\.\.)(?![0-9]+(\.[0-9]+){3}$)[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?",
        "is not the name of an S3 bucket; use 3 to 63 lower-case letters, digits, '-' and single '.', without s3:// in front",
    ),
]
#: Key of a state in an S3 bucket. Sources: Terraform, backend type s3, which appends ``.tflock`` to it for the lock file, and refuses a
#: slash at either end and two in a row; Amazon S3 user guide, "Naming Amazon S3 objects": 1,024 bytes, and characters to avoid.
StateKey = Annotated[
    str,
    Field(min_length=1),
    matching(
        r"(?!\.{1,2}(/|$))[^/\s](?:(?!/{2}|/\.{1,2}(/|$)|[\x00-\x1f\x7f\\]).)*(?<![/\s])",
        "is not the key of a state; use names joined by single slashes, without a slash or a space at either end, tabs, '.' or '..', "
        "for example hubs/research.tfstate",
    ),
    bytes_at_most(1_024 - len(".tflock")),
]
#: Folder in a bucket. Source: AWS Load Balancer Controller, annotations: attributes are joined by commas.
BucketFolder = Annotated[
    str,
    matching(r"([^\s,=/]+(/[^\s,=/]+)*)?", "is not a folder; use no slash at either end, no spaces, ',' or '=', for example logs/hub"),
]
#: A subnet by its id or its Name tag. Source: AWS Load Balancer Controller, annotations: a list of them is joined by commas.
SubnetName = Annotated[str, matching(r"[^,\s][^,]*", "is not a subnet's id or Name tag; use one per entry, without commas")]
#: Security policy of a TLS listener. Source: Elastic Load Balancing, "Security policies".
SslPolicy = Annotated[
    str,
    matching(r"ELBSecurityPolicy-[A-Za-z0-9-]+", "is not a security policy; use a name such as ELBSecurityPolicy-TLS13-1-2-2021-06"),
]
#: Name of an EKS cluster. Source: Amazon EKS API, ``CreateCluster``.
ClusterName = Annotated[
    str,
    matching(
        r"[0-9A-Za-z][A-Za-z0-9_-]*",
        "is not a cluster name; use letters, digits, '-' and '_', starting with a letter or digit",
        longest=100,
    ),
]
#: AWS Region code.
Region = Annotated[str, matching(r"[a-z]{2}(-[a-z]+)+-[0-9]{1,2}", "is not an AWS Region code; use a code such as us-west-2")]
#: ARN of a certificate in AWS Certificate Manager (or an IAM server certificate).
CertificateArn = Annotated[
    str,
    arn("(acm|iam)", r"(certificate|server-certificate)/[\w+=,.@/-]+", "arn:aws:acm:us-west-2:111122223333:certificate/…"),
]
#: ARN of a regional web ACL of AWS WAF.
WebAclArn = Annotated[
    str,
    arn("wafv2", r"regional/webacl/[\w-]+/[0-9a-f-]+", "arn:aws:wafv2:us-west-2:111122223333:regional/webacl/name/…"),
]
#: ARN of an IAM role.
RoleArn = Annotated[str, arn("iam", r"role/[\w+=,.@/-]+", "arn:aws:iam::111122223333:role/name")]
#: ARN of a key in AWS KMS. An alias is not allowed: EFS and EBS report the key itself, which would look like a change.
KmsKeyArn = Annotated[str, arn("kms", r"key/[\w-]+", "arn:aws:kms:us-west-2:111122223333:key/1234abcd-…")]
#: Id of a file system. Source: Amazon EFS API, ``FileSystemDescription``.
FileSystemId = Annotated[str, matching(r"fs-[0-9a-f]{8,40}", "is not the id of an EFS file system; use an id such as fs-0123456789abcdef0")]
#: Id of a subnet. Source: Amazon EC2 API.
SubnetId = Annotated[str, matching(r"subnet-[0-9a-f]{8,17}", "is not the id of a subnet; use an id such as subnet-0123456789abcdef0")]
#: Id of a security group. Source: Amazon EC2 API.
SecurityGroupId = Annotated[
    str, matching(r"sg-[0-9a-f]{8,17}", "is not the id of a security group; use an id such as sg-0123456789abcdef0")
]
#: Key of an AWS tag. Source: AWS General Reference, "Tagging your AWS resources", naming limits.
TagKey = Annotated[
    str,
    matching(
        r"(?![Aa][Ww][Ss]:)[\w .:/=+@-]{1,128}",
        "is not the key of an AWS tag; use up to 128 letters, digits, spaces and _.:/=+-@, not starting with aws:",
    ),
    AfterValidator(not_of_javascript),
]
#: Value of an AWS tag. Sources: AWS IAM API, ``Tag``, and AWS Certificate Manager API, ``Tag``, which are the most restrictive.
TagValue = Annotated[
    str,
    matching(
        r"[\w .:/=+@-]*",
        "is not the value of an AWS tag; use letters, digits, spaces and _.:/=+-@",
        longest=256,
    ),
]
#: Directory on an EFS file system. Source: Amazon EFS API, ``RootDirectory``, ``Path``: at most 100 characters and four levels.
EfsPath = Annotated[
    str,
    matching(
        r"/|(/(?!\.)[^$#<>;`|&?{}^*/\x00-\x1f]+){1,4}",
        "is not the path of an access point; use / and up to four parts that don't start with a dot, without $#<>;`|&?{}^*",
        longest=100,
    ),
]
