"""Conversion of errors of botocore and AWS into messages with a fix."""

from __future__ import annotations

import re

from botocore import exceptions as botocore

from jupyterhub_on_eks.cloud.errors import Cause, CloudError

_LOG_IN = "Log in as for the AWS CLI (aws login, aws sso login, or AWS_PROFILE); `aws sts get-caller-identity` shows who you are"

#: AWS's codes for the same error, which differ between services. Source: each service's API reference, "Common errors".
_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired"}
_WRONG = {
    "AuthFailure", "IncompleteSignature", "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidToken", "MissingAuthenticationToken",
    "NotAuthorized", "SignatureDoesNotMatch", "UnrecognizedClientException",
}  # fmt: skip
_DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedAccess", "UnauthorizedOperation"}
_THROTTLED = {"RequestLimitExceeded", "Throttling", "ThrottlingException", "TooManyRequestsException"}
_ABSENT = re.compile(r"NotFound|NoSuch|DoesNotExist")

#: Kinds of botocore's errors, the narrower ones first: cause, message, fix. Without a message, botocore's is shown.
_KINDS: tuple[tuple[tuple[type[Exception], ...], Cause, str | None, str], ...] = (
    ((botocore.NoCredentialsError,), Cause.CREDENTIALS, "AWS credentials were not found", _LOG_IN),
    ((botocore.ProfileNotFound,), Cause.CREDENTIALS, None, "Set AWS_PROFILE to one that `aws configure list-profiles` shows"),
    (
        (
            botocore.PartialCredentialsError, botocore.CredentialRetrievalError, botocore.SSOError, botocore.LoginError,
            botocore.TokenRetrievalError, botocore.NoAuthTokenError, botocore.RefreshWithMFAUnsupportedError,
        ),
        Cause.CREDENTIALS,
        None,
        _LOG_IN,
    ),
    ((botocore.ProxyConnectionError,), Cause.UNREACHABLE, "the proxy did not answer", "Check HTTPS_PROXY and NO_PROXY"),
    (
        (botocore.SSLError,),
        Cause.UNREACHABLE,
        "the TLS certificate of {service} is not trusted",
        "Behind a proxy that inspects TLS, set AWS_CA_BUNDLE to its certificate",
    ),
    (
        (botocore.ConnectionError, botocore.HTTPClientError),
        Cause.UNREACHABLE,
        "{service} did not answer in {region}",
        "Check the network, HTTPS_PROXY, and the spelling of the Region",
    ),
    ((botocore.NoRegionError,), Cause.OTHER, "no AWS Region is set", "Set AWS_REGION, or name a hub file with cluster.region"),
    ((botocore.InvalidRegionError,), Cause.OTHER, None, "Correct cluster.region, for example us-west-2"),
)  # fmt: skip


def in_words(error: Exception, *, service: str, region: str | None) -> CloudError:
    """Return an error with a message for the user.

    Args:
        error: botocore's.
        service: the service that was called, as boto3 names it.
        region: Region of the call; None if it is unknown.
    """
    if isinstance(error, botocore.ClientError):
        return _refused(error, service=service, region=region)
    for types, cause, template, fix in _KINDS:
        if isinstance(error, types):
            message = template.format(service=service, region=region or "its Region") if template else _first_line(str(error))
            return CloudError(message, fix=fix, cause=cause)
    return CloudError(f"{service} could not be called: {_first_line(str(error))}")


def _refused(error: botocore.ClientError, *, service: str, region: str | None) -> CloudError:
    """Return AWS's answer as an error. Its message is shown only if it contains nothing of the credentials."""
    answer = error.response.get("Error", {})
    code, message = str(answer.get("Code", "")), _first_line(str(answer.get("Message", "")))
    action = f"{_IAM_PREFIXES.get(service, service)}:{error.operation_name}"
    absent = Cause.NOT_THERE if _ABSENT.search(code) else Cause.OTHER
    answers: tuple[tuple[bool, Cause, str, str], ...] = (
        (code in _EXPIRED, Cause.CREDENTIALS, "AWS credentials have expired", _LOG_IN),
        (code in _WRONG, Cause.CREDENTIALS, f"AWS does not accept these credentials ({code})", _LOG_IN),
        (code in _DENIED, Cause.DENIED, f"{action} is denied: {message}", f"Ask an administrator to allow {action}"),
        (code == "RequestTimeTooSkewed", Cause.CREDENTIALS, "the clock of this machine differs from AWS's", "Set the clock"),
        (code in _THROTTLED, Cause.OTHER, f"{service} accepts no more requests for now ({code})", "Try again in a minute"),
        (code == "OptInRequired", Cause.DENIED, f"the account has not enabled {service} in {region}", "Check cluster.region"),
        (True, absent, f"{service} returns {code}: {message}", ""),
    )
    _, cause, text, fix = next(answer for answer in answers if answer[0])
    return CloudError(text, fix=fix, cause=cause, code=code)


def _first_line(text: str) -> str:
    """Return the readable part of a message: EC2 appends kilobytes that only IAM can decode."""
    line = next(iter(text.splitlines()), "")
    return line.partition("Encoded authorization failure message")[0].strip()[:500].rstrip(".")


#: Services that have another name in IAM policies than in boto3. Source: Service Authorization Reference.
_IAM_PREFIXES = {"efs": "elasticfilesystem", "elbv2": "elasticloadbalancing"}
