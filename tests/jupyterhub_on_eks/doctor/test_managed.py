"""Resources that the stack manages already."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from jupyterhub_on_eks.doctor.managed import manages
from tests.jupyterhub_on_eks.cloud.answers import EBS, Answer, site

STATE = '{"resources": [{"mode": "managed", "type": "helm_release", "instances": [{"attributes": {"name": "a"}}]}]}'
S3 = {"s3": {"bucket": "states", "key": "lab.tfstate", "region": "eu-west-1"}}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_local_state() -> None:
    """Before the first deployment there is none."""
    assert not manages(site(EBS), "helm_release", "name", "a")
    Path("terraform.lab.tfstate").write_text(STATE)
    stack = site(EBS)

    assert (True, False, False) == tuple(
        manages(stack, kind, "name", name) for kind, name in (("helm_release", "a"), ("helm_release", "b"), ("x", "a"))
    )


def _from_bucket(answer: Answer) -> bool:
    return manages(site(EBS, backend=S3, aws={"s3.get_object": answer}), "helm_release", "name", "a")


def test_a_state_in_a_bucket() -> None:
    """The same; a missing object is a stack that was never deployed, a missing bucket is reported."""
    assert _from_bucket(lambda _: {"Body": io.BytesIO(STATE.encode())})
    assert not _from_bucket(CloudError("", code="NoSuchKey", cause=Cause.NOT_THERE))
    with pytest.raises(CloudError, match=r"the bucket states of backend.s3 doesn't exist"):
        _from_bucket(CloudError("", code="NoSuchBucket", cause=Cause.NOT_THERE))
    with pytest.raises(CloudError, match="denied"):
        _from_bucket(CloudError("denied", cause=Cause.DENIED))


@pytest.mark.parametrize("text", ["{", "[]", '{"resources": [{}]}'])
def test_no_state(text: str) -> None:
    """A message instead of a traceback."""
    Path("terraform.lab.tfstate").write_text(text)
    with pytest.raises(CloudError, match="state of the stack lab can't be read"):
        manages(site(EBS), "helm_release", "name", "a")
