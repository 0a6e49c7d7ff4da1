"""API tokens of services, by which others than users call the hub's API."""

from __future__ import annotations

from typing import Annotated

from constructs_lib.models.kinds.validators import matching
from constructs_lib.models.secrets.reference import SecretEnvVar, SecretReference

#: Name of a service of JupyterHub; part of an environment variable and of a Kubernetes Secret.
ServiceName = Annotated[
    str,
    matching(
        r"[a-z]([-a-z0-9]*[a-z0-9])?",
        "is not a service's name; those hold lower-case letters, digits and '-', start with a letter and end with a letter or digit",
        longest=40,
    ),
]


def service_token(name: str, reference: SecretReference, *, release: str) -> SecretEnvVar:
    """Return a service's token as the hub gets it.

    Args:
        name: name of the service.
        reference: where the token lies.
        release: name of the hub's Helm release, part of the Kubernetes Secret that is made where the reference isn't one itself.
    """
    variable = f"SERVICE_API_TOKEN_{name.upper().replace('-', '_')}"
    return SecretEnvVar(reference, variable, f"{release}-api-token-{name}", "token")
