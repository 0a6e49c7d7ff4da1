"""Access to S3 folders: what the statements allow two users, and what they don't."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from constructs_lib.models.user_identity.s3 import S3Access
from tests.iam_policy import allows
from tests.properties.profile import PROFILE

_OBJECTS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")


def _may(access: S3Access, action: str, key: str | None, pod: str | None = None, *, bucket: str = "", listed: str = "") -> bool:
    """Return whether a pod may do something with an object, or list keys with a prefix."""
    policy: dict[str, Any] = {"Statement": list(access.statements("aws"))}
    context = {"aws:PrincipalTag/kubernetes-pod-name": pod} if pod else {}
    bucket = bucket or access.bucket
    if key is None:
        return allows(policy, action, f"arn:aws:s3:::{bucket}", {**context, "s3:prefix": listed})
    return allows(policy, action, f"arn:aws:s3:::{bucket}/{key}", context)


def test_defaults_read_the_whole_bucket() -> None:
    """Reading, and nothing else, of only this bucket."""
    access = S3Access(bucket="data")

    assert _may(access, "s3:GetObject", "a/b")
    assert _may(access, "s3:ListBucket", None)
    assert not any(_may(access, action, "a/b") for action in _OBJECTS[1:])
    assert not _may(access, "s3:GetObject", "a/b", bucket="data2")
    assert not _may(access, "s3:ListBucket", None, bucket="other")


@pytest.mark.parametrize("prefix", ["data", "data/"])
def test_folder_is_not_a_name_prefix(prefix: str) -> None:
    """With or without a slash, data is a folder: data2 is another one."""
    access = S3Access.model_validate({"bucket": "b", "prefix": prefix, "access": "READ_WRITE"})

    assert all(_may(access, action, "data/x/y") for action in _OBJECTS)
    assert not any(_may(access, action, key) for action in _OBJECTS for key in ("data2/x", "data", "other/data/x"))
    assert _may(access, "s3:ListBucket", None, listed="data/")
    assert not any(_may(access, "s3:ListBucket", None, listed=listed) for listed in ("", "data", "data2/", "dat"))


def test_each_user_reaches_only_their_own_folder() -> None:
    """Neither the other's, nor one with the same prefix, nor the shared folder, nor another bucket."""
    access = S3Access.model_validate({"bucket": "b", "prefix": "home/", "access": "read_write", "per_user": True})

    for own, other in (("jupyter-alice", "jupyter-bob"), ("jupyter-alice", "jupyter-alice2"), ("jupyter-alice2", "jupyter-alice")):
        assert all(_may(access, action, f"home/{own}/a/b", own) for action in _OBJECTS)
        assert not any(_may(access, action, f"home/{other}/a/b", own) for action in _OBJECTS)
        assert not any(_may(access, action, key, own) for action in _OBJECTS for key in (f"home/{own}", f"{own}/a", "home/a"))
        assert not any(_may(access, action, f"home/{own}/a", own, bucket="c") for action in _OBJECTS)
        assert _may(access, "s3:ListBucket", None, own, listed=f"home/{own}/")
        assert not any(_may(access, "s3:ListBucket", None, own, listed=text) for text in ("", "home/", f"home/{other}/", f"home/{own}"))
    assert not _may(access, "s3:GetObject", "home//a")


_PODS = st.from_regex(r"jupyter-[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
_FOLDERS = st.from_regex(r"([A-Za-z0-9_!.'()=+@,:&;~-]{1,4}/){0,2}([A-Za-z0-9_-]{1,3})?", fullmatch=True)


@pytest.mark.property
@PROFILE
@given(
    folder=_FOLDERS,
    own=_PODS,
    key=st.lists(st.sampled_from(["jupyter-", "a", "2", "/", "home", "*", "?"]), max_size=6).map("".join),
    other=_PODS,
)
def test_only_keys_below_the_users_folder(folder: str, own: str, other: str, key: str) -> None:
    """Whatever the folder, the pods' names and the object's key, wildcards in a key included."""
    assume(not any(part in {".", ".."} for part in folder.split("/")))
    access = S3Access.model_validate({"bucket": "b", "prefix": folder, "per_user": True})

    for asked in (f"{access.folder}{own}/{key}", f"{access.folder}{other}/{key}", f"{access.folder}{key}", key, f"{own}/{key}"):
        below = asked.startswith(f"{access.folder}{own}/")
        assert below == _may(access, "s3:GetObject", asked, own)
        assert below == _may(access, "s3:ListBucket", None, own, listed=asked)


@pytest.mark.parametrize(
    "prefix",
    ["/data", "data//x", "data/*", "dat?", "${aws:username}/", "../x", "a/./b", "{username}", "ä/", "a\nb", "x" * 701],
)
def test_invalid_folders(prefix: str) -> None:
    """Wildcards and policy variables would widen the permissions, and S3 has no parent folder."""
    with pytest.raises(ValueError, match=r"is not a folder of a bucket|bytes"):
        S3Access(bucket="b", prefix=prefix)
