"""Access to folders of S3 buckets, as statements of a policy with the least rights."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import StrictBool

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.aws import BucketName
from constructs_lib.models.kinds.validators import any_case, bytes_at_most, matching

#: The session tag by which EKS Pod Identity names the pod, as a policy refers to it. No user can choose it.
#: Source: Amazon EKS user guide, "Grant Pods access to AWS resources based on tags".
POD_NAME = "${aws:PrincipalTag/kubernetes-pod-name}"

#: A folder in a bucket. Wildcards and policy variables would widen the rights. S3 would also take other characters; "Naming Amazon S3
#: objects" advises against most of them, and a policy of a role holds none beyond Latin-1.
S3Prefix = Annotated[
    str,
    matching(
        r"(?!/)(?!(.*/)?\.{1,2}(/|$))(?!.*//)[A-Za-z0-9_!.'()/=+@,:&;~ -]*",
        "is not a folder of a bucket; write names joined by single slashes, without a slash in front, wildcards or ${…}, for example data/",
    ),
    bytes_at_most(700),
]


class S3AccessLevel(StrEnum):
    """What servers may do with the objects of a folder."""

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
    """Folder in the bucket, for example data/; a slash is added at its end. Default: the whole bucket."""
    access: Annotated[S3AccessLevel, any_case(*S3AccessLevel)] = S3AccessLevel.READ
    """read: list and read objects. read_write: write and delete them too."""
    per_user: StrictBool = False
    """With identity: pod_identity, give each server a folder of its own below prefix, named after its pod, such as
    home/jupyter-ada/, and no other user's. The address of the first one is in the variable JUPYTERHUB_S3_HOME."""

    @property
    def folder(self) -> str:
        """The prefix with a slash at its end, so that data doesn't mean data2 as well; empty for the whole bucket."""
        return self.prefix if not self.prefix or self.prefix.endswith("/") else f"{self.prefix}/"

    def statements(self, partition: str) -> Iterator[dict[str, Any]]:
        """Yield the statements that allow the access.

        ``s3:prefix`` is what a call asks to list, so no other folder's names are shown.

        Args:
            partition: of the account, for example ``aws``.
        """
        folder = f"{self.folder}{POD_NAME}/" if self.per_user else self.folder
        bucket = f"arn:{partition}:s3:::{self.bucket}"
        listed = {"Condition": {"StringLike": {"s3:prefix": [f"{folder}*"]}}} if folder else {}
        yield {"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": [bucket], **listed}
        yield {"Effect": "Allow", "Action": list(_ACTIONS[self.access]), "Resource": [f"{bucket}/{folder}*"]}
