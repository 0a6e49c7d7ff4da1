"""What goes wrong when AWS or a cluster is asked, in words. It needs neither boto3 nor lightkube."""

from __future__ import annotations

from enum import StrEnum

from constructs_lib.errors import JupyterHubOnEksError
from constructs_lib.secret_text import hidden

#: How the packages that ask AWS and the cluster are installed.
INSTALL_EXTRA = "pip install 'jupyterhub-on-eks[cluster]', or pipx install --force 'jupyterhub-on-eks[cluster]'"


class Cause(StrEnum):
    """Why a question got no answer."""

    NOT_INSTALLED = "not-installed"
    """The packages of the extra ``cluster`` are missing."""
    CREDENTIALS = "credentials"
    """None were found, or they are incomplete, wrong or expired."""
    DENIED = "denied"
    """The caller is known and not permitted to ask."""
    NOT_THERE = "not-there"
    """What was asked for doesn't exist."""
    UNREACHABLE = "unreachable"
    """No connection, or no answer in time."""
    OTHER = "other"
    """Anything else that AWS or the cluster answers."""


class CloudError(JupyterHubOnEksError):
    """AWS or the cluster could not be asked, or refused.

    Args:
        words: what is wrong, without a secret. A full stop at its end, as in words of AWS or Kubernetes, is removed.
        fix: what to do. Empty: nothing better is known than what ``words`` says.
        cause: by which code can decide.
        code: AWS's or Kubernetes' own name of the error. Default: it has none.
    """

    def __init__(self, words: str, *, fix: str = "", cause: Cause = Cause.OTHER, code: str = "") -> None:
        self.words, self.fix, self.cause, self.code = hidden(words).rstrip("."), fix, cause, code
        super().__init__(f"{self.words}. {fix.rstrip('.')}." if fix else self.words)


def not_installed(error: ImportError) -> CloudError:
    """Return the error that the extra is missing.

    Args:
        error: what Python raised.
    """
    return CloudError(f"{error.name} is not installed", fix=f"Run: {INSTALL_EXTRA}", cause=Cause.NOT_INSTALLED)
