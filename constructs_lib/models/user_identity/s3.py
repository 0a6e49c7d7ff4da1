"""Access to folders of S3 buckets, as least-privilege policy statements."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import StrictBool

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.aws import BucketName
from constructs_lib.models.kinds.validators import any_case, bytes_at_most, matching

#: The policy variable for EKS Pod Identity's session tag with the pod's name. Users can't set it.
#: Source: Amazon EKS user guide, "Grant Pods access to AWS resources based on tags".
POD_NAME = "${aws:PrincipalTag/kubernetes-pod-name}"

#: A folder in a bucket. Wildcards and policy variables would widen the permissions. S3 also allows other characters; "Naming Amazon S3
#: objects" advises against most of them, and a role's policy can't contain any beyond Latin-1.
S3Prefix = Annotated[
    str,
    matching(
        r"(?!/)(?!(.*/)?\.{1,2}(/|$))(?!.*//)[A-Za-z0-9_!.'()/=+@,:&;~ -]*",
        "is not a folder of a bucket; use names joined by single slashes, without a leading slash, wildcards or ${…}, for example data/",
    ),
    bytes_at_most(700),
]


class S3AccessLevel(StrEnum):
    """Permissions on the objects of a folder."""

    #: List and read them.
    READ = "read"
    #: List, read, write and delete them.
    READ_WRITE = "read_write"


#: Actions on objects. Source: Amazon S3 user guide, "Required permissions for Amazon S3 API operations", multipart uploads included.
_ACTIONS = {
    S3AccessLevel.READ: ("s3:GetObject",),
    S3AccessLevel.READ_WRITE: (
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
    ),
}


class S3Access(Model):
    """A folder of an S3 bucket that users' servers may use."""

    bucket: BucketName
    """Name of an existing bucket."""
    prefix: S3Prefix = ""
    """Folder in the bucket, for example data/; a trailing slash is added. Default: the whole bucket."""
    access: Annotated[S3AccessLevel, any_case(*S3AccessLevel)] = S3AccessLevel.READ
    """read: list and read objects. read_write: also write and delete them."""
    per_user: StrictBool = False
    """With identity: pod_identity, give each server a separate folder below prefix, named after its pod, such as home/jupyter-ada/, without
    access to other users' folders. The environment variable JUPYTERHUB_S3_HOME contains the address of the first one."""

    @property
    def folder(self) -> str:
        """The prefix with a trailing slash, so that data doesn't include data2; empty for the whole bucket."""
        return self.prefix if not self.prefix or self.prefix.endswith("/") else f"{self.prefix}/"

    def statements(self, partition: str) -> Iterator[dict[str, Any]]:
        """Yield the statements that allow the access.

        ``s3:prefix`` is the prefix that a call lists, so names in other folders are not shown.

        Args:
            partition: of the account, for example ``aws``.
        """
        folder = f"{self.folder}{POD_NAME}/" if self.per_user else self.folder
        bucket = f"arn:{partition}:s3:::{self.bucket}"
        listed = {"Condition": {"StringLike": {"s3:prefix": [f"{folder}*"]}}} if folder else {}
        yield {"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": [bucket], **listed}
        yield {"Effect": "Allow", "Action": list(_ACTIONS[self.access]), "Resource": [f"{bucket}/{folder}*"]}
