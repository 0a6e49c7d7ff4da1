"""Errors of reading AWS or a cluster. The module needs neither boto3 nor lightkube."""

from __future__ import annotations

from enum import StrEnum

from constructs_lib.errors import JupyterHubOnEksError
from constructs_lib.secret_text import hidden


class Cause(StrEnum):
    """Why AWS or the cluster gave no answer."""

    NOT_INSTALLED = "not-installed"
    """The packages of the extra ``cluster`` are missing."""
    CREDENTIALS = "credentials"
    """None were found, or they are incomplete, wrong or expired."""
    DENIED = "denied"
    """The caller is known but not authorized."""
    NOT_THERE = "not-there"
    """The requested resource doesn't exist."""
    UNREACHABLE = "unreachable"
    """No connection, or no answer in time."""
    OTHER = "other"
    """Any other answer of AWS or the cluster."""


class CloudError(JupyterHubOnEksError):
    """AWS or the cluster could not be read, or refused.

    Args:
        message: what is wrong, without a secret. A full stop at its end, as in messages of AWS or Kubernetes, is removed.
        fix: what to do. Empty: no fix is known.
        cause: the cause, for code.
        code: name of the error in AWS or Kubernetes. Default: none.
    """

    def __init__(self, message: str, *, fix: str = "", cause: Cause = Cause.OTHER, code: str = "") -> None:
        self.message, self.fix, self.cause, self.code = hidden(message).rstrip("."), fix, cause, code
        super().__init__(f"{self.message}. {fix.rstrip('.')}." if fix else self.message)


def not_installed(error: ImportError) -> CloudError:
    """Return the error for a missing extra.

    Args:
        error: the error that Python raised.
    """
    from jupyterhub_on_eks.installation import installation  # noqa: PLC0415  # no other error needs it

    return CloudError(f"{error.name} is not installed", fix=f"Run: {installation().command('cluster')}", cause=Cause.NOT_INSTALLED)
