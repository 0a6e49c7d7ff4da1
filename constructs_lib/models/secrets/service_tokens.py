"""API tokens of services that call the hub's API."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from constructs_lib.models.kinds.validators import as_schema, whole
from constructs_lib.models.secrets.reference import Secret, SecretEnvVar, SecretReference

#: A service's name is part of an environment variable and of the name of a Kubernetes Secret.
_NAME = re.compile(r"[a-z]([-a-z0-9]{0,38}[a-z0-9])?")
_IDLE_CULLER = "jupyterhub-idle-culler"


def _by_name(tokens: Any) -> Any:
    """Refuse a token in place of a name or a reference; neither is repeated."""
    how = "use {name-of-the-service: {kubernetes_secret: its-name, key: token}}, or another reference"
    for name, reference in tokens.items() if isinstance(tokens, dict) else ():
        if isinstance(reference, str | int | float):
            raise ValueError(f"contains text instead of a reference; {how}")  # noqa: TRY004  # pydantic collects ValueErrors
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ValueError(
                "contains a key that is not the name of a service; a name has up to 40 lower-case letters, digits and '-', starts with a letter and "
                f"ends with a letter or digit; {how}"
            )
        if name == _IDLE_CULLER:
            raise ValueError(f"contains {_IDLE_CULLER}, the chart's own service; use another name")
    return tokens


as_schema(_by_name, propertyNames={"pattern": whole(_NAME.pattern), "not": {"const": _IDLE_CULLER}})
#: References to the tokens of services, by the services' names.
ServiceApiTokens = Annotated[dict[str, Secret], BeforeValidator(_by_name)]


def service_token(name: str, reference: SecretReference, *, release: str) -> SecretEnvVar:
    """Return a service's token as the hub gets it.

    Args:
        name: name of the service.
        reference: reference to the token.
        release: name of the hub's Helm release, part of the name of the Kubernetes Secret that is created unless the reference is to one.
    """
    variable = f"SERVICE_API_TOKEN_{name.upper().replace('-', '_')}"
    return SecretEnvVar(reference, variable, f"{release}-api-token-{name}", "token")
