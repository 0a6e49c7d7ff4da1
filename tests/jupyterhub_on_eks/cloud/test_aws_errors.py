"""Messages for botocore's errors."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from botocore import exceptions as botocore

from jupyterhub_on_eks.cloud.aws_errors import in_words
from jupyterhub_on_eks.cloud.errors import Cause


def _answer(code: str, message: str = "") -> botocore.ClientError:
    return botocore.ClientError({"Error": {"Code": code, "Message": message}}, "DescribeMountTargets")


@pytest.mark.parametrize(
    ("error", "cause", "message"),
    [
        (botocore.NoCredentialsError(), Cause.CREDENTIALS, "AWS credentials were not found"),
        (botocore.ProfileNotFound(profile="lab"), Cause.CREDENTIALS, "The config profile (lab) could not be found"),
        (botocore.UnauthorizedSSOTokenError(), Cause.CREDENTIALS, "AWS credentials can't be used"),
        (botocore.LoginRefreshRequired(), Cause.CREDENTIALS, "Your session has expired"),
        (botocore.EndpointConnectionError(endpoint_url="https://x"), Cause.UNREACHABLE, "efs did not answer in us-west-2"),
        (botocore.ConnectTimeoutError(endpoint_url="https://x"), Cause.UNREACHABLE, "efs did not answer in us-west-2"),
        (botocore.ReadTimeoutError(endpoint_url="https://x"), Cause.UNREACHABLE, "efs did not answer in us-west-2"),
        (botocore.ProxyConnectionError(proxy_url="http://ada:canary@proxy"), Cause.UNREACHABLE, "the proxy did not answer"),
        (botocore.SSLError(endpoint_url="https://x", error="self-signed"), Cause.UNREACHABLE, "certificate of efs is not trusted"),
        (botocore.NoRegionError(), Cause.OTHER, "no AWS Region is set"),
        (botocore.InvalidRegionError(region_name="us west"), Cause.OTHER, "us west"),
        (_answer("ExpiredTokenException", "canary"), Cause.CREDENTIALS, "AWS credentials have expired"),
        (_answer("InvalidClientTokenId", "canary"), Cause.CREDENTIALS, "AWS does not accept these credentials"),
        (_answer("SignatureDoesNotMatch", "the canonical string is canary"), Cause.CREDENTIALS, "AWS does not accept these credentials"),
        (_answer("AccessDenied", "User: arn:aws:iam::1:user/ada"), Cause.DENIED, "elasticfilesystem:DescribeMountTargets is denied: User"),
        (_answer("UnauthorizedOperation", "No. Encoded authorization failure message: canary"), Cause.DENIED, "is denied: No"),
        (_answer("ResourceNotFoundException", "No cluster found"), Cause.NOT_THERE, "No cluster found"),
        (_answer("FileSystemNotFound"), Cause.NOT_THERE, "FileSystemNotFound"),
        (_answer("ThrottlingException"), Cause.OTHER, "accepts no more requests"),
        (_answer("RequestTimeTooSkewed"), Cause.CREDENTIALS, "clock"),
        (_answer("InternalFailure", "oh"), Cause.OTHER, "efs returns InternalFailure: oh"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_messages(error: Exception, cause: Cause, message: str) -> None:
    """Each kind has its cause and states what to do; no secret is shown."""
    found = in_words(error, service="efs", region="us-west-2")

    assert cause is found.cause
    assert message.removeprefix("AWS credentials can't be used") in str(found)
    assert "canary" not in str(found)
    assert found.fix or found.code in {"ResourceNotFoundException", "FileSystemNotFound", "InternalFailure"}


def test_every_error_of_botocore_has_a_message() -> None:
    """Whatever botocore raises becomes a sentence, never a traceback."""
    kinds: list[Any] = [kind for _, kind in inspect.getmembers(botocore, inspect.isclass) if issubclass(kind, botocore.BotoCoreError)]

    assert len(kinds) > 50
    for kind in kinds:
        error: Exception = kind.__new__(kind)
        Exception.__init__(error, "words of botocore")
        assert str(in_words(error, service="eks", region=None))
